"""What differs between two versions of a sentence.

Align first, then compare, as editors do. The table `substitutions` is a complete edit script.
"""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "alignment": "alike",
        "collation": "SHOWN collate find_core mark shift",
        "grouping": "list_swaps",
        "phrases": "Replacement find_swaps_in is_reworded list_phrases replacements_in replaces",
        "swaps": "find_swaps list_reworded select_replacements",
        "tables": "lines substitutions variants",
        "wire": "compare_with_wire",
    },
)
