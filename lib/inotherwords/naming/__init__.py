"""Who is called what: the mentions of each actor, by label."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "corrections": "LABEL_ORDER apply_to_labels by_place",
        "differences": "divided_labels variously_named",
        "mentions": "EVENT Lexicon Listed NAMED_IN VOICES compile_labels find_label_fault find_mentions "
        "readable",
        "per_article": "list_mentions stage",
    },
)
