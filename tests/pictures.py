"""The figures of the study, drawn from its tables, and read as a reader reads them."""

import pandas as pd
from matplotlib.text import Text

from inotherwords.report import figures
from inotherwords.report.findings.robustness import leave_out

# Longer than any name of a newspaper, and with signs that a formula or a page would take for its own.
DREADED = "The Extraordinarily Long-Named Evening Gazette & Advertiser of $Somewhere$ <East>"
TABLES = ["keyness", "passages", "articles"]


def alternative(drawing):
    """Return the alternative text as it is read out."""
    return str(drawing.alt)


def flat(text):
    """Return the words of a text on one line."""
    return " ".join(text.get_text().split())


def written_in(figure):
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


def words_in(figure):
    """Return the words of each text that a reader finds in a figure."""
    return list(map(flat, written_in(figure)))


def laid_out(drawing):
    """Lay a figure out (any warning fails the test) and return its words."""
    drawing.figure.draw_without_rendering()
    return words_in(drawing.figure)


DRAWN_FROM = {
    "every-word": lambda t: figures.every_word(t["evidence"]),
    "one-statement": lambda t: figures.one_statement(t["evidence"]),
    "the-floor": lambda t: figures.the_floor(t["evidence"]),
    "one-source": lambda t: figures.one_source(t["evidence"]),
    "the-pencil": lambda t: figures.the_pencil(t["evidence"]),
    "claims-matrix": lambda t: figures.claims_matrix(t["evidence"]),
    "shared-pairs": lambda t: figures.shared_pairs(t["passages"], t["evidence"].units),
    "shared-copy": lambda t: figures.shared_copy(t["evidence"].shared, t["evidence"].units),
    "keyness": lambda t: figures.keyness(t["keyness"], t["evidence"].units),
}


def draw_all(tables):
    return {name: make(tables) for name, make in DRAWN_FROM.items()}


def docs_of(tables):
    return tables["evidence"].units["doc"].tolist()


def only(tables, docs):
    """Return the tables of some articles."""
    evidence = tables["evidence"]
    for doc in docs_of(tables):
        evidence = evidence if doc in docs else leave_out(evidence, doc)
    both = tables["passages"]["doc_a"].isin(docs) & tables["passages"]["doc_b"].isin(docs)
    own = tables["keyness"][tables["keyness"]["doc"].isin(docs)]
    return tables | {"evidence": evidence, "passages": tables["passages"][both], "keyness": own}


def again(tables, ending):
    """Return the tables of the same articles under other names."""
    evidence = tables["evidence"]
    renamed = {
        name: table.assign(doc=table["doc"] + ending)
        for name, table in evidence._asdict().items()
        if isinstance(table, pd.DataFrame) and "doc" in table
    }
    claims = renamed["claims"]
    renamed["claims"] = claims.assign(claim=claims["claim"] + 100 * len(ending))
    texts = {doc + ending: text for doc, text in evidence.texts.items()}
    sides = {side: tables["passages"][side] + ending for side in ("doc_a", "doc_b")}
    return tables | {
        "evidence": evidence._replace(**renamed, texts=texts),
        "passages": tables["passages"].assign(**sides),
        "keyness": tables["keyness"].assign(doc=tables["keyness"]["doc"] + ending),
    }


def together(*sets):
    """Return several sets of tables as one."""
    first = sets[0]["evidence"]
    joined = {
        name: pd.concat([one["evidence"]._asdict()[name] for one in sets], ignore_index=True)
        for name, table in first._asdict().items()
        if isinstance(table, pd.DataFrame)
    }
    texts = {doc: text for one in sets for doc, text in one["evidence"].texts.items()}
    return sets[0] | {
        "evidence": first._replace(**joined, texts=texts),
        "passages": pd.concat([one["passages"] for one in sets], ignore_index=True),
        "keyness": pd.concat([one["keyness"] for one in sets], ignore_index=True),
    }


def renamed(tables, names):
    """Return the tables with other short names of the articles."""
    evidence = tables["evidence"]
    named = {name: getattr(evidence, name).assign(short=names) for name in ("articles", "units")}
    return tables | {"evidence": evidence._replace(**named)}


def articles_of(docs, names=None):
    return pd.DataFrame({"doc": list(docs), "short": names or list(docs.upper()), "characters": 100})
