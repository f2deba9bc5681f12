"""Texts: exports of the news databases, which one it is and what reads it, or one article.

Only sure signs count. A file that merely resembles an export is one article, and its note says so.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice

from inotherwords.corpus.formats import (
    decoding,
    exports,
    factiva,
    head_days,
    marked,
    nexis,
    proquest,
    running_heads,
    several_articles,
)
from inotherwords.corpus.formats.article import Article, Dropped
from inotherwords.errors import InputError
from inotherwords.paths import program
from inotherwords.text.furniture import is_paper

# All of these in a text are not enough to read it as such an export.
SIGNS = {
    "Nexis Uni": [r"[^\S\n]*(?:End of Document|Documents? \(\d+\)|(?:Load-Date|Job Number):.*)[^\S\n]*$"],
    "Factiva": [r"[^\S\n]*Do[ck]umento? [A-Za-z0-9]{10,40}[^\S\n]*$"],
    "Factiva with codes": [r"HD(?:[^\S\n]*\||\t|[ \xa0]{2})", r"LP(?:[^\S\n]*\||\t|[ \xa0]{2}|$)"],
    "ProQuest": [r"Full text:", r"Publication title:"],
}
SEARCHES = {name: [re.compile(f"(?mi)^{sign}") for sign in signs] for name, signs in SIGNS.items()}
# Of each database: whether lines are its export, what reads them, and, where its labels have translations,
# under which name these are listed, and which of them tell it.
DATABASES = {
    "Factiva": (factiva.is_factiva, factiva.read_factiva, ""),
    "ProQuest": (proquest.is_proquest, proquest.read_proquest, "proquest", "ProQuest document ID"),
    "Nexis Uni": (nexis.is_nexis, nexis.read_nexis, "nexis", "End of Document", "Load-Date"),
    **{
        form.name: (
            partial(marked.is_marked, form),
            partial(marked.read_marked, form),
            "newsbank",
            "Record Number",
        )
        for form in marked.FORMS
    },
}
BEGINNING = 500_000  # characters, within which an export shows what it is


def read_articles(text: str, file: str, encoding: str) -> Iterator[Article | Dropped]:
    r"""Yield the articles of an office document's text: those of an export, or the one that it is.

    >>> [article.text for article in read_articles("A dam\n\nIt stands.", "a.docx", "docx")]
    ['A dam\n\nIt stands.']
    """
    text, pages = running_heads.without_running_heads(text)
    if several := read_several(text, file, encoding):
        yield from _of_pages(several, pages)
        return
    whole = "\n\n".join(exports.join_lines(exports.split_lines(text)))
    if any(map(str.isalpha, whole)):
        yield _one(whole, {}, pages, file, encoding)
    else:
        yield Dropped(file, "", "no words in it")


def read_plain(content: bytes, file: str, encoding: str | None = None) -> Iterator[Article | Dropped]:
    r"""Yield the articles of a plain text file: those of an export, or its one, line ends untouched.

    Of labels at its beginning (see `several_articles.read_labels`) the headline alone stays in the text.

    >>> [article.text for article in read_plain(b"The dam stands.\r\n", "a.txt")]
    ['The dam stands.\r\n']
    """
    text, name = decoding.decode_text(content, encoding)
    text, pages = running_heads.without_running_heads(text)
    if several := read_several(text, file, name):
        yield from _of_pages(several, pages)
    else:
        named, text = several_articles.read_labels(text)
        yield _one(text, named, pages, file, name)


def _of_pages(several: Iterator[Article | Dropped], pages: list[str]) -> Iterator[Article | Dropped]:
    """Yield what was found, with the outlet that the heads of its pages name; to the first they are told."""
    papers = [line for line in pages if is_paper(line)]
    outlet = {"outlet": papers[0]} if len(papers) == 1 else {}
    for one in several:
        if pages and isinstance(one, Article):
            note = exports.join_notes(_note_pages(pages), one.metadata.get("note", ""))
            one = one._replace(metadata=exports.clean_fields({**outlet, **one.metadata, "note": note}))
            pages = pages if outlet else []
        yield one


def _note_pages(pages: list[str]) -> str:
    return f"heads of pages, left out: {exports.shorten(pages[0])}" if pages else ""


def _one(text: str, named: dict[str, str], pages: list[str], file: str, encoding: str) -> Article:
    """Return the one article of a file; `named` is what its labels say, `pages` the heads of its pages."""
    note = note_resemblance(text[:BEGINNING]) or several_articles.note_parts(text)
    head = head_days.find_head(text, pages)
    if "published" not in named:
        named, note = {**named, "published": head.published}, exports.join_notes(head.note, note)
    note = exports.join_notes(_note_pages(pages), note)
    return Article(
        text, file, "", encoding, exports.clean_fields({"outlet": head.outlet, **named, "note": note})
    )


def read_several(text: str, file: str, encoding: str) -> Iterator[Article | Dropped] | None:
    """Return what is found in a text that is an export or has several articles, None if it is one article.

    >>> read_several("A memoir", "a.txt", "UTF-8")
    """
    return read_export(text, file, encoding) or several_articles.part_text(text, file, encoding)


def refuse_several(texts: Mapping[str, str]) -> None:
    """Raise InputError for the first of some texts, by the names of their files, that is several articles.

    >>> refuse_several({"a.txt": "A dam\\n\\nIt stands."})
    """
    for name, text in texts.items():
        found = list(islice(read_several(text, name, "") or [], 2))
        if len(found) > 1 or any(isinstance(one, Dropped) for one in found):
            several = "an export with several articles"
            told = found[0].reason.partition(":")[0] if isinstance(found[0], Dropped) else several
            raise InputError(
                f"{name}: {told}. If it is one article, take out what parts it; else call articles.csv "
                f"metadata.csv and its column doc file, and see with {program()} inspect what is found."
            )


def note_resemblance(text: str) -> str:
    """Return the note on a text that has a sign of an export, but not enough to be read as one.

    >>> note_resemblance("A memoir\\n\\nEnd of Document")
    'resembles an export of Nexis Uni, but was read as one article'
    >>> note_resemblance("A memoir")
    ''
    """
    found = (name for name, signs in SEARCHES.items() if all(sign.search(text) for sign in signs))
    names = " or ".join(found)
    return f"resembles an export of {names}, but was read as one article" if names else ""


def find_database(text: str) -> tuple[str, str]:
    """Return whose export a text surely is, and in whose labels of other languages: both "" if of none.

    >>> find_database("A dam\\nBody\\nIt stands.\\nEnd of Document"), find_database("A memoir")
    (('Nexis Uni', ''), ('', ''))
    """
    lines = exports.split_lines(text)
    for name, (is_export, _, labels, *signs) in DATABASES.items():
        if is_export(lines):
            return name, ""
        foreign = exports.in_another_language(text, labels, *signs) if labels else []
        if foreign and is_export(foreign):
            return name, labels
    return "", ""


def read_export(text: str, file: str, encoding: str) -> Iterator[Article | Dropped] | None:
    """Return what is found in a text that is an export of a database, None where it is surely none.

    >>> read_export("A memoir", "a.txt", "UTF-8")
    """
    name, labels = find_database(text[:BEGINNING])
    if not name:
        return None
    lines = exports.split_lines(text)
    if name != "ProQuest":  # which parts its records by rules
        lines = ["" if proquest.RULE.fullmatch(line) else line for line in lines]
    return DATABASES[name][1](exports.in_english(lines, labels) if labels else lines, file, encoding)
