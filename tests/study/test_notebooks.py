"""The committed notebooks: executed in order, clean, short, and the same again when every cell is rerun."""

import os
import re
import shutil
import statistics
import subprocess
import sys

import nbformat
import papermill
import pytest
from papermill.iorw import load_notebook_node

from inotherwords.paths import MEASURED, OUTPUTS, PAGES, PROJECT, SEEDS
from inotherwords.reproduction import notebooks

NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
LONGEST_CELL = 15  # lines
USUAL_CELL = 3
ABSOLUTE_PATH = re.compile(r"(?:/home/|/Users/|/root/|/tmp/|[A-Z]:\\\\)")


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs_of(notebook):
    return [output for cell in code_cells(notebook) for output in cell.outputs]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return read(request.param)


def test_there_are_six_notebooks_numbered_from_1():
    assert [path.name[:3] for path in NOTEBOOKS] == ["01_", "02_", "03_", "04_", "05_", "06_"]


def test_every_code_cell_is_executed_in_order(notebook):
    cells = code_cells(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))


def test_no_cell_shows_an_error_or_a_warning(notebook):
    assert [output for output in outputs_of(notebook) if output.output_type == "error"] == []
    assert [output.text for output in outputs_of(notebook) if output.get("name") == "stderr"] == []


def test_no_path_of_a_machine_is_stored(notebook):
    stored = nbformat.writes(notebook)
    assert ABSOLUTE_PATH.findall(stored) == []
    assert str(PROJECT) not in stored


def test_it_has_no_cells_but_prose_and_code_and_nothing_hidden_in_them(notebook):
    assert {cell.cell_type for cell in notebook.cells} == {"markdown", "code"}
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    for cell in notebook.cells:
        assert "attachments" not in cell
        assert cell.metadata in ({}, {"tags": ["parameters"]})


def test_nothing_but_the_six_notebooks_lies_in_their_folder():
    names = [
        path.name for path in (PROJECT / "notebooks").rglob("*") if ".ipynb_checkpoints" not in path.parts
    ]
    assert sorted(names) == [path.name for path in NOTEBOOKS]


def test_code_cells_are_short(notebook):
    lengths = [len(cell.source.splitlines()) for cell in code_cells(notebook)]
    assert max(lengths) <= LONGEST_CELL
    assert statistics.median(lengths) <= USUAL_CELL


def test_it_opens_with_what_it_reads_writes_and_shows(notebook):
    opening = notebook.cells[0].source
    for word in ("*Reads*", "*Writes*", "*Shows*"):
        assert word in opening


def test_it_closes_with_what_it_does_not_show_and_what_comes_next(notebook):
    closing = notebook.cells[-1].source
    assert closing.startswith("**What this does not show.**")
    assert "**Next:**" in closing


def test_links_between_notebooks_lead_somewhere(notebook):
    for target in re.findall(r"\]\((\w+\.ipynb)\)", notebook.cells[-1].source):
        assert (PROJECT / "notebooks" / target).is_file()


def test_only_the_papermill_parameters_decide_where_it_reads_and_writes(notebook):
    tagged = [cell for cell in code_cells(notebook) if "parameters" in cell.metadata.get("tags", [])]
    assert [re.findall(r"^(\w+) = (\w+)$", cell.source, re.MULTILINE) for cell in tagged] == [
        [("corpus", "None"), ("outputs", "None"), ("by", "None")]
    ]


def test_every_figure_has_an_alternative_text_and_the_digest_of_its_data(notebook):
    for cell in code_cells(notebook):
        pictures = [output for output in cell.outputs if "image/png" in output.get("data", {})]
        printed = "".join(output.text for output in cell.outputs if output.get("name") == "stdout")
        assert all(picture.metadata["image/png"]["alt"] for picture in pictures)
        assert len(re.findall(r"digest of its data: [0-9a-f]{16}", printed)) == len(pictures)


def test_it_is_stored_as_a_run_leaves_it(notebook, request):
    path = next(path for path in NOTEBOOKS if path.stem in request.node.callspec.id)
    assert path.read_bytes() == notebooks.serialise(notebooks.normalise(notebook))


def test_a_rerun_gives_the_same_notebooks_byte_for_byte(rebuilt):
    for path in NOTEBOOKS:
        copy = (rebuilt / "notebooks" / path.name).read_bytes()
        assert notebooks.without_places(copy) == path.read_bytes(), path.name


def test_a_rerun_gives_the_same_outputs_byte_for_byte(rebuilt):
    def files(folder):
        found = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
        return sorted(
            name for name in found if name != MEASURED and not name.startswith(("notebooks/", f"{PAGES}/"))
        )

    assert files(rebuilt) == files(OUTPUTS)
    different = [
        name for name in files(OUTPUTS) if (rebuilt / name).read_bytes() != (OUTPUTS / name).read_bytes()
    ]
    assert different == []


def test_every_cell_shows_the_same_again_under_nbval(tmp_path):
    shutil.copytree(OUTPUTS, tmp_path / "outputs")
    parameters = {"corpus": str(SEEDS), "outputs": str(tmp_path / "outputs")}
    for path in NOTEBOOKS:
        copy = papermill.parameterize.parameterize_notebook(load_notebook_node(str(path)), parameters)
        nbformat.write(copy, tmp_path / path.name)
    report = tmp_path / "report.xml"
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", f"--junitxml={report}"]
    command += ["-q", "-p", "no:cacheprovider", "-p", "no:doctest", "-o", "addopts=", "-o", "filterwarnings="]
    settings = {**os.environ, "PYTHONHASHSEED": "0", "IPYTHONDIR": str(tmp_path / "ipython")}
    command += [str(tmp_path / path.name) for path in NOTEBOOKS]
    result = subprocess.run(command, capture_output=True, text=True, env=settings, cwd=tmp_path, check=False)
    assert result.returncode == 0, result.stdout[-3000:]
    compared = sum(len(code_cells(read(path))) for path in NOTEBOOKS)
    injected = len(NOTEBOOKS)
    assert f'tests="{compared + injected}"' in report.read_text(encoding="utf-8")
