"""Words and how often they are used: from the text's segments to tables of terms.

A token is a word where it stands; its term is the form under which it is counted. The formulas are
in `statistics`; the stop words beside this file serve display and collocations, never the counts.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from inotherwords import statistics

if TYPE_CHECKING:
    from nltk.tokenize.api import TokenizerI

# Datelines, credits and metadata are the desk's furniture: they would count places and agencies.
COUNTED = ("headline", "heading", "sentence", "caption")

# A run of letters or digits. An apostrophe inside belongs to it (don't), so does a full stop or comma
# between digits (1.5, 14,000). A hyphen parts two words: al-Qaeda and Al Qaeda are counted alike.
WORD = r"[^\W_]+(?:'[^\W_]+|(?<=\d)[.,](?=\d)[^\W_]+)*"

WINDOW = 50  # words; shorter than any article is likely to be
MIN_COUNT = 3  # a pair seen twice in a corpus with shared wire copy is one sentence printed twice

TOKEN_COLUMNS = ["doc", "segment", "start", "end", "text", "term"]


@cache
def _tokenizer() -> "TokenizerI":
    # Imported where it is used: loading nltk takes most of a second, and half the notebooks do without.
    from nltk import RegexpTokenizer

    return RegexpTokenizer(WORD)


@cache
def stop_words() -> frozenset[str]:
    """Return the closed-class words of English as lower-case terms, from stopwords.csv beside this file.

    >>> {"the", "don't"} <= stop_words(), "rebels" in stop_words()
    (True, False)
    """
    table = pd.read_csv(Path(__file__).with_name("stopwords.csv"), keep_default_na=False)
    return frozenset(table["word"])


def _spellings(names: pd.DataFrame) -> dict[str, str]:
    """Return the terms to replace, by variant: the one-word spelling variants of the names lexicon."""
    rows = names[names["kind"] == "spelling"]
    return {
        variant.casefold(): name.casefold()
        for variant, name in zip(rows["variant"], rows["name"], strict=True)
        if _tokenizer().tokenize(variant) == [variant] and _tokenizer().tokenize(name) == [name]
    }


def _term(word: str, spellings: dict[str, str]) -> str:
    """Return the form under which a word is counted."""
    term = word.casefold()
    # 's is a possessive unless the stop words know it as a contraction (it's).
    if term.endswith("'s") and term not in stop_words():
        term = term[:-2]
    return spellings.get(term, term)


def tokens(segments: pd.DataFrame, texts: dict[str, str], names: pd.DataFrame) -> pd.DataFrame:
    """Return every counted word: doc, segment, start, end, text, term, in the order of reading.

    `segments` is the table of that name; of its kinds only COUNTED are read. `texts` has the analysed
    text of each doc, apostrophes as ' (U+0027): `texts[doc][start:end] == text`. The term is the word
    in lower case, without a possessive 's, in the spelling that `names` (columns variant, name, kind)
    prefers. Raises KeyError if a doc has no text.

    >>> columns = ["doc", "segment", "kind", "start", "end"]
    >>> segments = pd.DataFrame([("a", 0, "sentence", 0, 22)], columns=columns)
    >>> names = pd.DataFrame([("Türkiye", "Turkey", "spelling")], columns=["variant", "name", "kind"])
    >>> list(tokens(segments, {"a": "Türkiye's 1,500 T-72s."}, names)["term"])
    ['turkey', '1,500', 't', '72s']
    """
    spellings = _spellings(names)
    counted = segments[segments["kind"].isin(COUNTED)].sort_values(["doc", "segment"])
    rows = []
    for doc, segment, first, last in zip(
        counted["doc"], counted["segment"], counted["start"], counted["end"], strict=True
    ):
        passage = texts[doc][first:last]
        for start, end in _tokenizer().span_tokenize(passage):
            word = passage[start:end]
            rows.append((doc, segment, first + start, first + end, word, _term(word, spellings)))
    return pd.DataFrame(rows, columns=TOKEN_COLUMNS)


def term_counts(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return how often each article uses each term: doc, term, count, per_thousand (words of the article).

    Sorted by doc, then count, most frequent first, then term. A term an article lacks has no row.

    >>> list(term_counts(pd.DataFrame({"doc": ["a"] * 2, "term": ["war"] * 2}))["per_thousand"])
    [1000.0]
    """
    counts = tokens.groupby(["doc", "term"]).size().reset_index(name="count")
    counts["per_thousand"] = 1000 * counts["count"] / counts.groupby("doc")["count"].transform("sum")
    return counts.sort_values(["doc", "count", "term"], ascending=[True, False, True], ignore_index=True)


def _matrix(terms: pd.DataFrame) -> pd.DataFrame:
    """Return counts with a row for each doc and a column for each term, both sorted, zeros filled in."""
    return terms.pivot(index="doc", columns="term", values="count").fillna(0).astype(int)


