"""Each form in which articles come, made of the same three: what is found of them stands in the docs.

The files are invented and follow the shape of the real ones. The page YOUR_CORPUS.md has the table as it is
computed here.
"""

import csv
import io
import json
import quopri
from email.message import EmailMessage
from pathlib import Path

import pytest
import xlsxwriter
from found import docx, dropped, kept, pdf, rtf

from inotherwords.paths import PROJECT

STORY = [
    "Workers at the mill walked out on Monday after the owners had refused to talk about the new shifts.",
    "“Nobody asked us,” said Ida Rell, who has run the loom hall for eleven years. She wants talks today.",
    "A spokesman for the owners said the shifts were needed because orders had doubled since March.",
]
CLIPS = [
    ("Mill workers walk out", "Orlen Post", "2011-04-12", "12 April 2011", "Ida Frey", STORY),
    (
        "Owners defend shifts",
        "Valley Times",
        "2011-04-13",
        "13 April 2011",
        "Jon Marsh",
        STORY[1:] + STORY[:1],
    ),
    ("Council steps in", "Northern Echo", "2011-04-14", "14 April 2011", "Eva Lund", STORY[2:] + STORY[:2]),
]
MONTHS = {"de": "April", "fr": "avril", "nl": "april", "en": "April"}


def day(clip, language="en"):
    number, _, year = clip[3].split()
    return f"{number}{'.' if language == 'de' else ''} {MONTHS[language]} {year}"


def clips(form):
    """The three articles, each in a form (a text with names in braces), one after the other."""
    names = ("title", "outlet", "iso", "day", "author")
    return "".join(
        form.format(
            **dict(zip(names, clip, strict=False)), n=number, rule="_" * 60, day_de=day(clip, "de"),
            day_fr=day(clip, "fr"), day_nl=day(clip, "nl"), digits=clip[2].replace("-", ""),
            text="\n\n".join(clip[5]), lines="\n".join(clip[5]),
            html="".join(f"<p>{one}</p>" for one in clip[5]),
        )
        for number, clip in enumerate(CLIPS, 1)
    )  # fmt: skip


# What an article is like in each form, with names in braces.
SHAPES = {path.stem: path.read_text(encoding="utf-8") for path in Path(__file__).with_name("forms").iterdir()}


def each(form, ending):
    """A file for each of the three."""
    pages = clips(form + "\0").split("\0")
    return {f"{number}{ending}": page for number, page in enumerate(pages[:3], 1)}


def cells(names):
    return [names, *([title, outlet, iso, "\n\n".join(story)] for title, outlet, iso, _, _, story in CLIPS)]


def table(names, separator=","):
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(cells(names))
    return file.getvalue()


def sheet():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        for number, row in enumerate(cells(["Titel", "Krant", "Datum", "Tekst"])):
            page.write_row(number, 0, row)
    return file.getvalue()


def objects(rows):
    return [
        dict(zip(["webTitle", "source", "publishedAt", "bodyText"], row, strict=True)) for row in rows[1:]
    ]


def mails(archive=False):
    out = {}
    for number, page in enumerate(each(SHAPES["page"], "").values(), 1):
        title, outlet, iso, *_, story = CLIPS[number - 1]
        if archive:
            head = f"Snapshot-Content-Location: https://www.orlen.example/{number}\nMIME-Version: 1.0\n"
            head += "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
            out[f"{number}.mhtml"] = head.encode() + quopri.encodestring(page.encode())
        else:
            message = EmailMessage()
            message["Subject"], message["From"], message["Date"] = title, outlet, f"{iso}T08:00"
            message.replace_header("Date", f"{CLIPS[number - 1][3]} 08:00:00 +0000")
            message.set_content("\n\n".join(story))
            out[f"{number}.eml"] = bytes(message)
    return out


def broken(words):
    """A paragraph as a narrow column has it: its lines, a word broken at the end of some."""
    lines, line = [], ""
    for one in words.split():
        if len(line) + len(one) > 45:
            cut = 4 if len(one) > 8 and one.isalpha() else 0
            lines.append(f"{line} {one[:cut]}-" if cut else line)
            line = one[cut:]
        else:
            line = f"{line} {one}".strip()
    return [*lines, line]


