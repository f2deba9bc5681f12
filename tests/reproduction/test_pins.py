"""What no run makes is pinned: a changed word, a new file, a missing one are found; a run moves no pin."""

import json
import re
import shutil
import subprocess

import pytest

from inotherwords.errors import InputError
from inotherwords.paths import PROJECT
from inotherwords.reproduction import check, compare, pins

NOTEBOOK = "notebooks/01_loading.ipynb"
# A file, what is written instead, and what its author would have had to hope that nobody reads.
TAMPERED = {
    "README.md": ("takes no side in the war", "takes the side of the government"),
    NOTEBOOK: ('"name": "python3"', '"name": "another"'),
    "LICENSE": ("BSD 3-Clause", "BSD 4-Clause"),
    "Makefile": ("-m pytest", "-m pytest --collect-only"),
    "docs/CI.md": ("have never run", "ran green"),
    "docs/reviewers.toml": ("There is no deposit", "There is a deposit"),
    "benchmarks/README.md": ("| detection, F1 | 8", "| detection, F1 | 9"),
    "training/train.py": ("lr", "lf"),
    "seeds/legal_status.csv": ("2014-05-14", "2024-05-14"),
    "seeds/README.md": ("not known", "well known"),
    "lib/inotherwords/attribution/accuracy.csv": ("detection,1", "detection,2"),
    "lib/inotherwords/attribution/network/model/LICENSE-encoder": ("Apache", "Apaches"),
}


@pytest.fixture
def place(tmp_path):
    """A copy of some of the files, pinned."""
    for name in TAMPERED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, tmp_path / name)
    (tmp_path / "docs").mkdir(exist_ok=True)
    pins.write(tmp_path)
    return tmp_path


def test_the_committed_pins_are_those_of_every_committed_file_that_no_run_makes():
    assert pins.list_changed() == {}
    listed = subprocess.run(["git", "-C", PROJECT, "ls-files"], capture_output=True, text=True, check=False)
    if not listed.returncode:
        tracked = {name for name in listed.stdout.splitlines() if (PROJECT / name).is_file()}
        assert {name for name in tracked if not name.startswith("outputs/")} - pins.LEFT_OUT == {*pins.read()}


def test_every_file_that_is_tampered_with_is_named_with_those_that_come_and_go(place):
    assert pins.list_changed(place) == {}
    for name, (before, after) in TAMPERED.items():
        text = (place / name).read_text("utf-8")
        assert before in text, name
        (place / name).write_text(text.replace(before, after, 1), "utf-8")
    assert pins.list_changed(place) == dict.fromkeys(sorted(TAMPERED), pins.OTHERWISE)
    (place / "LICENSE").unlink()
    (place / "seeds" / "conftest.py").touch()
    for name in ("GNUmakefile", "pytest.ini", "conftest.py"):
        (place / name).touch()
        assert pins.list_changed(place).get(name) == pins.NEW
        (place / name).unlink()
    (place / "notes.txt").touch()  # anybody's own
    (place / "my-class").mkdir()
    (place / "seeds" / "__pycache__").mkdir()
    (place / "seeds" / "__pycache__" / "conftest.pyc").touch()
    told = pins.list_changed(place)
    assert (told["LICENSE"], told["seeds/conftest.py"]) == (pins.GONE, pins.NEW)
    assert len(told) == len(TAMPERED) + 1
    pins.write(place)
    assert pins.list_changed(place) == {}


def test_what_a_run_puts_into_readme_and_notebooks_moves_no_pin(place):
    readme = (place / "README.md").read_text("utf-8")
    renewed = re.sub(r"\[\d+\]\(outputs/tables/numbers", "[99](outputs/tables/numbers", readme)
    renewed = renewed.replace("1. **Two vocabularies.**", "1. **Three vocabularies.**")
    assert renewed.count("[99]") > 2
    assert "Three" in renewed
    (place / "README.md").write_text(renewed, "utf-8")
    notebook = json.loads((place / NOTEBOOK).read_text("utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    code[0].update(execution_count=7, outputs=[{"output_type": "stream", "name": "stdout", "text": "other"}])
    (place / NOTEBOOK).write_text(json.dumps(notebook), "utf-8")
    assert pins.list_changed(place) == {}
    notebook["cells"][0]["source"] = ["Nobody was named otherwise."]
    (place / NOTEBOOK).write_text(json.dumps(notebook), "utf-8")
    assert pins.list_changed(place) == {NOTEBOOK: pins.OTHERWISE}
    (place / NOTEBOOK).write_text("no notebook", "utf-8")  # told, and not raised
    assert pins.list_changed(place) == {NOTEBOOK: pins.OTHERWISE}


def test_the_check_tells_what_is_not_as_pinned_and_that_it_is_no_discrepancy_in_output(place):
    (place / "LICENSE").write_text("Do what you like.\n", "utf-8")
    changed = check.not_as_pinned(place)
    assert compare.account(changed, {"outputs/findings.md": place}).splitlines() == [
        "Verdict: full reproduction with minor issues",
        "Reason for incomplete reproduction: files by hand are not as pinned",
        "Differences: by hand 1",
        "Each line: kind, file, place: committed → rebuilt",
        "  by hand  LICENSE: not as pinned",
    ]
    assert compare.failure("03_x.ipynb: no", changed).splitlines()[2:] == [
        "  03_x.ipynb: no",
        "  by hand  LICENSE: not as pinned",
    ]
    for content in ("", "nothing\n", "path,sha256\nLICENSE\n"):
        (place / pins.PINS).write_text(content)
        [told] = check.not_as_pinned(place)
        assert told.what.endswith("docs/pins.csv: missing, or no list of pins. Run `make pins`.")
    with pytest.raises(InputError):
        pins.read(place / "nowhere")


def test_to_renew_the_pins_is_to_be_shown_what_changed(place, monkeypatch, capsys):
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-qm", "all"]):
        subprocess.run(["git", "-C", place, *words], check=True)
    (place / "LICENSE").write_text("Do what you like.\n", "utf-8")
    (place / "docs" / "NEW.md").write_text("New.\n", "utf-8")
    monkeypatch.setattr(pins, "PROJECT", place)
    for name in ("list_changed", "hash_files", "read", "write", "show_changes"):
        monkeypatch.setattr(getattr(pins, name), "__defaults__", (place,))
    assert pins.main() == 0
    printed = capsys.readouterr().out
    assert "\n+Do what you like.\n" in printed
    assert "\nLICENSE: not as pinned\ndocs/NEW.md: not pinned\n" in printed
    assert f"{len(TAMPERED) + 1} files pinned, 2 of them anew." in printed
    assert pins.list_changed(place) == {}
