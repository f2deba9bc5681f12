"""Whom a description means ("the minister", "the company", "the statement"), and what it is itself."""

import re
from bisect import bisect_left
from operator import attrgetter
from pathlib import Path

from inotherwords import settings
from inotherwords.attribution import appositions, entities, organisations, pronouns
from inotherwords.attribution.entities import Article, Being
from inotherwords.attribution.lexicon import (
    GROUP,
    PERSON,
    SEVERAL,
    UNKNOWN,
    cut_segments,
    find_matches,
    find_type,
    list_source_types,
    tell_kind,
)
from inotherwords.text.names import LONGEST_NAME
from inotherwords.text.spans import build_index, touches
from inotherwords.text.wordlists import read_list, read_vocabulary
from inotherwords.text.words import stop_words

# "the group" is whoever of these kinds (and, if it says so, of these source types) spoke last.
NOUNS = {row.pop("noun"): row for row in read_list(Path(__file__).with_name("descriptions.csv"))}
GENERAL_WORDS = {
    noun: (row["kinds"].split("; "), row["source_types"].split("; "))
    for noun, row in NOUNS.items()
    if row["kinds"]
}
VOCABULARY = read_vocabulary(__file__)
# Nouns for a body that is named before: "Corvane cut 400 jobs. The company said …".
BODIES = re.compile(rf"(?:{VOCABULARY['body']})$")
# An office with its place or party is of the person just spoken of: "the South Carolina senator".
OFFICE = re.compile(rf"former [\w ’'.-]+|(?:[A-Z][\w.-]+ )+(?:[a-z]+ )?(?:{VOCABULARY['office']})")
# "the Russian", "the 22-year-old Turk"
OF_NATION = re.compile(
    rf"teenager|(?:\d+-year-old |former )?(?!{VOCABULARY['no nation']})(?:{VOCABULARY['of a nation']})$"
)
EPITHET = re.compile(rf"(?:{VOCABULARY['epithet']})$")
PAIR = re.compile(rf"(?:{VOCABULARY['pair']}|{VOCABULARY['couple']})$")
COUPLE = re.compile(rf"(?:{VOCABULARY['couple']})$")
# What tells that two who are named together are a couple or of one family.
MARRIED = re.compile(rf"\b(?:{VOCABULARY['married']})\b", re.IGNORECASE)
IN_CHARGE = re.compile(rf"(?:{VOCABULARY['in charge']})$")
OWNERS = r"its|his|her|their|(?-i:[A-Z])[\w.-]+['’]s"
DEFINITE = re.compile(rf"(?:the same|the|this|that|these|those|{OWNERS})\s+(.+)$", re.IGNORECASE)
OF_ANOTHER = re.compile(rf"(?:{OWNERS})\s", re.IGNORECASE)
PAPER = rf"(?P<paper>{VOCABULARY['document']})"
# Not without capitals: "the Washington Post" is no post.
A_OR_THE = r"(?:[Aa]n?|[Tt]h(?:e|is|at)|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)"
PAPERS = re.compile(rf"{A_OR_THE} (?:\w+ )?{PAPER}$")
OWN_PAPER = re.compile(rf"(?P<who>[A-Z][\w .]*?)['’]s? (?:\w+ )?{PAPER}")
# "the head teacher's [claim]"
WORDS_OF = re.compile(rf"(?<=\w)(?:['’]s|(?<=s)['’])\s+(?:{VOCABULARY['saying']})s?$")
PAPER_BY = re.compile(rf"{A_OR_THE} (?:\w+ )?{PAPER} (?:(?:issued |released |published )?by|from)\s+")

Span = tuple[int, int]
Spans = tuple[Span, ...]


def _before(start: int, article: Article) -> list[entities.Mention]:
    """Return the mentions before a place, the last one first."""
    last = bisect_left(article.mentions, start, key=lambda mention: mention.start)
    return article.mentions[max(0, last - settings.REACH) : last][::-1]


def _said_of(being: Being, noun: str, words: frozenset[str], start: int) -> bool:
    """Return whether a description with this noun and these words was used of a being before a place."""
    return any(
        place <= start
        and words <= own
        and (noun == head or (noun in own and being.kind != PERSON and _is_name(being.name)))
        for (head, own), place in being.roles.items()
    )


