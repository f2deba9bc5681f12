"""The environment at hand beside the one that the lock says: which packages differ, and on what they run."""

import platform
import re
from importlib.metadata import PackageNotFoundError, version

from packaging.markers import Marker

PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)(?: ; (.+?))?(?: \\)?$", re.MULTILINE)


def locked(lock: str) -> dict[str, str]:
    r"""Return the versions that a lock (requirements.txt) has for this machine and this Python, by package.

    >>> locked("numpy==2.4.6 \\\n    --hash=sha256:00\ncolorama==0.4 ; python_version < '3'\n")
    {'numpy': '2.4.6'}
    """
    return {name: one for name, one, marker in PIN.findall(lock) if not marker or Marker(marker).evaluate()}


def departures(lock: str) -> list[str]:
    r"""Return what is not installed as the lock has it, a text for each package.

    >>> departures("packaging==1.0\nno-such-package==2.0\n")[1]
    'no-such-package is missing (locked: 2.0)'
    """
    found = []
    for name, wanted in locked(lock).items():
        try:
            here = version(name)
        except PackageNotFoundError:
            found.append(f"{name} is missing (locked: {wanted})")
        else:
            if here != wanted:
                found.append(f"{name} {here} (locked: {wanted})")
    return found


def describe(lock: str) -> str:
    """Return the line on the environment: as locked, or all that differs; with Python and processor."""
    on = f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}"
    differing = departures(lock)
    if differing:
        return f"Environment: not the locked one: {'; '.join(differing)} ({on})"
    return f"Environment: checked in the locked environment, {len(locked(lock))} packages ({on})"
