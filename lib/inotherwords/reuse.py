"""Which sentences two articles share, and which words differ in them.

The articles quote, cut, reorder and reword the same agency copy. A pair of sentences is found by how
alike they are, wherever they stand; only then, and only where they are the same sentence, are their
words set against each other. That is the order in which scholarly collation works: align, then collate.
"""

import itertools
import re
import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer

# The kinds of segment that tell the story in sentences: a headline or a credit is not shared copy.
KINDS = ["sentence", "caption"]

# Shorter sentences ("He said so.") are alike by chance.
FEWEST_WORDS = 4

# A pair is offered from here on. Read by eye on the five articles of this study: about four pairs in five
# offered at .30 say the same thing; at .25 it is three in five.
CANDIDATE = 0.30

# Two roads to "the same sentence": much in common whatever the order (at .45 every pair read was one), or
# half of the shorter sentence's words recur in order, which finds a copy that was cut or drawn out.
NEAR = 0.45
IN_ORDER = 0.5

# Alone between two differences these hold nothing together: "[by] the [violence]" is one change, not two.
# fmt: off
FUNCTION_WORDS = {
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "it", "its", "of", "on", "or", "that",
    "the", "their", "to", "was", "were", "which", "with",
}
# fmt: on

# British and American endings that are told apart by spelling alone; the result is a key, not a word.
SPELLINGS = [
    (re.compile(r"(?<=\w\w)our"), "or"),
    (re.compile(r"(?<=\w\w)is(?=(?:e[ds]?|ing|ations?)$)"), "iz"),
    (re.compile(r"(?<=\w\w)tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=\w\w)ence(?=s?$)"), "ense"),
]

# A number with its commas is one word, a hyphenated compound is several; accents may be combining.
WORD = re.compile(r"\d+(?:[.,]\d+)+\w*|\w[\w\u0300-\u036f]*(?:['’]\w[\w\u0300-\u036f]*)*")

GAP = "∅"

SHORT_SWAP = 3  # words; more is rewriting
PASSAGES = ["passage", "doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b", "kind", "similarity"]
SUBSTITUTIONS = ["passage", "start_a", "end_a", "text_a", "start_b", "end_b", "text_b", "change"]


def normal_form(word: str) -> str:
    """Return what is compared of a word: not its case, accents, possessive ending or British spelling.

    >>> [normal_form(word) for word in ["Syria’s", "Türkiye", "neighbouring", "14,000", "We’re"]]
    ['syria', 'turkiye', 'neighboring', '14000', "we're"]
    """
    letters = unicodedata.normalize("NFKD", word.casefold()).replace("’", "'").replace(",", "")
    form = "".join(letter for letter in letters if not unicodedata.combining(letter)).removesuffix("'s")
    for ending, other in SPELLINGS:
        form = ending.sub(other, form)
    return form


def _words(text: str, start: int, end: int) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the normal forms of the words of `text[start:end]`, and their spans in `text`."""
    found = list(WORD.finditer(text, start, end))
    return [normal_form(word.group()) for word in found], [word.span() for word in found]


def _compare(a: list[str], b: list[str]) -> list[tuple[bool, int, int, int, int]]:
    """Return runs (same, start_a, end_a, start_b, end_b) that cover two lists of words in order."""
    if b < a:  # SequenceMatcher settles ties by its first list: in one fixed order, b to a mirrors a to b
        return [(same, start_a, end_a, *in_b) for same, *in_b, start_a, end_a in _compare(b, a)]
    runs = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    # "cease-fire" and "ceasefire", "air strikes" and "airstrikes": the same letters are the same words.
    return [
        ("".join(a[start_a:end_a]) == "".join(b[start_b:end_b]), start_a, end_a, start_b, end_b)
        for _, start_a, end_a, start_b, end_b in runs
    ]


def _in_order(a: list[str], b: list[str]) -> float:
    """Return the share of the shorter list's words that recur in the other list in the same order."""
    runs = [run for same, *run in _compare(a, b) if same]
    recurring = sum(min(end_a - start_a, end_b - start_b) for start_a, end_a, start_b, end_b in runs)
    return recurring / min(len(a), len(b))


def _grade(a: list[str], b: list[str], similarity: float) -> str:
    """Return verbatim, near or paraphrase for the words of a pair that is alike enough to be offered."""
    if all(run[0] for run in _compare(a, b)):
        return "verbatim"
    return "near" if similarity >= NEAR or _in_order(a, b) >= IN_ORDER else "paraphrase"


