"""The coding sheet of a class: what is in it, what is read from it, and what is said about it."""

import csv
import importlib.util
import io
import itertools
import re
import shutil
import zipfile

import pandas as pd
import pytest

from inotherwords import cli, paths
from inotherwords.coding import sheets
from inotherwords.errors import InputError
from inotherwords.layers import files
from inotherwords.paths import PROJECT

CODING = PROJECT / "teaching" / "coding"
spec = importlib.util.spec_from_file_location("make_coding", CODING / "make_coding.py")
make_coding = importlib.util.module_from_spec(spec)
spec.loader.exec_module(make_coding)

HEAD = ["item", "voice", "on somebody's word", "who"]
KNOWN = ["A4-10", "A20-30", "B1-5"]


@pytest.fixture(scope="module")
def run(texts):
    """The items of the run that is committed, and what the program says of them."""
    names = ("labels", "segments", "attributions", "attribution_spans")
    labels, *others = (files.read_table(paths.OUTPUTS, name) for name in names)
    every = sheets.list_items(labels, others[0], texts)
    return every, sheets.answer_by_program(every, *others)


# --- the sheet ---


def test_what_is_committed_is_what_the_tables_make_and_nothing_else_lies_beside_it():
    made = make_coding.files()
    found = {path.relative_to(CODING).as_posix(): path for path in CODING.rglob("*") if path.is_file()}
    found = {name: path for name, path in found.items() if "__pycache__" not in name}
    assert set(found) == {"README.md", "make_coding.py", *made}
    stale = [name for name, content in made.items() if found[name].read_bytes() != content]
    assert stale == [], "out of date: run make exercises"


def test_the_items_are_of_every_article_and_every_voice_and_do_not_say_what_the_program_says(run):
    chosen = sheets.choose(run[0], make_coding.ACTOR)
    assert 15 <= len(chosen) <= 25
    assert set(chosen["article"]) == {"A", "B", "C", "D", "E"}
    assert set(chosen["told"]) == {"own", "attributed", "quoted"}
    sheet = sheets.make_sheet(chosen)
    assert list(sheet) == [*sheets.SEEN, *sheets.QUESTIONS]
    assert (sheet[list(sheets.QUESTIONS)] == "").all(axis=None)


def test_an_id_is_the_place_of_the_marked_words_and_the_program_names_whose_word_they_stand_on(run, texts):
    every, said = run
    docs = dict(zip("ABCDE", sorted(texts), strict=True))
    for row in every.to_dict("records"):
        letter, start, end = re.fullmatch(r"([A-E])(\d+)-(\d+)", row["item"]).groups()
        words = " ".join(texts[docs[letter]][int(start) : int(end)].split())
        assert words == row["marked words"]
        assert f"{{{words}}}" in row["sentence"]
    assert not every["item"].duplicated().any()
    rows = said.set_index("item")
    assert rows.loc["A786-810"].tolist() == ["the program", "quoted", "yes", "Mohammad Baqer Qalibaf"]
    assert rows.loc["B3233-3251"].tolist() == ["the program", "own", "no", ""]


def test_what_looks_like_a_formula_stays_text():
    cells = ["=1+1", "+49", "-1", "@a", " =1", "\t=1"]
    rows = [["A1-2", "A", 1, f"{cell} {{b}} c", cell, "", "", ""] for cell in cells]
    sheet = pd.DataFrame(rows, columns=make_coding.WIDTHS)
    written = pd.read_csv(io.BytesIO(sheets.csv_bytes(sheet)), dtype=str, keep_default_na=False)
    assert written["marked words"].tolist() == [f"'{cell}" for cell in cells]
    assert written["sentence"].str.startswith("'").all()
    book = io.BytesIO(make_coding.workbook(sheet))
    assert b"<f>" not in zipfile.ZipFile(book).read("xl/worksheets/sheet1.xml")
    assert pd.read_excel(book, engine="calamine", dtype=str)["marked words"].tolist() == cells


def test_the_spreadsheet_has_lists_for_the_answers_protects_the_rest_and_has_the_cells_of_the_table():
    with zipfile.ZipFile(CODING / "coding-sheet.xlsx") as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
    lists = re.findall(r"<formula1>(.*?)</formula1>", page)
    assert lists == ['"own,attributed,quoted"', '"yes,no"']
    assert "<sheetProtection " in page
    assert not re.search(r"<sheetProtection [^>]*password", page)
    table = pd.read_csv(CODING / "coding-sheet.csv", dtype=str, keep_default_na=False)
    sheet = pd.read_excel(CODING / "coding-sheet.xlsx", engine="calamine", dtype=str, na_filter=False)
    pd.testing.assert_frame_equal(table, sheet, check_dtype=False)


