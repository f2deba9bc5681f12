"""Everything that lies where the user points: each file in order, and the reader that it is for."""

import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from inotherwords import paths
from inotherwords.corpus.folder import LEXICONS, OF_THE_SYSTEM
from inotherwords.corpus.formats import databases, mail, office, pdf, sheets, tables, web_pages
from inotherwords.corpus.formats.article import Article, Dropped, Remark, Unreadable, printable, telling
from inotherwords.errors import InputError
from inotherwords.text.wordlists import read_list

Found = Article | Dropped | Remark

LARGEST = 100_000_000  # bytes of a file that is read as a whole
TABLES = {
    **dict.fromkeys([".csv", ".tsv"], tables.read_csv),
    **dict.fromkeys([".jsonl", ".ndjson", ".json"], tables.read_json),
    ".parquet": tables.read_parquet,
    **dict.fromkeys([".xlsx", ".xlsm", ".xls", ".ods"], sheets.read_sheets),
}
READERS: dict[str, Callable[[bytes, str, str | None], Iterator[Article | Dropped]]] = {
    ".txt": databases.read_plain,
    **dict.fromkeys([".html", ".htm", ".xhtml"], web_pages.read_web_page),
    **dict.fromkeys([".docx", ".rtf"], office.read_office),
    ".pdf": pdf.read_pdf,
    **dict.fromkeys([".eml", ".mht", ".mhtml"], mail.read_mail),
}
XML = re.compile(rb"<\?xml |<(?:rss|feed|tei|corpus|articles|docs?|channel|urlset)[ >]")
# Files that lie beside the articles and are about them.
METADATA = ("articles.csv", "metadata.csv")
LISTS = {
    *(f"{name}.csv" for name in LEXICONS),
    *("wire.csv", "corrections.csv", "about.md", "labels.md", "settings.toml"),
}
CORRECTIONS = re.compile(r"corrections\.(.+)\.csv", re.IGNORECASE)  # of a second coder
READ_ME = {"readme.md", "readme.txt", "read me.txt"}
OF_THE_STUDY = {*METADATA, *READ_ME}


def find_articles(path: Path, encoding: str | None = None) -> Iterator[Found]:
    """Yield all that is found at a path, a file or a folder with everything below it, in sorted order.

    Links are not followed, so nothing outside is read. Raises InputError if there is nothing of that name.
    """
    if not path.exists():
        raise InputError(
            f"{paths.shown(path)}: no such file or folder. Name the one that holds the articles."
        )
    path = path.resolve()
    if not path.is_dir():
        yield from read_file(path, _name(path, path.parent), encoding)
        return
    for found in walk(path):
        if isinstance(found, Dropped):
            yield found
        elif found.parent == path and found.name.lower() in READ_ME:
            told = "a note by its name, and no article; call it otherwise if it is one"
            yield Remark(_name(found, path), told)
        elif not is_of_the_study(found, path):
            yield from read_file(found, _name(found, path), encoding)


def is_of_the_study(path: Path, folder: Path) -> bool:
    """Return whether a file is a word list, a note or a table about the articles, and not one of them.

    One of the tables may lie in a folder below, for the files there. A table of one of these names that has
    a column with texts holds articles.
    """
    name = path.name.lower()
    known = name in METADATA or (path.parent == folder and (name in OF_THE_STUDY or list_name(name)))
    if not known:
        return False
    return not name.endswith(".csv") or not isinstance(
        next(telling(tables.read_csv)(path, path.name)), Remark
    )


def list_name(name: str) -> str:
    """Return under which name a word list, note or file of corrections is found later, "" for another file.

    Of a second coder's corrections the coder stays as written: it is a person's name.

    >>> list_name("Labels.csv"), list_name("Corrections.CD.csv"), list_name("news.csv")
    ('labels.csv', 'corrections.CD.csv', '')
    """
    if of_a_coder := CORRECTIONS.fullmatch(name):
        return f"corrections.{of_a_coder[1]}.csv"
    return name.lower() if name.lower() in LISTS else ""


