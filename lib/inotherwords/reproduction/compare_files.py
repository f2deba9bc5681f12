"""Compare a file of two runs: name what differs, cell by cell and line by line, and of which kind it is.

The four kinds, from the lightest to the gravest:

    metadata   what says how a file was made or written (versions, numbering of cells, order of keys)
    layout     rendering: white space, markup, the order of rows, a picture by another matplotlib
    label      words
    number     figures, and whatever is missing
"""

import base64
import csv
import difflib
import io
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import nbformat
import numpy as np
from matplotlib.image import imread
from nbformat import NotebookNode
from python_calamine import CalamineWorkbook

from inotherwords.layers import schema
from inotherwords.text.words import count_common_start

KINDS = ("metadata", "layout", "label", "number")

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MARKUP = re.compile(r"<[^>]*>")
DATA = re.compile(r"""\s(data-[\w-]+\s*=\s*"[^"]*")""")
HIDDEN = re.compile(r"<[^>]*(?:\bhidden\b|display:\s*none|visibility)[^>]*>")
LONGEST = 60  # characters of either side that are shown
GONE, COME = "there → missing", "missing → there"

PLACES = ("doc_a", "start_a", "doc_b", "start_b")  # of a passage
PICTURES = {".png", ".svg", "image/png", "image/svg+xml"}

Found = Iterator[tuple[str, str, str]]  # kind, place, what


def text_kind(before: str, after: str) -> str:
    """Return the kind of difference between two different texts.

    >>> text_kind("7 times", "7  times"), text_kind("7 times", "7 uses"), text_kind("7 times", "8 times")
    ('layout', 'label', 'number')
    """
    if before.split() == after.split():
        return "layout"
    return "label" if NUMBER.findall(before) == NUMBER.findall(after) else "number"


def inside(name: str, before: bytes, after: bytes, same_drawing: bool) -> Found:
    """Yield kind, place and text of each difference inside a file of two runs that is not the same.

    `same_drawing` says that both were drawn by one version of matplotlib: then a picture must be the same.
    Where nothing differs but the bytes, the file is written otherwise, which is metadata.

    >>> list(inside("tables/terms.csv", b"term,count\\nrebel,7\\n", b"term,count\\nrebel,8\\n", True))
    [('number', 'row 2, column count', '7 → 8')]
    """
    suffix = Path(name).suffix
    found: list[tuple[str, str, str]] = []
    try:
        if suffix in PICTURES:
            found = list(_pictures(before, after, same_drawing))
        elif suffix == ".xlsx":
            found = list(_workbooks(before, after))
        elif suffix == ".ipynb":
            found = list(_notebooks(before.decode(), after.decode(), same_drawing))
        else:
            tables = partial(_tables, key=_key_of(name))
            compare = {".csv": tables, ".html": _pages, ".json": _entries}.get(suffix, _lines)
            found = list(compare(before.decode(), after.decode()))
    except Exception as fault:  # whatever a spoilt file does to its reader
        found = [("number", "", f"cannot be read: {_short(str(fault))}")]
    yield from found or [("metadata", "", "the same content, written otherwise")]


