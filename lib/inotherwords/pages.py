"""The executed notebooks, the codebook and an index as pages for those who will never open Jupyter.

The pages need no network and hold no script. nbconvert turns the cells into HTML by a template of our own;
here that HTML is made fit for reading, by eye, by ear and on paper.
"""

import base64
import copy
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import nbformat
from bs4 import BeautifulSoup, Tag
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from inotherwords.corpus import OUTPUTS, PAGES, PROJECT, SEEDS, InputError, locate, read_table, shown
from inotherwords.pipeline import NOTEBOOKS, swap, work_folder
from inotherwords.show import LINE

SITE = "In Other Words"
TEMPLATES = Path(__file__).parent / "page_templates"
CODEBOOK = PROJECT / "docs" / "CODEBOOK.md"
REMEDY = "Run the study first (`make`, or `inotherwords run`)."

# What a table of `show` is made of; whatever else an output holds stays out.
TABLE_TAGS = ("table", "thead", "tbody", "tr", "th", "td", "div", "span", "b")
# How wide a column has to be at least, by the characters in its longest cell.
WIDTHS = {90: "long", 36: "middling", 12: "short"}
FIGURE = re.compile(r"^figure ([\w-]+), digest of its data: ", re.MULTILINE)
PRINTED_FILE = re.compile(r"^((?:tables/|figures/)?[\w-]+\.(?:csv|md|json|html))(?=: )")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NEAR_BREAK = re.compile(r"\w+-(?=\w)|\S+")


class Page(NamedTuple):
    """A page: the name of its file, its title, and a short name for it."""

    file: str
    title: str
    short: str


def paragraphs(text: str) -> list[list[str]]:
    r"""Return printed text as paragraphs of lines; lines that `show.sentences` had to break are whole again.

    A line was broken if the first word of the next would not have fitted.

    >>> paragraphs("tables/terms.csv: 3 rows\ntables/edits.csv: 1 rows\n\nOne.\n")
    [['tables/terms.csv: 3 rows', 'tables/edits.csv: 1 rows'], ['One.']]
    >>> paragraphs("word " * 19 + "\nand another.\n") == [["word " * 19 + "and another."]]
    True
    """
    found: list[list[str]] = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        lines: list[str] = []
        last = 0  # the length of the last line as printed
        for line in filter(str.strip, block.split("\n")):
            parting = "" if lines and re.search(r"\w-$", lines[-1]) else " "
            word = NEAR_BREAK.match(line)
            if lines and word and last + len(parting) + len(word[0]) > LINE:
                lines[-1] = lines[-1].rstrip() + parting + line
            else:
                lines.append(line)
            last = len(line.rstrip())
        if lines:
            found.append(lines)
    return found


def tables_only(html: str) -> str:
    """Return the HTML of an output with the tags that tables of words need, and no attributes.

    >>> tables_only('<script>1</script><td onclick="x" class="dataframe">a &lt; b</td>')
    '<td>a &lt; b</td>'
    """
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        if not tag.decomposed:
            tag.attrs = {}
            if tag.name not in TABLE_TAGS:
                tag.decompose()
    return str(soup)


def markdown(text: str) -> str:
    """Return Markdown as HTML; HTML in it stays text, and a link that could run something leads nowhere.

    >>> markdown("*a* <b>")
    '<p><em>a</em> &lt;b&gt;</p>'
    """
    renderer = IPythonRenderer(escape=True, exclude_anchor_links=True)
    return MarkdownWithMath(renderer=renderer).render(text).strip()


