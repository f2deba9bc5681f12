"""How findings are worded: lists, plurals, counts by article; and the file they are written to."""

import calendar
import datetime
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from inotherwords.report.sentences import Number, Sentence, join, plural, say, short_names, unit_words

# Parts of the names of numbers.
ON_SOMEBODYS_WORD = "on somebody's word"
ANY_VOICE, OWN_WORDING = "any voice", "own wording"
WITHOUT = "articles without"


def per_article(
    counts: dict[str, int],
    articles: pd.DataFrame,
    name: str,
    noun: str = "time",
    inside: Collection[str] = (),
) -> Sentence:
    """Return counts by doc as words, the highest first, and how many articles have none.

    Each is called `name` and the article. `inside` are the docs that have what is counted only as a part of
    something longer: nobody may say that they have none.

    >>> articles = pd.DataFrame({"doc": ["a", "b", "c"], "short": ["Ann", "Ben", "Cid"]})
    >>> str(per_article({"a": 1, "b": 3}, articles, "labels/rebel"))
    '3 times in Ben, 1 in Ann; not in the other article'
    """
    short, words = short_names(articles), unit_words(articles)
    found = sorted(((doc, n) for doc, n in counts.items() if n), key=lambda item: (-item[1], item[0]))
    if not found:
        if len(short) == 1:
            return say("not in the one {article}", **words)
        return say("in none of the {all}", all=plural(len(short), words["article"], "articles/all"))
    has = {doc for doc, _ in found}
    within = [short[doc] for doc in short if doc in inside and doc not in has]
    missing = len(short) - len(found) - len(within)
    (doc, most), *others = found
    parts = [say("{n} in {short}", n=plural(most, noun, f"{name}/{short[doc]}"), short=short[doc])]
    parts += [
        say("{n} in {short}", n=Number(n, f"{name}/{short[doc]}"), short=short[doc]) for doc, n in others
    ]
    clauses = [say("{parts}", parts=parts)]
    if within:
        clauses.append(say("inside a longer label in {within:and}", within=within))
    if missing == 1:
        clauses.append(say("not in the other {article}", **words))
    elif missing:
        clauses.append(say("in none of the other {n}", n=Number(missing, f"{name}/{WITHOUT}")))
    return say("{clauses:; }", clauses=clauses)


def day(iso: str) -> str:
    """Return a date as a reader writes it; a year alone, or a date written otherwise, stays what it is.

    >>> day("2014-05-14"), day("2017")
    ('14 May 2014', '2017')
    """
    try:
        date = datetime.date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"


def quote_words(words: list[str]) -> str:
    """Return words in quotation marks, as an enumeration; "" if there are none.

    >>> quote_words(["war", "peace"])
    '“peace” and “war”'
    """
    return join([f"“{word}”" for word in sorted(words)]) if words else ""


def read_closely(close: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return a sentence that says how many articles are read closely, none if all are.

    >>> read_closely(pd.DataFrame({"doc": ["a"]}), pd.DataFrame({"doc": ["a"]}))
    []
    """
    if len(close) == len(articles):
        return []
    return [
        say(
            "What follows is of {few} of the {every} articles, read closely: those with the sentences that "
            "most articles share, then the longest.",
            few=Number(len(close), "corpus/articles read closely"),
            every=Number(len(articles), "corpus/articles"),
        )
    ]


def write_findings(outputs: Path, groups: dict[str, list[Sentence]]) -> None:
    """Write `findings.md`: a heading, then each group of sentences as a list under its name."""
    parts = [
        f"**{name}**\n\n" + "\n".join(f"- {sentence}" for sentence in sentences)
        for name, sentences in groups.items()
        if sentences
    ]
    (outputs / "findings.md").write_bytes(("# Findings\n\n" + "\n\n".join(parts) + "\n").encode())
