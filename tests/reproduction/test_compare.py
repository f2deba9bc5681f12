"""Two runs side by side: what differs is found, of the right kind, and named by file and place."""

import base64
import io
import json

import matplotlib.image
import nbformat
import numpy as np
import pytest

from inotherwords.errors import InputError
from inotherwords.reproduction import check, compare
from inotherwords.reproduction.compare import Difference

TABLE = "doc,term,count,rate\na,regime,3,0.5\nb,rebel,14,2.25\nc,army,7,1.0\n"


def png(bar=10, shade=0):
    """Return a picture of 40 x 20 pixels with a black bar of some length."""
    pixels = np.full((20, 40, 3), 255, dtype=np.uint8)
    pixels[5:15, :bar] = shade
    picture = io.BytesIO()
    matplotlib.image.imsave(picture, pixels, format="png")
    return picture.getvalue()


def notebook(*outputs, source="show()", ids=("a", "b"), count=1):
    cells = [
        nbformat.v4.new_markdown_cell("Read the bars.", id=ids[0]),
        nbformat.v4.new_code_cell(source, id=ids[1], execution_count=count, outputs=list(outputs)),
    ]
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode()


def printed(text):
    return nbformat.v4.new_output("stream", name="stdout", text=text)


def shown(alt="Bars.", **data):
    names = {"png": "image/png", "page": "text/html", "plain": "text/plain"}
    mimes = {names[name]: value for name, value in data.items()}
    return nbformat.v4.new_output("display_data", mimes, metadata={"image/png": {"alt": alt}})


def encoded(picture):
    return base64.b64encode(picture).decode()


def write_run(folder, versions=("3.11.2",), **files):
    """Write two runs that differ in some files: name=(content in the first, content in the second)."""
    runs = []
    for side in (0, 1):
        outputs = folder / str(side)
        (outputs / "notebooks").mkdir(parents=True)
        made_with = {"matplotlib": versions[side % len(versions)]}
        (outputs / "manifest.json").write_text(json.dumps({"made_with": made_with}))
        for name, contents in files.items():
            content = contents[side]
            path = outputs / name.replace("__", ".").replace("_in_", "/")
            path.parent.mkdir(exist_ok=True)
            if content is not None:
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        runs.append(compare.run_files(outputs))
    return runs


@pytest.fixture
def found(tmp_path):
    """Return a function that writes two runs and returns what differs between them."""

    def found(*versions, **files):
        differences = compare.differences(*write_run(tmp_path, versions or ("3.11.2",), **files))
        return [row for row in differences if row.path != "outputs/manifest.json"]

    return found


# --- the runs ---


def test_the_same_run_twice_differs_in_nothing(found):
    assert found(terms__csv=(TABLE, TABLE), x__png=(png(), png())) == []


def test_the_record_of_time_is_not_compared(found):
    assert found(measured__json=("{}", '{"seconds": 1}')) == []


def test_notebooks_and_outputs_of_a_project_and_of_outputs_elsewhere_have_the_same_names(tmp_path):
    for outputs, notebooks in (("p/outputs", "p/notebooks"), ("o", "o/notebooks")):
        (tmp_path / outputs / "tables").mkdir(parents=True)
        (tmp_path / notebooks).mkdir(exist_ok=True)
        (tmp_path / outputs / "manifest.json").write_text("{}")
        (tmp_path / outputs / "tables" / "terms.csv").write_text(TABLE)
        (tmp_path / notebooks / "01_loading.ipynb").write_bytes(notebook())
    names = ["notebooks/01_loading.ipynb", "outputs/manifest.json", "outputs/tables/terms.csv"]
    assert list(compare.run_files(tmp_path / "p")) == list(compare.run_files(tmp_path / "o")) == names


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"no run in it \(no manifest\.json\)"):
        compare.run_files(tmp_path)


