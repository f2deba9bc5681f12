"""Where the project lies, and how a path is shown: every folder of the study in one place."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SEEDS = PROJECT / "seeds"
OUTPUTS = PROJECT / "outputs"
NOTEBOOKS = PROJECT / "notebooks"
MEASURED = "measured.json"  # among the outputs of a run: its time and memory, never the same twice

IMPORTED = "corpus"  # among them: the articles, if they had to be imported
PAGES = "html"  # among them, too: the pages that are made of a run afterwards, and are no part of it


def shown(path: Path) -> str:
    """Return a path as messages show it: the folder and the file, never the whole machine's path.

    >>> shown(Path("/home/me/study/seeds/articles.csv"))
    'seeds/articles.csv'
    """
    return "/".join(part.strip("/") for part in path.parts[-2:])
