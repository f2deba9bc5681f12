"""The formulas of the study's statistics, each with its source."""

from collections.abc import Sequence
from math import comb, log2

import numpy as np
from scipy.special import rel_entr
from scipy.stats import beta, chi2, false_discovery_control

from inotherwords import settings


def _plain(value):
    """Return an array as it is and a single number as a Python float."""
    return float(value) if np.ndim(value) == 0 else value


def _cells(count, rest, size, rest_size) -> list[np.ndarray]:
    """Return the four counts as arrays of one shape; raise ValueError where they cannot be counts."""
    count, rest, size, rest_size = np.broadcast_arrays(
        *(np.asarray(value, dtype=float) for value in (count, rest, size, rest_size))
    )
    if np.any(size <= 0) or np.any(rest_size <= 0):
        raise ValueError("A text is empty: there is nothing to compare.")
    if np.any((count < 0) | (count > size) | (rest < 0) | (rest > rest_size)):
        raise ValueError("A count must lie between 0 and the size of its text.")
    return [count, rest, size, rest_size]


def log_likelihood(count, rest, size, rest_size):
    """Return the log-likelihood G2 of a word in one text against the rest.

    All four cells of the 2 x 2 table (the word and all other words, here and in the rest);
    natural logarithm, no correction. Counts are tokens. It has no sign: see `log_ratio` for the
    direction. Raises ValueError if a text is empty or a count exceeds its text.
    Dunning (1993), "Accurate methods for the statistics of surprise and coincidence".

    >>> round(log_likelihood(10, 5, 100, 200), 4)
    7.3298
    """
    count, rest, size, rest_size = _cells(count, rest, size, rest_size)
    here, there = (count, size - count), (rest, rest_size - rest)
    observed = np.stack([*here, *there])
    rows = [(one + other) / (size + rest_size) for one, other in zip(here, there, strict=True)]
    expected = np.stack([text * share for text in (size, rest_size) for share in rows])
    # rel_entr takes 0 * log(0) as 0, where chi2_contingency refuses a word that is in neither text;
    # equal rates may leave a last bit below zero.
    return _plain(np.maximum(2 * rel_entr(observed, expected).sum(axis=0), 0.0))


def chi_squared(count, rest, size, rest_size):
    """Return Pearson's chi-squared of a word in one text against the rest, without correction.

    Four cells, as `log_likelihood`, which is to be preferred where counts are small. Raises ValueError
    as that does.

    >>> round(chi_squared(8, 4667, 15828, 14291840), 2)
    1.55
    """
    count, rest, size, rest_size = _cells(count, rest, size, rest_size)
    uses, every = count + rest, size + rest_size
    margins = size * rest_size * uses * (every - uses)
    apart = (count * (rest_size - rest) - rest * (size - count)) ** 2
    return _plain(np.divide(every * apart, margins, out=np.zeros_like(count), where=margins > 0))


def bayes_factor(g2, words):
    """Return the approximate Bayes factor BIC of a G2 found in `words` tokens: above 2 tells a difference.

    Wilson (2013), "Embracing Bayes factors for key item analysis in corpus linguistics".

    >>> round(bayes_factor(22.22, 154536), 2)
    10.27
    """
    return _plain(np.asarray(g2) - np.log(words))


def percent_diff(count, rest, size, rest_size):
    """Return %DIFF: by how many per cent the rate in the text is above that in the rest.

    inf where the rest lacks the word, 0 for a word in neither. Raises ValueError as `log_likelihood`.
    Gabrielatos & Marchi (2011), "Keyness: matching metrics to definitions".

    >>> round(percent_diff(206523, 178174, 959641, 1562358), 1)
    88.7
    """
    count, rest, size, rest_size = _cells(count, rest, size, rest_size)
    with np.errstate(divide="ignore", invalid="ignore"):
        more = 100 * (count * rest_size / (rest * size) - 1)
    return _plain(np.where((count == 0) & (rest == 0), 0.0, more))


def p_value(g2):
    """Return the chance of a G2 at least this large (chi-squared, one degree of freedom).

    It takes every token for an independent draw, which words of an article are not: it is a
    yardstick, no proof (Kilgarriff 2005, "Language is never, ever, ever, random").

    >>> round(p_value(3.841459), 6)
    0.05
    """
    return _plain(chi2.sf(g2, df=1))


