"""What differs between two versions of a sentence.

Align first, then compare, as editors do. The table `substitutions` is a complete edit script.
"""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "alignment": "alike",
        "collation": "SHOWN collate find_core mark shift",
        "swaps": "find_swaps_in is_reworded list_phrases list_replacements list_swaps replacements_in",
        "tables": "find_swaps lines list_reworded select_replacements substitutions variants",
        "wire": "compare_with_wire",
    },
)
