"""Word, RTF and Nexis Uni exports; every article here is invented."""

import io
import time
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml

from inotherwords.ways_in import databases, office
from inotherwords.ways_in.article import Article, Dropped

DAM = ["Strikers block the Marwick dam", "The Marwick Herald", "May 3, 2025 Saturday", "Late Edition"]
RIGHTS = "Copyright 2025 Marwick Press All Rights Reserved"
STORY = ["Strikers closed the sluices of the dam on Friday.", "“We will stay,” said their leader."]


def head(headline="Strikers block the Marwick dam", outlet="The Marwick Herald", day="May 3, 2025 Saturday"):
    return [
        headline,
        outlet,
        day,
        RIGHTS,
        "Section:\xa0NEWS; Pg. 5",
        "Length:\xa0420 words",
        "Byline:\xa0Ada Roe",
    ]


def nexis_article(headline="Strikers block the Marwick dam", story=STORY, end="End of Document", **more):
    tail = ["Classification", "Language:\xa0ENGLISH", "Subject: DAMS (90%)", "Load-Date:\xa0May 4, 2025", end]
    return [*head(headline, **more), "Body", *story, *tail]


def cover(*headlines, said=None):
    entries = []
    for number, headline in enumerate(headlines, start=1):
        entries += [f"{number}. {headline}", "Client/Matter: -None-", "Search Terms: dam AND strike"]
        entries += ["Search Type: Terms and Connectors", "Narrowed by:", "Content Type", "News"]
    said = len(headlines) if said is None else said
    top = ["User Name: A. Reader", "Date and Time: Monday, May 5, 2025", "Job Number: 1234"]
    return [*top, f"Documents ({said})", *entries]


def docx(lines, change=None):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if change:
        change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def rtf(lines):
    def escaped(line):
        return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line)

    return ("{\\rtf1\\ansi\\ansicpg1252 " + "\\par ".join(map(escaped, lines)) + "}").encode("ascii")


