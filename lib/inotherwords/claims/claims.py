"""What several articles tell, and on whose word each of them tells it.

A claim is one statement: a clause that two articles or more share. Its title, its voice and its speaker are
those of this clause's own words in each article; what only stands beside it is another claim.
"""

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from inotherwords import settings
from inotherwords.claims.clauses import (
    ACT_IS,
    BEFORE,
    FINITE,
    NUMBER_IS,
    TIME_IS,
    WORD,
    Clause,
    Read,
    cut_clauses,
    has_verb,
)
from inotherwords.claims.phrases import find_verb
from inotherwords.layers import schema
from inotherwords.text import quantities
from inotherwords.text.quotations import find_quotations
from inotherwords.text.words import normal_form, stem

LINKS = ["paraphrase", "near", "verbatim"]  # from the weakest
# What joins a clause to the one before it is no part of its title.
JOINS = re.compile(
    r"^(?:(?:that|and|but(?: also)?|as well as|as|with|(?:in |on )?which|where|when|because|although|though"
    r"|of|while|after(?= \w+ (?!of)\w+ed\b))\s+)+",
    re.IGNORECASE,
)
NAME = re.compile(r"(?!(?:The|An?|Two|One)\b)\b[A-Z][\w’'-]{2,}")
EVERYBODY = quantities.PEOPLE | {"", "civilians", "men", "women", "others", "victims"}
AND_AUXILIARIES = re.compile(r"(?:(?:was|were|is|are|has|had|have|been|being|will|would|\w+ly) )*\w+")
RELATIVE = re.compile(r"(?<!of )\b(?:who|which|that)\b")
# What no title ends with: it is only half of what stands behind it.
ENDS = re.compile(
    r"(?:[\s,]+(?:which|that|who|and|where|for|of|to|in|on|at|by|with|from|before|after|since|the|an?|last|their|its))+$"
)
HANGS = re.compile(r"(?<!was)(?<!were)(?<!been) (?:\w+ed|made|held|led|built)$")  # "powder made", not by whom
PLACED = re.compile(r",? (?:at|by|during|in(?! case)|on) ")
# When something was done, if not in the days told of: no two years, nor an earlier year and now, are one.
YEAR = re.compile(
    rf"\b(?:in|during|back in) (?:(?:the|early|late|mid|{quantities.MONTH}) )*(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<ago>(?:an?|some|[\w-]+) (?:years?|decades?) (?:ago|earlier|before))\b",
    re.IGNORECASE,
)
YEAR_ALONE = re.compile(rf"\b{quantities.YEAR.pattern}\b")
NEAR_YEAR = re.compile(r"\b(?:of|last) (?P<year>(?:19|20)\d\d|year)\b", re.IGNORECASE)
ASKED = re.compile(r"\?[”\"’']?\s*$")  # what the article itself asks is no statement
ABSENT = "–"
UNNAMED = "source not named"


class Deed(NamedTuple):
    """An act that a clause tells: of which event, to how many of whom (noun, actors, names), and whether the
    clause names a doer.
    """

    act: str
    event: str
    number: float | str
    noun: str
    actors: frozenset[str]
    names: frozenset[str]
    doer: bool


class Version(NamedTuple):
    """A clause of an article: the place of its sentence, its words without what joins them to others, its
    speaker ("" if nobody is named), whether it is all that is told on its attribution, whether it is sure on
    whose word it is told, whether it only stands beside what its source says, the acts that it tells, the
    event of its sentence as far as the acts there tell it ("" is the one told of, None unknown), the years in
    which it is told to have been so, and where the clause begins on which it hangs (“They shelled it, killing
    four”), its own start if on none.
    """

    doc: str
    sentence: int
    clause: Clause
    words: tuple[str, ...]
    speaker: str
    sole: bool
    sure: bool
    beside: bool
    deeds: tuple[Deed, ...]
    event: str | None
    years: frozenset[str]
    lead: int


