"""What a line is, where the lines around it tell: a menu above a headline, a list behind a text."""

import re
from functools import lru_cache

from inotherwords import settings
from inotherwords.text import furniture
from inotherwords.text.wrapping import STOPS

CLOSING = "”“\"»’')]」』）"
OF_A_SENTENCE = frozenset(f"{STOPS},;:，、；：،؛")  # its last sign
# A whole quotation with whose it is behind a dash ends without a full stop and is no headline.
SIGNED = re.compile(r"[“\"„«].*[.!?…][”\"“»]\s*[-–—]")
# A word, or two letters of a script that puts no spaces between words.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\s\u3040-\u30ff\u3400-\u9fff]+")
LISTED = re.compile(r"(?:\d{1,2}[.)]|[•·▪►‣*–-]) ")


def ends_a_sentence(line: str) -> bool:
    """Return whether a line ends as a sentence does, or a part of one, in any script.

    >>> ends_a_sentence("“They left.”"), ends_a_sentence("橋は閉じた。"), ends_a_sentence("Two bridges")
    (True, True, False)
    """
    return line.rstrip(CLOSING)[-1:] in OF_A_SENTENCE


def is_heading(line: str) -> bool:
    """Return whether a line is short and does not end as a sentence does.

    >>> is_heading("Two bridges"), is_heading("Two bridges fell.")
    (True, False)
    """
    return _length(line) <= settings.LONGEST_HEADING and not ends_a_sentence(line)


def asks_as_heading(line: str, below: str) -> bool:
    """Return whether a line that stands alone is a short question over a text, and no part of a talk.

    >>> asks_as_heading("Who is to blame?", "The union."), asks_as_heading("Who is to blame?", "“The union.”")
    (True, False)
    """
    short = line.endswith("?") and _length(line) <= settings.LONGEST_ASKING_HEADING
    return short and not re.search(r"[“\"„:]", line) and not re.match(r"[“\"„]|\w{1,12}:", below)


def _length(line: str) -> int:
    return len(WORD.findall(line)) if len(line) < 500 else len(line)


def find_dateline(line: str, sentences: int) -> int:
    """Return how long the dateline is with which a line begins, 0 without; so many `sentences` precede it.

    >>> find_dateline("PARIS -- It is over.", 0), find_dateline("Paris: It is over.", 1)
    (8, 0)
    """
    sure = sentences < settings.LATEST_DATELINE and furniture.SURE_DATELINE.match(line)
    found = furniture.DATELINE.match(line) if sure or not sentences else None
    return found.end() if found else 0


def find_kinds(lines: list[str], parted: list[bool]) -> list[str]:
    """Return of each line of an article "metadata", "headline" or "caption", "" where neither is told.

    `parted` says of each line whether a blank one stands above it.

    >>> find_kinds(["Home", "Europe", "Dam of Marwick gives way", "It broke on Monday."], [False] * 4)
    ['metadata', 'metadata', 'headline', '']
    """
    kinds = ["metadata" if is_set_aside(line) else "" for line in lines]
    own = [at for at, kind in enumerate(kinds) if not kind]
    body = [at for at in own if ends_a_sentence(lines[at]) and not furniture.find_credit(lines[at])]
    if body[1:] and body[0] == own[0] and parted[own[1]] and _may_be_title(lines[own[0]]):
        body.pop(0)  # a headline that asks
    first = body[0] if body else len(lines)
    _set_menus_aside(lines, parted, kinds, first)
    above = [at for at in own if at < first and not kinds[at]]
    while len(above) > 1 and _is_above_the_headline(lines, above):
        kinds[above.pop(0)] = "metadata"
    if above and above[0] < own[-1] and (_may_be_headline(lines[above[0]]) or _may_be_title(lines[above[0]])):
        kinds[above[0]] = "headline"
    for at in above[1:]:
        if furniture.is_of_the_head(lines[at], lines[at - 1]):
            kinds[at] = "metadata"
            if at - 1 in above[1:] and furniture.is_somebody(lines[at - 1]):
                kinds[at - 1] = "metadata"
    for at in body[1:]:
        if len(lines[at]) <= settings.LONGEST_AMENDMENT and furniture.AMENDED.match(lines[at]):
            kinds[at] = "metadata"
    _set_lists_aside(lines, parted, kinds, body)
    _find_captions(lines, parted, kinds)
    return kinds


@lru_cache(maxsize=1000)  # pages of one site have the same around their articles
def is_set_aside(line: str) -> bool:
    """Return whether a line is what a page has around an article: a menu's, a byline, whose it is.

    >>> is_set_aside("By Ada Roe"), is_set_aside("Ada Roe left.")
    (True, False)
    """
    ways = (furniture.is_furniture, furniture.is_byline, furniture.is_rights)
    return len(line) <= 200 and any(is_it(line) for is_it in ways)


