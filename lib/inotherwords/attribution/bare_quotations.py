"""Who says a quotation that has no source of its own, by who speaks, asks and is told of around it.

Nobody says it who is named in it, and no crowd says "I".
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from inotherwords import settings
from inotherwords.attribution import appositions, descriptions, entities, pronouns
from inotherwords.attribution.appositions import GENDERS
from inotherwords.attribution.entities import Article, Being, Mention
from inotherwords.attribution.lexicon import GROUP, PERSON, SEVERAL, tell_kind

WE = re.compile(r"\b(?:we|us|our)\b", re.IGNORECASE)  # of several
ONE = re.compile(r"\b(?:I|me|my|myself)\b")
ENDED = re.compile(r"[.!?…]”?\s|\n")  # a sentence
QUESTION = re.compile(r"\?[”’\"']*[\s,]*$")
ON_SOMEBODY = re.compile(r"“(?P<who>He|She|His|Her)\b")  # “He bought it”: of somebody else
ASKED_WHOM = re.compile(r"\basked (?P<whom>[^.,;:“”\n]{2,60})[.:]\s*$")
VERB_BEFORE = re.compile(r"\b(?:is|are|was|were|has|have|had)\b")  # "Among them was Ann Reed"

Span = tuple[int, int]
Spans = tuple[Span, ...]


class Attributed(NamedTuple):
    """The attributions of an article: the places of their sources, each with its number, in order; what is
    said in each, and by whom.
    """

    placed: list[tuple[int, int]]
    contents: list[Spans]
    beings: dict[int, list[Being]]


def may_say(who: Being, quotation: str) -> bool:
    """Return whether somebody may say a quotation: a person who is not named in it; several only as "we".

    >>> may_say(Being("Ann Reed", PERSON), "“Ann left.”"), may_say(Being("they", SEVERAL), "“I left.”")
    (False, False)
    """
    if who.kind in (SEVERAL, GROUP) or tell_kind(who.name) == SEVERAL:
        return not ONE.search(quotation) or bool(WE.search(quotation))
    names = re.findall(r"[A-Z][\w’'-]+\w", who.name)
    on = ON_SOMEBODY.match(quotation)
    on_them = on and who.gender == GENDERS[on["who"].lower()]
    return not on_them and not any(re.search(rf"\b{re.escape(name)}\b", quotation) for name in names)


def find_speaker(content: Spans, told: Attributed, article: Article) -> int | Being | None:
    """Return the number of the attribution whose speaker says a quotation, or who else does; None if nobody.

    Of a paragraph who speaks before it or in its sentence, then whom a sentence before it is about, then who
    speaks later; else the last speaker. Not whose quotation touches it: “How are they?” “Fat,” said Ann; nor
    one from whom the sentence before it turns to somebody else.
    """
    text, (start, end) = article.text, (content[0][0], content[-1][1])
    said = text[start:end]
    near = max(0, start - settings.CLAUSE)
    first = max(near, text.rfind("\n", near, start) + 1)
    last = text.find("\n", end, end + settings.CLAUSE) % (end + settings.CLAUSE)
    begin, stop = (bisect_left(told.placed, (place, -1)) for place in (first, last))
    own = [
        (place > start, abs(place - start), number)
        for place, number in told.placed[begin:stop]
        if _may_say(number, said, told)
        and not any(_touch(text, (start, end), part) for part in told.contents[number])
        and not _turns_to_another(place, number, start, said, told, article)
    ]
    if own and not (min(own)[0] and ENDED.search(text, end - 2, start + min(own)[1])):
        return min(own)[-1]
    before = [(place, number) for place, number in told.placed[:begin] if _may_say(number, said, told)]
    alone = start == first and not own
    if alone:  # in its paragraph
        ended = near + len(text[near:first].rstrip())
        found = _asks_again(content, told.placed[max(begin - 2, 0) : begin], told, article)
        if found is None and begin:
            found = _answers(ended, told.placed[begin - 1], content, told, article)
        if found is None:
            found = _find_subject(start, ended, told.placed[begin - 1][0] if begin else -1, said, article)
        if found is None and not begin:
            found = _introduced(end, said, article)
        if found is not None:
            return found
        first = max(near, text.rfind("\n", near, ended) + 1)
    silent = not own and (begin == 0 or told.placed[begin - 1][0] < first)
    if (silent or not alone) and (about := _about(first, start, said, article)):
        return about
    if silent and (newcomer := _newcomer(first, start, article)) and may_say(newcomer, said):
        return newcomer
    if own:
        return min(own)[-1]
    if before:
        return before[-1][1]
    return None if begin else pronouns.find_best(start, (PERSON,), "", content, article, named=True)


def _may_say(number: int, said: str, told: Attributed) -> bool:
    return all(may_say(who, said) for who in told.beings.get(number, ()))


def _between(first: int, last: int, article: Article) -> Sequence[Mention]:
    """Return the mentions between two places."""
    places = (bisect_left(article.mentions, place, key=lambda one: one.start) for place in (first, last))
    return article.mentions[slice(*places)]


def _turns_to_another(
    place: int, number: int, start: int, said: str, told: Attributed, article: Article
) -> bool:
    """Return whether the sentence between a source and a quotation is about somebody else who may say it."""
    names = "; ".join(who.name for who in told.beings.get(number, ()))
    if not appositions.turns_to_another(article.text, place, start, names):
        return False
    others = [one.who for one in _between(place + 1, start, article) if one.who.name not in names]
    return all(may_say(who, said) for who in others if who.kind == PERSON)


def _about(first: int, start: int, said: str, article: Article) -> Being | None:
    """Return the last person, or else body, whom a sentence between two places is about."""
    subjects = [one.who for one in reversed(_between(first, start, article)) if one.weight == 1.0]
    subjects = [who for who in subjects if may_say(who, said)]
    kinds = (PERSON, SEVERAL) if WE.search(said) else (PERSON,)
    return next((who for who in subjects if who.kind in kinds), None) or next(
        (who for who in subjects if who.kind == GROUP), None
    )


def _asks_again(
    content: Spans, before: list[tuple[int, int]], told: Attributed, article: Article
) -> int | None:
    """Return who asks once more after an answer: of the two attributions before a question, the first."""
    asks = [_is_question(one, article) for one in (content, *(told.contents[number] for _, number in before))]
    return before[0][1] if asks == [True, True, False] else None


def _answers(
    ended: int, last: tuple[int, int], content: Spans, told: Attributed, article: Article
) -> Being | None:
    """Return whom the last question was put to, if this is no other one: “Who left?” Reed asked the boy."""
    asked = ASKED_WHOM.search(article.text, max(0, ended - settings.LEAD), ended)
    if not asked or _is_question(content, article) or not _is_question(told.contents[last[1]], article):
        return None
    named = [one.who for one in _between(*asked.span("whom"), article) if one.who.kind == PERSON]
    described = descriptions.resolve_description(asked["whom"], asked.start("whom"), content, article)
    return next(iter(named), None) or described or Being(asked["whom"], PERSON)


def _is_question(spans: Spans, article: Article) -> bool:
    return bool(QUESTION.search(article.text, spans[0][0], spans[-1][1]))


def _find_subject(start: int, ended: int, spoke: int, said: str, article: Article) -> Being | None:
    """Return whom the last sentence before a paragraph is about, if nobody speaks in it: "Ann Reed wept".

    `start` is where the quotation begins, `ended` where the sentence ends, `spoke` where the last source is.
    """
    begins = entities.sentence_start(ended - 1, article) if ended else ended
    if spoke >= begins or appositions.BESIDE_IT.match(article.text, begins, ended):
        return None
    for mention in _between(begins, ended, article):
        who, ahead = mention.who, VERB_BEFORE.search(article.text, begins, mention.start)
        unsure = ON_SOMEBODY.match(article.text, start) and not who.gender
        if mention.weight == 1.0 and who.kind == PERSON and not (ahead or unsure) and may_say(who, said):
            return who
    return None


def _introduced(end: int, said: str, article: Article) -> Being | None:
    """Return the first person named behind a quotation that an article begins with: "Ann Reed laughs."."""
    behind = re.match(r"\s*\n\s*[^\n]*", article.text[end : end + settings.CLAUSE])
    named = _people(_between(end, end + behind.end(), article)) if behind else ()
    return next(
        (who for who in named if " " in who.name and who.name[0].isupper() and may_say(who, said)), None
    )


def _people(mentions: Iterable[Mention]) -> list[Being]:
    return [one.who for one in mentions if one.who.kind == PERSON]


def _newcomer(before: int, start: int, article: Article) -> Being | None:
    """Return the one person whom a stretch names, if it is the first to do so: "… a blow to Ann Reed."."""
    named = _people(_between(before, start, article))
    alone = len({id(who) for who in named}) == 1
    return named[0] if alone and " " in named[0].name and named[0].first >= before else None


def _touch(text: str, one: Span, other: Span) -> bool:
    """Return whether nothing but blanks stands between two stretches."""
    between = (one[1], other[0]) if one[1] <= other[0] else (other[1], one[0])
    return between[1] - between[0] < 3 and not text[slice(*between)].strip(" ")
