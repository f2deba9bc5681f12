"""Speech in speech: attributions inside the content of another, found by rules with the list of cues.

Annotated data hold almost none of them, so that the network cannot have learnt them. Only what surely speaks
is taken: a person or body, a verb of saying, and what is said, at the beginning of a clause.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from inotherwords import settings
from inotherwords.attribution import appositions, cues
from inotherwords.attribution.extraction import NOBODY, Extracted
from inotherwords.text.names import ABBREVIATED, CALENDAR, CAPITALS
from inotherwords.text.spans import build_index, find_groups_at, touches
from inotherwords.text.wordlists import read_vocabulary

VOCABULARY = read_vocabulary(__file__)
# The words of somebody: a pronoun, a name, or a noun with an article or of several.
WORD = rf"(?!(?:{VOCABULARY['no word of who']})\b)[\w’'-]+"
OF_WHERE = (
    rf"(?: (?:of|for|from|in|at|by|on) (?!{CALENDAR.pattern[:-1]}\b)(?:(?:the|an?|his|her|its|their|my) )?"
    rf"(?:one of them|{WORD}(?: {WORD}){{0,2}}?(?: of {WORD})?))?"
)
WHO = (
    rf"(?P<who>(?:(?:[Hh]e|[Ss]he|[Tt]hey)\b|(?<=heard )(?:him|her|them)\b"
    rf"|(?:[Ss]ome|[Ee]very)(?:one|body)\b{OF_WHERE}"
    rf"|(?i:one|some|two|several|many) of (?:the|his|her|their|its|my) {WORD}{OF_WHERE}"
    r"|(?:(?i:the|an?|my|his|her|our|their|its|this|some|one|two|three|four|five|several|many|most|other)"
    rf"|[A-Z][\w-]+['’]s?)(?: {WORD}){{1,4}}?{OF_WHERE}"
    rf"|(?:{WORD} ){{0,2}}(?!(?:I|You|We|It|And|But|What|That|When|If|Nobody|None|Nothing|Anyone|Anybody)\b)"
    r"(?![^ ]*['’])"
    rf"{CAPITALS.pattern}(?<! I)"
    rf"|(?:{WORD} )?(?i:{VOCABULARY['several']}){OF_WHERE}"
    r")(?:, [^,.;:“”]{2,60}(?=, ))?),?"
)
HELP = (
    r"(?P<help>(?:(?:had|has|have|used to|would|will|later|also|once|always|then|repeatedly|often|already"
    r"|even|still|just|since|keeps?|kept|\w+ly) )*)"
)
# Where a clause begins; "it was the coach who said", "she heard the coach say".
OPENS = (
    r"(?:(?:^[“‘\"]?|[.!?;:]\s[“‘]?)(?:(?:And|But|So|Then|Yet) )?|[,—–]\s(?:and|but)\s[“‘]?"
    r"|\b(?:that|then|which|who|how|and|but|because|although|though|while|when|[Ii]t (?:is|was)"
    r"|hear(?:d|ing)?)\s[“‘]?"
    r"|(?:^|\bthat |[.!?;] )[“‘]?(?i:when|after|before|as|in|on|at|during|last|later|once)\b[^,.;“”]{2,70}, )"
)
SPEAKS = re.compile(rf"{OPENS}{WHO}(?: who|(?P<as> as| of| for))? [“‘]?{HELP}$")
# “I said to Kevin, ‘Bring me home’”: who speaks tells what she said before.
MYSELF = re.compile(
    r"(?:^[“‘]|[.!?;:,—–“‘] ?|\b(?:and|but|then|when|so) )(?P<who>I|We|we) (?:(?:then|just|also|once|had) )?$"
)
PAST = re.compile(r"\w+ed$|said|told|wrote|swore")
# "my sister read it and said, ‘…’"
DID_AND = re.compile(
    rf"{OPENS}{WHO} {HELP}(?:{VOCABULARY['verb']})\b[^.;:“”‘]{{0,80}}?"
    r"(?:,? and (?:(?:then|also|\w+ly) )?|(?P<saying>, (?:\w+ly )?))$"
)
# "they met a nurse who told them …"
WHO_SPEAKS = re.compile(rf".*(?<!\bof )(?<![\w’'-]){WHO} who {HELP}$", re.DOTALL)
# "the bank wrote to her in May saying …"
WROTE_SAYING = re.compile(rf"{OPENS}{WHO} {HELP}(?:{VOCABULARY['wrote']})\b[^.,;:“”‘]{{0,60}}? $")
ANYBODY_SPEAKS = re.compile(rf"(?:^|\s){WHO} {HELP}$")  # before a quotation
PAPER = re.compile(rf"\b(?:{VOCABULARY['finds']})\b", re.IGNORECASE)
THAT = re.compile(r"\W*that\b")
COMMA = re.compile(r", (?![“‘])")
OWNED = re.compile(
    r"(?:an?|the|his|her|its|their|\d+) (?:\w+ )?"
    rf"(?:{VOCABULARY['claimed']})"
)
GAP = re.compile(r"(?:the|an?) [\w-]+ (?:the|an?|he|she|they) ", re.IGNORECASE)
WOULD, IF = re.compile(r"would\b"), re.compile(r"\bif\b")
SINGLE = re.compile(r"(?:he|she|mr|mrs|ms|dr)\b", re.IGNORECASE)
WHICH = re.compile(r"\W*(?:which|who)\b")
AND_SAID = re.compile(r"\b(?:and|but) (?:(?:also|then|later|\w+ly) )?$")
WHOM = (
    r"(?:me|us|him|her|them|you|(?:every|any|some)(?:one|body)|(?:the|a|an|any|my|his|her|its|our|their|both|all|some|one|two|three|several)"
    r" (?:[a-z-]+ ){0,2}?[a-z-]+"
    rf"|(?:{ABBREVIATED} )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?"
    r"|(?!(?:lies|stories|tales|jokes|is|was|has|does|as|its|his|this)\b)[a-z]+(?:s|people|men)\b)"
    r"(?: of (?:the |his |her )?[a-z]+)?"
)
# What stands between a verb and what is said, and is no part of it: "in March", "last week", "in an email".
AT = (
    rf"(?:,? (?:(?:{VOCABULARY['when']})\b|on (?:{VOCABULARY['on when']})\b"
    r"|(?:back |as early as )?(?:in|at|during|over|by|through|via|after|before|from|outside|inside|with|as)"
    r" (?!(?:that|which|whom)\b)[^,.;:“”‘’\n]{2,50}?),?|, [^,.;:“”‘’\n]{2,40},(?= that\b))"
)
TO_DO = r"(?:not |never )?[“‘]?to [“‘]?(?!(?:the|an?|his|her|its|their|him|them|me|us|it)\b)[a-z]"
FINITE = r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did)\b"
# "the report in an email that was sent", "the fire that killed two": a relative clause.
RELATIVE = "|".join(word for word in VOCABULARY["verb"].split("|") if word != r"\w+s")
THAT_CLAUSE = rf"(?:,? that\s+|{AT}{{1,2}}?,? that\s+(?!{FINITE}|(?:{RELATIVE})\b))"
# "confirmed the king would not travel"
CLAUSE = (
    r"(?:(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I) [a-z]"
    r"|(?:the|an?|this|these|that|those|his|her|its|their|my|our|some|all|most|both|many|no|it"
    rf"|you|there|nobody|[A-Z][\w’'-]*|[a-z]+s) (?:(?!(?:who|which|that)\b)[\w’'-]+ ){{0,5}}?{FINITE})"
)
SPOKEN = re.compile(rf"[“‘]|{CLAUSE}")
# What follows a verb of each kind before that which is said.
LEADS_UP = {
    "tell": re.compile(
        rf" {WHOM}(?!['’])(?:{THAT_CLAUSE}|{AT}{{0,2}}?, (?=[“‘])|{AT}{{1,2}}? (?={CLAUSE})|,?\s+)"
    ),
    "warn": re.compile(rf" {WHOM}{AT}{{0,2}}? (?!that )(?={CLAUSE})"),
    "ask": re.compile(rf"(?: (?:at|to|with)\b)?(?: (?:{VOCABULARY['when']}))? (?={WHOM}{AT}?? {TO_DO})"),
    "say to": re.compile(rf"{AT}{{0,2}}? (?={TO_DO})"),
    "of": re.compile(rf"(?: (?:to )?{WHOM})? (?:of|about) (?=[\w“‘])"),
    "give": re.compile(
        r" (?:me|us|him|her|them|you|(?:the|his|her|their|its|our) [a-z]+|[a-z]+(?:s|people))"
        r" (?=(?:an?|the|no|more|\w+(?:er|tion|ment|ing|ty|s))\b)"
    ),
    "doing": re.compile(
        r" (?:to )?(?=(?:ever )?(?!\w+thing\b)[a-z]{3,}ing (?:[A-Z\d]|(?:the|an?|any|his|her|its|their|it|him"
        r"|them|that|to|in|on|at|up|off|with|for|from)\b))"
    ),
    "say that": re.compile(
        rf"(?: (?:to )?{WHOM})?{THAT_CLAUSE}|(?:(?: (?:to )?{WHOM})?{AT}{{0,2}}?, |,? )(?=[“‘])| (?={CLAUSE})"
    ),
    "wonder": re.compile(
        rf"(?:,? (?:to |of )?{WHOM})?{AT}{{0,1}}?,? (?=(?:whether|if|why|how|what|when|where|who)\b)"
    ),
    "name": re.compile(r"(?= [^“‘.,;]{2,40} (?:as )?[“‘])"),
    "say": re.compile(
        rf"{THAT_CLAUSE}|(?! (?:to|about|of|for|by|in|on|with|at|from|during|last|this|so|no|yes|nothing"
        r"|it(?: over| again|(?! \w))|(?:[\w-]+ ){0,2}(?:things?|words?|lies|goodbye))\b),?\s+"
    ),
    "say of": re.compile(
        r" (?!(?:by|to|on|for|in|with|at|from|as|that|it|this|so|himself|herself)\b)(?=[\w“‘])"
    ),
    "for": re.compile(rf"(?: {WHOM}(?= for\b))? for (?=[\w“‘])"),
    "like": re.compile(r",? (?=[“‘])"),
    "on": re.compile(rf" (?:up)?on (?=[^.,;:“”]{{2,60}}? {TO_DO})"),
    "find": re.compile(r" that\s+"),
}
# Who speaks behind what is said: "The pier is shut, a guard [told me] …"
BEHIND = re.compile(rf"(?: (?:to )?{WHOM})?{AT}?(?=[.,;!?”]|$)")
COMMA_WHO = re.compile(rf"(?:,|(?P<mark>[,.!?…—]’)) {WHO} {HELP}$")
MARK = re.compile(r"[,.!?…—]’ $")
BY_WHO = re.compile(rf" {WHO}(?=[.,;:”]|$| (?:as|when|after|before|in|at|on|to)\b)")
OBJECTS = (
    "say of",
    "for",
    "of",
    "give",
    "on",
    "ask",
    "say to",
    "doing",
)  # of which one word is enough: "denied wrongdoing"
QUOTED = re.compile(r"(?:‘[^’]{4,}(?:’\w[^’]*)*’|“[^”]{4,}”)")
# "they say it holds, but we say it leaks": the second clause is no word of the first speaker.
NEXT_CLAUSE = re.compile(
    r",\s+(?:but|while|whereas)\s+(?!that\b)|,\s+(?:and|so)\s+(?:I|we|nobody|that is|that was)\b"
)
AND_HE = re.compile(r" (?:and|but) (?:he|she|it|they|we|I) [a-z]")
AND_ANOTHER = re.compile(r",\s+(?:and|but|while|whereas)\s+(?:that\s+)?$")
# "She [said] {a neighbour rang her and} yelled, “…”": who yelled is the neighbour.
SENTENCE_BEGINS = re.compile(r"[.!?…][”’]?\s+[“‘]?|^[“‘]?(?:that )?")
# "When I rang, she said nothing": no words of hers.
WHILE = re.compile(r"(?:When|As|After|Before|Once|While|Although|Though|Because|Since)\b", re.IGNORECASE)
ANEW = re.compile(r"(?:and|but|who|which|so|because|although|while|when|as|\w+ing)\b")
SAID_OF_ANOTHER = re.compile(rf" (?P<cue>said|says) (?:that )?(?P<content>{DID_AND.pattern[len(OPENS) :]})")
BLANK = re.compile(r"\s+")
SHORT_CLAUSE = re.compile(r"(?:it|he|she|they|we|I|you) \w+", re.IGNORECASE)
SENTENCE_ENDS = re.compile(r"[.!?…][”’]?(?=\s+[“‘]?[A-Z])|[”\n]")
NAMED = r"(?P<who>[^,.;“”]{2,60}?)"
ACCORDING = (
    re.compile(
        r"(?:(?<=[.!?] )|^)[“‘]?(?:that )?(?P<content>[^.!?;“”]{12,}?),? (?P<cue>according to)"
        rf" {NAMED}(?=[,.;”]|$)"
    ),
    re.compile(
        rf"(?:(?<=[.!?] )|^|\bthat,? )[“‘]?(?P<cue>(?i:according to|in the words of)) {NAMED}, "
        r"(?P<content>[^.!?;]{8,}[^.!?;\s])"
    ),
)
# "The pier was shut, according to the crew, she said."
SAYS_BEHIND = re.compile(
    r"(?:(?<=[.!?] )|(?<=\n)|(?<!.))(?P<content>[^.!?“”\n]{12,}?, according to [^,.;“”\n]{2,60}), "
    rf"{WHO} (?P<cue>said|says|told(?= {WHOM}))\b"
)
# "he had been told by a guard that", "he heard from a cousin that"
TOLD_BY = re.compile(
    r"\b(?P<cue>(?:was|were|been|being) (?:told|informed|warned|assured|advised|reminded|asked|ordered|urged)"
    rf"(?= by)|(?:heard|hearing|learned|learnt)(?= from)) (?:by|from) {WHO}"
    rf"(?:{THAT_CLAUSE}|{AT}{{0,2}}? (?=(?:not |never )?to\s|{CLAUSE})|{AT}{{0,2}}?, (?=[“‘]))"
)
FIRST_VERB = re.compile(
    r" (?P<cue>(?:(?:has|had|have|later|also|\w+ly) )?(?P<verb>\w+))"
    r" (?P<content>(?!(?:to|that|on|in|at|by|for|with|from)\b)[^,.;:“”\n]{3,80}), (?:\w+ly )?"
)
SAYING = ("saying", "adding", "arguing", "insisting", "claiming", "explaining", "warning", "telling")
ACCOUNT = re.compile(
    r"(?:that )?(?:he|she|they) [^“”,;:\n]*? and (?P<cue>(?:also )?(?:reported|described|recounted))"
    r" (?P<content>(?!(?:by|as|to|for|that)\b)[^“”,;:\n]{5,})"
)
BY_RULE = 1.0  # as for quotations: no probability was learnt

Span = tuple[int, int]


class Inner(NamedTuple):
    """Who speaks within somebody's words, the cue, and what is said: spans of the text."""

    who: Span
    cue: Span
    content: tuple[Span, ...]


