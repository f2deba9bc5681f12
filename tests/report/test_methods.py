"""The methods of a run, in words for a paper: what they say is counted in its tables."""

import shutil
from types import SimpleNamespace

import pytest

from inotherwords import Study
from inotherwords.corpus import UNREAD
from inotherwords.layers import schema
from inotherwords.layers.files import read_table
from inotherwords.paths import OUTPUTS, SEEDS
from inotherwords.report import methods


@pytest.fixture(scope="module")
def told():
    return methods.describe(Study(SEEDS, OUTPUTS), [])


def test_they_say_how_much_was_found_of_what_is_compared_and_how_often_it_was_asked_again(told):
    size = {name: len(read_table(OUTPUTS, name)) for name in ("articles", "attributions", "labels", "acts")}
    assert f"Compared are {size['articles']} articles" in told
    assert f"**Found.** {size['attributions']} attributions, to " in told
    assert f"{size['labels']} mentions by a label; {size['acts']} acts; " in told
    assert f"after every one of {read_table(OUTPUTS, 'robustness')['variation'].nunique()} changes" in told
    assert "counted against a reading by hand" in told


def test_rows_that_nobody_has_read_are_by_no_reading(told, tmp_path):
    corpus = shutil.copytree(SEEDS, tmp_path / "corpus", ignore=shutil.ignore_patterns("reading"))
    head, _, rows = (corpus / "labels.csv").read_text("utf-8").partition("\n")
    (corpus / "labels.csv").write_text(f'{head}\n"{UNREAD}"\n{rows}', "utf-8")
    unread = methods.describe(Study(corpus, OUTPUTS), [])
    assert "not marked as read by anybody: `labels.csv`" in unread
    assert "not marked as read by anybody" not in told
    assert "By one reading, in lists that lie beside the articles: `actors.csv`" in unread
    assert "not in these articles. To report it for these, draw 50 rows" in unread
    with (corpus / "acts.csv").open("a", encoding="utf-8") as file:
        file.write("sieges,verb,offensive,a word that tells of no act here\n")
    idle = methods.describe(Study(corpus, OUTPUTS), [])
    assert "Of `acts.csv` “offensive” stands in articles, and no act was found by that." in idle
    assert "no act was found by that" not in told
    (corpus / "acts.csv").unlink()
    assert "acts.csv is missing: no act is looked for." in methods.describe(Study(corpus, OUTPUTS), [])


def test_of_articles_that_share_nothing_no_passage_is_told():
    study = SimpleNamespace(read=lambda name, columns: schema.table(name)[columns])
    assert "0 passages that two articles share; 0 statements" in methods._found(study)


def test_corrections_are_told_by_what_they_do_and_what_was_not_asked_again_with_its_reason(told, monkeypatch):
    assert (
        "13 corrections by hand were applied (`corrections.csv`, 13 with a reason): 4 attributions (" in told
    )
    study = Study(SEEDS, OUTPUTS, by="place")
    monkeypatch.setattr(Study, "read", lambda *_, **__: schema.table("robustness"))
    monkeypatch.setattr(Study, "units", SimpleNamespace(empty=False), raising=False)
    monkeypatch.setattr(methods, "unit_words", lambda _: {"article": "outlet", "articles": "outlets"})
    assert methods._again(study).endswith(": that is done only where articles, not outlets, are compared.")