def test_a_file_that_one_side_lacks_is_named(found):
    rows = found(tables_in_a__csv=(TABLE, None), tables_in_b__csv=(None, TABLE))
    assert rows == [
        Difference("number", "outputs/tables/a.csv", "", "there → missing"),
        Difference("number", "outputs/tables/b.csv", "", "missing → there"),
    ]


def test_a_file_that_cannot_be_read_is_named(found):
    [row] = found(x__png=(png(), b"not a picture"))
    assert (row.kind, row.path) == ("number", "outputs/x.png")
    assert row.what.startswith("cannot be read")


def test_a_manifest_with_other_digests_is_metadata(tmp_path):
    first, second = write_run(tmp_path, ("3.11.2", "3.12.0"))
    [row] = compare.differences(first, second)
    assert row == Difference("metadata", "outputs/manifest.json", "made_with", '… "3.11.2"} → … "3.12.0"}')


def test_files_below_the_notebooks_are_compared_but_what_tools_leave_is_not(found):
    names = {"notebooks_in_old": (None, "x"), "notebooks_in_helper__py": (None, "x")}
    assert [row.path for row in found(**names)] == ["notebooks/helper.py", "notebooks/old"]


def test_a_link_in_the_place_of_a_file_is_named(tmp_path):
    first, second = write_run(tmp_path, terms__csv=(TABLE, TABLE))
    first["outputs/terms.csv"].rename(tmp_path / "elsewhere.csv")
    try:
        first["outputs/terms.csv"].symlink_to(tmp_path / "elsewhere.csv")
    except OSError:
        pytest.skip("this system lets the user make no links")
    [row] = compare.differences(first, second)
    assert row == Difference("metadata", "outputs/terms.csv", "", "a link → a file")


def test_an_output_that_its_own_manifest_lists_otherwise_is_named(tmp_path):
    first, second = write_run(tmp_path, terms__csv=(TABLE, TABLE))
    listed = {"outputs": [{"path": "terms.csv", "sha256": "0f"}]}
    for run in (first, second):
        run["outputs/manifest.json"].write_text(json.dumps(listed))
    [row] = compare.differences(first, second)
    assert row == Difference("metadata", "outputs/terms.csv", "", "not the file that manifest.json lists")


# --- tables ---


@pytest.mark.parametrize(
    ("before", "after", "kind", "place", "what"),
    [
        ("rebel,14", "rebel,15", "number", "row 3, column count", "14 → 15"),
        ("rebel,14", "rebels,14", "label", "row 3, column term", "rebel → rebels"),
        ("2.25", "2.250", "layout", "row 3, column rate", "2.25 → 2.250"),
        ("b,rebel,14,2.25\n", "", "number", "row 3", "b, rebel, 14, 2.25 → missing"),
        ("b,rebel", "b,new,1,1\nb,rebel", "number", "row 3", "missing → b, new, 1, 1"),
        ("count,rate", "count,score", "number", "column rate", "there → missing"),
    ],
)
def test_a_changed_cell_row_or_column_of_a_table_is_named(found, before, after, kind, place, what):
    row, *_ = found(terms__csv=(TABLE, TABLE.replace(before, after)))
    assert row == Difference(kind, "outputs/terms.csv", place, what)


def test_columns_that_change_places_with_their_cells_forged_are_compared_by_name(found):
    forged = "doc,label,voice\na,rebel,own\nb,army,own\n"
    rows = found(labels__csv=("doc,voice,label\na,quoted,rebel\nb,own,army\n", forged))
    assert [(row.kind, row.place, row.what) for row in rows] == [
        ("layout", "", "the columns in another order"),
        ("label", "row 2, column voice", "quoted → own"),
    ]


def test_two_columns_that_exchange_only_their_names_are_numbers(found):
    rows = found(keyness__csv=("count,rest\n1,2\n3,4\n", "rest,count\n1,2\n3,4\n"))
    assert [row.place for row in rows if row.kind == "number"][:2] == [
        "row 2, column count",
        "row 2, column rest",
    ]


