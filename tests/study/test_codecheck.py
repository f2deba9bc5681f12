"""codecheck.yml: what a CODECHECK of this study would recreate, by the specification's version 2.0.

The rules are those of severity error that a file can satisfy before a check
(https://raw.githubusercontent.com/codecheckers/register/master/rules-2.0.yml).
"""

import json
import re
from pathlib import PurePosixPath

import pytest
import yaml

from inotherwords.layers.files import read_table
from inotherwords.paths import OUTPUTS, PROJECT

TEXT = (PROJECT / "codecheck.yml").read_text(encoding="utf-8")
CONFIGURATION = yaml.safe_load(TEXT)
CITATION = yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))
MANIFEST = CONFIGURATION["manifest"]
FILES = [item["file"] for item in MANIFEST]
FIGURES = list(read_table(OUTPUTS, "figures")["figure"])


def test_the_document_starts_explicitly():  # CC-CFG-002
    assert TEXT.startswith("---\n")


def test_the_version_of_the_specification_is_named():  # CC-CFG-014
    assert CONFIGURATION["version"] == "https://codecheck.org.uk/spec/config/2.0/"


def test_no_file_is_listed_twice():
    assert len(FILES) == len(set(FILES))


@pytest.mark.parametrize("file", FILES)
def test_a_listed_file_exists_in_the_project(file):  # CC-CFG-006, CC-BUN-001
    assert not PurePosixPath(file).is_absolute()
    assert ".." not in PurePosixPath(file).parts
    assert (PROJECT / file).is_file()


@pytest.mark.parametrize("item", MANIFEST, ids=FILES)
def test_a_comment_says_which_notebook_makes_the_file(item):
    made = json.loads((OUTPUTS / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    [notebook] = [row["notebook"] for row in made if f"outputs/{row['path']}" == item["file"]]
    assert re.fullmatch(rf"\w.+ \({re.escape(notebook)}\)", item["comment"])


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_is_listed_with_its_data(figure):
    assert {f"outputs/figures/{figure}.png", f"outputs/figures/{figure}.csv"} <= set(FILES)


def test_the_findings_are_listed():
    assert "outputs/findings.md" in FILES


def test_title_and_authors_are_those_of_the_citation():  # CC-CFG-016 to CC-CFG-019
    paper = CONFIGURATION["paper"]
    assert paper["title"] == CITATION["title"]
    assert paper["authors"] == [{"name": author["name"]} for author in CITATION["authors"]]


def test_there_is_a_reference():  # CC-CFG-021
    assert CONFIGURATION["paper"]["reference"].strip()


def test_nothing_is_left_to_be_filled_in():  # CC-CFG-023
    assert not re.search(r"FIXME|TODO|XXX", TEXT)


def test_no_check_is_claimed():
    assert set(CONFIGURATION) == {"version", "paper", "manifest"}
    assert "No check has taken place" in TEXT