def resolve_description(phrase: str, start: int, content: Spans, article: Article) -> Being | None:
    """Return whom a definite description means: of whom its words were used before, or who fits it last.

    None if the words say nothing that was said before, or are of anybody ("a resident").
    """
    definite = DEFINITE.match(phrase)
    if not definite:
        return None
    segment = cut_segments(definite.group(1))[0].lower()
    noun, words = appositions.describe_role(segment)
    kind = tell_kind(phrase)
    gender = appositions.find_gender(segment)
    # "his ministry" need not be the ministry that spoke before; "its director" is the director.
    if not noun or re.match(r"(?:his|her)\s", phrase, re.IGNORECASE):
        return None
    if OF_ANOTHER.match(phrase) and (kind in (GROUP, SEVERAL) or (kind != PERSON and phrase[0].isupper())):
        return None
    age = re.match(r"(\d+)-year-old", segment)
    if age and age.group(1) in article.aged:
        return article.aged[age.group(1)]
    young = {id(who): who for old, who in article.aged.items() if int(old) in settings.TEENS}
    if noun == "teenager" and len(young) == 1:
        return next(iter(young.values()))
    if age or is_epithet(phrase):
        named = pronouns.find_best(start, (PERSON,), gender, content, article, named=True)
        return named or pronouns.find_best(start, (PERSON,), gender, content, article)
    if PAIR.match(noun) and (pair := _pair(noun, start, article)):
        return pair
    kinds = (kind, "") if kind else (PERSON, GROUP, SEVERAL, "")
    for mention in _before(start, article):
        who = mention.who
        fits = who.kind in kinds and not (gender and who.gender not in ("", gender))
        named = frozenset() if who.kind == PERSON or who.place else _words_of_name(who.name, noun)
        if fits and (_said_of(who, noun, words, start) or words <= named):
            return _named_since(noun, words, mention, start, article)
    if OF_ANOTHER.match(phrase):
        return None
    if alone := _alone_with(noun, words, start, article):
        return alone
    if OFFICE.fullmatch(definite.group(1)):
        return pronouns.find_best(start, (PERSON,), gender, content, article)
    if BODIES.match(noun) and len(segment.split()) <= 2 and segment not in GENERAL_WORDS:
        # "the teachers' union" is no other union.
        return None if re.match(r"[\w-]+(?:s['’]|['’]s)\s", segment) else _body(noun, start, article)
    if len(segment.split()) > 1 or noun not in GENERAL_WORDS:
        return _epithet(noun, kind, gender, start, content, article)
    kinds, types = GENERAL_WORDS[noun]
    for mention in _before(start, article):
        who = mention.who
        fits = who.kind in kinds and not (gender and who.gender not in ("", gender))
        if kinds == [GROUP] and not (
            _is_name(who.name) and organisations.may_be(noun, entities.list_kinds_of(who))
        ):
            continue
        if fits and mention.source and (types == [""] or who.source_type in types):
            return who
    if kinds != [GROUP]:
        return None
    if organisations.list_kinds(noun) and not organisations.is_open(noun):
        return _body(noun, start, article)
    return pronouns.find_best(start, (GROUP,), "", (), article, named=True, noun=noun)


def _named_since(
    noun: str, words: frozenset[str], mention: entities.Mention, start: int, article: Article
) -> Being:
    """Return whom a mention means; of "the water company" a name that a company has been given since."""
    if _is_name(mention.who.name) or words != {noun} or not organisations.is_open(noun):
        return mention.who
    other = pronouns.find_best(start, (GROUP, ""), "", (), article, named=True, noun=noun)
    since = other and any(one.who is other for one in _before(start, article) if one.start > mention.start)
    return other if since else mention.who


def _is_name(words: str) -> bool:
    return re.sub(r"^(?:the|an?)\s", "", words, flags=re.IGNORECASE)[:1].isupper()


def _words_of_name(name: str, noun: str) -> frozenset[str]:
    """Return the words by which a description may mean a body: all of a name, the first of other words.

    Those of "a study by the University of Esk" are "a" and "study": it is no university. None if what is no
    name has another noun: "the school parliament" is no school.
    """
    told = name if _is_name(name) else organisations.HEAD_ENDS.split(name)[0]
    if not _is_name(name) and appositions.describe_role(told)[0] != noun:
        return frozenset()
    named = frozenset(re.findall(r"[\w-]+", told.lower()))
    return named if len(named) <= LONGEST_NAME else frozenset()


