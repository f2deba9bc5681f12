"""The licences of all packages in the lock: licences.csv, and LICENCES.md made from it by the template.

`make lock` runs it. What a package says of itself stands in its metadata; they are taken from the package
installed here or, if that is another version or none, from its wheel, which pip fetches and checks against
the lock's hashes. What the metadata leave open was read in the package's own files and stands in
licences.by-hand.csv, with the words that say it: if they are gone from the file, it has to be read again.
"""

import csv
import io
import re
import subprocess
import sys
import tomllib
from collections import Counter, deque
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

DOCS = Path(__file__).parent
PROJECT = DOCS.parent
TABLE = DOCS / "licences.csv"
PAGE = DOCS / "LICENCES.md"
BY_HAND = DOCS / "licences.by-hand.csv"
TEMPLATE = DOCS / "licences.template.md"

COLUMNS = [
    "package",
    "version",
    "licence",
    "stated_in",
    "homepage",
    "brought_in_by",
    "only_where",
    "copyleft_inside",
]

# Names that mean one licence only; "BSD" or "Apache Software License" do not, so those are read by hand.
NAMES = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "ISC license": "ISC",
    "MIT License": "MIT",
    "MIT license": "MIT",
}
HOMEPAGES = ("homepage", "home", "home-page", "source", "source code", "repository", "documentation")

# The systems whose wheels are looked through, in this order, and the Python that the lock has most pins for.
ELSEWHERE = ["--platform=manylinux_2_28_x86_64", "--platform=win_amd64", "--platform=macosx_14_0_arm64"]
ELSEWHERE += ["--python-version=3.12", "--only-binary=:all:"]

COPYLEFT = re.compile(r"(A|L)?GPL-|MPL-|EPL-|CDDL-|EUPL-|OSL-|CECILL-")
# What each asks of somebody who passes such a package on.
FILES = "Say where its source can be had; its own files, changed or not, stay under this licence."
LIBRARY = "Say where its source can be had, and let it be replaced by a changed version."
RUNTIME = (
    "Say where its source can be had; programs that merely use it may have any licence, by the exception."
)
FOLLOWS = {
    "EPL-1.0": FILES,
    "EPL-2.0": FILES,
    "GPL-3.0-or-later WITH GCC-exception-3.1": RUNTIME,
    "LGPL-2.1-or-later": LIBRARY,
    "LGPL-3.0-only": LIBRARY,
    "MPL-1.1": FILES,
    "MPL-2.0": FILES,
}


class LicenceError(RuntimeError):
    """A licence, or what follows from it, is not known; the message is one line."""


class Pin(NamedTuple):
    """A package of the lock: where it is installed (a marker, or empty), its hashes, and who asks for it."""

    name: str
    version: str
    marker: str
    hashes: list[str]
    parents: list[str]


def pins(lock: str) -> list[Pin]:
    r"""Return the packages of a lock made by uv.

    >>> entry = "six==1.17.0 ; os_name == 'nt' \\\n    --hash=sha256:00\n    # via\n    #   a\n    #   b\n"
    >>> [pin] = pins(entry)
    >>> pin[:4]
    ('six', '1.17.0', 'os_name == "nt"', ['--hash=sha256:00'])
    >>> pin.parents
    ['a', 'b']
    """
    found = []
    for entry in re.split(r"(?m)^(?=\w)", lock)[1:]:
        wish = Requirement(entry.partition("\n")[0].removesuffix("\\"))
        [version] = [specifier.version for specifier in wish.specifier]
        via = entry.partition("# via")[2].replace("(pyproject.toml)", "").replace("#", "")
        hashes = re.findall(r"--hash=\S+", entry)
        found.append(Pin(wish.name, version, str(wish.marker or ""), hashes, sorted(via.split())))
    return found


def groups(pyproject: dict) -> dict[str, list[str]]:
    """Return what the study, and each extra, asks for itself.

    >>> groups({"project": {"dependencies": ["b>=1"], "optional-dependencies": {"lab": ["c"]}}})
    {'study': ['b>=1'], 'lab': ['c']}
    """
    project = pyproject["project"]
    return {"study": project["dependencies"], **project["optional-dependencies"]}


