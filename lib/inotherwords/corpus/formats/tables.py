"""Tables with an article in each row: CSV, JSON lines and Parquet, read row by row."""

import csv
import io
import itertools
import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path

from inotherwords.corpus.formats import columns, dates, decoding, markup
from inotherwords.corpus.formats.article import (
    Article,
    Dropped,
    Remark,
    Unreadable,
    cut_outlet,
    printable,
    with_headline,
)

LONGEST_LINE = 16_000_000  # characters; more are no row of a table, but a file without line ends
MOST_COLUMNS = 300  # of a text file that is a table
DEEPEST = 12  # objects and lists in each other, down to an article
LARGEST_JSON = 64_000_000  # bytes of a file that is one JSON list, which is read as a whole
SEPARATOR = re.compile(r"\ufeff?\"?sep=(.)\"?\s*", re.IGNORECASE)
SITE = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,10}/?")
Found = Iterator[Article | Dropped | Remark]
# The number of each as a spreadsheet has it (the header is row 1), and its cells or why it is none.
Rows = Iterator[tuple[int, dict[str, object] | str]]


class _TooLong(ValueError):
    """A line is longer than LONGEST_LINE; it has been skipped."""


def read_csv(path: Path, file: str, encoding: str | None = None) -> Found:
    """Yield the articles of a CSV table: cells separated by commas, semicolons or tabs, as its header is."""
    codec, name = _encoding(path, encoding)
    csv.field_size_limit(max(LONGEST_LINE, csv.field_size_limit()))
    try:
        header, way, lines = _header(path, codec)
    except _TooLong:
        told = f"its first line has more than {LONGEST_LINE:,} characters: no table"
        raise Unreadable(told) from None

    def rows() -> Rows:
        with _stream(path, codec) as stream:
            for _ in range(lines):
                _line(stream)
            reader = csv.reader(iter(lambda: _line(stream), ""), strict=True, **way)
            yield from _csv_rows(reader, header, lines + 1)

    yield from read_rows(header, rows, file, name)


def is_table(path: Path) -> bool:
    """Return whether a text file is a table, as Excel's "Unicode text": its first line names columns."""
    try:
        with path.open("rb") as content:
            if len(re.split(rb"[\t,;|]", content.readline(decoding.SAMPLE))) not in range(3, MOST_COLUMNS):
                return False  # as in most files; the rest takes time
            content.seek(0)
            codec, _ = decoding.find_encoding(_whole_lines(content.read(decoding.SAMPLE)))
        header, _, _ = _header(path, codec)
    except (Unreadable, _TooLong, csv.Error):
        return False
    known = [name for name in header if columns.find_name(name)]
    return bool(columns.find_texts(header)) and len(known) >= 2 and max(map(len, header)) < 40


def _stream(path: Path, codec: str) -> io.TextIOWrapper:
    # Bytes that do not fit make half characters, for which their row alone is dropped.
    return path.open(encoding=codec, errors="surrogateescape", newline="")


def _header(path: Path, codec: str) -> tuple[list[str], dict[str, object], int]:
    """Return the header of a CSV table, how its lines are to be read, and how many of them it takes."""
    with _stream(path, codec) as stream:
        line, lines = _line(stream), 1
        separator = max(",;\t|", key=line.count)
        if said := SEPARATOR.fullmatch(line):  # Excel's own first line
            separator, line, lines = said[1], _line(stream), 2
    way = {"delimiter": separator, "skipinitialspace": f"{separator} " in line}
    return next(csv.reader([line], **way), []), way, lines


def _csv_rows(reader, header: list[str], lines: int) -> Rows:
    for number in itertools.count(2):
        line, told = reader.line_num + lines, ""
        try:
            cells = next(reader, None)
            if cells is None:
                return
            if not any(cells):
                continue
            if len(cells) != len(header):
                counted = f"{len(cells)} cells where the header has {len(header)} (line {line})"
                told = f"{counted}: is a comma not quoted?"
        except _TooLong as fault:
            told = str(fault)
        except csv.Error as fault:
            last = reader.line_num + lines - 1
            where = f"line {line}" if last <= line else f"lines {line} to {last}"
            unpaired = "'" in str(fault) or "end of" in str(fault)
            what = "quotation marks that do not pair" if unpaired else fault
            told = f"no row of a CSV table ({where}: {what})"
        yield number, told or dict(zip(header, cells, strict=True))


