"""Cut one text into what may be shared, sentences and clauses, and compare the words of two of these."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise, starmap
from typing import NamedTuple

from inotherwords import settings
from inotherwords.text.words import split_words, stop_words

# A clause ends before or behind these. It is looked for on its own only if it holds enough words that are
# neither names nor stop words: "said the head of the Syrian Observatory for Human Rights" is no shared copy.
CLAUSE_END = re.compile(
    r"[,;:](?=\W)|[—–()]|\s--\s|\s(?=(?:and|but|while|which|who|where|that|as|after|before|since|because)\s)"
)


class Part(NamedTuple):
    """A sentence or a clause: where it stands, whether it is all of a sentence, its words.

    `words` are in their normal form, `telling` those of them that are neither names nor stop words.
    """

    start: int
    end: int
    whole: bool
    words: str
    telling: str


def _clauses(text: str, spans: list[tuple[int, int]]) -> list[slice]:
    """Return the clauses, as slices of the words at `spans`, that may be shared on their own.

    >>> text = "Rain fell, and two bakers quickly opened their village shops."
    >>> forms, spans = split_words(text, 0, len(text))
    >>> [" ".join(forms[clause]) for clause in _clauses(text, spans)]
    ['and two bakers quickly opened their village shops']
    """
    ends = [match.end() for match in CLAUSE_END.finditer(text, spans[0][0], spans[-1][1])]
    starts = [start for start, _ in spans]
    cuts = [0, *(bisect_left(starts, end) for end in ends), len(spans)]
    clauses = []
    for clause in starmap(slice, pairwise(cuts)) if ends else []:
        small = [text[start:end] for start, end in spans[clause] if text[start].islower()]
        if len([word for word in small if word not in stop_words()]) >= settings.FEWEST_TELLING:
            clauses.append(clause)
    return clauses


def _telling(text: str, forms: list[str], spans: list[tuple[int, int]]) -> list[str]:
    """Return the words, in their normal forms, that are neither names nor stop words.

    >>> text = "The ferry to Oslo left in 1911."
    >>> _telling(text, *split_words(text, 0, len(text)))
    ['ferry', 'left', '1911']
    """
    stop = stop_words()
    return [
        form
        for form, (start, _) in zip(forms, spans, strict=True)
        if not text[start].isupper() and form not in stop
    ]


def list_parts(text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[Part]:
    """Yield the sentences of `settings.FEWEST_WORDS` or more, in order, each followed by its clauses.

    >>> text = "The ferry sank before dawn, and divers quickly searched their empty village harbour."
    >>> [text[part.start : part.end] for part in list_parts(text, [(0, 84)])][1:]
    ['and divers quickly searched their empty village harbour']
    """
    for start, end in sorted(sentences):
        forms, spans = split_words(text, start, end)
        if len(forms) < settings.FEWEST_WORDS:
            continue
        for part in [slice(None), *_clauses(text, spans)]:
            whole, own, (first, *_, last) = part.stop is None, forms[part], spans[part]
            where = (start, end) if whole else (first[0], last[1])
            telling = _telling(text, own, spans[part])
            yield Part(*where, whole, " ".join(own), " ".join(telling))


def list_runs(word: str) -> list[str]:
    """Return the runs of three to five letters of a word, its beginning and end among the letters.

    A word of fewer has one. These are scikit-learn's `char_wb`.

    >>> list_runs("sea"), list_runs("a")
    ([' se', 'sea', 'ea ', ' sea', 'sea ', ' sea '], [' a '])
    """
    padded = f" {word} "
    return [
        padded[start : start + length]
        for length in range(3, min(5, len(padded)) + 1)
        for start in range(len(padded) - length + 1)
    ]


def in_order(a: str, b: str) -> float:
    """Return the share of the shorter text's words that recur in the other text in the same order.

    >>> in_order("the old ferry sank", "the ferry sank off the coast")
    0.75
    """
    # SequenceMatcher settles ties by its first list: in one fixed order, b to a mirrors a to b.
    one, other = sorted([a.split(), b.split()])
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / min(len(one), len(other))


def may_recur(a: Counter[str], b: Counter[str]) -> bool:
    """Return whether most words of the shorter of two texts are in the other, in whatever order.

    >>> may_recur(Counter("the ferry sank".split()), Counter("sank off the coast".split()))
    True
    """
    common = sum(min(number, b[word]) for word, number in a.items() if word in b)
    return common / min(a.total(), b.total()) >= settings.IN_ORDER
