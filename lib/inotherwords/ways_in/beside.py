"""What is said about the articles in a table beside them: articles.csv or metadata.csv."""

from pathlib import Path

from inotherwords import corpus
from inotherwords.corpus import InputError
from inotherwords.ways_in import columns, reading
from inotherwords.ways_in.article import Dropped, Remark, printable

FILE = ("doc", "file", "filename", "file_name", "path")


def read(path: Path) -> tuple[dict[str, dict[str, str]], list[Dropped | Remark]]:
    """Return what is known of each file by its name, in small letters, and what is to be said of the tables.

    For a file the tables in its folder count. Two tables may each know a part; what articles.csv says goes
    before. Raises InputError if a table cannot be read.
    """
    folder = path if path.is_dir() else path.parent
    known: dict[str, dict[str, str]] = {}
    remarks: list[Dropped | Remark] = []
    for name in reversed(reading.METADATA):
        table_path = folder / name
        if not table_path.is_file() or table_path == path or not reading.is_of_the_study(table_path, folder):
            continue
        table = corpus.read_rows(table_path, [])
        column = next((one for way in FILE for one in table if columns.plain(one) == way), None)
        if column is None:
            raise InputError(
                f"{corpus.shown(table_path)}: no column “doc” or “file”, so which article a row is about is "
                "not known. Add one with the names of the files."
            )
        header = [one for one in table if one != column]
        names = {one: ours for one, ours in columns.mapping(header, "").items() if ours != "sha256"}
        for line, row in zip(table.index, table.to_dict("records"), strict=True):
            key = _key(row[column].strip())
            if not key:
                remarks.append(Dropped(name, f"line {line}", f"no {column} in it"))
            elif known.get(key, {}).get("from", "").startswith(f"{name}, "):
                remarks.append(Dropped(name, f"line {line}", f"about {printable(key)}, as another line is"))
            else:
                earlier = known.get(key, {})
                known[key] = {**earlier, **columns.metadata(row, names), "from": f"{name}, line {line}"}
        remarks.append(Remark(name, f"for the files named in “{column}”: {', '.join(names.values())}"))
    return known, remarks


def keys(file: str) -> list[str]:
    """Return the names by which a table may mean a file, the most exact one first.

    >>> keys("Herald/May.html")
    ['herald/may.html', 'herald/may', 'may.html', 'may']
    """
    whole = file.lower()
    name = whole.rpartition("/")[2]
    return list(dict.fromkeys([whole, _bare(whole), name, _bare(name)]))


def _key(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./").lower()


def _bare(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and stem and "/" not in ending else name
