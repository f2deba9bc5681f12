"""The figures on shared wording: what is plotted is what the tables hold, whatever the corpus."""

import re

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from pictures import DREADED, alternative, laid_out, overlapping, read_back

from inotherwords.claims import claims
from inotherwords.layers.files import read_table
from inotherwords.paths import OUTPUTS
from inotherwords.report.figures import drawing as report_figures_drawing
from inotherwords.report.figures import reuse
from inotherwords.report.figures import versions as report_figures_versions
from inotherwords.report.figures.claims import MOST_CLAIMS, TOLD, claims_matrix
from inotherwords.report.figures.drawing import save
from inotherwords.report.figures.labels import NO_LABELS
from inotherwords.report.figures.versions import MOST_LETTERS, other_words
from inotherwords.reuse import clusters

PLACE = ["doc", "start", "end"]


@pytest.fixture(scope="module")
def tables():
    names = ["articles", "passages", "claims", "shared_wording"]
    return {name: read_table(OUTPUTS, name) for name in names}


def articles_of(docs, names=None):
    return pd.DataFrame({"doc": list(docs), "short": names or list(docs.upper()), "characters": 100})


# The strips.


def passages(*rows):
    columns = ["passage", "doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b", "kind", "similarity"]
    return pd.DataFrame([(n, *row, 0.5) for n, row in enumerate(rows, 1)], columns=columns)


def strips(table, articles):
    return reuse.shared_passages(table, clusters.find_clusters(table), articles)


def pieces(drawing):
    """Return (row, left, width, colour) of each passage drawn."""
    found = [bar for bar in drawing.figure.axes[0].patches if bar.get_width() < 100]
    rows = [round(bar.get_y() + bar.get_height() / 2) for bar in found]
    sizes = [(round(bar.get_x(), 6), round(bar.get_width(), 6), to_hex(bar.get_facecolor())) for bar in found]
    return [(row, *size) for row, size in zip(rows, sizes, strict=True)]


def test_a_passage_is_dark_with_a_number_where_it_stands_and_a_paraphrase_light_without():
    for kind, numbers in {"near": ["1", "1"], "paraphrase": []}.items():
        drawing = strips(passages(("a", 0, 25, "b", 50, 80, kind)), articles_of("ab"))
        colour, _ = reuse.PASSAGE_KINDS[kind]
        assert pieces(drawing) == [(0, 0, 25, colour), (1, 50, 30, colour)]
        assert [text.get_text() for text in drawing.figure.axes[0].texts] == numbers


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


def test_every_sentence_of_a_passage_is_plotted_once_with_the_number_of_its_group(tables):
    sides = [[f"{column}_{side}" for column in PLACE] for side in "ab"]
    sentences = {tuple(row) for side in sides for row in tables["passages"][side].values.tolist()}
    data = strips(tables["passages"], tables["articles"]).data
    assert sorted(map(tuple, data[PLACE].values.tolist())) == sorted(sentences)
    numbered = data.loc[data["cluster"] > 0, ["cluster", *PLACE]]
    assert sorted(numbered.values.tolist()) == sorted(
        clusters.find_clusters(tables["passages"]).values.tolist()
    )


def test_the_alternative_text_counts_the_numbered_sentences_of_each_article(tables):
    alt = alternative(strips(tables["passages"], tables["articles"]))
    groups = clusters.find_clusters(tables["passages"])
    assert f"with {groups['cluster'].nunique()} sentences that two or more share" in alt
    for doc, short in tables["articles"][["doc", "short"]].values.tolist():
        assert re.search(rf"{short} (\d+)", alt)[1] == str((groups["doc"] == doc).sum())


def test_articles_that_share_no_sentence_are_strips_without_numbers(tables, tmp_path):
    paraphrases = tables["passages"][tables["passages"]["kind"] == "paraphrase"]
    for table in (paraphrases, read_back(tmp_path, "passages", passages())):
        drawing = strips(table, tables["articles"])
        laid_out(drawing)
        assert drawing.data["cluster"].sum() == 0
        said = "0 sentences that two or more share. Shared with another article: Coastal Digest 0"
        assert said in alternative(drawing)


# The share of shared copy.


def shared(*rows):
    return pd.DataFrame(rows, columns=["doc", "shared", "words"])


