"""Exports of the news databases as text: which one it is, and what reads it.

Only sure signs count. A file that merely resembles an export is one article, and its note says so.
"""

from collections.abc import Callable, Iterator

from charset_normalizer import from_bytes

from inotherwords.corpus import BYTE_ORDER_MARKS
from inotherwords.ways_in import exports, factiva, nexis, proquest
from inotherwords.ways_in.article import Article, Dropped
from inotherwords.ways_in.factiva import looks_like_factiva
from inotherwords.ways_in.nexis import looks_like_nexis
from inotherwords.ways_in.proquest import looks_like_proquest

MOST_BYTES = 64_000_000  # a database gives some hundred articles in one file, which is a tenth of that

__all__ = ["articles_of", "looks_like_factiva", "looks_like_nexis", "looks_like_proquest", "read"]


def read(content: bytes, file: str, encoding: str | None) -> Iterator[Article | Dropped]:
    r"""Yield the articles of a text file: those of an export, or the one that it is.

    >>> [one.text for one in read(b"A dam\n\nIt stands.", "a.txt", None)]
    ['A dam\n\nIt stands.']
    """
    if len(content) > MOST_BYTES:
        reason = f"larger than {MOST_BYTES // 1_000_000} MB: export fewer articles at a time"
        yield Dropped(file, "", reason)
        return
    decoded = _decode(content, encoding)
    if isinstance(decoded, str):
        yield Dropped(file, "", decoded)
    else:
        text, name = decoded
        yield from articles_of(text, file, name)


def articles_of(text: str, file: str, encoding: str) -> Iterator[Article | Dropped]:
    """Yield the articles of a text that was read from whatever file: those of an export, or the one it is."""
    export = _export(text)
    if export:
        yield from export(text, file, encoding)
        return
    paragraphs = exports.paragraphs(exports.lines(text))
    if not any(character.isalpha() for paragraph in paragraphs for character in paragraph):
        yield Dropped(file, "", "no words in it")
        return
    alike = _resemblance(text)
    note = f"resembles an export of {alike}, but was read as one article" if alike else ""
    first = paragraphs[0]
    headline = first if len(paragraphs) > 1 and first[-1] not in '.?!…,;:”"' and len(first) < 300 else ""
    metadata = exports.fields({"headline": headline, "note": note})
    yield Article("\n\n".join(paragraphs), file, "", encoding, metadata)


def _resemblance(text: str) -> str:
    if nexis.resembles(exports.lines(text)):
        return "Nexis Uni"
    if factiva.resembles(text):
        return "Factiva"
    return "ProQuest" if proquest.resembles(text) else ""


def _export(text: str) -> Callable[[str, str, str], Iterator[Article | Dropped]] | None:
    """Return what reads an export of this kind, None where a text is surely none."""
    if looks_like_factiva(text):
        return factiva.articles
    if looks_like_proquest(text):
        return proquest.articles
    if looks_like_nexis(exports.lines(text)):
        return lambda text, file, encoding: nexis.articles(exports.lines(text), file, encoding)
    return None


def _decode(content: bytes, encoding: str | None) -> tuple[str, str] | str:
    """Return a text and the encoding it was read in, or the reason why it cannot be read."""
    marked = next((codec for mark, (codec, _) in BYTE_ORDER_MARKS.items() if content.startswith(mark)), None)
    for name in [encoding] if encoding else [marked or "utf-8"]:
        try:
            return content.decode(name), name
        except (UnicodeDecodeError, LookupError) as fault:
            if encoding or marked:
                return f"cannot be read as {name} ({type(fault).__name__})"
    best = from_bytes(content[:1_000_000]).best()
    if best is None:
        return "its encoding cannot be told: save it as UTF-8"
    try:
        return content.decode(best.encoding), best.encoding
    except UnicodeDecodeError:
        return "its encoding cannot be told: save it as UTF-8"
