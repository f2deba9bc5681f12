"""The tables of the reader page."""

import pandas as pd

from inotherwords import settings
from inotherwords.corpus import read_wire
from inotherwords.paths import SEEDS
from inotherwords.report.reader.tables import find_contested, label_rows, questions, speaker_rows, swap_rows


def speakers(*rows, unread=()):
    """The rows of the table of speakers, for two articles, of (doc, type, speaker, side)."""
    table = pd.DataFrame(rows, columns=["doc", "type", "speaker", "side"]).assign(doubtful="")
    return speaker_rows(table, {"a": "A", "b": "B"}, unread=list(unread))


def test_a_number_in_the_table_of_labels_leads_to_the_rows_of_labels(study, tables):
    [row] = [row for row in study["labels"] if row["label"] == "terrorist"]
    labels = tables["labels"]
    of_kayhan = labels[(labels["label"] == "terrorist") & labels["doc"].str.startswith("001")]
    cell = row["cells"][1]
    assert cell["n"] == len(of_kayhan) > 0
    assert [study["details"][name]["at"] for name in cell["ids"]] == [
        f"B{start}" for start in of_kayhan["start"]
    ]


def test_a_swap_leads_to_as_many_places_as_its_row_counts(study, tables, texts, monkeypatch):
    monkeypatch.setattr(settings, "SWAPS_PRINTED", 99)
    letters = dict(zip(texts, "ABCDE", strict=True))
    rows = swap_rows(tables, read_wire(SEEDS, texts), letters)
    table = tables["swaps"].set_index(["word_a", "word_b"])
    assert len(rows) == len(table)
    for row in rows:
        counted = table.loc[(row["word_a"], row["word_b"])]
        assert len(row["pairs"]) == counted["passages"] + counted["wire"]


def test_the_words_that_a_swap_leads_to_stand_there(study, texts):
    by_letter = dict(zip("ABCDE", texts.values(), strict=True))
    sides = [side for row in study["swaps"] for pair in row["pairs"] for side in pair if side["at"]]
    assert len(sides) > 50
    for side in sides:
        assert by_letter[side["siglum"]][int(side["at"][1:]) :].startswith(side["text"])


def test_a_word_is_contested_if_an_article_owns_it_and_sources_say_it_most():
    columns = ["doc", "actor", "label", "voice"]
    rows = [("a", "x", "rebel", "own"), ("b", "x", "rebel", "own"), ("b", "x", "terrorist", "own")]
    rows += [("a", "x", "rebel", "quoted"), ("a", "x", "gunman", "quoted")]
    rows += [("a", "x", "terrorist", "quoted")] * 2
    assert find_contested(pd.DataFrame(rows, columns=columns)) == ("x", "terrorist")
    of_nobody = [("a", "x", "rebel", "quoted"), ("b", "x", "rebel", "quoted")]
    assert find_contested(pd.DataFrame(of_nobody, columns=columns)) is None


def test_a_heading_counts_as_own_voice_in_the_question(tables):
    labels = tables["labels"]
    asked = questions(tables, pd.DataFrame({"wire_wording": []}), [])["own"]
    voices = {labels.loc[int(name[1:]) - 1, "voice"] for name in asked["ids"]}
    assert voices == {"own", "heading"}


def test_a_source_is_missing_where_it_is_not_unless_it_has_no_name_or_nobody_was_looked_for():
    rows = speakers(("a", "indirect", "Ann", "media"), ("a", "direct", "Ben", "media"))
    missing = {row["speaker"]: (row["gaps"], row["quoted"]) for row in rows}
    assert missing == {"Ann": (True, False), "Ben": (True, True)}
    ann, nobody = ("a", "direct", "Ann", "media"), ("a", "direct", "", "un")
    rows = speakers(ann, ("b", "direct", "Ann", "media"), nobody)
    assert {row["speaker"]: row["gaps"] for row in rows} == {"Ann": False, "not named": False}
    [row] = speakers(ann, unread=["b"])
    assert not row["gaps"]


def test_a_joint_source_counts_for_each_of_its_speakers_on_their_own_side():
    joint = ("b", "indirect", "Ann; the army", "ngo; syrian_government")
    rows = speakers(("a", "direct", "Ann", "ngo"), joint)
    counted = {row["speaker"]: ([cell["n"] for cell in row["cells"]], row["side"]) for row in rows}
    assert counted == {"Ann": ([1, 1], "NGOs"), "the army": ([0, 1], "the Syrian state")}


def test_no_speaker_has_two_rows(study):
    names = [row["speaker"] for row in study["speakers"] if row["speaker"] != "not named"]
    assert len(names) == len(set(names)) > 20


def test_pairs_of_labels_of_the_same_actor_come_first_among_swaps(study, tables):
    ranks = [row["labels"] for row in study["swaps"]]
    assert ranks == sorted(ranks, reverse=True)
    first = {(row["word_a"], row["word_b"]) for row in study["swaps"] if row["labels"]}
    assert {("jihadists", "terrorists"), ("government", "regime")} <= first
    # Allies are a label, too, but only "jihadists and their allies" together became "terrorists".
    assert not first & {("allies", "terrorist"), ("died", "killed")}


def test_of_many_articles_a_table_shows_totals_and_says_in_how_many():
    docs = [f"{number:03}" for number in range(13)]
    letters = dict(zip(docs, "ABCDEFGHIJKLM", strict=True))
    for count, told in {13: "13 own; in 13 articles", 1: "1 own; in 1 article"}.items():
        labels = pd.DataFrame({"doc": docs[:count], "actor": "x", "label": "rebel", "voice": "own"})
        [row] = label_rows(labels, letters)
        assert [(cell["n"], cell["told"]) for cell in row["cells"]] == [(count, told)]
