"""The figures on shared wording: the strips, the share of shared copy, the claims, and the sentences."""

import itertools
import re

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from inotherwords import claims as telling
from inotherwords import figures_style as style
from inotherwords import schema
from inotherwords.figures import NO_LABELS, Drawing, none_in, nothing, of_articles, short_names, spread
from inotherwords.sentences import plural, pluralise, say, unit_words

PASSAGE_KINDS = {"near": ("#4d4d4d", ""), "paraphrase": ("#b5b5b5", "")}
PASSAGE_NAMES = {
    "near": "the same sentence, word for word or reworded",
    "paraphrase": "perhaps a paraphrase",
}
WORDING = {"shared with another {article}": PASSAGE_KINDS["near"], "its own": (style.GROUND, "")}
TOLD = {name: style.WRITTEN[name] for name in ("own", "attributed", "quoted")}
MOST_CLAIMS = 18
MOST_SENTENCES = 4
MOST_VERSIONS = 6
MOST_LETTERS = 105  # of a sentence, unless its labels stand further apart
MOST_LINES = 3  # of writing in a cell
CELL = 28.0  # points from one claim to the next
TITLES = 120.0  # points for the title of a claim
IN_CELL = {"ha": "center", "va": "center", "fontsize": style.SMALL, "linespacing": 1.1}
COPY = "agency copy"
NUMBER = {"ha": "center", "va": "center_baseline", "fontsize": style.SMALL}
GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
NAMES = 72.0  # points for the names beside the sentences
LINE = 11.0  # from one line of a sentence to the next
RAISED = 0.3  # from the top of a line to that of its words
PAD = 1.6  # between a label and its box
PIECES = [*schema.columns("outputs/figures/other-words")]