# Number of the kind of link, -1 if it only helps a clause into a claim; how much of the shorter is in common.
Strength = tuple[int, float]
Links = dict[int, dict[int, Strength]]  # of versions, by their numbers


def list_clauses(
    segments: pd.DataFrame,
    attribution_spans: pd.DataFrame,
    acts: pd.DataFrame,
    said: Mapping[tuple[str, object], Mapping[str, str]],
    texts: Mapping[str, str],
) -> list[Version]:
    """Return every clause of some articles, in the order of the text; those of captions, too."""
    roles, told = defaultdict(list), defaultdict(list)
    for row in acts.itertuples():
        told[row.doc].append(row)
    done = {(row.doc, row.start) for row in acts.itertuples()}
    events = {(row.doc, row.sentence): row.event for row in acts.itertuples()}
    cues = attribution_spans[attribution_spans["role"] == "cue"]
    acted = {  # "had recalled"
        (row.doc, row.attribution)
        for row in cues.itertuples()
        if any((row.doc, place) in done for place in range(row.start, row.end))
    }
    for row in attribution_spans.itertuples():
        if (row.doc, row.attribution) not in acted:  # "Lacta recalled the milk": it did, and said nothing
            roles[row.doc].append((row.attribution, row.role, row.start, row.end))
    cut = []
    for doc, own in segments[segments["kind"].isin(settings.READ)].groupby("doc"):
        acts_of = [(row.start, row.end, row.act) for row in told[doc]]
        read = Read(texts[doc], roles[doc], find_quotations(texts[doc]), acts_of)
        for place in zip(own["start"], own["end"], strict=True):
            asked = ASKED.search(texts[doc], *place)
            own_words = cut_clauses(read, place)
            cut += [(doc, place, one) for one in own_words if not asked or one.attribution != ""]
    counts = Counter((doc, clause.attribution) for doc, _, clause in cut)
    return [
        Version(
            doc,
            sentence[0],
            clause,
            _words(print_clause(texts[doc], clause)),
            said[doc, clause.attribution]["speaker"] if clause.attribution != "" else "",
            counts[doc, clause.attribution] == 1,
            _is_sure(texts[doc], clause, sentence, roles[doc]),
            _is_beside(texts[doc], clause, roles[doc]),
            tuple(_deed(texts[doc], row, clause) for row in told[doc] if _holds(clause, row.start)),
            events.get((doc, sentence[0])),
            _find_years(texts[doc], clause, sentence[0]),
            _find_lead(texts[doc], before[2] if before and before[0] == doc else clause, clause),
        )
        for before, (doc, sentence, clause) in zip([None, *cut], cut, strict=False)
    ]


def _find_lead(text: str, before: Clause, clause: Clause) -> int:
    """Return where the clause begins on which a participle hangs, else its own start."""
    hangs = (
        re.match(r"\w+ing\b", text[clause.start : clause.end]) and before.attribution == clause.attribution
    )
    return before.start if hangs and text[before.end : clause.start] == ", " else clause.start


def print_clause(text: str, clause: Clause) -> str:
    """Return the words of a clause, without those in between that say who says it."""
    places = [clause.start, *itertools.chain(*clause.asides), clause.end]
    parts = [text[slice(*part)] for part in zip(places[::2], places[1::2], strict=True)]
    return " ".join(part.strip(" ,") for part in parts) if clause.asides else parts[0]


def _find_years(text: str, clause: Clause, first: int) -> frozenset[str]:
    """Return the years of which a clause tells: its own, or the one that its sentence begins with."""
    found = [*YEAR.finditer(text, clause.start, clause.end)] or [*filter(None, [YEAR.match(text, first)])]
    return frozenset((match["year"] or match["ago"]).lower() for match in found)


