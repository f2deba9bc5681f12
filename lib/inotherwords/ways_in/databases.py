"""Exports of the news databases as text: which one it is, and what reads it.

Only sure signs count. A file that merely resembles an export is one article, and its note says so.
"""

from collections.abc import Callable, Iterator

from inotherwords.ways_in import encodings, exports, factiva, nexis, proquest
from inotherwords.ways_in.article import Article, Dropped
from inotherwords.ways_in.factiva import looks_like_factiva
from inotherwords.ways_in.nexis import looks_like_nexis
from inotherwords.ways_in.proquest import looks_like_proquest

MOST_BYTES = 64_000_000  # a database gives some hundred articles in one file, which is a tenth of that

__all__ = ["articles_of", "looks_like_factiva", "looks_like_nexis", "looks_like_proquest", "read"]


def read(content: bytes, file: str, encoding: str | None = None) -> Iterator[Article | Dropped]:
    r"""Yield the articles of a text file: those of an export, or the one that it is, taken as it is.

    >>> [article.text for article in read(b"A dam\r\nIt stands.", "a.txt")]
    ['A dam\r\nIt stands.']
    """
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        yield Dropped(
            file, "", f"larger than {most} MB, which no export is: split it, or export less at a time"
        )
        return
    try:
        text, name = encodings.decoded(content, encoding)
    except encodings.NotText as reason:
        yield Dropped(file, "", str(reason))
        return
    if export := _export(text):
        yield from export(text, file, name)
    else:
        yield Article(text, file, "", name, exports.fields({"note": _resemblance(text)}))


def articles_of(text: str, file: str, encoding: str) -> Iterator[Article | Dropped]:
    """Yield the articles of an office document's text: those of an export, or the one that it is."""
    if export := _export(text):
        yield from export(text, file, encoding)
        return
    paragraphs = exports.paragraphs(exports.lines(text))
    if any(character.isalpha() for paragraph in paragraphs for character in paragraph):
        whole = "\n\n".join(paragraphs)
        yield Article(whole, file, "", encoding, exports.fields({"note": _resemblance(text)}))
    else:
        yield Dropped(file, "", "no words in it")


def _resemblance(text: str) -> str:
    """Return the note on a text that has a sign of an export, but not enough to be read as one."""
    alike = {
        "Nexis Uni": nexis.resembles(exports.lines(text)),
        "Factiva": factiva.resembles(text),
        "ProQuest": proquest.resembles(text),
    }
    names = " or ".join(name for name, is_alike in alike.items() if is_alike)
    return f"resembles an export of {names}, but was read as one article" if names else ""


def _export(text: str) -> Callable[[str, str, str], Iterator[Article | Dropped]] | None:
    """Return what reads an export of this kind, None where a text is surely none."""
    if looks_like_factiva(text):
        return factiva.articles
    if looks_like_proquest(text):
        return proquest.articles
    if looks_like_nexis(exports.lines(text)):
        return lambda text, file, encoding: nexis.articles(exports.lines(text), file, encoding)
    return None
