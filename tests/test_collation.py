import html

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inotherwords import collation, normalisation


def collated(a, b, kind="near"):
    """Two sentences that are taken to be the same one: the passage, its differences, the texts.

    Each stands behind another sentence in its article, so that offsets into the article are put to the test.
    """
    texts = {"a": f"First. {a}", "b": f"Another first. {b}"}
    row = (1, "a", 7, len(texts["a"]), "b", 15, len(texts["b"]), kind, 0.6)
    pair = pd.DataFrame([row], columns=collation.PASSAGES)
    return pair, collation.substitutions(pair, texts), texts


def rows(a, b, *differences):
    """The rows of some differences: text_a, text_b, and the columns after them that are asked for."""
    table = collated(a, b)[1]
    return table[table["difference"].isin(differences or collation.SHOWN)]


def changes(a, b):
    """What was changed in substance, as words: (before, after)."""
    return [
        tuple(text[slice(*collation.core(text))] for text in row)
        for row in rows(a, b)[["text_a", "text_b"]].itertuples(index=False, name=None)
    ]


def shown(a, b, **how):
    pair, table, texts = collated(a, b)
    return [collation.marked(pieces) for pieces in collation.versions(pair.iloc[0], table, texts, **how)]


def test_another_word_in_the_same_place_is_a_replacement():
    [row] = rows("The offensive began.", "The onslaught began.").itertuples()
    assert (row.text_a, row.text_b, row.change) == ("offensive", "onslaught", "replace")
    assert (row.difference, row.normal_a, row.normal_b, row.rule) == (
        "substance",
        "offensive",
        "onslaught",
        "",
    )


def test_added_words_are_an_insertion_after_the_word_before():
    [row] = rows("A ceasefire, with Israel", "A fragile ceasefire, with Israel").itertuples()
    assert (row.start_a, row.end_a, row.text_a) == (8, 8, "")
    assert (row.text_b, row.change) == (" fragile", "insert")


def test_words_added_at_the_start_are_inserted_before_the_first_word():
    [row] = rows("“They left.", "Later “they left.").itertuples()
    assert (row.start_a, row.end_a, row.text_b) == (7, 7, "Later ")


def test_words_left_out_are_a_deletion_and_take_their_comma_along():
    [row] = rows("Four people died, he said.", "Four people died.").itertuples()
    assert (row.text_a, row.text_b, row.change) == (", he said", "", "delete")


def test_what_is_added_within_a_quotation_stays_within_it():
    [row] = rows("said “panic spread", "said “much panic spread").itertuples()
    assert (row.text_b, row.start_a) == ("much ", 13)


@pytest.mark.parametrize(
    ("a", "b", "difference", "rule"),
    [
        ("Jihadist groups", "jihadist groups", "typography", "case"),
        ("they „left“ it", 'they "left" it', "typography", "quotation mark"),
        ("Syria’s army", "Syria's army", "typography", "apostrophe"),
        ("14,000 people", "14000 people", "typography", "number format"),
        ("air-strikes", "air strikes", "typography", "hyphen"),
        ("people — half", "people -- half", "typography", "dash"),
        ("four rises", "four, rises", "typography", "comma"),
        ("(HTS) group", "HTS group", "typography", "bracket"),
        ("they left.", "they left", "typography", "punctuation"),
        ("they\nleft", "they left", "typography", "white space"),
        ("the city's outskirts", "the city outskirts", "spelling", "possessive"),
        ("a cease-fire", "a ceasefire", "spelling", "joined words"),
        ("Air strikes", "airstrikes", "spelling", "case; joined words"),
        ("Türkiye fell", "Turkiye fell", "spelling", "accent"),
        ("the centre", "the center", "spelling", "British or American spelling"),
        ("the Centre", "the center", "spelling", "case; British or American spelling"),
    ],
)
def test_typography_and_spelling_are_told_from_substance_and_the_rule_is_named(a, b, difference, rule):
    assert changes(a, b) == []
    table = rows(a, b, "spelling", "typography")
    assert set(table["difference"]) == {difference}
    assert set(table["rule"]) == {rule}


def test_signs_and_words_that_differ_side_by_side_have_rows_of_their_own():
    table = rows("of al-Qaeda", "of Al Qaeda", "typography")
    assert table[["text_a", "text_b", "rule"]].values.tolist() == [["al", "Al", "case"], ["-", " ", "hyphen"]]


def test_numbers_are_compared_whole():
    assert changes("killed 14,000 people", "killed 14,500 people") == [("14,000", "14,500")]


