"""Findings on who is called what."""

import pandas as pd

from inotherwords import settings
from inotherwords.naming import divided_labels, inside_longer, readable, variously_named
from inotherwords.report.findings.wording import ANY_VOICE, day, per_article
from inotherwords.report.sentences import Number, Sentence, plural, say, short_names, unit_words


def own_voice_labels(labels: pd.DataFrame, articles: pd.DataFrame, actor: str) -> list[Sentence]:
    """Return a sentence for each label of an actor that some article uses itself, in three uses or more.

    Counted are the uses in the article's own voice (a heading is that too) and, apart, those in paraphrase:
    there the word may be the source's or the article's.
    """
    named = labels[labels["actor"] == actor]
    own = named[named["voice"].isin(settings.OWN_VOICE)]
    who, words = readable(actor), unit_words(articles)
    sentences = []
    for label, rows in sorted(own.groupby("label"), key=lambda item: (-len(item[1]), item[0])):
        open_uses = ((named["label"] == label) & (named["voice"] == "attributed")).sum()
        if len(rows) + open_uses >= settings.FEWEST:
            name = f"labels/{who}/{label}"
            uses, inside = rows.groupby("doc").size().to_dict(), inside_longer(label, named, own)
            also = say(
                " (in paraphrase, open whose word, in all {articles}: {paraphrased})",
                paraphrased=Number(open_uses, f"{name}/in paraphrase"),
                **words,
            )
            sentences.append(
                say(
                    "{who}, called “{label}” in the {article}'s own voice: {spread}{also}.",
                    who=f"{who[0].upper()}{who[1:]}",
                    label=label,
                    spread=per_article(uses, articles, f"{name}/own voice", inside=inside),
                    also=also if open_uses else "",
                    **words,
                )
            )
    return sentences


def _seldom_used(labels: pd.DataFrame, actors: list[str], words: dict[str, str]) -> list[Sentence]:
    """Return a sentence on the labels of some actors that are used too seldom for one of their own."""
    told = labels[labels["actor"].isin(actors)]
    counted, own = (
        told["voice"].isin(voices).groupby([told["actor"], told["label"]]).sum()
        for voices in ([*settings.OWN_VOICE, "attributed"], settings.OWN_VOICE)
    )
    left = counted.index[(counted < settings.FEWEST) | (own == 0)]
    if left.empty:
        return []
    uses = told.groupby(["actor", "label"]).size()[left].sort_values(ascending=False, kind="stable")
    names = [f"“{label}” ({readable(actor)})" for actor, label in uses.index[: settings.SELDOM_NAMED]]
    return [
        say(
            "Not told here: {many} of these actors that the {articles} use fewer than {fewest} times in "
            "their own voice or in paraphrase, or never in their own voice{which}{names:and}.",
            many=plural(len(left), "label", "labels/seldom used"),
            fewest=Number(settings.FEWEST, "labels/fewest uses"),
            which=": " if len(left) <= settings.SELDOM_NAMED else ", most often ",
            names=names,
            **words,
        )
    ]


def naming(labels: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return the sentences on the own voice for the actors named in the most ways, or one that says none."""
    actors, words = variously_named(labels), unit_words(articles)
    sentences = [found for actor in actors for found in own_voice_labels(labels, articles, actor)]
    if actors and not sentences:
        fewest = Number(settings.FEWEST, "labels/fewest uses")
        none = "No label is used {fewest} times or more in the {articles}' own voice."
        sentences = [say(none, fewest=fewest, **words)]
    return sentences + _seldom_used(labels, actors, words)


def legal_status(listings: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
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
        stood = "{when} {name} stood on these lists of terrorist organisations: {parts:and}."
        sentences.append(say(stood, when=when, name=name, parts=parts))
    return sentences


def labels_for_two(labels: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return a sentence for each label that names one actor in one article and only others in another."""
    short = short_names(articles)
    sentences = []
    for label in divided_labels(labels):
        parts = []
        for doc, part in labels[labels["label"] == label].groupby("doc"):
            who = part["actor"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
            named = {readable(actor): n for actor, n in who.items()}
            names = [
                say("{who} {n}", who=who, n=Number(n, f"labels/{who}/{label}/{ANY_VOICE}/{short[doc]}"))
                for who, n in named.items()
            ]
            parts.append(say("{names:and} in {short}", names=names, short=short[doc]))
        meant = "Who is meant by “{label}”, by the number of times: {parts:; }."
        sentences.append(say(meant, label=label, parts=parts))
    return sentences
