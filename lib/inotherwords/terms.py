"""Words and how often they are used: from the text's segments to tables of terms.

A token is a word where it stands; its term is the form under which it is counted. The formulas are
in `statistics`; the stop words beside this file serve display and collocations, never the counts.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import duckdb
import numpy as np
import pandas as pd

from inotherwords import layer, schema, statistics
from inotherwords.normalisation import stop_words

# Datelines, credits and metadata are the desk's furniture: they would count places and agencies.
COUNTED = ("headline", "heading", "sentence", "caption")

# A run of letters or digits. An apostrophe inside belongs to it (don't), so does a full stop or comma
# between digits (1.5, 14,000). A hyphen parts two words: al-Qaeda and Al Qaeda are counted alike.
# It never goes back to try again (++, *+), and an underscore is made a space before: both save time.
WORD = re.compile(r"\w++(?:'\w++|[.,](?<=\d.)(?=\d)\w++)*+")

WINDOW = 50  # words; shorter than any article is likely to be
MIN_COUNT = 3  # a pair seen twice in a corpus with shared wire copy is one sentence printed twice

# What a corpus of any size has room for; what is beyond is named by `left_out`, never dropped silently.
COLLOCATIONS = 50_000  # pairs
NGRAMS = 100_000
COMPARED = 200_000  # rows of keyness: articles (or groups of them) x terms

# A table in memory or on the disk.
Rows = pd.DataFrame | layer.Layer | duckdb.DuckDBPyRelation


def _spellings(names: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Return the terms to replace, by variant: the one-word spelling variants among (variant, name, kind)."""
    return {
        variant.casefold(): name.casefold()
        for variant, name, kind in names
        if kind == "spelling" and WORD.fullmatch(variant) and WORD.fullmatch(name)
    }


def _terms(words: Iterable[str], names: pd.DataFrame) -> list[str]:
    """Return the form under which each word is counted."""
    listed = names[["variant", "name", "kind"]].itertuples(index=False, name=None)
    spellings, stop, out = _spellings(listed), stop_words(), []
    for term in map(str.casefold, words):
        # 's is a possessive unless the stop words know it as a contraction (it's).
        word = term[:-2] if term[-2:] == "'s" and term not in stop else term
        out.append(spellings.get(word, word))
    return out


def _numbered() -> defaultdict[str, int]:
    """Return a dictionary that gives each new word the next number."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return numbers


def _texts(values: Iterable[str]) -> pd.Index:
    return pd.Index(list(values), dtype="str")


def _counted(segments: pd.DataFrame, *columns: str) -> Iterator[tuple]:
    """Return these columns of the segments that are counted, row by row."""
    counted = segments.loc[segments["kind"].isin(COUNTED), [*columns]]
    return zip(*(counted[name].tolist() for name in columns), strict=True)


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
    numbers = _numbered()
    docs: list[str] = []
    places: list[int] = []
    starts: list[int] = []
    words: list[int] = []
    in_order = segments.sort_values(["doc", "segment"])
    for doc, segment, first, last in _counted(in_order, "doc", "segment", "start", "end"):
        found = list(WORD.finditer(texts[doc][first:last].replace("_", " ")))
        docs += [doc] * len(found)
        places += [segment] * len(found)
        starts += [first + one.start() for one in found]
        words += [numbers[one.group()] for one in found]
    start, length = np.array(starts, dtype=int), np.array([len(word) for word in numbers], dtype=int)
    return pd.DataFrame(
        {
            "doc": _texts(docs),
            "segment": np.array(places, dtype=int),
            "start": start,
            "end": start + length[words],
            "text": _texts(numbers).take(words),
            "term": _texts(_terms(numbers, names)).take(words),
        }
    )


def count_terms(segments: pd.DataFrame, texts: dict[str, str], names: pd.DataFrame) -> pd.DataFrame:
    """Return `term_counts` of the same words as `tokens` has, without making a row for each of them.

    Arguments and errors are those of `tokens`.

    >>> columns = ["doc", "segment", "kind", "start", "end"]
    >>> segments = pd.DataFrame([("a", 0, "sentence", 0, 14)], columns=columns)
    >>> names = pd.DataFrame(columns=["variant", "name", "kind"])
    >>> count_terms(segments, {"a": "No war, no war"}, names).values.tolist()
    [['a', 'no', 2, 500.0], ['a', 'war', 2, 500.0]]
    """
    numbers = _numbered()
    passages: dict[str, list[str]] = {}
    for doc, first, last in _counted(segments, "doc", "start", "end"):
        passages.setdefault(doc, []).append(texts[doc][first:last])
    docs = sorted(passages)
    sizes = np.zeros(len(docs), dtype=int)
    words: list[int] = []
    for place, doc in enumerate(docs):
        # No word goes on behind the end of a line.
        found = WORD.findall("\n".join(passages[doc]).replace("_", " "))
        words += map(numbers.__getitem__, found)
        sizes[place] = len(found)
    of_word = _terms(numbers, names)
    vocabulary = {term: place for place, term in enumerate(sorted(set(of_word)))}
    term = np.array([vocabulary[one] for one in of_word], dtype=int)[words]
    pairs = np.repeat(np.arange(len(docs)), sizes) * len(vocabulary) + term
    pairs, counts = np.unique(pairs, return_counts=True)
    article, term = np.divmod(pairs, max(len(vocabulary), 1))
    order = np.lexsort((-counts, article))  # of equal counts, the first term stays first
    article, counts = article[order], counts[order]
    return pd.DataFrame(
        {
            "doc": _texts(docs).take(article),
            "term": _texts(vocabulary).take(term[order]),
            "count": counts,
            "per_thousand": 1000 * counts / sizes[article],
        }
    )


def term_counts(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return how often each article uses each term: doc, term, count, per_thousand (words of the article).

    Sorted by doc, then count, most frequent first, then term. A term an article lacks has no row.

    >>> list(term_counts(pd.DataFrame({"doc": ["a"] * 2, "term": ["war"] * 2}))["per_thousand"])
    [1000.0]
    """
    counts = tokens.groupby(["doc", "term"]).size().reset_index(name="count")
    counts["per_thousand"] = 1000 * counts["count"] / counts.groupby("doc")["count"].transform("sum")
    return counts.sort_values(["doc", "count", "term"], ascending=[True, False, True], ignore_index=True)


