"""What a run finds in the tables of notebooks 1 to 5, shown step by step, and the files that it leaves."""

from typing import NamedTuple

import pandas as pd

from inotherwords.claims import prominence_of
from inotherwords.corpus import Study
from inotherwords.report import figures, findings, methods, reader, show, workbook
from inotherwords.report.findings import Evidence
from inotherwords.report.manifest import write_manifest, writers
from inotherwords.report.sentences import Sentence, list_numbers


class Results(NamedTuple):
    """What was found: the eight sentences by title, what becomes of each in every variation, the limits."""

    study: Study
    evidence: Evidence
    eight: dict[str, Sentence]
    robustness: pd.DataFrame
    limits: list[Sentence]


def find(study: Study) -> Results:
    """Return what is found in the tables of a run whose notebooks 1 to 5 have been read."""
    evidence = findings.gather(study)
    robustness = findings.ask_again(evidence, findings.read_anew(study, evidence))
    limits = findings.tell_limits(study, study.read("keyness"), robustness)
    return Results(study, evidence, findings.tell_eight(evidence), robustness, limits)


def show_eight(found: Results) -> None:
    """Print the eight sentences, as far as the corpus bears them out."""
    show.sentences(list(found.eight.values()), empty=show.why_empty(found.study.corpus, "labels"))


def show_robustness(found: Results) -> None:
    """Show how often each sentence holds, or say why none was asked again."""
    why = " ".join(map(str, findings.survival(found.robustness, found.study.units)))
    show.table(findings.compact(found.robustness), empty=why)


def show_limits(found: Results) -> None:
    """Print what may not be concluded."""
    show.sentences(found.limits)


def write(found: Results, saved: list[dict[str, object]]) -> None:
    """Write what a run leaves besides figures (`manifest.LEFT`), print what; `saved` is of `figures.save`."""
    study, eight, limits = found.study, found.eight, found.limits
    prominence = prominence_of(study)
    findings.write_findings(study, found.evidence, eight, limits, found.robustness, prominence)
    told = {f"figures/{row['figure']}": [row["alt"]] for row in saved}
    told |= {"findings/eight": list(eight.values()), "findings/limits": limits}
    study.write_all(
        robustness=found.robustness,
        prominence=prominence,
        numbers=list_numbers(told, writers()),
        figures=figures.list_saved(saved),
        findings=methods.list_findings(eight),
    )
    methods.write_methods(study, limits)
    reader.write_page(study.outputs, study.corpus)
    workbook.write_tables(study)
    write_manifest(study.corpus, study.outputs)
