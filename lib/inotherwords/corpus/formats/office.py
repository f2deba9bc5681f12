"""Word and RTF files, whole articles or exports, read without trusting them.

Nothing that a file refers to is opened, no macro is run, and what would not fit into memory is refused
before it is unpacked.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from inotherwords.corpus.formats import databases
from inotherwords.corpus.formats.article import LOCKED, Article, Dropped, Unreadable, check_size

if TYPE_CHECKING:
    from lxml.etree import _Element

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST_XML = 40_000_000  # bytes of one part: some ten thousand pages
MOST_RTF = 20_000_000  # bytes without pictures
TOO_MUCH = "has more than {} MB of text: export fewer articles at a time"
# A link in the text and a picture elsewhere are never followed; what else lies outside the file is suspect.
HARMLESS = ("/hyperlink", "/image")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOT_READ = [
    f"{W}del",
    f"{W}moveFrom",
    f"{W}instrText",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
]
BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}

TITLE = re.compile(r"(?:Heading|berschrift|Titre|Kop|T[ií]?tulo|Titolo|Rubrik)1|Title|Titel", re.IGNORECASE)
BINARY = re.compile(rb"\\\\|\\bin(\d{1,10}) ?")
PICTURE = re.compile(rb"[0-9a-fA-F\s]{200,}")
BRACES = re.compile(r"\\[\\{}]|[{}]")
CONTROL = re.compile(r"\\[\\{}]|\\([a-z]+)(-?\d+)? ?|[{}]")
HIDDEN = re.compile(r"\\(?:deleted|v)(?![a-z0])")
FONTS = re.compile(r"\{[^{}]*\\fonttbl")
CHARSETS = re.compile(r"\\(f|fcharset)(\d{1,5})")


def read_office(content: bytes, file: str, encoding: str | None = None) -> Iterator[Article | Dropped]:
    r"""Yield the articles of a Word or RTF file: those of an export, or the one that it is.

    `encoding` is not asked for: both kinds of file say their own.

    >>> [one.text for one in read_office(rb"{\rtf1 A dam\par It stands.}", "a.rtf", None)]
    ['A dam\n\nIt stands.']
    """
    if content.startswith(OLD_WORD):
        raise Unreadable(LOCKED if ENCRYPTED in content else "an old Word document: save it as .docx")
    if content.lstrip()[:5].lower() == b"{\\rtf":
        yield from databases.read_articles(_rtf(content.lstrip()), file, "rtf")
    elif content.startswith(b"PK"):
        yield from databases.read_articles(_docx(content), file, "docx")
    else:
        told = "neither a Word document (.docx) nor rich text (.rtf), whatever its name says"
        raise Unreadable(told)


def _docx(content: bytes) -> str:
    """Return the lines of a .docx, a blank one between paragraphs."""
    from docx import Document  # each library of a format is loaded where a file needs it
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive)
        body = Document(io.BytesIO(content)).element.body
    except (zipfile.BadZipFile, EOFError, KeyError, ValueError, NotImplementedError, OSError, RuntimeError):
        raise Unreadable("damaged or cut off: not a whole Word document") from None
    except (etree.XMLSyntaxError, AttributeError, IndexError, zipfile.zlib.error):
        raise Unreadable("damaged: its XML is broken") from None
    etree.strip_elements(body, *NOT_READ, with_tail=False)
    paragraphs = [(_words(paragraph), _is_title(paragraph)) for paragraph in body.iter(f"{W}p")]
    # Where titles come again, each begins a page: what the reader sees as parted is kept so.
    several = sum(title for words, title in paragraphs if words.strip()) > 1
    return "\n\n".join("\f" * (several and title) + words for words, title in paragraphs)


def _is_title(paragraph: "_Element") -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and bool(TITLE.fullmatch(style.get(f"{W}val", "")))


def _is_hidden(run: "_Element") -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "1") not in ("0", "false", "off")


def _words(paragraph: "_Element") -> str:
    """Return a paragraph's own text, without that of a text box that hangs on it."""
    words = []
    for element in paragraph.iter(f"{W}t", *BREAKS):
        if next(element.iterancestors(f"{W}p")) is paragraph and not _is_hidden(element.getparent()):
            page = element.get(f"{W}type") == "page"
            words.append("\f" if page else BREAKS.get(element.tag) or element.text or "")
    return "".join(words)


