import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inotherwords import errors, paths
from inotherwords.attribution import lexicon as attribution_lexicon
from inotherwords.attribution.lexicon import Known, compile_lexicon, find_named, find_type
from inotherwords.attribution.speakers import resolve
from inotherwords.attribution.tables import list_speakers
from inotherwords.corpus import folder
from inotherwords.text.quotations import find_quotations
from inotherwords.text.segments import find_sentences

KNOWN = [
    Known(*row)
    for row in [
        ("Ann Smith", "Ann Smith", "person", "ngo", "expert"),
        ("Observatory", "the Observatory", "group", "ngo", "ngo_monitor"),
        ("Syrian army", "Syrian army", "group", "state", "military"),
        ("SANA", "SANA", "group", "state", "media"),
        ("Lavrov", "Sergei Lavrov", "person", "russia", "government"),
        ("Russia", "Russia", "group", "russia", "government"),
        ("Moscow", "Russia", "group", "russia", "government"),
        ("Fidan", "Hakan Fidan", "person", "turkey", "government"),
        ("Radio North", "Radio North", "group", "media", "media"),
    ]
]
TYPES = {
    *("government", "military", "armed_group", "ngo_monitor", "international_org", "media", "civilian"),
    *("expert", "eyewitness", "anonymous_official", "other"),
}


def resolved(text, known=KNOWN):
    """The speakers of a text whose sources stand in [square brackets] and whose contents in {braces}.

    The n-th source belongs to the n-th content.
    """
    plain, sources, contents, opened = "", [], [], {}
    for sign in text:
        if sign in "[{":
            opened[sign] = len(plain)
        elif sign == "]":
            sources.append(((opened["["], len(plain)),))
        elif sign == "}":
            contents.append(((opened["{"], len(plain)),))
        else:
            plain += sign
    contents += [()] * (len(sources) - len(contents))
    read = find_sentences(plain)
    lexicon = compile_lexicon(known)
    return resolve(plain, sources, contents, read, lexicon)


def who(text, known=KNOWN):
    return [speaker.speaker for speaker in resolved(text, known)]


def how(text, known=KNOWN):
    return [speaker.resolved_by for speaker in resolved(text, known)]


# Names


def test_a_source_is_whom_it_names_and_not_whom_it_mentions():
    cases = [
        ("the Observatory", "the Observatory"),
        ("Ann Smith, who heads the Observatory", "Ann Smith"),
        ("the Observatory's director, Ann Smith", "Ann Smith"),
        ("Observatory chief Ann Smith", "Ann Smith"),
        ("a spokesman for the Syrian army", "Syrian army"),
        ("the Syrian army, an ally of Lavrov", "Syrian army"),
        ("the Syrian army, which met Ann Smith", "Syrian army"),
        ("the official SANA news agency", "SANA"),
        ("Radio North", "Radio North"),
        ("Lavrov's office", "Lavrov's office"),
        ("a resident of Moscow", "a resident of Moscow"),
        ("an analyst in Moscow", "an analyst in Moscow"),
        ("critics of Russia", "critics of Russia"),
        ("the party, now without John Reed", "the party"),
        ("Russia-backed fighters", "Russia-backed fighters"),
    ]
    assert [case for case in cases if who(f"[{case[0]}] said no.") != [case[1]]] == []


def test_without_a_list_a_person_has_the_full_name_and_others_their_words():
    cases = [
        ("John Smith, a professor of law", "John Smith"),
        ("Israeli Prime Minister John Smith", "John Smith"),
        ("Sen. John Smith (I-Vt.)", "John Smith"),
        ("the mayor, Jo Brandt", "Jo Brandt"),
        ("The White House", "The White House"),
        ("The dam authority", "the dam authority"),
        ("Northern News", "Northern News"),
        ("the company, which is based in Leeds", "the company"),
    ]
    assert [case for case in cases if who(f"[{case[0]}] said no.", []) != [case[1]]] == []


