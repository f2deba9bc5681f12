"""Set an article beside the copy it was made from: the few places where that copy's own wording is known.

The corpus' list `wire.csv` has them. It was made by hand from pages that carried the copy: it is no
account of all that was changed, and shows nothing where it has no row.
"""

import pandas as pd

from inotherwords import attribution
from inotherwords.collation import collation
from inotherwords.layers import schema

ADDRESS_NOT_KNOWN = "address not known"


def compare_with_wire(
    wire: pd.DataFrame, segments: pd.DataFrame, attribution_spans: pd.DataFrame, analysed: dict[str, str]
) -> pd.DataFrame:
    """Return an article's wording beside that of the copy it was made from, in the order of `wire.csv`.

    `wire` is the table of `corpus.read_wire`, to which voice is added: in whose voice the article's wording
    stands, by its first word; "" where it has no words. ∅ stands for no words; seen_at says if no page is
    known.

    >>> wire = pd.DataFrame({"doc": ["a"], "start": [4], "end": [12], "wording": ["fighters"]})
    >>> wire = wire.assign(wire_wording="jihadists", change="relabel", seen_at="")
    >>> segments = pd.DataFrame({"doc": ["a"], "kind": ["sentence"], "start": [0], "end": [18]})
    >>> spans = pd.DataFrame(columns=["doc", "attribution", "role", "start", "end"])
    >>> table = compare_with_wire(wire, segments, spans, {"a": "The fighters fled."})
    >>> table[["voice", "seen_at"]].values.tolist()
    [['own', 'address not known']]
    """
    placed = wire[wire["wording"] != ""]
    voiced = attribution.add_voice(placed, segments, attribution_spans, analysed)
    table = wire.assign(voice=voiced["voice"].reindex(wire.index, fill_value=""))
    missing = {"wording": collation.GAP, "wire_wording": collation.GAP, "seen_at": ADDRESS_NOT_KNOWN}
    for column, nothing in missing.items():
        table[column] = table[column].where(table[column] != "", nothing)
    return schema.table("wire", table.reindex(columns=[*schema.columns("wire")], fill_value=""))
