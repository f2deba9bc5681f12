"""Processes and Dask: the same bytes, whoever computes them and whoever is killed."""

import json
import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path

import dask
import distributed
import pandas as pd
import psutil
import pytest

from inotherwords import errors
from inotherwords.layers import parts as layers_parts
from inotherwords.layers import workers
from inotherwords.layers.parts import Stage
from inotherwords.layers.workspace import find_workplace

sys.path.insert(0, str(Path(__file__).parent))
import example_stages

TEXTS = {doc: f"Part {doc} of the road is „closed“, Ann told AFP." for doc in "abcdef"}


@pytest.fixture(autouse=True)
def six_articles(tmp_path, monkeypatch):
    """Six invented articles, two to a part, and two workers."""
    monkeypatch.setattr(layers_parts, "PART", 2)
    monkeypatch.setenv("INOTHERWORDS_PARTS", str(tmp_path / "parts"))
    monkeypatch.setenv("INOTHERWORDS_WORKERS", "2")


@pytest.fixture
def settings(tmp_path):
    """Where a stage leaves a mark that it was there."""
    return {"settings": pd.DataFrame({"file": [str(tmp_path / "mark")]})}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A scheduler in this process and two workers in processes of their own."""
    folder = {"temporary-directory": str(tmp_path_factory.mktemp("dask"))}
    settings = dask.config.set({"distributed.scheduler.allowed-failures": 0} | folder)
    here = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    with settings, distributed.LocalCluster(n_workers=2, threads_per_worker=1, **here) as made:
        yield made


@pytest.fixture
def over_dask(cluster, monkeypatch):
    monkeypatch.setenv("INOTHERWORDS_SCHEDULER", cluster.scheduler_address)
    return cluster


def run(stage=example_stages.clean, given=None):
    named = Stage(f"example_stages.{stage.__name__}", stage)
    return layers_parts.run(named, TEXTS, find_workplace(Path("outputs").absolute()), given or {})


def assert_same(layers, texts=TEXTS):
    for name, table in example_stages.clean(texts, {}).items():
        pd.testing.assert_frame_equal(layers[name].frame(), table)


def files(folder):
    """The bytes of all tables of a run."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.parquet")}


def check_two_of_whom_one_is_killed(tmp_path, settings, monkeypatch):
    """Whoever is asked to work gives the same files as this process does, even if one of them is killed."""
    layers = run(example_stages.clean_but_be_killed_once, settings)
    threads = (tmp_path / "mark").read_text()
    assert_same(layers)
    assert layers["rejected"].rows == 0
    monkeypatch.setattr(layers_parts, "_engine", lambda workplace, parts, *work: workers.here(*work))
    monkeypatch.setenv("INOTHERWORDS_PARTS", str(tmp_path / "again"))
    run(example_stages.clean_but_be_killed_once, settings)
    assert files(tmp_path / "parts") == files(tmp_path / "again")
    return threads


# --- processes ---


def test_two_processes_give_the_same_files_as_this_one_with_one_thread_each_though_one_is_killed(
    settings, tmp_path, monkeypatch
):
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    assert check_two_of_whom_one_is_killed(tmp_path, settings, monkeypatch) == "1"
    assert multiprocessing.active_children() == []
    assert os.environ["OMP_NUM_THREADS"] == "7"


def test_an_article_that_kills_its_process_is_set_aside_and_the_others_go_on(monkeypatch):
    monkeypatch.setitem(TEXTS, "c", "POISON")
    monkeypatch.setenv("INOTHERWORDS_WORKERS", "1")  # after each death all of them are started again
    monkeypatch.setattr(workers, "TRIES", 1)
    layers = run(example_stages.clean_but_die_of_poison)
    assert_same(layers, {doc: text for doc, text in TEXTS.items() if doc != "c"})
    stage, reason = "example_stages.clean_but_die_of_poison", "it killed the process that worked on it"
    assert layers["rejected"].frame().values.tolist() == [["c", stage, reason]]


