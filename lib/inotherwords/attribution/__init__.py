"""Who is speaking: attributions, their speakers and cues, and in whose voice each word stands."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "cues": "list_carriers list_forms",
        "evaluation": "Annotated fit_weights list_examples load_scorer predict prepare_articles "
        "read_accuracy read_annotated",
        "network": "",
        "per_article": "choose_precision describe_reading stage",
        "lexicon": "UNKNOWN check_speakers list_source_types",
        "tables": "explain_cases nearest_margins round_down_margins tabulate",
        "voice_tables": "add_voice find_unsourced share_of_voice",
    },
)
