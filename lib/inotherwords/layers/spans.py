"""Tables of spans: which rows lie in which spans, and the words of each as printed."""

import re

import numpy as np
import pandas as pd

LONGEST_WORD = 100  # characters
MARKS_BEHIND = "”\"»’')],.;:!?"


def as_printed(table: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """Return a table of spans whose `text` column holds the words exactly as the article prints them.

    Layers are found in the analysed text, in which quotation marks are unified; a reader of the table
    gets the text as read: `text[start:end]`, where a word that was mended is whole.

    >>> as_printed(pd.DataFrame({"doc": ["a"], "start": [0], "end": [3], "text": ["“a”"]}), {"a": "„a“"})
      doc  start  end text
    0   a      0    3  „a“
    """
    rows = zip(table["doc"], table["start"], table["end"], table["text"], strict=True)
    ends = [_printed_end(texts[doc], start, end, words) for doc, start, end, words in rows]
    table = table.assign(end=pd.Series(ends, table.index, table["end"].dtype))
    places = zip(table["doc"], table["start"], table["end"], strict=True)
    return table.assign(text=[texts[doc][start:end] for doc, start, end in places])


def _printed_end(text: str, start: int, end: int, words: str) -> int:
    """Return where a span ends in the text as read, in which a word that was mended is longer."""
    read, printed = (
        [*filter(str.isalnum, "".join(part.rsplit(maxsplit=1)[-1:]))] for part in (words, text[start:end])
    )
    if read == printed:
        return end
    end += len(re.match(r"\S*", text[end : end + LONGEST_WORD]).group())
    return end if words[-1:] in MARKS_BEHIND else start + len(text[start:end].rstrip(MARKS_BEHIND))


def begin_within(table: pd.DataFrame, spans: pd.DataFrame) -> np.ndarray:
    """Return whether each row of a table of one article begins in one of some spans, which may overlap.

    >>> table = pd.DataFrame({"start": [0, 5, 10]})
    >>> begin_within(table, pd.DataFrame({"start": [0, 2], "end": [9, 4]})).tolist()
    [True, True, False]
    """
    if spans.empty:
        return np.zeros(len(table), dtype=bool)
    spans = spans.sort_values("start")
    before = np.searchsorted(spans["start"], table["start"], side="right") - 1
    reach = np.maximum.accumulate(spans["end"].to_numpy())
    return (before >= 0) & (table["start"].to_numpy() < reach[before])


def mark_shared(table: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Return a table of spans (doc, start, …) with one more column: shared, yes or no.

    yes: its first character stands in one of the shared `spans`.

    >>> shared = pd.DataFrame({"doc": ["a"], "start": [0], "end": [9]})
    >>> mark_shared(pd.DataFrame({"doc": ["a", "a", "b"], "start": [0, 9, 0]}), shared)["shared"].tolist()
    ['yes', 'no', 'no']
    """
    of_doc = dict(list(spans.groupby("doc")))
    shared = pd.Series("no", index=table.index, dtype=object)
    for doc, rows in table.groupby("doc"):
        if doc in of_doc:
            shared[rows.index[begin_within(rows, of_doc[doc])]] = "yes"
    return table.assign(shared=shared)
