import pytest
from hypothesis import given
from hypothesis import strategies as st

from inotherwords import normalisation

SPELLINGS = [
    ("neighbouring", "neighboring", "British or American spelling"),
    ("realised", "realized", "British or American spelling"),
    ("analyse", "analyze", "British or American spelling"),
    ("centres", "centers", "British or American spelling"),
    ("defence", "defense", "British or American spelling"),
    ("licences", "licenses", "British or American spelling"),
    ("dialogue", "dialog", "British or American spelling"),
    ("travelled", "traveled", "British or American spelling"),
    ("Türkiye", "Turkiye", "accent"),
    ("Turkiye", "Tu\u0308rkiye", "accent"),
    ("Syria’s", "Syria", "possessive"),
    ("Syria's", "Syria", "possessive"),
    ("Syria's", "Syria’s", "apostrophe"),
    ("14,000", "14000", "number format"),
    ("Army", "army", "case"),
]


@pytest.mark.parametrize(("one", "other", "rule"), SPELLINGS)
def test_the_rule_that_makes_two_words_one_is_named(one, other, rule):
    assert normalisation.normal_form(one) == normalisation.normal_form(other)
    assert normalisation.word_rules(one, other) == [rule]


@pytest.mark.parametrize(
    ("one", "other"), [("filled", "filed"), ("sentence", "sentense"), ("1.5", "15"), ("it", "its")]
)
def test_other_words_stay_other_words(one, other):
    assert normalisation.normal_form(one) != normalisation.normal_form(other)
    assert normalisation.word_rules(one, other) == []


@pytest.mark.parametrize(
    "word",
    [
        "raised",
        "promising",
        "otherwise",
        "exercise",
        "advised",
        "uprising",
        "resources",
        "devoured",
        "detour",
        "expelled",
    ],
)
def test_a_normal_form_can_be_read(word):
    assert normalisation.normal_form(word) == word


def test_a_word_that_is_the_same_needs_no_rule():
    assert normalisation.word_rules("army", "army") == []


def test_several_rules_may_be_needed():
    assert normalisation.word_rules("NEIGHBOUR’s", "neighbor") == [
        "case",
        "possessive",
        "British or American spelling",
    ]


@pytest.mark.parametrize(
    ("one", "other", "rules"),
    [
        ("“", '"', ["quotation mark"]),
        (" — ", " -- ", ["dash"]),
        (" - ", " – ", ["dash"]),
        ("-", " ", ["hyphen"]),
        (", ", " ", ["comma"]),
        (" (", " ", ["bracket"]),
        ("; ", ". ", ["punctuation"]),
        ("…", "...", ["punctuation"]),
        ("  ", " ", ["white space"]),
        ("\n\n", " ", ["white space"]),
        (',"', '",', ["order of signs"]),
        (" — ", ", ", ["dash", "comma"]),
        (", ", ", ", []),
    ],
)
def test_signs_that_differ_are_named(one, other, rules):
    assert normalisation.sign_rules(one, other) == rules
    assert normalisation.sign_rules(other, one) == rules


def test_only_what_stands_within_brackets_is_said_aside():
    words = normalisation.read("Its army (the IRGC) left", 0, 24)
    assert [word.form for word in words if word.aside] == ["the", "irgc"]


def test_a_hyphen_parts_two_words_and_an_apostrophe_does_not():
    assert normalisation.words("al-Qaeda don’t", 0, 14) == (
        ["al", "qaeda", "don't"],
        [(0, 2), (3, 8), (9, 14)],
    )


signs = st.text(" \n,.;:-–—\"“”'’()[]…", max_size=4)


@given(signs, signs)
def test_signs_that_differ_always_have_a_name_and_the_same_from_either_side(one, other):
    rules = normalisation.sign_rules(one, other)
    assert bool(rules) == (one != other)
    assert rules == normalisation.sign_rules(other, one)


words = st.text("aAeéüiou'’slrtnc,14", min_size=1, max_size=8)


@given(words, words)
def test_the_rules_named_are_enough_and_each_is_needed(one, other):
    rules = normalisation.word_rules(one, other)
    assert rules == normalisation.word_rules(other, one)
    same = normalisation.normal_form(one) == normalisation.normal_form(other)
    assert bool(rules) == (same and one != other)
