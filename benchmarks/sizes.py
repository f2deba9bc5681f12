"""What a system brings along: the distributions it needs, their versions and their size on the disk.

`python sizes.py --folder F NAME ...` prints this for the Python that runs it, as JSON.
"""

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def wanted(requirement: Requirement, extras: Iterable[str]) -> bool:
    """Return whether a requirement holds on this machine, for a distribution asked for with these extras.

    >>> wanted(Requirement("six; extra == 'old'"), []), wanted(Requirement("six; extra == 'old'"), ["old"])
    (False, True)
    """
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))


def closure(names: Iterable[str], requires: Callable[[str], list[str]]) -> list[str]:
    """Return the distributions with all that they require, and what these require, sorted.

    `requires` gives the requirements of one distribution, as its metadata have them.

    >>> needs = {"a": ["b>=1", "c; extra == 'more'"], "b": ["a"]}
    >>> closure(["A"], needs.__getitem__)
    ['a', 'b']
    """
    todo = [Requirement(name) for name in names]
    seen: set[tuple[str, frozenset[str]]] = set()
    while todo:
        item = todo.pop()
        key = canonicalize_name(item.name), frozenset(item.extras)
        if key not in seen:
            seen.add(key)
            inner = map(Requirement, requires(key[0]))
            todo += [one for one in inner if wanted(one, item.extras)]
    return sorted({name for name, _ in seen})


def total(paths: Iterable[Path]) -> int:
    """Return the bytes of all files among these paths. Compiled Python is left out: an installer may skip it.

    >>> total([Path(__file__)]) > 1000, total([Path("a/__pycache__/b.pyc")])
    (True, 0)
    """
    return sum(path.stat().st_size for path in paths if path.suffix != ".pyc" and path.is_file())


def installed(names: Iterable[str], folders: Iterable[Path]) -> dict[str, object]:
    """Return Python's and the distributions' versions, and the bytes of them and of some folders together.

    >>> found = installed(["packaging"], [])
    >>> list(found["versions"]), found["bytes"] > 0
    (['packaging'], True)
    """
    needed = [
        metadata.distribution(name) for name in closure(names, lambda name: metadata.requires(name) or [])
    ]
    files = [Path(part.locate_file(file)) for part in needed for file in part.files or []]
    files += [path for folder in folders for path in folder.rglob("*")]
    versions = {canonicalize_name(part.name): part.version for part in needed}
    return {"python": platform.python_version(), "versions": versions, "bytes": total(files)}


def main(argv: list[str] | None = None) -> int:
    """Print what is installed and return 0; or print one line about what is missing and return 2."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--folder", action="append", default=[], type=Path)
    options = parser.parse_args(argv)
    try:
        print(json.dumps(installed(options.names, options.folder)))
    except metadata.PackageNotFoundError as fault:
        print(
            f"{fault.name}: not installed. Remove the virtual environment and start again.", file=sys.stderr
        )
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
