import html

from hypothesis import given
from hypothesis import strategies as st

from inotherwords.collation.collation import SHOWN, apply, collate, find_core, mark, mirror, split_versions
from inotherwords.text.words import WORD


def rows(a, b, *differences):
    """The differences of some kinds."""
    return [one for one in collate(a, b) if one.difference in (differences or SHOWN)]


def told(a, b, *columns, kinds=SHOWN):
    """These columns of the differences of some kinds."""
    return [tuple(getattr(one, column) for column in columns) for one in rows(a, b, *kinds)]


def changes(a, b):
    """What was changed in substance, as words: (before, after)."""
    return [tuple(text[slice(*find_core(text))] for text in (one.text_a, one.text_b)) for one in rows(a, b)]


def shown(a, b, *kinds):
    return [mark(pieces) for pieces in split_versions(a, b, collate(a, b), kinds or SHOWN)]


def test_a_change_has_its_words_and_its_place():
    for a, b, *expected in [
        ("The offensive began.", "The onslaught began.", 4, 13, "offensive", "onslaught", "replace"),
        ("A ceasefire, with Israel", "A fragile ceasefire, with Israel", 1, 1, "", " fragile", "insert"),
        ("“They left.", "Later “they left.", 0, 0, "", "Later ", "insert"),  # before the first word
        ("Four people died, he said.", "Four people died.", 16, 25, ", he said", "", "delete"),
        (
            "said “panic spread",
            "said “much panic spread",
            6,
            6,
            "",
            "much ",
            "insert",
        ),  # within its quotation
    ]:
        assert told(a, b, "start_a", "end_a", "text_a", "text_b", "change") == [tuple(expected)]
    normal = told(
        "The offensive began.", "The onslaught began.", "difference", "normal_a", "normal_b", "rule"
    )
    assert normal == [("substance", "offensive", "onslaught", "")]


def test_typography_and_spelling_are_told_from_substance_and_the_rule_is_named():
    pairs = [
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
    ]
    found = [(a, b, {(one.difference, one.rule) for one in collate(a, b)}) for a, b, *_ in pairs]
    assert found == [(a, b, {(difference, rule)}) for a, b, difference, rule in pairs]


def test_signs_and_words_that_differ_side_by_side_have_rows_of_their_own():
    found = told("of al-Qaeda", "of Al Qaeda", "text_a", "text_b", "rule", kinds=("typography",))
    assert found == [("al", "Al", "case"), ("-", " ", "hyphen")]


LONG = "HTS, a dreaded terror alliance led by Al-Qaeda’s former Syria branch"
CHANGED = {  # two versions, and what was changed in substance
    "numbers are compared whole": (*("killed 14,000 people", "killed 14,500 people"), [("14,000", "14,500")]),
    "a possessive is shown with its word": ("in Iran's view", "in Russia's view", [("Iran's", "Russia's")]),
    "a word that is the same in part is a difference of its own": (
        *("Rebels arriving from Iran fled.", "Gunmen arrived from Iranian towns fled."),
        [("Rebels", "Gunmen"), ("arriving", "arrived"), ("Iran", "Iranian"), ("", "towns")],
    ),
    "a function word alone between two differences belongs to them": (
        *("displaced by the violence", "displaced as a result of the bombing"),
        [("by the violence", "as a result of the bombing")],
    ),
    "a word with meaning between two differences stands for itself": (
        *("rebels withdrew today", "gunmen withdrew yesterday"),
        [("rebels", "gunmen"), ("today", "yesterday")],
    ),
    "a function word added draws no other change along": (
        *("HTS, a dreaded terror alliance led by him", "HTS is a militant alliance led by him"),
        [("", "is"), ("dreaded terror", "militant")],
    ),
    "something cut before a function word and something added after are two changes": (
        *("Since 2011, the war on Syria", "The civil war on Syria"),
        [("Since 2011", ""), ("", "civil")],
    ),
    "a name told at length is replaced whole by a pronoun": (
        *(f"{LONG}, shelled a residence.", "They shelled a residence."),
        [(LONG, "They")],
    ),
    "a phrase is added rather than the end of one": (
        *("arrived in Aleppo, an official", "arrived in Aleppo on Friday west of Aleppo, an official"),
        [("", "on Friday west of Aleppo")],
    ),
    "a bracket is an addition beside the change that follows it": (
        *("The office said it grew.", "The office (OCHA) indicated it grew."),
        [("", "(OCHA)"), ("said", "indicated")],
    ),
    "a word that follows moved words is moved with them": (
        "According to the official SANA news agency, rebels shelled Homs for the first time in four years.",
        "They bombed the city for the first time in four years, according to the official Sana agency.",
        [
            ("According to the official SANA", ""),
            ("news", ""),
            ("agency", ""),
            ("rebels shelled Homs", "They bombed the city"),
            ("", "according to the official Sana agency"),
        ],
    ),
    "names of a country that are alike are set against each other": (
        *("a truce by Turkey and Russia", "a Turkish and Russian truce"),
        [("truce by", ""), ("Turkey", "Turkish"), ("Russia", "Russian"), ("", "truce")],
    ),
    "a word that was replaced is not moved": (
        "Tehran is another ally of Damascus, where it sent men.",
        "Iran is another ally of Damascus, a country in which Tehran itself sent men.",
        [("Tehran", "Iran"), ("where it", "a country in which Tehran itself")],
    ),
}


