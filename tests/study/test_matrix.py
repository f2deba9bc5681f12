"""The matrix of changes: its page is the one made from its table, and a row can say that bytes differ."""

import shutil
from importlib.util import module_from_spec, spec_from_file_location

import pytest

from inotherwords.paths import OUTPUTS, PROJECT
from inotherwords.reproduction import compare

spec = spec_from_file_location("matrix", PROJECT / "tests" / "study" / "matrix.py")
matrix = module_from_spec(spec)
spec.loader.exec_module(matrix)


@pytest.fixture
def run(tmp_path):
    """A copy of the committed run."""
    for name in ("notebooks", "outputs"):
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return tmp_path


def test_a_run_with_the_same_bytes_is_a_full_reproduction(run):
    made = matrix.row("another folder", run, "")
    assert (made["verdict"], made["differences"]) == (compare.FULL, "")
    assert made["notebooks"] == "6 of 6"


def test_a_run_with_another_byte_in_a_table_is_none_and_the_table_is_named(run):
    table = run / "outputs" / "tables" / "terms.csv"
    table.write_bytes(table.read_bytes().replace(b",37,", b",38,", 1))
    made = matrix.row("another folder", run, "")
    assert made["verdict"] == compare.PARTIAL
    assert made["differences"] == "number: outputs/tables/terms.csv"
    files = len(compare.named_files(OUTPUTS, run / "none"))
    assert made["outputs"] == f"{files - 1} of {files}"


def test_a_run_that_failed_compares_nothing_and_says_why(tmp_path):
    made = matrix.row("one processor", tmp_path / "nothing", "no taskset on this system")
    assert (made["notebooks"], made["outputs"]) == ("", "")
    assert made["verdict"] == "not run: no taskset on this system"


def test_a_command_that_fails_is_told_by_its_last_line(tmp_path):
    fault = matrix.execute(matrix.command(PROJECT, "run", "--corpus", "nowhere"), {}, tmp_path)
    assert fault.endswith("nowhere: no such folder. Name a folder with .txt files and articles.csv.")


def test_the_committed_page_is_made_from_the_committed_table():
    assert matrix.page(matrix.read()) == matrix.PAGE.read_text(encoding="utf-8")


def test_every_committed_row_was_fully_reproduced_or_not_run_and_says_why():
    for row in matrix.read():
        verdict = row["verdict"]
        assert verdict == compare.FULL or verdict.startswith("not run: "), row


def test_every_change_has_its_row():
    changes = [row["change"] for row in matrix.read()]
    pythons = changes[len(matrix.CHANGES) + 1 :]
    assert changes[: len(matrix.CHANGES) + 1] == [
        *(change.name for change in matrix.CHANGES),
        matrix.READ_ONLY,
    ]
    assert len(pythons) == matrix.NEWEST - matrix.OLDEST + 1
