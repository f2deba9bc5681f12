"""Where quotation marks open and close, whichever kind a newsroom uses.

Newsrooms and translation programs mix “…”, „…“, „…”, «…», "…", ‘…’ and '…'. What a mark does is read
from its neighbours first and from its shape second, so that a “ that closes a quotation closes it here.
"""

import re

DOUBLE = '“”„‟«»"'
SINGLE = "‘’‚'"
OPENS_IF_IT_CAN_CLOSE_NOTHING = "„«"
OPENS_AFTER = "([{—–-/“„‘‚'\"«"


def _role(text: str, place: int) -> tuple[bool, bool]:
    """Return whether the mark at `place` can open and whether it can close, by its neighbours."""
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    can_open = not after.isspace() and (before.isspace() or before in OPENS_AFTER)
    can_close = not before.isspace() and not after.isalnum()
    return can_open, can_close


def _opens(text: str, place: int, inside: bool) -> bool:
    """Return whether the double mark at `place` opens; `inside`: a quotation is open already."""
    mark = text[place]
    can_open, can_close = _role(text, place)
    if can_open != can_close:
        return can_open
    if mark == '"':
        return not inside
    return mark in "“„‟«"


def _pairs(text: str, carried: bool) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the pairs of marks in one paragraph, and the double marks left open at its end.

    `carried`: a quotation runs on from the paragraph before; its opening mark counts as -1.
    """
    pairs: list[tuple[int, int]] = []
    stack: list[int] = [-1] if carried else []
    doubles = list(stack)  # the double marks among them
    # The mark that is repeated at the start of each paragraph of a long quotation.
    repeated = len(text) - len(text.lstrip()) if carried else None
    for found in re.finditer(f"[{DOUBLE}{SINGLE}]", text):
        place = found.start()
        mark = found.group()
        if mark in DOUBLE:
            if place == repeated:
                continue
            alone = mark in OPENS_IF_IT_CAN_CLOSE_NOTHING and not doubles
            if alone or _opens(text, place, bool(doubles)):
                stack.append(place)
                doubles.append(place)
            elif doubles:
                while stack[-1] != doubles[-1]:
                    stack.pop()  # a single mark that never closed: an apostrophe
                doubles.pop()
                pairs.append((stack.pop(), place))
        else:
            can_open, can_close = _role(text, place)
            if stack and stack[-1] >= 0 and text[stack[-1]] in SINGLE and can_close:
                pairs.append((stack.pop(), place))
            elif can_open and mark != "’":
                stack.append(place)
    return pairs, doubles


def pairs(text: str) -> list[tuple[int, int]]:
    """Return every pair of quotation marks as (place of the opening, place of the closing mark), sorted.

    Apostrophes are no quotation marks. A mark that never closes is left out, unless the next paragraph
    opens with a mark too: then the quotation runs on, as long quotations do in print.

    >>> pairs("„It is “strange”,“ he said, 'and Syria's'")
    [(0, 17), (7, 15), (28, 40)]
    """
    found: list[tuple[int, int]] = []
    paragraphs = [match.span() for match in re.finditer(r"[^\n]+", text)]
    carried = -1
    for number, (start, end) in enumerate(paragraphs):
        inside, left_open = _pairs(text[start:end], carried >= 0)
        found += [
            (carried if opening < 0 else start + opening, start + closing) for opening, closing in inside
        ]
        following = text[slice(*paragraphs[number + 1])].lstrip()[:1] if number + 1 < len(paragraphs) else ""
        if left_open and following and following in DOUBLE:
            carried = carried if left_open[0] < 0 else start + left_open[0]
        else:
            carried = -1
    return sorted(found)


def find(text: str) -> list[tuple[int, int]]:
    """Return the outermost quotations as half-open spans with their marks: `text[start:end]`.

    >>> text = "„It is “strange”,“ he said."
    >>> [text[start:end] for start, end in find(text)]
    ['„It is “strange”,“']
    """
    spans: list[tuple[int, int]] = []
    for opening, closing in pairs(text):
        if not spans or opening >= spans[-1][1]:
            spans.append((opening, closing + 1))
    return spans