def adjust_p_values(p_values) -> np.ndarray:
    """Return p values adjusted for the number of tests (false discovery rate), in the same order.

    Raises ValueError if a p value is not between 0 and 1.
    Benjamini & Hochberg (1995), "Controlling the false discovery rate".

    >>> adjust_p_values([0.01, 0.04, 0.5]).round(2).tolist()
    [0.03, 0.06, 0.5]
    """
    return false_discovery_control(p_values, method="bh")


def permutation_floor(n_docs: int, n_group: int) -> float:
    """Return the smallest p value that shuffling whole articles between two groups can give.

    `n_group` of `n_docs` articles form the group, so there are C(n_docs, n_group) ways to choose it;
    the real one is always among them, hence 1 / C(n_docs, n_group). That is one-sided; a two-sided
    test reaches no less, and twice as much if the groups are of one size or the tails are doubled.
    Raises ValueError unless both groups have an article.

    >>> permutation_floor(5, 2), permutation_floor(5, 1)
    (0.1, 0.2)
    """
    if not 0 < n_group < n_docs:
        raise ValueError("Both groups need at least one article.")
    return 1 / comb(n_docs, n_group)


def log_ratio(count, rest, size, rest_size):
    """Return the log ratio: how often the relative frequency doubles from the rest to the text.

    0: equally frequent; 1: twice as frequent here; -2: a quarter. A count of zero is taken as 0.5, so
    that the logarithm exists; a word in neither text has 0. Raises ValueError as `log_likelihood`.
    Hardie (2014), "Log Ratio: an informal introduction".

    >>> log_ratio(10, 5, 100, 200)
    2.0
    """
    count, rest, size, rest_size = _cells(count, rest, size, rest_size)
    neither = (count == 0) & (rest == 0)
    count, rest = np.where(count == 0, 0.5, count), np.where(rest == 0, 0.5, rest)
    # One division of whole numbers: equal rates give exactly 0.
    return _plain(np.where(neither, 0.0, np.log2((count * rest_size) / (rest * size))))


def log_ratio_interval(count, rest, size, rest_size) -> tuple:
    """Return the lower and upper bound of the exact 95 % interval of the log ratio.

    Given count + rest occurrences in all, the share that fell into this text has the interval of
    Clopper & Pearson (1934); its odds, times rest_size / size, are the ratio. A bound is -inf where
    `count` is 0 and inf where `rest` is 0: nothing then limits the ratio on that side. Raises
    ValueError as `log_likelihood`. Evert (2022), "Measuring keyness".

    >>> [round(bound, 4) for bound in log_ratio_interval(10, 5, 100, 200)]
    [0.317, 3.8987]
    """
    count, rest, size, rest_size = _cells(count, rest, size, rest_size)
    tail = (1 - settings.INTERVAL_LEVEL) / 2
    # The maximum only keeps scipy away from beta(0, b), which is replaced by its limit at once.
    low = np.where(count == 0, 0.0, beta.ppf(tail, np.maximum(count, 1), rest + 1))
    high = np.where(rest == 0, 1.0, beta.isf(tail, count + 1, np.maximum(rest, 1)))
    with np.errstate(divide="ignore"):
        odds = [share / (1 - share) for share in (low, high)]
        return tuple(_plain(np.log2(bound * rest_size / size)) for bound in odds)


def log_ratio_conservative(count, rest, size, rest_size):
    """Return the conservative log ratio LRC: the bound of `log_ratio_interval` nearest to 0.

    0 where the interval spans 0. It ranks words by the effect that is left when chance is allowed
    for; no correction for the number of words. Raises ValueError as `log_likelihood`. Evert (2022).

    >>> round(log_ratio_conservative(10, 5, 100, 200), 6)
    0.316979
    """
    low, high = log_ratio_interval(count, rest, size, rest_size)
    return _plain(np.maximum(low, 0.0) + np.minimum(high, 0.0))


