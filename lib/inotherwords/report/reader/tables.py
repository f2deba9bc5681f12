"""The tables of the reader page, each number with its places, and the questions to start with.

A table is given as its rows, each a dict.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from inotherwords import collation, settings
from inotherwords.attribution import PICTURES, UNKNOWN
from inotherwords.naming import VOICES, readable

AGENCY = "agency copy"
NAMELESS, UNSIDED = "not named", "side not known"
CALLED = {"attributed": "somebody's"}  # as on the card of the lessons

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]  # by the name of their table
Letters = Mapping[str, str]  # doc: the letter of the article
Sides = tuple[tuple[str, int, str], ...]  # the letter of an article or AGENCY, where in it, the words
Place = tuple[str, str, str]  # doc, id, note: a voice, or how sure
Columns = Mapping[str, set[str]]  # the letter at the head of a column, or "all": docs


def list_columns(letters: Letters) -> dict[str, set[str]]:
    """Return the columns of a table by article: one an article, or one for all if they are many.

    >>> list_columns({"000": "A", "001": "B"})
    {'A': {'000'}, 'B': {'001'}}
    """
    if len(letters) > settings.COLUMNS_OF_A_TABLE:
        return {"all": set(letters)}
    return {siglum: {doc} for doc, siglum in letters.items()}


def list_spoken(rows: Rows) -> list[Row]:
    """Return the attributions in which somebody speaks, each with the speaker whom its own sentence has.

    What pictures show is nobody's word. Where the sentence names nobody, there is no speaker, and `taken_for`
    is whom the program takes from elsewhere ("" otherwise).

    >>> said = {"doc": "a", "attribution": 1, "speaker": "the head", "side": "school"}
    >>> source = {"doc": "a", "attribution": 1, "role": "source", "text": "She"}
    >>> [(row["speaker"], row["taken_for"]) for row in list_spoken({"attributions": [said]})]
    [('', 'the head')]
    >>> list_spoken({"attributions": [said], "attribution_spans": [source | {"text": "Images"}]})
    []
    """
    sources = defaultdict(list)
    for row in rows.get("attribution_spans", []):
        if row["role"] == "source":
            sources[row["doc"], row["attribution"]].append(row["text"])
    unnamed = {"speaker": "", "side": UNKNOWN, "source_type": UNKNOWN}
    found = []
    for row in rows.get("attributions", []):
        named = sources[row["doc"], row["attribution"]]
        if not any(map(PICTURES.search, named)):
            taken = "" if named else row["speaker"]
            found.append({**row, **({} if named else unnamed), "taken_for": taken})
    return found


def _cells(places: Sequence[Place], heads: Columns) -> list[dict]:
    """Return a cell a column: how many, in how many articles, how many of each note if not all, and ids."""
    cells = []
    for head, among in heads.items():
        here = [place for place in places if place[0] in among]
        counts = Counter(note for _, _, note in here if note)
        named = [(counts[note], CALLED.get(note, note)) for note in sorted(counts, key=_rank)]
        told = [", ".join(note if n == len(here) else f"{n} {note}" for n, note in named)]
        if head == "all":
            found = len({doc for doc, _, _ in here})
            told.append(f"in {found} article{'s' * (found > 1)}")
        ids = [name for _, name, _ in here]
        cells.append({"head": head, "n": len(here), "told": "; ".join(filter(None, told)), "ids": ids})
    return cells


def _rank(note: str) -> tuple[int, str]:
    """Return where a voice stands among the notes of a cell: the article's own first, another note last."""
    order = [*settings.OWN_VOICE, *(voice for voice in VOICES if voice not in settings.OWN_VOICE)]
    return (order.index(note) if note in order else len(order), note)


