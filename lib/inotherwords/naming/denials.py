"""Where a word of the list names nobody, or nobody of this event: it is denied ("We are not poachers").

Or a capital is only a place, or "fishermen on both shores" are of several actors, or the sentence tells of
another event.
"""

import re

from inotherwords.text import quantities

REACH = 120  # characters before a label in which it is denied
CLAUSE = re.compile(r"[.!?;:\n](?:\s|$)")
BE = r"(?:am|are|is|was|were|be|been|being|becom(?:e|es|ing)|became|['’](?:m|re|s))"
NOT = r"(?:(?:not|never|neither|no longer|hardly|by no means|anything but)|(?<=[a-z])n['’]t)"
ARE_NOT = rf"(?:{BE} ?{NOT}|{BE} [“‘\"]?no|(?:not|never|n['’]t|cannot) (?:be|been|become|being))"
DENY = (
    r"(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)"
    r"|contest(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|repudiat(?:e|es|ed|ing))"
)
SHUN = (
    rf"(?:{DENY}|(?:refus|avoid|resent|dislik|shun|drop|question|object|resist|banned|withdr[ae]w)\w*"
    r"|not (?:use|accept))"
)
WORD = r"(?:word|term|label|name|tag|description|designation|epithet|expression|charge|accusation)s?"
CALL = r"(?:call|label|brand|term|name|dub|consider)\w*"
CALL_AS = r"(?:call|label|brand|describ|regard|portray|denounc|treat|see|saw|cast|refer)\w*"
WHOM = (
    r"(?:(?:the|these|those|his|her|its|their|our) )?"
    r"(?:(?!(?:an?|the|when|because|after|if|as|to)\b)[\w’'-]+ ){1,3}?"
)
A = r"(?:(?:an?|any|such) )?[“‘\"]?"
HOW = (  # "no ordinary thieves" are thieves
    r"(?:(?!(?:ordinary|usual|typical)\b)"
    r"(?:[\w-]+(?:ed|al|ous|ful|ary|ic|ive|ent|ant|ish|less)|real|true|bad|evil|mad) ){0,2}[“‘\"]?"
)
AS = rf"(?:as )?(?:being )?{A}{HOW}"
DENIED = re.compile(
    rf"(?:\b{ARE_NOT} {AS}"
    rf"|\b(?:I|[Ww]e|[Yy]ou|[Tt]hey|[Hh]e|[Ss]he) {BE} ?{NOT} the {HOW}"
    rf"|\b{ARE_NOT} (?:(?!but\b|that\b|who\b)[\w’'-]+,? ){{1,5}}(?:or|nor),? {AS}"
    rf"|\b{BE} (?:[\w’'-]+ ){{1,5}}?(?:rather than|instead of) {AS}"
    rf"|\b{BE} (?:[\w’'-]+ ){{0,5}}?[\w’'-]+, not {AS}"
    rf"|\b{DENY}\b[^“”\"]{{0,60}}? (?:{BE}|as) {A}{HOW}"
    rf"|\b{SHUN}(?: to)? (?:the|this|that|any) {WORD}(?: of| as)?,? {AS}"
    rf"|(?:\b(?:not|never|cannot)|n['’]t|\brefus\w+ to|\b{DENY} (?:ever )?(?:having|that \w+ had)"
    rf"|\b(?:wrong|false|unfair|mistaken)ly) (?:{CALL} {WHOM}{A}{HOW}|{CALL_AS} {WHOM}(?:to )?as {A}{HOW})"
    rf"|(?:\b(?:not|never) (?:be|been)|\b{BE} ?{NOT}|\brefus\w+ to be|\b(?:wrong|false|unfair|mistaken)ly)"
    rf" (?:{CALL} |{CALL_AS} (?:to )?as ){A}{HOW})$"
)
CLEFT = re.compile(rf"\b(?:[Ii]t|[Tt]hat|[Tt]his)(?: {BE}|['’]s|[^.;:]* not)[^.;:]*$")
GOES_ON = re.compile(r"[”’\"]?,? (?:who|that)\b")
AFTERWARDS = re.compile(
    rf"[”’\"]?,? (?:we|they|he|she|I) (?:are|am|is|was|were) ?{NOT}"
    r"|[”’\"] (?:is|was) (?:not the|the wrong) word"
)
# "There were no police there" tells who was away, "there are no poachers among us" denies the word.
AWAY = re.compile(rf"\b[Tt]here (?:has |have |had )?{BE} (?:{NOT}|no) ")
AMONG_US = re.compile(r" (?:here|among (?:us|them)|in (?:our|my)|on (?:our|my))\b")
NOUN_BEHIND = re.compile(
    r"['’]s?\b|[ -](?!(?:among|and|as|at|but|by|for|from|if|in|nor|of|on|or|that|to|who|with)\b)[a-z]+"
)
ADVERBS = re.compile(r" (?:either|anymore|any ?more|here|now|then|today|ourselves|themselves|\w+ly)\b")


