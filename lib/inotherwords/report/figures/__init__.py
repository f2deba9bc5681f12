"""The study's figures: each a sheet, the table it plots, and a text for those who cannot see it."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "claims": "claims_matrix",
        "drawing": "list_saved save show",
        "labels": "labels_by_voice labels_of_one_actor",
        "reuse": "shared_copy shared_passages",
        "terms": "dispersion keyness",
        "versions": "other_words",
        "voices": "cue_verbs share_of_voice",
    },
)
