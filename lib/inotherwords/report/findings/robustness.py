"""Which findings survive a change of what might as well have been otherwise.

Each article is left out in turn and the rest compared anew; the words are cut by another tokenizer; labels
and attributions are read strictly, labels also widely. A finding is asked again only where a change bears
on it: how often one article uses a word does not depend on the other articles.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from inotherwords import attribution, reuse, settings
from inotherwords.claims import list_rows_by_doc
from inotherwords.layers import schema
from inotherwords.layers.spans import mark_shared
from inotherwords.naming import VOICES, divided_labels, readable, variously_named
from inotherwords.report.sentences import Number, Sentence, say, short_names
from inotherwords.text.segments import COUNTED

# What a variation changes, and so which findings it bears on.
LEFT_OUT, TOKENIZER, STRICT, WIDE = "left out", "tokenizer", "strict", "wide"

# What a finding says, in order, and the number it says with it: the number is shown, but not compared.
Value = dict[tuple[str, ...], str]


class Reading(NamedTuple):
    """The tables of one way to read the corpus; `voices` are those that count as the article's own."""

    articles: pd.DataFrame
    segments: pd.DataFrame
    texts: dict[str, str]
    tokens: pd.DataFrame
    labels: pd.DataFrame
    attributions: pd.DataFrame
    spans: pd.DataFrame
    passages: pd.DataFrame
    voices: Sequence[str] = ()


class Finding(NamedTuple):
    """A finding: what it is about, how it is found, how a part of it is said, what bears on it."""

    name: str
    value: Callable[[Reading], Value]
    said: str
    bears: tuple[str, ...]


class Variation(NamedTuple):
    """A reading with something changed; `doc` is the article left out, if it is one."""

    name: str
    kind: str
    reading: Reading
    doc: str = ""


# The variations.


def leave_out(reading: Reading, doc: str) -> Reading:
    """Return a reading without one article, the rest compared with each other anew."""
    tables = {
        name: table[table["doc"] != doc]
        for name, table in reading._asdict().items()
        if isinstance(table, pd.DataFrame) and "doc" in table
    }
    rest = reading._replace(**tables)
    return rest._replace(passages=reuse.find_passages(rest.segments, rest.texts))


def find_other_tokens(segments: pd.DataFrame, texts: dict[str, str], names: pd.DataFrame) -> pd.DataFrame:
    """Return the counted words as nltk's tokenizer cuts them (the Penn Treebank's rules).

    Columns and segments are those of `terms.find_tokens`, spellings are unified alike. Unlike there, words
    joined by a hyphen are one word and "don't" is two.

    >>> columns = ["doc", "segment", "kind", "start", "end"]
    >>> segments = pd.DataFrame([("a", 0, "sentence", 0, 23)], columns=columns)
    >>> names = pd.DataFrame(columns=["variant", "name", "kind"])
    >>> list(find_other_tokens(segments, {"a": "Syria's T-72s don't go."}, names)["term"])
    ['syria', 't-72s', 'do', "n't", 'go']
    """
    # Imported where it is used: loading nltk takes most of a second.
    from nltk.tokenize import NLTKWordTokenizer

    unified = names[names["kind"] == "spelling"]
    spellings = dict(zip(unified["variant"].str.casefold(), unified["name"].str.casefold(), strict=True))
    counted = segments[segments["kind"].isin(COUNTED)].sort_values(["doc", "segment"])
    rows = []
    for row in counted.itertuples():
        passage = texts[row.doc][row.start : row.end]
        for start, end in NLTKWordTokenizer().span_tokenize(passage):
            term = passage[start:end].casefold()
            # The possessive is a token of its own there; in neither reading is it a word.
            if term != "'s" and any(sign.isalnum() for sign in term):
                place = (row.start + start, row.start + end)
                rows.append((row.doc, row.segment, *place, passage[start:end], spellings.get(term, term)))
    return schema.table("tokens", rows)


def read_strictly(reading: Reading) -> Reading:
    """Return a reading with only the sure labels in the article's own voice and no doubtful attribution."""
    labels, attributions = reading.labels, reading.attributions
    sure = (labels["voice"] == "own") & ~labels["decided_by"].isin(settings.UNSURE_LABELS)
    return reading._replace(labels=labels[sure], attributions=attributions[attributions["doubtful"] != "yes"])


