"""The ledger: numbers that know their names, and all of them in one table."""

import csv
import json
import re
import shutil

import nbformat
import pytest

from inotherwords import attribution, figures, findings, ledger
from inotherwords.corpus import OUTPUTS, PROJECT, SEEDS, read_table
from inotherwords.ledger import number

SENTENCE = f"{number(1, 'claims', 'told')} of {number(3, 'claims', 'all')} claims."
CELLS = {"figures/map": ("01_one.ipynb", 4), "findings/Claims": ("02_two.ipynb", 9)}
LINK = '[3](outputs/tables/numbers.csv "claims/all")'
MARKS = (ledger.OPEN, ledger.BETWEEN, ledger.CLOSE)


def rows_of(**told):
    """The rows of the ledger for some sentences in the map, in the claims, or both."""
    places = {"map": "figures/map", "claims": "findings/Claims"}
    return ledger.table({places[name]: said for name, said in told.items()}, CELLS).values.tolist()


# Names and values.


def test_a_sentence_gives_back_the_numbers_that_were_put_into_it():
    assert ledger.numbers([SENTENCE, "None."]) == [("claims/told", "1"), ("claims/all", "3")]


def test_a_reader_sees_no_names():
    assert ledger.plain(SENTENCE) == "1 of 3 claims."


@pytest.mark.parametrize("text", ["\ue000 3 \ue001", "3 of 4", *MARKS])
def test_a_text_in_which_nothing_is_bound_stays_as_it_is(text):
    assert ledger.plain(text) == text
    assert ledger.numbers([text]) == []


def test_a_mark_in_a_text_does_not_swallow_the_number_after_it():
    assert ledger.numbers([f"{ledger.OPEN} stray {SENTENCE}"]) == ledger.numbers([SENTENCE])


# The table.


def test_each_number_has_its_value_and_the_cell_that_prints_it():
    assert rows_of(claims=[SENTENCE]) == [
        ["claims/told", "1", "02_two.ipynb", 9],
        ["claims/all", "3", "02_two.ipynb", 9],
    ]


def test_a_number_said_twice_has_one_row_with_the_cell_that_says_it_first():
    assert rows_of(map=[number(3, "claims", "all")], claims=[SENTENCE]) == [
        ["claims/all", "3", "01_one.ipynb", 4],
        ["claims/told", "1", "02_two.ipynb", 9],
    ]


def test_one_name_for_two_values_is_refused():
    with pytest.raises(ValueError, match="claims/all is 4 in one place and 3 in another"):
        rows_of(map=[number(4, "claims", "all")], claims=[SENTENCE])


# Links.


@pytest.mark.parametrize("place", ["outputs", "../outputs"])
def test_a_link_gets_the_value_of_its_name(place):
    link = LINK.replace("outputs", place)
    assert ledger.linked(f"We read {link} claims.", {"claims/all": "30"}) == (
        f"We read {link.replace('[3]', '[30]')} claims."
    )


def test_other_links_stay_as_they_are():
    text = '[3](outputs/tables/numbers.csv), [4](outputs/tables/terms.csv "claims/all") and [5](seeds)'
    assert ledger.linked(text, {"claims/all": "30"}) == text


def test_a_link_to_a_number_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="“claims/all”, which is not in tables/numbers"):
        ledger.linked(LINK, {"claims/told": "1"})


# The five articles: the sentences of notebook 6 with their names, from its own cells.


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy") / "outputs"
    return shutil.copytree(OUTPUTS, folder)


@pytest.fixture(scope="module")
def told(copy):
    """The groups of findings, after all cells but the last were run on a copy of the outputs."""
    notebook = nbformat.read(PROJECT / "notebooks" / "06_figure_production.ipynb", as_version=4)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    names = {"corpus": SEEDS, "outputs": copy, "by": None}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "save", lambda _, name, drawing: {"figure": name, "alt": drawing.alt})
        for source in cells[1:-1]:  # the first sets other folders, the last writes the manifest
            exec(source, names)  # noqa: S102  the code of our own notebook
    return names["told"]


