"""The run: same bytes twice, outputs whole whatever happens, and nothing left lying about."""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import nbformat
import psutil
import pytest
from small import write_corpus, write_notebooks

from inotherwords import paths
from inotherwords.errors import InputError, StudyError
from inotherwords.layers import workspace
from inotherwords.reproduction import compare, kernels, pipeline
from inotherwords.reproduction.notebooks import for_copy, normalise

FIRST = """\
from pathlib import Path
Path(outputs, "tables").mkdir()
Path(outputs, "tables", "terms.csv").write_text("term,count\\nregime,3\\n")
print("one", flush=True)
print("two", flush=True)
sum([1, 2])"""
LAST = """\
from pathlib import Path
Path(outputs, "findings.md").write_text("# Findings\\n\\n- Regime: 3 times.\\n")
Path(outputs, "manifest.json").write_text("{}\\n")"""
# A ledger for the README of a study of its own, and a link to its number.
NUMBERS = """
Path(outputs, "tables", "numbers.csv").write_text("name,value\\nterms/regime,3\\n")"""
LINK = '[2](outputs/tables/numbers.csv "terms/regime")'
# The cell says that it has begun, then waits for leave to go on.
WAIT = """\
import os, pathlib, time
pathlib.Path(corpus, "begun").write_text(str(os.getpid()))
while not pathlib.Path(corpus, "go").exists():
    time.sleep(0.02)
"""

# Windows has no signals that end a process, and no such orphans.
SIGNALS = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")


class Run(NamedTuple):
    """A run of the command line in a process of its own."""

    pid: int
    printed: Path  # its name without an ending
    ask: Callable

    def end(self, signal=None):
        """Wait until it ends, by itself or by a signal; return its exit code and what it told of faults."""
        if signal:
            os.kill(self.pid, signal)
        return self.ask(self.pid), self.printed.with_name(f"{self.printed.name}.err").read_text()


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """Return a function that starts a run of notebooks on the corpus in a place (runs.py), and returns it.

    However the runs end, nothing of them may be left in the folder for temporary files.
    """
    command = [sys.executable, Path(__file__).with_name("runs.py")]
    temporary = tmp_path_factory.mktemp("temporary")
    settings = {"env": {**os.environ, "TMPDIR": str(temporary)}, "text": True}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **settings) as runs:

        def ask(what):
            runs.stdin.write(f"{json.dumps(what)}\n")
            runs.stdin.flush()
            return json.loads(runs.stdout.readline())

        yield lambda place, notebooks, swap=False: Run(ask([str(place), str(notebooks), swap]), place, ask)
        runs.stdin.close()
    deadline = time.monotonic() + 20
    # One may have been killed just after it made a folder for its socket.
    while len(left := [*temporary.iterdir()]) > 1 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(left) <= 1, left


def writing(more=MappingProxyType({})):
    """Return what stands in for notebooks where none is needed: it writes what LAST does, and more files."""

    def execute_all(folder, parameters, settings, before_each=None):
        for name, text in {"findings.md": "# Findings\n\n- All.\n", "manifest.json": "{}\n", **more}.items():
            path = Path(parameters["outputs"], name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        return {}, {"01_part": 0.1}

    return execute_all


def digest(folder):
    """Return the sha256 of every file below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def without_measured(digests):
    """Return digests without that of the record of time and memory, which is never the same twice."""
    return {name: value for name, value in digests.items() if name != "measured.json"}


def wait_for_kernel(place):
    """Wait until the waiting cell has begun and return its kernel's process."""
    begun = place / "corpus" / "begun"
    deadline = time.monotonic() + 60
    while not (begun.is_file() and begun.read_text()):
        assert time.monotonic() < deadline, "the cell never began"
        time.sleep(0.02)
    kernel = psutil.Process(int(begun.read_text()))
    begun.unlink()
    return kernel


@pytest.fixture
def place(tmp_path):
    """A folder with a corpus, and outputs of an earlier run."""
    write_corpus(tmp_path / "corpus")
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "manifest.json").write_text('{"made": "earlier"}\n')
    (tmp_path / "outputs" / "findings.md").write_text("# Findings\n\n- Earlier.\n")
    return tmp_path