def _may_be_headline(line: str) -> bool:
    return not (ends_a_sentence(line) or SIGNED.match(line) or furniture.find_credit(line))


def _set_menus_aside(lines: list[str], parted: list[bool], kinds: list[str], first: int) -> None:
    """Mark the entries of a menu that are not known: they stand among others, below which a title comes."""
    start = 0
    for end in [at for at in range(1, first + 1) if at == len(lines) or parted[at]]:
        short = [at for at in range(start, end) if len(lines[at].split()) <= settings.LONGEST_ENTRY]
        known = [at for at in short if furniture.is_menu(lines[at]) or furniture.is_section(lines[at])]
        titled = any(not kinds[at] and _may_be_headline(lines[at]) for at in range(end, first))
        if len(short) == end - start >= settings.FEWEST_ENTRIES and len(known) > 1 and titled:
            kinds[start:end] = ["metadata"] * (end - start)
        start = end


def _is_above_the_headline(lines: list[str], above: list[int]) -> bool:
    """Return whether the first of the lines above a text is a section's name, and another is the headline."""
    line, following = lines[above[0]], lines[above[1]]
    others = [at for at in above[1:] if _may_be_headline(lines[at]) and not furniture.is_section(lines[at])]
    titles = [at for at in others if not furniture.is_of_the_head(lines[at], "")]
    if not titles or not _may_be_headline(line):
        return False
    if furniture.is_section(line) or furniture.is_day(line):
        return True
    longer = any(_length(lines[at]) > 3 for at in titles)
    if longer and _length(line) <= settings.LONGEST_NAME and furniture.is_paper(line):
        return True
    beside = lines[above[0] + 1]
    if _length(line) == 1:
        return titles[0] == above[1] and _length(lines[titles[0]]) > 3
    if _length(line) == 2:
        over = lines[above[0] - 1] if above[0] else ""
        kicker = furniture.is_menu(over) or furniture.is_section(over)  # below a menu
        return longer and (kicker or furniture.is_menu(beside) or furniture.is_section(following))
    if (
        _length(line) == 3
        and above[0]
        and furniture.is_menu(lines[above[0] - 1])
        and furniture.is_menu(beside)
    ):
        return longer  # an entry of a menu
    # The paper's name, above the way to the page.
    return longer and _length(line) <= settings.LONGEST_NAME and furniture.is_way(beside)


def _set_lists_aside(lines: list[str], parted: list[bool], kinds: list[str], body: list[int]) -> None:
    """Mark links to other articles, and topics, below the lines that head them."""
    at = body[0] + 1 if body else len(lines)
    last = max((place for place in body if not _may_be_title(lines[place])), default=len(lines))
    while at < len(lines):
        if kinds[at] != "metadata" or not furniture.heads_a_list(lines[at]):
            at += 1
            continue
        begin = at = at + 1
        while at < len(lines) and (kinds[at] or _is_linked(lines[at], at > last or not parted[at])):
            at += 1
        links = [place for place in range(begin, at) if not kinds[place]]
        if at < len(lines) and len(links) > 1 and parted[links[-1]]:
            links.pop()  # the text goes on, with a heading
        for place in links:
            kinds[place] = "metadata"
    for place in range(body[-1] + 1 if body else len(lines), len(lines)):
        line = lines[place]
        if not kinds[place] and (furniture.is_section(line) or furniture.WHOSE.fullmatch(line)):
            kinds[place] = "metadata"


def _is_linked(line: str, behind: bool) -> bool:
    """Return whether a line may be a link to another article; `behind` the text it may be a question."""
    open_ended = bool(LISTED.match(line)) or not ends_a_sentence(line)
    return _length(line) <= 2 * settings.LONGEST_HEADING and (open_ended or (behind and _may_be_title(line)))


def _may_be_title(line: str) -> bool:
    return line[-1] in "?!？！؟" and _length(line) <= settings.LONGEST_HEADING


def _find_captions(lines: list[str], parted: list[bool], kinds: list[str]) -> None:
    """Mark what stands with a credit on a line of its own: between blank lines, or without a full stop."""
    edges = [*parted, True]
    for at, line in enumerate(lines):
        found = furniture.find_credit(line) if not kinds[at] else None
        if not found or found.start() > 0:
            continue
        above, below = at - 1, at + 1
        alone = at and not edges[at] and edges[below] and (edges[above] or at == 1)
        if at and not kinds[above] and (alone or is_heading(lines[above])):
            kinds[above] = "caption"
        elif below < len(lines) and not edges[below] and not kinds[below] and edges[at]:
            shown = furniture.is_furniture(lines[below + 1]) if below + 1 < len(lines) else False
            if edges[below + 1] or (shown and is_heading(lines[below])):
                kinds[below] = "caption"
