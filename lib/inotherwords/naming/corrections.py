"""Corrections by hand of labels: which words are one, for whom."""

import re
from collections.abc import Mapping

import pandas as pd

from inotherwords.corpus import corrections
from inotherwords.corpus.corrections import BY_HAND, Row, apply_each, not_found, rebuild
from inotherwords.errors import InputError

LABEL_ORDER = ["doc", "start", "end"]


def by_place(labels: pd.DataFrame, docs: set[str]) -> dict[tuple, list[Row]]:
    """Return the labels of some articles by doc, start and end: two actors may be named in one place."""
    found: dict[tuple, list[Row]] = {}
    for label in labels[labels["doc"].isin(docs)].to_dict("records"):
        found.setdefault((label["doc"], label["start"], label["end"]), []).append(label)
    return found


def apply_to_labels(mentions: pd.DataFrame, made: pd.DataFrame, analysed: Mapping[str, str]) -> pd.DataFrame:
    """Return mentions (`naming.list_mentions`) as corrected, with the same columns and in the same order.

    An added one has the words at its place; its head is the last word, or the last before "of". Voices
    come later (`apply_to_voices`), when the mentions have one. Raises InputError with a line for each row
    that adds what is there, or removes or changes what is not.

    >>> row = {"row": "c.csv: row 2", "layer": "label", "do": "add", "doc": "a", "start": 0, "end": 12}
    >>> made = pd.DataFrame([row | {"actor": "hts", "label": "rebel"}])
    >>> columns = ["doc", "start", "end", "text", "actor", "label", "head", "modifiers", "decided_by", "also"]
    >>> table = apply_to_labels(pd.DataFrame(columns=columns), made, {"a": "Armed rebels came."})
    >>> table[["text", "head", "label", "decided_by"]].values.tolist()
    [['Armed rebels', 'rebels', 'rebel', 'correction']]
    """
    rows = corrections.select_rows(made, "label", analysed)
    if not rows:
        return mentions
    docs = {row["doc"] for row in rows}
    labels = by_place(mentions, docs)

    def decide(row: Row) -> None:
        here = labels.setdefault((row["doc"], row["start"], row["end"]), [])
        if row["do"] == "add":
            if any(label["actor"] == row["actor"] for label in here):
                raise InputError("the label is there already: delete the row, or write change.")
            here.append(_label(row, analysed[row["doc"]]))
            return
        meant = [label for label in here if row["do"] == "change" or row["actor"] in ("", label["actor"])]
        if not meant:
            raise not_found(row)
        if len(meant) > 1:
            actors = " and ".join(str(label["actor"]) for label in meant)
            raise InputError(f"{actors} are both named there: write remove, and in actor which one.")
        if row["do"] == "remove":
            here.remove(meant[0])
        else:
            meant[0].update(
                {name: row[name] for name in ("actor", "label") if row[name]}, decided_by=BY_HAND, also=""
            )

    apply_each(rows, decide)
    return rebuild(mentions, docs, [label for here in labels.values() for label in here], LABEL_ORDER)


def _label(row: Row, text: str) -> Row:
    """Return a mention that was added by hand."""
    words = text[row["start"] : row["end"]]
    phrase = re.split(r"\s+of\s", words.strip())[0].split()
    own = {name: row[name] for name in ("doc", "start", "end", "actor", "label")}
    return own | {
        "text": words,
        "head": phrase[-1],
        "modifiers": " ".join(phrase[:-1]).rstrip(' “‘"('),
        "decided_by": BY_HAND,
        "also": "",
    }
