"""What naming and counting make of each article by itself: words, terms and mentions."""

from inotherwords import terms
from inotherwords.cleaning import CLEANED, read_cleaned
from inotherwords.layers.parts import Given, Stage
from inotherwords.naming import corrections, tables


def compute(texts: dict[str, str], given: Given) -> Given:
    """Return tokens, terms, lexical_diversity and mentions.

    `given` has `names`, `labels`, `actors`, `speakers` and `acts`, and of these articles `corrections`, and
    `CLEANED` if at hand.
    """
    segments, analysed = read_cleaned(texts, given)
    lists = (given[name] for name in ("labels", "actors", "speakers", "acts"))
    mentions = tables.list_mentions(segments, analysed, *lists)
    tokens = terms.find_tokens(segments, analysed, given["names"])
    return {
        "tokens": tokens,
        "terms": terms.count_terms(segments, analysed, given["names"]),
        "lexical_diversity": terms.lexical_diversity(tokens),
        "mentions": corrections.apply_to_labels(mentions, given["corrections"], analysed),
    }


stage = Stage(
    "naming",
    compute,
    lists=("names", "labels", "actors", "speakers", "acts"),
    tables=("corrections", *CLEANED),
)
