"""Mend the frames of attributions by rules: where source, cue and content begin and end, and what is none.

The network marks words; these rules look at the sentence around what it marked. Each mends a kind of fault
that was read in articles.
"""

import re
from bisect import bisect_left

from inotherwords import settings
from inotherwords.attribution import appositions, cues, patterns
from inotherwords.attribution.extraction import Extracted
from inotherwords.text.names import CALENDAR, CAPITALS
from inotherwords.text.segments import find_sentences
from inotherwords.text.spans import build_index, touches
from inotherwords.text.wordlists import read_vocabulary

VOCABULARY = read_vocabulary(__file__)
# A verb of doing or a passive that no list of cues has: an act or a state is nobody's word.
PASSIVE = re.compile(
    r"(?:was|were|is|are|be|been|being|get|gets|got)\s+(?:\w+ly\s+|also\s+)?\w+(?:ed|en|ung|orn)$"
)
ACTS = re.compile(rf"(?:(?:has|have|had|will|also|\w+ly)\s+)*(?:{VOCABULARY['act']})(?:e[sd]?|ing|s)?\b")
# "is trying to limit", "looks to shore up": what somebody does, not what somebody says.
ATTEMPT = re.compile(rf"(?:.* )?(?:{VOCABULARY['attempt']})$", re.IGNORECASE)
TO = re.compile(r"(?:not )?to [a-z]")
# "plans to build", "are expected to rise": what is meant to come is no word of anybody's.
PLAN = re.compile(rf"(?:.* )?(?:{VOCABULARY['plan']})(?P<to> to)?$", re.IGNORECASE)
# "allows residents to park", "requires a deposit", "posted a loss", "dismissed the case": what is done; not
# "dismissed claims".
DEED = re.compile(
    rf"(?:[^|]* )?(?:(?:{VOCABULARY['deed']})\|(?!that\b)"
    rf"|(?:{VOCABULARY['deed with an object']})\|(?:an?|the|its|his|her|their)\b"
    rf"|dismiss(?:es|ed|ing)?\|(?!.*\b(?:{VOCABULARY['saying']})s?\b))",
    re.IGNORECASE,
)
# "voted on Tuesday [to support] the bypass"
VOTED = re.compile(
    r"\bvot(?:e|es|ed|ing)\b(?:[^.;:“”\n]{0,60} )?(?:to )?"
    rf"(?:{VOCABULARY['voted to']})\b"
)
# "Rising prices threaten to unsettle", "a film explores": what a thing does is said by nobody.
PORTENT = re.compile(rf"(?:.* )?(?:{VOCABULARY['portent']})$", re.IGNORECASE)
# "learned of the closing", "waved away an appeal", "voted 5-2 to close it", "had been asked how", "does not
# know whether": what is done, felt or open is said by nobody.
SILENT = re.compile(
    rf"(?:{VOCABULARY['silent']})\||(?:not|n['’]t) (?:yet )?(?:know|decided?)\|(?:whether|if)\b"
)
STATE = re.compile(r"to (?:be|become|end|last|remain) ")
# "saw the tweet", but not "saw it as a threat", "saw that it fell"
SEE = re.compile(r"(?:.* )?(?:see|sees|saw|seen|seeing)$", re.IGNORECASE)
SEEN_AS = re.compile(r"[“\"‘']?(?:that|how|what|why|whether|no)\b|.*\bas\b", re.IGNORECASE | re.DOTALL)
SAYING = frozenset(VOCABULARY["say that"].split("|"))
# "You want to know more", "anyone wanting": nobody in particular.
ANYONE = re.compile(r"you|any(?:one|body)", re.IGNORECASE)
NOUN = re.compile(r"(?:an?|the)\s", re.IGNORECASE)  # "a sit-in against": no list of cues has the noun
# "Guards beat a supporter of Ann Reed": a person and no word of anybody's.
SOMEBODY = re.compile(rf"(?:.* )?(?:{VOCABULARY['somebody']})", re.IGNORECASE)
# "The strike was called by the union", "they have called five strikes": an act.
CALLED_BY = re.compile(r"(?:is|are|was|were|been|being) called by")
CALL = re.compile(r"\bcall(?:s|ed|ing)?$")
EVENT = re.compile(
    rf"(?:an?|two|three|four|five|six|several|\d+) (?:[\w-]+ )?(?:{VOCABULARY['event']})s?\b",
    re.IGNORECASE,
)
# "A day later [his office] stated"
LATER = re.compile(
    r"(?:An?|One|Two|Three|Four|Several|Some|The) (?:few )?(?:minute|hour|day|night|week|month|year)s?"
    r" (?:later|earlier|before|after|afterwards),? (?=\w)"
)
DAY = re.compile(rf"(?:on )?{CALENDAR.pattern[:-1]}(?: (?:morning|afternoon|evening|night))? (?=to \w)")
QUANTIFIER = re.compile(r"(?:about|around|nearly|almost|some|over|at least|more than)", re.IGNORECASE)
COUNTED = re.compile(r" \d[\d,.]* [a-z]+")
# "A study found no effect, said its author, Dr Ann Reed."
SPEAKER_BEHIND = re.compile(
    r"(?:(?:its|his|her|their|the|an?) [\w’' -]{2,40}, )?(?:[A-Z][a-z]+\.? )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+"
)
SENTENCE_END = re.compile(r"[.!?]”?\s|\n")
AND_CLAUSE = re.compile(r",?\s*(?:and|but|while|whereas)\s")
SUBJECT = re.compile(
    r"(?P<who>(?:The|An?|His|Her|Its|Their)(?: [a-z][\w’'-]*){1,3}?|[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3})"
    r" (?P<verb>[a-z]+)\b[^.,;:“”\n]*? and (?:also |then |later |\w+ly )?"
)
PROPOSITION = re.compile(r"[“\"‘]?(?:that|whether)\b")  # is thought or said by somebody, and no act
OF_WHAT = re.compile(
    r".*(?<!according) (?:of|for|about|over|on|against)|Support for|threat(?:en|ens|ened)", re.IGNORECASE
)
FINITE = f"(?:{VOCABULARY['finite']})"
CLAUSE_OF_SOURCE = re.compile(
    rf"(?P<who>(?!(?:who|which|that)\b)[^,;:“”()]{{2,80}}?)\s+{FINITE}\b.+", re.DOTALL
)
RELATIVE = re.compile(r"\b(?:who|which|that|whose|where|what)\b|,")
# "the Observatory, in the biggest loss in years": what follows is the article's own.
TAIL = re.compile(
    r"(?P<who>[^,]{2,80}), (?:in|amid|after|despite|following|during|while|as|when|with)"
    r" (?:the|an?|its|his|her|their) .+"
)
BESIDE = re.compile(
    r".*\s[—–-]\s.*?(?P<who>(?<!\bof )(?<!\bby )\b(?:the|a|an|his|her|their) [\w’'-]+(?: [\w’'-]+)?)",
    re.DOTALL,
)
# "Ray Marsh, while his rival, Judy Okoro": what stands before "while" has a cue of its own.
OTHERS_CLAUSE = re.compile(
    r"[^,]{2,80}, (?:while|whereas) (?P<who>(?:his|her|its|their|the|an?|[A-Z])\b.{2,80})"
    r"|(?:with|without|for|of) [^,]{2,60} and (?P<crowd>[a-z]+s)",
    re.DOTALL,
)
# "Thirty people are employed, and Craig Pell, who owns a garage, said …": who stands in the cue's own clause.
NEXT_CLAUSE = re.compile(
    r"[\w’' -]{2,60} (?:is|are|was|were|has|have|had|will|would)\b[^“”;:.\n]{2,120}, (?:and|but|while)"
    rf" (?P<who>{CAPITALS.pattern})(?:, (?:who|which|an?|the) [^,“”;:.\n]{{2,80}},)? "
)
STAMP = re.compile(r"\W*\d{1,2}[:.]\d\d\W*(?:[ap]\.?m\.?)?(?:\s+\w{2,4})?\W*", re.IGNORECASE)
ELIDED = re.compile(r"(?:^|\s)(?:and|but|then)\s+(?:also\s+|then\s+|later\s+|\w+ly\s+)?$")
RELATIVE_OF_SOURCE = re.compile(r"\s*,\s*$")
WHICH = re.compile(r"(?:which|who|whose|whom)\b")
JOINED = re.compile(r"(?P<who>[A-Z][\w’' -]*?) in (?P<verb>\w+ing)")
PROTEST = re.compile(
    rf"(?:\b(?:{VOCABULARY['protest']})"
    r" (?:by|of|from) (?P<by>[\w’' -]+?)|(?P<who>(?:\b(?:the|some|several|many|\d+) )?(?:\b[\w-]+ )?"
    rf"(?:{VOCABULARY['protesters']})))"
    r"(?: (?:in|at|on|near|outside|across|through) [^,;:.“”]*)?\s+$"
)
FINITE_OPENING = re.compile(r"(?:is|are|was|were|has|have|had|will|would|could|should|must|may|might|can)\b")
TOLD_WHOM = re.compile(
    r"\s+[^“”,.:]*?(?P<subject>\b(?:the|an?|his|her|its|their|this|that|these|those)\s+[\w’' -]+?)\s+$"
)
# Who is told, left out of a content by the network: "farmers had told [inspectors] that …".
GAP = re.compile(r"\s+(?:[A-Z][a-z]+\. )?\w[\w’'-]*(?: \w[\w’'-]*)?\s+(?=that\b)")
ARTICLE = re.compile(r",?\s+(?:the|an?|of|that|which|where|not|no|never)\s+", re.IGNORECASE)
CUT_OFF = re.compile(r"\b(?:is|are|was|were|be|been) \w+ing$")
REST = re.compile(r" (?P<rest>(?:the|an?|his|her|its|their) [^.;:,“”\n]{3,100})(?=[.])")
# "told [him] his conduct was wicked": who is told is no part of what is said.
TOLD_HIM = re.compile(
    r"(?:him|her|them|me|us) (?=(?:that|the|an?|his|her|its|their|my|he|she|it|they|we|I|there)\b)"
)
UNIT = re.compile(r"\b(?:Rs|Nos?|Art|Sec|Vol|pp?)\.(?=\s\d)")  # no sentence ends there
OPENS_QUOTATION = re.compile(r"“|(?:^|\s)‘")
OBJECT_QUOTED = re.compile(r"(?:him|her|it|them|himself|herself|itself|themselves|me|us)\s+(?=[“‘\"])")
EXPECTED = re.compile(
    r"(?:is|are|was|were)\s+(?:\w+ly\s+)?(?:expected|due|set|likely|scheduled)$", re.IGNORECASE
)
TO_TELL = re.compile(r"to\s+(?P<verb>\w+)(?:\s+(?:(?!that\b)[\w’'-]+\s+){0,6}?that|(?=\s+[“‘\"]))\s+")

