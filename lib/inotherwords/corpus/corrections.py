"""Corrections by hand: `corrections.csv` beside the articles, one row a decision, read and checked.

A row names a place (doc, start, end), proves that it means these very words (words, and the beginning of
the text's hash), and says what is to be done there: in one layer, add, remove or change. What it does to
each layer is in `corrections` of its room, what that does to the figures in `report.findings`.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from inotherwords import settings
from inotherwords.corpus.articles import cut_words
from inotherwords.errors import InputError
from inotherwords.layers import schema
from inotherwords.layers.files import read_csv, sha256
from inotherwords.paths import shown

BY_HAND = "correction"

# What may stand between a source or cue and what is said, and belongs to neither.
EDGES = " \n\r\t,;:.–—-"

Row = dict[str, object]  # of a table, by column


def apply_each(rows: list[Row], decide: Callable[[Row], None]) -> None:
    """Carry out corrections one by one, what is taken away first; raise InputError with a line for each
    that cannot be.
    """
    faults = []
    for row in sorted(rows, key=lambda row: row["do"] != "remove"):
        try:
            decide(row)
        except InputError as fault:
            faults.append(f"{row['row']}: {fault}")
    if faults:
        raise InputError("\n".join(faults))


def not_found(row: Row) -> InputError:
    """Return the error that says that a correction has nothing to change in its place."""
    own, usual = settings.ACCEPTED, settings.default("ACCEPTED")
    why = (
        ""
        if own == usual or row["layer"] not in ("attribution", "speaker")
        else (f" (with ACCEPTED = {own} in settings.toml; usually {usual})")
    )
    return InputError(f"nothing to {row['do']} there{why}: delete the row, or correct its place.")


def rebuild(table: pd.DataFrame, docs: set[str], rows: list[Row], order: list[str]) -> pd.DataFrame:
    """Return a table with other rows for some articles, in its order."""
    kept = table[~table["doc"].isin(docs)]
    new = pd.DataFrame(rows, columns=table.columns)
    whole = pd.concat([kept, new]) if len(kept) and rows else new if rows else kept
    return whole.sort_values(order, kind="stable", ignore_index=True)


NAME = "corrections.csv"
OTHERS = "corrections.*.csv"  # a second coder's, as corrections.AB.csv: compared, never applied
DOS = ["add", "remove", "change"]
KINDS = ["verbatim", "near", "paraphrase"]
# What a row may set, by layer; the first ones are what `add` has to say.
SETS = {
    "label": ["actor", "label", "voice"],
    "attribution": ["source", "cue", "speaker", "side", "source_type"],
    "speaker": ["speaker", "side", "source_type"],
    "passage": ["kind", "doc_b", "start_b", "end_b", "words_b"],
}
NEEDED = {"label": ["actor", "label"], "attribution": [], "speaker": ["speaker"], "passage": ["kind"]}
OTHER_SIDE = ["doc_b", "start_b", "end_b", "words_b"]
LABEL_VOICE = ("outputs/tables/labels.csv", "voice")
[VOICES] = [
    row["values"].split("; ") for row in schema.codebook() if (row["table"], row["column"]) == LABEL_VOICE
]
ALLOWED = {"layer": [*SETS], "do": DOS, "voice": VOICES, "kind": KINDS}
REQUIRED = ["doc", "text_sha256", "layer", "do", "start", "end", "words"]
SETTABLE = [*dict.fromkeys(column for columns in SETS.values() for column in columns)]
COLUMNS = [*REQUIRED, *SETTABLE, "note", "by"]
NUMBERS = ["start", "end", "start_b", "end_b"]
LONGEST_NUMBER = 12  # digits; no text is so long, and Python refuses to read a number of thousands


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text as read, of which a correction gives the beginning: 64 digits.

    >>> hash_text("abc")[:12]
    'ba7816bf8f01'
    """
    return sha256(text.encode("utf-8", "surrogatepass"))


def list_correction_files(folder: Path) -> list[Path]:
    """Return the files of corrections in a corpus: its own first, then those of second coders by name."""
    own = folder / NAME
    return [*([own] if own.is_file() else []), *sorted(folder.glob(OTHERS))]


