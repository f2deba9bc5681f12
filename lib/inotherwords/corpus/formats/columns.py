"""Which column of a table holds the text, and which the outlet, the day and so on."""

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from inotherwords.corpus.folder import SOURCE_COLUMNS
from inotherwords.corpus.formats import dates
from inotherwords.text.wordlists import read_list

LONGEST_VALUE = 1_000  # characters of a value that are kept

# What a cell holds that holds nothing, as programs write it.
MISSING = {
    "nan", "na", "n/a", "#n/a", "<na>", "nat", "null", "none", "nil", "undefined", "missing", "-", "--", "—",
    "\\n", "#ref!", "#value!", "#name?", "(null)", "(none)", "(empty)", "(leer)", "(vide)", "[removed]",
    "[deleted]", "k. a.", "k.a.", "s.o.", "s/d", "n.d.", "n/d", "n.d", "s.d.", "s.d", "s. d.", "s/f",
    "s.f.", "o.a.", "o. a.", "z.j.", "z. j.", "n.v.t.", "nvt", "б/д", "н/д", "?", "??", "???", "unknown",
    "not available", "not known", "not given", "no data", "unbekannt", "nicht bekannt", "keine angabe",
    "ohne angabe", "keine angaben", "inconnu", "inconnue", "non renseigné", "non disponible", "non précisé",
    "sans date", "desconocido", "desconocida", "sin datos", "sin fecha", "no disponible", "no consta",
    "desconhecido", "desconhecida", "sem dados", "sem data", "não disponível", "não informado", "onbekend",
    "niet bekend", "niet beschikbaar", "geen gegevens", "sconosciuto", "sconosciuta", "senza data",
    "brak danych", "nieznany", "nieznane", "okänd", "okänt", "ukjent", "ukendt", "bilinmiyor", "неизвестно",
    "нет данных", "غير معروف", "不明", "未知", "不详",
}  # fmt: skip
ADDRESS = re.compile(r"https?://(?:www\.)?([^/:?#\s]+)\S*")


