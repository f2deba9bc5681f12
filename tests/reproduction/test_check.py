"""A check that can fail: whatever is tampered with in a copy of the study is found and named.

The real command finds a number, a word, a picture, and what was forged before the rebuild. Each kind of
difference has its quick test beside the comparison.
"""

import io
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import matplotlib.image
import nbformat
import numpy as np
import pytest

from inotherwords.errors import InputError
from inotherwords.layers.files import sha256
from inotherwords.paths import PROJECT
from inotherwords.reproduction import check, compare, notebooks, pipeline

LABELS, KEYNESS = "outputs/tables/labels.csv", "outputs/tables/keyness.csv"
FIGURE = "outputs/figures/shared-copy"
LAST = "notebooks/06_figure_production.ipynb"
PARTS = ["README.md", "pyproject.toml", "requirements.txt", "seeds", "lib", "notebooks", "outputs"]


@pytest.fixture
def copy(tmp_path):
    """A copy of all that the check reads, in another place."""
    place = tmp_path / "copy"
    (place / "docs").mkdir(parents=True)
    skipped = shutil.ignore_patterns("__pycache__", "*.egg-info", "measured.json")
    for name in PARTS:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, place / name, ignore=skipped, copy_function=copy_file)
        else:
            shutil.copy(PROJECT / name, place / name)
    return place


def copy_file(source, target):
    """Copy a file; the large weights of the model, which nothing here changes, are only linked."""
    if Path(source).suffix == ".bin":
        with suppress(OSError):  # on another disk
            return os.link(source, target)
    return shutil.copy(source, target)


@pytest.fixture
def checked(copy, rebuilt, monkeypatch, capsys):
    """Return a function that checks the copy against one rebuild for all and returns what it prints."""
    monkeypatch.setattr(pipeline, "OUTPUTS", copy / "outputs")
    monkeypatch.setattr(pipeline, "NOTEBOOKS", copy / "notebooks")
    monkeypatch.setattr(pipeline, "README", copy / "README.md")

    monkeypatch.setattr(pipeline, "rebuild", lambda _, outputs: shutil.copytree(rebuilt, outputs))

    def checked():
        verdict = check.check_study(copy / "docs" / "report.txt")
        printed = capsys.readouterr().out
        assert f"Verdict: {verdict}\n" in printed
        return verdict, printed

    return checked


def replace(path, before, after):
    """Change one place of a text file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def edit_notebook(path, change):
    """Let a function change a notebook in place."""
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    path.write_bytes(notebooks.serialise(notebook))


def repaint(png):
    """Return a PNG with one bar longer: a block of the picture's middle in black."""
    pixels = (matplotlib.image.imread(io.BytesIO(png), format="png") * 255).astype(np.uint8).copy()
    pixels[100:120, 300:360, :3] = 0
    picture = io.BytesIO()
    matplotlib.image.imsave(picture, pixels, format="png")
    return picture.getvalue()


def a_number(copy):
    lines = (copy / KEYNESS).read_text(encoding="utf-8").splitlines()
    cells = lines[1].split(",")
    cells[2] = str(int(cells[2]) + 1)
    (copy / KEYNESS).write_text("\n".join([lines[0], ",".join(cells), *lines[2:], ""]), encoding="utf-8")


def a_word(copy):
    replace(copy / LABELS, ",own,", ",quoted,")


def a_picture(copy):
    path = copy / f"{FIGURE}.png"
    path.write_bytes(repaint(path.read_bytes()))


# --- the real command ---


