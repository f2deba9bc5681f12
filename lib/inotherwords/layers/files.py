"""Tables as files: CSV for readers and spreadsheets, Parquet for what is too large for them.

Text files are read as they are, in UTF-8 or UTF-16; whatever cannot be read is told in one line.
"""

import codecs
import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from inotherwords import paths
from inotherwords.errors import InputError
from inotherwords.layers import layer, schema
from inotherwords.layers.formulas import escape_formula, unescape_formula

if TYPE_CHECKING:
    import duckdb


LARGE = 200_000  # rows; a table with more is no longer CSV

# What a text editor writes in front of a text to say how it is encoded.
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: ("utf-8-sig", "UTF-8 with BOM"),
    codecs.BOM_UTF16_LE: ("utf-16", "UTF-16"),
    codecs.BOM_UTF16_BE: ("utf-16", "UTF-16"),
}
# How a file begins, in lower case, that is no plain text whatever its name says.
FORMATS = {
    b"{\\rtf": "rich text (RTF)",
    b"pk\x03\x04": "an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"%pdf": "a PDF",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
}


def decode(content: bytes, name: str) -> str:
    r"""Return the text of a file with its line ends untouched; `name` is for the message.

    The file is UTF-8, or UTF-16 with a byte-order mark; a mark is no part of the text. Raises InputError if
    the file is empty, in another encoding, or no plain text. Which encoding that may be is not guessed: a
    wrong guess would put wrong letters into the study without a word.

    >>> decode(b"Caf\xc3\xa9\r\n", "seeds/a.txt")
    'Café\r\n'
    >>> decode("Café".encode("utf-16"), "seeds/a.txt")
    'Café'
    """
    start = content[:100].lstrip().lower()
    encoding = next(
        (codec for mark, (codec, _) in BYTE_ORDER_MARKS.items() if content.startswith(mark)), "utf-8"
    )
    for beginning, what in FORMATS.items():
        if start.startswith(beginning):
            raise InputError(f"{name}: {what}, not plain text. Copy its words into a plain text file.")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        byte = content[fault.start]
        raise InputError(
            f"{name}: not UTF-8 (byte 0x{byte:02x} at {fault.start}). Save it as UTF-8 "
            "(Notepad: Save as, Encoding; TextEdit: Plain Text Encoding; Excel: CSV UTF-8)."
        ) from None
    if "\0" in text:
        raise InputError(f"{name}: holds zero bytes, so it is no plain text. Save it as UTF-8.")
    if not text.strip():
        raise InputError(f"{name}: empty. Fill it, or delete it.")
    return text