@cache
def _verbs() -> dict[str, list[str]]:
    """Return the forms of verbs that hand over words within words, each with its kinds (see LEADS_UP)."""
    kinds = {kind: VOCABULARY[kind].split("|") for kind in LEADS_UP}
    verbs = {form: ["like"] for form in kinds["like"]}
    for form in cues.list_forms():
        found = [kind for kind, heads in kinds.items() if form.kind == "verb" and form.cue in heads]
        if found:
            verbs[form.form] = found + verbs.get(form.form, [])
    return verbs


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(_verbs(), key=len, reverse=True))})\b")


@cache
def _forms(kind: str) -> frozenset[str]:
    """Return the forms of the verbs of a kind of the vocabulary."""
    heads = VOCABULARY[kind].split("|")
    return frozenset(form.form for form in cues.list_forms() if form.kind == "verb" and form.cue in heads)


@cache
def _heads() -> frozenset[str]:
    return frozenset(head for kind in LEADS_UP if kind != "like" for head in VOCABULARY[kind].split("|"))


def _opened(words: str) -> bool:
    return words.count("“") > words.count("”")


def _content(piece: str, start: int, kind: str) -> Span | None:
    """Return what an inner speaker says: the quotation that follows, else the rest of the clause."""
    quoted, naming = QUOTED.search(piece, start), kind == "name"
    if quoted and (naming or quoted.start() == start):
        whole = len(quoted.group().split()) > 2 or (piece[start - 2] == "," and quoted.group()[-2] in ".!?,")
        return quoted.span() if naming or whole else None
    if naming:
        return None
    ends = SENTENCE_ENDS.finditer(piece, start)
    stop = next((end for end in ends if end.group() != "”" or not _opened(piece[start : end.start()])), None)
    last = stop.start() + (stop.group()[0] in ".!?…") if stop else len(piece)
    if clause := NEXT_CLAUSE.search(piece, start, last):
        last = clause.start()
    if kind in OBJECTS and (clause := AND_HE.search(piece, start, last)):
        last = clause.start()
    words = piece[start:last].rstrip(" ,.")
    words = words if "“" in words or "‘" in words else words.rstrip("”’").rstrip(" ,.")
    whole = len(words.split()) > 2 or SHORT_CLAUSE.fullmatch(words) or (kind in OBJECTS and words)
    return (start, start + len(words)) if whole else None


