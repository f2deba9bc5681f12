"""The six notebooks on another corpus: a table of ten invented articles, no word lists, nothing to edit.

Five outlets report on one invented agency's copy, each in its own words for those who held the dam. They are
compared by outlet, and what was written into the articles is found.
"""

import csv
import hashlib
import json
import re
from pathlib import Path

import pytest
from recorded import list_changed

from inotherwords.errors import InputError
from inotherwords.layers.files import read_table
from inotherwords.reproduction import pipeline

ARTICLES = Path(__file__).parents[1] / "ten_articles"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))}
OWN_WORDS = {
    "Coast Herald": "demonstrators",
    "The Hallmar Times": "protesters",
    "The Tarvick Worker": "strikers",
    "Voice of Ossen": "rioters",
}
QUOTED = "“We asked for our wages and they sent us police,”"
# What the company says of its own payments is not on its word, by one reading.
CORRECTED, REMOVED = (
    "voice_of_ossen_1",
    "that some payments to its staff had been delayed for technical reasons",
)
CORRECTION = {
    "doc": CORRECTED,
    "text_sha256": hashlib.sha256(TEXTS[CORRECTED].encode()).hexdigest(),
    "layer": "attribution",
    "do": "remove",
    "start": TEXTS[CORRECTED].index(REMOVED),
    "end": TEXTS[CORRECTED].index(REMOVED) + len(REMOVED),
    "words": REMOVED,
}


