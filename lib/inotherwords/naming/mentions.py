"""Who is named how: every mention of the actors and of the event, by a word list of the corpus.

A mention is a noun phrase: modifiers and a head ("dreaded terror alliance"), a name, or an adjective that
stands for an actor ("rebel enclave"). Who is meant by a word that may mean several ("regime") is decided by
what modifies it, by what follows it ("regime of Israel"), then by the article's other mentions.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from inotherwords import settings
from inotherwords.errors import InputError
from inotherwords.naming import denials, others, owners, places
from inotherwords.text import wordlists
from inotherwords.text.words import to_singular

VOICES = ["own", "attributed", "quoted", "heading", "caption"]
NAMED_IN = ["headline", "heading", "caption", "sentence"]
PARTS = ["name", "capital", "head", "office", "modifier", "not"]

EVENT = "event"  # the actor that is nobody: what happened
# What may stand between two words of one phrase: a hyphen, a mark of quotation, a possessive ending.
WITHIN = re.compile(r"(?:['’]s)?[”’\"]?[ \n-][(“‘\"]?")
# "Russian-backed government": the phrase goes on, but it is not Russia's government.
COMPOUND = re.compile(r"-(?:\w+ed|led|held|based|run)\b")
COMPLEMENT = re.compile(r",?[”’\"]? of (?:an? |the |our |its |their )?[“‘\"]?")
AND = re.compile(r"-?[”’\"]? (?:and|or) (?:an? |the |our |its |their )?[“‘\"]?")
PLURAL = re.compile(r"[a-z](?<!s)s$")
BOTH = re.compile(r"-? (?:and|or) ")

Span = tuple[int, int]

# What stands in the place of an actor or a side of the corpus.
NO_ACTORS = {EVENT: "the event", "several": "several sides", "unknown": "source not named or side not known"}


class Listed(NamedTuple):
    """A row of the corpus' word list (see `compile_labels`)."""

    actor: str
    label: str
    part: str
    pattern: str


class Entry(NamedTuple):
    """A row of the word list; of two labels in one phrase the one of the lower rank, higher up, counts."""

    rank: int
    actor: str
    label: str
    part: str


class Lexicon(NamedTuple):
    """The word list ready for searching; `entries` has the rows of each pattern, as they are tried.

    `names` are the names of the actors, by identifier; `bodies` finds the names of the list of speakers,
    `elsewhere` what puts a sentence into another event.
    """

    search: wordlists.Search
    entries: list[list[Entry]]
    names: Mapping[str, str]
    bodies: wordlists.Search
    elsewhere: wordlists.Search


class Word(NamedTuple):
    """A place where a pattern of the list stands; a compound ("Russian-backed") decides nothing."""

    start: int
    end: int
    part: str
    actors: list[str]
    entries: list[Entry]
    compound: bool
    stop: int  # the end of the compound


class Mention(NamedTuple):
    """A phrase that names an actor (see `find_mentions`)."""

    start: int
    end: int
    text: str
    actor: str
    label: str
    head: str
    modifiers: str
    decided_by: str
    also: str  # other labels of the actor inside the phrase, joined by "; "


class Naming(NamedTuple):
    """A phrase that may name an actor; `actors` has several as long as the phrase alone does not decide."""

    start: int
    end: int
    actors: list[str]
    words: list[Word]
    decided_by: str
    of: tuple[Word, ...] = ()  # those of what follows it: "of Israel"


def readable(value: str, names: Mapping[str, str] | None = None) -> str:
    """Return the name under which a figure or a finding shows an actor or a side.

    `names` are those of the corpus' list, by identifier; if not given, `settings.ACTORS`. What the list
    does not name is called by its identifier.

    >>> readable("usa_west", {"usa_west": "US and the West"}), readable("usa_west", {}), readable("event", {})
    ('US and the West', 'usa west', 'the event')
    """
    names = NO_ACTORS | dict(settings.ACTORS if names is None else names)
    return names.get(value, value.replace("_", " "))


def find_label_fault(row: Listed) -> str:
    """Return why a row of labels.csv cannot be used (its part, its actor, its pattern), or "".

    >>> find_label_fault(Listed("", "rebel", "head", "rebel*"))
    'pattern “rebel*”: no actor, so it names nobody. Fill it in, or write not as part.'
    """
    fault = wordlists.find_fault(row.pattern)
    if not fault and row.part not in PARTS:
        fault = f"“{row.part}” is no part. Use one of {', '.join(PARTS)}."
    if not fault and not row.actor and row.part in ("name", "capital", "head"):
        fault = "no actor, so it names nobody. Fill it in, or write not as part."
    return fault and f"pattern “{row.pattern}”: {fault}"


