"""Tables with an article in each row: CSV, JSON lines and Parquet, read row by row."""

import csv
import io
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from inotherwords.corpus.formats import columns, decoding
from inotherwords.corpus.formats.article import Article, Dropped, Remark, printable, with_headline

LONGEST_LINE = 16_000_000  # characters; more are no row of a table, but a file without line ends
LARGEST_JSON = 64_000_000  # bytes of a file that is one JSON list, which is read as a whole
Found = Iterator[Article | Dropped | Remark]
Rows = Iterator[tuple[int, dict[str, object] | str]]  # the number of each, and its cells or why it is none


class _TooLong(ValueError):
    """A line is longer than LONGEST_LINE; it has been skipped."""


def read_csv(path: Path, file: str, encoding: str | None = None) -> Found:
    """Yield the articles of a CSV table: cells separated by commas, semicolons or tabs, as its header is."""
    with path.open("rb") as content:
        try:
            codec, name = _encoding(content, encoding)
        except decoding.NotText as reason:
            yield Dropped(file, "", str(reason))
            return
        csv.field_size_limit(max(LONGEST_LINE, csv.field_size_limit()))
        # Bytes that do not fit make half characters, for which their row alone is dropped.
        stream = io.TextIOWrapper(content, codec, errors="surrogateescape", newline="")
        try:
            header_line = _line(stream)
        except _TooLong:
            yield Dropped(file, "", f"its first line has more than {LONGEST_LINE:,} characters: no table")
            return
        separator = max(",;\t", key=header_line.count)
        header = next(csv.reader([header_line], delimiter=separator), [])
        reader = csv.reader(iter(lambda: _line(stream), ""), delimiter=separator, strict=True)
        yield from _of_one_header(header, _csv_rows(reader, header), file, name)


def _csv_rows(reader, header: list[str]) -> Rows:
    number = 0
    while True:
        number += 1
        line = reader.line_num + 2
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _TooLong:
            yield number, f"a line of more than {LONGEST_LINE:,} characters"
            continue
        except csv.Error as fault:
            where = f"line {line}" if reader.line_num < line else f"lines {line} to {reader.line_num + 1}"
            unpaired = "'" in str(fault) or "end of" in str(fault)
            what = "quotation marks that do not pair" if unpaired else fault
            yield number, f"no row of a CSV table ({where}: {what})"
            continue
        if not any(cells):
            number -= 1
        elif len(cells) != len(header):
            told = f"{len(cells)} cells where the header has {len(header)} (line {line})"
            yield number, f"{told}: is a comma not quoted?"
        else:
            yield number, dict(zip(header, cells, strict=True))


def _of_one_header(header: list[str], rows: Rows, file: str, encoding: str) -> Found:
    """Yield what is told of a table's columns and the articles of its rows, or why it has none."""
    text = columns.find_text(header)
    if text is None or len(set(header)) < len(header):
        yield Dropped(file, "", _no_text(header) if text is None else "has a column twice; rename one")
        return
    yield Remark(file, columns.describe_columns(header, text))
    yield from _of_rows(rows, file, encoding, told=True)


def _of_rows(rows: Rows, file: str, encoding: str, told: bool = False) -> Found:
    """Yield the article of each row, or why it is none; before it, unless `told`, which column is what."""
    known: dict[tuple[str, ...], tuple[str | None, dict[str, str]]] = {}
    for number, row in rows:
        place = f"row {number}" if number else ""
        if isinstance(row, str):
            yield Dropped(file, place, row)
            continue
        header = tuple(row)
        if header not in known:
            if len(known) > 1000:
                known.clear()  # rows that each have keys of their own
            text = columns.find_text(list(header))
            known[header] = text, columns.map_columns(list(header), text or "")
        text, names = known[header]
        if text is None:
            yield Dropped(file, place, _no_text(list(header)))
            continue
        if not told:
            yield Remark(file, columns.describe_columns(list(header), text))
            told = True
        words = row[text]
        if not isinstance(words, str):
            yield Dropped(file, place, f"“{printable(text, 40)}” is no text")
            continue
        metadata = columns.pick_metadata(row, names)
        if metadata.get("headline") and words.strip():
            words = with_headline(metadata["headline"], [words])
        yield Article(words, file, place, encoding, metadata)


