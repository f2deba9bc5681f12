"""Figures of who is heard: share of voice and cue verbs."""

import matplotlib as mpl
import pandas as pd

from inotherwords import settings
from inotherwords.naming import readable
from inotherwords.report.figures import style
from inotherwords.report.figures.drawing import Drawing, choose_rows, describe, draw_nothing, list_counts
from inotherwords.report.sentences import say, short_names, unit_words

SHARES = {"own": style.VOICES["own"], "source": style.VOICES["attributed"], "doubtful": ("#ffffff", "")}
OWN = "own voice"  # the side that is none
HEADING = {"fontsize": style.TEXT, "fontweight": "bold", "va": "top", "linespacing": style.LINES}
NONE = "none"
CUE_CLASSES = ["neutral", "assertive", "doubt", "blame", "other"]


@mpl.rc_context(style.STYLE)
def share_of_voice(shares: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw on whose word the words of each article stand: one panel an article, one bar a side.

    `shares` is the table `share_of_voice`: doc, side, words, share, doubtful. The part of a bar that stands
    there by a doubtful attribution only is outlined.
    """
    short = short_names(style.longest_articles(articles))
    data = choose_rows(shares, short)[["doc", "side", "words", "share", "doubtful"]].reset_index(drop=True)
    if data.empty:
        return draw_nothing("No words in any {article}.", data, articles)
    whole = data.groupby("side")["words"].sum().sort_values(ascending=False, kind="stable")
    sides = sorted(whole.index, key=lambda side: side != OWN)
    bars: dict = {("", readable(side)): {} for side in sides}
    numbers: dict = {row: {} for row in bars}
    size = data.groupby("doc")["words"].sum()
    for part in data.itertuples():
        row, scale = ("", readable(part.side)), 100 / size[part.doc]
        sure = "own" if part.side == OWN else "source"
        bars[row][part.doc] = {sure: scale * (part.words - part.doubtful), "doubtful": scale * part.doubtful}
        numbers[row][part.doc] = part.words
    own = data[data["side"] == OWN].set_index("doc")
    notes = [
        f"Bars: share of the {unit_words(articles)['article']}’s words. Numbers: words.",
        *style.tell_left_out(articles),
    ]
    key = {"own voice": SHARES["own"], "on somebody’s word": SHARES["source"]}
    if data["doubtful"].any():
        key["by a doubtful attribution only"] = SHARES["doubtful"]
    title = _own_share(own, size, short)
    figure = style.bar_panels(bars, short, SHARES, title, notes, key, numbers)
    unsure = data.groupby("doc")["doubtful"].sum().rename(index=short)
    parts = [
        f"{name}: " + (list_counts(rows.set_index("side")["words"].rename(index=readable)) or "no words")
        for doc, name in short.items()
        for rows in [data[data["doc"] == doc]]
    ]
    alt = say(
        "Bars: words of each {article} by whose word they stand on. {parts:; }. Outlined, by a doubtful "
        "attribution only: {unsure}.",
        parts=parts,
        unsure=list_counts(unsure) or "none",
        **unit_words(articles),
    )
    return describe(figure, data, [alt, *style.tell_left_out(articles)])


def _own_share(own: pd.DataFrame, size: pd.Series, short: dict[str, str]) -> str:
    """Return which article has the smallest and which the largest share of its words in its own voice."""
    words = own["words"].reindex([doc for doc in short if doc in size.index], fill_value=0)
    shares = words / size[words.index]
    least, most = (
        f"{words[doc]} of {size[doc]} words in {short[doc]}" for doc in (shares.idxmin(), shares.idxmax())
    )
    return f"In the article’s own voice: {least}" + (f", but {most}" if len(words) > 1 else "")


@mpl.rc_context(style.STYLE)
def cue_verbs(counts: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw how often each article uses each cue, grouped by what the cue lends to the statement.

    `counts` is the table `cue_verbs`: doc, cue, cue_class, count. Of many cues the CUES_DRAWN most frequent.
    """
    short = short_names(style.longest_articles(articles))
    counts = choose_rows(counts, short)
    if counts.empty:
        empty = counts.reindex(columns=["cue_class", "cue", "doc", "count"])
        return draw_nothing("No cue in any {article}.", empty, articles)
    wide = counts.pivot_table(
        index=["cue_class", "cue"], columns="doc", values="count", fill_value=0, aggfunc="sum"
    )
    wide = wide.reindex(columns=list(short), fill_value=0).astype(int)
    classes = [*CUE_CLASSES, *sorted(set(counts["cue_class"]) - set(CUE_CLASSES))]
    by_number = sorted(wide.index, key=lambda key: (-int(wide.loc[key].sum()), key))
    order = sorted(
        by_number[: settings.CUES_DRAWN],
        key=lambda key: (classes.index(key[0]), -int(wide.loc[key].sum()), key[1]),
    )
    notes = style.tell_left_out(articles)
    if len(wide) > settings.CUES_DRAWN:
        notes = [*notes, f"Drawn are {settings.CUES_DRAWN} of {len(wide)} cues, the most frequent."]
    neutral = counts.loc[counts["cue_class"] == "neutral", "count"].sum()
    title = f"{neutral} of {counts['count'].sum()} cues are neutral: they only report"
    wide = wide.loc[order]
    bars = {row: {doc: {"": int(n)} for doc, n in wide.loc[row].items() if n} for row in order}
    figure = style.bar_panels(bars, short, {"": style.GREY}, title, notes)
    data = wide.reset_index().melt(["cue_class", "cue"], var_name="doc", value_name="count")
    by_class = data.groupby(["cue_class", "doc"])["count"].sum()
    parts = [
        f"{cue_class}: " + list_counts(by_class[cue_class].rename(index=short))
        for cue_class in classes
        if cue_class in by_class
    ]
    in_classes = "Bars: cues, counted by {article}; in classes: {parts:; }."
    alt = say(in_classes, parts=parts, **unit_words(articles))
    return describe(figure, data, [alt, *notes])
