"""How far the labels and acts that were found agree with a reading by hand that a corpus brings."""

import pandas as pd

from inotherwords import attribution, claims
from inotherwords.corpus import Study
from inotherwords.layers.files import read_csv

COLUMNS = ["measure", "right", "found", "annotated", "precision", "recall", "f1"]


def measure_reading(study: Study) -> pd.DataFrame:
    """Return rows of a table of accuracy: what the program finds, without corrections, against a reading.

    A corpus brings the reading as reading/labels.csv and reading/acts.csv; a file that is not there makes no
    rows. A label is found if one of the same actor shares words with it, an act if the same word has the same
    number. Rows on voice and doer say how many of those found are told alike.
    """
    labels, acts = (study.corpus / "reading" / f"{name}.csv" for name in ("labels", "acts"))
    if not labels.is_file() and not acts.is_file():
        return pd.DataFrame(columns=COLUMNS)
    found, spans = read_uncorrected(study)
    rows = []
    if labels.is_file():
        read = read_csv(labels, ["doc", "start", "end", "actor", "voice", "first", "second"])
        rows += _rows("labels", "voice", found, read[read["voice"] != ""], "voice")
        one, other = (read[read[reader] != ""].assign(said=read[reader]) for reader in ("first", "second"))
        rows += _rows("two readers: labels", "voice", other, one, "said")
    if acts.is_file():
        read = read_csv(acts, ["doc", "start", "end", "number", "agent_actor"])
        close = study.english
        texts, segments = study.analyse(close), study.read("segments", close)
        told = claims.list_acts(segments, found, spans, study.list("acts"), texts)
        told, read = (table.assign(actor=_number(table["number"])) for table in (told, read))
        rows += _rows("acts", "doer", told, read, "agent_actor")
    return pd.DataFrame(rows, columns=COLUMNS)


def read_uncorrected(study: Study) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return labels and parts of attributions as the program finds them."""
    if study.corrections.empty:
        return study.read("labels"), study.read("attribution_spans")
    plain = Study(study.corpus, study.outputs).compute(attribution.stage, corrections=study.corrections[:0])
    return plain["labels"].frame(), plain["attribution_spans"].frame()


def _number(numbers: pd.Series) -> pd.Series:
    return pd.to_numeric(numbers).fillna(0)


def _rows(
    what: str, how: str, found: pd.DataFrame, read: pd.DataFrame, column: str
) -> list[tuple[object, ...]]:
    """Return a row on what is found, and one on how many of these are told alike (`column`)."""
    both = pair_up(found, read)
    alike = int((both[column] == both[f"{column}_read"]).sum())
    shares = [round(len(both) / max(len(table), 1), 4) for table in (found, read)]
    f1 = round(2 * len(both) / max(len(found) + len(read), 1), 4)
    return [
        (what, len(both), len(found), len(read), *shares, f1),
        (f"{what}, {how}", alike, len(both), "", round(alike / max(len(both), 1), 4), "", ""),
    ]


def pair_up(found: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of rows of one doc and actor that share words, each in one pair, most words first.

    >>> found = pd.DataFrame({"doc": "a", "actor": "ann", "start": [0, 9], "end": [5, 12]})
    >>> pair_up(found, found.assign(end=[2, 9]))[["start", "end", "end_read"]].values.tolist()
    [[0, 5, 2]]
    """
    places = {"start": int, "end": int}
    both = found.astype(places).merge(read.astype(places), on=["doc", "actor"], suffixes=("", "_read"))
    shared = both[["end", "end_read"]].min(axis=1) - both[["start", "start_read"]].max(axis=1)
    both = both.assign(shared=shared)[shared > 0].sort_values("shared", ascending=False, kind="stable")
    for place in (["start", "end"], ["start_read", "end_read"]):
        both = both.drop_duplicates(["doc", "actor", *place])
    return both.sort_values(["doc", "start"], kind="stable", ignore_index=True)
