"""Whose act it is: "the rebel group's assault", "the offensive by the League", never the attacked's.

And which words are no mention at all, because they are part of a body's name: "Transport Workers' Council".
"""

import re

from inotherwords.text.names import CALENDAR, TITLES

Span = tuple[int, int]

# Nouns for what somebody does to others. What is theirs otherwise ("army", "regime") stays an office.
DONE_TO = (  # "the siege of the town": of whom it is done to
    r"blockade|bombardment|bombing|capture|invasion|killing|massacre|occupation|purge|raid|seizure|shelling"
    r"|siege|storming|takeover"
)
ACTS = re.compile(
    rf"(?:{DONE_TO}|advance|aggression|ambush|assault|attack|barrage|boycott|campaign|clampdown|coup"
    r"|crackdown|drive|foray|incursion|intervention|march|offensive|onslaught|operation|protest|push|rally"
    r"|rampage|rebellion|revolt|riot|stoppage|strike|surge|uprising|walkout)(?:e?s)?$",
    re.IGNORECASE,
)
OF_THE_ATTACKED = re.compile(rf"(?:{DONE_TO})s?$", re.IGNORECASE)
ARTICLE = r"(?:an? |the |our |its |their |this |that |another )?"
# Between an owner and the act: "rebel [group's surprise] assault", "The League [launched a new] offensive".
OWNED = re.compile(r"(?:[ -][\w-]+){0,2}(?:['’]s|s['’]|['’])(?: [\w-]+){0,3} [“‘\"]?")
PEOPLE = re.compile(
    r"[ -](?:alliance|army|faction|fighter|force|group|militia|movement|side|soldier|troop|unit)s?[ -]"
)
LAUNCHED = re.compile(
    r"(?: (?:has|have|had|would|will|also|then|again))*"
    r" (?:announc|beg[au]n|carried out|carr(?:y|ies) out|intensifi|launch|mount|open|order|renew|resum|stag"
    rf"|start|unleash)(?:e?d|e?s|ing)? {ARTICLE}(?:[\w-]+ ){{0,2}}[“‘\"]?"
)
OF = re.compile(rf"[”’\"]? of {ARTICLE}(?:[\w-]+ ){{0,2}}[“‘\"]?")
BY = re.compile(rf"[”’\"]?(?: [\w-]+){{0,4}} by {ARTICLE}(?:[\w-]+ ){{0,2}}[“‘\"]?")
AGAINST = re.compile(
    rf"[”’\"]?(?: [\w-]+)? (?:against|at|in|into|on|over|upon) {ARTICLE}(?:[\w-]+ ){{0,2}}[“‘\"]?"
)


def is_act(words: str) -> bool:
    """Return whether the last word of a pattern's place is somebody's act.

    >>> is_act("surprise offensive"), is_act("army")
    (True, False)
    """
    return bool(ACTS.match(words.split()[-1].rpartition("-")[2]))


def owns_before(text: str, end: int, start: int) -> bool:
    """Return whether what stands before an act, up to `end`, is its owner; `start` is where the act begins.

    >>> text = "the rebel group's assault, the rebels condemned the assault"
    >>> owns_before(text, 9, 18), owns_before(text, 37, 52)
    (True, False)
    """
    return any(gap.fullmatch(text, end, start) for gap in (OWNED, PEOPLE, LAUNCHED))


def owns_after(text: str, act: str, end: int, start: int) -> bool:
    """Return whether what begins at `start` is the owner of an act that ends at `end`: "by", "of" it.

    >>> owns_after("offensive by Tarn", "offensive", 9, 13), owns_after("siege of Tarn", "siege", 5, 9)
    (True, False)
    """
    of = not OF_THE_ATTACKED.match(act) and OF.fullmatch(text, end, start)
    return bool(of or BY.fullmatch(text, end, start))


def is_attacked(text: str, act: str, end: int, start: int) -> bool:
    """Return whether what begins at `start` is whom an act is done to: "on", "against", at times "of" it.

    >>> is_attacked("assault on Norland", "assault", 7, 11), is_attacked("siege of Marwick", "siege", 5, 9)
    (True, True)
    """
    of = OF_THE_ATTACKED.match(act) and OF.fullmatch(text, end, start)
    return bool(of or AGAINST.fullmatch(text, end, start))


# "The teachers' union" is another body than the union of the list.
OTHERS = re.compile(r"(?:\b[a-z][\w-]*s['’]|\b(?:children|men|people|women)['’]s) $")


def is_others(text: str, start: int) -> bool:
    """Return whether an office belongs to people of another kind, by the words before it.

    >>> is_others("the teachers' union", 14), is_others("the country's union", 14)
    (True, False)
    """
    return bool(OTHERS.search(text[max(0, start - AROUND) : start]))


# "The residents' association" is a body, and calls nobody a resident.
THEIR_BODY = re.compile(
    r"s?['’]s? (?:[a-z][\w-]* )?(?:association|club|committee|cooperative|council|federation|forum|group"
    r"|guild|initiative|league|organi[sz]ation|society|syndicate|union)\b"
)


def has_body(text: str, end: int) -> bool:
    """Return whether a word for people only tells whose body is named: "the residents' association".

    >>> has_body("the residents' association", 13), has_body("the residents' houses", 13)
    (True, False)
    """
    return bool(THEIR_BODY.match(text, end))


# What makes a name that of a body. What people are called together ("group", "forces") does not.
BODY = re.compile(
    r"(?:Association|Bank|Board|Church|Club|Commission|Committee|Confederation|Congress|Corporation|Council"
    r"|Court|Federation|Foundation|Fund|Guild|Institute|Journal|League|Museum|Parliament|Party|Post|Society"
    r"|Times|Trust|Union|University)s?$"
)
BEFORE = re.compile(r"(?:[A-Z][\w-]*(?:['’]s?)?(?: (?:of|for|and)(?: the)?)? )+$")
AROUND = 200  # characters: no name is longer
BEHIND = re.compile(r"['’]?s?((?:[ -][A-Z][\w-]*(?:['’]s?)?)+)")


def is_in_a_name(text: str, segment: Span, place: Span, alone: bool) -> bool:
    """Return whether a word with a capital is a part of a body's name, and no word for anybody.

    `alone`: the word names people by itself ("workers"); then any name that goes on behind it will do that
    is no person's ("Workers United"), unless all words of the segment have capitals.

    >>> text = "The International Transport Workers' Council met."
    >>> is_in_a_name(text, (0, len(text)), (28, 35), True)
    True
    >>> is_in_a_name("Rebel Commander Ann Holt", (0, 24), (0, 5), True)
    False
    """
    start, end = place
    word = text[start:end]
    if not word[:1].isupper() or (len(word) > 1 and word.isupper()):
        return False
    near = max(segment[0], start - AROUND), min(segment[1], end + AROUND)
    behind = BEHIND.match(text, end, near[1])
    following = re.findall(r"[A-Z][\w-]*", behind[1]) if behind else []
    before = BEFORE.search(text, near[0], start)
    if any(BODY.match(name) for name in following[:2]):
        return True
    if before and re.search(r" (?:of|for)\b", before[0]):
        return any(BODY.match(name) for name in before[0].split())
    if not following or not alone or start == segment[0] or _has_capitals(text, near):
        return False
    return not (TITLES.match(following[0]) or CALENDAR.match(following[0]))


def _has_capitals(text: str, segment: Span) -> bool:
    """Return whether most longer words of a segment have a capital, as in some newspapers' headlines."""
    words = re.findall(r"\b[^\W\d_]{4,}", text[slice(*segment)])
    return sum(word[0].isupper() for word in words) * 2 > len(words)
