"""In whose voice each word stands: the article's own, a source's, or a source's within quotation marks."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from inotherwords.text import quotations

HEADINGS = ("headline", "heading")
# What pictures show is told in the article's own words: nobody else has put it into any.
PICTURES = re.compile(r"\b(?:images|footage|photographs?|photos?|pictures?|videos?)\b", re.IGNORECASE)

# "so-called rebels", "what the ministry calls terrorists": the word is somebody else's than who tells of it.
CALLING = r"(?:call|describ|term|label|brand|dub|denounc|portray|refer|regard|consider)\w*"
ANOTHERS = re.compile(
    r"\b(?:so[- ]called"
    rf"|(?:what|whom|who|people|those|men|women|groups?)(?: (?!and\b|but\b)[\w.’'-]+){{1,5}}? {CALLING}"
    r"(?: to)?(?: as)?)(?: (?:an?|the))? [“‘\"]?"
)
BETWEEN = re.compile(r"(?:(?!(?:and|at|by|for|from|in|of|on|out|the|to|with)\b)[\w’'-]+ ){0,2}")


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
    showed") stands in no attribution: nobody has spoken. A word that is somebody else's ("so-called rebels",
    "what the army calls terrorists") is attributed: to whom that is, if an attribution says so, else to none.

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
    calling = [match.span() for match in ANOTHERS.finditer(text)]
    begins = {number: start for start, _, number in reversed(contents)}
    found = []
    for place in places:
        called = [start for start, end in calling if BETWEEN.fullmatch(text, end, place)]
        if called and begins.get(content[place], 0) <= called[0]:
            found.append(Voiced("attributed", ""))
            continue
        if kind[place] in HEADINGS:
            voice = "quoted" if quoted[place] else "heading"
        elif content[place] == "":
            voice = "caption" if kind[place] == "caption" else "own"
        else:
            voice = "quoted" if quoted[place] else "attributed"
        found.append(Voiced(voice, content[place]))
    return found
