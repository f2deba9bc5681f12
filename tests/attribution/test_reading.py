"""Whose word is what in one article: what is read, speech found by its marks, what is said of each."""

import pytest

from inotherwords import settings
from inotherwords.attribution import reading
from inotherwords.attribution.extraction import Extracted
from inotherwords.attribution.lexicon import Known
from inotherwords.attribution.tables import read_attributions
from inotherwords.text.segments import find_segments

KNOWN = [
    Known("Ann Smith", "Ann Smith", "person", "ngo", "expert"),
    Known("Smith", "Ann Smith", "person", "ngo", "expert"),
    Known("the army", "the army", "group", "state", "military"),
    Known("Observatory", "the Observatory", "group", "ngo", "ngo_monitor"),
]


def said(text):
    """The attributions of a text as (source, cue, content), broken spans joined by …"""
    return [(found.source, found.cue, found.content) for found in read_attributions(text, KNOWN)]


def only(text, known=KNOWN):
    [found] = read_attributions(text, known)
    return found


def bare(text):
    """The speech that is found by its quotation marks: (source, content)."""
    article = reading.prepare(text, find_segments(text, text))
    found = reading.add_bare_quotations(text, [], article.quotes, article.paragraphs)
    return [
        tuple(" … ".join(text[slice(*span)] for span in part) for part in (item.source, item.content))
        for item in found
    ]


@pytest.fixture
def made_up(monkeypatch):
    """Return a function that gives the attributions of a text as if the network had found what is marked.

    Each attribution is (source, cue, content, probability), all words of the text.
    """

    def made_up(text, *marked):
        def spans(words):
            return tuple((text.index(one), text.index(one) + len(one)) for one in words.split(" … ") if one)

        items = [Extracted(*(spans(words) for words in item[:3]), item[3]) for item in marked]
        monkeypatch.setattr(reading, "find", lambda *_: items)
        return read_attributions(text, KNOWN)

    return made_up


# What is read


def test_the_body_is_each_paragraphs_sentences_from_the_first_to_the_last():
    text = "A heading\nIt rained. It rained again.\nThe road was shut."
    spans = reading.find_paragraphs(find_segments(text, text))
    assert [text[slice(*span)] for span in spans] == ["It rained. It rained again.", "The road was shut."]


def test_headings_and_credits_are_no_speech_but_a_caption_may_be():
    assert said("It rained.\n“Rebels say they left the town”\nNobody stayed.") == []
    assert said("It rained.\nPhoto / the army said") == []
    assert len(said("Rebels left Aleppo, the army said. Photo / AFP\nNobody stayed.")) == 1


def test_an_article_without_sentences_has_no_attributions():
    assert [said(text) for text in ("", "\n\n", "A heading")] == [[], [], []]


def test_no_attribution_of_the_study_reaches_into_a_heading_a_credit_or_a_dateline(spans, segments):
    others = segments[~segments["kind"].isin(["sentence", "caption"])]
    assert {"headline", "heading", "dateline"} <= set(others["kind"])
    for doc, rows in spans.groupby("doc"):
        there = others[others["doc"] == doc]
        for first, last in zip(there["start"], there["end"], strict=True):
            assert not ((rows["start"] < last) & (first < rows["end"])).any()


# Speech found by its quotation marks


def test_a_long_quotation_without_a_speaker_is_kept_without_source_probability_or_doubt():
    found = only("Later, “at least five people fled” in fear.")
    assert (found.source, found.cue, found.content) == ("", "", "“at least five people fled”")
    assert (found.probability, found.doubtful, found.speaker, found.cue_class) == (None, False, "", "other")
    assert reading.make_row("a", 1, found)["probability"] == ""


def test_a_few_words_a_title_or_a_heading_in_quotation_marks_are_no_speech():
    assert bare("The so-called “old second city” fell.") == []
    assert bare("The so-called “old but second city” fell.") == [("", "“old but second city”")]
    assert bare("The novel “The Long Way to the Sea” was sold.") == []
    assert bare("The sign “the long way to the sea” was sold.") == [("", "“the long way to the sea”")]
    assert bare("It rained.\n“Rebels say that they left”\nNobody stayed.") == []


