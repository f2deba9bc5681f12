"""A run as pages for those who will never open Jupyter: its notebooks, the codebook, the reader, an index.

They lie in `outputs/html`, and are no part of the run: the next one removes them. They need no network, and
but for the reader they hold no script.
"""

import base64
import json
import os
import re
import tempfile
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import NamedTuple

import nbformat
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbformat import NotebookNode

from inotherwords.corpus import is_archive, list_files, read_sources, read_texts
from inotherwords.errors import InputError
from inotherwords.layers.files import decode, read_table
from inotherwords.layers.workspace import locate, swap, work_folder
from inotherwords.pages.render import (
    TEMPLATES,
    Made,
    Sections,
    make_slug,
    mend_links,
    render_body,
    render_markdown,
)
from inotherwords.paths import IMPORTED, NOTEBOOKS, OUTPUTS, PAGES, PROJECT, SEEDS, shown
from inotherwords.report import reader

SITE = "In Other Words"
CODEBOOK = PROJECT / "docs" / "CODEBOOK.md"
NEEDED = ("manifest.json", "findings.md", "tables/articles.csv")
REMEDY = "Run it first: `make` for this study, `inotherwords run` for articles of your own."


class Page(NamedTuple):
    """A page: the name of its file, its title, a short name for it, and what it is about, as HTML."""

    file: str
    title: str
    short: str
    about: str = ""


def write_pages(corpus: str | Path | None = None, outputs: str | Path | None = None) -> Path:
    """Write the pages of a run into `outputs/html`, all of them or none, and return that folder.

    Raises InputError if outputs or executed notebooks are missing, or the outputs are of another corpus.
    """
    corpus, outputs = locate(corpus, outputs)
    own = (corpus, outputs) == (SEEDS, OUTPUTS)
    if is_archive(outputs / IMPORTED):
        corpus = outputs / IMPORTED
    pages = render_page(corpus, outputs, NOTEBOOKS if own else outputs / "notebooks")
    with work_folder(outputs) as folder:
        new = Path(tempfile.mkdtemp(dir=folder)) / PAGES
        new.mkdir()
        for name, html in pages.items():
            (new / name).write_bytes(html.encode())
        swap(new, outputs / PAGES, folder / "old-pages")
    return outputs / PAGES


def render_page(corpus: Path, outputs: Path, notebooks: Path) -> dict[str, str]:
    """Return all pages of a run by their file names, as HTML; raises InputError as `write_pages` does."""
    check_run(corpus, outputs)
    sources = read_notebooks(notebooks)
    made = read_made(outputs)
    steps = [describe(stem, notebook) for stem, notebook in sources.items()]
    links = partial(find_address, outputs=outputs, files=[page.file for page in steps])
    index = Page("index.html", SITE, "")
    reading = Page("reader.html", "The reader", "reader")
    codebook = Page("codebook.html", "Codebook", "codebook") if CODEBOOK.is_file() else None
    site = [*steps, reading, *filter(None, [codebook])]
    found = {}
    around = zip(steps, [None, *steps[:-1]], [*steps[1:], None], sources.values(), strict=True)
    for page, before, after, notebook in around:
        html, sections = render_body(notebook, made, partial(links, folder=notebooks))
        found[page.file] = _filled("layout", page, site, sections, html=html, before=before, after=after)
    if codebook:
        cells = [nbformat.v4.new_markdown_cell(CODEBOOK.read_text(encoding="utf-8"))]
        text = nbformat.v4.new_notebook(cells=cells)
        html, sections = render_body(text, made, partial(links, folder=CODEBOOK.parent))
        found[codebook.file] = _filled("layout", codebook, site, sections, html=html)
    headings = ["Where to begin", "The articles", "The notebooks", "Findings"]
    found[index.file] = _filled(
        "start",
        index,
        site,
        [(make_slug(heading), heading) for heading in headings],
        articles=read_table(outputs, "articles").to_dict("records"),
        steps=steps,
        reading=reading,
        codebook=codebook,
        findings=render_findings(decode((outputs / "findings.md").read_bytes(), "findings.md")),
    )
    found[reading.file] = reader.make_page(outputs, corpus, index=index.file)
    return found


def check_run(corpus: Path, outputs: Path) -> None:
    """Raise InputError if there is no run in `outputs`, or one of other articles than the corpus has."""
    for name in NEEDED:
        if not (outputs / name).is_file():
            raise InputError(f"{shown(outputs)}: lacks {name}. {REMEDY}")
    files = list_files(corpus, read_texts(corpus, read_sources(corpus)))
    now = dict(zip(files["doc"], files["sha256"], strict=True))
    articles = read_table(outputs, "articles")
    if now != dict(zip(articles["doc"], articles["sha256"], strict=True)):
        raise InputError(
            f"{shown(outputs)}: made from other articles than those in {shown(corpus)}. "
            "Name their folder with --corpus, or run the study again."
        )