def walk(folder: Path) -> Iterator[Path | Dropped]:
    """Yield every file below a folder, sorted by name, the files of a folder before its subfolders.

    Names are compared without their endings, so that “ferry.html” comes before “ferry (copy).html”.
    What is no file to be opened (a link, a device, a folder that cannot be read) is yielded as Dropped.
    """
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            entries = sorted(os.scandir(current), key=lambda entry: (Path(entry.name).stem, entry.name))
        except OSError as fault:
            yield Dropped(_name(current, folder), "", f"a folder that cannot be read ({fault.strerror})")
            continue
        if not entries and current != folder:
            yield Dropped(_name(current, folder), "", "an empty folder")
        names = {entry.name for entry in entries}
        below = []
        for entry in entries:
            path = Path(entry.path)
            name = _name(path, folder)
            if entry.is_symlink():
                yield Dropped(name, "", "a link, which is not followed; put the file itself there")
            elif entry.name.startswith((".", "~$")) or entry.name.lower() in OF_THE_SYSTEM:
                yield Dropped(name, "", "hidden, or of the system; no article")
            elif entry.is_dir():
                if page := _page_of(entry.name, names):
                    told = f"what the saved page {printable(page)} is shown with; no article"
                    yield Dropped(name, "", told)
                else:
                    below.append(path)
            elif entry.is_file():
                yield path
            else:
                yield Dropped(name, "", "no file that can be read (a device or a pipe)")
        waiting += reversed(below)


def _page_of(name: str, names: set[str]) -> str | None:
    """Return the saved page that a folder belongs to: browsers put pictures into “page_files”."""
    for ending in ("_files", ".files", "-Dateien", "_fichiers", "_archivos"):
        if name.endswith(ending):
            stem = name.removesuffix(ending)
            return next((f"{stem}{kind}" for kind in (".html", ".htm") if f"{stem}{kind}" in names), None)
    return None


@telling
def read_file(path: Path, name: str, encoding: str | None = None) -> Iterator[Found]:
    """Yield what is found in a file, whose ending says what it is; `name` is for the messages."""
    ending = path.suffix.lower()
    try:
        size = path.stat().st_size
        if size == 0:
            raise Unreadable("empty")
        if ending in TABLES or (ending == ".txt" and tables.is_table(path)):
            yield from TABLES.get(ending, tables.read_csv)(path, name, encoding)
        elif ending not in READERS:
            told = f"has the ending {printable(ending, 20)}" if ending else "has no ending"
            read = ", ".join(sorted({*READERS, *TABLES}))
            raise Unreadable(_not_read().get(ending) or f"{told}; articles are read from {read}")
        elif size > LARGEST:
            raise Unreadable(f"larger than {LARGEST:,} bytes; split it")
        else:
            content = path.read_bytes()
            yield from _reader(ending, content)(content, name, encoding)
    except OSError as fault:
        told = f"cannot be read ({fault.strerror})"
        raise Unreadable(told) from None


@cache
def _not_read() -> dict[str, str]:
    """Return what files of other endings are, and what to do."""
    rows = read_list(Path(__file__).with_name("not_read.csv"))
    return {ending: row["remedy"] for row in rows for ending in row["endings"].split()}


def _reader(ending: str, content: bytes) -> Callable[[bytes, str, str | None], Iterator[Article | Dropped]]:
    """Return the reader for a file, which goes by how it begins where its ending is wrong."""
    start = content[:500].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if ending != ".docx" and start.startswith(b"{\\rtf"):
        return office.read_office
    if ending in (".txt", ".rtf") and start.startswith((b"<!doctype html", b"<html", b"<!-- saved from url")):
        return web_pages.read_web_page
    if ending in (".txt", ".html", ".htm") and XML.match(start) and b"<html" not in start:
        raise Unreadable(_not_read()[".xml"])
    return READERS[ending]


def _name(path: Path, folder: Path) -> str:
    """Return a file's name as it is shown: below the folder, without control characters."""
    relative = path.relative_to(folder).as_posix()
    return printable("/".join(part.strip() or "?" for part in relative.split("/")), 250)
