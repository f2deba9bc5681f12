"""Corrections by hand of shared passages."""

from collections.abc import Mapping

import pandas as pd

from inotherwords import settings
from inotherwords.cleaning import clean_some
from inotherwords.corpus import corrections
from inotherwords.corpus.corrections import Row, apply_each, not_found
from inotherwords.errors import InputError
from inotherwords.text.words import split_words

PASSAGE_ORDER = ["doc_a", "doc_b", "start_a", "start_b", "end_a", "end_b"]


def apply_to_passages(
    passages: pd.DataFrame, made: pd.DataFrame, segments: pd.DataFrame, analysed: Mapping[str, str]
) -> pd.DataFrame:
    """Return passages (`reuse.find_passages`) as corrected, in order and numbered anew.

    The similarity of an added one is measured as for others, but by the sentences of its two articles
    alone. Raises InputError with a line for each row that adds what is there, or removes or changes what
    is not.
    """
    rows = corrections.select_rows(made, "passage", analysed)
    if not rows:
        return passages
    docs = {row[side] for row in rows for side in ("doc", "doc_b")}
    beside = passages["doc_a"].isin(docs) & passages["doc_b"].isin(docs)
    names = ["doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b"]
    pairs = {tuple(pair[name] for name in names): pair for pair in passages[beside].to_dict("records")}
    told = segments[segments["doc"].isin(docs) & segments["kind"].isin(settings.READ)]
    sentences = {
        doc: [_wording(analysed[doc], *span) for span in zip(own["start"], own["end"], strict=True)]
        for doc, own in told.groupby("doc")
    }

    def decide(row: Row) -> None:
        sides = tuple(row[name] for name in ("doc", "start", "end", "doc_b", "start_b", "end_b"))
        if (sides in pairs) == (row["do"] == "add"):
            there = InputError("the passage is there already: delete the row, or write change.")
            raise there if row["do"] == "add" else not_found(row)
        if row["do"] == "remove":
            del pairs[sides]
        elif row["do"] == "change":
            pairs[sides]["kind"] = row["kind"]
        else:
            wordings = [_wording(analysed[doc], *span) for doc, *span in (sides[:3], sides[3:])]
            corpus = sentences.get(row["doc"], []) + sentences.get(row["doc_b"], [])
            own = {"kind": row["kind"], "similarity": _similarity(*wordings, corpus)}
            pairs[sides] = dict(zip(names, sides, strict=True)) | own

    apply_each(rows, decide)
    new = pd.DataFrame(list(pairs.values()), columns=passages.columns)
    kept = passages[~beside]
    whole = pd.concat([kept, new]) if len(kept) and pairs else new if pairs else kept
    whole = whole.sort_values(PASSAGE_ORDER, kind="stable", ignore_index=True)
    return whole.assign(passage=range(1, len(whole) + 1))


def _wording(text: str, start: int, end: int) -> str:
    return " ".join(split_words(text, start, end)[0])


def _similarity(one: str, other: str, sentences: list[str]) -> float:
    """Return how alike two wordings are in their letters, from 0 to 1 (see `reuse.find_passages`)."""
    # Imported where it is used: loading it takes a second, and few corrections add a passage.
    from sklearn.feature_extraction.text import TfidfVectorizer

    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    vectors = letters.fit([one, other, *sentences]).transform([one, other])
    return min(round(float(vectors[0].multiply(vectors[1]).sum()), 6), 1.0)


def correct_passages(passages: pd.DataFrame, made: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return passages as corrected by the corrections of a corpus (see `apply_to_passages`)."""
    return apply_to_passages(passages, made, *clean_some(corrections.list_touched(made), texts))
