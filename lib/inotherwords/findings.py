"""The findings: sentences with the number inside, computed from the tables and printed by the notebooks.

They speak of these articles only: counts, not percentages; whose voice and who is meant, said each time.
Every number in them is bound to its name in the ledger (`ledger.number`), which stays in the sentence until
it is shown or written.
"""

import calendar
import datetime
import re
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from inotherwords import reuse, statistics
from inotherwords.ledger import number, plain
from inotherwords.naming import readable
from inotherwords.units import worded

FEWEST = 3  # mentions, uses or articles below which a sentence would only list chances
MOST_ACTORS = 4
MOST_NAMED = 5  # of the labels that are used too seldom for a sentence of their own
CHANCE = 3.84  # the value that G2 passes by chance for one word in twenty
LEVEL = 0.05  # the usual level of significance
SPECIAL_CUES = ("assertive", "doubt", "blame")

# Parts of the names of numbers.
ON_SOMEBODYS_WORD = "on somebody's word"
ANY_VOICE, OWN_WORDING = "any voice", "own wording"
WITHOUT = "articles without"


def plural(count: int, noun: str, *name: str) -> str:
    """Return a count with its noun, the count bound to a name of the ledger.

    >>> plain(plural(1, "mention", "labels", "all")), plain(plural(2, "mention", "labels", "all"))
    ('1 mention', '2 mentions')
    """
    return f"{number(count, *name)} {noun if count == 1 else f'{noun}s'}"


def listed(parts: list[str]) -> str:
    """Return some parts as an enumeration.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def per_article(
    counts: dict[str, int],
    articles: pd.DataFrame,
    *name: str,
    noun: str = "time",
    inside: Collection[str] = (),
) -> str:
    """Return counts by doc as words, the highest first, and how many articles have none.

    In the ledger each is called `name` and the article. `inside` are the docs that have what is counted only
    as a part of something longer: nobody may say that they have none.

    >>> articles = pd.DataFrame({"doc": ["a", "b", "c"], "short": ["Ann", "Ben", "Cid"]})
    >>> plain(per_article({"a": 1, "b": 3}, articles, "labels", "rebel"))
    '3 times in Ben, 1 in Ann; not in the other article'
    """
    short = dict(zip(articles["doc"], articles["short"], strict=True))
    found = sorted(((doc, n) for doc, n in counts.items() if n), key=lambda item: (-item[1], item[0]))
    has = {doc for doc, _ in found}
    within = [short[doc] for doc in short if doc in inside and doc not in has]
    missing = len(short) - len(found) - len(within)
    if not found:
        if len(short) == 1:
            return "not in the one article"
        return f"in none of the {plural(len(short), 'article', 'articles', 'all')}"
    (doc, most), *others = found
    parts = [f"{plural(most, noun, *name, short[doc])} in {short[doc]}"]
    parts += [f"{number(n, *name, short[doc])} in {short[doc]}" for doc, n in others]
    text = "; ".join([", ".join(parts), *([f"inside a longer label in {listed(within)}"] if within else [])])
    if missing == 1:
        return f"{text}; not in the other article"
    return f"{text}; in none of the other {number(missing, *name, WITHOUT)}" if missing else text


def variously_named(labels: pd.DataFrame) -> list[str]:
    """Return the four actors on whose name the articles differ most, the most often mentioned first.

    Counted are the labels used at least twice, but not by every article that mentions the actor; of actors
    with as many, the one comes first whose mentions fall under such labels most often.
    """
    if labels.empty:
        return []
    mentioning = labels.groupby("actor")["doc"].nunique()
    used = labels.groupby(["actor", "label"])["doc"].agg(["size", "nunique"]).reset_index()
    differing = used[(used["size"] > 1) & (used["nunique"] < used["actor"].map(mentioning))]
    ways = differing.groupby("actor")["size"].agg(["size", "sum"]).reindex(mentioning.index, fill_value=0)
    mentions = labels.groupby("actor").size()
    ways["share"] = ways["sum"] / mentions
    chosen = ways.sort_values(["size", "share"], ascending=False, kind="stable").head(MOST_ACTORS).index
    return list(mentions[chosen].sort_values(ascending=False, kind="stable").index)


def inside_longer(label: str, uses: pd.DataFrame) -> set[str]:
    """Return the docs in which a label stands inside the words of another label.

    `uses` are mentions of one actor: doc, label, text. HTS is named, too, where it is called "takfiri HTS".

    >>> uses = [("a", "HTS", "HTS"), ("b", "takfiri", "The takfiri HTS"), ("c", "rebel", "HTSX rebels")]
    >>> inside_longer("HTS", pd.DataFrame(uses, columns=["doc", "label", "text"]))
    {'b'}
    """
    named = uses["label"] == label
    forms = uses.loc[named, "text"].str.casefold().unique()
    words = re.compile("|".join(rf"\b{re.escape(form)}\b" for form in forms))
    others = uses[~named]
    return set(others.loc[others["text"].str.casefold().str.contains(words), "doc"])


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
            name = ("labels", who, label)
            uses = rows.groupby("doc").size().to_dict()
            inside = inside_longer(label, own)
            spread = per_article(uses, articles, *name, "own voice", inside=inside)
            paraphrased = number(open_uses, *name, "in paraphrase")
            also = f" (in paraphrase, open whose word, in all articles: {paraphrased})" if open_uses else ""
            subject = f"{who[0].upper()}{who[1:]}, called “{label}” in the article's own voice"
            sentences.append(f"{subject}: {spread}{also}.")
    return sentences


def _seldom_used(labels: pd.DataFrame, actors: list[str]) -> list[str]:
    """Return a sentence on the labels of some actors that are used too seldom for one of their own."""
    told = labels[labels["actor"].isin(actors)]
    counted = (
        told["voice"].isin(["own", "heading", "attributed"]).groupby([told["actor"], told["label"]]).sum()
    )
    own = told["voice"].isin(["own", "heading"]).groupby([told["actor"], told["label"]]).sum()
    left = counted.index[(counted < FEWEST) | (own == 0)]
    if left.empty:
        return []
    uses = told.groupby(["actor", "label"]).size()[left].sort_values(ascending=False, kind="stable")
    names = [f"“{label}” ({readable(actor)})" for actor, label in uses.index[:MOST_NAMED]]
    which = f": {listed(names)}" if len(left) <= MOST_NAMED else f", most often {listed(names)}"
    many = plural(len(left), "label", "labels", "seldom used")
    fewest = number(FEWEST, "labels", "fewest uses")
    return [
        f"Not told here: {many} of these actors that the articles use fewer than {fewest} times in their own "
        f"voice or in paraphrase, or never in their own voice{which}."
    ]


@worded
def naming(labels: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return the sentences on the own voice for the actors named in the most ways, or one that says none."""
    actors = variously_named(labels)
    sentences = [found for actor in actors for found in own_voice_labels(labels, articles, actor)]
    if actors and not sentences:
        fewest = number(FEWEST, "labels", "fewest uses")
        sentences = [f"No label is used {fewest} times or more in the articles' own voice."]
    return sentences + _seldom_used(labels, actors)


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


