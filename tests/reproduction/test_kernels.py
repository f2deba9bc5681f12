"""Tests of inotherwords.reproduction.kernels: a forked kernel is like any other, and none is left behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from small import write_notebooks

from inotherwords.reproduction import kernels
from inotherwords.reproduction.notebooks import execute_all

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

# What a notebook can see of its kernel. `held` are files of the disk that are open; zmq has sockets.
SEEN = """\
import json, locale, logging, multiprocessing, os, random, signal, sys, threading, time
import matplotlib, numpy, pandas
told = {
    "path": sys.path, "argv": sys.argv[:1], "main": __name__, "flags": str(sys.flags), "hash": hash("a word"),
    "folder": os.getcwd(), "times": time.tzname, "locale": locale.setlocale(locale.LC_ALL),
    "environment": {name: value for name, value in os.environ.items() if name not in OWN},
    "figures": sorted(matplotlib.rcParams.items(), key=str),
    "tables": pandas.describe_option("", _print_desc=False).lower(), "arrays": numpy.get_printoptions(),
    "backend": matplotlib.get_backend(), "logging": [logging.root.level, len(logging.root.handlers)],
    "interrupts": signal.getsignal(signal.SIGINT).__name__, "blocked": sorted(signal.pthread_sigmask(0, [])),
    "names": sorted(name for name in globals() if not name.startswith("_")),
    "held": sorted({os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd")
                    if os.path.isfile(f"/proc/self/fd/{fd}")}),
    "threads": sorted({thread.name.split("-")[0] for thread in threading.enumerate()} - {"Thread"}),
}
print(json.dumps(told, default=str))
"""
# Of a kernel's own process: these differ between any two.
OWN = ["JPY_PARENT_PID", "JPY_SESSION_NAME", "KERNEL_LAUNCH_TIMEOUT", *kernels.ONE_THREAD]
FRESH = "import sys, random, uuid; print('onnxruntime' in sys.modules, random.random(), uuid.uuid4())"


def printed(place, *sources):
    """Return what notebooks print of which each has one of these pieces of code."""
    shutil.rmtree(place / "notebooks", ignore_errors=True)
    folder = write_notebooks(place / "notebooks", *sources)
    executed, _ = execute_all(folder, {}, {"IPYTHONDIR": str(place / "ipython")}, list)
    return [notebook.cells[2].outputs[0].text for notebook in executed.values()]


def test_a_forked_kernel_is_as_one_that_was_started_and_no_fork_has_what_another_had(tmp_path, monkeypatch):
    seen = SEEN.replace("OWN", str(OWN))
    forked, *fresh = printed(tmp_path, seen, FRESH, FRESH)
    assert fresh[0] != fresh[1]  # each draws its own random numbers
    assert [line.split()[0] for line in fresh] == ["False", "False"]
    monkeypatch.setenv(kernels.PLAIN, "1")
    plain = json.loads(printed(tmp_path, seen)[0])
    forked = json.loads(forked)
    plain["environment"].pop(kernels.PLAIN)
    assert {name: (forked[name], plain[name]) for name in plain if forked[name] != plain[name]} == {}


def test_the_process_that_is_forked_has_no_thread_of_its_own_but_one_that_arrow_starts_anew(tmp_path):
    printed(tmp_path, "print()")
    [server] = [one for one in psutil.Process().children() if "forkserver" in " ".join(one.cmdline())]
    tasks = Path(f"/proc/{server.pid}/task")
    threads = [(task / "comm").read_text().strip() for task in tasks.iterdir()]
    assert {name for name in threads if name != "jemalloc_bg_thd"} == {psutil.Process(server.pid).name()}
    assert len(threads) <= 2


def test_a_kernel_that_is_killed_does_not_hurt_the_next(tmp_path):
    with kernels.environment({"IPYTHONDIR": str(tmp_path / "ipython")}), kernels.ended() as started:
        for _ in range(2):
            started.append(kernels.start_kernel(tmp_path))
        psutil.Process(started[0].provisioner.pid).kill()
        assert started[0].provisioner.process.wait() == -signal.SIGKILL
        assert started[1].provisioner.process.poll() is None
    assert printed(tmp_path, "print('alive')") == ["alive\n"]


START = """\
import signal, sys, time
from pathlib import Path
from inotherwords.reproduction import kernels
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background
kernels.PRELOADED = kernels.PRELOADED[:2]
with kernels.environment({"IPYTHONDIR": sys.argv[1]}), kernels.ended() as started:
    started.append(kernels.start_kernel(Path(sys.argv[1])))
    print(started[0].provisioner.pid, flush=True)
    time.sleep(600)
"""


def test_no_process_is_left_when_the_one_that_started_kernels_ends_however_it_ends(tmp_path):
    # A script of one's own, too, which says nothing of `if __name__ == "__main__"`, is not run twice.
    (tmp_path / "script.py").write_text(START)
    settings = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "env": os.environ | {"TMPDIR": str(tmp_path)},
    }
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
        with subprocess.Popen([sys.executable, tmp_path / "script.py", tmp_path], **settings) as parent:
            kernel = int(parent.stdout.readline())
            left = psutil.Process(parent.pid).children(recursive=True)
            assert kernel in {process.pid for process in left}
            os.kill(parent.pid, number)
            _, still = psutil.wait_procs(left, timeout=60)  # on a busy machine
        assert still == []
    assert [path for path in tmp_path.iterdir() if path.name.startswith("pymp-")] == []


def test_where_nothing_is_to_be_forked_nothing_is(tmp_path, monkeypatch):
    monkeypatch.setenv(kernels.PLAIN, "1")
    [parent] = printed(tmp_path, "import os; print(os.getppid())")
    assert int(parent) == os.getpid()
