"""Plain text: an export of a news database, or one article, which is taken as it is."""

from collections.abc import Iterator

from inotherwords.corpus.formats import databases, decoding, exports, guard
from inotherwords.corpus.formats.article import Article, Dropped


def read_plain(content: bytes, file: str, encoding: str | None = None) -> Iterator[Article | Dropped]:
    r"""Yield the articles of a plain text file: those of an export, or its one, line ends untouched.

    Of labels at its beginning (see `guard.read_labels`) the headline alone stays in the text.

    >>> [article.text for article in read_plain(b"The dam stands.\r\n", "a.txt")]
    ['The dam stands.\r\n']
    """
    try:
        text, name = decoding.decode_text(content, encoding)
    except decoding.NotText as reason:
        yield Dropped(file, "", str(reason))
        return
    if several := databases.read_several(text, file, name):
        yield from several
    else:
        named, text = guard.read_labels(text)
        note = databases.note_resemblance(text[: databases.BEGINNING]) or guard.note_headings(text)
        yield Article(text, file, "", name, exports.clean_fields({**named, "note": note}))
