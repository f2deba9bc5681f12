"""The licences: a row for each package of the lock, true to what the package itself says; none unknown."""

import doctest
import platform
import re
import sys
import tomllib
from email.message import Message

import pytest
from loaded import load
from packaging.licenses import canonicalize_license_expression

from inotherwords.paths import PROJECT

licences = load("docs/licences")

LOCK = licences.pins((PROJECT / "requirements.txt").read_text(encoding="utf-8"))
GROUPS = licences.groups(tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8")))
ROWS = licences.read(licences.TABLE)
BY_HAND = licences.read(licences.BY_HAND)
PARENTS = {pin.name: pin.parents for pin in LOCK}
INSTALLED = {pin.name: package for pin in LOCK if (package := licences.installed(pin))}
PAGE = licences.PAGE.read_text(encoding="utf-8")

# The parts were read in the wheels of one kind of machine; those for others can have other parts.
AS_READ = (sys.platform, platform.machine()) == ("linux", "x86_64")


def package(**fields):
    """Return an invented package with these fields of metadata; a list is a field that is repeated."""
    metadata = Message()
    for name, values in fields.items():
        for value in values if isinstance(values, list) else [values]:
            metadata[name.replace("_", "-")] = value

    class Package:
        name = "a-package"

        def read_text(self, file):
            return {"LICENSE": "Some  permissive\nlicence."}.get(file)

    made = Package()
    made.metadata = metadata
    return made


def reading(**changed):
    """Return a row of licences.by-hand.csv on the invented package."""
    row = {"package": "a-package", "part": "", "licence": "ISC", "file": "dist-info/LICENSE"}
    return row | {"says": "permissive licence"} | changed


PIN = licences.Pin("a-package", "1.0", "", [], [])


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(licences).failed == 0


# --- the committed table and page ---


def test_table_and_page_have_every_package_of_the_lock_once_and_in_order_and_are_as_they_are_made():
    listed = [(row["package"], row["version"], row["only_where"]) for row in ROWS]
    assert listed == [(pin.name, pin.version, pin.marker) for pin in LOCK]
    stated = [row["licence"] for row in ROWS]
    assert [licence for licence in stated if canonicalize_license_expression(licence) != licence] == []
    assert licences.table(ROWS) == licences.TABLE.read_text(encoding="utf-8")
    assert licences.page(ROWS, licences.TEMPLATE.read_text(encoding="utf-8")) == PAGE
    files = re.findall(r"\]\((?!http)(.+?)\)", PAGE)
    assert files
    assert [file for file in files if not (licences.DOCS / file).is_file()] == []


def test_every_row_agrees_with_the_installed_package():
    assert len(INSTALLED) > len(LOCK) / 2
    pins = {(pin.name, pin.version): pin for pin in LOCK}
    other = [
        row
        for row in ROWS
        if (package := INSTALLED.get(row["package"])) and package.version == row["version"]
        if licences.row(pins[row["package"], row["version"]], package, row["brought_in_by"], BY_HAND) != row
    ]
    assert other == []


def test_a_chain_is_what_the_packages_ask_for_each_step_one_of_the_lock():
    wrong = []
    for row in ROWS:
        group, *steps = row["brought_in_by"].split(" > ")
        above = zip(["inotherwords", *steps], [*steps, row["package"]], strict=True)
        if group not in GROUPS or any(parent not in PARENTS[child] for parent, child in above):
            wrong.append(row["package"])
    assert wrong == []
    asks = {pin.name: [] for pin in LOCK} | {name: found.requires or [] for name, found in INSTALLED.items()}
    chains = licences.chains(LOCK, asks, GROUPS)
    listed = {row["package"]: row["brought_in_by"] for row in ROWS if row["package"] in INSTALLED}
    assert listed == {name: chains[name] for name in listed}


# --- what was read by hand ---


def test_what_was_read_by_hand_is_what_the_metadata_leave_open_and_copyleft_parts():
    from_files = {row["package"] for row in ROWS if row["stated_in"].startswith("dist-info/")}
    assert {row["package"] for row in BY_HAND if not row["part"]} == from_files
    parts = [row for row in BY_HAND if row["part"]]
    assert parts
    assert [row for row in parts if licences.copyleft(row["licence"]) != [row["licence"]]] == []
    if AS_READ:
        assert [row for row in parts if not licences.says(INSTALLED[row["package"]], row)] == []


# --- how a licence is found ---


def test_a_licence_is_taken_from_the_metadata_but_not_if_they_may_mean_several():
    osi = "License :: OSI Approved :: MIT License"
    bsd = "License :: OSI Approved :: BSD License"
    for fields, expected in (
        ({"License_Expression": "mit OR apache-2.0"}, ("MIT OR Apache-2.0", "License-Expression")),
        ({"License_Expression": "MIT", "License": "BSD-3-Clause"}, ("MIT", "License-Expression")),
        ({"License": "BSD-3-Clause"}, ("BSD-3-Clause", "License")),
        ({"License": "BSD 3-Clause License\n\nCopyright (c) A. B."}, ("BSD-3-Clause", "License")),
        ({"License": "UNKNOWN", "Classifier": osi}, ("MIT", "Classifier")),
        ({"Classifier": ["Topic :: Text", osi]}, ("MIT", "Classifier")),
        *((fields, None) for fields in ({}, {"License": "BSD"}, {"License": "Apache Software License"})),
        ({"Classifier": bsd}, None),
        ({"Classifier": [bsd, osi]}, None),
    ):
        assert licences.stated(package(**fields)) == expected, fields


def test_what_the_metadata_leave_open_comes_from_the_file_that_was_read_or_is_refused_in_one_line():
    row = licences.row(PIN, package(), "study", [reading()])
    assert (row["licence"], row["stated_in"]) == ("ISC", "dist-info/LICENSE")
    assert licences.row(PIN, package(License="MIT"), "study", [reading()])["licence"] == "MIT"
    row = licences.row(PIN, package(License="MIT"), "study", [reading(part="libx", licence="MPL-2.0")])
    assert row["copyleft_inside"] == "libx (MPL-2.0)"
    told = r"^a-package 1\.0: nothing says its licence\. Read .*$"
    for changed in ({"package": "another"}, {"part": "inside"}, {"says": "copyleft"}):
        with pytest.raises(licences.LicenceError, match=told):
            licences.row(PIN, package(), "study", [reading(**changed)])


def test_a_package_of_another_version_does_not_count_as_installed():
    assert licences.installed(PIN) is licences.installed(PIN._replace(name="pytest", version="0")) is None


def test_a_chain_leaves_out_what_the_lock_does():
    lock = [PIN._replace(name="a"), PIN._replace(name="b"), PIN._replace(name="c", parents=["b"])]
    asks = {"a": ["c ; python_version < '3'"], "b": ["c"], "c": []}
    assert licences.chains(lock, asks, {"study": ["a", "b"]})["c"] == "study > b"


def test_nothing_is_written_if_a_licence_is_not_known(tmp_path, monkeypatch, capsys):
    def no_wheel(pin, folder):
        raise licences.LicenceError(f"{pin.name} {pin.version}: pip cannot fetch its wheel.")

    monkeypatch.setattr(licences, "installed", lambda pin: None)
    monkeypatch.setattr(licences, "fetched", no_wheel)
    monkeypatch.setattr(licences, "TABLE", tmp_path / "licences.csv")
    monkeypatch.setattr(licences, "PAGE", tmp_path / "LICENCES.md")
    assert licences.main() == 2
    assert capsys.readouterr().err == f"{LOCK[0].name} {LOCK[0].version}: pip cannot fetch its wheel.\n"
    assert list(tmp_path.iterdir()) == []


def test_a_package_has_a_homepage():
    source = "Source, https://a.org/s"
    for fields, expected in (
        ({"Project_URL": [source, "Homepage, https://a.org"]}, "https://a.org"),
        ({"Home_page": "https://a.org", "Project_URL": source}, "https://a.org"),
        ({"Project_URL": ["Tracker, https://a.org/t", source]}, "https://a.org/s"),
        ({}, "https://pypi.org/project/a-package/"),
    ):
        assert licences.homepage(package(**fields)) == expected


# --- copyleft ---


def test_copyleft_licences_are_told_from_others_and_the_page_says_what_follows_from_each():
    for expression, expected in (
        ("MIT", []),
        ("BSD-3-Clause AND 0BSD", []),
        ("MPL-2.0 AND MIT", ["MPL-2.0"]),
        ("MIT AND (LGPL-3.0-only OR GPL-2.0-only)", ["LGPL-3.0-only"]),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", ["GPL-3.0-or-later WITH GCC-exception-3.1"]),
    ):
        assert licences.copyleft(expression) == expected
    stated = [licence for row in ROWS for licence in licences.copyleft(row["licence"])]
    inside = [row["licence"] for row in BY_HAND if row["part"]]
    lines = [line for line in PAGE.splitlines() if line.endswith(". |")]
    assert {line.split(" | ")[0].removeprefix("| ") for line in lines} == {*stated, *inside}
    row = dict.fromkeys(licences.COLUMNS, "") | {"package": "a-package", "licence": "AGPL-3.0-only"}
    with pytest.raises(licences.LicenceError, match=r"^AGPL-3\.0-only: what follows from it is not said"):
        licences.page([row], "{copyleft}")
