import pandas as pd
import pytest

from inotherwords import apparatus, collation


def lines(a, b):
    texts = {"a": a, "b": b}
    row = (1, "a", 0, len(a), "b", 0, len(b), "near", 0.6)
    pair = pd.DataFrame([row], columns=collation.PASSAGES)
    table = apparatus.lines(pair, collation.substitutions(pair, texts), texts, {"a": "A", "b": "B"})
    return table["line"].tolist()


@pytest.mark.parametrize(
    ("a", "b", "line"),
    [
        ("The offensive began.", "The onslaught began.", "offensive ] onslaught B"),
        ("Four died, he said.", "Four died.", "he said ] om. B"),
        ("A ceasefire held.", "A fragile ceasefire held.", "A ] add. fragile B"),
        ("The war ended.", "Then the war ended.", "The ] pr. Then B"),
        ("The old war ended.", "The old war soon ended.", "war ] add. soon B"),
        (
            "In recent years, calm reigned here.",
            "Calm reigned here in recent years.",
            "In recent years ] transp. B",
        ),
        ("Rebels fled today.", "Gunmen fled later.", "Rebels ] Gunmen B ‖ today ] later B"),
    ],
)
def test_a_line_has_lemma_reading_and_siglum(a, b, line):
    assert lines(a, b) == [line]


def test_spelling_and_typography_are_left_out():
    assert lines("The “centre” held.", 'the "center" held') == [apparatus.NO_VARIANTS]


def test_a_long_stretch_is_shortened():
    a = "HTS shelled a student residence in the city at night, killing four civilians, state media reported."
    b = "HTS with its many allies has long controlled a rebel enclave in the region of the northwest."
    assert lines(a, b) == ["shelled … reported ] with … northwest B"]


def test_each_passage_has_the_line_of_its_own_differences_and_a_paraphrase_has_none():
    texts = {"a": "They fled. They won. They ate.", "b": "They left. They won. They lay."}
    spans = [(1, 0, 10, "near"), (2, 11, 20, "verbatim"), (3, 21, 30, "paraphrase")]
    rows = [(number, "a", *place, "b", *place, kind, 0.6) for number, *place, kind in spans]
    passages = pd.DataFrame(rows, columns=collation.PASSAGES)
    table = apparatus.lines(passages, collation.substitutions(passages, texts), texts, {"a": "A", "b": "B"})
    assert table.values.tolist() == [[1, "fled ] left B"], [2, apparatus.NO_VARIANTS]]


def test_two_changes_of_one_witness_stand_in_the_order_of_the_base():
    assert lines("Rebels fled the old city today.", "The rebels fled the city later.") == [
        "Rebels ] pr. The B ‖ old ] om. B ‖ today ] later B"
    ]


def test_a_sentence_of_one_witness_has_an_empty_entry():
    cluster = pd.DataFrame({"doc": ["a"], "start": 0, "end": 10})
    assert apparatus.entry(cluster, {"a": "They fled."}, {"a": "A"}) == ""


def test_an_entry_gathers_what_the_witnesses_have_in_one_place():
    texts = {
        "a": "The offensive began near Aleppo.",
        "b": "The onslaught began near Homs.",
        "c": "The Onslaught began near Aleppo.",
        "d": "The began near Idlib.",
    }
    cluster = pd.DataFrame({"doc": list("abcd"), "start": 0, "end": [len(text) for text in texts.values()]})
    sigla = dict(zip("abcd", "ABCD", strict=True))
    line = "offensive ] onslaught B C; om. D ‖ Aleppo ] Homs B; Idlib D"
    assert apparatus.entry(cluster, texts, sigla) == line


def test_no_passages_no_lines_and_the_columns_are_there():
    empty = pd.DataFrame(columns=collation.PASSAGES)
    table = apparatus.lines(empty, collation.substitutions(empty, {}), {}, {})
    assert list(table) == ["passage", "line"]
