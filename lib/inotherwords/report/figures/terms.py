"""Figures of words: keyness and where words stand in a text."""

import matplotlib as mpl
import pandas as pd
import seaborn as sns

from inotherwords import settings
from inotherwords.report.figures import style
from inotherwords.report.figures.drawing import (
    Drawing,
    choose_rows,
    describe,
    draw_nothing,
    list_counts,
    name_missing,
)
from inotherwords.report.sentences import say, short_names, unit_words
from inotherwords.text.words import stop_words


@mpl.rc_context(style.STYLE)
def keyness(table: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw the eight words of each article with the highest log-likelihood against the rest.

    Dots are the log ratio, lines its exact 95 % interval; closed-class words are left out of the drawing.
    """
    short = short_names(style.longest_articles(articles))
    shown = choose_rows(table, short)
    shown = shown[(shown["log_ratio"] > 0) & (shown["count"] > 1) & ~shown["term"].isin(stop_words())]
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
    first = data.loc[data["log_likelihood"].idxmax()]
    title = (
        f"The word that sets {unit_words(articles)['an_article']} apart most: "
        f"“{first['term']}”, {first['count']} times in {short[first['doc']]}, {first['rest']} in the others"
    )
    notes = [
        f"Beside each word: how often here : in the other {unit_words(articles)['articles']}."
        " Dot: log ratio, +1 is twice as frequent here. Line: its 95 % interval, cut off at the edge.",
        *style.tell_left_out(articles),
    ]
    inner = max(map(style.measure, words)) + 6
    figure, axes = style.panels(
        list(short.values()),
        settings.KEYWORDS_DRAWN * style.ROW,
        title,
        None,
        notes,
        inner=inner,
        under=12,
        most=3,
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


@mpl.rc_context(style.STYLE)
def dispersion(tokens: pd.DataFrame, keyness: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw where the words that set the articles, or groups of them, apart stand: a lexical dispersion plot.

    The twelve terms of these articles with the highest log-likelihood in any row of `keyness` (closed-class
    words left out), one row a term, one panel an article, one stroke an occurrence. A word is as wide in
    every panel.
    """
    short = short_names(style.longest_articles(articles))
    tokens = choose_rows(tokens, short)
    found = keyness["term"].isin(tokens["term"]) & ~keyness["term"].isin(stop_words())
    over = keyness[(keyness["log_ratio"] > 0) & found]
    frequent = over[over["count"] + over["rest"] >= settings.FEWEST_USES]
    best = frequent.groupby("term")["log_likelihood"].max().sort_values(ascending=False, kind="stable")
    chosen = list(best.index[: settings.DISPERSED_WORDS])
    data = tokens.assign(place=tokens.groupby("doc").cumcount() + 1)
    data = data[data["term"].isin(chosen)][["term", "doc", "place"]].sort_values(
        ["term", "doc", "place"], ignore_index=True
    )
    if data.empty:
        return draw_nothing("No word sets one {article} apart often enough to be drawn.", data, articles)
    sizes = tokens.groupby("doc").size().reindex(list(short), fill_value=0)
    columns = min(len(short), style.MOST_COLUMNS)
    # A column is as wide as its longest article; a very short one keeps room for its name.
    least = 4 * sum(sizes.iloc[:columns]) // (5 * columns)
    widths = [max(*sizes.iloc[column::columns], least) for column in range(columns)]
    everywhere = int((data.groupby("term")["doc"].nunique() == len(short)).sum())
    stand = "stands" if everywhere == 1 else "stand"
    named = unit_words(articles)
    title = f"{everywhere} of {len(chosen)} words {stand} in every {named['article']}"
    notes = [
        f"From {named['an_article']}’s first word (left) to its last; a stroke is one use of the word.",
        *style.tell_left_out(articles),
    ]
    left = max(map(style.measure, chosen)) + 6
    figure, axes = style.panels(
        list(short.values()), len(chosen) * style.ROW, title, None, notes, left=left, shares=widths
    )
    for number, (axis, doc) in enumerate(zip(axes, short, strict=True)):
        part = data[data["doc"] == doc]
        axis.barh(range(len(chosen)), sizes[doc], 0.8, color=style.GROUND, clip_on=False)
        stroke = {"marker": "|", "s": (0.8 * style.ROW) ** 2, "linewidth": 1.1, "color": style.INK}
        rows = part["term"].map(chosen.index)
        sns.scatterplot(x=part["place"], y=rows, ax=axis, zorder=2, clip_on=False, **stroke)
        axis.set(xlim=(0, widths[number % columns]), ylim=(len(chosen) - 0.5, -0.5))
        axis.set(xlabel="", ylabel="", xticks=[], yticks=[])
        if number % columns == 0:
            axis.set_yticks(range(len(chosen)), chosen)
    counts = data.groupby(["term", "doc"]).size()
    parts = [f"{term}: " + list_counts(counts[term].rename(index=short)) for term in chosen]
    strokes = "Strokes: where each word stands in each {article}. {parts:; }{none}."
    alt = say(strokes, parts=parts, none=name_missing(data, short), **named)
    return describe(figure, data, [alt, *style.tell_left_out(articles)])
