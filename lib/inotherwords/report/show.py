"""Show in a notebook: tables with the articles' names, sentences, versions; or why there is nothing."""

import html
import textwrap
from pathlib import Path

import pandas as pd
from IPython.display import display
from pandas.api.types import is_numeric_dtype

from inotherwords import collation, settings
from inotherwords.corpus import LEXICONS, read_lexicon
from inotherwords.corpus.units import noun
from inotherwords.report.findings import what_is_the_story
from inotherwords.report.sentences import join, short_names
from inotherwords.text.wordlists import read_list

TEMPLATES = Path(__file__).parent / "templates"
# What each list of a corpus decides, what there is not without it, and how to come by one.
LISTS = {row["list"]: row for row in read_list(TEMPLATES / "lists.csv")}
# The settings that keep out what is rare, or that decide most: what each is.
SETTINGS = {row["setting"]: row for row in read_list(TEMPLATES / "settings.csv")}
LINE = 96  # characters
MOST_ROWS = 60  # of a table; a longer one is cut, and says so


def why_empty(corpus: Path, name: str) -> str:
    """Return why a list of the corpus gave nothing: it is missing, it has no rows, or none of them fits.

    `name` is a key of LISTS. The corpus' folder is not named, so that the words stay the same when it is
    moved. Raises KeyError if no such list is known.

    >>> why_empty(Path("no such folder"), "speakers")[:57]
    'speakers.csv is missing: no source stands on a known side'
    """
    path, why = corpus / f"{name}.csv", "{without}. {remedy}".format(**LISTS[name]).rstrip()
    if not path.is_file():
        return f"{name}.csv is missing: {why}"
    rows = len(read_lexicon(corpus, name) if name in LEXICONS else pd.read_csv(path, dtype=str))
    if not rows:
        return f"{name}.csv has no rows: {why}"
    return f"{name}.csv has {rows} row{'s' * (rows > 1)}, and none of them leads to anything here."


def which_settings(*names: str) -> str:
    """Return which settings may have kept everything out; the names are keys of SETTINGS.

    Raises KeyError if a setting is not known.

    >>> which_settings("MIN_COUNT")
    'Kept out by the setting MIN_COUNT = 3 (uses that a pair of neighbours has at least).'
    """
    told = [f"{name} = {getattr(settings, name)} ({SETTINGS[name]['keeps_out']})" for name in names]
    return f"Kept out by the setting{'s' * (len(told) > 1)} {join(told)}."


def named(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return a table that calls each article by its short name, in its doc columns and its headings.

    >>> articles = pd.DataFrame({"doc": ["000_1c"], "short": ["Coastal Digest"]})
    >>> named(pd.DataFrame({"doc": ["000_1c"], "words": [397]}), articles).values.tolist()
    [['Coastal Digest', 397]]
    """
    short = short_names(articles)
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

    `empty` says why there are no rows, if there are none (`why_empty`, `which_settings`).

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


def crosstab(frame: pd.DataFrame) -> None:
    """Show a table of counts with the names of its rows in the first column."""
    table(frame.reset_index().rename_axis(columns=None))


def note(text: str) -> None:
    """Show a note of the corpus, written in Markdown."""
    if text:
        display({"text/markdown": text, "text/plain": text}, raw=True)


def caveat(sentence: str) -> None:
    """Print what a reader has to know about what was just shown, if there is anything."""
    if sentence:
        print(textwrap.fill(sentence, LINE))


def sentences(found: list[str], empty: str = "") -> None:
    """Print findings, each as a paragraph of its own; if there are none, `empty` says why."""
    told = found or [f"Nothing found. {empty}".rstrip()]
    print("\n\n".join(textwrap.fill(str(sentence), LINE) for sentence in told))


def the_story(segments: pd.DataFrame, edits: pd.DataFrame) -> None:
    """Print what notebook 2 opens with, from counts by kind and rule (`findings.what_is_the_story`)."""
    sentences(what_is_the_story(segments, edits))


def variants(versions: list[tuple[str, list[tuple[str, bool]]]], articles: pd.DataFrame) -> None:
    """Show versions of one sentence (`collation.variants`) under each other, by the articles' short names.

    Each is a doc and its pieces: (text, whether it differs from the first version). What differs stands in
    [brackets], and in bold where there is type for it, so that an article's own brackets are not taken for
    ours.
    """
    page, plain, short = "", "", short_names(articles)
    for doc, pieces in versions:
        line = collation.mark(pieces, "<b>[", "]</b>", _plain)
        page += f"<tr><th>{_plain(short[doc])}</th><td>{_block(line)}</td></tr>"
        text = f"{short[doc]}: {collation.mark(pieces)}"
        plain += textwrap.fill(text, LINE, subsequent_indent="    ") + "\n"
    display({"text/html": f"<table>{page}</table>", "text/plain": plain.rstrip("\n")}, raw=True)


def counts(frame: pd.DataFrame, by: list[str], articles: pd.DataFrame, empty: str = "") -> None:
    """Show how many rows of a table each article has: one row for each value of `by`, a column an article.

    A table that is counted already, with a column count, is added up. `empty` is as for `table`.
    """
    groups = frame.groupby([*by, "doc"])
    counted = (groups["count"].sum() if "count" in frame else groups.size()).unstack("doc", fill_value=0)
    wide = counted.reindex(columns=articles["doc"], fill_value=0).rename_axis(columns=None)
    table(wide.reset_index(), articles, empty)


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
