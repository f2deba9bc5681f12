"""What a cue is: its dictionary form, what it lends to the words it hands over, and who carried them.

A cue is one word or several: "said", "has repeatedly claimed", "according to", "told AFP". Which forms are
known, and the class of each, is a list beside this file (cues.csv): one reading, with the reason and with
a note where another reading is as good.
"""

import re
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from inotherwords import settings
from inotherwords.text import segments
from inotherwords.text.wordlists import read_list, read_vocabulary

Span = tuple[int, int]

WORD = re.compile(r"\w+(?:['’-]\w+)*")
VOCABULARY = read_vocabulary(__file__)
# Words that look like a cue and hand over no content: they say how or of whom somebody speaks.
IN_A_PAPER = re.compile(r"\s(?:in|on|via|through|at|during)\s(?:an?|the|his|her|its|their)\s")
NO_CUE = re.compile(rf"\b(?:{VOCABULARY['no cue']})\b", re.IGNORECASE)
# Who says nothing: "declined to comment", "did not respond to a request for comment".
SAYS_NOTHING = re.compile(rf"(?:{VOCABULARY['says nothing']})\b", re.IGNORECASE)
# Bodies in capitals that a reader may take for a medium: "told NATO" hands nothing to a newsroom.
NO_MEDIUM = rf"(?:{VOCABULARY['no medium']})\b"
TELLING = re.compile(r"(?:told|tells?|telling)\b")
ANOTHER_CLAUSE = re.compile(r",\s+(?:while|whereas|but|and)\b")
DETERMINER = r"(?:(?:the|an?|his|her|its|their|our|my)\s+)?(?:official\s+)?"
HANDED_TO = (
    r"\b(?:told|tells?|telling|(?:speaking|spoke|speaks|talking|talked) (?:to|with|on)"
    r"|said to|writing (?:in|for)"
    r"|(?:interview|statement|remarks|comments|e-?mail|message|article|column) (?:\w+ )?"
    r"(?:with|to|on|by|in|for|(?:given|sent) to)"
    r"|(?:carried|quoted|cited|reported|published|broadcast|aired|shown|distributed|posted|released|printed"
    r"|shared) (?:\w+ )?(?:by|in|on|to|via)"
    r"|on|via)\s+"
)
# "state television", "Iranian state media", "the Tasnim news agency", "the newspaper Le Soir"
OF_A_KIND = (
    r"(?:(?:(?:state|public|local|national|private|opposition|independent|pro-\w+|(?!\w+day\b)[A-Z][\w'-]+)"
    r"(?:-(?:run|owned|language))?\s+)+{medium}|{medium}(?=\s+[A-Z]))(?:\s+[A-Z][\w-]+)*"
).replace(
    "{medium}",
    r"(?:(?:news )?agency|newspaper|news site|television|TV|radio|broadcaster|magazine|daily|media)\b",
)


class Form(NamedTuple):
    """A form of a listed cue: "claimed", of the verb "claim", whose class is doubt."""

    form: str
    cue: str
    kind: str
    cue_class: str


@cache
def list_forms() -> tuple[Form, ...]:
    """Return the cue list, cues.csv, with one row a form, in the order of the forms.

    >>> [form for form in list_forms() if form.form == "claims"]
    [Form(form='claims', cue='claim', kind='verb', cue_class='doubt')]
    """
    forms = [
        Form(form, row["cue"], row["kind"], row["cue_class"])
        for row in read_list(Path(__file__).with_name("cues.csv"))
        for form in row["forms"].split("; ")
    ]
    return tuple(sorted(forms))


DENIED = re.compile(r"\b(?:not|never|nor)\b|n['’]t\b", re.IGNORECASE)


@cache
def _classes() -> dict[str, str]:
    return {form.cue: form.cue_class for form in list_forms()}


@cache
def _by_form(expressions: bool) -> dict[str, Form]:
    """Return each listed form: the fixed expressions, or the single words."""
    return {form.form: form for form in list_forms() if (form.kind == "expression") == expressions}


@lru_cache(maxsize=10_000)  # most cues are a few hundred verbs
def find_headword(words: str) -> str:
    """Return the dictionary form of a cue, as the list names it.

    A fixed expression counts before a verb, a verb before a noun or an adjective, and of several verbs the
    last; where and in what it was said does not count ("said in a post"). If the list knows none of them,
    the cue's own words come back in lower case. A "not" is not seen.

    >>> [find_headword(cue) for cue in ("has repeatedly claimed", "According to", "said in a statement")]
    ['claim', 'according to', 'say']
    """
    found = [
        word.group().lower().replace("’", "'") for word in WORD.finditer(IN_A_PAPER.split(words)[0] or words)
    ]
    joined = f" {' '.join(found)} "
    expressions = _by_form(True)
    fixed = max((form for form in expressions if f" {form} " in joined), key=len, default="")
    if fixed:
        return expressions[fixed].cue
    listed = [_by_form(False)[word] for word in found if word in _by_form(False)]
    # "expressed support": behind a verb, another one that has no ending is a noun.
    nouns = {after for word, after in pairwise(found) if {word, after} <= _by_form(False).keys()}
    verbs = [
        form.cue
        for form in listed
        if form.kind == "verb" and not (form.form in nouns and form.form == form.cue)
    ]
    others = [form.cue for form in listed]
    return [" ".join(words.split()).lower(), *others, *verbs][-1]


