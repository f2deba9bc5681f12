from pathlib import Path

import pandas as pd
from marked import unmark

from inotherwords.attribution import cues

CLASSES = {"neutral", "assertive", "doubt", "blame", "other"}


def raw(name):
    """One of the lists of the library, as it stands in its file."""
    path = Path(cues.__file__).with_name(f"{name}.csv")
    return pd.read_csv(path, dtype=str, keep_default_na=False)


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


HEADWORDS = r"""
said → say | Said → say | has repeatedly claimed → claim | said in a statement → say | told AFP → tell
issued a statement saying → say | wants → want | is concerned → concern | is confident → confident
according to → according to | According\nto → according to | was quoted as saying → quoted as saying
went on to say → say | pointed out → point out | pointing to → point to | made it clear → make it clear
declined to comment → decline to comment | emphasized → emphasise | emphasised → emphasise
the accusations → accusation | statement → statement | reportedly → reportedly | didn’t deny → deny
hoped and believed → believe | denied an allegation → deny | Kept  mum → kept mum | : → : | unsaid → unsaid
"""
CLASSED = """
said in a statement → neutral | believes → neutral | wants → neutral | confirmed → assertive
pointed out → assertive | has repeatedly claimed → doubt | allegedly → doubt | accused → blame
the accusation → blame | denied → other | admitted → other | doubts → other | kept mum → other | : → other
"""


def pairs(lines):
    """What stands left and right of the arrows."""
    return [
        case.replace("\\n", "\n").split(" → ")
        for line in lines.strip().splitlines()
        for case in line.split(" | ")
    ]


def test_a_cue_has_a_dictionary_form_the_last_verb_before_nouns_else_its_own_words():
    assert [[words, cues.find_headword(words)] for words, _ in pairs(HEADWORDS)] == pairs(HEADWORDS)
    assert cues.find_headword("") == ""


def test_a_cue_has_the_class_of_the_list():
    assert [[words, cues.classify_cue(words)] for words, _ in pairs(CLASSED)] == pairs(CLASSED)


# Who carried the words


CARRIED = r"""
{Rebels left}, [Smith] <told> AFP. => AFP
{Rebels left}, [Smith] <told AFP>. => AFP
[Smith] <told> the BBC that {rebels left}. => BBC
[Smith] <told> state television {rebels left}. => state television
[Smith] <told> Iranian state TV that. => Iranian state TV
[Smith] <told> the Tasnim news agency so. => Tasnim
[Smith] <told> the newspaper Le Soir so. => newspaper Le Soir
{“No,”} [Smith] <said> in an interview with Reuters. => Reuters
In an interview with Reuters, [Smith] <said> {no}. => Reuters
{“No,”} [Smith] <said> on X. => X
{“No,”} [Smith] <wrote> on Telegram. => Telegram
{“No,”} [Smith] <said> in a Twitter post. => Twitter
{“No,”} [Smith] <told> AFP on Telegram. => AFP
{“No,”} [Smith] <said> on Friday in a post on his X account. => X
{Rebels left}, <according to> [a statement carried by SANA]. => SANA
It rained. {Rebels left}, [Smith] <told> AFP. => AFP
{Rebels left}, [Smith] <told> reporters. =>
[Smith] <told> Jones that {rebels left}. =>
[Smith] <told> the newspaper so. =>
[Smith] <told> NATO so. =>
{Rebels left}, [SANA] <reported>. =>
{Rebels left}, <according to> [SANA]. =>
{Rebels left}, as <reported by> [SANA]. =>
[Smith] <said> {he spoke to AFP}. =>
[Smith] <said> {no}. Jones told AFP yes. =>
[Smith] <said> {no}, while Jones told AFP yes. =>
[Smith] <said> {no}, while a film shown on Telegram said yes. =>
Jones told AFP yes; [Smith] <said> {no}. =>
[Smith] <said> {no}.\nOn Telegram it rained. =>
"""


def test_who_carried_the_words_is_named_if_anybody_did():
    for line in CARRIED.strip().splitlines():
        marked, expected = line.replace("\\n", "\n").split(" =>")
        text, source, [cue], content = unmark(marked)
        assert cues.find_via(text, cue, source, content, cues.find_sentences(text)) == expected.strip(), line


# What hands over no words


SILENT = """
The mayor <declined> to comment.
The mayor is <refusing> to comment on the case.
The mayor <refused> to speak to reporters.
The mayor <declined> to be interviewed.
The mayor <did not respond> to a request for comment.
The mayor didn't immediately <return> several phone calls.
The mayor could not be <reached> for comment.
The mayor was not immediately <available> for comment.
The mayor <had no immediate comment>.
The mayor <would not comment on> the case.
The mayor <ignored> repeated warnings.
Guards fired <without warning> on the crowd.
The state <recalled> its ambassador.
The striker <was named> player of the match.
The judge <sentenced> him to a year.
"""
SPEAKS = """
The mayor <declined to say> how many had died.
The mayor <refused> to open the gates.
The mayor <commented> that it was late.
The mayor declined to comment, but <said> it was late.
The army <did not respond to> calls for a truce.
The mayor <recalled> the night of the flood.
The man <was named> by police.
"""


def test_who_will_not_speak_has_no_cue_who_refuses_something_else_or_speaks_after_all_has_one():
    for lines, silent in ((SILENT, True), (SPEAKS, False)):
        for line in lines.strip().splitlines():
            text, _, [cue], _ = unmark(line)
            assert cues.is_no_cue(text, cue) == silent, line