def log_odds_z(counts, rest, prior) -> np.ndarray:
    """Return the z score of each word's log odds in one text against the rest, with a Dirichlet prior.

    `counts` and `rest` hold every word type of the vocabulary along their last axis; `prior` is one
    pseudo-count for all of them or one for each. Positive: preferred here. Raises ValueError if a
    text is empty, a count is negative, a pseudo-count is not positive, or there is only one type.
    Monroe, Colaresi & Quinn (2008), "Fightin' Words", the model with an informative
    prior; the variance is their approximation by the two counts with their pseudo-counts.

    >>> log_odds_z([8, 2], [2, 8], prior=1.0).round(4).tolist()
    [3.2958, -3.2958]
    """
    counts, rest = np.asarray(counts, dtype=float), np.asarray(rest, dtype=float)
    prior = np.broadcast_to(np.asarray(prior, dtype=float), counts.shape[-1:])
    if np.any(prior <= 0) or np.any(counts < 0) or np.any(rest < 0):
        raise ValueError("Pseudo-counts must be positive and counts not negative.")
    if counts.shape[-1] < 2:
        raise ValueError("The odds of a word need at least two word types.")
    if np.any(counts.sum(axis=-1) == 0) or np.any(rest.sum(axis=-1) == 0):
        raise ValueError("A text is empty: there is nothing to compare.")
    here, there = counts + prior, rest + prior
    log_odds = [np.log(text / (text.sum(axis=-1, keepdims=True) - text)) for text in (here, there)]
    return (log_odds[0] - log_odds[1]) / np.sqrt(1 / here + 1 / there)


def dp(difference, count, words):
    """Return the deviation of proportions DP: 0, spread as the parts' sizes; towards 1, in one place.

    Half the summed differences between the share of the word and the share of the text that each part
    holds. Of `words` in all, `count` are the word. `difference` is that sum over a common denominator, a
    whole number: over the parts, |count there * words - words there * count|. Raises ValueError if the
    word occurs nowhere or the difference is more than there can be.
    Gries (2008), "Dispersions and adjusted frequencies in corpora".

    >>> counts, sizes = np.array([1, 2, 3, 4, 5]), np.array([9, 10, 10, 10, 11])
    >>> round(dp(abs(counts * 50 - sizes * 15).sum(), count=15, words=50), 2)
    0.18
    """
    difference, count = np.asarray(difference, dtype=float), np.asarray(count, dtype=float)
    if np.any(count <= 0):
        raise ValueError("A word that occurs nowhere has no dispersion.")
    if np.any((difference < 0) | (difference > 2 * count * words)):
        raise ValueError("The shares of a word and of the text cannot be that different.")
    return _plain(difference / (2 * count * words))


def dp_norm(dp, sizes):
    """Return DP divided by the largest value it can take with these parts, so that it reaches 1.

    `sizes` are the parts' lengths in tokens. Raises ValueError if one is empty, and for a single part,
    where DP is always 0.
    Lijffijt & Gries (2012), correction to Gries (2008).

    >>> round(dp_norm(0.18, [9, 10, 10, 10, 11]), 6)
    0.219512
    """
    sizes = np.asarray(sizes, dtype=float)
    if sizes.size < 2:
        raise ValueError("Dispersion needs at least two parts.")
    if np.any(sizes <= 0):
        raise ValueError("A part is empty: a word cannot be spread over it.")
    return _plain(np.asarray(dp) / (1 - sizes.min() / sizes.sum()))


def juilland_d(rates, squares, parts: int):
    """Return Juilland's D: 1, used at the same rate in every part; 0, in one of them only.

    `rates` is the sum over the parts of the word's share of the part, `squares` that of the squared shares.
    Raises ValueError for fewer than two parts or a word that occurs nowhere. Juilland & Chang-Rodríguez
    (1964), "Frequency dictionary of Spanish words", with the standard deviation of the population.

    >>> counts = np.array([0, 4, 3, 2, 1])
    >>> round(juilland_d(counts.sum(), (counts**2).sum(), 5), 4)
    0.6464
    """
    if parts < 2:
        raise ValueError("Dispersion needs at least two parts.")
    mean = np.asarray(rates, dtype=float) / parts
    if np.any(mean <= 0):
        raise ValueError("A word that occurs nowhere has no dispersion.")
    variation = np.sqrt(np.maximum(np.asarray(squares) / parts - mean**2, 0)) / mean
    return _plain(np.maximum(1 - variation / np.sqrt(parts - 1), 0))


