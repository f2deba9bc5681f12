import hashlib

import pandas as pd
import pytest

from inotherwords import errors, paths
from inotherwords.corpus import articles
from inotherwords.corpus.folder import LEXICONS, SOURCE_COLUMNS, WIRE, read_lexicon, read_note, read_wire
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


def test_the_study_has_five_articles(texts):
    assert [doc[:3] for doc in texts] == ["000", "001", "002", "003", "004"]


def test_each_text_of_the_study_is_its_file_byte_for_byte(texts):
    for doc, text in texts.items():
        assert text.encode() == (paths.SEEDS / f"{doc}.txt").read_bytes()


def test_the_table_of_the_study_knows_the_hash_of_every_file():
    sources = read_sources(paths.SEEDS)
    files = [(paths.SEEDS / f"{doc}.txt").read_bytes() for doc in sources["doc"]]
    assert sources["sha256"].tolist() == [hashlib.sha256(content).hexdigest() for content in files]


@pytest.mark.parametrize("name", ["labels", "speakers"])
def test_no_pattern_of_a_word_list_of_the_study_is_empty_or_there_twice(name):
    lexicon = read_lexicon(paths.SEEDS, name)
    meanings = [column for column in ("pattern", "actor") if column in lexicon]
    assert not lexicon[meanings].apply(lambda column: column.str.lower()).duplicated().any()
    assert (lexicon["pattern"] != "").all()


def test_default_folders_do_not_depend_on_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    seeds, outputs = workspace.locate()
    assert (seeds / "articles.csv").is_file()
    assert outputs.parent == seeds.parent


def test_articles_come_sorted_whatever_the_order_of_the_table(folder):
    assert list(read(folder)) == ["a", "b"]


def test_line_ends_are_left_as_they_are(folder):
    assert read(folder)["b"] == "The mayor resigned.\r\n"


def test_columns_that_the_table_lacks_are_empty(folder):
    assert read_sources(folder)["rights"].tolist() == ["", ""]


def test_columns_that_only_this_corpus_has_are_kept(folder):
    (folder / "articles.csv").write_text("doc,outlet,mood\na,Village Paper,sad\nb,Town Paper,glad\n")
    assert read_sources(folder)["mood"].tolist() == ["sad", "glad"]


def test_an_outlet_called_na_keeps_its_name(folder):
    (folder / "articles.csv").write_text("doc,outlet\na,NA\nb,Town Paper\n")
    assert read_sources(folder)["outlet"].tolist() == ["NA", "Town Paper"]


def test_a_table_saved_by_a_spreadsheet_with_a_byte_order_mark_is_read(folder):
    (folder / "articles.csv").write_text("doc,outlet\na,A Paper\nb,B Paper\n", encoding="utf-8-sig")
    assert read_sources(folder)["outlet"].tolist() == ["A Paper", "B Paper"]


@pytest.mark.parametrize("rows", ["a,Paper, Weekly\nb,Town Paper\n", "a,Village Paper\nb,Paper, Weekly\n"])
def test_a_comma_without_quotation_marks_is_refused_in_whichever_row(folder, rows):
    (folder / "articles.csv").write_text(f"doc,outlet\n{rows}")
    assert refusal(folder).startswith("articles.csv: not a CSV table (")


def test_a_file_whose_hash_is_not_that_of_the_table_is_refused(folder):
    (folder / "articles.csv").write_text(f"doc,outlet,sha256\na,A,{'0' * 64}\nb,B,\n")
    assert refusal(folder).startswith("a.txt: its sha256 is not the one in articles.csv.")


def test_two_files_that_differ_in_white_space_alone_are_refused(folder):
    (folder / "b.txt").write_text("Café closed.\n")
    assert refusal(folder).startswith("b.txt: the same text as a.txt.")


