"""How many words would set an article apart by chance: count again after shuffling."""

import re

import numpy as np
import pandas as pd

from inotherwords import settings
from inotherwords.layers import schema
from inotherwords.terms.tokens import compare_where, not_compared

WORDS, SENTENCES = "words", "sentences"


def _surprising(
    doc: np.ndarray, term: np.ndarray, shape: tuple[int, int], compared: np.ndarray, times_log: np.ndarray
) -> int:
    """Return how many cells (article x term) pass the limit of log-likelihood, by the doc of each token.

    `compared`: whether keyness compares each term in each article. `times_log`: n log n of each count there
    can be, looked up: to reckon it anew for each cell and shuffle takes twice as long.
    """
    here = np.bincount(doc * shape[1] + term, minlength=shape[0] * shape[1]).reshape(shape)
    size, uses, every = here.sum(axis=1, keepdims=True), here.sum(axis=0, keepdims=True), len(doc)
    cells = [here, uses - here, size - here, every - size - uses + here]
    margins = [size, every - size, uses, every - uses]
    surprise = sum(times_log[it] for it in cells) - sum(times_log[it] for it in margins) + times_log[every]
    return int((2 * surprise > settings.SIGNIFICANT_G2)[compared].sum())


def count_by_chance(
    tokens: pd.DataFrame, articles: pd.DataFrame, own_names: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the table `chance`: how many comparisons pass the limit when the text is shuffled.

    One row for words shuffled over what is compared, articles or groups of them, and one for sentences, which
    keep their words together: mean, low and high (between which 95 in 100 shuffles lie). Each keeps as many
    words, or sentences, as it has. `tokens` has doc, segment and term, `articles` doc and unit; seeded, so
    that it comes out the same; `own_names` are not compared (see `keyness`). No rows for one article or
    group, or for more than `settings.MOST_SHUFFLED` words.

    >>> tokens = pd.DataFrame({"doc": [*"aaab"], "segment": [0, 0, 1, 0], "term": ["xx", "yy", "xx", "xx"]})
    >>> count_by_chance(tokens, pd.DataFrame({"doc": [*"ab"], "unit": [*"ab"]}))["mean"].tolist()
    [1, 0]
    """
    unit = dict(zip(articles["doc"], articles["unit"], strict=True))
    doc, docs = pd.factorize(tokens["doc"].map(unit))
    if len(docs) < 2 or len(tokens) > settings.MOST_SHUFFLED:
        return schema.table("chance")
    term, terms = pd.factorize(tokens["term"])
    left_out = re.compile(not_compared())
    compared = compare_where(docs, terms, own_names)
    compared &= np.array([not left_out.fullmatch(one) for one in terms])
    sentence = tokens.groupby(["doc", "segment"], sort=False).ngroup().to_numpy()
    of_sentence = pd.Series(doc).groupby(sentence).first().to_numpy()
    counts = np.arange(len(tokens) + 1)
    times_log = counts * np.log(np.maximum(counts, 1))
    rows = []
    for shuffled in (WORDS, SENTENCES):
        random = np.random.default_rng(settings.SEED)
        found = []
        for _ in range(settings.SHUFFLES):
            dealt = random.permutation(doc if shuffled == WORDS else of_sentence)
            given = dealt if shuffled == WORDS else dealt[sentence]
            found.append(_surprising(given, term, (len(docs), len(terms)), compared, times_log))
        low, high = (int(np.quantile(found, part, method="nearest")) for part in (0.025, 0.975))
        rows.append((shuffled, settings.SHUFFLES, round(float(np.mean(found))), low, high))
    return schema.table("chance", rows)