def test_a_person_the_list_does_not_know_has_the_side_of_the_body_the_title_names():
    [speaker] = resolved("[Observatory spokesman John Reed] said no.")
    assert speaker == ("John Reed", "ngo", "ngo_monitor", "named")


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("[Police] said no. Then [police] said yes.", ["police", "police"]),
        ("[Residents] said no.", ["residents"]),
        ("[Others] said no.", ["others"]),
        ("[A man in Leeds] said no.", ["a man in Leeds"]),
        ("[Rowers near Leeds] said no. Two rowers left.", ["rowers near Leeds"]),
    ],
)
def test_a_common_noun_that_opens_a_sentence_is_given_in_small_letters(text, speakers):
    assert who(text, []) == speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("[Moscow] said no. The gates opened.", "Moscow"),
        ("[Police Scotland] said no. Two police left.", "Police Scotland"),
        ("[Apple] said no. An apple fell, and Apple and Apple fell.", "Apple"),
        ("Yesterday [Farmers] said no. Two farmers left.", "Farmers"),
    ],
)
def test_a_name_keeps_its_capital(text, speaker):
    assert who(text, []) == [speaker]


# Short names and descriptions


@pytest.mark.parametrize("short", ["Smith", "Mr. Smith", "President Smith", "Smith's", "John"])
def test_a_short_name_is_the_full_name_given_before(short):
    assert who(f"[John Smith] said no. [{short}] said yes.", []) == ["John Smith"] * 2


def test_a_short_name_finds_a_full_name_that_did_not_speak():
    assert who("On Monday John Smith left. [Smith] said no.", []) == ["John Smith"]
    assert how("On Monday John Smith left. [Smith] said no.", []) == ["short name"]


def test_a_full_name_at_the_end_of_a_sentence_does_not_run_on_into_the_next():
    assert who("The crowd met John Reed. [Reed] said no.") == ["John Reed"]


@pytest.mark.parametrize("name", ["Dr. John Reed", "John R. Reed", "Lt. Gen. John Reed"])
def test_a_full_stop_after_a_title_or_an_initial_is_part_of_the_name(name):
    [speaker] = who(f"The crowd met {name}. [Reed] said no.")
    assert speaker.startswith("John ")
    assert speaker.endswith("Reed")


def test_a_surname_stands_for_the_full_name_that_comes_later_and_a_first_name_does_not():
    assert who("[Smith] said no. John Smith left.", []) == ["John Smith"]
    assert who("[John] said no. John Smith left.", []) == ["John"]


def test_a_short_name_leads_by_the_full_name_to_the_list():
    assert resolved("Ann Smith left. [Smith] said no.")[0][:2] == ("Ann Smith", "ngo")


def test_abdel_rahman_is_rami_abdel_rahman():
    text = "[Rami Abdel Rahman, head of the centre,] said no. [Abdel Rahman] said yes."
    assert who(text, []) == ["Rami Abdel Rahman"] * 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("the Turkish army", "the army"),
        ("a government ministry", "the ministry"),
        ("a security official", "the official"),
        ("The mayor", "the mayor"),
        ("the Northern Observatory for Rivers", "the group"),
        ("the river watchdog", "the same source"),
        ("a fisher, 29", "the same source"),
    ],
)
def test_a_description_is_who_was_named_with_the_same_words_or_fits_it_last(first, second):
    text = f"[{first}] said no. [{second}] said yes."
    assert who(text, [])[1] == who(text, [])[0]
    assert how(text, [])[1] == "description"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("the Syrian army", "the Turkish army"),
        ("the Russian Foreign Ministry", "his ministry"),
        ("John Reed of the army", "the army"),
        ("a resident", "a resident of Hull"),
        ("John Reed", "the group"),
        ("Holt campaign manager John Reed", "his campaign"),
        ("a crowd led by John Reed", "the Washington Post"),
    ],
)
def test_a_description_that_says_something_else_is_somebody_else(first, second):
    assert who(f"[{first}] said no. [{second}] said yes.", [])[1] == second


def test_the_end_of_a_description_is_no_surname():
    assert who("[a crowd led by Holt] said no. [Holt] said yes.", [])[1] == "Holt"