def command(copy):
    """Check a copy with its own library and return the exit code and what is printed."""
    settings = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(copy / "lib"), os.environ.get("PYTHONPATH", "")]),
    }
    done = subprocess.run(
        [sys.executable, "-m", "inotherwords.cli", "check"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=settings,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_a_number_a_word_and_a_picture_that_were_tampered_with_are_named_and_nothing_else(copy):
    for tamper in (a_number, a_word, a_picture):
        tamper(copy)
    code, printed = command(copy)
    assert code == 1
    assert "Verdict: partial reproduction" in printed
    found = re.findall(
        r"^  (\w+) +(outputs/\S+?)(?:, row 2, column (\w+))?: (?!not the)", printed, re.MULTILINE
    )
    assert found == [
        ("number", f"{FIGURE}.png", ""),
        ("number", KEYNESS, "count"),
        ("label", LABELS, "voice"),
    ]
    assert set(re.findall(r"^  metadata (\S+): not the file that manifest", printed, re.MULTILINE)) == {
        f"{FIGURE}.png",
        KEYNESS,
        LABELS,
    }
    assert "number 2" in printed


def test_one_word_of_an_article_is_found_by_its_digest(copy):
    article = copy / "seeds" / "004_0aee72244986942d.txt"
    replace(article, "rebels", "gunmen")
    code, printed = command(copy)
    assert code == 1
    assert "seeds/004_0aee72244986942d.txt: its sha256 is not the one in articles.csv." in printed


def test_a_forged_article_and_cells_in_another_order_are_found_in_the_results(copy):
    article = copy / "seeds" / "004_0aee72244986942d.txt"
    before = sha256(article.read_bytes())
    replace(article, "rebels", "gunmen")
    replace(copy / "seeds" / "articles.csv", before, sha256(article.read_bytes()))

    def swap(notebook):
        first, second = 12, 13  # two cells that show tables and do not need one another
        notebook.cells[first], notebook.cells[second] = notebook.cells[second], notebook.cells[first]

    edit_notebook(copy / "notebooks/02_cleaning.ipynb", swap)
    code, printed = command(copy)
    assert code == 1
    assert "Verdict: partial reproduction" in printed
    assert "outputs/tables/articles.csv, row 6, column sha256" in printed
    assert re.search(r"number +outputs/findings\.md, line \d+", printed)
    assert "metadata notebooks/02_cleaning.ipynb, cell 13 (02-14): run as 8 → run as 7" in printed


def test_a_study_that_does_not_run_is_named_by_notebook_and_cell(copy):
    def swap(notebook):
        notebook.cells.insert(2, notebook.cells.pop(4))  # uses the library before it is imported

    edit_notebook(copy / "notebooks/01_loading.ipynb", swap)
    code, printed = command(copy)
    assert code == 1
    assert "01_loading.ipynb, cell 2: NameError: name " in printed


# --- against one rebuild for all ---


def test_a_copy_that_nobody_touched_is_fully_reproduced(copy, checked):
    assert checked()[0] == compare.FULL
    report = (copy / "docs" / "report.txt").read_text(encoding="utf-8")
    assert report.startswith("Verdict: full reproduction\nReason for incomplete reproduction: none\n")


def test_a_finding_in_the_readme_is_compared_too(copy, checked):
    replace(copy / "README.md", "7 times in NZ Herald", "9 times in NZ Herald")
    verdict, printed = checked()
    assert verdict == compare.PARTIAL
    assert re.search(r"^  number   README\.md, line \d+: ", printed, re.MULTILINE)


def test_a_readme_without_its_markers_is_named(copy, checked):
    replace(copy / "README.md", pipeline.FINDINGS_END, "")
    assert "README.md: lacks the lines " in checked()[1]


def test_a_picture_is_not_excused_by_a_forged_version_of_what_drew_it(copy, checked):
    a_picture(copy)
    path = copy / "outputs/manifest.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'"matplotlib": "[^"]+"', '"matplotlib": "3.1.0"', text), encoding="utf-8")
    assert f"  number   {FIGURE}.png: another picture" in checked()[1]


# --- the report and what it was made for ---


@pytest.fixture
def report(copy, checked, monkeypatch):
    """The report on a copy, made for the copy's files."""
    whole = check.digests
    monkeypatch.setattr(check, "digests", lambda project=copy: whole(project))
    assert checked()[0] == compare.FULL
    return copy / "docs" / "report.txt"


def test_a_report_is_good_for_the_files_it_was_made_for(copy, report):
    assert check.refuse_old(report, copy) == compare.FULL


def test_an_old_report_beside_a_new_file_is_refused(copy, report):
    for name in (
        *(
            "README.md",
            "requirements.txt",
            "seeds/labels.csv",
            "lib/inotherwords/naming/mentions.py",
            LAST,
            LABELS,
        ),
        *(KEYNESS, f"{FIGURE}.png"),
    ):
        content = (copy / name).read_bytes()
        (copy / name).write_bytes(content + b"\n")
        told = re.escape(f"made for other files ({name} changed). Run `make check`.")
        with pytest.raises(InputError, match=told):
            check.refuse_old(report, copy)
        (copy / name).write_bytes(content)
    (copy / "seeds" / "labels.csv").rename(copy / "seeds" / "names_of_actors.csv")
    with pytest.raises(InputError, match=r"\(seeds/labels\.csv and 1 more changed\)"):
        check.refuse_old(report, copy)


def test_a_missing_report_is_refused(copy):
    with pytest.raises(InputError, match=r"docs/report\.txt: missing\. Run `make check`\."):
        check.refuse_old(copy / "docs" / "report.txt", copy)


def test_the_digests_of_a_report_are_those_that_sha256sum_reads(copy, report):
    lines = report.read_text(encoding="utf-8").splitlines()
    line = next(line for line in lines if line.endswith("  seeds/articles.csv"))
    assert line == f"{sha256((copy / 'seeds/articles.csv').read_bytes())}  seeds/articles.csv"


def test_a_report_that_cannot_be_written_is_told_before_anything_runs(copy, checked):
    with pytest.raises(InputError, match=r"nowhere/report\.txt: cannot be written"):
        check.check_study(copy / "nowhere" / "report.txt")
    with pytest.raises(InputError, match=r"copy/docs: a folder\. Name a file with --report\."):
        check.check_study(copy / "docs")


def test_the_committed_report_says_full_and_was_made_for_the_committed_files():
    assert check.refuse_old() == compare.FULL


def test_nothing_but_the_report_is_written_and_each_time_the_same(copy, checked):
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    checked()
    once = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    checked()
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == once
    assert once.pop(copy / "docs" / "report.txt")
    assert once == before
