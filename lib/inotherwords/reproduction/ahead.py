"""Read the articles for attributions while notebook 3 is at work, where a second processor has nothing to do.

What is found is kept among the parts of the run, and later notebooks take it from there. Where nothing can be
forked, or if this fails, they read the articles themselves, and say what is wrong.
"""

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.process import BaseProcess
from pathlib import Path

from inotherwords import attribution
from inotherwords.corpus import Study
from inotherwords.layers.parts import PART
from inotherwords.layers.workers import end_with_parent, usable_processors
from inotherwords.layers.workspace import SCHEDULER, WORKERS
from inotherwords.report import findings
from inotherwords.reproduction import kernels

Parameters = Mapping[str, str | None]  # of every notebook: corpus, outputs, by


@contextmanager
def reading_ahead(parameters: Parameters) -> Iterator[Callable[[], None]]:
    """Yield what begins to read once the articles are cleaned; it is to be called before each notebook.

    What still reads at the end of the block is ended.
    """
    process: BaseProcess | None = None
    tables = Path(parameters["outputs"] or "") / "tables"

    def begin() -> None:
        nonlocal process
        if process is None and _pays() and any(tables.glob("segments.*")):
            process = kernels.fork(_read, dict(parameters), dict(os.environ))

    try:
        yield begin
    finally:
        if process is not None:
            process.kill()
            process.join()


def _pays() -> bool:
    """Return whether there is a processor to spare, and nobody has said what else is to compute."""
    told = os.environ.get(SCHEDULER) or os.environ.get(WORKERS) == "1"
    return kernels.can_fork() and usable_processors() > 1 and not told


def _read(parameters: Parameters, environment: dict[str, str]) -> None:
    """Compute the parts on attributions that notebooks 4 to 6 will ask for; say nothing, whatever happens."""
    if sys.flags.hash_randomization:
        return  # forked from somebody else's process, with other settings
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None  # the environment says where
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    with suppress(Exception):
        study = Study(**parameters)
        if len(study.english) <= PART:  # more are read by all processors when their turn comes
            study.compute(attribution.stage)
            findings.read_uncorrected(study)
            findings.read_leniently(study)
