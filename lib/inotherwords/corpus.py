"""What is read and what is written: the corpus folder, its lexicons, and the tables of a run."""

import codecs
import csv
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from inotherwords import layer, schema
from inotherwords.errors import InputError

if TYPE_CHECKING:
    import duckdb

PROJECT = Path(__file__).resolve().parents[2]
SEEDS = PROJECT / "seeds"
OUTPUTS = PROJECT / "outputs"
MEASURED = "measured.json"  # among the outputs of a run: its time and memory, never the same twice
RUN = ".."  # the run that a copied notebook belongs to, seen from its folder
IMPORTED = "corpus"  # among them: the articles, if they had to be imported
PAGES = "html"  # among them, too: the pages that are made of a run afterwards, and are no part of it

LARGE = 200_000  # rows; a table with more is no longer CSV
FORMULA = re.compile(r"'*(?:\s*[=+\-@]|[\t\r])")  # what a spreadsheet takes for one, guarded already or not

SOURCE_COLUMNS = [*schema.columns("seeds/articles")]
REQUIRED = ["doc", "outlet"]
ARTICLE_COLUMNS = [*schema.columns("articles")][:10]  # a corpus may bring others behind them
LISTS = ("labels", "speakers", "names", "legal_status")
LEXICONS = {name: [*schema.columns(f"seeds/{name}")] for name in LISTS}
WIRE = [*schema.columns("seeds/wire")]

# What a text editor writes in front of a text to say how it is encoded.
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: ("utf-8-sig", "UTF-8 with BOM"),
    codecs.BOM_UTF16_LE: ("utf-16", "UTF-16"),
    codecs.BOM_UTF16_BE: ("utf-16", "UTF-16"),
}
# How a file begins, in lower case, that is no plain text whatever its name says.
FORMATS = {
    b"{\\rtf": "rich text (RTF)",
    b"pk\x03\x04": "an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"%pdf": "a PDF",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
}
ENDINGS = {".txt", ".csv", ".md"}  # of the files of a corpus; another one may hold an article by mistake
OF_THE_SYSTEM = {"thumbs.db", "desktop.ini"}
# Corrections by hand, and a second coder's; another name would be passed over without a word.
CORRECTIONS = re.compile(r"corrections(?:\.[^.]+)?\.csv")
# The line that stands in a new folder where an article should go.
PLACEHOLDER = re.compile(r"Paste the \w+ article here")


def locate(corpus: str | Path | None = None, outputs: str | Path | None = None) -> tuple[Path, Path]:
    """Return the corpus folder and the outputs folder as absolute paths.

    Without an argument: the project's own `seeds/` and `outputs/`, wherever it was started from.

    A notebook that lies with the results of a run calls these ".." and must write nowhere else. Raises
    InputError if the working folder is not the one of that run's notebooks, or if its articles are gone.

    >>> [path.name for path in locate()]
    ['seeds', 'outputs']
    """
    found = Path(corpus or SEEDS).resolve(), Path(outputs or OUTPUTS).resolve()
    if outputs == RUN:
        here = Path.cwd()
        if here.name != "notebooks" or not (found[1] / "manifest.json").is_file():
            raise InputError(
                f"{shown(here)}: not the notebooks of a run, so there is nowhere to write. "
                "Open the notebook where the run has put it."
            )
        if not found[0].exists():
            raise InputError(
                f"{shown(found[0])}: the articles of this run are not there any more. "
                "Bring them back, or run the study again."
            )
    return found


def read_note(corpus: Path, name: str) -> str:
    """Return a note of the corpus on itself (NAME.md), which a notebook shows; "" if it brings none."""
    path = corpus / f"{name}.md"
    return decode(path.read_bytes(), shown(path)) if path.is_file() else ""


def shown(path: Path) -> str:
    """Return a path as messages show it: the folder and the file, never the whole machine's path.

    >>> shown(Path("/home/me/study/seeds/articles.csv"))
    'seeds/articles.csv'
    """
    return "/".join(part.strip("/") for part in path.parts[-2:])


