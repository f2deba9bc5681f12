"""What a way in yields: an article, or what was dropped and why.

A reader is a function of (content, file, encoding) that is given a file's bytes, its name as messages
show it and the encoding that the user named (or None), and yields Article and Dropped in the file's order.
Nothing is left out in silence: whatever is met is yielded as the one or the other. A reader never opens
another file, and raises nothing for what stands in `content` but `Unreadable` (see `telling`).
"""

import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from zipfile import ZipFile

LOCKED = "protected by a password: save it without"
MOST_UNPACKED = 200_000_000  # bytes of all parts of an office file
MOST_PARTS = 5_000
TITLED = re.compile(r"(.*\S)\s+[-–—|·•:]\s+(.+)")


class Article(NamedTuple):
    r"""An article as it was found, before anything is said on whether it is kept.

    text: paragraphs separated by a blank line, the headline, where there is one, first. file: its name
    relative to what the user named. place: which one in the file ("article 3", "row 17"), "" for a file
    that is one article. encoding: as the file was read ("utf-8"). metadata: by the names of
    `folder.SOURCE_COLUMNS` where they fit (`published` as 2025-05-03 where the day can be read), else by
    names of its own; no empty values.

    >>> Article("A headline\n\nA paragraph.", "a.txt", "", "utf-8", {"outlet": "The Herald"}).place
    ''
    """

    text: str
    file: str
    place: str
    encoding: str
    metadata: dict[str, str]


class Dropped(NamedTuple):
    """What was met and not taken, with the reason as a phrase that ends a sentence: "empty".

    >>> Dropped("photo.jpg", "", "a picture, not an article").reason
    'a picture, not an article'
    """

    file: str
    place: str
    reason: str


class Remark(NamedTuple):
    """What the user is told about a file that is neither an article nor dropped: which column is what.

    >>> Remark("news.csv", "outlet from “publisher”").words
    'outlet from “publisher”'
    """

    file: str
    words: str


class Unreadable(Exception):
    """A file as a whole is no article; the message is the reason, as that of Dropped."""


def telling(reader: Callable[..., Iterator]) -> Callable[..., Iterator]:
    """Return a reader that yields what the given one does, and instead of an Unreadable a Dropped.

    >>> def read(content, file, encoding=None):
    ...     raise Unreadable("a picture")
    ...     yield
    >>> [*telling(read)(b"", "a.txt")]
    [Dropped(file='a.txt', place='', reason='a picture')]
    """

    @wraps(reader)
    def read(content: object, file: str, encoding: str | None = None) -> Iterator:
        try:
            yield from reader(content, file, encoding)
        except Unreadable as reason:
            yield Dropped(file, "", str(reason))

    return read


def with_headline(headline: str, paragraphs: list[str]) -> str:
    r"""Return an article's text: the headline first, paragraphs separated by a blank line.

    A headline with which the article begins anyway is there once.

    >>> with_headline("Dam stands", ["Dam stands", "It rained."])
    'Dam stands\n\nIt rained.'
    """
    headline = " ".join(headline.split())
    if headline and paragraphs:
        first = " ".join(paragraphs[0].split())
        if first.casefold().startswith(headline.casefold()):
            headline = ""
    return "\n\n".join([headline, *paragraphs] if headline else paragraphs)


def cut_outlet(headline: str, outlet: str) -> str:
    """Return a headline without the name of the outlet that a page's title has behind it.

    >>> cut_outlet("Dam stands - Darnby Today", "Darnby Today"), cut_outlet("Dam - a year on", "Herald")
    ('Dam stands', 'Dam - a year on')
    """
    found = TITLED.fullmatch(headline)
    named, known = (re.sub(r"^www\.|\W", "", name.casefold()) for name in (found[2] if found else "", outlet))
    return found[1] if found and named == known else headline


def printable(words: str, most: int = 80) -> str:
    r"""Return words as a message can show them: one line, no control characters, cut at `most`.

    >>> printable("Red\x1b[31m\nalert")
    'Red\ufffd[31m alert'
    """
    line = " ".join(words[: 4 * most].encode("utf-8", "replace").decode().split())
    line = re.sub(r"[^\w\s]", lambda mark: mark.group() if mark.group().isprintable() else "\ufffd", line)
    return line if len(line) <= most else line[: most - 1] + "…"


def check_size(archive: "ZipFile") -> None:
    """Raise Unreadable if an office file is not to be unpacked."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(LOCKED)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(f"unpacks to more than {MOST_UNPACKED // 1_000_000} MB or {MOST_PARTS} parts")
