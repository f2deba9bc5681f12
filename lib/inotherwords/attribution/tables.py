"""Tables of whose word is what: every place where an article hands the floor to a source (see `reading`)."""

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from inotherwords.attribution import cues, explain, network, reading
from inotherwords.attribution.lexicon import Known, compile_lexicon
from inotherwords.attribution.reading import Attribution, Row, Segment, make_row, make_span_rows
from inotherwords.layers import schema


class AttributionTables(NamedTuple):
    """The tables on the attributions of a corpus.

    attributions: each with its number in the article; what else is said of it is in `Attribution`;
    "yes" is said of the doubtful, and what is not there is empty.
    attribution_spans: the stretches of each, with their role: source, cue or content.
    possible_cues: all words that may have been a cue, with the probability, and "yes" if it was accepted.
    margins: for each kind of decision how near to its threshold the nearest one came.
    """

    attributions: pd.DataFrame
    attribution_spans: pd.DataFrame
    possible_cues: pd.DataFrame
    margins: pd.DataFrame


def list_segments(segments: pd.DataFrame) -> list[Segment]:
    """Return the segments of one article, rows of the table `segments`, as `prepare` takes them."""
    return list(
        zip(*(segments[name].tolist() for name in ("kind", "start", "end", "paragraph")), strict=True)
    )


def list_speakers(known: pd.DataFrame) -> list[Known]:
    """Return a corpus' list of speakers, a table, as `attribution.compile_lexicon` takes it."""
    return [Known(*row) for row in known[list(Known._fields)].itertuples(index=False)]


def read_attributions(text: str, known: Iterable[Known] = ()) -> list[Attribution]:
    """Return the attributions of one text, in its order (see `attribution.Attribution`).

    The text is read as one of a corpus would be: it is cleaned, and a first line without a full stop is its
    headline. Offsets hold for the text as given. `known` are speakers whose name, side and kind are known.

    Raises InputError if one of them has no pattern or no speaker.

    >>> text = "“We left at night,” said Ann Reed. The army denied that it had shelled the town."
    >>> for found in read_attributions(text):
    ...     print(found.type, found.speaker, found.cue, found.content, found.probability, sep=" | ")
    direct | Ann Reed | said | “We left at night,” | 0.97
    indirect | the army | denied | that it had shelled the town | 0.87
    """
    article = reading.prepare_text(text)
    return reading.read_article(article, compile_lexicon(known), network.load()).attributions


def tabulate(
    segments: pd.DataFrame, analysed: Mapping[str, str], known: pd.DataFrame, int8: bool = False
) -> AttributionTables:
    """Return the tables on the attributions of all articles (see `Tables`).

    `known` is the corpus' list of speakers, with their side and kind (see `attribution.resolve`). `int8`
    computes in 8 bits: faster, for large corpora, and not the same to the last row on every kind of
    processor.
    """
    lexicon = compile_lexicon(list_speakers(known))
    heads: list[Row] = []
    spans: list[tuple[object, ...]] = []
    cue_rows: list[tuple[object, ...]] = []
    near: list[dict[str, float]] = []
    for doc, own in segments.groupby("doc"):
        article = reading.prepare(analysed[doc], list_segments(own))
        found = reading.read_article(article, lexicon, network.load(int8))
        for number, one in enumerate(found.attributions, 1):
            heads.append(make_row(doc, number, one))
            spans += make_span_rows(doc, number, one.spans, article.text)
        cue_rows += [(doc, *cue[:-1], "yes" if cue.accepted else "") for cue in found.possible_cues]
        near.append(found.margins)
    smallest = {kind: min(one[kind] for one in near) for kind in (near[0] if near else {})}
    return AttributionTables(
        schema.table("attributions", heads),
        schema.table("attribution_spans", spans),
        schema.table("possible_cues", cue_rows),
        pd.DataFrame(smallest.items(), columns=["decision", "margin"]),
    )


def nearest_margins(margins: pd.DataFrame) -> pd.DataFrame:
    """Return the smallest margin of each kind of decision, of several articles: decision, margin.

    >>> nearest_margins(pd.DataFrame({"decision": ["a", "a"], "margin": [0.2, 0.1]})).values.tolist()
    [['a', 0.1]]
    """
    return margins.groupby("decision", sort=False)["margin"].min().reset_index()


def round_down_margins(margins: pd.DataFrame) -> pd.DataFrame:
    """Return margins in powers of ten, rounded down: decision, at_least.

    The margins themselves differ in their last digits from one processor to another.

    >>> round_down_margins(pd.DataFrame({"decision": ["a"], "margin": [0.0039]})).values.tolist()
    [['a', '0.001']]
    """
    powers = [math.floor(math.log10(margin)) if margin > 0 else None for margin in margins["margin"]]
    shown = ["0" if power is None else f"{10.0**power:.{max(0, -power)}f}" for power in powers]
    return pd.DataFrame({"decision": margins["decision"], "at_least": shown})


def count_cues(attributions: pd.DataFrame) -> pd.DataFrame:
    """Return how often each article uses each cue: doc, cue (its dictionary form), cue_class, count."""
    cued = attributions[attributions["cue"] != ""]
    counted = cued.assign(cue=cued["cue"].map(cues.find_headword)).groupby(["doc", "cue", "cue_class"])
    return counted.size().rename("count").reset_index()


def explain_cases(
    tables: Mapping[str, pd.DataFrame], segments: pd.DataFrame, analysed: Mapping[str, str]
) -> pd.DataFrame:
    """Return some telling cases with their sentence: doc, case, sentence, cue, probability, because_of.

    `tables` has `attributions`, `attribution_spans` and `possible_cues`. Which cases, and what
    `because_of` says, is in `attribution.choose_cases` and `attribution.explain_case`.
    """
    heads, spans, possible = (tables[name] for name in ("attributions", "attribution_spans", "possible_cues"))
    cue_spans = spans[spans["role"] == "cue"].drop(columns="text")
    read = heads[heads["probability"] != ""].merge(cue_spans, on=["doc", "attribution"])
    missed = possible[possible["accepted"] == ""].assign(type="")
    found, not_found = (
        [
            explain.Read(*row[:4], float(row[4]), row[5])
            for row in table[list(explain.Read._fields)].itertuples(index=False)
        ]
        for table in (read, missed)
    )
    sentences = segments[segments["kind"].isin(reading.READ)]
    rows = []
    for case, cue in explain.choose_cases(found, not_found):
        text, own = analysed[cue.doc], sentences[sentences["doc"] == cue.doc]
        around = own[(own["start"] <= cue.start) & (cue.start < own["end"])].iloc[0]
        paragraph = own[own["paragraph"] == around["paragraph"]]
        whole = (int(paragraph["start"].min()), int(paragraph["end"].max()))
        because = explain.explain_case(text, whole, (cue.start, cue.end), network.load())
        sentence = " ".join(text[around["start"] : around["end"]].split())
        rows.append((cue.doc, case, sentence, cue.cue, cue.probability, because))
    return pd.DataFrame(rows, columns=["doc", "case", "sentence", "cue", "probability", "because_of"])