GESTURE = re.compile(rf"(?:{VOCABULARY['gesture']})\w*$")
# "The families were told to wait": they are who hears it, and who says it is not named.
HEARD = re.compile(
    r"(?:(?:has|have|had) )?(?:was|were|been|being|be|is|are|got|get) (?:\w+ly |also |then |later )?"
    rf"(?:{VOCABULARY['heard']})$"
)

# "The mayor has faced criticism for", "came under fire": who is criticised is not who criticises.
CRITICISED = re.compile(
    rf"(?:(?:has|have|had|is|are|was|were|been|being|will) )*(?:\w+ly |also )?(?:{VOCABULARY['criticised']})"
)
QUOTATION_BEHIND = re.compile(r":\s+(?=“)")

Span = tuple[int, int]
Spans = tuple[Span, ...]


def _words(text: str, spans: Spans) -> str:
    return " ".join(text[slice(*span)] for span in spans)


def _is_someone(text: str, item: Extracted) -> bool:
    """Return whether a source is a person or body by its words, or by those before "that" or "which"."""
    source = _words(text, item.source)
    if source in ("that", "which"):
        source = re.split(r"[,;:“”.]", text[: item.source[0][0]].rstrip(" ,"))[-1].strip()
    return appositions.is_someone(source)


def is_act(text: str, item: Extracted) -> bool:
    """Return whether an attribution without a quotation only tells what somebody does or what is.

    >>> text = "The regatta was being rowed."
    >>> is_act(text, Extracted((), ((12, 27),), ((0, 11),), 0.6))
    True
    """
    if not item.cue or "“" in _words(text, item.content):
        return False
    cue = _words(text, item.cue)
    first, last = item.cue[0]
    if cue.istitle() and text[first - 2 : first - 1].isalpha() and text.startswith(",", last):
        return True  # "Its chemist, Dr Omar [Said], said": a name
    if _words(text, item.content) == "what":  # "It is what they said in March": another place says what
        return True
    if CALLED_BY.fullmatch(cue) or (CALL.search(cue) and EVENT.match(_words(text, item.content))):
        return True
    if not item.source and SOMEBODY.fullmatch(cue):
        return True
    source, content = _words(text, item.source), _words(text, item.content)
    if ANYONE.fullmatch(source) or (ATTEMPT.fullmatch(cue) and TO.match(content)):
        return True
    if (plan := PLAN.fullmatch(cue)) and (plan["to"] or TO.match(text, item.content[-1][0])):
        return True
    behind = max(item.cue[-1][1], item.content[-1][0]) + len("to support")
    voted = VOTED.search(text, max(0, item.cue[0][0] - settings.LEAD), behind)
    if (
        DEED.match(f"{cue}|{content}")
        or SILENT.search(f"{cue}|{content}")
        or (voted and voted.start() < item.cue[-1][1])
    ):
        return True
    if SEE.fullmatch(cue) and not SEEN_AS.match(content):
        return True
    if PORTENT.fullmatch(cue) and (STATE.match(content) or not _is_someone(text, item)):
        return True
    if item.probability < settings.ACT and PASSIVE.search(cue) and not PROPOSITION.match(content):
        return True
    if cues.is_listed(cue):
        return not item.source and item.probability < settings.ACT - 0.1 and bool(OF_WHAT.fullmatch(cue))
    return (
        (not item.source and not PROPOSITION.match(_words(text, item.content)))
        or bool(PASSIVE.search(cue))
        or bool(NOUN.match(cue) and not PROPOSITION.match(_words(text, item.content)))
        or (item.probability < settings.ACT and bool(ACTS.match(cue)))
    )