def read(folder: Path, texts: Mapping[str, str], name: str = NAME) -> pd.DataFrame:
    """Return the corrections of a corpus: COLUMNS, and `row`, where each stands in the file; empty if none.

    Cells are strings with single spaces, but start, end, start_b and end_b, which are integers (0 in the
    last two where the layer has no second place). `texts` are the articles as read; only those are looked
    up that a row names. The sides of a passage are in the order of the table `passages`: doc before doc_b.

    Raises InputError with one line for each fault: a column that is none, a row that names no article, a
    text that has changed since, a place that is not where the words are, a row that says too little or too
    much, two rows on one place.

    >>> read(Path("no-such-folder"), {}).columns[:5].tolist()
    ['row', 'doc', 'text_sha256', 'layer', 'do']
    """
    path = folder / name
    if not path.is_file():
        return pd.DataFrame(columns=["row", *COLUMNS], dtype=str)
    table = read_csv(path, REQUIRED)
    for column in table.columns.difference(COLUMNS):
        raise InputError(
            f"{shown(path)}: the column {column!r} is none of {', '.join(COLUMNS)}. Rename or delete it."
        )
    table = table.reindex(columns=COLUMNS, fill_value="").map(lambda cell: " ".join(cell.split()))
    # Some programs make 25.0 of 25 where other cells of the column are empty.
    table[NUMBERS] = table[NUMBERS].map(lambda cell: cell.removesuffix(".0"))
    table.insert(0, "row", [f"{shown(path)}: row {line}" for line in table.index])
    rows = table.to_dict("records")
    hashes: dict[str, str] = {}
    faults = [f"{row['row']}: {fault}" for row in rows if (fault := _fault(row, texts, hashes))]
    faults = faults or list(_contradictions(rows))
    if faults:
        raise InputError("\n".join(faults))
    return pd.DataFrame(map(_typed, rows), columns=table.columns)


def find_place(row: Mapping[str, object]) -> tuple[object, ...]:
    """Return what a row decides on: two rows of one place speak of the same thing.

    An attribution and its speaker are one place, and a passage is the same from both sides.

    >>> row = {"layer": "speaker", "doc": "a", "start": 0, "end": 9}
    >>> find_place(row)
    ('attribution', 'a', 0, 9)
    """
    first = (row["doc"], int(row["start"]), int(row["end"]))
    if row["layer"] == "passage":
        return ("passage", *sorted([first, (row["doc_b"], int(row["start_b"]), int(row["end_b"]))]))
    return ("label" if row["layer"] == "label" else "attribution", *first)


def select_rows(corrections: pd.DataFrame, layer: str, texts: Mapping[str, str]) -> list[dict[str, object]]:
    """Return the corrections of a layer that concern some articles, in the order of the text.

    A passage concerns them if both its articles are among them.

    >>> rows = {"layer": "label", "doc": ["b", "z"], "start": 0, "end": 1, "actor": "un"}
    >>> rows = pd.DataFrame(rows)
    >>> [row["doc"] for row in select_rows(rows, "label", {"a": "", "b": ""})]
    ['b']
    """
    rows = corrections[corrections["layer"] == layer].to_dict("records")
    here = [row for row in rows if row["doc"] in texts and (layer != "passage" or str(row["doc_b"]) in texts)]
    return sorted(here, key=lambda row: (find_place(row), row["actor"]))


def _typed(row: dict[str, str]) -> dict[str, object]:
    """Return a checked row with numbers for places, and a passage's sides in order."""
    numbers = {name: int(row[name] or 0) for name in NUMBERS}
    whole: dict[str, object] = {**row, **numbers}
    sides = (("doc", "doc_b"), ("start", "start_b"), ("end", "end_b"), ("words", "words_b"))
    if row["layer"] == "passage" and row["doc_b"] < row["doc"]:
        whole |= {one: whole[other] for pair in sides for one, other in (pair, pair[::-1])}
    return whole


