"""The figures, drawn from tables. Each comes with the data it plots and a text for who cannot see it.

A figure is guarded by its data: the digest of the plotted table is printed beside it, so that a changed
number shows even where a changed picture would not.
"""

import base64
import io
import itertools
import textwrap
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl
import pandas as pd
import seaborn as sns
from IPython.display import display
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from inotherwords import terms
from inotherwords.corpus import sha256, table_bytes
from inotherwords.ledger import plain
from inotherwords.naming import readable

WIDTH = 6.9  # inches: two columns of a journal page
DPI = 200
GREY = "#5f5f5f"
STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "axes.titlesize": 8.5,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.linewidth": 0.6,
    "xtick.color": GREY,
    "ytick.color": "black",
    "xtick.major.width": 0.6,
    "ytick.major.width": 0,
    "hatch.linewidth": 0.6,
    "text.parse_math": False,  # a dollar sign in a name is a dollar sign
    "svg.hashsalt": "inotherwords",
}

Style = tuple[str, str]  # colour and hatch

# Dark to light, so that they stay apart in grey; the hatch does so for those printed alike.
VOICES = {
    "own": ("#0b3c5d", ""),
    "heading": ("#4a86ad", "xxxx"),
    "caption": ("#4a86ad", "...."),
    "attributed": ("#a9cbe0", ""),
    "quoted": ("#ffffff", "////"),
}
# Okabe & Ito (2008), "Color universal design"; hatched where a hue comes twice.
SIDES = {
    "own voice": ("#e9e9e9", ""),
    "ngo": ("#009e73", ""),
    "un": ("#009e73", "////"),
    "civilian": ("#f0e442", ""),
    "media": ("#f0e442", "////"),
    "syrian_government": ("#0072b2", ""),
    "iran": ("#56b4e9", ""),
    "russia": ("#56b4e9", "////"),
    "turkey": ("#cc79a7", "\\\\\\\\"),
    "opposition_hts": ("#d55e00", ""),
    "usa_west": ("#cc79a7", "////"),
    "other": ("#999999", ""),
    "several": ("#009e73", "xxxx"),
    "unknown": ("#ffffff", "...."),
}
# For sides that another corpus names, in this order, again and again.
SPARE = [
    (colour, hatch)
    for hatch in ("", "////", "....", "xxxx")
    for colour in ("#e69f00", "#444444", "#cccccc", "#0072b2", "#f0e442", "#d55e00")
    if (colour, hatch) not in SIDES.values()
]
DOUBT = ("#222222", "")
CUE_CLASSES = ["neutral", "assertive", "doubt", "blame", "other"]
BAR = ["actor", "label", "doc"]
MOST_ROWS = 12
FEWEST_USES = 5  # of a word, for its places to be drawn
MOST_COLUMNS = 5  # panels side by side; more articles go on in the next row


class Drawing(NamedTuple):
    """A figure, the table it plots, and its alternative text, in which counts may be bound to names."""

    figure: Figure
    data: pd.DataFrame
    alt: str


def data_digest(drawing: Drawing) -> str:
    """Return the first 16 digits of the SHA-256 of the plotted table."""
    return sha256(table_bytes(drawing.data))[:16]


def _png(figure: Figure) -> bytes:
    picture = io.BytesIO()
    with mpl.rc_context(STYLE):
        figure.savefig(picture, format="png", dpi=DPI, metadata={"Software": None})
    figure.set_layout_engine("none")  # the places are found; finding them again takes as long as drawing
    return picture.getvalue()


def _show(name: str, drawing: Drawing, png: bytes) -> None:
    display(
        {"image/png": base64.b64encode(png).decode(), "text/plain": plain(drawing.alt)},
        raw=True,
        metadata={"image/png": {"alt": plain(drawing.alt), "width": 700}},
    )
    print(f"figure {name}, digest of its data: {data_digest(drawing)}")


def show(name: str, drawing: Drawing) -> None:
    """Show a figure in a notebook with its alternative text, and print the digest of its data."""
    _show(name, drawing, _png(drawing.figure))


