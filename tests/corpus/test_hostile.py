"""Whatever a folder holds: no traceback, each thing kept or told with the reason, nothing written half."""

import io
import json
import os
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from found import FERRY, dropped, kept
from pypdf import PdfWriter

from inotherwords import cli, errors, paths
from inotherwords.corpus.formats.article import Dropped
from inotherwords.corpus.formats.files import read_file
from inotherwords.corpus.formats.importing import import_corpus
from inotherwords.corpus.study import read_sources, read_texts


def zipped(**files):
    """The bytes of an archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


# A page whose entities would be a billion words.
GROWING = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
GROWING = f'<!DOCTYPE html [<!ENTITY a0 "war">{GROWING}]><html><body><p>&a9;</p></body></html>'.encode()
FACTIVA = b'<div class="article enArticle"><p>War</p></div>'
HTML = b"Content-Type: text/html\n\n"
DIGITS = b'{"text": ' + b"9" * 10_000 + b"}"
NESTED = b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
MANY_ATTRIBUTES = b"<p " + b" ".join(b"a%d=1" % i for i in range(50_000)) + b">War</p>"


def blank_pages(number):
    """A PDF of so many empty pages."""
    writer = PdfWriter()
    for _ in range(number):
        writer.add_blank_page(200, 200)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


BOMB = zipped(**{"[Content_Types].xml": "", "word/document.xml": "0" * 210_000_000})
PART = b"--b\r\nContent-Type: text/plain\r\n\r\nWar\r\n"
PARTS = b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + PART * 1000

# One file each, and how the reason begins that stands in rejected.csv.
DROPPED = {
    "empty file": ("x.txt", b"", "empty"),
    "blank file": ("x.txt", b" \n\t\n", "empty"),
    "no words": ("x.txt", b"*** 2024 --- 11 ***", "no words in it"),
    "hardly any words": ("x.txt", b"a" + b"!?" * 500, "hardly any words in it: 1 letters"),
    "a million quotation marks": ("x.txt", b'"' * 1_000_000, "no words in it"),
    "a million curly quotation marks": ("x.txt", "“".encode() * 1_000_000, "no words in it"),
    "50 MB on one line": ("x.txt", b"war " * 12_500_000, "more than 1,000,000 characters (50,000,000)"),
    "zero bytes": ("x.txt", b"A ferry\0 sank.", "holds zero bytes"),
    "random bytes": ("x.txt", bytes(range(256)) * 40, "holds zero bytes"),
    "a picture called text": ("x.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "a picture, not text"),
    "a PDF called text": ("x.txt", b"%PDF-1.7\n%\xe2\xe3", "a PDF, not text"),
    "an archive called text": ("x.txt", zipped(a="0" * 1_000_000), "an archive or an office document"),
    "an archive": ("x.zip", zipped(**{"../../etc/passwd": "x"}), "an archive; unpack it"),
    "UTF-16 cut in two": ("x.txt", b"\xff\xfeA\0 \0f", "not UTF-16"),
    "a placeholder": ("x.txt", b"Paste the first article here", "still has the line “Paste the first"),
    "no known ending": ("x.xyz", b"\xff\xd8\xff", "has the ending .xyz; articles are read from"),
    "no ending": ("passwd", b"root:x:0:0", "has no ending; articles are read from"),
    "hidden": (".secret.txt", b"A ferry sank.", "hidden, or of the system"),
    "a half-written office file": ("~$x.docx", b"me", "hidden, or of the system"),
    "a page 10,000 deep": ("x.html", b"<div>" * 10_000 + b"War" + b"</div>" * 10_000, "no article found"),
    "a page of 200,000 tags": ("x.html", b"<b>" * 200_000, "more than 100,000 tags"),
    "a tag of 50,000 attributes": ("x.html", MANY_ATTRIBUTES, "a tag with more than 1,000 attributes"),
    "a page of 11 MB": ("x.html", b"<p>" + b"war " * 2_800_000 + b"</p>", "larger than 10,000,000 bytes"),
    "entities that grow": ("x.html", GROWING, "declares entities"),
    "a page of script": ("x.html", b"<html><script>alert('war')</script></html>", "no article found"),
    "a page of many articles": ("x.html", FACTIVA * 9, "an export of Factiva as a web page"),
    "a page of zero bytes": ("x.html", b"\0" * 1000, "holds zero bytes"),
    "a table without texts": ("x.csv", b"a,b\n1,2\n", "no column with the articles"),
    "a table with a column twice": ("x.csv", b"text,a,a\nWar,1,2\n", "has a column twice"),
    "a table of zero bytes": ("x.csv", b"text\0\nWar\n", "holds zero bytes"),
    "no JSON": ("x.jsonl", b"war and peace\n", "no JSON (Expecting value at 0)"),
    "no JSON object": ("x.jsonl", b"7\n", "no JSON object"),
    "nested JSON": ("x.jsonl", NESTED, "no JSON that can be read (RecursionError)"),
    "a number of 10,000 digits": ("x.jsonl", DIGITS, "no JSON that can be read (ValueError)"),
    "a text that is a number": ("x.jsonl", b'{"text": 7}', "no words in its column “text”"),
    "half a character": ("x.jsonl", b'{"text": "A ferry \\ud800 sank."}', "half a character"),
    "zero bytes by escape": ("x.jsonl", b'{"text": "A ferry \\u0000 sank."}', "holds zero bytes"),
    "a line of 17 MB": ("x.jsonl", b'{"text": "' + b"a" * 17_000_000 + b'"}', "a line of more than"),
    "Parquet that is none": ("x.parquet", b"PAR1 and no more", "damaged or cut off"),
    "a Word file that is none": ("x.docx", b"PK\x03\x04", "damaged or cut off"),
    "a PDF of 10,000 pages": ("x.pdf", blank_pages(10_000), "more than 200 pages (10,000)"),
    "a PDF without words": ("x.pdf", blank_pages(1), "no words in it that can be read: a picture of a page?"),
    "a PDF that is none": ("x.pdf", b"%PDF-1.7\nand no more", "damaged or cut off"),
    "a spreadsheet that unpacks to 200 MB": ("x.xlsx", BOMB, "unpacks to more than 200 MB"),
    "an OpenDocument sheet that unpacks to 200 MB": ("x.ods", BOMB, "unpacks to more than 200 MB"),
    "a Word file that unpacks to 200 MB": ("x.docx", BOMB, "unpacks to more than 200 MB"),
    "a spreadsheet that is none": ("x.xls", b"\xd0\xcf\x11\xe0" + b"0" * 600, "damaged or cut off"),
    "a message of a thousand parts": ("x.eml", PARTS, "more than 500 parts (1,000)"),
    "a page 100,000 deep": ("x.mht", HTML + b"<b>" * 100_001, "more than 100,000 tags"),
    "an e-book": ("x.epub", zipped(a="x"), "an e-book; save each article in it as text"),
    "rich text cut off": ("x.rtf", b"{\\rtf1 A ferry", "cut off"),
}


@pytest.fixture
def folder(tmp_path):
    """A folder with one good article."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "good.txt").write_text(FERRY)
    return tmp_path / "news"


