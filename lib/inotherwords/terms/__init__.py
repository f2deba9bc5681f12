"""Which words, and how often: counting, comparing, and the measures' formulas."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "comparison": "MIN_COUNT collocations dispersion keyness left_out ngrams",
        "measures": "log_likelihood permutation_floor",
        "tokens": "concordance count_terms drop_stop_words find_tokens lexical_diversity term_counts",
    },
)
