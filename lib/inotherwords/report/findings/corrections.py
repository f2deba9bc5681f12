"""What corrections change: each count behind a figure or finding, with them and without.

Only what is counted is compared, in whole numbers: shares and scores follow from the counts.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

import pandas as pd

from inotherwords import attribution, claims, reuse, settings
from inotherwords.corpus import Study, corrections
from inotherwords.layers import schema, spans
from inotherwords.naming import readable
from inotherwords.report.sentences import Number, Sentence, join, plural, say, short_names


class Counted(NamedTuple):
    """A table of which something is counted: the figures drawn from it, its name in a sentence, the counts.

    `counts` gives those of a row, by what is counted, in words.
    """

    figures: str
    called: str
    counts: Callable[[dict], dict[str, int]]


VOICES = {
    "own": "in the article's own voice",
    "attributed": "in paraphrase",
    "quoted": "in quotation marks",
    "heading": "in a heading",
    "caption": "in a caption",
}

# A claim's versions come with `claims.find_claims`.
COUNTED = {
    "labels": Counted(
        "every-word; one-source",
        "Labels",
        lambda row: {f"{readable(row['actor'])}, called “{row['label']}”, {VOICES[row['voice']]}": 1},
    ),
    "attributions": Counted(
        "",
        "Attributions",
        lambda row: {f"to {row['speaker'] or 'a source not named'} ({readable(row['side'])})": 1},
    ),
    "share_of_voice": Counted(
        "the-floor", "Words on whose word", lambda row: {readable(row["side"]): row["words"]}
    ),
    "cue_verbs": Counted("", "Cues", lambda row: {f"“{row['cue']}” ({row['cue_class']})": row["count"]}),
    "quoted_words": Counted(
        "",
        "Words of a side",
        lambda row: {
            f"{readable(row['side'])}, quoted": row["quoted"],
            f"{readable(row['side'])}, in paraphrase": row["attributed"],
        },
    ),
    "unsourced": Counted("", "Sentences", lambda _: {"in which nothing is said on anybody's word": 1}),
    "passages": Counted("shared-pairs", "Passages", lambda row: {row["kind"]: 1}),
    "shared_wording": Counted("shared-copy", "Words", lambda row: {"in shared copy": row["shared"]}),
    "claims": Counted(
        "claims-matrix; one-statement", "Versions of claims", lambda row: {f"told {VOICES[row['told']]}": 1}
    ),
}
# Those that the stage of attributions makes of each article by itself.
OF_THE_STAGE = ("labels", "attributions", "share_of_voice", "cue_verbs", "quoted_words", "unsourced")
# Those that the claims are told by, of all articles.
OF_CLAIMS = ("attributions", "attribution_spans")
KNOWN = (*OF_CLAIMS, "labels")


def exchange_rows(table: pd.DataFrame, other: pd.DataFrame, docs: list[str]) -> pd.DataFrame:
    """Return a table with the rows of some articles as another table has them.

    >>> one, two = (pd.DataFrame({"doc": ["a", "b"], "words": words}) for words in ([1, 2], [3, 4]))
    >>> exchange_rows(one, two, ["b"]).values.tolist()
    [['a', 1], ['b', 4]]
    """
    kept = table[~table["doc"].isin(docs)]
    parts = [part for part in (kept, other[other["doc"].isin(docs)]) if len(part)]
    return pd.concat(parts).sort_values("doc", kind="stable", ignore_index=True) if parts else kept


def effect(before: dict[str, pd.DataFrame], after: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the counts that differ: figure, table, doc, item, before, after; none: no rows.

    `before` and `after` are tables by the names in COUNTED ("claims" for those of `claims`) of the
    same articles, without the corrections and with them. Sorted by table in the order of COUNTED, then by
    doc and item. Raises KeyError if the two have not the same tables.

    >>> label = {"doc": "a", "actor": "iran", "label": "regime", "voice": "own"}
    >>> one, two = pd.DataFrame([label]), pd.DataFrame([label, label])
    >>> effect({"labels": two}, {"labels": one})[["item", "before", "after"]].values.tolist()
    [["Iran, called “regime”, in the article's own voice", 2, 1]]
    """
    order = list(COUNTED)
    sides: list[Counter[tuple[int, str, str]]] = []
    for tables in (before, after):
        sides.append(Counter())
        for name in before.keys() | after.keys():
            for row in tables[name].to_dict("records"):
                for item, count in COUNTED[name].counts(row).items():
                    for doc in [row["doc"]] if "doc" in row else [row["doc_a"], row["doc_b"]]:
                        sides[-1][order.index(name), doc, item] += int(count)
    rows = [
        (COUNTED[order[place]].figures, order[place], doc, item, *(side[place, doc, item] for side in sides))
        for place, doc, item in sorted(sides[0].keys() | sides[1].keys())
    ]
    return schema.table("corrections_effect", [row for row in rows if row[-2] != row[-1]])


