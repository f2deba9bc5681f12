"""From answers to attributions: the network on invented sentences, the rules on made-up answers."""

import math

import pytest
from marked import mark, unmark

from inotherwords import settings
from inotherwords.attribution import extraction, reading
from inotherwords.attribution.extraction import (
    Extracted,
    Possible,
    choose,
    find_runs,
    list_possible,
    list_words,
    measure_margins,
)
from inotherwords.attribution.network import calibration, network
from inotherwords.attribution.network.answers import CONTENT, SOURCE, Answers, Assigned, Candidate, CueWords
from inotherwords.attribution.network.windows import cut_windows
from inotherwords.paths import PROJECT
from inotherwords.text import quotations
from inotherwords.text.segments import analyse, find_segments

BEFORE = "Heavy rain fell on the valley for three days in April.\n"
BEHIND = "\nThe road to the coast was still closed on Sunday."
WHOLE = {"intercept": 0.0, "sure": 1.0}


def prepared(text):
    analysed = analyse(text)
    return reading.prepare(analysed, find_segments(text, analysed))


def said(sentence):
    """What the network finds in a sentence between two other paragraphs, each marked in the sentence."""
    article = prepared(f"{BEFORE}{sentence}{BEHIND}")
    answers, found = reading.ask(article, network.load())
    chosen = choose(article.text, answers.windows, found, calibration.weights())
    marked = (mark(article.text, *item[:3]) for item in chosen)
    return [one.removeprefix(BEFORE).removesuffix(BEHIND) for one in marked]


# The network, on invented sentences


SAID = r"""
{Rebels left the town}, [the army] <said>.
{Rebels left the town}, <said> [Ann Smith].
[The army] <said> {rebels had left}.
{“We left at night,”} [Ann Smith] <said>.
{“Who left the gate open?”} <asked> [Smith].
[Smith] <said>: {“We left at night.”}
{Army reinforcements have arrived in the town}, [a security official] <told> AFP.
{“Two bridges have gone,”} [a security official] <told> AFP on condition of anonymity.
{The bridge has gone}, <reported> [France Press].
<According to> [state television], {the gates were opened at noon on Friday}.
{More than fifty villages}, <according to> [the Observatory], {were flooded in two days}.
{The gates were opened at noon}, <according to> [the mayor of Lower Holm].
[Drone footage] <showed> {people leaving the town on foot}.
[Tomas Reik, a hydrologist at the university], <said> {the gates made little difference}.
[Smith] <said> {the rebels “left at once”}.
[The minister] <accused> {the rebels of burning the mill}.
{“Nobody warned us. The water came at four,”} <said> [Peter Lang].
[The mayor] <had one thing to say>:\n{“Nobody will be left behind in the valley.”}
{The rebels are} <reportedly> {leaving}.
{“We will pay,”} [the mayor] <said>. {“Nobody will be left alone.”}
Troops launched an offensive against rebels near the town.
The rebels, backed by the navy, launched an offensive against the harbour.
The army is backed by its allies in the north.
In the east, the rebels have claimed three villages.
The self-proclaimed government holds the town.
The report was long and the statement was short.
A phone call ended the talks.
Rain fell for three days and the river rose.
The so-called “second city” fell.
"""


def test_source_cue_and_content_are_found_where_somebody_is_given_the_floor():
    lines = [line.replace("\\n", "\n") for line in SAID.strip().splitlines()]
    assert {line: said(unmark(line)[0]) for line in lines} == {
        line: [line] if "<" in line else [] for line in lines
    }


def test_a_further_verb_has_the_same_source_and_a_content_of_its_own():
    assert said("The army said rebels had left, adding that nobody had stayed behind.") == [
        "[The army] <said> {rebels had left}, adding that nobody had stayed behind.",
        "[The army] said rebels had left, <adding> {that nobody had stayed behind}.",
    ]


def test_war_prose_of_the_study_attributes_nothing(attribution_tables, analysed):
    spans = attribution_tables.attribution_spans
    words = [
        "launched this offensive against government forces",
        *("has claimed the lives of", "Observance of the truce was controlled"),
    ]
    for doc, text in analysed.items():
        cues = spans[(spans["doc"] == doc) & (spans["role"] == "cue")]
        for place in (text.index(one) for one in words if one in text):
            assert not ((cues["start"] >= place) & (cues["start"] < place + 20)).any()
    assert all(any(one in text for text in analysed.values()) for one in words)


# Made-up answers


