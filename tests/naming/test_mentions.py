import pandas as pd
import pytest

from inotherwords import errors
from inotherwords.layers import schema
from inotherwords.naming import tables
from inotherwords.naming.mentions import (
    Listed,
    compile_labels,
    find_mentions,
    readable,
)


def lexicon(*rows):
    return [Listed(*row) for row in rows]


WAR = lexicon(
    ("hts", "takfiri", "modifier", "takfiri"),
    ("hts", "rebel", "head", "rebel*"),
    ("hts", "fighter", "head", "fighter*"),
    ("hts", "HTS", "name", "HTS"),
    ("syria", "regime", "office", "regime"),
    ("israel", "regime", "office", "regime"),
    ("syria", "government", "office", "government*"),
    ("syria", "army", "office", "forces"),
    ("syria", "army", "office", "warplanes"),
    ("syria", "Assad", "name", "Assad"),
    ("syria", "Damascus", "capital", "Damascus"),
    ("syria", "Syria", "name", "ally of [Syria]"),
    ("syria", "", "modifier", "Syria"),
    ("syria", "", "modifier", "Syrian"),
    ("israel", "Zionist", "modifier", "Zionist*"),
    ("israel", "Israel", "name", "Israel"),
    ("russia", "Russia", "modifier", "Russian*"),
    ("iran", "Iran", "modifier", "Iranian"),
    ("iran", "Iran", "name", "Iran"),
    ("event", "assault", "head", "assault"),
    ("event", "plot", "head", "plot"),
    ("hts", "allies", "office", "allies"),
    ("", "official", "office", "minister"),
    ("", "", "modifier", "dreaded"),
    ("syria", "", "modifier", "local"),
    ("hts", "", "modifier", "local"),
    ("", "", "office", "group*"),
    ("", "", "not", "ideological army"),
)


def mentioned(text, labels=WAR):
    """The mentions of one segment."""
    return find_mentions(text, [(0, len(text))], compile_labels(labels))


def found(text, labels=WAR):
    """The mentions of one segment as (text, actor)."""
    return [(mention.text, mention.actor) for mention in mentioned(text, labels)]


def only(text):
    """The one mention of a text."""
    [mention] = mentioned(text)
    return mention


def of_the_study(mentions, doc, actor):
    rows = mentions[mentions["doc"].str.startswith(doc) & (mentions["actor"] == actor)]
    return rows["text"].tolist()


def test_a_mention_is_found_with_its_place():
    assert only("The rebels left.")[:5] == (4, 10, "rebels", "hts", "rebel")


def test_modifiers_and_head_are_one_mention():
    row = only("The dreaded takfiri-rebel groups fled.")
    assert (row.text, row.modifiers, row.head) == (
        "dreaded takfiri-rebel groups",
        "dreaded takfiri-rebel",
        "groups",
    )


def test_the_modifiers_are_words_without_the_marks_around_the_head():
    row = only("the Zionist “regime”")
    assert (row.modifiers, row.head) == ("Zionist", "regime")


def test_who_leads_others_does_not_lend_them_a_label():
    assert only("rebel-led fighters").label == "fighter"


def test_of_two_labels_in_one_mention_the_one_higher_in_the_list_counts():
    assert [only(text).label for text in ("takfiri rebels", "rebel fighters", "fighters")] == [
        "takfiri",
        "rebel",
        "fighter",
    ]


def test_a_group_that_nobody_modifies_is_nobody():
    assert found("Two groups met a minister.") == []


def test_a_nationality_says_whose_minister_it_is():
    assert found("A Syrian minister met a Russian minister.") == [
        ("Syrian minister", "syria"),
        ("Russian minister", "russia"),
    ]


def test_a_nationality_before_other_nouns_names_nobody_unless_it_has_a_label():
    assert found("the Syrian city of Homs, Russian snow") == [("Russian", "russia")]


def test_a_nationality_does_not_change_who_the_rebels_are():
    assert found("Syrian rebel groups") == [("Syrian rebel groups", "hts")]


@pytest.mark.parametrize(
    ("text", "actor", "decided_by"),
    [
        ("the Zionist regime", "israel", "modifier"),
        ("the regime of Israel", "israel", "complement"),
        ("Assad's regime", "syria", "modifier"),
        ("the regime", "syria", "article"),
        ("the government", "syria", "word"),
        ("the government of Iran", "iran", "complement"),
        ("HTS", "hts", "name"),
        ("allies in Aleppo", "hts", "word"),
        ("the local forces", "syria", "article"),
    ],
)
def test_who_is_meant_and_what_decided(text, actor, decided_by):
    row = only(text)
    assert (row.actor, row.decided_by) == (actor, decided_by)