def _said(piece: str, verb: re.Match[str], named: bool) -> tuple[int, Span] | None:
    """Return where the cue of a verb ends and what is said, by the first of its kinds that fits.

    `named`: whether it is "quoted X as saying"; without it a participle needs "that" or a quotation.
    """
    for kind in _verbs()[verb.group()]:
        if verb.group().endswith("ing") and not named and kind != "say that":
            continue
        begun = kind == "say that" and piece[verb.start() - 1 : verb.start()] in ("“", "‘")
        lead = (BLANK if begun else LEADS_UP[kind]).match(piece, verb.end())
        if not lead:
            continue
        start = verb.end() if kind == "name" else lead.end()
        if kind == "ask" and cues.TELLING.match(verb.group()):
            start = piece.index("to ", start)
        if content := _content(piece, start, kind):
            up_to = kind in ("for", "on") and piece.startswith((" for", " on", " upon"), verb.end())
            return (start - 1 if up_to else verb.end()), content
    return None


def _says_nothing(piece: str, speaks: re.Match[str], verb: re.Match[str], content: Span) -> bool:
    """Return whether words only look like somebody, a verb of saying and what is said."""
    word, who = verb.group(), speaks["who"]
    kinds, someone = _verbs()[word], appositions.is_someone(who)
    bare = content[0] == verb.end() + 1 and not QUOTED.match(piece, content[0])
    return bool(
        # "the fire threatened to spread", "the museum tells"
        (not someone and word.startswith(("threat", "tell")))
        # "the phrase suggests it is over"
        or (not someone and bare and word.startswith("suggest"))
        # "the plan the mayor promised voters"
        or GAP.match(who)
        # "she found that the door was open"
        or (kinds == ["find"] and not PAPER.search(who))
        # "the insurance claim was settled"
        or (re.match(FINITE, piece[slice(*content)]) and not WHICH.match(speaks.group()))
        # "something that she says, it is only a word"
        or (THAT.match(speaks.group()) and not bare and COMMA.match(piece, verb.end()))
        # "he claimed a loss", "they would pledge to stop if others did"
        or (word.startswith("claim") and OWNED.match(piece, content[0]))
        or (WOULD.match(speaks["help"]) and IF.search(piece, *content))
        # "Mr Reed, tell me"
        or (word in _heads() and not speaks["help"] and SINGLE.match(who))
    )


