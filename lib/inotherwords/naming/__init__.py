"""Who is called what: the mentions of each actor, by label."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "corrections": "LABEL_ORDER apply_to_labels by_place",
        "differences": "divided_labels variously_named",
        "mentions": "EVENT NAMED_IN VOICES readable",
        "per_article": "stage",
        "tables": "check_list list_mentions",
    },
)
