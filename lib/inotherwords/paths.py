"""Where the project lies, and how a path is shown: every folder of the study in one place."""

import os
import shutil
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SEEDS = PROJECT / "seeds"
OUTPUTS = PROJECT / "outputs"
NOTEBOOKS = PROJECT / "notebooks"
MEASURED = "measured.json"  # among the outputs of a run: its time and memory, never the same twice

IMPORTED = "corpus"  # among them: the articles, if they had to be imported
PAGES = "html"  # among them, too: the pages that are made of a run afterwards, and are no part of it


def way(path: Path, start: Path) -> str:
    """Return the way to a path from a folder; the whole path if it lies on another disk.

    >>> way(Path("/class/articles"), Path("/class/results"))
    '../articles'
    """
    try:
        return Path(os.path.relpath(path, start)).as_posix()
    except ValueError:  # of Windows
        return path.as_posix()


def program() -> str:
    """Return how the program is called from here: by its name where a shell finds that, else by its path.

    >>> program().endswith("inotherwords")
    True
    """
    if shutil.which("inotherwords"):
        return "inotherwords"
    path, here = Path(sys.executable).with_name("inotherwords"), Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def shown(path: Path) -> str:
    """Return a path as messages show it: the folder and the file, never the whole machine's path.

    >>> shown(Path("/home/me/study/seeds/articles.csv"))
    'seeds/articles.csv'
    """
    return "/".join(part.strip("/") for part in path.parts[-2:])
