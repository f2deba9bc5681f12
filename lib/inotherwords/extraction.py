"""From the network's answers to attributions: spans of source, cue and content, with a probability.

Also why: which words made a cue likely (`explain`), and how near to its threshold the nearest decision came
(`margins`).
"""

import math
import re
from typing import NamedTuple

import numpy as np

from inotherwords import cues, decision, quotations
from inotherwords.network import (
    CONTENT,
    LOWEST_CUE,
    SHOWN_CUE,
    SOURCE,
    Answers,
    Assigned,
    Network,
    read_cues,
)
from inotherwords.segments import find_sentences
from inotherwords.speakers import CALENDAR, TITLES
from inotherwords.windows import Window, windows

ACCEPTED = 0.42  # below this probability there is no attribution
SURE = 0.6  # below this an attribution is doubtful
MOST_REASONS = 5
SOURCE_FLOOR = 0.3  # what a word's probability to be the source counts against
CRUMB = 0.7  # a part of a content that is short and less certain than this is left out
# A sentence ends behind a word; one short word with a capital may be a title ("state Del. Ann Smith").
LAST_WORD = re.compile(r"(?:^|(?<=\s))(?P<word>[\w’'-]{2,})[.!?]+[”’\"']*$")
SHORT_TITLE = re.compile(r"(?:Del|Rev|Ald|Supt|Asst|Hon)$")
# These alone are nobody: "the", "of".
NOBODY = re.compile(r"(?:\W|(?:an?|the|and|or|but|not|as|of|to|in|on|at|by|for|from|with)\b)*", re.IGNORECASE)
# Between a cue and the last part of a name: "said Ines Roth", not "said Monday Roth".
FIRST_NAMES = re.compile(rf" (?:(?!{CALENDAR.pattern[:-1]}\b)[A-Z][\w’'-]*[a-z]\.? )+")

Span = tuple[int, int]


class Extracted(NamedTuple):
    """One attribution; spans are offsets into the article."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    probability: float


class Possible(NamedTuple):
    """A possible attribution: the words of its cue, what its probability is read from, the answers on it."""

    cue: Span
    features: dict[str, float]
    assigned: Assigned


def runs(words: np.ndarray) -> list[np.ndarray]:
    """Return numbers of words as runs of neighbours.

    >>> [run.tolist() for run in runs(np.array([2, 3, 7]))]
    [[2, 3], [7]]
    """
    if not len(words):
        return []
    return np.split(words, np.flatnonzero(np.diff(words) > 1) + 1)


def _span(run: np.ndarray, window: Window) -> Span:
    return window.words[run[0]][0], window.words[run[-1]][1]


def _cue_places(item: Assigned) -> slice:
    """Return where in `item.here` the cue's own words stand."""
    words = item.candidate.words
    return slice(words[0] - item.here[0], words[-1] + 1 - item.here[0])


def words_of(item: Assigned, role: int) -> np.ndarray:
    """Return the numbers of the words for which a role is the likeliest, the cue's own words apart."""
    likeliest = item.roles.argmax(-1) == role
    likeliest[_cue_places(item)] = False
    return item.here[likeliest]


def features(item: Assigned, window: Window, cue: str) -> dict[str, float]:
    """Return what the probability of an attribution is read from (see `decision.FEATURES`)."""
    content, source = words_of(item, CONTENT), words_of(item, SOURCE)
    of_content = item.roles[:, CONTENT]
    inside = np.zeros(len(item.here), dtype=bool)
    inside[content - item.here[0]] = True
    likely = min(max(item.candidate.likely, 1e-4), 1 - 1e-4)
    rest = float(of_content[~inside].sum())
    return {
        "cue": math.log(likely / (1 - likely)),
        "listed": float(cues.is_listed(cue)),
        "content": float(of_content[inside].mean()) if len(content) else 0.0,
        "source": float(item.roles[source - item.here[0], SOURCE].max()) if len(source) else 0.0,
        "no source": float(not len(source)),
        "words": math.log1p(len(content)),
        "undecided": min(rest / max(len(content), 1), 2.0),
        "quoted": float(window.quoted[window.first[content]].mean()) if len(content) else 0.0,
    }


def _is_mark(window: Window, text: str, word: int) -> bool:
    return text[slice(*window.words[word])] in ",;:.–—-"


def _trimmed(run: np.ndarray, window: Window, text: str) -> np.ndarray:
    """Return a run without the commas, colons and dashes at its ends; unchanged if it has nothing else."""
    kept = [number for number, word in enumerate(run.tolist()) if not _is_mark(window, text, word)]
    return run[kept[0] : kept[-1] + 1] if kept else run