def _myself(piece: str, cut: int, lead: str, verb: re.Match[str], content: Span) -> Span | None:
    """Return where "I" or "we" stands in a quotation before what they said at another time, or None."""
    who = MYSELF.search(lead) if PAST.match(verb.group()) else None
    quoted = who and (piece.startswith("‘") or _opened(piece[: cut + who.start("who")]))
    if not quoted or not (SPOKEN.match(piece, content[0]) or THAT.match(piece, verb.end())):
        return None
    return cut + who.start("who"), cut + who.end("who")


def _behind(piece: str, cut: int, lead: str, verb: re.Match[str]) -> Inner | None:
    """Return who speaks behind what is said, or in the middle of it: "The pier, a guard told me, is shut"."""
    if verb.group() not in _forms("behind"):
        return None
    quoted, behind = MARK.search(lead), BEHIND.match(piece, verb.end())
    who = COMMA_WHO.search(lead) if behind and not quoted else None
    cue = (cut + who.start("help") if who else verb.start(), verb.end())
    if quoted:
        behind = who = BY_WHO.match(piece, verb.end())
    marked = bool(quoted or (who and who["mark"]))
    if not who or not behind or not (marked or appositions.is_someone(who["who"])):
        return None
    shift = 0 if quoted else cut
    place = (shift + who.start("who"), shift + who.end("who"))
    said = cut + (quoted.start() + 2 if quoted else who.end("mark") if who["mark"] else who.start())
    if marked:
        start = piece.rfind("‘", 0, said)
        return Inner(place, cue, ((start, said),)) if start >= 0 else None
    start = max((end.end() for end in SENTENCE_BEGINS.finditer(piece, 0, said)), default=0)
    ends = SENTENCE_ENDS.search(piece, behind.end())
    last = ends.start() if ends else len(piece.rstrip(" .,”’"))
    rest = behind.end() + 2
    last -= piece[last - 1] == ","
    goes_on = piece.startswith(", ", behind.end()) and rest < last and not ANEW.match(piece, rest)
    if len(piece[start:said].split()) < (2 if goes_on else 4) or WHILE.match(piece, start):
        return None
    return Inner(place, cue, ((start, said), (rest, last)) if goes_on else ((start, said),))


