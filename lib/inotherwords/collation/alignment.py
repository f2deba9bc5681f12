"""Alignment: which words of one wording stand for which words of another.

In three steps: the best way to match the words in order; differences that belong together made one phrase;
words that only stand elsewhere taken out.
"""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby, pairwise, product
from operator import itemgetter
from typing import NamedTuple

from inotherwords import settings
from inotherwords.text.words import Word, count_common_start, stop_words

# Kinds of run. Alike: a word against one that begins the same. Substance: a phrase against another, or none.
# Different: too many words to be one phrase for another. Moved: always against none.
SAME, ALIKE, SUBSTANCE, DIFFERENT, MOVED = "same", "alike", "substance", "different", "moved"
ASIDE = "aside"  # for a moment only: words in a difference that replace nothing


class Run(NamedTuple):
    """Words in a row of one version, and those of the other that they are set against; either may be none."""

    kind: str
    a: list[Word]
    b: list[Word]


def alike(one: str, other: str) -> bool:
    """Return whether two words begin with the same letters, four or more and half of the longer word.

    >>> alike("arrived", "arriving"), alike("turkey", "turkish"), alike("iran", "iraq")
    (True, True, False)
    """
    if one[: settings.ALIKE_LETTERS] != other[: settings.ALIKE_LETTERS]:  # almost always: the rest takes time
        return False
    return count_common_start(one, other) >= max(settings.ALIKE_LETTERS, len(one) / 2, len(other) / 2)


def _content(side: list[Word]) -> list[Word]:
    """Return the words with a meaning, those that are no function words."""
    return [word for word in side if word.form not in stop_words()]


# --- The best way to match two wordings ---


def _matches(a: list[str], b: list[str]) -> Iterator[tuple[int, str, int, int]]:
    """Yield the ways to match the last words of a and b: (worth, kind, words of a, words of b)."""
    if not (a and b):
        return
    one, other = a[-1], b[-1]
    if one == other:
        yield (settings.FUNCTION_WORTH if one in stop_words() else settings.SAME_WORTH) + len(one), SAME, 1, 1
    elif alike(one, other):
        yield settings.ALIKE_WORTH + min(len(one), len(other)), ALIKE, 1, 1
    # "cease-fire" and "ceasefire", "air strikes" and "airstrikes": the same letters are the same words.
    elif one.endswith(other) or other.endswith(one):
        for parts in range(2, settings.MOST_PARTS + 1):
            if "".join(a[-parts:]) == other:
                yield settings.SAME_WORTH + len(other), SAME, parts, 1
            if "".join(b[-parts:]) == one:
                yield settings.SAME_WORTH + len(one), SAME, 1, parts


def _matched(a: list[Word], b: list[Word]) -> list[Run]:
    """Return the best alignment of two wordings, in order and complete: runs same, alike, or of substance.

    Needleman & Wunsch (1970), with a cost for each beginning of a difference (Gotoh 1982).
    """
    forms_a, forms_b = [word.form for word in a], [word.form for word in b]
    most = settings.MOST_PARTS
    # The best way to each place, within a difference or not: its worth, the way before, the last step.
    best: dict[tuple[int, int, bool], tuple] = {(0, 0, False): (0, None, None)}
    for i, j in product(range(len(a) + 1), range(len(b) + 1)):
        last_a, last_b = forms_a[max(0, i - most) : i], forms_b[max(0, j - most) : j]
        steps = [(0, SUBSTANCE, 1, 0), (0, SUBSTANCE, 0, 1), *_matches(last_a, last_b)]
        for (worth, kind, m, n), differed in product(steps, (True, False)):
            before = best.get((i - m, j - n, differed))
            if before is None:
                continue
            here = i, j, kind == SUBSTANCE
            worth += before[0]
            if kind == SUBSTANCE and not differed:
                # Of two ways as good as each other: a phrase begins with a function word.
                worth -= settings.OPENING - ((last_a if m else last_b)[-1] in stop_words()) / 2
            if here not in best or worth >= best[here][0]:
                best[here] = worth, before, (kind, m, n)
    ends = [best[end] for end in product([len(a)], [len(b)], (True, False)) if end in best]
    i, j, way, runs = len(a), len(b), max(ends, key=itemgetter(0)), []
    while way[1]:
        _, way, (kind, m, n) = way
        runs.append(Run(kind, a[i - m : i], b[j - n : j]))
        i, j = i - m, j - n
    return runs[::-1]


# --- Differences that belong together ---


def _sum(*runs: Run) -> Run:
    """Return runs in a row as one, of the kind of the first."""
    a, b = ([word for run in runs for word in run[side]] for side in (1, 2))
    return Run(runs[0].kind, a, b)


def _unlike(run: Run) -> bool:
    """Return whether a run sets so many words against others that they are not one phrase for another."""
    fewer, more = sorted(len(_content(side)) for side in run[1:])
    return fewer > 1 and more > settings.PHRASE


def _apart(left: Run, between: list[Run], right: Run) -> bool:
    """Return whether what two versions share between two differences keeps these apart."""
    unlike = [_unlike(left), _unlike(right)]
    if all(run.kind == ALIKE for run in between):
        return not any(unlike)
    tie = [word for word in _sum(*between).a if len(word.form) > settings.SHORT or _content([word])]
    if tie:
        # One word in common between two stretches that are quite unlike is chance.
        return len(tie) > 1 or not all(unlike)
    # "[by] the [violence]" is one change; "[Since 2011] the war", which is "the [civil] war", is two.
    return not any(_content(left[side]) and _content(right[side]) for side in (1, 2))


