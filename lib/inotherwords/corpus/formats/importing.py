"""Everything that was found, brought once into a folder that the notebooks read."""

import csv
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from inotherwords.corpus import archive
from inotherwords.corpus.folder import SOURCE_COLUMNS
from inotherwords.corpus.formats import decoding, files, screening
from inotherwords.corpus.formats.article import Dropped
from inotherwords.corpus.formats.screening import Kept
from inotherwords.corpus.idle import Idle
from inotherwords.errors import InputError
from inotherwords.layers.files import escape_formula, read_csv, sha256
from inotherwords.paths import program, shown

ENDINGS = {*files.READERS, *files.TABLES}
ONLY_IMPORTED = ENDINGS - {".txt", ".csv", ".tsv", ".json"}  # beside articles.csv tables may be notes


class Taken(NamedTuple):
    """What was taken down: where in the scratch file each article's line begins, and what was met.

    `first_reason` is the first for which something was dropped, `idle` what tables beside say of no article.
    """

    begins: dict[str, int]
    columns: list[str]
    first_reason: str
    idle: list[Idle]


def needs_import(path: Path) -> bool:
    """Return whether what is at a path has to be imported before the notebooks can read it.

    Not a folder of .txt files with an articles.csv, nor one that an import made.

    >>> needs_import(Path("no-such-folder")), needs_import(Path("news.jsonl"))
    (False, True)
    """
    if not path.is_dir():
        return path.exists() or path.suffix.lower() in ENDINGS
    if archive.is_archive(path):
        return False
    beside = path / "articles.csv"  # or a table with the texts in it
    if not beside.is_file() or not files.is_of_the_study(beside, path) or "doc" not in _header(beside):
        return True
    others = (one for one in path.iterdir() if one.is_file() and not one.name.startswith((".", "~")))
    return any(other.suffix.lower() in ONLY_IMPORTED for other in others)


def _header(table: Path) -> list[str]:
    try:
        return [*read_csv(table, []).columns]
    except InputError:
        return ["doc"]  # what is wrong with it is told when it is read


def import_corpus(path: Path, folder: Path, encoding: str | None = None) -> list[Idle]:
    """Bring the articles found at a path into a new folder: articles.csv, texts.parquet, rejected.csv.

    The folder is there as a whole or not at all. Word lists and notes that lie beside the articles are
    copied. In memory are one article at a time, and of each its name and a digest. Returns what is to be
    told of rows, in a table beside the articles, that are about none of them. Raises InputError if
    nothing is found that could be kept, if the encoding is not known or if `folder` is there already.
    """
    decoding.check_name(encoding)
    if folder.exists():
        raise InputError(f"{shown(folder)}: is there already. Choose another name.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".import-") as scratch:
        new, found = Path(scratch) / "corpus", Path(scratch) / "found.jsonl"
        new.mkdir()
        taken = _take_down(path, encoding, found, new / archive.REJECTED)
        if not taken.begins:
            told = f" ({taken.first_reason})" if taken.first_reason else ""
            raise InputError(
                f"{shown(path)}: no article in it that can be kept{told}. "
                f"See what was found in it with: {program()} inspect"
            )
        texts = ((doc, text) for doc, text, _ in _sorted(found, taken.begins))
        archive.write_texts(new / archive.TEXTS, texts)
        _write_articles(new / "articles.csv", _sorted(found, taken.begins), taken.columns)
        _copy_lists(path if path.is_dir() else path.parent, new)
        new.rename(folder)
    return taken.idle


def _take_down(path: Path, encoding: str | None, found: Path, rejected: Path) -> Taken:
    """Write what is kept to a scratch file, a line an article, and what is not to `rejected`."""
    others: dict[str, None] = {}
    first_reason = ""
    begins: dict[str, int] = {}
    idle: list[Idle] = []
    with rejected.open("w", encoding="utf-8", newline="") as stream, found.open("wb") as lines:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(Dropped._fields)
        for one in screening.examine(path, encoding):
            if isinstance(one, Dropped):
                first_reason = first_reason or f"{one.file}: {one.reason}"
                writer.writerow(map(escape_formula, one))
            elif isinstance(one, Idle):
                idle.append(one)
            elif isinstance(one, Kept):
                others |= dict.fromkeys(one.metadata)
                metadata = {**one.metadata, "sha256": sha256(one.text.encode())}
                begins[one.doc] = lines.tell()
                lines.write(json.dumps((one.doc, one.text, metadata)).encode() + b"\n")
    return Taken(begins, _columns(list(others)), first_reason, idle)


def _columns(met: list[str]) -> list[str]:
    """Return the columns of articles.csv: ours, those of the corpus as they were met, where it was found.

    >>> _columns(["byline", "outlet", "file"])[-6:]
    ['byline', 'file', 'part', 'folder', 'encoding', 'invisible_characters']
    """
    own = [name for name in met if name not in {*SOURCE_COLUMNS, *screening.LAST}]
    return [*SOURCE_COLUMNS, *own[: screening.MOST_COLUMNS], *screening.LAST]


def _sorted(found: Path, begins: dict[str, int]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield the articles of the scratch file, sorted by doc: doc, text, metadata."""
    with found.open("rb") as lines:
        for _, begin in sorted(begins.items()):
            lines.seek(begin)
            yield json.loads(lines.readline())


def _write_articles(
    path: Path, articles: Iterator[tuple[str, str, dict[str, str]]], columns: list[str]
) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        for doc, _, metadata in articles:
            cells = {**metadata, "doc": doc}
            writer.writerow([escape_formula(cells.get(column, "")) for column in columns])


def _copy_lists(source: Path, folder: Path) -> None:
    """Copy the word lists and notes of a corpus, and the corrections of each of its readers."""
    for path in sorted(source.iterdir()):
        name = files.list_name(path.name)
        if name and path.is_file() and not path.is_symlink() and files.is_of_the_study(path, source):
            shutil.copyfile(path, folder / name)
