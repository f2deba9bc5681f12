"""What computes the parts of a corpus: processes of this machine, or workers of a Dask cluster.

An engine is given functions and does not know what they compute. A worker that is killed costs time only:
what it had in hand is done again. What kills its worker even when nothing else is at work is set aside, one
article at a time.
"""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent import futures
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from inotherwords.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

Texts = dict[str, str]
Known = dict[str, "pd.DataFrame"]
Tables = dict[str, bytes]  # Parquet files by the names of their tables

# So that each worker keeps to one processor.
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
TRIES = 2  # of what killed its worker, before it is held to be the cause


class Part(NamedTuple):
    """Some articles in order, what is known of them, and the name of the folder for what is found in them."""

    name: str
    texts: Texts
    known: Known


class Workplace(NamedTuple):
    """Where the parts of a corpus are computed, and the folder in which they are kept."""

    folder: Path
    processes: int  # of this machine
    scheduler: str = ""  # the address of Dask's, whose workers are used instead
    kept: bool = False  # whether an interrupted run leaves the folder for the next one


class Engine(NamedTuple):
    """Where work is done."""

    submit: Callable[[Known, Texts], futures.Future]
    first_done: Callable[[Iterable[futures.Future]], Iterable[futures.Future]]
    result: Callable[[futures.Future], Tables]
    room: Callable[[], int]  # how many parts may be at work or waiting
    died: type[Exception]  # what the future of a part raises if its worker was killed


class LostError(RuntimeError):
    """The scheduler cannot be reached any longer; the message is its address."""


def results(
    engine: Engine, parts: Iterable[Part], set_aside: Callable[[str], Tables], join: Callable[[list], Tables]
) -> Iterator[tuple[Part, Tables]]:
    """Yield each part with its tables, whichever is done first; a bounded number is in memory.

    `set_aside` makes the tables of an article that kills its worker, `join` one set of tables from several.
    """
    parts = iter(parts)
    waiting: dict[futures.Future, Part] = {}
    suspects: list[Part] = []
    while True:
        while not suspects and len(waiting) < engine.room() and (part := next(parts, None)):
            waiting[engine.submit(part.known, part.texts)] = part
        if not waiting:
            return
        for future in list(engine.first_done(waiting)):
            part = waiting.pop(future)
            try:
                yield part, engine.result(future)
            except engine.died:
                suspects.append(part)
        if not waiting:
            # Which of those that died together was the cause shows when each is alone.
            for part in suspects:
                yield part, _alone(engine, part.known, part.texts, set_aside, join)
            suspects.clear()


def _alone(
    engine: Engine,
    known: Known,
    texts: Texts,
    set_aside: Callable[[str], Tables],
    join: Callable[[list], Tables],
) -> Tables:
    """Return the tables of some articles while nothing else is at work; of each by itself if need be."""
    for _ in range(TRIES):
        try:
            return engine.result(engine.submit(known, texts))
        except engine.died:
            continue
    if len(texts) == 1:
        return set_aside(*texts)
    return join([_alone(engine, known, {doc: text}, set_aside, join) for doc, text in texts.items()])


def usable_processors() -> int:
    """Return how many processors there are for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def here(compute: Callable[..., Tables], *arguments: object) -> Iterator[Engine]:
    """Give an engine that works in this process; it calls `compute(*arguments, known, texts)`."""

    def submit(known: Known, texts: Texts) -> futures.Future:
        future: futures.Future = futures.Future()
        future.set_result(compute(*arguments, known, texts))
        return future

    yield Engine(submit, list, futures.Future.result, lambda: 1, BrokenProcessPool)


@contextmanager
def processes(number: int, compute: Callable[..., Tables], *arguments: object) -> Iterator[Engine]:
    """Give an engine of so many processes on this machine, each with one thread, which call the same.

    Raises InputError if none can be started.
    """
    pools: list[futures.ProcessPoolExecutor] = []

    def start() -> None:
        context = get_context("spawn")  # a fork of a Jupyter kernel would have its threads' locks
        pools.append(futures.ProcessPoolExecutor(number, mp_context=context, initializer=_begin))

    def submit(known: Known, texts: Texts) -> futures.Future:
        with _environment(dict.fromkeys(ONE_THREAD, "1")):  # processes start with the first task
            try:
                return pools[-1].submit(compute, *arguments, known, texts)
            except BrokenProcessPool:
                start()
                return pools[-1].submit(compute, *arguments, known, texts)

    def first_done(waiting: Iterable[futures.Future]) -> Iterable[futures.Future]:
        return futures.wait(waiting, return_when=futures.FIRST_COMPLETED).done

    start()
    try:
        with _environment(dict.fromkeys(ONE_THREAD, "1")):
            _check_start(pools[-1])
        yield Engine(submit, first_done, futures.Future.result, lambda: 2 * number, BrokenProcessPool)
    finally:
        for pool in pools:
            pool.shutdown(cancel_futures=True)


def _check_start(pool: futures.ProcessPoolExecutor) -> None:
    """Raise InputError if no process of a pool begins its work: then no part is at fault."""
    try:
        pool.submit(os.getpid).result()
    except BrokenProcessPool:
        # Each process begins by running the script that started it.
        raise InputError(
            "no process could be started. In a script of your own, put what it does under "
            'if __name__ == "__main__": (see multiprocessing in Python\'s library), or set '
            "INOTHERWORDS_WORKERS=1."
        ) from None


def _begin() -> None:
    """Make a new worker leave interrupts to whoever started it, and end when that one has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()


def end_with_parent() -> None:
    """Make a process that multiprocessing has started end when the one that wanted it has ended."""

    def follow() -> None:
        parent_process().join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


@contextmanager
def _environment(settings: dict[str, str]) -> Iterator[None]:
    """Give the processes that start meanwhile some settings."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def dask(address: str, compute: Callable[..., Tables], *arguments: object) -> Iterator[Engine]:
    """Give an engine of the workers that a Dask scheduler has; `compute(*arguments, known, texts)`.

    Raises InputError if Dask is not installed or the scheduler cannot be reached; the engine's functions
    raise LostError if it cannot be reached any longer.
    """
    try:
        import distributed
    except ImportError:
        raise InputError(
            "--scheduler: Dask is not installed. Install it: pip install 'inotherwords[cluster]'."
        ) from None
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what is wrong is told in one line
    try:
        client = distributed.Client(address)
    except (OSError, ValueError) as fault:
        reason = " ".join(str(fault).split())[:200]
        raise InputError(
            f"--scheduler: {address} does not answer ({reason}). Start it, or correct it."
        ) from None

    @contextmanager
    def reached() -> Iterator[None]:
        try:
            yield
        except (OSError, futures.CancelledError) as fault:
            raise LostError(address) from fault

    @reached()
    def submit(known: Known, texts: Texts) -> distributed.Future:
        return client.submit(compute, *arguments, known, texts, pure=False)

    @reached()
    def first_done(waiting: Iterable[distributed.Future]) -> Iterable[distributed.Future]:
        return distributed.wait(list(waiting), return_when="FIRST_COMPLETED").done

    @reached()
    def result(future: distributed.Future) -> Tables:
        return future.result()

    @reached()
    def room() -> int:
        return 2 * max(1, sum(client.nthreads().values()))

    try:
        yield Engine(submit, first_done, result, room, distributed.KilledWorker)
    finally:
        client.close()
