import re
from collections import UserList

from hypothesis import given
from hypothesis import strategies as st
from marked import unmark

from inotherwords.attribution import patterns
from inotherwords.text import quotations


def name(marked):
    text, source, cue, content = unmark(marked)
    return patterns.name_pattern(text, source, cue, content, quotations.find_quotations(text))


def kind(marked):
    text, _, _, content = unmark(marked)
    return patterns.classify_quotation(text, content, quotations.find_quotations(text))


# Every name, on invented sentences


def test_every_name_is_that_of_its_example():
    assert {marked: name(marked) for marked in patterns.EXAMPLES.values()} == {
        marked: expected for expected, marked in patterns.EXAMPLES.items()
    }


INVENTED = [
    ("quotation, then speaker and verb", "{“Who let the water in?”} [Ann Holt] <asked> on Friday."),
    ("quotation, then speaker and verb", "{It was “a very dark day for the valley”}, [she] <told> AFP."),
    ("quotation, then verb and speaker", "{“Never!”} <shouted> [one of the farmers]."),
    ("quotation, then verb and speaker", "{“We are lost,”} <was the answer of> [the crew]."),
    ("quotation around speaker and verb", "{“We left,”} <says> [Ann Holt]. {“Nobody stayed.”}"),
    ("content, then speaker and verb", "{The gates were shut at noon}, [state media] <reported>."),
    ("content, then speaker and verb", "{He left in tears, calling it “sad”}, as [she] later <put it>."),
    ("content, then verb and speaker", "{The plan} <was praised> by [the farmers]."),
    ("content around speaker and verb", "{The water}, [she] later <added>, {was “warm” that day}."),
    ("content around speaker and verb", "{The wall is gone}, <says> [Holt], {and so is the road}."),
    ("speaker and verb, then a quotation", "[Ann Holt] <asked>, {“Who let the water in?”}"),
    ("speaker and verb, then a quotation", "[It] <promised> {“a year without floods”} in May."),
    ("speaker and verb, then a that-clause", "[The mayor] <told> AFP on Friday that {all had left}."),
    ("speaker and verb, then a that-clause", "[She] <insisted> {that “the water is warm”}."),
    ("speaker and verb, then a that-clause", "[She] <fears that> {the wall may fall}."),
    ("speaker and verb, then a to-infinitive", "[The mayor] <vowed> {to “never leave” the valley}."),
    ("speaker and verb, then a to-infinitive", "[She] <wants> to {build a wall}."),
    ("speaker and verb, then a to-infinitive", "[She] <called> {on the farmers “to bring boats”}."),
    ("speaker and verb, then a to-infinitive", "[The farmers] <have asked> {the new mayor to bring boats}."),
    ("speaker and verb, then the content", "[She] <asked> {whether the wall would hold}."),
    ("speaker and verb, then the content", "[She] <pointed> {to the wall}."),
    ("speaker and verb, then the content", "[She] <referred to> {farmers without boats}."),
    ("speaker and verb, then the content", "[She] <asked>: {Did he want to leave?}"),
    ("speaker and verb, then the content", "[She] <spoke of> {that wall}."),
    ("speaker and verb, then the content", "He knew that [the mayor] <said> {it had gone}."),
    ("speaker and verb, then the content", "[The mayor], <saying> {it had gone}, went home."),
    ("quotation, then speaker and verb", "{“Go,”} [she] went on, <smiling>."),
    ("a noun of saying", "[The council] made <a claim> that {the wall had gone}."),
    ("verb, no speaker named", "Ann Holt left and <was said> {to be in tears}."),
    ("inside a relative clause", "It was {a wall} [the mayor] <called> {too low}."),
    ("speaker and verb, then the content", "[She] <told> AFP {she knew what to do}."),
    ("speaker and verb, then the content", "[She] <thinks> {that is enough}."),
    ("speaker and verb, then the content", "[The mayor, a man of claims,] <reports> {a calm night}."),
    ("according to, at the start", "<according to> [the farmers], who have boats, {all is well}."),
    ("according to, at the start", "<In> [a survey], {most said the wall would hold}."),
    ("according to, in the middle", "{All}, <according to> [the farmers], {is “well” in the valley}."),
    ("according to, at the end", "{“All is well,”} <according to> [the farmers]."),
    ("according to, at the end", "{All is well}, <per> [the farmers]."),
    ("a noun of saying", "There were <reports> that {the wall had gone}."),
    ("a noun of saying", "<In its statement>, [the council] wrote of {a calm night}."),
    ("a noun of saying", "[The council] put out a statement <saying> {the wall had gone}."),
    ("a noun of saying", "He met <criticism> from [the farmers] {of his plan}."),
    ("a noun of saying", "[The council] saw <opposition to> {the plan}."),
    ("a noun of saying", "[The council] noted the <fear> {that the wall may fall}."),
    ("inside a relative clause", "The wall, which [the mayor] <says> {has gone}, was old."),
    ("inside a relative clause", "[Farmers] who also <believe> {it has gone} came along."),
    ("inside a relative clause", "It was {a wall} that [the mayor] <adored>."),
    ("inside a relative clause", "It is what [the mayor] <calls> {a “bad” wall}."),
    ("a further verb of the same speaker", "[Holt] came home and later <said> {the wall had gone}."),
    ("a further verb of the same speaker", "After <saying> {the wall had gone}, [Holt] went home."),
    ("a further verb of the same speaker", "[Holt] smiled – then left, also <noting> {it was late}."),
    ("adverb, no source named", "<Allegedly>, {the mayor knew}."),
    ("adverb, no source named", "{The mayor}, <supposedly>, {“knew”}."),
    ("verb, no speaker named", "{The wall} <was said> {to be safe}."),
    ("verb, no speaker named", "<Asked> {why he left}, he smiled."),
    ("quotation, no speaker named", "By noon {“there was no wall”} in the valley."),
    ("quotation, no speaker named", "Then the joke<:> {“What wall?”}"),
    ("in another way", "[Holt]<:> {The wall is gone}."),
    ("in another way", "{The wall is gone}."),
    ("in another way", "As <reported> by [Holt], {the wall is gone}."),
    ("in another way", "[Holt] <spoke>."),
    ("in another way", "[To farmers], {the wall} <seems> {safe}."),
    ("speaker and verb, then the content", "[Holt], who built it, <said> {it had gone}."),
    ("speaker and verb, then the content", "[Holt] of Sand and Sons <said> {it had gone}."),
    ("speaker and verb, then the content", "[Holt] is <saying> {it has gone}."),
    ("speaker and verb, then the content", "[A statement] <said> {it had gone}."),
    ("speaker and verb, then the content", "[Holt] <claims> {it has gone}."),
]