def cuttings():
    out = {}
    for number, (title, outlet, _, english, _, story) in enumerate(CLIPS, 1):
        body = [(10, 13 if at else 22, line) for one in story for at, line in enumerate(broken(one))]
        out[f"{number}.pdf"] = pdf([(20, 30, title), (10, 30, f"{outlet}, {english}"), *body])
    return out


CONTENTS = "<p>Documents sauvegardés</p><p>Jeudi 5 juin 2014 à 10 h 22</p><p>3 documents</p>"
CONTENTS += clips("<p><a>{title}</a></p><p>{outlet}</p><p>{day_fr}</p>")

FORMS = {
    "LexisNexis, text": {"a.txt": clips(SHAPES["lexis"])},
    "LexisNexis, text, German": {"a.txt": clips(SHAPES["lexis_german"])},
    "LexisNexis, web page": {
        "a.html": clips(SHAPES["lexis"].replace("{text}", "{html}").replace("\n\n", "<p>"))
    },
    "Nexis Uni, Word": {"a.docx": docx(clips(SHAPES["nexis"]).split("\n"))},
    "Nexis Uni, Word, German": {"a.docx": docx(clips(SHAPES["nexis_german"]).split("\n"))},
    "Nexis Uni, rich text": {"a.rtf": rtf(clips(SHAPES["nexis"]).split("\n"))},
    "Nexis Uni, web page": {
        "a.html": clips("<p>" + SHAPES["nexis"].replace("\n", "</p><p>").replace("{lines}", "{html}"))
    },
    "Factiva, text with codes": {"a.txt": clips(SHAPES["factiva"])},
    "Factiva, web page": {"a.html": clips(SHAPES["factiva_page"])},
    "Factiva, web page, German": {"a.html": clips(SHAPES["factiva_page_german"])},
    "ProQuest, text": {"a.txt": clips(SHAPES["proquest"])},
    "ProQuest, text, German": {"a.txt": clips(SHAPES["proquest_german"])},
    "Europresse, text": {"a.txt": clips(SHAPES["europresse"])},
    "Europresse, web page": {"a.html": clips(SHAPES["europresse_page"])},
    "Europresse, web page with contents": {"a.html": CONTENTS + clips(SHAPES["europresse_page"])},
    "NewsBank, text": {"a.txt": clips(SHAPES["newsbank"])},
    "WISO, text": {"a.txt": clips(SHAPES["wiso"])},
    "Retriever, text": {"a.txt": clips(SHAPES["retriever"])},
    "Gale, text": {"a.txt": clips(SHAPES["gale"])},
    "EBSCO, text": {"a.txt": clips(SHAPES["ebsco"])},
    "GoPress (Belga), text": {"a.txt": clips(SHAPES["gopress"])},
    "own file, parted by dashes": {"a.txt": clips(SHAPES["dashes"])},
    "own file, parted by labels": {"a.txt": clips(SHAPES["labels"])},
    "web pages": each(SHAPES["page"], ".html"),
    "web archives (.mhtml)": mails(archive=True),
    "e-mails (.eml)": mails(),
    "PDF cuttings": cuttings(),
    "CSV": {"a.csv": table(["title", "source", "date", "text"])},
    "CSV with semicolons, French": {"a.csv": "sep=;\n" + table(["Titre", "Source", "Date", "Texte"], ";")},
    "Excel’s “Unicode text”": {"a.txt": table(["title", "source", "date", "text"], "\t").encode("utf-16")},
    "spreadsheet (.xlsx), Dutch": {"a.xlsx": sheet()},
    "JSON of a server": {"a.json": json.dumps({"response": {"results": objects(cells([]))}}, indent=1)},
    "JSON lines": {"a.jsonl": "\n".join(map(json.dumps, objects(cells([]))))},
}