def _is_of_another_time(one: Version, other: Version) -> bool:
    """Return whether two clauses tell of two events, or of two years, or only one of a year long past.

    "Last year", and "of 2009", may be left unsaid.
    """
    if one.event is not None and other.event is not None and (one.event or other.event):
        return one.event != other.event
    if one.years != other.years and not one.years & other.years:
        return True
    first, second = (
        {match["year"].lower() for match in NEAR_YEAR.finditer(" ".join(own.words))} for own in (one, other)
    )
    return bool(first and second and not first & second)


def _is_sure(text: str, clause: Clause, sentence: tuple[int, int], roles: list[tuple]) -> bool:
    """Return whether an article says in the sentence itself on whose word it tells a clause.

    Its own voice is sure where nobody speaks in the paragraph so far.
    """
    own = clause.attribution == ""
    first = text.rfind("\n", 0, sentence[0]) if own else sentence[0]
    named = any(
        first <= role[2] < sentence[1] and role[1] == "cue" and (own or role[0] == clause.attribution)
        for role in roles
    )
    return named != own


def _is_beside(text: str, clause: Clause, roles: list[tuple]) -> bool:
    """Return whether a clause only tells of whom or what a source speaks: "demanded arrests after a fire
    [that killed nine]", in words of the article's: it may be its own.
    """
    if clause.attribution == "" or clause.quoted:
        return False
    begins = {role[2] for role in roles if role[:2] == (clause.attribution, "content")}
    opened = (
        one
        for one in RELATIVE.finditer(text, clause.start, clause.end)
        if one[0] != "that" or one.start() not in begins
    )
    if not (relative := next(opened, None)):
        return False
    # "The ferry, which sank off Tarn, was full" tells in passing where it sank.
    inside = clause.start < relative.start() and text[clause.end : clause.end + 1] == ","
    if text[relative.start() - 2] == "," and not inside:
        return False
    behind = text[relative.end() : clause.end]
    verb = find_verb(f"it {behind}", 0, len(behind) + 3)
    rest = AND_AUXILIARIES.sub("", behind[max(verb - 3, 0) :], count=1) if verb is not None else ""
    return not has_verb(text[clause.start : relative.start()]) and not has_verb(rest)  # "who left was hurt"


def _holds(clause: Clause, place: int) -> bool:
    return clause.start <= place < clause.end


def _deed(text: str, row: tuple, clause: Clause) -> Deed:
    """Return a row of the table `acts` as far as it tells whether two clauses tell the same act."""
    counted = quantities.find_quantities(row.patient)
    return Deed(
        row.act,
        row.event,
        row.number,
        counted[0].counted if counted and row.number != "" else "",
        frozenset(filter(None, row.patient_actor.split("; "))),
        frozenset(NAME.findall(_called(text, row))) if row.patient else frozenset(),
        row.agent_start != "" and _holds(clause, row.agent_start),
    )


def _called(text: str, row: tuple) -> str:
    """Return how those are called to whom an act is done, with what stands beside it between commas."""
    if text[row.patient_end : row.patient_end + 1] == "," and row.start > row.patient_end:
        return text[row.patient_start : row.start]
    return re.split(r" (?:of|in|from|for) ", row.patient)[0]


