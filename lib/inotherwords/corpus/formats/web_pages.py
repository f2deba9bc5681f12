"""Saved web pages: text, headline, day, outlet and address of the article in one, by trafilatura."""

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import dropwhile, islice
from typing import TYPE_CHECKING

from inotherwords import settings
from inotherwords.corpus.formats import databases, dates, decoding, exports, markup, several_articles
from inotherwords.corpus.formats.article import Article, Dropped, Unreadable, cut_outlet, with_headline
from inotherwords.text import furniture, surroundings

if TYPE_CHECKING:
    from lxml.etree import _Element


LARGEST = 10_000_000  # bytes of a page, pictures inside it included
MOST_WORDS = 25  # of an element that states a day or an author
MOST_TAGS = 100_000
MOST_ATTRIBUTES = 1_000  # of one tag: parsers need the square of their number
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE)
XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding=[\"']([\w:.-]{1,40})")
# What browsers and add-ons write when they save a page: where it was.
SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>]{1,2000})"
)
# A page as an archive of the web keeps it: the archive's own bar, and its address before that of the page.
FACTIVA = re.compile(r"<div\s[^<>]{0,200}class=[\"']article \w\wArticle\b")
TOOLBAR = re.compile(
    r"<!-- BEGIN WAYBACK TOOLBAR INSERT -->.*?<!-- END WAYBACK TOOLBAR INSERT -->", re.DOTALL
)
ARCHIVED = re.compile(r"https?://[^/\s]+/(?:[\w-]+/){0,2}\d{8,14}(?:[a-z]{2}_)?/(?=https?://)")
LONG_TAG = re.compile(r"<\w[^<>]{5000,}>")
ATTRIBUTE = re.compile(r"[\s\"'][\w:@.-]{1,100}\s*=")
# Never set against the day of the run, and never sought in the prose.
DAY = {"extensive_search": False, "original_date": True, "max_date": "2999-12-31"}
# Where a page states its day and its author: elements that are called so, and are short.
DATED = re.compile(
    r"date|fecha|datum|data\b|publi|posted|time(?!line)|byline|aut(?:h?or|eur)|entry-meta|article-?_?info|stamp",
    re.IGNORECASE,
)
# A day beside one of these words is not that on which an article was published.
NOT_PUBLISHED = re.compile(
    r"updated?|modified|print|access|retriev|captur|copyright|©|expires?|event|issued?|certifi"
    r"|aktualisiert|abgerufen|gedruckt|mis à jour|imprim|bijgewerkt|actualizad",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"(?:published|posted|veröffentlicht|erschienen|publié|publicado|gepubliceerd|pubblicato|publicerad)"
    r"\W+(?:(?:on|am|le|op|el|em|il|den)\W+)?(?:\w+day,? )?(?=\w)",
    re.IGNORECASE,
)
DAY_LETTERS = 30  # of what stands behind that word, within which the day is
MODIFIED = re.compile(r"modif|updated|revised", re.IGNORECASE)  # "article:modified_time"
NO_OUTLET = re.compile(
    r".*(?:copyright|©|all rights reserved).*|by\b:?.*|\W*\d*\W*|(?:\S+ ){7}.*", re.IGNORECASE
)
# What Europresse and Factiva print above a title, such as its section; the page says which line is the title.
ABOVE_A_TITLE = (
    "//div[@id='pageTitle']",
    "//p[contains(@class, 'titreArticleVisu')]/preceding-sibling::*",
    "//div[@id='hd'][span[contains(@class, 'Headline')]]/preceding-sibling::div",
)
# Between headline and text: what is called so, and what is none.
STANDFIRST = re.compile(
    r"stand-?first|sub-?_?(?:title|titre|titulo|head|line)|deck?\b|dek\b|lede?\b|lead\b|chap(?:eau|o)|vorspann|intro"
    r"|summary|excerpt|bajada|entradilla|copete|sommario|occhiello|catenaccio|ingress|unterzeile|zajawka",
    re.IGNORECASE,
)
NO_STANDFIRST = re.compile(
    r"aut(?:h?or|eur)|byline|date|meta|caption|credit|share|social|tags?\b|ads?\b|newsletter|promo|related|breadcrumb|time",
    re.IGNORECASE,
)
BESIDE_A_TEXT = {"nav", "aside", "footer", "figure", "form", "ul", "ol", "table", "button"}
MOST_WORDS_OF_A_STANDFIRST = 70
MOST_BELOW = 100  # elements between a headline and its text
WORD_COUNT = re.compile(r'"wordCount"\s*:\s*"?(\d{1,6})')
BLOCKS = {"p", "head", "list", "item", "quote", "table", "row", "code", "lb"}
BREAK = "\x1e"  # stands in no page that a parser has read
FEED = "\ue00c"  # for a form feed, which would go with the other white space