def _short(text: str) -> str:
    """Return a text on one line, cut after some characters."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]} …"


def _change(before: str, after: str) -> str:
    """Return two texts as "before → after", from where they begin to differ."""
    start = before.rfind(" ", 0, count_common_start(before, after)) + 1
    lead = "… " if start else ""
    return " → ".join(
        f"{lead}{_short(text[start:])}" if text[start:] else "nothing" for text in (before, after)
    )


def _lines(before: str, after: str) -> Found:
    """Yield the differences between two texts, line by line."""
    old, new = before.splitlines(), after.splitlines()
    for tag, i, i_end, j, j_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            one, other = "\n".join(old[i:i_end]), "\n".join(new[j:j_end])
            yield text_kind(one, other), f"line {i + 1}", _change(one, other)


def _workbooks(before: bytes, after: bytes) -> Found:
    """Yield the differences between two workbooks, sheet by sheet, each compared as a table."""
    one, other = (
        {name: _sheet(book, name) for name in book.sheet_names} for book in map(_open, (before, after))
    )
    for name in sorted(one.keys() | other.keys()):
        if name in one and name in other:
            yield from (
                (kind, f"{name}, {place}", what) for kind, place, what in _tables(one[name], other[name])
            )
        else:
            yield "label", name, GONE if name in one else COME


def _open(workbook: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(workbook))


def _sheet(book: CalamineWorkbook, name: str) -> str:
    lines = io.StringIO()
    csv.writer(lines).writerows(book.get_sheet_by_name(name).to_python())
    return lines.getvalue()


def _pages(before: str, after: str) -> Found:
    """Yield the difference between two pages: words, in which cell each stands, marks, else the markup."""
    one, other = (" ".join(MARKUP.sub(" ", page).split()) for page in (before, after))
    cells, others = ([" ".join(cell.split()) for cell in MARKUP.split(page)] for page in (before, after))
    hidden, now_hidden = (len(HIDDEN.findall(page)) for page in (before, after))
    marks, other_marks = ("\n".join(DATA.findall(page)) for page in (before, after))
    if one != other:
        yield text_kind(one, other), "", _change(one, other)
    elif cells != others:
        yield "number", "", "the same words in other cells"
    elif hidden != now_hidden:
        yield "label", "", f"hidden parts: {hidden} → {now_hidden}"
    elif marks != other_marks:
        yield text_kind(marks, other_marks), "", _change(marks, other_marks)
    else:
        yield "layout", "", "other markup"


def _entries(before: str, after: str) -> Found:
    """Yield the parts of two JSON files that differ: they tell of other files, which are compared too."""
    old, new = json.loads(before), json.loads(after)
    for key in sorted(old.keys() | new.keys()):
        one, other = old.get(key), new.get(key)
        if one != other:
            both = (json.dumps(value, sort_keys=True, ensure_ascii=False) for value in (one, other))
            yield "metadata", key, _change(*both)


def _key_of(name: str) -> tuple[str, ...]:
    """Return the columns that tell the rows of a table of a run apart, none of another file.

    A passage is told by its places: its number is another one if a passage before it is gone.

    >>> _key_of("outputs/tables/terms.csv"), _key_of("outputs/tables/passages.csv")
    (('doc', 'term'), ('doc_a', 'start_a', 'doc_b', 'start_b'))
    """
    folder, _, table = name.removesuffix(".csv").rpartition("/")
    known = {"outputs/tables": table, "outputs/figures": f"outputs/figures/{table}"}.get(folder)
    if table == "passages":
        return PLACES
    try:
        return schema.key(known) if known else ()
    except KeyError:
        return ()


def _by_key(head: list[str], rows: list[list[str]], key: Sequence[str]) -> dict[tuple[str, ...], list[str]]:
    """Return the rows of a table by their key, none if that does not tell them apart."""
    if not key or not {*key} <= {*head}:
        return {}
    places = [head.index(name) for name in key]
    found = {tuple(row[place] for place in places): row for row in rows if len(row) == len(head)}
    return found if len(found) == len(rows) else {}


def _tables(before: str, after: str, key: Sequence[str] = ()) -> Found:
    """Yield the differences between two CSV tables, cell by cell in rows of one key, or in one place."""
    (head, *old), (new_head, *new) = (list(csv.reader(io.StringIO(table))) for table in (before, after))
    if sorted(head) != sorted(new_head) or len(set(head)) < len(head):
        yield from (("number", f"column {name}", GONE) for name in sorted(Counter(head) - Counter(new_head)))
        yield from (("number", f"column {name}", COME) for name in sorted(Counter(new_head) - Counter(head)))
        if len(set(head)) < len(head):
            yield "number", "", "two columns have one name"
        return
    if head != new_head:
        yield "layout", "", "the columns in another order"
        order = [new_head.index(name) for name in head]
        new = [[row[place] for place in order] if len(row) == len(head) else row for row in new]
    if Counter(map(tuple, old)) == Counter(map(tuple, new)):
        if old != new:
            yield "layout", "", "the rows in another order"
        return
    one, other = (_by_key(head, rows, key) for rows in (old, new))
    if one and other:
        for number, (name, row) in enumerate(one.items(), 2):
            if name in other:
                yield from _cells(head, number, row, other[name])
            else:
                yield "number", f"row {number}", f"{_short(', '.join(row))} → missing"
        for number, (name, row) in enumerate(other.items(), 2):
            if name not in one:
                yield "number", f"row {number}", f"missing → {_short(', '.join(row))}"
        return
    if len(old) == len(new):
        for number, (row, other) in enumerate(zip(old, new, strict=True), 2):
            yield from _cells(head, number, row, other)
        return
    rows, others = [tuple(row) for row in old], [tuple(row) for row in new]
    for tag, i, i_end, j, j_end in difflib.SequenceMatcher(None, rows, others, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for place, (row, other) in enumerate(itertools.zip_longest(rows[i:i_end], others[j:j_end]), i + 2):
            if row is None or other is None:
                sides = (
                    "missing" if cells is None else (_short(", ".join(cells)) or "a blank line")
                    for cells in (row, other)
                )
                yield "number", f"row {place}", " → ".join(sides)
            else:
                yield from _cells(head, place, row, other)


def _cells(head: list[str], number: int, row: list[str], other: list[str]) -> Found:
    """Yield the cells of a row that differ."""
    for column, one, two in itertools.zip_longest(head, row, other, fillvalue=""):
        if one != two:
            try:
                kind = "layout" if float(one) == float(two) else "number"
            except ValueError:
                kind = text_kind(one, two)
            yield kind, f"row {number}, column {column}", f"{_short(one)} → {_short(two)}"


def _pictures(before: bytes, after: bytes, same_drawing: bool) -> Found:
    """Yield the difference between two pictures; where it is, the tables that they plot say better."""
    png = [content for content in (before, after) if content.startswith(b"\x89PNG")]
    pixels = [imread(io.BytesIO(content), format="png") for content in png]
    if len(pixels) < 2 or not np.array_equal(*pixels):
        yield "number" if same_drawing else "layout", "", "another picture"


def _notebooks(before: str, after: str, same_drawing: bool) -> Found:
    """Yield the differences between two executed notebooks, cell by cell."""
    one, other = (nbformat.reads(notebook, as_version=4) for notebook in (before, after))
    for kind, what in _other_keys(one, other, {"cells"}):
        yield kind, "", what
    ids, other_ids = ([cell.get("id") for cell in notebook.cells] for notebook in (one, other))
    if ids != other_ids and sorted(ids) == sorted(other_ids):
        yield "layout", "", "the cells in another order"
    cells, others = dict(zip(ids, one.cells, strict=True)), dict(zip(other_ids, other.cells, strict=True))
    for number, name in enumerate(ids, 1):
        place = f"cell {number} ({name})"
        if name in others:
            for kind, what in _cell(cells[name], others[name], same_drawing):
                yield kind, place, what
        else:
            yield "number", place, GONE
    for number, name in enumerate(other_ids, 1):
        if name not in cells:
            yield "number", f"cell {number} ({name})", COME


def _cell(one: NotebookNode, other: NotebookNode, same_drawing: bool) -> Iterator[tuple[str, str]]:
    """Yield kind and difference of one cell of two notebooks."""
    if one.cell_type != other.cell_type:
        yield "label", f"{one.cell_type} → {other.cell_type}"
        return
    if one.source != other.source:
        yield text_kind(one.source, other.source), f"source: {_change(one.source, other.source)}"
    yield from _other_keys(one, other, {"id", "cell_type", "source", "outputs", "execution_count"})
    if one.cell_type != "code":
        return
    if one.execution_count != other.execution_count:
        counts = (f"run as {n}" if n else "not run" for n in (one.execution_count, other.execution_count))
        yield "metadata", " → ".join(counts)
    if len(one.outputs) != len(other.outputs):
        yield "number", f"{len(one.outputs)} → {len(other.outputs)} outputs"
        return
    for output, again in zip(one.outputs, other.outputs, strict=True):
        if output != again:
            yield _output(output, again, same_drawing)


def _other_keys(one: NotebookNode, other: NotebookNode, known: set[str]) -> Iterator[tuple[str, str]]:
    """Yield what differs in the parts of a notebook or a cell that are not compared by themselves."""
    for key in sorted((one.keys() | other.keys()) - known):
        if one.get(key) != other.get(key):
            yield "metadata", f"{key}: {_change(json.dumps(one.get(key)), json.dumps(other.get(key)))}"


def _output(one: NotebookNode, other: NotebookNode, same_drawing: bool) -> tuple[str, str]:
    """Return the gravest kind of difference between two outputs of a cell, and what it is."""
    found = [("metadata", "output of another type")] if one.output_type != other.output_type else []
    if one.get("name") != other.get("name"):
        found.append(("label", f"{one.get('name')} → {other.get('name')}"))
    if one.get("text", "") != other.get("text", ""):
        before, after = one.get("text", ""), other.get("text", "")
        found.append((text_kind(before, after), _change(before, after)))
    data, again = one.get("data", {}), other.get("data", {})
    for mime in sorted(data.keys() | again.keys()):
        before, after = data.get(mime), again.get(mime)
        if before is None or after is None:
            found.append(("number", f"{mime} is missing on one side"))
        elif before != after:
            if mime in PICTURES:
                binary = base64.b64decode if mime == "image/png" else str.encode
                shown = _pictures(binary(before), binary(after), same_drawing)
            elif mime == "text/html":
                shown = _pages(before, after)
            else:
                shown = [(text_kind(before, after), "", _change(before, after))]
            found += [(kind, what) for kind, _, what in shown]
    if one.get("metadata") != other.get("metadata"):
        before, after = (json.dumps(output.get("metadata", {})) for output in (one, other))
        found.append((text_kind(before, after), _change(before, after)))
    return max(found or [("metadata", "written otherwise")], key=lambda pair: KINDS.index(pair[0]))
