"""The figures on shared wording: the strips, the share of shared copy, and the matrix of claims."""

import itertools
import textwrap

import matplotlib as mpl
import pandas as pd
from matplotlib.patches import Patch, Rectangle

from inotherwords import claims as telling
from inotherwords.figures import (
    GREY,
    MOST_COLUMNS,
    STYLE,
    VOICES,
    WIDTH,
    Drawing,
    broken,
    legend,
    none_in,
    nothing,
    panels,
    short_names,
    spread,
    stack,
)
from inotherwords.findings import plural
from inotherwords.ledger import plain

PASSAGE_KINDS = {"verbatim": "#0b3c5d", "near": "#0b3c5d", "paraphrase": "#a9cbe0"}
WORDING = {"in a passage shared with another article": ("#0b3c5d", ""), "its own": ("#e9e9e9", "")}
TOLD = {name: VOICES[name] for name in ("own", "attributed", "quoted")}
DARK = ("own",)  # where the writing has to be white
MOST_CLAIMS = 18


def shared_passages(passages: pd.DataFrame, clusters: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw the articles as strips from first to last character, with the passages they share.

    Dark: the same sentence (verbatim or near); light: perhaps a paraphrase. Equal numbers are one
    sentence; `clusters` numbers them. A sentence that is both is drawn dark.
    """
    short = short_names(articles)
    length = dict(zip(articles["doc"], articles["characters"], strict=True))
    place = ["doc", "start", "end"]
    sides = [
        passages[[f"{column}_{side}" for column in place] + ["kind"]].set_axis([*place, "kind"], axis=1)
        for side in ("a", "b")
    ]
    data = pd.concat(sides).replace({"kind": {"verbatim": "near"}}).sort_values([*place, "kind"])
    data = data.drop_duplicates(place, ignore_index=True)
    numbers = clusters.set_index(place)["cluster"].to_dict()
    data["cluster"] = [numbers.get(key, 0) for key in data[place].itertuples(index=False, name=None)]
    with mpl.rc_context(STYLE):
        figure, (axis,) = panels(1, 0.8 + 0.62 * len(short))
        middle: dict[int, list[tuple[float, int]]] = {}
        for row, doc in enumerate(short):
            axis.barh(row, 100, 0.42, color="#f2f2f2", edgecolor=GREY, linewidth=0.5)
            for part in data[data["doc"] == doc].itertuples():
                left, width = 100 * part.start / length[doc], 100 * (part.end - part.start) / length[doc]
                colour = PASSAGE_KINDS[part.kind]
                axis.barh(row, width, 0.42, left, color=colour, edgecolor="white", linewidth=0.6)
                if part.cluster:
                    x = left + width / 2
                    middle.setdefault(part.cluster, []).append((x, row))
                    look = {"color": "white", "ha": "center", "va": "center", "fontsize": 6.5}
                    axis.text(x, row, str(part.cluster), **look)
        # Over the strips they cross, so that a line is not taken to end where it passes.
        line = {"color": "#b35806", "linewidth": 0.7, "alpha": 0.8, "zorder": 2.5}
        for places in middle.values():
            for (x1, row1), (x2, row2) in itertools.pairwise(places):
                axis.plot([x1, x2], [row1 + 0.21, row2 - 0.21], **line)
        axis.set_yticks(range(len(short)), [broken(name) for name in short.values()])
        axis.invert_yaxis()
        axis.set_xlim(0, 100)
        axis.set_xlabel("place in the article, per cent of its characters; equal numbers are one sentence")
        handles = [Patch(facecolor=PASSAGE_KINDS[kind]) for kind in ("near", "paraphrase")]
        figure.legend(
            handles,
            ["the same sentence, word for word or reworded", "perhaps a paraphrase"],
            loc="outside upper center",
            ncols=2,
            frameon=False,
        )
    counted = data[data["cluster"] > 0].groupby("doc").size().reindex(list(short), fill_value=0)
    found = plural(clusters["cluster"].nunique(), "sentence", "figures", "shared-passages", "sentences")
    alt = (
        f"Strips, one an article, with {found} that two or more share. "
        f"Shared with another article: {spread(counted.rename(index=short))}."
    )
    return Drawing(figure, data, alt)


def shared_copy(shared: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw how much of each article stands in passages it shares with another one.

    `shared` has the columns doc, shared, words; both count words of its sentences and captions.
    """
    short = short_names(articles)
    data = shared[["doc", "shared", "words"]]
    if data.empty:
        return nothing("No article has a sentence.", data, articles)
    data = data.set_index("doc").reindex(list(short), fill_value=0).rename_axis("doc").reset_index()
    with mpl.rc_context(STYLE):
        figure, (axis,) = panels(1, 0.7 + 0.3 * len(data))
        for y, row in enumerate(data.itertuples()):
            parts = dict(zip(WORDING, (row.shared, row.words - row.shared), strict=True))
            stack(axis, y, parts, WORDING, GREY)
            axis.text(row.words, y, f" {row.shared} of {row.words}", va="center", fontsize=6.5)
        axis.set_yticks(range(len(data)), [broken(short[doc]) for doc in data["doc"]])
        axis.invert_yaxis()
        axis.margins(x=0.12)
        axis.set_xlabel("words in sentences and captions")
        legend(figure, WORDING, 2)
    parts = [f"{short[row.doc]} {row.shared} of {row.words}" for row in data.itertuples()]
    return Drawing(figure, data, f"Bars: words that stand in shared passages. {', '.join(parts)}.")


def claims_matrix(claims: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw which article tells which claim, and in whose voice: a row a claim, a column an article.

    `claims` is the table of that name. Drawn are at most MOST_CLAIMS: those in most articles, and of these
    the surest. A version that is only a candidate, or rests on a doubtful attribution, has a question mark.
    """
    short = short_names(articles)
    versions = telling.foremost(claims)
    unsure = telling.unsure(versions)
    order = versions.assign(sure=~unsure).groupby("claim")["sure"].agg(["size", "sum"])
    chosen = sorted(order.sort_values(["size", "sum"], ascending=False, kind="stable").index[:MOST_CLAIMS])
    columns = ["claim", "title", "doc", "told", "speaker", "unsure"]
    data = versions.assign(unsure=unsure.map({True: "yes", False: "no"}))
    data = data.loc[data["claim"].isin(chosen), columns].reset_index(drop=True)
    if data.empty:
        return nothing("No claim is told by two articles.", data, articles)
    titles = data.drop_duplicates("claim").set_index("claim")["title"].reindex(chosen)
    column = {doc: number for number, doc in enumerate(short)}
    names = [broken(name, 80 // min(len(short), MOST_COLUMNS)) for name in short.values()]
    height = 1.0 + 0.12 * max(name.count("\n") for name in names) + 0.36 * len(chosen)
    with mpl.rc_context(STYLE):
        width = max(WIDTH, 1.9 + len(short))  # an inch an article: a source's name has to go into its cell
        figure, (axis,) = panels(1, height, width=width)
        for row in data.itertuples():
            x, y = column[row.doc], chosen.index(row.claim)
            colour, hatch = TOLD[row.told]
            box = {"facecolor": colour, "hatch": hatch, "edgecolor": GREY, "linewidth": 0.5}
            axis.add_patch(Rectangle((x - 0.48, y - 0.44), 0.96, 0.88, **box))
            who = "own voice" if row.told == "own" else row.speaker or telling.UNNAMED
            look = {"color": "white" if row.told in DARK else "black", "fontsize": 5.5}
            ground = {"facecolor": colour, "edgecolor": "none", "pad": 0.6} if hatch else None
            mark = " ?" * (row.unsure == "yes")
            name = textwrap.fill(who, 22 - len(mark), max_lines=3, placeholder=" …", break_on_hyphens=False)
            axis.text(x, y, name + mark, ha="center", va="center", bbox=ground, **look)
        axis.set_xlim(-0.5, len(short) - 0.5)
        axis.set_ylim(len(chosen) - 0.5, -0.5)
        axis.set_xticks(range(len(short)), names)
        axis.xaxis.tick_top()
        axis.tick_params(length=0, labelsize=7)
        axis.set_yticks(range(len(chosen)), [broken(title, 34) for title in titles])
        axis.spines[:].set_visible(False)
        mark = "?  perhaps another statement, or on this source's word only by a doubtful attribution"
        figure.supxlabel(f"{len(chosen)} of {plain(plural(len(order), 'claim'))}.   {mark}", fontsize=6.5)
        legend(figure, dict(zip(["own voice", "attributed", "quoted"], TOLD.values(), strict=True)), 3)
    parts = []
    for number, rows in data.groupby("claim", sort=False):
        cells = [
            f"{short[row.doc]} "
            f"{'own voice' if row.told == 'own' else f'{row.told}, {row.speaker or telling.UNNAMED}'}"
            f"{' ?' * (row.unsure == 'yes')}"
            for row in rows.itertuples()
        ]
        parts.append(f"{titles[number]}: {', '.join(cells)}")
    drawn = plural(len(chosen), "claim", "figures", "claims-matrix", "claims")
    alt = f"A matrix of {drawn} and who tells them. {'; '.join(parts)}{none_in(data, short)}."
    if "yes" in set(data["unsure"]):
        alt += " A question mark: only a candidate, or by a doubtful attribution."
    return Drawing(figure, data, alt)
