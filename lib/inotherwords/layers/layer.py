"""Tables too large for memory: kept as Parquet in parts, read whole, in pieces or by SQL.

A cell of our tables is a text, a whole number, a number or a yes or no; which one, and whether a number may
be missing, is declared (`schema`). A number that is missing is "" with us, a null in Parquet.
"""

import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from inotherwords.layers.schema import Type

TYPES = {"text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
MEMORY = "500MB"  # what SQL may take before it goes to the disk
WRITING = {"compression": "zstd", "compression_level": 3}


def to_arrow(table: pd.DataFrame, declared: Mapping[str, Type]) -> pa.Table:
    """Return a table for Parquet, its columns in the types declared: numbers that may be missing as nulls.

    Raises ValueError for a text that is none (with half of a character in it).

    >>> rows = pd.DataFrame({"term": ["war", "end"], "rank": pd.Series([1, ""], dtype=object)})
    >>> to_arrow(rows, {"term": Type("text"), "rank": Type("int", True)})["rank"].to_pylist()
    [1, None]
    """
    arrays = []
    for name, kind in declared.items():
        if kind.empty:
            cells = [None if cell == "" else cell for cell in table[name]]
        else:
            cells = table[name].to_numpy() if kind.base != "text" else table[name].tolist()
        arrays.append(pa.array(cells, TYPES[kind.base], from_pandas=False))
    fields = (pa.field(name, TYPES[kind.base], kind.empty) for name, kind in declared.items())
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """Return a table from Parquet as it was: an empty cell is ""."""
    columns = {}
    for field in table.schema:
        column = table[field.name]
        if pa.types.is_string(field.type) or not column.null_count:
            columns[field.name] = column.to_pandas()
        else:
            cells = ["" if cell is None else cell for cell in column.to_pylist()]
            columns[field.name] = pd.Series(cells, dtype=object)
    return pd.DataFrame(columns, columns=table.schema.names)


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


def hide_progress(connection: duckdb.DuckDBPyConnection) -> None:
    """Let a connection draw no progress bar of its own, as it does in a process without a script."""
    shown = connection.execute("SELECT current_setting('enable_progress_bar')").fetchone()
    if shown[0]:  # in a notebook it is off already, and may not be set
        connection.execute("SET enable_progress_bar = false")


@cache
def database() -> duckdb.DuckDBPyConnection:
    """Return the database that all relations of this process share; it holds nothing itself."""
    connection = duckdb.connect()
    hide_progress(connection)
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
    rows: int

    def parts(self) -> Iterator[pd.DataFrame]:
        """Yield the table piece by piece, in order; only one is in memory."""
        for table in self.tables():
            yield to_pandas(table)

    def tables(self) -> Iterator[pa.Table]:
        """Yield the table piece by piece, in order, for Parquet."""
        for file in self.files:
            yield pq.read_table(file, partitioning=None)

    def frame(self, docs: Iterable[str] | None = None, columns: list[str] | None = None) -> pd.DataFrame:
        """Return the whole table, or only the rows of some articles or some columns, numbered from 0."""
        rows = None if docs is None else _of(sorted(set(docs)))
        read = (pq.read_table(file, columns=columns, filters=rows, partitioning=None) for file in self.files)
        return to_pandas(pa.concat_tables(read))

    def relation(self) -> duckdb.DuckDBPyRelation:
        """Return the table for SQL (a relation of `database`): in order, a number that is missing NULL."""
        return database().read_parquet([str(file) for file in self.files])


def _of(docs: list[str]) -> pc.Expression:
    """Return the filter for the rows of some articles; with the range, most of a long table is not read."""
    doc = pc.field("doc")
    rows = doc.isin(pa.array(docs, pa.string()))
    return (doc >= docs[0]) & (doc <= docs[-1]) & rows if docs else rows


def open_layer(files: Iterable[Path]) -> Layer:
    """Return the layer whose parts are these Parquet files, all with the same columns."""
    sizes = {file: pq.read_metadata(file).num_rows for file in files}
    filled = [file for file, rows in sizes.items() if rows] or [*sizes][:1]
    return Layer(tuple(filled), sum(sizes.values()))
