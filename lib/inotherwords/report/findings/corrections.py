"""What corrections change: each count behind a figure or finding, with them and without.

Only what is counted is compared, in whole numbers: shares and scores follow from the counts.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from inotherwords import attribution, claims, cleaning, reuse
from inotherwords.corpus import in_english, read_lexicon, read_sources, read_texts, units
from inotherwords.layers import files, spans
from inotherwords.layers.parts import run
from inotherwords.naming import readable
from inotherwords.report.sentences import Number, Sentence, listed, plural, say

# What is counted, and the figures that are drawn from it; a claim's versions come with `claims.find_claims`.
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
# Those that the stage of attributions makes of each article by itself.
OF_THE_STAGE = ("labels", "attributions", "share_of_voice", "cue_verbs", "quoted_words", "unsourced")
# Those that the claims are told by, of all articles.
OF_CLAIMS = ("attributions", "attribution_spans")
COLUMNS = ["figure", "table", "doc", "item", "before", "after"]
MOST = 5  # counts of one table that are told in a sentence; the table has all


def touched(made: pd.DataFrame) -> list[str]:
    """Return the articles that corrections name, sorted.

    >>> touched(pd.DataFrame({"doc": ["b", "a"], "doc_b": ["c", ""]}))
    ['a', 'b', 'c']
    """
    return sorted({doc for side in ("doc", "doc_b") for doc in made[side] if doc})


def exchanged(table: pd.DataFrame, other: pd.DataFrame, docs: list[str]) -> pd.DataFrame:
    """Return a table with the rows of some articles as another table has them.

    >>> one, two = (pd.DataFrame({"doc": ["a", "b"], "words": words}) for words in ([1, 2], [3, 4]))
    >>> exchanged(one, two, ["b"]).values.tolist()
    [['a', 1], ['b', 4]]
    """
    kept = table[~table["doc"].isin(docs)]
    parts = [part for part in (kept, other[other["doc"].isin(docs)]) if len(part)]
    return pd.concat(parts).sort_values("doc", kind="stable", ignore_index=True) if parts else kept


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

    `before` and `after` are tables by the names in FIGURES ("claims" for those of `claims`) of the
    same articles, without the corrections and with them. Sorted by table in the order of FIGURES, then by
    doc and item. Raises KeyError if the two have not the same tables.

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


def of_corpus(
    corpus: Path, outputs: Path, made: pd.DataFrame, passages: tuple[pd.DataFrame, pd.DataFrame]
) -> pd.DataFrame:
    """Return the table of `effect` for the corrections of a corpus; without any, nothing is computed.

    The stage of attributions is run on the articles that a row names, without their corrections and with
    them. `passages` are those found and those corrected. What stands in the other articles is read from the
    tables that the notebooks wrote: of a large corpus, in those that share a passage with one of these.
    """
    docs = touched(made)
    if not docs:
        return pd.DataFrame(columns=COLUMNS)
    articles = files.read_table(outputs, "articles")
    around = _around(docs, articles, passages)
    texts = read_texts(corpus, read_sources(corpus))
    segments, analysed = cleaning.clean_some(around, texts)
    tokens = files.read_table(outputs, "tokens", docs=around)
    known = {name: files.read_table(outputs, name, docs=around) for name in OF_CLAIMS}
    english = in_english(articles)
    given = {name: read_lexicon(corpus, name) for name in ("names", "labels", "actors", "speakers")}
    given["precision"] = attribution.precision(english)
    read = set(docs) & set(english["doc"])
    tables = []
    for rows, pairs in zip((made[:0], made), passages, strict=True):
        of_these = {"corrections": files.as_rows(rows)}
        found = run(attribution.stage, corpus, outputs, given, read, of_these)
        told = [exchanged(known[name], found[name].frame(), docs) for name in OF_CLAIMS]
        between = reuse.passages_between(pairs, around)
        own = {name: found[name].frame() for name in OF_THE_STAGE}
        own |= _passages_counted(between, segments, tokens)
        own["claims"] = claims.find_claims(between, segments, tokens, *told, analysed)
        tables.append(own)
    return effect(*tables)


def _passages_counted(
    passages: pd.DataFrame, segments: pd.DataFrame, tokens: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    marked = spans.mark_shared(tokens, reuse.spans(passages))
    return {"passages": passages, "shared_wording": reuse.word_counts(marked, segments)}


def _around(docs: list[str], articles: pd.DataFrame, passages: Iterable[pd.DataFrame]) -> list[str]:
    """Return the articles on whose counts corrections of some may bear: all of few, or those that share."""
    if len(articles) <= units.MOST:
        return sorted(articles["doc"])
    around = set(docs)
    for pairs in passages:
        touching = pairs[pairs["doc_a"].isin(docs) | pairs["doc_b"].isin(docs)]
        around = around.union(touching["doc_a"], touching["doc_b"])
    return sorted(around)


def tell_changes(changed: pd.DataFrame, made: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return what corrections changed in sentences, none if there are no corrections.

    `changed` is the table of `effect`, `made` that of `corrections.read`.

    >>> made, articles = pd.DataFrame({"by": ["AB"]}), pd.DataFrame({"doc": ["a"], "short": ["Ann"]})
    >>> str(tell_changes(pd.DataFrame(columns=COLUMNS), made, articles)[0])
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
