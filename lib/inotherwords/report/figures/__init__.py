"""The study's figures: each a sheet, the table it plots, and a text for those who cannot see it."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "drawing": "list_saved save show",
        "floor": "the_floor",
        "reuse": "shared_copy shared_pairs",
        "statements": "claims_matrix one_statement the_pencil",
        "terms": "keyness",
        "words": "every_word one_source",
    },
)
