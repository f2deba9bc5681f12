from pathlib import Path

import pandas as pd
import pytest

from inotherwords.attribution import cues

CLASSES = {"neutral", "assertive", "doubt", "blame", "other"}


def raw(name):
    """One of the lists of the library, as it stands in its file."""
    path = Path(cues.__file__).with_name(f"{name}.csv")
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def carried(text, cue, source="", content=""):
    """Who carried the words, with cue, source and content given as words of the text."""

    def spans(words):
        return ((text.index(words), text.index(words) + len(words)),) if words else ()

    return cues.find_via(text, spans(cue)[0], spans(source), spans(content), cues.find_sentences(text))


# The list


def test_the_cue_list_has_no_form_twice_and_is_in_order():
    forms = [row.form for row in cues.list_forms()]
    assert forms == sorted(set(forms))


def test_every_cue_has_one_class_and_a_reason():
    table = raw("cues")
    assert set(table["cue_class"]) == CLASSES
    assert not table["cue"].duplicated().any()
    assert (table["source"] != "").all()
    assert set(table["kind"]) == {"verb", "noun", "adjective", "adverb", "expression"}


def test_every_form_in_the_list_leads_to_its_own_cue():
    assert [row for row in cues.list_forms() if cues.find_headword(row.form) != row.cue] == []


def test_no_carrier_is_listed_twice():
    assert not raw("carriers")["carrier"].duplicated().any()


# The dictionary form


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("said", "say"),
        ("Said", "say"),
        ("has repeatedly claimed", "claim"),
        ("said in a statement", "say"),
        ("issued a statement saying", "say"),
        ("told AFP", "tell"),
        ("wants", "want"),
        ("is concerned", "concern"),
        ("is confident", "confident"),
        ("according to", "according to"),
        ("According\nto", "according to"),
        ("was quoted as saying", "quoted as saying"),
        ("went on to say", "say"),
        ("pointed out", "point out"),
        ("pointing to", "point to"),
        ("declined to comment", "decline to comment"),
        ("made it clear", "make it clear"),
        ("emphasized", "emphasise"),
        ("emphasised", "emphasise"),
        ("the accusations", "accusation"),
        ("statement", "statement"),
        ("reportedly", "reportedly"),
        ("didn’t deny", "deny"),
    ],
)
def test_a_cue_has_a_dictionary_form(words, expected):
    assert cues.find_headword(words) == expected


def test_of_several_verbs_the_last_counts():
    assert cues.find_headword("hoped and believed") == "believe"


def test_a_verb_counts_before_a_noun_that_stands_behind_it():
    assert cues.find_headword("denied an allegation") == "deny"


@pytest.mark.parametrize(("words", "expected"), [("Kept  mum", "kept mum"), (":", ":"), ("", "")])
def test_a_cue_that_the_list_does_not_know_keeps_its_words_in_lower_case(words, expected):
    assert cues.find_headword(words) == expected


def test_a_listed_form_inside_another_word_is_no_form():
    assert cues.find_headword("unsaid") == "unsaid"


# What it lends


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("said in a statement", "neutral"),
        ("believes", "neutral"),
        ("wants", "neutral"),
        ("confirmed", "assertive"),
        ("pointed out", "assertive"),
        ("has repeatedly claimed", "doubt"),
        ("allegedly", "doubt"),
        ("accused", "blame"),
        ("the accusation", "blame"),
        ("denied", "other"),
        ("admitted", "other"),
        ("doubts", "other"),
        ("kept mum", "other"),
        (":", "other"),
    ],
)
def test_a_cue_has_the_class_of_the_list(words, expected):
    assert cues.classify_cue(words) == expected


# Who carried the words