def is_no_cue(text: str, cue: Span) -> bool:
    """Return whether words only look like a cue: they say how or of whom somebody speaks, not what,
    or that somebody says nothing.

    >>> text = "The mayor said so, requesting anonymity."
    >>> is_no_cue(text, (10, 14)), is_no_cue(text, (19, 29))
    (False, True)
    """
    return any(
        found.start() < cue[1] and cue[0] < found.end()
        for expression in (NO_CUE, SAYS_NOTHING)
        for found in expression.finditer(text, max(0, cue[0] - settings.LEAD), cue[1] + settings.LEAD)
    )


def is_listed(words: str) -> bool:
    """Return whether the list knows a cue.

    >>> is_listed("has repeatedly claimed"), is_listed("launched an offensive")
    (True, False)
    """
    return find_headword(words) in _classes()


def classify_cue(words: str) -> str:
    """Return what a cue lends: neutral, assertive, doubt, blame or other, as the list has it.

    A cue that the list does not know is "other", and so is one that is denied: "did not confirm".

    >>> classify_cue("has repeatedly claimed"), classify_cue("told AFP"), classify_cue("did not confirm")
    ('doubt', 'neutral', 'other')
    """
    if DENIED.search(words):
        return "other"
    return _classes().get(find_headword(words), "other")


@cache
def list_carriers() -> frozenset[str]:
    """Return the names of those who carry the words of others, carriers.csv, in small letters.

    >>> "reuters" in list_carriers()
    True
    """
    return frozenset(row["carrier"].casefold() for row in read_list(Path(__file__).with_name("carriers.csv")))


@cache
def _carriers() -> tuple[re.Pattern[str], ...]:
    """Return the expressions that find in a sentence who or what carried the words."""
    listed = read_list(Path(__file__).with_name("carriers.csv"))
    ordered = sorted(listed, key=lambda row: -len(row["carrier"]))
    names = "|".join(re.escape(row["carrier"]) for row in ordered)
    platforms = "|".join(re.escape(row["carrier"]) for row in ordered if row["kind"] == "platform")
    return (
        re.compile(rf"{HANDED_TO}{DETERMINER}(?P<who>(?:{names})\b(?!['’-]?\w| [A-Z]))"),
        re.compile(rf"{HANDED_TO}{DETERMINER}(?P<who>{OF_A_KIND})"),
        re.compile(rf"\b(?:told|tells?|telling)\s+(?!{NO_MEDIUM})(?P<who>[A-Z]{{2,}}\w*)"),
        re.compile(rf"\b{DETERMINER}(?P<who>{platforms}) (?:post|message|account|page|channel|video)\b"),
    )


def find_sentences(text: str) -> list[Span]:
    r"""Return the sentences of an article, a line break ending one too, in order.

    >>> find_sentences("It rained. Troops left.\nThey said so.")
    [(0, 10), (11, 23), (24, 37)]
    """
    return [
        (line.start() + start, line.start() + end)
        for line in re.finditer(r"[^\n]+", text)
        for start, end in segments.find_sentences(line.group())
    ]


def find_via(
    text: str, cue: Span, source: tuple[Span, ...], content: tuple[Span, ...], sentences: list[Span]
) -> str:
    """Return who or what carried the words: "told AFP", "on Telegram", "in an interview with the BBC".

    It is looked for in the cue's sentence outside the content, first behind the cue, then before it. The
    source itself is not meant, and a medium that is not named ("told reporters") is none. `sentences` are
    those of the text; of an endless one at most `settings.NEAR_CUE` characters on each side of the
    cue are read.

    >>> text = "Troops left, Holt told state television."
    >>> find_via(text, (18, 22), ((13, 17),), ((0, 11),), find_sentences(text))
    'state television'
    """
    number = bisect_right(sentences, cue[0], key=lambda sentence: sentence[0]) - 1
    start, end = (
        max(sentences[number][0], cue[0] - settings.NEAR_CUE),
        min(sentences[number][1], cue[1] + settings.NEAR_CUE),
    )
    shift = max(start - 1, 0)  # a word begins where the character before it is none of a word
    outside = list(text[shift:end])
    for first, last in content:
        first, last = max(first, shift), min(last, end)
        if first < last:
            outside[first - shift : last - shift] = ["|"] * (last - first)
    sentence = "".join(outside)
    turn = ANOTHER_CLAUSE.search(sentence, cue[1] - shift)
    for first, last in ((cue[0], turn.start() + shift if turn else end), (start, cue[0])):
        found = [
            match
            for carrier in _carriers()
            for match in carrier.finditer(sentence, first - shift, last - shift)
            # Another verb of telling is another attribution's.
            if not TELLING.match(sentence, match.start()) or cue[0] <= match.start() + shift < cue[1]
            # A source that begins with the name is the source and no carrier.
            if not any(
                opening <= (name := match.start("who") + shift)
                and re.fullmatch(DETERMINER, text[opening:name])
                for opening, _ in source
            )
        ]
        if found:
            return min(found, key=lambda match: match.start("who")).group("who")
    return ""
