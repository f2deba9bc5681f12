"""A folder for articles of one's own: two files to paste into, the lists beside them, and what to do."""

import codecs
import os
import tempfile
from pathlib import Path

from inotherwords.errors import InputError
from inotherwords.paths import OUTPUTS, PROJECT, program, shown

FILES = Path(__file__).with_name("new_folder")
ARTICLES, RESULTS = "articles", "results"


def make_folder(folder: Path) -> None:
    """Make a new folder with all that a run needs but the articles; all of it or nothing.

    Raises InputError if there is something of that name, or if it cannot be made there.
    """
    folder = folder.parent.resolve() / folder.name
    if os.path.lexists(folder):
        raise InputError(f"{shown(folder)}: is there already. Choose another name.")
    if not folder.parent.is_dir():
        raise InputError(f"{shown(folder.parent)}: no such folder. Make it first, or choose another place.")
    if folder.is_relative_to(OUTPUTS):
        raise InputError(f"{shown(folder)}: lies in a folder that each run replaces. Choose another place.")
    try:
        with tempfile.TemporaryDirectory(dir=folder.parent) as draft:
            new = Path(draft) / folder.name
            for path in sorted(FILES.rglob("*")):
                place = new / path.relative_to(FILES)
                if path.is_file():
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(_content(path, folder))
            # The articles are their publishers': where the folder lies in a project, git leaves it alone.
            (new / ".gitignore").write_bytes(b"*\n")
            new.rename(folder)
    except OSError as fault:
        raise InputError(
            f"{shown(folder)}: cannot be made ({fault.strerror}). Choose another name or place."
        ) from None


def _content(path: Path, folder: Path) -> bytes:
    """Return what a file of a new folder holds."""
    content = path.read_bytes()
    if path.suffix == ".csv":
        return codecs.BOM_UTF8 + content  # by this mark Excel knows UTF-8, and saves it as such
    name = folder.relative_to(PROJECT) if folder.is_relative_to(PROJECT) else folder
    return content.replace(b"{folder}", os.fsencode(name))


def find_articles(folder: Path) -> Path:
    """Return where a folder that `make_folder` made has its articles; another path as it is.

    >>> find_articles(Path("no-such-class")).name
    'no-such-class'
    """
    made = (folder / "READ ME.txt").is_file() and (folder / ARTICLES).is_dir()
    return folder / ARTICLES if made else folder


def list_folders(folder: Path) -> tuple[Path, Path]:
    """Return where a folder that `make_folder` made has its articles, and where its results go.

    Raises InputError if it has no articles.

    >>> list_folders(Path("no-such-class"))  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    inotherwords.errors.InputError: no-such-class: no such folder. Make it: …
    """
    if not folder.is_dir():
        raise InputError(f'{shown(folder)}: no such folder. Make it: {program()} new "{folder}"')
    if not (folder / ARTICLES).is_dir():
        fault = f"has no folder “{ARTICLES}”"
        raise InputError(
            f"{shown(folder.resolve())}: {fault}. Name a folder that was made by: {program()} new"
        )
    return folder / ARTICLES, folder / RESULTS
