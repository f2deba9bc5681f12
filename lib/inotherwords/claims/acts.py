"""Who does what to whom: the verbs of a corpus' own list, who is named as their doer, and on whose word.

"Shells hit the town, killing four" and "four died" tell of the same dead; only the first lets a doer be
named. What is found is what the sentence says, by its grammar: its subject, "by …", the subject of another
act in the same sentence, or whom a pronoun stands for. Nobody is added from what else is known.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from inotherwords import settings
from inotherwords.errors import InputError
from inotherwords.naming import EVENT
from inotherwords.text import quantities, wordlists
from inotherwords.text.words import IRREGULAR

PARTS = ["verb", "died", "lost", "toll", "event"]
ACTIVE, PASSIVE, NO_AGENT = "active", "passive", "no_agent"

BE = re.compile(r"\b(?:was|were|is|are|be|been|being)(?: \w+ly| also| all| then)?\s+$", re.IGNORECASE)
AUXILIARY = re.compile(
    r"(?:,?\s*\b(?:was|were|is|are|be|been|being|has|have|had|will|would|to|not|also|then|later|reportedly"
    r"|\w+ly))*[\s“\"‘]*$",
    re.IGNORECASE,
)
# Behind a participle that is passive nothing follows that something is done to.
NO_OBJECT = re.compile(
    r"\s*(?:[^\w\s“\"‘'’$]|$|\b(?:in|on|at|by|during|when|and|or|as|after|before|since|while|according|for"
    r"|near|who|from|there|here|but|because|over|under|amid|throughout|across|inside|outside|so|last|this"
    r"|yesterday|today|\w+day|was|were|is|are|has|have|had|will|would|can|could|may|might)\b)",
    re.IGNORECASE,
)
# "Two of the injured", "a fund for the wounded and arrested": people, no verb; nor is "the killing" one.
AS_NOUN = re.compile(
    r"\b(?:the|an?|its|their|his|our)\s+"
    r"(?:(?:other|badly|seriously|critically|severely|slightly|lightly|fatally|newly|recently)\s+)?"
    r"(?:(?:dead|killed|injured|wounded|missing|arrested|detained)\s+(?:and|or)\s+(?:the\s+)?)?[“\"‘]?$",
    re.IGNORECASE,
)
BY = re.compile(r"[^.,;:]{0,60}?\bby ((?!\d|\w+ing\b)[^.,;:]+)")
STOP = re.compile(
    r"\s*(?:,(?!\d)|[.;:!?()”\"\n]|--|–|—|\band (?=\w+ed\b)|\b(?:in|on|at|by|during|when|where"
    r"|as|after|before|since"
    r"|while|according|near"
    r"|who|which|that|but|because|amid|for|was|were|had|has|have|said|told)\b)"
)
OF_THEM = re.compile(r",\s+(?:(?:at least|more than|about|around|some)\s+)?[\w,]+ of (?:them|whom)\b")
# What may begin a sentence before its subject: "This week,", "According to the agency,".
LEADING = re.compile(
    r"(?:(?!at least|at most)(?:this|by|in|on|at|since|after|before|during|later|then|according|thanks"
    r"|earlier|meanwhile|as|for"
    r"|from|with|under|last|yesterday|today|also|and|but|which|who)\b[^,]*,\s*)+",
    re.IGNORECASE,
)
CLAUSE = re.compile(
    r"[;:]|\b(?:that|who|which|where|when|while|but|because|although|as|since|after|before|if)\b|, and ",
    re.IGNORECASE,
)
RELATIVE = ("who", "which", "where")  # a comma ends what it opens
LINKED = re.compile(r"\b(?:where|in which|killing|leaving|which|causing)\b")
APPOSITION = re.compile(
    r",\s*(?:an?|the|some|led|one|which|who|dominated|backed|allied|\d+,|aged)\b", re.IGNORECASE
)
PRONOUN = re.compile(r"(?:they|it|he|she)(?: also| then| later)?$", re.IGNORECASE)
BY_PRONOUN = re.compile(r"\b(?:they|he|she|it|we)(?: have| had| has)?\s+$", re.IGNORECASE)
NOT = re.compile(r"\b(?:not|never|nobody|no one)\b(?: \w+)?\s+$|n['’]t\s+$", re.IGNORECASE)
FINITE = re.compile(r"\s*\b(?:was|were|is|are|has|have|had|will|would|can|could|may|might)\b")
# "before dawn on Friday, killing four": no doer, nor a clause of its own.
TIME = re.compile(
    r"(?:(?:the|this|that|last|next|early|late|mid|noon|\w+day|\d+|one|two|three|a few|several)[\s-]+)*"
    r"(?:dawn|daybreak|dusk|sun(?:rise|set)|noon|midday|midnight|(?:night|even)fall|\w+day|night|morning"
    r"|evening|afternoon|weekend|(?:day|hour|minute|week|month|year)s?|\d+(?:[.:]\d+)?|[ap]\.?m\.?"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: (?:earlier|later|ago|before|[ap]\.?m\.?|of|\d+))*\s*,?",
    re.IGNORECASE,
)
# "The war has killed": no doer, though it is the subject.
NO_DOER = re.compile(
    r"\b(?:war|wars|fighting|violence|conflict|clashes|battles|offensive|assault|unrest|crisis|disaster|flood"
    r"|floods|storm|earthquake|fire|disease|shelling|bombing|bombardment|strikes?|raids?|attacks?|blasts?"
    r"|explosions?|accident|crash)\b",
    re.IGNORECASE,
)
OF = re.compile(r"\b(?:of|on|in|at|by|against|from|near)\b")

Span = tuple[int, int]


class Listed(NamedTuple):
    """A row of the corpus' list: an act, what its word can do (PARTS), and the word."""

    act: str
    part: str
    pattern: str


