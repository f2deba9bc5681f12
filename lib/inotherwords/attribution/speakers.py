"""Who a source is: from the words of the article to a speaker, with side and kind of source.

Rules, in this order: a pronoun, a name (of the corpus' list, or of a person or body that the article names),
a document, a description. Words said without a source are given to who speaks around them. What no rule takes
keeps its own words; a pronoun that nobody fits is unknown.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from inotherwords import settings
from inotherwords.attribution import appositions, bare_quotations, descriptions, entities, pronouns
from inotherwords.attribution.appositions import GENDERS
from inotherwords.attribution.entities import Article, Being, Mention
from inotherwords.attribution.lexicon import (
    GROUP,
    PERSON,
    PREPOSITION,
    SEVERAL,
    UNKNOWN,
    Lexicon,
    cut_segments,
    find_named,
    find_rows,
    find_type,
    tell_kind,
)
from inotherwords.attribution.pronouns import FIRST_PERSON, PRONOUNS
from inotherwords.text import spans
from inotherwords.text.names import (
    ABBREVIATED,
    BODIES_BEFORE,
    CAPITALS,
    find_personal_name,
    list_given_names,
    strip_name,
    strip_owner,
)
from inotherwords.text.wordlists import read_vocabulary

VOCABULARY = read_vocabulary(__file__)
NAMED, SHORT_NAME, PRONOUN = "named", "short name", "pronoun"
DESCRIPTION, DOCUMENT, AROUND = "description", "document", "speaker before it"
OWN_WORDS = "words of the article"

# "former secretary of state [Ann Reed]"
OFFICE_OF = re.compile(
    rf"(?:[\w’'.-]+ ){{0,3}}?(?i:{VOCABULARY['office of']})"
    r" (?:of|for) (?:[a-z]+ ){1,4}(?=[A-Z])"
)
ADJECTIVE_OF = re.compile(
    r"(his|her|its|their) (?:own|famous|infamous|first|last|new|old|[\w-]+(?:ing|ous|ive|ic|al))$"
)
DETERMINED = re.compile(r"(?:an?|the|this|that|his|her|its|their|two|three|some|several)\s", re.IGNORECASE)
# A sentence whose subject is a pronoun or a description, and no name.
OPENING = re.compile(r"(?:(?:But|And|Yet|Then|So)\s)?(?P<who>He|She|It|They)\b(?!['’])", re.IGNORECASE)
WITH_ADJECTIVES = re.compile(
    r"^the (?:(?!(?:of|for|in|at|on|from|to|by|with|near|and|or)\b)[a-z][a-z-]* ){1,3}(?=[A-Z])"
)
COPULA = re.compile(r"(?:,\s[^,.;:“”\n]{2,80},)?\s(?:is|was)\s(?=[A-Z])")
# “…,” she recalled of her surgeon, Dr. [Alan Holt]
OF_WHOM = re.compile(rf"(?: \w+)? of (?:(?:his|her|their|the) [\w’' -]+?, )?(?:{ABBREVIATED} )?(?=[A-Z])")
NO_SUBJECT = re.compile(rf"(?:{VOCABULARY['no subject']})s?$")
SIGNATURE = re.compile(r"\n\s*[—–-]*\s*(?P<who>[A-Z][^\n,:;“”]{3,40}?)[.,]?\s*(?:\n|$)")
CROWD = VOCABULARY["crowd"].split("|")
OPENING_NOUN = re.compile(
    r"(?:(?:But|And|Yet|Then|So)\s|[A-Z][^,.;:“”\n]{0,50},\s)?(?P<who>"
    r"(?:The|An?|His|Her|Its|Their|the|an?"
    r"|(?:[Oo]ne|Two|Three|Four|Five|Six|Several|Some|Many)(?: of the)?)(?:\s[a-z][\w’'-]*){1,4}?)"
    r"(?=(?:,\s[^,.;:“”\n]{2,60},)?\s"
    r"(?:(?:later|then|also|\w+ly)\s)?"
    # of several, today: "The workers laugh"
    rf"(?:{VOCABULARY['opening verb']}|(?<=s )(?:{VOCABULARY['verb of several']}))\b)"
)

Span = tuple[int, int]
Spans = tuple[Span, ...]


class Speaker(NamedTuple):
    """A speaker as the tables name one, and how the rules came to it."""

    speaker: str
    side: str
    source_type: str
    resolved_by: str


NOBODY = Speaker("", UNKNOWN, UNKNOWN, "")


class _Found(NamedTuple):
    who: Being
    how: str


def _name_in(phrase: str) -> str:
    """Return the full name of the person who speaks in a source: in its first words, or behind a comma."""
    for number, segment in enumerate(cut_segments(phrase)):
        if office := OFFICE_OF.match(segment):
            segment = segment[office.end() :]
        cut = PREPOSITION.search(segment)
        name = find_personal_name(segment[: cut.start()] if cut else segment)
        bare = strip_name(segment[: cut.start()].strip() if cut else segment.strip(" “‘"))
        lead = segment[: segment.find(name)].split() if name else []
        if name and (
            number == 0 or bare == name or not any(appositions.NO_ROLE.match(word) for word in lead)
        ):
            return name
    return ""


def _short_name_in(phrase: str) -> tuple[str, str]:
    """Return the name that a source's first words end with, before comma, clause or age, and its title.

    >>> _short_name_in("Ms Stahl, 31"), _short_name_in("holidaymaker Joe"), _short_name_in("Reed's aides")
    (('Stahl', 'female'), ('Joe', ''), ('', ''))
    """
    segment = re.split(r"\s*[(,–—]|\s-\s", cut_segments(phrase)[0])[0].strip(" “”‘’")
    segment = strip_owner(segment)
    runs = list(CAPITALS.finditer(segment))
    if not runs or runs[-1].end() < len(segment):
        return "", ""
    lead = segment[: runs[-1].start()].lower().split()
    if any(appositions.NO_ROLE.match(word) for word in lead):
        return "", ""
    return strip_name(runs[-1].group()), appositions.find_gender(segment)


def _name(phrase: str, start: int, article: Article) -> _Found | None:
    """Return the speaker whom the source itself names."""
    speaking, served = find_rows(phrase, article.lexicon)
    segments = cut_segments(phrase)
    if not speaking and len(segments) > 1 and DETERMINED.match(phrase) and strip_name(segments[1]):
        being = entities.look_up(strip_name(segments[1]), start, article)  # "the operator, Bima Lines"
        if being and (being.kind != PERSON or being.sure):
            return _Found(being, NAMED)
    if speaking and speaking[0].kind == PERSON:
        return _Found(entities.of_row(speaking[0], article), NAMED)
    full = _name_in(phrase)
    if full and entities.is_name(full, article):
        listed = find_named(full, (0, len(full)), article.lexicon)
        if listed:
            return _Found(entities.of_row(listed[0], article), NAMED)
        being = entities.look_up(full, start, article)
        if being is None:
            being = entities.add_being(Being(full, PERSON), article)
        if being.kind == GROUP:  # "environmental group Clean Sound"
            return _Found(being, NAMED)
        row = speaking[0] if speaking else served
        if row and being.side == UNKNOWN:
            being.side, being.source_type = row.side, row.source_type
        elif being.source_type == UNKNOWN:
            being.source_type = find_type(phrase)
        being.kind, being.sure = PERSON, True
        return _Found(being, NAMED)
    if speaking:
        return _Found(entities.of_row(speaking[0], article), NAMED)
    short, gender = _short_name_in(phrase)
    being = entities.look_up(short, start, article, gender) if short else None
    if being is None:
        return None
    if being.kind == "" and being.name == short and (meant := entities.find_misspelt(short, article)):
        meant.sure = True
        return _Found(meant, SHORT_NAME)
    if being.kind == "" and gender:
        being.kind, being.gender = PERSON, gender
    lead = phrase[: phrase.find(short)].lower().strip()
    if being.kind == GROUP and BODIES_BEFORE.match(lead.title()):
        return _Found(being, NAMED)
    if being.kind != PERSON and lead not in ("", "the"):
        return None  # "some Democrats" are not the Virginia Democrats
    known = being.kind == PERSON or being.side != UNKNOWN or being.name != short
    if being.source_type == UNKNOWN:
        being.source_type = find_type(phrase)
    return _Found(being, SHORT_NAME) if known else None


def _one(phrase: str, start: int, content: Spans, article: Article, others: Sequence[Being] = ()) -> _Found:
    """Return the speaker of a source that names one; a pronoun is none of `others`."""
    if by_whom := descriptions.PAPER_BY.match(phrase):
        return _one(phrase[by_whom.end() :], start, content, article)
    if whose := descriptions.OWN_PAPER.fullmatch(phrase):
        return _one(whose["who"], start, content, article)._replace(how=DOCUMENT)
    if phrase == "A" and article.text[start + 1 : start + 2] in (":", "*"):
        asked = [mention.who for mention in article.mentions if mention.who.kind == PERSON]
        if asked:
            return _Found(max(asked, key=lambda who: who.uses), DESCRIPTION)
    phrase = re.sub(r"^Sa(?:id|ys) (?=[A-Z])", "", descriptions.WORDS_OF.sub("", phrase))
    low = (
        "who" if phrase.startswith("who ") else ADJECTIVE_OF.sub(r"\1", phrase.lower())
    )  # "his infamous [claim]"
    if low in PRONOUNS:
        meant = pronouns.resolve_pronoun(low, start, content, article, others)
        if meant:
            return _Found(meant, PRONOUN)
        noun = pronouns.find_noun(start, article) if low in pronouns.RELATIVE else ""
        if noun:
            place = article.text.rfind(noun, 0, start)
            return _one(noun, start if place < 0 else place, content, article)._replace(how=PRONOUN)
        return _Found(Being(phrase, "unknown"), UNKNOWN)
    found = None if descriptions.is_epithet(phrase) else _name(phrase, start, article)
    if found:
        return found
    paper = descriptions.resolve_paper(phrase, start, content, article)
    if paper:
        return _Found(paper, DOCUMENT)
    described = descriptions.resolve_description(phrase, start, content, article)
    described = described or descriptions.resolve_ahead(phrase, start, article)
    if described:
        return _Found(described, DESCRIPTION)
    fuller = descriptions.find_fuller(phrase, start, article)
    if fuller:
        return _Found(_as_it_stands(fuller, start, article), DESCRIPTION)
    return _Found(_as_it_stands(phrase, start, article), OWN_WORDS)


def _gender_in_clause(phrase: str) -> str:
    """Return what a relative clause tells of who speaks: "a guard, who did not give his name"."""
    clause = re.search(rf", who(?:se)?\b.*?{entities.PRONOUN.pattern}", phrase, re.IGNORECASE)
    return GENDERS[clause.group(1).lower()] if clause else ""


def _as_it_stands(phrase: str, start: int, article: Article) -> Being:
    """Return whom nothing but the source's own words names: the same one for the same words."""
    _, served = find_rows(phrase, article.lexicon)
    words = descriptions.without_capital(cut_segments(phrase)[0], start, article)
    words = re.sub(r"^the (?=police$)", "", words)  # "police" and "the police" are one
    words = re.sub(r"( [a-z]+)['’]s$", r"\1", words)  # "the mayor's" claim
    bare = entities.find_name(WITH_ADJECTIVES.sub("", words), article)
    being = entities.find_name(words, article)
    if being is None and bare and bare.kind == GROUP:
        being = bare  # "the nonpartisan Budget Office"
    elif being and being.kind != PERSON:
        if (
            being.name == cut_segments(phrase)[0]
            or " " + being.name in f" {words}"
            or words == being.name.lower()
        ):
            being.name = words  # as the article has it: with its article, or in small letters
            being.kind = being.kind or (SEVERAL if tell_kind(words) == SEVERAL else "")
    else:
        first = words.partition(" ")[0].lower()
        kind = SEVERAL if first in CROWD else tell_kind(words)
        gender = appositions.find_gender(words) or _gender_in_clause(phrase)
        being = entities.add_being(Being(words, kind, gender=gender), article)
        noun, told = appositions.describe_role(
            re.sub(rf"^{DETERMINED.pattern}", "", words, flags=re.IGNORECASE)
        )
        being.roles.setdefault((noun, told), start)
    if being.source_type == UNKNOWN:
        being.side, being.source_type = (
            (served.side, served.source_type) if served else (UNKNOWN, find_type(phrase))
        )
    return being