def test_a_second_column_of_the_same_name_is_a_number(found):
    rows = found(terms__csv=("count,count\n1,77\n", "count\n1\n"))
    assert [(row.kind, row.what) for row in rows] == [
        ("number", "there → missing"),
        ("number", "two columns have one name"),
    ]


def test_a_blank_line_more_is_named(found):
    [row] = found(terms__csv=(TABLE + "\n", TABLE))
    assert (row.kind, row.place, row.what) == ("number", "row 5", "a blank line → missing")


def test_rows_in_another_order_are_layout(found):
    head, first, *others = TABLE.splitlines(keepends=True)
    [row] = found(terms__csv=(TABLE, "".join([head, *others, first])))
    assert (row.kind, row.what) == ("layout", "the rows in another order")


def test_columns_in_another_order_are_layout(found):
    [row] = found(terms__csv=("a,b\n1,2\n", "b,a\n2,1\n"))
    assert (row.kind, row.what) == ("layout", "the columns in another order")


def test_other_line_ends_are_metadata(found):
    [row] = found(terms__csv=(TABLE, TABLE.replace("\n", "\r\n")))
    assert (row.kind, row.what) == ("metadata", "the same content, written otherwise")


# --- texts and pages ---


@pytest.mark.parametrize(
    ("after", "kind"),
    [("Rebel: 8 times.", "number"), ("Jihadist: 7 times.", "label"), ("Rebel:  7 times.", "layout")],
)
def test_a_changed_sentence_is_named_by_its_line(found, after, kind):
    [row] = found(findings__md=("# Findings\n\nRebel: 7 times.\n", f"# Findings\n\n{after}\n"))
    assert (row.kind, row.place) == (kind, "line 3")


def test_a_change_is_shown_from_the_word_where_it_begins(found):
    [row] = found(findings__md=("In this article 7 times.\n", "In this article 8 times.\n"))
    assert row.what == "… 7 times. → … 8 times."


def test_other_markup_around_the_same_words_is_layout(found):
    [row] = found(reader__html=("<p>7 rebels</p>", "<div class='x'>7  rebels</div>"))
    assert (row.kind, row.what) == ("layout", "other markup")


@pytest.mark.parametrize(("after", "kind"), [("quoted", "label"), ("own2", "number")])
def test_another_mark_on_the_same_words_is_what_it_says(found, after, kind):
    [row] = found(reader__html=('<b data-voice="own">rebels</b>', f'<b data-voice="{after}">rebels</b>'))
    assert (row.kind, row.what) == (kind, f'data-voice="own" → data-voice="{after}"')


def test_the_same_words_in_other_cells_are_a_number(found):
    [row] = found(page__html=("<td>7</td><td></td>", "<td></td><td>7</td>"))
    assert (row.kind, row.what) == ("number", "the same words in other cells")


def test_a_row_that_is_hidden_is_a_label(found):
    [row] = found(page__html=("<tr><td>7</td></tr>", "<tr hidden><td>7</td></tr>"))
    assert (row.kind, row.what) == ("label", "hidden parts: 0 → 1")


def test_other_words_in_the_same_markup_are_a_label(found):
    [row] = found(reader__html=("<p>7 rebels</p>", "<p>7 fighters</p>"))
    assert (row.kind, row.what) == ("label", "… rebels → … fighters")


# --- pictures ---


def test_a_longer_bar_is_a_number(found):
    [row] = found(x__png=(png(10), png(11)))
    assert (row.kind, row.path, row.what) == ("number", "outputs/x.png", "another picture")


def test_a_longer_bar_is_layout_only_if_another_matplotlib_drew_it(found):
    [row] = found("3.11.2", "3.12.0", x__png=(png(10), png(11)))
    assert row.kind == "layout"


def test_another_patch_of_the_same_matplotlib_excuses_nothing(found):
    [row] = found("3.11.2", "3.11.4", x__png=(png(10), png(11)))
    assert row.kind == "number"