def list_variations(whole: Reading, names: pd.DataFrame) -> list[Variation]:
    """Return the variations of a reading; no article is left out where fewer than two would remain."""
    left_out = [
        Variation(f"without {short}", LEFT_OUT, leave_out(whole, doc), doc)
        for doc, short in short_names(whole.articles).items()
        if len(whole.articles) > 2
    ]
    other = whole._replace(tokens=find_other_tokens(whole.segments, whole.texts, names))
    return [
        *left_out,
        Variation("with another tokenizer", TOKENIZER, other),
        Variation("read strictly", STRICT, read_strictly(whole)),
        Variation("read widely", WIDE, whole._replace(voices=VOICES)),
    ]


# The findings.


def _most(counts: dict[tuple[str, ...], int], each: int = 0) -> Value:
    """Return the entries with the highest count, of all or of those that begin with the same `each` parts.

    >>> _most({("war",): 2, ("riot",): 2, ("town",): 1})
    {('riot',): '2', ('war',): '2'}
    >>> _most({("a", "war"): 2, ("a", "riot"): 1, ("b", "riot"): 1}, each=1)
    {('a', 'war'): '2', ('b', 'riot'): '1'}
    """
    highest: dict[tuple[str, ...], int] = {}
    for entry, count in counts.items():
        highest[entry[:each]] = max(count, highest.get(entry[:each], 0))
    return {entry: str(count) for entry, count in sorted(counts.items()) if count == highest[entry[:each]]}


def count_labels(reading: Reading, actor: str, by: Sequence[str] = ()) -> Value:
    """Return the label used most for an actor, whatever the voice; by doc: of each article, (doc, label)."""
    used = reading.labels.loc[reading.labels["actor"] == actor, [*by, "label"]]
    return _most(Counter(used.itertuples(index=False, name=None)), each=len(by))


def _own_labels(reading: Reading, actor: str) -> pd.DataFrame:
    labels = reading.labels
    return labels[labels["voice"].isin(reading.voices or settings.OWN_VOICE) & (labels["actor"] == actor)]


def find_users(reading: Reading, actor: str, label: str) -> Value:
    """Return the articles that use a label in their own voice."""
    own = _own_labels(reading, actor)
    return {(doc,): str(len(uses)) for doc, uses in own[own["label"] == label].groupby("doc")}


def find_label_of_few(reading: Reading, actor: str) -> list[str]:
    """Return the label that fewer than half the articles themselves use for an actor, the most used one."""
    uses = _own_labels(reading, actor).groupby("label")["doc"].agg(["size", "nunique"])
    few = uses[(uses["size"] >= settings.FEWEST) & (2 * uses["nunique"] < len(reading.articles))]
    return few.sort_values("size", ascending=False, kind="stable").index[:1].tolist()


def find_divided(reading: Reading, word: str) -> Value:
    """Return the word if it names one actor in one article and only others in another."""
    return {(word,): ""} if word in divided_labels(reading.labels) else {}


def find_exchanged_labels(reading: Reading) -> Value:
    """Return the two labels of one actor that most often stand for each other in a shared passage.

    Counted are passages in which each of the two articles has just one label for the actor that the
    other lacks.
    """
    labels_of = list_rows_by_doc(reading.labels)
    counts: Counter[tuple[str, ...]] = Counter()
    for row in reading.passages[reading.passages["kind"].isin(settings.COLLATED)].itertuples():
        a, b = (
            {(used.actor, used.label) for used in labels_of.get(doc, []) if start <= used.start < end}
            for doc, start, end in ((row.doc_a, row.start_a, row.end_a), (row.doc_b, row.start_b, row.end_b))
        )
        for actor in {actor for actor, _ in a ^ b}:
            only = [[label for who, label in one - other if who == actor] for one, other in ((a, b), (b, a))]
            if len(only[0]) == len(only[1]) == 1:
                counts[tuple(sorted(only[0] + only[1]))] += 1
    return _most(counts)


def rank_by_shared_copy(reading: Reading) -> Value:
    """Return the articles by the share of their words that is shared copy, the largest first."""
    tokens = mark_shared(reading.tokens, reuse.list_shared_spans(reading.passages))
    found = reuse.count_shared_words(tokens, reading.segments)
    return _by_share({row.doc: (row.shared, row.words) for row in found.itertuples()})


