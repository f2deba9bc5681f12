"""What a run took: time, memory, disk, and on which machine. Recorded, never compared."""

import os
import platform
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

SECONDS_BETWEEN = 1.0
MEBIBYTE = 2**20


def memory() -> int:
    """Return the bytes of memory that this process and those it started have now, together.

    What several of them share, as the code of a library, counts once where the system tells (Linux).
    """
    used = 0
    for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        try:
            held = process.memory_full_info()
            used += getattr(held, "pss", held.rss)
        except psutil.Error:  # it has ended meanwhile
            continue
    return used


@contextmanager
def peak_memory() -> Iterator[list[int]]:
    """Yield a list that, when the block ends, holds one number: the most memory used in it, in bytes."""
    peak = [memory()]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(SECONDS_BETWEEN):
            peak[0] = max(peak[0], memory())

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


def size(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def machine() -> dict[str, str | int | float]:
    """Return what matters of this machine, and nothing that tells whose it is.

    >>> sorted(machine())
    ['cores', 'memory_gib', 'processor', 'python', 'system']
    """
    usable = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": len(usable),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "python": platform.python_version(),
    }


def record(seconds: dict[str, float], peak: int, outputs: Path) -> dict[str, object]:
    """Return what a run took: seconds by notebook, in all, peak memory and outputs in MiB, the machine."""
    return {
        "seconds": {name: round(time, 1) for name, time in seconds.items()},
        "seconds_in_all": round(sum(seconds.values()), 1),
        "peak_memory_mib": round(peak / MEBIBYTE),
        "outputs_mib": round(size(outputs) / MEBIBYTE, 1),
        "machine": machine(),
    }
