"""The command line: one clear line for each thing that cannot be used, and nothing written."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from small import write_corpus

from inotherwords import cli, errors
from inotherwords.paths import OUTPUTS, PROJECT
from inotherwords.reproduction import pipeline


def contents(folder):
    """Return the bytes of every file below a folder, and None for every folder."""
    return {path: path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


@pytest.fixture
def place(tmp_path):
    """A folder with a good corpus, and outputs of an earlier run."""
    write_corpus(tmp_path / "cuttings")
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "manifest.json").write_text("{}\n")
    (tmp_path / "results" / "findings.md").write_text("# Findings\n\n- Earlier.\n")
    return tmp_path


@pytest.fixture
def refused(place, capsys, monkeypatch):
    """Return a function that runs the command and returns its one line, nothing being run or written."""

    def no_notebook(*_):
        raise AssertionError("a notebook was executed")

    monkeypatch.setattr(pipeline, "execute_all", no_notebook)

    def refused(corpus="cuttings", outputs="results"):
        before = contents(place)
        arguments = ["--corpus", str(place / corpus)]
        arguments += ["--outputs", str(place / outputs)] if outputs else []
        assert cli.main(["run", *arguments]) == 2
        assert contents(place) == before
        out, err = capsys.readouterr()
        assert out == ""
        [line] = err.splitlines()
        return line

    return refused


# --- the corpus ---


def test_a_corpus_that_cannot_be_used_is_named_in_one_line_with_the_reason(place, refused):
    (place / "empty").mkdir()
    assert "/clippings: no such folder." in refused("clippings")
    assert "/empty: no article in it that can be kept." in refused("empty")
    text, table = place / "cuttings" / "b.txt", place / "cuttings" / "articles.csv"
    own = table.read_bytes()
    for content, told in [
        (b" \n", "empty."),
        ("Un café.".encode("latin-1"), "not UTF-8 (byte 0xe9 at 6)."),
    ]:
        text.write_bytes(content)
        assert refused().startswith(f"cuttings/b.txt: {told}")
    text.write_bytes(b"One article.\n")
    table.write_bytes(own.replace(b"B Paper", b"A Paper"))
    assert refused().startswith("cuttings/b.txt: the same text as a.txt, of A Paper.")
    text.write_text("Another article.\n")
    for content, told in [
        (own + b"a,A Paper\n", "a is listed twice."),
        (own + b"c,C Paper\n", "names c.txt, which is not in the folder."),
        (b"doc,outlet\na,A Paper\n", "lacks b.txt, which is in the folder."),
        (b"doc,outlet\na,A Paper\nb,B Paper,more,and more\n", ""),
        (b"\x89PNG\r\n\x1a\n", ""),
        (b"a paper and another\n", ""),
        (b"", ""),
    ]:
        table.write_bytes(content)
        assert refused().startswith(f"cuttings/articles.csv: {told}")
    table.write_bytes(own)
    (place / "cuttings" / "labels.csv").write_text("word\nrebel\n")
    assert refused().startswith("cuttings/labels.csv: no column 'actor' (it has: word).")
    (place / "cuttings" / "labels.csv").unlink()
    text.unlink()
    text.mkdir()
    assert refused().startswith("cuttings/b.txt: cannot be read (Is a directory).")
    text.rmdir()
    table.write_text("doc,outlet\na,A Paper\n")
    assert refused().endswith("one article only. The study compares articles: add another.")


# --- the outputs ---


def test_outputs_that_cannot_be_written_or_are_not_of_a_run_are_refused(place, refused):
    (place / "note").write_text("mine\n")
    assert refused(outputs="note/results").startswith("note/results: cannot be written (Not a directory).")
    assert refused(outputs="note").endswith(
        "/note: a file, not a folder. Name another folder with --outputs."
    )
    if Path("/proc").is_dir():  # a folder in which not even root can write
        assert refused(outputs="/proc/results").startswith("proc/results: cannot be written (")
    for outputs in ("cuttings", "cuttings/results", "."):
        assert "lie one in the other" in refused(outputs=outputs)
    assert ": holds the study of " in refused(outputs=None)
    (place / "results" / "manifest.json").unlink()
    assert "/results: holds files that no run made" in refused()


# --- the command ---


def test_arguments_reach_the_run(monkeypatch):
    seen = []
    monkeypatch.setattr(pipeline, "run_study", lambda *folders, settings: seen.append((*folders, settings)))
    assert cli.main(["run"]) == 0
    assert cli.main(["run", "--corpus", "a", "--outputs", "b", "--by", "side", "--resume"]) == 0
    engine = ["--engine", "dask", "--scheduler", "tcp://10.0.0.1:8786", "--encoding", "cp1252"]
    assert cli.main(["run", *engine, "--workers", "4"]) == 0
    settings = {"INOTHERWORDS_WORKERS": "4", "INOTHERWORDS_SCHEDULER": "tcp://10.0.0.1:8786"}
    assert seen == [
        (None, None, pipeline.Settings(engine={})),
        ("a", Path("b").absolute(), pipeline.Settings(by="side", engine={}, resume=True)),
        (None, None, pipeline.Settings(encoding="cp1252", engine=settings)),
    ]


def test_settings_that_do_not_fit_are_told_before_anything_runs(place, capsys):
    before = contents(place)
    paths = ["--corpus", str(place / "cuttings"), "--outputs", str(place / "results")]
    together = "--engine dask and --scheduler ADDRESS belong together. Give both, or neither."
    for given, told in [
        (["--engine", "dask"], together),
        (["--scheduler", "tcp://10.0.0.1:8786"], together),
        (["--by", "party"], "--by party: no such column"),
        (["--by", "language"], "--by language: the same for every"),
    ]:
        assert cli.main(["run", *paths, *given]) == 2
        [line] = capsys.readouterr().err.splitlines()
        assert line.startswith(told)
        assert contents(place) == before


def test_each_way_to_end_has_its_exit_code_and_one_line_without_the_path_of_the_machine(monkeypatch, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("inotherwords ")
    full = OSError(28, "No space left on device", "/home/me/study/outputs/terms.csv")
    for fault, code, told in [
        (errors.InputError("x: y."), 2, "x: y."),
        (full, 2, "outputs/terms.csv: cannot be read or written (No space left on device)."),
        (errors.StudyError("x: y."), 1, "x: y."),
        (KeyboardInterrupt(), 130, "Interrupted."),
        (BrokenPipeError(), 1, ""),  # a reader who leaves is no fault
    ]:

        def fail(*_, fault=fault, **__):
            raise fault

        monkeypatch.setattr(sys, "stdout", sys.stdout)  # to be put back
        monkeypatch.setattr(pipeline, "run_study", fail)
        assert cli.main(["run"]) == code
        lines = capsys.readouterr().err.splitlines()
        assert [line.startswith(told) for line in lines] == ([True] if told else [])


def test_the_real_command_says_what_is_wrong_in_one_line_without_a_traceback(tmp_path):
    (tmp_path / "empty").mkdir()
    places = ["--corpus", tmp_path / "empty", "--outputs", tmp_path / "results"]
    command = [sys.executable, "-m", "inotherwords.cli", "run", *places]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "/empty: no article in it that can be kept." in done.stderr
    assert done.stderr.count("\n") == len(done.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


def test_runs_compared_end_with_0_or_1_and_the_difference_or_with_2_if_there_is_none(tmp_path, capsys):
    assert cli.main(["compare", str(PROJECT), str(PROJECT)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Two vocabularies\n  both    The word for ")
    assert "\nVerdict: full reproduction\n" in printed
    assert cli.main(["compare", str(PROJECT), str(tmp_path)]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.endswith("no run in it (no manifest.json). Name a project, or a run's outputs.")
    shutil.copytree(OUTPUTS, tmp_path / "outputs")
    shutil.copytree(PROJECT / "notebooks", tmp_path / "notebooks")
    (tmp_path / "outputs" / "findings.md").write_text("# Findings\n\n- None.\n", encoding="utf-8")
    assert cli.main(["compare", str(PROJECT), str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert "\nVerdict: partial reproduction\n" in printed
    assert "Each line: kind, file, place: before → after" in printed
    assert "number   outputs/findings.md, line 3: " in printed


def test_a_report_in_a_folder_that_is_not_there_is_refused_before_anything_runs(
    tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(pipeline, "rebuild", lambda *_: pytest.fail("the study was run"))
    assert cli.main(["check", "--report", str(tmp_path / "nowhere" / "report.txt")]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("nowhere/report.txt: cannot be written (No such file or directory).")


@pytest.fixture
def lab(tmp_path):
    """Return a function that says what `make lab` calls, or why it calls nothing."""
    (tmp_path / "jupyter").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    (tmp_path / "jupyter").chmod(0o755)
    (tmp_path / "python").symlink_to(sys.executable)
    command = ["make", "--silent", "--directory", PROJECT, "--assume-old=.venv/ready", "lab"]

    def called(*arguments):
        done = subprocess.run(
            [*command, f"BIN={tmp_path}", *arguments], capture_output=True, encoding="utf-8", check=False
        )
        return (done.stdout or done.stderr).splitlines()

    return called


def test_make_lab_opens_the_notebooks_of_a_results_folder_with_the_repository_around_them(lab, tmp_path):
    with tempfile.TemporaryDirectory(prefix=".a class ", dir=PROJECT) as folder:
        name = Path(folder).name
        assert lab(f"NAME={name}")[0] == f'{name}: no results in it. Run it first: make run NAME="{name}"'
        (Path(folder) / "results" / "notebooks").mkdir(parents=True)
        place = f"/lab/tree/{name.replace(' ', '%20')}/results/notebooks"
        assert lab(f"NAME={name}") == ["lab", "--ServerApp.root_dir=.", f"--LabApp.default_url={place}"]
    elsewhere = tmp_path / "a class" / "results" / "notebooks"
    elsewhere.mkdir(parents=True)
    assert lab(f"NAME={tmp_path / 'a class'}") == ["lab", str(elsewhere)]
    assert lab()[-2:] == ["lab", "notebooks"]
