"""Noun phrases by their shape: runs of words with a meaning, told from verbs by ending and neighbours.

No parser stands behind this. It is exact enough to propose names of actors, which somebody then reads
(`labels`); nothing that is counted is taken from it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

import pandas as pd

from inotherwords import attribution
from inotherwords.text.names import ABBREVIATED, CALENDAR, GROUP_WORDS
from inotherwords.text.words import IRREGULAR, stop_words

# A compound that describes ("Iran-backed") is one word; other hyphens part two. Dots: "U.S.".
DESCRIBES = r"[^\W\d_]+-(?:[^\W\d_]+-)*(?:\w+ed|led|held|based|run|old|wide|style)\b"
INITIALS = r"(?:[^\W\d_]\.){2,}|\b[A-Z]\.(?= [A-Z])"
TOKEN = re.compile(rf"\b{ABBREVIATED}|{DESCRIBES}|{INITIALS}|[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,]*|\S")
MONTH = re.compile(r"(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)$")  # with a full stop, which is another token
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
# What stands inside a name in small letters, and what may join two names to one ("Republic of Iran").
PARTICLES = frozenset(["al", "el", "bin", "ibn", "abu", "de", "la", "da", "di", "du", "van", "von", "der"])
JOINTS = ("of", "for")
PAST = re.compile(r"\w{2,}[^e]ed$")

AUXILIARIES = frozenset([
    "can", "could", "did", "do", "does", "had", "has", "have", "may", "might", "must", "shall",
    "should", "will", "would"
])  # fmt: skip
BE = frozenset(["are", "be", "been", "is", "was", "were"])
ADVERBS = frozenset(["also", "already", "later", "now", "often", "then"])
# Verbs of what is done to people only, or by which somebody is called something.
TO_PEOPLE = re.compile(
    r"(?:accus|arrest|ask|blam|convict|detain|evict|handcuff|hir|injur|interview|jail|prais|question|recruit"
    r"|sack|thank|threaten|told|urg|warn|wound)(?:e?[ds]|ing)?$|tells?$|telling$"
)
CALLING = re.compile(
    r"(?:known|described|designated|listed|label+ed|branded|dubbed|denounced|called|calls?|calling)$"
)
# Past forms of irregular verbs of what people do, besides those that the news uses most.
DID = frozenset([
    "beat", "bought", "built", "caught", "chose", "fed", "forgave", "hid", "sang", "sat", "sold", "sought",
    "spoke", "stole", "stood", "sued", "swore", "threw", "tore", "wept", "wore", "wrote"
])  # fmt: skip
LONGEST_APPOSITION = 12  # words and signs between a noun phrase and its verb: "The strikers, …, gathered"


class Phrase(NamedTuple):
    """A noun phrase without its article: its words, which of them are names, and what stands around it."""

    start: int
    end: int
    words: tuple[str, ...]
    names: tuple[bool, ...]
    before: str  # the word or sign before it, in lower case
    after: str  # the word or sign after it
    acts: bool  # a verb that is not "to be" follows, or "who"
    human: bool  # what is done to people only is done to it, or it is what somebody is called
    owns: bool  # it ends in 's


@cache
def _verbs() -> frozenset[str]:
    """Return the words that end a noun phrase as its verb: those that hand over speech, past tenses."""
    listed = {form.form for form in attribution.list_forms() if form.form.isalpha()}
    spoken = {form for form in listed if form.endswith(("ed", "ys", "ells"))}
    return frozenset(spoken | IRREGULAR | DID | {"said", "told", "warns", "claims", "believes"})


def is_verb(word: str) -> bool:
    """Return whether a word in small letters that follows a noun is taken for its verb.

    >>> is_verb("launched"), is_verb("said"), is_verb("rebels")
    (True, True, False)
    """
    return word in _verbs() or bool(PAST.search(word) and "-" not in word)


def count_capitals(segments: pd.DataFrame, analysed: Mapping[str, str]) -> Counter:
    """Return how much more often each word has a capital inside a sentence than small letters.

    >>> segments = pd.DataFrame({"doc": ["a"], "kind": ["sentence"], "start": [0], "end": [24]})
    >>> found = count_capitals(segments, {"a": "The Rebels met in Aleppo"})
    >>> found["aleppo"], found["met"]
    (1, -1)
    """
    found: Counter = Counter()
    body = segments[segments["kind"] == "sentence"]
    for doc, start, end in zip(body["doc"], body["start"], body["end"], strict=True):
        initial, before = True, ""
        for match in TOKEN.finditer(analysed[doc], start, end):
            word = match.group()
            if not initial and word[0].isalpha():
                found[POSSESSIVE.sub("", word).casefold()] += 1 if word[0].isupper() else -1
            # A quotation begins with a capital whatever its first word; a name in quotation marks does not.
            opening = word in '“"‘„«:' and not before.isalpha()
            initial = opening or (initial and not word[0].isalnum())
            before = word
    return found


def _is_name(word: str, capital: Mapping[str, int]) -> bool:
    return word[0].isupper() and capital.get(word.casefold(), 0) > 0


def find_phrases(text: str, start: int, end: int, capital: Mapping[str, int]) -> Iterable[Phrase]:
    """Yield the noun phrases of `text[start:end]`, in order; `capital` is what `count_capitals` returns.

    >>> [" ".join(phrase.words) for phrase in find_phrases("The armed rebels took two towns.", 0, 32, {})]
    ['armed rebels', 'two towns']
    """
    tokens = [*((match.start(), match.group()) for match in TOKEN.finditer(text, start, end)), (end, "")]
    words: list[tuple[int, str, bool]] = []
    before, number, first = "", 0, 0

    def done(after: str, acts: bool, owns: bool = False) -> Phrase:
        places, forms, names = zip(*words, strict=True)
        words.clear()
        human = _is_done_to_people(tokens, first, number)
        return Phrase(places[0], places[-1] + len(forms[-1]), forms, names, before, after, acts, human, owns)

    while number < len(tokens):
        place, token = tokens[number]
        low = token.casefold()
        following = tokens[number + 1][1] if number + 1 < len(tokens) else ""
        bare = POSSESSIVE.sub("", token)
        last_named = bool(words) and words[-1][2]
        body = _is_of_a_body(tokens, number) or (last_named and words[-1][1].endswith(("'", "’")))
        name = _has_meaning(token) and (_is_name(bare, capital) or "." in token or body)
        first = first if words else number
        if last_named and (low in PARTICLES or (token == "-" and text[place - 1 : place] != " ")):
            nearest = next((word for _, word in tokens[number + 1 : number + 3] if word != "-"), "")
            if low in PARTICLES and nearest and nearest[0].isupper():
                words.append((place, token, True))
            elif low in PARTICLES:
                yield done(low, False)
                before = low
        elif last_named and low in JOINTS and _joins(tokens, number, capital):
            words.append((place, token, True))
            if following.casefold() == "the":
                number += 1
                words.append((*tokens[number], True))
        elif last_named and _is_of_a_body(tokens, number - 1):
            words[-1] = (words[-1][0], words[-1][1] + token, True)
        elif words and token and token in '“"‘„' and not last_named and following[:1].isupper():
            pass  # jihadist group “Hayat Tahrir”
        elif words and token == "-" and not text[place - 1].isspace():
            pass
        elif _has_meaning(token) and (name or not (words and is_verb(low))):
            words.append((place, bare, name or (low in PARTICLES and following == "-")))
            if bare != token:
                yield done("'s", False, owns=True)
                before = "'s"
        else:
            if words:
                yield done(low, _acts(tokens, number, is_verb(low)))
            before = low
        number += 1


def _is_of_a_body(tokens: list[tuple[int, str]], number: int) -> bool:
    """Return whether a word says whose body the next words name: the Dockers' Union."""
    (_, word), (_, sign), (_, body) = [*tokens[number : number + 3], *[(0, "")] * 3][:3]
    whose = word.istitle() and sign in ("'", "’")
    return bool(whose and body.istitle() and GROUP_WORDS.fullmatch(body))