def passages(segments: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """Return the pairs of sentences that two articles share, in whatever order they stand.

    `segments` has the columns doc, kind, start, end; sentences and captions of four words or more take part.
    One row a pair, sorted by place, numbered from 1: passage, doc_a, start_a, end_a, doc_b, start_b, end_b,
    kind, similarity; doc_a sorts before doc_b.

    `similarity` (0 to 1, six places) is the cosine of TF-IDF vectors (Salton & Buckley 1988) over the runs
    of three to five letters within words, so that "Rahman" and "Rahmane" are nearly the same; logarithmic
    term frequency; every sentence of the tables is a document. It depends therefore on the whole corpus. A
    pair is offered if it reaches CANDIDATE and is, for at least one of its two sentences, the best in the
    other article: a sentence that was split in two may be matched twice.

    `kind`: *verbatim* if all words are the same but for typography and spelling; *near* if the similarity
    reaches NEAR, or IN_ORDER of the shorter sentence's words recur in the same order; else *paraphrase*: a
    candidate, to be read.

    Raises KeyError if `texts` lacks an article of `segments`.

    >>> texts = {"a": "Troops left the old port on Monday.", "b": "Soldiers left the old port on Monday."}
    >>> segments = pd.DataFrame({"doc": ["a", "b"], "kind": "sentence", "start": 0, "end": [35, 37]})
    >>> passages(segments, texts)[["doc_a", "end_a", "doc_b", "end_b", "kind"]].values.tolist()
    [['a', 35, 'b', 37, 'near']]
    """
    place = ["doc", "start", "end"]
    told = segments.loc[segments["kind"].isin(KINDS), place].sort_values(place)
    sentences = []
    for doc, start, end in told.itertuples(index=False):
        words = _words(texts[doc], start, end)[0]
        if len(words) >= FEWEST_WORDS:
            sentences.append((doc, start, end, words))
    if not sentences:
        return pd.DataFrame(columns=PASSAGES)

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    vectors = vectorizer.fit_transform([" ".join(words) for *_, words in sentences])
    docs = np.array([doc for doc, *_ in sentences])
    rows = []
    for doc_a, doc_b in itertools.combinations(sorted(set(docs.tolist())), 2):
        in_a, in_b = np.flatnonzero(docs == doc_a), np.flatnonzero(docs == doc_b)
        # Rounded before it is compared: the last bits differ between processors.
        similarity = (vectors[in_a] @ vectors[in_b].T).toarray().round(6).clip(0, 1)
        best = (similarity == similarity.max(axis=0)) | (similarity == similarity.max(axis=1, keepdims=True))
        for row, column in np.argwhere(best & (similarity >= CANDIDATE)):
            a, b = sentences[in_a[row]], sentences[in_b[column]]
            alike = float(similarity[row, column])
            rows.append((*a[:3], *b[:3], _grade(a[3], b[3], alike), alike))
    return pd.DataFrame([(number, *row) for number, row in enumerate(rows, 1)], columns=PASSAGES)


def _differences(a: list[str], b: list[str]) -> list[tuple[int, int, int, int]]:
    """Return the stretches that differ; function words alone between two of them belong to the stretch."""
    differences: list[tuple[int, int, int, int]] = []
    for same, *run in _compare(a, b):
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
        words_a, spans_a = _words(texts[row.doc_a], row.start_a, row.end_a)
        words_b, spans_b = _words(texts[row.doc_b], row.start_b, row.end_b)
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


def clusters(passages: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences that two or more articles share, with all their versions.

    One row a sentence: cluster (from 1), doc, start, end. Every version of a cluster is a verbatim or near
    passage of every other (complete linkage, the most alike joined first), so that no two are together
    only by way of a third. Clusters in most articles come first, then those that stand first.

    >>> chain = [(1, "a", 0, 9, "b", 0, 9, "near", 0.6), (2, "b", 0, 9, "c", 5, 9, "near", 0.5)]
    >>> clusters(pd.DataFrame(chain, columns=PASSAGES)).values.tolist()
    [[1, 'a', 0, 9], [1, 'b', 0, 9]]
    """
    near = passages[passages["kind"] != "paraphrase"].sort_values(
        ["similarity", "passage"], ascending=[False, True]
    )
    links = {
        frozenset([(row.doc_a, row.start_a, row.end_a), (row.doc_b, row.start_b, row.end_b)])
        for row in near.itertuples()
    }
    member: dict[tuple[str, int, int], list[tuple[str, int, int]]] = {}
    for row in near.itertuples():
        one = member.setdefault((row.doc_a, row.start_a, row.end_a), [(row.doc_a, row.start_a, row.end_a)])
        other = member.setdefault((row.doc_b, row.start_b, row.end_b), [(row.doc_b, row.start_b, row.end_b)])
        if one is not other and all(frozenset(pair) in links for pair in itertools.product(one, other)):
            one += other
            member |= dict.fromkeys(other, one)
    groups = {id(group): sorted(group) for group in member.values() if len(group) > 1}
    ordered = sorted(groups.values(), key=lambda group: (-len(group), group[0]))
    rows = [(number, *place) for number, group in enumerate(ordered, 1) for place in group]
    return pd.DataFrame(rows, columns=["cluster", "doc", "start", "end"])


def shared_share(passages: pd.DataFrame, segments: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Return how many of each article's words stand in sentences it shares with another article.

    One row an article of `segments`, sorted: doc, shared, words; both are counts of the rows of `tokens`
    (columns doc, start, end) that lie in sentences and captions, `shared` of those in a verbatim or near
    passage. A sentence shared with several articles counts once.

    >>> pair = pd.DataFrame([(1, "a", 0, 9, "b", 0, 9, "near", 0.6)], columns=PASSAGES)
    >>> segments = pd.DataFrame({"doc": ["a", "a"], "kind": "sentence", "start": [0, 10], "end": [9, 14]})
    >>> tokens = pd.DataFrame({"doc": "a", "start": [0, 5, 10], "end": [4, 8, 13]})
    >>> shared_share(pair, segments, tokens).values.tolist()
    [['a', 2, 3]]
    """
    linked = passages[passages["kind"] != "paraphrase"]
    sides = (linked[[f"{name}_{side}" for name in ("doc", "start", "end")]] for side in "ab")
    shared = {place for side in sides for place in side.itertuples(index=False, name=None)}
    rows = []
    for doc, own in segments.groupby("doc", sort=True):
        words = tokens[tokens["doc"] == doc]
        counts = [0, 0]
        for start, end in own.loc[own["kind"].isin(KINDS), ["start", "end"]].itertuples(index=False):
            inside = int(((words["start"] >= start) & (words["end"] <= end)).sum())
            counts[0] += inside if (doc, start, end) in shared else 0
            counts[1] += inside
        rows.append((doc, *counts))
    return pd.DataFrame(rows, columns=["doc", "shared", "words"])


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
