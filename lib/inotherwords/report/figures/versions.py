"""The figure of one sentence in several versions, what differs boxed."""

import re

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from inotherwords import settings
from inotherwords.claims import list_rows_by_doc
from inotherwords.layers import schema
from inotherwords.report.figures import style
from inotherwords.report.figures.drawing import Drawing, choose_rows, describe, draw_nothing
from inotherwords.report.figures.labels import NO_LABELS
from inotherwords.report.sentences import plural, pluralise, say, short_names

MOST_LINES = 3  # of writing in a cell

COPY = "agency copy"

NAMES = 72.0  # points for the names beside the sentences
LINE = 11.0  # from one line of a sentence to the next
RAISED = 0.3  # from the top of a line to that of its words
PAD = 1.6  # between a label and its box


@mpl.rc_context(style.STYLE)
def other_words(
    clusters: pd.DataFrame,
    labels: pd.DataFrame,
    wire: pd.DataFrame,
    texts: dict[str, str],
    articles: pd.DataFrame,
) -> Drawing:
    """Set shared sentences one version under another, with the labels boxed in which they differ.

    Of the sentences whose versions name one actor by different labels, the SENTENCES_SET are set that have
    most versions, and of these those with most different labels; of a sentence, the first VERSIONS_SET in
    the order of the articles. A version is what an article has, or what its agency copy had, as far as `wire`
    (of `corpus.read_wire`) knows it. `clusters` numbers the sentences; `labels` is the table of that name.
    """
    short = short_names(articles)
    data, versions, differ = _chosen(clusters, labels, wire, texts, short)
    if data.empty:
        note = "No shared sentence names anybody by different labels." if len(labels) else NO_LABELS
        return draw_nothing(note, data, articles)
    found = data["sentence"].nunique()
    title = f"In {differ} of {len(versions)} {pluralise(len(versions), 'shared sentence')} the labels differ"
    notes = ["They share a clause at least; what they go on to say may differ."]
    if found < differ:
        notes.append(f"Shown are the {found} that have most versions.")
    if any(len(versions[sentence]) > settings.VERSIONS_SET for sentence in data["sentence"].unique()):
        notes.append(f"Of a sentence the first {settings.VERSIONS_SET} versions are shown.")
    figure = _set(data, short, title, notes)
    told = data.drop_duplicates(["sentence", "doc", "version"])
    sentences = plural(found, "sentence", "figures/other-words/sentences")
    in_versions = plural(len(told), "version", "figures/other-words/versions")
    parts = []
    for _, version in data.groupby(["sentence", "doc", "version"], sort=False):
        first = version.iloc[0]
        name = short[first["doc"]] if first["version"] == "article" else f"{COPY} of {short[first['doc']]}"
        text = "".join(_spelled(row) for row in version.itertuples())
        parts.append(f"{name}: {text}")
    text = "Text: {sentences} in {versions}, the labels in which they differ boxed by voice. {parts: — }"
    alt = say(text, sentences=sentences, versions=in_versions, parts=parts)
    return describe(figure, data, [alt, *notes])


def _chosen(
    clusters: pd.DataFrame,
    labels: pd.DataFrame,
    wire: pd.DataFrame,
    texts: dict[str, str],
    short: dict[str, str],
) -> tuple[pd.DataFrame, dict[int, list[tuple[str, int, int]]], int]:
    """Return the pieces of the versions that are set, the versions of all sentences, and how many differ."""
    order_of = {doc: number for number, doc in enumerate(short)}
    versions = {
        sentence: sorted(
            zip(rows["doc"], rows["start"], rows["end"], strict=True), key=lambda place: order_of[place[0]]
        )
        for sentence, rows in choose_rows(clusters, short).groupby("cluster")
    }
    named = list_rows_by_doc(labels)
    differing = {sentence: _differing(places, named) for sentence, places in versions.items()}
    copies = {place: _copy(wire, *place) for places in versions.values() for place in places}
    order = sorted(
        (sentence for sentence in versions if differing[sentence]),
        key=lambda sentence: (
            -len(versions[sentence]) - sum(copies[place] != "" for place in versions[sentence]),
            -len({(row.actor, row.label) for row in differing[sentence]}),
            sentence,
        ),
    )
    rows = []
    for sentence in sorted(order[: settings.SENTENCES_SET]):
        for doc, start, end in versions[sentence][: settings.VERSIONS_SET]:
            if copy := copies[doc, start, end]:
                rows.append((sentence, doc, COPY, 1, copy, "", "", ""))
            boxed = [row for row in differing[sentence] if row.doc == doc and start <= row.start < end]
            pieces = _pieces(texts[doc], start, end, boxed)
            rows += [(sentence, doc, "article", number, *piece) for number, piece in enumerate(pieces, 1)]
    return schema.table("outputs/figures/other-words", rows), versions, len(order)


def _differing(places: list[tuple[str, int, int]], named: dict[str, list[tuple]]) -> list[tuple]:
    """Return the labels in some versions that not all versions have which name the same actor at all.

    `named` has the rows of `labels` by doc. Of labels that overlap only the first, so that none is boxed
    inside another.
    """
    inside = [
        [row for row in named.get(doc, []) if start <= row.start and row.end <= end]
        for doc, start, end in places
    ]
    found = []
    for number, version in enumerate(inside):
        reached = 0
        for row in version:
            used = [{other.label for other in rows if other.actor == row.actor} for rows in inside]
            others = [names for place, names in enumerate(used) if names and place != number]
            if row.start >= reached and any(row.label not in names for names in others):
                found.append(row)
                reached = row.end
    return found