def chains(lock: list[Pin], asks: dict[str, list[str]], wanted: dict[str, list[str]]) -> dict[str, str]:
    """Return what brings each package in: the first group that does, and its shortest way.

    `asks` has for each package the requirements in its metadata; of these count those in the lock, and
    those of an extra only where that extra is asked for.

    >>> lock = [Pin("a", "1", "", [], []), Pin("b", "1", "", [], ["a"]), Pin("c", "1", "", [], ["b"])]
    >>> asks = {"a": ["b"], "b": ["c; extra == 'more'"], "c": []}
    >>> chains(lock, asks, {"study": ["a"], "lab": ["b[more]"]})
    {'a': 'study', 'b': 'study > a', 'c': 'lab > b'}
    """
    parents = {pin.name: pin.parents for pin in lock}
    found: dict[str, str] = {}
    for group, wishes in wanted.items():
        waiting = deque((group, need) for wish in sorted(wishes) for need in _needs(wish))
        seen = set()
        while waiting:
            way, (name, extra) = waiting.popleft()
            if (name, extra) not in seen:
                seen.add((name, extra))
                found.setdefault(name, way)
                counted = [wish for wish in asks[name] if extra in (_extras(wish) or [""])]
                needs = sorted(need for wish in counted for need in _needs(wish))
                locked = [need for need in needs if name in parents.get(need[0], [])]
                waiting.extend((f"{way} > {name}", need) for need in locked)
    return found


def stated(package: Distribution) -> tuple[str, str] | None:
    """Return the licence that metadata state, as an SPDX expression, and in which field; None if in none."""
    metadata = package.metadata
    classifiers = [line for line in metadata.get_all("Classifier", []) if line.startswith("License ::")]
    fields = {
        "License-Expression": metadata.get("License-Expression", ""),
        "License": metadata.get("License", "").strip().partition("\n")[0],
        "Classifier": classifiers[0].rpartition(" :: ")[2] if len(classifiers) == 1 else "",
    }
    for field, words in fields.items():
        with suppress(InvalidLicenseExpression):
            return canonicalize_license_expression(NAMES.get(words.strip(), words)), field
    return None


def says(package: Distribution, reading: dict[str, str]) -> bool:
    """Tell whether a package's file still has the words that licences.by-hand.csv quotes from it."""
    file = reading["file"]
    if file.startswith("dist-info/"):
        text = package.read_text(file.removeprefix("dist-info/")) or ""
    else:
        text = package.locate_file(file).read_text(encoding="utf-8")
    return reading["says"] in " ".join(text.split())


def homepage(package: Distribution) -> str:
    """Return the address of a package's home, or of its source, or else of its page at PyPI."""
    urls = [f"home-page, {url}" for url in package.metadata.get_all("Home-page", [])]
    urls += package.metadata.get_all("Project-URL", [])
    named = {label.lower(): url for label, url in (line.split(", ", 1) for line in urls)}
    labels = [label for label in HOMEPAGES if label in named]
    return named[labels[0]] if labels else f"https://pypi.org/project/{package.name}/"


def row(pin: Pin, package: Distribution, chain: str, by_hand: list[dict[str, str]]) -> dict[str, str]:
    """Return a package's row of licences.csv; raises LicenceError if nothing says its licence."""
    about = [reading for reading in by_hand if reading["package"] == pin.name]
    itself = [reading for reading in about if not reading["part"] and says(package, reading)]
    licence = stated(package) or next(((reading["licence"], reading["file"]) for reading in itself), None)
    if not licence:
        raise LicenceError(
            f"{pin.name} {pin.version}: nothing says its licence. Read its licence file and note it, "
            f"with the words that say it, in docs/{BY_HAND.name}."
        )
    inside = [f"{reading['part']} ({reading['licence']})" for reading in about if reading["part"]]
    values = [pin.name, pin.version, *licence, homepage(package), chain, pin.marker, "; ".join(inside)]
    return dict(zip(COLUMNS, values, strict=True))


