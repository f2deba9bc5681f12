"""Factiva and ProQuest exports, coded and not; every article here is invented."""

import time

from found import articles, kept, reasons
from found import read as found_by

from inotherwords.corpus.formats import databases, exports, office

STORY = ["Strikers closed the sluices of the dam on Friday.", "“We will stay,” said their leader."]
TEXT = "\n\n".join(STORY)
NUMBER = "HERLD00020250503el530000{}"

LAST = f"Document {NUMBER.format(1)}"


def coded(number=1, headline="Strikers block the dam", **more):
    """Return the lines of an article with field codes."""
    fields = {
        "SE": "News", "HD": headline, "BY": "By Ada Roe", "WC": "512 words", "PD": "3 May 2025",
        "ET": "10:15", "SN": "The Marwick Herald", "SC": "HERLD", "PG": "A6", "LA": "English",
        "CY": "(c) 2025 Marwick Press", "LP": STORY[0], "TD": STORY[1],
        "NS": "gcat : Political/General News", "RE": "ossen : Ossen", "PUB": "Marwick Press",
        "AN": "Document " + NUMBER.format(number),
    } | more  # fmt: skip
    return [line for code, value in fields.items() if value is not None for line in (f"{code:<7}{value}", "")]


def uncoded(
    number=1, headline="Strikers block the dam", byline="By Ada Roe", story=STORY, language="English"
):
    """Return the lines of an article without field codes."""
    head = [headline, byline, "512 words", "3 May 2025", "10:15", "The Marwick Herald", "HERLD", "A6"]
    tail = ["", *story, "", f"Document {NUMBER.format(number)}", ""]
    return [*head, language, "(c) 2025 Marwick Press", *tail]


RULE = "_" * 60


def record(headline="Strikers block the dam", number=101, text=TEXT, **more):
    """Return the lines of a ProQuest record, its rule first."""
    fields = {
        "Author": "Roe, Ada",
        "Abstract": "A dam is held.",
        "Full text": text,
        "Subject": "Dams; Strikes",
        "Location": "Marwick",
        "Title": headline,
        "Publication title": "The Herald; Marwick",
        "Publication date": "May 3, 2025",
        "Language of publication": "English",
        "ProQuest document ID": str(number),
        "Document URL": f"https://example.org/docview/{number}",
        "Copyright": "Copyright Marwick Press 2025",
        "Database": "News of Ossen",
    } | more
    whole = [RULE, "", headline, ""]
    for name, value in fields.items():
        whole += [f"{name}: {value}", ""] if value is not None else []
    return whole


PROQUEST_END = [
    RULE,
    "",
    "Contact us at: https://example.org/help",
    "Database copyright © 2025 ProQuest LLC.",
]


def read(lines, file="export.txt"):
    return list(databases.read_plain("\n".join(lines).encode(), file))


def headlines(found):
    return [one.metadata["headline"] for one in articles(found)]


def known(one, *names):
    """Return some of the metadata of an article."""
    return tuple(one.metadata[name] for name in names)


WHOLE = "\n\n".join(["Strikers block the dam", *STORY])


def test_an_article_has_its_fields_and_none_of_its_furniture():
    header = "Page 2 of 9 © 2025 Factiva, Inc. All rights reserved."
    cover = [RULE, "", "Report Information from ProQuest", "", "May 4 2025 10:12", ""]
    with_codes, without = read(coded()), read(uncoded(story=[STORY[0], "", header, "", STORY[1]]))
    proquest = read([*cover, *record(), *record("Ferry sinks", 2), *PROQUEST_END])
    for [one, *_], outlet, byline, number in [
        (with_codes, "The Marwick Herald", "By Ada Roe", NUMBER.format(1)),
        (without, "The Marwick Herald", "By Ada Roe", NUMBER.format(1)),
        (proquest, "The Herald", "Roe, Ada", "101"),
    ]:
        assert (one.text, known(one, "published", "language")) == (WHOLE, ("2025-05-03", "en"))
        assert known(one, "outlet", "byline", "document_id") == (outlet, byline, number)
    assert with_codes[0].metadata["page"] == "A6"
    assert without[0].metadata["rights"] == "(c) 2025 Marwick Press"
    assert "guessed" not in without[0].metadata["note"]
    assert known(proquest[0], "place", "url") == ("Marwick", "https://example.org/docview/101")
    assert headlines(proquest)[1:] == ["Ferry sinks"]


# Factiva with field codes


def one_space(lines):
    """Return lines with one space behind each field code."""
    return [" ".join([line[:7].strip(), line[7:]]) if line else "" for line in lines]


def test_every_article_with_field_codes_is_found_however_many_spaces_are_behind_them():
    names = [f"Day {number} at the dam" for number in range(1, 6)]
    lines = [line for number, name in enumerate(names, 1) for line in coded(number, name)]
    found = read(lines)
    assert headlines(found) == names
    assert [one.place for one in found] == [f"article {number}" for number in range(1, 6)]
    assert read(one_space(lines)) == found


