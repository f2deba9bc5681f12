"""The figures of the study, drawn from its tables, and read as a reader reads them."""

import functools

import pandas as pd
from matplotlib.colors import to_hex
from matplotlib.text import Text

from inotherwords.corpus import folder, study
from inotherwords.naming import variously_named
from inotherwords.paths import SEEDS
from inotherwords.report import figures
from inotherwords.report.sentences import short_names
from inotherwords.reuse import find_clusters

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


TEXTS = study.read_texts(SEEDS, study.read_sources(SEEDS))
WITH_DOCS = [
    "articles",
    "labels",
    "share_of_voice",
    "cue_verbs",
    "keyness",
    "tokens",
    "claims",
    "shared_wording",
]
NOTE = "On 30 November 2024 nobody was on a list."


def actors_of(tables):
    return variously_named(tables["labels"])


def other_words(tables):
    texts = {doc: TEXTS[doc.split(" ")[0]] for doc in tables["articles"]["doc"]}
    groups = find_clusters(tables["passages"])
    return figures.other_words(
        groups, tables["labels"], folder.read_wire(SEEDS, TEXTS), texts, tables["articles"]
    )


def shared_passages(tables):
    groups = find_clusters(tables["passages"])
    return figures.shared_passages(tables["passages"], groups, tables["articles"])


DRAWN_FROM = {
    "labels-by-voice": lambda t: figures.labels_by_voice(t["labels"], t["articles"], actors_of(t), [NOTE]),
    "share-of-voice": lambda t: figures.share_of_voice(t["share_of_voice"], t["articles"]),
    "cue-verbs": lambda t: figures.cue_verbs(t["cue_verbs"], t["articles"]),
    "keyness": lambda t: figures.keyness(t["keyness"], t["articles"]),
    "shared-passages": shared_passages,
    "dispersion": lambda t: figures.dispersion(t["tokens"], t["keyness"], t["articles"]),
    "claims-matrix": lambda t: figures.claims_matrix(t["claims"], t["articles"]),
    "shared-copy": lambda t: figures.shared_copy(t["shared_wording"], t["articles"]),
    "labels-of-one-actor": lambda t: figures.labels_of_one_actor(
        t["labels"], t["articles"], next(iter(actors_of(t)), "")
    ),
    "other-words": other_words,
}


def draw(name, tables, **changed):
    return DRAWN_FROM[name](tables | changed)


def draw_all(tables):
    return {name: draw(name, tables) for name in DRAWN_FROM}


def only(tables, docs):
    """Return the tables of some articles."""
    chosen = {name: tables[name][tables[name]["doc"].isin(docs)] for name in WITH_DOCS}
    both = tables["passages"]["doc_a"].isin(docs) & tables["passages"]["doc_b"].isin(docs)
    return chosen | {"passages": tables["passages"][both]}


def docs_of(tables):
    return tables["articles"]["doc"].tolist()


def title_of(axis):
    return " ".join(axis.get_title("left").split())


def rows_of(axis):
    """Return what is written at each place of the y axis."""
    return dict(zip(axis.get_yticks().round(6), map(flat, axis.get_yticklabels()), strict=True))


def look(patch):
    return to_hex(patch.get_facecolor()), patch.get_hatch() or ""


@functools.cache
def explained(figure):
    """Return what the key says of each look: the words beside each swatch."""
    figure.set_dpi(72)
    figure.draw_without_rendering()
    beside = {}
    for swatch in figure.artists:
        if not swatch.get_label():
            continue  # a box behind words
        box = swatch.get_window_extent()
        near = [
            (text.get_window_extent().x0 - box.x1, flat(text))
            for text in figure.texts
            if text.get_window_extent().y0 < (box.y0 + box.y1) / 2 < text.get_window_extent().y1
        ]
        gap, words = min((gap, words) for gap, words in near if gap > 0)
        if gap < 10:
            beside[look(swatch)] = words
    return beside


def bold(texts):
    return [text for text in texts if text.get_weight() == "bold"]


def at(text):
    """Return how far down a text stands in its panel."""
    return round(text.get_position()[1], 6)


def parts(axis):
    """Return (y, left, right, what the key says) of each part of the bars, left to right."""
    said, found = explained(axis.figure), []
    for bar in axis.patches:
        y, left, right = bar.get_y() + bar.get_height() / 2, bar.get_x(), bar.get_x() + bar.get_width()
        found += (
            [(round(y, 6), round(left, 6), round(right, 6), said[look(bar)])] if look(bar) in said else []
        )
    return sorted(found)


def lengths(axis):
    """Return the length of each part by (y, what the key says); each begins where another ends."""
    ends, found = {}, {}
    for y, left, right, name in parts(axis):
        assert left == ends.get(y, 0)
        ends[y] = right
        found[y, name] = round(found.get((y, name), 0) + right - left, 5)
    return found


def bars(axes):
    """Return (title of the panel, y, what the key says, length) of each bar."""
    return [(title_of(axis), *bar, length) for axis in axes for bar, length in lengths(axis).items()]


SAID = {"own": "own voice", "quoted": "inside quotation marks"}
SAID |= dict.fromkeys(["heading", "caption"], "heading or caption")


def plotted(tables, drawing):
    """Return the rows of the data with the short name of their article and what the key says."""
    short = short_names(tables["articles"])
    rows = drawing.data.assign(article=drawing.data["doc"].map(short))
    how = rows["voice" if "voice" in rows else "told"] if {"voice", "told"} & set(rows) else ""
    rows = rows.assign(how=how).replace({"how": SAID})
    return list(rows.rename(columns={"count": "times"}).itertuples(index=False))


def added(pairs):
    """Return the sum of the numbers of each key."""
    found = {}
    for key, number in pairs:
        found[key] = found.get(key, 0) + number
    return found


def articles_of(docs, names=None):
    return pd.DataFrame({"doc": list(docs), "short": names or list(docs.upper()), "characters": 100})