def _parts(phrase: str, start: int, article: Article) -> list[str]:
    """Return the speakers' phrases of a source that joins two or more by "and"; else the whole."""
    # In "Smith, head of the museum and …" only a comma before "and" can bring somebody else.
    appositive = bool(_name_in(phrase.split(",")[0]) and re.match(r"[^,]*, (?:an?\s|the\s|[a-z])", phrase))
    comma = r",\s+" if appositive else r",?\s+"
    parts = re.split(rf"{comma}(?:and|as well as|along with|nor)\s+(?:also\s+)?", phrase)
    if len(parts) > 1 and "," in parts[0] and not DETERMINED.match(parts[0]):
        listed = parts[0].split(", ")
        if all(CAPITALS.fullmatch(part) for part in listed):
            parts = [*listed, *parts[1:]]
    if len(parts) == 2 and re.fullmatch(r"(?:\w+ )?[A-Z][\w-]+", parts[0]) and len(parts[1].split()) == 2:
        kin = f"{parts[0].split()[-1]} {parts[1].split()[-1]}"  # "Ella and Rose Pym"
        if parts[0].split()[-1] in list_given_names() and _name_in(parts[1]):
            parts[0] = kin
    found = [_name(part, start, article) for part in parts]
    first_is_known = bool(found[0])
    for part, known in zip(parts, found, strict=True):
        alone = DETERMINED.match(part)
        if not (alone or (known and first_is_known)) and part.lower() not in PRONOUNS:
            return [phrase]
        if known and part is not parts[0] and not DETERMINED.match(part) and known.who.kind == PERSON:
            listed = find_named(part, (0, len(part)), article.lexicon)
            if not listed and found[0] and found[0].who.kind == GROUP:
                return [phrase]
    return parts


