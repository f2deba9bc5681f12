import re

import pandas as pd
import pytest

from inotherwords import errors
from inotherwords.layers import schema
from inotherwords.naming import per_article, places
from inotherwords.naming.mentions import Listed, compile_labels, find_mentions, readable


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


def test_what_people_are_called_in_quotation_marks_is_a_mention_of_its_own():
    assert found("He called the fighters “rebels”.") == [("fighters", "hts"), ("rebels", "hts")]
    assert found("the “fighters” left") == [("fighters", "hts")]


def test_modifiers_and_head_are_one_mention_without_the_marks_around_the_head():
    for text, *parts in [
        ("The rebels left.", 4, 10, "rebels", "hts", "rebel", "rebels", ""),
        (
            *("The dreaded takfiri-rebel groups fled.", 4, 32, "dreaded takfiri-rebel groups", "hts"),
            *("takfiri", "groups", "dreaded takfiri-rebel"),
        ),
        ("the Zionist “regime”", 4, 19, "Zionist “regime", "israel", "regime", "regime", "Zionist"),
    ]:
        assert only(text)[:7] == tuple(parts)


def test_of_two_labels_in_one_mention_the_one_higher_in_the_list_counts_but_not_who_leads_others():
    labels = {"takfiri rebels": "takfiri", "rebel fighters": "rebel", "fighters": "fighter"}
    labels["rebel-led fighters"] = "fighter"
    assert {text: only(text).label for text in labels} == labels


NAMED = {  # a text, and whom its words name
    "Two groups met a minister.": [],  # nobody modifies them
    "A Syrian minister met a Russian minister.": [
        ("Syrian minister", "syria"),
        ("Russian minister", "russia"),
    ],
    # A nationality before other nouns names nobody unless it has a label, nor changes it who the rebels are.
    "the Syrian city of Homs, Russian snow": [("Russian", "russia")],
    "Syrian rebel groups": [("Syrian rebel groups", "hts")],
    # A capital is a government unless it is a place.
    "In Damascus, an ally of Damascus flew to Damascus.": [("Damascus", "syria")],
    # Words in square brackets count where the others stand.
    "Syria, an ally of Syria": [("Syria", "syria")],
    # Whom another backs is not the other, and a mention beside others.
    "the Iranian and Russian-backed government": [
        ("Iranian", "iran"),
        ("Iranian and Russian-backed government", "syria"),
        ("Russian", "russia"),
    ],
    "the fighters and their Russian-backed allies": [
        ("fighters", "hts"),
        ("Russian", "russia"),
        ("Russian-backed allies", "hts"),
    ],
    # Two adjectives share a noun.
    "Syrian and Russian warplanes": [("Syrian", "syria"), ("Russian warplanes", "russia")],
    # An adjective that names another actor, and an office before what it does, are mentions besides.
    "the Zionist plot, a rebel assault": [
        ("Zionist", "israel"),
        ("Zionist plot", "event"),
        ("rebel", "hts"),
        ("rebel assault", "event"),
    ],
    "the government assault": [("government", "syria"), ("government assault", "event")],
    # Allies with a name are those named.
    "its allies Iran left; Iranian allies": [("allies Iran", "iran"), ("Iranian allies", "iran")],
    # The words after "of" belong to the mention.
    "a plot of the Zionist regime": [("plot of the Zionist regime", "event"), ("Zionist regime", "israel")],
    # A star stands for any ending or none; a row marked not keeps its words from being counted.
    "a rebel, two rebels, a rebellion": [("rebel", "hts"), ("rebels", "hts"), ("rebellion", "hts")],
    "Iran's ideological army met.": [("Iran", "iran")],
    # A word for two means whom it means elsewhere in the article.
    "The Zionist regime fell. The regime fled.": [("Zionist regime", "israel"), ("regime", "israel")],
    "The Zionist Regime fell. The regime fled.": [("Zionist Regime", "israel"), ("regime", "israel")],
}


def test_a_mention_is_a_phrase_and_names_whom_its_words_mean():
    assert {text: found(text) for text in NAMED} == NAMED
    assert found("rebels", lexicon()) == []  # without a word list


DECIDED = {
    "the Zionist regime": ("israel", "modifier"),
    "the regime of Israel": ("israel", "complement"),
    "Assad's regime": ("syria", "modifier"),
    "the regime": ("syria", "article"),
    "the government": ("syria", "word"),
    "the government of Iran": ("iran", "complement"),
    "HTS": ("hts", "name"),
    "allies in Aleppo": ("hts", "word"),
    "the local forces": ("syria", "article"),
}