def _by_share(counts: dict[str, tuple[int, int]]) -> Value:
    """Return articles by a part of their words, the largest share first.

    >>> _by_share({"a": (1, 4), "b": (1, 2)})
    {('b',): '1 of 2', ('a',): '1 of 4'}
    """
    ordered = sorted(counts.items(), key=lambda item: (-item[1][0] / max(item[1][1], 1), item[0]))
    return {(doc,): f"{part} of {size}" for doc, (part, size) in ordered}


def _shares(reading: Reading) -> pd.DataFrame:
    words = attribution.add_voice(reading.tokens, reading.segments, reading.spans, reading.texts)
    return attribution.share_of_voice(words, reading.attributions, "side")


def rank_by_sources(reading: Reading) -> Value:
    """Return the articles by the share of their words on somebody's word, the largest first."""
    counts = {}
    for doc, rows in _shares(reading).groupby("doc"):
        counts[doc] = (rows.loc[rows["side"] != "own voice", "words"].sum(), rows["words"].sum())
    return _by_share(counts)


def find_sides(reading: Reading) -> Value:
    """Return the side that each article gives most words: (doc, side)."""
    largest = attribution.find_largest_sides(_shares(reading))
    found = zip(largest["doc"], map(readable, largest["side"]), largest["words"], strict=True)
    return {(doc, side): str(words) for doc, side, words in sorted(found)}


def find_articles_without(reading: Reading, speaker: str) -> Value:
    """Return the articles in which a speaker is no source."""
    heard = attribution.list_heard(reading.attributions)
    has = set(heard.loc[heard["speaker"] == speaker, "doc"])
    return {(doc,): "" for doc in reading.articles["doc"] if doc not in has}


def find_missing_speakers(reading: Reading) -> list[str]:
    """Return the speakers that all articles but one have as a source, those with most to say first."""
    once = attribution.find_missing_once(reading.attributions, reading.articles["doc"], settings.FEWEST)
    return (
        once.sort_values("uses", ascending=False, kind="stable")["speaker"]
        .head(settings.SOURCES_ASKED)
        .tolist()
    )


def find_keywords(reading: Reading) -> Value:
    """Return the word that sets each article apart most from the others: (doc, term)."""
    ranked = reuse.rank_telling(reuse.score_terms(reading.tokens))
    first = ranked[ranked["rank"] == 1]
    keys = first[["doc", "term"]].itertuples(index=False, name=None)
    return dict(zip(keys, first["count"].astype(str), strict=True))


def count_significant_words(reading: Reading) -> Value:
    """Return how many words are significant after adjustment for the number of tests."""
    scores = reuse.score_terms(reading.tokens)
    return {
        (str((scores["p_adjusted"] < settings.SIGNIFICANCE_LEVEL).sum()),): f"of {len(scores)} comparisons"
    }


def list_findings(whole: Reading) -> list[Finding]:
    """Return the findings of a reading that are asked again, without those that say nothing in it."""
    labelled, compared, voiced = (LEFT_OUT, STRICT), (LEFT_OUT, TOKENIZER), (TOKENIZER, STRICT)
    found = []
    named = variously_named(whole.labels)
    for actor in named[:1]:
        most, who = partial(count_labels, actor=actor), readable(actor)
        each = partial(most, by=["doc"])
        found.append(Finding(f"The label used most for {who}", most, "“{}”", labelled))
        found.append(Finding(f"The label each article uses most for {who}", each, "“{1}” in {0}", (STRICT,)))
    for actor in named:
        for label in find_label_of_few(whole, actor):
            name = f"The only articles that themselves say “{label}” of {readable(actor)}"
            value = partial(find_users, actor=actor, label=label)
            found.append(Finding(name, value, "{}", (LEFT_OUT, STRICT, WIDE)))
    for word in divided_labels(whole.labels)[:1]:
        name = "A word that names one actor here and only others there"
        found.append(Finding(name, partial(find_divided, word=word), "“{}”", labelled))
    for speaker in find_missing_speakers(whole):
        value = partial(find_articles_without, speaker=speaker)
        found.append(Finding(f"The only article without {speaker} as a source", value, "{}", labelled))
    exchanged = "Labels most often exchanged in a shared passage"
    sourced = "Articles by their share of words on somebody's word"
    significant = "Keywords that are significant after adjustment"
    found += [
        Finding(exchanged, find_exchanged_labels, "“{}” and “{}”", labelled),
        Finding("Articles by their share of shared copy", rank_by_shared_copy, "{}", compared),
        Finding(sourced, rank_by_sources, "{}", voiced),
        Finding("The side given most words", find_sides, "{1} in {0}", voiced),
        Finding("The word that sets an article apart most", find_keywords, "“{1}” in {0}", compared),
        Finding(significant, count_significant_words, "{}", compared),
    ]
    return [finding for finding in found if finding.value(whole)]


