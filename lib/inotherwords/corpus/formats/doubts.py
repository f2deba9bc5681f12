"""What is doubtful about an article that is kept: told, so that nothing is wrong in silence.

Only its edges are looked at, and what is said of it; a clean article has no doubts.
"""

import re
from collections.abc import Iterator, Mapping

from inotherwords import settings
from inotherwords.corpus.formats import exports
from inotherwords.text import furniture, surroundings, wrapping

STAND_IN = "It is so."
NUMBERED = re.compile(
    r"[\w -]{2,20} n[o°º.]+ ?[\w/-]*\d|.{0,60}\b\d+ (?:words|wörter|mots|woorden|palabras|comments)\b"
)
OF_AN_AUTHOR = re.compile(
    r"\bis (?:the|an?) .{0,60}\b(?:correspondent|reporter|editor|journalist|columnist|writer)\b.{0,30}$"
    r"|\b(?:reach|contact|follow|email|e-mail|write to) (?:her|him|them|us|me)\b|\bcan be reached\b"
)
TAIL_OF_A_TITLE = re.compile(r"\S\s+[|–—-]\s+(\S+(?: \S+){0,3})$")


def find_doubts(text: str, metadata: Mapping[str, str]) -> list[str]:
    r"""Return what is doubtful about an article, each as a few words: none of a clean one.

    >>> find_doubts("Dam of Marwick holds\n\nIt stood on Monday, when the rain had stopped.", {})
    []
    >>> find_doubts("Wheels\n\nIt stood on Monday, when the rain had stopped.\n\nMarwick Media 17", {})
    ['is “Wheels” its headline?', 'is “Marwick Media 17” its text?']
    """
    said = [*_of_metadata(metadata), *_of_lines(*_paragraphs(text), "headline" in metadata)]
    if wrapping.BROKEN_LETTER.search(text):
        said.append("has broken letters (as in “â€œ”), which are read as they were meant where that is sure")
    return list(dict.fromkeys(said))


def _asked(line: str, what: str) -> str:
    return f"is “{exports.shorten(line)}” its {what}?"


def _count(line: str) -> int:
    return len(surroundings.WORD.findall(line))


def _is_odd(line: str) -> bool:
    small = line.casefold()
    return furniture.hints_at_a_page(small) or bool(NUMBERED.match(small) or OF_AN_AUTHOR.search(small))


def _of_metadata(metadata: Mapping[str, str]) -> Iterator[str]:
    outlet, headline = metadata.get("outlet", ""), metadata.get("headline", "")
    if outlet and (len(outlet.split()) > 8 or outlet == headline or _is_odd(outlet)):
        yield _asked(outlet, "outlet")
    tail = TAIL_OF_A_TITLE.search(headline)
    if tail and tail[1].istitle() and " " in tail[1]:
        yield f"does “{tail[1]}” belong to its headline?"


def _paragraphs(text: str) -> tuple[list[str], list[bool]]:
    """Return the paragraphs of a text, and whether a blank line parts each from the one above."""
    text = re.sub(r"\r\n?", "\n", text)
    if max(map(len, text.split("\n"))) in range(*settings.PAGE_WIDTHS):
        for start, end, rule, after in reversed(wrapping.find_broken(text)):
            if rule in ("line-break", "broken-word"):
                text = text[:start] + after + text[end:]
    lines = [line.strip() for line in text.split("\n")]
    paragraphs: list[str] = []
    parted: list[bool] = []
    for at, line in enumerate(lines):
        if line:
            paragraphs.append(line)
            parted.append(at == 0 or not lines[at - 1])
    return paragraphs, parted


def _is_doubtful(lines: list[str], kinds: list[str], title: int, above: list[int]) -> bool:
    """Return whether a headline is as short as an entry of a menu, and one stands beside it."""
    beside = any(kinds[:title]) or any(_count(lines[at]) > settings.SHORT_TITLE for at in above if at > title)
    return _count(lines[title]) < settings.SHORT_TITLE or (
        _count(lines[title]) == settings.SHORT_TITLE and beside
    )


