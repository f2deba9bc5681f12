"""What the exports of the news databases have in common: paragraphs, fields, languages, counts."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from inotherwords.corpus.formats import dates, languages
from inotherwords.corpus.formats.article import Article, Dropped
from inotherwords.text.furniture import is_byline
from inotherwords.text.wordlists import read_list
from inotherwords.text.wrapping import ENDS

PAGE_WIDTH = range(55, 101)  # characters; a text whose longest line is so long was broken to fit a page
# Between an outlet and its day: "Herald vom 3.5.2024", "Herald. 3.5.2024", "*Herald, 3 May 2024*".
BETWEEN = re.compile(r"(?:[\s,.|·–—*_(-]|(?<=\s)(?:vom|du|of|from|van|del|den|,? no\. ?\d+))+$")
WEEKDAY = re.compile(
    r"(?:^|,? )(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|"
    r"mittwoch|(?:maan|dins|woens|donder|vrij|zater|zon)dag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|"
    r"martes|miércoles|jueves|viernes|sábado|domingo),?$",
    re.IGNORECASE,
)
DEEPEST_INDENT = 8  # blanks before the first line of a paragraph; more of them set a line in the middle
LONGEST_FIELD = 1_000  # characters of a field that are kept
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
PAGE_HEADER = re.compile(
    r"(?:Page|Seite|Pagina|Página|Side|Blz\.?|Стр\.?) \d+ (?:of|von|sur|van|de|di|af|av|из) \d+"
    r"(?:\s*(?:©|\(c\)).{0,80})?|(?:©|\(c\)) ?\d{4} Factiva, Inc\..{0,60}",
    re.IGNORECASE,
)
# The label of a field, and the marker of an article, as interfaces in other languages than English have them.
LABEL = re.compile(r"([^\W\d_][^:\n]{0,40}?)\s?:(?=\s|$)")
MARKER = re.compile(r"(?:Dokument|Documento?) (\d+) (?:von|de|sur|van|di) (\d+)", re.IGNORECASE)
RESERVED = (
    r".{0,200}\b(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|alle rechten voorbehouden"
    r"|todos los derechos reservados)\b"
)
COPYRIGHT = re.compile(rf"(?:©|\(c\)|copyright\b).{{0,80}}\d{{4}}|{RESERVED}", re.IGNORECASE)


class Printed(str):
    """A line whose label was put into English; `printed` is the line as it stands in the file."""

    printed: str


class Indented(str):
    """A line without the blanks before it; `indent` is how many they are."""

    indent = 0


def measure(line: str) -> int:
    """Return how wide a line is, with the blanks that were taken from it.

    >>> measure("A dam")
    5
    """
    indent = getattr(line, "indent", 0)
    return len(line) + (indent if indent <= DEEPEST_INDENT else 0)


@cache
def _translations(database: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the English label for each other one of a database: of fields, and of lines of their own."""
    fields: dict[str, str] = {}
    lines: dict[str, str] = {}
    for row in read_list(Path(__file__).with_name("labels.csv")):
        if row["database"] == database:
            named = lines if row["english"].startswith("=") else fields
            for other in row["others"].split("|"):
                named.setdefault(other.casefold(), row["english"].removeprefix("="))
    return fields, lines


@cache
def read_form(name: str) -> dict[str, str]:
    """Return what forms.csv says of the exports of a database, by what it is: labels and patterns of lines.

    >>> read_form("NewsBank")["above the day"]
    'headline'
    """
    rows = read_list(Path(__file__).with_name("forms.csv"))
    return {row["what"]: row["words"] for row in rows if row["form"] == name}


def read_fields(name: str) -> dict[str, str]:
    """Return the labels of the fields of a database, and what we call them: "" for what is left out.

    >>> read_fields("ProQuest")["Publication title"], read_fields("ProQuest")["ISSN"]
    ('outlet', '')
    """
    fields = {what: words for what, words in read_form(name).items() if " " not in what}
    return {label: ours.strip("-") for ours, words in fields.items() for label in words.split("|")}


def in_english(found: list[str], database: str) -> list[str]:
    """Return the lines of an export with the labels of a German, French, Dutch … interface in English.

    >>> in_english(["Länge: 78 Wörter", "Ende des Dokuments", "Hauptteil"], "nexis")
    ['Length: 78 Wörter', 'End of Document', 'Body']
    """
    fields, lines = _translations(database)
    out = []
    for line in found:
        english, label = "", LABEL.match(line[:60])
        if label and label[1].casefold() in fields:
            english = f"{fields[label[1].casefold()]}:{line[label.end() :]}"
        elif marker := MARKER.fullmatch(line[:60]):
            english = f"Document {marker[1]} of {marker[2]}"
        if english := english or lines.get(line.casefold(), ""):
            whole = Printed(english)
            whole.printed, line = line, whole
        out.append(line)
    return out