def _before(piece: str, cut: int, lead: str, verb: re.Match[str], last: Inner | None) -> list[Inner]:
    """Return who speaks before what is said; if that ends the words of the one before, with that one."""
    if not _said(piece, verb, True):
        return []
    speaks = SPEAKS.search(lead) or (" who " in lead and WHO_SPEAKS.match(lead)) or None
    named = bool(speaks and speaks.groupdict().get("as"))
    said = _said(piece, verb, named)
    if not said:
        return []
    cue_end, content = said
    quoted = QUOTED.match(piece, content[0])
    if not speaks and quoted:
        speaks = ANYBODY_SPEAKS.search(lead)
    last = last if last and last.content[-1][1] > verb.start() else None
    joined, ends = AND_SAID.search(lead), None
    if not speaks and (myself := _myself(piece, cut, lead, verb, content)):
        return [Inner(myself, (verb.start(), cue_end), (content,))]
    if speaks:
        if not named and _says_nothing(piece, speaks, verb, content):
            return []
        who = cut + speaks.start("who"), cut + speaks.end("who")
        cue = cut + speaks.start("help"), cue_end
        ends = AND_ANOTHER.search(lead, 0, speaks.start("who"))
    elif joined and last and verb.group() not in _heads() | _forms("find"):
        who, cue, ends = last.who, (verb.start(), cue_end), joined
    elif quoted or SPOKEN.match(piece, content[0]) or THAT.match(piece, verb.end()):
        saying = verb.group().endswith("ing")
        did = DID_AND.search(lead)
        did = did if did and bool(did["saying"]) == saying else saying and WROTE_SAYING.search(lead)
        if not did or verb.group() in _heads():
            return []
        who, cue = (cut + did.start("who"), cut + did.end("who")), (verb.start(), cue_end)
    else:
        return []
    before = []
    if last and ends:
        first = last.content[0][0]
        words = piece[first : cut + ends.start()].rstrip(" ,")
        before = [last._replace(content=((first, first + len(words)),))]
    return [*before, Inner(who, cue, (content,))]


