"""An article beside the copy it was made from: the few places where that copy's own wording is known.

The corpus' list `wire.csv` has them. It was made by hand from pages that carried the copy: it is no
account of all that was changed, and shows nothing where it has no row.
"""

import pandas as pd

from inotherwords import collation, ledger, voice
from inotherwords.findings import listed, per_article, plural

ADDRESS_NOT_KNOWN = "address not known"
COLUMNS = ["doc", "wording", "wire_wording", "change", "voice", "note", "seen_at"]

CHANGES = {
    "relabel": "named otherwise",
    "delete": "left out",
    "rewrite": "rewritten",
    "dequote": "quotation marks taken away",
    "truncate": "cut short",
    "spelling": "spelt otherwise",
    "typography": "set otherwise",
}
VOICES = {
    "own": "in the article's own voice",
    "heading": "in the article's own voice",
    "caption": "in a caption",
    "attributed": "inside a paraphrase",
    "quoted": "quoted",
    "": "without any words in its place",
}


def compared(
    wire: pd.DataFrame, segments: pd.DataFrame, attribution_spans: pd.DataFrame, analysed: dict[str, str]
) -> pd.DataFrame:
    """Return an article's wording beside that of the copy it was made from, in the order of `wire.csv`.

    `wire` is the table of `corpus.read_wire`. Columns: doc, wording, wire_wording, change, voice, note,
    seen_at. voice is in whose voice the article's wording stands, by its first word; "" where it has no
    words. ∅ stands for no words; seen_at says if no page is known.

    >>> wire = pd.DataFrame({"doc": ["a"], "start": [4], "end": [12], "wording": ["fighters"]})
    >>> wire = wire.assign(wire_wording="jihadists", change="relabel", note="", seen_at="")
    >>> segments = pd.DataFrame({"doc": ["a"], "kind": ["sentence"], "start": [0], "end": [18]})
    >>> spans = pd.DataFrame(columns=["doc", "attribution", "role", "start", "end"])
    >>> compared(wire, segments, spans, {"a": "The fighters fled."})[["voice", "seen_at"]].values.tolist()
    [['own', 'address not known']]
    """
    placed = wire[wire["wording"] != ""]
    voiced = voice.add_voice(placed, segments, attribution_spans, analysed)
    table = wire.assign(voice=voiced["voice"].reindex(wire.index, fill_value=""))
    for column, nothing in (
        ("wording", collation.GAP),
        ("wire_wording", collation.GAP),
        ("seen_at", ADDRESS_NOT_KNOWN),
    ):
        table[column] = table[column].where(table[column] != "", nothing)
    return table[COLUMNS]


def _with_change(table: pd.DataFrame, change: str) -> pd.DataFrame:
    """Return the rows with a change, alone or with another ("relabel+delete")."""
    return table[[change in changes.split("+") for changes in table["change"]]]


def changes(table: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return sentences on how many places are known, what was done there and in whose voice.

    `table` is that of `compared`. A place with two changes counts for both. Only articles with a row are
    spoken of: of the others the list says nothing.
    """
    if table.empty:
        return []
    kinds = table["change"].str.split("+").explode().value_counts().sort_index()
    ordered = kinds.sort_values(ascending=False, kind="stable")
    done = [f"{_said(kind)} in {ledger.number(n, 'wire', _said(kind), 'all')}" for kind, n in ordered.items()]
    found = articles[articles["doc"].isin(table["doc"])]
    known = per_article(table.groupby("doc").size().to_dict(), found, "wire", "places", noun="place")
    places = plural(len(table), "place", "wire", "places", "all")
    sentences = [
        f"The wording of the copy that an article was made from is known in {known}.",
        f"What the article did in these {places}, some of which count twice: {', '.join(done)}.",
    ]
    for change in ordered.index[ordered.index.isin(["relabel", "delete"])]:
        rows, said = _with_change(table, change), _said(change)
        spread = per_article(rows.groupby("doc").size().to_dict(), found, "wire", said)
        sentences.append(f"{said[0].upper()}{said[1:]}: {spread}. Of these {_voices(rows, 'wire', said)}.")
    return sentences


def _said(change: str) -> str:
    return CHANGES.get(change, change)


def _voices(rows: pd.DataFrame, *name: str) -> str:
    """Return in whose voice the articles' wording stands, in words.

    >>> ledger.plain(_voices(pd.DataFrame({"voice": ["own", "quoted", ""]}), "wire"))
    "1 in the article's own voice, 1 quoted and 1 without any words in its place"
    """
    counts = rows["voice"].map(VOICES).value_counts()
    found = [where for where in dict.fromkeys(VOICES.values()) if where in counts]
    return listed([f"{ledger.number(counts[where], *name, where)} {where}" for where in found])
