"""The day of publication, as exports write it; an order of day and month that is not said is not guessed."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import accumulate

# Only what holds a day, a month and a year is handed on: with less, a parser fills in today's.
WORDED = re.compile(
    r"\d{1,2}(?:st|nd|rd|th|er|\.)?(?: de| of)?[ -][^\W\d_]{3,12}\.?(?: de|,)?[ -]\d{4}\b"
    r"|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?(?:, ?| )\d{4}\b"
    r"|\d{1,2}-[^\W\d_]{3}-\d{2}\b"  # as Excel writes it
    r"|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]|\d{4}\. [^\W\d_]{3,12} \d{1,2}\b"
)
YEAR = re.compile(r"\d{4}|-\d\d\b")
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{6}Z?)?")
YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})(?:[-/.]|\. )(\d{1,2})(?:[-/.]|\. )(\d{4})(?!\d)")
SHORT_YEAR = re.compile(
    r"\s*(\d{1,2})([/.])(\d{1,2})\2(\d{2})(?:,? \d{1,2}:\d\d.{0,6})?\s*"
)  # a cell, never in a line
UNREAD = re.compile(
    r"no day of publication found(?:; |$)|published [^;]*(?:month|read|said|both)(?:; |$)"
)  # a note on it
YEARS_TO_COME = 69  # a year of two digits from here on is one of the last century, as computers have it
SETTINGS = {
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],  # never "3 days ago", which depends on the day of the run
}


def _iso(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


@lru_cache(maxsize=10_000)
def _worded(words: str) -> str:
    # It takes half a second to load, and most corpora have no days in words.
    from dateparser.date import DateDataParser

    # A parser of its own each time: one that is kept tries the language it met last first.
    found = DateDataParser(settings=SETTINGS).get_date_data(words).date_obj
    return found.date().isoformat() if found else ""


def find_date(line: str) -> str:
    """Return the words of the first date in a line that names day, month and year, or "".

    >>> find_date("November 28, 2024 Thursday 10:00 PM GMT")
    'November 28, 2024'
    """
    found = find_dates(line[:200])
    return line[slice(*found[0])] if found else ""


def find_dates(line: str) -> list[tuple[int, int]]:
    """Return where the dates of a line stand that name day, month and year, as half-open spans.

    >>> find_dates("3 May 2024, updated 4/5/2024")
    [(0, 10), (20, 28)]
    """
    if not YEAR.search(line):  # which most lines have not, and to look for the rest takes longer
        return []
    spans = sorted(
        found.span() for pattern in (WORDED, YEAR_FIRST, YEAR_LAST) for found in pattern.finditer(line)
    )
    ends = [0, *accumulate((end for _, end in spans), max)]
    return [span for span, before in zip(spans, ends, strict=False) if span[0] >= before]


def find_date_of_a_cell(day: str) -> str:
    """Return the date that a cell holds, its year with four digits.

    >>> find_date_of_a_cell("09.04.25"), find_date_of_a_cell("9/4/98"), find_date_of_a_cell("seen 3.4.2025")
    ('09.04.2025', '9/4/1998', '3.4.2025')
    """
    if not (short := SHORT_YEAR.fullmatch(day)):
        return find_date(day)
    one, sign, two, year = short.groups()
    return f"{one}{sign}{two}{sign}{'20' if int(year) < YEARS_TO_COME else '19'}{year}"


def find_order(days: Iterable[str]) -> tuple[str, str]:
    """Return "day" or "month", whichever comes first in the days of a column, and a day that shows it.

    Both are "" if none shows it, or if they contradict each other.

    >>> find_order(["03/04/2024", "14/04/2024"]), find_order(["03/04/2024"])
    (('day', '14/04/2024'), ('', ''))
    """
    shown: dict[str, str] = {}
    for words in map(find_date_of_a_cell, days):
        if found := YEAR_LAST.fullmatch(words):
            first, second = int(found[1]), int(found[2])
            if first <= 12 < second or second <= 12 < first:
                shown.setdefault("month" if second > 12 else "day", words)
        if len(shown) > 1:
            return "", ""
    return next(iter(shown.items()), ("", ""))


def read_day(line: str, order: str = "") -> tuple[str, str]:
    """Return the day that a line names as year-month-day, and what is to be noted: one of both is "".

    Months may be written in any of the languages of dateparser. In a date of numbers alone the order of day
    and month is taken only where it cannot be another one, or where `order` (see `find_order`) tells it.

    >>> read_day("3 mars 2019"), read_day("14/05/2019"), read_day("20190514T080000Z")
    (('2019-03-03', ''), ('2019-05-14', ''), ('2019-05-14', ''))
    >>> read_day("03/04/2019")
    ('', 'published 03/04/2019: 2019-03-04 or 2019-04-03, which is not said')
    >>> read_day("Thursday")
    ('', 'no day of publication found')
    """
    # A page that was scanned may have a space within the month: "Ma y 3, 2010".
    words = find_date_of_a_cell(line) or find_date(re.sub(r"(?<=[^\W\d_]) (?=[^\W\d_]{1,4}\b)", "", line))
    if year_first := YEAR_FIRST.fullmatch(words) or DIGITS.fullmatch(line.strip()):
        iso = _iso(*year_first.groups())
    elif year_last := YEAR_LAST.fullmatch(words):
        first, second, year = year_last.groups()
        order = order or ("day" if "." in words else "")  # nobody writes the month first with full stops
        ways = {"day": _iso(year, second, first), "month": _iso(year, first, second)}
        readings = {ways.get(order, ""), *([] if ways.get(order) else ways.values())} - {""}
        if len(readings) > 1:
            return "", f"published {words}: {' or '.join(sorted(readings))}, which is not said"
        iso = readings.pop() if readings else ""
    else:
        iso = _worded(words) if words else ""
    if iso or not words:
        return iso, "" if iso else "no day of publication found"
    return "", f"published “{words}”, which is no day that could be read"
