"""The tables of the reader page, each number with its places, and the questions to start with."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from inotherwords import collation, settings
from inotherwords.naming import VOICES, readable, variously_named
from inotherwords.text.words import stem

AGENCY = "agency copy"

Letters = Mapping[str, str]  # doc: the letter of the article
Columns = Mapping[str, set[str]]  # the letter at the head of a column, or "all": docs


def list_columns(letters: Letters) -> dict[str, set[str]]:
    """Return the columns of a table by article: one an article, or one for all if they are many.

    >>> list_columns({"000": "A", "001": "B"})
    {'A': {'000'}, 'B': {'001'}}
    """
    if len(letters) > settings.COLUMNS_OF_A_TABLE:
        return {"all": set(letters)}
    return {siglum: {doc} for doc, siglum in letters.items()}


def _cells(docs: list[str], ids: list[str], notes: list[str], heads: Columns) -> list[dict]:
    """Return a cell a column: how many, in how many articles, how many of each note, and their ids."""
    cells = []
    for head, among in heads.items():
        here = [row for row in zip(docs, ids, notes, strict=True) if row[0] in among]
        counts = Counter(note for _, _, note in here if note)
        told = [", ".join(f"{counts[note]} {note}" for note in sorted(counts, key=_rank))]
        if head == "all":
            found = len({doc for doc, _, _ in here})
            told.append(f"in {found} article{'s' * (found > 1)}")
        row = {"head": head, "n": len(here), "told": "; ".join(filter(None, told))}
        cells.append(row | {"ids": [name for _, name, _ in here]})
    return cells


def _rank(note: str) -> tuple[int, str]:
    """Return where a voice stands among the notes of a cell: the article's own first, another note last."""
    order = [*settings.OWN_VOICE, *(voice for voice in VOICES if voice not in settings.OWN_VOICE)]
    return (order.index(note) if note in order else len(order), note)


def label_rows(labels: pd.DataFrame, letters: Letters) -> list[dict]:
    """Return a row an actor and label: in each article how often in which voice, and the ids of the labels.

    The actor named most often comes first, and of each actor the label used most often.

    >>> labels = pd.DataFrame([("a", "russia", "Moscow", "own")], columns=["doc", "actor", "label", "voice"])
    >>> label_rows(labels, {"a": "A"})[0]["cells"]
    [{'head': 'A', 'n': 1, 'told': '1 own', 'ids': ['l1']}]
    """
    numbered = labels.assign(id=[f"l{place}" for place in range(1, len(labels) + 1)])
    named = labels["actor"].value_counts()
    rows = []
    for (actor, label), own in numbered.groupby(["actor", "label"]):
        cells = _cells(*(list(own[name]) for name in ("doc", "id", "voice")), list_columns(letters))
        order = (-named[actor], actor, -len(own), label)
        rows.append((order, {"actor": readable(actor), "label": label, "cells": cells}))
    return [row for _, row in sorted(rows, key=lambda row: row[0])]


def speaker_rows(attributions: pd.DataFrame, letters: Letters, unread: Sequence[str] = ()) -> list[dict]:
    """Return a row a speaker: in each article how often, how often quoted, the attributions' ids.

    Those in most articles come first; those without a name last, a row a side. A joint source counts for
    each of its speakers. `gaps` is True of a speaker with a name found in one article and not in another,
    quoted or paraphrased, but for those `unread`, in which nobody is looked for; `quoted` of one found in
    quotation marks, at least in part.
    """
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    sides: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for place, row in enumerate(attributions.itertuples(), 1):
        note = "quoted" if row.type in ("direct", "mixed") else ""
        note = "doubtful" if row.doubtful == "yes" else note
        for name, side in _each_speaker(str(row.speaker), row.side):
            key = (name, "" if name else side)
            found[key].append((row.doc, f"a{place}", note))
            sides[key] |= dict.fromkeys(side.split("; "))
    rows = []
    for key, places in found.items():
        name = key[0]
        docs, ids, notes = map(list, zip(*places, strict=True))
        row = {
            "speaker": name or "not named",
            "side": ", ".join(map(readable, sides[key])),
            "gaps": bool(name) and len(set(docs)) < len(letters) - len(unread),
            "quoted": "quoted" in notes,
            "cells": _cells(docs, ids, notes, list_columns(letters)),
        }
        rows.append(((not name, -len(set(docs)), -len(docs), *key), row))
    return [row for _, row in sorted(rows, key=lambda row: row[0])]


