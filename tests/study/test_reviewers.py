"""The reviewers' page: every command prints again what the page says, and nothing old is vouched for."""

import re
import shutil
import sys
from importlib.util import module_from_spec, spec_from_file_location

import pytest

from inotherwords.errors import InputError
from inotherwords.paths import PROJECT
from inotherwords.reproduction import check

spec = spec_from_file_location("reviewers", PROJECT / "docs" / "reviewers.py")
reviewers = module_from_spec(spec)
spec.loader.exec_module(reviewers)

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("sha256sum"), reason="the commands are for a Unix shell"
)
RECORD = {
    "seconds": {"01_loading": 2.1, "02_cleaning": 0.9},
    "seconds_in_all": 3.0,
    "peak_memory_mib": 800,
    "outputs_mib": 3.3,
    "environment_mib": 900,
    "machine": {"system": "Linux", "processor": "x86_64", "cores": 2, "memory_gib": 8.0, "python": "3.11.7"},
}


@pytest.fixture(scope="module")
def committed():
    return reviewers.PAGE.read_text(encoding="utf-8")


def test_every_command_prints_again_what_the_page_says(committed):
    assert reviewers.page(reviewers.read(), reviewers.recorded(committed)) == committed


def test_the_page_has_every_item_of_every_scheme(committed):
    items = [item["item"] for scheme in reviewers.read() for item in scheme["items"]]
    assert len(items) > 30
    assert [item for item in items if f"\n**{item}** " not in committed] == []


def test_every_item_has_an_answer_and_most_have_a_command():
    items = [item for scheme in reviewers.read() for item in scheme["items"]]
    assert all(item["answer"] for item in items)
    assert sum("command" in item for item in items) >= 0.7 * len(items)


def test_links_of_the_page_lead_to_files(committed):
    links = re.findall(r"\]\(([\w./-]+)(?:#\w+)?\)", committed)
    assert len(links) > 10
    assert [link for link in links if not (reviewers.PAGE.parent / link).exists()] == []


def test_a_command_that_fails_is_refused_with_its_reason():
    with pytest.raises(InputError, match=r"docs/reviewers\.toml: 'ls nowhere' fails \(.*nowhere.*\)"):
        reviewers.printed("ls nowhere")


def test_what_a_command_prints_is_shown_under_it(monkeypatch):
    monkeypatch.setattr(check, "refuse_old", lambda: "full reproduction")
    item = {"item": "Sum.", "answer": "Two.", "command": "echo $((1 + 1))"}
    made = reviewers.page([{"name": "Sums", "about": "Easy.", "items": [item]}], "nothing")
    assert made.endswith("## Sums\n\nEasy.\n\n**Sum.** Two.\n\n```console\n$ echo $((1 + 1))\n2\n```\n")


def test_an_old_report_makes_no_page(monkeypatch):
    def old():
        raise InputError("docs/check-report.txt: was made for other files")

    monkeypatch.setattr(check, "refuse_old", old)
    with pytest.raises(InputError, match="was made for other files"):
        reviewers.page([], "")


def test_what_was_measured_is_told_with_its_machine():
    table = reviewers.measured(RECORD)
    assert "| time of a run | 3.0 s, of these: 01_loading 2.1 s, 02_cleaning 0.9 s |" in table
    assert "| machine | 2 cores, 8.0 GiB of memory, no graphics card; x86_64, Linux, Python 3.11.7 |" in table


def test_the_measured_table_is_the_only_part_that_is_not_compared(committed):
    other = committed.replace(reviewers.recorded(committed), "something else")
    assert reviewers.page(reviewers.read(), "something else") == other


def test_the_committed_page_has_what_a_run_took(committed):
    assert re.search(r"\| most memory at once \| \d+ MiB, all processes together \|", committed)
