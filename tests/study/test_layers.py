"""The committed layers are what the library computes from the seeds: no notebook changes them on the way."""

from inotherwords.attribution import voice_tables
from inotherwords.collation import tables
from inotherwords.corpus.folder import read_lexicon
from inotherwords.layers import schema
from inotherwords.layers.files import table_bytes
from inotherwords.layers.spans import as_printed
from inotherwords.paths import OUTPUTS, SEEDS
from inotherwords.reuse.passages import find_passages
from inotherwords.terms import comparison
from inotherwords.terms.tokens import find_tokens, term_counts


def test_every_layer_is_what_the_library_computes_from_the_articles(
    texts, edits, analysed, segments, mentions, attribution_tables, attributions, spans, words
):
    tokens = find_tokens(segments, analysed, read_lexicon(SEEDS, "names"))
    counts = term_counts(tokens)
    passages = find_passages(segments, analysed)
    labels = schema.table("labels", voice_tables.add_voice(mentions, segments, spans, analysed))
    layers = {
        "segments": segments,
        "edits": edits,
        "tokens": tokens,
        "terms": counts,
        "keyness": comparison.keyness(counts),
        "collocations": comparison.collocations(tokens),
        "attributions": attributions,
        "attribution_spans": as_printed(spans, texts),
        "possible_cues": attribution_tables.possible_cues,
        "labels": as_printed(labels, texts),
        "share_of_voice": voice_tables.share_of_voice(words, attributions, "side"),
        "passages": passages,
        "substitutions": tables.substitutions(passages, texts),
    }
    committed = {name: (OUTPUTS / "tables" / f"{name}.csv").read_bytes() for name in layers}
    assert [name for name, table in layers.items() if table_bytes(table) != committed[name]] == []
