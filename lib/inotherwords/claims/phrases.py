"""Where the phrases round a verb begin and end: its clause, its subject, its object, read by their words.

No parser: a phrase ends at a word that no noun phrase has inside, or at a verb. What cannot be told so is not
told. All functions take a text and places in it, and return places (start, end), or None.
"""

import re
from collections.abc import Iterator

from inotherwords.text import quantities
from inotherwords.text.wordlists import read_vocabulary
from inotherwords.text.words import IRREGULAR

VOCABULARY = read_vocabulary(__file__)
Span = tuple[int, int]

AUXILIARY = re.compile(
    r"(?:,?\s*\b(?:was|were|is|are|be|been|being|gets?|got|getting|has|have|had|will|would|can|could|cannot|may|might"
    r"|should|must|to|not|all|also|then|later|still|soon|already|now|never|just|\w+ly))*[\s“\"‘]*$",
    re.IGNORECASE,
)
# What a noun phrase behind a verb or a number ends at.
STOP = re.compile(
    r"\s*(?:,(?!\d)|\.(?!\s?\w)|[;:!?()”\"\n]|--|–|—|\band (?=(?:then |later |also |\w+ly )?\w+(?:ed|ing)\b)"
    r"|\b(?:in|on|at|by|during|when|where|as|after|before|since|while|according|near|who|which|that|but"
    r"|because|amid|for|with|without|from|to|into|over|under|across|inside|outside|through|until|against"
    r"|between|among|including|if|then|so|was|were|is|are|had|has|have|should|would|could|can|will|may|might|said|told|today|tonight|yesterday|there|here"
    r"|[A-Z][a-z]{2,5}day|(?:this|last|next) (?:week|month|year))\b)"
)
# What may begin a sentence before its subject: "This week,", "According to the agency,".
LEADING = re.compile(
    r"(?:(?!at least|at most)(?:this|by|in|on|at|since|after|before|during|later|then|according|thanks"
    r"|earlier|meanwhile|as|for|near|when|once|if|while|because"
    r"|from|with|under|last|yesterday|today|also|and|but|which|who)\b[^,]*,\s*)+",
    re.IGNORECASE,
)
# The same without a comma: "In 2009 police killed …".
AT_A_TIME = re.compile(
    r"(?:(?:in|by|since) (?:[A-Z][a-z]+ )?\d{4}|on [A-Z]\w+day(?: (?:night|morning|afternoon|evening))?"
    r"|(?:last|this) (?:\w+day|week|month|year|night)|yesterday) (?=\w)",
    re.IGNORECASE,
)
CLAUSE = re.compile(
    r"[;:]|\b(?:that|who|whose|which|where|when|while|but|because|although|though|as|since|after|before|if"
    r"|until|unless|whether)\b|, and | and ",
    re.IGNORECASE,
)
RELATIVE = ("who", "which", "where", "whose")  # a comma ends what it opens
APPOSITION = re.compile(
    r",\s*(?:an?|the|some|led|one|which|who|dominated|backed|allied|\d+,|aged|in|on|at|near|from)\b|\swho\b",
    re.IGNORECASE,
)
COMMA = re.compile(r",(?!\d)|\s[–—―-]+\s")
LAST_OF_LIST = re.compile(
    r",\s+(?:(?:and|or)\s|(?!(?:an?|the|\d+)\b)(?:(?!\bwho\b)[^,])*?\b(?:and|or)\s)[^,]*$"
)
LISTED = re.compile(r"\band\b|,(?!\d)")
LISTED_BEFORE = re.compile(r"\w\s+and\s+$")
MORE = re.compile(rf"\band (?:an?|another|\d+|{quantities.WORDS}) ", re.IGNORECASE)  # "two men and a woman"
IN_PLACE = re.compile(r"\b(?:in|at|on|near|outside|inside|from|to)\s+(?:the\s+)?$", re.IGNORECASE)
SPOKE = re.compile(r"[”\"’],?\s+(?:said|says|\w+ed)\s+$")  # behind a quotation stands who said it
ANTECEDENT = re.compile(r"(?:,\s*\d+)?,?\s+(who|which|that)\s+$")  # "Milan Kos, 29, who"
ASKED = re.compile(rf"\b(?:{VOCABULARY['asks who']})\s+$", re.IGNORECASE)  # "Nobody will say who killed them"
DETERMINER = re.compile(
    r"the|an?|its|their|his|her|our|my|your|every|each|any|no|all|some|many|several|most|other|another|this"
    r"|these|those"
)
HANGING = re.compile(r"(?:\s+(?:of|the|an?|and|or))+$")  # "one of", before "at least 20 men"
CONJUNCTION = re.compile(r"(?:and|but|or|then|of)\s+", re.IGNORECASE)
# "two men and left", "two men and beat a third"; not "two men and all the women"
SECOND = re.compile(
    rf"\sand (?:then |later )?(?=(?:{'|'.join(sorted(IRREGULAR))})\b"
    rf"|(?!(?:{DETERMINER.pattern}|{quantities.WORDS})\b)[a-z]+"
    rf" (?:an?|the|its|their|his|her|\d+|{quantities.WORDS}) )"
)
LAST_AND = re.compile(r"\sand (?!.*\sand )")
JOINED = re.compile(r"(?:\band|\bbut|\bthen|\bor|,)\s*$")  # "They left and", "They left,"
PRONOUN = re.compile(r"they|it|he|she|we|i|you|this|these|those", re.IGNORECASE)
LAST_PRONOUN = re.compile(rf",\s+({PRONOUN.pattern})\s*$", re.IGNORECASE)
SAYING = re.compile(r"\b(?:said|says|say|reported|announced|claimed|claims|added)\s+(?:that\s+)?")
FINITE = re.compile(r"(?:was|were|is|are|ha[sd]|have|will|would|can|could|may|might|did|does|do)\b")
# What ends a phrase that is read backwards, and no verb of the past is behind it: "with armed men".
LINK = re.compile(
    r"in|on|at|by|from|with|for|to|and|or|but|under|over|into|than|near|after|before|since|until|as|when|where"
    r"|while|that|who|which|whom|whose|outside|inside|during|against|among|amid|if|because"
)
NO_PHRASE = re.compile(
    rf"(?:(?:the|an?|its|their|his|our|my|your|every|{LINK.pattern})\b\W*)*", re.IGNORECASE
)
OPENS = re.compile(r"(?:in|on|at|by|from|with|since|after|before|during|as|for|according)\b", re.IGNORECASE)
# "before dawn on Friday, killing four": no doer, nor a clause of its own.
TIME = re.compile(
    r"(?:(?:the|this|that|last|next|early|late|mid|noon|\w+day|\d+|one|two|three|a few|several)[\s-]+)*"
    r"(?:dawn|daybreak|dusk|sun(?:rise|set)|noon|midday|midnight|(?:night|even)fall|\w+day|night|morning"
    r"|evening|afternoon|weekend|(?:day|hour|minute|week|month|year)s?|\d+(?:[.:]\d+)?|[ap]\.?m\.?"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: (?:earlier|later|ago|before|on|of|\w+day|[ap]\.?m\.?|\d+))*\s*,?",
    re.IGNORECASE,
)
BACKWARDS = re.compile(r"[\w’'-]+")
NO_VERB = re.compile(VOCABULARY["noun in ed"])
WORD = re.compile(r"(?<![\w-])[A-Za-z]\w*(?![\w-])")