def test_what_was_changed_in_substance_is_told_phrase_by_phrase():
    assert {how: changes(a, b) for how, (a, b, _) in CHANGED.items()} == {
        how: expected for how, (*_, expected) in CHANGED.items()
    }


UNLIKE = {  # two versions that differ in one stretch
    "too many words for one phrase": (
        "HTS shelled a student residence in the city, killing four civilians, media reported.",
        "HTS with its many allies has long controlled a rebel enclave in the region of the northwest.",
    ),
    "one word in common does not tie it together": (
        "Masked gunmen shelled five big old student homes and burned down markets near old Homs.",
        "Local fishermen mend torn nets while student wives sell bread along icy northern harbours.",
    ),
    "a word alike does not tie it to its phrase": (
        "The civil war in Syria has claimed the lives of more than half a million people.",
        "The Syrian army took back most of the country with help, leaving more than half a million people.",
    ),
}


def test_stretches_that_are_unlike_are_shown_whole_and_called_different():
    assert {how: told(*pair, "difference") for how, pair in UNLIKE.items()} == {
        how: [("different",)] for how in UNLIKE
    }
    (a, b), *_ = UNLIKE.values()
    assert told(a, b, "text_a") == [(a.removeprefix("HTS ").removesuffix("."),)]


def test_words_that_stand_elsewhere_are_moved_and_have_a_row_in_either_place():
    a = "In recent years, the northern hills have enjoyed a calm."
    b = "The northern hills have enjoyed a calm in recent years."
    assert told(a, b, "text_a", "text_b", "change", "difference") == [
        ("In recent years, ", "", "delete", "moved"),
        ("", " in recent years", "insert", "moved"),
    ]


def test_words_round_a_phrase_that_was_moved_replace_words():
    a = "In recent years, the northern hills of Syria have enjoyed a fragile calm."
    b = "The northern hills of Syria have benefited in recent years from an uneasy calm."
    found = told(a, b, "text_a", "text_b", kinds=("substance",))
    assert found == [("enjoyed", "benefited"), ("a fragile", "from an uneasy")]


def test_normal_forms_can_be_read():
    a, b = "The Centre’s raised roof", "The center raises 4,000"
    found = told(a, b, "normal_a", "normal_b", kinds=(*SHOWN, "spelling"))
    assert found == [("center", "center"), ("raised", "raises"), ("roof", "4000")]


def test_short_and_frequent_words_and_those_in_the_middle_of_two_phrases_are_not_moved():
    for a, b in [
        ("the men fled", "fled, the men and the men"),
        ("By night, by night men ate", "Men ate by night"),
        (
            "HTS, former Syria branch of it, shelled a residence in the city at night.",
            "They shelled a residence in northern Syria’s main city at night.",
        ),
    ]:
        assert ("moved",) not in told(a, b, "difference")


