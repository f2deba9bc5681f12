"""Start the kernels of notebooks as forks of one process that has loaded the library already.

Six kernels then pay for their imports once. Python's own forkserver does the work; a kernel that could not
be forked from our process starts as any other, and shows the same.
"""

import importlib.util
import json
import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from itertools import count
from multiprocessing import forkserver, util
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

import psutil
from jupyter_client import AsyncKernelManager
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from jupyter_core.utils import run_sync
from traitlets.config import Config

from inotherwords.layers.workers import ONE_THREAD, end_with_parent

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
# Of the process that is forked: what a kernel sets before it loads matplotlib; and numpy starts no threads.
SERVER_SETTINGS = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    **dict.fromkeys(ONE_THREAD, "1"),
}
USER_SETTINGS = ("MPLBACKEND", "PYTHONSTARTUP", "PYTHONWARNINGS")

# Without it every kernel warns, rightly, that others on the machine might listen in.
ENCRYPTED = Config(KernelManager={"transport_encryption": "auto"})

NAME = "inotherwords-forked"  # among jupyter_client's provisioners, see pyproject.toml
FORKED = {"JUPYTER_DEFAULT_PROVISIONER_NAME": NAME}  # lets others of Jupyter fork, too
PLAIN = "INOTHERWORDS_PLAIN_KERNELS"  # a person may set it: nothing is forked then

DRAWING = "inotherwords.report.figures.drawing"  # what nearly every notebook loads, which takes a second
SOCKET = "INOTHERWORDS_SOCKET"  # tells the process that is forked in which folder its socket lies
TIDY = "inotherwords.reproduction.tidy"
PRELOADED = [TIDY, "ipykernel.kernelapp", "inotherwords.reproduction.preloaded"]
NUMBERS = count()


@contextmanager
def environment(settings: Mapping[str, str]) -> Iterator[None]:
    """Give the kernels that start meanwhile the settings of the study and none of the user's."""
    before = dict(os.environ)
    for name in USER_SETTINGS:
        os.environ.pop(name, None)
    os.environ.update(KERNEL_SETTINGS | settings)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def can_fork() -> bool:
    """Return whether kernels are forked here: on Linux, unless the environment says otherwise.

    macOS could, but some of its own libraries do not survive it; Windows cannot.
    """
    return sys.platform == "linux" and not os.environ.get(PLAIN)


def warm_up() -> None:
    """Start the process that kernels are forked from; do not wait until it has loaded what they need.

    Does nothing if it is there already. It ends with this process.
    """
    if not can_fork():
        return
    forkserver.set_forkserver_preload(PRELOADED)
    # An interrupt is meant for us, also while that process loads.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        with _without_main(), environment(SERVER_SETTINGS | {SOCKET: util.get_temp_dir()}):
            forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def ended() -> Iterator[list[AsyncKernelManager]]:
    """Yield a list for kernels; what a block that failed has left at work in it is ended."""
    kernels: list[AsyncKernelManager] = []
    warm_up()
    others = _descendants()
    try:
        yield kernels
    except KeyboardInterrupt:
        for process in _descendants() - others:
            process.kill()  # at once: asking would wake up what was interrupted
        kernels.clear()
        raise
    finally:
        for kernel in kernels:
            if kernel.has_kernel:
                run_sync(kernel.shutdown_kernel)(now=True)


def _descendants() -> set[psutil.Process]:
    return set(psutil.Process().children(recursive=True))


def start_kernel(folder: Path) -> AsyncKernelManager:
    """Start a kernel that works in `folder`, as in JupyterLab, and keeps no history; do not wait for it.

    It is forked, or else loads what it will need while the one before is at work; no name is bound by that.
    """
    # In the folder of the run, where there is one: then it is gone with it, whatever ends us.
    place = Path(os.environ.get("TMPDIR") or tempfile.gettempdir())
    connection = place / f"kernel-{os.getpid()}-{next(NUMBERS)}.json"
    kernel = AsyncKernelManager(kernel_name="python3", config=ENCRYPTED, connection_file=str(connection))
    kernel.kernel_spec.metadata["kernel_provisioner"] = {"provisioner_name": NAME}
    # A kernel that is ended is interrupted first, and would call that an error.
    extra = ["--HistoryManager.hist_file=:memory:", f"--IPKernelApp.log_level={logging.CRITICAL}"]
    if not can_fork():
        extra.append(f"--IPKernelApp.exec_lines=[\"__import__('{DRAWING}')\"]")
    run_sync(kernel.start_kernel)(cwd=str(folder), extra_arguments=extra)
    return kernel


def fork(function: Callable[..., None], *arguments: object) -> BaseProcess:
    """Return a process that calls a function; it has what kernels need, and is there when that is loaded."""
    warm_up()
    process = multiprocessing.get_context("forkserver").Process(target=function, args=arguments)
    with _without_main():
        process.start()
    return process


class ForkedKernel:
    """A kernel that was forked, with what jupyter_client asks of a `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, command: list[str], folder: str, environment: dict[str, str]) -> None:
        """Fork it; returns as soon as it is there, which is when the libraries have been loaded."""
        self._process = fork(_become_kernel, command, folder, environment, _path())
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """Return None while it is alive, and then its exit code."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Wait for its end and return the exit code."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it is alive."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def kill(self) -> None:
        """End it."""
        self._process.kill()


class ForkingProvisioner(LocalProvisioner):
    """Launch Python's kernels by forking; others, and where nothing can be forked, as usual."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Launch a kernel with a command."""
        if not can_fork() or cmd[1:3] != ["-m", "ipykernel_launcher"]:
            return await super().launch_kernel(cmd, **kwargs)
        self.cwd = kwargs.get("cwd") or str(Path.cwd())
        self.process = ForkedKernel(cmd, self.cwd, dict(kwargs["env"]))
        self.pid = self.pgid = self.process.pid  # it leads a group of its own
        return self.connection_info


def _become_kernel(command: list[str], folder: str, environment: dict[str, str], path: list[str]) -> None:
    """Turn a fork into a kernel that is like one started by the command."""
    ours = "ipykernel.kernelapp" in sys.modules and _seed() == environment.get("PYTHONHASHSEED")
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    if not ours:  # somebody else's forkserver, with other settings
        os.execv(command[0], command)  # noqa: S606 -- no shell is wanted
    time.tzset()
    tempfile.tempdir = None  # the environment of the kernel says where
    end_with_parent()
    sys.path[:] = path
    sys.argv = [import_module("ipykernel_launcher").__file__, *command[3:]]
    import_module("ipykernel.kernelapp").launch_new_instance(argv=command[3:], parent_handle=os.getppid())


@cache
def _path() -> list[str]:
    """Return where a kernel looks for modules, which is not where the script that was started does."""
    ask = [sys.executable, "-P", "-c", "import json, sys; print(json.dumps(sys.path))"]
    return json.loads(subprocess.run(ask, capture_output=True, check=True).stdout)


def _seed() -> str | None:
    return None if sys.flags.hash_randomization else "0"


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the script that was started, which a new process would otherwise run once more."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
