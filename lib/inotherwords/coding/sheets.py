"""Coding by hand: the sheet that a class fills in, what the program says there, and how far all agree."""

import codecs
import csv
import io
import textwrap
from collections import Counter
from pathlib import Path

import pandas as pd

from inotherwords import attribution
from inotherwords.cleaning import paragraph_numbers
from inotherwords.coding import agreement
from inotherwords.corpus import read_sources, read_texts, sigla
from inotherwords.errors import InputError
from inotherwords.layers.files import read_table, table_bytes
from inotherwords.paths import shown

# The heading of a question in the sheet, and the answers that are allowed; None: in the coder's own words.
QUESTIONS = {"voice": ["own", "attributed", "quoted"], "on somebody's word": ["yes", "no"], "who": None}
COUNTED = [question for question, allowed in QUESTIONS.items() if allowed]
SEEN = ["item", "article", "paragraph", "sentence", "marked words"]
PROGRAM = "the program"

FEW_PAIRS = 10  # of coders; more are told together
LINE = 96  # characters
READING = textwrap.fill(
    "How to read it: alpha is 1 where all agree, and 0 where they agree no more often than by chance. A low "
    "alpha is a finding about the question, not about those who answered it. The program is no key: where it "
    "differs, it may be the one that is wrong.",
    LINE,
)