def test_the_first_byte_that_is_not_utf8_is_named(folder):
    (folder / "a.txt").write_bytes(b"Caf\xe9 closed.")
    assert refusal(folder).startswith("a.txt: not UTF-8 (byte 0xe9 at 3). Save it as UTF-8 (Notepad: ")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_a_byte_order_mark_tells_the_encoding_and_is_no_part_of_the_text(folder, encoding):
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    (folder / "a.txt").write_bytes(mark + "“Café” closed.\r\n".encode(encoding))
    assert read(folder)["a"] == "“Café” closed.\r\n"


def test_the_table_of_files_says_how_each_is_encoded(folder):
    (folder / "a.txt").write_bytes("Café closed.".encode("utf-16"))
    (folder / "b.txt").write_bytes("The mayor resigned.".encode("utf-8-sig"))
    assert list_files(folder, read(folder))["encoding"].tolist() == ["UTF-16", "UTF-8 with BOM"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"{\\rtf1\\ansi The mayor resigned.}", "rich text (RTF)"),
        (b"PK\x03\x04word/document.xml", "an office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
        (b"%PDF-1.7", "a PDF"),
        (b"\n<!DOCTYPE html>\n<p>The mayor resigned.", "a web page"),
        (b"<html><p>The mayor resigned.", "a web page"),
    ],
)
def test_another_kind_of_document_is_told_by_how_it_begins(folder, content, what):
    (folder / "a.txt").write_bytes(content)
    assert refusal(folder).startswith(f"a.txt: {what}, not plain text.")


def test_utf16_without_a_mark_is_no_plain_text(folder):
    (folder / "a.txt").write_bytes("The mayor resigned.".encode("utf-16-le"))
    assert refusal(folder) == "a.txt: holds zero bytes, so it is no plain text. Save it as UTF-8."


@pytest.mark.parametrize("text", ["...\n", "2025-05-03\n", "___"])
def test_a_text_without_any_word_is_refused(folder, text):
    (folder / "a.txt").write_text(text)
    assert refusal(folder).startswith("a.txt: has no words in it.")


def test_a_line_that_says_where_to_paste_is_refused_even_above_an_article(folder):
    (folder / "b.txt").write_text("Paste the second article here, please.\nThe mayor resigned.\n")
    assert refusal(folder).startswith("b.txt: still has the line “Paste the second article here …”.")


@pytest.mark.parametrize("name", ["c.rtf", "c.TXT", "c.docx", "c.rtfd"])
def test_a_file_with_another_ending_is_not_left_out_in_silence(folder, name):
    (folder / name).mkdir() if name.endswith("d") else (folder / name).write_text("A third.")
    ending = name.removeprefix("c")
    assert refusal(folder).startswith(f"{name}: has the ending '{ending}'. Save an article as plain text")


def test_a_file_without_an_ending_is_not_left_out_in_silence(folder):
    (folder / "c").write_text("A third.")
    assert refusal(folder).startswith("c: has no ending.")


def test_an_ending_that_stands_there_twice_is_told_so(folder):
    (folder / "a.txt").rename(folder / "a.txt.txt")
    assert refusal(folder) == "a.txt.txt: ends in .txt twice (Windows hides one). Take one .txt away."


@pytest.mark.parametrize("name", [".DS_Store", "._a.txt", "Thumbs.db", "~$a.docx", "old/", "notes.md"])
def test_what_the_system_leaves_in_a_folder_and_what_is_no_article_does_not_matter(folder, name):
    (folder / name).mkdir() if name.endswith("/") else (folder / name).write_bytes(b"\0")
    assert list(read(folder)) == ["a", "b"]


def test_a_table_without_a_column_that_it_needs_is_refused(folder):
    (folder / "articles.csv").write_text("doc\na\nb\n")
    assert refusal(folder) == "articles.csv: no column 'outlet' (it has: doc). Add it."


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_spreadsheet_may_separate_columns_otherwise(folder, separator):
    table = "doc,outlet\na,A Paper\nb,B Paper\n".replace(",", separator)
    (folder / "articles.csv").write_text(table)
    assert read_sources(folder)["outlet"].tolist() == ["A Paper", "B Paper"]


