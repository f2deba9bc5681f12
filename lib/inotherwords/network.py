"""The network's answers: which words may be a cue, and for each cue what its paragraph's words are to it.

Two steps. The first reads a window and says of each word how likely it is the first or a further word of a
cue. The second is asked once for each possible cue and says of each word of the paragraph whether it
belongs to the source, to the content, or to neither. The weights are in `model` beside this file, with a
card that says where they come from; how they were trained is in the folder training.

The first step is asked for one window at a time, the second for the cues of one paragraph: nothing has to
be filled up, memory does not grow with the article, and no answer depends on what else is read. In 8 bits
that matters: the step of the rounding is taken from all that is asked at once.
"""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

import numpy as np

from inotherwords.windows import MODEL, Window

LOWEST_CUE = 0.2  # words less likely than this are not looked at
SHOWN_CUE = 0.5  # cues at least this likely are shown to the second step as other cues
FARTHEST = 16
FAR = 32  # words; from here on the distance is FARTHEST
SLOWER = ["SkipLayerNormFusion"]  # on a processor: the two operations that it makes one are faster apart
SOURCE, CONTENT = 1, 2  # 0 is no part of the attribution
CANDIDATES = 8  # cues of one paragraph that are asked at once: more need memory and are no faster


class Network(NamedTuple):
    """The two steps.

    encode: word pieces, letter case and quotation (1, pieces), and the place of each word's first piece
    (words) -> states (1, words, 384) and cue logits (1, words, 3: none, first word, further word).
    assign: states (1, words, 384), then marks and distances (cues, words) -> role logits
    (cues, words, 3: none, source, content).
    """

    encode: Callable[..., list[np.ndarray]]
    assign: Callable[..., list[np.ndarray]]


def load(int8: bool = False) -> Network:
    """Return the committed network, in float32 or, for large corpora, in 8-bit arithmetic."""
    return _load("_int8" if int8 else "")


@cache
def _load(kind: str) -> Network:
    # Imported where it is used: most of the library does without.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # Without this, onnxruntime multiplies the 8-bit weights of the float graphs in 8 bits too.
    options.add_session_config_entry("session.disable_quant_qdq", "1")

    def step(name: str, inputs: list[str]) -> Callable[..., list[np.ndarray]]:
        path = MODEL / f"{name}{kind}.onnx"
        session = onnxruntime.InferenceSession(
            path, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
        )
        return lambda *arrays: session.run(None, dict(zip(inputs, arrays, strict=True)))

    return Network(
        step("cues", ["pieces", "letter_case", "quoted", "first"]),
        step("roles", ["states", "marks", "distances"]),
    )


class Candidate(NamedTuple):
    """A possible cue: its window, its words there, how likely the first step holds it."""

    window: int
    words: list[int]
    likely: float


class Assigned(NamedTuple):
    """A possible cue with the words of its paragraph and the probability of each role for each of them.

    `here` are the words' numbers in the window, one after the other, `roles` (words, 3) their
    probabilities: none, source, content.
    """

    candidate: Candidate
    here: np.ndarray
    roles: np.ndarray


class Answers(NamedTuple):
    """What the network says of an article: `cues` has for each window (words, 3), none, first, further."""

    windows: list[Window]
    cues: list[np.ndarray]
    assigned: list[Assigned]


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return the logits of the last axis as probabilities.

    >>> softmax(np.array([0.0, 0.0])).tolist()
    [0.5, 0.5]
    """
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)


def _steps() -> np.ndarray:
    """Return the step of each distance from 0 to FAR, then of those from -FAR to -1."""
    steps = 1 + np.floor(3 * np.log2(np.arange(1, FAR + 1)))
    behind = np.minimum(steps, FARTHEST).astype(np.int64)
    return np.concatenate([[0], behind + FARTHEST, behind[::-1]])


STEPS = _steps()


def log_distances(places: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return how far each word is from a cue, in steps that grow with the distance, 0 inside it.

    The cue is the words from `first` to `last`. 1 to FARTHEST before it, FARTHEST + 1 to 2 x FARTHEST
    behind it.

    >>> log_distances(np.arange(6), np.array(2), np.array(2)).tolist()
    [4, 1, 0, 17, 20, 21]
    """
    away = places - np.minimum(np.maximum(places, first), last)
    return STEPS[np.minimum(np.maximum(away, -FAR), FAR)]


def find_candidates(cue_probability: np.ndarray, paragraph: np.ndarray, window: int) -> list[Candidate]:
    """Return the possible cues of a window, in order; `cue_probability` (words, 3): none, first, further."""
    likely = 1 - cue_probability[:, 0]
    over = np.flatnonzero(likely >= LOWEST_CUE)
    further = cue_probability[over, 2] >= cue_probability[over, 1]
    columns = (column.tolist() for column in (over, paragraph[over], further, likely[over]))
    runs: list[list[tuple[int, float]]] = []
    previous = None
    for word, owner, is_further, value in zip(*columns, strict=True):
        if is_further and previous == (word - 1, owner):
            runs[-1].append((word, value))
        else:
            runs.append([(word, value)])
        previous = (word, owner)
    out = []
    for run in runs:
        best = max(value for _, value in run)
        words = [word for word, value in run if value >= best / 2]
        out.append(Candidate(window, list(range(words[0], words[-1] + 1)), best))
    return out


def _assigned(
    window: Window, states: np.ndarray, candidates: list[Candidate], network: Network
) -> Iterator[Assigned]:
    """Yield the second step's answers on the possible cues of a window; `states` are those of its words."""
    shown = np.zeros(len(window.words), dtype=np.int64)
    for candidate in candidates:
        if candidate.likely >= SHOWN_CUE:
            shown[candidate.words] = 1
    for paragraph, group in groupby(candidates, key=lambda one: window.paragraph[one.words[0]]):
        begin, end = np.searchsorted(window.paragraph, (paragraph, paragraph + 1)).tolist()
        here, cues = np.arange(begin, end), list(group)
        for first in range(0, len(cues), CANDIDATES):
            batch = cues[first : first + CANDIDATES]
            ends = np.array([(one.words[0], one.words[-1]) for one in batch])
            distances = log_distances(here, ends[:, :1], ends[:, 1:])
            marks = np.where(distances == 0, 2, shown[begin:end])
            roles = softmax(network.assign(states[np.newaxis, begin:end], marks, distances)[0])
            yield from (Assigned(one, here, role) for one, role in zip(batch, roles, strict=True))


def read_cues(window: Window, network: Network) -> tuple[np.ndarray, np.ndarray]:
    """Return the first step's answers for a window: the states of its words, and what may be a cue."""
    inputs = (window.pieces, window.letter_case, window.quoted)
    states, logits = network.encode(*(column[np.newaxis] for column in inputs), window.first)
    return states[0], softmax(logits[0])


def ask(windows: list[Window], network: Network) -> Answers:
    """Return the network's answers for an article's windows."""
    answers = Answers(windows, [], [])
    for number, window in enumerate(windows):
        states, likely = read_cues(window, network)
        candidates = find_candidates(likely, window.paragraph, number)
        answers.cues.append(likely)
        answers.assigned.extend(_assigned(window, states, candidates, network))
    return answers
