"""The environment is held against the lock: what differs is named, with Python and processor."""

import platform

from inotherwords.paths import PROJECT
from inotherwords.reproduction import environment

LOCK = (PROJECT / "requirements.txt").read_text("utf-8")


def test_every_pin_is_read_and_those_for_other_pythons_are_not_for_this_one():
    pinned = [line for line in LOCK.splitlines() if "==" in line.partition(";")[0]]
    assert len(environment.PIN.findall(LOCK)) == len(pinned) > 100
    assert len(environment.locked(LOCK)) < len(pinned)
    only = "a==1 ; python_full_version < '3'\nb==2 ; python_full_version >= '3.11' and os_name != ''\n"
    assert environment.locked(only) == {"b": "2"}


def test_a_package_that_is_newer_or_missing_is_named_and_without_one_the_environment_is_the_locked_one():
    [numpy] = [line.split()[0] for line in LOCK.splitlines() if line.startswith("numpy==")]
    on = f"(Python {platform.python_version()}, {platform.machine()}, {platform.system()})"
    assert environment.describe(f"{numpy}\n").endswith(f"the locked environment, 1 packages {on}")
    here = numpy.replace("==", " ")
    assert environment.describe("numpy==0.1\nnot-there==1.0\n") == (
        f"Environment: not the locked one: {here} (locked: 0.1); not-there is missing (locked: 1.0) {on}"
    )