@lru_cache(maxsize=4)  # several databases have the same labels
def in_another_language(text: str, database: str, *signs: str) -> list[str]:
    """Return the lines of a text in English (see `in_english`) if one of some labels stands in it in another
    language, else no lines.

    >>> in_another_language("Ende des Dokuments", "nexis", "End of Document")
    ['End of Document']
    """
    foreign = any(label in _folded(text) for label in _labels_of(database, signs))
    return in_english(split_lines(text), database) if foreign else []


@lru_cache(maxsize=1)
def _folded(text: str) -> str:
    return text.casefold()


@cache
def _labels_of(database: str, signs: tuple[str, ...]) -> list[str]:
    """Return what some English labels of a database are called in other languages."""
    named = [pair for labels in _translations(database) for pair in labels.items()]
    return [other for other, english in named if english in signs]


def as_printed(found: Iterable[str]) -> list[str]:
    """Return lines as they stand in the file, whatever `in_english` made of them."""
    return [getattr(line, "printed", line) for line in found]


@lru_cache(maxsize=2)  # every database is asked whether a text is its export
def split_lines(text: str) -> list[str]:
    r"""Return the lines of a text: ends stripped, control characters gone, page headers taken out.

    >>> split_lines("A dam.\r\nPage 3 of 12\x0cA\x00 strike. ")
    ['A dam.', 'A strike.']
    """
    text = CONTROLS.sub("", re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text))
    found = map(strip_indent if "\n " in text else str.strip, text.split("\n"))
    return [line for line in found if not (line and PAGE_HEADER.fullmatch(line[:200]))]


def strip_indent(line: str) -> str:
    """Return a line without white space around it; where it was indented, it keeps by how much.

    >>> measure(strip_indent("  A dam "))
    7
    """
    bare = line.strip()
    if bare and line[0] in " \t":
        bare = Indented(bare)
        bare.indent = len(line) - len(line.lstrip())
    return bare


def join_lines(found: Iterable[str]) -> list[str]:
    """Return lines as paragraphs: a blank line parts them, and so does the end of a line.

    But where no line is long, and not every one ends as a sentence does, the lines were broken to fit a page:
    then one goes on in the next if that one's first word had no more room in it.

    >>> join_lines(["The strikers of the Marwick dam said that they would stay at", "the gates.", "Rain."])
    ['The strikers of the Marwick dam said that they would stay at the gates.', 'Rain.']
    """
    found = as_printed(found)
    width = max(map(measure, found), default=0)
    fits = width in PAGE_WIDTH and not all(map(ENDS.search, filter(None, found)))
    whole: list[str] = []
    before = ""  # the line before, if it has no room left
    for line in found:
        full = before and measure(before) + 1 + len(line.partition(" ")[0]) > width
        if line and full and fits:
            whole[-1] += " " + line
        elif line:
            whole.append(line)
        before = line
    return whole


def without_cover(
    parts: list[list[str]], find_day: Callable[[list[str]], int | None]
) -> tuple[list[list[str]], str]:
    """Return the lines of several articles without what a database prints above the first one, and a note.

    That is what a blank line parts from as many lines as the others have above their day, at most, which
    `find_day` finds; it is no cover if its article would begin with who wrote it.

    >>> parts = [["News of Marwick", "", "Dam held", "Day"], ["Rain", "Day"]]
    >>> without_cover(parts, lambda part: part.index("Day"))
    ([['Dam held', 'Day'], ['Rain', 'Day']], 'above it, and left out: News of Marwick')
    """
    days = [find_day(part) for part in parts]
    above = [[at for at in range(day or 0) if part[at]] for part, day in zip(parts, days, strict=True)]
    usual = max(map(len, above[1:]), default=0)
    if not 0 < usual < len(above[0] if above else []):
        return parts, ""
    begin = above[0][-usual]
    if parts[0][begin - 1] or is_byline(parts[0][begin]):
        return parts, ""
    left_out = shorten(" ".join(filter(None, parts[0][:begin])))
    return [parts[0][begin:], *parts[1:]], f"above it, and left out: {left_out}"


def join_text(headline: str, body: list[str]) -> str:
    r"""Return an article's text: the headline without its full stop, blank lines between paragraphs.

    A headline that the body gives again is given once.

    >>> join_text("Dam stands.", ["Dam stands.", "It rained."])
    'Dam stands\n\nIt rained.'
    """
    if body and headline and body[0].casefold() == headline.casefold():
        body = body[1:]
    if re.search(r"\w{2}\.$", headline):
        headline = headline[:-1]
    return "\n\n".join([headline, *body] if headline else body)


def clean_fields(found: dict[str, str]) -> dict[str, str]:
    """Return metadata without empty values; white space in a value is one space, a long one is cut.

    >>> clean_fields({"outlet": " The  Herald ", "byline": ""})
    {'outlet': 'The Herald'}
    """
    whole = {name: " ".join(value[: 2 * LONGEST_FIELD].split()) for name, value in found.items()}
    return {name: value[:LONGEST_FIELD] for name, value in whole.items() if value}


