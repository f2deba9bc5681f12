"""Words and sentences that are broken: by the end of a line that fits a page, by a sign that is not seen.

What is found is returned as edits (see `segments.find_edits`): as many characters as before, so that an
offset means the same place. A word that is put together again has blanks behind it for what is taken out.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from inotherwords import settings
from inotherwords.text import furniture
from inotherwords.text.wordlists import read_list

# A word that no line's end breaks.
WHOLE = re.compile(r"(?<!-\n)(?<!-\r\n)\b\w+(?:-\w+)*\b(?!-\r?\n)")
BREAK = re.compile(r"[^\S\n]*\r?\n[^\S\n]*")
# Soft hyphens, signs of no width that join or part, byte-order marks.
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
SIGN_UNSEEN = re.compile(f"[{UNSEEN}]")
WITH_UNSEEN = re.compile(rf"[^\s{UNSEEN}]*(?:[{UNSEEN}]+(?=\w)[^\s{UNSEEN}]*)+")
# A line that ends with one of these goes on, whatever the next one begins with.
JOINS = re.compile(
    r"\b(?:the|an?|and|or|of|to|by|in|on|at|that|which|who|his|her|their|its|from|with|into|than|as|said|was|were|is|are|has|have)$"
)
ENTITY = r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z][A-Za-z0-9]{1,7});"
ENTITY_WORD = re.compile(rf"[^\s&<>]*(?:{ENTITY}[^\s&<>]*)+")
# Letters of UTF-8 that were read as windows-1252: "â€œ", "Ã©".
BROKEN_LETTER = re.compile(r"[ÂÃâÄÅÐÑ][€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\x80-\xbf]")
WITH_BROKEN_LETTERS = re.compile(rf"[^ \t\n]*{BROKEN_LETTER.pattern}[^ \t\n]*")
STOPS = ".?!…。！？｡؟۔।"  # of a sentence, in any script
ENDS = re.compile(rf"[{STOPS}:：][”“\"»’')\]」』）]*$")
LONE_RETURN = re.compile(r"\r(?!\r*\n)")  # how old programs end a line
HYPHEN = re.compile(r"[^\W\d_]{2,}[-‐\u00ad]$")
MARKED = re.compile(r"[-*•–—·]\s|\d{1,3}[.)]\s|>")
Edit = tuple[int, int, str, str]


@cache
def _compounds() -> frozenset[tuple[str, str]]:
    """Return words and where they stand in a compound, or that they are whole ones."""
    return frozenset(
        (row["word"], row["stands"]) for row in read_list(Path(__file__).with_name("compounds.csv"))
    )


def find_broken(text: str) -> list[Edit]:
    r"""Return the edits that join what is broken, in order: start, end, rule, after.

    Rules: line-break (a line goes on in the next one), broken-word (a word does, without its hyphen),
    line-end (a carriage return alone), invisible (a sign that is not seen within a word), entity (a sign in
    the writing of web pages), letters (of one encoding that were read as those of another).

    >>> find_broken("The coun\u00adcil voted")
    [(4, 12, 'invisible', 'council ')]
    """
    edits: list[Edit] = []
    if SIGN_UNSEEN.search(text):  # hardly a text has one, and to try every word takes long
        edits += [
            (
                found.start(),
                found.end(),
                "invisible",
                _padded(_mended(SIGN_UNSEEN.sub("", found.group())), found),
            )
            for found in WITH_UNSEEN.finditer(text)
        ]
    edits += [
        (found.start(), found.end(), "entity", after)
        for found in (ENTITY_WORD.finditer(text) if "&" in text else ())
        if (after := _padded(_unescaped(found.group()), found)) != found.group()
        and len(after) == len(found.group())
    ]
    edits += _letters(text)
    returns = [found.start() for found in LONE_RETURN.finditer(text)] if "\r" in text else []
    text = LONE_RETURN.sub("\n", text) if returns else text
    if "\n" in text.strip():
        edits += _lines(text)
    taken = {place for start, end, *_ in edits for place in range(start, end)} if returns else set()
    edits += [(at, at + 1, "line-end", "\n") for at in returns if at not in taken]
    ordered: list[Edit] = []
    for edit in sorted(edits):
        if not ordered or edit[0] >= ordered[-1][1]:
            ordered.append(edit)
    return ordered


def _letters(text: str) -> list[Edit]:
    """Return the edits that mend broken letters, word by word, by ftfy.

    >>> _letters("â€œNo he said")
    [(0, 5, 'letters', '“No  ')]
    """
    words = WITH_BROKEN_LETTERS.finditer(text) if BROKEN_LETTER.search(text) else ()
    mended = ((word, SIGN_UNSEEN.sub("", _mended(word.group()))) for word in words)
    return [
        (word.start(), word.end(), "letters", _padded(after, word))
        for word, after in mended
        if after != word.group() and len(after) <= len(word.group())
    ]


def _mended(word: str) -> str:
    if not BROKEN_LETTER.search(word):
        return word
    from ftfy import fix_encoding  # most texts need none of it

    return fix_encoding(word)


def _padded(words: str, found: re.Match[str]) -> str:
    return words + " " * (len(found.group()) - len(words))


def _unescaped(words: str) -> str:
    """Return words without entities, some of which are written twice over: "&amp;quot;"."""
    import html

    return html.unescape(re.sub(ENTITY, lambda found: html.unescape(found.group()), words))


def _lines(text: str) -> list[Edit]:
    """Return the edits at the ends of the lines that go on in the next one."""
    breaks = list(BREAK.finditer(text))
    starts = [0, *(found.end() for found in breaks)]
    ends = [*(found.start() for found in breaks), len(text)]
    lines = [text[start:end].strip(f" \t\r{UNSEEN}") for start, end in zip(starts, ends, strict=True)]
    if any(found.group()[-1] in " \t" for found in breaks):  # the first line of a paragraph is indented
        before = [text[: starts[0]], *(found.group().rpartition("\n")[2] for found in breaks)]
        lines = [line and indent.expandtabs() + line for indent, line in zip(before, lines, strict=True)]
    width, exact = _width(lines)
    titled = _headline_goes_on(lines)
    spelled = {word.casefold() for word in WHOLE.findall(text)} if width else set()
    edits: list[Edit] = []
    for number, found in enumerate(breaks):
        line, following = lines[number], lines[number + 1]
        if number not in titled and not _goes_on(line, following, width, exact):
            continue
        if width and HYPHEN.search(line) and following.lstrip()[:1].isalpha():
            edits.append(_joined_word(text, found, spelled))
        else:
            edits.append((found.start(), found.end(), "line-break", " " * len(found.group())))
    return edits


def _headline_goes_on(lines: list[str]) -> range:
    """Return which lines at the beginning, down to a blank one, go on in the next.

    They are all in capitals, or two of which the second begins with a small letter.
    """
    end = lines.index("") if "" in lines else len(lines)
    title = lines[:end]
    capitals = all(line.isupper() and len(line.split()) > 2 for line in title)
    small = end == 2 and title[1][:1].islower() and len(title[0].split()) > 2
    whole = (
        1 < end < settings.FEWEST_LINES
        and len(lines) > end
        and not any(map(ENDS.search, title[:-1]))
        and not any(_stands_apart(*pair) for pair in pairwise(title))
    )
    return range(end - 1) if whole and (capitals or small) else range(0)


def _width(lines: list[str]) -> tuple[int, bool]:
    """Return how wide the lines of a text are that was broken to fit a page, 0 if it was not, and how.

    In such a text hardly a line is wider than the others, and most lines within a paragraph, which are those
    that do not end as a sentence does, are nearly as wide; or exactly so: the next word had no more room.
    """
    width = max(map(len, lines))
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    inner = [(line, after) for line, after in pairs if not ENDS.search(line)]
    if len(pairs) + 1 < settings.FEWEST_LINES or len(inner) < 2 or width not in range(*settings.PAGE_WIDTHS):
        return 0, False
    full = sum(len(line) >= settings.FULL_LINE * width for line, _ in inner)
    exact = sum(_is_full(line, after, width) for line, after in inner)
    most = settings.FULL_LINES * len(inner)
    return (width, exact >= most) if max(full, exact) >= most else (0, False)


def _is_full(line: str, following: str, width: int) -> bool:
    """Return whether a line had no more room for the first word of the next one."""
    return len(line) + 1 + len(re.match(r"[^ \t][^ \t-]*-?", following.lstrip()).group()) > width


def _are_broken(lines: Sequence[str]) -> bool:
    wide = all(len(one) in range(*settings.PAGE_WIDTHS) for one in lines)
    return wide and 2 * sum(bool(ENDS.search(one)) for one in lines) <= len(lines)


@lru_cache(maxsize=2)  # of one text it is asked more than once
def find_paragraphs(lines: tuple[str, ...]) -> frozenset[int]:
    """Return the places of lines that are parts of a paragraph which was broken to fit a page.

    They stand between blank lines, are as wide as such lines are but for the last, and end with a sentence.

    >>> find_paragraphs(("A dam", "", "The strikers of the Marwick dam said on Monday", "that they would."))
    frozenset({2, 3})
    """
    found: set[int] = set()
    start = 0
    for at, line in enumerate([*lines, ""]):
        if line:
            continue
        block = lines[start:at]
        if len(block) > 1 and ENDS.search(block[-1]) and _are_broken(block[:-1]):
            found |= {*range(start, at)}
        start = at + 1
    return frozenset(found)


def _goes_on(line: str, following: str, width: int, exact: bool) -> bool:
    """Return whether a line goes on in the next one; both with their indents."""
    deeper = len(following) - len(following.lstrip()) > len(line) - len(line.lstrip())
    whole, line, following = line, line.lstrip(), following.lstrip()
    if not line or not following or MARKED.match(following) or _stands_apart(line, following):
        return False
    broken = following.lstrip("“\"‘'(")[:1].islower() and not ENDS.search(line)
    if len(line) >= settings.SHORTEST_BROKEN and (broken or JOINS.search(line)):
        return True
    if not width or deeper:  # as the first line of a paragraph is
        return False
    # A sentence may end with the line, and so may a paragraph.
    if exact or ENDS.search(line):
        return _is_full(whole, following, width)
    return len(whole) >= settings.FULL_LINE * width


def _stands_apart(line: str, following: str) -> bool:
    """Return whether one of two lines is no part of a sentence: a menu's, a byline, a credit, a dateline."""
    lines = (line, following)
    if any(map(furniture.is_furniture, lines)) or any(map(furniture.is_byline, lines)):
        return True
    begins = furniture.CREDIT.match(following) or furniture.DATELINE.match(following)
    return bool(begins or furniture.find_credit(line) or any(map(furniture.is_rights, lines)))