def _ranked(table: pd.DataFrame, by: str, before: list[str], after: list[str]) -> pd.DataFrame:
    """Return the table sorted by `before`, then `by` from the highest down, then `after`."""
    # Six places, as the files have them: the last bits differ between processors and would shuffle ties.
    keys = table.assign(**{by: -table[by].round(6)})
    return table.loc[keys.sort_values([*before, by, *after]).index].reset_index(drop=True)


def keyness(terms: pd.DataFrame) -> pd.DataFrame:
    """Return how each article's use of every term of the corpus differs from all the other articles'.

    Columns: doc, term, count (in the article), rest (in the others), log_likelihood (G2, four cells),
    log_ratio, log_odds_z, log_ratio_low, log_ratio_high, log_ratio_conservative, p_adjusted. The terms
    an article lacks have rows, too: what it leaves out is part of its choice of words, so there are
    docs x terms rows. Highest G2 first within each doc; log_ratio and log_odds_z are positive for
    over-use, negative for under-use. Bounds may be -inf or inf. p_adjusted is the p value of G2 after
    Benjamini-Hochberg over all rows; with few articles it says nothing about newsrooms (see
    `statistics.permutation_floor`). Raises ValueError if there are not two articles.

    The prior of log_odds_z is the corpus's own distribution, weighing as much as one average article
    (alpha_0 = mean length), so a word's pseudo-count is its mean count per article: enough to hold
    back words seen once, and growing with the articles, not with the size of the corpus.

    >>> terms = pd.DataFrame({"doc": ["a", "a", "b"], "term": ["rebels", "war", "war"], "count": [2, 1, 3]})
    >>> keyness(terms).loc[2:, ["doc", "term", "count", "rest", "log_ratio"]].round(3).values.tolist()
    [['b', 'rebels', 0, 2, -2.0], ['b', 'war', 3, 1, 1.585]]
    """
    matrix = _matrix(terms)
    if len(matrix) < 2:
        raise ValueError("Keyness compares an article with the others: it needs at least two articles.")
    counts = matrix.to_numpy()
    totals, sizes = counts.sum(axis=0), counts.sum(axis=1, keepdims=True)
    cells = (counts, totals - counts, sizes, sizes.sum() - sizes)
    g2 = statistics.log_likelihood(*cells)
    low, high = statistics.log_ratio_interval(*cells)
    columns = {
        "count": counts,
        "rest": cells[1],
        "log_likelihood": g2,
        "log_ratio": statistics.log_ratio(*cells),
        "log_odds_z": statistics.log_odds_z(counts, cells[1], prior=totals / len(matrix)),
        "log_ratio_low": low,
        "log_ratio_high": high,
        "log_ratio_conservative": statistics.log_ratio_conservative(*cells),
        "p_adjusted": statistics.adjust_p_values(statistics.p_value(g2).ravel()),
    }
    table = pd.DataFrame(
        {
            "doc": np.repeat(matrix.index, matrix.shape[1]),
            "term": np.tile(matrix.columns, matrix.shape[0]),
            **{name: values.ravel() for name, values in columns.items()},
        }
    )
    return _ranked(table, "log_likelihood", before=["doc"], after=["term"])


def dispersion(terms: pd.DataFrame) -> pd.DataFrame:
    """Return how evenly each term is spread over the articles: term, count, docs, dp, dp_norm.

    `count` is the tokens in all articles, `docs` the articles that have the term; `dp` and `dp_norm`
    are 0 for a term spread as the articles' lengths and high for one that few of them use. Sorted by
    count, most frequent first, then term. Raises ValueError if there are not two articles.

    >>> terms = pd.DataFrame({"doc": ["a", "b", "b"], "term": ["war", "war", "rebels"], "count": [2, 1, 1]})
    >>> dispersion(terms)["dp_norm"].round(4).tolist()
    [0.3333, 1.0]
    """
    matrix = _matrix(terms)
    counts, sizes = matrix.to_numpy().T, matrix.to_numpy().sum(axis=1)
    table = pd.DataFrame(
        {
            "term": matrix.columns,
            "count": counts.sum(axis=1),
            "docs": (counts > 0).sum(axis=1),
            "dp": statistics.dp(counts, sizes),
            "dp_norm": statistics.dp_norm(counts, sizes),
        }
    )
    return table.sort_values(["count", "term"], ascending=[False, True], ignore_index=True)


