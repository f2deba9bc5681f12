"""Which column of a table holds the text, and which the outlet, the day and so on."""

import json
import re

from inotherwords.corpus.folder import SOURCE_COLUMNS
from inotherwords.corpus.formats import dates

LONGEST_VALUE = 1_000  # characters of a value that are kept

# In the order in which they are preferred.
TEXT = [
    "text", "full_text", "fulltext", "body", "body_text", "article_body", "articlebody", "article_text",
    "maintext", "content", "article", "story",
]  # fmt: skip
NAMES = {
    "doc": ["doc", "id", "article_id"],
    "outlet": [
        "outlet", "newspaper", "publication", "publication_title", "publisher", "source", "source_name",
        "media", "site", "sitename", "domain",
    ],
    "published": [
        "published", "date", "publication_date", "publish_date", "date_published", "date_publish",
        "published_at", "publishedat", "published_date", "pubdate", "pub_date", "datetime", "day",
    ],
    "headline": ["headline", "title"],
    "url": ["url", "link", "permalink", "web_url", "address", "uri"],
    "language": ["language", "lang", "language_of_publication"],
    "place": ["place", "place_of_publication"],
}  # fmt: skip


def plain_name(name: str) -> str:
    """Return the name of a column in small letters, digits and underscores.

    >>> plain_name(" Publication-Title "), plain_name("2nd"), plain_name("Überschrift")
    ('publication_title', 'column_2nd', 'überschrift')
    """
    name = re.sub(r"\W+", "_", name.strip().lower())[:60].strip("_")
    return name if name and not name[0].isdigit() else f"column_{name}".rstrip("_")


def find_text(header: list[str]) -> str | None:
    """Return which column holds the text, None if none is called so.

    >>> find_text(["ID", "Title", "Full Text"])
    'Full Text'
    """
    by_name = {plain_name(name): name for name in reversed(header)}
    return next((by_name[name] for name in TEXT if name in by_name), None)


def map_columns(header: list[str], text: str) -> dict[str, str]:
    """Return the name among our metadata for each column but that of the text, no name twice.

    >>> map_columns(["text", "Publisher", "Date", "Section"], "text")
    {'Publisher': 'outlet', 'Date': 'published', 'Section': 'section'}
    """
    theirs = {name: plain_name(name) for name in header if name != text}
    ours: dict[str, str] = {}
    for name, ways in {**{column: [column] for column in SOURCE_COLUMNS}, **NAMES}.items():
        found = [(ways.index(simple), column) for column, simple in theirs.items() if simple in ways]
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


def describe_columns(header: list[str], text: str) -> str:
    """Return what is told of the columns of a table: which is what.

    >>> describe_columns(["body", "publisher", "section"], "body")
    'text from “body”, outlet from “publisher”; kept besides: section'
    """
    names = map_columns(header, text)
    known = [f"{ours} from “{theirs}”" for theirs, ours in names.items() if ours in {*SOURCE_COLUMNS, *NAMES}]
    others = [ours for ours in names.values() if ours not in {*SOURCE_COLUMNS, *NAMES}]
    told = ", ".join([f"text from “{text}”", *known])
    return told + (f"; kept besides: {', '.join(others)}" if others else "")


def pick_metadata(row: dict[str, object], names: dict[str, str]) -> dict[str, str]:
    """Return the metadata of a row by our names, without empty ones; a day that can be read as 2025-05-03.

    >>> pick_metadata({"Date": "3 May 2025", "Page": 7, "By": None}, {"Date": "published", "Page": "page"})
    {'published': '2025-05-03', 'page': '7'}
    """
    found = {ours: words for theirs, ours in names.items() if (words := write_value(row.get(theirs)))}
    if "published" in found:
        found["published"] = dates.read_day(found["published"])[0] or found["published"]
    return found


def write_value(found: object) -> str:
    """Return a value of a table as one line of text; of a list its members, of a thing with a name that.

    >>> [write_value(found) for found in (["war", "peace"], {"id": 1, "name": "The Herald"}, 2.0, None)]
    ['war; peace', 'The Herald', '2.0', '']
    """
    if found is None:
        return ""
    if isinstance(found, dict) and isinstance(found.get("name"), str):
        found = found["name"]
    elif isinstance(found, list) and all(isinstance(member, str | int | float) for member in found):
        found = "; ".join(map(str, found))
    elif isinstance(found, dict | list):
        found = json.dumps(found, ensure_ascii=False, default=str) if found else ""
    return " ".join(str(found)[: 4 * LONGEST_VALUE].split())[:LONGEST_VALUE]
