"""The study's findings: sentences computed from its tables."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "attribution": "accuracy cue_classes margins missing_sources not_in_english on_whose_word "
        "quoted_or_paraphrased without_source",
        "claims": "actors_left_out later_numbers nobody_named other_sources spread",
        "corrections": "compare_corrections tell_changes",
        "labels": "labels_for_two legal_status naming",
        "reuse": "changes first_words labels_left shared_wording sides_left",
        "robustness": "Reading ask_all compact survival",
        "terms": "significance",
        "wording": "day read_closely write_findings",
    },
)