@pytest.mark.parametrize("regime", ["regime", "Regime"])
def test_a_word_for_two_means_whom_it_means_elsewhere_in_the_article(regime):
    text = f"The Zionist {regime} fell. The regime fled."
    assert [actor for _, actor in found(text)] == ["israel", "israel"]


def test_a_capital_is_a_government_unless_it_is_a_place():
    assert found("In Damascus, an ally of Damascus flew to Damascus.") == [("Damascus", "syria")]


def test_words_in_square_brackets_count_where_the_others_stand():
    assert found("Syria, an ally of Syria") == [("Syria", "syria")]


def test_whom_another_backs_is_not_the_other():
    assert found("the Iranian and Russian-backed government") == [
        ("Iranian", "iran"),
        ("Iranian and Russian-backed government", "syria"),
        ("Russian", "russia"),
    ]


def test_those_beside_whom_another_backs_are_a_mention_of_their_own():
    assert found("the fighters and their Russian-backed allies") == [
        ("fighters", "hts"),
        ("Russian", "russia"),
        ("Russian-backed allies", "hts"),
    ]


def test_two_adjectives_share_a_noun():
    assert found("Syrian and Russian warplanes") == [("Syrian", "syria"), ("Russian warplanes", "russia")]


def test_an_adjective_that_names_another_actor_is_a_mention_besides():
    assert found("the Zionist plot, a rebel assault") == [
        ("Zionist", "israel"),
        ("Zionist plot", "event"),
        ("rebel", "hts"),
        ("rebel assault", "event"),
    ]


def test_an_office_that_stands_before_what_it_does_is_a_mention_besides():
    assert found("the government assault") == [("government", "syria"), ("government assault", "event")]


def test_allies_with_a_name_are_those_named():
    assert found("its allies Iran left; Iranian allies") == [
        ("allies Iran", "iran"),
        ("Iranian allies", "iran"),
    ]


def test_the_words_after_of_belong_to_the_mention():
    assert found("a plot of the Zionist regime") == [
        ("plot of the Zionist regime", "event"),
        ("Zionist regime", "israel"),
    ]


def test_a_star_stands_for_any_ending_or_none():
    assert [text for text, _ in found("a rebel, two rebels, a rebellion")] == ["rebel", "rebels", "rebellion"]


def test_a_row_marked_not_keeps_its_words_from_being_counted():
    assert found("Iran's ideological army met.") == [("Iran", "iran")]


def test_mentions_count_in_headings_captions_and_sentences_of_every_article_alone():
    kinds = ["headline", "heading", "metadata", "caption", "dateline", "sentence", "credit"]
    segments = pd.DataFrame({"doc": [*"aaabbbb"], "kind": kinds, "start": range(0, 49, 7)})
    segments["end"] = segments["start"] + 6
    texts = dict.fromkeys("ab", "Rebels " * 7)
    table = tables.list_mentions(segments, texts, pd.DataFrame(WAR))
    assert list(table) == [*schema.columns("layers/mentions")]
    assert table[["doc", "start"]].values.tolist() == [["a", 0], ["a", 7], ["b", 21], ["b", 35]]
    nothing = tables.list_mentions(segments, texts, pd.DataFrame(WAR[:0], columns=Listed._fields))
    assert (list(nothing), len(nothing)) == ([*schema.columns("layers/mentions")], 0)


def test_without_a_word_list_nobody_is_mentioned():
    assert found("rebels", lexicon()) == []


def test_an_unknown_part_is_refused():
    with pytest.raises(errors.InputError, match=r"pattern “rebel”: “noun” is no part. Use one of name"):
        found("rebels", lexicon(("hts", "rebel", "noun", "rebel")))


