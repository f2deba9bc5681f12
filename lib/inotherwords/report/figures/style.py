"""The one style of all figures: two widths, three sizes of type, blue for voices and grey for all else.

Places on a figure are in points (1/72 inch) from its top left corner, so that nothing has to be searched
for by trial: how wide a text is, is known before it is drawn.
"""

from collections.abc import Mapping, Sequence
from functools import cache

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import text_to_path

from inotherwords import settings
from inotherwords.corpus import units
from inotherwords.report.sentences import unit_words

COLUMN, PAGE = 3.5, 7.0  # inches: a column of a journal or its page; every figure is as wide as one of them
DPI = 200
FONT, SERIF = "DejaVu Sans", "DejaVu Serif"  # come with matplotlib, so that they are the same everywhere
TITLE, TEXT, SMALL = 9.5, 7.5, 7.0  # points, printed at that width
LEADING = 1.35  # from one line to the next, in sizes of the type
LINES = 1.33  # the same in matplotlib's measure, ascenders
MARGIN = 3.0
ROW = 10.0  # from one bar to the next
GAP = 10.0  # between panels, and between the parts of a figure
BAR = 0.68  # of a row
INK, QUIET, RULE, GROUND = "#1a1a1a", "#595959", "#b8b8b8", "#f2f2f2"
RED = "#a6341b"
MARK = ("#f4d5c6", "")  # what a reader should look at

MOST_COLUMNS = 6  # of articles side by side, if the words of their names are narrow enough; else one less
WIDEST_WORD = 60.0  # points of a name's word in so many columns


STYLE = {
    "font.family": FONT,
    "font.size": TEXT,
    "text.color": INK,
    "axes.edgecolor": RULE,
    "axes.linewidth": 0.6,
    "xtick.color": RULE,
    "xtick.labelcolor": QUIET,
    "xtick.labelsize": SMALL,
    "xtick.major.width": 0.6,
    "xtick.major.size": 2,
    "ytick.major.size": 0,
    "ytick.major.pad": 4,
    "ytick.labelsize": TEXT,
    "hatch.linewidth": 0.5,
    "text.parse_math": False,  # a dollar sign in a name is a dollar sign
    "text.hinting": "none",  # a text is as wide in the PNG as in the SVG, and as `measure` says
    "svg.hashsalt": "inotherwords",
}

Style = tuple[str, str]  # colour and hatch

# Whose word it is, the same in every figure: dark is the newsroom's, light a source's, a mere outline stands
# for quotation marks. They stay apart in grey.
VOICES = {"own": ("#0b3c5d", ""), "attributed": ("#a9cbe0", ""), "quoted": ("#ffffff", "")}
KEY = dict(zip(["own voice", "in paraphrase", "in quotation marks"], VOICES.values(), strict=True))


@cache
def measure(text: str, size: float = TEXT, weight: str = "normal", family: str = FONT) -> float:
    """Return how wide a text is, in points.

    >>> measure("rebel") < measure("rebels") < measure("rebels", weight="bold")
    True
    """
    font = FontProperties(family=family, size=size, weight=weight)
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]


def wrap(text: str, points: float, size: float = TEXT, weight: str = "normal") -> list[str]:
    """Return a text in lines at most so many points wide; a word wider than a line is cut.

    >>> wrap("one line or two", 36)
    ['one line', 'or two']
    """
    lines = [""]
    for whole in text.split():
        word = whole
        while measure(word, size, weight) > points and len(word) > 1:
            fits = next(
                n for n in range(len(word) - 1, 0, -1) if n == 1 or measure(word[:n], size, weight) <= points
            )
            lines.append(word[:fits])
            word = word[fits:]
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer, size, weight) <= points:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line] or [""]


def shorten(text: str, points: float, size: float = TEXT) -> str:
    """Return a text that is at most so many points wide, with … where it had to be cut.

    >>> shorten("a very long name", 40)
    'a very …'
    """
    if measure(text, size) <= points:
        return text
    return f"{wrap(text, points - measure(' …', size), size)[0]} …"


