"""The reader page: all articles side by side, with every layer over their words.

Whoever has plain rows and texts makes the page from them with `contents` and `render`, which need neither
tables nor files; `make_page` reads both from folders.
"""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "choosing": "choose_articles describe_choice",
        "data": "TABLES contents tell_missing",
        "page": "make_page write_page",
        "markup": "fingerprint render",
        "story": "UNNAMED",
        "tables": "list_spoken",
    },
)
