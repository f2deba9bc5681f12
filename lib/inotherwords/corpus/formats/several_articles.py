"""Several articles in one file, in no form that is known: found by what comes again and again in it.

A file is cut where every part begins as an article does, with a headline and a day; where that is not so it
is set aside, and what comes again is named. It is never one article.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from inotherwords import settings
from inotherwords.corpus.formats import columns, dates, exports, languages
from inotherwords.corpus.formats.article import Article, Dropped, printable
from inotherwords.corpus.formats.head_days import OTHER
from inotherwords.text import wrapping
from inotherwords.text.furniture import (
    SURE_DATELINE,
    find_credit,
    is_byline,
    is_furniture,
    is_rights,
    is_somebody,
)
from inotherwords.text.surroundings import ends_a_sentence

NUMBERED = re.compile(
    r"[\W_]*(?P<word>[^\W\d_]{2,20}\.? )?(?:n[or]\.? |№ ?|# ?)?(?P<number>\d{1,5}) *"
    r"(?:of|von|de|sur|van|di|из|/) *(?P<all>\d{1,5})(?P<after> [^\W\d_]{4,20})?[\W_]*",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"[\W_]*(?:Article|Artikel|Artículo|Document|Dokument|Documento|Item|Record|Story|Text|Meldung|Treffer|"
    r"Beitrag|Результат|Документ)\s*(?:n[or]?[.°]? ?|№ ?|# ?)?(\d{1,5})[\W_]*",
    re.IGNORECASE,
)
# "#1", "# 1", "[1]", "(1) Headline", "No. 1", "1.", "Clip 1: Headline"
COUNTING = re.compile(
    r"(?:[#№] ?(?P<a>\d{1,4})[.):]?|[\[(](?P<b>\d{1,4})[\])]|(?P<c>\d{1,4})[.)]"
    r"|(?i:no|nr|n|num|number|nummer|número|numéro|clip|cutting|text|news|press|ausschnitt|recorte|not[ií]cia|doc)"
    r"[.°º]? ?(?P<d>\d{1,4})(?:[.:)]|(?=$)| (?=[–—-]))|(?P<e>\d{1,3})(?=$))(?P<rest>\s+\S.*)?"
)
FIELD = re.compile(r"([^\W\d_][\w /.'’()-]{1,40}?) ?[:：](?:\s+(\S.{0,300})|)")
LABEL = re.compile(r"[\w-]+:\s")
PAGE = re.compile(
    r"(?:page|p\.|pg\.?|seite|s\.|pagina|página|blz\.?|bladzijde|side|sida|стр\.?) ?[A-Z]{0,2}\d{1,4}[A-Z]?",
    re.IGNORECASE,
)
WORDS = re.compile(
    r"\(?\d[\d,.]* (?:words|wörter|mots|woorden|palabras|palavras|parole|слов)\)?", re.IGNORECASE
)
TAG = re.compile(r"<(?!p|br|div|span|img|li|a |b>|i>|em|strong|h\d)(\w{2,20})(?: [^<>]*)?>.{0,80}")
SOURCES = re.compile(
    r"(?:from|source|in|via|paper|published|quelle|aus|von|fuente|fonte|bron|uit|par|por|door|di|dans)\b",
    re.IGNORECASE,
)
ROMAN = re.compile(r"([IVXL]{1,7})[.)] ")
TIME = re.compile(r"(?:\w{2,10} )?\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\.?| uhr)?(?: [A-Z]{2,4})?", re.IGNORECASE)
NAME_WITHIN = re.compile(r"(?<=[^\W\d_,;] )[A-ZÀ-ÞА-Я][^\W\d_]{3,}")
STARS = re.compile(r"\*{4} \*\w+.*")  # before each text of a file for IRaMuTeQ
# What may be a heading of an article, or of a part of it; a line that may be where it is from.
HEADING = re.compile(r"(#|={2,}|-{2,}|\*{2,}|~{2,}) ?[^\W_].{2,120}|https?://\S{8,300}")
SIGNS_OF_HEADINGS = {*"#=-*~hH"}
LABELS = re.compile(
    r"\s*(?:-{3,}[ \t]*(?:\r\n?|\n))?((?:[^\W\d_][^\r\n:：]{1,40}[:：][^\r\n]*(?:\r\n?|\n)){2,25})"
    r"(?:-{3,}[ \t]*)?(?:\r\n?|\n)"
)
OURS = {"outlet", "published", "headline", "url", "byline", "language"}
NAMED = re.compile(r"[A-ZÀ-Þ][\w.'’-]+(?: (?:van|de|der|den|von|und|and|en|et|y|&|[A-ZÀ-Þ][\w.'’-]*)){1,5}")
# Besides the names of columns: what a label says that belongs to an article and not to its text.
OF_AN_ARTICLE = {
    "record_number", "record", "accession_number", "accession_no", "document_id", "document_number",
    "number", "numéro_de_document", "dokumentnummer", "document_type", "copyright", "certificate",
    "certificat", "load_date", "length", "words", "word_count", "länge", "wörter", "longueur", "lengte",
    "section", "rubrik", "ressort", "rubrique", "sectie", "page", "pages", "seite", "seiten", "pagina",
    "byline", "author", "autor", "auteur", "by", "edition", "ausgabe", "subject", "thema", "keywords",
    "identifier", "doi", "issn", "автор", "номер_выпуска", "рубрика", "newspaper",
}  # fmt: skip
# Behind a day that names no outlet.
OF_A_DAY = re.compile(
    r"\b(?:editi|édition|edici|ediç|ediz|ausgabe|section|page|seite|teil|(?:[ap]m|gmt|utc|uhr|cet)\b)",
    re.IGNORECASE,
)
# "Valley Times, page 4, 129 words", behind a day.
BEFORE_A_PAGE = re.compile(
    r"([^,;|]{2,60})[,;|] ?(?=(?:page|pp?\.|seite|s\.|side|sida|pagina|página) ?[A-Z]?\d)", re.I
)
OF_A_SOURCE = re.compile("outlet|publi|source|citation|quelle")
CODE = re.compile(r"(?=.*(?:\d{4}|[A-Z]{2,}\d{2}))[^<>@]+")
RECORD = re.compile(r"[A-Z]{2,6}\d{3,6}\b(?=.*\d)")
RIGHTS = re.compile(r"(?:©|\(c\)|copyright\b).{0,160}", re.IGNORECASE)
SIGNS = re.compile(r"(?:(_|[^\w\s“”„\"'’().,!?])\s?)(?:\1\s?){2,}")
MARKS = (NUMBERED, COUNTED, SIGNS, RIGHTS, re.compile(r"[\[(]\d{1,5}[\])]"))
FORM_FEED = "\f"


def part_text(text: str, file: str, encoding: str) -> Iterator[Article | Dropped] | None:
    """Return the articles of a text that has several, or that it is set aside; None if it seems to be one.

    >>> story = "\\n\\nThe dam of Marwick stands, the council said on Friday, and the quay is safe again."
    >>> two = f"A dam\\nHerald, 3 May 2024{story * 3}\\n-----\\nA quay\\nEcho, 4 May 2024{story * 3}"
    >>> [(one.metadata["outlet"], one.text[:5]) for one in part_text(two, "a.txt", "UTF-8")]
    [('Herald', 'A dam'), ('Echo', 'A qua')]
    """
    lines = re.sub(r"\r\n?", "\n", text.replace(FORM_FEED, f"\n{FORM_FEED}\n")).split("\n")
    lines = [line if line == FORM_FEED else exports.strip_indent(line) for line in lines]
    lines = _with_values(lines)
    aside = ""
    for what, cuts in _markers(lines) if len(lines) <= settings.MOST_LINES else []:
        parts = [part for part in _parts(lines, cuts) if _length(part) >= settings.WORDS_OF_A_PART]
        if _length(lines[: cuts[0]]) < settings.WORDS_OF_A_PART:
            parts = [_without_next_head(part, lines[: cuts[0]]) for part in parts]
        parts, cover = _without_covers(parts, lines[: cuts[0]])
        heads = [head for part in parts if (head := read_head(part))]
        if len(heads) == len(parts) > 1:
            note = f"one of {len(parts)} articles in a file, parted by {what}"
            heads, shared = _without_what_they_share(
                [(named, exports.join_lines(body)) for named, body in heads]
            )
            return _articles(heads, note, exports.join_notes(cover, shared), (file, encoding))
        if len(parts) > 1 and (what.startswith(STRONG) or _mostly(map(_is_titled, parts))):
            remedy = "export it in a form that is read, or save each article in a file of its own"
            told = f"several articles in one file, parted by {what} ({len(parts)} parts): {remedy}"
            aside = aside or told
    if aside:
        return iter([Dropped(file, "", aside)])
    may_be = 2 * settings.LONGEST_ARTICLE_WORDS < len(text) <= settings.LONGEST_ARTICLE
    if may_be and len(text.split()) > settings.LONGEST_ARTICLE_WORDS:
        told = (
            f"longer than any article ({len(text.split()):,} words): save each article in a file of its own"
        )
        return iter([Dropped(file, "", told)])
    return None


def _without_next_head(part: list[str], above: list[str]) -> list[str]:
    """Return the lines of an article without what stands above the first mark and, but for numbers, above
    the next one, too: the head of every page.
    """
    heads = [_bare_of_names(line, {}) for line in above if line and not _is_mark(line)]
    part = [*part]
    while heads and part and (not part[-1] or _is_mark(part[-1])):
        part.pop()
    while heads and part and _bare_of_names(part[-1], {}) == heads[-1]:
        heads.pop()
        part.pop()
    return part


def _without_covers(parts: list[list[str]], above: list[str]) -> tuple[list[list[str]], str]:
    """Return the lines of several articles without what is none of theirs, and a note on what that is.

    That is a cover above the first one, and what stands above the day of each of them, as a service's name;
    `above` is what stands before the first mark, which is a cover if it is short.
    """
    said = [line for line in above if line and not _is_mark(line)]
    if said and _length(above) < settings.WORDS_OF_A_PART:
        parts, cover = parts, f"above it, and left out: {exports.shorten(' '.join(said))}"
    elif said or not _is_mark(next(filter(None, parts[0] if parts else []), "-")):
        parts, cover = exports.without_cover(parts, _find_day)
    else:
        cover = ""
    days = [_find_day(part) or 0 for part in parts]
    heads = [{*part[:day]} for part, day in zip(parts, days, strict=True)]
    again = set.intersection(*heads) - {""} if len(heads) > 1 else set()
    again = {line for line in again if not (_is_mark(line) or _is_dated(line) or _label_of(line))}
    left = [[line for at, line in enumerate(part) if at >= day or line not in again]
            for part, day in zip(parts, days, strict=True)]  # fmt: skip
    if again and all((head := read_head(part)) and head[0].get("outlet") for part in left):
        told = next(line for line in parts[0] if line in again)
        return left, exports.join_notes(cover, f"above each of them, and left out: {exports.shorten(told)}")
    return parts, cover


def _without_what_they_share(
    heads: list[tuple[dict[str, str], list[str]]],
) -> tuple[list[tuple[dict[str, str], list[str]]], str]:
    """Return articles without what a database prints at the edges of each text, and a note on what that is.

    But for numbers, days, addresses and the names of article and outlet it is the same in each. A sentence
    that is the same to the letter is such a thing in three articles or more, if what stands beside it
    differs: else it may be that of a copy.
    """
    told: list[str] = []
    for edge, beside in ((0, 1), (-1, -2)):
        for _ in range(settings.LINES_OF_A_HEAD):
            if min(len(body) for _, body in heads) < 3:
                break
            lines = [body[edge] for _, body in heads]
            keys = {_bare_of_names(line, named) for line, (named, _) in zip(lines, heads, strict=True)}
            inner = len({body[beside] for _, body in heads})
            prose = len({*lines}) == 1 and ends_a_sentence(lines[0])
            copies = len({tuple(body) for _, body in heads}) == 1
            if len(keys) > 1 or copies or (prose and min(len(heads), inner) < 3):
                break
            told.append(exports.shorten(lines[0]))
            heads = [(named, body[1:] if edge == 0 else body[:-1]) for named, body in heads]
    return heads, f"in each of them, and left out: {' / '.join(told)}" if told else ""


def _bare_of_names(line: str, named: dict[str, str]) -> str:
    """Return a line without what differs from article to article."""
    for name in ("headline", "outlet"):
        if value := named.get(name, "").rstrip("."):
            line = line.replace(value, "\0")
    if day := dates.find_date(line):
        line = line.replace(day, "\1")
    return re.sub(r"\d+", "0", re.sub(r"https?://\S+", "\2", line))


DAYS = "heads with a day"
STRONG = ("lines like", "the label")  # marks that no article has in its text


def _markers(lines: list[str]) -> Iterator[tuple[str, list[int]]]:
    """Yield what parts a text, surest first: what it is, and the lines where a part may begin."""
    short = [(at, line) for at, line in enumerate(lines) if line and len(line) <= settings.LONGEST_MARK]
    series = [(at, found) for at, line in short if (found := NUMBERED.fullmatch(line))]
    named = [(at, found) for at, found in series if found["word"] or found["after"]]
    for found in (named, series):
        numbers = [int(match["number"]) for _, match in found]
        if len(found) > 1 and numbers == sorted(set(numbers)) and found[0][1]["all"] == found[-1][1]["all"]:
            told = "lines like" if found is named else "numbers like"
            yield f"{told} {_quoted(lines[found[0][0]])}", [at for at, _ in found]
    for found in _grouped(short, lambda line: COUNTED.fullmatch(line) and "counted"):
        yield f"headings like {_quoted(lines[found[0]])}", found
    for found in _grouped(enumerate(lines), _label_of):
        if far := _far(lines, found):
            yield f"the label {_quoted(FIELD.fullmatch(lines[found[0]][:400])[1])}", _cuts(lines, far)
    for found in sorted(_headers(lines).values()):
        if far := _far(lines, found):
            yield f"lines like {_quoted(lines[found[0]])}", _cuts(lines, far)
    for found in _grouped(short, _tag_of):
        yield f"lines like “{_tag_of(lines[found[0]])}”", found
    for found in _grouped(short, _code_of):
        if len({lines[at] for at in found}) > 1:
            yield f"lines like {_quoted(lines[found[0]])}", _cuts(lines, found)
    if feeds := [at for at, line in enumerate(lines) if line == FORM_FEED]:
        titled = all(_is_short(_next(lines, at)) for at in feeds)
        yield "page breaks or titles" if titled else "page breaks", feeds
    rows = [(line[0], at) for at, line in short if SIGNS.fullmatch(line)]
    for sign in sorted({sign for sign, _ in rows}):
        yield f"rows of “{sign * 3}”", [at for other, at in rows if other == sign]
    for found in _grouped(short, lambda line: RIGHTS.fullmatch(line) and "rights"):
        yield "lines with a copyright", [at + 1 for at in found]
    yield from _heads(lines)
    again = {line for line, count in Counter(lines).items() if count > 1 and len(line.split(maxsplit=4)) > 4}
    notices = _grouped(enumerate(lines), lambda line: line if line in again else "")
    for found in notices if len(again) < settings.LABELS_OF_A_HEAD else []:
        around = [{_before(lines, at) for at in found}, {_next(lines, at) for at in found}]
        if min(map(len, around)) == len(found):  # a notice behind each article
            yield f"the line {_quoted(lines[found[0]], 60)}", [at + 1 for at in found]


def _quoted(line: str, most: int = 40) -> str:
    return f"“{printable(line, most)}”"


def _grouped(numbered: Iterable[tuple[int, str]], key: Callable[[str], str | None]) -> list[list[int]]:
    """Return where lines stand that have the same key, of each key that comes again; "" is none."""
    places: dict[str, list[int]] = {}
    for at, line in numbered:
        if found := key(line):
            places.setdefault(found, []).append(at)
    return sorted(found for found in places.values() if len(found) > 1)


def _label_of(line: str) -> str:
    """Return the name of a label that belongs to an article, not to its text: it is not said twice of one."""
    field = FIELD.fullmatch(line[:400]) if ":" in line[:45] or "：" in line[:45] else None
    return columns.plain_name(field[1]) if field and _known(field[1]) else ""


def _tag_of(line: str) -> str:
    """Return a tag of a markup that is no web page's, or what IRaMuTeQ parts texts by."""
    tag = TAG.fullmatch(line)
    return f"<{tag[1]}>" if tag else "****" if STARS.fullmatch(line) else ""


