from inotherwords.text.furniture import asks_to_subscribe, is_byline, is_furniture, is_rights, is_section
from inotherwords.text.segments import analyse, find_segments

PAGE = """Menu
World
Mill workers walk out
Published: 12 April 2011, 10:30
By Ida Frey and Jon Marsh
3 min read
Workers at the gates on Monday. (Newswire Photo/Eva Lund)
ORLEN (Newswire) -Workers at the mill walked out on Monday.
Advertisement
They went home.    —Newswire
Read more: Council steps in
© 2011 Orlen Post. All rights reserved."""


def test_what_a_page_has_around_an_article_is_told_apart():
    found = [(kind, PAGE[start:end]) for kind, start, end, _ in find_segments(PAGE, analyse(PAGE))]
    assert [one for one in found if one[0] != "metadata"] == [
        ("headline", "Mill workers walk out"),
        ("caption", "Workers at the gates on Monday."),
        ("credit", "(Newswire Photo/Eva Lund)"),
        ("dateline", "ORLEN (Newswire) -"),
        ("sentence", "Workers at the mill walked out on Monday."),
        ("sentence", "They went home."),
        ("credit", "—Newswire"),
    ]


def test_what_follows_a_word_for_a_picture_is_its_caption():
    told = "Workers at the gates of the mill, on the first day of the walkout."
    for word in ("Photo", "Picture", "Image", "Photograph", "Foto", "Bild", "Illustration", "Photo caption"):
        text = f"A headline\n{word}: {told}\nThe mill is shut."
        kinds = [
            kind for kind, start, end, _ in find_segments(text, analyse(text)) if told in text[start:end]
        ]
        assert kinds == ["caption"], word


def test_a_place_with_day_and_agency_is_a_dateline_however_it_is_set():
    for line in ("TARN, MAY 7:", "MARWICK –", "MARWICK :", "Tarn (npa) -", "TARN, Norland (NPA) —", "TARN -"):
        text = f"A headline\n{line} The war ended."
        assert find_segments(text, analyse(text))[1][:3] == ("dateline", 11, 11 + len(line)), line


def test_a_line_of_an_article_is_no_furniture():
    lines = ["Homes burned", "More than 20 died", "Video shows attack", "Two hours later", "Follow the money"]
    lines += ["Updated figures show 40 people died", "Stand by 20 of us", "Published in 2019, it won."]
    for line in lines:
        assert not is_furniture(line), line
    for line in (
        "Last updated 12 April 2011",
        "First published: 12 April 2011",
        "Date posted: 12 April 2011",
    ):
        assert is_furniture(line), line
    others = "(Reporting by Ada Quill in Tarn; additional reporting by Jo Roe; Editing by A. B. Frey)"
    assert is_byline(others)
    for line in (
        "Reporting by phone is hard",
        "By Friday all had gone",
        "By noon.",
        "Von der Leyen said no.",
    ):
        assert not is_byline(line), line
    assert [is_byline("By Ann Roe".ljust(length)) for length in (120, 121)] == [True, False]
    assert [is_section("Europe".ljust(length)) for length in (59, 60)] == [True, False]
    assert asks_to_subscribe("To continue reading, subscribe to the Herald.".ljust(320))
    assert not is_rights("The copyright law of 2024 failed in parliament on Monday, and nobody minded.")
    assert not asks_to_subscribe("To continue the talks was pointless, she said.")


def test_a_feed_says_where_a_post_came_first_and_that_is_no_sentence_of_it():
    text = "Dam holds\nIt stood on Monday.\nThe post Dam holds appeared first on Quay Post."
    assert [kind for kind, *_ in find_segments(text, text)] == ["headline", "sentence", "metadata"]


def kinds_of(text):
    analysed = analyse(text)
    return [(kind, analysed[start:end]) for kind, start, end, _ in find_segments(text, analysed)]


def test_what_stands_with_a_credit_is_a_caption_wherever_it_stands():
    story = "The hall of Orlen was shut on Monday."
    for caption, credit in (
        ("(Ada Quill at the hall on Monday.", "Eva Lund/Orlen Post)"),
        ("Ada Quill at the hall.", "Eva Lund / NPA"),
    ):
        assert kinds_of(f"Hall shut\n{story}\n{caption} {credit}\n{story}")[2:4] == [
            ("caption", caption),
            ("credit", credit),
        ]
    for lines in ("The hall after the gale\nEva Lund/PA", "\nEva Lund/PA\nThe hall after the gale\n1 / 11"):
        found = kinds_of(f"Hall shut\n{story}\n{lines}\n{story}")
        assert ("caption", "The hall after the gale") in found
        assert ("credit", "Eva Lund/PA") in found
    assert ("heading", "What happened next") in kinds_of(f"Hall shut\n{story}\nWhat happened next\n{story}")


def test_a_headline_over_two_lines_is_one():
    for title in (
        "DREDGING OF TARN HARBOUR\nHALTED OVER SHELLS",
        "Dredging of Tarn harbour\nhalted over shells",
    ):
        found = kinds_of(f"{title}\n\nThe dredging was halted on Monday.")
        assert found[0] == ("headline", title.replace("\n", " ")), found
    found = kinds_of("ORLEN POST\nHall of Orlen shut\n\nThe hall was shut on Monday.")
    assert ("headline", "Hall of Orlen shut") in found


def test_broken_letters_and_a_sign_unseen_in_one_word_are_mended_together():
    assert "neighbour's" in analyse("the neigh\u200bbourâ€™s dog")
