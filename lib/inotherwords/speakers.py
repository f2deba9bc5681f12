"""Who a source is: from the words of the article to one speaker, with side and kind of source."""

import re
from typing import NamedTuple

import pandas as pd

from inotherwords import naming

UNKNOWN = "unknown"
PRONOUN = re.compile(r"(?:he|she|it|they|the same source|this source|the source|the group)$", re.IGNORECASE)
DOCUMENT = re.compile(
    r"(?:an?|the|his|her|its|their) (?:\w+ )?(?:statement|readout|press release|post|report)$"
)
KINDS_OF_PRONOUN = {"he": ("person",), "she": ("person",), "it": ("group",), "the group": ("group",)}
BOTH_KINDS = ("person", "group")

Span = tuple[int, int]


class Speaker(NamedTuple):
    """A speaker as the tables name one."""

    speaker: str
    side: str
    source_type: str


class Lexicon(NamedTuple):
    """The corpus' list of speakers, ready for searching."""

    names: re.Pattern[str] | None
    rows: list[dict[str, str]]


def compile_lexicon(speakers: pd.DataFrame) -> Lexicon:
    """Return the list of speakers ready for searching. Raises InputError if a row has no pattern."""
    if speakers.empty:
        return Lexicon(None, [])
    ordered = naming.longest_first(speakers)
    return Lexicon(naming.compile_patterns(ordered["pattern"].tolist()), ordered.to_dict("records"))


def named(text: str, span: Span, lexicon: Lexicon) -> list[dict[str, str]]:
    """Return the rows of the speakers named in a span: persons first, then in the order of the text."""
    if lexicon.names is None:
        return []
    found = [lexicon.rows[match.lastindex - 1] for match in lexicon.names.finditer(text, *span)]
    return sorted(found, key=lambda row: row["kind"] != "person")


def _meant(
    text: str, source: Span, earlier: list[Span | None], read: list[Span], lexicon: Lexicon
) -> list[dict[str, str]]:
    """Return whom a pronoun stands for: the last source of its kind, else the last one named before it."""
    kinds = KINDS_OF_PRONOUN.get(text[slice(*source)].lower(), BOTH_KINDS)
    for span in reversed([span for span in earlier if span]):
        known = [row for row in named(text, span, lexicon) if row["kind"] in kinds]
        if known:
            return known[:1]
    before = [row for span in read if span[1] < source[0] for row in named(text, span, lexicon)]
    return [row for row in before if row["kind"] in kinds][-1:]


def resolve(
    text: str, sources: list[Span | None], contents: list[Span], read: list[Span], lexicon: Lexicon
) -> list[Speaker]:
    """Return the speaker of each source of one article, in order.

    A known name is its speaker; a pronoun is the last speaker of its kind, a person or a group; "a
    statement" is whoever its content (`contents`: where each begins and ends) names first; another source
    keeps its own words and has "unknown" for side and kind; no source is an empty speaker. `read` are the
    sentences in which a pronoun may find its name.

    >>> row = {"pattern": "army", "speaker": "Syrian army", "kind": "group", "side": "s", "source_type": "m"}
    >>> lexicon = compile_lexicon(pd.DataFrame([row]))
    >>> text = "The army said so. It left."
    >>> [speaker.speaker for speaker in resolve(text, [(0, 8), (18, 20)], [(9, 16), (21, 25)], [], lexicon)]
    ['Syrian army', 'Syrian army']
    """
    speakers = []
    for number, source in enumerate(sources):
        words = "" if source is None else re.sub(r"\s+", " ", text[slice(*source)])
        known = [] if source is None else named(text, source, lexicon)
        if not known and PRONOUN.match(words):
            known = _meant(text, source, sources[:number], read, lexicon)
        if not known and DOCUMENT.match(words):
            known = named(text, contents[number], lexicon)
        if known:
            speakers.append(Speaker(*(known[0][column] for column in Speaker._fields)))
        else:
            speakers.append(Speaker(words, UNKNOWN, UNKNOWN))
    return speakers
