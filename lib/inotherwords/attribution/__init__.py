"""Who is speaking: attributions, their speakers and cues, and in whose voice each word stands."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "cues": "list_carriers list_forms",
        "evaluation": "count fit_weights list_examples predict prepare_articles read_accuracy read_annotated",
        "network": "",
        "per_article": "choose_precision describe_reading stage",
        "lexicon": "Known UNKNOWN compile_lexicon find_speaker_fault is_person list_source_types",
        "reading": "Attribution make_row make_span_rows prepare read_answers read_windows",
        "scoring": "",
        "sides": "find_sides",
        "tables": "explain_cases nearest_margins round_down_margins tabulate",
        "voice": "PICTURES find_voices",
        "voice_tables": "add_voice find_unsourced share_of_voice",
    },
)
