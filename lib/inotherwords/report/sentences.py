"""Say a finding: fill a template with values, and keep the numbers among them under their names.

A number that a finding states has a name: a path that begins with the table it is counted in, as
`labels/Syrian state/army/own voice/Kayhan`. A sentence carries its numbers beside its words, so that none
has to be typed by hand elsewhere: `list_numbers` gathers them, `renew_links` puts them into a text that links
to them.

>>> sentence = say("Pairs: {pairs}.", pairs=Number(32, "passages/pairs"))
>>> str(sentence), sentence.numbers
('Pairs: 32.', (Number(value=32, name='passages/pairs'),))
"""

import calendar
import datetime
import re
from collections.abc import Iterable, Mapping
from itertools import chain
from numbers import Integral
from string import Formatter
from typing import NamedTuple

import pandas as pd

from inotherwords.corpus import units
from inotherwords.layers import schema
from inotherwords.text.quantities import SMALL

# [18](outputs/tables/numbers.csv "figures/claims-matrix/claims"), from the project's folder or one below
LINK = re.compile(r'\[([^\]]*)\](\((?:\.\./)?outputs/tables/numbers\.csv "([^"]*)"\))')


SPELT = {str(value): word for value, word in enumerate(SMALL[:13]) if value}


FIVE_DIGITS = 10_000  # from here on a comma parts the thousands


class Number(NamedTuple):
    """A number that a finding states, and its name in the table `numbers`."""

    value: object
    name: str


class Sentence(NamedTuple):
    """A finding: its words, and the numbers in them, in their order."""

    text: str
    numbers: tuple[Number, ...] = ()

    def __str__(self) -> str:
        """Return the words."""
        return self.text


def join(parts: Iterable[object], word: str = "and") -> str:
    """Return some parts as an enumeration, `word` before the last.

    >>> join(["a", "b", "c"])
    'a, b and c'
    """
    *first, last = map(str, parts)
    return f"{', '.join(first)} {word} {last}" if first else last


def say(template: str, /, **values: object) -> Sentence:
    """Return a template filled with values, and the numbers in them: those of sentences and lists, too.

    The parts of a list are joined by a comma, or by what stands after the colon of its field; "and" and "or"
    make them an enumeration; of a number, "words" or "Words" writes it so, up to twelve. Of "has|have" stands
    there what agrees with the number, or with how many parts the list has. Raises KeyError if a value is
    missing.

    >>> parts = [say("{n} in {short}", n=Number(3, f"war/{short}"), short=short) for short in ("Ann", "Ben")]
    >>> str(say("War: {parts:; }.", parts=parts)), str(say("War: {parts:and}.", parts=parts))
    ('War: 3 in Ann; 3 in Ben.', 'War: 3 in Ann and 3 in Ben.')
    >>> str(say("{n:Words}, {n:words}, {n}; {m:words}", n=Number(4, "war/all"), m=Number(18, "war/more")))
    'Four, four, 4; 18'
    >>> str(say("{n} of {m}", n=Number(3832, "war/all"), m=Number(100210, "war/more")))
    '3832 of 100,210'
    >>> str(say("{units:and} {units:has|have} {n:a rebel|rebels}", units=["Ann", "Ben"], n=1))
    'Ann and Ben have a rebel'
    """
    parts = []
    for words, field, joined_by, _ in Formatter().parse(template):
        parts.append(Sentence(words))
        if field is not None:
            parts.append(_filled(values[field], joined_by))
    return _joined(parts, "")


def _filled(value: object, joined_by: str) -> Sentence:
    """Return what a field is filled with."""
    if "|" in joined_by:
        count = len(value) if isinstance(value, list) else getattr(value, "value", value)
        one, several = joined_by.split("|")
        return Sentence(one if count == 1 else several)
    if isinstance(value, list):
        return _joined([_filled(part, "") for part in value], joined_by or ", ")
    if isinstance(value, Number):
        text = str(value.value)
        if isinstance(value.value, Integral) and value.value >= FIVE_DIGITS:
            text = f"{value.value:,}"
        if joined_by in ("words", "Words"):
            text = SPELT.get(text, text)
        return Sentence(text.capitalize() if joined_by == "Words" else text, (value,))
    return value if isinstance(value, Sentence) else Sentence(str(value))


def _joined(parts: list[Sentence], joined_by: str) -> Sentence:
    texts = [part.text for part in parts]
    text = join(texts, joined_by) if joined_by in ("and", "or") else joined_by.join(texts)
    return Sentence(text, tuple(chain.from_iterable(part.numbers for part in parts)))


