"""Collation: two versions of one sentence set side by side, and the words that differ marked.

Only sentences that are the same sentence are collated: first align, then compare, as editors of texts do.
"""

from collections.abc import Callable
from difflib import SequenceMatcher

import pandas as pd

from inotherwords.normalisation import words

# Alone between two differences these hold nothing together: "[by] the [violence]" is one change, not two.
# fmt: off
FUNCTION_WORDS = {
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "it", "its", "of", "on", "or", "that",
    "the", "their", "to", "was", "were", "which", "with",
}
# fmt: on

GAP = "∅"

SHORT_SWAP = 3  # words; more is rewriting
PASSAGES = ["passage", "doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b", "kind", "similarity"]
SUBSTITUTIONS = ["passage", "start_a", "end_a", "text_a", "start_b", "end_b", "text_b", "change"]


def compare(a: list[str], b: list[str]) -> list[tuple[bool, int, int, int, int]]:
    """Return runs (same, start_a, end_a, start_b, end_b) that cover two lists of words in order."""
    if b < a:  # SequenceMatcher settles ties by its first list: in one fixed order, b to a mirrors a to b
        return [(same, start_a, end_a, *in_b) for same, *in_b, start_a, end_a in compare(b, a)]
    runs = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    # "cease-fire" and "ceasefire", "air strikes" and "airstrikes": the same letters are the same words.
    return [
        ("".join(a[start_a:end_a]) == "".join(b[start_b:end_b]), start_a, end_a, start_b, end_b)
        for _, start_a, end_a, start_b, end_b in runs
    ]


def _differences(a: list[str], b: list[str]) -> list[tuple[int, int, int, int]]:
    """Return the stretches that differ; function words alone between two of them belong to the stretch."""
    differences: list[tuple[int, int, int, int]] = []
    for same, *run in compare(a, b):
        if same:
            continue
        if differences:
            start_a, end_a, start_b, end_b = differences[-1]
            between = a[end_a : run[0]] + b[end_b : run[2]]
            if FUNCTION_WORDS.issuperset(between):
                differences[-1] = (start_a, run[1], start_b, run[3])
                continue
        differences.append(tuple(run))
    return differences