class Lexicon(NamedTuple):
    """The list ready for searching."""

    search: wordlists.Search | None
    entries: list[Listed]


class Told(NamedTuple):
    """One article as far as acts are read: `sentences`, `mentions` (start, end, actor) of the actors, and
    the `contents` of attributions (start, end, number), each in the order of the text.
    """

    text: str
    sentences: Sequence[Span]
    mentions: Sequence[tuple[int, int, str]]
    contents: Sequence[tuple[int, int, int]]


class Act(NamedTuple):
    """One act in one sentence; empty strings where nobody is named (see `find_acts`)."""

    start: int
    end: int
    verb: str
    form: str
    agent_start: int | str
    agent_end: int | str
    agent_actor: str
    patient_start: int | str
    patient_end: int | str
    patient: str
    number: float | str
    attribution: int | str
    act: str
    agent: str
    agent_by: str
    event: str
    sentence: int


def find_act_fault(row: Listed) -> str:
    """Return why a row of acts.csv cannot be used (its pattern, its part, a number as pattern), or "".

    >>> find_act_fault(Listed("hitting", "noun", "hit")).partition(".")[0]
    'pattern “hit”: “noun” is no part'
    """
    fault = wordlists.find_fault(row.pattern)
    if not fault and row.part not in PARTS:
        fault = f"“{row.part}” is no part. Use one of {', '.join(PARTS)}."
    if not fault and quantities.NUMBER.fullmatch(row.pattern.strip()):
        fault = "a number is no word for an act. Write the verb that stands with it, as “arrested”."
    return fault and f"pattern “{row.pattern}”: {fault}"


def compile_acts(rows: Iterable[Listed]) -> Lexicon:
    """Return a corpus' list of acts ready for searching.

    Raises InputError if a row cannot be used (`find_act_fault`).
    """
    entries = wordlists.sort_longest_first(list(rows), lambda row: row.pattern)
    for row in entries:
        if fault := find_act_fault(row):
            raise InputError(f"acts.csv: {fault}")
    search = wordlists.compile_patterns([row.pattern for row in entries]) if entries else None
    return Lexicon(search, entries)


