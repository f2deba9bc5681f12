"""The folder that an import makes: articles.csv, rejected.csv, and all texts in one file, texts.parquet."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from inotherwords.corpus.folder import REQUIRED, SOURCE_COLUMNS
from inotherwords.errors import InputError
from inotherwords.layers import schema
from inotherwords.layers.files import sha256, unescape_formula
from inotherwords.paths import shown

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
            raise InputError(
                f"{shown(path)}: damaged, or no table of texts. Import the articles again."
            ) from None
        if any(a >= b for a, b in zip(self._docs, self._docs[1:], strict=False)):
            raise InputError(f"{shown(path)}: not sorted by doc. Import the articles again.")
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
                raise InputError(
                    f"{shown(self._path)}: damaged near {doc}. Import the articles again."
                ) from None
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


def read_archive_texts(folder: Path) -> Texts:
    """Return the texts of a folder that an import made."""
    return Texts(folder / TEXTS)


def read_archive_sources(folder: Path) -> pd.DataFrame:
    """Return its `articles.csv`: one row an article, sorted by `doc`, all columns strings.

    Raises InputError if it cannot be read or does not name the articles of texts.parquet.
    """
    path = folder / "articles.csv"
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError):  # of which pandas' own errors are kinds
        raise InputError(f"{shown(path)}: missing or no table. Import the articles again.") from None
    for column in REQUIRED:
        if column not in table:
            raise InputError(f"{shown(path)}: no column {column!r}. Add it, or import the articles again.")
    table = table.map(lambda cell: unescape_formula(cell).strip()).sort_values("doc", ignore_index=True)
    if table["doc"].tolist() != list(read_archive_texts(folder)):
        raise InputError(f"{shown(path)}: names other articles than {TEXTS}. Import the articles again.")
    if (table["outlet"] == "").any():
        doc = table.loc[table["outlet"] == "", "doc"].iloc[0]
        raise InputError(f"{shown(path)}: {doc} has no outlet. Write it there, or the word unknown.")
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


def list_archive_files(folder: Path, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return what each text was found in: doc, file, bytes, characters, lines, encoding, sha256.

    bytes and sha256 are of the text in UTF-8.
    """
    sources = read_archive_sources(folder).reindex(columns=["doc", "file", "encoding"], fill_value="")
    rows = []
    for doc, file, encoding in sources.itertuples(index=False):
        text = texts[doc]
        content = text.encode()
        lines = len(text.splitlines())
        rows.append((doc, file, len(content), len(text), lines, encoding, sha256(content)))
    return schema.table("layers/files", rows)


def write_texts(path: Path, rows: Iterable[tuple[str, str]]) -> None:
    """Write texts.parquet from pairs of doc and text, which come sorted by doc."""
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as file:
        waiting: list[tuple[str, str]] = []
        for row in rows:
            waiting.append(row)
            if len(waiting) == ROWS:
                _write_group(file, waiting)
                waiting = []
        if waiting:
            _write_group(file, waiting)


def _write_group(file: pq.ParquetWriter, rows: list[tuple[str, str]]) -> None:
    docs, texts = zip(*rows, strict=True)
    file.write_table(pa.table([list(docs), list(texts)], schema=SCHEMA))
