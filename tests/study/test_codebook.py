"""The codebook against the tables, both ways: every column is in it, and every cell is as it says."""

import datetime
import doctest
import importlib
import operator
import re
from functools import cache

import pandas as pd
from loaded import load

from inotherwords.attribution import patterns
from inotherwords.attribution.network import calibration
from inotherwords.claims import claims
from inotherwords.collation import collation
from inotherwords.layers import schema
from inotherwords.naming import mentions
from inotherwords.paths import PROJECT
from inotherwords.report import manifest
from inotherwords.text import segments, words

codebook = load("docs/codebook")
CODEBOOK = codebook.read()
WHOLE, COLUMNS = CODEBOOK[CODEBOOK["column"] == ""], CODEBOOK[CODEBOOK["column"] != ""]
PAGE = PROJECT / "docs" / "CODEBOOK.md"
FOLDERS = ["seeds", "outputs/tables", "outputs/figures", "lib/inotherwords"]
FILES = [
    path.relative_to(PROJECT).as_posix()
    for folder in FOLDERS
    for path in sorted((PROJECT / folder).rglob("*.csv"))
    if "new_folder" not in path.parts  # forms to be filled in: the columns are those of seeds
    and path != schema.CODEBOOK
]
TABLES = [table for table in CODEBOOK["table"].unique() if table in FILES]

NUMBER = re.compile(r"-?\d+(\.\d{1,6})?(e-\d\d)?")  # what pandas writes of 0.000068 is 6.8e-05
BOUND = re.compile(r"(>=|>) (-?\d+)")
RANGE = re.compile(r"(-?\d+) to (-?\d+)")
RANGES = re.compile(rf"{BOUND.pattern}|{RANGE.pattern}|any number")


@cache
def read(table):
    return pd.read_csv(PROJECT / table, dtype=str, keep_default_na=False)


def is_date(cell):
    try:
        return bool(re.fullmatch(r"\d{4}", cell) or datetime.date.fromisoformat(cell))
    except ValueError:
        return False


def is_in_range(cell, values):
    """Return whether a number lies in every range that the codebook gives for it."""
    if cell.removeprefix("-") == "inf":
        return any(part.startswith(f"{cell} if ") for part in values.split("; "))
    compare = {">=": operator.ge, ">": operator.gt}
    bounds = all(compare[sign](float(cell), float(bound)) for sign, bound in BOUND.findall(values))
    return bounds and all(float(low) <= float(cell) <= float(high) for low, high in RANGE.findall(values))


def is_of_type(cell, kind, values):
    if kind == "integer":
        return bool(re.fullmatch(r"-?\d+", cell)) and is_in_range(cell, values)
    if kind in ("number", "numeral"):
        return bool(NUMBER.fullmatch(cell) or cell in ("inf", "-inf")) and is_in_range(cell, values)
    if kind == "date":
        return is_date(cell)
    return cell == "yes" if kind == "yes/empty" else cell != ""


def misfits(table, column, kind, values):
    """Return the cells of a column that are not what the codebook says of them."""
    parts = values.split("; ")
    may_be_empty = kind == "yes/empty" or any(part.startswith("empty if ") for part in parts)
    references = [found.groups() for part in parts if (found := codebook.REFERENCE.fullmatch(part))]
    closed = kind in codebook.CLOSED or references
    literals = {(part,) for part in parts if kind in codebook.CLOSED and not part.startswith("empty if ")}
    found = []
    for row in table.to_dict("records"):
        cell = row[column]
        if cell == "" and may_be_empty:
            continue
        pieces = {"texts": r"; ", "categories": r"; |\+"}.get(kind)
        for piece in re.split(pieces, cell) if pieces else [cell]:
            known = (piece,) in literals or any(
                (*(row[name] for name in before.split(", ")[:-1]), piece) in column_of(other, before + name)
                for before, name, other in references
            )
            if not is_of_type(piece, kind, values) or (closed and not known):
                found.append(cell)
    return found


@cache
def column_of(table, names):
    """Return what stands in a column of a table, or in several ("doc, segment"), empty cells left out."""
    columns = names.split(", ")
    return {row for row in read(table)[columns].itertuples(index=False, name=None) if row[-1]}


# The page.


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(codebook).failed == 0


def test_the_committed_page_is_the_one_made_from_the_codebook():
    made = codebook.page(CODEBOOK, manifest.writers())
    assert PAGE.read_text(encoding="utf-8") == made, "docs/CODEBOOK.md is out of date: run make docs"


