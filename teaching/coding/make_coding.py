"""Make the coding sheet, as a spreadsheet and as CSV, and the invented codings that show the method.

Which items: in each article the first label for ACTOR in each voice, and the last in its own. What the
program says of them is not in the sheet. The invented codings are the program's answers with every
k-th changed.
"""

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter

from inotherwords import coding, corpus, paths
from inotherwords.layers.files import read_table

HERE = Path(__file__).resolve().parent
ACTOR = "opposition_hts"
CREATED = datetime(2024, 11, 30)  # any fixed day: the same bytes each time
EVERY = {"invented-1": 3, "invented-2": 4, "invented-3": 5}  # which answers are changed: each third, …
LEFT_OUT = 7  # and in the last of them each seventh is left out

WIDTHS = {"item": 9, "article": 8, "paragraph": 10, "sentence": 70, "marked words": 22}
WIDTHS |= {"voice": 14, "on somebody's word": 14, "who": 28}
INSTRUCTIONS = [
    "How to code",
    "Each row of the sheet “coding” has a sentence from one of the articles, with some words in {braces}.",
    "Read the sentence. If you are not sure, look it up in the article, by its letter and paragraph.",
    "Then answer three questions, alone, without looking at what others wrote:",
    "1. voice: whose words are the words in braces?",
    "    own: the article itself says it; nobody else is given as the source of these words.",
    "    attributed: a source says it, in the article's words, outside quotation marks.",
    "    quoted: a source says it, in quotation marks.",
    "2. on somebody's word: is anything in this sentence said on somebody's word? yes or no",
    "    (“Four people died” is not. “Four people died, officials say” is.)",
    "3. who: if yes, on whose? Write the name or the description that the article gives.",
    "If you cannot decide, leave the cell empty. That is an answer, too: you will talk about it.",
    "Save the file under the number that you were given (for example 7.xlsx; .ods and .csv will do) and put "
    "it into the folder of your class.",
]


def workbook(table: pd.DataFrame) -> bytes:
    """Return the coding sheet as a spreadsheet: answers are chosen from lists, all else is protected."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": "Coding sheet", "created": CREATED})
    head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top", "bottom": 4})
    answer = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "locked": False})
    page = book.add_worksheet("coding")
    for column, name in enumerate(table):
        page.set_column(column, column, WIDTHS[name])
        page.write_string(0, column, name, head)
        for row, cell in enumerate(table[name], 1):
            if name in coding.QUESTIONS:
                page.write_blank(row, column, None, answer)
            elif name == "sentence":
                _write_sentence(page, row, column, cell, plain, book.add_format({"bold": True}))
            else:  # never `write`, which takes what begins with = for a formula
                page.write_string(row, column, str(cell), plain)
        if name in coding.COUNTED:
            _allow(page, 1, len(table), column, coding.QUESTIONS[name])
    page.freeze_panes(1, 1)
    page.protect("", {"format_columns": True, "format_rows": True})  # without a password
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    _write_instructions(book)
    book.close()
    return _stored(buffer.getvalue())


def _write_sentence(page, row: int, column: int, sentence: str, plain, bold) -> None:
    """Write a sentence with what stands in {braces} in bold."""
    before, words, after = re.split(r"(\{.*?\})", sentence, maxsplit=1)
    pieces = [*([before] if before else []), bold, words, *([after] if after else [])]
    page.write_rich_string(row, column, *pieces, plain)


def _allow(page, first: int, last: int, column: int, answers: list[str]) -> None:
    """Give the cells of a column a list to choose from, and refuse anything else."""
    told = {
        "error_title": "Not an answer",
        "error_message": f"Choose {', '.join(answers)}, or leave it empty.",
    }
    page.data_validation(first, column, last, column, {"validate": "list", "source": answers, **told})


def _write_instructions(book) -> None:
    page = book.add_worksheet("how to code")
    page.set_column(0, 0, 100)
    for row, line in enumerate(INSTRUCTIONS):
        page.write_string(row, 0, line, book.add_format({"text_wrap": True, "bold": row == 0}))


def _stored(content: bytes) -> bytes:
    """Return a zip file with the same parts, uncompressed: compression differs from machine to machine."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.infolist():
            plain = zipfile.ZipInfo(part.filename)  # dated 1980
            plain.create_system = 3
            new.writestr(plain, old.read(part))
    return buffer.getvalue()


def invented(said: pd.DataFrame, every: int, left_out: int | None = None) -> pd.DataFrame:
    """Return the program's answers with each `every`-th changed to the next allowed one, as nobody's coding.

    Of each question that has a list of answers; with `left_out`, each so many-th row has no answers at all.
    """
    table = said.drop(columns="coder").assign(who="", note="invented by a rule: nobody coded this")
    for question in coding.COUNTED:
        allowed = coding.QUESTIONS[question]
        following = dict(zip(allowed, [*allowed[1:], allowed[0]], strict=True))
        changed = table[question].iloc[every - 1 :: every].map(following)
        table.loc[changed.index, question] = changed
    if left_out:
        table.loc[table.index[left_out - 1 :: left_out], list(coding.QUESTIONS)] = ""
    return table


def files() -> dict[str, bytes]:
    """Return what this makes, by its path from this folder."""
    texts = corpus.read_texts(paths.SEEDS, corpus.read_sources(paths.SEEDS))
    names = ("labels", "segments", "attributions", "attribution_spans")
    labels, *layers = (read_table(paths.OUTPUTS, name) for name in names)
    chosen = coding.choose(coding.list_items(labels, layers[0], texts), ACTOR)
    said = coding.answer_by_program(chosen, *layers)
    table = coding.make_sheet(chosen)
    made = {"coding-sheet.xlsx": workbook(table), "coding-sheet.csv": coding.csv_bytes(table)}
    for name, every in EVERY.items():
        left_out = LEFT_OUT if name == max(EVERY) else None
        made[f"example/{name}.csv"] = coding.csv_bytes(invented(said, every, left_out))
    return made


if __name__ == "__main__":
    for name, content in files().items():
        (HERE / name).write_bytes(content)
        print(f"teaching/coding/{name}")