def _likeness(one: Deed, other: Deed, near: bool) -> float:
    """Return how surely two acts are one, done to as many of the same, in whatever words; 0 if they are not.

    "Police shot dead two miners" is what "two men were killed" is, but surer what "two miners died" is; of
    words for whom no list says that they are the same only in sentences that are `near`, or if they are many.
    """
    if (one.act, one.event, one.number) != (other.act, other.event, other.number):
        return 0.0
    if one.number == "":
        return float(bool(one.names & other.names))
    if one.actors and other.actors:
        return float(bool(one.actors & other.actors))
    if one.noun == other.noun or one.event:
        return 1.0
    alike = near or one.number > settings.SMALL_NUMBER or not EVERYBODY.isdisjoint((one.noun, other.noun))
    return 0.5 * alike


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a clause as they are compared, without what joins it to the one before it.

    >>> _words("and that no order was given")
    ('no', 'order', 'was', 'given')
    """
    return tuple(normal_form(word) for word in WORD.findall(JOINS.sub("", text)))


def _shared_sentences(passages: pd.DataFrame, segments: pd.DataFrame) -> set[frozenset]:
    """Return the pairs of sentences, as (doc, start), that are verbatim or near passages of one another."""
    told = segments[segments["kind"].isin(settings.READ)]
    places = {doc: list(zip(own["start"], own["end"], strict=True)) for doc, own in told.groupby("doc")}

    def at(doc: str, start: int) -> tuple[str, int]:
        return doc, next((first for first, last in places[doc] if first <= start < last), -1)

    collated = passages[passages["kind"].isin(settings.COLLATED)]
    return {
        frozenset((at(row.doc_a, row.start_a), at(row.doc_b, row.start_b))) for row in collated.itertuples()
    }


def _weights(versions: list[Version]) -> dict[str, float]:
    """Return what each stem tells of a clause: the more, the fewer clauses have it; a name counts half."""
    counts = Counter(itertools.chain(*(version.clause.stems for version in versions)))
    names = Counter(itertools.chain(*(version.clause.names for version in versions)))
    return {
        word: math.log(1 + len(versions) / count) * (0.5 if 2 * names[word] > count else 1)
        for word, count in counts.items()
    }


def _candidates(versions: list[Version]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of clauses of two articles that have a word in common that few have."""
    having = defaultdict(list)
    for number, version in enumerate(versions):
        for word in version.clause.stems:
            having[word].append(number)
    pairs = set()
    for numbers in having.values():
        if len(numbers) <= settings.PARTS_WITH_A_NUMBER:
            pairs |= set(itertools.combinations(numbers, 2))
    yield from (pair for pair in sorted(pairs) if versions[pair[0]].doc != versions[pair[1]].doc)


def _tie(one: Version, other: Version, weights: dict[str, float], shared: set[frozenset]) -> Strength | None:
    """Return how firmly two clauses are tied, or None if they tell of two matters.

    They need most of the shorter one in common, more than names, and a verb or a large number, or they are
    of one make without a verb of their own ("was the fourth"); of two sentences that are the same sentence,
    reworded, less will do. What the one says in the words of the other is the same.
    """
    a, b = one.clause, other.clause
    same = frozenset(((one.doc, one.sentence), (other.doc, other.sentence))) in shared
    if (
        any(_is_remnant(clause) for clause in (a, b))
        or a.denied != b.denied
        or _is_demanded(one, other)
        or _differ(a, b)
        or _is_list(a)
        or _is_list(b)
        or _is_of_another_time(one, other)
    ):
        return None
    timed = (BEFORE.match(" ".join(own.words)) and own.clause.start > own.sentence for own in (one, other))
    if any(timed):
        return None
    if len(one.words) > 2 and one.words == other.words and a.stems:
        return 2, 1.0
    deeds = itertools.product(one.deeds, other.deeds)
    if share := max((_likeness(*pair, same) for pair in deeds), default=0.0):
        return 1, 1 + share
    common = a.stems & b.stems
    plain = common - (a.names & b.names)
    verb = bool(common & (a.verbs | b.verbs))  # "attacked" here, "came under attack" there
    if not verb:  # a number, and how long it took, is not yet a statement
        common, plain = ({word for word in part if not word.startswith(TIME_IS)} for part in (common, plain))
    numbers = {word for word in common if word.startswith(NUMBER_IS)}
    large = any(float(word[1:]) > settings.SMALL_NUMBER for word in numbers)
    weighed = [math.fsum(weights[word] for word in part) for part in (common, a.stems, b.stems)]
    share, whole = weighed[0] / min(weighed[1:]), weighed[0] / (sum(weighed[1:]) - weighed[0])
    close = whole >= settings.CLAUSE_NEAR
    inside = min(len(_said(a)), len(_said(b))) > 1 and (_said(a) <= b.stems or _said(b) <= a.stems)
    equal = inside and _said(a) == _said(b) and not _in_passing(one, other)
    acts = any(word.startswith(ACT_IS) for word in common) and bool(numbers)
    theirs = one.speaker != "" and one.speaker == other.speaker
    # Two who speak, each in other words, may speak of two matters if no number ties them: one fears a strike,
    # one calls for it.
    apart = bool(a.verbs and b.verbs) and not verb
    if one.speaker and other.speaker and not (theirs or numbers or (not apart and (same or close))):
        return None
    if same and theirs and one.sole and other.sole and plain:
        return 1, round(share, 6)
    if theirs and inside and not apart and len(a.stems & b.stems) >= settings.IN_COMMON:
        return 1, round(share, 6)  # "They came under fire", and where
    counted = large and (theirs or len(common) >= settings.IN_COMMON or not (a.told and b.told))
    if not (verb or counted or (close and (large or same or not (a.verbs and b.verbs)))):
        return None
    least = 2 if large or (equal and (close or verb)) else settings.IN_COMMON
    if len(common) < least or len(plain) < (1 if same and inside else 2):
        return None
    less = same or acts or (large and (verb or theirs or not (a.verbs and b.verbs)))
    if share < (settings.SAME_CLAUSE_SHARED if less else settings.SAME_CLAUSE):
        return None
    if whole < (settings.SAME_CLAUSE_WHOLE if same or numbers else settings.UNCOUNTED_CLAUSE_WHOLE):
        return None
    alike = same or close or (acts and len(a.verbs & b.verbs) > 1)
    return int(alike), round(share, 6)


