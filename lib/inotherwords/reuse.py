"""Which sentences two articles share, and which words differ in them.

The articles quote, cut, reorder and reword the same agency copy. A pair of sentences is found by how
alike they are, wherever they stand; only then, and only where they are the same sentence, are their
words set against each other. That is the order in which scholarly collation works: align, then collate.
"""

import itertools

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer

from inotherwords.collation import PASSAGES, compare
from inotherwords.normalisation import words

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


def _in_order(a: list[str], b: list[str]) -> float:
    """Return the share of the shorter list's words that recur in the other list in the same order."""
    runs = [run for same, *run in compare(a, b) if same]
    recurring = sum(min(end_a - start_a, end_b - start_b) for start_a, end_a, start_b, end_b in runs)
    return recurring / min(len(a), len(b))


def _grade(a: list[str], b: list[str], similarity: float) -> str:
    """Return verbatim, near or paraphrase for the words of a pair that is alike enough to be offered."""
    if all(run[0] for run in compare(a, b)):
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
        forms = words(texts[doc], start, end)[0]
        if len(forms) >= FEWEST_WORDS:
            sentences.append((doc, start, end, forms))
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
        own_words = tokens[tokens["doc"] == doc]
        counts = [0, 0]
        for start, end in own.loc[own["kind"].isin(KINDS), ["start", "end"]].itertuples(index=False):
            inside = int(((own_words["start"] >= start) & (own_words["end"] <= end)).sum())
            counts[0] += inside if (doc, start, end) in shared else 0
            counts[1] += inside
        rows.append((doc, *counts))
    return pd.DataFrame(rows, columns=["doc", "shared", "words"])
