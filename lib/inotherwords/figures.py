"""The figures, drawn from tables. Each comes with the data it plots and a text for who cannot see it.

A figure is guarded by its data: the digest of the plotted table is printed beside it, so that a changed
number shows even where a changed picture would not.
"""

import base64
import io
import itertools
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
    "svg.hashsalt": "inotherwords",
}

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
    "turkey": ("#cc79a7", ""),
    "opposition_hts": ("#d55e00", ""),
    "usa_west": ("#cc79a7", "////"),
    "other": ("#999999", ""),
    "unknown": ("#ffffff", "...."),
}
CUE_CLASSES = ["neutral", "assertive", "doubt", "blame", "other"]
PASSAGE_KINDS = {"verbatim": "#0b3c5d", "near": "#0b3c5d", "paraphrase": "#a9cbe0"}
MOST_ROWS = 12


class Drawing(NamedTuple):
    """A figure, the table it plots, and its alternative text."""

    figure: Figure
    data: pd.DataFrame
    alt: str


def data_digest(drawing: Drawing) -> str:
    """Return the first 16 digits of the SHA-256 of the plotted table."""
    return sha256(table_bytes(drawing.data))[:16]


def _png(figure: Figure) -> bytes:
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=DPI, metadata={"Software": None})
    figure.set_layout_engine("none")  # the places are found; finding them again takes as long as drawing
    return picture.getvalue()


def _show(name: str, drawing: Drawing, png: bytes) -> None:
    display(
        {"image/png": base64.b64encode(png).decode(), "text/plain": drawing.alt},
        raw=True,
        metadata={"image/png": {"alt": drawing.alt, "width": 700}},
    )
    print(f"figure {name}, digest of its data: {data_digest(drawing)}")


def show(name: str, drawing: Drawing) -> None:
    """Show a figure in a notebook with its alternative text, and print the digest of its data."""
    _show(name, drawing, _png(drawing.figure))


def save(outputs: Path, name: str, drawing: Drawing) -> dict[str, str]:
    """Write NAME.png, .svg, .csv (the plotted data) and .txt (the alternative text); show the figure.

    Returns the row of the table `figures`: figure, alt, data_sha256.
    """
    folder = outputs / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    png = _png(drawing.figure)
    (folder / f"{name}.png").write_bytes(png)
    with mpl.rc_context(STYLE):
        about = {"Date": None, "Creator": None, "Title": name, "Description": drawing.alt}
        drawing.figure.savefig(folder / f"{name}.svg", metadata=about)
    (folder / f"{name}.csv").write_bytes(table_bytes(drawing.data))
    (folder / f"{name}.txt").write_bytes(f"{drawing.alt}\n".encode())
    _show(name, drawing, png)
    return {"figure": name, "alt": drawing.alt, "data_sha256": sha256(table_bytes(drawing.data))}


def _panels(
    columns: int, height: float, rows: int = 1, **options: object
) -> tuple[Figure, list[mpl.axes.Axes]]:
    """Return a figure without the global state of pyplot, and its axes from left to right, top to bottom."""
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False, **options)
    return figure, list(axes.flat)


def _short(articles: pd.DataFrame) -> dict[str, str]:
    return dict(zip(articles["doc"], articles["short"], strict=True))