def best_stretch(gains: list[float]) -> tuple[int, int]:
    """Return the stretch of a list with the greatest sum, half-open; (0, 0) if nothing is above 0.

    Kadane's algorithm; the first of equals.

    >>> best_stretch([-1.0, 2.0, -0.5, 1.0, -3.0])
    (1, 4)
    """
    best, here, start, stretch = 0.0, 0.0, 0, (0, 0)
    for number, gain in enumerate(gains):
        if here <= 0:
            here, start = 0.0, number
        here += gain
        if here > best:
            best, stretch = here, (start, number + 1)
    return stretch


def _ends_a_sentence(sentence: str) -> bool:
    """Return whether what is taken for a sentence ends in a word, not in an initial or a short title."""
    last = LAST_WORD.search(sentence)
    return bool(last) and not TITLES.match(last["word"]) and not SHORT_TITLE.match(last["word"])


def _in_one_sentence(source: np.ndarray, item: Assigned, window: Window, text: str) -> np.ndarray:
    """Return a source up to the end of a sentence, if it runs over one: the part nearest to the cue."""
    start, end = _span(source, window)
    pieces = [(start + first, start + last) for first, last in find_sentences(text[start:end])]
    ends = [last for first, last in pieces[:-1] if _ends_a_sentence(text[first:last])]
    if not ends:
        return source
    first_words = [window.words[word][0] for word in source.tolist()]
    parts = np.split(source, np.searchsorted(first_words, ends))
    cue = item.candidate.words[0]
    return min(parts, key=lambda part: min(abs(part[0] - cue), abs(part[-1] - cue)))


def _whole_name(source: np.ndarray, item: Assigned, window: Window, text: str) -> np.ndarray:
    """Return a source that follows its cue with the whole name: what stands between is the first name.

    "said Ines Roth"; not in "told Reuters Roth".
    """
    cue_end = item.candidate.words[-1]
    between = text[window.words[cue_end][1] : window.words[source[0]][0]]
    name = source[0] - cue_end > 1 and FIRST_NAMES.fullmatch(between)
    return np.arange(cue_end + 1, source[-1] + 1) if name else source


def _source(item: Assigned, window: Window, text: str) -> np.ndarray:
    """Return the words of the source: one stretch, since people mark hardly any source in two parts.

    A weak word between strong ones is bridged. It stands in one sentence, and is somebody: not only "the".
    """
    gains = item.roles[:, SOURCE] - SOURCE_FLOOR
    gains[_cue_places(item)] = -len(gains)
    start, end = best_stretch(gains.tolist())
    source = item.here[start:end]
    if not len(source):
        return source
    source = _whole_name(_in_one_sentence(source, item, window, text), item, window, text)
    source = _trimmed(source, window, text)
    return source[:0] if NOBODY.fullmatch(text[slice(*_span(source, window))]) else source


def _content(item: Assigned, used: set[int]) -> list[np.ndarray]:
    """Return the runs of the content without words that are used already, and without crumbs."""
    whole = words_of(item, CONTENT)
    free = np.array([word for word in whole.tolist() if word not in used], dtype=np.int64)
    if 2 * len(free) < len(whole):
        return []
    certain = item.roles[:, CONTENT]
    return [
        run
        for run in runs(free)
        if 10 * len(run) >= len(free) or certain[run - item.here[0]].mean(dtype=np.float64) >= CRUMB
    ]


def _without_name(item: Assigned, window: Window, text: str) -> Assigned:
    """Return the answers on a cue without a first name at its end: "said Ines", the source being "Roth".

    Who is told stays: "told Reuters".
    """
    words = list(item.candidate.words)
    strong = set(item.here[item.roles[:, SOURCE] > SOURCE_FLOOR].tolist())
    end = len(words)
    while end > 1 and text[slice(*window.words[words[end - 1]])].istitle():
        end -= 1
    first = text[slice(*window.words[words[0]])]
    if end == len(words) or words[-1] + 1 not in strong or cues.TELLING.match(first):
        return item
    return item._replace(candidate=item.candidate._replace(words=words[:end]))


def possible(text: str, answers: Answers) -> list[Possible]:
    """Return every possible attribution of an article, in the order of the cues."""
    out = []
    for item in answers.assigned:
        window = answers.windows[item.candidate.window]
        item = _without_name(item, window, text)
        cue = _span(_trimmed(np.array(item.candidate.words), window, text), window)
        # In "so-called" and "self-proclaimed" the verb is part of a word.
        if not text[: cue[0]].endswith("-") and not cues.is_none(text, cue):
            out.append(Possible(cue, features(item, window, text[slice(*cue)]), item))
    return out


