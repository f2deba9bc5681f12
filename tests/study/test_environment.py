"""The environment: make, conda, Binder and CI install one lock, whose versions the library allows."""

import os
import re
import sys
import tomllib

import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from inotherwords.paths import PROJECT


def read(name):
    return (PROJECT / name).read_text(encoding="utf-8")


PYPROJECT = tomllib.loads(read("pyproject.toml"))
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
WANTED = [*PYPROJECT["project"]["dependencies"], *(wish for extra in EXTRAS.values() for wish in extra)]
ENTRIES = re.split(r"(?m)^(?=\w)", read("requirements.txt"))[1:]
PINS = [Requirement(entry.splitlines()[0].removesuffix("\\")) for entry in ENTRIES]
CONDA = yaml.safe_load(read("environment.yml"))["dependencies"]


def lines(name):
    """Return the lines of a file of binder/ that are neither empty nor comments."""
    return [line for line in read(f"binder/{name}").splitlines() if line and line[0] != "#"]


def test_conda_and_binder_install_the_lock_and_no_other_file_names_packages():
    [pip] = [part["pip"] for part in CONDA if isinstance(part, dict)]
    assert pip == ["-r requirements.txt"]
    [line] = lines("requirements.txt")
    assert (PROJECT / "binder" / line.removeprefix("-r ")).resolve() == PROJECT / "requirements.txt"
    found = sorted(path.name for path in (PROJECT / "binder").iterdir())
    assert found == ["postBuild", "requirements.txt", "runtime.txt"]


def test_conda_and_binder_have_one_python_which_the_library_allows_and_the_workflow_tests():
    [runtime] = lines("runtime.txt")
    python = runtime.removeprefix("python-")
    assert CONDA[0] == f"python={python}"
    assert python in SpecifierSet(PYPROJECT["project"]["requires-python"])
    tested = yaml.safe_load(read(".github/workflows/test.yml"))["jobs"]["test"]["strategy"]["matrix"]
    assert python in tested["python"]


def test_binder_installs_the_library_as_make_does_and_can():
    _, options = lines("postBuild")[-1].split(" pip install --no-cache-dir ")
    assert f" pip install --quiet --disable-pip-version-check {options}\n" in read("Makefile")
    scripts = ("binder/postBuild", ".ci/run")
    assert sys.platform == "win32" or all(os.access(PROJECT / script, os.X_OK) for script in scripts)


def test_a_container_stands_on_one_image_and_installs_the_lock_by_its_hashes():
    steps = [line.split(" ", 1) for line in read("Dockerfile").splitlines() if line and line[0] != "#"]
    assert [word for word, _ in steps] == ["FROM", "WORKDIR", "COPY", "RUN", "COPY", "RUN", "CMD"]
    base = re.fullmatch(r"python:(3\.\d+)\.\d+-slim-\w+@sha256:[0-9a-f]{64}", steps[0][1])
    assert base[1] == lines("runtime.txt")[0].removeprefix("python-")
    locked, own = (words for word, words in steps if word == "RUN")
    assert locked.endswith(" --require-hashes -r requirements.txt")
    assert own == lines("postBuild")[-1]
    assert ".venv*" in read(".dockerignore").splitlines()


def test_every_pin_of_a_lock_is_one_exact_version_with_a_hash_and_within_the_bounds_of_every_wish():
    pinned = re.compile(r"[\w.-]+==[\w.!+]+ (;[^\\]*)?\\\n +--hash=sha256:")
    faults = []
    for lock in ("requirements.txt", "benchmarks/requirements.txt"):
        entries = re.split(r"(?m)^(?=[^\s#])", read(lock))[1:]
        assert len(entries) > 10
        faults += [entry for entry in entries if not pinned.match(entry)]
    for wanted in map(Requirement, [*WANTED, *PYPROJECT["build-system"]["requires"]]):
        own = [pin for pin in PINS if canonicalize_name(pin.name) == canonicalize_name(wanted.name)]
        within = [next(iter(pin.specifier)).version in wanted.specifier for pin in own]
        faults += [] if within and all(within) else [str(wanted)]
    assert faults == []
