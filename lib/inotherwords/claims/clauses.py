"""Cut a sentence into the statements that it makes: clauses, each on one and the same word."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from inotherwords import settings
from inotherwords.claims import phrases
from inotherwords.text import quantities
from inotherwords.text.words import IRREGULAR, PAST, normal_form, stem, stop_words

Span = tuple[int, int]

RIGHT = "(?:shortly|just|soon|immediately|long|right|only|even)"
PLANS = "(?:aims|continues|hopes|intends|plans|prepares|refuses|seeks|threatens|tries|wants) to"
COUNT = rf"(?:(?:{quantities.BOUNDS}) )?(?:\d[\d,]*|{quantities.WORDS})"
OPENS = re.compile(
    r",? (?<!for )(?:\w+|a few|several) (?:minute|hour|day|week|month|year)s? (?P<hours>before|after)\b"
    r"|(?:[;:]|--|—|,)?\s*\b(?:that|while|but|because|although|though|when|whereas)\b"
    rf"|(?:[;:]|--|—|,)?\s*\b(?:{RIGHT} )?(?P<time>since|after|before)\b"
    r"|, (?:as|and|where|which|who|with|(?:after|during|in|on) which) |[;:] |--|—| – "
    r"| (?:as|and) (?=(?:he|she|it|they|we|I)\b)| and (?=[a-z]+ (?:was|were|had been|have been) )"
    rf"| and (?=(?:had|has|have|was|were|is|are|would|will|said|[a-z]{{3,}}ed|{PLANS}"
    rf"|{'|'.join(sorted(IRREGULAR))})\b)"
    rf"| and (?=(?:the|an?|its|their|his|her|he|she|it|they|{COUNT}) "
    rf"(?:(?!(?:who|which|that|where)\b)[\w'’-]+ ){{0,6}}"
    rf"(?:had|has|have|was|were|is|are|would|will)\b|{COUNT} (?:others? |people )?(?:hurt|[a-z]+ed)\b"
    rf"|{COUNT} (?:[\w'’-]+ ){{1,2}}(?:[a-z]+ed|{'|'.join(sorted(IRREGULAR))})\b)",
    re.IGNORECASE,
)
# "Three days after they had left, the dam broke": a clause before the main one, up to its comma.
LEADS = re.compile(
    r"(?:\w+ (?:\w+ )?(?:hour|day|week|month|year)s? after|After|Although|As|Because|Once|Since|Though|When"
    r"|While) ([^,;:“]+)(?=, )"
)
MADE_OF = re.compile(r"\b\w+ (?:by|of)\b")  # "after a raid led by the army": no verb
MARK = re.compile(r"[,.;:]|--|—| – ")
# "The group, an alliance led by others, took the town": what is said of the group is a statement by itself.
APPOSITION = re.compile(r", (?:an?|the|led|dominated|backed|who|which|whose) [^,.;:]{8,120}(?=, (\w+) )")
# "In 2011", "for four years": no count of anything that could be told of another statement.
DATE_OR_TIME = re.compile(
    r"(?:19|20)\d\d\b|[\w,.-]+[ -](?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b"
    rf"|\d+ {quantities.MONTH}"
)
# "Shortly before midnight", "on Tuesday evening": so much can be done then.
TIME_OF_DAY = re.compile(
    r"\b(?:(?:shortly|just|soon|early|late) )?(?:(?:after|at|before|by|in the|on|until) )?"
    r"(?:[A-Z][a-z]{2,5}day )?(?:dawn|daybreak|dusk|sunrise|sunset|noon|midday|midnight|nightfall|morning"
    r"|afternoon|evening|night|[A-Z][a-z]{2,5}day)\b"
)
# "A city of two million people": nor is that of a place.
SIZE_OF_A_PLACE = re.compile(r"\b(?:city|country|district|island|port|province|region|town|village) of $")
MEASURED = re.compile(r"[\d,.]+-[a-z]+")  # "its 19-hectare site": the size of a thing is no count either
# "They denied it", "talk of it is propaganda": the contrary of a statement is another one.
DENIED = re.compile(
    r"\b(?:not?|never|nobody|none|denie[sd]|denying|propaganda|untrue|false|lies?|rumours?|any talk of"
    r"|(?:declin|fail|refus)(?:e?s|ed|ing) to)\b|n['’]t\b",
    re.IGNORECASE,
)
PASSIVE_BEFORE = re.compile(r"\b(?:was|were|been|being)\s+$")
# "The sharing of the revenue": no verb.
NOUN_BEFORE = re.compile(r"\b(?:the|an?|this|its|their|his|her)\s+$", re.IGNORECASE)
FINITE = re.compile(
    r"\b(?:am|is|are|was|were|has|have|had|does|did|will|would|can|could|may|might|shall|should|must)\b|n['’]t\b"
    rf"|\b{PLANS}\b"
)
# "He ignored the warning", "he plans to leave": told of him, however the words look like those for saying.
OF_THE_MIND = re.compile(
    r"\b(?:ignor|notic|remember|know|knew|learn|see|saw|heard|watch|aim|attempt|decid|declin|intend|order|plan|prepar"
    r"|refus|seek|sought|tr(?:y|ie))\w*(?: \w+)?$"
)
# What was so "before the dam broke" is told; that it broke is only the time of it.
BEFORE = re.compile(rf"(?:{RIGHT} )?(?:before|until|till)\b")
DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed|ing)|refut(?:es|ed|ing)|reject(?:s|ed|ing))\b"
)
# "Claims that the doors had been locked were dismissed": what is claimed ends before its denial.
DISMISSED = re.compile(r"\s+(?:was|were|(?:has|have|had) been) (?:denied|dismissed|refuted|rejected)\b")
# A content that ends with the verb of what follows: "the prison was “under control” and ordered [an inquiry]"
HANGING = re.compile(r",? and \w+ed$")
OF_A_NATION = re.compile(r"\b[A-Z][a-z]+(?:an|ish|ese)\s+$")  # "Russian meddling"
IN_ING = re.compile(phrases.VOCABULARY["noun in ing"], re.IGNORECASE)
COME_UNDER = re.compile(r"\bc[oa]m(?:e|es|ing) under\b")  # fire or attack: no verb that tells anything
FROM_CUE = 25  # characters between a cue and the words it hands over: "told the BBC on Monday that"
WORD = re.compile(r"(?<![\w-])\d[\d,.]*\d|\w[\w'’]*")
NUMBER_IS = "#"  # how the stem of a number begins
TIME_IS = "~"  # that of a word of a date or duration
ACT_IS = "act:"  # and that of an act of the corpus' list: "killed" and "died" are one


class Clause(NamedTuple):
    """A statement of an article: where it stands, on which attribution ("" is none), and its words.

    `stems` are those of its words with a meaning, names and numbers among them; `verbs` those that may be
    verbs, `names` those with a capital, `whose` the names before another word: "Tarsian waters"; `quoted` is
    whether most of it stands in quotation marks, `denied` whether it says that something is not so, `told`
    whether it is seen to have a verb; `by` is the word by which its source denies it: "denied"; `asides` are
    the words between its own that say who says it.
    """

    start: int
    end: int
    attribution: object
    quoted: bool
    stems: frozenset[str]
    verbs: frozenset[str]
    names: frozenset[str]
    whose: frozenset[tuple[str, str]]
    denied: bool
    told: bool
    by: str = ""
    asides: tuple[Span, ...] = ()


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
    Where what is said is no clause, the word for saying belongs to it: "called for calm".

    >>> text = "Ten men fled to the port, while the army held the town."
    >>> [text[one.start : one.end] for one in cut_clauses(Read(text, [], [], []), (0, len(text)))]
    ['Ten men fled to the port', 'while the army held the town']
    """
    start, end = sentence
    inside = _with_cues(read.text, [role for role in read.roles if role[2] < end and start < role[3]])
    cuts = {start, end} | {
        match.start() for match in OPENS.finditer(read.text, start, end) if _is_opened(read.text, match, end)
    }
    if (leads := LEADS.match(read.text, start, end)) and has_verb(MADE_OF.sub("", leads[1])):
        cuts.add(leads.end())
    cuts |= {match.start() for match in DISMISSED.finditer(read.text, start, end)}
    cuts |= {  # "closed the bank and froze the accounts", "boarded three boats, killing one man"
        act[0] - len(joint)
        for act in read.acts
        for joint in (" and ", ", ")
        if start < act[0] < end and read.text.endswith(joint, start, act[0])
        if joint == " and " or read.text[act[0] : act[1]].endswith("ing")
    }
    cuts |= {
        match.end()
        for match in APPOSITION.finditer(read.text, start, end)
        if (
            match[1] in IRREGULAR
            or (match[1].endswith(("ed", "s")) and match[1] not in stop_words())
            or FINITE.fullmatch(match[1])
        )
        # "another ship of the line, the Ann, sank": so far nothing is told
        and has_verb(read.text[max(cut for cut in cuts if cut < match.end()) : match.end()])
    }
    cuts |= {min(max(place, start), end) for _, _, *span in inside for place in span}
    own = {number: [role for role in inside if role[0] == number] for number, *_ in inside}
    reach = {  # of two attributions of the same words the one whose words reach less far stands in the other
        number: max(role[3] for role in roles) - min(role[2] for role in roles)
        for number, roles in own.items()
    }
    found: list[Clause] = []
    for first, last in zip(sorted(cuts), sorted(cuts)[1:], strict=False):
        over = [role for role in inside if role[2] <= first and last <= role[3]]
        innermost = min(over, key=lambda role: (role[3] - role[2], reach[role[0]]), default=("", "own", 0, 0))
        if innermost[1] in ("source", "cue") or DISMISSED.match(read.text, first, last):
            continue
        piece = _clause(read, first, last, innermost[0])
        if innermost[1] == "told":  # the word for saying is its verb
            cue = WORD.search(read.text, first, last).group()
            piece = piece._replace(told=True, verbs=piece.verbs | ({stem(normal_form(cue))} & piece.stems))
        # "He told reporters on Monday": beside a source's words others without a verb are no statement.
        if piece.stems and not (inside and not piece.told and piece.attribution == ""):
            found.append(piece)
    return _joined(read, found)


