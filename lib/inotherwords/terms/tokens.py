"""Words where they stand, counted as terms: tokens, counts, lexical diversity, concordance."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count

import duckdb
import numpy as np
import pandas as pd

from inotherwords import settings
from inotherwords.corpus.units import ARTICLE, BY
from inotherwords.layers import layer, schema
from inotherwords.terms import measures
from inotherwords.text import wordlists
from inotherwords.text.segments import COUNTED
from inotherwords.text.words import TOKEN, stop_words

# A table in memory or on the disk.
Rows = pd.DataFrame | layer.Layer | duckdb.DuckDBPyRelation


def _terms(words: Iterable[str], names: pd.DataFrame) -> list[str]:
    """Return the form under which each word is counted."""
    spellings = {
        variant.casefold(): name.casefold()
        for variant, name, kind in zip(names["variant"], names["name"], names["kind"], strict=True)
        if kind == "spelling" and TOKEN.fullmatch(variant) and TOKEN.fullmatch(name)
    }
    stop, out = stop_words(), []
    for term in map(str.casefold, words):
        # 's is a possessive unless the stop words know it as a contraction (it's).
        word = term[:-2] if term[-2:] == "'s" and term not in stop else term
        if "." in word and not word[0].isdigit():  # "N.O.R.A." is NORA, but "U.S." is not "us"
            plain = word.replace(".", "")
            word = word if plain in stop else plain
        out.append(spellings.get(word, word))
    return out


def _texts(values: Iterable[str]) -> pd.Index:
    return pd.Index(list(values), dtype="str")


def _counted(segments: pd.DataFrame, *columns: str) -> Iterator[tuple]:
    """Return these columns of the segments that are counted, row by row."""
    counted = segments.loc[segments["kind"].isin(COUNTED), [*columns]]
    return zip(*(counted[name].tolist() for name in columns), strict=True)


def find_tokens(segments: pd.DataFrame, texts: dict[str, str], names: pd.DataFrame) -> pd.DataFrame:
    """Return every counted word: doc, segment, start, end, text, term, in the order of reading.

    `segments` is the table of that name; of its kinds only COUNTED are read. `texts` has the analysed
    text of each doc, apostrophes as ' (U+0027): `texts[doc][start:end] == text`. The term is the word
    in lower case, without a possessive 's, in the spelling that `names` (columns variant, name, kind)
    prefers. Raises KeyError if a doc has no text.

    >>> columns = ["doc", "segment", "kind", "start", "end"]
    >>> segments = pd.DataFrame([("a", 0, "sentence", 0, 22)], columns=columns)
    >>> names = pd.DataFrame([("Türkiye", "Turkey", "spelling")], columns=["variant", "name", "kind"])
    >>> list(find_tokens(segments, {"a": "Türkiye's 1,500 T-72s."}, names)["term"])
    ['turkey', '1,500', 't', '72s']
    """
    numbers: dict[str, int] = defaultdict(count().__next__)  # each new word gets the next
    docs, places, starts, words = [], [], [], []
    in_order = segments.sort_values(["doc", "segment"])
    for doc, segment, first, last in _counted(in_order, "doc", "segment", "start", "end"):
        found = list(TOKEN.finditer(texts[doc][first:last].replace("_", " ")))
        docs += [doc] * len(found)
        places += [segment] * len(found)
        starts += [first + one.start() for one in found]
        words += [numbers[one.group()] for one in found]
    start, length = np.array(starts, dtype=int), np.array([len(word) for word in numbers], dtype=int)
    segment, text = np.array(places, dtype=int), _texts(numbers).take(words)
    term = _texts(_terms(numbers, names)).take(words)
    columns = {"doc": _texts(docs), "segment": segment, "start": start, "end": start + length[words]}
    return pd.DataFrame({**columns, "text": text, "term": term})


def count_terms(segments: pd.DataFrame, texts: dict[str, str], names: pd.DataFrame) -> pd.DataFrame:
    """Return `count_tokens` of the same words as `find_tokens` finds, without making a row for each of them.

    Arguments and errors are those of `find_tokens`.

    >>> columns = ["doc", "segment", "kind", "start", "end"]
    >>> segments = pd.DataFrame([("a", 0, "sentence", 0, 14)], columns=columns)
    >>> names = pd.DataFrame(columns=["variant", "name", "kind"])
    >>> count_terms(segments, {"a": "No war, no war"}, names).values.tolist()
    [['a', 'no', 2, 500.0], ['a', 'war', 2, 500.0]]
    """
    numbers: dict[str, int] = defaultdict(count().__next__)  # each new word gets the next
    passages: dict[str, list[str]] = {}
    for doc, first, last in _counted(segments, "doc", "start", "end"):
        passages.setdefault(doc, []).append(texts[doc][first:last])
    docs = sorted(passages)
    sizes = np.zeros(len(docs), dtype=int)
    words: list[int] = []
    for place, doc in enumerate(docs):
        # No word goes on behind the end of a line.
        found = TOKEN.findall("\n".join(passages[doc]).replace("_", " "))
        words += map(numbers.__getitem__, found)
        sizes[place] = len(found)
    of_word = _terms(numbers, names)
    vocabulary = {term: place for place, term in enumerate(sorted(set(of_word)))}
    term = np.array([vocabulary[one] for one in of_word], dtype=int)[words]
    pairs = np.repeat(np.arange(len(docs)), sizes) * len(vocabulary) + term
    pairs, counts = np.unique(pairs, return_counts=True)
    article, term = np.divmod(pairs, max(len(vocabulary), 1))
    order = np.lexsort((-counts, article))  # of equal counts, the first term stays first
    article, counts = article[order], counts[order]
    columns = {"doc": _texts(docs).take(article), "term": _texts(vocabulary).take(term[order])}
    return pd.DataFrame({**columns, "count": counts, "per_thousand": 1000 * counts / sizes[article]})


def count_tokens(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return how often each article uses each term: doc, term, count, per_thousand (words of the article).

    Sorted by doc, then count, most frequent first, then term. A term an article lacks has no row.

    >>> list(count_tokens(pd.DataFrame({"doc": ["a"] * 2, "term": ["war"] * 2}))["per_thousand"])
    [1000.0]
    """
    counts = tokens.groupby(["doc", "term"]).size().reset_index(name="count")
    counts["per_thousand"] = 1000 * counts["count"] / counts.groupby("doc")["count"].transform("sum")
    return counts.sort_values(["doc", "count", "term"], ascending=[True, False, True], ignore_index=True)