def list_items(labels: pd.DataFrame, segments: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """Return each label that stands in a sentence as an item to code, in the order of the texts.

    Columns item, article, paragraph, sentence, marked words (all that a coder may see), then doc, segment,
    start, actor and told: the label's voice, which is the program's answer. item is the article's letter
    with the characters between which the marked words stand, so that it names the place by itself; they
    are in {braces} in the sentence; paragraphs are counted as on the cards.

    >>> labels = pd.DataFrame({"doc": ["a"], "start": [4], "end": [10], "actor": ["x"], "voice": ["own"]})
    >>> segments = pd.DataFrame(
    ...     {"doc": ["a"], "segment": [0], "kind": ["sentence"], "start": [0], "end": [16], "paragraph": [0]}
    ... )
    >>> list_items(labels, segments, {"a": "The rebels came."})[["item", "sentence"]].values.tolist()
    [['A4-10', 'The {rebels} came.']]
    """
    letters, numbers = sigla(sorted(texts)), paragraph_numbers(segments)
    sentences = segments[segments["kind"] == "sentence"]
    placed = labels.merge(sentences, on="doc", suffixes=("", "_of_sentence"))
    inside = placed["start"].between(placed["start_of_sentence"], placed["end_of_sentence"] - 1)
    rows = []
    for row in placed[inside].sort_values(["doc", "start"]).itertuples():
        text, letter = texts[row.doc], letters[row.doc]
        before, after = text[row.start_of_sentence : row.start], text[row.end : row.end_of_sentence]
        words = " ".join(text[row.start : row.end].split())
        sentence = " ".join(f"{before}{{{words}}}{after}".split())
        seen = (f"{letter}{row.start}-{row.end}", letter, numbers[row.doc, row.paragraph], sentence, words)
        rows.append((*seen, row.doc, row.segment, row.start, row.actor, row.voice))
    return pd.DataFrame(rows, columns=[*SEEN, "doc", "segment", "start", "actor", "told"])


def choose(every: pd.DataFrame, actor: str) -> pd.DataFrame:
    """Return the items of a coding sheet: each article's first label for an actor in each voice.

    And its last one in the own voice. Only voices that a coder can choose.

    >>> every = pd.DataFrame({"doc": ["a"] * 5, "actor": ["x"] * 5, "told": ["own"] * 3 + ["quoted"] * 2})
    >>> choose(every, "x").index.tolist()
    [0, 2, 3]
    """
    of_actor = every[(every["actor"] == actor) & every["told"].isin(QUESTIONS["voice"])]
    cells = of_actor.groupby(["doc", "told"])
    last_own = (of_actor["told"] == "own") & (cells.cumcount(ascending=False) == 0)
    return of_actor[(cells.cumcount() == 0) | last_own]


def make_sheet(chosen: pd.DataFrame) -> pd.DataFrame:
    """Return the coding sheet of some items: what a coder may see, and the QUESTIONS without an answer."""
    return chosen[SEEN].assign(**dict.fromkeys(QUESTIONS, ""))


def csv_bytes(table: pd.DataFrame) -> bytes:
    r"""Return a table as a CSV file that spreadsheet programs open rightly: with a mark for UTF-8, harmless.

    >>> csv_bytes(pd.DataFrame({"who": ["=1+1", "Türkiye"]})).decode("utf-8")
    "\ufeffwho\n'=1+1\nTürkiye\n"
    """
    return codecs.BOM_UTF8 + table_bytes(table)


def answer_by_program(
    every: pd.DataFrame, segments: pd.DataFrame, attributions: pd.DataFrame, spans: pd.DataFrame
) -> pd.DataFrame:
    """Return what the program says of each item, as a coder's rows: coder, item and the QUESTIONS.

    Something is said on somebody's word where the sentence holds content of an attribution; who: all its
    speakers, in the order of the attributions.
    """
    alone = set(
        attribution.find_unsourced(segments, spans)[["doc", "segment"]].itertuples(index=False, name=None)
    )
    contents = spans[spans["role"] == "content"].merge(attributions, on=["doc", "attribution"])
    sentences = segments.set_index(["doc", "segment"])
    rows = []
    for item in every.itertuples():
        sentence = sentences.loc[(item.doc, item.segment)]
        here = (contents["doc"] == item.doc) & (contents["start"] < sentence["end"])
        speakers = contents.loc[here & (contents["end"] > sentence["start"]), "speaker"]
        who = "; ".join(dict.fromkeys(name or "not named" for name in speakers))
        said = "no" if (item.doc, item.segment) in alone else "yes"
        rows.append((PROGRAM, item.item, item.told, said, who))
    return pd.DataFrame(rows, columns=["coder", "item", *QUESTIONS])


def select_answers(codings: pd.DataFrame, question: str) -> pd.DataFrame:
    """Return the answers to one question as agreement.CODING: coder, item, value."""
    return codings[["coder", "item", question]].set_axis(agreement.CODING, axis=1)


def list_to_discuss(codings: pd.DataFrame, said: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """Return the items on which coders, or coders and program, differ: those that divide them most first.

    `said` is what the program says; it counts as one more coder. Columns: what a coder saw of the item, all
    answers to each of the QUESTIONS ("own: Ana; quoted: Ben, the program"), pairs (of coders who answered
    the same question) and same (pairs with the same answer), both of the COUNTED questions together.
    """
    coded = said["item"].isin(codings["item"])
    everybody = pd.concat([codings, said[coded]])
    table = every.loc[every["item"].isin(codings["item"]), SEEN].assign(pairs=0, same=0).set_index("item")
    for question in QUESTIONS:
        answers = agreement.count_by_item(select_answers(everybody, question)).set_index("item")
        answers = answers.reindex(table.index)
        table[question] = answers["answers"].fillna("")
        if question in COUNTED:
            table["pairs"] += answers["pairs"].fillna(0).astype(int)
            table["same"] += answers["same"].fillna(0).astype(int)
    columns = [*SEEN, *QUESTIONS, "pairs", "same"]
    return agreement.list_disagreements(table.reset_index())[columns]


def write_report(codings: pd.DataFrame, said: pd.DataFrame, every: pd.DataFrame) -> str:
    """Return how far coders agree, among themselves and with the program, in plain sentences.

    `codings` and `said` have the columns coder, item and the QUESTIONS; `every` are the items. Ends with
    what there is to talk about: the items of `list_to_discuss`.
    """
    coders, coded = codings["coder"].unique(), codings["item"].nunique()
    parts = [f"{count_noun(len(coders), 'coder')} ({', '.join(coders)}), {count_noun(coded, 'item')}."]
    for question in COUNTED:
        lines = _agreement(select_answers(codings, question), select_answers(said, question))
        wrapped = [line if line.startswith(" ") else textwrap.fill(line, LINE) for line in lines]
        parts.append("\n".join([question.upper(), *wrapped]))
    table = list_to_discuss(codings, said, every)
    parts.append(
        f"TO TALK ABOUT: {len(table)} of {count_noun(coded, 'item')}, those that divide most first. "
        "The program is one more reader there."
    )
    for row in table.to_dict("records"):
        place = f"{row['item']} (article {row['article']}, paragraph {row['paragraph']})"
        answers = [f"  {question}? {row[question]}" for question in QUESTIONS if row[question]]
        parts.append("\n".join([textwrap.fill(f"{place}: {row['sentence']}", LINE), *answers]))
    return "\n\n".join([*parts, READING])


def count_noun(count: int, noun: str) -> str:
    """Return a number with its noun, in the plural but for one."""
    return f"{count} {noun}" + "s" * (count != 1)


def tell_share(rows: pd.DataFrame) -> str:
    """Return how many comparisons gave the same answer, as a count and in per cent."""
    same, items = rows["same"].sum(), rows["items"].sum()
    return f"{same} of {items} ({same / items:.0%})"


def _agreement(codings: pd.DataFrame, said: pd.DataFrame) -> list[str]:
    """Return the sentences on one question."""
    among = agreement.count_pairs(codings)
    together = pd.concat([codings, said[said["item"].isin(codings["item"])]])
    lines = [_alpha(codings, "among the coders")]
    if len(among):
        lines += [f"The same answer, two coders at a time: {tell_share(among)}.", *_pairs(among)]
    every_pair = agreement.count_pairs(together)
    compared = every_pair[(every_pair[["coder_a", "coder_b"]] == PROGRAM).any(axis=1)]
    if len(compared):
        lines += [f"The same answer as the program: {tell_share(compared)}.", *_pairs(compared)]
        lines.append(_alpha(together, "with the program as one more coder"))
    return lines


def _alpha(codings: pd.DataFrame, among: str) -> str:
    """Return a sentence on alpha, and how far it rests on single items."""
    try:
        value = agreement.alpha(codings)
    except ValueError as reason:
        return f"No alpha {among}: {reason}."
    items = count_noun(agreement.select_shared(codings)["item"].nunique(), "item")
    sentence = f"Krippendorff's alpha {among}: {value:.2f}, over {items} that two or more answered"
    try:
        low, *_, high = agreement.alpha_without_each(codings)
    except ValueError:
        return f"{sentence}; it rests on a single one of them, without which there is no alpha."
    return f"{sentence}; between {low:.2f} and {high:.2f} when any one item is left out."


def _pairs(rows: pd.DataFrame) -> list[str]:
    """Return a line for each pair of coders; of a whole class only how far the pairs lie apart."""
    if len(rows) == 1:
        return []
    if len(rows) <= FEW_PAIRS:
        coders = zip(rows.index, rows["coder_a"], rows["coder_b"], strict=True)
        return [f"  {one} and {other}: {tell_share(rows.loc[[place]])}" for place, one, other in coders]
    shares = rows["same"] / rows["items"]
    middle = f"the middle one at {shares.median():.0%}"
    return [f"  {len(rows)} pairs, from {shares.min():.0%} to {shares.max():.0%}, {middle}"]


SPREADSHEETS = (".xlsx", ".ods", ".xls")
# What a file manager or an open spreadsheet program leaves in a folder.
LEFT_BEHIND = ("~$", ".", "Thumbs.db", "desktop.ini")


def compare_sheets(folder: Path, corpus: Path, outputs: Path, output: Path | None = None) -> str:
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
    every = list_items(labels, segments, texts)
    said = answer_by_program(every, segments, attributions, spans)
    codings = read_folder(folder, every["item"].tolist())
    if output:
        output.write_bytes(csv_bytes(list_to_discuss(codings, said, every)))
    return write_report(codings, said, every)


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
            rows += _answers(path, known, faults)
        except InputError as fault:
            faults.append(str(fault))
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


def _answers(path: Path, known: list[str], faults: list[str]) -> list[tuple[str, ...]]:
    """Return the rows with answers of one sheet, and add its faults; InputError if it cannot be read."""
    grid = _grid(path)
    heads = [_plain(cell) for cell in grid[0]]
    for column in ("item", *QUESTIONS):
        if column not in heads:
            raise InputError(f"{shown(path)}: no column “{column}”. Fill in a fresh coding sheet.")
    places = {column: heads.index(column) for column in ("item", *QUESTIONS)}
    by_name = {_plain(item): item for item in known}
    rows: list[tuple[str, ...]] = []
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
            twice = f"{by_name[name]} is coded in row {seen[name]} already"
            faults.append(f"{where}: {twice}. Delete one of the two.")
        seen.setdefault(name, number)
        for question in COUNTED:
            given[question] = _plain(given[question])
            allowed = QUESTIONS[question]
            if given[question] not in ["", *allowed]:
                choice = f"{', '.join(allowed[:-1])} or {allowed[-1]}"
                answer = given[question]
                faults.append(f"{where}, {question}: “{answer}”. Write {choice}, or leave the cell empty.")
        rows.append((path.stem, by_name[name], *given.values()))
    return rows


def _plain(cell: str) -> str:
    """Return a cell in small letters, single spaces and straight apostrophes."""
    return " ".join(cell.replace("’", "'").split()).casefold()


def _grid(path: Path) -> list[list[str]]:
    """Return the cells of a sheet as text, its row of headings first."""
    if path.suffix.lower() == ".csv":
        return _csv_grid(path)
    if path.suffix.lower() not in SPREADSHEETS:
        raise InputError(f"{shown(path)}: not a spreadsheet. Save it as .xlsx, .ods or .csv, or take it out.")
    how = {"sheet_name": None, "header": None, "dtype": str, "na_filter": False, "engine": "calamine"}
    try:
        sheets = pd.read_excel(path, **how)
    except OSError:
        raise
    except Exception:  # whatever a spoilt file does to its reader
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