def list_inner(piece: str) -> list[Inner]:
    """Return who speaks in the clauses of somebody's words, in their order: spans of these words.

    >>> [inner] = list_inner("that nurses had warned managers that the ward was unsafe")
    >>> inner.who, inner.cue, inner.content
    ((5, 11), (12, 22), ((37, 56),))
    """
    found: list[Inner] = []
    for verb in _verb().finditer(piece):
        cut = max(0, verb.start() - settings.LONGEST_SOURCE)
        lead = piece[cut : verb.start()]
        lead = "\0" + lead[1:] if cut else lead  # no clause begins there
        inner = _before(piece, cut, lead, verb, found[-1] if found else None)
        if len(inner) > 1:
            found.pop()
        elif not inner and (behind := _behind(piece, cut, lead, verb)):
            inner = [behind]
        found += [one for one in inner if not NOBODY.fullmatch(piece, *one.who)]  # "The question is how"
    return found


def _list_named(piece: str) -> list[Inner]:
    """Return whom somebody's words name with "according to" or "told by", in their order."""
    found = [
        Inner(match.span("who"), match.span("cue"), (match.span("content"),))
        for expression in ACCORDING
        for match in expression.finditer(piece)
    ]
    for match in TOLD_BY.finditer(piece):
        if content := _content(piece, match.end(), "say"):
            found.append(Inner(match.span("who"), match.span("cue"), (content,)))
    return found