def _code_of(line: str) -> str:
    """Return a short line without its numbers, or how a longer one begins: a database's name of a record."""
    if not re.search(r"\d\d", line):
        return ""
    coded = CODE.fullmatch(line) and _is_short(line) and len(line.split()) <= settings.LINES_OF_A_HEAD
    if coded and not (_is_dated(line) or RIGHTS.fullmatch(line) or is_furniture(line)):
        return re.sub(r"\d", "0", line)
    record = RECORD.match(line)  # with the day and other figures behind it
    return re.sub(r"\d", "0", record.group()) if record else ""


def _far(lines: list[str], found: list[int]) -> list[int]:
    """Return where the labels at some places begin: the first, and those with a text above; else nothing."""
    between = [b for a, b in pairwise(found) if _length(lines[a:b]) >= settings.WORDS_OF_A_PART]
    return [_run_begins(lines, at) for at in (found[0], *between)] if between else []


def _headers(lines: list[str]) -> dict[tuple[str, ...], list[int]]:
    """Return where three or more labels stand above each other, whatever they say, by what they are."""
    places: dict[tuple[str, ...], list[int]] = {}
    labels: list[str] = []
    for at, line in enumerate([*lines, ""]):
        field = FIELD.fullmatch(line[:400]) if ":" in line[:45] or "：" in line[:45] else None
        if field:
            labels.append(field[1])
        elif len({*labels}) > 2:
            places.setdefault(tuple(labels), []).append(at - len(labels))
        labels = labels if field else []
    return places


