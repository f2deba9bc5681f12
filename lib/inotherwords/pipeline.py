"""The run: check the input, execute the notebooks in order, put the new outputs in place of the old.

All that a run writes until its last moment lies in one folder beside the outputs, `.NAME.run`:

    lock           held by the run at work; the system lets go of it when that run ends, however it ends
    RANDOM/NAME    the new outputs while the notebooks write them
    parts          what is computed of a large corpus, part by part; stays if the run is stopped
    old            the former outputs, for the moment between two renames

So a run that fails or is interrupted leaves the outputs as they were, and what a killed run leaves
behind is put right by the next one.
"""

import copy
import csv
import importlib.util
import json
import logging
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TextIO

import nbformat
import psutil
from jupyter_client import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbformat import NotebookNode
from traitlets.config import Config

from inotherwords import corrections, imported, measure, progress, sentences, stream, units, ways_in
from inotherwords.corpus import (
    IMPORTED,
    LEXICONS,
    MEASURED,
    OUTPUTS,
    PROJECT,
    SEEDS,
    InputError,
    decode,
    locate,
    read_lexicon,
    read_sources,
    read_texts,
    shown,
)

NOTEBOOKS = PROJECT / "notebooks"
README = PROJECT / "README.md"
FINDINGS_BEGIN = "<!-- findings: begin -->"
FINDINGS_END = "<!-- findings: end -->"

PARTS = "parts"

SIGNALS = (signal.SIGINT, signal.SIGTERM)

# What a notebook shows must not depend on whose machine it runs on.
KERNEL_SETTINGS = {
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    # This Python's own kernel, before any of the same name among the user's kernels.
    "JUPYTER_PATH": str(Path(sys.prefix) / "share" / "jupyter"),
    # matplotlib's own defaults, before a matplotlibrc in the user's home.
    "MATPLOTLIBRC": str(Path(importlib.util.find_spec("matplotlib").origin).parent / "mpl-data"),
}
USER_SETTINGS = ("MPLBACKEND", "PYTHONSTARTUP", "PYTHONWARNINGS")

# What nearly every notebook draws with, which takes a second to load.
PRELOADED = "inotherwords.figures"

# Without it every kernel warns, rightly, that others on the machine might listen in.
ENCRYPTED = Config(KernelManager={"transport_encryption": "auto"})


Parameters = dict[str, str | None]  # of every notebook: corpus, outputs, by


class Settings(NamedTuple):
    """How a corpus is read and computed; only `by` and `encoding` can change a result."""

    by: str | None = None  # column of articles.csv whose values are compared
    encoding: str | None = None  # of files that do not say theirs
    engine: Mapping[str, str] = MappingProxyType({})  # settings of `stream`, as the environment names them
    resume: bool = False  # go on with the parts that the last run has left


DEFAULT = Settings()


class StudyError(RuntimeError):
    """The study itself is at fault, not what the user gave; the message is one line."""


class KernelError(StudyError):
    """A kernel did not start."""


def run(
    corpus: str | Path | None = None,
    outputs: str | Path | None = None,
    notebooks: Path = NOTEBOOKS,
    settings: Settings = DEFAULT,
) -> None:
    """Rebuild a study and print the findings and where to look; raises what `rebuild` raises."""
    corpus, outputs = locate(corpus, outputs)
    findings = rebuild(corpus, outputs, notebooks, settings)
    places = _places(outputs, notebooks if (corpus, outputs) == (SEEDS, OUTPUTS) else outputs / "notebooks")
    print(f"\n{findings_list(findings)}\n\nLook at: {', '.join(places)}")


