import pandas as pd
import pytest

from inotherwords.attribution import voice_tables

TEXT = "Panic\nThe army said rebels “fled in fear” at night. “Gunmen” stayed."
SEGMENTS = pd.DataFrame(
    [("a", 0, "heading", 0, 5), ("a", 1, "sentence", 6, 51), ("a", 2, "sentence", 52, 68)],
    columns=["doc", "segment", "kind", "start", "end"],
)
SPANS = pd.DataFrame(
    [("a", 1, "source", 6, 14), ("a", 1, "cue", 15, 19), ("a", 1, "content", 20, 50)],
    columns=["doc", "attribution", "role", "start", "end"],
)


def spoken(*words, segments=SEGMENTS, spans=SPANS, text=TEXT):
    """The voice of each of some words of the text, and the attribution it stands in."""
    table = pd.DataFrame({"doc": "a", "start": [text.index(word) for word in words]})
    return voice_tables.add_voice(table, segments, spans, {"a": text})[
        ["voice", "attribution"]
    ].values.tolist()


def test_each_word_has_one_voice():
    words = ["rebels", "night", "fled", "fear", "army", "said", "Gunmen", "Panic"]
    voices = ["attributed", "attributed", "quoted", "quoted", "own", "own", "own", "heading"]
    assert spoken(*words) == [[voice, 1 if voice in ("attributed", "quoted") else ""] for voice in voices]
    for kind, name in (("headline", "heading"), ("caption", "caption")):
        assert spoken("Panic", segments=SEGMENTS.replace("heading", kind)) == [[name, ""]]


@pytest.mark.parametrize(
    ("source", "told"),
    [("Footage", ["own", ""]), ("AFP images", ["own", ""]), ("The army", ["attributed", 1])],
)
def test_what_pictures_show_is_told_in_the_articles_own_words(source, told):
    text = f"{source} showed rebels at night."
    cue = len(source) + 1
    rows = [("a", 1, "source", 0, len(source)), ("a", 1, "cue", cue, cue + 6)]
    spans = pd.DataFrame([*rows, ("a", 1, "content", cue + 7, len(text))], columns=SPANS.columns)
    segments = pd.DataFrame([("a", 0, "sentence", 0, len(text))], columns=SEGMENTS.columns)
    assert spoken("rebels", segments=segments, spans=spans, text=text) == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The so-called rebels left.", ["attributed", ""]),
        ("They met what the army calls armed rebels.", ["attributed", ""]),
        ("Men whom the ministry describes as rebels left.", ["attributed", ""]),
        ("People in town call for rebels to leave.", ["own", ""]),
    ],
)
def test_a_word_that_is_said_to_be_another_s_is_not_the_article_s_own(text, told):
    segments = pd.DataFrame([("a", 0, "sentence", 0, len(text))], columns=SEGMENTS.columns)
    assert spoken("rebels", segments=segments, spans=SPANS[:0], text=text) == [told]
    outer = [("a", 1, "source", 0, 3), ("a", 1, "content", 4, len(text))]
    inner = [("a", 2, "content", text.index("rebels"), len(text))]
    spans = pd.DataFrame(outer + inner, columns=SPANS.columns)
    found = spoken("rebels", segments=segments, spans=spans, text=text)
    assert found == [["attributed", 2]]  # whose word it is, is known
    spoken_of = spoken("rebels", segments=segments, spans=spans[:2], text=text)
    assert spoken_of == [["attributed", "" if told[0] == "attributed" else 1]]


def test_a_caption_is_told_on_the_word_of_whoever_speaks_in_it():
    segments = pd.DataFrame([("a", 0, "caption", 6, 51)], columns=SEGMENTS.columns)
    assert spoken("rebels", "fled", "said", segments=segments) == [
        ["attributed", 1],
        ["quoted", 1],
        ["caption", ""],
    ]


def test_a_heading_in_quotation_marks_is_not_the_desk_s_own_word():
    for heading in ("“Rebel plot”", "‘Rebel plot’", '"Rebel plot"'):
        segments = pd.DataFrame([("a", 0, "heading", 0, len(heading))], columns=SEGMENTS.columns)
        text = f"{heading}\nThe army left the town."
        assert spoken("Rebel", segments=segments, spans=SPANS.iloc[:0], text=text) == [["quoted", ""]], (
            heading
        )


def test_a_source_that_speaks_of_pictures_is_no_picture():
    text = "The army said rebels burned pictures."
    spans = SPANS.assign(start=[0, 9, 14], end=[8, 13, 36])
    segments = pd.DataFrame([("a", 0, "sentence", 0, 37)], columns=SEGMENTS.columns)
    assert spoken("rebels", segments=segments, spans=spans, text=text) == [["attributed", 1]]


def test_an_attribution_inside_another_has_its_own_words():
    inner = pd.DataFrame([("a", 2, "content", 27, 41)], columns=SPANS.columns)
    for spans in ([SPANS, inner], [inner, SPANS]):
        assert spoken("rebels", "fled", spans=pd.concat(spans)) == [["attributed", 1], ["quoted", 2]]


