"""The stages of the stream: what is computed of each article by itself.

A stage takes the texts of some articles as read and the small tables that every article needs, and returns
tables with a column doc. It begins at the text, whatever stages came before, so that any part of a corpus
can be computed anywhere. Nothing in it depends on another article.
"""

from collections.abc import Iterable, Mapping

import pandas as pd

from inotherwords import attribution, cleaning, correcting, naming, own_wording, show, terms, voice
from inotherwords import shared as sharing
from inotherwords.corpus import agencies_named, as_printed

Tables = dict[str, pd.DataFrame]

ENGLISH = ("", "en")  # languages whose attributions are looked for; "" is not known
# Up to as many articles the network computes in float32: the same on every computer. More are read in 8 bits.
EXACT = 200


def _cleaned(texts: dict[str, str]) -> tuple[pd.DataFrame, dict[str, str], pd.DataFrame]:
    """Return the edits, the analysed texts and the segments of some articles."""
    edits = cleaning.edits(texts)
    analysed = cleaning.apply_edits(texts, edits)
    return edits, analysed, cleaning.segments(texts, analysed)


def cleaned_of(docs: Iterable[str], texts: Mapping[str, str]) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the segments and the analysed texts of some articles.

    >>> segments, analysed = cleaned_of(["a"], {"a": "„Go“, he said.", "b": "No."})
    >>> segments["kind"].tolist(), analysed
    (['sentence'], {'a': '“Go”, he said.'})
    """
    _, analysed, segments = _cleaned({doc: texts[doc] for doc in docs})
    return segments, analysed


def loading(texts: dict[str, str], given: Tables) -> Tables:
    """Return what each text has itself: story (doc, headline, dateline, words), around, agencies.

    `around` is what stands around the story (doc, kind, text), `agencies` how often an agency is named.
    `given` has `names`.
    """
    _, analysed, segments = _cleaned(texts)
    words = terms.tokens(segments, analysed, given["names"]).groupby("doc").size()
    story = pd.DataFrame({"doc": list(texts)})
    for kind in ("headline", "dateline"):
        rows = segments[segments["kind"] == kind]
        places = zip(rows["doc"], rows["start"], rows["end"], strict=True)
        own = {doc: texts[doc][start:end] for doc, start, end in places}
        story[kind] = [own.get(doc, "") for doc in texts]
    story["words"] = [int(words.get(doc, 0)) for doc in texts]
    return {
        "story": story,
        "around": show.around_the_story(segments, texts),
        "agencies": agencies_named(texts),
    }


def cleaned(texts: dict[str, str], given: Tables) -> Tables:
    """Return edits, segments, how many of each kind, and a check of each article.

    `edit_counts`: doc, rule, count. `segment_counts`: doc, kind, count. `checks`: doc, same (1 if the undone
    edits give the text again), uncovered, twice (characters in no segment, in two). Nothing is `given`.
    """
    edits, analysed, segments = _cleaned(texts)
    undone = cleaning.undo_edits(analysed, edits)
    checks = []
    for doc, own in segments.groupby("doc", sort=False):
        uncovered, twice = cleaning.coverage(own, {doc: texts[doc]})
        checks.append((doc, int(undone[doc] == texts[doc]), uncovered, twice))
    return {
        "edits": edits,
        "segments": segments,
        "edit_counts": edits.groupby(["doc", "rule"]).size().reset_index(name="count"),
        "segment_counts": segments.groupby(["doc", "kind"]).size().reset_index(name="count"),
        "checks": pd.DataFrame(checks, columns=["doc", "same", "uncovered", "twice"]),
    }


def words(texts: dict[str, str], given: Tables) -> Tables:
    """Return tokens, terms, lexical_diversity and mentions.

    `given` has `names` and `labels`, and the `corrections` of these articles.
    """
    _, analysed, segments = _cleaned(texts)
    mentions = naming.mentions(segments, analysed, given["labels"])
    tokens = terms.tokens(segments, analysed, given["names"])
    return {
        "tokens": tokens,
        "terms": terms.count_terms(segments, analysed, given["names"]),
        "lexical_diversity": terms.lexical_diversity(tokens),
        "mentions": correcting.apply_to_labels(mentions, given["corrections"], analysed),
    }


def in_english(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles whose attributions can be looked for: in English, or of unknown language.

    >>> in_english(pd.DataFrame({"doc": [*"abc"], "language": ["en", "de", ""]}))["doc"].tolist()
    ['a', 'c']
    """
    return articles[articles["language"].isin(ENGLISH)]


