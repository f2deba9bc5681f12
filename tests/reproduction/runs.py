"""Runs of the command line, each in a process of its own, as they are asked for on the standard input.

Where it can be they are forked from this one: to begin each anew would take far longer than what it does.
"""

import functools
import json
import multiprocessing
import os
import signal
import sys
from pathlib import Path

import papermill  # noqa: F401  which each of them needs

from inotherwords import cli
from inotherwords.reproduction import kernels, pipeline

PATIENCE = 120  # seconds
FORK = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")


def run(place, folder, killed_in_the_swap):
    """Run the notebooks of a folder on the corpus in a place; what is printed goes to files beside it.

    If it is to be killed in the swap, it is when it renames something for the second time.
    """
    for number, name in (1, "out"), (2, "err"):
        os.dup2(os.open(f"{place}.{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    rename, calls = Path.rename, []

    def rename_once(path, target):
        calls.append(path)
        if len(calls) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return rename(path, target)

    if killed_in_the_swap:
        Path.rename = rename_once
    kernels.PRELOADED = kernels.PRELOADED[:2]
    pipeline.run_study = functools.partial(pipeline.run_study, notebooks=Path(folder))
    sys.exit(cli.main(["run", "--corpus", f"{place}/corpus", "--outputs", f"{place}/outputs"]))


def answer():
    """Answer a line with three arguments of `run` by the number of its process, one with that by its end."""
    started = {}
    for line in sys.stdin:
        asked = json.loads(line)
        if isinstance(asked, list):
            process = FORK.Process(target=run, args=asked)
            process.start()
            started[process.pid] = process
            print(process.pid, flush=True)
        else:
            started[asked].join(PATIENCE)
            print(json.dumps(started[asked].exitcode), flush=True)


if __name__ == "__main__":
    answer()