def _with_values(lines: list[str]) -> list[str]:
    """Return lines with a value behind its label where it stands below it, in two pairs or more."""
    out, pairs = [*lines], []
    at = 0
    while at + 1 < len(lines):
        label, value = lines[at].rstrip(" :"), lines[at + 1]
        if (
            len(label) < settings.LONGEST_LABEL
            and value
            and len(value) <= settings.LONGEST_MARK
            and _known(label)
        ):
            pairs.append(at)
            at += 2
            continue
        if len(pairs) > 1:
            for place in pairs:
                out[place : place + 2] = ["\0", f"{lines[place].rstrip(' :')}: {lines[place + 1]}"]
        pairs = []
        at += 1
    return [line for line in out if line != "\0"] if "\0" in out else lines


def _known(label: str) -> bool:
    name = columns.plain_name(label)
    return name in OF_AN_ARTICLE or columns.find_name(name) not in ("", "doc", "place")


def _cuts(lines: list[str], begins: list[int]) -> list[int]:
    """Return where articles begin: with some lines that come again, or behind them if a text stands above."""
    if _length(lines[: begins[0]]) < settings.WORDS_OF_A_PART:
        return begins
    ends, after, own = {}, len(lines), {*begins}
    for at in range(len(lines) - 1, begins[0] - 1, -1):
        if lines[at] and at not in own and not FIELD.fullmatch(lines[at][:400]):
            after = at
        ends[at] = after
    return [ends[at] for at in begins]


