"""Long articles: twice the text is twice the work, counted in lines of the library that are run."""

import sys
import tracemalloc

import numpy as np
import pandas as pd
import pytest

from inotherwords import settings
from inotherwords.attribution import cues, lexicon, reading, speakers, voice_tables
from inotherwords.attribution.extraction import Extracted
from inotherwords.paths import PROJECT
from inotherwords.text import quotations, spans

LIBRARY = str(PROJECT / "lib")
KNOWN = [lexicon.Known("the council", "Council", "group", "s", "m")]
PARAGRAPHS = [
    "“The dam in sector {n} is safe,” Ann Ro{letters} told Reuters.",
    "He said “nothing” was known of gate {n}.",
    "She said the road to village {n} was shut.",
    "The owner said that house {n} had gone.",
    "Smith said the council knew of boat {n}.",
    "The council, which said it had warned street {n}, met on Monday.",
]
FOUND = ((" told", "Ann"), (" said", "He"), (" said", "She"), (" said", "The owner"), (" said", "Smith"))


def work(function, *arguments):
    """How many lines of the library a call runs, each turn of a loop counted."""
    lines = 0

    def trace(frame, event, _):
        nonlocal lines
        if not frame.f_code.co_filename.startswith(LIBRARY):
            return None
        lines += event in ("line", "call")
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(*arguments)
    finally:
        sys.settrace(before)
    return lines


def grows_in_proportion(function, make, size=120):
    """Whether twice the size is about twice the work; if each part looked at each, it would be four times."""
    function(*make(12))  # whatever is loaded once
    some, twice = work(function, *make(size)), work(function, *make(2 * size))
    assert some > size / 2
    return twice < 2.3 * some


def article(size):
    """A text of so many paragraphs, and in each an attribution: (text, found)."""
    text, found = "", []
    for number in range(size):
        letters = "".join(chr(ord("a") + int(digit)) for digit in str(number))
        start = len(text)
        text += PARAGRAPHS[number % 6].format(n=number, letters=letters) + "\n"
        cue, source = [*FOUND, (" said", "which")][number % 6]
        places = [text.index(words, start) for words in (source, cue)]
        ends = (places[0] + len(source), places[1] + len(cue))
        behind = (ends[1] + 1, len(text) - 2)
        content = (start, places[0] - 1) if places[0] > start and number % 6 == 0 else behind
        found.append(Extracted(((places[0], ends[0]),), ((places[1] + 1, ends[1]),), (content,), 0.9))
    return text, found


def paragraphs_of(text):
    ends = np.cumsum([len(line) + 1 for line in text.splitlines()]).tolist()
    return list(zip([0, *ends[:-1]], [end - 1 for end in ends], strict=True))


@pytest.mark.parametrize(
    "shape", ["“a ", "a” ", "“‘a", '“a\n“b”\n"c', "'''a ", "’s “ ", "«a „b »“ ", "1'1 ", ".” "]
)
def test_quotation_marks_are_paired_in_one_go(shape):
    assert grows_in_proportion(quotations.find_quotations, lambda size: (shape * size,), 500)


def test_speech_that_nobody_was_given_is_found_without_comparing_each_with_each():
    def make(size):
        text, found = article(size)
        return text, found[::2], quotations.find_quotations(text), paragraphs_of(text)

    assert grows_in_proportion(reading.add_bare_quotations, make)


def test_a_quotation_over_many_paragraphs_is_not_given_whole_to_each_statement_in_it():
    def spans_of(size):
        text = "“We said so.\n" * size + "That is all.”"
        paragraphs = paragraphs_of(text)
        found = [Extracted((), ((s + 4, s + 8),), ((s + 9, s + 12),), 0.9) for s, _ in paragraphs[:-1]]
        with_rest = reading.add_bare_quotations(text, found, [(0, len(text))], paragraphs)
        return max(len(item.content) for item in with_rest)

    assert spans_of(50) == 51
    assert spans_of(1_000) == 1 + settings.LONGEST_SPEECH


def test_which_attribution_stands_in_which_is_looked_up():
    assert grows_in_proportion(reading.find_outer, lambda size: (article(size)[1],))


def test_who_speaks_is_looked_up_and_followed_back_to_a_limit(monkeypatch):
    monkeypatch.setattr(settings, "REACH", 10)
    known = lexicon.compile_lexicon(KNOWN)

    def make(size):
        text, found = article(size)
        sources, contents = [item.source for item in found], [item.content for item in found]
        return text, sources, contents, paragraphs_of(text), known

    assert grows_in_proportion(speakers.resolve, make)


def test_a_pronoun_is_followed_back_no_farther_than_the_limit(monkeypatch):
    text = "The miller spoke. " + "The farmers spoke. " * 3 + "She left."
    sources = [((0, 10),), *(((start, start + 11),) for start in (18, 37, 56)), ((75, 78),)]
    for reach, expected in ((4, "the miller"), (3, "She")):
        monkeypatch.setattr(settings, "REACH", reach)
        found = speakers.resolve(text, sources, [()] * 5, [], lexicon.compile_lexicon(KNOWN[:0]))
        assert found[-1].speaker == expected


def test_who_carried_the_words_is_looked_for_in_the_sentence_alone():
    def all_carriers(text, found):
        sentences = cues.find_sentences(text)
        return [cues.find_via(text, one.cue[0], one.source, one.content, sentences) for one in found]

    assert grows_in_proportion(all_carriers, article)
    text, found = article(1)
    assert all_carriers(text, found) == ["Reuters"]


def test_who_carried_the_words_is_looked_for_without_a_copy_of_the_article():
    text, found = article(2_000)
    sentences, last = cues.find_sentences(text), found[-1]
    tracemalloc.start()
    cues.find_via(text, last.cue[0], last.source, last.content, sentences)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < len(text)


def test_an_endless_sentence_is_read_around_the_cue():
    text = "on Telegram " + "and so on " * 1_000 + "Holt said rain fell"
    place = text.index("said")
    assert cues.find_via(text, (place, place + 4), (), (), cues.find_sentences(text)) == ""
    near = text[-1_000:]
    place = near.index("said")
    assert cues.find_via("on Telegram " + near, (place + 12, place + 16), (), (), [(0, 1_012)]) == "Telegram"


def test_each_word_finds_its_voice_without_comparing_each_with_each():
    def make(size):
        text, found = article(size)
        rows = [("a", n, "content", *item.content[0]) for n, item in enumerate(found, 1)]
        table = pd.DataFrame(rows, columns=["doc", "attribution", "role", "start", "end"])
        paragraphs = paragraphs_of(text)
        segments = pd.DataFrame(paragraphs, columns=["start", "end"]).assign(doc="a", kind="sentence")
        words = table[["doc", "start"]]
        return words, segments, table, {"a": text}

    assert grows_in_proportion(voice_tables.add_voice, make)
    assert grows_in_proportion(
        lambda _, segments, table, __: voice_tables.find_unsourced(segments, table), make
    )


def test_what_lies_at_a_place_is_found_beside_thousands_that_do_not():
    known = spans.build_index([[(number * 10, number * 10 + 5)] for number in range(2_000)])
    assert work(lambda: list(spans.find_groups_at(known, 15_002))) < 12
    assert list(spans.find_groups_at(known, 15_002)) == [1_500]
    assert not spans.touches(known, (15_005, 15_010))
