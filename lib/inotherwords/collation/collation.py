"""Collation: two versions of one sentence set side by side, and every difference written down.

Only sentences that are the same sentence are collated: first align, then compare, as editors of texts do.
The differences are a complete edit script: from one version and them comes the other, sign for sign. What is
of substance is told from what is spelling or typography, and the rule that says so is named.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from inotherwords.collation.alignment import ALIKE, DIFFERENT, MOVED, SAME, SUBSTANCE, Run, align
from inotherwords.text.words import (
    JOINED,
    SPELLING_RULES,
    WORD,
    Word,
    count_common_start,
    name_sign_rules,
    name_word_rules,
    read_words,
)

# The differences, from the weightiest; the first three are shown unless more is asked for.
SPELLING, TYPOGRAPHY = "spelling", "typography"
SHOWN = (SUBSTANCE, DIFFERENT, MOVED)

GAP = "∅"
OPENERS, CLOSERS = "([“„‘«\"'", ")]”“’»\"'"

Span = tuple[int, int]
Side = tuple[str, int, int]  # a text, and where a stretch of it begins and ends
Piece = tuple[str, bool]


class Difference(NamedTuple):
    """One difference between two wordings: where it stands in either, what it is, and the rule behind it."""

    start_a: int
    end_a: int
    text_a: str
    start_b: int
    end_b: int
    text_b: str
    change: str
    difference: str
    normal_a: str
    normal_b: str
    rule: str


# --- From words to signs: the edit script ---


def _difference(a: Side, b: Side, difference: str, normal: tuple[str, str], rules: list[str]) -> Difference:
    """Return two stretches as a difference; if they are the same, it is none and left out at the end."""
    one, other = (text[start:end] for text, start, end in (a, b))
    change = "replace" if one and other else "delete" if one else "insert"
    return Difference(*a[1:], one, *b[1:], other, change, difference, *normal, "; ".join(rules))


def _words(run: Run, a: Side, b: Side) -> Difference:
    """Return the difference between the words of a run, which stand there."""
    difference, rules = SUBSTANCE if run.kind == ALIKE else run.kind, []
    if run.kind == SAME:
        printed = ("".join(WORD.findall(*side)) for side in (a, b))
        rules = name_word_rules(*printed) + ([JOINED] if len(run.a) != len(run.b) else [])
        difference = SPELLING if SPELLING_RULES.intersection(rules) else TYPOGRAPHY
    normal = tuple(" ".join(word.form for word in side) for side in (run.a, run.b))
    return _difference(a, b, difference, normal, rules)


def _cuts(groups: list[list[Word]], first: int, last: int) -> list[Span]:
    """Return the stretches of a text that go with groups of words: each ends with its words.

    One without words is empty; the last that has words reaches up to `last`, as does what is left over.
    """
    cuts = [first]
    for group in groups:
        cuts.append(group[-1].end if group else cuts[-1])
    cuts = [last if any(groups) and cut == cuts[-1] else cut for cut in cuts]
    return [*pairwise(cuts), (cuts[-1], last)]


def _between(alone: list[Run], a: Side, b: Side) -> Iterator[Difference]:
    """Yield what differs between two pairs of words: words that only one version has, and signs that differ.

    The signs around words that stand alone go with them as far as the other version lacks them.
    """
    groups = [run.a for run in alone], [run.b for run in alone]
    before, after = [], []
    for (text, start, end), side in zip((a, b), groups, strict=True):
        own = [word for group in side for word in group]
        before.append(text[start : own[0].start if own else end])
        after.append(text[own[-1].end if own else start : end])
    back = count_common_start(*(text[::-1] for text in after))
    room = [len(text) - back for text, side in zip(after, groups, strict=True) if not any(side)]
    front = min([count_common_start(*before), *room])
    stretches = [
        [(text, *cut) for cut in _cuts(side, start + front, end - back)]
        for (text, start, end), side in zip((a, b), groups, strict=True)
    ]
    *pairs, (left_a, left_b) = zip(*stretches, strict=True)
    for run, (own_a, own_b) in zip(alone, pairs, strict=True):
        yield _words(run, own_a, own_b)
    yield _difference(left_a, left_b, TYPOGRAPHY, ("", ""), name_sign_rules(*after))


def _script(a: Side, b: Side) -> Iterator[Difference]:
    """Yield what turns a into b, in order, and some stretches where both are the same."""
    (text_a, at_a, end_a), (text_b, at_b, end_b) = a, b
    end = Run(SAME, [Word("", end_a, end_a)], [Word("", end_b, end_b)])
    alone = []
    for run in [*align(read_words(*a), read_words(*b)), end]:
        if not (run.a and run.b):
            alone.append(run)
            continue
        first_a, first_b = run.a[0].start, run.b[0].start
        yield from _between(alone, (text_a, at_a, first_a), (text_b, at_b, first_b))
        at_a, at_b, alone = run.a[-1].end, run.b[-1].end, []
        yield _words(run, (text_a, first_a, at_a), (text_b, first_b, at_b))


def collate(a: str, b: str) -> list[Difference]:
    """Return every difference between two versions of one sentence, in order.

    `a[start_a:end_a]` is `text_a`, and the same for b; where a side has nothing its span is empty. *change*
    is what b does to a's wording: replace, insert, delete. *difference* is what it amounts to:

    - substance: another word, or a word more or less; words that are alike only in part (arrived, arriving)
      are other words;
    - different: many words against many others, too unlike to be one phrase for another; shown whole;
    - moved: the words stand elsewhere in the other version, and there is a difference in either place;
    - spelling, typography: the same words, or what stands between them. *rule* names, separated by "; ",
      what made them the same (`words.RULES`, `SIGNS`) and is empty for the others.

    *normal_a*, *normal_b* are the words in the form in which they were compared (nothing for signs).

    The differences are a complete edit script (`apply`). From b to a they are the same, turned round
    (`mirror`).

    Method: words, not signs, are aligned (Needleman & Wunsch 1970, with Gotoh's 1982 cost for beginning a
    difference); function words alone between two differences belong to one difference.

    >>> found = collate("The offensive began at dawn.", "The onslaught began at dawn, he said.")
    >>> [(one.text_a, one.text_b, one.change, one.difference) for one in found]
    [('offensive', 'onslaught', 'replace', 'substance'), ('', ', he said', 'insert', 'substance')]
    """
    return [one for one in _script((a, 0, len(a)), (b, 0, len(b))) if one.text_a != one.text_b]


def shift(one: Difference, by_a: int, by_b: int) -> Difference:
    """Return a difference with its offsets counted from elsewhere: in an article, or in its sentence."""
    return one._replace(
        start_a=one.start_a + by_a, end_a=one.end_a + by_a, start_b=one.start_b + by_b, end_b=one.end_b + by_b
    )


def mirror(differences: Iterable[Difference]) -> list[Difference]:
    """Return differences as seen from side b: what version a does to b's wording.

    >>> [(one.text_a, one.change) for one in mirror(collate("The truce.", "The fragile truce."))]
    [(' fragile', 'delete')]
    """
    turned = {"insert": "delete", "delete": "insert"}
    return [
        Difference(
            *(*one[3:6], *one[:3], turned.get(one.change, one.change)),
            *(one.difference, one.normal_b, one.normal_a, one.rule),
        )
        for one in differences
    ]


def apply(differences: Iterable[Difference], a: str) -> str:
    """Return the wording of side b, made from the wording of side a and what differs.

    >>> apply(collate("The truce.", "The fragile truce."), "The truce.")
    'The fragile truce.'
    """
    made, place = "", 0
    for one in differences:
        made += a[place : one.start_a] + one.text_b
        place = one.end_a
    return made + a[place:]


# --- For the reader ---


def find_core(text: str, start: int = 0) -> Span:
    """Return the span from the first word of a text to its last, with brackets and quotation marks around it.

    Of a text without words, all.

    >>> find_core(", he said"), find_core(" (SOHR)")
    ((2, 9), (1, 7))
    """
    found = [word.span() for word in WORD.finditer(text)]
    first, last = (found[0][0], found[-1][1]) if found else (0, len(text))
    while first and text[first - 1] in OPENERS:
        first -= 1
    while last < len(text) and text[last] in CLOSERS:
        last += 1
    return start + first, start + last


def _pieces(text: str, changed: Iterable[tuple[int, str]]) -> list[Piece]:
    """Return a version in pieces, those that differ in words without the signs before and after."""
    place, pieces = 0, []
    for at, own in changed:
        start, end = find_core(own, at)
        pieces += [(text[place:start], False), (text[start:end], True)]
        place = end
    pieces.append((text[place:], False))
    # Gaps beside one another are one.
    return [piece for piece, _ in groupby(piece for piece in pieces if any(piece))]


def split_versions(
    a: str, b: str, differences: Iterable[Difference], kinds: Sequence[str] = SHOWN
) -> tuple[list[Piece], list[Piece]]:
    """Return both versions of a sentence as lists of (text, differs), which joined give the sentence back.

    Only differences of these `kinds` are marked: spelling and typography are not, unless they are asked for.
    A gap, where only the other version has words, is ("", True). Print a version with `mark`.

    >>> a, b = "The offensive began.", "The onslaught began."
    >>> split_versions(a, b, collate(a, b))[0]
    [('The ', False), ('offensive', True), (' began.', False)]
    """
    own = [one for one in differences if one.difference in kinds]
    return (
        _pieces(a, [(one.start_a, one.text_a) for one in own]),
        _pieces(b, [(one.start_b, one.text_b) for one in own]),
    )


def mark(pieces: list[Piece], before: str = "[", after: str = "]", clean: Callable[[str], str] = str) -> str:
    """Return one version of a passage as a line of text, the words that differ between `before` and `after`.

    A gap is shown as ∅. For HTML: `mark(pieces, "<mark>", "</mark>", html.escape)`.

    >>> mark([("The ", False), ("offensive", True), (" began", False), ("", True), (".", False)])
    'The [offensive] began [∅].'
    """
    line, last = "", " "
    for text, differs in pieces:
        # A gap takes no room in the text: give it a space where it would touch what stands beside it.
        before_gap = not text and not last[-1].isspace() and last[-1] not in f"{OPENERS}-"
        after_gap = not last and (text[0].isalnum() or text[0] in OPENERS)
        line += " " if before_gap or after_gap else ""
        line += f"{before}{clean(text) or GAP}{after}" if differs else clean(text)
        last = text
    return line
