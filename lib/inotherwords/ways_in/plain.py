"""Plain text: an export of a news database, or one article, which is taken as it is."""

from collections.abc import Iterator

from inotherwords.ways_in import databases, encodings, exports
from inotherwords.ways_in.article import Article, Dropped


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
    if (
        databases.looks_like_factiva(text)
        or databases.looks_like_proquest(text)
        or databases.looks_like_nexis(exports.lines(text))
    ):
        yield from databases.articles_of(text, file, name)
    else:
        yield Article(text, file, "", name, {})
