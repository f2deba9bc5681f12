"""The figures of who is heard."""

import re

import pytest
from pictures import (
    actors_of,
    alternative,
    at,
    bars,
    bold,
    draw,
    flat,
    laid_out,
    look,
    plotted,
    rows_of,
    title_of,
)

from inotherwords.naming import readable
from inotherwords.report.figures import style


def test_the_labels_shares_and_cues_plotted_are_those_of_the_tables(tables, drawn):
    labels, counts = tables["labels"], drawn["labels-by-voice"].data.groupby(["doc", "voice"])["count"].sum()
    chosen = labels[labels["actor"].isin(actors_of(tables))]
    assert counts.to_dict() == chosen.groupby(["doc", "voice"]).size().to_dict()
    words = drawn["share-of-voice"].data.groupby("doc")["words"].sum()
    assert words.to_dict() == tables["articles"].set_index("doc")["words"].to_dict()
    data, columns = drawn["cue-verbs"].data, ["doc", "cue", "cue_class", "count"]
    plotted = data.loc[data["count"] > 0, columns].values.tolist()
    assert sorted(plotted) == sorted(tables["cue_verbs"][columns].values.tolist())


def test_the_numbers_of_the_alternative_text_add_up_to_the_data(tables, drawn):
    # "Kayhan 17" in one figure, "Kayhan: own voice 363, Russia 161" in the other.
    ways = {"labels-by-voice": ("count", r"{} (\d+)"), "share-of-voice": ("words", r"{}: ([^;]*)")}
    for name, (column, way) in ways.items():
        alt = alternative(drawn[name]).split(" Outlined")[0]
        found = [part for short in tables["articles"]["short"] for part in re.findall(way.format(short), alt)]
        total = sum(int(number) for part in found for number in re.findall(r"\d+", part))
        assert total == drawn[name].data[column].sum(), name


def test_a_side_and_a_cue_class_that_are_not_known_are_drawn_the_class_last(tables):
    shares = tables["share_of_voice"].replace({"side": {"ngo": "fishing_fleet"}})
    assert "fishing fleet" in laid_out(draw("share-of-voice", tables, share_of_voice=shares))
    cues = tables["cue_verbs"].replace({"cue_class": {"neutral": "boastful"}})
    drawing = draw("cue-verbs", tables, cue_verbs=cues)
    assert "boastful" in laid_out(drawing)
    assert drawing.data["cue_class"].iloc[-1] == "boastful"


def test_the_bars_of_the_shares_are_the_words_of_each_side_the_doubtful_ones_apart(tables, drawn):
    axes, rows = drawn["share-of-voice"].figure.axes, plotted(tables, drawn["share-of-voice"])
    names, size = rows_of(axes[0]), tables["articles"].set_index("doc")["words"]
    expected = {}
    for row in rows:
        how = "own voice" if row.side == "own voice" else "on somebody’s word"
        words = {how: row.words - row.doubtful, "by a doubtful attribution only": row.doubtful}
        for key in filter(words.get, words):
            expected[row.article, readable(row.side), key] = 100 * words[key] / size[row.doc]
    read = {(title, names[y], how): length for title, y, how, length in bars(axes)}
    assert read == pytest.approx(expected, abs=2e-4)
    numbers = {(title_of(axis), names[at(text)]): int(flat(text)) for axis in axes for text in axis.texts}
    assert numbers == {(row.article, readable(row.side)): row.words for row in rows}


def test_the_bars_of_the_cues_are_the_counts_each_with_its_number(tables, drawn):
    axes = drawn["cue-verbs"].figure.axes
    names, ticks = rows_of(axes[0]), axes[0].get_yticklabels()
    headings = [y for y, tick in zip(names, ticks, strict=True) if tick in bold(ticks)]
    long, written = {}, {}
    for axis in axes:
        numbers = {at(text): int(flat(text)) for text in axis.texts}
        for part in axis.patches:
            if look(part) == style.GREY:
                y = round(part.get_y() + part.get_height() / 2, 6)
                key = (names[max(h for h in headings if h < y)], names[y], title_of(axis))
                long[key], written[key] = part.get_width(), numbers.pop(y)
        assert numbers == {}
    data = plotted(tables, drawn["cue-verbs"])
    assert written == long == {(row.cue_class, row.cue, row.article): row.times for row in data if row.times}
