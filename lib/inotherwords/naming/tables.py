"""The table of mentions: what `naming` finds in each article of a corpus."""

import pandas as pd

from inotherwords.layers import schema
from inotherwords.naming.mentions import NAMED_IN, compile_labels, find_mentions


def list_mentions(
    segments: pd.DataFrame,
    analysed: dict[str, str],
    labels: pd.DataFrame,
    actors: pd.DataFrame | None = None,
    speakers: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return every mention of an actor or of the event: doc and the columns of `naming.find_mentions`.

    `labels` is the corpus' word list: actor, label, part, pattern (see `naming.compile_labels`), `actors`
    its list of their names: a mention that no label fits is counted under the actor's; `speakers` its list
    of speakers, in whose names no other words are looked for.

    Raises InputError if the list has an unknown part or an empty pattern.

    >>> segments = pd.DataFrame({"doc": ["a"], "kind": ["sentence"], "start": [0], "end": [26]})
    >>> row = {"actor": ["hts"], "label": ["rebel"], "part": ["head"], "pattern": ["rebel*"]}
    >>> found = list_mentions(segments, {"a": "The rebels entered Aleppo."}, pd.DataFrame(row))
    >>> found[["start", "end", "text", "actor", "label"]].values.tolist()
    [[4, 10, 'rebels', 'hts', 'rebel']]
    """
    names = {} if actors is None else dict(zip(actors["actor"], actors["name"], strict=True))
    patterns = () if speakers is None else speakers["pattern"]
    lexicon = compile_labels(labels.itertuples(), names, patterns)
    read = segments[segments["kind"].isin(NAMED_IN)]
    rows = [
        (doc, *mention)
        for doc, own in read.groupby("doc")
        for mention in find_mentions(analysed[doc], zip(own["start"], own["end"], strict=True), lexicon)
    ]
    return schema.table("layers/mentions", rows)
