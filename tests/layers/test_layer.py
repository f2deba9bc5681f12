"""Tables as Parquet: in the types declared, the same whichever part is seen."""

from itertools import product

import pandas as pd
import pyarrow.parquet as pq

from inotherwords.layers import layer, schema

KINDS = {"doc": schema.Type("text"), "cell": schema.Type("int", True)}


def parts(folder, *tables, kinds=KINDS):
    """A layer with a part for each table."""
    for number, table in enumerate(tables):
        (folder / f"{number}.parquet").write_bytes(layer.parquet_bytes(layer.to_arrow(table, kinds)))
    return layer.open_layer(sorted(folder.glob("*.parquet")))


def column(*cells):
    """A table of one article's cells, of whatever kinds."""
    return pd.DataFrame({"doc": ["a"] * len(cells), "cell": pd.Series(cells, dtype=object)})


def test_parts_with_and_without_empty_cells_make_one_table(tmp_path):
    filled = {"text": "Homs", "int": 1, "float": 0.25, "bool": True}
    for (base, cell), first in product(filled.items(), (["filled"], [""], [])):
        kinds = {**KINDS, "cell": schema.Type(base, base != "text")}
        cells = [*(cell if it else "" for it in first), cell, ""]
        table = parts(tmp_path, column(*cells[: len(first)]), column(cell, ""), kinds=kinds)
        assert table.frame()["cell"].tolist() == cells, (base, first)
        assert [it for part in table.parts() for it in part["cell"]] == cells, (base, first)
        missing = "" if base == "text" else None
        assert [it for _, it in table.relation().fetchall()] == [it or missing for it in cells], (base, first)


def test_only_some_articles_and_columns_are_read(tmp_path):
    first = schema.table("terms", [("a", "x", 1, 0.5), ("b", "y", 2, 0.5)])
    second = schema.table("terms", [("c", "z", 3, 0.5)])
    table = parts(tmp_path, first, second, kinds=schema.columns("terms"))
    assert table.frame(docs=["c", "b"], columns=["term", "count"]).values.tolist() == [["y", 2], ["z", 3]]
    assert table.frame(docs=["nobody"]).empty
    assert table.rows == 3


def test_a_table_without_rows_keeps_its_columns(tmp_path):
    table = parts(tmp_path, column())
    assert table.frame().to_csv(index=False) == "doc,cell\n"
    assert table.relation().columns == ["doc", "cell"]


def test_rows_come_in_order_from_sql(tmp_path):
    tables = [column(*range(i * 5000, i * 5000 + 5000)) for i in range(8)]
    assert [n for _, n in parts(tmp_path, *tables).relation().fetchall()] == list(range(40_000))


def test_a_file_of_many_pieces_has_a_row_group_for_each(tmp_path):
    table = parts(tmp_path, column(1), column("", 2))
    layer.write(tmp_path / "whole.parquet", table.tables())
    assert pq.read_metadata(tmp_path / "whole.parquet").num_row_groups == 2
    assert layer.open_layer([tmp_path / "whole.parquet"]).frame()["cell"].tolist() == [1, "", 2]