def test_lines_that_were_broken_to_fit_a_page_are_joined():
    (one,) = read(coded(headline="Strikers block the dam\n       as talks fail"))
    assert one.metadata["headline"] == "Strikers block the dam as talks fail"
    broken = "The strikers of the Marwick dam said on Friday that they would stay\nat the gates."
    assert "they would stay at the gates.\n\n" in read(coded(LP=broken))[0].text


def test_capitals_at_the_beginning_of_a_line_of_an_article_are_no_field():
    story = "He said:\n\nIN  THE END we stay.\n\nHD  was his sign.\n\nSo it was."
    assert read(coded(TD=story))[0].text.endswith(story)
    story = "He said:\n\nTD Bank closed.\n\nIN Ossen it rained.\n\nHD screens went dark.\n\nCT scans stopped."
    (one,) = read(one_space(coded(TD=story)))
    assert one.text.endswith(story)


def test_an_article_without_its_number_or_any_field_behind_its_text_does_not_swallow_the_next():
    tail = dict.fromkeys(["NS", "RE", "PUB", "AN"])
    for lines in [
        [*coded(1, "Dam held", AN=None), *coded(2, "Ferry sinks")],
        [*coded(1, "Dam held", **tail), *coded(2, "Ferry sinks", SE=None)],
        [*one_space(coded(1, "Dam held", **tail)), *one_space(coded(2, "Ferry sinks", **tail))],
    ]:
        found = read(lines)
        assert headlines(found) == ["Dam held", "Ferry sinks"]
        assert found[0].text == "\n\n".join(["Dam held", *STORY])
        assert "lacks its line “Document …”" in found[0].metadata["note"]


def test_an_article_without_a_headline_is_kept_and_noted():
    (one,) = read([line for line in coded(SE=None) if not line.startswith("HD ")] + coded(2))[:1]
    assert one.text == "\n\n".join(STORY)
    assert "no headline found" in one.metadata["note"]


def test_what_is_no_whole_article_with_codes_is_dropped_with_the_reason():
    tail = dict.fromkeys(["NS", "RE", "PUB", "AN"])
    told = {
        "no text in it, only its fields (Picture of the day)": coded(
            2, "Picture of the day", LP=None, TD=None
        ),
        "cut off: the file ends before this article does (Ferry sinks)": coded(2, "Ferry sinks", **tail),
        "stands outside the fields of the articles: A second story that has lost its codes.": [
            "A second story that has lost its codes."
        ],
    }
    for reason, lines in told.items():
        found = read([*coded(1), *lines])
        assert (len(articles(found)), reasons(found)) == (1, [reason])
    summary = ["Search Summary", "Text\tdam strike", "Date\tAll Dates", "Results Found\t1,014"]
    found = read([*coded(), *summary])
    assert len(found) == 1
    assert "1,014" not in str(found)


def test_field_codes_in_the_cells_of_a_table_are_read():
    source = (
        r"{\rtf1 "
        + "".join(rf"\trowd {line[:7].strip()}\cell {line[7:]}\cell\row " for line in coded() if line)
        + "}"
    )
    escaped = source.replace("“", r"\u8220?").replace("”", r"\u8221?").encode("ascii")
    (one,) = list(office.read_office(escaped, "export.rtf", None))
    assert one.text == WHOLE


# Factiva without field codes


def test_what_is_no_whole_article_without_codes_is_dropped_with_the_reason():
    first = [line for line in uncoded(1, "Dam held") if not line.startswith("Document")]
    found = read([*first, *uncoded(2, "Ferry sinks"), *uncoded(3, "Rain at last")])
    assert headlines(found) == ["Rain at last"]
    assert ["cannot be told apart" in reason for reason in reasons(found)] == [True, True]
    cut = read([*uncoded(1), *uncoded(2, "Ferry sinks")[:-2]])
    assert reasons(cut) == ["cut off: the file ends before this article does (Ferry sinks By Ada Roe)"]
    stray = read([*uncoded(1), "A stray story.", f"Document {NUMBER.format(2)}"])
    assert reasons(stray) == ["no word count and day found, so its head cannot be told: A stray story."]


def test_two_lines_that_may_be_headline_or_not_are_noted():
    (one,) = read(uncoded(headline="Marwick news", byline="Strikers block the dam"))
    assert one.metadata["headline"] == "Marwick news Strikers block the dam"
    assert "which lines are the headline was guessed" in one.metadata["note"]


def test_a_copyright_in_the_story_does_not_cut_it():
    story = [STORY[0], "Copyright law protects the song they sang.", STORY[1]]
    lines = [line for line in uncoded(story=story) if not line.startswith("(c)")]
    assert "Copyright law" in read(lines)[0].text
    assert STORY[0] in read(lines)[0].text


# ProQuest


def test_lines_of_an_article_that_look_like_fields_are_its_own_and_a_rule_in_it_parts_nothing():
    text = "\n\n".join([STORY[0], "Location: the lower gate.", "Title: none.", STORY[1]])
    (one,) = read([*record(text=text), *PROQUEST_END])
    assert one.text == "Strikers block the dam\n\n" + text
    (one,) = read([*record(text="\n\n".join([STORY[0], RULE, STORY[1]])), *PROQUEST_END])
    assert one.text == WHOLE


