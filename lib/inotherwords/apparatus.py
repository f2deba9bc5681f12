"""The critical apparatus: the versions of a sentence on one line, as editors print them."""

import itertools
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from string import ascii_uppercase
from typing import NamedTuple

import pandas as pd

from inotherwords import collation
from inotherwords.normalisation import WORD, words

NO_VARIANTS = "no variants"
LEMMA = 14  # words; a longer stretch is shortened


def sigla(docs: Iterable[str]) -> dict[str, str]:
    """Return a capital letter for each article, in their order; after Z come AA, AB and so on.

    >>> sigla(["000", "001"]), list(sigla(map(str, range(28))).values())[-2:]
    ({'000': 'A', '001': 'B'}, ['AA', 'AB'])
    """
    letters = (
        "".join(pair)
        for size in itertools.count(1)
        for pair in itertools.product(ascii_uppercase, repeat=size)
    )
    return dict(zip(docs, letters, strict=False))


class Reading(NamedTuple):
    """One entry: where the lemma stands in the base, the lemma, what the witness has, and which it is."""

    start: int
    end: int
    lemma: str
    reading: str
    siglum: str


def _short(text: str) -> str:
    """Return the words of a text on one line; of a long one the first and the last.

    >>> _short(", he said"), _short("led " + "and led " * 8 + "in Syria")
    ('he said', 'led … Syria')
    """
    found = WORD.findall(text)
    if len(found) > LEMMA:
        return f"{found[0]} … {found[-1]}"
    return " ".join(text[slice(*collation.core(text))].split())


def _shown(substitutions: pd.DataFrame) -> dict[int, list[NamedTuple]]:
    """Return the differences that are shown, by passage."""
    own: dict[int, list[NamedTuple]] = {}
    for row in substitutions[substitutions["difference"].isin(collation.SHOWN)].itertuples():
        own.setdefault(row.passage, []).append(row)
    return own


def _readings(
    substitutions: dict[int, list[NamedTuple]], passage: NamedTuple, base: str, siglum: str
) -> Iterator[Reading]:
    """Yield the entries for the differences of one passage, side a being the base."""
    for row in substitutions.get(passage.passage, []):
        place, lemma, reading = (
            collation.core(row.text_a, row.start_a),
            _short(row.text_a),
            _short(row.text_b),
        )
        moved = row.difference == collation.MOVED
        if row.change == "delete":
            reading = "transp." if moved else "om."
        elif row.change == "insert":
            before = list(WORD.finditer(base, passage.start_a, row.start_a))
            word = before[-1] if before else WORD.search(base, row.start_a, passage.end_a)
            if moved or not word:  # what was moved is noted where it is missing
                continue
            place, lemma, reading = word.span(), word.group(), f"{'add.' if before else 'pr.'} {reading}"
        yield Reading(*place, lemma, reading, siglum)


def _line(readings: Iterable[Reading]) -> str:
    """Return entries as one line of an apparatus, all that the witnesses have for a lemma in one place."""
    entries = []
    place = itemgetter(0, 1)
    for _, at_lemma in groupby(sorted(readings, key=place), key=place):
        witnesses: dict[tuple[str, ...], list[Reading]] = {}
        for reading in at_lemma:
            forms, _ = words(reading.reading, 0, len(reading.reading))
            witnesses.setdefault(tuple(forms), []).append(reading)
        told = [" ".join([same[0].reading, *(one.siglum for one in same)]) for same in witnesses.values()]
        entries.append(f"{reading.lemma} ] {'; '.join(told)}")
    return " ‖ ".join(entries)


def lines(
    passages: pd.DataFrame, substitutions: pd.DataFrame, texts: dict[str, str], sigla: dict[str, str]
) -> pd.DataFrame:
    """Return each verbatim or near passage as a line of a critical apparatus: passage, line.

    Side a is the base: its words stand before the bracket (the **lemma**), what side b has instead after it,
    then the capital letter of b from `sigla` (by doc). *om.*: omitted; *add.*: has these words after the
    lemma; *pr.*: before it; *transp.*: has them elsewhere in the sentence. Of more than LEMMA words the first
    and the last are given. Spelling and typography are left out; NO_VARIANTS if nothing else differs.

    >>> texts = {"a": "The offensive began at dawn.", "b": "The onslaught began, he said."}
    >>> pair = pd.DataFrame([(1, "a", 0, 28, "b", 0, 29, "near", 0.6)], columns=collation.PASSAGES)
    >>> lines(pair, collation.substitutions(pair, texts), texts, {"a": "A", "b": "B"})["line"].item()
    'offensive ] onslaught B ‖ at dawn ] he said B'
    """
    own = _shown(substitutions)
    told = [
        (row.passage, _line(_readings(own, row, texts[row.doc_a], sigla[row.doc_b])) or NO_VARIANTS)
        for row in passages[passages["kind"].isin(collation.COLLATED)].itertuples()
    ]
    return pd.DataFrame(told, columns=["passage", "line"])


def entry(cluster: pd.DataFrame, texts: dict[str, str], sigla: dict[str, str]) -> str:
    """Return all versions of one shared sentence as one line of an apparatus (see `lines`).

    `cluster` has the columns doc, start, end; its first row is the base.

    >>> texts = {"a": "The offensive began.", "b": "The onslaught began.", "c": "The assault began."}
    >>> cluster = pd.DataFrame({"doc": ["a", "b", "c"], "start": 0, "end": [20, 20, 18]})
    >>> entry(cluster, texts, {"a": "A", "b": "B", "c": "C"})
    'offensive ] onslaught B; assault C'
    """
    pairs = collation.against_the_first(cluster)
    found = _shown(collation.substitutions(pairs, texts))
    return _line(
        reading
        for row in pairs.itertuples()
        for reading in _readings(found, row, texts[row.doc_a], sigla[row.doc_b])
    )
