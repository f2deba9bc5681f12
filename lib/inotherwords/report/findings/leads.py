"""What is said above the tables of `findings.md`: numbers that differ, and what one article alone lacks."""

import re
from collections import defaultdict
from itertools import combinations

import pandas as pd

from inotherwords import settings
from inotherwords.report.findings.evidence import Evidence
from inotherwords.report.findings.templates import tell
from inotherwords.report.sentences import Sentence, join, say
from inotherwords.text import wordlists
from inotherwords.text.words import normal_form, stem, stop_words

OF_PEOPLE = ("dead", "wounded", "displaced")  # kinds of quantities
AMOUNTS = ("money", "share")
CLAUSE_END = re.compile(r"[.,;:!?]\s|\n")
WORD = re.compile(r"\b[a-z]\w+")  # no name, no number


def tell_numbers(evidence: Evidence, quantities: pd.DataFrame) -> list[Sentence]:
    """Say for each kind of people which number is the highest in each article, where that is not one.

    Numbers of other events do not count, nor a kind of which all articles have a number in common. Nothing
    says that the same people are meant.
    """
    told = []
    here = quantities[quantities["doc"].isin(evidence.texts) & (quantities["event"] == "")]
    for kind in OF_PEOPLE:
        rows = here[here["kind"] == kind].sort_values(["value", "doc"], ascending=[False, True])
        highest = rows.drop_duplicates("doc").assign(text=lambda own: own["text"].str.lower())
        values = rows.groupby("doc")["value"].agg(set)
        common = set.intersection(*values) if len(values) else set()  # one gives both, another one of them
        if highest["value"].nunique() > 1 and not common:
            parts = [
                say("“{text}” in {units:and}", text=text, units=evidence.names(own["doc"]))
                for text, own in highest.groupby("text", sort=False)
            ]
            told.append(tell("numbers differ", kind=kind, parts=parts))
    return told


def tell_amounts(evidence: Evidence, quantities: pd.DataFrame) -> list[Sentence]:
    """Say which amounts of money, or per cent, of one matter differ from article to article.

    One matter is what is told with two words in common in the clauses of both. An amount that both articles
    have is no difference.
    """
    rows = quantities[quantities["kind"].isin(AMOUNTS) & (quantities["event"] == "")]
    rows = list(rows[rows["doc"].isin(evidence.texts)].itertuples())
    have = {(row.doc, row.counted, row.value) for row in rows}
    groups: list[set[tuple]] = []
    for one, other in combinations(rows, 2):
        apart = one.doc != other.doc and one.counted == other.counted and one.value != other.value
        both = (one.doc, one.counted, other.value) in have or (other.doc, one.counted, one.value) in have
        if apart and not both and len(_words_around(evidence, one) & _words_around(evidence, other)) > 1:
            joined = [group for group in groups if group & {one, other}]
            groups = [group for group in groups if group not in joined] + [{one, other}.union(*joined)]
    parts = []
    for group in sorted(groups, key=lambda group: max((row.kind == "money", row.value) for row in group))[
        ::-1
    ]:
        amounts = {(row.counted, row.value) for row in group}
        words = set().union(*(_words_around(evidence, row) for row in group))
        same = (row for row in rows if (row.counted, row.value) in amounts)
        group |= {row for row in same if words & _words_around(evidence, row)}
        texts: dict[str, list[str]] = defaultdict(list)
        for row in sorted(group, key=lambda row: (-row.value, row.doc)):
            texts[row.text.lower()].append(row.doc)
        told = [
            say("“{text}” in {units:and}", text=text, units=evidence.names(docs))
            for text, docs in texts.items()
        ]
        parts.append(say("{told:and}", told=told))
    return [tell("amounts differ", parts=parts)] if parts else []


def _words_around(evidence: Evidence, row: tuple) -> set[str]:
    """Return the stems of the words with a meaning in the clause of an amount, without its unit."""
    text = evidence.texts[row.doc]
    first = max((mark.end() for mark in CLAUSE_END.finditer(text, 0, row.start)), default=0)
    last = next((mark.start() for mark in CLAUSE_END.finditer(text, row.end)), len(text))
    around = f"{text[first : row.start]} {text[row.end : last]}"
    words = map(normal_form, WORD.findall(f"{around[0].lower()}{around[1:]}"))
    return {stem(word) for word in words if word not in stop_words()}


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
