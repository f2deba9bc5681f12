"""The committed notebooks: executed in order, clean, short, and the same again when every cell is rerun."""

import os
import re
import shutil
import statistics
import subprocess
import sys

import nbformat

from inotherwords.layers.files import sha256
from inotherwords.paths import MEASURED, OUTPUTS, PAGES, PROJECT, SEEDS
from inotherwords.reproduction import FORKED, notebooks

NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
LONGEST_CELL = 5  # lines
MOST_CELLS = {"04": 22}  # of a notebook
USUAL_MOST = 26
USUAL_CELL = 3
MOST_NAMES = (3, 3, 6, 5, 8, 3)  # of the library, that a notebook imports
ABSOLUTE_PATH = re.compile(r"(?:/home/|/Users/|/root/|/tmp/|[A-Z]:\\\\)")


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs_of(notebook):
    return [output for cell in code_cells(notebook) for output in cell.outputs]


READ = {path.name: read(path) for path in NOTEBOOKS}
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
# What a page could hide or change its cells with, in prose and in what is shown.
HIDING = re.compile(
    r"<\s*(style|script|link|iframe|object|embed|base|meta)\b|<!--|display\s*:|visibility|opacity|position\s*:"
    r"|font-size\s*:\s*0|\shidden\b|\son\w+\s*=\s*[\"']|color\s*:\s*(white|transparent|#fff)",
    re.IGNORECASE,
)


def test_there_are_six_notebooks_numbered_from_1_and_nothing_else_in_their_folder():
    assert [path.name[:3] for path in NOTEBOOKS] == ["01_", "02_", "03_", "04_", "05_", "06_"]
    every = (PROJECT / "notebooks").rglob("*")
    assert sorted(path.name for path in every if ".ipynb_checkpoints" not in path.parts) == [*READ]


def test_they_are_stored_as_a_run_leaves_them_executed_in_order_without_error_or_warning():
    for path in NOTEBOOKS:
        notebook = READ[path.name]
        cells = code_cells(notebook)
        assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1)), path.name
        outputs = outputs_of(notebook)
        wrong = [it for it in outputs if it.output_type == "error" or it.get("name") == "stderr"]
        assert wrong == [], path.name
        assert path.read_bytes() == notebooks.serialise(notebooks.normalise(notebook)), path.name


def test_nothing_of_a_machine_and_nothing_hidden_is_stored():
    for name, notebook in READ.items():
        stored = nbformat.writes(notebook)
        assert ABSOLUTE_PATH.findall(stored) == [], name
        assert str(PROJECT) not in stored, name
        assert {cell.cell_type for cell in notebook.cells} == {"markdown", "code"}, name
        assert set(notebook.metadata) == {"kernelspec", "language_info"}, name
        assert [cell for cell in notebook.cells if "attachments" in cell] == [], name
        assert all(cell.metadata in ({}, {"tags": ["parameters"]}) for cell in notebook.cells), name


def shown(cell):
    """What a page shows of a cell beside its code: prose, tables, text."""
    if cell.cell_type == "markdown":
        return [cell.source]
    data = [output.get("data", {}) for output in cell.outputs]
    return [text for one in data for kind, text in one.items() if kind.startswith("text/")]


def test_a_notebook_keeps_to_the_schema_runs_on_this_kernel_and_hides_nothing():
    for name, notebook in READ.items():
        nbformat.validate(notebook)
        assert notebook.metadata.kernelspec == KERNEL, name
        assert notebook.metadata.language_info.name == "python", name
        assert [text for cell in notebook.cells for text in shown(cell) if HIDING.search(text)] == [], name
    for hidden in (
        "<style>.output {}</style>",
        '<p style="display: none">9</p>',
        "<td hidden>9</td>",
        "<!-- 9 -->",
    ):
        assert HIDING.search(hidden), hidden


