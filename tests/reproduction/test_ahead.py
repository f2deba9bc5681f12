"""Attributions are read while an earlier notebook is at work, and later notebooks take what was found."""

import multiprocessing

import pytest

from inotherwords import Study, attribution, cleaning
from inotherwords.attribution import tables
from inotherwords.layers.workspace import FOLDER, WORKERS
from inotherwords.report import findings
from inotherwords.reproduction import ahead, kernels

pytestmark = pytest.mark.skipif(
    not kernels.can_fork(), reason="where nothing can be forked, nothing is read ahead"
)
TEXTS = {"a": "A dam gave way.\n“We left at night,” Ann Reed said.", "b": "The mayor denied that it was old."}


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Return the parameters of notebooks on two articles, of which nothing is read yet."""
    (tmp_path / "corpus").mkdir()
    for doc, text in TEXTS.items():
        (tmp_path / "corpus" / f"{doc}.txt").write_text(text)
    rows = "".join(f"{doc},{doc.upper()},2031-05-05,en\n" for doc in TEXTS)
    (tmp_path / "corpus" / "articles.csv").write_text(f"doc,outlet,date,language\n{rows}")
    monkeypatch.setenv(FOLDER, str(tmp_path / "parts"))
    monkeypatch.delenv(WORKERS, raising=False)
    monkeypatch.setattr(ahead, "usable_processors", lambda: 2)
    return {"corpus": str(tmp_path / "corpus"), "outputs": str(tmp_path / "outputs"), "by": None}


def clean(parameters):
    """Do what notebooks 1 and 2 do."""
    study = Study(**parameters)
    study.load()
    study.write("articles", study.list_articles())
    study.compute(cleaning.stage)
    study.write_all(*cleaning.CLEANED)


def test_what_was_read_ahead_is_not_read_again(place, monkeypatch):
    with kernels.environment({}), ahead.reading_ahead(place) as begin:
        begin()
        assert not multiprocessing.active_children()  # nothing is cleaned yet
        clean(place)
        begin()
        [process] = multiprocessing.active_children()
        begin()
        process.join(120)
        assert process.exitcode == 0
    monkeypatch.setattr(tables, "tabulate", lambda *_, **__: 1 / 0)  # each article would be set aside
    study = Study(**place)
    for found in (study.compute(attribution.stage), findings.read_leniently(study)):
        assert found["attributions"].frame()["speaker"].tolist() == ["Ann Reed", "the mayor"]


def test_reading_ends_with_the_run_and_nothing_is_read_ahead_where_one_process_is_wanted(place, monkeypatch):
    clean(place)
    with ahead.reading_ahead(place) as begin:
        begin()
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()
    monkeypatch.setenv(WORKERS, "1")
    with ahead.reading_ahead(place) as begin:
        begin()
        assert not multiprocessing.active_children()
