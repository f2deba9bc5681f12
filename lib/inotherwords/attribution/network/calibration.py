"""One probability from what the network says of a possible cue: that a second person would have marked it.

The network is too sure of itself. A logistic regression with a handful of features puts that right; its
weights were fitted on annotated articles that the network was not trained on (see `attribution.fit_weights`).
"""

import math
from functools import cache

from inotherwords.attribution.network.wordpieces import MODEL
from inotherwords.text.wordlists import read_list

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
    return {row["feature"]: float(row["weight"]) for row in read_list(MODEL / "decision.csv")}


def probability(features: dict[str, float], weights: dict[str, float]) -> float:
    """Return the probability of an attribution, from 0 to 1.

    >>> probability({"cue": 2.0}, {"cue": 1.0, "intercept": -2.0})
    0.5
    """
    odds = weights["intercept"] + sum(weights[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-odds))
