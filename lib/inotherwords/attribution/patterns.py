"""How a sentence joins speaker and speech, in words: read from the spans of source, cue and content alone."""

import re
from bisect import bisect_right
from pathlib import Path

from inotherwords import settings
from inotherwords.text.wordlists import read_list, read_vocabulary

Span = tuple[int, int]
Spans = tuple[Span, ...]

VOCABULARY = read_vocabulary(__file__)
# Every name `name_pattern` gives, with an example: [source], <cue>, {content}.
EXAMPLES = {row["pattern"]: row["example"] for row in read_list(Path(__file__).with_name("patterns.csv"))}

DETERMINERS = r"(?:the|a|an|this|these|those|such|some|any|no|his|her|its|their|our|my|your)"
PREPOSITIONS = r"(?:amid|as|at|by|despite|following|for|from|in|of|on|over|through|to|under|via|with|per)"
ADVERBS = re.compile(
    r"(?:(?:allegedly|apparently|evidently|ostensibly|presumably|purportedly|reportedly|seemingly|supposedly)"
    r"\W*)+",
    re.IGNORECASE,
)
# "Per", "for" or "in" before a source do the work of "according to": "In a poll, most voters say …".
ACCORDING_TO = re.compile(
    rf"(?:.*\b(?:according to|in the words of)\b.*|{PREPOSITIONS})\W*", re.IGNORECASE | re.DOTALL
)
# What may stand between a subject and its verb, or between "who" and its verb.
AUXILIARIES = (
    r"(?:(?:has|have|had|is|are|was|were|been|being|be|will|would|could|can|may|might|must|should|do|does|did"
    r"|not|never|ever|also|then|now|later|once|still|even|just|often|again|instead|already|further"
    r"|himself|herself|itself|themselves|both|all|\w+ly|(?:(?:on|last|this) )?\w+day)\b[ ,]*)*"
)
RELATIVE_SUBJECT = re.compile(rf"\b(?:who|which|that)\b[ ,]*{AUXILIARIES}$", re.IGNORECASE)
# "a wall the mayor" needs no "which"; "a wall, the mayor" is no relative clause.
NO_PRONOUN = re.compile(r"\w ")
RELATIVE_OBJECT = re.compile(r"\b(who|whom|which|what|that)[ ,]*$", re.IGNORECASE)
CONJUNCTION = re.compile(rf"(?:^|\W)(?:and|but|or|nor|then)\s+{AUXILIARIES}$", re.IGNORECASE)
# Where a clause with a participle but no subject of its own begins: "…, adding", "… after saying".
PARTICIPLE = re.compile(r"(?:(?:\w+ly|also|even|then)\s+)?\w+ing\b", re.IGNORECASE)
PARTICIPLE_OPENS = re.compile(
    r"(?:^|[,;.!?”\"(\n–—-]|\b(?:while|when|before|after|by|without|in|since|despite|instead of|addition to))"
    r"\s*(?:\w+ly\s+|also\s+|then\s+)?$",
    re.IGNORECASE,
)

POSSESSIVE = re.compile(r"(?:\w[’']s|s[’']|\b(?:his|her|its|their|our|my|your|whose))\s*$", re.IGNORECASE)
NOUN_PHRASE = re.compile(rf"(?:{PREPOSITIONS}\s+|there\W*\w+\s+)?{DETERMINERS}\s+\w", re.IGNORECASE)
BEFORE_A_NOUN = re.compile(r"\b(?:the|an?|his|her|its|their|our|my|your)\s+$", re.IGNORECASE)
NOUN = (
    rf"(?:(?:{VOCABULARY['saying']})s?|advice|consensus|criticism|news"
    r"|refusal|\w{3,}[ts]ions?|(?!comment)\w{3,}ments?|\w{4,}[ae]nces?)\b"
)
# Nouns that no verb looks like: "the party [criticism] of …" needs no article before it.
NEVER_A_VERB = re.compile(
    r"(?!question|mention|caution|petition|sanction|influence|reference)"
    r"(?:\w{3,}(?:[ts]ions?|(?<!com)ments?|isms?|[ae]nces?|posals?|beliefs?)|opinions?)\b",
    re.IGNORECASE,
)
STARTS_WITH_NOUN = re.compile(rf"(?:{PREPOSITIONS}\s+)?(?:\w+\s+)?{NOUN}", re.IGNORECASE)
ENDS_WITH_NOUN = re.compile(rf"\b{NOUN}\s+$", re.IGNORECASE)

THAT = re.compile(r"[“\"‘']?that\b(?!\s+(?:is|was|will|would)\b)")
# "to leave" and "to “leave”", but not "to the mayor", "to leaving", "to Paris".
INFINITIVE = re.compile(
    r"(?:not )?[“\"‘']?to\s+[“\"‘']?(?!(?:the|an?|his|her|its|their|our|my|your|this|that|these|those|what"
    r"|how|whether|him|them|me|us|you|it|some|any|all|no|one|such|\w*(?:thing|one)|\w+(?<!\bbr)ing)\b)[a-z]\w*"
)
# After these, "to" is a preposition: "referred to people".
TO_IS_NO_INFINITIVE = re.compile(
    r"\b(?:admit|allud|amount|attribut|compar|link|object|point|react|refer|respond)\w*\W*(?:to)?$",
    re.IGNORECASE,
)
ASKED_TO = re.compile(rf".*\b(?:{VOCABULARY['ask to']})\w*(?:\s+(?:on|upon))?\s*", re.IGNORECASE | re.DOTALL)
# Who is asked to do it, before the "to".
ADDRESSEE = re.compile(
    r"\s*(?P<who>(?:(?!(?:that|if|whether|what|how|why|who|when|where)\b)[\w’'.-]+ ){1,8}?)"
    r"(?=(?:not )?[“\"‘]?to\s)"
)


