"""Exports of databases that are described here: how an article begins, its head, its fields, how it ends.

Classic LexisNexis ("1 of 2 DOCUMENTS", outlet, day, headline, fields in capitals), Europresse (outlet, day,
headline; a copyright, a certificate and a number behind the text) and NewsBank (headline, outlet and day in
one line; "Record Number" behind the text). Their web pages have the same lines as their texts.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from inotherwords import settings
from inotherwords.corpus.formats import dates, exports
from inotherwords.corpus.formats.article import Article, Dropped


class Form(NamedTuple):
    """How a database lays out its exports, as forms.csv has it.

    begins: whether `sure`, a line that makes a file such an export, stands above each article, or closes it.
    first: what stands above the day, "outlet", "headline", or "nearest" for an outlet below a cover, which
    may have the number of the issue and a town beneath it. fields:
    labels of the head, as ours. tail: lines that stand behind the text.
    """

    name: str
    begins: bool
    first: str
    fields: dict[str, str]
    tail: re.Pattern[str]
    sure: re.Pattern[str]


LABELLED = re.compile(r"([^\W\d_][\w /-]{1,24}?)\s?:\s*(.*)")
CAPITALS = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ -]{3,24}(?=\s?:)")  # a label in whatever language
EDITION = re.compile(
    r"[\w ,/-]{0,40}(?:edition|ausgabe|édition|editie)\b[\w ,/-]{0,40}|(?:late |early )?final",
    re.IGNORECASE,
)
RIGHTS = rf"(?:©|\(c\)|copyright\b).{{0,160}}|{exports.RESERVED}.*"  # behind a text, or above its outlet


def _read_form(name: str) -> Form:
    said = exports.read_form(name)
    sure = said.get("line above") or said["line that closes"]
    labels = "|".join(map(re.escape, said.get("labels behind", "-").split("|")))
    tail = "|".join(filter(None, [rf"(?:{labels}) ?: ?.*", said.get("lines behind"), RIGHTS]))
    patterns = (re.compile(pattern, re.IGNORECASE) for pattern in (tail, sure))
    return Form(name, "line above" in said, said["above the day"], exports.read_fields(name), *patterns)


FORMS = [_read_form(name) for name in ("LexisNexis", "Europresse", "WISO", "Retriever", "NewsBank")]
ADDRESS = re.compile(r"(?:[\w ]{1,30}: ?)?(?:https?://|www\.)\S+")  # of a record, behind it
NUMBER_OF_ISSUE = re.compile(r"(?:^|,? )n(?:o|r|º|°)\.? ?\d[\d ]*(?:$|,.*)", re.IGNORECASE)
# A number that has the day of publication in it, and a cover that says how many articles there are.
DATED_NUMBER = re.compile(r"[·.](\d{8})[·.]")
COVER = re.compile(r"(?:.{0,40}[•·] )?(\d{1,4}) (?:documents|articles)", re.IGNORECASE)
BEHIND_A_DAY = re.compile(r"^[\s,|·–—-]+")
LONGEST_HEAD = 12  # lines from the first one to the day


def is_marked(form: Form, found: list[str]) -> bool:
    """Return whether some lines are surely an export of this form.

    >>> is_marked(FORMS[0], ["A dam"])
    False
    """
    if not any(map(form.sure.fullmatch, found)) or (form.begins and not any(map(CAPITALS.match, found))):
        return False
    # Where labels stand above the day, it is another form.
    firsts = [next(filter(None, block), "") for block in _blocks(found, form) if _day(block) is not None]
    return any(not LABELLED.fullmatch(first) for first in firsts)


def read_marked(form: Form, found: list[str], file: str, encoding: str) -> Iterator[Article | Dropped]:
    """Yield the articles of an export of this form, by its lines, and what of it is none."""
    titles: list[str] = []
    said = [int(re.findall(r"\d+", line)[1]) for line in found if form.begins and form.sure.fullmatch(line)]
    said += [int(cover[1]) for cover in map(COVER.fullmatch, found[:40]) if cover]
    blocks = _blocks(found, form)
    blocks, cover = exports.without_cover(blocks, _day) if form.first == "headline" else (blocks, "")
    if form.begins and len(blocks) > 1:
        form = form._replace(fields={**_labels_of_all(blocks), **form.fields})
    runs = [_nearest(block) for block in blocks] if form.first == "nearest" else []
    if len(runs) > 1:  # above the first a cover may stand
        runs[0] = runs[0][-max(map(len, runs[1:])) :]
    for at, block in enumerate(blocks):
        begun = exports.shorten(" ".join(filter(None, block)))
        if _day(block) is None and not form.begins:
            yield Dropped(file, "", f"stands between the articles and is none: {begun}")
            continue
        titles.append(begun)
        place = (file, f"article {len(titles)}", encoding)
        yield _article(block, form, place, cover, runs[at] if runs else None)
        cover = ""
    yield from exports.list_missing(max(said, default=0), titles, [], file)


def _nearest(block: list[str]) -> list[str]:
    """Return the lines that stand together nearest above the day, without whose the article is."""
    run: list[str] = []
    for line in reversed(block[: _day(block) or 0]):
        if not line and run:
            break
        if line and not re.fullmatch(RIGHTS, line, re.IGNORECASE):
            run.insert(0, line)
    return run


def _labels_of_all(blocks: list[list[str]]) -> dict[str, str]:
    """Return the labels in capitals that every article has once, whatever they say in whatever language."""
    each = [Counter(label[0] for label in map(CAPITALS.match, block) if label) for block in blocks]
    return {label: "" for label in each[0] if all(labels[label] == 1 for labels in each)}


def _blocks(found: list[str], form: Form) -> list[list[str]]:
    """Return the lines of each article; what stands before the first line that begins one is a cover."""
    if form.begins:
        begins = [at for at, line in enumerate(found) if form.sure.fullmatch(line)]
        return [found[begin + 1 : end] for begin, end in zip(begins, [*begins, len(found)][1:], strict=True)]
    blocks: list[list[str]] = [[]]
    closed = False
    for line in found:
        tail = bool(form.tail.fullmatch(line) or ADDRESS.fullmatch(line))
        if closed and line and not tail:
            blocks.append([])
        # A copyright may stand in the story: only the number of the record closes an article.
        closed = (closed and (tail or not line)) or bool(form.sure.fullmatch(line))
        blocks[-1].append(line)
    return [block for block in blocks if any(block)]


def _day(block: list[str]) -> int | None:
    """Return where the line with the day is, among the first lines of an article.

    Where the article's number has the day, a cover and a list of contents may stand above.
    """
    lines = [at for at, line in enumerate(block) if line]
    dated = [at for at in lines if len(block[at]) < 160 and dates.find_date(block[at])]
    number = next(filter(None, map(DATED_NUMBER.search, block[::-1])), None)
    if number:
        day = dates.read_day(number[1])[0]
        story = next((at for at in lines if len(block[at].split()) > settings.LONGEST_HEAD + 5), len(block))
        own = [at for at in dated if at < story and dates.read_day(dates.find_date(block[at]))[0] == day]
        if own:
            return own[-1]
    return next((at for at in dated if at in lines[:LONGEST_HEAD]), None)


def _article(
    block: list[str], form: Form, where: tuple[str, str, str], note: str, nearest: list[str] | None
) -> Article | Dropped:
    """Return the article of a block; of the lines `nearest`, if any, the first is its outlet."""
    named: dict[str, str] = {}
    day = _day(block)
    begun = exports.shorten(" ".join(filter(None, block)))
    if day is None:
        return Dropped(*where[:2], f"no day among its first lines, so its head cannot be told ({begun})")
    rights = [line for line in block[:day] if re.fullmatch(RIGHTS, line, re.IGNORECASE)]
    named["rights"] = " ".join(rights)
    above = [line for line in block[:day] if line and line not in rights]
    rest = block[day + 1 :]
    named["published"] = dates.find_date(block[day])
    said, _, behind = block[day].partition(named["published"])
    before = exports.read_outlet(said)
    if form.first == "headline" and not before and len(above) == 1:
        before = exports.read_outlet(BEHIND_A_DAY.sub("", behind))
    if form.first == "headline" and (before or len(above) > 1):
        named["headline"] = " ".join(above if before else above[:-1])
        named["outlet"] = re.sub(r"(?:, The)? \([^()]*\)$", "", before or above[-1])
        start = 0
    else:
        above = above if nearest is None else nearest
        named["outlet"], editions = NUMBER_OF_ISSUE.sub("", above[0]) if above else "", above[1:]
        others = [line for line in editions if not NUMBER_OF_ISSUE.fullmatch(line)] if nearest else []
        if others:
            note = exports.join_notes(note, f"“{above[0]}” was taken for its outlet, not “{others[0]}”")
        while rest and EDITION.fullmatch(rest[0]):
            editions.append(rest.pop(0))
        named["edition"] = " ".join(editions)
        named["headline"], start = _headline(rest, form)
    start = _head(rest, start, form, named)
    if not named.get("headline"):  # between two fields
        headline, behind = _headline(rest[start:], form)
        follows = next(filter(None, rest[start + behind :]), "")
        if headline and _field(follows, form) is not None:
            named["headline"] = headline
            start = _head(rest, start + behind, form, named)
    end = next((at for at in range(start, len(rest)) if form.tail.fullmatch(rest[at])), len(rest))
    while end > start and (not rest[end - 1] or _field(rest[end - 1], form) is not None):
        end -= 1
    name = ""  # of a field that may go on in the next line
    for line in rest[end:]:
        if (found := _field(line, form)) is not None:
            name = found if found not in named else ""
            named.setdefault(found, LABELLED.match(line)[2])
        elif not line or form.tail.fullmatch(line):
            name = ""
        elif name:
            named[name] += f" {line}"
    named.pop("", None)
    body = exports.join_lines(rest[start:end])
    if not body:
        return Dropped(*where[:2], f"no text in it, only its head ({begun})")
    named["load_date"] = dates.read_day(named.get("load_date", ""))[0]
    missing = [f"no {name} found" for name in ("outlet", "headline") if not named.get(name)]
    return exports.make_article(named, body, where, exports.join_notes(*missing), note)


def _headline(rest: list[str], form: Form) -> tuple[str, int]:
    """Return the lines below the day up to a blank one or a field: the headline, and where it ends."""
    start = next((at for at, line in enumerate(rest) if line), len(rest))
    end = start
    while end < len(rest) and rest[end] and _field(rest[end], form) is None and end < start + 4:
        end += 1
    return " ".join(rest[start:end]), end


def _field(line: str, form: Form) -> str | None:
    """Return what we call the field that a line is, "" for one that is left out; None if it is none."""
    field = LABELLED.match(line)
    return form.fields.get(field[1], form.fields.get(field[1].upper())) if field else None


def _head(rest: list[str], start: int, form: Form, named: dict[str, str]) -> int:
    """Put the fields at the beginning of some lines into `named`; return where the text begins."""
    name = ""
    while start < len(rest):
        line = rest[start]
        if not line:
            name = ""
        elif (found := _field(line, form)) is not None:
            name, value = found or "-", line.partition(":")[2].partition(" | ")[0]
            named[name] = f"{named[name]} {value}".strip() if named.get(name) else value.strip()
        elif name and name != "-" and len(line) < 90:
            named[name] += f" {line}"
        elif not form.fields and "byline" not in named and _is_name(rest, start):
            named["byline"] = line
        else:
            break
        start += 1
    named.pop("-", None)
    return start


def _is_name(rest: list[str], at: int) -> bool:
    """Return whether a line between headline and text is the names of its authors."""
    line = rest[at]
    more = any(rest[at + 1 :])
    return more and len(line) < 70 and len(line.split()) <= 8 and not re.search(r"[.?!:;,”\"»]$", line)
