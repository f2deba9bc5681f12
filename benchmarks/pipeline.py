"""The whole run: against `jupyter nbconvert --execute` of the same notebooks, and one process against two.

`make bench-pipeline` writes pipeline.csv and the table in README.md.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import nbformat
import report

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
ROUNDS = 3
ARTICLES = 1000  # of the generated corpus; with a few, starting the processes takes most of what they save
STUDY, CORPUS = "the five articles, six notebooks", f"{ARTICLES} generated articles, all layers"
RUN, NBCONVERT, ONE, TWO = "inotherwords run", "jupyter nbconvert --execute", "one process", "two processes"
# All layers of a corpus, without the notebooks that show them.
LAYERS = """
import sys
from pathlib import Path
import pandas as pd
from inotherwords import attribution, cleaning, corpus, naming, reuse
from inotherwords.corpus import corrections
from inotherwords.layers import files, parts, workspace
source, outputs = map(Path, sys.argv[1:])
texts = corpus.read_texts(source, corpus.read_sources(source))
given = {name: corpus.read_lexicon(source, name) for name in ("names", "labels", "actors", "speakers")}
given["precision"] = pd.DataFrame({"int8": [1]})
known = {"corrections": files.as_rows(corrections.read(source, texts))}
for stage in (cleaning.stage, naming.stage, reuse.stage, attribution.stage):
    parts.run(stage, texts, workspace.find_workplace(outputs), given, known=known)
"""


class Row(NamedTuple):
    """One way to do a task; `ratio` is how many times as fast as the task's first way it is."""

    task: str
    way: str
    rounds: int
    seconds: float
    fastest_round: float
    slowest_round: float
    ratio: float


def timed(command: list[str | Path], folder: Path, **settings: str) -> float:
    """Return the seconds on the wall that a command takes; stop if it fails."""
    begin = time.perf_counter()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    done = subprocess.run(command, cwd=folder, env={**os.environ, **settings}, check=False, **quiet)
    if done.returncode:
        sys.exit(f"{command[0]}: failed.\n{done.stderr}")
    return time.perf_counter() - begin


def by_run(scratch: Path) -> float:
    """Run the study with this project's command."""
    outputs = scratch / "run" / "outputs"
    outputs.parent.mkdir()
    return timed([sys.executable, "-m", "inotherwords.cli", "run", "--outputs", outputs], scratch)


def by_nbconvert(scratch: Path) -> float:
    """Run copies of the study's notebooks one after the other, with their parameters written in."""
    folder, outputs = scratch / "nbconvert", scratch / "nbconvert" / "outputs"
    outputs.mkdir(parents=True)
    for path in sorted((PROJECT / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        [parameters] = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
        parameters.source += f"\noutputs = {str(outputs)!r}"
        nbformat.write(notebook, folder / path.name)
    names = sorted(path.name for path in folder.glob("*.ipynb"))
    execute = [sys.executable, "-m", "nbconvert", "--execute", "--to", "notebook", "--inplace"]
    return timed([*execute, *names], folder)


def by_processes(scratch: Path, number: int) -> float:
    """Compute all layers of the generated corpus in so many processes."""
    outputs = scratch / f"processes-{number}"
    outputs.mkdir()
    command = [sys.executable, "-c", LAYERS, scratch / "corpus", outputs]
    return timed(command, scratch, INOTHERWORDS_WORKERS=str(number))


# Of each task, the first is the one that the others are a multiple of.
WAYS = {
    (STUDY, NBCONVERT): by_nbconvert,
    (STUDY, RUN): by_run,
    (CORPUS, ONE): lambda scratch: by_processes(scratch, 1),
    (CORPUS, TWO): lambda scratch: by_processes(scratch, 2),
}


def rows(seconds: dict[tuple[str, str], list[float]]) -> list[Row]:
    """Return one row a way.

    >>> took = {(CORPUS, ONE): [4.0, 6.0, 5.0], (CORPUS, TWO): [2.0, 2.0, 2.0]}
    >>> [(row.way, row.seconds, row.ratio) for row in rows(took)]
    [('one process', 5.0, 1.0), ('two processes', 2.0, 2.5)]
    """
    out = []
    for (task, way), each in seconds.items():
        first = next(rounds for (other, _), rounds in seconds.items() if other == task)
        ratio = round(report.speed_ratio(each, first), 2)
        middle, fastest, slowest = (round(value, 1) for value in (report.median(each), min(each), max(each)))
        out.append(Row(task, way, len(each), middle, fastest, slowest, ratio))
    return out


def table(found: list[Row]) -> str:
    """Return the rows as the README has them."""
    heads = ["", "seconds, median", "fastest to slowest", "multiple of the first"]
    lines = [
        [
            f"{row.task}: {row.way}",
            f"{row.seconds:.1f}",
            f"{row.fastest_round:.1f} to {row.slowest_round:.1f}",
            f"{row.ratio:.2f}",
        ]
        for row in found
    ]
    return f"{found[0].rounds} rounds, {report.machine()}.\n\n{report.lines_of(heads, lines)}"


def main() -> int:
    """Measure in turns, write pipeline.csv and the table, and return 0."""
    from inotherwords.corpus import formats

    seconds: dict[tuple[str, str], list[float]] = {way: [] for way in WAYS}
    with TemporaryDirectory() as folder:
        made = Path(folder)
        generated = made / "articles.parquet"
        subprocess.run([sys.executable, HERE / "generated.py", str(ARTICLES), generated], check=True)
        formats.import_corpus(generated, made / "imported")
        for number in range(1, ROUNDS + 1):
            for (task, way), measure in WAYS.items():
                print(f"round {number} of {ROUNDS}: {task}, {way}", file=sys.stderr)
                scratch = made / "round"
                scratch.mkdir()
                shutil.copytree(made / "imported", scratch / "corpus")
                seconds[task, way].append(measure(scratch))
                shutil.rmtree(scratch)
    found = rows(seconds)
    report.publish(HERE, "pipeline", found, table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