def test_a_quotation_that_is_signed_is_its_signers():
    quotation = "“Nobody in the whole of the valley will be left behind.”"
    for mark in ("—", "–", "―", "--"):
        text = f"It rained.\n{quotation} {mark} Ann Smith\nThe road was shut."
        assert bare(text) == [("Ann Smith", quotation)], mark
    for rest in ("— and then it rained.", "— Ann Smith left. It rained.", ", Ann Smith."):
        assert bare(f"{quotation} {rest}") == [("", quotation)], rest


def test_a_quotation_of_two_words_that_is_a_paragraph_is_kept_and_a_title_is_not():
    assert bare("She will be there.\n“Front row.”\nIt rained.") == [("", "“Front row.”")]
    assert bare("She will be there.\n“All Bets Are Off.”\nIt rained.") == []


def test_a_quotation_that_an_attribution_touches_is_not_kept_again():
    text = "“We will all leave at four,” Ann said."
    item = Extracted(((29, 32),), ((33, 37),), ((1, 27),), 0.9)
    assert reading.add_bare_quotations(text, [item], [(0, 28)], [(0, 38)]) == [item]


def test_a_quotation_that_runs_over_paragraphs_belongs_whole_to_its_speaker():
    text = "Ann said: “We left.\n“They stayed.”\nIt rained."
    item = Extracted(((0, 3),), ((4, 8),), ((10, 19),), 0.9)
    paragraphs = [(0, 19), (20, 34), (35, 45)]
    [found] = reading.add_bare_quotations(text, [item], [(10, 34)], paragraphs)
    assert [text[slice(*span)] for span in found.content] == ["“We left.", "“They stayed.”"]


def test_the_network_and_the_marks_together_read_a_quotation_over_paragraphs():
    text = "Peter Lang said: “Nobody warned us.\n“The water came at four, and the boats had gone.”"
    assert said(text) == [
        ("Peter Lang", "said", "“Nobody warned us. … “The water came at four, and the boats had gone.”")
    ]


def test_attributions_stand_in_the_order_of_the_text():
    text = "“Nobody was left in town.” Rain fell, Ann said."
    item = Extracted(((38, 41),), ((42, 46),), ((27, 36),), 0.9)
    found = reading.add_bare_quotations(text, [item], [(0, 26)], [(0, 47)])
    assert [one.content for one in found] == [((0, 26),), ((27, 36),)]


# What is said of each


def test_an_attribution_has_its_type_its_pattern_and_the_class_of_its_cue():
    assert only("“We left at night,” Smith said.").type == "direct"
    assert only("Smith said the rebels “left at once”.").type == "mixed"
    assert only("Smith said that they had left.").type == "indirect"
    assert only("“We left at night,” said Smith.").pattern == "quotation, then verb and speaker"
    classes = {"said": "neutral", "stressed": "assertive", "claimed": "doubt", "denied": "other"}
    for verb, cue_class in classes.items():
        assert only(f"The army {verb} that rebels had left the town.").cue_class == cue_class, verb


def test_who_was_told_is_the_via_and_no_part_of_the_content():
    found = only("Smith told AFP that rebels had left the town.")
    assert (found.source, found.cue, found.via) == ("Smith", "told", "AFP")
    assert found.content == "that rebels had left the town"
    assert only("Smith said that rebels had left the town.").via == ""


def test_a_speaker_has_a_side_and_a_type_if_the_list_knows_one():
    known = only("Rebels left the town, the Observatory said.")
    assert known[1] == "the Observatory"
    assert (known.side, known.source_type, known.resolved_by) == ("ngo", "ngo_monitor", "named")
    shared = only("The army and the Observatory said the town was empty.")
    assert (shared.speaker, shared.side) == ("the army; the Observatory", "state; ngo")
    nobody = only("Rebels left the town, two shepherds said.")
    assert (nobody.speaker, nobody.side) == ("two shepherds", "unknown")
    unlisted = only("Rebels left the town, the army said.", [])
    assert (unlisted.speaker, unlisted.side) == ("the army", "unknown")


