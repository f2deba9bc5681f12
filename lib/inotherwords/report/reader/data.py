"""What the reader page shows, as plain lists and dicts, from plain rows and the texts: no tables needed."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from inotherwords import collation, settings
from inotherwords.attribution import UNKNOWN
from inotherwords.corpus import ENGLISH, is_inferred, sigla
from inotherwords.naming import EVENT, readable
from inotherwords.report.reader.story import tell
from inotherwords.report.reader.tables import (
    NAMELESS,
    UNSIDED,
    Row,
    Rows,
    ask,
    find_nested_labels,
    label_rows,
    list_columns,
    list_spoken,
    speaker_rows,
    swap_rows,
)
from inotherwords.text.segments import number_paragraphs
from inotherwords.text.words import split_words, stem, stop_words

BOTH = "both"  # words that both versions of a paraphrase have

TABLES = (
    *("articles", "segments", "edits", "labels", "attributions", "attribution_spans", "passages"),
    *("substitutions", "swaps", "claims", "acts", "wire"),
)

Span = tuple[int, int, str]  # start, end, id


def cut_pieces(start: int, end: int, spans: Iterable[Span]) -> list[tuple[int, int, list[str]]]:
    """Return a stretch of text in pieces (start, end, ids of the spans over it), cut at each end of a span.

    Spans may overlap and may reach beyond the stretch; of several over a piece the shortest comes last.

    >>> cut_pieces(0, 9, [(0, 5, "a1.content"), (3, 7, "l1")])
    [(0, 3, ['a1.content']), (3, 5, ['a1.content', 'l1']), (5, 7, ['l1']), (7, 9, [])]
    """
    over = [span for span in spans if span[0] < end and start < span[1] and span[0] < span[1]]
    over.sort(key=lambda span: (span[0] - span[1], span[0]))  # the innermost last
    borders = sorted({start, end} | {min(max(place, start), end) for span in over for place in span[:2]})
    return [
        (a, b, [name for first, last, name in over if first <= a and b <= last]) for a, b in pairwise(borders)
    ]


def _spans(rows: Rows) -> dict[str, list[Span]]:
    """Return the spans of each article, by doc; the number in an id is the row of its table, from 1."""
    found: dict[str, list[Span]] = defaultdict(list)
    number = {(row["doc"], row["attribution"]): place for place, row in enumerate(rows["attributions"], 1)}
    for place, row in enumerate(rows["labels"], 1):
        found[row["doc"]].append((row["start"], row["end"], f"l{place}"))
    for row in rows["attribution_spans"]:
        if said := number.get((row["doc"], row["attribution"])):
            found[row["doc"]].append((row["start"], row["end"], f"a{said}.{row['role']}"))
    for row in rows["passages"]:
        for side in "ab":
            place = (row[f"start_{side}"], row[f"end_{side}"], f"s{row['passage']}")
            found[row[f"doc_{side}"]].append(place)
    for row in rows["claims"]:
        found[row["doc"]].append((row["start"], row["end"], f"c{row['claim']}"))
    for name in ("edits", "wire"):
        for place, row in enumerate(rows[name], 1):
            if row["start"] != "":
                found[row["doc"]].append((row["start"], row["end"], f"{name[0]}{place}"))
    docs = {row["passage"]: (row["doc_a"], row["doc_b"]) for row in rows["passages"]}
    for row in rows["substitutions"]:
        if row["difference"] in collation.SHOWN:
            doc_a, doc_b = docs[row["passage"]]
            for side, doc, other in (("a", doc_a, doc_b), ("b", doc_b, doc_a)):
                core = collation.find_core(row[f"text_{side}"], row[f"start_{side}"])
                found[doc].append((*core, f"d.{other}"))
    return found


def tell_missing(note: str, kinds: Sequence[str]) -> str:
    """Return what a text lacks of its article, in a sentence, or "": by its note and what it has.

    `kinds` are those of its segments in their order.

    >>> tell_missing("", ["metadata", "sentence"])
    'The text lacks a headline.'
    """
    beginning = "the article’s beginning, its own first paragraph"
    lacks = ["a headline"] * ("headline" not in kinds) + [beginning] * ("first paragraph is missing" in note)
    caption = next((kind for kind in kinds if kind != "metadata"), "") == "caption"
    first = ": what stands first is the caption of a photograph" if caption else ""
    return f"The text lacks {' and '.join(lacks)}{first}." if lacks else ""


def _article(row: Row, siglum: str, text: str, segments: list[Row], spans: list[Span]) -> dict:
    """Return one article with its paragraphs: the number of each, and its segments with their pieces.

    They are counted as on the printed cards; a headline or a credit has no number (None).
    """
    numbers = number_paragraphs((segment["paragraph"], segment["kind"]) for segment in segments)
    paragraphs: list[dict] = []
    last = None
    for segment in segments:
        if segment["paragraph"] != last:
            last = segment["paragraph"]
            paragraphs.append({"number": numbers.get(last), "segments": []})
        pieces = [
            {
                "id": f"{siglum}{start}",
                "text": text[start:end],
                "spans": [name for name in names if not name.startswith("d.")],
                "differ": len({name for name in names if name.startswith("d.")}),
            }
            for start, end, names in cut_pieces(segment["start"], segment["end"], spans)
        ]
        paragraphs[-1]["segments"].append({"kind": segment["kind"], "pieces": pieces})
    kept = {name: str(row[name]) for name in ("doc", "outlet", "place", "published", "words")}
    if is_inferred(row.get("published_source", "")):
        kept["published"] = f"about {kept['published']}"
    kept["lacks"] = tell_missing(row.get("note", ""), [segment["kind"] for segment in segments])
    return {"siglum": siglum, "short": row["short"] or row["outlet"], **kept, "paragraphs": paragraphs}


def _version(siglum: str, text: str, start: int, end: int, changes: list[Span]) -> dict:
    """Return one version of a passage: where it is, and its pieces as [text, difference or ""]."""
    pieces, place = [], start
    for first, last, difference in [*changes, (end, end, "")]:
        pieces += [[text[place:first], ""], [text[first:last], difference]]
        place = last
    shown = [[words, kind] for words, kind in pieces if words or kind in collation.SHOWN]
    return {"siglum": siglum, "at": f"{siglum}{start}", "pieces": shown}


def _shared_words(texts: Mapping[str, str], *places: tuple[str, int, int]) -> list[list[Span]]:
    """Return where in the two versions of a paraphrase the words with a meaning stand that both have.

    Word for word there is nothing to compare: too little stands in the same order.
    """
    sides = []
    for doc, start, end in places:
        forms, spans = split_words(texts[doc], start, end)
        sides.append(
            [
                (stem(form), span)
                for form, span in zip(forms, spans, strict=True)
                if len(form) > 1 and form not in stop_words()  # a letter alone is the end of a word: city´s
            ]
        )
    common = set.intersection(*({form for form, _ in side} for side in sides))
    return [[(*span, BOTH) for form, span in side if form in common] for side in sides]


def _passages(rows: Rows, texts: Mapping[str, str], letters: Mapping[str, str]) -> dict[str, dict]:
    """Return each passage by id: kind (some of those that are near only partly) and two versions."""
    changes: dict[int, list[list[Span]]] = defaultdict(lambda: [[], []])
    for row in rows["substitutions"]:
        for side, own in zip("ab", changes[row["passage"]], strict=True):
            own.append((*collation.find_core(row[f"text_{side}"], row[f"start_{side}"]), row["difference"]))
    found = {}
    for row in rows["passages"]:
        places = [(row[f"doc_{side}"], row[f"start_{side}"], row[f"end_{side}"]) for side in "ab"]
        collated = row["kind"] in settings.COLLATED
        spans = changes[row["passage"]] if collated else _shared_words(texts, *places)
        sides = [
            _version(letters[doc], texts[doc], start, end, changes)
            for (doc, start, end), changes in zip(places, spans, strict=True)
        ]
        partly = row["kind"] == "near" and row["similarity"] < settings.MOSTLY_THE_SAME
        found[f"s{row['passage']}"] = {
            "kind": "partly" if partly else row["kind"],
            "sides": sides,
        }
    return found


def _claims(rows: Rows, texts: Mapping[str, str], letters: Mapping[str, str]) -> dict[str, dict]:
    """Return each claim by id: who tells it, how, and in which words."""
    found: dict[str, dict] = {}
    for row in rows["claims"]:
        claim = found.setdefault(f"c{row['claim']}", {"versions": []})
        told = {name: row[name] for name in ("told", "speaker", "doubtful", "link")}
        words = " ".join(texts[row["doc"]][row["start"] : row["end"]].split())
        place = {"siglum": letters[row["doc"]], "at": f"{letters[row['doc']]}{row['start']}", "words": words}
        claim["versions"].append(place | told)
    return found


def _list_sides(row: Row) -> list[str]:
    """Return on whose side a speaker is, without a side that is the speaker alone (the Observatory's own)."""
    sides = [readable(side) for side in row["side"].split("; ") if side != UNKNOWN]
    own = [set(re.sub(r"\(.*?\)|\bthe\b", "", side).split()) for side in sides]
    return [side for side, words in zip(sides, own, strict=True) if not words <= set(row["speaker"].split())]


def _attributions(rows: Rows, letters: Mapping[str, str]) -> dict[str, dict]:
    """Return each attribution by id: who speaks and how, the words of its parts, where it begins."""
    said: dict[tuple, dict[str, list]] = defaultdict(lambda: {"source": [], "cue": [], "content": []})
    for row in rows["attribution_spans"]:
        said[row["doc"], row["attribution"]][row["role"]].append(row)
    kept = (
        "type",
        "speaker",
        "taken_for",
        "via",
        "cue_class",
        "pattern",
        "probability",
        "doubtful",
        "resolved_by",
    )
    found = {}
    for place, row in enumerate(rows["attributions"], 1):
        roles = said[row["doc"], row["attribution"]]
        first = next(parts[0]["start"] for parts in roles.values() if parts)
        found[f"a{place}"] = {
            **{name: str(row[name]) for name in kept},
            **{role: " … ".join(part["text"] for part in parts) for role, parts in roles.items()},
            "side": ", ".join(_list_sides(row)),
            "source_type": row["source_type"].replace("_", " "),
            "at": f"{letters[row['doc']]}{first}",
        }
    return found


def _details(rows: Rows, texts: Mapping[str, str], actors: list[str]) -> dict:
    """Return what is known of each id."""
    letters = sigla(row["doc"] for row in rows["articles"])
    details = _passages(rows, texts, letters) | _claims(rows, texts, letters) | _attributions(rows, letters)
    for place, row in enumerate(rows["labels"], 1):
        kept = {name: row[name] for name in ("label", "voice", "text", "decided_by")}
        kept |= {"actor": readable(row["actor"]), "code": actors.index(row["actor"]) + 1}
        details[f"l{place}"] = kept | {"at": f"{letters[row['doc']]}{row['start']}"}
    for place, row in enumerate(rows["edits"], 1):
        details[f"e{place}"] = {name: row[name] for name in ("rule", "before", "after")}
    for place, row in enumerate(rows["wire"], 1):
        details[f"w{place}"] = {"wire_wording": row["wire_wording"], "note": row["note"]}
    return details


def _actors(labels: Sequence[Row], sentence: dict | None) -> list[str]:
    """Return who is named: first whom the opening is about, then who is named most often, the event last."""
    named = Counter(row["actor"] for row in labels)
    told = sentence["id"] if sentence else ""
    return sorted(named, key=lambda actor: (actor != told, actor == EVENT, -named[actor], actor))


def _is_one_event(rows: Rows) -> bool:
    """Return whether passages or statements that articles share hold all of them together."""
    apart = [{row["doc"]} for row in rows["articles"]]
    told = defaultdict(set)
    for row in rows["claims"]:
        told[row["claim"]].add(row["doc"])
    for linked in [*told.values(), *({row["doc_a"], row["doc_b"]} for row in rows["passages"])]:
        joined = set().union(*(group for group in apart if group & linked))
        apart = [*(group for group in apart if not group & linked), joined]
    return len(apart) == 1


def find_first_pair(articles: Sequence[Row], passages: Sequence[Row]) -> list[str]:
    """Return the two articles that are open at first: the first two that share a passage, else the first two.

    >>> articles = [{"doc": doc} for doc in "abcd"]
    >>> find_first_pair(articles, [{"doc_a": "d", "doc_b": "b"}, {"doc_a": "c", "doc_b": "d"}])
    ['b', 'd']
    """
    docs = [row["doc"] for row in articles]
    pairs = [sorted((docs.index(row["doc_a"]), docs.index(row["doc_b"]))) for row in passages]
    return [docs[place] for place in min(pairs, default=range(len(docs))[:2])]


def contents(given: Rows, texts: Mapping[str, str]) -> dict:
    """Return all that the page shows as plain lists and dicts, from plain rows and the texts by doc.

    `given` has by a table's name (`TABLES`) its rows, each a dict with that table's columns; a table that is
    missing has none. Needed are `articles` and `segments`. `wire` is the corpus' list of that name.

    `actors` are who is named, the first of them whom the page shows at first. `articles` have their text
    cut into pieces, each with its id (the article's letter and the offset) and the ids of the spans over
    it: l labels, a attributions, s shared passages, c claims, e edits, w wording of the agency. Under
    `details` is what is known of each id; under `labels`, `speakers` and `swaps` the rows of those tables;
    under `unread` the articles that are not in English, in which no speaker is looked for; `one_event`
    says whether what they share holds all articles together; `first` which two are open at first; under
    `fullest` is a label that contains another; under `asked` the questions to start with; under `story` the
    screens of the opening, with the speakers of whom no side is known (`unsided`) where it is of others.

    >>> article = {"doc": "a", "outlet": "Echo", "short": "", "place": "", "published": "", "words": 2}
    >>> segment = {"doc": "a", "start": 0, "end": 9, "kind": "sentence", "paragraph": 0}
    >>> rows = {"articles": [article | {"language": ""}], "segments": [segment]}
    >>> shown = contents(rows, {"a": "Rain fell."})
    >>> shown["articles"][0]["siglum"], shown["story"]["screens"]
    ('A', ['event'])
    """
    rows = {name: given.get(name, []) for name in TABLES} | {"attributions": list_spoken(given)}
    letters = sigla(row["doc"] for row in rows["articles"])
    spans = _spans(rows)
    segments: dict[str, list[Row]] = defaultdict(list)
    for row in rows["segments"]:
        segments[row["doc"]].append(row)
    story = tell(rows, texts, letters)
    actors = _actors(rows["labels"], story["sentence"])
    unread = [row for row in rows["articles"] if row["language"] not in ENGLISH]
    speakers = speaker_rows(rows["attributions"], letters, [row["doc"] for row in unread])
    named = [row for row in speakers if row["speaker"] != NAMELESS]
    unsided = [row for row in named if UNSIDED in row["side"]]
    story["unsided"] = unsided if len(unsided) < len(named) else []  # where no side is known, none is shown
    swaps = swap_rows(rows, letters)
    return {
        "articles": [
            _article(row, letters[row["doc"]], texts[row["doc"]], segments[row["doc"]], spans[row["doc"]])
            for row in rows["articles"]
        ],
        "actors": [{"code": place, "name": readable(actor)} for place, actor in enumerate(actors, 1)],
        "details": _details(rows, texts, actors),
        "labels": label_rows(rows["labels"], letters),
        "speakers": speakers,
        "one_event": _is_one_event(rows),
        "first": [letters[doc] for doc in find_first_pair(rows["articles"], rows["passages"])],
        "unread": [f"{letters[row['doc']]} {row['short']}" for row in unread],
        "swaps": swaps,
        "fullest": find_nested_labels(rows["labels"]),
        "asked": ask(rows, speakers, swaps),
        "story": story,
        "columns": list(list_columns(letters)),
    }
