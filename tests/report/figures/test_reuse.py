"""The figures of what articles share."""

import re

import pandas as pd
from matplotlib.colors import to_hex
from pictures import alternative, articles_of, draw, flat, laid_out, lengths, parts, plotted, rows_of

from inotherwords.layers import schema
from inotherwords.report.figures import reuse, save
from inotherwords.reuse import find_clusters


def passages(*rows):
    columns = ["passage", "doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b", "kind", "similarity"]
    return pd.DataFrame([(n, *row, 0.5) for n, row in enumerate(rows, 1)], columns=columns)


def strips(table, articles):
    return reuse.shared_passages(table, find_clusters(table), articles)


def pieces(drawing):
    """Return (row, left, width, colour) of each passage drawn."""
    found = [bar for bar in drawing.figure.axes[0].patches if bar.get_width() < 100]
    rows = [round(bar.get_y() + bar.get_height() / 2) for bar in found]
    sizes = [(round(bar.get_x(), 6), round(bar.get_width(), 6), to_hex(bar.get_facecolor())) for bar in found]
    return [(row, *size) for row, size in zip(rows, sizes, strict=True)]


def test_a_sentence_that_is_a_passage_and_a_paraphrase_is_drawn_dark():
    table = passages(("a", 0, 25, "b", 50, 80, "near"), ("a", 0, 25, "c", 0, 20, "paraphrase"))
    assert strips(table, articles_of("abc")).data.values.tolist() == [
        ["a", 0, 25, "near", 1],
        ["b", 50, 80, "near", 1],
        ["c", 0, 20, "paraphrase", 0],
    ]


def test_a_line_joins_equal_numbers_from_article_to_article():
    a, b, c = ("a", 0, 20), ("b", 40, 60), ("c", 80, 100)
    table = passages((*a, *b, "near"), (*a, *c, "near"), (*b, *c, "near"))
    [axis] = strips(table, articles_of("abc")).figure.axes
    lines = [line for line in axis.lines if line.get_color() != "white"]
    assert [list(line.get_xdata()) for line in lines] == [[10, 50], [50, 90]]
    assert [[round(y) for y in line.get_ydata()] for line in lines] == [[0, 1], [1, 2]]


def test_every_sentence_of_a_passage_is_plotted_once_with_the_number_of_its_group_and_told(tables, drawn):
    place, groups = ["doc", "start", "end"], find_clusters(tables["passages"])
    sides = [[f"{column}_{side}" for column in place] for side in "ab"]
    sentences = {tuple(row) for side in sides for row in tables["passages"][side].values.tolist()}
    data, alt = drawn["shared-passages"].data, alternative(drawn["shared-passages"])
    assert sorted(map(tuple, data[place].values.tolist())) == sorted(sentences)
    numbered = data.loc[data["cluster"] > 0, ["cluster", *place]]
    assert sorted(numbered.values.tolist()) == sorted(groups.values.tolist())
    assert f"with {groups['cluster'].nunique()} sentences that two or more share" in alt
    for doc, short in tables["articles"][["doc", "short"]].values.tolist():
        assert re.search(rf"{short} (\d+)", alt)[1] == str((groups["doc"] == doc).sum())


def test_articles_that_share_no_sentence_are_strips_without_numbers(tables):
    paraphrases = tables["passages"][tables["passages"]["kind"] == "paraphrase"]
    for table in (paraphrases, schema.table("passages")):
        drawing = strips(table, tables["articles"])
        laid_out(drawing)
        assert drawing.data["cluster"].sum() == 0
        said = "0 sentences that two or more share. Shared with another article: Coastal Digest 0"
        assert said in alternative(drawing)


def shared(*rows):
    return pd.DataFrame(rows, columns=["doc", "shared", "words"])


def test_bars_stand_in_the_order_of_the_articles_and_one_without_words_keeps_its_place():
    drawing = reuse.shared_copy(shared(("a", 1, 2), ("c", 3, 4)), articles_of("cba"))
    assert [tick.get_text() for tick in drawing.figure.axes[0].get_yticklabels()] == ["C", "B", "A"]
    assert alternative(drawing).endswith("C 3 of 4, B 0 of 0, A 1 of 2.")


def test_tables_in_another_order_give_the_same_figure(tables, drawn, tmp_path):
    turned = {name: table.iloc[::-1].reset_index(drop=True) for name, table in tables.items()}
    for name in ("shared-passages", "shared-copy", "claims-matrix"):
        for place, figure in {
            "one": drawn[name],
            "other": draw(name, turned | {"articles": tables["articles"]}),
        }.items():
            save(tmp_path / place, name, figure)
    made = sorted((tmp_path / "one" / "figures").iterdir())
    others = [tmp_path / "other" / "figures" / path.name for path in made]
    changed = [
        one.name for one, other in zip(made, others, strict=True) if one.read_bytes() != other.read_bytes()
    ]
    assert (len(made), changed) == (12, [])


def test_the_pieces_of_the_strips_are_the_places_of_the_shared_sentences(tables, drawn):
    [axis] = drawn["shared-passages"].figure.axes
    names, numbers = rows_of(axis), [(*text.get_position(), int(flat(text))) for text in axis.texts]
    read = [
        (names[y], left, right, name, sum(n for x, row, n in numbers if round(row) == y and left < x < right))
        for y, left, right, name in parts(axis)
    ]
    long = tables["articles"].set_index("doc")["characters"]
    said = {"near": "the same sentence, word for word or reworded", "paraphrase": "perhaps a paraphrase"}
    expected = []
    for row in plotted(tables, drawn["shared-passages"]):
        left, right = (round(100 * place / long[row.doc], 6) for place in (row.start, row.end))
        expected.append((row.article, left, right, said[row.kind], row.cluster))
    assert sorted(read) == sorted(expected)


def test_the_bars_of_shared_copy_are_the_words_shared_and_those_of_its_own(tables, drawn):
    [axis] = drawn["shared-copy"].figure.axes
    read = {(rows_of(axis)[y], name): length for (y, name), length in lengths(axis).items()}
    data = plotted(tables, drawn["shared-copy"])
    shared = {(row.article, "shared with another article"): row.shared for row in data}
    assert read == shared | {(row.article, "its own"): row.words - row.shared for row in data}
    assert data == plotted(tables, drawn["shared-copy"]._replace(data=tables["shared_wording"]))
    numbers = {rows_of(axis)[text.get_position()[1]]: flat(text) for text in axis.texts}
    assert numbers == {row.article: f"{row.shared} of {row.words}" for row in data}
