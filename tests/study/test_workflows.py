"""The workflows call make, with the rights they need and the Pythons the library allows; make newest."""

import os
import re
import subprocess
import sys
import tomllib

import pytest
import yaml

from inotherwords.paths import PROJECT

MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
WORKFLOWS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
}
JOBS = [(name, job) for name, workflow in WORKFLOWS.items() for job in workflow["jobs"].values()]
STEPS = [step for _, job in JOBS for step in job["steps"]]
NEWEST = WORKFLOWS["newest"]["jobs"]["newest"]["steps"]
PYTHONS = WORKFLOWS["test"]["jobs"]["test"]["strategy"]["matrix"]["python"]


def make(*arguments, folder=PROJECT):
    """Run make in a folder and return the process."""
    # A make around this test (make test) must not lend its own flags.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


def test_a_push_and_a_pull_request_are_tested_and_the_newest_versions_tried_monthly():
    assert set(WORKFLOWS["test"][True]) == {"push", "pull_request"}  # YAML 1.1 reads `on` as true
    when = WORKFLOWS["newest"][True]
    assert set(when) == {"schedule", "workflow_dispatch"}
    [schedule] = when["schedule"]
    assert re.fullmatch(r"\d+ \d+ \d+ \* \*", schedule["cron"])


def test_a_workflow_may_only_read_ends_within_an_hour_and_calls_make_and_known_actions():
    faults = [name for name, flow in WORKFLOWS.items() if flow["permissions"] != {"contents": "read"}]
    faults += [name for name, flow in WORKFLOWS.items() if not flow["concurrency"]["group"]]
    faults += [name for name, job in JOBS if job["timeout-minutes"] > 60]
    # One may publish the site, when somebody asks for it, and do nothing else.
    more = {name: job["permissions"] for name, job in JOBS if "permissions" in job}
    assert more == {"pages": {"pages": "write", "id-token": "write"}}
    assert set(WORKFLOWS["pages"][True]) == {"workflow_dispatch"}
    actions = [step["uses"] for step in STEPS if "uses" in step]
    faults += [action for action in actions if not re.fullmatch(r"actions/[a-z-]+@v\d+", action)]
    for run in (step["run"] for step in STEPS if "run" in step):
        command = run.removesuffix(' >> "$GITHUB_STEP_SUMMARY"')
        called = re.fullmatch(r"make ([a-z-]+)(?: PYTHON=python)?", command)
        if not called or not re.search(rf"^{called[1]}:", MAKEFILE, re.MULTILINE):
            faults.append(run)
    assert faults == []


def test_the_pythons_start_where_the_library_starts_and_follow_one_another():
    requires = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    assert requires == f">={PYTHONS[0]}"
    minors = [int(python.removeprefix("3.")) for python in PYTHONS]
    assert minors == list(range(minors[0], minors[-1] + 1))
    newest = [step["with"]["python-version"] for step in NEWEST if "setup-python@" in step.get("uses", "")]
    assert newest == [PYTHONS[-1]]


def test_what_make_newest_writes_is_published_even_if_something_differs_which_alone_may_pass():
    [upload] = [step for step in STEPS if step.get("uses", "").startswith("actions/upload-artifact@")]
    assert upload["if"] == "always()"
    # Without the hidden files it would be left out: its name has a dot.
    expected = {"path": ".newest", "include-hidden-files": True, "if-no-files-found": "error"}
    assert upload["with"].items() >= expected.items()
    assert [step["run"] for step in STEPS if step.get("continue-on-error")] == ["make newest PYTHON=python"]


def test_make_knows_where_commands_lie_and_cleans_up_what_git_ignores():
    for system, folder in {"": "bin", "Windows_NT": "Scripts"}.items():
        assert f".venv/{folder}/ruff check ." in make("-n", "test", f"OS={system}").stdout.splitlines()
    ignored = (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {".venv-newest", ".newest"} <= set(make("-n", "clean").stdout.split())
    assert {".venv-newest/", ".newest/"} <= set(ignored)


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
def test_make_newest_prints_what_differs_and_fails_if_something_moved_but_can_be_published(place):
    made = make_newest(place, run="echo run", compare="echo all the same")
    assert made.stdout.splitlines()[1:] == [*VERSIONS, "run", "all the same"]
    assert made.returncode == 0
    made = make_newest(place, compare="echo a number moved; exit 1")
    assert "a number moved" in made.stdout.splitlines()
    assert made.returncode != 0
    summary = make("newest-summary", folder=place)
    assert summary.returncode == 0
    told = [*VERSIONS, "a number moved"]
    assert [line for line in summary.stdout.splitlines() if line in told] == told


@posix
def test_there_is_nothing_to_publish_if_an_installation_the_study_or_the_comparison_broke_off(place):
    make_newest(place, compare="echo all the same")  # what an earlier call left must not pass for this one's
    for broken in ({"run": "exit 1"}, {"compare": "echo no such folder >&2; exit 2"}):
        assert make_newest(place, **broken).returncode != 0
        assert make("newest-summary", folder=place).returncode != 0
    write_command(place / "python", INVENTED_PYTHON.replace('"-m pip install "*) ;;', ""))
    assert "run" not in make_newest(place, run="echo run").stdout.splitlines()
