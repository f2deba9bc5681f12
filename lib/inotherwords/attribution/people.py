"""Who is named in an article: every person and body under its fullest name, and where it is mentioned.

What is told of a person beside the name is kept too: roles ("the mayor, Ann Reed"), age, gender.
"""

import re
from bisect import bisect_right, insort
from collections import Counter
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from inotherwords import settings
from inotherwords.attribution.lexicon import (
    GROUP,
    PERSON,
    PREPOSITION,
    SEVERAL,
    UNKNOWN,
    Known,
    Lexicon,
    find_matches,
    find_named,
)
from inotherwords.text.names import ABBREVIATED, CALENDAR, LONGEST_NAME, TITLES, Name, find_names, list_given_names
from inotherwords.text.spans import Index, build_index, touches
from inotherwords.text.words import stop_words

FEMALE, MALE = "female", "male"
GENDERS = {
    **dict.fromkeys(("she", "her", "hers", "herself", "mrs", "ms", "miss", "woman", "spokeswoman"), FEMALE),
    **dict.fromkeys(
        ("mother", "daughter", "sister", "wife", "widow", "girl", "chairwoman", "actress"), FEMALE
    ),
    **dict.fromkeys(
        ("he", "him", "his", "himself", "mr", "man", "spokesman", "chairman", "king", "sir"), MALE
    ),
    **dict.fromkeys(("father", "son", "brother", "husband", "widower", "boy", "actor"), MALE),
    **dict.fromkeys(("congresswoman", "councilwoman", "queen", "lady", "grandmother", "aunt"), FEMALE),
    **dict.fromkeys(("congressman", "councilman", "grandfather", "uncle", "policeman", "fisherman"), MALE),
}
PRONOUN = re.compile(r"\b(he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
# What ends the words that stand before a name and tell what somebody is: "… told [state senator] Ann Reed".
NO_ROLE = re.compile(
    r"(?:\w+ed|met|saw|told|said|says|hit|beat|took|gave|made|found|left|led|won|lost|sent|put|and|or|but|that|as"
    r"|than|then|when|while|if|like|unlike|who|which|to|by|of|for|from|at|in|on|with|near|against|about|behind"
    r"|between|under|over|after|before|during|without|is|was|are|were|be|been|has|had|have|will|would|can|could"
    r"|may|might|not|also|only|because|since|until|although|though|including|w/|[“”\"‘].*)$",
    re.IGNORECASE,
)
DETERMINER = re.compile(r"(?:the|an?|his|her|their|its|our|my|this|that)$", re.IGNORECASE)
APPOSITION = re.compile(
    r"(?: \([^)\d\n][^)\n]{0,40}\))?(?:,? \(?(?:aged )?(?P<age>\d{1,3})\)?(?=[,. ]|$))?"
    r"(?:(?:, | (?:is|was) )(?P<role>(?:an?|the|his|her|its|their|[a-z][\w’'-]+)\b[^,.;:“”\n()]{2,80}))?"
)
NO_APPOSITION = re.compile(
    r"(?:who|whom|whose|which|where|when|while|as|and|or|but|said|says|told|tells|added|adds|asked|in|on|at|by|to"
    r"|for|with|from|after|before|\w+ing|\w+ed|has|had|have|is|was|will|would|also|later|then|not|did|does|if)\b"
)
BEFORE_IT = re.compile(
    r"(?:^|[.!?”:;]\s+|\n|,\s|\band\s|\bsaid\s|\bby\s|\bto\s)(?P<role>(?:(?:the|an?|their|his|her|its)\b|[A-Z]\w+['’]s)"
    r"[^,.;:“”\n]{2,70}),\s*(?:[A-Z][\w.]* ){0,2}$",
    re.IGNORECASE,
)
# Words that may stand before the subject of a sentence.
LEAD_IN = re.compile(
    r"[“\"‘'(—–\s-]*(?:(?:(?:But|And|Yet|So|Then|Still)|[A-Z][^,.;:“”\n]{0,70},)\s+)?", re.DOTALL
)
CLAUSE = re.compile(r"(?:,|\b(?:and|but|that|as|when|while|because|after|before|if|where|although))\s*$")
VERB = re.compile(
    r",?\s+(?:(?:also|later|then|never|still|now|has|had|\w+ly)\s)?(?:\w+ed|\w+s|is|was|has|had|have|will|would|could"
    r"|may|did|does|said|met|told|made|took|went|came|cut|saw|won|lost|left|led|held|kept|put|set|let|hit|beat|gave"
    r"|got|began|ran|paid|spent|sent|built|bought|sold|chose|drew|fell|felt|found|fought|grew|knew|rose|sought|spoke"
    r"|stood|struck|threw|withdrew|wrote|flew|broke|brought|sat|shut|quit|cast)\b"
)

AND = re.compile(r",? and (?:[\w’'-]+ ){0,3}")

WHOLE_TITLES = {"sen": "senator", "gov": "governor", "gen": "general", "dr": "doctor", "prof": "professor"}

Span = tuple[int, int]


@dataclass(eq=False)
class Being:
    """A person or body of an article, under its fullest name, and what is told of it."""

    name: str
    kind: str  # person, group, several, or "" if the words do not tell
    side: str = UNKNOWN
    source_type: str = UNKNOWN
    gender: str = ""
    sure: bool = True  # whether it is certain that this is a person
    age: str = ""
    roles: list[tuple[int, str, frozenset[str]]] = field(default_factory=list)  # from where on, noun, words
    uses: int = 0
    first: int = 0  # where it is first named in full
    last: list[tuple[int, float]] = field(default_factory=list)  # where it is named in full, and the weight
    members: tuple["Being", ...] = ()


class Mention(NamedTuple):
    """A place where a being is mentioned; `weight`: how near to the subject of the sentence, 0 to 1."""

    start: int
    end: int
    who: Being
    weight: float
    owner: bool = False
    source: bool = False


@dataclass
class Article:
    """What is known of an article. Beings and mentions grow while its sources are read."""

    text: str
    read: list[Span]
    lexicon: Lexicon
    quoted: Index
    beings: list[Being]
    mentions: list[Mention]  # in order of the text
    called: dict[str, list[Being]]  # a short name, in small letters, and whom it may stand for
    small: Counter[str]  # how often each word stands in small letters


def of_row(row: Known, article: Article) -> Being:
    """Return the being that a row of the corpus' list names."""
    for being in article.beings:
        if being.name == row.speaker and being.side == row.side:
            return being
    being = Being(row.speaker, row.kind, row.side, row.source_type)
    article.beings.append(being)
    return being


def sentence_at(place: int, article: Article) -> int:
    """Return the number of the sentence that holds a place, or of the last before it; -1 for none."""
    return bisect_right(article.read, place, key=lambda span: span[0]) - 1


def sentence_start(place: int, article: Article) -> int:
    """Return where the sentence of a place begins, at most `settings.CLAUSE` characters before it."""
    number = sentence_at(place, article)
    start = article.read[number][0] if number >= 0 else 0
    return max(start, article.text.rfind("\n", 0, place) + 1, place - settings.CLAUSE)


def short_names(full: str) -> set[str]:
    """Return what somebody with a full name may be called: first or last words, in small letters.

    >>> sorted(short_names("Ann de Reed"))
    ['ann', 'ann de', 'de reed', 'reed']
    """
    words = re.sub(r"[“”\"]", "", full).lower().split()
    nickname = {f"{name.lower()} {words[-1]}" for name in re.findall(r"[“\"](\w+)[”\"]", full)}
    return nickname | {" ".join(part) for size in range(1, len(words)) for part in (words[:size], words[-size:])}


def _same(one: str, other: str) -> bool:
    """Return whether two full names are of one person: first and last word agree, an initial too."""
    a, b = (re.sub(r"[“\"]\w+[”\"] ", "", name).lower().split() for name in (one, other))
    if len(a) == 1 or len(b) == 1:
        return a == b
    first = a[0] == b[0] or (min(len(a[0].rstrip(".")), len(b[0].rstrip("."))) == 1 and a[0][0] == b[0][0])
    return a[-1] == b[-1] and first


def weigh(start: int, end: int, article: Article) -> float:
    """Return how near words are to being the subject of their sentence: 1, or of a clause, 0.6, else 0."""
    text, opening = article.text, sentence_start(start, article)
    lead = LEAD_IN.match(text, opening, start).end()
    between = text[lead:start].split()
    if len(between) <= 6 and not any(NO_ROLE.match(word.strip(",")) for word in between):
        return 1.0
    lead = text[opening:start]
    return 0.6 if CLAUSE.search(_before_role(lead)) and VERB.match(text, end) else 0.0


def _before_role(lead: str) -> str:
    """Return what stands before the words that lead up to a name."""
    return lead[: len(lead) - len(_role_before(lead))].rstrip() + " "


def _role_before(lead: str) -> str:
    """Return the words straight before a name that tell what somebody is, as they stand; "" for none."""
    lead = re.sub(ABBREVIATED, lambda title: title.group()[:-1] + " ", lead)
    piece = re.split(r"[,;:.!?“”()\n]\s+", lead)[-1]
    taken: list[str] = []
    for token in reversed(re.findall(r"\S+\s*", piece)):
        word = token.strip()
        if len(taken) == 5 or NO_ROLE.match(word):
            break
        taken.insert(0, token)
        if DETERMINER.match(word):
            break
    return "".join(taken)


def describe_role(phrase: str) -> tuple[str, frozenset[str]]:
    """Return the noun of a description and all its words, in small letters.

    >>> noun, words = describe_role("the mayor of Hull")
    >>> noun, sorted(words)
    ('mayor', ['hull', 'mayor'])
    """
    for short, whole in WHOLE_TITLES.items():
        phrase = re.sub(rf"\b{short}\b\.?", whole, phrase, flags=re.IGNORECASE)
    cut = PREPOSITION.search(phrase, 1)
    head = re.findall(r"[\w-]+", re.sub(r"['’]s\b", "", phrase[: cut.start()] if cut else phrase).lower())
    words = re.findall(r"[\w-]+", re.sub(r"['’]s\b", "", phrase).lower())
    kept = frozenset(word for word in words if word not in stop_words())
    return (head[-1] if head else ""), kept


def _tell(being: Being, name: Name, article: Article) -> None:
    """Add what stands beside a name to what is known of its person."""
    text, opening = article.text, sentence_start(name.start, article)
    lead = text[opening : name.start]
    told = [_role_before(lead)]
    if before := BEFORE_IT.search(lead):
        told.append(before["role"])
    after = APPOSITION.match(text, name.end) if not name.owner else None
    if after and after["role"] and not NO_APPOSITION.match(after["role"]):
        told.append(after["role"])
    if after and after["age"]:
        being.age = after["age"]
    for phrase in told:
        if old := re.search(r"(\d+)-year-old", phrase):
            being.age = old.group(1)
        noun, words = describe_role(phrase)
        if noun and not CALENDAR.match(noun.title()):
            being.roles.append((name.end, noun, words))
            being.sure = being.sure or phrase != told[0]
        title = next((GENDERS[word] for word in re.findall(r"[a-z]+", phrase.lower()) if word in GENDERS), "")
        if title and not re.match(r"(?:his|her)\b", phrase, re.IGNORECASE):
            being.gender = title


def is_name(words: str, article: Article) -> bool:
    """Return whether a full name is one: a first name that is known, or no word that is common here."""
    parts = words.split()
    return parts[0] in list_given_names() or not article.small[parts[-1].lower()]


def look_up(words: str, start: int, article: Article, gender: str = "") -> Being | None:
    """Return whom a name means: a being of that name, or one that may be called so.

    One named before the place counts before one named later (a headline, a first line); of two of one
    surname the one of the gender that a title tells, then the one more often named in full.
    """
    low = re.sub(r"\s+", " ", words).lower()
    full = [being for being in article.beings if being.name.lower() == low and being.kind != SEVERAL]
    if full:
        return full[0]
    fitting = [one for one in article.called.get(low, []) if not (gender and one.gender not in ("", gender))]
    before = [one for one in fitting if one.first <= start]
    given = all(one.name.lower().split()[0] == low for one in fitting)
    if not before and given:  # a first name alone is nobody who comes later
        return None
    here = sentence_at(start, article)

    def rank(being: Being) -> tuple[bool, int]:
        """A subject named in full just before; else who is named most."""
        near = [place for place, weight in being.last if place < start and weight]
        return bool(near) and here - sentence_at(near[-1], article) <= settings.JUST_NAMED, being.uses

    return max(before or fitting, key=rank, default=None)


def _add_name(name: Name, article: Article) -> Being:
    """Return the person of a full name, a new one if nobody has it yet."""
    for being in article.beings:
        if being.kind == PERSON and (
            _same(being.name, name.words) or being.name.lower().endswith(" " + name.words.lower())
        ):
            longer = len(name.words) > len(being.name)
            given = [one.split()[0] in list_given_names() for one in (name.words, being.name)]
            if being.side == UNKNOWN and (given[0] > given[1] or (longer and given[0] == given[1])):
                being.name = name.words  # "Hillary Clinton" rather than "Rival Hillary Clinton"
            return being
    being = Being(name.words, PERSON, sure=name.sure, first=name.start)
    being.gender = list_given_names().get(name.words.split()[0], "")
    article.beings.append(being)
    return being


def _call(being: Being, article: Article, alias: str = "") -> None:
    for short in (alias.lower(),) if alias else short_names(being.name):
        known = article.called.setdefault(short, [])
        if being not in known:
            known.append(being)


def _acronym(name: str) -> str:
    """Return the initials of a body's name: "Syrian Observatory for Human Rights" → "SOHR"."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _body(name: Name, article: Article) -> Being:
    """Return the body of a name: an earlier one that it shortens, by its initials or its last word, else a new one."""
    for being in article.beings:
        if being.kind in (GROUP, "") and being.side == UNKNOWN:
            words = being.name.split()
            bare = words[1:] if words[0] in ("The", "the") else words
            shorter = name.words.split()
            if name.words.isupper() and len(name.words) > 1 and _acronym(being.name) == name.words:
                being.kind = GROUP
                return being
            if name.words == " ".join(bare) or (
                name.kind == GROUP and len(bare) > len(shorter) and (bare[-len(shorter) :] == shorter)
            ):
                return being
    being = Being(_spelt_out(name, article) or name.words, name.kind, sure=name.sure)
    article.beings.append(being)
    return being


def _spelt_out(name: Name, article: Article) -> str:
    """Return the words whose initials stand behind them in brackets: "Alliance to Reclaim Our Schools (AROS)"."""
    if not name.words.isupper() or article.text[name.start - 1 : name.start] != "(":
        return ""
    words = article.text[max(0, name.start - 120) : name.start - 1].split()
    for number in range(len(words) - 1, -1, -1):
        if _acronym(" ".join(words[number:])) == name.words and words[number][0].isupper():
            return " ".join(words[number:])
    return ""


def _vote(article: Article) -> None:
    """Tell the gender of persons by the pronouns in sentences that name nobody else."""
    votes: dict[int, Counter[str]] = {}
    persons = [mention for mention in article.mentions if mention.who.kind == PERSON and mention.who.sure]
    number, last = 0, None
    for first, end in article.read:
        here = []
        while number < len(persons) and persons[number].start < end:
            if persons[number].start >= first:
                here.append(persons[number])
            number += 1
        alone = {id(mention.who): mention for mention in here}
        found = [
            (match.start(), GENDERS[match.group().lower()])
            for match in PRONOUN.finditer(article.text, first, end)
            if not touches(article.quoted, match.span())
        ]
        genders = {gender for _, gender in found}
        who = here[0] if len(alone) == 1 else last if not alone else None
        if who and len(genders) == 1 and (not here or found[0][0] > here[0].end):
            votes.setdefault(id(who.who), Counter()).update(genders)
        last = here[0] if len(alone) == 1 else None
    for being in article.beings:
        told = votes.get(id(being), Counter())
        if being.kind == PERSON and not being.gender and told[FEMALE] != told[MALE]:
            being.gender = FEMALE if told[FEMALE] > told[MALE] else MALE


def add_mention(mention: Mention, article: Article) -> None:
    """Remember a place where somebody is mentioned."""
    mention.who.uses += 1
    insort(article.mentions, mention, key=attrgetter("start"))


def find_people(text: str, read: list[Span], quotes: list[Span], lexicon: Lexicon) -> Article:
    """Return who is named in an article, the corpus' list first.

    `read` are the sentences of body and captions, `quotes` the outermost quotations.
    """
    small = Counter(re.findall(r"\b[a-z]+\b", text))
    article = Article(text, read, lexicon, build_index([[quote] for quote in quotes]), [], [], {}, small)
    body = build_index([read])
    names = [
        name
        for name in find_names(text)
        if name.sure
        or (
            (small[name.words.lower()] == 0 or name.start > sentence_start(name.start, article))
            and (len(name.words.split()) != 2 or touches(body, (name.start, name.end)))
        )
    ]
    listed: list[tuple[Span, Being]] = [
        (span, of_row(row, article)) for row, span in find_matches(text, (0, len(text)), lexicon)
    ]
    places = build_index([[span] for span, _ in listed])
    names = [name if touches(body, (name.start, name.end)) else _in_headline(name, article) for name in names]
    names = [
        name._replace(kind="") if name.kind == PERSON and not is_name(name.words, article) else name
        for name in names
    ]
    found: list[tuple[Name, Being | None]] = []
    for name in sorted(names, key=lambda one: -len(one.words.split())):
        if name.kind == PERSON and len(name.words.split()) > 1:
            known = find_named(name.words, (0, len(name.words)), lexicon)
            being = of_row(known[0], article) if known else _add_name(name, article)
            being.sure = being.sure or name.sure
            being.uses += 1
            being.first = min(being.first, name.start)
            being.last.append((name.start, weigh(name.start, name.end, article)))
            _call(being, article)
            found.append((name, being))
        elif not touches(places, (name.start, name.end)):
            found.append((name, None))
    named = []
    for being in article.beings:
        being.last.sort()
    for name, being in sorted(found, key=lambda one: one[0].start):
        if being is None:
            title = re.search(r"\b(\w+)\.?\s+$", text[max(0, name.start - 12) : name.start])
            gender = GENDERS.get(title.group(1).lower(), "") if title else ""
            being = look_up(name.words, len(text), article, gender)
            if being is None:
                being = _ahead(name, names, article)
            if being is None and name.kind == PERSON:
                being = _add_name(name, article)
                being.gender = being.gender or gender
            if being is None and len(name.words.split()) > LONGEST_NAME:
                continue
            being = being or _body(name, article)
            if being.name != name.words and being.kind == GROUP:
                _call(being, article, name.words)
            if being.kind == "" and name.kind == PERSON:
                being.kind, being.gender = PERSON, being.gender or gender
            elif (
                being.kind == ""
                and " " not in being.name
                and (aged := APPOSITION.match(text, name.end)["age"])
            ):
                being.kind, being.age = PERSON, aged
        if being.kind == PERSON:
            _tell(being, name, article)
        named.append((name.start, name.end, being, name.owner))
    named += [(*span, being, False) for span, being in listed]
    for start, end, being, owner in sorted(named, key=lambda one: one[:2]):
        owner = owner or bool(re.match(r"['’]s?\s|-\w", text[end : end + 3]))
        weight = weigh(start, end, article)
        if being.kind == "" and not VERB.match(text, end):  # "Democratic leaders" is not the Democrats
            weight = 0.0
        last = article.mentions[-1] if article.mentions else None
        article.mentions.append(Mention(start, end, being, weight, owner))
        being.uses += 1
        if last and being.kind == last.who.kind == PERSON and AND.fullmatch(text, last.end, start):
            both = Being("", SEVERAL, members=(last.who, being))
            article.mentions.append(Mention(last.start, end, both, last.weight))
    _vote(article)
    return article


def _in_headline(name: Name, article: Article) -> Name:
    """Return a name without the common words that follow it where all words have capitals."""
    words = name.words.split()
    while len(words) > 2 and words[0] in list_given_names() and article.small[words[-1].lower()]:
        words.pop()
    return name._replace(words=" ".join(words))


def _ahead(name: Name, names: list[Name], article: Article) -> Being | None:
    """Return the person of a surname whose full name stands only within a headline in capitals."""
    if name.kind == GROUP or " " in name.words:
        return None
    for other in names:
        words = other.words.split()
        if other.kind != PERSON and len(words) > 2 and name.words in words[1:]:
            first = words[words.index(name.words) - 1]
            if first in list_given_names() and not TITLES.match(first):
                full = Name(name.start, name.end, f"{first} {name.words}", PERSON, True, name.owner)
                being = _add_name(full, article)
                _call(being, article)
                return being
    return None