def _in_quotes(text: str, content: Spans, quotes: list[Span]) -> list[bool]:
    """Return for each word of a content whether it is in quotation marks."""
    flags = []
    for first, last in content:
        for word in re.finditer(r"\w+", text[first:last]):
            place = first + word.start()
            before = bisect_right(quotes, place, key=lambda quote: quote[0])
            flags.append(before > 0 and place < quotes[before - 1][1])
    return flags


def classify_quotation(text: str, content: Spans, quotes: list[Span]) -> str:
    """Return direct, mixed or indirect: all, some or none of the content's words are in quotation marks.

    `quotes` are the outermost quotations of the text, in order (see `quotations.find`).

    >>> text = "The mayor said it was “safe”."
    >>> classify_quotation(text, ((15, 28),), [(22, 28)]), classify_quotation(text, ((15, 21),), [(22, 28)])
    ('mixed', 'indirect')
    """
    inside = _in_quotes(text, content, quotes)
    return "indirect" if not any(inside) else "direct" if all(inside) else "mixed"


def _is_noun(words: str, lead: str, owner: str) -> bool:
    """Return whether a cue is a noun: by its own words, by those that lead up to it, or by its owner."""
    if not lead.strip() and POSSESSIVE.search(owner):
        return True
    if NOUN_PHRASE.match(words) or BEFORE_A_NOUN.search(lead):
        return True
    if PARTICIPLE.match(words) and ENDS_WITH_NOUN.search(lead):
        return True  # "a statement saying"
    return bool(NEVER_A_VERB.match(words) or (not owner and STARTS_WITH_NOUN.match(words)))


def _goes_on(words: str, lead: str, owner: str) -> bool:
    """Return whether a cue is a further verb: its subject stands before another verb, or after it."""
    if PARTICIPLE.match(words):
        return bool(PARTICIPLE_OPENS.search(lead)) and not (owner and not re.search(r"\w", lead))
    return bool(owner and CONJUNCTION.search(lead))


def _and_then(text: str, cue: Span, content: Span, quoted: bool) -> str:
    """Return the name of what follows speaker and verb; `quoted`: it opens with a quotation."""
    verb = text[slice(*cue)]
    # "that" and "to" may stand inside the content, inside the cue, or between the two.
    outside = re.search(r"\b(?:to|that)\s+$", text[cue[0] : content[0]])
    opening = (outside.group() if outside else "") + text[slice(*content)]
    if THAT.match(opening) and not re.search(r"\b(?:about|against|for|of|with)$", verb):
        return "speaker and verb, then a that-clause"
    if quoted:
        return "speaker and verb, then a quotation"
    asked = ASKED_TO.fullmatch(verb) and ADDRESSEE.match(text, cue[1], content[1])
    wanted = INFINITIVE.match(opening) or (asked and INFINITIVE.match(text, asked.end()))
    if wanted and not TO_IS_NO_INFINITIVE.search(verb):
        return "speaker and verb, then a to-infinitive"
    return "speaker and verb, then the content"


def name_pattern(text: str, source: Spans, cue: Spans, content: Spans, quotes: list[Span]) -> str:
    """Return how a sentence joins speaker and speech: one of the names in EXAMPLES.

    Spans are offsets into the text; source and cue may be empty. `quotes` are the outermost quotations of
    the text, in order (see `quotations.find`).

    >>> text = "The dam is safe, the mayor said."
    >>> name_pattern(text, ((17, 26),), ((27, 31),), ((0, 15),), [])
    'content, then speaker and verb'
    """
    inside = _in_quotes(text, content, quotes)
    quoted = any(inside) and 2 * sum(inside) >= len(inside)
    words = " ".join(text[first:last] for first, last in sorted(cue))
    if not content or not re.search(r"\w", words):
        return "quotation, no speaker named" if quoted and not source else "in another way"
    whole = min(cue)[0], max(last for _, last in cue)
    before = [span for span in content if span[0] < whole[0]]
    behind = [span for span in content if span[0] >= whole[0]]
    if source and ACCORDING_TO.fullmatch(words) and ("according" in words.lower() or min(source) > whole):
        place = "in the middle" if before and behind else "at the end" if before else "at the start"
        return f"according to, {place}"
    if not source and ADVERBS.fullmatch(words):
        return "adverb, no source named"
    subject = max((span for span in source if span[1] <= whole[0]), default=None)
    owner = text[slice(*subject)] if subject else ""
    lead = text[max(subject[1] if subject else 0, whole[0] - settings.LEAD) : whole[0]]
    if _is_noun(words, lead, owner):
        return "a noun of saying"
    if behind and _goes_on(words, lead, owner):
        return "a further verb of the same speaker"
    if not source:
        return "verb, no speaker named"
    opened = RELATIVE_OBJECT.search(text, max(0, min(source)[0] - settings.LEAD), min(source)[0])
    bare = any(NO_PRONOUN.fullmatch(text, last - 1, min(source)[0]) for _, last in before)
    if RELATIVE_SUBJECT.search(owner + lead) or bare or (opened and (before or opened.group(1) != "that")):
        return "inside a relative clause"
    speech = "quotation" if quoted else "content"
    if before and min(before) > min(source):
        return "in another way"
    if before and behind:
        return f"{speech} around speaker and verb"
    if before:
        return f"{speech}, then {'speaker and verb' if subject else 'verb and speaker'}"
    opens_quoted = quoted and _in_quotes(text, (min(behind),), quotes)[:1] == [True]
    return _and_then(text, whole, min(behind), opens_quoted) if subject else "in another way"
