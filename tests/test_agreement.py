"""Agreement among coders, against examples that were published or can be reckoned by hand."""

import pandas as pd
import pytest

from inotherwords import agreement


def codings(**answers):
    """Return the codings of coders, one letter an item; a dot is an answer left out."""
    rows = [
        (coder, str(item), "" if value == "." else value)
        for coder, values in answers.items()
        for item, value in enumerate(values)
    ]
    return pd.DataFrame(rows, columns=agreement.CODING)


# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", sections A, B and C.
PUBLISHED = [
    ({"meg": "0100000010", "owen": "1110010000"}, 0.095),
    ({"ben": "aabbdcccedda", "gerry": "babbbccceddd"}, 0.692),
    ({"a": "123321412...", "b": "1233224125.3", "c": ".3332342251.", "d": "12332441251."}, 0.743),
]


@pytest.mark.parametrize(("answers", "expected"), PUBLISHED)
def test_alpha_is_what_krippendorff_computes(answers, expected):
    assert round(agreement.alpha(codings(**answers)), 3) == expected


def test_alpha_by_hand():
    # Seen: they differ on 1 of 2 items, 1/2. Expected: of the 4 x 3 ways to draw two of the four answers
    # o o o q, 3 x 1 x 2 differ, 1/2. So alpha = 1 - (1/2) / (1/2).
    assert agreement.alpha(codings(ana="oo", ben="oq")) == 0


def test_alpha_below_0_is_given_as_it_is():
    # Seen: they differ on both items, 1. Expected: 2 x 2 x 2 of 12 draws, 2/3. So alpha = 1 - 1 / (2/3).
    assert agreement.alpha(codings(ana="oq", ben="qo")) == pytest.approx(-0.5)


def test_two_items_on_which_all_agree_have_an_alpha():
    assert agreement.alpha(codings(ana="oq", ben="oq")) == 1


def test_an_item_that_one_coder_answered_changes_nothing():
    assert agreement.alpha(codings(ana="ooqa", ben="oqq.")) == agreement.alpha(codings(ana="ooq", ben="oqq"))


def test_a_coder_who_left_out_everything_changes_nothing():
    whole = codings(ana="ooq", ben="oqq", cem="...")
    assert agreement.alpha(whole) == agreement.alpha(codings(ana="ooq", ben="oqq"))


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"ana": "ooq"}, "no item has answers of two coders"),
        ({"ana": "oq..", "ben": "..qo"}, "no item has answers of two coders"),
        ({"ana": "...", "ben": "..."}, "no item has answers of two coders"),
        ({"ana": "ooo", "ben": "ooo"}, "every answer is “o”"),
        ({"ana": "ooq", "ben": "oo."}, "every answer is “o”"),
    ],
)
def test_where_alpha_is_undefined_it_says_why(answers, reason):
    with pytest.raises(ValueError, match=reason):
        agreement.alpha(codings(**answers))


def test_an_item_coded_twice_by_one_coder_is_refused():
    twice = pd.concat([codings(ana="o", ben="q"), codings(ana="q")])
    with pytest.raises(ValueError, match="ana coded item 0 twice"):
        agreement.alpha(twice)


def test_alpha_is_told_with_each_item_left_out():
    values = agreement.alpha_without_each(codings(ana="ooqq", ben="oqqq"))
    assert [round(value, 3) for value in values] == [0, 0.444, 0.444, 1]


def test_two_items_rest_on_each_of_them():
    with pytest.raises(ValueError, match="every answer is “q”"):
        agreement.alpha_without_each(codings(ana="oq", ben="oq"))


def test_pairs_count_only_what_both_answered():
    table = agreement.pairs(codings(ben="oo.", ana="oqq", cem="..."))
    assert table.values.tolist() == [["ana", "ben", 2, 1]]


def test_who_gave_which_answer_is_told_with_the_most_frequent_first():
    table = agreement.by_item(codings(ana="oo", ben="oq", cem="oq"))
    assert table.values.tolist() == [["0", 3, 3, "o: ana, ben, cem"], ["1", 3, 1, "q: ben, cem; o: ana"]]


def test_what_divides_the_coders_most_comes_first_and_equals_stay_in_order():
    counted = agreement.by_item(codings(ana="oooo", ben="oqoq", cem="oqqa"))
    assert agreement.disagreements(counted)["item"].tolist() == ["3", "1", "2"]


def test_coders_who_agree_have_no_disagreements():
    assert agreement.disagreements(agreement.by_item(codings(ana="oq", ben="o."))).empty
