"""The critical apparatus: the versions of a sentence on one line, as editors print them."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from inotherwords import settings
from inotherwords.collation.alignment import MOVED
from inotherwords.collation.collation import SHOWN, Difference, find_core
from inotherwords.text.words import WORD, split_words

NO_VARIANTS = "no variants"


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
    if len(found) > settings.LEMMA:
        return f"{found[0]} … {found[-1]}"
    return " ".join(text[slice(*find_core(text))].split())


def _readings(base: str, differences: Iterable[Difference], siglum: str) -> Iterator[Reading]:
    """Yield the entries for the differences that one witness shows against the base."""
    for one in differences:
        if one.difference not in SHOWN:
            continue
        place, lemma, reading = find_core(one.text_a, one.start_a), _short(one.text_a), _short(one.text_b)
        moved = one.difference == MOVED
        if one.change == "delete":
            reading = "transp." if moved else "om."
        elif one.change == "insert":
            before = list(WORD.finditer(base, 0, one.start_a))
            word = before[-1] if before else WORD.search(base, one.start_a)
            if moved or not word:  # what was moved is noted where it is missing
                continue
            place, lemma, reading = word.span(), word.group(), f"{'add.' if before else 'pr.'} {reading}"
        yield Reading(*place, lemma, reading, siglum)


def write_line(base: str, witnesses: Iterable[tuple[str, Iterable[Difference]]]) -> str:
    """Return all versions of one sentence as one line of a critical apparatus, "" if none differs in words.

    `base` is the wording that the others are held against; each witness is its capital letter and the
    differences that `collation.collate` finds between the base and it. The words of the base stand before the
    bracket (the **lemma**), what a witness has instead after it, then its letter. *om.*: omitted; *add.*: has
    these words after the lemma; *pr.*: before it; *transp.*: has them elsewhere in the sentence. Of more than
    `settings.LEMMA` words the first and the last are given. Spelling and typography are left out.

    >>> from inotherwords.collation.collation import collate
    >>> base = "The offensive began at dawn."
    >>> others = {"B": "The onslaught began, he said.", "C": "The assault began at dawn."}
    >>> write_line(base, [(siglum, collate(base, wording)) for siglum, wording in others.items()])
    'offensive ] onslaught B; assault C ‖ at dawn ] he said B'
    """
    readings = [one for siglum, found in witnesses for one in _readings(base, found, siglum)]
    entries = []
    place = itemgetter(0, 1)
    for _, at_lemma in groupby(sorted(readings, key=place), key=place):
        same_reading: dict[tuple[str, ...], list[Reading]] = {}
        for reading in at_lemma:
            forms, _ = split_words(reading.reading, 0, len(reading.reading))
            same_reading.setdefault(tuple(forms), []).append(reading)
        told = [" ".join([same[0].reading, *(one.siglum for one in same)]) for same in same_reading.values()]
        entries.append(f"{reading.lemma} ] {'; '.join(told)}")
    return " ‖ ".join(entries)
