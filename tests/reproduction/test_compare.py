"""Two runs side by side: what differs is found, of the right kind, and named by file and place."""

import base64
import io
import json

import matplotlib.image
import nbformat
import numpy as np
import pytest

from inotherwords.errors import InputError
from inotherwords.reproduction import check, compare, compare_files
from inotherwords.reproduction.compare import Difference

TABLE = "doc,term,count,rate\na,regime,3,0.5\nb,rebel,14,2.25\nc,army,7,1.0\n"


def png(bar=10, shade=0, width=40):
    """Return a picture 20 pixels high with a black bar of some length."""
    pixels = np.full((20, width, 3), 255, dtype=np.uint8)
    pixels[5:15, :bar] = shade
    picture = io.BytesIO()
    matplotlib.image.imsave(picture, pixels, format="png")
    return picture.getvalue()


def notebook(*outputs, source="show()", ids=("a", "b"), count=1, **keys):
    """Return a notebook of a cell of prose, with other keys if given, and one of code."""
    cells = [
        nbformat.v4.new_markdown_cell("Read the bars.", id=ids[0], **keys),
        nbformat.v4.new_code_cell(source, id=ids[1], execution_count=count, outputs=list(outputs)),
    ]
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode()


def printed(text, name="stdout"):
    return nbformat.v4.new_output("stream", name=name, text=text)


def shown(alt="Bars.", **data):
    names = {"png": "image/png", "page": "text/html", "plain": "text/plain"}
    mimes = {names[name]: value for name, value in data.items()}
    return nbformat.v4.new_output("display_data", mimes, metadata={"image/png": {"alt": alt}})


def swapped(content, **metadata):
    """Return a notebook with its cells the other way round, or with other keys around it."""
    other = nbformat.reads(content.decode(), as_version=4)
    other.metadata |= metadata
    if not metadata:
        other.cells.reverse()
    return nbformat.writes(other)


def write_run(folder, files, versions=("3.11.2", "3.11.2")):
    """Write two runs that differ in some files: the name with what each of them has, None for no file."""
    runs = []
    for side, version in enumerate(versions):
        outputs = folder / str(side)
        (outputs / "notebooks").mkdir(parents=True)
        (outputs / "manifest.json").write_text(json.dumps({"made_with": {"matplotlib": version}}))
        for name, contents in files.items():
            content = contents[side]
            path = outputs / name
            path.parent.mkdir(exist_ok=True)
            if content is not None:
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        runs.append(compare.run_files(outputs))
    return runs


def find(folder, files, *versions, **options):
    """Return what differs between two such runs, but for their manifests."""
    rows = compare.differences(*write_run(folder, files, *([versions] if versions else [])), **options)
    return [row for row in rows if row.path != "outputs/manifest.json"]


def of_file(name):
    """Return a function that gives a file of that name in each of two runs."""
    return lambda before, after: {name: (before, after)}


csv, html, page = map(of_file, ("terms.csv", "reader.html", "findings.md"))
cells, picture, drawing = map(of_file, ("notebooks/01.ipynb", "x.png", "x.svg"))


def table(before, after):
    return csv(TABLE, TABLE.replace(before, after))


SENTENCE = "# Findings\n\nIn this article 7 times.\n"
HEAD, FIRST, *OTHERS = TABLE.splitlines(keepends=True)
PICTURES = [base64.b64encode(png(bar)).decode() for bar in (10, 20)]


def test_rows_of_one_key_are_compared_whatever_stands_above_them():
    head = "doc,term,count\n"
    rows = ("a,army,1\na,rebel,2\na,war,3\n", "a,rebel,2\na,war,4\na,zeal,5\n")
    before, after = (head + own for own in rows)
    found = compare_files.inside("outputs/tables/terms.csv", before.encode(), after.encode(), True)
    assert list(found) == [
        ("number", "row 2", "a, army, 1 → missing"),
        ("number", "row 4, column count", "3 → 4"),
        ("number", "row 4", "missing → a, zeal, 5"),
    ]


