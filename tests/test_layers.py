"""The committed layers are what the library computes from the seeds: no notebook changes them on the way."""

import pytest

from inotherwords import collation, naming, reuse, terms, voice_tables
from inotherwords.corpus import OUTPUTS, SEEDS, as_printed, read_lexicon, table_bytes


@pytest.fixture(scope="module")
def layers(texts, edits, analysed, segments, mentions, attribution_tables, attributions, spans, words):
    """Tables by name, each from a function of the library."""
    tokens = terms.tokens(segments, analysed, read_lexicon(SEEDS, "names"))
    counts = terms.term_counts(tokens)
    passages = reuse.passages(segments, analysed)
    labels = voice_tables.add_voice(mentions, segments, spans, analysed)[naming.LABEL_COLUMNS]
    return {
        "segments": segments,
        "edits": edits,
        "tokens": tokens,
        "terms": counts,
        "keyness": terms.keyness(counts),
        "collocations": terms.collocations(tokens),
        "attributions": attributions,
        "attribution_spans": as_printed(spans, texts),
        "possible_cues": attribution_tables.possible_cues,
        "labels": as_printed(labels, texts),
        "share_of_voice": voice_tables.share_of_voice(words, attributions, "side"),
        "passages": passages,
        "substitutions": collation.substitutions(passages, texts),
    }


@pytest.mark.parametrize(
    "name",
    [
        *("segments", "edits", "tokens", "terms", "keyness", "collocations", "attributions"),
        *("attribution_spans", "possible_cues", "labels", "share_of_voice", "passages", "substitutions"),
    ],
)
def test_a_layer_is_what_the_library_computes_from_the_articles(layers, name):
    assert (OUTPUTS / "tables" / f"{name}.csv").read_bytes() == table_bytes(layers[name])
