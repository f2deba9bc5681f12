"""What may not be concluded: chance, accuracy, what was read and how; and who stood on which list."""

import pandas as pd

from inotherwords import settings, terms
from inotherwords.attribution import read_accuracy
from inotherwords.corpus import LEXICONS, Study, is_unread
from inotherwords.corpus.units import GROUP, REST
from inotherwords.report import show
from inotherwords.report.findings.corrections import tell_changes
from inotherwords.report.findings.robustness import survival
from inotherwords.report.findings.templates import tell
from inotherwords.report.sentences import Number, Sentence, day, plural, print_p, say, unit_words

SPREAD = ("mean", "low", "high")  # of what passes by chance


def tell_limits(study: Study, keyness: pd.DataFrame, robustness: pd.DataFrame) -> list[Sentence]:
    """Return what may not be concluded of a run: chance, accuracy, what was read, what holds, corrections."""
    found = not_in_english(study.articles, study.english) + read_closely(study.close, study.articles)
    found += significance(keyness, study.read("chance"), study.units) + accuracy(read_accuracy())
    found += survival(robustness, study.units)
    if len(made := study.corrections):
        found += tell_changes(study.read("corrections_effect"), made)
    found += tell_unread([name for name in LEXICONS if is_unread(study.corpus, name)])
    if study.list("labels").empty:
        found.append(Sentence(show.why_empty(study.corpus, "labels")))
    return found


def tell_unread(lists: list[str]) -> list[Sentence]:
    """Say which lists of the corpus nobody has marked as read, nothing if there is none.

    >>> [str(sentence) for sentence in tell_unread(["labels"])]
    ['Nobody has marked labels.csv as read: its rows were proposed by the program, and may be wrong.']
    """
    return [tell("unread", lists=[f"{name}.csv" for name in lists], n=len(lists))] if lists else []


def significance(keyness: pd.DataFrame, chance: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Say how many comparisons pass the limit, how many by chance, and what shuffling articles could give.

    Nothing for a single article, which has no rest to be compared with.
    """
    if keyness.empty or len(articles) < 2:
        return []
    n, words, p = len(articles), unit_words(articles), keyness["p_adjusted"].min()
    compared = words["article"] if "kind" not in articles or REST not in set(articles["kind"]) else GROUP
    passing = Number((keyness["log_likelihood"] > settings.SIGNIFICANT_G2).sum(), "keyness/over the limit")
    verdict = "no word may be called significant"
    if p < settings.SIGNIFICANCE_LEVEL:
        verdict = "that tells texts apart, not outlets"
    shuffled = [
        tell(
            "shuffled",
            what=row.shuffled,
            **{how: Number(getattr(row, how), f"chance/{row.shuffled}/{how}") for how in SPREAD},
        )
        for row in chance.itertuples()
    ]
    names = [f"part_{n}" for n in range(len(shuffled))]  # none of a large corpus: there nothing is shuffled
    floor = Number(print_p(terms.permutation_floor(n, 1)), f"articles/permutation floor/1 against {n - 1}")
    return [
        tell(
            "chance",
            every=Number(len(keyness), "keyness/comparisons"),
            passing=passing,
            limit=Number(settings.SIGNIFICANT_G2, "keyness/limit"),
            shuffled=say("".join(f"{{{n}}}" for n in names), **dict(zip(names, shuffled, strict=True))),
            p=Number(print_p(p), "keyness/smallest p"),
            verdict=verdict,
            **words,
        ),
        tell("floor", all=plural(n, compared, "articles/all"), floor=floor),
    ]


def accuracy(measured: pd.DataFrame) -> list[Sentence]:
    """Say how many attributions that people marked are found, and how many go to the right person.

    If the corpus has chosen another threshold than that of the measurement, it is said, too. `measured` is
    the table of measured accuracy: measure, right, found, annotated.
    """
    rows = measured.set_index("measure")

    def of_ten(whole: str, measure: str = "detection", base: str = "detection") -> Number:
        tenths = round(10 * int(rows.loc[measure, "right"]) / int(rows.loc[base, whole]))
        return Number(tenths, f"accuracy/{measure}/right of ten {whole}")

    def of_all(measure: str, whole: str = "annotated") -> Sentence:
        right, every = (
            Number(int(rows.loc[measure, column]), f"accuracy/{measure}/{column}")
            for column in ("right", whole)
        )
        return say("{right} of {every}", right=right, every=every)

    return [
        tell(
            "found",
            recall=of_ten("annotated"),
            precision=of_ten("found"),
            source=of_ten("found", "source and content"),
        ),
        tell("better", direct=of_all("direct"), indirect=of_all("indirect")),
        tell("right person", ten=of_ten("found", "person", "person"), persons=of_all("person", "found")),
        *measured_elsewhere(),
    ]


def measured_elsewhere() -> list[Sentence]:
    """Say that accuracy was measured at another threshold than the one in use, if it is another."""
    usual, own = settings.default("ACCEPTED"), settings.ACCEPTED
    if own == usual:
        return []
    thresholds = {"usual": Number(usual, "accuracy/threshold"), "own": Number(own, "settings/ACCEPTED")}
    return [tell("other threshold", **thresholds, how="fewer" if own > usual else "more")]


def not_in_english(articles: pd.DataFrame, english: pd.DataFrame) -> list[Sentence]:
    """Say how many articles are not read for attributions, if there are any.

    >>> every = pd.DataFrame({"language": ["en", "de"], "short": ["Ann", "Ben"]})
    >>> [str(sentence) for sentence in not_in_english(every, every.head(1))]
    ['No attributions are looked for in 1 of 2 articles, which is not in English (de: 1).']
    """
    others = articles[~articles.index.isin(english.index)]
    if others.empty:
        return []
    parts = [
        say("{language}: {n}", language=language, n=Number(n, f"articles/in/{language}"))
        for language, n in others["language"].value_counts().sort_index().items()
    ]
    found, every = (
        Number(len(table), f"articles/{name}")
        for table, name in ((others, "not in English"), (articles, "in any language"))
    )
    return [tell("not in English", found=found, every=every, parts=parts)]


def read_closely(close: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Say how many articles are read closely, nothing if all are.

    >>> read_closely(pd.DataFrame({"doc": ["a"]}), pd.DataFrame({"doc": ["a"]}))
    []
    """
    if len(close) == len(articles):
        return []
    few, every = Number(len(close), "corpus/articles read closely"), Number(len(articles), "corpus/articles")
    return [tell("close", few=few, every=every)]


def legal_status(listings: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Say of each group that was on a list of terrorist organisations on the last day where and how long.

    `listings` is the corpus' table of that name: actor, list, listed, delisted (dates, or years). A label
    may then be a legal term; the sentence takes no side.
    """
    last = max([published for published in articles["published"] if published], default="")
    then = listings.loc[
        [
            listed[: len(last)] <= last[: len(listed)] and not ("" < delisted <= last)
            for listed, delisted in zip(listings["listed"], listings["delisted"], strict=True)
        ]
    ]
    when = f"On {day(last)}" if last else "Now or once"
    sentences = []
    for name, rows in then.groupby("name", sort=False):
        parts = [
            f"{row.list} (from {day(row.listed)}{f' to {day(row.delisted)}' if row.delisted else ''}"
            f"{f'; {row.note}' if row.note else ''})"
            for row in rows.itertuples()
        ]
        sentences.append(tell("listed", when=when, name=name, parts=parts))
    return sentences
