"""Tables of voices: in whose voice the words of a corpus stand, and how many stand on whose word."""

import pandas as pd

from inotherwords.attribution.voice import Voiced, find_voices
from inotherwords.text import spans

SEVERAL = "several"  # of a statement that speakers of more than one side share


def add_voice(
    table: pd.DataFrame,
    segments: pd.DataFrame,
    attribution_spans: pd.DataFrame,
    analysed: dict[str, str],
) -> pd.DataFrame:
    """Return a table of spans (doc, start, …) with two more columns, voice and attribution: `find_voices`.

    >>> segments = pd.DataFrame({"doc": ["a"], "kind": ["sentence"], "start": [0], "end": [21]})
    >>> spans = pd.DataFrame({"doc": ["a"], "attribution": [1], "role": "content", "start": [0], "end": [11]})
    >>> words = pd.DataFrame({"doc": ["a", "a", "a"], "start": [0, 5, 12]})
    >>> add_voice(words, segments, spans, {"a": "They “fled,” he said."})["voice"].tolist()
    ['attributed', 'quoted', 'own']
    """
    kinds = _by_doc(segments, ["kind", "start", "end"])
    roles = _by_doc(attribution_spans, ["attribution", "role", "start", "end"])
    voiced: list[Voiced | None] = [None] * len(table)
    for doc, places in table.groupby("doc", sort=False).indices.items():
        starts = table["start"].iloc[places]
        found = find_voices(analysed[doc], starts, kinds.get(doc, []), roles.get(doc, []))
        for place, one in zip(places, found, strict=True):
            voiced[place] = one
    columns = zip(*voiced, strict=True) if voiced else ([], [])
    voices, numbers = (pd.Series(column, index=table.index, dtype=object) for column in columns)
    return table.assign(voice=voices, attribution=numbers)


def _by_doc(table: pd.DataFrame, columns: list[str]) -> dict[str, list[tuple]]:
    """Return the rows of a table by article, as tuples of some columns."""
    return {doc: list(own[columns].itertuples(index=False, name=None)) for doc, own in table.groupby("doc")}


def one_side(value: str) -> str:
    """Return the side, or kind of source, under which a statement is counted.

    >>> one_side("iran"), one_side("ngo; syrian_government")
    ('iran', 'several')
    """
    return SEVERAL if ";" in value else value


def share_of_voice(words: pd.DataFrame, attributions: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return how many words of each article stand on whose word: doc, `by`, words, share, doubtful.

    `words` are tokens with their voice; `by` is a column of `attributions`: side or source_type. Words
    outside every attribution have the value "own voice", those of a statement shared by several sides
    have SEVERAL. share is of all counted words of the article; doubtful is how many of the words stand
    there by a doubtful attribution only, and would be the article's own voice without it.
    """
    rows = attributions.set_index(["doc", "attribution"])
    sources = rows[by].map(one_side).to_dict()
    doubts = (rows["doubtful"] == "yes").to_dict()
    places = list(zip(words["doc"], words["attribution"], strict=True))
    on_whose = [sources.get(place, "own voice") for place in places]
    doubtful = [int(doubts.get(place, False)) for place in places]
    groups = words.assign(**{by: on_whose, "doubtful": doubtful}).groupby(["doc", by])
    counted = groups.agg(words=("doubtful", "size"), doubtful=("doubtful", "sum")).reset_index()
    counted["share"] = counted["words"] / counted.groupby("doc")["words"].transform("sum")
    counted = counted[["doc", by, "words", "share", "doubtful"]]
    return counted.sort_values(["doc", "words", by], ascending=[True, False, True], ignore_index=True)


def count_quoted(words: pd.DataFrame, attributions: pd.DataFrame) -> pd.DataFrame:
    """Return for each article and side how many words are quoted and how many only paraphrased.

    Columns doc, side, quoted, attributed, quoted_share (of the two together).
    """
    sides = attributions[["doc", "attribution"]].assign(side=attributions["side"].map(one_side))
    told = words[(words["attribution"] != "") & words["voice"].isin(["quoted", "attributed"])]
    named = told.merge(sides, on=["doc", "attribution"])
    counted = named.groupby(["doc", "side", "voice"]).size().unstack("voice", fill_value=0)
    counted = counted.reindex(columns=["quoted", "attributed"], fill_value=0)
    counted = counted.rename_axis(columns=None).reset_index()
    counted["quoted_share"] = counted["quoted"] / (counted["quoted"] + counted["attributed"])
    return counted


def find_unsourced(segments: pd.DataFrame, attribution_spans: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences in which nothing is said on anybody's word: rows of `segments`."""
    sentences = segments[segments["kind"] == "sentence"]
    contents = attribution_spans[attribution_spans["role"] == "content"]
    places = {
        doc: spans.build_index([zip(rows["start"], rows["end"], strict=True)])
        for doc, rows in contents.groupby("doc")
    }
    alone = [
        not (doc in places and spans.touches(places[doc], (start, end)))
        for doc, start, end in zip(sentences["doc"], sentences["start"], sentences["end"], strict=True)
    ]
    return sentences[pd.Series(alone, sentences.index, dtype=bool)].reset_index(drop=True)
