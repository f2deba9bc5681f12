"""Execute a notebook in a kernel of its own, and keep only what is the same on every run."""

import copy
import itertools
import json
import logging
import os
import re
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import nbformat
from jupyter_client import AsyncKernelManager
from nbformat import NotebookNode

from inotherwords.errors import InputError, KernelError, StudyError
from inotherwords.layers.workspace import RUN
from inotherwords.paths import SEEDS, shown
from inotherwords.reproduction import kernels

Parameters = dict[str, str | None]  # of every notebook: corpus, outputs, by
SET = re.compile(r"^(corpus|outputs|by) = .*$", re.MULTILINE)
# As the file of a copied notebook has them: the way to its corpus, and the run in which it lies.
PLACES = re.compile(rb'"(?:(corpus) = \\"\.\./[^"]*\\"|(outputs) = \\"\.\.\\")')


def execute_all(
    folder: Path, parameters: Parameters, settings: Mapping[str, str], before_each: Callable[[], None]
) -> tuple[dict[str, NotebookNode], dict[str, float]]:
    """Execute every notebook of a folder, in the order of their names; prints a line for each.

    Returns two dictionaries: the executed notebooks by the names of their files, as `normalise` makes them,
    and the seconds that each took, by its name without ending. `settings` are added to the kernels'
    environment, IPYTHONDIR among them: there IPython makes an empty profile, without start-up files and
    history. `before_each` is called before each notebook.

    Raises InputError if a cell does, and StudyError for whatever else goes wrong in a notebook.

    Each notebook has a kernel of its own, which starts while the one before is at work: on two processors
    that hides most of what starting and loading take.
    """
    paths = sorted(folder.glob("*.ipynb"))
    if not paths:
        raise StudyError(f"{shown(folder)}: no notebooks in it. Restore them.")
    executed, seconds, total_kernel, total_cells = {}, {}, 0.0, 0.0
    with kernels.environment(settings), kernels.ended() as started:
        for number, path in enumerate(paths, start=1):
            while len(started) < min(number + 1, len(paths)):
                started.append(kernels.start_kernel(folder))
            before_each()
            try:
                notebook, waiting, cells = _execute(path, parameters, started[number - 1])
            except KernelError:
                # Another program took the kernel's port before the kernel did: rare, and over by now.
                started[number - 1] = kernels.start_kernel(folder)
                notebook, waiting, cells = _execute(path, parameters, started[number - 1])
            executed[path.name] = normalise(notebook)
            seconds[path.stem] = waiting + cells
            print(f"{number}/{len(paths)} {_timing(path.stem, waiting, cells)}", flush=True)
            total_kernel, total_cells = total_kernel + waiting, total_cells + cells
    print(f"    {_timing('all', total_kernel, total_cells)}", flush=True)
    return executed, seconds


def _engine() -> str:
    """Register a papermill engine that executes in a kernel already started, and return its name."""
    from papermill.clientwrap import PapermillNotebookClient
    from papermill.engines import NBClientEngine, papermill_engines

    class StartedKernel(NBClientEngine):
        @classmethod
        def execute_managed_notebook(cls, nb_man, kernel_name, kernel, **options):
            client = PapermillNotebookClient(
                nb_man,
                km=kernel,
                iopub_timeout=60,  # patience with a busy machine
                shutdown_kernel="immediate",  # nothing is left to save, and a busy kernel would take seconds
            )
            client.owns_km = True  # it ends the kernel with the notebook
            return client.execute()

    papermill_engines.register("started-kernel", StartedKernel)
    return "started-kernel"


def _execute(
    path: Path, parameters: Parameters, kernel: AsyncKernelManager
) -> tuple[NotebookNode, float, float]:
    """Return an executed notebook, the seconds spent waiting for its kernel, and those of its cells.

    Raises InputError if a cell does, KernelError if the kernel did not start, and StudyError for any other
    failure.
    """
    import papermill  # slow to import, and not needed to say what is wrong with the input

    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except OSError:
        raise
    except Exception:  # whatever a spoilt notebook does to its reader
        raise StudyError(f"{path.name}: not a notebook that can be read. Restore it.") from None
    settings = [index for index, cell in enumerate(notebook.cells) if "parameters" in _tags(cell)]
    if not settings:
        # It would run on the default folders and write into the outputs themselves.
        raise StudyError(
            f"{path.name}: no cell is tagged 'parameters'. Tag the one that sets corpus and outputs."
        )
    start = time.perf_counter()
    try:
        notebook = papermill.execute_notebook(
            notebook,
            None,
            parameters=parameters,
            engine_name=_engine(),
            kernel=kernel,
            kernel_name="python3",
            progress_bar=sys.stderr.isatty() and {"desc": path.stem, "unit": "cell", "leave": False},
        )
    except papermill.PapermillExecutionError as fault:
        if fault.ename == "InputError":
            raise InputError(fault.evalue) from None
        number = fault.exec_count - (fault.cell_index > settings[0])  # papermill added a cell after that
        reason = " ".join(f"{fault.ename}: {fault.evalue}".split())
        raise StudyError(f"{path.name}, cell {number}: {reason}") from None
    except RuntimeError as fault:
        if "kernel_info" in str(fault):
            raise KernelError(f"{path.name}: its kernel did not start.") from None
        raise StudyError(f"{path.name}: {' '.join(str(fault).split())}") from None
    if any(output.output_type == "error" for cell in notebook.cells for output in cell.get("outputs", [])):
        # papermill passes an exit() over, and with it the cells that never ran
        raise StudyError(f"{path.name}: exits before its end. Take the call of exit out.")
    cells = sum(cell.metadata.papermill.duration or 0 for cell in notebook.cells)
    return notebook, time.perf_counter() - start - cells, cells


