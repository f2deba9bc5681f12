"""The reader page: all articles side by side, with every layer over their words."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(__name__, {"page": "fingerprint make_page write_page"})
