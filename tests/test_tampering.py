"""A check that can fail: whatever is tampered with in a copy of the study is found and named.

Where a tampering leaves alone what the rebuild reads, the copy is compared with one rebuild for all;
where it does not, the real command rebuilds the copy.
"""

import base64
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

from inotherwords import check, comparison, notebooks, pipeline
from inotherwords.corpus import PROJECT, InputError, sha256

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
        verdict = check.check(copy / "docs" / "report.txt")
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


def first_output(notebook, mime):
    """Return the first cell of a notebook that shows a type, and that output."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if mime in output.get("data", {}) or mime == output.get("name"):
                return cell, output
    raise AssertionError(mime)


# --- the tamperings: each takes the copy ---


def a_number_in_a_table(copy):
    lines = (copy / KEYNESS).read_text(encoding="utf-8").splitlines()
    cells = lines[1].split(",")
    cells[2] = str(int(cells[2]) + 1)
    (copy / KEYNESS).write_text("\n".join([lines[0], ",".join(cells), *lines[2:], ""]), encoding="utf-8")


def a_word_in_a_table(copy):
    replace(copy / LABELS, ",own,", ",quoted,")


def a_row_of_a_table(copy):
    lines = (copy / LABELS).read_text(encoding="utf-8").splitlines(keepends=True)
    (copy / LABELS).write_text("".join(lines[:5] + lines[6:]), encoding="utf-8")


def a_bar_of_a_figure(copy):
    path = copy / f"{FIGURE}.png"
    path.write_bytes(repaint(path.read_bytes()))


def a_bar_of_a_drawing(copy):
    path = copy / f"{FIGURE}.svg"
    text = path.read_text(encoding="utf-8")
    found = re.search(r"L (\d+\.\d+) ", text)
    longer = f"L {float(found[1]) + 20} "
    path.write_text(text.replace(found[0], longer, 1), encoding="utf-8")


def the_data_of_a_figure(copy):
    path = copy / f"{FIGURE}.csv"
    path.write_text(re.sub(r"(\d)\n$", r"\g<1>0\n", path.read_text(encoding="utf-8")), encoding="utf-8")


def the_alternative_text_of_a_figure(copy):
    replace(copy / f"{FIGURE}.txt", "Bars", "Lines")


def a_picture_in_a_notebook(copy):
    def change(notebook):
        _, output = first_output(notebook, "image/png")
        picture = repaint(base64.b64decode(output["data"]["image/png"]))
        output["data"]["image/png"] = base64.b64encode(picture).decode()

    edit_notebook(copy / LAST, change)


def a_number_that_a_cell_prints(copy):
    def change(notebook):
        _, output = first_output(notebook, "stdout")
        output["text"] = re.sub(r"\d", "0", output["text"], count=1)

    edit_notebook(copy / LAST, change)


def a_word_in_a_table_that_a_cell_shows(copy):
    def change(notebook):
        _, output = first_output(notebook, "text/html")
        output["data"]["text/html"] = output["data"]["text/html"].replace("Herald", "Gazette", 1)

    edit_notebook(copy / "notebooks/01_loading.ipynb", change)


def the_outputs_of_a_notebook(copy):
    def strip(notebook):
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.update(outputs=[], execution_count=None)

    edit_notebook(copy / "notebooks/03_term_frequencies.ipynb", strip)


def the_number_of_a_run_cell(copy):
    def change(notebook):
        cell, _ = first_output(notebook, "stdout")
        cell.execution_count += 1

    edit_notebook(copy / LAST, change)


def a_table_deleted(copy):
    (copy / KEYNESS).unlink()


def a_picture_deleted(copy):
    (copy / f"{FIGURE}.png").unlink()


def an_output_that_no_run_makes(copy):
    (copy / "outputs/tables/extra.csv").write_text("doc\n")


def a_digest_in_the_manifest(copy):
    replace(copy / "outputs/manifest.json", '"sha256": "', '"sha256": "0')


def a_computed_finding(copy):
    replace(copy / "outputs/findings.md", "7 times in NZ Herald", "9 times in NZ Herald")


def a_finding_in_the_readme(copy):
    replace(copy / "README.md", "7 times in NZ Herald", "9 times in NZ Herald")


def a_bar_and_the_version_that_drew_it(copy):
    a_bar_of_a_figure(copy)
    path = copy / "outputs/manifest.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'"matplotlib": "[^"]+"', '"matplotlib": "3.1.0"', text), encoding="utf-8")


def the_columns_of_a_table(copy):
    replace(copy / KEYNESS, "doc,term,count,rest,", "doc,term,rest,count,")


def the_markers_of_the_readme(copy):
    replace(copy / "README.md", pipeline.FINDINGS_END, "")


TAMPERINGS = [
    (a_number_in_a_table, "number", f"{KEYNESS}, row 2, column count"),
    (a_word_in_a_table, "label", f"{LABELS}, row 2, column voice: quoted → own"),
    (a_row_of_a_table, "number", f"{LABELS}, row 6: missing → "),
    (a_bar_of_a_figure, "number", f"{FIGURE}.png: 1200 of "),
    (a_bar_of_a_drawing, "number", f"{FIGURE}.svg: 1 coordinates differ"),
    (the_data_of_a_figure, "number", f"{FIGURE}.csv, row 6"),
    (the_alternative_text_of_a_figure, "label", f"{FIGURE}.txt, line 1: Lines: "),
    (a_picture_in_a_notebook, "number", f"{LAST}, cell 5 (06-37): 1200 of "),
    (a_number_that_a_cell_prints, "number", f"{LAST}, cell 5 (06-37): "),
    (a_word_in_a_table_that_a_cell_shows, "label", "notebooks/01_loading.ipynb, cell 5 (01-05): "),
    (the_outputs_of_a_notebook, "number", "notebooks/03_term_frequencies.ipynb, cell 6 (03-06): "),
    (the_number_of_a_run_cell, "metadata", f"{LAST}, cell 5 (06-37): run as "),
    (a_table_deleted, "number", f"{KEYNESS}: missing → there"),
    (a_picture_deleted, "number", f"{FIGURE}.png: missing → there"),
    (an_output_that_no_run_makes, "number", "outputs/tables/extra.csv: there → missing"),
    (a_digest_in_the_manifest, "metadata", "outputs/manifest.json, corpus: "),
    (a_computed_finding, "number", "outputs/findings.md, line "),
    (a_finding_in_the_readme, "number", "README.md, line "),
    (a_bar_and_the_version_that_drew_it, "number", f"{FIGURE}.png: 1200 of "),
    (the_columns_of_a_table, "number", f"{KEYNESS}, row 2, column "),
    (the_markers_of_the_readme, "", "README.md: lacks the lines "),
]


def test_a_copy_that_nobody_touched_is_fully_reproduced(copy, checked):
    assert checked()[0] == comparison.FULL
    report = (copy / "docs" / "report.txt").read_text(encoding="utf-8")
    assert report.startswith("Verdict: full reproduction\nReason for incomplete reproduction: none\n")


@pytest.mark.parametrize(
    ("tamper", "kind", "culprit"), TAMPERINGS, ids=lambda value: getattr(value, "__name__", "")
)
def test_tampering_is_found_and_named(copy, checked, tamper, kind, culprit):
    tamper(copy)
    verdict, printed = checked()
    assert verdict != comparison.FULL
    [line] = [line for line in printed.splitlines() if culprit in line][:1]
    assert line.startswith(f"  {kind:8} " if kind else "  ")


def test_only_what_was_tampered_with_is_named(copy, checked):
    a_number_in_a_table(copy)
    assert len(re.findall(r"^  \w+ +\S+,", checked()[1], re.MULTILINE)) == 1


# --- the real command, on a copy whose rebuild differs ---


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


def test_cells_in_an_order_that_does_not_work_are_named(copy):
    def swap(notebook):
        notebook.cells.insert(2, notebook.cells.pop(4))  # uses the library before it is imported

    edit_notebook(copy / "notebooks/01_loading.ipynb", swap)
    code, printed = command(copy)
    assert code == 1
    assert "01_loading.ipynb, cell 2: NameError: name 'files' is not defined" in printed


def test_a_notebook_that_is_none_is_named(copy):
    (copy / "notebooks" / "01_loading.ipynb").write_text("{")
    code, printed = command(copy)
    assert code == 1
    assert "01_loading.ipynb: not a notebook that can be read. Restore it." in printed


# --- the report and what it was made for ---


@pytest.fixture
def report(copy, checked, monkeypatch):
    """The report on a copy, made for the copy's files."""
    whole = check.digests
    monkeypatch.setattr(check, "digests", lambda project=copy: whole(project))
    assert checked()[0] == comparison.FULL
    return copy / "docs" / "report.txt"


