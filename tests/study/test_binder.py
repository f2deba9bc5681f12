"""binder/: what repo2docker reads installs the lock, on a Python that the tests know, as make does."""

import os
import sys
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from inotherwords.paths import PROJECT

BINDER = PROJECT / "binder"


def lines(path):
    """Return the lines of a file that are neither empty nor comments."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


def python():
    """Return the version of Python that repo2docker is asked for."""
    [runtime] = lines(BINDER / "runtime.txt")
    return runtime.removeprefix("python-")


def test_the_packages_are_those_of_the_lock_and_no_others():
    [line] = lines(BINDER / "requirements.txt")
    option, path = line.split()
    assert option == "-r"
    assert (BINDER / path).resolve() == (PROJECT / "requirements.txt").resolve()


def test_no_other_file_names_packages():
    assert sorted(path.name for path in BINDER.iterdir()) == ["postBuild", "requirements.txt", "runtime.txt"]


def test_the_library_allows_the_python():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert python() in SpecifierSet(project["requires-python"])


def test_the_workflow_tests_the_python():
    workflow = yaml.safe_load((PROJECT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
    assert python() in workflow["jobs"]["test"]["strategy"]["matrix"]["python"]


def test_the_library_is_installed_as_make_installs_it():
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    _, options = lines(BINDER / "postBuild")[-1].split(" pip install --no-cache-dir ")
    assert f" pip install --quiet --disable-pip-version-check {options}\n" in makefile


def test_the_lock_has_what_builds_the_library():
    build = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]
    locked = {line.split("==")[0] for line in lines(PROJECT / "requirements.txt") if line[0] != " "}
    assert {Requirement(wish).name for wish in build["requires"]} <= locked


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such mark on a file")
def test_the_last_step_is_executable():
    assert os.access(BINDER / "postBuild", os.X_OK)