def test_a_sentence_has_the_name_of_its_pattern():
    assert [(name(marked), marked) for _, marked in INVENTED] == INVENTED
    assert {expected for expected, _ in INVENTED} == set(patterns.EXAMPLES)


def test_a_quotation_is_at_least_half_in_quotation_marks():
    halves = {
        "“We left,” she": "content",
        "“We left it,” she": "quotation",
        "“We left it all,” she": "quotation",
    }
    found = {half: name(f"{{{half} went on}}, [Holt] <said>.") for half in halves}
    assert found == {half: f"{speech}, then speaker and verb" for half, speech in halves.items()}


def test_the_order_in_which_spans_are_given_does_not_matter():
    around = "quotation around speaker and verb"
    text, source, cue, content = unmark(patterns.EXAMPLES[around])
    quotes = quotations.find_quotations(text)
    assert patterns.name_pattern(text, source, cue, content[::-1], quotes) == around


# The five articles


OF_THE_STUDY = """
000 | <according to> [the Britain-based Observatory], {in the government's biggest loss} \
| according to, at the start
000 | {carrying out 23 raids}, <according to> [the Observatory] | according to, at the end
000 | [Iranian Parliament Speaker Mohammad Baqer Qalibaf] has <vowed> {to support Syria} \
| speaker and verb, then a to-infinitive
000 | [He] <urged> {the neighbors of Syria “to be vigilant} | speaker and verb, then a to-infinitive
000 | [An army statement] <said> {troops had repelled the assault on the city} \
| speaker and verb, then the content
001 | [the army] <said> in a statement, adding that it was {“able to retake control} \
| speaker and verb, then a quotation
001 | [the army] said in a statement, <adding> that {it was “able to retake control} \
| a further verb of the same speaker
001 | {The takfiri terrorists and their Turkey-backed allies are} <reportedly> {taking orders} \
| adverb, no source named
001 | {aggression,”} [Zakharova] was <quoted as saying> | quotation, then speaker and verb
002 | which [a security official] <says> {has deployed reinforcements to Aleppo} | inside a relative clause
002 | {took control of five neighborhoods of the city}, [he] <added>, {while regime forces} \
| content around speaker and verb
002 | {against the government troops}, <reported> [France Press] | content, then verb and speaker
003 | [A security official] indicated that the Syrian army had “sent reinforcements” to Aleppo but \
<assured> that {the attackers} | a further verb of the same speaker
003 | [the New Lines Institute for Strategy and Policy] <believes> that {the rebels} \
| speaker and verb, then a that-clause
004 | [Ankara] had issued a statement <calling> {for an end} | a noun of saying
"""


