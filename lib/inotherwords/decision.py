"""One probability from what the network says of a possible cue: that a second person would have marked it.

The network is too sure of itself. A logistic regression with a handful of features puts that right; its
weights were fitted on annotated articles that the network was not trained on (see `evaluation`).
"""

import math
from collections.abc import Iterable
from functools import cache

import pandas as pd

from inotherwords import corpus
from inotherwords.windows import MODEL

# What each feature is; decision.csv has a weight for each, and the intercept.
FEATURES = {
    "cue": "log odds that these words are a cue, by the network's first step",
    "listed": "1 if the list of cues knows them",
    "content": "how certain the content's words are, on average",
    "source": "how certain the surest word of the source is",
    "no source": "1 if there is no source",
    "words": "log of the number of words of the content, plus 1",
    "undecided": "how many words outside the content may be content too, for each one inside",
    "quoted": "share of the content's words in quotation marks",
}


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature, and the intercept, from decision.csv."""
    table = pd.read_csv(MODEL / "decision.csv")
    return dict(zip(table["feature"], table["weight"], strict=True))


def probability(features: dict[str, float], weights: dict[str, float]) -> float:
    """Return the probability of an attribution, from 0 to 1.

    >>> probability({"cue": 2.0}, {"cue": 1.0, "intercept": -2.0})
    0.5
    """
    odds = weights["intercept"] + sum(weights[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-odds))


def fit(examples: Iterable[tuple[dict[str, float], bool]]) -> dict[str, float]:
    """Return the weights for examples: features, and whether people marked an attribution there.

    A logistic regression by scikit-learn (L2 penalty, C = 1), rounded to three decimals.

    >>> found = fit([({"cue": value}, value > 0) for value in (-2.0, -1.0, 1.0, 2.0)])
    >>> found["cue"] > 0, found["intercept"]
    (True, 0.0)
    """
    from sklearn.linear_model import LogisticRegression

    rows, right = zip(*examples, strict=True)
    names = list(rows[0])
    model = LogisticRegression(C=1.0, max_iter=1000).fit(
        [[row[name] for name in names] for row in rows], right
    )
    found = dict(zip(names, model.coef_[0].tolist(), strict=True)) | {"intercept": float(model.intercept_[0])}
    return {name: round(weight, 3) + 0.0 for name, weight in found.items()}


def write(found: dict[str, float]) -> None:
    """Write decision.csv."""
    table = pd.DataFrame(sorted(found.items()), columns=["feature", "weight"])
    (MODEL / "decision.csv").write_bytes(corpus.table_bytes(table))