def rebuild(corpus: Path, outputs: Path, notebooks: Path = NOTEBOOKS, settings: Settings = DEFAULT) -> str:
    """Execute every notebook on a corpus, in the order of their names, and put the results in `outputs`.

    If corpus and outputs are the project's own, the executed notebooks go back to `notebooks` and the
    findings and numbers into the README; otherwise the executed notebooks go to `outputs/notebooks`. Returns
    the findings; prints a line for each notebook. Only for the main thread: it handles signals.

    Raises InputError if something the user gave cannot be used, StudyError if a notebook fails, and
    KeyboardInterrupt if interrupted or terminated; after each of these the outputs are as they were.
    """
    imports = ways_in.needs_import(corpus)
    if not imports:
        check_corpus(corpus, settings.by)
    check_outputs(corpus, outputs)
    own = (corpus, outputs) == (SEEDS, OUTPUTS)
    if own:
        readme_with_findings(decode(README.read_bytes(), README.name), "")  # a missing marker is told now
    with _named_as_given(corpus), _interruptible(), work_folder(outputs, settings.resume) as folder:
        new = Path(tempfile.mkdtemp(dir=folder)) / outputs.name
        new.mkdir()
        if imports:
            corpus = _imported(corpus, new / IMPORTED, settings)
        parameters = {"corpus": str(corpus), "outputs": str(new), "by": settings.by}
        parts = folder / PARTS
        parts.mkdir(exist_ok=True)
        (parts / stream.USED).unlink(missing_ok=True)
        before = stream.finished(parts)
        if settings.resume:
            print(_going_on(len(before)), flush=True)
        environment = {**settings.engine, "INOTHERWORDS_PARTS": str(parts)}
        with (
            _kernel_environment(new.with_name("ipython"), environment),
            measure.peak_memory() as peak,
            progress.watch(parts),
        ):
            executed, seconds = _execute_all(notebooks, parameters)
        if before:
            kept, needed = stream.resumed(parts, before)
            print(f"--resume: {kept} of {needed} parts were kept, the others computed.", flush=True)
        findings = _findings(new)
        record = json.dumps(measure.record(seconds, *peak, new), indent=1)
        (new / MEASURED).write_bytes(f"{record}\n".encode())
        _ignore_signals()  # the run is over but for a few renames: an interrupt would come too late
        if own:
            readme = refreshed(README.read_bytes(), new)
            swap(new, outputs, folder / "old")
            for name, content in executed.items():
                _replace(notebooks / name, content, folder)
            _replace(README, readme, folder)
        else:
            (new / "notebooks").mkdir()
            for name, content in executed.items():
                (new / "notebooks" / name).write_bytes(content)
            swap(new, outputs, folder / "old")
    return findings


@contextmanager
def _named_as_given(corpus: Path) -> Iterator[None]:
    """Let a fault in a list that was copied beside the imported articles name the user's own file."""
    beside = corpus if corpus.is_dir() else corpus.absolute().parent
    try:
        yield
    except InputError as fault:
        raise InputError(
            re.sub(rf"^{IMPORTED}/", f"{beside.name}/", str(fault), flags=re.MULTILINE)
        ) from None


def check_corpus(corpus: Path, by: str | None = None) -> None:
    """Raise InputError if a corpus cannot be read, or its articles not be compared by a column `by`."""
    try:
        sources = read_sources(corpus)
        texts = read_texts(corpus, sources)
        if len(sources) < 2:
            raise InputError(f"{shown(corpus)}: one article only. The study compares articles: add another.")
        units.check(sources, by)
        for lexicon in LEXICONS:
            read_lexicon(corpus, lexicon)
        for path in corrections.files(corpus):
            corrections.read(corpus, texts, path.name)
    except OSError as fault:
        raise _unreadable(fault) from None


def check_outputs(corpus: Path, outputs: Path) -> None:
    """Raise InputError if `outputs` must not be replaced; writes nothing."""
    name = shown(outputs)
    other = "Name another folder with --outputs."
    try:
        if outputs == OUTPUTS and corpus != SEEDS:
            raise InputError(f"{name}: holds the study of {shown(SEEDS)}. {other}")
        if outputs.is_relative_to(corpus) or corpus.is_relative_to(outputs):
            raise InputError(f"{name}: the outputs and the corpus lie one in the other. {other}")
        if outputs.exists() and not outputs.is_dir():
            raise InputError(f"{name}: a file, not a folder. {other}")
        if outputs.is_mount():
            raise InputError(f"{name}: a mounted disk, which cannot be renamed. Name a folder in it.")
        if outputs.is_dir() and any(outputs.iterdir()) and not (outputs / "manifest.json").is_file():
            raise InputError(f"{name}: holds files that no run made (it has no manifest.json). {other}")
    except OSError as fault:
        raise _unreadable(fault) from None


def _unreadable(fault: OSError) -> InputError:
    return InputError(f"{shown(Path(fault.filename))}: cannot be read ({fault.strerror}). Name another.")


def _imported(path: Path, folder: Path, settings: Settings) -> Path:
    """Import what is at a path into a folder of the new outputs, and return that; prints a line."""
    ways_in.import_corpus(path, folder, settings.encoding)
    check_corpus(folder, settings.by)
    kept, dropped = len(read_sources(folder)), len(imported.read_rejected(folder))
    print(f"{shown(path)}: {kept} articles found, {dropped} set aside (see tables/rejected.csv).", flush=True)
    return folder


