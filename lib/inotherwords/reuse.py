"""Which sentences and clauses two articles share, wherever they stand, and how much of each is shared.

The articles quote, cut, reorder and reword the same agency copy. A pair of sentences is found by how alike
they are; only then, and only where they are the same sentence, are their words set against each other. That
is the order in which scholarly collation works: align, then collate.

In a large corpus not every sentence can be compared with every other: only those are that have in common a
word, or two words in a row, that few sentences have.
"""

import itertools
import re
from difflib import SequenceMatcher
from functools import cache

import numpy as np
import pandas as pd

from inotherwords.collation import COLLATED, PASSAGES
from inotherwords.normalisation import words
from inotherwords.terms import stop_words

# The kinds of segment that tell the story in sentences: a headline or a credit is not shared copy.
KINDS = ["sentence", "caption"]

# Shorter sentences ("He said so.") are alike by chance.
FEWEST_WORDS = 4

# A pair is offered from here on, or from lower down if a sentence of a third article is alike to both. Read
# by eye on the five articles of this study: of what the first rule offers, most pairs say the same
# thing; of what the second adds, fewer.
CANDIDATE = 0.30
SUPPORTED = 0.22

# Two roads to "the same sentence": much in common whatever the order, or most of the shorter sentence's words
# recur in order, which finds a copy that was cut or drawn out.
NEAR = 0.42
IN_ORDER = 0.6

# A clause ends before or behind these. It is looked for on its own only if it holds enough words that are
# neither names nor stop words: "said the head of the Syrian Observatory for Human Rights" is no shared copy.
CLAUSE_END = re.compile(
    r"[,;:](?=\W)|[—–()]|\s--\s|\s(?=(?:and|but|while|which|who|where|that|as|after|before|since|because)\s)"
)
FEWEST_TELLING = 5

# A word, or two in a row, leads to a comparison only if at most this many sentences have it, and if such
# words make up a little of both sentences. That keeps the comparisons per sentence few, however large the
# corpus; copies still meet in many places, because most pairs of words are rare.
COMMON = 50
TOUCH = 0.05

CHUNK = 500  # sentences looked up at a time, which bounds the memory


def _clauses(text: str, spans: list[tuple[int, int]]) -> list[slice]:
    """Return the clauses, as slices of the words at `spans`, that may be shared on their own.

    >>> text = "Rain fell, and two bakers quickly opened their village shops."
    >>> forms, spans = words(text, 0, len(text))
    >>> [" ".join(forms[clause]) for clause in _clauses(text, spans)]
    ['and two bakers quickly opened their village shops']
    """
    ends = [match.end() for match in CLAUSE_END.finditer(text, spans[0][0], spans[-1][1])]
    cuts = [0, *np.searchsorted([start for start, _ in spans], ends).tolist(), len(spans)]
    clauses = []
    for clause in itertools.starmap(slice, itertools.pairwise(cuts)) if ends else []:
        small = [text[start:end] for start, end in spans[clause] if text[start].islower()]
        if len([word for word in small if word not in stop_words()]) >= FEWEST_TELLING:
            clauses.append(clause)
    return clauses


