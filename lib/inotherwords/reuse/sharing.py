"""Read what shared passages say of articles: which words are shared, between whom, in which sentences."""

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from inotherwords import settings
from inotherwords.layers import schema
from inotherwords.layers.spans import begin_within

PLACE = ["doc", "start", "end"]


def list_shared_spans(
    passages: pd.DataFrame, articles: pd.DataFrame | None = None, boilerplate: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return every place of which another unit has the words: doc, start, end, common; sorted, each once.

    Those are the places of verbatim and near passages, and of boilerplate, which are common ("yes", else
    ""). `articles` (doc, unit) says what is compared; without it, each article.

    >>> columns = ["doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b", "kind"]
    >>> near = pd.DataFrame([("a", 0, 9, "b", 3, 8, "near")], columns=columns)
    >>> list_shared_spans(near).values.tolist()
    [['a', 0, 9, ''], ['b', 3, 8, '']]
    >>> len(list_shared_spans(near, pd.DataFrame({"doc": ["a", "b"], "unit": "Echo"})))
    0
    """
    linked = passages[passages["kind"].isin(settings.COLLATED)]
    everywhere = schema.table("boilerplate") if boilerplate is None else boilerplate
    if articles is not None:
        unit = articles.set_index("doc")["unit"]
        linked = linked[linked["doc_a"].map(unit).ne(linked["doc_b"].map(unit))]
        having = everywhere["doc"].map(unit).groupby(everywhere["wording"]).transform("nunique")
        everywhere = everywhere[having > 1]
    sides = [linked[[f"{column}_{side}" for column in PLACE]].set_axis(PLACE, axis=1) for side in "ab"]
    spans = pd.concat([everywhere[PLACE].assign(common="yes"), *(side.assign(common="") for side in sides)])
    return spans.drop_duplicates(PLACE).sort_values(PLACE, ignore_index=True)


def count_shared_words(tokens: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Return how many of each article's words stand in sentences it shares with another article.

    One row an article of `segments`, sorted: doc, shared, words, common; all are counts of the rows of
    `tokens` (doc, start, shared: see `layers.spans.mark_shared`; common, if some may be boilerplate) that
    lie in sentences and captions. A word shared with several articles counts once.

    >>> segments = pd.DataFrame({"doc": ["a", "a"], "kind": "sentence", "start": [0, 10], "end": [9, 14]})
    >>> tokens = pd.DataFrame({"doc": "a", "start": [0, 5, 10], "shared": ["yes", "yes", "no"]})
    >>> count_shared_words(tokens, segments).values.tolist()
    [['a', 2, 3, 0]]
    """
    of_doc = dict(list(tokens.groupby("doc")))
    rows = []
    for doc, own in segments.groupby("doc", sort=True):
        words = of_doc.get(doc, tokens.iloc[:0])
        told = words[begin_within(words, own[own["kind"].isin(settings.READ)])]
        common = int((told["common"] == "yes").sum()) if "common" in told else 0
        rows.append((doc, int((told["shared"] == "yes").sum()), len(told), common))
    return schema.table("shared_wording", rows)


def select_passages(passages: pd.DataFrame, docs: Iterable[str]) -> pd.DataFrame:
    """Return the passages of which both sides stand in some articles.

    >>> rows = pd.DataFrame({"doc_a": ["a", "a", "b"], "doc_b": ["c", "b", "c"], "passage": [1, 2, 3]})
    >>> select_passages(rows, ["a", "b"]).to_dict("index")
    {0: {'doc_a': 'a', 'doc_b': 'b', 'passage': 2}}
    """
    chosen = set(docs)
    return passages[passages["doc_a"].isin(chosen) & passages["doc_b"].isin(chosen)].reset_index(drop=True)


def select_groups(groups: pd.DataFrame, docs: Iterable[str]) -> Iterator[tuple[int, pd.DataFrame]]:
    """Yield the first shared sentences with their versions in some articles, if they have two.

    They are at most `settings.MOST_SHOWN`.
    """
    of_these = groups[groups["doc"].isin(set(docs))].groupby("cluster")
    shown = [(number, rows) for number, rows in of_these if len(rows) > 1]
    yield from shown[: settings.MOST_SHOWN]


def choose_collated(passages: pd.DataFrame, docs: Iterable[str]) -> pd.DataFrame:
    """Return the passages whose words are compared: all, or of very many those between some articles first.

    >>> passages = pd.DataFrame({"passage": [1, 2], "doc_a": "a", "doc_b": ["b", "c"]})
    >>> choose_collated(passages, ["a", "c"])["passage"].tolist()
    [1, 2]
    """
    if len(passages) <= settings.MOST_COLLATED:
        return passages
    first = select_passages(passages, docs)["passage"]
    order = pd.concat([first, passages["passage"]]).drop_duplicates().head(settings.MOST_COLLATED)
    return passages[passages["passage"].isin(order)]


def count_pairs(passages: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return how many passages of each kind two units share: doc_a, doc_b, and a column for each kind."""
    unit = dict(zip(articles["doc"], articles["unit"], strict=True))
    one, other = passages["doc_a"].map(unit), passages["doc_b"].map(unit)
    pairs = passages.assign(doc_a=one.where(one <= other, other), doc_b=other.where(one <= other, one))
    counted = pairs.groupby(["doc_a", "doc_b", "kind"]).size().unstack("kind", fill_value=0)
    return counted.reset_index().rename_axis(columns=None)


def describe_boilerplate(boilerplate: pd.DataFrame, texts: Mapping[str, str]) -> str:
    """Return a sentence on the wordings that so many articles have that they are no passages, or "".

    >>> found = pd.DataFrame({"doc": ["a"], "start": [0], "end": [8], "wording": [1], "articles": [101]})
    >>> describe_boilerplate(found, {"a": "Sign up."})
    'Set beside nothing, as more than 100 articles have it: 1 wording. Widest, in 101 articles: “Sign up.”'
    """
    if boilerplate.empty:
        return ""
    first, count = boilerplate.iloc[0], boilerplate["wording"].nunique()
    words = " ".join(texts[first["doc"]][first["start"] : first["end"]].split())
    it, wordings = ("it", "1 wording") if count == 1 else ("each", f"{count} wordings")
    return (
        f"Set beside nothing, as more than {settings.BOILERPLATE} articles have {it}: {wordings}. Widest, in "
        f"{first['articles']} articles: “{words}”"
    )