def repacked(content, parts=None, without=()):
    """Return a .docx with some of its parts replaced, added or left out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in without and name not in (parts or {}):
                new.writestr(name, old.read(name))
        for name, part in (parts or {}).items():
            new.writestr(name, part)
    return file.getvalue()


def read(content, file="export.docx"):
    return list(office.read(content, file, None))


def articles(found):
    return [one for one in found if isinstance(one, Article)]


def reasons(found):
    return [one.reason for one in found if isinstance(one, Dropped)]


PLAIN = docx(["Ferry sinks off Port Ossen", *STORY])


# A file that is one article


def test_a_word_document_is_one_article_with_its_first_line_as_headline():
    (one,) = read(PLAIN)
    assert one.text == "Ferry sinks off Port Ossen\n\n" + "\n\n".join(STORY)
    assert one.metadata == {}
    assert one.place == ""


def test_rich_text_is_one_article_with_its_quotation_marks():
    (one,) = read(rtf(["Ferry sinks off Port Ossen", *STORY]), "ferry.rtf")
    assert one.text == "Ferry sinks off Port Ossen\n\n" + "\n\n".join(STORY)


def test_a_character_beyond_the_first_plane_of_rich_text_is_one_character():
    (one,) = read(rb"{\rtf1 The bird \u-10179?\u-9167? sang.}", "bird.rtf")
    assert one.text == "The bird \U0001f431 sang."


def test_raw_bytes_in_rich_text_are_read_in_its_code_page():
    (one,) = read(b"{\\rtf1\\ansi\\ansicpg1252 \x93We will stay,\x94 she said.}", "raw.rtf")
    assert one.text == "“We will stay,” she said."


def test_the_character_set_of_a_font_is_kept():
    source = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f1 \'cc\'e8\'f0}"
    assert read(source, "font.rtf")[0].text == "Мир"


def test_the_address_of_a_link_is_no_part_of_rich_text():
    link = rb'{\field{\*\fldinst{HYPERLINK "http://example.org/a"}}{\fldrslt{the dam}}}'
    assert read(rb"{\rtf1 They held " + link + rb".}", "link.rtf")[0].text == "They held the dam."


def test_inserted_words_are_read_and_deleted_ones_are_not():
    def change(document):
        paragraph = document.add_paragraph()._p
        tracked = (
            '<w:r xmlns:w="{0}"><w:t xml:space="preserve">Rioters </w:t></w:r>',
            '<w:ins xmlns:w="{0}"><w:r><w:t>Strikers</w:t></w:r></w:ins>',
            '<w:del xmlns:w="{0}"><w:r><w:delText>Thugs</w:delText></w:r></w:del>',
        )
        for piece in tracked:
            paragraph.append(
                parse_xml(piece.format("http://schemas.openxmlformats.org/wordprocessingml/2006/main"))
            )

    assert read(docx(["A dam is held"], change))[0].text == "A dam is held\n\nRioters Strikers"


def changed(xml):
    """Return a Word document whose first paragraph is followed by some XML of a paragraph."""
    with zipfile.ZipFile(io.BytesIO(docx(["First."]))) as archive:
        whole = archive.read("word/document.xml").decode()
    spaces = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    paragraph = f"<w:p {spaces}>{xml}</w:p><w:sectPr"
    return repacked(PLAIN, {"word/document.xml": whole.replace("<w:sectPr", paragraph, 1)})


def test_words_that_were_moved_are_read_where_they_are_now():
    moved = "<w:{0}><w:r><w:t>Moved.</w:t></w:r></w:{0}>"
    assert read(changed(moved.format("moveFrom")))[0].text == "First."
    assert read(changed(moved.format("moveTo")))[0].text == "First.\n\nMoved."


def test_a_text_box_is_read_once_and_apart_from_the_paragraph_it_hangs_on():
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    hung = f"<w:r><w:t>Beside.</w:t><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    found = read(changed(hung))
    assert found[0].text == "First.\n\nBeside.\n\nBoxed."


def test_a_large_picture_does_not_count_as_text(monkeypatch):
    monkeypatch.setattr(office, "MOST_RTF", 1000)
    assert read(rb"{\rtf1 {\pict " + b"00ff" * 1000 + b"}A dam.}")[0].text == "A dam."


def test_words_in_a_content_control_and_in_a_table_are_not_lost():
    def change(document):
        document.add_table(1, 1).cell(0, 0).text = "In a cell."

    plain = docx(["First."], change)
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        xml = archive.read("word/document.xml").decode()
    control = "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    controlled = repacked(plain, {"word/document.xml": xml.replace("<w:body>", "<w:body>" + control)})
    assert read(controlled)[0].text == "In a control.\n\nFirst.\n\nIn a cell."


def test_a_link_in_a_word_document_does_no_harm():
    def change(document):
        document.part.relate_to("https://example.org/dam", RELATION + "hyperlink", is_external=True)

    assert len(articles(read(docx(["A dam", *STORY], change)))) == 1


# Exports of Nexis Uni


def test_an_article_without_any_head_is_read_and_says_what_it_lacks():
    (one,) = read(docx(nexis_article()[7:]))
    assert one.text == "\n\n".join(STORY)
    assert one.metadata["note"].startswith("no day of publication found; no outlet found")


def test_an_article_of_an_export_has_its_fields_and_none_of_its_furniture():
    (one,) = read(docx(nexis_article()))
    assert one.text == "\n\n".join(["Strikers block the Marwick dam", *STORY])
    assert one.place == "article 1"
    assert one.metadata["outlet"] == "The Marwick Herald"
    assert one.metadata["published"] == "2025-05-03"
    assert one.metadata["language"] == "en"
    assert one.metadata["byline"] == "Ada Roe"
    assert one.metadata["section"] == "NEWS; Pg. 5"
    assert one.metadata["word_count"] == "420"
    assert one.metadata["load_date"] == "2025-05-04"
    assert "graphic" not in one.metadata
    assert one.metadata["rights"] == RIGHTS


def test_all_articles_of_an_export_are_found_and_the_first_is_not_lost_with_the_cover():
    names = ["Dam held", "Ferry sinks", "Rain at last"]
    found = read(docx([*cover(*names), *(line for name in names for line in nexis_article(name))]))
    assert [one.metadata["headline"] for one in articles(found)] == names
    assert reasons(found) == []


def test_rich_text_of_an_export_is_read_like_the_word_document():
    lines = [*cover("Dam held", "Ferry sinks"), *nexis_article("Dam held"), *nexis_article("Ferry sinks")]
    assert [one.text for one in read(rtf(lines), "a.rtf")] == [one.text for one in read(docx(lines))]


def test_an_article_that_the_cover_lists_and_the_file_lacks_is_named():
    lines = [
        *cover("Dam held", "Ferry sinks", "Rain at last"),
        *nexis_article("Dam held"),
        *nexis_article("Rain at last"),
    ]
    found = read(docx(lines))
    assert len(articles(found)) == 2
    assert reasons(found) == [
        "missing: the export lists 3 articles, 2 were found, and “Ferry sinks” is not among them"
    ]


def test_a_cover_that_counts_more_than_it_lists_is_believed():
    found = read(docx([*cover("Dam held", said=3), *nexis_article("Dam held")]))
    assert len(reasons(found)) == 2
    assert all("lists 3 articles, 1 was found" in reason for reason in reasons(found))


def test_a_list_without_its_articles_is_said_to_be_one():
    assert reasons(read(docx(cover("Dam held", "Ferry sinks")))) == [
        "a list of 2 articles, none of which is in this file"
    ]


def test_two_articles_without_an_end_between_them_are_two():
    first = nexis_article("Dam held")[:-1]
    found = read(docx([*first, *nexis_article("Ferry sinks")]))
    assert [one.metadata["headline"] for one in found] == ["Dam held", "Ferry sinks"]
    assert "Ferry" not in found[0].text
    assert "the export lacks its “End of Document”" in found[0].metadata["note"]
    assert "note" not in found[1].metadata or "End of Document" not in found[1].metadata["note"]


def test_the_words_body_graphic_and_length_in_an_article_are_its_own():
    story = ["He found the", "Body", "LENGTH: it is 400 words, he said.", "Graphic", "It was a graphic tale."]
    (one,) = read(docx(nexis_article(story=[*story, "Graphic", "PHOTO: The dam."])))
    assert one.text == "\n\n".join(["Strikers block the Marwick dam", *story])
    assert one.metadata["graphic"] == "PHOTO: The dam."


def test_an_article_after_the_cover_is_found_by_its_headline_even_without_a_day():
    lines = nexis_article("Dam held")
    (one,) = read(docx([*cover("Dam held"), *lines[:2], *lines[3:]]))
    assert (one.metadata["headline"], one.metadata["outlet"]) == ("Dam held", "The Marwick Herald")


def test_a_headline_over_two_lines_after_an_article_without_an_end_is_whole():
    first, second = nexis_article("Dam held")[:-1], nexis_article("Ferry sinks")
    found = read(docx([*first, second[0], "off Port Ossen", *second[1:]]))
    assert [one.metadata["headline"] for one in found] == ["Dam held", "Ferry sinks off Port Ossen"]


def test_the_full_stop_of_a_headline_is_left_out_of_the_text_only():
    (one,) = read(docx(nexis_article("The dam is held.")))
    assert one.text.startswith("The dam is held\n\n")
    assert one.metadata["headline"] == "The dam is held."


def test_no_day_is_counted_from_today():
    (one,) = read(docx(nexis_article(day="3 days 2024")))
    assert "published" not in one.metadata


def test_pictures_and_page_headers_are_no_part_of_an_article():
    story = [STORY[0], "Page 3 of 12", STORY[1], "Graphic", "PHOTO: The dam at dawn.", "Link to Image"]
    (one,) = read(docx(nexis_article(story=story)))
    assert one.text.endswith("\n\n".join(STORY))


def test_a_headline_over_two_lines_is_one():
    lines = nexis_article("Strikers block the dam")
    (one,) = read(docx([lines[0], "as talks fail", *lines[1:]]))
    assert one.metadata["headline"] == "Strikers block the dam as talks fail"
    assert one.metadata["outlet"] == "The Marwick Herald"
    assert one.text.startswith("Strikers block the dam as talks fail\n\nStrikers closed")


def test_a_missing_outlet_is_noted_and_not_made_up():
    lines = nexis_article()
    (one,) = read(docx([lines[0], *lines[2:]]))
    assert "outlet" not in one.metadata
    assert "no outlet found" in one.metadata["note"]
    assert one.metadata["headline"] == "Strikers block the Marwick dam"


@pytest.mark.parametrize(
    ("day", "published"),
    [
        ("3 mai 2025 samedi", "2025-05-03"),
        ("3. Mai 2025 Samstag", "2025-05-03"),
        ("May 3, 2025 Saturday 11:50 PM EST", "2025-05-03"),
        ("14/05/2025", "2025-05-14"),
    ],
)
def test_a_day_is_read_in_the_language_and_order_it_is_written_in(day, published):
    assert read(docx(nexis_article(day=day)))[0].metadata["published"] == published


def test_a_day_whose_month_is_not_said_is_not_guessed():
    (one,) = read(docx(nexis_article(day="03/04/2025")))
    assert "published" not in one.metadata
    assert "published 03/04/2025" in one.metadata["note"]


def test_a_document_of_the_export_without_text_is_dropped_with_its_beginning():
    error = ["We are sorry but there is an error in this document", "End of Document"]
    found = read(docx([*nexis_article("Dam held"), *error]))
    assert len(articles(found)) == 1
    assert reasons(found)[0].startswith("no “Body” in it")


def test_an_article_that_the_file_cuts_off_is_dropped():
    found = read(docx([*nexis_article("Dam held"), *head("Ferry sinks"), "Body", STORY[0]]))
    assert [one.metadata["headline"] for one in articles(found)] == ["Dam held"]
    assert reasons(found) == ["cut off: the file ends before this article does (Ferry sinks)"]


def test_a_count_of_words_that_the_text_is_far_from_is_noted():
    (one,) = read(docx(nexis_article()))
    assert "the export says 420 words, 20 were found" in one.metadata["note"]


def test_a_file_that_only_resembles_an_export_is_one_article_that_says_so():
    (one,) = read(docx(["A memoir", "It closed with the words:", "End of Document", "and then silence."]))
    assert one.metadata["note"] == "resembles an export of Nexis Uni, but was read as one article"


def test_who_made_the_export_is_not_kept():
    found = read(docx([*cover("Dam held"), *nexis_article("Dam held")]))
    assert "Reader" not in str(found)


# What nobody should have to open

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TEMPLATE = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="a" Type="{RELATION}attachedTemplate" Target="http://example.org/x.dotm"'
    ' TargetMode="External"/></Relationships>'
)
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"
)


def locked():
    content = bytearray(PLAIN)
    for start, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(start)
        while at >= 0:
            content[at + flag] |= 1
            at = content.find(start, at + 4)
    return bytes(content)


JAPANESE = rb"{\rtf1{\fonttbl{\f0\fcharset78 A;}}\f0 A \'82\'a0 dam.}"
MANY_PARTS = {f"word/{number}.a": "" for number in range(office.MOST_PARTS)}
HOSTILE = {
    "nothing": (b"", "neither a Word document"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "neither a Word document"),
    "old Word": (office.OLD_WORD + b"\0" * 500, "an old Word document"),
    "a password": (office.OLD_WORD + b"\0" * 500 + office.ENCRYPTED, "protected by a password"),
    "a locked zip": (locked(), "protected by a password"),
    "a cut-off zip": (PLAIN[: len(PLAIN) // 2], "damaged or cut off"),
    "a zip that is no document": (repacked(PLAIN, without=("[Content_Types].xml",)), "not a Word document"),
    "a workbook": (repacked(PLAIN, {"xl/workbook.xml": "<a/>"}, ("word/document.xml",)), "damaged"),
    "a bomb": (repacked(PLAIN, {"word/media/a.bin": bytes(office.MOST_UNPACKED)}), "unpacks to more than"),
    "a bomb of text": (repacked(PLAIN, {"word/document.xml": bytes(office.MOST_XML + 1)}), "MB of text"),
    "many parts": (repacked(PLAIN, MANY_PARTS), "unpacks to more than"),
    "entities": (repacked(PLAIN, {"word/document.xml": ENTITIES}), "declares entities"),
    "entities in UTF-16": (repacked(PLAIN, {"word/document.xml": ENTITIES.encode("utf-16")}), ""),
    "broken XML": (repacked(PLAIN, {"word/document.xml": "<w:document"}), "damaged"),
    "deep XML": (repacked(PLAIN, {"word/document.xml": "<a>" * 100_000}), "damaged"),
    "macros": (repacked(PLAIN, {"word/vbaProject.bin": b"Sub Open()"}), "holds macros"),
    "a template elsewhere": (
        repacked(PLAIN, {"word/_rels/settings.xml.rels": TEMPLATE}),
        "refers to something outside the file (attachedTemplate)",
    ),
    "a document without words": (docx(["", " ", "…"]), "no words in it"),
    "binaries that are not there": (rb"{\rtf1 A dam {\pict\bin50000000 abc}}", "ends within a picture"),
    "cut-off rich text": (rb"{\rtf1 A dam\par It sto", "cut off: the file ends before"),
    "a number that is no character": (rb"{\rtf1 A dam \u9999999999 stands.}", "damaged: its rich text"),
    "an unknown code page": (JAPANESE, "damaged: its rich text"),
    "rich text without words": (rb"{\rtf1 {\b }}", "no words in it"),
    "too much rich text": (b"{\\rtf1 " + b"dam, " * (office.MOST_RTF // 5) + b"}", "MB of text"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_dropped_with_one_reason(name):
    content, reason = HOSTILE[name]
    found = read(content, "hostile")
    assert len(found) == 1
    assert isinstance(found[0], Dropped)
    assert reason in found[0].reason
    assert "\n" not in found[0].reason


def test_what_an_entity_would_stand_for_is_never_read():
    assert "bbbb" not in str(read(HOSTILE["entities in UTF-16"][0]))


@pytest.mark.parametrize(
    "content",
    [
        rb"{\rtf1 " + b"{" * 200_000 + b"A dam." + b"}" * 200_000 + b"}",
        rb"{\rtf1 {\fonttbl" + rb"\f1\fcharset0 " * 60_000 + b"}A dam.}",
        rb"{\rtf1 " + rb"{\field{\*\fldinst{HYPERLINK" * 10_000 + b"}}}" * 10_000 + b" A dam.}",
        rb"{\rtf1 {\pict " + b"00ff" * 1_000_000 + b"}A dam.}",
        rb"{\rtf1 {\pict\bin2000000 " + b"}" * 2_000_000 + b"}A dam.}",
    ],
    ids=["braces", "fonts", "links", "picture", "binary"],
)
def test_rich_text_takes_time_in_proportion_to_its_length(content):
    start = time.process_time()
    (one,) = read(content, "long.rtf")
    assert time.process_time() - start < 3
    assert one.text == "A dam."


def test_metadata_is_one_short_line_whatever_stands_there():
    (one,) = read(docx(nexis_article(outlet="../../etc/passwd " + "x" * 5000)))
    assert len(one.metadata["outlet"]) <= 1000
    assert "\n" not in one.metadata["outlet"]


def test_thousands_of_lines_that_look_like_a_head_take_time_in_proportion():
    lines = [
        "A dam",
        "Body",
        *["Body", "Length: 3 words"] * 5_000,
        "Load-Date: May 4, 2025",
        "End of Document",
    ]
    start = time.process_time()
    list(databases.articles_of("\n".join(lines), "a.txt", "utf-8"))
    assert time.process_time() - start < 3
