"""What each notebook opens with: its question answered in a sentence, computed from the corpus."""

import pandas as pd

from inotherwords.corpus import Study
from inotherwords.report.findings.eight import not_so_many_witnesses, one_source, what_the_copy_said
from inotherwords.report.findings.evidence import Evidence
from inotherwords.report.findings.templates import tell
from inotherwords.report.sentences import Number, Sentence, day, plural, unit_words


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


def which_words(words: pd.DataFrame, first: pd.Series, units: pd.DataFrame) -> list[Sentence]:
    """Answer notebook 3: how many words, and the one that sets an article (or outlet) apart most."""
    return [
        tell(
            "answer 3",
            all=Number(int(words["count"].sum()), "terms/words"),
            different=Number(words["term"].nunique(), "terms/different"),
            word=f"“{first['term']}”",
            n=Number(int(first["count"]), "keyness/first/here"),
            rest=Number(int(first["rest"]), "keyness/first/elsewhere"),
            article=unit_words(units)["article"],
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
