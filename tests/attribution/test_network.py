"""The network: its two steps, in float and in 8 bits, and that its files are all there."""

import re
import shutil

import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inotherwords.attribution.network import answers, network
from inotherwords.attribution.network.network import softmax
from inotherwords.attribution.network.windows import cut_windows
from inotherwords.attribution.network.wordpieces import MODEL
from inotherwords.text import quotations

GRAPHS = ["cues.onnx", "cues_int8.onnx", "roles.onnx", "roles_int8.onnx"]
SENTENCES = [
    "“The dam is safe,” the mayor said on Friday.",
    "Farmers said that the water rose at four, adding that nobody had warned them.",
    "According to the harbour office, two boats are missing and one has sunk.",
    "The road to the coast was shut for three days.",
    "Ann Holt told Radio North: “We will rebuild the mill.”",
]


@pytest.fixture(scope="module")
def read():
    """Some windows of an article."""
    lines = [SENTENCES[number % 5].replace("Friday", f"{number} May") for number in range(40)]
    text = "\n".join(lines)
    spans = [line.span() for line in re.finditer("[^\n]+", text)]
    return cut_windows(text, spans, quotations.find_quotations(text))[:4]


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=6))
def test_softmax_gives_probabilities_in_the_order_of_the_logits(logits):
    found = softmax(np.array(logits))
    assert found.sum() == pytest.approx(1)
    assert found[np.argmax(logits)] == found.max()


def test_softmax_is_taken_for_each_word():
    assert softmax(np.log([[1.0, 3.0], [2.0, 2.0]])) == pytest.approx(np.array([[0.25, 0.75], [0.5, 0.5]]))


def test_the_answers_are_numbers_of_python_one_a_word_that_add_up_to_1(read):
    found = answers.ask(read, network.load())
    assert found.assigned
    for window, cues in zip(read, found.cues, strict=True):
        assert {len(column) for column in cues} == {len(window.words)}
        assert {type(value) for column in cues for value in column} == {float}
        parts = zip(cues.unlikely, cues.first, cues.further, strict=True)
        assert [sum(part) for part in parts] == pytest.approx([1] * len(window.words), abs=1e-5)
        assert cues.likely == pytest.approx([1 - part for part in cues.unlikely], abs=1e-6)
    for one in found.assigned:
        owner = read[one.candidate.window].paragraph
        paragraph = owner[one.candidate.words[0]]
        assert list(one.here) == [word for word, number in enumerate(owner) if number == paragraph]
        assert {type(value) for row in one.roles for value in row} == {float}
        assert [sum(row) for row in one.roles] == pytest.approx([1] * len(one.here), abs=1e-5)


@pytest.mark.parametrize("int8", [False, True])
def test_the_answers_on_a_window_do_not_depend_on_the_others(read, int8):
    together = answers.ask(read, network.load(int8))
    for number, window in enumerate(read):
        alone = answers.ask([window], network.load(int8))
        assert alone.cues[0] == together.cues[number]
        same = [one.roles for one in together.assigned if one.candidate.window == number]
        assert [one.roles for one in alone.assigned] == same


def test_the_network_in_8_bits_agrees_roughly_with_float(read):
    exact, rough = (
        np.concatenate([np.array(cues[1:]).T for cues in answers.ask(read, network.load(int8)).cues])
        for int8 in (False, True)
    )
    assert 1e-5 < np.abs(exact - rough).max(-1).mean() < 0.02
    assert (exact.argmax(-1) == rough.argmax(-1)).mean() > 0.98


def test_the_network_is_loaded_once():
    assert network.load() is network.load(False)
    assert network.load() is not network.load(True)


# The files


def test_the_model_is_these_files():
    assert {path.name for path in MODEL.iterdir() if path.suffix not in ("", ".md")} == {
        *GRAPHS,
        *("weights.bin", "tokenizer.json", "decision.csv"),
    }


def test_each_graph_reads_its_weights_from_the_one_file_and_asks_for_what_it_is_handed(tmp_path):
    inputs = {"cues": ["pieces", "letter_case", "quoted", "first"], "roles": ["states", "marks", "distances"]}
    for graph in GRAPHS:
        shutil.copy(MODEL / graph, tmp_path)
        with pytest.raises(Exception, match=r"weights\.bin"):
            onnxruntime.InferenceSession(tmp_path / graph, providers=["CPUExecutionProvider"])
    (tmp_path / "weights.bin").hardlink_to(MODEL / "weights.bin")
    for graph in GRAPHS:
        session = onnxruntime.InferenceSession(tmp_path / graph, providers=["CPUExecutionProvider"])
        assert [one.name for one in session.get_inputs()] == inputs[re.split(r"[_.]", graph)[0]]


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


def test_no_file_of_the_model_is_a_pickle_or_an_archive_of_some():
    for path in MODEL.iterdir():
        assert path.read_bytes()[:2] not in (b"PK", *(bytes([0x80, version]) for version in range(6)))