def test_what_is_no_whole_record_is_dropped_with_the_reason():
    abstract = "the export has only an abstract of it (Ferry sinks)"
    between = "stands between the records and is none: Somebody typed a story in here."
    cut = "cut off: the file ends before this article does (Ferry sinks)"
    for reason, lines in [
        (abstract, [*record("Ferry sinks", 2, None), *PROQUEST_END]),
        (abstract, [*record("Ferry sinks", 2, "Not available."), *PROQUEST_END]),
        (between, [RULE, "Somebody typed a story in here.", *PROQUEST_END]),
        (cut, record("Ferry sinks", 2)[:9]),
    ]:
        found = read([*record("Dam held", 1), *lines])
        assert (headlines(found), reasons(found)) == (["Dam held"], [reason])
    first = record("Dam held", 1)
    counted = [*first[:2], "Document 1 of 3", *first[2:], *record("Ferry sinks", 2), *PROQUEST_END]
    assert len(articles(read(counted))) == 2
    assert "the export lists 3 articles, 2 were found" in reasons(read(counted))[0]


# What is no export


def test_a_text_that_is_no_export_is_one_article_as_it_is():
    for text in [
        "A dam\n\nHD is a format of television. Document everything, she said.",
        "A dam\n\nFull text: of the speech below.",
        "A dam\n\n512 words\n\nwere all he said.",
        "HD\nLP\nTD\nAN",
        "HD is a format.\n\nTD Bank pays for it.\n\nIN THE END it went.\n\nSN is tin.\n\nPD is May.",
        "PD officers came.\n\nHD pictures show it.\n\nLP sales fell on 3 May 2025.\n\nAN end came.",
    ]:
        (one,) = read([text])
        assert (one.text, one.place) == (text, "")


def test_a_text_that_only_resembles_an_export_says_so():
    record_without_number = record(text="A", **{"ProQuest document ID": None})
    for lines, name in ((["A dam", LAST], "Factiva"), (record_without_number, "ProQuest")):
        assert read(lines)[0].metadata["note"].startswith(f"resembles an export of {name}")


HOSTILE = {
    "nothing": "",
    "codes alone": "\n".join(["HD", "LP", "AN"] * 1000),
    "numbers alone": "\n".join([LAST] * 1000),
    "rules alone": "\n".join([RULE] * 5000),
    "fields alone": "\n".join(["Title:", "Full text:", "ProQuest document ID:"] * 1000),
    "one long line": "HD     " + "dam " * 500_000 + f"\nLP     A\nAN     Document {NUMBER.format(1)}",
    "one long field": f"{RULE}\nTitle: {'a' * 1_000_000}\nFull text: A dam.\nProQuest document ID: 1",
    "many spaces": "HD" + " " * 300_000 + "x" + "\n" + "Title:" + "\t" * 300_000,
    "many digits": "\n".join(["A dam", "9" * 100_000 + " words", "3 May 2025", LAST]),
    "no day of this world": "\n".join(coded(PD="99 Mayember 99999999")),
    "zero bytes and controls": "\n".join(coded(LP="A\x01 dam\x02\x1f stands.")),
    "right to left": "\n".join(coded(SN="‮dlareH ehT")),
    "a path": "\n".join(coded(SN="../../etc/passwd", AN="Document ../../../../etc")),
    "a thousand heads": "\n".join(["A dam", "5 words", "3 May 2025"] * 1000 + [LAST]),
    "marks alone": "“" * 1_000_000,
}  # fmt: skip


def test_a_hostile_text_gives_articles_or_reasons_and_takes_no_long_time():
    for name, text in HOSTILE.items():
        start = time.process_time()
        found = found_by(databases.read_plain, text.encode(), "hostile.txt")
        assert time.process_time() - start < 2, name
        assert found, name
        values = [value for one in articles(found) for value in one.metadata.values()]
        assert [why for why in reasons(found) if "\n" in why or len(why) >= 300] == [], name
        assert [v for v in values if "\n" in v or len(v) > exports.LONGEST_FIELD] == [], name


def test_an_outlet_of_europresse_may_have_its_number_and_town_in_its_box(tmp_path):
    heads = [("Courrier du Vernay<br>no. 2114<br>Vernay", 12), ("Aigue Matin<br>no. 31<br>Lavaur", 23)]
    body = "<p>La gare de Montrevel accueillera en septembre une école de musique, a dit le maire.</p>" * 3
    page = "".join(
        f"<article><div>{box}</div><span>mercredi {day} mars 2025 - 152 mots, p. 6</span><p>Une école</p>"
        f"{body}<p>© 2025 Vernay. Tous droits réservés.</p><p>news·202503{day}·CV·{day}</p></article>"
        for box, day in heads
    )
    (tmp_path / "a.html").write_text(f"<html><body><div>Université</div>{page}</body></html>")
    assert [one.metadata["outlet"] for one in kept(tmp_path)] == ["Courrier du Vernay", "Aigue Matin"]
