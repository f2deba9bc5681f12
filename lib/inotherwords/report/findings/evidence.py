"""What the sentences are told from: the tables of a run, each read once, so that they can be asked again."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from inotherwords import claims, collation, reuse, settings
from inotherwords.corpus import Study
from inotherwords.layers import schema
from inotherwords.layers.spans import mark_shared
from inotherwords.naming import variously_named
from inotherwords.report.sentences import short_names

ATTRIBUTIONS = ["doc", "attribution", "speaker", "side", "source_type", "doubtful", "probability"]
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
    persons: frozenset[str]  # speakers of the corpus' list that are one person
    texts: Mapping[str, str]
    spans: pd.DataFrame  # attribution_spans
    said: pd.DataFrame  # attributions by article

    def named(self) -> list[str]:
        """Return the actors on whose names the units differ most, those first that have families."""
        graded = {actor for actor, _ in self.families}
        return sorted(variously_named(self.labels), key=lambda actor: actor not in graded)

    def outlets(self) -> dict[str, str]:
        """Return the short name of each unit and of each article, by its doc."""
        return short_names(self.articles) | short_names(self.units)


def gather_voices(study: Study) -> Evidence:
    """Return what notebook 4 knows: labels, attributions, shares and the words of each source; no more."""
    speakers, labels = study.list("speakers"), study.read("labels", columns=LABELS)
    close, attributions = study.heard_close, study.read("attributions", columns=ATTRIBUTIONS)
    families, bodies = claims.list_families(study.list("labels")), claims.list_bodies(speakers)
    texts = study.analyse(close)
    near = [table[table["doc"].isin(texts)] for table in (labels, attributions)]
    nothing = {name: schema.table(name) for name in ("acts", "claims", "wire", "shared_wording")}
    return Evidence(
        articles=close,
        units=study.heard,
        labels=study.by_unit(labels),
        attributions=study.by_unit(attributions),
        shares=study.shares("share_of_voice", "side"),
        shared=nothing["shared_wording"],
        words=claims.words_of_source(*near, families, bodies, texts),
        acts=nothing["acts"],
        claims=nothing["claims"],
        wire=nothing["wire"],
        families=families,
        bodies=bodies,
        persons=frozenset(speakers.loc[speakers["kind"] == "person", "speaker"]),
        texts=texts,
        spans=study.read("attribution_spans", close),
        said=near[1],
    )


def gather_shared(study: Study, passages: pd.DataFrame) -> Evidence:
    """Return what notebook 5 knows: besides the voices what is shared, told and done, and the copy."""
    study.compute(claims.stage)
    voices = gather_voices(study)
    close = study.sharing_most(reuse.find_clusters(passages))
    close = close[close["doc"].isin(study.english["doc"])]
    texts = study.analyse(close)
    names = ("segments", "attributions", "attribution_spans", "acts")
    segments, said, spans, acts = (study.read(name, close) for name in names)
    between = reuse.select_passages(passages, close["doc"])
    wire = study.wire[study.wire["doc"].isin(texts)]
    return voices._replace(
        articles=close,
        shared=study.add_up("shared_wording", [], ["shared", "words"]),
        acts=acts,
        claims=claims.find_claims(between, segments, said, spans, acts, texts),
        wire=collation.compare_with_wire(wire, segments, spans, texts),
        texts=texts,
        spans=spans,
        said=said[ATTRIBUTIONS],
    )


def gather(study: Study) -> Evidence:
    """Return the evidence of a run whose notebooks 1 to 5 have been read."""
    passages, labels = study.read("passages"), study.read("labels", columns=LABELS)
    close = study.sharing_most(reuse.find_clusters(passages))
    close = close[close["doc"].isin(study.english["doc"])]
    words = study.read("words_of_source")
    return gather_voices(study)._replace(
        articles=close,
        labels=study.by_unit(mark_shared(labels, reuse.list_shared_spans(passages))),
        shared=study.add_up("shared_wording", [], ["shared", "words"]),
        acts=study.read("acts"),
        claims=study.read("claims"),
        wire=study.read("wire"),
        words=words[words["doc"].isin(close["doc"])],  # of many articles others may be read closely there
        texts=study.analyse(close),
        spans=study.read("attribution_spans", close),
        said=study.read("attributions", close, ATTRIBUTIONS),
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


def is_own(voices: pd.Series) -> pd.Series:
    """Return which voices are the article's own (`settings.OWN_VOICE`)."""
    return voices.isin(settings.OWN_VOICE)


def most_first(values: pd.Series) -> pd.Series:
    """Return how often each value stands there, the most frequent first, of equals by the alphabet.

    >>> most_first(pd.Series(["b", "a", "c", "c"])).to_dict()
    {'c': 2, 'a': 1, 'b': 1}
    """
    return values.value_counts().sort_index().sort_values(ascending=False, kind="stable")


def by_source(evidence: Evidence) -> pd.DataFrame:
    """Return the attributions of a named source, with the body for which each speaks as source."""
    return claims.by_body(evidence.attributions, evidence.bodies)