def test_two_persons_with_an_apposition_each_are_two():
    text = "[John Reed, head of the museum, and Jane Holt, head of the library,] agreed."
    assert who(text, []) == ["John Reed; Jane Holt"]


def test_its_director_is_the_director_named_before():
    text = "[John Reed, director of the museum,] said no. [its director] said yes."
    assert who(text, []) == ["John Reed", "John Reed"]


# Pronouns


def test_she_is_the_last_person_and_it_the_last_group():
    text = "[The Syrian army] said no. [Ann Smith] said yes. [It] said so. [She] said more."
    assert who(text) == ["Syrian army", "Ann Smith", "Syrian army", "Ann Smith"]
    assert how(text) == ["named", "named", "pronoun", "pronoun"]


def test_he_is_not_the_woman_who_spoke_last():
    text = "[John Reed] said no. [Mrs. Jane Holt] said yes. [He] said more. [She] left."
    assert who(text, []) == ["John Reed", "Jane Holt", "John Reed", "Jane Holt"]


def test_he_is_who_opened_a_sentence_since_the_last_speaker():
    text = "[Ann Smith] said nothing. Lavrov came by train. [He] said yes."
    assert who(text) == ["Ann Smith", "Sergei Lavrov"]


def test_he_is_not_somebody_who_is_mentioned_inside_a_sentence_since():
    assert who("[Ann Smith] said nothing. The crowd cheered Lavrov. [She] said yes.") == ["Ann Smith"] * 2


def test_they_are_the_last_several():
    text = "[Two shepherds] said no. [Ann Smith] said yes. [They] said so."
    assert who(text)[2] == "Two shepherds"


def test_who_is_the_name_before_it():
    assert who("[Ann Smith] said no. The crowd met Lavrov, [who] said yes.")[1] == "Sergei Lavrov"


def test_i_in_somebodys_words_is_that_speaker():
    text = "“{[I] {believe} it},” said [Ann Smith]."
    plain = re.sub(r"[\[\]{}]", "", text)
    sources = [((1, 2),), ((plain.index("Ann"), plain.index("Ann") + 9),)]
    contents = [((11, 13),), ((1, 13),)]
    lexicon = compile_lexicon(KNOWN)
    found = resolve(plain, sources, contents, [], lexicon)
    assert [speaker.speaker for speaker in found] == ["Ann Smith", "Ann Smith"]


def test_i_in_words_within_words_is_the_nearer_speaker():
    text = "“{[I] left},” said Ann Smith. So Lavrov told us."
    plain = re.sub(r"[\[\]{}]", "", text)
    ann, lavrov = plain.index("Ann"), plain.index("Lavrov")
    sources = [((1, 2),), ((ann, ann + 9),), ((lavrov, lavrov + 6),)]
    contents = [((3, 7),), ((1, 7),), ((0, ann + 9),)]
    found = resolve(plain, sources, contents, [], compile_lexicon(KNOWN))
    assert found[0].speaker == "Ann Smith"


@pytest.mark.parametrize(
    ("people", "known"), [("Ann Smith and Lavrov", KNOWN), ("John Reed and Sergei Lavrov", [])]
)
def test_he_is_who_was_named_last_if_nobody_has_spoken(people, known):
    assert who(f"The crowd met {people} there. [He] said no.", known) == ["Sergei Lavrov"]


def test_a_pronoun_that_stands_for_nobody_keeps_its_word():
    assert resolved("[He] said no.") == [("He", "unknown", "unknown", "unknown")]


