"""The coding sheet of a class: what is in it, what is read from it, and what is said about it."""

import importlib.util
import io
import re
import zipfile

import pandas as pd
import pytest
import xlsxwriter

from inotherwords import cli, coding, coding_sheets, corpus
from inotherwords.corpus import PROJECT, InputError

CODING = PROJECT / "teaching" / "coding"
spec = importlib.util.spec_from_file_location("make_coding", CODING / "make_coding.py")
make_coding = importlib.util.module_from_spec(spec)
spec.loader.exec_module(make_coding)

HEAD = ["item", "voice", "on somebody's word", "who"]
KNOWN = ["A4-10", "A20-30", "B1-5"]


@pytest.fixture(scope="module")
def layers():
    return {
        name: corpus.read_table(corpus.OUTPUTS, name)
        for name in ("labels", "segments", "attributions", "attribution_spans")
    }


@pytest.fixture(scope="module")
def every(layers, texts):
    return coding.items(layers["labels"], layers["segments"], texts)


@pytest.fixture(scope="module")
def said(every, layers):
    return coding.program(
        every, *(layers[name] for name in ("segments", "attributions", "attribution_spans"))
    )


# --- the sheet ---


def test_what_is_committed_is_what_the_tables_make():
    for name, content in make_coding.files().items():
        assert (CODING / name).read_bytes() == content, f"{name} is out of date: run make exercises"


def test_nothing_else_lies_beside_it():
    found = {path.relative_to(CODING).as_posix() for path in CODING.rglob("*") if path.is_file()}
    found = {name for name in found if "__pycache__" not in name}
    assert found == {"README.md", "make_coding.py", *make_coding.files()}


def test_the_items_are_of_every_article_and_every_voice(every):
    chosen = coding.choose(every, make_coding.ACTOR)
    assert 15 <= len(chosen) <= 25
    assert set(chosen["article"]) == {"A", "B", "C", "D", "E"}
    assert set(chosen["told"]) == {"own", "attributed", "quoted"}


def test_an_id_is_the_place_of_the_marked_words(every, texts):
    docs = dict(zip("ABCDE", sorted(texts), strict=True))
    for row in every.to_dict("records"):
        letter, start, end = re.fullmatch(r"([A-E])(\d+)-(\d+)", row["item"]).groups()
        words = " ".join(texts[docs[letter]][int(start) : int(end)].split())
        assert words == row["marked words"]
        assert f"{{{words}}}" in row["sentence"]


def test_no_id_is_there_twice(every):
    assert not every["item"].duplicated().any()


def test_the_sheet_does_not_say_what_the_program_says(every):
    sheet = coding.sheet(coding.choose(every, make_coding.ACTOR))
    assert list(sheet) == [*coding.SEEN, *coding.QUESTIONS]
    assert (sheet[list(coding.QUESTIONS)] == "").all(axis=None)


def test_the_program_names_whose_word_a_sentence_stands_on(said):
    rows = said.set_index("item")
    assert rows.loc["A786-810"].tolist() == ["the program", "quoted", "yes", "Mohammad Baqer Qalibaf"]
    assert rows.loc["B3233-3251"].tolist() == ["the program", "own", "no", ""]


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-1", "@a", " =1", "\t=1"])
def test_what_looks_like_a_formula_stays_text(cell):
    sheet = pd.DataFrame([["A1-2", "A", 1, f"{cell} {{b}} c", cell, "", "", ""]], columns=make_coding.WIDTHS)
    written = pd.read_csv(io.BytesIO(coding.csv_bytes(sheet)), dtype=str, keep_default_na=False)
    assert written.loc[0, "marked words"] == f"'{cell}"
    assert written.loc[0, "sentence"].startswith("'")
    parts = zipfile.ZipFile(io.BytesIO(make_coding.workbook(sheet)))
    assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    read = pd.read_excel(io.BytesIO(make_coding.workbook(sheet)), engine="calamine", dtype=str)
    assert read.loc[0, "marked words"] == cell


