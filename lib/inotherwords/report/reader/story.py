"""The opening of the reader page: one sentence told in several ways, screen by screen, from the rows.

A screen for which the corpus has nothing is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from inotherwords import collation, settings
from inotherwords.attribution import UNKNOWN
from inotherwords.corpus import ENGLISH
from inotherwords.naming import EVENT, readable
from inotherwords.report.reader.tables import UNSIDED, Letters, Row, Rows

UNNAMED = "source not named"  # nobody is named in the sentence, whatever the program takes from another
KILLED = "people killed"  # the act of the table `acts` that a reader is told of beforehand
OTHERS = "other sources"  # those together that are heard seldom, where no side is known
NAMES = ("name", "capital", "article")  # what decides that a label is a name rather than a chosen word


def tell(rows: Rows, texts: Mapping[str, str], letters: Letters) -> dict:
    """Return the opening: `screens` (the names of those that there are) and what each shows.

    `killed` is how many sentences tell of people killed; `sentence` one sentence in its versions, or None;
    `voices` how often each article uses a word of the same actor in which voice; `heard` a row a side or
    source, with where in each article in English it speaks, `silent` those that are named and never speak;
    `unread` the other articles; `copied` what an agency's copy had in an article's place.
    """
    sentence = find_sentence(rows, texts, letters)
    heard = sorted(_heard(_by_source(rows), texts, letters), key=lambda row: row["key"] == OTHERS)
    told = {
        "killed": len({(row["doc"], row["sentence"]) for row in rows["acts"] if row["act"] == KILLED}),
        "sentence": sentence,
        "voices": _voices(rows["labels"], sentence["id"], letters) if sentence else [],
        "heard": [row for row in heard if any(cell["ids"] for cell in row["cells"])],
        "silent": [row for row in heard if not any(cell["ids"] for cell in row["cells"])],
        "unread": [letters[row["doc"]] for row in rows["articles"] if row["language"] not in ENGLISH],
        "copied": _copy(rows["wire"], letters),
    }
    shown = {"words": sentence, "voices": sentence, "heard": told["heard"], "copy": told["copied"]}
    return told | {"screens": ["event", *(name for name in shown if shown[name])]}


class Version(NamedTuple):
    """One version of a statement: where it begins, in whose voice it is told and by whom, if known."""

    doc: str
    start: int
    told: str = ""
    speaker: str = ""


def _groups(rows: Rows) -> Iterable[list[Version]]:
    """Yield the versions of each statement, and of each pair of sentences in which words were replaced."""
    claims = defaultdict(list)
    for row in rows["claims"]:
        claims[row["claim"]].append(Version(*(row[name] for name in ("doc", "start", "told", "speaker"))))
    yield from claims.values()
    replaced = {one.number for one in collation.list_replacements(rows["substitutions"], rows["passages"])}
    for row in rows["passages"]:
        if row["passage"] in replaced:
            yield [Version(row["doc_a"], row["start_a"]), Version(row["doc_b"], row["start_b"])]


def find_sentence(rows: Rows, texts: Mapping[str, str], letters: Letters) -> dict | None:
    """Return the sentence in which most words are used of one actor, in its versions; None if there is none.

    `id` and `actor` are who is meant; `words` those that stand in its place, sorted; each of `versions` has
    siglum, short, at, `pieces` of [text, whether it is one of the words], `told` (in whose voice) and
    `speaker`. Names of the actor's own are no such words. A version that has none of them comes last.
    """
    sentences, labels = defaultdict(list), defaultdict(list)
    for row in rows["segments"]:
        if row["kind"] in settings.READ:
            sentences[row["doc"]].append((row["start"], row["end"]))
    for row in rows["labels"]:
        if row["decided_by"] not in NAMES:
            labels[row["doc"]].append(row)
    best: tuple[tuple, str, list] = ((), "", [])
    for group in _groups(rows):
        whole = {}  # by sentence: the first of its versions and the words in it
        for version in group:
            for start, end in sentences[version.doc]:
                if start <= version.start < end and (version.doc, start) not in whole:
                    own = [r for r in labels[version.doc] if start <= r["start"] and r["end"] <= end]
                    whole[version.doc, start] = version, end, own
        for actor in sorted({row["actor"] for _, _, own in whole.values() for row in own}):
            used = {key: [r for r in own if r["actor"] == actor] for key, (_, _, own) in whole.items()}
            docs = {doc for (doc, _), own in used.items() if own}
            apart = len({frozenset(row["label"] for row in own) for own in used.values() if own})
            score = (actor != EVENT, apart, len(docs), len(whole))
            if len(docs) > 1 and apart > 1 and score > best[0]:
                best = (score, actor, [(*whole[key], key[1], used[key]) for key in whole])
    _, actor, found = best
    if not found:
        return None
    speakers = {(row["doc"], row["attribution"]): row["speaker"] for row in rows["attributions"]}
    versions, words = [], {}
    for version, end, _, start, own in sorted(found, key=lambda it: not it[-1]):
        text, pieces, at = texts[version.doc], [], start
        for row in own:
            if row["start"] >= at:
                pieces += [[text[at : row["start"]], False], [row["text"], True]]
                words.setdefault(row["text"].casefold(), row["text"])
                at = row["end"]
        told, speaker = version.told, version.speaker
        if own and not told:
            told, speaker = own[0]["voice"], speakers.get((version.doc, own[0]["attribution"]), "")
        versions.append(
            {
                "siglum": letters[version.doc],
                "at": f"{letters[version.doc]}{start}",
                "pieces": [*pieces, [text[at:end], False]],
                "told": told,
                "speaker": speaker,
            }
        )
    listed = [words[word] for word in sorted(words)]
    return {"id": actor, "actor": readable(actor), "words": listed, "versions": versions}


def _voices(labels: Iterable[Row], actor: str, letters: Letters) -> list[dict]:
    """Return for each article that names an actor the ids of its labels by whose word they are."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"own": [], "attributed": [], "quoted": []})
    for place, row in enumerate(labels, 1):
        if row["actor"] == actor:
            voice = "own" if row["voice"] in settings.OWN_VOICE else row["voice"]
            found[row["doc"]][voice].append(f"l{place}")
    return [{"siglum": letters[doc], "ids": found[doc]} for doc in letters if doc in found]


