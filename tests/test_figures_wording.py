"""The figures on shared wording: what is plotted is what the tables hold, whatever the corpus."""

import itertools
import re

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

from inotherwords import claims, figures, figures_wording, reuse
from inotherwords.corpus import OUTPUTS, read_table, table_bytes

PLACE = ["doc", "start", "end"]


@pytest.fixture(scope="module")
def tables():
    names = ["articles", "passages", "claims", "shared_wording"]
    return {name: read_table(OUTPUTS, name) for name in names}


def articles_of(docs, names=None):
    return pd.DataFrame({"doc": list(docs), "short": names or list(docs.upper()), "characters": 100})


def laid_out(drawing):
    """Lay a figure out (any warning fails the test) and return its words."""
    drawing.figure.draw_without_rendering()
    found = [" ".join(text.get_text().split()) for text in drawing.figure.findobj(Text) if text.get_visible()]
    return [words for words in found if words]


def read_back(folder, name, table):
    """Return a table as it is read from the file that holds it."""
    (folder / "tables").mkdir()
    (folder / "tables" / f"{name}.csv").write_bytes(table_bytes(table))
    return read_table(folder, name)


# The strips.


def passages(*rows):
    columns = ["passage", "doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b", "kind", "similarity"]
    return pd.DataFrame([(n, *row, 0.5) for n, row in enumerate(rows, 1)], columns=columns)


def strips(table, articles):
    return figures_wording.shared_passages(table, reuse.clusters(table), articles)


def pieces(drawing):
    """Return (row, left, width, colour) of each passage drawn."""
    [axis] = drawing.figure.axes
    return [
        (
            round(bar.get_y() + bar.get_height() / 2),
            round(bar.get_x(), 6),
            round(bar.get_width(), 6),
            to_hex(bar.get_facecolor()),
        )
        for bar in axis.patches
        if bar.get_width() < 100
    ]


def test_a_passage_is_drawn_where_it_stands_in_either_article():
    drawing = strips(passages(("a", 0, 25, "b", 50, 80, "near")), articles_of("ab"))
    dark, _ = figures_wording.PASSAGE_KINDS["near"]
    assert pieces(drawing) == [(0, 0, 25, dark), (1, 50, 30, dark)]
    assert [text.get_text() for text in drawing.figure.axes[0].texts] == ["1", "1"]


def test_a_paraphrase_is_light_and_has_no_number():
    drawing = strips(passages(("a", 0, 25, "b", 50, 80, "paraphrase")), articles_of("ab"))
    assert {colour for *_, colour in pieces(drawing)} == {figures_wording.PASSAGE_KINDS["paraphrase"][0]}
    assert len(drawing.figure.axes[0].texts) == 0


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


def test_every_sentence_of_a_passage_is_plotted_once(tables):
    sides = [[f"{column}_{side}" for column in PLACE] for side in "ab"]
    sentences = {tuple(row) for side in sides for row in tables["passages"][side].values.tolist()}
    plotted = strips(tables["passages"], tables["articles"]).data[PLACE].values.tolist()
    assert sorted(map(tuple, plotted)) == sorted(sentences)


def test_a_sentence_has_a_number_exactly_if_another_article_has_it_too(tables):
    data = strips(tables["passages"], tables["articles"]).data
    groups = reuse.clusters(tables["passages"])
    numbered = data.loc[data["cluster"] > 0, ["cluster", *PLACE]]
    assert sorted(numbered.values.tolist()) == sorted(groups.values.tolist())


def test_the_numbers_in_the_strips_are_those_of_the_groups(tables):
    [axis] = strips(tables["passages"], tables["articles"]).figure.axes
    written = sorted(int(text.get_text()) for text in axis.texts)
    assert written == sorted(reuse.clusters(tables["passages"])["cluster"])


def test_the_alternative_text_counts_the_numbered_sentences_of_each_article(tables):
    alt = str(strips(tables["passages"], tables["articles"]).alt)
    groups = reuse.clusters(tables["passages"])
    assert f"with {groups['cluster'].nunique()} sentences that two or more share" in alt
    for doc, short in tables["articles"][["doc", "short"]].values.tolist():
        assert re.search(rf"{short} (\d+)", alt)[1] == str((groups["doc"] == doc).sum())


