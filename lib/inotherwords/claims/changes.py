"""What changes between the versions of a claim: the voice, the sources and actors left out, the numbers.

Which article changed it, if any, no table here can tell: two versions may both follow a third text.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from inotherwords.claims.claims import Place, Words, choose_foremost, find_shared, is_unsure, read_words
from inotherwords.layers import schema
from inotherwords.naming import EVENT
from inotherwords.text import quantities

UNKNOWN = "unknown"


def _versions(claims: pd.DataFrame) -> dict[int, list[Place]]:
    """Return the versions of each claim."""
    places = claims.groupby("claim")[["doc", "start", "end"]]
    return {number: [Place(*row) for row in rows.itertuples(index=False)] for number, rows in places}


def _pairs(docs: list[str], published: dict[str, str]) -> list[tuple[str, str]]:
    """Return the pairs of articles, the earlier published first; if that is not known, by name."""
    return [
        (b, a) if published[b] and published[b] < published[a] else (a, b)
        for a, b in itertools.combinations(sorted(docs), 2)
    ]


def shifts(claims: pd.DataFrame, texts: dict[str, str], articles: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of articles that tell a claim in another voice or on another's word.

    One row a claim and pair, by their foremost versions: claim, then doc, told, speaker, text of a and b;
    shift, as "quoted → own", or "another speaker" if only that differs; and candidate: "yes" if one of the
    versions is a candidate or its attribution doubtful. The article published first is a; if that is unknown
    or the same day, the first by name. `articles` has doc and published.

    >>> rows = [(1, "a", 0, 4, "quoted", "Ann", "", "near", "t"), (1, "b", 0, 4, "own", "", "", "near", "t")]
    >>> articles = pd.DataFrame({"doc": ["a", "b"], "published": ["2024-11-30", "2024-11-29"]})
    >>> shifts(schema.table("claims", rows), {"a": "Fire", "b": "Fire"}, articles)["shift"].tolist()
    ['own → quoted']
    """
    published = dict(zip(articles["doc"], articles["published"], strict=True))
    rows = []
    for number, versions in choose_foremost(claims).groupby("claim"):
        by_doc = {told.doc: told for told in versions.itertuples()}
        for a, b in ((by_doc[a], by_doc[b]) for a, b in _pairs(list(by_doc), published)):
            if (a.told, a.speaker) != (b.told, b.speaker):
                sides = [(v.doc, v.told, v.speaker, texts[v.doc][v.start : v.end]) for v in (a, b)]
                shift = f"{a.told} → {b.told}" if a.told != b.told else "another speaker"
                rows.append(
                    (number, *sides[0], *sides[1], shift, "yes" if is_unsure(a) or is_unsure(b) else "")
                )
    return schema.table("claim_shifts", rows)


Omission = tuple[str, str, set[str], set[str], set[str]]  # kind, name, told_in, missing_in, nowhere_in


Named = tuple[str, str, bool]  # doc, name, whether it is named in a version of the claim


def list_rows_by_doc(rows: pd.DataFrame) -> dict[str, list[NamedTuple]]:
    """Return the rows of each article."""
    return {doc: list(own.itertuples()) for doc, own in rows.groupby("doc")}


def _sources(group: list[Place], words: Words, attributions: list[NamedTuple]) -> Iterator[Named]:
    """Yield each speaker of the articles that tell a claim, and whether it is told on that speaker's word.

    A doubtful attribution does not count, except that its speaker is not one whom the article never names.
    """
    used = {
        (version.doc, word.attribution) for version in group for word in find_shared(version, group, words)
    }
    for row in attributions:
        for name in row.speaker.split("; "):
            yield row.doc, name, (row.doc, row.attribution) in used and row.doubtful != "yes"


def _actors(group: list[Place], labels: list[NamedTuple]) -> Iterator[Named]:
    """Yield each actor of the articles that tell a claim, and whether a version names it."""
    for row in labels:
        here = any(v.doc == row.doc and v.start <= row.start and row.end <= v.end for v in group)
        yield row.doc, row.actor, here


def _missing(kind: str, names: Iterable[Named], docs: set[str]) -> list[Omission]:
    """Return each name that only some articles have in a claim, with those that do, do not, never do."""
    naming, everywhere = defaultdict(set), defaultdict(set)
    for doc, name, here in names:
        everywhere[name].add(doc)
        if here:
            naming[name].add(doc)
    return [
        (kind, name, naming[name], docs - naming[name], docs - everywhere[name])
        for name in sorted(naming)
        if naming[name] != docs
    ]


