"""Findings on words."""

import pandas as pd
import pytest
from told import articles_of, printed

from inotherwords.report.findings import terms


def many(p):
    keyness = pd.DataFrame({"term": ["war"], "log_likelihood": [40.0], "p_adjusted": [p]})
    return printed(terms.significance, keyness, articles_of(*"abcdefghijkl"))[0]


def test_words_that_pass_the_limit_are_counted_right(tables):
    [sentence] = printed(terms.significance, tables["keyness"], tables["articles"])
    rows = tables["keyness"].to_dict("records")
    passing = [row for row in rows if row["log_likelihood"] > 3.84]
    smallest = min(row["p_adjusted"] for row in rows)
    assert sentence.startswith(f"{len(passing)} of {len(rows)} comparisons ")
    assert f"the smallest p is {smallest:.2f}: no word may be called significant." in sentence
    assert "chance" not in sentence  # how many would pass by chance was never computed
    # Five ways to choose one of five articles, ten to choose two.
    assert sentence.endswith("below 0.2 for one against the others, or below 0.1 for 2 against 3.")


def test_a_small_p_is_not_rounded_to_nothing():
    assert many(0.5).endswith("or below 0.0011 for 6 against 6.")


@pytest.mark.parametrize(("p", "said"), [(0.5, True), (0.001, False)])
def test_no_word_may_be_called_significant_unless_its_p_is_small(p, said):
    assert ("no word may be called significant" in many(p)) == said


def test_of_three_articles_one_against_two_is_said_once():
    keyness = pd.DataFrame({"term": ["war"], "log_likelihood": [40.0], "p_adjusted": [0.5]})
    [sentence] = printed(terms.significance, keyness, articles_of(*"abc"))
    assert sentence.endswith("cannot give a p below 0.33 for one against the others.")
