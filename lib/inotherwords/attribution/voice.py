"""In whose voice each word stands: the article's own, a source's, or a source's within quotation marks."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from inotherwords.text import quotations

HEADINGS = ("headline", "heading")
# What pictures show is told in the article's own words: nobody else has put it into any.
PICTURES = re.compile(r"\b(?:images|footage|photographs?|photos?|pictures?|videos?)\b", re.IGNORECASE)


class Voiced(NamedTuple):
    """In whose voice a word stands, and the number of the innermost attribution that holds it, else ""."""

    voice: str
    attribution: object


def _paint(length: int, spans: Iterable[tuple[int, int, object]], nothing: object) -> list[object]:
    """Return for each character the value of the shortest span that covers it."""
    painted = [nothing] * length
    for start, end, value in sorted(spans, key=lambda span: span[0] - span[1]):
        painted[start:end] = [value] * (end - start)
    return painted


def find_voices(
    text: str,
    places: Iterable[int],
    segments: Iterable[tuple[str, int, int]],
    roles: Iterable[tuple[object, str, int, int]],
) -> list[Voiced]:
    """Return in whose voice the word at each place of one article stands.

    `segments` are (kind, start, end), `roles` the parts of attributions: (attribution, role, start, end).

    voice: quoted inside the quotation marks of a source's words; attributed inside a source's words outside
    them; otherwise heading or caption by the segment, or own. Quotation marks without a source, as around a
    single word, leave it own; round the whole of a heading they make it quoted. What pictures show ("footage
    showed") stands in no attribution: nobody has spoken.

    >>> text, said = "They “fled,” he said.", [(1, "content", 0, 12), (1, "source", 13, 15)]
    >>> [found.voice for found in find_voices(text, [0, 5, 16], [("sentence", 0, 21)], said)]
    ['attributed', 'quoted', 'own']
    """
    roles = list(roles)
    shown = {number for number, role, *span in roles if role == "source" and PICTURES.search(text, *span)}
    contents = [
        (start, end, number)
        for number, role, start, end in roles
        if role == "content" and number not in shown
    ]
    kind = _paint(len(text), [(start, end, kind) for kind, start, end in segments], "")
    content = _paint(len(text), contents, "")
    quoted = _paint(len(text), [(start, end, True) for start, end in quotations.find_quotations(text)], False)
    found = []
    for place in places:
        if kind[place] in HEADINGS:
            voice = "quoted" if quoted[place] else "heading"
        elif content[place] == "":
            voice = "caption" if kind[place] == "caption" else "own"
        else:
            voice = "quoted" if quoted[place] else "attributed"
        found.append(Voiced(voice, content[place]))
    return found
