"""Explain why an attribution was found, or was not: telling cases, and the words that weighed most."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from inotherwords import settings
from inotherwords.attribution.network import Network, cut_windows
from inotherwords.text import quotations

FOUND, DOUBTFUL, MISSED = "found", "least sure of those found", "nearest to being found"

Span = tuple[int, int]


class Read(NamedTuple):
    """A cue that the network read, found or missed; `type` is that of its attribution, "" if it has none."""

    doc: str
    start: int
    end: int
    cue: str
    probability: float
    type: str = ""


class Case(NamedTuple):
    """A cue that is explained, and why it was chosen: FOUND, DOUBTFUL or MISSED."""

    case: str
    read: Read


def choose_cases(found: Iterable[Read], missed: Iterable[Read]) -> list[Case]:
    """Return some telling cases.

    The surest attribution of each type whose cue is a single word, the one that was only just found, and
    what was only just not; of equals the first.

    >>> said = Read("a", 9, 13, "said", 0.9, "direct")
    >>> choose_cases([said], [])
    [Case(case='found', read=Read(doc='a', start=9, end=13, cue='said', probability=0.9, type='direct')), \
Case(case='least sure of those found', read=Read(doc='a', start=9, end=13, cue='said', probability=0.9, \
type='direct'))]
    """
    found, missed = list(found), list(missed)
    surest: dict[str, Read] = {}
    for read in sorted(found, key=lambda read: -read.probability):
        if " " not in read.cue:
            surest.setdefault(read.type, read)
    cases = [Case(FOUND, surest[kind]) for kind in sorted(surest)]
    cases += [Case(DOUBTFUL, min(found, key=lambda read: read.probability))] if found else []
    return cases + ([Case(MISSED, max(missed, key=lambda read: read.probability))] if missed else [])


def weigh_words(text: str, paragraph: Span, cue: Span, network: Network) -> list[tuple[Span, float]]:
    """Return the words without which a cue is least likely, each with how many times lower its odds are.

    One word after the other is taken out of the paragraph, and the first step reads again; the cue's own
    words stay. At most `settings.MOST_REASONS` words, the weightiest first; none that matters less than
    `settings.LEAST_FALL` times.
    """
    start, end = paragraph
    words = [
        (start + word.start(), start + word.end()) for word in re.finditer(r"\w[\w'’-]*", text[start:end])
    ]
    others = [word for word in words if word[1] <= cue[0] or word[0] >= cue[1]]
    odds = []
    for first, last in [(start, start), *others]:
        without = text[start:first] + text[last:end]
        shift = start + (last - first if last <= cue[0] else 0)
        unlikely = _least_unlikely(without, (cue[0] - shift, cue[1] - shift), network)
        odds.append((1 - unlikely) / unlikely)
    falls = [(word, odds[0] / left) for word, left in zip(others, odds[1:], strict=True)]
    weighty = [(word, fall) for word, fall in falls if fall >= settings.LEAST_FALL]
    return sorted(weighty, key=lambda one: -one[1])[: settings.MOST_REASONS]


def _least_unlikely(paragraph: str, cue: Span, network: Network) -> float:
    """Return how unlikely the likeliest word of a cue is one, read in the window where the cue begins."""
    for window in cut_windows(paragraph, [(0, len(paragraph))], quotations.find_quotations(paragraph)):
        own = [n for n, (first, last) in enumerate(window.words) if first < cue[1] and cue[0] < last]
        if own:
            break
    return min(network.encode(window)[1].unlikely[word] for word in own)


def explain_case(text: str, paragraph: Span, cue: Span, network: Network) -> str:
    """Return in words why a cue is likely: the words of its paragraph without which it would be least so.

    "mayor (÷ 3.0)" says that without the word the odds that this is a cue are a third.
    """
    words = weigh_words(text, paragraph, cue, network)
    return ", ".join(f"{text[slice(*word)]} (÷ {fall:.1f})" for word, fall in words) or "no single word"