@pytest.mark.parametrize("kinds", [[], ["paraphrase"]])
def test_articles_that_share_no_sentence_are_strips_without_numbers(kinds, tables):
    table = tables["passages"][tables["passages"]["kind"].isin(kinds)]
    drawing = strips(table, tables["articles"])
    laid_out(drawing)
    assert drawing.data["cluster"].sum() == 0
    alt = str(drawing.alt)
    assert "0 sentences that two or more share. Shared with another article: Coastal Digest 0" in alt


def test_no_passages_read_back_from_a_file_are_drawn(tables, tmp_path):
    table = read_back(tmp_path, "passages", passages())
    assert strips(table, tables["articles"]).data.empty


# The share of shared copy.


def shared(*rows):
    return pd.DataFrame(rows, columns=["doc", "shared", "words"])


def bars(drawing):
    """Return (left, width, colour) of the parts of each bar."""
    return [
        (bar.get_x(), bar.get_width(), to_hex(bar.get_facecolor())) for bar in drawing.figure.axes[0].patches
    ]


def test_a_bar_is_as_long_as_the_article_and_dark_as_far_as_it_is_shared():
    drawing = figures_wording.shared_copy(shared(("a", 30, 100)), articles_of("a"))
    (dark, _), (light, _) = figures_wording.WORDING.values()
    assert bars(drawing) == [(0, 30, dark), (30, 70, light)]
    assert "30 of 100" in laid_out(drawing)
    assert drawing.alt.text == "Bars: words that stand in shared passages. A 30 of 100."


@pytest.mark.parametrize(("words", "part"), [(0, 1), (100, 0)])
def test_an_article_shared_whole_or_not_at_all_is_one_part(words, part):
    drawing = figures_wording.shared_copy(shared(("a", words, 100)), articles_of("a"))
    colour, _ = list(figures_wording.WORDING.values())[part]
    assert bars(drawing) == [(0, 100, colour)]


def test_the_bars_are_those_of_the_table(tables):
    table = tables["shared_wording"]
    drawing = figures_wording.shared_copy(table, tables["articles"])
    assert drawing.data.values.tolist() == table[["doc", "shared", "words"]].values.tolist()
    assert sum(width for _, width, _ in bars(drawing)) == table["words"].sum()


def test_bars_stand_in_the_order_of_the_articles_and_one_without_words_keeps_its_place():
    drawing = figures_wording.shared_copy(shared(("a", 1, 2), ("c", 3, 4)), articles_of("cba"))
    assert [tick.get_text() for tick in drawing.figure.axes[0].get_yticklabels()] == ["C", "B", "A"]
    assert drawing.alt.text.endswith("C 3 of 4, B 0 of 0, A 1 of 2.")


def test_no_shares_read_back_from_a_file_give_a_figure_that_says_so(tmp_path):
    drawing = figures_wording.shared_copy(read_back(tmp_path, "shared_wording", shared()), articles_of("ab"))
    assert laid_out(drawing) == ["No article has a sentence."]
    assert drawing.alt.text.endswith("Articles: A, B.")


# The matrix of claims.


def told(*rows):
    """Claims given as (claim, doc, told, speaker[, link]); a question mark: the attribution is doubtful."""
    return pd.DataFrame(
        [
            (
                claim,
                doc,
                0,
                9,
                how,
                who.rstrip("?"),
                "yes" * ("?" in who),
                *(link or ["near"]),
                f"Title {claim}",
            )
            for claim, doc, how, who, *link in rows
        ],
        columns=claims.CLAIMS,
    )


def cells(drawing):
    """Return what stands in each cell by claim and article, counted from 0, as it is drawn."""
    found = {}
    for column, axis in enumerate(drawing.figure.axes):
        boxes = {round(box.get_y() + box.get_height() / 2): box for box in axis.patches}
        for text in axis.texts:
            row = round(text.get_position()[1])
            box = boxes.pop(row)
            look = (to_hex(box.get_facecolor()), box.get_hatch() or "")
            found[row, column] = (" ".join(text.get_text().split()), look)
        assert boxes == {}
    return found


def written(*rows):
    """What is written in the cells of a single claim, in the order of its articles."""
    drawing = figures_wording.claims_matrix(told(*rows), articles_of("abc"))
    return [words for (_, _), (words, _) in sorted(cells(drawing).items())]


