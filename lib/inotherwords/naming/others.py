"""Whether a label names others than its actor: people of both sides, or of another event."""

import re

from inotherwords import settings
from inotherwords.text import quantities

BOTH = re.compile(
    r" (?:on|of|from|in) (?:both|either) (?:sides?|shores?|banks?|coasts?|camps?|countr(?:y|ies)|nations?"
    r"|states?|parties|communities|borders?|ends)\b"
)


def is_of_both(text: str, end: int) -> bool:
    """Return whether those named are of both sides: "fishermen on both shores" are nobody's alone.

    >>> is_of_both("fishermen on both shores", 9), is_of_both("fishermen on the quay", 9)
    (True, False)
    """
    return bool(BOTH.match(text, end))


def is_numbered(text: str, start: int) -> bool:
    """Return whether a number stands before a label: "six sailors" of another event's sentence are its own.

    >>> is_numbered("six sailors were killed", 4), is_numbered("the sailors were killed", 4)
    (True, False)
    """
    before = text[max(0, start - settings.BEFORE_A_LABEL) : start]
    return any(match.end() == len(before.rstrip()) for match in quantities.NUMBER.finditer(before))