def is_torn(text: str, item: Extracted) -> bool:
    """Return whether a content without a quotation is in several parts, and so doubtful that it is none.

    >>> is_torn("It was a plan of theirs.", Extracted((), ((3, 6),), ((0, 2), (7, 13)), 0.5))
    True
    """
    said = cues.find_headword(_words(text, item.cue)) in SAYING and _is_someone(text, item)
    doubtful = item.probability < settings.TORN and not said
    return len(item.content) > 1 and doubtful and "“" not in _words(text, item.content)


def _source(text: str, item: Extracted) -> Extracted:
    """Return an attribution whose source ends before the verb or clause that is not part of it."""
    if len(item.source) != 1:
        return item
    (start, end), own = item.source[0], (*item.cue, *item.content)
    whole = _name_end(text, start, end)
    if not any(first < whole and last > end for first, last in own):
        end = whole
        item = item._replace(source=((start, end),))
    words, cue = text[start:end], _words(text, item.cue)
    if STAMP.fullmatch(words) or re.match(r"\w-", text[max(0, start - 2) : start]):  # "a year-[long] protest"
        return item._replace(source=())
    if later := LATER.match(words):
        start, words = start + later.end(), words[later.end() :]
        item = item._replace(source=((start, end),))
    if QUANTIFIER.fullmatch(words) and (counted := COUNTED.match(text, end)):
        return item._replace(source=((start, counted.end()),))
    if cue.lower().startswith("according to") and (tail := TAIL.fullmatch(words)):
        return item._replace(source=((start, start + tail.end("who")),))
    behind = bool(item.cue) and end <= item.cue[0][0]
    if behind and (dash := BESIDE.fullmatch(words)) and not text[end : item.cue[0][0]].strip():
        return item._replace(source=((start + dash.start("who"), end),))
    if behind and (last := OTHERS_CLAUSE.fullmatch(words)):
        return item._replace(source=((start + max(last.start("who"), last.start("crowd")), end),))
    if behind and (last := NEXT_CLAUSE.fullmatch(text, start, item.cue[0][0])):
        return item._replace(source=(last.span("who"),))
    clause = CLAUSE_OF_SOURCE.fullmatch(words) if behind else None
    if clause and not RELATIVE.search(clause["who"]):
        return item._replace(source=((start, start + clause.end("who")),))
    return item


