import hashlib

import pandas as pd
import pytest

from inotherwords import errors, paths
from inotherwords.corpus import articles
from inotherwords.corpus.folder import (
    LEXICONS,
    SOURCE_COLUMNS,
    WIRE,
    check_articles_of_labels,
    read_actors,
    read_lexicon,
    read_note,
    read_wire,
)
from inotherwords.corpus.study import list_files, read_sources, read_texts
from inotherwords.layers import schema, workspace


@pytest.fixture
def folder(tmp_path):
    """Two invented articles and the table that lists them, in the wrong order."""
    (tmp_path / "b.txt").write_bytes(b"The mayor resigned.\r\n")
    (tmp_path / "a.txt").write_bytes("Café closed.".encode())
    (tmp_path / "articles.csv").write_text("doc,outlet\nb,Town Paper\na,Village Paper\n")
    return tmp_path


def read(folder):
    return read_texts(folder, read_sources(folder))


def refusal(folder):
    """The message with which a folder is refused, without the name of the folder."""
    with pytest.raises(errors.InputError) as refused:
        read(folder)
    return str(refused.value).removeprefix(f"{folder.name}/")


def test_each_of_the_five_texts_of_the_study_is_its_file_byte_for_byte_and_the_table_knows_its_hash(texts):
    assert [doc[:3] for doc in texts] == ["000", "001", "002", "003", "004"]
    hashes = read_sources(paths.SEEDS).set_index("doc")["sha256"]
    for doc, text in texts.items():
        content = (paths.SEEDS / f"{doc}.txt").read_bytes()
        assert text.encode() == content
        assert hashes[doc] == hashlib.sha256(content).hexdigest()


def test_no_pattern_of_a_word_list_of_the_study_is_empty_or_there_twice():
    for name in ("labels", "speakers"):
        lexicon = read_lexicon(paths.SEEDS, name)
        meanings = [column for column in ("pattern", "actor") if column in lexicon]
        assert not lexicon[meanings].apply(lambda column: column.str.lower()).duplicated().any()
        assert (lexicon["pattern"] != "").all()


def test_default_folders_do_not_depend_on_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    seeds, outputs = workspace.locate()
    assert (seeds / "articles.csv").is_file()
    assert outputs.parent == seeds.parent


def test_articles_come_sorted_whatever_the_order_of_the_table_with_their_line_ends(folder):
    assert list(read(folder)) == ["a", "b"]
    assert read(folder)["b"] == "The mayor resigned.\r\n"
    assert read_sources(folder)["rights"].tolist() == ["", ""]


def test_a_table_is_read_as_spreadsheets_of_all_kinds_write_it(folder):
    plain = "doc,outlet\na,A Paper\nb,B Paper\n"
    for table, encoding in [
        (plain, "utf-8-sig"),
        (plain.replace(",", ";"), "utf-8"),
        (plain.replace(",", "\t"), "utf-8"),
        (plain.replace("\n", "\r\n"), "utf-16"),
        ("doc,outlet\n# a, note, with commas\na,A Paper\n , \n,\n\nb,B Paper\n", "utf-8"),
        ("doc,outlet,,\na,A Paper,,,\nb,B Paper,,\n", "utf-8"),
        ("doc, outlet\na , A Paper\nb, B Paper \n", "utf-8"),
    ]:
        (folder / "articles.csv").write_bytes(table.encode(encoding))
        sources = read_sources(folder)
        assert list(sources) == SOURCE_COLUMNS
        assert sources[["doc", "outlet"]].values.tolist() == [["a", "A Paper"], ["b", "B Paper"]], table
    (folder / "articles.csv").write_text("doc,outlet,place,mood\na,NA\nb,B Paper,Leeds,glad\n")
    columns = read_sources(folder)[["outlet", "place", "mood"]]
    assert columns.values.tolist() == [["NA", "", ""], ["B Paper", "Leeds", "glad"]]