def _copy(wire: pd.DataFrame, doc: str, start: int, end: int) -> str:
    """Return what the copy of a sentence had where the article names something otherwise."""
    here = [
        row
        for row in wire[wire["doc"] == doc].itertuples()
        if row.start != "" and start <= row.start < end and "relabel" in row.change.split("+")
    ]
    return " … ".join(row.wire_wording for row in sorted(here, key=lambda row: row.start))


def _pieces(text: str, start: int, end: int, boxed: list[tuple]) -> list[tuple[str, str, str, str]]:
    """Return a sentence as pieces: text, and of a boxed one actor, label and voice; far ends are cut off."""
    first, last = (boxed[0].start, boxed[-1].end) if boxed else (start, start)
    left, right = start, end
    if right - left > settings.LETTERS_SET:
        most = max(last, left + settings.LETTERS_SET)
        clause, word = text.rfind(", ", last, most) + 1, text.rfind(" ", last, most)
        right = clause or max(last, word)
    if first - left > settings.LETTERS_SET / 2:
        left = text.rfind(" ", left, first - settings.LETTERS_SET // 4) + 1
    pieces, place = [], left
    for row in boxed:
        pieces += [
            (text[place : row.start], "", "", ""),
            (text[row.start : row.end], row.actor, row.label, row.voice),
        ]
        place = row.end
    pieces.append((text[place:right], "", "", ""))
    if left > start:
        pieces[0] = (f"… {pieces[0][0]}", "", "", "")
    if right < end:
        pieces.append((" …", "", "", ""))
    return [(re.sub(r"\s+", " ", words), *about) for words, *about in pieces if words]


def _spelled(piece: tuple) -> str:
    """Return a piece for who cannot see its box: with its voice behind it."""
    if not piece.voice:
        return piece.text
    return f"[{piece.text}: {style.VOICE_NAMES[piece.voice]}]"


def _set(data: pd.DataFrame, short: dict[str, str], title: str, notes: list[str]) -> Figure:
    """Return a figure as wide as a column with the sentences set as text, the names of articles beside."""
    named = {doc: style.wrap(name, NAMES, style.SMALL, "bold") for doc, name in short.items()}
    used = [line for doc in set(data["doc"]) for line in named[doc]]
    names = max(style.measure(line, style.SMALL, "bold") for line in used) + 6
    names = max(names, style.measure(COPY, style.SMALL) + 6)
    room = 72 * style.COLUMN - 2 * style.MARGIN - names
    placed, rules, y, sentence = [], [], 0.0, None
    for (number, doc, version), pieces in data.groupby(["sentence", "doc", "version"], sort=False):
        if sentence not in (None, number):
            rules.append(y + style.GAP / 4)
            y += style.GAP * 0.75
        sentence = number
        lines = _lines(pieces, room)
        placed.append((y, doc, version, lines))
        y += max(len(lines), len(named[doc]) if version != COPY else 1) * LINE + LINE / 4
    key = style.voice_key(data["voice"], style.WRITTEN)
    if COPY in set(data["version"]):
        notes = ["Agency copy: what the article beneath it named otherwise, as far as it is known.", *notes]
    figure, top = style.sheet(style.COLUMN, y, title, key, notes)
    for rule in rules:
        style.box(figure, style.MARGIN, top + rule, names + room, 0.6, (style.RULE, ""))
    for y, doc, version, lines in placed:
        copy = version == COPY
        colour = style.QUIET if copy else style.INK
        look = {"fontsize": style.SMALL, "color": colour, "fontweight": "normal" if copy else "bold"}
        name = COPY if copy else "\n".join(named[doc])
        style.write_text(figure, style.MARGIN, top + y + RAISED + style.TEXT - style.SMALL, name, **look)
        for number, line in enumerate(lines):
            for left, words, voice in line:
                x, high = style.MARGIN + names + left, top + y + number * LINE
                if voice:
                    wide = style.measure(words) + 2 * PAD
                    style.box(figure, x - PAD, high, wide, LINE - 1.4, style.WRITTEN[voice])
                ink = "white" if voice in style.WHITE_ON else colour
                style.write_text(figure, x, high + RAISED, words, color=ink)
    return figure


def _lines(pieces: pd.DataFrame, room: float) -> list[list[tuple[float, str, str]]]:
    """Return the lines of a version: of each run of words the left end, the words, the voice of its box."""
    lines: list[list[tuple[float, str, str]]] = [[]]
    x, space = 0.0, style.measure("a a") - style.measure("aa")
    apart = False  # whether a blank stands before the next word
    for piece in pieces.itertuples():
        pad = PAD if piece.voice else 0.0
        apart = apart or piece.text.startswith(" ")
        begun = False  # whether a run of this piece stands in this line
        for word in piece.text.split():
            if begun:
                left, words, _ = lines[-1][-1]
                run = f"{words} {word}"
                if left + style.measure(run) + pad <= room:
                    lines[-1][-1] = (left, run, piece.voice)
                    x = left + style.measure(run) + pad
                    continue
            left = x + (space if apart and x else 0) + pad
            if x and left + style.measure(word) + pad > room:
                lines.append([])
                left = pad
            lines[-1].append((left, word, piece.voice))
            x, begun, apart = left + style.measure(word) + pad, True, True
        apart = piece.text.endswith(" ")
    return lines