def _run_begins(lines: list[str], at: int) -> int:
    """Return where the lines with labels begin among which this one is, a headline above them included."""
    first = max(0, at - settings.LABELS_OF_A_HEAD)
    while at > first and lines[at - 1] and FIELD.fullmatch(lines[at - 1][:400]):
        at -= 1
    above = next((place for place in range(at - 1, max(-1, at - 4), -1) if lines[place]), at)
    while at > max(0, first) and above < at and _may_be_of_a_head(lines[above]):
        at, above = above, above - 1
    return at


def _may_be_of_a_head(line: str) -> bool:
    """Return whether a line above labels may be a headline, or an outlet with its day."""
    known = _is_mark(line) or FIELD.fullmatch(line[:400]) or "://" in line
    return bool(line) and _is_short(line) and not known


@lru_cache(maxsize=2)  # a text that is not parted is looked at again, for the note on it
def _joints(lines: tuple[str, ...]) -> tuple[list[list[int]], list[int]]:
    """Return the short lines that stand above each text, by their places, and those behind the last one."""
    broken = wrapping.find_paragraphs(lines)
    joints: list[list[int]] = []
    run: list[int] = []
    for at, line in enumerate(lines):
        if not line or line == FORM_FEED:
            continue
        asks = line[-1] in "?!" and len(line.split()) <= settings.LONGEST_HEADING
        if at not in broken and (_is_short(line) or asks or COUNTING.fullmatch(line)):
            run.append(at)
        elif run:
            joints.append(run)
            run = []
    return joints, run


