"""An article cut into windows: nothing lost, nothing twice, nothing longer than the network can read."""

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from inotherwords.attribution.network.windows import (
    CAPITALISED,
    CAPITALS,
    LONGEST,
    MOST,
    SMALL,
    cut_windows,
    join_announced,
)
from inotherwords.attribution.network.wordpieces import UNKNOWN, cut_words, vocabulary
from inotherwords.text import quotations

NAMES = {number: piece for piece, number in vocabulary().items()}
ODD = ["dam", "Dam", "DAM", "re-opened", "farmers’", "1,250", "30.5%", "a@b.example", "…", "“", "”", ":", "―"]
ODD += ["🙂", "👩‍🚒", "🇫🇷", "e\u0301", "\u0301", "\u0000", "\u0007", "\ufffd", "\u200b", "\u202e", "\ufeff"]
ODD += ["\xa0", "مدينة", "水坝安全", "Überschwemmung", "ﬁre", "ß", "İ"]
ODD += ["x" * 99, "y" * 101, "z" * 700, "é" * 120]


def paragraphs_of(text):
    """The span of each line that is not empty."""
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def cut(text):
    return cut_windows(text, paragraphs_of(text), quotations.find_quotations(text))


def words_of(text):
    return [text[slice(*word)] for window in cut(text) for word in window.words]


def flag(text, name):
    """The flag of each word's first piece, by the word."""
    [window] = cut(text)
    flags = [getattr(window, name)[place] for place in window.first]
    return {text[slice(*word)]: mark for word, mark in zip(window.words, flags, strict=True)}


odd_texts = st.lists(
    st.one_of(st.sampled_from(ODD), st.sampled_from(["\n", " "]), st.text(max_size=6)), max_size=60
).map(" ".join)


# Nothing lost, nothing twice


@given(odd_texts)
def test_every_letter_and_digit_stands_in_one_word_and_the_words_in_order_each_in_its_paragraph(text):
    found, joined, words = cut(text), join_announced(text, paragraphs_of(text)), []
    for window in found:
        assert len(window.pieces) == len(window.letter_case) == len(window.quoted)
        assert len(window.first) == len(window.paragraph) == len(window.words)
        assert window.first == sorted(set(window.first))
        assert window.first[-1] < len(window.pieces)
        for number, (start, end) in zip(window.paragraph, window.words, strict=True):
            assert joined[number][0] <= start < end <= joined[number][1]
            words.append((start, end))
    places = [place for start, end in words for place in range(start, end)]
    assert places == sorted(set(places))
    read = {place for start, end in joined for place in range(start, end) if text[place].isalnum()}
    assert read <= set(places)


@hypothesis_settings(max_examples=30)
@given(st.integers(1, 1400), st.sampled_from(ODD))
def test_no_window_is_longer_than_the_encoder_can_place(count, word):
    for window in cut(f"The water rose.\n{f'{word} ' * count}dam\nThe road was shut."):
        assert len(window.pieces) <= 512


def test_a_window_of_several_paragraphs_keeps_to_the_usual_length():
    text = "\n".join(["The water rose in the valley until the road was shut."] * 60)
    found = cut(text)
    assert len(found) > 2
    assert all(len(window.pieces) <= LONGEST for window in found)
    assert len(found[0].pieces) > LONGEST / 2


def test_a_paragraph_that_would_make_a_window_one_piece_too_long_begins_the_next():
    # A mark stands at the beginning and one behind each paragraph.
    fitting = ["the " * 100, "the " * (LONGEST - 103)]
    assert [len(window.pieces) for window in cut("\n".join(fitting))] == [LONGEST]
    assert len(cut("\n".join([*fitting[:1], fitting[1] + "the"]))) == 2


def test_a_paragraph_of_more_pieces_than_fit_is_read_in_parts_cut_between_words():
    text = "riverbank " * 700
    found = cut(text)
    assert len(found) > 1
    assert words_of(text) == ["riverbank"] * 700
    assert {number for window in found for number in window.paragraph} == {0}


