import pandas as pd
import pytest

from inotherwords import corpus, naming


def lexicon(*rows):
    return pd.DataFrame(rows, columns=["actor", "label", "pattern"])


REBELS = lexicon(
    ("hts", "rebel", "rebel*"), ("hts", "fighter", "fighter*"), ("hts", "rebel", "rebel fighter*")
)


def found(text, labels=REBELS, kind="sentence"):
    """The mentions of one segment as (text, label)."""
    segments = pd.DataFrame({"doc": ["a"], "kind": [kind], "start": [0], "end": [len(text)]})
    return naming.mentions(segments, {"a": text}, labels)[["text", "label"]].values.tolist()


def of_the_study(mentions, doc, actor):
    rows = mentions[mentions["doc"].str.startswith(doc) & (mentions["actor"] == actor)]
    return rows["text"].tolist()


def test_a_mention_is_found_with_its_place():
    text = "The rebels left."
    segments = pd.DataFrame({"doc": ["a"], "kind": ["sentence"], "start": [0], "end": [len(text)]})
    assert naming.mentions(segments, {"a": text}, REBELS).values.tolist() == [
        ["a", 4, 10, "rebels", "hts", "rebel"]
    ]


def test_a_star_stands_for_any_ending_or_none():
    assert found("a rebel, two rebels, a rebellion") == [
        ["rebel", "rebel"],
        ["rebels", "rebel"],
        ["rebellion", "rebel"],
    ]


def test_a_pattern_without_a_star_is_a_whole_word():
    assert found("regime, regimes, subregime", lexicon(("state", "regime", "regime"))) == [
        ["regime", "regime"]
    ]


def test_the_longer_of_two_names_is_the_one_mention():
    assert found("rebel fighters") == [["rebel fighters", "rebel"]]


def test_a_space_in_a_pattern_is_also_a_hyphen():
    assert found("takfiri-terrorists", lexicon(("hts", "terrorist", "takfiri* terror*"))) == [
        ["takfiri-terrorists", "terrorist"]
    ]


def test_a_quotation_mark_may_stand_inside_a_name():
    words = "the self-proclaimed “government” in Idlib"
    assert found(words, lexicon(("hts", "rule", "self proclaimed government"))) == [
        ["self-proclaimed “government", "rule"]
    ]


def test_case_matters_only_for_a_pattern_in_capitals():
    labels = lexicon(("west", "US", "US"), ("state", "army", "army"))
    assert found("US Army told us", labels) == [["US", "US"], ["Army", "army"]]


def test_a_row_without_an_actor_keeps_its_words_from_being_counted():
    labels = lexicon(("state", "army", "army"), ("", "", "ideological army"))
    assert found("Iran's ideological army met the army.", labels) == [["army", "army"]]


def test_a_sign_of_regular_expressions_is_an_ordinary_sign():
    assert found("abc a.c", lexicon(("b", "b", "a.c"))) == [["a.c", "b"]]


@pytest.mark.parametrize("kind", ["headline", "heading", "caption", "sentence"])
def test_a_mention_counts_in(kind):
    assert found("Rebels", kind=kind) == [["Rebels", "rebel"]]


@pytest.mark.parametrize("kind", ["metadata", "dateline", "credit"])
def test_a_mention_does_not_count_in(kind):
    assert found("Rebels", kind=kind) == []


def test_without_a_word_list_nobody_is_mentioned():
    empty = found("rebels", lexicon())
    assert empty == []


def test_a_row_without_a_pattern_is_refused():
    with pytest.raises(corpus.InputError, match="a row without a pattern"):
        found("rebels", lexicon(("hts", "rebel", " ")))


def test_the_mentions_of_the_study_are_the_words_at_their_places(mentions, analysed):
    assert all(analysed[row.doc][row.start : row.end] == row.text for row in mentions.itertuples())


def test_no_two_mentions_of_the_study_overlap(mentions):
    for _, rows in mentions.groupby("doc"):
        assert (rows["start"].iloc[1:].to_numpy() >= rows["end"].iloc[:-1].to_numpy()).all()


@pytest.mark.parametrize(
    "words",
    [
        "Iran's ideological army",
        "self-proclaimed “government",
        "militant group Hezbollah",
        "Britain-based Observatory",
    ],
)
def test_words_of_the_study_that_mean_somebody_else_are_no_mention(words, mentions, analysed):
    places = [(doc, text.index(words)) for doc, text in analysed.items() if words in text]
    assert places
    for doc, start in places:
        inside = mentions[
            (mentions["doc"] == doc)
            & (mentions["start"] >= start)
            & (mentions["start"] < start + len(words))
            & (mentions["text"] != "Iran")
        ]
        assert inside.empty


def test_regime_never_means_syria_in_the_first_two_articles(mentions):
    for doc in ("000", "001"):
        assert not [name for name in of_the_study(mentions, doc, "syrian_government") if "regime" in name]


def test_regime_always_means_syria_in_the_other_three_articles(mentions):
    rows = mentions[mentions["text"].str.contains("regime") & ~mentions["doc"].str.startswith(("000", "001"))]
    assert set(rows["actor"]) == {"syrian_government"}
    assert len(rows) == 11


def test_the_regimes_of_the_first_two_articles_are_israel_and_the_west(mentions):
    rows = mentions[mentions["text"].str.contains("regime") & mentions["doc"].str.startswith(("000", "001"))]
    assert rows["text"].tolist() == [
        "illegitimate Zionist regime",
        "Zionist regime",
        "occupying regime of Israel",
        "occupying regime of Israel",
        "Zionist regime",
        "Western regimes",
        "regimes",
    ]
    assert set(rows["actor"]) == {"israel", "usa_west"}


def test_the_first_article_names_the_attackers_thus(mentions):
    assert of_the_study(mentions, "000", "opposition_hts") == [
        "Dreaded Takfiri-terrorist groups",
        "terrorists",
        "Takfiri terrorism",
        "Takfiri-terrorist groups",
        "terrorists",
        "Hayat Tahrir Al-Sham (HTS",
        "allied factions",
        "HTS",
        "dreaded terror alliance",
        "rebel",
        "militants",
    ]


def test_both_spellings_of_turkey_are_mentions_of_turkey(mentions):
    assert set(of_the_study(mentions, "003", "turkey")) == {"Türkiye", "Turkey"}


@pytest.mark.parametrize("value", sorted(naming.READABLE))
def test_a_readable_name_has_no_underscore(value):
    assert "_" not in naming.readable(value)