def compare_corrections(
    study: Study, passages: tuple[pd.DataFrame, pd.DataFrame], boilerplate: pd.DataFrame
) -> pd.DataFrame:
    """Return the table of `effect` for the corrections of a corpus; without any, nothing is computed.

    The stage of attributions is run without corrections and with them, in a large corpus on the articles
    that a row names. `passages` are those found and those corrected. What stands in the other articles is
    read from the tables that the notebooks wrote: of a large corpus, in those that share a passage with one
    of these.
    """
    made, docs = study.corrections, corrections.list_touched(study.corrections)
    if not docs:
        return schema.table("corrections_effect")
    around = study.articles[study.articles["doc"].isin(_around(docs, study.articles, passages))]
    segments, analysed = study.read("segments", around), study.analyse(around)
    tokens = study.read("tokens", around)
    known = {name: study.read(name, around) for name in KNOWN}
    read = study.english
    if len(read) > settings.COMPARED:  # of fewer, all are read so already, with and without corrections
        read = read[read["doc"].isin(docs)]
    tables = []
    for rows, pairs in zip((made[:0], made), passages, strict=True):
        found = Study(study.corpus, study.outputs).compute(attribution.stage, read, corrections=rows)
        told = [exchange_rows(known[name], found[name].frame(), docs) for name in OF_CLAIMS]
        between = reuse.select_passages(pairs, around["doc"])
        own = {name: found[name].frame() for name in OF_THE_STAGE}
        shared = reuse.list_shared_spans(between, study.articles, boilerplate)
        marked = spans.mark_shared(tokens, shared)
        own |= {"passages": between, "shared_wording": reuse.count_shared_words(marked, segments)}
        acts = claims.list_acts(segments, known["labels"], told[1], study.list("acts"), analysed)
        own["claims"] = claims.find_claims(between, segments, *told, acts, analysed)
        tables.append(own)
    return effect(*tables)


def _around(docs: list[str], articles: pd.DataFrame, passages: Iterable[pd.DataFrame]) -> list[str]:
    """Return the articles on whose counts corrections of some may bear: all of few, or those that share."""
    if len(articles) <= settings.COMPARED:
        return sorted(articles["doc"])
    around = set(docs)
    for pairs in passages:
        touching = pairs[pairs["doc_a"].isin(docs) | pairs["doc_b"].isin(docs)]
        around = around.union(touching["doc_a"], touching["doc_b"])
    return sorted(around)


def tell_changes(changed: pd.DataFrame, made: pd.DataFrame) -> list[Sentence]:
    """Return how many counts corrections changed, as a sentence; none if there are no corrections.

    `changed` is the table of `effect`, `made` that of `corrections.read`.

    >>> made = pd.DataFrame({"by": ["AB"]})
    >>> str(tell_changes(schema.table("corrections_effect"), made)[0])
    'With 1 correction (by AB), no count differs from what the program finds without.'
    """
    if made.empty:
        return []
    coders = sorted({name for name in made["by"] if name})
    lead = say(
        "With {count}{by}",
        count=plural(len(made), "correction", "corrections_effect/corrections"),
        by=f" (by {join(coders)})" if coders else "",
    )
    if changed.empty:
        return [say("{lead}, no count differs from what the program finds without.", lead=lead)]
    counts = Number(len(changed), "corrections_effect/counts")
    differ = "count differs" if len(changed) == 1 else "counts differ"
    return [say("{lead}, {n} {differ} from those without.", lead=lead, n=counts, differ=differ)]


def table_of_changes(changed: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return each changed count as a reader sees it: counted, article, what, without, with corrections."""
    called = changed["table"].map(lambda name: COUNTED[name].called)
    table = changed.assign(counted=called, article=changed["doc"].map(short_names(articles)))
    names = {"item": "what", "before": "without corrections", "after": "with them"}
    return table[["counted", "article", *names]].rename(columns=names)
