"""The matrix of claims."""

from matplotlib.colors import to_hex
from pictures import (
    DREADED,
    alternative,
    articles_of,
    flat,
    laid_out,
    overlapping,
    parts,
    plotted,
    rows_of,
    title_of,
)

from inotherwords import settings
from inotherwords.claims import UNNAMED
from inotherwords.layers import schema
from inotherwords.report.figures import claims_matrix


def told(*rows):
    """Claims given as (claim, doc, told, speaker[, link]); a question mark: the attribution is doubtful."""
    table = []
    for claim, doc, how, who, *link in rows:
        doubt = "yes" * ("?" in who)
        table.append((claim, doc, 0, 9, how, who.rstrip("?"), doubt, *(link or ["near"]), f"Title {claim}"))
    return schema.table("claims", table)


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


def test_a_cell_says_who_speaks_or_that_nobody_is_named_and_what_is_in_doubt():
    assert written((1, "a", "attributed", ""), (1, "b", "own", "")) == [UNNAMED, "own voice"]
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


def test_of_many_claims_those_in_most_articles_are_drawn_in_their_order():
    few = [(claim, doc, "own", "") for claim in range(1, 31) for doc in "ab"]
    drawing = claims_matrix(told(*few, (30, "c", "own", "")), articles_of("abc"))
    titles = [tick.get_text() for tick in drawing.figure.axes[0].get_yticklabels()]
    drawn = [*range(1, settings.CLAIMS_DRAWN), 30]
    assert titles == [f"Title {claim}" for claim in drawn]
    assert drawing.data["claim"].unique().tolist() == drawn


def test_of_claims_in_as_many_articles_the_surest_are_drawn():
    unsure = [(claim, doc, "own", "", "paraphrase") for claim in range(1, 19) for doc in "ab"]
    sure = [(claim, doc, "own", "") for claim in (19, 20) for doc in "ab"]
    drawing = claims_matrix(told(*unsure, *sure), articles_of("ab"))
    assert drawing.data["claim"].unique().tolist() == [*range(1, 17), 19, 20]


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


SOURCES = ["Ann", "Syrian Observatory for Human Rights", "Ministry of Foreign Affairs; " * 4]


def test_the_cells_of_the_matrix_are_who_tells_which_claim_on_whose_word(tables, drawn):
    axes, read, expected = drawn["claims-matrix"].figure.axes, [], []
    names = rows_of(axes[0])
    for axis in axes:
        written = {text.get_position()[1]: flat(text) for text in axis.texts}
        assert len(written) == len(parts(axis))
        for y, left, right, how in parts(axis):
            assert (left, right) == (0, 1)
            read.append((names[y], title_of(axis), how, *written[y].partition(" ?")[:2]))
    for row in plotted(tables, drawn["claims-matrix"]):
        who = "own voice" if row.told == "own" else row.speaker or "source not named"
        expected.append((row.title, row.article, row.how, who, " ?" * (row.unsure == "yes")))
    # A long name of a source is cut.
    for (*one, shown, mark), (*other, whole, doubt) in zip(sorted(read), sorted(expected), strict=True):
        assert (one, mark) == (other, doubt)
        assert shown == whole or (shown.endswith(" …") and whole.startswith(shown[:-2]))
