"""The study's findings: sentences computed from its tables."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "answers": "find_telling what_is_shared what_is_the_story what_is_there which_words who_speaks",
        "corrections": "compare_corrections tell_changes",
        "eight": "EIGHT choose_patient count_changes find_deaths find_one_source find_vocabularies "
        "how_many list_words quote_words spell_verb tell_eight",
        "evidence": "Evidence by_source fold_voices gather gather_shared gather_voices most_first",
        "findings_md": "write_findings",
        "limits": "accuracy legal_status measured_elsewhere significance tell_limits",
        "reading": "measure_reading read_uncorrected",
        "robustness": "ask_again compact read_anew read_leniently survival",
    },
)