def test_a_cell_has_the_look_of_the_voice_and_the_name_of_the_speaker():
    table = told((1, "a", "own", ""), (1, "c", "quoted", "Ann"), (2, "b", "attributed", "Bob"))
    drawing = figures_wording.claims_matrix(table, articles_of("abc"))
    looks = figures_wording.TOLD
    assert cells(drawing) == {
        (0, 0): ("own voice", looks["own"]),
        (0, 2): ("Ann", looks["quoted"]),
        (1, 1): ("Bob", looks["attributed"]),
    }
    assert {"Title 1", "Title 2", "A", "B", "C"} <= set(laid_out(drawing))


def test_a_source_that_is_not_named_is_said_not_to_be():
    assert written((1, "a", "attributed", ""), (1, "b", "own", "")) == [claims.UNNAMED, "own voice"]


def test_a_candidate_and_a_doubtful_version_have_a_question_mark():
    rows = (1, "a", "own", "", "paraphrase"), (1, "b", "quoted", "Ann?"), (1, "c", "quoted", "Ann")
    assert written(*rows) == ["own voice ?", "Ann ?", "Ann"]


def test_a_question_mark_is_not_cut_off_with_a_long_name():
    [name, _] = written((1, "a", "quoted", "Ministry of Foreign Affairs; " * 20 + "?"), (1, "b", "own", ""))
    assert name.endswith("… ?")


def test_the_alternative_text_says_all_that_the_cells_say():
    table = told((1, "a", "own", "", "paraphrase"), (1, "b", "quoted", "Ann"), (2, "b", "attributed", ""))
    assert str(figures_wording.claims_matrix(table, articles_of("abc")).alt) == (
        "A matrix of 2 claims and who tells them. Title 1: A own voice ?, B quoted, Ann; "
        "Title 2: B attributed, source not named; none in C. "
        "A question mark: only a candidate, or by a doubtful attribution."
    )


def test_where_nothing_is_in_doubt_the_alternative_text_explains_no_question_mark():
    table = told((1, "a", "own", ""), (1, "b", "own", ""))
    alt = str(figures_wording.claims_matrix(table, articles_of("ab")).alt)
    assert alt == "A matrix of 1 claim and who tells them. Title 1: A own voice, B own voice."


def test_one_version_an_article_is_drawn_the_most_firmly_tied():
    rows = (1, "a", "own", "", "paraphrase"), (1, "a", "quoted", "Ann", "verbatim"), (1, "b", "own", "")
    assert written(*rows) == ["Ann", "own voice"]


def test_the_cells_are_the_foremost_versions_of_the_claims_drawn(tables):
    drawing = figures_wording.claims_matrix(tables["claims"], tables["articles"])
    docs = tables["articles"]["doc"].tolist()
    drawn = drawing.data["claim"].unique().tolist()
    assert len(drawn) == figures_wording.MOST_CLAIMS
    first = claims.foremost(tables["claims"])
    first = first[first["claim"].isin(drawn)]
    looks = {
        (drawn.index(row.claim), docs.index(row.doc)): figures_wording.TOLD[row.told]
        for row in first.itertuples()
    }
    assert {place: look for place, (_, look) in cells(drawing).items()} == looks
    doubts = {
        (drawn.index(row.claim), docs.index(row.doc))
        for row in first.itertuples()
        if row.link == "paraphrase" or row.doubtful == "yes"
    }
    assert {place for place, (words, _) in cells(drawing).items() if words.endswith(" ?")} == doubts
    assert len(drawing.data) == len(first)


def test_of_many_claims_those_in_most_articles_are_drawn_in_their_order():
    few = [(claim, doc, "own", "") for claim in range(1, 31) for doc in "ab"]
    drawing = figures_wording.claims_matrix(told(*few, (30, "c", "own", "")), articles_of("abc"))
    titles = [tick.get_text() for tick in drawing.figure.axes[0].get_yticklabels()]
    drawn = [*range(1, figures_wording.MOST_CLAIMS), 30]
    assert titles == [f"Title {claim}" for claim in drawn]
    assert drawing.data["claim"].unique().tolist() == drawn


def test_of_claims_in_as_many_articles_the_surest_are_drawn():
    unsure = [(claim, doc, "own", "", "paraphrase") for claim in range(1, 19) for doc in "ab"]
    sure = [(claim, doc, "own", "") for claim in (19, 20) for doc in "ab"]
    drawing = figures_wording.claims_matrix(told(*unsure, *sure), articles_of("ab"))
    assert drawing.data["claim"].unique().tolist() == [*range(1, 17), 19, 20]