def _spread(counts: pd.Series) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def labels_by_voice(labels: pd.DataFrame, articles: pd.DataFrame, actors: list[str]) -> Drawing:
    """Draw how often each article uses each label of some actors, and in whose voice.

    `labels` is the table of that name; one panel an article, one bar a label, its parts the voices.
    """
    short = _short(articles)
    chosen = labels[labels["actor"].isin(actors)]
    data = chosen.groupby(["actor", "label", "doc", "voice"]).size().rename("count").reset_index()
    totals = data.groupby(["actor", "label"])["count"].sum()
    rows = [
        (actor, label)
        for actor in actors
        if actor in totals
        for label in totals[actor].sort_values(ascending=False, kind="stable").index
    ]
    place, headings = _rows_with_headings(rows)
    with mpl.rc_context(STYLE):
        figure, axes = _panels(
            len(short), 0.9 + 0.165 * (len(rows) + len(headings) * 1.3), sharey=True, sharex=True
        )
        for axis, (doc, name) in zip(axes, short.items(), strict=True):
            for key in rows:
                part = data[(data["doc"] == doc) & (data["actor"] == key[0]) & (data["label"] == key[1])]
                left = 0
                for voice, (colour, hatch) in VOICES.items():
                    count = int(part.loc[part["voice"] == voice, "count"].sum())
                    if count:
                        axis.barh(
                            place[key],
                            count,
                            0.72,
                            left,
                            color=colour,
                            hatch=hatch,
                            edgecolor=GREY,
                            linewidth=0.5,
                        )
                    left += count
                if left:
                    axis.text(left + 0.4, place[key], str(left), va="center", fontsize=6.5)
            axis.set_title(name)
            axis.margins(x=0.12)
            axis.xaxis.set_major_locator(mpl.ticker.MaxNLocator(3, integer=True))
        axes[0].set_yticks(
            [*place.values(), *headings.values()],
            [label for _, label in rows] + [readable(actor) for actor in headings],
        )
        for tick in axes[0].get_yticklabels()[len(rows) :]:
            tick.set_fontweight("bold")
        axes[0].invert_yaxis()
        figure.supxlabel("mentions", fontsize=8)
        handles = [Patch(facecolor=c, hatch=h, edgecolor=GREY, linewidth=0.5) for c, h in VOICES.values()]
        names = ["own voice", "heading", "caption", "attributed", "inside quotation marks"]
        figure.legend(handles, names, loc="outside upper center", ncols=5, frameon=False)
    by_label = data.groupby(["label", "doc"])["count"].sum().reset_index()
    parts = [
        f"{label}: "
        + _spread(by_label[by_label["label"] == label].set_index("doc")["count"].rename(index=short))
        for _, label in rows
    ]
    alt = "Bars: how often each article uses each label, divided by voice. " + "; ".join(parts) + "."
    return Drawing(figure, data, alt)


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


