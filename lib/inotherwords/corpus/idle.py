"""Rows of a corpus' lists that take no hold: what they name is in no article, or in no other list."""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from inotherwords.corpus import corrections
from inotherwords.corpus.folder import LISTS, check_articles_of_labels, read_rows, read_wire, split_docs
from inotherwords.layers.files import read_csv
from inotherwords.text.wordlists import sort_longest_first, translate_pattern
from inotherwords.text.words import count_common_start

PATTERNS = ("labels", "speakers", "acts")
WORDS = {**dict.fromkeys(PATTERNS, "pattern"), "names": "variant", "stopwords": "word"}
BESIDE = [*(f"{name}.csv" for name in LISTS), "articles.csv", "wire.csv", "corrections.csv", "settings.toml"]
ALIKE_NAMES = 0.85  # how like the name of a list a file's name is, of 1, to be perhaps meant for it
MOST_TOLD = 10  # rows of one list
SHORTEST_MISSPELT = 5  # letters of an actor or a side: of shorter ones another letter is another name
# Sides that need no row: "unknown" and those of sources that are nobody's (seeds/README.md).
SIDES = ("", "unknown", "un", "ngo", "media", "civilian", "other")
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


def find_misspelt(name: str, known: Iterable[str]) -> str:
    """Return the name of some that is one slip away from another: a letter more, less or other, or "".

    Short names, numbers and letters at the end ("party_a") tell names apart on purpose.

    >>> find_misspelt("councl", ["council", "guild"]), find_misspelt("party_a", ["party_b"])
    ('council', '')
    """
    for other in sorted(known):
        if other == name or min(len(name), len(other)) < SHORTEST_MISSPELT:
            continue
        same = count_common_start(name, other)
        ends = {(name[same + a :], other[same + b :]) for a, b in ((1, 0), (0, 1), (1, 1))}
        swapped = name[same : same + 2] == other[same : same + 2][::-1]
        ends |= {(name[same + 2 :], other[same + 2 :])} if swapped else set()
        slip = any(one == two for one, two in ends)
        last = re.split(r"[\W_]", name)[-1], re.split(r"[\W_]", other)[-1]
        if slip and min(map(len, last)) > 1 and not re.search(r"\d", name + other):
            return other
    return ""


def tell_outlets(outlets: Iterable[str]) -> Iterator[Idle]:
    """Yield what is to be told of outlets' names that differ in “The”, capitals or marks only.

    >>> [*tell_outlets(["The County Times", "County Times", "Echo"])]
    [Idle(file='outlets', words='one outlet under two names? “County Times” (1 article), \
“The County Times” (1 article)')]
    """
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for outlet in outlets:
        plain = re.sub(r"^the\b|[\W_]", "", outlet.casefold().replace("&", "and").strip())
        names[plain][outlet] += 1
    for _, found in sorted(names.items()):
        if len(found) > 1:
            told = [f"“{one}” ({n} article{'s' * (n > 1)})" for one, n in sorted(found.items())]
            how = "two" if len(found) == 2 else "several"
            yield Idle("outlets", f"one outlet under {how} names? {', '.join(told)}")


def tell_misspelt(corpus: Path) -> Iterator[Idle]:
    """Yield what is to be told of files beside the articles that are called nearly as a list is."""
    for path in sorted(corpus.iterdir()) if corpus.is_dir() else ():
        if path.name not in BESIDE and (
            meant := difflib.get_close_matches(path.name, BESIDE, 1, ALIKE_NAMES)
        ):
            yield Idle(path.name, f"not read. Is it {meant[0]}? Then call it so")


def _holds(row: Row, other: Row, text: str) -> bool:
    """Return whether all places of a row in a text stand in places of another row."""
    places = [match.start() for match in row.search.finditer(text)]
    return not places or {*places} <= {
        place for match in other.search.finditer(text) for place in range(*match.span())
    }