def prepared(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook in which a figure knows its name and a table the line that announces it.

    The name is printed after a figure. A last line before a table that ends without a stop is its title
    and is no longer printed: "Sentence 1".
    """
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        outputs = cell.get("outputs", [])
        for output, following in pairwise(outputs):
            if output.output_type == "stream" and "text/html" in following.get("data", {}):
                before, _, last = output.text.rstrip("\n").rpartition("\n")
                if last and len(last) < LINE / 2 and last[-1] not in ".!?:":
                    output.text, following.metadata["title"] = before, last
            if following.output_type == "stream" and (name := FIGURE.search(following.text)):
                output.setdefault("metadata", {})["figure"] = name[1]
        cell.outputs = [output for output in outputs if output.get("text", "x").strip()]
    return notebook


def slug(text: str) -> str:
    """Return the name under which a heading is linked to, as GitHub and readers of Markdown make it.

    >>> slug("Who is named how?"), slug("outputs/tables/terms.csv")
    ('who-is-named-how', 'outputstablestermscsv')
    """
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-") or "part"


def name_headings(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """Give every heading a name of its own and a level that follows; return the second level: (name, text).

    Only the first heading is of the first level, and no level is left out on the way down.
    """
    level, taken, sections = 0, {"main", "sections"}, []
    for heading in soup.find_all(HEADINGS):
        wanted = max(int(heading.name[1]), 2 if level else 1)
        level = min(wanted, level + 1)
        heading.name = f"h{level}"
        text = heading.get_text().strip()
        name, number = slug(text), 1
        while name in taken:
            name, number = f"{slug(text)}-{number}", number + 1
        taken.add(name)
        heading["id"] = name
        if level == 2:
            sections.append((name, text))
    return sections


def dress_tables(soup: BeautifulSoup) -> None:
    """Give every table a caption, headers with their scope, and, if it may be wide, room to be scrolled."""
    for number, table in enumerate(soup.find_all("table"), 1):
        result = table.find_parent(class_="result")
        heading = table.find_previous(HEADINGS)
        title = (result or {}).get("data-title") or f"Table {number}" + (
            f" · {heading.get_text().strip()}" if heading else ""
        )
        if result:
            del result["data-title"]
        versions = table.find("thead") is None
        _align(table, bool(result) and not versions)
        for header in table.find_all("th"):
            if not header.get_text().strip():
                header.name = "td"
        for row in table.find_all("tr"):
            cells = row.find_all(["th", "td"], recursive=False)
            if row.find_parent("thead"):
                for cell in cells:
                    if cell.name == "th":
                        cell["scope"] = "col"
            elif cells and cells[0].get_text().strip():
                cells[0].name = "th"
                cells[0]["scope"] = "row"
        for wrapper in table.find_all(["div", "span"]):
            wrapper.unwrap()
        caption = soup.new_tag("caption", id=f"table-{number}")
        caption.string = title
        table.insert(0, caption)
        if versions:
            table["class"] = "versions"
        else:
            room = {"class": "scroll", "role": "group", "aria-labelledby": f"table-{number}", "tabindex": "0"}
            table.wrap(soup.new_tag("div", attrs=room))


def _align(table: Tag, words_in_divs: bool) -> None:
    """Mark the cells of each column: numbers to the right, and whether it is long or short."""
    rows = [row.find_all(["th", "td"], recursive=False) for row in table.find_all("tr")]
    for column in zip(*rows, strict=False):
        longest = max(len(cell.get_text()) for cell in column)
        numbers = words_in_divs and column[0].find("div") is None
        width = next((name for least, name in WIDTHS.items() if longest > least), "")
        for cell in column:
            classes = " ".join(filter(None, ["number" if numbers else "", width]))
            if classes:
                cell["class"] = classes


def dress_figures(soup: BeautifulSoup, outputs: Path) -> None:
    """Cut long alternative texts to their first sentence, give the whole below, and link to the files."""
    for number, figure in enumerate(soup.find_all("figure"), 1):
        image, name = figure.img, figure["data-name"]
        del figure["data-name"]
        caption = soup.new_tag("figcaption")
        whole = image["alt"].strip()
        first, _, rest = whole.partition(". ")
        if rest:
            image["alt"] = f"{first}."
            image["aria-details"] = f"figure-{number}"
            details = soup.new_tag("details", id=f"figure-{number}")
            details.append(_with_text(soup, "summary", "The figure in words"))
            details.append(_with_text(soup, "p", whole))
            caption.append(details)
        files = [("svg", "larger, as a drawing (SVG)"), ("csv", "what is drawn, as a table (CSV)")]
        found = [(end, text) for end, text in files if (outputs / "figures" / f"{name}.{end}").is_file()]
        if found:
            line = soup.new_tag("p")
            for place, (end, text) in enumerate(found):
                line.append(" · " if place else "")
                line.append(_with_text(soup, "a", text, href=f"../figures/{name}.{end}"))
            caption.append(line)
        if caption.contents:
            figure.append(caption)


def _with_text(soup: BeautifulSoup, name: str, text: str, **attributes: str) -> Tag:
    tag = soup.new_tag(name, attrs=attributes)
    tag.string = text
    return tag


def mend_links(soup: BeautifulSoup, address: Callable[[str], str | None]) -> None:
    """Give every link the address that `address` finds for it; where that is None its words stay as text."""
    for link in soup.find_all("a"):
        found = address(link.get("href", ""))
        if found is None:
            link.unwrap()
        else:
            link["href"] = found


def link_names_of_files(soup: BeautifulSoup, outputs: Path) -> None:
    """Make links of the outputs that a cell says it wrote, and of the tables that the prose names as code."""
    for code in soup.select(".prose code"):
        if (outputs / "tables" / f"{code.get_text()}.csv").is_file() and not code.find_parent("a"):
            code.wrap(soup.new_tag("a", href=f"../tables/{code.get_text()}.csv"))
    for line in soup.select(".printed span"):
        if (name := PRINTED_FILE.match(line.get_text())) and (outputs / name[1]).is_file():
            rest = line.get_text()[name.end() :]
            line.clear()
            line.append(_with_text(soup, "a", name[1], href=f"../{name[1]}"))
            line.append(rest)


def address(href: str, folder: Path, outputs: Path, files: Iterable[str]) -> str | None:
    """Return where a link of a notebook or of the codebook leads from its page; None if to nothing there.

    `folder` holds what the link was written in, `files` are the names of the pages.
    """
    target, mark, fragment = href.partition("#")
    if re.match(r"https?://|mailto:", href):
        return href
    if not target:
        return f"#{slug(fragment)}" if fragment else None
    page = f"{target.removesuffix('.ipynb')}.html"
    if target.endswith(".ipynb") and page in files:
        return page + mark + (slug(fragment) if fragment else "")
    if target.startswith("../outputs/"):
        place = outputs / target.removeprefix("../outputs/")
    elif outputs == OUTPUTS:
        place = folder / target
    else:  # the project is somewhere else
        return None
    if not place.exists():
        return None
    return Path(os.path.relpath(place.resolve(), outputs / PAGES)).as_posix() + mark + fragment


def notebook_page(notebook: NotebookNode) -> tuple[Page, str]:
    """Return the page that a notebook becomes, but for its file and short name, and what it is about.

    The title is its first heading; what it is about are the paragraphs of its first cell but for the line
    on what it reads and writes, as HTML.
    """
    heading, *rest = notebook.cells[0].source.split("\n\n")
    about = [part for part in rest if not part.startswith("*Reads*")]
    return Page("", heading.lstrip("# ").strip(), ""), markdown("\n\n".join(about[:1]))


def body(
    notebook: NotebookNode, outputs: Path, address: Callable[[str], str | None]
) -> tuple[str, list[tuple[str, str]]]:
    """Return the cells of a notebook as HTML fit for a page, and its sections: (name, text)."""
    exporter = HTMLExporter(
        template_name=TEMPLATES.name,
        extra_template_basedirs=[str(TEMPLATES.parent)],
        filters={"paragraphs": paragraphs, "tables_only": tables_only, "markdown": markdown},
        # Nothing of these is in the template; an address would be a promise to fetch.
        mathjax_url="",
        require_js_url="",
        jquery_url="",
        mermaid_js_url="",
    )
    html, _ = exporter.from_notebook_node(prepared(notebook))
    soup = BeautifulSoup(html, "html.parser")
    sections = name_headings(soup)
    dress_tables(soup)
    dress_figures(soup, outputs)
    mend_links(soup, address)
    link_names_of_files(soup, outputs)
    for line in soup.select("h1 + p"):
        if line.get_text().startswith("Reads"):
            line["class"] = "facts"
    return str(soup).strip(), sections


def read_notebooks(folder: Path) -> dict[str, NotebookNode]:
    """Return the executed notebooks of a folder by their names without ending.

    Raises InputError if there are none, or if one is not executed from its first to its last cell.
    """
    paths = sorted(folder.glob("*.ipynb"))
    if not paths:
        raise InputError(f"{shown(folder)}: no notebooks in it. {REMEDY}")
    found = {}
    for path in paths:
        try:
            notebook = nbformat.read(path, as_version=4)
            nbformat.validate(notebook)
        except OSError:
            raise
        except Exception:  # whatever a spoilt notebook does to its reader
            raise InputError(f"{shown(path)}: not a notebook that can be read. {REMEDY}") from None
        cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
        outputs = [output.output_type for cell in cells for output in cell.outputs]
        if "error" in outputs or not all(cell.execution_count for cell in cells):
            raise InputError(f"{shown(path)}: not executed to its end. {REMEDY}")
        found[path.stem] = notebook
    return found


def render(corpus: Path, outputs: Path, notebooks: Path) -> dict[str, str]:
    """Return all pages of a run by their file names, as HTML.

    Raises InputError if outputs are missing or the notebooks are not executed.
    """
    for name in ("manifest.json", "findings.md", "tables/articles.csv"):
        if not (outputs / name).is_file():
            raise InputError(f"{shown(outputs)}: lacks {name}. {REMEDY}")
    sources = read_notebooks(notebooks)
    codebook = "codebook.html" if CODEBOOK.is_file() else ""
    entries, abouts = [], []
    for stem, notebook in sources.items():
        page, about = notebook_page(notebook)
        number, _, words = stem.partition("_")
        short = f"{number.lstrip('0')} {words.replace('_', ' ')}".strip()
        entries.append(page._replace(file=f"{stem}.html", short=short))
        abouts.append(Markup(about))  # noqa: S704  made by `markdown`, which escapes
    reader = Page("../reader.html", "The reader", "reader")
    others = [Page(codebook, "Codebook", "codebook")] if codebook else []
    layout = {"site": SITE, "pages": [*entries, reader, *others], **_style()}
    names = [page.file for page in entries]

    def from_notebook(href: str) -> str | None:
        return address(href, notebooks, outputs, names)

    def from_docs(href: str) -> str | None:
        return address(href, CODEBOOK.parent, outputs, names)

    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    found = {}

    def add(template: str, page: Page, sections: list[tuple[str, str]], **parts: object) -> None:
        place = names.index(page.file) if page.file in names else None
        around = {
            "before": entries[place - 1] if place else None,
            "after": entries[place + 1] if place is not None and place + 1 < len(entries) else None,
        }
        values = {**layout, **around, "file": page.file, "title": page.title, "sections": sections, **parts}
        found[page.file] = templates.get_template(template).render(values)

    for page, notebook in zip(entries, sources.values(), strict=True):
        html, sections = body(notebook, outputs, from_notebook)
        add("layout.html.j2", page, sections, body=Markup(html))  # noqa: S704  escaped by the template
    if codebook:
        html, sections = body(_of_markdown(CODEBOOK.read_text("utf-8")), outputs, from_docs)
        add("layout.html.j2", others[0], sections, body=Markup(html))  # noqa: S704  as above
    told = _findings(outputs)
    add(
        "start.html.j2",
        Page("index.html", SITE, ""),
        [
            ("where-to-begin", "Where to begin"),
            ("the-articles", "The articles"),
            ("the-notebooks", "The notebooks"),
            ("findings", "Findings"),
        ],
        articles=read_table(outputs, "articles").to_dict("records"),
        notebooks=[{**page._asdict(), "about": about} for page, about in zip(entries, abouts, strict=True)],
        findings=told,
        reader=reader.file,
        codebook=codebook,
    )
    return found


def _of_markdown(text: str) -> NotebookNode:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text)])


def _findings(outputs: Path) -> Markup:
    """Return the findings as HTML, the names of their groups as headings."""
    text = (outputs / "findings.md").read_text(encoding="utf-8").partition("\n")[2]
    return Markup(markdown(re.sub(r"(?m)^\*\*(.+)\*\*$", r"### \1", text)))  # noqa: S704  escaped there


def _style() -> dict[str, Markup | str]:
    """Return the style sheet, and its digest by which the page allows it and no other."""
    style = (TEMPLATES / "pages.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {"style": Markup(style), "style_digest": f"sha256-{digest}"}  # noqa: S704  our own file


def write(corpus: str | Path | None = None, outputs: str | Path | None = None) -> Path:
    """Write the pages of a run into `outputs/html`, all of them or none, and return that folder.

    Raises InputError if the outputs or the executed notebooks are missing.
    """
    corpus, outputs = locate(corpus, outputs)
    own = (corpus, outputs) == (SEEDS, OUTPUTS)
    pages = render(corpus, outputs, NOTEBOOKS if own else outputs / "notebooks")
    with work_folder(outputs) as folder:
        new = Path(tempfile.mkdtemp(dir=folder)) / PAGES
        new.mkdir()
        for name, html in pages.items():
            (new / name).write_bytes(html.encode())
        swap(new, outputs / PAGES, folder / "old-pages")
    return outputs / PAGES