def read_json(path: Path, file: str, encoding: str | None = None) -> Found:
    """Yield the articles of a file of JSON objects, one a line, or of one JSON list of them."""
    with path.open("rb") as content:
        try:
            codec, name = _encoding(content, encoding)
        except decoding.NotText as reason:
            yield Dropped(file, "", str(reason))
            return
        whole = _begins_a_list(content, codec)
        if whole and path.stat().st_size > LARGEST_JSON:
            told = f"one JSON list of more than {LARGEST_JSON:,} bytes; write one article a line (JSON lines)"
            yield Dropped(file, "", told)
            return
        stream = io.TextIOWrapper(content, codec, errors="surrogateescape")
        yield from _of_rows(_members(stream) if whole else _lines_of_json(stream), file, name)


def _begins_a_list(content: BinaryIO, codec: str) -> bool:
    beginning = content.read(1000).decode(codec, "ignore").lstrip("\ufeff \t\r\n")
    content.seek(0)
    return beginning.startswith("[")


def _parsed(line: str) -> dict[str, object] | str:
    """Return a JSON object, or why it is none."""
    try:
        found = json.loads(line)
    except json.JSONDecodeError as fault:
        return f"no JSON ({fault.msg} at {fault.pos})"
    except (ValueError, RecursionError) as fault:
        return f"no JSON that can be read ({type(fault).__name__})"
    return found if isinstance(found, dict) else "no JSON object"


def _lines_of_json(stream: io.TextIOWrapper) -> Rows:
    number = 0
    while True:
        number += 1
        try:
            line = _line(stream)
        except _TooLong:
            yield number, f"a line of more than {LONGEST_LINE:,} characters"
            continue
        if not line:
            return
        if line.strip():
            yield number, _parsed(line)


def _members(stream: io.TextIOWrapper) -> Rows:
    found = _parsed('{"list":' + stream.read() + "}")
    if isinstance(found, str):
        yield 1, found
        return
    for number, member in enumerate(found["list"], 1):
        yield number, member if isinstance(member, dict) else "no JSON object"


def read_parquet(path: Path, file: str, encoding: str | None = None) -> Found:
    """Yield the articles of a Parquet table; `encoding` is not asked for, because Parquet has its own."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    damaged = (pa.ArrowException, OSError, ValueError)
    try:
        # In small pieces: a row group may be the whole file.
        table = pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)
    except damaged as fault:
        yield Dropped(file, "", f"damaged or cut off: {printable(str(fault), 60)}")
        return
    with table:
        yield from _of_one_header(table.schema_arrow.names, _parquet_rows(table, damaged), file, "UTF-8")


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


def _no_text(header: list[str]) -> str:
    listed = ", ".join(printable(name, 30) for name in header[:20]) + (" …" if len(header) > 20 else "")
    return f"no column with the articles; call it “text” (it has: {listed or 'nothing'})"


def _line(stream: io.TextIOWrapper) -> str:
    """Return the next line, "" at the end. Raises _TooLong if it is no line of a table, and skips it."""
    line = stream.readline(LONGEST_LINE)
    if len(line) < LONGEST_LINE or line.endswith("\n"):
        return line
    while line and not line.endswith("\n"):
        line = stream.readline(LONGEST_LINE)
    raise _TooLong


def _encoding(content: BinaryIO, given: str | None) -> tuple[str, str]:
    """Return the codec of a table and its name, by its beginning or by the first line that is not ASCII.

    If that line is UTF-8 all is: a later one that is not is a fault of its own. Raises decoding.NotText.
    """
    beginning = content.read(decoding.SAMPLE)
    content.seek(0)
    if not beginning.strip():
        raise decoding.NotText("empty")
    if given or b"\0" in beginning or beginning.startswith((*decoding.MARKS, *decoding.BINARY)):
        return decoding.find_encoding(_whole_lines(beginning), given)
    found = ("utf-8", "UTF-8")
    while line := content.readline(LONGEST_LINE):
        if not line.isascii():
            found = decoding.find_encoding(line)
            if found[0] != "utf-8":
                found = decoding.find_encoding(line + _whole_lines(content.read(decoding.SAMPLE)))
            break
    content.seek(0)
    return found


def _whole_lines(sample: bytes) -> bytes:
    """Return the beginning of a file without a line that is cut off."""
    return sample if len(sample) < decoding.SAMPLE else sample[: sample.rfind(b"\n") + 1] or sample
