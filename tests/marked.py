"""Sentences whose [source], <cue> and {content} are marked: read, and written."""

import re

ROLES = {"[": "source", "<": "cue", "{": "content"}
ENDS = dict(zip("]>}", ROLES, strict=True))


def unmark(marked):
    """The text without its marks, and the spans of source, cue and content."""
    text, opened, spans = "", {}, {sign: [] for sign in ROLES}
    for piece in re.split(r"([\[\]<>{}])", marked):
        if piece in ROLES:
            opened[piece] = len(text)
        elif piece in ENDS:
            spans[ENDS[piece]].append((opened[ENDS[piece]], len(text)))
        else:
            text += piece
    return text, *(tuple(own) for own in spans.values())


def mark(text, *spans):
    """The text with the marks of the spans of source, cue and content."""
    signs = list(zip(zip(ROLES, ENDS, strict=True), spans, strict=True))
    at = [(end, 0, close) for (_, close), own in signs for _, end in own]
    at += [(start, 1, begin) for (begin, _), own in signs for start, _ in own]
    for place, _, sign in sorted(at, reverse=True):
        text = text[:place] + sign + text[place:]
    return text
