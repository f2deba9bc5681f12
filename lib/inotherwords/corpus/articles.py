"""The articles table: what each article is, and what its text says about its own origin."""

import itertools
import re
from collections.abc import Iterable
from pathlib import Path
from string import ascii_uppercase

import pandas as pd

from inotherwords import terms
from inotherwords.cleaning import clean
from inotherwords.layers import schema
from inotherwords.layers.workers import Tables


def sigla(docs: Iterable[str]) -> dict[str, str]:
    """Return a capital letter for each article, in their order; after Z come AA, AB and so on.

    >>> sigla(["000", "001"]), list(sigla(map(str, range(28))).values())[-2:]
    ({'000': 'A', '001': 'B'}, ['AA', 'AB'])
    """
    letters = (
        "".join(pair)
        for size in itertools.count(1)
        for pair in itertools.product(ascii_uppercase, repeat=size)
    )
    return dict(zip(docs, letters, strict=False))


ARTICLE_COLUMNS = [*schema.columns("articles")][:10]  # a corpus may bring others behind them


def agencies_named(texts: dict[str, str]) -> pd.DataFrame:
    """Return how often each text names a news agency or broadcaster: doc, agency, count.

    >>> agencies_named({"a": "He told AFP, and AFP asked SANA."}).values.tolist()
    [['a', 'AFP', 2], ['a', 'SANA', 1]]
    """
    agencies = pd.read_csv(Path(__file__).with_name("agencies.csv"))["agency"]
    rows = [
        (doc, agency, len(found))
        for doc, text in sorted(texts.items())
        for agency in agencies
        if (found := re.findall(rf"\b{re.escape(agency)}\b", text))
    ]
    return schema.table("layers/agencies", rows)


def articles_table(sources: pd.DataFrame, files: pd.DataFrame, story: pd.DataFrame) -> pd.DataFrame:
    """Return the table `articles`: what articles.csv says and what the text itself has.

    `story` has the columns doc, headline, dateline, words of `corpus.stage`; short is the outlet's name
    where articles.csv gives no shorter one; where several articles have the same, with the day behind it if
    that tells them apart, else with the doc.
    """
    own = [column for column in files if column not in ("doc", "file")]
    table = sources.drop(columns=own, errors="ignore").merge(files.drop(columns="file"), on="doc")
    table = table.drop(columns=["headline", "dateline", "words"], errors="ignore").merge(story, on="doc")
    named = table["short"].where(table["short"] != "", table["outlet"])
    dated = named + " (" + table["published"] + ")"
    told_apart = (table["published"] != "") & ~dated.duplicated(keep=False)
    same = dated.where(told_apart, named + " (" + table["doc"] + ")")
    table["short"] = named.where(~named.duplicated(keep=False), same)
    return table[[*ARTICLE_COLUMNS, *(column for column in table if column not in ARTICLE_COLUMNS)]]


ENGLISH = ("", "en")  # languages whose attributions are looked for; "" is not known


def stage(texts: dict[str, str], given: Tables) -> Tables:
    """Return what each text has itself: story (doc, headline, dateline, words), around, agencies.

    `around` is what stands around the story (doc, kind, text), `agencies` how often an agency is named.
    `given` has `names`.
    """
    _, analysed, segments = clean(texts)
    words = terms.find_tokens(segments, analysed, given["names"]).groupby("doc").size()
    story = pd.DataFrame({"doc": list(texts)})
    for kind in ("headline", "dateline"):
        rows = segments[segments["kind"] == kind]
        places = zip(rows["doc"], rows["start"], rows["end"], strict=True)
        own = {doc: texts[doc][start:end] for doc, start, end in places}
        story[kind] = [own.get(doc, "") for doc in texts]
    story["words"] = [int(words.get(doc, 0)) for doc in texts]
    return {
        "story": story,
        "around": around_the_story(segments, texts),
        "agencies": agencies_named(texts),
    }


def in_english(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles whose attributions can be looked for: in English, or of unknown language.

    >>> in_english(pd.DataFrame({"doc": [*"abc"], "language": ["en", "de", ""]}))["doc"].tolist()
    ['a', 'c']
    """
    return articles[articles["language"].isin(ENGLISH)]


def opening_words(segments: pd.DataFrame, texts: dict[str, str], width: int = 60) -> pd.DataFrame:
    """Return doc, kind and the first `width` characters of each segment.

    >>> segments = pd.DataFrame({"doc": ["a"], "kind": ["sentence"], "start": [0], "end": [19]})
    >>> opening_words(segments, {"a": "Peace came at last."}, 10)["text"].tolist()
    ['Peace came …']
    """
    places = zip(segments["doc"], segments["start"], segments["end"], strict=True)
    whole = [" ".join(texts[doc][start:end].split()) for doc, start, end in places]
    cut = [text if len(text) <= width else f"{text[:width].rstrip()} …" for text in whole]
    return segments[["doc", "kind"]].assign(text=cut)


def around_the_story(segments: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """Return the headlines, datelines, headings, captions, credits and added lines: doc, kind, text."""
    return opening_words(segments[segments["kind"] != "sentence"], texts, 90)
