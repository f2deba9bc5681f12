"""The tables on attributions: what they say of an article, and that they say the same on every machine."""

import re
import subprocess
import sys

import numpy as np
import onnxruntime
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inotherwords import cleaning, paths
from inotherwords.attribution import extraction, reading
from inotherwords.attribution.extraction import Extracted
from inotherwords.attribution.network import answers, calibration, network
from inotherwords.attribution.tables import (
    ATTRIBUTION_COLUMNS,
    POSSIBLE_COLUMNS,
    SPAN_COLUMNS,
    cue_counts,
    list_segments,
    round_down_margins,
    tabulate,
)
from inotherwords.corpus import folder
from inotherwords.layers import files
from inotherwords.text.segments import find_segments

SPEAKERS = pd.DataFrame(
    [
        ("Ann Smith", "Ann Smith", "person", "ngo", "expert"),
        ("Smith", "Ann Smith", "person", "ngo", "expert"),
        ("the army", "the army", "group", "state", "military"),
        ("Observatory", "the Observatory", "group", "ngo", "ngo_monitor"),
    ],
    columns=["pattern", "speaker", "kind", "side", "source_type"],
)


def read(text, speakers=SPEAKERS):
    """All tables of one article."""
    texts = {"a": text}
    analysed = cleaning.apply_edits(texts, cleaning.list_edits(texts))
    return tabulate(cleaning.list_segments(texts, analysed), analysed, speakers)


def by_role(spans):
    return tuple(
        " … ".join(spans.loc[spans["role"] == role, "text"]) for role in ("source", "cue", "content")
    )


def said(text):
    """The attributions of a text as (source, cue, content), broken spans joined by …"""
    heads, spans, _, _ = read(text)
    return [by_role(spans[spans["attribution"] == number]) for number in heads["attribution"]]


def column(text, name):
    return read(text).attributions[name].tolist()


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
    """Return a function that gives the table of attributions as if the network had found what is marked.

    Each attribution is (source, cue, content, probability), all words of the text.
    """

    def made_up(text, *marked):
        def spans(words):
            return tuple((text.index(one), text.index(one) + len(one)) for one in words.split(" … ") if one)

        items = [Extracted(*(spans(words) for words in item[:3]), item[3]) for item in marked]
        monkeypatch.setattr(reading, "find", lambda *_: items)
        texts = {"a": text}
        return tabulate(cleaning.list_segments(texts, texts), texts, SPEAKERS).attributions

    return made_up


# What is read


def test_the_body_is_each_paragraphs_sentences_from_the_first_to_the_last():
    text = "A heading\nIt rained. It rained again.\nThe road was shut."
    spans = reading.find_paragraphs(find_segments(text, text))
    assert [text[slice(*span)] for span in spans] == ["It rained. It rained again.", "The road was shut."]


def test_an_article_of_headings_alone_has_no_body():
    assert reading.find_paragraphs(find_segments("A heading", "A heading")) == []


@pytest.mark.parametrize(
    "text",
    [
        "It rained.\n“Rebels say they left the town”\nNobody stayed.",
        "It rained.\nPhoto / the army said",
    ],
    ids=["heading", "credit"],
)
def test_headings_and_credits_are_no_speech(text):
    assert said(text) == []


def test_a_caption_may_hand_the_floor_to_a_source():
    assert len(said("Rebels left Aleppo, the army said. Photo / AFP\nNobody stayed.")) == 1


def test_no_attribution_of_the_study_reaches_into_a_heading_a_credit_or_a_dateline(spans, segments):
    others = segments[~segments["kind"].isin(["sentence", "caption"])]
    assert {"headline", "heading", "dateline"} <= set(others["kind"])
    for doc, rows in spans.groupby("doc"):
        there = others[others["doc"] == doc]
        for first, last in zip(there["start"], there["end"], strict=True):
            assert not ((rows["start"] < last) & (first < rows["end"])).any()


@pytest.mark.parametrize("text", ["", "\n\n", "A heading"])
def test_an_article_without_sentences_has_no_attributions(text):
    tables = read(text)
    assert [len(table) for table in tables[:3]] == [0, 0, 0]
    assert tables.attributions.columns.tolist() == ATTRIBUTION_COLUMNS


