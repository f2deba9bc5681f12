"""The figure of words that set articles apart."""

import matplotlib as mpl
import pandas as pd

from inotherwords import settings, terms
from inotherwords.report.figures import style
from inotherwords.report.figures.drawing import Drawing, choose_rows, describe, draw_nothing
from inotherwords.report.findings import find_telling
from inotherwords.report.sentences import say, short_names, unit_words


@mpl.rc_context(style.STYLE)
def keyness(table: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw the eight words of each article with the highest log-likelihood against the rest.

    Dots are the log ratio, lines its exact 95 % interval; stop words are left out of the drawing.
    """
    short = short_names(style.longest_articles(articles))
    shown = choose_rows(table, short)
    shown = terms.drop_stop_words(shown[(shown["log_ratio"] > 0) & (shown["count"] > 1)])
    data = (
        shown.sort_values(["doc", "log_likelihood", "term"], ascending=[True, False, True])
        .groupby("doc")
        .head(settings.KEYWORDS_DRAWN)[
            ["doc", "term", "count", "rest", "log_likelihood", "log_ratio", "log_ratio_low", "log_ratio_high"]
        ]
        .reset_index(drop=True)
    )
    if data.empty:
        return draw_nothing("No word sets one {article} apart from the others.", data, articles)
    least, most = -4, max(9, int(data["log_ratio"].max()) + 2)
    words = [f"{row.term}  {row.n} : {row.rest}" for row in data.rename(columns={"count": "n"}).itertuples()]
    first, units = find_telling(table, articles), unit_words(articles)
    weak = ", though not significantly" if first["p_adjusted"] >= settings.SIGNIFICANCE_LEVEL else ""
    title = (
        f"The word that sets {units['an_article']} apart most{weak}: "
        f"“{first['term']}”, {first['count']} times in {short[first['doc']]}, "
        f"{first['rest']} in {units['the_others']}"
    )
    notes = [
        f"Beside each word: how often here : in {units['the_others']}."
        " Dot: log ratio, +1 is twice as frequent here. Line: its 95 % interval, cut off at the edge.",
        *style.tell_left_out(articles),
    ]
    inner = max(map(style.measure, words)) + 6
    figure, axes = style.panels(
        list(short.values()),
        settings.KEYWORDS_DRAWN * style.ROW,
        title,
        notes,
        inner=inner,
        under=12,
        columns=3,
    )
    for axis, doc in zip(axes, short, strict=True):
        part = data[data["doc"] == doc].reset_index(drop=True)
        low, high = part["log_ratio_low"].clip(lower=least), part["log_ratio_high"].clip(upper=most)
        axis.axvline(0, color=style.RULE, linewidth=0.6)
        axis.hlines(part.index, low, high, color=style.QUIET, linewidth=0.7)
        axis.plot(part["log_ratio"], part.index, "o", color=style.INK, markersize=3)
        named = [word for word, place in zip(words, data["doc"], strict=True) if place == doc]
        axis.set_yticks(part.index, named)
        axis.set(xlim=(least, most), ylim=(settings.KEYWORDS_DRAWN - 0.5, -0.5), xticks=[0, 4, 8])
        axis.set_xticklabels(["0", "+4", "+8"])
    parts = [
        f"{name}: {', '.join(data.loc[data['doc'] == doc, 'term']) or 'none'}" for doc, name in short.items()
    ]
    alt = say(
        "Dots with intervals: the words that set each {article} apart from the others, by log-likelihood, "
        "with the count here and in the rest. {parts:; }.",
        parts=parts,
        **unit_words(articles),
    )
    return describe(figure, data, [alt, *style.tell_left_out(articles)])