def _parts(segments: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """Return all sentences and clauses: doc, start, end, sentence (number), whole, letters, words.

    `words` are the normal forms; `letters`, the same run together, tell whether two wordings are the same.
    """
    place = ["doc", "start", "end"]
    told = segments.loc[segments["kind"].isin(KINDS), place].sort_values(place)
    rows = []
    for sentence, (doc, start, end) in enumerate(told.itertuples(index=False)):
        forms, spans = words(texts[doc], start, end)
        if len(forms) < FEWEST_WORDS:
            continue
        rows.append((doc, start, end, sentence, True, "".join(forms), " ".join(forms)))
        for clause in _clauses(texts[doc], spans):
            own, (first, *_, last) = forms[clause], spans[clause]
            rows.append((doc, first[0], last[1], sentence, False, "".join(own), " ".join(own)))
    return pd.DataFrame(rows, columns=[*place, "sentence", "whole", "letters", "words"])


def _alike(wordings: pd.Series, sentences: pd.Series) -> pd.DataFrame:
    """Return the pairs of wordings that are alike: one, other (their numbers), similarity.

    How alike two are is measured in letters; rare words and pairs of words decide which are compared. Both
    are weighted by how many of the `sentences` have them.
    """
    # Imported where they are used: loading them takes a second, and most notebooks only read the passages.
    from scipy.sparse import coo_array
    from sklearn.feature_extraction.text import TfidfVectorizer

    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit(sentences)
    rare = TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), max_df=COMMON).fit(sentences)
    vectors, index = letters.transform(wordings), rare.transform(wordings)
    found = []
    for first in range(0, len(wordings), CHUNK):
        touching = coo_array(index[first : first + CHUNK] @ index.T)
        kept = (touching.row + first < touching.col) & (touching.data >= TOUCH)
        one, other = touching.row[kept] + first, touching.col[kept]
        # Rounded before it is compared: the last bits differ between processors.
        similarity = np.asarray(vectors[one].multiply(vectors[other]).sum(axis=1)).ravel().round(6)
        found.append(pd.DataFrame({"one": one, "other": other, "similarity": similarity.clip(0, 1)}))
    alike = pd.concat(found, ignore_index=True)
    return alike[alike["similarity"] >= SUPPORTED]


