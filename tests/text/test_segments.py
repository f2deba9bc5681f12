from hypothesis import example, given
from hypothesis import strategies as st

from inotherwords import cleaning
from inotherwords.text.segments import KINDS, analyse, find_edits, find_segments, find_sentences
from inotherwords.text.wrapping import LONE_RETURN

# Lines as an article has them, and marks, breaks and spaces where no article would have them.
PIECES = [
    *"“”„«»\"‘’'.,:?( \n\r\t\xa0\u2009\u202f\u2028",
    *["Peace", "army", "Dr", "İ", " said. ", "Israel. and ", "“. .", "Photo / AFP", "Source: BFM TV"],
    *["PARIS -- ", " date 2024-11-30 ", "14,000 displaced"],
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join) | st.text()


def rules(text):
    """The edits of a text as (what was there, rule, what is there now)."""
    return [(text[start:end], rule, after) for start, end, rule, after in find_edits(text)]


def parts(text):
    """The segments of a text as (kind, words)."""
    return [(kind, text[start:end]) for kind, start, end, _ in find_segments(text, analyse(text))]


def sentences(text):
    return [text[start:end] for start, end in find_sentences(text)]


# Edits


def test_marks_apostrophes_spaces_and_stray_stops_are_given_one_shape():
    expected = {
        "„Peace,“ he said.": "“Peace,” he said.",
        "„Peace,” he said.": "“Peace,” he said.",
        "“Peace,„ he said.": "“Peace,” he said.",
        "«Peace,» he said.": "“Peace,” he said.",
        '"Peace," he said.': "“Peace,” he said.",
        "'Peace,' he said.": "‘Peace,’ he said.",
        "„It is “strange”,“ he said.": "“It is “strange”,” he said.",
        "''Peace,'' he said.": " “Peace,”  he said.",
        "‘‘Peace,’’ he said.": " “Peace,”  he said.",
        "Syria’s and its allies’ fronts": "Syria's and its allies' fronts",
        "since 2020. to northwestern Syria": "since 2020  to northwestern Syria",
        "One “\n. Two.": "One “\n. Two.",  # stray marks do not join two lines
        "14\u202f000\tpeople\xa0left": "14 000 people left",
    }
    assert {text: analyse(text) for text in expected} == expected


def test_the_rule_of_an_edit_is_named():
    assert rules("between Israel. and Lebanon") == [(".", "stray-stop", " ")]
    assert rules("of civilians.” “. .\nNext.") == [("“. .", "stray-marks", "    ")]
    assert rules("civilians. “\xa0.") == [("“\xa0.", "stray-marks", "   ")]


def test_a_full_stop_that_ends_a_sentence_an_abbreviation_or_a_line_stays():
    texts = ["He left. They stayed.", "the U.S. army", "Gen. al-Sabbagh", "e.g. this", "Hafez B. al-Assad"]
    texts += ["and... so", "He left.\nrussian attacks\n"]
    assert [(text, rules(text)) for text in texts if rules(text)] == []


@given(TEXTS)
@example("\n„\xa0. ")
@example("„Peace. now,“ he said. “. .")
def test_the_edits_of_any_text_keep_its_length_and_its_lines_and_can_be_undone(text):
    edits = cleaning.list_edits({"a": text})
    analysed = cleaning.apply_edits({"a": text}, edits)
    assert analysed == {"a": analyse(text)}
    assert cleaning.undo_edits(analysed, edits) == {"a": text}
    assert len(analysed["a"]) == len(text)
    lines = LONE_RETURN.sub("\n", text)
    assert all((one == "\n") == (other == "\n") for one, other in zip(lines, analysed["a"], strict=True))


# Sentences


def test_a_sentence_ends_at_its_full_stop_and_with_its_closing_mark_and_at_nothing_else():
    cut = [
        ["Troops left.", "Nobody stayed."],
        ["They fled “in panic.”", "Nobody stayed."],
        ["Dr. Who met Gen. Smith."],
        ["“Dr. Who left,” she said."],
        ["The U.N. office closed."],
        ["It rose 1.5 percent."],
        ["“Why?” asked the man.", "He left."],
        ["They left. (…)"],
        ["The Rev. Tom Hale of St. Bride's prayed.", "St Bride's was full."],
        ["Ft. Marwick is shut."],
    ]
    assert [sentences(" ".join(each)) for each in cut] == cut


# Segments


def test_a_first_line_without_a_full_stop_is_the_headline_unless_it_is_all_there_is():
    assert parts("Peace at last\nThe war ended.")[0] == ("headline", "Peace at last")
    assert parts("Peace at last") == [("heading", "Peace at last")]


def test_the_line_added_by_the_collector_is_metadata():
    assert parts(" date 2024-11-30 The war ended.") == [
        ("metadata", "date 2024-11-30"),
        ("sentence", "The war ended."),
    ]


