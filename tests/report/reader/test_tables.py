"""The tables of the reader page."""

from inotherwords import settings
from inotherwords.corpus import read_wire
from inotherwords.paths import SEEDS
from inotherwords.report.reader.page import NAMES, list_rows
from inotherwords.report.reader.tables import ask, find_contested, label_rows, speaker_rows, swap_rows


def rows_of(columns, *rows, **more):
    """Rows of so many values each, under the names of their columns."""
    return [dict(zip(columns.split(), row, strict=True)) | more for row in rows]


def speakers(*rows, unread=(), cue="said"):
    """The rows of the table of speakers, for two articles, of (doc, type, speaker, side)."""
    found = rows_of("doc type speaker side", *rows, doubtful="", cue=cue)
    return speaker_rows(found, {"a": "A", "b": "B"}, unread=list(unread))


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
    shown = {name: tables[name] for name in NAMES} | {"wire": read_wire(SEEDS, texts)}
    rows = swap_rows(list_rows(shown), letters)
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


def labels(*rows, decided_by="word"):
    return rows_of("doc actor label voice", *rows, decided_by=decided_by)


def test_asked_for_is_a_word_that_one_article_uses_itself_and_another_never():
    used = labels(("a", "x", "rebel", "own"), ("b", "x", "rebel", "quoted"), ("b", "x", "terrorist", "own"))
    assert find_contested(used, []) == ("x", "terrorist")
    assert find_contested(labels(("a", "x", "rebel", "quoted"), ("b", "x", "gunman", "quoted")), []) is None
    # "takfiri terrorist" is the word "terrorist", too; and who is not named at all does not avoid a word.
    both = labels(
        ("a", "x", "terrorist", "own"), ("b", "x", "takfiri terrorist", "quoted"), ("c", "y", "z", "own")
    )
    assert find_contested(both, []) is None
    # A name is no word for somebody, whoever else has other words.
    named = labels(("a", "x", "HTS", "own"), decided_by="name") + labels(("b", "x", "rebel", "quoted"))
    assert find_contested(named, []) is None
    own = labels(("a", "pupils", "pupil", "own")) + labels(("b", "pupils", "child", "quoted"))
    assert find_contested(own, []) is None


def test_asked_for_first_is_a_word_that_another_stands_for_in_the_same_sentence():
    used = labels(("a", "x", "rebel", "own"), ("a", "x", "rebel", "own"), ("b", "x", "raider", "own"))
    swap = {"word_a": "fighters", "word_b": "raiders", "labels": True}
    assert find_contested(used, []) == ("x", "rebel")
    assert find_contested(used, [swap]) == ("x", "raider")
    assert find_contested(used, [swap | {"labels": False}]) == ("x", "rebel")


def test_no_question_is_made_of_days_places_numbers_half_phrases_or_doubtful_speakers():
    def swap(word_a, word_b, examples=""):
        examples = examples or f"{word_a} / {word_b}"
        return {"word_a": word_a, "word_b": word_b, "examples": examples, "labels": False, "ids": ["A1+2"]}

    nothing = {"labels": []}
    bad = [
        swap("Friday", "Wednesday's"),
        swap("Aleppo", "city"),
        swap("phase", "step", "next phase / first step"),
    ]
    assert ask(nothing, [], bad) == []
    [asked] = ask(nothing, [], [*bad, swap("offensive", "onslaught")])
    assert asked["question"] == "Which sentence has “offensive” here and “onslaught” there?"
    ann = ("a", "indirect", "Ann", "media")
    assert ask(nothing, speakers(ann, cue="shows"), []) == []
    [asked] = ask(nothing, speakers(ann), [])
    assert (asked["question"], asked["ids"]) == ("Who has “Ann” as a source, and who has not?", ["a1"])


def test_a_heading_counts_as_own_voice_in_the_question(study, tables):
    voices = {tables["labels"].loc[int(name[1:]) - 1, "voice"] for name in study["asked"][0]["ids"]}
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


def test_a_joint_source_counts_for_each_of_its_speakers_on_their_own_side_and_none_has_two_rows(study):
    joint = ("b", "indirect", "Ann; the army", "ngo; syrian_government")
    rows = speakers(("a", "direct", "Ann", "ngo"), joint)
    counted = {row["speaker"]: ([cell["n"] for cell in row["cells"]], row["side"]) for row in rows}
    assert counted == {"Ann": ([1, 1], "the Observatory (SOHR)"), "the army": ([0, 1], "the Syrian state")}
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
    for count, told in {13: "own; in 13 articles", 1: "own; in 1 article"}.items():
        [row] = label_rows(labels(*((doc, "x", "rebel", "own") for doc in docs[:count])), letters)
        assert [(cell["n"], cell["told"]) for cell in row["cells"]] == [(count, told)]