def _told(found: list[_Found]) -> Speaker:
    """Return the speaker as the tables have it; two are joined by "; "."""
    members = [one for item in found for one in (item.who.members or (item.who,))]
    columns = zip(*((one.name, one.side, one.source_type) for one in members), strict=True)
    how = "; ".join(dict.fromkeys(item.how for item in found))
    return Speaker(*("; ".join(dict.fromkeys(values)) for values in columns), how)


def _hear(found: list[_Found], start: int, end: int, source: bool, article: Article) -> None:
    """Remember who has spoken, or was the subject of a sentence."""
    weight = (
        1.0
        if source
        else appositions.weigh(article.text, entities.sentence_start(start, article), start, end)
    )
    for item in found:
        if item.who.kind != "unknown":
            entities.add_mention(Mention(start, end, item.who, weight, source=source), article)
        phrase = article.text[start:end]
        if item.who.kind == GROUP and tell_kind(phrase) == PERSON:  # "A police spokesman said so. He …"
            who, gender = item.who, appositions.find_gender(phrase)
            person = Being(who.name, PERSON, who.side, who.source_type, gender)
            entities.add_mention(Mention(start, end, person, weight, source=source), article)
    if len(found) > 1:
        several = Being("", SEVERAL, members=tuple(item.who for item in found))
        entities.add_mention(Mention(start, end, several, weight, source=source), article)