def find_acts(told: Told, lexicon: Lexicon) -> list[Act]:
    """Return the acts of one article in the order of the text.

    form: active, passive, or no_agent where the word lets no doer be named ("died"). agent is who is named as
    the doer, agent_actor whose label stands there, agent_by how they are named: subject, by, act (the subject
    of another act in the sentence) or pronoun. patient is to whom, with its number; attribution the innermost
    one that holds the word; event another event than the one told of, by the list; sentence where the
    sentence begins.

    >>> lexicon = compile_acts([Listed("killing", "verb", "killed"), Listed("killing", "died", "died")])
    >>> text = "Guards killed two men. Six men were killed. Ten died."
    >>> found = find_acts(Told(text, [(0, 22), (23, 43), (44, 53)], [(0, 6, "guard")], []), lexicon)
    >>> [(one.form, one.agent, one.agent_actor, one.patient, one.number) for one in found]
    [('active', 'Guards', 'guard', 'two men', 2.0), ('passive', '', '', 'Six men', 6.0), \
('no_agent', '', '', 'Ten', 10.0)]
    """
    if lexicon.search is None:
        return []
    found: list[Act] = []
    for number, sentence in enumerate(told.sentences):
        places = [
            (lexicon.entries[entry], start, end)
            for entry, start, end in wordlists.find_matches(lexicon.search, told.text, *sentence)
        ]
        event = next((row.act for row, _, _ in places if row.part == "event"), "")
        own: list[Act] = []
        for row, start, end in places:
            if row.part != "event":
                own += _read_act(told, number, (start, end), row, own, event)
        found += own
    return found


def _read_act(told: Told, number: int, verb: Span, row: Listed, before: list[Act], event: str) -> list[Act]:
    """Return the act that a word of the list tells, and of how many of its patients somebody else did it."""
    text, (first, last), (start, end) = told.text, told.sentences[number], verb
    attribution = innermost(told.contents, start)
    left = _clause_start(told, first, start, attribution)
    form = _form(text, left, verb, last, row.part)
    after = text[end:last]
    if row.part == "lost" and not quantities.NUMBER.match(text, end + 1):
        return []
    if NOT.search(text, first, start):
        return []  # it did not happen
    if row.part in ("verb", "died") and AS_NOUN.search(text, first, start):
        return []
    behind = form == ACTIVE or row.part in ("lost", "toll")
    patient = _object(text, end, last, row.part) if behind else _nearest(text, left, start)
    if row.part == "died" and not patient:
        return []
    if text[end - 3 : end] == "ing" and form == ACTIVE and (not patient or text[end : end + 4] == " of "):
        return []  # a noun: "the killing of"

    def act(agent: Span | None, by: str, patient: Span | None) -> Act:
        whom = text[slice(*patient)] if patient else ""
        count = quantities.NUMBER.search(whom)
        return Act(
            *verb,
            text[slice(*verb)],
            form,
            *(agent or ("", "")),
            _actors(told, agent) if agent else "",
            *(patient or ("", "")),
            whom,
            quantities.read_number(count["number"]) if count else "",
            attribution[2] if attribution else "",
            row.act,
            text[slice(*agent)] if agent else "",
            by if agent else "",
            event,
            first,
        )

    found = [act(*_agent(told, number, left, verb, form, row, before), patient)]
    rest = OF_THEM.match(after) if form == PASSIVE or row.part == "died" else None
    if rest and (other := BY.match(after, rest.end())):
        some = (end + rest.start() + 2, end + rest.end())
        found.append(act(_trim(text, end + other.start(1), end + other.end(1)), "by", some))
    return found


