"""A table of labels for a corpus that brings none: proposed from its own texts, to be read and corrected.

Nothing is adopted by itself. Evidence is of three kinds: words that stand for one another in versions of one
sentence (*swap*), words that an article itself ties to a name (*apposition*: "the jihadist group X"), and
words that name people or bodies and are used more in one article than in the others (*keyness*).
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from inotherwords import attribution, cleaning, settings
from inotherwords.corpus import in_english, read_sources, read_texts, read_wire
from inotherwords.layers import files, schema
from inotherwords.naming import NAMED_IN
from inotherwords.proposals import actors, candidates
from inotherwords.proposals.actors import Ties
from inotherwords.proposals.candidates import Node, Place, Seen
from inotherwords.text import wordlists
from inotherwords.text.names import GROUP_WORDS
from inotherwords.text.words import to_singular

SWAP, APPOSITION, KEYNESS = "swap", "apposition", "keyness"


class Row(NamedTuple):
    """A label to be proposed, with the evidence for it; place is None where its first use will do."""

    actor: str
    label: str
    part: str
    patterns: list[str]
    reason: str
    evidence: str
    place: Place | None


def _usual(node: Node, seen: Seen) -> str:
    """Return the name of a label: a noun in the singular, a name as it is printed most often."""
    printed = seen.printed[node]
    return min(printed, key=lambda form: (-printed[form], form)) if node[0] == "name" else node[1]


def _patterns(node: Node, seen: Seen, starting: Mapping[str, list[str]]) -> list[str]:
    """Return the patterns that find a node; of a noun its stem with * if that finds nothing else."""
    if node[0] == "name":
        return [" ".join(_usual(node, seen).replace("-", " ").split())]
    forms = sorted({form.casefold() for form in seen.printed[node]})
    stem = all(form.startswith(node[1]) for form in forms)  # not of "deputy", "deputies"
    alike = {to_singular(word) for word in starting.get(node[1][:3], []) if word.startswith(node[1])}
    return [f"{node[1]}*"] if len(forms) > 1 and stem and alike == {node[1]} else forms


def _described(node: Node, swapped: str, seen: Seen, demonym: Mapping[str, str]) -> list[str]:
    """Return the words that stand before a noun for people twice or more, and are no actor of their own.

    With these "Russian air force" is read as one phrase, and is Russia's.
    """
    found = []
    for word, times in seen.pairs.get(node[1], {}).items() if candidates.is_people(node[1], seen) else ():
        anybody = seen.describes[word] > settings.MANY_NOUNS and not candidates.is_office(node[1])
        own = candidates.is_people(to_singular(word), seen) or seen.stands["name", word] or word in demonym
        often = times > 1 or re.search(rf"\b{re.escape(word)}\W+{re.escape(node[1])}", swapped)
        if word.isalpha() and often and not own and not anybody:
            found.append(word.capitalize() if seen.capital[word] > 0 else word)
    return sorted(found)


def _part(node: Node, seen: Seen, demonym: Mapping[str, str]) -> str:
    """Return the part, as labels.csv has it: "Syrian" is a *modifier*, a name that is a place a *capital*."""
    if node[0] == "noun":
        return "office" if candidates.is_office(node[1]) else "head"
    if node[1] in demonym:
        return "modifier"
    return "capital" if seen.at[node] * 4 > seen.count[node] else "name"


def _only_a_place(node: Node, seen: Seen) -> bool:
    """Return whether a name is named often and hardly ever acts: a place, no actor."""
    seldom = seen.acts[node] * 5 < seen.count[node] < seen.at[node] * 6
    return node[0] == "name" and seldom and seen.count[node] > 9


def _listed(docs: set[str]) -> str:
    shown = sorted(docs)
    more = f" and {len(shown) - 3} more" if len(shown) > 3 else ""
    return f"article{'s' * (len(shown) > 1)} {', '.join(shown[:3])}{more}"


def _by_swaps(node: Node, ties: Ties, seen: Seen) -> tuple[str, Place | None]:
    """Return whom a node stands for in versions of the same sentence, and one place; or "", None."""
    partners = defaultdict(list)
    for swap in ties.swaps:
        if node in (swap.one, swap.other):
            partners[swap.other if node == swap.one else swap.one].append(swap)
    sentences = {other: len({swap.sentence for swap in found}) for other, found in partners.items()}
    order = sorted(partners, key=lambda other: (-sentences[other], other))
    told = [
        f"“{_usual(other, seen)}” in {sentences[other]} shared sentence{'s' * (sentences[other] > 1)} "
        f"({_listed({doc for swap in partners[other] for doc in swap.docs})})"
        for other in order[:2]
    ]
    if not told:
        return "", None
    first = partners[order[0]][0]
    return f"stands for {' and for '.join(told)}", first.places[node != first.one]


def _by_text(node: Node, members: set[Node], ties: Ties) -> tuple[str, Place | None]:
    """Return the words by which an article ties a node to its group, and where they stand; or "", None."""
    found = [link for link in ties.links if node in link[1:3] and members.issuperset(link[1:3])]
    if not found:
        return "", None
    shortest = min(found, key=lambda link: (len(link.text), link.place))
    often = f", the like in {len(found)} places" if len(found) > 1 else ""
    return f"the text has “{shortest.text}”{often}", shortest.place


def _name_of_group(members: list[Node], seen: Seen, ties: Ties) -> str:
    """Return the most frequent name of a group, in full where the texts give that; "" if it has none."""
    persons = {link.one for link in ties.links if link.kind == "person" and link.other in members}
    names = [node for node in members if node[0] == "name" and node[1] not in ties.demonym]
    names = [node for node in names if node not in persons] or names
    if not names:
        return ""
    first = max(names, key=lambda node: (seen.count[node], node))
    full = [link.other for link in ties.links if link.kind == "same" and link.one == first]
    full += [node for node in members if node[0] == "name" and node[1].endswith(f" {first[1]}")]
    return _identifier(_usual([*full, first][0], seen))


def _identifier(name: str) -> str:
    """Return a name as an actor's: figures and findings show it with spaces again, in its own capitals.

    >>> _identifier("Hayat Tahrir al-Sham")
    'Hayat_Tahrir_al_Sham'
    """
    return re.sub(r"\W+", "_", name).strip("_")


def _rows_of(actor: str, members: list[Node], seen: Seen, ties: Ties, starting: Mapping) -> list[Row]:
    """Return the rows of one group."""
    swapped = " / ".join(swap.texts for swap in ties.swaps)
    rows = []
    for node in members:
        (swap, place), (text, where) = _by_swaps(node, ties, seen), _by_text(node, set(members), ties)
        part = _part(node, seen, ties.demonym)
        other = "" if swap or text else "another form of the name"
        if part == "modifier":
            other = f"says whose, by “{_usual(('name', ties.demonym[node[1]]), seen)}”"
        if _only_a_place(node, seen) and part != "modifier":
            continue
        found = [SWAP] * bool(swap) + [APPOSITION] * bool(text or other)
        named = "" if part == "modifier" and not _named(members, seen, ties) else _usual(node, seen)
        reason = "; ".join(filter(None, (swap, text, other)))
        patterns = _patterns(node, seen, starting)
        for word in _described(node, swapped, seen, ties.demonym) if node[0] == "noun" else []:
            of = [f"{word} {pattern}" for pattern in patterns]
            rows.append(Row(actor, f"{word} {named}", part, of, reason, "; ".join(found), None))
        rows.append(Row(actor, named, part, patterns, reason, "; ".join(found), place or where))
    return rows


def _named(members: list[Node], seen: Seen, ties: Ties) -> bool:
    """Return whether a country is an actor by its own name, so that "Iranian" alone may name it."""
    countries = ties.demonym.values()
    return any(node[1] in countries and not _only_a_place(node, seen) for node in members)


def _singles(keyness: pd.DataFrame, taken: set[Node], seen: Seen, ties: Ties, starting: Mapping) -> list[Row]:
    """Return rows for people and names that nothing ties to others and one article uses more, as it seems."""
    of_term: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(seen.count):
        if node[0] == "noun":
            named = candidates.is_people(node[1], seen)
        else:
            # "Workers' Council": what such a word names is said by what stands before it.
            whole = candidates.stands_alone(node[1], seen) and not GROUP_WORDS.fullmatch(node[1])
            acts = seen.acts[node] > 0 and whole
            named = acts and not candidates.is_place(node[1], seen) and not _only_a_place(node, seen)
        if (
            named
            and candidates.is_told(node, seen)
            and node not in taken
            and node[1] not in candidates.NOBODY
            and node[1] not in attribution.list_carriers()
        ):
            form = max(sorted(seen.printed[node]), key=seen.printed[node].get)
            of_term[form.casefold().split()[-1]].append(node)
    chosen = keyness[keyness["term"].isin(of_term) & (keyness["log_ratio"] > 0)]
    order = chosen.assign(rank=-chosen["log_likelihood"].astype(float).round(6))
    first = order.sort_values(["rank", "term", "doc"]).drop_duplicates("term")
    rows = []
    for row in first.itertuples():
        for node in of_term[row.term]:
            label, part = _usual(node, seen), _part(node, seen, ties.demonym)
            where = f"{row.count} in {row.doc}, {row.rest} elsewhere"
            reason = f"“{row.term}” is used more in one article: {where}; who is meant is open"
            patterns = _patterns(node, seen, starting)
            rows.append(Row(_identifier(label), label, part, patterns, reason, KEYNESS, None))
    return rows[: settings.MOST_SINGLE_LABELS]


def _weight(members: list[Node], seen: Seen, ties: Ties) -> tuple[int, int]:
    """Return by what groups are ordered: sentences in which their words are swapped, then mentions."""
    inside = set(members)
    swapped = {swap.sentence for swap in ties.swaps if inside.issuperset(swap[:2])}
    acting = any(node[0] == "name" or candidates.is_people(node[1], seen) for node in members)
    uses = sum(seen.count[node] for node in members if not _only_a_place(node, seen))
    return (len(swapped) * acting, uses)


def _found(
    patterns: list[str], segments: pd.DataFrame, analysed: Mapping[str, str]
) -> dict[str, list[Place]]:
    """Return the places of each pattern, as a list of labels with these patterns would find them."""
    ordered = wordlists.sort_longest_first(patterns)
    search = wordlists.compile_patterns(ordered)
    places: dict[str, list[Place]] = {pattern: [] for pattern in patterns}
    told = segments[segments["kind"].isin(NAMED_IN)]
    for doc, first, last in zip(told["doc"], told["start"], told["end"], strict=True):
        for number, start, end in wordlists.find_matches(search, analysed[doc], first, last):
            places[ordered[number]].append(Place(doc, start, end))
    return places


def _placed(rows: list[Row], segments: pd.DataFrame, analysed: Mapping[str, str]) -> pd.DataFrame:
    """Return rows as a table, a pattern a row, with how often and where each is found in the articles."""
    table = pd.DataFrame(
        [(row.actor, row.label, row.part, pattern, row) for row in rows for pattern in row.patterns],
        columns=["actor", "label", "part", "pattern", "row"],
    ).drop_duplicates("pattern", ignore_index=True)
    if table.empty:
        return schema.table("proposed_labels")
    places = _found(table["pattern"].tolist(), segments, analysed)
    found = []
    for actor, label, part, pattern, row in table.itertuples(index=False):
        if places[pattern]:
            at = row.place if row.place and row.place.doc in analysed else places[pattern][0]
            docs = {place.doc for place in places[pattern]}
            text = " ".join(analysed[at.doc][at.start : at.end].split())
            where = (len(places[pattern]), len(docs), row.evidence, *at, text)
            found.append((actor, label, part, pattern, row.reason, *where))
    return schema.table("proposed_labels", found)


def choose_articles(segments: pd.DataFrame) -> list[str]:
    """Return the docs that `propose_labels` reads: all, or ARTICLES_READ spread evenly over a larger corpus.

    >>> choose_articles(pd.DataFrame({"doc": ["a", "a", "b"]}))
    ['a', 'b']
    """
    docs, most = segments["doc"].unique().tolist(), settings.ARTICLES_READ
    return docs if len(docs) <= most else [docs[number * len(docs) // most] for number in range(most)]


def propose_labels(
    segments: pd.DataFrame,
    analysed: Mapping[str, str],
    keyness: pd.DataFrame,
    substitutions: pd.DataFrame,
    passages: pd.DataFrame,
    wire: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return labels that a corpus may adopt: the columns of labels.csv, then the evidence for each row.

    actor (after its most frequent name, or group_1), label, part, pattern, reason; count (places where the
    pattern is found), articles (that have it), evidence (swap, apposition, keyness; several joined by "; "),
    and one example: doc, start, end, text. Words of one actor stand together, those swapped most often first;
    at most MOST_LABELS rows, of them MOST_LABELS_OF_ONE for one actor and MOST_SINGLE_LABELS for words that
    nothing ties to others, whose actor is open (all three in `settings`). Counts are of the articles read
    (`choose_articles`); the time grows with their words.

    `keyness`, `substitutions`, `passages` are the tables of those names, `wire` is the corpus' own.

    >>> text = "The jihadist group Green Dawn (GD) left. Then GD came back."
    >>> segments = pd.DataFrame({"doc": ["a"], "kind": ["sentence"], "start": [0], "end": [len(text)]})
    >>> columns = ["term", "log_ratio", "log_likelihood", "doc", "passage", "change", "difference"]
    >>> none = pd.DataFrame(columns=columns)
    >>> propose_labels(segments, {"a": text}, none, none, none)[["actor", "label", "part"]].values.tolist()
    [['Green_Dawn', 'GD', 'name'], ['Green_Dawn', 'Green Dawn', 'name'], ['Green_Dawn', 'jihadist', 'head']]
    """
    segments = segments[segments["doc"].isin(choose_articles(segments))]
    seen = candidates.see(segments, analysed)
    demonym = candidates.find_demonyms(seen)
    links = candidates.find_links(analysed, seen, demonym)
    ties = Ties(actors.find_swaps(substitutions, passages, wire, seen), links, demonym)
    starting = defaultdict(list)
    for word in sorted(seen.vocabulary):
        starting[word[:3]].append(word)
    groups = list(actors.group_nodes(seen, ties).values())
    order = sorted(groups, key=lambda members: ([-n for n in _weight(members, seen, ties)], members))
    rows, unnamed = [], 0
    for members in order[: settings.MOST_LABELS]:
        actor = _name_of_group(members, seen, ties)
        unnamed += not actor
        rows += _rows_of(actor or f"group_{unnamed}", members, seen, ties, starting)
    taken = {node for members in groups for node in members}
    single = _placed(_singles(keyness, taken, seen, ties, starting), segments, analysed)
    tied = _cut(_placed(rows, segments, analysed))
    free = single[~single["pattern"].isin(tied["pattern"])]
    tied = tied.head(settings.MOST_LABELS - len(free))
    return pd.concat([tied, free], ignore_index=True) if len(free) else tied.reset_index(drop=True)