def test_the_spreadsheet_has_lists_for_the_answers_and_protects_the_rest():
    with zipfile.ZipFile(CODING / "coding-sheet.xlsx") as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
    lists = re.findall(r"<formula1>(.*?)</formula1>", page)
    assert lists == ['"own,attributed,quoted"', '"yes,no"']
    assert "<sheetProtection " in page
    locked = re.findall(r"<sheetProtection [^>]*password", page)
    assert locked == []


def test_the_spreadsheet_and_the_table_have_the_same_cells():
    table = pd.read_csv(CODING / "coding-sheet.csv", dtype=str, keep_default_na=False)
    sheet = pd.read_excel(CODING / "coding-sheet.xlsx", engine="calamine", dtype=str, na_filter=False)
    pd.testing.assert_frame_equal(table, sheet, check_dtype=False)


def test_the_invented_codings_say_in_every_row_that_they_are_invented():
    for path in (CODING / "example").iterdir():
        assert path.name.startswith("invented-")
        assert set(pd.read_csv(path)["note"]) == {"invented by a rule: nobody coded this"}


def test_every_third_answer_is_invented_and_the_others_are_the_programs():
    said = pd.DataFrame(
        [("the program", str(item), "own", "yes", "AFP") for item in range(6)],
        columns=["coder", "item", *coding.QUESTIONS],
    )
    made = make_coding.invented(said, 3, left_out=4)
    assert made["voice"].tolist() == ["own", "own", "attributed", "", "own", "attributed"]
    assert made["on somebody's word"].tolist() == ["yes", "yes", "no", "", "yes", "no"]
    assert set(made["who"]) == {""}


# --- what is handed in ---


def line(cells, delimiter=","):
    return delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in cells) + "\r\n"


def csv_of(*rows, delimiter=",", head=HEAD):
    return "".join(line(row, delimiter) for row in (head, *rows))


def xlsx_of(path, *rows, head=HEAD, before=()):
    book = xlsxwriter.Workbook(path)
    for name in before:
        book.add_worksheet(name).write_string(0, 0, "How to code")
    page = book.add_worksheet("coding")
    for number, row in enumerate((head, *rows)):
        page.write_row(number, 0, row)
    book.close()