def _openings(read: Iterable[Span], article: Article) -> list[tuple[int, int]]:
    """Return the pronouns and descriptions with which sentences begin, outside quotations."""
    found = []
    for first, last in read:
        opening = OPENING.match(article.text, first, last) or OPENING_NOUN.match(article.text, first, last)
        if opening and NO_SUBJECT.search(opening["who"]):
            continue
        if opening and not spans.touches(article.quoted, opening.span("who")):
            found.append(opening.span("who"))
    return found


def _named_behind(phrase: str, start: int, end: int, article: Article) -> _Found | None:
    """Return the person whom a sentence says its subject to be: "Their leader is Ann Reed."."""
    copula = COPULA.match(article.text, end)
    number = bisect_left(article.mentions, copula.end(), key=lambda mention: mention.start) if copula else -1
    if number < 0 or number == len(article.mentions):
        return None
    who, place = article.mentions[number].who, article.mentions[number].start
    if who.kind != PERSON or not re.fullmatch(r"(?:[A-Z][\w.]* )*", article.text[copula.end() : place]):
        return None
    who.roles.setdefault(appositions.describe_role(re.sub(r"^\w+ ", "", phrase.lower())), start)
    return _Found(who, NAMED)


def _spoken_of(phrase: str, places: list[int], article: Article) -> _Found | None:
    """Return the person of whom a quotation is said, for a pronoun in it: “She said no,” he said of Ann Reed.

    `places` are where the words of those who say it end.
    """
    gender = GENDERS.get(phrase.lower(), "") if phrase.lower() in PRONOUNS else ""
    for of_whom in filter(None, (OF_WHOM.match(article.text, place) for place in places if gender)):
        number = bisect_left(article.mentions, of_whom.end(), key=lambda mention: mention.start)
        who = article.mentions[number].who if number < len(article.mentions) else None
        if who and article.mentions[number].start == of_whom.end() and who.gender in ("", gender):
            return _Found(who, PRONOUN)
    return None