def _phrases(runs: list[Run]) -> list[Run]:
    """Return an alignment with the differences joined that nothing keeps apart."""
    joined: list[Run] = []
    between: list[Run] = []
    for run in runs:
        if run.kind != SUBSTANCE:
            between.append(run)
            continue
        if joined and not (between and _apart(joined[-1], between, run)):
            joined[-1] = _sum(joined[-1], *between, run)
        else:
            joined += [*between, run]
        between = []
    joined += between
    # Two differences joined may be unlike, where neither was alone: then look again.
    return joined if len(joined) == len(runs) else _phrases(joined)


# --- Words that stand elsewhere ---


def _moved(runs: list[Run]) -> tuple[set[Word], set[Word]]:
    """Return the words of differences, on either side, that stand elsewhere in the other version.

    Words in a row are the same wherever they stand if two of them have a meaning; or one, if either version
    has it but once and it is not alone ("since 2020"), or follows words that were moved.
    """
    counts = [Counter(word.form for run in runs for word in run[side]) for side in (1, 2)]
    found = []
    for one, other in product([run for run in runs if run.kind == SUBSTANCE], repeat=2):
        forms = [[word.form for word in side] for side in (one.a, other.b)]
        for i, j, many in SequenceMatcher(None, *forms, autojunk=False).get_matching_blocks():
            same = _content(one.a[i : i + many])
            if len(same) > 1 or (same and all(count[same[0].form] == 1 for count in counts)):
                before = one.a[:i][-1:], other.b[:j][-1:]
                found.append((len(same), many, one.a[i : i + many], other.b[j : j + many], before))
    moved: tuple[set[Word], set[Word]] = set(), set()
    for _, many, *both, before in sorted(found, key=itemgetter(0, 1), reverse=True):
        follows = any(map(set.intersection, moved, before))
        if (many > 1 or follows) and all(map(set.isdisjoint, moved, both)):
            for side, same in zip(moved, both, strict=True):
                side.update(same)
    return moved


def _parts(side: list[Word], moved: set[Word], asides: bool) -> list[Run]:
    """Return one side of a difference in parts, as side a: what was moved, what is in brackets, the rest.

    Function words left over beside words that were moved go with them.
    """
    kinds = [MOVED if word in moved else ASIDE if asides and word.aside else SUBSTANCE for word in side]
    groups = groupby(zip(kinds, side, strict=True), key=itemgetter(0))
    parts = [Run(kind, [word for _, word in group], []) for kind, group in groups]
    return [part if _content(part.a) or MOVED not in kinds else part._replace(kind=MOVED) for part in parts]


def _singly(parts: list[Run]) -> list[Run]:
    """Return parts with what is left word by word, each with the function words before it."""
    single = []
    for kind, side, _ in parts:
        cuts = [n for n, word in enumerate(side, 1) if kind == SUBSTANCE and _content([word])][:-1]
        single += [Run(kind, side[first:last], []) for first, last in pairwise([0, *cuts, len(side)])]
    return single


def _longest(parts: list[Run]) -> list[Run]:
    """Return parts with all that is left standing alone but the longest."""
    longest = max(parts, key=lambda part: (part.kind == SUBSTANCE, len(_content(part.a))), default=None)
    return [one if one is longest or one.kind != SUBSTANCE else one._replace(kind=ASIDE) for one in parts]


def _carved(run: Run, moved_a: set[Word], moved_b: set[Word]) -> list[Run]:
    """Return a difference with words that were moved taken out, and those that only one side has in brackets.

    Of what is left a word replaces a word, if there are as many; or else the longest part the longest.
    """
    one_sided = any(word.aside for word in run.a) != any(word.aside for word in run.b)
    asides = one_sided and run.a != [] != run.b and not _unlike(run)
    sides = _parts(run.a, moved_a, asides), _parts(run.b, moved_b, asides)
    left = [sum(len(_content(part.a)) for part in side if part.kind == SUBSTANCE) for side in sides]
    a, b = map(_singly if left[0] == left[1] else _longest, sides)
    carved, b = [], _turned(b)
    while a or b:
        if a and b and a[0].kind == b[0].kind == SUBSTANCE:
            carved.append(_sum(a.pop(0), b.pop(0)))
        elif a and (a[0].kind != SUBSTANCE or not b):
            carved.append(a.pop(0))
        else:
            carved.append(b.pop(0))
    groups = groupby(carved, key=lambda run: (run.kind, run.kind != SUBSTANCE and bool(run.a)))
    joined = [_sum(*group) for _, group in groups]
    kinds = [DIFFERENT if _unlike(run) else MOVED if run.kind == MOVED else SUBSTANCE for run in joined]
    return [run._replace(kind=kind) for run, kind in zip(joined, kinds, strict=True)]


def _turned(runs: list[Run]) -> list[Run]:
    """Return runs as seen from the other side."""
    return [Run(kind, b, a) for kind, a, b in runs]


def align(a: list[Word], b: list[Word]) -> list[Run]:
    """Return all runs of two wordings: word by word where they are the same, phrase by phrase where not.

    >>> from inotherwords.text.words import read_words
    >>> sentences = "Rebels took the old town.", "Gunmen took the town in May."
    >>> runs = align(*(read_words(sentence, 0, len(sentence)) for sentence in sentences))
    >>> [" ".join(word.form for word in run.b) for run in runs if run.kind == "substance"]
    ['gunmen', '', 'in may']
    """
    # Ties are settled by what comes first. In one fixed order b against a mirrors a against b.
    if [word.form for word in b] < [word.form for word in a]:
        return _turned(align(b, a))
    runs = _phrases(_matched(a, b))
    moved = _moved(runs)
    return [part for run in runs for part in (_carved(run, *moved) if run.kind == SUBSTANCE else [run])]