def _timing(name: str, kernel: float, cells: float) -> str:
    """Return one line on where the time went.

    >>> _timing("01_loading", 0.9, 1.2)
    '01_loading                 2.1 s  (kernel 0.9 s, cells 1.2 s)'
    """
    return f"{name:<24}{kernel + cells:6.1f} s  (kernel {kernel:.1f} s, cells {cells:.1f} s)"


def normalise(notebook: NotebookNode) -> NotebookNode:
    """Return an executed notebook without what differs between two runs that show the same.

    Gone are papermill's marks (metadata, times, the cell with the injected parameters) and the exact
    version of Python. Executed cells are numbered 1..n, and pieces of one stream that arrived one after
    the other are joined, because where they were cut is a matter of timing. Cell ids stay.
    """
    notebook = copy.deepcopy(notebook)
    notebook.metadata.pop("papermill", None)
    notebook.metadata.get("language_info", {}).pop("version", None)
    notebook.cells = [cell for cell in notebook.cells if "injected-parameters" not in _tags(cell)]
    count = 0
    for cell in notebook.cells:
        for mark in ("papermill", "execution"):
            cell.metadata.pop(mark, None)
        if not _tags(cell):
            cell.metadata.pop("tags", None)  # papermill gives every cell an empty list
        if cell.cell_type != "code":
            continue
        cell.outputs = _joined(cell.outputs)
        if cell.execution_count is not None:
            count += 1
            cell.execution_count = count
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count
    return notebook


def serialise(notebook: NotebookNode) -> bytes:
    """Return a notebook as the bytes of its file: sorted keys, UTF-8, LF, a line end at the end."""
    return nbformat.writes(notebook).encode() + b"\n"


def with_parameters(notebook: NotebookNode, parameters: Parameters) -> NotebookNode:
    """Return a notebook that sets these parameters itself, in its cell tagged so; its outputs stay.

    >>> cell = nbformat.v4.new_code_cell("corpus = None\\nby = None", metadata={"tags": ["parameters"]})
    >>> notebook = nbformat.v4.new_notebook(cells=[cell])
    >>> print(with_parameters(notebook, {"corpus": "../corpus", "by": None}).cells[0].source)
    corpus = "../corpus"
    by = None
    """
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if "parameters" in _tags(cell):
            cell.source = SET.sub(
                lambda line: f"{line[1]} = {_literal(parameters.get(line[1]))}", cell.source
            )
    return notebook


def same_cells(one: Path, other: Path) -> bool:
    """Return whether two notebooks have the same cells, whatever their outputs and parameters are."""
    try:
        cells = [
            [
                SET.sub(r"\1", cell.source) if "parameters" in _tags(cell) else cell.source
                for cell in read.cells
            ]
            for read in (nbformat.read(path, as_version=4) for path in (one, other))
        ]
    except Exception:  # whatever a spoilt notebook does to its reader
        return False
    return cells[0] == cells[1]


def free_name(path: Path, folder: Path) -> Path:
    """Return a path, or with a number in its name if a file of that name is in `folder`/notebooks.

    >>> free_name(Path("new/notebooks/a.ipynb"), Path("no such folder")).name
    'a.ipynb'
    """
    taken = {other.name for other in (folder / "notebooks").glob("*.ipynb")}
    names = itertools.chain([path.name], (f"{path.stem} {number}.ipynb" for number in itertools.count(2)))
    return path.with_name(next(name for name in names if name not in taken))


def for_copy(corpus: Path, outputs: Path, by: str | None) -> Parameters:
    """Return the parameters of a notebook that lies in `outputs/notebooks`, seen from that folder.

    They are the same wherever corpus and outputs lie, as long as the way from one to the other is the same.
    The project's own corpus is None, as in the project's own notebooks.

    >>> for_copy(Path("/class/articles"), Path("/class/results"), "outlet")
    {'corpus': '../../articles', 'outputs': '..', 'by': 'outlet'}
    """
    if corpus == SEEDS:
        return {"corpus": None, "outputs": RUN, "by": by}
    try:
        way = Path(os.path.relpath(corpus, outputs / "notebooks")).as_posix()
    except ValueError:  # on another disk of Windows: no way leads there, and `locate` will say so
        way = corpus.name
    return {"corpus": way, "outputs": RUN, "by": by}


def without_places(notebook: bytes) -> bytes:
    """Return the file of a copied notebook as if it were the project's own, which says no places.

    Where articles and results lie is no part of a result. Only what `for_copy` writes is taken out.
    """
    return PLACES.sub(lambda place: b'"' + (place[1] or place[2]) + b" = None", notebook, count=2)


def _literal(value: str | None) -> str:
    """Return a parameter as Python writes it, always between double quotation marks."""
    return "None" if value is None else json.dumps(value, ensure_ascii=False)


def _tags(cell: NotebookNode) -> list[str]:
    """Return the tags of a cell."""
    return cell.metadata.get("tags", [])


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Return the outputs of a cell with neighbouring pieces of the same stream made one."""
    joined: list[NotebookNode] = []
    for output in outputs:
        if (
            joined
            and output.output_type == joined[-1].output_type == "stream"
            and output.name == joined[-1].name
        ):
            joined[-1].text += output.text
        else:
            joined.append(output)
    return joined