def compile_labels(
    labels: Iterable[Listed],
    names: Mapping[str, str] | None = None,
    speakers: Iterable[str] = (),
    events: Iterable[str] = (),
) -> Lexicon:
    """Return a word list ready for searching; `names` are those of the actors (see `readable`).

    `speakers` are the patterns of the list of speakers: a label's word inside such a name is none. `events`
    are patterns of other events: whom a sentence with one counts ("six sailors") is not of this event.

    The parts: a *name*, a *capital* (unless it is only a place) or a *head* ("rebels") names by itself; an
    *office* ("army") is somebody's, by what modifies it or follows it, else its own actor's; a *modifier*
    belongs to what comes after it and names alone only if it has a label; *not* keeps its words from being
    counted. Several rows of one pattern are the actors it may mean.

    An office that is an act ("assault") is a mention by itself, of whose act it is: by the owner before it
    or after "by" and "of". Where nobody tells whose it is, and several may be meant, it is the event's.

    Raises InputError if a row cannot be used (`find_label_fault`).
    """
    entries: dict[str, list[Entry]] = {}
    for rank, row in enumerate(labels):
        if fault := find_label_fault(row):
            raise InputError(f"labels.csv: {fault}")
        entries.setdefault(row.pattern, []).append(Entry(rank, row.actor, row.label, row.part))
    patterns = wordlists.sort_longest_first(entries)
    search = wordlists.compile_patterns(patterns)
    named = wordlists.sort_longest_first(pattern for pattern in speakers if " " in pattern.strip())
    bodies = wordlists.compile_patterns(named)
    elsewhere = wordlists.compile_patterns(wordlists.sort_longest_first(events))
    return Lexicon(search, [entries[pattern] for pattern in patterns], names or {}, bodies, elsewhere)


def _words(text: str, span: Span, lexicon: Lexicon) -> list[Word]:
    """Return the words of the list that name or modify; left out are mere places and parts of other names."""
    found = [
        (lexicon.entries[number], start, end)
        for number, start, end in wordlists.find_matches(lexicon.search, text, *span)
    ]
    bodies = [place[1:] for place in wordlists.find_matches(lexicon.bodies, text, *span)]
    words: list[Word] = []
    for entries, start, end in reversed(found):
        part = entries[0].part
        if part == "not" or (part == "capital" and places.is_a_place(text, start, end)):
            continue
        if part == "office" and owners.is_others(text, start) and not _beside(found, text, start):
            continue
        if part in ("head", "office") and not _beside(found, text, start):
            inside = any(first <= start and end <= last for first, last in bodies)
            capital = text[start].isupper() and not text[start:end].isupper()
            if capital and part == "head" and inside and (start, end) not in bodies:
                continue
            if owners.is_in_a_name(text, span, (start, end), part == "head") or owners.has_body(text, end):
                continue
        compound = COMPOUND.match(text, end)
        # "Iranian and Russian-backed": the first is as much a compound as the second.
        shared = (
            part in ("modifier", "name")
            and words
            and words[-1].compound
            and BOTH.fullmatch(text, end, words[-1].start)
        )
        stop = compound.end() if compound else end
        actors = [entry.actor for entry in entries if entry.actor]
        words.append(Word(start, end, part, actors, entries, bool(compound or shared), stop))
    return words[::-1]


def _beside(places: list[tuple[list[Entry], int, int]], text: str, start: int) -> bool:
    """Return whether an actor's word of the list stands before a place, so that both are one phrase."""
    return any(entries[0].actor and WITHIN.fullmatch(text, end, start) for entries, _, end in places)


def _phrases(text: str, words: list[Word]) -> list[list[Word]]:
    """Return the words in groups: a group is one noun phrase, a modifier after a head begins the next."""
    phrases = [words[:1]] if words else []
    for before, word in pairwise(words):
        within = WITHIN.fullmatch(text, before.stop, word.start)
        coordinated = before.compound and word.compound and BOTH.fullmatch(text, before.stop, word.start)
        alone = _is_act(text, word) or _is_act(text, before)
        # "called the occupiers criminals": a plural is no part of the noun behind it.
        apart = before.part == word.part == "head" and PLURAL.search(text, before.start, before.end)
        begins = (
            alone
            or _is_called(text, before, word)
            or (word.part == "modifier" and _is_core(before))
            or (apart and word.start > before.end)
        )
        if coordinated or (within and not begins):
            phrases[-1].append(word)
        else:
            phrases.append([word])
    return phrases


