import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import unmark

from inotherwords import errors, paths, settings
from inotherwords.attribution import lexicon as attribution_lexicon
from inotherwords.attribution.lexicon import Known, compile_lexicon, find_named, find_type
from inotherwords.attribution.speakers import resolve
from inotherwords.attribution.tables import list_speakers
from inotherwords.corpus import folder
from inotherwords.text.quotations import find_quotations
from inotherwords.text.segments import find_sentences
from inotherwords.text.wordlists import read_list

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
    plain, sources, _, contents = unmark(text)
    sources, contents = [[(span,) for span in spans] for spans in (sources, contents)]
    contents += [()] * (len(sources) - len(contents))
    return resolve(plain, sources, contents, find_sentences(plain), compile_lexicon(known))


# Each kind of source, with cases: who its speakers are, or "?", with the list KNOWN or without.
CASES = read_list(Path(__file__).with_name("speakers.csv"))


@pytest.mark.parametrize("kind", dict.fromkeys(case["kind"] for case in CASES))
def test_each_source_is_given_to_who_speaks(kind):
    wrong = []
    for case in (case for case in CASES if case["kind"] == kind):
        found = resolved(case["text"].replace("\\n", "\n"), KNOWN if case["list"] else [])
        for column, told in (
            ("speakers", [one.speaker for one in found]),
            ("resolved_by", [one[3] for one in found]),
        ):
            expected = case[column].split(" | ") if case[column] else told
            if any(one not in ("?", other) for one, other in zip(expected, told, strict=True)):
                wrong.append((case["text"], told))
    assert wrong == []


def test_a_person_the_list_does_not_know_has_the_side_of_the_body_the_title_names():
    [speaker] = resolved("[Observatory spokesman John Reed] said no.")
    assert speaker == ("John Reed", "ngo", "ngo_monitor", "named")


def test_a_pronoun_is_followed_back_over_some_sentences_and_no_more():
    for between, speaker in ((settings.FAR_BACK - 1, "Ann Reed"), (settings.FAR_BACK, "She")):
        assert resolved(f"Ann Reed left.{' It rained.' * between} [She] said no.")[0].speaker == speaker


def test_a_description_is_followed_back_however_few_were_named_before_it(monkeypatch):
    monkeypatch.setattr(settings, "REACH", 4)
    text = (
        "Mayor Ann Reed came. Ben Holt left. [The mayor] said no. Carl Roe left. Dan Foe left. Eve Poe left."
    )
    assert resolved(text, [])[0].speaker == "Ann Reed"


def test_who_is_whom_the_words_between_commas_are_said_of():
    for aside in ("Tarn's new mayor", "a nurse from Tarn", "the mayor of Tarn since May"):
        assert resolved(f"They met Ann Reed, {aside}, [who] said no.")[0].speaker == "Ann Reed", aside
    assert resolved("They met Ann Reed, her sister Eve Hale, [who] said no.")[0].speaker == "Eve Hale"


def test_a_coastguard_is_a_body_and_no_person():
    found = resolved("[Lena Falk], a lawyer, said no. According to [the coastguard], two boats left.")
    assert [one.speaker for one in found] == ["Lena Falk", "the coastguard"]


def test_of_a_statement_that_was_called_its_own_no_person_is_the_source():
    text = "[The dam ministry] said yes. [Ann Reed] argued that all was well{}. [The statement] said no."
    for told, speaker in ((" and left its first statement out", "The dam ministry"), ("", "Ann Reed")):
        assert resolved(text.format(told))[-1].speaker.lower() == speaker.lower()


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


def test_he_in_a_quotation_is_not_who_says_it_but_another_or_whom_it_is_said_of():
    for before, behind, speaker in (
        ("Ben Holt left. Carl Roe wept. ", "said Carl Roe.", "Ben Holt"),
        ("Carl Roe wept. ", "said Carl Roe.", "He"),
        ("Ben Holt left. ", "Carl Roe said of his surgeon, Dr. Alan Pym.", "Alan Pym"),
    ):
        text = f"{before}“He told me so,” {behind}"
        quoted, inner, outer = text.index("“"), text.index("He told"), text.rindex("Carl Roe")
        sources = [((inner, inner + 2),), ((outer, outer + 8),)]
        contents = [((inner + 8, inner + 13),), ((quoted, text.index("”") + 1),)]
        read = find_sentences(text)
        found = resolve(text, sources, contents, read, compile_lexicon([]), find_quotations(text))
        assert [one.speaker for one in found] == [speaker, "Carl Roe"]


