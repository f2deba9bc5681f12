"""The HTML of one page: the cells of a notebook, made fit for reading by eye, by ear and on paper.

nbconvert fills a template of our own (`templates`); what follows dresses the tables and figures in it,
names its headings and mends its links. Nothing from an output comes through but words, tables and pictures.
"""

import copy
import re
from collections.abc import Callable, Collection, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from inotherwords.report.show import LINE

TEMPLATES = Path(__file__).parent / "templates"

# What a table of `show` is made of; whatever else an output holds stays out.
TABLE_TAGS = ("table", "thead", "tbody", "tr", "th", "td", "div", "span", "b")
# How wide a column has to be at least, by the characters in its longest cell.
WIDTHS = {90: "long", 36: "middling", 12: "short"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

Sections = list[tuple[str, str]]


class Made(NamedTuple):
    """What a run has made: the paths of its files, and the name of each figure by its PNG in base64."""

    files: Collection[str] = ()
    figures: Mapping[str, str] = MappingProxyType({})


def render_body(
    notebook: NotebookNode, made: Made, address: Callable[[str], str | None]
) -> tuple[str, Sections]:
    """Return the cells of a notebook as HTML, and its sections: (name to link to, text).

    `made` is what the run has made, for links to it; `address` tells where a link leads from the page, or
    None if its words are to stay without one.
    """
    html, _ = _exporter(made.files).from_notebook_node(prepare(notebook, made.figures))
    soup = BeautifulSoup(html, "html.parser")
    sections = name_headings(soup)
    dress_tables(soup)
    mend_links(soup, address)
    dress_figures(soup, made.files)
    link_names_of_files(soup, made.files)
    for line in soup.find_all("p"):
        if line.get_text().startswith("Reads"):
            line["class"] = "facts"
    return str(soup).strip(), sections


def _exporter(files: Collection[str]) -> HTMLExporter:
    paragraphs = partial(split_paragraphs, files=files)
    # The template uses none of these; an address would be one that a page might ask for.
    names = ("mathjax", "require_js", "jquery", "mermaid_js", "mermaid_layout_elk_js", "jupyter_widgets_base")
    return HTMLExporter(
        template_name=TEMPLATES.name,
        extra_template_basedirs=[str(TEMPLATES.parent)],
        filters={"paragraphs": paragraphs, "tables_only": keep_tables, "markdown": render_markdown},
        **{f"{name}_url": "" for name in names},
    )


def prepare(notebook: NotebookNode, figures: Mapping[str, str]) -> NotebookNode:
    """Return a notebook in which a figure knows its name and a table the line that announces it.

    `figures` has the names by the pictures. A short last line before a table that ends without a stop is
    its title, and no longer printed: "Sentence 1".
    """
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        outputs = cell.get("outputs", [])
        for output, following in pairwise(outputs):
            if output.output_type == "stream" and "text/html" in following.get("data", {}):
                before, _, last = output.text.rstrip("\n").rpartition("\n")
                if last and len(last) < LINE / 2 and last[-1] not in ".!?:":
                    output.text, following.metadata["title"] = before, last
        for output in outputs:
            if name := figures.get("".join(output.get("data", {}).get("image/png", "").split())):
                output.metadata["figure"] = name
        cell.outputs = [output for output in outputs if output.output_type != "stream" or output.text.strip()]
    return notebook


def split_paragraphs(text: str, files: Collection[str]) -> list[list[str]]:
    r"""Return printed text as paragraphs of lines: what was broken to be printed is whole again.

    Only a line on one of these files stands by itself.

    >>> printed = "A car-\nbomb and\nfour.\nb.csv: 2 rows\nc.csv: 3 rows\n\nOne.\n"
    >>> split_paragraphs(printed, {"b.csv", "c.csv"})
    [['A car-bomb and four.', 'b.csv: 2 rows', 'c.csv: 3 rows'], ['One.']]
    """
    found: list[list[str]] = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        lines: list[str] = []
        for line in filter(str.strip, block.split("\n")):
            if not lines or _file(line, files) or _file(lines[-1], files):
                lines.append(line)
            else:
                space = "" if re.search(r"\w-$", lines[-1]) else " "  # a hyphen may end a line
                lines[-1] = lines[-1].rstrip() + space + line
        if lines:
            found.append(lines)
    return found


def _file(line: str, files: Collection[str]) -> str:
    """Return the file that a printed line is on, or ""."""
    name, colon, _ = line.partition(": ")
    return name if colon and name in files else ""


def keep_tables(html: str) -> str:
    """Return the HTML of an output with the tags that tables of words need, and no attributes.

    >>> keep_tables('<script>1</script><td onclick="x" class="dataframe">a &lt; b</td>')
    '<td>a &lt; b</td>'
    """
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        if not tag.decomposed:
            tag.attrs = {}
            if tag.name not in TABLE_TAGS:
                tag.decompose()
    return str(soup)


def render_markdown(text: str) -> str:
    """Return Markdown as HTML; HTML in it stays text, and a link that could run something leads nowhere.

    >>> render_markdown("*a* <b>")
    '<p><em>a</em> &lt;b&gt;</p>'
    """
    renderer = IPythonRenderer(escape=True, exclude_anchor_links=True)
    return MarkdownWithMath(renderer=renderer).render(text).strip()


def make_slug(text: str) -> str:
    """Return the name under which a heading is linked to, as GitHub makes it.

    >>> make_slug("Who is named how?"), make_slug("outputs/tables/terms.csv")
    ('who-is-named-how', 'outputstablestermscsv')
    """
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-") or "part"


def name_headings(soup: BeautifulSoup) -> Sections:
    """Give every heading a name of its own and a level that follows; return those of the second level.

    Only the first heading is of the first level, and no level is left out on the way down.
    """
    level, taken, sections = 0, {"main", "sections"}, []
    for heading in soup.find_all(HEADINGS):
        level = min(max(int(heading.name[1]), 2 if level else 1), level + 1)
        heading.name = f"h{level}"
        text = heading.get_text().strip()
        name, number = make_slug(text), 1
        while name in taken:
            name, number = f"{make_slug(text)}-{number}", number + 1
        taken.add(name)
        heading["id"] = name
        if level == 2:
            sections.append((name, text))
    return sections


def dress_tables(soup: BeautifulSoup) -> None:
    """Give every table a caption and its headers a scope; one that may be wide, room to be scrolled in.

    Versions of a sentence (tables without a head) need no room: their lines break.
    """
    number = 0
    for place, table in enumerate(soup.find_all("table"), 1):
        versions = table.thead is None
        number += not versions
        heading = table.find_previous(HEADINGS)
        title = f"Table {number} · {heading.get_text().strip()}" if heading and not versions else ""
        announced = (table.find_parent(class_="result") or {}).get("data-title")
        _dress_columns(table)
        _dress_headers(table)
        for wrapper in table.find_all(["div", "span"]):
            wrapper.unwrap()
        caption = f"table-{place}"
        if announced or title:
            table.insert(0, _with_text(soup, "caption", announced or title, id=caption))
        if versions:
            table["class"] = "versions"
        else:
            label = {"aria-labelledby": caption} if table.caption else {"aria-label": "Table"}
            room = {"class": "scroll", "role": "group", **label, "tabindex": "0"}
            table.wrap(soup.new_tag("div", attrs=room))
    for result in soup.select(".result"):
        del result["data-title"]


def _dress_columns(table: Tag) -> None:
    """Mark the cells of each column: whether it is set to the right, and how wide it has to be.

    `show.table` sets words to the left, each in a <div>, and leaves numbers bare.
    """
    bare = table.find("div") is not None
    rows = [row.find_all(["th", "td"], recursive=False) for row in table.find_all("tr")]
    for column in zip(*rows, strict=False):
        longest = max(len(cell.get_text()) for cell in column)
        classes = [name for least, name in WIDTHS.items() if longest > least][:1]
        if bare and table.thead and column[0].div is None:
            classes.append("number")
        for cell in column if classes else ():
            cell["class"] = " ".join(classes)


def _dress_headers(table: Tag) -> None:
    """Make the first cell of each row its header, say of each header what for, and none of an empty cell."""
    for row in table.find_all("tr"):
        head = row.find_parent("thead") is not None
        for place, cell in enumerate(row.find_all(["th", "td"], recursive=False)):
            header = bool(cell.get_text().strip()) and (head or place == 0)
            cell.name = "th" if header else "td"
            if header:
                cell["scope"] = "col" if head else "row"


def dress_figures(soup: BeautifulSoup, files: Collection[str]) -> None:
    """Cut long alternative texts to their first sentence, give the whole below, and link to the files."""
    for number, figure in enumerate(soup.find_all("figure"), 1):
        image, name = figure.img, figure["data-name"]
        del figure["data-name"]
        caption = soup.new_tag("figcaption")
        whole = image["alt"].strip()
        first, _, rest = whole.partition(". ")
        if rest:
            image["alt"], image["aria-details"] = f"{first}.", f"figure-{number}"
            details = soup.new_tag("details", id=f"figure-{number}")
            details.append(_with_text(soup, "summary", "The figure in words"))
            details.append(_with_text(soup, "p", whole))
            caption.append(details)
        line = soup.new_tag("p")
        for ending, text in (("svg", "The drawing (SVG)"), ("csv", "what is drawn (CSV)")):
            if f"figures/{name}.{ending}" in files:
                line.append(" · " if line.contents else "")
                line.append(_with_text(soup, "a", text, href=f"../figures/{name}.{ending}"))
        caption.extend([line] if line.contents else [])
        figure.extend([caption] if caption.contents else [])


def mend_links(soup: BeautifulSoup, address: Callable[[str], str | None]) -> None:
    """Give every link the address that `address` finds for it; where that is None its words stay as text."""
    for link in soup.find_all("a"):
        found = address(link.get("href", ""))
        if found is None:
            link.unwrap()
        else:
            link["href"] = found


def link_names_of_files(soup: BeautifulSoup, files: Collection[str]) -> None:
    """Make links of the files that a cell says it wrote, and of the tables that the prose names as code."""
    for code in soup.select(".prose p code, .prose li code"):
        name = f"tables/{code.get_text()}.csv"
        if name in files and not code.find_parent("a"):
            code.wrap(soup.new_tag("a", href=f"../{name}"))
    for line in soup.select(".printed span"):
        text = line.get_text()
        if name := _file(text, files):
            line.clear()
            line.extend([_with_text(soup, "a", name, href=f"../{name}"), text.removeprefix(name)])


def _with_text(soup: BeautifulSoup, name: str, text: str, **attributes: str) -> Tag:
    tag = soup.new_tag(name, attrs=attributes)
    tag.string = text
    return tag
