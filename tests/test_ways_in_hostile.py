"""Whatever a folder holds: no traceback, each thing kept or told with the reason, nothing written half."""

import io
import json
import os
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from inotherwords import cli, corpus
from inotherwords.ways_in import import_corpus, keeping, reading
from inotherwords.ways_in.article import Dropped

FERRY = "A ferry sank on Friday off Marwick, the coastguard said."
ROWS = [json.dumps({"text": f"The {name} sank on Friday, the coastguard said."}) for name in "abc"]


def zipped(**files):
    """The bytes of an archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def entities():
    """A page whose entities would be a billion words."""
    declared = ['<!ENTITY a0 "war">']
    declared += [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)]
    return f"<!DOCTYPE html [{''.join(declared)}]><html><body><p>&a9;</p></body></html>".encode()


def nested_json():
    return b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


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
    "no known ending": ("x.jpg", b"\xff\xd8\xff", "has the ending .jpg; articles are read from"),
    "no ending": ("passwd", b"root:x:0:0", "has no ending; articles are read from"),
    "hidden": (".secret.txt", b"A ferry sank.", "hidden, or of the system"),
    "a half-written office file": ("~$x.docx", b"me", "hidden, or of the system"),
    "a page 10,000 deep": ("x.html", b"<div>" * 10_000 + b"War" + b"</div>" * 10_000, "no article found"),
    "a page of 200,000 tags": ("x.html", b"<b>" * 200_000, "more than 100,000 tags"),
    "a tag of 50,000 attributes": (
        *("x.html", b"<p " + b" ".join(b"a%d=1" % i for i in range(50_000)) + b">War</p>"),
        "a tag with more than 1,000 attributes",
    ),
    "a page of 11 MB": ("x.html", b"<p>" + b"war " * 2_800_000 + b"</p>", "larger than 10,000,000 bytes"),
    "entities that grow": ("x.html", entities(), "declares entities"),
    "a page of script": ("x.html", b"<html><script>alert('war')</script></html>", "no article found"),
    "a page of many articles": (
        *("x.html", b'<div class="article enArticle"><p>War</p></div>' * 9),
        "an export of Factiva as a web page",
    ),
    "a page of zero bytes": ("x.html", b"\0" * 1000, "holds zero bytes"),
    "a table without texts": ("x.csv", b"a,b\n1,2\n", "no column with the articles"),
    "a table with a column twice": ("x.csv", b"text,a,a\nWar,1,2\n", "has a column twice"),
    "a table of zero bytes": ("x.csv", b"text\0\nWar\n", "holds zero bytes"),
    "no JSON": ("x.jsonl", b"war and peace\n", "no JSON (Expecting value at 0)"),
    "no JSON object": ("x.jsonl", b"7\n", "no JSON object"),
    "nested JSON": ("x.jsonl", nested_json(), "no JSON that can be read (RecursionError)"),
    "a number of 10,000 digits": (
        *("x.jsonl", b'{"text": ' + b"9" * 10_000 + b"}"),
        "no JSON that can be read (ValueError)",
    ),
    "a text that is a number": ("x.jsonl", b'{"text": 7}', "“text” is no text"),
    "half a character": ("x.jsonl", b'{"text": "A ferry \\ud800 sank."}', "half a character"),
    "zero bytes by escape": ("x.jsonl", b'{"text": "A ferry \\u0000 sank."}', "holds zero bytes"),
    "a line of 17 MB": ("x.jsonl", b'{"text": "' + b"a" * 17_000_000 + b'"}', "a line of more than"),
    "Parquet that is none": ("x.parquet", b"PAR1 and no more", "damaged or cut off"),
    "a Word file that is none": ("x.docx", b"PK\x03\x04", "damaged or cut off"),
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
    sources = corpus.read_sources(corpus_folder)
    texts = corpus.read_texts(corpus_folder, sources)
    assert all(text.strip() for text in texts.values())
    rejected = pd.read_csv(corpus_folder / "rejected.csv", dtype=str, keep_default_na=False)
    return sources["doc"].tolist(), rejected


@pytest.mark.parametrize("what", DROPPED)
def test_what_is_no_article_is_set_aside_with_the_reason(folder, what):
    name, content, reason = DROPPED[what]
    (folder / name).write_bytes(content)
    kept, rejected = imported(folder)
    assert kept == ["good"]
    [(file, why)] = rejected[["file", "reason"]].itertuples(index=False)
    assert (file, why[: len(reason)]) == (name, reason)


ALONE = ["empty file", "zero bytes", "an archive", "a page of script", "a table without texts", "no JSON"]


@pytest.mark.parametrize("what", ALONE)
def test_a_file_that_is_no_article_alone_is_refused_in_one_line(folder, what, capsys):
    name, content, _ = DROPPED[what]
    (folder / name).write_bytes(content)
    (folder / "good.txt").unlink()
    assert cli.main(["inspect", str(folder)]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{corpus.shown(folder)}: no article that can be kept. The study compares")
    with pytest.raises(corpus.InputError, match="no article in it that can be kept"):
        import_corpus(folder, folder.with_name("corpus"))
    assert [path.name for path in folder.parent.iterdir()] == ["news"]


# --- what is kept, and harmless ---


@pytest.mark.parametrize(
    ("name", "doc"),
    [
        ("CON.txt", "article-CON"),
        ("x" * 200 + ".txt", "x" * 80),
        ("2024.txt", "article-2024"),
        ("nan.txt", "article-nan"),
        ("a b;rm -rf *.txt", "a-b-rm-rf"),
        ("naïve Überfähre.txt", "naive-Uberfahre"),
        ("паром.txt", "article"),
        ("red\x1b[31m\nalert.txt", "red-31m-alert"),
    ],
)
def test_a_file_of_any_name_gives_an_article_with_a_safe_one(folder, name, doc):
    (folder / name).write_text("The dam held on Monday, engineers said.")
    [kept] = [
        one
        for one in keeping.examine(folder)
        if isinstance(one, keeping.Kept) and one.metadata["file"] != "good.txt"
    ]
    assert kept.doc == doc
    assert kept.metadata["file"].isprintable()


@pytest.mark.parametrize(
    "doc", ["../../etc/passwd", "/etc/passwd", "C:\\Windows\\x", "..", "a\0b", "\ud800", "x" * 99]
)
def test_a_name_from_a_table_leads_nowhere(folder, doc):
    (folder / "a.jsonl").write_text(json.dumps({"id": doc, "text": "The dam held."}))
    docs, _ = imported(folder)
    [name] = set(docs) - {"good"}
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
    assert len(name) <= 80
    assert ".." not in name
    assert {path.name for path in folder.parent.iterdir()} == {"news", "corpus"}


def test_names_that_differ_in_case_only_are_told_apart(folder):
    for i, name in enumerate(("Dam", "dam", "DAM")):
        (folder / f"{i}").mkdir()
        (folder / f"{i}" / "a.csv").write_text(f"id,text\n{name},The {name} of Marwick {i} held.\n")
    assert imported(folder)[0] == ["DAM-3", "Dam", "dam-2", "good"]


def test_a_thousand_articles_of_one_name_get_a_thousand_names(folder):
    rows = "".join(f"ferry,Ferry number {i} sank.\n" for i in range(1000))
    (folder / "a.csv").write_text("id,text\n" + rows)
    assert len(set(imported(folder)[0])) == 1001


def test_controls_that_turn_the_direction_of_writing_are_kept_and_counted(folder):
    text = "The \u202emayor\u202c resigned\u200b on Monday."
    (folder / "a.txt").write_text(text, encoding="utf-8")
    [article] = [one for one in keeping.examine(folder / "a.txt") if isinstance(one, keeping.Kept)]
    assert article.text == text
    assert article.metadata["invisible_characters"] == "3"


def test_such_controls_in_metadata_are_taken_out(folder):
    (folder / "a.jsonl").write_text(json.dumps({"text": "The dam held.", "outlet": "He\u202erald\0\x1b[31m"}))
    [article] = [one for one in keeping.examine(folder / "a.jsonl") if isinstance(one, keeping.Kept)]
    assert article.metadata["outlet"] == "Herald[31m"


def test_the_same_text_twice_is_kept_once_and_the_other_is_named(folder):
    (folder / "h.txt").write_text(f"{FERRY}\n")
    kept, rejected = imported(folder)
    assert kept == ["good"]
    assert rejected["reason"].tolist() == ["the same text as good.txt"]


@pytest.mark.parametrize("copy", ["ferry (copy).txt", "ferry (1).txt", "ferry - Copy.txt", "ferry copy.txt"])
def test_of_a_file_and_its_copy_the_file_is_kept(folder, copy):
    for name in ("ferry.txt", copy):
        (folder / name).write_text("The ferry sank.")
    _, rejected = imported(folder)
    assert rejected[["file", "reason"]].to_numpy().tolist() == [[copy, "the same text as ferry.txt"]]


@pytest.mark.parametrize("name", ["x.txt", "x.html"])
def test_two_words_are_no_article_in_any_form(folder, name):
    (folder / name).write_text("<html><body><p>x Only</p></body></html>" if "html" in name else "x Only\n")
    _, rejected = imported(folder)
    assert rejected["reason"].tolist() == ["hardly any words in it: 2"]


def test_a_text_in_a_script_without_spaces_has_words_enough(folder):
    (folder / "x.txt").write_text("渡轮周五在马威克附近沉没海岸警卫队周六上午在当地表示", encoding="utf-8")
    assert imported(folder)[0] == ["good", "x"]


# --- one bad row in a good table ---


def rows_told(folder, name, content):
    """Write a table; return how many articles of it are kept, and place and reason of what is not."""
    (folder / name).write_bytes(content)
    found = list(keeping.examine(folder / name))
    gone = [(one.place, one.reason) for one in found if isinstance(one, Dropped)]
    return sum(isinstance(one, keeping.Kept) for one in found), gone


def test_a_broken_line_of_json_is_told_and_the_others_are_read(folder):
    lines = [ROWS[0], '{"text": The b sank', ROWS[2]]
    kept, [(place, reason)] = rows_told(folder, "a.jsonl", "\n".join(lines).encode())
    assert (kept, place) == (2, "row 2")
    assert reason == "no JSON (Expecting value at 9)"


def test_a_line_in_another_encoding_is_told_and_the_others_are_read(folder):
    lines = [b'{"text": "Le caf\xc3\xa9 ferme."}', b'{"text": "Le caf\xe9 ouvre."}', ROWS[2].encode()]
    kept, [(place, reason)] = rows_told(folder, "a.jsonl", b"\n".join(lines))
    assert (kept, place) == (2, "row 2")
    assert reason.startswith("half a character (a lone surrogate or a byte that does not fit) at 6")


def test_a_broken_quotation_mark_is_told_and_the_others_are_read(folder):
    content = b'text,outlet\n"The a sank.",A\n"The "b" sank.",B\n"The c sank.",C\n'
    told = "no row of a CSV table (line 3: quotation marks that do not pair)"
    assert rows_told(folder, "a.csv", content) == (2, [("row 2", told)])


def test_a_quotation_mark_that_never_ends_is_told_with_the_lines_it_swallowed(folder):
    content = b'text,outlet\n"The a sank.",A\n"The b sank.,B\nThe c sank.,C\n'
    told = "no row of a CSV table (lines 3 to 4: quotation marks that do not pair)"
    assert rows_told(folder, "a.csv", content) == (1, [("row 2", told)])


def test_a_row_with_too_many_cells_is_told_and_the_others_are_read(folder):
    told = "3 cells where the header has 2 (line 3): is a comma not quoted?"
    content = b"text,outlet\nThe a sank.,A\nThe b, too, sank.\nThe c sank.,C\n"
    assert rows_told(folder, "a.csv", content) == (2, [("row 2", told)])


def test_a_line_of_a_table_that_is_too_long_is_told_and_the_others_are_read(folder, monkeypatch):
    monkeypatch.setattr("inotherwords.ways_in.tables.LONGEST_LINE", 100)
    content = b"text,outlet\nThe a sank.,A\n" + b"b" * 1000 + b",B\nThe c sank.,C\n"
    assert rows_told(folder, "a.csv", content) == (2, [("row 2", "a line of more than 100 characters")])


def test_a_parquet_table_cut_off_is_told(folder):
    pd.DataFrame({"text": [FERRY] * 9}).to_parquet(folder / "whole.parquet")
    content = (folder / "whole.parquet").read_bytes()
    kept, [(place, reason)] = rows_told(folder, "a.parquet", content[: len(content) // 2])
    assert (kept, place) == (0, "")
    assert reason.startswith("damaged or cut off")


def test_a_parquet_table_damaged_in_the_middle_is_told(folder):
    pd.DataFrame({"text": [f"Ferry {i} sank." for i in range(999)]}).to_parquet(folder / "whole.parquet")
    content = bytearray((folder / "whole.parquet").read_bytes())
    content[40:400] = b"\xff" * 360
    kept, [(_, reason)] = rows_told(folder, "a.parquet", bytes(content))
    assert kept == 0
    assert "damaged or cut off" in reason


def test_a_cell_of_parquet_that_is_no_text_is_told(folder):
    pd.DataFrame({"text": [b"\xff\xfe", b"war"]}).to_parquet(folder / "bytes.parquet")
    kept, gone = rows_told(folder, "a.parquet", (folder / "bytes.parquet").read_bytes())
    assert (kept, gone[0]) == (0, ("row 1", "“text” is no text"))


# --- folders ---


def test_a_folder_called_like_a_text_is_a_folder(folder):
    (folder / "x.txt").mkdir()
    assert imported(folder)[1]["reason"].tolist() == ["an empty folder"]


@pytest.mark.parametrize("target", [".", "..", "/etc/passwd", "good.txt", "nowhere"])
def test_no_link_is_followed(folder, target):
    (folder / "x.txt").symlink_to(target)
    kept, rejected = imported(folder)
    assert kept == ["good"]
    assert rejected["reason"].tolist() == ["a link, which is not followed; put the file itself there"]


def test_a_pipe_is_not_waited_for(folder):
    os.mkfifo(folder / "x.txt")
    assert imported(folder)[1]["reason"].tolist() == ["no file that can be read (a device or a pipe)"]


def test_a_file_that_may_not_be_read_is_told(folder, monkeypatch):
    def refused(path):
        raise PermissionError(13, "Permission denied", str(path))

    (folder / "x.docx").write_bytes(b"PK")
    monkeypatch.setattr("pathlib.Path.read_bytes", refused)
    [one] = reading.read_file(folder / "x.docx", "x.docx")
    assert one == Dropped("x.docx", "", "cannot be read (Permission denied)")


def test_folders_within_folders_to_the_limit_of_the_system_are_read(folder):
    deep = folder.joinpath(*["d"] * 300)
    deep.mkdir(parents=True)
    (deep / "x.txt").write_text("The dam held.")
    docs, _ = imported(folder)
    assert len(docs) == 2


def test_a_name_in_no_encoding_is_shown_in_one(folder):
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt")).write_bytes(b"The dam held.")
    assert len(imported(folder)[0]) == 2


def test_a_path_that_is_not_there_is_refused_in_one_line(folder, capsys):
    assert cli.main(["inspect", str(folder / "nothing")]) == 2
    assert capsys.readouterr().err.startswith("news/nothing: no such file or folder.")


def test_an_import_that_is_interrupted_leaves_nothing(folder, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("inotherwords.imported.write_texts", interrupted)
    with pytest.raises(KeyboardInterrupt):
        import_corpus(folder, folder.with_name("corpus"))
    assert [path.name for path in folder.parent.iterdir()] == ["news"]
