"""The tables of the study, and each figure drawn once for all tests."""

import pytest
from pictures import DREADED, TABLES, again, docs_of, draw_all, only, renamed, together

from inotherwords import Study
from inotherwords.corpus import read_wire
from inotherwords.layers.files import read_table
from inotherwords.paths import OUTPUTS, SEEDS
from inotherwords.report import findings
from inotherwords.report.figures import drawing as module
from inotherwords.report.reader import contents
from inotherwords.report.reader.page import NAMES, list_rows


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    """What a notebook would show of a figure; nothing is printed on the terminal of a test."""
    found = []
    monkeypatch.setattr(module, "display", lambda bundle, **options: found.append((bundle, options)))
    return found


@pytest.fixture(scope="session")
def evidence():
    return findings.gather(Study(SEEDS, OUTPUTS))


@pytest.fixture(scope="session")
def tables(evidence):
    names = {*TABLES, *NAMES, "labels", "share_of_voice", "quoted_words", "unsourced"}
    return {name: read_table(OUTPUTS, name) for name in names} | {"evidence": evidence}


@pytest.fixture(scope="session")
def study(texts, tables):
    """What the reader page shows."""
    shown = {name: tables[name] for name in NAMES}
    return contents(list_rows(shown | {"wire": read_wire(SEEDS, texts)}), texts)


@pytest.fixture(scope="session")
def drawn(tables):
    return draw_all(tables)


@pytest.fixture(scope="session")
def drawn_of_twelve(tables):
    """The figures of twelve articles with long names."""
    two = again(only(tables, docs_of(tables)[:2]), " CC")
    many = together(tables, again(tables, " B"), two)
    return draw_all(renamed(many, [f"{DREADED} {n}" for n in range(12)]))
