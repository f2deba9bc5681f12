"""Plain text: one article a file, taken as it is."""

from collections.abc import Iterator

from inotherwords.ways_in import encodings
from inotherwords.ways_in.article import Article, Dropped


def read(content: bytes, file: str, encoding: str | None = None) -> Iterator[Article | Dropped]:
    r"""Yield the article of a plain text file, its line ends untouched, or why it is none.

    >>> [article.text for article in read(b"The dam stands.\r\n", "a.txt")]
    ['The dam stands.\r\n']
    """
    try:
        text, name = encodings.decoded(content, encoding)
    except encodings.NotText as reason:
        yield Dropped(file, "", str(reason))
    else:
        yield Article(text, file, "", name, {})
