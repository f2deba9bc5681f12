"""Why an attribution was found: which cases are shown, with their own sentence and the words that weighed."""

from inotherwords import settings
from inotherwords.attribution import explain
from inotherwords.attribution.explain import DOUBTFUL, FOUND, MISSED, Read
from inotherwords.attribution.network import network


def cases(found, missed=()):
    """The cases of found (type, cue, probability) and missed cues (cue, probability): (case, cue)."""
    reads = [Read("a", place, place + 4, cue, sure, kind) for place, (kind, cue, sure) in enumerate(found)]
    others = [Read("a", place, place + 4, cue, sure) for place, (cue, sure) in enumerate(missed)]
    return [(case, read.cue) for case, read in explain.choose_cases(reads, others)]


def test_the_surest_of_each_type_and_the_least_sure_of_all_are_shown():
    found = [("indirect", "feared", 0.5), ("direct", "said", 0.8), ("direct", "told", 0.9)]
    assert cases(found) == [(FOUND, "told"), (FOUND, "feared"), (DOUBTFUL, "feared")]


def test_a_cue_of_two_words_is_no_surest_case_but_may_be_the_least_sure():
    found = [("direct", "told AFP", 0.9), ("direct", "said", 0.8), ("direct", "made clear", 0.7)]
    assert cases(found) == [(FOUND, "said"), (DOUBTFUL, "made clear")]


def test_of_what_was_not_accepted_the_likeliest_is_shown_and_of_equals_the_first():
    missed = [("hoped", 0.2), ("wanted", 0.4), ("asked", 0.4)]
    assert cases([], missed) == [(MISSED, "wanted")]
    assert cases([]) == []


# The words that weighed


def weigh(text, cue, start=0):
    place = text.index(cue)
    found = explain.weigh_words(text, (start, len(text)), (place, place + len(cue)), network.load())
    return [(text[slice(*word)], fall) for word, fall in found]


def test_the_speaker_is_among_the_reasons_for_a_cue():
    cases = [
        ("The mayor fears that the dam may break.", "fears", "mayor"),
        ("The bridge has gone, reported France Press.", "reported", "France"),
        ("Footage from the harbour showed smoke rising over the town.", "showed", "Footage"),
        # In a later part of a very long paragraph.
        (f"{'— ' * 520}The mayor fears that the dam may break.", "fears", "mayor"),
    ]
    assert [text for text, cue, word in cases if word not in dict(weigh(text, cue))] == []


def test_the_weightiest_reasons_come_first_and_there_are_few():
    falls = [
        fall for _, fall in weigh("Footage from the harbour showed smoke rising over the old town.", "showed")
    ]
    assert 1 < len(falls) <= settings.MOST_REASONS
    assert falls == sorted(falls, reverse=True)
    assert falls[0] > falls[-1] >= settings.LEAST_FALL


def test_a_word_that_hardly_matters_is_no_reason_and_the_cues_own_words_are_none():
    assert [word for word, _ in weigh("The old mayor said no.", "said")] == ["mayor"]
    found = dict(weigh("According to the mayor, it fell.", "According to"))
    assert found
    assert not {"According", "to"} & set(found)


def test_the_same_words_matter_wherever_the_paragraph_begins():
    text = "The mayor fears that the dam may break."
    assert weigh(f"Rain.\n{text}", "fears", 6) == weigh(text, "fears")


def test_the_reasons_are_given_in_words():
    text = "The mayor fears that the dam may break."
    said = explain.explain_case(text, (0, len(text)), (10, 15), network.load())
    (word, fall), *_ = weigh(text, "fears")
    assert said.startswith(f"{word} (÷ {fall:.1f})")
    assert explain.explain_case("Said.", (0, 5), (0, 4), network.load()) == "no single word"
