"""What the sentences are told from: the tables of a run, each read once, so that they can be asked again."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from inotherwords import claims, collation, reuse, settings
from inotherwords.corpus import Study
from inotherwords.layers import schema
from inotherwords.layers.spans import mark_shared
from inotherwords.naming import EVENT, variously_named
from inotherwords.report.sentences import short_names
from inotherwords.text.words import to_singular

TO_INFINITIVE = "speaker and verb, then a to-infinitive"
ATTRIBUTIONS = [
    *("doc", "attribution", "speaker", "side", "source_type", "doubtful", "probability", "outer"),
    *("pattern", "cue_class"),
]
LASTING = ("allies", "authorities", "forces", "troops")  # bodies, not the people of one day
LABELS = ["doc", "start", "end", "text", "actor", "label", "voice", "attribution", "decided_by", "also"]


class Evidence(NamedTuple):
    """The tables that the sentences count, by the names that they have in a run.

    `articles` are those in English that are read one by one, `units` what is compared: the same, or groups of
    many. `labels`, `attributions` and `shares` have units in their column doc, all others articles.
    """

    articles: pd.DataFrame
    units: pd.DataFrame
    labels: pd.DataFrame
    attributions: pd.DataFrame
    shares: pd.DataFrame
    shared: pd.DataFrame
    words: pd.DataFrame  # words_of_source
    acts: pd.DataFrame
    claims: pd.DataFrame
    wire: pd.DataFrame
    families: Mapping[tuple[str, str], str]
    bodies: Mapping[str, str]
    listed: frozenset[str]  # speakers of the corpus' list, and the bodies they speak for
    persons: frozenset[str]  # speakers of the corpus' list that are one person
    sides: frozenset[str]  # actors of whom it is known who speaks for them: by that list, or by a name
    texts: Mapping[str, str]
    spans: pd.DataFrame  # attribution_spans
    said: pd.DataFrame  # attributions by article

    def named(self) -> list[str]:
        """Return the actors on whose names the units differ most, those first that have families.

        Who is named comes before what happened.
        """
        graded = {actor for actor, _ in self.families}
        found = variously_named(self.labels)
        return sorted(found, key=lambda actor: (actor not in graded, actor == EVENT))

    def outlets(self) -> dict[str, str]:
        """Return the short name of each unit and of each article, by its doc."""
        return short_names(self.articles) | short_names(self.units)

    def names(self, docs: Iterable[str]) -> list[str]:
        """Return the short names of some units or articles, each once."""
        short = self.outlets()
        return [short[doc] for doc in dict.fromkeys(docs)]

    def translated(self) -> pd.DataFrame:
        """Return the articles of which the corpus says that they are translated from another language."""
        if "translated_from" not in self.articles:
            return self.articles[:0]
        return self.articles[self.articles["translated_from"] != ""]

    def shared_sources(self, docs: Iterable[str]) -> pd.DataFrame:
        """Return the words that two of some articles give to one source, if they are not all the same.

        They are of the first actor that has any.
        """
        for actor in self.named():
            rows = self.words[(self.words["actor"] == actor) & self.words["doc"].isin(list(docs))]
            words = rows.assign(phrase=rows["phrase"].str.casefold())
            spread = words.groupby("source")[["doc", "phrase"]].nunique().min(axis=1)
            rows = rows[rows["source"].isin(spread.index[spread > 1])]
            if len(rows):
                return rows
        return self.words[:0]


def gather_voices(study: Study) -> Evidence:
    """Return what notebook 4 knows: labels, attributions, shares and the words of each source; no more."""
    close, listed, speakers = study.heard_close, study.list("labels"), study.list("speakers")
    attributions = _settle(study.read("attributions", columns=ATTRIBUTIONS))
    families, bodies = claims.list_families(listed), claims.list_bodies(speakers)
    texts = study.analyse(close)
    labels = leave_out_earlier(study.read("labels", columns=LABELS), close, texts)
    near = [table[table["doc"].isin(texts)] for table in (labels, attributions)]
    return Evidence(
        articles=close,
        units=study.heard,
        labels=study.by_unit(labels),
        attributions=study.by_unit(attributions),
        shares=study.shares("share_of_voice", "side"),
        shared=schema.table("shared_wording"),
        words=claims.words_of_source(*near, families, bodies, texts),
        acts=schema.table("acts"),
        claims=schema.table("claims"),
        wire=schema.table("wire"),
        families=families,
        bodies=bodies,
        listed=frozenset([*speakers["speaker"], *speakers["for"]]),
        persons=frozenset(speakers.loc[speakers["kind"] == "person", "speaker"]),
        sides=frozenset([*speakers["side"], *listed.loc[listed["part"].isin(["name", "capital"]), "actor"]]),
        texts=texts,
        spans=study.read("attribution_spans", close),
        said=near[1],
    )


def leave_out_earlier(labels: pd.DataFrame, articles: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return labels without those of people, or of an event, of a year long past: "the rioters of 1998".

    A body that has one name then and now ("the government") stays. Known is of `articles` when each was
    published.

    >>> rows = [("a", 0, 6, "Strike", EVENT), ("a", 16, 23, "workers", "miners")]
    >>> labels = pd.DataFrame(rows, columns=["doc", "start", "end", "text", "actor"])
    >>> articles = pd.DataFrame({"doc": ["a"], "published": ["2025-03-12"]})
    >>> leave_out_earlier(labels, articles, {"a": "Strike. In 2009 workers left."})["text"].tolist()
    ['Strike']
    """
    years = {
        doc: int(day[:4])
        for doc, day in zip(articles["doc"], articles["published"], strict=True)
        if day[:4].isdigit()
    }

    def is_earlier(row: tuple) -> bool:
        last = row.text.split()[-1]
        people = row.actor == EVENT or (
            row.text.islower() and last not in LASTING and to_singular(last) != last
        )
        here = people and row.doc in years
        return here and claims.is_of_earlier(texts[row.doc], row.start, row.end, years[row.doc])

    kept = [not is_earlier(row) for row in labels.itertuples()]
    return labels[pd.Series(kept, labels.index, dtype=bool)]


