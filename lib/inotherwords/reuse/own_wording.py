"""With and without shared copy: the same tables for whole articles and for their own wording only.

A sentence of the agency that stands in three articles is counted three times, though one person wrote
it. An article's own wording is what stands in no verbatim or near passage that it shares with another
article. A shared passage is set apart whole, with whatever this article changed in it: those changes
are what `collation` shows. The tables have the column shared (`spans.mark_shared`).
"""

import pandas as pd

from inotherwords import attribution, terms
from inotherwords.cleaning import CLEANED, read_cleaned
from inotherwords.layers import schema
from inotherwords.layers.parts import Given, Stage
from inotherwords.layers.spans import mark_shared
from inotherwords.reuse import sharing

LABEL = ["doc", "actor", "label", "voice"]


def _own(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["shared"] == "no"]


def _beside(whole: pd.DataFrame, own: pd.DataFrame, by: list[str], values: list[str]) -> pd.DataFrame:
    """Return `by` and, for each of `values`, its column of the whole and its column of the own wording.

    What is not in the own wording counts 0 there.
    """
    renamed = own[[*by, *values]].rename(columns={value: f"own_{value}" for value in values})
    table = whole[[*by, *values]].merge(renamed, on=by, how="left")
    for value in values:
        table[f"own_{value}"] = table[f"own_{value}"].fillna(0).astype(whole[value].dtype)
    return table[[*by, *(column for value in values for column in (value, f"own_{value}"))]]