def _pairs(alike: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """Return each pair of parts of two articles, a before b, whose wordings are alike or the same."""
    own = pd.DataFrame({"one": parts["wording"].unique()})
    same = own.assign(other=own["one"], similarity=1.0)
    turned = alike.rename(columns={"one": "other", "other": "one"})
    pairs = pd.concat([alike, turned, same])
    for wording, side in (("one", "a"), ("other", "b")):
        pairs = pairs.merge(parts.add_suffix(f"_{side}"), left_on=wording, right_on=f"wording_{side}")
    return pairs[pairs["doc_a"] < pairs["doc_b"]]


def _is_best(pairs: pd.DataFrame) -> pd.Series:
    """Return whether a pair is, for at least one of its two sentences, the best in the other article."""
    best_for_a, best_for_b = (
        pairs.groupby(sides)["similarity"].transform("max")
        for sides in (["sentence_a", "doc_b"], ["sentence_b", "doc_a"])
    )
    return (pairs["similarity"] == best_for_a) | (pairs["similarity"] == best_for_b)


def _is_supported(pairs: pd.DataFrame, close: pd.DataFrame) -> np.ndarray:
    """Return whether some sentence of a third article is, in the pairs `close`, with both of each pair."""
    from scipy.sparse import csr_array

    ends, links = (table[["sentence_a", "sentence_b"]].to_numpy() for table in (pairs, close))
    size = max(ends.max(initial=0), links.max(initial=0)) + 1
    both_ways = np.concatenate([links, links[:, ::-1]]).T
    linked = csr_array((np.ones(both_ways.shape[1]), both_ways), shape=(size, size))
    # No sentence has a link within its own article: what both have is in a third.
    return (linked[ends[:, 0]] * linked[ends[:, 1]]).sum(axis=1) > 0


def _in_order(a: str, b: str) -> float:
    """Return the share of the shorter text's words that recur in the other text in the same order.

    >>> _in_order("the old ferry sank", "the ferry sank off the coast")
    0.75
    """
    # SequenceMatcher settles ties by its first list: in one fixed order, b to a mirrors a to b.
    one, other = sorted([a.split(), b.split()])
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / min(len(one), len(other))


def _recur(pairs: pd.DataFrame, wordings: pd.Series) -> np.ndarray:
    """Return whether most words of the shorter part of each pair recur in order in the other part."""
    known = cache(lambda one, other: _in_order(wordings[one], wordings[other]) >= IN_ORDER)
    return np.array([known(*pair) for pair in zip(pairs["one"], pairs["other"], strict=True)], dtype=bool)


def _sentences(pairs: pd.DataFrame, wordings: pd.Series) -> pd.DataFrame:
    """Return the pairs of whole sentences that are offered, with their kind."""
    whole = pairs[pairs["whole_a"] & pairs["whole_b"]]
    best = whole[_is_best(whole)]
    reached = best["similarity"] >= CANDIDATE
    likely, other = best[reached], best[~reached]
    supported = other[_is_supported(other, whole[whole["similarity"] >= CANDIDATE])]
    near = likely["similarity"].to_numpy() >= NEAR
    near[~near] = _recur(likely[~near], wordings)
    return pd.concat(
        [likely.assign(kind=np.where(near, "near", "paraphrase")), supported.assign(kind="paraphrase")]
    )


def _copied_clauses(pairs: pd.DataFrame, wordings: pd.Series) -> pd.DataFrame:
    """Return the pairs of which at least one part is a clause, and one a copy of the other."""
    clauses = pairs[~(pairs["whole_a"] & pairs["whole_b"]) & (pairs["similarity"] >= NEAR)]
    return clauses[_recur(clauses, wordings)]


def passages(segments: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """Return the pairs of sentences, or clauses, that two articles share, in whatever order they stand.

    `segments` has the columns doc, kind, start, end; sentences and captions of four words or more take part.
    One row a pair, sorted by place, numbered from 1: passage, doc_a, start_a, end_a, doc_b, start_b, end_b,
    kind, similarity; doc_a sorts before doc_b.

    `similarity` (0 to 1, six places) is the cosine of TF-IDF vectors (Salton & Buckley 1988) over the runs
    of three to five letters within words, so that "Rahman" and "Rahmane" are nearly the same; logarithmic
    term frequency; every different sentence of the tables is a document. It depends therefore on the whole
    corpus. A pair is offered if it is, for at least one of its two sentences, the best in the other article
    (a sentence that was split in two may be matched twice), and reaches CANDIDATE; or SUPPORTED, if a
    sentence of a third article reaches CANDIDATE with both. Only sentences are compared that share a word,
    or two in a row, which at most COMMON sentences have.

    `kind`: *verbatim* if all words are the same but for typography and spelling; *near* if the similarity
    reaches NEAR, or CANDIDATE and IN_ORDER of the shorter sentence's words recur in the same order, or a
    clause of one is copied in the other; else *paraphrase*: a candidate, to be read. A clause is copied if
    its similarity reaches NEAR and IN_ORDER of the shorter one's words recur in the same order. Where the
    two sentences are not offered, the place of a copied clause is.

    Raises KeyError if `texts` lacks an article of `segments`.

    >>> texts = {"a": "Troops left the old port on Monday.", "b": "Soldiers left the old port on Monday."}
    >>> segments = pd.DataFrame({"doc": ["a", "b"], "kind": "sentence", "start": 0, "end": [35, 37]})
    >>> passages(segments, texts)[["doc_a", "end_a", "doc_b", "end_b", "kind"]].values.tolist()
    [['a', 35, 'b', 37, 'near']]
    """
    parts = _parts(segments, texts)
    if parts.empty:
        return pd.DataFrame(columns=PASSAGES)
    parts["wording"] = parts.groupby("letters").ngroup()
    wordings = parts.groupby("wording")["words"].min()
    alike = _alike(wordings, wordings[parts.loc[parts["whole"], "wording"].unique()])
    pairs = _pairs(alike, parts.drop(columns=["letters", "words"]))
    sentences, copied = _sentences(pairs, wordings), _copied_clauses(pairs, wordings)
    offered, with_copy = (
        pd.MultiIndex.from_frame(rows[["sentence_a", "sentence_b"]]) for rows in (sentences, copied)
    )
    sentences.loc[offered.isin(with_copy), "kind"] = "near"
    others = copied[~with_copy.isin(offered)]
    table = pd.concat([sentences, others[_is_best(others)].assign(kind="near")])
    table.loc[table["one"] == table["other"], "kind"] = "verbatim"
    table = table.sort_values(["doc_a", "doc_b", "start_a", "start_b", "end_a", "end_b"])
    return table.assign(passage=range(1, len(table) + 1)).reset_index(drop=True)[PASSAGES]


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


def beside(passages: pd.DataFrame, clusters: pd.DataFrame) -> pd.DataFrame:
    """Return the verbatim and near passages of which the two sides are not in one cluster.

    >>> pair = pd.DataFrame([(1, "a", 0, 9, "b", 0, 9, "near", 0.6)], columns=PASSAGES)
    >>> len(beside(pair, clusters(pair))), len(beside(pair, clusters(pair).iloc[:1]))
    (0, 1)
    """
    cluster = clusters.set_index(["doc", "start", "end"])["cluster"].to_dict()
    linked = passages[passages["kind"] != "paraphrase"]
    apart = [
        (own := cluster.get((row.doc_a, row.start_a, row.end_a))) is None
        or own != cluster.get((row.doc_b, row.start_b, row.end_b))
        for row in linked.itertuples()
    ]
    return linked[apart]


def _within(table: pd.DataFrame, spans: pd.DataFrame) -> np.ndarray:
    """Return whether each row of a table of one article begins in one of some spans, which may overlap.

    >>> table = pd.DataFrame({"start": [0, 5, 10]})
    >>> _within(table, pd.DataFrame({"start": [0, 2], "end": [9, 4]})).tolist()
    [True, True, False]
    """
    if spans.empty:
        return np.zeros(len(table), dtype=bool)
    spans = spans.sort_values("start")
    before = np.searchsorted(spans["start"], table["start"], side="right") - 1
    reach = np.maximum.accumulate(spans["end"].to_numpy())
    return (before >= 0) & (table["start"].to_numpy() < reach[before])


def add_shared(table: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Return a table of spans (doc, start, …) with one more column: shared, yes or no.

    yes: its first character stands in a verbatim or near passage that another article has as well.

    >>> pair = pd.DataFrame([(1, "a", 0, 9, "b", 3, 8, "near", 0.6)], columns=PASSAGES)
    >>> add_shared(pd.DataFrame({"doc": ["a", "a", "b"], "start": [0, 9, 0]}), pair)["shared"].tolist()
    ['yes', 'no', 'no']
    """
    place = ["doc", "start", "end"]
    linked = passages[passages["kind"].isin(COLLATED)]
    sides = [linked[[f"{column}_{side}" for column in place]].set_axis(place, axis=1) for side in "ab"]
    spans = dict(list(pd.concat(sides).groupby("doc")))
    shared = pd.Series("no", index=table.index, dtype=object)
    for doc, rows in table.groupby("doc"):
        if doc in spans:
            shared[rows.index[_within(rows, spans[doc])]] = "yes"
    return table.assign(shared=shared)


def shared_share(passages: pd.DataFrame, segments: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Return how many of each article's words stand in sentences it shares with another article.

    One row an article of `segments`, sorted: doc, shared, words; both are counts of the rows of `tokens`
    (columns doc, start) that lie in sentences and captions, `shared` of those in a verbatim or near
    passage, which may be a clause. A word shared with several articles counts once.

    >>> pair = pd.DataFrame([(1, "a", 0, 9, "b", 0, 9, "near", 0.6)], columns=PASSAGES)
    >>> segments = pd.DataFrame({"doc": ["a", "a"], "kind": "sentence", "start": [0, 10], "end": [9, 14]})
    >>> tokens = pd.DataFrame({"doc": "a", "start": [0, 5, 10], "end": [4, 8, 13]})
    >>> shared_share(pair, segments, tokens).values.tolist()
    [['a', 2, 3]]
    """
    of_doc = dict(list(add_shared(tokens, passages).groupby("doc")))
    rows = []
    for doc, own in segments.groupby("doc", sort=True):
        words = of_doc.get(doc, tokens.iloc[:0].assign(shared=""))
        told = words[_within(words, own[own["kind"].isin(KINDS)])]
        rows.append((doc, int((told["shared"] == "yes").sum()), len(told)))
    return pd.DataFrame(rows, columns=["doc", "shared", "words"])
