"""The workbook for readers, read back: the rows of the tables, in words."""

import io
import shutil

import pandas as pd
import pytest

from inotherwords import Study, paths
from inotherwords.layers import files
from inotherwords.report import workbook
from inotherwords.reproduction.compare_files import inside


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The workbook made twice of the study's own tables, as bytes."""
    made = []
    for name in ("one", "other"):
        outputs = tmp_path_factory.mktemp(name)
        shutil.copytree(paths.OUTPUTS / "tables", outputs / "tables")
        workbook.write_tables(Study(paths.SEEDS, outputs))
        made.append((outputs / workbook.NAME).read_bytes())
    return made


def test_the_bytes_are_the_same_each_time(written):
    assert written[0] == written[1]


def test_each_sheet_has_the_rows_of_its_table_and_no_code(written):
    sheets = pd.read_excel(io.BytesIO(written[0]), sheet_name=None, engine="calamine", keep_default_na=False)
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


def test_what_a_spreadsheet_would_compute_stays_text(tmp_path):
    book = workbook.xlsxwriter.Workbook(tmp_path / "book.xlsx", workbook.AS_TEXT)
    workbook._write(
        book, "sheet", pd.DataFrame({"word": ["=1+1", "007", "http://a.b"], "n": [1, 2, 3]}), None
    )
    book.close()
    read = pd.read_excel(tmp_path / "book.xlsx", engine="calamine", dtype={"word": str})
    assert read.values.tolist() == [["=1+1", 1], ["007", 2], ["http://a.b", 3]]


def test_two_workbooks_are_compared_cell_by_cell(tmp_path):
    made = []
    for count in (7, 8):
        book = workbook.xlsxwriter.Workbook(tmp_path / f"{count}.xlsx", workbook.AS_TEXT)
        workbook._write(book, "terms", pd.DataFrame({"term": ["rebel"], "count": [count]}), None)
        book.close()
        made.append((tmp_path / f"{count}.xlsx").read_bytes())
    [(kind, place, _)] = inside("tables.xlsx", *made, True)
    assert kind == "number"
    assert place.startswith("terms, row 2")
