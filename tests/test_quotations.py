import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inotherwords import quotations

MARKS = quotations.DOUBLE + quotations.SINGLE
# Prose in which marks stand everywhere, also where no newsroom would put them.
MARKED = st.text(st.sampled_from(f"{MARKS} \n\tab1.,?(—"), max_size=60)


def quoted(text):
    return [text[start:end] for start, end in quotations.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "“Peace,” he said.",
        "„Peace,“ he said.",
        "„Peace,” he said.",
        "“Peace,„ he said.",
        "“Peace,“ he said.",
        "”Peace,” he said.",
        "«Peace,» he said.",
        "« Peace, » he said.",
        "«\u202fPeace,\u202f» he said.",
        "»Peace,« he said.",
        '"Peace," he said.',
        "‘Peace,’ he said.",
        "'Peace,' he said.",
        "‚Peace,‘ he said.",
    ],
)
def test_a_quotation_is_found_whatever_the_shape_of_its_marks(text):
    assert quoted(text) == [text.removesuffix(" he said.")]


def test_straight_marks_open_and_close_by_their_neighbours():
    assert quoted('He said "yes" and "no".') == ['"yes"', '"no"']


def test_a_quotation_in_a_quotation_belongs_to_the_outer_one():
    assert quoted("„Were they dependent on “Hezbollah”, he asked,” she said.") == [
        "„Were they dependent on “Hezbollah”, he asked,”"
    ]


def test_both_pairs_of_a_nested_quotation_are_known():
    text = "“He said ‘no’ twice.”"
    assert [text[first : last + 1] for first, last in quotations.pairs(text)] == [text, "‘no’"]


def test_two_quotations_in_one_sentence_are_two():
    assert quoted("“to bring order” in Aleppo “as quickly as possible“.") == [
        "“to bring order”",
        "“as quickly as possible“",
    ]


def test_apostrophes_are_no_quotation_marks():
    assert quoted("Syria’s allies’ fronts, Syria's allies' fronts and ’twas Iran’s.") == []


def test_an_apostrophe_before_a_number_opens_nothing():
    assert quoted("In the ’90s the allies’ fronts held.") == []


def test_a_french_mark_in_brackets_opens_a_quotation():
    assert quoted("(« Peace » at last)") == ["« Peace »"]


def test_an_apostrophe_in_a_quotation_does_not_end_it():
    assert quoted("‘We’re scared,’ he said.") == ["‘We’re scared,’"]


def test_a_quotation_may_run_over_two_sentences():
    assert quoted("“We left. Nobody stopped us,” she said.") == ["“We left. Nobody stopped us,”"]


def test_a_quotation_may_run_over_two_paragraphs():
    text = "“We left at night.\n\n“Nobody stopped us,” she said."
    assert quoted(text) == ["“We left at night.\n\n“Nobody stopped us,”"]


def test_a_quotation_may_run_over_three_paragraphs():
    text = "“One.\n“Two.\n“Three,” she said."
    assert quoted(text) == ["“One.\n“Two.\n“Three,”"]


def test_a_mark_that_never_closes_ends_with_its_paragraph():
    assert quoted("“We left at night.\nThey arrived. “Welcome,” they heard.") == ["“Welcome,”"]


def test_a_closing_mark_without_an_opening_one_is_left_out():
    assert quoted("We left,” she said, “at night”.") == ["“at night”"]


def test_empty_text_has_no_quotation():
    assert quotations.find("") == []


def test_the_quotations_of_the_study_are_the_same_in_the_raw_and_the_analysed_text(texts, analysed):
    for doc, text in texts.items():
        assert quotations.pairs(analysed[doc]) == quotations.pairs(text)


def test_every_double_mark_of_the_study_but_the_stray_one_is_in_a_pair(texts):
    alone = []
    for text in texts.values():
        paired = {place for pair in quotations.pairs(text) for place in pair}
        marks = {place for place, character in enumerate(text) if character in quotations.DOUBLE}
        alone += [text[place - 3 : place + 4] for place in sorted(marks - paired)]
    assert alone == [".” “. ."]


@given(MARKED | st.text())
@example("“" * 50)
@example("“‘a\n“‘”’b")
def test_pairs_of_any_text_are_sorted_balanced_and_in_range(text):
    pairs = quotations.pairs(text)
    assert pairs == sorted(pairs)
    used = [place for pair in pairs for place in pair]
    assert len(set(used)) == len(used)
    for opening, closing in pairs:
        assert 0 <= opening < closing < len(text)
        assert {text[opening], text[closing]} <= set(MARKS)
        assert (text[opening] in quotations.SINGLE) == (text[closing] in quotations.SINGLE)
        assert not any(opening < first < closing < last for first, last in pairs)


@given(MARKED | st.text())
def test_quotations_of_any_text_do_not_overlap_and_begin_and_end_with_a_mark(text):
    spans = quotations.find(text)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert all(text[start] in MARKS and text[end - 1] in MARKS and end - start > 1 for start, end in spans)


@pytest.mark.parametrize("unit", ["“", '"', "‘", "„ ", "«a ", "“‘", " '", "“a\n", "”", "a” "])
def test_a_hundred_thousand_marks_take_no_longer_than_their_number(unit):
    begun = time.process_time()
    quotations.pairs(unit * (100_000 // len(unit)))
    assert time.process_time() - begun < 2  # quadratic time would be minutes


def test_a_hundred_thousand_marks_in_a_quotation_that_runs_on_take_no_longer():
    begun = time.process_time()
    quotations.pairs("“One.\n“Two " + "“a " * 33_000)
    assert time.process_time() - begun < 2
