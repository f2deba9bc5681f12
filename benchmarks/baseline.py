"""The plain way to find direct speech: quotation marks, and the nearest verb of saying with a name."""

import re

QUOTATION = re.compile(r"“[^“”\n]+”|\"[^\"\n]+\"")
VERB = (
    r"(?:says?|said|saying|tells?|told|adds?|added|asks?|asked|writes?|wrote|tweeted|explain(?:s|ed)|"
    r"argue[sd]|insist(?:s|ed)|repl(?:ies|ied)|warn(?:s|ed))"
)
PART = r"(?:(?:[A-Z]|Mr|Mrs|Ms|Dr|Gov|Rep|Sen)\.|[A-Z][\w'’-]*)"
NAME = rf"{PART}(?: {PART})*"
PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey)"
CUE = re.compile(
    rf"\b(?P<before>{NAME}|{PRONOUN}),? (?P<after_it>{VERB})\b|\b(?P<before_it>{VERB}) (?P<after>{NAME})"
)
SHORTEST = 3  # words; a shorter quotation is more often a name or a title

Span = tuple[int, int]
Attribution = dict[str, list[Span]]


def _distance(one: Span, other: Span) -> int:
    return max(one[0] - other[1], other[0] - one[1])


def attributions(text: str) -> list[Attribution]:
    """Return each quotation for which its paragraph names a speaker, as spans of the text.

    >>> text = "“We left at night,” said Ann Moore."
    >>> [found] = attributions(text)
    >>> {role: [text[slice(*span)] for span in spans] for role, spans in found.items()}
    {'source': ['Ann Moore'], 'cue': ['said'], 'content': ['“We left at night,”']}
    """
    out = []
    for paragraph in re.finditer(r"[^\n]+", text):
        quotes = [found.span() for found in QUOTATION.finditer(text, *paragraph.span())]
        cues = [
            found
            for found in CUE.finditer(text, *paragraph.span())
            if all(_distance(found.span(), quote) >= 0 for quote in quotes)
        ]
        for quote in quotes:
            if not cues or len(text[slice(*quote)].split()) < SHORTEST:
                continue
            nearest = min(cues, key=lambda found: _distance(found.span(), quote))
            source, verb = ("before", "after_it") if nearest["before"] else ("after", "before_it")
            out.append({"source": [nearest.span(source)], "cue": [nearest.span(verb)], "content": [quote]})
    return out