def test_every_row_of_a_table_in_the_page_has_as_many_cells_as_its_head():
    width = 0
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert cells == (width or cells) or not cells, line
        width = cells


def test_links_of_the_page_lead_to_headings_and_files():
    text = PAGE.read_text(encoding="utf-8")
    headings = {codebook._anchor(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert {link[1:] for link in links if link.startswith("#")} <= headings
    for link in {link.partition("#")[0] for link in links if not link.startswith("#")}:
        assert (PAGE.parent / link).exists(), link


def invented(*rows):
    return pd.DataFrame(rows, columns=list(CODEBOOK))


def of_one_table(table):
    return [(table, "", "table", "key: word", "One word.", "by hand"), (table, "word", "text", "", "It.", "")]


def test_the_page_follows_the_notebooks_whatever_the_order_and_no_bar_in_a_cell_breaks_a_table():
    order = ["lib/c.csv", "outputs/figures/b.csv", "outputs/tables/a.csv", "seeds/d.csv"]
    made = {"tables/a": ("01_first_steps.ipynb", 3), "figures/b": ("02_more.ipynb", 7), "findings": ("", 1)}
    bar = ("seeds/d.csv", "sign", "category", "a|b; c", "Either | or.", "")
    text = codebook.page(invented(*(row for table in order for row in of_one_table(table)), bar), made)
    assert re.findall(r"^##+ (.+)$", text, re.MULTILINE)[2:-1] == [
        *("The corpus", "seeds/d.csv", "Notebook 1 · first steps", "outputs/tables/a.csv"),
        *("Notebook 2 · more", "outputs/figures/b.csv", "The library's lists", "lib/c.csv"),
    ]
    assert "[01_first_steps.ipynb](../notebooks/01_first_steps.ipynb), cell [3]." in text
    assert "| `sign` | category | `a\\|b`, `c` | Either \\| or. |  |" in text


def test_a_table_that_no_notebook_writes_is_refused_in_one_line(tmp_path, monkeypatch, capsys):
    gone = invented(*of_one_table("outputs/tables/gone.csv"))
    monkeypatch.setattr(codebook, "DOCS", tmp_path)
    monkeypatch.setattr(codebook, "read", lambda: gone)
    assert codebook.main() == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("outputs/tables/gone.csv: no cell of a notebook writes it. Take it out")
    assert not (tmp_path / "CODEBOOK.md").exists()


# The codebook itself.


def test_codebook_and_project_have_the_same_tables_each_with_one_row_on_the_whole_its_first():
    assert set(FILES) ^ set(CODEBOOK["table"]) == set()
    assert [name for name in schema.tables() if not set(schema.key(name)) <= set(schema.columns(name))] == []
    every = pd.DataFrame(schema.codebook())
    assert (every.groupby("table", sort=False)["column"].first() == "").all()
    assert not every.duplicated(["table", "column"]).any()


def test_the_columns_of_every_table_are_in_the_codebook_in_the_same_order():
    said = {table: COLUMNS.loc[COLUMNS["table"] == table, "column"].tolist() for table in TABLES}
    assert {table: list(read(table)) for table in TABLES if list(read(table)) != said[table]} == {}


def test_every_row_says_what_it_means_in_whole_sentences():
    for meaning in (row["meaning"] for row in schema.codebook()):
        assert re.fullmatch(r"\S(.*\S)?\.", meaning), meaning
        assert "  " not in meaning, meaning


def test_every_type_is_one_that_the_page_explains():
    assert set(COLUMNS["type"]) == set(codebook.TYPES)
    assert set(WHOLE["type"]) == {"table", schema.OPEN}
    others = {row["type"] for row in schema.codebook()} - set(codebook.TYPES) - set(WHOLE["type"])
    assert others == {"layer", "made at need", "flag"}


def test_every_number_has_a_range_or_a_table_in_which_it_is_found():
    for row in COLUMNS[COLUMNS["type"].isin(["integer", "number", "numeral"])].itertuples():
        parts = row.values.split("; ")
        assert RANGES.search(row.values) or any(map(codebook.REFERENCE.fullmatch, parts)), row


def test_every_function_named_as_a_source_exists():
    for module, name in {pair for source in CODEBOOK["source"] for pair in codebook.FUNCTION.findall(source)}:
        assert hasattr(importlib.import_module(f"inotherwords.{module}"), name), f"{module}.{name}"


def test_every_paper_named_as_a_source_is_in_the_list_and_every_paper_listed_is_named():
    sources = "\n".join(CODEBOOK["source"])
    for paper in codebook.PAPERS:
        assert paper in sources, paper
        sources = sources.replace(paper, "")
    assert re.findall(r".*\b\d{4}\b.*", sources) == []


# The codebook against the cells.


def test_every_cell_of_every_table_is_as_the_codebook_says():
    columns = COLUMNS[["table", "column", "type", "values"]].itertuples(index=False)
    assert {row[:2]: found for row in columns if (found := misfits(read(row.table), *row[1:]))} == {}


def test_no_two_rows_of_a_table_have_the_same_key():
    keys = {name: [*schema.key(name)] for name in schema.tables()}
    names = {table: table.removeprefix(schema.RUN).removesuffix(".csv") for table in TABLES}
    assert [table for table, name in names.items() if read(table).duplicated(keys[name]).any()] == []


CUE_CLASSES = ["neutral", "assertive", "doubt", "blame", "other"]
CLOSED_SETS = {
    ("outputs/tables/segments.csv", "kind"): segments.KINDS,
    ("outputs/tables/labels.csv", "voice"): mentions.VOICES,
    ("outputs/tables/attributions.csv", "cue_class"): CUE_CLASSES,
    ("outputs/tables/attributions.csv", "pattern"): patterns.EXAMPLES,
    ("outputs/tables/passages.csv", "kind"): claims.LINKS,
    ("outputs/tables/claims.csv", "link"): claims.LINKS,
    ("outputs/tables/substitutions.csv", "difference"): [*collation.SHOWN, "spelling", "typography"],
    ("outputs/tables/substitutions.csv", "rule"): [
        *(*words.RULES, words.JOINED, *words.SIGNS),
        *(words.WHITE_SPACE, words.ORDER),
    ],
    ("seeds/labels.csv", "part"): mentions.PARTS,
    ("lib/inotherwords/attribution/cues.csv", "cue_class"): CUE_CLASSES,
    ("lib/inotherwords/attribution/network/model/decision.csv", "feature"): [
        *calibration.FEATURES,
        "intercept",
    ],
}


def test_every_closed_set_is_the_one_that_the_library_has():
    values = COLUMNS.set_index(["table", "column"])["values"].str.split("; ")
    said = {
        column: {part for part in values[column] if not part.startswith("empty if ")}
        for column in CLOSED_SETS
    }
    assert said == {column: set(own) for column, own in CLOSED_SETS.items()}


JUDGED = {  # type, values: cells that fit, cells that do not
    ("text", ""): (["a word"], [""]),
    ("text", "empty if none"): ([""], []),
    ("texts", ""): (["one; two"], ["one; "]),
    ("category", "own; quoted"): (["own"], ["said", ""]),
    ("category", "own; empty if none"): ([""], []),
    ("categories", "cut; named"): (["cut; named", "cut+named"], ["cut; other"]),
    ("integer", "words, >= 0"): (["0"], ["-1", "1.5"]),
    ("number", "words, > 0"): (["0.5"], ["0"]),
    ("number", "0 to 1"): (["1"], ["1.01", "0.1234567"]),
    ("number", "any number"): (["-6.8e-05"], ["nan"]),
    ("number", "any number; inf if alone"): (["inf"], ["-inf"]),
    ("numeral", "0 to 1"): (["0.10"], ["a tenth", "10"]),
    ("date", ""): (["2024-11-30", "2017"], ["2024-02-30", ""]),
    ("yes/empty", ""): (["yes", ""], ["no"]),
}


def test_a_cell_is_judged_by_type_and_values():
    for declared, (good, bad) in JUDGED.items():
        table = pd.DataFrame({"cell": [*good, *bad]})
        assert misfits(table, "cell", *declared) == bad, declared


def test_a_cell_is_looked_for_in_the_table_named_beside_the_same_doc():
    first = read("outputs/tables/articles.csv")["doc"].iloc[0]
    last = read("outputs/tables/segments.csv").query("doc == @first")["segment"].iloc[-1]
    table = pd.DataFrame({"doc": first, "segment": [last, str(int(last) + 1)]})
    values = "doc, segment of outputs/tables/segments.csv"
    assert misfits(table, "segment", "integer", "segment of outputs/tables/segments.csv") == []
    assert misfits(table, "segment", "integer", values) == [str(int(last) + 1)]