KINDS = [
    # One person, one name: age, party, clause, title, nickname, initials, headline.
    ("Nadia Stahl climbed up. [Stahl, 31,] said no. [She] left.", ["Nadia Stahl"] * 2),
    ("Ann Dow and Emil Carter came. [Carter, D-Tarn,] said no.", ["Emil Carter"]),
    ("Marwick's police chief, General Otto Brandt, came. [Brandt, who sat,] said no.", ["Otto Brandt"]),
    ("[Former secretary of state Ann Reed] said no.", ["Ann Reed"]),
    ("[Rep. Robert “Bobby” Holt] said no. [Bobby Holt] said so.", ["Robert “Bobby” Holt"] * 2),
    ("[Abdul Rahman al-Masri] said no. [Al-Masri] said so.", ["Abdul Rahman al-Masri"] * 2),
    (
        "Anna Weller met Piet Weller. [Ms Weller] said no. [Mr Weller] said so.",
        ["Anna Weller", "Piet Weller"],
    ),
    ("Sandor Marrow Declines To Leave As Rowing Head\nMarrow left. [He] said no.", ["Sandor Marrow"]),
    ("[Rival Hillary Clinton] said no. Hillary Clinton left. [Clinton] said so.", ["Hillary Clinton"] * 2),
    ("the Alliance for Open Schools (AOS) met. [AOS] said so.", ["Alliance for Open Schools"]),
    # An occupation with a capital is no name; a body is known by its last word, or by what stands before it.
    ("Glaciologist Henrik Voss came. [He] said no.", ["Henrik Voss"]),
    ("[CEO Dale Huang] said no. [Huang] said so.", ["Dale Huang"] * 2),
    ("[Airline Skyhop] said no. [The carrier] said so.", ["Skyhop"] * 2),
    ("Norvane Foods will close. [The company] said so.", ["Norvane Foods"]),
    ("Goaltender Eli Sauter won. [Sauter] said no. [He] left.", ["Eli Sauter"] * 2),
    ("[His aunt, Bernice Lake,] said no. [Lake] said so.", ["Bernice Lake"] * 2),
    ("[Medical officer of health Dr. Nicola Mercer] said no.", ["Nicola Mercer"]),
    ("Mail by William “Bud” Tracey. [Bud] said no.", ["William “Bud” Tracey"]),
    ("“It rained,” said Leslie Wimes. [Wines] thinks so. [She] left.", ["Leslie Wimes"] * 2),
    # Descriptions.
    ("A mother of two says no.\nAnn Reed, 36, left. [The mother of two] said so.", ["Ann Reed"]),
    ("[Hull’s mayor] said no.\nMayor Ann Reed left.", ["Ann Reed"]),
    ("[Justice Ann Reed] said no. [The judge] said so.", ["Ann Reed"] * 2),
    ("Sen. Tom Hale met Rep. Ann Dow. [The Ohio senator] said no.", ["Tom Hale"]),
    (
        "Ann Reed, the Green nominee, met the Tory nominee, Tom Holt. [The Tory nominee] left.",
        ["Tom Holt"],
    ),
    ("Ayla Demir won. Katya Sorokina sat. Sorokina left. [The Russian] said no.", ["Katya Sorokina"]),
    ("[Coach Jim Pruett] said so. Tom Holt sat. [The 19-year-old] said no.", ["Jim Pruett", "Tom Holt"]),
    ("[A report by Ann Reed] said no. [Reed’s report] said so.", ["Ann Reed"] * 2),
    ("[The firm’s owner] said no. [Tom Holt’s lawyer] said so.", ["the firm’s owner", "Tom Holt’s lawyer"]),
    ("Prime Minister Elin Dahl came. [The prime minister] said no. [The premier] left.", ["Elin Dahl"] * 2),
    ("Defence Minister Pavel Orlik came. [The minister] said no.", ["Pavel Orlik"]),
    ("The driver, Karl Simms, sat. [The driver] said no.", ["Karl Simms"]),
    ("Karl Simms, 29, sat. Ann Dow left. [The 29-year-old] said no.", ["Karl Simms"]),
    ("Corvane cut 400 jobs. [The company] said no. [The chipmaker] said so.", ["Corvane"] * 2),
    ("Bonnie Read came. [Read] said so. [The striker] said no.", ["Bonnie Read"] * 2),
    ("Ann Dow met Bonnie Read. [The striker] said no.", ["the striker"]),
    ("Virginia Democrats met. [Some Democrats] said no.", ["some Democrats"]),
    ("[Ann Reed] left. [His lawyer] said no.", ["Ann Reed", "his lawyer"]),
    ("Bank of Canada staff met Hull Council. [The central bank] said no.", ["Bank of Canada"]),
    ("[Sir Tom Holt] met [Dame Penny Wicks]. [The actress] said no.", ["Tom Holt", *["Penny Wicks"] * 2]),
    # Pronouns.
    ("Tom Holt sat. Reed’s husband, Tim, left. [He] said no.", ["Tim"]),
    ("Chris Holt, who sold his boat, met Jo Dow. [He] said no. [She] left.", ["Chris Holt", "Jo Dow"]),
    ("[The boy’s mother, Tina Rhodes,] left. [She] said no.", ["Tina Rhodes"] * 2),
    ("One of the victims, who cannot be named, wept. [She] said no.", ["one of the victims"]),
    ("[Organizers] said so. [They] left.", ["organizers"] * 2),
    ("[I] think so. It rains.\nAnn Reed\n", ["Ann Reed"]),
    ("Michael Dunn met Alice Reyes. [She] said no. [He] said so.", ["Alice Reyes", "Michael Dunn"]),
    ("Elin Dahl met President Ivo Brand in Vask. [He] said no. [She] said so.", ["Ivo Brand", "Elin Dahl"]),
    ("Unlike Petek, Irena Dol never farmed. [She] said no.", ["Irena Dol"]),
    ("[The text] urges peace. Back then, Norland cast a veto. [It] said so.", ["the text", "Norland"]),
    ("In Ottawa, Sarmad, 51, sat. [He] said no.", ["Sarmad"]),
    ("The clerk looked up. [He] said no.", ["the clerk"]),
    ("Ella and Rose Pym found it. [They] said no.", ["Ella Pym; Rose Pym"]),
    ("Police ringed one of five union leaders [who] said no.", ["five union leaders"]),
    ("They met Ann Reed, now the mayor, [who] said no.", ["Ann Reed"]),
    ("[Ann Reed] said no. Marrow hit Tom Holt. [Her infamous] claim grew.", ["Ann Reed"] * 2),
]


