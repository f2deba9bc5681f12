"""Who is called what, as the texts themselves say it: the evidence in noun phrases for `labels`.

"the jihadist group Hayat Tahrir al-Sham (HTS)", "HTS is a militant alliance", "the Syrian army", "Iran's
minister Abbas Araghchi". Found by shape alone, so each is a hint for a reader and no more.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from inotherwords import attribution, settings
from inotherwords.naming import NAMED_IN
from inotherwords.proposals import noun_phrases
from inotherwords.proposals.noun_phrases import BE, Phrase, is_verb
from inotherwords.text.names import GROUP_WORDS, TITLES, list_given_names
from inotherwords.text.quantities import SMALL
from inotherwords.text.words import count_common_start, to_singular

# Nouns for a number of people; what they are is said by the word before ("jihadist group").
GENERIC = frozenset([
    "alliance", "branch", "coalition", "element", "faction", "group", "leader", "man", "member", "movement",
    "network", "organisation", "organization", "outfit", "person", "side", "supporter", "wing", "woman"
])  # fmt: skip
# What does things in sentences like people do, or looks like a word for them, and is none.
INSTRUMENTS = frozenset([
    "aircraft", "airport", "ambulance", "barrier", "boiler", "bomb", "bomber", "border", "bullet",
    "ankle", "answer", "arm", "boulder", "cellar", "cover", "danger", "dinner", "fever", "finger", "heist",
    "hoist", "joist", "ladder", "leg", "mist", "offer", "roof", "shelter", "shoulder", "shower", "summer",
    "supper", "timber", "tremor", "twist", "visit", "waist", "wall", "window", "wrist",
    "bulldozer", "bus", "car", "chamber", "chapter", "computer", "container", "corner", "corridor",
    "counter", "crane", "digger", "disaster", "door", "drone", "engine", "excavator", "factor", "ferry",
    "floor", "freighter", "generator", "harbor", "harbour", "helicopter", "incident", "jet", "letter",
    "lorry", "matter", "meter", "mine", "mirror", "missile", "mortar", "motor", "number", "office", "order",
    "paper", "petition", "plane", "plant", "poster", "power", "quarter", "reactor", "report", "restaurant",
    "river", "rocket", "statement", "study", "survey",
    "scooter", "sector", "shell", "ship", "shutter", "siren", "station", "tank", "tanker", "theater",
    "theatre", "tower", "tractor", "trailer", "train", "trawler", "truck", "van", "vessel", "water",
    "weather", "winter"
])  # fmt: skip
# One of a body is not the body: "council leader Martin Pell".
ONE_OF = frozenset(["leader", "man", "member", "person", "supporter", "woman"])
NOBODY = GENERIC | INSTRUMENTS | {"elect", *SMALL}  # "President elect Nora Adair"; "three" is a number
# What somebody is to another one says nothing of who they are.
RELATIONS = frozenset([
    "ally", "aunt", "brother", "counterpart", "cousin", "daughter", "enemy", "father", "foe", "friend",
    "husband", "mother", "neighbor", "neighbour", "opponent", "partner", "rival", "sister", "son", "uncle",
    "widow", "wife"
])  # fmt: skip
OFFICES = ("government", "military", "anonymous_official")  # source types: they are somebody's
STATES = frozenset(["force", "regime", "warplane"])  # somebody's as well, though they hardly speak
# Nouns for people that no form tells; what somebody is only now and then ("child") says nothing.
NOUNS = frozenset([
    "aide", "angel", "bandit", "boss", "brute", "bureaucrat", "chief", "clerk", "colleague", "comrade",
    "coward", "crew", "criminal", "crowd", "cop", "democrat", "elite", "executive", "fan", "fanatic", "gang",
    "guard", "hero", "hooligan", "hostage", "idealist", "kid", "landlord", "magnate", "mob",
    "mum", "nurse", "parent", "patriot", "picket", "pirate", "pupil", "rabble", "radical", "republican",
    "saviour", "scab", "staff", "suspect", "thief", "thug", "tribe", "tycoon", "vandal", "victim",
    "youngster", "youth", "zealot"
])  # fmt: skip
PEOPLE = re.compile(r"\w{2,}(?:ist|man|woman|breaker|fighter|goer|keeper|maker|owner|worker)$")
WHO_DO = re.compile(r"(?!\w+ment$)\w{3,}(?:ant|ee|eer|ent|er|eur|ian|ite|or)$")
DEMONYM = re.compile(r"\w{3,}(?:an|ese|i|ish)$")
DETERMINERS = frozenset([
    "a", "an", "his", "her", "its", "our", "the", "their", "these", "this", "those", "'s"
])  # fmt: skip
AT = frozenset(["around", "at", "from", "in", "near", "outside", "through", "to", "towards", "via"])
DIRECTION = re.compile(r"(?:central|(?:north|south|east|west)\w*)$")
CALLED = re.compile(
    r",? (?:(?:also|better|widely|officially) )?(?:(?:known|described|designated|listed|labelled|labeled) as"
    r"|called|calls? itself|calling itself) (?:the |an? )?[“\"‘']?"
)

Node = tuple[str, str]  # "noun" or "name", and the key under which it is counted


class Place(NamedTuple):
    """Where something was found."""

    doc: str
    start: int
    end: int


class Link(NamedTuple):
    """A place that ties two nodes.

    class: a noun for those whom a name means; member: for people of theirs ("HTS fighters"); office: a noun
    for what is somebody's; person: a name of one who belongs to the other; same: another form of a name.
    """

    kind: str
    one: Node
    other: Node
    place: Place
    text: str


class Seen(NamedTuple):
    """What was seen of the words of a corpus: of each node how often, how it is printed, who acts."""

    capital: Counter
    count: Counter
    plural: Counter
    acts: Counter
    human: Counter  # where it is said of people only, or stands before the full name of a person
    at: Counter  # of a name: where it is a place
    stands: Counter  # where it is the last of its phrase, and so more than an adjective
    titles: Counter  # of a noun: where the full name of a person follows
    things: Counter  # of a noun: where it stands alone behind an article or a possessive
    pairs: dict[str, Counter]  # of a noun: the words before it
    describes: Counter  # of a word: before how many nouns it stands
    printed: dict[Node, Counter]
    vocabulary: Counter  # every word in small letters
    phrases: list[tuple[str, list[Phrase]]]


@cache
def _listed() -> dict[str, str]:
    """Return the source types of single words: of whole words, and of beginnings with *."""
    listed = attribution.list_source_types()
    return {pattern.casefold(): kind for pattern, kind in listed.items() if " " not in pattern}


@cache
def kind_of(noun: str) -> str:
    """Return the source type that a noun in the singular tells by itself, or its plural; else "unknown".

    >>> kind_of("rebel"), kind_of("army"), kind_of("fighter"), kind_of("river")
    ('armed_group', 'military', 'armed_group', 'unknown')
    """
    if not noun.isalpha() or noun.endswith(("ing", "hood")):  # the list's "neighbour*"
        return attribution.UNKNOWN
    forms = [noun, f"{noun}s", f"{noun[:-1]}ies", *([f"{noun[:-3]}men"] if noun.endswith("man") else [])]
    forms += [f"{noun[:end]}*" for end in range(len(noun), 2, -1)]
    kinds = (_listed()[form] for form in forms if form in _listed())
    return next((kind for kind in kinds if kind != "other"), attribution.UNKNOWN)


def is_office(noun: str) -> bool:
    """Return whether a noun in the singular is somebody's: an army, a government, an official.

    >>> is_office("army"), is_office("rebel")
    (True, False)
    """
    return kind_of(noun) in OFFICES or noun in STATES


def is_people(noun: str, seen: Seen) -> bool:
    """Return whether a noun in the singular names people, by its form, by the lists or by what it does."""
    if noun in NOBODY or is_verb(noun) or len(noun) < 3 or not noun.isalpha():
        return False
    if kind_of(noun) == "media":
        return False
    if kind_of(noun) != attribution.UNKNOWN or noun in STATES | NOUNS or PEOPLE.match(noun):
        return True
    node = ("noun", noun)
    if (seen.titles[noun] and noun not in RELATIONS) or (seen.human[node] and WHO_DO.match(noun)):
        return True
    if GROUP_WORDS.fullmatch(noun):  # "the company said"
        return bool(seen.acts[node] and seen.things[node])
    # Of a word whose form says nothing a single act is no evidence: "supermarkets could run short".
    doer = bool(WHO_DO.match(noun))
    if not seen.plural[noun] or seen.acts[node] < (1 if doer else 2):
        return False
    least = settings.ACTS_OF_DOERS if doer else settings.ACTS_OF_OTHERS
    return seen.acts[node] >= least * seen.stands[node]


def is_told(node: Node, seen: Seen) -> bool:
    """Return whether a word is used enough to be proposed: twice, or once where somebody so called acts."""
    noun = node[1] if node[0] == "noun" else ""
    known = noun and (noun in NOUNS or PEOPLE.match(noun) or kind_of(noun) != attribution.UNKNOWN)
    acts = (known or WHO_DO.match(noun)) and (seen.acts[node] or seen.human[node])
    return seen.count[node] > 1 or bool(acts or (known and seen.plural[noun]))


def name_of(words: tuple[str, ...]) -> str:
    """Return the key of a name: small letters, without hyphens.

    >>> name_of(("Hayat", "Tahrir", "al", "Sham"))
    'hayat tahrir al sham'
    """
    return " ".join(words).casefold()


def split_names(phrase: Phrase) -> list[tuple[bool, tuple[str, ...]]]:
    """Return the runs of a phrase, names and other words in turn; a title is no part of a name."""
    runs: list[tuple[bool, list[str]]] = []
    for number, (word, name) in enumerate(zip(phrase.words, phrase.names, strict=True)):
        titled = TITLES.match(word) and (number or len(phrase.words) > 1)
        name = name and not titled and "-" not in word
        if runs and runs[-1][0] == name:
            runs[-1][1].append(word)
        else:
            runs.append((name, [word]))
    return [(name, tuple(words)) for name, words in runs]


def see(segments: pd.DataFrame, analysed: Mapping[str, str]) -> Seen:
    """Return what is seen of the words of some articles, read once; `segments` in order."""
    capital = noun_phrases.count_capitals(segments, analysed)
    counters = [Counter() for _ in range(8)]
    seen = Seen(capital, *counters, defaultdict(Counter), Counter(), defaultdict(Counter), Counter(), [])
    told = segments[segments["kind"].isin(NAMED_IN)]
    for doc, start, end in zip(told["doc"], told["start"], told["end"], strict=True):
        found = list(noun_phrases.find_phrases(analysed[doc], start, end, capital))
        seen.phrases.append((doc, found))
        for phrase in found:
            seen.vocabulary.update(word.casefold() for word in phrase.words)
            for node, words in list_nodes(phrase):
                seen.count[node] += 1
                seen.printed[node][" ".join(words)] += 1
            whole = phrase.words[:-1] if to_singular(phrase.words[-1]) in GENERIC else phrase.words
            if len(whole) > 1:
                word, pairs = whole[-2].casefold(), seen.pairs[to_singular(whole[-1])]
                seen.describes[word] += word not in pairs
                pairs[word] += 1
            runs = split_names(phrase)
            name, words = runs[-1]
            node = ("name", name_of(words)) if name else ("noun", to_singular(words[-1]))
            seen.acts[node] += phrase.acts
            seen.human[node] += phrase.human
            for (named, before), (_, after) in pairwise(runs):
                seen.titles[to_singular(before[-1])] += not (named or phrase.owns) and is_full_name(after)
            seen.stands[node] += 1
            seen.things[node] += phrase.before in DETERMINERS and len(phrase.words) == 1
            if name:
                before = runs[-2][1][-1] if len(runs) > 1 else phrase.before
                seen.at[node] += bool(before.casefold() in AT or DIRECTION.match(before))
            else:
                seen.plural[node[1]] += to_singular(words[-1]) != words[-1].casefold()
    return seen


def is_full_name(words: tuple[str, ...]) -> bool:
    """Return whether a name in several words begins with a given name, and so is a person's.

    >>> is_full_name(("Ann", "Reed")), is_full_name(("Northern", "Docks")), is_full_name(("Ann",))
    (True, False, False)
    """
    return 1 < len(words) < 4 and words[0] in list_given_names()


def list_nodes(phrase: Phrase) -> list[tuple[Node, tuple[str, ...]]]:
    """Return the names and the nouns of a phrase, each with its words."""
    found: list[tuple[Node, tuple[str, ...]]] = []
    for name, words in split_names(phrase):
        named = [(("name", name_of(words)), words)]
        found += named if name else [(("noun", to_singular(word)), (word,)) for word in words]
    return found


def find_demonyms(seen: Seen) -> dict[str, str]:
    """Return the names that say whose by another ending, with the name they belong to: syrian, syria."""
    names = sorted(key for kind, key in seen.count if kind == "name" and " " not in key)
    roots = defaultdict(list)
    for name in names:
        roots[name[:4]].append(name)
    found = {}
    for name in names:
        if DEMONYM.match(name):
            fitting = [
                one
                for one in roots[name[:4]]
                if one != name and not DEMONYM.match(one) and abs(len(one) - len(name)) < 4
                if count_common_start(one, name) >= max(4, len(one) - 3)
            ]
            if fitting:
                found[name] = max(fitting, key=lambda one: (seen.count["name", one], one))
    return found


def _owner(words: tuple[str, ...], demonym: dict[str, str]) -> str:
    """Return the key of the name that the first words of a phrase give as the owner of what follows."""
    first = name_of(words[:1])
    return demonym.get(first, name_of(words))


def stands_alone(name: str, seen: Seen) -> bool:
    """Return whether a name is a name, and no adjective with a capital ("Democratic")."""
    return seen.stands["name", name] * 3 > seen.count["name", name]


def is_place(name: str, seen: Seen) -> bool:
    """Return whether a name stands where places do in more than a third of its uses."""
    node = ("name", name)
    return seen.at[node] * 3 > seen.count[node]


def _described(words: tuple[str, ...], seen: Seen) -> str:
    """Return the noun in the singular by which some words say what people somebody is, or ""."""
    last = to_singular(words[-1])
    if last in GENERIC:
        role, last = last, to_singular(words[-2]) if len(words) > 1 else ""
        if role in ONE_OF and (GROUP_WORDS.fullmatch(last) or is_office(last)):
            return ""
    return last if last and last not in RELATIONS and is_people(last, seen) else ""


def _inside(doc: str, phrase: Phrase, seen: Seen, demonym: dict[str, str]) -> list[Link]:
    """Return the links within one noun phrase."""
    place = Place(doc, phrase.start, phrase.end)
    text = " ".join(phrase.words)
    runs = split_names(phrase)
    links = []
    for (name, words), (_, after) in pairwise(runs):
        if name:
            owner = _owner(words, demonym)
            offices = filter(is_office, map(to_singular, after))
            links += [Link("office", ("noun", noun), ("name", owner), place, text) for noun in offices]
            noun = _described(after, seen)
            belongs = owner == name_of(words) and not is_place(owner, seen)
            if noun and belongs and not is_office(noun) and owner not in demonym.values() and len(runs) == 2:
                links.append(Link("member", ("noun", noun), ("name", owner), place, text))
        elif noun := _described(words, seen):
            named = ("name", name_of(after))
            if to_singular(words[-1]) in GENERIC:
                links.append(Link("class", ("noun", noun), named, place, text))
            elif len(after) < 5 and to_singular(words[-1]) == words[-1].casefold():
                links.append(Link("person", named, ("noun", noun), place, text))
    if len(runs) > 2 and runs[0][0] and runs[-1][0] and len(runs[-1][1]) < 5:
        owner = _owner(runs[0][1], demonym)
        if stands_alone(owner, seen):
            links.append(Link("person", ("name", name_of(runs[-1][1])), ("name", owner), place, text))
    for one, two in pairwise(phrase.words):
        one, two = to_singular(one), to_singular(two)
        if is_office(one) and is_office(two) and kind_of(two) != "anonymous_official" and one != two:
            links.append(Link("office", ("noun", two), ("noun", one), place, text))
    return links


def _between(doc: str, text: str, one: Phrase, other: Phrase, seen: Seen, demonym: dict) -> list[Link]:
    """Return the links between two noun phrases that follow one another."""
    gap = text[one.end : other.start]
    whole = " ".join(text[one.start : other.end].split())
    place = Place(doc, one.start, other.end)
    first, last = split_names(one)[-1], split_names(other)
    name = ("name", name_of(first[1])) if first[0] else None
    short = other.words[0]
    if name and len(other.words) == 1 and short.isupper() and re.fullmatch(r"[”“\"’']? ?\(", gap):
        return [
            Link("same", ("name", name_of(other.words)), name, place._replace(end=place.end + 1), f"{whole})")
        ]
    if one.owns and name:
        owner = _owner(first[1], demonym)
        if last[-1][0] and len(last) > 1 and len(last[-1][1]) < 5:
            return [Link("person", ("name", name_of(last[-1][1])), ("name", owner), place, whole)]
        found = [to_singular(word) for named, words in last if not named for word in words]
        return [
            Link("office", ("noun", noun), ("name", owner), place, whole) for noun in found if is_office(noun)
        ]
    noun = _described(first[1], seen) if not first[0] else ""
    if re.fullmatch(r" of (?:the )?", gap) and noun and last[0][0] and len(last) == 1:
        owner = _owner(last[0][1], demonym)
        if is_office(noun):
            return [Link("office", ("noun", noun), ("name", owner), place, whole)]
        if not is_place(owner, seen) and owner not in demonym.values():
            return [Link("class", ("noun", noun), ("name", owner), place, whole)]
        return []
    said = _described(other.words, seen) if not last[-1][0] else ""
    if (
        noun
        and re.fullmatch(", ", gap)
        and len(last) == 1
        and is_full_name(last[0][1])
        and other.after == ","
    ):
        return [Link("person", ("name", name_of(other.words)), ("noun", noun), place, whole)]
    beside = re.fullmatch(r"[”’\"]?, (?:an? |the )[“‘\"]?", gap)
    listed = beside and (" the " in gap and other.after not in {",", ".", "of"})
    equal = re.fullmatch(rf" (?:{'|'.join(sorted(BE))}) (?:an?|the) [“‘\"]?", gap) or CALLED.fullmatch(gap)
    if said and not listed and (beside or equal) and not is_office(said):
        target = name or (("noun", noun) if noun and noun != said else None)
        if target and not (name and (is_place(name[1], seen) or name[1] in demonym.values())):
            kind = "person" if name and other.words[-1].casefold() == said else "class"
            pair = (target, ("noun", said)) if kind == "person" else (("noun", said), target)
            return [Link(kind, *pair, place, whole)]
    return []


def find_links(analysed: Mapping[str, str], seen: Seen, demonym: dict[str, str]) -> list[Link]:
    """Return every place at which an article itself ties a noun or a name to a name."""
    found = []
    for doc, phrases in seen.phrases:
        found += [link for phrase in phrases for link in _inside(doc, phrase, seen, demonym)]
        for one, other in pairwise(
            [phrase for phrase in phrases if not noun_phrases.CALLING.match(phrase.words[-1])]
        ):
            if other.start - one.end < 40:
                found += _between(doc, analysed[doc], one, other, seen, demonym)
    return found