def test_the_order_and_the_index_of_the_words_stay():
    table = pd.DataFrame({"doc": ["a", "b", "a"], "start": [27, 0, 0]}, index=[7, 3, 5])
    segments = pd.concat([SEGMENTS, SEGMENTS.assign(doc="b")])
    voiced = voice_tables.add_voice(table, segments, SPANS, {"a": TEXT, "b": TEXT})
    assert voiced["voice"].to_dict() == {7: "quoted", 3: "heading", 5: "heading"}


WORDS = pd.DataFrame(
    [("a", "own", ""), ("a", "quoted", 1), ("a", "attributed", 1), ("a", "quoted", 2)],
    columns=["doc", "voice", "attribution"],
)
SIDES = pd.DataFrame(
    {"doc": ["a", "a"], "attribution": [1, 2], "side": ["iran", "ngo"], "doubtful": ["", "yes"]}
)


def test_the_share_of_voice_counts_words_by_side_and_the_largest_comes_first():
    assert voice_tables.share_of_voice(WORDS, SIDES, "side").values.tolist() == [
        ["a", "iran", 2, 0.5, 0],
        ["a", "ngo", 1, 0.25, 1],
        ["a", "own voice", 1, 0.25, 0],
    ]


def test_a_statement_shared_by_two_sides_is_counted_under_several():
    shared = SIDES.assign(side=["iran; syrian_government", "ngo"])
    assert voice_tables.share_of_voice(WORDS, shared, "side")["side"].tolist() == [
        "several",
        "ngo",
        "own voice",
    ]
    assert voice_tables.count_quoted(WORDS, shared)["side"].tolist() == ["ngo", "several"]


def test_doubtful_words_of_the_study_are_those_of_its_doubtful_attributions(words, attributions):
    doubtful = attributions.loc[attributions["doubtful"] == "yes", ["doc", "attribution"]]
    places = set(doubtful.itertuples(index=False, name=None))
    inside = [place in places for place in zip(words["doc"], words["attribution"], strict=True)]
    shares = voice_tables.share_of_voice(words, attributions, "side")
    assert 0 < sum(inside) == shares["doubtful"].sum()


def test_quoted_words_are_set_against_those_only_paraphrased():
    assert voice_tables.count_quoted(WORDS, SIDES).values.tolist() == [
        ["a", "iran", 1, 1, 0.5],
        ["a", "ngo", 1, 0, 1.0],
    ]


def test_a_sentence_in_which_no_source_speaks_is_told_on_nobodys_word():
    assert voice_tables.find_unsourced(SEGMENTS, SPANS)["segment"].tolist() == [2]
    assert voice_tables.find_unsourced(SEGMENTS, SPANS.replace({"end": {50: 60}})).empty


def test_of_no_article_in_english_no_sentence_is_unsourced_and_the_table_has_its_columns():
    assert list(voice_tables.find_unsourced(SEGMENTS[:0], SPANS[:0])) == list(SEGMENTS)


def test_the_words_of_the_study_have_the_five_voices(words):
    assert set(words["voice"]) == {"own", "attributed", "quoted", "heading", "caption"}
    assert set(words.loc[words["attribution"] != "", "voice"]) == {"attributed", "quoted"}
    nobodys = words[words["voice"].isin(["quoted", "attributed"]) & (words["attribution"] == "")]
    assert nobodys["text"].tolist() == ["Zionist", "plot", "Panic", "Waiting", "10", "years"]  # headings
    assert words.loc[words["voice"] == "caption", "text"].tolist() == ["a", "war", "monitor", "said"]
    third = words[words["doc"].str.startswith("003") & (words["voice"] == "heading")]
    assert third["text"].tolist() == ["russian", "attacks", "14,000", "displaced"]


def test_the_shares_of_each_article_of_the_study_add_up(words, attributions):
    for by in ("side", "source_type"):
        shares = voice_tables.share_of_voice(words, attributions, by)
        assert shares.groupby("doc")["share"].sum().tolist() == pytest.approx([1] * 5)
        assert shares["words"].sum() == len(words)


def test_a_name_is_unified_in_the_counts_and_not_in_the_text(words):
    names = {"Türkiye": "turkey", "Turkey": "turkey", "OSDH": "observatory", "Rahmane": "rahman"}
    third = words[words["doc"].str.startswith("003")]
    assert {name: {*third.loc[third["text"] == name, "term"]} for name in names} == {
        name: {term} for name, term in names.items()
    }


def test_background_of_the_study_is_told_on_nobodys_word(segments, spans, analysed):
    background = {
        "001": "Since 2011, the war on Syria",
        "002": "In recent years, northern Syria",
        "003": "The Syrian regime has regained control",
        "004": "HTS is a militant alliance",
    }
    alone = voice_tables.find_unsourced(segments, spans)
    told = [(row.doc[:3], analysed[row.doc][row.start : row.end]) for row in alone.itertuples()]
    found = [(doc, sentence[: len(background.get(doc, ""))]) for doc, sentence in told]
    assert [found.count(one) for one in background.items()] == [1] * 4