# The table.


def _said(value: Value, finding: Finding, short: dict[str, str]) -> str:
    """Return a value in words, the articles by their short names."""
    return "; ".join(
        finding.said.format(*(short.get(part, part) for part in key)) + (f" ({number})" if number else "")
        for key, number in value.items()
    )


def _result(now: Value, expected: list[tuple[str, ...]], finding: Finding, short: dict[str, str]) -> str:
    """Return what became of a finding: "holds", or what is otherwise."""
    if not now:
        return "none is left"
    if list(now) == expected:
        return "holds"
    gained = {key: number for key, number in now.items() if key not in expected}
    lost = {key: "" for key in expected if key not in now}
    if gained:
        return f"{'changes to' if lost or not expected else 'also'} {_said(gained, finding, short)}"
    if lost:
        return f"no longer {_said(lost, finding, short)}"
    return f"changes to the order {_said(now, finding, short)}"


def ask_all(whole: Reading, names: pd.DataFrame) -> pd.DataFrame:
    """Return what becomes of each finding in each variation that bears on it.

    Columns: finding, whole (what it says of all articles), variation, holds (yes, no), result. Without an
    article, what the finding says of that article is left out of the comparison; a finding on that article
    alone does not hold without it. `names` is the lexicon of that name. No rows for fewer than two articles.
    """
    if len(whole.articles) < 2:
        return schema.table("robustness")
    short = short_names(whole.articles)
    changed = list_variations(whole, names)
    rows = []
    for finding in list_findings(whole):
        value = finding.value(whole)
        for variation in changed:
            if variation.kind in finding.bears:
                expected = [key for key in value if variation.doc not in key]
                result = _result(finding.value(variation.reading), expected, finding, short)
                holds = "yes" if result == "holds" else "no"
                rows.append((finding.name, _said(value, finding, short), variation.name, holds, result))
    return schema.table("robustness", rows)


def compact(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row a finding, from the long table: finding (with what it says), survives.

    >>> rows = [("Top word", "war", "without Ann", "yes", ""), ("Top word", "war", "without Ben", "no", "")]
    >>> compact(schema.table("robustness", rows)).values.tolist()
    [['Top word: war', '1 of 2; not without Ben']]
    """
    rows = []
    for (name, whole), part in table.groupby(["finding", "whole"], sort=False):
        broken = part.loc[part["holds"] == "no", "variation"]
        kept = f"{len(part) - len(broken)} of {len(part)}"
        against = f"; not {', not '.join(broken)}" if 0 < len(broken) < len(part) else ""
        rows.append((f"{name}: {whole}", kept + against))
    return pd.DataFrame(rows, columns=["finding", "survives"])


def survival(table: pd.DataFrame) -> list[Sentence]:
    """Return a sentence on how many findings survive, from the long table.

    >>> rows = [("Top word", "war", "without Ann", "yes", ""), ("Top word", "war", "without Ben", "no", "")]
    >>> [sentence] = survival(schema.table("robustness", rows))
    >>> str(sentence).partition("; ")[2]
    'holding each time: 0, at times: 1, never: 0.'
    """
    if table.empty:
        return []
    kept = (table["holds"] == "yes").groupby([table["finding"], table["whole"]]).mean()
    each, never = (kept == 1).sum(), (kept == 0).sum()
    counts = {"all": len(kept), "each time": each, "at times": len(kept) - each - never, "never": never}
    every, *rest = (Number(count, f"robustness/findings/{name}") for name, count in counts.items())
    told = [say("{name}: {n}", name=name, n=n) for name, n in zip([*counts][1:], rest, strict=True)]
    asked = "Findings asked again after every change that bears on them: {every}; holding {told}."
    return [say(asked, every=every, told=told)]