def test_without_articles_every_table_is_empty_and_has_its_columns():
    nothing = cleaning.list_segments({}, {})
    tables = tabulate(nothing, {}, SPEAKERS)
    assert [table.columns.tolist() for table in tables] == [
        ATTRIBUTION_COLUMNS,
        SPAN_COLUMNS,
        POSSIBLE_COLUMNS,
        ["decision", "margin"],
    ]
    assert not any(len(table) for table in tables)


# Speech found by its quotation marks


def test_a_long_quotation_without_a_speaker_is_kept_without_a_source():
    assert said("Later, “at least five people fled” in fear.") == [("", "", "“at least five people fled”")]


def test_what_is_found_by_its_marks_alone_has_no_probability_and_is_not_doubtful():
    heads = read("Later, “at least five people fled” in fear.").attributions
    assert heads[["probability", "doubtful", "speaker", "cue_class"]].values.tolist() == [
        ["", "", "", "other"]
    ]


def test_a_few_words_in_quotation_marks_without_a_speaker_are_no_speech():
    assert bare("The so-called “old second city” fell.") == []
    assert bare("The so-called “old but second city” fell.") == [("", "“old but second city”")]


def test_a_title_in_quotation_marks_is_no_speech():
    assert bare("The novel “The Long Way to the Sea” was sold.") == []
    assert bare("The sign “the long way to the sea” was sold.") == [("", "“the long way to the sea”")]


def test_a_quotation_in_a_heading_is_no_speech():
    assert bare("It rained.\n“Rebels say that they left”\nNobody stayed.") == []


@pytest.mark.parametrize("mark", ["—", "–", "―", "--"])
def test_a_quotation_that_is_signed_is_its_signers(mark):
    quotation = "“Nobody in the whole of the valley will be left behind.”"
    text = f"It rained.\n{quotation} {mark} Ann Smith\nThe road was shut."
    assert bare(text) == [("Ann Smith", quotation)]


@pytest.mark.parametrize("rest", ["— and then it rained.", "— Ann Smith left. It rained.", ", Ann Smith."])
def test_what_only_looks_like_a_signature_is_none(rest):
    assert bare(f"“Nobody will be left behind.” {rest}") == [("", "“Nobody will be left behind.”")]


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


# What the table says


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We left at night,” Smith said.", "direct"),
        ("Smith said the rebels “left at once”.", "mixed"),
        ("Smith said that they had left.", "indirect"),
    ],
)
def test_an_attribution_is_direct_mixed_or_indirect(text, kind):
    assert column(text, "type") == [kind]


def test_who_was_told_is_the_via_and_no_part_of_the_content():
    text = "Smith told AFP that rebels had left the town."
    assert column(text, "via") == ["AFP"]
    assert said(text) == [("Smith", "told", "that rebels had left the town")]


def test_where_nobody_carried_the_words_via_is_empty():
    assert column("Smith said that rebels had left the town.", "via") == [""]


@pytest.mark.parametrize(
    ("verb", "cue_class"),
    [("said", "neutral"), ("stressed", "assertive"), ("claimed", "doubt"), ("denied", "other")],
)
def test_a_cue_has_the_class_of_the_list(verb, cue_class):
    assert column(f"The army {verb} that rebels had left the town.", "cue_class") == [cue_class]


def test_the_pattern_is_read_from_the_words():
    assert column("“We left at night,” said Smith.", "pattern") == ["quotation, then verb and speaker"]


def test_a_known_speaker_has_a_name_a_side_and_a_type():
    heads = read("Rebels left the town, the Observatory said.").attributions
    assert heads[["speaker", "side", "source_type", "resolved_by"]].values.tolist() == [
        ["the Observatory", "ngo", "ngo_monitor", "named"]
    ]


def test_a_speaker_nobody_knows_keeps_the_words_of_the_article():
    heads = read("Rebels left the town, two shepherds said.").attributions
    assert heads[["speaker", "side"]].values.tolist() == [["two shepherds", "unknown"]]


def test_without_a_list_of_speakers_every_side_is_unknown():
    heads = read("Rebels left the town, the army said.", SPEAKERS.head(0)).attributions
    assert heads[["speaker", "side"]].values.tolist() == [["the army", "unknown"]]