def test_a_sentence_without_words_is_collated_too():
    assert [(one.text_b, one.difference) for one in collate("…", "He left …")] == [("He left ", "substance")]


def test_versions_mark_the_words_that_differ_and_show_gaps():
    a, b = "Rebels began the offensive near Aleppo.", "Later rebels began the onslaught near Aleppo, he said."
    assert shown(a, b) == [
        "[∅] Rebels began the [offensive] near Aleppo [∅].",
        "[Later] rebels began the [onslaught] near Aleppo, [he said].",
    ]
    quoted = shown("The “truce” holds.", 'The "truce" holds, still.', "typography")
    assert quoted == ["The [“]truce[”] holds.", 'The ["]truce["] holds, still.']


def test_gaps_beside_one_another_or_beside_words_that_were_moved_are_one():
    a = "a truce took effect in Lebanon between Israel and Hezbollah."
    b = "a truce between Hezbollah and the regime of Israel took effect in Lebanon."
    assert shown(a, b)[0] == "a truce [∅] took effect in Lebanon [between Israel and Hezbollah]."
    a, b = "By night in peace men ate (the army).", "Men ate in peace."
    assert shown(a, b)[1] == "[∅] Men ate [∅] [in peace]."


def test_a_gap_touches_no_word():
    pieces = [("the (HTS)", False), ("", True), (" group “", False), ("", True), ("fled", False)]
    assert mark(pieces) == "the (HTS) [∅] group “[∅] fled"


def test_marks_can_be_html_with_the_text_escaped():
    pieces = [("R&D ", False), ("<grew>", True)]
    assert mark(pieces, "<b>", "</b>", html.escape) == "R&amp;D <b>&lt;grew&gt;</b>"


def test_the_core_of_a_text_keeps_the_brackets_and_quotation_marks_around_its_words():
    cores = {", “he” said.": "“he” said", " (SOHR)": "(SOHR)", "…": "…", "": "", "fled": "fled"}
    assert {text: text[slice(*find_core(text))] for text in cores} == cores


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
def test_differences_slice_back_and_applied_to_one_version_give_the_other_sign_for_sign(a, b):
    found = collate(a, b)
    assert all(a[one.start_a : one.end_a] == one.text_a for one in found)
    assert all(b[one.start_b : one.end_b] == one.text_b for one in found)
    assert apply(found, a) == b
    assert apply(mirror(found), b) == a
    # The differences of a swapped pair, but for their places: a gap may stand before or after a sign.
    nowhere = dict.fromkeys(["start_a", "end_a", "start_b", "end_b"], 0)
    there, back = ([one._replace(**nowhere) for one in each] for each in (mirror(found), collate(b, a)))
    assert there == back
    for kinds in (SHOWN, ("spelling", "typography")):
        both = split_versions(a, b, found, kinds)
        assert ["".join(text for text, _ in pieces) for pieces in both] == [a, b]


@given(texts, texts)
def test_a_difference_has_a_rule_if_it_is_the_same_words_else_words_of_which_none_is_split(a, b):
    found = collate(a, b)
    for one in found:
        same = one.difference in ("spelling", "typography")
        assert same == bool(one.rule)
        assert not (same and one.normal_a) or one.normal_a.replace(" ", "") == one.normal_b.replace(" ", "")
    for text, cuts in (
        (a, {place for one in found for place in (one.start_a, one.end_a)}),
        (b, {place for one in found for place in (one.start_b, one.end_b)}),
    ):
        words = WORD.finditer(text)
        assert not cuts & {place for word in words for place in range(word.start() + 1, word.end())}
    assert all(WORD.search(f"{one.text_a} {one.text_b}") for one in rows(a, b))
    moved = {one.change for one in found if one.difference == "moved"}
    assert moved in (set(), {"insert", "delete"})
