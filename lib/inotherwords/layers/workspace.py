"""The folder that a run works in beside its outputs, and how the outputs are swapped in whole."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TextIO

from inotherwords.errors import InputError
from inotherwords.layers import progress
from inotherwords.layers.workers import Workplace, usable_processors
from inotherwords.paths import OUTPUTS, SEEDS, shown

RUN = ".."  # the run that a copied notebook belongs to, seen from its folder


def locate(corpus: str | Path | None = None, outputs: str | Path | None = None) -> tuple[Path, Path]:
    """Return the corpus folder and the outputs folder as absolute paths.

    Without an argument: the project's own `seeds/` and `outputs/`, wherever it was started from.

    A notebook that lies with the results of a run calls these ".." and must write nowhere else. Raises
    InputError if the working folder is not the one of that run's notebooks, or if its articles are gone.

    >>> [path.name for path in locate()]
    ['seeds', 'outputs']
    """
    found = Path(corpus or SEEDS).resolve(), Path(outputs or OUTPUTS).resolve()
    if outputs == RUN:
        here = Path.cwd()
        if here.name != "notebooks" or not (found[1] / "manifest.json").is_file():
            raise InputError(
                f"{shown(here)}: not the notebooks of a run, so there is nowhere to write. "
                "Open the notebook where the run has put it."
            )
        if not found[0].exists():
            raise InputError(
                f"{shown(found[0])}: the articles of this run are not there any more. "
                "Bring them back, or run the study again."
            )
    return found


PARTS = "parts"
# How a run tells its notebooks where to compute; a person may set the last two.
FOLDER, SCHEDULER, WORKERS = "INOTHERWORDS_PARTS", "INOTHERWORDS_SCHEDULER", "INOTHERWORDS_WORKERS"


def find_workplace(outputs: Path) -> Workplace:
    """Return where the parts of a corpus are computed and kept: as the environment says.

    Where it does not: in a folder beside the outputs that is gone with this process, by as many processes as
    there are processors. Raises InputError if the number of processes is none.
    """
    folder, scheduler, wanted = (os.environ.get(name, "") for name in (FOLDER, SCHEDULER, WORKERS))
    if wanted and not (wanted.isdecimal() and int(wanted)):
        raise InputError(f"{WORKERS}: {wanted!r} is no number of processes. Write 1 or more.")
    place = Path(folder or _own_folder(outputs).name)
    return Workplace(place, int(wanted) if wanted else usable_processors(), scheduler, bool(folder))


@cache
def _own_folder(outputs: Path) -> tempfile.TemporaryDirectory:
    """Make a folder on the disk of the outputs that is there as long as this process."""
    return tempfile.TemporaryDirectory(prefix=f".{outputs.name}.parts-", dir=outputs.parent)


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


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Wait until no other process of a run computes in a folder; where nothing can be forked, none does."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # gone with the process
        yield


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


def replace(path: Path, content: bytes, folder: Path) -> None:
    """Give a file new content at one stroke, by way of `folder`; leave it alone if it has that already."""
    if path.read_bytes() != content:
        draft = folder / path.name
        draft.write_bytes(content)
        draft.replace(path)