def _said(clause: Clause) -> frozenset[str]:
    """Return the words of a clause that are neither names nor of a time."""
    return frozenset(word for word in clause.stems - clause.names if not word.startswith(TIME_IS))


def _in_passing(one: Version, other: Version) -> bool:
    """Return whether only one of two tells it in passing: "They sent us cars", "Ask those who sent cars"."""
    return ("who" in one.words) != ("who" in other.words)


def _is_demanded(one: Version, other: Version) -> bool:
    """Return whether only one of two says what must be: "They had no gun", "they must have none"."""
    return ("must" in one.words) != ("must" in other.words)


def _differ(a: Clause, b: Clause) -> bool:
    """Return whether two clauses have numbers, or names before one word, but none in common.

    Ten men are not twelve, and the northern bank of one town is not that of another.
    """
    one, other = ({word for word in clause.stems if word.startswith(NUMBER_IS)} for clause in (a, b))
    first, second = ({(noun, name[: settings.ALIKE_LETTERS]) for noun, name in own.whose} for own in (a, b))
    owned = {noun for noun, _ in first} & {noun for noun, _ in second}
    theirs = {noun for noun, _ in first & second}
    return bool((one and other and not one & other) or owned - theirs)


def _is_remnant(clause: Clause) -> bool:
    """Return whether a clause is only what is left of a source's words beside another's."""
    return clause.attribution != "" and not clause.told and len(clause.stems) <= settings.WORDS_OF_A_CLAUSE


def _is_list(clause: Clause) -> bool:
    """Return whether a clause is numbers and no statement: "37 people and 23"."""
    return not clause.verbs and sum(word.startswith(NUMBER_IS) for word in clause.stems) > 1