def _crowd(text: str, item: Extracted) -> Extracted:
    """Return an attribution by a participle with the crowd it stands by: "a protest by workers demanding"."""
    if not item.cue or not item.source or item.source[-1][1] >= item.cue[0][0]:
        return item
    between = text[item.source[-1][1] : item.cue[0][0]]
    cue = _words(text, item.cue)
    if not re.match(r"\w+ing\b", cue) or not re.search(r"\w", between) or re.search(r"[,;:“”]\s*$", between):
        return item
    crowd = PROTEST.search(between)
    if not crowd:
        return item
    part = "by" if crowd["by"] else "who"
    shift = item.source[-1][1]
    return item._replace(source=((shift + crowd.start(part), shift + crowd.end(part)),))


def _relative(text: str, item: Extracted) -> Extracted:
    """Return an attribution with the relative clause of its source there, and not in the content."""
    if not item.source or len(item.content) < 2:
        return item
    end = item.source[-1][1]
    for span in item.content:
        if (
            span[0] >= end
            and RELATIVE_OF_SOURCE.fullmatch(text[end : span[0]])
            and WHICH.match(text, span[0])
        ):
            rest = tuple(one for one in item.content if one != span)
            return item._replace(source=((item.source[0][0], span[1]),), content=rest)
    return item