def _marks(lines: list[str], joint: list[int]) -> dict[str, int]:
    """Return what of the lines above a text may tell an article: what it is, and where it stands."""
    marks: dict[str, int] = {}
    for number, at in enumerate(joint):
        line = lines[at]
        word = re.match(r"[^\W\d_]+", line)
        if find_credit(line):
            continue
        if is_byline(line) or (number and is_somebody(line)):
            marks.setdefault("bylines", at)
        elif _is_dated(line):
            marks.setdefault(DAYS, at)
        elif line.startswith(("http://", "https://")):
            marks.setdefault("addresses", at)
        elif number and word and len(line.split()) <= settings.LINES_OF_A_HEAD and not is_furniture(line):
            marks.setdefault(f"lines that begin with “{word.group()}”", at)
    if _is_set_out(next(filter(None, lines[joint[-1] + 1 :]), "")):
        marks["datelines"] = joint[-1]
    return marks


def _heads(lines: list[str]) -> Iterator[tuple[str, list[int]]]:
    """Yield where the head of the first article comes again: what stands above its text does above others.

    That is a number that counts on, who wrote it, the day, or how a line begins that says where it is from;
    with a headline each time, which no subheading has. Or what stands behind the last text closes others.
    """
    joints, tail = _joints(tuple(lines))
    if len(joints) < 2:
        return
    counted = _counted(lines, joints)
    if counted and counted[0] in joints[0]:
        yield f"numbers like {_quoted(lines[counted[0]])}", counted
    following = (next(filter(None, lines[joint[-1] + 1 :]), "") for joint in joints)
    if sum(len(joint) > 1 for joint in joints) < 2 and sum(map(_is_set_out, following)) < 2:
        return  # headings alone
    times = sum(bool(TIME.fullmatch(lines[at])) for joint in joints for at in joint)
    if times > 1:  # as it happened
        return
    told = [(joint, _marks(lines, joint)) for joint in joints]
    first = next((at for at, (_, marks) in enumerate(told) if marks), len(told))
    if first < len(told) and _length(lines[: told[first][0][0]]) < settings.WORDS_OF_AN_ARTICLE:
        for what, place in told[first][1].items():
            above = [place] if what == "datelines" else [at for at in told[first][0] if at < place]
            below = len([at for at in told[first][0] if at > place])
            own = [(joint, marks[what]) for joint, marks in told if what in marks]
            titled = [joint for joint, at in own if len(joint) > 1 or what == "datelines"]
            alone = what.startswith("lines that") and not (len(titled) > 2 or SOURCES.match(lines[place]))
            if alone or (not above and not below):
                continue
            begins = [max([joint[0], *[at for at in joint if at <= mark][-len(above) - 1 :][:1]])
                      for joint, mark in own if joint in titled]  # fmt: skip
            fewest = settings.WORDS_OF_A_PART if what == DAYS else settings.WORDS_OF_AN_ARTICLE
            yield from _apart(lines, what, begins, fewest)
    for line in (lines[at] for at in tail[:3]):
        if is_furniture(line) or find_credit(line) or not (key := _closing(line)):
            continue
        closed = [joint[1] for joint in joints[1:] if len(joint) > 1 and _closing(lines[joint[0]]) == key]
        yield from _apart(lines, f"lines like {_quoted(line)} behind a text", [joints[0][0], *closed])


