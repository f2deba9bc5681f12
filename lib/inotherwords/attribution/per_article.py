"""What attribution makes of each article by itself: who speaks, and on whose word each word stands."""

import pandas as pd

from inotherwords import naming, settings, terms
from inotherwords.attribution import corrections, sides, tables, voice_tables
from inotherwords.cleaning import CLEANED, read_cleaned
from inotherwords.corpus import in_english
from inotherwords.layers import schema
from inotherwords.layers.parts import Given, Stage
from inotherwords.layers.spans import as_printed


def choose_precision(articles: pd.DataFrame) -> Given:
    """Return how the network is to compute, for so many articles: `precision`, with one cell, int8 (1 or 0).

    >>> choose_precision(pd.DataFrame({"doc": ["a"]}))["precision"]["int8"].tolist()
    [0]
    """
    return {"precision": pd.DataFrame({"int8": [int(len(articles) > settings.EXACT)]})}


def describe_reading(articles: pd.DataFrame) -> str:
    """Return in words which articles are not read for attributions, and how the others are.

    >>> describe_reading(pd.DataFrame({"language": ["en", "en", "de"]}))
    '1 of 3 articles are not in English (de: 1): no attributions are looked for there.'
    """
    read, every = in_english(articles), len(articles)
    others = articles.loc[~articles.index.isin(read.index), "language"].value_counts().sort_index()
    counts = ", ".join(f"{language}: {count}" for language, count in others.items())
    words = f"Attributions are looked for in all {every} articles."
    if counts:
        left_out = f"{others.sum()} of {every} articles are not in English ({counts})"
        words = f"{left_out}: no attributions are looked for there."
    if len(read) > settings.EXACT:
        words += (
            f" With more than {settings.EXACT} articles the network computes in 8 bits: faster, but on "
            "another kind of processor a few rows may differ."
        )
    return words


def compute(texts: dict[str, str], given: Given) -> Given:
    """Return who speaks, and on whose word each word stands.

    `given` has `names`, `labels`, `actors`, `speakers`, `acts`, `precision`, and of these articles
    `corrections` and, if at hand, `CLEANED`. Tables: attributions, attribution_spans, possible_cues, margins
    (the smallest of these articles), labels, share_of_voice and kinds_of_source (doc, side or source_type,
    words, share, doubtful), cue_verbs, quoted_words, unsourced.
    """
    segments, analysed = read_cleaned(texts, given)
    made, speakers = given["corrections"], given["speakers"]
    int8 = bool(given["precision"]["int8"].any())
    found = tables.tabulate(segments, analysed, speakers, int8=int8)
    attributions, spans = corrections.apply_to_attributions(
        found.attributions, found.attribution_spans, made, segments, analysed, speakers
    )
    mentions = naming.list_mentions(
        segments, analysed, given["labels"], given["actors"], speakers, given["acts"]
    )
    mentions = naming.apply_to_labels(mentions, made, analysed)
    attributions = sides.add_sides(attributions, spans, mentions, given["labels"])
    attributions = corrections.apply_to_speakers(attributions, spans, made, texts)
    tokens = terms.find_tokens(segments, analysed, given["names"])
    spoken = voice_tables.add_voice(tokens, segments, spans, analysed)
    labels = voice_tables.add_voice(mentions, segments, spans, analysed)
    labels = corrections.apply_to_voices(schema.table("labels", labels), made, analysed)
    return {
        "attributions": attributions,
        "attribution_spans": as_printed(spans, texts),
        "possible_cues": found.possible_cues,
        "margins": found.margins.assign(doc=next(iter(texts), "")),
        "labels": as_printed(labels, texts),
        "share_of_voice": voice_tables.share_of_voice(spoken, attributions, "side"),
        "kinds_of_source": voice_tables.share_of_voice(spoken, attributions, "source_type"),
        "cue_verbs": tables.count_cues(attributions),
        "quoted_words": voice_tables.count_quoted(spoken, attributions),
        "unsourced": voice_tables.find_unsourced(segments, spans),
    }


stage = Stage(
    "attribution",
    compute,
    lists=("names", "labels", "actors", "speakers", "acts"),
    tables=("corrections", *CLEANED),
    settings=choose_precision,
    english=True,
)
