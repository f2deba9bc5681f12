"""Who does what to whom: the verbs of a corpus' own list, who is named as their doer, and on whose word.

"Shells hit the town, killing four" and "four died" tell of the same dead; only the first lets a doer be
named. What is found is what the sentence says, by its grammar: its subject, "by …", the subject of another
act in the same sentence, or whom a pronoun stands for. Nobody is added from what else is known.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from inotherwords import attribution, settings
from inotherwords.claims import phrases
from inotherwords.claims.phrases import Span
from inotherwords.errors import InputError
from inotherwords.naming import EVENT
from inotherwords.text import quantities, wordlists
from inotherwords.text.words import IRREGULAR, to_singular

PARTS = ["verb", "died", "lost", "toll", "event"]
ACTIVE, PASSIVE = "active", "passive"
BESIDE = "beside"  # of a verb without a doer: what is said beside it that somebody did

POSSESSIVE = re.compile(r"['’]s?\s+$")  # "Sunday's dead"
BE = re.compile(
    r"\b(?:was|were|is|are|be|been|being|gets?|got|getting)(?: \w+ly| also| all| then)?\s+$", re.IGNORECASE
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
    r"\b(?:the|an?|its|their|his|our|my|your|every|each|any)\s+"
    r"(?:(?:other|badly|seriously|critically|severely|slightly|lightly|fatally|newly|recently)\s+)?"
    r"(?:(?:dead|killed|injured|wounded|missing|arrested|detained)\s+(?:and|or)\s+(?:the\s+)?)?[“\"‘]?$",
    re.IGNORECASE,
)
# Not "in a house owned by …", "when a crowd led by …", "by the time", "by the river".
BY = re.compile(
    r"(?:(?!\b(?:when|after|before|while|that|who|which|where|and|but|was|were|\w+ed by)\b)[^.,;:]){0,60}?"
    r"\bby "
    r"((?!\d|\w+ing\b|(?:the )?(?:time|then|now|noon|midnight|night|accident|mistake|road|rail|train|sea|air"
    r"|river|side|coast|gate|\w+day)\b)(?:[^.,;:]|\.(?=\s?\w))+)"
)
WORD = re.compile(r"\w+ ")
NUMBER_ALONE = re.compile(  # "32 left", "32 cost the", not "32 of the"
    rf"{quantities.NUMBER.pattern}(?=\ (?:{'|'.join(sorted(IRREGULAR))})\b"
    rf"|\ (?!(?:{phrases.LINK.pattern}|of)\b)[a-z]+\ (?:the|an?|his|her|its|their)\b)",
    re.IGNORECASE | re.VERBOSE,
)
COUNTED = re.compile(  # what may stand before the head of a subject: "the", "about 40"
    rf"[“\"‘]?(?:(?:the|an?|some)\ |{quantities.NUMBER.pattern}\ )?[“\"‘]?", re.IGNORECASE | re.VERBOSE
)
MEASURED = re.compile(
    rf"{quantities.NUMBER.pattern}(?:\ )?(?:{phrases.MEASURE.pattern.replace(' ', chr(92) + ' ')})",
    re.I | re.X,
)
OF_THEM = re.compile(r",\s+(?:(?:at least|more than|about|around|some)\s+)?[\w,]+ of (?:them|whom)\b")
LINKED = re.compile(r"\b(?:where|in which|killing|leaving|which|causing)\b")
# "They freed 31 men after a battle in which four died": they may not have killed them.
ANOTHER_TIME = re.compile(r"\b(?:after|before|during|following|amid|despite|until|since)\b", re.IGNORECASE)
# "Police hold the square where two men died in May": that was another day.
ANOTHER_DAY = re.compile(
    rf"(?:(?!\b(?:and|while|but)\b)[^,.;])*?\b(?:in (?:{quantities.MONTH}|(?:19|20)\d\d)|last \w+"
    r"|(?:years?|months?|weeks?|decades?) (?:ago|earlier|before))\b"
)
PRONOUN = re.compile(rf"(?:{phrases.PRONOUN.pattern})(?: also| then| later)?$", re.IGNORECASE)
BY_PRONOUN = re.compile(r"\b(?:they|he|she|it|we)(?: have| had| has)?\s+$", re.IGNORECASE)
HAVE = re.compile(r"\b(?:has|have|had|having)(?: \w+ly| also| already)?\s+$", re.IGNORECASE)
# What did not happen, or only might: "have not killed", "would be killed", "denied that …".
NOT = re.compile(
    r"(?:\b(?:not|never|without)\b|n['’]t)(?: (?:\w+ly|yet|be|been|being))*\s+$"
    r"|(?:\bnot|n['’]t)\b[^.,;:“”]*\b(?:that|who)\s+$"
    r"|\b(?:can|cannot|could|may|might|would|should|shall|must)\b(?: (?:not|all|also|have|be|been))*\s+$"
    r"|\b(?:want|threat|plan|tr[yi]|attempt|vow|seek|sought|refus|intend|about|going)\w* to (?:be )?$"
    r"|\b(?:den(?:y|ies|ied|ying)|whether|unless|if)\b(?:(?!\band (?:said|says|added)\b)[^,;:])*$",
    re.IGNORECASE,
)
# Who was “shot at”, and no more, is not dead.
AIMED = re.compile(r" at(?=[,.;]| (?:and|but|by|as|when|while|before|from|during|again|repeatedly)\b)")
NOBODY = re.compile(r"(?:no|none|nobody|neither)\b", re.IGNORECASE)
# Words of the list by which it is known that an act is one of dying, and so is done to what has lived.
DYING = re.compile(
    r"\b(?:dead|death|die[ds]?\b|dying|drown|perish|passed away|fatal|lives\b|kill|murder|slain|bodies)",
    re.IGNORECASE,
)
LIVING = re.compile(rf"{phrases.VOCABULARY['person']}|{phrases.VOCABULARY['animal']}", re.IGNORECASE)
NO_LIFE = re.compile(phrases.VOCABULARY["no life"], re.IGNORECASE)
PART_OF = re.compile(rf"{phrases.VOCABULARY['part of']}|\d[\d,]*|{quantities.WORDS}", re.IGNORECASE)
OF_WHICH = re.compile(r",|\b(?:who|whom|which|that|in|on|at|by|against|from|near)\b")
# Words of a pattern with a star ("kill*", "injur*") that are no verb: a killer, an injury.
NOUN = re.compile(r"(?:ers?|ors?|ures?|y|ies|ees?|ions?|ments?|able|als?|ings)$")
PAIRED = re.compile(r"\s+and\s+\w+ed\b")
PARTICIPLE = re.compile(
    rf"(?:\w+e[dn]|{'|'.join(sorted(IRREGULAR))}|hurt|beat|burnt|caught|slain)\b", re.IGNORECASE
)
GERUND = re.compile(r"\b(?:for|of|from|after|before|by|without|about)\s+(?:\w+ing and )?$")
AND_THEN = re.compile(r"(?:(?!\b(?:was|were|is|are|been|being)\b).)*\b(?:and|but|then)\s+$", re.DOTALL)
BASE = re.compile(r"to|not|and|will|would|can|could|did|they|we|you|who")  # before a verb that looks like one
# "when police opened fire", "in Russian air strikes"
OPENED = re.compile(r"\b(when|after|as|once|because|in|from|under|during|amid)\s+", re.IGNORECASE)
CLOSED = re.compile(
    r"\s*(?:,(?!\d)|[.;:!?()”\"\n]|--|–|—|\b(?:when|after|as|once|because|that|who|which|where|while|said|and"
    r"|outside|near)\b|$)"
)
FORCE = re.compile(r"(?:opened fire|fired|shot|attacked|stormed|raided|bombed|shelled|charged)\b")
# "The war has killed": no doer, though it is the subject.
NO_DOER = re.compile(
    r"\b(?:war|wars|fighting|violence|conflict|clashes|battles|offensive|assault|unrest|crisis|disaster|flood"
    r"|floods|storm|earthquake|gunfire|fire|disease|shelling|bombing|bombardment|strikes?|raids?|attacks?|blasts?"
    r"|explosions?|accident|crash)\b",
    re.IGNORECASE,
)
NUMBER_OF = re.compile(r"\bnumber of (?:[\w’'-]+ ){0,3}$", re.IGNORECASE)
TOLL = re.compile(
    rf"\b(?:rose|risen|rises|climbed|grew|grown|brings?|brought|bringing|stands|stood)\ (?:up\ )?(?:to|at)\ "
    rf"(?P<toll>{quantities.NUMBER.pattern})",
    re.IGNORECASE | re.VERBOSE,
)
MARKS = re.compile(r"[.!?;:](?=\s|[”\"])|[\n“”—]|\b(?:while|but) ")
EARLIER = r"(?P<year>(?:19|20)\d\d)\b"
YEAR_BEFORE = re.compile(
    rf"(?<!\bin ){EARLIER}(?: [a-z]+)? $"
)  # "the 1998 strike", "the 1998 miners’ strike"
NOT_SINCE = r"(?!(?:who|which|that|since|\w+ed|built|held)\b)"
IN_YEAR = re.compile(rf"(?:and |, )?(?:in|during)\b (?:{NOT_SINCE}[\w’'-]+ ){{0,5}}?{EARLIER}", re.IGNORECASE)
WHICH_IN = re.compile(rf"\b{EARLIER}(?: [a-z]+){{0,2}}, (?:after|during|in|when) (?:which )?[^,]*$")
# "A decade ago four men died", "… four men who died six years earlier", "last year"
AGO = r"(?:last year|(?:an?|some|[\w-]+) (?:years?|decades?) (?:ago|earlier|before))\b"
AGO_BEFORE = re.compile(rf"\W*(?:and |but )?{AGO}", re.IGNORECASE)
AGO_BEHIND = re.compile(
    r"(?:(?!\b(?:who|which|that|whom|they|he|she|it|we|has|have|says?|said|since|founded|built)\b)[^,])*?"
    rf"\b{AGO}",
    re.IGNORECASE,
)
# "Five prisoners were killed in 2009", "the riot of 2009"; not "rioters who were jailed in 2009"
YEAR_BEHIND = re.compile(
    r"(?:(?!\b(?:who|which|that|since|founded|built)\b)[^,])*?"
    rf"\b(?:in|of|during) (?:the |{quantities.MONTH} )?{EARLIER}"
)
THEN = re.compile(r"\b(?:then|that (?:day|night|time|year)|at the time)(?=[,.;]| and\b)", re.IGNORECASE)
# "A ferry sank there in 2011. Thirty-four people died": how many, and no other time is told.
HOW_MANY = re.compile(
    rf"{quantities.NUMBER.pattern}(?!.*\b(?:has|have|is|are|will|now|today|tonight|yesterday|morning|evening"
    rf"|night|this|last|since"
    rf"|\w+day|{quantities.MONTH}|(?:19|20)\d\d)\b)",
    re.IGNORECASE | re.VERBOSE,
)
OF = re.compile(r"\b(?:of|on|in|at|by|against|from|near)\b")


class Listed(NamedTuple):
    """A row of the corpus' list: an act, what its word can do (PARTS), and the word."""

    act: str
    part: str
    pattern: str


