"""Figures of what articles share: passages, and how much of each is shared copy."""

import itertools

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from inotherwords.report.figures import style
from inotherwords.report.figures.drawing import Drawing, choose_rows, describe, draw_nothing, list_counts
from inotherwords.report.sentences import plural, pluralise, say, short_names, unit_words

PASSAGE_KINDS = {"near": ("#4d4d4d", ""), "paraphrase": ("#b5b5b5", "")}
PASSAGE_NAMES = {"near": "the same sentence, word for word or reworded", "paraphrase": "perhaps a paraphrase"}
WORDING = {"shared with another {article}": PASSAGE_KINDS["near"], "its own": (style.GROUND, "")}

NUMBER = {"ha": "center", "va": "center_baseline", "fontsize": style.SMALL}
GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}


@mpl.rc_context(style.STYLE)
def shared_passages(passages: pd.DataFrame, clusters: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw the articles as strips from first to last character, with the passages they share.

    Dark: the same sentence (verbatim or near); light: perhaps a paraphrase. Equal numbers are one
    sentence; `clusters` numbers them. A sentence that is both is drawn dark.
    """
    notes, articles = style.tell_left_out(articles), style.longest_articles(articles)
    short = short_names(articles)
    length = dict(zip(articles["doc"], articles["characters"], strict=True))
    place = ["doc", "start", "end"]
    sides = [
        passages[[f"{column}_{side}" for column in place] + ["kind"]].set_axis([*place, "kind"], axis=1)
        for side in ("a", "b")
    ]
    data = choose_rows(pd.concat(sides), short).replace({"kind": {"verbatim": "near"}})
    data = data.sort_values([*place, "kind"]).drop_duplicates(place, ignore_index=True)
    numbers = clusters.set_index(place)["cluster"].to_dict()
    data["cluster"] = [numbers.get(key, 0) for key in data[place].itertuples(index=False, name=None)]
    found = data.loc[data["cluster"] > 0, "cluster"].nunique()
    stand = "stands" if found == 1 else "stand"
    title = f"{found} {pluralise(found, 'sentence')} {stand} in two or more articles"
    notes = [
        "Equal numbers, joined by lines: one sentence. Strips: articles from first word to last. A dark part "
        "without a number is close to one version of such a sentence only.",
        *notes,
    ]
    key = {PASSAGE_NAMES[kind]: look for kind, look in PASSAGE_KINDS.items() if kind in set(data["kind"])}
    figure = _strips(data, short, length, title, key, notes)
    counted = data[data["cluster"] > 0].groupby("doc").size().reindex(list(short), fill_value=0)
    alt = say(
        "Strips, one an article, with {sentences} that two or more share. "
        "Shared with another article: {counted}.",
        sentences=plural(found, "sentence", "figures/shared-passages/sentences"),
        counted=list_counts(counted.rename(index=short)),
    )
    return describe(figure, data, [alt, *notes[1:]])


def _strips(
    data: pd.DataFrame,
    short: dict[str, str],
    length: dict[str, int],
    title: str,
    key: dict[str, style.Style],
    notes: list[str],
) -> Figure:
    """Return the figure: a strip an article, its passages on it, lines from one number to the same."""
    figure, axis = _rows(list(short.values()), style.PAGE, 32, title, key, notes)
    axis.set(xlim=(0, 100))
    points = 72 * style.PAGE * axis.get_position().width
    middle: dict[int, list[tuple[float, int]]] = {}
    for row, doc in enumerate(short):
        style.bar(axis, row, 0, 100, (style.GROUND, ""), 0.4)
        free = 0.0  # where the next number over this strip may begin
        for part in data[data["doc"] == doc].itertuples():
            left, right = 100 * part.start / length[doc], 100 * part.end / length[doc]
            style.bar(axis, row, left, right, PASSAGE_KINDS[part.kind], 0.4)
            axis.plot([right, right], [row - 0.2, row + 0.2], color="white", linewidth=0.7, clip_on=False)
            if part.cluster:
                x = (left + right) / 2
                middle.setdefault(part.cluster, []).append((x, row))
                digits = 100 * (style.measure(str(part.cluster), style.SMALL) + 2) / points
                if digits <= right - left:
                    axis.text(x, row, str(part.cluster), color="white", zorder=3, **NUMBER)
                else:
                    x = max(x, free + digits / 2)
                    free = x + digits / 2
                    axis.text(x, row - 0.34, str(part.cluster), bbox=GROUND, zorder=3, **NUMBER)
    for places in middle.values():
        for (x1, row1), (x2, row2) in itertools.pairwise(places):
            # Over the strips they cross, so that a line is not taken to end where it passes.
            axis.plot([x1, x2], [row1 + 0.2, row2 - 0.2], color=style.QUIET, linewidth=0.5, zorder=2.5)
    return figure


def _rows(
    names: list[str], inches: float, high: float, title: str, key: dict[str, style.Style], notes: list[str]
) -> tuple[Figure, mpl.axes.Axes]:
    """Return a figure with a row for each article, `high` points each, its name at the left."""
    broken = ["\n".join(style.wrap(name, 72 * inches / 4)) for name in names]
    left = max(style.measure(line) for name in broken for line in name.split("\n")) + 6
    high = max(high, *(style.TEXT * style.LEADING * (name.count("\n") + 1) for name in broken))
    figure, top = style.sheet(inches, high * len(names), title, key, notes)
    room = 72 * inches - 2 * style.MARGIN - left
    axis = style.place(figure, style.MARGIN + left, top, room, high * len(names))
    axis.set(ylim=(len(names) - 0.5, -0.5), yticks=range(len(names)))
    axis.set_yticklabels(broken)
    return figure, axis


@mpl.rc_context(style.STYLE)
def shared_copy(shared: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw how much of each article stands in passages it shares with another one.

    `shared` has the columns doc, shared, words; both count words of its sentences and captions.
    """
    notes, articles = style.tell_left_out(articles), style.longest_articles(articles)
    short = short_names(articles)
    data = choose_rows(shared, short)[["doc", "shared", "words"]]
    if data.empty:
        return draw_nothing("No {article} has a sentence.", data, articles)
    data = data.set_index("doc").reindex(list(short), fill_value=0).rename_axis("doc").reset_index()
    notes = ["Numbers: words shared, of all in sentences and captions.", *notes]
    title = f"Shared with another {unit_words(articles)['article']}: " + _least_and_most(data, short)
    key = {str(say(name, **unit_words(articles))): look for name, look in WORDING.items()}
    names = list(short.values())
    figure, axis = _rows(names, style.COLUMN, 1.4 * style.ROW, title, key, notes)
    points = 72 * style.COLUMN * axis.get_position().width
    numbers = [f"{row.shared} of {row.words}" for row in data.itertuples()]
    limit = data["words"].max() * points / (points - 3 - max(style.measure(n, style.SMALL) for n in numbers))
    axis.set(xlim=(0, max(limit, 1)))
    for y, (row, number) in enumerate(zip(data.itertuples(), numbers, strict=True)):
        style.stacked_bar(
            axis, y, dict(zip(WORDING, (row.shared, row.words - row.shared), strict=True)), WORDING
        )
        axis.text(row.words + 2 * limit / points, y, number, va="center_baseline", fontsize=style.SMALL)
    parts = [f"{short[row.doc]} {row.shared} of {row.words}" for row in data.itertuples()]
    alt = say("Bars: words that stand in shared passages. {parts}.", parts=parts)
    return describe(figure, data, [alt, *notes[1:]])


def _least_and_most(data: pd.DataFrame, short: dict[str, str]) -> str:
    """Return which article shares the smallest and which the largest part of its words."""
    shares = data["shared"] / data["words"].where(data["words"] > 0)
    least, most = (
        f"{row.shared} of {row.words} words in {short[row.doc]}"
        for row in (data.loc[shares.idxmin()], data.loc[shares.idxmax()])
    )
    return least + (f", but {most}" if len(data) > 1 else "")
