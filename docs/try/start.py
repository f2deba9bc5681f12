"""Start the library in a browser, and hand it what the page gives it (worker.js).

Nothing of the logic is here. Of nltk only its sentence splitter and its stemmer are needed; their own files
are loaded without the rest of that package, which would ask for much that a browser does not have.
"""

import base64
import io
import json
import re
import sys
import zipfile
from importlib.util import find_spec, module_from_spec


def prepare() -> None:
    """Let nltk's own files be loaded one by one; its guard of expressions becomes Python's `re`."""
    for name in ("nltk", "nltk.corpus", "nltk.stem", "nltk.tokenize"):
        sys.modules[name] = module_from_spec(find_spec(name))
    sys.modules["nltk.corpus"].stopwords = None
    sys.modules["nltk.redos"] = re


def open_docx(content) -> str:
    """Return the XML of a Word document, an array of bytes of the page; the browser itself reads it."""
    with zipfile.ZipFile(io.BytesIO(content.to_bytes())) as archive:
        return archive.read("word/document.xml").decode()


def pack(files: dict[str, str]) -> str:
    """Return files as a ZIP in base 64, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return base64.b64encode(out.getvalue()).decode()


class Network:
    """The two steps of the network, by what the page runs them with: `run.encode` and `run.assign`."""

    def __init__(self, run) -> None:
        """Keep the functions of the page, which have to be waited for."""
        self.run = run

    async def encode(self, window):
        """Return what `attribution.network.Network.encode` does."""
        from inotherwords.attribution.network import CueWords

        given = window.pieces, window.letter_case, window.quoted, window.first
        states, found = await self.run.encode(*map(json.dumps, given))
        none, first, further = zip(*found.to_py(), strict=True)
        return states, CueWords([1 - one for one in none], list(none), list(first), list(further))

    async def assign(self, states, here, marks, distances):
        """Return what `attribution.network.Network.assign` does."""
        found = await self.run.assign(states, here.start, here.stop, json.dumps(marks), json.dumps(distances))
        return found.to_py()


async def answer(questions, network):
    """Return what comes of questions when each answer of the network has to be waited for."""
    given = None
    while True:
        try:
            step, asked = questions.send(given)
        except StopIteration as done:
            return done.value
        given = await getattr(network, step)(*asked)


async def read(given: str, run) -> str:
    """Return, as JSON, the rows of the pasted texts, the reader's page and the tables as a ZIP in base 64.

    `given` is JSON: texts (pairs of name and text), labels, speakers (lists as pasted). Under `short` are the
    names of texts too short to tell their language. What cannot be read is told under `fault`, in one line.
    """
    from inotherwords.errors import InputError
    from inotherwords.pages import pasted

    asked = json.loads(given)
    texts = dict(asked["texts"])
    try:
        pasted.refuse(texts)
        lists = [pasted.read_list(name, asked[name]) for name in ("labels", "speakers")]
        rows = await answer(pasted.reading(texts, *lists), Network(run))
    except InputError as fault:
        return json.dumps({"fault": str(fault)})
    tables = pack({f"{name}.csv": pasted.write_csv(own) for name, own in rows.items() if own})
    short = pasted.find_short(texts)
    return json.dumps({"rows": rows, "tables": tables, "page": pasted.make_page(texts, rows), "short": short})