def _links(versions: list[Version], shared: set[frozenset]) -> Links:
    """Return the ties of clauses; two words in common in the same sentence, reworded, begin no claim."""
    weights = _weights(versions)
    links: Links = defaultdict(dict)
    for one, other in _candidates(versions):
        if strength := _tie(versions[one], versions[other], weights, shared):
            links[one][other] = links[other][one] = strength
    of_sentence = defaultdict(list)
    for number, version in enumerate(versions):
        of_sentence[version.doc, version.sentence].append(number)
    for pair in sorted(map(sorted, shared)):
        for one, other in itertools.product(*(of_sentence[sentence] for sentence in pair)):
            a, b = versions[one].clause, versions[other].clause
            plain = len((a.stems & b.stems) - (a.names & b.names))
            differ = a.denied != b.denied or _differ(a, b) or _in_passing(versions[one], versions[other])
            differ = differ or _is_of_another_time(versions[one], versions[other])
            differ = differ or _is_demanded(versions[one], versions[other])
            differ = differ or bool(a.verbs and b.verbs and not (a.verbs | b.verbs) & a.stems & b.stems)
            if plain > 1 and other not in links[one] and not differ:
                links[one][other] = links[other][one] = (-1, plain / min(len(a.stems), len(b.stems)))
    return links


def _groups(links: Links) -> list[set[int]]:
    """Return clauses in groups, the firmest ties first: each is tied to more than half of its group."""
    of: dict[int, set[int]] = {}
    ties = sorted(
        (strength, one, other) for one in links for other, strength in links[one].items() if one < other
    )
    for _, one, other in reversed(ties):
        left, right = of.get(one, {one}), of.get(other, {other})
        if left is right:
            continue
        tied = sum(b in links[a] for a in left for b in right)
        weak = links[one][other][0] < 0 and (min(len(left), len(right)) > 1 or len(left) == len(right))
        if 2 * tied > len(left) * len(right) and not weak:
            for member in (whole := left | right):
                of[member] = whole
    return [group for number, group in of.items() if number == min(group)]


def find_claims(
    passages: pd.DataFrame,
    segments: pd.DataFrame,
    attributions: pd.DataFrame,
    attribution_spans: pd.DataFrame,
    acts: pd.DataFrame,
    texts: Mapping[str, str],
) -> pd.DataFrame:
    """Return the claims that two or more articles tell, with all their versions.

    One row a version: claim (from 1; those in most articles first), doc, start, end (of the clause), told
    (own, attributed, quoted), speaker ("" if own, or if the source is not named), doubtful ("yes" if the
    attribution is or names nobody, or if the same words are told otherwise elsewhere: one of the two is
    misread), link (verbatim, near or paraphrase: how firmly it is tied to another version) and title: the
    clause of one version, the same for all. An article may have several versions. `texts` are the analysed
    texts; `acts` is the table of that name: verbs of one act are one word.
    """
    said = attributions.set_index(["doc", "attribution"])[["speaker", "doubtful"]].to_dict("index")
    versions = list_clauses(segments, attribution_spans, acts, said, texts)
    links = _links(versions, _shared_sentences(passages, segments))
    weights = _weights(versions)
    groups = [sorted(group) for group in _groups(links)]
    groups = sorted(
        groups, key=lambda group: (-len({versions[one].doc for one in group}), -len(group), group)
    )
    rows = []
    for number, group in enumerate(groups, 1):
        place, title = _title([versions[one] for one in group], weights, texts)
        best = group[place]
        docs = Counter(versions[one].doc for one in group)
        for one in group:
            if one != best and one not in links[best] and docs[versions[one].doc] > 1:
                continue  # only the clause beside it is tied to the others
            version = versions[one]
            twins = [two for two in group if versions[two].words == version.words]
            voice, speaker, doubtful = _voice(version, said)
            if len({_voice(versions[two], said)[0] == "own" for two in twins}) > 1 and not all(
                versions[two].sure for two in twins
            ):
                doubtful = "yes"
            for two in group if voice == "own" else ():
                if _begins_with_speaker(version, versions[two]):
                    voice, speaker, doubtful = "attributed", versions[two].speaker, "yes"
            kind = max(links[one][two][0] for two in group if two in links[one])
            link = LINKS[2] if len({versions[two].doc for two in twins}) > 1 else LINKS[max(kind, 0)]
            place = version.doc, version.clause.start, version.clause.end
            rows.append((number, *place, voice, speaker, doubtful, link, title))
    return schema.table("claims", rows)


