"""What naming and counting make of each article by itself: words, terms and mentions."""

import pandas as pd

from inotherwords import terms
from inotherwords.cleaning import CLEANED, read_cleaned
from inotherwords.layers import schema
from inotherwords.layers.parts import Given, Stage
from inotherwords.naming import corrections
from inotherwords.naming.mentions import NAMED_IN, Lexicon, compile_labels, find_mentions


def list_mentions(
    segments: pd.DataFrame,
    analysed: dict[str, str],
    labels: pd.DataFrame,
    actors: pd.DataFrame | None = None,
    speakers: pd.DataFrame | None = None,
    acts: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return every mention of an actor or of the event: doc and the columns of `naming.find_mentions`.

    `labels` is the corpus' word list: actor, label, part, pattern (see `naming.compile_labels`), `actors`
    its list of their names: a mention that no label fits is counted under the actor's; `speakers` its list
    of speakers, in whose names no other words are looked for; `acts` its list of acts, which knows the other
    events. A row with `only_in` counts in these alone.

    Raises InputError if the list has an unknown part or an empty pattern.

    >>> segments = pd.DataFrame({"doc": ["a"], "kind": ["sentence"], "start": [0], "end": [26]})
    >>> row = {"actor": ["hts"], "label": ["rebel"], "part": ["head"], "pattern": ["rebel*"]}
    >>> found = list_mentions(segments, {"a": "The rebels entered Aleppo."}, pd.DataFrame(row))
    >>> found[["start", "end", "text", "actor", "label"]].values.tolist()
    [[4, 10, 'rebels', 'hts', 'rebel']]
    """
    names = {} if actors is None else dict(zip(actors["actor"], actors["name"], strict=True))
    patterns = () if speakers is None else speakers["pattern"]
    events = () if acts is None else acts.loc[acts["part"] == "event", "pattern"]
    only = labels["only_in"].str.split(r"; ?") if "only_in" in labels else pd.Series([[""]] * len(labels))
    lexicons: dict[tuple[bool, ...], Lexicon] = {}
    read = segments[segments["kind"].isin(NAMED_IN)]
    rows = []
    for doc, own in read.groupby("doc"):
        used = tuple("" in docs or doc in docs for docs in only)
        if used not in lexicons:
            listed = labels[pd.Series(used, labels.index, dtype=bool)]
            lexicons[used] = compile_labels(listed.itertuples(), names, patterns, events)
        spans = zip(own["start"], own["end"], strict=True)
        rows += [(doc, *mention) for mention in find_mentions(analysed[doc], spans, lexicons[used])]
    return schema.table("layers/mentions", rows)


def compute(texts: dict[str, str], given: Given) -> Given:
    """Return tokens, terms, lexical_diversity and mentions.

    `given` has `names`, `labels`, `actors`, `speakers` and `acts`, and of these articles `corrections`, and
    `CLEANED` if at hand.
    """
    segments, analysed = read_cleaned(texts, given)
    lists = (given[name] for name in ("labels", "actors", "speakers", "acts"))
    mentions = list_mentions(segments, analysed, *lists)
    tokens = terms.find_tokens(segments, analysed, given["names"])
    return {
        "tokens": tokens,
        "terms": terms.count_terms(segments, analysed, given["names"]),
        "lexical_diversity": terms.lexical_diversity(tokens),
        "mentions": corrections.apply_to_labels(mentions, given["corrections"], analysed),
    }


stage = Stage(
    "naming",
    compute,
    lists=("names", "labels", "actors", "speakers", "acts"),
    tables=("corrections", *CLEANED),
)
