"""A figure: its sheet, the table it plots, its alternative text, and how both are kept."""

import base64
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl
import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure

from inotherwords.layers.files import sha256, table_bytes
from inotherwords.report.figures import style
from inotherwords.report.sentences import Sentence, say, unit_words


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


def list_saved(rows: list[dict[str, object]]) -> pd.DataFrame:
    """Return the table `figures` from the rows that `save` gave: figure, alt, data_sha256."""
    return pd.DataFrame(rows).map(str)


def describe(figure: Figure, data: pd.DataFrame, parts: Sequence[Sentence | str]) -> Drawing:
    """Return a drawing with its alternative text, in its sentences."""
    return Drawing(figure, data, say("{parts: }", parts=[*parts]))


def choose_rows(table: pd.DataFrame, short: dict[str, str]) -> pd.DataFrame:
    """Return the rows of the articles that are drawn."""
    return table[table["doc"].isin(list(short))]


def draw_nothing(note: str, data: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Return a figure that says in words why there is nothing to draw; `note` is a template of `say`."""
    why = say(note, **unit_words(articles))
    with mpl.rc_context(style.STYLE):
        figure, _ = style.sheet(style.COLUMN, 0, str(why))
    alt = say("An empty figure. {why} Articles: {short}.", why=why, short=list(articles["short"]))
    return Drawing(figure, data, alt)
