"""A figure as its reader has it: its words and its alternative text. What two files of tests need."""

from matplotlib.text import Text

from inotherwords.layers.files import read_table, table_bytes

# Longer than any name of a newspaper, and with signs that a formula or a page would take for its own.
DREADED = "The Extraordinarily Long-Named Evening Gazette & Advertiser of $Somewhere$ <East>"


def alternative(drawing):
    """Return the alternative text as it is read out."""
    return str(drawing.alt)


def flat(text):
    """Return the words of a text on one line."""
    return " ".join(text.get_text().split())


def written_in(figure):
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


def words_in(figure):
    """Return the words of each text that a reader finds in a figure."""
    return list(map(flat, written_in(figure)))


def laid_out(drawing):
    """Lay a figure out (any warning fails the test) and return its words."""
    drawing.figure.draw_without_rendering()
    return words_in(drawing.figure)


def overlapping(boxes):
    """Return the pairs of boxes that overlap, by their places."""
    pairs = [(one, other) for one in range(len(boxes)) for other in range(one)]
    return [pair for pair in pairs if boxes[pair[0]].overlaps(boxes[pair[1]])]


def read_back(folder, name, table):
    """Return a table as it is read from the file that holds it."""
    (folder / "tables").mkdir()
    (folder / "tables" / f"{name}.csv").write_bytes(table_bytes(table))
    return read_table(folder, name)