def imported(folder):
    """The names of what is kept, and what stands in rejected.csv."""
    corpus_folder = folder.with_name("corpus")
    import_corpus(folder, corpus_folder)
    sources = read_sources(corpus_folder)
    texts = read_texts(corpus_folder, sources)
    assert all(text.strip() for text in texts.values())
    rejected = pd.read_csv(corpus_folder / "rejected.csv", dtype=str, keep_default_na=False)
    return sources["doc"].tolist(), rejected


def test_what_is_no_article_is_set_aside_with_the_reason(tmp_path):
    """Each in a folder of its own, beside one good article; all folders are read at once."""
    for number, (name, content, _) in enumerate(DROPPED.values()):
        (tmp_path / "news" / f"{number:02}").mkdir(parents=True)
        (tmp_path / "news" / f"{number:02}" / name).write_bytes(content)
    (tmp_path / "news" / "good.txt").write_text(FERRY)
    docs, rejected = imported(tmp_path / "news")
    assert docs == ["good"]
    told = dict(zip(rejected["file"], rejected["reason"], strict=True))
    assert len(rejected) == len(DROPPED)
    for number, (what, (name, _, reason)) in enumerate(DROPPED.items()):
        assert told[f"{number:02}/{name}"].startswith(reason), what


ALONE = ["empty file", "zero bytes", "an archive", "a page of script", "a table without texts", "no JSON"]


