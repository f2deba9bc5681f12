"""Find the numbers in a text and what they count: "around fifty towns", "at least 242 dead".

A number that only names something (a year, a day of the month, a fourth day, somebody's age) is no quantity,
and neither is a vague one ("dozens of towns"): it has no value to compare.
"""

import re
from typing import NamedTuple, TypeVar

from inotherwords import settings
from inotherwords.text.wordlists import read_vocabulary
from inotherwords.text.words import IRREGULAR, PAST, normal_form, stop_words, to_singular

NUMBERS = read_vocabulary(__file__)
SMALL = NUMBERS["number"].split("|")  # zero to nineteen
VALUES = {word: float(value) for value, word in enumerate(SMALL)}
VALUES |= {word: 10.0 * value for value, word in enumerate(NUMBERS["tens"].split("|"), 2)}
VALUES |= {"half a": 0.5, "half an": 0.5}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

BOUNDS = (
    r"more\ than|less\ than|fewer\ than|at\ least|at\ most|up\ to|as\ many\ as|around|about|some|nearly|"
    r"almost|over|roughly|approximately"
)
WORDS = "|".join(re.escape(word) for word in sorted([*VALUES, *SCALES], key=len, reverse=True))
# No part of a longer number or name: not the 72 of T-72, nor the 1 of "1,5".
NUMBER = re.compile(
    rf"""(?<![\w.,-])
    (?:(?:{BOUNDS})\ )?
    (?:an?\ (?={"|".join(SCALES)}))?
    (?P<number>
        \d+(?:,\d\d\d)*(?:\.\d+)?(?:[ -](?:{"|".join(SCALES)})\b)*
        | \b(?:{WORDS})\b(?:[ -](?:and\ )?(?:{WORDS})\b)*
    )(?!\w*[\d.,]\d|\d|(?:st|nd|rd|th)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
YEAR = re.compile(r"(?:19|20)\d\d")
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
AGE = re.compile(r"[ -]years?[ -]old\b", re.IGNORECASE)
# "A mile" is one, "a guard" nobody would count.
ONE = re.compile(r"\ban? (?=(?:mile|kilomet|met(?:re|er)|yard|foot|tonne|acre|hectare)\w*\b)", re.IGNORECASE)
DAY = re.compile(rf"{MONTH} \d+|\d+ {MONTH}")

# What a number counts stands right after it or after some of these, and is the first plural of so many words.
PASSED_OVER = {"of", "the", "other", "others", "more", "further", "additional", "his", "her", "its", "their"}
NEXT = re.compile(r"[ -]?([^\W\d_][\w'’]*)")

# "255 people killed", "more than 255 people have died" and "255 dead" count the same.
PEOPLE = {"people", "persons", "lives"}
DEATH = {"dead", "death", "deaths", "die", "died", "dies", "killed", "killing", "kills", "lives", "deadly"}
MARK = re.compile(r"[.,;:!?()—“”„\"\n]|--")
OWN_VERB = re.compile(
    r" (?:(?:was|were|had|has|have|been|being|\w+ly) )*"
    # with what belongs to it: "lost their lives"
    rf"(?P<verbs>(?:[a-z]+ed|{'|'.join(sorted({*IRREGULAR, *PAST} - {'had', 'has'}))}|hurt)\b"
    r"(?: their [a-z]+)?)"
)
# "Five men died and 31 people fell ill": behind "and" other people are told of, if they have a verb.
OTHERS = re.compile(rf"{MARK.pattern}|\b(?:and|but|while)\b")

Key = TypeVar("Key")


class Quantity(NamedTuple):
    """A number in a text: its value, its words ("more than 255") and what it counts ("dead")."""

    value: float
    text: str
    counted: str
    start: int  # of its words
    end: int  # of what it counts


def read_number(number: str) -> float:
    """Return the value of a number in digits or words.

    >>> [read_number(one) for one in ["14,000", "half a million", "two dozen", "three hundred and forty-two"]]
    [14000.0, 500000.0, 24.0, 342.0]
    """
    total = current = 0.0
    for word in re.findall(rf"\d[\d,.]*|{WORDS}", number.lower()):
        scale = SCALES.get(word)
        if scale is None:
            current += VALUES[word] if word in VALUES else float(word.replace(",", ""))
        elif scale < 1_000:
            current = (current or 1) * scale
        else:
            total, current = total + (current or 1) * scale, 0.0
    return total + current


def _following(after: str) -> list[tuple[str, int]]:
    """Return the words of which one may be what a number before them counts: up to a mark or function word.

    Each with the place where it ends.

    >>> _following(" other police officers near the river")
    [('police', 13), ('officers', 22)]
    """
    found: list[tuple[str, int]] = []
    place = 0
    while len(found) < settings.WORDS_AFTER_NUMBER and (following := NEXT.match(after, place)):
        word, place = normal_form(following.group(1)).rstrip("'"), following.end()
        if not found and word in PASSED_OVER:
            continue
        if word in stop_words():
            break
        found.append((word, place))
    return found


def _counted(before: str, after: str) -> tuple[str, int]:
    """Return what a number counts and where that ends, given the text on both sides; "" if it is not said."""
    found = _following(after)
    if not found or AGE.match(after):
        return "", 0
    word, end = found[0]
    if word in DEATH or word in PEOPLE:
        near = settings.WORDS_ROUND_THE_DEAD
        ahead, behind = OTHERS.split(before)[-1].split()[-near:], OTHERS.split(after)[0].split()[:near]
        killed = normal_form(ahead[-1]) in DEATH if ahead else False  # "killed ten people trapped there"
        own = None if killed else OWN_VERB.match(OTHERS.split(after[end:])[0])
        # "Three died after ten people fell ill": what became of the ten their own verb says.
        beside = own["verbs"].split() if own else [*ahead, *behind]
        dead = word in DEATH or not DEATH.isdisjoint(map(normal_form, beside))
        return ("dead" if dead else word), end
    # "two police officers" are officers, but a "two-day lightning strike" is of days.
    plurals = [] if after.startswith("-") else [one for one in found if to_singular(one[0]) != one[0]]
    return next(iter(plurals), found[0])


def find_quantities(text: str) -> list[Quantity]:
    """Return the quantities of a text in the order of reading.

    >>> find_quantities("Since 2011 more than half a million people have died, and 19 of them in May.")
    [Quantity(value=500000.0, text='more than half a million', counted='dead', start=11, end=42)]
    """
    dates = [match.span() for match in DAY.finditer(text)]
    found = []
    for match in NUMBER.finditer(text):
        start, end = match.span("number")
        dated = YEAR.fullmatch(match["number"]) or any(first <= start < last for first, last in dates)
        counted, after = _counted(text[: match.start()], text[end:])
        if counted and not dated:
            value = read_number(match["number"])
            found.append(Quantity(value, match.group(), counted, match.start(), end + after))
    return found
