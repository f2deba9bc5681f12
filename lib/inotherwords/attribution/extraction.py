"""Make attributions of the network's answers: spans of source, cue and content, with a probability.

Also how near to its threshold the nearest decision came (`measure_margins`).
"""

import math
import re
from bisect import bisect_left
from itertools import pairwise
from statistics import fmean
from typing import NamedTuple

from inotherwords import settings
from inotherwords.attribution import cues, network
from inotherwords.attribution.network import CONTENT, SOURCE, Answers, Assigned, Window
from inotherwords.text.names import CALENDAR, TITLES
from inotherwords.text.segments import find_sentences

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


def find_runs(words: list[int]) -> list[list[int]]:
    """Return numbers of words as runs of neighbours.

    >>> find_runs([2, 3, 7])
    [[2, 3], [7]]
    """
    starts = [place for place, word in enumerate(words) if not place or word - words[place - 1] > 1]
    return [words[first:last] for first, last in pairwise([*starts, len(words)])]


def _span(run: list[int], window: Window) -> Span:
    return window.words[run[0]][0], window.words[run[-1]][1]


def list_words(item: Assigned, role: int) -> list[int]:
    """Return the numbers of the words for which a role is the likeliest, the cue's own words apart."""
    first, last = item.candidate.words[0], item.candidate.words[-1]
    return [
        word
        for word, likely in zip(item.here, item.roles, strict=True)
        if likely[role] == max(likely) and likely.index(likely[role]) == role and not first <= word <= last
    ]


def _likely(item: Assigned, words: list[int], role: int) -> list[float]:
    """Return the probability of a role for each of some words."""
    return [item.roles[word - item.here.start][role] for word in words]


def measure_features(item: Assigned, window: Window, cue: str) -> dict[str, float]:
    """Return what the probability of an attribution is read from (see `network.FEATURES`)."""
    content, source = list_words(item, CONTENT), list_words(item, SOURCE)
    inside = set(content)
    rest = math.fsum(
        one[CONTENT] for word, one in zip(item.here, item.roles, strict=True) if word not in inside
    )
    likely = min(max(item.candidate.likely, 1e-4), 1 - 1e-4)
    return {
        "cue": math.log(likely / (1 - likely)),
        "listed": float(cues.is_listed(cue)),
        "content": fmean(_likely(item, content, CONTENT)) if content else 0.0,
        "source": max(_likely(item, source, SOURCE), default=0.0),
        "no source": float(not source),
        "words": math.log1p(len(content)),
        "undecided": min(rest / max(len(content), 1), 2.0),
        "quoted": fmean(window.quoted[window.first[word]] for word in content) if content else 0.0,
    }


def _trimmed(run: list[int], window: Window, text: str) -> list[int]:
    """Return a run without the commas, colons and dashes at its ends; unchanged if it has nothing else."""
    kept = [place for place, word in enumerate(run) if text[slice(*window.words[word])] not in ",;:.–—-"]
    return run[kept[0] : kept[-1] + 1] if kept else run


