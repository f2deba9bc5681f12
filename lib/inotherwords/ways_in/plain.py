"""Plain text: an export of a news database, or one article, which is taken as it is."""

from collections.abc import Iterator

from inotherwords.ways_in import databases, encodings, exports
from inotherwords.ways_in.article import Article, Dropped

BEGINNING = 500_000  # characters, within which an export shows what it is


def read(content: bytes, file: str, encoding: str | None = None) -> Iterator[Article | Dropped]:
    r"""Yield the articles of a plain text file: those of an export, or its one, line ends untouched.

    >>> [article.text for article in read(b"The dam stands.\r\n", "a.txt")]
    ['The dam stands.\r\n']
    """
    try:
        text, name = encodings.decoded(content, encoding)
    except encodings.NotText as reason:
        yield Dropped(file, "", str(reason))
        return
    beginning = text[:BEGINNING]
    if (
        databases.looks_like_factiva(beginning)
        or databases.looks_like_proquest(beginning)
        or databases.looks_like_nexis(exports.lines(beginning))
    ):
        yield from databases.articles_of(text, file, name)
    else:
        note = databases.resemblance(beginning)
        yield Article(text, file, "", name, {"note": note} if note else {})
