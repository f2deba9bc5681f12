"""Collation: two versions of one sentence set side by side, and every difference written down.

Only sentences that are the same sentence are collated: first align, then compare, as editors of texts do.
The table of differences is a complete edit script: from one version and the table comes the other, sign for
sign. What is of substance is told from what is spelling or typography, and the rule that says so is named.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, count, groupby, pairwise, product
from typing import NamedTuple

import pandas as pd

from inotherwords.normalisation import JOINED, SPELLING_RULES, WORD, sign_rules, word_rules, words
from inotherwords.terms import stop_words

# Alone between two differences these hold nothing together: "[by] the [violence]" is one change, not two.
# fmt: off
FUNCTION_WORDS = {
    "a", "an", "and", "as", "at", "be", "been", "by", "for", "from", "had", "has", "have", "in", "is", "it",
    "its", "of", "on", "or", "that", "the", "their", "to", "was", "were", "which", "with",
}
# fmt: on

# What a match of two words is worth (and a point for each letter: between two ways as good as each other the
# longer words decide), and what it costs to begin a difference.
SAME_WORTH, ALIKE_WORTH, FUNCTION_WORTH, OPENING = 400, 300, 110, 100

MOST_PARTS = 3  # of a compound: "face-to-face", "facetoface"
PHRASE = 5  # words with a meaning; more of them are not one phrase for another
LONG, YEAR = 5, 4  # letters, digits: a word rare enough to be found again alone, if it was moved
LEMMA = 8  # words; a longer stretch is shortened in the apparatus
SHORT_SWAP = 3  # words; more is rewriting

GAP = "∅"
OPENERS, CLOSERS = "([“„‘«\"'", ")]”“’»\"'"
PASSAGES = ["passage", "doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b", "kind", "similarity"]
SUBSTITUTIONS = [
    *("passage", "start_a", "end_a", "text_a", "start_b", "end_b", "text_b", "change"),
    *("difference", "normal_a", "normal_b", "rule"),
]
SIDES = ("_a", "_b")
COLLATED = ["verbatim", "near"]

# The differences, from the weightiest; the first three are shown unless more is asked for.
SUBSTANCE, DIFFERENT, MOVED = "substance", "different", "moved"
SPELLING, TYPOGRAPHY = "spelling", "typography"
SHOWN = (SUBSTANCE, DIFFERENT, MOVED)
SAME, ALIKE = "same", "alike"  # kinds of run that are no row, or one of substance

Span = tuple[int, int]
Piece = tuple[str, bool]


class Run(NamedTuple):
    """Words first_a to last_a (half-open) of one version, against first_b to last_b of the other."""

    kind: str  # same, alike (one word with one, in part the same), substance, different, moved
    first_a: int
    last_a: int
    first_b: int
    last_b: int

    def is_one_for_one(self) -> bool:
        """Return whether the run is one word on either side."""
        return self.last_a - self.first_a == self.last_b - self.first_b == 1


# --- Alignment: which word stands for which ---


@cache
def stem(word: str) -> str:
    """Return a word without its endings, by the Snowball rules for English (Porter 2001).

    >>> stem("arrived"), stem("arriving")
    ('arriv', 'arriv')
    """
    # Imported where it is used: loading nltk takes most of a second.
    from nltk.stem.snowball import SnowballStemmer

    return SnowballStemmer("english").stem(word)


@cache
def alike(one: str, other: str) -> bool:
    """Return whether two words are in part the same: arrived, arriving; Iran, Iranian; Mohammed, Mohammad."""
    short, long = sorted((one, other), key=len)
    if not (one.isalpha() and other.isalpha()) or {one, other} & stop_words() or len(short) < 4:
        return False
    if stem(one) == stem(other) or (long.startswith(short) and 2 * len(short) >= len(long)):
        return True
    return len(one) == len(other) > 5 and sum(x != y for x, y in zip(one, other, strict=True)) == 1


def _content(forms: Iterable[str]) -> list[str]:
    """Return the words that are no function words."""
    return [form for form in forms if form not in stop_words()]


def _matches(a: list[str], b: list[str]) -> Iterator[tuple[int, int, int, str]]:
    """Yield the ways to match the last words of a and b: (worth, words of a, words of b, kind)."""
    one, other = a[-1:], b[-1:]
    if not one or not other:
        return
    if one == other:
        yield (SAME_WORTH if _content(one) else FUNCTION_WORTH) + len(one[0]), 1, 1, SAME
        return
    if alike(one[0], other[0]):
        yield ALIKE_WORTH + min(len(one[0]), len(other[0])), 1, 1, ALIKE
    # "cease-fire" and "ceasefire", "air strikes" and "airstrikes": the same letters are the same words.
    for parts in range(2, MOST_PARTS + 1):
        if len(a) >= parts and "".join(a[-parts:]) == other[0]:
            yield SAME_WORTH + len(other[0]), parts, 1, SAME
        if len(b) >= parts and "".join(b[-parts:]) == one[0]:
            yield SAME_WORTH + len(one[0]), 1, parts, SAME


def _aligned(a: list[str], b: list[str]) -> list[Run]:
    """Return the best alignment of two lists of words, in order and complete.

    Needleman & Wunsch (1970), with a cost for each beginning of a difference (Gotoh 1982). Three layers: the
    last word was matched, left out, or added; within a difference what is left out comes first.
    """
    matched, left_out, added = layers = range(3)
    best = {(matched, 0, 0): 0}
    came: dict[tuple[int, int, int], tuple[tuple[int, int, int], str]] = {}
    for i, j in product(range(len(a) + 1), range(len(b) + 1)):
        ways = [(left_out, layer, 1, 0, -OPENING * (layer == matched), "") for layer in (matched, left_out)]
        ways += [(added, layer, 0, 1, -OPENING * (layer == matched), "") for layer in layers]
        for worth, in_a, in_b, kind in _matches(a[max(0, i - MOST_PARTS) : i], b[max(0, j - MOST_PARTS) : j]):
            ways += [(matched, layer, in_a, in_b, worth, kind) for layer in layers]
        for layer, before, in_a, in_b, worth, kind in ways:
            here, there = (layer, i, j), (before, i - in_a, j - in_b)
            if there in best and (here not in best or best[there] + worth > best[here]):
                best[here] = best[there] + worth
                came[here] = there, kind or SUBSTANCE
    ends = [(layer, len(a), len(b)) for layer in layers]
    place = max((end for end in ends if end in best), key=best.__getitem__)
    runs = []
    while place in came:
        before, kind = came[place]
        runs.append(Run(kind, before[1], place[1], before[2], place[2]))
        place = before
    return list(_joined(runs[::-1]))


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs with neighbouring words of a difference made one."""
    for kind, group in groupby(runs, key=lambda run: run.kind):
        if kind == SUBSTANCE:
            first, *_, last = [*group] * 2
            yield Run(kind, first.first_a, last.last_a, first.first_b, last.last_b)
        else:
            yield from group


