"""Which sentences are the same: shared passages, their groups, and what is left without them."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "clusters": "find_clusters",
        "few": "find_few",
        "corrections": "apply_to_passages correct_passages",
        "own_wording": "keyness own_stage rank_telling",
        "passages": "find_all find_passages stage stream_passages",
        "sharing": "choose_collated count_pairs count_shared_words describe_boilerplate list_shared_spans "
        "select_groups select_passages",
    },
)
