"""The six notebooks on another corpus: a table with two short articles, no word lists, nothing to edit."""

import json

import pytest

from inotherwords import pipeline
from inotherwords.corpus import read_table

COURIER = """\
MARWICK, 3 May -- The river rose four metres overnight and flooded the old town, the dam authority said.

“Nobody warned us. The water came at four in the morning,” said Peter Lang, who runs the bakery.

“We will pay for all of it,” the mayor said. “Nobody will be left alone. That is a promise.”
"""
TRIBUNE = """\
Deluge blamed on open gates

Campaigners accused the dam authority of opening the gates too late.

Anna Holt, who leads the authority, said: “The dam is safe. It will stay safe.”

The river rose four metres overnight and flooded the old town, according to the authority.
"""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """What a run on the two articles makes."""
    place = tmp_path_factory.mktemp("flood")
    rows = [
        {"id": "courier", "source": "Courier", "text": COURIER},
        {"id": "copy", "source": "Courier Online", "text": COURIER},
        {"id": "tribune", "source": "Tribune", "text": TRIBUNE},
    ]
    lines = "".join(f"{json.dumps(row)}\n" for row in rows)
    (place / "cuttings.jsonl").write_text(lines, encoding="utf-8")
    pipeline.run(place / "cuttings.jsonl", place / "results")
    return place / "results"


def test_what_was_not_kept_on_the_way_in_is_among_the_tables(outputs):
    [row] = read_table(outputs, "rejected").to_dict("records")
    assert (row["file"], row["place"], row["stage"]) == ("cuttings.jsonl", "row 2", "import")
    assert row["reason"].startswith("the same text as")


def test_labels_are_proposed_where_there_is_no_list_of_them(outputs):
    proposed = read_table(outputs, "proposed_labels")
    assert list(proposed.columns[:5]) == ["actor", "label", "part", "pattern", "reason"]


def test_a_figure_and_a_finding_without_labels_say_which_list_is_missing(outputs):
    assert "labels.csv is missing" in (outputs / "findings.md").read_text(encoding="utf-8")
    assert "labels.csv" in (outputs / "figures" / "labels-by-voice.txt").read_text(encoding="utf-8")


def test_all_six_notebooks_run_and_are_kept_with_the_outputs(outputs):
    assert len(list((outputs / "notebooks").glob("0*.ipynb"))) == 6


def test_nothing_of_our_own_five_articles_is_told_of_them(outputs):
    for path in (outputs / "notebooks").glob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        for word in ("Aleppo", "Kayhan", "Hayat", "Syria"):
            assert word not in text, (path.name, word)


def test_whole_quotations_are_given_to_their_speakers(outputs):
    spans = read_table(outputs, "attribution_spans")
    contents = set(spans.loc[spans["role"] == "content", "text"])
    assert "“Nobody warned us. The water came at four in the morning,”" in contents
    assert "“The dam is safe. It will stay safe.”" in contents
    assert "“Nobody will be left alone. That is a promise.”" in contents


def test_the_dateline_and_the_headline_are_told_from_the_story(outputs):
    articles = read_table(outputs, "articles")
    assert articles["dateline"].tolist() == ["MARWICK, 3 May --", ""]
    assert articles["headline"].tolist() == ["", "Deluge blamed on open gates"]


def test_without_word_lists_there_are_no_labels_and_no_known_sides(outputs):
    assert read_table(outputs, "labels").empty
    assert set(read_table(outputs, "attributions")["side"]) == {"unknown"}


def test_the_sentence_that_both_have_is_found(outputs):
    assert (read_table(outputs, "passages")["kind"] == "near").sum() == 1


def test_every_output_is_in_the_manifest_but_the_notebooks_and_the_record_of_time(outputs):
    listed = {row["path"] for row in json.loads((outputs / "manifest.json").read_text())["outputs"]}
    files = {path.relative_to(outputs).as_posix() for path in outputs.rglob("*") if path.is_file()}
    made = {name for name in files if not name.startswith(("notebooks/", "corpus/"))}
    assert listed == made - {"manifest.json", "measured.json"}
