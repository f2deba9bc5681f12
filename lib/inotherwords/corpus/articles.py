"""The articles table: what each article is, and what its text says about its own origin."""

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from inotherwords.corpus.article_letters import ENGLISH
from inotherwords.layers import schema
from inotherwords.layers.parts import Given, Stage
from inotherwords.text import segments

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


def list_articles(sources: pd.DataFrame, files: pd.DataFrame, story: pd.DataFrame) -> pd.DataFrame:
    """Return the table `articles`: what articles.csv says and what the text itself has.

    `story` has the columns doc, headline, dateline, words of `stage`; short is the outlet's name
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


def compute(texts: dict[str, str], given: Given) -> Given:
    """Return what each text has itself: story (doc, headline, dateline, words), around, agencies.

    `around` is what stands around the story (doc, kind, text), `agencies` how often an agency is named.
    Nothing is `given`.
    """
    story, around = [], []
    for doc, text in texts.items():
        analysed = segments.analyse(text)
        found = segments.find_segments(text, analysed)
        own = {kind: text[start:end] for kind, start, end, _ in found}
        words = segments.count_words(analysed, found)
        story.append((doc, own.get("headline", ""), own.get("dateline", ""), words))
        around += [
            (doc, kind, cut_words(text[start:end], 90)) for kind, start, end, _ in found if kind != "sentence"
        ]
    return {
        "story": schema.table("layers/story", story),
        "around": schema.table("layers/around", around),
        "agencies": agencies_named(texts),
    }


stage = Stage("corpus", compute)


def in_english(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles whose attributions can be looked for: in English, or of unknown language.

    >>> in_english(pd.DataFrame({"doc": [*"abc"], "language": ["en", "de", ""]}))["doc"].tolist()
    ['a', 'c']
    """
    return articles[articles["language"].isin(ENGLISH)]


def cut_words(text: str, width: int) -> str:
    """Return the first `width` characters of a text on one line; “…” says that there are more.

    >>> cut_words("Peace came at last.", 10)
    'Peace came …'
    """
    whole = " ".join(text.split())
    return whole if len(whole) <= width else f"{whole[:width].rstrip()} …"


def opening_words(segments: pd.DataFrame, texts: Mapping[str, str], width: int = 60) -> pd.DataFrame:
    """Return doc, kind and the first `width` characters of each segment.

    >>> segments = pd.DataFrame({"doc": ["a"], "kind": ["sentence"], "start": [0], "end": [19]})
    >>> opening_words(segments, {"a": "Peace came at last."}, 10)["text"].tolist()
    ['Peace came …']
    """
    places = zip(segments["doc"], segments["start"], segments["end"], strict=True)
    return segments[["doc", "kind"]].assign(
        text=[cut_words(texts[doc][start:end], width) for doc, start, end in places]
    )