def _going_on(parts: int) -> str:
    """Return the line on what a resumed run starts with.

    >>> _going_on(0)
    '--resume: the last run has left nothing to go on from; everything is computed.'
    """
    if not parts:
        return "--resume: the last run has left nothing to go on from; everything is computed."
    return f"--resume: going on from the finished parts of the last run ({parts})."


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


def findings_list(findings: str) -> str:
    r"""Return what follows the heading of findings.md.

    >>> findings_list("# Findings\n\n- First.\n- Second.\n")
    '- First.\n- Second.'
    """
    return findings.partition("\n")[2].strip()


def readme_with_findings(readme: str, findings: str) -> str:
    r"""Return the README with the list of findings.md between its two markers.

    Raises StudyError if the README lacks a marker.

    >>> readme = f"# Study\n{FINDINGS_BEGIN}\nold\n{FINDINGS_END}\n"
    >>> print(readme_with_findings(readme, "# Findings\n\n- New.\n"), end="")
    # Study
    <!-- findings: begin -->
    <BLANKLINE>
    - New.
    <BLANKLINE>
    <!-- findings: end -->
    """
    before, _, rest = readme.partition(FINDINGS_BEGIN)
    _, found, after = rest.partition(FINDINGS_END)
    if not found:
        raise StudyError(f"README.md: lacks the lines {FINDINGS_BEGIN} and {FINDINGS_END}. Add them.")
    return f"{before}{FINDINGS_BEGIN}\n\n{findings_list(findings)}\n\n{FINDINGS_END}{after}"


def refreshed(readme: bytes, outputs: Path) -> bytes:
    """Return the README's bytes with a run's findings in it and its numbers in the links to the ledger.

    Raises StudyError if the README lacks a marker or links to a number that is not there.
    """
    renewed = readme_with_findings(decode(readme, README.name), _findings(outputs))
    try:
        return sentences.linked(renewed, _numbers(outputs)).encode()
    except ValueError as fault:
        raise StudyError(f"README.md: {fault}") from None


def _execute_all(notebooks: Path, parameters: Parameters) -> tuple[dict[str, bytes], dict[str, float]]:
    """Return each executed notebook's bytes by its file name, and the seconds each took; prints a line each.

    Each notebook has a kernel of its own, which starts while the one before is at work: on two processors
    that hides most of what starting and loading take.
    """
    paths = sorted(notebooks.glob("*.ipynb"))
    if not paths:
        raise StudyError(f"{shown(notebooks)}: no notebooks in it. Restore them.")
    executed, seconds, total_kernel, total_cells = {}, {}, 0.0, 0.0
    others = set(psutil.Process().children())
    kernels: list[AsyncKernelManager] = []
    try:
        for number, path in enumerate(paths, start=1):
            while len(kernels) < min(number + 1, len(paths)):
                kernels.append(_start_kernel(notebooks))
            try:
                notebook, waiting, cells = _execute(path, parameters, kernels[number - 1])
            except KernelError:
                # Another program took the kernel's port before the kernel did: rare, and over by now.
                kernels[number - 1] = _start_kernel(notebooks)
                notebook, waiting, cells = _execute(path, parameters, kernels[number - 1])
            executed[path.name] = serialise(normalise(notebook))
            seconds[path.stem] = waiting + cells
            print(f"{number}/{len(paths)} {_timing(path.stem, waiting, cells)}", flush=True)
            total_kernel, total_cells = total_kernel + waiting, total_cells + cells
    except KeyboardInterrupt:
        for process in set(psutil.Process().children()) - others:
            process.kill()  # at once: asking would wake up what was interrupted
        kernels.clear()
        raise
    finally:
        for kernel in kernels:
            if kernel.has_kernel:  # a notebook failed
                run_sync(kernel.shutdown_kernel)(now=True)
    print(f"    {_timing('all', total_kernel, total_cells)}", flush=True)
    return executed, seconds


def _start_kernel(folder: Path) -> AsyncKernelManager:
    """Start a kernel that works in `folder`, as in JupyterLab, and keeps no history; do not wait for it.

    It loads PRELOADED; no name is bound by that.
    """
    kernel = AsyncKernelManager(kernel_name="python3", config=ENCRYPTED)
    history = "--HistoryManager.hist_file=:memory:"
    load = f"--IPKernelApp.exec_lines=[\"__import__('{PRELOADED}')\"]"
    run_sync(kernel.start_kernel)(cwd=str(folder), extra_arguments=[history, load])
    return kernel


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


