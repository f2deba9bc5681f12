"""Cut a sentence into the statements that it makes: clauses, each on one and the same word."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from inotherwords import settings
from inotherwords.text import quantities
from inotherwords.text.words import IRREGULAR, normal_form, stem, stop_words

Span = tuple[int, int]

OPENS = re.compile(
    r"(?:[;:]|--|—|,)?\s*\b(?:that|while|but|because|although|though|since|after|before|when|whereas)\b"
    r"|, (?:as|and|where|which|who|with) |[;:] |--|—| – ",
    re.IGNORECASE,
)
# "The group, an alliance led by others, took the town": what is said of the group is a statement by itself.
APPOSITION = re.compile(r", (?:an?|the|led|dominated|backed) [^,.;:]{8,120}(?=, (\w+) )")
# "In 2011", "for four years": no count of anything that could be told of another statement.
DATE_OR_TIME = re.compile(
    r"(?:19|20)\d\d\b|[\w,.-]+[ -](?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b"
    rf"|\d+ {quantities.MONTH}"
)
# "They denied it", "talk of it is propaganda": the contrary of a statement is another one.
DENIED = re.compile(
    r"\b(?:not|never|nobody|no one|none|denie[sd]|denying|propaganda|untrue|false|lies?|rumours?|any talk of)"
    r"\b|n['’]t\b",
    re.IGNORECASE,
)
PASSIVE_BEFORE = re.compile(r"\b(?:was|were|been|being)\s+$")
# "The sharing of the revenue": no verb.
NOUN_BEFORE = re.compile(r"\b(?:the|an?|this|its|their|his|her)\s+$", re.IGNORECASE)
WORD = re.compile(r"(?<![\w-])\d[\d,.]*\d|\w[\w'’]*")
NUMBER_IS = "#"  # how the stem of a number begins
TIME_IS = "~"  # that of a word of a date or duration
ACT_IS = "act:"  # and that of an act of the corpus' list: "killed" and "died" are one


class Clause(NamedTuple):
    """A statement of an article: where it stands, on which attribution ("" is none), and its words.

    `stems` are those of its words with a meaning, names and numbers among them; `verbs` those that may be
    verbs, `names` those with a capital; `quoted` is whether most of it stands in quotation marks, `denied`
    whether it says that something is not so.
    """

    start: int
    end: int
    attribution: object
    quoted: bool
    stems: frozenset[str]
    verbs: frozenset[str]
    names: frozenset[str]
    denied: bool


class Read(NamedTuple):
    """One article as far as clauses are cut.

    `roles` are the parts of attributions (attribution, role, start, end), `marks` the quotations, `acts` the
    words of acts (start, end, act).
    """

    text: str
    roles: Sequence[tuple[object, str, int, int]]
    marks: Sequence[Span]
    acts: Sequence[tuple[int, int, str]]


def cut_clauses(read: Read, sentence: Span) -> list[Clause]:
    """Return the clauses of a sentence, without the words that name a source or report.

    A clause ends where another begins (", while …") and where a source's words begin or end. What has no verb
    or less than `settings.WORDS_OF_A_CLAUSE` words with a meaning belongs to the one before or after it.

    >>> text = "Ten men fled to the port, while the army held the town."
    >>> [text[one.start : one.end] for one in cut_clauses(Read(text, [], [], []), (0, len(text)))]
    ['Ten men fled to the port', 'while the army held the town']
    """
    start, end = sentence
    inside = [role for role in read.roles if role[2] < end and start < role[3]]
    cuts = {start, end} | {match.start() for match in OPENS.finditer(read.text, start, end)}
    cuts |= {
        match.end()
        for match in APPOSITION.finditer(read.text, start, end)
        if match[1] in IRREGULAR or (match[1].endswith(("ed", "s")) and match[1] not in stop_words())
    }
    cuts |= {min(max(place, start), end) for _, _, *span in inside for place in span}
    found: list[Clause] = []
    for first, last in zip(sorted(cuts), sorted(cuts)[1:], strict=False):
        over = [role for role in inside if role[2] <= first and last <= role[3]]
        innermost = min(over, key=lambda role: role[3] - role[2], default=("", "content", 0, 0))
        if innermost[1] != "content":
            continue
        piece = _clause(read, first, last, innermost[0])
        if piece.stems:
            found.append(piece)
    return _joined(read, found)


def _joined(read: Read, pieces: list[Clause]) -> list[Clause]:
    """Return clauses in which each has a verb and enough words, if that can be had on one attribution."""
    found: list[Clause] = []
    for piece in pieces:
        alike = bool(found) and found[-1].attribution == piece.attribution
        if alike and (_is_part(piece) or _is_part(found[-1])):
            found[-1] = _clause(read, found[-1].start, piece.end, piece.attribution)
        else:
            found.append(piece)
    return found


def _is_part(piece: Clause) -> bool:
    counted = any(word.startswith(NUMBER_IS) for word in piece.stems)  # "37 were detained" is a statement
    return not piece.verbs or len(piece.stems) < settings.WORDS_OF_A_CLAUSE - counted


def _clause(read: Read, start: int, end: int, attribution: object) -> Clause:
    """Return a stretch of text as a clause, without the marks at its ends."""
    text = read.text
    words = list(WORD.finditer(text, start, end))
    if not words:
        return Clause(start, end, attribution, False, frozenset(), frozenset(), frozenset(), False)
    start, end = words[0].start(), words[-1].end()
    acts = {act[0]: act[2] for act in read.acts if start <= act[0] < end}
    stems, verbs, names = set(), set(), set()
    numbers, times = {}, []
    for match in quantities.NUMBER.finditer(text, start, end):
        if time := DATE_OR_TIME.match(text, match.start("number")):
            times.append(time.span())
        else:
            numbers[match.start("number")] = match.end("number"), quantities.read_number(match["number"])
    until, quoted = start, 0
    for word in words:
        quoted += any(first <= word.start() < last for first, last in read.marks)
        if word.start() in numbers:
            until, value = numbers[word.start()]
            stems.add(f"{NUMBER_IS}{value:g}")
        if word.start() < until:
            continue
        if word.start() in acts:
            stems.add(f"{ACT_IS}{acts[word.start()]}")
            verbs.add(f"{ACT_IS}{acts[word.start()]}")
            continue
        form = normal_form(word.group())
        if form in stop_words() and form not in IRREGULAR:
            continue
        if form in ("had", "has", "have", "did"):
            continue
        timed = any(first <= word.start() < last for first, last in times)
        own = TIME_IS * timed + stem(form)
        stems.add(own)
        if word.group()[0].isupper():
            names.add(own)
        elif form in IRREGULAR or form.endswith("ed") or _is_verb(text, start, word):
            verbs.add(own)
    found = (frozenset(part) for part in (stems, verbs, names))
    denied = bool(DENIED.search(text, start, end))
    return Clause(start, end, attribution, 2 * quoted > len(words), *found, denied)


def _is_verb(text: str, start: int, word: re.Match[str]) -> bool:
    """Return whether a word that has not the form of a past is a verb where it stands: "were hurt"."""
    if PASSIVE_BEFORE.search(text, start, word.start()):
        return True
    return word.group().endswith("ing") and not NOUN_BEFORE.search(text, start, word.start())
