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

from inotherwords import figures_style as style
from inotherwords.corpus import sha256, table_bytes
from inotherwords.naming import readable
from inotherwords.normalisation import stop_words
from inotherwords.sentences import Sentence, listed, plural, say, unit_words

SHARES = {"own": style.VOICES["own"], "source": style.VOICES["attributed"], "doubtful": ("#ffffff", "")}
OWN = "own voice"  # the side that is none
HEADING = {"fontsize": style.TEXT, "fontweight": "bold", "va": "top", "linespacing": style.LINES}
NONE = "none"
CUE_CLASSES = ["neutral", "assertive", "doubt", "blame", "other"]
MOST_LABELS = 4  # of an article, where one actor's labels are drawn
MOST_CUES = 40
MOST_WORDS = 8  # of an article, where words are set against the other articles
MOST_ROWS = 12
FEWEST_USES = 5  # of a word, for its places to be drawn
NO_LABELS = "No labels: the list that says who is named how (labels.csv) is missing, or none of it occurs."


class Drawing(NamedTuple):
    """A figure, the table it plots, and its alternative text."""

    figure: Figure
    data: pd.DataFrame
    alt: Sentence


def data_digest(drawing: Drawing) -> str:
    """Return the first 16 digits of the SHA-256 of the plotted table."""
    return sha256(table_bytes(drawing.data))[:16]


def _png(figure: Figure) -> bytes:
    picture = io.BytesIO()
    with mpl.rc_context(style.STYLE):
        figure.savefig(picture, format="png", dpi=style.DPI, metadata={"Software": None})
    return picture.getvalue()


def _show(name: str, drawing: Drawing, png: bytes) -> None:
    wide = round(100 * drawing.figure.get_figwidth())  # pixels: a little larger than it would be printed
    display(
        {"image/png": base64.b64encode(png).decode(), "text/plain": str(drawing.alt)},
        raw=True,
        metadata={"image/png": {"alt": str(drawing.alt), "width": wide}},
    )
    print(f"figure {name}, digest of its data: {data_digest(drawing)}")


def show(name: str, drawing: Drawing) -> None:
    """Show a figure in a notebook with its alternative text, and print the digest of its data."""
    _show(name, drawing, _png(drawing.figure))


def save(outputs: Path, name: str, drawing: Drawing) -> dict[str, str | Sentence]:
    """Write NAME.png, .svg, .csv (the plotted data) and .txt (the alternative text); show the figure.

    Returns figure, alt (with its numbers) and data_sha256.
    """
    folder = outputs / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    png = _png(drawing.figure)
    (folder / f"{name}.png").write_bytes(png)
    with mpl.rc_context(style.STYLE):
        about = {"Date": None, "Creator": None, "Title": name, "Description": str(drawing.alt)}
        drawing.figure.savefig(folder / f"{name}.svg", metadata=about)
    (folder / f"{name}.csv").write_bytes(table_bytes(drawing.data))
    (folder / f"{name}.txt").write_bytes(f"{drawing.alt!s}\n".encode())
    _show(name, drawing, png)
    return {"figure": name, "alt": drawing.alt, "data_sha256": sha256(table_bytes(drawing.data))}


def short_names(articles: pd.DataFrame) -> dict[str, str]:
    """Return the short name of each article by its doc."""
    return dict(zip(articles["doc"], articles["short"], strict=True))


def of_articles(table: pd.DataFrame, short: dict[str, str]) -> pd.DataFrame:
    """Return the rows of the articles that are drawn."""
    return table[table["doc"].isin(list(short))]


def spread(counts: pd.Series) -> str:
    """Return counts by name as an enumeration, for an alternative text."""
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def none_in(data: pd.DataFrame, short: dict[str, str]) -> str:
    """Return the end of an alternative text: the articles of which nothing is drawn."""
    missing = [name for doc, name in short.items() if doc not in set(data["doc"])]
    return f"; none in {', '.join(missing)}" if missing else ""


