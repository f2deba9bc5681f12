"""What is read and what is written: the corpus folder, its lexicons, and the tables of a run."""

import hashlib
import re
import warnings
from pathlib import Path

import pandas as pd

PROJECT = Path(__file__).resolve().parents[2]
SEEDS = PROJECT / "seeds"
OUTPUTS = PROJECT / "outputs"
MEASURED = "measured.json"  # among the outputs of a run: its time and memory, never the same twice
PAGES = "html"  # among them, too: the pages that are made of a run afterwards, and are no part of it

SOURCE_COLUMNS = [
    "doc",
    "outlet",
    "short",
    "place",
    "url",
    "published",
    "published_source",
    "language",
    "underlying_copy",
    "rights",
    "sha256",
    "note",
]
REQUIRED = ["doc", "outlet"]
ARTICLE_COLUMNS = [
    "doc",
    "outlet",
    "place",
    "url",
    "published",
    "language",
    "headline",
    "dateline",
    "words",
    "sha256",
]

LEXICONS = {
    "labels": ["actor", "label", "part", "pattern", "reason"],
    "speakers": ["pattern", "speaker", "kind", "side", "source_type", "reason"],
    "names": ["variant", "name", "kind", "reason"],
    "legal_status": ["name", "actor", "list", "listed", "delisted", "note", "source"],
}

WIRE = ["doc", "start", "end", "wording", "wire_wording", "change", "note", "seen_at"]


class InputError(ValueError):
    """Something the user gave cannot be used; the message is one line: file, fault, remedy."""


