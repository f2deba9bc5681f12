"""The same bytes under change: the study rerun in other folders, settings and Pythons, as `make matrix`.

Each row is a fresh clone of what is committed, run under one change and compared with it. Writes
docs/matrix.csv, and the page docs/MATRIX.md made from it. Takes some minutes; not part of `make test`,
which only sees that the page is the one made from the table and says for which outputs it was made.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from inotherwords.layers.files import sha256, table_bytes
from inotherwords.paths import OUTPUTS, PROJECT
from inotherwords.reproduction import compare

TABLE = PROJECT / "docs" / "matrix.csv"
PAGE = PROJECT / "docs" / "MATRIX.md"
COLUMNS = ["change", "notebooks", "outputs", "verdict", "differences", "manifest"]
OLDEST, NEWEST = 11, 14  # Python 3.n


class Change(NamedTuple):
    """What is changed: its name for readers, the folder's name, settings, and words before the command."""

    name: str
    folder: str = "study"
    settings: dict[str, str] = {}  # noqa: RUF012 (never changed)
    before: tuple[str, ...] = ()


CHANGES = [
    Change("another folder"),
    Change("a folder with a space and an accent in its name", "étude à part"),
    Change("time zone Pacific/Auckland", settings={"TZ": "Pacific/Auckland"}),
    Change("LANG=C and LC_ALL=C", settings={"LANG": "C", "LC_ALL": "C"}),
    Change("PYTHONHASHSEED=1", settings={"PYTHONHASHSEED": "1"}),
    Change("PYTHONHASHSEED=random", settings={"PYTHONHASHSEED": "random"}),
    Change("one processor", before=("taskset", "--cpu-list", "0")),
    Change("two processors", before=("taskset", "--cpu-list", "0,1")),
]
READ_ONLY = "a read-only checkout, outputs elsewhere"
# root may write where it must not: without this capability it may not either.
UNPRIVILEGED = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")


def clone(place: Path) -> Path:
    """Clone what is committed into a folder and return it."""
    subprocess.run(["git", "clone", "--quiet", PROJECT, place], check=True)
    return place


def command(place: Path, *words: str) -> list[str]:
    """Return the command line of a clone's own library, run by this Python."""
    program = f"import sys; sys.path.insert(0, {str(place / 'lib')!r}); from inotherwords import cli"
    return [sys.executable, "-c", f"{program}; sys.exit(cli.main())", *words]


def execute(arguments: list[str], settings: dict[str, str], cwd: Path) -> str:
    """Run a command outside of any checkout; return "" or, if it failed, the last line it printed."""
    done = subprocess.run(
        arguments, env={**os.environ, **settings}, cwd=cwd, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else (done.stderr or done.stdout).strip().splitlines()[-1]


def row(name: str, run: Path, fault: str) -> dict[str, str]:
    """Return the row of the table on one run."""
    then = compare.run_files(PROJECT)
    found = [] if fault else compare.differences(then, compare.run_files(run))
    differing = {difference.path for difference in found}
    same = {"notebooks": "", "outputs": ""}
    for kind in same:
        names = [path for path in then if path.startswith(f"{kind}/")]
        same[kind] = "" if fault else f"{len(set(names) - differing)} of {len(names)}"
    kinds = sorted({difference.kind for difference in found})
    files = ", ".join(sorted(differing)[:3]) + " …" * (len(differing) > 3)
    return {
        "change": name,
        **same,
        "verdict": f"not run: {fault}" if fault else compare.verdict(found, then),
        "differences": f"{', '.join(kinds)}: {files}" if found else "",
        "manifest": sha256((OUTPUTS / "manifest.json").read_bytes())[:16],
    }


def changed(change: Change, scratch: Path) -> dict[str, str]:
    """Rerun the study under one change."""
    if change.before and not shutil.which(change.before[0]):
        return row(change.name, scratch, f"no {change.before[0]} on this system")
    place = clone(scratch / change.folder)
    return row(
        change.name, place, execute([*change.before, *command(place, "run")], change.settings, scratch)
    )


def read_only(scratch: Path) -> dict[str, str]:
    """Rerun the study from a checkout in which nothing can be written."""
    place, outputs = clone(scratch / "study"), scratch / "outputs"
    folders = [place, *(path for path in place.rglob("*") if path.is_dir() and not path.is_symlink())]
    for path in folders:
        path.chmod(0o555)
    try:
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        before = UNPRIVILEGED if root else ()
        if execute([*before, sys.executable, "-c", f"open({str(place / 'new')!r}, 'w')"], {}, scratch) == "":
            return row(READ_ONLY, outputs, "the checkout could be written all the same")
        fault = execute([*before, *command(place, "run", "--outputs", str(outputs))], {}, scratch)
        return row(READ_ONLY, outputs, fault)
    finally:
        for path in folders:
            path.chmod(0o755)


def other_python(minor: int, scratch: Path) -> dict[str, str]:
    """Rerun the study as a stranger does, `make`, with another Python and the packages of the lock."""
    python = f"python3.{minor}"
    version = [python, "-c", "import platform; print(platform.python_version())"]
    try:
        found = subprocess.run(version, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return row(f"Python 3.{minor}", scratch, "not on this machine")
    place = clone(scratch / "study")
    name = f"Python {found}, its own environment from the lock"
    return row(name, place, execute(["make", "-C", str(place), f"PYTHON={python}"], {}, scratch))


def page(rows: list[dict[str, str]]) -> str:
    """Return the page as Markdown."""
    lines = [
        "# The same bytes under change",
        "",
        "Made by `make matrix`. Each row is a fresh clone, run under one change and compared, byte for "
        f"byte, with outputs whose `manifest.json` has a sha256 that begins `{rows[0]['manifest']}`. Where a "
        "row names no Python, it was run by the one that `make matrix` was called with.",
        "",
        "| change | notebooks the same | outputs the same | verdict | what differs |",
        "| --- | --- | --- | --- | --- |",
    ]
    for cells in rows:
        shown = [cells[column] for column in COLUMNS[:-1]]
        lines.append(f"| {' | '.join(shown)} |")
    return "\n".join(lines) + "\n"


def read() -> list[dict[str, str]]:
    """Return the committed table."""
    return pd.read_csv(TABLE, dtype=str, keep_default_na=False).to_dict("records")


def main() -> None:
    """Run every change, print a line for each, and write table and page."""
    tasks = [(changed, change) for change in CHANGES]
    tasks += [(lambda _, scratch: read_only(scratch), None)]
    tasks += [(other_python, minor) for minor in range(OLDEST, NEWEST + 1)]
    rows = []
    for task, argument in tasks:
        with tempfile.TemporaryDirectory() as scratch:
            rows.append(task(argument, Path(scratch)))
        print(f"{rows[-1]['change']}: {rows[-1]['verdict']} {rows[-1]['differences']}", flush=True)
    TABLE.write_bytes(table_bytes(pd.DataFrame(rows, columns=COLUMNS)))
    PAGE.write_bytes(page(rows).encode())


if __name__ == "__main__":
    main()