def _joined(text: str, item: Extracted) -> Extracted:
    """Return "Russia … joined Iran in expressing" with both as sources and the verb as cue."""
    found = JOINED.fullmatch(text, *item.cue[0]) if len(item.cue) == 1 else None
    if (
        not found
        or not item.source
        or not re.search(r"\bjoin(?:s|ed|ing)?\s*$", text[: item.cue[0][0]][-10:])
    ):
        return item
    first = item.source[0]
    comma = text.find(",", *first)
    first = (first[0], comma) if comma > 0 else first
    return item._replace(source=(first, found.span("who")), cue=(found.span("verb"),))


def _left_out(text: str, gap: Span) -> bool:
    """Return whether a gap in a content holds who is told, before "that"."""
    found = GAP.match(text, gap[0])
    return bool(found) and found.end() == gap[1]


def _name_end(text: str, start: int, end: int) -> int:
    """Return where words end that are not cut within a name: "the quarry on Kell [Fell]"."""
    last = text.rfind(" ", start, end) + 1
    name = CAPITALS.match(text, last) if last > start else None
    rest = text[end : name.end()] if name and name.end() > end else ""
    return end if not rest[:1].isspace() or CALENDAR.search(rest) else end + len(rest)


def _content(text: str, item: Extracted) -> Extracted:
    """Return an attribution whose content begins with its subject, or with the quotation that is meant."""
    whole = [item.content[0]] if item.content else []
    for span in item.content[1:]:
        gap = (whole[-1][1], span[0])
        free = not any(gap[0] < end and start < gap[1] for start, end in item.source + item.cue)
        if ARTICLE.fullmatch(text, *gap) or (free and _left_out(text, gap)):
            whole[-1] = (whole[-1][0], span[1])
        else:
            whole.append(span)
    if whole and CUT_OFF.search(text, *whole[-1]) and (rest := REST.match(text, whole[-1][1])):
        whole[-1] = (whole[-1][0], rest.end("rest"))  # "are waging": what they wage
    if whole:
        last = _name_end(text, *whole[-1])
        free = not any(start < last and end > whole[-1][1] for start, end in item.source + item.cue)
        whole[-1] = (whole[-1][0], last) if free else whole[-1]
    item = item._replace(content=tuple(whole))
    if not item.cue or not item.content or item.content[0][0] < item.cue[-1][1]:
        return item
    (start, end), cue_end = item.content[0], item.cue[-1][1]
    between = text[cue_end:start]
    asked = patterns.ASKED_TO.fullmatch(text, *item.cue[-1]) and patterns.ADDRESSEE.match(text, cue_end)
    if asked and asked.end() == start and not cues.TELLING.match(text, item.cue[0][0]):
        start = asked.start("who")  # "urged the crowd to leave"
    if FINITE_OPENING.match(text, start) and (subject := TOLD_WHOM.fullmatch(between)):
        start = cue_end + subject.start("subject")
    if cues.TELLING.match(_words(text, item.cue).split()[-1]) and (him := TOLD_HIM.match(text, start, end)):
        start = him.end()
    named = OBJECT_QUOTED.match(text, start)
    if named and re.search(r"\b(?:call|label|brand|dub|describ)\w*$", _words(text, item.cue)):
        start = named.end()
    return item._replace(content=((start, end), *item.content[1:]))