def _is_called(text: str, before: Word, word: Word) -> bool:
    """Return whether people are called something in quotation marks: the strikers “agitators”."""
    plural = to_singular(text[before.start : before.stop]) != text[before.start : before.stop].casefold()
    marked = text[before.stop : word.start].rstrip("(").endswith(("“", "‘", '"'))
    return before.part == word.part == "head" and plural and marked


def _is_act(text: str, word: Word) -> bool:
    """Return whether a word is an act of one of the actors: "offensive", if it is not just the event."""
    whose = {*word.actors} - {EVENT}
    acted = whose and (word.part == "office" or (word.part == "head" and len(whose) > 1))
    return bool(acted) and not word.compound and owners.is_act(text[word.start : word.end])


def _is_core(word: Word) -> bool:
    return word.part != "modifier" and not word.compound


def _names(word: Word) -> bool:
    """Return whether a word names an actor without another word's help."""
    return any(entry.actor and entry.label for entry in word.entries)


def _decide(phrase: list[Word], complement: list[str]) -> tuple[list[str], str]:
    """Return the actors that a phrase may mean (one, if it decides), and what decided."""
    core = [word for word in phrase if _is_core(word)]
    last = core[-1]
    if last.part != "office":
        return last.actors, last.part if last.part in ("name", "capital") else "word"
    before = [word.actors for word in phrase[: phrase.index(last)] if word.actors and not word.compound]
    if before:
        return before[-1], "modifier" if len(before[-1]) == 1 else "article"
    if complement:
        return complement, "complement"
    return last.actors, "word" if len(last.actors) == 1 else "article"


def _other_names(phrase: list[Word]) -> list[Word]:
    """Return the words of a phrase that may name somebody besides: "rebel" in "rebel assault".

    In "its allies Iran and Russia" or "Iranian allies" the allies are nobody else.
    """
    core = [word for word in phrase if _is_core(word)]
    taken = core if core and core[-1].part != "head" else []
    return [word for word in phrase if _names(word) and not (word.part == "office" and word in taken)]


def _named_in(text: str, words: list[Word]) -> list[Naming]:
    """Return the mentions in one segment, given the words of the list in it."""
    phrases = _phrases(text, words)
    mentions: list[Naming] = []
    following: Naming | None = None  # the phrase after this one, as far as it reaches
    behind: list[Naming] = []  # the phrases after this one, the next first
    for number, phrase in reversed([*enumerate(phrases)]):
        if _is_act(text, phrase[0]):
            mentions += _acted(text, phrase[0], phrases[number - 1] if number else [], behind)
            following = None
            continue
        start, stop = phrase[0].start, phrase[-1].stop
        of = following if following and COMPLEMENT.fullmatch(text, stop, following.start) else None
        beside = following if following and AND.fullmatch(text, stop, following.start) else None
        if any(map(_is_core, phrase)):
            actors, how = _decide(phrase, of.actors if of else [])
            end = of.end if of else phrase[-1].end
            whole = Naming(start, end, actors, phrase, how, (*of.words, *of.of) if of else ())
            if of:  # "regime of Israel" is one mention
                mentions = [old for old in mentions if (old.start, old.actors) != (of.start, actors)]
            if actors:
                mentions.append(whole)
        else:
            whole = Naming(start, phrase[-1].end, phrase[-1].actors[:1], phrase, "adjective")
            actors = []
            # "Syrian and Russian warplanes": the first adjective shares the head of the second.
            if beside and whole.actors and not _names(phrase[-1]) and beside.words[-1].part == "office":
                mentions.append(whole._replace(words=[*phrase, *beside.words]))
        mentions += [
            Naming(word.start, word.end, word.actors, [word], "adjective")
            for word in _other_names(phrase)
            if not set(word.actors) & set(actors)
        ]
        following = whole._replace(end=beside.end) if beside else whole
        behind.insert(0, whole)
    return mentions


def _acted(text: str, act: Word, before: list[Word], behind: list[Naming]) -> list[Naming]:
    """Return the mention of an act, of whose it is; none if it is done to the only one it could be of."""
    named, own = text[act.start : act.end], Naming(act.start, act.end, act.actors, [act], "article")
    if before and not _is_act(text, before[-1]):
        apart = WITHIN.fullmatch(text, before[-1].stop, act.start)
        owner = _owners(before)
        if owner and (apart or owners.owns_before(text, before[-1].stop, act.start)):
            return [own._replace(actors=owner, decided_by="modifier")]
    actors, end = act.actors, act.end
    for other in behind[:2]:
        if other.actors and owners.owns_after(text, named, end, other.start):
            return [own._replace(actors=other.actors, decided_by="complement")]
        if not owners.is_attacked(text, named, end, other.start):
            break
        actors, end = [actor for actor in actors if actor not in other.actors], other.end
    if not actors:
        return []
    return [own._replace(actors=actors, decided_by="word" if len(act.actors) == 1 else "article")]


