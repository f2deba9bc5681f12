import re
from operator import itemgetter

import pytest

from inotherwords.errors import InputError
from inotherwords.text import wordlists


def words(text, *patterns):
    search = wordlists.compile_patterns(list(patterns))
    return [text[start:end] for _, start, end in wordlists.find_matches(search, text, 0, len(text))]


def test_a_pattern_stands_for_these_words():
    found = [
        ("regime, regimes, subregime", ["regime"], ["regime"]),  # whole words, unless there is a star
        ("takfiri-terrorists", ["takfiri* terror*"], ["takfiri-terrorists"]),  # a space is also a hyphen
        ("the self-proclaimed “government”", ["self proclaimed government"], ["self-proclaimed “government"]),
        ("US Army told us", ["US", "army"], ["US", "Army"]),  # case matters only for capitals
        ("russian attacks", ["Russian"], ["russian"]),
        ("abc a.c", ["a.c"], ["a.c"]),  # a sign of regular expressions is an ordinary sign
        ("the ally of Syria left Syria", ["ally of [Syria]", "ally", "Syria"], ["Syria", "Syria"]),
    ]
    assert [(text, patterns, words(text, *patterns)) for text, patterns, _ in found] == found


def test_the_number_of_the_pattern_is_right_after_a_pattern_with_brackets():
    search = wordlists.compile_patterns(["a [b]", "c", "[d e] f", "g"])
    assert [row[0] for row in wordlists.find_matches(search, "c, a b, g, d e f", 0, 16)] == [1, 0, 3, 2]


def test_rows_are_tried_by_their_patterns_and_rows_of_one_pattern_stay_in_their_order():
    rows = [("b", 1), ("rebel", 2), ("a", 3), ("b c", 4), ("b", 0)]
    assert [number for _, number in wordlists.sort_longest_first(rows, itemgetter(0))] == [4, 2, 3, 1, 0]


def test_a_row_without_a_pattern_is_refused():
    with pytest.raises(InputError, match="a row without a pattern"):
        wordlists.compile_patterns(["rebel", " "])


def test_square_brackets_that_hold_no_whole_words_are_refused():
    for pattern in ["[", "a [b", "a] b", "[a] [b]", "a[b] c", "[] a", "[a ] b"]:
        with pytest.raises(InputError, match=re.escape(f"pattern “{pattern}”: one pair")):
            wordlists.compile_patterns([pattern])
