"""The reader as a page of HTML, from what `contents` gives: no tables needed."""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from inotherwords.text import segments
from inotherwords.text.quantities import SMALL

HERE = Path(__file__).parent
VOICES = {  # whose word it is: the one wording for all who are shown it on this page
    "own": "the article itself says it",
    "heading": "the article itself says it, in a heading",
    "caption": "the article itself says it, under a picture",
    "attributed": "a source says it, in the article's words",
    "quoted": "a source says it, in quotation marks",
}
WITHOUT_LABELS = (
    "the corpus brings no list of labels, or none of its words is in the articles. If it brings none, "
    "tables/proposed_labels.csv beside this page has one to start from: “inotherwords adopt” puts it beside "
    "the articles."
)
SCRIPTS = ["reader.js", "reader_places.js", "reader_details.js", "reader_opening.js", "reader_start.js"]


def _prose(text: str) -> list[Markup]:
    """Return the paragraphs of a note of the corpus, **bold** kept and nothing else of its markup.

    >>> _prose("**Fire** & `x`\\n\\nSmoke")
    [Markup('<b>Fire</b> &amp; x'), Markup('Smoke')]
    """
    plain = [" ".join(part.replace("`", "").split()) for part in re.split(r"\n\s*\n", text)]
    return [Markup(re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", str(escape(part)))) for part in plain if part]  # noqa: S704


def explain(about: str, words: Iterable[str]) -> list[Markup]:
    """Return the paragraphs of a note that begin, in bold, with a name or word which stands in one of these.

    >>> explain("**Vandal** is a harsh word.\\n\\n**Van** is none.", ["vandals", "a vandal"])
    [Markup('<b>Vandal</b> is a harsh word.')]
    """
    named = [(part, re.match(r"\*\*(.+?)\*\*", part)) for part in re.split(r"\n\s*\n", about.strip())]
    text = f" {' | '.join(words)} ".casefold()
    found = [part for part, bold in named if bold and f" {bold[1]} ".casefold() in text]
    return _prose("\n\n".join(found))


def event(about: str) -> dict:
    """Return the first paragraph of a note as its first sentence, `lead`, and the `rest` of them, as text.

    A title in bold before it is left out, and what points to another file.

    >>> event("**What.** Rain fell. It was late. More in `x.md`.")
    {'lead': 'Rain fell.', 'rest': ['It was late.']}
    """
    first = re.split(r"\n\s*\n", about.strip())[0]
    plain = re.sub(r"^\*\*[^*]+\*\*\s*", "", " ".join(first.split()))
    spans = segments.find_segments(plain, segments.analyse(plain))
    sentences = [plain[start:end].replace("**", "") for _, start, end, _ in spans]
    lead, *rest = [one for one in sentences if "`" not in one] or [""]
    return {"lead": lead, "rest": rest}


def fingerprint(text: str) -> str:
    """Return a script's or style's SHA-256 as a Content-Security-Policy names it, in base 64.

    >>> fingerprint("")[:16]
    '47DEQpj8HBSa+/TI'
    """
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def render(
    shown: dict,
    about: str = "",
    listed: Sequence[str] = (),
    index: str = "",
    left_out: str = "",
    without_labels: str = WITHOUT_LABELS,
) -> str:
    """Return what `contents` gives as an HTML page; all that comes from it is escaped.

    `about` is the corpus' note on itself, `listed` are the sentences on who is on an official list,
    `without_labels` says why there are no labels, if there are none.
    """
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    # The page lets the browser run these and no others, one before the first article is laid out.
    sources = {"early": 'document.documentElement.className = "js"'}
    sources["script"] = "".join((HERE / name).read_text("utf-8") for name in SCRIPTS)
    scripts = {
        name: {"text": Markup(text), "sha256": fingerprint(text)}  # noqa: S704
        for name, text in sources.items()
    }
    articles = [{k: a[k] for k in ("siglum", "short")} for a in shown["articles"]]
    names = {a["siglum"]: a["short"] for a in articles}
    count = len(articles)
    number = ["no", *SMALL[1:13]][count] if count < 13 else str(count)
    together = shown["one_event"] and not left_out
    told = f"{number} article{'s' * (count != 1)}"
    return environment.get_template("reader.html").render(
        **shown,
        about=_prose(about),
        lead=f"One event, told by {told}" if together else f"{told[0].upper()}{told[1:]}, side by side",
        event=event(about),
        explain=partial(explain, about),
        names=names,
        voices=VOICES,
        in_words=lambda number: ["no", *SMALL[1:13]][number] if number < 13 else str(number),
        listed=listed,
        index=index,
        left_out=left_out,
        without_labels=without_labels,
        by_place={name: detail["at"] for name, detail in shown["details"].items() if "at" in detail},
        style=Markup((HERE / "reader.css").read_text("utf-8")),  # noqa: S704
        **scripts,
        data={"articles": articles, "details": shown["details"], "voices": VOICES, "first": shown["first"]},
    )