def test_who_is_meant_and_what_decided():
    assert {text: (only(text).actor, only(text).decided_by) for text in DECIDED} == DECIDED


def test_mentions_count_in_headings_captions_and_sentences_of_every_article_alone():
    kinds = ["headline", "heading", "metadata", "caption", "dateline", "sentence", "credit"]
    segments = pd.DataFrame({"doc": [*"aaabbbb"], "kind": kinds, "start": range(0, 49, 7)})
    segments["end"] = segments["start"] + 6
    texts = dict.fromkeys("ab", "Rebels " * 7)
    table = per_article.list_mentions(segments, texts, pd.DataFrame(WAR))
    assert list(table) == [*schema.columns("layers/mentions")]
    assert table[["doc", "start"]].values.tolist() == [["a", 0], ["a", 7], ["b", 21], ["b", 35]]
    nothing = per_article.list_mentions(segments, texts, pd.DataFrame(WAR[:0], columns=Listed._fields))
    assert (list(nothing), len(nothing)) == ([*schema.columns("layers/mentions")], 0)


ACTS = lexicon(
    ("league", "Tarn League", "name", "Tarn League"),
    ("league", "rebel", "head", "rebel*"),
    ("norland", "Norland", "name", "Norland"),
    ("norland", "army", "office", "army"),
    *[(who, act, "office", act) for act in ("offensive", "siege") for who in ("norland", "league")],
    ("workers", "worker", "head", "worker*"),
)


OWNERS = {
    "Norland fled the mountain rebel group's offensive of 3 May.": "league",
    "The Tarn League's surprise offensive hit Norland.": "league",
    "Norland's offensive followed.": "norland",
    "The offensive by the Tarn League ended a truce with Norland.": "league",
    "The offensive against Norland by rebel fighters went on.": "league",
    "The offensive on Norland went on.": "league",
    "The rebels launched a new offensive on Norland's army.": "league",
    "The siege of Norland went on.": "league",
    "The army's siege of a town went on.": "norland",
    "Norland condemned the offensive.": "event",
    "Norland's offensive, a rebel offensive, then the offensive.": "norland league event",
    "The offensive by the Tarn League began. Norland stopped the offensive.": "league league",
}


def test_an_act_is_of_whoever_does_it_never_of_the_attacked_and_stands_beside_its_owner():
    for text, owner in OWNERS.items():
        rows = mentioned(text, ACTS)
        acts = [row for row in rows if row.text in ("offensive", "siege")]
        assert " ".join(row.actor for row in acts) == owner, text
        assert {row.label for row in acts} <= {"offensive", "siege"}
        assert len(rows) > len(acts)


def test_a_word_inside_the_name_of_a_body_names_nobody():
    words = compile_labels(ACTS, speakers=["Northern Dock Workers", "army"])
    for text, named in {
        "The International Transport Workers' Council met workers.": ["workers"],
        "The Council of Transport Workers met.": [],
        "Workers' Union Says Workers Will Strike at Port": ["Workers"],
        "Rebel Commander Ann Holt met Workers Tuesday.": ["Rebel", "Workers"],
        "The Northern Dock Workers met the northern dock workers.": ["workers"],
    }.items():
        assert [row.text for row in find_mentions(text, [(0, len(text))], words)] == named


def test_a_row_that_cannot_be_used_is_refused_with_its_pattern():
    for row, fault in {
        ("hts", "rebel", "noun", "rebel"): "“rebel”: “noun” is no part. Use one of name",
        ("a", "b", "head", ""): "“”: a row without a pattern",
        ("a", "b", "head", "[b"): "“[b”: one pair of square brackets",
        ("", "b", "head", "b"): "“b”: no actor, so it names nobody",
    }.items():
        with pytest.raises(errors.InputError) as refused:
            compile_labels([Listed(*row)])
        assert str(refused.value).startswith(f"labels.csv: pattern {fault}")


def test_the_mentions_of_the_study_are_the_words_at_their_places_and_never_overlap(mentions, analysed):
    assert all(analysed[row.doc][row.start : row.end] == row.text for row in mentions.itertuples())
    for _, rows in mentions.groupby(["doc", "actor"]):
        assert (rows["start"].iloc[1:].to_numpy() >= rows["end"].iloc[:-1].to_numpy()).all()


def test_words_of_the_study_that_mean_somebody_else_are_no_mention(mentions, analysed):
    for words in ("militant group Hezbollah", "Britain-based Observatory"):
        places = [(doc, text.index(words)) for doc, text in analysed.items() if words in text]
        assert places
        for doc, start in places:
            inside = mentions[
                (mentions["doc"] == doc) & mentions["start"].between(start, start + len(words) - 1)
            ]
            assert set(inside["text"]) <= {"Iran"}


