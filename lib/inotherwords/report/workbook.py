"""The tables of a run as one workbook for readers: tables.xlsx, a sheet a table, in words, no codes."""

import math
from datetime import datetime

import pandas as pd
import xlsxwriter

from inotherwords import settings
from inotherwords.corpus import Study
from inotherwords.layers import files, schema
from inotherwords.naming import readable
from inotherwords.report.sentences import short_names

SHEETS = (
    *("articles", "segments", "edits", "terms", "keyness", "labels", "attributions", "attribution_spans"),
    *("passages", "substitutions", "acts", "quantities", "words_of_source", "prominence", "wire", "claims"),
)
NAME = "tables.xlsx"
LEFT_OUT = ("sha256", "unit", "short")  # codes, and what stands in the first column
ACTORS = ("actor", "agent_actor", "first_actor", "side")
VOICES = {"own": "own voice", "attributed": "in paraphrase", "quoted": "in quotation marks"}
NO_NUMBER = {"nan": "", "inf": "∞", "-inf": "-∞"}
# No clock: every workbook is of this day, and the same bytes.
MADE_ON = datetime(2024, 11, 30)
AS_TEXT = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}


def write_tables(study: Study) -> None:
    """Write tables.xlsx beside the folder of the tables; print a line on it.

    A table of more rows than `settings.ROWS_OF_A_SHEET` has none; the first sheet says what each holds.
    """
    meanings = {row["table"]: row["meaning"] for row in schema.codebook() if not row["column"]}
    counts = {name: files.scan(study.outputs, name).count("*").fetchall()[0][0] for name in SHEETS}
    listed = [
        (
            name,
            meanings[f"{schema.RUN}{name}.csv"],
            rows if rows <= settings.ROWS_OF_A_SHEET else "see the folder tables",
        )
        for name, rows in counts.items()
    ]
    book = xlsxwriter.Workbook(study.outputs / NAME, AS_TEXT)
    book.set_properties({"title": "In Other Words", "created": MADE_ON})
    heads = book.add_format({"bold": True, "bottom": 1})
    _write(book, "read me", pd.DataFrame(listed, columns=["sheet", "one row is", "rows"]), heads)
    for name, rows in counts.items():
        if rows <= settings.ROWS_OF_A_SHEET:
            _write(book, name, without_codes(files.read_table(study.outputs, name), study), heads)
    book.close()
    print(f"{NAME}: {len(book.worksheets())} sheets")


def without_codes(table: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return a table as a reader wants it: articles by their short names, actors and voices in words."""
    short, texts = short_names(study.articles), study.texts
    told = table.drop(columns=[name for name in LEFT_OUT if name in table])
    for name in [name for name in table if name in ("doc", "doc_a", "doc_b")]:
        end = name.removeprefix("doc")
        if f"start{end}" in table and f"text{end}" not in table:
            places = zip(table[name], table[f"start{end}"], table[f"end{end}"], strict=True)
            told[f"words{end}"] = [texts[doc][s:e] if s != "" else "" for doc, s, e in places]
        told[name] = table[name].map(short)
    for name in [name for name in table if name in ACTORS]:
        told[name] = ["; ".join(readable(one) for one in cell.split("; ")) for cell in table[name]]
    for name in [name for name in table if name in ("voice", "told")]:
        told[name] = table[name].map(lambda voice: VOICES.get(voice, voice))
    return told.rename(columns=lambda name: name.replace("doc", "article").replace("_", " "))


def _write(book: xlsxwriter.Workbook, name: str, table: pd.DataFrame, heads: object) -> None:
    sheet = book.add_worksheet(name.replace("_", " "))
    sheet.write_row(0, 0, list(table), heads)
    for number, row in enumerate(table.itertuples(index=False), 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str) or not math.isfinite(cell):
                sheet.write_string(number, column, NO_NUMBER.get(str(cell), str(cell)))
            else:
                sheet.write_number(number, column, cell)
    sheet.freeze_panes(1, 1)
    if len(table):
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
