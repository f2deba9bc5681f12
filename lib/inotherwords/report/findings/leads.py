"""What is said above the tables of `findings.md`: numbers that differ, and what one article alone lacks."""

from collections import defaultdict

import pandas as pd

from inotherwords import settings
from inotherwords.report.findings.evidence import Evidence
from inotherwords.report.findings.templates import tell
from inotherwords.report.sentences import Sentence, join, say
from inotherwords.text import wordlists

OF_PEOPLE = ("dead", "wounded", "displaced")  # kinds of quantities


def tell_numbers(evidence: Evidence, quantities: pd.DataFrame) -> list[Sentence]:
    """Say for each kind of people which number is the highest in each article, where that is not one.

    Numbers of other events do not count. Nothing says that the same people are meant.
    """
    told = []
    here = quantities[quantities["doc"].isin(evidence.texts) & (quantities["event"] == "")]
    for kind in OF_PEOPLE:
        rows = here[here["kind"] == kind].sort_values(["value", "doc"], ascending=[False, True])
        highest = rows.drop_duplicates("doc").assign(text=lambda own: own["text"].str.lower())
        if highest["value"].nunique() > 1:
            parts = [
                say("“{text}” in {units:and}", text=text, units=evidence.names(own["doc"]))
                for text, own in highest.groupby("text", sort=False)
            ]
            told.append(tell("numbers differ", kind=kind, parts=parts))
    return told


def tell_left_out(evidence: Evidence, listed: pd.DataFrame) -> list[Sentence]:
    """Say which article alone has no word of the list for an act of which every other has a sentence.

    `listed` is the corpus' list of acts; a headline's words count as the article's.
    """
    lacking: dict[str, list[str]] = defaultdict(list)
    for act, rows in listed[listed["part"] != "event"].groupby("act", sort=False):
        told = evidence.acts[(evidence.acts["act"] == act) & (evidence.acts["event"] == "")]
        without = [doc for doc in evidence.articles["doc"] if doc not in set(told["doc"])]
        if len(without) != 1 or told["doc"].nunique() < settings.FEWEST:
            continue
        [doc] = without
        search = wordlists.compile_patterns(list(rows["pattern"]))
        if not any(wordlists.find_matches(search, evidence.texts[doc], 0, len(evidence.texts[doc]))):
            lacking[doc].append(f"“{act}”")
    return [
        tell("left out", unit=evidence.names([doc])[0], acts=join(acts, "or"))
        for doc, acts in lacking.items()
    ]
