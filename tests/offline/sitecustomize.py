"""Run by every Python that starts with this folder on its PYTHONPATH: no network, all else as it was."""

import os
import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec

import offline  # noqa: F401  importing it is enough

# The file of this name that this one stands in front of, if the system has one, is run as well.
HERE = os.path.dirname(__file__)  # noqa: PTH120  loading pathlib would take longer than all else here
if hidden := PathFinder.find_spec("sitecustomize", [folder for folder in sys.path if folder != HERE]):
    hidden.loader.exec_module(module_from_spec(hidden))
