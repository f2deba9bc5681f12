"""The environment: conda and pip get the same versions, and they are those the library allows."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from inotherwords.corpus import PROJECT
from inotherwords.environment import environment

LOCK = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
CONDA = (PROJECT / "environment.yml").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
WANTED = [*PYPROJECT["project"]["dependencies"], *(wish for extra in EXTRAS.values() for wish in extra)]


def pins():
    """Return the requirements of the lock: lines that neither stand in nor are comments."""
    lines = [line for line in LOCK.splitlines() if line and line[0] not in " #"]
    return [Requirement(line.removesuffix("\\")) for line in lines]


def test_the_environment_pins_what_the_lock_pins():
    [pip] = [part["pip"] for part in yaml.safe_load(CONDA)["dependencies"] if isinstance(part, dict)]
    assert sorted(str(Requirement(line)) for line in pip) == sorted(str(pin) for pin in pins())


def test_the_committed_environment_is_the_one_made_from_the_lock():
    assert environment(LOCK) == CONDA


def test_the_environment_asks_for_the_python_that_the_library_asks_for():
    wanted = PYPROJECT["project"]["requires-python"]
    assert f"python{wanted}" in yaml.safe_load(CONDA)["dependencies"]


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


def test_a_marker_stays_with_its_pin():
    made = environment("six==1.17.0 ; os_name == 'nt' \\\n    --hash=sha256:00\n")
    assert yaml.safe_load(made)["dependencies"][-1] == {"pip": ["six==1.17.0 ; os_name == 'nt'"]}