class IdleRows:
    """The rows of a corpus' lists of which no article has had the words yet, or that look like a slip."""

    def __init__(self, folder: Path) -> None:
        """Begin with all rows; raises InputError if a list cannot be read."""
        self._tables = {name: read_rows(folder, name) for name in (*WORDS, "actors")}
        self._waiting = [row for name in WORDS for row in self._rows(name)]
        self._covered = [*self._inside_others()]
        tables = [read_csv(path, ["doc"]) for path in corrections.list_correction_files(folder)]
        self._corrected = [
            (path.name, table)
            for path, table in zip(corrections.list_correction_files(folder), tables, strict=True)
        ]

    def _rows(self, name: str) -> Iterator[Row]:
        table = self._tables[name]
        for number, row in zip(table.index, table.to_dict("records"), strict=True):
            words, only_in = row[WORDS[name]], split_docs(row.get("only_in", ""))
            told = f"{words}” in “{'; '.join(only_in)}" if only_in else words
            word = translate_pattern(words) if name in PATTERNS else rf"(?i:(?<!\w){re.escape(words)}(?!\w))"
            yield Row(name, (told, number), re.compile(word), only_in)

    def _inside_others(self) -> Iterator[tuple[Row, Row]]:
        """Yield rows of labels.csv with the row of another actor whose pattern may hold all their places."""
        labels = self._tables["labels"]
        rows = dict(zip(labels.index, self._rows("labels"), strict=True))
        begins = {number: {word[:4] for word in words.split()} for number, words in labels["pattern"].items()}
        order = sort_longest_first(labels.index, pattern=lambda number: labels["pattern"][number])
        for place, number in enumerate(order):
            own = labels.loc[number]
            if own["part"] not in ("name", "capital", "head") or "[" in own["pattern"]:
                continue
            for first in order[:place]:
                other = labels.loc[first]
                taken = other["part"] == "not" or other["only_in"] or other["pattern"] == own["pattern"]
                if other["actor"] != own["actor"] and not taken and begins[number] <= begins[first]:
                    yield rows[number], rows[first]

    def meet(self, doc: str, text: str) -> None:
        """Let go of the rows whose words stand in an article."""
        plain = text.replace("’", "'")
        self._covered = [pair for pair in self._covered if _holds(*pair, plain)]
        if self._waiting:
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
        idle = {row.told for row in self._waiting}
        for row, other in self._covered:
            if row.told not in idle:
                fault = f"always inside “{other.told[0]}” of another actor (row {other.told[1]})"
                yield from tell_rows("labels.csv", fault, [row.told])
        yield from self._slips()
        pattern = self._tables["speakers"]["pattern"]
        again = pattern[pattern.duplicated()]
        fault = "passed over, as a row above has the same pattern"
        yield from tell_rows("speakers.csv", fault, zip(again, again.index, strict=True))
        actor = self._tables["actors"]["actor"]
        lost = actor[~actor.isin([*self._tables["labels"]["actor"], *self._tables["speakers"]["side"]])]
        fault = "in neither labels.csv nor speakers.csv"
        yield from tell_rows("actors.csv", fault, zip(lost, lost.index, strict=True))

    def _slips(self) -> Iterator[Idle]:
        """Yield what is to be told of rows that are there twice, and of names that no other row has."""
        for name, table in self._tables.items():
            words = WORDS.get(name, "actor")
            same = [column for column in table if column not in ("reason", "note")]
            twice = table[table.duplicated(same)] if name != "speakers" else table[:0]
            fault = "the same as in a row above"
            yield from tell_rows(f"{name}.csv", fault, zip(twice[words], twice.index, strict=True))
        labels, speakers, actors = (self._tables[name] for name in ("labels", "speakers", "actors"))
        used = Counter([*labels["actor"], *speakers["side"], *actors["actor"]])
        for file, column in (("labels", "actor"), ("speakers", "side"), ("actors", "actor")):
            table = self._tables[file].drop_duplicates(column)
            for number, name in zip(table.index, table[column], strict=True):
                other = find_misspelt(
                    name, (one for one in used if used[one] > used[name] or file == "labels")
                )
                if other and used[name] <= used[other]:
                    yield Idle(f"{file}.csv", f"do you mean “{other}”? {column} “{name}” (row {number})")
        known = {*used, *SIDES}
        for file, table in self._corrected:
            sides = table["side"] if "side" in table else table["doc"][:0]
            lost = sides[~sides.str.split("; ").map(lambda own: {*own} <= known)]
            rows = [(name, number) for number, name in lost.items()]
            yield from tell_rows(file, "a side that no list has", rows)