def _ngrams(tokens: pd.DataFrame, n: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the doc and the terms of every run of n words that lies within one segment."""
    from nltk import ngrams as runs

    rows = zip(tokens["doc"], tokens["segment"], tokens["term"], strict=True)
    for (doc, _), words in groupby(rows, key=lambda row: row[:2]):
        for ngram in runs((term for *_, term in words), n):
            yield doc, ngram


def collocations(tokens: pd.DataFrame, min_count: int = MIN_COUNT) -> pd.DataFrame:
    """Return the pairs of neighbours of the whole corpus: first, second, count and the measures.

    Both words stand in one segment, the pair at least `min_count` times, and neither is a stop
    word. Each word's chances are counted over all pairs, stop words included.
    log_likelihood, pmi, t_score and dice are those of `statistics.association`; a pmi below 0 means
    that the words avoid each other. Highest log-likelihood first, then first, second.

    >>> war = pd.DataFrame({"doc": ["a"] * 4, "segment": [0, 0, 1, 1], "term": ["civil", "war"] * 2})
    >>> collocations(war, min_count=2)[["first", "second", "count"]].values.tolist()
    [['civil', 'war', 2]]
    """
    stop = stop_words()
    pairs = Counter(pair for _, pair in _ngrams(tokens, 2))
    total, firsts, seconds = pairs.total(), Counter(), Counter()
    for (first, second), count in pairs.items():
        firsts[first] += count
        seconds[second] += count
    rows = [
        {"first": first, "second": second, "count": count}
        | statistics.association(count, firsts[first], seconds[second], total)
        for (first, second), count in pairs.items()
        if count >= min_count and first not in stop and second not in stop
    ]
    columns = ["first", "second", "count", "log_likelihood", "pmi", "t_score", "dice"]
    table = pd.DataFrame(rows, columns=columns)
    return _ranked(table, "log_likelihood", before=[], after=["first", "second"])


def ngrams(tokens: pd.DataFrame, n: int, min_docs: int = 2) -> pd.DataFrame:
    """Return the runs of n words found in at least `min_docs` articles: ngram, count, docs.

    `ngram` is the terms joined by spaces; a run never crosses the border of a segment; `count` is its
    occurrences in all articles, `docs` the articles that have it. Most articles first, then count,
    then ngram. Raises ValueError if n is below 1.

    >>> war = pd.DataFrame({"doc": ["a", "a", "b", "b"], "segment": 0, "term": ["civil", "war"] * 2})
    >>> ngrams(war, 2).values.tolist()
    [['civil war', 2, 2]]
    """
    if n < 1:
        raise ValueError("An n-gram has at least one word.")
    found = Counter((doc, " ".join(ngram)) for doc, ngram in _ngrams(tokens, n))
    counts, docs = Counter(), Counter()
    for (_, ngram), count in found.items():
        counts[ngram] += count
        docs[ngram] += 1
    rows = [(ngram, counts[ngram], docs[ngram]) for ngram in counts if docs[ngram] >= min_docs]
    rows.sort(key=lambda row: (-row[2], -row[1], row[0]))
    return pd.DataFrame(rows, columns=["ngram", "count", "docs"])


def lexical_diversity(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return how varied each article's words are: doc, tokens, types, ttr, mattr, mtld.

    `tokens` and `types` count words and different terms. `ttr` falls with the length of a text and is
    shown only to be explained; compare `mattr` (window of 50 words; nan in a shorter text) and `mtld`
    (in words). Sorted by doc.

    >>> lexical_diversity(pd.DataFrame({"doc": "a", "term": ["war"] * 50})).values.tolist()
    [['a', 50, 1, 0.02, 0.02, 2.0]]
    """
    rows = []
    for doc, group in tokens.groupby("doc"):
        words = group["term"].tolist()
        moving = statistics.mattr(words, WINDOW) if len(words) >= WINDOW else np.nan
        ratio = statistics.type_token_ratio(words)
        rows.append((doc, len(words), len(set(words)), ratio, moving, statistics.mtld(words)))
    return pd.DataFrame(rows, columns=["doc", "tokens", "types", "ttr", "mattr", "mtld"])


def concordance(tokens: pd.DataFrame, texts: dict[str, str], word: str, width: int = 40) -> pd.DataFrame:
    """Return every occurrence of a term in its context (KWIC): doc, start, end, left, text, right.

    `word` is a term, in whatever case; `left` and `right` are up to `width` characters of the article
    on either side, with line breaks shown as spaces, and `texts[doc][start:end] == text`. In the
    order of the tokens. No rows if the term does not occur.

    >>> row = pd.DataFrame({"doc": ["a"], "start": [4], "end": [10], "text": ["rebels"], "term": ["rebels"]})
    >>> concordance(row, {"a": "The rebels left."}, "Rebels").values.tolist()
    [['a', 4, 10, 'The ', 'rebels', ' left.']]
    """
    found = tokens.loc[tokens["term"] == word.casefold(), ["doc", "start", "end", "text"]]
    breaks = str.maketrans("\r\n", "  ")
    rows = [
        (
            doc,
            start,
            end,
            texts[doc][max(start - width, 0) : start].translate(breaks),
            text,
            texts[doc][end : end + width].translate(breaks),
        )
        for doc, start, end, text in found.itertuples(index=False)
    ]
    return pd.DataFrame(rows, columns=["doc", "start", "end", "left", "text", "right"])
