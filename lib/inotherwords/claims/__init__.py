"""The same statement, on whose word: which article tells what, and how its versions differ."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "changes": "UNKNOWN list_rows_by_doc omissions shifts updates",
        "claims": "UNNAMED choose_foremost find_claims is_unsure matrix",
    },
)
