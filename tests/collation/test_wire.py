import pandas as pd

from inotherwords import paths
from inotherwords.collation import wire
from inotherwords.corpus import folder
from inotherwords.layers import schema

TEXT = "Panic\nThe army said “the thugs fled” at night. Rebels stayed."
SEGMENTS = pd.DataFrame(
    [("a", 0, "heading", 0, 5), ("a", 1, "sentence", 6, 45), ("a", 2, "sentence", 46, 60)],
    columns=["doc", "segment", "kind", "start", "end"],
)
SPANS = pd.DataFrame([("a", 1, "content", 20, 44)], columns=["doc", "attribution", "role", "start", "end"])


def known(*rows):
    """The places of some words of the text, with the copy's words and the change."""
    places = [
        (TEXT.index(words), TEXT.index(words) + len(words)) if words else ("", "") for words, *_ in rows
    ]
    table = [("a", *place, *row) for place, row in zip(places, rows, strict=True)]
    frame = pd.DataFrame(table, columns=["doc", "start", "end", "wording", "wire_wording", "change"])
    return frame.assign(note="", seen_at="")


def compared(*rows):
    return wire.compare_with_wire(known(*rows), SEGMENTS, SPANS, {"a": TEXT})


def test_the_voice_is_that_of_the_articles_own_words():
    words = [("thugs", "men", "relabel"), ("at night", "at dusk", "relabel"), ("Rebels", "They", "relabel")]
    table = compared(*words, ("Panic", "Fear", "relabel"))
    assert table["voice"].tolist() == ["quoted", "attributed", "own", "heading"]


def test_what_has_no_words_on_one_side_and_a_page_that_is_not_known_are_said_to_be():
    table = compared(("", "after dark", "delete"), ("Rebels", "", "insert"))
    assert table[["wording", "wire_wording", "voice", "seen_at"]].values.tolist() == [
        ["∅", "after dark", "", "address not known"],
        ["Rebels", "∅", "own", "address not known"],
    ]
    end = known(("", "later", "delete")).assign(start=len(TEXT), end=len(TEXT))
    assert wire.compare_with_wire(end, SEGMENTS, SPANS, {"a": TEXT})["voice"].tolist() == [""]
    assert compared().columns.tolist() == list(schema.columns("wire"))


def test_in_the_study_only_what_is_left_out_or_rewritten_has_no_voice(texts, segments, spans, analysed):
    table = wire.compare_with_wire(folder.read_wire(paths.SEEDS, texts), segments, spans, analysed)
    gone = table[table["voice"] == ""]
    assert (gone["wording"] == "∅").all()
    assert set(gone["change"]) == {"delete", "rewrite"}
