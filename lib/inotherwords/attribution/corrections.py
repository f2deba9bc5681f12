"""Corrections by hand of attributions, speakers and voices."""

import re
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from inotherwords.attribution import reading
from inotherwords.attribution.extraction import Extracted
from inotherwords.attribution.lexicon import UNKNOWN, Lexicon, compile_lexicon
from inotherwords.attribution.reading import BY_MARKS, Span, Spans
from inotherwords.attribution.tables import list_segments, list_speakers, make_row, make_span_rows
from inotherwords.corpus import corrections
from inotherwords.corpus.corrections import BY_HAND, EDGES, Row, apply_each, not_found, rebuild
from inotherwords.errors import InputError
from inotherwords.layers import schema
from inotherwords.naming import LABEL_ORDER, by_place

STRAIGHT = str.maketrans("“”„«»‘’", '"""""\'\'')  # so that it does not matter which marks are typed


def apply_to_voices(labels: pd.DataFrame, made: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return labels, corrected already and with their voices, with the voices that corrections set.

    What is set to the article's own voice stands in no attribution. Raises InputError with a line for each
    row that sets a source's voice where nobody's word is reported.

    >>> row = {"row": "c.csv: row 2", "layer": "label", "do": "change", "doc": "a", "start": 0, "end": 6}
    >>> made = pd.DataFrame([row | {"actor": "", "voice": "own"}])
    >>> label = {"doc": "a", "start": 0, "end": 6, "actor": "hts", "voice": "quoted", "attribution": 1}
    >>> found = apply_to_voices(pd.DataFrame([label]), made, {"a": "Rebels"})
    >>> found[["voice", "attribution"]].values.tolist()
    [['own', '']]
    """
    rows = corrections.select_rows(made, "label", texts)
    rows = [row for row in rows if row["do"] != "remove" and row["voice"]]
    if not rows:
        return labels
    docs = {row["doc"] for row in rows}
    found = by_place(labels, docs)

    def decide(row: Row) -> None:
        here = found[row["doc"], row["start"], row["end"]]
        [label] = [one for one in here if row["do"] == "change" or one["actor"] == row["actor"]]
        if row["voice"] in ("attributed", "quoted") and label["attribution"] == "":
            raise InputError(
                f"the words stand on nobody's word, so they are not {row['voice']}: add the attribution."
            )
        label.update({"attribution": ""} if row["voice"] == "own" else {}, voice=row["voice"])

    apply_each(rows, decide)
    return rebuild(labels, docs, [label for here in found.values() for label in here], LABEL_ORDER)


class _Entry(NamedTuple):
    """An attribution while an article is corrected; `head` is its row of the table, None if it has none yet.

    `row` is the correction, and None where the attribution is as it was found.
    """

    item: Extracted
    head: Row | None
    row: Row | None = None


def _meant(content: Spans) -> set[Span]:
    """Return the places by which a correction may name an attribution: a part of its content, or from
    the first part's beginning to the last one's end.
    """
    return {*content, (content[0][0], content[-1][1])}


def apply_to_attributions(
    attributions: pd.DataFrame,
    spans: pd.DataFrame,
    made: pd.DataFrame,
    segments: pd.DataFrame,
    analysed: Mapping[str, str],
    known: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return attributions and their spans as corrected, numbered anew in each article.

    The words given as source and cue are looked for in the sentence of the content and in the one before
    and behind it, the nearest ones count; where they stand within the content they are cut out of it. What
    the table says of an added attribution (type, pattern, class of the cue, speaker by the corpus' list
    `known`, …) is told by the same rules as for others, but for what the row says itself; its probability
    is empty. Raises InputError with a line for each row that adds what is there, removes or changes what is
    not, or gives a source or cue that does not stand there.
    """
    rows = corrections.select_rows(made, "attribution", analysed)
    if not rows:
        return attributions, spans
    docs = {row["doc"] for row in rows}
    tables = [table[table["doc"].isin(docs)] for table in (attributions, spans, segments)]
    heads, parts, places = (dict(list(table.groupby("doc"))) for table in tables)
    entries = {doc: _entries(heads.get(doc, attributions[:0]), parts.get(doc, spans[:0])) for doc in docs}

    def decide(row: Row) -> None:
        here, text = entries[row["doc"]], analysed[row["doc"]]
        place = (row["start"], row["end"])
        found = next((entry for entry in here if place in _meant(entry.item.content)), None)
        if (found is None) != (row["do"] == "add"):
            there = InputError("there is an attribution already: delete the row, or write change.")
            raise there if found else not_found(row)
        if found:
            here.remove(found)
        if row["do"] != "remove":
            here.append(_by_hand(row, found, text, places[row["doc"]]))

    apply_each(rows, decide)
    lexicon = compile_lexicon(list_speakers(known))
    new_heads: list[Row] = []
    new_spans: list[Row] = []
    for doc in sorted(docs):
        own_heads, own_spans = _described(doc, entries[doc], analysed[doc], places[doc], lexicon)
        new_heads += own_heads
        new_spans += own_spans
    return rebuild(attributions, docs, new_heads, ["doc"]), rebuild(spans, docs, new_spans, ["doc"])


def _entries(heads: pd.DataFrame, spans: pd.DataFrame) -> list[_Entry]:
    """Return the attributions of one article with the spans of each, in order of the text."""
    found: dict[object, dict[str, list[Span]]] = {}
    for row in spans.itertuples():
        found.setdefault(row.attribution, {}).setdefault(row.role, []).append((row.start, row.end))
    entries = []
    for head in heads.to_dict("records"):
        own = found[head["attribution"]]
        roles = (tuple(own.get(role, ())) for role in ("source", "cue", "content"))
        entries.append(_Entry(Extracted(*roles, BY_MARKS), head))
    return entries


def _by_hand(row: Row, found: _Entry | None, text: str, segments: pd.DataFrame) -> _Entry:
    """Return the attribution that a row adds, or that it makes of the one found."""
    source, cue, content = found.item[:3] if found else ((), (), ((row["start"], row["end"]),))
    around = _neighbourhood(content, segments)
    if row["cue"]:
        cue = (_nearest(text, row, "cue", around, content, content),)
    if row["source"]:
        source = (_nearest(text, row, "source", around, cue or content, content),)
    item = Extracted(source, cue, _cut_out(content, source + cue, text), BY_MARKS)
    if not item.content or _ends(item.content) != _ends(content):
        raise InputError("the content begins or ends with its source or cue: give only what is said.")
    return _Entry(item, None if not found or row["source"] or row["cue"] else found.head, row)


def _ends(content: Spans) -> Span:
    return content[0][0], content[-1][1]


def _neighbourhood(content: Spans, segments: pd.DataFrame) -> Span:
    """Return the stretch from the sentence before some content to the one behind it."""
    first, last = _ends(content)
    ordered = segments.sort_values("start")
    starts, ends = ordered["start"].tolist(), ordered["end"].tolist()
    inside = [n for n in range(len(starts)) if starts[n] < last and first < ends[n]]
    if not inside:  # white space between two sentences, which nobody says
        return first, last
    return starts[max(0, inside[0] - 1)], ends[min(len(ends) - 1, inside[-1] + 1)]


def _nearest(text: str, row: Row, name: str, around: Span, beside: Spans, content: Spans) -> Span:
    """Return where the words of a source or cue stand: outside the content if they do, and nearest."""
    words = str(row[name]).translate(STRAIGHT).split()
    edges = (r"\b" if re.match(r"\w", words[0]) else "", r"\b" if re.search(r"\w$", words[-1]) else "")
    sought = re.compile(edges[0] + r"\s+".join(map(re.escape, words)) + edges[1], re.IGNORECASE)
    found = [match.span() for match in sought.finditer(text.translate(STRAIGHT), *around)]
    if not found:
        raise InputError(
            f"{name} “{row[name]}” does not stand in the sentence of the content or in one beside it: "
            "write the words as printed."
        )

    def distance(place: Span) -> tuple[bool, int, int]:
        inside = any(start < place[1] and place[0] < end for start, end in content)
        gaps = [max(start - place[1], place[0] - end, 0) for start, end in beside]
        return inside, min(gaps), place[0]

    return min(found, key=distance)


def _cut_out(content: Spans, holes: Spans, text: str) -> Spans:
    """Return a content without its source and cue, and without the commas at the edges of these.

    >>> _cut_out(((0, 22),), ((9, 11), (12, 16)), "“We go,” he said, “now”")
    ((0, 8), (18, 22))
    """
    for hole in sorted(holes):
        parts: list[Span] = []
        for start, end in content:
            if hole[1] <= start or end <= hole[0]:
                parts.append((start, end))
                continue
            before, behind = text[start : max(start, hole[0])], text[min(end, hole[1]) : end]
            parts.append((start, start + len(before.rstrip(EDGES))))
            parts.append((end - len(behind.lstrip(EDGES)), end))
        content = tuple(part for part in parts if part[0] < part[1])
    return content


def _described(
    doc: str, entries: list[_Entry], text: str, segments: pd.DataFrame, lexicon: Lexicon
) -> tuple[list[Row], list[Row]]:
    """Return the rows of one article's attributions and of their spans."""
    ordered = sorted(entries, key=lambda entry: min(entry.item.cue + entry.item.content))
    items = [entry.item for entry in ordered]
    described: dict[int, reading.Attribution] = {}
    if any(entry.head is None for entry in ordered):
        article = reading.prepare(text, list_segments(segments))
        described = dict(enumerate(reading.describe(article, items, lexicon), 1))
    heads: list[Row] = []
    spans: list[Row] = []
    for number, (entry, outer) in enumerate(zip(ordered, reading.find_outer(items), strict=True), 1):
        own = entry.head or make_row(doc, number, described[number])
        head = {**own, "attribution": number, "outer": "" if outer is None else outer}
        heads.append(head if entry.row is None else _spoken(head, entry.row))
        rows = make_span_rows(doc, number, entry.item, text)
        spans += [dict(zip(schema.columns("attribution_spans"), row, strict=True)) for row in rows]
    return heads, spans


def _spoken(head: Row, row: Row) -> Row:
    """Return an attribution's row with the speaker, side and kind of source that a correction gives."""
    given = {name: row[name] for name in ("speaker", "side", "source_type") if row[name]}
    return {**head, **given, "resolved_by": BY_HAND}


def apply_to_speakers(
    attributions: pd.DataFrame, spans: pd.DataFrame, made: pd.DataFrame, texts: Mapping[str, str]
) -> pd.DataFrame:
    """Return attributions, corrected already, with the speakers that corrections give, or take away.

    A correction is of one attribution: later ones that say "he" are not resolved anew. Raises InputError
    with a line for each row on an attribution that is not there, or has a speaker where one is added, or
    has none where one is removed.

    >>> row = {"row": "c.csv: row 2", "layer": "speaker", "do": "change", "doc": "a", "start": 0, "end": 9}
    >>> made = pd.DataFrame([row | {"actor": "", "speaker": "", "side": "ngo", "source_type": ""}])
    >>> head = {"doc": "a", "attribution": 1, "speaker": "Ann", "side": "", "resolved_by": "named"}
    >>> span = {"doc": "a", "attribution": 1, "role": "content", "start": 0, "end": 9}
    >>> apply_to_speakers(pd.DataFrame([head]), pd.DataFrame([span]), made, {"a": ""}).values.tolist()
    [['a', 1, 'Ann', 'ngo', 'correction']]
    """
    rows = corrections.select_rows(made, "speaker", texts)
    if not rows:
        return attributions
    docs = {row["doc"] for row in rows}
    heads = {
        (head["doc"], head["attribution"]): head
        for head in attributions[attributions["doc"].isin(docs)].to_dict("records")
    }
    contents = spans[spans["doc"].isin(docs) & (spans["role"] == "content")]
    number: dict[tuple, tuple] = {}
    for key, own in contents.groupby(["doc", "attribution"]):
        for place in _meant(tuple(zip(own["start"], own["end"], strict=True))):
            number[key[0], *place] = key

    def decide(row: Row) -> None:
        key = number.get((row["doc"], row["start"], row["end"]))
        if key is None or (row["do"] == "remove" and not heads[key]["speaker"]):
            raise not_found(row)
        if row["do"] == "add" and heads[key]["speaker"]:
            raise InputError(
                f"{heads[key]['speaker']} is the speaker already: delete the row, or write change."
            )
        nobody = {"speaker": "", "side": UNKNOWN, "source_type": UNKNOWN, "resolved_by": BY_HAND}
        heads[key].update(nobody if row["do"] == "remove" else _spoken({}, row))

    apply_each(rows, decide)
    return rebuild(attributions, docs, list(heads.values()), ["doc"])
