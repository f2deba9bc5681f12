"""Where source, cue and content begin and end; what is no attribution; quotations that stay whole."""

import pytest
from marked import mark, unmark

from inotherwords.attribution import frames
from inotherwords.attribution.extraction import Extracted
from inotherwords.text.quotations import find_quotations


def parse(text, probability=0.9):
    """A text without its marks, and the attribution that they are."""
    plain, *spans = unmark(text)
    return plain, Extracted(*spans, probability)


MENDED = [
    # What follows the source is the article's own; a verb is no part of it.
    (
        "{It fell}, <according to> [the Observatory, in the biggest loss in years].",
        "{It fell}, <according to> [the Observatory], in the biggest loss in years.",
    ),
    (
        "[The Assembly voted by far on Friday] <to demand> {a stop}.",
        "[The Assembly] voted by far on Friday <to demand> {a stop}.",
    ),
    (
        "[Norland remains the only one] <insisting> {on it}.",
        "[Norland] remains the only one <insisting> {on it}.",
    ),
    (
        "[Those who are below - among them 12 the army] <says> {are dead}",
        "Those who are below - among them 12 [the army] <says> {are dead}",
    ),
    ("[Those who are ill] <say> {it hurts}.", "[Those who are ill] <say> {it hurts}."),
    # A participle is of the crowd that it stands by.
    (
        "[Police] broke up a rally by dock workers in the harbour <demanding> {a new ballot}.",
        "Police broke up a rally by [dock workers] in the harbour <demanding> {a new ballot}.",
    ),
    (
        "[Police] broke up a rally, <saying> {it was banned}.",
        "[Police] broke up a rally, <saying> {it was banned}.",
    ),
    # The relative clause of a source is no content; two joined are both sources.
    (
        "<According to> [the NGO], {which has friends there}, {it fell}.",
        "<According to> [the NGO, which has friends there], {it fell}.",
    ),
    (
        "[Russia, its ally], joined <Iran in expressing> {“concern”}.",
        "[Russia], its ally, joined [Iran] in <expressing> {“concern”}.",
    ),
    # The content begins with its subject, and is a quotation where that is meant.
    ("[Joe] <told> friends the sea {was cold}.", "[Joe] <told> friends {the sea was cold}."),
    ("[She] <called> {them “brief”}.", "[She] <called> them {“brief”}."),
    ("[She] <spoke> {against} the {regime}.", "[She] <spoke> {against the regime}."),
    (
        "{The president} <is expected> {to tell parliament that it will last}.",
        "[The president] <is expected> to <tell> parliament that {it will last}.",
    ),
    (
        "[He] <told> him of {Syria}, where {rebels are waging} a war in the north.",
        "[He] <told> him of {Syria, where rebels are waging a war in the north}.",
    ),
    # Who is told hears it.
    ("[The families] <were told> {to wait}.", "The families <were told> {to wait}."),
    (
        "The families <were told> {to wait} [by a doctor].",
        "The families <were told> {to wait} [by a doctor].",
    ),
    ("[Villagers] <have been told> {to boil it}.", "Villagers <have been told> {to boil it}."),
    ("[She] <urged> the crowd {to leave}.", "[She] <urged> {the crowd to leave}."),
    ("[She] <told> the crowd {to leave}.", "[She] <told> the crowd {to leave}."),
    (
        "[She] <said> {farmers had told} inspectors {that it ran dry}.",
        "[She] <said> {farmers had told inspectors that it ran dry}.",
    ),
    # Two who speak in one sentence are two.
    (
        "It is done, said [Ray Marsh, while his rival, Judy Oko], <insisted> {it was not}.",
        "It is done, said Ray Marsh, while [his rival, Judy Oko], <insisted> {it was not}.",
    ),
    (
        "[Ten men are at work, and Kay Pell, who owns a pub], <said> {it was full}.",
        "Ten men are at work, and [Kay Pell], who owns a pub, <said> {it was full}.",
    ),
    ("None [without one and rowers] <vowing> {to go}.", "None without one and [rowers] <vowing> {to go}."),
    (
        "It is [she] <told us> {it is the pump}, not {the pipe}.",
        "It is [she] <told us> {it is the pump, not the pipe}.",
    ),
    # No name is cut, and none is a verb.
    ("[She] <approved> {the quarry on Kell} Fell.", "[She] <approved> {the quarry on Kell Fell}."),
    (
        "[Its chemist, Dr Omar] Said, <said> {it was mud}.",
        "[Its chemist, Dr Omar Said], <said> {it was mud}.",
    ),
    ("It <carries a recognition> {that it fell}.", "It <carries a recognition> {that it fell}."),
    # A statement ends with its sentence, and with the clause that "according to" closes.
    (
        "{47 people fled}, [Lantz] <said>. Nine {were hurt}.",
        "{47 people fled}, [Lantz] <said>. Nine were hurt.",
    ),
    (
        "{31 were held}, <according to> [lawyers], {and 13 are still there}.",
        "{31 were held}, <according to> [lawyers], and 13 are still there.",
    ),
    ("{It fell. “It broke”}, [she] <said>.", "{It fell. “It broke”}, [she] <said>."),
    ("{It fell. ‘It broke’}, [she] <said>.", "{It fell. ‘It broke’}, [she] <said>."),
    ("[He] <said> {it cost Rs. 40,000 a month}.", "[He] <said> {it cost Rs. 40,000 a month}."),
    ("[A judge] <told> {him his conduct was bad}.", "[A judge] <told> him {his conduct was bad}."),
    # A time is nobody; nor is who only nods.
    ("[2:45 p.m.] {It rained}, <reportedly>.", "2:45 p.m. {It rained}, <reportedly>."),
    ("{“It left us.”} [Hal] <nodded>.", "{“It left us.”} Hal nodded."),
    # A day is no part of a cue, a time none of a source; a number belongs to what it counts.
    (
        "[The Assembly] voted by far on <Wednesday to demand> {a stop}.",
        "[The Assembly] voted by far on Wednesday <to demand> {a stop}.",
    ),
    ("[A day later his office] <stated> {it fell}.", "A day later [his office] <stated> {it fell}."),
    ("[About] 200 pupils <refused> {to go in}.", "[About 200 pupils] <refused> {to go in}."),
    # Who speaks may stand behind the cue.
    (
        "[A study] found no effect, <said> {its author, Dr Ann Reed}.",
        "{A study found no effect}, <said> [its author, Dr Ann Reed].",
    ),
    # Who is criticised is not who criticises; a source ends before the quotation that a colon opens.
    ("[Mayor Reed] <came under fire for> {“a sham”}.", "Mayor Reed <came under fire for> {“a sham”}."),
    ("[They] <have drawn loud praise for> {“a feat”}.", "They <have drawn loud praise for> {“a feat”}."),
    ("[They] <drew a line at> {“a sham”}.", "[They] <drew a line at> {“a sham”}."),
    ("<Says> [Holm, its host: “No] {one came.”}", "<Says> [Holm, its host]: {“No one came.”}"),
    # "… denied this and said that": who denied it, though somebody else spoke before.
    (
        "[Inspector Holt] spoke. Reed denied this and <said> {that police had charged}.",
        "Inspector Holt spoke. [Reed] denied this and <said> {that police had charged}.",
    ),
    (
        "[Inspector Holt] spoke. Reed left town and <said> {that police had charged}.",
        "[Inspector Holt] spoke. Reed left town and <said> {that police had charged}.",
    ),
    ("[She] <called> {the vote a sham}.", "[She] <called> {the vote a sham}."),
    ("{“It left.”} [Hal] <smiled>. {“It did.”}", "“It left.” [Hal] <smiled>. {“It did.”}"),
    ("a year-[long] <protest against> {the dam}", "a year-long <protest against> {the dam}"),
    ("[They] <saw> {it as a threat}.", "[They] <saw> {it as a threat}."),
    ("[They] <saw> {That it leaks}.", "[They] <saw> {That it leaks}."),
    # Who threatens or promises is somebody.
    ("[The dockers] <threaten> {to walk out}.", "[The dockers] <threaten> {to walk out}."),
    ("Bima Lines, [which] <promised> {to pay}.", "Bima Lines, [which] <promised> {to pay}."),
    ("[He] <dismissed> {claims that it leaks}.", "[He] <dismissed> {claims that it leaks}."),
    ("[They] <allowed> {that it leaks}.", "[They] <allowed> {that it leaks}."),
    ("[The council] voted <to demand> {a stop}.", "[The council] voted <to demand> {a stop}."),
    ("[She] <is trying> {“to forget”}.", "[She] <is trying> {“to forget”}."),
]


