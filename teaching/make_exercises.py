"""Make the exercise notebooks from the solutions, after running the solutions again.

A code cell of a solution that begins with SOLUTION becomes dots to be replaced; a prose cell that begins with
ANSWER becomes room for an answer. A cell `coding.digest(NAME)` shows the fingerprint of an answer, and
becomes one that checks an answer against it. Everything else stays; outputs do not.
"""

import ast
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from inotherwords import reproduction

HERE = Path(__file__).resolve().parent
SOLUTIONS = HERE / "solutions"
EXERCISES = HERE / "exercises"

SOLUTION = "# Solution"
ANSWER = "**Answer.**"
DIGEST = re.compile(r"coding\.digest\((\w+)\)")


def solved(paths: list[Path]) -> list[NotebookNode]:
    """Return solution notebooks run again from the start, without what differs between two runs."""
    with tempfile.TemporaryDirectory() as folder:
        kernels = reproduction.KERNEL_SETTINGS | reproduction.FORKED
        settings = {**os.environ, **kernels, "IPYTHONDIR": f"{folder}/ipython"}
        command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir", folder]
        done = subprocess.run([*command, *map(str, paths)], env=settings, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"A solution does not run:\n{done.stderr}")
        return [
            reproduction.normalise(nbformat.read(Path(folder, path.name), as_version=4)) for path in paths
        ]


def exercise(solution: NotebookNode) -> NotebookNode:
    """Return the exercise that belongs to an executed solution."""
    made = nbformat.from_dict(solution)
    made.cells = [_asked(cell) for cell in solution.cells]
    return made


def _asked(cell: NotebookNode) -> NotebookNode:
    """Return a cell of the exercise for a cell of the solution."""
    asked = nbformat.from_dict(cell)
    if cell.cell_type == "markdown":
        if cell.source.startswith(ANSWER):
            asked.source = "*Double-click here, and write your answer.*"
        return asked
    asked.outputs, asked.execution_count = [], None
    if cell.source.startswith(SOLUTION):
        asked.source = f"# Your turn: put your code in place of the dots.\n{_answer_name(cell.source)} = ..."
    elif asks := DIGEST.fullmatch(cell.source):
        [shown] = cell.outputs
        digest = ast.literal_eval(shown.data["text/plain"])
        asked.source = f'coding.check({asks[1]}, "{digest}")'
    return asked


def _answer_name(source: str) -> str:
    """Return the name that a solution gives its answer: the last that it assigns."""
    return re.findall(r"^(\w+) = ", source, re.MULTILINE)[-1]


if __name__ == "__main__":
    paths = sorted(SOLUTIONS.glob("*.ipynb"))
    for path, solution in zip(paths, solved(paths), strict=True):
        path.write_bytes(reproduction.serialise(solution))
        (EXERCISES / path.name).write_bytes(reproduction.serialise(exercise(solution)))
        print(f"teaching/exercises/{path.name}")
