"""Declare every table once: its columns, their types and its key.

The declarations are the rows of `codebook.csv`, written by hand: table, column, type, values, meaning,
source. A row without a column is about the table as a whole and has, in `values`, its key. Who makes a
table, writes it, reads it or explains it asks here, so that a column is added in one line.

A table of a run goes by its own name ("labels"), another one by its path without .csv ("seeds/labels",
"outputs/figures/keyness"), and what a stage keeps only while the study runs by the name of its layer
("layers/story").
"""

import csv
import operator
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

# Texts as Python's own: of tables of this size most take longer in Arrow (the study 35 CPU-seconds to 31).
pd.set_option("mode.string_storage", "python")

CODEBOOK = Path(__file__).with_name("codebook.csv")
RUN = "outputs/tables/"
LAYER = "layers/"
OPEN = "open table"  # the type of one in which columns that a corpus brings of its own may stand besides
KEY = "key: "  # how the values of a table begin
EMPTY = "empty if "  # how the values of a column begin that may be empty
BASES = {"integer": "int", "number": "float", "flag": "bool"}  # every other type is a text
DTYPES = {"text": "str", "int": "int64", "float": "float64", "bool": "bool"}


class Type(NamedTuple):
    """What the cells of a column are.

    `base` is text, int, float or bool; where `empty`, a number may be missing: then its cell is "", and the
    column holds Python's objects.
    """

    base: str
    empty: bool = False

    @property
    def dtype(self) -> str:
        """The dtype of the column in pandas, if no number is missing in it."""
        return DTYPES[self.base]


TEXT = Type("text")


@cache
def codebook() -> tuple[dict[str, str], ...]:
    """Return the rows of `codebook.csv`, all cells strings."""
    with CODEBOOK.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _name(path: str) -> str:
    return path.removeprefix(RUN).removesuffix(".csv")


@cache
def _declared() -> dict[str, tuple[str, tuple[str, ...], dict[str, Type]]]:
    """Return of each table, by name: its own type, its key, and the types of its columns."""
    found: dict[str, tuple[str, tuple[str, ...], dict[str, Type]]] = {}
    for row in codebook():
        if not row["column"]:
            found[_name(row["table"])] = row["type"], tuple(row["values"].removeprefix(KEY).split(", ")), {}
            continue
        base = BASES.get(row["type"], "text")
        empty = base != "text" and any(part.startswith(EMPTY) for part in row["values"].split("; "))
        found[_name(row["table"])][2][row["column"]] = Type(base, empty)
    return found


def tables() -> list[str]:
    """Return the names of all tables that are declared.

    >>> "labels" in tables(), "seeds/labels" in tables(), "layers/story" in tables()
    (True, True, True)
    """
    return list(_declared())


def columns(name: str) -> dict[str, Type]:
    """Return the columns of a table in their order, and what each holds; raises ValueError for no table.

    >>> columns("boilerplate")["articles"], list(columns("terms"))
    (Type(base='int', empty=False), ['doc', 'term', 'count', 'per_thousand'])
    """
    if name not in _declared():
        raise ValueError(f"{name}: no table of codebook.csv. Declare its columns there.")
    return dict(_declared()[name][2])


def key(name: str) -> tuple[str, ...]:
    """Return the columns that tell the rows of a table apart.

    >>> key("terms")
    ('doc', 'term')
    """
    columns(name)
    return _declared()[name][1]


def layer_columns(name: str) -> str:
    """Return under which name a layer of a stage is declared: its own, or as a table of the run.

    >>> layer_columns("story"), layer_columns("labels")
    ('layers/story', 'labels')
    """
    return f"{LAYER}{name}" if f"{LAYER}{name}" in _declared() else name


def table(name: str, rows: Iterable = ()) -> pd.DataFrame:
    """Return rows as a table, with the columns, their order and the types that the codebook gives it.

    The rows are tuples in the order of the columns, dicts, or a table, which has to have the columns (in
    any order) and whose index is not kept. An open table keeps further columns behind or between its own.
    Raises ValueError if rows and declaration do not fit.

    >>> list(table("passages").columns[:4])
    ['passage', 'doc_a', 'start_a', 'end_a']
    >>> table("terms", [("a", "war", 2, 0.5)]).dtypes.astype(str).tolist()
    ['str', 'str', 'int64', 'float64']
    """
    declared = columns(name)
    if isinstance(rows, pd.DataFrame):
        made = rows[[*fitting(name, rows)]].reset_index(drop=True)
    else:
        made = pd.DataFrame(list(rows), columns=list(declared))
    return typed(name, made)


def fitting(name: str, rows: pd.DataFrame) -> Mapping[str, Type]:
    """Return the types of a table's own columns, in the order of the declaration; those of an open table as
    they stand.

    Raises ValueError if a column is missing or is none of the table.

    >>> fitting("terms", table("terms"))["count"].dtype
    'int64'
    """
    declared = columns(name)
    faults = [f"lacks the column {column!r}" for column in declared if column not in rows]
    further = [column for column in rows if column not in declared]
    if _declared()[name][0] != OPEN:
        faults += [f"has the column {column!r}, which codebook.csv does not" for column in further]
    if faults:
        raise ValueError(f"{name}: the table {faults[0]}. Correct one of them.")
    return {column: declared.get(column, TEXT) for column in rows} if further else declared


def typed(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return a table, or some columns of it, in the types that the codebook gives them.

    Raises ValueError for a cell of another kind.

    >>> typed("own_keyness", pd.DataFrame({"rank": [1.0]}))
    Traceback (most recent call last):
    ValueError: own_keyness: in the column 'rank' a cell is no int. Correct it, or codebook.csv.
    """
    declared = columns(name)
    made = {}
    for column in rows:
        kind = declared.get(column, TEXT)
        try:
            made[column] = _cells(rows[column], kind)
        except TypeError:
            raise ValueError(
                f"{name}: in the column {column!r} a cell is no {kind.base}. Correct it, or codebook.csv."
            ) from None
    return pd.DataFrame(made, index=rows.index, columns=rows.columns)


def _cells(column: pd.Series, kind: Type) -> pd.Series:
    """Return a column in its type; raises TypeError for a cell of another kind."""
    if kind.empty and (missing := column.isna() | (column == "")).any():
        cells = ["" if gone else MADE[kind.base](cell) for cell, gone in zip(column, missing, strict=True)]
        return pd.Series(cells, index=column.index, dtype=object)
    if kind.base == "text" and column.isna().any():
        column = column.astype(object).where(column.notna(), "")
    if not len(column) or column.dtype == kind.dtype:
        return column.astype(kind.dtype)
    return pd.Series(list(map(MADE[kind.base], column)), index=column.index, dtype=kind.dtype)


def _text(cell: object) -> str:
    if not isinstance(cell, str):
        raise TypeError
    return cell


def _number(cell: object) -> float:
    if isinstance(cell, str):
        raise TypeError
    return float(cell)


def _flag(cell: object) -> bool:
    if cell not in (True, False):
        raise TypeError
    return bool(cell)


MADE = {"text": _text, "int": operator.index, "float": _number, "bool": _flag}