def test_a_place_with_day_and_agency_before_the_first_sentence_is_a_dateline():
    datelines = [
        *("PARIS --", "Aleppo:", "TEHRAN/DAMACUS —", "New York –", "Rio de Janeiro --", "San Luis Potosi:"),
        *("MARWICK, 3 May --", "NEW YORK (AP) —", "Paris, Nov. 29 —"),
    ]
    for dateline in datelines:
        expected = [("dateline", dateline), ("sentence", "The war ended.")]
        assert parts(f"{dateline} The war ended.") == expected
    assert parts("Fighters in Aleppo. Photo / AFP\nPARIS -- The war ended.")[2] == ("dateline", "PARIS --")


def test_a_place_before_a_later_sentence_or_a_verb_before_a_colon_is_no_dateline():
    assert parts("The war ended.\nAleppo: nobody is left.")[1] == ("sentence", "Aleppo: nobody is left.")
    assert parts("The army said: nobody is left.") == [("sentence", "The army said: nobody is left.")]
    second = "LYON (AFP) -- Nobody is left."
    assert parts(f"PARIS (AFP) -- The war ended.\n{second}")[-1] == ("sentence", second)


def test_a_short_line_is_a_heading_unless_it_ends_as_sentences_end():
    lines = {
        "heading": ["‘Zionist plot’", "“Panic”", "russian attacks", "14,000 displaced", "Gunfire"],
        "sentence": ["They left.", "“They left,”", "Who left?", "They said:", "They left…"],
    }
    lines["heading"].append(" ".join(["Peace"] * 10))
    lines["sentence"].append(" ".join(["Peace"] * 11))
    found = {
        kind: [parts(f"The war ended.\n{line}\nNobody stayed.")[1] for line in each]
        for kind, each in lines.items()
    }
    assert found == {kind: [(kind, line) for line in each] for kind, each in lines.items()}
    text = "Blast\n\nNine men died.\n\n{}\n\n{}\n\nNobody stayed."
    for line, below, kind in (
        ("Who is to blame?", "The union says the owners.", "heading"),
        ("Who is to blame?", "“The owners.”", "sentence"),
        ("Why did nobody stop the shift when the lamps went out?", "It is not known.", "sentence"),
    ):
        assert parts(text.format(line, below))[2] == (kind, line)


def test_a_line_that_names_its_origin_is_a_credit_and_what_stands_before_it_a_caption():
    named = ("Photo / AFP", "Source: BFM TV", "Photos: A. Smith", "Source: Agence France-Presse")
    for line in (*named, "Image Credit: Ada Quill"):
        assert parts(f"The war ended.\n{line}")[-1] == ("credit", line)
    told = "Photo: The clock on its cart (Ada Quill)"
    assert parts(f"The war ended.\n{told}\nNobody stayed.")[1] == ("caption", told)
    assert parts("Fighters in Aleppo. Photo / AFP\nThe war ended.") == [
        ("caption", "Fighters in Aleppo."),
        ("credit", "Photo / AFP"),
        ("sentence", "The war ended."),
    ]


def test_stray_marks_belong_to_the_segment_before_them_or_to_the_first():
    assert parts("The war ended.” “. .\nNobody stayed.")[0] == ("sentence", "The war ended.” “. .")
    assert parts("\n“. .\nThe war ended.") == [("sentence", "“. .\nThe war ended.")]
    assert parts("\n“. .\n") == [("sentence", "“. .")]
    assert parts(" \n ") == []


def test_a_lower_case_line_after_a_short_sentence_does_not_make_it_a_heading():
    found = parts("The war ended.\nThey left.\nrussian attacks\nNobody stayed.")
    assert found[1] == ("sentence", "They left.")


@given(TEXTS)
@example(" “. .")
@example("\r\n”.\u2028Peace Photo / AFP")
def test_the_segments_of_any_text_cover_each_character_once_and_in_order(text):
    segments = find_segments(text, analyse(text))
    covered = [place for _, start, end, _ in segments for place in range(start, end)]
    assert covered == sorted(set(covered))
    assert set(covered) >= {place for place, mark in enumerate(text) if not mark.isspace()}
    assert all(text[start:end] == text[start:end].strip() != "" for _, start, end, _ in segments)
    assert {kind for kind, *_ in segments} <= set(KINDS)


def test_a_sentence_ends_with_a_time_or_an_abbreviation_before_a_word_that_opens_another():
    assert sentences("It shut at 6 p.m. About 200 came.") == ["It shut at 6 p.m.", "About 200 came."]
    assert sentences("It shut at 6 p.m. Police came.") == ["It shut at 6 p.m.", "Police came."]
    assert sentences("He left Acme Corp. The firm grew.") == ["He left Acme Corp.", "The firm grew."]
    for whole in ("It shuts at 6 p.m. Monday.", "At 6 p.m. Ann Reed left.", "It is 6 p.m. EST now."):
        assert sentences(whole) == [whole]