def answer(text, cues):
    """The windows of a text of one paragraph, and what the second step might have said of it.

    Each cue is (cue, source, content, how sure): words of the text, content in parts divided by …
    """
    [window] = cut_windows(text, [(0, len(text))], quotations.find_quotations(text))

    def numbers(words):
        if not words:
            return []
        start = text.index(words)
        return [n for n, (first, _) in enumerate(window.words) if start <= first < start + len(words)]

    found = []
    for cue, source, content, sure in cues:
        roles = [[0.8, 0.1, 0.1] for _ in window.words]
        for word in numbers(source):
            roles[word] = [0.1, 0.8, 0.1]
        for word in (word for part in content.split(" … ") for word in numbers(part)):
            roles[word] = [0.1, 0.1, 0.8]
        candidate = Candidate(0, numbers(cue), 0.9)
        start = text.index(cue)
        item = Assigned(candidate, range(len(window.words)), roles)
        found.append(Possible((start, start + len(cue)), {"sure": sure}, item))
    return [window], found


def chosen(text, *cues):
    """The likely enough among some possible attributions, each marked in the text."""
    return [mark(text, *item[:3]) for item in choose(text, *answer(text, cues), WHOLE)]


def test_what_is_doubtful_is_what_the_glossary_calls_so():
    glossary = (PROJECT / "docs" / "GLOSSARY.md").read_text(encoding="utf-8")
    assert f"would have marked it with a probability under `{settings.SURE}` |" in glossary


def test_the_threshold_decides():
    odds = math.log(settings.ACCEPTED / (1 - settings.ACCEPTED))
    text = "Rain fell, Ann said."
    assert chosen(text, ("said", "Ann", "Rain fell", odds - 0.001)) == []
    assert chosen(text, ("said", "Ann", "Rain fell", odds + 0.001)) == ["{Rain fell}, [Ann] <said>."]


def test_a_word_is_the_content_of_the_likelier_attribution_only_and_half_a_content_must_be_left():
    text = "Ann said they left and Ben hoped for rain."
    cues = [("said", "Ann", "they left and Ben hoped for rain", 1.0), ("hoped", "Ben", "for rain", 2.0)]
    assert chosen(text, *cues) == [
        "[Ann] <said> {they left and Ben hoped} for rain.",
        "Ann said they left and [Ben] <hoped> {for rain}.",
    ]
    cues = [("said", "Ann", "they left and Ben hoped", 1.0), ("hoped", "Ben", "left and Ben hoped for", 0.5)]
    assert chosen(text, *cues) == ["[Ann] <said> {they left and Ben hoped} for rain."]


def test_attributions_stand_in_the_order_of_their_cues_not_of_their_probability():
    found = chosen(
        "Ann said no. Ben hoped for rain.", ("hoped", "Ben", "rain", 2.0), ("said", "Ann", "no", 1.0)
    )
    assert found == ["[Ann] <said> {no}. Ben hoped for rain.", "Ann said no. [Ben] <hoped> for {rain}."]


def test_a_content_may_stand_on_both_sides_of_speaker_and_verb():
    found = chosen("The dam, Ann said, was old.", ("said", "Ann", "The dam … was old", 1.0))
    assert found == ["{The dam}, [Ann] <said>, {was old}."]


def test_a_doubtful_part_of_a_content_is_left_out_if_the_rest_is_much_longer():
    for rest, kept in (("fell on one two three four five six seven", True), ("fell on " + "and " * 8, False)):
        text = f"Rain, Ann said, {rest.strip()}."
        windows, [item] = answer(text, [("said", "Ann", f"Rain … {rest.strip()}", 1.0)])
        item.assigned.roles[0] = [0.4, 0.0, 0.6]
        [found] = choose(text, windows, [item], WHOLE)
        assert (found.content[0] == (0, 4)) == kept


def given_as_source(shares):
    """The source of "said" when the words before it are the source with these probabilities."""
    text = "Ann of the old mill said no."
    [window], [item] = answer(text, [("said", "", "no", 1.0)])
    for word, share in enumerate(shares):
        item.assigned.roles[word] = [1 - share, share, 0.0]
    [found] = choose(text, [window], [item], WHOLE)
    return [text[slice(*span)] for span in found.source]


def test_a_source_is_one_stretch_of_words_and_a_weak_word_between_strong_ones_belongs_to_it():
    assert given_as_source([0.6, 0, 0, 0.9, 0.9]) == ["old mill"]
    assert given_as_source([0.9, 0.2, 0.2, 0.9, 0.9]) == ["Ann of the old mill"]


