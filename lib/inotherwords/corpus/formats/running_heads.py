"""What stands at the head or the foot of every page of a text, whatever it says: no words of an article."""

import re
from collections.abc import Iterator
from itertools import pairwise

from inotherwords import settings
from inotherwords.corpus.formats import dates
from inotherwords.text.surroundings import ends_a_sentence
from inotherwords.text.wrapping import HYPHEN

FORM_FEED = "\f"
PAGE_NUMBER = re.compile(r"[-–— |]*\d{1,4}[-–— |]*")
# "Marwick Herald 3 May 2024    Page 1 of 2", and what is no word of such a line.
PAGE = r"page|seite|pagina|página|side|sida|blz\.?|strona|стр\.?"
PAGED = re.compile(
    rf"(?:(?P<said>\S.*?)[\s|·–—-]+)?(?:{PAGE}) (?P<at>\d{{1,4}})"
    r"(?P<of> ?(?:of|von|sur|van|de|di|af|av|из|z|/) ?\d{1,4})?(?:[\s|·–—-]+(?P<behind>\S.*))?",
    re.IGNORECASE,
)
# A line that counts articles, not pages: "Document 2 of 12", "Clip 3".
COUNTS_OTHERS = re.compile(
    r"[\W_]*[^\W\d_]{0,20}\.? ?(?:n[or]?[.°]? ?|№ ?|# ?)?\d{1,5}"
    r"(?: *(?:of|von|de|sur|van|di|из|/) *\d{1,5}.{0,24})?[\W_]*|[^:]{1,40}:.*|.*[@©].*",
    re.IGNORECASE,
)
# Only where a line ends with a number, or begins with that of a page, may there be any.
MAY_HAVE = re.compile(rf"{FORM_FEED}|\d[ \t|–—-]*$|^(?:{PAGE}) \d", re.MULTILINE | re.IGNORECASE)


def without_running_heads(text: str) -> tuple[str, list[str]]:
    r"""Return a text without what stands at the head or the foot of each page, and what that is.

    It comes again, but for its numbers, beside form feeds or beside the numbers of pages, which count on;
    or the number of the page is in it. A sentence that a page's end cut goes on in the next line.

    >>> without_running_heads("Dam\n\nIt is\n4\nHerald\nold.\nIt is\n5\nHerald\nsafe.")
    ('Dam\n\nIt is\nold.\nIt is\nsafe.', ['Herald'])
    """
    if not MAY_HAVE.search(text):
        return text, []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = _find_heads(lines)
    if not found:
        return text, []
    said = list(
        dict.fromkeys(line for at in sorted(found) if (line := _bare(lines[at])) and not line.isdigit())
    )
    left: list[str] = []
    cut = False  # whether a page ended here
    for at, line in enumerate(lines):
        if at in found:
            cut = True
            if line.startswith(FORM_FEED):
                left.append(FORM_FEED)
            continue
        last = next((one for one in reversed(left) if one.strip()), "")
        if cut and line.strip() and FORM_FEED not in (line[0], last[:1]) and _goes_on(last, line):
            while not left[-1].strip():
                left.pop()
        cut = cut and not line.strip()
        left.append(line)
    return "\n".join(left).lstrip("\n"), said


def _goes_on(last: str, line: str) -> bool:
    """Return whether a sentence goes on behind the end of a page."""
    return bool(HYPHEN.search(last)) or (not ends_a_sentence(last.strip()) and line.strip()[:1].islower())


def _bare(line: str) -> str:
    return " ".join(line.strip(f"{FORM_FEED} \t").split())


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", _bare(line)) if len(line) <= settings.LONGEST_MARK else ""


def _find_heads(lines: list[str]) -> set[int]:
    """Return where the heads and feet of pages stand."""
    paged = [(at, found) for at, line in enumerate(lines) if (found := _paged(line))]
    whole = [at for at, line in enumerate(lines) if line.strip()]
    sure = len(paged) > 1 and all(found["of"] for _, found in paged)
    alike = len({_key(found["said"] or found["behind"] or "") for _, found in paged}) == 1
    if alike and (sure or {paged[0][0], paged[-1][0]} & {whole[0], whole[-1]}):
        numbers = [int(found["at"]) for _, found in paged]
        if numbers == [*range(numbers[0], numbers[0] + len(numbers))]:
            return {at for at, _ in paged}
    return _beside_numbers(lines) or _beside_feeds(lines) or _counting(lines)


def _paged(line: str) -> re.Match[str] | None:
    return PAGED.fullmatch(_bare(line)) if len(line) <= settings.LONGEST_MARK else None


def _beside_numbers(lines: list[str]) -> set[int]:
    pages = [at for at, line in enumerate(lines) if PAGE_NUMBER.fullmatch(_bare(line))]
    if len(pages) < 2 or not _number_pages([lines[at] for at in pages]):
        return set()
    for aside in (1, -1):
        beside = {_key(lines[at + aside]) for at in pages if 0 <= at + aside < len(lines)} - {""}
        if len(beside) == 1:
            return {*pages, *(at for at, line in enumerate(lines) if _key(line) in beside)}
    return set()


def _beside_feeds(lines: list[str]) -> set[int]:
    """Return where the same stands at an edge of each page, but for the first, with numbers that count on."""
    feeds = [at for at, line in enumerate(lines) if line.startswith(FORM_FEED)]
    found: set[int] = set()
    for edges in (_edges(lines, sorted({0, *feeds}), 1), _edges(lines, [*feeds, len(lines)], -1)):
        again: list[list[int]] = []
        for places in edges:
            alike = [at for at in places if (key := _key(lines[at])) and key == _key(lines[places[-1]])]
            days = {dates.find_date(lines[at]) for at in alike}  # of articles, where they differ
            if len(alike) < max(2, len(places) - 1) or len(days) > 1:
                break
            again.append(alike)
        if any(_number_pages([lines[at] for at in places]) for places in again):
            found |= {at for places in again for at in places}
    return found


def _number_pages(lines: list[str]) -> bool:
    """Return whether one number of lines that are alike counts on, and the others stay."""
    numbers = [[*map(int, re.findall(r"\d+", line))] for line in lines]
    steps = [[b - a for a, b in zip(one, two, strict=True)] for one, two in pairwise(numbers)]
    return all(sum(step) == 1 == max(step, default=0) for step in steps)


def _edges(lines: list[str], begins: list[int], step: int) -> Iterator[list[int]]:
    """Yield where the first line of each page stands, then the second, or the last and the one before."""
    if len(begins) < 2:
        return
    for skipped in range(settings.LINES_OF_A_RUNNING_HEAD):
        places = []
        for begin in begins:
            way = range(begin, len(lines)) if step > 0 else range(begin - 1, -1, -1)
            whole = (at for at in way if _bare(lines[at]))
            for _ in range(skipped):
                next(whole, None)
            places += [at] if (at := next(whole, None)) is not None else []
        yield places


def _counting(lines: list[str]) -> set[int]:
    """Return where the same line stands again, at the edge of the text too, with a number that counts on."""
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if line.strip()[-1:].isdigit() and (key := _key(line)):
            places.setdefault(key, []).append(at)
    whole = [at for at, line in enumerate(lines) if line.strip()]
    found: set[int] = set()
    for key, own in places.items():
        at_an_edge = {own[0], own[-1]} & {whole[0], whole[-1]}
        if len(own) > 1 and at_an_edge and len(key.split()) > 3 and not COUNTS_OTHERS.fullmatch(key):
            found |= {*own} if _number_pages([lines[at] for at in own]) else set()
    return found
