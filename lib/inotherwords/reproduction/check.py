"""The check: rebuild the whole study in scratch, compare it with what is committed, and report.

What no run makes is held against its pins (`pins`), and the environment against the lock (`environment`).
The report carries the sha256 of every file that was checked, so that it cannot be shown beside others.
"""

import re
import tempfile
from importlib.metadata import version
from pathlib import Path

from inotherwords import errors
from inotherwords.errors import InputError
from inotherwords.layers.files import sha256
from inotherwords.paths import MEASURED, OUTPUTS, PAGES, PROJECT, SEEDS, shown
from inotherwords.reproduction import compare, environment, pins, pipeline

LOCK = PROJECT / "requirements.txt"
REPORT = PROJECT / "docs" / "check-report.txt"
# What a result depends on, and the results.
CHECKED = (pins.PINS, "README.md", "pyproject.toml", "requirements.txt")
CHECKED += ("seeds", "lib/inotherwords", "notebooks", "outputs")
LEFT_OUT = {"__pycache__", ".ipynb_checkpoints", MEASURED, PAGES}
DIGEST = re.compile(r"^([0-9a-f]{64})  (.+)$", re.MULTILINE)
SUMS = "Checked files (sha256; `sha256sum --check --ignore-missing` reads these lines):"


def check_study(report: Path = REPORT) -> str:
    """Rebuild the study, compare, write the report, print it but for its digests, and return the verdict.

    Nothing is written but the report. Raises InputError if it cannot be written, before anything runs.
    """
    _writable(report)
    with tempfile.TemporaryDirectory() as scratch:
        outputs = Path(scratch) / "outputs"
        readme, changed = pipeline.README, not_as_pinned()
        committed = compare.named_files(OUTPUTS, pipeline.NOTEBOOKS) | {readme.name: readme}
        try:
            pipeline.rebuild(SEEDS, outputs)
            rebuilt = rebuilt_files(outputs)
        except (InputError, errors.StudyError) as fault:
            text = compare.failure(str(fault), changed)
        else:
            found = compare.differences(committed, rebuilt, same_drawing=drawn_as_locked())
            text = compare.account(changed + found, rebuilt)
    text = f"{text}\n{environment.describe(LOCK.read_text(encoding='utf-8'))}"
    listed = "".join(f"{digest}  {path}\n" for path, digest in digests().items())
    draft = report.with_name(f".{report.name}.draft")
    draft.write_bytes(f"{text}\n\n{SUMS}\n{listed}".encode())
    draft.replace(report)
    print(f"\n{text}\n\nLook at: {shown(report)}")
    return verdict_of(text)


def not_as_pinned(project: Path = PROJECT) -> list[compare.Difference]:
    """Return a difference for each file that no run makes and that is not as pinned."""
    try:
        told = pins.list_changed(project)
    except InputError as fault:
        told = {pins.PINS: str(fault)}
    return [compare.Difference(compare.BY_HAND, path, "", what) for path, what in told.items()]


def drawn_as_locked() -> bool:
    """Return whether the matplotlib at hand is the one of the lock, but for the last number."""
    locked = re.search(r"^matplotlib==(\d+\.\d+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    return bool(locked) and version("matplotlib").startswith(f"{locked[1]}.")


def rebuilt_files(outputs: Path) -> dict[str, Path]:
    """Return the files that a run made in another folder, by name, the README as it would have left it."""
    readme = outputs.with_name(pipeline.README.name)
    readme.write_bytes(pipeline.refreshed(pipeline.README.read_bytes(), outputs))
    return compare.named_files(outputs, outputs / "notebooks") | {pipeline.README.name: readme}


def digests(project: Path = PROJECT) -> dict[str, str]:
    """Return the sha256 of every file that a result depends on, and of every result, by its path."""
    paths = []
    for name in CHECKED:
        place = project / name
        paths += [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
    kept = [path for path in paths if not LEFT_OUT & set(path.relative_to(project).parts)]
    return {path.relative_to(project).as_posix(): sha256(path.read_bytes()) for path in sorted(kept)}


def refuse_old(report: Path = REPORT, project: Path = PROJECT) -> str:
    """Return a report's verdict; raises InputError if it is missing or was made for other files."""
    if not report.is_file():
        raise InputError(f"{shown(report)}: missing. Run `make check`.")
    text = report.read_text(encoding="utf-8")
    then = {path: digest for digest, path in DIGEST.findall(text)}
    now = digests(project)
    changed = sorted(path for path in then.keys() | now.keys() if then.get(path) != now.get(path))
    if changed:
        more = f" and {len(changed) - 1} more" if changed[1:] else ""
        raise InputError(
            f"{shown(report)}: was made for other files ({changed[0]}{more} changed). Run `make check`."
        )
    return verdict_of(text)


def verdict_of(report: str) -> str:
    """Return the verdict that a report opens with.

    >>> verdict_of("Verdict: full reproduction\\n")
    'full reproduction'
    """
    return report.partition("\n")[0].removeprefix("Verdict: ")


def _writable(report: Path) -> None:
    """Raise InputError if a report cannot be written there."""
    if report.exists() and not report.is_file():
        raise InputError(f"{shown(report)}: a folder or a device. Name a file with --report.")
    try:
        with tempfile.TemporaryFile(dir=report.parent):
            pass
    except OSError as fault:
        raise InputError(
            f"{shown(report)}: cannot be written ({fault.strerror}). Name another file with --report."
        ) from None
