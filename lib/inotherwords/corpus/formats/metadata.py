"""What is said about the articles in a table beside them: articles.csv or metadata.csv."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from inotherwords import paths
from inotherwords.corpus.formats import columns, dates, files
from inotherwords.corpus.formats.article import Dropped, Remark, printable
from inotherwords.corpus.idle import Idle, tell_rows
from inotherwords.errors import InputError
from inotherwords.layers.files import read_csv

if TYPE_CHECKING:
    import pandas as pd

FILE = ("doc", "file", "filename", "file_name", "path")


class Entry(NamedTuple):
    """What a row of a table says about a file."""

    table: str
    row: int
    metadata: dict[str, str]


def read_metadata(path: Path) -> tuple[list[dict[str, Entry]], list[Dropped | Remark | Idle]]:
    """Return each table beside the articles, as what it says by the name of the file, and remarks.

    articles.csv comes first, and those of folders below last: each is about the files that lie beside it.
    Names are in small letters. Raises InputError if a table cannot be read.
    """
    folder = path if path.is_dir() else path.parent
    tables: list[dict[str, Entry]] = []
    told: list[Dropped | Remark | Idle] = []
    for table_path in _find_tables(folder, path.is_dir()):
        name, beside = (
            table_path.relative_to(folder).as_posix(),
            table_path.parent.relative_to(folder).as_posix(),
        )
        if table_path == path or not files.is_of_the_study(table_path, folder):
            continue
        try:
            table, column = _read(table_path)
        except InputError as fault:
            if beside == ".":
                raise
            told.append(Dropped(name, "", printable(str(fault), 200)))
            continue
        header = [one for one in table if one != column]
        names = {one: ours for one, ours in columns.map_columns(header, "").items() if ours != "sha256"}
        day = next((one for one, ours in names.items() if ours == "published"), None)
        order, shown = dates.find_order(table[day]) if day else ("", "")
        if shown:
            told.append(Remark(name, f"“{day}” has the {order} first, as {shown} shows"))
        asked = next(filter(None, (columns.ask_for_days(row, names) for row in table.to_dict("records"))), "")
        told += [Remark(name, asked)] if asked else []
        said: dict[str, Entry] = {}
        nameless: list[tuple[str, int]] = []
        again: list[tuple[str, int]] = []
        for number, row in zip(table.index, table.to_dict("records"), strict=True):
            key = row[column].strip().replace("\\", "/").removeprefix("./").lower()
            key = f"{beside.lower()}/{key}" if key and beside != "." else key
            if not key:
                nameless.append((printable(" ".join(filter(None, row.values())), 40), number))
            elif key in said:
                again.append((printable(key), number))
            else:
                said[key] = Entry(name, number, columns.pick_metadata(row, names, order))
        told += tell_rows(name, f"without {column}", nameless)
        told += tell_rows(name, "passed over, as a row above is about the same file", again)
        tables.append(said)
        told.append(Remark(name, f"for the files named in “{column}”: {', '.join(names.values())}"))
    return tables, told


def _read(path: Path) -> tuple["pd.DataFrame", str]:
    """Return a table, and which of its columns names the files."""
    table = read_csv(path, [])
    column = next((one for way in FILE for one in table if columns.plain_name(one) == way), None)
    if column is None:
        raise InputError(
            f"{paths.shown(path)}: no column “doc” or “file”, so which article a row is about is "
            "not known. Add one with the names of the files."
        )
    return table, column


def _find_tables(folder: Path, below: bool) -> Iterator[Path]:
    """Yield the tables beside the articles, those of the folder first."""
    own = [folder / name for name in files.METADATA]
    yield from filter(Path.is_file, own)
    for found in files.walk(folder) if below else ():
        if isinstance(found, Path) and found.name.lower() in files.METADATA and found not in own:
            yield found


def look_up(tables: list[dict[str, Entry]], file: str) -> list[Entry]:
    """Return what each table says about a file, by the most exact of the names that it may mean.

    >>> table = {"may": Entry("a.csv", 2, {}), "may.txt": Entry("a.csv", 3, {})}
    >>> look_up([table], "May.txt")[0].row
    3
    """
    found = (next((table[key] for key in list_names(file) if key in table), None) for table in tables)
    return [said for said in found if said]


def list_names(file: str) -> list[str]:
    """Return the names by which a table may mean a file, the most exact one first.

    >>> list_names("Herald/May.html")
    ['herald/may.html', 'herald/may', 'may.html', 'may']
    """
    *folders, name = file.lower().split("/")
    above = ["/".join([*folders[:depth], name]) for depth in range(len(folders), -1, -1)]
    return list(dict.fromkeys(one for whole in above for one in (whole, _bare(whole))))


def _bare(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and stem and "/" not in ending else name
