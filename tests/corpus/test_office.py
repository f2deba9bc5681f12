"""Word, RTF and Nexis Uni exports; every article here is invented."""

import io
import time
import zipfile

from found import articles, docx, reasons, rtf
from found import read as found_by

from inotherwords.corpus.formats import article, databases, dates, office
from inotherwords.corpus.formats.article import Dropped

RIGHTS = "Copyright 2025 Marwick Press All Rights Reserved"
STORY = ["Strikers closed the sluices of the dam on Friday.", "“We will stay,” said their leader."]


def head(headline="Strikers block the Marwick dam", outlet="The Marwick Herald", day="May 3, 2025 Saturday"):
    fields = ["Section:\xa0NEWS; Pg. 5", "Length:\xa0420 words", "Byline:\xa0Ada Roe"]
    return [headline, outlet, day, RIGHTS, *fields]


def nexis_article(headline="Strikers block the Marwick dam", story=STORY, end="End of Document", **more):
    tail = ["Classification", "Language:\xa0ENGLISH", "Subject: DAMS (90%)", "Load-Date:\xa0May 4, 2025", end]
    return [*head(headline, **more), "Body", *story, *tail]


def exported(*lines):
    """Return what is found in a Word document of these lines."""
    return read(docx(lines))


def alone(**more):
    """Return the one article of an export, changed in some way."""
    [one] = exported(*nexis_article(**more))
    return one


def headlines(found):
    return [one.metadata["headline"] for one in articles(found)]


def cover(*headlines, said=None):
    entries = []
    for number, headline in enumerate(headlines, start=1):
        entries += [f"{number}. {headline}", "Client/Matter: -None-", "Search Terms: dam AND strike"]
        entries += ["Search Type: Terms and Connectors", "Narrowed by:", "Content Type", "News"]
    said = len(headlines) if said is None else said
    top = ["User Name: A. Reader", "Date and Time: Monday, May 5, 2025", "Job Number: 1234"]
    return [*top, f"Documents ({said})", *entries]


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
    return found_by(office.read_office, content, file)


PLAIN = docx(["Ferry sinks off Port Ossen", *STORY])


# A file that is one article


def test_a_word_document_and_rich_text_are_one_article_with_the_first_line_as_headline():
    lines = ["Ferry sinks off Port Ossen", *STORY]
    for content, name in ((PLAIN, "ferry.docx"), (rtf(lines), "ferry.rtf")):
        (one,) = read(content, name)
        assert (one.text, one.metadata, one.place) == ("\n\n".join(lines), {}, "")


def test_rich_text_is_read_as_its_reader_sees_it(monkeypatch):
    monkeypatch.setattr(office, "MOST_RTF", 1000)
    cyrillic = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f1 \'cc\'e8\'f0}"
    link = rb'{\field{\*\fldinst{HYPERLINK "http://example.org/a"}}{\fldrslt{the dam}}}'
    shown = {
        rb"{\rtf1 The bird \u-10179?\u-9167? sang.}": "The bird \U0001f431 sang.",
        b"{\\rtf1\\ansi\\ansicpg1252 \x93We will stay,\x94 she said.}": "“We will stay,” she said.",
        cyrillic: "Мир",
        rb"{\rtf1 They held " + link + rb".}": "They held the dam.",
        rb"{\rtf1 {\pict " + b"00ff" * 1000 + b"}A dam.}": "A dam.",
    }
    assert [read(source, "a.rtf")[0].text for source in shown] == list(shown.values())


def changed(xml, before="<w:sectPr", plain=None):
    """Return a Word document with some XML before its first mark of that kind."""
    content = plain or docx(["First."])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        whole = archive.read("word/document.xml").decode()
    return repacked(content, {"word/document.xml": whole.replace(before, xml + before, 1)})


def paragraph(xml):
    spaces = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    return f"<w:p {spaces}>{xml}</w:p>"


def test_inserted_and_moved_words_are_read_where_they_are_now_and_deleted_ones_are_not():
    run = "<w:r><w:t>{}</w:t></w:r>"
    inserted = f"<w:ins>{run.format('Strikers')}</w:ins>"
    deleted = "<w:del><w:r><w:delText>Thugs</w:delText></w:r></w:del>"
    for xml, text in {
        run.format("The ") + inserted + deleted: "First.\n\nThe Strikers",
        f"<w:moveFrom>{run.format('Moved.')}</w:moveFrom>": "First.",
        f"<w:moveTo>{run.format('Moved.')}</w:moveTo>": "First.\n\nMoved.",
    }.items():
        assert read(changed(paragraph(xml)))[0].text == text