def _place(spans: list[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """Return the span of words first to last (half-open); if there are none, the end of the word before."""
    if first < last:
        return spans[first][0], spans[last - 1][1]
    place = spans[first - 1][1] if first else spans[0][0]
    return place, place


def substitutions(passages: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """Return the words that differ in each verbatim or near passage, in the order of article a.

    One row a difference: passage, start_a, end_a, text_a, start_b, end_b, text_b, change (replace, insert,
    delete: what article b does to a's wording). `texts[doc_a][start_a:end_a]` is `text_a`, and the same for
    b; where a side has no words its span is empty and lies after the word before. Words are compared, whole,
    by their `normal_form`: punctuation, case, quotation marks, possessives, hyphens, joined words and British
    spelling make no difference. Function words alone between two differences belong to one difference.

    Paraphrases are not collated: too little stands in the same order, and the words would be shredded into
    pairs that replace nothing.

    Method: Ratcliff & Metzener (1988), as difflib.SequenceMatcher has it, without its junk rule.
    Raises KeyError if `texts` lacks an article of `passages`.

    >>> texts = {"a": "The offensive began at dawn.", "b": "The onslaught began at dawn, he said."}
    >>> pair = pd.DataFrame([(1, "a", 0, 28, "b", 0, 37, "near", 0.6)], columns=PASSAGES)
    >>> substitutions(pair, texts)[["text_a", "text_b", "change"]].values.tolist()
    [['offensive', 'onslaught', 'replace'], ['', 'he said', 'insert']]
    """
    rows = []
    for row in passages.itertuples():
        if row.kind == "paraphrase":
            continue
        words_a, spans_a = words(texts[row.doc_a], row.start_a, row.end_a)
        words_b, spans_b = words(texts[row.doc_b], row.start_b, row.end_b)
        for first_a, last_a, first_b, last_b in _differences(words_a, words_b):
            a, b = _place(spans_a, first_a, last_a), _place(spans_b, first_b, last_b)
            change = "insert" if first_a == last_a else "delete" if first_b == last_b else "replace"
            text_a, text_b = texts[row.doc_a][slice(*a)], texts[row.doc_b][slice(*b)]
            rows.append((row.passage, *a, text_a, *b, text_b, change))
    return pd.DataFrame(rows, columns=SUBSTITUTIONS)


def versions(
    passage, substitutions: pd.DataFrame, texts: dict[str, str]
) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Return both versions of a passage as lists of (text, differs), which joined give the sentence back.

    `passage` is one row of `passages` (a Series, or from itertuples). A gap, where only the other version
    has words, is ("", True). Print a version with `marked`.

    >>> texts = {"a": "The offensive began.", "b": "The onslaught began."}
    >>> pair = pd.DataFrame([(1, "a", 0, 20, "b", 0, 20, "near", 0.6)], columns=PASSAGES)
    >>> versions(pair.iloc[0], substitutions(pair, texts), texts)[0]
    [('The ', False), ('offensive', True), (' began.', False)]
    """
    own = substitutions[substitutions["passage"] == passage.passage]
    sides = (
        (texts[passage.doc_a], passage.start_a, passage.end_a, own[["start_a", "end_a"]]),
        (texts[passage.doc_b], passage.start_b, passage.end_b, own[["start_b", "end_b"]]),
    )
    both = []
    for text, place, stop, spans in sides:
        pieces = []
        for start, end in spans.itertuples(index=False):
            pieces += [(text[place:start], False), (text[start:end], True)]
            place = end
        pieces.append((text[place:stop], False))
        both.append([piece for piece in pieces if any(piece)])
    return both[0], both[1]


def marked(
    pieces: list[tuple[str, bool]], before: str = "[", after: str = "]", clean: Callable[[str], str] = str
) -> str:
    """Return one version of a passage as a line of text, the words that differ between `before` and `after`.

    A gap is shown as ∅. For HTML: `marked(pieces, "<mark>", "</mark>", html.escape)`.

    >>> marked([("The ", False), ("offensive", True), (" began", False), ("", True), (".", False)])
    'The [offensive] began [∅].'
    """
    line = ""
    for text, differs in pieces:
        gap = differs and not text
        # A gap takes no room in the text: give it a space, after the word before or before the first word.
        line += " " if gap and line[-1:].isalnum() else ""
        line += f"{before}{clean(text) or GAP}{after}" if differs else clean(text)
        line += " " if gap and line == f"{before}{GAP}{after}" else ""
    return line


def variants(cluster: pd.DataFrame, texts: dict[str, str]) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Return the versions of one shared sentence as (doc, pieces), each compared with the first.

    `cluster` has the rows of one cluster: doc, start, end. The pieces are those of `versions`: (text,
    whether it differs from the first version); ("", True) stands where words are gone.

    >>> texts = {"a": "The offensive began.", "b": "The onslaught began."}
    >>> variants(pd.DataFrame({"doc": ["a", "b"], "start": 0, "end": 20}), texts)[1]
    ('b', [('The ', False), ('onslaught', True), (' began.', False)])
    """
    base, *others = cluster[["doc", "start", "end"]].itertuples(index=False, name=None)
    pairs = pd.DataFrame(
        [(n, *base, *other, "near", 0.0) for n, other in enumerate(others)], columns=PASSAGES
    )
    differing = substitutions(pairs, texts)
    whole = [(texts[base[0]][base[1] : base[2]], False)]
    return [
        (base[0], whole),
        *((pair.doc_b, versions(pair, differing, texts)[1]) for pair in pairs.itertuples()),
    ]


def short_swaps(substitutions: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Return the replacements of at most three words by at most three: passage, doc_a, text_a, doc_b, text_b.

    >>> passages = pd.DataFrame({"passage": [1], "doc_a": ["a"], "doc_b": ["b"]})
    >>> row = {"passage": [1], "text_a": ["offensive"], "text_b": ["onslaught"], "change": ["replace"]}
    >>> short_swaps(pd.DataFrame(row), passages).values.tolist()
    [[1, 'a', 'offensive', 'b', 'onslaught']]
    """
    replaced = substitutions[substitutions["change"] == "replace"]
    lengths = [replaced[side].str.split().str.len() <= SHORT_SWAP for side in ("text_a", "text_b")]
    joined = replaced[lengths[0] & lengths[1]].merge(passages[["passage", "doc_a", "doc_b"]], on="passage")
    return joined[["passage", "doc_a", "text_a", "doc_b", "text_b"]]
