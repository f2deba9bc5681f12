"""Words and short phrases that stand in one another's place in a replacement: without tables."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from inotherwords import settings
from inotherwords.collation import alignment, collation
from inotherwords.collation.alignment import alike
from inotherwords.text.words import split_words, stem, stop_words


class Replacement(NamedTuple):
    """Words that stand for others: the number of their passage or known place, their row, and both."""

    number: int
    row: int
    text_a: str
    text_b: str


class Phrase(NamedTuple):
    """A word or a few in a row: the form by which they are grouped, and as printed."""

    key: str
    printed: str


class Swap(NamedTuple):
    """One phrase in the place of another: where, and the two replacements it was found in, in full."""

    source: str  # passage or wire
    number: int  # of the passage, of the known place
    row: int  # of the table of differences
    phrases: tuple[Phrase, Phrase]
    whole: tuple[str, str]


def list_phrases(text: str) -> list[Phrase]:
    """Return all runs of words in a text that begin and end with a word with a meaning, the longest first.

    Numbers are no words here; nothing is returned for a text of more than `settings.FEW` words.

    >>> list_phrases("by the Takfiri terrorists")[0]
    Phrase(key='takfiri terrorist', printed='Takfiri terrorists')
    """
    forms, spans = split_words(text, 0, len(text))
    content = [place for place, form in enumerate(forms) if form not in stop_words() and form.isalpha()]
    if len(content) > settings.FEW:
        return []
    runs = [(first, last) for first in range(len(content)) for last in range(first, len(content))]
    return [
        Phrase(
            " ".join(stem(forms[place]) for place in content[first : last + 1]),
            " ".join(text[spans[content[first]][0] : spans[content[last]][1]].split()),
        )
        for first, last in sorted(runs, key=lambda run: (run[0] - run[1], run))
    ]


def find_swaps_in(replaced: Iterable[Replacement], source: str) -> Iterator[Swap]:
    """Yield the swaps in short replacements: the phrases in full, and all their parts.

    >>> [swap.whole for swap in find_swaps_in([Replacement(1, 0, "the rebels", "gunmen")], "passage")]
    [('gunmen', 'rebels')]
    """
    for number, row, text_a, text_b in replaced:
        one, other = list_phrases(text_a), list_phrases(text_b)
        for pair in product(one, other):
            if pair[0].key != pair[1].key and not alike(pair[0].key, pair[1].key):
                order = sorted((0, 1), key=lambda side: pair[side].key)
                yield Swap(
                    *(source, number, row),
                    (pair[order[0]], pair[order[1]]),
                    tuple((one, other)[side][0].printed for side in order),
                )


def replaces(change: str, difference: str) -> bool:
    """Return whether a row of `substitutions` is words of substance that stand for others."""
    return change == "replace" and difference == alignment.SUBSTANCE


def is_reworded(wording: str, wire_wording: str, wire_language: str) -> bool:
    """Return whether an article has other words than the agency's, in the article's language.

    >>> is_reworded("rebels", "jihadists", "en"), is_reworded("regime", "régime", "fr")
    (True, False)
    """
    return bool(wording and wire_wording) and wording != wire_wording and wire_language in ("", "en")


def replacements_in(pairs: Iterable[tuple[str, str]]) -> list[Replacement]:
    """Return what stands for what in pairs of an article's wording and the agency's, numbered from 0."""
    found = [
        (number, difference)
        for number, (one, other) in enumerate(pairs)
        for difference in collation.collate(one, other)
    ]
    return [
        Replacement(number, row, it.text_a, it.text_b)
        for row, (number, it) in enumerate(found)
        if replaces(it.change, it.difference)
    ]