def test_a_word_of_several_pieces_that_would_not_fit_whole_begins_the_next_part():
    [(pieces, _)] = cut_words("floodgatekeepers")
    assert len(pieces) > 2
    text = "the " * (MOST - 1) + "floodgatekeepers"
    first, second = cut(text)
    assert len(first.words) == MOST - 1
    assert second.pieces[1:-1] == pieces


def test_the_pieces_stand_between_the_marks_of_the_encoder():
    text = "The dam is safe.\nThe road is shut."
    [window] = cut(text)
    names = [NAMES[piece] for piece in window.pieces]
    assert names == [
        *["[CLS]", "the", "dam", "is", "safe", ".", "[SEP]"],
        *["the", "road", "is", "shut", ".", "[SEP]"],
    ]


def test_a_words_place_is_that_of_its_first_piece():
    text = "The floodgatekeepers left."
    [window] = cut(text)
    names = [NAMES[window.pieces[place]] for place in window.first]
    assert names == ["the", "flood", "left", "."]


def test_a_signing_bar_is_read_as_a_dash():
    dashed, barred = (cut_windows(f"“Go.” {mark} Ann", [(0, 11)], [])[0] for mark in "—―")
    assert barred.pieces == dashed.pieces
    assert vocabulary()[UNKNOWN] not in barred.pieces


# What is known of each word


def test_each_word_has_its_letter_case():
    words = ["dam", "Dam", "NATO", "A", "iPhone", "12", "Éva", "ÉVA", "水坝"]
    cases = [SMALL, CAPITALISED, CAPITALS, CAPITALISED, SMALL, SMALL, CAPITALISED, CAPITALS, SMALL]
    assert [{*flag(word, "letter_case").values()} for word in words] == [{case} for case in cases]


def test_every_piece_of_a_word_has_its_words_letter_case():
    [window] = cut("The FLOODGATEKEEPERS left.")
    begin, end = window.first[1], window.first[2]
    assert end - begin > 1
    assert window.letter_case[begin:end] == [CAPITALS] * (end - begin)


def test_the_words_of_a_quotation_and_its_marks_are_flagged_and_no_others():
    assert flag("“Stay there,” said Ann.", "quoted") == {
        **dict.fromkeys(["“", "Stay", "there", ",", "”"], 1),
        **dict.fromkeys(["said", "Ann", "."], 0),
    }


def test_the_marks_of_the_encoder_have_no_case_and_stand_in_no_quotation():
    [window] = cut("“Stay.”")
    assert [window.quoted[0], window.quoted[-1], window.letter_case[0], window.letter_case[-1]] == [0] * 4


# Paragraphs


def test_a_paragraph_that_ends_with_a_colon_is_one_with_what_it_announces():
    [window] = cut("The mayor said:\n“Go home.”\nThey went.")
    by_word = zip(window.words, window.paragraph, strict=True)
    assert [number for _, number in by_word] == [0] * 9 + [1] * 3


def test_a_chain_of_colons_is_one_paragraph_and_one_at_the_very_end_announces_nothing():
    text = "First:\nsecond:\nthird."
    assert join_announced(text, paragraphs_of(text)) == [(0, len(text))]
    assert join_announced("He said:", [(0, 8)]) == [(0, 8)]


def test_only_the_paragraphs_given_are_read():
    text = "A heading\nThe dam is safe."
    [window] = cut_windows(text, [(10, 26)], [])
    assert [text[slice(*word)] for word in window.words] == ["The", "dam", "is", "safe", "."]


def test_without_a_word_there_is_no_window():
    assert cut_windows("The dam is safe.", [], []) == []
    for text in ("", "\u0301", "\u0000", " \xa0 "):
        assert cut_windows(text, [(0, len(text))], []) == []
