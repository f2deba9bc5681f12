"""Set down as tables what each stretch of an article is, and what its analysed text has otherwise.

The analysed text exists for the computer's sake: one shape of quotation mark, one apostrophe, no stray
marks. Each edit puts as many characters in as it takes out, so an offset means the same place in both.
"""

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from inotherwords.layers import schema
from inotherwords.layers.parts import Given, Stage
from inotherwords.text.segments import find_edits, find_segments, number_paragraphs

CLEANED = ("edits", "segments")  # what cleaning finds and every later stage reads
ONCE_MORE = bytes([1, 2, 2, *range(3, 256)])  # than each number of times; twice is as bad as more


def list_edits(texts: dict[str, str]) -> pd.DataFrame:
    """Return the table `edits`: doc, start, end, rule, before, after.

    >>> list_edits({"a": "Israel. and Syria’s"})[["start", "rule", "before", "after"]].values.tolist()
    [[6, 'stray-stop', '.', ' '], [17, 'apostrophe', '’', "'"]]
    """
    rows = [
        (doc, start, end, rule, text[start:end], after)
        for doc, text in sorted(texts.items())
        for start, end, rule, after in find_edits(text)
    ]
    return schema.table("edits", rows)


def _replace(texts: dict[str, str], edits: pd.DataFrame, old: str, new: str) -> dict[str, str]:
    out = {doc: list(text) for doc, text in texts.items()}
    for row in edits.to_dict("records"):
        place = slice(row["start"], row["end"])
        if "".join(out[row["doc"]][place]) != row[old]:
            raise ValueError(f"{row['doc']}: not {row[old]!r} at {row['start']}, so the edit does not fit")
        out[row["doc"]][place] = row[new]
    return {doc: "".join(characters) for doc, characters in out.items()}


def apply_edits(texts: dict[str, str], edits: pd.DataFrame) -> dict[str, str]:
    """Return the analysed text of each article. Raises ValueError if an edit does not fit its text.

    >>> texts = {"a": "Syria’s"}
    >>> apply_edits(texts, list_edits(texts))
    {'a': "Syria's"}
    """
    return _replace(texts, edits, "before", "after")


def undo_edits(analysed: dict[str, str], edits: pd.DataFrame) -> dict[str, str]:
    """Return the raw text of each article again. Raises ValueError if an edit does not fit its text.

    >>> undo_edits({"a": "Syria's"}, list_edits({"a": "Syria’s"}))
    {'a': 'Syria’s'}
    """
    return _replace(analysed, edits, "after", "before")


def list_segments(texts: dict[str, str], analysed: dict[str, str]) -> pd.DataFrame:
    """Return the table `segments`: doc, segment (0, 1, … in each article), kind, start, end, paragraph."""
    rows = [
        (doc, number, kind, start, end, paragraph)
        for doc, text in sorted(texts.items())
        for number, (kind, start, end, paragraph) in enumerate(find_segments(text, analysed[doc]))
    ]
    return schema.table("segments", rows)


def paragraph_numbers(segments: pd.DataFrame) -> dict[tuple[str, int], int]:
    """Return the number of each paragraph that is read, from 1, by doc and its number in `segments`.

    >>> rows = {"doc": ["a"] * 3, "paragraph": [0, 1, 2], "kind": ["headline", "sentence", "caption"]}
    >>> paragraph_numbers(pd.DataFrame(rows))
    {('a', 1): 1, ('a', 2): 2}
    """
    return {
        (doc, paragraph): number
        for doc, rows in segments.groupby("doc")
        for paragraph, number in number_paragraphs(zip(rows["paragraph"], rows["kind"], strict=True)).items()
    }


def coverage(segments: pd.DataFrame, texts: dict[str, str]) -> tuple[int, int]:
    """Return how many characters other than white space stand in no segment, and how many in two.

    >>> coverage(pd.DataFrame({"doc": ["a"], "start": [0], "end": [5]}), {"a": "Peace now"})
    (3, 0)
    """
    uncovered = twice = 0
    for doc, text in texts.items():
        times = bytearray(len(text))
        rows = segments[segments["doc"] == doc]
        for start, end in zip(rows["start"], rows["end"], strict=True):
            times[start:end] = times[start:end].translate(ONCE_MORE)
        gaps = (text[gap.start() : gap.end()] for gap in re.finditer(rb"\0+", times))
        uncovered += sum(len(word) for gap in gaps for word in gap.split())
        twice += times.count(2)
    return uncovered, twice


def clean(texts: dict[str, str]) -> tuple[pd.DataFrame, dict[str, str], pd.DataFrame]:
    """Return the edits, the analysed texts and the segments of some articles."""
    edits = list_edits(texts)
    analysed = apply_edits(texts, edits)
    return edits, analysed, list_segments(texts, analysed)


def read_cleaned(texts: dict[str, str], given: Given) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the segments and the analysed texts of some articles, for a stage.

    Where the cleaning stage has found their `edits` and `segments` these are `given` and serve again.
    Raises ValueError if they lack an article.

    >>> texts = {"a": "„Go“, he said."}
    >>> read_cleaned(texts, compute(texts, {}))[1] == read_cleaned(texts, {})[1]
    True
    """
    if "segments" not in given:
        return clean_some(texts, texts)
    segments = given["segments"].reset_index(drop=True)
    if missing := texts.keys() - set(segments["doc"]):
        raise ValueError(f"{min(missing)}: was not cleaned")
    return segments, apply_edits(texts, given["edits"])


def clean_some(docs: Iterable[str], texts: Mapping[str, str]) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the segments and the analysed texts of some articles.

    >>> segments, analysed = clean_some(["a"], {"a": "„Go“, he said.", "b": "No."})
    >>> segments["kind"].tolist(), analysed
    (['sentence'], {'a': '“Go”, he said.'})
    """
    _, analysed, segments = clean({doc: texts[doc] for doc in docs})
    return segments, analysed


def compute(texts: dict[str, str], given: Given) -> Given:
    """Return edits, segments, how many of each kind, and a check of each article.

    `edit_counts`: doc, rule, count. `segment_counts`: doc, kind, count. `checks`: doc, same (1 if the undone
    edits give the text again), uncovered, twice (characters in no segment, in two). Nothing is `given`.
    """
    edits, analysed, segments = clean(texts)
    undone = undo_edits(analysed, edits)
    checks = []
    for doc, own in segments.groupby("doc", sort=False):
        uncovered, twice = coverage(own, {doc: texts[doc]})
        checks.append((doc, int(undone[doc] == texts[doc]), uncovered, twice))
    return {
        "edits": edits,
        "segments": segments,
        "edit_counts": edits.groupby(["doc", "rule"]).size().reset_index(name="count"),
        "segment_counts": segments.groupby(["doc", "kind"]).size().reset_index(name="count"),
        "checks": schema.table("layers/checks", checks),
    }


stage = Stage("cleaning", compute)