def test_regime_means_syria_in_the_last_three_articles_and_never_in_the_first_two(mentions):
    first = mentions["doc"].str.startswith(("000", "001"))
    rows = mentions[(mentions["label"] == "regime") & ~first]
    assert set(rows["actor"]) == {"syrian_government"}
    assert len(rows) == 11
    rows = mentions[mentions["label"].str.contains("regime") & first]
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
    for doc in ("000", "001"):
        assert not [name for name in of_the_study(mentions, doc, "syrian_government") if "regime" in name]


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


DENIALS = """We are not poachers. They aren't violent poachers. He has never been a poacher.
He denied being a poacher. The crew denied that its men were poachers. She rejected the word “poachers”.
We are no poachers or thieves. They are not thieves or poachers. We are fishermen, not poachers.
She refused to call them poachers. They were never described as poachers.
There are no poachers among us. There is no poacher. They were wrongly branded as poachers.
Poachers we are not. She avoids the word “poachers”. They are neither thieves nor poachers."""
NO_DENIALS = """The poachers were not stopped. Not all poachers left. It was not poachers who shot him.
He denied that the poachers had fled. No poacher would do that. He was not hurt by poachers.
He never called the poachers thieves. They never called poachers. He refused to see the poachers.
They are not just poachers. This is not a poacher problem. They are not with the poachers.
There were no poachers at sea. There was no poacher at sea.
They are no ordinary poachers. This is no poacher's life."""


@pytest.mark.parametrize(("cases", "named"), [(DENIALS, False), (NO_DENIALS, True)])
def test_a_label_that_is_denied_names_nobody(cases, named):
    listed = compile_labels(lexicon(("crews", "poacher", "head", "poacher*")))
    for case in re.split(r"(?<=\.)\s", cases):
        assert bool(find_mentions(case, [(0, len(case))], listed)) == named, case


def test_whose_body_it_is_is_called_nothing():
    text = "The rebels' association met. The rebels’ local committee and the rebels' houses burnt."
    assert [mention.start for mention in mentioned(text)] == [text.index("rebels' houses")]


def test_a_capital_before_what_stands_in_it_is_only_the_town():
    for what in (
        "airport",
        "cathedral",
        "church",
        "harbour",
        "hospital",
        "mayor",
        "museum",
        "port",
        "province",
    ):
        assert places.is_a_place(f"Vesk {what}", 0, 4), what


def test_those_of_both_sides_and_those_counted_in_another_event_are_not_the_actor_s():
    listed = [Listed("crews", "fisherman", "head", "fishermen"), Listed("union", "union", "office", "union")]
    compiled = compile_labels(listed, events=["since 1991"])
    for text, named in (
        ("9,000 fishermen on both shores", False),
        ("the worst since 1991, when six fishermen died", False),
        ("the worst since 1991, when the fishermen won", True),
        ("the teachers' union joined", False),
        ("the country's union joined", True),
    ):
        assert bool(find_mentions(text, [(0, len(text))], compiled)) == named, text


def test_a_capital_is_a_government_only_where_nobody_is_or_goes_there():
    listed = compile_labels(lexicon(("ombria", "Ombria", "capital", "Vesk")))
    for text, named in (
        ("the port of Vesk", False),
        ("an ally of Vesk", True),
        ("the ferry between Lian and Vesk", False),
        ("talks between Lian and Vesk", True),
        ("the boat left Vesk", False),
        ("Vesk mourns its dead", False),
        ("Vesk said no", True),
    ):
        assert bool(find_mentions(text, [(0, len(text))], listed)) == named, text


def test_a_label_may_count_in_some_articles_only():
    segments = pd.DataFrame({"doc": ["a", "b"], "kind": "sentence", "start": 0, "end": 14})
    rows = [("alliance", "resident", "head", "residents", "b; c"), ("crew", "crew", "head", "crews", "")]
    labels = pd.DataFrame(rows, columns=["actor", "label", "part", "pattern", "only_in"])
    found = per_article.list_mentions(segments, dict.fromkeys("ab", "residents fled"), labels)
    assert found["doc"].tolist() == ["b"]


def test_what_somebody_is_called_is_not_one_phrase_with_who_is_called_so():
    listed = compile_labels(
        lexicon(("crews", "sailor", "head", "sailor*"), ("crews", "thug", "head", "thug*"))
    )
    for text, named in (
        ("He called the sailors thugs.", ["sailors", "thugs"]),
        ("He denied having called the sailors thugs.", ["sailors"]),
    ):
        assert [mention.text for mention in find_mentions(text, [(0, len(text))], listed)] == named