class Lexicon(NamedTuple):
    """The list ready for searching, and the acts on it that are of dying."""

    search: wordlists.Search | None
    entries: list[Listed]
    deadly: frozenset[str]


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
    patient_actor: str


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
        if row.part == "event":
            fault = f"a number tells no event. Write a word beside it, as “in {row.pattern}”."
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
    deadly = {row.act for row in entries if row.part != "event" and DYING.search(row.pattern)}
    return Lexicon(search, entries, frozenset(deadly))


def find_acts(told: Told, lexicon: Lexicon) -> list[Act]:
    """Return the acts of one article in the order of the text.

    form: active, passive, or no_agent where the word lets no doer be named ("died"). agent is who is named as
    the doer, agent_actor whose label stands there, agent_by how they are named: subject, by, act (the subject
    of another act in the sentence), pronoun, or beside (only another clause says what they did, “when police
    fired”: agent is that clause). patient is to whom, with its number; attribution the innermost
    one that holds the word; event another event than the one told of, by the list; sentence where the
    sentence begins; patient_actor whose label stands in patient.

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
    events = find_events(told.text, told.sentences, lexicon)
    for number, sentence in enumerate(told.sentences):
        if told.text[: sentence[1]].rstrip("”\"’' ").endswith("?"):
            continue  # a question tells of no act
        places = [
            (lexicon.entries[entry], start, end)
            for entry, start, end in wordlists.find_matches(lexicon.search, told.text, *sentence)
            if lexicon.entries[entry].part != "event"
            and not (lexicon.entries[entry].act in lexicon.deadly and AIMED.match(told.text, end))
        ]
        own: list[Act] = []
        for row, start, end in places:
            acts = _read_act(told, number, (start, end), row, own, events[number])
            own += [act for act in acts if row.act not in lexicon.deadly or _is_of_the_living(told.text, act)]
        found += own
    return found


def _read_act(told: Told, number: int, verb: Span, row: Listed, before: list[Act], event: str) -> list[Act]:
    """Return the act that a word of the list tells, and of how many of its patients somebody else did it."""
    text, (first, last), (start, end) = told.text, told.sentences[number], verb
    attribution = innermost(told.contents, start)
    said = max(first, attribution[0]) if attribution else first
    # A source's words begin with the whole phrase: with "Nine", not with "officers were hurt".
    left = phrases.find_clause(text, first if WORD.fullmatch(text, first, said) else said, start)
    paired = PAIRED.match(text, end, last)  # "shot and killed by", "shot and killed a man"
    end = paired.end() if paired else end
    form = _form(text, left, (start, end), last, row.part)
    if row.part == "verb" and " " in text[slice(*verb)] and not BE.search(text, left, start):
        form = ACTIVE  # "used tear gas" has its object with it
    if row.part == "lost" and not quantities.NUMBER.match(text, end + 1):
        return []
    if row.part in ("verb", "died") and _is_no_verb(text, first, verb):
        return []
    if NOT.search(text, first, start) or NOBODY.match(text, left, start):
        return []  # it did not happen
    patient = _patient(text, left, (start, end), last, form, row.part)
    if form == ACTIVE and patient and MEASURED.fullmatch(text, *patient):
        return []  # "it had taken two hours"
    if not patient and (row.part in ("died", "toll") or NUMBER_OF.search(text, left, start)):
        return []
    if form == PASSIVE and not _is_told_passive(text, left, verb, patient, last):
        return []
    if text[end - 3 : end] == "ing" and form == ACTIVE and (not patient or text[end : end + 4] == " of "):
        return []  # a noun: "the killing of"

    def act(agent: Span | None, by: str, patient: Span | None) -> Act:
        whom = text[slice(*patient)] if patient else ""
        return Act(
            *verb,
            text[slice(*verb)],
            form,
            *(agent or ("", "")),
            _actors(told, agent) if agent and by != BESIDE else "",
            *(patient or ("", "")),
            whom,
            phrases.read_count(text, patient) if patient else "",
            attribution[2] if attribution else "",
            row.act,
            text[slice(*agent)] if agent else "",
            by if agent else "",
            event,
            first,
            _actors(told, patient) if patient else "",
        )

    doer, by = _agent(told, number, left, (start, end), form, row, before)
    rest = OF_THEM.match(text, end, last) if form == PASSIVE or row.part == "died" else None
    if rest and (other := BY.match(text, rest.end(), last)):
        whole = act(None if by == BESIDE else doer, by, patient)
        return [whole, act(phrases.trim(text, *other.span(1)), "by", (rest.start() + 2, rest.end()))]
    return [act(doer, by, patient)]


def _is_no_verb(text: str, first: int, verb: Span) -> bool:
    """Return whether a word of the list is a noun or an adjective: "the wounded", "every arrested man"."""
    start, end = verb
    word, before = text[start:end].lower(), (text[first:start].lower().split() or [""])[-1]
    form = word.endswith(("ed", "ing")) or word in IRREGULAR or " " in word
    noun = NOUN.search(word) or (word.endswith("s") and phrases.begins_phrase(before))
    return bool(
        (not form and noun and not BASE.fullmatch(before))
        or AS_NOUN.search(text, first, start)
        or POSSESSIVE.search(text, first, start)
        or (phrases.is_adjective(text, first, verb) and not NO_OBJECT.match(text, end))
    )


def _is_of_the_living(text: str, act: Act) -> bool:
    """Return whether an act is done to people or animals: who killed “a town” or “any hope” killed nobody."""
    if act.patient_actor:
        return True
    first = act.patient.split(" ")[0]
    if not re.search(r"\w", text[act.sentence : act.patient_start]) and not re.search(
        rf"[a-z,] {re.escape(first)}\b", text
    ):
        return is_living(f"{act.patient[:1].lower()}{act.patient[1:]}")  # not a name: "Business was killed"
    return is_living(act.patient)


def is_living(phrase: str) -> bool:
    """Return whether a phrase is for people or animals, or for a number of them.

    >>> [is_living(one) for one in ("the last hope of talks", "40 of them", "two bakers", "Ann", "a town")]
    [False, True, True, True, False]
    """
    head, _, rest = phrase.partition(" of ")
    count = quantities.NUMBER.search(head)
    if count and quantities.read_number(count["number"]) != 1:
        behind = phrases.BACKWARDS.findall(OF_WHICH.split(head[count.end() :])[0])
        return not (behind and NO_LIFE.fullmatch(behind[-1]))
    start = count.start("number") if count else 0  # "at least one"
    words = phrases.BACKWARDS.findall(OF_WHICH.split(head[start:])[0])
    if not words or (rest and PART_OF.fullmatch(words[-1])):
        return bool(rest) and is_living(rest)
    last = words[-1]
    named = last[0].isupper() or last[0].isdigit() or last.lower() in quantities.VALUES
    if NO_LIFE.fullmatch(last):
        return False
    return bool(named or LIVING.fullmatch(last) or attribution.is_person(to_singular(last)))


def _is_told_passive(text: str, left: int, verb: Span, patient: Span | None, last: int) -> bool:
    """Return whether a verb is surely passive, and of whom: not so "gas killed in three of them"."""
    if patient is None or not (BE.search(text, left, verb[0]) or PARTICIPLE.match(text, *verb)):
        return False
    if AND_THEN.match(text, left, verb[0]):
        return False  # "they moved on and shot at the crowd"
    words = phrases.WORD.finditer(text, left, last)
    counted = phrases.read_count(text, patient) != ""
    return counted or any(phrases.FINITE.fullmatch(word.group()) for word in words)


def _patient(text: str, left: int, verb: Span, last: int, form: str, part: str) -> Span | None:
    """Return the words for those to whom a verb happens; of a toll, or a number of dead, the number."""
    start, end = verb
    if part == "toll":
        found = quantities.find_quantities(text[end:last])
        toll = None if found else TOLL.search(text, end, last)  # "… stands at more than 900"
        return (end + found[0].start, end + found[0].end) if found else toll and toll.span("toll")
    if form == ACTIVE or part == "lost":
        found = phrases.object_of(text, end + 1, last)
        # "A fire that killed 32 cost the owner his post"
        alone, number = (found and one.match(text, *found) for one in (NUMBER_ALONE, quantities.NUMBER))
        first = number.end() if number else start
        behind = alone.end() if alone else found and phrases.find_verb(text, max(found[0], first), found[1])
        return phrases.trim(text, found[0], behind) if found and behind else found
    if NUMBER_OF.search(text, left, start):  # "the number of people killed rose to 17"
        toll = TOLL.search(text, left, last)
        return toll.span("toll") if toll else None
    return phrases.sufferer_of(text, left, start)


def find_events(text: str, sentences: Sequence[Span], lexicon: Lexicon) -> list[str]:
    """Return the other event of which each sentence tells, by the list; "" if it is the one told of.

    "Two men died then", and how many died where the sentence before counts nobody: in the event of that one.
    """
    events: list[str] = []
    for before, (start, end) in zip([(0, 0), *sentences], sentences, strict=False):
        found = wordlists.find_matches(lexicon.search, text, start, end) if lexicon.search else []
        told = (lexicon.entries[entry] for entry, _, _ in found)
        beside = "\n" not in text[before[1] : start] and HOW_MANY.match(text, start, end)
        beside = beside and not quantities.find_quantities(text[slice(*before)])
        same = events[-1] if events and (beside or THEN.search(text, start, end)) else ""
        events.append(next((row.act for row in told if row.part == "event"), same))
    return events


def is_of_earlier(text: str, start: int, end: int, year: int) -> bool:
    """Return whether words between two places tell of what was done in a year long before `year`.

    By a year beside them ("the 1998 strike", "the riot at Korvel in 2009"), or by one, or by "a decade ago",
    that their clause begins or ends with; not of what has been so since.

    >>> text = "In the 1998 strike, rioters burned it. Rioters who were jailed in 1998 came back."
    >>> [is_of_earlier(text, place, place + 7, 2025) for place in (20, 39)]
    [True, False]
    """
    first = max((mark.end() for mark in MARKS.finditer(text, 0, start)), default=0)
    last = next((mark.start() for mark in MARKS.finditer(text, end)), len(text))
    before, after = text[first:start], text[end:last]
    found = [YEAR_BEFORE.search(before), IN_YEAR.match(before.lstrip()), WHICH_IN.search(before)]
    found.append(YEAR_BEHIND.match(after))
    ago = AGO_BEFORE.match(before) or AGO_BEHIND.match(after)
    return bool(ago) or any(match and int(match["year"]) < year - 1 for match in found)


def innermost(contents: Sequence[tuple[int, int, int]], place: int) -> tuple[int, int, int] | None:
    """Return the shortest of the contents of attributions (start, end, number) that holds a place.

    >>> innermost([(0, 90, 1), (10, 20, 2)], 15), innermost([(0, 9, 1)], 15)
    ((10, 20, 2), None)
    """
    around = [one for one in contents if one[0] <= place < one[1]]
    return min(around, key=lambda one: one[1] - one[0], default=None)


def _form(text: str, left: int, verb: Span, last: int, part: str) -> str:
    """Return whether a verb is active or passive here, or lets no doer be named."""
    if part != "verb":
        return "no_agent"
    if text[verb[0] : verb[1]].lower().endswith("ing"):
        return ACTIVE
    if BE.search(text, left, verb[0]) or NUMBER_OF.search(text, left, verb[0]):
        return PASSIVE
    if BY_PRONOUN.search(text, left, verb[0]) or HAVE.search(text, left, verb[0]):
        return ACTIVE  # "which they shelled"
    number = quantities.NUMBER.match(text, verb[1] + 1, last)
    if number:  # "killed at least 20", but "killed two days ago"
        return PASSIVE if phrases.MEASURE.match(text, number.end()) else ACTIVE
    return PASSIVE if NO_OBJECT.match(text, verb[1], last) else ACTIVE


def _agent(
    told: Told, number: int, left: int, verb: Span, form: str, row: Listed, before: list[Act]
) -> tuple[Span | None, str]:
    """Return whom the sentence names as the doer of a verb, and how."""
    text, (first, last) = told.text, told.sentences[number]
    content = innermost(told.contents, verb[0])
    if form == PASSIVE and (match := BY.match(text, verb[1], last)):
        stop = phrases.find_verb(text, match.start(1), last) or last
        return phrases.object_of(text, match.start(1), min(stop, match.end(1))), "by"
    # "They shelled the campus, killing four", "… where four died": the doer of the one did the other.
    others = [one for one in before if one.act != row.act and one.form == ACTIVE and one.agent]
    participle = text[verb[0] : verb[1]].lower().endswith("ing")
    linked = others and LINKED.search(text, others[-1].end, verb[0])
    elsewhere = others and ANOTHER_TIME.search(text, others[-1].end, verb[0])
    if others and (participle or (linked and not elsewhere and not ANOTHER_DAY.match(text, verb[1], last))):
        other = others[-1]
        span = other.agent_start, other.agent_end
        return span, other.agent_by if other.agent_by == "pronoun" else "act"
    if form != ACTIVE:
        within = (max(first, content[0]), min(last, content[1])) if content else (first, last)
        return _beside(told, within, verb), BESIDE
    if GERUND.search(text, first, verb[0]):
        return None, ""  # "criticised for killing", "accused of killing": it may be somebody else's
    active = before and before[-1].form == ACTIVE and before[-1].agent
    if active and phrases.JOINED.search(text, before[-1].end, phrases.before_auxiliary(text, left, verb[0])):
        if re.search(r"\bwho\b", text[before[-1].end : verb[0]]):
            return None, ""  # "They beat men who ran and shot four": who shot?
        other = before[-1]  # "They beat a man, and arrested four"
        return (other.agent_start, other.agent_end), other.agent_by
    subject = phrases.subject_of(text, left, verb[0], participle)
    if subject is None and not phrases.ANTECEDENT.search(text, 0, left):
        # "They left, and took control of …", also with who says so in between
        begins = [start for start, _, number in told.contents if content and number == content[2]]
        start = phrases.skip_leading(text, max(first, min(begins, default=first)), verb[0])
        subject = phrases.subject_of(text, start, verb[0], True)
    if subject is None or _is_no_doer(text[slice(*subject)]):
        return None, ""
    if PRONOUN.match(text[slice(*subject)]):
        return _resolve(told, number, subject) or subject, "pronoun"
    return subject, "subject"


def _beside(told: Told, within: Span, verb: Span) -> Span | None:
    """Return the words beside a verb without a doer that say what somebody did then: “when police fired”.

    They name an actor of the list, or somebody who used force; nobody is said to have done it.
    """
    text, (first, last) = told.text, within
    for opened in OPENED.finditer(text, first, last):
        start, closed = opened.start(), CLOSED.search(text, opened.end(), last)
        if closed.group().strip() == "and" and " between " in text[opened.end() : closed.start()]:
            closed = CLOSED.search(text, closed.end(), last)  # "clashes between guards and miners"
        end = closed.start()
        if start < verb[0] < end:
            continue
        main = phrases.find_verb(text, opened.end(), end)
        if opened[1].lower() not in ("when", "after", "as", "once", "because"):
            named = start > verb[0] and _actors(told, (opened.end(), end))
            if named and NO_DOER.search(text, opened.end(), end):
                return start, end
        elif main and (who := phrases.trim(text, opened.end(), main)):
            head = OF.split(text[slice(*who)])[0]
            named = _actors(told, (who[0], who[0] + len(head))) or FORCE.match(text, main)
            if named and not PRONOUN.match(head) and not NO_DOER.search(head):
                return start, end
    return None


def _is_no_doer(subject: str) -> bool:
    """Return whether the head of a subject is a happening: "the war on the state".

    >>> _is_no_doer("the war on the state"), _is_no_doer("the men of the war")
    (True, False)
    """
    return bool(NO_DOER.search(OF.split(subject)[0]))


def _resolve(told: Told, number: int, pronoun: Span) -> Span | None:
    """Return whom a pronoun stands for: the last subject that names an actor; "they" are several."""
    they = told.text[slice(*pronoun)].lower().startswith("they")
    for first, whole in reversed(told.sentences[max(0, number - settings.SUBJECTS_BACK) : number + 1]):
        last = min(whole, pronoun[0])
        start = phrases.skip_leading(told.text, first, last)
        for one, end, actor in told.mentions:
            if one < start or end > last or not COUNTED.fullmatch(told.text, start, one):
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
    """Return the actors named in a phrase, but for those named inside another's phrase."""
    inside = [one for one in told.mentions if span[0] <= one[0] and one[1] <= span[1] and one[2] != EVENT]
    whole = [one for one in inside if not any(o != one and o[0] <= one[0] and one[1] <= o[1] for o in inside)]
    return "; ".join(dict.fromkeys(actor for _, _, actor in whole))