def test_several_who_speak_with_one_voice_are_all_named():
    heads = read("The army and the Observatory said the town was empty.").attributions
    assert heads[["speaker", "side"]].values.tolist() == [["the army; the Observatory", "state; ngo"]]


def test_she_is_the_last_person_who_spoke():
    text = "Rebels left the town, the army said.\n“We saw it,” Ann Smith said.\nShe said that nobody stayed."
    assert column(text, "speaker") == ["the army", "Ann Smith", "Ann Smith"]


def test_a_cue_in_two_parts_is_named_whole(made_up):
    heads = made_up("Ann made it clear that rain fell.", ("Ann", "made it … clear", "rain fell", 0.9))
    assert heads["cue"].tolist() == ["made it clear"]


def test_an_attribution_names_the_innermost_one_it_stands_in(made_up):
    text = "Ann said that Ben told us that Cy thinks it rained."
    heads = made_up(
        text,
        ("Ann", "said", "that Ben told us that Cy thinks it rained", 0.9),
        ("Ben", "told", "that Cy thinks it rained", 0.9),
        ("Cy", "thinks", "it rained", 0.9),
    )
    assert heads["outer"].tolist() == ["", 1, 2]


def test_two_attributions_of_one_length_do_not_stand_in_each_other(made_up):
    heads = made_up("Rain said snow.", ("", "said", "Rain", 0.9), ("", "Rain", "said", 0.9))
    assert heads["outer"].tolist() == ["", ""]


def test_a_quotation_without_a_cue_may_stand_in_another_attribution(made_up):
    heads = made_up(
        "Ann said they cried “we are all lost” at four.",
        ("Ann", "said", "they cried “we are all lost” at four", 0.9),
        ("", "", "“we are all lost”", reading.BY_MARKS),
    )
    assert heads["outer"].tolist() == ["", 1]


def test_an_attribution_is_doubtful_only_if_its_printed_probability_is_below_sure(made_up):
    text = "Ann said rain fell."
    sure = extraction.SURE
    rows = [("Ann", "said", "rain fell", value) for value in (sure - 0.1, sure - 0.006, sure - 0.004, sure)]
    heads = made_up(text, *rows)
    assert heads["doubtful"].tolist() == ["yes", "yes", "", ""]
    assert heads["probability"].tolist() == [0.5, 0.59, 0.6, 0.6]


def test_only_the_doubtful_of_the_study_are_below_sure(attributions):
    by_network = attributions[attributions["probability"] != ""]
    probability = by_network["probability"].astype(float)
    assert (probability[by_network["doubtful"] == "yes"] < extraction.SURE).all()
    assert (probability[by_network["doubtful"] == ""] >= extraction.SURE).all()
    assert (probability >= extraction.ACCEPTED).all()


def test_the_tables_have_their_columns_in_their_order():
    tables = read("“We left at night,” Smith said.")
    assert tables.attributions.columns.tolist() == [
        *("doc", "attribution", "type", "speaker", "side", "source_type", "via", "cue", "cue_class"),
        *("pattern", "probability", "outer", "doubtful", "resolved_by"),
    ]
    assert tables.attribution_spans.columns.tolist() == ["doc", "attribution", "role", "start", "end", "text"]
    assert tables.possible_cues.columns.tolist() == ["doc", "start", "end", "cue", "probability", "accepted"]


def test_attributions_are_numbered_anew_in_each_article():
    texts = {"a": "Rebels left the town, the army said.", "b": "The army said that nobody stayed."}
    heads = tabulate(cleaning.list_segments(texts, texts), texts, SPEAKERS).attributions
    assert heads[["doc", "attribution"]].values.tolist() == [["a", 1], ["b", 1]]


def test_what_was_accepted_among_the_possible_cues_is_in_the_table_with_the_same_probability(
    attribution_tables,
):
    heads, spans, cues, _ = attribution_tables
    keys = ["doc", "start", "end"]
    accepted = cues.loc[cues["accepted"] == "yes", [*keys, "probability"]]
    by_network = heads.loc[heads["probability"] != "", ["doc", "attribution", "probability"]]
    found = spans[spans["role"] == "cue"].merge(by_network, on=["doc", "attribution"])
    assert accepted.sort_values(keys).values.tolist() == (
        found[[*keys, "probability"]].sort_values(keys).values.tolist()
    )