@pytest.mark.parametrize(("text", "speakers"), KINDS, ids=[text for text, _ in KINDS])
def test_one_person_has_one_name_however_called(text, speakers):
    assert who(text, []) == speakers


def test_a_quotation_without_a_source_is_of_who_speaks_in_its_paragraph_else_of_the_last_one():
    text = "“We lost it,” said Goran Petek.\n“The rain came in April.”\n"
    text += "Irena Dol, the mayor, left. “Help is near.”\nJess Tully sat down.\n“We were not good.”"
    quotes = find_quotations(text)
    sources = [((text.index("Goran"), text.index("Petek") + 5),), (), (), ()]
    read = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    found = resolve(text, sources, [(quote,) for quote in quotes], read, compile_lexicon([]), quotes)
    assert [speaker.speaker for speaker in found] == ["Goran Petek", "Goran Petek", "Irena Dol", "Jess Tully"]
    assert found[1].resolved_by == "speaker before it"


def test_a_quotation_that_touches_anothers_is_not_the_same_speakers():
    text = "“How are they?” “Fat,” said Joss Arden."
    sources, quotes = [(), ((text.index("Joss"), len(text) - 1),)], find_quotations(text)
    found = resolve(
        text, sources, [(quote,) for quote in quotes], [(0, len(text))], compile_lexicon([]), quotes
    )
    assert [speaker.speaker for speaker in found] == ["", "Joss Arden"]


# Documents


def test_a_statement_is_whoever_its_words_name_first():
    text = "{Ann Smith opened the gates}, according to [a statement]."
    assert (who(text), how(text)) == (["Ann Smith"], ["document"])


def test_a_statement_not_heard_of_before_is_not_that_of_who_spoke_last():
    text = "[The Syrian army] said {no}. [A statement] said that {Ann Smith opened the gates}."
    assert who(text) == ["Syrian army", "Ann Smith"]