def test_she_is_the_last_person_who_spoke():
    text = "Rebels left the town, the army said.\n“We saw it,” Ann Smith said.\nShe said that nobody stayed."
    assert [one.speaker for one in read_attributions(text, KNOWN)] == ["the army", "Ann Smith", "Ann Smith"]


def test_what_stands_in_the_sentence_before_is_not_said_by_who_speaks_at_the_end_of_the_next(made_up):
    text = "Ten men were freed. Six were hurt, the ministry said."
    [found] = made_up(text, ("the ministry", "said", "Ten men were freed … Six were hurt", 0.9))
    assert found.content == "Six were hurt"
    [found] = made_up(text, ("the ministry", "said", "men were freed. Six were hurt", 0.9))
    assert found.content == "Six were hurt"
    text = "“Ten men were freed.” Six were hurt, the ministry said."
    [found] = made_up(text, ("the ministry", "said", "“Ten men were freed.” … Six were hurt", 0.9))
    assert found.content == "“Ten men were freed.” … Six were hurt"


def test_nobody_is_no_source(made_up):
    for who in ("Nobody", "No one", "None of the guards", "No officer"):
        text = f"{who} will say who fired. Ann Smith said that it rained."
        said = ("Ann Smith", "said", "that it rained", 0.9)
        found = made_up(text, (who, "will say", "who fired", 0.9), said)
        assert [one.speaker for one in found] == ["Ann Smith"]


def test_he_is_a_spokesman_without_a_name_rather_than_a_minister_before(made_up):
    text = (
        "Alan Holt said it rained. An Observatory spokesman said two rifles were found. He said nobody fired."
    )
    found = made_up(
        text,
        ("Alan Holt", "said", "it rained", 0.9),
        ("An Observatory spokesman", "said", "two rifles were found", 0.9),
        ("He", "said", "nobody fired", 0.9),
    )
    assert [one.speaker for one in found] == ["Alan Holt", "the Observatory", "the Observatory"]


def test_when_somebody_spoke_is_no_part_of_a_name(made_up):
    text = "“It rained,” said Dr. Ann Reed when I met her at noon."
    [found] = made_up(text, ("Dr. Ann Reed when I met her at noon", "said", "“It rained,”", 0.9))
    assert found.speaker == "Ann Reed"


def test_a_cue_in_two_parts_is_named_whole(made_up):
    [found] = made_up("Ann made it clear that rain fell.", ("Ann", "made it … clear", "rain fell", 0.9))
    assert found.cue == "made it clear"


def test_an_attribution_names_the_innermost_one_it_stands_in(made_up):
    found = made_up(
        "Ann said that Ben told us that Cy thinks it rained.",
        ("Ann", "said", "that Ben told us that Cy thinks it rained", 0.9),
        ("Ben", "told", "that Cy thinks it rained", 0.9),
        ("Cy", "thinks", "it rained", 0.9),
    )
    assert [one.outer for one in found] == [None, 1, 2]
    # Two of one length do not stand in each other, and a quotation without a cue may stand in one.
    found = made_up("Rain said snow.", ("", "said", "Rain", 0.9), ("", "Rain", "said", 0.9))
    assert [one.outer for one in found] == [None, None]
    found = made_up(
        "Ann said they cried “we are all lost” at four.",
        ("Ann", "said", "they cried “we are all lost” at four", 0.9),
        ("", "", "“we are all lost”", reading.BY_MARKS),
    )
    assert [one.outer for one in found] == [None, 1]


def test_an_attribution_is_doubtful_only_if_its_printed_probability_is_below_sure(made_up):
    sure = settings.SURE
    rows = [("Ann", "said", "rain fell", value) for value in (sure - 0.1, sure - 0.006, sure - 0.004, sure)]
    found = made_up("Ann said rain fell.", *rows)
    assert [one.doubtful for one in found] == [True, True, False, False]
    assert [one.probability for one in found] == [0.5, 0.59, 0.6, 0.6]
