"""The findings: sentences with the number inside, computed from the tables and printed by the notebooks.

They speak of these articles only: counts, not percentages; whose voice and who is meant, said each time.
"""

import calendar
import datetime
from pathlib import Path

import pandas as pd

from inotherwords import reuse, statistics
from inotherwords.naming import readable

FEWEST = 3  # mentions, uses or articles below which a sentence would only list chances
MOST_ACTORS = 4
CHANCE = 3.84  # the value that G2 passes by chance for one word in twenty
LEVEL = 0.05  # the usual level of significance
SPECIAL_CUES = ("assertive", "doubt", "blame")


def plural(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> plural(1, "mention"), plural(2, "mention")
    ('1 mention', '2 mentions')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def listed(parts: list[str]) -> str:
    """Return some parts as an enumeration.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def per_article(counts: dict[str, int], articles: pd.DataFrame, noun: str = "time") -> str:
    """Return counts by doc as words, the highest first, and how many articles have none.

    >>> articles = pd.DataFrame({"doc": ["a", "b", "c"], "short": ["Ann", "Ben", "Cid"]})
    >>> per_article({"a": 1, "b": 3}, articles)
    '3 times in Ben, 1 in Ann; not in the other article'
    """
    short = dict(zip(articles["doc"], articles["short"], strict=True))
    found = sorted(((doc, n) for doc, n in counts.items() if n), key=lambda item: (-item[1], item[0]))
    missing = len(short) - len(found)
    if not found:
        return f"in none of the {len(short)} articles" if len(short) > 1 else "not in the one article"
    first, *others = found
    parts = [f"{plural(first[1], noun)} in {short[first[0]]}", *(f"{n} in {short[doc]}" for doc, n in others)]
    text = ", ".join(parts)
    if missing == 1:
        return f"{text}; not in the other article"
    return f"{text}; in none of the other {missing}" if missing else text


def variously_named(labels: pd.DataFrame) -> list[str]:
    """Return the four actors on whose name the articles differ most, the most often mentioned first.

    Counted are the labels used at least twice, but not by every article that mentions the actor; of actors
    with as many, the one comes first whose mentions fall under such labels most often.
    """
    mentioning = labels.groupby("actor")["doc"].nunique()
    used = labels.groupby(["actor", "label"])["doc"].agg(["size", "nunique"]).reset_index()
    differing = used[(used["size"] > 1) & (used["nunique"] < used["actor"].map(mentioning))]
    ways = differing.groupby("actor")["size"].agg(["size", "sum"]).reindex(mentioning.index, fill_value=0)
    mentions = labels.groupby("actor").size()
    ways["share"] = ways["sum"] / mentions
    chosen = ways.sort_values(["size", "share"], ascending=False, kind="stable").head(MOST_ACTORS).index
    return list(mentions[chosen].sort_values(ascending=False, kind="stable").index)


def own_voice_labels(labels: pd.DataFrame, articles: pd.DataFrame, actor: str) -> list[str]:
    """Return a sentence for each label of an actor that some article uses itself, in three uses or more.

    Counted are the uses in the article's own voice (a heading is that too) and, apart, those in paraphrase:
    there the word may be the source's or the article's.
    """
    named = labels[labels["actor"] == actor]
    own = named[named["voice"].isin(["own", "heading"])]
    who = readable(actor)
    sentences = []
    for label, rows in sorted(own.groupby("label"), key=lambda item: (-len(item[1]), item[0])):
        open_uses = ((named["label"] == label) & (named["voice"] == "attributed")).sum()
        if len(rows) + open_uses >= FEWEST:
            spread = per_article(rows.groupby("doc").size().to_dict(), articles)
            also = f" (in paraphrase, open whose word: {open_uses})" if open_uses else ""
            subject = f"{who[0].upper()}{who[1:]}, called “{label}” in the article's own voice"
            sentences.append(f"{subject}: {spread}{also}.")
    return sentences


def naming(labels: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return the sentences on the own voice for the actors named in the most ways, or one that says none."""
    actors = variously_named(labels)
    sentences = [found for actor in actors for found in own_voice_labels(labels, articles, actor)]
    if actors and not sentences:
        return [f"No label is used {FEWEST} times or more in the articles' own voice."]
    return sentences


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


def legal_status(listings: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return a sentence for each group that was on a list of terrorist organisations on the last day.

    `listings` is the corpus' table of that name: actor, list, listed, delisted (dates, or years). A label
    may then be a legal term; the sentence says where, from when and until when, and takes no side.
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
        sentences.append(f"{when} {name} stood on these lists of terrorist organisations: {listed(parts)}.")
    return sentences


def divided_labels(labels: pd.DataFrame) -> list[str]:
    """Return the labels that name one actor in one article and only others in another, most used first."""
    found = []
    for label, rows in labels.groupby("label"):
        meant = [set(part["actor"]) for _, part in rows.groupby("doc")]
        if len(rows) >= FEWEST and any(not one & other for one in meant for other in meant):
            found.append((-len(rows), label))
    return [label for _, label in sorted(found)]


def labels_for_two(labels: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return a sentence for each label that names one actor in one article and only others in another."""
    short = dict(zip(articles["doc"], articles["short"], strict=True))
    sentences = []
    for label in divided_labels(labels):
        parts = []
        for doc, part in labels[labels["label"] == label].groupby("doc"):
            who = part["actor"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
            names = [f"{readable(actor)} {count}" for actor, count in who.items()]
            parts.append(f"{listed(names)} in {short[doc]}")
        sentences.append(f"Who is meant by “{label}”, by the number of times: {'; '.join(parts)}.")
    return sentences


def on_whose_word(shares: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return a sentence on how many words stand on a source's word, and one on the largest side of each.

    Sides with equally many words are all named. Then how many words only a doubtful attribution puts
    there: how much smaller the share is without them.
    """
    short = dict(zip(articles["doc"], articles["short"], strict=True))
    told, largest, unsure = [], [], []
    for doc, rows in shares.groupby("doc"):
        others = rows[rows["side"] != "own voice"]
        known = others[others["side"] != "unknown"]
        nobody = others["words"].sum() - known["words"].sum()
        note = f", {nobody} of them with source or side unknown" if nobody else ""
        told.append(f"{others['words'].sum()} of {rows['words'].sum()} in {short[doc]}{note}")
        if len(known):
            most = known["words"].max()
            sides = sorted(readable(side) for side in known.loc[known["words"] == most, "side"])
            largest.append(f"{listed(sides)} in {short[doc]} ({plural(most, 'word')}{_each(sides)})")
        if doubtful := others["doubtful"].sum():
            unsure.append(f"{doubtful} of {others['words'].sum()} in {short[doc]}")
    sentences = [f"Words that stand on somebody's word: {'; '.join(told)}."] if told else []
    if told:
        sentences.append(f"Of these, by a doubtful attribution only: {', '.join(unsure) or 'none'}.")
    if largest:
        sentences.append(f"The side given most words: {', '.join(largest)}.")
    return sentences


def _each(parts: list[str]) -> str:
    return " each" if len(parts) > 1 else ""


def missing_sources(attributions: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return a sentence for each source that all articles but one have."""
    short = dict(zip(articles["doc"], articles["short"], strict=True))
    known = attributions[(attributions["speaker"] != "") & (attributions["side"] != "unknown")]
    known = known.assign(speaker=known["speaker"].str.split("; ")).explode("speaker")
    sentences = []
    for speaker, rows in known.groupby("speaker"):
        has = set(rows["doc"])
        lacks = [short[doc] for doc in short if doc not in has]
        if len(has) >= FEWEST and len(lacks) == 1:
            sentences.append(
                f"{speaker}: found as a source in {len(has)} of {len(short)} articles; not in {lacks[0]}."
            )
    return sentences


def without_source(alone: pd.DataFrame, segments: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return a sentence on the sentences in which nothing is said on anybody's word."""
    every = segments[segments["kind"] == "sentence"].groupby("doc").size()
    some = alone.groupby("doc").size()
    parts = [
        f"{some.get(doc, 0)} of {every.get(doc, 0)} in {short}"
        for doc, short in zip(articles["doc"], articles["short"], strict=True)
    ]
    return [f"Sentences in which nothing is said on anybody's word: {', '.join(parts)}."]


def quoted_or_paraphrased(quoted: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return a sentence on the sides that an article paraphrases only, never in quotation marks."""
    parts = []
    for doc, name in zip(articles["doc"], articles["short"], strict=True):
        rows = quoted[(quoted["doc"] == doc) & (quoted["quoted"] == 0) & (quoted["attributed"] > 0)]
        rows = rows[rows["side"] != "unknown"]
        if len(rows):
            sides = [
                f"{readable(side)} ({plural(words, 'word')})"
                for side, words in zip(rows["side"], rows["attributed"], strict=True)
            ]
            parts.append(f"{name}: {listed(sides)}")
    return [f"Found in paraphrase only: {'; '.join(parts)}."] if parts else []


def cue_classes(attributions: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return a sentence on the cues that lend weight, take it away or blame."""
    short = dict(zip(articles["doc"], articles["short"], strict=True))
    cued = attributions[attributions["cue"] != ""]
    parts = []
    for doc, name in short.items():
        rows = cued[cued["doc"] == doc]
        special = rows[rows["cue_class"].isin(SPECIAL_CUES)]
        parts.append(f"{len(special)} of {len(rows)} in {name}")
    return [
        f"Attributions whose cue does more than report (lends weight, doubts or blames): {', '.join(parts)}."
    ]


def shared_wording(passages: pd.DataFrame, shared: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return a sentence on the sentences that articles share and one on the words in them."""
    if "verbatim" not in set(passages["kind"]) and "near" not in set(passages["kind"]):
        return ["No two articles share a sentence."]
    short = dict(zip(articles["doc"], articles["short"], strict=True))
    groups = reuse.clusters(passages)
    spread = groups.groupby("cluster")["doc"].nunique()
    kinds = passages["kind"].value_counts()
    parts = [
        f"{row.shared} of {row.words} in {short[row.doc]}"
        for row in shared.sort_values(["shared", "doc"], ascending=[False, True]).itertuples()
    ]
    same = kinds.get("verbatim", 0) + kinds.get("near", 0)
    make = "make" if same > 1 else "makes"
    return [
        f"Sentences that two articles share, word for word or reworded: {plural(same, 'pair')}, which {make} "
        f"{plural(len(spread), 'group')}, {(spread >= FEWEST).sum()} of them over three or more articles.",
        f"Of the words in their sentences, in one shared with another article: {', '.join(parts)}.",
    ]


def accuracy(measured: pd.DataFrame) -> list[str]:
    """Return in plain words how many of the attributions that people marked are found.

    `measured` is the table of measured accuracy: measure, right, found, annotated.
    """
    rows = measured.set_index("measure")
    right, found, annotated = (
        int(rows.loc["detection", column]) for column in ("right", "found", "annotated")
    )
    with_source = int(rows.loc["source and content", "right"])
    direct, marked_direct = (int(rows.loc["direct", column]) for column in ("right", "annotated"))
    indirect, marked_indirect = (int(rows.loc["indirect", column]) for column in ("right", "annotated"))
    return [
        f"Of ten attributions that a second person would mark, it finds about "
        f"{round(10 * right / annotated)} ({right} of {annotated}); of ten that it finds, about "
        f"{round(10 * right / found)} are right ({right} of {found}), {round(10 * with_source / found)} of "
        "them with the right source as well.",
        f"It is better where there are quotation marks ({direct} of {marked_direct} direct quotations) "
        f"than where there are none ({indirect} of {marked_indirect}).",
    ]


def margins(found: pd.DataFrame) -> list[str]:
    """Return a sentence on the nearest of all decisions, from the table `margins`: decision, at_least."""
    if found.empty:
        return []
    nearest = found.sort_values("at_least", key=lambda column: column.astype(float), kind="stable").iloc[0]
    return [
        f"No decision came nearer to its threshold than {nearest['at_least']} (the nearest: "
        f"{nearest['decision']})."
    ]


def significance(keyness: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return a sentence that says why no word here may be called a significant keyword.

    Nothing for a single article, which has no rest to be compared with.
    """
    if keyness.empty or len(articles) < 2:
        return []
    passing = int((keyness["log_likelihood"] > CHANCE).sum())
    n = len(articles)
    single, half = statistics.permutation_floor(n, 1), statistics.permutation_floor(n, n // 2)
    halves = f", or below {_p(half)} for {n // 2} against {n - n // 2}" if n > 3 else ""
    smallest = keyness["p_adjusted"].min()
    verdict = (
        "no word may be called significant" if smallest >= LEVEL else "that tells texts apart, not outlets"
    )
    return [
        f"{passing} of {len(keyness)} comparisons (each word, each article against the rest) pass "
        f"log-likelihood {CHANCE}; chance alone would let about {round(LEVEL * len(keyness))} pass. So "
        f"{verdict}: after adjustment for so many tests the smallest p is {_p(smallest)}, and shuffling "
        f"{plural(n, 'article')} cannot give a p below {_p(single)} for one against the others{halves}.",
    ]


def _p(value: float) -> str:
    """Return a probability with two digits that count.

    >>> _p(0.6564), _p(1 / 924), _p(1e-9)
    ('0.66', '0.0011', 'under 0.0001')
    """
    return f"{value:.2g}" if value >= 0.0001 else "under 0.0001"


def write(outputs: Path, groups: dict[str, list[str]]) -> None:
    """Write `findings.md`: a heading, then each group of sentences as a list under its name."""
    parts = [
        f"**{name}**\n\n" + "\n".join(f"- {sentence}" for sentence in sentences)
        for name, sentences in groups.items()
        if sentences
    ]
    (outputs / "findings.md").write_bytes(("# Findings\n\n" + "\n\n".join(parts) + "\n").encode())