def test_the_statement_is_who_spoke_last():
    text = "[The Syrian army] said {no}. [The statement] named {Ann Smith}."
    assert who(text) == ["Syrian army", "Syrian army"]


def test_a_statement_by_somebody_is_that_somebody():
    assert who("{Nobody left}, according to [a statement from the mayor].", []) == ["the mayor"]


# Two speakers in one source


def test_two_speakers_are_named_in_the_order_of_the_text():
    [speaker] = resolved("[Lavrov and Hakan Fidan] agreed.")
    assert speaker[:3] == ("Sergei Lavrov; Hakan Fidan", "russia; turkey", "government")


def test_they_after_two_speakers_are_both():
    assert who("[Lavrov and Fidan] agreed. [They] said so.")[1] == "Sergei Lavrov; Hakan Fidan"


def test_the_same_speaker_twice_is_one():
    assert who("[Moscow and Russia] said no.") == ["Russia"]


def test_three_speakers_are_three():
    assert who("[Lavrov, Fidan and Ann Smith] agreed.") == ["Sergei Lavrov; Hakan Fidan; Ann Smith"]


@pytest.mark.parametrize(
    "source",
    [
        "The Department of Health and Human Services",
        "the police and security branch commanders",
        "the state and people",
        "a professor and author",
    ],
)
def test_an_and_inside_one_speaker_parts_nobody(source):
    assert who(f"[{source}] said no.", []) == [source]


def test_an_apposition_with_and_is_one_person():
    text = "[John Reed, head of the museum and National Lottery Winner] said no."
    assert who(text, []) == ["John Reed"]
    assert who(text.replace("National Lottery Winner", "the library"), []) == ["John Reed"]


# Kinds of source


def test_a_general_description_tells_the_kind_of_source():
    cases = [
        ("a security official", "anonymous_official"),
        ("the official news agency", "media"),
        ("the official gazette", "unknown"),
        ("a resident", "civilian"),
        ("a resident of the army town", "civilian"),
        ("Witnesses", "eyewitness"),
        ("an analyst", "expert"),
        ("state television", "media"),
        ("the ministry", "government"),
        ("a spokesman", "other"),
        ("a spokesman for the ministry", "government"),
        ("an army spokeswoman", "military"),
        ("rebel fighters", "armed_group"),
        ("the United Nations", "international_org"),
        ("a rights group", "ngo_monitor"),
        ("John Smith, an economist", "expert"),
        ("John Smith", "unknown"),
        ("us", "unknown"),
    ]
    assert [case for case in cases if find_type(case[0]) != case[1]] == []


def test_the_side_of_a_description_is_unknown():
    assert resolved("[a security official] said no.")[0].side == "unknown"


def test_the_corpus_own_list_goes_first():
    own = [Known("security official", "Mr X", "person", "s", "military")]
    assert resolved("[a security official] said no.", own)[0] == ("Mr X", "s", "military", "named")


def test_the_general_list_is_sound():
    path = Path(attribution_lexicon.__file__).with_name("source_types.csv")
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert table.columns.tolist() == ["pattern", "source_type", "source", "note"]
    assert set(table["source_type"]) == TYPES
    assert not table["pattern"].duplicated().any()


# Input


def test_no_source_is_no_speaker():
    lexicon = compile_lexicon(KNOWN)
    assert resolve("No.", [()], [((0, 2),)], [], lexicon) == [("", "unknown", "unknown", "")]


def test_no_attribution_is_no_speaker_at_all():
    assert resolve("No.", [], [], [], compile_lexicon(KNOWN)) == []


def test_a_source_in_two_pieces_is_read_as_one():
    text = "The Syrian, it seems, army said no."
    lexicon = compile_lexicon(KNOWN)
    [speaker] = resolve(text, [((0, 10), (22, 26))], [()], [], lexicon)
    assert speaker.speaker == "Syrian army"


@pytest.mark.parametrize(("column", "fault"), [("pattern", "without a pattern"), ("speaker", "no speaker")])
def test_a_row_of_the_list_that_says_too_little_is_refused(column, fault):
    with pytest.raises(errors.InputError, match=fault):
        compile_lexicon([*KNOWN, KNOWN[0]._replace(**{column: " "})])