def _cut(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of each actor that say most: swaps first, then what is used most often.

    An actor of whom only words that say whose ("Syrian") are left is none.
    """
    place, swapped = pd.factorize(table["actor"])[0], ~table["evidence"].str.contains(SWAP)
    keyed = table.assign(place=place, swapped=swapped).sort_values(
        ["place", "swapped", "count", "pattern"], ascending=[True, True, False, True], ignore_index=True
    )
    kept = keyed.groupby("actor", sort=False).head(settings.MOST_LABELS_OF_ONE)
    naming = kept[kept["part"] != "modifier"].groupby("actor").size()
    kept = kept.drop(columns=["place", "swapped"])
    return schema.table("proposed_labels", kept[kept["actor"].isin(naming.index)])


def propose_for_corpus(
    corpus: Path, outputs: Path, substitutions: pd.DataFrame, passages: pd.DataFrame
) -> pd.DataFrame:
    """Return what `propose_labels` proposes for a corpus, from the tables that its notebooks wrote."""
    docs = choose_articles(in_english(files.read_table(outputs, "articles")))
    texts = read_texts(corpus, read_sources(corpus))
    segments, analysed = cleaning.clean_some(docs, texts)
    keyness, wire = files.read_table(outputs, "keyness"), read_wire(corpus, texts)
    return propose_labels(segments, analysed, keyness, substitutions, passages, wire)
