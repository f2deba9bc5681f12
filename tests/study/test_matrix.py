"""The matrix of changes: its page is the one made from its table, and a row can say that bytes differ."""

import shutil

from loaded import load

from inotherwords.paths import OUTPUTS, PROJECT
from inotherwords.reproduction import compare

matrix = load("tests/study/matrix")


def test_a_row_says_whether_the_bytes_are_the_same_or_why_nothing_was_compared(tmp_path):
    for name in ("notebooks", "outputs"):
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    made = matrix.row("another folder", tmp_path, "")
    assert (made["verdict"], made["differences"], made["notebooks"]) == (compare.FULL, "", "6 of 6")
    table = tmp_path / "outputs" / "tables" / "terms.csv"
    table.write_bytes(table.read_bytes().replace(b",37,", b",38,", 1))
    made = matrix.row("another folder", tmp_path, "")
    assert (made["verdict"], made["differences"]) == (compare.PARTIAL, "number: outputs/tables/terms.csv")
    files = len(compare.named_files(OUTPUTS, tmp_path / "none"))
    assert made["outputs"] == f"{files - 1} of {files}"
    fault = matrix.execute(matrix.command(PROJECT, "walk"), {}, tmp_path)
    assert "invalid choice: 'walk'" in fault
    assert matrix.execute(matrix.command(PROJECT, "--version"), {}, tmp_path) == ""
    made = matrix.row("one processor", tmp_path / "nothing", fault)
    assert (made["notebooks"], made["outputs"], made["verdict"]) == ("", "", f"not run: {fault}")


def test_the_committed_page_has_every_change_fully_reproduced_or_not_run():
    rows = matrix.read()
    assert matrix.page(rows) == matrix.PAGE.read_text(encoding="utf-8")
    named = [*(change.name for change in matrix.CHANGES), matrix.READ_ONLY]
    assert [row["change"] for row in rows][: len(named)] == named
    assert len(rows) - len(named) == matrix.NEWEST - matrix.OLDEST + 1
    verdicts = [row["verdict"] for row in rows]
    assert [it for it in verdicts if it != compare.FULL and not it.startswith("not run: ")] == []
