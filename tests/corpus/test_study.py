"""What every notebook opens: the corpus, what is compared, the layers of the run; of any form of corpus."""

import pandas as pd
import pytest

from inotherwords import Study, cleaning
from inotherwords.errors import InputError
from inotherwords.layers.parts import Stage

TEXTS = {"ann": "Truce holds\n\nThe rebels left, he said.", "ben": "Calm\n\nThe thugs left Homs. It rained."}


@pytest.fixture
def study(tmp_path):
    """A study of two articles whose table of articles is written."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for doc, text in TEXTS.items():
        (folder / f"{doc}.txt").write_text(text, encoding="utf-8")
    (folder / "articles.csv").write_text("doc,outlet,language\nann,Ann News,en\nben,Ben Post,de\n")
    study = Study(folder, tmp_path / "outputs")
    study.load()
    study.write("articles", study.list_articles())
    return study


def lengths(texts, given):
    """A stage: how long each text is, and the corrections that it was given."""
    rows = [(doc, "", len(text) + len(given["corrections"])) for doc, text in texts.items()]
    return {"agencies": pd.DataFrame(rows, columns=["doc", "agency", "count"])}


def test_the_texts_and_the_list_of_articles_are_those_of_the_folder(study):
    assert study.texts == TEXTS
    assert study.sources["outlet"].tolist() == ["Ann News", "Ben Post"]
    assert study.note("about") == ""
    assert study.list("labels").empty


def test_the_table_of_articles_has_headline_words_and_unit_of_each(study):
    columns = ["doc", "headline", "words", "unit"]
    assert study.articles[columns].values.tolist() == [
        ["ann", "Truce holds", 7, "ann"],
        ["ben", "Calm", 7, "ben"],
    ]
    assert study.list_rejected().empty
    assert study.read("around").values.tolist() == [
        ["ann", "headline", "Truce holds"],
        ["ben", "headline", "Calm"],
    ]


def test_what_is_not_in_english_is_compared_but_not_heard(study):
    assert study.units["doc"].tolist() == study.close["doc"].tolist() == ["ann", "ben"]
    assert study.heard["doc"].tolist() == study.heard_close["doc"].tolist() == ["ann"]


def test_a_language_that_the_list_does_not_tell_is_recognised_from_the_text(tmp_path):
    texts = {
        "ann": TEXTS["ann"] + " They have left the town.",
        "eva": "Les rebelles ont quitté la ville, dit-il.",
    }
    for doc, text in texts.items():
        (tmp_path / f"{doc}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "articles.csv").write_text("doc,outlet\nann,Ann News\neva,Eva Presse\n")
    study = Study(tmp_path, tmp_path.with_name("outputs"))
    assert study.sources["language"].tolist() == ["en", "fr"]


def test_a_stage_says_what_it_needs_and_its_layers_are_read_by_name(study):
    stage = Stage("lengths", lengths, tables=("corrections",), english=True)
    study.compute(stage)
    assert study.read("agencies")[["doc", "count"]].values.tolist() == [["ann", len(TEXTS["ann"])]]
    both = study.compute(
        Stage("all", lengths, tables=("corrections",)), corrections=pd.DataFrame({"doc": ["ben"]})
    )
    assert both["agencies"].frame()["count"].tolist() == [len(TEXTS["ann"]) + 1, len(TEXTS["ben"]) + 1]


def test_a_table_is_computed_here_or_was_written_before(study):
    study.compute(cleaning.stage)
    computed = study.read("segments")
    study.write("segments")
    other = Study(study.corpus, study.outputs)
    pd.testing.assert_frame_equal(other.read("segments"), computed)
    assert set(other.read("segments", other.english)["doc"]) == {"ann"}
    assert list(other.read("segments", columns=["doc", "kind"])) == ["doc", "kind"]


def test_an_article_that_a_stage_cannot_read_is_told(study, capsys):
    def refuse(texts, given):
        if "ben" in texts:
            raise ValueError("no word")
        return lengths(texts, {"corrections": []})

    study.compute(Stage("refuse", refuse))
    assert "Set aside by refuse: ben (ValueError: no word)." in capsys.readouterr().out


def test_a_table_that_nobody_has_written_is_one_line(study):
    with pytest.raises(InputError, match=r"^tables/labels\.csv: missing\. Run the notebooks in order"):
        study.read("labels")


def test_the_opening_words_are_those_of_the_printed_text(study):
    assert study.openings(10)["text"].tolist() == ["Truce hold …", "Calm The t …"]
    assert study.sigla(study.articles) == {"ann": "A", "ben": "B"}