def _of_lines(lines: list[str], parted: list[bool], named: bool) -> Iterator[str]:
    first, last = settings.EDGES
    middle = [] if len(lines) <= first + last else lines[first:-last]
    if middle:
        lines = [*lines[:first], *lines[-last:]]
        parted = [*parted[:first], *parted[-last:]]
    ends = [surroundings.ends_a_sentence(line) for line in lines]
    text = [at for at, end in enumerate(ends) if end]
    near = [at for at in {*text[:2], *text[-2:]} if len(lines[at]) <= settings.LONGEST_EDGE]
    plain = all(end or surroundings.is_set_aside(line) for end, line in zip(ends[1:], lines[1:], strict=True))
    if not plain or any(_is_odd(lines[at]) for at in near) or surroundings.is_set_aside(lines[0]):
        # What most lines are is known without looking, which takes time: a long sentence is one.
        known = {at for at in text if len(lines[at]) > settings.LONGEST_EDGE}
        lines = [STAND_IN if at in known else line for at, line in enumerate(lines)]
        left = [at for at in range(len(lines)) if not {at - 1, at, at + 1} <= known]
        lines, parted = [lines[at] for at in left], [parted[at] for at in left]
        alone = {at for at in range(len(lines)) if parted[at] and all(parted[at + 1 : at + 2])}
        yield from _of_edges(lines, surroundings.find_kinds(lines, parted), named, alone)
    elif not ends[0] and _count(lines[0]) < settings.SHORT_TITLE and not named:
        yield _asked(lines[0], "headline")
    run = 0
    for line in middle:
        run = (
            0
            if surroundings.ends_a_sentence(line) or len(line) > settings.LONGEST_EDGE or _is_known(line)
            else run + 1
        )
        if run == settings.LINES_OF_A_LIST:
            yield _asked(line, "text")


def _of_edges(lines: list[str], kinds: list[str], named: bool, alone: set[int]) -> Iterator[str]:
    """Yield the doubts about the first and last lines of an article, by what they are.

    `alone` are those between blank lines. Between headline and text one may be a standfirst, a second not.
    """
    own = [at for at, kind in enumerate(kinds) if not kind]
    body = [at for at in own if surroundings.ends_a_sentence(lines[at])]
    others = [at for at in own if at not in body and not _is_known(lines[at])]
    first, last = (body[0], body[-1]) if body else (len(lines), len(lines))
    title = next((at for at, kind in enumerate(kinds) if kind == "headline"), None)
    for at in range(title or 0):
        if kinds[at] == "metadata" and not _is_surely_aside(lines[at]):
            yield f"“{exports.shorten(lines[at])}” was not taken for its headline"
    above = [at for at in others if at < first]
    if title is None and any(kinds[:first]):
        yield "no headline found"
    elif title is not None and not named and _is_doubtful(lines, kinds, title, above):
        yield _asked(lines[title], "headline")
    below = [at for at in above if title is not None and at > title and at in alone]
    short = [
        *below[1:],
        *(at for at in above if _count(lines[at]) <= settings.SHORT_LINE or _is_odd(lines[at])),
    ]
    odd = [
        at for at in {*body[:2], *body[-2:]} if len(lines[at]) <= settings.LONGEST_EDGE and _is_odd(lines[at])
    ]
    for at in sorted({*short, *odd, *(at for at in others if at > last)}):
        yield _asked(lines[at], "text")


def _is_surely_aside(line: str) -> bool:
    """Return whether a line above a headline is a page's whatever stands around it."""
    ways = (surroundings.is_set_aside, furniture.is_section, furniture.is_day)
    return any(is_it(line) for is_it in ways) or len(line) < 3


def _is_known(line: str) -> bool:
    """Return whether a line is a caption, a credit or a page's, which nobody takes for a sentence."""
    return bool(furniture.find_credit(line) or furniture.PICTURE.match(line) or furniture.is_furniture(line))