def count_terms(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return how often each article uses each term: doc, term, count, own_count and both per thousand.

    `tokens` have the column shared. own_per_thousand is the rate over the words of the own wording; 0
    if there are none. In the order of `terms.count_tokens`.

    >>> tokens = pd.DataFrame({"doc": "a", "term": ["war", "war", "ends"], "shared": ["yes", "no", "no"]})
    >>> count_terms(tokens).round(1).values.tolist()
    [['a', 'war', 2, 1, 666.7, 500.0], ['a', 'ends', 1, 1, 333.3, 500.0]]
    """
    counts = (terms.count_tokens(tokens), terms.count_tokens(_own(tokens)))
    return _beside(*counts, by=["doc", "term"], values=["count", "per_thousand"])


def _compared(counts: pd.DataFrame, own_names: pd.DataFrame | None) -> pd.DataFrame:
    if counts["doc"].nunique() < 2:
        return schema.table("keyness")
    return terms.keyness(counts, own_names)


def rank_telling(keyness: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the words that set an article apart, with their rank there (1, the first).

    These are the words used twice or more, and more than in the other articles, without stop words; by
    log-likelihood. Words with the same log-likelihood share a rank.

    >>> tokens = pd.DataFrame({"doc": [*"aaab"], "term": ["riot", "riot", "town", "town"]})
    >>> rank_telling(terms.keyness(terms.count_tokens(tokens)))[["doc", "term", "rank"]].values.tolist()
    [['a', 'riot', 1]]
    """
    used = (keyness["count"] > 1) & (keyness["log_ratio"] > 0)
    words = terms.drop_stop_words(keyness[used])
    # Six places, as the files have them: the last bits differ between processors and would part ties.
    surprise = words["log_likelihood"].astype(float).round(6)
    ranks = surprise.groupby(words["doc"]).rank(method="min", ascending=False)
    return words.assign(rank=ranks.astype(int))


def keyness(counts: pd.DataFrame, units: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the words that set each article apart, by all words and by those of its own wording.

    `counts` has the columns doc, term, count and own_count (see `count_terms`); of `units`, what is
    compared, the outlets' own names are left out (see `terms.list_own_names`).

    Columns: doc, term, count, own_count, log_likelihood, own_log_likelihood, rank, own_rank. A rank (see
    `rank_telling`) is "" where the word does not set the article apart in that reading; terms without any
    rank have no row. In the second reading the other articles, too, are read without shared copy.

    >>> counts = pd.DataFrame({"doc": [*"aab"], "term": ["riot", "ruin", "war"], "count": 2})
    >>> keyness(counts.assign(own_count=[1, 2, 2]))[["term", "rank", "own_rank"]].values.tolist()
    [['ruin', 1, 1], ['riot', 1, ''], ['war', 1, 1]]
    """
    place = ["doc", "term"]
    own_names = None if units is None else terms.list_own_names(units)
    own_counts = counts.assign(count=counts["own_count"])
    scores = [_compared(table[table["count"] > 0], own_names) for table in (counts, own_counts)]
    whole, own = (rank_telling(table)[[*place, "rank"]] for table in scores)
    ranked = whole.merge(own.rename(columns={"rank": "own_rank"}), on=place, how="outer")
    table = _beside(*scores, by=place, values=["count", "log_likelihood"]).merge(ranked, on=place)
    table = table.sort_values(["doc", "rank", "own_rank", "term"], ignore_index=True)
    return table.assign(
        **{
            name: ["" if pd.isna(rank) else int(rank) for rank in table[name]]
            for name in ("rank", "own_rank")
        }
    )


def count_labels(labels: pd.DataFrame) -> pd.DataFrame:
    """Return how often each label is used: doc, actor, label, voice, count, own_count.

    `labels` have the column shared. own_count is the uses that stand in the article's own wording; that
    is another thing than its own voice: an article may quote a source that no other article has.

    >>> labels = pd.DataFrame({"doc": "a", "actor": "hts", "label": "rebel", "voice": ["own", "own"]})
    >>> count_labels(labels.assign(shared=["yes", "no"])).values.tolist()
    [['a', 'hts', 'rebel', 'own', 2, 1]]
    """
    counts = [rows.groupby(LABEL).size().reset_index(name="count") for rows in (labels, _own(labels))]
    return _beside(*counts, by=LABEL, values=["count"])


def share_voice(words: pd.DataFrame, attributions: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return how many words stand on whose word: doc, `by`, words, own_words, share, own_share.

    `words` are tokens with their voice and the column shared; see `attribution.share_of_voice`. own_share is
    of the words of the own wording; 0 if there are none.

    >>> words = pd.DataFrame({"doc": "a", "attribution": ["", 1, 1], "shared": ["no", "no", "yes"]})
    >>> attributions = pd.DataFrame({"doc": ["a"], "attribution": [1], "side": ["un"], "doubtful": [""]})
    >>> share_voice(words, attributions, "side").round(2).values.tolist()
    [['a', 'un', 2, 1, 0.67, 0.5], ['a', 'own voice', 1, 1, 0.33, 0.5]]
    """
    shares = [attribution.share_of_voice(rows, attributions, by) for rows in (words, _own(words))]
    return _beside(*shares, by=["doc", by], values=["words", "share"])


def compute(texts: dict[str, str], given: Given) -> Given:
    """Return every count with and without the words that an article shares with another.

    `given` has `names`, and of these articles `shared_spans` (doc, start, end, common), `attributions`,
    `attribution_spans`, `labels`, and `CLEANED` if at hand. Tables: shared_wording (doc, shared, words,
    common), own_terms, own_labels, own_share_of_voice (see `own_wording`).
    """
    segments, analysed = read_cleaned(texts, given)
    spans = given["shared_spans"]
    tokens = mark_shared(terms.find_tokens(segments, analysed, given["names"]), spans)
    common = mark_shared(tokens, spans[spans["common"] == "yes"])["shared"]
    labels = mark_shared(given["labels"], spans)
    heard = tokens[tokens["doc"].isin(given["attributions"]["doc"])]
    spoken = attribution.add_voice(heard, segments, given["attribution_spans"], analysed)
    return {
        "shared_wording": sharing.count_shared_words(tokens.assign(common=common), segments),
        "own_terms": count_terms(tokens),
        "own_labels": count_labels(labels),
        "own_share_of_voice": share_voice(spoken, given["attributions"], "side"),
    }


own_stage = Stage(
    "own_wording",
    compute,
    lists=("names",),
    tables=("attributions", "attribution_spans", "labels", "shared_spans", *CLEANED),
)
