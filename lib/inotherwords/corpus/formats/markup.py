"""What HTML shows, line by line: of a cell of a table, or of a page as a whole."""

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|img|figure|blockquote|script|table)\b[^<>]*>", re.I
)
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});")
BLOCKS = {
    "p", "div", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "tr", "caption", "blockquote", "pre", "figure", "figcaption", "section", "article", "header", "footer",
    "aside", "main", "nav", "form", "address", "center", "body", "title",
}  # fmt: skip
UNSEEN = {"script", "style", "noscript", "template", "iframe", "object", "svg", "head", "select", "button"}
# A line that only leads on: it is no word of the article.
LEADS_ON = re.compile(
    r"[\W_]*(?:read|learn|find out|see|view|show|continue|weiter|mehr|lire|en savoir|leer|lees|leia|saiba)\b"
    r".{0,20}\b(?:more|reading|article|story|lesen|la suite|plus|más|verder|mais)[\W_]*",
    re.IGNORECASE,
)
CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+?\d+ (?:chars|characters|Zeichen)\]\s*$")


def read_cell(words: str) -> tuple[list[str], str]:
    """Return the paragraphs of a text in a table, without tags and entities, and a note if it is cut short.

    A text without any is one paragraph, as it is.

    >>> read_cell("<p>Quill &amp; Sons</p><script>x</script><a href='x'>Read more</a>")
    (['Quill & Sons'], '')
    >>> read_cell("A dam is … [+1234 chars]")
    (['A dam is …'], 'only a beginning: “[+1234 chars]”')
    """
    note = ""
    if cut := CUT.search(words[-60:]):
        note = f"only a beginning: “{cut.group().strip(' ….')}”"
        words = words[: len(words) - len(cut.group())] + " …"
    if "&lt;" in words and not TAG.search(words) and TAG.search(whole := html.unescape(words)):
        words = whole
    if TAG.search(words):
        from lxml.html import fromstring

        try:
            lines = list(read_lines(fromstring(f"<div>{words.replace(chr(0), '')}</div>")))
        except (ValueError, RecursionError):
            lines = []
        if not any(lines):
            return [words], "its HTML cannot be read"
        return [line for line in lines if line and not LEADS_ON.fullmatch(line)], note
    return [html.unescape(words) if ENTITY.search(words) else words], note


def read_lines(tree: "_Element") -> Iterator[str]:
    """Yield the lines that a page shows, a blank one where two paragraphs are parted.

    Cells of a row are parted by tabs, and a rule is a row of underscores, as in exports that are text.
    """
    words: list[str] = []
    for event, element in _walk(tree):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and tag not in UNSEEN:
            if tag in BLOCKS:
                if tag == "br" and not any(map(str.strip, words)):
                    yield ""
                # A cell of a table goes on in its first paragraph.
                yield from _line(words) if "".join(words)[-1:] != "\t" else ()
                if tag == "hr":
                    yield "_" * 60
            elif tag in ("td", "th") and any(map(str.strip, words)):
                words.append("\t")
            words.append(element.text or "" if tag else "")
        elif event == "end":
            if tag in BLOCKS:
                yield from _line(words)
                if tag not in ("br", "tr", "table", "li"):
                    yield ""
            words.append(element.tail or "")
    yield from _line(words)


def _walk(tree: "_Element") -> Iterator[tuple[str, "_Element"]]:
    """Yield the beginning and the end of each element in order, without those that are not seen."""
    from lxml.etree import iterwalk

    walker = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event in ("comment", "pi"):
            yield "end", element
            continue
        if event == "start" and element.tag in UNSEEN:
            walker.skip_subtree()
        yield event, element


def _line(words: list[str]) -> Iterator[str]:
    line = "\t".join(" ".join(cell.split()) for cell in "".join(words).split("\t")).strip()
    words.clear()
    if line:
        yield line
