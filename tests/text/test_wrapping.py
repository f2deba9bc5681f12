import textwrap

from inotherwords.text.segments import analyse, find_edits, find_segments
from inotherwords.text.wrapping import join_lines

STORY = [
    "Mill workers walk out",
    "Workers at the Orlen mill walked out on Monday after the owners had refused to talk about the new "
    "shifts for the third time this month.",
    "“Nobody asked us what we think,” said Ida Rell, who has run the loom hall for eleven years. She wants "
    "the council of the town to step in before the week is over.",
    "A government-backed spokesman for the owners said the shifts were needed because orders had doubled.",
]


def layers(text):
    """The segments of a text as (kind, words), as they are read."""
    analysed = analyse(text)
    return [(kind, " ".join(analysed[a:b].split())) for kind, a, b, _ in find_segments(text, analysed)]


def broken(paragraph, width):
    """A paragraph as a column has it: long words are broken at the ends of lines."""
    lines, line = [], ""
    for word in paragraph.split():
        if len(line) + 1 + len(word) > width:
            room = width - len(line) - 2
            cut = room if len(word) > 5 and word.isalpha() and 3 <= room <= len(word) - 3 else 0
            lines.append(f"{line} {word[:cut]}-" if cut else line)
            line = word[cut:]
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def test_an_article_that_was_broken_to_fit_a_page_has_the_same_layers_as_one_that_was_not():
    whole = layers("\n".join(STORY))
    assert [kind for kind, _ in whole] == ["headline", *["sentence"] * 4]
    for width in (42, 55, 61, 72, 85):
        columns = "\n\n".join(broken(paragraph, width) for paragraph in STORY)
        assert "broken-word" in {edit[2] for edit in find_edits(columns)}, width
        for end in ("\n", "\r\n"):
            for way in (textwrap.fill, broken):
                text = "\n\n".join(way(paragraph, width) for paragraph in STORY).replace("\n", end)
                assert layers(text) == whole, (width, way)


def test_a_first_line_may_be_indented_and_a_carriage_return_alone_ends_a_line():
    long = STORY[3].replace("said the shifts", "said the transcontinental-railway-like shifts")
    for width in (42, 55, 72):
        wrapped = [
            textwrap.fill(one, width, initial_indent="   " * (one != STORY[0])) for one in (*STORY, long)
        ]
        assert layers("\n".join(wrapped)) == layers("\n".join([*STORY, long])), width
        assert layers("\r".join(wrapped).replace("\n", "\r")) == layers("\n".join(wrapped)), width
    narrow = textwrap.fill(long, 42)
    broken_at = [edit[2] for edit in find_edits(narrow) if "-\n" in narrow[edit[0] : edit[1]]]
    assert broken_at == ["line-break"]  # the hyphen is the word's own
    assert [edit[2] for edit in find_edits("Mill closes\rIt was old.\r\n")] == ["line-end"]


def test_two_lines_within_a_paragraph_show_how_wide_a_text_is():
    lines = ["Rain fell on the town of Orlen all day", "Monday and the river rose very quickly"]
    lines += ["Bridges were shut and no train has left.", "The council met at noon in the old hall."]
    assert [edit[2] for edit in find_edits("\n".join(lines))] == ["line-break"] * 3


def test_a_line_that_stands_by_itself_is_not_joined():
    for line in ("russian attacks", "• first", "By Ida Frey", "Photo / AFP", "Read more"):
        text = f"{STORY[1]}\n{line}\n{STORY[2]}"
        assert not [edit for edit in find_edits(text) if edit[2] == "line-break"], line
    at = STORY[1].index(" after")
    assert layers(f"{STORY[0]}\n{STORY[1][:at]}\n{STORY[1][at + 1 :]}")[1:] == [("sentence", STORY[1])]


def test_the_hyphen_at_a_lines_end_is_the_words_own_or_the_lines():
    broken = [
        "Mon-day",
        "Holi-day",
        "To-day",
        "Gold-man",
        "Wash-ington",
        "knowl-edge",
        "sepa-rate",
        "har-bour",
    ]
    own = ["Four-day", "four-day", "Kurdish-led", "Iran-backed", "pre-war", "Vice-President", "full-scale"]
    for words in [*broken, *own]:
        one, two = words.split("-")
        assert join_lines(f"{one}-", two, set()) == (words if words in own else one + two)


def test_what_is_not_seen_or_was_read_wrongly_parts_no_word_and_every_edit_is_named():
    for raw, read, rule in [
        ("The har\u00adbour is shut", "The harbour  is shut", "invisible"),
        ("The engi\u200bneers’, he said", "The engineers',  he said", "invisible"),
        ("Quill &amp; Sons", "Quill &     Sons", "entity"),
        ("It didn&#39;t matter", "It didn't     matter", "entity"),
        ("&quot;No,&quot; he said", "“No,”           he said", "entity"),
        ("in ZÃ¼rich today", "in Zürich  today", "letters"),
    ]:
        assert (analyse(raw), {edit[2] for edit in find_edits(raw)}) == (read, {rule})