def _keeps_hyphen(one: str, two: str, spelled: set[str]) -> bool:
    """Return whether the hyphen at a line's end is the word's own: "Iran-backed", not "har-bour"."""
    known = _compounds()
    one = one.rpartition("-")[2] or one
    first, last = one.casefold(), two.casefold()
    if first + last in spelled or (first + last, "whole") in known:
        return False
    if f"{first}-{last}" in spelled or two[0].isupper() or {(first, "first"), (last, "last")} & known:
        return True
    # "a four-day truce", but "Goldman": a name is no first part of these, unless it stands alone elsewhere.
    if one[0].isupper():
        return first in spelled
    return (first in spelled and last in spelled) or (last, "last of small letters") in known


def join_lines(line: str, following: str, spelled: set[str]) -> str:
    """Return a line and the one that it goes on in as one; `spelled` are the words of the text.

    >>> join_lines("in the har-", "bour", set()), join_lines("an Iran-", "backed group", {"iran"})
    ('in the harbour', 'an Iran-backed group')
    """
    word = re.search(r"([\w-]*\w)[-‐\u00ad]$", line)
    last = re.match(r"[^\W\d_]+", following)
    if not word or not last:
        return f"{line} {following}"
    keeps = line[-1] != "\u00ad" and _keeps_hyphen(word[1], last.group(), spelled)
    return (line if keeps else line[:-1]) + following


def _joined_word(text: str, found: re.Match[str], spelled: set[str]) -> Edit:
    """Return the edit that puts a word together that a line's end breaks."""
    first = re.search(r"[\w-]+[-‐\u00ad]$", text[: found.start()])
    last = re.match(r"\w\S*", text[found.end() :])
    start, end = found.start() - len(first.group()), found.end() + last.end()
    whole = join_lines(first.group(), last.group(), spelled)
    rule = "line-break" if whole[len(first.group()) - 1] in "-‐" else "broken-word"
    return start, end, rule, whole + " " * (end - start - len(whole))
