"""Texts that are pasted are read as a run of the study reads them: the same rows, without tables."""

import csv
import io
import re

import pandas as pd
import pytest

from inotherwords.attribution import network
from inotherwords.errors import InputError
from inotherwords.layers import schema
from inotherwords.pages import pasted
from inotherwords.paths import SEEDS

PROSE = "The mayor of the town said on Friday that the bridge would be closed until the end of the week. "


@pytest.fixture(scope="module")
def lists():
    """The study's lists of labels and speakers, as somebody would paste them."""
    return [pasted.read_list(name, (SEEDS / f"{name}.csv").read_text("utf-8")) for name in pasted.COLUMNS]


@pytest.fixture(scope="module")
def rows(texts, lists):
    return network.answer(pasted.reading(texts, *lists), network.load())


@pytest.mark.parametrize(
    "name", ["segments", "edits", "attributions", "attribution_spans", "labels", "passages"]
)
def test_the_five_articles_give_the_rows_of_the_study(name, rows, uncorrected):
    expected = uncorrected(name)
    assert len(expected) > 30
    pd.testing.assert_frame_equal(schema.table(name, rows[name]), expected, atol=1e-6)


@pytest.mark.parametrize(
    "name", ["segments", "edits", "attribution_spans", "labels", "passages", "substitutions", "swaps"]
)
def test_the_columns_are_those_of_the_codebook_in_its_order(name, rows):
    assert {tuple(row) for row in rows[name]} == {tuple(schema.columns(name))}


def test_the_stretches_of_an_attribution_are_its_words_as_printed(texts, rows):
    printed = {}
    for row in rows["attribution_spans"]:
        assert texts[row["doc"]][row["start"] : row["end"]] == row["text"]
        printed.setdefault((row["doc"], row["attribution"], row["role"]), []).append(row["text"])
    for row in rows["attributions"]:
        for role in ("source", "content"):
            assert row[role] == " … ".join(printed.get((row["doc"], row["attribution"], role), []))


def test_the_page_is_the_reader_and_shows_no_more_than_was_found(texts, rows):
    page = pasted.make_page(texts, rows)
    assert "Qalibaf" in page
    quiet = {"a": PROSE.replace("said on Friday that", "knew on Friday and"), "b": "<b>No</b> & no."}
    alone = network.answer(pasted.reading(quiet), network.load())
    assert alone["labels"] == alone["passages"] == []
    assert "&lt;b&gt;No&lt;/b&gt; &amp; no." in pasted.make_page(quiet, alone)


def test_emoji_cost_no_attribution_and_are_no_part_of_a_name():
    text = (
        "🚢 Police said 👮‍♀️ that the quay was shut 🔥🔥. “We had no choice 😢,” said the mayor 1️⃣, "
        "Greta Lind. 👍\n\nNobody was hurt, the health department said. 🇪🇺"
    )
    rows = network.answer(pasted.reading({"a": text}), network.load())
    assert [row["speaker"] for row in rows["attributions"]] == [
        "police",
        "Greta Lind",
        "the health department",
    ]
    assert {row["kind"] for row in rows["segments"]} == {"sentence"}
    assert "said 👮‍♀️ that" in re.sub("<[^>]+>", "", pasted.make_page({"a": text}, rows))


def test_without_lists_the_page_names_who_is_heard_and_no_file_or_command():
    text = {"a": "The harbour is ours, said Karim Osei. He left at noon. It rained, said a man.", "b": PROSE}
    rows = network.answer(pasted.reading(text), network.load())
    page = pasted.make_page(text, rows)
    assert re.search(r'data-screen="(\w+)"', page)[1] == "heard"
    assert '<th scope="row">Karim Osei</th>' in page
    for word in ("adopt", "proposed_labels", "corpus", "source not named"):
        assert word not in page.partition("<script type")[0], word


def test_whom_a_source_names_is_its_side_without_a_list_of_speakers():
    text = {
        "a": "Quay shut\nThe police said on Monday that they had closed the quay. The dockers left at noon."
    }
    labels = pasted.read_list("labels", "state: police\ndockers: docker*")
    found = network.answer(pasted.reading(text, labels), network.load())["attributions"]
    assert [(row["speaker"], row["side"]) for row in found] == [("police", "state")]


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ({}, "There is no text"),
        ({"a": PROSE, "b": " \n"}, "“b”: no words in it"),
        (
            {"a": "Der Bürgermeister sagte am Freitag, dass die Brücke gesperrt bleibt. " * 3},
            "English",
        ),
        ({"a": "Le maire de la ville a dit vendredi que le pont serait fermé. " * 3}, "English"),
        ({"a": PROSE * 600, "b": PROSE * 600}, "24,000 words; this page reads up to 20,000"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(texts, fault):
    with pytest.raises(InputError, match=fault) as told:
        pasted.refuse(texts)
    assert "\n" not in str(told.value)


def test_english_of_any_kind_is_read(texts):
    for given in (texts, {"a": "No comment."}, {"a": "RAIN ENDS DROUGHT. " + PROSE}):
        pasted.refuse(given)


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        (
            "labels",
            "they: thug*\n\nrebels, militants",
            r"“Who is called what\?”, line 3 \(“rebels, militants”\): "
            "lacks a colon",
        ),
        ("labels", ": rebel*", "line 1 .*lacks who is meant"),
        ("labels", "fighters:", "line 1 .*lacks words"),
        ("labels", "they: thug*\nfighters: rebel*, [of", r"line 2 .*“\[of”: one pair of square brackets"),
        ("labels", "actor,label,part,pattern\nthey,thug,hea,thug*", "line 2: .*“hea” is no part"),
        ("speakers", "Ann Reed: mayor", "list of speakers: the first line has to name the columns"),
    ],
)
def test_a_list_that_is_none_is_refused_by_the_name_of_its_box_and_its_line(name, given, told):
    with pytest.raises(InputError, match=told):
        pasted.read_list(name, given)


def test_a_list_pasted_as_csv_is_read_like_the_file(lists):
    with (SEEDS / "labels.csv").open(encoding="utf-8", newline="") as file:
        assert lists[0] == [
            tuple(row[name].strip() for name in pasted.COLUMNS["labels"]) for row in csv.DictReader(file)
        ]


def test_a_table_taken_along_is_a_csv_that_gives_the_rows_again(rows):
    for name in ("labels", "attributions"):
        read = [*csv.DictReader(io.StringIO(pasted.write_csv(rows[name])))]
        assert len(read) == len(rows[name])
        assert {tuple(row) for row in read} == {tuple(rows[name][0])}
    assert pasted.write_csv([]) == ""
