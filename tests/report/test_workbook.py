"""The workbook for readers, read back: the rows of the tables, in words."""

import shutil

import pandas as pd

from inotherwords import Study, paths
from inotherwords.layers import files
from inotherwords.report import workbook
from inotherwords.reproduction.compare_files import inside


def test_each_sheet_has_the_rows_of_its_table_and_no_code(tmp_path):
    shutil.copytree(paths.OUTPUTS / "tables", tmp_path / "tables")
    workbook.write_tables(Study(paths.SEEDS, tmp_path))
    sheets = pd.read_excel(
        tmp_path / workbook.NAME, sheet_name=None, engine="calamine", keep_default_na=False
    )
    assert list(sheets) == ["read me", *(name.replace("_", " ") for name in workbook.SHEETS)]
    for name in workbook.SHEETS:
        sheet, table = sheets[name.replace("_", " ")], files.read_table(paths.OUTPUTS, name)
        assert len(sheet) == len(table), name
        assert not [head for head in sheet if "_" in head or "doc" in head], name
        if "article" in sheet:
            assert "000_1c08b2eb0cabd9be" not in set(sheet["article"]), name
    labels = sheets["labels"]
    assert set(labels["article"]) >= {"Kayhan", "NZ Herald"}
    assert "opposition_hts" not in set(labels["actor"])
    assert labels["text"].tolist() == files.read_table(paths.OUTPUTS, "labels")["text"].tolist()


def made(path, table):
    """The bytes of a workbook with one table."""
    book = workbook.xlsxwriter.Workbook(path, workbook.AS_TEXT)
    workbook._write(book, "terms", table, None)
    book.close()
    return path.read_bytes()


def test_what_a_spreadsheet_would_compute_stays_text(tmp_path):
    words = ["=1+1", "007", "http://a.b"]
    made(tmp_path / "book.xlsx", pd.DataFrame({"word": words, "n": [1, 2, 3]}))
    read = pd.read_excel(tmp_path / "book.xlsx", engine="calamine", dtype={"word": str})
    assert read.values.tolist() == [["=1+1", 1], ["007", 2], ["http://a.b", 3]]


def test_two_workbooks_are_compared_cell_by_cell(tmp_path):
    books = [made(tmp_path / f"{n}.xlsx", pd.DataFrame({"term": ["rebel"], "count": [n]})) for n in (7, 8)]
    [(kind, place, _)] = inside("tables.xlsx", *books, True)
    assert kind == "number"
    assert place.startswith("terms, row 2")