def choose(
    text: str, windows: list[Window], found: list[Possible], weights: dict[str, float]
) -> list[Extracted]:
    """Return the attributions among the possible ones, in the order of their cues.

    The likeliest come first; a word is the content of one attribution only. `weights` are the decision's.
    """
    ranked = [(decision.probability(item.features, weights), item) for item in found]
    ranked.sort(key=lambda entry: (-entry[0], entry[1].cue))
    used: dict[int, set[int]] = {}
    out = []
    for probability, (cue, _, item) in ranked:
        window = windows[item.candidate.window]
        content = _content(item, used.setdefault(item.candidate.window, set()))
        spans = tuple(_span(run, window) for run in content)
        if probability < ACCEPTED or not any(re.search(r"\w", text[slice(*span)]) for span in spans):
            continue
        used[item.candidate.window].update(word for run in content for word in run.tolist())
        source = _source(item, window, text)
        whose = (_span(source, window),) if len(source) else ()
        out.append(Extracted(whose, (cue,), spans, probability))
    return sorted(out, key=lambda item: item.cue)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def margins(answers: Answers, found: list[Possible], weights: dict[str, float]) -> dict[str, float]:
    """Return how near to its threshold the nearest decision of each kind came, as a probability.

    Another processor may round the network's answers a little otherwise, by some millionths; where every
    margin is far larger than that, the tables come out the same there.
    """
    likely = [1 - cues[:, 0] for cues in answers.cues]
    near = {
        "a word may be a cue": [abs(part - LOWEST_CUE).min() for part in likely if len(part)],
        "a cue is shown as another one": [abs(item.assigned.candidate.likely - SHOWN_CUE) for item in found],
        "a word goes on with a cue": [],
        "a word has this role": [],
        "a short part of a content is kept": [],
        "an attribution is accepted": [],
        "an attribution is doubtful": [],
        "a probability is printed so": [],
    }
    for item in found:
        candidate = item.assigned.candidate
        further = answers.cues[candidate.window][candidate.words[1:]]
        near["a word goes on with a cue"] += abs(further[:, 2] - further[:, 1]).tolist()
        probability = decision.probability(item.features, weights)
        near["an attribution is accepted"].append(abs(probability - ACCEPTED))
        near["a probability is printed so"].append(0.005 - abs(probability - round(probability, 2)))
        if probability >= ACCEPTED:
            best = np.sort(item.assigned.roles, axis=-1)
            near["a word has this role"].append((best[:, 2] - best[:, 1]).min())
            near["an attribution is doubtful"].append(abs(probability - (SURE - 0.005)))
            content = words_of(item.assigned, CONTENT)
            certain = dict(zip(item.assigned.here.tolist(), item.assigned.roles[:, CONTENT], strict=True))
            near["a short part of a content is kept"] += [
                abs(float(np.mean([certain[word] for word in run.tolist()])) - CRUMB)
                for run in runs(content)
                if 10 * len(run) < len(content)
            ]
    return {kind: float(min(values, default=1.0)) for kind, values in near.items()}


def explain(text: str, paragraph: Span, cue: Span, network: Network) -> list[tuple[Span, float]]:
    """Return the words without which a cue is least likely, each with how many times lower its odds are.

    One word after the other is taken out of the paragraph, and the first step reads again; the cue's own
    words stay. At most MOST_REASONS words, the weightiest first; none that matters less than 1.1 times.
    """
    start, end = paragraph
    words = [
        (start + word.start(), start + word.end()) for word in re.finditer(r"\w[\w'’-]*", text[start:end])
    ]
    others = [word for word in words if word[1] <= cue[0] or word[0] >= cue[1]]
    variants = []
    places = []
    for first, last in [(start, start), *others]:
        without = text[start:first] + text[last:end]
        shift = start + (last - first if last <= cue[0] else 0)
        place = (cue[0] - shift, cue[1] - shift)
        read = windows(without, [(0, len(without))], quotations.find(without))
        variants += [window for window in read if any(_overlap(word, place) for word in window.words)][:1]
        places.append(place)
    answers = [read_cues(window, network)[1] for window in variants]
    unlikely = [
        min(float(row[0]) for row, word in zip(rows, window.words, strict=True) if _overlap(word, place))
        for window, rows, place in zip(variants, answers, places, strict=True)
    ]
    odds = [(1 - part) / part for part in unlikely]
    falls = [(word, odds[0] / left) for word, left in zip(others, odds[1:], strict=True)]
    weighty = [(word, fall) for word, fall in falls if fall >= 1.1]
    return sorted(weighty, key=lambda one: -one[1])[:MOST_REASONS]