def ledger_rows():
    with (OUTPUTS / "tables" / "numbers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unbound(sentence):
    """Return the words of a sentence that have a digit which is neither bound, quoted, a date nor a name."""
    updates, articles = read_table(OUTPUTS, "claim_updates"), read_table(OUTPUTS, "articles")
    values = {value for side in "ab" for value in updates[f"value_{side}"]}
    quoted = [rf"{re.escape(value)}(?= in )" for value in sorted(values, key=len, reverse=True)]
    date = r"\d{1,2} [A-Z][a-z]+ \d{4}|(?<=from )\d{4}|(?<=to )\d{4}"
    allowed = [ledger.MARKED.pattern, "“[^”]*”", date, *map(re.escape, articles["short"])]
    if sentence.startswith("Number of “"):  # what the articles themselves say
        allowed += quoted
    return re.findall(r"\S*\d\S*", re.sub("|".join(allowed), " ", sentence))


def test_every_number_of_a_finding_is_bound_to_a_name(told):
    assert len(told) >= 6
    assert {sentence: unbound(sentence) for group in told.values() for sentence in group} == {
        sentence: [] for group in told.values() for sentence in group
    }


def test_a_number_that_is_not_bound_is_found():
    assert unbound(f"{SENTENCE} On 3 May 2024, “5 men”; 6 of 7, 24newsbulletin 8.") == ["6", "7,", "8."]


def test_the_sentences_on_accuracy_and_margins_are_bound_too():
    sentences = findings.accuracy(attribution.accuracy()) + findings.margins(read_table(OUTPUTS, "margins"))
    assert [unbound(sentence) for sentence in sentences] == [[]] * len(sentences)
    assert len(ledger.numbers(sentences)) >= 10


def test_the_findings_are_these_sentences_without_the_names(told):
    lines = (OUTPUTS / "findings.md").read_text(encoding="utf-8").splitlines()
    assert [line[2:] for line in lines if line.startswith("- ")] == [
        ledger.plain(sentence) for group in told.values() for sentence in group
    ]


def test_the_committed_ledger_is_that_of_the_sentences_and_figures(told, copy):
    said = ledger.numbers(sentence for group in told.values() for sentence in group)
    rows = [(row["name"], row["value"]) for row in ledger_rows()]
    assert set(said) == {row for row in rows if not row[0].startswith("figures/")}
    assert (copy / "tables" / "numbers.csv").read_bytes() == (OUTPUTS / "tables" / "numbers.csv").read_bytes()


def test_no_name_stands_twice():
    names = [row["name"] for row in ledger_rows()]
    assert len(set(names)) == len(names) > 100


def test_a_name_begins_with_a_table_or_a_figure_that_is_there():
    for row in ledger_rows():
        first, second, *_ = row["name"].split("/")
        path = f"figures/{second}.csv" if first == "figures" else f"tables/{first}.csv"
        assert (OUTPUTS / path).is_file(), row["name"]


def test_the_cell_named_prints_the_number():
    notebooks = {
        path.name: nbformat.read(path, as_version=4) for path in (PROJECT / "notebooks").glob("*.ipynb")
    }
    for row in ledger_rows():
        cells = [cell for cell in notebooks[row["notebook"]].cells if cell.cell_type == "code"]
        shown = json.dumps(cells[int(row["cell"]) - 1].outputs)
        assert re.search(rf"(?<![\d.]){re.escape(row['value'])}(?!\d)", shown), row


def test_no_mark_is_left_in_what_is_committed():
    folders = [PROJECT / "README.md", *(PROJECT / "notebooks").glob("*.ipynb"), *OUTPUTS.rglob("*")]
    for path in folders:
        if path.suffix in (".md", ".ipynb", ".csv", ".txt", ".svg", ".json"):
            text = path.read_text(encoding="utf-8")
            assert not [mark for mark in MARKS if mark in text or f"\\u{ord(mark):04x}" in text], path.name
