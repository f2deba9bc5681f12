"""Which words, and how often: counting, comparing, and the measures' formulas."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "chance": "count_by_chance",
        "comparison": "collocations dispersion keyness ngrams note_left_out",
        "measures": "log_likelihood permutation_floor",
        "tokens": "count_terms count_tokens drop_stop_words find_tokens "
        "left_out_of_sight lexical_diversity "
        "list_concordance list_own_names note_stop_words",
    },
)