def label_rows(labels: Iterable[Row], letters: Letters) -> list[dict]:
    """Return a row an actor and label: in each article how often in which voice, and the ids of the labels.

    The actor named most often comes first, and of each actor the label used most often.

    >>> label = {"doc": "a", "actor": "russia", "label": "Moscow", "voice": "own"}
    >>> label_rows([label], {"a": "A"})[0]["cells"]
    [{'head': 'A', 'n': 1, 'told': 'own', 'ids': ['l1']}]
    """
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place, row in enumerate(labels, 1):
        found[row["actor"], row["label"]].append((row["doc"], f"l{place}", row["voice"]))
    named = Counter(actor for (actor, _), own in found.items() for _ in own)
    order = sorted(found, key=lambda key: (-named[key[0]], key[0], -len(found[key]), key[1]))
    return [
        {
            "actor": readable(actor),
            "label": label,
            "cells": _cells(found[actor, label], list_columns(letters)),
        }
        for actor, label in order
    ]


def speaker_rows(attributions: Iterable[Row], letters: Letters, unread: Sequence[str] = ()) -> list[dict]:
    """Return a row a speaker: in each article how often, how often quoted, the attributions' ids.

    Those in most articles come first; those without a name last, a row a side. A joint source counts for
    each of its speakers. `gaps` is True of a speaker with a name found in one article and not in another,
    quoted or paraphrased, but for those `unread`, in which nobody is looked for; `quoted` of one found in
    quotation marks, at least in part; `sure` of one who is certain to be somebody that speaks: found
    without doubt, and by another verb than what a thing does, too ("shows").
    """
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    sides: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    sure = set()
    for place, row in enumerate(attributions, 1):
        note = "quoted" if row["type"] in ("direct", "mixed") else ""
        note = "doubtful" if row["doubtful"] == "yes" else note
        for name, side in _each_speaker(str(row["speaker"]), row["side"]):
            key = (name, "" if name else side)
            found[key].append((row["doc"], f"a{place}", note))
            sides[key] |= dict.fromkeys(side.split("; "))
            if note != "doubtful" and not settings.SHOWING & set(row["cue"].casefold().split()):
                sure.add(key)
    rows = []
    for key, places in found.items():
        name, docs = key[0], {doc for doc, _, _ in places}
        row = {
            "speaker": name or NAMELESS,
            "side": ", ".join(UNSIDED if it == "unknown" else readable(it) for it in sides[key]),
            "gaps": bool(name) and len(docs) < len(letters) - len(unread),
            "quoted": any(note == "quoted" for _, _, note in places),
            "sure": bool(name) and key in sure,
            "cells": _cells(places, list_columns(letters)),
        }
        rows.append(((not name, -len(docs), -len(places), *key), row))
    return [row for _, row in sorted(rows, key=lambda row: row[0])]


def _each_speaker(speaker: str, side: str) -> list[tuple[str, str]]:
    """Return each speaker of a joint source with a side; which is whose is told only by as many sides.

    >>> _each_speaker("Observatory; state media", "ngo; government")
    [('Observatory', 'ngo'), ('state media', 'government')]
    """
    names, sides = speaker.split("; "), side.split("; ")
    return list(zip(names, sides if len(sides) == len(names) else [side] * len(names), strict=True))


def _find_swaps(rows: Rows, letters: Letters) -> Iterator[tuple[tuple[str, ...], Sequence[str], Sides]]:
    """Yield what stands for what, in shared sentences and in the agency's copy: phrases, whole texts, sides.

    The phrases are keys, as swaps are grouped; there are no sides of copy whose place is not known.
    """
    docs = {row["passage"]: (row["doc_a"], row["doc_b"]) for row in rows["passages"]}
    own = collation.list_replacements(rows["substitutions"], rows["passages"])
    for swap in collation.find_swaps_in(own, "passage"):
        row, sides = rows["substitutions"][swap.row], []
        for side, doc in zip("ab", docs[swap.number], strict=True):
            text, start = row[f"text_{side}"], row[f"start_{side}"]
            first, last = collation.find_core(text)
            sides.append((letters[doc], start + first, text[first:last]))
        yield tuple(phrase.key for phrase in swap.phrases), swap.whole, tuple(sides)
    names = ("wording", "wire_wording", "wire_language")
    known = [row for row in rows["wire"] if collation.is_reworded(*(row[name] for name in names))]
    copied = collation.replacements_in((row["wording"], row["wire_wording"]) for row in known)
    for swap in collation.find_swaps_in(copied, "wire"):
        row = known[swap.number]
        sides = (letters[row["doc"]], row["start"], row["wording"]), (AGENCY, 0, row["wire_wording"])
        keys = tuple(phrase.key for phrase in swap.phrases)
        yield keys, swap.whole, sides if row["start"] != "" else ()


