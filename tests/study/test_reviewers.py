"""The reviewers' page: every command prints again what the page says, and nothing old is vouched for."""

import doctest
import re
import shutil
import sys

import pytest
from loaded import load

from inotherwords.errors import InputError
from inotherwords.reproduction import check

reviewers, randomness = load("docs/reviewers"), load("docs/randomness")

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


def test_the_committed_page_is_what_its_commands_print_has_every_item_and_leads_on():
    committed, schemes = reviewers.PAGE.read_text(encoding="utf-8"), reviewers.read()
    # What was measured is the only part that is not made again.
    assert reviewers.page(schemes, reviewers.recorded(committed)) == committed
    assert re.search(r"\| most memory at once \| \d+ MiB, all processes together \|", committed)
    items = [item for scheme in schemes for item in scheme["items"]]
    faults = [it["item"] for it in items if not it["answer"] or f"\n**{it['item']}** " not in committed]
    links = re.findall(r"\]\(([\w./-]+)(?:#\w+)?\)", committed)
    faults += [link for link in links if not (reviewers.PAGE.parent / link).exists()]
    assert faults == []
    assert len(items) > 30
    assert len(links) > 10
    assert sum("command" in item for item in items) >= 0.7 * len(items)
    assert [item["item"] for item in items if ("command" in item) != bool(item.get("shows_not"))] == []


def test_no_other_spelling_hides_a_random_number():
    assert doctest.testmod(randomness).failed == 0
    for code in (
        *("import random as r", "from random import gauss as g", "from numpy import random as r"),
        *("x = numpy.random.normal(3)", "x = r.permutation(3)", "x = os.urandom(3)", "x = table.sample(3)"),
        *("x = KMeans(random_state=1)", "x = norm(0, 1).rvs(3)", "def f():\n    import uuid"),
    ):
        assert len(randomness.draws(code)) == 1, code
    for code in ("sample.decode('utf-8')", "best(sample)", "import statistics", "random = 1", "# random()"):
        assert randomness.draws(code) == [], code


def test_a_command_that_fails_and_an_old_report_are_refused(monkeypatch):
    with pytest.raises(InputError, match=r"docs/reviewers\.toml: 'ls nowhere' fails \(.*nowhere.*\)"):
        reviewers.printed("ls nowhere")

    def old():
        raise InputError("docs/check-report.txt: was made for other files")

    monkeypatch.setattr(check, "refuse_old", old)
    with pytest.raises(InputError, match="was made for other files"):
        reviewers.page([], "")


def test_what_a_command_prints_is_shown_under_it_and_what_was_measured_with_its_machine(monkeypatch):
    monkeypatch.setattr(check, "refuse_old", lambda: "full reproduction")
    item = {"item": "Sum.", "answer": "Two.", "command": "echo $((1 + 1))", "shows_not": "Threes."}
    made = reviewers.page([{"name": "Sums", "about": "Easy.", "items": [item]}], "nothing")
    told = "**Sum.** Two.\n\n```console\n$ echo $((1 + 1))\n2\n```\n\n*It does not show:* Threes.\n"
    assert made.endswith(f"## Sums\n\nEasy.\n\n{told}")
    table = reviewers.measured(RECORD)
    assert "| time of a run | 3.0 s, of these: 01_loading 2.1 s, 02_cleaning 0.9 s |" in table
    assert "| machine | 2 cores, 8.0 GiB of memory, no graphics card; x86_64, Linux, Python 3.11.7 |" in table
