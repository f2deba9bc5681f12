"""Find where quotation marks open and close, whichever kind a newsroom uses.

Newsrooms and translation programs mix “…”, „…“, „…”, «…», "…", ''…'', ``…'', ‘…’ and '…'. What a mark
does is read from its neighbours first and from its shape second, so that a “ that closes a quotation
closes it here.
"""

import re
from collections import Counter
from typing import NamedTuple

DOUBLE = '“”„‟«»"'
SINGLE = "‘’‚'"
# Two single marks that stand for a double one.
TWO = ("''", "``", "‘‘", "’’")
OPENS_BY_SHAPE = ("“", "„", "‟", "«", "``", "‘‘")
STRAIGHT = ('"', "''")
OPENS_AFTER = "([{—–-/=>“„‘‚'\"«`"
OPENS_BEFORE_NONE_OF = ",;:)]}"
# Characters without width, which web pages put before a mark.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"

# One alternative of each kind; what `apostrophe` takes is no mark, however it looks. The first line is only
# there for speed: no alternative can begin with another character.
TOKEN = re.compile(
    rf"""(?=[\n.?!…'’‘`{DOUBLE}‚\d]) (?: (?P<break>\n[\s{INVISIBLE}]*)
    | (?P<stop>[.?!…](?=['’"”]*\s))
    | (?P<apostrophe>
        (?<!\w)['’‘](?: n['’](?!\w) | (?=(?:n|tis|twas|twere|twill|twould|em|til|\d\ds)(?![\w-])) )
        | (?<![\d'’‘])\d+['’](?=[ ]?\d) )
    | '+ | ’+ | ‘+ | `+ | [{DOUBLE}‚] )""",
    re.IGNORECASE | re.VERBOSE,
)
# Before an apostrophe at the end of a word: the fighters', doin', man o'.
SHORTENED = re.compile(r"(?:s|in|\b[no]|\d)\Z", re.IGNORECASE)
FEET = re.compile(r"\d['’] ?\d{1,2}\Z")
GOES_ON = re.compile(r"[^\S\n]\w")
ENDS_PARAGRAPH = re.compile(r"[^\S\n]*(?:\n|\Z)")
BEGINS_SPEECH = re.compile(r"(?:[:,“„«\"'`‘]\s?|^|\n\s?)\Z")


class _Mark(NamedTuple):
    start: int
    end: int
    shape: str
    kind: str  # single, curly, straight, angled, two; "" where a paragraph ends
    can_open: bool = False
    can_close: bool = False
    doubtful: bool = False  # it closes, unless it is an apostrophe or a measure
    sentence: int = 0


def _kind(shape: str) -> str:
    if len(shape) == 2:
        return "two"
    if shape in SINGLE:
        return "single"
    return "straight" if shape == '"' else "angled" if shape in "«»" else "curly"


def _split(run: str, opening: bool) -> list[str]:
    """Return the marks in a run of one single mark: three are a double and a single mark; more are none.

    >>> _split("'''", opening=True), _split("'''", opening=False)
    (["''", "'"], ["'", "''"])
    """
    if len(run) == 3 and run[0] != "`":
        return [run[:2], run[0]] if opening else [run[0], run[:2]]
    return [run] if run in TWO or (len(run) == 1 and run != "`") else []


def _is_blank(character: str) -> bool:
    return not character or character.isspace() or character in INVISIBLE


def _marks(text: str) -> list[_Mark]:
    """Return the marks of a text with what their neighbours let them do, and the ends of its paragraphs."""
    marks: list[_Mark] = []
    sentence = 0
    for token in TOKEN.finditer(text):
        start, end = token.span()
        if token.lastgroup == "break":
            marks.append(_Mark(start, end, "", ""))
        elif token.lastgroup == "stop":
            sentence += 1
        elif token.lastgroup is None:
            before, after = text[start - 1 : start] if start else "", text[end : end + 1]
            can_open = (
                not _is_blank(after)
                and after not in OPENS_BEFORE_NONE_OF
                and (_is_blank(before) or before in OPENS_AFTER)
            )
            can_close = not _is_blank(before) and not after.isalnum()
            lead = text[max(0, start - 5) : start]
            goes_on = can_close and bool(GOES_ON.match(text, end))
            shapes = _split(token.group(), can_open and not can_close)
            if len(shapes) == 2:  # a double and a single mark: both open, or both close
                can_open, can_close = len(shapes[0]) == 2, len(shapes[0]) == 1
            place = start
            for shape in shapes:
                kind = _kind(shape)
                if kind == "single":
                    doubtful = goes_on and bool(SHORTENED.search(lead))
                else:
                    doubtful = can_close and before.isdigit() and (goes_on or bool(FEET.search(lead)))
                mark = _Mark(place, place + len(shape), shape, kind, can_open, can_close, doubtful, sentence)
                marks.append(mark)
                place = mark.end
    return marks


def _may_not_close(marks: list[_Mark]) -> set[int]:
    """Return the places of the doubtful marks after which a mark comes that surely closes.

    ‘The fighters’ war is over,’ he said: one of the two closing marks is an apostrophe, and not the last.
    """
    places: set[int] = set()
    closes_ahead = {"single": False, "double": False}
    for mark in reversed(marks):
        level = "single" if mark.kind == "single" else "double"
        if level == "double":
            closes_ahead["single"] = False
        if not mark.doubtful:
            closes_ahead[level] = mark.can_close and not mark.can_open
        elif closes_ahead[level]:
            places.add(mark.start)
    return places


