"""Figures of what articles share: sentences by pairs of articles, and how much of each is shared copy."""

import matplotlib as mpl
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from inotherwords import settings
from inotherwords.corpus import sigla
from inotherwords.layers import schema
from inotherwords.report.figures import style
from inotherwords.report.figures.drawing import Drawing, choose_rows, describe, draw_nothing
from inotherwords.report.sentences import Number, pluralise, say, short_names, unit_words

FEWEST_LETTERED = 6  # articles: the names of more do not fit above narrow columns, and letters stand for them
MOST_LINES = 2  # of a name; a longer one is shortened
WORDING = {"shared with another {article}": ("#4d4d4d", ""), "its own": (style.GROUND, "")}


@mpl.rc_context(style.STYLE)
def shared_pairs(passages: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw how many sentences each two articles share, word for word or reworded.

    `passages` is the table of that name; a sentence in three articles counts in each of their pairs.
    """
    notes, articles = style.tell_left_out(articles), style.longest_articles(articles)
    short = short_names(articles)
    same = passages[passages["kind"].isin(settings.COLLATED)]
    same = same[same["doc_a"].isin(list(short)) & same["doc_b"].isin(list(short))]
    data = same.groupby(["doc_a", "doc_b"]).size().rename("sentences").reset_index()
    data = schema.table("outputs/figures/shared-pairs", data)
    if data.empty:
        return draw_nothing("No two {articles} share a sentence.", data, articles)
    wide = pd.DataFrame(0, index=list(short), columns=list(short))
    for row in data.itertuples():
        wide.loc[row.doc_a, row.doc_b] = wide.loc[row.doc_b, row.doc_a] = row.sentences
    most = data.loc[data["sentences"].idxmax()]
    shared = f"{most['sentences']} {pluralise(most['sentences'], 'sentence')}"
    title = f"{short[most['doc_a']]} and {short[most['doc_b']]} share {shared}"
    others = data["sentences"].drop(most.name)
    if len(short) > 2:
        most_of_all = "the most" if len(others) else "no others share one"
        title += ", as many as others" if (others == most["sentences"]).any() else f", {most_of_all}"
    names = heads = list(short.values())
    if len(names) > FEWEST_LETTERED:
        heads = list(sigla(names).values())
        names = [f"{letter}  {name}" for letter, name in zip(heads, names, strict=True)]
    figure, axis, broken = _rows(names, style.PAGE, 2.2 * style.ROW, title, {}, notes)
    own = [[row == column for column in range(len(short))] for row in range(len(short))]
    figure.set_layout_engine("none")
    sns.heatmap(
        wide.to_numpy(),
        ax=axis,
        cmap="Blues",
        cbar=False,
        annot=True,
        fmt="d",
        mask=pd.DataFrame(own).to_numpy(),
        linewidths=1,
        vmin=0,
        annot_kws={"size": style.TEXT},
    )
    high = len(short)
    room = 72 * style.PAGE * axis.get_position().width / high - 4
    heads = ["\n".join(_lines(name, room, style.SMALL)) for name in heads]
    axis.set(ylim=(high, -1 if any("\n" in head for head in heads) else -0.7), xticks=[])
    axis.set_yticks([n + 0.5 for n in range(high)], broken, rotation=0)
    for number, head in enumerate(heads):
        axis.text(number + 0.5, -0.15, head, ha="center", va="bottom", fontsize=style.SMALL)
    parts = [f"{short[row.doc_a]} and {short[row.doc_b]} {row.sentences}" for row in data.itertuples()]
    lead = say(
        "A table of articles against articles: {n} pairs of shared sentences.",
        n=Number(int(data["sentences"].sum()), "figures/shared-pairs/pairs"),
    )
    return describe(figure, data, [lead, f"{'; '.join(parts)}.", *notes])


def _lines(name: str, wide: float, size: float = style.TEXT) -> list[str]:
    """Return a name in lines so many points wide, MOST_LINES at most; what tells it apart is never cut off.

    >>> _lines("The Northern Ledger and Weekly Advertiser (3 May 2024)", 70)
    ['The Northern …', '(3 May 2024)']
    """
    whole = style.wrap(name, wide, size)
    if len(whole) <= MOST_LINES:
        return whole
    outlet, bracket, apart = name.rpartition(" (")
    apart = style.wrap(f"({apart}", wide, size) if bracket else []
    first = max(MOST_LINES - len(apart), 1)
    lines = style.wrap(outlet if bracket else name, wide, size)
    if len(lines) > first:
        lines = [*lines[: first - 1], style.shorten(" ".join(lines[first - 1 :]), wide, size)]
    return [*lines, *apart]


def _rows(
    names: list[str], inches: float, high: float, title: str, key: dict[str, style.Style], notes: list[str]
) -> tuple[Figure, mpl.axes.Axes, list[str]]:
    """Return a figure with a row for each article, `high` points each, its name at the left, in lines."""
    wide = 72 * inches / 4
    broken = ["\n".join(_lines(name, wide)) for name in names]
    left = max(style.measure(line) for name in broken for line in name.split("\n")) + 6
    high = max(high, *(style.TEXT * style.LEADING * (name.count("\n") + 1) for name in broken))
    figure, top = style.sheet(inches, high * len(names), title, key, notes)
    room = 72 * inches - 2 * style.MARGIN - left
    axis = style.place(figure, style.MARGIN + left, top, room, high * len(names))
    axis.set(ylim=(len(names) - 0.5, -0.5), yticks=range(len(names)))
    axis.set_yticklabels(broken)
    return figure, axis, broken


@mpl.rc_context(style.STYLE)
def shared_copy(shared: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw how much of each article stands in passages it shares with another one.

    `shared` has the columns doc, shared, words, common (`shared_wording`).
    """
    notes, articles = style.tell_left_out(articles), style.longest_articles(articles)
    # As a bar the rest would leave no room for the others.
    apart, articles = short_names(articles), style.without_rest(articles)
    short = short_names(articles)
    rest = choose_rows(shared, {doc: name for doc, name in apart.items() if doc not in short})
    notes += [f"Not drawn: {apart[row.doc]}, {row.shared} of {row.words}." for row in rest.itertuples()]
    data = choose_rows(shared, short)[["doc", "shared", "words"]]
    if data.empty:
        return draw_nothing("No {article} has a sentence.", data, articles)
    data = data.set_index("doc").reindex(list(short), fill_value=0).rename_axis("doc").reset_index()
    if common := shared["common"].sum():
        notes.append(f"Shared are {common} words that more than {settings.BOILERPLATE} articles have.")
    notes = ["Numbers: words shared, of all in sentences and captions.", *notes]
    title = f"Shared with another {unit_words(articles)['article']}: " + _least_and_most(data, short)
    key = {str(say(name, **unit_words(articles))): look for name, look in WORDING.items()}
    names = list(short.values())
    figure, axis, _ = _rows(names, style.COLUMN, 1.4 * style.ROW, title, key, notes)
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