def test_a_sentence_of_the_five_articles_has_the_name_of_its_pattern(analysed):
    for line in OF_THE_STUDY.strip().splitlines():
        doc, marked, expected = line.split(" | ")
        words, *roles = unmark(marked)
        [text] = [text for key, text in analysed.items() if key.startswith(doc)]
        place = text.index(words)
        source, cue, content = (tuple((place + a, place + b) for a, b in spans) for spans in roles)
        quotes = quotations.find_quotations(text)
        assert patterns.name_pattern(text, source, cue, content, quotes) == expected, marked


# Any spans

WORDS = [
    *["the", "mayor", "who", "that", "to", "leave", "and", "adding", "said", "claim", "his", "according to"],
    *["reportedly", "“", "”", ",", ".", ":", "\n", "which", "in", "Smith’s", "was", "urged", "only", ""],
]
SPANS = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120)), max_size=3).map(tuple)


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join), SPANS, SPANS, SPANS, st.lists(SPANS))
def test_any_spans_have_one_of_the_names(text, source, cue, content, quotes):
    quotes = sorted(quote for some in quotes for quote in some)
    assert patterns.name_pattern(text, source, cue, content, quotes) in patterns.EXAMPLES


def test_many_small_words_before_a_cue_take_no_time():
    text = "The mayor " + "only early daily " * 5000 + "spoke of it"
    cue, content = (len(text) - 11, len(text) - 6), (len(text) - 5, len(text))
    name = patterns.name_pattern(text, ((0, 9),), (cue,), (content,), [])
    assert name == "speaker and verb, then the content"


# Direct, mixed, indirect


KINDS = {
    "direct": ["{“We left,”} she said.", "{“We left,”} she said. {“All of us.”}", "“{We left},” she said."],
    "mixed": ["She said they {“left” at once}.", "{“We left,”} she said, {for good}."],
    "indirect": ["She said {they left}.", "“No,” she said {and left}.", "{…}", ""],
}


def test_content_is_direct_mixed_or_indirect():
    assert {expected: [*map(kind, marked)] for expected, marked in KINDS.items()} == {
        expected: [expected] * len(marked) for expected, marked in KINDS.items()
    }


@given(st.lists(st.sampled_from([*WORDS, "“a b”"]), max_size=30).map(" ".join), SPANS)
def test_the_kind_is_that_of_looking_at_every_quotation_for_every_word(text, content):
    quotes = quotations.find_quotations(text)
    places = [
        first + word.start() for first, last in content for word in re.finditer(r"\w+", text[first:last])
    ]
    inside = [any(start <= place < end for start, end in quotes) for place in places]
    expected = "indirect" if not any(inside) else "direct" if all(inside) else "mixed"
    assert patterns.classify_quotation(text, content, quotes) == expected


def test_the_kind_looks_at_few_of_many_quotations():
    looked_at = []

    class Watched(UserList):
        def __getitem__(self, place):
            looked_at.append(place)
            return super().__getitem__(place)

    text = "“word” " * 1000
    quotes = Watched(quotations.find_quotations(text))
    assert patterns.classify_quotation(text, ((3500, 3506),), quotes) == "direct"
    assert len(looked_at) < 20
