"""The tables on attributions: what they say of the study, and that they say the same on every machine."""

import re
import subprocess
import sys

import numpy as np
import onnxruntime
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from inotherwords import cleaning, paths, settings
from inotherwords.attribution import extraction, reading
from inotherwords.attribution.network import answers, calibration, network
from inotherwords.attribution.tables import (
    count_cues,
    explain_cases,
    list_segments,
    nearest_margins,
    round_down_margins,
    tabulate,
)
from inotherwords.corpus import folder
from inotherwords.layers import files, schema

SPEAKERS = pd.DataFrame(
    [
        ("Smith", "Ann Smith", "person", "ngo", "expert"),
        ("the army", "the army", "group", "state", "military"),
    ],
    columns=["pattern", "speaker", "kind", "side", "source_type"],
)
TABLES = ("attributions", "attribution_spans", "possible_cues")


def read(texts):
    """All tables of some articles."""
    analysed = cleaning.apply_edits(texts, cleaning.list_edits(texts))
    return tabulate(cleaning.list_segments(texts, analysed), analysed, SPEAKERS)


def by_role(spans):
    return tuple(
        " … ".join(spans.loc[spans["role"] == role, "text"]) for role in ("source", "cue", "content")
    )


def test_the_tables_have_the_columns_that_the_codebook_declares_with_articles_and_without():
    for texts in ({"a": "“We left at night,” Smith said."}, {"a": ""}, {}):
        found = read(texts)
        columns = [list(table) for table in found]
        assert columns == [*([*schema.columns(name)] for name in TABLES), ["decision", "margin"]]
        assert [len(table) for table in found[:3]] == [bool(texts.get("a")), 3 * bool(texts.get("a")), 1] or (
            not any(len(table) for table in found[:3])
        )


def test_attributions_are_numbered_anew_in_each_article():
    texts = {"a": "Rebels left the town, the army said.", "b": "The army said that nobody stayed."}
    assert read(texts).attributions[["doc", "attribution"]].values.tolist() == [["a", 1], ["b", 1]]


def test_what_is_not_there_is_empty_and_the_doubtful_are_marked(attributions):
    later = read({"a": "Later, “at least five people fled” in fear."}).attributions
    assert later[["probability", "outer", "doubtful"]].values.tolist() == [["", "", ""]]
    by_network = attributions[attributions["probability"] != ""]
    probability = by_network["probability"].astype(float)
    assert set(by_network["doubtful"]) == {"", "yes"}
    assert ((probability < settings.SURE) == (by_network["doubtful"] == "yes")).all()
    # Speech in speech is found by rules, however unlikely the network held its cue.
    assert (probability[by_network["outer"] == ""] >= settings.ACCEPTED).all()


def test_what_was_accepted_among_the_possible_cues_is_in_the_table_with_the_same_probability(
    attribution_tables,
):
    heads, spans, cues, _ = attribution_tables
    keys = ["doc", "start", "end"]
    accepted = cues.loc[cues["accepted"] == "yes", [*keys, "probability"]]
    by_network = heads.loc[heads["probability"] != "", ["doc", "attribution", "probability"]]
    found = spans[spans["role"] == "cue"].merge(by_network, on=["doc", "attribution"])
    assert set(cues["accepted"]) == {"yes", ""}
    pairs = zip(
        accepted.sort_values(keys).itertuples(index=False),
        found[[*keys, "probability"]].sort_values(keys).itertuples(index=False),
        strict=True,
    )
    for possible, cue in pairs:  # of a mended cue ("Iran in expressing") the end alone is kept
        assert (possible.doc, possible.end, possible.probability) == (cue.doc, cue.end, cue.probability)
        assert possible.start <= cue.start


def test_the_margins_of_several_articles_are_those_of_the_nearest_decision_in_any():
    texts = {"a": "The dam is safe, the mayor said.", "b": "Farmers told AFP that the water rose."}
    one, other, both = (read(chosen).margins for chosen in ({"a": texts["a"]}, {"b": texts["b"]}, texts))
    pairs = zip(one["margin"], other["margin"], strict=True)
    assert both["margin"].tolist() == [min(pair) for pair in pairs]
    pd.testing.assert_frame_equal(nearest_margins(pd.concat([one, other])), both)


def test_cues_are_counted_by_their_dictionary_form():
    rows = [("a", cue, "neutral") for cue in ("According to", "said", "says")]
    heads = pd.DataFrame([*rows, ("a", "", "")], columns=["doc", "cue", "cue_class"])
    assert count_cues(heads).values.tolist() == [
        ["a", "according to", "neutral", 1],
        ["a", "say", "neutral", 2],
    ]


# The study


HARD_CASES = """
000 | a Syrian security official | told | a Syrian security official | syrian_government
002 | France Press | reported | AFP | media
002 | the official SANA news agency | According to | SANA | syrian_government
002 | the Syrian Observatory for Human Rights (SOHR) | according to | {observatory} | ngo
003 | the official Sana agency | according to | SANA | syrian_government
003 | The Syrian Observatory for Human Rights (OSDH) | adding | {observatory} | ngo
003 | Rami Abdel Rahmane, director of the OSDH | told | Rami Abdel Rahman | ngo
004 | AFPTV footage | showed | AFP | media
004 | he | added | Mohamed Hammadi | opposition_hts
001 |  | reportedly |  | unknown
""".format(observatory="Syrian Observatory for Human Rights")