def swap_rows(rows: Rows, letters: Letters) -> list[dict]:
    """Return the table of swaps, each row with its replacements: `pairs` of sides and the `ids` of all.

    A side has siglum, text and at (its place, "" in the agency's copy); an id is a place and a length.
    `labels` is True where either word is a label of the same actor, each alone in its replacement (where
    "jihadists and their allies" became "terrorists", the allies alone were not renamed): these come first,
    else in the order of the table `swaps`.
    """
    actors = _actors(rows["labels"])
    places: dict[tuple[str, ...], set[Sides]] = defaultdict(set)
    of_labels = set()
    for key, whole, sides in _find_swaps(rows, letters):
        places[key] |= {sides} - {()}
        same = set.intersection(*(actors.get(word, set()) for word in key))
        if same and all(_count(text, actors) == 1 for text in whole):
            of_labels.add(key)
    found = []
    for row in rows["swaps"]:
        key = tuple(sorted(collation.list_phrases(word)[0].key for word in (row["word_a"], row["word_b"])))
        pairs = [
            [
                {"siglum": siglum, "text": text, "at": "" if siglum == AGENCY else f"{siglum}{start}"}
                for siglum, start, text in pair
            ]
            for pair in sorted(places[key])
        ]
        sides = [side for pair in pairs for side in pair if side["at"]]
        # The length is as a browser counts it.
        ids = [f"{side['at']}+{len(side['text'].encode('utf-16-le')) // 2}" for side in sides]
        names = ("word_a", "word_b", "sentences", "passages", "articles", "wire", "examples")
        kept = {name: row[name] for name in names} | {"pairs": pairs[: settings.SWAPS_PRINTED]}
        more = {"labels": key in of_labels, "more": len(pairs) > settings.SWAPS_PRINTED}
        found.append(kept | more | {"ids": list(dict.fromkeys(ids))})
    return sorted(found, key=lambda row: not row["labels"])