def test_a_possessive_is_shown_with_its_word():
    assert changes("in Iran's view", "in Russia's view") == [("Iran's", "Russia's")]


def test_a_word_that_is_the_same_in_part_is_a_difference_of_its_own():
    a, b = "Rebels arriving from Iran fled.", "Gunmen arrived from Iranian towns fled."
    assert changes(a, b) == [
        ("Rebels", "Gunmen"),
        ("arriving", "arrived"),
        ("Iran", "Iranian"),
        ("", "towns"),
    ]


def test_a_function_word_alone_between_two_differences_belongs_to_them():
    expected = [("by the violence", "as a result of the bombing")]
    assert changes("displaced by the violence", "displaced as a result of the bombing") == expected


def test_a_word_with_meaning_between_two_differences_stands_for_itself():
    expected = [("rebels", "gunmen"), ("today", "yesterday")]
    assert changes("rebels withdrew today", "gunmen withdrew yesterday") == expected


def test_a_function_word_added_draws_no_other_change_along():
    a, b = "HTS, a dreaded terror alliance led by him", "HTS is a militant alliance led by him"
    assert changes(a, b) == [("", "is"), ("dreaded terror", "militant")]


def test_something_cut_before_a_function_word_and_something_added_after_are_two_changes():
    assert changes("Since 2011, the war on Syria", "The civil war on Syria") == [
        ("Since 2011", ""),
        ("", "civil"),
    ]


def test_a_name_told_at_length_is_replaced_whole_by_a_pronoun():
    a = "HTS, a dreaded terror alliance led by Al-Qaeda’s former Syria branch, shelled a residence."
    expected = [("HTS, a dreaded terror alliance led by Al-Qaeda’s former Syria branch", "They")]
    assert changes(a, "They shelled a residence.") == expected


def test_a_phrase_is_added_rather_than_the_end_of_one():
    a, b = (
        "arrived in Aleppo, an official said",
        "arrived in Aleppo on Friday west of Aleppo, an official said",
    )
    assert changes(a, b) == [("", "on Friday west of Aleppo")]


def test_a_bracket_is_an_addition_beside_the_change_that_follows_it():
    expected = [("", "(OCHA)"), ("said", "indicated")]
    assert changes("The office said it grew.", "The office (OCHA) indicated it grew.") == expected


UNLIKE = (
    "HTS shelled a student residence in the city, killing four civilians, media reported.",
    "HTS with its many allies has long controlled a rebel enclave in the region of the northwest.",
)


def test_stretches_that_are_unlike_are_shown_whole_and_called_different():
    [row] = rows(*UNLIKE).itertuples()
    assert row.difference == "different"
    assert row.text_a == UNLIKE[0].removeprefix("HTS ").removesuffix(".")


def test_one_word_in_common_does_not_tie_unlike_stretches_together():
    common = "Masked gunmen shelled five big old {} homes and burned down markets near old Homs."
    other = "Local fishermen mend torn nets while {} wives sell bread along icy northern harbours."
    [row] = rows(common.format("student"), other.format("student")).itertuples()
    assert row.difference == "different"


def test_a_word_alike_does_not_tie_an_unlike_stretch_to_its_phrase():
    a = "The civil war in Syria has claimed the lives of more than half a million people."
    b = "The Syrian army took back most of the country with help, leaving more than half a million people."
    [row] = rows(a, b).itertuples()
    assert row.difference == "different"


def test_words_that_stand_elsewhere_are_moved_and_have_a_row_in_either_place():
    a = "In recent years, the northern hills have enjoyed a calm."
    b = "The northern hills have enjoyed a calm in recent years."
    table = rows(a, b)[["text_a", "text_b", "change", "difference"]]
    assert table.values.tolist() == [
        ["In recent years, ", "", "delete", "moved"],
        ["", " in recent years", "insert", "moved"],
    ]


def test_a_word_that_follows_moved_words_is_moved_with_them():
    a = "According to the official SANA news agency, rebels shelled Homs for the first time in four years."
    b = "They bombed the city for the first time in four years, according to the official Sana agency."
    assert changes(a, b) == [
        ("According to the official SANA", ""),
        ("news", ""),
        ("agency", ""),
        ("rebels shelled Homs", "They bombed the city"),
        ("", "according to the official Sana agency"),
    ]


