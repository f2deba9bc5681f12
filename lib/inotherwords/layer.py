"""Tables too large for memory: kept as Parquet in parts, read whole, in pieces or by SQL.

A cell of our tables is a text, a whole number, a number or a yes or no, and in any column it may be empty:
"". Parquet knows one type a column, so an empty cell among numbers is stored as a null and comes back as "".
"""

import io
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

TYPES = {"": pa.string(), "text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
NUMBERS = {"int": "BIGINT", "float": "DOUBLE", "bool": "BOOLEAN"}  # and what SQL calls them
INFERRED = {
    "string": "text",
    "integer": "int",
    "floating": "float",
    "mixed-integer-float": "float",
    "boolean": "bool",
}
DTYPES = {"i": "int", "u": "int", "f": "float", "b": "bool"}
MEMORY = "500MB"  # what SQL may take before it goes to the disk
WRITING = {"compression": "zstd", "compression_level": 3}


class Kind(NamedTuple):
    """What a column holds: `base` is a key of TYPES, "" as long as nothing is known; are some cells empty."""

    base: str
    blanks: bool


def kind(column: pd.Series) -> Kind:
    """Return what a column holds, by its cells; raises TypeError for what is no text, number or yes or no.

    >>> kind(pd.Series(["Aleppo", ""])), kind(pd.Series([1, ""], dtype=object)), kind(pd.Series(["", ""]))
    (Kind(base='text', blanks=False), Kind(base='int', blanks=True), Kind(base='', blanks=True))
    """
    if column.dtype.kind in DTYPES:
        return Kind(DTYPES[column.dtype.kind], False)
    filled = column[_filled(column)]
    if filled.empty:
        return Kind("", True)
    base = INFERRED.get(pd.api.types.infer_dtype(filled, skipna=False))
    if base is None:
        raise TypeError(f"column {column.name!r} holds what is no text, number or yes or no")
    return Kind(base, base != "text" and len(filled) < len(column))


def _filled(column: pd.Series) -> pd.Series:
    return column.notna() & (column != "")


def common(kinds: Iterable[Kind]) -> Kind:
    """Return what a column holds of which several parts are known; text where they do not agree.

    >>> common([Kind("int", False), Kind("", True)]), common([Kind("int", False), Kind("text", False)])
    (Kind(base='int', blanks=True), Kind(base='text', blanks=False))
    """
    kinds = list(kinds)
    bases = {base for base, _ in kinds} - {""}
    if not bases:
        return Kind("", True)
    base = bases.pop() if len(bases) == 1 else "float" if bases == {"int", "float"} else "text"
    return Kind(base, base != "text" and any(blanks for _, blanks in kinds))


def to_arrow(table: pd.DataFrame) -> pa.Table:
    """Return a table for Parquet: columns of TYPES; one that may hold nulls, or nothing yet, is nullable.

    Raises TypeError for a cell that is no text, number or yes or no, ValueError for a text that is none
    (with half of a character in it).
    """
    kinds = {str(name): kind(table[name]) for name in table}
    arrays = []
    for (base, _), name in zip(kinds.values(), table, strict=True):
        if table[name].dtype.kind in DTYPES:
            cells = table[name].to_numpy()
        else:
            cells = (
                table[name]
                .astype(object)
                .where(_filled(table[name]), None if base in NUMBERS else "")
                .tolist()
            )
        arrays.append(pa.array(cells, TYPES[base], from_pandas=False))
    return pa.Table.from_arrays(arrays, schema=schema_of(kinds))


def kinds_of(schema: pa.Schema) -> dict[str, Kind]:
    """Return what the columns of a Parquet table that `to_arrow` made hold."""
    names = {data_type: name for name, data_type in TYPES.items()}  # text, not "", for a string
    kinds = {}
    for field in schema:
        base = names[field.type]
        unknown = base == "text" and field.nullable
        kinds[field.name] = Kind("" if unknown else base, field.nullable)
    return kinds


def schema_of(kinds: dict[str, Kind]) -> pa.Schema:
    """Return the Parquet schema of columns of these kinds."""
    return pa.schema(pa.field(name, TYPES[kind.base], kind.blanks) for name, kind in kinds.items())


def fitted(table: pa.Table, kinds: dict[str, Kind]) -> pa.Table:
    """Return a part in the types of the whole."""
    columns = []
    for name, (base, _) in kinds.items():
        column = table[name]
        if base in NUMBERS and pa.types.is_string(column.type):
            column = pa.nulls(len(column), TYPES[base])  # nothing but empty cells
        column = column.cast(TYPES[base])
        columns.append(column if base in NUMBERS else pc.fill_null(column, ""))
    return pa.Table.from_arrays(columns, schema=schema_of(kinds))


def to_pandas(table: pa.Table, texts: bool = False) -> pd.DataFrame:
    """Return a table from Parquet as it was: an empty cell is "".

    With `texts`, a column of numbers in which cells are empty is one of texts, as in a table read from CSV.
    """
    columns = {}
    for field in table.schema:
        column = table[field.name]
        if field.nullable and not len(column):
            columns[field.name] = pd.Series([], dtype=object)  # as in any table without rows
        elif not field.nullable or pa.types.is_string(field.type):
            columns[field.name] = column.to_pandas()
        elif texts:
            columns[field.name] = pc.fill_null(column.cast(pa.string()), "").to_pandas()
        else:
            cells = ["" if cell is None else cell for cell in column.to_pylist()]
            columns[field.name] = pd.Series(cells, dtype=object)
    return pd.DataFrame(columns, columns=table.schema.names)


def joined(tables: list[pa.Table]) -> pa.Table:
    """Return the tables of several articles as the one that `to_arrow` would have made of them."""
    kinds = [kinds_of(table.schema) for table in tables if table.num_rows] or [kinds_of(tables[0].schema)]
    whole = {name: common(each[name] for each in kinds) for name in kinds[0]}
    return pa.concat_tables([fitted(table, whole) for table in tables])


def parquet_bytes(table: pa.Table) -> bytes:
    """Return a table as a Parquet file: the same bytes for the same table."""
    file = io.BytesIO()
    pq.write_table(table, file, **WRITING)
    return file.getvalue()


def write(path: Path, tables: Iterable[pa.Table]) -> None:
    """Write a table, given piece by piece, as one Parquet file: a row group a piece, numbers as in a CSV."""
    tables = iter(tables)
    first = next(tables)
    with pq.ParquetWriter(path, first.schema, **WRITING) as file:
        for table in chain([first], tables):
            file.write_table(_rounded(table))


def _rounded(table: pa.Table) -> pa.Table:
    """Return a table with its numbers to six decimal places, and no zero with a sign."""
    for place, field in enumerate(table.schema):
        if pa.types.is_floating(field.type):
            table = table.set_column(place, field, pc.add(pc.round(table[field.name], 6), 0.0))
    return table


def quiet(connection: duckdb.DuckDBPyConnection) -> None:
    """Let a connection draw no progress bar of its own, as it does in a process without a script."""
    shown = connection.execute("SELECT current_setting('enable_progress_bar')").fetchone()
    if shown[0]:  # in a notebook it is off already, and may not be set
        connection.execute("SET enable_progress_bar = false")


@cache
def database() -> duckdb.DuckDBPyConnection:
    """Return the database that all relations of this process share; it holds nothing itself."""
    connection = duckdb.connect()
    quiet(connection)
    connection.execute(f"SET memory_limit = '{MEMORY}'")
    connection.execute("SET preserve_insertion_order = true")
    connection.execute("SET autoinstall_known_extensions = false")  # they would be downloaded
    connection.execute(f"SET temp_directory = '{_scratch().name}'")
    return connection


@cache
def _scratch() -> tempfile.TemporaryDirectory:
    return tempfile.TemporaryDirectory(prefix="inotherwords-")


class Layer(NamedTuple):
    """A table of which each part is a Parquet file, in the order of the articles."""

    files: tuple[Path, ...]
    kinds: dict[str, Kind]
    uneven: tuple[str, ...]  # columns of numbers of which a part knows only that its cells are empty
    rows: int

    def parts(self) -> Iterator[pd.DataFrame]:
        """Yield the table piece by piece, in order; only one is in memory."""
        for table in self.tables():
            yield to_pandas(table)

    def tables(self) -> Iterator[pa.Table]:
        """Yield the table piece by piece, in the types of the whole, for Parquet."""
        for file in self.files:
            yield fitted(pq.read_table(file, partitioning=None), self.kinds)

    def frame(self, docs: Iterable[str] | None = None, columns: list[str] | None = None) -> pd.DataFrame:
        """Return the whole table, or only the rows of some articles or some columns, numbered from 0."""
        return to_pandas(self.table(docs, columns))

    def table(self, docs: Iterable[str] | None = None, columns: list[str] | None = None) -> pa.Table:
        """Return what `frame` does, for Parquet."""
        kinds = {name: self.kinds[name] for name in columns or self.kinds}
        rows = None if docs is None else pc.field("doc").isin(pa.array(sorted(set(docs)), pa.string()))
        read = (pq.read_table(file, columns=[*kinds], filters=rows, partitioning=None) for file in self.files)
        return pa.concat_tables([fitted(table, kinds) for table in read])

    def relation(self) -> duckdb.DuckDBPyRelation:
        """Return the table for SQL (a relation of `database`): in order, an empty cell among numbers NULL."""
        columns = [
            f'CAST(NULLIF("{name}", \'\') AS {NUMBERS[kind.base]}) AS "{name}"'
            if name in self.uneven
            else f'"{name}"'
            for name, kind in self.kinds.items()
        ]
        files = [str(file) for file in self.files]
        return database().read_parquet(files, union_by_name=True).project(", ".join(columns))


def layer(files: Iterable[Path]) -> Layer:
    """Return the layer whose parts are these Parquet files."""
    footers = [(file, pq.read_metadata(file)) for file in files]
    filled = [(file, footer) for file, footer in footers if footer.num_rows] or footers[:1]
    kinds_by_file = [kinds_of(footer.schema.to_arrow_schema()) for _, footer in filled]
    kinds = {name: common(each[name] for each in kinds_by_file) for name in kinds_by_file[0]}
    uneven = [
        name
        for name, kind in kinds.items()
        if kind.base in NUMBERS and any(not each[name].base for each in kinds_by_file)
    ]
    rows = sum(footer.num_rows for _, footer in filled)
    return Layer(tuple(file for file, _ in filled), kinds, tuple(uneven), rows)