def save(outputs: Path, name: str, drawing: Drawing) -> dict[str, str]:
    """Write NAME.png, .svg, .csv (the plotted data) and .txt (the alternative text); show the figure.

    Returns figure, alt (for the ledger, with the names of its numbers) and data_sha256.
    """
    folder = outputs / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    png = _png(drawing.figure)
    (folder / f"{name}.png").write_bytes(png)
    with mpl.rc_context(STYLE):
        about = {"Date": None, "Creator": None, "Title": name, "Description": plain(drawing.alt)}
        drawing.figure.savefig(folder / f"{name}.svg", metadata=about)
    (folder / f"{name}.csv").write_bytes(table_bytes(drawing.data))
    (folder / f"{name}.txt").write_bytes(f"{plain(drawing.alt)}\n".encode())
    _show(name, drawing, png)
    return {"figure": name, "alt": drawing.alt, "data_sha256": sha256(table_bytes(drawing.data))}


def panels(
    columns: int, height: float, rows: int = 1, width: float = WIDTH, **options: object
) -> tuple[Figure, list[mpl.axes.Axes]]:
    """Return a figure without the global state of pyplot, and its axes from left to right, top to bottom."""
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False, **options)
    return figure, list(axes.flat)


def _grid(panels: int, most: int = MOST_COLUMNS) -> tuple[int, int]:
    """Return how many columns and rows hold the panels.

    >>> _grid(5), _grid(12)
    ((5, 1), (5, 3))
    """
    columns = min(panels, most)
    return columns, -(-panels // columns)


def _title_panels(axes: list[mpl.axes.Axes], names: list[str], columns: int, **options: object) -> None:
    """Write the articles' names over their panels, broken where they are too long; clear panels to spare."""
    for axis, name in zip(axes, names, strict=False):
        axis.set_title(broken(name, 80 // columns), **options)
        axis.tick_params(labelbottom=True)
    for axis in axes[len(names) :]:
        axis.set_axis_off()


def broken(name: str, letters: int = 24) -> str:
    """Return a name on several lines if it is longer than some letters."""
    return textwrap.fill(name, letters, break_on_hyphens=False)


def short_names(articles: pd.DataFrame) -> dict[str, str]:
    """Return the short name of each article by its doc."""
    return dict(zip(articles["doc"], articles["short"], strict=True))


def spread(counts: pd.Series) -> str:
    """Return counts by name as an enumeration, for an alternative text."""
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def none_in(data: pd.DataFrame, short: dict[str, str]) -> str:
    """Return the end of an alternative text: the articles of which nothing is drawn."""
    missing = [name for doc, name in short.items() if doc not in set(data["doc"])]
    return f"; none in {', '.join(missing)}" if missing else ""


def nothing(note: str, data: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Return a figure that says in words why there is nothing to draw."""
    with mpl.rc_context(STYLE):
        figure, (axis,) = panels(1, 0.5)
        axis.set_axis_off()
        axis.set(xticks=[], yticks=[])
        axis.text(0.5, 0.5, note, ha="center", va="center")
    return Drawing(figure, data, f"An empty figure. {note} Articles: {', '.join(articles['short'])}.")


def stack(
    axis: mpl.axes.Axes, y: float, parts: dict[str, float], styles: dict[str, Style], edge: str
) -> None:
    """Draw one bar from its parts, each in its style; `edge` is the line around a part without a hatch."""
    left = 0.0
    for name, (colour, hatch) in styles.items():
        if width := parts.get(name, 0):
            look = {"color": colour, "hatch": hatch, "edgecolor": GREY if hatch else edge, "linewidth": 0.5}
            axis.barh(y, width, 0.72, left, **look)
            left += width


def legend(figure: Figure, styles: dict[str, Style], columns: int) -> None:
    """Put the names of the styles over the figure."""
    handles = [Patch(facecolor=c, hatch=h, edgecolor=GREY, linewidth=0.5) for c, h in styles.values()]
    figure.legend(handles, list(styles), loc="outside upper center", ncols=columns, frameon=False)


def labels_by_voice(
    labels: pd.DataFrame, articles: pd.DataFrame, actors: list[str], notes: list[str]
) -> Drawing:
    """Draw how often each article uses each label of some actors, and in whose voice.

    The `notes`, sentences such as those on the legal status of an actor, are written under the bars.

    `labels` is the table of that name; one panel an article, one bar a label, its parts the voices. An
    actor named twice is drawn once, one without a label not at all.
    """
    short = short_names(articles)
    chosen = labels[labels["actor"].isin(actors)]
    data = chosen.groupby(["actor", "label", "doc", "voice"]).size().rename("count").reset_index()
    if data.empty:
        return nothing("No label of these actors in any article.", data, articles)
    totals = data.groupby(["actor", "label"])["count"].sum()
    rows = [
        (actor, label)
        for actor in dict.fromkeys(actors)
        if actor in totals
        for label in totals[actor].sort_values(ascending=False, kind="stable").index
    ]
    place, headings = _rows_with_headings(rows)
    by_bar = {key: dict(zip(part["voice"], part["count"], strict=True)) for key, part in data.groupby(BAR)}
    columns, lines = _grid(len(short))
    height = 0.9 + lines * 0.165 * (len(rows) + len(headings) * 1.3)
    with mpl.rc_context(STYLE):
        figure, axes = panels(columns, height, lines, sharey=True, sharex=True)
        for axis, doc in zip(axes, short, strict=False):
            for key, y in place.items():
                parts = by_bar.get((*key, doc), {})
                stack(axis, y, parts, VOICES, GREY)
                if total := sum(parts.values()):
                    axis.text(total + 0.4, y, str(total), va="center", fontsize=6.5)
            axis.margins(x=0.12)
            axis.xaxis.set_major_locator(mpl.ticker.MaxNLocator(3, integer=True))
        _title_panels(axes, list(short.values()), columns)
        axes[0].set_yticks(
            [*place.values(), *headings.values()],
            [label for _, label in rows] + [readable(actor) for actor in headings],
        )
        for axis in axes[::columns]:
            for tick in axis.get_yticklabels()[len(rows) :]:
                tick.set_fontweight("bold")
        axes[0].invert_yaxis()
        under = [textwrap.fill(note, 120) for note in notes]
        figure.supxlabel("\n\n".join(["mentions", *under]), fontsize=7)
        names = ["own voice", "heading", "caption", "attributed", "inside quotation marks"]
        legend(figure, dict(zip(names, VOICES.values(), strict=True)), 5)
    by_label = data.groupby(["actor", "label", "doc"])["count"].sum()
    parts = [f"{label}: {spread(by_label[actor, label].rename(index=short))}" for actor, label in rows]
    alt = "Bars: how often each article uses each label, divided by voice. " + "; ".join(parts)
    return Drawing(figure, data, " ".join([f"{alt}{none_in(data, short)}.", *notes]))


def _rows_with_headings(rows: list[tuple[str, str]]) -> tuple[dict[tuple[str, str], float], dict[str, float]]:
    """Return where each (actor, label) and each actor's heading stands on the y axis."""
    place: dict[tuple[str, str], float] = {}
    headings: dict[str, float] = {}
    y = 0.0
    for actor, label in rows:
        if actor not in headings:
            y += 0.3 if headings else 0.0
            headings[actor] = y
            y += 1.0
        place[actor, label] = y
        y += 1.0
    return place, headings


def side_styles(sides: set[str]) -> dict[str, Style]:
    """Return colour and hatch of some sides, in the order of their drawing.

    >>> list(side_styles({"unknown", "farmers", "ngo"}))
    ['ngo', 'unknown', 'farmers']
    """
    known = {side: style for side, style in SIDES.items() if side in sides}
    return known | dict(zip(sorted(sides - set(SIDES)), itertools.cycle(SPARE), strict=False))


def share_of_voice(shares: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw on whose word the words of each article stand: one bar an article, one part a side.

    `shares` is the table `share_of_voice`: doc, side, words, share, doubtful. What stands there by a
    doubtful attribution only is underlined.
    """
    short = short_names(articles)
    data = shares[["doc", "side", "words", "share", "doubtful"]].copy()
    if data.empty:
        return nothing("No words in any article.", data, articles)
    styles = side_styles(set(data["side"]))
    with mpl.rc_context(STYLE):
        figure, (axis,) = panels(1, 0.95 + 0.42 * len(short))
        for row, doc in enumerate(short):
            own = data[data["doc"] == doc].set_index("side")
            words = own["words"]
            widths = (100 * words / words.sum()).to_dict()
            stack(axis, row, widths, styles, "white")
            left = 0.0
            for side in styles:
                width = widths.get(side, 0)
                if width >= 4:
                    name = readable(side)
                    fits = width >= max(11, len(name))
                    _number(
                        axis, left + width / 2, row, f"{name}\n{words[side]}" if fits else str(words[side])
                    )
                left += width
                if unsure := own["doubtful"].get(side, 0):
                    unsure = 100 * unsure / words.sum()
                    axis.barh(row + 0.43, unsure, 0.09, left - unsure, color=DOUBT[0])
        axis.set_yticks(range(len(short)), [broken(name) for name in short.values()])
        axis.invert_yaxis()
        axis.set_xlim(0, 100)
        axis.set_xlabel("share of the article's words, per cent (numbers in the bars: words)")
        doubt = {"by a doubtful attribution only": DOUBT} if data["doubtful"].any() else {}
        legend(figure, {readable(side): style for side, style in styles.items()} | doubt, 4)
    unsure = data.groupby("doc")["doubtful"].sum().rename(index=short)
    parts = [
        f"{name}: " + (spread(rows.set_index("side")["words"].rename(index=readable)) or "no words")
        for doc, name in short.items()
        for rows in [data[data["doc"] == doc]]
    ]
    return Drawing(
        figure,
        data,
        f"Bars: words of each article by whose word they stand on. {'; '.join(parts)}. Underlined, by a "
        f"doubtful attribution only: {spread(unsure) or 'none'}.",
    )


def _number(axis: mpl.axes.Axes, x: float, y: float, text: str) -> None:
    """Write a number into a bar, on white, so that it can be read on a hatch."""
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85}
    axis.text(x, y, text, ha="center", va="center", fontsize=6.5, bbox=box)


def cue_verbs(counts: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw how often each article uses each cue, grouped by what the cue lends to the statement.

    `counts` is the table `cue_verbs`: doc, cue, cue_class, count.
    """
    if counts.empty:
        empty = counts.reindex(columns=["cue_class", "cue", "doc", "count"])
        return nothing("No cue in any article.", empty, articles)
    short = short_names(articles)
    wide = counts.pivot_table(
        index=["cue_class", "cue"], columns="doc", values="count", fill_value=0, aggfunc="sum"
    )
    wide = wide.reindex(columns=list(short), fill_value=0).astype(int)
    classes = [*CUE_CLASSES, *sorted(set(counts["cue_class"]) - set(CUE_CLASSES))]
    order = sorted(wide.index, key=lambda key: (classes.index(key[0]), -int(wide.loc[key].sum()), key[1]))
    wide = wide.loc[order]
    with mpl.rc_context(STYLE):
        figure, (axis,) = panels(1, 0.7 + 0.17 * len(wide), width=WIDTH * 0.8)
        sns.heatmap(
            wide,
            ax=axis,
            cmap=sns.light_palette("#6fa8cf", as_cmap=True),
            cbar=False,
            linewidths=0.6,
            annot=wide.map(lambda count: str(count) if count else ""),
            fmt="",
            annot_kws={"fontsize": 7, "color": "black"},
        )
        axis.set_yticks(
            [place + 0.5 for place in range(len(wide))], [cue for _, cue in wide.index], rotation=0
        )
        slanted = {"rotation": 45, "ha": "left"} if len(short) > MOST_COLUMNS else {"rotation": 0}
        names = [broken(name, 80 // min(len(short), MOST_COLUMNS)) for name in short.values()]
        axis.set_xticks([place + 0.5 for place in range(len(short))], names, **slanted)
        axis.xaxis.tick_top()
        axis.tick_params(length=0, colors="black", labelsize=7.5)
        axis.set(xlabel="", ylabel="")
        for cue_class in classes:
            rows = [number for number, key in enumerate(wide.index) if key[0] == cue_class]
            if rows:
                axis.axhline(rows[0], color="black", linewidth=0.8)
                middle = (rows[0] + rows[-1] + 1) / 2
                axis.text(len(short) * 1.024, middle, cue_class, va="center", fontweight="bold")
    data = wide.reset_index().melt(["cue_class", "cue"], var_name="doc", value_name="count")
    by_class = data.groupby(["cue_class", "doc"])["count"].sum()
    parts = [
        f"{cue_class}: " + spread(by_class[cue_class].rename(index=short))
        for cue_class in classes
        if cue_class in by_class
    ]
    return Drawing(figure, data, "Table of cues, counted by article; in classes: " + "; ".join(parts) + ".")


def keyness(table: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw the eight words of each article with the highest log-likelihood against the rest.

    Dots are the log ratio, lines its exact 95 % interval; closed-class words are left out of the drawing.
    """
    short = short_names(articles)
    shown = table[(table["log_ratio"] > 0) & (table["count"] > 1) & ~table["term"].isin(terms.stop_words())]
    data = (
        shown.sort_values(["doc", "log_likelihood", "term"], ascending=[True, False, True])
        .groupby("doc")
        .head(8)[
            ["doc", "term", "count", "rest", "log_likelihood", "log_ratio", "log_ratio_low", "log_ratio_high"]
        ]
        .reset_index(drop=True)
    )
    if data.empty:
        return nothing("No word sets one article apart from the others.", data, articles)
    columns, rows = _grid(len(short), 3)
    least, most = -4, max(9, int(data["log_ratio"].max()) + 2)
    with mpl.rc_context(STYLE):
        figure, axes = panels(columns, 0.4 + 1.6 * rows, rows, sharex=True)
        for axis, doc in zip(axes, short, strict=False):
            part = data[data["doc"] == doc].reset_index(drop=True)
            low, high = part["log_ratio_low"].clip(lower=least), part["log_ratio_high"].clip(upper=most)
            axis.hlines(part.index, low, high, color="#5b8fb0", linewidth=1)
            axis.plot(part["log_ratio"], part.index, "o", color="#0b3c5d", markersize=3.5)
            axis.axvline(0, color=GREY, linewidth=0.6)
            counts = zip(part["term"], part["count"], part["rest"], strict=True)
            words = [f"{term}  {count} : {rest}" for term, count, rest in counts]
            axis.set_yticks(part.index, words, fontsize=7)
            axis.set_ylim(7.6, -0.6)
            axis.set_xlim(least, most)
        _title_panels(axes, list(short.values()), columns)
        figure.supxlabel("log ratio (+1: twice as frequent here as in the other articles)", fontsize=8)
    parts = [
        f"{name}: {', '.join(data.loc[data['doc'] == doc, 'term']) or 'none'}" for doc, name in short.items()
    ]
    alt = (
        "Dots with intervals: the words that set each article apart from the others, by log-likelihood, "
        "with the count here and in the rest. " + "; ".join(parts) + "."
    )
    return Drawing(figure, data, alt)


def dispersion(tokens: pd.DataFrame, keyness: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw where the words that set the articles apart stand: a lexical dispersion plot.

    The twelve terms with the highest log-likelihood in any article (closed-class words left out), one
    row a term, one panel an article, one stroke an occurrence. A word is as wide in every panel.
    """
    short = short_names(articles)
    over = keyness[(keyness["log_ratio"] > 0) & ~keyness["term"].isin(terms.stop_words())]
    frequent = over[over["count"] + over["rest"] >= FEWEST_USES]
    best = frequent.groupby("term")["log_likelihood"].max().sort_values(ascending=False, kind="stable")
    chosen = list(best.index[:MOST_ROWS])
    data = tokens.assign(place=tokens.groupby("doc").cumcount() + 1)
    data = data[data["term"].isin(chosen)][["term", "doc", "place"]].sort_values(
        ["term", "doc", "place"], ignore_index=True
    )
    if data.empty:
        return nothing("No word sets one article apart often enough to be drawn.", data, articles)
    columns, rows = _grid(len(short))
    sizes = tokens.groupby("doc").size().reindex(list(short), fill_value=0).tolist()
    # A column is as wide as its longest article; a very short one keeps room for its name.
    widths = [max(*sizes[column::columns], sum(sizes) // (10 * rows)) for column in range(columns)]
    with mpl.rc_context(STYLE):
        figure, axes = panels(
            columns,
            0.7 + 0.19 * len(chosen) * rows,
            rows,
            sharey=True,
            gridspec_kw={"width_ratios": widths},
        )
        for axis, doc, width in zip(axes, short, itertools.cycle(widths), strict=False):
            part = data[data["doc"] == doc]
            axis.eventplot(
                [part.loc[part["term"] == term, "place"].to_numpy() for term in chosen],
                lineoffsets=range(len(chosen)),
                linelengths=0.7,
                linewidths=1.2,
                colors="#0b3c5d",
            )
            axis.set_xlim(0, width)
            axis.grid(axis="y", color="#dddddd", linewidth=0.5)
            axis.set_axisbelow(True)
            axis.xaxis.set_major_locator(mpl.ticker.MaxNLocator(3, integer=True))
        _title_panels(axes, list(short.values()), columns, fontsize=7.5)
        axes[0].set_yticks(range(len(chosen)), chosen)
        axes[0].set_ylim(len(chosen) - 0.4, -0.6)
        figure.supxlabel("place in the article, in words", fontsize=8)
    counts = data.groupby(["term", "doc"]).size()
    parts = [f"{term}: " + spread(counts[term].rename(index=short)) for term in chosen]
    alt = "Strokes: where each word stands in each article. " + "; ".join(parts)
    return Drawing(figure, data, f"{alt}{none_in(data, short)}.")
