"""The environment: conda and pip get the same versions, and they are those the library allows."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from inotherwords.paths import PROJECT

LOCK = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
CONDA = (PROJECT / "environment.yml").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
WANTED = [*PYPROJECT["project"]["dependencies"], *(wish for extra in EXTRAS.values() for wish in extra)]


def pins():
    """Return the requirements of the lock: lines that neither stand in nor are comments."""
    lines = [line for line in LOCK.splitlines() if line and line[0] not in " #"]
    return [Requirement(line.removesuffix("\\")) for line in lines]


def test_conda_installs_the_lock_itself():
    [pip] = [part["pip"] for part in yaml.safe_load(CONDA)["dependencies"] if isinstance(part, dict)]
    assert pip == ["-r requirements.txt"]


def test_conda_and_binder_have_one_python_which_the_library_allows():
    python, *_ = yaml.safe_load(CONDA)["dependencies"]
    version = python.removeprefix("python=")
    assert version in SpecifierSet(PYPROJECT["project"]["requires-python"])
    assert f"python-{version}" in (PROJECT / "binder" / "runtime.txt").read_text(encoding="utf-8")


def test_every_pin_is_one_exact_version():
    assert [str(pin) for pin in pins() if not re.fullmatch(r"==[\w.!+]+", str(pin.specifier))] == []


def test_every_pin_has_a_hash():
    entries = re.split(r"(?m)^(?=\w)", LOCK)[1:]
    assert len(entries) == len(pins())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("wish", WANTED)
def test_the_lock_has_a_version_within_the_bounds(wish):
    wanted = Requirement(wish)
    locked = [pin for pin in pins() if canonicalize_name(pin.name) == canonicalize_name(wanted.name)]
    versions = [next(iter(pin.specifier)).version for pin in locked]
    assert versions
    assert [version for version in versions if version not in wanted.specifier] == []