def _is_set_out(line: str) -> bool:
    return SURE_DATELINE.match(line) is not None


def _closing(line: str) -> str:
    """Return what is alike in lines behind articles: a day, a sign or a word with which they begin."""
    begin = re.match(r"[^\w\s]|[^\W\d_]+", line)
    return "day" if _is_dated(line) else begin.group() if begin and not is_rights(line) else ""


def _apart(
    lines: list[str], what: str, begins: list[int], fewest: int = settings.WORDS_OF_AN_ARTICLE
) -> Iterator[tuple[str, list[int]]]:
    """Yield what parts texts and where they begin, of those that are long enough."""
    far = [a for a, b in pairwise([*begins, len(lines)]) if _length(lines[a:b]) >= fewest]
    if len(far) > 1:
        yield what, far


def _counted(lines: list[str], joints: list[list[int]]) -> list[int]:
    """Return where headlines are numbered that stand above texts as long as articles: one, two, three."""
    found = [(joint, at, COUNTING.fullmatch(lines[at])) for joint in joints for at in joint]
    titled = [
        (at, int(next(filter(None, match.group(*"abcde")))))
        for joint, at, match in found
        if match and (match["rest"] or at < joint[-1])
    ]
    series = [(at, number) for at, number in titled if number - titled[0][1] >= 0]
    counted: list[tuple[int, int]] = []
    for at, number in series:
        if not counted or number == counted[-1][1] + 1:
            counted.append((at, number))
    places = [at for at, _ in counted]
    far = [*_apart(lines, "", places)]
    return places if len(places) > 1 and far and far[0][1] == places else []


def note_parts(text: str) -> str:
    r"""Return a note on a text whose headings may part articles, or the parts of one story.

    They begin with the same sign, or are numbered, or addresses; or below them nobody is named who is above.

    >>> note_parts("=== A dam ===\n" + "It stands. " * 20 + "\n=== A quay ===\n" + "It sank. " * 20)
    'is it one article? Its parts begin with lines like “=== A dam ===” (2 of them)'
    """
    lines = [line.strip() for line in text.splitlines()]
    signed = (at for at, line in enumerate(lines) if line[:1] in SIGNS_OF_HEADINGS)
    found = [at for at in signed if len(lines[at]) <= settings.LONGEST_MARK and HEADING.fullmatch(lines[at])]
    pairs = pairwise([*found, len(lines)])
    far = [at for at, after in pairs if _length(lines[at + 1 : after]) >= settings.WORDS_OF_A_PART]
    joints, _ = _joints(tuple(lines)) if len(far) < 2 else ([], [])
    times = [lines[at] for joint in joints for at in joint if TIME.fullmatch(lines[at])]
    if len(times) >= settings.ENTRIES_OF_A_BLOG:
        return f"is it a live blog? It has {len(times)} entries with a time, {_order(times)}"
    far = far if len(far) > 1 or len(joints) < 2 else _counted(lines, joints)
    if len(far) > 1:
        told = f"is it one article? Its parts begin with lines like “{printable(lines[far[0]], 40)}”"
        return f"{told} ({len(far)} of them)"
    return _note_strangers(lines, [joint[0] for joint in joints]) if len(joints) > 1 else ""


def _order(times: list[str]) -> str:
    """Return in which order times of one day stand.

    >>> _order(["14:05", "13.30 Uhr", "9:10am"])
    'the newest first'
    """
    minutes = []
    for time in times:
        hour, minute = map(int, re.search(r"(\d+)[:.h](\d+)", time).groups())
        afternoon = re.search(r"p\.?m", time, re.IGNORECASE) and hour < 12
        minutes.append((hour + 12 * bool(afternoon)) * 60 + minute)
    if minutes == sorted(minutes):
        return "the oldest first"
    return "the newest first" if minutes == sorted(minutes, reverse=True) else "in no order of their times"


