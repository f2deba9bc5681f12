"""Where an article hands the floor to a source: the network's answer, as spans of source, cue and content.

Two steps, as in notebook 04: find the cues, then ask for each cue which words are its source and which its
content. The network itself is `model` beside this file; how it was trained is in `training`.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from inotherwords.windows import MODEL, Window, windows

LOWEST_CUE = 0.2  # a candidate below this is not looked at
SHOWN_CUE = 0.5  # cues at least this likely are shown to the second step as other cues
ACCEPTED = 0.5  # below this there is no attribution
SURE = 0.7  # below this an attribution is doubtful
FARTHEST = 16

Span = tuple[int, int]
Encode = Callable[[np.ndarray, np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
Assign = Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


@cache
def network(int8: bool = False) -> tuple[Encode, Assign]:
    """Return the two parts of the network, in float32 or, for large corpora, in 8-bit arithmetic."""
    # Imported where it is used: most of the library does without.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    kind = "_int8" if int8 else ""
    cues, roles = (
        onnxruntime.InferenceSession(MODEL / f"{part}{kind}.onnx", options, providers=["CPUExecutionProvider"])
        for part in ("cues", "roles")
    )

    def encode(pieces: np.ndarray, letter_case: np.ndarray, quoted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return cues.run(None, {"pieces": pieces, "letter_case": letter_case, "quoted": quoted})

    def assign(
        states: np.ndarray, present: np.ndarray, marks: np.ndarray, distances: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        return roles.run(
            None, {"states": states, "present": present, "marks": marks, "distances": distances}
        )

    return encode, assign


class Extracted(NamedTuple):
    """One attribution as the network finds it; spans are offsets into the article."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    probability: float


class Candidate(NamedTuple):
    """A possible cue: its window, its words there, its probability."""

    window: int
    words: list[int]
    probability: float


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
    [4, 1, 0, 17, 20, 22]
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


def _spans(words: np.ndarray, window: Window) -> tuple[Span, ...]:
    """Return the numbers of words as spans of the article; neighbours are joined."""
    spans: list[Span] = []
    previous = None
    for word in words.tolist():
        start, end = window.words[word]
        if previous == word - 1 and window.paragraph[previous] == window.paragraph[word]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        previous = word
    return tuple(spans)


def score(windows: list[Window], encode: Encode, assign: Assign) -> list[tuple[Candidate, float, np.ndarray, np.ndarray]]:
    """Return every candidate with its second opinion, its paragraph's words and their role probabilities."""
    if not windows:
        return []
    states, logits = encode(
        padded([window.pieces for window in windows]),
        padded([window.letter_case for window in windows]),
        padded([window.quoted for window in windows]),
    )
    candidates = []
    for number, window in enumerate(windows):
        candidates += find_candidates(softmax(logits[number][window.first]), window.paragraph, number)
    if not candidates:
        return []
    shown: dict[int, list[int]] = {}
    for candidate in candidates:
        if candidate.probability >= SHOWN_CUE:
            shown.setdefault(candidate.window, []).extend(candidate.words)
    inputs = []
    places = []
    for candidate in candidates:
        window = windows[candidate.window]
        here = np.flatnonzero(window.paragraph == window.paragraph[candidate.words[0]])
        places.append(here)
        marks = np.isin(here, shown.get(candidate.window, [])).astype(np.int64)
        marks[np.isin(here, candidate.words)] = 2
        inputs.append(
            (
                states[candidate.window][window.first[here]],
                np.ones(len(here), dtype=np.int64),
                marks,
                log_distances(here, candidate.words),
            )
        )
    roles, valid = assign(*(padded([item[part] for item in inputs]) for part in range(4)))
    return [
        (candidate, float(1 / (1 + np.exp(-yes))), here, softmax(role[: len(here)]))
        for candidate, yes, here, role in zip(candidates, valid, places, roles, strict=True)
    ]


def combine(cue: float, valid: float) -> float:
    """Return the probability of an attribution from the two opinions on its cue: their geometric mean."""
    return (cue * valid) ** 0.5


def extract(windows: list[Window], encode: Encode, assign: Assign) -> list[Extracted]:
    """Return the attributions of an article's windows, in the order of their cues.

    The likeliest come first; a word is the content of one attribution only.
    """
    scored = score(windows, encode, assign)
    ranked = sorted(
        (
            (combine(candidate.probability, valid), candidate, here, role)
            for candidate, valid, here, role in scored
        ),
        key=lambda item: (-item[0], item[1].window, item[1].words),
    )
    taken: dict[int, set[int]] = {}
    out = []
    for probability, candidate, here, role in ranked:
        if probability < ACCEPTED:
            break
        window = windows[candidate.window]
        best = role.argmax(-1)
        best[np.isin(here, candidate.words)] = 0
        content = here[best == 2]
        used = taken.setdefault(candidate.window, set())
        free = np.array([word for word in content.tolist() if word not in used], dtype=np.int64)
        if not len(free) or 2 * len(free) < len(content):
            continue
        used.update(free.tolist())
        out.append(
            Extracted(
                _spans(here[best == 1], window),
                _spans(np.array(candidate.words), window),
                _spans(free, window),
                probability,
            )
        )
    return sorted(out, key=lambda item: item.cue)