def _has_meaning(token: str) -> bool:
    """Return whether a token may stand in a noun phrase: no sign, number, function word or day."""
    bare = POSSESSIVE.sub("", token)
    if not token[:1].isalpha() or CALENDAR.match(bare) or MONTH.match(bare):
        return False
    return token.casefold() not in stop_words() or (token.isupper() and len(token) > 1)  # "US" is not "us"


def _joins(tokens: list[tuple[int, str]], number: int, capital: Mapping[str, int]) -> bool:
    """Return whether a name goes on behind "of" or "for"."""
    ahead = [word for _, word in tokens[number + 1 : number + 3] if word.casefold() != "the"]
    return bool(ahead and ahead[0] and ahead[0][0].isalpha() and _is_name(ahead[0], capital))


def _acts(tokens: list[tuple[int, str]], number: int, verb: bool) -> bool:
    """Return whether the word behind a noun phrase makes it one who acts: a verb, "who"; not "hit by"."""
    after = [word.casefold() for _, word in tokens[number : number + 3]] + ["", ""]
    if after[:2] == [",", "who"]:
        after = after[1:]
    elif after[0] in (",", "("):
        number = _behind_apposition(tokens, number)
        return number > 0 and is_verb(tokens[number][1]) and tokens[number + 1][1] != "by"
    if after[0] in ADVERBS:
        after = after[1:]
        verb = is_verb(after[0])
    if after[0] in AUXILIARIES or after[0] == "who":
        return after[1] not in BE
    return verb and after[1] != "by"


def _behind_apposition(tokens: list[tuple[int, str]], number: int) -> int:
    """Return the number of the token behind what a comma or bracket sets off, 0 if it does not end soon."""
    closing = ")" if tokens[number][1] == "(" else ","
    ahead = [word for _, word in tokens[number + 1 : number + LONGEST_APPOSITION]]
    end = number + ahead.index(closing) + 2 if closing in ahead else 0
    return end if end < len(tokens) - 1 else 0


def _is_done_to_people(tokens: list[tuple[int, str]], first: int, number: int) -> bool:
    """Return whether a verb of what is done to people stands before or behind a noun phrase."""
    before = [word.casefold() for _, word in tokens[max(0, first - 4) : first]]
    skipped = {"a", "an", "the", "them", "him", "her", "as", "some", "two", "three", *'“"‘'}
    while before and before[-1] in skipped:
        before.pop()
    after = [word.casefold() for _, word in tokens[number : number + 2]]
    done = len(after) == 2 and after[0] in BE and TO_PEOPLE.match(after[1])
    are = before[-2:-1] in (["they"], ["he"], ["she"]) and before[-1] in BE  # "they are butchers"
    return bool(done or are or (before and (TO_PEOPLE.match(before[-1]) or CALLING.match(before[-1]))))