def read_web_page(content: bytes, file: str, encoding: str | None = None) -> Iterator[Article | Dropped]:
    """Yield the article of a saved page, or why none was found."""
    declared = XML_ENCODING.search(content[:200]) or CHARSET.search(content[:4096])
    html, name = decoding.decode_text(content, encoding, declared and declared[1].decode("ascii"))
    if fault := _fault(content, html):
        raise Unreadable(fault)
    # It takes most of a second to load, and most corpora have no pages.
    from trafilatura import bare_extraction, load_html
    from trafilatura.metadata import extract_metadata

    html = TOOLBAR.sub("", html)
    try:
        tree = load_html(html)
        for path in ABOVE_A_TITLE if tree is not None else ():
            for element in tree.xpath(path):
                element.drop_tree()
        lines = "\n".join(markup.read_lines(tree)) if tree is not None else ""
        if export := databases.read_export(lines, file, name):
            yield from export
            return
        if FACTIVA.search(html):
            raise Unreadable("an export of Factiva as a web page that cannot be read; export it as RTF")
        stated = _what_states(tree) if tree is not None else None
        about = extract_metadata(stated, date_config=DAY) if stated is not None else None
        page = bare_extraction(tree, include_comments=False) if tree is not None else None
    except (ValueError, TypeError, AttributeError, KeyError, LookupError, RecursionError) as fault:
        told = f"cannot be read as a web page ({type(fault).__name__})"
        raise Unreadable(told) from None
    found = _paragraphs(page.body) if page is not None and page.body is not None else []
    if tree is None or not found:
        raise Unreadable("no article found in the page")
    if _is_a_list(page.body, tree):
        raise Unreadable("no article found in the page: hardly anything but links")
    whole = _with_titles_marked(tree) or "\n\n".join(found)
    if several := several_articles.part_text(whole, file, name):
        yield from several
        return
    found = _without_head(found, tree, stated)
    paragraphs, note = _whole([*_standfirst(found, tree), *found], tree, html)
    saved = SAVED_FROM.search(html[:5000])
    address = ARCHIVED.sub("", about.url or (saved[1] if saved else ""))
    outlet = "" if NO_OUTLET.fullmatch(about.sitename or "") else about.sitename
    outlet = outlet or _outlet_of_the_title(tree)
    day = about.date or _visible_day(stated) or _day_beside_another(tree)
    day, unsure = _sure_day(day, stated, html)
    title = cut_outlet(about.title or "", outlet or "")
    text = with_headline(title, [one for one in paragraphs if one != about.title])
    metadata = {
        "headline": title,
        "outlet": (_host(outlet) or outlet if outlet else "") or _host(address),
        "published": day,
        "url": address,
        "byline": about.author,
        "note": exports.join_notes(
            note, _note_rules(tree) or several_articles.note_parts("\n\n".join(found)), unsure
        ),
    }
    yield Article(text, file, "", name, {key: value for key, value in metadata.items() if value})