def _sides(run: Run, a: list[str], b: list[str]) -> tuple[list[str], list[str]]:
    """Return the words with a meaning that a run has on either side."""
    return _content(a[run.first_a : run.last_a]), _content(b[run.first_b : run.last_b])


def _unlike(run: Run, a: list[str], b: list[str]) -> bool:
    """Return whether a run sets so many words against others that they are not one phrase for another."""
    fewer, more = sorted(map(len, _sides(run, a, b)))
    return fewer > 1 and more > PHRASE


def _apart(left: Run, same: list[Run], right: Run, a: list[str], b: list[str]) -> bool:
    """Return whether what two versions share between two differences keeps these apart."""
    shared = a[same[0].first_a : same[-1].last_a] + b[same[0].first_b : same[-1].last_b]
    unlike = _unlike(left, a, b), _unlike(right, a, b)
    if all(run.kind == ALIKE for run in same):
        return not any(unlike)
    if not FUNCTION_WORDS.issuperset(shared):
        # One word in common between two stretches that are quite unlike is chance.
        return len(_content(shared)) > 2 or not all(unlike)
    (cut, put_in), (cut_after, added) = _sides(left, a, b), _sides(right, a, b)
    if not (cut or put_in) or not (cut_after or added):
        return True
    # "[Since 2011] the war" and "the [civil] war": what was cut before, and what was added after.
    return not (put_in or cut_after) or not (cut or added)


def _slides(runs: list[Run], place: int, b: list[str], step: int) -> Iterator[int]:
    """Yield by how many words an addition in b can be shifted one way and remain an addition."""
    run = runs[place]
    for n in count(step, step):
        near = (
            0 <= place + n < len(runs) and runs[place + n].kind == SAME and runs[place + n].is_one_for_one()
        )
        word = min(n, n - step)
        if not near or b[run.first_b + word] != b[run.last_b + word]:
            return
        yield n


