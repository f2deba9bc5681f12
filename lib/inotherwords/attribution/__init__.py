"""Who is speaking: attributions, their speakers and cues, and in whose voice each word stands."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "cues": "list_carriers list_forms",
        "evaluation": "Annotated FOLDS accuracy examples fit load_scorer predict prepared read_annotated",
        "network": "",
        "per_article": "choose_precision describe_reading stage",
        "sources": "find_largest_sides find_missing_once list_heard",
        "speakers": "UNKNOWN list_source_types",
        "tables": "explained_cases nearest round_down_margins tabulate",
        "voice_tables": "add_voice label_speakers list_label_speakers share_of_voice unsourced",
    },
)
