"""Speech in speech: attributions inside the content of another, found by rules with the list of cues.

Annotated data hold almost none of them, so that the network cannot have learnt them. Only what surely speaks
is taken: a person or body, a verb of saying, and what is said, at the beginning of a clause.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, zip_longest

from inotherwords.attribution import cues
from inotherwords.attribution.extraction import Extracted
from inotherwords.text.names import CAPITALS
from inotherwords.text.spans import build_index, find_groups_at, touches
from inotherwords.text.wordlists import read_vocabulary

VOCABULARY = read_vocabulary(__file__)
WHO = (
    r"(?P<who>(?:[Hh]e|[Ss]he|[Tt]hey)\b"
    r"|(?i:the|an?|my|his|her|our|their|its|some|one|two|three|several|many)"
    r"(?: (?!(?:is|was|who|which|that)\b)[a-z][\w’'-]+){1,3}?"
    rf"|(?!(?:I|You|We|It|And|But|What|That)\b)(?![^ ]*['’]){CAPITALS.pattern}(?<! I)"
    rf"|(?i:{VOCABULARY['several']}))"
)
HELP = r"(?:(?:had|has|have|used to|would|will|later|also|once|always|then|repeatedly|often|already|\w+ly) )*"
WHOM = (
    r"(?:me|us|him|her|them|you|reporters|journalists|(?:the|a|an|my|his|her|our|their)"
    r" (?:[a-z-]+ ){0,2}?[a-z-]+"
    r"|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?"
    r"|(?!lies\b|stories\b|tales\b|jokes\b)[a-z]+s"
    r"(?= (?:that|the|an?|it|s?he|they|we|his|her|its|their|nobody)\b))"
)
# "wrote in an email that"
WHERE = (
    r"(?: (?:in|at|during) (?:an?|the|this|his|her|its|their) (?:\w+ )?"
    r"(?:e-?mail|letter|statement|report|post|interview|speech|note|memo|book|article|message|meeting|hearing)"
    r"(?= that\b))"
)
QUOTED = re.compile(r"(?:‘[^’]{4,}(?:’\w[^’]*)*’|“[^”]{4,}”)")
OPENS = re.compile(
    r"(?:^|^[“‘\"]|[.!?;:]\s[“‘]?|\b(?:that|then|which|who) |,\s(?:and|but)\s|\band |\bbut )[“‘]?$"
)
# "they say it holds, but we say it leaks": the second clause is no word of the first speaker.
AND_ANOTHER = re.compile(r",\s+(?:and|but|while|whereas)\s+$")
SHORT_CLAUSE = re.compile(r"(?:it|he|she|they|we|I|you) \w+", re.IGNORECASE)
SENTENCE_ENDS = re.compile(r"[.!?…][”’]?(?=\s+[“‘]?[A-Z])|[”\n]")
ACCORDING = re.compile(
    r"(?:(?<=[.!?] )|(?<=^))(?P<content>[^.!?;“”]{12,}?),? (?P<cue>according to)"
    r" (?P<who>[^,.;“”]{2,60}?)(?=[,.;”]|$)"
)
# "he had been told by a guard that"
TOLD_BY = re.compile(
    r"\b(?P<cue>(?:was|were|been|being) (?:told|informed|warned|assured|advised|reminded))"
    rf" by {WHO} that\s+"
)
BY_RULE = 1.0  # as for quotations: no probability was learnt

Span = tuple[int, int]


@cache
def _speech() -> re.Pattern[str]:
    """Return the expression for somebody, a verb of saying and what leads up to what is said.

    Of the list of cues those that say nothing but that somebody says something; others only before "that"
    or a quotation ("argued that", not "argued over it"), some with a quotation behind a name.
    """
    verbs = [form for form in cues.list_forms() if form.kind == "verb" and not form.form.endswith("ing")]
    forms = {
        kind: "|".join(form.form for form in verbs if form.cue in VOCABULARY[kind].split("|"))
        for kind in ("say", "say that", "name")
    }
    return re.compile(
        rf"\b{WHO}(?: who)? [“‘]?(?P<cue>{HELP}(?:(?:tell|tells|told|telling)(?= {WHOM}\b)"
        rf"|(?P<name>{forms['name']})(?= [^“‘.,;]{{2,40}} (?:as )?[“‘])|(?<=[“‘])(?:{forms['say that']})"
        rf"|(?:{forms['say that']})(?=,? (?:that\b|[“‘])| (?:to )?{WHOM} that\b|{WHERE})"
        rf"|(?!tell|told)(?:{forms['say']})(?! (?:to|about|of|for|by|in|on|with|at|from"
        rf"|during|last|this|so|no|yes|nothing|it(?! \w))\b(?!{WHERE}))))\b"
        rf"(?P<lead>(?:(?<=tell|told) {WHOM}|(?<=tells) {WHOM}| (?:to )?{WHOM}(?= that\b)|{WHERE})?"
        r",?(?: that\b)?\s+)"
    )


def _content(text: str, start: int, end: int, naming: bool) -> Span | None:
    """Return what an inner speaker says: the quotation that follows, else the rest of the sentence."""
    quoted = QUOTED.search(text, start, end)
    if quoted and (naming or quoted.start() == start):
        return quoted.span() if naming or len(quoted.group().split()) > 2 else None
    if naming:
        return None
    stop = SENTENCE_ENDS.search(text, start, end)
    last = stop.start() + (stop.group()[0] in ".!?…") if stop else end
    words = text[start:last].rstrip(" ,.")
    words = words if "“" in words or "‘" in words else words.rstrip("”’").rstrip(" ,.")
    whole = len(words.split()) > 2 or SHORT_CLAUSE.fullmatch(words)
    return (start, start + len(words)) if whole else None


def find_nested(text: str, found: list[Extracted], seen: dict[Span, float]) -> list[Extracted]:
    """Return the attributions inside the contents and sources of others that nobody has found yet.

    `seen` are the cues that the network held possible, with their probability, which is theirs here, too.

    >>> text = "The report said witnesses had claimed the driver was asleep."
    >>> [inner] = find_nested(text, [Extracted(((0, 10),), ((11, 15),), ((16, 59),), 0.9)], {})
    >>> [text[slice(*part[0])] for part in inner[:3]]
    ['witnesses', 'had claimed', 'the driver was asleep']
    """
    cues_taken = build_index(item.cue for item in found)
    done: set[tuple[Span, Span]] = set()
    possible = build_index([[cue] for cue in seen])
    likely = list(seen.values())
    nested: list[Extracted] = []
    for item in chain(found, nested):  # which grows: speech in speech in speech
        for who, cue, content in (
            *_clauses(text, item),
            *_sources(text, item),
            *_subject(text, item),
            *_closing(text, item),
        ):
            inside = [likely[number] for number in find_groups_at(possible, cue[1] - 1)]
            if (who, cue) not in done and not touches(cues_taken, cue):
                done.add((who, cue))
                nested.append(Extracted((who,), (cue,), (content,), max(inside, default=BY_RULE)))
    return nested


def _clauses(text: str, item: Extracted) -> Iterator[tuple[Span, Span, Span]]:
    """Yield who speaks in the clauses of a content, the cue, and what is said."""
    for start, end in item.content + item.source:
        matches = [
            match
            for match in _speech().finditer(text, start, end)
            if OPENS.search(text[max(start, match.start("who") - 12) : match.start("who")])
        ]
        for match, after in zip_longest(matches, matches[1:]):
            other = after and AND_ANOTHER.search(text, match.end(), after.start("who"))
            last = other.start() if other else end
            cue, naming = match.span("cue"), bool(match["name"])
            content = _content(text, cue[1] if naming else match.end(), last, naming)
            if content:
                yield match.span("who"), cue, content


def _sources(text: str, item: Extracted) -> Iterator[tuple[Span, Span, Span]]:
    """Yield whom a content names with "according to" or "told by", the cue, and what is said."""
    for start, end in item.content:
        for match in ACCORDING.finditer(text, start, end):
            yield match.span("who"), match.span("cue"), match.span("content")
        for match in TOLD_BY.finditer(text, start, end):
            if content := _content(text, match.end(), end, naming=False):
                yield match.span("who"), match.span("cue"), content


@cache
def _said_last() -> re.Pattern[str]:
    """Return the expression for somebody and a verb of saying at the end of what is said."""
    forms = "|".join(form.form for form in cues.list_forms() if form.cue in VOCABULARY["say"].split("|"))
    return re.compile(
        r"(?:^|,[”’]? )(?P<who>(?:(?i:the|an?|his|her|its|their|one) )?"
        r"[\w’'-]+(?: (?!(?:is|are|was|were|has|had|who|which|that|and|but)\b)[\w’'-]+){0,5}?)"
        rf" (?P<cue>(?:has |had )?(?:{forms}))$"
    )


def _closing(text: str, item: Extracted) -> Iterator[tuple[Span, Span, Span]]:
    """Yield who speaks at the end of a content, "…, the ministry said", the cue, and what is said."""
    start, end = item.content[-1]
    if item.cue and end <= item.cue[0][0] and (match := _said_last().search(text[start:end])):
        last = start + match.start() if match.start() else [(0, start), *item.content][-2][1]
        if item.content[0][0] < last <= start + match.start():
            who, cue = ((start + first, start + until) for first, until in map(match.span, ("who", "cue")))
            yield who, cue, (item.content[0][0], last)


def _subject(text: str, item: Extracted) -> Iterator[tuple[Span, Span, Span]]:
    """Yield the subject of "was reported to have called": who, the cue, what is said."""
    if len(item.content) == 2 and item.cue and item.content[0][1] <= item.cue[0][0] < item.content[1][0]:
        start, end = item.content[1]
        said = (
            _speech().match(f"he {text[start:end][len('to have ') :]}")
            if text.startswith("to have ", start)
            else None
        )
        if said:
            shift = start + len("to have ") - len("he ")
            cue = (start, shift + said.end("cue"))
            content = _content(text, cue[1] if said["name"] else shift + said.end(), end, bool(said["name"]))
            if content:
                yield item.content[0], cue, content