def test_a_file_that_is_no_article_alone_is_refused_in_one_line(folder, capsys):
    (folder / "good.txt").unlink()
    for what in ALONE:
        name, content, _ = DROPPED[what]
        (folder / name).write_bytes(content)
        assert cli.main(["inspect", str(folder)]) == 2
        [line] = capsys.readouterr().err.splitlines()
        assert line.startswith(f"{paths.shown(folder)}: no article that can be kept. The study compares")
        with pytest.raises(errors.InputError, match="no article in it that can be kept"):
            import_corpus(folder, folder.with_name("corpus"))
        assert [path.name for path in folder.parent.iterdir()] == ["news"]
        (folder / name).unlink()
    assert cli.main(["inspect", str(folder / "nothing")]) == 2
    assert capsys.readouterr().err.startswith("news/nothing: no such file or folder.")


# --- what is kept, and harmless ---


def test_a_file_of_any_name_gives_an_article_with_a_safe_one(folder):
    docs = {"CON.txt": "article-CON", "x" * 200 + ".txt": "x" * 80, "2024.txt": "article-2024"}
    docs |= {"nan.txt": "article-nan", "a b;rm -rf *.txt": "a-b-rm-rf", "паром.txt": "article"}
    docs |= {"naïve Überfähre.txt": "naive-Uberfahre", "red\x1b[31m\nalert.txt": "red-31m-alert"}
    for name, doc in docs.items():
        (folder / name).write_text("The dam held on Monday, engineers said.")
        [article] = [one for one in kept(folder) if one.metadata["file"] != "good.txt"]
        (folder / name).unlink()
        assert article.doc == doc
        assert article.metadata["file"].isprintable()


def test_a_name_from_a_table_leads_nowhere(folder):
    names = ["../../etc/passwd", "/etc/passwd", "C:\\Windows\\x", "..", "a\0b", "\ud800", "x" * 99]
    rows = [{"id": doc, "text": f"The dam held on day {day}."} for day, doc in enumerate(names)]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    docs, _ = imported(folder)
    assert len(docs) == len(names) + 1
    assert [doc for doc in docs if not re.fullmatch(r"[\w.-]{1,80}", doc, re.ASCII) or ".." in doc] == []
    assert {path.name for path in folder.parent.iterdir()} == {"news", "corpus"}


def test_names_that_differ_in_case_only_and_a_thousand_equal_ones_are_told_apart(folder):
    for i, name in enumerate(("Dam", "dam", "DAM")):
        (folder / f"{i}").mkdir()
        (folder / f"{i}" / "a.csv").write_text(f"id,text\n{name},The {name} of Marwick {i} held.\n")
    assert [article.doc for article in kept(folder)] == ["good", "Dam", "dam-2", "DAM-3"]
    rows = "".join(f"ferry,Ferry number {i} sank.\n" for i in range(1000))
    (folder / "a.csv").write_text("id,text\n" + rows)
    assert len(set(imported(folder)[0])) == 1004


def test_controls_that_turn_the_direction_of_writing_are_counted_and_taken_out_of_metadata(folder):
    text = "The \u202emayor\u202c resigned\u200b on Monday."
    (folder / "a.jsonl").write_text(json.dumps({"text": text, "outlet": "He\u202erald\0\x1b[31m"}))
    [article] = kept(folder / "a.jsonl")
    assert article.text == text
    assert article.metadata["invisible_characters"] == "3"
    assert article.metadata["outlet"] == "Herald[31m"


def test_the_same_text_twice_is_kept_once_a_file_rather_than_its_copy(folder):
    (folder / "h.txt").write_text(f"{FERRY}\n")
    assert dropped(folder) == [("h.txt", "", "the same text as good.txt")]
    for copy in ("h (copy).txt", "h (1).txt", "h - Copy.txt", "h copy.txt"):
        for name in ("h.txt", copy):
            (folder / name).write_text("The ferry sank.")
        assert dropped(folder) == [(copy, "", "the same text as h.txt")]
        (folder / copy).unlink()


def test_two_words_are_no_article_in_any_form_unless_their_script_has_no_spaces(folder):
    (folder / "x.txt").write_text("x Only\n")
    (folder / "x.html").write_text("<html><body><p>x Only</p></body></html>")
    (folder / "y.txt").write_text("渡轮周五在马威克附近沉没海岸警卫队周六上午在当地表示", encoding="utf-8")
    docs, rejected = imported(folder)
    assert docs == ["good", "y"]
    assert rejected["reason"].tolist() == ["hardly any words in it: 2"] * 2


# --- one bad row in a good table ---


GOOD = [b'{"text": "Le caf\xc3\xa9 ferme."}', json.dumps({"text": "The c sank on Friday."}).encode()]