def read_notebooks(folder: Path) -> dict[str, NotebookNode]:
    """Return the executed notebooks of a folder by their names without ending.

    One of somebody's own that is not executed, or cannot be read, is named and left out. Raises InputError
    if there are none, or if one of the run is not executed from its first to its last cell.
    """
    paths = sorted(folder.glob("*.ipynb"))
    if not paths:
        raise InputError(f"{shown(folder)}: no notebooks in it. {REMEDY}")
    found = {}
    for path in paths:
        try:
            found[path.stem] = _read_executed(path)
        except InputError as fault:
            if (NOTEBOOKS / path.name).is_file():
                raise InputError(f"{fault} {REMEDY}") from None
            print(f"{fault} It gets no page. Run it in Jupyter, and make the pages again.", flush=True)
    return found


def _read_executed(path: Path) -> NotebookNode:
    """Return a notebook; raises InputError if it is none, or not executed to its end."""
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except OSError:
        raise
    except Exception:  # whatever a spoilt notebook does to its reader
        raise InputError(f"{shown(path)}: not a notebook that can be read.") from None
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    failed = any(output.output_type == "error" for cell in cells for output in cell.outputs)
    if failed or not all(cell.execution_count for cell in cells):
        raise InputError(f"{shown(path)}: not executed to its end.")
    return notebook


def read_made(outputs: Path) -> Made:
    """Return what a run has made, as its manifest lists it; raises InputError if that is no manifest."""
    path = outputs / "manifest.json"
    try:
        files = [row["path"] for row in json.loads(path.read_bytes())["outputs"]]
    except (KeyError, TypeError, ValueError):
        raise InputError(f"{shown(path)}: not a manifest that can be read. {REMEDY}") from None
    figures = {
        base64.b64encode((outputs / name).read_bytes()).decode(): Path(name).stem
        for name in files
        if name.endswith(".png")
    }
    return Made({*files, path.name}, figures)


def describe(stem: str, notebook: NotebookNode) -> Page:
    """Return the page that a notebook becomes: its title, and its first words that are about the question.

    >>> cell = nbformat.v4.new_markdown_cell("# 1 · What is there?\\n\\n*Reads* it · *Writes* it\\n\\nMuch.")
    >>> describe("01_loading", nbformat.v4.new_notebook(cells=[cell]))[1:]
    ('1 · What is there?', '1 loading', '<p>Much.</p>')
    """
    heading, *rest = notebook.cells[0].source.split("\n\n") if notebook.cells else [stem]
    about = [part for part in rest if not part.startswith("*Reads*")][:1]
    number, _, words = stem.partition("_")
    short = f"{number.lstrip('0')} {words.replace('_', ' ')}"
    return Page(f"{stem}.html", heading.lstrip("# ").strip(), short, render_markdown("".join(about)))


def find_address(href: str, folder: Path, outputs: Path, files: Collection[str]) -> str | None:
    """Return where a link leads from the page it is on, None if there is nothing.

    `folder` holds what the link was written in; `files` are the names of the notebooks' pages.

    >>> find_address("04_attribution.ipynb#Who-speaks", Path(), Path(), ["04_attribution.html"])
    '04_attribution.html#who-speaks'
    """
    if re.match(r"https?://|mailto:", href):
        return href
    target, mark, fragment = href.partition("#")
    name = make_slug(fragment) if mark else ""
    if not target:
        return mark + name if mark else None
    page = f"{target.removesuffix('.ipynb')}.html"
    if target.endswith(".ipynb") and page in files:
        return page + mark + name
    if target.startswith("../outputs/"):
        place = outputs / target.removeprefix("../outputs/")
    elif outputs == OUTPUTS:
        place = folder / target
    else:  # the rest of the project lies somewhere else
        return None
    relative = Path(os.path.relpath(place.resolve(), outputs / PAGES)).as_posix()
    return relative + mark + fragment if place.exists() else None


def render_findings(text: str) -> str:
    r"""Return what stands in findings.md below its heading and above its tables, as HTML, links mended.

    >>> render_findings("# Findings\n\n1. [All](tables/a.csv) speak.\n\n## Table\n")
    '<ol>\n<li><a href="../tables/a.csv">All</a> speak.</li>\n</ol>'
    """
    soup = BeautifulSoup(render_markdown(text.partition("\n")[2].partition("\n## ")[0]), "html.parser")
    mend_links(soup, "../{}".format)
    return str(soup).strip()


def _filled(template: str, page: Page, site: list[Page], sections: Sections, **parts: object) -> str:
    """Return a template of the whole page filled in; what is not HTML already is escaped there."""
    blocks = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, **blocks)
    environment.filters["html"] = Markup  # made here, of escaped text
    style = (TEMPLATES / "pages.css").read_text(encoding="utf-8")
    values = {"site_name": SITE, "site": site, "page": page, "sections": sections, "style": style}
    values |= {"before": None, "after": None, "digest": reader.fingerprint(style), **parts}
    return environment.get_template(f"{template}.html.j2").render(values)
