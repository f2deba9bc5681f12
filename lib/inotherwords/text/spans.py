"""An index of spans: which of them cover a position."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

Span = tuple[int, int]


class Index(NamedTuple):
    """Spans in order of their starts, each with the number of its group, and how far one reached so far."""

    starts: list[int]
    ends: list[int]
    groups: list[int]
    reached: list[int]


def build_index(groups: Iterable[Iterable[Span]]) -> Index:
    """Return the spans of some groups ready for searching; groups are numbered from 0.

    >>> build_index([[(4, 9)], [(0, 2), (5, 6)]])
    Index(starts=[0, 4, 5], ends=[2, 9, 6], groups=[1, 0, 1], reached=[2, 9, 9])
    """
    ordered = sorted((start, end, number) for number, group in enumerate(groups) for start, end in group)
    starts, ends, numbers = ([span[part] for span in ordered] for part in range(3))
    return Index(starts, ends, numbers, list(accumulate(ends, max)))


def touches(found: Index, span: Span) -> bool:
    """Return whether any span shares a character with this one.

    >>> known = build_index([[(0, 2), (4, 9)]])
    >>> touches(known, (1, 3)), touches(known, (2, 4))
    (True, False)
    >>> touches(build_index([[(0, 9), (1, 2)]]), (5, 6))
    True
    """
    before = bisect_left(found.starts, span[1])
    return before > 0 and found.reached[before - 1] > span[0]


def find_groups_at(found: Index, place: int) -> Iterator[int]:
    """Yield the number of the group of each span that covers a place, those that begin last first.

    >>> list(find_groups_at(build_index([[(0, 9)], [(4, 6)], [(7, 9)]]), 5))
    [1, 0]
    """
    number = bisect_left(found.starts, place + 1) - 1
    while number >= 0 and found.reached[number] > place:
        if found.ends[number] > place:
            yield found.groups[number]
        number -= 1