def ods_of(path, *rows):
    """Write the least that is an OpenDocument spreadsheet."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(
        f"<table:table-row>{''.join(cell.format(text) for text in row)}</table:table-row>" for row in rows
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    table = f'<table:table table:name="coding">{lines}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", kind)
        parts.writestr("content.xml", f"<office:document-content{spaces}>{body}</office:document-content>")
        space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        parts.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{space}">{entry}</manifest:manifest>',
        )


def faults(folder):
    with pytest.raises(InputError) as caught:
        coding_sheets.read_folder(folder, KNOWN)
    return str(caught.value).replace(f"{folder.name}/", "").splitlines()


ROWS = [("A4-10", "own", "no", ""), ("B1-5", "quoted", "yes", "Türkiye’s army")]
READ = [["7", "A4-10", "own", "no", ""], ["7", "B1-5", "quoted", "yes", "Türkiye’s army"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_file_is_read_as_spreadsheet_programs_write_it(tmp_path, delimiter, encoding):
    (tmp_path / "7.csv").write_bytes(csv_of(*ROWS, delimiter=delimiter).encode(encoding))
    assert coding_sheets.read_folder(tmp_path, KNOWN).values.tolist() == READ


def test_an_xlsx_file_is_read_wherever_its_sheet_stands(tmp_path):
    xlsx_of(tmp_path / "7.xlsx", *ROWS, before=["how to code"])
    assert coding_sheets.read_folder(tmp_path, KNOWN).values.tolist() == READ


def test_an_ods_file_is_read(tmp_path):
    ods_of(tmp_path / "7.ods", HEAD, *ROWS)
    assert coding_sheets.read_folder(tmp_path, KNOWN).values.tolist() == READ


def test_the_committed_sheet_filled_in_is_read(tmp_path, every):
    sheet = pd.read_csv(CODING / "coding-sheet.csv", dtype=str, keep_default_na=False)
    sheet.loc[0, ["voice", "on somebody's word"]] = ["own", "no"]
    (tmp_path / "7.csv").write_bytes(coding.csv_bytes(sheet))
    [row] = coding_sheets.read_folder(tmp_path, every["item"].tolist()).values.tolist()
    assert row == ["7", sheet.loc[0, "item"], "own", "no", ""]


def test_capitals_spaces_and_the_apostrophe_of_a_word_processor_are_forgiven(tmp_path):
    head = ["Item ", " VOICE", "On  somebody’s word", "Who"]
    (tmp_path / "7.csv").write_text(csv_of((" a4-10", "Own ", "NO", "  AFP  "), head=head), encoding="utf-8")
    assert coding_sheets.read_folder(tmp_path, KNOWN).values.tolist() == [["7", "A4-10", "own", "no", "AFP"]]


def test_an_empty_cell_is_missing_and_an_empty_row_is_no_row(tmp_path):
    rows = [("A4-10", "own", "", ""), ("A20-30", "", "", ""), ("", "", "", "")]
    (tmp_path / "7.csv").write_text(csv_of(*rows), encoding="utf-8")
    assert coding_sheets.read_folder(tmp_path, KNOWN).values.tolist() == [["7", "A4-10", "own", "", ""]]


def test_rows_come_sorted_by_coder_and_in_the_order_of_the_items(tmp_path):
    for name in ("9", "8"):
        rows = [("B1-5", "own", "", ""), ("A4-10", "own", "", "")]
        (tmp_path / f"{name}.csv").write_text(csv_of(*rows), encoding="utf-8")
    read = coding_sheets.read_folder(tmp_path, KNOWN)
    assert read[["coder", "item"]].values.tolist() == [
        ["8", "A4-10"],
        ["8", "B1-5"],
        ["9", "A4-10"],
        ["9", "B1-5"],
    ]


def test_what_a_spreadsheet_program_leaves_behind_is_passed_over(tmp_path):
    (tmp_path / "7.csv").write_text(csv_of(*ROWS), encoding="utf-8")
    for name in (".DS_Store", "~$7.xlsx", ".~lock.7.ods#", "Thumbs.db"):
        (tmp_path / name).write_bytes(b"\0")
    assert set(coding_sheets.read_folder(tmp_path, KNOWN)["coder"]) == {"7"}


def test_a_wrong_answer_is_told_with_its_row_and_what_is_allowed(tmp_path):
    (tmp_path / "7.csv").write_text(csv_of(("A4-10", "mine", "perhaps", "")), encoding="utf-8")
    assert faults(tmp_path) == [
        "7.csv, row 2, voice: “mine”. Write own, attributed or quoted, or leave the cell empty.",
        "7.csv, row 2, on somebody's word: “perhaps”. Write yes or no, or leave the cell empty.",
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [(("Z9-9", "own", "", ""), "there is no item “z9-9”"), (("", "own", "", ""), "answers without an item")],
)
def test_an_item_that_is_none_is_told(tmp_path, row, fault):
    (tmp_path / "7.csv").write_text(csv_of(row), encoding="utf-8")
    assert faults(tmp_path) == [f"7.csv, row 2: {fault}. Put back the item's id, as in the coding sheet."]


def test_an_item_coded_twice_is_told_with_both_rows(tmp_path):
    (tmp_path / "7.csv").write_text(csv_of(ROWS[0], ROWS[1], ROWS[0]), encoding="utf-8")
    assert faults(tmp_path) == ["7.csv, row 4: A4-10 is coded in row 2 already. Delete one of the two."]


def test_a_sheet_without_a_column_is_told(tmp_path):
    xlsx_of(tmp_path / "7.xlsx", ("A4-10", "own"), head=["item", "voice"])
    assert faults(tmp_path) == ["7.xlsx: no column “on somebody's word”. Fill in a fresh coding sheet."]


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfei\0t\0e\0m\0", b"\0\0"])
def test_a_csv_file_that_is_no_coding_sheet_is_told(tmp_path, content):
    (tmp_path / "7.csv").write_bytes(content)
    assert faults(tmp_path) == ["7.csv: no column “item”. Fill in a fresh coding sheet."]


@pytest.mark.parametrize("name", ["7.xlsx", "7.ods", "7.xls"])
def test_a_spoilt_spreadsheet_is_told(tmp_path, name):
    (tmp_path / name).write_bytes(b"PK spoilt")
    assert faults(tmp_path) == [f"{name}: cannot be read as a spreadsheet. Save it again."]


def test_a_file_of_another_kind_is_told(tmp_path):
    (tmp_path / "7.docx").write_bytes(b"PK")
    assert faults(tmp_path) == ["7.docx: not a spreadsheet. Save it as .xlsx, .ods or .csv, or take it out."]


def test_the_faults_of_all_files_are_told_at_once(tmp_path):
    (tmp_path / "7.csv").write_text(csv_of(("A4-10", "mine", "", "")), encoding="utf-8")
    (tmp_path / "8.docx").write_bytes(b"PK")
    assert [fault[:2] for fault in faults(tmp_path)] == ["7.", "8."]


def test_a_coder_who_handed_in_twice_is_told(tmp_path):
    (tmp_path / "7.csv").write_text(csv_of(*ROWS), encoding="utf-8")
    xlsx_of(tmp_path / "7.xlsx", *ROWS)
    assert faults(tmp_path)[0].endswith(": 7 handed in more than one file (7.csv, 7.xlsx). Leave one.")


def test_nobody_is_called_the_program(tmp_path):
    (tmp_path / "the program.csv").write_text(csv_of(*ROWS), encoding="utf-8")
    assert faults(tmp_path) == [
        "the program.csv: a coder cannot be called “the program”. Give the file another name."
    ]


def test_a_folder_without_answers_is_told(tmp_path):
    (tmp_path / "7.csv").write_text(csv_of(("A4-10", "", "", "")), encoding="utf-8")
    assert faults(tmp_path)[0].endswith(": no answers in it. Put the filled-in sheets there: NAME.xlsx, …")


# --- what is said about it ---


def table(coders):
    """Return codings of the first items: for each coder, letters o, a, q (voice), a dot for none."""
    voices = {"o": "own", "a": "attributed", "q": "quoted", ".": ""}
    rows = [
        (coder, item, voices[letter], "yes" if letter != "." else "", "")
        for coder, letters in coders.items()
        for item, letter in zip(KNOWN, letters, strict=False)
    ]
    return pd.DataFrame(rows, columns=["coder", "item", *coding.QUESTIONS])


ITEMS = pd.DataFrame([(item, item[0], 1, f"Of {{{item}}}.", item) for item in KNOWN], columns=coding.SEEN)


def voice_part(coders, program="ooq"):
    parts = coding.report(table(coders), table({coding.PROGRAM: program}), ITEMS).split("\n\n")
    return " ".join(parts[1].split())


def test_the_report_counts_pairs_among_coders_and_with_the_program():
    report = voice_part({"7": "ooq", "8": "oqq"})
    assert "The same answer, two coders at a time: 2 of 3 (67%)." in report
    assert "The same answer as the program: 5 of 6 (83%)." in report
    assert "7 and the program: 3 of 3 (100%) 8 and the program: 2 of 3 (67%)" in report


def test_a_coder_whose_name_comes_after_the_program_is_compared_with_it():
    assert "The same answer as the program: 2 of 3 (67%)." in voice_part({"zoe": "oqq"})


def test_alpha_is_told_with_how_far_it_rests_on_single_items():
    expected = "alpha among the coders: 0.44, over 3 items that two or more answered; between 0.00 and 1.00"
    assert expected in voice_part({"7": "ooq", "8": "oqq"})


def test_one_coder_is_told_in_words_and_compared_with_the_program():
    report = voice_part({"7": "oqq"})
    assert "No alpha among the coders: no item has answers of two coders" in report
    assert "The same answer as the program: 2 of 3 (67%)." in report


def test_the_same_answer_everywhere_is_told_in_words():
    assert "No alpha among the coders: every answer is “own”" in voice_part({"7": "ooo", "8": "ooo"})


def test_two_items_are_told_in_words():
    report = voice_part({"7": "oq", "8": "oq"}, program="..")
    assert "1.00, over 2 items that two or more answered; it rests on a single one" in report


def test_no_report_says_nan():
    for coders in ({"7": "..."}, {"7": "o"}, {"7": "o", "8": "o"}, {"7": "o..", "8": ".q."}):
        assert "nan" not in coding.report(table(coders), table({coding.PROGRAM: "..."}), ITEMS)


def test_of_a_whole_class_no_pair_is_named():
    coders = {str(number): "ooq" if number < 30 else "oqq" for number in range(10, 35)}
    report = voice_part(coders)
    assert "300 pairs, from 67% to 100%, the middle one at 100%" in report
    assert "10 and 11" not in report


def test_what_divides_most_is_first_in_the_discussion_and_the_program_is_in_it():
    codings = table({"7": "ooq", "8": "oqo", "9": "oaq"})
    found = coding.discussion(codings, table({coding.PROGRAM: "ooq"}), ITEMS)
    assert found["item"].tolist() == ["A20-30", "B1-5"]
    assert found["voice"][0] == "own: 7, the program; attributed: 9; quoted: 8"
    assert found[["pairs", "same"]].values.tolist() == [[12, 7], [12, 9]]


def test_an_item_on_which_all_coders_differ_from_the_program_is_in_the_discussion():
    found = coding.discussion(table({"7": "o", "8": "o"}), table({coding.PROGRAM: "q"}), ITEMS)
    assert found["voice"].tolist() == ["own: 7, 8; quoted: the program"]


# --- the command ---


def test_the_command_prints_the_report_and_writes_nothing(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["agreement", str(CODING / "example")]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("3 coders (invented-1, invented-2, invented-3), 18 items.\n")
    assert "How to read it: alpha is 1" in printed
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_the_disagreements_where_it_is_told(capsys, tmp_path):
    file = tmp_path / "disagreements.csv"
    assert cli.main(["agreement", str(CODING / "example"), "--output", str(file)]) == 0
    written = pd.read_csv(file)
    assert list(written) == [*coding.SEEN, *coding.QUESTIONS, "pairs", "same"]
    assert f"TO TALK ABOUT: {len(written)} of 18 items" in capsys.readouterr().out


def test_a_formula_in_an_answer_is_written_as_text(tmp_path):
    sheet = pd.read_csv(CODING / "coding-sheet.csv", dtype=str, keep_default_na=False)
    for name, voice in (("7", "own"), ("8", "quoted")):
        sheet.loc[0, ["voice", "who"]] = [voice, "=HYPERLINK(1)"]
        (tmp_path / f"{name}.csv").write_bytes(coding.csv_bytes(sheet).replace(b"'=", b"="))
    file = tmp_path.parent / f"{tmp_path.name}.csv"
    coding_sheets.compared(tmp_path, file)
    assert pd.read_csv(file).loc[0, "who"].startswith("'=HYPERLINK(1): 7, 8")


def test_the_disagreements_are_not_written_among_the_sheets(capsys, tmp_path):
    (tmp_path / "7.csv").write_text(csv_of(("A25-57", "own", "no", "")), encoding="utf-8")
    assert cli.main(["agreement", str(tmp_path), "--output", str(tmp_path / "out.csv")]) == 2
    assert "lies among the coding sheets" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["7.csv"]


def test_a_folder_that_is_not_there_is_told_in_one_line(capsys, tmp_path):
    assert cli.main(["agreement", str(tmp_path / "nowhere")]) == 2
    [told] = capsys.readouterr().err.splitlines()
    assert told.endswith("/nowhere: no such folder. Name the folder with the filled-in sheets.")
