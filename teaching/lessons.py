"""The lessons as one page for the browser: the same Markdown, every page a section, links that lead there."""

import re
from collections.abc import Mapping

import mistune
from bs4 import BeautifulSoup
from markupsafe import Markup

ELSEWHERE = {"school/README.md": "school/lesson.html"}
FIRST = "README.md"  # then in the order in which it links to them
LINK = re.compile(r"\]\(([\w-]+\.md)\)")


def sections(pages: Mapping[str, str], elsewhere: Mapping[str, str] = ELSEWHERE) -> list[dict]:
    """Return the pages, the start page first, each with its name (to link to), title and HTML.

    `elsewhere` has for Markdown pages that are not among them where they are as HTML.

    >>> found = sections({"README.md": "# Go\\n\\n[on](a.md)", "a.md": "# On\\n\\n## Part"})
    >>> [(row["name"], row["title"]) for row in found]
    [('README', 'Go'), ('a', 'On')]
    >>> print(found[0]["html"], found[1]["html"])
    <h2 id="README">Go</h2>
    <p><a href="#a">on</a></p> <h2 id="a">On</h2>
    <h3>Part</h3>
    """
    linked = [name for name in LINK.findall(pages[FIRST]) if name in pages]
    order = list(dict.fromkeys([FIRST, *linked, *pages]))
    return [section(name.removesuffix(".md"), pages[name], pages, elsewhere) for name in order]


def section(name: str, page: str, pages: Mapping[str, str], elsewhere: Mapping[str, str]) -> dict:
    """Return a page as a section: headings a level lower, tables with room, links inside."""
    text = page.partition("-->")[2] if page.startswith("<!--") else page
    soup = BeautifulSoup(mistune.create_markdown(escape=True, plugins=["table"])(text), "html.parser")
    for heading in soup.find_all(re.compile("^h[1-5]$")):
        heading.name = f"h{int(heading.name[1]) + 1}"
    title = soup.h2
    title["id"] = name
    for link in soup.find_all("a"):
        if link["href"] in pages:
            link["href"] = "#" + link["href"].removesuffix(".md")
        link["href"] = elsewhere.get(link["href"], link["href"])
    for number, table in enumerate(soup.find_all("table"), 1):
        for head in table.find_all("th"):
            head["scope"] = "col"
        label = f"{title.get_text()}: table {number}"
        table.wrap(soup.new_tag("div", attrs={"class": "scroll", "role": "group", "tabindex": "0"}))
        table.parent["aria-label"] = label
    html = Markup(str(soup).strip())  # noqa: S704 (mistune has escaped what is in it)
    return {"name": name, "title": title.get_text(), "html": html}
