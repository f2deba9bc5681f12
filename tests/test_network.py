"""The network: what it is asked, in which portions, and that its files are all there."""

import re
import shutil

import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inotherwords import network, quotations
from inotherwords.network import Network, find_candidates, log_distances, softmax
from inotherwords.windows import MODEL, windows

GRAPHS = ["cues.onnx", "cues_int8.onnx", "roles.onnx", "roles_int8.onnx"]
SENTENCES = [
    "“The dam is safe,” the mayor said on Friday.",
    "Farmers said that the water rose at four, adding that nobody had warned them.",
    "According to the harbour office, two boats are missing and one has sunk.",
    "The road to the coast was shut for three days.",
    "Ann Holt told Radio North: “We will rebuild the mill.”",
]


def read(paragraphs):
    text = "\n".join(paragraphs)
    ends = np.cumsum([len(paragraph) + 1 for paragraph in paragraphs]).tolist()
    spans = [(end - len(one) - 1, end - 1) for one, end in zip(paragraphs, ends, strict=True)]
    return windows(text, spans, quotations.find(text))


@pytest.fixture(scope="module")
def long_article():
    """The windows of an article of more windows, and more possible cues, than are asked at a time."""
    return read([SENTENCES[number % 5].replace("Friday", f"{number} May") for number in range(200)])


def cue_rows(*likely):
    """Probabilities (none, first, further) of words that are a first or a further word of a cue."""
    return np.array([[1 - max(first + further, 0), first, further] for first, further in likely])


def found(rows, paragraph=None):
    paragraph = np.zeros(len(rows), dtype=int) if paragraph is None else np.array(paragraph)
    return [one.words for one in find_candidates(rows, paragraph, 0)]


# Possible cues


def test_a_word_that_is_likely_enough_is_a_possible_cue():
    [one] = find_candidates(cue_rows((0, 0), (0.75, 0), (0, 0)), np.zeros(3, dtype=int), 4)
    assert (one.window, one.words, one.likely) == (4, [1], 0.75)


def test_a_word_below_the_threshold_is_not_looked_at():
    rows = cue_rows((network.LOWEST_CUE - 0.01, 0), (0, 0), (network.LOWEST_CUE + 0.01, 0))
    assert found(rows) == [[2]]


def test_a_further_word_belongs_to_the_cue_before_it():
    assert found(cue_rows((0.75, 0), (0.25, 0.5), (0, 0.75))) == [[0, 1, 2]]


def test_a_first_word_begins_a_cue_of_its_own():
    assert found(cue_rows((0.75, 0), (0.5, 0.25))) == [[0], [1]]


def test_a_cue_does_not_go_on_behind_a_gap():
    assert found(cue_rows((0.75, 0), (0, 0), (0, 0.75))) == [[0], [2]]


def test_a_cue_does_not_go_on_in_the_next_paragraph():
    rows = cue_rows((0.75, 0), (0, 0.75))
    assert found(rows, [0, 0]) == [[0, 1]]
    assert found(rows, [0, 1]) == [[0], [1]]


def test_words_half_as_likely_as_the_likeliest_are_left_off_at_the_ends_but_not_within():
    rows = cue_rows((0.25, 0), (0, 0.75), (0, 0.25), (0, 0.75), (0, 0.25))
    assert found(rows) == [[1, 2, 3]]


def test_a_cue_is_as_likely_as_its_likeliest_word():
    [one] = find_candidates(cue_rows((0.5, 0), (0, 0.75)), np.zeros(2, dtype=int), 0)
    assert one.likely == 0.75


def test_where_no_word_is_likely_there_is_no_possible_cue():
    assert found(cue_rows((0, 0), (0, 0))) == []


# Numbers


def test_distances_grow_in_steps_to_the_farthest_on_both_sides():
    distances = log_distances(np.arange(201), np.array(100), np.array(100)).tolist()
    before, behind = distances[99::-1], distances[101:]
    assert before == sorted(before)
    assert (before[0], before[-1]) == (1, network.FARTHEST)
    assert behind == [step + network.FARTHEST for step in before]


def test_all_words_of_a_cue_are_at_no_distance_and_both_its_ends_count():
    assert log_distances(np.arange(5), np.array(1), np.array(3)).tolist() == [
        1,
        0,
        0,
        0,
        1 + network.FARTHEST,
    ]


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=6))
def test_softmax_gives_probabilities_in_the_order_of_the_logits(logits):
    found = softmax(np.array(logits))
    assert found.sum() == pytest.approx(1)
    assert found[np.argmax(logits)] == found.max()


def test_softmax_is_taken_for_each_word():
    assert softmax(np.log([[1.0, 3.0], [2.0, 2.0]])) == pytest.approx(np.array([[0.25, 0.75], [0.5, 0.5]]))


# Portions


@pytest.fixture(scope="module")
def asked(long_article):
    """The shapes of what each step is asked for in a long article."""
    loaded, shapes = network.load(), {"encode": [], "assign": []}

    def watched(step):
        def run(*arrays):
            shapes[step].append(arrays[2].shape)
            return getattr(loaded, step)(*arrays)

        return run

    network.ask(long_article, Network(watched("encode"), watched("assign")))
    return shapes


def test_a_window_is_read_alone_and_nothing_is_filled_up(long_article, asked):
    assert asked["encode"] == [(1, len(window.pieces)) for window in long_article]


