"""The exercise notebooks: made from solutions that run, without giving them away."""

import io
import re
import runpy
import statistics
from contextlib import redirect_stdout

import nbformat
import pandas as pd
import pytest
from loaded import load

from inotherwords.coding.exercise import check, digest
from inotherwords.paths import PROJECT
from inotherwords.reproduction import notebooks

make_exercises = load("teaching/make_exercises")

NAMES = ["1_whose_word", "2_same_sentence", "3_who_speaks", "4_code_it_yourself"]
LONGEST_CELL = 15  # lines
USUAL_CELL = 3
# In prose a number is no result in code, in a link, in a heading, in a list, and in these words.
NO_RESULT = [r"`[^`]*`", r"\[[^]]*\]\([^)]*\)", r"^#.*$", r"^\d\. ", r"about \d+ minutes", "November 2024"]


def read(folder, name):
    return nbformat.read(PROJECT / "teaching" / folder / f"{name}.ipynb", as_version=4)


def code(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


@pytest.fixture
def printed(monkeypatch, tmp_path):
    """Return a function that runs cells in the folder of the exercises and returns what they print."""

    def printed(cells):
        script = tmp_path / "cells.py"
        script.write_text("\n".join(cells), encoding="utf-8")
        monkeypatch.chdir(make_exercises.EXERCISES)
        output = io.StringIO()
        with redirect_stdout(output), pd.option_context("display.max_colwidth", 50):
            runpy.run_path(str(script))
        return output.getvalue()

    return printed


def test_a_solution_run_again_is_the_same_byte_for_byte_and_an_exercise_is_what_it_makes():
    paths = [make_exercises.SOLUTIONS / f"{name}.ipynb" for name in NAMES]
    for name, rerun in zip(NAMES, make_exercises.solved(paths), strict=True):
        exercise = make_exercises.exercise(read("solutions", name))
        for folder, made in {"solutions": rerun, "exercises": exercise}.items():
            committed = (PROJECT / "teaching" / folder / f"{name}.ipynb").read_bytes()
            assert notebooks.serialise(made) == committed, f"{folder}/{name}: run make exercises"


def test_there_are_four_of_each_and_nothing_else_without_an_error_and_exercises_without_outputs():
    for folder in ("solutions", "exercises"):
        found = [path.name for path in (PROJECT / "teaching" / folder).iterdir() if path.name[0] != "."]
        assert sorted(found) == [f"{name}.ipynb" for name in NAMES]
    for name in NAMES:
        solved, asked = (
            [cell for cell in read(folder, name).cells if cell.cell_type == "code"]
            for folder in ("solutions", "exercises")
        )
        shown = [output for cell in solved for output in cell.outputs]
        assert [it for it in shown if it.output_type == "error" or it.get("name") == "stderr"] == [], name
        assert [cell for cell in asked if cell.outputs or cell.execution_count is not None] == [], name
        lengths = [len(source.splitlines()) for source in code(read("solutions", name))]
        assert max(lengths) <= LONGEST_CELL, name
        assert statistics.median(lengths) <= USUAL_CELL, name


def test_no_line_of_a_solution_is_left_in_the_exercise():
    for name in NAMES:
        solution = [source for source in code(read("solutions", name)) if source.startswith("# Solution")]
        lines = {line for source in solution for line in source.splitlines()[1:] if not line.isidentifier()}
        answers = {text for text in prose(read("solutions", name)) if text.startswith("**Answer.**")}
        left = "\n".join(cell.source for cell in read("exercises", name).cells)
        assert lines
        assert answers
        assert [line for line in lines | answers if line in left] == [], name


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_runs_when_nothing_is_filled_in_and_with_its_solution_it_is_right(name, printed):
    asked = code(read("exercises", name))
    checks = sum(source.startswith("coding.check(") for source in asked)
    shown = printed(asked)
    assert checks >= 5
    assert (shown.count("Not answered yet"), "Right." in shown) == (checks, False)
    pairs = zip(code(read("solutions", name)), asked, strict=True)
    shown = printed([solution if "= ..." in source else source for solution, source in pairs])
    assert (shown.count("Right."), "Not yet" in shown) == (checks, False)


def test_a_question_comes_before_any_code_a_hint_before_an_answer_and_a_limit_at_the_end():
    for name in NAMES:
        notebook = read("exercises", name)
        cells = [cell.source for cell in notebook.cells]
        first_code = [cell.cell_type for cell in notebook.cells].index("code")
        assert any(source.startswith("## Before you compute") for source in cells[:first_code]), name
        assert cells[-1].startswith("**What this does not show.**"), name
        asked = [index for index, source in enumerate(cells) if source.startswith("coding.check(")]
        hints = [cells[index - 2] for index in asked]  # then comes the cell with the dots
        assert [it for it in hints if not it.startswith("<details><summary>A hint</summary>\n\n")] == [], name


def test_no_result_is_typed_in_the_prose_and_its_links_lead_somewhere():
    for name in NAMES:
        text = "\n".join(prose(read("solutions", name)))
        for no_result in NO_RESULT:
            text = re.sub(no_result, "", text, flags=re.MULTILINE)
        assert [line for line in text.splitlines() if re.search(r"\d", line)] == [], name
        targets = re.findall(r"\]\(([^)]+)\)", "\n".join(prose(read("exercises", name))))
        folder = PROJECT / "teaching" / "exercises"
        assert [target for target in targets if not (folder / target).is_file()] == [], name


# --- the check ---


def test_the_same_answer_in_another_form_is_right_and_another_answer_is_not():
    same = [(7, 7.0), (0.3846, 0.38), ("NZ Herald", " nz  herald"), (("a", "b"), pd.Index(["b", "a"]))]
    same += [(["Kayhan", "Fakti.bg"], {"Fakti.bg", "Kayhan"}), (-0.001, 0)]
    same += [(pd.Series({"Kayhan": 6, "Fakti.bg": 1}), {"fakti.bg": 1, "kayhan": 6})]
    other = [(7, 8), (0.38, 0.39), ("rebel", "rebels"), (7, "7"), (["a"], "a"), (["a", "a"], ["a"])]
    other += [({"a": 1}, {"a": 2})]
    assert [pair for pair in same if len(set(map(digest, pair))) == 2] == []
    assert [pair for pair in other if len(set(map(digest, pair))) == 1] == []


def test_a_wrong_answer_is_told_without_the_right_one_and_one_of_another_kind_with_what_to_give(capsys):
    check(8, digest(7))
    printed = capsys.readouterr().out
    assert printed.startswith("Not yet.")
    assert "7" not in printed
    check(pd.DataFrame({"a": [1]}), digest(7))
    told = "Not yet: this is a DataFrame. Give a number, a word, or several words.\n"
    assert capsys.readouterr().out == told
