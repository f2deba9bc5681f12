"""Why an attribution was found: which cases are shown, with their own sentence and the words that weighed."""

import pandas as pd

from inotherwords import attribution, cleaning, reasons

HEADS = ["doc", "attribution", "type", "cue", "probability"]
POSSIBLE = ["doc", "start", "end", "cue", "probability", "accepted"]


def cases(heads, possible=()):
    """The cases of attributions whose cues stand at 10, 20 and so on, each as (case, cue)."""
    spans = [
        ("a", number, role, 10 * number + more, 10 * number + more + 4, role)
        for number in range(1, len(heads) + 1)
        for role, more in (("source", -5), ("cue", 0), ("content", 5))
    ]
    tables = {
        "attributions": pd.DataFrame(
            [("a", number, *head) for number, head in enumerate(heads, 1)], columns=HEADS
        ),
        "attribution_spans": pd.DataFrame(spans, columns=attribution.SPAN_COLUMNS),
        "possible_cues": pd.DataFrame(possible, columns=POSSIBLE),
    }
    found = reasons.cases(tables)
    return [(row.case, row.cue, row.start, row.end, row.probability) for row in found.itertuples()]


def test_the_surest_of_each_type_and_the_least_sure_of_all_are_shown():
    heads = [("direct", "said", 0.8), ("direct", "told", 0.9), ("indirect", "feared", 0.5)]
    assert cases(heads) == [
        (reasons.FOUND, "told", 20, 24, 0.9),
        (reasons.FOUND, "feared", 30, 34, 0.5),
        (reasons.DOUBTFUL, "feared", 30, 34, 0.5),
    ]


def test_a_cue_of_two_words_is_no_surest_case_but_may_be_the_least_sure():
    heads = [("direct", "told AFP", 0.9), ("direct", "said", 0.8), ("direct", "made clear", 0.7)]
    assert [case[:2] for case in cases(heads)] == [(reasons.FOUND, "said"), (reasons.DOUBTFUL, "made clear")]


def test_what_was_found_by_its_marks_alone_is_no_case():
    assert [case[1] for case in cases([("direct", "—", ""), ("direct", "said", 0.8)])] == ["said", "said"]


def test_of_what_was_not_accepted_the_likeliest_is_shown():
    possible = [
        ("a", 40, 45, "hoped", 0.2, ""),
        ("a", 50, 56, "wanted", 0.4, ""),
        ("a", 10, 14, "said", 0.8, "yes"),
    ]
    assert cases([("direct", "said", 0.8)], possible)[-1] == (reasons.MISSED, "wanted", 50, 56, 0.4)


def explained(cue, text):
    segments = cleaning.segments({"a": text}, {"a": text})
    place = text.index(cue)
    rows = [("a", reasons.FOUND, place, place + len(cue), cue, 0.9)]
    columns = ["doc", "case", "start", "end", "cue", "probability"]
    [row] = reasons.explained(pd.DataFrame(rows, columns=columns), segments, {"a": text}).itertuples()
    return row


def test_a_case_has_its_own_sentence_and_the_words_that_weighed_in_its_paragraph():
    row = explained(
        "fears", "Rain fell. The mayor fears that the dam may break. It did.\nSnow fell on Monday."
    )
    assert row.sentence == "The mayor fears that the dam may break."
    assert "mayor (÷ " in row.because_of
    assert "Snow" not in row.because_of


def test_the_words_of_another_paragraph_do_not_weigh():
    alone = explained("fears", "The mayor fears that the dam may break.")
    beside = explained("fears", "The mayor fears that the dam may break.\nAnn said that the bridge has gone.")
    assert beside.because_of == alone.because_of


def test_where_no_word_weighed_that_is_said():
    assert explained("Said", "Said.").because_of == "no single word"
