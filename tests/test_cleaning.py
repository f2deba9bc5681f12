import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inotherwords import cleaning

# Lines as an article has them, and marks, breaks and spaces where no article would have them.
PIECES = [
    *"“”„«»\"‘’'.,:?( \n\r\t\xa0\u2009\u202f\u2028",
    *["Peace", "army", "Dr", "İ", " said. ", "Israel. and ", "“. .", "Photo / AFP", "Source: BFM TV"],
    *["PARIS -- ", " date 2024-11-30 ", "14,000 displaced"],
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join) | st.text()


def analyse(text):
    return cleaning.apply_edits({"a": text}, cleaning.edits({"a": text}))["a"]


def rules(text):
    """The edits of a text as (what was there, rule, what is there now)."""
    return [(text[start:end], rule, after) for start, end, rule, after in cleaning.find_edits(text)]


def parts(text):
    """The segments of a text as (kind, words)."""
    return [(kind, text[start:end]) for kind, start, end, _ in cleaning.find_segments(text, analyse(text))]


def sentences(text):
    return [text[start:end] for start, end in cleaning.find_sentences(text)]


def printed(segments, texts, kind, doc=""):
    rows = segments[(segments["kind"] == kind) & segments["doc"].str.startswith(doc)]
    return [texts[row.doc][row.start : row.end] for row in rows.itertuples()]


# Edits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Peace,“ he said.", "“Peace,” he said."),
        ("„Peace,” he said.", "“Peace,” he said."),
        ("“Peace,„ he said.", "“Peace,” he said."),
        ("«Peace,» he said.", "“Peace,” he said."),
        ('"Peace," he said.', "“Peace,” he said."),
        ("'Peace,' he said.", "‘Peace,’ he said."),
        ("„It is “strange”,“ he said.", "“It is “strange”,” he said."),
        ("''Peace,'' he said.", " “Peace,”  he said."),
    ],
)
def test_quotation_marks_are_given_one_shape(text, expected):
    assert analyse(text) == expected


def test_every_apostrophe_is_straight():
    assert analyse("Syria’s and its allies’ fronts") == "Syria's and its allies' fronts"


def test_a_full_stop_in_the_middle_of_a_sentence_is_taken_out():
    assert rules("between Israel. and Lebanon") == [(".", "stray-stop", " ")]


def test_a_full_stop_after_a_year_in_the_middle_of_a_sentence_is_taken_out():
    assert analyse("since 2020. to northwestern Syria") == "since 2020  to northwestern Syria"


@pytest.mark.parametrize(
    "text",
    [
        "He left. They stayed.",
        "the U.S. army",
        "Gen. al-Sabbagh",
        "e.g. this",
        "Hafez B. al-Assad",
        "and... so",
    ],
)
def test_a_full_stop_that_ends_a_sentence_or_an_abbreviation_stays(text):
    assert rules(text) == []


def test_a_full_stop_at_the_end_of_a_line_stays_though_the_next_begins_in_lower_case():
    assert rules("He left.\nrussian attacks\n") == []


def test_marks_with_no_word_between_them_are_taken_out_together():
    assert rules("of civilians.” “. .\nNext.") == [("“. .", "stray-marks", "    ")]


def test_marks_with_no_word_between_them_do_not_join_two_lines():
    assert analyse("One “\n. Two.") == "One “\n. Two."


def test_a_no_break_space_among_stray_marks_is_edited_once():
    assert rules("civilians. “\xa0.") == [("“\xa0.", "stray-marks", "   ")]


def test_tabs_and_no_break_spaces_become_spaces():
    assert analyse("14\u202f000\tpeople\xa0left") == "14 000 people left"


def test_an_edit_that_does_not_fit_its_text_is_refused():
    edits = cleaning.edits({"a": "Syria’s"})
    with pytest.raises(ValueError, match=r"^a: not '’' at 5, so the edit does not fit$"):
        cleaning.apply_edits({"a": "Turkey’s"}, edits)


def test_undoing_the_edits_of_the_study_gives_the_raw_bytes(texts, analysed, edits):
    undone = cleaning.undo_edits(analysed, edits)
    assert {doc: text.encode() for doc, text in undone.items()} == {
        doc: text.encode() for doc, text in texts.items()
    }


def test_every_difference_between_raw_and_analysed_text_is_an_edit(texts, analysed, edits):
    changed = {(row.doc, place) for row in edits.itertuples() for place in range(row.start, row.end)}
    for doc, text in texts.items():
        differs = {
            (doc, place)
            for place, pair in enumerate(zip(text, analysed[doc], strict=True))
            if len({*pair}) > 1
        }
        assert differs <= changed


def test_the_full_stops_taken_out_of_the_study_are_these_two(texts, edits):
    stops = edits[edits["rule"] == "stray-stop"]
    around = [texts[row.doc][row.start - 6 : row.end + 4] for row in stops.itertuples()]
    assert around == ["e 2020. to ", "Israel. and"]


