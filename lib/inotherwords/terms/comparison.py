"""Compare the words of articles: keyness, dispersion, collocations, n-grams."""

import numpy as np
import pandas as pd

from inotherwords import settings
from inotherwords.layers import schema
from inotherwords.terms import measures
from inotherwords.terms.tokens import Rows, compare_where, left_out_of_sight, not_compared, relation


def _kept(table: pd.DataFrame, room: int, what: str) -> pd.DataFrame:
    """Return the first `room` rows, without `of_all`; where there were more, `note_left_out` says so."""
    of_all = int(table["of_all"].iloc[0]) if len(table) else 0
    kept = table.drop(columns="of_all").head(room)
    if of_all > room:
        kept.attrs["left_out"] = f"Only the {room:,} most frequent of {of_all:,} {what} are in this table."
    return kept


def note_left_out(table: pd.DataFrame) -> str:
    """Return a sentence on the rows for which a table had no room, or "" if it is whole.

    >>> note_left_out(ngrams(pd.DataFrame({"doc": ["a"], "segment": 0, "term": "war"}), 1))
    ''
    """
    return table.attrs.get("left_out", "")


def _ranked(table: pd.DataFrame, by: str, before: list[str], after: list[str]) -> pd.DataFrame:
    """Return the table sorted by `before`, then `by` from the highest down, then `after`."""
    # Six places, as the files have them: the last bits differ between processors and would shuffle ties.
    keys = table.assign(**{by: -table[by].round(6)})
    return table.loc[keys.sort_values([*before, by, *after]).index].reset_index(drop=True)