def test_words_round_a_phrase_that_was_moved_replace_words():
    a = "In recent years, the northern hills of Syria have enjoyed a fragile calm."
    b = "The northern hills of Syria have benefited in recent years from an uneasy calm."
    table = rows(a, b, "substance")[["text_a", "text_b"]]
    assert table.values.tolist() == [["enjoyed", "benefited"], ["a fragile", "from an uneasy"]]


def test_names_of_a_country_that_are_alike_are_set_against_each_other():
    a, b = "a truce by Turkey and Russia", "a Turkish and Russian truce"
    assert ("Turkey", "Turkish") in changes(a, b)


def test_normal_forms_can_be_read():
    table = rows("The Centre’s raised roof", "The center raises 4,000", *collation.SHOWN, "spelling")
    assert table[["normal_a", "normal_b"]].values.tolist() == [
        ["center", "center"],
        ["raised", "raises"],
        ["roof", "4000"],
    ]


def test_a_word_in_the_middle_of_two_phrases_is_not_moved():
    a = "HTS, former Syria branch of it, shelled a residence in the city at night."
    b = "They shelled a residence in northern Syria’s main city at night."
    assert "moved" not in set(rows(a, b)["difference"])


def test_a_word_that_was_replaced_is_not_moved():
    a = "Tehran is another ally of Damascus, where it sent men."
    b = "Iran is another ally of Damascus, a country in which Tehran itself sent men."
    assert changes(a, b)[0] == ("Tehran", "Iran")


def test_short_and_frequent_words_are_not_moved():
    assert "moved" not in set(rows("the men fled", "fled, the men and the men")["difference"])
    assert "moved" not in set(rows("By night, by night men ate", "Men ate by night")["difference"])


def test_paraphrases_are_not_collated():
    assert collated("The offensive began.", "The onslaught began.", kind="paraphrase")[1].empty


def test_a_verbatim_passage_is_collated_for_its_typography():
    table = collated("more than 14,000 — half", "more than 14,000 -- half", kind="verbatim")[1]
    assert table["rule"].tolist() == ["dash"]


def test_no_passages_no_rows_and_the_columns_are_there():
    empty = pd.DataFrame(columns=collation.PASSAGES)
    assert list(collation.substitutions(empty, {})) == collation.SUBSTITUTIONS


def test_an_article_without_a_text_is_a_key_error():
    pair = collated("They fled.", "They left.")[0]
    with pytest.raises(KeyError, match="a"):
        collation.substitutions(pair, {})


def test_a_sentence_without_words_is_collated_too():
    table = rows("…", "He left …", "substance", "typography")
    assert table[["text_b", "difference"]].values.tolist() == [["He left ", "substance"]]


def test_versions_mark_the_words_that_differ_and_show_gaps():
    a, b = "Rebels began the offensive near Aleppo.", "Later rebels began the onslaught near Aleppo, he said."
    assert shown(a, b) == [
        "[∅] Rebels began the [offensive] near Aleppo [∅].",
        "[Later] rebels began the [onslaught] near Aleppo, [he said].",
    ]


def test_versions_mark_typography_if_it_is_asked_for():
    a, b = "The “truce” holds.", 'The "truce" holds, still.'
    assert shown(a, b, differences=("typography",)) == [
        "The [“]truce[”] holds.",
        'The ["]truce["] holds, still.',
    ]


def test_gaps_beside_one_another_are_one():
    a = "a truce took effect in Lebanon between Israel and Hezbollah."
    b = "a truce between Hezbollah and the regime of Israel took effect in Lebanon."
    assert shown(a, b)[0] == "a truce [∅] took effect in Lebanon [between Israel and Hezbollah]."


def test_words_that_are_gone_beside_words_that_were_moved_leave_one_gap():
    a, b = "By night in peace men ate (the army).", "Men ate in peace."
    assert shown(a, b)[1] == "[∅] Men ate [∅] [in peace]."


def test_a_gap_touches_no_word():
    pieces = [("the (HTS)", False), ("", True), (" group “", False), ("", True), ("fled", False)]
    assert collation.marked(pieces) == "the (HTS) [∅] group “[∅] fled"


def test_versions_hold_only_their_own_passage():
    texts = {"a": "They fled. They won.", "b": "They left. They won."}
    spans = [(1, "a", 0, 10, "b", 0, 10, "near", 0.6), (2, "a", 11, 20, "b", 11, 20, "verbatim", 1.0)]
    passages = pd.DataFrame(spans, columns=collation.PASSAGES)
    table = collation.substitutions(passages, texts)
    assert collation.versions(passages.iloc[1], table, texts)[0] == [("They won.", False)]


