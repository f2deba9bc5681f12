"""Whether a label is said not to fit, so that nobody is called by it: "We are not poachers"."""

import re

from inotherwords import settings

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
# "There were no police there" tells who was away, "there are no poachers among us" denies the word, and so
# does "there is no gang", if nobody says where.
AWAY = re.compile(rf"\b[Tt]here (?:has |have |had )?{BE} (?:{NOT}|no) ")
AMONG_US = re.compile(r" (?:here|among (?:us|them)|in (?:our|my)|on (?:our|my))\b")
NO_SUCH = re.compile(r"\b[Tt]here (?:is|was|has been|had been) (?:not a|no) $")
NOUN_BEHIND = re.compile(
    r"['’]s?\b|[ -](?!(?:among|and|as|at|but|by|for|from|if|in|nor|of|on|or|that|to|who|with)\b)[a-z]+"
)
ADVERBS = re.compile(r" (?:either|anymore|any ?more|here|now|then|today|ourselves|themselves|\w+ly)\b")


def is_denied(text: str, start: int, end: int) -> bool:
    """Return whether a label is said not to fit, so that whoever says so calls nobody by it.

    >>> [is_denied(text, len(text) - 9, len(text) - 1) for text in ("We are not poachers.", "No poachers.")]
    [True, False]
    """
    before = CLAUSE.split(text[max(0, start - settings.BEFORE_A_LABEL) : start])[-1]
    if AFTERWARDS.match(text, end):
        return True
    if NOUN_BEHIND.match(text, end) and not ADVERBS.match(text, end):
        return False
    if NO_SUCH.search(before) and CLAUSE.match(text, end):
        return True
    if not DENIED.search(before) or (AWAY.search(before) and not AMONG_US.match(text, end)):
        return False
    return not (CLEFT.search(before) and GOES_ON.match(text, end))