def test_a_table_in_utf16_with_windows_line_ends_is_read(folder):
    table = "doc,outlet\r\na,Café Paper\r\nb,B Paper\r\n"
    (folder / "articles.csv").write_bytes(table.encode("utf-16"))
    assert read_sources(folder)["outlet"].tolist() == ["Café Paper", "B Paper"]


def test_notes_and_empty_rows_of_a_table_are_left_out(folder):
    (folder / "articles.csv").write_text(
        "doc,outlet\n# a, note, with commas\na,A Paper\n , \n,\n\nb,B Paper\n"
    )
    assert read_sources(folder)["doc"].tolist() == ["a", "b"]


def test_cells_that_a_row_lacks_are_empty(folder):
    (folder / "articles.csv").write_text("doc,outlet,place\na,A Paper\nb,B Paper,Leeds\n")
    assert read_sources(folder)["place"].tolist() == ["", "Leeds"]


def test_empty_cells_beyond_the_header_do_not_matter(folder):
    (folder / "articles.csv").write_text("doc,outlet,,\na,A Paper,,,\nb,B Paper,,\n")
    assert read_sources(folder).columns.tolist() == SOURCE_COLUMNS


def test_spaces_round_a_cell_are_no_part_of_it(folder):
    (folder / "articles.csv").write_text("doc, outlet\na , A Paper\nb, B Paper \n")
    assert read_sources(folder)[["doc", "outlet"]].values.tolist() == [
        ["a", "A Paper"],
        ["b", "B Paper"],
    ]


def test_a_comma_without_quotation_marks_is_told_with_its_line_and_the_remedy(folder):
    (folder / "articles.csv").write_text("doc,outlet\na,A Paper\nb,Paper, Weekly\n")
    assert refusal(folder) == (
        "articles.csv: not a CSV table (line 3: 3 cells for 2 columns). "
        'Put words that hold a comma in quotation marks: "Paris, France".'
    )


def test_a_quotation_mark_that_is_never_closed_is_refused(folder):
    (folder / "articles.csv").write_text('doc,outlet\na,"A Paper\nb,B Paper\n')
    assert refusal(folder).startswith("articles.csv: not a CSV table (line 3: ")


def test_a_column_that_is_there_twice_is_refused(folder):
    (folder / "articles.csv").write_text("doc,outlet,outlet\na,A Paper,\nb,B Paper,\n")
    assert refusal(folder) == "articles.csv: has the column 'outlet' twice. Rename one of them."


def test_an_article_without_an_outlet_is_refused(folder):
    (folder / "articles.csv").write_text("doc,outlet\na, \nb,B Paper\n")
    assert refusal(folder) == "articles.csv: a has no outlet. Write the newspaper's name into that column."


def test_a_row_without_a_doc_is_refused(folder):
    (folder / "articles.csv").write_text("doc,outlet\na,A Paper\n,B Paper\n")
    assert refusal(folder).startswith("articles.csv: a row without doc.")


@pytest.mark.parametrize("day", ["03/05/2025", "3 May 2025", "2025-02-30", "20250503"])
def test_a_day_that_is_not_written_as_year_month_day_is_refused(folder, day):
    (folder / "articles.csv").write_text(f"doc,outlet,published\na,A Paper,{day}\nb,B Paper,\n")
    assert refusal(folder).startswith(f"articles.csv: a was published '{day}', which is no day. Write it as ")


@pytest.mark.parametrize(
    ("head", "doc", "line"),
    [
        ("doc,outlet,place", "c", "c,Name of the newspaper,"),
        ("outlet,doc,place", "c, too", 'Name of the newspaper,"c, too",'),
    ],
)
def test_the_row_that_is_missing_is_given_to_be_pasted(folder, head, doc, line):
    rows = pd.DataFrame({"doc": ["a", "b"], "outlet": ["A Paper", "B Paper"], "place": ""})[head.split(",")]
    rows.to_csv(folder / "articles.csv", index=False)
    (folder / f"{doc}.txt").write_text("A third.")
    assert refusal(folder) == (f"articles.csv: lacks {doc}.txt, which is in the folder. Add the line: {line}")
    with (folder / "articles.csv").open("a") as table:
        table.write(line)
    assert list(read(folder)) == ["a", "b", doc]


