"""Cut one text into what may be shared, sentences and clauses, and compare the words of two of these."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise, starmap
from typing import NamedTuple

from inotherwords import settings
from inotherwords.text.quantities import DAY, MONTH, ONE, VALUES
from inotherwords.text.words import IRREGULAR, split_words, stop_words

# A clause ends before or behind these. It is looked for on its own only if it holds enough words that are
# neither names nor stop words: "said the head of the Syrian Observatory for Human Rights" is no shared copy.
CLAUSE_END = re.compile(
    r"[,;:](?=\W)|[—–()]|\s--\s|\s(?=(?:and|but|while|which|who|where|that|as|after|before|since|because)\s)"
)
# What says that somebody says it is no part of what two sentences share.
SAYS = re.compile(
    r"\b(?:(?:has|have|had|also|later) )*(?:said|says?|told|tells?|added|adds|claim(?:ed|s)|stress(?:ed|es)"
    r"|insist(?:ed|s)|announced|replied|writes|wrote|warn(?:ed|s)|explained|stated|noted|[Aa]ccording to)\b"
    r"(?: (?:reporters|journalists|parliament|in an? \w+|on \w+day))*(?: that\b)?"
)
QUOTED = re.compile(r"“[^“”]*(?:”|$)|^[^“”]*”")
VERB = re.compile(
    r"is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|that|which|who|[a-z]{2,}ed"
)
Span = tuple[int, int]
TIMES = {unit + ending for unit in ("hour", "day", "week", "month", "year") for ending in ("", "s")}
FRAMED = "~"  # before a word of which a sentence only says who says it
LONGEST_FRAME = 150  # characters: "the head of the union of the workers of the dam, Ann Reed, told reporters"


class Part(NamedTuple):
    """A sentence or a clause: where it stands, whether it is all of a sentence, its words.

    `words` are in their normal form, `telling` those of them that are neither names nor stop words; those
    that only say who says it (`find_frames`) have FRAMED before them.
    """

    start: int
    end: int
    whole: bool
    words: str
    telling: str


def _clauses(text: str, spans: list[Span]) -> list[slice]:
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


def _has_verb(words: str) -> bool:
    return any(word in IRREGULAR or VERB.fullmatch(word) for word in words.split())


def find_frames(text: str, start: int, end: int) -> list[Span]:
    """Return the stretches of a sentence that only say who says it.

    Beside a quotation, what has a verb of saying; before what is said, or behind it, who says it with that
    verb and what describes them, as far as this has no other verb.

    >>> text = "The dam held, said Ann Reed, a guard. Ann Reed, a guard, said that the dam held."
    >>> [text[slice(*find_frames(text, *part)[0])] for part in ((0, 37), (38, 80))]
    [', said Ann Reed, a guard.', 'Ann Reed, a guard, said that']
    """
    frames, place = [], start
    for quoted in [*QUOTED.finditer(text[start:end]), None]:
        first, last = (start + place for place in quoted.span()) if quoted else (end, end)
        frames += _find_in_stretch(text, place, first, beside=(place, first) != (start, end))
        place = last
    return frames


def _find_in_stretch(text: str, start: int, end: int, beside: bool) -> list[Span]:
    """Return the frames in what stands outside quotations, `beside` one or in a sentence without any."""
    said = SAYS.search(text, start, end)
    if said is None:
        return []
    before, after = text[start : said.start()], text[said.end() : end].strip(" .,:;”\n")
    if beside and end - start <= LONGEST_FRAME and not _has_verb(before):
        return [(start, end)]
    parts = before.split(",")
    if said.group().endswith("to"):  # "According to the hospital, …", "…, according to the hospital, …"
        comma = text.find(",", said.end(), end)
        return [(said.start(), comma if comma > 0 else end)] if not parts[-1].strip() else []
    if after and len(before) <= LONGEST_FRAME and not (_has_verb(parts[0]) or _has_verb(parts[-1])):
        return [(start, said.end())]
    if not parts[-1].strip() and len(after) <= LONGEST_FRAME:  # ", said the mayor"
        return [(said.start() - 2, end)]
    if after or not parts[1:]:
        return []
    named = all(word[0].isupper() for word in parts.pop().split())
    if named and len(parts) > 1 and not _has_verb(parts[-1]):  # ", its head, Ann Reed, said"
        parts.pop()
    return [(start + len(",".join(parts)), end)]


def _telling(text: str, forms: list[str], spans: list[Span], frames: list[Span]) -> list[str]:
    """Return the words, in their normal forms, that are neither names nor stop words, nor in `frames`.

    Months and numbers count among them, however they are written, but not the days of a month nor what
    only says when. The words that only frames have are added, each with FRAMED before it.

    >>> text = "The ferry to Oslo left in 1911, Ann said."
    >>> _telling(text, *split_words(text, 0, len(text)), [(30, 41)])
    ['ferry', 'left', '1911', '~ann', '~said']
    """
    stop, telling, said, framed = stop_words(), [], set(), []
    days = [match.span() for match in DAY.finditer(text, spans[0][0], spans[-1][1])] if spans else []
    for form, (start, end) in zip(forms, spans, strict=True):
        if any(first <= start < last for first, last in frames):
            framed.append(form)
            continue
        said.add(form)
        if ONE.match(text, start):
            telling.append("one")
        name = text[start].isupper() and form not in VALUES and not re.fullmatch(MONTH, text[start:end])
        day = form.isdigit() and any(first <= start < last for first, last in days)
        if not (name or day) and form not in stop and form not in TIMES:
            telling.append(form)
    return telling + [FRAMED + form for form in framed if form not in said]


def list_parts(text: str, sentences: Iterable[Span]) -> Iterator[Part]:
    """Yield the sentences of `settings.FEWEST_WORDS` or more, in order, each followed by its clauses.

    >>> text = "The ferry sank before dawn, and divers quickly searched their empty village harbour."
    >>> [text[part.start : part.end] for part in list_parts(text, [(0, 84)])][1:]
    ['and divers quickly searched their empty village harbour']
    """
    for start, end in sorted(sentences):
        forms, spans = split_words(text, start, end)
        if len(forms) < settings.FEWEST_WORDS:
            continue
        frames = find_frames(text, start, end)
        for part in [slice(None), *_clauses(text, spans)]:
            whole, own, (first, *_, last) = part.stop is None, forms[part], spans[part]
            where = (start, end) if whole else (first[0], last[1])
            telling = _telling(text, own, spans[part], frames)
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