def is_denied(text: str, start: int, end: int) -> bool:
    """Return whether a label is said not to fit, so that whoever says so calls nobody by it.

    >>> [is_denied(text, len(text) - 9, len(text) - 1) for text in ("We are not poachers.", "No poachers.")]
    [True, False]
    """
    before = CLAUSE.split(text[max(0, start - REACH) : start])[-1]
    if AFTERWARDS.match(text, end):
        return True
    if NOUN_BEHIND.match(text, end) and not ADVERBS.match(text, end):
        return False
    if not DENIED.search(before) or (AWAY.search(before) and not AMONG_US.match(text, end)):
        return False
    return not (CLEFT.search(before) and GOES_ON.match(text, end))


BOTH = re.compile(
    r" (?:on|of|from|in) (?:both|either) (?:sides?|shores?|banks?|coasts?|camps?|countr(?:y|ies)|nations?"
    r"|states?|parties|communities|borders?|ends)\b"
)


def is_of_both(text: str, end: int) -> bool:
    """Return whether those named are of both sides: "fishermen on both shores" are nobody's alone.

    >>> is_of_both("fishermen on both shores", 9), is_of_both("fishermen on the quay", 9)
    (True, False)
    """
    return bool(BOTH.match(text, end))


# A capital stands for its government in "talks between", "an ally of", "said", not where people are or go.
AND_ANOTHER = re.compile(r"(?:[A-Z][\w-]+ )+(?:and|or) $")
IN = re.compile(
    r"(?i:\b(?:in|at|to|from|near|around|outside|towards?|through|via|into|inside|across|off|capital,?)) $"
)
LEFT = re.compile(
    r"\b(?:leav|left|reach|visit|enter|captur|fle[de]|bomb|shell|approach|storm|besieg|surround)\w* $"
)
OF_WHOM = re.compile(
    r"(?i:\b(?:(?:accord|agreement|alliance|conflict|contact|cooperation|deal|dialogue|dispute|link|meeting|pact"
    r"|negotiation|relation|relationship|rift|row|split|talk|tension|tie|treatie|treaty|truce|war)s?"
    r"(?: \w+)? between"
    r"|(?:all(?:y|ies)|arms?|backers?|backing|behalf|consent|control|critics?|demands?|enem(?:y|ies)|envoys?"
    r"|eyes|forces|friends?|government|hands?|help|influence|intentions?|interests?|opponents?|partners?"
    r"|polic(?:y|ies)|pressure|prox(?:y|ies)|puppets?|regime|rivals?|rule|side|support(?:ers?)?|will) of)) $"
)
PLACE_BEHIND = re.compile(
    r"(?:['’]s)?[ -](?:airport|cathedral|church|countryside|harbou?r|hospital|mayor|museum|port|province|quay"
    r"|region|residents?|square|stadium|station|streets?|suburbs?|university)\b"
    r"| (?:mourn|griev|celebrat|weep|wept|wake|woke|buries|buried)\w*"
)


def is_a_place(text: str, start: int, end: int) -> bool:
    """Return whether a capital is only the town: "the port of Vesk", not "an ally of Vesk".

    >>> [is_a_place(text, len(text) - 4, len(text)) for text in ("the port of Vesk", "an ally of Vesk")]
    [True, False]
    """
    before = AND_ANOTHER.sub("", text[max(0, start - REACH) : start])
    if IN.search(before) or LEFT.search(before) or PLACE_BEHIND.match(text, end):
        return True
    return before.endswith((" of ", " between ")) and not OF_WHOM.search(before)


def is_numbered(text: str, start: int) -> bool:
    """Return whether a number stands before a label: "six sailors" of another event's sentence are its own.

    >>> is_numbered("six sailors were killed", 4), is_numbered("the sailors were killed", 4)
    (True, False)
    """
    before = text[max(0, start - REACH) : start]
    return any(match.end() == len(before.rstrip()) for match in quantities.NUMBER.finditer(before))