@pytest.mark.parametrize(("text", "mended"), MENDED)
def test_a_frame_is_mended(text, mended):
    plain, item = parse(text)
    [found] = frames.mend_frames(plain, [item])
    assert mark(plain, *found[:3]) == mended


@pytest.mark.parametrize(
    ("text", "probability"),
    [
        ("{The regatta} <was being rowed>.", 0.9),
        ("<Bunting for> {the regatta} was hung.", 0.9),
        ("<Criticism of> {his conduct} has grown.", 0.5),
        ("Quarrels <threaten> {to unsettle the club}.", 0.5),
        ("[The firm] <has hired> {Ann Reed to run its yards}.", 0.5),
        ("[About 200 pupils staged] <a sit-in against> {the new rule}.", 0.5),
        ("Guards beat a <supporter> {of Ann Reed}.", 0.5),
        ("{The strike} <was called by> [the union].", 0.7),
        ("[The union] <has called> {five strikes in eight years}.", 0.6),
        ("[Rising prices] <threaten> {to unsettle the club}.", 0.9),
        ("A vote [that] <promises> {a change}.", 0.9),
        ("[Her side] <promises> {to be hard to beat}.", 0.9),
        ("[The council] <is trying> {to raise the rent}.", 0.9),
        ("[Her] <decision> {not to stand} was late.", 0.9),
        ("[He] <saw> {the letter and left}.", 0.9),
        ("[The crisis] <highlighted> {the lack of nurses}.", 0.9),
        ("If [you] <know> {the way}.", 0.9),
        ("[The clock] <said> {ten} past {four}.", 0.6),
        ("{A curfew} <was announced>.", 0.6),
        ("[The firm] <plans> {to build 900 flats}.", 0.9),
        ("{Prices} <are expected> {to rise}.", 0.9),
        ("[The rules] <allow> {people to park}.", 0.9),
        ("[Police] <are looking for> {a grey van}.", 0.9),
        ("[The law] <requires> {a licence for each boat}.", 0.9),
        ("[The council] <seeks> {to raise the rent}.", 0.9),
        ("[He] <released> {his returns}.", 0.9),
        ("[The bank] <posted> {a loss of two million}.", 0.9),
        ("[The judge] <dismissed> {the case against them}.", 0.9),
        ("[Councillors] <voted> on Tuesday {to support the bypass}.", 0.9),
        ("[He] <thought for> {a moment}.", 0.9),
        ("[Villagers] came <to hear> {how it would end}.", 0.9),
        ("[Its chemist, Dr Omar] <Said>, said {it was mud}.", 0.9),
        ("[She] <had been asked last fall> {how she felt}.", 0.9),
        ("[He] <does not know> {whether it stands}.", 0.9),
        ("[The council] <voted 5-2 Monday> {to close it}.", 0.7),
        ("{The outline} <seems> clear: {Mexico must wait}.", 0.6),  # torn and doubtful
    ],
)
def test_an_act_or_a_state_is_nobodys_word(text, probability):
    plain, item = parse(text, probability)
    assert frames.mend_frames(plain, [item]) == []


