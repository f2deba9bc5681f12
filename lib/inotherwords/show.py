"""What a notebook shows: tables with the articles' names, sentences, texts with words marked."""

import html
import textwrap

import pandas as pd
from IPython.display import display
from pandas.api.types import is_numeric_dtype

from inotherwords import collation
from inotherwords.units import noun

LINE = 96  # characters
MOST_ROWS = 60  # of a table; a longer one is cut, and says so


def named(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return a table that calls each article by its short name, in its doc columns and its headings.

    >>> articles = pd.DataFrame({"doc": ["000_1c"], "short": ["Coastal Digest"]})
    >>> named(pd.DataFrame({"doc": ["000_1c"], "words": [397]}), articles).values.tolist()
    [['Coastal Digest', 397]]
    """
    short = dict(zip(articles["doc"], articles["short"], strict=True))
    columns = {name: table[name].map(short) for name in ("doc", "doc_a", "doc_b") if name in table}
    heads = short | ({"doc": noun(articles)} if "doc" in table else {})
    return table.assign(**columns).rename(columns=heads)


def _block(text: str) -> str:
    return f'<div style="text-align: left">{text}</div>'


def _plain(value: object) -> str:
    """Return a value as HTML that shows it as it is: no markup, no formula between two dollar signs."""
    return html.escape(str(value)).replace("$", "<span>$</span>")


def _left(value: object) -> str:
    return _block(_plain(value))


def table(frame: pd.DataFrame, articles: pd.DataFrame | None = None, empty: str = "") -> None:
    """Show a table without row numbers; with `articles`, by the articles' short names.

    `empty` says why there are no rows, if there are none (`emptiness`).

    The text stays text: markup in an article is escaped. A column called left, as in a concordance, is
    set to the right, against the word. Of a long table the first MOST_ROWS rows are shown.
    """
    if frame.empty:
        print(f"No rows. {empty}".rstrip())
        return
    shown = frame.head(MOST_ROWS)
    if articles is not None:
        shown = named(shown, articles)
    heads = {
        name: _plain(name) if name == "left" or is_numeric_dtype(shown[name]) else _left(name)
        for name in shown
    }
    with pd.option_context("display.max_colwidth", None, "display.precision", 3):
        page = shown.rename(columns=heads).to_html(
            index=False,
            border=0,
            escape=False,
            formatters={head: _left for head in heads.values() if head.startswith("<div")} | {"left": _plain},
        )
        plain = shown.to_string(index=False, justify="left")
    display({"text/html": page, "text/plain": plain}, raw=True)
    if len(frame) > MOST_ROWS:
        print(f"… and {len(frame) - MOST_ROWS} more rows.")


def note(text: str) -> None:
    """Show a note of the corpus, written in Markdown."""
    if text:
        display({"text/markdown": text, "text/plain": text}, raw=True)


def caveat(sentence: str) -> None:
    """Print what a reader has to know about what was just shown, if there is anything."""
    if sentence:
        print(textwrap.fill(sentence, LINE))


def sentences(found: list[str], empty: str = "") -> None:
    """Print findings, each as a paragraph of its own; if there are none, `empty` says why (`emptiness`)."""
    told = found or [f"Nothing found. {empty}".rstrip()]
    print("\n\n".join(textwrap.fill(str(sentence), LINE) for sentence in told))


def versions(rows: list[tuple[str, list[tuple[str, bool]]]]) -> None:
    """Show versions of one sentence under each other: rows of (article, pieces of text).

    A piece is (text, whether it differs from the first version); what differs stands in [brackets], and
    in bold where there is type for it, so that an article's own brackets are not taken for ours.
    """
    page = plain = ""
    for name, pieces in rows:
        line = collation.mark(pieces, "<b>[", "]</b>", _plain)
        page += f"<tr><th>{_plain(name)}</th><td>{_block(line)}</td></tr>"
        plain += textwrap.fill(f"{name}: {collation.mark(pieces)}", LINE, subsequent_indent="    ") + "\n"
    display({"text/html": f"<table>{page}</table>", "text/plain": plain.rstrip("\n")}, raw=True)


def counts(frame: pd.DataFrame, by: list[str], articles: pd.DataFrame, empty: str = "") -> None:
    """Show how many rows of a table each article has: one row for each value of `by`, a column an article.

    A table that is counted already, with a column count, is added up. `empty` is as for `table`.
    """
    groups = frame.groupby([*by, "doc"])
    counted = (groups["count"].sum() if "count" in frame else groups.size()).unstack("doc", fill_value=0)
    wide = counted.reindex(columns=articles["doc"], fill_value=0).rename_axis(columns=None)
    table(wide.reset_index(), articles, empty)


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


def edits_in_context(edits: pd.DataFrame, texts: dict[str, str], width: int = 18) -> pd.DataFrame:
    """Return rule, the printed characters with `width` characters around them, and what is read instead.

    >>> edits = pd.DataFrame({"doc": ["a"], "start": [6], "end": [7], "rule": ["stray-stop"], "after": [" "]})
    >>> edits_in_context(edits, {"a": "Israel. and"})[["printed", "read"]].values.tolist()
    [['Israel[.] and', 'Israel[·] and']]
    """
    rows = []
    for edit in edits.itertuples():
        text = texts[edit.doc]
        left, right = text[max(0, edit.start - width) : edit.start], text[edit.end : edit.end + width]
        left, right = " ".join(left.split("\n")), " ".join(right.split("\n"))
        before, after = text[edit.start : edit.end], edit.after.replace(" ", "·")
        rows.append((edit.doc, edit.rule, f"{left}[{before}]{right}", f"{left}[{after}]{right}"))
    return pd.DataFrame(rows, columns=["doc", "rule", "printed", "read"])


def attributions(attributions: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Return attributions with their words: doc, number, type, speaker, source, cue, content, pattern, ….

    probability has a question mark where the attribution is doubtful.
    """
    joined = (
        spans.groupby(["doc", "attribution", "role"])["text"].agg(" … ".join).unstack("role", fill_value="")
    )
    joined = joined.reindex(columns=["source", "content"], fill_value="").fillna("").reset_index()
    rows = attributions.merge(joined, on=["doc", "attribution"])
    sure = [f"{value:.2f}" if value != "" else "" for value in rows["probability"]]
    marks = rows["doubtful"].map({"yes": " ?", "": ""})
    rows["probability"] = [value + mark for value, mark in zip(sure, marks, strict=True)]
    columns = ["doc", "attribution", "type", "speaker", "source", "cue", "content", "pattern", "probability"]
    return rows[columns]
