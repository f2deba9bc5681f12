"""The tables of collation: substitutions, versions and the apparatus, made of the plain differences."""

import pandas as pd

from inotherwords import settings
from inotherwords.collation.apparatus import NO_VARIANTS, write_line
from inotherwords.collation.collation import Difference, Piece, collate, shift, split_versions
from inotherwords.layers import schema


def substitutions(passages: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """Return every difference between the two versions of each verbatim or near passage, in order.

    Columns: passage, and those of `collation.collate`, which says what they mean; offsets count in the
    articles: `texts[doc_a][start_a:end_a]` is `text_a`, and the same for b. One row a difference.

    Paraphrases are not collated: too little stands in the same order, and the words would be shredded into
    pairs that replace nothing. Raises KeyError if `texts` lacks an article of `passages`.

    >>> texts = {"a": "The offensive began at dawn.", "b": "The onslaught began at dawn, he said."}
    >>> pair = schema.table("passages", [(1, "a", 0, 28, "b", 0, 37, "near", 0.6)])
    >>> substitutions(pair, texts)[["text_a", "text_b", "change", "difference"]].values.tolist()
    [['offensive', 'onslaught', 'replace', 'substance'], ['', ', he said', 'insert', 'substance']]
    """
    rows = [
        (row.passage, *shift(one, row.start_a, row.start_b))
        for row in passages.itertuples()
        if row.kind in settings.COLLATED
        for one in collate(
            texts[row.doc_a][row.start_a : row.end_a], texts[row.doc_b][row.start_b : row.end_b]
        )
    ]
    return schema.table("substitutions", rows)


def differences(passages: pd.DataFrame, substitutions: pd.DataFrame) -> dict[int, list[Difference]]:
    """Return the differences of each passage, by its number, as `collation.collate` gives them.

    They are those of the table `substitutions`, with offsets that count in the sentence.

    >>> texts = {"a": "Yes. They fled.", "b": "They left."}
    >>> pair = schema.table("passages", [(1, "a", 5, 15, "b", 0, 10, "near", 0.6)])
    >>> [one.start_a for one in differences(pair, substitutions(pair, texts))[1]]
    [5]
    """
    starts = {row.passage: (row.start_a, row.start_b) for row in passages.itertuples()}
    found: dict[int, list[Difference]] = {passage: [] for passage in starts}
    for passage, *row in substitutions[["passage", *Difference._fields]].itertuples(index=False, name=None):
        if passage in starts:
            start_a, start_b = starts[passage]
            found[passage].append(shift(Difference(*row), -start_a, -start_b))
    return found


def variants(cluster: pd.DataFrame, texts: dict[str, str]) -> list[tuple[str, list[Piece]]]:
    """Return the versions of one shared sentence as (doc, pieces), each compared with the first.

    `cluster` has the rows of one cluster: doc, start, end. The pieces are those of
    `collation.split_versions`: (text, whether it differs from the first version); ("", True) stands where
    words are gone.

    >>> texts = {"a": "The offensive began.", "b": "The onslaught began."}
    >>> variants(pd.DataFrame({"doc": ["a", "b"], "start": 0, "end": 20}), texts)[1]
    ('b', [('The ', False), ('onslaught', True), (' began.', False)])
    """
    (first, base), *others = [(row.doc, texts[row.doc][row.start : row.end]) for row in cluster.itertuples()]
    told = [(doc, split_versions(base, text, collate(base, text))[1]) for doc, text in others]
    return [(first, [(base, False)]), *told]


def lines(
    passages: pd.DataFrame, substitutions: pd.DataFrame, texts: dict[str, str], sigla: dict[str, str]
) -> pd.DataFrame:
    """Return each verbatim or near passage as a line of a critical apparatus: passage, line.

    Side a is the base, and the capital letter of b is taken from `sigla` (by doc); how a line is to be read
    is said in `collation.write_line`. NO_VARIANTS if nothing differs but spelling and typography.

    >>> texts = {"a": "The offensive began at dawn.", "b": "The onslaught began, he said."}
    >>> pair = schema.table("passages", [(1, "a", 0, 28, "b", 0, 29, "near", 0.6)])
    >>> lines(pair, substitutions(pair, texts), texts, {"a": "A", "b": "B"})["line"].item()
    'offensive ] onslaught B ‖ at dawn ] he said B'
    """
    found = differences(passages, substitutions)
    rows = []
    for row in passages[passages["kind"].isin(settings.COLLATED)].itertuples():
        base = texts[row.doc_a][row.start_a : row.end_a]
        line = write_line(base, [(sigla[row.doc_b], found[row.passage])])
        rows.append((row.passage, line or NO_VARIANTS))
    return schema.table("apparatus", rows)