def test_a_report_is_good_for_the_files_it_was_made_for(copy, report):
    assert check.refuse_old(report, copy) == comparison.FULL


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "requirements.txt",
        "seeds/labels.csv",
        "lib/inotherwords/naming.py",
        "notebooks/04_attribution_analysis.ipynb",
        "outputs/tables/labels.csv",
        "outputs/figures/keyness.png",
    ],
)
def test_an_old_report_beside_a_new_file_is_refused(copy, report, name):
    with (copy / name).open("ab") as file:
        file.write(b"\n")
    with pytest.raises(
        InputError, match=re.escape(f"made for other files ({name} changed). Run `make check`.")
    ):
        check.refuse_old(report, copy)


def test_an_old_report_beside_a_file_more_or_less_is_refused(copy, report):
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
        check.check(copy / "nowhere" / "report.txt")


def test_the_committed_report_says_full_and_was_made_for_the_committed_files():
    assert check.refuse_old() == comparison.FULL


def test_a_report_in_the_place_of_a_folder_is_refused_before_anything_runs(copy, checked):
    with pytest.raises(InputError, match=r"copy/docs: a folder\. Name a file with --report\."):
        check.check(copy / "docs")


def test_nothing_but_the_report_is_written(copy, checked):
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    checked()
    after = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    assert after.pop(copy / "docs" / "report.txt")
    assert after == before


def test_two_reports_on_the_same_files_are_the_same_bytes(copy, checked):
    checked()
    once = (copy / "docs" / "report.txt").read_bytes()
    checked()
    assert (copy / "docs" / "report.txt").read_bytes() == once
