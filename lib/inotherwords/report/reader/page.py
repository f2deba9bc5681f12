"""The reader: one page, without a network, that shows the articles with every layer over their words."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from inotherwords import reuse, settings
from inotherwords.corpus import read_actors, read_lexicon, read_note, read_sources, read_texts, read_wire
from inotherwords.layers.files import read_table
from inotherwords.report.findings import legal_status
from inotherwords.report.reader.choosing import choose_articles, describe_choice
from inotherwords.report.reader.data import TABLES, contents
from inotherwords.report.reader.markup import render
from inotherwords.report.reader.tables import Rows

BY_ARTICLE = ("segments", "edits", "labels", "attributions", "attribution_spans", "acts", "claims")
NAMES = tuple(name for name in TABLES if name != "wire")  # of a run: wire is the corpus' own


def list_rows(tables: Mapping[str, pd.DataFrame]) -> Rows:
    """Return tables as plain rows, a dict each."""
    return {name: table.to_dict("records") for name, table in tables.items()}


def _read(outputs: Path) -> tuple[dict[str, pd.DataFrame], str]:
    """Return the tables of the articles that the page shows, and a sentence on those it leaves out, or ""."""
    articles, passages = read_table(outputs, "articles"), read_table(outputs, "passages")
    chosen = choose_articles(reuse.find_clusters(passages), articles, settings.ARTICLES_ON_A_PAGE)
    between = reuse.select_passages(passages, chosen["doc"])
    tables = {"articles": chosen, "passages": between}
    tables |= {name: read_table(outputs, name, docs=chosen["doc"]) for name in BY_ARTICLE}
    tables |= {name: read_table(outputs, name) for name in NAMES if name not in tables}
    compared = tables["substitutions"]
    tables["substitutions"] = compared[compared["passage"].isin(between["passage"])]
    return tables, describe_choice(len(chosen), len(articles))


def make_page(outputs: Path, corpus: Path, index: str = "") -> str:
    """Return the reader as an HTML page, from the tables in the outputs folder and the corpus' texts.

    `index` is where the notebooks are as pages, seen from the page; without it there is no link to them. Of
    a large corpus only some are shown (settings). Raises InputError if a table or an article is missing.
    """
    settings.ACTORS = read_actors(corpus)  # what the page calls them
    tables, left_out = _read(outputs)
    texts = read_texts(corpus, read_sources(corpus))
    wire = read_wire(corpus, texts)
    tables["wire"] = wire[wire["doc"].isin(tables["articles"]["doc"])]
    shown = contents(list_rows(tables), texts)
    listed = legal_status(read_lexicon(corpus, "legal_status"), tables["articles"])
    return render(shown, read_note(corpus, "about"), list(map(str, listed)), index, left_out)


def write_page(outputs: Path, corpus: Path) -> None:
    """Write the page as `reader.html` into the outputs folder and print its size."""
    content = make_page(outputs, corpus).encode()
    (outputs / "reader.html").write_bytes(content)
    print(f"reader.html: {round(len(content) / 1000)} kB")