def share_of_voice(shares: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw on whose word the words of each article stand: one bar an article, one part a side.

    `shares` is the table `share_of_voice`: doc, side, words, share.
    """
    short = _short(articles)
    sides = [side for side in SIDES if side in set(shares["side"])]
    sides += sorted(set(shares["side"]) - set(SIDES))
    data = shares[["doc", "side", "words", "share"]].copy()
    with mpl.rc_context(STYLE):
        figure, (axis,) = _panels(1, 0.95 + 0.42 * len(short))
        for row, doc in enumerate(short):
            part = data[data["doc"] == doc].set_index("side")["words"]
            total, left = part.sum(), 0.0
            for side in sides:
                width = 100 * part.get(side, 0) / total
                colour, hatch = SIDES.get(side, ("#999999", "xxxx"))
                if width:
                    axis.barh(
                        row,
                        width,
                        0.72,
                        left,
                        color=colour,
                        hatch=hatch,
                        edgecolor="white" if not hatch else GREY,
                        linewidth=0.5,
                    )
                if width >= 4:
                    words = f"{readable(side)}\n{part[side]}" if width >= 11 else str(part[side])
                    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85}
                    axis.text(left + width / 2, row, words, ha="center", va="center", fontsize=6.5, bbox=box)
                left += width
        axis.set_yticks(range(len(short)), list(short.values()))
        axis.invert_yaxis()
        axis.set_xlim(0, 100)
        axis.set_xlabel("share of the article's words, per cent (numbers in the bars: words)")
        handles = [
            Patch(facecolor=c, hatch=h, edgecolor=GREY, linewidth=0.5)
            for c, h in (SIDES.get(side, ("#999999", "xxxx")) for side in sides)
        ]
        figure.legend(
            handles, [readable(side) for side in sides], loc="outside upper center", ncols=4, frameon=False
        )
    parts = [
        f"{name}: " + _spread(data[data["doc"] == doc].set_index("side")["words"].rename(index=readable))
        for doc, name in short.items()
    ]
    return Drawing(
        figure, data, "Bars: words of each article by whose word they stand on. " + "; ".join(parts) + "."
    )


def cue_verbs(counts: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw how often each article uses each cue, grouped by what the cue lends to the statement.

    `counts` is the table `cue_verbs`: doc, cue, cue_class, count.
    """
    short = _short(articles)
    wide = counts.pivot_table(
        index=["cue_class", "cue"], columns="doc", values="count", fill_value=0, aggfunc="sum"
    )
    wide = wide.reindex(columns=list(short), fill_value=0).astype(int)
    order = sorted(wide.index, key=lambda key: (CUE_CLASSES.index(key[0]), -int(wide.loc[key].sum()), key[1]))
    wide = wide.loc[order]
    with mpl.rc_context(STYLE):
        figure, (axis,) = _panels(1, 0.7 + 0.17 * len(wide))
        figure.set_size_inches(WIDTH * 0.8, 0.7 + 0.17 * len(wide))
        sns.heatmap(
            wide,
            ax=axis,
            cmap=sns.light_palette("#0b3c5d", as_cmap=True),
            cbar=False,
            linewidths=0.6,
            annot=wide.map(lambda count: str(count) if count else ""),
            fmt="",
            annot_kws={"fontsize": 7},
        )
        axis.set_yticks(
            [place + 0.5 for place in range(len(wide))], [cue for _, cue in wide.index], rotation=0
        )
        axis.set_xticks([place + 0.5 for place in range(len(short))], list(short.values()), rotation=0)
        axis.xaxis.tick_top()
        axis.tick_params(length=0, colors="black")
        axis.set(xlabel="", ylabel="")
        for cue_class in CUE_CLASSES:
            rows = [number for number, key in enumerate(wide.index) if key[0] == cue_class]
            if rows:
                axis.axhline(rows[0], color="black", linewidth=0.8)
                axis.text(
                    len(short) + 0.12, (rows[0] + rows[-1] + 1) / 2, cue_class, va="center", fontweight="bold"
                )
    data = wide.reset_index().melt(["cue_class", "cue"], var_name="doc", value_name="count")
    by_class = data.groupby(["cue_class", "doc"])["count"].sum()
    parts = [
        f"{cue_class}: " + _spread(by_class[cue_class].rename(index=short))
        for cue_class in CUE_CLASSES
        if cue_class in by_class
    ]
    return Drawing(figure, data, "Table of cues, counted by article; in classes: " + "; ".join(parts) + ".")


def keyness(table: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw the eight words of each article with the highest log-likelihood against the rest.

    Dots are the log ratio, lines its exact 95 % interval; closed-class words are left out of the drawing.
    """
    short = _short(articles)
    shown = table[(table["log_ratio"] > 0) & (table["count"] > 1) & ~table["term"].isin(terms.stop_words())]
    data = (
        shown.sort_values(["doc", "log_likelihood", "term"], ascending=[True, False, True])
        .groupby("doc")
        .head(8)[
            ["doc", "term", "count", "rest", "log_likelihood", "log_ratio", "log_ratio_low", "log_ratio_high"]
        ]
        .reset_index(drop=True)
    )
    columns = min(len(short), 3)
    rows = -(-len(short) // columns)
    with mpl.rc_context(STYLE):
        figure, axes = _panels(columns, 0.4 + 1.6 * rows, rows, sharex=True)
        for axis in axes[len(short) :]:
            axis.set_axis_off()
        for axis, (doc, name) in zip(axes, short.items(), strict=False):
            part = data[data["doc"] == doc].reset_index(drop=True)
            low, high = part["log_ratio_low"].clip(lower=-4), part["log_ratio_high"].clip(upper=9)
            axis.hlines(part.index, low, high, color="#5b8fb0", linewidth=1)
            axis.plot(part["log_ratio"], part.index, "o", color="#0b3c5d", markersize=3.5)
            axis.axvline(0, color=GREY, linewidth=0.6)
            counts = zip(part["term"], part["count"], part["rest"], strict=True)
            words = [f"{term}  {count} : {rest}" for term, count, rest in counts]
            axis.set_yticks(part.index, words, fontsize=7)
            axis.set_ylim(7.6, -0.6)
            axis.set_xlim(-4, 9)
            axis.set_title(name)
            axis.tick_params(labelbottom=True)
        figure.supxlabel(
            "log ratio: each step to the right is twice as frequent here as in the others", fontsize=8
        )
    parts = [f"{name}: {', '.join(data.loc[data['doc'] == doc, 'term'])}" for doc, name in short.items()]
    alt = (
        "Dots with intervals: the words that set each article apart from the others, by log-likelihood, "
        "with the count here and in the rest. " + "; ".join(parts) + "."
    )
    return Drawing(figure, data, alt)


def shared_passages(passages: pd.DataFrame, clusters: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw the articles as strips from first to last character, with the passages they share.

    Dark: the same sentence (verbatim or near); light: perhaps a paraphrase. Equal numbers are one
    sentence; `clusters` numbers them.
    """
    short = _short(articles)
    length = dict(zip(articles["doc"], articles["characters"], strict=True))
    sides = []
    for side in ("a", "b"):
        part = passages[[f"doc_{side}", f"start_{side}", f"end_{side}", "kind"]]
        sides.append(part.set_axis(["doc", "start", "end", "kind"], axis=1))
    data = pd.concat(sides).replace({"kind": {"verbatim": "near"}}).drop_duplicates()
    same = data[data["kind"] == "near"][["doc", "start", "end"]].apply(tuple, axis=1).tolist()
    data = data[(data["kind"] == "near") | ~data[["doc", "start", "end"]].apply(tuple, axis=1).isin(same)]
    data = data.merge(clusters, on=["doc", "start", "end"], how="left").sort_values(
        ["doc", "start"], ignore_index=True
    )
    data["cluster"] = data["cluster"].fillna(0).astype(int)
    with mpl.rc_context(STYLE):
        figure, (axis,) = _panels(1, 0.8 + 0.62 * len(short))
        middle: dict[int, list[tuple[float, int]]] = {}
        for row, doc in enumerate(short):
            axis.barh(row, 100, 0.42, color="#f2f2f2", edgecolor=GREY, linewidth=0.5)
            for part in data[data["doc"] == doc].itertuples():
                left, width = 100 * part.start / length[doc], 100 * (part.end - part.start) / length[doc]
                axis.barh(
                    row, width, 0.42, left, color=PASSAGE_KINDS[part.kind], edgecolor="white", linewidth=0.6
                )
                if part.cluster:
                    middle.setdefault(part.cluster, []).append((left + width / 2, row))
                    axis.text(
                        left + width / 2,
                        row,
                        str(part.cluster),
                        color="white",
                        ha="center",
                        va="center",
                        fontsize=6.5,
                    )
        for places in middle.values():
            for (x1, row1), (x2, row2) in itertools.pairwise(places):
                axis.plot(
                    [x1, x2], [row1 + 0.21, row2 - 0.21], color="#0b3c5d", linewidth=0.6, alpha=0.7, zorder=0
                )
        axis.set_yticks(range(len(short)), list(short.values()))
        axis.invert_yaxis()
        axis.set_xlim(0, 100)
        axis.set_xlabel("place in the article, per cent of its characters; equal numbers are one sentence")
        handles = [Patch(facecolor=PASSAGE_KINDS[kind]) for kind in ("near", "paraphrase")]
        figure.legend(
            handles,
            ["the same sentence, word for word or nearly", "perhaps a paraphrase"],
            loc="outside upper center",
            ncols=2,
            frameon=False,
        )
    counted = data[data["cluster"] > 0].groupby("doc").size().reindex(list(short), fill_value=0)
    alt = (
        f"Strips, one an article, with {clusters['cluster'].nunique()} sentences that two or more share. "
        f"Shared with another article: {_spread(counted.rename(index=short))}."
    )
    return Drawing(figure, data, alt)


def dispersion(tokens: pd.DataFrame, keyness: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw where the words that set the articles apart stand: a lexical dispersion plot.

    The twelve terms with the highest log-likelihood in any article (closed-class words left out), one
    row a term, one panel an article, one stroke an occurrence.
    """
    short = _short(articles)
    over = keyness[(keyness["log_ratio"] > 0) & ~keyness["term"].isin(terms.stop_words())]
    frequent = over[over["count"] + over["rest"] >= 5]
    best = frequent.groupby("term")["log_likelihood"].max().sort_values(ascending=False, kind="stable")
    chosen = list(best.index[:MOST_ROWS])
    sizes = tokens.groupby("doc").size()
    data = tokens.assign(place=tokens.groupby("doc").cumcount() + 1)
    data = data[data["term"].isin(chosen)][["term", "doc", "place"]].sort_values(
        ["term", "doc", "place"], ignore_index=True
    )
    with mpl.rc_context(STYLE):
        widths = [int(sizes[doc]) for doc in short]
        figure, axes = _panels(
            len(short), 0.7 + 0.19 * len(chosen), sharey=True, gridspec_kw={"width_ratios": widths}
        )
        for axis, (doc, name) in zip(axes, short.items(), strict=True):
            part = data[data["doc"] == doc]
            axis.eventplot(
                [part.loc[part["term"] == term, "place"].to_numpy() for term in chosen],
                lineoffsets=range(len(chosen)),
                linelengths=0.7,
                linewidths=1.2,
                colors="#0b3c5d",
            )
            axis.set_xlim(0, int(sizes[doc]))
            axis.set_title(name, fontsize=7.5)
            axis.grid(axis="y", color="#dddddd", linewidth=0.5)
            axis.set_axisbelow(True)
            axis.xaxis.set_major_locator(mpl.ticker.MaxNLocator(3, integer=True))
        axes[0].set_yticks(range(len(chosen)), chosen)
        axes[0].set_ylim(len(chosen) - 0.4, -0.6)
        figure.supxlabel("place in the article, in words", fontsize=8)
    counts = data.groupby(["term", "doc"]).size()
    parts = [f"{term}: " + _spread(counts[term].rename(index=short)) for term in chosen]
    return Drawing(figure, data, "Strokes: where each word stands in each article. " + "; ".join(parts) + ".")