def write_correction(folder, **changed):
    with (folder / "corrections.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, CORRECTION)
        writer.writeheader()
        writer.writerow(CORRECTION | changed)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """What a run over the ten articles makes, and an eleventh with the text of the first."""
    place = tmp_path_factory.mktemp("dam")
    with (ARTICLES / "articles.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            {"id": row["doc"], "source": row["outlet"], "date": row["published"], "text": TEXTS[row["doc"]]}
            for row in csv.DictReader(file)
        ]
    copy = rows[0] | {"id": "copy"}
    lines = "".join(f"{json.dumps(row)}\n" for row in [*rows, copy])
    (place / "cuttings.jsonl").write_text(lines, encoding="utf-8")
    write_correction(place)
    (place / "settings.toml").write_text("SHUFFLES = 100\n", encoding="utf-8")  # usually ten times as many
    pipeline.run_study(place / "cuttings.jsonl", place / "results", settings=pipeline.Settings(by="outlet"))
    return place / "results"


def test_what_was_not_kept_on_the_way_in_is_among_the_tables_and_a_missing_list_is_told(outputs):
    [row] = read_table(outputs, "rejected").to_dict("records")
    assert (row["file"], row["place"], row["stage"]) == ("cuttings.jsonl", "row 11", "import")
    assert row["reason"].startswith("the same text as")
    assert "labels.csv is missing" in (outputs / "findings.md").read_text(encoding="utf-8")
    assert "labels.csv" in (outputs / "figures" / "every-word.txt").read_text(encoding="utf-8")
    assert read_table(outputs, "labels").empty
    assert set(read_table(outputs, "attributions")["side"]) == {"unknown"}


def test_every_table_comes_out_as_it_was_recorded(outputs):
    changed = list_changed(outputs / "tables", Path(__file__).with_name("ten_articles.sha256"))
    assert not changed, "\n".join(changed)


def test_all_six_notebooks_are_kept_with_the_outputs_and_tell_nothing_of_our_own_five_articles(outputs):
    copies = {path.name: path.read_text(encoding="utf-8") for path in (outputs / "notebooks").iterdir()}
    assert len(copies) == 6
    places = [r'"corpus = \"../corpus\"', r'"outputs = \"..\"', r'"by = \"outlet\"']
    foreign = ["Aleppo", "Kayhan", "Hayat", "Syria", str(outputs)]
    lacking = {(name, line) for name, copy in copies.items() for line in places if line not in copy}
    assert (
        lacking | {(name, word) for name, copy in copies.items() for word in foreign if word in copy} == set()
    )


def test_headlines_datelines_and_whole_quotations_are_told_from_the_story(outputs):
    [row] = read_table(outputs, "articles").query("doc == 'voice_of_ossen_1'").to_dict("records")
    assert row["headline"] == "Security forces free Tarvick dam from rioters"
    assert row["dateline"] == "TARVICK, 4 March --"
    spans = read_table(outputs, "attribution_spans")
    assert set(spans.loc[spans["role"] == "content", "text"]) > {
        "“This was not a strike. This was sabotage of the nation’s water and light,”",
        "“We had our hands up. You can see it. Everybody can see it.”",
    }
    # A quotation that two outlets have is given to the same speaker in both.
    found = spans.loc[spans["text"] == QUOTED, ["doc", "attribution"]]
    speakers = found.merge(read_table(outputs, "attributions"), on=["doc", "attribution"])
    expected = [[doc, "Ilse Marren"] for doc in ("hallmar_times_1", "tarvick_worker_1")]
    assert speakers[["doc", "speaker"]].values.tolist() == expected


def test_the_words_that_set_outlets_apart_are_their_own_for_the_people_at_the_dam_and_are_proposed(outputs):
    keyness = read_table(outputs, "keyness")
    order = keyness[keyness["log_ratio"] > 0].sort_values("log_likelihood", ascending=False)
    first = order.drop_duplicates("doc").set_index("doc")["term"]
    assert {outlet: first[outlet] for outlet in OWN_WORDS} == OWN_WORDS
    actors = read_table(outputs, "proposed_labels").set_index("pattern")["actor"]
    assert actors[[*OWN_WORDS.values(), "workers"]].nunique() == 1


def test_what_the_minister_said_is_his_word_in_each_article_of_the_first_days(outputs):
    claims = read_table(outputs, "claims")
    of_him = claims[claims["title"].str.contains("flares and iron bars") & claims["doc"].str.endswith("_1")]
    assert of_him["doc"].tolist() == [doc for doc in TEXTS if doc.endswith("_1")]
    assert set(of_him["told"]) == {"attributed"}
    assert set(of_him["speaker"]) == {"Corvin Thale"}


def test_sentences_with_only_the_minister_s_name_in_common_are_no_passage_and_own_reporters_share_less(
    outputs,
):
    pairs = [
        (TEXTS[row.doc_a][row.start_a : row.end_a], TEXTS[row.doc_b][row.start_b : row.end_b])
        for row in read_table(outputs, "passages").itertuples()
    ]
    defended = [pair for pair in pairs if any("Thale defended the operation" in part for part in pair)]
    assert ["Thale defended" in part for pair in defended for part in pair].count(True) > len(defended)
    assert not any("fired in self-defence" in part for pair in defended for part in pair)
    shared = read_table(outputs, "shared_wording").set_index("doc")
    share = shared["shared"] / shared["words"]
    assert share["hallmar_times_1"] > 0.5 > share["tarvick_worker_2"]
    assert share["business_daily_1"] > share["coast_herald_2"]
    figure = (outputs / "figures" / "shared-pairs.txt").read_text(encoding="utf-8")
    assert all(outlet in figure for outlet in [*OWN_WORDS, "Continental Business Daily"])


def test_of_ten_articles_shares_of_voice_have_intervals_and_of_fewer_none(outputs):
    table = read_table(outputs, "voice_intervals")
    assert set(table["unit"]) == {"all"}
    assert ((table["low"] <= table["share"]) & (table["share"] <= table["high"])).all()
    assert table["share"].sum() == pytest.approx(1, abs=1e-5)
    assert (table["low"] < table["high"]).any()


def test_a_correction_beside_the_table_is_applied_and_its_effect_told(outputs):
    effect = read_table(outputs, "corrections_effect")
    assert set(effect["doc"]) == {CORRECTED}
    told = (outputs / "findings.md").read_text(encoding="utf-8")
    assert "With 1 correction, " in told
    assert re.search(r"\| Voice of Ossen \(2025-03-04\) \| [^|]* \| \d+ \| \d+ \|", told)


def test_a_correction_that_does_not_fit_names_the_user_s_own_file(tmp_path):
    for doc in ("hallmar_times_1", CORRECTED):
        (tmp_path / f"{doc}.txt").write_text(TEXTS[doc], encoding="utf-8")
    write_correction(tmp_path, words="no such words")
    with pytest.raises(InputError, match=f"^{tmp_path.name}/corrections.csv: row 2: start and end give"):
        pipeline.run_study(tmp_path, tmp_path.with_name("results"))


def test_every_output_is_in_the_manifest_but_the_notebooks_and_the_record_of_time(outputs):
    listed = {row["path"] for row in json.loads((outputs / "manifest.json").read_text())["outputs"]}
    files = {path.relative_to(outputs).as_posix() for path in outputs.rglob("*") if path.is_file()}
    made = {name for name in files if not name.startswith(("notebooks/", "corpus/"))}
    assert listed == made - {"manifest.json", "measured.json"}