def _owners(phrase: list[Word]) -> list[str]:
    """Return whom the words before an act mean, by their last one that means anybody."""
    core = [word for word in phrase if _is_core(word) and word.actors]
    if core:
        return _decide([word for word in phrase if word.actors], [])[0]
    return next((word.actors[:1] for word in reversed(phrase) if word.actors and not word.compound), [])


def _label(mention: Naming, actor: str, names: Mapping[str, str]) -> str:
    """Return the label highest up in the list of those its words have for the actor, or for nobody."""
    fitting = [
        entry
        for word in mention.words
        for entry in word.entries
        if entry.label and entry.actor in (actor, "") and (not word.compound or len(mention.words) == 1)
    ]
    return min(fitting).label if fitting else readable(actor, names)


def _also(mention: Naming, actor: str, label: str) -> str:
    """Return the other labels that the words of a mention have for its actor, in their order."""
    words = [*mention.words, *mention.of]
    found = [entry.label for word in words for entry in word.entries if entry.actor == actor]
    return "; ".join(dict.fromkeys(other for other in found if other not in ("", label)))


def _head(text: str, mention: Naming) -> tuple[str, str]:
    """Return the head of a mention and the modifiers before it, as they stand in the text."""
    inside = [word for word in mention.words if word.end <= mention.end]
    head = ([word for word in inside if _is_core(word)] or inside)[-1]
    return text[head.start : head.end], text[mention.start : head.start].rstrip(' \n-“‘"(')


def _is_nobody(text: str, naming: Naming, other_event: bool) -> bool:
    """Return whether a phrase that may be more than a name is denied, or calls none of this event's."""
    start, end = naming.start, naming.end
    if naming.decided_by in ("name", "capital"):
        return False
    if others.is_of_both(text, end) or (other_event and others.is_numbered(text, start)):
        return True
    return naming.decided_by != "adjective" and denials.is_denied(text, start, end)


def find_mentions(text: str, spans: Iterable[Span], lexicon: Lexicon) -> list[Mention]:
    """Return every mention of an actor or of the event in one article, in order.

    `text` is the analysed text, `spans` those of its segments in which mentions count (`NAMED_IN`); the
    offsets hold for the raw text as well. `modifiers` are the words before the head; `decided_by` is *name*,
    *capital*, *word* (it can mean nobody else), *modifier*, *complement* ("of …"), *article* (its other
    mentions there, or the list's first choice) or *adjective* (stands for the actor before another noun).
    `also` are labels of the same actor that stand inside the phrase besides, joined by "; ".
    Mentions of two actors may overlap ("rebel assault"). A label that is denied ("We are no rebels") is none.

    >>> lexicon = compile_labels([Listed("hts", "rebel", "head", "rebel*")])
    >>> [found] = find_mentions("The rebels entered Aleppo.", [(0, 26)], lexicon)
    >>> found[:5]
    (4, 10, 'rebels', 'hts', 'rebel')
    """
    namings: list[Naming] = []
    for span in spans:
        other = any(wordlists.find_matches(lexicon.elsewhere, text, *span))
        named = _named_in(text, _words(text, span, lexicon))
        namings += [one for one in named if not _is_nobody(text, one, other)]
    parts = [(naming, *_head(text, naming)) for naming in namings]
    # A word that may mean several means whom it most often means in this article where its phrase tells;
    # where no phrase tells, the first of the list; an act that nobody is said to do is just the event.
    told = Counter((head.lower(), naming.actors[0]) for naming, head, _ in parts if len(naming.actors) == 1)
    found = []
    for naming, head, modifiers in parts:
        start, end, actors = naming.start, naming.end, naming.actors
        actor = max(actors, key=lambda actor, head=head: told[head.lower(), actor])
        label = _label(naming, actor, lexicon.names)
        if len(actors) > 1 and _is_act(text, naming.words[0]):
            doing = [one for one in actors if told[head.lower(), one]]
            actor = actor if len(doing) == 1 else EVENT
        words = text[start:end], actor, label, head, modifiers, naming.decided_by
        found.append(Mention(start, end, *words, _also(naming, actor, label)))
    return sorted(found, key=lambda mention: mention[:2])