def _findings(outputs: Path) -> str:
    """Return the findings a run wrote; raises StudyError if it did not write them or the manifest."""
    for name in ("findings.md", "manifest.json"):
        if not (outputs / name).is_file():
            raise StudyError(f"{name}: no notebook wrote it.")
    return (outputs / "findings.md").read_text(encoding="utf-8")


def _numbers(outputs: Path) -> dict[str, str]:
    """Return the ledger a run wrote, values by name; raises StudyError if it is not there."""
    path = outputs / "tables" / "numbers.csv"
    if not path.is_file():
        raise StudyError("tables/numbers.csv: no notebook wrote it.")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["value"] for row in csv.DictReader(file)}


def _places(outputs: Path, notebooks: Path) -> list[str]:
    """Return what is worth looking at after a run, named from the folder that holds the outputs."""
    names = ["findings.md", "reader.html", "figures", "tables"]
    paths = [path for name in names if (path := outputs / name).exists()]
    return [path.relative_to(outputs.parent).as_posix() + "/" * path.is_dir() for path in [*paths, notebooks]]


@contextmanager
def _kernel_environment(ipython: Path, settings: dict[str, str]) -> Iterator[None]:
    """Give the kernels that start meanwhile the settings of the study and none of the user's."""
    before = dict(os.environ)
    # IPython makes an empty profile in this folder: no start-up files, no history.
    os.environ.update(KERNEL_SETTINGS | settings, IPYTHONDIR=str(ipython))
    for name in USER_SETTINGS:
        os.environ.pop(name, None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let the first SIGINT or SIGTERM raise KeyboardInterrupt, and no second one disturb the cleaning up."""

    def interrupt(*_: object) -> None:
        _ignore_signals()
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _ignore_signals() -> None:
    """Ignore SIGINT and SIGTERM from now on."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def work_folder(outputs: Path, resume: bool = False) -> Iterator[Path]:
    """Yield a folder beside `outputs` that no other run uses, and remove it afterwards.

    It is empty, or with `resume` has the finished parts of the last run. Of a large corpus those stay if
    the block fails. Raises InputError if the folder cannot be made, or if another run has it.
    """
    folder = work_folder_of(outputs)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
    except OSError as fault:
        raise InputError(
            f"{shown(outputs)}: cannot be written ({fault.strerror}). Name another folder with --outputs."
        ) from None
    with lock:
        if not _take(lock):
            raise InputError(f"{shown(outputs)}: another run is writing it. Wait until it is done.")
        kept = resume
        try:
            _tidy(folder, outputs, resume)
            yield folder
            kept = False
        except BaseException:
            kept = parts_are_kept(outputs)
            raise
        finally:
            _tidy(folder, outputs, kept)
            with suppress(OSError):  # the next run may be there already
                if not kept:
                    (folder / "lock").unlink()
                    folder.rmdir()


def work_folder_of(outputs: Path) -> Path:
    """Return the folder in which a run prepares its outputs.

    >>> work_folder_of(Path("study/outputs")).name
    '.outputs.run'
    """
    return outputs.with_name(f".{outputs.name}.run")


def parts_are_kept(outputs: Path) -> bool:
    """Return whether a run was stopped that another one can go on with."""
    return (work_folder_of(outputs) / PARTS / progress.FILE).is_file()


def _take(lock: TextIO) -> bool:
    """Lock an open file and return whether it worked and the file is still the one on the disk."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # A run that is just ending deletes its lock: one that others do not see protects nothing.
        return os.path.samestat(os.fstat(lock.fileno()), Path(lock.name).stat())
    except OSError:
        return False


def _tidy(folder: Path, outputs: Path, keep_parts: bool = False) -> None:
    """Empty a work folder but for its lock; outputs that a killed run had moved away come back first."""
    if (folder / "old").exists() and not outputs.exists():
        (folder / "old").rename(outputs)
    for path in folder.iterdir():
        if path.name != "lock" and not (keep_parts and path.name == PARTS):
            shutil.rmtree(path, ignore_errors=True)


def swap(new: Path, outputs: Path, old: Path) -> None:
    """Put the new outputs in the place of the old."""
    if outputs.exists():
        outputs.rename(old)
    new.rename(outputs)


def _replace(path: Path, content: bytes, folder: Path) -> None:
    """Give a file new content at one stroke, by way of `folder`; leave it alone if it has that already."""
    if path.read_bytes() != content:
        draft = folder / path.name
        draft.write_bytes(content)
        draft.replace(path)