def test_the_marks_taken_out_of_the_study_are_these(edits):
    assert edits.loc[edits["rule"] == "stray-marks", "before"].tolist() == ["“. ."]


def test_the_quotation_marks_changed_in_the_study_are_the_low_and_the_reversed_ones(edits):
    marks = edits[edits["rule"] == "quotation-mark"]
    assert marks.groupby(marks["doc"].str[:3])[["before", "after"]].agg("".join).to_dict("index") == {
        "002": {"before": "„“„“", "after": "“”“”"},
        "004": {"before": "''", "after": "‘’"},
    }


@pytest.mark.parametrize("name", ["Türkiye", "OSDH", "Rahmane"])
def test_a_spelling_of_a_name_is_not_edited(name, texts, analysed):
    before, after = (sum(text.count(name) for text in version.values()) for version in (texts, analysed))
    assert before == after > 0


@given(TEXTS)
@example("\n„\xa0. ")
@example("„Peace. now,“ he said. “. .")
def test_the_edits_of_any_text_keep_its_length_and_can_be_undone(text):
    edits = cleaning.edits({"a": text})
    analysed = cleaning.apply_edits({"a": text}, edits)
    assert len(analysed["a"]) == len(text)
    assert cleaning.undo_edits(analysed, edits) == {"a": text}


@given(TEXTS)
def test_the_edits_of_any_text_keep_its_line_breaks(text):
    assert [place for place, mark in enumerate(analyse(text)) if mark == "\n"] == [
        place for place, mark in enumerate(text) if mark == "\n"
    ]


# Sentences


def test_a_sentence_ends_at_its_full_stop():
    assert sentences("Troops left. Nobody stayed.") == ["Troops left.", "Nobody stayed."]


def test_a_sentence_ends_with_its_closing_mark():
    assert sentences("They fled “in panic.” Nobody stayed.") == ["They fled “in panic.”", "Nobody stayed."]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Who met Gen. Smith.",
        "“Dr. Who left,” she said.",
        "The U.N. office closed.",
        "It rose 1.5 percent.",
    ],
)
def test_an_abbreviation_or_a_number_ends_no_sentence(text):
    assert sentences(text) == [text]


def test_a_question_inside_a_sentence_does_not_end_it():
    assert sentences("“Why?” asked the man. He left.") == ["“Why?” asked the man.", "He left."]


def test_signs_without_a_word_at_the_end_are_no_sentence():
    assert sentences("They left. (…)") == ["They left. (…)"]


# Segments


def test_a_first_line_without_a_full_stop_is_the_headline():
    assert parts("Peace at last\nThe war ended.")[0] == ("headline", "Peace at last")


def test_a_line_that_is_all_there_is_is_no_headline():
    assert [kind for kind, _ in parts("Peace at last")] == ["heading"]


def test_the_line_added_by_the_collector_is_metadata():
    assert parts(" date 2024-11-30 The war ended.") == [
        ("metadata", "date 2024-11-30"),
        ("sentence", "The war ended."),
    ]


@pytest.mark.parametrize(
    "dateline",
    ["PARIS --", "Aleppo:", "TEHRAN/DAMACUS —", "New York –", "Rio de Janeiro --", "San Luis Potosi:"],
)
def test_a_place_before_the_first_sentence_is_a_dateline(dateline):
    assert parts(f"{dateline} The war ended.") == [("dateline", dateline), ("sentence", "The war ended.")]


def test_a_place_before_the_first_sentence_under_a_picture_is_a_dateline():
    assert parts("Fighters in Aleppo. Photo / AFP\nPARIS -- The war ended.")[2] == ("dateline", "PARIS --")


def test_a_place_before_a_later_sentence_is_no_dateline():
    assert parts("The war ended.\nAleppo: nobody is left.")[1] == ("sentence", "Aleppo: nobody is left.")


@pytest.mark.parametrize(
    "heading", ["‘Zionist plot’", "“Panic”", "russian attacks", "14,000 displaced", "Gunfire"]
)
def test_a_short_line_without_a_full_stop_is_a_heading(heading):
    assert parts(f"The war ended.\n{heading}\nNobody stayed.")[1] == ("heading", heading)


def test_a_verb_before_a_colon_is_no_dateline():
    assert parts("The army said: nobody is left.") == [("sentence", "The army said: nobody is left.")]


@pytest.mark.parametrize("line", ["They left.", "“They left,”", "Who left?", "They said:", "They left…"])
def test_a_short_line_that_ends_as_sentences_end_is_no_heading(line):
    assert parts(f"The war ended.\n{line}\nNobody stayed.")[1] == ("sentence", line)


@pytest.mark.parametrize(("words", "kind"), [(10, "heading"), (11, "sentence")])
def test_a_heading_has_ten_words_at_most(words, kind):
    assert parts(f"The war ended.\n{'Peace ' * words}")[1][0] == kind