def read_rows(header: list[str], rows: Callable[[], Rows], file: str, encoding: str) -> Found:
    """Yield what is told of a table's columns and the articles of its rows, or why it has none.

    `rows` reads them from the first on, each time that it is called.
    """
    texts = columns.find_texts(header)
    if not texts or len(set(header)) < len(header):
        raise Unreadable("has a column twice; rename one" if texts else no_text(header))
    yield Remark(file, columns.describe_columns(header, texts[0]))
    yield from _of_rows(rows, file, encoding, told=True)


def _of_rows(rows: Callable[[], Rows], file: str, encoding: str, told: bool = False) -> Found:
    """Yield the article of each row, or why it is none; before it, unless `told`, which column is what."""
    orders: dict[str, str] = {}  # by column: the order of day and month, once one is met that needs it
    asked = ""
    for number, row in rows():
        place = f"row {number}" if number else ""
        if isinstance(row, str):
            yield Dropped(file, place, row)
            continue
        header = tuple(row)
        texts = _texts_of(header)
        if not texts:
            yield Dropped(file, place, no_text(header))
            continue
        # The first that is filled: a program may have a column "text" that it leaves empty.
        text = next(filter(lambda name: _is_filled(row[name]), texts), texts[0])
        names = _names_of(header, text)
        if not told:
            yield Remark(file, columns.describe_columns(header, text))
            told = True
        if not asked and (asked := columns.ask_for_days(row, names)):
            yield Remark(file, asked)
        day = next((theirs for theirs, ours in names.items() if ours == "published"), "")
        if day and day not in orders and not all(dates.read_day(columns.write_value(row[day]))):
            days = (columns.write_value(other.get(day)) for _, other in rows() if isinstance(other, dict))
            orders[day], shown = dates.find_order(days)
            if shown:
                yield Remark(file, f"“{day}” has the {orders[day]} first, as {shown} shows")
            elif columns.has_day_first(day):
                orders[day] = "day"
                yield Remark(file, f"“{day}” is taken to have the day first, as its language has")
        words = _joined(row[text])
        if not isinstance(words, str):
            yield Dropped(file, place, f"no words in its column “{printable(text, 40)}”")
        elif columns.is_missing(words):
            yield Dropped(file, place, f"no text (“{printable(words.strip(), 20)}”)")
        else:
            metadata = columns.pick_metadata(row, names, orders.get(day, ""))
            paragraphs, note = markup.read_cell(words)
            if note:
                metadata["note"] = "; ".join(filter(None, [metadata.get("note"), note]))
            if metadata.get("headline") and metadata.get("outlet"):
                metadata["headline"] = cut_outlet(metadata["headline"], metadata["outlet"])
            if metadata.get("headline") and words.strip():
                paragraphs = [with_headline(metadata["headline"], paragraphs)]
            yield Article("\n\n".join(paragraphs), file, place, encoding, metadata)


# Rows may each have keys of their own.
_texts_of = lru_cache(maxsize=1000)(columns.find_texts)
_names_of = lru_cache(maxsize=1000)(columns.map_columns)


def _is_filled(cell: object) -> bool:
    words = _joined(cell)
    return isinstance(words, str) and bool(words.strip()) and not columns.is_missing(words)


def _joined(cell: object) -> object:
    """Return a list of paragraphs as one text; anything else as it is."""
    listed = isinstance(cell, list) and cell and all(isinstance(one, str) for one in cell)
    return "\n\n".join(cell) if listed else cell


