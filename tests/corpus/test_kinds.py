"""Faults of real files by their kinds, each in a small invented one."""

import json
import subprocess
import sys

import pytest
from found import docx, dropped, kept

from inotherwords import cli
from inotherwords.corpus.formats import exports, inspecting, screening, web_pages
from inotherwords.corpus.formats.article import Remark

STORY = [
    "Workers at the mill walked out on Monday after the owners had refused to talk about the new shifts.",
    "A spokesman for the owners said the shifts were needed because orders had doubled since March.",
    "Police counted about two hundred people in front of the gates, and most of them had gone home by six.",
]
TEXT = " ".join(STORY)


@pytest.fixture
def read(tmp_path):
    """Return a function that reads one file, and gives what is kept of it."""

    def read(name, content):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        found = kept(tmp_path / name)
        (tmp_path / name).unlink()
        return found

    return read


def nexis(*head, tail=()):
    lines = [*head, "Copyright 2024 Valley Press", "Length: 50 words", "Body", *STORY, *tail]
    return docx([*lines, "Load-Date: May 4, 2024", "End of Document"])


def test_the_outlet_of_an_export_is_not_what_stands_below_it_and_no_section_behind_is_text(read):
    day = "May 3, 2024 Friday"
    for head in (("Mill", "Valley Times", day), ("Mill", "Valley Times", "(Weaver)", day)):
        [one] = read("a.docx", nexis(*head))
        assert (one.metadata["headline"], one.metadata["outlet"]) == ("Mill", "Valley Times")
    [one] = read("a.docx", nexis("Mill", "Valley Times", "Correction Appended"))
    assert one.metadata["outlet"] == "Valley Times"
    assert one.metadata["note"].endswith("the database took it in on 2024-05-04")
    tail = [
        "Correction",
        "It was Tom.",
        "Correction-Date: May 6, 2024",
        "Graphic",
        "Photo: Mill.",
        "Notes",
        "x",
    ]
    [one] = read("a.docx", nexis("Mill", "Valley Times", day, tail=tail))
    assert one.text.split("\n\n") == ["Mill", *STORY]
    middle = [STORY[0], "Grafik", *STORY[1:]]
    german = ["Berichtigung", "Talpost", "3. Mai 2024", "Copyright 2024 T", "Länge: 52 Wörter", "Hauptteil"]
    german += middle
    for head in (german, [line for line in german if line[0] != "L"], ["Text", *german[1:]]):
        [one] = read("a.docx", docx([*head, "Ladedatum: 4. Mai 2024", "Ende des Dokuments"]))
        assert one.text.split("\n\n") == [head[0], *middle]
    [one] = read("a.docx", nexis("Rell &amp; Sons", "Valley Times", day, tail=["It didn&#39;t matter."]))
    assert one.text.split("\n\n")[::4] == ["Rell & Sons", "It didn't matter."]


def test_labels_in_capitals_that_every_article_has_are_none_of_its_words_and_a_speaker_is(read):
    said = "ALCALDESA RELL: We stay where we are, and so does the mill."
    article = "Documento {} de 2\n\nValley Times\n\n{} de mayo de 2024\n\nMill\n\nSECCIÓN: NOTICIAS\n\n"
    article += f"LONGITUD: 50 palabras\n\n{{}}{TEXT}\n\nFECHA-CARGA: 9 de mayo de 2024\n\nIDIOMA: INGLÉS\n\n"
    one, two = read("a.txt", article.format(1, 3, "") + article.format(2, 4, f"{said}\n\n"))
    assert [one.text, two.text] == [f"Mill\n\n{TEXT}", f"Mill\n\n{said}\n\n{TEXT}"]
    assert [one.metadata["published"], two.metadata["published"]] == ["2024-05-03", "2024-05-04"]


def test_days_of_a_column_are_judged_together(read):
    for first, second, days in [
        ("03/04/2024", "14/04/2024", ["2024-04-03", "2024-04-14"]),
        ("04/03/2024", "04/14/2024", ["2024-04-03", "2024-04-14"]),
        ("03/04/2024", "05/04/2024", [None, None]),
        ("13/04/2024", "04/14/2024", ["2024-04-13", "2024-04-14"]),
        ("03.04.2024", "2024-04-05", ["2024-04-03", "2024-04-05"]),
    ]:
        found = read("a.csv", f"text,date\n{STORY[0]},{first}\n{STORY[1]},{second}\n")
        assert [one.metadata.get("published") for one in found] == days
    for called in ("Datum", "Data de publicação", "Fecha"):  # where nobody writes the month first
        found = read("a.csv", f"text,{called}\n{STORY[0]},03/04/2024\n{STORY[1]},05/04/2024\n")
        assert [one.metadata.get("published") for one in found] == ["2024-04-03", "2024-04-05"], called


