"""Text exports of ProQuest: records between long rules, each a title, fields and the full text."""

import re
from collections import Counter
from collections.abc import Iterator

from inotherwords.corpus.formats import dates, exports
from inotherwords.corpus.formats.article import Article, Dropped

RULE = re.compile(r"_{20,}")
NAMES = exports.read_fields("ProQuest")
FIELD = re.compile(rf"({'|'.join(map(re.escape, NAMES))}):\s*(.*)")
FULL_TEXT = re.compile(r"Full [Tt]ext:\s*(.*)")
NOT_GIVEN = re.compile(r"(?:Full text )?(?:is )?not available\.?|None available\.?", re.IGNORECASE)
MARKER = re.compile(r"Document (\d+) of (\d+)")
FURNITURE = re.compile(
    r"Report Information from ProQuest|Table of contents|Contact us at:.*|Bibliography|Citation style:.*"
    r"|Database copyright.*|Terms and Conditions:.*|(?:©|Copyright ©).*ProQuest.*|\d+\. .*",
    re.IGNORECASE,
)
IN_THE_TEXT = re.compile(r"Enlarge this image\.?|Cr[eé]dito?:.*|Photograph by .{1,80}", re.IGNORECASE)
CAPTION = re.compile(
    r"(?:Photo |Picture )?Captions?:\s*(.*)|(?:Photo|Illustration|Graphic):\s*(.*)", re.IGNORECASE
)


def is_proquest(found: list[str]) -> bool:
    """Return whether some lines are surely an export of ProQuest.

    >>> is_proquest(["A dam", "Full text: It stands.", "Title: A dam", "ProQuest document ID: 123"])
    True
    >>> is_proquest(["A dam", "Full text: It stands."])
    False
    """
    signs = ("Full text:", "Full Text:", "Title:", "Abstract:")
    record = any(line.startswith("ProQuest document ID:") for line in found)
    return record and any(line.startswith(signs) for line in found)


def read_proquest(found: list[str], file: str, encoding: str) -> Iterator[Article | Dropped]:
    """Yield the articles of an export, by its lines, what could not be read, and what it says is missing."""
    titles: list[str] = []
    said = 0
    blocks = _records(found)
    outlets = _spellings(blocks)
    last = max((at for at, block in enumerate(blocks) if _is_record(block)), default=-1)
    for at, block in enumerate(blocks):
        said = max([said, *(int(marker[2]) for marker in map(MARKER.fullmatch, block) if marker)])
        if _is_record(block):
            place = f"article {len(titles) + 1}"
            fields, body = _read(block)
            titles.append(fields.get("Title", ""))
            if outlet := outlets.get(fields.get("Publication title", "")):
                fields["Publication title"] = outlet
            yield _article(fields, body, at == last, file, place, encoding)
        elif any(line and not FURNITURE.fullmatch(line) and not _is_day(line) for line in block):
            rest = exports.shorten(" ".join(line for line in block if line))
            yield Dropped(file, "", f"stands between the records and is none: {rest}")
    yield from exports.list_missing(said, titles, [], file)


def _spellings(blocks: list[list[str]]) -> dict[str, str]:
    """Return the one spelling of outlets that differ by spaces only, as where a page was scanned."""
    begin = "Publication title:"
    found = Counter(
        line[len(begin) :].strip() for block in blocks for line in block if line.startswith(begin)
    )
    ways: dict[str, list[str]] = {}
    for outlet in sorted(found, key=lambda outlet: (-found[outlet], len(outlet), outlet)):
        ways.setdefault(re.sub(r"\s", "", outlet).casefold(), []).append(outlet)
    return {outlet: spelled[0] for spelled in ways.values() for outlet in spelled}


def _is_day(line: str) -> bool:
    return len(line) < 40 and bool(dates.find_date(line))


def _is_record(block: list[str]) -> bool:
    names = {match[1].casefold() for match in map(FIELD.match, block) if match}
    return bool(names & {"full text", "abstract", "proquest document id", "publication title"})


