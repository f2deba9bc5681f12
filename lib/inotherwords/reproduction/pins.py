"""What people wrote: the sha256 of every file that no run makes, so that none changes without notice.

A run compares what is computed. What is only said (prose, captions, lists with their reasons, licences, the
tests themselves) it cannot judge; docs/pins.csv holds each such file fast. `make pins` shows what has changed
since the pins were last committed, for a person to read, and writes them anew.
"""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

from inotherwords.errors import InputError
from inotherwords.layers.files import sha256
from inotherwords.paths import PROJECT, shown
from inotherwords.report import sentences
from inotherwords.reproduction.pipeline import FINDINGS_BEGIN, FINDINGS_END

PINS = "docs/pins.csv"
COLUMNS = ["path", "sha256"]
# Every committed file stands in one of these, or is one; outputs are what a run makes.
FOLDERS = (
    ".ci", ".github", "benchmarks", "binder", "docs", "lib", "notebooks", "seeds", "teaching", "tests",
    "training"
)  # fmt: skip
FILES = (
    ".dockerignore", ".gitattributes", ".gitignore", ".zenodo.json", "CHANGELOG.md", "CITATION.cff",
    "CONTRIBUTING.md", "Dockerfile", "LICENSE", "Makefile", "README.md", "codecheck.yml", "codemeta.json",
    "environment.yml", "pyproject.toml", "requirements.txt", "ro-crate-metadata.json"
)  # fmt: skip
# Nor may another lie beside these that a tool would read instead (GNUmakefile, pytest.ini, conftest.py).
READ_BY_TOOLS = ("*akefile*", "*.py", "*.pth", "*.ini", "*.cfg", "*.toml")
# The pins themselves, and what is made after them.
LEFT_OUT = {PINS, "docs/check-report.txt", "docs/REVIEWERS.md"}
PASSING = ("__pycache__", ".ipynb_checkpoints", ".egg-info", ".DS_Store")  # what tools leave behind
OTHERWISE, GONE, NEW = "not as pinned", "pinned, and not there", "not pinned"


def by_hand(path: str, content: bytes) -> bytes:
    r"""Return what people wrote of a file: README and notebooks without what a run puts into them.

    >>> by_hand("README.md", b'Of [9](outputs/tables/numbers.csv "claims/all").\n')
    b'Of [](outputs/tables/numbers.csv "claims/all").\n'
    """
    if path == "README.md":
        before, _, rest = content.decode().partition(FINDINGS_BEGIN)
        after = rest.partition(FINDINGS_END)[2]
        return sentences.LINK.sub(r"[]\2", before + after).encode()
    if path.startswith("notebooks/") and path.endswith(".ipynb"):
        notebook = json.loads(content)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell.update(outputs=[], execution_count=None)
        return json.dumps(notebook, sort_keys=True).encode()
    return content


def hash_files(project: Path = PROJECT) -> dict[str, str]:
    """Return the sha256 of what people wrote, by path in the project, sorted."""
    paths = [project / name for name in FILES]
    paths += (path for pattern in READ_BY_TOOLS for path in project.glob(pattern))
    paths += (path for folder in FOLDERS for path in (project / folder).rglob("*"))
    names = {path.relative_to(project).as_posix(): path for path in paths if path.is_file()}
    return {
        name: _digest(name, path)
        for name, path in sorted(names.items())
        if name not in LEFT_OUT and not any(part.endswith(PASSING) for part in path.parts)
    }


def _digest(name: str, path: Path) -> str:
    """Return the sha256 of what people wrote of a file; of one that cannot be taken apart, of the whole."""
    content = path.read_bytes()
    try:
        return sha256(by_hand(name, content))
    except (ValueError, LookupError, TypeError, AttributeError):
        return sha256(content)


def read(project: Path = PROJECT) -> dict[str, str]:
    """Return the pins: sha256 by path. Raises InputError if they cannot be read."""
    path = project / PINS
    try:
        head, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
        if head != COLUMNS:
            raise ValueError
        return dict(rows)
    except (OSError, ValueError):
        raise InputError(f"{shown(path)}: missing, or no list of pins. Run `make pins`.") from None


def list_changed(project: Path = PROJECT) -> dict[str, str]:
    """Return what is not as pinned, by path: OTHERWISE, GONE or NEW.

    Raises InputError if there are no pins.
    """
    pinned, now = read(project), hash_files(project)
    told = {path: OTHERWISE for path in pinned.keys() & now.keys() if pinned[path] != now[path]}
    told |= dict.fromkeys(pinned.keys() - now.keys(), GONE) | dict.fromkeys(now.keys() - pinned.keys(), NEW)
    return dict(sorted(told.items()))


def write(project: Path = PROJECT) -> None:
    """Pin every file as it is."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([COLUMNS, *hash_files(project).items()])
    (project / PINS).write_bytes(file.getvalue().encode())


def show_changes(paths: list[str], project: Path = PROJECT) -> str:
    """Return what git has to say of some files since the pins were last committed; "" without git."""

    def git(*words: str) -> str:
        done = subprocess.run(["git", "-C", project, *words], capture_output=True, check=False)
        return done.stdout.decode(errors="replace")

    since = git("log", "-1", "--format=%H", "--", PINS).strip()
    return git("diff", since, "--", *paths) if since and paths else ""


def main() -> int:
    """Show what has changed, pin it, and say how much that was; always 0."""
    try:
        found = list_changed()
    except InputError:  # the first pins
        found = dict.fromkeys(hash_files(), NEW)
    print(show_changes([path for path, what in found.items() if what != NEW]), end="")
    for path, what in found.items():
        print(f"{path}: {what}")
    write()
    print(f"{PINS}: {len(read())} files pinned, {len(found)} of them anew. Read what changed, then commit.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