def bars(drawing):
    """Return (left, width, colour) of the parts of each bar."""
    return [
        (bar.get_x(), bar.get_width(), to_hex(bar.get_facecolor())) for bar in drawing.figure.axes[0].patches
    ]


def test_a_bar_is_as_long_as_the_article_and_dark_as_far_as_it_is_shared():
    drawing = reuse.shared_copy(shared(("a", 30, 100)), articles_of("a"))
    (dark, _), (light, _) = reuse.WORDING.values()
    assert bars(drawing) == [(0, 30, dark), (30, 70, light)]
    assert "30 of 100" in laid_out(drawing)
    assert alternative(drawing) == "Bars: words that stand in shared passages. A 30 of 100."
    for words, colour in {0: light, 100: dark}.items():
        drawing = reuse.shared_copy(shared(("a", words, 100)), articles_of("a"))
        assert bars(drawing) == [(0, 100, colour)]


def test_the_bars_are_those_of_the_table(tables):
    table = tables["shared_wording"]
    drawing = reuse.shared_copy(table, tables["articles"])
    assert drawing.data.values.tolist() == table[["doc", "shared", "words"]].values.tolist()


def test_bars_stand_in_the_order_of_the_articles_and_one_without_words_keeps_its_place():
    drawing = reuse.shared_copy(shared(("a", 1, 2), ("c", 3, 4)), articles_of("cba"))
    assert [tick.get_text() for tick in drawing.figure.axes[0].get_yticklabels()] == ["C", "B", "A"]
    assert alternative(drawing).endswith("C 3 of 4, B 0 of 0, A 1 of 2.")


def test_no_shares_read_back_from_a_file_give_a_figure_that_says_so(tmp_path):
    drawing = reuse.shared_copy(read_back(tmp_path, "shared_wording", shared()), articles_of("ab"))
    assert laid_out(drawing) == ["No article has a sentence."]
    assert alternative(drawing).endswith("Articles: A, B.")


# The matrix of claims.


def told(*rows):
    """Claims given as (claim, doc, told, speaker[, link]); a question mark: the attribution is doubtful."""
    table = []
    for claim, doc, how, who, *link in rows:
        doubt = "yes" * ("?" in who)
        table.append((claim, doc, 0, 9, how, who.rstrip("?"), doubt, *(link or ["near"]), f"Title {claim}"))
    return pd.DataFrame(table, columns=claims.CLAIMS)


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
    drawing = claims_matrix(told(*rows), articles_of("abc"))
    return [words for (_, _), (words, _) in sorted(cells(drawing).items())]


def test_a_cell_has_the_look_of_the_voice_and_the_name_of_the_speaker():
    table = told((1, "a", "own", ""), (1, "c", "quoted", "Ann"), (2, "b", "attributed", "Bob"))
    drawing = claims_matrix(table, articles_of("abc"))
    looks = TOLD
    assert cells(drawing) == {
        (0, 0): ("own voice", looks["own"]),
        (0, 2): ("Ann", looks["quoted"]),
        (1, 1): ("Bob", looks["attributed"]),
    }
    assert {"Title 1", "Title 2", "A", "B", "C"} <= set(laid_out(drawing))


def test_a_cell_says_who_speaks_or_that_nobody_is_named_and_what_is_in_doubt():
    assert written((1, "a", "attributed", ""), (1, "b", "own", "")) == [claims.UNNAMED, "own voice"]
    rows = (1, "a", "own", "", "paraphrase"), (1, "b", "quoted", "Ann?"), (1, "c", "quoted", "Ann")
    assert written(*rows) == ["own voice ?", "Ann ?", "Ann"]
    [name, _] = written((1, "a", "quoted", "Ministry of Foreign Affairs; " * 20 + "?"), (1, "b", "own", ""))
    assert name.endswith("… ?")


def test_one_version_an_article_is_drawn_the_most_firmly_tied():
    rows = (1, "a", "own", "", "paraphrase"), (1, "a", "quoted", "Ann", "verbatim"), (1, "b", "own", "")
    assert written(*rows) == ["Ann", "own voice"]