def study_of(place, monkeypatch, *lines):
    """Let a place be the project's own study; return its README, with some lines before the findings."""
    readme = place / "README.md"
    readme.write_text("\n".join(["# Study", *lines, pipeline.FINDINGS_BEGIN, pipeline.FINDINGS_END, ""]))
    monkeypatch.setattr(pipeline, "SEEDS", place / "corpus")
    monkeypatch.setattr(pipeline, "OUTPUTS", place / "outputs")
    monkeypatch.setattr(pipeline, "README", readme)
    return readme


# --- normalise ---


def test_normalise_drops_what_differs_between_two_runs_and_nothing_else():
    result = nbformat.v4.new_output("execute_result", {"text/plain": "3"}, execution_count=7)
    names = {"a\n": "stdout", "b\n": "stdout", "c\n": "stderr", "d\n": "stdout"}
    streams = [nbformat.v4.new_output("stream", name=name, text=text) for text, name in names.items()]
    marks = {"papermill": {"duration": 0.1}, "execution": {"iopub.execute_input": "2026"}}
    cells = [
        nbformat.v4.new_code_cell("a", id="one", metadata={"tags": ["parameters"]} | marks),
        nbformat.v4.new_code_cell("b", id="two", metadata={"tags": ["injected-parameters"]}),
        nbformat.v4.new_code_cell(
            "c", id="three", execution_count=7, outputs=[*streams, result], metadata=marks | {"tags": []}
        ),
    ]
    language = {"name": "python", "version": "3.11.2"}
    about = {"papermill": {"version": "2.7.0"}, "language_info": language}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=about)
    clean = normalise(notebook)
    assert clean.metadata == {"language_info": {"name": "python"}}
    assert [(cell.id, cell.metadata, cell.execution_count) for cell in clean.cells] == [
        ("one", {"tags": ["parameters"]}, None),
        ("three", {}, 1),
    ]
    *joined, shown = clean.cells[1].outputs
    assert [output.text for output in joined] == ["a\nb\n", "c\n", "d\n"]
    assert shown.execution_count == 1
    assert len(notebook.cells) == 3
    assert len(notebook.cells[2].outputs) == 5  # the one given stays as it was


# --- the README ---


def test_the_readme_keeps_all_but_what_stood_between_its_markers_which_must_be_there():
    readme = f"# Study\r\n\n{pipeline.FINDINGS_BEGIN}\nold\n{pipeline.FINDINGS_END}\n\nMore.\n"
    renewed = pipeline.readme_with_findings(readme, "# Findings\n\n- New.\n")
    assert renewed == readme.replace("\nold\n", "\n\n- New.\n\n")
    assert pipeline.readme_with_findings(renewed, "# Findings\n\n- New.\n") == renewed
    for lacking in ("", pipeline.FINDINGS_BEGIN, pipeline.FINDINGS_END):
        with pytest.raises(StudyError, match="findings: begin"):
            pipeline.readme_with_findings(lacking, "# Findings\n")


# --- a run that works ---


@pytest.fixture(scope="module")
def three_runs(tmp_path_factory):
    """Two runs of a study of its own and one into another folder, and what each left behind.

    Returns their place and, after each: what is there, by digests, when README and notebooks were written.
    """
    place = tmp_path_factory.mktemp("three runs, à côté")
    corpus = write_corpus(place / "corpus")
    notebooks = write_notebooks(place / "notebooks", FIRST, LAST + NUMBERS)
    left = []
    with pytest.MonkeyPatch.context() as patch:
        readme = study_of(place, patch, LINK)
        for outputs in (place / "outputs", place / "outputs", place / "elsewhere"):
            pipeline.run_study(corpus, outputs, notebooks)
            when = [path.stat().st_mtime_ns for path in (readme, *sorted(notebooks.iterdir()))]
            left.append((without_measured(digest(outputs)), when))
    return place, left