def test_a_byte_order_mark_tells_the_encoding_and_is_no_part_of_the_text(folder):
    names = {"utf-8-sig": "UTF-8 with BOM", "utf-16": "UTF-16", "utf-16-be": "UTF-16"}
    for encoding, name in names.items():
        mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
        (folder / "a.txt").write_bytes(mark + "“Café” closed.\r\n".encode(encoding))
        assert read(folder)["a"] == "“Café” closed.\r\n"
        assert list_files(folder, read(folder))["encoding"].tolist() == [name, "ASCII"]


def test_a_file_that_is_no_article_is_refused_with_the_reason(folder):
    for content, told in [
        (b"{\\rtf1\\ansi The mayor resigned.}", "rich text (RTF), not plain text."),
        (b"PK\x03\x04word/document.xml", "an office document, not plain text."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document, not plain text."),
        (b"%PDF-1.7", "a PDF, not plain text."),
        (b"\n<!DOCTYPE html>\n<p>The mayor resigned.", "a web page, not plain text."),
        (b"<html><p>The mayor resigned.", "a web page, not plain text."),
        (b"Caf\xe9 closed.", "not UTF-8 (byte 0xe9 at 3). Save it as UTF-8 (Notepad: "),
        ("Closed.".encode("utf-16-le"), "holds zero bytes, so it is no plain text. Save it as UTF-8."),
        *((text, "has no words in it.") for text in (b"...\n", b"2025-05-03\n", b"___")),
        (b"Paste the second article here, please.\nCaf\n", "still has the line “Paste the second article he"),
    ]:
        (folder / "a.txt").write_bytes(content)
        assert refusal(folder).startswith(f"a.txt: {told}")
    (folder / "a.txt").write_text("The mayor resigned.")
    assert len(read(folder)) == 2  # of two outlets: a copy is an article
    table = folder / "articles.csv"
    table.write_text(table.read_text().replace("Village", "Town"))
    assert refusal(folder).startswith("b.txt: the same text as a.txt, of Town Paper.")


def test_a_file_with_another_ending_is_not_left_out_in_silence(folder):
    for name in ("c.rtf", "c.TXT", "c.docx", "c.rtfd", "c"):
        path = folder / name
        path.mkdir() if name.endswith("d") else path.write_text("A third.")
        ending = name.removeprefix("c")
        told = f"has the ending '{ending}'. Save an article as plain text" if ending else "has no ending."
        assert refusal(folder).startswith(f"{name}: {told}")
        path.rename(folder / f".{name}")
    assert refusal(folder / "a.txt").endswith(
        "a.txt: a file. Name the folder with .txt files and articles.csv."
    )
    (folder / "a.txt").rename(folder / "a.txt.txt")
    assert refusal(folder) == "a.txt.txt: ends in .txt twice (Windows hides one). Take one .txt away."


def test_what_the_system_leaves_in_a_folder_and_what_is_no_article_does_not_matter(folder):
    for name in (".DS_Store", "._a.txt", "Thumbs.db", "~$a.docx", "old/", "notes.md"):
        (folder / name).mkdir() if name.endswith("/") else (folder / name).write_bytes(b"\0")
        assert list(read(folder)) == ["a", "b"], name


def test_a_table_with_a_fault_is_refused_with_its_line_and_the_remedy(folder):
    day = "a was published '{}', which is no day. Write it as "
    quoted = 'Put words that hold a comma in quotation marks: "Paris, France".'
    days = ("03/05/2025", "3 May 2025", "2025-02-30", "20250503")
    for table, told in [
        ("doc\na\nb\n", "no column 'outlet' (it has: doc). Add it."),
        ("doc,outlet\na,Paper, Weekly\nb,B\n", "not a CSV table (row 2: 3 cells for 2 columns). "),
        (
            "doc,outlet\na,A Paper\nb,Paper, Weekly\n",
            f"not a CSV table (row 3: 3 cells for 2 columns). {quoted}",
        ),
        ("doc,outlet,url\na,A,\nb,Leeds, England,\n", "not a CSV table (row 3: 4 cells"),
        ('doc,outlet\na,"A Paper\nb,B Paper\n', "not a CSV table (line 3: "),
        ("doc,outlet,outlet\na,A,\nb,B,\n", "has the column 'outlet' twice. Rename one of them."),
        ("doc,outlet\na, \nb,B\n", "a has no outlet. Write the newspaper's name into that column."),
        ("doc,outlet\na,A Paper\n,B Paper\n", "a row without doc."),
        ("doc,outlet\na.txt,A\nb,B\n", "names a.txt.txt, which is not in the folder. Write doc without"),
        *((f"doc,outlet,published\na,A,{one}\nb,B,\n", day.format(one)) for one in days),
    ]:
        (folder / "articles.csv").write_text(table)
        assert refusal(folder).startswith(f"articles.csv: {told}"), table
    (folder / "articles.csv").write_text(f"doc,outlet,sha256\na,A,{'0' * 64}\nb,B,\n")
    assert refusal(folder).startswith("a.txt: its sha256 is not the one in articles.csv.")


def test_the_row_that_is_missing_is_given_to_be_pasted(folder):
    line = 'Name of the newspaper,"c, too",'
    (folder / "articles.csv").write_text("outlet,doc,place\nA Paper,a,\nB Paper,b,\n")
    (folder / "c, too.txt").write_text("A third.")
    assert refusal(folder) == f"articles.csv: lacks c, too.txt, which is in the folder. Add the line: {line}"
    with (folder / "articles.csv").open("a") as table:
        table.write(line)
    assert list(read(folder)) == ["a", "b", "c, too"]


def test_a_note_of_the_corpus_is_read_and_its_absence_is_no_fault(folder):
    (folder / "about.md").write_text("A flood.\n")
    assert [read_note(folder, name) for name in ("about", "labels")] == ["A flood.\n", ""]


def test_articles_of_one_outlet_are_told_apart_by_their_docs_unless_the_table_has_a_short_name():
    outlets = ["Daily", "Daily", "Post", "Daily Mail"]
    sources = pd.DataFrame({"doc": [*"abcd"], "outlet": outlets, "short": ["", "", "", "Mail"]})
    sources = sources.reindex(columns=SOURCE_COLUMNS, fill_value="")
    files = pd.DataFrame({"doc": [*"abcd"], "file": "", "sha256": ""})
    story = pd.DataFrame({"doc": sources["doc"], "headline": "", "dateline": "", "words": 0})
    table = articles.list_articles(sources, files, story)
    assert table["short"].tolist() == ["Daily (a)", "Daily (b)", "Post", "Mail"]


def test_a_file_is_told_by_its_bytes_characters_lines_and_encoding(folder):
    table = list_files(folder, read(folder))
    assert table.drop(columns="sha256").values.tolist() == [
        ["a", "a.txt", 13, 12, 1, "UTF-8"],
        ["b", "b.txt", 21, 21, 1, "ASCII"],
    ]


def test_an_agency_is_counted_where_its_whole_name_stands_and_the_articles_are_sorted():
    texts = {"b": "AP and AFPTV filmed the maps.", "a": "AFP said so."}
    found = [["a", "AFP", 1], ["b", "AFPTV", 1], ["b", "AP", 1]]
    assert articles.agencies_named(texts).values.tolist() == found


def test_a_corpus_without_a_word_list_has_an_empty_one_with_the_same_columns(folder):
    for name, columns in LEXICONS.items():
        assert read_lexicon(folder, name).empty
        assert list(read_lexicon(folder, name)) == columns
    table = read_wire(folder, read(folder))
    assert (len(table), list(table)) == (0, WIRE)


def test_an_actor_without_a_name_of_its_own_is_called_by_its_labels(folder):
    rows = "tarn,rebel,head,rebel*\ntarn,bandit,head,bandit*\nnorland,army,office,army\n"
    rows += "norland,Norland,name,Norland\nevent,war,head,war\ncity,Hull,capital,Hull\n"
    rows += "moor,elder,name,council of elders\nmoor,herder,head,herder*\nlaw,police,office,police\n"
    (folder / "labels.csv").write_text(f"actor,label,part,pattern\n{rows}")
    named = {"tarn": "those called “rebel” or “bandit”", "norland": "Norland", "city": "Hull"}
    named |= {"moor": "those called “elder” or “herder”", "law": "police"}
    assert read_actors(folder) == named
    (folder / "actors.csv").write_text("actor,name\ntarn,the Tarn League\n")
    assert read_actors(folder) == named | {"tarn": "the Tarn League"}


def test_a_label_for_an_article_that_is_not_there_is_told(folder):
    rows = "crowd,resident,head,residents,,,{}\n"
    header = "actor,label,part,pattern,reason,family,only_in\n"
    (folder / "labels.csv").write_text(header + rows.format("first; second"))
    check_articles_of_labels(folder, {"first": "", "second": ""})
    with pytest.raises(errors.InputError, match="row 2: only_in “second” is no article here"):
        check_articles_of_labels(folder, {"first": ""})


def test_notes_spaces_and_missing_reasons_of_a_word_list_do_not_matter(folder):
    (folder / "labels.csv").write_text(
        "actor,label,part,pattern\n# crowd,rioter,head,rioter*\ncrowd, protester, head , protester*\n"
    )
    row = ["crowd", "protester", "head", "protester*", "", "", ""]
    assert read_lexicon(folder, "labels").values.tolist() == [row]


WIRE_HEAD = "doc,start,end,wording,wire_wording,change"


def wire(folder, rows, head=WIRE_HEAD):
    (folder / "wire.csv").write_text(f"{head}\n{rows}\n")
    return read_wire(folder, read(folder))


def test_the_places_of_the_wires_wording_are_numbers_or_empty(folder):
    table = wire(folder, "b,4,9,mayor,governor,relabel\na,,,,early,delete\nb,9,9,,has,delete")
    assert table[["start", "end"]].values.tolist() == [[4, 9], ["", ""], [9, 9]]
    assert table["seen_at"].tolist() == ["", "", ""]


def test_a_row_that_does_not_fit_the_articles_is_named_by_its_number(folder):
    no_numbers = "start and end are not two whole numbers. Correct them, or leave both empty."
    for row, fault in [
        ("c,4,9,mayor,governor,relabel", "'c' is no article. Write doc as in articles.csv."),
        ("b,4,8,mayor,governor,relabel", "start and end give 'mayo', not the wording. Correct them."),
        ("b,4,9,Mayor,governor,relabel", "start and end give 'mayor', not the wording. Correct them."),
        (
            "b,4,99,mayor,x,relabel",
            "start and end give 'mayor resigned.\\r\\n', not the wording. Correct them.",
        ),
        ("b,4,,mayor,governor,relabel", no_numbers),
        ("b,,9,,early,delete", no_numbers),
        ("b,-5,9,mayor,governor,relabel", no_numbers),
        ("b,,,mayor,governor,relabel", "a wording without its place. Fill in start and end."),
        ("b,4,4,,,delete", "no words at all. Fill in wording or wire_wording, or delete the row."),
    ]:
        for first in ("a,0,4,Café,Bar,relabel", "# a note"):
            with pytest.raises(errors.InputError) as refused:
                wire(folder, f"{first}\n{row}")
            assert str(refused.value) == f"{folder.name}/wire.csv: row 3: {fault}"
    with pytest.raises(errors.InputError, match="no column 'change'"):
        wire(folder, "b,4,9,mayor,governor", WIRE_HEAD.removesuffix(",change"))


def test_every_place_of_the_study_with_the_wires_wording_is_in_its_article(texts):
    table = read_wire(paths.SEEDS, texts)
    assert len(table) == 31
    placed = table[table["start"] != ""]
    assert [texts[row.doc][row.start : row.end] for row in placed.itertuples()] == placed["wording"].tolist()


def test_the_articles_table_keeps_the_order_of_its_contract(texts, words):
    sources = read_sources(paths.SEEDS)
    files = list_files(paths.SEEDS, texts)
    table = articles.list_articles(sources, files, articles.stage.compute(texts, {})["story"])
    schema.fitting("articles", table.assign(unit=table["doc"]))
    headline = "Resurgence of Takfiri Terrorism After Zionist Defeat"
    assert table["headline"].tolist() == ["", headline, "", "", ""]
    assert table["dateline"].tolist() == ["Aleppo:", "TEHRAN/DAMACUS --", "", "", ""]
    assert table["words"].sum() == len(words)
