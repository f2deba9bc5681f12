"""Spreadsheets (.xlsx, .ods, .xls): each sheet that has a column with texts is a table."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from inotherwords.corpus.formats import columns, tables
from inotherwords.corpus.formats.article import (
    LOCKED,
    Article,
    Dropped,
    Remark,
    Unreadable,
    check_size,
    printable,
)

MOST_ROWS_ABOVE = 10  # above the header: a title, a search


def read_sheets(path: Path, file: str, encoding: str | None = None) -> Iterator[Article | Dropped | Remark]:
    """Yield the articles of a spreadsheet; `encoding` is not asked for, because it says its own."""
    from python_calamine import CalamineError, PasswordError, load_workbook

    damaged = "damaged or cut off: no spreadsheet that can be read"
    try:
        with path.open("rb") as content:
            packed = content.read(2) == b"PK"
        if packed:
            with zipfile.ZipFile(path) as archive:
                check_size(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable(damaged) from None
    try:
        book = load_workbook(path)
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
    except PasswordError:
        raise Unreadable(LOCKED) from None
    except (CalamineError, OSError, ValueError) as fault:
        raise Unreadable(f"{damaged} ({type(fault).__name__})") from None
    found = [(name, *_header(list(sheet.iter_rows()))) for name, sheet in sheets]
    if not any(columns.find_texts(header) for _, header, _ in found):
        headers = [header for _, header, _ in found if any(header)]
        raise Unreadable(tables.no_text(headers[0] if headers else []))
    for name, header, rows in found:
        called = f"{file}, sheet {printable(name, 40)}" if len(found) > 1 else file
        if columns.find_texts(header):
            yield from tables.read_rows(header, lambda rows=rows: iter(rows), file, "spreadsheet")
        elif rows:
            yield Dropped(called, "", f"a sheet that is not read: {tables.no_text(header)}")


def _header(rows: list[list[object]]) -> tuple[list[str], list[tuple[int, dict[str, object]]]]:
    """Return the header of a sheet, and each row below it with its number."""
    above = [[_cell(cell) for cell in row] for row in rows[:MOST_ROWS_ABOVE]]
    at = next((at for at, row in enumerate(above) if columns.find_texts(map(str, row))), 0)
    header = [
        str(cell).strip() or f"column {number}" for number, cell in enumerate(above[at] if above else [], 1)
    ]
    below = enumerate(([_cell(cell) for cell in row] for row in rows[at + 1 :]), at + 2)
    filled = [(number, row) for number, row in below if any(cell != "" for cell in row)]
    return header, [(number, dict(zip(header, row, strict=False))) for number, row in filled]


def _cell(cell: object) -> object:
    """Return a cell as a table has it: a day as 2025-05-03, a whole number without its point."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell
