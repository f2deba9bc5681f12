"""What is told: the same statement, on whose word; who does what to whom; one source, in other words."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "acts": "ACTIVE BESIDE PASSIVE find_act_fault is_of_earlier",
        "claims": "UNNAMED choose_foremost find_claims is_unsure matrix",
        "per_article": "find_prominence list_acts list_quantities prominence_of stage",
        "sources": "by_body find_noun list_bodies list_families plain_words settle_sources words_of_source",
    },
)