def test_a_cell_is_read_without_tags_and_what_is_missing_is_no_text(read):
    cell = f"<p>{STORY[0]}</p><script>x</script><p>Rell &amp; Sons&nbsp;left.</p><a href='/'>Read more</a>"
    rows = [{"title": "Mill", "text": cell}, {"title": "Mill", "text": "NaN"}, {"title": "B", "text": "N/A"}]
    [one] = read("a.json", json.dumps(rows))
    assert one.text.split("\n\n") == ["Mill", STORY[0], "Rell & Sons left."]


def test_an_outlet_that_is_an_address_is_the_site(read):
    row = {"text": TEXT, "source": "https://www.valley.example/a", "source-hostname": "Valley Times"}
    [one] = read("a.jsonl", json.dumps(row))
    assert (one.metadata["outlet"], one.metadata["url"]) == ("Valley Times", "https://www.valley.example/a")
    answer = {"articles": [{"content": f"{TEXT} … [+99 chars]", "source": {"name": "V"}}]}
    [one] = read("a.json", json.dumps(answer))
    assert (one.metadata["outlet"], one.metadata["note"]) == ("V", "only a beginning: “[+99 chars]”")
    assert inspecting.describe(one).note == one.metadata["note"]


ONE = {"title": "Mill", "url": "https://www.valley.example/a", "date": "20240503T080000Z"}
TWO = {"headline": "Quay", "Source": {"Name": "Echo"}, "date": "2024-05-04", "body": STORY}
JSON = {
    "a list for each site": {"valley.example": [ONE | {"text": TEXT}], "echo.example": [TWO]},
    "objects by their numbers": {"1": ONE | {"body": TEXT}, "2": TWO, "3": {"title": "A quay"}},
    "lists in pages": [{"page": 1, "found": [ONE | {"text": None, "maintext": TEXT}]}, {"found": [TWO]}],
    "objects far within": {"a": {"b": {"c": {"d": {"e": [ONE | {"text": "", "story": TEXT}, TWO]}}}}},
    "a text called as what it stands in": {"article": [ONE | {"articleText": TEXT}, TWO]},
}


def test_articles_are_found_wherever_they_stand_in_json_by_the_text_that_is_filled(read, tmp_path):
    for what, whole in JSON.items():
        one, two = read("a.json", json.dumps(whole))
        assert [one.text, two.text] == [f"Mill\n\n{TEXT}", "\n\n".join(["Quay", *STORY])], what
        known = [(found.metadata["outlet"], found.metadata["published"]) for found in (one, two)]
        assert known == [("valley.example", "2024-05-03"), ("Echo", "2024-05-04")], what
    (tmp_path / "a.json").write_text(json.dumps(JSON["objects by their numbers"]))
    assert [row[1] for row in dropped(tmp_path)] == ["row 3"]
    answer = {"results": [ONE | {"body": TEXT, "source": {"uri": "v.example", "title": "Valley Times"}}]}
    assert [found.metadata["outlet"] for found in read("a.json", json.dumps(answer))] == ["Valley Times"]


def test_xml_is_told_whatever_it_is_called_and_markup_that_was_escaped_twice_is_read(read, tmp_path):
    xml = f"<?xml version='1.0'?><rss><item><title>Mill</title><description>{TEXT}</description></item></rss>"
    for name in ("a.txt", "a.html"):
        (tmp_path / name).write_text(xml)
        assert [row[2][:4] for row in dropped(tmp_path / name)] == ["XML;"]
    cell = f"&lt;p&gt;{STORY[0]}&lt;/p&gt;&lt;p&gt;{STORY[1]}&lt;/p&gt;"
    assert [one.text for one in read("a.json", json.dumps({"text": cell}))] == ["\n\n".join(STORY[:2])]