# Quotations without a source, and who says each, or nobody.
ALONE = r"""
“We lost it,” said [Goran Petek].\n{“The rain came in April.”} => Goran Petek
Irena Dol, the mayor, left. {“Help is near.”}\nJess Tully sat.\n{“We lost.”} => Irena Dol | Jess Tully
Sam Otieno won it. {“I did my job.”} His coach, [Lise Berg], smiled. => Sam Otieno
Two of the divers sat there all night. {“We heard them knock.”} => two of the divers
His captain, Jamal Price, was kinder.\n\n{“They ran.”} => Jamal Price
The shelter is full. {“There are eleven of us in here.”} =>
{“How are they?”} “Fat,” said [Joss Arden]. =>
For Jonas Weil, a guard, the closure was no surprise. {“I saw the letters months ago.”} => Jonas Weil
“Why?” asked [Ann Pym].\n“I was ill,” replied [Omar Saar].\n{“Then who drove?”} => Ann Pym
“Why?” asked [Ann Pym].\n“I was ill,” replied [Omar Saar].\n{“I slept.”} => Omar Saar
“It is tall,” said [Hugo Bell]. His neighbour, Ruth Vane, disagrees.\n{“He complains.”} => Ruth Vane
“It rose,” said [Noor Bell]. Her neighbour, Sam Pym, took her out.\n{“I owe him.”} => Noor Bell
“It is late,” said [Noor Bell]. The minister, Sam Pym, is to visit. {“I paid.”} => Noor Bell
“It is late,” said [Noor Bell].\nA spokesman later sent us a letter.\n{“We are safe.”} => a spokesman
{“I never slept.”}\nWrapped in a coat, Ravi Costa, 66, shrugged. => Ravi Costa
“It rose,” said [Noor Bell]. Her neighbour, Sam Pym, sold up. {“Sam is right to go.”} => Noor Bell
“It rose,” said [Noor Bell].\nSam Pym wept.\n{“Sam is right to go.”} => Noor Bell
“It rose,” said [Noor Bell]. “It fell,” said [two bakers].\n{“I am no hero.”} => Noor Bell
“Who left?” Pym asked the boy, [Omar Saar].\n{“I did.”} => Omar Saar
The Marwick Council ruled on Dr Sam Pym. {“Dr Pym failed.”} => Marwick Council
“The pump failed,” said [Mara Toll].\nThe gates were shut.\n{“Nobody wanted to hear it.”} => Mara Toll
"""


def test_a_quotation_without_a_source_is_of_who_speaks_in_its_paragraph_else_of_the_last_one():
    for line in ALONE.strip().splitlines():
        marked, expected = line.replace("\\n", "\n").split(" =>")
        text, named, _, alone = unmark(marked)
        quotes, read = find_quotations(text), find_sentences(text)
        said = [quote for quote in quotes if quote not in alone][: len(named)] or [(0, 0)] * len(named)
        sources = [*((span,) for span in named), *(() for _ in alone)]
        contents = [*((quote,) for quote in said), *((quote,) for quote in alone)]
        found = resolve(text, sources, contents, read, compile_lexicon([]), quotes)
        told = [speaker.speaker for speaker in found[len(named) :]]
        assert told == expected.strip().split(" | "), line
        assert {one.resolved_by for one in found[len(named) :]} <= {"speaker before it", ""}


