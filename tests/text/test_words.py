from hypothesis import given
from hypothesis import strategies as st

from inotherwords.text.words import name_sign_rules, name_word_rules, normal_form, read_words, split_words

SPELLING = "British or American spelling"


def test_the_rule_that_makes_two_words_one_is_named():
    pairs = {
        SPELLING: "neighbouring neighboring realised realized analyse analyze centres centers defence "
        "defense licences licenses dialogue dialog travelled traveled",
        "accent": "Türkiye Turkiye Turkiye Tu\u0308rkiye",
        "possessive": "Syria’s Syria Syria's Syria",
        "apostrophe": "Syria's Syria’s",
        "number format": "14,000 14000",
        "case": "Army army",
    }
    for rule, listed in pairs.items():
        forms = listed.split()
        for one, other in zip(forms[::2], forms[1::2], strict=True):
            assert normal_form(one) == normal_form(other)
            assert (one, other, name_word_rules(one, other)) == (one, other, [rule])


def test_other_words_stay_other_words():
    for one, other in [("filled", "filed"), ("sentence", "sentense"), ("1.5", "15"), ("it", "its")]:
        assert normal_form(one) != normal_form(other)
        assert name_word_rules(one, other) == []


def test_a_normal_form_can_be_read():
    words = "raised promising otherwise exercise advised uprising resources devoured detour expelled"
    assert " ".join(map(normal_form, words.split())) == words


def test_several_rules_may_be_needed():
    assert name_word_rules("NEIGHBOUR’s", "neighbor") == ["case", "possessive", SPELLING]


def test_signs_that_differ_are_named():
    named = [
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
    ]
    assert [(one, other, name_sign_rules(one, other)) for one, other, _ in named] == named


def test_only_what_stands_within_brackets_is_said_aside():
    words = read_words("Its army (the IRGC) left", 0, 24)
    assert [word.form for word in words if word.aside] == ["the", "irgc"]


def test_a_hyphen_parts_two_words_and_an_apostrophe_does_not():
    words = ["al", "qaeda", "don't"], [(0, 2), (3, 8), (9, 14)]
    assert split_words("al-Qaeda don’t", 0, 14) == words


signs = st.text(" \n,.;:-–—\"“”'’()[]…", max_size=4)


@given(signs, signs)
def test_signs_that_differ_always_have_a_name_and_the_same_from_either_side(one, other):
    rules = name_sign_rules(one, other)
    assert bool(rules) == (one != other)
    assert rules == name_sign_rules(other, one)


words = st.text("aAeéüiou'’slrtnc,14", min_size=1, max_size=8)


@given(words, words)
def test_words_have_a_rule_only_if_they_are_the_same_printed_otherwise(one, other):
    rules = name_word_rules(one, other)
    assert rules == name_word_rules(other, one)
    same = normal_form(one) == normal_form(other)
    assert bool(rules) == (same and one != other)
