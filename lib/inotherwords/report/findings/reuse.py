"""Findings on what articles share and what is left without it."""

import pandas as pd

from inotherwords import collation, reuse, settings
from inotherwords.attribution import find_largest_sides
from inotherwords.naming import readable, variously_named
from inotherwords.report.findings.wording import (
    ANY_VOICE,
    ON_SOMEBODYS_WORD,
    OWN_WORDING,
    per_article,
    quote_words,
)
from inotherwords.report.sentences import Number, Sentence, join, plural, say, short_names, unit_words


def shared_wording(passages: pd.DataFrame, shared: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return a sentence on the sentences that articles share and one on the words in them."""
    words, short = unit_words(articles), short_names(articles)
    same = int(passages["kind"].isin(["verbatim", "near"]).sum())
    if not same:
        return [say("No two {articles} share a sentence.", **words)]
    spread = reuse.find_clusters(passages).groupby("cluster")["doc"].nunique()
    name = "passages/verbatim or near"
    parts = [
        say(
            "{shared} of {words} in {short}",
            shared=Number(row.shared, f"shared_wording/shared/{short[row.doc]}"),
            words=Number(row.words, f"shared_wording/words/{short[row.doc]}"),
            short=short[row.doc],
        )
        for row in shared.sort_values(["shared", "doc"], ascending=[False, True]).itertuples()
    ]
    return [
        say(
            "Sentences that two {articles} share, word for word or reworded: {pairs}, which {make} {groups}, "
            "{wide} of them over three or more {articles}.",
            pairs=plural(same, "pair", f"{name}/pairs"),
            make="make" if same > 1 else "makes",
            groups=plural(len(spread), "group", f"{name}/groups"),
            wide=Number((spread >= settings.FEWEST).sum(), f"{name}/groups over three or more articles"),
            **words,
        ),
        say(
            "Of the words in their sentences, in one shared with another {article}: {parts}.",
            parts=parts,
            **words,
        ),
    ]


def changes(table: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return sentences on how many places are known, what was done there and in whose voice.

    `table` is that of `collation.compare_with_wire`. A place with two changes counts for both. Only articles
    with a row are spoken of: of the others the list says nothing.
    """
    if table.empty:
        return []
    kinds = table["change"].str.split("+").explode().value_counts().sort_index()
    ordered = kinds.sort_values(ascending=False, kind="stable")
    done = [
        say("{done} in {n}", done=_done(kind), n=Number(n, f"wire/{_done(kind)}/all"))
        for kind, n in ordered.items()
    ]
    found = articles[articles["doc"].isin(table["doc"])]
    known = per_article(table.groupby("doc").size().to_dict(), found, "wire/places", noun="place")
    sentences = [
        say("The wording of the copy that an article was made from is known in {known}.", known=known),
        say(
            "What the article did in these {places}, some of which count twice: {done}.",
            places=plural(len(table), "place", "wire/places/all"),
            done=done,
        ),
    ]
    for change in ordered.index[ordered.index.isin(["relabel", "delete"])]:
        # A change stands alone or with another ("relabel+delete").
        rows, did = table[[change in row.split("+") for row in table["change"]]], _done(change)
        sentences.append(
            say(
                "{did}: {spread}. Of these {voices:and}.",
                did=f"{did[0].upper()}{did[1:]}",
                spread=per_article(rows.groupby("doc").size().to_dict(), found, f"wire/{did}"),
                voices=_voices(rows, f"wire/{did}"),
            )
        )
    return sentences


def _done(change: str) -> str:
    """Return what a change did, in words; one that only another corpus has keeps its name."""
    return collation.CHANGES.get(change, change)


def _voices(rows: pd.DataFrame, name: str) -> list[Sentence]:
    """Return in whose voice the articles' wording stands, in words.

    >>> [str(part) for part in _voices(pd.DataFrame({"voice": ["own", "quoted", ""]}), "wire")]
    ["1 in the article's own voice", '1 quoted', '1 without any words in its place']
    """
    counts = rows["voice"].map(collation.VOICES).value_counts()
    found = [where for where in dict.fromkeys(collation.VOICES.values()) if where in counts]
    return [say("{n} {where}", n=Number(counts[where], f"{name}/{where}"), where=where) for where in found]


def labels_left(counts: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return the sentences on the labels that are left when shared copy is left out.

    `counts` is the table of `reuse.count_labels`. The first sentence is on all labels; then comes
    one for each label, of the actors named in the most ways, that an article uses three times or more and at
    most half the time in its own wording; the actor's plain name is left out.
    """
    if counts.empty:
        return []
    short, words = short_names(articles), unit_words(articles)
    left = [
        say(
            "{own} of {every} in {short}",
            own=Number(rows["own_count"].sum(), f"own_labels/{OWN_WORDING}/{short[doc]}"),
            every=Number(rows["count"].sum(), f"labels/all/{short[doc]}"),
            short=short[doc],
        )
        for doc, rows in counts.groupby("doc")
    ]
    of_all = "Labels in {an_article}'s own wording, in no passage that it shares: {left}."
    sentences = [say(of_all, left=left, **words)]
    for actor in variously_named(counts.loc[counts.index.repeat(counts["count"])]):
        who = readable(actor)
        for (label, doc), rows in counts[counts["actor"] == actor].groupby(["label", "doc"]):
            every, kept = rows["count"].sum(), rows["own_count"].sum()
            if label != who and every >= settings.FEWEST and 2 * kept <= every:
                few = Number(kept, f"own_labels/{who}/{label}/{OWN_WORDING}/{short[doc]}")
                sentences.append(
                    say(
                        "{who}, called “{label}” in {short}: {uses} times, {few} of them in its own wording.",
                        who=f"{who[0].upper()}{who[1:]}",
                        label=label,
                        short=short[doc],
                        uses=Number(every, f"labels/{who}/{label}/{ANY_VOICE}/{short[doc]}"),
                        few=few if kept else "none",
                    )
                )
    return sentences


def first_words(keyness: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return a sentence on the words that set each article apart most, with and without shared copy."""
    same, other = [], []
    ranked = keyness.astype({"rank": str, "own_rank": str})  # as they are when read from a file with blanks
    of_doc = dict(list(ranked.groupby("doc")))
    for doc, name in short_names(articles).items():
        rows = of_doc.get(doc, ranked.iloc[:0])
        first, own = (rows.loc[rows[rank] == "1", "term"].tolist() for rank in ("rank", "own_rank"))
        if first and first == own:
            same.append(f"{quote_words(first)} in {name}")
        elif first:
            other.append(f"in {name} {quote_words(own) or 'none'} where it was {quote_words(first)}")
    if not same + other:
        return []
    sets_apart = "The word that sets {an_article} apart most, when shared copy is left out: {kept}."
    return [say(sets_apart, kept=_kept(same, other), **unit_words(articles))]


def sides_left(shares: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return the sentences on whose word the articles stand when shared copy is left out.

    `shares` is the table of `reuse.share_voice` by side.
    """
    told, same, other = [], [], []
    of_doc = dict(list(shares.groupby("doc")))
    for doc, name in short_names(articles).items():
        rows = of_doc.get(doc, shares.iloc[:0])
        sources = rows[rows["side"] != "own voice"]
        told.append(
            say(
                "{sourced} of {every} in {name}",
                sourced=Number(sources["own_words"].sum(), f"own_share_of_voice/{ON_SOMEBODYS_WORD}/{name}"),
                every=Number(rows["own_words"].sum(), f"own_share_of_voice/words/{name}"),
                name=name,
            )
        )
        first, own = _most(sources, "words"), _most(sources, "own_words")
        if first and first == own:
            same.append(f"{first} in {name}")
        elif first:
            other.append(f"in {name} {own or 'none'} where it was {first}")
    if not same + other:
        return []
    on_word = "Words of {an_article}'s own wording that stand on somebody's word: {told}."
    return [
        say(on_word, told=told, **unit_words(articles)),
        say("The side given most words, when shared copy is left out: {kept}.", kept=_kept(same, other)),
    ]


def _most(sources: pd.DataFrame, words: str) -> str:
    """Return the known sides with the most words, or "" if none has any."""
    most = sorted(map(readable, find_largest_sides(sources, words)["side"]))
    return join(most) if most else ""


def _kept(same: list[str], other: list[str]) -> str:
    """Return what stays and what comes instead, as the end of a sentence.

    >>> _kept(["Iran in Ann"], ["in Ben NGO where it was Iran"])
    'the same (Iran in Ann); in Ben NGO where it was Iran'
    """
    return "; ".join([f"the same ({', '.join(same)})" if same else "nowhere the same", *other])
