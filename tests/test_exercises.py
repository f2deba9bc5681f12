"""The exercise notebooks: made from solutions that run, without giving them away."""

import importlib.util
import io
import re
import runpy
import statistics
from contextlib import redirect_stdout

import nbformat
import pandas as pd
import pytest

from inotherwords import exercise, notebooks
from inotherwords.corpus import PROJECT

spec = importlib.util.spec_from_file_location("make_exercises", PROJECT / "teaching" / "make_exercises.py")
make_exercises = importlib.util.module_from_spec(spec)
spec.loader.exec_module(make_exercises)

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


@pytest.fixture(scope="module")
def rerun():
    paths = [make_exercises.SOLUTIONS / f"{name}.ipynb" for name in NAMES]
    return dict(zip(NAMES, make_exercises.solved(paths), strict=True))


@pytest.mark.parametrize("folder", ["solutions", "exercises"])
def test_there_are_four_of_each_and_nothing_else(folder):
    found = [path.name for path in (PROJECT / "teaching" / folder).iterdir() if path.name[0] != "."]
    assert sorted(found) == [f"{name}.ipynb" for name in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_a_solution_run_again_is_the_same_byte_for_byte(rerun, name):
    committed = (PROJECT / "teaching" / "solutions" / f"{name}.ipynb").read_bytes()
    assert notebooks.serialise(rerun[name]) == committed, "out of date: run make exercises"


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_is_what_its_solution_makes(name):
    committed = (PROJECT / "teaching" / "exercises" / f"{name}.ipynb").read_bytes()
    made = make_exercises.exercise(read("solutions", name))
    assert notebooks.serialise(made) == committed, "out of date: run make exercises"


@pytest.mark.parametrize("name", NAMES)
def test_a_solution_shows_no_error_and_no_warning(name):
    outputs = [
        output
        for cell in read("solutions", name).cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]
    assert [output for output in outputs if output.output_type == "error"] == []
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_has_no_outputs(name):
    cells = [cell for cell in read("exercises", name).cells if cell.cell_type == "code"]
    assert [(cell.outputs, cell.execution_count) for cell in cells] == [([], None)] * len(cells)


@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_a_solution_is_left_in_the_exercise(name):
    solution = [source for source in code(read("solutions", name)) if source.startswith("# Solution")]
    lines = {line for source in solution for line in source.splitlines()[1:] if not line.isidentifier()}
    answers = {text for text in prose(read("solutions", name)) if text.startswith("**Answer.**")}
    left = "\n".join(cell.source for cell in read("exercises", name).cells)
    assert lines
    assert answers
    assert [line for line in lines | answers if line in left] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_runs_when_nothing_is_filled_in(name, printed):
    cells = code(read("exercises", name))
    shown = printed(cells)
    checks = sum(source.startswith("exercise.check(") for source in cells)
    assert checks >= 5
    assert shown.count("Not answered yet") == checks
    assert "Right." not in shown


@pytest.mark.parametrize("name", NAMES)
def test_the_solution_put_into_the_exercise_is_right(name, printed):
    pairs = zip(code(read("solutions", name)), code(read("exercises", name)), strict=True)
    filled = [solution if "= ..." in asked else asked for solution, asked in pairs]
    shown = printed(filled)
    assert shown.count("Right.") == sum(source.startswith("exercise.check(") for source in filled)
    assert "Not yet" not in shown


@pytest.mark.parametrize("name", NAMES)
def test_code_cells_are_short(name):
    lengths = [len(source.splitlines()) for source in code(read("solutions", name))]
    assert max(lengths) <= LONGEST_CELL
    assert statistics.median(lengths) <= USUAL_CELL


@pytest.mark.parametrize("name", NAMES)
def test_a_question_comes_before_any_code_and_a_limit_at_the_end(name):
    cells = read("exercises", name).cells
    first_code = next(index for index, cell in enumerate(cells) if cell.cell_type == "code")
    assert any(cell.source.startswith("## Before you compute") for cell in cells[:first_code])
    assert cells[-1].source.startswith("**What this does not show.**")


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_that_is_checked_has_a_hidden_hint(name):
    cells = [cell.source for cell in read("exercises", name).cells]
    asked = [index for index, source in enumerate(cells) if source.startswith("exercise.check(")]
    hints = [cells[index - 2] for index in asked]  # then comes the cell with the dots
    assert all(hint.startswith("<details><summary>A hint</summary>\n\n") for hint in hints)


@pytest.mark.parametrize("name", NAMES)
def test_no_result_is_typed_in_the_prose(name):
    text = "\n".join(prose(read("solutions", name)))
    for no_result in NO_RESULT:
        text = re.sub(no_result, "", text, flags=re.MULTILINE)
    assert [line for line in text.splitlines() if re.search(r"\d", line)] == []


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name):
    for target in re.findall(r"\]\(([^)]+)\)", "\n".join(prose(read("exercises", name)))):
        assert (PROJECT / "teaching" / "exercises" / target).is_file()


# --- the check ---


@pytest.mark.parametrize(
    ("answer", "same"),
    [
        (7, 7.0),
        (0.3846, 0.38),
        ("NZ Herald", " nz  herald"),
        (["Kayhan", "Fakti.bg"], {"Fakti.bg", "Kayhan"}),
        (("a", "b"), pd.Index(["b", "a"])),
        (pd.Series({"Kayhan": 6, "Fakti.bg": 1}), {"fakti.bg": 1, "kayhan": 6}),
        (-0.001, 0),
    ],
)
def test_the_same_answer_in_another_form_is_right(answer, same):
    assert exercise.digest(answer) == exercise.digest(same)


@pytest.mark.parametrize(
    ("answer", "other"),
    [
        (7, 8),
        (0.38, 0.39),
        ("rebel", "rebels"),
        (7, "7"),
        (["a"], "a"),
        (["a", "a"], ["a"]),
        ({"a": 1}, {"a": 2}),
    ],
)
def test_another_answer_is_not(answer, other):
    assert exercise.digest(answer) != exercise.digest(other)


def test_a_wrong_answer_is_told_without_the_right_one(capsys):
    exercise.check(8, exercise.digest(7))
    printed = capsys.readouterr().out
    assert printed.startswith("Not yet.")
    assert "7" not in printed


def test_an_answer_of_a_kind_that_cannot_be_right_is_told(capsys):
    exercise.check(pd.DataFrame({"a": [1]}), exercise.digest(7))
    assert (
        capsys.readouterr().out == "Not yet: this is a DataFrame. Give a number, a word, or several words.\n"
    )
