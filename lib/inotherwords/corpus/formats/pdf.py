"""PDF files: an article of some pages, its lines put together to paragraphs again, by pypdf.

pypdf gives the words in the order in which they were drawn, with their places. Lines become a paragraph by
the space between them, by indents and by the size of the letters; columns that were drawn across are read
one after the other; what stands at the head or foot of every page is left out.
"""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from inotherwords.corpus.formats import databases, exports, several_articles
from inotherwords.corpus.formats.article import LOCKED, Article, Dropped, Unreadable
from inotherwords.text import wrapping

if TYPE_CHECKING:
    from pypdf import PageObject

MOST_PAGES = 200  # more are a paper or a book, and no article
MOST_DRAWN = 5_000_000  # bytes of what draws one page
LETTER = 0.5  # of the size of its letters: how wide a letter is, more or less
FEWEST_ROWS = 5  # that have words in two places, where a page has columns drawn across
ADDRESS = re.compile(r"https?://[^\s<>]+")


class Line(NamedTuple):
    """Words that stand beside each other on a page, where they begin, and the size of their letters."""

    words: str
    x: float
    y: float
    size: float


def read_pdf(content: bytes, file: str, encoding: str | None = None) -> Iterator[Article | Dropped]:
    """Yield the articles of a PDF, mostly one, and what could not be read; `encoding` is not asked for."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(LOCKED)
        if len(reader.pages) > MOST_PAGES:
            told = f"more than {MOST_PAGES} pages ({len(reader.pages):,}): save each article alone"
            raise Unreadable(told)
        pages = [_lines(page) for page in reader.pages]
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError,
            NotImplementedError, AssertionError, OSError) as fault:  # fmt: skip
        told = f"damaged or cut off: a PDF that cannot be read ({type(fault).__name__})"
        raise Unreadable(told) from None
    for number, lines in enumerate(pages, 1):
        if isinstance(lines, str):
            yield Dropped(file, f"page {number}", lines)
    read = [lines for lines in pages if isinstance(lines, list)]
    heads = _running_heads(read)
    paragraphs = _paragraphs([[line for line in lines if _place(line) not in heads] for lines in read])
    if not paragraphs:
        return
    text = "\n\n".join(paragraphs)
    if several := databases.read_several(text, file, "PDF"):
        yield from several
        return
    named, body = several_articles.read_head(text.split("\n")) or ({}, paragraphs)
    repeated = (line.words for lines in read for line in lines if _place(line) in heads)
    address = next((found.group() for words in repeated if (found := ADDRESS.search(words))), "")
    named = {**named, "url": named.get("url") or address}
    yield exports.make_article(named, [one for one in body if one], (file, "", "PDF"))


def _lines(page: "PageObject") -> list[Line] | str:
    """Return the lines of a page in the order in which they are read, or why it has none."""
    found: list[Line] = []

    def note(words: str, around: list[float], place: list[float], font: object, size: float) -> None:
        x, y = place[4], place[5]
        scale = abs(around[0] * place[0]) or abs(around[1] * place[1]) or 1
        at = (x * around[0] + y * around[2] + around[4], x * around[1] + y * around[3] + around[5])
        if words.strip() or words.endswith(" "):
            found.append(Line(words.strip("\n"), *at, size * scale))

    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > MOST_DRAWN:
        return f"more than {MOST_DRAWN // 1_000_000} MB of drawing: no page of an article"
    page.extract_text(visitor_text=note)
    if not any(line.words.strip() for line in found):
        return "no words in it that can be read: a picture of a page? Have them recognised (OCR)"
    rows = [_cells(list(row)) for _, row in groupby(found, key=lambda line: round(line.y))]
    wide = [row for row in rows if len(row) > 1 and all(len(cell.words.split()) > 1 for cell in row)]
    if len(wide) < FEWEST_ROWS:
        return [Line(" ".join(cell.words for cell in row), *row[0][1:]) for row in rows if row]
    begins = Counter(round(cell.x / 10) for row in wide for cell in row[1:])
    often = [x for x, count in begins.items() if count >= len(wide) / 2]
    if not often:
        return "columns that cannot be told apart: copy its words into a text file"
    edges = [x * 10 - 15 for x in sorted(often)]
    cells = [cell for row in rows for cell in row]
    return sorted(cells, key=lambda cell: sum(cell.x >= edge for edge in edges))


def _cells(row: list[Line]) -> list[Line]:
    """Return what stands on one height as the words that belong together: a wide gap parts columns."""
    cells: list[Line] = []
    end = 0.0
    for part in row:
        if not cells or part.x - end > 2 * part.size:
            cells.append(part)
        elif part.words:
            cells[-1] = cells[-1]._replace(words=cells[-1].words + part.words)
        end = part.x + LETTER * part.size * len(part.words)
    whole = (cell._replace(words=" ".join(cell.words.split())) for cell in cells)
    return [cell for cell in whole if cell.words]


def _place(line: Line) -> tuple[str, int]:
    """Return the words of a line but for its numbers, and where on the page it stands."""
    return re.sub(r"\d+", "0", line.words.strip()), round(line.y / 4)


def _running_heads(pages: list[list[Line]]) -> set[tuple[str, int]]:
    """Return what stands in the same place among the first or last lines of most pages; of one page, none."""
    met = Counter(place for lines in pages for place in {_place(line) for line in [*lines[:3], *lines[-3:]]})
    return {words for words, count in met.items() if count >= max(2, 0.6 * len(pages))}


def _paragraphs(pages: list[list[Line]]) -> list[str]:
    """Return the paragraphs of all pages; a form feed before each title, where several are of one size."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    size = median(round(line.size, 1) for line in lines for _ in line.words.split())
    gaps = [a.y - b.y for a, b in pairwise(lines) if 0 < a.y - b.y < 4 * size and abs(a.size - b.size) < 1]
    gap = median(gaps) if gaps else size
    spelled = {word.casefold() for line in lines for word in re.findall(r"\w+", line.words)[:-1]}
    largest = max(line.size for line in lines)
    out: list[tuple[str, float]] = []
    before: Line | None = None
    for page in pages:
        for line in page:
            if before is not None and _goes_on(before, line, gap, size):
                words, first = out[-1]
                out[-1] = (wrapping.join_lines(words, line.words, spelled), first)
            else:
                out.append((line.words, line.size))
            before = line
    titles = sum(of >= largest - 0.5 for _, of in out) if largest > 1.15 * size else 0
    return ["\f" * (titles > 1 and of >= largest - 0.5) + words for words, of in out]


def _goes_on(before: Line, line: Line, gap: float, size: float) -> bool:
    """Return whether a line belongs to the paragraph of the one before it."""
    if abs(before.size - line.size) > 0.08 * size:
        return False
    down = before.y - line.y
    if down <= 0 or down > 4 * max(gap, size):  # in the next column, or on the next page
        return not wrapping.ENDS.search(before.words) and before.size < 1.15 * size
    if before.size > 1.15 * size:  # a title has lines that are farther apart
        return down < 1.8 * before.size
    indented = 0.6 * size < line.x - before.x < 4 * size
    return down <= 1.25 * gap and not indented