def test_no_claims_read_back_from_a_file_give_a_figure_that_says_so(tmp_path):
    drawing = figures_wording.claims_matrix(read_back(tmp_path, "claims", told()), articles_of("ab"))
    assert laid_out(drawing) == ["No claim is told by two articles."]
    assert drawing.alt.text.endswith("Articles: A, B.")


NAME = "The Extraordinarily Long-Named Evening Gazette & Advertiser of $Somewhere$ <East>"
SOURCES = ["Ann", "Syrian Observatory for Human Rights", "Ministry of Foreign Affairs; " * 4]


@pytest.mark.parametrize("count", [1, 2, 5, 6, 12])
def test_what_is_written_stays_in_its_cell_and_no_name_runs_into_the_next(count):
    docs = "abcdefghijkl"[:count]
    names = [f"{NAME} {doc}" for doc in docs]
    table = told(
        *((claim, doc, "attributed", source) for claim, source in enumerate(SOURCES, 1) for doc in docs)
    )
    drawing = figures_wording.claims_matrix(table, articles_of(docs, names))
    assert set(names) <= set(laid_out(drawing))
    axes = drawing.figure.axes
    for axis in axes:
        for text, box in zip(axis.texts, axis.patches, strict=True):
            inner, outer = text.get_window_extent(), box.get_window_extent()
            assert inner.width < outer.width
            assert inner.height < outer.height
    headings = [axis._left_title.get_window_extent() for axis in axes]
    assert not any(one.overlaps(other) for one, other in itertools.combinations(headings, 2))


def test_titles_of_nine_words_do_not_run_into_each_other(tables):
    table = tables["claims"].assign(
        title="… displaced inhabitants of neighbouring northern countries telephoned many …"
    )
    axis = figures_wording.claims_matrix(table, tables["articles"]).figure.axes[0]
    axis.figure.draw_without_rendering()
    titles = [tick.get_window_extent() for tick in axis.get_yticklabels()]
    assert not any(one.overlaps(other) for one, other in itertools.pairwise(titles))


# All three.


@pytest.mark.parametrize("name", ["shared-passages", "shared-copy", "claims-matrix"])
def test_tables_in_another_order_give_the_same_bytes(name, tables, tmp_path, monkeypatch):
    monkeypatch.setattr(figures, "display", lambda bundle, **options: None)
    for place, step in {"one": 1, "other": -1}.items():
        turned = {table: rows.iloc[::step].reset_index(drop=True) for table, rows in tables.items()}
        articles = tables["articles"]
        drawing = {
            "shared-passages": lambda rows, articles=articles: strips(rows["passages"], articles),
            "shared-copy": lambda rows, articles=articles: figures_wording.shared_copy(
                rows["shared_wording"], articles
            ),
            "claims-matrix": lambda rows, articles=articles: figures_wording.claims_matrix(
                rows["claims"], articles
            ),
        }[name](turned)
        figures.save(tmp_path / place, name, drawing)
    for ending in ("png", "svg", "csv", "txt"):
        one, other = (tmp_path / place / "figures" / f"{name}.{ending}" for place in ("one", "other"))
        assert one.read_bytes() == other.read_bytes()


# The sentences in their versions.

TEXTS = {
    "a": "The rebels took the city on Friday.",
    "b": "The terrorists took the city on Friday.",
    "c": "Fighters took the city on Friday.",
}


def mentions(*rows):
    """Labels given as (doc, words, actor, label, voice), found in TEXTS."""
    columns = ["doc", "start", "end", "text", "actor", "label", "voice"]
    places = [(TEXTS[doc].index(words), words, doc, *about) for doc, words, *about in rows]
    table = [(doc, at, at + len(words), words, *about) for at, words, doc, *about in places]
    return pd.DataFrame(table, columns=columns)


def copies(*rows):
    columns = ["doc", "start", "end", "wording", "wire_wording", "change"]
    return pd.DataFrame([(*row[:1], 0, 9, "", *row[1:]) for row in rows], columns=columns, dtype=object)


def sentences(*rows):
    """Groups of whole sentences: (number, docs)."""
    found = [(number, doc, 0, len(TEXTS[doc])) for number, docs in rows for doc in docs]
    return pd.DataFrame(found, columns=["cluster", "doc", "start", "end"])


REBELS = ("a", "rebels", "hts", "rebel", "own")
TERRORISTS = ("b", "terrorists", "hts", "terrorist", "attributed")
FIGHTERS = ("c", "Fighters", "hts", "rebel", "own")