def read_json(path: Path, file: str, encoding: str | None = None) -> Found:
    """Yield the articles of a file of JSON objects, one a line, or of JSON as a whole: a list, or one object.

    A list of them may stand in an object, as in the answer of a news agency's server.
    """
    codec, name = _encoding(path, encoding)
    with _stream(path, codec) as stream:
        try:
            first = _line(stream).lstrip("\ufeff \t")
            while first and not first.strip():
                first = _line(stream)
        except _TooLong:
            first = ""
        rest = stream.readline(1000)
    found = _parsed(first)
    single = isinstance(found, dict) and not rest.strip()
    listed = first.startswith("[")
    rows = partial(_lines_of_json, path, codec)
    if listed or single or (first.startswith("{") and isinstance(found, str)):
        if path.stat().st_size > LARGEST_JSON:
            told = f"one JSON list of more than {LARGEST_JSON:,} bytes; write one article a line (JSON lines)"
            raise Unreadable(told)
        with _stream(path, codec) as stream:
            whole = _parsed('{"list":' + stream.read().lstrip("\ufeff") + "}")
        if isinstance(whole, dict) or listed or not rest.strip():
            rows = partial(_members, whole)
    yield from _of_rows(rows, file, name)


def _parsed(line: str) -> dict[str, object] | str:
    """Return a JSON object, or why it is none."""
    try:
        found = json.loads(line)
    except json.JSONDecodeError as fault:
        return f"no JSON ({fault.msg} at {fault.pos})"
    except (ValueError, RecursionError) as fault:
        return f"no JSON that can be read ({type(fault).__name__})"
    return found if isinstance(found, dict) else "no JSON object"


def _lines_of_json(path: Path, codec: str) -> Rows:
    number = 0
    with _stream(path, codec) as stream:
        while True:
            number += 1
            try:
                line = _line(stream)
            except _TooLong as fault:
                yield number, str(fault)
                continue
            if not line:
                return
            if line.strip():
                found = _parsed(line)
                yield number, found if isinstance(found, str) else _widened(found)


def _members(whole: dict[str, object] | str) -> Rows:
    """Yield the articles in JSON, wherever they stand in it; of an object without any that it has none."""
    if isinstance(whole, str):
        yield 1, whole
        return
    number = 0
    for number, found in enumerate(_find_articles(whole["list"], "", DEEPEST), 1):
        yield number, found
    if not number:
        found = whole["list"]
        yield 1, _widened(found) if isinstance(found, dict) else "no JSON object"


def _find_articles(found: object, site: str, depth: int) -> Iterator[dict[str, object] | str]:
    """Yield the objects with a text in lists and objects within each other, in their order.

    `site` is the last key above them that is a site's address: the outlet, if they name none. Of a list in
    which an article stands, each other member is told.
    """
    if isinstance(found, dict):
        row = _widened(found)
        within = [value for value in found.values() if isinstance(value, dict) and _texts(value)]
        if _texts(row) and len(within) < 2:
            yield {**row, "outlet": site} if site and not columns.says(row, "outlet") else row
        elif depth:
            for key, value in found.items():
                under = key if SITE.fullmatch(key) else site
                beside = isinstance(value, dict) and within and not _texts(value)
                if beside and columns.says(value, "headline"):
                    yield _widened(value)  # which has no text, as is told
                else:
                    yield from _find_articles(value, under, depth - 1)
    elif isinstance(found, list) and depth:
        several = [[*_find_articles(member, site, depth - 1)] for member in found]
        if any(several) or depth == DEEPEST:
            for member, within in zip(found, several, strict=True):
                yield from within or [_widened(member) if isinstance(member, dict) else "no JSON object"]


def _texts(row: dict[str, object]) -> list[str]:
    """Return which columns may hold the text: not those that hold further objects."""
    return columns.find_texts(
        name for name, cell in row.items() if not isinstance(_joined(cell), list | dict) or not cell
    )


