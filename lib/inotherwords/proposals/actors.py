"""Which names and nouns seem to mean one actor: by swaps in shared sentences and by what the texts tie.

Strong ties first, and no chain through a common word: a noun ("militant") makes one actor of other nouns, but
never of two names.
"""

import re
from collections import Counter, defaultdict
from typing import NamedTuple

import pandas as pd

from inotherwords import attribution, settings
from inotherwords.collation import alike, list_reworded, select_replacements
from inotherwords.proposals import candidates, noun_phrases
from inotherwords.proposals.candidates import Link, Node, Place, Seen
from inotherwords.text.names import GROUP_WORDS
from inotherwords.text.words import to_singular

NO_SURNAME = re.compile(rf"\b(?:of|for|the|and)\b|{GROUP_WORDS.pattern}", re.IGNORECASE)


class Swap(NamedTuple):
    """Two nodes in the place of one another: in which sentence, in which articles, and where."""

    one: Node
    other: Node
    sentence: tuple
    docs: tuple[str, ...]
    places: tuple[Place, Place]  # of both; of a wording of the agency, the article's own for both
    texts: str  # both sides in small letters


def _side(text: str, seen: Seen) -> tuple[list[Node], Node | None]:
    """Return whom one side of a replacement names, and the noun for a thing that it consists of.

    Whom: a name that is all of it, and nouns for people. A thing: some noun that an article or a possessive
    stands before somewhere, with nothing else beside it.
    """
    phrases = list(noun_phrases.find_phrases(text, 0, len(text), seen.capital))
    if sum(len(phrase.words) for phrase in phrases) > settings.LONGEST_SWAP:
        return [], None
    found: list[Node] = []
    for phrase in phrases:
        for name, words in candidates.split_names(phrase):
            node = ("name", candidates.name_of(words))
            if name and len(phrases) == 1 and len(words) == len(phrase.words) and seen.stands[node]:
                found.append(node)
            elif not name:
                people = [noun for noun in map(to_singular, words) if candidates.is_people(noun, seen)]
                found += [("noun", noun) for noun in people[-1:]]
    last = ("noun", to_singular(phrases[0].words[-1])) if len(phrases) == 1 else None
    alone = last and len(phrases[0].words) == 1 and not found
    thing = last if alone and seen.things[last] else None
    return found, thing


def find_swaps(
    substitutions: pd.DataFrame, passages: pd.DataFrame, wire: pd.DataFrame | None, seen: Seen
) -> list[Swap]:
    """Return what the versions of a sentence name in the place of one another: the first of each side.

    `substitutions` and `passages` are the tables of those names, `wire` the corpus' list of places where the
    agency's own wording is known.
    """
    of = {row.passage: row for row in passages.itertuples()}
    rows = [
        (
            *(row.text_a, row.text_b, Place(at.doc_a, row.start_a, row.end_a)),
            *(Place(at.doc_b, row.start_b, row.end_b), (at.doc_a, at.doc_b), at.start_a),
        )
        for row in select_replacements(substitutions).itertuples()
        for at in [of[row.passage]]
    ]
    if wire is not None:
        rows += [
            (row.wording, row.wire_wording, *[Place(row.doc, row.start, row.end)] * 2, (row.doc,), row.start)
            for row in list_reworded(wire).itertuples()
        ]
    found = []
    for text, other, place, other_place, docs, sentence in rows:
        (one, thing), (two, other_thing) = _side(text, seen), _side(other, seen)
        if not (one and two) and thing and other_thing:
            one, two = [thing], [other_thing]
        if one and two and one[0] != two[0] and not alike(one[0][1], two[0][1]):
            pair = sorted([(one[0], place), (two[0], other_place)])
            texts = f"{text} / {other}".casefold()
            nodes, places = zip(*pair, strict=True)
            found.append(Swap(*nodes, (docs[0], sentence), docs, places, texts))
    return found


class Ties(NamedTuple):
    """All that ties nodes to one another."""

    swaps: list[Swap]
    links: list[Link]
    demonym: dict[str, str]


def _root(parent: dict[Node, Node], node: Node) -> Node:
    while parent.get(node, node) != node:
        node = parent[node]
    return node


def _strongest(pairs: Counter) -> list[tuple]:
    """Return what was counted with its number, the most frequent first."""
    return sorted(pairs.items(), key=lambda item: (-item[1], item[0]))


def _apart(one: Node, other: Node, seen: Seen, demonym: dict[str, str]) -> bool:
    """Return whether one swap is too little to make two one: a rebel and an army, a thing and a thing.

    It is enough for people, for a country and its capital, and for initials.
    """
    if one[0] == "noun":
        things = not (candidates.is_people(one[1], seen) and candidates.is_people(other[1], seen))
        return things or candidates.is_office(one[1]) != candidates.is_office(other[1])
    initials = "".join(word[0] for word in other[1].split())
    return one[1] not in demonym.values() and other[1] not in demonym.values() and one[1] != initials