def test_of_two_stretches_as_likely_as_each_other_the_first_is_the_source():
    assert extraction.find_best_stretch([1.0, -1.0, 1.0]) == (0, 1)


def test_words_that_are_hardly_the_source_are_none():
    assert given_as_source([settings.SOURCE_FLOOR - 0.01] * 5) == []


def test_a_source_does_not_reach_across_its_cue():
    text = "Ann said Ben left."
    [window], [item] = answer(text, [("said", "Ann", "left", 1.0)])
    item.assigned.roles[1:3] = [0.0, 1.0, 0.0], [0.3, 0.7, 0.0]
    [found] = choose(text, [window], [item], WHOLE)
    assert [text[slice(*span)] for span in found.source] == ["Ann"]


# What the network takes for the source, the text, and the source that is made of it.
SOURCES = [
    (", Ann,", "{Rain fell}, [Ann], <said>."),  # no comma at its ends
    (
        "Ben Lau, a father of two. Henk Dorn",
        "{No}, <said> [Ben Lau, a father of two]. Henk Dorn, it is, left.",
    ),
    ("a father of two. Henk Dorn", "No, said a father of two. [Henk Dorn] <claimed> {it}."),
    ("the Rev. Peter Lau", "{No}, <said> [the Rev. Peter Lau]."),  # a full stop within a name ends no source
    ("state Del. Marcia Lau", "{No}, <said> [state Del. Marcia Lau]."),
    ("a D.C. Court", "{No}, <said> [a D.C. Court]."),
    ("J. P. Lau", "{No}, <said> [J. P. Lau]."),
    ("Roth, an envoy", "{No}, <said> [Ines Roth, an envoy]."),  # behind its cue with the first name, too
    ("Roth", "{No}, <said> Monday [Roth]."),
    ("Roth", "{No}, <said> then [Roth]."),
    ("the", "{No}, <said> the army."),  # nobody
    ("of the", "{No}, <said> of the army."),
    ("–", "{No}, <said> – army."),
    ("", "It is <said> {they left}."),
]


def test_a_source_is_somebody_whole_within_one_sentence():
    made = []
    for source, marked in SOURCES:
        text, _, cue, content = unmark(marked)
        cue, content = (text[slice(*part[0])] for part in (cue, content))
        made.append((source, *chosen(text, (cue, source, content, 1.0))))
    assert made == SOURCES


@pytest.mark.parametrize(("cue", "left"), [("said Ines", "said"), ("told Reuters", "told Reuters")])
def test_a_first_name_is_no_part_of_a_cue_but_who_is_told_is(cue, left):
    text = f"No, {cue} Roth, an envoy."
    found_windows, found = answer(text, [(cue, "Roth", "No", 1.0)])
    [item] = list_possible(text, Answers(found_windows, [], [one.assigned for one in found]))
    assert text[slice(*item.cue)] == left


def test_without_a_word_of_content_there_is_no_attribution():
    for content in ("", "."):
        assert chosen("Ann has said so.", ("said", "Ann", content, 1.0)) == []


def test_a_short_unsure_part_of_a_long_content_alone_is_left_out():
    long, short = "the old water of the wide river rose at four", "the old water rose at four"
    for sure, content, kept in ((0.6, long, False), (0.75, long, True), (0.6, short, True)):
        text = f"Now Ann said that {content}."
        [window], [item] = answer(text, [("said", "Ann", f"that {content}", 1.0)])
        item.assigned.roles[0] = [(1 - sure) / 2, (1 - sure) / 2, sure]
        [found] = choose(text, [window], [item], WHOLE)
        words = [text[slice(*span)] for span in found.content]
        assert words == [*["Now"] * kept, f"that {content}"], (sure, content)


def test_the_cue_is_no_part_of_source_or_content_even_where_the_network_says_so():
    _, [item] = answer("Ann said no.", [("said", "Ann said", "", 1.0)])
    assert list_words(item.assigned, SOURCE) == [0]
    assert list_words(item.assigned, CONTENT) == []


def test_the_chosen_are_spans_of_the_article():
    [item] = choose("Ann said no.", *answer("Ann said no.", [("said", "Ann", "no", 0.0)]), WHOLE)
    assert item == Extracted(((0, 3),), ((4, 8),), ((9, 11),), 0.5)


def test_out_of_nothing_nothing_is_made():
    assert (choose("", [], [], WHOLE), find_runs([])) == ([], [])


