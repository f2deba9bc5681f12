"""The six notebooks on ten invented articles, five outlets compared: what was written in is found.

All five reported on one invented agency's copy, each in its own words for those who held the dam. No list of
words goes with them.
"""

from pathlib import Path

import pandas as pd
import pytest

from inotherwords import pipeline
from inotherwords.corpus import read_table

ARTICLES = Path(__file__).with_name("ten_articles")
OWN_WORDS = {
    "Coast Herald": "demonstrators",
    "The Hallmar Times": "protesters",
    "The Tarvick Worker": "strikers",
    "Voice of Ossen": "rioters",
}
QUOTED = "“We asked for our wages and they sent us police,”"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """What a run over the ten articles makes, compared by outlet."""
    made = tmp_path_factory.mktemp("ten") / "results"
    pipeline.run(ARTICLES, made, settings=pipeline.Settings(by="outlet"))
    return made


def test_the_word_that_sets_an_outlet_apart_most_is_its_own_for_the_people_at_the_dam(outputs):
    keyness = read_table(outputs, "keyness")
    order = keyness[keyness["log_ratio"] > 0].sort_values("log_likelihood", ascending=False)
    first = order.drop_duplicates("doc").set_index("doc")["term"]
    assert {outlet: first[outlet] for outlet in OWN_WORDS} == OWN_WORDS


def test_these_words_are_proposed_as_names_of_one_actor(outputs):
    proposed = read_table(outputs, "proposed_labels")
    actors = proposed.set_index("pattern")["actor"]
    assert actors[[*OWN_WORDS.values(), "workers"]].nunique() == 1


def test_a_quotation_that_two_outlets_have_is_given_to_the_same_speaker_in_both(outputs):
    spans = read_table(outputs, "attribution_spans")
    found = spans.loc[spans["text"] == QUOTED, ["doc", "attribution"]]
    speakers = found.merge(read_table(outputs, "attributions"), on=["doc", "attribution"])
    assert speakers[["doc", "speaker"]].values.tolist() == [
        ["hallmar_times_1", "Ilse Marren"],
        ["tarvick_worker_1", "Ilse Marren"],
    ]


def test_what_the_minister_said_is_his_word_in_each_article_of_the_first_days(outputs):
    claims = read_table(outputs, "claims")
    of_him = claims[claims["title"].str.contains("flares and iron bars") & claims["doc"].str.endswith("_1")]
    assert of_him["doc"].tolist() == sorted(path.stem for path in ARTICLES.glob("*_1.txt"))
    assert set(of_him["told"]) == {"attributed"}
    assert set(of_him["speaker"]) == {"Corvin Thale"}


def test_sentences_with_nothing_but_the_minister_s_name_in_common_are_no_passage(outputs):
    texts = {path.stem: path.read_text(encoding="utf-8") for path in ARTICLES.glob("*.txt")}
    pairs = [
        (texts[row.doc_a][row.start_a : row.end_a], texts[row.doc_b][row.start_b : row.end_b])
        for row in read_table(outputs, "passages").itertuples()
    ]
    defended = [pair for pair in pairs if any("Thale defended the operation" in part for part in pair)]
    assert ["Thale defended" in part for pair in defended for part in pair].count(True) > len(defended)
    assert not any("fired in self-defence" in part for pair in defended for part in pair)


def test_an_outlet_with_its_own_reporters_shares_less_than_those_with_the_agency_s_copy(outputs):
    shared = read_table(outputs, "shared_wording").set_index("doc")
    share = shared["shared"] / shared["words"]
    assert share["hallmar_times_1"] > 0.5 > share["tarvick_worker_2"]
    assert share["business_daily_1"] > share["coast_herald_2"]


def test_a_figure_compares_the_five_outlets(outputs):
    figure = (outputs / "figures" / "share-of-voice.txt").read_text(encoding="utf-8")
    outlets = pd.read_csv(ARTICLES / "articles.csv")["outlet"].unique()
    assert all(outlet in figure for outlet in outlets)