def _fault(row: dict[str, str], texts: Mapping[str, str], hashes: dict[str, str]) -> str:
    """Return what is wrong with a row by itself and what to do about it, or ""."""
    for column, values in ALLOWED.items():
        if row[column] not in values and (row[column] or column in ("layer", "do")):
            return f"{column} is “{row[column]}”. Write one of {', '.join(values)}."
    if row["doc"] not in texts:
        return f"{row['doc']!r} is no article. Write doc as in articles.csv."
    doc = row["doc"]
    if doc not in hashes:
        hashes[doc] = hash_text(texts[doc])
    given = row["text_sha256"].lower()
    if len(given) < settings.SHORTEST_HASH or not hashes[doc].startswith(given):
        known = hashes[doc][: settings.SHORTEST_HASH]
        if not given:
            return f"no text_sha256. Look at the words once more, and write {known}."
        return (
            f"was made for another text of {doc}: its text_sha256 is “{row['text_sha256']}”, that of the "
            f"text now begins with {known}. If the row still fits, write that; else delete it."
        )
    return (
        _misplaced(row, "", texts[doc])
        or (_fault_of_other_side(row, texts) if row["layer"] == "passage" else "")
        or _too_much_or_little(row)
    )


def _fault_of_other_side(row: dict[str, str], texts: Mapping[str, str]) -> str:
    if row["doc_b"] not in texts:
        return f"{row['doc_b']!r} is no article. Write doc_b as in articles.csv."
    if row["doc_b"] == row["doc"]:
        return "a passage is shared by two articles, and this row names one. Correct doc_b."
    return _misplaced(row, "_b", texts[row["doc_b"]])


def _misplaced(row: dict[str, str], side: str, text: str) -> str:
    """Return what is wrong with start, end and words of one side of a row, or ""."""
    names = f"start{side}", f"end{side}"
    start, end = (row[name] for name in names)
    both = " and ".join(names)
    if not all(cell.isascii() and cell.isdecimal() and len(cell) <= LONGEST_NUMBER for cell in (start, end)):
        return f"{both} are “{start}” and “{end}”. Write two whole numbers, as in the tables."
    if not int(start) < int(end) <= len(text):
        return f"{start} to {end} is no place in the text, which has {len(text)} characters. Correct {both}."
    there = text[int(start) : int(end)]
    words = row[f"words{side}"]
    # An apostrophe before = + - @ is how tables keep a spreadsheet program from computing.
    if not words or " ".join(there.split()) not in (words, words.removeprefix("'")):
        given = f"not “{cut_words(words, 60)}”" if words else f"and words{side} is empty"
        shown_there = cut_words(there, 60 if words else 300)  # whole, where it is to be copied
        return f"{both} give “{shown_there}”, {given}. Correct the places or the words."
    return ""


def _too_much_or_little(row: dict[str, str]) -> str:
    """Return what a row lacks, or says that its layer has no room for, or ""."""
    layer, do = row["layer"], row["do"]
    own = SETS[layer]
    if foreign := [column for column in SETTABLE if column not in own and row[column]]:
        return f"{foreign[0]} is “{row[foreign[0]]}”, but the layer is {layer}. Empty that cell."
    if missing := [column for column in NEEDED[layer] if do == "add" and not row[column]]:
        return f"adds a {layer} without {' and '.join(missing)}. Fill in."
    settable = [column for column in own if column not in OTHER_SIDE]
    if do == "change" and not any(row[column] for column in settable):
        return f"changes nothing. Fill in {' or '.join(settable)}, or delete the row."
    return ""


def _contradictions(rows: list[dict[str, str]]) -> Iterator[str]:
    """Yield a line for each two rows on one place that cannot both be meant."""
    first: dict[tuple[object, ...], list[dict[str, str]]] = {}
    for row in rows:
        for other in first.setdefault(find_place(row), []):
            if not _of_two_actors(row, other):
                number = other["row"].rpartition(" ")[2]
                yield f"{row['row']}: decides on the same place as row {number}. Leave one of the two."
                break
        first[find_place(row)].append(row)


def _of_two_actors(row: dict[str, str], other: dict[str, str]) -> bool:
    """Return whether two rows on labels of one place speak of two labels: one word may name two actors."""
    actors = {row["actor"], other["actor"]}
    return (
        row["layer"] == "label"
        and "change" not in (row["do"], other["do"])
        and len(actors) == 2
        and "" not in actors
    )


def list_touched(made: pd.DataFrame) -> list[str]:
    """Return the articles that corrections name, sorted.

    >>> list_touched(pd.DataFrame({"doc": ["b", "a"], "doc_b": ["c", ""]}))
    ['a', 'b', 'c']
    """
    return sorted({doc for side in ("doc", "doc_b") for doc in made[side] if doc})