def _slid(runs: list[Run], b: list[str]) -> list[Run]:
    """Return an alignment where words added in b are a phrase, if there is a choice.

    In "to [Aleppo on Monday, west of] Aleppo" and "to Aleppo [on Monday, west of Aleppo]" the same words are
    added: a phrase begins with a function word rather than ends with one.
    """
    slid = list(runs)
    for place, run in enumerate(runs):
        if run.kind != SUBSTANCE or run.first_a < run.last_a:
            continue
        ways = [0, *_slides(slid, place, b, -1), *_slides(slid, place, b, 1)]
        n = max(ways, key=lambda n: (_phrase(b[run.first_b + n : run.last_b + n]), -abs(n), n))
        first, before, size = slid[place + min(n, 0)], max(n, 0), run.last_b - run.first_b
        passed = [
            Run(SAME, first.first_a + k, first.first_a + k + 1, first.first_b + k, first.first_b + k + 1)
            for k in range(abs(n))
        ]
        passed[before:] = [
            same._replace(first_b=same.first_b + size, last_b=same.last_b + size) for same in passed[before:]
        ]
        added = Run(SUBSTANCE, run.first_a + n, run.first_a + n, run.first_b + n, run.last_b + n)
        slid[place + min(n, 0) : place + max(n, 0) + 1] = [*passed[:before], added, *passed[before:]]
    return slid


def _phrase(forms: list[str]) -> int:
    """Return how much words look like a phrase: it begins with a function word and ends with another."""
    return (forms[0] in stop_words()) + (forms[-1] not in stop_words())


def _stretches(runs: list[Run], a: list[str], b: list[str]) -> list[Run]:
    """Return an alignment with the differences joined that nothing keeps apart."""
    kept: list[Run] = []
    between: list[Run] = []
    for run in runs:
        if run.kind != SUBSTANCE:
            between.append(run)
            continue
        if kept and kept[-1].kind == SUBSTANCE and not _apart(kept[-1], between, run, a, b):
            kept[-1] = Run(SUBSTANCE, kept[-1].first_a, run.last_a, kept[-1].first_b, run.last_b)
        else:
            kept += [*between, run]
        between = []
    # Two differences joined may be unlike, where neither was alone: then look again.
    return kept + between if len(kept + between) == len(runs) else _stretches(kept + between, a, b)


# --- Words that stand elsewhere ---


class Move(NamedTuple):
    """Equal words that two differences have on either side: so many from first_a, and from first_b."""

    first_a: int
    first_b: int
    many: int

    def crosses(self, other: "Move") -> bool:
        """Return whether two moves have a word in common on either side."""
        return any(
            mine < theirs + other.many and theirs < mine + self.many
            for mine, theirs in ((self.first_a, other.first_a), (self.first_b, other.first_b))
        )

    def follows(self, other: "Move") -> bool:
        """Return whether on both sides no more than a word stands between another move and this one."""
        gaps = [self.first_a - other.first_a - other.many, self.first_b - other.first_b - other.many]
        return all(0 <= gap <= 1 for gap in gaps)


def _common(one: Run, other: Run, a: list[str], b: list[str]) -> Iterator[Move]:
    """Yield equal words on side a of one run and on side b of another, as many as there are together."""
    for i, j in product(range(one.first_a, one.last_a), range(other.first_b, other.last_b)):
        many = 0
        while i + many < one.last_a and j + many < other.last_b and a[i + many] == b[j + many]:
            many += 1
        while many and a[i + many - 1] in stop_words():
            many -= 1
        yield Move(i, j, many)


def _rare(word: str, a: list[str], b: list[str]) -> bool:
    """Return whether a word is long, or a year, and stands but once in either version."""
    return len(word) >= (YEAR if word.isdigit() else LONG) and a.count(word) == b.count(word) == 1


def _loose(word: str, one: Run, other: Run, a: list[str], b: list[str]) -> bool:
    """Return whether a word can be taken out of side a of one run and side b of the other.

    It was not replaced by another single word, stands in one of them at an end or alone, and neither sets
    unlike stretches side by side.
    """
    differences = (_sides(one, a, b), _sides(other, a, b)[::-1])
    at_an_end = any(
        word in (mine[0], mine[-1]) and not (mine == [word] and theirs) for mine, theirs in differences
    )
    replaced = any(run.is_one_for_one() and all(_sides(run, a, b)) for run in (one, other))
    return at_an_end and not replaced and not _unlike(one, a, b) and not _unlike(other, a, b)


def _moved(runs: list[Run], a: list[str], b: list[str]) -> list[Move]:
    """Return the words of differences that stand elsewhere in the other version.

    Two words with a meaning, or more, are the same wherever they stand. A single one is if it is rare and
    loose, or if it stands beside others that were moved.
    """
    found = []
    for one, other in product([run for run in runs if run.kind == SUBSTANCE], repeat=2):
        for move in _common(one, other, a, b):
            content = _content(a[move.first_a : move.first_a + move.many])
            if len(content) > 1 or (content and _rare(content[0], a, b)):
                bound = len(content) == 1 and not _loose(content[0], one, other, a, b)
                found.append((-len(content), -len("".join(content)), move, bound))
    taken: list[Move] = []
    for *_, move, bound in sorted(found):
        if not any(map(move.crosses, taken)) and (not bound or any(map(move.follows, taken))):
            taken.append(move)
    return taken