def _note_strangers(lines: list[str], begins: list[int]) -> str:
    """Return a note if nobody and nothing is named above a heading that is named below it."""
    parts = _parts(lines, begins)
    long = [_length(part) >= settings.WORDS_OF_AN_ARTICLE for part in parts]
    named = [_names(part) if enough else set() for part, enough in zip(parts, long, strict=True)]
    for (above, below), part in zip(pairwise(named), parts[1:], strict=True):
        if min(len(above), len(below)) >= settings.FEWEST_NAMES and not above & below:
            told = f"nothing that is named above “{printable(part[0], 40)}” is named below it"
            return f"is it one article? {told}"
    return ""


def _names(part: list[str]) -> set[str]:
    """Return the words with a capital within sentences, shorn of a genitive's s."""
    return {word.removesuffix("s") for word in NAME_WITHIN.findall("\n".join(part))}


def _parts(lines: list[str], cuts: list[int]) -> list[list[str]]:
    """Return the lines between the cuts, without what stands before the first one if it is no article."""
    edges = sorted({0, *cuts, len(lines)})
    return [lines[start:end] for start, end in pairwise(edges)]


def _length(part: list[str]) -> int:
    return len(" ".join(part).split())


def _mostly(found: Iterator[bool]) -> bool:
    judged = list(found)
    return 2 * sum(judged) > len(judged)


def _is_short(line: str) -> bool:
    return (
        not ends_a_sentence(line) and len(line.split(maxsplit=settings.LONGEST_HEAD)) <= settings.LONGEST_HEAD
    )


def _is_dated(line: str) -> bool:
    """Return whether a line is a day and a few words besides: an outlet, a section, a page."""
    words = dates.find_date(line)
    if not words or LABEL.match(line) or OTHER.search(line.partition(words)[0]):
        return False
    return len(line.split()) - len(words.split()) <= settings.LONGEST_HEAD - 3


def _find_day(part: list[str]) -> int | None:
    return next((at for at, line in enumerate(part[: 2 * settings.LINES_OF_A_HEAD]) if _is_dated(line)), None)


def _is_titled(part: list[str]) -> bool:
    own = [line for line in part if line and not _is_mark(line)]
    return len(own) > 1 and _is_short(own[0])


def _is_mark(line: str) -> bool:
    if len(line) > settings.LONGEST_MARK:
        return False
    found = COUNTING.fullmatch(line) if len(line) < 20 else None
    counts = found is not None and not (found["e"] or found["rest"])
    return line == FORM_FEED or counts or any(p.fullmatch(line) for p in MARKS)


def read_head(part: list[str]) -> tuple[dict[str, str], list[str]] | None:
    """Return what the head of a part says, and its text; None if it has not both a headline and a day."""
    own = part
    while own and (not own[0] or _is_mark(own[0])):
        own = own[1:]
    named: dict[str, str] = {}
    titles: list[str] = []
    label = ""  # whose value may stand in the next line
    at = 0
    for at, line in enumerate(own):
        field = FIELD.fullmatch(line[:400])
        if not line:
            continue
        if field and (_known(field[1]) or len(named) > 1 or label or FIELD.fullmatch(_next(own, at)[:400])):
            label = columns.find_name(columns.plain_name(field[1])) or columns.plain_name(field[1])
            if label == "text":
                own = [*own[:at], field[2] or "", *own[at + 1 :]]
                break
            value, *others = (field[2] or "").split(" | ")
            named.setdefault(label, value)
            for other in filter(None, map(FIELD.fullmatch, others)):
                named.setdefault(columns.plain_name(other[1]), other[2] or "")
        elif label and (not named[label] or (getattr(line, "indent", 0) and own[at - 1])):
            named[label] = f"{named[label]} {line}".strip()
        elif _is_dated(line) and "published" not in named and len(titles) < settings.LINES_OF_A_HEAD:
            words = dates.find_date(line)
            named["published"] = words
            before, _, behind = line.partition(words)
            behind = exports.WEEKDAY.sub("", behind).strip(" ,.|·–—-")
            if outlet := exports.read_outlet(before):
                named.setdefault("outlet", outlet)
            elif (first := BEFORE_A_PAGE.match(behind)) and (outlet := exports.read_outlet(first[1])):
                named.setdefault("outlet", outlet)
                behind = behind[first.end() :]
            elif (outlet := exports.read_outlet(behind)) and not OF_A_DAY.search(behind):
                named.setdefault("outlet", outlet)
                behind = ""
            if behind:
                named.setdefault("edition", behind)
        elif PAGE.fullmatch(line):
            named.setdefault("page", line)
        elif titles and WORDS.fullmatch(line):
            named.setdefault("word_count", line)
        elif titles and is_byline(line):
            named.setdefault("byline", line.split(maxsplit=1)[1])
        elif "word_count" in named and len(line.split()) == 1 and languages.read_code(line):
            named.setdefault("language", line)
        elif {"word_count", "published"} <= named.keys() and "outlet" not in named and _is_short(line):
            named["outlet"] = line
        elif _is_headline_below(line, titles, named):
            named["headline"], named["outlet"] = line, titles.pop()
        elif (
            _is_short(line)
            and len(titles) < settings.LINES_OF_A_HEAD
            and not named.keys() & {"headline", "published"}
        ):
            titles.append(line.lstrip("# "))
        elif _is_short(line) and not titles and not named.get("headline"):
            named["headline"] = line
        else:
            break
    said = [dates.find_date(words) for name, words in named.items() if OF_A_SOURCE.search(name)]
    named.setdefault("published", next(filter(None, said), ""))
    if words := dates.find_date(named.get("outlet", "")):  # as in “Source: Herald. May 3, 2024, p4.”
        named["outlet"] = exports.read_outlet(named["outlet"].partition(words)[0])
    body = [line for line in _without_tail(own[at:], named) if not _is_mark(line)]
    if titles and not named.get("headline"):
        named["headline"] = titles.pop(0)
    if titles and not named.get("outlet"):
        named["outlet"] = titles.pop(0)
    found = dates.read_day(named.get("published", ""))[0] or dates.find_date(named.get("published", ""))
    return (named, [*titles, *body]) if found and named.get("headline") and any(body) else None