def _widened(row: dict[str, object]) -> dict[str, object]:
    """Return a row with what stands in objects within it beside the rest.

    >>> _widened({"url": "u", "fields": {"bodyText": "A dam."}, "title": {"rendered": "Dams"}})
    {'url': 'u', 'title': 'Dams', 'bodyText': 'A dam.'}
    """
    if not any(isinstance(value, dict) for value in row.values()):
        return row
    own: dict[str, object] = {}
    within: dict[str, object] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            value = next((value[key] for key in ("rendered", "value", "#text") if key in value), value)
        if isinstance(value, dict) and not columns.name_of(value, name) and len(value) < MOST_COLUMNS:
            within |= {key: cell for key, cell in value.items() if columns.find_name(key)}
        else:
            own[name] = value
    return own | {key: cell for key, cell in within.items() if key not in own}


def read_parquet(path: Path, file: str, encoding: str | None = None) -> Found:
    """Yield the articles of a Parquet table; `encoding` is not asked for, because Parquet has its own."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    damaged = (pa.ArrowException, OSError, ValueError)
    try:
        # In small pieces: a row group may be the whole file.
        table = pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)
    except damaged as fault:
        told = f"damaged or cut off: {printable(str(fault), 60)}"
        raise Unreadable(told) from None
    with table:
        rows = partial(_parquet_rows, table, damaged)
        yield from read_rows(table.schema_arrow.names, rows, file, "UTF-8")


def _parquet_rows(table, damaged: tuple[type[Exception], ...]) -> Rows:
    number = 0
    try:
        for batch in table.iter_batches(batch_size=64, use_threads=False):
            for place in range(len(batch)):
                number += 1
                yield number, {name: _cell(batch.column(name)[place]) for name in batch.schema.names}
    except damaged as fault:
        told = f"damaged or cut off: {printable(str(fault), 60)}"
        yield (number + 1, f"from here on {told}") if number else (0, told)


def _cell(scalar) -> object:
    """Return a cell as Python has it, "" for one that is missing or cannot be read."""
    try:
        found = scalar.as_py()
    except (UnicodeDecodeError, ValueError, OverflowError):
        return ""
    return "" if found is None or (isinstance(found, float) and math.isnan(found)) else found


def no_text(header: Sequence[str]) -> str:
    """Return why a table with this header has no articles."""
    listed = ", ".join(printable(name, 30) for name in header[:20]) + (" …" if len(header) > 20 else "")
    return f"no column with the articles; call it “text” (it has: {listed or 'nothing'})"


def _line(stream: io.TextIOWrapper) -> str:
    """Return the next line, "" at the end. Raises _TooLong if it is no line of a table, and skips it."""
    line = stream.readline(LONGEST_LINE)
    if len(line) < LONGEST_LINE or line.endswith("\n"):
        return line
    while line and not line.endswith("\n"):
        line = stream.readline(LONGEST_LINE)
    raise _TooLong(f"a line of more than {LONGEST_LINE:,} characters")


def _encoding(path: Path, given: str | None) -> tuple[str, str]:
    """Return the codec of a table and its name, by its beginning or by the first line that is not ASCII.

    If that line is UTF-8 all is: a later one that is not is a fault of its own. Raises Unreadable.
    """
    with path.open("rb") as content:
        beginning = content.read(decoding.SAMPLE)
        if not beginning.strip():
            raise Unreadable("empty")
        if given or b"\0" in beginning or beginning.startswith((*decoding.MARKS, *decoding.BINARY)):
            return decoding.find_encoding(_whole_lines(beginning), given)
        content.seek(0)
        while line := content.readline(LONGEST_LINE):
            if not line.isascii():
                found = decoding.find_encoding(line)
                if found[0] == "utf-8":
                    return found
                return decoding.find_encoding(line + _whole_lines(content.read(decoding.SAMPLE)))
    return "utf-8", "UTF-8"


def _whole_lines(sample: bytes) -> bytes:
    """Return the beginning of a file without a line that is cut off."""
    return sample if len(sample) < decoding.SAMPLE else sample[: sample.rfind(b"\n") + 1] or sample