def test_the_alternative_text_says_all_that_the_cells_say():
    table = told((1, "a", "own", "", "paraphrase"), (1, "b", "quoted", "Ann"), (2, "b", "attributed", ""))
    assert alternative(claims_matrix(table, articles_of("abc"))) == (
        "A matrix of 2 claims and who tells them. Title 1: A own voice ?, B quoted, Ann; "
        "Title 2: B attributed, source not named; none in C. "
        "A question mark: only a candidate, or by a doubtful attribution."
    )
    sure = claims_matrix(told((1, "a", "own", ""), (1, "b", "own", "")), articles_of("ab"))
    said = "A matrix of 1 claim and who tells them. Title 1: A own voice, B own voice."
    assert alternative(sure) == said


def test_the_cells_are_the_foremost_versions_of_the_claims_drawn(tables):
    data = claims_matrix(tables["claims"], tables["articles"]).data
    first = claims.foremost(tables["claims"])
    first = first[first["claim"].isin(data["claim"])]
    doubt = (first["link"] == "paraphrase") | (first["doubtful"] == "yes")
    assert data["claim"].nunique() == MOST_CLAIMS
    columns = ["claim", "doc", "told", "unsure"]
    expected = first.assign(unsure=doubt.map({True: "yes", False: "no"}))[columns]
    assert sorted(data[columns].values.tolist()) == sorted(expected.values.tolist())


def test_of_many_claims_those_in_most_articles_are_drawn_in_their_order():
    few = [(claim, doc, "own", "") for claim in range(1, 31) for doc in "ab"]
    drawing = claims_matrix(told(*few, (30, "c", "own", "")), articles_of("abc"))
    titles = [tick.get_text() for tick in drawing.figure.axes[0].get_yticklabels()]
    drawn = [*range(1, MOST_CLAIMS), 30]
    assert titles == [f"Title {claim}" for claim in drawn]
    assert drawing.data["claim"].unique().tolist() == drawn


def test_of_claims_in_as_many_articles_the_surest_are_drawn():
    unsure = [(claim, doc, "own", "", "paraphrase") for claim in range(1, 19) for doc in "ab"]
    sure = [(claim, doc, "own", "") for claim in (19, 20) for doc in "ab"]
    drawing = claims_matrix(told(*unsure, *sure), articles_of("ab"))
    assert drawing.data["claim"].unique().tolist() == [*range(1, 17), 19, 20]


def test_no_claims_read_back_from_a_file_give_a_figure_that_says_so(tmp_path):
    drawing = claims_matrix(read_back(tmp_path, "claims", told()), articles_of("ab"))
    assert laid_out(drawing) == ["No claim is told by two articles."]
    assert alternative(drawing).endswith("Articles: A, B.")


SOURCES = ["Ann", "Syrian Observatory for Human Rights", "Ministry of Foreign Affairs; " * 4]


def test_what_is_written_stays_in_its_cell_and_no_name_or_title_runs_into_the_next():
    title = "… displaced inhabitants of neighbouring northern countries telephoned many …"
    for docs in ("a", "ab", "abcde", "abcdef", "abcdefghijkl"):
        names = [f"{DREADED} {doc}" for doc in docs]
        rows = [(claim, doc, "attributed", who) for claim, who in enumerate(SOURCES, 1) for doc in docs]
        drawing = claims_matrix(told(*rows).assign(title=title), articles_of(docs, names))
        assert set(names) <= set(laid_out(drawing))
        axes = drawing.figure.axes
        for axis in axes:
            for text, box in zip(axis.texts, axis.patches, strict=True):
                inner, outer = text.get_window_extent(), box.get_window_extent()
                assert inner.width < outer.width
                assert inner.height < outer.height
        assert overlapping([axis._left_title.get_window_extent() for axis in axes]) == []
        assert overlapping([tick.get_window_extent() for tick in axes[0].get_yticklabels()]) == []


# All three.