# What differs: kind, place and words of each difference; “…” for words that do not matter.
CASES = [
    (table("rebel,14", "rebel,15"), "number | row 3, column count | 14 → 15"),
    (table("rebel,14", "rebels,14"), "label | row 3, column term | rebel → rebels"),
    (table("2.25", "2.250"), "layout | row 3, column rate | 2.25 → 2.250"),
    (table("b,rebel,14,2.25\n", ""), "number | row 3 | b, rebel, 14, 2.25 → missing"),
    (table("b,rebel", "b,new,1,1\nb,rebel"), "number | row 3 | missing → b, new, 1, 1"),
    (
        table("count,rate", "count,score"),
        "number | column rate | there → missing",
        "number | column score | missing → there",
    ),
    (csv(TABLE + "\n", TABLE), "number | row 5 | a blank line → missing"),
    (csv(TABLE, "".join([HEAD, *OTHERS, FIRST])), "layout |  | the rows in another order"),
    (csv("a,b\n1,2\n", "b,a\n2,1\n"), "layout |  | the columns in another order"),
    (
        csv("doc,voice,label\na,quoted,rebel\nb,own,army\n", "doc,label,voice\na,rebel,own\nb,army,own\n"),
        "layout |  | the columns in another order",
        "label | row 2, column voice | quoted → own",
    ),
    (
        csv("count,rest\n1,2\n", "rest,count\n1,2\n"),
        "layout |  | the columns in another order",
        "number | row 2, column count | 1 → 2",
        "number | row 2, column rest | 2 → 1",
    ),
    (
        csv("count,count\n1,77\n", "count\n1\n"),
        "number | column count | there → missing",
        "number |  | two columns have one name",
    ),
    (table("\n", "\r\n"), "metadata |  | the same content, written otherwise"),
    (page(SENTENCE, SENTENCE.replace("7", "8")), "number | line 3 | … 7 times. → … 8 times."),
    (page(SENTENCE, SENTENCE.replace("times", "uses")), "label | line 3 | … times. → … uses."),
    (page(SENTENCE, SENTENCE.replace(" 7", "  7")), "layout | line 3 | …"),
    (html("<p>7 rebels</p>", "<b class='x'>7  rebels</b>"), "layout |  | other markup"),
    (html("<p>7 rebels</p>", "<p>7 men</p>"), "label |  | … rebels → … men"),
    (
        html('<b data-voice="own">men</b>', '<b data-voice="quoted">men</b>'),
        'label |  | data-voice="own" → data-voice="quoted"',
    ),
    (html('<b data-n="1">men</b>', '<b data-n="2">men</b>'), "number |  | …"),
    (html("<td>7</td><td></td>", "<td></td><td>7</td>"), "number |  | the same words in other cells"),
    (html("<tr><td>7</td></tr>", "<tr hidden><td>7</td></tr>"), "label |  | hidden parts: 0 → 1"),
    (picture(png(), png() + b" "), "metadata |  | the same content, written otherwise"),
    (picture(png(10), png(11)), "number |  | another picture"),
    (picture(png(), png(shade=31)), "number |  | another picture"),
    (picture(png(), png(width=41)), "number |  | another picture"),
    (drawing('<path d="M 1 2"/>', '<path d="M 1 9"/>'), "number |  | another picture"),
    (picture(png(), png()[:60]), "number |  | …"),
    (
        {"tables/a.csv": (TABLE, None), "tables/b.csv": (None, TABLE)},
        "number |  | there → missing",
        "number |  | missing → there",
    ),
    (
        cells(notebook(printed("7 rows")), notebook(printed("8 rows"))),
        "number | cell 2 (b) | 7 rows → 8 rows",
    ),
    (
        cells(notebook(printed("7 rows")), notebook(printed("7 rows", "stderr"))),
        "label | cell 2 (b) | stdout → stderr",
    ),
    (
        cells(*(notebook(shown(page=f"<td>{word}</td>", plain=word)) for word in ("rebel", "army"))),
        "label | cell 2 (b) | rebel → army",
    ),
    (cells(*(notebook(shown(png=picture)) for picture in PICTURES)), "number | cell 2 (b) | another picture"),
    (cells(*(notebook(shown(alt=f"Bars: {n}.", plain="x")) for n in (7, 8))), "number | cell 2 (b) | …"),
    (
        cells(notebook(shown(page="<b>7</b>", plain="7")), notebook(shown(page="<i>7</i>", plain="8"))),
        "number | cell 2 (b) | 7 → 8",
    ),
    (cells(notebook(printed("7")), notebook()), "number | cell 2 (b) | 1 → 0 outputs"),
    (cells(notebook(), notebook(count=None)), "metadata | cell 2 (b) | run as 1 → not run"),
    (
        cells(notebook(source="show(7)"), notebook(source="show(8)")),
        "number | cell 2 (b) | source: show(7) → show(8)",
    ),
    (
        cells(notebook(ids=("a", "b")), notebook(ids=("a", "c"))),
        "number | cell 2 (b) | there → missing",
        "number | cell 2 (c) | missing → there",
    ),
    (
        cells(notebook(), notebook(attachments={"hidden.png": {"image/png": "AAAA"}})),
        "metadata | cell 1 (a) | …",
    ),
    (cells(notebook(), notebook(metadata={"x": 1})), "metadata | cell 1 (a) | …"),
    (cells(notebook(), swapped(notebook())), "layout |  | the cells in another order"),
    (
        cells(notebook(), swapped(notebook(), kernelspec={"name": "python3", "display_name": "Python 3"})),
        "metadata |  | …",
    ),
]