def _voice(version: Version, said: dict) -> tuple[str, str, str]:
    """Return how a clause is told, by whom, and whether that is doubtful."""
    if version.clause.attribution == "":
        return "own", "", ""
    source = said[version.doc, version.clause.attribution]
    sure = source["speaker"] and not version.beside  # nobody is named: who knows who says it
    doubtful = source["doubtful"] if sure else "yes"
    return "quoted" if version.clause.quoted else "attributed", source["speaker"], doubtful


def _begins_with_speaker(own: Version, other: Version) -> bool:
    """Return whether an article tells in one clause who says it and what: "Marek called for calm"."""
    before, words = own.words[: -len(other.words)], own.words[-len(other.words) :]
    name = other.speaker.split()[-1:]
    return bool(name) and words == other.words and normal_form(name[0]) in before


def _title(group: list[Version], weights: dict[str, float], texts: Mapping[str, str]) -> tuple[int, str]:
    """Return the clause that has most of what the articles have in common and least besides, and which it is.

    It names a doer only if every article does. One that has to be cut counts for as much less: what is cut
    may be what they share.
    """
    counts = Counter()
    for _, own in itertools.groupby(group, key=lambda version: version.doc):
        counts.update(set().union(*(version.clause.stems for version in own)))
    docs = len({version.doc for version in group})
    printed = {one: print_clause(texts[one.doc], one.clause) for one in group}

    def worth(version: Version) -> tuple[float, int]:
        # Exact sums: those of floats depend on the order, and a set has another with each hash seed.
        # What all have counts most, what one of four lacks not; what more lack is not what is told.
        seen = _stems(" ".join(printed[version].split()[: settings.LONGEST_TITLE]))
        own = math.fsum(
            weights[word] * (4 * counts[word] - 3 * docs)
            for word in version.clause.stems
            if word in seen or word.startswith(ACT_IS) or counts[word] < docs
        )
        shown = min(1.0, settings.LONGEST_TITLE / len(printed[version].split()))
        return own * shown, -version.clause.start

    told = [one for one in group if one.deeds and not any(deed.doer for deed in one.deeds)] or group
    told = [one for one in told if one.words[0] not in ("if", "whether")] or told  # it is only asked
    best = max(told, key=worth)
    if best.event and not YEAR_ALONE.search(printed[best]):  # not to be read as of today
        dated = [one for one in told if YEAR_ALONE.search(printed[one])]
        told = [
            one
            for one in dated
            if 2 * worth(one)[0] > worth(best)[0] and len(printed[one].split()) <= settings.LONGEST_TITLE
        ] or told
        best = max(told, key=worth)
    bare = {one: JOINS.sub("", printed[one]) for one in told}
    # "Was shut by the state": what was? "Killed 32": who? "In a dispute over wages": who did what?
    if _is_fragment(bare[best]):
        short = [one for one in told if len(bare[one].split()) <= settings.LONGEST_TITLE]
        whole = [one for one in short if has_verb(bare[one]) and not _is_fragment(bare[one])]
        other = max(whole, key=worth, default=best)
        best = other if worth(other)[0] > 0 else best
        hung = [texts[one.doc][one.lead : one.clause.end] for one in told if one.lead < one.clause.start]
        if _is_fragment(bare[best]) and hung and len(min(hung, key=len).split()) <= settings.LONGEST_TITLE:
            printed[best] = min(hung, key=len)
    plain = re.sub(r"[“”„‘\"()\[\]]|’(?!\w)", "", printed[best]).replace("--", "–").strip()
    if best.clause.by:  # "denied that any car had hit him": what is denied is not what is told
        plain = f"{best.clause.by} {plain}"
    plain = ENDS.sub("", JOINS.sub("", plain))
    for place in reversed([*PLACED.finditer(plain)]):  # "on suspicion of arson", which only some tell
        if any(counts[word] == docs for word in _stems(plain[place.start() :])):
            break
        if has_verb(plain[: place.start()]) and not HANGS.search(plain, 0, place.start()):
            plain = plain[: place.start()].rstrip(" ,–")
    words = plain.split()
    few = len(words) <= settings.LONGEST_TITLE + 2  # not worth a cut: they may be what is shared
    kept = words if few else words[: settings.LONGEST_TITLE]
    return group.index(best), " ".join(kept) + " …" * (len(kept) < len(words))


