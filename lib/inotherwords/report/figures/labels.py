"""Figures of who is called what."""

import itertools
from collections.abc import Sequence

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from inotherwords import settings
from inotherwords.naming import readable, variously_named
from inotherwords.report.figures import style
from inotherwords.report.figures.drawing import (
    Drawing,
    choose_rows,
    describe,
    draw_nothing,
    list_counts,
    name_missing,
)
from inotherwords.report.figures.voices import HEADING, NONE
from inotherwords.report.sentences import Sentence, join, plural, say, short_names, unit_words

NO_LABELS = "No labels: the list that says who is named how (labels.csv) is missing, or none of it occurs."


@mpl.rc_context(style.STYLE)
def labels_by_voice(
    labels: pd.DataFrame,
    articles: pd.DataFrame,
    actors: list[str] | None = None,
    notes: Sequence[Sentence] = (),
) -> Drawing:
    """Draw how often each article uses each label of some actors, and in whose voice.

    The `notes`, sentences such as those on the legal status of an actor, are written under the bars.

    `labels` is the table of that name; one panel an article, one bar a label, its parts the voices. Without
    `actors`, they are those on whose names the articles differ most (`naming.variously_named`). An actor
    named twice is drawn once, one without a label not at all.
    """
    short = short_names(style.longest_articles(articles))
    of_all = choose_rows(labels, short)
    actors = variously_named(labels) if actors is None else actors
    data = _counted(of_all[of_all["actor"].isin(actors)])
    named = of_all["actor"].nunique()
    if data["actor"].nunique() < named:
        drawn = f"{data['actor'].nunique()} of {named} actors, {data['count'].sum()} of {len(of_all)} labels"
        notes = [f"Drawn: {drawn}.", *notes]
    notes = [*style.tell_left_out(articles), *map(str, notes)]
    if data.empty:
        note = "No label of these actors in any {article}." if len(labels) else NO_LABELS
        return draw_nothing(note, data, articles)
    totals = data.groupby(["actor", "label"])["count"].sum()
    rows = [
        (actor, label)
        for actor in dict.fromkeys(actors)
        if actor in totals
        for label in totals[actor].sort_values(ascending=False, kind="stable").index
    ]
    bars = {(readable(actor), label): _parts(data, actor, label) for actor, label in rows}
    voices = data.groupby("voice")["count"].sum()
    title = (
        f"{voices.get('own', 0)} of {voices.sum()} labels are in the articles’ own voice, "
        f"{voices.get('quoted', 0)} inside quotation marks"
    )
    key = style.voice_key(voices.index)
    figure = style.bar_panels(bars, short, style.VOICES, title, notes, key)
    by_label = data.groupby(["actor", "label", "doc"])["count"].sum()
    parts = [f"{label}: {list_counts(by_label[actor, label].rename(index=short))}" for actor, label in rows]
    alt = say(
        "Bars: how often each {article} uses each label, divided by voice. {parts:; }{none}.",
        parts=parts,
        none=name_missing(data, short),
        **unit_words(articles),
    )
    return describe(figure, data, [alt, *notes])


def _counted(labels: pd.DataFrame) -> pd.DataFrame:
    """Return how often each actor, label, article and voice come together."""
    return labels.groupby(["actor", "label", "doc", "voice"]).size().rename("count").reset_index()


def _parts(data: pd.DataFrame, actor: str, label: str) -> dict[str, dict[str, int]]:
    """Return the counts of a label by article and voice."""
    rows = data[(data["actor"] == actor) & (data["label"] == label)]
    return {doc: dict(zip(part["voice"], part["count"], strict=True)) for doc, part in rows.groupby("doc")}