def test_code_cells_are_short_and_only_the_parameters_decide_where_a_notebook_reads_and_writes():
    for name, notebook in READ.items():
        lengths = [len(cell.source.splitlines()) for cell in code_cells(notebook)]
        assert max(lengths) <= LONGEST_CELL, name
        assert statistics.median(lengths) <= USUAL_CELL, name
        assert len(notebook.cells) <= MOST_CELLS.get(name[:2], USUAL_MOST), name
        [tagged] = [cell for cell in code_cells(notebook) if "parameters" in cell.metadata.get("tags", [])]
        found = re.findall(r"^(\w+) = (\w+)$", tagged.source, re.MULTILINE)
        assert found == [("corpus", "None"), ("outputs", "None"), ("by", "None")], name


def test_a_notebook_imports_few_names_and_opens_its_study_in_a_cell_of_a_few_lines():
    for (name, notebook), most in zip(READ.items(), MOST_NAMES, strict=True):
        _, opening, *others = code_cells(notebook)
        imports = re.findall(r"^from inotherwords\S* import (.+)$", opening.source, re.MULTILINE)
        assert len(", ".join(imports).split(", ")) <= most, name
        assert "study = Study(corpus, outputs, by)" in opening.source, name
        later = "\n".join(cell.source for cell in others)
        assert re.findall(r"^(?:from|import) inotherwords", later, re.MULTILINE) == [], name


def test_a_notebook_opens_with_its_question_and_closes_with_its_limits_the_next_and_what_it_reads():
    for name, notebook in READ.items():
        opening, closing = notebook.cells[0].source, notebook.cells[-1].source
        assert "?" in opening or "found" in opening, name
        assert [word for word in ("*Reads*", "*Writes*", "*Shows*") if word not in closing] == [], name
        assert closing.startswith("**What this does not show.**"), name
        assert "**Next:**" in closing, name
        links = re.findall(r"\]\((\w+\.ipynb)\)", closing)
        assert [link for link in links if not (PROJECT / "notebooks" / link).is_file()] == [], name


def test_every_figure_has_an_alternative_text_and_the_digest_of_its_data():
    for name, notebook in READ.items():
        for cell in code_cells(notebook):
            pictures = [output for output in cell.outputs if "image/png" in output.get("data", {})]
            printed = "".join(output.text for output in cell.outputs if output.get("name") == "stdout")
            assert all(picture.metadata["image/png"]["alt"] for picture in pictures), name
            assert len(re.findall(r"digest of its data: [0-9a-f]{16}", printed)) == len(pictures), name


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


def digests(*folders):
    """The sha256 of every file in some folders, but for the record of time and memory."""
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path: sha256(path.read_bytes()) for path in files if path.name != MEASURED}


def test_by_hand_every_cell_shows_the_same_again_under_nbval_and_nothing_else_is_touched(rebuilt, tmp_path):
    """As in Jupyter: the working folder is the notebook's own, and nobody hands parameters in."""
    results = shutil.copytree(rebuilt.parent, tmp_path / "moved") / "results"
    copies = sorted((results / "notebooks").iterdir())
    theirs, ours = (results, results.with_name("corpus")), (OUTPUTS, SEEDS, PROJECT / "notebooks")
    before = digests(*theirs), digests(*ours)
    for folder in ("tables", "figures"):
        shutil.rmtree(results / folder)
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "--junitxml=report.xml"]
    command += ["-q", "-p", "no:cacheprovider", "-p", "no:doctest", "-o", "addopts=", "-o", "filterwarnings="]
    own = {"PYTHONHASHSEED": "0", "IPYTHONDIR": str(tmp_path / "ipython")} | FORKED
    settings = {"env": os.environ | own, "cwd": tmp_path, "capture_output": True, "text": True}
    for _ in range(2):  # a kernel whose port another program took first is started once more, as in a run
        done = subprocess.run([*command, *copies], check=False, **settings)
        if "Kernel died before replying to kernel_info" not in done.stdout:
            break
    assert done.returncode == 0, done.stdout[-3000:]
    compared = sum(len(code_cells(notebook)) for notebook in READ.values())
    assert f'tests="{compared}"' in (tmp_path / "report.xml").read_text(encoding="utf-8")
    assert (digests(*theirs), digests(*ours)) == before