def locate(corpus: str | Path | None = None, outputs: str | Path | None = None) -> tuple[Path, Path]:
    """Return the corpus folder and the outputs folder as absolute paths.

    Without an argument: the project's own `seeds/` and `outputs/`, wherever it was started from.

    >>> [path.name for path in locate()]
    ['seeds', 'outputs']
    """
    return Path(corpus or SEEDS).resolve(), Path(outputs or OUTPUTS).resolve()


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
    r"""Return the text of a UTF-8 file with its line ends untouched; `name` is for the message.

    Raises InputError if the file is empty or is not UTF-8.

    >>> decode(b"Caf\xc3\xa9\r\n", "seeds/a.txt")
    'Café\r\n'
    """
    if not content.strip():
        raise InputError(f"{name}: empty. Fill it, or delete it.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        byte = content[fault.start]
        raise InputError(
            f"{name}: not UTF-8 (byte 0x{byte:02x} at {fault.start}). Save it as UTF-8."
        ) from None


def _read_csv(path: Path, required: list[str], columns: list[str]) -> pd.DataFrame:
    """Return a hand-made CSV file as strings, with every one of `columns` (empty where it has none)."""
    decode(path.read_bytes(), shown(path))
    try:
        with warnings.catch_warnings():  # pandas only warns of a first row with more cells than the header
            warnings.simplefilter("error", pd.errors.ParserWarning)
            table = pd.read_csv(path, dtype=str, keep_default_na=False, index_col=False)
    except (ValueError, pd.errors.ParserWarning) as fault:
        reason = " ".join(str(fault).split())
        raise InputError(f"{shown(path)}: not a CSV table ({reason}). Mend that line.") from None
    for column in required:
        if column not in table:
            found = ", ".join(table.columns)
            hint = "Separate the columns by commas" if ";" in found or "\t" in found else "Add it"
            raise InputError(f"{shown(path)}: no column {column!r} (it has: {found}). {hint}.")
    return table.reindex(columns=list(dict.fromkeys([*columns, *table.columns])), fill_value="")


def read_sources(corpus: Path) -> pd.DataFrame:
    """Return `articles.csv` of a corpus: one row an article, sorted by `doc`, all columns strings.

    Raises InputError if the folder or the table cannot be used, or if the table and the .txt files
    beside it do not name the same articles.
    """
    if corpus.is_file():
        raise InputError(f"{shown(corpus)}: a file. Name the folder with .txt files and articles.csv.")
    if not corpus.is_dir():
        raise InputError(f"{shown(corpus)}: no such folder. Name a folder with .txt files and articles.csv.")
    files = {path.stem for path in corpus.glob("*.txt")}
    if not files:
        raise InputError(f"{shown(corpus)}: no .txt files in it. Put one article in each file.")
    path = corpus / "articles.csv"
    if not path.is_file():
        raise InputError(f"{shown(path)}: missing. List each article in it: columns doc and outlet at least.")
    sources = _read_csv(path, REQUIRED, SOURCE_COLUMNS)
    twice = sources.loc[sources["doc"].duplicated(), "doc"]
    if len(twice):
        raise InputError(f"{shown(path)}: {twice.iloc[0]} is listed twice. Delete one of the rows.")
    for doc in sorted(set(sources["doc"]) - files):
        remedy = (
            "Write doc without .txt" if doc.removesuffix(".txt") in files else "Add it, or delete the row"
        )
        raise InputError(f"{shown(path)}: names {doc}.txt, which is not in the folder. {remedy}.")
    for doc in sorted(files - set(sources["doc"])):
        raise InputError(f"{shown(path)}: lacks {doc}.txt, which is in the folder. Add a row for it.")
    return sources.sort_values("doc", ignore_index=True)


def read_texts(corpus: Path, sources: pd.DataFrame) -> dict[str, str]:
    """Return each article's text by its `doc`, byte for byte as the file has it.

    Raises InputError for an empty file, one that is not UTF-8, one whose sha256 is not the one that
    articles.csv gives, and for two files with the same text.
    """
    texts: dict[str, str] = {}
    seen: dict[str, str] = {}
    for doc, expected in zip(sources["doc"], sources["sha256"], strict=True):
        path = corpus / f"{doc}.txt"
        content = path.read_bytes()
        text = decode(content, shown(path))
        if expected and sha256(content) != expected:
            fault = "its sha256 is not the one in articles.csv"
            raise InputError(f"{shown(path)}: {fault}. Restore the file or correct the table.")
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
    return _read_csv(path, columns[:-1], columns)


def read_wire(corpus: Path, texts: dict[str, str]) -> pd.DataFrame:
    """Return `wire.csv`: places where an article can be set beside the copy it was made from; or empty.

    Columns WIRE, all strings but start and end: numbers, or "" where the article has nothing in its place.
    `texts[doc][start:end]` is the wording. Raises InputError if the file lacks a column or a row of it
    does not fit the articles.
    """
    path = corpus / "wire.csv"
    if not path.is_file():
        return pd.DataFrame(columns=WIRE, dtype=str)
    table = _read_csv(path, WIRE[:6], WIRE)
    for number, row in enumerate(table.itertuples(), 2):
        if fault := _wire_fault(row, texts):
            raise InputError(f"{shown(path)}: row {number}: {fault}")
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


def file_table(corpus: Path, texts: dict[str, str]) -> pd.DataFrame:
    """Return what each file is: doc, file, bytes, characters, lines, encoding, sha256."""
    rows = []
    for doc, text in texts.items():
        content = (corpus / f"{doc}.txt").read_bytes()
        encoding = "ASCII" if text.isascii() else "UTF-8"
        lines = len(text.splitlines())
        rows.append((doc, f"{doc}.txt", len(content), len(text), lines, encoding, sha256(content)))
    return pd.DataFrame(rows, columns=["doc", "file", "bytes", "characters", "lines", "encoding", "sha256"])


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
    return pd.DataFrame(rows, columns=["doc", "agency", "count"])


def articles_table(
    sources: pd.DataFrame,
    files: pd.DataFrame,
    segments: pd.DataFrame,
    tokens: pd.DataFrame,
    texts: dict[str, str],
) -> pd.DataFrame:
    """Return the table `articles`: what articles.csv says and what the text itself has.

    headline and dateline are the text's own, empty where it has none; words is the number of rows in
    `tokens`; short is the outlet's name where articles.csv gives no shorter one, with the doc behind it
    where several articles have the same.
    """
    own = {}
    for kind in ("headline", "dateline"):
        rows = segments[segments["kind"] == kind]
        places = zip(rows["doc"], rows["start"], rows["end"], strict=True)
        own[kind] = {doc: texts[doc][start:end] for doc, start, end in places}
    words = tokens.groupby("doc").size()
    table = sources.drop(columns="sha256").merge(files.drop(columns="file"), on="doc")
    named = table["short"].where(table["short"] != "", table["outlet"])
    table["short"] = named.where(~named.duplicated(keep=False), named + " (" + table["doc"] + ")")
    for kind in own:
        table[kind] = [own[kind].get(doc, "") for doc in table["doc"]]
    table["words"] = [int(words.get(doc, 0)) for doc in table["doc"]]
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
    without a sign.

    >>> table_bytes(pd.DataFrame({"term": ["regime"], "count": [3], "rate": [2 / 3]}))
    b'term,count,rate\nregime,3,0.666667\n'
    """
    floats = table.select_dtypes("float").round(6) + 0.0
    return table.assign(**floats).to_csv(index=False, lineterminator="\n").encode()


def write_table(outputs: Path, name: str, table: pd.DataFrame) -> None:
    """Write a table to `tables/NAME.csv` in the outputs folder and print one line that says so."""
    path = outputs / "tables" / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(table_bytes(table))
    print(f"tables/{name}.csv: {len(table)} rows")


def read_table(outputs: Path, name: str) -> pd.DataFrame:
    """Return a table that an earlier notebook wrote; an empty cell is an empty string.

    Raises InputError if it is not there.
    """
    path = outputs / "tables" / f"{name}.csv"
    if not path.is_file():
        raise InputError(f"{shown(path)}: missing. Run the notebooks in order, or `make`.")
    return pd.read_csv(path, keep_default_na=False)
