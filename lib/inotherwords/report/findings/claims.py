"""Say what becomes of a statement: how many tell it, on whose word, whom they name, with which numbers."""

import pandas as pd

from inotherwords import settings
from inotherwords.claims import UNKNOWN, choose_foremost, is_unsure, list_rows_by_doc
from inotherwords.naming import EVENT, readable
from inotherwords.report.findings.wording import day
from inotherwords.report.sentences import Number, Sentence, join, say, short_names


def spread(claims: pd.DataFrame) -> list[Sentence]:
    """Return a sentence on how many articles tell a claim, and one on how many claims change their voice."""
    if claims.empty:
        return [say("No claim is told by two articles.")]
    versions = choose_foremost(claims)
    told_by = versions.groupby("claim").size().value_counts().sort_index(ascending=False)
    parts = [
        say(
            "{claims} by {articles} articles",
            claims=Number(count, f"claims/told by {docs} articles/claims"),
            articles=Number(docs, f"claims/told by {docs} articles/articles"),
        )
        for docs, count in told_by.items()
    ]
    changing, surely = (
        (part.groupby("claim")["told"].nunique() > 1).sum() for part in (versions, _firm(versions))
    )
    name = "claims/told in another voice"
    return [
        say(
            "Claims that more than one article tells: {every}; {parts:and}.",
            every=Number(told_by.sum(), "claims/all"),
            parts=parts,
        ),
        say(
            "Of these, told in one article in another voice (own, attributed, quoted) than in another: "
            "{changing}; leaving out versions that are candidates or doubtful: {surely}.",
            changing=Number(changing, f"{name}/all"),
            surely=Number(surely, f"{name}/neither candidates nor doubtful"),
        ),
    ]


def _firm(versions: pd.DataFrame) -> pd.DataFrame:
    """Return the versions that are neither candidates nor doubtful."""
    return versions[~is_unsure(versions)]


def other_sources(claims: pd.DataFrame, removed: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return a sentence for each claim that some articles tell on another's word, or on nobody's: a handful.

    By all versions, but for candidates and doubtful ones: an article that tells it twice, once on somebody's
    word and once on nobody's, stands in both places. Where an article tells it in its own voice, the
    sentence says, after `removed`, if the source's name is that of no source of the article.
    """
    short = short_names(articles)
    sources = removed[(removed["kind"] == "source") & (removed["candidate"] == "")]
    nowhere = {(row.claim, row.name): row.nowhere_in.split("; ") for row in sources.itertuples()}
    firm = _firm(claims)
    own = firm["told"] == "own"
    whose = firm["speaker"].replace("", "a source that is not named").mask(own, "")
    sentences = []
    for number, rows in firm.assign(whose=whose).groupby("claim"):
        parts = []
        for name, docs in sorted(rows.groupby("whose")["doc"], key=lambda part: (part[0] == "", part[0])):
            told = f"on the word of {name}" if name else "in the article's own voice"
            parts.append(f"{told} in {join([short[doc] for doc in docs.unique()])}")
            silent = set(rows.loc[own, "doc"]).intersection(nowhere.get((number, name), []))
            if silent:
                parts[-1] += f" (no source of that name in {join([short[doc] for doc in sorted(silent)])})"
        if len(parts) > 1:
            title = rows["title"].iloc[0]
            sentences.append(say("“{title}”: {parts:; }.", title=title, parts=parts))
    return sentences[: settings.SENTENCES_OF_A_LIST]


def actors_left_out(claims: pd.DataFrame, removed: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `removed` on actors for reading: title, actor, named_in, not_in, candidate.

    >>> from inotherwords.layers import schema
    >>> claims = schema.table("claims", [(1, "a", 0, 9, "own", "", "", "near", "Ten died")])
    >>> gone = schema.table("claim_omissions", [(1, "actor", "russia", "a", "b", "b", "")])
    >>> articles = pd.DataFrame({"doc": ["a", "b"], "short": ["Ann", "Ben"]})
    >>> actors_left_out(claims, gone, articles).values.tolist()
    [['Ten died', 'Russia', 'Ann', 'Ben', '']]
    """
    short = short_names(articles)
    titles = claims.drop_duplicates("claim").set_index("claim")["title"]
    rows = [
        (
            titles[row.claim],
            readable(row.name),
            *(join([short[doc] for doc in docs.split("; ")]) for docs in (row.told_in, row.missing_in)),
            row.candidate,
        )
        for row in removed[removed["kind"] == "actor"].itertuples()
    ]
    return pd.DataFrame(rows, columns=["title", "actor", "named_in", "not_in", "candidate"])


def nobody_named(claims: pd.DataFrame, labels: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return a sentence for each claim in which some article names an actor and another none: a handful.

    By the foremost versions and the table `labels`; the event itself is no actor.

    >>> from inotherwords.layers import schema
    >>> rows = [(1, "a", 0, 27, "own", "", "", "near", "Ten"), (1, "b", 0, 11, "own", "", "", "near", "Ten")]
    >>> labels = pd.DataFrame([("a", 12, 19, "russia")], columns=["doc", "start", "end", "actor"])
    >>> articles = pd.DataFrame({"doc": ["a", "b"], "short": ["Ann", "Ben"]})
    >>> [str(sentence) for sentence in nobody_named(schema.table("claims", rows), labels, articles)]
    ['“Ten”: Ann names Russia; Ben names nobody there.']
    """
    short = short_names(articles)
    actors = list_rows_by_doc(labels[labels["actor"] != EVENT])
    sentences = []
    for _, rows in choose_foremost(claims).groupby("claim"):
        named = {
            version.doc: {
                row.actor
                for row in actors.get(version.doc, [])
                if version.start <= row.start and row.end <= version.end
            }
            for version in rows.itertuples()
        }
        silent = [short[doc] for doc, found in named.items() if not found]
        told = [
            f"{short[doc]} names {join([readable(actor) for actor in sorted(found)])}"
            for doc, found in named.items()
            if found
        ]
        if silent and told:
            verb = "names" if len(silent) == 1 else "name"
            perhaps = " (perhaps another statement)" if any(map(is_unsure, rows.itertuples())) else ""
            sentences.append(
                say(
                    "“{title}”{perhaps}: {told:; }; {silent:and} {verb} nobody there.",
                    title=rows["title"].iloc[0],
                    perhaps=perhaps,
                    told=told,
                    silent=silent,
                    verb=verb,
                )
            )
    return sentences[: settings.SENTENCES_OF_A_LIST]


def later_numbers(updates: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return a sentence for each thing of which the versions of a claim give other numbers: a handful."""
    short = short_names(articles)
    sentences = []
    for (_, counted), rows in updates.groupby(["claim", "counted"]):
        sides = [rows[[f"published_{side}", f"doc_{side}", f"value_{side}"]].to_numpy() for side in "ab"]
        told = sorted({tuple(row) for side in sides for row in side})
        parts = [f"{value} in {short[doc]} ({day(date) if date else 'no date'})" for date, doc, value in told]
        order = "; which of one day is later is not known" if UNKNOWN in set(rows["later"]) else ""
        number = "Number of “{counted}”: {parts:and}. Perhaps later news, not a contradiction{order}."
        sentences.append(say(number, counted=counted, parts=parts, order=order))
    return sentences[: settings.SENTENCES_OF_A_LIST]
