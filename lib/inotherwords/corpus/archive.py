"""The folder that an import makes: articles.csv, rejected.csv, and all texts in one file, texts.parquet."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, islice
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from inotherwords.corpus.folder import REQUIRED, SOURCE_COLUMNS, refusal
from inotherwords.layers import schema
from inotherwords.layers.files import unescape_formula

TEXTS, REJECTED = "texts.parquet", "rejected.csv"
ROWS = 200  # of a row group: as much as is in memory at a time
SCHEMA = pa.schema(
    [pa.field("doc", pa.string(), nullable=False), pa.field("text", pa.string(), nullable=False)]
)


def is_archive(folder: Path) -> bool:
    """Return whether a folder was made by an import.

    >>> is_archive(Path("seeds"))
    False
    """
    return (folder / TEXTS).is_file()


class Texts(Mapping[str, str]):
    """Each article's text by its `doc`, in the order of `doc`, read from texts.parquet when it is asked for.

    One row group is in memory, and the names of all articles. Raises InputError if the file is damaged.
    """

    def __init__(self, path: Path) -> None:
        """Read the names of the articles in a file that is sorted by them."""
        self._path = path
        try:
            with pq.ParquetFile(path) as file:
                self._docs = file.read(["doc"]).column("doc").to_pylist()
                groups = range(file.num_row_groups)
                self._starts = [0, *accumulate(file.metadata.row_group(i).num_rows for i in groups)]
        except (pa.ArrowException, OSError, KeyError, ValueError):
            raise refusal(path, "damaged, or no table of texts. Import the articles again.") from None
        if any(a >= b for a, b in zip(self._docs, self._docs[1:], strict=False)):
            raise refusal(path, "not sorted by doc. Import the articles again.")
        self._group = -1
        self._texts: list[str] = []

    def __getitem__(self, doc: str) -> str:
        """Return the text of an article; KeyError if there is none of that name."""
        row = bisect_left(self._docs, doc)
        if row == len(self._docs) or self._docs[row] != doc:
            raise KeyError(doc)
        group = bisect_left(self._starts, row + 1) - 1
        if group != self._group:
            try:
                with pq.ParquetFile(self._path) as file:
                    self._texts = (
                        file.read_row_group(group, ["text"], use_threads=False).column("text").to_pylist()
                    )
            except (pa.ArrowException, OSError):
                raise refusal(self._path, f"damaged near {doc}. Import the articles again.") from None
            self._group = group
        return self._texts[row - self._starts[group]]

    def __contains__(self, doc: object) -> bool:
        """Return whether there is an article of that name, without reading it."""
        row = bisect_left(self._docs, doc) if isinstance(doc, str) else len(self._docs)
        return row < len(self._docs) and self._docs[row] == doc

    def __iter__(self) -> Iterator[str]:
        """Return the names in order."""
        return iter(self._docs)

    def __len__(self) -> int:
        """Return the number of articles."""
        return len(self._docs)


def read_archive_sources(folder: Path) -> pd.DataFrame:
    """Return its `articles.csv`: one row an article, sorted by `doc`, all columns strings.

    Raises InputError if it cannot be read or does not name the articles of texts.parquet.
    """
    path = folder / "articles.csv"
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError):  # of which pandas' own errors are kinds
        raise refusal(path, "missing or no table. Import the articles again.") from None
    for column in REQUIRED:
        if column not in table:
            raise refusal(path, f"no column {column!r}. Add it, or import the articles again.")
    table = table.map(lambda cell: unescape_formula(cell).strip()).sort_values("doc", ignore_index=True)
    if table["doc"].tolist() != list(Texts(folder / TEXTS)):
        raise refusal(path, f"names other articles than {TEXTS}. Import the articles again.")
    if (table["outlet"] == "").any():
        doc = table.loc[table["outlet"] == "", "doc"].iloc[0]
        raise refusal(path, f"{doc} has no outlet. Write it there, or the word unknown.")
    return table.reindex(columns=list(dict.fromkeys([*SOURCE_COLUMNS, *table])), fill_value="")


def read_rejected(folder: Path) -> pd.DataFrame:
    """Return what an import found and did not keep: file, place, reason; nothing of a folder of one's own.

    >>> len(read_rejected(Path("seeds")))
    0
    """
    path = folder / REJECTED
    if not path.is_file():
        return pd.DataFrame(columns=["file", "place", "reason"], dtype=str)
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig").map(unescape_formula)


def list_rejected(folder: Path, set_aside: pd.DataFrame) -> pd.DataFrame:
    """Return the table `rejected`: what the import did not keep, then articles that were set aside later.

    Columns file, place, doc, stage, reason; `set_aside` has the last three, as `parts.run` gives them.
    """
    found = [read_rejected(folder).assign(stage="import"), set_aside]
    return schema.table("rejected", pd.concat(found).reindex(columns=[*schema.columns("rejected")]))


def write_texts(path: Path, rows: Iterable[tuple[str, str]]) -> None:
    """Write texts.parquet from pairs of doc and text, which come sorted by doc."""
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as file:
        waiting = iter(rows)
        while group := [*islice(waiting, ROWS)]:
            docs, texts = zip(*group, strict=True)
            file.write_table(pa.table([list(docs), list(texts)], schema=SCHEMA))