def versions(labels, wire=None, groups=None):
    """Return doc, version and text, boxes in brackets, of each version that is set."""
    groups = sentences((1, "ab")) if groups is None else groups
    drawing = figures_wording.other_words(
        groups, labels, copies() if wire is None else wire, TEXTS, articles_of("abc")
    )
    found = {}
    for row in drawing.data.itertuples():
        text = f"[{row.text}]" if row.voice else row.text
        found[row.doc, row.version] = found.get((row.doc, row.version), "") + text
    return found


def test_labels_that_differ_are_boxed():
    assert versions(mentions(REBELS, TERRORISTS)) == {
        ("a", "article"): "The [rebels] took the city on Friday.",
        ("b", "article"): "The [terrorists] took the city on Friday.",
    }


def test_sentences_with_the_same_labels_are_not_set():
    groups = sentences((1, "ac"))
    drawing = figures_wording.other_words(
        groups, mentions(REBELS, FIGHTERS), copies(), TEXTS, articles_of("abc")
    )
    assert laid_out(drawing) == ["No shared sentence names anybody by different labels."]


def test_without_labels_the_figure_says_that_the_list_is_missing():
    nobody = mentions(REBELS, FIGHTERS).iloc[:0]
    drawing = figures_wording.other_words(sentences((1, "ac")), nobody, copies(), TEXTS, articles_of("abc"))
    assert drawing.alt.text.startswith(f"An empty figure. {figures.NO_LABELS}")


def test_a_label_that_only_one_version_has_for_an_actor_does_not_differ():
    city = ("a", "city", "place", "city", "own")
    assert versions(mentions(REBELS, city, TERRORISTS))["a", "article"].count("[") == 1


def test_of_labels_that_overlap_the_first_is_boxed():
    inner = ("b", "errorists", "hts", "errorist", "own")
    assert versions(mentions(REBELS, TERRORISTS, inner))["b", "article"].count("[") == 1


def test_what_the_agency_copy_had_stands_before_its_article():
    wire = copies(("b", "Jihadists", "relabel+delete"), ("b", "spelt otherwise", "spelling"))
    found = versions(mentions(REBELS, TERRORISTS), wire)
    assert list(found) == [("a", "article"), ("b", "agency copy"), ("b", "article")]
    assert found["b", "agency copy"] == "Jihadists"


def test_sentences_in_most_versions_are_set(monkeypatch):
    monkeypatch.setattr(figures_wording, "MOST_SENTENCES", 1)
    groups = sentences((1, "ab"), (2, "abc"))
    drawing = figures_wording.other_words(
        groups, mentions(REBELS, TERRORISTS, FIGHTERS), copies(), TEXTS, articles_of("abc")
    )
    assert set(drawing.data["sentence"]) == {2}
    assert "In 2 of 2 shared sentences the labels differ" in laid_out(drawing)
    assert "Shown are the 1 that have most versions." in " ".join(laid_out(drawing))


def test_of_a_sentence_in_very_many_versions_the_first_are_set(monkeypatch):
    monkeypatch.setattr(figures_wording, "MOST_VERSIONS", 2)
    found = versions(mentions(REBELS, TERRORISTS, FIGHTERS), groups=sentences((1, "abc")))
    assert [doc for doc, _ in found] == ["a", "b"]


def test_a_long_sentence_is_cut_behind_its_last_label():
    text = "The rebels took the city, " + "and much more was said about it, " * 5 + "on Friday."
    pieces = figures_wording._pieces(text, 0, len(text), list(mentions(REBELS).itertuples()))
    assert "".join(piece[0] for piece in pieces).startswith("The rebels took the city, and much")
    assert pieces[-1] == (" …", "", "", "")
    assert sum(len(piece[0]) for piece in pieces) <= figures_wording.MOST_LETTERS + 2


def test_the_alternative_text_says_each_box_with_its_voice():
    drawing = figures_wording.other_words(
        sentences((1, "ab")), mentions(REBELS, TERRORISTS), copies(), TEXTS, articles_of("abc")
    )
    assert str(drawing.alt) == (
        "Text: 1 sentence in 2 versions, the labels in which they differ boxed by voice. "
        "A: The [rebels: own voice] took the city on Friday. — "
        "B: The [terrorists: attributed] took the city on Friday. "
        "They share a clause at least; what they go on to say may differ."
    )