def _add_shared(study: Study, passages: pd.DataFrame) -> Evidence:
    """Return what notebook 4 knows, read in the articles in English that share most, and what is shared."""
    close = study.sharing_most(reuse.find_clusters(passages))
    close = close[close["doc"].isin(study.english["doc"])]
    voices, texts = gather_voices(study), study.analyse(close)
    said = _settle(study.read("attributions", close, ATTRIBUTIONS))
    words = voices.words
    if {*texts} != {*voices.texts}:  # of many articles others share most than were read so far
        labels = leave_out_earlier(study.read("labels", close, LABELS), close, texts)
        words = claims.words_of_source(labels, said, voices.families, voices.bodies, texts)
    return voices._replace(
        articles=close,
        words=words,
        shared=study.add_up("shared_wording", [], ["shared", "words", "common"]),
        acts=study.read("acts", close),
        texts=texts,
        spans=study.read("attribution_spans", close),
        said=said,
    )


def _settle(attributions: pd.DataFrame) -> pd.DataFrame:
    return mark_heard(settle_sides(attributions))


def mark_heard(attributions: pd.DataFrame) -> pd.DataFrame:
    """Return attributions with a column `heard`: "yes" if the article itself lets somebody speak.

    Who is only cited by another source is not heard ("The rioters told me", said a miner), unless that
    source carries the words of others as media do; nor who is said to do or refuse something ("refused to
    return").

    >>> rows = [("a", 1, "", "civilian"), ("a", 2, 1, "unknown"), ("b", 1, "", "media"), ("b", 2, 1, "ngo")]
    >>> said = pd.DataFrame(rows, columns=["doc", "attribution", "outer", "source_type"])
    >>> mark_heard(said.assign(pattern="", cue_class="neutral"))["heard"].tolist()
    ['yes', '', 'yes', 'yes']
    >>> mark_heard(said.assign(pattern=TO_INFINITIVE, cue_class="other"))["heard"].tolist()
    ['', '', '', '']
    """
    places = zip(attributions["doc"], attributions["attribution"], strict=True)
    kinds = dict(zip(places, attributions["source_type"], strict=True))
    around = zip(attributions["doc"], attributions["outer"], strict=True)
    acts = (attributions["pattern"] == TO_INFINITIVE) & (attributions["cue_class"] == "other")
    heard = [
        "yes" if not act and (outer == "" or kinds.get((doc, outer)) == "media") else ""
        for (doc, outer), act in zip(around, acts, strict=True)
    ]
    return attributions.assign(heard=heard)


