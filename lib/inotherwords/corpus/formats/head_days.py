"""The day of publication, and the outlet, that the lines above a text name which has no other head.

A day is taken from a line that has nothing else but names, times, pages and words for "published": never
from prose, never beside "updated" or "printed", and only where all such lines agree.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from inotherwords import settings
from inotherwords.corpus.formats import columns, dates, exports
from inotherwords.text import furniture
from inotherwords.text.surroundings import ends_a_sentence

TIME = (
    r"(?:[^\W\d_]{1,4}\.? ){0,2}\d{1,2}(?:[:.h]\d{2}(?::\d{2})?| ?uhr| ?[ap]\.?m\b)"
    r"(?: ?(?:[ap]\.?m\b\.?|uhr|h\b))?"
    r"(?: ?\(?(?:[A-Z]{2,5}|[+-]\d{2}:?\d{2})\)?)?"
)
TIMES = re.compile(rf"(?:(?<=\d)T)?(?<![\w/.-]){TIME}(?![\w/-])|(?<=\d)T\d\d:\d\d\S*", re.IGNORECASE)
PARTS = re.compile(r"\s*[|·•,;()/\t]\s*|\s+[–—-]+\s+|\s{2,}")
# What a day may have before it, besides a name: "Tuesday", "on", "le mardi", "Published:", "Erschienen am".
BEFORE = re.compile(r"(?:^|\s)(?:on|am|le|el|la|em|den|der|op|il|dnia|på|a|à|at)$", re.IGNORECASE)
WEEKDAY = re.compile(
    rf"{exports.WEEKDAY.pattern}|(?:^|\s)(?:[^\W\d_]{{2,9}}-feira|s[aá]bado|domingo|luned[ìi]|marted[ìi]"
    r"|mercoled[ìi]|gioved[ìi]|venerd[ìi]|sabato|domenica|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag"
    r"|mandag|tirsdag|lørdag|søndag|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|понедельник"
    r"|вторник|среда|четверг|пятница|суббота|воскресенье|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar"
    r"|(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim)\.?),?$",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"updat|modifi|correct|amend|print|access|retriev|download|export|captur|generat|compil|search|creat|prepar"
    r"|©|copyright|expir|event|deadline|valid|viewed|saved|archived|as of|stand\b|aktualis|geändert|abgerufen"
    r"|gedruckt|erstellt|mis[e]? à jour|actualis|imprim|consult|télécharg|bijgewerkt|gewijzigd|afgedrukt"
    r"|actualizad|impres|descargad|atualizad|aggiornat|stampat|uppdaterad|ändrad|opdateret|oppdatert|udskrevet"
    r"|utskrift|aktualiz|обновлен|изменен|güncelle",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"(?:(?:first|date|originally|time|page) )?(?:published|posted|publish|released?|issued|filed"
    r"|veröffentlicht|erschienen|vom|publié|paru|parution|mis en ligne|publicad[oa]|publicación|gepubliceerd"
    r"|geplaatst|verschenen|pubblicato|publicerad|publisert|publiceret|offentliggjort|opublikowano"
    r"|data publikacji|dodano|опубликовано|yayınlanma|giriş)(?: (?:on|am|le|el|em|op|il|at|à|um|date))?",
    re.IGNORECASE,
)
PAGE = re.compile(
    r"(?:(?:page|seite|pagina|página|side|sida|strona|p|pg|s|blz)\.? ?)[A-Z]{0,2}\d{1,4}|\d{1,4} words",
    re.IGNORECASE,
)
NAME = re.compile(rf"(?:[A-ZÀ-ÞА-Я\d][\w.'’&-]*|{furniture.JOINING}|\([A-Z]{{2,3}}\)| )+")


class Head(NamedTuple):
    """What the lines above a text say: the day as found, the outlet, a note on what is open."""

    published: str
    outlet: str
    note: str


class Dated(NamedTuple):
    """A day in a line: its words, whether the line calls it that of publication, the names beside it."""

    words: str
    sure: bool
    names: list[str]


def find_head(text: str, heads: Iterable[str] = ()) -> Head:
    r"""Return the day and the outlet that lines above a text name, or the heads of its pages.

    >>> find_head("A dam\n\nPublié le mardi 7 novembre 2023 à 18h42, mis à jour le 9 novembre 2023\n\nIt is.")
    Head(published='2023-11-07', outlet='', note='')
    >>> find_head("Vote of 3 May 2024 is void\nEcho, 3 June 2024\nIt rained.")
    Head(published='2024-06-03', outlet='', note='')
    >>> find_head("A dam holds\nMarwick News\n03/04/2025\nIt rained.")
    Head(published='03/04/2025', outlet='Marwick News', note='')
    """
    lines = _above(text)
    found = [(at, one) for at, line in enumerate(lines) for one in read_line(line)]
    of_pages = [
        one for line in heads for one in read_line(line) if not TIMES.search(line.replace(one.words, ""))
    ]
    every = [one for _, one in found] + of_pages
    sure = [one for one in every if one.sure] or every
    outlets = [name for one in every for name in one.names]
    outlets += [lines[at + step] for at, _ in found for step in (-1, 1) if 0 <= at + step < len(lines)]
    papers = {name.strip() for name in [*outlets, *heads] if furniture.is_paper(name.strip())}
    if not papers and (rights := [line for line in text[-1000:].split("\n") if furniture.is_rights(line)]):
        papers = {line for line in lines if furniture.is_paper(line) and any(line in one for one in rights)}
    outlet = papers.pop() if len(papers) == 1 else ""
    day, note = _agreed([one.words for one in sure])
    return Head(day, outlet, note)


def _agreed(days: list[str]) -> tuple[str, str]:
    """Return the one day that all of some are, or the first as it stands if none can be read, and a note.

    Where they are several, no day is returned.
    """
    known = sorted({day for words in dict.fromkeys(days) if (day := dates.read_day(words)[0])})
    if len(known) > 1:
        return "", f"published {' or '.join(known)}: the lines above the text name both"
    return (known or days or [""])[0], ""


def _above(text: str) -> list[str]:
    """Return the lines of a text above its third long one: headline, standfirst, text."""
    above: list[str] = []
    long = 0
    for line in filter(None, map(str.strip, text[: settings.CHARACTERS_OF_A_HEAD].split("\n"))):
        long += len(line.split()) > settings.WORDS_OF_A_DATED_LINE and not read_line(line)
        if long > 2:
            break
        above.append(line)
    return above


def read_line(line: str) -> list[Dated]:
    """Return the days of publication that a line names, none of a line that is prose.

    >>> [one.words for one in read_line("POSTED: May 18, 2019 at 6:14 a.m. | UPDATED: May 19, 2019")]
    ['May 18, 2019']
    >>> read_line("The trial opens on 2026-01-15"), read_line("Date printed: 14/02/2025")
    ([], [])
    """
    if len(line) > settings.LONGEST_MARK or not (places := dates.find_dates(line)):
        return []
    found: list[Dated] = []
    sure = False
    names: list[str] = []
    for number, place in enumerate(places):
        before = line[places[number - 1][1] if number else 0 : place[0]]
        told = _read_between(before, number == len(places))
        if told is None:
            return []
        if OTHER.search(before):
            continue
        sure = any(map(PUBLISHED.fullmatch, told))
        names = [one for one in told if not PUBLISHED.fullmatch(one)]
        found.append(Dated(line[place[0] : place[1]], sure, names))
    behind = _read_between(line[places[-1][1] :], True)
    if behind is None:
        return []
    return [one._replace(names=[*one.names, *behind]) for one in found]


def _read_between(words: str, last: bool) -> list[str] | None:
    """Return the names and labels among the words before or behind a day, None if they are prose."""
    told: list[str] = []
    words = TIMES.sub(" | ", words) if last or words[:1] in " ,T" else words
    for part in PARTS.split(words.replace(": ", " | ").rstrip(":")):
        part = part.strip(" .:–—-_*")
        while part and (short := BEFORE.sub("", WEEKDAY.sub("", part)).strip(" ,")) != part:
            part = short
        if not part or OTHER.search(part) or PAGE.fullmatch(part) or furniture.is_furniture(part):
            continue
        label = columns.find_name(columns.plain_name(part)) == "published"
        if PUBLISHED.fullmatch(part) or label:
            told.append("published" if label else part)
        elif furniture.is_byline(part) or (last and len(part) <= 3):
            continue
        elif NAME.fullmatch(part) and not ends_a_sentence(part):
            told.append(part)
        else:
            return None
    return told