def test_two_runs_make_the_same_bytes_and_nothing_beside_their_outputs(three_runs):
    place, [once, twice, elsewhere] = three_runs
    assert once == twice  # what is the same is not written again
    names = ["findings.md", "manifest.json", "tables/numbers.csv", "tables/terms.csv"]
    assert [*once[0]] == names
    copies = ["notebooks/01_part.ipynb", "notebooks/02_part.ipynb"]
    assert [*elsewhere[0]] == [*names[:2], *copies, *names[2:]]
    assert once[0].items() < elsewhere[0].items()
    there = ["README.md", "corpus", "elsewhere", "notebooks", "outputs"]
    assert sorted(path.name for path in place.iterdir()) == there
    # tempfile makes folders that only their owner may read
    assert (place / "outputs").stat().st_mode == (place / "notebooks").stat().st_mode
    record = json.loads((place / "outputs" / "measured.json").read_text())  # and not whose machine it is
    assert list(record["seconds"]) == ["01_part", "02_part"]
    assert record["seconds_in_all"] > 0
    assert record["peak_memory_mib"] > 50
    assert sorted(record["machine"]) == ["cores", "memory_gib", "processor", "python", "system"]


def test_the_executed_notebook_is_the_one_given_plus_its_outputs(three_runs, tmp_path):
    place, _ = three_runs
    done = nbformat.read(place / "elsewhere" / "notebooks" / "01_part.ipynb", as_version=4)
    assert [cell.execution_count for cell in done.cells if cell.cell_type == "code"] == [1, 2]
    assert [output.output_type for output in done.cells[2].outputs] == ["stream", "execute_result"]
    assert done.cells[2].outputs[0].text == "one\ntwo\n"
    for cell in done.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    del done.metadata["language_info"]
    # a copy: it says where its articles and results are, seen from its own folder
    assert done.cells[1].source == 'corpus = "../../corpus"\noutputs = ".."'
    given = nbformat.read(write_notebooks(tmp_path, FIRST) / "01_part.ipynb", as_version=4)
    done.cells[1].source = given.cells[1].source
    assert done == given


def test_a_run_of_the_study_renews_notebooks_and_readme(three_runs):
    place, _ = three_runs
    assert "- Regime: 3 times." in (place / "README.md").read_text()
    assert LINK.replace("[2]", "[3]") in (place / "README.md").read_text()
    assert '"execution_count": 2' in (place / "notebooks" / "02_part.ipynb").read_text()


def test_a_run_prints_what_it_does_finds_and_where_to_look_whatever_settings_the_user_has(
    place, monkeypatch, capfd
):
    foreign = place / "jupyter" / "kernels" / "python3"
    foreign.mkdir(parents=True)
    spec = {"argv": ["/bin/false"], "display_name": "Broken", "language": "python"}
    (foreign / "kernel.json").write_text(json.dumps(spec))
    start_up = place / "ipython" / "profile_default" / "startup"
    start_up.mkdir(parents=True)
    (start_up / "00_greet.py").write_text("print('leaked')")
    (place / "startup.py").write_text("print('leaked')")
    (place / "matplotlibrc").write_text("figure.dpi: 17\n")
    user = {
        "JUPYTER_PATH": str(place / "jupyter"),
        "JUPYTER_DATA_DIR": str(place / "jupyter"),
        "IPYTHONDIR": str(place / "ipython"),
        "PYTHONSTARTUP": str(place / "startup.py"),
        "MATPLOTLIBRC": str(place / "matplotlibrc"),
        "MPLBACKEND": "pdf",
        "TZ": "Asia/Tehran",
    }
    for name, value in user.items():
        monkeypatch.setenv(name, value)
    before = dict(os.environ)
    seen = """\
import os, sys, time
print(sys.executable, time.tzname[0], os.environ["MPLBACKEND"], os.environ["PYTHONHASHSEED"])
print(os.path.basename(os.environ["INOTHERWORDS_PARTS"]))
import matplotlib
print(matplotlib.rcParams["figure.dpi"])"""
    corpus, outputs = place / "corpus", place / "outputs"
    pipeline.run_study(corpus, outputs, write_notebooks(place / "notebooks", seen, LAST))
    printed = capfd.readouterr()
    assert printed.err == ""
    lines = printed.out.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["1/2", "2/2", "all"]
    assert lines[3:] == ["", "- Regime: 3 times.", "", "Look at: outputs/findings.md, outputs/notebooks/"]
    done = nbformat.read(outputs / "notebooks" / "01_part.ipynb", as_version=4)
    shown = f"{sys.executable} UTC module://matplotlib_inline.backend_inline 0\nparts\n100.0\n"
    assert [output.text for output in done.cells[2].outputs] == [shown]
    assert dict(os.environ) == before
    study_of(place, monkeypatch)
    monkeypatch.setattr(pipeline, "execute_all", writing({"tables/numbers.csv": "name,value\n"}))
    pipeline.run_study(corpus, outputs, place / "notebooks")
    assert capfd.readouterr().out.endswith("Look at: outputs/findings.md, outputs/tables/, notebooks/\n")


