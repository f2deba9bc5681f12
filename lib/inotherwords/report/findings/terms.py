"""Findings on words: what may be called significant."""

import pandas as pd

from inotherwords import settings, terms
from inotherwords.report.sentences import Number, Sentence, plural, say, unit_words


def significance(keyness: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return a sentence that says why no word here may be called a significant keyword.

    Nothing for a single article, which has no rest to be compared with.
    """
    if keyness.empty or len(articles) < 2:
        return []
    n, words = len(articles), unit_words(articles)
    p, limit = keyness["p_adjusted"].min(), settings.SIGNIFICANT_G2
    halves = say(
        ", or below {floor} for {half} against {rest}",
        floor=_floor(n, n // 2),
        half=Number(n // 2, "articles/half"),
        rest=Number(n - n // 2, "articles/other half"),
    )
    return [
        say(
            "{passing} of {every} comparisons (each word, each {article} against the rest) pass "
            "log-likelihood {limit}. After adjustment for so many tests the smallest p is {p}: {verdict}. "
            "And shuffling {all} cannot give a p below {floor} for one against the others{halves}.",
            passing=Number((keyness["log_likelihood"] > limit).sum(), "keyness/over the limit"),
            every=Number(len(keyness), "keyness/comparisons"),
            limit=Number(limit, "keyness/limit"),
            p=Number(_p(p), "keyness/smallest p"),
            verdict="no word may be called significant"
            if p >= settings.SIGNIFICANCE_LEVEL
            else "that tells texts apart, not outlets",
            all=plural(n, words["article"], "articles/all"),
            floor=_floor(n, 1),
            halves=halves if n > 3 else "",
            **words,
        )
    ]


def _floor(n: int, group: int) -> Number:
    """Return the permutation floor of some of n articles against the others."""
    floor = _p(terms.permutation_floor(n, group))
    return Number(floor, f"articles/permutation floor/{group} against {n - group}")


def _p(value: float) -> str:
    """Return a probability with two digits that count.

    >>> _p(0.6564), _p(1 / 924), _p(1e-9)
    ('0.66', '0.0011', 'under 0.0001')
    """
    return f"{value:.2g}" if value >= 0.0001 else "under 0.0001"