def read_outlet(before: str) -> str:
    """Return the outlet in the words that stand before a day, "" if they are none.

    >>> read_outlet("Herald vom "), read_outlet("*Herald, Friday, "), read_outlet("Seen on 3: ")
    ('Herald', 'Herald', '')
    """
    words = BETWEEN.sub("", WEEKDAY.sub("", BETWEEN.sub("", before))).strip(' ,|·–—-(*_"“”')
    if ";" in words:  # "Ada Roe. The Herald; Marwick [Marwick]"
        words = words.partition(";")[0].rpartition(". ")[2]
    return "" if len(words) > 60 or re.search(r"\d|[:：]$", words) else words


def read_number(found: str) -> str:
    """Return the first number of a field without what parts its thousands.

    >>> read_number("1,024 words")
    '1024'
    """
    number = re.search(r"\d[\d,. ]*", found[:100])
    return re.sub(r"\D", "", number.group()) if number else ""


def make_article(
    fields: dict[str, str], body: list[str], where: tuple[str, str, str], before: str = "", after: str = ""
) -> Article:
    """Return an article of the fields of an export, named as ours, and the paragraphs of its text.

    `where` is the file, the place in it and what is said of its encoding. Day, language and number of words
    are read from what the export says of them. The note has what could not be read of the day, `before`,
    whether the length is another than said, and `after`.

    >>> fields = {"headline": "A dam.", "published": "3 May 2025", "language": "ENGLISH"}
    >>> make_article(fields, ["It stands."], ("a.txt", "article 1", "UTF-8")).metadata
    {'headline': 'A dam.', 'published': '2025-05-03', 'language': 'en'}
    """
    published, unread = dates.read_day(fields.get("published", ""))
    said = read_number(fields.get("word_count", ""))
    fields = {name: html.unescape(value) for name, value in fields.items()}
    text = join_text(fields.get("headline", ""), [html.unescape(words) for words in as_printed(body)])
    loaded = f"the database took it in on {fields['load_date']}" if unread and fields.get("load_date") else ""
    known = {
        "published": published,
        "language": languages.read_code(fields.get("language", "")),
        "word_count": said,
        "note": join_notes(unread, before, note_length(said, text), after, loaded),
    }
    return Article(text, *where, clean_fields({**fields, **known}))


def note_length(said: str, text: str, who: str = "export") -> str:
    """Return a note if an export or a page says an article is much longer or shorter than what was found.

    >>> note_length("500", "Two words")
    'the export says 500 words, 2 were found'
    >>> note_length("3", "Two words")
    ''
    """
    found = len(text.split())
    if not said or len(said) > 7 or abs(int(said) - found) <= max(50, int(said) // 4):
        return ""
    return f"the {who} says {said} words, {found} were found"


def join_notes(*found: str) -> str:
    """Return notes as one, without the empty ones.

    >>> join_notes("", "cut", "no day")
    'cut; no day'
    """
    return "; ".join(note for note in found if note)


def shorten(words: str) -> str:
    """Return the beginning of some words, as a reason quotes them.

    >>> shorten("dam " * 30)
    'dam dam dam dam dam dam dam dam dam dam dam dam dam dam dam …'
    """
    words = " ".join(words[:200].split())
    return words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0] + " …"


def list_missing(said: int, found: list[str], listed: list[str], file: str) -> Iterator[Dropped]:
    """Yield a Dropped for the articles that an export says it has and that were not found in it.

    `said` is how many it says; `found` are the headlines that were met, `listed` those of its own list
    (empty if it brings none). Where the lists tell which ones are missing, each is named; else one line has
    their number.

    >>> [gone.reason for gone in list_missing(2, ["A dam"], ["A dam", "A ferry"], "a.docx")]
    ['missing: the export lists 2 articles, 1 was found, and “A ferry” is not among them']
    """
    count = said - len(found)
    if count <= 0:
        return
    left = [_bare(headline) for headline in found]
    absent = []
    for headline in listed:
        match = next((other for other in left if _same(other, _bare(headline))), None)
        if match is None:
            absent.append(headline)
        else:
            left.remove(match)
    were = f"{len(found)} was" if len(found) == 1 else f"{len(found)} were"
    reason = f"missing: the export lists {said} articles, {were} found"
    if len(absent) == count:
        for headline in absent:
            yield Dropped(file, "", f"{reason}, and “{shorten(headline)}” is not among them")
    else:
        which = "which one" if count == 1 else f"which {count} are not there"
        told = f"{which} cannot be told, so compare with the database or export again"
        yield Dropped(file, "", f"{reason}; {told}")


def _bare(headline: str) -> str:
    return re.sub(r"\W+", " ", headline.casefold()).strip()


def _same(one: str, other: str) -> bool:
    """Return whether two headlines are one, the shorter one perhaps cut off."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= 20 and long.startswith(short))
