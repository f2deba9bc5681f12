"""Read a corpus folder: articles.csv, the texts beside it, and the corpus' own word lists."""

import difflib
import json
import math
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from inotherwords import settings
from inotherwords.errors import InputError
from inotherwords.layers import schema
from inotherwords.layers.files import add_columns, check_rows, decode, read_csv, sha256
from inotherwords.paths import shown
from inotherwords.text.words import TOKEN

SOURCE_COLUMNS = [*schema.columns("seeds/articles")]
REQUIRED = ["doc", "outlet"]

LISTS = ("actors", "labels", "speakers", "names", "stopwords", "acts", "legal_status")
LEXICONS = {name: [*schema.columns(f"seeds/{name}")] for name in LISTS}
MAY_LACK = {"labels": 3, "speakers": 2}  # columns at the end, of a list; of others the last
NEEDED = {name: columns[: -MAY_LACK.get(name, 1)] for name, columns in LEXICONS.items()}
NEEDED_OF_WIRE = ["doc", "start", "end", "wording", "wire_wording", "change"]
WIRE = [*schema.columns("seeds/wire")]

# Of the files of a corpus; another one may hold an article by mistake.
ENDINGS = {".txt", ".csv", ".md", ".toml"}
OF_THE_SYSTEM = {"thumbs.db", "desktop.ini"}
DAY = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?")  # or its month, or its year, or nothing
UNREAD = "# Proposed by the program. Whoever has read and corrected the rows below takes this line away."
LABELS_OF_A_NAME = 3  # by which an actor without a name is called
# Corrections by hand, and a second coder's; another name would be passed over without a word.
CORRECTIONS = re.compile(r"corrections(?:\.[^.]+)?\.csv")
# The line that stands in a new folder where an article should go.
PLACEHOLDER = re.compile(r"Paste the \w+ article here")


def read_note(corpus: Path, name: str) -> str:
    """Return a note of the corpus on itself (NAME.md), which a notebook shows; "" if it brings none."""
    path = corpus / f"{name}.md"
    return decode(path.read_bytes(), shown(path)) if path.is_file() else ""


def refusal(path: Path, told: str) -> InputError:
    """Return the error that a file or folder cannot be used; `told` is the fault and the remedy."""
    return InputError(f"{shown(path)}: {told}")


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
            raise refusal(path, "ends in .txt twice (Windows hides one). Take one .txt away.")
        is_text = path.suffix.lower() == ".txt"
        if path.name.lower().startswith("correction") and not (is_text or CORRECTIONS.fullmatch(path.name)):
            raise refusal(
                path,
                "no name for corrections. Save them as corrections.csv, a second coder's as "
                "corrections.AB.csv, or take the file away.",
            )
        if path.suffix not in ENDINGS:
            fault = f"the ending {path.suffix!r}" if path.suffix else "no ending"
            raise refusal(path, f"has {fault}. Save an article as plain text (.txt); take other files away.")
    return {path.stem for path in corpus.glob("*.txt") if not path.name.startswith((".", "~"))}


def read_folder_sources(corpus: Path) -> pd.DataFrame:
    """Return `articles.csv` of a corpus: one row an article, sorted by `doc`, all columns strings.

    Raises InputError if the folder or the table cannot be used, if an article has no outlet or a day that
    is no day, or if the table and the .txt files beside it do not name the same articles.
    """
    if corpus.is_file():
        raise refusal(corpus, "a file. Name the folder with .txt files and articles.csv.")
    if not corpus.is_dir():
        raise refusal(corpus, "no such folder. Name a folder with .txt files and articles.csv.")
    files = _article_files(corpus)
    if not files:
        raise refusal(corpus, "no .txt files in it. Put one article in each file.")
    path = corpus / "articles.csv"
    if not path.is_file():
        raise refusal(path, "missing. List each article in it: columns doc and outlet at least.")
    sources = read_csv(path, REQUIRED).map(str.strip)
    if (sources["doc"] == "").any():
        raise refusal(path, "a row without doc. Write the file's name there, without .txt.")
    twice = sources.loc[sources["doc"].duplicated(), "doc"]
    if len(twice):
        raise refusal(path, f"{twice.iloc[0]} is listed twice. Delete one of the rows.")
    for doc in sorted(set(sources["doc"]) - files):
        remedy = (
            "Write doc without .txt" if doc.removesuffix(".txt") in files else "Add it, or delete the row"
        )
        raise refusal(path, f"names {doc}.txt, which is not in the folder. {remedy}.")
    for doc in sorted(files - set(sources["doc"])):
        row = pd.DataFrame([{"doc": doc, "outlet": "Name of the newspaper"}]).reindex(columns=sources.columns)
        line = row.to_csv(index=False, header=False).strip()
        raise refusal(path, f"lacks {doc}.txt, which is in the folder. Add the line: {line}")
    sources = add_columns(sources, SOURCE_COLUMNS)
    for row in sources.itertuples():
        if not row.outlet:
            raise refusal(path, f"{row.doc} has no outlet. Write the newspaper's name into that column.")
        if row.published and not _is_day(row.published):
            remedy = "2025-05-03 (year-month-day; a spreadsheet may change that, a text editor does not)."
            fault = f"{row.doc} was published {row.published!r}, which is no day. Write it as {remedy}"
            raise refusal(path, fault)
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