def association(together: int, first: int, second: int, pairs: int) -> dict[str, float]:
    """Return how strongly two words attract each other, by four measures of nltk and three more.

    `together` of all `pairs` of neighbours are the two words in this order; `first` begin with the one
    and `second` end with the other. `log_likelihood`: G2, four cells (Dunning 1993); `pmi`: pointwise
    mutual information, log2 (Church & Hanks 1990), high for rare pairs; `t_score`: Student's t (Church
    et al. 1991), high for frequent ones; `dice`: 0 to 1 (Dice 1945); `log_dice`: 14 at most (Rychlý 2008);
    `delta_p_forward`, `delta_p_backward`: how much likelier the one word makes the other, -1 to 1 (Gries
    2013). Raises ValueError for a pair that never occurs or counts that do not fit together.

    >>> list(association(8, 13, 32, 31777))
    ['log_likelihood', 'pmi', 't_score', 'dice', 'log_dice', 'delta_p_forward', 'delta_p_backward']
    """
    # Imported where it is used: loading nltk takes most of a second, and half the notebooks do without.
    from nltk.metrics import BigramAssocMeasures

    if not 0 < together <= min(first, second) or first + second - together > pairs:
        raise ValueError("The pair must occur, each word at least as often, and the rest fit into all pairs.")
    marginals = (together, (first, second), pairs)
    return {
        "log_likelihood": float(BigramAssocMeasures.likelihood_ratio(*marginals)),
        "pmi": float(BigramAssocMeasures.pmi(*marginals)),
        "t_score": float(BigramAssocMeasures.student_t(*marginals)),
        "dice": (dice := float(BigramAssocMeasures.dice(*marginals))),
        "log_dice": 14 + log2(dice),
        "delta_p_forward": together / first - (second - together) / max(pairs - first, 1),
        "delta_p_backward": together / second - (first - together) / max(pairs - second, 1),
    }


def _not_empty(tokens: Sequence[str]) -> None:
    if not len(tokens):
        raise ValueError("A text without words has no lexical diversity.")


def type_token_ratio(tokens: Sequence[str]) -> float:
    """Return the number of different words divided by the number of words.

    Not to be compared between texts of different length: the longer a text, the more of its words
    have been used before, so its ratio falls whatever its vocabulary. Compare `mattr` or `mtld`.
    Raises ValueError for a text without words.

    >>> type_token_ratio(["the", "army", "and", "the", "militants"])
    0.8
    """
    _not_empty(tokens)
    return len(set(tokens)) / len(tokens)


def mattr(tokens: Sequence[str], window: int) -> float:
    """Return the moving-average type-token ratio: the mean ratio of all stretches of `window` words.

    Every stretch has one length, so texts of different length compare. Raises ValueError for a text
    without words, one shorter than the window, or a window below 1.
    Covington & McFall (2010), "Cutting the Gordian knot".

    >>> round(mattr(["a", "b", "a", "a"], 2), 4)
    0.8333
    """
    _not_empty(tokens)
    if not 1 <= window <= len(tokens):
        raise ValueError(f"A window of {window} words does not fit into a text of {len(tokens)}.")
    # A word counts in every stretch in which it stands first: whole numbers, in one pass.
    last_start = len(tokens) - window
    seen: dict[str, int] = {}
    types = 0
    for place, token in enumerate(tokens):
        first_start = max(seen.get(token, -1) + 1, place - window + 1)
        types += max(0, min(place, last_start) - first_start + 1)
        seen[token] = place
    return types / (window * (last_start + 1))


def _factors(tokens: Sequence[str], threshold: float) -> float:
    """Return how often the ratio falls to the threshold, the unfinished stretch counted in part."""
    factors, seen, length, ratio = 0.0, set(), 0, 1.0
    for token in tokens:
        seen.add(token)
        length += 1
        ratio = len(seen) / length
        if ratio <= threshold:
            factors, seen, length, ratio = factors + 1, set(), 0, 1.0
    return factors + (1 - ratio) / (1 - threshold)


def mtld(tokens: Sequence[str], threshold: float | None = None) -> float:
    """Return the measure of textual lexical diversity, in words.

    The mean length of the stretches after which the type-token ratio has fallen to the threshold, read
    forwards and backwards, and the mean of the two; if no threshold is given, it is that of the settings.
    Fit for texts of different length, though shaky
    below some 100 words. A text that repeats no word has its own length. Raises ValueError for a text
    without words or a threshold outside 0 to 1.
    McCarthy & Jarvis (2010), "MTLD, vocd-D, and HD-D".

    >>> mtld(["war"] * 4)
    2.0
    """
    threshold = settings.MTLD_THRESHOLD if threshold is None else threshold
    _not_empty(tokens)
    if not 0 < threshold < 1:
        raise ValueError("The threshold must lie between 0 and 1.")
    if len(set(tokens)) == len(tokens):
        return float(len(tokens))
    return sum(len(tokens) / _factors(order, threshold) for order in (tokens, tokens[::-1])) / 2
