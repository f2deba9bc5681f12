"""Count who is heard in which article, and on whose side most of its words stand.

The findings ask these functions, and so does their robustness: a finding that is asked again is the same one.
"""

from collections.abc import Iterable

import pandas as pd


def list_heard(attributions: pd.DataFrame) -> pd.DataFrame:
    """Return the attributions to a named speaker of a known side, a row for each speaker of a shared one.

    >>> rows = [("a", "UN; Ann", "un"), ("b", "Ben", "unknown"), ("b", "", "un")]
    >>> list_heard(pd.DataFrame(rows, columns=["doc", "speaker", "side"]))[["doc", "speaker"]].values.tolist()
    [['a', 'UN'], ['a', 'Ann']]
    """
    known = attributions[(attributions["speaker"] != "") & (attributions["side"] != "unknown")]
    return known.assign(speaker=known["speaker"].str.split("; ")).explode("speaker")


def find_missing_once(attributions: pd.DataFrame, docs: Iterable[str], fewest: int) -> pd.DataFrame:
    """Return the speakers of a known side whom all articles but one have as a source, by name.

    Columns: speaker, uses (attributions), articles (that have the speaker), missing_in (the doc of the one
    that has not). `docs` are all articles; with fewer than `fewest` that have them, nobody is returned. Each
    of the speakers who share a statement counts.

    >>> rows = [("a", "UN; Ann", "un"), ("b", "UN", "un"), ("b", "Ben", "unknown")]
    >>> attributions = pd.DataFrame(rows, columns=["doc", "speaker", "side"])
    >>> find_missing_once(attributions, ["a", "b", "c"], 2).values.tolist()
    [['UN', 2, 2, 'c']]
    """
    docs = list(docs)
    rows = []
    for speaker, own in list_heard(attributions).groupby("speaker"):
        has = set(own["doc"])
        lacking = [doc for doc in docs if doc not in has]
        if len(has) >= fewest and len(lacking) == 1:
            rows.append((speaker, len(own), len(has), *lacking))
    return pd.DataFrame(rows, columns=["speaker", "uses", "articles", "missing_in"])


def find_largest_sides(shares: pd.DataFrame, words: str = "words") -> pd.DataFrame:
    """Return the known sides that each article gives most words: doc, side and the column named by `words`.

    `shares` has doc, side and that column. Sides with equally many words are all returned; none that has no
    words, and no row for an article without a known side.

    >>> rows = [("a", "own voice", 90), ("a", "iran", 5), ("a", "un", 5), ("b", "unknown", 7)]
    >>> find_largest_sides(pd.DataFrame(rows, columns=["doc", "side", "words"])).values.tolist()
    [['a', 'iran', 5], ['a', 'un', 5]]
    """
    known = shares[~shares["side"].isin(["own voice", "unknown"]) & (shares[words] > 0)]
    largest = known[words] == known.groupby("doc")[words].transform("max")
    return known.loc[largest, ["doc", "side", words]]