def test_what_differs_is_named_by_kind_and_place(tmp_path):
    wrong = {}
    for number, (files, *expected) in enumerate(CASES):
        found = find(tmp_path / str(number), files)
        told = [f"{row.kind} | {row.place} | {row.what}" for row in found]
        for place, hoped in enumerate(expected[: len(told)]):
            if hoped.endswith(" | …"):
                told[place] = f"{told[place].rpartition(' | ')[0]} | …"
        paths = {row.path.split("/", 1)[1] for row in found}
        if told != expected or paths - {file.removeprefix("notebooks/") for file in files}:
            wrong[number, *expected] = found
    assert wrong == {}


def test_what_is_the_same_or_only_a_record_or_a_leftover_of_tools_does_not_differ(tmp_path):
    same = {"terms.csv": (TABLE, TABLE), "x.png": (png(), png())}
    other = {"measured.json": ("{}", '{"seconds": 1}'), "html/index.html": ("a", None)}
    assert find(tmp_path, same | other | {"__pycache__/x.pyc": (None, "x")}) == []


def test_a_notebook_or_a_file_of_another_make_is_named_and_never_a_traceback(tmp_path):
    spoilt = '{{"cells": {}, "metadata": {{}}, "nbformat": 4, "nbformat_minor": 5}}'
    for number, part in enumerate(["5", "null", '["cell"]', '[{"cell_type": "code"}]']):
        rows = find(tmp_path / str(number), cells(notebook(), spoilt.format(part)))
        assert {(row.kind, row.path) for row in rows} == {("number", "notebooks/01.ipynb")}
    [row] = find(tmp_path / "picture", {"x.png": (png(), b"not a picture")})
    assert row.what == "another picture"


def test_a_picture_is_excused_only_where_another_matplotlib_drew_it(tmp_path):
    for number, (after, versions, options, kind) in enumerate(
        [
            (png(11), ("3.11.2", "3.12.0"), {}, "layout"),
            (png(11), ("3.11.2", "3.11.4"), {}, "number"),
            (png(11), ("3.11.2", "3.12.0"), {"same_drawing": True}, "number"),
        ]
    ):
        [row] = find(tmp_path / str(number), {"x.png": (png(), after)}, *versions, **options)
        assert row.kind == kind, number


def test_a_project_and_a_folder_of_outputs_are_both_runs_and_another_folder_is_none(tmp_path):
    for outputs, notebooks in (("p/outputs", "p/notebooks"), ("o", "o/notebooks")):
        (tmp_path / outputs / "tables").mkdir(parents=True)
        (tmp_path / notebooks).mkdir(exist_ok=True)
        (tmp_path / outputs / "manifest.json").write_text("{}")
        (tmp_path / outputs / "tables" / "terms.csv").write_text(TABLE)
        (tmp_path / notebooks / "01_loading.ipynb").write_bytes(notebook())
        (tmp_path / notebooks / "old").write_text("x")
    names = [
        "notebooks/01_loading.ipynb",
        "notebooks/old",
        "outputs/manifest.json",
        "outputs/tables/terms.csv",
    ]
    assert list(compare.run_files(tmp_path / "p")) == list(compare.run_files(tmp_path / "o")) == names
    with pytest.raises(InputError, match=r"no run in it \(no manifest\.json\)"):
        compare.run_files(tmp_path)


def test_the_manifest_is_compared_and_its_own_list_is_held_against_the_files(tmp_path):
    first, second = write_run(tmp_path / "versions", {}, ("3.11.2", "3.12.0"))
    [row] = compare.differences(first, second)
    assert row == Difference("metadata", "outputs/manifest.json", "made_with", '… "3.11.2"} → … "3.12.0"}')
    first, second = write_run(tmp_path / "listed", {"terms.csv": (TABLE, TABLE)})
    for run in (first, second):
        listed = {"outputs": [{"path": "terms.csv", "sha256": "0f"}]}
        run["outputs/manifest.json"].write_text(json.dumps(listed))
    [row] = compare.differences(first, second)
    assert row == Difference("metadata", "outputs/terms.csv", "", "not the file that manifest.json lists")


