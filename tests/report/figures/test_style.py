"""All figures: who is named, what can be read, how they look, of few articles and of many."""

import itertools

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from pictures import (
    DRAWN_FROM,
    again,
    alternative,
    docs_of,
    draw_all,
    flat,
    laid_out,
    only,
    renamed,
    together,
    words_in,
    written_in,
)

from inotherwords.report.figures import floor, reuse, style

# Those that show nothing of an article of which nothing is found; the others give each article its place.
OF_THE_TOLD = ("one-statement", "the-pencil")


def test_the_picture_and_the_alternative_text_name_every_article_of_which_they_show_something(tables, drawn):
    for name, drawing in drawn.items():
        columns = [column for column in ("doc", "doc_a", "doc_b") if column in drawing.data]
        docs = set(pd.concat([drawing.data[column] for column in columns]))
        articles = tables["evidence"].articles
        shorts = set(articles.loc[articles["doc"].isin(docs), "short"])
        assert shorts - set(words_in(drawing.figure)) == set(), name
        assert {short for short in shorts if short not in alternative(drawing)} == set(), name


def test_one_article_is_drawn(tables):
    one = only(tables, docs_of(tables)[1:2])
    for name, drawing in draw_all(one).items():
        assert laid_out(drawing), name
        assert "Kayhan" in alternative(drawing), name


def test_twelve_articles_with_long_names_are_drawn(drawn_of_twelve):
    for drawing in drawn_of_twelve.values():
        assert any("Extraordinarily" in text for text in laid_out(drawing))


def test_empty_tables_give_a_figure_that_says_so(tables):
    evidence = tables["evidence"]
    nothing = {
        name: table.iloc[:0]
        for name, table in evidence._asdict().items()
        if isinstance(table, pd.DataFrame) and name not in ("articles", "units")
    }
    empty = {"passages": tables["passages"].iloc[:0], "keyness": tables["keyness"].iloc[:0]}
    for name, drawing in draw_all(tables | empty | {"evidence": evidence._replace(**nothing)}).items():
        [note] = laid_out(drawing)
        assert note.startswith("No"), name
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


def test_what_is_told_apart_differs_in_hatch_or_clearly_in_lightness():
    pairs = itertools.combinations(style.VOICES.values(), 2)
    assert [(one, two) for one, two in pairs if alike(one, two, 1.5)] == []
    assert contrast(*(colour for colour, _ in reuse.WORDING.values())) > 3
    looks = itertools.combinations([*floor.LOOKS, floor.ACTOR, floor.OTHERS], 2)
    assert [(one, other) for one, other in looks if alike(one, other, 1.25)] == []


def test_writing_can_be_read_on_every_ground():
    both = itertools.product((style.INK, style.QUIET), ("white", style.GROUND))
    assert [pair for pair in both if contrast(*pair) <= 4.5] == []


def test_a_figure_is_as_wide_as_a_column_or_a_page_and_its_type_is_not_too_small(drawn):
    for name, drawing in drawn.items():
        assert drawing.figure.get_figwidth() in (3.5, 7.0), name
        assert min(text.get_fontsize() for text in written_in(drawing.figure)) >= 6.5, name


def collisions(figure):
    """Return the texts of a figure that leave it and the pairs that overlap, once it is laid out."""
    figure.set_dpi(style.DPI)
    with mpl.rc_context(style.STYLE):  # as it is saved
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
    many = together(*(again(only(tables, docs_of(tables)[1:2]), " " + "C" * n) for n in range(1, 21)))
    many = renamed(many, [f"Paper {n}" for n in range(20)])
    of_tables = "Drawn are 6 of 20 articles, of the 12 longest those with most to show here."
    notes = dict.fromkeys(("one-source", "claims-matrix"), of_tables)
    for name in DRAWN_FROM:
        drawing = DRAWN_FROM[name](many)
        assert drawing.figure.get_figheight() < 22, name
        if name not in OF_THE_TOLD and "No " not in alternative(drawing):
            note = notes.get(name, "Drawn are 12 of 20 articles, the longest.")
            assert any(note in text for text in laid_out(drawing)), name
