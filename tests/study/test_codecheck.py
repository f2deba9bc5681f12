"""codecheck.yml: what a CODECHECK of this study would recreate, by the specification's version 2.0.

The rules are those of severity error that a file can satisfy before a check
(https://raw.githubusercontent.com/codecheckers/register/master/rules-2.0.yml).
"""

import json
import re
from pathlib import PurePosixPath

import yaml

from inotherwords.layers.files import read_table
from inotherwords.paths import OUTPUTS, PROJECT

TEXT = (PROJECT / "codecheck.yml").read_text(encoding="utf-8")
CONFIGURATION = yaml.safe_load(TEXT)


def test_the_document_is_of_version_2_and_claims_no_check():
    citation = yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))
    paper = CONFIGURATION["paper"]
    assert TEXT.startswith("---\n")  # CC-CFG-002
    assert CONFIGURATION["version"] == "https://codecheck.org.uk/spec/config/2.0/"  # CC-CFG-014
    assert paper["title"] == citation["title"]  # CC-CFG-016 to CC-CFG-019
    assert paper["authors"] == [{"name": author["name"]} for author in citation["authors"]]
    assert paper["reference"].strip()  # CC-CFG-021
    assert not re.search(r"FIXME|TODO|XXX", TEXT)  # CC-CFG-023
    assert set(CONFIGURATION) == {"version", "paper", "manifest"}
    assert "No check has taken place" in TEXT


def test_the_findings_and_every_figure_with_its_data_are_listed_once_and_with_the_notebook_that_makes_them():
    listed = {item["file"]: item["comment"] for item in CONFIGURATION["manifest"]}
    made = json.loads((OUTPUTS / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    notebooks = {f"outputs/{row['path']}": row["notebook"] for row in made}
    faults = []
    for file, comment in listed.items():
        path = PurePosixPath(file)  # CC-CFG-006, CC-BUN-001
        if path.is_absolute() or ".." in path.parts or not (PROJECT / path).is_file():
            faults.append(f"{file}: not a file of the project")
        if not re.fullmatch(rf"\w.+ \({re.escape(notebooks.get(file, '-'))}\)", comment):
            faults.append(f"{file}: the comment names another notebook")
    figures = read_table(OUTPUTS, "figures")["figure"]
    files = {f"outputs/figures/{name}.{ending}" for name in figures for ending in ("png", "csv")}
    faults += sorted((files | {"outputs/findings.md"}) - set(listed))
    assert faults == []
    assert len(listed) == len(CONFIGURATION["manifest"])