def _by_source(rows: Rows) -> Rows:
    """Return the rows with each source as its own side where no side is known, but for those heard seldom."""
    found = rows["attributions"]
    if any(row["side"] not in ("", "unknown") for row in found):
        return rows
    spoken = Counter(name for row in found for name in row["speaker"].split("; ") if name)
    first = sorted(spoken, key=lambda name: (-spoken[name], name))[: settings.SOURCES_SHOWN]
    sides = {name: name if name in first else OTHERS for name in spoken} | {"": "unknown"}
    named = [row | {"side": "; ".join(sides[name] for name in row["speaker"].split("; "))} for row in found]
    return {**rows, "attributions": named}


def _heard(rows: Rows, texts: Mapping[str, str], letters: Letters) -> list[dict]:
    """Return a row a side, in each article its ids and stretches: who speaks most often first, then those
    whose side is not known, then sources that are not named.

    A stretch is [where it begins, how long it is], in thousandths of the article. A side of which an article
    speaks without ever letting it speak has none; `named` says how often it is named in all.
    """
    read = [row["doc"] for row in rows["articles"] if row["language"] in ENGLISH]
    docs = read[: settings.COLUMNS_OF_A_TABLE]
    stretches, sourced = defaultdict(list), set()
    for row in rows["attribution_spans"]:
        at = row["doc"], row["attribution"]
        if row["role"] == "source":
            sourced.add(at)
        if row["role"] == "content" and row["doc"] in docs:
            scale = 1000 / len(texts[row["doc"]])
            width = max(8, round((row["end"] - row["start"]) * scale))
            stretches[at].append([round(row["start"] * scale), width])
    ids: dict[str, dict[str, list]] = defaultdict(lambda: {doc: [] for doc in docs})
    for place, row in enumerate(rows["attributions"], 1):
        at = row["doc"], row["attribution"]
        for side in sorted(set(row["side"].split("; "))) if at in sourced else [UNNAMED]:
            if row["doc"] in docs:
                ids[side][row["doc"]].append((f"a{place}", stretches[at]))
    named = Counter(row["actor"] for row in rows["labels"] if row["actor"] != EVENT and row["doc"] in docs)
    sides = {side: sum(map(len, by_doc.values())) for side, by_doc in ids.items() if side}
    silent = [actor for actor in named if actor not in sides] if sides else []
    last = [UNKNOWN, UNNAMED]
    heard = sorted(sides, key=lambda side: (side in last and last.index(side) + 1, -sides[side], side))
    return [
        {
            "side": UNSIDED if side == UNKNOWN else readable(side),
            "key": side,
            "named": named[side],
            "cells": [
                {
                    "siglum": letters[doc],
                    "ids": [name for name, _ in ids[side][doc]],
                    "stretches": [stretch for _, found in ids[side][doc] for stretch in found],
                }
                for doc in docs
            ],
        }
        for side in [*heard, *sorted(silent)]
    ]


def _copy(wire: Sequence[Row], letters: Letters) -> list[dict]:
    """Return a few places of each article where an agency's copy had other words, or words that are gone.

    First those that were renamed, then those that were cut; what is only spelt or set otherwise, or is in
    doubt, is left out.
    """
    rows = []
    for doc in letters:
        own = [row for row in wire if row["doc"] == doc and row["confidence"] != "doubtful"]
        renamed = [row for row in own if "relabel" in row["change"]]
        cut = [row for row in own if row["change"] in ("delete", "truncate")]
        for row in [*renamed[: settings.COPY_SHOWN - bool(cut)], *cut][: settings.COPY_SHOWN]:
            rows.append(
                {
                    "siglum": letters[doc],
                    "at": "" if row["start"] == "" else f"{letters[doc]}{row['start']}",
                    "gloss": row["gloss"],
                    "pieces": _corrected(
                        *(row[name] for name in ("wording", "wire_wording", "wire_language"))
                    ),
                }
            )
    return rows


def _corrected(wording: str, copy: str, language: str) -> list[tuple[str, str]]:
    """Return an agency's wording with what an article has instead, as a pencil would: pieces (mark, text).

    The mark is "del", "ins" or "" where both have the words. Copy in another language, or alike in nothing,
    is struck out whole.

    >>> _corrected("the rebels and allies", "the jihadists and allies", "en")
    [('', 'the '), ('del', 'jihadists'), ('ins', 'rebels'), ('', ' and allies')]
    """
    pieces, place = [], 0
    differing = collation.collate(copy, wording) if collation.is_reworded(wording, copy, language) else []
    for one in differing:
        pieces += [("", copy[place : one.start_a]), ("del", one.text_a), ("ins", one.text_b)]
        place = one.end_a
    pieces = [*pieces, ("", copy[place:])] if pieces else [("del", copy), ("ins", wording)]
    return [piece for piece in pieces if piece[1]]