def decode(content: bytes, name: str) -> str:
    r"""Return the text of a file with its line ends untouched; `name` is for the message.

    The file is UTF-8, or UTF-16 with a byte-order mark; a mark is no part of the text. Raises InputError if
    the file is empty, in another encoding, or no plain text. Which encoding that may be is not guessed: a
    wrong guess would put wrong letters into the study without a word.

    >>> decode(b"Caf\xc3\xa9\r\n", "seeds/a.txt")
    'Café\r\n'
    >>> decode("Café".encode("utf-16"), "seeds/a.txt")
    'Café'
    """
    start = content[:100].lstrip().lower()
    encoding = next(
        (codec for mark, (codec, _) in BYTE_ORDER_MARKS.items() if content.startswith(mark)), "utf-8"
    )
    for beginning, what in FORMATS.items():
        if start.startswith(beginning):
            raise InputError(f"{name}: {what}, not plain text. Copy its words into a plain text file.")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        byte = content[fault.start]
        raise InputError(
            f"{name}: not UTF-8 (byte 0x{byte:02x} at {fault.start}). Save it as UTF-8 "
            "(Notepad: Save as, Encoding; TextEdit: Plain Text Encoding; Excel: CSV UTF-8)."
        ) from None
    if "\0" in text:
        raise InputError(f"{name}: holds zero bytes, so it is no plain text. Save it as UTF-8.")
    if not text.strip():
        raise InputError(f"{name}: empty. Fill it, or delete it.")
    return text