def test_records_of_a_database_nobody_knows_are_articles_by_their_labels(read):
    record = (
        "PRESSARCHIVE\nItem no.: PA-{0}7\nPaper: Valley Times\nDate of issue: 2024-05-0{0}\nTitle: Mill {0}"
    )
    found = read("a.txt", "\n\n".join(f"{record.format(day)}\n\n{TEXT}" for day in (3, 4, 5)))
    assert [one.metadata["published"] for one in found] == ["2024-05-03", "2024-05-04", "2024-05-05"]
    assert [one.text.split("\n\n") for one in found] == [[f"Mill {day}", TEXT] for day in (3, 4, 5)]


def test_the_head_of_a_page_that_stands_above_each_article_is_none_of_the_one_before(read):
    head = "TARN PRESS ARCHIVE   Printed 12/07/2024\nUser: guest04   Query: mill\n=========\n"
    parts = [
        f"Document {day} of 3\n\nMill {day}\nTimes, {day} May 2024, page 4\n\n{TEXT}" for day in (1, 2, 3)
    ]
    found = read("a.txt", head + f"\n\n\f{head}".join(parts))
    assert [one.text.split("\n\n") for one in found] == [[f"Mill {day}", TEXT] for day in (1, 2, 3)]
    found = read("a.txt", "\n\n".join(parts).replace("Times, 1 May 2024", "1. May 2024, Times"))
    assert [one.metadata["outlet"] for one in found] == ["Times"] * 3


def test_bookmarks_of_a_database_and_a_copy_with_other_line_ends_are_told(read, tmp_path):
    mark = "To bookmark this article, right-click:\nhttps://infoweb.newsbank.com/apps/news?x=1\n\n\n"
    record = "Mill {0}\n\nTimes (Tarn) - Sunday, June {0}, 2024\nSection: Local\n\n" + TEXT
    record += "\n\nRecord Number: 2024050{0}\nCopyright (c) 2024 Times, All Rights Reserved.\n" + mark
    found = read("a.txt", record.format(3) + record.format(4))
    assert [one.metadata["headline"] for one in found] == ["Mill 3", "Mill 4"]
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "b.txt").write_bytes(TEXT.replace(". ", ".\r\n").encode())
    assert len(kept(tmp_path)) == 1


def test_labels_above_a_text_say_what_it_is_and_are_no_words_of_it(read):
    head = "---\ntitle: Mill\nhostname: v.example\nsitename: Valley Times\ndate: 2024-05-03\n---\n"
    [one] = read("a.txt", head + TEXT)
    assert (one.text, one.metadata["outlet"]) == (f"Mill\n\n{TEXT}", "Valley Times")
    assert one.metadata["published"] == "2024-05-03"
    said = f"Ida Rell: We stay.\nJon Marsh: You go.\n\n{TEXT}"
    assert read("a.txt", said)[0].text == said


def test_the_cells_of_a_page_with_codes_and_page_lines_in_other_languages_are_no_text(read):
    fields = {"HD": "Mill", "SN": "Valley Times", "PD": "3 May 2024", "TD": "</p><p>".join(STORY)}
    rows = "".join(f"<tr><td><b>{code}</b></td><td><p>{cell}</p></td></tr>" for code, cell in fields.items())
    last = "<tr><td>AN</td><td>Document VALLE00020240503ek530000a</td></tr>"
    [one] = read("a.html", f"<table>{rows}{last}</table>")
    assert (one.text.split("\n\n"), one.metadata["outlet"]) == (["Mill", *STORY], "Valley Times")
    lines = ["Mill", "60 Wörter", "3. Mai 2024", "Valley Times", "Englisch", "(c) 2024 V", STORY[0]]
    lines += ["Seite 1 von 3 © 2024 Factiva", STORY[1], "Page 2 sur 3", "Dokument VALLE00020240503ek530000a"]
    assert read("a.txt", "\n\n".join(lines))[0].text.split("\n\n") == ["Mill", *STORY[:2]]


def page(head="", body="", title="Mill workers walk out"):
    paragraphs = "".join(f"<p>{one}</p>" for one in STORY)
    head = f"<head><title>{title}</title>{head}</head>"
    html = f"<html>{head}<body><h1>{title}</h1>{body or paragraphs}</body></html>"
    [one] = web_pages.read_web_page(html.encode(), "a.html")
    return one