def test_no_more_than_a_fixed_number_of_cues_is_asked_for_at_once():
    [window] = read([" ".join(f"Ann said rain fell on {number} May." for number in range(12))])
    sizes, loaded = [], network.load()

    def assign(*arrays):
        sizes.append(len(arrays[-1]))
        return loaded.assign(*arrays)

    answers = network.ask([window], Network(loaded.encode, assign))
    assert len(answers.assigned) > network.CANDIDATES
    assert max(sizes) == network.CANDIDATES


def test_cues_of_one_paragraph_are_asked_for_together(long_article, asked):
    answers = network.ask(long_article, network.load())
    paragraphs = [
        (one.candidate.window, long_article[one.candidate.window].paragraph[one.candidate.words[0]])
        for one in answers.assigned
    ]
    assert len(asked["assign"]) == len(set(paragraphs)) < len(paragraphs)


@pytest.mark.parametrize("int8", [False, True])
def test_the_answers_on_a_window_do_not_depend_on_the_others(long_article, int8):
    loaded = network.load(int8)
    together = network.ask(long_article[:3], loaded)
    for number, window in enumerate(long_article[:3]):
        alone = network.ask([window], loaded)
        assert np.array_equal(alone.cues[0], together.cues[number])
        same = [one.roles for one in together.assigned if one.candidate.window == number]
        assert all(np.array_equal(a.roles, b) for a, b in zip(alone.assigned, same, strict=True))


def test_the_answers_have_a_row_for_each_word(long_article):
    answers = network.ask(long_article[:3], network.load())
    assert [len(rows) for rows in answers.cues] == [len(window.words) for window in long_article[:3]]
    for one in answers.assigned:
        window = answers.windows[one.candidate.window]
        paragraph = window.paragraph[one.candidate.words[0]]
        assert one.here.tolist() == np.flatnonzero(window.paragraph == paragraph).tolist()
        assert one.roles.shape == (len(one.here), 3)
        assert one.roles.sum(-1) == pytest.approx(np.ones(len(one.here)), abs=1e-5)


def test_an_article_without_windows_is_answered_with_nothing():
    assert network.ask([], network.load()) == network.Answers([], [], [])


def test_the_second_step_is_told_which_cue_is_meant_and_which_others_are_likely():
    marks = []

    def encode(pieces, letter_case, quoted, first):
        logits = np.full((1, len(first), 3), [9.0, 0.0, 0.0], dtype=np.float32)
        logits[0, 0], logits[0, 2], logits[0, 4] = [0, 9, 0], [0, 0, 0], [1.5, 0, 0]
        return [np.zeros((1, len(first), 384), dtype=np.float32), logits]

    def assign(states, mark, distances):
        marks.append(mark.tolist())
        return [np.zeros((*mark.shape, 3), dtype=np.float32)]

    network.ask(read(["He said we say no"]), Network(encode, assign))
    assert marks == [[[2, 0, 1, 0, 0], [1, 0, 2, 0, 0], [1, 0, 1, 0, 2]]]


# 8 bits


def test_the_network_in_8_bits_agrees_roughly_with_float(long_article):
    part = long_article[:4]
    exact, rough = (network.ask(part, network.load(int8)).cues for int8 in (False, True))
    differences = np.concatenate(
        [np.abs(one - other).max(-1) for one, other in zip(exact, rough, strict=True)]
    )
    assert 1e-5 < differences.mean() < 0.02
    same = [one.argmax(-1) == other.argmax(-1) for one, other in zip(exact, rough, strict=True)]
    assert np.concatenate(same).mean() > 0.98


def test_the_network_is_loaded_once():
    assert network.load() is network.load()


# The files


def test_the_model_is_these_files():
    assert {path.name for path in MODEL.iterdir() if path.suffix not in ("", ".md")} == {
        *GRAPHS,
        *("weights.bin", "tokenizer.json", "decision.csv"),
    }


@pytest.mark.parametrize("graph", GRAPHS)
def test_each_graph_reads_its_weights_from_the_one_file(graph, tmp_path):
    shutil.copy(MODEL / graph, tmp_path)
    with pytest.raises(Exception, match=r"weights\.bin"):
        onnxruntime.InferenceSession(tmp_path / graph, providers=["CPUExecutionProvider"])
    (tmp_path / "weights.bin").hardlink_to(MODEL / "weights.bin")
    onnxruntime.InferenceSession(tmp_path / graph, providers=["CPUExecutionProvider"])


def test_the_graphs_name_every_byte_of_the_weights_and_none_beyond():
    stored = set()
    for graph in GRAPHS:
        places = re.findall(
            rb"\x06offset\x12.(\d+).{0,6}\x06length\x12.(\d+)", (MODEL / graph).read_bytes(), re.DOTALL
        )
        assert places
        stored |= {(int(offset), int(length)) for offset, length in places}
    ends = [0]
    for offset, length in sorted(stored):
        assert ends[-1] <= offset < ends[-1] + 64
        ends.append(offset + length)
    assert 0 <= (MODEL / "weights.bin").stat().st_size - ends[-1] < 64


def test_the_graphs_ask_for_what_the_network_hands_them():
    for name, inputs in (
        ("cues", ["pieces", "letter_case", "quoted", "first"]),
        ("roles", ["states", "marks", "distances"]),
    ):
        for kind in ("", "_int8"):
            session = onnxruntime.InferenceSession(
                MODEL / f"{name}{kind}.onnx", providers=["CPUExecutionProvider"]
            )
            assert [one.name for one in session.get_inputs()] == inputs


def test_no_file_of_the_model_is_a_pickle_or_an_archive_of_some():
    for path in MODEL.iterdir():
        assert path.read_bytes()[:2] not in (b"PK", *(bytes([0x80, version]) for version in range(6)))