@worded
def labels_for_two(labels: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return a sentence for each label that names one actor in one article and only others in another."""
    short = dict(zip(articles["doc"], articles["short"], strict=True))
    sentences = []
    for label in divided_labels(labels):
        parts = []
        for doc, part in labels[labels["label"] == label].groupby("doc"):
            who = part["actor"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
            names = [
                f"{readable(actor)} {number(n, 'labels', readable(actor), label, ANY_VOICE, short[doc])}"
                for actor, n in who.items()
            ]
            parts.append(f"{listed(names)} in {short[doc]}")
        sentences.append(f"Who is meant by “{label}”, by the number of times: {'; '.join(parts)}.")
    return sentences


@worded
def on_whose_word(shares: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return a sentence on how many words stand on a source's word, and one on the largest side of each.

    Sides with equally many words are all named. Then how many words only a doubtful attribution puts
    there: how much smaller the share is without them.
    """
    short = dict(zip(articles["doc"], articles["short"], strict=True))
    told, largest, unsure = [], [], []
    sides_known = not shares["side"].isin(["own voice", "unknown"]).all()
    for doc, rows in shares.groupby("doc"):
        name = short[doc]
        others = rows[rows["side"] != "own voice"]
        known = others[others["side"] != "unknown"]
        sourced = number(others["words"].sum(), "share_of_voice", ON_SOMEBODYS_WORD, name)
        every = number(rows["words"].sum(), "share_of_voice", "words", name)
        note = ""
        nobody = others["words"].sum() - known["words"].sum()
        if nobody and sides_known:
            unknown = number(nobody, "share_of_voice", "source or side unknown", name)
            note = f", {unknown} of them with source or side unknown"
        told.append(f"{sourced} of {every} in {name}{note}")
        if len(known):
            most = known["words"].max()
            sides = sorted(readable(side) for side in known.loc[known["words"] == most, "side"])
            words = plural(most, "word", "share_of_voice", "side given most words", name)
            largest.append(f"{listed(sides)} in {name} ({words}{_each(sides)})")
        if few := others["doubtful"].sum():
            doubtful = number(few, "share_of_voice", "by a doubtful attribution only", name)
            unsure.append(f"{doubtful} of {sourced} in {name}")
    sentences = [f"Words that stand on somebody's word: {'; '.join(told)}."] if told else []
    if told:
        sentences.append(f"Of these, by a doubtful attribution only: {', '.join(unsure) or 'none'}.")
    if told and not sides_known:
        sentences.append("On which side a source stands is not known of any.")
    if largest:
        sentences.append(f"The side given most words: {', '.join(largest)}.")
    return sentences


def _each(parts: list[str]) -> str:
    return " each" if len(parts) > 1 else ""


def not_in_english(articles: pd.DataFrame, english: pd.DataFrame) -> list[str]:
    """Return a sentence on the articles that are not read for attributions, if there are any.

    >>> every = pd.DataFrame({"language": ["en", "de"], "short": ["Ann", "Ben"]})
    >>> [plain(sentence) for sentence in not_in_english(every, every.head(1))]
    ['No attributions are looked for in 1 of 2 articles, which is not in English (de: 1).']
    """
    others = articles[~articles.index.isin(english.index)]
    if others.empty:
        return []
    by = others["language"].value_counts().sort_index()
    parts = [f"{language}: {number(n, 'articles', 'in', language)}" for language, n in by.items()]
    found = number(len(others), "articles", "not in English")
    every = number(len(articles), "articles", "in any language")
    is_or_are = "is" if len(others) == 1 else "are"
    return [
        f"No attributions are looked for in {found} of {every} articles, which {is_or_are} not in English "
        f"({', '.join(parts)})."
    ]


@worded
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
            some = number(len(has), "attributions", speaker, "articles with it")
            every = plural(len(short), "article", "articles", "all")
            sentences.append(f"{speaker}: found as a source in {some} of {every}; not in {lacks[0]}.")
    return sentences


@worded
def without_source(alone: pd.DataFrame, segments: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return a sentence on the sentences in which nothing is said on anybody's word.

    Both tables are counted (doc, kind, count), `alone` of the table `unsourced`.
    """
    every, some = (
        table[table["kind"] == "sentence"].groupby("doc")["count"].sum() for table in (segments, alone)
    )
    parts = [
        f"{number(some.get(doc, 0), 'unsourced', 'sentences', short)} of "
        f"{number(every.get(doc, 0), 'segments', 'sentences', short)} in {short}"
        for doc, short in zip(articles["doc"], articles["short"], strict=True)
    ]
    return [f"Sentences in which nothing is said on anybody's word: {', '.join(parts)}."]


@worded
def quoted_or_paraphrased(quoted: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return a sentence on the sides that an article paraphrases only, never in quotation marks."""
    parts = []
    for doc, name in zip(articles["doc"], articles["short"], strict=True):
        rows = quoted[(quoted["doc"] == doc) & (quoted["quoted"] == 0) & (quoted["attributed"] > 0)]
        rows = rows[rows["side"] != "unknown"]
        if len(rows):
            told = [
                (side, plural(words, "word", "quoted_words", side, "in paraphrase", name))
                for side, words in zip(rows["side"].map(readable), rows["attributed"], strict=True)
            ]
            sides = [f"{side} ({words})" for side, words in told]
            parts.append(f"{name}: {listed(sides)}")
    return [f"Found in paraphrase only: {'; '.join(parts)}."] if parts else []


@worded
def cue_classes(attributions: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return a sentence on the cues that lend weight, take it away or blame."""
    short = dict(zip(articles["doc"], articles["short"], strict=True))
    cued = attributions[attributions["cue"] != ""]
    parts = []
    for doc, name in short.items():
        rows = cued[cued["doc"] == doc]
        special = rows[rows["cue_class"].isin(SPECIAL_CUES)]
        more = number(len(special), "attributions", "cue does more than report", name)
        parts.append(f"{more} of {number(len(rows), 'attributions', 'with a cue', name)} in {name}")
    return [
        f"Attributions whose cue does more than report (lends weight, doubts or blames): {', '.join(parts)}."
    ]


@worded
def shared_wording(passages: pd.DataFrame, shared: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return a sentence on the sentences that articles share and one on the words in them."""
    if "verbatim" not in set(passages["kind"]) and "near" not in set(passages["kind"]):
        return ["No two articles share a sentence."]
    short = dict(zip(articles["doc"], articles["short"], strict=True))
    groups = reuse.clusters(passages)
    spread = groups.groupby("cluster")["doc"].nunique()
    kinds = passages["kind"].value_counts()
    parts = [
        f"{number(row.shared, 'shared_wording', 'shared', short[row.doc])} of "
        f"{number(row.words, 'shared_wording', 'words', short[row.doc])} in {short[row.doc]}"
        for row in shared.sort_values(["shared", "doc"], ascending=[False, True]).itertuples()
    ]
    same = kinds.get("verbatim", 0) + kinds.get("near", 0)
    make = "make" if same > 1 else "makes"
    name = ("passages", "verbatim or near")
    pairs, made = plural(same, "pair", *name, "pairs"), plural(len(spread), "group", *name, "groups")
    wide = number((spread >= FEWEST).sum(), *name, "groups over three or more articles")
    return [
        f"Sentences that two articles share, word for word or reworded: {pairs}, which {make} {made}, {wide} "
        "of them over three or more articles.",
        f"Of the words in their sentences, in one shared with another article: {', '.join(parts)}.",
    ]


def accuracy(measured: pd.DataFrame) -> list[str]:
    """Return in plain words how many of the attributions that people marked are found.

    `measured` is the table of measured accuracy: measure, right, found, annotated.
    """
    rows = measured.set_index("measure")

    def of(part: str, whole: str, measure: str = "detection") -> str:
        both = ((column, int(rows.loc[measure, column])) for column in (part, whole))
        return " of ".join(number(count, "accuracy", measure, column) for column, count in both)

    def of_ten(whole: str, measure: str = "detection") -> str:
        tenths = round(10 * int(rows.loc[measure, "right"]) / int(rows.loc["detection", whole]))
        return number(tenths, "accuracy", measure, f"right of ten {whole}")

    return [
        f"Of ten attributions that a second person would mark, it finds about {of_ten('annotated')} "
        f"({of('right', 'annotated')}); of ten that it finds, about {of_ten('found')} are right "
        f"({of('right', 'found')}), {of_ten('found', 'source and content')} of them with the right source as "
        "well.",
        f"It is better where there are quotation marks ({of('right', 'annotated', 'direct')} direct "
        f"quotations) than where there are none ({of('right', 'annotated', 'indirect')}).",
    ]


def margins(found: pd.DataFrame) -> list[str]:
    """Return a sentence on the nearest of all decisions, from the table `margins`: decision, at_least."""
    if found.empty:
        return []
    nearest = found.sort_values("at_least", key=lambda column: column.astype(float), kind="stable").iloc[0]
    distance = number(nearest["at_least"], "margins", "nearest")
    return [f"No decision came nearer to its threshold than {distance} (the nearest: {nearest['decision']})."]


@worded
def significance(keyness: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return a sentence that says why no word here may be called a significant keyword.

    Nothing for a single article, which has no rest to be compared with.
    """
    if keyness.empty or len(articles) < 2:
        return []
    n = len(articles)
    passing = number((keyness["log_likelihood"] > CHANCE).sum(), "keyness", "over the limit")
    every = number(len(keyness), "keyness", "comparisons")
    p = keyness["p_adjusted"].min()
    verdict = "no word may be called significant" if p >= LEVEL else "that tells texts apart, not outlets"
    half, rest = number(n // 2, "articles", "half"), number(n - n // 2, "articles", "other half")
    halves = f", or below {_floor(n, n // 2)} for {half} against {rest}" if n > 3 else ""
    return [
        f"{passing} of {every} comparisons (each word, each article against the rest) pass log-likelihood "
        f"{number(CHANCE, 'keyness', 'limit')}. After adjustment for so many tests the smallest p is "
        f"{number(_p(p), 'keyness', 'smallest p')}: {verdict}. And shuffling {plural(n, 'article', 'articles', 'all')} cannot give a p below {_floor(n, 1)} for one "
        f"against the others{halves}.",
    ]


def _floor(n: int, group: int) -> str:
    """Return the permutation floor of some of n articles against the others."""
    floor = _p(statistics.permutation_floor(n, group))
    return number(floor, "articles", "permutation floor", f"{group} against {n - group}")


def _p(value: float) -> str:
    """Return a probability with two digits that count.

    >>> _p(0.6564), _p(1 / 924), _p(1e-9)
    ('0.66', '0.0011', 'under 0.0001')
    """
    return f"{value:.2g}" if value >= 0.0001 else "under 0.0001"


def write(outputs: Path, groups: dict[str, list[str]]) -> None:
    """Write `findings.md`: a heading, then each group of sentences as a list under its name."""
    parts = [
        f"**{name}**\n\n" + "\n".join(f"- {plain(sentence)}" for sentence in sentences)
        for name, sentences in groups.items()
        if sentences
    ]
    (outputs / "findings.md").write_bytes(("# Findings\n\n" + "\n\n".join(parts) + "\n").encode())