def test_a_number_of_processes_that_is_none_is_refused(monkeypatch):
    for wish in ("0", "two", "-1"):
        monkeypatch.setenv("INOTHERWORDS_WORKERS", wish)
        told = rf"^INOTHERWORDS_WORKERS: '{wish}' is no number of processes"
        with pytest.raises(errors.InputError, match=told):
            find_workplace(Path("outputs").absolute())


def test_a_script_that_each_process_begins_anew_is_told_in_one_line(tmp_path):
    script = tmp_path / "unguarded.py"
    script.write_text(
        "from inotherwords.layers import workers\nwith workers.processes(2, print):\n    print('begun')\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=60)
    last = done.stderr.splitlines()[-1]
    assert last.startswith("inotherwords.errors.InputError: no process could be started. In a script of")
    assert "begun" not in done.stdout


def test_workers_end_when_the_process_that_started_them_is_killed(tmp_path):
    code = (
        "import sys, time; sys.path.insert(0, sys.argv[1]); import example_stages\n"
        "from inotherwords.layers import workers\n"
        "if __name__ == '__main__':\n"
        "    with workers.processes(2, example_stages.number_of_this_process) as engine:\n"
        "        print(engine.submit({}, {}).result(), flush=True); time.sleep(60)\n"
    )
    (tmp_path / "starts.py").write_text(code)
    command = [sys.executable, str(tmp_path / "starts.py"), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as starter:
        worker = psutil.Process(int(starter.stdout.readline()))
        starter.kill()
    worker.wait(10)


# --- Dask ---


def test_workers_of_a_cluster_give_the_same_files_as_this_process_though_one_is_killed(
    over_dask, settings, tmp_path, monkeypatch
):
    check_two_of_whom_one_is_killed(tmp_path, settings, monkeypatch)


def test_a_worker_with_another_library_is_told_in_one_line(over_dask, monkeypatch):
    monkeypatch.setattr(layers_parts, "library", lambda: "another")
    with pytest.raises(errors.InputError, match=r"^lib/inotherwords: a worker has another version of it"):
        run()


def test_a_scheduler_that_is_lost_is_told_in_one_line(tmp_path, monkeypatch):
    here = [str(Path(__file__).parent), os.environ["PYTHONPATH"]]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(here))  # it must know the stage, too
    file = tmp_path / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0"]
    command = [sys.executable, "-m", "dask", "scheduler", *options, "--scheduler-file", str(file)]
    scheduler = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while not (file.exists() and file.read_text()):  # it is there before it is written
            time.sleep(0.02)
        address = json.loads(file.read_text())["address"]
        monkeypatch.setenv("INOTHERWORDS_SCHEDULER", address)
        wait = distributed.wait

        def wait_in_vain(*arguments, **options):
            scheduler.kill()
            return wait(*arguments, **options)

        monkeypatch.setattr(distributed, "wait", wait_in_vain)
        with pytest.raises(errors.InputError) as refused:
            run()
    finally:
        scheduler.kill()
        scheduler.wait()
    assert str(refused.value) == (
        f"--scheduler: {address} was lost. 0 of 6 articles are done and kept: go on with --resume."
    )


def test_a_scheduler_that_does_not_answer_is_told_in_one_line(monkeypatch):
    monkeypatch.setenv("INOTHERWORDS_SCHEDULER", "tcp://127.0.0.1:1")
    told = pytest.raises(errors.InputError, match=r"^--scheduler: tcp://127\.0\.0\.1:1 does not answer")
    with dask.config.set({"distributed.comm.timeouts.connect": "100ms"}), told:
        run()


def test_without_dask_one_line_says_how_to_install_it(monkeypatch):
    monkeypatch.setenv("INOTHERWORDS_SCHEDULER", "tcp://127.0.0.1:1")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(errors.InputError, match=r"^--scheduler: Dask is not installed\. Install it: pip"):
        run()
