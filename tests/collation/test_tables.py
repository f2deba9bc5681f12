import pandas as pd
import pytest

from inotherwords.collation import collation
from inotherwords.collation.apparatus import NO_VARIANTS
from inotherwords.collation.tables import differences, lines, substitutions, variants
from inotherwords.layers import schema

TEXTS = {"a": "They fled. They won. They ate.", "b": "Later they left. They won! They lay."}
PASSAGES = schema.table(
    "passages",
    [
        (1, "a", 0, 10, "b", 6, 16, "near", 0.6),
        (2, "a", 11, 20, "b", 17, 26, "verbatim", 1.0),
        (3, "a", 21, 30, "b", 27, 36, "paraphrase", 0.5),
    ],
)


def test_verbatim_and_near_passages_are_collated_with_offsets_in_their_articles():
    found = substitutions(PASSAGES, TEXTS)
    assert found.drop(columns=["normal_a", "normal_b"]).values.tolist() == [
        [1, 0, 4, "They", 6, 10, "they", "replace", "typography", "case"],
        [1, 5, 9, "fled", 11, 15, "left", "replace", "substance", ""],
        [2, 19, 20, ".", 25, 26, "!", "replace", "typography", "punctuation"],
    ]


def test_the_differences_of_a_passage_are_those_of_its_sentences_alone():
    found = differences(PASSAGES, substitutions(PASSAGES, TEXTS))
    assert found[1] == collation.collate("They fled.", "they left.")
    assert found[3] == []
    assert differences(PASSAGES[2:], substitutions(PASSAGES, TEXTS)) == {3: []}


def test_no_passages_no_rows_and_an_article_without_a_text_is_a_key_error():
    empty = substitutions(PASSAGES[:0], {})
    assert list(empty) == list(schema.columns("substitutions"))
    assert list(lines(PASSAGES[:0], empty, {}, {})) == ["passage", "line"]
    with pytest.raises(KeyError, match="a"):
        substitutions(PASSAGES, {})


def test_variants_compare_every_version_with_the_first():
    cluster = pd.DataFrame({"doc": ["a", "b"], "start": [0, 6], "end": [10, 16]})
    assert variants(cluster, TEXTS) == [
        ("a", [("They fled.", False)]),
        ("b", [("they ", False), ("left", True), (".", False)]),
    ]
    assert variants(cluster[1:], TEXTS) == [("b", [("they left.", False)])]


def test_each_collated_passage_has_a_line_of_its_own():
    table = lines(PASSAGES, substitutions(PASSAGES, TEXTS), TEXTS, {"a": "A", "b": "B"})
    assert table.values.tolist() == [[1, "fled ] left B"], [2, NO_VARIANTS]]