def test_the_hard_cases_of_the_study_come_out_right(attributions, spans):
    parts = spans.groupby(["doc", "attribution"])[["role", "text"]].apply(by_role)
    found = {
        (row.doc[:3], *parts[row.doc, row.attribution][:2], row.speaker, row.side)
        for row in attributions.itertuples()
    }
    cases = [tuple(cell.strip() for cell in line.split("|")) for line in HARD_CASES.strip().splitlines()]
    assert [case for case in cases if case not in found] == []


def test_the_spans_and_possible_cues_of_the_study_are_the_words_at_their_places(attribution_tables, analysed):
    _, spans, cues, _ = attribution_tables
    assert all(analysed[row.doc][row.start : row.end] == row.text for row in spans.itertuples())
    assert all(analysed[row.doc][row.start : row.end] == row.cue for row in cues.itertuples())


def test_no_word_of_the_study_is_the_content_of_two_attributions_unless_one_stands_in_the_other(
    attributions, spans
):
    inner = attributions.loc[attributions["outer"] != "", ["doc", "attribution"]].assign(inner=True)
    contents = spans[spans["role"] == "content"].merge(inner, how="left", on=["doc", "attribution"])
    for _, rows in contents[contents["inner"].isna()].groupby("doc"):
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


def test_another_process_with_a_session_of_its_own_gives_the_same_tables(attribution_tables):
    program = """
from inotherwords import cleaning, corpus, paths
from inotherwords.attribution.tables import tabulate
from inotherwords.layers import files
texts = corpus.read_texts(paths.SEEDS, corpus.read_sources(paths.SEEDS))
analysed = cleaning.apply_edits(texts, cleaning.list_edits(texts))
known = corpus.read_lexicon(paths.SEEDS, "speakers")
for table in tabulate(cleaning.list_segments(texts, analysed), analysed, known):
    print(files.sha256(files.table_bytes(table)))
"""
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


def test_other_kernels_move_nothing_by_a_fifth_of_the_smallest_margin(
    other_kernels, segments, analysed, attribution_tables
):
    """The network computes in float, not in 8 bits: what it says moves by less than 1e-4."""
    network_says, decided = [], []
    for doc, own in segments.groupby("doc"):
        article = reading.prepare(analysed[doc], list_segments(own))
        windows = reading.read_windows(article)
        one, other = (answers.ask(windows, each) for each in (network.load(), other_kernels))
        said = [*zip(one.cues, other.cues, strict=True)]
        said += [(some.roles, same.roles) for some, same in zip(one.assigned, other.assigned, strict=True)]
        network_says += [np.abs(np.array(some) - np.array(same)).max() for some, same in said]
        pairs = zip(*(extraction.list_possible(article.text, each) for each in (one, other)), strict=True)
        weights = calibration.weights()
        for pair in pairs:
            some, same = (calibration.probability(item.features, weights) for item in pair)
            decided.append(abs(some - same))
    assert max(*network_says, *decided) < 1e-4
    margins = attribution_tables.margins.set_index("decision")["margin"]
    of_network = ["a word may be a cue", "a cue is shown as another one", "a word goes on with a cue"]
    of_network += ["a word has this role", "a short part of a content is kept"]
    assert max(network_says) < margins[of_network].min() / 5
    assert max(decided) < margins.drop(of_network).min() / 5


# Any text


WORDS = ["the", "The", "army", "said", "told", "AFP", "that", "he", "it", ",", ".", ":", "“", "”", "and"]
WORDS += ["which", "while", "claimed", "reportedly", "—", "‘", "’", "🙂", "quoted as saying", "according to"]
WORDS += [", adding that", "Ann Smith", "\n", "e\u0301", "\u0000", "\u200b", "مدينة", "x" * 150]


@hypothesis_settings(max_examples=25)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=40).map(" ".join))
@example("army said, according to it, he said")
@example("” where continued ’ and claimed, Iran : according to he reportedly")
@example("“Nobody will be left behind.” — Ann Smith\n“And nobody will stay in town")
def test_any_text_has_attributions_whose_spans_are_its_words(text):
    heads, spans, cues, _ = read({"a": text})
    analysed = cleaning.apply_edits({"a": text}, cleaning.list_edits({"a": text}))["a"]
    contents = spans[spans["role"] == "content"].groupby("attribution")["text"].agg("".join)
    assert set(contents.index) == set(heads["attribution"])
    assert all(re.search(r"\w", content) for content in contents)
    assert all(analysed[row.start : row.end] == row.text != "" for row in spans.itertuples())
    assert all(analysed[row.start : row.end] == row.cue != "" for row in cues.itertuples())
    assert not heads["outer"].eq(heads["attribution"]).any()


def test_a_case_in_a_caption_is_explained_as_one_in_a_sentence():
    text = (
        "Ferry stops\n\nThe ferry stopped.\n\nAnn Reed said the ferry had stopped. (Newswire Photo/Ann Lee)\n"
    )
    analysed = cleaning.apply_edits({"a": text}, cleaning.list_edits({"a": text}))
    segments = cleaning.list_segments({"a": text}, analysed)
    assert "caption" in set(segments["kind"])
    found = tabulate(segments, analysed, SPEAKERS)
    tables = {name: getattr(found, name) for name in TABLES}
    explained = explain_cases(tables, segments, analysed)
    assert explained["cue"].tolist() == ["said", "said"]
    assert explained["sentence"].str.startswith("Ann Reed said").all()