def _opens(text: str, mark: _Mark, inside: bool) -> bool:
    """Return whether a double mark opens; `inside`: a double quotation is open already."""
    if not mark.can_open and ENDS_PARAGRAPH.match(text, mark.end):
        return False
    if mark.shape == "«" and not inside:
        return True
    if mark.can_open != mark.can_close:
        return mark.can_open
    return not inside if mark.shape in STRAIGHT else mark.shape in OPENS_BY_SHAPE


def _closes_single(opening: _Mark, mark: _Mark, text: str) -> bool:
    """Return whether a single mark closes the single mark `opening`, or may as well be an apostrophe."""
    if not mark.can_close or not mark.doubtful:
        return mark.can_close
    mixed = (opening.shape == "'") != (mark.shape == "'")
    return not mixed and opening.sentence == mark.sentence and not text[opening.end].isdigit()


def _leading(marks: list[_Mark], number: int) -> list[_Mark]:
    """Return the marks with which the paragraph after the break `marks[number]` begins."""
    leading: list[_Mark] = []
    end = marks[number].end
    for mark in marks[number + 1 : number + 4]:
        if mark.kind and mark.start == end and (mark.can_open or mark.shape in OPENS_BY_SHAPE):
            leading.append(mark)
            end = mark.end
    return leading


def _carry(text: str, stack: list[_Mark], spoilt: set[int], leading: list[_Mark]) -> dict[int, _Mark]:
    """Return the open marks that the next paragraph repeats, by the place where it does.

    Of each kind the innermost: one within which another quotation of its kind began had lost its end.
    """
    carried: dict[int, _Mark] = {}
    for repeated in reversed(leading):
        rest = list(stack)
        while rest and rest[-1].kind != repeated.kind:
            rest.pop()
        if not rest or rest[-1].start in spoilt:
            continue
        mark = rest.pop()
        if mark.kind != "single" or BEGINS_SPEECH.search(text, max(0, mark.start - 2), mark.start):
            carried[repeated.start] = mark
            stack = rest
    return carried


def pair_marks(text: str) -> list[tuple[int, int]]:
    """Return every pair of quotation marks as (place of the opening, place of the closing mark), sorted.

    Of a mark of two characters the pair has the outer one. Apostrophes are no quotation marks. A mark
    that never closes is left out, unless the next paragraph repeats it: then the quotation runs on, as
    long quotations do in print.

    >>> pair_marks("„It is “strange”,“ he said, 'and Syria's'")
    [(0, 17), (7, 15), (28, 40)]
    >>> pair_marks("“We will fight, he said. “And win.”")
    [(25, 34)]
    >>> pair_marks("''Peace,'' he said.")
    [(0, 9)]
    """
    found: list[tuple[int, int]] = []
    stack: list[_Mark] = []
    doubles: Counter[str] = Counter()  # how many marks of each double kind are in the stack
    spoilt: set[int] = set()  # open marks within which a quotation of the same shape stands
    repeated: dict[int, _Mark] = {}
    marks = _marks(text)
    may_not_close = _may_not_close(marks)

    def close(mark: _Mark, kind: str | None) -> None:
        """Take marks off the stack until one of this kind (any double one if None), which is closed."""
        while True:
            opening = stack.pop()
            doubles[opening.kind] -= opening.kind != "single"
            if opening.kind == kind or (kind is None and opening.kind != "single"):
                break
        found.append((opening.start, mark.end - 1))
        if stack and stack[-1].shape == opening.shape:
            spoilt.add(stack[-1].start)

    for number, mark in enumerate(marks):
        if mark.start in repeated:
            continue
        # Within two quotations a double mark after a number may close the inner one all the same.
        if mark.start in may_not_close and (mark.kind == "single" or doubles.total() < 2):
            continue
        if not mark.kind:
            repeated = _carry(text, stack, spoilt, _leading(marks, number))
            stack = sorted(repeated.values())
            doubles = Counter(kept.kind for kept in stack if kept.kind != "single")
        elif mark.kind == "single":
            if stack and stack[-1].kind == "single" and _closes_single(stack[-1], mark, text):
                close(mark, "single")
            elif mark.can_open and mark.shape != "’":
                stack.append(mark)
        elif _opens(text, mark, doubles.total() > 0):
            stack.append(mark)
            doubles[mark.kind] += 1
        elif doubles[mark.kind]:
            close(mark, mark.kind)
        # Two single marks after a single one may be its end and an apostrophe.
        elif doubles.total() and (mark.kind != "two" or stack[-1].kind != "single"):
            close(mark, None)
    return sorted(found)


def find_quotations(text: str) -> list[tuple[int, int]]:
    """Return the outermost quotations as half-open spans with their marks: `text[start:end]`.

    >>> text = "„It is “strange”,“ he said."
    >>> [text[start:end] for start, end in find_quotations(text)]
    ['„It is “strange”,“']
    """
    spans: list[tuple[int, int]] = []
    for opening, closing in pair_marks(text):
        if not spans or opening >= spans[-1][1]:
            spans.append((opening, closing + 1))
    return spans
