import pandas as pd
import pytest

from inotherwords import settings
from inotherwords.corpus import units
from inotherwords.errors import InputError
from inotherwords.layers.layer import database


def articles(number, outlets=("Echo",), **columns):
    """Articles 000, 001 … of some outlets in turn, the first the longest."""
    docs = [f"{n:03}" for n in range(number)]
    table = {"doc": docs, "outlet": [outlets[n % len(outlets)] for n in range(number)]}
    table |= {"short": docs, "published": "2025-05-03", "words": range(1000, 1000 - number, -1)}
    return pd.DataFrame(table | columns)


def assigned(number, outlets=("Echo",), by=None, **columns):
    table = articles(number, outlets, **columns)
    return table.assign(unit=units.assign(table, by))


def test_twelve_articles_are_compared_one_by_one_more_by_outlet_and_any_by_a_column_that_is_named():
    assert assigned(12, ["Echo", "Post"])["unit"].tolist() == articles(12)["doc"].tolist()
    assert set(assigned(13, ["Echo", "Post"])["unit"]) == {"Echo", "Post"}
    assert assigned(2, by="side", side=["left", ""])["unit"].tolist() == ["left", units.UNKNOWN]


def test_of_many_groups_those_with_fewest_words_are_one():
    outlets = [f"paper {n:02}" for n in range(20)]
    unit = assigned(20, outlets)["unit"]
    assert unit.nunique() == settings.COMPARED
    assert unit.tolist() == [*outlets[: settings.COMPARED - 1], *["9 others"] * 9]


def test_many_articles_of_one_outlet_are_the_longest_articles_and_the_others():
    table = assigned(15)
    assert table["unit"].tolist() == [*table["doc"][:11], *["4 others"] * 4]
    assert units.noun(units.list_units(table)) == "group"


def test_a_column_that_cannot_be_compared_by_is_refused():
    with pytest.raises(InputError) as refused:
        units.check(articles(3), "party")
    told = "--by party: no such column in articles.csv. Name another column: doc, short, words."
    assert str(refused.value) == told


def test_a_unit_has_the_words_of_its_articles_and_their_last_day():
    table = units.list_units(assigned(13, ["Echo", "Post"]))
    assert table[["doc", "articles", "published"]].values.tolist() == [
        ["Echo", 7, "2025-05-03"],
        ["Post", 6, "2025-05-03"],
    ]
    assert table["words"].sum() == articles(13)["words"].sum()


def test_articles_that_are_their_own_units_keep_all_they_have():
    table = units.list_units(assigned(3))
    assert table[articles(3).columns].equals(articles(3))
    assert (units.noun(table), units.noun(articles(3))) == ("article", "article")


def test_terms_are_added_up_for_each_unit_and_rates_are_of_its_words_and_articles_without_a_unit_left_out():
    table = assigned(13, ["Echo", "Post"])
    rows = {"doc": ["000", "002", "002", "001", "999"], "term": ["war", "war", "end", "war", "war"]}
    rows = database().from_df(pd.DataFrame(rows | {"count": [1, 2, 1, 5, 9]}))
    assert units.term_counts(rows, table).values.tolist() == [
        ["Echo", "war", 3, 750.0],
        ["Echo", "end", 1, 250.0],
        ["Post", "war", 5, 1000.0],
    ]


def test_each_unit_has_its_longest_article_read_closely():
    table = assigned(100, [f"paper {n:02}" for n in range(20)])
    close = units.choose_close(table)
    assert len(close) == settings.COMPARED
    assert set(close["unit"]) == set(table["unit"])


def test_the_sentence_that_most_articles_share_is_read_first(monkeypatch):
    monkeypatch.setattr(settings, "COMPARED", 3)
    groups = pd.DataFrame({"cluster": [1, 1, 2, 2], "doc": ["050", "060", "070", "080"]})
    close = units.sharing_most(groups, assigned(100, ["Echo", "Post"]))
    assert close["doc"].tolist() == ["050", "060", "070"]


def test_shares_of_a_unit_are_of_all_its_words():
    counts = pd.DataFrame({"doc": ["000", "002", "002"], "side": ["un", "un", "own voice"]})
    counts = counts.assign(words=[2, 2, 12], doubtful=[1, 0, 0])
    table = units.shares(counts, assigned(13, ["Echo", "Post"]), "side")
    assert table.values.tolist() == [["Echo", "own voice", 12, 0.75, 0], ["Echo", "un", 4, 0.25, 1]]