def _subject(text: str, item: Extracted) -> list[Inner]:
    """Return the subject of "was reported to have called", the cue and what is said."""
    if len(item.content) != 2 or not item.cue:
        return []
    (start, end), who = item.content[1], item.content[0]
    if not who[1] <= item.cue[0][0] < start or not text.startswith("to have ", start):
        return []
    shift = start + len("to have ") - len("he ")  # as if it were "he called"
    return [
        Inner(who, (start, one.cue[1] + shift), tuple((a + shift, b + shift) for a, b in one.content))
        for one in list_inner(f"he {text[start:end][len('to have ') :]}")[:1]
    ]


def _moved(one: Inner, shift: int) -> Inner:
    who, cue, *content = ((start + shift, end + shift) for start, end in (one.who, one.cue, *one.content))
    return Inner(who, cue, tuple(content))


def _list_all(text: str, item: Extracted) -> Iterator[Inner]:
    """Yield who speaks within the words of an attribution: spans of the text."""
    stretches: list[Span] = []
    for start, end in item.content:  # two that only a comma parts are one
        if stretches and not text[stretches[-1][1] : start].strip(" ,:"):
            start = stretches.pop()[0]
        stretches.append((start, end))
    for start, end in stretches:
        piece = text[start:end]
        for one in (*list_inner(piece), *_list_named(piece)):
            yield _moved(one, start)
    for start, end in item.source:
        for one in list_inner(text[start:end]):
            yield _moved(one, start)
    yield from _subject(text, item)


