"""What corrections change: each count behind a figure or finding, with them and without.

Only what is counted is compared, in whole numbers: shares and scores follow from the counts.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from inotherwords import attribution, claims, layers, naming, shared, units, voice
from inotherwords import corpus as files
from inotherwords.naming import readable
from inotherwords.sentences import Number, Sentence, listed, plural, say

# What is counted, and the figures that are drawn from it; a claim's versions come with `claims.claims`.
FIGURES = {
    "labels": "labels-by-voice; labels-of-one-actor; other-words",
    "attributions": "",
    "share_of_voice": "share-of-voice",
    "cue_verbs": "cue-verbs",
    "quoted_words": "",
    "unsourced": "",
    "passages": "shared-passages; other-words",
    "shared_wording": "shared-copy",
    "claims": "claims-matrix",
}
CALLED = {
    "labels": "Labels",
    "attributions": "Attributions",
    "share_of_voice": "Words on whose word",
    "cue_verbs": "Cues",
    "quoted_words": "Words of a side",
    "unsourced": "Sentences",
    "passages": "Passages",
    "shared_wording": "Words",
    "claims": "Versions of claims",
}
UNIT = ["table", "doc", "item"]
COLUMNS = ["figure", *UNIT, "before", "after"]
MOST = 5  # counts of one table that are told in a sentence; the table has all


class Layers(NamedTuple):
    """What corrections may change of some articles, but for passages."""

    labels: pd.DataFrame
    attributions: pd.DataFrame
    spans: pd.DataFrame


def touched(made: pd.DataFrame) -> list[str]:
    """Return the articles that corrections name, sorted.

    >>> touched(pd.DataFrame({"doc": ["b", "a"], "doc_b": ["c", ""]}))
    ['a', 'b', 'c']
    """
    return sorted({doc for side in ("doc", "doc_b") for doc in made[side] if doc})


def alone(
    docs: list[str],
    segments: pd.DataFrame,
    analysed: Mapping[str, str],
    labels: pd.DataFrame,
    speakers: pd.DataFrame,
) -> Layers:
    """Return the layers of some articles as the program finds them, without corrections.

    `labels` and `speakers` are the lists of the corpus.
    """
    own = _of(segments, docs)
    texts = {doc: analysed[doc] for doc in docs}
    found = attribution.tables(own, texts, speakers)
    named = naming.mentions(own, texts, labels)
    voiced = voice.add_voice(named, own, found.attribution_spans, texts)[naming.LABEL_COLUMNS]
    return Layers(voiced, found.attributions, found.attribution_spans)


def exchanged(table: pd.DataFrame, other: pd.DataFrame, docs: list[str]) -> pd.DataFrame:
    """Return a table with the rows of some articles as another table has them.

    >>> one, two = (pd.DataFrame({"doc": ["a", "b"], "words": words}) for words in ([1, 2], [3, 4]))
    >>> exchanged(one, two, ["b"]).values.tolist()
    [['a', 1], ['b', 4]]
    """
    parts = [part for part in (table[~table["doc"].isin(docs)], _of(other, docs)) if len(part)]
    return pd.concat(parts).sort_values("doc", kind="stable", ignore_index=True) if parts else table


def _of(table: pd.DataFrame, docs: list[str]) -> pd.DataFrame:
    return table[table["doc"].isin(docs)]


def layers_counted(
    docs: list[str], layers: Layers, segments: pd.DataFrame, tokens: pd.DataFrame, analysed: Mapping[str, str]
) -> dict[str, pd.DataFrame]:
    """Return the tables that are counted from the layers of some articles, by name, for `effect`."""
    labels, attributions, spans, own, counted = (_of(table, docs) for table in (*layers, segments, tokens))
    words = voice.add_voice(counted, own, spans, analysed)
    return {
        "labels": labels,
        "attributions": attributions,
        "share_of_voice": voice.share_of_voice(words, attributions, "side"),
        "cue_verbs": attribution.cue_counts(attributions),
        "quoted_words": voice.quoted_words(words, attributions),
        "unsourced": voice.unsourced(own, spans),
    }


def passages_counted(
    passages: pd.DataFrame, segments: pd.DataFrame, tokens: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return the tables that are counted from the passages, by name, for `effect`."""
    marked = shared.mark(tokens, shared.spans(passages))
    return {"passages": passages, "shared_wording": shared.word_counts(marked, segments)}