def nothing(note: str, data: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Return a figure that says in words why there is nothing to draw; `note` is a template of `say`."""
    why = say(note, **unit_words(articles))
    with mpl.rc_context(style.STYLE):
        figure, _ = style.sheet(style.COLUMN, 0, str(why))
    alt = say("An empty figure. {why} Articles: {short}.", why=why, short=list(articles["short"]))
    return Drawing(figure, data, alt)


def labels_by_voice(
    labels: pd.DataFrame, articles: pd.DataFrame, actors: list[str], notes: list[Sentence]
) -> Drawing:
    """Draw how often each article uses each label of some actors, and in whose voice.

    The `notes`, sentences such as those on the legal status of an actor, are written under the bars.

    `labels` is the table of that name; one panel an article, one bar a label, its parts the voices. An
    actor named twice is drawn once, one without a label not at all.
    """
    short = short_names(style.drawn(articles))
    of_all = of_articles(labels, short)
    data = _counted(of_all[of_all["actor"].isin(actors)])
    named = of_all["actor"].nunique()
    if data["actor"].nunique() < named:
        drawn = f"{data['actor'].nunique()} of {named} actors, {data['count'].sum()} of {len(of_all)} labels"
        notes = [f"Drawn: {drawn}.", *notes]
    notes = [*style.left_out(articles), *map(str, notes)]
    if data.empty:
        note = "No label of these actors in any {article}." if len(labels) else NO_LABELS
        return nothing(note, data, articles)
    totals = data.groupby(["actor", "label"])["count"].sum()
    rows = [
        (actor, label)
        for actor in dict.fromkeys(actors)
        if actor in totals
        for label in totals[actor].sort_values(ascending=False, kind="stable").index
    ]
    bars = {(readable(actor), label): _parts(data, actor, label) for actor, label in rows}
    ends = {row: {doc: sum(parts.values()) for doc, parts in by_doc.items()} for row, by_doc in bars.items()}
    voices = data.groupby("voice")["count"].sum()
    title = (
        f"{voices.get('own', 0)} of {voices.sum()} labels are in the articles’ own voice, "
        f"{voices.get('quoted', 0)} inside quotation marks"
    )
    key = style.voice_key(voices.index)
    with mpl.rc_context(style.STYLE):
        figure = style.bar_panels(list(bars), bars, ends, short, style.VOICES, title, notes, key)
    by_label = data.groupby(["actor", "label", "doc"])["count"].sum()
    parts = [f"{label}: {spread(by_label[actor, label].rename(index=short))}" for actor, label in rows]
    alt = say(
        "Bars: how often each {article} uses each label, divided by voice. {parts:; }{none}.",
        parts=parts,
        none=none_in(data, short),
        **unit_words(articles),
    )
    return Drawing(figure, data, say("{parts: }", parts=[alt, *notes]))


def _counted(labels: pd.DataFrame) -> pd.DataFrame:
    """Return how often each actor, label, article and voice come together."""
    return labels.groupby(["actor", "label", "doc", "voice"]).size().rename("count").reset_index()


def _parts(data: pd.DataFrame, actor: str, label: str) -> dict[str, dict[str, int]]:
    """Return the counts of a label by article and voice."""
    rows = data[(data["actor"] == actor) & (data["label"] == label)]
    return {doc: dict(zip(part["voice"], part["count"], strict=True)) for doc, part in rows.groupby("doc")}


def labels_of_one_actor(labels: pd.DataFrame, articles: pd.DataFrame, actor: str) -> Drawing:
    """Draw the labels that each article uses most for one actor, and in whose voice.

    `labels` is the table of that name. Of an article at most MOST_LABELS are drawn; of labels that it uses
    as often, those that all articles together use more.
    """
    short, name = short_names(style.drawn(articles)), readable(actor)
    whole = _counted(of_articles(labels[labels["actor"] == actor], short))
    if whole.empty:
        note = "No label of this actor in any article." if len(labels) else NO_LABELS
        return nothing(note, whole, articles)
    overall = whole.groupby("label")["count"].sum()
    uses = whole.groupby(["doc", "label"])["count"].sum().rename("uses").reset_index()
    uses["all"] = uses["label"].map(overall)
    ordered = uses.sort_values(["doc", "uses", "all", "label"], ascending=[True, False, False, True])
    chosen = ordered.groupby("doc").head(MOST_LABELS).set_index("doc")
    rows = [(doc, label) for doc in short if doc in chosen.index for label in chosen.loc[[doc], "label"]]
    data = whole.set_index(["doc", "label"], drop=False).loc[rows].reset_index(drop=True)
    data = data[["actor", "label", "doc", "voice", "count"]]
    mentions, seen = int(whole["count"].sum()), int(data["count"].sum())
    notes = style.left_out(articles)
    if seen < mentions:
        words = unit_words(articles)
        equals = f"of equals, those used most in all {words['articles']}"
        most = f"the {MOST_LABELS} labels that it uses most ({equals})"
        notes = [f"Of each {words['article']} {most}: {seen} of {mentions} mentions.", *notes]
    with mpl.rc_context(style.STYLE):
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
        none=none_in(data, short),
        **unit_words(articles),
    )
    return Drawing(figure, data, say("{parts: }", parts=[alt, *style.left_out(articles)]))


def _blocks(data: pd.DataFrame, short: dict[str, str], title: str, notes: list[str]) -> Figure:
    """Return a figure as wide as a column: article under article, and under each its bars."""
    labels = {doc: list(dict.fromkeys(data.loc[data["doc"] == doc, "label"])) for doc in short}
    rows = [(doc, label) for doc in short for label in labels[doc] or [NONE]]
    wide = 72 * style.COLUMN - 2 * style.MARGIN
    named = {doc: style.wrapped(name, wide, style.TEXT, "bold") for doc, name in short.items()}
    places, headings = style.rows_with_headings(rows, {doc: len(lines) for doc, lines in named.items()})
    count = max(places.values()) + 1
    names = {row: style.cut(row[1], wide / 2) for row in rows}
    left = max(map(style.width, names.values())) + 6
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
        style.stack(axis, y, dict(zip(part["voice"], part["count"], strict=True)), style.VOICES)
        if len(part):
            end = part["count"].sum()
            axis.text(end + 2 * limit / room, y, str(end), va="center_baseline", fontsize=style.SMALL)
    return figure


def _most_often(whole: pd.DataFrame, short: dict[str, str], name: str) -> str:
    """Return which label each article uses most in its own voice, if twice or more.

    Of many articles only how many they are.
    """
    uses = whole[whole["voice"].isin(["own", "heading"])].groupby(["doc", "label"])["count"].sum()
    first = uses[(uses == uses.groupby("doc").transform("max")) & (uses > 1)].reset_index()
    order = first.assign(all=first["label"].map(uses.groupby("label").sum()))
    parts = []
    for label, rows in order.sort_values(["all", "label"], ascending=[False, True]).groupby(
        "label", sort=False
    ):
        where = [short[doc] for doc in short if doc in set(rows["doc"])]
        told = listed(where) if len(short) <= style.MOST_COLUMNS else f"{len(where)} of {len(short)} articles"
        parts.append(f"“{label}” in {told}")
    return f"{name}, most often in the article’s own voice: {'; '.join(parts) or 'no label twice'}"


def share_of_voice(shares: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw on whose word the words of each article stand: one panel an article, one bar a side.

    `shares` is the table `share_of_voice`: doc, side, words, share, doubtful. The part of a bar that stands
    there by a doubtful attribution only is outlined.
    """
    short = short_names(style.drawn(articles))
    data = of_articles(shares, short)[["doc", "side", "words", "share", "doubtful"]].reset_index(drop=True)
    if data.empty:
        return nothing("No words in any {article}.", data, articles)
    whole = data.groupby("side")["words"].sum().sort_values(ascending=False, kind="stable")
    sides = sorted(whole.index, key=lambda side: side != OWN)
    rows = [("", readable(side)) for side in sides]
    bars: dict = {row: {} for row in rows}
    numbers: dict = {row: {} for row in rows}
    size = data.groupby("doc")["words"].sum()
    for part in data.itertuples():
        row, scale = ("", readable(part.side)), 100 / size[part.doc]
        sure = "own" if part.side == OWN else "source"
        bars[row][part.doc] = {
            sure: scale * (part.words - part.doubtful),
            "doubtful": scale * part.doubtful,
        }
        numbers[row][part.doc] = part.words
    own = data[data["side"] == OWN].set_index("doc")
    notes = [
        f"Bars: share of the {unit_words(articles)['article']}’s words. Numbers: words.",
        *style.left_out(articles),
    ]
    key = {"own voice": SHARES["own"], "on somebody’s word": SHARES["source"]}
    if data["doubtful"].any():
        key["by a doubtful attribution only"] = SHARES["doubtful"]
    with mpl.rc_context(style.STYLE):
        figure = style.bar_panels(
            rows, bars, numbers, short, SHARES, _own_share(own, size, short), notes, key
        )
    unsure = data.groupby("doc")["doubtful"].sum().rename(index=short)
    parts = [
        f"{name}: " + (spread(rows.set_index("side")["words"].rename(index=readable)) or "no words")
        for doc, name in short.items()
        for rows in [data[data["doc"] == doc]]
    ]
    alt = say(
        "Bars: words of each {article} by whose word they stand on. {parts:; }. Outlined, by a doubtful "
        "attribution only: {unsure}.",
        parts=parts,
        unsure=spread(unsure) or "none",
        **unit_words(articles),
    )
    return Drawing(figure, data, say("{parts: }", parts=[alt, *style.left_out(articles)]))


def _own_share(own: pd.DataFrame, size: pd.Series, short: dict[str, str]) -> str:
    """Return which article has the smallest and which the largest share of its words in its own voice."""
    words = own["words"].reindex([doc for doc in short if doc in size.index], fill_value=0)
    shares = words / size[words.index]
    least, most = (
        f"{words[doc]} of {size[doc]} words in {short[doc]}" for doc in (shares.idxmin(), shares.idxmax())
    )
    return f"In the article’s own voice: {least}" + (f", but {most}" if len(words) > 1 else "")


def cue_verbs(counts: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw how often each article uses each cue, grouped by what the cue lends to the statement.

    `counts` is the table `cue_verbs`: doc, cue, cue_class, count. Of many cues the MOST_CUES most frequent.
    """
    short = short_names(style.drawn(articles))
    counts = of_articles(counts, short)
    if counts.empty:
        empty = counts.reindex(columns=["cue_class", "cue", "doc", "count"])
        return nothing("No cue in any {article}.", empty, articles)
    wide = counts.pivot_table(
        index=["cue_class", "cue"], columns="doc", values="count", fill_value=0, aggfunc="sum"
    )
    wide = wide.reindex(columns=list(short), fill_value=0).astype(int)
    classes = [*CUE_CLASSES, *sorted(set(counts["cue_class"]) - set(CUE_CLASSES))]
    by_number = sorted(wide.index, key=lambda key: (-int(wide.loc[key].sum()), key))
    order = sorted(
        by_number[:MOST_CUES], key=lambda key: (classes.index(key[0]), -int(wide.loc[key].sum()), key[1])
    )
    notes = style.left_out(articles)
    if len(wide) > MOST_CUES:
        notes = [*notes, f"Drawn are {MOST_CUES} of {len(wide)} cues, the most frequent."]
    all_cues, report = (
        int(wide.to_numpy().sum()),
        int(wide[wide.index.get_level_values(0) == "neutral"].to_numpy().sum()),
    )
    wide = wide.loc[order]
    numbers = {row: {doc: int(n) for doc, n in wide.loc[row].items() if n} for row in order}
    bars = {row: {doc: {"": n} for doc, n in by_doc.items()} for row, by_doc in numbers.items()}
    title = f"{report} of {all_cues} cues are neutral: they only report"
    with mpl.rc_context(style.STYLE):
        figure = style.bar_panels(order, bars, numbers, short, {"": style.GREY}, title, notes)
    data = wide.reset_index().melt(["cue_class", "cue"], var_name="doc", value_name="count")
    by_class = data.groupby(["cue_class", "doc"])["count"].sum()
    parts = [
        f"{cue_class}: " + spread(by_class[cue_class].rename(index=short))
        for cue_class in classes
        if cue_class in by_class
    ]
    in_classes = "Bars: cues, counted by {article}; in classes: {parts:; }."
    alt = say(in_classes, parts=parts, **unit_words(articles))
    return Drawing(figure, data, say("{parts: }", parts=[alt, *notes]))


def keyness(table: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw the eight words of each article with the highest log-likelihood against the rest.

    Dots are the log ratio, lines its exact 95 % interval; closed-class words are left out of the drawing.
    """
    short = short_names(style.drawn(articles))
    shown = of_articles(table, short)
    shown = shown[(shown["log_ratio"] > 0) & (shown["count"] > 1) & ~shown["term"].isin(stop_words())]
    data = (
        shown.sort_values(["doc", "log_likelihood", "term"], ascending=[True, False, True])
        .groupby("doc")
        .head(MOST_WORDS)[
            ["doc", "term", "count", "rest", "log_likelihood", "log_ratio", "log_ratio_low", "log_ratio_high"]
        ]
        .reset_index(drop=True)
    )
    if data.empty:
        return nothing("No word sets one {article} apart from the others.", data, articles)
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
        *style.left_out(articles),
    ]
    with mpl.rc_context(style.STYLE):
        inner = max(map(style.width, words)) + 6
        figure, axes = style.panels(
            list(short.values()), MOST_WORDS * style.ROW, title, None, notes, inner=inner, under=12, most=3
        )
        for axis, doc in zip(axes, short, strict=True):
            part = data[data["doc"] == doc].reset_index(drop=True)
            low, high = part["log_ratio_low"].clip(lower=least), part["log_ratio_high"].clip(upper=most)
            axis.axvline(0, color=style.RULE, linewidth=0.6)
            axis.hlines(part.index, low, high, color=style.QUIET, linewidth=0.7)
            axis.plot(part["log_ratio"], part.index, "o", color=style.INK, markersize=3)
            named = [word for word, place in zip(words, data["doc"], strict=True) if place == doc]
            axis.set_yticks(part.index, named)
            axis.set(xlim=(least, most), ylim=(MOST_WORDS - 0.5, -0.5), xticks=[0, 4, 8])
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
    return Drawing(figure, data, say("{parts: }", parts=[alt, *style.left_out(articles)]))


def dispersion(tokens: pd.DataFrame, keyness: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw where the words that set the articles, or groups of them, apart stand: a lexical dispersion plot.

    The twelve terms of these articles with the highest log-likelihood in any row of `keyness` (closed-class
    words left out), one row a term, one panel an article, one stroke an occurrence. A word is as wide in
    every panel.
    """
    short = short_names(style.drawn(articles))
    tokens = of_articles(tokens, short)
    found = keyness["term"].isin(tokens["term"]) & ~keyness["term"].isin(stop_words())
    over = keyness[(keyness["log_ratio"] > 0) & found]
    frequent = over[over["count"] + over["rest"] >= FEWEST_USES]
    best = frequent.groupby("term")["log_likelihood"].max().sort_values(ascending=False, kind="stable")
    chosen = list(best.index[:MOST_ROWS])
    data = tokens.assign(place=tokens.groupby("doc").cumcount() + 1)
    data = data[data["term"].isin(chosen)][["term", "doc", "place"]].sort_values(
        ["term", "doc", "place"], ignore_index=True
    )
    if data.empty:
        return nothing("No word sets one {article} apart often enough to be drawn.", data, articles)
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
        *style.left_out(articles),
    ]
    with mpl.rc_context(style.STYLE):
        left = max(map(style.width, chosen)) + 6
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
    parts = [f"{term}: " + spread(counts[term].rename(index=short)) for term in chosen]
    strokes = "Strokes: where each word stands in each {article}. {parts:; }{none}."
    alt = say(strokes, parts=parts, none=none_in(data, short), **named)
    return Drawing(figure, data, say("{parts: }", parts=[alt, *style.left_out(articles)]))