def _read_csv(path: Path, required: list[str]) -> pd.DataFrame:
    """Return a hand-made CSV file as strings, each row indexed by its line in the file.

    Columns are separated by commas or, as some spreadsheets do, by semicolons or tabs: the header decides.
    Rows without any words and rows that begin with # are left out; cells that a row lacks are empty.
    """
    name, text = shown(path), decode(path.read_bytes(), shown(path))
    separator = max(",;\t", key=text.strip().partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows = {}
    try:
        for cells in reader:
            if any(map(str.strip, cells)) and not cells[0].startswith("#"):
                rows[reader.line_num] = cells
    except csv.Error as fault:
        raise InputError(
            f"{name}: not a CSV table (line {reader.line_num}: {fault}). Mend that line."
        ) from None
    header = [column.strip() for column in rows.pop(min(rows))] if rows else []
    for column in header:
        if column and header.count(column) > 1:
            raise InputError(f"{name}: has the column {column!r} twice. Rename one of them.")
    for line, cells in rows.items():
        if any(cells[len(header) :]):
            raise InputError(
                f"{name}: not a CSV table (line {line}: {len(cells)} cells for {len(header)} columns). "
                'Put words that hold a comma in quotation marks: "Paris, France".'
            )
    for column in required:
        if column not in header:
            raise InputError(f"{name}: no column {column!r} (it has: {', '.join(header)}). Add it.")
    whole = [[*cells, *[""] * len(header)][: len(header)] for cells in rows.values()]
    table = pd.DataFrame(whole, index=list(rows), columns=header, dtype=str)
    return table.loc[:, table.columns != ""]


def _with_columns(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return a table that begins with `columns` (empty where it had none) and is numbered from 0."""
    names = list(dict.fromkeys([*columns, *table.columns]))
    return table.reindex(columns=names, fill_value="").reset_index(drop=True)


def _article_files(corpus: Path) -> set[str]:
    """Return the names of a corpus folder's .txt files, without that ending.

    Raises InputError for a file that would be left out though it may hold an article.
    """
    for path in sorted(corpus.iterdir()):
        if path.name.startswith((".", "~")) or path.name.lower() in OF_THE_SYSTEM:
            continue
        if path.is_dir() and not path.suffix:
            continue
        if path.name.lower().endswith(".txt.txt"):
            raise InputError(f"{shown(path)}: ends in .txt twice (Windows hides one). Take one .txt away.")
        is_text = path.suffix.lower() == ".txt"
        if path.name.lower().startswith("correction") and not (is_text or CORRECTIONS.fullmatch(path.name)):
            raise InputError(
                f"{shown(path)}: no name for corrections. Save them as corrections.csv, a second coder's as "
                "corrections.AB.csv, or take the file away."
            )
        if path.suffix not in ENDINGS:
            fault = f"the ending {path.suffix!r}" if path.suffix else "no ending"
            raise InputError(
                f"{shown(path)}: has {fault}. Save an article as plain text (.txt); take other files away."
            )
    return {path.stem for path in corpus.glob("*.txt") if not path.name.startswith((".", "~"))}


def read_sources(corpus: Path) -> pd.DataFrame:
    """Return `articles.csv` of a corpus: one row an article, sorted by `doc`, all columns strings.

    Raises InputError if the folder or the table cannot be used, if an article has no outlet or a day that
    is no day, or if the table and the .txt files beside it do not name the same articles.
    """
    from inotherwords import imported

    if imported.is_folder(corpus):
        return imported.read_sources(corpus)
    if corpus.is_file():
        raise InputError(f"{shown(corpus)}: a file. Name the folder with .txt files and articles.csv.")
    if not corpus.is_dir():
        raise InputError(f"{shown(corpus)}: no such folder. Name a folder with .txt files and articles.csv.")
    files = _article_files(corpus)
    if not files:
        raise InputError(f"{shown(corpus)}: no .txt files in it. Put one article in each file.")
    path = corpus / "articles.csv"
    if not path.is_file():
        raise InputError(f"{shown(path)}: missing. List each article in it: columns doc and outlet at least.")
    sources = _read_csv(path, REQUIRED).map(str.strip)
    if (sources["doc"] == "").any():
        raise InputError(f"{shown(path)}: a row without doc. Write the file's name there, without .txt.")
    twice = sources.loc[sources["doc"].duplicated(), "doc"]
    if len(twice):
        raise InputError(f"{shown(path)}: {twice.iloc[0]} is listed twice. Delete one of the rows.")
    for doc in sorted(set(sources["doc"]) - files):
        remedy = (
            "Write doc without .txt" if doc.removesuffix(".txt") in files else "Add it, or delete the row"
        )
        raise InputError(f"{shown(path)}: names {doc}.txt, which is not in the folder. {remedy}.")
    for doc in sorted(files - set(sources["doc"])):
        row = pd.DataFrame([{"doc": doc, "outlet": "Name of the newspaper"}]).reindex(columns=sources.columns)
        line = row.to_csv(index=False, header=False).strip()
        raise InputError(f"{shown(path)}: lacks {doc}.txt, which is in the folder. Add the line: {line}")
    sources = _with_columns(sources, SOURCE_COLUMNS)
    for row in sources.itertuples():
        if not row.outlet:
            raise InputError(
                f"{shown(path)}: {row.doc} has no outlet. Write the newspaper's name into that column."
            )
        if row.published and not _is_day(row.published):
            raise InputError(
                f"{shown(path)}: {row.doc} was published {row.published!r}, which is no day. Write it as "
                "2025-05-03 (year-month-day; a spreadsheet may change that, a text editor does not)."
            )
    return sources.sort_values("doc", ignore_index=True)


def _is_day(text: str) -> bool:
    """Return whether a text is a day as year-month-day.

    >>> _is_day("2025-05-03"), _is_day("03/05/2025"), _is_day("2025-02-30")
    (True, False, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def read_texts(corpus: Path, sources: pd.DataFrame) -> Mapping[str, str]:
    """Return each article's text by its `doc`, as the file has it but for a byte-order mark.

    A dict; for a folder that an import made, a mapping that reads as it is asked.

    Raises InputError for a file that cannot be read as text (see `decode`), one that no article has been
    pasted into, one whose sha256 is not the one that articles.csv gives, and for two with the same text.
    """
    from inotherwords import imported

    if imported.is_folder(corpus):
        return imported.read_texts(corpus)
    texts: dict[str, str] = {}
    seen: dict[str, str] = {}
    for doc, expected in zip(sources["doc"], sources["sha256"], strict=True):
        path = corpus / f"{doc}.txt"
        content = path.read_bytes()
        text = decode(content, shown(path))
        if expected and sha256(content) != expected:
            fault = "its sha256 is not the one in articles.csv"
            raise InputError(f"{shown(path)}: {fault}. Restore the file or correct the table.")
        if left := PLACEHOLDER.search(text):
            fault = f"still has the line “{left.group()} …”"
            raise InputError(
                f"{shown(path)}: {fault}. Delete that line, and paste an article if you have not."
            )
        if not re.search(r"[^\W\d_]", text):
            raise InputError(
                f"{shown(path)}: has no words in it. Paste the article again, or delete the file."
            )
        if text.strip() in seen:
            raise InputError(
                f"{shown(path)}: the same text as {seen[text.strip()]}.txt. Delete one of the two."
            )
        seen[text.strip()] = doc
        texts[doc] = text
    return texts


def read_lexicon(corpus: Path, name: str) -> pd.DataFrame:
    """Return a list of the corpus (`labels`, `speakers`, `names`, `legal_status`), empty if it brings none.

    Raises InputError if the file lacks a column.
    """
    path = corpus / f"{name}.csv"
    columns = LEXICONS[name]
    if not path.is_file():
        return pd.DataFrame(columns=columns, dtype=str)
    return _with_columns(_read_csv(path, columns[:-1]).map(str.strip), columns)


def read_rows(path: Path, required: list[str]) -> pd.DataFrame:
    """Return a list made by hand, all cells strings, each row indexed by its line in the file.

    Raises InputError if the file cannot be read as a table or lacks a column.
    """
    return _read_csv(path, required)


def read_wire(corpus: Path, texts: dict[str, str]) -> pd.DataFrame:
    """Return `wire.csv`: places where an article can be set beside the copy it was made from; or empty.

    Columns WIRE, all strings but start and end: numbers, or "" where the article has nothing in its place.
    `texts[doc][start:end]` is the wording. Raises InputError if the file lacks a column or a row of it
    does not fit the articles.
    """
    path = corpus / "wire.csv"
    if not path.is_file():
        return pd.DataFrame(columns=WIRE, dtype=str)
    table = _read_csv(path, WIRE[:6]).reindex(columns=WIRE, fill_value="")
    for row in table.itertuples():
        if fault := _wire_fault(row, texts):
            raise InputError(f"{shown(path)}: row {row.Index}: {fault}")
    table = _with_columns(table, WIRE)
    places = {side: [int(place) if place else "" for place in table[side]] for side in ("start", "end")}
    return table.assign(**{side: pd.Series(column, dtype=object) for side, column in places.items()})


def _wire_fault(row, texts: dict[str, str]) -> str:
    """Return what is wrong with a row of `wire.csv` and what to do about it, or ""."""
    if row.doc not in texts:
        return f"{row.doc!r} is no article. Write doc as in articles.csv."
    if not row.wording and not row.wire_wording:
        return "no words at all. Fill in wording or wire_wording, or delete the row."
    if row.start == row.end == "":
        return "a wording without its place. Fill in start and end." if row.wording else ""
    if not (row.start.isdecimal() and row.end.isdecimal()):
        return "start and end are not two whole numbers. Correct them, or leave both empty."
    there = texts[row.doc][int(row.start) : int(row.end)]
    if there != row.wording:
        return f"start and end give {there[:60]!r}, not the wording. Correct them."
    return ""


def sha256(content: bytes) -> str:
    """Return the SHA-256 digest of some bytes as 64 hexadecimal digits.

    >>> sha256(b"abc")[:16]
    'ba7816bf8f01cfea'
    """
    return hashlib.sha256(content).hexdigest()


def file_table(corpus: Path, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return what each file is: doc, file, bytes, characters, lines, encoding, sha256.

    Of articles that were imported: the file that each was in, and the size and the digest of its text.
    """
    from inotherwords import imported

    if imported.is_folder(corpus):
        return imported.file_table(corpus, texts)
    rows = []
    for doc, text in texts.items():
        content = (corpus / f"{doc}.txt").read_bytes()
        marked = (name for mark, (_, name) in BYTE_ORDER_MARKS.items() if content.startswith(mark))
        encoding = next(marked, "ASCII" if text.isascii() else "UTF-8")
        lines = len(text.splitlines())
        rows.append((doc, f"{doc}.txt", len(content), len(text), lines, encoding, sha256(content)))
    return schema.table("layers/files", rows)


def agencies_named(texts: dict[str, str]) -> pd.DataFrame:
    """Return how often each text names a news agency or broadcaster: doc, agency, count.

    >>> agencies_named({"a": "He told AFP, and AFP asked SANA."}).values.tolist()
    [['a', 'AFP', 2], ['a', 'SANA', 1]]
    """
    agencies = pd.read_csv(Path(__file__).with_name("agencies.csv"))["agency"]
    rows = [
        (doc, agency, len(found))
        for doc, text in sorted(texts.items())
        for agency in agencies
        if (found := re.findall(rf"\b{re.escape(agency)}\b", text))
    ]
    return schema.table("layers/agencies", rows)


def articles_table(sources: pd.DataFrame, files: pd.DataFrame, story: pd.DataFrame) -> pd.DataFrame:
    """Return the table `articles`: what articles.csv says and what the text itself has.

    `story` has the columns doc, headline, dateline, words of `layers.loading`; short is the outlet's name
    where articles.csv gives no shorter one; where several articles have the same, with the day behind it if
    that tells them apart, else with the doc.
    """
    own = [column for column in files if column not in ("doc", "file")]
    table = sources.drop(columns=own, errors="ignore").merge(files.drop(columns="file"), on="doc")
    table = table.drop(columns=["headline", "dateline", "words"], errors="ignore").merge(story, on="doc")
    named = table["short"].where(table["short"] != "", table["outlet"])
    dated = named + " (" + table["published"] + ")"
    told_apart = (table["published"] != "") & ~dated.duplicated(keep=False)
    same = dated.where(told_apart, named + " (" + table["doc"] + ")")
    table["short"] = named.where(~named.duplicated(keep=False), same)
    return table[[*ARTICLE_COLUMNS, *(column for column in table if column not in ARTICLE_COLUMNS)]]


def as_printed(table: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """Return a table of spans whose `text` column holds the words exactly as the article prints them.

    Layers are found in the analysed text, in which quotation marks are unified; a reader of the table
    gets the text as read: `text[start:end]`.

    >>> as_printed(pd.DataFrame({"doc": ["a"], "start": [0], "end": [3], "text": ["“a”"]}), {"a": "„a“"})
      doc  start  end text
    0   a      0    3  „a“
    """
    places = zip(table["doc"], table["start"], table["end"], strict=True)
    return table.assign(text=[texts[doc][start:end] for doc, start, end in places])


def table_bytes(table: pd.DataFrame) -> bytes:
    r"""Return a table as CSV: UTF-8, LF, a header row, numbers to six decimal places.

    Six places keep the last bits, in which processors differ, out of the files; so does writing a zero
    without a sign. A text that a spreadsheet would take for a formula has an apostrophe before it.

    >>> table_bytes(pd.DataFrame({"term": ["regime", "=1"], "count": [3, -1], "rate": [2 / 3, 0]}))
    b"term,count,rate\nregime,3,0.666667\n'=1,-1,0.0\n"
    """
    floats = table.select_dtypes("float").round(6) + 0.0
    texts = {name: table[name].map(_cell) for name in table if table[name].dtype.kind in "OTU"}
    table = table.assign(**floats, **texts)
    written = table.to_csv(index=False, lineterminator="\n")
    if "\r" in written:  # which Python quotes from 3.13 on only
        written = table.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    return written.encode()


def _cell(cell: object) -> object:
    """Return a cell of a column in which not all are numbers, as it is written."""
    return float(np.round(cell, 6)) + 0.0 if isinstance(cell, float) else guarded(cell)


def guarded(cell: object) -> object:
    """Return a cell of a table so that no spreadsheet computes it; only texts can be changed by that.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("it's"), guarded(-1)
    ("'=1+1", "''=1+1", "it's", -1)
    """
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def unguarded(cell: object) -> object:
    """Return a cell as it was before `guarded`.

    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if isinstance(cell, str) and cell[:1] == "'" and FORMULA.match(cell) else cell


def write_table(outputs: Path, name: str, table: "pd.DataFrame | layer.Layer") -> None:
    """Write a table or a layer to `tables/NAME.csv` in the outputs folder and print one line that says so.

    One of more than LARGE rows goes to `tables/NAME.parquet`; a layer is never in memory as a whole there.
    Raises ValueError if the table is not as the codebook declares it.
    """
    rows = table.rows if isinstance(table, layer.Layer) else len(table)
    path = outputs / "tables" / f"{name}.{'parquet' if rows > LARGE else 'csv'}"
    if rows > LARGE:
        pieces = table.parts() if isinstance(table, layer.Layer) else [table]
        tables = (schema.table(name, piece) for piece in pieces)
        content = (layer.to_arrow(piece, schema.fitting(name, piece)) for piece in tables)
    else:
        whole = table.frame() if isinstance(table, layer.Layer) else table
        content = table_bytes(schema.table(name, whole))
    path.parent.mkdir(parents=True, exist_ok=True)
    for other in ("csv", "parquet"):
        path.with_suffix(f".{other}").unlink(missing_ok=True)
    if rows > LARGE:
        layer.write(path, content)
    else:
        path.write_bytes(content)
    print(f"tables/{path.name}: {rows} rows")


def read_table(
    outputs: Path, name: str, docs: Iterable[str] | None = None, columns: list[str] | None = None
) -> pd.DataFrame:
    """Return a table that an earlier notebook wrote, in the types that the codebook gives its columns.

    Only the rows of some articles, or only some columns, if they are named. Raises InputError if the table
    is not there, or lacks a column or has a cell that it cannot have (as one of an older version may).
    """
    path = _table_path(outputs, name)
    if path.suffix == ".parquet":
        return layer.layer([path]).frame(docs, columns)
    table = _read(path)
    if docs is not None:
        table = table[table["doc"].isin(set(docs))].reset_index(drop=True)
    return table if columns is None else table[columns]


def rows_of(outputs: Path, name: str) -> Callable[[Iterable[str]], pd.DataFrame]:
    """Return a function that gives the rows of some articles in a table that an earlier notebook wrote.

    Raises InputError if the table cannot be read (see `read_table`).
    """
    if _table_path(outputs, name).suffix == ".parquet":
        return partial(read_table, outputs, name)
    table = read_table(outputs, name)
    return lambda docs: table[table["doc"].isin(set(docs))]


def scan(outputs: Path, name: str) -> "duckdb.DuckDBPyRelation":
    """Return a table that an earlier notebook wrote for SQL, in order; an empty cell among numbers is NULL.

    It is a relation of `layer.database`, which reads the file only when it is asked. Raises InputError if
    the table cannot be read (see `read_table`).
    """
    path = _table_path(outputs, name)
    if path.suffix == ".parquet":
        return layer.layer([path]).relation()
    table = _read(path)
    return layer.database().from_arrow(layer.to_arrow(table, schema.fitting(name, table)))


def _read(path: Path) -> pd.DataFrame:
    """Return a CSV table of a run in its types; columns that are not declared, as texts."""
    declared = schema.columns(path.stem)
    dtypes = {name: kind.dtype for name, kind in declared.items() if kind.base != "text" and not kind.empty}
    try:
        table = pd.read_csv(path, keep_default_na=False, dtype=defaultdict(lambda: "str", dtypes))
        if missing := [name for name in declared if name not in table]:
            raise ValueError(f"lacks the column {missing[0]!r}")
        for name in (name for name, kind in declared.items() if kind.empty):
            number = {"int": int, "float": float}[declared[name].base]
            table[name] = pd.Series([cell and number(cell) for cell in table[name]], dtype=object)
        table = schema.typed(path.stem, table)
    except ValueError as fault:
        raise InputError(
            f"tables/{path.name}: {fault}, so this version cannot read it. Make the results anew."
        ) from None
    texts = {name: table[name].map(unguarded) for name in table if table[name].dtype == "str"}
    return table.assign(**texts)


def _table_path(outputs: Path, name: str) -> Path:
    for ending in ("csv", "parquet"):
        path = outputs / "tables" / f"{name}.{ending}"
        if path.is_file():
            return path
    raise InputError(f"tables/{name}.csv: missing. Run the notebooks in order, or `make`.")