@mpl.rc_context(style.STYLE)
def labels_of_one_actor(labels: pd.DataFrame, articles: pd.DataFrame, actor: str | None = None) -> Drawing:
    """Draw the labels that each article uses most for one actor, and in whose voice.

    Without `actor`, it is the one named most often of those on whose names the articles differ most.

    `labels` is the table of that name. Of an article at most LABELS_OF_AN_ARTICLE are drawn; of labels that
    it uses as often, those that all articles together use more.
    """
    if actor is None:
        actor = next(iter(variously_named(labels)), "")
    short, name = short_names(style.longest_articles(articles)), readable(actor)
    whole = _counted(choose_rows(labels[labels["actor"] == actor], short))
    if whole.empty:
        note = "No label of this actor in any article." if len(labels) else NO_LABELS
        return draw_nothing(note, whole, articles)
    overall = whole.groupby("label")["count"].sum()
    uses = whole.groupby(["doc", "label"])["count"].sum().rename("uses").reset_index()
    uses["all"] = uses["label"].map(overall)
    ordered = uses.sort_values(["doc", "uses", "all", "label"], ascending=[True, False, False, True])
    chosen = ordered.groupby("doc").head(settings.LABELS_OF_AN_ARTICLE).set_index("doc")
    rows = [(doc, label) for doc in short if doc in chosen.index for label in chosen.loc[[doc], "label"]]
    data = whole.set_index(["doc", "label"], drop=False).loc[rows].reset_index(drop=True)
    data = data[["actor", "label", "doc", "voice", "count"]]
    mentions, seen = int(whole["count"].sum()), int(data["count"].sum())
    notes = style.tell_left_out(articles)
    if seen < mentions:
        words = unit_words(articles)
        equals = f"of equals, those used most in all {words['articles']}"
        most = f"the {settings.LABELS_OF_AN_ARTICLE} labels that it uses most ({equals})"
        notes = [f"Of each {words['article']} {most}: {seen} of {mentions} mentions.", *notes]
    figure = _blocks(data, short, _most_often(whole, short, name), notes)
    by_label = data.groupby(["doc", "label"])["count"].sum()
    parts = [
        f"{short[doc]}: " + ", ".join(f"{label} {by_label[doc, label]}" for _, label in group)
        for doc, group in itertools.groupby(rows, key=lambda row: row[0])
    ]
    alt = say(
        "Bars: {drawn} of {name} by the labels that each {article} uses most, divided by voice. "
        "{parts:; }{none}.",
        drawn=plural(seen, "mention", "figures/labels-of-one-actor/mentions"),
        name=name,
        parts=parts,
        none=name_missing(data, short),
        **unit_words(articles),
    )
    return describe(figure, data, [alt, *style.tell_left_out(articles)])


def _blocks(data: pd.DataFrame, short: dict[str, str], title: str, notes: list[str]) -> Figure:
    """Return a figure as wide as a column: article under article, and under each its bars."""
    labels = {doc: list(dict.fromkeys(data.loc[data["doc"] == doc, "label"])) for doc in short}
    rows = [(doc, label) for doc in short for label in labels[doc] or [NONE]]
    wide = 72 * style.COLUMN - 2 * style.MARGIN
    named = {doc: style.wrap(name, wide, style.TEXT, "bold") for doc, name in short.items()}
    places, headings = style.rows_with_headings(rows, {doc: len(lines) for doc, lines in named.items()})
    count = max(places.values()) + 1
    names = {row: style.shorten(row[1], wide / 2) for row in rows}
    left = max(map(style.measure, names.values())) + 6
    key = style.voice_key(data["voice"])
    figure, top = style.sheet(style.COLUMN, count * style.ROW, title, key, notes)
    room = wide - left
    axis = style.place(figure, style.MARGIN + left, top, room, count * style.ROW)
    limit = data.groupby(["doc", "label"])["count"].sum().max() * room / (room - 16)
    axis.set(xlim=(0, limit), ylim=(count - 0.5, -0.5), yticks=list(places.values()))
    axis.set_yticklabels(names.values())
    for doc, y in headings.items():
        axis.text(
            -left / room, y - 0.4, "\n".join(named[doc]), transform=axis.get_yaxis_transform(), **HEADING
        )
    for (doc, label), y in places.items():
        part = data[(data["doc"] == doc) & (data["label"] == label)]
        style.stacked_bar(axis, y, dict(zip(part["voice"], part["count"], strict=True)), style.VOICES)
        if len(part):
            end = part["count"].sum()
            axis.text(end + 2 * limit / room, y, str(end), va="center_baseline", fontsize=style.SMALL)
    return figure


def _most_often(whole: pd.DataFrame, short: dict[str, str], name: str) -> str:
    """Return which label each article uses most in its own voice, if twice or more.

    Of many articles only how many they are.
    """
    uses = whole[whole["voice"].isin(settings.OWN_VOICE)].groupby(["doc", "label"])["count"].sum()
    first = uses[(uses == uses.groupby("doc").transform("max")) & (uses > 1)].reset_index()
    order = first.assign(all=first["label"].map(uses.groupby("label").sum()))
    parts = []
    for label, rows in order.sort_values(["all", "label"], ascending=[False, True]).groupby(
        "label", sort=False
    ):
        where = [short[doc] for doc in short if doc in set(rows["doc"])]
        told = join(where) if len(short) <= style.MOST_COLUMNS else f"{len(where)} of {len(short)} articles"
        parts.append(f"“{label}” in {told}")
    return f"{name}, most often in the article’s own voice: {'; '.join(parts) or 'no label twice'}"