def pluralise(count: int, noun: str) -> str:
    """Return a noun as it stands after a count.

    >>> pluralise(1, "mention"), pluralise(2, "mention")
    ('mention', 'mentions')
    """
    return noun if count == 1 else f"{noun}s"


def print_p(value: float) -> str:
    """Return a probability with two digits that count.

    >>> print_p(0.6564), print_p(1 / 924), print_p(1e-9)
    ('0.66', '0.0011', 'under 0.0001')
    """
    return f"{value:.2g}" if value >= 0.0001 else "under 0.0001"


def day(iso: str) -> str:
    """Return a date as a reader writes it; a year alone, or a date written otherwise, stays what it is.

    >>> day("2014-05-14"), day("2017")
    ('14 May 2014', '2017')
    """
    try:
        date = datetime.date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"


def plural(count: int, noun: str, name: str) -> Sentence:
    """Return a count with its noun, the count under a name.

    >>> str(plural(1, "mention", "labels/all")), str(plural(2, "mention", "labels/all"))
    ('1 mention', '2 mentions')
    """
    return say("{count} {noun}", count=Number(count, name), noun=pluralise(count, noun))


def unit_words(articles: pd.DataFrame) -> dict[str, str]:
    """Return what a sentence calls the rows of a table in the shape of `articles`, in the forms it needs.

    They are articles, outlets, or groups by another column: `article`, `articles`, `an_article`, and of
    those beside one of them `the_others`.

    >>> list(unit_words(pd.DataFrame({"doc": ["2024", "2025"], "kind": "year"})).values())
    ['group', 'groups', 'a group', 'the other group']
    """
    kind = units.noun(articles)
    word = kind if kind in (units.ARTICLE, units.BY) else units.GROUP
    article = "an" if word[0] in "aeiou" else "a"
    others = f"the other {pluralise(len(articles) - 1, word)}"
    return {
        "article": word,
        "articles": f"{word}s",
        "an_article": f"{article} {word}",
        "the_others": others,
    }


def short_names(articles: pd.DataFrame) -> dict[str, str]:
    """Return the short name of each article by its doc."""
    return dict(zip(articles["doc"], articles["short"], strict=True))


def numbers(sentences: Iterable[Sentence]) -> list[Number]:
    """Return the numbers of some sentences, in their order.

    >>> numbers([say("{n} of {n}", n=Number(1, "claims/told")), say("None.")])
    [Number(value=1, name='claims/told'), Number(value=1, name='claims/told')]
    """
    return [number for sentence in sentences for number in sentence.numbers]


def list_numbers(told: Mapping[str, list[Sentence]], cells: Mapping[str, tuple[str, int]]) -> pd.DataFrame:
    """Return the table `numbers`: name, value, and the notebook and cell that first print it.

    `told` has the sentences of each place (`findings/NAME`, `figures/NAME`), `cells` each place's notebook
    and cell (`manifest.writers`). One row a name, in the order of the sentences. Raises ValueError if one
    name stands for two values.

    >>> told = {"findings/Claims": [say("{n} claims.", n=Number(3, "claims/all"))]}
    >>> list_numbers(told, {"findings/Claims": ("06_figures.ipynb", 21)}).values.tolist()
    [['claims/all', '3', '06_figures.ipynb', 21]]
    """
    rows: dict[str, tuple[str, str, str, int]] = {}
    for place, sentences in told.items():
        for value, name in numbers(sentences):
            first = rows.setdefault(name, (name, str(value), *cells[place]))
            if first[1] != str(value):
                raise ValueError(f"The number {name} is {first[1]} in one place and {value} in another.")
    return schema.table("numbers", rows.values())


def renew_links(text: str, values: Mapping[str, str]) -> str:
    """Return a text in Markdown with the value of its number in every link to the table `numbers`.

    `values` are the table's by name. Raises ValueError if a link names none of them.

    >>> renew_links('[2](outputs/tables/numbers.csv "claims/all") claims', {"claims/all": "3"})
    '[3](outputs/tables/numbers.csv "claims/all") claims'
    """

    def renewed(link: re.Match[str]) -> str:
        if link[3] not in values:
            raise ValueError(
                f"links to the number “{link[3]}”, which is not in tables/numbers.csv. Name another."
            )
        return f"[{values[link[3]]}]{link[2]}"

    return LINK.sub(renewed, text)
