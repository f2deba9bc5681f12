"""The workflows call make, with the rights they need and the Pythons the library allows; make newest."""

import os
import re
import shlex
import subprocess
import sys
import tomllib

import pytest
import yaml
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from inotherwords.paths import PROJECT

MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
REQUIRES_PYTHON = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "requires-python"
]
WORKFLOWS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
}
JOBS = [(name, job) for name, workflow in WORKFLOWS.items() for job in workflow["jobs"].values()]
STEPS = [step for _, job in JOBS for step in job["steps"]]
RUNS = [step["run"] for step in STEPS if "run" in step]
PYTHONS = WORKFLOWS["test"]["jobs"]["test"]["strategy"]["matrix"]["python"]


def make(*arguments, folder=PROJECT):
    """Run make in a folder and return the process."""
    # A make around this test (make test) must not lend its own flags.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


def test_a_push_and_a_pull_request_are_tested():
    assert set(WORKFLOWS["test"][True]) == {"push", "pull_request"}  # YAML 1.1 reads `on` as true


def test_the_newest_versions_are_tried_monthly_and_by_hand():
    when = WORKFLOWS["newest"][True]
    assert set(when) == {"schedule", "workflow_dispatch"}
    [schedule] = when["schedule"]
    assert re.fullmatch(r"\d+ \d+ \d+ \* \*", schedule["cron"])


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_only_read(name):
    assert WORKFLOWS[name]["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_does_not_run_beside_itself(name):
    assert WORKFLOWS[name]["concurrency"]["group"]


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_a_job_ends_within_an_hour_and_asks_for_no_more_rights(name, job):
    assert job["timeout-minutes"] <= 60
    assert "permissions" not in job


@pytest.mark.parametrize("action", sorted({step["uses"] for step in STEPS if "uses" in step}))
def test_an_action_is_named_by_its_major_version(action):
    assert re.fullmatch(r"actions/[a-z-]+@v\d+", action)


def test_the_pythons_start_where_the_library_starts():
    assert f">={PYTHONS[0]}" == REQUIRES_PYTHON


def test_the_pythons_follow_one_another():
    minors = [int(python.removeprefix("3.")) for python in PYTHONS]
    assert minors == list(range(minors[0], minors[-1] + 1))


@pytest.mark.parametrize("python", PYTHONS)
def test_the_library_allows_the_python(python):
    assert Version(python) in SpecifierSet(REQUIRES_PYTHON)


def test_the_newest_versions_run_on_the_newest_python():
    [set_up] = [
        step
        for step in WORKFLOWS["newest"]["jobs"]["newest"]["steps"]
        if step.get("uses", "").startswith("actions/setup-python@")
    ]
    assert set_up["with"]["python-version"] == PYTHONS[-1]


@pytest.mark.parametrize("run", RUNS)
def test_a_step_calls_make_and_hides_no_logic(run):
    command = run.removesuffix(' >> "$GITHUB_STEP_SUMMARY"')
    assert re.fullmatch(r"make [a-z-]+ PYTHON=python|make [a-z-]+", command)


@pytest.mark.parametrize("run", RUNS)
def test_the_target_exists(run):
    assert re.search(rf"^{shlex.split(run)[1]}:", MAKEFILE, re.MULTILINE)


def test_what_make_newest_writes_is_published_even_if_the_run_failed():
    [upload] = [step for step in STEPS if step.get("uses", "").startswith("actions/upload-artifact@")]
    assert upload["if"] == "always()"
    assert upload["with"]["path"] == ".newest"
    assert upload["with"]["include-hidden-files"] is True  # or it would be left out: its name has a dot
    assert upload["with"]["if-no-files-found"] == "error"


def test_only_a_difference_may_pass():
    runs = {step["run"]: step.get("continue-on-error") for step in STEPS if "run" in step}
    assert [run for run, goes_on in runs.items() if goes_on] == ["make newest PYTHON=python"]


@pytest.mark.parametrize(("system", "folder"), [("", "bin"), ("Windows_NT", "Scripts")])
def test_make_knows_where_the_commands_of_an_environment_lie(system, folder):
    planned = make("-n", "test", f"OS={system}").stdout
    assert f".venv/{folder}/ruff check ." in planned.splitlines()


@pytest.mark.parametrize("name", [".venv-newest", ".newest"])
def test_make_clean_removes_what_make_newest_wrote(name):
    assert name in make("-n", "clean").stdout.split()


@pytest.mark.parametrize("name", [".venv-newest/", ".newest/"])
def test_git_ignores_what_make_newest_wrote(name):
    assert name in (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()


# make newest with a Python and a command line of our own: they print what is written here.
INVENTED_PYTHON = """\
#!/bin/sh
case "$*" in
  "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && cp inotherwords "$3/bin" ;;
  "-m pip install "*) ;;
  "-m pip freeze "*) printf 'Alpha_Beta==1.0\\ngamma==2.1\\ndelta==3.0\\n' ;;
  "--version") echo "Python 3.99" ;;
  *) exit 9 ;;
esac
"""
INVENTED_LOCK = """\
alpha-beta==1.0 \\
    --hash=sha256:00
    # via gamma
gamma==2.0 ; python_full_version >= '3.11' \\
    --hash=sha256:00
unused==1.0 \\
    --hash=sha256:00
"""
VERSIONS = ["Python 3.99", "gamma: 2.1, locked: 2.0", "delta: 3.0, locked: none"]


@pytest.fixture
def place(tmp_path):
    """Return a folder with the Makefile and what `make newest` calls; the command line is still to come."""
    (tmp_path / "Makefile").write_text(MAKEFILE)
    (tmp_path / "requirements.txt").write_text(INVENTED_LOCK)
    write_command(tmp_path / "python", INVENTED_PYTHON)
    return tmp_path


def write_command(path, text):
    path.write_text(text)
    path.chmod(0o755)


def make_newest(place, run="exit 0", compare="exit 0"):
    """Run `make newest` with a command line that does, on `run` and on `compare`, what is given in sh."""
    write_command(
        place / "inotherwords",
        f'#!/bin/sh\ncase "$*" in\n'
        f'"run --outputs .newest/outputs") {run} ;;\n"compare . .newest/outputs") {compare} ;;\nesac\n',
    )
    return make("newest", "PYTHON=./python", folder=place)


posix = pytest.mark.skipif(sys.platform == "win32", reason="the invented commands are shell scripts")


@posix
def test_make_newest_prints_what_differs_from_the_lock_before_it_compares(place):
    made = make_newest(place, run="echo run", compare="echo all the same")
    assert made.stdout.splitlines()[1:] == [*VERSIONS, "run", "all the same"]
    assert made.returncode == 0


@posix
def test_make_newest_fails_if_something_moved_but_can_be_published(place):
    made = make_newest(place, compare="echo a number moved; exit 1")
    assert "a number moved" in made.stdout.splitlines()
    assert made.returncode != 0
    summary = make("newest-summary", folder=place)
    assert summary.returncode == 0
    published = summary.stdout.splitlines()
    assert [line for line in published if line in (*VERSIONS, "a number moved")] == [
        *VERSIONS,
        "a number moved",
    ]


@posix
def test_there_is_nothing_to_publish_if_the_study_did_not_run(place):
    make_newest(place, compare="echo all the same")  # what an earlier call left must not pass for this one's
    made = make_newest(place, run="exit 1", compare="echo all the same")
    assert made.returncode != 0
    assert make("newest-summary", folder=place).returncode != 0


@posix
def test_there_is_nothing_to_publish_if_the_comparison_broke_off(place):
    assert make_newest(place, compare="echo no such folder >&2; exit 2").returncode != 0
    assert make("newest-summary", folder=place).returncode != 0


@posix
def test_make_newest_does_not_run_the_study_if_an_installation_failed(place):
    write_command(place / "python", INVENTED_PYTHON.replace('"-m pip install "*) ;;', ""))
    assert "run" not in make_newest(place, run="echo run").stdout.splitlines()