def read_folder_texts(corpus: Path, sources: pd.DataFrame) -> dict[str, str]:
    """Return each article's text by its `doc`, as the file has it but for a byte-order mark.

    Raises InputError for a file that cannot be read as text (see `decode`), one that no article has been
    pasted into, one whose sha256 is not the one that articles.csv gives, and for two with the same text that
    articles.csv does not tell apart by outlet, day or address.
    """
    texts: dict[str, str] = {}
    seen: dict[tuple[str, ...], str] = {}
    for doc, expected, *known in sources[["doc", "sha256", "outlet", "published", "url"]].values.tolist():
        path = corpus / f"{doc}.txt"
        content = path.read_bytes()
        text = decode(content, shown(path))
        fault = ""
        if expected and sha256(content) != expected:
            fault = "its sha256 is not the one in articles.csv. Restore the file or correct the table."
        elif left := PLACEHOLDER.search(text):
            told = "Delete that line, and paste an article if you have not."
            fault = f"still has the line “{left.group()} …”. {told}"
        elif not re.search(r"[^\W\d_]", text):
            fault = "has no words in it. Paste the article again, or delete the file."
        elif (copy := (text.strip(), *known)) in seen:
            of = ", ".join(filter(None, known))
            fault = f"the same text as {seen[copy]}.txt, of {of}. Delete one of the two."
        if fault:
            raise refusal(path, fault)
        seen[text.strip(), *known] = doc
        texts[doc] = text
    return texts


def read_lexicon(corpus: Path, name: str, find_fault: Callable[..., str] | None = None) -> pd.DataFrame:
    """Return a list of the corpus (one of LISTS), empty if it brings none.

    `find_fault` takes a row as a named tuple and returns what is wrong with it and what to do, or "". Raises
    InputError if the file lacks a column, and for the first row that cannot be used.
    """
    return read_rows(corpus, name, find_fault).reset_index(drop=True)


def read_rows(corpus: Path, name: str, find_fault: Callable[..., str] | None = None) -> pd.DataFrame:
    """Return what `read_lexicon` does, each row indexed as a spreadsheet numbers it."""
    path = corpus / f"{name}.csv"
    columns = LEXICONS[name]
    if not path.is_file():
        return pd.DataFrame(columns=columns, dtype=str)
    table = read_csv(path, NEEDED[name]).map(str.strip)
    find_fault = find_fault or OWN_FAULTS.get(name)
    if find_fault:
        check_rows(path, table, find_fault)
    return table.reindex(columns=list(dict.fromkeys([*columns, *table])), fill_value="")


def _status_fault(row) -> str:
    for column in [one for one in ("listed", "delisted") if hasattr(row, one)]:
        day = getattr(row, column)
        if not DAY.fullmatch(day) or (column == "listed" and not day):
            return f"{column} “{day}” is no day. Write 2014-05-14, 2014-05 or 2014."
    return ""


def _actor_fault(row) -> str:
    missing = next((column for column in ("actor", "name") if not getattr(row, column)), "")
    return f"no {missing}. Write it, or take the row out." if missing else ""


def _stop_word_fault(row) -> str:
    """Return what is wrong with a row of stopwords.csv: two words would never match anything."""
    fault = f"“{row.word}” is more than one word" if row.word else "no word"
    return "" if len(row.word.split()) == 1 else f"{fault}. Write one word in a row."


def _spelling_fault(row) -> str:
    """Return why a row of names.csv would never be used (not one word for another, of no kind), or ""."""
    if row.kind != "spelling":
        return f"“{row.kind}” is no kind. Write spelling."
    words = next((one for one in (row.variant, row.name) if not TOKEN.fullmatch(one)), None)
    return "" if words is None else f"“{words}” is not one word. Write one word for another."


OWN_FAULTS = {  # of the lists whose rows nothing but their own words can make wrong
    "actors": _actor_fault,
    "legal_status": _status_fault,
    "stopwords": _stop_word_fault,
    "names": _spelling_fault,
}


def split_docs(only_in: str) -> list[str]:
    """Return the articles that a cell of the column only_in names.

    >>> split_docs("first; second"), split_docs("")
    (['first', 'second'], [])
    """
    return [doc for doc in re.split(r"; ?", only_in) if doc]


def check_articles_of_labels(corpus: Path, texts: Mapping[str, str]) -> None:
    """Raise InputError if a row of labels.csv is for an article that the corpus does not have."""

    def find_fault(row) -> str:
        missing = [doc for doc in split_docs(getattr(row, "only_in", "")) if doc not in texts]
        meant = difflib.get_close_matches(missing[0], texts, 1, 0)[0] if missing else ""
        return f"only_in “{missing[0]}” is no article here. Write {meant}, or nothing." if missing else ""

    read_lexicon(corpus, "labels", find_fault)


