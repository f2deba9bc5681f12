"""What each notebook opens with: its question answered in a sentence, computed from the corpus."""

import pandas as pd

from inotherwords import settings, terms
from inotherwords.corpus import Study
from inotherwords.corpus.units import REST
from inotherwords.report.findings.eight import not_so_many_witnesses, one_source, what_the_copy_said
from inotherwords.report.findings.evidence import Evidence
from inotherwords.report.findings.templates import tell
from inotherwords.report.sentences import Number, Sentence, day, plural, print_p, short_names, unit_words


def what_is_there(study: Study) -> list[Sentence]:
    """Answer notebook 1: how many articles of how many outlets, how many words, from which days."""
    table = study.list_articles()
    days = sorted({one for one in table["published"] if one})
    when = f", published {day(days[0])}" + (f" to {day(days[-1])}" if len(days) > 1 else "") if days else ""
    return [
        tell(
            "answer 1",
            articles=plural(len(table), "article", "articles/all"),
            outlets=plural(table["outlet"].nunique(), "outlet", "articles/outlets"),
            words=plural(int(table["words"].sum()), "word", "articles/words"),
            when=when,
        )
    ]


def what_is_the_story(segments: pd.DataFrame, edits: pd.DataFrame) -> list[Sentence]:
    """Answer notebook 2, from counts by kind and rule (column count)."""
    told = segments.loc[segments["kind"] == "sentence", "count"].sum()
    return [
        tell(
            "answer 2",
            sentences=plural(int(told), "sentence", "segments/sentences"),
            rest=Number(int(segments["count"].sum() - told), "segments/others"),
            edits=plural(int(edits["count"].sum()), "place", "edits/all"),
        )
    ]


def find_telling(keyness: pd.DataFrame, units: pd.DataFrame) -> pd.Series:
    """Return the row of the word that sets a unit apart most, of those used there twice and more often.

    Another, if there is none; that of “17 others” or a stop word's only where there is nothing else.
    """
    told = terms.drop_stop_words(keyness)
    over = told[(told["log_ratio"] > 0) & (told["count"] > 1)]
    rest = units.loc[units["kind"] == REST, "doc"] if "kind" in units else []
    found = next(rows for rows in (over[~over["doc"].isin(rest)], over, told, keyness) if len(rows))
    return found.loc[found["log_likelihood"].idxmax()]


def which_words(words: pd.DataFrame, first: pd.Series, units: pd.DataFrame) -> list[Sentence]:
    """Answer notebook 3: how many words, and the one that sets an article (or outlet) apart most."""
    p = first["p_adjusted"]
    verdict = "not significant" if p >= settings.SIGNIFICANCE_LEVEL else "more than chance gives single words"
    return [
        tell(
            "answer 3",
            all=Number(int(words["count"].sum()), "terms/words"),
            different=Number(words["term"].nunique(), "terms/different"),
            word=f"“{first['term']}”",
            n=Number(int(first["count"]), "keyness/first/here"),
            rest=Number(int(first["rest"]), "keyness/first/elsewhere"),
            unit=short_names(units)[first["doc"]],
            verdict=verdict,
            p=Number(print_p(p), "keyness/first/p"),
            **unit_words(units),
        )
    ]


def who_speaks(evidence: Evidence) -> list[Sentence]:
    """Answer notebook 4: how many words stand on a source's word, and what one source is made to say."""
    shares = evidence.shares
    if shares.empty:
        return []
    said = shares.loc[shares["side"] != "own voice", "words"].sum()
    first = tell(
        "answer 4",
        said=Number(int(said), "share_of_voice/on somebody's word/all"),
        all=Number(int(shares["words"].sum()), "share_of_voice/words/all"),
    )
    return [first, *filter(None, [one_source(evidence)])]


def what_is_shared(evidence: Evidence) -> list[Sentence]:
    """Answer notebook 5: how much stands in shared sentences, and what became of the copy."""
    return [one for one in (not_so_many_witnesses(evidence), what_the_copy_said(evidence)) if one]