def test_the_possible_cues_of_the_study_are_the_words_at_their_places(attribution_tables, analysed):
    rows = list(attribution_tables.possible_cues.itertuples())
    assert {row.accepted for row in rows} == {"yes", ""}
    assert all(analysed[row.doc][row.start : row.end] == row.cue for row in rows)


def test_the_margins_of_several_articles_are_those_of_the_nearest_decision_in_any():
    texts = {"a": "The dam is safe, the mayor said.", "b": "Farmers told AFP that the water rose."}
    one, other, both = (
        tabulate(cleaning.list_segments(chosen, chosen), chosen, SPEAKERS).margins["margin"]
        for chosen in ({"a": texts["a"]}, {"b": texts["b"]}, texts)
    )
    assert both.tolist() == [min(pair) for pair in zip(one, other, strict=True)]


def test_cues_are_counted_by_their_dictionary_form(made_up):
    text = "According to Ann it rained and Ben said it snowed and Cy says it froze. “So it was there.”"
    heads = made_up(
        text,
        ("Ann", "According to", "it rained", 0.9),
        ("Ben", "said", "it snowed", 0.9),
        ("Cy", "says", "it froze", 0.9),
        ("", "", "“So it was there.”", reading.BY_MARKS),
    )
    assert cue_counts(heads).values.tolist() == [
        ["a", "according to", "neutral", 1],
        ["a", "say", "neutral", 2],
    ]


# The study


@pytest.fixture(scope="module")
def found(attributions, spans):
    """Every attribution of the study as (doc, source, cue, speaker, side)."""
    parts = spans.groupby(["doc", "attribution"])[["role", "text"]].apply(by_role)
    return [
        (row.doc[:3], *parts[(row.doc, row.attribution)][:2], row.speaker, row.side)
        for row in attributions.itertuples()
    ]


@pytest.mark.parametrize(
    ("doc", "source", "cue", "speaker", "side"),
    [
        ("000", "a Syrian security official", "told", "a Syrian security official", "syrian_government"),
        ("002", "France Press", "reported", "AFP", "media"),
        ("002", "the official SANA news agency", "According to", "SANA", "syrian_government"),
        (
            "002",
            "the Syrian Observatory for Human Rights (SOHR)",
            "according to",
            "Syrian Observatory for Human Rights",
            "ngo",
        ),
        ("003", "the official Sana agency", "according to", "SANA", "syrian_government"),
        (
            "003",
            "The Syrian Observatory for Human Rights (OSDH)",
            "adding",
            "Syrian Observatory for Human Rights",
            "ngo",
        ),
        ("003", "Rami Abdel Rahmane, director of the OSDH", "told", "Rami Abdel Rahman", "ngo"),
        ("004", "AFPTV footage", "showed", "AFP", "media"),
        ("004", "he", "added", "Mohamed Hammadi", "opposition_hts"),
        ("001", "", "reportedly", "", "unknown"),
    ],
)
def test_a_hard_case_of_the_study_comes_out_right(doc, source, cue, speaker, side, found):
    assert (doc, source, cue, speaker, side) in found


def test_the_spans_of_the_study_are_the_words_at_their_places(spans, analysed):
    assert all(analysed[row.doc][row.start : row.end] == row.text for row in spans.itertuples())


def test_no_word_of_the_study_is_the_content_of_two_attributions(spans):
    for _, rows in spans[spans["role"] == "content"].groupby("doc"):
        ordered = rows.sort_values("start")
        assert (ordered["end"].to_numpy()[:-1] <= ordered["start"].to_numpy()[1:]).all()


# The same on every machine


@pytest.fixture(scope="module")
def known():
    return folder.read_lexicon(paths.SEEDS, "speakers")


@pytest.fixture(scope="module")
def other_kernels():
    """The network without onnxruntime's optimisations: other kernels, and sums in another order."""

    class Options(onnxruntime.SessionOptions):
        def __init__(self):
            super().__init__()
            self.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(onnxruntime, "SessionOptions", Options)
        return network.start()


def table_bytes(tables):
    return [files.table_bytes(table) for table in tables]


def test_two_runs_give_the_same_tables(attribution_tables, segments, analysed, known, monkeypatch):
    loaded = network.start()
    monkeypatch.setattr(network, "load", lambda int8: loaded)
    assert table_bytes(tabulate(segments, analysed, known)) == table_bytes(attribution_tables)