def _key(name: str) -> str:
    """Return what of a column's name is compared: no case, accents, blanks or underscores."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


@cache
def _names() -> dict[str, list[str]]:
    """Return the names that columns of each kind have, as they are compared, the preferred ones first."""
    rows = read_list(Path(__file__).with_name("columns.csv"))
    return {row["ours"]: list(dict.fromkeys(map(_key, row["theirs"].split("|")))) for row in rows}


@cache
def _meanings() -> dict[str, str]:
    """Return which of our columns each name means, the first one of several."""
    return {theirs: ours for ours, names in reversed(_names().items()) for theirs in names}


def find_name(name: str) -> str:
    """Return which of our columns a name means, "" if none.

    >>> find_name("Überschrift"), find_name("datePublished"), find_name("desk")
    ('headline', 'published', '')
    """
    return _meanings().get(_key(name[:100]), "")


@cache
def _day_first() -> set[str]:
    """Return what a day is called in languages that write it before the month; in the list with a capital."""
    [days] = [
        row["theirs"]
        for row in read_list(Path(__file__).with_name("columns.csv"))
        if row["ours"] == "published"
    ]
    return {_key(name) for name in days.split("|") if name != name.lower()}


def has_day_first(name: str) -> bool:
    """Return whether a column with days is called so in a language that writes the day before the month.

    >>> has_day_first("Data de publicação"), has_day_first("Date")
    (True, False)
    """
    return _key(name[:100]) in _day_first()


def plain_name(name: str) -> str:
    """Return the name of a column in small letters, digits and underscores.

    >>> plain_name(" Publication-Title "), plain_name("2nd"), plain_name("Überschrift")
    ('publication_title', 'column_2nd', 'überschrift')
    """
    name = re.sub(r"\W+", "_", name.strip().lower())[:60].strip("_")
    return name if name and not name[0].isdigit() else f"column_{name}".rstrip("_")


def find_texts(header: Iterable[str]) -> list[str]:
    """Return which columns may hold the text, the likeliest first.

    >>> find_texts(["ID", "Title", "Body", "Full Text"])
    ['Full Text', 'Body']
    """
    by_name = {_key(name[:100]): name for name in reversed(list(header))}
    return [by_name[name] for name in _names()["text"] if name in by_name]


def says(row: dict[str, object], ours: str) -> bool:
    """Return whether a row has a value that means one of our columns.

    >>> says({"source": "The Herald"}, "outlet"), says({"source": None, "title": "A dam"}, "outlet")
    (True, False)
    """
    return any(find_name(name) == ours and write_value(value, ours) for name, value in row.items())


def name_of(thing: dict[str, object], column: str) -> str:
    """Return the name of a thing, "" if it has none; an outlet may be called by its title or its site.

    >>> name_of({"id": 1, "Name": "The Herald"}, "source"), name_of({"title": "A dam"}, "fields")
    ('The Herald', '')
    """
    ways = ("name", "title", "domain", "uri") if find_name(column) == "outlet" else ("name",)
    by_key = {_key(key[:100]): value for key, value in thing.items() if isinstance(value, str)}
    return next((by_key[way] for way in ways if by_key.get(way)), "")


def map_columns(header: Iterable[str], text: str) -> dict[str, str]:
    """Return the name among our metadata for each column but that of the text, no name twice.

    >>> map_columns(["text", "Publisher", "Date", "Section"], "text")
    {'Publisher': 'outlet', 'Date': 'published', 'Section': 'section'}
    """
    theirs = {name: plain_name(name) for name in header if name != text}
    ours: dict[str, str] = {}
    kinds = {column: [_key(column)] for column in SOURCE_COLUMNS} | _names()
    for name, ways in kinds.items():
        found = [(ways.index(_key(column)), column) for column in theirs if _key(column) in ways]
        found = [one for one in found if one[1] not in ours and name != "text"]
        if found:
            ours[min(found)[1]] = name
    taken = set(ours.values())
    for column, simple in theirs.items():
        if column in ours:
            continue
        while simple in taken:
            simple += "_2"
        ours[column] = simple
        taken.add(simple)
    return {column: ours[column] for column in theirs}


def describe_columns(header: Iterable[str], text: str) -> str:
    """Return what is told of the columns of a table: which is what.

    >>> describe_columns(["body", "publisher", "section"], "body")
    'text from “body”, outlet from “publisher”; kept besides: section'
    """
    names = map_columns(header, text)
    known = [
        f"{ours} from “{theirs}”" for theirs, ours in names.items() if ours in {*SOURCE_COLUMNS, *_names()}
    ]
    others = [ours for ours in names.values() if ours not in {*SOURCE_COLUMNS, *_names()}]
    told = ", ".join([f"text from “{text}”", *known])
    return told + (f"; kept besides: {', '.join(others)}" if others else "")


def ask_for_days(row: dict[str, object], names: dict[str, str]) -> str:
    """Return what to do if no column is known to have the days, and one of a row looks as if it did; else "".

    >>> ask_for_days({"Printed on": "3 May 2025"}, {"Printed on": "printed_on"})
    'no column with days by its name, but “Printed on” looks like one: call it “date”'
    """
    if "published" in names.values():
        return ""
    dated = (one for one in names if dates.find_date_of_a_cell(write_value(row.get(one))))
    found = next(dated, "")
    return found and f"no column with days by its name, but “{found}” looks like one: call it “date”"


def pick_metadata(row: dict[str, object], names: dict[str, str], order: str = "") -> dict[str, str]:
    """Return the metadata of a row by our names, without empty ones; a day that can be read as 2025-05-03.

    `order` is that of the column with the days (see `dates.find_order`). An outlet that is an address is the
    address of the article; then another column tells the outlet, or the name of its site, as it does where
    there is none.

    >>> pick_metadata({"Date": "3 May 2025", "Page": 7, "By": None}, {"Date": "published", "Page": "page"})
    {'published': '2025-05-03', 'page': '7'}
    """
    found = {ours: words for theirs, ours in names.items() if (words := write_value(row.get(theirs), ours))}
    if "published" in found:
        found["published"] = dates.read_day(found["published"], order)[0] or found["published"]
    ways = _names()["outlet"]
    others = sorted(
        (ways.index(_key(theirs)), ours) for theirs, ours in names.items() if _key(theirs) in ways
    )
    named = [found[ours] for _, ours in others if ours in found]
    if named and (not found.get("outlet") or ADDRESS.fullmatch(found["outlet"])):
        address = next(filter(ADDRESS.fullmatch, named), "")
        found["outlet"] = next((one for one in named if not ADDRESS.fullmatch(one)), "")
        if address:
            found["outlet"] = found["outlet"] or ADDRESS.fullmatch(address)[1]
            found.setdefault("url", address)
    if not found.get("outlet") and (address := ADDRESS.fullmatch(found.get("url", ""))):
        found["outlet"] = address[1]
    return found


def write_value(found: object, column: str = "") -> str:
    """Return a value of a table as one line of text; of a list its members, of a thing with a name that.

    >>> [write_value(found) for found in (["war", "peace"], {"id": 1, "name": "The Herald"}, 2.0, None)]
    ['war; peace', 'The Herald', '2.0', '']
    """
    if found is None:
        return ""
    if isinstance(found, dict) and (name := name_of(found, column)):
        found = name
    elif isinstance(found, list) and all(isinstance(member, str | int | float) for member in found):
        found = "; ".join(map(str, found))
    elif isinstance(found, dict | list):
        found = json.dumps(found, ensure_ascii=False, default=str) if found else ""
    words = " ".join(str(found)[: 4 * LONGEST_VALUE].split())[:LONGEST_VALUE]
    return "" if is_missing(words) else words


def is_missing(words: str) -> bool:
    """Return whether the words of a cell only say that there is nothing in it.

    >>> is_missing("NaN"), is_missing("N/A"), is_missing("Nancy")
    (True, True, False)
    """
    return words.strip().casefold() in MISSING
