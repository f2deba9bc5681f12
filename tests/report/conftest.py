"""The tables of the study, and each figure drawn once for all tests."""

import pandas as pd
import pytest
from pictures import DREADED, WITH_DOCS, docs_of, draw_all, only

from inotherwords.corpus import read_wire
from inotherwords.layers.files import read_table
from inotherwords.paths import OUTPUTS, SEEDS
from inotherwords.report.figures import drawing as module
from inotherwords.report.reader.page import NAMES, contents


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    """What a notebook would show of a figure; nothing is printed on the terminal of a test."""
    found = []
    monkeypatch.setattr(module, "display", lambda bundle, **options: found.append((bundle, options)))
    return found


@pytest.fixture(scope="session")
def tables():
    return {name: read_table(OUTPUTS, name) for name in {*WITH_DOCS, *NAMES, "quoted_words", "unsourced"}}


@pytest.fixture(scope="session")
def study(texts, tables):
    """What the reader page shows."""
    return contents(tables, texts, read_wire(SEEDS, texts))


@pytest.fixture(scope="session")
def drawn(tables):
    return draw_all(tables)


@pytest.fixture(scope="session")
def drawn_of_twelve(tables):
    """The figures of twelve articles with long names."""
    passages, sets = tables["passages"], [tables]
    for ending, docs in {" B": docs_of(tables), " C": docs_of(tables)[:2]}.items():
        again = {name: tables[name].assign(doc=tables[name]["doc"] + ending) for name in WITH_DOCS}
        sides = {side: passages[side] + ending for side in ("doc_a", "doc_b")}
        sets.append(only(again | {"passages": passages.assign(**sides)}, [doc + ending for doc in docs]))
    names = [*WITH_DOCS, "passages"]
    many = {name: pd.concat([one[name] for one in sets], ignore_index=True) for name in names}
    many["articles"]["short"] = [f"{DREADED} {n}" for n in range(12)]
    return draw_all(many)
