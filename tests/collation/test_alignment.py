from hypothesis import given
from hypothesis import strategies as st

from inotherwords.collation.alignment import ALIKE, DIFFERENT, MOVED, SAME, align, alike
from inotherwords.text.words import read_words


def aligned(a, b):
    """Two wordings aligned: kind, words of a, words of b."""
    runs = align(read_words(a, 0, len(a)), read_words(b, 0, len(b)))
    return [(run.kind, *(" ".join(word.form for word in side) for side in (run.a, run.b))) for run in runs]


def test_words_that_begin_the_same_are_alike_and_words_that_share_few_letters_are_not():
    pairs = ["turkey turkiye", "turkey turkish", "iran iranian", "mohammed mohammad"]
    apart = ["iran iraq", "war wars", "inter international"]
    for pair in (*pairs, *apart):
        one, other = pair.split()
        assert alike(one, other) == alike(other, one) == (pair in pairs), pair


RUNS = [
    ("air strikes", "airstrikes", [("same", "air strikes", "airstrikes")]),
    ("the U.A.E.", "the UAE", [("same", "the", "the"), ("same", "u a e", "uae")]),
    ("rebels fled", "gunmen fled", [("substance", "rebels", "gunmen"), ("same", "fled", "fled")]),
    ("", "fled", [("substance", "", "fled")]),
    (
        "Iranian arrived",
        "arriving Iran",
        [("substance", "iranian", ""), ("alike", "arrived", "arriving"), ("substance", "", "iran")],
    ),
    (
        "rebels fled last week",
        "last week rebels fled",
        [
            ("moved", "", "last week"),
            ("same", "rebels", "rebels"),
            ("same", "fled", "fled"),
            ("moved", "last week", ""),
        ],
    ),
    (
        "rebels",
        "markets bridges schools mills rivers towns houses",
        [("substance", "rebels", "markets bridges schools mills rivers towns houses")],
    ),
    ("", "", []),
]


def test_words_are_matched_in_order():
    assert [(a, b, aligned(a, b)) for a, b, _ in RUNS] == RUNS


def test_a_bracket_of_one_side_replaces_nothing_and_in_a_stretch_that_is_quite_unlike_is_shown_with_it():
    runs = aligned("The office said it grew", "The office (the OCHA) indicated it grew")
    assert runs[2:4] == [("substance", "", "the ocha"), ("substance", "said", "indicated")]
    a = "farmers left burned houses near five rivers (the army said)"
    b = "markets, bridges, schools and old mills closed on Sunday"
    assert [run[0] for run in aligned(a, b)] == ["different"]


def test_the_longest_part_is_replaced_if_words_are_too_many():
    a = "two allies in recent years shelled old town walls near the river in peace"
    b = "they bombed walls near the river in peace in recent years"
    assert aligned(a, b)[:3] == [
        ("substance", "two allies", ""),
        ("moved", "in recent years", ""),
        ("substance", "shelled old town", "they bombed"),
    ]


# fmt: off
WORDS = [
    "the", "of", "in", "rebels", "rebel", "Iran", "(Iran)", "air", "strikes", "airstrikes", "since", "2020",
    "Turkey", "Türkiye", "fled", "town", "(HTS)",
]
# fmt: on
sentences = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


@given(sentences, sentences)
def test_every_word_stands_in_one_run_in_order_and_only_what_is_the_same_is_called_so(a, b):
    words = read_words(a, 0, len(a)), read_words(b, 0, len(b))
    runs = align(*words)
    assert [word for run in runs for word in run.a] == words[0]
    assert [word for run in runs for word in run.b] == words[1]
    for kind, one, other in aligned(a, b):
        assert (one.replace(" ", "") == other.replace(" ", "")) == (kind == SAME)
        # Moved words stand alone, and others that are alike or different do not.
        assert one or other
        assert bool(one and other) == (kind != MOVED) or kind not in (SAME, ALIKE, DIFFERENT, MOVED)
    assert aligned(b, a) == [(kind, other, one) for kind, one, other in aligned(a, b)]