def _check(archive: zipfile.ZipFile) -> None:
    """Raise Unreadable if the parts of an archive are not to be unpacked or read."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    check_size(archive)
    if any(part.file_size > MOST_XML for part in parts if part.filename.endswith((".xml", ".rels"))):
        raise Unreadable(TOO_MUCH.format(MOST_XML // 1_000_000))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable("holds macros: save it as .docx")
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise Unreadable("not a Word document, whatever its name says")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            found = archive.read(part)
            if b"<!DOCTYPE" in found or b"<!ENTITY" in found:
                raise Unreadable("declares entities in its XML, which no Word document does")
            if part.filename.endswith(".rels"):
                _check_relations(found)


def _check_relations(relations: bytes) -> None:
    """Raise Unreadable for a relation to something outside a document that is not harmless."""
    from lxml import etree

    for relation in etree.fromstring(relations, etree.XMLParser(resolve_entities=False)):
        kind = relation.get("Type", "")
        if relation.get("TargetMode") == "External" and not kind.endswith(HARMLESS):
            named = kind.rpartition("/")[2] or "unknown"
            told = f"refers to something outside the file ({named}): copy its text into a new document"
            raise Unreadable(told)


def _rtf(content: bytes) -> str:
    """Return the lines of rich text."""
    from striprtf.striprtf import rtf_to_text

    bare, whole = _without_binaries(content)
    if not whole:
        raise Unreadable("cut off: the file ends within a picture")
    bare = PICTURE.sub(b"", bare)
    if len(bare) > MOST_RTF:
        raise Unreadable(TOO_MUCH.format(MOST_RTF // 1_000_000))
    # Bytes past ASCII are written as the format wants them, so that its code page is applied to them, too.
    source = re.sub(rb"[\x80-\xff]", lambda byte: b"\\'%02x" % byte[0][0], bare).decode("ascii")
    source, closed = _one_group(source)
    try:
        # Without the addresses of links, which striprtf would put into the text.
        shown = _without_hidden(source).replace("\\fldinst", "\\fldtype")
        text = rtf_to_text(_with_plain_fonts(shown), errors="replace")
    except (ValueError, LookupError, TypeError, OverflowError, IndexError) as fault:
        told = f"damaged: its rich text cannot be read ({type(fault).__name__})"
        raise Unreadable(told) from None
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if not closed and databases.find_database(text)[0] not in ("Factiva", "Nexis Uni"):
        raise Unreadable("cut off: the file ends before its text does")
    return text.replace("\n", "\n\n")


def _without_binaries(content: bytes) -> tuple[bytes, bool]:
    r"""Return rich text without what stands behind \bin, and whether all of it was there."""
    kept, start, at = [], 0, 0
    while match := BINARY.search(content, at):
        at = match.end()
        if match[1]:
            kept.append(content[start : match.start()])
            start = at = at + int(match[1])
    return b"".join([*kept, content[start:]]), start <= len(content)


def _one_group(source: str) -> tuple[str, bool]:
    """Return rich text up to the brace that closes its first one, and whether there is one."""
    depth = 0
    for brace in BRACES.finditer(source):
        depth += {"{": 1, "}": -1}.get(brace.group(), 0)
        if depth == 0 and brace.group() == "}":
            return source[: brace.end()], True
    return source, False


def _without_hidden(source: str) -> str:
    r"""Return rich text without the words that are deleted or hidden.

    >>> _without_hidden(r"{\rtf1 A {\deleted big }dam\v  or two\v0 .}")
    '{\\rtf1 A {}dam.}'
    """
    if not HIDDEN.search(source):
        return source
    kept, around, hidden, at = [], [], False, 0
    for found in CONTROL.finditer(source):
        kept.append("" if hidden else source[at : found.start()])
        at = found.end()
        if found.group() == "{":
            around.append(hidden)
        elif found.group() == "}":
            hidden = around.pop() if around else False
        elif found[1] in ("deleted", "v"):
            hidden = found[2] != "0"
            continue
        elif hidden:
            continue
        kept.append(found.group())
    return "".join([*kept, source[at:]])


def _with_plain_fonts(source: str) -> str:
    """Return rich text whose table of fonts says no more than each one's character set.

    striprtf seeks these with an expression whose time grows with the square of what stands there.
    """
    start = FONTS.search(source)
    if not start:
        return source
    table, _ = _one_group(source[start.start() :])
    sets: dict[str, str] = {}
    font = ""
    for what, number in CHARSETS.findall(table):
        if what == "f":
            font = number
        else:
            sets[font] = number
    plain = "".join(f"{{\\f{font}\\fcharset{number} A;}}" for font, number in sets.items())
    return source[: start.start()] + f"{{\\fonttbl{plain}}}" + source[start.start() + len(table) :]