ACTS = lexicon(
    ("league", "Tarn League", "name", "Tarn League"),
    ("league", "rebel", "head", "rebel*"),
    ("norland", "Norland", "name", "Norland"),
    ("norland", "army", "office", "army"),
    *[(who, act, "office", act) for act in ("offensive", "siege") for who in ("norland", "league")],
    ("workers", "worker", "head", "worker*"),
)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Norland fled the mountain rebel group's offensive of 3 May.", "league"),
        ("The Tarn League's surprise offensive hit Norland.", "league"),
        ("Norland's offensive followed.", "norland"),
        ("The offensive by the Tarn League ended a truce with Norland.", "league"),
        ("The offensive against Norland by rebel fighters went on.", "league"),
        ("The offensive on Norland went on.", "league"),
        ("The rebels launched a new offensive on Norland's army.", "league"),
        ("The siege of Norland went on.", "league"),
        ("The army's siege of a town went on.", "norland"),
        ("Norland condemned the offensive.", "event"),
        ("Norland's offensive, a rebel offensive, then the offensive.", "norland league event"),
        ("The offensive by the Tarn League began. Norland stopped the offensive.", "league league"),
    ],
)
def test_an_act_is_of_whoever_does_it_never_of_the_attacked_and_stands_beside_its_owner(text, owner):
    rows = mentioned(text, ACTS)
    acts = [row for row in rows if row.text in ("offensive", "siege")]
    assert " ".join(row.actor for row in acts) == owner
    assert {row.label for row in acts} <= {"offensive", "siege"}
    assert sum(row.text not in ("offensive", "siege") for row in rows) >= 1


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The International Transport Workers' Council met workers.", ["workers"]),
        ("The Council of Transport Workers met.", []),
        ("Workers' Union Says Workers Will Strike at Port", ["Workers"]),
        ("Rebel Commander Ann Holt met Workers Tuesday.", ["Rebel", "Workers"]),
        ("The Northern Dock Workers met the northern dock workers.", ["workers"]),
    ],
)
def test_a_word_inside_the_name_of_a_body_names_nobody(text, named):
    words = compile_labels(ACTS, speakers=["Northern Dock Workers", "army"])
    assert [row.text for row in find_mentions(text, [(0, len(text))], words)] == named


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("a", "b", "head", " "), "row 1, pattern “”: a row without a pattern"),
        (("a", "b", "head", "[b"), "row 1, pattern “[b”: one pair of square brackets"),
        (("", "b", "head", "b"), "row 1, pattern “b”: no actor, so it names nobody"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_number(row, fault):
    with pytest.raises(errors.InputError) as refused:
        tables.check_list(pd.DataFrame([[cell.strip() for cell in row]], columns=Listed._fields))
    assert str(refused.value).startswith(f"labels.csv, {fault}")


def test_the_mentions_of_the_study_are_the_words_at_their_places(mentions, analysed):
    assert all(analysed[row.doc][row.start : row.end] == row.text for row in mentions.itertuples())


def test_two_mentions_of_one_actor_in_the_study_never_overlap(mentions):
    for _, rows in mentions.groupby(["doc", "actor"]):
        assert (rows["start"].iloc[1:].to_numpy() >= rows["end"].iloc[:-1].to_numpy()).all()


@pytest.mark.parametrize(
    "words",
    [
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
    rows = mentions[(mentions["label"] == "regime") & ~mentions["doc"].str.startswith(("000", "001"))]
    assert set(rows["actor"]) == {"syrian_government"}
    assert len(rows) == 11


def test_the_regimes_of_the_first_two_articles_are_israel_and_the_west(mentions):
    rows = mentions[mentions["label"].str.contains("regime") & mentions["doc"].str.startswith(("000", "001"))]
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
        "Al-Qaeda's former Syria branch",
        "rebel",
        "militants",
    ]


def test_both_spellings_of_turkey_are_mentions_of_turkey(mentions):
    assert set(of_the_study(mentions, "003", "turkey")) == {"Türkiye", "Turkey"}


def test_an_actor_is_called_as_the_corpus_names_it_or_by_its_identifier():
    names = {"the_mayor": "the mayor of Hull"}
    assert [readable(actor, names) for actor in ("the_mayor", "the_army", "unknown")] == [
        *("the mayor of Hull", "the army", "source not named or side not known")
    ]
    assert (readable("usa_west"), readable("usa_west", {})) == ("the US and the West", "usa west")
    unlabelled = lexicon(("the_mayor", "", "name", "mayor"))
    for given, label in ((names, "the mayor of Hull"), ({}, "the mayor")):
        [mention] = find_mentions("the mayor", [(0, 9)], compile_labels(unlabelled, given))
        assert mention.label == label
