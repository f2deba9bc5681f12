"""Agreement among coders, against examples that were published or can be reckoned by hand."""

import pandas as pd
import pytest

from inotherwords.coding import agreement


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


def test_alpha_is_what_krippendorff_computes():
    for answers, expected in PUBLISHED:
        assert round(agreement.alpha(codings(**answers)), 3) == expected


def test_alpha_by_hand_also_below_0_and_of_two_items_on_which_all_agree():
    # Seen: they differ on 1 of 2 items, 1/2. Expected: of the 4 x 3 ways to draw two of the four answers
    # o o o q, 3 x 1 x 2 differ, 1/2. So alpha = 1 - (1/2) / (1/2).
    assert agreement.alpha(codings(ana="oo", ben="oq")) == 0
    # Seen: they differ on both items, 1. Expected: 2 x 2 x 2 of 12 draws, 2/3. So alpha = 1 - 1 / (2/3).
    assert agreement.alpha(codings(ana="oq", ben="qo")) == pytest.approx(-0.5)
    assert agreement.alpha(codings(ana="oq", ben="oq")) == 1


def test_an_item_of_one_coder_and_a_coder_without_answers_change_nothing():
    alpha = agreement.alpha(codings(ana="ooq", ben="oqq"))
    assert agreement.alpha(codings(ana="ooqa", ben="oqq.")) == alpha
    assert agreement.alpha(codings(ana="ooq", ben="oqq", cem="...")) == alpha


def test_where_alpha_is_undefined_it_says_why():
    alone, same = "no item has answers of two coders", "every answer is “o”"
    for answers, reason in [
        ({"ana": "ooq"}, alone),
        ({"ana": "oq..", "ben": "..qo"}, alone),
        ({"ana": "...", "ben": "..."}, alone),
        ({"ana": "ooo", "ben": "ooo"}, same),
        ({"ana": "ooq", "ben": "oo."}, same),
    ]:
        with pytest.raises(ValueError, match=reason):
            agreement.alpha(codings(**answers))
    twice = pd.concat([codings(ana="o", ben="q"), codings(ana="q")])
    with pytest.raises(ValueError, match="ana coded item 0 twice"):
        agreement.alpha(twice)


def test_alpha_is_told_with_each_item_left_out_and_two_items_rest_on_each_of_them():
    values = agreement.alpha_without_each(codings(ana="ooqq", ben="oqqq"))
    assert [round(value, 3) for value in values] == [0, 0.444, 0.444, 1]
    with pytest.raises(ValueError, match="every answer is “q”"):
        agreement.alpha_without_each(codings(ana="oq", ben="oq"))


def test_pairs_count_only_what_both_answered_and_each_answer_has_its_coders_the_most_frequent_first():
    table = agreement.count_pairs(codings(ben="oo.", ana="oqq", cem="..."))
    assert table.values.tolist() == [["ana", "ben", 2, 1]]
    table = agreement.count_by_item(codings(ana="oo", ben="oq", cem="oq"))
    assert table.values.tolist() == [["0", 3, 3, "o: ana, ben, cem"], ["1", 3, 1, "q: ben, cem; o: ana"]]


def test_what_divides_the_coders_most_comes_first_and_who_agree_have_no_disagreements():
    counted = agreement.count_by_item(codings(ana="oooo", ben="oqoq", cem="oqqa"))
    assert agreement.list_disagreements(counted)["item"].tolist() == ["3", "1", "2"]
    assert agreement.list_disagreements(agreement.count_by_item(codings(ana="oq", ben="o."))).empty