def resolve(
    text: str,
    sources: list[Spans],
    contents: list[Spans],
    read: list[Span],
    lexicon: Lexicon,
    quotes: Iterable[Span] = (),
) -> list[Speaker]:
    """Return the speaker of each source of one article, in order.

    A source and a content are spans of the text; a content without a source is given to who speaks around
    it if it is a quotation, else to nobody. `read` are the sentences in which a pronoun may find its name,
    `quotes` the outermost quotations. Two speakers in one source are joined by "; ". Side and kind are
    "unknown" where neither the corpus' list nor, for the kind, the list of general descriptions says more.
    "I" and "we" in somebody's words are that speaker.

    >>> from inotherwords.attribution.lexicon import Known, compile_lexicon
    >>> lexicon = compile_lexicon([Known("army", "Syrian army", "group", "syria", "military")])
    >>> text = "The army said so. It left."
    >>> sources, contents = [((0, 8),), ((18, 20),)], [((9, 16),), ((21, 25),)]
    >>> found = resolve(text, sources, contents, [(0, 16), (18, 26)], lexicon)
    >>> [(speaker.speaker, speaker.resolved_by) for speaker in found]
    [('Syrian army', 'named'), ('Syrian army', 'pronoun')]
    """
    article = entities.find_people(text, read, list(quotes), lexicon)
    speakers = [NOBODY] * len(sources)
    events: list[tuple[int, int, int | None]] = [
        (source[0][0], source[-1][1], number) for number, source in enumerate(sources) if source
    ]
    taken, where = spans.build_index([[span[:2]] for span in events]), spans.build_index(contents)
    beings: dict[int, list[Being]] = {}
    events += [(*span, None) for span in _openings(read, article) if not spans.touches(taken, span)]

    def find_around(place: int, number: int | None) -> list[int]:
        """Return the other attributions in whose quotations a source stands."""
        quoted = number is not None and spans.touches(article.quoted, (place, place + 1))
        return [
            one for one in spans.find_groups_at(where, place) if quoted and sources[one] and one != number
        ]

    # “He told me …”: he is not who says this, which is told first.
    turns = [(find_around(start, number), start, end, number) for start, end, number in events]
    turns.sort(
        key=lambda turn: (max([turn[1], *(sources[one][0][0] for one in turn[0])]), len(turn[0]), *turn[1:3])
    )
    for quoting, start, end, number in turns:
        parts = sources[number] if number is not None else ((start, end),)
        pieces = [text[slice(*span)] for span in parts]
        joined = " and " if all(CAPITALS.match(piece) for piece in pieces) else " "
        phrase = re.sub(r"\s+", " ", joined.join(pieces)).strip(" ,")
        if phrase.lower() in FIRST_PERSON or not phrase:
            continue
        content = contents[number] if number is not None else ()
        named = _named_behind(phrase, start, end, article) if number is None else None
        others = [who for one in quoting for who in beings.get(one, ())]
        named = named or _spoken_of(phrase, [sources[one][-1][1] for one in quoting], article)
        found = (
            [named]
            if named
            else [_one(part, start, content, article, others) for part in _parts(phrase, start, article)]
        )
        around = [who for other in spans.find_groups_at(where, start) for who in beings.get(other, ())]
        found = [
            _Found(_as_it_stands(phrase, start, article), OWN_WORDS)
            if one.how == DESCRIPTION and one.who in around
            else one
            for one in found
        ]  # whom the mayor calls "the governor" is somebody else
        _hear(found, start, end, number is not None, article)
        if number is not None:
            speakers[number] = _told(found)
            beings[number] = [one.who for one in found]
    return _fill(text, sources, contents, speakers, beings, article)


def _fill(
    text: str,
    sources: list[Spans],
    contents: list[Spans],
    speakers: list[Speaker],
    beings: dict[int, list[Being]],
    article: Article,
) -> list[Speaker]:
    """Return the speakers with those of "I" and "we", and of quotations that nobody is given."""
    where = spans.build_index(contents)
    filled = list(speakers)
    placed = sorted((source[0][0], n) for n, source in enumerate(sources) if source and speakers[n].speaker)
    told = bare_quotations.Attributed(placed, contents, beings)
    for number, (source, content) in enumerate(zip(sources, contents, strict=True)):
        if speakers[number].speaker:
            continue
        if not source:
            quoted = content and spans.touches(article.quoted, content[0])
            who = bare_quotations.find_speaker(content, told, article) if quoted else None
            if isinstance(who, int):
                filled[number] = speakers[who]._replace(resolved_by=AROUND)
            elif who:
                filled[number] = _told([_Found(who, AROUND)])
            continue
        # Who says "I" or "we" is the speaker in whose words it stands.
        around = [
            (sum(end - start for start, end in contents[other]), other)
            for other in spans.find_groups_at(where, source[0][0])
            if other != number and speakers[other].speaker
        ]
        signed = SIGNATURE.search(text, source[0][0], source[0][0] + settings.LETTER)
        name = find_personal_name(signed["who"]) if signed else ""
        if around:
            filled[number] = speakers[min(around)[1]]._replace(resolved_by=PRONOUN)
        elif name:  # a letter to the editor
            filled[number] = Speaker(name, UNKNOWN, UNKNOWN, PRONOUN)
        else:
            filled[number] = Speaker(text[slice(*source[0])], UNKNOWN, UNKNOWN, UNKNOWN)
    return filled