def test_an_empty_list_finds_nobody():
    assert find_named("Ann Smith", (0, 9), compile_lexicon([])) == []


WORDS = (
    "Ann Smith said the army and The Observatory , who he it its statement official ' ’s ( ) “ ” - Lavrov I"
)


@given(st.lists(st.sampled_from([*WORDS.split(), "\n"]), min_size=1, max_size=12), st.data())
def test_any_words_have_one_speaker_each_with_every_field(words, data):
    text = " ".join(words)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    sources = [((cuts[0], cuts[1]),), ((cuts[2], cuts[3]),), ()]
    found = resolve(text, sources, [(), (), ()], [(0, len(text))], compile_lexicon(KNOWN))
    assert len(found) == 3
    assert all(speaker.side and speaker.source_type for speaker in found)


# The five articles


@pytest.mark.parametrize(
    ("doc", "sources", "expected"),
    [
        ("000", ["Iranian Parliament Speaker Mohammad Baqer Qalibaf", "He"], "Mohammad Baqer Qalibaf"),
        ("001", ["Kremlin spokesman Dmitry Peskov", "He expressed"], "Dmitry Peskov"),
        ("001", ["Russian Foreign Ministry spokeswoman Maria Zakharova", "she said"], "Maria Zakharova"),
        ("002", ["the center's director, Rami Abdel Rahman", "he added"], "Rami Abdel Rahman"),
        ("002", ["the center, the", "the same source"], "Syrian Observatory for Human Rights"),
        ("003", ["the OSDH. They", "the same source", "this source"], "Syrian Observatory for Human Rights"),
        ("004", ["Pro-government radio station Sham FM", "it added.\n\nThe"], "Sham FM"),
        ("004", ["rebel fighter Mohamed Hammadi", "The 29-year-old", "he added"], "Mohamed Hammadi"),
    ],
)
def test_the_later_sources_of_the_study_are_the_first_one(doc, sources, expected, analysed, segments):
    name = next(name for name in analysed if name.startswith(doc))
    text, places, place = analysed[name], [], 0
    for source in sources:
        place = text.index(source, place)
        words = re.match(r"[Hh]e\b|she\b|it\b|the center\b(?!')|the OSDH\b", source)
        places.append(((place, place + (words.end() if words else len(source))),))
        place += 1
    read = segments[(segments["doc"] == name) & segments["kind"].isin(["caption", "sentence"])]
    lexicon = compile_lexicon(list_speakers(folder.read_lexicon(paths.SEEDS, "speakers")))
    spans = list(zip(read["start"], read["end"], strict=True))
    found = resolve(text, places, [()] * len(places), spans, lexicon)
    assert {speaker.speaker for speaker in found} == {expected}


@pytest.mark.parametrize(
    ("doc", "source", "expected"),
    [
        (
            "003",
            "an NGO and the Syrian state media",
            ("Syrian Observatory for Human Rights; Syrian state media", "ngo; syrian_government"),
        ),
        ("003", "An AFP correspondent on the rebel side", ("AFP", "media")),
        ("004", "it added.\n\nThe Syrian", ("Syrian Observatory for Human Rights", "ngo")),
        ("001", "Iran's FM Araghchi", ("Abbas Araghchi", "iran")),
    ],
)
def test_a_source_of_the_study_alone(doc, source, expected, analysed, segments):
    name = next(name for name in analysed if name.startswith(doc))
    text = analysed[name]
    start = text.index(source)
    end = start + (2 if source.startswith("it ") else len(source))
    read = segments[(segments["doc"] == name) & segments["kind"].isin(["caption", "sentence"])]
    lexicon = compile_lexicon(list_speakers(folder.read_lexicon(paths.SEEDS, "speakers")))
    spans = list(zip(read["start"], read["end"], strict=True))
    [speaker] = resolve(text, [((start, end),)], [()], spans, lexicon)
    assert speaker[:2] == expected
