"""Tables as files: written and read again as they were, large or small, and no formula to a spreadsheet."""

import csv
import io
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inotherwords import errors, paths
from inotherwords.layers import files as layers_files
from inotherwords.layers import layer, schema, spans
from inotherwords.layers.files import read_table, scan, table_bytes, write_table


def test_a_table_of_spans_is_printed_in_the_words_of_the_article():
    table = pd.DataFrame({"doc": ["a"], "start": [3], "end": [10], "text": ["Syria's"]})
    assert spans.as_printed(table, {"a": "In Syria’s north"})["text"].tolist() == ["Syria’s"]
    for text, read, printed in [  # words that were mended are longer as printed
        ("In ZÃ¼rich, too", "Zürich", "ZÃ¼rich"),
        ("In har\u00adbour towns", "harbour", "har\u00adbour"),
        ("In the har-\nbour, too", "the harbour", "the har-\nbour"),
        ("A  weâ€\x9d said", "we”", "weâ€\x9d"),
        ("He didnâ€™t stay", "didn't", "didnâ€™t"),
        ("He didn&#39;t stay", "didn't", "didn&#39;t"),
    ]:
        table = table.assign(end=3 + len(read), text=read)
        assert spans.as_printed(table, {"a": text})["text"].tolist() == [printed]


def test_a_table_is_written_with_line_feeds_and_without_quotation_marks_that_it_does_not_need():
    table = pd.DataFrame({"text": ["Café", "a, b"], "count": [1, 2]})
    assert table_bytes(table) == 'text,count\nCafé,1\n"a, b",2\n'.encode()


def test_a_number_is_written_the_same_whatever_its_last_bits_without_a_sign_to_a_zero_or_for_a_spreadsheet():
    for number, written in ((0.1 + 0.2, b"0.3"), (0.3, b"0.3"), (-0.0000001, b"0.0")):
        assert table_bytes(pd.DataFrame({"rate": [number]})) == b"rate\n" + written + b"\n"
    table = pd.DataFrame({"text": ["-1", "'-1"], "count": [-1, 2], "rest": pd.Series([-3, ""], dtype=object)})
    assert table_bytes(table) == b"text,count,rest\n'-1,-1,-3\n''-1,2,\n"


def test_a_table_that_no_notebook_wrote_is_named(tmp_path):
    with pytest.raises(errors.InputError, match=r"^tables/labels\.csv: missing\. Run the notebooks in order"):
        read_table(tmp_path, "labels")


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
FORMULAS = st.text("'=+-@\t\r a1", max_size=6)


@given(cells=st.lists(WORDS | FORMULAS, max_size=5))
def test_what_is_written_as_csv_is_read_again_as_it_was(cells):
    table = schema.table("apparatus", enumerate([*cells, "a word"]))
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        write_table(Path(folder), "apparatus", table)
        pd.testing.assert_frame_equal(read_table(Path(folder), "apparatus"), table)


@given(cell=WORDS | FORMULAS)
def test_no_text_in_a_table_is_a_formula_to_a_spreadsheet(cell):
    content = table_bytes(pd.DataFrame({"text": [cell]})).decode()
    written = next(csv.reader(io.StringIO(content.partition("\n")[2], newline="")), [""])
    assert not written[0].startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.fixture
def table():
    """Three rows with all that a column may hold; an article may be named by digits only."""
    rows = [
        {"doc": "001", "attribution": 1, "cue": "=1", "probability": "", "outer": 1},
        {"doc": "002", "attribution": 2, "cue": "", "probability": 0.5, "outer": ""},
        {"doc": "002", "attribution": 3, "cue": "said", "probability": 0.25, "outer": 3},
    ]
    return schema.table("attributions", rows)


def test_a_table_is_read_as_it_was_written_whatever_the_file_whole_or_in_part(
    table, tmp_path, monkeypatch, capsys
):
    rows = [("001", "=1", 1, None, 1), ("002", "", 2, 0.5, None), ("002", "said", 3, 0.25, 3)]
    for large, ending in ((3, "csv"), (2, "parquet")):  # one that becomes large takes the place of the small
        monkeypatch.setattr(layers_files, "LARGE", large)
        write_table(tmp_path, "attributions", table)
        assert [path.name for path in (tmp_path / "tables").iterdir()] == [f"attributions.{ending}"]
        assert capsys.readouterr().out == f"tables/attributions.{ending}: 3 rows\n"
        pd.testing.assert_frame_equal(read_table(tmp_path, "attributions"), table)
        some = read_table(tmp_path, "attributions", docs=["002"], columns=["outer", "cue"])
        assert some.values.tolist() == [["", ""], [3, "said"]]
        asked = scan(tmp_path, "attributions").project('doc, cue, attribution, probability, "outer"')
        assert asked.fetchall() == rows


def test_a_layer_is_written_as_the_table_it_is(tmp_path, monkeypatch, table):
    file = tmp_path / "part.parquet"
    file.write_bytes(layer.parquet_bytes(layer.to_arrow(table, schema.columns("attributions"))))
    for large, ending in ((3, "csv"), (2, "parquet")):
        monkeypatch.setattr(layers_files, "LARGE", large)
        contents = []
        for given_table in (table, layer.open_layer([file]), layer.open_layer([file])):
            write_table(tmp_path, "attributions", given_table)
            contents.append((tmp_path / "tables" / f"attributions.{ending}").read_bytes())
        assert len(set(contents)) == 1


def test_large_tables_have_six_decimal_places_too(tmp_path, monkeypatch):
    monkeypatch.setattr(layers_files, "LARGE", 1)
    write_table(tmp_path, "terms", schema.table("terms", [("a", "x", 1, 2 / 3), ("a", "y", 1, -1e-7)]))
    rates = read_table(tmp_path, "terms")["per_thousand"]
    assert [str(rate) for rate in rates] == ["0.666667", "0.0"]


def test_a_table_that_is_not_as_declared_is_not_written(tmp_path):
    rows = schema.table("terms", [("a", "war", 2, 0.5)])
    faulty = {
        "lacks the column 'term'": rows.drop(columns="term"),
        "has the column 'rank'": rows.assign(rank=1),
        "in the column 'count' a cell is no int": rows.assign(count=2.0),
        "in the column 'term' a cell is no text": rows.assign(term=7),
    }
    for fault, table in faulty.items():
        with pytest.raises(ValueError, match=f"^terms: .*{fault}"):
            write_table(tmp_path, "terms", table)
    with pytest.raises(ValueError, match=r"^lengths: no table of codebook\.csv"):
        write_table(tmp_path, "lengths", rows)
    assert list(tmp_path.iterdir()) == []


def test_a_table_of_an_older_version_is_read_or_refused_in_one_line(tmp_path):
    path = tmp_path / "tables" / "apparatus.csv"
    path.parent.mkdir()
    path.write_text("passage,line,note\n1,a ] b,7\n")
    assert read_table(tmp_path, "apparatus").values.tolist() == [[1, "a ] b", "7"]]
    for content in ("passage\n1\n", "passage,line\none,a ] b\n"):
        path.write_text(content)
        with pytest.raises(
            errors.InputError, match=r"^tables/apparatus\.csv: [^\n]*Make the results anew\.$"
        ):
            read_table(tmp_path, "apparatus")


def test_the_articles_keep_the_columns_that_a_corpus_brings_of_its_own(tmp_path):
    rows = read_table(paths.OUTPUTS, "articles").assign(editor="Ann")
    write_table(tmp_path, "articles", rows)
    pd.testing.assert_frame_equal(read_table(tmp_path, "articles"), rows)
