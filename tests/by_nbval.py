"""Run notebooks under nbval, each cell of which must show the same again."""

import os
import subprocess
import sys

from inotherwords.reproduction import FORKED


def run_nbval(notebooks, folder):
    """Return how nbval ended on these notebooks; its report is report.xml in a folder, where it works."""
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "--junitxml=report.xml"]
    command += ["-q", "-p", "no:cacheprovider", "-p", "no:doctest", "-o", "addopts=", "-o", "filterwarnings="]
    command += map(str, notebooks)
    own = {"PYTHONHASHSEED": "0", "IPYTHONDIR": str(folder / "ipython")}
    settings = {"env": {**os.environ, **own, **FORKED}, "cwd": folder}
    for _ in range(2):  # a kernel whose port another program took first is started once more, as in a run
        done = subprocess.run(command, capture_output=True, text=True, check=False, **settings)
        if "Kernel died before replying to kernel_info" not in done.stdout:
            break
    return done
