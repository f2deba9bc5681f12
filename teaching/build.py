"""Make the handouts: `make teaching` fills every template with facts from the corpus and the last run.

`templates/NAME.md` (Jinja) becomes `NAME.md`; `templates/NAME.typ` (Typst) becomes `print/NAME-a4.pdf` and
`print/NAME-letter.pdf`; `templates/NAME.html` becomes `NAME.html`, with all Markdown pages in it. A name that
begins with an underscore is a part that others include. A lesson that comes with its articles is a folder of
its own (`school/`): its pages are made from `templates/school/`, its sheets from the same templates as the
others', its reader is a copy of its run's. In all, a fact that does not exist stops the build.
Article text is only ever set as text: in Markdown every string that is filled in is escaped (`|safe` for what
a macro made), in Typst the facts come as data, and HTML in Markdown stays text.
"""

import json
import re
import sys
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

import typst
from facts import every
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from lessons import ELSEWHERE, sections
from markupsafe import Markup
from prose import helpers

from inotherwords.errors import InputError
from inotherwords.paths import OUTPUTS, SEEDS

TEACHING = Path(__file__).resolve().parent
TEMPLATES = TEACHING / "templates"
SCHOOL = TEACHING / "school"
SHEETS = ["cards", "worksheet", "voice-card", "word-bank", "key"]  # of the lesson on the phone ban
PAPERS = {"a4": "a4", "letter": "us-letter"}
FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
MADE = "<!-- Made by `make teaching` from teaching/templates/{name} and the tables. Edit those. -->\n\n"


def escaped(value: object) -> object:
    r"""Return a string so that Markdown shows it as it is; anything else, and what is marked safe, unchanged.

    >>> print(escaped("*a* <b> [c](d) e_f | $g$"))
    \*a\* \<b\> \[c\](d) e\_f \| \$g\$
    """
    if isinstance(value, str) and not isinstance(value, Markup):
        return re.sub(r"([\\`*_\[\]<>|~$&])", r"\\\1", value)
    return value


def markdown(folder: Path, name: str, facts: dict) -> bytes:
    """Return the page that a Jinja template makes of the facts, under a note on where it comes from.

    Raises jinja2.TemplateError if the template asks for a fact that does not exist.
    """
    pages = Environment(  # noqa: S701
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        finalize=escaped,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made_from = f"{folder.name}/{name}" if folder.parent == TEMPLATES else name
    return (
        MADE.format(name=made_from) + pages.get_template(name).render({**facts, **helpers(facts)})
    ).encode()


def slides(folder: Path, facts: dict) -> list[dict]:
    """Return the slides, each with `title` and `lines`, that `slides.toml` makes of the facts, if any.

    Raises jinja2.TemplateError if the template asks for a fact that does not exist.
    """
    if not (folder / "slides.toml").is_file():
        return []
    filled = Environment(undefined=StrictUndefined).from_string((folder / "slides.toml").read_text("utf-8"))  # noqa: S701
    return tomllib.loads(filled.render({**facts, **helpers(facts)}))["slides"]


def website(name: str, pages: dict[str, str], facts: dict, elsewhere: Mapping[str, str] = ELSEWHERE) -> bytes:
    """Return an HTML page of the facts and all Markdown pages (by their file names); all text is escaped.

    Raises jinja2.TemplateError if the template asks for what does not exist.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name).render({**facts, "sections": sections(pages, elsewhere)}).encode()


def printed(folder: Path, name: str, facts: dict, paper: str, **how) -> bytes | list[bytes]:
    """Return what a Typst template makes of the facts, for a paper of PAPERS: a PDF, always the same bytes.

    `how` goes to `typst.compile` (format="png" gives a list of pages). Raises typst.TypstError.
    """
    inputs = {"facts": json.dumps(facts, ensure_ascii=False), "paper": PAPERS[paper]}
    return typst.compile(
        folder / name, root=folder, font_paths=FONTS, sys_inputs=inputs, **{"format": "pdf", **how}
    )


def files(facts: dict, folder: Path = TEMPLATES, sheets: Collection[str] | None = None) -> dict[str, bytes]:
    """Return every handout by its path in the folder of the lesson; only those of `sheets`, if given.

    Raises InputError if a template cannot be filled.
    """
    made: dict[str, bytes] = {}
    facts = {**facts, "slides": [] if sheets else slides(folder, facts)}
    for path in sorted(folder.iterdir(), key=lambda path: (path.suffix == ".html", path.name)):
        try:
            if path.name.startswith("_") or path.stem not in (sheets or [path.stem]):
                continue
            if path.suffix == ".md":
                made[path.name] = markdown(folder, path.name, facts)
            elif path.suffix == ".typ":
                if path.stem == "slides":
                    made["print/slides.pdf"] = printed(folder, path.name, facts, "a4")
                    continue
                for paper in PAPERS:
                    made[f"print/{path.stem}-{paper}.pdf"] = printed(folder, path.name, facts, paper)
            elif path.suffix == ".html":  # last, of the pages before
                pages = {name: page.decode() for name, page in made.items() if name.endswith(".md")}
                made[path.name] = website(path.name, pages, facts)
        except (TemplateError, typst.TypstError) as fault:
            reason = " ".join(str(fault).split())
            raise InputError(f"teaching/templates/{path.name}: {reason}. Correct the template.") from None
    return made


def code(address: str) -> list[list[int]]:
    """Return the QR code of an address, rows of 1 (black) and 0; no rows if there is no address.

    >>> code(""), len(code("https://example.org"))
    ([], 25)
    """
    if not address:
        return []
    import segno  # only here: most builds have no address

    return [list(row) for row in segno.make(address, error="m", micro=False).matrix]


def school(address: str = "") -> dict[str, bytes]:
    """Return every handout of the lesson on the phone ban by its path in `teaching/`."""
    known = every(SCHOOL, SCHOOL / "articles", SCHOOL) | at(
        address and f"{address}/teaching/school/reader.html"
    )
    made = files(known, TEMPLATES, SHEETS) | files(known, TEMPLATES / "school")
    lesson = {"README.md": made["README.md"].decode()}
    back = {"../README.md": "../lessons.html", "../own-texts.md": "../lessons.html#own-texts"}
    made["lesson.html"] = website("lessons.html", lesson, known, back)
    return {f"school/{name}": content for name, content in made.items()}


def at(address: str) -> dict:
    """Return what the cards say of the place where the reader page can be opened: its address and QR code."""
    return {"address": address, "code": code(address)}


def main(address: str = "") -> int:
    """Write every handout and return the exit code: 2, and one line, if one cannot be made.

    `address` is where the project has been put on the web; the cards then have the reader's QR code.
    """
    address = address.rstrip("/")
    try:
        known = every(TEACHING, SEEDS, OUTPUTS) | at(address and f"{address}/outputs/reader.html")
        made = files(known) | school(address)
    except InputError as fault:
        print(fault, file=sys.stderr)
        return 2
    for name, content in made.items():
        path = TEACHING / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    print(f"teaching: {len(made)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