def _relation(rows: Rows) -> duckdb.DuckDBPyRelation:
    """Return a table for SQL, which reads it piece by piece and in its order."""
    if isinstance(rows, pd.DataFrame):
        return layer.database().from_df(rows)
    return rows.relation() if isinstance(rows, layer.Layer) else rows


def _kept(table: pd.DataFrame, room: int, what: str) -> pd.DataFrame:
    """Return the first `room` rows, without `of_all`; where there were more, `left_out` says so."""
    of_all = int(table["of_all"].iloc[0]) if len(table) else 0
    kept = table.drop(columns="of_all").head(room)
    if of_all > room:
        kept.attrs["left_out"] = f"Only the {room:,} most frequent of {of_all:,} {what} are in this table."
    return kept


def left_out(table: pd.DataFrame) -> str:
    """Return a sentence on the rows for which a table had no room, or "" if it is whole.

    >>> left_out(ngrams(pd.DataFrame({"doc": ["a"], "segment": 0, "term": "war"}), 1))
    ''
    """
    return table.attrs.get("left_out", "")


def _ranked(table: pd.DataFrame, by: str, before: list[str], after: list[str]) -> pd.DataFrame:
    """Return the table sorted by `before`, then `by` from the highest down, then `after`."""
    # Six places, as the files have them: the last bits differ between processors and would shuffle ties.
    keys = table.assign(**{by: -table[by].round(6)})
    return table.loc[keys.sort_values([*before, by, *after]).index].reset_index(drop=True)


