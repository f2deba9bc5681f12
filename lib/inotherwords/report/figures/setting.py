"""Set words as text: in lines, struck out, underlined or boxed; the articles' in serif, ours in sans."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from inotherwords.report.figures import style

LINE = 12.5  # points from one line to the next
PAD = 2.0  # between a word and its box
BETWEEN = 4.0  # between two boxes


class Run(NamedTuple):
    """Words that look alike; `how` is a key of LOOKS."""

    text: str
    how: str = "plain"


class Look(NamedTuple):
    """How a run looks: its colour, weight, box, and whether a line goes under or through it."""

    colour: str = style.INK
    weight: str = "normal"
    box: style.Style | None = None
    line: str = ""  # under, through
    family: str = style.SERIF


LOOKS: dict[str, Look] = {
    "plain": Look(),
    "bold": Look(weight="bold"),
    "verb": Look(weight="bold", line="under"),
    "new": Look(weight="bold", line="under"),
    "struck": Look(colour=style.QUIET, line="through"),
    "quiet": Look(colour=style.QUIET),
    "ours": Look(colour=style.QUIET, family=style.FONT),
    "ours bold": Look(weight="bold", family=style.FONT),
    "doer": Look(box=style.MARK),
    "pronoun": Look(box=(style.GROUND, "")),
    "mismatch": Look(box=style.MARK),
    "own": Look(colour="white", box=style.VOICES["own"]),
    "attributed": Look(box=style.VOICES["attributed"]),
    "quoted": Look(box=style.VOICES["quoted"]),
}
LOOKS |= {f"{how} bold": LOOKS[how]._replace(weight="bold") for how in ("own", "attributed", "quoted")}

Placed = tuple[float, str, str]  # left, words, how
Lines = list[list[Placed]]


def measure_as(text: str, how: str, size: float = style.TEXT) -> float:
    """Return how wide words are as they look."""
    look = LOOKS[how]
    return style.measure(text, size, look.weight, look.family)


def break_lines(runs: Sequence[Run], wide: float, size: float = style.TEXT) -> Lines:
    """Return runs in lines at most so many points wide; a blank stands between two runs.

    >>> [[words for _, words, _ in line] for line in break_lines([Run("one two"), Run("three")], 40)]
    [['one two'], ['three']]
    """
    lines: Lines = [[]]
    x = 0.0
    for run in runs:
        pad = PAD if LOOKS[run.how].box else 0.0
        begun = False
        for word in run.text.split():
            if begun and lines[-1]:
                left, words, _ = lines[-1][-1]
                longer = f"{words} {word}"
                if left + measure_as(longer, run.how, size) + pad <= wide:
                    lines[-1][-1] = (left, longer, run.how)
                    x = left + measure_as(longer, run.how, size) + pad
                    continue
            joined = word[0] in ",.;:!?”’)" or (lines[-1] and lines[-1][-1][1][-1] in "“‘(")
            left = x + (0 if not x else size * (0.1 if joined else 0.36)) + pad
            if x and left + measure_as(word, run.how, size) + pad > wide:
                lines.append([])
                left = pad
            lines[-1].append((left, word, run.how))
            x, begun = left + measure_as(word, run.how, size) + pad, True
    return lines


def break_parts(parts: Iterable[Sequence[Run]], wide: float) -> Lines:
    """Return runs in lines (`break_lines`), each part of them beginning a line."""
    return [line for part in parts for line in break_lines(part, wide)]


def share_room(first: float, columns: int) -> tuple[list[float], float]:
    """Return where the columns of a table begin, behind a first one of so many points; how wide they are."""
    room = (72 * style.PAGE - 2 * style.MARGIN - first) / columns
    return [0.0, *(first + number * room for number in range(columns))], room


def write_lines(figure: Figure, left: float, top: float, lines: Lines) -> None:
    """Write lines at a place of the figure."""
    for number, line in enumerate(lines):
        y = top + number * LINE
        for x, words, how in line:
            look, at = LOOKS[how], left + x
            wide = measure_as(words, how)
            if look.box:
                style.box(figure, at - PAD, y, wide + 2 * PAD, LINE - 1.6, look.box)
            options = {"color": look.colour, "fontweight": look.weight, "family": look.family}
            style.write_text(figure, at, y + 0.6, words, **options)
            if look.line:
                down = 0.6 + style.TEXT * (0.72 if look.line == "through" else 1.16)
                _rule(figure, at, y + down, wide, look.colour if look.line == "under" else style.RED)


def _rule(figure: Figure, left: float, top: float, wide: float, colour: str) -> None:
    inches_wide, inches_high = figure.get_size_inches()
    y = 1 - top / (72 * inches_high)
    ends = [left / (72 * inches_wide), (left + wide) / (72 * inches_wide)]
    figure.add_artist(Line2D(ends, [y, y], color=colour, linewidth=0.9, transform=figure.transFigure))


def put_chips(runs: Sequence[Run], wide: float) -> Lines:
    """Return runs in lines, each in one piece, as far as it fits into a line at all."""
    lines: Lines = [[]]
    x = PAD
    for run in runs:
        text = style.shorten(run.text, wide - 2 * PAD)
        need = measure_as(text, run.how)
        if lines[-1] and x + need + PAD > wide:
            lines.append([])
            x = PAD
        lines[-1].append((x, text, run.how))
        x += need + 2 * PAD + BETWEEN
    return lines


def draw_table(
    rows: Sequence[Sequence[Lines]],
    lefts: Sequence[float],
    title: str,
    heads: Sequence[str],
    notes: Sequence[str] = (),
    key: Mapping[str, style.Style] | None = None,
) -> Figure:
    """Return a figure as wide as a page with cells of lines; `lefts`: where the columns begin, in points."""
    heights = [max(len(cell) for cell in row) * LINE + LINE * 0.6 for row in rows]
    wide = 72 * style.PAGE - 2 * style.MARGIN
    rooms = [right - left - 6 for left, right in zip(lefts, [*lefts[1:], wide], strict=True)]
    named = [break_lines([Run(name, "ours bold")], room) for name, room in zip(heads, rooms, strict=True)]
    head = LINE * (max(map(len, named)) + 0.3) if any(heads) else 0.0
    figure, top = style.sheet(style.PAGE, head + sum(heights), title, key, notes)
    for left, lines in zip(lefts, named, strict=True):
        write_lines(figure, style.MARGIN + left, top, lines)
    y = top + head
    for row, high in zip(rows, heights, strict=True):
        style.box(figure, style.MARGIN, y - LINE * 0.2, wide, 0.5, (style.RULE, ""))
        for left, cell in zip(lefts, row, strict=True):
            write_lines(figure, style.MARGIN + left, y + LINE * 0.1, cell)
        y += high
    return figure
