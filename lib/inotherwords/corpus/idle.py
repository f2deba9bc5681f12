"""Rows of a corpus' lists that take no hold: what they name is in no article, or in no other list."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from inotherwords.corpus import corrections
from inotherwords.corpus.folder import check_articles_of_labels, read_rows, read_wire, split_docs
from inotherwords.layers.files import read_csv
from inotherwords.text.wordlists import translate_pattern

PATTERNS = ("labels", "speakers", "acts")
WORDS = {**dict.fromkeys(PATTERNS, "pattern"), "names": "variant", "stopwords": "word"}
MOST_TOLD = 10  # rows of one list
BROKEN = re.compile(r"[-\xad]\s*\n\s*|\xad")  # within a word, at the end of a line


class Idle(NamedTuple):
    """What is told of the rows of one file that take no hold."""

    file: str
    words: str


class Row(NamedTuple):
    """A row that waits for an article with its words; `only_in`: in one of these, if there are any."""

    list: str
    told: tuple[str, int]
    search: re.Pattern[str]
    only_in: list[str]


def tell_rows(file: str, fault: str, rows: Iterable[tuple[str, int]]) -> Iterator[Idle]:
    """Yield what is to be told of rows of a file, each by its words and its number; nothing of none.

    >>> [*tell_rows("labels.csv", "in no article", [("mob*", 4)])]
    [Idle(file='labels.csv', words='in no article: “mob*” (row 4)')]
    """
    if named := [f"“{words}” (row {number})" for words, number in rows]:
        more = f" and {len(named) - MOST_TOLD:,} more" if len(named) > MOST_TOLD else ""
        yield Idle(file, f"{fault}: {', '.join(named[:MOST_TOLD])}{more}")


def check_places(folder: Path, texts: Mapping[str, str]) -> None:
    """Raise InputError if a list beside a corpus names an article or a place that is not there."""
    for path in corrections.list_correction_files(folder):
        corrections.read(folder, texts, path.name)
    read_wire(folder, texts)
    check_articles_of_labels(folder, texts)


def list_named(folder: Path) -> set[str]:
    """Return the articles of which a list beside a corpus names a place."""
    paths = [*corrections.list_correction_files(folder), folder / "wire.csv"]
    tables = [read_csv(path, ["doc"]) for path in paths if path.is_file()]
    return {doc for table in tables for name in ("doc", "doc_b") if name in table for doc in table[name]}


class IdleRows:
    """The rows of a corpus' lists of which no article has had the words yet."""

    def __init__(self, folder: Path) -> None:
        """Begin with all rows; raises InputError if a list cannot be read."""
        self._tables = {name: read_rows(folder, name) for name in (*WORDS, "actors")}
        self._waiting = [row for name in WORDS for row in self._rows(name)]

    def _rows(self, name: str) -> Iterator[Row]:
        table = self._tables[name]
        for number, row in zip(table.index, table.to_dict("records"), strict=True):
            words, only_in = row[WORDS[name]], split_docs(row.get("only_in", ""))
            told = f"{words}” in “{'; '.join(only_in)}" if only_in else words
            word = translate_pattern(words) if name in PATTERNS else rf"(?i:(?<!\w){re.escape(words)}(?!\w))"
            yield Row(name, (told, number), re.compile(word), only_in)

    def meet(self, doc: str, text: str) -> None:
        """Let go of the rows whose words stand in an article."""
        if self._waiting:
            plain = text.replace("’", "'")
            both = f"{plain}\n{BROKEN.sub('', plain)}"
            self._waiting = [
                row
                for row in self._waiting
                if (row.only_in and doc not in row.only_in) or not row.search.search(both)
            ]

    def tell(self) -> Iterator[Idle]:
        """Yield what is to be told of each list with such rows."""
        for name in WORDS:
            waiting = [row.told for row in self._waiting if row.list == name]
            yield from tell_rows(f"{name}.csv", "in no article", waiting)
        pattern = self._tables["speakers"]["pattern"]
        again = pattern[pattern.duplicated()]
        fault = "passed over, as a row above has the same pattern"
        yield from tell_rows("speakers.csv", fault, zip(again, again.index, strict=True))
        actor = self._tables["actors"]["actor"]
        lost = actor[~actor.isin([*self._tables["labels"]["actor"], *self._tables["speakers"]["side"]])]
        fault = "in neither labels.csv nor speakers.csv"
        yield from tell_rows("actors.csv", fault, zip(lost, lost.index, strict=True))