# --- a notebook that lies with its results ---


def test_the_project_s_own_articles_need_no_way_to_them_nor_do_those_on_another_disk(monkeypatch):
    own = for_copy(paths.SEEDS, Path("/results"), "outlet")
    assert own == {"corpus": None, "outputs": "..", "by": "outlet"}

    def no_way(*_):
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", no_way)
    assert for_copy(Path("/d/articles"), Path("/c/results"), None)["corpus"] == "articles"


def test_a_notebook_without_its_run_has_nowhere_to_write_and_says_so_in_one_line(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    with pytest.raises(InputError, match=r"/notebooks: not the notebooks of a run.*\.$"):
        workspace.locate("../corpus", "..")
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(InputError, match=r"/corpus: the articles of this run are not there.*\.$"):
        workspace.locate("../corpus", "..")
    (tmp_path / "corpus").mkdir()
    assert workspace.locate("../corpus", "..") == (tmp_path / "corpus", tmp_path)
    monkeypatch.chdir(tmp_path / "corpus")  # as where a program is started that goes to no notebook's folder
    with pytest.raises(InputError, match=r"/corpus: not the notebooks of a run"):
        workspace.locate("../corpus", "..")


def test_where_a_run_lies_is_no_difference_but_what_a_run_never_writes_is_one(three_runs, tmp_path):
    place, _ = three_runs
    copied = compare.run_files(place / "elsewhere")["notebooks/01_part.ipynb"]
    given = place / "notebooks" / "01_part.ipynb"
    assert b"None" not in copied.read_bytes()
    assert compare.content(copied).count(b"= None") == given.read_bytes().count(b"= None") == 2
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "manifest.json").write_text("{}")
    spoilt = tmp_path / "notebooks" / copied.name
    for before, after in ((b'"..', b'"/home/me'), (b'outputs = \\"..', b'outputs = \\"../..')):
        spoilt.write_bytes(copied.read_bytes().replace(before, after))
        assert compare.content(spoilt) != compare.content(copied)


# --- a run that fails ---


RAISES = "class InputError(ValueError): pass\nraise InputError('seeds/a.txt: no headline. Add it.')"
BROKEN = [  # the last cell, and how the run ends
    (f"{LAST}\nraise ValueError('a\\nb')", StudyError, r"^01_part\.ipynb, cell 2: ValueError: a b$"),
    (f"{LAST}\n{RAISES}", InputError, r"^seeds/a\.txt: no headline\. Add it\.$"),
    (f"{LAST}\nimport sys; sys.exit()", StudyError, r"01_part\.ipynb: exits before its end"),
    (f"{LAST}\nimport os; os._exit(3)", StudyError, r"01_part\.ipynb: .*died"),
    ("pass", StudyError, r"findings\.md: no notebook wrote it"),
]


def test_a_run_that_fails_is_told_in_one_line_and_leaves_all_as_it_was(place):
    for number, (cell, fault, message) in enumerate(BROKEN):
        notebooks = write_notebooks(place / str(number), cell)
        before = digest(place)
        with pytest.raises(fault, match=message):
            pipeline.run_study(place / "corpus", place / "outputs", notebooks)
        assert digest(place) == before
        assert not (place / ".outputs.run").exists()


