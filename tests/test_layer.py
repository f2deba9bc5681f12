"""Tables as Parquet: what a column holds, the same whichever part it is seen in."""

import pandas as pd
import pyarrow.parquet as pq
import pytest

from inotherwords import layer
from inotherwords.layer import Kind


def parts(folder, *tables):
    """A layer with a part for each table."""
    for number, table in enumerate(tables):
        (folder / f"{number}.parquet").write_bytes(layer.parquet_bytes(layer.to_arrow(table)))
    return layer.layer(sorted(folder.glob("*.parquet")))


def column(*cells):
    """A table of one article's cells, of whatever kinds."""
    return pd.DataFrame({"doc": ["a"] * len(cells), "cell": pd.Series(cells, dtype=object)})


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["Aleppo"], Kind("text", False)),
        (["Aleppo", ""], Kind("text", False)),
        ([1, 2], Kind("int", False)),
        ([1, ""], Kind("int", True)),
        ([0.5, ""], Kind("float", True)),
        ([1, 0.5], Kind("float", False)),
        ([True, ""], Kind("bool", True)),
        (["", ""], Kind("", True)),
        ([], Kind("", True)),
    ],
)
def test_what_a_column_holds_is_told_by_its_cells(cells, kind):
    assert layer.kind(pd.Series(cells, dtype=object)) == kind


@pytest.mark.parametrize("cell", [("a",), ["a"], {"a": 1}, b"a"])
def test_a_cell_that_no_table_has_is_refused(cell):
    with pytest.raises(TypeError, match="column 'cell' holds what is no text, number or yes or no"):
        layer.to_arrow(column(cell))


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        (["", ""], [1, ""], ["", "", 1, ""]),
        ([1, 2], [3, ""], [1, 2, 3, ""]),
        (["", ""], ["Homs"], ["", "", "Homs"]),
        ([""], [True], ["", True]),
        ([""], [0.25], ["", 0.25]),
        ([1], [0.25], [1.0, 0.25]),
        ([1, ""], ["Homs"], ["1", "", "Homs"]),
        ([""], [""], ["", ""]),
    ],
)
def test_parts_that_know_different_things_of_a_column_make_one_table(tmp_path, first, second, whole):
    table = parts(tmp_path, column(*first), column(*second))
    assert table.frame()["cell"].tolist() == whole
    assert [cell for part in table.parts() for cell in part["cell"]] == whole


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        (["", ""], [1, ""], [None, None, 1, None]),
        ([1], [""], [1, None]),
        ([""], [0.1], [None, 0.1]),
        ([""], ["Homs"], ["", "Homs"]),
        ([1], ["Homs"], ["1", "Homs"]),
    ],
)
def test_sql_sees_an_empty_cell_among_numbers_as_null(tmp_path, first, second, whole):
    table = parts(tmp_path, column(*first), column(*second))
    assert [cell for _, cell in table.relation().fetchall()] == whole


def test_only_some_articles_and_columns_are_read(tmp_path):
    first = pd.DataFrame({"doc": ["a", "b"], "count": [1, 2], "term": ["x", "y"]})
    second = pd.DataFrame({"doc": ["c"], "count": [3], "term": ["z"]})
    table = parts(tmp_path, first, second)
    assert table.frame(docs=["c", "b"], columns=["term", "count"]).values.tolist() == [["y", 2], ["z", 3]]
    assert table.frame(docs=["nobody"]).empty


def test_a_part_without_rows_does_not_change_the_types(tmp_path):
    table = parts(tmp_path, pd.DataFrame(columns=["doc", "cell"]), column(1))
    assert table.frame()["cell"].dtype == "int64"
    assert table.rows == 1


def test_a_table_without_rows_keeps_its_columns(tmp_path):
    table = parts(tmp_path, pd.DataFrame(columns=["doc", "cell"]))
    assert table.frame().to_csv(index=False) == "doc,cell\n"
    assert table.relation().columns == ["doc", "cell"]


def test_rows_come_in_order_from_sql(tmp_path):
    tables = [pd.DataFrame({"doc": ["a"] * 5000, "n": range(i * 5000, i * 5000 + 5000)}) for i in range(8)]
    assert [n for _, n in parts(tmp_path, *tables).relation().fetchall()] == list(range(40_000))


def test_the_same_table_is_the_same_bytes(tmp_path):
    table = column("„Café“", "")
    once = layer.parquet_bytes(layer.to_arrow(table))
    assert layer.parquet_bytes(layer.to_arrow(table.copy())) == once


def test_a_file_of_many_pieces_has_a_row_group_for_each(tmp_path):
    table = parts(tmp_path, column(1), column("", 2))
    layer.write(tmp_path / "whole.parquet", table.tables())
    assert pq.read_metadata(tmp_path / "whole.parquet").num_row_groups == 2
    assert layer.layer([tmp_path / "whole.parquet"]).frame()["cell"].tolist() == [1, "", 2]