@pytest.mark.parametrize(
    "credit", ["Photo / AFP", "Source: BFM TV", "Photos: A. Smith", "Source: Agence France-Presse"]
)
def test_a_line_that_names_its_origin_is_a_credit(credit):
    assert parts(f"The war ended.\n{credit}")[-1] == ("credit", credit)


def test_what_stands_before_a_credit_in_its_line_is_a_caption():
    assert parts("Fighters in Aleppo. Photo / AFP\nThe war ended.") == [
        ("caption", "Fighters in Aleppo."),
        ("credit", "Photo / AFP"),
        ("sentence", "The war ended."),
    ]


def test_stray_marks_belong_to_the_segment_before_them():
    assert parts("The war ended.” “. .\nNobody stayed.")[0] == ("sentence", "The war ended.” “. .")


def test_stray_marks_at_the_very_start_belong_to_the_first_segment():
    assert parts("\n“. .\nThe war ended.") == [("sentence", "“. .\nThe war ended.")]


def test_a_text_of_stray_marks_alone_is_one_sentence():
    assert parts("\n“. .\n") == [("sentence", "“. .")]


def test_an_empty_text_has_no_segments():
    assert parts(" \n ") == []


def test_a_lower_case_line_after_a_short_sentence_does_not_make_it_a_heading():
    assert parts("The war ended.\nThey left.\nrussian attacks\nNobody stayed.")[1] == (
        "sentence",
        "They left.",
    )


def test_segments_are_numbered_and_know_their_paragraph():
    texts = {"a": "Peace\nIt ended. It did.\n\nNobody stayed."}
    table = cleaning.segments(texts, texts)
    assert table["segment"].tolist() == [0, 1, 2, 3]
    assert table["paragraph"].tolist() == [0, 1, 1, 2]


def test_the_headings_of_the_study_are_these(segments, texts):
    assert printed(segments, texts, "heading") == [
        "‘Zionist plot’",
        "Captured 50 towns",
        "russian attacks",
        "“Panic”",
        "14,000 displaced",
        "‘Waiting 10 years’",
        "Gunfire",
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("metadata", ["date 2024-11-30", "date 2024-11-30"]),
        ("headline", ["Resurgence of Takfiri Terrorism After Zionist Defeat"]),
        ("dateline", ["Aleppo:", "TEHRAN/DAMACUS --"]),
        ("credit", ["Source: BFM TV", "Photo / AFP"]),
    ],
)
def test_what_stands_around_the_stories_of_the_study_is_this(kind, expected, segments, texts):
    assert printed(segments, texts, kind) == expected


def test_the_caption_of_the_photograph_is_not_body(segments, texts):
    [caption] = printed(segments, texts, "caption")
    assert caption.startswith("Islamic fighters and their Turkish-backed allies took control")
    assert caption.endswith("a war monitor said.")
    assert printed(segments, texts, "sentence", "004")[0].startswith("They also overran Aleppo Airport")


@pytest.mark.parametrize(
    ("doc", "words"), [("003", "Israel. and the Lebanese"), ("002", "2020. to northwestern")]
)
def test_a_stray_full_stop_of_the_study_ends_no_sentence(doc, words, segments, texts):
    assert len([sentence for sentence in printed(segments, texts, "sentence", doc) if words in sentence]) == 1


@pytest.mark.parametrize(("doc", "count"), [("000", 16), ("001", 31), ("002", 21), ("003", 24), ("004", 27)])
def test_each_article_of_the_study_has_so_many_sentences(doc, count, segments):
    in_article = segments[segments["doc"].str.startswith(doc)]
    assert (in_article["kind"] == "sentence").sum() == count


def test_the_segments_of_the_study_cover_each_character_once(segments, texts):
    assert cleaning.coverage(segments, texts) == (0, 0)


def test_coverage_counts_what_is_left_out_and_what_is_covered_twice():
    segments = pd.DataFrame({"doc": ["a", "a"], "start": [0, 3], "end": [5, 6]})
    assert cleaning.coverage(segments, {"a": "Peace now"}) == (3, 2)


@given(TEXTS)
@example(" “. .")
@example("\r\n”.\u2028Peace Photo / AFP")
def test_the_segments_of_any_text_cover_each_character_once_and_in_order(text):
    segments = cleaning.find_segments(text, analyse(text))
    covered = [place for _, start, end, _ in segments for place in range(start, end)]
    assert covered == sorted(set(covered))
    assert set(covered) >= {place for place, mark in enumerate(text) if not mark.isspace()}
    assert all(text[start:end] == text[start:end].strip() != "" for _, start, end, _ in segments)
    assert {kind for kind, *_ in segments} <= set(cleaning.KINDS)


@pytest.mark.parametrize(
    "dateline", ["Aleppo:", "TEHRAN/DAMASCUS --", "MARWICK, 3 May --", "NEW YORK (AP) —", "Paris, Nov. 29 —"]
)
def test_a_dateline_may_have_a_day_and_an_agency(dateline):
    text = f"{dateline} The river rose."
    assert cleaning.find_segments(text, text)[0] == ("dateline", 0, len(dateline), 0)