def test_a_page_states_its_day_and_outlet_or_has_none():
    paragraphs = "".join(f"<p>{one}</p>" for one in STORY)
    for other in (
        "<p>The trial opens on 2026-01-15.</p>",
        "<div class='date'>Last updated: 2017-11-07</div>",
    ):
        assert "published" not in page(body=other + paragraphs).metadata
    stated = page(body="<span class='date'>12 April 2011</span>" + paragraphs)
    assert stated.metadata["published"] == "2011-04-12"
    for name in (
        "Copyright 2014",
        "BY: JOE WEE",
        "https://www.valley.example",
        "All the best news of the whole valley",
    ):
        known = page(f"<meta property='og:site_name' content='{name}'>").metadata
        assert known.get("outlet") in (None, "valley.example")
    saved = (
        "<!-- saved from url=(0099)https://web.archive.org/web/20240503120000/https://valley.example/a -->"
    )
    assert page(saved).metadata["url"] == "https://valley.example/a"


def test_all_boxes_of_a_page_are_read_and_a_beginning_says_so():
    box = "<div class='row'><div class='body'><p>{}</p></div><aside>Ad</aside></div>"
    boxes = "".join(map(box.format, STORY))
    assert page(body=f"<article>{boxes}</article>").text.split("\n\n")[1:] == STORY
    one = page(body=f"<article><p>{TEXT}</p><p>To continue reading, subscribe to the Times.</p></article>")
    assert one.text.split("\n\n")[1:] == [TEXT]
    assert one.metadata["note"] == "only a beginning: the page asks to subscribe"
    below = "<p>Related articles</p><p><a href='/'>Mill shut again</a></p>"
    below += "<p>The Valley Times reserves the right to delete comments.</p>"
    body = "".join(f"<p>{one}</p>" for one in STORY)
    assert page(body=f"<div>{body}{below}</div>").text.split("\n\n")[1:] == STORY
    one = page('<script type="application/ld+json">{"wordCount": 900}</script>')
    assert one.metadata["note"] == "the page says 900 words, 55 were found"


def test_a_page_whose_headings_are_parted_by_rules_asks_whether_it_is_one_article():
    body = "<hr>".join(f"<h2>Part {i}</h2><p>{one}</p>" for i, one in enumerate(STORY))
    assert page(body=body).metadata["note"] == "is it one article? 2 headings have a rule above them"


def test_a_headline_between_fields_and_the_lines_behind_a_text_are_told_from_it_in_any_language(read):
    foot = ["Record Number: 10A", ""]
    news = [
        "Valley Times (VT)",
        "March 2, 2019",
        "Section: Local",
        "",
        "Mill stops",
        "",
        "Author: A. Reed",
        "",
    ]
    for one in read("news.txt", "\n".join([*news, *STORY, "", *foot, *news, *STORY, *foot])):
        assert one.metadata["headline"] == "Mill stops"
        assert one.text.split() == " ".join(["Mill stops", *STORY]).split()
    euro = ["Le Val, no. 12", "vendredi 3 mai 2024 50 mots, p. 2", "", "Le moulin", ""]
    euro += [*STORY, "", "Cet article est paru dans Le Val", "news·20240503·LV·1", ""]
    for one in read("euro.txt", "\n".join(euro + euro)):
        assert one.text.split() == " ".join(["Le moulin", *STORY]).split()
    assert exports.COPYRIGHT.match("Tous droits réservés - Le Val 2024")


def test_the_subject_of_a_message_is_the_headline_of_its_page_too(read):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    head = "From: a@b.org\nSubject: Mill stops\nDate: Mon, 6 May 2024 09:00:00 +0000\nMIME-Version: 1.0\n"
    [one] = read("a.eml", f"{head}Content-Type: text/html; charset=utf-8\n\n<html><body>{body}</body></html>")
    assert one.text.split("\n\n") == ["Mill stops", *STORY]


def test_what_a_list_of_addresses_puts_round_a_message_is_left_out_and_told(read):
    head = "Subject: Mill closes\nDate: Fri, 3 May 2024 10:00:00 +0000\n"
    for notice in (
        "You receive this e-mail as a reader. Unsubscribe",
        "Klicken Sie hier, um sich abzumelden: abmelden",
    ):
        page = (
            f"Content-Type: text/html; charset=utf-8\n\n<p>{'</p><p>'.join(STORY)}</p><small>{notice}</small>"
        )
        plain = "Content-Type: text/plain; charset=utf-8\n\n" + "\n\n".join([*STORY, f"-- \n{notice}"])
        for body in (page, plain):
            [one] = read("a.eml", head + body)
            assert one.text.split("\n\n") == ["Mill closes", *STORY], body
            assert f"left out: “{notice[:30]}" in one.metadata["note"]