def _items(name: str, table: pd.DataFrame) -> Iterator[tuple[str, str, int]]:
    """Yield what a table counts: doc, item in words, count; an item may come more than once."""
    for row in table.to_dict("records"):
        if name == "labels":
            yield row["doc"], f"{readable(row['actor'])}, called “{row['label']}”, {_voice(row['voice'])}", 1
        elif name == "attributions":
            yield row["doc"], f"to {row['speaker'] or 'a source not named'} ({readable(row['side'])})", 1
        elif name == "share_of_voice":
            yield row["doc"], readable(row["side"]), row["words"]
        elif name == "cue_verbs":
            yield row["doc"], f"“{row['cue']}” ({row['cue_class']})", row["count"]
        elif name == "quoted_words":
            yield row["doc"], f"{readable(row['side'])}, quoted", row["quoted"]
            yield row["doc"], f"{readable(row['side'])}, in paraphrase", row["attributed"]
        elif name == "unsourced":
            yield row["doc"], "in which nothing is said on anybody's word", 1
        elif name == "passages":
            yield row["doc_a"], row["kind"], 1
            yield row["doc_b"], row["kind"], 1
        elif name == "shared_wording":
            yield row["doc"], "in shared copy", row["shared"]
        else:
            yield row["doc"], f"told {_voice(row['told'])}", 1


def _voice(told: str) -> str:
    spoken = {
        "own": "in the article's own voice",
        "attributed": "in paraphrase",
        "quoted": "in quotation marks",
    }
    return spoken.get(told, f"in a {told}")


