import re

import pandas as pd
import pytest

from inotherwords import corpus, wordlists


def words(text, *patterns):
    search = wordlists.compile_patterns(list(patterns))
    return [text[start:end] for _, start, end in wordlists.find(search, text, 0, len(text))]


def test_a_pattern_without_a_star_is_a_whole_word():
    assert words("regime, regimes, subregime", "regime") == ["regime"]


def test_a_space_in_a_pattern_is_also_a_hyphen():
    assert words("takfiri-terrorists", "takfiri* terror*") == ["takfiri-terrorists"]


def test_a_quotation_mark_may_stand_inside_a_name():
    assert words("the self-proclaimed “government” in Idlib", "self proclaimed government") == [
        "self-proclaimed “government"
    ]


def test_case_matters_only_for_a_pattern_in_capitals():
    assert words("US Army told us", "US", "army") == ["US", "Army"]
    assert words("russian attacks", "Russian") == ["russian"]


def test_a_sign_of_regular_expressions_is_an_ordinary_sign():
    assert words("abc a.c", "a.c") == ["a.c"]


def test_only_the_words_in_square_brackets_count_but_all_are_taken():
    assert words("the ally of Syria left Syria", "ally of [Syria]", "ally", "Syria") == ["Syria", "Syria"]


def test_the_number_of_the_pattern_is_right_after_a_pattern_with_brackets():
    search = wordlists.compile_patterns(["a [b]", "c", "[d e] f", "g"])
    assert [row[0] for row in wordlists.find(search, "c, a b, g, d e f", 0, 16)] == [1, 0, 3, 2]


def test_the_longest_pattern_is_tried_first():
    table = pd.DataFrame({"pattern": ["rebel", "rebel fighters", "rebels"]})
    assert wordlists.longest_first(table)["pattern"].tolist() == ["rebel fighters", "rebels", "rebel"]


def test_a_row_without_a_pattern_is_refused():
    with pytest.raises(corpus.InputError, match="a row without a pattern"):
        wordlists.compile_patterns(["rebel", " "])


@pytest.mark.parametrize("pattern", ["[", "a [b", "a] b", "[a] [b]", "a[b] c", "[] a", "[a ] b"])
def test_square_brackets_that_hold_no_whole_words_are_refused(pattern):
    with pytest.raises(corpus.InputError, match=re.escape(f"pattern “{pattern}”: one pair")):
        wordlists.compile_patterns([pattern])
