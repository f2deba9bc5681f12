"""People code the same texts: sheets for a class, their agreement, and corrections by two coders."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "agreement": "CODING alpha count_by_item list_disagreements",
        "agreement_on_corrections": "compare_coders",
        "exercise": "check digest",
        "sheets": "COUNTED QUESTIONS answer_by_program choose compare_sheets csv_bytes list_items make_sheet",
    },
)