def _what_states(tree: "_Element") -> "_Element":
    """Return what of a page states what it is: its head, its headlines, short elements with a day."""
    from lxml.html import Element

    page, body = Element("html", lang=tree.get("lang", "")), Element("body")
    page.extend([deepcopy(part) for part in tree.iter("head")][:1])
    for meta in [*page.iter("meta")]:
        if any(MODIFIED.search(meta.get(name, "")) for name in ("property", "name", "itemprop")):
            meta.getparent().remove(meta)
    page.append(body)
    for element in tree.iter(
        "h1", "h2", "time", "meta", "script", "p", "span", "div", "a", "address", "li", "em", "b"
    ):
        called = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
        if element.tag == "script":
            wanted = element.get("type") == "application/ld+json"
        elif element.tag in ("h1", "h2"):
            wanted = True
        elif element.tag == "meta":
            wanted = element.get("itemprop") == "datePublished"
        elif element.tag == "time" or DATED.search(called):
            words = _around(element) if element.tag == "time" else _shown(element)
            wanted = len(words.split()) <= MOST_WORDS and not NOT_PUBLISHED.search(f"{words} {called}")
        else:
            wanted = False
        if wanted:
            body.append(deepcopy(element))
            body[-1].tail = None
    return page


def _shown(element: "_Element") -> str:
    return " ".join("".join(element.itertext()).split())[:300]


def _around(time: "_Element") -> str:
    """Return the words of the box in which a day stands; where that is the article, those before it alone."""
    words, before = _shown(time.getparent()), time.getprevious()
    if len(words.split()) <= MOST_WORDS:
        return words
    beside = [time.getparent().text or ""] if before is None else [_shown(before), before.tail or ""]
    return " ".join([*" ".join(beside).split()[-6:], _shown(time)])


def _visible_day(stated: "_Element") -> str:
    """Return the first day of those that a page states in words, "" if none can be read."""
    for element in stated.iter("time", "p", "span", "div", "meta"):
        said = element.get("datetime") or element.get("content") or _shown(element)
        if dates.find_date(said) and (day := dates.read_day(said)[0]):
            return day
    return ""


def _day_beside_another(tree: "_Element") -> str:
    """Return the day that a short element says an article was published on, beside that of a change."""
    for element in tree.iter("p", "span", "div", "li", "time"):
        words = _shown(element)
        said = PUBLISHED.search(words) if len(words.split()) <= MOST_WORDS else None
        if said and (day := dates.read_day(words[said.end() : said.end() + DAY_LETTERS])[0]):
            return day
    return ""


def _sure_day(day: str, stated: "_Element", html: str) -> tuple[str, str]:
    """Return the day of a page, and a note; no day where the page has it in an order that may be another."""
    found = re.sub("-", "[-/]?", day) if day else ""
    language = next((one.get("lang", "") for one in stated.iter("html")), "")
    if not day or re.search(found, html) or (language and not language.startswith("en")):
        return day, ""
    for element in stated.iter("meta", "time", "p", "span", "div", "a", "li", "em", "b", "script"):
        for said in (element.get("content"), element.get("datetime"), _shown(element)):
            read, unsure = dates.read_day(dates.find_date(said or ""))
            if read == day:
                return day, ""
            if not read and dates.YEAR_LAST.fullmatch(dates.find_date(said or "")):
                return "", unsure
    return day, ""


def _outlet_of_the_title(tree: "_Element") -> str:
    """Return the outlet behind a page's headline in its title, "" if none stands there."""
    title = " ".join((tree.findtext(".//title") or "").split())
    headings = (_shown(heading) for heading in tree.iter("h1", "h2", "h3"))
    heading = next((words for words in headings if words and title.startswith(words)), "")
    behind = title.removeprefix(heading) if heading else ""
    found = re.fullmatch(r"\s*[-–—|·•]\s+(?:.*\s[-–—|·•]\s+)?(\S.*?)\s*", behind)
    return found[1] if found and not NO_OUTLET.fullmatch(found[1]) else ""