def _first_verb(text: str, item: Extracted) -> Inner | None:
    """Return who speaks, the first verb and its object: "Reed [justified] {the ban}, saying that …"."""
    if not item.cue or not item.source or not item.source[-1][1] < item.cue[0][0]:
        return None
    found = FIRST_VERB.fullmatch(text, item.source[-1][1], item.cue[0][0])
    kinds = _verbs().get(found["verb"], []) if found and text[item.cue[0][0] :].startswith(SAYING) else []
    if "say of" not in kinds:
        return None
    return Inner(item.source[-1], found.span("cue"), (found.span("content"),))


def _further_account(text: str, item: Extracted) -> Inner | None:
    """Return who speaks, a further verb and its object: "Two told us they saw men and [reported] {panic}"."""
    if not item.cue or not item.source or len(item.content) != 1:
        return None
    found = ACCOUNT.fullmatch(text, *item.content[0])
    return Inner(item.source[-1], found.span("cue"), (found.span("content"),)) if found else None


def _said_of_another(text: str, item: Extracted) -> tuple[Extracted, Extracted] | None:
    """Return "She said a neighbour rang and yelled, “Go”" as her words and the neighbour's, else None."""
    if not item.cue or len(item.source) != 1 or not item.source[0][1] < item.cue[0][0]:
        return None
    match = SAID_OF_ANOTHER.fullmatch(text, item.source[0][1], item.cue[0][0])
    quoted = text[item.content[-1][0]] in "“‘"
    if not match or not quoted or not appositions.is_someone(match["who"]):
        return None
    content = (match.start("content"), item.content[-1][1])
    return (
        Extracted(item.source, (match.span("cue"),), (content,), BY_RULE),
        item._replace(source=(match.span("who"),)),
    )


def add_sayers(text: str, found: list[Extracted]) -> list[Extracted]:
    """Return the attributions of an article with those by another verb of the same speaker, and with those
    whose speaker stands behind an "according to".

    >>> text = "The pier was shut, according to the crew, she said."
    >>> [crew, she] = add_sayers(text, [Extracted(((32, 45),), ((19, 31),), ((0, 17),), 0.9)])
    >>> [text[slice(*one.source[0])] for one in (crew, she)]
    ['the crew', 'she']
    """
    taken = build_index(item.cue for item in found)
    for number, item in enumerate(found.copy()):
        if another := _said_of_another(text, item):
            said, found[number] = another
            found = [said if one.cue == said.cue else one for one in found]
            found = found if said in found else [*found, said]
            continue
        for one in filter(None, (_first_verb(text, item), _further_account(text, item))):
            if not touches(taken, one.cue):
                found = [*found, Extracted(item.source, (one.cue,), one.content, BY_RULE)]
                if one.cue[0] < item.content[-1][1] and one.cue[0] > item.cue[0][0]:
                    words = text[item.content[0][0] : one.cue[0]].rstrip().removesuffix("and").rstrip(" ,")
                    start = item.content[0][0]
                    found[number] = item._replace(content=((start, start + len(words)),))
    for match in SAYS_BEHIND.finditer(text):
        if touches(taken, match.span("cue")):
            continue
        who, behind = match.span("who"), match.end("content")
        found = [
            item._replace(source=((item.source[0][0], behind),))
            if item.source and item.source[0][0] < behind < item.source[-1][1]
            else item
            for item in found
        ]
        found.append(Extracted((who,), (match.span("cue"),), (match.span("content"),), BY_RULE))
    return found


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
        for who, cue, content in _list_all(text, item):
            inside = [likely[number] for number in find_groups_at(possible, cue[1] - 1)]
            taken = (who, cue) in done or touches(cues_taken, cue)
            if not taken and not cues.is_no_cue(text, cue):
                done.add((who, cue))
                nested.append(Extracted((who,), (cue,), content, max(inside, default=BY_RULE)))
    return nested