def _each_speaker(speaker: str, side: str) -> list[tuple[str, str]]:
    """Return each speaker of a joint source with a side; which is whose is told only by as many sides.

    >>> _each_speaker("Observatory; state media", "ngo; government")
    [('Observatory', 'ngo'), ('state media', 'government')]
    """
    names, sides = speaker.split("; "), side.split("; ")
    return list(zip(names, sides if len(sides) == len(names) else [side] * len(names), strict=True))


def _replacements(tables: Mapping[str, pd.DataFrame], wire: pd.DataFrame, letters: Letters) -> dict:
    """Return for two phrases, by their keys, each replacement of the one by the other: its two sides.

    A side is (the letter of the article or AGENCY, where in it, the words).
    """
    found = defaultdict(list)
    docs = {row.passage: (row.doc_a, row.doc_b) for row in tables["passages"].itertuples()}
    replaced = collation.select_replacements(tables["substitutions"])
    of_row = {
        row.Index: ((row.text_a, row.start_a), (row.text_b, row.start_b)) for row in replaced.itertuples()
    }
    for swap in collation.find_swaps_in(replaced, "passage"):
        sides = []
        for (text, start), doc in zip(of_row[swap.row], docs[swap.number], strict=True):
            first, last = collation.find_core(text)
            sides.append((letters[doc], start + first, text[first:last]))
        found[tuple(phrase.key for phrase in swap.phrases)].append(tuple(sides))
    known = collation.list_reworded(wire)
    for swap in collation.find_swaps_in(collation.wire_replacements(wire), "wire") if len(known) else ():
        row = known.loc[swap.number]
        if row["start"] != "":
            sides = (letters[row["doc"]], row["start"], row["wording"]), (AGENCY, 0, row["wire_wording"])
            found[tuple(phrase.key for phrase in swap.phrases)].append(sides)
    return {key: sorted(set(sides)) for key, sides in found.items()}


def swap_rows(tables: Mapping[str, pd.DataFrame], wire: pd.DataFrame, letters: Letters) -> list[dict]:
    """Return the table of swaps, each row with its replacements: `pairs` of sides and the `ids` of all.

    A side has siglum, text and at (its place, "" in the agency's copy); an id is a place and a length.
    `labels` is True where either word is a label of the same actor: these come first, else in the order of
    the table `swaps`.
    """
    replacements = _replacements(tables, wire, letters)
    of_labels = _pairs_of_labels(tables, wire)
    rows = []
    for row in tables["swaps"].itertuples():
        key = tuple(sorted(collation.list_phrases(word)[0].key for word in (row.word_a, row.word_b)))
        pairs = [
            [
                {"siglum": siglum, "text": text, "at": "" if siglum == AGENCY else f"{siglum}{start}"}
                for siglum, start, text in pair
            ]
            for pair in replacements.get(key, [])
        ]
        ids = [f"{side['at']}+{len(side['text'])}" for pair in pairs for side in pair if side["at"]]
        names = ("word_a", "word_b", "sentences", "passages", "articles", "wire")
        kept = {name: getattr(row, name) for name in names} | {"pairs": pairs[: settings.SWAPS_PRINTED]}
        more = {"labels": key in of_labels, "more": len(pairs) > settings.SWAPS_PRINTED}
        rows.append(kept | more | {"ids": list(dict.fromkeys(ids))})
    return sorted(rows, key=lambda row: not row["labels"])


def _pairs_of_labels(tables: Mapping[str, pd.DataFrame], wire: pd.DataFrame) -> set[tuple[str, ...]]:
    """Return the pairs, by their keys, that are labels of the same actor, each alone in its replacement.

    Where "jihadists and their allies" became "terrorists", the allies alone were not renamed.
    """
    actors = _actors(tables["labels"])
    found = [*collation.find_swaps_in(collation.select_replacements(tables["substitutions"]), "passage")]
    found += collation.find_swaps_in(collation.wire_replacements(wire), "wire") if len(wire) else []
    pairs = {
        tuple(phrase.key for phrase in swap.phrases)
        for swap in found
        if all(_count(text, actors) == 1 for text in swap.whole)
    }
    return {pair for pair in pairs if actors.get(pair[0], set()) & actors.get(pair[1], set())}