def _parts(
    first: int, last: int, moved: list[tuple[int, int]], forms: list[str]
) -> list[tuple[str, int, int]]:
    """Return one side of a difference in parts (kind, first, last): what was moved, and the rest.

    Function words left over beside words that were moved go with them.
    """
    parts = []
    place = first
    for start, many in sorted(span for span in moved if first <= span[0] < last):
        if _content(forms[place:start]):
            parts.append((SUBSTANCE, place, start))
            place = start
        if parts and parts[-1][0] == MOVED:
            place = parts.pop()[1]
        parts.append((MOVED, place, start + many))
        place = start + many
    if parts and not _content(forms[place:last]):
        parts[-1] = (MOVED, parts[-1][1], last)
    elif place < last:
        parts.append((SUBSTANCE, place, last))
    return parts


def _carved(run: Run, moved: list[Move], a: list[str], b: list[str]) -> list[Run]:
    """Return a difference with the words that were moved taken out, as differences of their own.

    Of what is left, the parts that are closest in length replace each other.
    """
    in_a = _parts(run.first_a, run.last_a, [(move.first_a, move.many) for move in moved], a)
    in_b = _parts(run.first_b, run.last_b, [(move.first_b, move.many) for move in moved], b)
    pairs = [
        (abs(len(_content(a[i:j])) - len(_content(b[k:m]))), x, y)
        for (x, (kind, i, j)), (y, (other, k, m)) in product(enumerate(in_a), enumerate(in_b))
        if kind == other == SUBSTANCE
    ]
    *_, x, y = min(pairs, default=(len(in_a), len(in_b)))
    left_out = [Run(kind, i, j, run.first_b, run.first_b) for kind, i, j in in_a]
    added = [Run(kind, run.first_a, run.first_a, k, m) for kind, k, m in in_b]
    replaced = [Run(SUBSTANCE, *in_a[x][1:], *in_b[y][1:])] if pairs else []
    return [*left_out[:x], *added[:y], *replaced, *left_out[x + 1 :], *added[y + 1 :]]


def _turned(runs: Iterable[Run]) -> list[Run]:
    """Return runs seen from the other side."""
    return [Run(kind, first_b, last_b, first_a, last_a) for kind, first_a, last_a, first_b, last_b in runs]


def _collated(a: list[str], b: list[str]) -> list[Run]:
    """Return all runs of two versions, word by word where they are the same, phrase by phrase where not."""
    if b < a:  # a tie is settled by what comes first: in one fixed order, b to a mirrors a to b
        return _turned(_collated(b, a))
    runs = _slid(_aligned(a, b), b)
    runs = _turned(_slid(_turned(runs), a))
    runs = _stretches(runs, a, b)
    moved = _moved(runs, a, b)
    carved = [
        part for run in runs for part in (_carved(run, moved, a, b) if run.kind == SUBSTANCE else [run])
    ]
    return [
        run._replace(kind=DIFFERENT) if run.kind == SUBSTANCE and _unlike(run, a, b) else run
        for run in carved
    ]


def compare(a: list[str], b: list[str]) -> list[tuple[bool, int, int, int, int]]:
    """Return runs (same, start_a, end_a, start_b, end_b) that cover two lists of words in order.

    >>> compare(["a", "fragile", "cease", "fire"], ["a", "ceasefire", "holds"])
    [(True, 0, 1, 0, 1), (False, 1, 2, 1, 1), (True, 2, 4, 1, 2), (False, 4, 4, 2, 3)]
    """
    aligned = _turned(_aligned(b, a)) if b < a else _aligned(a, b)
    runs = []
    for same, group in groupby(aligned, key=lambda run: run.kind == SAME):
        first, *_, last = [*group] * 2
        runs.append((same, first.first_a, last.last_a, first.first_b, last.last_b))
    return runs


# --- From words to signs: the edit script ---


class _Side(NamedTuple):
    """A stretch of one version: its text, where it begins and ends, its words' normal forms and spans."""

    text: str
    start: int
    end: int
    forms: list[str]
    spans: list[tuple[int, int]]

    def span(self, first: int, last: int) -> Span:
        """Return the span of words first to last (half-open), which are not none."""
        return self.spans[first][0], self.spans[last - 1][1]


def _side(text: str, start: int, end: int) -> _Side:
    return _Side(text, start, end, *words(text, start, end))


def _change(one: str, other: str) -> str:
    return "replace" if one and other else "delete" if one else "insert"