def keyness(terms: Rows) -> pd.DataFrame:
    """Return how each article's use of every term of the corpus differs from all the other articles'.

    Columns: doc, term, count (in the article), rest (in the others), log_likelihood (G2, four cells),
    log_ratio, log_odds_z, log_ratio_low, log_ratio_high, log_ratio_conservative, p_adjusted. The terms
    an article lacks have rows, too: what it leaves out is part of its choice of words, so there are
    docs x terms rows. Highest G2 first within each doc; log_ratio and log_odds_z are positive for
    over-use, negative for under-use. Bounds may be -inf or inf. p_adjusted is the p value of G2 after
    Benjamini-Hochberg over all rows; with few articles it says nothing about newsrooms (see
    `statistics.permutation_floor`). Raises ValueError if there are not two articles.

    A doc may also be a group of articles (`units.term_counts`). The most frequent terms are compared, as
    many as make COMPARED rows (`left_out` says so where there are more); the other words count as words.

    The prior of log_odds_z is the corpus's own distribution, weighing as much as one average article
    (alpha_0 = mean length), so a word's pseudo-count is its mean count per article: enough to hold
    back words seen once, and growing with the articles, not with the size of the corpus.

    >>> terms = pd.DataFrame({"doc": ["a", "a", "b"], "term": ["rebels", "war", "war"], "count": [2, 1, 3]})
    >>> keyness(terms).loc[2:, ["doc", "term", "count", "rest", "log_ratio"]].round(3).values.tolist()
    [['b', 'rebels', 0, 2, -2.0], ['b', 'war', 3, 1, 1.585]]
    """
    rows = _relation(terms)
    lengths = rows.query(
        "rows", "SELECT doc, sum(count)::BIGINT AS words FROM rows GROUP BY doc ORDER BY doc"
    ).df()
    if len(lengths) < 2:
        raise ValueError("Keyness compares an article with the others: it needs at least two articles.")
    totals = rows.query(
        "rows", "SELECT term, sum(count) AS total, count(*) OVER () AS of_all FROM rows GROUP BY term"
    )
    room = COMPARED // len(lengths)
    compared = _kept(totals.order("total DESC, term").limit(room).df(), room, "terms")
    found = rows.join(_relation(compared[["term"]]), "term").project("doc, term, count").df()
    matrix = found.pivot(index="doc", columns="term", values="count").reindex(lengths["doc"]).fillna(0)
    counts, sizes = matrix.to_numpy().astype(int), lengths[["words"]].to_numpy()
    totals = counts.sum(axis=0)
    cells = (counts, totals - counts, sizes, sizes.sum() - sizes)
    g2 = statistics.log_likelihood(*cells)
    low, high = statistics.log_ratio_interval(*cells)
    columns = {
        "count": counts,
        "rest": cells[1],
        "log_likelihood": g2,
        "log_ratio": statistics.log_ratio(*cells),
        "log_odds_z": _log_odds_z(counts, sizes),
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
    ranked = _ranked(table, "log_likelihood", before=["doc"], after=["term"])
    ranked.attrs = compared.attrs
    return ranked


def _log_odds_z(counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return `statistics.log_odds_z` of the terms, the words that are not among them as one more term."""
    others = sizes - counts.sum(axis=1, keepdims=True)
    every = np.hstack([counts, others]) if others.any() else counts
    totals = every.sum(axis=0)
    return statistics.log_odds_z(every, totals - every, prior=totals / len(every))[:, : counts.shape[1]]


def dispersion(terms: Rows) -> pd.DataFrame:
    """Return how evenly each term is spread over the articles: term, count, docs, dp, dp_norm.

    `count` is the tokens in all articles, `docs` the articles that have the term; `dp` and `dp_norm`
    are 0 for a term spread as the articles' lengths and high for one that few of them use. Sorted by
    count, most frequent first, then term. Raises ValueError if there are not two articles.

    >>> terms = pd.DataFrame({"doc": ["a", "b", "b"], "term": ["war", "war", "rebels"], "count": [2, 1, 1]})
    >>> dispersion(terms)["dp_norm"].round(4).tolist()
    [0.3333, 1.0]
    """
    rows = _relation(terms)
    sizes = rows.query("rows", "SELECT sum(count)::BIGINT AS size FROM rows GROUP BY doc").df()["size"]
    # Whole numbers up to the last step. An article without the term lacks it by its share of the words.
    differences = rows.query(
        "rows",
        """WITH parts AS (SELECT doc, sum(count)::HUGEINT AS size FROM rows GROUP BY doc),
        totals AS (SELECT term, sum(count)::HUGEINT AS total FROM rows GROUP BY term),
        whole AS (SELECT sum(size) AS words FROM parts)
        SELECT term, any_value(total)::BIGINT AS count, count(*) AS docs, (
            sum(abs(count * words - size * total)) + any_value(total) * (any_value(words) - sum(size))
        )::DOUBLE AS difference
        FROM rows JOIN parts USING (doc) JOIN totals USING (term) CROSS JOIN whole
        GROUP BY term""",
    )
    table = differences.order("count DESC, term").df()
    apart, counts = table.pop("difference").to_numpy(), table["count"].to_numpy()
    table["dp"] = statistics.dp(apart, counts, int(sizes.sum()))
    table["dp_norm"] = statistics.dp_norm(table["dp"].to_numpy(), sizes.to_numpy())
    return table


def collocations(tokens: Rows, min_count: int = MIN_COUNT) -> pd.DataFrame:
    """Return the pairs of neighbours of the whole corpus: first, second, count and the measures.

    Both words stand in one segment, the pair at least `min_count` times, and neither is a stop
    word. Each word's chances are counted over all pairs, stop words included.
    log_likelihood, pmi, t_score and dice are those of `statistics.association`; a pmi below 0 means
    that the words avoid each other. Highest log-likelihood first, then first, second. Of the most frequent
    pairs, COLLOCATIONS at most (`left_out` says so where there are more).

    >>> war = pd.DataFrame({"doc": ["a"] * 4, "segment": [0, 0, 1, 1], "term": ["civil", "war"] * 2})
    >>> collocations(war, min_count=2)[["first", "second", "count"]].values.tolist()
    [['civil', 'war', 2]]
    """
    # Neighbours in one pass: the rows are in the order of reading, so nothing has to be sorted.
    together = "doc = lead(doc) OVER () AND segment = lead(segment) OVER () AS together"
    neighbours = _relation(tokens).project(
        f"term::VARCHAR AS first, lead(term) OVER ()::VARCHAR AS second, {together}"
    )
    pairs = neighbours.query(
        "neighbours",
        """WITH pairs AS MATERIALIZED (
            SELECT first, second, count(*) AS count FROM neighbours WHERE together GROUP BY ALL
        )
        SELECT first, second, count, begun, ended, (SELECT sum(count)::BIGINT FROM pairs) AS pairs
        FROM pairs
        JOIN (SELECT first, sum(count)::BIGINT AS begun FROM pairs GROUP BY first) USING (first)
        JOIN (SELECT second, sum(count)::BIGINT AS ended FROM pairs GROUP BY second) USING (second)""",
    )
    stop = ", ".join("'{}'".format(word.replace("'", "''")) for word in sorted(stop_words()))
    wanted = f"count >= {min_count} AND first NOT IN ({stop}) AND second NOT IN ({stop})"
    most = pairs.filter(wanted).project("*, count(*) OVER () AS of_all")
    found = _kept(most.order("count DESC, first, second").limit(COLLOCATIONS).df(), COLLOCATIONS, "pairs")
    columns = ["first", "second", "count", "log_likelihood", "pmi", "t_score", "dice"]
    rows = [
        (first, second, count, *statistics.association(count, *others).values())
        for first, second, count, *others in found.itertuples(index=False)
    ]
    ranked = _ranked(pd.DataFrame(rows, columns=columns), "log_likelihood", [], ["first", "second"])
    ranked.attrs = found.attrs
    return ranked


def ngrams(tokens: Rows, n: int) -> pd.DataFrame:
    """Return the runs of n words found in two articles or more: ngram, count, docs.

    `ngram` is the terms joined by spaces; a run never crosses the border of a segment; `count` is its
    occurrences in all articles, `docs` the articles that have it. Most articles first, then count,
    then ngram; NGRAMS at most (`left_out` says so where there are more). Raises ValueError if n is below 1.

    >>> war = pd.DataFrame({"doc": ["a", "a", "b", "b"], "segment": 0, "term": ["civil", "war"] * 2})
    >>> ngrams(war, 2).values.tolist()
    [['civil war', 2, 2]]
    """
    if n < 1:
        raise ValueError("An n-gram has at least one word.")
    words = ", ".join(f"lead(term, {place}) OVER ()" for place in range(n))
    whole = f"doc = lead(doc, {n - 1}) OVER () AND segment = lead(segment, {n - 1}) OVER () AS whole"
    runs = _relation(tokens).project(f"doc, [{words}] AS words, {whole}")
    # Most runs of words stand in one place only. Their hashes tell that, and need less memory than they do.
    found = runs.query(
        "runs",
        """
        WITH again AS (
            SELECT hash(words) AS hash FROM runs WHERE whole GROUP BY hash HAVING count(*) > 1
        ), by_article AS (
            SELECT doc, array_to_string(words, ' ') AS ngram, count(*) AS count
            FROM runs SEMI JOIN again ON hash(words) = hash WHERE whole GROUP BY ALL
        )
        SELECT ngram, sum(count)::BIGINT AS count, count(*) AS docs FROM by_article GROUP BY ngram
        """,
    )
    most = found.filter("docs > 1").project("*, count(*) OVER () AS of_all")
    table = most.order("docs DESC, count DESC, ngram").limit(NGRAMS).df()
    return _kept(table, NGRAMS, "runs of words")


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
    return pd.DataFrame(rows, columns=[*schema.columns("lexical_diversity")])


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
    return schema.table("concordance", rows)