def effect(before: dict[str, pd.DataFrame], after: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the counts that differ: figure, table, doc, item, before, after; none: no rows.

    `before` and `after` are tables by name (see `layers_counted`, `passages_counted`; "claims" for those of
    `claims.claims`) of the same articles, without the corrections and with them. Sorted by table in the
    order of FIGURES, then by doc and item. Raises KeyError if the two have not the same tables.

    >>> label = {"doc": "a", "actor": "iran", "label": "regime", "voice": "own"}
    >>> one, two = pd.DataFrame([label]), pd.DataFrame([label, label])
    >>> effect({"labels": two}, {"labels": one})[["item", "before", "after"]].values.tolist()
    [["Iran, called “regime”, in the article's own voice", 2, 1]]
    """
    counts: dict[tuple[int, str, str, str], list[int]] = {}
    order = list(FIGURES)
    for side, tables in enumerate((before, after)):
        for name in before.keys() | after.keys():
            for doc, item, count in _items(name, tables[name]):
                cell = counts.setdefault((order.index(name), name, doc, item), [0, 0])
                cell[side] += int(count)
    rows = [
        (FIGURES[name], name, doc, item, *cell)
        for (_, name, doc, item), cell in sorted(counts.items())
        if cell[0] != cell[1]
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def measured(
    made: pd.DataFrame,
    corrected: Layers,
    passages: tuple[pd.DataFrame, pd.DataFrame],
    segments: pd.DataFrame,
    tokens: pd.DataFrame,
    analysed: Mapping[str, str],
    lists: tuple[pd.DataFrame, pd.DataFrame],
) -> pd.DataFrame:
    """Return the table of `effect` for the corrections of a corpus; without any, nothing is computed.

    `corrected` are the layers of the whole corpus with the corrections, `passages` those found and those
    corrected, `lists` the corpus' labels and speakers. What the program finds without corrections is made
    anew for the articles that a row names, not for the others.
    """
    docs = touched(made)
    if not docs:
        return pd.DataFrame(columns=COLUMNS)
    found = alone(docs, segments, analysed, *lists)
    uncorrected = Layers(*(exchanged(*pair, docs) for pair in zip(corrected, found, strict=True)))
    before, after = (
        {
            **layers_counted(docs, layers, segments, tokens, analysed),
            **passages_counted(shared, segments, tokens),
            "claims": claims.claims(shared, segments, tokens, layers.attributions, layers.spans, analysed),
        }
        for layers, shared in zip((uncorrected, corrected), passages, strict=True)
    )
    return effect(before, after)


def of_corpus(
    corpus: Path, outputs: Path, made: pd.DataFrame, passages: tuple[pd.DataFrame, pd.DataFrame]
) -> pd.DataFrame:
    """Return the table of `measured` for a corpus, from the tables that its notebooks wrote.

    `passages` are those found and those corrected. Of a large corpus the articles are read that corrections
    name, and those that share a passage with them.
    """
    docs = set(touched(made))
    if len(articles := files.read_table(outputs, "articles")["doc"]) <= units.MOST:
        docs = set(articles)
    for pairs in passages:
        touching = pairs[pairs["doc_a"].isin(docs) | pairs["doc_b"].isin(docs)]
        docs = docs.union(touching["doc_a"], touching["doc_b"])
    texts = files.read_texts(corpus, files.read_sources(corpus))
    segments, analysed = layers.cleaned_of(sorted(docs), texts)
    names = ("labels", "attributions", "attribution_spans", "tokens")
    *corrected, tokens = (files.read_table(outputs, name, docs=docs) for name in names)
    lists = files.read_lexicon(corpus, "labels"), files.read_lexicon(corpus, "speakers")
    before, after = (shared.between(pairs, docs) for pairs in passages)
    return measured(made, Layers(*corrected), (before, after), segments, tokens, analysed, lists)


def sentences(changed: pd.DataFrame, made: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return what corrections changed in sentences, none if there are no corrections.

    `changed` is the table of `effect`, `made` that of `corrections.read`.

    >>> made, articles = pd.DataFrame({"by": ["AB"]}), pd.DataFrame({"doc": ["a"], "short": ["Ann"]})
    >>> str(sentences(pd.DataFrame(columns=COLUMNS), made, articles)[0])
    'With 1 correction (by AB), no count differs from what the program finds without.'
    """
    if made.empty:
        return []
    coders = sorted({name for name in made["by"] if name})
    short = dict(zip(articles["doc"], articles["short"], strict=True))
    lead = say(
        "With {count}{by}",
        count=plural(len(made), "correction", "corrections/all"),
        by=f" (by {listed(coders)})" if coders else "",
    )
    if changed.empty:
        return [say("{lead}, no count differs from what the program finds without.", lead=lead)]
    counts = Number(len(changed), "corrections/counts")
    differ = "count differs" if len(changed) == 1 else "counts differ"
    found = [say("{lead}, {n} {differ} from those without.", lead=lead, n=counts, differ=differ)]
    for name, rows in changed.groupby("table", sort=False):
        rest = Number(len(rows) - MOST, f"corrections/{name}/more")
        more = say("; and {rest} more in corrections_effect.csv", rest=rest)
        found.append(
            say(
                "{called}, without corrections → with them: {parts:; }{more}.",
                called=CALLED[name],
                parts=[_change(row, name, short) for row in rows.head(MOST).to_dict("records")],
                more=more if len(rows) > MOST else "",
            )
        )
    return found


def _change(row: dict[str, object], name: str, short: dict[str, str]) -> Sentence:
    path = f"corrections/{name}/{short[row['doc']]}/{row['item']}"
    before, after = (Number(row[side], f"{path}/{side}") for side in ("before", "after"))
    change = "{item}, in {short}: {before} → {after}"
    return say(change, item=row["item"], short=short[row["doc"]], before=before, after=after)