@pytest.mark.parametrize(
    ("text", "cue", "source", "content", "expected"),
    [
        ("Rebels left, Smith told AFP.", "told", "Smith", "Rebels left", "AFP"),
        ("Rebels left, Smith told AFP.", "told AFP", "Smith", "Rebels left", "AFP"),
        ("Smith told the BBC that rebels left.", "told", "Smith", "rebels left", "BBC"),
        ("Smith told state television rebels left.", "told", "Smith", "rebels left", "state television"),
        ("Smith told Iranian state TV that.", "told", "Smith", "", "Iranian state TV"),
        ("Smith told the Tasnim news agency so.", "told", "Smith", "", "Tasnim"),
        ("Smith told the newspaper Le Soir so.", "told", "Smith", "", "newspaper Le Soir"),
        ("“No,” Smith said in an interview with Reuters.", "said", "Smith", "“No,”", "Reuters"),
        ("In an interview with Reuters, Smith said no.", "said", "Smith", "no", "Reuters"),
        ("“No,” Smith said on X.", "said", "Smith", "“No,”", "X"),
        ("“No,” Smith wrote on Telegram.", "wrote", "Smith", "“No,”", "Telegram"),
        ("“No,” Smith said in a Twitter post.", "said", "Smith", "“No,”", "Twitter"),
        ("“No,” Smith told AFP on Telegram.", "told", "Smith", "“No,”", "AFP"),
        ("“No,” Smith said on Friday in a post on his X account.", "said", "Smith", "“No,”", "X"),
        (
            "Rebels left, according to a statement carried by SANA.",
            "according to",
            "a statement carried by SANA",
            "Rebels left",
            "SANA",
        ),
    ],
)
def test_who_carried_the_words_is_named(text, cue, source, content, expected):
    assert carried(text, cue, source, content) == expected


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        ("Rebels left, Smith told reporters.", "told", "Smith", "Rebels left"),
        ("Smith told Jones that rebels left.", "told", "Smith", "rebels left"),
        ("Smith told the newspaper so.", "told", "Smith", ""),
        ("Smith told NATO so.", "told", "Smith", ""),
        ("Rebels left, SANA reported.", "reported", "SANA", "Rebels left"),
        ("Rebels left, according to SANA.", "according to", "SANA", "Rebels left"),
        ("Rebels left, as reported by SANA.", "reported by", "SANA", "Rebels left"),
        ("Smith said he spoke to AFP.", "said", "Smith", "he spoke to AFP"),
        ("Smith said no. Jones told AFP yes.", "said", "Smith", "no"),
        ("Smith said no, while Jones told AFP yes.", "said", "Smith", "no"),
        ("Smith said no, while a film shown on Telegram said yes.", "said", "Smith", "no"),
        ("Jones told AFP yes; Smith said no.", "said", "Smith", "no"),
        ("Smith said no.\nOn Telegram it rained.", "said", "Smith", "no"),
    ],
)
def test_nobody_carried_the_words(text, cue, source, content):
    assert carried(text, cue, source, content) == ""


# What hands over no words


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The mayor declined to comment.", "declined"),
        ("The mayor is refusing to comment on the case.", "refusing"),
        ("The mayor refused to speak to reporters.", "refused"),
        ("The mayor declined to be interviewed.", "declined"),
        ("The mayor did not respond to a request for comment.", "did not respond"),
        ("The mayor didn't immediately return several phone calls.", "return"),
        ("The mayor could not be reached for comment.", "reached"),
        ("The mayor was not immediately available for comment.", "available"),
        ("The mayor had no immediate comment.", "had no immediate comment"),
        ("The mayor would not comment on the case.", "would not comment on"),
    ],
)
def test_who_will_not_speak_has_no_cue(text, cue):
    assert cues.is_no_cue(text, (text.index(cue), text.index(cue) + len(cue)))


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The mayor declined to say how many had died.", "declined to say"),
        ("The mayor refused to open the gates.", "refused"),
        ("The mayor commented that it was late.", "commented"),
        ("The mayor declined to comment, but said it was late.", "said"),
        ("The army did not respond to calls for a truce.", "did not respond to"),
    ],
)
def test_who_refuses_something_else_or_speaks_after_all_has_a_cue(text, cue):
    assert not cues.is_no_cue(text, (text.index(cue), text.index(cue) + len(cue)))