def test_a_speaker_has_the_side_and_kind_of_the_list_the_corpus_own_first():
    cases = {
        "[Lavrov and Hakan Fidan] agreed.": (
            "Sergei Lavrov; Hakan Fidan",
            "russia; turkey",
            "government",
            "named",
        ),
        "Ann Smith left. [Smith] said no.": ("Ann Smith", "ngo", "expert", "short name"),
        "[He] said no.": ("He", "unknown", "unknown", "unknown"),
        "[a security official] said no.": (
            *("a security official", "unknown", "anonymous_official", "words of the article"),
        ),
    }
    assert {text: resolved(text) for text in cases} == {text: [speaker] for text, speaker in cases.items()}
    own = [Known("security official", "Mr X", "person", "s", "military")]
    assert resolved("[a security official] said no.", own)[0] == ("Mr X", "s", "military", "named")


TYPED = """
a security official, anonymous_official | the official news agency, media | the official gazette, unknown
a resident, civilian | a resident of the army town, civilian | Witnesses, eyewitness | an analyst, expert
state television, media | the ministry, government | a spokesman, other | John Smith, unknown | us, unknown
a spokesman for the ministry, government | an army spokeswoman, military | rebel fighters, armed_group
the United Nations, international_org | a rights group, ngo_monitor | John Smith, an economist, expert
"""


def test_a_general_description_tells_the_kind_of_source():
    cases = [case.rpartition(", ")[::2] for line in TYPED.strip().splitlines() for case in line.split(" | ")]
    assert [case for case in cases if find_type(case[0]) != case[1]] == []


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
    assert resolve("No.", [], [], [], lexicon) == []
    assert find_named("Ann Smith", (0, 9), compile_lexicon([])) == []


def test_a_source_in_two_pieces_is_read_as_one():
    text = "The Syrian, it seems, army said no."
    lexicon = compile_lexicon(KNOWN)
    [speaker] = resolve(text, [((0, 10), (22, 26))], [()], [], lexicon)
    assert speaker.speaker == "Syrian army"


@pytest.mark.parametrize(("column", "fault"), [("pattern", "without a pattern"), ("speaker", "no speaker")])
def test_a_row_of_the_list_that_says_too_little_is_refused(column, fault):
    with pytest.raises(errors.InputError, match=fault):
        compile_lexicon([*KNOWN, KNOWN[0]._replace(**{column: " "})])


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


OF_THE_STUDY = r"""
000 | Iranian Parliament Speaker Mohammad Baqer Qalibaf | He | Mohammad Baqer Qalibaf
001 | Kremlin spokesman Dmitry Peskov | [He] expressed | Dmitry Peskov
001 | Russian Foreign Ministry spokeswoman Maria Zakharova | [she] said | Maria Zakharova
001 | Iran's FM Araghchi | Abbas Araghchi
002 | the center's director, Rami Abdel Rahman | [he] added | Rami Abdel Rahman
002 | [the center], the | the same source | Syrian Observatory for Human Rights
003 | [the OSDH]. They | the same source | this source | Syrian Observatory for Human Rights
003 | an NGO and the Syrian state media | Syrian Observatory for Human Rights; Syrian state media
003 | An AFP correspondent on the rebel side | AFP
004 | Pro-government radio station Sham FM | [it] added.\n\nThe | Sham FM
004 | rebel fighter Mohamed Hammadi | The 29-year-old | [he] added | Mohamed Hammadi
004 | [it] added.\n\nThe Syrian | Syrian Observatory for Human Rights
"""


def test_the_sources_of_the_study_are_these_speakers(analysed, segments):
    lexicon = compile_lexicon(list_speakers(folder.read_lexicon(paths.SEEDS, "speakers")))
    for line in OF_THE_STUDY.strip().splitlines():
        doc, *sources, expected = line.replace("\\n", "\n").split(" | ")
        [name] = [name for name in analysed if name.startswith(doc)]
        text, places, place = analysed[name], [], 0
        for source in sources:
            words, spans, *_ = unmark(source if "[" in source else f"[{source}]")
            place = text.index(words, place)
            places.append(((place + spans[0][0], place + spans[0][1]),))
            place += 1
        read = segments[(segments["doc"] == name) & segments["kind"].isin(["caption", "sentence"])]
        spans = list(zip(read["start"], read["end"], strict=True))
        found = resolve(text, places, [()] * len(places), spans, lexicon)
        assert {speaker.speaker for speaker in found} == {expected}, line