def fetched(pin: Pin, folder: Path) -> Distribution:
    """Return a package from its wheel, which pip puts below the folder; raises LicenceError if it cannot."""
    folder = folder / f"{pin.name}-{pin.version}"
    folder.mkdir()
    wish = folder / "requirements.txt"
    wish.write_text(" ".join([f"{pin.name}=={pin.version}", *pin.hashes]), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--require-hashes", *ELSEWHERE, f"--dest={folder}", f"--requirement={wish}"]
    if subprocess.run(command, check=False).returncode:
        raise LicenceError(f"{pin.name} {pin.version}: pip cannot fetch its wheel. See what it says above.")
    [wheel] = folder.glob("*.whl")
    return next(iter(distributions(path=[str(wheel)])))


def installed(pin: Pin) -> Distribution | None:
    """Return a package if this very version is installed here, else None."""
    with suppress(PackageNotFoundError):
        package = distribution(pin.name)
        if package.version == pin.version:
            return package
    return None


def copyleft(expression: str) -> list[str]:
    """Return the copyleft licences of an SPDX expression; of several to choose from, the first.

    >>> copyleft("MPL-2.0 AND MIT"), copyleft("MPL-1.1 OR GPL-2.0-only")
    (['MPL-2.0'], ['MPL-1.1'])
    """
    expression = re.sub(r" OR [\w.-]+", "", expression)
    return [licence for licence in re.split(r" AND | OR |[()]", expression) if COPYLEFT.match(licence)]


def page(rows: list[dict[str, str]], template: str) -> str:
    """Return the text of LICENCES.md for the rows of licences.csv.

    Raises LicenceError for a copyleft licence of which FOLLOWS does not say what it asks.
    """
    how_many = Counter(row["licence"] for row in rows)
    whole = [(licence, row["package"]) for row in rows for licence in copyleft(row["licence"])]
    parts = [
        (licence, f"{part} in {row['package']}")
        for row in rows
        for part, licence in re.findall(r"(\S+) \((.+?)\)", row["copyleft_inside"])
    ]
    packages = [
        (
            f"[{row['package']}]({row['homepage']})",
            row["version"],
            row["licence"],
            f"`{row['stated_in']}`",
            row["brought_in_by"],
            row["only_where"] and f"`{row['only_where']}`",
        )
        for row in rows
    ]
    return template.format(
        licences=_table(["licence", "packages"], [(name, str(how_many[name])) for name in sorted(how_many)]),
        copyleft=_table(["licence", "packages", "what to do"], _by_licence(whole)),
        inside=_table(["licence", "parts", "what to do"], _by_licence(parts)),
        packages=_table(
            ["package", "version", "licence", "stated in", "brought in by", "only where"], packages
        ),
    )


def table(rows: list[dict[str, str]]) -> str:
    """Return the text of licences.csv."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main() -> int:
    """Write licences.csv and LICENCES.md for the lock as it is; return 2 if a licence is not known."""
    lock = pins((PROJECT / "requirements.txt").read_text(encoding="utf-8"))
    wanted = groups(tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8")))
    by_hand = read(BY_HAND)
    try:
        with TemporaryDirectory() as folder:
            packages = [installed(pin) or fetched(pin, Path(folder)) for pin in lock]
            asks = {pin.name: package.requires or [] for pin, package in zip(lock, packages, strict=True)}
            chain = chains(lock, asks, wanted)
            rows = [
                row(pin, package, chain[pin.name], by_hand)
                for pin, package in zip(lock, packages, strict=True)
            ]
        text = page(rows, TEMPLATE.read_text(encoding="utf-8"))
    except LicenceError as fault:
        print(fault, file=sys.stderr)
        return 2
    TABLE.write_text(table(rows), encoding="utf-8", newline="\n")
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


def _needs(wish: str) -> list[tuple[str, str]]:
    """Return what a requirement asks for: a package, and each of the extras it names, as (package, extra)."""
    requirement = Requirement(wish)
    extras = sorted(map(canonicalize_name, requirement.extras))
    return [(canonicalize_name(requirement.name), extra) for extra in ["", *extras]]


def _extras(wish: str) -> list[str]:
    """Return the extras for which alone a requirement counts."""
    return [canonicalize_name(extra) for extra in re.findall(r"extra == .([\w.-]+)", wish)]


def _by_licence(found: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Return a row for each copyleft licence: its name, what is under it, and what follows."""
    names = {licence: [name for other, name in found if other == licence] for licence, _ in sorted(found)}
    if unknown := set(names) - set(FOLLOWS):
        raise LicenceError(f"{min(unknown)}: what follows from it is not said. Add it to docs/licences.py.")
    return [(licence, ", ".join(sorted(under)), FOLLOWS[licence]) for licence, under in names.items()]


def _table(head: list[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
