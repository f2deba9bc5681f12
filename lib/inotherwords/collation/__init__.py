"""What differs between two versions of a sentence.

Align first, then compare, as editors do. The table `substitutions` is a complete edit script.
"""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "alignment": "alike",
        "collation": "COLLATED SHOWN collate core mark",
        "swaps": "FEW find_swaps found_in phrases replacements wire_replacements",
        "tables": "entry lines substitutions variants versions",
        "wire": "CHANGES VOICES compared",
    },
)