def test_a_standfirst_is_the_articles_and_a_byline_is_not():
    for above in (
        "<header><h1>Mill closes</h1><p class='standfirst'>The owners will not talk</p></header>",
        "<h1>Mill closes</h1><div class='lead'><p>The owners will not talk</p></div>",
        "<h1>Mill closes</h1><h2>The owners will not talk</h2>",
    ):
        beside = "<p class='byline'>By Ada Roe, our woman in Orlen</p>"
        body = "".join(f"<p>{one}</p>" for one in STORY)
        changed = "<footer><p>This article was amended on 4 May 2024: the mill is old.</p></footer>"
        page = f"<html><body>{above}{beside}<div class='body'>{body}</div>{changed}</body></html>"
        [one] = web_pages.read_web_page(page.encode(), "a.html")
        assert one.text.split("\n\n") == ["Mill closes", "The owners will not talk", *STORY], above
        assert one.metadata["note"].startswith("left out: “This article was amended")


def test_a_day_that_stands_in_the_article_itself_is_its_day():
    body = "".join(f"<p>{one}</p>" for one in STORY)
    for day in (
        "<time datetime='2024-05-03'>3 hours ago</time>",
        "<time pubdate>Publicado el 3 de mayo de 2024</time>",
        "<meta itemprop='datePublished' content='2024-05-03T08:00:00Z'>",
        "<span>Updated</span><time datetime='2024-05-09'>9 May</time>"
        "<time datetime='2024-05-03'>3 May</time>",
    ):
        page = f"<html><body><article><h1>Mill closes</h1>{day}{body}</article></body></html>"
        [one] = web_pages.read_web_page(page.encode(), "a.html")
        assert one.metadata.get("published") == "2024-05-03", day


def test_the_day_on_which_a_page_was_changed_is_not_its_day():
    body = "".join(f"<p>{one}</p>" for one in STORY)
    published = '<meta property="article:published_time" content="2025-03-06T18:40:00.000Z">'
    changed = '<meta property="article:modified_time" content="2025-03-08T09:00:00Z">'
    for metas, day in (
        (published + changed, "2025-03-06"),
        (changed + published, "2025-03-06"),
        (changed, None),
    ):
        page = f"<html><head>{metas}</head><body><article><h1>Mill closes</h1>{body}</article></body></html>"
        [one] = web_pages.read_web_page(page.encode(), "a.html")
        assert one.metadata.get("published") == day, metas


def test_a_cover_in_any_language_is_none_of_the_first_article(read):
    for job, documents, end in (
        ("Taaknummer", "Documenten", "Einde van document"),
        ("Auftragsnummer", "Dokumente", "Ende des Dokuments"),
        ("Numéro de tâche", "Documents", "Fin du document"),
        ("Número de trabajo", "Documentos", "Fin del documento"),
    ):
        cover = ["Naam: x", f"{job}: 21", f"{documents} (1)", "1. Mill"]
        head = ["Mill", "Valley Times", "3 May 2024", "Copyright 2024 V", "Length: 50 words", "Body"]
        [one] = read("a.docx", docx([*cover, *head, *STORY, "Load-Date: May 4, 2024", end]))
        assert one.text.split("\n\n") == ["Mill", *STORY], job


def test_one_paper_has_one_name_and_no_headline_has_it(read):
    rows = [
        ("www.valley.example", "Mill closes - valley.example"),
        ("Valley Times", "Mill closes | Valley Times"),
    ]
    found = [read("a.json", json.dumps({"source": o, "title": t, "text": TEXT}))[0] for o, t in rows]
    assert [one.metadata["outlet"] for one in found] == ["valley.example", "Valley Times"]
    assert {one.text.partition("\n")[0] for one in found} == {"Mill closes"}
    for nothing in ("N/D", "s.d.", "?", "onbekend", "Sem dados", "unbekannt"):
        [one] = read("a.csv", f"text,outlet,Ligação\n{STORY[0]},{nothing},http://v.example/a\n")
        assert (one.metadata["outlet"], one.metadata["url"]) == ("v.example", "http://v.example/a"), nothing