def json_lines(bad):
    return b"\n".join([GOOD[0], bad, GOOD[1]])


def comma_lines(bad):
    return b"text,outlet\nThe a sank.,A\n" + bad + b"The c sank.,C\n"


def parquet(*values):
    content = io.BytesIO()
    pd.DataFrame({"text": values}).to_parquet(content)
    return content.getvalue()


FERRIES = parquet(*(f"Ferry {i} sank." for i in range(999)))
# A table with one bad row in it: how many articles are kept, where the row is, how the reason begins.
PARTLY_READ = {
    "a broken line of JSON": ("a.jsonl", json_lines(b'{"text": The b sank'), 2, "row 2", "no JSON (Expecti"),
    "a line in another encoding": ("a.jsonl", json_lines(b'{"text": "Le caf\xe9 ouvre."}'), 2, "row 2",
        "half a character (a lone surrogate or a byte that does not fit) at 6"),
    "a broken quotation mark": ("a.csv", comma_lines(b'"The "b" sank.",B\n'), 2, "row 3",
        "no row of a CSV table (line 3: quotation marks that do not pair)"),
    "a quotation mark that never ends": ("a.csv", comma_lines(b'"The b sank.,B\n'), 1, "row 3",
        "no row of a CSV table (lines 3 to 4: quotation marks that do not pair)"),
    "a row with too many cells": ("a.csv", comma_lines(b"The b, too, sank.\n"), 2, "row 3",
        "3 cells where the header has 2 (line 3): is a comma not quoted?"),
    "a line that is too long": ("a.csv", comma_lines(b"b" * 1000 + b",B\n"), 2, "row 3",
        "a line of more than 500 characters"),
    "Parquet cut off": ("a.parquet", FERRIES[: len(FERRIES) // 2], 0, "", "damaged or cut off"),
    "Parquet damaged in the middle": ("a.parquet", FERRIES[:40] + b"\xff" * 360 + FERRIES[400:], 0, "",
        "damaged or cut off"),
    "Parquet with a cell of no text": ("a.parquet", parquet(b"\xff\xfe", b"war"), 0, "row 1",
        "no words in its column “text”"),
}  # fmt: skip


def test_what_is_bad_in_a_table_is_told_and_the_rest_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("inotherwords.corpus.formats.tables.LONGEST_LINE", 500)
    for what, (name, content, count, place, reason) in PARTLY_READ.items():
        (tmp_path / name).write_bytes(content)
        gone = dropped(tmp_path / name)
        assert (len(kept(tmp_path / name)), gone[0][1]) == (count, place), what
        assert gone[0][2].startswith(reason), what
        assert len(gone) == 1 or "no text" in what


# --- folders ---


def test_an_empty_folder_a_link_and_a_pipe_are_told_and_none_is_followed_or_waited_for(folder):
    (folder / "a.txt").mkdir()
    os.mkfifo(folder / "b.txt")
    for number, target in enumerate((".", "..", "/etc/passwd", "good.txt", "nowhere")):
        (folder / f"c{number}.txt").symlink_to(target)
    docs, rejected = imported(folder)
    assert docs == ["good"]
    link = "a link, which is not followed; put the file itself there"
    told = {"an empty folder": 1, "no file that can be read (a device or a pipe)": 1, link: 5}
    assert rejected["reason"].value_counts().to_dict() == told


def test_a_file_that_may_not_be_read_is_told(folder, monkeypatch):
    def refused(path):
        raise PermissionError(13, "Permission denied", str(path))

    (folder / "x.docx").write_bytes(b"PK")
    monkeypatch.setattr("pathlib.Path.read_bytes", refused)
    [one] = read_file(folder / "x.docx", "x.docx")
    assert one == Dropped("x.docx", "", "cannot be read (Permission denied)")


def test_folders_to_the_limit_of_the_system_and_names_in_no_encoding_are_read(folder):
    deep = folder.joinpath(*["d"] * 300)
    deep.mkdir(parents=True)
    (deep / "x.txt").write_text("The dam held.")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt")).write_bytes(b"The dam held again.")
    assert len(imported(folder)[0]) == 3


def test_an_import_that_is_interrupted_leaves_nothing(folder, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("inotherwords.corpus.archive.write_texts", interrupted)
    with pytest.raises(KeyboardInterrupt):
        import_corpus(folder, folder.with_name("corpus"))
    assert [path.name for path in folder.parent.iterdir()] == ["news"]