def test_a_bar_in_another_shade_is_a_number(found):
    [row] = found(x__png=(png(), png(shade=31)))
    assert row.kind == "number"


def test_a_picture_that_is_cut_off_is_named(found):
    [row] = found(x__png=(png(), png()[:60]))
    assert row.what.startswith("cannot be read")


def test_whoever_compares_may_say_that_one_version_drew_both(tmp_path):
    first, second = write_run(tmp_path, ("3.11.2", "3.12.0"), x__png=(png(10), png(11)))
    found = compare.differences(first, second, same_drawing=True)
    assert [row.kind for row in found if row.path == "outputs/x.png"] == ["number"]


def test_a_shade_that_nobody_sees_is_layout(found):
    [row] = found(x__png=(png(), png(shade=1)))
    assert row.kind == "layout"


def test_a_picture_of_another_size_is_a_number(found):
    other = io.BytesIO()
    matplotlib.image.imsave(other, np.zeros((20, 41, 3), dtype=np.uint8), format="png")
    [row] = found(x__png=(png(), other.getvalue()))
    assert (row.kind, row.what) == ("number", "another picture")


@pytest.mark.parametrize(
    ("after", "kind"),
    [('<path d="M 1 2.001"/>', "layout"), ('<path d="M 1 9"/>', "number"), ('<line x="1 2"/>', "number")],
)
def test_a_drawing_is_compared_by_its_coordinates(found, after, kind):
    [row] = found(x__svg=('<path d="M 1 2.0"/>', after))
    assert row.kind == kind


# --- notebooks ---


def cell_difference(found, before, after):
    [row] = found(notebooks_in_01__ipynb=(before, after))
    assert row.path == "notebooks/01.ipynb"
    return row


def test_another_number_printed_by_a_cell_is_named_by_the_cell(found):
    row = cell_difference(found, notebook(printed("7 rows")), notebook(printed("8 rows")))
    assert row == Difference("number", "notebooks/01.ipynb", "cell 2 (b)", "7 rows → 8 rows")


def test_another_word_in_a_table_that_a_cell_shows_is_a_label(found):
    before, after = (notebook(shown(page=f"<td>{word}</td>", plain=word)) for word in ("rebel", "army"))
    assert cell_difference(found, before, after).kind == "label"


def test_another_picture_in_a_cell_is_a_number(found):
    before, after = (notebook(shown(png=encoded(png(bar)))) for bar in (10, 20))
    assert cell_difference(found, before, after).kind == "number"


def test_another_alternative_text_is_found(found):
    before, after = (notebook(shown(alt=f"Bars: {n}.", plain="x")) for n in (7, 8))
    assert cell_difference(found, before, after).kind == "number"


def test_of_two_kinds_in_one_output_the_gravest_is_told(found):
    before = notebook(shown(page="<b>7</b>", plain="7"))
    after = notebook(shown(page="<i>7</i>", plain="8"))
    assert cell_difference(found, before, after).kind == "number"


def test_a_cell_without_its_outputs_is_named(found):
    row = cell_difference(found, notebook(printed("7")), notebook())
    assert (row.kind, row.what) == ("number", "1 → 0 outputs")


def test_a_cell_that_was_not_run_is_named(found):
    row = cell_difference(found, notebook(count=1), notebook(count=None))
    assert (row.kind, row.what) == ("metadata", "run as 1 → not run")


def test_other_code_in_a_cell_is_named(found):
    row = cell_difference(found, notebook(source="show(7)"), notebook(source="show(8)"))
    assert (row.kind, row.what) == ("number", "source: show(7) → show(8)")


def test_a_cell_that_is_missing_is_named(found):
    rows = found(notebooks_in_01__ipynb=(notebook(ids=("a", "b")), notebook(ids=("a", "c"))))
    assert [(row.place, row.what) for row in rows] == [
        ("cell 2 (b)", "there → missing"),
        ("cell 2 (c)", "missing → there"),
    ]