def _without_head(found: list[str], page: "_Element", stated: "_Element") -> list[str]:
    """Return the paragraphs of an article without who wrote it and when, above the first long one."""
    boxes = [(time.getparent(), _letters(_shown(time))) for time in page.iter("time")]
    said = {_letters(_shown(box)).replace(day, "") for box, day in boxes}
    said |= {
        _letters(_shown(one)) for one in stated.iter("p", "span", "div", "a", "address", "li", "em", "b")
    }
    long = next((at for at, words in enumerate(found) if len(words.split()) > MOST_WORDS), len(found) - 1)
    return [words for at, words in enumerate(found) if at >= long or _letters(words) not in said]


def _standfirst(found: list[str], page: "_Element") -> list[str]:
    """Return what stands between the headline of a page and the text that was found, and is not in it."""
    heading = next(page.iter("h1"), None)
    if heading is None:
        return []
    taken, title = _letters("".join(found)), _letters(_shown(heading))
    first = next((letters for letters in map(_letters, found) if letters != title), "")
    above: list[str] = []
    below = dropwhile(lambda element: element is not heading, page.iter("h1", "h2", "p", "div", "span"))
    for element in islice(below, 1, MOST_BELOW):
        if element.tag in ("div", "span") and len(element):
            continue
        words = " ".join("".join(element.itertext()).split())
        letters = _letters(words)
        if letters and (letters == first or (len(letters) > 80 and first.startswith(letters[:80]))):
            return above
        if len(words.split()) <= MOST_WORDS_OF_A_STANDFIRST and letters not in taken:
            above += [words] if _is_standfirst(element, words, heading) and words not in above else []
    return []  # where the text begins is not known


def _is_standfirst(element: "_Element", words: str, heading: "_Element") -> bool:
    """Return whether an element below a heading is called a standfirst, or stands beside it as one does."""
    outside = [*zip(range(4), element.iterancestors(), strict=False)]
    called = " ".join(one.get("class", "") for one in (element, element.getparent()))
    if NO_STANDFIRST.search(called) or any(one.tag in BESIDE_A_TEXT for _, one in outside):
        return False
    if furniture.is_furniture(words) or furniture.is_byline(words) or furniture.is_of_the_head(words, ""):
        return False
    if element.tag in ("div", "span") and not STANDFIRST.search(called):
        return False
    if STANDFIRST.search(called):
        return len(words.split()) > 2
    beside = [heading.getparent(), *list(heading.iterancestors())[1:2]]
    return element.getparent() in beside and len(words.split()) > 4 and not element.xpath(".//a|.//img")


def _with_titles_marked(tree: "_Element") -> str:
    """Return the lines of a page, a form feed before each title with a text below it, if several have one."""
    titles = _titled(tree, "h1", settings.WORDS_OF_A_PART)
    if len(titles) < 2:
        titles = [] if _has_a_title(tree) else _titled(tree, "h2", settings.WORDS_OF_AN_ARTICLE)
    if len(titles) < 2:
        return ""
    for title in titles:
        title.text = f"{FEED}{title.text or ''}"
    return "\n".join(markup.read_lines(tree)).replace(FEED, "\f")


def _titled(tree: "_Element", tag: str, fewest: int) -> list["_Element"]:
    """Return the headings of a page with so many words of text below; of h2 those with none above."""
    below: list[tuple[_Element, int]] = []
    if len([*islice(tree.iter(tag), 2)]) < 2:
        return []
    for element in tree.iter(tag, "p"):
        words = len(_shown(element).split()) if element.tag == "p" else 0
        if element.tag == tag:
            below.append((element, 0))
        elif below:
            below[-1] = (below[-1][0], below[-1][1] + words)
        elif tag != "h1" and words > MOST_WORDS:
            return []
    return [title for title, words in below if words >= fewest]


def _has_a_title(tree: "_Element") -> bool:
    """Return whether one of the headings of a page is its title."""
    title = _letters(tree.findtext(".//title") or "")
    return any(_letters(_shown(one)) in title for one in tree.iter("h1", "h2"))