def _expected(text: str, item: Extracted) -> Extracted:
    """Return "X is expected to tell parliament that …" as what X will say."""
    if item.source or len(item.cue) != 1 or len(item.content) < 2:
        return item
    subject, rest = item.content[0], item.content[-1]
    found = EXPECTED.search(text, *item.cue[0]) and TO_TELL.match(text, *rest)
    if not found or subject[1] > item.cue[0][0] or not cues.is_listed(found["verb"]):
        return item
    return Extracted(
        (subject,), (item.cue[0], found.span("verb")), ((found.end(), rest[1]),), item.probability
    )


def _silent(text: str, item: Extracted) -> Extracted:
    """Return a whole quotation without the gesture that follows it: “It left.” Hal nodded.

    What is quoted behind the gesture stays with who made it.
    """
    if not item.source or not GESTURE.match(_words(text, item.cue)):
        return item
    before = tuple(span for span in item.content if span[1] <= item.source[0][0] <= item.cue[0][0])
    closed = all(text[start] == "“" and re.search(r"[.!?…]”$", text[start:end]) for start, end in before)
    if not before or not closed or not re.match(r"\s*[.!?]", text[item.cue[-1][1] :]):
        return item
    behind = item.content[len(before) :]
    return item._replace(content=behind) if behind else item._replace(source=(), cue=())


def _without_day(text: str, item: Extracted) -> Extracted:
    """Return an attribution whose cue does not begin with a day: "voted on [Wednesday] to demand"."""
    day = DAY.match(text, *item.cue[0]) if len(item.cue) == 1 else None
    return item._replace(cue=((day.end(), item.cue[0][1]),)) if day else item


def _unheard(text: str, item: Extracted) -> Extracted:
    """Return an attribution without the source that is told or criticised: "[they] were told to wait"."""
    if not item.cue or not item.source or item.source[-1][1] > item.cue[0][0]:
        return item
    cue = _words(text, item.cue)
    return item._replace(source=()) if HEARD.fullmatch(cue) or CRITICISED.match(cue) else item


def _unquoted(text: str, item: Extracted) -> Extracted:
    """Return an attribution whose source ends before the quotation that a colon opens: "Says Holm: “No …”."""
    if len(item.source) != 1 or not (colon := QUOTATION_BEHIND.search(text, *item.source[0])):
        return item
    (start, end), (first, *rest) = item.source[0], item.content or ((0, 0),)
    whole = (colon.end(), first[1]) if end <= first[0] else first
    return item._replace(source=((start, colon.start()),), content=(whole, *rest) if item.content else ())