def test_what_a_cell_prints_as_an_error_is_no_other_layout(found):
    wrong = nbformat.v4.new_output("stream", name="stderr", text="7 rows")
    row = cell_difference(found, notebook(printed("7 rows")), notebook(wrong))
    assert (row.kind, row.what) == ("label", "stdout → stderr")


@pytest.mark.parametrize("key", ["attachments", "metadata"])
def test_what_hangs_on_a_cell_is_named_by_its_key(found, key):
    other = nbformat.reads(notebook().decode(), as_version=4)
    other.cells[0][key] = {"hidden.png": {"image/png": "AAAA"}}
    row = cell_difference(found, notebook(), nbformat.writes(other).encode())
    assert row.kind == "metadata"
    assert row.what.startswith(f"{key}: ")


@pytest.mark.parametrize("cells", ["5", "null", '["cell"]', '[{"cell_type": "code"}]'])
def test_a_notebook_of_another_make_is_named(found, cells):
    spoilt = f'{{"cells": {cells}, "metadata": {{}}, "nbformat": 4, "nbformat_minor": 5}}'
    rows = found(notebooks_in_01__ipynb=(notebook(), spoilt))
    assert rows
    assert {row.path for row in rows} == {"notebooks/01.ipynb"}


def test_cells_in_another_order_are_named(found):
    swapped = nbformat.reads(notebook().decode(), as_version=4)
    swapped.cells.reverse()
    row = cell_difference(found, notebook(), nbformat.writes(swapped).encode())
    assert (row.kind, row.what) == ("layout", "the cells in another order")


def test_a_notebook_with_other_keys_around_it_is_metadata(found):
    other = nbformat.reads(notebook().decode(), as_version=4)
    other.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    assert cell_difference(found, notebook(), nbformat.writes(other).encode()).kind == "metadata"


# --- the verdict ---

FILES = {f"outputs/{number}.csv": None for number in range(8)}


def differing(number, kind="number"):
    return [Difference(kind, path, "", "") for path in list(FILES)[:number]]


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (differing(0), compare.FULL),
        (differing(8, "layout"), compare.MINOR),
        (differing(3, "metadata"), compare.MINOR),
        (differing(1, "label"), compare.PARTIAL),
        (differing(6), compare.PARTIAL),
        (differing(7), compare.NONE),
    ],
)
def test_the_verdict_follows_from_the_gravest_kind_and_from_how_much_came_out_again(found, verdict):
    assert compare.verdict(found, FILES) == verdict


def test_the_account_tells_the_gravest_of_a_file_first_and_how_many_more_there_are():
    found = [Difference("label", "a.csv", f"row {n}", "x → y") for n in range(2, 8)]
    found.append(Difference("number", "a.csv", "row 9", "1 → 2"))
    lines = compare.account(found, {"a.csv": None}).splitlines()
    assert lines[2] == "Differences: label 6, number 1"
    assert lines[4] == "  number   a.csv, row 9: 1 → 2"
    assert lines[5] == "  label    a.csv, row 2: x → y"
    assert lines[-1].strip() == "a.csv: and 2 more"


@pytest.mark.parametrize(
    ("lock", "at_hand", "same"),
    [
        ("matplotlib==3.11.1 \\\n", "3.11.9", True),
        ("matplotlib==3.11.1 \\\n", "3.12.0", False),
        ("matplotlib==3.1.1 \\\n", "3.11.0", False),
        ("matplotlib-inline==3.11.1 \\\n", "3.11.1", False),
    ],
)
def test_pictures_are_of_one_version_if_its_first_two_numbers_are_those_of_the_lock(
    tmp_path, monkeypatch, lock, at_hand, same
):
    (tmp_path / "requirements.txt").write_text(f"kiwisolver==1.4.9 \\\n{lock}")
    monkeypatch.setattr(check, "LOCK", tmp_path / "requirements.txt")
    monkeypatch.setattr(check, "version", lambda package: {"matplotlib": at_hand}[package])
    assert check.drawn_as_locked() is same