def relation(rows: Rows) -> duckdb.DuckDBPyRelation:
    """Return a table for SQL, which reads it piece by piece and in its order."""
    if isinstance(rows, pd.DataFrame):
        return layer.database().from_df(rows)
    return rows.relation() if isinstance(rows, layer.Layer) else rows


def left_out_of_sight() -> frozenset[str]:
    """Return the stop words: the library's, and those of the corpus that is read (stopwords.csv)."""
    return stop_words() | settings.STOP_WORDS


def drop_stop_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose term is no stop word.

    >>> drop_stop_words(pd.DataFrame({"term": ["the", "rebels"]}))["term"].tolist()
    ['rebels']
    """
    return rows[~rows["term"].isin(left_out_of_sight())]


# Kinds of words that say when or how many, or are bits of a layout, by their names in the settings.
KINDS = {
    "weekday": r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?",
    "ordinal": r"\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth",
    "number": r"\d+(?:[.,]\d+)*",
    "letter": r"[^\W\d_]",
}


def not_compared() -> str:
    """Return the expression of the whole terms that keyness leaves out (`settings.KEYNESS_WITHOUT`).

    >>> import re
    >>> days = "monday tuesday wednesday thursday friday saturday sunday frida".split()
    >>> [day for day in days if not re.fullmatch(not_compared(), day)]
    ['frida']
    """
    return "|".join(f"(?:{KINDS[kind]})" for kind in settings.KEYNESS_WITHOUT if kind in KINDS) or "(?:)"


def list_own_names(units: pd.DataFrame) -> pd.DataFrame:
    """Return the terms of its own outlet's name for each article or outlet: doc, term; no stop words.

    `units` is what is compared (`Study.units`). No rows for groups of another kind, or where the setting
    KEYNESS_WITHOUT has no outlet.

    >>> list_own_names(pd.DataFrame({"doc": ["a"], "outlet": ["The Brent Post"]})).values.tolist()
    [['a', 'brent'], ['a', 'post']]
    """
    kinds = units["kind"] if "kind" in units else pd.Series(ARTICLE, units.index)
    named = units[kinds.isin([ARTICLE, BY])] if "outlet" in settings.KEYNESS_WITHOUT else units[:0]
    nobody = pd.DataFrame(columns=["variant", "name", "kind"])
    rows = [
        (doc, term)
        for doc, outlet in zip(named["doc"], named["outlet"], strict=True)
        for term in dict.fromkeys(_terms(TOKEN.findall(outlet.replace("’", "'").replace("_", " ")), nobody))
        if term not in stop_words()
    ]
    return pd.DataFrame(rows, columns=["doc", "term"], dtype="str")


def compare_where(docs: pd.Index, terms: pd.Index, own_names: pd.DataFrame | None) -> np.ndarray:
    """Return for each doc and each term (docs x terms, boolean) whether it is none of `own_names`.

    >>> names = pd.DataFrame({"doc": ["a"], "term": ["post"]})
    >>> compare_where(pd.Index(["a", "b"]), pd.Index(["post"]), names).tolist()
    [[False], [True]]
    """
    where = np.ones((len(docs), len(terms)), dtype=bool)
    if own_names is not None:
        doc, term = docs.get_indexer(own_names["doc"]), terms.get_indexer(own_names["term"])
        known = (doc >= 0) & (term >= 0)
        where[doc[known], term[known]] = False
    return where


def note_stop_words() -> str:
    """Return a sentence on the stop words of the corpus that is read, or ""."""
    words = sorted(settings.STOP_WORDS)
    shown = ", ".join(f"“{word}”" for word in words[: settings.COMPARED])
    more = f" and {len(words) - settings.COMPARED} more" if len(words) > settings.COMPARED else ""
    return f"Left out of sight besides the usual stop words (stopwords.csv): {shown}{more}." if words else ""


def lexical_diversity(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return how varied each article's words are: doc, tokens, types, ttr, mattr, mtld.

    `tokens` and `types` count words and different terms. `ttr` falls with the length of a text and is
    shown only to be explained; compare `mattr` (window of 50 words; nan in a shorter text) and `mtld`
    (in words). Sorted by doc.

    >>> lexical_diversity(pd.DataFrame({"doc": "a", "term": ["war"] * 50})).values.tolist()
    [['a', 50, 1, 0.02, 0.02, 2.0]]
    """
    rows = []
    for doc, group in tokens.groupby("doc"):
        words = group["term"].tolist()
        enough = len(words) >= settings.MATTR_WINDOW
        moving = measures.mattr(words, settings.MATTR_WINDOW) if enough else np.nan
        ratio = measures.type_token_ratio(words)
        rows.append((doc, len(words), len(set(words)), ratio, moving, measures.mtld(words)))
    return pd.DataFrame(rows, columns=[*schema.columns("lexical_diversity")])