def _before(lines: list[str], at: int) -> str:
    return next(filter(None, lines[max(0, at - 2) : at][::-1]), "")


def _next(lines: list[str], at: int) -> str:
    return next(filter(None, lines[at + 1 : at + 3]), "")


def read_labels(text: str) -> tuple[dict[str, str], str]:
    r"""Return what two or more labels at the beginning of a text say, and the text behind them.

    They end with a blank line or a rule; the headline among them is the first line of the text.

    >>> read_labels("title: A dam\nsitename: Herald\n\nIt stands.")
    ({'headline': 'A dam', 'outlet': 'Herald'}, 'A dam\n\nIt stands.')
    """
    found = LABELS.match(text[:4000])
    if not found:
        return {}, text
    fields = [FIELD.fullmatch(line.strip()) for line in found[1].splitlines()]
    row = {field[1]: (field[2] or "").strip("\"' ") for field in fields if field}
    names = columns.map_columns(list(row), "")
    if not all(fields) or len({*names.values()} & OURS) < 2 or columns.find_texts(row):
        return {}, text
    named = columns.pick_metadata(row, names)
    rest = text[found.end() :]
    title = named.get("headline", "")
    return named, rest if not title or rest.lstrip().startswith(title) else f"{title}\n\n{rest.lstrip()}"


def _without_tail(body: list[str], named: dict[str, str]) -> list[str]:
    """Return a text without the fields and the names of its authors behind it, which go into `named`."""
    end = len(body)
    while end and (not body[end - 1] or _is_mark(body[end - 1]) or FIELD.fullmatch(body[end - 1][:400])):
        end -= 1
    fields = [field for line in body[end:] if (field := FIELD.fullmatch(line[:400]))]
    if any(_known(field[1]) for field in fields):
        for field in fields:
            name = columns.find_name(columns.plain_name(field[1])) or columns.plain_name(field[1])
            named.setdefault(name, field[2] or "")
        body = body[:end]
    whole = [at for at, line in enumerate(body) if line and not _is_mark(line)]
    last = body[whole[-1]] if len(whole) > 1 else ""
    if is_byline(last) or (NAMED.fullmatch(last) and len(last) < 60):
        named.setdefault("byline", last.removeprefix("By "))
        body = body[: whole[-1]]
    return body


def _is_headline_below(line: str, titles: list[str], named: dict[str, str]) -> bool:
    """Return whether what stands above the day is an outlet, and this line below it the headline."""
    open_ = "published" in named and not named.keys() & {"headline", "outlet"} and len(titles) == 1
    longer = len(line.split()) > len(titles[0].split()) + 1 if open_ else False
    return open_ and _is_short(line) and (line.isupper() or "page" in named or longer)


def _articles(
    heads: list[tuple[dict[str, str], list[str]]], note: str, cover: str, where: tuple[str, str]
) -> Iterator[Article | Dropped]:
    order, _ = dates.find_order(named["published"] for named, _ in heads)
    firsts = [ROMAN.match(named["headline"]) for named, _ in heads]
    romans = [first[1] if first and all(firsts) else "-" for first in firsts]
    for number, (named, body) in enumerate(heads, 1):
        place = (where[0], f"article {number}", where[1])
        named["headline"] = re.sub(
            rf"^[\[(]?(?:{number}|{romans[number - 1]})[.)\]]+ ", "", named["headline"]
        )
        named["published"] = dates.read_day(named["published"], order)[0] or named["published"]
        yield exports.make_article(named, body, place, note, cover)
        cover = ""