def is_unread(corpus: Path, name: str) -> bool:
    """Return whether a list of the corpus still has the line that says that its rows were only proposed."""
    path = corpus / f"{name}.csv"
    return path.is_file() and UNREAD in decode(path.read_bytes(), shown(path))


def read_actors(corpus: Path) -> dict[str, str]:
    """Return the names of actors and sides, by identifier: of actors.csv, and of labels.csv for the others.

    There an actor's name is its first label for a proper name, else its first for an office; else it is
    called by its labels, as “rebel” or “fighter”. None if the corpus brings neither list.
    """
    listed, labels = read_lexicon(corpus, "actors"), read_lexicon(corpus, "labels")
    named: dict[str, str] = {}
    for actor, rows in labels[labels["label"] != ""].groupby("actor", sort=False):
        proper = [*rows.loc[rows["part"] == "name", "label"], *rows.loc[rows["part"] == "capital", "label"]]
        names = [one for one in proper if one != one.lower()] or [
            *rows.loc[rows["part"] == "office", "label"]
        ]
        called = [f"“{label}”" for label in dict.fromkeys(rows["label"])][:LABELS_OF_A_NAME]
        several = f"{', '.join(called[:-1])} or {called[-1]}" if len(called) > 1 else called[0]
        named[actor] = names[0] if names else f"those called {several}"
    for nobody in ("event", ""):
        named.pop(nobody, None)
    return named | dict(zip(listed["actor"], listed["name"], strict=True))


def read_stop_words(corpus: Path) -> frozenset[str]:
    """Return the words that the corpus leaves out of sight (stopwords.csv), in small letters."""
    return frozenset(map(str.casefold, read_lexicon(corpus, "stopwords")["word"]))


def read_settings(corpus: Path) -> dict[str, settings.Value]:
    """Return the settings that a corpus chooses itself (settings.toml), by name; none if it has no such file.

    Raises InputError for what is no TOML, no setting, or no value for it.
    """
    path = corpus / "settings.toml"
    if not path.is_file():
        return {}
    try:
        chosen = tomllib.loads(decode(path.read_bytes(), shown(path)))
    except tomllib.TOMLDecodeError as fault:
        raise refusal(path, f"not written as TOML ({fault}). Write NAME = value, a line each.") from None
    read = {name: _setting(name, value, path) for name, value in sorted(chosen.items())}
    lowest, sure = (read.get(name, settings.default(name)) for name in ("ACCEPTED", "SURE"))
    if sure < lowest:
        told = f"SURE ({sure:g}) is below ACCEPTED ({lowest:g}), so nothing could be doubtful. Raise it."
        raise refusal(path, told)
    return read


def _setting(name: str, value: object, path: Path) -> settings.Value:
    """Return a setting's value; raises InputError if there is no such setting, or if it cannot have that."""
    known = [one for one in dir(settings) if one.isupper() and _may_be_chosen(settings.default(one))]
    if name not in known:
        near = difflib.get_close_matches(name.upper(), known, 1)
        remedy = (
            f"Do you mean {near[0]}?" if near else "docs/YOUR_CORPUS.md has those that are most asked for."
        )
        raise refusal(path, f"{name} is no setting. {remedy}")
    usual = settings.default(name)
    if isinstance(usual, tuple):
        if isinstance(value, list) and {*map(str, value)} <= {*usual}:
            return tuple(one for one in usual if one in value)
        allowed = f"a list of {', '.join(json.dumps(one) for one in usual)}, or []"
    elif isinstance(usual, int):
        if type(value) is int and value >= 1:
            return value
        allowed = "a whole number, 1 or more"
    else:
        share = usual <= 1
        if type(value) in (int, float) and 0 <= value <= (1 if share else math.inf):
            return float(value)
        allowed = "a number between 0 and 1" if share else "a number, 0 or more"
    raise refusal(path, f"{name} = {json.dumps(value, default=str)} cannot be. Write {allowed}.")


def _may_be_chosen(value: object) -> bool:
    return type(value) in (int, float) or value == settings.default("KEYNESS_WITHOUT")


def read_wire(corpus: Path, texts: dict[str, str]) -> pd.DataFrame:
    """Return `wire.csv`: places where an article can be set beside the copy it was made from; or empty.

    Columns WIRE, all strings but start and end: numbers, or "" where the article has nothing in its place.
    `texts[doc][start:end]` is the wording. Raises InputError if the file lacks a column or a row of it
    does not fit the articles.
    """
    path = corpus / "wire.csv"
    if not path.is_file():
        return pd.DataFrame(columns=WIRE, dtype=str)
    table = read_csv(path, NEEDED_OF_WIRE).reindex(columns=WIRE, fill_value="")
    check_rows(path, table, lambda row: _wire_fault(row, texts))
    table = add_columns(table, WIRE)
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
