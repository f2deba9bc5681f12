"""Exports of the news databases as text: which one it is, and what reads it.

Only sure signs count. A file that merely resembles an export is one article, and its note says so.
"""

from collections.abc import Callable, Iterator

from inotherwords.corpus.formats import exports, factiva, nexis, proquest
from inotherwords.corpus.formats.article import Article, Dropped
from inotherwords.corpus.formats.factiva import looks_like_factiva
from inotherwords.corpus.formats.nexis import looks_like_nexis
from inotherwords.corpus.formats.proquest import looks_like_proquest

__all__ = ["articles_of", "looks_like_factiva", "looks_like_nexis", "looks_like_proquest", "resemblance"]


def articles_of(text: str, file: str, encoding: str) -> Iterator[Article | Dropped]:
    r"""Yield the articles of an office document's text: those of an export, or the one that it is.

    >>> [article.text for article in articles_of("A dam\n\nIt stands.", "a.docx", "docx")]
    ['A dam\n\nIt stands.']
    """
    if export := _export(text):
        yield from export(text, file, encoding)
        return
    paragraphs = exports.paragraphs(exports.split_lines(text))
    if any(character.isalpha() for paragraph in paragraphs for character in paragraph):
        whole = "\n\n".join(paragraphs)
        yield Article(whole, file, "", encoding, exports.fields({"note": resemblance(text)}))
    else:
        yield Dropped(file, "", "no words in it")


def resemblance(text: str) -> str:
    """Return the note on a text that has a sign of an export, but not enough to be read as one.

    >>> resemblance("A memoir\\n\\nEnd of Document")
    'resembles an export of Nexis Uni, but was read as one article'
    >>> resemblance("A memoir")
    ''
    """
    alike = {
        "Nexis Uni": nexis.resembles_nexis(exports.split_lines(text)),
        "Factiva": factiva.resembles_factiva(text),
        "ProQuest": proquest.resembles_proquest(text),
    }
    names = " or ".join(name for name, is_alike in alike.items() if is_alike)
    return f"resembles an export of {names}, but was read as one article" if names else ""


def _export(text: str) -> Callable[[str, str, str], Iterator[Article | Dropped]] | None:
    """Return what reads an export of this kind, None where a text is surely none."""
    if looks_like_factiva(text):
        return factiva.read_factiva
    if looks_like_proquest(text):
        return proquest.read_proquest
    if looks_like_nexis(exports.split_lines(text)):
        return lambda text, file, encoding: nexis.read_nexis(exports.split_lines(text), file, encoding)
    return None