def _is_opened(text: str, opened: re.Match[str], end: int) -> bool:
    """Return whether a clause follows: "before dawn" is none, "before the dam broke" is one."""
    if not (opened["time"] or opened["hours"]):
        return True
    if phrases.TIME.match(text, opened.end() + 1):
        return False
    mark = MARK.search(text, opened.end(), end)
    behind = text[opened.end() : mark.start() if mark else end]
    return has_verb(MADE_OF.sub("", behind)) or bool(re.match(r"\s*\w+ing\b", behind))


def _with_cues(text: str, roles: list[tuple]) -> list[tuple]:
    """Return parts of attributions in which what is said is a clause, with its cue if need be.

    Of words of the mind before a noun no source is told: "Nordkraft ignored the warning".
    """
    found = []
    for number in dict.fromkeys(role[0] for role in roles):
        own = [_without_hanging(text, role) for role in roles if role[0] == number]
        contents, cues = ([role for role in own if role[1] == part] for part in ("content", "cue"))
        said = [text[role[2] : role[3]] for role in contents]
        before = [cue for cue in cues if contents and 0 <= contents[0][2] - cue[3] <= FROM_CUE]
        if not before or any(has_verb(words) for words in said):
            found += own
        elif not OF_THE_MIND.search(text, before[-1][2], before[-1][3]):
            found += [role for role in own if role not in (*contents, before[-1])]
            found.append((number, "told", before[-1][2], contents[-1][3]))
    return found