def group_nodes(seen: Seen, ties: Ties) -> dict[Node, list[Node]]:
    """Return the nodes that seem to name one actor: of each group one of them, and all of them, sorted.

    First the nouns that stand for one another, then each bundle of nouns goes to the one name it is tied to
    most, so that no noun ("militant") makes one actor of two names. Persons join whom they belong to.
    """
    parent: dict[Node, Node] = {}
    sentences: dict[tuple[Node, Node], set] = defaultdict(set)
    for swap in ties.swaps:
        sentences[swap.one, swap.other].add(swap.sentence)
    swapped = Counter({pair: len(found) for pair, found in sentences.items()})
    named = [(link.one, link.other) for link in ties.links if link.kind == "same"]
    bodies = {link.other for link in ties.links if link.kind == "same"}
    for one, other in [*sorted(set(named)), *_surnames(seen, bodies)]:
        parent[_root(parent, one)] = _root(parent, other)
    for (one, other), times in _strongest(swapped):
        places = any(candidates.is_place(node[1], seen) for node in (one, other) if node[0] == "name")
        enough = times > 1 or not _apart(one, other, seen, ties.demonym)
        if one[0] == other[0] and not places and enough:
            parent[_root(parent, one)] = _root(parent, other)
    officials = Counter((link.one, link.other) for link in ties.links if link.kind == "office")
    for (one, other), times in _strongest(officials):
        if other[0] == "noun" and times > 1:
            parent[_root(parent, one)] = _root(parent, other)
    _roles(parent, seen, ties)
    _named(parent, seen, ties, swapped)
    for (one, other), _ in _strongest(officials):  # "government troops", where nobody else has troops
        if other[0] == "noun" and one not in parent and _root(parent, other)[0] == "name":
            parent[one] = _root(parent, other)
    _persons(parent, seen, ties)
    for name, country in ties.demonym.items():
        parent["name", name] = _root(parent, ("name", country))
    found: dict[Node, list[Node]] = defaultdict(list)
    for node in sorted(seen.count):
        if _root(parent, node) != node or node in parent.values():
            found[_root(parent, node)].append(node)
    return {root: members for root, members in found.items() if len(members) > 1}


def _roles(parent: dict[Node, Node], seen: Seen, ties: Ties) -> None:
    """Let a noun or a short name ("the minister", "Guild") join its bearer, where it has one only."""
    bearers: dict[Node, set[Node]] = defaultdict(set)
    for link in ties.links:
        full = any(candidates.is_full_name(tuple(form.split())) for form in seen.printed[link.one])
        one_form = {*map(str.casefold, seen.printed[link.other])} == {link.other[1]}
        if (link.kind, link.other[0]) == ("person", "noun") and full and one_form:
            bearers[link.other].add(_root(parent, link.one))
    for node in sorted(seen.count):
        last = node[1].split()[-1]
        if node[0] == "name" and " " in node[1] and GROUP_WORDS.fullmatch(last):
            short = [("name", last), *([("noun", last)] if seen.things["noun", last] else [])]
            for one in short:
                bearers[one].add(_root(parent, node))
    for noun, found in sorted(bearers.items()):
        if len(found) == 1 and noun in seen.count and noun not in parent:
            parent[noun] = next(iter(found))


def _named(parent: dict[Node, Node], seen: Seen, ties: Ties, swapped: Counter) -> None:
    """Let each bundle of nouns join the name that it is tied to most, if the ties are not too few for it."""
    uses: Counter = Counter()
    for node, count in seen.count.items():
        uses[_root(parent, node)] += count
    targets: dict[Node, Counter] = defaultdict(Counter)
    worth = {"class": 2, "member": 1, "office": 1}
    for link in ties.links:
        named = link.other[0] == "name" and link.other[1] not in attribution.list_carriers()
        stands = candidates.stands_alone(link.other[1], seen) or link.other[1] in ties.demonym.values()
        if link.kind in worth and named and stands:
            targets[_root(parent, link.one)][_root(parent, link.other)] += worth[link.kind]
    for (one, other), times in _strongest(swapped):
        if (one[0], other[0]) == ("name", "noun"):
            targets[_root(parent, other)][_root(parent, one)] += 2 * times
    for noun, found in sorted(targets.items()):
        # Of names tied as often the one named more often; a single bracket of it is no tie for 100 uses.
        name, often = max(found.items(), key=lambda item: (item[1], uses[item[0]], item[0]))
        if often > 1 and often * settings.USES_OF_A_TIE >= uses[noun]:
            parent[noun] = name


def _surnames(seen: Seen, bodies: set[Node]) -> list[tuple[Node, Node]]:
    """Return single and fuller names, each with the most frequent full name that ends in the same."""
    full: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(seen.count):
        words = node[1].split()
        if node[0] != "name" or node in bodies or not 1 < len(words) < 5 or not seen.stands[node]:
            continue
        if not NO_SURNAME.search(node[1]):
            full[words[-1]].append(node)
    pairs = []
    for last, found in sorted(full.items()):
        first = max(found, key=lambda node: (seen.count[node], node))
        fuller = [node for node in found if set(first[1].split()) < set(node[1].split())]
        pairs += [(node, first) for node in fuller]
        pairs += [(("name", last), first)] if seen.count["name", last] else []
    return pairs


def _persons(parent: dict[Node, Node], seen: Seen, ties: Ties) -> None:
    """Let each person join whoever the texts say they belong to, if that is named more often."""
    belongs: dict[Node, Counter] = defaultdict(Counter)
    countries = {*ties.demonym, *ties.demonym.values()}
    tied = {_root(parent, node) for node in [*parent, *parent.values()]}
    weight: Counter = Counter()
    for node, count in seen.count.items():
        weight[_root(parent, node)] += count
    for link in ties.links:
        person, target = _root(parent, link.one), _root(parent, link.other)
        known = link.other[0] == "name" or (target in tied and not candidates.is_office(link.other[1]))
        if (
            link.kind == "person"
            and known
            and person != target
            and link.one[1] not in countries | attribution.list_carriers()
        ):
            weaker = weight[person] < seen.count[link.other] and target[1] not in attribution.list_carriers()
            if weaker and seen.stands[link.one] and not candidates.is_place(link.one[1], seen):
                belongs[person][target] += 2 if link.other[0] == "name" else 1
    for person, found in sorted(belongs.items()):
        (best, times), *others = _strongest(found)
        if not (others and others[0][1] == times) and _root(parent, best) != person:
            parent[person] = best
