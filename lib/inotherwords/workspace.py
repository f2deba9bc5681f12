"""Prepare a folder beside another and put it in its place: whole or not at all, whatever happens.

All that a run writes until its last moment lies in one folder beside the outputs, `.NAME.run`:

    lock           held by the run at work; the system lets go of it when that run ends, however it ends
    RANDOM/NAME    the new outputs while the notebooks write them
    parts          what is computed of a large corpus, part by part; stays if the run is stopped
    old            the former outputs, for the moment between two renames

So a run that fails or is interrupted leaves the outputs as they were, and what a killed run leaves
behind is put right by the next one.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from inotherwords import progress
from inotherwords.corpus import InputError, shown

PARTS = "parts"


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


def replace(path: Path, content: bytes, folder: Path) -> None:
    """Give a file new content at one stroke, by way of `folder`; leave it alone if it has that already."""
    if path.read_bytes() != content:
        draft = folder / path.name
        draft.write_bytes(content)
        draft.replace(path)
