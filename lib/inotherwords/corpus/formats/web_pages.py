"""Saved web pages: text, headline, day, outlet and address of the article in one, by trafilatura."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from inotherwords import settings
from inotherwords.corpus.formats import decoding
from inotherwords.corpus.formats.article import Article, Dropped, with_headline

if TYPE_CHECKING:
    from lxml.etree import _Element


LARGEST = 10_000_000  # bytes of a page, pictures inside it included
MOST_TAGS = 100_000
MOST_ATTRIBUTES = 1_000  # of one tag: parsers need the square of their number
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE)
XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding=[\"']([\w:.-]{1,40})")
# What browsers and add-ons write when they save a page: where it was.
SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>]{1,2000})"
)
# Each article of an export of Factiva as a web page; read as a page, all but one would be lost unseen.
FACTIVA = re.compile(r"<div\s[^<>]{0,200}class=[\"']article \w\wArticle\b")
LONG_TAG = re.compile(r"<\w[^<>]{5000,}>")
ATTRIBUTE = re.compile(r"[\s\"'][\w:@.-]{1,100}\s*=")
# A day is taken only from where a page states it (the extensive search would take one out of the prose), and
# never set against the day of the run.
DAY = {"extensive_search": False, "original_date": True, "max_date": "2999-12-31"}
BLOCKS = {"p", "head", "list", "item", "quote", "table", "row", "code", "lb"}
BREAK = "\x1e"  # stands in no page that a parser has read


def read_web_page(content: bytes, file: str, encoding: str | None = None) -> Iterator[Article | Dropped]:
    """Yield the article of a saved page, or why none was found."""
    declared = XML_ENCODING.search(content[:200]) or CHARSET.search(content[:4096])
    try:
        html, name = decoding.decode_text(content, encoding, declared and declared[1].decode("ascii"))
    except decoding.NotText as reason:
        yield Dropped(file, "", str(reason))
        return
    if fault := _fault(content, html):
        yield Dropped(file, "", fault)
        return
    # It takes most of a second to load, and most corpora have no pages.
    from trafilatura import bare_extraction, load_html

    try:
        tree = load_html(html)
        page = bare_extraction(html, with_metadata=True, include_comments=False, date_extraction_params=DAY)
    except (ValueError, TypeError, AttributeError, KeyError, LookupError, RecursionError) as fault:
        yield Dropped(file, "", f"cannot be read as a web page ({type(fault).__name__})")
        return
    paragraphs = _paragraphs(page.body) if page is not None and page.body is not None else []
    if not paragraphs:
        yield Dropped(file, "", "no article found in the page")
        return
    if tree is not None and _is_a_list(page.body, tree):
        yield Dropped(file, "", "no article found in the page: hardly anything but links")
        return
    saved = SAVED_FROM.search(html[:5000])
    address = page.url or (saved[1] if saved else "")
    text = with_headline(page.title or "", paragraphs)
    metadata = {
        "headline": page.title,
        "outlet": page.sitename or page.hostname or _host(address),
        "published": page.date,
        "url": address,
        "byline": page.author,
    }
    yield Article(text, file, "", name, {key: value for key, value in metadata.items() if value})


def _fault(content: bytes, html: str) -> str:
    """Return why a page is not handed to the parser, or ""."""
    if not html.strip():
        return "empty"
    if len(content) > LARGEST:
        return f"larger than {LARGEST:,} bytes; save the page without its pictures"
    if html.count("<") > MOST_TAGS:
        return f"more than {MOST_TAGS:,} tags, which no page with one article has"
    if any(len(ATTRIBUTE.findall(tag.group())) > MOST_ATTRIBUTES for tag in LONG_TAG.finditer(html)):
        return f"a tag with more than {MOST_ATTRIBUTES:,} attributes, which no page with an article has"
    if "<!ENTITY" in html[:100_000]:
        return "declares entities, which no saved page does"
    if "\0" in html:
        return "holds zero bytes, so it is no text"
    if FACTIVA.search(html):
        return "an export of Factiva as a web page; export it as RTF, article format"
    return ""


def _paragraphs(body: "_Element") -> list[str]:
    """Return the paragraphs of an article as trafilatura lays it out, each on one line."""
    lines = "".join(_words(body)).split(BREAK)
    return [words for line in lines if (words := " ".join(line.split()))]


def _is_a_list(body: "_Element", page: "_Element") -> bool:
    """Return whether what was found on a page is links, with hardly a word beside them."""
    text = "".join("".join(_words(body)).split()).replace(BREAK, "")
    at = linked = 0
    for link in page.iter("a"):
        words = "".join("".join(link.itertext()).split())
        found = text.find(words, at, at + settings.LETTERS_BETWEEN_LINKS + len(words))
        if found >= 0:
            at = found + len(words)
            linked += len(words)
    return (len(text) - linked) * settings.LINKS_OF_A_LIST < linked


def _words(element: "_Element") -> Iterator[str]:
    """Yield all words of an element, with a BREAK wherever a line ends on the page."""
    around = BREAK if element.tag in BLOCKS else " " if element.tag == "cell" else ""
    yield around
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""
    yield around


def _host(address: str) -> str:
    r"""Return the name of the site of an address, without www.

    >>> _host("https://www.herald.example/news/1")
    'herald.example'
    """
    found = re.match(r"https?://(?:www\.)?([^/:?#]+)", address)
    return found[1] if found else ""