def longest_articles(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles that figures draw: all of them, or of many the settings.ARTICLES_DRAWN longest.

    `articles` has the columns doc, short and words; their order is kept.

    >>> many = pd.DataFrame({"doc": list("abcdefghijklm"), "words": [1, *range(9, 21)]})
    >>> "".join(longest_articles(many)["doc"])
    'bcdefghijklm'
    """
    if len(articles) <= settings.ARTICLES_DRAWN:
        return articles
    return articles.loc[articles.index.isin(articles["words"].nlargest(settings.ARTICLES_DRAWN).index)]


def without_rest(articles: pd.DataFrame) -> pd.DataFrame:
    """Return what is compared without the rest that is counted together, “17 others”.

    >>> without_rest(pd.DataFrame({"doc": ["Echo", "17 others"], "kind": ["outlet", "rest"]}))["doc"].tolist()
    ['Echo']
    """
    return articles[articles["kind"] != units.REST] if "kind" in articles else articles


def choose_columns(docs: Mapping[str, str], rows: pd.DataFrame) -> list[str]:
    """Return the articles that a table has room for: those with most rows (column doc), in the order of docs.

    Of more articles than that, none that has nothing to show, if another one has. `docs` are names by doc.

    >>> choose_columns(dict.fromkeys("abcdefg", "Echo"), pd.DataFrame({"doc": [*"gabbcdef"]}))
    ['a', 'b', 'c', 'd', 'e', 'g']
    """
    widest = max((measure(word, TEXT, "bold") for name in docs.values() for word in name.split()), default=0)
    columns = MOST_COLUMNS - (widest > WIDEST_WORD)
    most = rows["doc"].value_counts(sort=False).sort_values(ascending=False, kind="stable").index
    first = [doc for doc in most if doc in docs]
    rest = [doc for doc in docs if doc not in first] if len(docs) <= columns or not first else []
    chosen = [*first, *rest][:columns]
    return [doc for doc in docs if doc in chosen]


def tell_left_out(articles: pd.DataFrame, columns: Sequence[str] | None = None) -> list[str]:
    """Return a note on the articles that are not drawn, or none; `columns` are those of a table.

    >>> tell_left_out(pd.DataFrame({"doc": ["a"], "words": [1]}))
    []
    >>> tell_left_out(pd.DataFrame({"doc": ["a", "b"], "words": [1, 2]}), ["b"])
    ['Drawn are 1 of 2 articles, those with most to show here.']
    """
    drawn = settings.ARTICLES_DRAWN if columns is None else len(columns)
    if len(articles) <= drawn:
        return []
    which = "the longest"
    if columns is not None:
        longest = f"of the {settings.ARTICLES_DRAWN} longest " * (len(articles) > settings.ARTICLES_DRAWN)
        which = f"{longest}those with most to show here"
    return [f"Drawn are {drawn} of {len(articles)} {unit_words(articles)['articles']}, {which}."]


def sheet(
    inches: float, body: float, title: str, key: Mapping[str, Style] | None = None, notes: Sequence[str] = ()
) -> tuple[Figure, float]:
    """Return a figure with title, key and small print, and where its body begins (points from the top).

    `body` is the body's height in points; `key` explains looks by names. The small print stands under it.
    """
    wide = 72 * inches - 2 * MARGIN
    titles = wrap(title, wide, TITLE, "bold")
    small = [line for note in notes for line in wrap(note, wide, SMALL)]
    swatches, key_lines = _key_places(key or {}, wide)
    top = MARGIN + len(titles) * TITLE * LEADING + GAP / 2
    start = top + key_lines * SMALL * LEADING * 1.15 + (GAP / 2) * bool(key_lines)
    high = start + body + len(small) * SMALL * LEADING + (GAP / 2) * bool(small) + MARGIN
    figure = Figure(figsize=(inches, high / 72))
    write_text(figure, MARGIN, MARGIN, "\n".join(titles), fontsize=TITLE, fontweight="bold")
    for name, look, left, line in swatches:
        y = top + line * SMALL * LEADING * 1.15
        box(figure, left, y + 0.8, 12, SMALL, look, label=name)
        write_text(figure, left + 15, y, name, fontsize=SMALL)
    if small:
        write_text(figure, MARGIN, start + body + GAP / 2, "\n".join(small), fontsize=SMALL, color=QUIET)
    return figure, start


def _key_places(key: Mapping[str, Style], wide: float) -> tuple[list[tuple[str, Style, float, int]], int]:
    """Return name, look, left end and line of each entry of a key, and how many lines it has."""
    places, left, line = [], MARGIN, 0
    for name, look in key.items():
        need = 15 + measure(name, SMALL) + 12
        if left > MARGIN and left + need - 12 > wide + MARGIN:
            left, line = MARGIN, line + 1
        places.append((name, look, left, line))
        left += need
    return places, line + 1 if places else 0


def write_text(figure: Figure, left: float, top: float, text: str, **options: object) -> None:
    """Write a text at a place of the figure: `top` is that of its first line, which is LEADING high."""
    wide, high = 72 * figure.get_size_inches()
    size = options.setdefault("fontsize", TEXT)
    # Of several lines matplotlib knows the top of the first, but the baseline of the last.
    aligned, down = ("top", 0.24) if "\n" in text else ("baseline", 1)
    figure.text(left / wide, 1 - (top + down * size) / high, text, va=aligned, linespacing=LINES, **options)


def box(
    figure: Figure, left: float, top: float, wide: float, high: float, look: Style, **options: object
) -> None:
    """Draw a rectangle at a place of the figure."""
    x, y, *size = _at(figure, left, top, wide, high)
    figure.add_artist(Rectangle((x, y), *size, **_painted(look), transform=figure.transFigure, **options))


def _at(figure: Figure, left: float, top: float, wide: float, high: float) -> tuple[float, ...]:
    """Return a place of the figure as matplotlib counts it: left, bottom, width, height in parts of it."""
    whole_wide, whole_high = 72 * figure.get_size_inches()
    return left / whole_wide, 1 - (top + high) / whole_high, wide / whole_wide, high / whole_high


def _painted(look: Style) -> dict[str, object]:
    colour, hatch = look
    edge = QUIET if hatch or colour == "#ffffff" else RULE if colour == GROUND else colour
    return {
        "facecolor": colour,
        "hatch": hatch or None,
        "edgecolor": edge,
        "linewidth": 0.6 if edge != colour else 0,
        "clip_on": False,
    }


def stacked_bar(
    axis: mpl.axes.Axes, y: float, parts: Mapping[str, float], styles: Mapping[str, Style]
) -> None:
    """Draw one bar from its parts, each in its style."""
    left = 0.0
    for name, look in styles.items():
        if part := parts.get(name, 0):
            axis.add_patch(Rectangle((left, y - BAR / 2), part, BAR, **_painted(look)))
            left += part


def place(figure: Figure, left: float, top: float, wide: float, high: float) -> mpl.axes.Axes:
    """Return axes without a frame at a place of the figure."""
    axis = figure.add_axes(_at(figure, left, top, wide, high))
    axis.spines[:].set_visible(False)
    axis.patch.set_visible(False)
    axis.set(xticks=[], yticks=[])
    return axis


def panels(
    names: Sequence[str],
    high: float,
    title: str,
    notes: Sequence[str],
    *,
    inner: float,
    under: float,
    columns: int,
) -> tuple[Figure, list[mpl.axes.Axes]]:
    """Return a figure as wide as a page with a panel for each name, and their axes in this order.

    There are at most so many `columns`; more panels go on in the next tier. `high` is a panel's height,
    `inner` the room before each of them, `under` that below.
    """
    columns = min(len(names), columns)
    tiers = -(-len(names) // columns)
    wide = (72 * PAGE - 2 * MARGIN + GAP) / columns - inner - GAP
    headings = [wrap(name, inner + wide, TEXT, "bold") for name in names]
    head = max(map(len, headings)) * TEXT * LEADING
    tier = head + high + under + GAP
    figure, top = sheet(PAGE, tiers * tier - GAP, title, None, notes)
    axes = []
    for number, heading in enumerate(headings):
        row, column = divmod(number, columns)
        x = MARGIN + inner + column * (inner + wide + GAP)
        axis = place(figure, x, top + row * tier + head, wide, high)
        look = {"fontsize": TEXT, "fontweight": "bold", "linespacing": LINES, "pad": 2}
        axis.set_title("\n".join(heading), loc="left", x=-inner / wide, y=1, **look)
        axes.append(axis)
    return figure, axes