def _without_hanging(text: str, role: tuple) -> tuple:
    """Return a part of an attribution; a content without the verb of what comes behind it."""
    hanging = role[1] == "content" and re.match(r" \w", text[role[3] : role[3] + 2])
    verb = HANGING.search(text, role[2], role[3]) if hanging else None
    return (*role[:3], verb.start()) if verb else role


def has_verb(words: str) -> bool:
    """Return whether some words are a clause, or said as they were said: "that he left", not "his leaving".

    >>> [has_verb(words) for words in ("the union for it", "the state to act", "he fled", "“calm” or war")]
    [False, False, True, False]
    """
    if words.lower().startswith(("that ", "what ", "how ", "why ", "“")) and " " in words.strip("“”"):
        return len(words.split()) > 3 or bool(FINITE.search(words))
    return bool(FINITE.search(words)) or any(
        form in IRREGULAR or (form.endswith("ed") and not NOUN_BEFORE.search(words, 0, word.start()))
        for word in WORD.finditer(words)
        if (form := normal_form(word.group())) and not re.search(r"\bto $", words[: word.start()])
    )


def _joined(read: Read, pieces: list[Clause]) -> list[Clause]:
    """Return clauses in which each has a verb and enough words, if that can be had on one attribution."""
    found: list[Clause] = []
    for piece in pieces:
        alike = bool(found) and (found[-1].attribution, found[-1].by) == (piece.attribution, piece.by)
        alike = alike and not BEFORE.match(read.text, piece.start)
        if alike and (_is_part(piece) or _is_part(found[-1])):
            found[-1] = _clause(read, found[-1].start, piece.end, piece.attribution)
        else:
            found.append(piece)
    return found


