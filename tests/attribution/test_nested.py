"""Speech in speech, and speech that a line's shape gives to somebody."""

from marked import mark, unmark

from inotherwords.attribution import nested, turns
from inotherwords.attribution.extraction import Extracted


def inner(text):
    """The attributions in a text that is somebody's words, each marked in it."""
    item = Extracted((), ((len(text), len(text)),), ((0, len(text)),), 0.9)
    return [mark(text, *one[:3]) for one in nested.find_nested(text, [item], {})]


# Who speaks within somebody's words has an attribution of its own.
INNER = """
[witnesses] <had claimed> {the driver was asleep}
“[The doctor] <told> me {I would never row again}”
“[The doctor] <told> me {I would row the ‘old boat’}”
[Ms Sands] <had called> her rival {“a weathercock”}
[She] <added> that {it had ignored them}
“[My father] <used to say>, {‘Never lend a boat,’} and I never have”
[a fisherman] <had told> them {the pier was gone}
[her lawyer] <had advised> her that {the case was lost}
[management] <claims> {the plant is losing money}
{the bridge was about to fall}, <according to> [its builders]
[Ann Reed] “<stressed> {her support for the army}”
[nurses] <had warned> managers that {the ward was unsafe}
[nurses] <had complained> to managers that {the ward was unsafe}
[Ann Reed] <wrote> in an email that {the audit failed}
[a shepherd] who <said> {the family had left}
[Tom Holt] <told> colleagues {the money was gone}
he had <been told> by [a guard] that {the gate was never locked}
he had <heard> from [a cousin] that {the village was empty}
that [the governor] <had promised> {to pay for the levee}
[its owner, Tom Holt], <denied> {any part in it}
[police spokeswoman Ann Reed] <ordered> {him to leave}
[the plant's owner] <told> a clerk {to burn the log}
[the family] <had asked for> {privacy}
[regulators] <had demanded> {an apology}
[a warder] as <saying> {inmates were “kept in the dark”}
[a neighbour] <shouting> that {the roof was on fire}
hearing [the captain] <say> {the ship would float}
It was [the coach] who <said> {the pitch was frozen}
When I rang the council [they] <told> me, {‘Come back in May,’}
that, <according to> [two aides], {the mayor would not run}
<in the words of> [one survivor], {the boats were rotten}
[the dealer] <had assured> them {the vase was genuine}
“[They] <asked> {whether I had seen the money}”
[two aides] <had confirmed> {the king would not travel}
[the port] of <telling> workers that {it was safe}
[the governor] <had called on> {both sides to stop}
[a report by the audit office] <had found> that {the pumps were not tested}
[the landlord] <had told> her in March that {the rent would double}
[the president] <told> aides in a meeting on Monday that {he was done}
[his agent] <had promised> him {he would be home by May}
[a contractor] <warned> the council {the wall was leaning}
[a warder] <shouted> at {inmates to leave the ward}
[the guard] <threatened> last week {to change the locks}
[the suspect] <admitted> {throwing the knife into a drain}
she had <been told> by [a guard] in May that {the gate was open}
how [Mr Orlov] <had written> to them last week that {he would not pay}
[the driver, who was crying], <swore> {he never saw the light}
“But [she] <said> {the dog was upstairs}”
“[My brother] called and <said> {they were at the mill}”
“[A nurse] knelt beside me and <said>, {‘You will live’}”
“{‘The keys are lost,’} [a guard] <told> us”
“{‘The keys are lost,’} <said> [the guard]”
{The water}, [doctors] <assured> residents of the valley, {was safe}
They met [a nurse] who <told> them {there were no beds}
[The bank] wrote to her in May <saying> {it was found}
that they had heard [him] <boast> about {the robbery}
[the tenants] <complained> of {damp}
[the coach] <promised> his son {a place in the team}
[the buyer] <assured> us, hand on heart, that {it would stay}
[the captain] <asked> {passengers twice to stay seated}
“and [he] <was like>, {‘You must be mad’}”
they would stop if the council pledged to mend it
doctors had never explained why the scan was late
The question is how far they would go to mend it
The real question is where we go from here
“When I rang the council, they told me nothing”
the letter he had written in March that was never sent
she had found that the door was open
the insurance claim was settled last year
Mr Reed tell me what you want to do
it is something that she says, it is only a word
he had said hateful things all along
“Nobody told us the school would close”
that an official who asked not to be named said it
he had claimed a loss of two million
they would pledge to cut it if the others did
The Syrian state and people are standing up to it
the phrase suggests a campaign has lost its way
“[My boss] <said> {it would pass}, but I never believed him”
“[They] <told> us {the water was safe}, and we drank it”
“[I] <said> to Kevin, {‘Bring me home,’} and he did”
“It was late. [I] <told> her {I was sorry}”
[one grower in the Vale of Tarn] <had told> him {he would sell}
[an official in one of them] <had said> to him that {she had no files}
that [he] <had answered>, {“A pie.”}
[one of the guards] <had told> her {the gate was open}
“[My sister] read it and <said>, {‘You have got Mum’}”
“Anyone telling you otherwise is selling a boat”
“I told her a story we both knew”
I told him that we would win
the state of the roads was bad
they had argued over it all night
he had reported the fault twice
the sign said closed
we must tell the truth
he reported on the fire that killed two
he told stories the children loved
the fire threatened to spread to the hills
the general had not denied it
the paint had blamed on
he promised it
"""


def test_speech_in_speech_is_found_and_what_may_be_none_is_not():
    lines = INNER.strip().splitlines()
    assert {line: inner(unmark(line)[0]) for line in lines} == {
        line: [line] if "<" in line else [] for line in lines
    }