def _shared(one: str, other: str) -> int:
    """Return how many letters two strings begin with in common."""
    fewest = min(len(one), len(other))
    return next((n for n in range(fewest) if one[n] != other[n]), fewest)


def _words(run: Run, in_a: Span, in_b: Span, a: _Side, b: _Side) -> Iterator[tuple]:
    """Yield a row for the words of a run, which have these spans, unless they are the same to the letter."""
    one, other = a.text[slice(*in_a)], b.text[slice(*in_b)]
    if run.kind == SAME and one == other:
        return
    forms_a, forms_b = a.forms[run.first_a : run.last_a], b.forms[run.first_b : run.last_b]
    difference, rules = SUBSTANCE if run.kind == ALIKE else run.kind, []
    if run.kind == SAME:
        rules = word_rules(*("".join(WORD.findall(text)) for text in (one, other)))
        rules += [JOINED] if len(forms_a) != len(forms_b) else []
        difference = SPELLING if SPELLING_RULES.intersection(rules) else TYPOGRAPHY
    normal = " ".join(forms_a), " ".join(forms_b)
    yield (*in_a, one, *in_b, other, _change(one, other), difference, *normal, "; ".join(rules))


def _cuts(spans: list[Span | None], first: int, last: int) -> list[int]:
    """Return the places between first and last that part a text in as many as there are spans.

    Each part ends with its words; one without words is empty; the last that has words reaches up to `last`.

    >>> _cuts([(5, 7), None, (9, 12)], 4, 13)
    [4, 7, 7, 13]
    """
    cuts = [first]
    for span in spans:
        cuts.append(span[1] if span else cuts[-1])
    return [last if any(spans) and cut == cuts[-1] else cut for cut in cuts]


def _between(alone: list[Run], in_a: Span, in_b: Span, a: _Side, b: _Side) -> Iterator[tuple]:
    """Yield the rows between two pairs of words: words that only one version has, and signs that differ.

    The signs around words that stand alone go with them as far as the other version lacks them.
    """
    spans_a = [a.span(run.first_a, run.last_a) if run.first_a < run.last_a else None for run in alone]
    spans_b = [b.span(run.first_b, run.last_b) if run.first_b < run.last_b else None for run in alone]
    sides = [(a.text, *in_a, [*filter(None, spans_a)]), (b.text, *in_b, [*filter(None, spans_b)])]
    before = [text[start : spans[0][0] if spans else end] for text, start, end, spans in sides]
    after = [text[spans[-1][1] if spans else start : end] for text, start, end, spans in sides]
    back = _shared(after[0][::-1], after[1][::-1])
    room = [end - start - back for _, start, end, spans in sides if not spans]
    front = min([_shared(*before), *room])
    last_a, last_b = in_a[1] - back, in_b[1] - back
    cuts_a, cuts_b = _cuts(spans_a, in_a[0] + front, last_a), _cuts(spans_b, in_b[0] + front, last_b)
    for run, *place in zip(alone, pairwise(cuts_a), pairwise(cuts_b), strict=True):
        yield from _words(run, *place, a, b)
    one, other = a.text[cuts_a[-1] : last_a], b.text[cuts_b[-1] : last_b]
    if one != other:
        places = cuts_a[-1], last_a, one, cuts_b[-1], last_b, other
        yield (*places, _change(one, other), TYPOGRAPHY, "", "", "; ".join(sign_rules(*after)))


def _aside(side: _Side, first: int, last: int) -> int:
    """Return how many of the words from `first` on stand in a bracket that is closed before `last`."""
    if side.text[max(side.start, side.spans[first][0] - 1)] not in "([":
        return 0
    closed = (n for n in range(first + 1, last) if side.text[side.spans[n - 1][1]] in ")]")
    return next(closed, first) - first


def _without_aside(run: Run, a: _Side, b: _Side) -> list[Run]:
    """Return a replacement without the bracket one version opens it with: "said", "[(OCHA)] [indicated]"."""
    kind, first_a, last_a, first_b, last_b = run
    if kind != SUBSTANCE or first_a == last_a or first_b == last_b:
        return [run]
    in_a, in_b = first_a + _aside(a, first_a, last_a), first_b + _aside(b, first_b, last_b)
    if (first_a == in_a) == (first_b == in_b):
        return [run]
    return [Run(kind, first_a, in_a, first_b, in_b), Run(kind, in_a, last_a, in_b, last_b)]