def _is_part(piece: Clause) -> bool:
    counted = any(word.startswith(NUMBER_IS) for word in piece.stems)  # "37 were detained" is a statement
    return not piece.told or len(piece.stems) < settings.WORDS_OF_A_CLAUSE - counted


def _clause(read: Read, start: int, end: int, attribution: object) -> Clause:
    """Return a stretch of text as a clause, without the marks at its ends.

    Who says it in between is no part of what is told: "Two died, police said, and one was hurt".
    """
    text = read.text
    asides = tuple(
        (first, last)
        for number, role, first, last in read.roles
        if number == attribution and role in ("source", "cue") and start < first and last < end
    )
    words = [
        word
        for word in WORD.finditer(text, start, end)
        if not any(first <= word.start() < last for first, last in asides)
    ]
    if not words:
        return Clause(start, end, attribution, False, *[frozenset()] * 4, False, False)
    start, end = words[0].start(), words[-1].end()
    acts = {act[0]: act[2] for act in read.acts if start <= act[0] < end}
    stems, verbs, names, whose = set(), set(), set(), set()
    numbers, times = {}, [match.span() for match in TIME_OF_DAY.finditer(text, start, end)]
    for match in quantities.NUMBER.finditer(text, start, end):
        start_of = match.start("number")
        if time := DATE_OR_TIME.match(text, start_of) or MEASURED.match(text, start_of):
            times.append(time.span())
        else:
            value = quantities.read_number(match["number"])
            aged = text[start_of - 2 : start_of] == ", " and text[match.end() : match.end() + 1] in (*",.)",)
            sized = aged or SIZE_OF_A_PLACE.search(text, start, match.start())
            numbers[start_of] = match.end("number"), set() if sized else {f"{NUMBER_IS}{value:g}"}
    numbers |= {
        match.start(): (match.end(), {f"{NUMBER_IS}1"}) for match in quantities.ONE.finditer(text, start, end)
    }
    until, quoted, last = start, 0, ""
    for word in words:
        owner, last = last, ""
        quoted += any(first <= word.start() < last for first, last in read.marks)
        if word.start() in numbers:
            until, value = numbers[word.start()]
            stems |= value
        if word.start() < until:
            continue
        if word.start() in acts:
            stems.add(f"{ACT_IS}{acts[word.start()]}")
            verbs.add(f"{ACT_IS}{acts[word.start()]}")
            continue
        form = PAST.get(normal_form(word.group()), normal_form(word.group()))
        if form in stop_words() and form not in IRREGULAR:
            continue
        if form in ("had", "has", "have", "did") or COME_UNDER.match(text, word.start()):
            continue
        timed = any(first <= word.start() < last for first, last in times)
        own = TIME_IS * timed + stem(form)
        stems.add(own)
        if owner and word.group()[0].islower():
            whose.add((own, owner))
        if word.group()[0].isupper() and not re.fullmatch(quantities.MONTH, word.group()):
            names.add(own)
            last = own
        elif (
            form in IRREGULAR or form.endswith("ed") or _is_verb(text, start, word)
        ) and not phrases.is_adjective(text, start, word.span()):
            verbs.add(own)
    owned = {pair for pair in whose if pair[0] not in verbs}  # "Guards came" owns nothing
    found = (frozenset(part) for part in (stems, verbs, names, owned))
    by = _denied_by(read, start, end, attribution)
    denied = bool(DENIED.search(text, start, end)) != bool(by)
    told = bool(verbs or FINITE.search(text, start, end) or COME_UNDER.search(text, start, end))
    asides = tuple(aside for aside in asides if start < aside[0] and aside[1] < end)
    return Clause(start, end, attribution, 2 * quoted > len(words), *found, denied, told, by, asides)


def _denied_by(read: Read, start: int, end: int, attribution: object) -> str:
    """Return the cue by which a source denies a stretch of its words, and does not go on to say it, or ""."""
    for number, role, first, last in read.roles:
        if (number, role) == (attribution, "cue") and not start <= first < end:
            denied = DENYING.search(read.text, first, last)
            if denied and not phrases.SAYING.search(read.text, last, start + len("and said that ")):
                return denied.group()
    return ""


def _is_verb(text: str, start: int, word: re.Match[str]) -> bool:
    """Return whether a word that has not the form of a past is a verb where it stands: "were hurt"."""
    if PASSIVE_BEFORE.search(text, start, word.start()):
        return True
    noun = NOUN_BEFORE.search(text, start, word.start()) or IN_ING.fullmatch(word.group())
    noun = noun or OF_A_NATION.search(text, start, word.start())
    return word.group().endswith("ing") and not noun