def test_notebooks_that_are_none_or_would_ignore_the_folders_given_are_not_run(place):
    def refused(told):
        with pytest.raises(StudyError, match=told):
            pipeline.run_study(place / "corpus", place / "outputs", place / "notebooks")

    (place / "notebooks").mkdir()
    refused(r"/notebooks: no notebooks in it\. Restore them\.")
    write_notebooks(place / "notebooks", LAST, tags=())
    refused("no cell is tagged 'parameters'")
    for cells in ("5", '["cell"]', '[{"cell_type": "code"}]'):
        spoilt = f'{{"cells": {cells}, "metadata": {{}}, "nbformat": 4, "nbformat_minor": 5}}'
        (place / "notebooks" / "01_part.ipynb").write_text(spoilt)
        refused(r"01_part\.ipynb: not a notebook that can be read\. Restore it\.")


def test_a_readme_that_cannot_be_renewed_is_told_and_all_is_left_as_it_was(place, monkeypatch):
    readme = study_of(place, monkeypatch, LINK)
    whole, numbers = readme.read_bytes(), {"tables/numbers.csv": "name,value\nterms/rebel,3\n"}
    for content, execute, fault, told in [
        (whole + b"\xe9", None, InputError, r"^README\.md: not UTF-8 \(byte 0xe9 at "),  # before any runs
        (b"# Study\n", None, StudyError, "lacks the lines"),
        (whole, writing(numbers), StudyError, "^README.md: links to the number “terms/regime”, "),
        (whole, writing(), StudyError, r"^tables/numbers\.csv: no notebook wrote it\."),
    ]:
        readme.write_bytes(content)
        monkeypatch.setattr(pipeline, "execute_all", execute)
        before = digest(place)
        with pytest.raises(fault, match=told):
            pipeline.run_study(place / "corpus", place / "outputs", place / "notebooks")
        assert digest(place) == before


# --- a run that is stopped ---


@SIGNALS
def test_a_run_that_is_interrupted_or_killed_leaves_outputs_alone_and_no_kernel_behind(place, start):
    notebooks = write_notebooks(place / "notebooks", WAIT)
    before = digest(place)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
        run = start(place, notebooks)
        kernel = wait_for_kernel(place)
        code, told = run.end(number)
        if number == signal.SIGKILL:
            assert (place / ".outputs.run").exists()
            kernel.wait(timeout=20)  # it notices by itself that its parent has gone
            assert {f"outputs/{name}" for name in digest(place / "outputs")} < before.keys()
        else:
            assert (code, told) == (130, "Interrupted. The outputs are as they were.\n")
            assert digest(place) == before
            assert not kernel.is_running()


@SIGNALS
def test_outputs_that_a_killed_run_had_moved_away_come_back(place, start):
    before = digest(place / "outputs")
    run = start(place, write_notebooks(place / "notebooks", LAST), swap=True)
    assert run.end() == (-signal.SIGKILL, "")
    assert not (place / "outputs").exists()
    with pytest.raises(StudyError, match="no notebooks in it"):
        pipeline.run_study(place / "corpus", place / "outputs", place / "nowhere")
    assert digest(place / "outputs") == before
    assert not (place / ".outputs.run").exists()


def test_a_second_run_on_the_same_outputs_is_refused_and_does_not_disturb_the_first(place, start):
    first = start(place, write_notebooks(place / "notebooks", WAIT + LAST))
    wait_for_kernel(place)
    before = digest(place)
    with pytest.raises(InputError, match=r"outputs: another run is writing it\. Wait until it is done\."):
        pipeline.run_study(place / "corpus", place / "outputs", place / "notebooks")
    assert digest(place) == before
    (place / "corpus" / "go").touch()
    assert first.end() == (0, "")
    assert "Regime" in (place / "outputs" / "findings.md").read_text()


