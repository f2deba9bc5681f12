"""Who is named in an article: every person and body under its fullest name, and where each is mentioned."""

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from inotherwords import settings
from inotherwords.attribution import appositions, organisations
from inotherwords.attribution.appositions import FEMALE, GENDERS, MALE
from inotherwords.attribution.lexicon import (
    GROUP,
    PERSON,
    SEVERAL,
    UNKNOWN,
    Known,
    Lexicon,
    find_matches,
    find_named,
    tell_kind,
)
from inotherwords.text.furniture import DATELINE
from inotherwords.text.names import LONGEST_NAME, Name, find_names, list_given_names
from inotherwords.text.spans import Index, build_index, touches
from inotherwords.text.wordlists import read_vocabulary

VOCABULARY = read_vocabulary(__file__)
PRONOUN = re.compile(r"\b(he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
RELATIVE_VOTE = re.compile(rf", who\b[^,.;“”]*?(?P<told>{PRONOUN.pattern})", re.IGNORECASE)
SPOUSE = re.compile(r"\b(?:his|her|their) (?:wife|husband),? $")
AND = re.compile(r",? and (?:(?:his|her) [\w-]+, |(?:[\w’'-]+ ){0,3})")
# "A Hull dentist accused of poisoning …", "A mother of two says …"
LEAD = re.compile(
    r"An? (?P<role>(?:[A-Z][\w.’'-]+ )*[a-z][\w-]*(?: [a-z][\w-]*)*?(?: of (?:two|three|four|five|six))?)"
    r"(?= (?:says?|said|who|is|was|has|had|will|wept|died|\w+ed)\b)"
)
# "Power is out", if power is nowhere else: no name.
CROWD = re.compile(r"[A-Z][a-z]+(?:er|or|ist|ian|ee|ent|ant)s")  # "Workers began to pump"
STATE = re.compile(
    r" (?:is|are|was|were|fell|rose|remains?)\b|(?<=s) (?:have|will|would|can|could|may|must)\b"
)
# "Sorley, its director"
HEADS = re.compile(VOCABULARY["head"])
IN = re.compile(rf"\b(?:{VOCABULARY['within']}) (?:the )?$")
OWNER = re.compile(r"['’]s?\s|-\w")

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
    roles: dict[tuple[str, frozenset[str]], int] = field(default_factory=dict)  # and from where on each holds
    uses: int = 0
    first: int = 0  # where it is first named in full
    subject: list[int] = field(
        default_factory=list
    )  # where a sentence has its full name as subject, in order
    spoke: list[int] = field(default_factory=list)  # where it is a source, in order
    members: tuple["Being", ...] = ()
    place: bool = False  # whether a dateline has it: where an article was written, nobody speaks
    located: bool = False  # whether something is said to be in, on or near it, and it is no known body


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
    small: Counter[str]  # how often each word stands in small letters
    mentions: list[Mention] = field(default_factory=list)  # in order of the text
    named: dict[str, Being] = field(default_factory=dict)  # by the name in small letters, without "the"
    called: defaultdict[str, list[Being]] = field(
        default_factory=lambda: defaultdict(list)
    )  # by a short name
    ends: defaultdict[str, list[Being]] = field(default_factory=lambda: defaultdict(list))  # by the last word
    aged: dict[str, Being] = field(default_factory=dict)  # by the age


def _key(name: str) -> str:
    return " ".join(name.lower().split()).removeprefix("the ")


def add_being(being: Being, article: Article) -> Being:
    """Remember a being by its name, and return it; an earlier one of the name is kept."""
    article.named.setdefault(_key(being.name), being)
    article.ends[_key(being.name).rpartition(" ")[2]].append(being)
    return being


def of_row(row: Known, article: Article) -> Being:
    """Return the being that a row of the corpus' list names."""
    key = (
        f"{_key(row.speaker)}; {row.side}"  # a speaker of the list is another one than a name of the article
    )
    if key not in article.named:
        gender = list_given_names().get(row.speaker.split()[0], "") if row.kind == PERSON else ""
        article.named[key] = Being(row.speaker, row.kind, row.side, row.source_type, gender)
    return article.named[key]


def sentence_at(place: int, article: Article) -> int:
    """Return the number of the sentence that holds a place, or of the last before it; -1 for none."""
    return bisect_right(article.read, place, key=lambda span: span[0]) - 1


def sentence_start(place: int, article: Article) -> int:
    """Return where the sentence of a place begins, at most `settings.CLAUSE` characters before it."""
    number = sentence_at(place, article)
    start = article.read[number][0] if number >= 0 else 0
    near = max(0, place - settings.CLAUSE)
    return max(start, article.text.rfind("\n", near, place) + 1, near)


def short_names(full: str) -> set[str]:
    """Return what somebody with a full name may be called: first or last words, in small letters.

    >>> sorted(short_names("Ann de Reed"))
    ['ann', 'ann de', 'de reed', 'reed']
    """
    words = re.sub(r"[“”\"]", "", full).lower().split()
    called = [name.lower() for name in re.findall(r"[“\"](\w+)[”\"]", full)]
    nickname = {*called, *(f"{name} {words[-1]}" for name in called)}
    return nickname | {
        " ".join(part) for size in range(1, len(words)) for part in (words[:size], words[-size:])
    }


def _same(one: str, other: str) -> bool:
    """Return whether two full names are of one person: by first (or initial) and last word, or one's end."""
    a, b = (re.sub(r"[“\"]\w+[”\"] ", "", name).lower().split() for name in (one, other))
    nicknames = re.findall(r"[“\"](\w+)[”\"]", f"{one} {other}".lower())
    if len(a) == 1 or len(b) == 1:
        return a == b
    first = (
        a[0] == b[0]
        or {a[0], b[0]} & set(nicknames)
        or (min(len(a[0].rstrip(".")), len(b[0].rstrip("."))) == 1 and a[0][0] == b[0][0])
    )
    return (a[-1] == b[-1] and bool(first)) or one.lower().endswith(f" {other.lower()}")


def is_name(words: str, article: Article) -> bool:
    """Return whether a full name is one: a first name that is known, or no word that is common here."""
    parts = words.split()
    return parts[0] in list_given_names() or not article.small[parts[-1].lower()]


def find_name(name: str, article: Article) -> Being | None:
    """Return who has exactly this name, with or without "the"; None if nobody has."""
    return article.named.get(_key(name))


def look_up(words: str, start: int, article: Article, gender: str = "") -> Being | None:
    """Return whom a name means: a being of that name, or one that may be called so.

    One named before the place counts before one named later (a headline, a first line); of two of one
    surname the one of the gender that a title tells, then who spoke last just before, then a subject named
    in full, then the one more often named.
    """
    found = find_name(words, article)
    if found and not (gender and found.gender not in ("", gender)):
        return found
    low = _key(words)
    fitting = [one for one in article.called.get(low, ()) if not (gender and one.gender not in ("", gender))]
    before = [one for one in fitting if one.first <= start]
    if not before and all(one.name.lower().startswith(f"{low} ") for one in fitting):
        return None  # a first name alone is nobody who comes later
    just = max(0, sentence_at(start, article) - settings.JUST_NAMED)
    near = article.read[just][0] if article.read else 0

    def find_last(places: list[int]) -> int:
        number = bisect_left(places, start)
        return places[number - 1] if number and places[number - 1] >= near else -1

    def rank(being: Being) -> tuple[int, int, int]:
        return find_last(being.spoke), find_last(being.subject), being.uses

    found = before or fitting
    return found[0] if len(found) == 1 else max(found, key=rank, default=None)


def find_misspelt(words: str, article: Article) -> Being | None:
    """Return the one person whose surname a single word all but is: "McLenney" for McClenney."""
    surnames = [
        short
        for short, beings in article.called.items()
        if " " not in short and short[:1] == words[:1].lower() and len(beings) == 1
        if beings[0].kind == PERSON and beings[0].name.lower().endswith(f" {short}")
    ]
    near = get_close_matches(words.lower(), surnames, 1, settings.MISSPELT) if len(words) > 4 else []
    return article.called[near[0]][0] if near else None


def _add_person(name: Name, article: Article) -> Being:
    """Return the person of a full name, a new one if nobody has it yet."""
    for being in article.ends[_key(name.words).rpartition(" ")[2]]:
        if being.kind == PERSON and _same(being.name, name.words):
            given = [one.split()[0] in list_given_names() for one in (name.words, being.name)]
            longer = len(name.words) > len(being.name)
            if given[0] > given[1] or (longer and given[0] == given[1]):
                being.name = name.words  # "Hillary Clinton" rather than "Rival Hillary Clinton"
            article.named.setdefault(_key(name.words), being)
            return being
    gender = list_given_names().get(name.words.split()[0], "")
    return add_being(Being(name.words, PERSON, gender=gender, sure=name.sure, first=name.start), article)


def _call(being: Being, names: set[str], article: Article) -> None:
    for short in names:
        if being not in article.called[short]:
            article.called[short].append(being)


def _body(name: Name, article: Article) -> Being:
    """Return the body of a name: an earlier one that it shortens to its last words, else a new one."""
    for being in article.ends[_key(name.words).rpartition(" ")[2]] if name.kind == GROUP else ():
        if being.kind == GROUP and _key(being.name).endswith(f" {_key(name.words)}"):
            return being
    spelt = _spelt_out(name, article)
    being = add_being(Being(spelt or name.words, GROUP if spelt else name.kind, sure=name.sure), article)
    if name.kind == GROUP:
        head = organisations.HEAD_ENDS.split(being.name)[0]  # "the Chamber" of Commerce
        called = {name.words.lower(), organisations.list_initials(being.name).lower(), head.lower()}
        _call(being, called - {being.name.lower()[:1]}, article)
    return being


def _in_brackets(name: Name, placed: list[tuple[int, int, Being, bool]], article: Article) -> Being | None:
    """Return the body straight before a short name in brackets: "the Workers’ Union (Natlawu)"."""
    if not placed or " " in name.words or article.text[name.end : name.end + 1] != ")":
        return None
    _, end, before, _ = placed[-1]
    if before.kind != GROUP or article.text[end : name.start] != " (":
        return None
    _call(before, {name.words.lower()}, article)
    return before


def _spelt_out(name: Name, article: Article) -> str:
    """Return the words whose initials stand behind them in brackets: "Alliance of Our Schools (AOS)"."""
    if not name.words.isupper() or article.text[name.start - 1 : name.start] != "(":
        return ""
    words = article.text[max(0, name.start - settings.SPELT_OUT) : name.start - 1].split()
    for number in range(len(words) - 1, -1, -1):
        if organisations.list_initials(" ".join(words[number:])) == name.words and words[number][0].isupper():
            return " ".join(words[number:])
    return ""


def _vote(article: Article) -> None:
    """Tell the gender of persons by the pronouns in sentences that name nobody else."""
    votes: dict[Being, Counter[str]] = {}
    persons = [mention for mention in article.mentions if mention.who.kind == PERSON and mention.who.sure]
    last: Mention | None = None
    number = 0
    for first, end in article.read:
        here = []
        while number < len(persons) and persons[number].start < end:
            here += [persons[number]] if persons[number].start >= first else []
            number += 1
        alone = len({mention.who for mention in here}) == 1
        who = here[0] if alone else None if here else last
        behind = here[0].end if here else first
        found = [
            GENDERS[match.group().lower()]
            for match in PRONOUN.finditer(article.text, behind, end)
            if who and not touches(article.quoted, match.span())
        ]
        if who and len(set(found)) == 1:
            votes.setdefault(who.who, Counter()).update(found[:1])
        last = here[0] if alone else None
    for mention in persons:  # "Ann Reed, who sold her boat"
        if clause := RELATIVE_VOTE.match(article.text, mention.end):
            votes.setdefault(mention.who, Counter()).update([GENDERS[clause["told"].lower()]])
    for being, told in votes.items():
        if not being.gender and told[FEMALE] != told[MALE]:
            being.gender = FEMALE if told[FEMALE] > told[MALE] else MALE


def add_mention(mention: Mention, article: Article) -> None:
    """Remember a place where somebody is mentioned."""
    mention.who.uses += 1
    if mention.source:
        insort(mention.who.spoke, mention.start)
    insort(article.mentions, mention, key=attrgetter("start"))


def _list_names(article: Article) -> list[Name]:
    """Return an article's names: no word that only opens a sentence, no pair of words of a headline."""
    body = build_index([article.read])
    names = []
    for name in find_names(article.text):
        words, within = name.words.split(), touches(body, (name.start, name.end))
        # Where all words have capitals, common ones follow a name.
        while (
            not within
            and len(words) > 2
            and words[0] in list_given_names()
            and article.small[words[-1].lower()]
        ):
            words.pop()
        name = name._replace(words=" ".join(words))
        if name.kind == PERSON and not is_name(name.words, article):
            name = name._replace(kind="")
        first = name.start == sentence_start(name.start, article)
        opens = first and (article.small[name.words.lower()] or CROWD.fullmatch(name.words))
        if first or article.text[max(0, name.start - 2) : name.start] == ". ":
            opens = opens or (STATE.match(article.text, name.end) and article.text.count(name.words) == 1)
        if article.text[max(0, name.start - 10) : name.start] == "-year-old ":
            continue  # "the 22-year-old Turk"
        if name.sure or (not opens and (within or len(words) != 2)):
            names.append(name)
    return names


def find_people(text: str, read: list[Span], quotes: list[Span], lexicon: Lexicon) -> Article:
    """Return who is named in an article, the corpus' list first.

    `read` are the sentences of body and captions, `quotes` the outermost quotations.
    """
    small = Counter(re.findall(r"\b[a-z]+\b", text))
    article = Article(text, read, lexicon, build_index([[quote] for quote in quotes]), small)
    names = _list_names(article)
    placed = [
        (*span, of_row(row, article), False) for row, span in find_matches(text, (0, len(text)), lexicon)
    ]
    listed = build_index([[span[:2]] for span in placed])
    lines = (DATELINE.match(text, line.start(), line.end()) for line in re.finditer(r"[^\n]+", text))
    dateline = next((line.span() for line in lines if line), (0, 0))
    full: dict[Name, Being] = {}
    for name in sorted(names, key=lambda one: -len(one.words.split())):
        if name.kind == PERSON and " " in name.words:
            known = find_named(name.words, (0, len(name.words)), lexicon)
            being = of_row(known[0], article) if known else _add_person(name, article)
            being.sure, being.first = being.sure or name.sure, min(being.first, name.start)
            if appositions.weigh(text, sentence_start(name.start, article), name.start, name.end):
                insort(being.subject, name.start)
            _call(being, short_names(being.name), article)
            full[name] = being
    hidden = _hidden_first_names(names)
    last: Being | None = None  # the person named before
    for start, end, being, _ in placed:
        noun = organisations.find_noun_beside(text, sentence_start(start, article), start, end)
        if noun and being.kind == GROUP:
            being.roles.setdefault((noun, frozenset({noun})), start)
    for name in names:
        if name not in full and touches(listed, (name.start, name.end)):
            continue
        being = full.get(name) or _in_brackets(name, placed, article) or _short(name, hidden, article)
        if being:
            being.place |= being.kind != PERSON and dateline[0] <= name.start < dateline[1]
            being.located |= being.kind != GROUP and bool(
                IN.search(text, max(0, name.start - 14), name.start)
            )
            placed.append((name.start, name.end, being, name.owner))
            opening = sentence_start(name.start, article)
            told = appositions.find_told(text, opening, name.start, name.end, name.owner)
            noun = "" if name.owner else organisations.find_noun_beside(text, opening, name.start, name.end)
            if noun and not told.age and being.kind in (PERSON, GROUP, "") and not _is_person(being, name):
                being.kind = GROUP  # "Corvane, the company that …"
                being.roles.setdefault((noun, frozenset({noun})), name.start)
            head = told.apposition and any(HEADS.match(noun) for noun, _ in told.roles)
            if being.kind == "" and (told.age or head) and " " not in being.name:
                being.kind = PERSON
            if being.kind == PERSON:
                _tell(being, told, name.end, article)
                if last and SPOUSE.search(text, max(0, name.start - settings.BESIDE), name.start):
                    _marry(last, being, article)
                last = being
    _place(placed, article)
    _lead(article)
    _vote(article)
    return article


def _lead(article: Article) -> None:
    """Tell of the first person with an age what the first paragraph has of somebody without a name.

    "A mother of two says she was turned away.", then: "Ann Reed, 36, went …".
    """
    begin = article.read[0][0] if article.read else 0
    opening = LEAD.match(article.text, begin)
    next_one = article.text.find("\n", begin)
    if not opening or next_one < 0 or article.text[:begin].count("\n") > settings.FIRST_LINES:
        return
    noun, words = appositions.describe_role(opening["role"].lower())
    for mention in article.mentions:
        if mention.start > next_one:
            who = mention.who
            if mention.weight == 1.0 and who.age and who.first == mention.start and noun:
                who.roles.setdefault((noun, words), begin)
            return


def _marry(one: Being, other: Being, article: Article) -> None:
    """Call a person named as somebody's wife or husband by that surname, too: "Mrs Reed" is his wife, Ann."""
    surname = one.name.split()[-1].lower()
    if " " in one.name and " " not in other.name:
        other.gender = other.gender or {MALE: FEMALE, FEMALE: MALE}.get(one.gender, "")
        _call(other, {surname}, article)


def _tell(being: Being, told: appositions.Told, place: int, article: Article) -> None:
    """Add what is told beside a name to what is known of its person."""
    for role in told.roles:
        being.roles.setdefault(role, place)
    being.sure = being.sure or told.apposition or any(tell_kind(noun) == PERSON for noun, _ in told.roles)
    being.gender = told.gender or being.gender
    being.age = told.age or being.age
    if told.age:
        article.aged.setdefault(told.age, being)


def list_kinds_of(being: Being) -> frozenset[str]:
    """Return the kinds of body that a being's name, or what stands beside it, tells."""
    told = (organisations.list_kinds(noun) for noun, _ in being.roles)
    return organisations.list_kinds(being.name).union(*(told if being.kind == GROUP else ()))


def _is_person(being: Being, name: Name) -> bool:
    return being.kind == PERSON and (being.sure or bool(being.gender) or name.sure)


def _short(name: Name, hidden: dict[str, str], article: Article) -> Being | None:
    """Return who is meant by a name that is no full name of a person; None if it is no name."""
    lead = re.search(r"\b(\w+)\.?\s+$", article.text[max(0, name.start - settings.BESIDE) : name.start])
    gender = GENDERS.get(lead.group(1).lower(), "") if lead else ""
    being = look_up(name.words, len(article.text), article, gender)
    told = list_given_names().get(name.words)
    if being is None and name.kind == "" and told:
        behind = PRONOUN.search(article.text, name.end, name.end + settings.FIRST_WORDS)
        if behind and GENDERS[behind.group().lower()] == told:  # "Mariam and her children"
            return add_being(Being(name.words, PERSON, gender=told, first=name.start), article)
    if being is None and name.words in hidden and name.kind != GROUP:
        whole = Name(name.start, name.end, f"{hidden[name.words]} {name.words}", PERSON, True, name.owner)
        being = _add_person(whole, article)
        _call(being, short_names(being.name), article)
    if being is None and name.kind == PERSON:
        being = _add_person(name, article)
    if being is None:
        return _body(name, article) if len(name.words.split()) <= LONGEST_NAME else None
    if being.kind == "" and name.kind == PERSON:
        being.kind = PERSON
    if being.kind == PERSON and " " in being.name and not being.sure:
        # Called by the last word it is a person, by the first a body: "Sauter", "Norvane".
        being.sure = _key(being.name).endswith(f" {_key(name.words)}")
        if not being.sure and name.words != being.name:
            being.kind = ""
    if being.kind == PERSON:
        being.gender = being.gender or gender
    return being


def _hidden_first_names(names: list[Name]) -> dict[str, str]:
    """Return the first name before each word of longer runs of capitals: "Sandor Marrow Declines To Go"."""
    pairs: dict[str, str] = {}
    for name in names:
        words = name.words.split()
        if name.kind != PERSON and len(words) > 2:
            for first, word in pairwise(words):
                if first in list_given_names():
                    pairs.setdefault(word, first)
    return pairs


def _place(placed: list[tuple[int, int, Being, bool]], article: Article) -> None:
    """Put the mentions in order of the text; two persons joined by "and" are mentioned together, too."""
    for start, end, being, owner in sorted(placed, key=lambda one: one[:2]):
        weight = appositions.weigh(article.text, sentence_start(start, article), start, end)
        if being.kind == "" and not appositions.VERB.match(article.text, end):
            weight = 0.0  # "Democratic leaders" are not the Democrats
        owner = owner or bool(OWNER.match(article.text, end))
        last = article.mentions[-1] if article.mentions else None
        article.mentions.append(Mention(start, end, being, weight, owner))
        being.uses += 1
        if last and being.kind == last.who.kind == PERSON and AND.fullmatch(article.text, last.end, start):
            both = Being("", SEVERAL, members=(last.who, being))
            article.mentions.append(Mention(last.start, end, both, last.weight))