def _is_fragment(words: str) -> bool:
    """Return whether some words begin with a verb or have none: "injured 23", "a dispute over wages".

    >>> [_is_fragment(words) for words in ("injured 23", "which killed 32", "Two men were hurt", "a dispute")]
    [True, True, False, True]
    """
    begins = FINITE.match(words) or find_verb(f"it {words}", 0, len(words) + 3) == len("it ")
    if begins or re.match(r"(?:which|who|[a-z]+ing)\b", words):
        return True
    return not (has_verb(words) or re.search(r"\w\wing\b", words))


def _stems(text: str) -> set[str]:
    """Return the stems that the words of a text may have in a clause."""
    forms = {stem(normal_form(word)) for word in WORD.findall(text)}
    numbers = (quantities.read_number(match["number"]) for match in quantities.NUMBER.finditer(text))
    return forms | {TIME_IS + form for form in forms} | {f"{NUMBER_IS}{value:g}" for value in numbers}


def choose_foremost(claims: pd.DataFrame) -> pd.DataFrame:
    """Return one version a claim and article: the most firmly tied, and of these the longest.

    >>> rows = [(1, "a", 0, 9, "own", "", "", "near", "t"), (1, "a", 9, 30, "own", "", "", "near", "t")]
    >>> choose_foremost(schema.table("claims", rows))["start"].tolist()
    [9]
    """
    rank = -claims["link"].map(LINKS.index).astype(int)
    keyed = claims.assign(rank=rank, length=claims["start"] - claims["end"])
    ordered = keyed.sort_values(["claim", "doc", "rank", "length", "start"])
    return ordered.drop_duplicates(["claim", "doc"])[[*claims]].reset_index(drop=True)


def is_unsure(told: tuple | pd.DataFrame) -> bool | pd.Series:
    """Return whether a row of `claims`, or each of several, is a candidate or its attribution doubtful."""
    return (told.link == LINKS[0]) | (told.doubtful == "yes")


def matrix(claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the claims as a table to be read: claim, title, and a column an article by its short name.

    A cell says how the article's foremost version is told and by whom, with a question mark if it is a
    candidate or its attribution doubtful; ABSENT if none was found. `articles` has doc and short.

    >>> rows = [(1, "a", 0, 4, "own", "", "", "near", "t"), (1, "b", 0, 4, "quoted", "Ann", "", "near", "t")]
    >>> articles = pd.DataFrame({"doc": ["a", "b", "c"], "short": ["A", "B", "C"]})
    >>> matrix(schema.table("claims", rows), articles).values.tolist()
    [[1, 't', 'own', 'quoted: Ann', '–']]
    """
    short = dict(zip(articles["doc"], articles["short"], strict=True))
    rows: dict[int, dict[str, object]] = {}
    for told in choose_foremost(claims).itertuples():
        by = "" if told.told == "own" else f": {told.speaker or UNNAMED}"
        row = {"claim": told.claim, "title": told.title} | dict.fromkeys(short.values(), ABSENT)
        rows.setdefault(told.claim, row)[short[told.doc]] = told.told + by + " (?)" * is_unsure(told)
    return pd.DataFrame(list(rows.values()), columns=["claim", "title", *short.values()])
