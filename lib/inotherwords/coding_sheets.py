"""The filled-in coding sheets of a class: read from spreadsheets of many kinds, checked, made one table."""

import csv
import io
from collections import Counter
from pathlib import Path

import pandas as pd

from inotherwords import coding
from inotherwords.coding import COUNTED, PROGRAM, QUESTIONS
from inotherwords.corpus import InputError, read_sources, read_table, read_texts, shown

SPREADSHEETS = (".xlsx", ".ods", ".xls")
# What a file manager or an open spreadsheet program leaves in a folder.
LEFT_BEHIND = ("~$", ".", "Thumbs.db", "desktop.ini")


def compared(folder: Path, corpus: Path, outputs: Path, output: Path | None = None) -> str:
    """Return the report on the sheets of a folder; write the items on which they differ to `output`, if any.

    The items and the program's answers are those of a run: its corpus and its outputs. Raises InputError if
    a sheet has a fault, if there is no such run, or if `output` lies among the sheets, where it would be
    taken for one.
    """
    if output and output.parent.resolve() == folder.resolve():
        raise InputError(f"{shown(output)}: lies among the coding sheets. Write it to another folder.")
    texts = read_texts(corpus, read_sources(corpus))
    names = ("labels", "segments", "attributions", "attribution_spans")
    labels, segments, attributions, spans = (read_table(outputs, name) for name in names)
    every = coding.items(labels, segments, texts)
    said = coding.program(every, segments, attributions, spans)
    codings = read_folder(folder, every["item"].tolist())
    if output:
        table = coding.discussion(codings, said, every)
        output.write_bytes(coding.csv_bytes(table))
    return coding.report(codings, said, every)


def read_folder(folder: Path, known: list[str]) -> pd.DataFrame:
    """Return the filled-in sheets of a folder: coder, item and the QUESTIONS, sorted by coder and item.

    A file is a coder, by its name without the ending. An empty cell is an empty string; a sheet without any
    answer is left out. `known` are the items there are, and the order of the rows.

    Raises InputError with a line for each fault: a file that is no spreadsheet, a column missing, an item
    that is unknown or coded twice, an answer that is not allowed.
    """
    if not folder.is_dir():
        raise InputError(f"{shown(folder)}: no such folder. Name the folder with the filled-in sheets.")
    paths = sorted(path for path in folder.iterdir() if not path.name.startswith(LEFT_BEHIND))
    faults: list[str] = []
    rows: list[tuple[str, ...]] = []
    for path in paths:
        try:
            read, wrong = _answers(path, known)
        except InputError as fault:
            read, wrong = [], [str(fault)]
        rows += read
        faults += wrong
        if path.stem == PROGRAM:
            faults.append(f"{shown(path)}: a coder cannot be called “{PROGRAM}”. Give the file another name.")
    names = Counter(path.stem for path in paths)
    for name in sorted(name for name, files in names.items() if files > 1):
        found = ", ".join(path.name for path in paths if path.stem == name)
        faults.append(f"{shown(folder)}: {name} handed in more than one file ({found}). Leave one.")
    if faults:
        raise InputError("\n".join(faults))
    table = pd.DataFrame(rows, columns=["coder", "item", *QUESTIONS])
    if table.empty:
        raise InputError(f"{shown(folder)}: no answers in it. Put the filled-in sheets there: NAME.xlsx, …")
    order = table["item"].map(known.index)
    return table.assign(order=order).sort_values(["coder", "order"], ignore_index=True).drop(columns="order")


def _answers(path: Path, known: list[str]) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return the rows with answers of one sheet, and its faults; raises InputError if it cannot be read."""
    grid = _grid(path)
    heads = [_plain(cell) for cell in grid[0]]
    for column in ("item", *QUESTIONS):
        if column not in heads:
            raise InputError(f"{shown(path)}: no column “{column}”. Fill in a fresh coding sheet.")
    places = {column: heads.index(column) for column in ("item", *QUESTIONS)}
    by_name = {_plain(item): item for item in known}
    rows: list[tuple[str, ...]] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, cells in enumerate(grid[1:], 2):
        cells = [*cells, *[""] * (len(heads) - len(cells))]
        given = {question: " ".join(cells[places[question]].split()) for question in QUESTIONS}
        if not any(given.values()):
            continue
        where = f"{shown(path)}, row {number}"
        name = _plain(cells[places["item"]])
        if name not in by_name:
            named = f"there is no item “{name}”" if name else "answers without an item"
            faults.append(f"{where}: {named}. Put back the item's id, as in the coding sheet.")
            continue
        if name in seen:
            faults.append(
                f"{where}: {by_name[name]} is coded in row {seen[name]} already. Delete one of the two."
            )
        seen.setdefault(name, number)
        for question in COUNTED:
            given[question] = _plain(given[question])
            allowed = QUESTIONS[question]
            if given[question] not in ["", *allowed]:
                choice = f"{', '.join(allowed[:-1])} or {allowed[-1]}"
                answer = given[question]
                faults.append(f"{where}, {question}: “{answer}”. Write {choice}, or leave the cell empty.")
        rows.append((path.stem, by_name[name], *given.values()))
    return rows, faults


def _plain(cell: str) -> str:
    """Return a cell in small letters, single spaces and straight apostrophes."""
    return " ".join(cell.replace("’", "'").split()).casefold()


def _grid(path: Path) -> list[list[str]]:
    """Return the cells of a sheet as text, its row of headings first."""
    if path.suffix.lower() == ".csv":
        return _csv_grid(path)
    if path.suffix.lower() not in SPREADSHEETS:
        raise InputError(f"{shown(path)}: not a spreadsheet. Save it as .xlsx, .ods or .csv, or take it out.")
    try:
        sheets = pd.read_excel(
            path, sheet_name=None, header=None, dtype=str, na_filter=False, engine="calamine"
        )
    except Exception as fault:  # whatever a spoilt file does to its reader
        if isinstance(fault, OSError):
            raise
        raise InputError(f"{shown(path)}: cannot be read as a spreadsheet. Save it again.") from None
    grids = [sheet.values.tolist() for sheet in sheets.values()]
    # The sheet to fill in, wherever it was moved: the first whose first row has the heading.
    return next((grid for grid in grids if grid and "item" in map(_plain, grid[0])), [[]])


def _csv_grid(path: Path) -> list[list[str]]:
    """Return the cells of a CSV file as spreadsheet programs of many countries write it."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # Excel's, in western Europe and America
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)) or [[]]
    except csv.Error as fault:
        raise InputError(f"{shown(path)}: not a CSV table ({fault}). Save it again.") from None