def test_tables_in_another_order_give_the_same_bytes(tables, tmp_path, monkeypatch):
    monkeypatch.setattr(report_figures_drawing, "display", lambda bundle, **options: None)
    articles = tables["articles"]
    for place, step in {"one": 1, "other": -1}.items():
        rows = {name: table.iloc[::step].reset_index(drop=True) for name, table in tables.items()}
        save(tmp_path / place, "strips", strips(rows["passages"], articles))
        copy = reuse.shared_copy(rows["shared_wording"], articles)
        save(tmp_path / place, "copy", copy)
        matrix = claims_matrix(rows["claims"], articles)
        save(tmp_path / place, "matrix", matrix)
    made = sorted((tmp_path / "one" / "figures").iterdir())
    changed = [
        path.name
        for path in made
        if path.read_bytes() != (tmp_path / "other/figures" / path.name).read_bytes()
    ]
    assert (len(made), changed) == (12, [])


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


def drawn(labels, wire=None, groups=None):
    groups = sentences((1, "ab")) if groups is None else groups
    return other_words(groups, labels, copies() if wire is None else wire, TEXTS, articles_of("abc"))


def versions(labels, wire=None, groups=None):
    """Return doc, version and text, boxes in brackets, of each version that is set."""
    found = {}
    for row in drawn(labels, wire, groups).data.itertuples():
        text = f"[{row.text}]" if row.voice else row.text
        found[row.doc, row.version] = found.get((row.doc, row.version), "") + text
    return found


def test_labels_that_differ_are_boxed():
    assert versions(mentions(REBELS, TERRORISTS)) == {
        ("a", "article"): "The [rebels] took the city on Friday.",
        ("b", "article"): "The [terrorists] took the city on Friday.",
    }


def test_without_labels_that_differ_nothing_is_set_and_without_any_the_list_is_said_to_be_missing():
    same, groups = mentions(REBELS, FIGHTERS), sentences((1, "ac"))
    nothing = "No shared sentence names anybody by different labels."
    assert laid_out(drawn(same, groups=groups)) == [nothing]
    alt = alternative(drawn(same.iloc[:0], groups=groups))
    assert alt.startswith(f"An empty figure. {NO_LABELS}")


def test_a_label_of_one_version_alone_and_one_within_another_are_not_boxed():
    city = ("a", "city", "place", "city", "own")
    assert versions(mentions(REBELS, city, TERRORISTS))["a", "article"].count("[") == 1
    inner = ("b", "errorists", "hts", "errorist", "own")
    assert versions(mentions(REBELS, TERRORISTS, inner))["b", "article"].count("[") == 1


def test_what_the_agency_copy_had_stands_before_its_article():
    wire = copies(("b", "Jihadists", "relabel+delete"), ("b", "spelt otherwise", "spelling"))
    found = versions(mentions(REBELS, TERRORISTS), wire)
    assert list(found) == [("a", "article"), ("b", "agency copy"), ("b", "article")]
    assert found["b", "agency copy"] == "Jihadists"


def test_sentences_in_most_versions_are_set_and_of_very_many_the_first(monkeypatch):
    monkeypatch.setattr(report_figures_versions, "MOST_SENTENCES", 1)
    labels, groups = mentions(REBELS, TERRORISTS, FIGHTERS), sentences((1, "ab"), (2, "abc"))
    drawing = drawn(labels, groups=groups)
    assert set(drawing.data["sentence"]) == {2}
    assert "In 2 of 2 shared sentences the labels differ" in laid_out(drawing)
    assert "Shown are the 1 that have most versions." in " ".join(laid_out(drawing))
    monkeypatch.setattr(report_figures_versions, "MOST_VERSIONS", 2)
    assert [doc for doc, _ in versions(labels, groups=groups)] == ["a", "b"]


def test_a_long_sentence_is_cut_behind_its_last_label(monkeypatch):
    more = ", and much more was said about it" * 5
    monkeypatch.setitem(TEXTS, "a", TEXTS["a"].replace(" on", more))
    shown = versions(mentions(REBELS, TERRORISTS))["a", "article"]
    assert shown.startswith("The [rebels] took the city, and much")
    assert shown.endswith(" …")
    assert len(shown) <= MOST_LETTERS + len("[]") + 2


def test_the_alternative_text_says_each_box_with_its_voice():
    assert alternative(drawn(mentions(REBELS, TERRORISTS))) == (
        "Text: 1 sentence in 2 versions, the labels in which they differ boxed by voice. "
        "A: The [rebels: own voice] took the city on Friday. — "
        "B: The [terrorists: attributed] took the city on Friday. "
        "They share a clause at least; what they go on to say may differ."
    )