# The same with what databases and pages print around the articles: above the outlet, the title or all of it.
RIGHTS = "Copyright 2011 Mill Media\n                All Rights Reserved\n                {outlet}\n"
MEDIARGUS = "{title}\n{outlet} - {day_nl}\nPagina {n}\n\n{text}\n\nCopyright © 2011 Mediahuis.\n\n"
TITLE = SHAPES["europresse_page"].replace("<p>{title}", "<p>Culture</p><p class='titreArticleVisu'>{title}")
AROUND = {
    "rights above the outlet": {"a.txt": clips(SHAPES["lexis"].replace("{outlet}\n", RIGHTS, 1))},
    "two blanks in a marker": {"a.txt": clips(SHAPES["lexis"]).replace("2 of 3", "2  of 3")},
    "a cover of NewsBank": {"a.txt": "NewsBank: Access World News\n\n" + clips(SHAPES["newsbank"])},
    "an address behind each of NewsBank": {
        "a.txt": clips(f"{SHAPES['newsbank'].rstrip()}\nUse this link: https://infoweb.example/{{n}}\n\n")
    },
    "a cover of Mediargus": {"a.txt": "Mediargus - Persdatabank\nAantal artikels: 3\n\n" + clips(MEDIARGUS)},
    "rules of a page": {
        name: page.replace("Document</p>", "Document</p><hr>")
        for name, page in FORMS["Nexis Uni, web page"].items()
    },
    "a section above a title": {"a.html": clips(TITLE)},
    "a section and the foot of Factiva": {
        "a.html": clips(SHAPES["factiva_page"].replace('<div id="hd">', '<div>NEWS</div><div id="hd">'))
        + "<p>© 2011 Factiva, Inc. All rights reserved.</p>"
    },
    "days as Excel has them": {
        "a.csv": table(["title", "source", "date", "text"])
        .replace("2011-04-12", "12-Apr-11").replace("2011-04-13", "13-Apr-11")
    },
    "a table called like a word list": {"wire.csv": table(["title", "source", "date", "text"])},
}  # fmt: skip


def test_what_is_printed_around_the_articles_is_none_of_them(tmp_path):
    found = {what: measure(tmp_path / what, files) for what, files in AROUND.items()}
    assert {what: one for what, one in found.items() if one != ["3 of 3"] * 4 + ["100 %"]} == {}


def measure(folder, files):
    """How many of the three are found, with their title, outlet and day, and how many of their words."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    found = kept(folder)
    assert dropped(folder) == []
    rows = [0, 0, 0]
    words = there = 0
    for one, (title, outlet, iso, *_, story) in zip(found, CLIPS, strict=False):
        known = one.metadata
        rows[0] += one.text.split("\n")[0] == title
        rows[1] += known["outlet"] == outlet
        rows[2] += known.get("published") == iso
        text = one.text.replace("\r\n", "\n").split("\n\n")
        words += sum(len(part.split()) for part in story if part in text)
        there += sum(len(part.split()) for part in story)
        assert not [part for part in text if part not in {title, *story}], (one.text, files)
    return [f"{number} of 3" for number in (len(found), *rows)] + [f"{100 * words // there} %"]


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms")
    return {form: measure(folder / str(i), files) for i, (form, files) in enumerate(FORMS.items())}


def test_the_page_says_of_each_form_what_is_found(measured):
    page = (PROJECT / "docs" / "YOUR_CORPUS.md").read_text(encoding="utf-8")
    assert len(measured) >= 18
    for form, found in measured.items():
        assert f"| {form} | {' | '.join(found)} |" in page


def test_of_every_form_all_articles_are_found_with_their_words_and_of_most_outlet_and_day(measured):
    assert {form: found[0] for form, found in measured.items() if found[0] != "3 of 3"} == {}
    assert {form: found for form, found in measured.items() if found[1] + found[4] != "3 of 3100 %"} == {}
    unlike = {form: found[2:4] for form, found in measured.items() if found[2:4] != ["3 of 3"] * 2}
    assert unlike == {"e-mails (.eml)": ["0 of 3", "3 of 3"]}  # who sent it is no outlet
