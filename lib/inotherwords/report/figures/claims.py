"""The figure of claims: which article tells what, on whose word."""

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from inotherwords import settings
from inotherwords.claims import UNNAMED, choose_foremost, is_unsure
from inotherwords.report.figures import style
from inotherwords.report.figures.drawing import Drawing, choose_rows, describe, draw_nothing, name_missing
from inotherwords.report.figures.versions import MOST_LINES
from inotherwords.report.sentences import plural, pluralise, say, short_names

TOLD = {name: style.WRITTEN[name] for name in ("own", "attributed", "quoted")}

CELL = 28.0  # points from one claim to the next
TITLES = 120.0  # points for the title of a claim
IN_CELL = {"ha": "center", "va": "center", "fontsize": style.SMALL, "linespacing": 1.1}


@mpl.rc_context(style.STYLE)
def claims_matrix(claims: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw which article tells which claim, and in whose voice: a row a claim, a column an article.

    `claims` is the table of that name. Drawn are at most CLAIMS_DRAWN: those in most articles, and of these
    the surest. A version that is only a candidate, or rests on a doubtful attribution, has a question mark.
    """
    left_out, articles = style.tell_left_out(articles), style.longest_articles(articles)
    short = short_names(articles)
    versions = choose_foremost(claims)
    unsure = is_unsure(versions)
    order = versions.assign(sure=~unsure).groupby("claim")["sure"].agg(["size", "sum"])
    first = order.sort_values(["size", "sum"], ascending=False, kind="stable").head(settings.CLAIMS_DRAWN)
    chosen = sorted(first.index)
    columns = ["claim", "title", "doc", "told", "speaker", "unsure"]
    data = versions.assign(unsure=unsure.map({True: "yes", False: "no"}))
    data = choose_rows(data.loc[data["claim"].isin(chosen), columns], short).reset_index(drop=True)
    if data.empty:
        return draw_nothing("No claim is told by two {articles}.", data, articles)
    titles = data.drop_duplicates("claim").set_index("claim")["title"]
    chosen = list(titles.index)
    voices, surely = (
        int((rows.groupby("claim")["told"].nunique() > 1).sum()) for rows in (versions, versions[~unsure])
    )
    title = (
        f"Told in more than one voice: {voices} of {len(order)} {pluralise(len(order), 'claim')}; "
        f"{surely or 'none'} without the versions in doubt (?)"
    )
    of_all = f"{len(chosen)} of {len(order)} {pluralise(len(order), 'claim')} that two or more articles tell"
    notes = [
        f"Drawn: {of_all}, those in most articles. In the cells: on whose word. "
        "?  perhaps another statement, or on a source’s word only by a doubtful attribution.",
        *left_out,
    ]
    key = style.voice_key([told for told in TOLD if told in set(data["told"])], TOLD)
    figure = _matrix(data, short, title, key, notes)
    parts = []
    for claim, rows in data.groupby("claim", sort=False):
        cells = [
            f"{short[row.doc]} "
            f"{'own voice' if row.told == 'own' else f'{row.told}, {row.speaker or UNNAMED}'}"
            f"{' ?' * (row.unsure == 'yes')}"
            for row in rows.itertuples()
        ]
        parts.append(f"{titles[claim]}: {', '.join(cells)}")
    alt = say(
        "A matrix of {drawn} and who tells them. {parts:; }{none}.",
        drawn=plural(len(chosen), "claim", "figures/claims-matrix/claims"),
        parts=parts,
        none=name_missing(data, short),
    )
    in_doubt = "A question mark: only a candidate, or by a doubtful attribution."
    doubts = [in_doubt] if "yes" in set(data["unsure"]) else []
    return describe(figure, data, [alt, *doubts, *left_out])


def _matrix(
    data: pd.DataFrame, short: dict[str, str], title: str, key: dict[str, style.Style], notes: list[str]
) -> Figure:
    """Return the figure: a panel an article, a row a claim."""
    titles = data.drop_duplicates("claim").set_index("claim")["title"]
    chosen = list(titles.index)
    names = ["\n".join(style.wrap(name, TITLES)) for name in titles]
    left = max(style.measure(line) for name in names for line in name.split("\n")) + 6
    names_of = list(short.values())
    figure, axes = style.panels(names_of, len(chosen) * CELL, title, key, notes, left=left, gap=3)
    wide = 72 * style.PAGE * axes[0].get_position().width
    for number, (axis, doc) in enumerate(zip(axes, short, strict=True)):
        axis.set(xlim=(0, 1), ylim=(len(chosen) - 0.5, -0.5))
        if number % style.MOST_COLUMNS == 0:
            axis.set_yticks(range(len(chosen)), names)
        for row in data[data["doc"] == doc].itertuples():
            y = chosen.index(row.claim)
            style.bar(axis, y, 0, 1, TOLD[row.told], 0.88)
            colour = "white" if row.told in style.WHITE_ON else style.INK
            axis.text(0.5, y, _in_cell(row, wide - 4), color=colour, **IN_CELL)
    return figure


def _in_cell(row: tuple, points: float) -> str:
    """Return on whose word a claim is told, in at most three lines, with a question mark if in doubt."""
    who = "own voice" if row.told == "own" else row.speaker or UNNAMED
    mark = " ?" * (row.unsure == "yes")
    lines = style.wrap(who + mark, points, style.SMALL)
    if len(lines) > MOST_LINES:
        end = " …" + mark
        last = style.wrap(lines[MOST_LINES - 1], points - style.measure(end, style.SMALL), style.SMALL)[0]
        lines = [*lines[: MOST_LINES - 1], last + end]
    return "\n".join(lines)
