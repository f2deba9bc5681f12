"""Exports of Factiva, with field codes ("Full Article/Report plus Indexing") or without ("article format").

With codes each field stands behind two or three capital letters: HD headline, BY byline, WC words, PD day,
SN source, LP and TD the text, AN the number; between code and field is a tab, two spaces or more, or in
files that passed through another program one space. Without codes, the same fields follow each other line by
line. Both close each article with "Document" and its number.
"""

import re
from collections.abc import Iterator

from inotherwords.corpus.formats import dates, exports, languages
from inotherwords.corpus.formats.article import Article, Dropped
from inotherwords.text.furniture import is_section

HEAD = exports.read_fields("Factiva")
TEXT = ("LP", "TD")
STARTS = {"SE", "CLM", "HD"}
INDEXED = {"CO", "IN", "NS", "RE"}
TAIL = {*INDEXED, "ART", "CT", "CX", "RF", "IPC", "IPD", "PUB", "RST", "AN"}
# A code and what follows it: in a table cell (RTF), behind a tab or two spaces, or alone on its line.
CODED = re.compile(r"([A-Z]{2,3})(?:\s*\|\s*|\t\s*|[ \xa0]{2,}|$)(.*?)(?:\s*\|)?")
ONE_SPACE = re.compile(r"([A-Z]{2,3})[ \xa0](\S.*)")
NUMBER = re.compile(r"(?:Document|Dokument|Documento) ([A-Za-z0-9]{10,40})")
WORDS = re.compile(r"([\d.,]+) (?:words|Wörter|mots|palabras|parole|woorden|palavras)")
TIME = re.compile(r"\d{1,2}:\d{2}(?: [AP]M)?(?: [A-Z]{2,4})?")
BYLINE = re.compile(r"(?:By|Von|Par|Por|Di|Door) ")
SUMMARY = re.compile(r"Search Summary|(?:Text|Results Found)(?:\t|\s{2,}|\|).*")
AND = {"and", "und", "et", "y", "e", "en", "og", "och", "i"}
LONGEST_HEAD = 14  # lines from the word count to the copyright


def is_factiva(found: list[str]) -> bool:
    """Return whether some lines are surely an export of Factiva.

    >>> is_factiva(["HD     A dam", "LP     It stands.", "AN     Document HERLD00020250503el53"])
    True
    >>> is_factiva(["A dam", "3 words", "3 May 2025", "It stands.", "Document HERLD00020250503el53"])
    True
    >>> is_factiva(["HD     A dam", "Document of the strike"])
    False
    """
    coded = any(line.startswith("HD") for line in found) and _coded(_widened(found))
    return coded or (any(map(NUMBER.fullmatch, found)) and bool(_heads(found)))


def _coded(found: list[str]) -> bool:
    fields = [field for field in map(_code, found) if field[0]]
    codes = {code for code, _ in fields}
    numbered = any(code == "AN" and NUMBER.fullmatch(value) for code, value in fields)
    dated = "SN" in codes and any(code == "PD" and dates.read_day(value)[0] for code, value in fields)
    return "HD" in codes and bool(codes & set(TEXT)) and (numbered or dated)


def _code(line: str) -> tuple[str, str]:
    return _known(CODED.fullmatch(line))


def _known(match: re.Match[str] | None) -> tuple[str, str]:
    known = match and (match[1] in HEAD or match[1] in TEXT or match[1] in TAIL)
    return (match[1], match[2].strip()) if match and known else ("", "")


def _widened(found: list[str]) -> list[str]:
    r"""Return lines with a tab instead of the one space behind a code, where that surely is a code.

    >>> _widened(["HD TD Bank", "PD 3 May 2025", "LP It rained.", "IN Marwick, too."])
    ['HD\tTD Bank', 'PD\t3 May 2025', 'LP\tIt rained.', 'IN Marwick, too.']
    """
    if any(_code(line)[0] == "HD" for line in found):
        return found
    widened, before = [], ""
    for at, line in enumerate(found):
        code, value = _code(line)
        if not code:
            code, value = _known(ONE_SPACE.fullmatch(line))
            if code and _begins_a_field(code, value, before, found[at + 1 : at + LONGEST_HEAD]):
                line = f"{code}\t{value}"
            else:
                code = ""
        before = code or before
        widened.append(line)
    return widened