@SIGNALS
def test_killed_at_twenty_random_moments_a_run_leaves_whole_outputs_and_nothing_to_clean_up(place, start):
    write_notebooks(place / "notebooks", f"{FIRST}\n{LAST}")
    earlier = digest(place / "outputs")
    began = time.monotonic()
    assert start(place, place / "notebooks").end()[0] == 0  # a kernel may say that its parent has gone
    whole_run = time.monotonic() - began
    finished = without_measured(digest(place / "outputs"))
    assert finished.keys() > earlier.keys()
    moments = random.Random(20241129)
    killed = 0
    for _ in range(20):
        began, run = time.monotonic(), start(place, place / "notebooks")
        time.sleep(moments.uniform(0, whole_run))
        if run.end(signal.SIGKILL)[0] == -signal.SIGKILL:
            killed += 1
        else:
            whole_run = min(whole_run, time.monotonic() - began) / 2  # the machine has less to do by now
        whole = place / "outputs" if (place / "outputs").exists() else place / ".outputs.run" / "old"
        assert without_measured(digest(whole)) == finished
    assert killed >= 10
    assert start(place, place / "notebooks").end()[0] == 0  # a kernel may say that its parent has gone
    assert without_measured(digest(place / "outputs")) == finished
    assert sorted(path.name for path in place.iterdir()) == ["corpus", "notebooks", "outputs"]


def test_two_runs_at_once_into_two_folders_do_not_mix(place, start):
    write_notebooks(place / "notebooks", f"{FIRST}\n{LAST}")
    (place / "twin").mkdir()
    shutil.copytree(place / "corpus", place / "twin" / "corpus")
    runs = [start(folder, place / "notebooks") for folder in (place, place / "twin")]
    assert [run.end() for run in runs] == [(0, "")] * 2
    one, other = (digest(folder / "outputs") for folder in (place, place / "twin"))
    assert without_measured(one) == without_measured(other)
    assert list(without_measured(one))[-1] == "tables/terms.csv"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no file that is open")
def test_a_lock_that_its_run_has_deleted_since_protects_nothing(tmp_path, monkeypatch):
    import fcntl

    take = fcntl.flock

    def too_late(lock, how):
        (tmp_path / ".outputs.run" / "lock").unlink()
        take(lock, how)

    monkeypatch.setattr(fcntl, "flock", too_late)
    with (
        pytest.raises(InputError, match="another run is writing it"),
        workspace.work_folder(tmp_path / "outputs"),
    ):
        pytest.fail("two runs could have the folder")


def test_a_kernel_that_does_not_start_is_replaced_once(place, monkeypatch):
    start_kernel, started = kernels.start_kernel, []

    def start_dying(folder):
        started.append(start_kernel(folder))
        if len(started) != 2:  # the first run's second kernel starts, no other does
            psutil.Process(started[-1].provisioner.pid).kill()
        return started[-1]

    monkeypatch.setattr(kernels, "start_kernel", start_dying)
    notebooks = write_notebooks(place / "notebooks", LAST)
    pipeline.run_study(place / "corpus", place / "outputs", notebooks)
    before = digest(place)
    with pytest.raises(StudyError, match="its kernel did not start"):
        pipeline.run_study(place / "corpus", place / "outputs", notebooks)
    assert digest(place) == before


# --- going on ---


def test_a_run_that_goes_on_says_how_many_parts_were_kept_or_that_there_are_none(place, monkeypatch, capsys):
    def use_two_parts(folder, parameters, settings, before_each):
        Path(settings["INOTHERWORDS_PARTS"], "used").write_text("a/one\na/two\n")
        return writing()(folder, parameters, settings)

    monkeypatch.setattr(pipeline, "execute_all", use_two_parts)
    part = workspace.work_folder_of(place / "outputs") / "parts" / "a" / "one"
    nothing = "--resume: the last run has left nothing to go on from; everything is computed."
    going_on = "--resume: going on from the finished parts of the last run (1)."
    for resume, kept, expected in [
        (False, False, []),
        (True, False, [nothing]),
        (True, True, [going_on, "--resume: 1 of 2 parts were kept, the others computed."]),
    ]:
        if kept:
            part.mkdir(parents=True)
            (part / "sha256.json").write_text("{}")
        settings = pipeline.Settings(resume=resume)
        pipeline.run_study(place / "corpus", place / "outputs", place / "notebooks", settings)
        told = capsys.readouterr().out.splitlines()
        assert [line for line in told if line.startswith("--resume")] == expected
