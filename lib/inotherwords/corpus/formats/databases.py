"""Exports of the news databases as text: which one it is, and what reads it.

Only sure signs count. A file that merely resembles an export is one article, and its note says so.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from inotherwords.corpus.formats import exports, factiva, guard, marked, nexis, proquest
from inotherwords.corpus.formats.article import Article, Dropped
from inotherwords.errors import InputError

BEGINNING = 500_000  # characters, within which an export shows what it is


def read_articles(text: str, file: str, encoding: str) -> Iterator[Article | Dropped]:
    r"""Yield the articles of an office document's text: those of an export, or the one that it is.

    >>> [article.text for article in read_articles("A dam\n\nIt stands.", "a.docx", "docx")]
    ['A dam\n\nIt stands.']
    """
    export = find_reader(text)
    if several := export(text, file, encoding) if export else guard.read_several(text, file, encoding):
        yield from several
        return
    paragraphs = exports.join_lines(exports.split_lines(text))
    whole = "\n\n".join(paragraphs)
    if any(map(str.isalpha, whole)):
        yield Article(whole, file, "", encoding, exports.clean_fields({"note": note_resemblance(text)}))
    else:
        yield Dropped(file, "", "no words in it")


def refuse_several(texts: Mapping[str, str]) -> None:
    """Raise InputError for the first of some texts, by the names of their files, that is several articles.

    >>> refuse_several({"a.txt": "A dam\\n\\nIt stands."})
    """
    for name, text in texts.items():
        beginning = text[:BEGINNING]
        reader = find_reader(beginning)
        found = reader(text, name, "") if reader else guard.read_several(text, name, "")
        kinds = list(islice(found, 2)) if found else []
        if len(kinds) > 1 or any(isinstance(one, Dropped) for one in kinds):
            told = kinds[0].reason if isinstance(kinds[0], Dropped) else "an export with several articles"
            raise InputError(
                f"{name}: {told.partition(':')[0]}. Take articles.csv away (its rows may go into metadata.csv, "
                "column file), and see with inotherwords inspect how the folder is read."
            )


def note_resemblance(text: str) -> str:
    """Return the note on a text that has a sign of an export, but not enough to be read as one.

    >>> note_resemblance("A memoir\\n\\nEnd of Document")
    'resembles an export of Nexis Uni, but was read as one article'
    >>> note_resemblance("A memoir")
    ''
    """
    alike = {
        "Nexis Uni": nexis.resembles_nexis(exports.split_lines(text)),
        "Factiva": factiva.resembles_factiva(text),
        "ProQuest": proquest.resembles_proquest(text),
    }
    names = " or ".join(name for name, is_alike in alike.items() if is_alike)
    return f"resembles an export of {names}, but was read as one article" if names else ""


def find_reader(text: str) -> Callable[[str, str, str], Iterator[Article | Dropped]] | None:
    """Return what reads an export that begins like this text, None where it is surely none.

    >>> find_reader("A memoir")
    """
    if factiva.looks_like_factiva(text):
        return factiva.read_factiva
    if proquest.looks_like_proquest(text):
        return proquest.read_proquest
    if nexis.looks_like_nexis(text):
        return nexis.read_nexis
    return marked.find_form(text)
