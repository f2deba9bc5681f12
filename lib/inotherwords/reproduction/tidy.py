"""Remove the folder of the socket when the process that kernels are forked from ends.

Loaded by that process. Whoever started it removes the folder, too, but not if it was killed.
"""

import atexit
import os
import shutil


def remove(folder: str, server: int) -> None:
    """Remove a folder, unless this process is a fork, which only leaves."""
    if os.getpid() == server:
        shutil.rmtree(folder, ignore_errors=True)


if "INOTHERWORDS_SOCKET" in os.environ:
    atexit.register(remove, os.environ["INOTHERWORDS_SOCKET"], os.getpid())
