"""Which sentences are the same: shared passages, their groups, and what is left without them."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "clusters": "find_clusters",
        "corrections": "apply_to_passages correct_passages",
        "own_wording": "compared keyness own_stage telling",
        "passages": "FEWEST_WORDS KINDS NEAR beside find_passages of_corpus shared_wording stage",
        "sharing": "MOST_SHOWN collated groups_between left_out pair_counts passages_between spans "
        "word_counts",
    },
)
