"""Collation: two versions of one sentence set side by side, and every difference written down.

Only sentences that are the same sentence are collated: first align, then compare, as editors of texts do.
The table of differences is a complete edit script: from one version and the table comes the other, sign for
sign. What is of substance is told from what is spelling or typography, and the rule that says so is named.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise, permutations

import pandas as pd

from inotherwords.alignment import ALIKE, DIFFERENT, MOVED, SAME, SUBSTANCE, Run, align
from inotherwords.normalisation import (
    JOINED,
    SPELLING_RULES,
    WORD,
    Word,
    common_start,
    read,
    sign_rules,
    word_rules,
)

PASSAGES = ["passage", "doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b", "kind", "similarity"]
SUBSTITUTIONS = [
    *("passage", "start_a", "end_a", "text_a", "start_b", "end_b", "text_b", "change"),
    *("difference", "normal_a", "normal_b", "rule"),
]
COLLATED = ["verbatim", "near"]

# The differences, from the weightiest; the first three are shown unless more is asked for.
SPELLING, TYPOGRAPHY = "spelling", "typography"
SHOWN = (SUBSTANCE, DIFFERENT, MOVED)

GAP = "∅"
OPENERS, CLOSERS = "([“„‘«\"'", ")]”“’»\"'"

Span = tuple[int, int]
Side = tuple[str, int, int]  # a text, and where a stretch of it begins and ends
Piece = tuple[str, bool]


# --- From words to signs: the edit script ---


def _row(a: Side, b: Side, difference: str, normal: tuple[str, str], rules: list[str]) -> tuple:
    """Return the row of a difference, without its passage."""
    one, other = (text[start:end] for text, start, end in (a, b))
    change = "replace" if one and other else "delete" if one else "insert"
    return (*a[1:], one, *b[1:], other, change, difference, *normal, "; ".join(rules))


def _words(run: Run, a: Side, b: Side) -> tuple:
    """Return the row for the words of a run, which stand there."""
    difference, rules = SUBSTANCE if run.kind == ALIKE else run.kind, []
    if run.kind == SAME:
        printed = ("".join(WORD.findall(*side)) for side in (a, b))
        rules = word_rules(*printed) + ([JOINED] if len(run.a) != len(run.b) else [])
        difference = SPELLING if SPELLING_RULES.intersection(rules) else TYPOGRAPHY
    normal = tuple(" ".join(word.form for word in side) for side in (run.a, run.b))
    return _row(a, b, difference, normal, rules)


def _cuts(groups: list[list[Word]], first: int, last: int) -> list[Span]:
    """Return the stretches of a text that go with groups of words: each ends with its words.

    One without words is empty; the last that has words reaches up to `last`, as does what is left over.
    """
    cuts = [first]
    for group in groups:
        cuts.append(group[-1].end if group else cuts[-1])
    cuts = [last if any(groups) and cut == cuts[-1] else cut for cut in cuts]
    return [*pairwise(cuts), (cuts[-1], last)]


def _between(alone: list[Run], a: Side, b: Side) -> Iterator[tuple]:
    """Yield the rows between two pairs of words: words that only one version has, and signs that differ.

    The signs around words that stand alone go with them as far as the other version lacks them.
    """
    groups = [run.a for run in alone], [run.b for run in alone]
    before, after = [], []
    for (text, start, end), side in zip((a, b), groups, strict=True):
        own = [word for group in side for word in group]
        before.append(text[start : own[0].start if own else end])
        after.append(text[own[-1].end if own else start : end])
    back = common_start(*(text[::-1] for text in after))
    room = [len(text) - back for text, side in zip(after, groups, strict=True) if not any(side)]
    front = min([common_start(*before), *room])
    stretches = [
        [(text, *cut) for cut in _cuts(side, start + front, end - back)]
        for (text, start, end), side in zip((a, b), groups, strict=True)
    ]
    *pairs, (left_a, left_b) = zip(*stretches, strict=True)
    for run, (own_a, own_b) in zip(alone, pairs, strict=True):
        yield _words(run, own_a, own_b)
    yield _row(left_a, left_b, TYPOGRAPHY, ("", ""), sign_rules(*after))


def _script(a: Side, b: Side) -> Iterator[tuple]:
    """Yield rows that turn a into b, in order, and some where both are the same."""
    (text_a, at_a, end_a), (text_b, at_b, end_b) = a, b
    end = Run(SAME, [Word("", end_a, end_a)], [Word("", end_b, end_b)])
    alone = []
    for run in [*align(read(*a), read(*b)), end]:
        if not (run.a and run.b):
            alone.append(run)
            continue
        first_a, first_b = run.a[0].start, run.b[0].start
        yield from _between(alone, (text_a, at_a, first_a), (text_b, at_b, first_b))
        at_a, at_b, alone = run.a[-1].end, run.b[-1].end, []
        yield _words(run, (text_a, first_a, at_a), (text_b, first_b, at_b))


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

    *normal_a*, *normal_b* are the words in the form in which they were compared (nothing for signs).

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
            a = texts[row.doc_a], row.start_a, row.end_a
            b = texts[row.doc_b], row.start_b, row.end_b
            rows += [(row.passage, *found) for found in _script(a, b)]
    table = pd.DataFrame(rows, columns=SUBSTITUTIONS)
    return table[table["text_a"] != table["text_b"]].reset_index(drop=True)


def mirrored(substitutions: pd.DataFrame) -> pd.DataFrame:
    """Return the table of differences as seen from side b: what article a does to b's wording.

    >>> row = (1, 4, 4, "", 4, 11, "fragile", "insert", "substance", "", "fragile", "")
    >>> mirrored(pd.DataFrame([row], columns=SUBSTITUTIONS))[["text_a", "change"]].values.tolist()
    [['fragile', 'delete']]
    """
    sides = [(f"{name}_a", f"{name}_b") for name in ("start", "end", "text", "normal")]
    names = {one: other for pair in sides for one, other in permutations(pair)}
    turned = substitutions.rename(columns=names)[SUBSTITUTIONS]
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


def core(text: str, start: int = 0) -> Span:
    """Return the span from the first word of a text to its last, with brackets and quotation marks around it.

    Of a text without words, all.

    >>> core(", he said"), core(" (SOHR)")
    ((2, 9), (1, 7))
    """
    found = [word.span() for word in WORD.finditer(text)]
    first, last = (found[0][0], found[-1][1]) if found else (0, len(text))
    while first and text[first - 1] in OPENERS:
        first -= 1
    while last < len(text) and text[last] in CLOSERS:
        last += 1
    return start + first, start + last


def _pieces(side: Side, starts: Iterable[int], changed: Iterable[str]) -> list[Piece]:
    """Return a version in pieces, those that differ in words without the signs before and after."""
    text, place, stop = side
    pieces = []
    for start, end in map(core, changed, starts):
        pieces += [(text[place:start], False), (text[start:end], True)]
        place = end
    pieces.append((text[place:stop], False))
    # Gaps beside one another are one.
    return [piece for piece, _ in groupby(piece for piece in pieces if any(piece))]


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
    own = substitutions[substitutions["passage"] == passage.passage]
    own = own[own["difference"].isin(differences)]
    a = texts[passage.doc_a], passage.start_a, passage.end_a
    b = texts[passage.doc_b], passage.start_b, passage.end_b
    return _pieces(a, own["start_a"], own["text_a"]), _pieces(b, own["start_b"], own["text_b"])


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


def against_the_first(cluster: pd.DataFrame) -> pd.DataFrame:
    """Return the first version of a cluster (rows of doc, start, end) paired with each other, as passages.

    >>> cluster = pd.DataFrame({"doc": ["a", "b"], "start": 0, "end": 20})
    >>> against_the_first(cluster)[["doc_a", "doc_b"]].values.tolist()
    [['a', 'b']]
    """
    first, *others = cluster[["doc", "start", "end"]].itertuples(index=False, name=None)
    rows = [(number, *first, *other, "near", 0.0) for number, other in enumerate(others, 1)]
    return pd.DataFrame(rows, columns=PASSAGES)


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
    pairs = against_the_first(cluster)
    found = substitutions(pairs, texts)
    first = cluster.iloc[0]
    return [
        (first["doc"], [(texts[first["doc"]][first["start"] : first["end"]], False)]),
        *((pair.doc_b, versions(pair, found, texts, differences)[1]) for pair in pairs.itertuples()),
    ]