def _inverted(text: str, item: Extracted) -> Extracted:
    """Return "a study found no effect, said its author, Ann Reed" with the author as its source."""
    if any(len(part) != 1 for part in (item.source, item.cue, item.content)):
        return item
    (source,), (cue,), (content,) = item.source, item.cue, item.content
    said = text[slice(*cue)] in ("said", "says") and text[cue[0] - 2 : cue[0]] == ", "
    between = text[source[1] : cue[0]]
    behind = content[0] == cue[1] + 1 and SPEAKER_BEHIND.fullmatch(text[slice(*content)].rstrip("."))
    if not said or not behind or len(between.split()) < 2 or SENTENCE_END.search(between):
        return item
    return item._replace(source=(content,), content=((source[0], cue[0] - 2),))


def _stated(text: str, item: Extracted) -> Extracted:
    """Return an attribution whose content ends with its sentence, unless a mark or a colon goes on.

    "47 people fled, Lantz said. Nine officers were hurt.": the second is the article's own.
    """
    if not item.cue:
        return item
    first, last = item.cue[0][0], item.cue[-1][1]
    whole = any(span[1] <= first for span in item.content)
    who = item.source[-1][1] if item.source else 0
    kept = []
    for start, end in item.content:
        if any(start >= one and end <= other for one, other in item.source):
            continue
        own = OPENS_QUOTATION.search(text[start:end]) or ":" in text[last : max(start, last)]
        if not own and start >= last and whole:
            if SENTENCE_END.search(text, last, start) and len(find_sentences(text[last:end])) > 1:
                continue
            if who > last and AND_CLAUSE.match(text, start):  # "…, according to lawyers, and 13 were held"
                continue
        if not own and SENTENCE_END.search(text, start, end):
            words = UNIT.sub(lambda unit: unit.group()[:-1] + ",", text[start:end])
            pieces = [(start + a, start + b) for a, b in find_sentences(words)]
            start, end = pieces[0] if start >= last else pieces[-1]
        kept.append((start, end))
    return item._replace(content=tuple(kept))


RULES = (
    _unquoted,
    _inverted,
    _unheard,
    _without_day,
    _expected,
    _joined,
    _source,
    _crowd,
    _relative,
    _content,
    _stated,
    _silent,
)


def mend_frames(text: str, found: list[Extracted]) -> list[Extracted]:
    """Return the attributions of an article, in their order, with their frames mended; acts are left out."""
    mended = []
    for item in found:
        for rule in RULES:
            item = rule(text, item)
        if not is_act(text, item) and not is_torn(text, item):
            mended.append(item)
    return share_subjects(text, mended)


def share_subjects(text: str, found: list[Extracted]) -> list[Extracted]:
    """Return attributions of which a further verb has the source of the verb before it: "… and boasts".

    >>> text = "She insists it is safe and boasts it is new."
    >>> first = Extracted(((0, 3),), ((4, 11),), ((12, 22),), 0.9)
    >>> share_subjects(text, [first, Extracted((), ((27, 33),), ((34, 43),), 0.9)])[1].source
    ((0, 3),)
    """
    shared: list[Extracted] = []
    for item in found:
        last = shared[-1] if shared else None
        if item.cue and last and last.source and last.cue and not _own_source(text, item):
            between = text[last.cue[-1][1] : item.cue[0][0]]
            after = last.source[0][0] < last.cue[0][0] < item.cue[0][0]
            if after and not re.search(r"[.!?]\s|\n", between) and ELIDED.search(between):
                item = item._replace(source=last.source)
        shared.append(_subject(text, item))
    return shared


def _own_source(text: str, item: Extracted) -> bool:
    """Return whether an attribution has a source in the sentence of its cue, or behind its cue."""
    return bool(item.source) and not SENTENCE_END.search(text[item.source[-1][1] : item.cue[0][0]])