def test_a_link_in_the_place_of_a_file_is_named(tmp_path):
    first, second = write_run(tmp_path, {"terms.csv": (TABLE, TABLE)})
    first["outputs/terms.csv"].rename(tmp_path / "elsewhere.csv")
    try:
        first["outputs/terms.csv"].symlink_to(tmp_path / "elsewhere.csv")
    except OSError:
        pytest.skip("this system lets the user make no links")
    [row] = compare.differences(first, second)
    assert row == Difference("metadata", "outputs/terms.csv", "", "a link → a file")


def test_the_verdict_follows_from_the_gravest_kind_and_from_how_much_came_out_again():
    files = {f"outputs/{number}.csv": None for number in range(8)}
    for number, kind, verdict in [
        (0, "number", compare.FULL),
        (8, "layout", compare.MINOR),
        (3, "metadata", compare.MINOR),
        (1, "label", compare.PARTIAL),
        (6, "number", compare.PARTIAL),
        (7, "number", compare.NONE),
    ]:
        found = [Difference(kind, path, "", "") for path in list(files)[:number]]
        assert compare.verdict(found, files) == verdict, (number, kind)


def test_the_account_tells_the_gravest_of_a_file_first_and_how_many_more_there_are():
    found = [Difference("label", "a.csv", f"row {n}", "x → y") for n in range(2, 8)]
    found.append(Difference("number", "a.csv", "row 9", "1 → 2"))
    lines = compare.account(found, {"a.csv": None}).splitlines()
    assert lines[2] == "Differences: label 6, number 1"
    assert lines[4:6] == ["  number   a.csv, row 9: 1 → 2", "  label    a.csv, row 2: x → y"]
    assert lines[-1].strip() == "a.csv: and 2 more"


def test_two_runs_are_told_by_their_findings_first_and_then_by_their_tables(tmp_path):
    who = "1. **Who.** A has “x” in {} of 4. B has none. ([words](tables/labels.csv))\n"
    what = "2. **What.** It rains. ([words](tables/acts.csv))\n"
    pages = ("# Findings\n\n" + who.format(1), "# Findings\n\n" + who.format(2) + what)
    write_run(tmp_path, {"findings.md": pages, "tables/labels.csv": (TABLE, TABLE.replace("14", "15"))})
    told, same = compare.compare_runs(tmp_path / "0", tmp_path / "1")
    findings, _, tables = told.partition("\nVerdict: ")
    assert not same
    assert findings.splitlines() == [
        *("Who", "  before  A has “x” in 1 of 4.", "  after   A has “x” in 2 of 4.", "  both    B has none."),
        *("", "What", "  before  –", "  after   It rains."),
    ]
    assert [line.split(",")[0].split()[1] for line in tables.splitlines()[4:6]] == [
        "outputs/tables/labels.csv",
        "outputs/findings.md",
    ]


def test_runs_on_other_lists_are_told_by_what_was_changed_and_get_no_verdict(tmp_path):
    listed = ({"labels.csv": "1", "a.txt": "1"}, {"labels.csv": "2", "settings.toml": "1", "a.txt": "1"})
    rows = ([{"path": name, "sha256": sha} for name, sha in one.items()] for one in listed)
    manifests = tuple(json.dumps({"corpus": list(one), "outputs": []}) for one in rows)
    write_run(tmp_path, {"manifest.json": manifests, "findings.md": ("# Findings\n", "# Findings\n")})
    told, _ = compare.compare_runs(tmp_path / "0", tmp_path / "1")
    assert told.splitlines()[0] == "Not made from the same: labels.csv (changed), settings.toml (only after)."
    assert "erdict" not in told
    assert "reproduc" not in told


def test_pictures_are_of_one_version_if_its_first_two_numbers_are_those_of_the_lock(tmp_path, monkeypatch):
    monkeypatch.setattr(check, "LOCK", tmp_path / "requirements.txt")
    for lock, at_hand, same in [
        ("matplotlib==3.11.1 \\\n", "3.11.9", True),
        ("matplotlib==3.11.1 \\\n", "3.12.0", False),
        ("matplotlib==3.1.1 \\\n", "3.11.0", False),
        ("matplotlib-inline==3.11.1 \\\n", "3.11.1", False),
    ]:
        check.LOCK.write_text(f"kiwisolver==1.4.9 \\\n{lock}")
        monkeypatch.setattr(check, "version", {"matplotlib": at_hand}.get)
        assert check.drawn_as_locked() is same, (lock, at_hand)
