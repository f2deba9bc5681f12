"""Sentences that carry their numbers, and all of them in one table."""

import csv
import json
import re

import nbformat
import pandas as pd
import pytest

from inotherwords import Study
from inotherwords.attribution import read_accuracy
from inotherwords.layers.files import read_table
from inotherwords.paths import OUTPUTS, PROJECT, SEEDS
from inotherwords.report import sentences
from inotherwords.report.findings import accuracy, tell_eight, tell_limits
from inotherwords.report.sentences import Number, say

SENTENCE = say("{told} of {n} claims.", told=Number(1, "claims/told"), n=Number(3, "claims/all"))
CELLS = {"figures/map": ("01_one.ipynb", 4), "findings/Claims": ("02_two.ipynb", 9)}
LINK = '[3](outputs/tables/numbers.csv "claims/all")'


def rows_of(**told):
    """The rows of the ledger for some sentences in the map, in the claims, or both."""
    places = dict(zip(("map", "claims"), CELLS, strict=True))
    return sentences.list_numbers({places[name]: said for name, said in told.items()}, CELLS).values.tolist()


# Words and numbers.


def test_a_sentence_keeps_the_numbers_of_its_values_in_the_order_of_the_words():
    nested = say("{last}, {parts:and}", last=Number(9, "c"), parts=[Number(1, "a"), SENTENCE, "none"])
    assert str(nested) == "9, 1, 1 of 3 claims. and none"
    assert [number.name for number in nested.numbers] == ["c", "a", "claims/told", "claims/all"]


def test_a_value_with_braces_is_no_template_and_one_that_is_missing_is_refused():
    assert str(say("“{title}”", title="{told} {0}")) == "“{told} {0}”"
    with pytest.raises(KeyError, match="speaker"):
        say("{speaker} said")


def test_a_sentence_speaks_of_the_units_it_is_given_and_leaves_words_of_articles_alone():
    kinds = {"outlet": "An outlet: outlets", "year": "A group: groups", "article": "An article: articles"}
    for kind, said in kinds.items():
        words = sentences.unit_words(pd.DataFrame({"doc": ["x"], "kind": [kind]}))
        sentence = str(say("{an_article}: {articles}, “{label}”", label="an article", **words))
        assert sentence.capitalize() == f"{said}, “an article”"


# The table.


def test_each_number_has_one_row_with_its_value_and_the_cell_that_says_it_first():
    assert rows_of(map=[say("{n}", n=Number(3, "claims/all"))], claims=[SENTENCE]) == [
        ["claims/all", "3", "01_one.ipynb", 4],
        ["claims/told", "1", "02_two.ipynb", 9],
    ]


def test_one_name_for_two_values_is_refused():
    with pytest.raises(ValueError, match="claims/all is 4 in one place and 3 in another"):
        rows_of(map=[say("{n}", n=Number(4, "claims/all"))], claims=[SENTENCE])


# Links.


def test_a_link_gets_the_value_of_its_name_and_other_links_stay_as_they_are():
    others = '[3](outputs/tables/numbers.csv), [4](outputs/tables/terms.csv "claims/all") and [5](seeds)'
    for place in ("outputs", "../outputs"):
        link = LINK.replace("outputs", place)
        renewed = sentences.renew_links(f"We read {link} claims, {others}.", {"claims/all": "30"})
        assert renewed == f"We read {link.replace('[3]', '[30]')} claims, {others}."


def test_a_link_to_a_number_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="“claims/all”, which is not in tables/numbers"):
        sentences.renew_links(LINK, {"claims/told": "1"})


# The five articles: the sentences of notebook 6 with their names.


def ledger_rows():
    with (OUTPUTS / "tables" / "numbers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unbound(sentence):
    """Return the words of a sentence that have a digit which is neither bound, quoted, a date nor a name."""
    articles = read_table(OUTPUTS, "articles")
    date = r"\d{1,2} [A-Z][a-z]+ \d{4}|(?<=from )\d{4}|(?<=to )\d{4}|since 2011"
    allowed = ["“[^”]*”", date, *map(re.escape, articles["short"])]
    left = re.findall(r"\d[\d.]*(?<!\.)", re.sub("|".join(allowed), " ", str(sentence)))
    for number in sentence.numbers:
        spelt = sentences.SPELT.get(str(number.value), "no such word")
        for digits in re.findall(r"\d[\d.]*(?<!\.)", str(number.value)):
            if digits not in left and re.search(rf"\b{spelt}\b", str(sentence), re.IGNORECASE):
                continue
            assert digits in left, f"{number.name} is not in the words"
            left.remove(digits)
    return left


def test_every_number_of_a_finding_is_bound_to_a_name(evidence):
    study = Study(SEEDS, OUTPUTS)
    limits = tell_limits(study, study.read("keyness"), study.read("robustness"))
    told = [*tell_eight(evidence).values(), *limits, *accuracy(read_accuracy())]
    assert len(told) > 12
    assert {str(sentence): left for sentence in told if (left := unbound(sentence))} == {}


def test_a_number_that_is_not_bound_is_found():
    more = say("{said} On 3 May 2024, “5 men”; 6 of 7, 24newsbulletin 8.", said=SENTENCE)
    assert unbound(more) == ["6", "7", "8"]


def test_a_name_stands_once_and_begins_with_a_table_or_a_figure_that_is_there():
    names = [row["name"] for row in ledger_rows()]
    assert len(set(names)) == len(names) > 60
    for first, second in (name.split("/")[:2] for name in names):
        path = f"figures/{second}.csv" if first == "figures" else f"tables/{first}.csv"
        # Measured once on other articles; no run makes it.
        assert (OUTPUTS / path).is_file() or first == "accuracy", (first, second)


def test_the_cell_named_prints_the_number():
    notebooks = {
        path.name: nbformat.read(path, as_version=4) for path in (PROJECT / "notebooks").glob("*.ipynb")
    }
    for row in ledger_rows():
        cells = [cell for cell in notebooks[row["notebook"]].cells if cell.cell_type == "code"]
        shown = json.dumps(cells[int(row["cell"]) - 1].outputs)
        forms = [re.escape(row["value"]), sentences.SPELT.get(row["value"], "no such word")]
        assert re.search(rf"(?<![\d.])(?:{'|'.join(forms)})(?!\d)", shown, re.IGNORECASE), row