def innermost(contents: Sequence[tuple[int, int, int]], place: int) -> tuple[int, int, int] | None:
    """Return the shortest of the contents of attributions (start, end, number) that holds a place.

    >>> innermost([(0, 90, 1), (10, 20, 2)], 15), innermost([(0, 9, 1)], 15)
    ((10, 20, 2), None)
    """
    around = [one for one in contents if one[0] <= place < one[1]]
    return min(around, key=lambda one: one[1] - one[0], default=None)


def _clause_start(told: Told, first: int, verb: int, content: tuple[int, int, int] | None) -> int:
    """Return where the clause of a verb begins: after what opens it, within the words of its source."""
    left = max(first, content[0]) if content else first
    start = _after_leading(told.text, left, verb)
    for opened in CLAUSE.finditer(told.text, start, verb):
        if opened.group().lower() not in RELATIVE or "," not in told.text[opened.end() : verb]:
            start = opened.end()
    start = _after_leading(told.text, start, verb)
    while start < verb and not told.text[start].isalnum():
        start += 1
    return start


def _after_leading(text: str, start: int, end: int) -> int:
    while start < end and not text[start].isalnum():
        start += 1
    leading = LEADING.match(text, start, end)
    return leading.end() if leading else start


def _form(text: str, left: int, verb: Span, last: int, part: str) -> str:
    """Return whether a verb is active or passive here, or lets no doer be named."""
    if part != "verb":
        return NO_AGENT
    if text[verb[0] : verb[1]].lower().endswith("ing"):
        return ACTIVE
    if BE.search(text, left, verb[0]):
        return PASSIVE
    if BY_PRONOUN.search(text, left, verb[0]):
        return ACTIVE  # "which they shelled"
    return PASSIVE if NO_OBJECT.match(text, verb[1], last) else ACTIVE


def _object(text: str, end: int, last: int, part: str) -> Span | None:
    """Return what follows a verb up to what ends a phrase; of a toll, the first number."""
    if part == "toll":
        found = quantities.find_quantities(text[end:last])
        return (end + found[0].start, end + found[0].end) if found else None
    number = quantities.NUMBER.match(text, end + 1, last)  # "at least four": "at" ends nothing
    stop = STOP.search(text, number.end() if number else end + 1, last)
    span = _trim(text, end + 1, stop.start() if stop else last)
    return span if span[0] < span[1] else None


def _nearest(text: str, left: int, verb: int) -> Span | None:
    """Return who stands before a verb: the nearest number with what it counts, or the subject."""
    end = verb - len(AUXILIARY.search(text[left:verb]).group())
    numbers = [
        match
        for match in quantities.NUMBER.finditer(text, left, end)
        if not text.startswith((" of them", " of whom"), match.end())  # "two men, one of them a doctor,"
    ]
    if numbers and not quantities.AGE.match(text, numbers[-1].end("number")):
        stop = STOP.search(text, numbers[-1].end(), end)
        return _trim(text, numbers[-1].start(), stop.start() if stop else end)
    comma = text.find(",", left, end)
    span = _trim(text, left, comma if comma > 0 else end)
    return span if span[0] < span[1] else None


def _trim(text: str, start: int, end: int) -> Span:
    while end > start and not text[end - 1].isalnum():
        end -= 1
    while start < end and not text[start].isalnum():
        start += 1
    return start, end


