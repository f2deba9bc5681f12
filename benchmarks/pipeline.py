"""The whole run, against what its imports alone cost, against nbconvert, and one process against two.

`make bench-pipeline` writes pipeline.csv and the table in README.md. `python benchmarks/pipeline.py FOLDER`
takes in an earlier version of the project, whose checkout is set up in that folder.
"""

import ctypes
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

import nbformat
import report

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
ROUNDS = 5
ARTICLES = 1000  # of the generated corpus; with a few, starting the processes takes most of what they save
STUDY, CORPUS = "the five articles, six notebooks", f"{ARTICLES} generated articles, all layers"
IMPORTS, NBCONVERT, RUN = "papermill, imports only", "jupyter nbconvert --execute", "inotherwords run"
TESTS, EARLIER, ONE, TWO = "make test", "inotherwords run, earlier", "one process", "two processes"
# Six kernels, started as papermill does, that only import what nearly every notebook of data analysis does.
IMPORT = """
import nbformat, papermill
source = "import pandas, nltk, seaborn\\nimport matplotlib.pyplot"
for _ in range(6):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    papermill.execute_notebook(notebook, None, kernel_name="python3", progress_bar=False)
"""
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
lists = ("names", "labels", "actors", "speakers", "acts")
given = {name: corpus.read_lexicon(source, name) for name in lists}
given["precision"] = pd.DataFrame({"int8": [1]})
known = {"corrections": files.as_rows(corrections.read(source, texts))}
for stage in (cleaning.stage, naming.stage, reuse.stage, attribution.stage):
    rows = {name: known[name] for name in stage.tables}
    found = parts.run(stage, texts, workspace.find_workplace(outputs), given, known=rows)
    for name in cleaning.CLEANED if stage is cleaning.stage else ():
        files.write_table(outputs, name, found[name])
        known[name] = files.read_rows_of(outputs, name)
"""


class Row(NamedTuple):
    """One way to do a task; ratios are multiples of the task's first way, round by round."""

    task: str
    way: str
    rounds: int
    seconds: float  # on the wall
    fastest_round: float
    slowest_round: float
    cpu_seconds: float  # of every process that it started
    ratio: float
    cpu_ratio: float


class Took(NamedTuple):
    """What a way took in one round, in seconds."""

    wall: float
    cpu: float


def timed(command: list[str | Path], folder: Path, **settings: str) -> Took:
    """Return what a command takes; stop if it fails."""
    begin, before = time.perf_counter(), used()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    done = subprocess.run(command, cwd=folder, env={**os.environ, **settings}, check=False, **quiet)
    if done.returncode:
        sys.exit(f"{command[0]}: failed.\n{done.stderr}")
    wall = time.perf_counter() - begin
    with suppress(ChildProcessError):
        while os.waitpid(-1, 0):  # processes whose parent has ended before them
            pass
    return Took(wall, used() - before)


def adopt_orphans() -> None:
    """Have the time of processes counted that outlive who started them, as one that is forked does; Linux."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def used() -> float:
    """Return the seconds of a processor that all ended children have taken, and theirs."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def by_imports(scratch: Path) -> Took:
    """Run six notebooks that only import, in kernels started plainly."""
    return timed([sys.executable, "-c", IMPORT], scratch)


def by_run(scratch: Path, project: Path = PROJECT) -> Took:
    """Run the study with the command of this project, or of another version of it."""
    outputs = scratch / "run" / "outputs"
    outputs.parent.mkdir()
    python = sys.executable if project == PROJECT else project / ".venv" / "bin" / "python"
    return timed([python, "-m", "inotherwords.cli", "run", "--outputs", outputs], scratch)


def by_tests(scratch: Path) -> Took:
    """Run what `make test` runs."""
    return timed(["make", "test"], PROJECT)


def by_nbconvert(scratch: Path) -> Took:
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


def by_processes(scratch: Path, number: int) -> Took:
    """Compute all layers of the generated corpus in so many processes."""
    outputs = scratch / f"processes-{number}"
    outputs.mkdir()
    command = [sys.executable, "-c", LAYERS, scratch / "corpus", outputs]
    return timed(command, scratch, INOTHERWORDS_WORKERS=str(number))


def ways(earlier: Path | None) -> dict[tuple[str, str], Callable[[Path], Took]]:
    """Return what is measured; of each task, the first is the one that the others are a multiple of."""
    return {
        (STUDY, IMPORTS): by_imports,
        (STUDY, NBCONVERT): by_nbconvert,
        (STUDY, RUN): by_run,
        **({(STUDY, EARLIER): lambda scratch: by_run(scratch, earlier)} if earlier else {}),
        (STUDY, TESTS): by_tests,
        (CORPUS, ONE): lambda scratch: by_processes(scratch, 1),
        (CORPUS, TWO): lambda scratch: by_processes(scratch, 2),
    }


def rows(took: dict[tuple[str, str], list[Took]]) -> list[Row]:
    """Return one row a way.

    >>> rounds = {(CORPUS, ONE): [Took(4, 4), Took(6, 6)], (CORPUS, TWO): [Took(2, 5), Took(3, 6)]}
    >>> [(row.way, row.seconds, row.ratio, row.cpu_ratio) for row in rows(rounds)]
    [('one process', 5.0, 1.0, 1.0), ('two processes', 2.5, 0.5, 1.12)]
    """
    out = []
    for (task, way), own in took.items():
        first = next(rounds for (other, _), rounds in took.items() if other == task)
        (wall, cpu), (first_wall, first_cpu) = (zip(*rounds, strict=True) for rounds in (own, first))
        ratios = (report.speed_ratio(first_wall, wall), report.speed_ratio(first_cpu, cpu))
        seconds = (round(value, 1) for value in (median(wall), min(wall), max(wall), median(cpu)))
        out.append(Row(task, way, len(own), *seconds, *(round(ratio, 2) for ratio in ratios)))
    return out


def table(found: list[Row]) -> str:
    """Return the rows as the README has them."""
    heads = ["", "seconds, median", "fastest to slowest", "CPU-seconds", "times the first", "in CPU-seconds"]
    lines = [
        [
            f"{row.task}: {row.way}",
            f"{row.seconds:.1f}",
            f"{row.fastest_round:.1f} to {row.slowest_round:.1f}",
            f"{row.cpu_seconds:.1f}",
            f"{row.ratio:.2f}",
            f"{row.cpu_ratio:.2f}",
        ]
        for row in found
    ]
    return f"{found[0].rounds} rounds, {report.machine()}.\n\n{report.lines_of(heads, lines)}"


def main() -> int:
    """Measure in turns, write pipeline.csv and the table, and return 0."""
    from inotherwords.corpus import formats

    adopt_orphans()
    measured = ways(Path(sys.argv[1]).resolve() if sys.argv[1:] else None)
    took: dict[tuple[str, str], list[Took]] = {way: [] for way in measured}
    with TemporaryDirectory() as folder:
        made = Path(folder)
        generated = made / "articles.parquet"
        subprocess.run([sys.executable, HERE / "generated.py", str(ARTICLES), generated], check=True)
        formats.import_corpus(generated, made / "imported")
        for number in range(1, ROUNDS + 1):
            for (task, way), measure in measured.items():
                print(f"round {number} of {ROUNDS}: {task}, {way}", file=sys.stderr)
                scratch = made / "round"
                scratch.mkdir()
                shutil.copytree(made / "imported", scratch / "corpus")
                took[task, way].append(measure(scratch))
                shutil.rmtree(scratch)
    found = rows(took)
    report.publish(HERE, "pipeline", found, table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