def _begins_a_field(code: str, value: str, before: str, following: list[str]) -> bool:
    """Return whether a code and one space are no words of an article ("TD Bank"), by what is around them."""
    next_codes = [_code(line)[0] or _known(ONE_SPACE.fullmatch(line))[0] for line in following if line]
    if code in STARTS:
        return bool({"WC", "PD"} & set(next_codes))
    if code in HEAD:
        return before in HEAD
    if code in TEXT:
        return before in HEAD or (before, code) == ("LP", "TD")
    if code == "AN":
        return bool(NUMBER.fullmatch(value))
    if code in INDEXED:
        return before not in HEAD and " : " in value  # "gcat : Political/General News"
    return before in TAIL or next_codes[:1] == ["AN"]  # "CT scans" are no contact


def read_factiva(found: list[str], file: str, encoding: str) -> Iterator[Article | Dropped]:
    """Yield the articles of an export, by its lines, and what could not be read of it."""
    found = _widened(found)
    read = _with_codes if _coded(found) else _without_codes
    yield from read(found, file, encoding)


def _with_codes(found: list[str], file: str, encoding: str) -> Iterator[Article | Dropped]:
    """Yield the articles of an export with field codes."""
    documents: list[dict[str, list[str]]] = [{}]
    outside: list[str] = []
    code = ""
    for at, line in enumerate(found):
        new, value = _code(line)
        document = documents[-1]
        if code in TEXT and not _ends_a_text(new, value, found[at + 1 : at + LONGEST_HEAD]):
            new = ""  # capitals and two spaces can stand in an article by chance
        if not new and (not code or any(document.get("AN", []))):
            outside += [line] if line else []
            continue
        begun = set(document) & {*TEXT, *TAIL} if new in STARTS else "AN" in document
        if new and (begun or (new == "HD" and "HD" in document)):
            documents.append({})
        code = new or code
        documents[-1].setdefault(code, []).append(value if new else line)
    closed = any(set(document) & TAIL for document in documents)
    for number, document in enumerate(documents, start=1):
        last = closed and number == len(documents)
        yield _from_codes(document, last, file, f"article {number}", encoding)
    if outside and not SUMMARY.fullmatch(outside[0]):
        rest = exports.shorten(" ".join(outside[:5]))
        yield Dropped(file, "", f"stands outside the fields of the articles: {rest}")


def _ends_a_text(code: str, value: str, following: list[str]) -> bool:
    """Return whether a code that stands behind a text is one, judged by its value and what follows it."""
    if code in INDEXED:
        return ":" in value  # "gcat : Political/General News"
    if code in STARTS:
        return bool({"WC", "PD"} & {next_code for next_code, _ in map(_code, following)})
    return code in ("TD", "AN") or (bool(value) and code in TAIL)


def _from_codes(
    document: dict[str, list[str]], last: bool, file: str, place: str, encoding: str
) -> Article | Dropped:
    fields = {name: " ".join(document.get(code, [])).strip() for code, name in HEAD.items()}
    number = NUMBER.fullmatch(" ".join(document.get("AN", [])).strip())
    body = exports.join_lines([*document.get("LP", []), "", *document.get("TD", [])])
    begun = exports.shorten(fields["headline"])
    if last and not set(document) & TAIL:
        return Dropped(file, place, f"cut off: the file ends before this article does ({begun})")
    if not body:
        return Dropped(file, place, f"no text in it, only its fields ({begun})")
    return _article(fields, body, number[1] if number else "", (file, place, encoding))


def _article(
    fields: dict[str, str], body: list[str], number: str, where: tuple[str, str, str], guessed: str = ""
) -> Article:
    before = exports.join_notes(guessed, "" if fields.get("headline") else "no headline found")
    after = "" if number else "the export lacks its line “Document …”"
    return exports.make_article({**fields, "document_id": number}, body, where, before, after)