def test_a_doc_with_its_ending_is_told_so(folder):
    (folder / "articles.csv").write_text("doc,outlet\na.txt,A Paper\nb,B Paper\n")
    assert refusal(folder).endswith("names a.txt.txt, which is not in the folder. Write doc without .txt.")


def test_a_file_in_the_place_of_the_folder_is_told_so(folder):
    assert refusal(folder / "a.txt").endswith(
        "a.txt: a file. Name the folder with .txt files and articles.csv."
    )


def test_a_note_of_the_corpus_is_read_and_its_absence_is_no_fault(folder):
    (folder / "about.md").write_text("A flood.\n")
    assert [read_note(folder, name) for name in ("about", "labels")] == ["A flood.\n", ""]


def test_articles_of_one_outlet_are_told_apart_by_their_docs():
    sources = pd.DataFrame({"doc": ["a", "b", "c"], "outlet": ["Daily", "Daily", "Post"], "short": ""})
    sources = sources.reindex(columns=SOURCE_COLUMNS, fill_value="")
    files = pd.DataFrame({"doc": ["a", "b", "c"], "file": "", "sha256": ""})
    story = pd.DataFrame({"doc": sources["doc"], "headline": "", "dateline": "", "words": 0})
    table = articles.list_articles(sources, files, story)
    assert table["short"].tolist() == ["Daily (a)", "Daily (b)", "Post"]


def test_the_short_name_of_the_table_stands_before_that_of_the_outlet():
    sources = pd.DataFrame({"doc": ["a", "b"], "outlet": ["Daily Mail", "Post"], "short": ["Mail", ""]})
    sources = sources.reindex(columns=SOURCE_COLUMNS, fill_value="")
    files = pd.DataFrame({"doc": ["a", "b"], "file": "", "sha256": ""})
    story = pd.DataFrame({"doc": sources["doc"], "headline": "", "dateline": "", "words": 0})
    table = articles.list_articles(sources, files, story)
    assert table["short"].tolist() == ["Mail", "Post"]


def test_a_file_is_told_by_its_bytes_characters_lines_and_encoding(folder):
    table = list_files(folder, read(folder))
    assert table.drop(columns="sha256").values.tolist() == [
        ["a", "a.txt", 13, 12, 1, "UTF-8"],
        ["b", "b.txt", 21, 21, 1, "ASCII"],
    ]


def test_an_agency_is_counted_where_its_whole_name_stands_and_the_articles_are_sorted():
    texts = {"b": "AP and AFPTV filmed the maps.", "a": "AFP said so."}
    assert articles.agencies_named(texts).values.tolist() == [
        ["a", "AFP", 1],
        ["b", "AFPTV", 1],
        ["b", "AP", 1],
    ]


@pytest.mark.parametrize("name", LEXICONS)
def test_a_corpus_without_a_word_list_has_an_empty_one_with_the_same_columns(folder, name):
    lexicon = read_lexicon(folder, name)
    assert lexicon.empty
    assert lexicon.columns.tolist() == LEXICONS[name]


def test_notes_in_a_word_list_are_left_out(folder):
    (folder / "labels.csv").write_text(
        "actor,label,part,pattern\n# crowd,rioter,head,rioter*\ncrowd,protester,head,protester*\n"
    )
    assert read_lexicon(folder, "labels")["label"].tolist() == ["protester"]


def test_a_row_below_a_note_is_named_by_its_line_in_the_file(folder):
    rows = "# a note\nc,4,9,mayor,governor,relabel"
    with pytest.raises(errors.InputError, match=r"wire\.csv: row 3: 'c' is no article"):
        wire(folder, rows)


