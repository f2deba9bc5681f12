"""The network's answers: which words may be a cue, and for each cue what its paragraph's words are to it.

Two steps. The first reads a window and says of each word how likely it is the first or a further word of a
cue. The second is asked once for each possible cue and says of each word of the paragraph whether it
belongs to the source, to the content, or to neither. The weights are in `model` beside this file, with a
card that says where they come from; how they were trained is in the folder training.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from inotherwords.windows import MODEL, Window

LOWEST_CUE = 0.2  # words less likely than this are not looked at
SHOWN_CUE = 0.5  # cues at least this likely are shown to the second step as other cues
FARTHEST = 16
SOURCE, CONTENT = 1, 2  # 0 is no part of the attribution
# A fixed number at a time: memory does not grow with the article, and the batches depend on it alone.
WINDOWS, CANDIDATES = 8, 64


class Network(NamedTuple):
    """The two steps.

    encode: word pieces, letter case and quotation (windows, pieces) -> states (windows, pieces, 384) and
    cue logits (windows, pieces, 3: none, first word, further word).
    assign: states (cues, words, 384), then presence, marks and distances (cues, words) -> role logits
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
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        return lambda *arrays: session.run(None, dict(zip(inputs, arrays, strict=True)))

    return Network(
        step("cues", ["pieces", "letter_case", "quoted"]),
        step("roles", ["states", "present", "marks", "distances"]),
    )


class Candidate(NamedTuple):
    """A possible cue: its window, its words there, how likely the first step holds it."""

    window: int
    words: list[int]
    likely: float


class Assigned(NamedTuple):
    """A possible cue with the words of its paragraph and the probability of each role for each of them.

    `here` are the words' numbers in the window, `roles` (words, 3) their probabilities: none, source,
    content.
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


def padded(arrays: list[np.ndarray]) -> np.ndarray:
    """Return arrays of different lengths as the rows of one, filled up with 0.

    >>> padded([np.array([1, 2]), np.array([3])]).tolist()
    [[1, 2], [3, 0]]
    """
    out = np.zeros((len(arrays), max(map(len, arrays)), *arrays[0].shape[1:]), dtype=arrays[0].dtype)
    for row, array in zip(out, arrays, strict=True):
        row[: len(array)] = array
    return out


def log_distances(places: np.ndarray, cue: list[int]) -> np.ndarray:
    """Return how far each word is from a cue, in steps that grow with the distance, 0 inside it.

    1 to FARTHEST before the cue, FARTHEST + 1 to 2 x FARTHEST behind it.

    >>> log_distances(np.arange(6), [2]).tolist()
    [4, 1, 0, 17, 20, 21]
    """
    before, behind = cue[0] - places, places - cue[-1]
    far = np.maximum(np.maximum(before, behind), 1)
    step = np.minimum(1 + np.floor(3 * np.log2(far)).astype(np.int64), FARTHEST)
    return np.where(before > 0, step, np.where(behind > 0, step + FARTHEST, 0))


def find_candidates(cue_probability: np.ndarray, paragraph: np.ndarray, window: int) -> list[Candidate]:
    """Return the possible cues of a window, in order; `cue_probability` (words, 3): none, first, further."""
    likely = 1 - cue_probability[:, 0]
    runs: list[list[int]] = []
    for word in np.flatnonzero(likely >= LOWEST_CUE).tolist():
        goes_on = (
            runs
            and runs[-1][-1] == word - 1
            and paragraph[word] == paragraph[word - 1]
            and cue_probability[word, 2] >= cue_probability[word, 1]
        )
        if goes_on:
            runs[-1].append(word)
        else:
            runs.append([word])
    out = []
    for run in runs:
        best = float(likely[run].max())
        words = [word for word in run if likely[word] >= best / 2]
        out.append(Candidate(window, list(range(words[0], words[-1] + 1)), best))
    return out


def _batches(items: list, size: int) -> Iterator[list]:
    return (items[first : first + size] for first in range(0, len(items), size))


def _inputs(
    window: Window, candidate: Candidate, shown: list[int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the words of a cue's paragraph, how each is marked, and how far from the cue each is."""
    here = np.flatnonzero(window.paragraph == window.paragraph[candidate.words[0]])
    marks = np.isin(here, shown).astype(np.int64)
    marks[np.isin(here, candidate.words)] = 2
    return here, marks, log_distances(here, candidate.words)


def _assigned(
    windows: list[Window], states: list[np.ndarray], candidates: list[Candidate], network: Network
) -> Iterator[Assigned]:
    shown: dict[int, list[int]] = {}
    for candidate in candidates:
        if candidate.likely >= SHOWN_CUE:
            shown.setdefault(candidate.window, []).extend(candidate.words)
    for batch in _batches(candidates, CANDIDATES):
        inputs = [_inputs(windows[one.window], one, shown.get(one.window, [])) for one in batch]
        words = [states[one.window][here] for one, (here, _, _) in zip(batch, inputs, strict=True)]
        present = [np.ones(len(here), dtype=np.int64) for here, _, _ in inputs]
        marks, distances = ([item[part] for item in inputs] for part in (1, 2))
        roles = network.assign(padded(words), padded(present), padded(marks), padded(distances))[0]
        for one, (here, _, _), role in zip(batch, inputs, roles, strict=True):
            yield Assigned(one, here, softmax(role[: len(here)]))


def read_cues(windows: list[Window], network: Network) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return the first step's answers for each window: the states of its words, and what may be a cue."""
    states: list[np.ndarray] = []
    found: list[np.ndarray] = []
    for batch in _batches(windows, WINDOWS):
        columns = zip(*((window.pieces, window.letter_case, window.quoted) for window in batch), strict=True)
        by_piece, logits = network.encode(*(padded(list(column)) for column in columns))
        for window, state, logit in zip(batch, by_piece, logits, strict=True):
            states.append(state[window.first])
            found.append(softmax(logit[window.first]))
    return states, found


def ask(windows: list[Window], network: Network) -> Answers:
    """Return the network's answers for an article's windows."""
    states, found = read_cues(windows, network)
    candidates = [
        candidate
        for number, (window, likely) in enumerate(zip(windows, found, strict=True))
        for candidate in find_candidates(likely, window.paragraph, number)
    ]
    return Answers(windows, found, list(_assigned(windows, states, candidates, network)))