def test_a_text_box_is_read_once_and_apart_from_the_paragraph_it_hangs_on():
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    hung = f"<w:r><w:t>Beside.</w:t><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    assert read(changed(paragraph(hung)))[0].text == "First.\n\nBeside.\n\nBoxed."


def test_words_in_a_content_control_and_in_a_table_are_not_lost_and_a_link_does_no_harm():
    def change(document):
        document.add_table(1, 1).cell(0, 0).text = "In a cell."
        document.part.relate_to("https://example.org/dam", RELATION + "hyperlink", is_external=True)

    control = "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    [one] = read(changed(control, "<w:p>", docx(["First."], change)))
    assert one.text == "In a control.\n\nFirst.\n\nIn a cell."


# Exports of Nexis Uni


def test_an_article_without_any_head_is_read_and_says_what_it_lacks():
    (one,) = exported(*nexis_article()[7:])
    assert one.text == "\n\n".join(STORY)
    assert one.metadata["note"].startswith("no day of publication found; no outlet found")


def test_an_article_of_an_export_has_its_fields_each_a_short_line_and_none_of_its_furniture():
    one = alone()
    assert one.text == "\n\n".join(["Strikers block the Marwick dam", *STORY])
    assert one.place == "article 1"
    note = one.metadata.pop("note")
    assert "the export says 420 words, 20 were found" in note
    expected = {"headline": "Strikers block the Marwick dam", "outlet": "The Marwick Herald"}
    expected |= {"published": "2025-05-03", "language": "en", "byline": "Ada Roe", "section": "NEWS; Pg. 5"}
    expected |= {"word_count": "420", "load_date": "2025-05-04", "rights": RIGHTS}
    assert {name: one.metadata[name] for name in expected} == expected
    assert "graphic" not in one.metadata
    outlet = alone(outlet="../../etc/passwd " + "x" * 5000).metadata["outlet"]
    assert (len(outlet), "\n" in outlet) == (1000, False)


def test_all_articles_of_an_export_are_found_and_nothing_of_its_cover_is_kept():
    names = ["Dam held", "Ferry sinks", "Rain at last"]
    lines = [*cover(*names), *(line for name in names for line in nexis_article(name))]
    found = exported(*lines)
    assert headlines(found) == names
    assert reasons(found) == []
    assert "Reader" not in str(found)
    assert [one.text for one in read(rtf(lines), "a.rtf")] == [one.text for one in found]


def test_an_article_that_the_cover_lists_or_counts_and_the_file_lacks_is_missed():
    names = ["Dam held", "Ferry sinks", "Rain at last"]
    found = exported(*cover(*names), *nexis_article(names[0]), *nexis_article(names[2]))
    assert len(articles(found)) == 2
    lacks = "missing: the export lists 3 articles, 2 were found, and “Ferry sinks” is not among them"
    assert reasons(found) == [lacks]
    more = reasons(exported(*cover("Dam held", said=3), *nexis_article("Dam held")))
    told = (
        "missing: the export lists 3 articles, 1 was found; which 2 are not there cannot be told, so compare"
    )
    assert more == [f"{told} with the database or export again"]
    alone = reasons(exported(*cover("Dam held", "Ferry sinks")))
    assert alone == ["a list of 2 articles, none of which is in this file"]


def test_two_articles_without_an_end_between_them_are_two():
    first, second = nexis_article("Dam held")[:-1], nexis_article("Ferry sinks")
    found = exported(*first, *second)
    assert headlines(found) == ["Dam held", "Ferry sinks"]
    assert "Ferry" not in found[0].text
    assert "the export lacks its “End of Document”" in found[0].metadata["note"]
    assert "End of Document" not in found[1].metadata.get("note", "")
    found = exported(*first, second[0], "off Port Ossen", *second[1:])
    assert headlines(found) == ["Dam held", "Ferry sinks off Port Ossen"]


def test_the_words_body_graphic_and_length_in_an_article_are_its_own_and_pictures_are_not():
    story = ["He found the", "Body", "LENGTH: it is 400 words, he said.", "Graphic", "It was a graphic tale."]
    one = alone(story=[*story, "Graphic", "PHOTO: The dam."])
    assert one.text == "\n\n".join(["Strikers block the Marwick dam", *story])
    assert one.metadata["graphic"] == "PHOTO: The dam."
    story = [STORY[0], "Page 3 of 12", STORY[1], "Graphic", "PHOTO: The dam at dawn.", "Link to Image"]
    assert alone(story=story).text.endswith("\n\n".join(STORY))