def _heads(found: list[str]) -> list[int]:
    """Return where the heads of articles without codes are: a count of words, then at once a day."""
    counted = [at for at, line in enumerate(found[:-1]) if WORDS.fullmatch(line)]
    following = [next(filter(None, found[at + 1 : at + 4]), "") for at in counted]
    return [
        at for at, line in zip(counted, following, strict=True) if len(line) < 60 and dates.find_date(line)
    ]


def _without_codes(found: list[str], file: str, encoding: str) -> Iterator[Article | Dropped]:
    """Yield the articles of an export in article format: each ends with the line "Document …"."""
    start = count = 0
    summary = next((at for at, line in enumerate(found) if line == "Search Summary"), len(found))
    found = found[:summary]
    while start < len(found):
        end = next((at for at in range(start, len(found)) if NUMBER.fullmatch(found[at])), len(found))
        number = NUMBER.fullmatch(found[end])[1] if end < len(found) else ""
        heads = [at for at in _heads(found[: end + 1]) if at >= start]
        if len(heads) > 1:
            # Where one article ends and the next one's headline begins cannot be told.
            for at in heads:
                count += 1
                title = " ".join([line for line in found[max(start, at - 3) : at] if line][-1:])
                reason = "lacks its line “Document …”, or the one before does: the two cannot be told apart"
                yield Dropped(file, f"article {count}", f"{reason} ({exports.shorten(title)})")
        elif any(found[start:end]):
            count += 1
            place = f"article {count}"
            if not heads:
                rest = exports.shorten(" ".join(found[start:end][:5]))
                yield Dropped(file, place, f"no word count and day found, so its head cannot be told: {rest}")
            elif not number:
                title = exports.shorten(" ".join(found[start : heads[0]]))
                yield Dropped(file, place, f"cut off: the file ends before this article does ({title})")
            else:
                yield _from_lines(found[start:end], heads[0] - start, number, file, place, encoding)
        start = end + 1


def _from_lines(
    document: list[str], words: int, number: str, file: str, place: str, encoding: str
) -> Article | Dropped:
    top = [line for line in document[:words] if line]
    rest = document[words + 1 :]
    begun = exports.shorten(" ".join(top))
    head = [at for at, line in enumerate(rest) if line][:LONGEST_HEAD]
    spoken = next((at for at in head if rest[at].casefold() in languages.CODES), None)
    copyrights = [at for at in head if exports.COPYRIGHT.match(rest[at])]
    if spoken is not None:  # the copyright is next to it; further down it may be one of the article's own
        after = [at for at in head if at > spoken]
        copyrights = [at for number, at in enumerate(after) if set(after[: number + 1]) <= set(copyrights)]
    if spoken is None and not copyrights:
        return Dropped(file, place, f"its head cannot be told from its text ({begun})")
    end = copyrights[-1] if copyrights else spoken
    lines = [rest[at] for at in head if at <= end]
    plain = [line for line in lines[1:] if not TIME.fullmatch(line)]
    body = exports.join_lines(rest[end + 1 :])
    if not body:
        return Dropped(file, place, f"no text in it, only its fields ({begun})")
    section = top.pop(0) if len(top) > 1 and is_section(top[0]) else ""
    sure = top.pop() if len(top) > 1 and BYLINE.match(top[-1]) else ""
    guessed = "which lines are the headline was guessed" if len(top) > 1 else ""
    byline = sure or (top.pop() if len(top) > 1 and _is_name(top[-1]) else "")
    fields = {
        "headline": " ".join(top),
        "byline": byline,
        "section": section,
        "word_count": document[words],
        "published": lines[0],
        "outlet": plain[0] if plain else "",
        "language": rest[spoken] if spoken is not None else "",
        "rights": " ".join(rest[at] for at in copyrights),
    }
    return _article(fields, body, number, (file, place, encoding), guessed)


def _is_name(line: str) -> bool:
    """Return whether a line is nothing but names: "Jane Doe", "Jane Doe and John Roe"."""
    words = [word for word in re.split(r"[,&\s]+", line) if word and word not in AND]
    return 2 <= len(words) <= 8 and all(re.fullmatch(r"[A-Z][\w.'’-]*", word) for word in words)
