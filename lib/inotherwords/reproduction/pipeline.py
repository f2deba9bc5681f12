"""A run of the study: six notebooks into a fresh folder, which takes the old outputs' place at the end."""

import csv
import json
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from inotherwords import settings as defaults
from inotherwords.corpus import formats, read_rejected, read_settings, read_sources
from inotherwords.errors import InputError, StudyError
from inotherwords.layers import progress, workspace
from inotherwords.layers.files import decode
from inotherwords.layers.parts import USED, finished, resumed
from inotherwords.layers.workspace import PARTS, locate, replace, swap, work_folder
from inotherwords.paths import IMPORTED, MEASURED, NOTEBOOKS, OUTPUTS, PROJECT, SEEDS, program, shown, way
from inotherwords.report import sentences
from inotherwords.reproduction import kernels, measure
from inotherwords.reproduction.ahead import reading_ahead
from inotherwords.reproduction.inputs import check_corpus, check_lists, check_outputs, tell
from inotherwords.reproduction.notebooks import (
    execute_all,
    for_copy,
    free_name,
    same_cells,
    serialise,
    with_parameters,
)

README = PROJECT / "README.md"
FINDINGS_BEGIN = "<!-- findings: begin -->"
FINDINGS_END = "<!-- findings: end -->"

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Settings(NamedTuple):
    """How a corpus is read and computed; only `by` and `encoding` can change a result."""

    by: str | None = None  # column of articles.csv whose values are compared
    encoding: str | None = None  # of files that do not say theirs
    engine: Mapping[str, str] = MappingProxyType({})  # of the workplace, as the environment names them
    resume: bool = False  # go on with the parts that the last run has left


DEFAULT = Settings()