def _actors(labels: pd.DataFrame) -> dict[str, set[str]]:
    """Return the actors that a word or phrase, as swaps are grouped, is a label of."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in labels[["actor", "label", "text"]].drop_duplicates().itertuples():
        for name in (row.label, row.text):
            if key := [phrase.key for phrase in collation.list_phrases(name)[:1]]:
                found[key[0]].add(row.actor)
    return found


def _count(text: str, labels: Collection[str]) -> int:
    """Return how many labels stand in a text, the longest first: of two, no one stands for a single word.

    >>> _count("rebels and their allies", {"rebel", "alli"}), _count("takfiri terrorists", {"terrorist"})
    (2, 1)
    """
    left = f" {' '.join(phrase.key for phrase in collation.list_phrases(text)[:1])} "
    count = 0
    for label in sorted(labels, key=lambda label: (-len(label), label)):
        while f" {label} " in left:
            left = left.replace(f" {label} ", " | ", 1)
            count += 1
    return count


def find_nested_labels(labels: pd.DataFrame) -> tuple[str, str] | None:
    """Return the label used most of those that contain another of the same actor, and that other; or None.

    >>> rows = [("x", "takfiri terrorist"), ("x", "terrorist")]
    >>> find_nested_labels(pd.DataFrame(rows, columns=["actor", "label"]))
    ('takfiri terrorist', 'terrorist')
    """
    found = []
    for _, own in labels.groupby("actor")["label"]:
        for label, count in own.value_counts().items():
            within = [other for other in set(own) if set(other.split()) < set(label.split())]
            found += [(-count, label, -sum(own == other), other) for other in within]
    if not found:
        return None
    _, label, _, other = min(found)
    return label, other


def find_contested(labels: pd.DataFrame) -> tuple[str, str] | None:
    """Return the actor named most variously and the label most used of it in sources' words, or None.

    Of the labels that some article uses of that actor in its own voice, the one most often attributed or
    quoted elsewhere.

    >>> rows = [("a", "russia", "Moscow", "own"), ("b", "russia", "Moscow", "quoted")]
    >>> find_contested(pd.DataFrame(rows, columns=["doc", "actor", "label", "voice"]))
    ('russia', 'Moscow')
    """
    if labels.empty:
        return None
    actor = variously_named(labels)[0]
    found = []
    for label, own in labels[labels["actor"] == actor].groupby("label"):
        others = own["voice"].isin(["attributed", "quoted"]).sum()
        if others and own["voice"].isin(settings.OWN_VOICE).any():
            found.append((-others, label))
    return (actor, min(found)[1]) if found else None


def find_most_replaced(table: pd.DataFrame, wire: pd.DataFrame) -> str:
    """Return the word of the first swap that others stand for: rather the agency's; "" without swaps.

    Of two that the agency has equally often, the one with most others.

    >>> table = pd.DataFrame({"word_a": ["fighters", "gunmen"], "word_b": ["rebels", "rebels"]})
    >>> find_most_replaced(table, pd.DataFrame({"wire_wording": []}))
    'rebels'
    """
    if table.empty:
        return ""
    pairs = list(zip(table["word_a"], table["word_b"], strict=True))
    known = [text.casefold() for text in wire["wire_wording"]]

    def order(word: str) -> tuple[int, int]:
        return sum(word.casefold() in text for text in known), sum(word in pair for pair in pairs)

    return max(pairs[0], key=order)


def _opening(word: str) -> str:
    """Return the stem of a word if it begins with it, so that a search for it finds all its forms.

    >>> _opening("Rebels"), _opening("city")
    ('rebel', 'city')
    """
    form = word.casefold()
    return stem(form) if form.startswith(stem(form)) else word


def questions(tables: Mapping[str, pd.DataFrame], wire: pd.DataFrame, speakers: list[dict]) -> dict:
    """Return what the page asks at the start, as far as the tables have an answer.

    `own`: actor, label, labels (it and those that contain it) and the ids of those in an article's own voice;
    `swap`: a word, and what to look for so as to find its forms; `gaps`: True if somebody is a source in one
    article and missing in another;
    `actor`: the actor named most variously, or "".
    """
    labels = tables["labels"]
    asked = {"own": None, "swap": None, "gaps": any(row["gaps"] for row in speakers)}
    asked["actor"] = readable(variously_named(labels)[0]) if len(labels) else ""
    if word := find_most_replaced(tables["swaps"], wire):
        asked["swap"] = {"word": word, "find": _opening(word)}
    if chosen := find_contested(labels):
        actor, label = chosen
        within = labels["label"].str.split().map(lambda words: set(label.split()) <= set(words))
        same = (labels["actor"] == actor) & within
        own = [place for place, kept in enumerate(same & labels["voice"].isin(settings.OWN_VOICE), 1) if kept]
        names = sorted(set(labels.loc[same, "label"]), key=lambda name: (len(name), name))
        ids = [f"l{place}" for place in own]
        asked["own"] = {"actor": readable(actor), "label": label, "labels": names, "ids": ids}
    return asked
