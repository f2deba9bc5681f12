"""An empty result says which missing file or setting emptied it."""

import pandas as pd
import pytest

from inotherwords import settings
from inotherwords.report import show

HEADER = "actor,label,part,pattern,reason\n"


def test_a_missing_list_is_named_with_what_it_would_give(tmp_path):
    said = show.why_empty(tmp_path, "labels")
    assert said == ("labels.csv is missing: who is named how is not counted. Notebook 5 proposes a list.")


def test_a_list_with_examples_only_has_no_rows(tmp_path):
    (tmp_path / "labels.csv").write_text(f"{HEADER}# crowd,rioter,head,rioter*,\n")
    assert show.why_empty(tmp_path, "labels").startswith("labels.csv has no rows: ")


@pytest.mark.parametrize(("rows", "said"), [(1, "1 row,"), (2, "2 rows,")])
def test_a_list_of_which_nothing_occurs_is_not_called_missing(rows, said, tmp_path):
    (tmp_path / "labels.csv").write_text(HEADER + "crowd,rioter,head,rioter,\n" * rows)
    assert show.why_empty(tmp_path, "labels").startswith(f"labels.csv has {said}")


def test_the_folder_is_not_named_so_that_it_may_be_moved(tmp_path):
    assert tmp_path.name not in show.why_empty(tmp_path, "wire")


def test_a_setting_is_named_with_its_value():
    assert f"terms.MIN_COUNT = {settings.MIN_COUNT} " in show.which_settings("terms.MIN_COUNT")


def test_two_settings_are_both_named():
    said = show.which_settings("swaps.FEW", "reuse.FEWEST_WORDS")
    assert said.startswith("Kept out by the settings swaps.FEW = ")
    assert " and reuse.FEWEST_WORDS = " in said


@pytest.mark.parametrize(
    ("shows", "said"),
    [
        (lambda: show.table(pd.DataFrame(columns=["a"]), empty="Because."), "No rows. Because.\n"),
        (lambda: show.sentences([], empty="Because."), "Nothing found. Because.\n"),
    ],
)
def test_what_is_shown_says_why_it_is_empty(shows, said, capsys):
    shows()
    assert capsys.readouterr().out == said


def test_counts_of_nothing_say_why(capsys):
    articles = pd.DataFrame({"doc": ["a"], "short": ["Ann"]})
    show.counts(pd.DataFrame(columns=["label", "doc"]), ["label"], articles, empty="Because.")
    assert capsys.readouterr().out == "No rows. Because.\n"


def test_the_reason_is_not_given_where_there_is_something(capsys):
    show.sentences(["Found."], empty="Because.")
    assert capsys.readouterr().out == "Found.\n"
