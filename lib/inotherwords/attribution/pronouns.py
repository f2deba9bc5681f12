"""Whom a pronoun means: the mention that fits best, by kind, gender, nearness and place in its sentence."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from inotherwords import settings
from inotherwords.attribution import appositions, entities, organisations
from inotherwords.attribution.appositions import GENDERS
from inotherwords.attribution.entities import Article, Being
from inotherwords.attribution.lexicon import GROUP, PERSON, SEVERAL, find_matches
from inotherwords.text.names import CAPITALS, list_given_names, strip_name
from inotherwords.text.spans import build_index, touches

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself", "she", "her", "hers", "herself"), (PERSON,)),
    **dict.fromkeys(("who", "whom"), (PERSON, SEVERAL)),
    **dict.fromkeys(("it", "its", "itself", "which"), (GROUP, "")),
    **dict.fromkeys(("they", "them", "their", "themselves", "both", "each"), (SEVERAL, GROUP)),
    **dict.fromkeys(("that", "whose"), (PERSON, GROUP, SEVERAL)),
}
FIRST_PERSON = ("i", "me", "my", "mine", "we", "us", "our", "ours")
OWNED = re.compile(r"(?:[A-Z][\w.-]* ){0,3}[A-Z][\w.-]*['’]s? [a-z]")
ONE_OF = re.compile(r"(?:one|two|some|many|most) of (?!those\b|them\b)[^,]*s$", re.IGNORECASE)
RELATIVE = ("who", "whom", "which", "that", "whose")

Span = tuple[int, int]
Spans = tuple[Span, ...]


def find_best(
    start: int,
    kinds: tuple[str, ...],
    gender: str,
    content: Spans,
    article: Article,
    named: bool = False,
    noun: str = "",
    others: Sequence[Being] = (),
) -> Being | None:
    """Return the fitting being whose mention before a place stands out most, None if there is none near.

    Of each sentence back one point is lost; a subject, a source, a known gender gain; a quotation, a
    possessive, and a name that may be a place lose (`settings.SALIENCE`). What stands in `content`, the
    speaker's own words, is not looked at; `named`: nor what has no capital; `noun`: nor a body of another
    kind than this noun's; `others`: nor any of these. The place of a
    dateline is nobody, unless it has spoken.
    """
    gain = settings.SALIENCE
    here = entities.sentence_at(start, article)
    last = bisect_left(article.mentions, start, key=lambda mention: mention.start)
    own = build_index([content])
    best: tuple[float, Being] | None = None
    for mention in reversed(article.mentions[max(0, last - settings.REACH) : last]):
        away = here - entities.sentence_at(mention.start, article)
        if away > settings.FAR_BACK:
            break
        who, span = mention.who, (mention.start, mention.end)
        if who in others or (who.members and any(one in others for one in who.members)):
            continue
        crowd = gender and entities.CROWD.fullmatch(who.name)  # "Detectives"
        if (gender or named) and who.kind == "" and (crowd or not who.name[:1].isupper()):
            continue
        if named and who.kind in (GROUP, PERSON) and not re.match(r"(?:[Tt]he )?[A-Z]", who.name):
            continue
        if (who.place and not mention.source) or (
            noun and not organisations.may_be(noun, entities.list_kinds_of(who))
        ):
            continue
        thing = "" in kinds and not gender
        body = (named or (thing and mention.source)) and _may_be_body(who)
        if (thing or named) and who.located and not mention.source:
            continue
        if (
            (who.kind not in kinds and not body)
            or (gender and who.gender not in ("", gender))
            or touches(own, span)
        ):
            continue
        if who.kind == "" and not (mention.source if gender else mention.weight):
            continue
        score = (
            gain["subject"] * mention.weight
            + gain["source"] * mention.source
            + gain["gender"] * bool(gender and who.gender == gender)
            + gain["quoted"] * touches(article.quoted, span)
            + gain["owner"] * mention.owner
            + gain["unsure"] * (not who.sure and who.kind == PERSON and not body)
            + gain["no person"] * (who.kind == "" and bool(gender))
            - away
        )
        if best is None or score > best[0]:
            best = score, who
    return best[1] if best else None


def _may_be_body(who: Being) -> bool:
    """Return whether a name that looks like a person's may be a body's: nothing tells that it is no body."""
    told = who.gender or who.age or who.roles or who.name.partition(" ")[0] in list_given_names()
    return who.kind == PERSON and not told and who.name[:1].isupper()


def find_antecedent(word: str, start: int, article: Article) -> Being | None:
    """Return whom a relative pronoun ("who", "which") stands behind, if that is a name."""
    first = entities.sentence_start(start, article)
    pieces = re.split(r"[,;“”]\s|\b(?:and|but|that)\b", article.text[first:start].rstrip(" ,"))
    if ONE_OF.match(pieces[-1].strip()):
        return None  # "Ann Reed, one of five leaders who": the five
    found = _named_at_end(word, pieces[-1].strip(), start, article)
    if len(pieces) < 2 or (found and found.kind == PERSON):
        return found
    # "Ann Reed, now the mayor, who", "Ann Reed, a nurse from Tarn, who", "Ann Reed, Tarn's new mayor, who"
    aside = pieces[-1][:1].islower() or OWNED.match(pieces[-1])
    before = _named_at_end(word, pieces[-2].strip(), start, article) if aside else None
    return before if before and (before.kind == PERSON or not found) else found


def _named_at_end(word: str, before: str, start: int, article: Article) -> Being | None:
    """Return whom the last words of some words name."""
    listed = [
        row for row, (_, end) in find_matches(before, (0, len(before)), article.lexicon) if end == len(before)
    ]
    if listed:
        return entities.of_row(listed[-1], article)
    runs = list(CAPITALS.finditer(before))
    name = strip_name(runs[-1].group()) if runs and runs[-1].end() == len(before) else ""
    found = entities.look_up(name, start, article) if name else None
    return found if found and (found.kind != GROUP or word == "which") else None


def find_noun(start: int, article: Article) -> str:
    """Return the noun phrase before a relative pronoun: "five union leaders [who]"; "" for none."""
    lead = article.text[entities.sentence_start(start, article) : start].rstrip(" ,\n")
    pieces = re.split(r"[,;:“”]\s|\b(?:of|by|for|with|to|from|at|in|on|and|but|that|among)\s", lead)
    phrase = pieces[-1].strip()
    words = phrase.split()
    if re.search(r"\b(?:is|was|are|were|became|as)\s+(?:an?|the)\b[^.]*$", lead):
        return ""  # "He is a birther who …" is he
    cut = max((n for n, word in enumerate(words) if appositions.NO_ROLE.match(word)), default=-1)
    phrase = " ".join(words[cut + 1 :])
    return phrase if 0 < len(phrase.split()) <= 6 and phrase.split()[-1].islower() else ""


def resolve_pronoun(
    word: str, start: int, content: Spans, article: Article, others: Sequence[Being] = ()
) -> Being | None:
    """Return whom a pronoun stands for, none of `others`; None if nobody fits."""
    gender = GENDERS.get(word, "")
    if word in RELATIVE:
        return find_antecedent(word, start, article) or (
            None if find_noun(start, article) else find_best(start, PRONOUNS[word], "", content, article)
        )
    if PRONOUNS[word] == (SEVERAL, GROUP):
        fitting = (
            find_best(start, kinds, "", content, article, others=others)
            for kinds in ((SEVERAL, GROUP), (PERSON,))
        )
        return next(filter(None, fitting), None)
    # A name of one word that speaks may be a person's: "Sarmad said so. He …".
    kinds = (*PRONOUNS[word], "") if gender else PRONOUNS[word]
    return find_best(start, kinds, gender, content, article, others=others)