def test_spaces_round_a_cell_of_a_word_list_are_no_part_of_it(folder):
    (folder / "labels.csv").write_text("actor,label,part,pattern\ncrowd, rioter, head , rioter*\n")
    assert read_lexicon(folder, "labels").iloc[0].tolist() == [
        "crowd",
        "rioter",
        "head",
        "rioter*",
        "",
    ]


def test_a_word_list_may_leave_out_its_reasons(folder):
    (folder / "labels.csv").write_text("actor,label,part,pattern\nmayor,mayor,name,the mayor\n")
    assert read_lexicon(folder, "labels")["reason"].tolist() == [""]


WIRE_HEAD = "doc,start,end,wording,wire_wording,change"


def wire(folder, rows, head=WIRE_HEAD):
    (folder / "wire.csv").write_text(f"{head}\n{rows}\n")
    return read_wire(folder, read(folder))


def test_a_corpus_without_the_wires_wording_has_an_empty_table(folder):
    table = read_wire(folder, read(folder))
    assert table.empty
    assert table.columns.tolist() == WIRE


def test_the_places_of_the_wires_wording_are_numbers_or_empty(folder):
    table = wire(folder, "b,4,9,mayor,governor,relabel\na,,,,early,delete")
    assert table[["start", "end"]].values.tolist() == [[4, 9], ["", ""]]
    assert table["seen_at"].tolist() == ["", ""]


def test_an_empty_place_between_two_words_is_a_place(folder):
    assert wire(folder, "b,9,9,,has,delete")["start"].tolist() == [9]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("c,4,9,mayor,governor,relabel", "'c' is no article. Write doc as in articles.csv."),
        ("b,4,8,mayor,governor,relabel", "start and end give 'mayo', not the wording. Correct them."),
        ("b,4,9,Mayor,governor,relabel", "start and end give 'mayor', not the wording. Correct them."),
        (
            "b,4,99,mayor,governor,relabel",
            "start and end give 'mayor resigned.\\r\\n', not the wording. Correct them.",
        ),
        (
            "b,4,,mayor,governor,relabel",
            "start and end are not two whole numbers. Correct them, or leave both empty.",
        ),
        (
            "b,,9,,early,delete",
            "start and end are not two whole numbers. Correct them, or leave both empty.",
        ),
        (
            "b,-5,9,mayor,governor,relabel",
            "start and end are not two whole numbers. Correct them, or leave both empty.",
        ),
        ("b,,,mayor,governor,relabel", "a wording without its place. Fill in start and end."),
        ("b,4,4,,,delete", "no words at all. Fill in wording or wire_wording, or delete the row."),
    ],
)
def test_a_row_that_does_not_fit_the_articles_is_named_by_its_number(folder, row, fault):
    with pytest.raises(errors.InputError) as refused:
        wire(folder, f"a,0,4,Café,Bar,relabel\n{row}")
    assert str(refused.value) == f"{folder.name}/wire.csv: row 3: {fault}"


def test_the_wires_wording_without_a_column_is_refused(folder):
    with pytest.raises(errors.InputError, match="no column 'change'"):
        wire(folder, "b,4,9,mayor,governor", WIRE_HEAD.removesuffix(",change"))


def test_every_place_of_the_study_with_the_wires_wording_is_in_its_article(texts):
    table = read_wire(paths.SEEDS, texts)
    assert len(table) == 18
    placed = table[table["start"] != ""]
    assert [texts[row.doc][row.start : row.end] for row in placed.itertuples()] == placed["wording"].tolist()


def test_the_articles_table_keeps_the_order_of_its_contract(texts, words):
    sources = read_sources(paths.SEEDS)
    files = list_files(paths.SEEDS, texts)
    table = articles.list_articles(sources, files, articles.stage.compute(texts, {})["story"])
    schema.fitting("articles", table.assign(unit=table["doc"]))
    assert table["headline"].tolist() == [
        "",
        "Resurgence of Takfiri Terrorism After Zionist Defeat",
        "",
        "",
        "",
    ]
    assert table["dateline"].tolist() == ["Aleppo:", "TEHRAN/DAMACUS --", "", "", ""]
    assert table["words"].sum() == len(words)