def _actors(labels: Iterable[Row]) -> dict[str, set[str]]:
    """Return the actors that a word or phrase, as swaps are grouped, is a label of."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, actor in {(row[column], row["actor"]) for row in labels for column in ("label", "text")}:
        if key := [phrase.key for phrase in collation.list_phrases(name)[:1]]:
            found[key[0]].add(actor)
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


def find_nested_labels(labels: Iterable[Row]) -> tuple[str, str] | None:
    """Return the label used most of those that contain another of the same actor, and that other; or None.

    >>> find_nested_labels([{"actor": "x", "label": label} for label in ("takfiri terrorist", "terrorist")])
    ('takfiri terrorist', 'terrorist')
    """
    used = Counter((row["actor"], row["label"]) for row in labels)
    found = [
        (-n, label, -m, other)
        for (actor, label), n in used.items()
        for (whose, other), m in used.items()
        if actor == whose and set(other.split()) < set(label.split())
    ]
    return (min(found)[1], min(found)[3]) if found else None


def ask(rows: Rows, speakers: Sequence[Row], swaps: Sequence[Row]) -> list[dict]:
    """Return the questions to start with, as far as the tables have an answer.

    Each has `key`, `question`, `title` (what the answer lists) and `ids` of the places that answer it:
    which word for somebody does one article use itself and another never; which words stand for which in
    one sentence; who speaks in one article and not in another.
    """
    found = []
    if chosen := find_contested(rows["labels"], swaps):
        actor, label = chosen
        ids = [
            f"l{place}"
            for place, row in enumerate(rows["labels"], 1)
            if row["actor"] == actor and contains(row["label"], label) and row["voice"] in settings.OWN_VOICE
        ]
        question = f"Which article itself says “{label}” of {readable(actor)}?"
        title = f"“{label}” for {readable(actor)}, where the article itself says it"
        found.append((f"own.{label}", question, title, ids))
    if row := next(filter(_is_told_apart, swaps), None):
        here, there = f"“{row['word_a']}” here", f"“{row['word_b']}” there"
        question = f"Which sentence has {here} and {there}?"
        title = f"{here}, {there} (in an article or in the agency's copy)"
        found.append((f"swap.{row['word_a']}.{row['word_b']}", question, title, row["ids"]))
    if row := next((row for row in speakers if row["gaps"] and row["sure"]), None):
        name, ids = row["speaker"], [name for cell in row["cells"] for name in cell["ids"]]
        question = f"Who has “{name}” as a source, and who has not?"
        found.append((f"gap.{name}", question, f"“{name}” as a source", ids))
    return [dict(zip(("key", "question", "title", "ids"), one, strict=True)) for one in found]


def contains(label: str, other: str) -> bool:
    """Return whether a label has all words of another: "takfiri terrorist" has "terrorist"."""
    return set(other.split()) <= set(label.split())


def find_contested(labels: Sequence[Row], swaps: Iterable[Row]) -> tuple[str, str] | None:
    """Return an actor and a label that one article uses of it itself and another never; or None.

    Rather one that stands for another in the same sentence, in the order of the swaps; else the one that
    most articles use. A name of the actor's own is none.

    >>> rows = [("a", "they", "rebel", "own"), ("b", "they", "gunman", "own")]
    >>> columns = ("doc", "actor", "label", "voice", "decided_by")
    >>> find_contested([dict(zip(columns, (*row, "word"))) for row in rows], [])
    ('they', 'gunman')
    """
    places: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in labels:
        places[row["actor"], row["label"]].append(row)

    def divides(key: tuple[str, str]) -> bool:
        actor, label = key
        naming = {row["doc"] for row in labels if row["actor"] == actor}
        using = {row["doc"] for row in labels if row["actor"] == actor and contains(row["label"], label)}
        own = any(row["voice"] in settings.OWN_VOICE for row in places[key])
        return own and using < naming and not _is_name(places[key])

    swapped = [
        (phrase, rank)
        for rank, row in enumerate(swaps)
        if row["labels"]
        for word in (row["word_b"], row["word_a"])
        for phrase in [one.key for one in collation.list_phrases(word)[:1]]
    ]

    def order(key: tuple[str, str]) -> tuple:
        own = [phrase.key for phrase in collation.list_phrases(key[1])[:1]]
        rank = min((rank for phrase, rank in swapped if [phrase] == own), default=len(swapped))
        return rank, -len({row["doc"] for row in places[key]}), -len(places[key]), key

    return min(filter(divides, places), key=order, default=None)


def _is_name(rows: Sequence[Row]) -> bool:
    """Return whether a label is mostly what somebody is called by everybody: a name, a capital, an office."""
    named = sum(row["decided_by"] in ("name", "capital") for row in rows)
    called = [
        {one.key for one in collation.list_phrases(name)[:1]}
        for name in (rows[0]["label"], readable(rows[0]["actor"]))
    ]
    return 2 * named > len(rows) or called[0] == called[1]


def _is_told_apart(swap: Row) -> bool:
    """Return whether a swap is worth a question: of labels, or of whole phrases of common words.

    No day, place or number, and no half of a longer phrase.
    """
    words = swap["word_a"], swap["word_b"]
    whole = " / ".join(words).casefold() in swap["examples"].casefold().split("; ")
    plain = all(word == word.lower() and "'" not in word and "’" not in word for word in words)
    return bool(swap["ids"]) and (swap["labels"] or (whole and plain))
