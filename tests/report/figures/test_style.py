"""All figures: who is named, what can be read, how they look, of few articles and of many."""

import itertools
import re

import numpy as np
import pandas as pd
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from pictures import (
    DRAWN_FROM,
    DREADED,
    WITH_DOCS,
    alternative,
    docs_of,
    draw,
    draw_all,
    flat,
    laid_out,
    only,
    words_in,
    written_in,
)

from inotherwords.report.figures import reuse, style


def test_a_figure_of_outlets_speaks_of_outlets(tables):
    outlets = tables["articles"].assign(kind="outlet")
    for name in ("share-of-voice", "keyness", "dispersion", "shared-copy"):
        drawing = draw(name, tables, articles=outlets)
        written = [text.get_text() for text in drawing.figure.texts] + [alternative(drawing)]
        assert any("outlet" in text for text in written), name
        # The voice stays that of an article.
        assert not [text for text in written if re.search(r"\barticles?\b(?!’s own)", text)], name


def test_the_picture_and_the_alternative_text_name_every_article(tables, drawn):
    shorts = set(tables["articles"]["short"])
    for name, drawing in drawn.items():
        assert shorts - set(words_in(drawing.figure)) == set(), name
        assert {short for short in shorts if short not in alternative(drawing)} == set(), name


def test_one_article_is_drawn(tables):
    one = only(tables, docs_of(tables)[1:2])
    for name, drawing in draw_all(one).items():
        laid_out(drawing)
        assert "Kayhan" in alternative(drawing), name


def test_of_three_articles_one_of_which_nothing_is_found_keeps_its_place(tables):
    docs = docs_of(tables)[1:4]
    two = only(tables, [docs[0], docs[2]]) | {"articles": only(tables, docs)["articles"]}
    for name in DRAWN_FROM:
        if name != "other-words":
            drawing = draw(name, two)
            assert {"Kayhan", "Fakti.bg"} <= set(laid_out(drawing)), name
            assert "Fakti.bg" in alternative(drawing), name


def test_twelve_articles_with_long_names_leave_most_of_the_width_to_the_figure(drawn_of_twelve):
    for name, drawing in drawn_of_twelve.items():
        if name != "other-words":
            assert {f"{DREADED} {n}" for n in range(12)} <= set(laid_out(drawing)), name
            places = [axis.get_position() for axis in drawing.figure.axes]
            assert max(place.x1 for place in places) - min(place.x0 for place in places) > 0.5, name


def test_empty_tables_give_a_figure_that_says_so(tables):
    empty = {name: table.iloc[:0] for name, table in tables.items()} | {"articles": tables["articles"]}
    for name in DRAWN_FROM:
        if name != "shared-passages":
            drawing = draw(name, empty)
            [note] = laid_out(drawing)
            assert note.startswith("No "), name
            assert note in alternative(drawing)
            assert "NZ Herald" in alternative(drawing)


def luminance(colour):
    """Return the relative luminance of WCAG 2: 0 black, 1 white."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, two):
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def alike(one, two, least):
    return one[1] == two[1] and contrast(one[0], two[0]) < least


def test_any_two_voices_differ_in_hatch_or_clearly_in_lightness():
    names = style.VOICE_NAMES
    for styles in (style.VOICES, style.WRITTEN):
        pairs = itertools.combinations(styles.items(), 2)
        assert [(a, b) for (a, one), (b, two) in pairs if names[a] != names[b] and alike(one, two, 1.5)] == []


def test_passages_and_paraphrases_and_shared_and_own_words_differ_in_lightness():
    for kinds in (reuse.PASSAGE_KINDS, reuse.WORDING):
        assert contrast(*(colour for colour, _ in kinds.values())) > 3


def test_writing_can_be_read_on_every_ground():
    ink, quiet, white = style.INK, style.QUIET, style.WHITE_ON
    both = set(itertools.product((ink, quiet), ("white", style.BAND, style.GROUND)))
    both |= {("white" if v in white else ink, ground) for v, (ground, _) in style.WRITTEN.items()}
    assert [pair for pair in both if contrast(*pair) <= 4.5] == []


def test_blue_is_only_used_for_voices(drawn):
    """Grey has as much red as blue."""
    parts = [part for drawing in drawn.values() for part in drawing.figure.findobj(Rectangle)]
    coloured = [part.get_facecolor() for part in parts if part.get_facecolor()[0] != part.get_facecolor()[2]]
    assert set(map(to_hex, coloured)) <= {colour for colour, _ in style.VOICES.values()}


def test_a_figure_is_as_wide_as_a_column_or_a_page_and_its_type_is_not_too_small(drawn):
    for name, drawing in drawn.items():
        assert drawing.figure.get_figwidth() in (3.5, 7.0), name
        assert min(text.get_fontsize() for text in written_in(drawing.figure)) >= 6.5, name


def collisions(figure):
    """Return the texts of a figure that leave it and the pairs that overlap, once it is laid out."""
    figure.set_dpi(style.DPI)
    figure.draw_without_rendering()
    boxes = [(flat(text), text.get_window_extent()) for text in written_in(figure)]
    left = [
        words
        for words, box in boxes
        if min(box.x0, box.y0) < 0 or box.x1 > figure.bbox.width or box.y1 > figure.bbox.height
    ]
    low, high = (np.array([getattr(box, corner) for _, box in boxes]) for corner in ("min", "max"))
    # Descenders of one line may reach the ascenders of the next: each second box is a pixel smaller.
    both = (low[:, None] <= high - 1) & (low + 1 <= high[:, None])
    pairs = zip(*np.triu(both.all(axis=2), 1).nonzero(), strict=True)
    return left + [(boxes[one][0], boxes[two][0]) for one, two in pairs]


def test_no_text_leaves_a_figure_or_overlaps_another(drawn, drawn_of_twelve):
    every = [*drawn.items(), *drawn_of_twelve.items()]
    assert [(name, found) for name, drawing in every if (found := collisions(drawing.figure))] == []


def test_a_text_over_another_is_found():
    figure = Figure()
    figure.text(0.5, 0.5, "rebels")
    figure.text(0.5, 0.51, "jihadists")
    figure.text(0.99, 0.1, "outside")
    assert collisions(figure) == ["outside", ("rebels", "jihadists")]


def test_of_many_articles_the_longest_are_drawn_and_it_is_said(tables):
    """The second of the articles twenty times, the last of them the longest."""
    one = only(tables, docs_of(tables)[1:2])
    docs, papers = [f"{docs_of(tables)[1]} {n}" for n in range(20)], [f"Paper {n}" for n in range(20)]
    many = {
        table: pd.concat([one[table].assign(doc=doc) for doc in docs], ignore_index=True)
        for table in WITH_DOCS
    }
    words = many["articles"]["words"] + pd.RangeIndex(20)
    many |= {"passages": one["passages"], "articles": many["articles"].assign(short=papers, words=words)}
    note = "Drawn are 12 of 20 articles, the longest."
    for name in DRAWN_FROM:
        if name != "other-words":
            drawing = draw(name, many)
            written = laid_out(drawing)
            assert [paper for paper in papers if paper in written] == papers[8:], name
            assert note in alternative(drawing), name
            assert [text for text in written if note in text] != [], name
            assert drawing.figure.get_figheight() < 22, name
