"""The figures of words."""

import pandas as pd
import pytest
from pictures import draw, plotted, rows_of, title_of

from inotherwords import settings
from inotherwords.report.figures import terms
from inotherwords.text.words import stop_words


def test_no_word_left_out_of_the_keyness_figure_scores_higher_than_one_in_it(tables, drawn):
    table, data = tables["keyness"], drawn["keyness"].data
    content = ~table["term"].isin(stop_words())
    over = table[(table["log_ratio"] > 0) & (table["count"] > 1) & content]
    for doc, part in data.groupby("doc"):
        left_out = over[(over["doc"] == doc) & ~over["term"].isin(part["term"])]
        assert len(part) == 8
        assert left_out["log_likelihood"].max() <= part["log_likelihood"].min()


def test_strokes_stand_where_a_word_that_is_used_five_times_or_more_stands_and_are_as_many(tables, drawn):
    tokens, data = tables["tokens"], drawn["dispersion"].data
    plotted = data["term"].value_counts()
    assert plotted.to_dict() == tokens["term"].value_counts()[plotted.index].to_dict()
    assert (len(plotted), plotted.min() >= 5) == (settings.DISPERSED_WORDS, True)
    for term, doc, place in data.itertuples(index=False):
        assert tokens[tokens["doc"] == doc]["term"].iloc[place - 1] == term


def test_no_frequent_word_without_strokes_sets_an_article_more_apart_than_one_with_them(tables, drawn):
    table = tables["keyness"]
    often = table["term"].map(tables["tokens"]["term"].value_counts()) >= 5
    content = (table["log_ratio"] > 0) & ~table["term"].isin(stop_words())
    best = table[often & content].groupby("term")["log_likelihood"].max()
    shown = best.index.isin(drawn["dispersion"].data["term"])
    assert best[~shown].max() <= best[shown].min()


def test_words_that_set_outlets_apart_are_drawn_where_they_stand_in_articles(tables, drawn):
    outlets = tables["keyness"].assign(doc="outlet of " + tables["keyness"]["doc"])
    drawing = terms.dispersion(tables["tokens"], outlets, tables["articles"])
    pd.testing.assert_frame_equal(drawing.data, drawn["dispersion"].data)


def test_a_word_far_beyond_the_usual_scale_keeps_its_dot(tables):
    table = tables["keyness"].assign(log_ratio=tables["keyness"]["log_ratio"] * 4)
    drawing = draw("keyness", tables, keyness=table)
    assert drawing.data["log_ratio"].max() > 9
    assert drawing.figure.axes[0].get_xlim()[1] > drawing.data["log_ratio"].max()


def test_the_dots_and_lines_of_keyness_are_the_ratios_and_their_intervals(tables, drawn):
    read, expected = {}, {}
    for axis in filter(lambda axis: axis.lines, drawn["keyness"].figure.axes):
        [dots] = [line for line in axis.lines if line.get_marker() == "o"]
        [intervals] = axis.collections
        ratios = dict(zip(dots.get_ydata(), dots.get_xdata(), strict=True))
        for (low, y), (high, _) in intervals.get_segments():
            read[title_of(axis), rows_of(axis)[y]] = low, ratios[y], high
    least, most = drawn["keyness"].figure.axes[0].get_xlim()
    for row in plotted(tables, drawn["keyness"]):
        interval = max(row.log_ratio_low, least), row.log_ratio, min(row.log_ratio_high, most)
        expected[row.article, f"{row.term} {row.times} : {row.rest}"] = interval
    assert read == expected


def test_the_strokes_are_the_places_of_the_words(tables, drawn):
    axes, read = drawn["dispersion"].figure.axes, []
    for axis in axes:
        places = [place for strokes in axis.collections for place in strokes.get_offsets()]
        read += [(rows_of(axes[0])[row], title_of(axis), place) for place, row in places]
    data = plotted(tables, drawn["dispersion"])
    assert sorted(read) == sorted((row.term, row.article, row.place) for row in data)


def test_a_word_is_as_wide_in_every_panel_of_strokes_and_no_stroke_lies_outside(tables, drawn):
    figure = drawn["dispersion"].figure
    figure.draw_without_rendering()
    words = tables["articles"]["words"]
    for axis, count in zip(figure.axes, words, strict=True):
        assert axis.get_xlim()[0] == 0
        assert {strip.get_width() for strip in axis.patches} == {count}
        assert axis.get_xlim()[1] >= count
    wide = [axis.get_window_extent().width / axis.get_xlim()[1] for axis in figure.axes]
    assert wide == pytest.approx([wide[0]] * len(wide), rel=0.01)