def list_concordance(tokens: pd.DataFrame, texts: dict[str, str], word: str, width: int = 40) -> pd.DataFrame:
    """Return every occurrence of a word, a phrase or a pattern in its context (KWIC), as printed.

    Columns doc, start, end, left, text, right. `word` is written as in a list of labels (`wordlists`):
    riot* is any ending, security forces is both words in a row, with or without quotation marks round them;
    a term is found in all its forms. `left` and `right` are up to `width` characters of the article
    on either side, with line breaks shown as spaces, and `texts[doc][start:end] == text`. In the
    order of the tokens. No rows if nothing is found. Raises InputError if the pattern cannot be read.

    >>> columns = ["doc", "segment", "start", "end", "text", "term"]
    >>> row = pd.DataFrame([("a", 0, 4, 10, "rebels", "rebels")], columns=columns)
    >>> list_concordance(row, {"a": "The rebels left."}, "Rebel*").values.tolist()
    [['a', 4, 10, 'The ', 'rebels', ' left.']]
    """
    pattern = word.strip(' "“”')
    search = wordlists.compile_patterns([pattern])
    breaks = str.maketrans("\r\n", "  ")
    rows = []
    for doc, own in tokens.groupby("doc", sort=False):
        terms = own[own["term"] == pattern.casefold()]
        found = dict(zip(terms["start"], terms["end"], strict=True))
        for first, last in own.groupby("segment", sort=False).agg({"start": "min", "end": "max"}).values:
            for _, start, end in wordlists.find_matches(search, texts[doc], first, last):
                found.setdefault(start, end)
        for start, end in sorted(found.items()):
            left, right = texts[doc][max(start - width, 0) : start], texts[doc][end : end + width]
            shown = (left.translate(breaks), texts[doc][start:end], right.translate(breaks))
            rows.append((doc, start, end, *shown))
    return schema.table("concordance", rows)