def test_who_says_something_says_it_however_doubtful_its_parts():
    for who, torn in (("[Ann Reed]", False), ("[The clock]", True)):
        plain, item = parse(f"{who} <said> {{it}} was all {{late}}.", 0.6)
        assert frames.is_torn(plain, item) == torn


def test_a_further_verb_has_the_source_of_the_one_before_it_in_its_sentence():
    text = "She insists it is safe and boasts it is new. But adds nothing."
    first = Extracted(((0, 3),), ((4, 11),), ((12, 22),), 0.9)
    second = Extracted((), ((27, 33),), ((34, 43),), 0.9)
    later = Extracted((), ((49, 53),), ((54, 61),), 0.9)
    assert [item.source for item in frames.share_subjects(text, [first, second, later])] == [
        ((0, 3),),
        ((0, 3),),
        (),
    ]


def test_after_one_verb_the_next_is_of_the_same_source_whoever_spoke_before():
    text = "Holt spoke. Reed denied this and said that it fell."
    first = Extracted(((12, 16),), ((17, 23),), ((24, 28),), 0.9)
    second = Extracted(((0, 4),), ((33, 37),), ((38, 50),), 0.9)
    assert [item.source for item in frames.share_subjects(text, [first, second])] == [((12, 16),)] * 2


def whole(text, *items):
    found = [
        Extracted(*(tuple((text.index(p), text.index(p) + len(p)) for p in part) for part in item), 0.9)
        for item in items
    ]
    kept = frames.keep_quotations_whole(text, found, find_quotations(text))
    return [[text[slice(*span)] for span in item.content] for item in kept]


