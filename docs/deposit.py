"""A deposit without the articles, for a repository that may not hold them, and the way back.

`make deposit` writes build/inotherwords-VERSION-without-texts.zip: every committed file but the five articles
and what would give them back whole (the reader, the table of all words). `python docs/deposit.py FOLDER`, in
such a deposit, takes the articles from a folder of yours: a file is one of them if its sha256 is the one in
seeds/articles.csv, whatever its name. After that `make check` says whether everything comes out again.
"""

import csv
import sys
import tomllib
import zipfile
from pathlib import Path

from inotherwords.layers.files import sha256
from inotherwords.paths import MEASURED, PAGES, PROJECT
from inotherwords.reproduction import pins

WHOLE = ("outputs/reader.html", "outputs/tables/tokens.csv")
BEFORE = (1980, 1, 1, 0, 0, 0)  # the only date in it: the same files make the same deposit


def articles(project: Path = PROJECT) -> dict[str, str]:
    """Return the sha256 of each article by its path in the project."""
    with (project / "seeds" / "articles.csv").open(encoding="utf-8", newline="") as file:
        return {f"seeds/{row['doc']}.txt": row["sha256"] for row in csv.DictReader(file)}


def kept(project: Path = PROJECT) -> list[str]:
    """Return the paths of the files that go into the deposit, sorted."""
    outputs = [path for path in (project / "outputs").rglob("*") if path.is_file()]
    made = {path.relative_to(project).as_posix() for path in outputs}
    made = {name for name in made if name.split("/")[1] not in (MEASURED, PAGES)}
    every = made | pins.read(project).keys() | {name for name in pins.LEFT_OUT if (project / name).is_file()}
    return sorted(every - articles(project).keys() - {*WHOLE})


def write(project: Path = PROJECT) -> Path:
    """Write the deposit and return its path."""
    version = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    path = project / "build" / f"inotherwords-{version}-without-texts.zip"
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name in kept(project):
            about = zipfile.ZipInfo(f"inotherwords-{version}/{name}", BEFORE)
            about.external_attr = ((project / name).stat().st_mode & 0o755) << 16
            file.writestr(about, (project / name).read_bytes(), zipfile.ZIP_DEFLATED)
    return path


def supply(folder: Path, project: Path = PROJECT) -> list[str]:
    """Put the articles that lie in a folder in their places; return the paths of those that do not."""
    found = {sha256(path.read_bytes()): path for path in sorted(folder.rglob("*")) if path.is_file()}
    wanted = articles(project)
    for name, digest in wanted.items():
        if digest in found:
            (project / name).write_bytes(found[digest].read_bytes())
    return [name for name, digest in wanted.items() if digest not in found]


def main(arguments: list[str]) -> int:
    """Write a deposit, or with a folder supply the articles; 2, and a line for each, if some are missing."""
    if not arguments:
        print(f"Written: {write().relative_to(PROJECT).as_posix()}")
        return 0
    missing = supply(Path(arguments[0]))
    for name in missing:
        print(
            f"{name}: no file in {arguments[0]} has its sha256. Add it as it was published.", file=sys.stderr
        )
    return 2 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
