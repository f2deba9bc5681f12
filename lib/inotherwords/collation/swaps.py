"""Which words are swapped for which: found from the collation alone, without a list of labels.

A corpus without a table of labels gets candidates for one here. They are to be read, not believed: a pair
may be a label (terrorists, rebels), a verb (said, indicated) or no more than another translation.
"""

from collections import Counter

import pandas as pd

from inotherwords import settings
from inotherwords.collation.phrases import (
    Replacement,
    Swap,
    find_swaps_in,
    is_reworded,
    replacements_in,
    replaces,
)
from inotherwords.layers import schema


def select_replacements(substitutions: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `substitutions` in which words of substance stand for others."""
    kinds = zip(substitutions["change"], substitutions["difference"], strict=True)
    return substitutions.loc[[replaces(*kind) for kind in kinds]]


def list_reworded(wire: pd.DataFrame) -> pd.DataFrame:
    """Return the places where an article has other words than the agency's, in the article's language.

    >>> rows = [("rebels", "jihadists", ""), ("army", "army", ""), ("regime", "régime", "fr"), ("", "x", "")]
    >>> list_reworded(pd.DataFrame(rows, columns=["wording", "wire_wording", "wire_language"])).index.tolist()
    [0]
    """
    known = wire[["wording", "wire_wording", "wire_language"]].fillna("")
    wanted = [is_reworded(*row) for row in known.itertuples(index=False)]
    return wire.loc[wanted].reset_index(drop=True)


def _sentences(passages: pd.DataFrame) -> dict[int, int]:
    """Return for each passage the number of its sentence: passages that overlap in an article have the same.

    >>> rows = [(1, "a", 0, 9, "b", 0, 9), (2, "b", 5, 9, "c", 0, 9), (3, "a", 20, 29, "c", 20, 29)]
    >>> _sentences(schema.table("passages", [(*row, "near", 0.6) for row in rows]))
    {1: 1, 2: 1, 3: 3}
    """
    sides = []
    for side in "ab":
        columns = [*(f"{name}_{side}" for name in ("doc", "start", "end")), "passage"]
        sides += passages[columns].itertuples(index=False, name=None)
    lowest = {passage: passage for passage in passages["passage"]}

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


def find_swaps(
    substitutions: pd.DataFrame, passages: pd.DataFrame, wire: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the words and short phrases that replace one another, the most frequent first.

    Taken from replacements of substance of at most `settings.FEW` words on either side, function words and
    numbers not counted; words are grouped by their stem (terrorist, terrorists), and either may stand for
    the other. Of a phrase its parts are counted too, but listed only where they are swapped more often than
    the whole.

    `wire` has phrases of the articles beside the agency's own where these are known: wording, wire_wording.

    Columns: word_a, word_b (in the usual printed form, sorted), sentences (passages that overlap count once:
    one sentence in three articles is three passages), passages, articles (of the passages), wire (places
    known from the agency), examples (the shortest replacements in full). Sorted by sentences and
    wire together.

    >>> from inotherwords.collation.tables import substitutions
    >>> texts = {"a": "The offensive began.", "b": "The onslaught began."}
    >>> pair = schema.table("passages", [(1, "a", 0, 20, "b", 0, 20, "near", 0.6)])
    >>> find_swaps(substitutions(pair, texts), pair)[["word_a", "word_b", "sentences"]].values.tolist()
    [['offensive', 'onslaught', 1]]
    """
    rows = select_replacements(substitutions)[["passage", "text_a", "text_b"]].itertuples()
    replaced = [Replacement(row.passage, row.Index, row.text_a, row.text_b) for row in rows]
    found = list(find_swaps_in(replaced, "passage"))
    if wire is not None:
        known = list_reworded(wire)[["wording", "wire_wording"]].itertuples(index=False, name=None)
        found += find_swaps_in(replacements_in(known), "wire")
    groups: dict[tuple[str, str], list[Swap]] = {}
    for swap in found:
        groups.setdefault((swap.phrases[0].key, swap.phrases[1].key), []).append(swap)
    sentence = _sentences(passages)
    docs = {row.passage: (row.doc_a, row.doc_b) for row in passages.itertuples()}
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
    return schema.table("swaps", rows)
