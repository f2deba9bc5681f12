"""The committed layers are what the library computes from the seeds: no notebook changes them on the way."""

from inotherwords import collation_tables, naming, reuse, terms, voice_tables
from inotherwords.corpus import OUTPUTS, SEEDS, as_printed, read_lexicon, table_bytes


def test_every_layer_is_what_the_library_computes_from_the_articles(
    texts, edits, analysed, segments, mentions, attribution_tables, attributions, spans, words
):
    tokens = terms.tokens(segments, analysed, read_lexicon(SEEDS, "names"))
    counts = terms.term_counts(tokens)
    passages = reuse.passages(segments, analysed)
    labels = voice_tables.add_voice(mentions, segments, spans, analysed)[naming.LABEL_COLUMNS]
    layers = {
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
        "substitutions": collation_tables.substitutions(passages, texts),
    }
    committed = {name: (OUTPUTS / "tables" / f"{name}.csv").read_bytes() for name in layers}
    assert [name for name, table in layers.items() if table_bytes(table) != committed[name]] == []