# "The nine wounded officers", "of injured men": a participle before a noun tells what people are.
BEFORE_ADJECTIVE = re.compile(
    rf"\b(?:\d[\d,]*|{quantities.WORDS}|several|some|many|other|of|with|for|from|among|between|including)\s+$",
    re.IGNORECASE,
)
NOUN_BEHIND = re.compile(
    rf"\s+(?!(?:{DETERMINER.pattern}|{LINK.pattern}|{quantities.WORDS}|{'|'.join(sorted(IRREGULAR))})\b)[a-z]"
)

# Numbers that count no people: "for 20 years", "a father of two", "60 per cent", "Ann Reed, 34,".
MEASURE = re.compile(
    r"[ -]?(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|k(?:ilo)?m(?:et(?:re|er)s?)?|miles?"
    r"|met(?:re|er)s?|feet|ton(?:ne)?s?|per ?cent|%|dollars?|euros?|pounds?|times|o[’']clock|[ap]\.?m\b)",
    re.IGNORECASE,
)
BEHIND = re.compile(
    r"(?<!total )(?<!group )(?<!crowd )\b(?:of|for|to|in|on|at|by|with|than|from|aged?|under|until)\s+$", re.I
)


def count_people(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the numbers between two places that can count people, not years, ages, measures or dates.

    >>> text = "Ann Reed, 34, a mother of two, was here for 20 years. Six men and two women left in 2003."
    >>> [match["number"] for match in count_people(text, 0, len(text))]
    ['Six', 'two']
    """
    dates = [match.span() for match in quantities.DAY.finditer(text, start, end)]
    for match in quantities.NUMBER.finditer(text, start, end):
        first, last = match.span("number")
        age = text[max(start, first - 2) : first] == ", " and text[last : last + 1] in (",", ".", ")", "")
        if not (
            age
            or quantities.YEAR.fullmatch(match["number"])
            or any(one <= first < other for one, other in dates)
            or MEASURE.match(text, last)
            or "/" in (text[first - 1 : first], text[last : last + 1])
            or BEHIND.search(text, start, match.start())
        ):
            yield match


def read_count(text: str, phrase: Span) -> float | str:
    """Return how many people a phrase counts, "" if it does not say or lists them: "Ann and two others".

    >>> [read_count(one, (0, len(one))) for one in ("the 19 men", "Ann and two others", "six men and a boy")]
    [19.0, '', '']
    """
    count = next(count_people(text, *phrase), None)
    if count is None or LISTED.search(text, phrase[0], count.start()) or MORE.search(text, *phrase):
        return ""
    return quantities.read_number(count["number"])


def find_verb(text: str, start: int, end: int) -> int | None:
    """Return where the first word begins that can be a verb of the past behind a subject.

    >>> find_verb("An armed mob attacked officers", 0, 30), find_verb("two heavily armed men", 0, 21)
    (13, None)
    """
    before = ""
    for match in WORD.finditer(text, start, end):
        word = match.group()
        past = FINITE.fullmatch(word) or word in IRREGULAR or re.fullmatch(r"[a-z]\w+ed", word)
        if word.endswith("ly") or NO_VERB.fullmatch(word):
            continue  # "a heavily armed mob", "they slowly left", "the owner's greed"
        if past and before and not begins_phrase(before):
            return match.start()
        before = word.lower()
    return None


def is_adjective(text: str, first: int, word: Span) -> bool:
    """Return whether a participle stands between a number, or "of", and a noun: what people are.

    >>> is_adjective("nine wounded men", 0, (5, 12)), is_adjective("nine wounded in Tarn", 0, (5, 12))
    (True, False)
    """
    form = text[slice(*word)].lower()
    participle = form.endswith("ed") or form in IRREGULAR
    before = participle and BEFORE_ADJECTIVE.search(text, first, word[0])
    return bool(before and NOUN_BEHIND.match(text, word[1]))


def begins_phrase(word: str) -> bool:
    """Return whether behind a word stands a noun or what belongs to it: the, of, two.

    >>> begins_phrase("the"), begins_phrase("men")
    (True, False)
    """
    return bool(
        DETERMINER.fullmatch(word) or LINK.fullmatch(word) or word == "of" or word in quantities.VALUES
    )


def trim(text: str, start: int, end: int) -> Span | None:
    """Return a phrase without signs at its ends and without a conjunction before it; None if none is left."""
    while end > start and not text[end - 1].isalnum():
        end -= 1
    while start < end and not text[start].isalnum():
        start += 1
    if hanging := HANGING.search(text, start, end):
        end = hanging.start()
    if joined := CONJUNCTION.match(text, start, end):
        start = joined.end()
    return None if NO_PHRASE.fullmatch(text, start, end) else (start, end)


def skip_leading(text: str, start: int, end: int) -> int:
    """Return where a sentence begins behind its leading phrases: "On Monday, in Tarn, …"."""
    while start < end and not text[start].isalnum():
        start += 1
    leading = LEADING.match(text, start, end) or AT_A_TIME.match(text, start, end)
    return leading.end() if leading else start


def find_clause(text: str, left: int, verb: int) -> int:
    """Return where the clause of a verb begins: after what opens it.

    >>> text = "He ran, and two men died"
    >>> text[find_clause(text, 0, 20):]
    'two men died'
    """
    start = skip_leading(text, left, verb)
    for opened in CLAUSE.finditer(text, start, verb):
        word = opened.group().lower()
        if word in RELATIVE and COMMA.search(text, opened.end(), verb):
            continue
        if word == "who" and _is_told_of(text, opened.end(), verb):
            continue  # "the guards who fled the town killed two": the verb is not that of who
        if word.endswith("and ") and find_verb(text, start, opened.start()) is None:
            continue  # "Ann, Bob, and two others died"
        if word == " and " and not _is_new_subject(text, opened.end(), verb):
            continue  # "They attacked the camp and killed two"
        start = opened.end()
    start = skip_leading(text, start, verb)
    while start < verb and not text[start].isalnum():
        start += 1
    return start


def _is_new_subject(text: str, left: int, verb: int) -> bool:
    """Return whether between "and" and a finite verb stands a subject of its own: "and the driver died"."""
    between = text[left : before_auxiliary(text, left, verb)].strip()
    participle = re.match(r"\w+ing\b", text[verb:])
    return bool(
        between
        and between[-1].isalnum()
        and not participle
        and not JOINED.search(between)
        and find_verb(f"it {between}", 0, len(between) + 3) is None
    )


def _is_told_of(text: str, left: int, verb: int) -> bool:
    """Return whether what "who" opens has another verb, so that this one belongs to those it speaks of."""
    between = text[left : before_auxiliary(text, left, verb)].strip()
    first = between.split(" ")[0]
    return bool(
        between
        and first.islower()
        and not DETERMINER.fullmatch(first)
        and not PRONOUN.fullmatch(first)
        and not SAYING.match(f"{between} ")
        and not JOINED.search(between)
    )


def phrase_before(text: str, first: int, end: int) -> Span | None:
    """Return the noun phrase right before a place.

    >>> text = "The deaths bring to five the number of strikers killed"
    >>> text[slice(*phrase_before(text, 0, 48))]
    'the number of strikers'
    """
    last = len(text[:end].rstrip(' ,“"‘'))
    start = last
    words = list(BACKWARDS.finditer(text, first, last))
    for place, word in reversed(list(enumerate(words))):
        gap, form = text[word.end() : start], word.group().lower()
        initial = gap == ". " and len(form) < 4  # "Bernard L. Madoff"
        if (
            (gap.strip(" “\"‘’'") and not initial)
            or LINK.fullmatch(form)
            or FINITE.fullmatch(form)
            or form in IRREGULAR
            or SPOKE.search(text, first, start)
        ):
            break
        start = word.start()
        before = words[place - 1].group().lower() if place else ""
        if before != "of" and (DETERMINER.fullmatch(form) or form[0].isdigit() or form in quantities.VALUES):
            break
    return trim(text, start, last)


def subject_of(text: str, left: int, verb: int, participle: bool = False) -> Span | None:
    """Return the subject of a verb: what stands before it, without appositions; of a participle or a second
    verb ("They came and shot"), that of the main verb before it.

    >>> text = "They rammed the boat and injured"
    >>> text[slice(*subject_of(text, 0, 25))]
    'They'
    """
    end = before_auxiliary(text, left, verb)
    joined = JOINED.search(text, left, end)
    if (joined or end <= left) and (before := ANTECEDENT.search(text, 0, left)):
        if before[1] == "who" and ASKED.search(text, 0, before.start(1)):
            return None
        span = phrase_before(text, 0, before.start())
        inside = span and IN_PLACE.search(text, 0, span[0])  # "a fire in Tarn that killed": not Tarn
        return None if inside and before[1] != "who" else span
    if behind := LAST_PRONOUN.search(text, left, end):
        return behind.span(1)  # "again the nominee, she was arrested"
    left = _after_saying(text, left, end)
    main = find_verb(text, left, end)
    if main is not None and (participle or joined or FINITE.match(text, main)):
        end = main
    elif main is None and joined and text[end - 1] != ",":
        return None
    if apposition := APPOSITION.search(text, left, end):
        end = apposition.start()
    span = trim(text, left, end)
    nobody = span and (OPENS.match(text, *span) or TIME.fullmatch(text, *span))
    return None if nobody else span


def _after_saying(text: str, left: int, end: int) -> int:
    """Return where a clause begins behind who says it, as in “the ministry said guards killed two”."""
    return max((said.end() for said in SAYING.finditer(text, left, end) if said.end() < end), default=left)


def before_auxiliary(text: str, left: int, verb: int) -> int:
    """Return where a verb with its auxiliaries and adverbs begins."""
    return verb - len(AUXILIARY.search(text[left:verb]).group())


def object_of(text: str, start: int, last: int) -> Span | None:
    """Return the noun phrase that begins at a place.

    >>> text = "one fisherman and seizing 19 others"
    >>> text[slice(*object_of(text, 0, 35))]
    'one fisherman'
    """
    number = quantities.NUMBER.match(text, start, last)  # "at least four": "at" ends nothing
    stop = STOP.search(text, number.end() if number else start, last)
    end = stop.start() if stop else last
    joined = SECOND.search(text, start, end)
    main = find_verb(text, number.end() if number else start, joined.start() if joined else end)
    if main is not None:  # "nine workers began"
        end = main
    if main is not None or (not joined and stop and FINITE.match(stop.group().strip())):
        joined = LAST_AND.search(text, start, end)  # "two men and a woman was hurt": she is of what follows
    return trim(text, start, joined.start() if joined else end)


# "the death of [a demonstrator], who died", "the wife of [a guard] who died"
DEATH_OF = re.compile(
    r"(?:the|an?|his|her|their) (?:death|killing|murder|loss|funeral|burial|bod(?:y|ies)|memory"
    r"|famil(?:y|ies)|relatives|friends|parents|mother|father|wife|husband|widow|sister|brother)s? of"
    r" (?=an? |the |\d|one |two )"
)


def sufferer_of(text: str, left: int, verb: int) -> Span | None:
    """Return who stands before a verb that is passive, or of dying: a number with what it counts, or the
    subject; without an auxiliary, the phrase right before it.

    >>> text = "Ann Reed, 34, a mother of two, was killed"
    >>> text[slice(*sufferer_of(text, 0, 35))]
    'Ann Reed'
    """
    end = before_auxiliary(text, left, verb)
    aside = text[end : end + 1] == ","  # "Two men, one of them a doctor, were killed"
    bare = not re.search(r"\w", text[end:verb])
    if end <= left or LAST_PRONOUN.search(text, left, end):
        span = subject_of(text, left, verb)
        death = DEATH_OF.match(text, *span) if span and end <= left else None
        return (death.end(), span[1]) if death else span
    left = _after_saying(text, left, end)
    comma = COMMA.search(text, left, end + aside)
    head = comma.start() if comma else end
    main = find_verb(text, left, end)
    listed = comma and main is None and LAST_OF_LIST.search(text, head, end)
    if listed and not quantities.NUMBER.match(text, left):
        return trim(text, left, end)  # "Ann, Bob and two others"
    for match in reversed([*count_people(text, left, end)]):
        verb_behind = find_verb(text, match.end("number"), end)
        span = object_of(text, match.start(), end if verb_behind is None else verb_behind)
        if span and main is None and LISTED_BEFORE.search(text, left, match.start()):
            return trim(text, left, end)  # "Two women and three children"
        if span and (match.start() < head or not (aside or text[span[1] : end].strip(' “"‘'))):
            return span
    if bare and main is not None and not JOINED.search(text, left, end):
        return phrase_before(text, left, end)
    span = trim(text, left, head if main is None else min(main, head))
    return span if span and not OPENS.match(text, *span) else None