def read_csv(path: Path, required: list[str]) -> pd.DataFrame:
    """Return a hand-made CSV file as strings, each row indexed as a spreadsheet numbers it, the header by 1.

    Columns are separated by commas or, as some spreadsheets do, by semicolons or tabs: the header decides.
    Rows without any words and rows that begin with # are left out; cells that a row lacks are empty. Raises
    InputError if the file cannot be read as a table or lacks a column.
    """
    name, text = paths.shown(path), decode(path.read_bytes(), paths.shown(path))
    separator = max(",;\t", key=text.strip().partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows = {}
    try:
        for number, cells in enumerate(reader, 1):
            if any(map(str.strip, cells)) and not cells[0].startswith("#"):
                rows[number] = cells
    except csv.Error as fault:
        raise InputError(
            f"{name}: not a CSV table (line {reader.line_num}: {fault}). Mend that line."
        ) from None
    header = [column.strip() for column in rows.pop(min(rows))] if rows else []
    for column in header:
        if column and header.count(column) > 1:
            raise InputError(f"{name}: has the column {column!r} twice. Rename one of them.")
    for number, cells in rows.items():
        # A comma too many at the end does no harm; behind "Leeds, England" it hides one that parts a name.
        hidden = len(cells) > len(header) and any(cell.startswith(" ") for cell in cells)
        if any(cells[len(header) :]) or hidden:
            raise InputError(
                f"{name}: not a CSV table (row {number}: {len(cells)} cells for {len(header)} columns). "
                'Put words that hold a comma in quotation marks: "Paris, France".'
            )
    for column in required:
        if column not in header:
            raise InputError(f"{name}: no column {column!r} (it has: {', '.join(header)}). Add it.")
    whole = [[*cells, *[""] * len(header)][: len(header)] for cells in rows.values()]
    table = pd.DataFrame(whole, index=list(rows), columns=header, dtype=str)
    return table.loc[:, table.columns != ""]


def check_rows(path: Path, table: pd.DataFrame, find_fault: Callable[..., str]) -> None:
    """Raise InputError for the first row of a table, as `read_csv` returns it, in which there is a fault.

    `find_fault` takes a row as a named tuple and returns what is wrong with it and what to do, or "".
    """
    for row in table.itertuples():
        if fault := find_fault(row):
            raise InputError(f"{paths.shown(path)}: row {row.Index}: {fault}")


def add_columns(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return a table that begins with `columns` (empty where it had none) and is numbered from 0."""
    names = list(dict.fromkeys([*columns, *table.columns]))
    return table.reindex(columns=names, fill_value="").reset_index(drop=True)


def sha256(content: bytes) -> str:
    """Return the SHA-256 digest of some bytes as 64 hexadecimal digits.

    >>> sha256(b"abc")[:16]
    'ba7816bf8f01cfea'
    """
    return hashlib.sha256(content).hexdigest()


def table_bytes(table: pd.DataFrame) -> bytes:
    r"""Return a table as CSV: UTF-8, LF, a header row, numbers to six decimal places.

    Six places keep the last bits, in which processors differ, out of the files; so does writing a zero
    without a sign. A text that a spreadsheet would take for a formula has an apostrophe before it.

    >>> table_bytes(pd.DataFrame({"term": ["regime", "=1"], "count": [3, -1], "rate": [2 / 3, 0]}))
    b"term,count,rate\nregime,3,0.666667\n'=1,-1,0.0\n"
    """
    floats = table.select_dtypes("float").round(6) + 0.0
    texts = {name: table[name].map(_cell) for name in table if table[name].dtype.kind in "OTU"}
    table = table.assign(**floats, **texts)
    written = table.to_csv(index=False, lineterminator="\n")
    if "\r" in written:  # which Python quotes from 3.13 on only
        written = table.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    return written.encode()


def _cell(cell: object) -> object:
    """Return a cell of a column in which not all are numbers, as it is written."""
    return float(np.round(cell, 6)) + 0.0 if isinstance(cell, float) else escape_formula(cell)


def write_table(outputs: Path, name: str, table: "pd.DataFrame | layer.Layer") -> None:
    """Write a table or a layer to `tables/NAME.csv` in the outputs folder and print one line that says so.

    One of more than LARGE rows goes to `tables/NAME.parquet`; a layer is never in memory as a whole there.
    Raises ValueError if the table is not as the codebook declares it.
    """
    rows = table.rows if isinstance(table, layer.Layer) else len(table)
    path = outputs / "tables" / f"{name}.{'parquet' if rows > LARGE else 'csv'}"
    if rows > LARGE:
        pieces = table.parts() if isinstance(table, layer.Layer) else [table]
        tables = (schema.table(name, piece) for piece in pieces)
        content = (layer.to_arrow(piece, schema.fitting(name, piece)) for piece in tables)
    else:
        whole = table.frame() if isinstance(table, layer.Layer) else table
        content = table_bytes(schema.table(name, whole))
    path.parent.mkdir(parents=True, exist_ok=True)
    for other in ("csv", "parquet"):
        path.with_suffix(f".{other}").unlink(missing_ok=True)
    if rows > LARGE:
        layer.write(path, content)
    else:
        path.write_bytes(content)
    print(f"tables/{path.name}: {rows} rows")


def read_table(
    outputs: Path, name: str, docs: Iterable[str] | None = None, columns: list[str] | None = None
) -> pd.DataFrame:
    """Return a table that an earlier notebook wrote, in the types that the codebook gives its columns.

    Only the rows of some articles, or only some columns, if they are named. Raises InputError if the table
    is not there, or lacks a column or has a cell that it cannot have (as one of an older version may).
    """
    path = _table_path(outputs, name)
    if path.suffix == ".parquet":
        return layer.open_layer([path]).frame(docs, columns)
    table = _read(path)
    if docs is not None:
        table = table[table["doc"].isin(set(docs))].reset_index(drop=True)
    return table if columns is None else table[columns]


def read_rows_of(outputs: Path, name: str) -> Callable[[Iterable[str]], pd.DataFrame]:
    """Return a function that gives the rows of some articles in a table that an earlier notebook wrote.

    Raises InputError if the table cannot be read (see `read_table`).
    """
    if _table_path(outputs, name).suffix == ".parquet":
        return partial(read_table, outputs, name)
    table = read_table(outputs, name)
    return lambda docs: table[table["doc"].isin(set(docs))]


def scan(outputs: Path, name: str) -> "duckdb.DuckDBPyRelation":
    """Return a table that an earlier notebook wrote for SQL, in order; an empty cell among numbers is NULL.

    It is a relation of `layer.database`, which reads the file only when it is asked. Raises InputError if
    the table cannot be read (see `read_table`).
    """
    path = _table_path(outputs, name)
    if path.suffix == ".parquet":
        return layer.open_layer([path]).relation()
    table = _read(path)
    return layer.database().from_arrow(layer.to_arrow(table, schema.fitting(name, table)))


def _read(path: Path) -> pd.DataFrame:
    """Return a CSV table of a run in its types; columns that are not declared, as texts."""
    declared = schema.columns(path.stem)
    dtypes = {name: kind.dtype for name, kind in declared.items() if kind.base != "text" and not kind.empty}
    try:
        table = pd.read_csv(path, keep_default_na=False, dtype=defaultdict(lambda: "str", dtypes))
        if missing := [name for name in declared if name not in table]:
            raise ValueError(f"lacks the column {missing[0]!r}")
        for name in (name for name, kind in declared.items() if kind.empty):
            number = {"int": int, "float": float}[declared[name].base]
            table[name] = pd.Series([cell and number(cell) for cell in table[name]], dtype=object)
        table = schema.typed(path.stem, table)
    except ValueError as fault:
        raise InputError(
            f"tables/{path.name}: {fault}, so this version cannot read it. Make the results anew."
        ) from None
    texts = {name: table[name].map(unescape_formula) for name in table if table[name].dtype == "str"}
    return table.assign(**texts)


def _table_path(outputs: Path, name: str) -> Path:
    for ending in ("csv", "parquet"):
        path = outputs / "tables" / f"{name}.{ending}"
        if path.is_file():
            return path
    raise InputError(f"tables/{name}.csv: missing. Run the notebooks in order, or `make`.")


def as_rows(table: pd.DataFrame) -> Callable[[Iterable[str]], pd.DataFrame]:
    """Return a function that gives the rows of some articles in a table, soon for any of them."""
    of_doc = dict(list(table.groupby("doc")))
    return lambda docs: pd.concat([table.iloc[:0], *(of_doc[doc] for doc in docs if doc in of_doc)])