def settle_sides(attributions: pd.DataFrame) -> pd.DataFrame:
    """Return attributions in which a person whose side is known in one article has it in all.

    A person is who has a full name. Nothing is settled for one who stands on two sides.

    >>> rows = pd.DataFrame({"speaker": ["Ann Reed", "Ann Reed"], "side": ["north", "unknown"]})
    >>> settle_sides(rows)["side"].tolist()
    ['north', 'north']
    """
    named = attributions["speaker"].str.fullmatch(r"[A-Z][\w.’'-]*(?: [a-z]{2,3})?(?: [A-Z][\w.’'-]*)+")
    known = attributions[named & (attributions["side"] != "unknown")].groupby("speaker")["side"]
    sides = known.first()[known.nunique() == 1]
    unsettled = named & (attributions["side"] == "unknown")
    told = attributions["speaker"].map(sides).where(unsettled).fillna(attributions["side"])
    return attributions.assign(side=told)


def gather_shared(study: Study, passages: pd.DataFrame) -> Evidence:
    """Return what notebook 5 knows: besides the voices what is shared, told and done, and the copy."""
    study.compute(claims.stage)
    found = _add_shared(study, passages)
    close, texts, spans = found.articles, found.texts, found.spans
    segments, said = study.read("segments", close), study.read("attributions", close)
    between, wire = reuse.select_passages(passages, close["doc"]), study.wire[study.wire["doc"].isin(texts)]
    return found._replace(
        claims=claims.find_claims(between, segments, said, spans, found.acts, texts),
        wire=collation.compare_with_wire(wire, segments, spans, texts),
    )


def gather(study: Study) -> Evidence:
    """Return the evidence of a run whose notebooks 1 to 5 have been read."""
    passages, labels = study.read("passages"), study.read("labels", columns=LABELS)
    found = _add_shared(study, passages)
    labels = leave_out_earlier(labels, found.articles, found.texts)
    spans = reuse.list_shared_spans(passages, study.articles, study.read("boilerplate"))
    return found._replace(
        labels=study.by_unit(mark_shared(labels, spans)),
        acts=study.read("acts"),
        claims=study.read("claims"),
        wire=study.read("wire"),
    )


def read_otherwise(evidence: Evidence, labels: pd.DataFrame, attributions: pd.DataFrame) -> Evidence:
    """Return the evidence with other labels or attributions, where the articles are the units."""
    spoken = attributions.set_index(["doc", "attribution"]).index
    told = [
        (doc, number) in spoken or number == ""
        for doc, number in zip(labels["doc"], labels["attribution"], strict=True)
    ]
    words = claims.words_of_source(
        labels[pd.Series(told, index=labels.index, dtype=bool)],
        attributions,
        evidence.families,
        evidence.bodies,
        evidence.texts,
    )
    return evidence._replace(labels=labels, attributions=attributions, words=words, said=attributions)


def fold_voices(voices: pd.Series) -> pd.Series:
    """Return voices with those that are the article's own (`settings.OWN_VOICE`) as one.

    >>> fold_voices(pd.Series(["heading", "quoted"])).tolist()
    ['own', 'quoted']
    """
    return voices.where(~voices.isin(settings.OWN_VOICE), "own")


def most_first(values: pd.Series) -> pd.Series:
    """Return how often each value stands there, the most frequent first, of equals by the alphabet.

    >>> most_first(pd.Series(["b", "a", "c", "c"])).to_dict()
    {'c': 2, 'a': 1, 'b': 1}
    """
    return values.value_counts().sort_index().sort_values(ascending=False, kind="stable")


def by_source(evidence: Evidence) -> pd.DataFrame:
    """Return the attributions of a named source, with the body for which each speaks as source."""
    return claims.by_body(evidence.attributions, evidence.bodies)