def _agent(
    told: Told, number: int, left: int, verb: Span, form: str, row: Listed, before: list[Act]
) -> tuple[Span | None, str]:
    """Return whom the sentence names as the doer of a verb, and how."""
    text, last = told.text, told.sentences[number][1]
    if form == PASSIVE and (match := BY.match(text, verb[1], last)):
        stop = STOP.search(text, match.start(1), match.end(1))
        return _trim(text, match.start(1), stop.start() if stop else match.end(1)), "by"
    # "They shelled the campus, killing four", "… where four died": the doer of the one did the other.
    others = [one for one in before if one.act != row.act and one.form == ACTIVE and one.agent]
    participle = text[verb[0] : verb[1]].lower().endswith("ing")
    if others and (participle or LINKED.search(text, others[-1].end, verb[0])):
        other = others[-1]
        span = other.agent_start, other.agent_end
        return span, other.agent_by if other.agent_by == "pronoun" else "act"
    if form != ACTIVE:
        return None, ""
    subject = _subject(text, left, verb[0], participle)
    if subject is None:  # "They left, and took control of …"
        start = _after_leading(text, max(told.sentences[number][0], _content_start(told, verb[0])), verb[0])
        subject = _subject(text, start, verb[0], True)
    if subject is None or _is_no_doer(text[slice(*subject)]):
        return None, ""
    if PRONOUN.match(text[slice(*subject)]):
        return _resolve(told, number, subject), "pronoun"
    return subject, "subject"


def _subject(text: str, left: int, verb: int, participle: bool) -> Span | None:
    """Return the subject of a verb: what stands before it, without appositions; of a participle, that of the
    main verb before it.
    """
    end = verb - len(AUXILIARY.search(text[left:verb]).group())
    if participle and (main := _main_verb(text, left, end)):
        end = main
    if finite := FINITE.search(text, left, end):
        end = finite.start()
    if apposition := APPOSITION.search(text, left, end):
        end = apposition.start()
    span = _trim(text, left, end)
    is_time = TIME.fullmatch(OF.split(text[slice(*span)])[0].strip())
    return span if span[0] < span[1] and not is_time else None


def _main_verb(text: str, left: int, end: int) -> int | None:
    """Return where the first word begins that can be a verb of the past, after a subject."""
    for match in re.finditer(r"(?<![\w-])[a-z]\w*(?![\w-])", text[left:end]):
        word = match.group()
        if match.start() and (word in IRREGULAR or word.endswith("ed")):
            return left + match.start()
    return None


def _is_no_doer(subject: str) -> bool:
    """Return whether the head of a subject is a happening: "the war on the state".

    >>> _is_no_doer("the war on the state"), _is_no_doer("the men of the war")
    (True, False)
    """
    return bool(NO_DOER.search(OF.split(subject)[0]))


def _content_start(told: Told, place: int) -> int:
    """Return where what a source says begins that holds a place: its first part, if it is in several."""
    content = innermost(told.contents, place)
    return min((start for start, _, number in told.contents if content and number == content[2]), default=0)


def _resolve(told: Told, number: int, pronoun: Span) -> Span | None:
    """Return whom a pronoun stands for: the last subject that names an actor; "they" are several."""
    they = told.text[slice(*pronoun)].lower().startswith("they")
    for first, whole in reversed(told.sentences[max(0, number - settings.SUBJECTS_BACK) : number + 1]):
        last = min(whole, pronoun[0])
        leading = LEADING.match(told.text, first, last)
        start = leading.end() if leading else first
        for one, end, actor in told.mentions:
            between = told.text[start:one].strip(' “"‘').lower()
            if one < start or end > last or between not in ("", "the", "a", "some"):
                continue
            several = told.text[end - 1] == "s" or told.text[end : end + 5] == " and "
            if actor != EVENT and several == they:
                return start, _with_allies(told, end)
    return None


def _with_allies(told: Told, end: int) -> int:
    """Return where a subject ends that names others beside the first: "the rebels and their allies"."""
    joined = [
        last
        for one, last, actor in told.mentions
        if one > end and actor != EVENT and re.fullmatch(r" and (?:\w+ )?", told.text[end:one])
    ]
    return max(joined, default=end)


def _actors(told: Told, span: Span) -> str:
    """Return the actors named in a doer, but for those named inside another's phrase."""
    inside = [one for one in told.mentions if span[0] <= one[0] and one[1] <= span[1] and one[2] != EVENT]
    whole = [one for one in inside if not any(o != one and o[0] <= one[0] and one[1] <= o[1] for o in inside)]
    return "; ".join(dict.fromkeys(actor for _, _, actor in whole))