def precision(articles: pd.DataFrame) -> pd.DataFrame:
    """Return how the network is to compute, for so many articles: a table with one cell, int8 (1 or 0).

    >>> precision(pd.DataFrame({"doc": ["a"]}))["int8"].tolist()
    [0]
    """
    return pd.DataFrame({"int8": [int(len(articles) > EXACT)]})


def how_read(articles: pd.DataFrame) -> str:
    """Return in words which articles are not read for attributions, and how the others are.

    >>> how_read(pd.DataFrame({"language": ["en", "en", "de"]}))
    '1 of 3 articles are not in English (de: 1): no attributions are looked for there.'
    """
    read, every = in_english(articles), len(articles)
    others = articles.loc[~articles.index.isin(read.index), "language"].value_counts().sort_index()
    counts = ", ".join(f"{language}: {count}" for language, count in others.items())
    words = f"Attributions are looked for in all {every} articles."
    if counts:
        left_out = f"{others.sum()} of {every} articles are not in English ({counts})"
        words = f"{left_out}: no attributions are looked for there."
    if len(read) > EXACT:
        words += (
            f" With more than {EXACT} articles the network computes in 8 bits: faster, but on another kind "
            "of processor a few rows may differ."
        )
    return words


def attributions(texts: dict[str, str], given: Tables) -> Tables:
    """Return who speaks, and on whose word each word stands.

    `given` has `names`, `labels`, `speakers`, `precision` and the `corrections` of these articles. Tables:
    attributions, attribution_spans, possible_cues, margins (the smallest of these articles), labels,
    share_of_voice and kinds_of_source (doc, side or source_type, words, share, doubtful), cue_verbs,
    quoted_words, unsourced.
    """
    _, analysed, segments = _cleaned(texts)
    made, speakers = given["corrections"], given["speakers"]
    int8 = bool(given["precision"]["int8"].any())
    found = attribution.tables(segments, analysed, speakers, int8=int8)
    attributions, spans = correcting.apply_to_attributions(
        found.attributions, found.attribution_spans, made, segments, analysed, speakers
    )
    attributions = correcting.apply_to_speakers(attributions, spans, made, texts)
    tokens = terms.tokens(segments, analysed, given["names"])
    spoken = voice.add_voice(tokens, segments, spans, analysed)
    mentions = naming.mentions(segments, analysed, given["labels"])
    mentions = correcting.apply_to_labels(mentions, made, analysed)
    labels = voice.add_voice(mentions, segments, spans, analysed)[naming.LABEL_COLUMNS]
    labels = correcting.apply_to_voices(labels, made, analysed)
    return {
        "attributions": attributions,
        "attribution_spans": as_printed(spans, texts),
        "possible_cues": found.possible_cues,
        "margins": found.margins.assign(doc=next(iter(texts), "")),
        "labels": as_printed(labels, texts),
        "share_of_voice": voice.share_of_voice(spoken, attributions, "side"),
        "kinds_of_source": voice.share_of_voice(spoken, attributions, "source_type"),
        "cue_verbs": attribution.cue_counts(attributions),
        "quoted_words": voice.quoted_words(spoken, attributions),
        "unsourced": voice.unsourced(segments, spans),
    }


def shared(texts: dict[str, str], given: Tables) -> Tables:
    """Return every count with and without the words that an article shares with another.

    `given` has `names`, and of these articles `shared_spans` (doc, start, end), `attributions`,
    `attribution_spans` and `labels`. Tables: shared_wording (doc, shared, words), own_terms, own_labels,
    own_share_of_voice (see `own_wording`).
    """
    _, analysed, segments = _cleaned(texts)
    tokens = sharing.mark(terms.tokens(segments, analysed, given["names"]), given["shared_spans"])
    labels = sharing.mark(given["labels"], given["shared_spans"])
    heard = tokens[tokens["doc"].isin(given["attributions"]["doc"])]
    spoken = voice.add_voice(heard, segments, given["attribution_spans"], analysed)
    return {
        "shared_wording": sharing.word_counts(tokens, segments),
        "own_terms": own_wording.term_counts(tokens),
        "own_labels": own_wording.labels_by_voice(labels),
        "own_share_of_voice": own_wording.share_of_voice(spoken, given["attributions"], "side"),
    }