def test_marks_can_be_html_with_the_text_escaped():
    pieces = [("R&D ", False), ("<grew>", True)]
    assert collation.marked(pieces, "<b>", "</b>", html.escape) == "R&amp;D <b>&lt;grew&gt;</b>"


def test_variants_compare_every_version_with_the_first():
    texts = {"a": "They fled.", "b": "They left.", "c": "They fled"}
    cluster = pd.DataFrame({"doc": list("abc"), "start": 0, "end": [10, 10, 9]})
    assert collation.variants(cluster, texts) == [
        ("a", [("They fled.", False)]),
        ("b", [("They ", False), ("left", True), (".", False)]),
        ("c", [("They fled", False)]),
    ]


def test_the_only_version_of_a_sentence_is_shown_as_it_is():
    cluster = pd.DataFrame({"doc": ["a"], "start": 5, "end": 15})
    assert collation.variants(cluster, {"a": "Yes. They fled."}) == [("a", [("They fled.", False)])]


@pytest.mark.parametrize(
    ("text", "words"),
    [(", “he” said.", "“he” said"), (" (SOHR)", "(SOHR)"), ("…", "…"), ("", ""), ("fled", "fled")],
)
def test_the_core_of_a_text_keeps_the_brackets_and_quotation_marks_around_its_words(text, words):
    assert text[slice(*collation.core(text))] == words


# fmt: off
WORDS = [
    "the", "of", "a", "rebels", "rebel", "Iran's", "Iran", "14,000", "air", "strikes", "airstrikes",
    "cease-fire", "ceasefire", "“panic”", "panic", "fled,", "Fled", "—", "--", "2011", "centre", "center",
    "(HTS)", "...",
]
# fmt: on
sentences = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
texts = st.one_of(sentences, st.text("ab,.“ \n-—(')é1", max_size=20))


@given(texts, texts)
def test_substitutions_slice_back(a, b):
    _, table, whole = collated(a, b)
    for side in "ab":
        for _, row in table.iterrows():
            assert whole[side][row[f"start_{side}"] : row[f"end_{side}"]] == row[f"text_{side}"]


@given(texts, texts)
def test_the_differences_applied_to_one_version_give_the_other_sign_for_sign(a, b):
    _, table, _ = collated(a, b)
    assert collation.applied(table, a, 7) == b
    assert collation.applied(collation.mirrored(table), b, 15) == a


@given(texts, texts)
def test_the_differences_of_a_swapped_pair_are_mirrored(a, b):
    names = [name for name in collation.SUBSTITUTIONS if not name.startswith(("start", "end"))]
    there, back = collated(a, b)[1], collated(b, a)[1]
    pd.testing.assert_frame_equal(collation.mirrored(there)[names], back[names])


@given(texts, texts)
def test_only_what_is_the_same_has_a_rule_and_then_it_has_one(a, b):
    table = collated(a, b)[1]
    same = table["difference"].isin(["spelling", "typography"])
    assert (same == (table["rule"] != "")).all()
    words = table[same & (table["normal_a"] != "")]
    assert words["normal_a"].str.replace(" ", "").tolist() == words["normal_b"].str.replace(" ", "").tolist()


@given(texts, texts)
def test_what_differs_in_substance_has_words_and_no_word_is_split(a, b):
    _, table, whole = collated(a, b)
    for side, first in (("a", 7), ("b", 15)):
        inside = {
            place
            for word in normalisation.WORD.finditer(whole[side], first)
            for place in range(word.start() + 1, word.end())
        }
        assert not inside & {*table[f"start_{side}"], *table[f"end_{side}"]}
    substance = table[table["difference"].isin(collation.SHOWN)]
    assert all(map(normalisation.WORD.search, substance["text_a"] + " " + substance["text_b"]))


@given(texts, texts)
def test_versions_joined_give_the_sentences_back(a, b):
    pair, table, whole = collated(a, b)
    for differences in (collation.SHOWN, ("spelling", "typography")):
        both = collation.versions(pair.iloc[0], table, whole, differences)
        assert ["".join(text for text, _ in pieces) for pieces in both] == [a, b]


@given(texts, texts)
def test_moved_words_go_and_come(a, b):
    table = collated(a, b)[1]
    moved = table[table["difference"] == "moved"]
    assert set(moved["change"]) <= {"insert", "delete"}
    assert ("insert" in set(moved["change"])) == ("delete" in set(moved["change"]))