def find_best_stretch(gains: list[float]) -> tuple[int, int]:
    """Return the stretch of a list with the greatest sum, half-open; (0, 0) if nothing is above 0.

    Kadane's algorithm; the first of equals.

    >>> find_best_stretch([-1.0, 2.0, -0.5, 1.0, -3.0])
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


def _in_one_sentence(source: list[int], item: Assigned, window: Window, text: str) -> list[int]:
    """Return a source up to the end of a sentence, if it runs over one: the part nearest to the cue."""
    start, end = _span(source, window)
    pieces = [(start + first, start + last) for first, last in find_sentences(text[start:end])]
    ends = [last for first, last in pieces[:-1] if _ends_a_sentence(text[first:last])]
    cuts = [bisect_left(source, last, key=lambda word: window.words[word][0]) for last in ends]
    parts = [source[first:last] for first, last in pairwise([0, *cuts, len(source)])]
    cue = item.candidate.words[0]
    return min(parts, key=lambda part: min(abs(part[0] - cue), abs(part[-1] - cue)))


def _whole_name(source: list[int], item: Assigned, window: Window, text: str) -> list[int]:
    """Return a source that follows its cue with the whole name: what stands between is the first name.

    "said Ines Roth"; not in "told Reuters Roth".
    """
    cue_end = item.candidate.words[-1]
    between = text[window.words[cue_end][1] : window.words[source[0]][0]]
    name = source[0] - cue_end > 1 and FIRST_NAMES.fullmatch(between)
    return list(range(cue_end + 1, source[-1] + 1)) if name else source


def _source(item: Assigned, window: Window, text: str) -> list[int]:
    """Return the words of the source: one stretch, since people mark hardly any source in two parts.

    A weak word between strong ones is bridged. It stands in one sentence, and is somebody: not only "the".
    """
    cue = range(item.candidate.words[0], item.candidate.words[-1] + 1)
    gains = [
        -len(item.here) if word in cue else likely[SOURCE] - settings.SOURCE_FLOOR
        for word, likely in zip(item.here, item.roles, strict=True)
    ]
    start, end = find_best_stretch(gains)
    source = list(item.here[start:end])
    if not source:
        return source
    source = _whole_name(_in_one_sentence(source, item, window, text), item, window, text)
    source = _trimmed(source, window, text)
    return [] if NOBODY.fullmatch(text[slice(*_span(source, window))]) else source


def _content(item: Assigned, used: set[int]) -> list[list[int]]:
    """Return the runs of the content without words that are used already, and without crumbs."""
    whole = list_words(item, CONTENT)
    free = [word for word in whole if word not in used]
    if 2 * len(free) < len(whole):
        return []
    return [
        run
        for run in find_runs(free)
        if settings.CRUMB_SHARE * len(run) >= len(free)
        or fmean(_likely(item, run, CONTENT)) >= settings.CRUMB
    ]


def _without_name(item: Assigned, window: Window, text: str) -> Assigned:
    """Return the answers on a cue without a first name at its end: "said Ines", the source being "Roth".

    Who is told stays: "told Reuters".
    """
    words = item.candidate.words
    end = len(words)
    while end > 1 and text[slice(*window.words[words[end - 1]])].istitle():
        end -= 1
    behind = words[-1] + 1
    named = behind in item.here and item.roles[behind - item.here.start][SOURCE] > settings.SOURCE_FLOOR
    if end == len(words) or not named or cues.TELLING.match(text[slice(*window.words[words[0]])]):
        return item
    return item._replace(candidate=item.candidate._replace(words=words[:end]))


def list_possible(text: str, answers: Answers) -> list[Possible]:
    """Return every possible attribution of an article, in the order of the cues."""
    out = []
    for item in answers.assigned:
        window = answers.windows[item.candidate.window]
        item = _without_name(item, window, text)
        cue = _span(_trimmed(item.candidate.words, window, text), window)
        # In "so-called" and "self-proclaimed" the verb is part of a word.
        if not text[: cue[0]].endswith("-") and not cues.is_no_cue(text, cue):
            out.append(Possible(cue, measure_features(item, window, text[slice(*cue)]), item))
    return out


def choose(
    text: str, windows: list[Window], found: list[Possible], weights: dict[str, float]
) -> list[Extracted]:
    """Return the attributions among the possible ones, in the order of their cues.

    The likeliest come first; a word is the content of one attribution only. `weights` are the decision's.
    """
    ranked = [(network.probability(item.features, weights), item) for item in found]
    ranked.sort(key=lambda entry: (-entry[0], entry[1].cue))
    used: dict[int, set[int]] = {}
    out = []
    for probability, (cue, _, item) in ranked:
        if probability < settings.ACCEPTED:
            break
        window, taken = windows[item.candidate.window], used.setdefault(item.candidate.window, set())
        content = _content(item, taken)
        spans = tuple(_span(run, window) for run in content)
        if any(re.search(r"\w", text[slice(*span)]) for span in spans):
            taken.update(word for run in content for word in run)
            source = _source(item, window, text)
            out.append(Extracted((_span(source, window),) if source else (), (cue,), spans, probability))
    return sorted(out, key=lambda item: item.cue)


def measure_margins(answers: Answers, found: list[Possible], weights: dict[str, float]) -> dict[str, float]:
    """Return how near to its threshold the nearest decision of each kind came, as a probability.

    Another processor may round the network's answers a little otherwise, by some millionths; where every
    margin is far larger than that, the tables come out the same there.
    """
    near = {
        "a word may be a cue": [
            abs(likely - settings.LOWEST_CUE) for asked in answers.cues for likely in asked.likely
        ],
        "a cue is shown as another one": [
            abs(item.assigned.candidate.likely - settings.SHOWN_CUE) for item in found
        ],
        "a word goes on with a cue": [],
        "a word has this role": [],
        "a short part of a content is kept": [],
        "an attribution is accepted": [],
        "an attribution is doubtful": [],
        "a probability is printed so": [],
    }
    for item in found:
        candidate = item.assigned.candidate
        asked = answers.cues[candidate.window]
        near["a word goes on with a cue"] += [
            abs(asked.further[word] - asked.first[word]) for word in candidate.words[1:]
        ]
        probability = network.probability(item.features, weights)
        near["an attribution is accepted"].append(abs(probability - settings.ACCEPTED))
        near["a probability is printed so"].append(0.005 - abs(probability - round(probability, 2)))
        if probability >= settings.ACCEPTED:
            best = [sorted(likely)[-2:] for likely in item.assigned.roles]
            near["a word has this role"].append(min(most - next_most for next_most, most in best))
            near["an attribution is doubtful"].append(abs(probability - (settings.SURE - 0.005)))
            content = list_words(item.assigned, CONTENT)
            near["a short part of a content is kept"] += [
                abs(fmean(_likely(item.assigned, run, CONTENT)) - settings.CRUMB)
                for run in find_runs(content)
                if settings.CRUMB_SHARE * len(run) < len(content)
            ]
    return {kind: min(values, default=1.0) for kind, values in near.items()}
