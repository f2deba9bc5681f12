"""The tables of collation: substitutions, apparatus and swaps, made of the plain differences."""

import pandas as pd

from inotherwords import settings
from inotherwords.collation.apparatus import NO_VARIANTS, write_line
from inotherwords.collation.collation import Difference, Piece, collate, shift, split_versions
from inotherwords.collation.swaps import (
    find_swaps_in,
    is_reworded,
    list_replacements,
    list_swaps,
    replacements_in,
    replaces,
)
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

    Taken from replacements (`list_replacements`) of at most `settings.FEW` words on either side, function
    words and numbers not counted; words are grouped by their stem (terrorist, terrorists), and either may
    stand for the other. Of a phrase its parts are counted too, but listed only where they are swapped more
    often than the whole.

    `wire` has phrases of the articles beside the agency's own where these are known: wording, wire_wording.

    Columns: word_a, word_b (in the usual printed form, sorted), sentences (passages that overlap count once:
    one sentence in three articles is three passages), passages, articles (of the passages), wire (places
    known from the agency), examples (the shortest replacements in full). Sorted by sentences and
    wire together.

    >>> texts = {"a": "The offensive began.", "b": "The onslaught began."}
    >>> pair = schema.table("passages", [(1, "a", 0, 20, "b", 0, 20, "near", 0.6)])
    >>> find_swaps(substitutions(pair, texts), pair)[["word_a", "word_b", "sentences"]].values.tolist()
    [['offensive', 'onslaught', 1]]
    """
    rows = (table.to_dict("records") for table in (substitutions, passages))
    found = list(find_swaps_in(list_replacements(*rows), "passage"))
    if wire is not None:
        known = list_reworded(wire)[["wording", "wire_wording"]].itertuples(index=False, name=None)
        found += find_swaps_in(replacements_in(known), "wire")
    places = passages[["passage", "doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b"]]
    return schema.table("swaps", list_swaps(found, [*places.itertuples(index=False, name=None)]))
