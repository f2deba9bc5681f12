"""Which words are swapped for which: found from the collation alone, without a list of labels and tables.

A corpus without a table of labels gets candidates for one here. They are to be read, not believed: a pair
may be a label (terrorists, rebels), a verb (said, indicated) or no more than another translation.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from inotherwords import settings
from inotherwords.collation import alignment, collation
from inotherwords.collation.alignment import alike
from inotherwords.text.words import WORD, split_words, stem, stop_words

SIGNS_BETWEEN = 2  # a space and a quotation mark; between differences that are farther apart is a word

Row = Mapping[str, object]
Place = tuple[int, str, int, int, str, int, int]  # passage, doc_a, start_a, end_a, doc_b, start_b, end_b


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


def _is_framed(before: tuple[int, int], row: Row, after: tuple[int, int]) -> bool:
    """Return whether in both versions the same words stand before and after a few that are replaced.

    `before` is where the difference before it ends in either version, `after` where the next one begins.
    """
    between = [row[f"start_{side}"] - end for side, end in zip("ab", before, strict=True)]
    between += [start - row[f"end_{side}"] for side, start in zip("ab", after, strict=True)]
    longest = max(len(WORD.findall(row[f"text_{side}"])) for side in "ab")
    return min(between) > SIGNS_BETWEEN and longest <= settings.FRAMED


def list_replacements(substitutions: Iterable[Row], passages: Iterable[Row]) -> list[Replacement]:
    """Return the words of substance that stand for others in shared sentences, by their row from 0.

    Given are the rows of the tables of these names. In sentences that are alike only in part
    (`settings.MOSTLY_THE_SAME`) no more than a few words, between words that are the same, stand for others:
    the rest of the one says something else than the rest of the other.

    >>> a, b = "The truce was broken by rebels in Homs.", "The truce was broken by gunmen who came at night."
    >>> places = {"start_a": 0, "end_a": len(a), "start_b": 0, "end_b": len(b), "similarity": 0.5}
    >>> rows = [{"passage": 1} | one._asdict() for one in collation.collate(a, b)]
    >>> list_replacements(rows, [{"passage": 1} | places])
    []
    """
    whole = {row["passage"]: row for row in passages}
    shown: dict[object, list[tuple[int, Row]]] = defaultdict(list)
    for number, row in enumerate(substitutions):
        if row["difference"] in collation.SHOWN:
            shown[row["passage"]].append((number, row))
    found = []
    for passage, rows in shown.items():
        own = whole[passage]
        ends = [(own["start_a"], own["start_b"]), *((row["end_a"], row["end_b"]) for _, row in rows)]
        starts = [*((row["start_a"], row["start_b"]) for _, row in rows[1:]), (own["end_a"], own["end_b"])]
        mostly = own["similarity"] >= settings.MOSTLY_THE_SAME
        found += [
            Replacement(passage, number, row["text_a"], row["text_b"])
            for before, (number, row), after in zip(ends, rows, starts, strict=False)
            if replaces(row["change"], row["difference"]) and (mostly or _is_framed(before, row, after))
        ]
    return found


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


# --- Grouped by what stands for what, and counted ---


def _sentences(passages: Iterable[Place]) -> dict[int, int]:
    """Return for each passage the number of its sentence: passages that overlap in an article have the same.

    >>> _sentences([(1, "a", 0, 9, "b", 0, 9), (2, "b", 5, 9, "c", 0, 9), (3, "a", 20, 29, "c", 20, 29)])
    {1: 1, 2: 1, 3: 3}
    """
    sides, lowest = [], {}
    for passage, *places in passages:
        sides += [(*places[:3], passage), (*places[3:], passage)]
        lowest[passage] = passage

    def number(passage: int) -> int:
        while lowest[passage] != passage:
            lowest[passage] = passage = lowest[lowest[passage]]
        return passage

    # Of those that begin before it, the one that reaches farthest overlaps with the next, if any does.
    farthest = ("", 0, 0)  # doc, end, passage
    for doc, start, end, passage in sorted(sides):
        if doc == farthest[0] and start < farthest[1]:
            low, high = sorted((number(farthest[2]), number(passage)))
            lowest[high] = low
            farthest = max(farthest, (doc, end, passage))
        else:
            farthest = (doc, end, passage)
    return {passage: number(passage) for passage in sorted(lowest)}


def _fullest(groups: dict[tuple[str, str], list[Swap]]) -> list[list[Swap]]:
    """Return the groups without those that are only ever part of a longer pair.

    "takfiri" for "jihadists" is no swap of its own if it is always "takfiri terrorists" for "jihadists".
    """
    places: dict[frozenset, list[tuple[str, str]]] = {}
    for pair, found in groups.items():
        places.setdefault(frozenset((swap.source, swap.row) for swap in found), []).append(pair)
    return [
        groups[pair]
        for pairs in places.values()
        for pair in pairs
        if not any(pair != other and _within(pair, other) for other in pairs)
    ]


def _within(pair: tuple[str, str], other: tuple[str, str]) -> bool:
    return any(
        f" {pair[0]} " in f" {one} " and f" {pair[1]} " in f" {two} " for one, two in (other, other[::-1])
    )


def _usual(printed: list[str]) -> str:
    """Return the most frequent of several printed forms, without capitals if it is ever printed so.

    >>> _usual(["Rebels", "rebels", "rebel"])
    'rebels'
    """
    counts = Counter(form.casefold() for form in printed)
    return min(printed, key=lambda form: (-counts[form.casefold()], form != form.lower(), form))


def _shortest(examples: set[str]) -> list[str]:
    """Return the few shortest examples, of those that differ by capitals only one.

    >>> _shortest({"Rebels / gunmen", "rebels / gunmen", "rebels there / gunmen"})
    ['Rebels / gunmen', 'rebels there / gunmen']
    """
    unlike = {example.casefold(): example for example in sorted(examples, reverse=True)}
    return sorted(unlike.values(), key=lambda example: (len(example), example))[: settings.EXAMPLES]


def list_swaps(found: Iterable[Swap], passages: Sequence[Place]) -> list[tuple[object, ...]]:
    """Return the rows of the table `swaps`: what stands for what, the most frequent first.

    >>> found = find_swaps_in([Replacement(1, 0, "offensive", "onslaught")], "passage")
    >>> list_swaps(found, [(1, "a", 0, 20, "b", 0, 20)])
    [('offensive', 'onslaught', 1, 1, 2, 0, 'offensive / onslaught')]
    """
    groups: dict[tuple[str, str], list[Swap]] = {}
    for swap in found:
        groups.setdefault((swap.phrases[0].key, swap.phrases[1].key), []).append(swap)
    sentence = _sentences(passages)
    docs = {passage[0]: (passage[1], passage[4]) for passage in passages}
    rows = []
    for group in _fullest(groups):
        usual = [_usual([swap.phrases[side].printed for swap in group]) for side in (0, 1)]
        order = sorted((0, 1), key=lambda side: usual[side].casefold())
        own = {swap.number for swap in group if swap.source == "passage"}
        known = {swap.number for swap in group if swap.source == "wire"}
        examples = {" / ".join(swap.whole[side] for side in order) for swap in group}
        rows.append(
            (
                *(usual[side] for side in order),
                *(len({sentence[passage] for passage in own}), len(own)),
                *(len({doc for passage in own for doc in docs[passage]}), len(known)),
                "; ".join(_shortest(examples)),
            )
        )
    # word_a, word_b, sentences, passages, articles, wire, examples
    rows.sort(key=lambda row: (-row[2] - row[5], -row[4], -row[3], row[:2]))
    return rows
