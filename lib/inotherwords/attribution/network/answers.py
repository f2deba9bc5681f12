"""Ask the network about an article: which words may be a cue, and what the words around each are to it.

Two steps. The first reads a window and says of each word how likely it is the first or a further word of a
cue. The second is asked once for each possible cue and says of each word of the paragraph whether it
belongs to the source, to the content, or to neither.

The first step is asked for one window at a time, the second for the cues of one paragraph: nothing has to
be filled up, memory does not grow with the article, and no answer depends on what else is read. In 8 bits
that matters: the step of the rounding is taken from all that is asked at once.

Nothing here computes with arrays: whatever can run the two steps (`network`) hands out lists of numbers.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Generator
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from inotherwords import settings
from inotherwords.attribution.network.windows import Window

FARTHEST = 16
FAR = 32  # words; from here on the distance is FARTHEST
SOURCE, CONTENT = 1, 2  # 0 is no part of the attribution
CANDIDATES = 8  # cues of one paragraph that are asked at once: more need memory and are no faster
OTHER_CUE, THIS_CUE = 1, 2  # how the second step is shown the words of cues

Roles = list[list[float]]  # for each word the probability of each role: none, source, content
Result = TypeVar("Result")
# Yields the step of the `Network` that is asked, with what it is given; is sent the answer; returns a result.
Questions = Generator[tuple[str, tuple], Any, Result]


class CueWords(NamedTuple):
    """How likely each word of a window is a word of a cue, the first of one, a further one; one a word.

    `unlikely` is the probability that it is none; `likely` is 1 less that, as the network rounds it.
    """

    likely: list[float]
    unlikely: list[float]
    first: list[float]
    further: list[float]


class Network(NamedTuple):
    """The two steps, as `network.load` gives them.

    encode: a window -> what it knows of its words (only `assign` looks inside), and what may be a cue.
    assign: that, the range of a paragraph's words, and marks and distances of these words for each of some
    cues -> the roles of these words for each cue.
    """

    encode: Callable[[Window], tuple[Any, CueWords]]
    assign: Callable[[Any, range, list[list[int]], list[list[int]]], list[Roles]]


class Candidate(NamedTuple):
    """A possible cue: its window, its words there, how likely the first step holds it."""

    window: int
    words: list[int]
    likely: float


class Assigned(NamedTuple):
    """A possible cue with the words of its paragraph and the probability of each role for each of them.

    `here` are the words' numbers in the window, one after the other; `roles` has their probabilities.
    """

    candidate: Candidate
    here: range
    roles: Roles


class Answers(NamedTuple):
    """What the network says of an article: of each window what may be a cue, and the roles for each cue."""

    windows: list[Window]
    cues: list[CueWords]
    assigned: list[Assigned]


# The step of each distance from 0 to FAR.
STEPS = [0, *(min(1 + math.floor(3 * math.log2(away)), FARTHEST) for away in range(1, FAR + 1))]


def log_distances(words: range, first: int, last: int) -> list[int]:
    """Return how far each word is from a cue, in steps that grow with the distance, 0 inside it.

    The cue is the words from `first` to `last`. 1 to FARTHEST before it, FARTHEST + 1 to 2 x FARTHEST
    behind it.

    >>> log_distances(range(6), 2, 2)
    [4, 1, 0, 17, 20, 21]
    """
    return [
        STEPS[min(first - word, FAR)]
        if word < first
        else FARTHEST + STEPS[min(word - last, FAR)]
        if word > last
        else 0
        for word in words
    ]


def find_candidates(cues: CueWords, paragraph: list[int], window: int) -> list[Candidate]:
    """Return the possible cues of a window, in order; `paragraph` has the number of each word's paragraph.

    >>> cues = CueWords([0.0, 0.75, 0.5], [1.0, 0.25, 0.5], [0.0, 0.75, 0.0], [0.0, 0.0, 0.5])
    >>> find_candidates(cues, [0, 0, 0], 4)
    [Candidate(window=4, words=[1, 2], likely=0.75)]
    """
    runs: list[list[int]] = []
    for word, likely in enumerate(cues.likely):
        if likely < settings.LOWEST_CUE:
            continue
        beside = bool(runs) and runs[-1][-1] == word - 1 and paragraph[word - 1] == paragraph[word]
        if beside and cues.further[word] >= cues.first[word]:
            runs[-1].append(word)
        else:
            runs.append([word])
    out = []
    for run in runs:
        best = max(cues.likely[word] for word in run)
        words = [word for word in run if cues.likely[word] >= best / 2]
        out.append(Candidate(window, list(range(words[0], words[-1] + 1)), best))
    return out


def _assigned(window: Window, states: Any, candidates: list[Candidate]) -> Questions[list[Assigned]]:
    """Ask the second step about the possible cues of a window; `states` are those of its words."""
    assigned = []
    shown = [0] * len(window.words)
    for candidate in candidates:
        if candidate.likely >= settings.SHOWN_CUE:
            for word in candidate.words:
                shown[word] = OTHER_CUE
    for paragraph, group in groupby(candidates, key=lambda one: window.paragraph[one.words[0]]):
        here = range(bisect_left(window.paragraph, paragraph), bisect_right(window.paragraph, paragraph))
        cues = list(group)
        for number in range(0, len(cues), CANDIDATES):
            batch = cues[number : number + CANDIDATES]
            distances = [log_distances(here, one.words[0], one.words[-1]) for one in batch]
            marks = [
                [shown[word] if away else THIS_CUE for word, away in zip(here, row, strict=True)]
                for row in distances
            ]
            roles = yield "assign", (states, here, marks, distances)
            assigned += [Assigned(one, here, own) for one, own in zip(batch, roles, strict=True)]
    return assigned


def asking(windows: list[Window]) -> Questions[Answers]:
    """Yield every question to the network about an article's windows, be sent its answer, return them all.

    Whoever has a network that answers at once uses `ask`; one that has to be waited for, as in a browser,
    is asked between the steps of this generator.
    """
    answers = Answers(windows, [], [])
    for number, window in enumerate(windows):
        states, cues = yield "encode", (window,)
        candidates = find_candidates(cues, window.paragraph, number)
        answers.cues.append(cues)
        answers.assigned.extend((yield from _assigned(window, states, candidates)))
    return answers


def answer(questions: Questions[Result], network: Network) -> Result:
    """Return what comes of questions when the network answers each at once."""
    given = None
    while True:
        try:
            step, asked = questions.send(given)
        except StopIteration as done:
            return done.value
        given = getattr(network, step)(*asked)


def ask(windows: list[Window], network: Network) -> Answers:
    """Return the network's answers for an article's windows."""
    return answer(asking(windows), network)