def _records(found: list[str]) -> list[list[str]]:
    """Return the lines between the rules; a rule that stands in an article parts nothing.

    A record has its text first and its number last: one with a text and no number goes on behind the rule,
    unless the next one begins a text of its own.
    """
    blocks: list[list[str]] = [[]]
    for line in found:
        if RULE.fullmatch(line):
            blocks.append([])
        else:
            blocks[-1].append(line)
    whole: list[list[str]] = []
    for block in blocks:
        texts = any(map(FULL_TEXT.fullmatch, block))
        if whole and not texts and _is_open(whole[-1]) and any(map(str.strip, block)) and not _closes(block):
            whole[-1] += ["", *block]
        elif any(block):
            whole.append(list(block))
    return whole


def _is_open(block: list[str]) -> bool:
    number = any(line.startswith("ProQuest document ID:") for line in block)
    return any(map(FULL_TEXT.fullmatch, block)) and not number


def _closes(block: list[str]) -> bool:
    return all(FURNITURE.fullmatch(line) for line in block if line)


def _read(block: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the fields of a record by their names, and the paragraphs of its text.

    The fields behind the text are sought from the end: an article, too, can have a line "Location: …".
    """
    begin = next((at for at, line in enumerate(block) if FULL_TEXT.fullmatch(line)), len(block))
    signs = ("Title:", "Publication title:")
    titles = [at for at in range(begin + 1, len(block)) if block[at].startswith(signs)]
    publication = [at for at in titles if block[at].startswith("Publication title:")][-1:]
    end = publication[0] if publication else (titles[-1] if titles else len(block))
    end = max((at for at in titles if at <= end and block[at].startswith("Title:")), default=end)
    while end - 1 > begin and (not block[end - 1] or FIELD.match(block[end - 1])):
        end -= 1
    fields: dict[str, str] = {}
    for line in [*block[:begin], *block[end:]]:
        if field := FIELD.match(line):
            fields[field[1]] = field[2]
    first = next((line for line in block if line and not MARKER.fullmatch(line)), "")
    if "Title" not in fields and not FIELD.match(first):
        fields["Title"] = first
    body = [FULL_TEXT.fullmatch(block[begin])[1], *block[begin + 1 : end]] if begin < len(block) else []
    return fields, [one for one in exports.join_lines(body) if not IN_THE_TEXT.fullmatch(one)]


def _article(
    fields: dict[str, str], body: list[str], last: bool, file: str, place: str, encoding: str
) -> Article | Dropped:
    named = {NAMES[name]: value for name, value in fields.items() if NAMES.get(name)}
    while body and (caption := CAPTION.fullmatch(body[-1])):
        body.pop()
        named["graphic"] = " ".join(filter(None, [caption[1] or caption[2], named.get("graphic")]))
    begun = exports.shorten(named.get("headline", ""))
    if body and re.fullmatch(r"Word count:? \d+", body[-1], re.IGNORECASE):
        named["word_count"] = body.pop()
    if body and len(body[-1]) < 200 and exports.COPYRIGHT.match(body[-1]):
        named.setdefault("rights", body.pop())
    if last and body and not {"outlet", "document_id", "published"} & set(named):
        return Dropped(file, place, f"cut off: the file ends before this article does ({begun})")
    if not body or (len(body) == 1 and NOT_GIVEN.fullmatch(body[0])):
        has = "only an abstract" if fields.get("Abstract") else "no text"
        return Dropped(file, place, f"the export has {has} of it ({begun})")
    outlet, _, town = (named.get("outlet") or named.get("publication_info", "")).partition(";")
    information = named.pop("publication_info", "")
    named["outlet"], named["place"] = outlet, named.get("place") or town.partition("[")[0]
    named["published"] = named.get("published") or information
    before = "" if named.get("headline") else "no headline found"
    after = "" if "document_id" in named else "the export lacks its “ProQuest document ID”"
    return exports.make_article(named, body, (file, place, encoding), before, after)