def test_another_process_gives_the_same_tables(attribution_tables):
    program = (
        "from inotherwords import attribution, cleaning, corpus\n"
        "texts = corpus.read_texts(corpus.SEEDS, corpus.read_sources(corpus.SEEDS))\n"
        "analysed = cleaning.apply_edits(texts, cleaning.edits(texts))\n"
        "known = corpus.read_lexicon(corpus.SEEDS, 'speakers')\n"
        "for table in attribution.tables(cleaning.segments(texts, analysed), analysed, known):\n"
        "    print(corpus.sha256(corpus.table_bytes(table)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [files.sha256(content) for content in table_bytes(attribution_tables)]


def test_other_kernels_and_another_order_of_additions_give_the_same_tables(
    attribution_tables, other_kernels, segments, analysed, known, monkeypatch
):
    monkeypatch.setattr(network, "load", lambda int8: other_kernels)
    others = tabulate(segments, analysed, known)
    assert table_bytes(others[:3]) == table_bytes(attribution_tables[:3])
    shown, same = (round_down_margins(one.margins) for one in (attribution_tables, others))
    assert files.table_bytes(shown) == files.table_bytes(same)


@pytest.fixture(scope="module")
def moved(other_kernels, segments, analysed):
    """The greatest difference other kernels make to what the network says, and to what is decided."""
    network_says, decided = [], []
    for doc, own in segments.groupby("doc"):
        article = reading.prepare(analysed[doc], list_segments(own))
        windows = reading.read_windows(article)
        one, other = (answers.ask(windows, each) for each in (network.load(), other_kernels))
        said = [*zip(one.cues, other.cues, strict=True)]
        said += [(some.roles, same.roles) for some, same in zip(one.assigned, other.assigned, strict=True)]
        network_says += [np.abs(np.array(some) - np.array(same)).max() for some, same in said]
        for some, same in zip(
            *(extraction.possible(article.text, each) for each in (one, other)), strict=True
        ):
            some, same = (
                calibration.probability(item.features, calibration.weights()) for item in (some, same)
            )
            decided.append(abs(some - same))
    return float(max(network_says)), max(decided)


def test_the_network_computes_in_float_and_not_in_8_bits(moved):
    assert max(moved) < 1e-4


def test_other_kernels_move_no_probability_by_a_fifth_of_the_smallest_margin(moved, attribution_tables):
    margins = attribution_tables.margins.set_index("decision")["margin"]
    of_network = ["a word may be a cue", "a cue is shown as another one", "a word goes on with a cue"]
    of_network += ["a word has this role", "a short part of a content is kept"]
    assert moved[0] < margins[of_network].min() / 5
    assert moved[1] < margins.drop(of_network).min() / 5


# Any text


WORDS = [
    *(
        "the",
        "The",
        "army",
        "said",
        "told",
        "AFP",
        "that",
        "he",
        "it",
        ",",
        ".",
        ":",
        "“",
        "”",
        "and",
        "which",
    ),
    *(
        "while",
        "claimed",
        "quoted as saying",
        "according to",
        "reportedly",
        ", adding that",
        "Ann Smith",
        "\n",
    ),
    *("—", "‘", "’", "🙂", "e\u0301", "\u0000", "\u200b", "مدينة", "x" * 150),
]


@settings(max_examples=25)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=40).map(" ".join))
@example("army said, according to it, he said")
@example("” where continued ’ and claimed, Iran : according to he reportedly")
@example("“Nobody will be left behind.” — Ann Smith\n“And nobody will stay in town")
def test_any_text_has_attributions_whose_spans_are_its_words(text):
    heads, spans, cues, _ = read(text)
    analysed = cleaning.apply_edits({"a": text}, cleaning.list_edits({"a": text}))["a"]
    assert set(spans.loc[spans["role"] == "content", "attribution"]) == set(heads["attribution"])
    assert all(analysed[row.start : row.end] == row.text != "" for row in spans.itertuples())
    assert all(analysed[row.start : row.end] == row.cue != "" for row in cues.itertuples())
    assert all(re.search(r"\w", content) for _, _, content in said(text))
    assert not heads["outer"].eq(heads["attribution"]).any()