def omissions(
    claims: pd.DataFrame,
    tokens: pd.DataFrame,
    attributions: pd.DataFrame,
    attribution_spans: pd.DataFrame,
    labels: pd.DataFrame,
    texts: dict[str, str],
) -> pd.DataFrame:
    """Return whose name some versions of a claim have and others lack.

    One row each: claim, kind, name, told_in and missing_in (docs, "; "-joined), nowhere_in: those of
    missing_in that have the name nowhere else either; candidate: "yes" if some version of the claim is only
    a candidate, so that a name may be missing from what is another statement.

    source: a speaker on whose word some article tells the claim; doubtful attributions do not count.
    actor: an actor, by the table `labels`, whom some article names in its version.

    >>> rows = [(1, "a", 0, 27, "own", "", "", "near", "t"), (1, "b", 0, 11, "own", "", "", "near", "t")]
    >>> texts = {"a": "Ten died in Russian strikes", "b": "Ten died..."}
    >>> labels = pd.DataFrame([("a", 12, 19, "russia")], columns=["doc", "start", "end", "actor"])
    >>> tokens = pd.DataFrame([("a", 0, 3, "ten"), ("b", 0, 3, "ten")])
    >>> tokens.columns = ["doc", "start", "end", "term"]
    >>> nobody = pd.DataFrame(columns=["doc", "attribution", "speaker", "doubtful", "role", "start", "end"])
    >>> omissions(schema.table("claims", rows), tokens, nobody, nobody, labels, texts).values.tolist()
    [[1, 'actor', 'russia', 'a', 'b', 'b', '']]
    """
    words = read_words(tokens, attribution_spans, texts)
    candidates = set(claims.loc[claims["link"] == "paraphrase", "claim"])
    named = list_rows_by_doc(attributions[attributions["speaker"] != ""])
    labelled = list_rows_by_doc(labels[labels["actor"] != EVENT])
    rows = []
    for number, group in _versions(claims).items():
        candidate = "yes" if number in candidates else ""
        docs = {version.doc for version in group}
        sources, actors = (
            [row for doc in docs for row in of_doc.get(doc, [])] for of_doc in (named, labelled)
        )
        found = _missing("source", _sources(group, words, sources), docs)
        found += _missing("actor", _actors(group, actors), docs)
        rows += [
            (number, kind, name, *("; ".join(sorted(part)) for part in docs), candidate)
            for kind, name, *docs in found
        ]
    return schema.table("claim_omissions", rows)


def updates(claims: pd.DataFrame, texts: dict[str, str], articles: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of the same thing that differ between versions of a claim.

    One row a claim, thing counted and pair of articles: claim, counted, then doc, value (in the article's
    words) and published of a and b, ordered as in `shifts`, and later: the later article, or "unknown" if
    both bear one date or one bears none. While an event goes on, tolls and distances change from hour to
    hour: such a difference is read as later news, not as disagreement. If both articles have one number of
    the thing in common, or "more than 50" stands against "around fifty", nothing differs. `articles` has doc
    and published.

    >>> texts = {"a": "At least 242 dead", "b": "255 people killed", "c": "Over 255 dead"}
    >>> rows = [(1, doc, 0, len(text), "own", "", "", "near", "t") for doc, text in texts.items()]
    >>> articles = pd.DataFrame({"doc": ["a", "b", "c"], "published": ""})
    >>> table = updates(schema.table("claims", rows), texts, articles)
    >>> table[["counted", "value_a", "value_b"]].values.tolist()
    [['dead', 'At least 242', '255'], ['dead', 'At least 242', 'Over 255']]
    """
    published = dict(zip(articles["doc"], articles["published"], strict=True))
    rows = []
    for number, group in _versions(claims).items():
        counts = defaultdict(lambda: defaultdict(dict))
        for version in group:
            for quantity in quantities.find_quantities(texts[version.doc][version.start : version.end]):
                counts[quantity.counted][version.doc].setdefault(quantity.value, quantity.text)
        for counted, by_doc in sorted(counts.items()):
            for a, b in _pairs(list(by_doc), published):
                if by_doc[a].keys().isdisjoint(by_doc[b]):
                    sides = [(doc, " / ".join(by_doc[doc].values()), published[doc]) for doc in (a, b)]
                    later = b if "" < published[a] < published[b] else UNKNOWN
                    rows.append((number, counted, *sides[0], *sides[1], later))
    return schema.table("claim_updates", rows)