def _body(noun: str, start: int, article: Article) -> Being | None:
    """Return the body that a bare noun means: the last one of its kind, else one that may have any name.

    None if the article has none: "the school" is then itself, never the union that spoke before.
    """
    for mention in _before(start, article):  # "the central bank": the Bank of Canada
        who = mention.who
        person = who.kind == PERSON and (who.sure or who.gender)
        if person or who.kind == SEVERAL or who.place or not _is_name(who.name):
            continue
        kinds = entities.list_kinds_of(who) & organisations.list_kinds(noun)
        if noun in who.name.lower().split() or (kinds and not organisations.is_open(noun)):
            return who
    if not organisations.is_open(noun):
        return None
    return pronouns.find_best(start, (GROUP, ""), "", (), article, named=True, noun=noun)


def find_fuller(phrase: str, start: int, article: Article) -> str:
    """Return the fuller words for a body that an article has before a place: "the energy ministry".

    "" if there are none, or several: "the ministry" may be either of two.
    """
    bare = re.fullmatch(r"the ([a-z-]+)", phrase, re.IGNORECASE)
    noun = bare.group(1).lower() if bare else ""
    if not organisations.list_kinds(noun) or organisations.is_open(noun):
        return ""
    fuller = re.compile(rf"\b(?:[Tt]he|[Aa]n?) (?P<words>(?:[a-z-]+ ){{1,2}}{noun})\b")
    found = {match["words"] for match in fuller.finditer(article.text, 0, start)}
    return f"the {found.pop()}" if len(found) == 1 else ""


def is_epithet(phrase: str) -> bool:
    """Return whether a source has only an age or a nation: "the 19-year-old", "the Russian"."""
    definite = DEFINITE.match(phrase)
    return bool(definite) and bool(OF_NATION.fullmatch(cut_segments(definite.group(1))[0]))


def _alone_with(noun: str, words: frozenset[str], start: int, article: Article) -> Being | None:
    """Return the one person of an office by another of its words: "the judge" is Justice Okafor.

    Also with what nobody has said of it: "the Ohio senator" is the only senator there is.
    """
    offices = NOUNS.get(noun, {}).get("same_office", "")
    nouns = {noun, *(office.split()[-1] for office in offices.split("; ") if office)}
    if len(words) == 1 and len(nouns) == 1:
        return None
    holders = {
        id(who): who
        for who in (mention.who for mention in _before(start, article))
        if who.kind == PERSON and who.name[:1].isupper()
        if any(
            head in nouns and place <= start and (own - {head} <= words or words - {noun} <= own)
            for (head, own), place in who.roles.items()
        )
    }
    return next(iter(holders.values())) if len(holders) == 1 else None


def resolve_ahead(phrase: str, start: int, article: Article) -> Being | None:
    """Return the person of a description at the beginning who has a name only later.

    "Hull's mayor has resigned.", then: "Mayor Ann Reed said …".
    """
    begin = article.read[0][0] if article.read else 0
    here = article.text.find("\n", start, start + settings.CLAUSE)
    if (
        here < 0
        or start - begin > settings.CLAUSE
        or article.text.count("\n", begin, start) > settings.FIRST_LINES
    ):
        return None
    bare = re.sub(r"^(?:an?|one|the|[A-Z][\w ]*['’]s)\s", "", cut_segments(phrase)[0], flags=re.IGNORECASE)
    noun, words = appositions.describe_role(bare.lower())
    gender = appositions.find_gender(phrase)
    first = bisect_left(article.mentions, start, key=attrgetter("start"))
    for mention in article.mentions[first:]:
        who = mention.who
        if mention.start > here + settings.CLAUSE:
            break
        if who.kind != PERSON or who.first < start or (gender and who.gender not in ("", gender)):
            continue
        if any(noun == head and (words <= own or own <= words) for head, own in who.roles):
            return who
    return None


def _pair(noun: str, start: int, article: Article) -> Being | None:
    """Return the two persons named together last; for a couple or a family only two who are told to be one.

    That is two of one surname, or two beside whom, in their sentence or the next, a word tells it: "married".
    """
    for mention in _before(start, article):
        if len(members := mention.who.members) == 2:
            here = entities.sentence_at(mention.start, article)
            end = min(start, article.read[min(here + 1, len(article.read) - 1)][1])
            kin = len({who.name.split()[-1] for who in members}) == 1
            told = kin or MARRIED.search(article.text, entities.sentence_start(mention.start, article), end)
            if told or not COUPLE.match(noun):
                return mention.who
    return None