def shared_passages(passages: pd.DataFrame, clusters: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw the articles as strips from first to last character, with the passages they share.

    Dark: the same sentence (verbatim or near); light: perhaps a paraphrase. Equal numbers are one
    sentence; `clusters` numbers them. A sentence that is both is drawn dark.
    """
    notes, articles = style.left_out(articles), style.drawn(articles)
    short = short_names(articles)
    length = dict(zip(articles["doc"], articles["characters"], strict=True))
    place = ["doc", "start", "end"]
    sides = [
        passages[[f"{column}_{side}" for column in place] + ["kind"]].set_axis([*place, "kind"], axis=1)
        for side in ("a", "b")
    ]
    data = of_articles(pd.concat(sides), short).replace({"kind": {"verbatim": "near"}})
    data = data.sort_values([*place, "kind"]).drop_duplicates(place, ignore_index=True)
    numbers = clusters.set_index(place)["cluster"].to_dict()
    data["cluster"] = [numbers.get(key, 0) for key in data[place].itertuples(index=False, name=None)]
    found = data.loc[data["cluster"] > 0, "cluster"].nunique()
    stand = "stands" if found == 1 else "stand"
    title = f"{found} {pluralise(found, 'sentence')} {stand} in two or more articles"
    notes = [
        "Equal numbers, joined by lines: one sentence. Strips: articles from first word to last. A dark part "
        "without a number is close to one version of such a sentence only.",
        *notes,
    ]
    key = {PASSAGE_NAMES[kind]: look for kind, look in PASSAGE_KINDS.items() if kind in set(data["kind"])}
    with mpl.rc_context(style.STYLE):
        _, axis = _rows(list(short.values()), style.PAGE, 32, title, key, notes)
        axis.set(xlim=(0, 100))
        points = 72 * style.PAGE * axis.get_position().width
        middle: dict[int, list[tuple[float, int]]] = {}
        for row, doc in enumerate(short):
            style.bar(axis, row, 0, 100, (style.GROUND, ""), 0.4)
            free = 0.0  # where the next number over this strip may begin
            for part in data[data["doc"] == doc].itertuples():
                left, right = 100 * part.start / length[doc], 100 * part.end / length[doc]
                style.bar(axis, row, left, right, PASSAGE_KINDS[part.kind], 0.4)
                axis.plot([right, right], [row - 0.2, row + 0.2], color="white", linewidth=0.7, clip_on=False)
                if part.cluster:
                    x = (left + right) / 2
                    middle.setdefault(part.cluster, []).append((x, row))
                    digits = 100 * (style.width(str(part.cluster), style.SMALL) + 2) / points
                    if digits <= right - left:
                        axis.text(x, row, str(part.cluster), color="white", zorder=3, **NUMBER)
                    else:
                        x = max(x, free + digits / 2)
                        free = x + digits / 2
                        axis.text(x, row - 0.34, str(part.cluster), bbox=GROUND, zorder=3, **NUMBER)
        for places in middle.values():
            for (x1, row1), (x2, row2) in itertools.pairwise(places):
                # Over the strips they cross, so that a line is not taken to end where it passes.
                axis.plot([x1, x2], [row1 + 0.2, row2 - 0.2], color=style.QUIET, linewidth=0.5, zorder=2.5)
    counted = data[data["cluster"] > 0].groupby("doc").size().reindex(list(short), fill_value=0)
    alt = say(
        "Strips, one an article, with {sentences} that two or more share. "
        "Shared with another article: {counted}.",
        sentences=plural(found, "sentence", "figures/shared-passages/sentences"),
        counted=spread(counted.rename(index=short)),
    )
    return Drawing(axis.figure, data, say("{parts: }", parts=[alt, *notes[1:]]))


def _rows(
    names: list[str], inches: float, high: float, title: str, key: dict[str, style.Style], notes: list[str]
) -> tuple[Figure, mpl.axes.Axes]:
    """Return a figure with a row for each article, `high` points each, its name at the left."""
    broken = ["\n".join(style.wrapped(name, 72 * inches / 4)) for name in names]
    left = max(style.width(line) for name in broken for line in name.split("\n")) + 6
    high = max(high, *(style.TEXT * style.LEADING * (name.count("\n") + 1) for name in broken))
    figure, top = style.sheet(inches, high * len(names), title, key, notes)
    room = 72 * inches - 2 * style.MARGIN - left
    axis = style.place(figure, style.MARGIN + left, top, room, high * len(names))
    axis.set(ylim=(len(names) - 0.5, -0.5), yticks=range(len(names)))
    axis.set_yticklabels(broken)
    return figure, axis


def shared_copy(shared: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw how much of each article stands in passages it shares with another one.

    `shared` has the columns doc, shared, words; both count words of its sentences and captions.
    """
    notes, articles = style.left_out(articles), style.drawn(articles)
    short = short_names(articles)
    data = of_articles(shared, short)[["doc", "shared", "words"]]
    if data.empty:
        return nothing("No {article} has a sentence.", data, articles)
    data = data.set_index("doc").reindex(list(short), fill_value=0).rename_axis("doc").reset_index()
    notes = ["Numbers: words shared, of all in sentences and captions.", *notes]
    title = f"Shared with another {unit_words(articles)['article']}: " + _least_and_most(data, short)
    with mpl.rc_context(style.STYLE):
        key = {str(say(name, **unit_words(articles))): look for name, look in WORDING.items()}
        names = list(short.values())
        figure, axis = _rows(names, style.COLUMN, 1.4 * style.ROW, title, key, notes)
        points = 72 * style.COLUMN * axis.get_position().width
        numbers = [f"{row.shared} of {row.words}" for row in data.itertuples()]
        limit = (
            data["words"].max() * points / (points - 3 - max(style.width(n, style.SMALL) for n in numbers))
        )
        axis.set(xlim=(0, max(limit, 1)))
        for y, (row, number) in enumerate(zip(data.itertuples(), numbers, strict=True)):
            style.stack(
                axis, y, dict(zip(WORDING, (row.shared, row.words - row.shared), strict=True)), WORDING
            )
            axis.text(row.words + 2 * limit / points, y, number, va="center_baseline", fontsize=style.SMALL)
    parts = [f"{short[row.doc]} {row.shared} of {row.words}" for row in data.itertuples()]
    alt = say("Bars: words that stand in shared passages. {parts}.", parts=parts)
    return Drawing(figure, data, say("{parts: }", parts=[alt, *notes[1:]]))


def _least_and_most(data: pd.DataFrame, short: dict[str, str]) -> str:
    """Return which article shares the smallest and which the largest part of its words."""
    shares = data["shared"] / data["words"].where(data["words"] > 0)
    least, most = (
        f"{row.shared} of {row.words} words in {short[row.doc]}"
        for row in (data.loc[shares.idxmin()], data.loc[shares.idxmax()])
    )
    return least + (f", but {most}" if len(data) > 1 else "")


def claims_matrix(claims: pd.DataFrame, articles: pd.DataFrame) -> Drawing:
    """Draw which article tells which claim, and in whose voice: a row a claim, a column an article.

    `claims` is the table of that name. Drawn are at most MOST_CLAIMS: those in most articles, and of these
    the surest. A version that is only a candidate, or rests on a doubtful attribution, has a question mark.
    """
    left_out, articles = style.left_out(articles), style.drawn(articles)
    short = short_names(articles)
    versions = telling.foremost(claims)
    unsure = telling.unsure(versions)
    order = versions.assign(sure=~unsure).groupby("claim")["sure"].agg(["size", "sum"])
    chosen = sorted(order.sort_values(["size", "sum"], ascending=False, kind="stable").index[:MOST_CLAIMS])
    columns = ["claim", "title", "doc", "told", "speaker", "unsure"]
    data = versions.assign(unsure=unsure.map({True: "yes", False: "no"}))
    data = of_articles(data.loc[data["claim"].isin(chosen), columns], short).reset_index(drop=True)
    if data.empty:
        return nothing("No claim is told by two {articles}.", data, articles)
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
    with mpl.rc_context(style.STYLE):
        names = ["\n".join(style.wrapped(name, TITLES)) for name in titles]
        left = max(style.width(line) for name in names for line in name.split("\n")) + 6
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
    parts = []
    for claim, rows in data.groupby("claim", sort=False):
        cells = [
            f"{short[row.doc]} "
            f"{'own voice' if row.told == 'own' else f'{row.told}, {row.speaker or telling.UNNAMED}'}"
            f"{' ?' * (row.unsure == 'yes')}"
            for row in rows.itertuples()
        ]
        parts.append(f"{titles[claim]}: {', '.join(cells)}")
    alt = say(
        "A matrix of {drawn} and who tells them. {parts:; }{none}.",
        drawn=plural(len(chosen), "claim", "figures/claims-matrix/claims"),
        parts=parts,
        none=none_in(data, short),
    )
    in_doubt = "A question mark: only a candidate, or by a doubtful attribution."
    doubts = [in_doubt] if "yes" in set(data["unsure"]) else []
    return Drawing(figure, data, say("{parts: }", parts=[alt, *doubts, *left_out]))


def _in_cell(row: tuple, points: float) -> str:
    """Return on whose word a claim is told, in at most three lines, with a question mark if in doubt."""
    who = "own voice" if row.told == "own" else row.speaker or telling.UNNAMED
    mark = " ?" * (row.unsure == "yes")
    lines = style.wrapped(who + mark, points, style.SMALL)
    if len(lines) > MOST_LINES:
        end = " …" + mark
        last = style.wrapped(lines[MOST_LINES - 1], points - style.width(end, style.SMALL), style.SMALL)[0]
        lines = [*lines[: MOST_LINES - 1], last + end]
    return "\n".join(lines)


def other_words(
    clusters: pd.DataFrame,
    labels: pd.DataFrame,
    wire: pd.DataFrame,
    texts: dict[str, str],
    articles: pd.DataFrame,
) -> Drawing:
    """Set shared sentences one version under another, with the labels boxed in which they differ.

    Of the sentences whose versions name one actor by different labels, the MOST_SENTENCES are set that have
    most versions, and of these those with most different labels; of a sentence, the first MOST_VERSIONS in
    the order of the articles. A version is what an article has, or what its agency copy had, as far as `wire`
    (of `corpus.read_wire`) knows it. `clusters` numbers the sentences; `labels` is the table of that name.
    """
    short = short_names(articles)
    order_of = {doc: number for number, doc in enumerate(short)}
    versions = {
        sentence: sorted(
            zip(rows["doc"], rows["start"], rows["end"], strict=True), key=lambda place: order_of[place[0]]
        )
        for sentence, rows in of_articles(clusters, short).groupby("cluster")
    }
    named = {doc: list(rows.itertuples()) for doc, rows in labels.groupby("doc")}
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
    for sentence in sorted(order[:MOST_SENTENCES]):
        for doc, start, end in versions[sentence][:MOST_VERSIONS]:
            if copy := copies[doc, start, end]:
                rows.append((sentence, doc, COPY, 1, copy, "", "", ""))
            boxed = [row for row in differing[sentence] if row.doc == doc and start <= row.start < end]
            pieces = _pieces(texts[doc], start, end, boxed)
            rows += [(sentence, doc, "article", number, *piece) for number, piece in enumerate(pieces, 1)]
    data = pd.DataFrame(rows, columns=PIECES)
    if data.empty:
        note = "No shared sentence names anybody by different labels." if len(labels) else NO_LABELS
        return nothing(note, data, articles)
    found = data["sentence"].nunique()
    title = (
        f"In {len(order)} of {len(versions)} {pluralise(len(versions), 'shared sentence')} the labels differ"
    )
    notes = ["They share a clause at least; what they go on to say may differ."]
    if found < len(order):
        notes.append(f"Shown are the {found} that have most versions.")
    if any(len(versions[sentence]) > MOST_VERSIONS for sentence in data["sentence"].unique()):
        notes.append(f"Of a sentence the first {MOST_VERSIONS} versions are shown.")
    with mpl.rc_context(style.STYLE):
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
    differ = "the labels in which they differ boxed by voice"
    text = "Text: {sentences} in {in_versions}, {differ}. {parts: — }"
    alt = say(text, sentences=sentences, in_versions=in_versions, differ=differ, parts=parts)
    return Drawing(figure, data, say("{parts: }", parts=[alt, *notes]))


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
    if right - left > MOST_LETTERS:
        most = max(last, left + MOST_LETTERS)
        clause, word = text.rfind(", ", last, most) + 1, text.rfind(" ", last, most)
        right = clause or max(last, word)
    if first - left > MOST_LETTERS / 2:
        left = text.rfind(" ", left, first - MOST_LETTERS // 4) + 1
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
    named = {doc: style.wrapped(name, NAMES, style.SMALL, "bold") for doc, name in short.items()}
    used = [line for doc in set(data["doc"]) for line in named[doc]]
    names = max(style.width(line, style.SMALL, "bold") for line in used) + 6
    names = max(names, style.width(COPY, style.SMALL) + 6)
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
        style.say(figure, style.MARGIN, top + y + RAISED + style.TEXT - style.SMALL, name, **look)
        for number, line in enumerate(lines):
            for left, words, voice in line:
                x, high = style.MARGIN + names + left, top + y + number * LINE
                if voice:
                    wide = style.width(words) + 2 * PAD
                    style.box(figure, x - PAD, high, wide, LINE - 1.4, style.WRITTEN[voice])
                ink = "white" if voice in style.WHITE_ON else colour
                style.say(figure, x, high + RAISED, words, color=ink)
    return figure


def _lines(pieces: pd.DataFrame, room: float) -> list[list[tuple[float, str, str]]]:
    """Return the lines of a version: of each run of words the left end, the words, the voice of its box."""
    lines: list[list[tuple[float, str, str]]] = [[]]
    x, space = 0.0, style.width("a a") - style.width("aa")
    apart = False  # whether a blank stands before the next word
    for piece in pieces.itertuples():
        pad = PAD if piece.voice else 0.0
        apart = apart or piece.text.startswith(" ")
        begun = False  # whether a run of this piece stands in this line
        for word in piece.text.split():
            if begun:
                left, words, _ = lines[-1][-1]
                run = f"{words} {word}"
                if left + style.width(run) + pad <= room:
                    lines[-1][-1] = (left, run, piece.voice)
                    x = left + style.width(run) + pad
                    continue
            left = x + (space if apart and x else 0) + pad
            if x and left + style.width(word) + pad > room:
                lines.append([])
                left = pad
            lines[-1].append((left, word, piece.voice))
            x, begun, apart = left + style.width(word) + pad, True, True
        apart = piece.text.endswith(" ")
    return lines