def test_another_who_speaks_behind_a_comma_ends_what_is_said():
    assert inner("“The owners insist the wall holds, but the farmers say it leaks”") == [
        "“[The owners] <insist> {the wall holds}, but the farmers say it leaks”",
        "“The owners insist the wall holds, but [the farmers] <say> {it leaks}”",
    ]


def test_a_further_verb_of_an_inner_speaker_has_words_of_its_own():
    assert inner("that the general had denied any part in it and insisted he would go") == [
        "that [the general] <had denied> {any part in it} and insisted he would go",
        "that [the general] had denied any part in it and <insisted> {he would go}",
    ]


def test_speech_in_speech_in_speech_is_found_too():
    assert inner("the mayor had said an engineer had claimed the dam was safe") == [
        "[the mayor] <had said> {an engineer had claimed the dam was safe}",
        "the mayor had said [an engineer] <had claimed> {the dam was safe}",
    ]


def test_the_subject_of_a_report_in_the_passive_speaks_too():
    plain = "The envoy was reported by local radio to have called the talks “a waste”."
    item = Extracted(((26, 37),), ((10, 22),), ((0, 9), (38, 72)), 0.9)
    [found] = nested.find_nested(plain, [item], {(10, 22): 0.9})
    assert [plain[slice(*part[0])] for part in found[:3]] == ["The envoy", "to have called", "“a waste”"]


def test_a_source_within_a_source_is_found_with_the_probability_of_its_cue():
    text = "The army, which an official says has sent troops north, says it won."
    place = text.index("says")
    item = Extracted(((0, 54),), ((56, 60),), ((61, 67),), 0.9)
    [found] = nested.find_nested(text, [item], {(place, place + 4): 0.45, (place - 9, place + 4): 0.3})
    assert (text[slice(*found.content[0])], found.probability) == ("has sent troops north", 0.45)


def test_what_has_been_found_already_is_not_found_again():
    text = "The report said witnesses had claimed the driver was asleep."
    outer = Extracted(((0, 10),), ((11, 15),), ((16, 59),), 0.9)
    assert nested.find_nested(text, [outer, Extracted(((16, 25),), ((26, 37),), ((38, 59),), 0.8)], {}) == []


def shaped(*paragraphs):
    text, spans = "\n".join(paragraphs), []
    for paragraph in paragraphs:
        spans.append((text.index(paragraph), text.index(paragraph) + len(paragraph)))
    return [
        (text[slice(*one.source[0])], [text[slice(*span)] for span in one.content])
        for one in turns.find_turns(text, [], spans)
    ]


def test_a_label_opens_what_is_said_until_the_next_one():
    found = shaped("We met Ada Finch.", "Q: When?", "A: In 2019.", "I was ill.", "FINCH: No.")
    assert found == [("Q", ["When?"]), ("A", ["In 2019.", "I was ill."]), ("FINCH", ["No."])]
    for labels in (("Note", "Later"), ("Note", "Note", "Note")):  # too few of them, or of one speaker
        assert shaped(*(f"{label}: it rains, {n}." for n, label in enumerate(labels))) == []
    assert shaped("Note: it rains.", "It pours.") == shaped("Note: it rains.", "Note: so.", "Note: so.") == []
    assert len(shaped("Q: When?", "A: In 2019.", "Q: Why?")) == 3


def test_a_line_behind_a_dash_is_whose_it_says():
    assert shaped("— It is open, answered Mrs Hobb.", "— Never!") == [("Mrs Hobb", ["It is open"])]


def test_a_post_is_its_signatures():
    assert shaped("We march at noon.", "— Ann Reed (@annreed) May 3, 2025") == [
        ("Ann Reed", ["We march at noon."])
    ]


def test_who_said_it_before_an_agency_carried_it_speaks_inside_the_agency_s_words():
    said = "Ten boats sank off Tarn, the harbour service said"
    text = f"{said}, according to the agency CP."
    source, cue = text.index("the agency"), text.index("according")
    for content in (((0, len(said)),), ((0, 23), (25, len(said)))):
        item = Extracted(((source, len(text) - 1),), ((cue, cue + 12),), content, 0.9)
        [inner] = nested.find_nested(text, [item], {})
        assert [text[slice(*part[0])] for part in inner[:3]] == ["the harbour service", "said", said[:23]]


def test_the_verbs_before_and_after_the_one_that_was_found_have_rows_of_their_own():
    text = "Reed justified the ban, saying it was late."
    saying = Extracted(((0, 4),), ((24, 30),), ((31, 42),), 0.9)
    assert [mark(text, *one[:3]) for one in nested.add_sayers(text, [saying])][1:] == [
        "[Reed] <justified> {the ban}, saying it was late."
    ]
    text = "Two told us they saw men and reported scenes of panic."
    told = Extracted(((0, 3),), ((4, 8),), ((12, 53),), 0.9)
    assert [mark(text, *one[:3]) for one in nested.add_sayers(text, [told])] == [
        "[Two] <told> us {they saw men} and reported scenes of panic.",
        "[Two] told us they saw men and <reported> {scenes of panic}.",
    ]
    text = "She said a neighbour rang her and yelled, “Get out now.”"
    yelled = Extracted(((0, 3),), ((34, 40),), ((42, 56),), 0.9)
    assert [mark(text, *one[:3]) for one in nested.add_sayers(text, [yelled])] == [
        "She said [a neighbour] rang her and <yelled>, {“Get out now.”}",
        "[She] <said> {a neighbour rang her and yelled, “Get out now.”}",
    ]
    text = "Reed left the room, saying it was late."
    assert nested.add_sayers(text, [saying]) == [saying]
