"""Look for the patterns of a word list in a text, as people type them.

`*` stands for any ending, a space also matches a hyphen, case does not matter unless the pattern is in
capitals (US is not us), and an apostrophe may be straight or not. Words in [square brackets] are the ones
that count; the others only must be there. Where two patterns fit, the longer wins.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from inotherwords.errors import InputError

# A mark may stand between two words: self-proclaimed “government”, “Hayat Tahrir al-Sham” (HTS).
GAP = r"[”’\"]?[ \n-][(“‘\"]?"

# A word is no part of another: neither the s of "it's" nor the Don of "don't".
BEGINS = r"(?<!\w)(?!(?<=\w')(?:s|t|d|m|ll|re|ve)\b)"
ENDS = r"(?!\w|'t\b)"

BRACKETS = re.compile(r"[^][]+|([^][]+ )?\[[^][ ]([^][]*[^][ ])?\]( [^][]+)?")


Row = TypeVar("Row")


class Search(NamedTuple):
    """One expression for all patterns; `counts`: group of a pattern → its number, the group that counts."""

    expression: re.Pattern[str]
    counts: dict[int, tuple[int, int]]


def read_list(path: Path) -> list[dict[str, str]]:
    """Return the rows of one of the library's own lists (CSV, UTF-8), each by the names of its columns.

    >>> read_list(Path(__file__).with_name("abbreviations.csv"))[0]
    {'abbreviation': 'mr', 'source': 'title'}
    """
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def read_vocabulary(module: str) -> dict[str, str]:
    """Return the words of vocabulary.csv beside a module, by kind: alternatives of a regular expression.

    >>> read_vocabulary(__file__)["irregular past"][:12]
    'became|began'
    """
    words: dict[str, list[str]] = defaultdict(list)
    for row in read_list(Path(module).with_name("vocabulary.csv")):
        words[row["kind"]].append(row["words"])
    return {kind: "|".join(alternatives) for kind, alternatives in words.items()}


def _word(word: str) -> str:
    inside = re.escape(word.strip("[]").replace("’", "'")).replace(r"\*", r"\w*")  # analysed text has only '
    return "(" * word.startswith("[") + inside + ")" * word.endswith("]")


def translate_pattern(pattern: str) -> str:
    """Return the regular expression of one pattern of a word list.

    >>> bool(re.search(translate_pattern("takfiri* terror*"), "Takfiri-terrorist groups"))
    True
    >>> bool(re.search(translate_pattern("US"), "join us"))
    False
    >>> [bool(re.search(translate_pattern("don"), words)) for words in ("Don's boat", "They don't")]
    [True, False]
    >>> bool(re.search(translate_pattern("dockers’ strike"), "a dockers' strike"))
    True
    """
    words = [_word(word) for word in pattern.split()]
    inside = rf"{BEGINS}(?:{GAP.join(words)}){ENDS}"
    return inside if pattern.isupper() else f"(?i:{inside})"


def find_fault(pattern: str) -> str:
    """Return what is wrong with a pattern and what to do, or "".

    >>> find_fault("rebel*"), find_fault("*")
    ('', 'a row without a pattern. Fill it in, or delete it.')
    """
    if not pattern.strip(" *"):
        return "a row without a pattern. Fill it in, or delete it."
    if not BRACKETS.fullmatch(pattern.strip()):
        return "one pair of square brackets may stand round one or more whole words. Mend the row."
    return ""


def compile_patterns(patterns: list[str]) -> Search:
    """Return what is needed to look for all patterns at once, the first that fits at a place winning.

    Without any pattern nothing is found.

    Raises InputError if a pattern is empty or if its square brackets do not hold one run of whole words.
    """
    counts, group = {}, 1
    for number, pattern in enumerate(patterns):
        if fault := find_fault(pattern):
            raise InputError(f"a word list of the corpus, pattern “{pattern}”: {fault}")
        bracketed = "[" in pattern
        counts[group] = (number, group + bracketed)
        group += 1 + bracketed
    alternatives = "|".join(f"({translate_pattern(pattern)})" for pattern in patterns)
    # Each alternative asks for the start of a word; asked once for all, it is found out much sooner.
    return Search(re.compile(rf"(?<!\w)(?:{alternatives or '(?!)'})"), counts)


def find_matches(search: Search, text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield (number of the pattern, start, end of what counts) of each place in `text[start:end]`.

    >>> search = compile_patterns(["ally of [Damascus]", "army"])
    >>> list(find_matches(search, "an ally of Damascus, its army", 0, 29))
    [(0, 11, 19), (1, 25, 29)]
    """
    for match in search.expression.finditer(text, start, end):
        number, counting = search.counts[match.lastindex]
        yield number, *match.span(counting)


def sort_longest_first(rows: Iterable[Row], pattern: Callable[[Row], str] = str) -> list[Row]:
    """Return the rows of a word list in the order in which their patterns are tried.

    Most words first, then most letters, then by the alphabet; rows of one pattern stay as they were.
    `pattern` gives the pattern of a row; without it the rows are patterns.

    >>> sort_longest_first(["rebel", "rebel fighters", "rebels"])
    ['rebel fighters', 'rebels', 'rebel']
    """

    def rank(row: Row) -> tuple[int, int, str]:
        own = pattern(row)
        return -len(own.split()), -len(own), own

    return sorted(rows, key=rank)