def run_study(
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
    proposed = outputs / "tables" / "proposed_labels.csv"
    if proposed.is_file():
        print(
            f"No labels yet: a list is proposed, {shown(proposed)}. To put it beside the articles and "
            f'correct it:\n{program()} adopt "{way(outputs, Path.cwd())}"'
        )


def rebuild(corpus: Path, outputs: Path, notebooks: Path = NOTEBOOKS, settings: Settings = DEFAULT) -> str:
    """Execute every notebook on a corpus, in the order of their names, and put the results in `outputs`.

    If corpus and outputs are the project's own, the executed notebooks go back to `notebooks` and the
    findings and numbers into the README; otherwise copies go to `outputs/notebooks`, which say where their
    articles and results are. Returns the findings; prints a line for each notebook. Only for the main
    thread: it handles signals.

    Raises InputError if something the user gave cannot be used, StudyError if a notebook fails, and
    KeyboardInterrupt if interrupted or terminated; after each of these the outputs are as they were.
    """
    kernels.warm_up()  # it loads while we check
    beside = corpus if corpus.is_dir() else corpus.parent
    check_lists(beside)
    imports = formats.needs_import(corpus)
    if not imports:
        tell(check_corpus(corpus, settings.by))
    check_outputs(corpus, outputs)
    own, given = (corpus, outputs) == (SEEDS, OUTPUTS), corpus
    if own:
        readme_with_findings(decode(README.read_bytes(), README.name), "")  # a missing marker is told now
    for name, value in read_settings(beside).items():
        print(f"settings.toml: {name} = {value} (usually {defaults.default(name)})", flush=True)
    with _named_as_given(corpus), _interruptible(), work_folder(outputs, settings.resume) as folder:
        new = Path(tempfile.mkdtemp(dir=folder)) / outputs.name
        new.mkdir()
        if imports:
            corpus = _imported(corpus, new / IMPORTED, settings)
        parameters = {"corpus": str(corpus), "outputs": str(new), "by": settings.by}
        parts = folder / PARTS
        parts.mkdir(exist_ok=True)
        (parts / USED).unlink(missing_ok=True)
        before = finished(parts)
        if settings.resume:
            print(_going_on(len(before)), flush=True)
        environment = {workspace.FOLDER: str(parts), "IPYTHONDIR": str(new.with_name("ipython"))}
        environment["TMPDIR"] = str(new.parent)  # a kernel is ended at once, and leaves there what it leaves
        environment |= settings.engine
        with measure.peak_memory() as peak, progress.watch(parts), reading_ahead(parameters) as read_ahead:
            executed, seconds = execute_all(notebooks, parameters, environment, read_ahead)
        if before:
            kept, needed = resumed(parts, before)
            print(f"--resume: {kept} of {needed} parts were kept, the others computed.", flush=True)
        findings = _findings(new)
        taken = measure.record(seconds, *peak, new) | {"corpus": way(given, outputs)}
        record = json.dumps(taken, indent=1, ensure_ascii=False)
        (new / MEASURED).write_bytes(f"{record}\n".encode())
        keep_theirs(outputs, new, notebooks)
        _ignore_signals()  # the run is over but for a few renames: an interrupt would come too late
        if own:
            readme = refreshed(README.read_bytes(), new)
            swap(new, outputs, folder / "old")
            for name, notebook in executed.items():
                replace(notebooks / name, serialise(notebook), folder)
            replace(README, readme, folder)
        else:
            (new / "notebooks").mkdir(exist_ok=True)
            places = for_copy(outputs / IMPORTED if imports else corpus, outputs, settings.by)
            for name, notebook in executed.items():
                (new / "notebooks" / name).write_bytes(serialise(with_parameters(notebook, places)))
            swap(new, outputs, folder / "old")
    return findings


def keep_theirs(old: Path, new: Path, notebooks: Path) -> None:
    """Copy into the new outputs what is in the old ones and no run has made: it is somebody's own.

    That is every file that the old manifest does not name, pages made of the run among them. A notebook of
    the run whose cells somebody has changed is kept as “NAME (mine).ipynb”.
    """
    if not (old / "manifest.json").is_file():
        return
    try:
        listed = json.loads((old / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    except (KeyError, ValueError):  # a spoilt manifest names nothing, so all is kept
        listed = []
    made = {row["path"] for row in listed} | {"manifest.json", MEASURED}
    made |= {f"notebooks/{path.name}" for path in notebooks.glob("*.ipynb")}
    for path in sorted(old.rglob("*")):
        name = path.relative_to(old).as_posix()
        if path.is_dir() or name.startswith(f"{IMPORTED}/") or ".ipynb_checkpoints" in path.parts:
            continue
        target = new / name
        if name in made:
            if path.suffix != ".ipynb" or same_cells(path, notebooks / path.name):
                continue
            target = free_name(target.with_name(f"{path.stem} (mine).ipynb"), old)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)


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


def _imported(path: Path, folder: Path, settings: Settings) -> Path:
    """Import what is at a path into a folder of the new outputs, and return that; prints a line."""
    idle = formats.import_corpus(path, folder, settings.encoding)
    check_lists(folder)
    idle += check_corpus(folder, settings.by)
    found, dropped = read_sources(folder), len(read_rejected(folder))
    told = f"{len(found)} articles found, {dropped} set aside (see tables/rejected.csv)."
    print(f"{shown(path)}: {told}", flush=True)
    tell(idle)
    if doubtful := found["note"].str.contains(formats.DOUBTFUL, regex=False).sum():
        print(f"{doubtful} of them doubtful: `inotherwords inspect` asks why, as do their notes.", flush=True)
    return folder


def _going_on(parts: int) -> str:
    """Return the line on what a resumed run starts with.

    >>> _going_on(0)
    '--resume: the last run has left nothing to go on from; everything is computed.'
    """
    if not parts:
        return "--resume: the last run has left nothing to go on from; everything is computed."
    return f"--resume: going on from the finished parts of the last run ({parts})."


def findings_list(findings: str) -> str:
    r"""Return what follows the heading of findings.md, up to its tables.

    >>> findings_list("# Findings\n\n1. First.\n2. Second.\n\n## Table\n")
    '1. First.\n2. Second.'
    """
    return findings.partition("\n")[2].partition("\n## ")[0].strip()


def readme_with_findings(readme: str, findings: str) -> str:
    r"""Return the README with the list of findings.md between its two markers, its links seen from there.

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
    told = findings_list(findings).replace("](tables/", "](outputs/tables/")
    return f"{before}{FINDINGS_BEGIN}\n\n{told}\n\n{FINDINGS_END}{after}"


def refreshed(readme: bytes, outputs: Path) -> bytes:
    """Return the README's bytes with a run's findings in it and its numbers in the links to the ledger.

    Raises StudyError if the README lacks a marker or links to a number that is not there.
    """
    renewed = readme_with_findings(decode(readme, README.name), _findings(outputs))
    try:
        return sentences.renew_links(renewed, _numbers(outputs)).encode()
    except ValueError as fault:
        raise StudyError(f"README.md: {fault}") from None


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
