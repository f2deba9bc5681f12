"""Which words are swapped for which: found from the collation alone, without a list of labels.

A corpus without a table of labels gets candidates for one here. They are to be read, not believed: a pair
may be a label (terrorists, rebels), a verb (said, indicated) or no more than another translation.
"""

import pandas as pd

from inotherwords.collation.grouping import list_swaps
from inotherwords.collation.phrases import (
    Replacement,
    find_swaps_in,
    is_reworded,
    replacements_in,
    replaces,
)
from inotherwords.layers import schema


def select_replacements(substitutions: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `substitutions` in which words of substance stand for others."""
    kinds = zip(substitutions["change"], substitutions["difference"], strict=True)
    return substitutions.loc[[replaces(*kind) for kind in kinds]]


def list_reworded(wire: pd.DataFrame) -> pd.DataFrame:
    """Return the places where an article has other words than the agency's, in the article's language.

    >>> rows = [("rebels", "jihadists", ""), ("army", "army", ""), ("regime", "régime", "fr"), ("", "x", "")]
    >>> list_reworded(pd.DataFrame(rows, columns=["wording", "wire_wording", "wire_language"])).index.tolist()
    [0]
    """
    known = wire[["wording", "wire_wording", "wire_language"]].fillna("")
    wanted = [is_reworded(*row) for row in known.itertuples(index=False)]
    return wire.loc[wanted].reset_index(drop=True)


def find_swaps(
    substitutions: pd.DataFrame, passages: pd.DataFrame, wire: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the words and short phrases that replace one another, the most frequent first.

    Taken from replacements of substance of at most `settings.FEW` words on either side, function words and
    numbers not counted; words are grouped by their stem (terrorist, terrorists), and either may stand for
    the other. Of a phrase its parts are counted too, but listed only where they are swapped more often than
    the whole.

    `wire` has phrases of the articles beside the agency's own where these are known: wording, wire_wording.

    Columns: word_a, word_b (in the usual printed form, sorted), sentences (passages that overlap count once:
    one sentence in three articles is three passages), passages, articles (of the passages), wire (places
    known from the agency), examples (the shortest replacements in full). Sorted by sentences and
    wire together.

    >>> from inotherwords.collation.tables import substitutions
    >>> texts = {"a": "The offensive began.", "b": "The onslaught began."}
    >>> pair = schema.table("passages", [(1, "a", 0, 20, "b", 0, 20, "near", 0.6)])
    >>> find_swaps(substitutions(pair, texts), pair)[["word_a", "word_b", "sentences"]].values.tolist()
    [['offensive', 'onslaught', 1]]
    """
    rows = select_replacements(substitutions)[["passage", "text_a", "text_b"]].itertuples()
    replaced = [Replacement(row.passage, row.Index, row.text_a, row.text_b) for row in rows]
    found = list(find_swaps_in(replaced, "passage"))
    if wire is not None:
        known = list_reworded(wire)[["wording", "wire_wording"]].itertuples(index=False, name=None)
        found += find_swaps_in(replacements_in(known), "wire")
    places = passages[["passage", "doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b"]]
    return schema.table("swaps", list_swaps(found, [*places.itertuples(index=False, name=None)]))
