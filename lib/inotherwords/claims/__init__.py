"""The same statement, on whose word: which article tells what, and how its versions differ."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "changes": "UNKNOWN omissions rows_by_doc shifts updates",
        "claims": "UNNAMED find_claims foremost matrix unsure",
    },
)