def test_the_outlet_may_stand_behind_the_day(read):
    parts = [f"Mill {n}\nFriday {n} May 2024, Valley Times\n{TEXT}" for n in (3, 4)]
    found = read("a.txt", "\n####\n".join(parts))
    assert [one.metadata["outlet"] for one in found] == ["Valley Times"] * 2
    found = read("a.txt", "\n####\n".join(parts).replace("Valley Times", "late edition"))
    assert [one.metadata["edition"] for one in found] == ["late edition"] * 2


def test_what_articles_end_with_that_differ_is_told(tmp_path):
    for number, one in enumerate(STORY):
        (tmp_path / f"{number}.txt").write_text(
            f"{one}\n\nBuy the Valley Times every Friday, for two crowns."
        )
    told = [found.words for found in screening.examine(tmp_path) if isinstance(found, Remark)]
    assert [words.partition(",")[0] for words in told] == [
        "3 articles end with “Buy the Valley Times every Friday"
    ]


def test_a_table_in_a_folder_below_is_about_the_files_there(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"{folder} {TEXT}")
    (tmp_path / "one" / "metadata.csv").write_text(
        "file,outlet,published\na.txt,Echo,2024-05-03\nb.txt,Echo,\n"
    )
    (tmp_path / "two" / "metadata.csv").write_text("outlet\nEcho\n")
    assert [one.metadata["outlet"] for one in kept(tmp_path)] == ["Echo", "unknown"]
    [none] = dropped(tmp_path)
    assert none[0] == "two/metadata.csv"
    assert "no column “doc” or “file”" in none[2]


def test_hidden_words_of_rich_text_are_not_read(read):
    rich = r"{\rtf1 Mill workers walk out\v  unseen\v0  today {\deleted gone }{\v more }to talk.\par}"
    assert [one.text for one in read("a.rtf", rich)] == ["Mill workers walk out today to talk."]


def test_the_same_text_of_another_outlet_is_an_article(tmp_path):
    rows = "".join(f'"{TEXT}",{outlet},2024-05-03\n' for outlet in ("Times", "Echo", "Times"))
    (tmp_path / "a.csv").write_text(f"text,outlet,date\n{rows}")
    assert [one.metadata["outlet"] for one in kept(tmp_path)] == ["Times", "Echo"]
    assert dropped(tmp_path) == [("a.csv", "row 4", "the same text as a.csv row 2, of Times, 2024-05-03")]


def test_inspect_tells_a_folder_as_a_run_reads_it(tmp_path, capsys):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"{name} Mill\n{TEXT}")
    table = tmp_path / "articles.csv"
    table.write_text("doc,outlet,published\nb,Echo,2024-05-04\na,Times,2024-05-03\n")
    assert cli.main(["inspect", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["doc"] for row in told["rows"]] == ["b", "a"]
    assert (told["files"], told["kept"], told["dropped"]) == (2, 2, 0)
    assert [row["note"] for row in told["rows"]] == ["", ""]
    table.write_text("doc,outlet,published\nb,Echo,03/05/2024\na,Times,\n")
    assert cli.main(["inspect", str(tmp_path)]) == 2
    assert "which is no day" in capsys.readouterr().err
    table.write_text("file,outlet\nb.txt,Echo\na.txt,Times\n")
    assert cli.main(["inspect", str(tmp_path)]) == 0
    (tmp_path / "b.txt").write_text("".join(f"{i} of 2 DOCUMENTS\nMill\n{TEXT}\n" for i in (1, 2)))
    table.write_text("doc,outlet\nb,Echo\na,Times\n")
    assert cli.main(["inspect", str(tmp_path)]) == 2
    assert "b.txt: several articles in one file, parted by lines like" in capsys.readouterr().err


def test_no_library_of_a_format_is_loaded_unless_a_file_needs_it(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    code = (
        "import sys; from pathlib import Path; from inotherwords.corpus.formats import screening; "
        f"list(screening.examine(Path({str(tmp_path)!r}))); "
        "print({'docx', 'striprtf', 'lxml', 'trafilatura', 'pypdf', 'ftfy'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