def _note_rules(tree: "_Element") -> str:
    """Return a note on a page with several headings below rules, or with texts: it may be several."""
    below = [
        one for rule in tree.iter("hr") if (one := rule.getnext()) is not None and one.tag in ("h2", "h3")
    ]
    if len(below) > 1:
        return f"is it one article? {len(below)} headings have a rule above them"
    titles = _titled(tree, "h2", settings.WORDS_OF_AN_ARTICLE)
    told = f"is it one article? {len(titles)} headings have texts below them, and none stands above"
    return told if len(titles) > 1 else ""


def _whole(found: list[str], page: "_Element", html: str) -> tuple[list[str], str]:
    """Return the paragraphs of an article without what is the page's, those that were missed, and a note."""
    paragraphs = _with_missed(found, page)
    asks = any(map(furniture.asks_to_subscribe, paragraphs))
    paragraphs = [one for one in _without_links(paragraphs) if not furniture.is_furniture(one)]
    amended = next((one for one in paragraphs[1:] if furniture.AMENDED.match(one)), "")
    begins = ((one, next(one.itertext(), "").strip()) for one in page.iter("p"))
    amended = amended or next((_shown(one) for one, begin in begins if furniture.AMENDED.match(begin)), "")
    paragraphs = [one for one in paragraphs if not (amended and one.startswith(amended))]
    words = sum(len(one.split()) for one in paragraphs)
    short = (
        words < settings.WORDS_OF_A_TEASER and paragraphs and re.search(r"(?:\.\.\.|…)\W*$", paragraphs[-1])
    )
    notes = ["only a beginning: the page asks to subscribe"] if asks else []
    notes += ["only a beginning: its last sentence is cut off"] if short and not asks else []
    notes += [f"left out: “{exports.shorten(amended)}”"] if amended else []
    said = WORD_COUNT.search(html)
    notes.append(exports.note_length(said[1] if said else "", " ".join(paragraphs), "page"))
    return paragraphs, exports.join_notes(*notes)


def _without_links(found: list[str]) -> list[str]:
    """Return paragraphs without the headlines of other articles, which stand below “Related articles”.

    >>> _without_links(["The dam stands.", "Related articles", "Dam gives way", "It rained on."])
    ['The dam stands.', 'Related articles', 'It rained on.']
    """
    kept, listed = [], False
    for words in found:
        listed = furniture.heads_a_list(words) or (listed and not surroundings.ends_a_sentence(words))
        if not listed or furniture.heads_a_list(words):
            kept.append(words)
    return kept


def _with_missed(found: list[str], page: "_Element") -> list[str]:
    """Return the paragraphs that were found, and those beside them in boxes of the same kind as theirs."""
    all_found = _letters("".join(found))
    printed = [(" ".join("".join(one.itertext()).split()), one) for one in page.iter("p")]
    taken = {words for words, _ in printed if _letters(words) in all_found}
    if len(taken) == len({words for words, _ in printed}):
        return found
    shown = [(words, _box(one)) for words, one in printed]
    boxes = {box for words, box in shown if words in taken and words and all(box)}
    missed = [words for words, box in shown if box in boxes and words and words not in taken]
    if not missed or sum(map(len, missed)) < settings.MISSED_SHARE * sum(map(len, found)):
        return found
    out = list(found)
    at = 0
    for words, box in shown:
        if words in taken:
            at = out.index(words, at) + 1 if words in out[at:] else at
        elif box in boxes and words:
            out.insert(at, words)
            at += 1
    return out


def _letters(words: str) -> str:
    return "".join(words.split())


def _box(paragraph: "_Element") -> tuple[str, str]:
    """Return the class of the box in which a paragraph stands, and that around it; ("", "") without any."""
    classes = [
        parent.get("class", "") for _, parent in zip(range(2), paragraph.iterancestors(), strict=False)
    ]
    return (classes[0], classes[1] or "-") if len(classes) == 2 and classes[0] else ("", "")


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
