import pandas as pd
import pytest

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
    table = [
        (
            "a",
            TEXT.index(words) if words else "",
            TEXT.index(words) + len(words) if words else "",
            words,
            *rest,
        )
        for words, *rest in rows
    ]
    frame = pd.DataFrame(table, columns=["doc", "start", "end", "wording", "wire_wording", "change"])
    return frame.assign(note="", seen_at="")


def compared(*rows):
    return wire.compare_with_wire(known(*rows), SEGMENTS, SPANS, {"a": TEXT})


def test_the_voice_is_that_of_the_articles_own_words():
    words = [("thugs", "men", "relabel"), ("at night", "at dusk", "relabel"), ("Rebels", "They", "relabel")]
    table = compared(*words, ("Panic", "Fear", "relabel"))
    assert table["voice"].tolist() == ["quoted", "attributed", "own", "heading"]


def test_what_was_left_out_stands_in_nobodys_voice():
    assert compared(("", "after dark", "delete"))[["wording", "voice"]].values.tolist() == [["∅", ""]]


def test_what_was_put_in_has_no_words_in_the_copy():
    assert compared(("Rebels", "", "insert"))["wire_wording"].tolist() == ["∅"]


def test_a_page_that_is_not_known_is_said_to_be():
    assert compared(("Rebels", "They", "relabel"))["seen_at"].tolist() == ["address not known"]


def test_an_empty_place_at_the_end_of_a_text_has_no_voice():
    end = known(("", "later", "delete")).assign(start=len(TEXT), end=len(TEXT))
    assert wire.compare_with_wire(end, SEGMENTS, SPANS, {"a": TEXT})["voice"].tolist() == [""]


def test_a_corpus_without_the_copys_wording_has_an_empty_table():
    assert compared().columns.tolist() == list(schema.columns("wire"))


@pytest.fixture(scope="module")
def table(texts, segments, spans, analysed):
    return wire.compare_with_wire(folder.read_wire(paths.SEEDS, texts), segments, spans, analysed)


def test_in_the_study_only_what_is_left_out_or_rewritten_has_no_voice(table):
    gone = table[table["voice"] == ""]
    assert (gone["wording"] == "∅").all()
    assert set(gone["change"]) == {"delete", "rewrite"}


def test_every_place_of_the_study_has_one_of_the_known_changes(table):
    assert {kind for change in table["change"] for kind in change.split("+")} == set(wire.CHANGES)