def keyness(terms: Rows, own_names: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return how each article's use of every term of the corpus differs from all the other articles'.

    Columns: doc, term, count (in the article), rest (in the others), log_likelihood (G2, four cells),
    log_ratio, log_odds_z, log_ratio_low, log_ratio_high, log_ratio_conservative, p_adjusted, and for those
    who are used to them percent_diff, chi_squared, bayes_factor (see `measures`). The terms an article
    lacks have rows, too: what it leaves out is part of its choice of words, so there are docs x terms rows,
    but for those of `own_names` (doc, term: `list_own_names`), which are not compared.
    Highest G2 first within each doc; log_ratio and log_odds_z are positive for over-use, negative for
    under-use. Bounds may be -inf or inf. p_adjusted is the p value of G2 after Benjamini-Hochberg over all
    rows; with few articles it says nothing about newsrooms (see
    `terms.permutation_floor`). Raises ValueError if there are not two articles.

    A doc may also be a group of articles (`units.term_counts`). The most frequent terms are compared, as
    many as make MOST_COMPARED rows (`note_left_out` says so where there are more), but for the kinds of
    KEYNESS_WITHOUT (`settings`); the other words count as words.

    The prior of log_odds_z is the corpus's own distribution, weighing as much as one average article
    (alpha_0 = mean length), so a word's pseudo-count is its mean count per article: enough to hold
    back words seen once, and growing with the articles, not with the size of the corpus.

    >>> terms = pd.DataFrame({"doc": ["a", "a", "b"], "term": ["rebels", "war", "war"], "count": [2, 1, 3]})
    >>> keyness(terms).loc[2:, ["doc", "term", "count", "rest", "log_ratio"]].round(3).values.tolist()
    [['b', 'rebels', 0, 2, -2.0], ['b', 'war', 3, 1, 1.585]]
    """
    rows = relation(terms)
    lengths = rows.query(
        "rows", "SELECT doc, sum(count)::BIGINT AS words FROM rows GROUP BY doc ORDER BY doc"
    ).df()
    if len(lengths) < 2:
        raise ValueError("Keyness compares an article with the others: it needs at least two articles.")
    totals = rows.filter(f"NOT regexp_full_match(term, '{not_compared()}')").query(
        "rows", "SELECT term, sum(count) AS total, count(*) OVER () AS of_all FROM rows GROUP BY term"
    )
    room = settings.MOST_COMPARED // len(lengths)
    compared = _kept(totals.order("total DESC, term").limit(room).df(), room, "terms")
    found = rows.join(relation(compared[["term"]]), "term").project("doc, term, count").df()
    matrix = found.pivot(index="doc", columns="term", values="count").reindex(lengths["doc"]).fillna(0)
    counts, sizes = matrix.to_numpy().astype(int), lengths[["words"]].to_numpy()
    totals = counts.sum(axis=0)
    cells = (counts, totals - counts, sizes, sizes.sum() - sizes)
    g2 = measures.log_likelihood(*cells)
    compared_here = compare_where(matrix.index, matrix.columns, own_names)
    adjusted = np.ones(g2.shape)
    adjusted[compared_here] = measures.adjust_p_values(measures.p_value(g2[compared_here]))
    low, high = measures.log_ratio_interval(*cells)
    columns = {
        "count": counts,
        "rest": cells[1],
        "log_likelihood": g2,
        "log_ratio": measures.log_ratio(*cells),
        "log_odds_z": _log_odds_z(counts, sizes),
        "log_ratio_low": low,
        "log_ratio_high": high,
        "log_ratio_conservative": measures.log_ratio_conservative(*cells),
        "p_adjusted": adjusted,
        "percent_diff": measures.percent_diff(*cells),
        "chi_squared": measures.chi_squared(*cells),
        "bayes_factor": measures.bayes_factor(g2, int(sizes.sum())),
    }
    table = pd.DataFrame(
        {
            "doc": np.repeat(matrix.index, matrix.shape[1]),
            "term": np.tile(matrix.columns, matrix.shape[0]),
            **{name: values.ravel() for name, values in columns.items()},
        }
    )
    ranked = _ranked(table[compared_here.ravel()], "log_likelihood", before=["doc"], after=["term"])
    ranked.attrs = compared.attrs
    return ranked


def _log_odds_z(counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return `terms.log_odds_z` of the terms, the words that are not among them as one more term."""
    others = sizes - counts.sum(axis=1, keepdims=True)
    every = np.hstack([counts, others]) if others.any() else counts
    totals = every.sum(axis=0)
    return measures.log_odds_z(every, totals - every, prior=totals / len(every))[:, : counts.shape[1]]


def dispersion(terms: Rows) -> pd.DataFrame:
    """Return how evenly each term is spread over the articles: term, count, docs, dp, dp_norm, juilland_d.

    `count` is the tokens in all articles, `docs` the articles that have the term; `dp` and `dp_norm`
    are 0 for a term spread as the articles' lengths and high for one that few of them use. Sorted by
    count, most frequent first, then term. Raises ValueError if there are not two articles.

    >>> terms = pd.DataFrame({"doc": ["a", "b", "b"], "term": ["war", "war", "rebels"], "count": [2, 1, 1]})
    >>> dispersion(terms)["dp_norm"].round(4).tolist()
    [0.3333, 1.0]
    """
    rows = relation(terms)
    sizes = rows.query("rows", "SELECT sum(count)::BIGINT AS size FROM rows GROUP BY doc").df()["size"]
    # Whole numbers up to the last step. An article without the term lacks it by its share of the words.
    differences = rows.query(
        "rows",
        """WITH parts AS (SELECT doc, sum(count)::HUGEINT AS size FROM rows GROUP BY doc),
        totals AS (SELECT term, sum(count)::HUGEINT AS total FROM rows GROUP BY term),
        whole AS (SELECT sum(size) AS words FROM parts)
        SELECT term, any_value(total)::BIGINT AS count, count(*) AS docs, (
            sum(abs(count * words - size * total)) + any_value(total) * (any_value(words) - sum(size))
        )::DOUBLE AS difference, fsum(count / size) AS rates, fsum((count / size) ** 2) AS squares
        FROM rows JOIN parts USING (doc) JOIN totals USING (term) CROSS JOIN whole
        GROUP BY term""",
    )
    table = differences.order("count DESC, term").df()
    apart, counts = table.pop("difference").to_numpy(), table["count"].to_numpy()
    table["dp"] = measures.dp(apart, counts, int(sizes.sum()))
    table["juilland_d"] = measures.juilland_d(table.pop("rates"), table.pop("squares"), len(sizes))
    table.insert(4, "dp_norm", measures.dp_norm(table["dp"].to_numpy(), sizes.to_numpy()))
    return table


def collocations(tokens: Rows, min_count: int | None = None) -> pd.DataFrame:
    """Return the pairs of neighbours of the whole corpus: first, second, count and the measures.

    Both words stand in one segment, the pair at least `min_count` times (if none is given, MIN_COUNT
    of the settings), and neither is a stop word. Each word's chances are counted over all pairs, stop words
    included.
    log_likelihood, pmi, t_score, dice, log_dice and delta_p are those of `measures.association`; a pmi
    below 0 means that the words avoid each other. Highest log-likelihood first, then first, second. Of the
    most frequent pairs, MOST_COLLOCATIONS at most (`note_left_out` says so where there are more).

    >>> war = pd.DataFrame({"doc": ["a"] * 4, "segment": [0, 0, 1, 1], "term": ["civil", "war"] * 2})
    >>> collocations(war, min_count=2)[["first", "second", "count"]].values.tolist()
    [['civil', 'war', 2]]
    """
    # Neighbours in one pass: the rows are in the order of reading, so nothing has to be sorted.
    together = "doc = lead(doc) OVER () AND segment = lead(segment) OVER () AS together"
    neighbours = relation(tokens).project(
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
    stop = ", ".join("'{}'".format(word.replace("'", "''")) for word in sorted(left_out_of_sight()))
    least = settings.MIN_COUNT if min_count is None else min_count
    wanted = f"count >= {least} AND first NOT IN ({stop}) AND second NOT IN ({stop})"
    most = pairs.filter(wanted).project("*, count(*) OVER () AS of_all")
    room = settings.MOST_COLLOCATIONS
    found = _kept(most.order("count DESC, first, second").limit(room).df(), room, "pairs")
    rows = [
        (first, second, count, *measures.association(count, *others).values())
        for first, second, count, *others in found.itertuples(index=False)
    ]
    ranked = _ranked(schema.table("collocations", rows), "log_likelihood", [], ["first", "second"])
    ranked.attrs = found.attrs
    return ranked


def ngrams(tokens: Rows, n: int) -> pd.DataFrame:
    """Return the runs of n words found in two articles or more: ngram, count, docs.

    `ngram` is the terms joined by spaces; a run never crosses the border of a segment; `count` is its
    occurrences in all articles, `docs` the articles that have it. Most articles first, then count,
    then ngram; MOST_NGRAMS at most (`note_left_out` says so where there are more). Raises ValueError if n is
    below 1.

    >>> war = pd.DataFrame({"doc": ["a", "a", "b", "b"], "segment": 0, "term": ["civil", "war"] * 2})
    >>> ngrams(war, 2).values.tolist()
    [['civil war', 2, 2]]
    """
    if n < 1:
        raise ValueError("An n-gram has at least one word.")
    words = ", ".join(f"lead(term, {place}) OVER ()" for place in range(n))
    whole = f"doc = lead(doc, {n - 1}) OVER () AND segment = lead(segment, {n - 1}) OVER () AS whole"
    runs = relation(tokens).project(f"doc, [{words}] AS words, {whole}")
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
    table = most.order("docs DESC, count DESC, ngram").limit(settings.MOST_NGRAMS).df()
    return _kept(table, settings.MOST_NGRAMS, "runs of words")
