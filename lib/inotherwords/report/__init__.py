"""How it is said and shown: findings, figures, the reader page, and what would change them."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        **dict.fromkeys(["figures", "findings", "manifest", "methods", "reader", "results"], ""),
        **dict.fromkeys(["sentences", "show", "workbook"], ""),
    },
)