def _script(a: _Side, b: _Side) -> Iterator[tuple]:
    """Yield the rows that turn a into b, in order; what lies between them is the same."""
    place_a, place_b, alone = a.start, b.start, []
    whole = _collated(a.forms, b.forms)
    for run in chain.from_iterable(_without_aside(run, a, b) for run in whole):
        if run.first_a == run.last_a or run.first_b == run.last_b:
            alone.append(run)
            continue
        in_a, in_b = a.span(run.first_a, run.last_a), b.span(run.first_b, run.last_b)
        yield from _between(alone, (place_a, in_a[0]), (place_b, in_b[0]), a, b)
        yield from _words(run, in_a, in_b, a, b)
        place_a, place_b, alone = in_a[1], in_b[1], []
    yield from _between(alone, (place_a, a.end), (place_b, b.end), a, b)


def substitutions(passages: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """Return every difference between the two versions of each verbatim or near passage, in order.

    One row a difference. `texts[doc_a][start_a:end_a]` is `text_a`, and the same for b; where a side has
    nothing its span is empty. *change* is what article b does to a's wording: replace, insert, delete.
    *difference* is what it amounts to:

    - substance: another word, or a word more or less; words that are alike only in part (arrived, arriving)
      are other words;
    - different: many words against many others, too unlike to be one phrase for another; shown whole;
    - moved: the words stand elsewhere in the other version, and there is a row in either place;
    - spelling, typography: the same words, or what stands between them. *rule* names, separated by "; ",
      what made them the same (`normalisation.RULES`, `SIGNS`) and is empty for the others.

    *normal_a*, *normal_b* are the words as they were compared (nothing for signs).

    The rows of a passage are a complete edit script (`applied`). From b to a they are the same, turned round
    (`mirrored`). Paraphrases are not collated: too little stands in the same order, and the words would be
    shredded into pairs that replace nothing.

    Method: words, not signs, are aligned (Needleman & Wunsch 1970, with Gotoh's 1982 cost for beginning a
    difference); function words alone between two differences belong to one difference.
    Raises KeyError if `texts` lacks an article of `passages`.

    >>> texts = {"a": "The offensive began at dawn.", "b": "The onslaught began at dawn, he said."}
    >>> pair = pd.DataFrame([(1, "a", 0, 28, "b", 0, 37, "near", 0.6)], columns=PASSAGES)
    >>> substitutions(pair, texts)[["text_a", "text_b", "change", "difference"]].values.tolist()
    [['offensive', 'onslaught', 'replace', 'substance'], ['', ', he said', 'insert', 'substance']]
    """
    rows = []
    for row in passages.itertuples():
        if row.kind in COLLATED:
            a = _side(texts[row.doc_a], row.start_a, row.end_a)
            b = _side(texts[row.doc_b], row.start_b, row.end_b)
            rows += [(row.passage, *found) for found in _script(a, b)]
    return pd.DataFrame(rows, columns=SUBSTITUTIONS)


def mirrored(substitutions: pd.DataFrame) -> pd.DataFrame:
    """Return the table of differences as seen from side b: what article a does to b's wording.

    >>> row = (1, 4, 4, "", 4, 11, "fragile", "insert", "substance", "", "fragile", "")
    >>> mirrored(pd.DataFrame([row], columns=SUBSTITUTIONS))[["text_a", "change"]].values.tolist()
    [['fragile', 'delete']]
    """
    sides = {name: name[:-1] + {"a": "b", "b": "a"}[name[-1]] for name in SUBSTITUTIONS if name[-2:] in SIDES}
    turned = substitutions.rename(columns=sides)[SUBSTITUTIONS]
    return turned.assign(change=turned["change"].replace({"insert": "delete", "delete": "insert"}))


def applied(own: pd.DataFrame, text: str, start: int = 0) -> str:
    """Return the wording of side b, made from the wording of side a and the differences of one passage.

    `text` is the sentence as side a has it, which begins at `start` in its article.

    >>> row = (1, 4, 4, "", 4, 12, "fragile ", "insert", "substance", "", "fragile", "")
    >>> applied(pd.DataFrame([row], columns=SUBSTITUTIONS), "The truce.")
    'The fragile truce.'
    """
    made, place = "", 0
    for row in own.itertuples():
        made += text[place : row.start_a - start] + row.text_b
        place = row.end_a - start
    return made + text[place:]


# --- For the reader ---


def _core(text: str, start: int = 0) -> Span:
    """Return the span from the first word of a text to its last, with brackets and quotation marks around it.

    Of a text without words, all.

    >>> _core(", he said"), _core(" (SOHR)")
    ((2, 9), (1, 7))
    """
    found = [word.span() for word in WORD.finditer(text)]
    first, last = (found[0][0], found[-1][1]) if found else (0, len(text))
    while first and text[first - 1] in OPENERS:
        first -= 1
    while last < len(text) and text[last] in CLOSERS:
        last += 1
    return start + first, start + last


def _shown(substitutions: pd.DataFrame, passage: int, differences: Sequence[str]) -> pd.DataFrame:
    wanted = substitutions["difference"].isin(differences)
    return substitutions[wanted & (substitutions["passage"] == passage)]


def versions(
    passage, substitutions: pd.DataFrame, texts: dict[str, str], differences: Sequence[str] = SHOWN
) -> tuple[list[Piece], list[Piece]]:
    """Return both versions of a passage as lists of (text, differs), which joined give the sentence back.

    `passage` is one row of `passages` (a Series, or from itertuples). Only the `differences` named are
    marked: spelling and typography are not, unless they are asked for. A gap, where only the other version
    has words, is ("", True). Print a version with `marked`.

    >>> texts = {"a": "The offensive began.", "b": "The onslaught began."}
    >>> pair = pd.DataFrame([(1, "a", 0, 20, "b", 0, 20, "near", 0.6)], columns=PASSAGES)
    >>> versions(pair.iloc[0], substitutions(pair, texts), texts)[0]
    [('The ', False), ('offensive', True), (' began.', False)]
    """
    own = _shown(substitutions, passage.passage, differences)
    both = []
    for doc, place, stop, rows in (
        (passage.doc_a, passage.start_a, passage.end_a, own[["text_a", "start_a"]]),
        (passage.doc_b, passage.start_b, passage.end_b, own[["text_b", "start_b"]]),
    ):
        pieces: list[Piece] = []
        for changed, at in rows.itertuples(index=False):
            start, end = _core(changed, at)
            pieces += [(texts[doc][place:start], False), (texts[doc][start:end], True)]
            place = end
        pieces = [piece for piece in [*pieces, (texts[doc][place:stop], False)] if any(piece)]
        both.append([piece for piece, _ in groupby(pieces)])
    return both[0], both[1]


def marked(
    pieces: list[Piece], before: str = "[", after: str = "]", clean: Callable[[str], str] = str
) -> str:
    """Return one version of a passage as a line of text, the words that differ between `before` and `after`.

    A gap is shown as ∅. For HTML: `marked(pieces, "<mark>", "</mark>", html.escape)`.

    >>> marked([("The ", False), ("offensive", True), (" began", False), ("", True), (".", False)])
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


def _against_the_first(cluster: pd.DataFrame, texts: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the first version of a cluster paired with each of the others, and the differences."""
    base, *others = cluster[["doc", "start", "end"]].itertuples(index=False, name=None)
    rows = [(n, *base, *other, "near", 0.0) for n, other in enumerate(others)]
    pairs = pd.DataFrame(rows, columns=PASSAGES)
    return pairs, substitutions(pairs, texts)


def variants(
    cluster: pd.DataFrame, texts: dict[str, str], differences: Sequence[str] = SHOWN
) -> list[tuple[str, list[Piece]]]:
    """Return the versions of one shared sentence as (doc, pieces), each compared with the first.

    `cluster` has the rows of one cluster: doc, start, end. The pieces are those of `versions`: (text,
    whether it differs from the first version); ("", True) stands where words are gone.

    >>> texts = {"a": "The offensive began.", "b": "The onslaught began."}
    >>> variants(pd.DataFrame({"doc": ["a", "b"], "start": 0, "end": 20}), texts)[1]
    ('b', [('The ', False), ('onslaught', True), (' began.', False)])
    """
    pairs, found = _against_the_first(cluster, texts)
    base = cluster.iloc[0]
    whole = (base["doc"], [(texts[base["doc"]][base["start"] : base["end"]], False)])
    return [
        whole,
        *((pair.doc_b, versions(pair, found, texts, differences)[1]) for pair in pairs.itertuples()),
    ]


def short_swaps(substitutions: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Return the replacements of at most three words by at most three: passage, doc_a, text_a, doc_b, text_b.

    >>> passages = pd.DataFrame({"passage": [1], "doc_a": ["a"], "doc_b": ["b"]})
    >>> row = {"passage": 1, "text_a": "offensive", "text_b": "onslaught", "change": "replace"}
    >>> short_swaps(pd.DataFrame([row | {"difference": "substance"}]), passages).values.tolist()
    [[1, 'a', 'offensive', 'b', 'onslaught']]
    """
    replaced = (substitutions["change"] == "replace") & (substitutions["difference"] == SUBSTANCE)
    lengths = [substitutions[side].str.split().str.len() <= SHORT_SWAP for side in ("text_a", "text_b")]
    swaps = substitutions[replaced & lengths[0] & lengths[1]]
    joined = swaps.merge(passages[["passage", "doc_a", "doc_b"]], on="passage")
    return joined[["passage", "doc_a", "text_a", "doc_b", "text_b"]]


# --- The apparatus, as editors print it ---


class Reading(NamedTuple):
    """One entry: where the lemma stands in the base, the lemma, and what the witness has."""

    start: int
    end: int
    lemma: str
    reading: str
    siglum: str


def _abridged(text: str) -> str:
    """Return the words of a text on one line; of a long one the first and the last.

    >>> _abridged(", he said"), _abridged("led by the former branch of al-Qaeda in Syria")
    ('he said', 'led … Syria')
    """
    found = WORD.findall(text)
    return f"{found[0]} … {found[-1]}" if len(found) > LEMMA else " ".join(text[slice(*_core(text))].split())


def _readings(own: pd.DataFrame, passage, texts: dict[str, str], sigla: dict[str, str]) -> Iterator[Reading]:
    """Yield the entries for the differences of one passage, side a being the base."""
    base, other, siglum = texts[passage.doc_a], texts[passage.doc_b], sigla[passage.doc_b]
    for (change, place), group in groupby(own.itertuples(), key=lambda row: (row.change, row.start_a)):
        rows = list(group)
        row = rows[0]
        if change == "replace":
            yield Reading(row.start_a, row.end_a, _abridged(row.text_a), _abridged(row.text_b), siglum)
        elif change == "delete":
            gone = "transp." if row.difference == MOVED else "om."
            yield Reading(*_core(row.text_a, row.start_a), _abridged(row.text_a), gone, siglum)
        elif any(row.difference != MOVED for row in rows):  # what was moved is noted where it is missing
            before = [*WORD.finditer(base, passage.start_a, place)]
            lemma, sign = (before[-1], "add.") if before else (WORD.search(base, place, passage.end_a), "pr.")
            added = other[rows[0].start_b : rows[-1].end_b]
            yield Reading(*lemma.span(), lemma.group(), f"{sign} {_abridged(added)}", siglum)


def _line(readings: Iterable[Reading]) -> str:
    """Return entries as one line of an apparatus, all that the witnesses have for a lemma in one place."""
    entries = []
    for _, at_lemma in groupby(sorted(readings, key=lambda entry: entry[:2]), key=lambda entry: entry[:2]):
        witnesses: dict[str, list[Reading]] = {}
        for reading in at_lemma:
            forms, _ = words(reading.reading, 0, len(reading.reading))
            witnesses.setdefault(" ".join(forms), []).append(reading)
        told = [f"{same[0].reading} {' '.join(one.siglum for one in same)}" for same in witnesses.values()]
        entries.append(f"{reading.lemma} ] {'; '.join(told)}")
    return " ‖ ".join(entries)


def apparatus(
    passages: pd.DataFrame, substitutions: pd.DataFrame, texts: dict[str, str], sigla: dict[str, str]
) -> pd.DataFrame:
    """Return each passage that differs in substance as a line of a critical apparatus: passage, line.

    Side a is the base: its words stand before the bracket (the **lemma**), what side b has instead after it,
    then the capital letter of b from `sigla` (by doc). *om.*: omitted; *add.*: has these words after the
    lemma; *pr.*: before it; *transp.*: has them elsewhere in the sentence. Of more than eight words the first
    and the last are given. Spelling and typography are left out.

    >>> texts = {"a": "The offensive began at dawn.", "b": "The onslaught began, he said."}
    >>> pair = pd.DataFrame([(1, "a", 0, 28, "b", 0, 29, "near", 0.6)], columns=PASSAGES)
    >>> apparatus(pair, substitutions(pair, texts), texts, {"a": "A", "b": "B"})["line"].item()
    'offensive ] onslaught B ‖ at dawn ] he said B'
    """
    rows = []
    for row in passages.itertuples():
        line = _line(_readings(_shown(substitutions, row.passage, SHOWN), row, texts, sigla))
        rows += [(row.passage, line)] if line else []
    return pd.DataFrame(rows, columns=["passage", "line"])


def entry(cluster: pd.DataFrame, texts: dict[str, str], sigla: dict[str, str]) -> str:
    """Return all versions of one shared sentence as one line of an apparatus (see `apparatus`).

    `cluster` has the columns doc, start, end; its first row is the base.

    >>> texts = {"a": "The offensive began.", "b": "The onslaught began.", "c": "The assault began."}
    >>> cluster = pd.DataFrame({"doc": ["a", "b", "c"], "start": 0, "end": [20, 20, 18]})
    >>> entry(cluster, texts, {"a": "A", "b": "B", "c": "C"})
    'offensive ] onslaught B; assault C'
    """
    pairs, found = _against_the_first(cluster, texts)
    shown = [(_shown(found, pair.passage, SHOWN), pair) for pair in pairs.itertuples()]
    return _line(reading for own, pair in shown for reading in _readings(own, pair, texts, sigla))