def made_possible(text, cues):
    found_windows, found = answer(text, [(cue, "", "", 0.0) for cue in cues])
    return list_possible(text, Answers(found_windows, [], [item.assigned for item in found]))


def test_a_cue_is_words_that_hand_over_others():
    made = [
        ("Rain fell , she said , twice.", ", she said ,", ["she said"]),  # no comma at its ends
        ("Ann: no rain.", ":", [":"]),
        ("The self-proclaimed king left.", "proclaimed", []),
        ("The king proclaimed a feast.", "proclaimed", ["proclaimed"]),
        ("The mayor spoke, requesting anonymity.", "requesting", []),
    ]
    found = [
        (text, cue, [text[slice(*one.cue)] for one in made_possible(text, [cue])]) for text, cue, _ in made
    ]
    assert found == made


def test_the_features_say_what_they_are_named_for():
    text = "“No rain,” Ann said there."
    [window], [item] = answer(text, [("said", "Ann", "“No rain,”", 0.0)])
    found = extraction.measure_features(item.assigned, window, "said")
    assert found == {
        "cue": pytest.approx(math.log(9)),
        "listed": 1.0,
        "content": pytest.approx(0.8),
        "source": pytest.approx(0.8),
        "no source": 0.0,
        "words": pytest.approx(math.log(6)),
        "undecided": pytest.approx(4 * 0.1 / 5),
        "quoted": 1.0,
    }


def test_a_source_is_as_certain_as_its_surest_word_and_two_words_for_one_may_be_undecided():
    text = f"Ann Holt said no{' and so on' * 20}."
    [window], [item] = answer(text, [("said", "Ann Holt", "no", 0.0)])
    item.assigned.roles[1] = [0.4, 0.6, 0.0]
    found = extraction.measure_features(item.assigned, window, "said")
    assert (found["source"], found["undecided"]) == (pytest.approx(0.8), 2)


def test_the_features_of_a_cue_with_nothing_beside_it_are_nought():
    [window], [item] = answer("Ann grinned.", [("grinned", "", "", 0.0)])
    found = extraction.measure_features(item.assigned, window, "grinned")
    nothing = {"listed": 0.0, "content": 0.0, "source": 0.0, "no source": 1.0, "words": 0.0, "quoted": 0.0}
    assert {name: found[name] for name in nothing} == nothing


# How near a decision was


KINDS = {
    *("a word may be a cue", "a cue is shown as another one", "a word goes on with a cue"),
    *("a word has this role", "a short part of a content is kept"),
    *("an attribution is accepted", "an attribution is doubtful", "a probability is printed so"),
}


def test_every_decision_about_the_study_was_further_from_its_threshold_than_nought(attribution_tables):
    near = attribution_tables.margins
    assert set(near["decision"]) == KINDS
    assert (near["margin"] > 0).all()


def test_a_margin_is_the_distance_of_the_nearest_decision_from_its_threshold():
    found_windows, [item] = answer(
        "Rain fell, Ann said.", [("said", "Ann", "Rain fell", math.log(0.7 / 0.3))]
    )
    cues = CueWords([0.1, 0.25, 0.9], [0.9, 0.75, 0.1], [0.1, 0.25, 0.9], [0.0, 0.0, 0.0])
    item = item._replace(features={"sure": math.log(0.703 / 0.297)})
    near = measure_margins(Answers(found_windows, [cues], [item.assigned]), [item], WHOLE)
    assert near == {
        "a word may be a cue": pytest.approx(0.05),
        "a cue is shown as another one": pytest.approx(0.4),
        "a word goes on with a cue": 1.0,
        "a word has this role": pytest.approx(0.7),
        "a short part of a content is kept": 1.0,
        "an attribution is accepted": pytest.approx(0.703 - settings.ACCEPTED),
        "an attribution is doubtful": pytest.approx(0.703 - (settings.SURE - 0.005)),
        "a probability is printed so": pytest.approx(0.002),
    }


def test_the_roles_about_a_cue_that_was_not_accepted_are_no_decision():
    found_windows, [item] = answer("Rain fell, Ann said.", [("said", "Ann", "Rain fell", -2.0)])
    nothing = CueWords(*([0.0] * 5 for _ in range(4)))
    near = measure_margins(Answers(found_windows, [nothing], [item.assigned]), [item], WHOLE)
    assert near["a word has this role"] == near["an attribution is doubtful"] == 1.0
    assert measure_margins(Answers([], [], []), [], WHOLE) == dict.fromkeys(KINDS, 1.0)
