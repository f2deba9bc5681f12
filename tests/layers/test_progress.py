"""How far a run is."""

import io
import sys
import time

import pytest

from inotherwords.layers import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def bar_soon(monkeypatch):
    monkeypatch.setattr(progress, "EVERY", 0.01)


def wait_for(words, screen):
    deadline = time.monotonic() + 10
    while words not in screen.getvalue() and time.monotonic() < deadline:
        time.sleep(0.01)
    return words in screen.getvalue()


def test_a_terminal_shows_a_bar_of_each_stage(tmp_path, monkeypatch, bar_soon):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress.watch(tmp_path):
        progress.report(tmp_path, "cleaning.tables", 50, 200)
        assert wait_for("cleaning.tables:  25%", screen)
        progress.report(tmp_path, "terms.tables", 100, 200)
        assert wait_for("terms.tables:  50%", screen)


def test_nothing_is_shown_where_nobody_looks(tmp_path, monkeypatch, bar_soon):
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress.watch(tmp_path):
        progress.report(tmp_path, "cleaning.tables", 50, 200)
        time.sleep(0.1)
    assert screen.getvalue() == ""


def test_a_spoilt_report_is_passed_over(tmp_path, monkeypatch, bar_soon):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress.watch(tmp_path):
        (tmp_path / "progress").write_text("cleaning")
        time.sleep(0.05)
        progress.report(tmp_path, "cleaning.tables", 50, 200)
        assert wait_for("25%", screen)