def _just_about(start: int, gender: str, article: Article) -> Being | None:
    """Return the one person named in the paragraph of a place, else in the one before, else just before.

    Not within a quotation, nor as an owner ("Reed’s car"); a name that may be a place's counts last.
    """
    paragraph, here = article.text.rfind("\n", 0, start), entities.sentence_at(start, article)
    before = article.text.rfind("\n", 0, len(article.text[: max(paragraph, 0)].rstrip()))
    near = [
        mention
        for mention in _before(start, article)
        if mention.who.kind == PERSON and mention.who.name[:1].isupper() and not mention.owner
        if not gender or mention.who.gender in ("", gender)
        if here - entities.sentence_at(mention.start, article) <= settings.JUST_ABOUT
        if mention.source or not touches(article.quoted, (mention.start, mention.end))
    ]
    sure = [one for one in near if one.who.sure or one.who.gender]
    own, last = ([one for one in sure if one.start > place] for place in (paragraph, before))
    told = own or last or sure or near
    return told[0].who if len({id(one.who) for one in told}) == 1 else None


def _epithet(noun: str, kind: str, gender: str, start: int, content: Spans, article: Article) -> Being | None:
    """Return the person of an epithet: nobody was told to be that, and one person was just spoken of."""
    if re.search(rf"\b{re.escape(noun)}s?\b", article.text[:start], re.IGNORECASE):
        return None
    if EPITHET.match(noun):
        return _just_about(start, gender, article)
    if kind != PERSON or noun in list_source_types() or IN_CHARGE.match(noun) or re.search(r"[^s]s$", noun):
        return None
    here = entities.sentence_at(start, article)
    near = {
        id(mention.who)
        for mention in _before(start, article)
        if mention.who.kind == PERSON and mention.who.name[:1].isupper()
        if not gender or mention.who.gender in ("", gender)
        if here - entities.sentence_at(mention.start, article) <= settings.JUST_ONE
    }
    return pronouns.find_best(start, (PERSON,), gender, content, article) if len(near) == 1 else None


def name_paper(source: str) -> str:
    """Return the kind of document that carries a source's words, "" for none.

    >>> name_paper("A report by Ann Reed"), name_paper("the Washington Post")
    ('report', '')
    """
    found = PAPERS.match(source) or PAPER_BY.match(source) or OWN_PAPER.fullmatch(source)
    return found["paper"] if found else ""


def resolve_paper(phrase: str, start: int, content: Spans, article: Article) -> Being | None:
    """Return whose document it is: who has just spoken for "the statement", else whom its content names.

    Of what was just called "its statement" no person is the source.
    """
    paper = PAPERS.match(phrase)
    if not paper:
        return None
    if not re.match(r"an?\s", phrase, re.IGNORECASE):
        own = build_index([content])  # "The pier, engineers said, is safe, the report says"
        spoke = (
            one for one in _before(start, article) if one.source and not touches(own, (one.start, one.end))
        )
        paragraph = article.text.rfind("\n", 0, start) + 1
        its = re.search(rf"\b(?:its|their) (?:[\w-]+ )?{paper['paper']}\b", article.text[paragraph:start])
        return next((one.who for one in spoke if not (its and one.who.kind == PERSON)), None)
    rows = [row for span in content for row, _ in find_matches(article.text, span, article.lexicon)]
    rows.sort(key=lambda row: row.kind != PERSON)
    return entities.of_row(rows[0], article) if rows else None


def without_capital(words: str, start: int, article: Article) -> str:
    """Return a description as it is within a sentence: "Police said" is who "police" are later.

    "The White House" is a name, and so is "Moscow": no common word, nor ever in small letters here.
    """
    words = re.sub(
        r"^(?:The|One|Two|Three|Four|Five|Six)(?=\s+[a-z])", lambda first: first.group().lower(), words
    )
    first = re.match(r"[A-Z][a-z]*(?=$|\s)", words)
    if not first or re.search(r"\w", article.text[entities.sentence_start(start, article) : start]):
        return words
    low = first.group().lower()
    inside = len(re.findall(rf"\b[a-z]+,? {first.group()}\b", article.text))
    plain = find_type(low) != UNKNOWN or (not inside and re.search(r"(?:er|or|ist|ian|ee|ent|ant)s$", low))
    crowd = plain and (tell_kind(low) == SEVERAL or low == "police")
    name_ahead = re.match(r"\s+[A-Z]", words[first.end() :])
    common = low in stop_words() or (not name_ahead and (crowd or article.small[low] > inside))
    if low == "the" and name_ahead:
        return words
    return low + words[first.end() :] if common else words