def _subject(text: str, item: Extracted) -> Extracted:
    """Return "Reed denied this and said that …" with the subject of its sentence, not one before it."""
    if not item.cue or not item.source or _own_source(text, item):
        return item
    cue = item.cue[0][0]
    opening = [found.end() for found in SENTENCE_END.finditer(text, item.source[-1][1], cue)][-1]
    found = SUBJECT.fullmatch(text, opening, cue)
    if not found or not cues.is_listed(found["verb"]):
        return item
    return item._replace(source=(found.span("who"),))


def keep_quotations_whole(text: str, found: list[Extracted], quotes: list[Span]) -> list[Extracted]:
    """Return attributions without the quotations of others; these are nobody's then.

    A whole quotation is another's if somebody else's cue parts it from the cue of the attribution, and if it
    only touches the one that the cue follows: “How are they?” “Fat,” said Ann.
    """
    whole = set(quotes)
    inside = build_index([[quote] for quote in quotes])
    places = sorted(
        one.cue[0][0] for one in found if one.cue and one.source and not touches(inside, one.cue[0])
    )
    kept = []
    for item in found:
        content = item.content
        if item.cue:
            cue = item.cue[0][0]
            content = tuple(_opened(text, span, quotes) for span in item.content)
            content = _joined_again(text, item._replace(content=content), quotes)
            content = tuple(span for span in content if span not in whole or not _parted(span, cue, places))
            content = tuple(span for span in content if span not in whole or not _anothers(text, span, item))
            content = tuple(_untouched(text, span, cue, quotes) for span in content or item.content)
        kept.append(item._replace(content=content))
    return kept


def _opened(text: str, span: Span, quotes: list[Span]) -> Span:
    """Return the quotation of which a content has the opening mark and no word, else the content."""
    number = bisect_left(quotes, span[0], key=lambda quote: quote[0])
    alone = number < len(quotes) and quotes[number][0] == span[0] and not re.search(r"\w", text[slice(*span)])
    return quotes[number] if alone else span


def _joined_again(text: str, item: Extracted, quotes: list[Span]) -> Spans:
    """Return a content with a quotation whole of which parts are missing, and without a few words of one.

    Most of its words are meant to be all; a few of a quotation that is a sentence before are nobody's then.
    """
    content = item.content
    for start, end in {
        quotes[number]
        for span in content[: len(content) if len(content) > 1 else 0]
        if (number := bisect_left(quotes, span[1], key=lambda quote: quote[0]) - 1) >= 0
    }:
        parts = [span for span in content if start <= span[0] < end]
        if len(parts) < 2 or any(start < first < end for first, _ in item.cue + item.source):
            continue
        rest = tuple(span for span in content if span not in parts)
        if 2 * sum(min(last, end) - first for first, last in parts) >= end - start:
            content = tuple(sorted((*rest, (start, end))))
        elif rest and end < item.cue[0][0] and SENTENCE_END.match(text, end - 2):
            content = rest
    return content


def _parted(span: Span, cue: int, places: list[int]) -> bool:
    """Return whether the place of another cue stands between a quotation and a cue."""
    first = bisect_left(places, min(span[1], cue + 1))
    return first < bisect_left(places, max(span[0], cue))


def _anothers(text: str, span: Span, item: Extracted) -> bool:
    """Return whether a sentence on somebody else stands between a cue and a quotation behind it.

    “I lost all,” said Ann Reed. Her neighbour, Joan Pitt, wept. “So did we.”: that is Joan Pitt's.
    """
    last = max(end for _, end in item.cue + item.source)
    behind = span[0] > last and span != item.content[0]
    return behind and appositions.turns_to_another(text, last, span[0], _words(text, item.source))


def _untouched(text: str, span: Span, cue: int, quotes: list[Span]) -> Span:
    """Return a content before its cue without a quotation that only touches the one next to the cue."""
    number = bisect_left(quotes, span[1], key=lambda quote: quote[1])
    if number < 1 or number == len(quotes) or quotes[number][1] != span[1] or span[1] > cue:
        return span
    before, last = quotes[number - 1], quotes[number]
    ended = text[before[1] - 2 : before[1]] in (".”", "!”", "?”", "…”")
    return last if before[0] >= span[0] and ended and not text[before[1] : last[0]].strip(" ") else span
