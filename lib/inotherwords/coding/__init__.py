"""People code the same texts: sheets for a class, their agreement, and corrections by two coders."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "agreement": "CODING alpha by_item disagreements",
        "corrections": "compare_coders",
        "exercise": "check digest",
        "sheets": "COUNTED QUESTIONS choose compared csv_bytes items program sheet",
    },
)