def test_a_quotation_beyond_another_speakers_cue_is_not_of_this_one():
    text = "“I rest,” says Hale. “I sleep a lot.” He sits. “He is mad,” she says."
    found = whole(
        text, (["Hale"], ["says"], ["“I rest,”"]), (["she"], ["she says"], ["“I rest,”", "“He is mad,”"])
    )
    assert found == [["“I rest,”"], ["“He is mad,”"]]


def test_a_quotation_behind_a_sentence_on_somebody_else_by_name_is_not_the_first_speakers():
    text = "“I lost all,” said Ann Reed. Her neighbour, Joan Pitt, wept. “So did we all.”"
    ann = (["Ann Reed"], ["said"], ["“I lost all,”", "“So did we all.”"])
    assert whole(text, ann) == [["“I lost all,”"]]
    him = text.replace("“So did we all.”", "“He lost it, too.”")
    [kept] = whole(him, (["Ann Reed"], ["said"], ["“I lost all,”", "“He lost it, too.”"]))
    assert len(kept) == 2


def test_of_two_quotations_that_touch_the_second_alone_is_the_speakers():
    text = "“How are they?” “Fat, thanks,” said Ann."
    assert whole(text, (["Ann"], ["said"], ["“How are they?” “Fat, thanks,”"])) == [["“Fat, thanks,”"]]
    apart = text.replace("” “", "” or “")
    assert whole(apart, (["Ann"], ["said"], [apart[:33]])) == [[apart[:33]]]
    same = "“It rains,” he said. “It pours.”"
    assert whole(same, (["he"], ["said"], ["“It rains,”", "“It pours.”"])) == [["“It rains,”", "“It pours.”"]]


def test_a_quotation_of_which_most_is_found_is_whole_and_a_few_words_of_one_before_are_nobodys():
    text = "He said so. “We have the mail. What we lack is a reply.” “They sat there a while.” He claimed so."
    torn = ["“We have the mail. What", "is a reply"]
    assert whole(text, (["He"], ["said"], torn)) == [["“We have the mail. What we lack is a reply.”"]]
    assert whole(text, (["He claimed"], ["claimed"], ["They", "there", "so"])) == [["so"]]


def test_a_quotation_of_which_only_the_mark_is_found_is_whole():
    text = "He reads there, said Ann. “They took it.”"
    assert whole(text, (["Ann"], ["said"], ["He reads there", "“"])) == [
        ["He reads there", "“They took it.”"]
    ]


def test_what_somebody_said_at_another_time_is_told_there_and_not_here():
    assert frames.is_act(*parse("It is {what} [they] <said> in March."))
    assert not frames.is_act(*parse("It is over, [they] <said> {in March}."))