def test_a_headline_over_two_lines_is_one_and_its_full_stop_is_left_out_of_the_text_only():
    lines = nexis_article("Strikers block the dam")
    (one,) = exported(lines[0], "as talks fail", *lines[1:])
    assert one.metadata["headline"] == "Strikers block the dam as talks fail"
    assert one.metadata["outlet"] == "The Marwick Herald"
    assert one.text.startswith("Strikers block the dam as talks fail\n\nStrikers closed")
    one = alone(headline="The dam is held.")
    assert one.text.startswith("The dam is held\n\n")
    assert one.metadata["headline"] == "The dam is held."


def test_an_article_without_a_day_or_an_outlet_is_found_and_neither_is_made_up():
    lines = nexis_article("Dam held")
    (one,) = exported(*cover("Dam held"), *lines[:2], *lines[3:])
    assert (one.metadata["headline"], one.metadata["outlet"]) == ("Dam held", "The Marwick Herald")
    (one,) = exported(lines[0], *lines[2:])
    assert "outlet" not in one.metadata
    assert "no outlet found" in one.metadata["note"]
    assert one.metadata["headline"] == "Dam held"


def test_a_day_is_read_in_the_language_and_order_it_is_written_in_and_never_guessed():
    days = {"3 mai 2025 samedi": "2025-05-03", "3. Mai 2025 Samstag": "2025-05-03", "3-May-25": "2025-05-03"}
    days |= {"May 3, 2025 Saturday 11:50 PM EST": "2025-05-03", "14/05/2025": "2025-05-14", "3 days 2024": ""}
    assert {day: dates.read_day(day)[0] for day in days} == days


def test_an_article_without_text_or_that_the_file_cuts_off_is_dropped():
    error = ["We are sorry but there is an error in this document", "End of Document"]
    cut = [*head("Ferry sinks"), "Body", STORY[0]]
    told = {"no “Body” in it": error}
    told |= {"cut off: the file ends before this article does (Ferry sinks)": cut}
    for reason, lines in told.items():
        found = exported(*nexis_article("Dam held"), *lines)
        assert headlines(found) == ["Dam held"]
        assert [why[: len(reason)] for why in reasons(found)] == [reason]


def test_a_file_that_only_resembles_an_export_is_one_article_that_says_so():
    (one,) = exported("A memoir", "It closed with the words:", "End of Document", "and then silence.")
    assert one.metadata["note"] == "resembles an export of Nexis Uni, but was read as one article"


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
MANY_PARTS = {f"word/{number}.a": "" for number in range(article.MOST_PARTS)}
HOSTILE = {
    "nothing": (b"", "neither a Word document"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "neither a Word document"),
    "old Word": (office.OLD_WORD + b"\0" * 500, "an old Word document"),
    "a password": (office.OLD_WORD + b"\0" * 500 + office.ENCRYPTED, "protected by a password"),
    "a locked zip": (locked(), "protected by a password"),
    "a cut-off zip": (PLAIN[: len(PLAIN) // 2], "damaged or cut off"),
    "a zip that is no document": (repacked(PLAIN, without=("[Content_Types].xml",)), "not a Word document"),
    "a workbook": (repacked(PLAIN, {"xl/workbook.xml": "<a/>"}, ("word/document.xml",)), "damaged"),
    "a bomb": (repacked(PLAIN, {"word/media/a.bin": bytes(article.MOST_UNPACKED)}), "unpacks to more than"),
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


def test_what_cannot_be_read_is_dropped_with_one_reason():
    for name, (content, reason) in HOSTILE.items():
        [one] = read(content, "hostile")
        assert isinstance(one, Dropped), name
        assert reason in one.reason, name
        assert "\n" not in one.reason, name
        assert "bbbb" not in one.reason, name  # what an entity would stand for


def test_rich_text_takes_time_in_proportion_to_its_length():
    for within in [
        b"{" * 200_000 + b"A dam." + b"}" * 200_000,
        rb"{\fonttbl" + rb"\f1\fcharset0 " * 60_000 + b"}A dam.",
        rb"{\field{\*\fldinst{HYPERLINK" * 10_000 + b"}}}" * 10_000 + b" A dam.",
        rb"{\pict " + b"00ff" * 1_000_000 + b"}A dam.",
        rb"{\pict\bin2000000 " + b"}" * 2_000_000 + b"}A dam.",
    ]:
        start = time.process_time()
        (one,) = read(rb"{\rtf1 " + within + b"}", "long.rtf")
        assert time.process_time() - start < 3, within[:20]
        assert one.text == "A dam."


def test_thousands_of_lines_that_look_like_a_head_take_time_in_proportion():
    heads = ["Body", "Length: 3 words"] * 5_000
    lines = ["A dam", "Body", *heads, "Load-Date: May 4, 2025", "End of Document"]
    start = time.process_time()
    list(databases.read_articles("\n".join(lines), "a.txt", "utf-8"))
    assert time.process_time() - start < 3