def test_every_third_answer_is_invented_and_the_others_are_the_programs_and_every_row_says_so():
    said = pd.DataFrame(
        [("the program", str(item), "own", "yes", "AFP") for item in range(6)],
        columns=["coder", "item", *sheets.QUESTIONS],
    )
    made = make_coding.invented(said, 3, left_out=4)
    assert made["voice"].tolist() == ["own", "own", "attributed", "", "own", "attributed"]
    assert made["on somebody's word"].tolist() == ["yes", "yes", "no", "", "yes", "no"]
    assert set(made["who"]) == {""}
    for path in (CODING / "example").iterdir():
        assert path.name.startswith("invented-")
        assert set(pd.read_csv(path)["note"]) == {"invented by a rule: nobody coded this"}


# --- what is handed in ---


def csv_of(*rows, delimiter=",", head=HEAD):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows([head, *rows])
    return file.getvalue()


def xlsx_of(path, *rows, head=HEAD, before=()):
    with pd.ExcelWriter(path) as book:
        for name in before:
            pd.Series(["How to code"]).to_excel(book, sheet_name=name, header=False, index=False)
        pd.DataFrame(rows, columns=head).to_excel(book, sheet_name="coding", index=False)


def ods_of(path, *rows):
    """Write the least that is an OpenDocument spreadsheet."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    cells = ("".join(map(cell.format, row)) for row in rows)
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    names, urn = ("office", "table", "text"), "urn:oasis:names:tc:opendocument:xmlns"
    spaces = "".join(f' xmlns:{name}="{urn}:{name}:1.0"' for name in names)
    table = f'<table:table table:name="coding">{lines}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    listed = f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0">{entry}</manifest:manifest>'
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", kind)
        parts.writestr("content.xml", f"<office:document-content{spaces}>{body}</office:document-content>")
        parts.writestr("META-INF/manifest.xml", listed)


def handed_in(folder, *rows, name="7.csv", **settings):
    """Put a filled-in sheet into a folder and return what is read from it."""
    (folder / name).write_text(csv_of(*rows, **settings), encoding="utf-8", newline="")
    return sheets.read_folder(folder, KNOWN).values.tolist()


def faults(folder, *rows, name="7.csv"):
    """Return the faults that are told of a folder, in which a sheet of these rows is handed in too."""
    with pytest.raises(InputError) as caught:
        handed_in(folder, *rows, name=name) if rows else sheets.read_folder(folder, KNOWN)
    return str(caught.value).replace(f"{folder.name}/", "").splitlines()


ROWS = [("A4-10", "own", "no", ""), ("B1-5", "quoted", "yes", "Türkiye’s army")]
READ = [["7", "A4-10", "own", "no", ""], ["7", "B1-5", "quoted", "yes", "Türkiye’s army"]]


def test_a_sheet_is_read_as_spreadsheet_programs_write_it(tmp_path):
    for delimiter, encoding in itertools.product(",;\t", ("utf-8", "utf-8-sig", "cp1252")):
        (tmp_path / "7.csv").write_bytes(csv_of(*ROWS, delimiter=delimiter).encode(encoding))
        assert sheets.read_folder(tmp_path, KNOWN).values.tolist() == READ, (delimiter, encoding)
    (tmp_path / "7.csv").unlink()
    xlsx_of(tmp_path / "7.xlsx", *ROWS, before=["how to code"])
    assert sheets.read_folder(tmp_path, KNOWN).values.tolist() == READ
    (tmp_path / "7.xlsx").unlink()
    ods_of(tmp_path / "7.ods", HEAD, *ROWS)
    assert sheets.read_folder(tmp_path, KNOWN).values.tolist() == READ


def test_capitals_spaces_and_the_apostrophe_of_a_word_processor_are_forgiven(tmp_path):
    head = ["Item ", " VOICE", "On  somebody’s word", "Who"]
    read = handed_in(tmp_path, (" a4-10", "Own ", "NO", "  AFP  "), head=head)
    assert read == [["7", "A4-10", "own", "no", "AFP"]]


def test_empty_cells_rows_and_what_a_program_leaves_behind_are_left_out_and_rows_sorted(tmp_path):
    for name in (".DS_Store", "~$7.xlsx", ".~lock.7.ods#", "Thumbs.db"):
        (tmp_path / name).write_bytes(b"\0")
    handed_in(tmp_path, ("B1-5", "own", "", ""), ("A4-10", "own", "", ""), ("", "", "", ""), name="9.csv")
    read = handed_in(tmp_path, ("B1-5", "own", "", ""), ("A20-30", "", "", ""), name="8.csv")
    assert read == [[*place, "own", "", ""] for place in (("8", "B1-5"), ("9", "A4-10"), ("9", "B1-5"))]


def test_a_wrong_answer_and_a_wrong_item_are_told_with_their_row_and_what_to_do(tmp_path):
    assert faults(tmp_path, ("A4-10", "mine", "perhaps", "")) == [
        "7.csv, row 2, voice: “mine”. Write own, attributed or quoted, or leave the cell empty.",
        "7.csv, row 2, on somebody's word: “perhaps”. Write yes or no, or leave the cell empty.",
    ]
    for item, fault in {"Z9-9": "there is no item “z9-9”", "": "answers without an item"}.items():
        told = f"7.csv, row 2: {fault}. Put back the item's id, as in the coding sheet."
        assert faults(tmp_path, (item, "own", "", "")) == [told]
    twice = "7.csv, row 4: A4-10 is coded in row 2 already. Delete one of the two."
    assert faults(tmp_path, ROWS[0], ROWS[1], ROWS[0]) == [twice]


def test_a_file_that_is_no_coding_sheet_is_told_and_all_of_them_at_once(tmp_path):
    for content in (b"", b"\n", b"\xff\xfei\0t\0e\0m\0", b"\0\0"):
        (tmp_path / "1.csv").write_bytes(content)
        assert faults(tmp_path) == ["1.csv: no column “item”. Fill in a fresh coding sheet."]
    (tmp_path / "1.csv").unlink()
    xlsx_of(tmp_path / "1.xlsx", ("A4-10", "own"), head=["item", "voice"])
    told = ["1.xlsx: no column “on somebody's word”. Fill in a fresh coding sheet."]
    for name in ("2.xlsx", "3.ods", "4.xls"):
        (tmp_path / name).write_bytes(b"PK spoilt")
        told.append(f"{name}: cannot be read as a spreadsheet. Save it again.")
    (tmp_path / "5.docx").write_bytes(b"PK")
    told.append("5.docx: not a spreadsheet. Save it as .xlsx, .ods or .csv, or take it out.")
    assert faults(tmp_path) == told


def test_a_coder_who_handed_in_twice_or_is_called_the_program_or_answered_nothing_is_told(tmp_path):
    ending = ": no answers in it. Put the filled-in sheets there: NAME.xlsx, …"
    assert faults(tmp_path, ("A4-10", "", "", ""))[0].endswith(ending)
    xlsx_of(tmp_path / "7.xlsx", *ROWS)
    ending = ": 7 handed in more than one file (7.csv, 7.xlsx). Leave one."
    assert faults(tmp_path, *ROWS)[0].endswith(ending)
    (tmp_path / "7.xlsx").unlink()
    told = "the program.csv: a coder cannot be called “the program”. Give the file another name."
    assert faults(tmp_path, *ROWS, name="the program.csv") == [told]


# --- what is said about it ---


def table(coders):
    """Return codings of the first items: for each coder, letters o, a, q (voice), a dot for none."""
    voices = {"o": "own", "a": "attributed", "q": "quoted", ".": ""}
    rows = [
        (coder, item, voices[letter], "yes" if letter != "." else "", "")
        for coder, letters in coders.items()
        for item, letter in zip(KNOWN, letters, strict=False)
    ]
    return pd.DataFrame(rows, columns=["coder", "item", *sheets.QUESTIONS])


ITEMS = pd.DataFrame([(item, item[0], 1, f"Of {{{item}}}.", item) for item in KNOWN], columns=sheets.SEEN)


def voice_part(coders, program="ooq"):
    parts = sheets.write_report(table(coders), table({sheets.PROGRAM: program}), ITEMS).split("\n\n")
    return " ".join(parts[1].split())


def test_the_report_counts_pairs_among_coders_and_with_the_program_and_says_what_alpha_rests_on():
    report = voice_part({"7": "ooq", "8": "oqq"})
    assert "The same answer, two coders at a time: 2 of 3 (67%)." in report
    assert "The same answer as the program: 5 of 6 (83%)." in report
    assert "7 and the program: 3 of 3 (100%) 8 and the program: 2 of 3 (67%)" in report
    rests = "alpha among the coders: 0.44, over 3 items that two or more answered; between 0.00 and 1.00"
    assert rests in report
    # One whose name comes after the program's is compared with it, too.
    assert "The same answer as the program: 2 of 3 (67%)." in voice_part({"zoe": "oqq"})


def test_where_there_is_no_alpha_or_it_rests_on_one_item_it_is_told_in_words():
    alone = voice_part({"7": "oqq"})
    assert "No alpha among the coders: no item has answers of two coders" in alone
    assert "No alpha among the coders: every answer is “own”" in voice_part({"7": "ooo", "8": "ooo"})
    report = voice_part({"7": "oq", "8": "oq"}, program="..")
    assert "1.00, over 2 items that two or more answered; it rests on a single one" in report
    for coders in ({"7": "..."}, {"7": "o"}, {"7": "o", "8": "o"}, {"7": "o..", "8": ".q."}):
        assert "nan" not in sheets.write_report(table(coders), table({sheets.PROGRAM: "..."}), ITEMS)
    # Of a whole class no pair is named.
    coders = {str(number): "ooq" if number < 30 else "oqq" for number in range(10, 35)}
    report = voice_part(coders)
    assert "300 pairs, from 67% to 100%, the middle one at 100%" in report
    assert "10 and 11" not in report


def test_what_divides_most_is_first_in_the_discussion_and_the_program_is_in_it():
    codings = table({"7": "ooq", "8": "oqo", "9": "oaq"})
    found = sheets.list_to_discuss(codings, table({sheets.PROGRAM: "ooq"}), ITEMS)
    assert found["item"].tolist() == ["A20-30", "B1-5"]
    assert found["voice"][0] == "own: 7, the program; attributed: 9; quoted: 8"
    assert found[["pairs", "same"]].values.tolist() == [[12, 7], [12, 9]]
    found = sheets.list_to_discuss(table({"7": "o", "8": "o"}), table({sheets.PROGRAM: "q"}), ITEMS)
    assert found["voice"].tolist() == ["own: 7, 8; quoted: the program"]


# --- the command ---


def test_the_command_prints_the_report_and_writes_the_disagreements_only_where_it_is_told(
    capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["agreement", str(CODING / "example")]) == 0
    printed = capsys.readouterr().out
    items = len(pd.read_csv(CODING / "coding-sheet.csv"))
    assert printed.startswith(f"3 coders (invented-1, invented-2, invented-3), {items} items.\n")
    assert "How to read it: alpha is 1" in printed
    assert list(tmp_path.iterdir()) == []
    file = tmp_path / "disagreements.csv"
    assert cli.main(["agreement", str(CODING / "example"), "--output", str(file)]) == 0
    written = pd.read_csv(file)
    assert list(written) == [*sheets.SEEN, *sheets.QUESTIONS, "pairs", "same"]
    assert f"TO TALK ABOUT: {len(written)} of {items} items" in capsys.readouterr().out


def test_the_sheets_may_be_of_another_run_and_a_formula_in_an_answer_is_written_as_text(capsys, tmp_path):
    shutil.copytree(paths.OUTPUTS / "tables", tmp_path / "tables")
    labels = files.read_table(paths.OUTPUTS, "labels").assign(voice="heading")
    (tmp_path / "tables" / "labels.csv").write_bytes(files.table_bytes(labels))
    run = ["--corpus", str(paths.SEEDS), "--outputs", str(tmp_path)]
    assert cli.main(["agreement", str(CODING / "example"), *run]) == 0
    assert "heading: the program" in capsys.readouterr().out
    sheet = pd.read_csv(CODING / "coding-sheet.csv", dtype=str, keep_default_na=False)
    (tmp_path / "sheets").mkdir()
    for name, voice in (("7", "own"), ("8", "quoted")):
        sheet.loc[0, ["voice", "who"]] = [voice, "=HYPERLINK(1)"]
        (tmp_path / "sheets" / f"{name}.csv").write_bytes(sheets.csv_bytes(sheet).replace(b"'=", b"="))
    sheets.compare_sheets(tmp_path / "sheets", paths.SEEDS, paths.OUTPUTS, tmp_path / "out.csv")
    assert pd.read_csv(tmp_path / "out.csv").loc[0, "who"].startswith("'=HYPERLINK(1): 7, 8")


def test_disagreements_among_the_sheets_and_a_folder_that_is_not_there_are_told_in_one_line(capsys, tmp_path):
    (tmp_path / "7.csv").write_text(csv_of(("A25-57", "own", "no", "")), encoding="utf-8")
    assert cli.main(["agreement", str(tmp_path), "--output", str(tmp_path / "out.csv")]) == 2
    assert "lies among the coding sheets" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["7.csv"]
    assert cli.main(["agreement", str(tmp_path / "nowhere")]) == 2
    [told] = capsys.readouterr().err.splitlines()
    assert told.endswith("/nowhere: no such folder. Name the folder with the filled-in sheets.")
