"""What corrections do to the layers: pure functions from a table to the same table, corrected.

Each takes the table of some articles, the corrections (`corrections.read`) and the texts of these
articles. Corrections of other articles are left for whoever has those; articles that no row names are
left as they are. A row that cannot be done, because what it removes is not there, say, is refused in one
line. The order of the rows does not matter. What was added or changed is marked BY_HAND in `decided_by`
or `resolved_by`; a passage has no such column.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd

from inotherwords import attribution, corrections, normalisation, reading, speakers
from inotherwords.attribution import SPAN_COLUMNS
from inotherwords.corpus import InputError
from inotherwords.extraction import Extracted
from inotherwords.reading import BY_MARKS, Span, Spans
from inotherwords.reuse import KINDS
from inotherwords.speakers import UNKNOWN

BY_HAND = "correction"
LABEL_ORDER = ["doc", "start", "end"]
PASSAGE_ORDER = ["doc_a", "doc_b", "start_a", "start_b", "end_a", "end_b"]
# What may stand between a source or cue and what is said, and belongs to neither.
EDGES = " \n\r\t,;:.–—-"
STRAIGHT = str.maketrans("“”„«»‘’", '"""""\'\'')  # so that it does not matter which marks are typed

Row = dict[str, object]  # of a table, by column


def _each(rows: list[Row], decide: Callable[[Row], None]) -> None:
    """Carry out corrections one by one; raise InputError with a line for each that cannot be."""
    faults = []
    for row in rows:
        try:
            decide(row)
        except InputError as fault:
            faults.append(f"{row['row']}: {fault}")
    if faults:
        raise InputError("\n".join(faults))


def _not_there(row: Row) -> InputError:
    return InputError(f"nothing to {row['do']} there: delete the row, or correct its place.")


def _whole(table: pd.DataFrame, docs: set[str], rows: list[Row], order: list[str]) -> pd.DataFrame:
    """Return a table with other rows for some articles, in its order."""
    kept = table[~table["doc"].isin(docs)]
    new = pd.DataFrame(rows, columns=table.columns)
    whole = pd.concat([kept, new]) if len(kept) and rows else new if rows else kept
    return whole.sort_values(order, kind="stable", ignore_index=True)


def _labels_by_place(labels: pd.DataFrame, docs: set[str]) -> dict[tuple, list[Row]]:
    """Return the labels of some articles by doc, start and end: two actors may be named in one place."""
    found: dict[tuple, list[Row]] = {}
    for label in labels[labels["doc"].isin(docs)].to_dict("records"):
        found.setdefault((label["doc"], label["start"], label["end"]), []).append(label)
    return found


def apply_to_labels(mentions: pd.DataFrame, made: pd.DataFrame, analysed: Mapping[str, str]) -> pd.DataFrame:
    """Return mentions (`naming_tables.mentions`) as corrected, with the same columns and in the same order.

    An added one has the words at its place; its head is the last word, or the last before "of". Voices
    come later (`apply_to_voices`), when the mentions have one. Raises InputError with a line for each row
    that adds what is there, or removes or changes what is not.

    >>> row = {"row": "c.csv: row 2", "layer": "label", "do": "add", "doc": "a", "start": 0, "end": 12}
    >>> made = pd.DataFrame([row | {"actor": "hts", "label": "rebel"}])
    >>> columns = ["doc", "start", "end", "text", "actor", "label", "head", "modifiers", "decided_by"]
    >>> table = apply_to_labels(pd.DataFrame(columns=columns), made, {"a": "Armed rebels came."})
    >>> table[["text", "head", "label", "decided_by"]].values.tolist()
    [['Armed rebels', 'rebels', 'rebel', 'correction']]
    """
    rows = corrections.of_layer(made, "label", analysed)
    if not rows:
        return mentions
    docs = {row["doc"] for row in rows}
    labels = _labels_by_place(mentions, docs)

    def decide(row: Row) -> None:
        here = labels.setdefault((row["doc"], row["start"], row["end"]), [])
        if row["do"] == "add":
            if any(label["actor"] == row["actor"] for label in here):
                raise InputError("the label is there already: delete the row, or write change.")
            here.append(_label(row, analysed[row["doc"]]))
            return
        meant = [label for label in here if row["do"] == "change" or row["actor"] in ("", label["actor"])]
        if not meant:
            raise _not_there(row)
        if len(meant) > 1:
            actors = " and ".join(str(label["actor"]) for label in meant)
            raise InputError(f"{actors} are both named there: write remove, and in actor which one.")
        if row["do"] == "remove":
            here.remove(meant[0])
        else:
            meant[0].update({name: row[name] for name in ("actor", "label") if row[name]}, decided_by=BY_HAND)

    _each(rows, decide)
    return _whole(mentions, docs, [label for here in labels.values() for label in here], LABEL_ORDER)


def _label(row: Row, text: str) -> Row:
    """Return a mention that was added by hand."""
    words = text[row["start"] : row["end"]]
    phrase = re.split(r"\s+of\s", words.strip())[0].split()
    own = {name: row[name] for name in ("doc", "start", "end", "actor", "label")}
    return own | {
        "text": words,
        "head": phrase[-1],
        "modifiers": " ".join(phrase[:-1]).rstrip(' “‘"('),
        "decided_by": BY_HAND,
    }


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
    rows = corrections.of_layer(made, "label", texts)
    rows = [row for row in rows if row["do"] != "remove" and row["voice"]]
    if not rows:
        return labels
    docs = {row["doc"] for row in rows}
    found = _labels_by_place(labels, docs)

    def decide(row: Row) -> None:
        here = found[row["doc"], row["start"], row["end"]]
        [label] = [one for one in here if row["do"] == "change" or one["actor"] == row["actor"]]
        if row["voice"] in ("attributed", "quoted") and label["attribution"] == "":
            raise InputError(
                f"the words stand on nobody's word, so they are not {row['voice']}: add the attribution."
            )
        label.update({"attribution": ""} if row["voice"] == "own" else {}, voice=row["voice"])

    _each(rows, decide)
    return _whole(labels, docs, [label for here in found.values() for label in here], LABEL_ORDER)


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


def _find(entries: list[_Entry], row: Row) -> _Entry | None:
    place = (row["start"], row["end"])
    return next((entry for entry in entries if place in _meant(entry.item.content)), None)


def apply_to_attributions(
    attributions: pd.DataFrame,
    spans: pd.DataFrame,
    made: pd.DataFrame,
    segments: pd.DataFrame,
    analysed: Mapping[str, str],
    known: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return attributions and their spans (`attribution.Tables`) as corrected, numbered anew in each article.

    The words given as source and cue are looked for in the sentence of the content and in the one before
    and behind it, the nearest ones count; where they stand within the content they are cut out of it. What
    the table says of an added attribution (type, pattern, class of the cue, speaker by the corpus' list
    `known`, …) is told by the same rules as for others, but for what the row says itself; its probability
    is empty. Raises InputError with a line for each row that adds what is there, removes or changes what is
    not, or gives a source or cue that does not stand there.
    """
    rows = corrections.of_layer(made, "attribution", analysed)
    if not rows:
        return attributions, spans
    docs = {row["doc"] for row in rows}
    tables = [table[table["doc"].isin(docs)] for table in (attributions, spans, segments)]
    heads, parts, places = (dict(list(table.groupby("doc"))) for table in tables)
    entries: dict[str, list[_Entry]] = {}
    for doc in docs:
        own = (heads.get(doc, attributions[:0]), parts.get(doc, spans[:0]))
        entries[doc] = _entries(*own)

    def decide(row: Row) -> None:
        here, text = entries[row["doc"]], analysed[row["doc"]]
        found = _find(here, row)
        if (found is None) != (row["do"] == "add"):
            there = InputError("there is an attribution already: delete the row, or write change.")
            raise there if found else _not_there(row)
        if found:
            here.remove(found)
        if row["do"] != "remove":
            here.append(_by_hand(row, found, text, places[row["doc"]]))

    _each(rows, decide)
    lexicon = speakers.compile_lexicon(attribution.list_speakers(known))
    new_heads: list[Row] = []
    new_spans: list[Row] = []
    for doc in sorted(docs):
        own_heads, own_spans = _described(doc, entries[doc], analysed[doc], places[doc], lexicon)
        new_heads += own_heads
        new_spans += own_spans
    return (
        _whole(attributions, docs, new_heads, ["doc"]),
        _whole(spans, docs, new_spans, ["doc"]),
    )


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
    inside = [
        n for n, (start, end) in enumerate(zip(starts, ends, strict=True)) if start < last and first < end
    ]
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
    doc: str, entries: list[_Entry], text: str, segments: pd.DataFrame, lexicon: speakers.Lexicon
) -> tuple[list[Row], list[Row]]:
    """Return the rows of one article's attributions and of their spans."""
    ordered = sorted(entries, key=lambda entry: min(entry.item.cue + entry.item.content))
    items = [entry.item for entry in ordered]
    described: dict[int, reading.Attribution] = {}
    if any(entry.head is None for entry in ordered):
        article = reading.prepare(text, attribution.list_segments(segments))
        described = dict(enumerate(reading.describe(article, items, lexicon), 1))
    heads: list[Row] = []
    spans: list[Row] = []
    for number, (entry, outer) in enumerate(zip(ordered, reading.find_outer(items), strict=True), 1):
        own = entry.head or attribution.make_row(doc, number, described[number])
        head = {**own, "attribution": number, "outer": "" if outer is None else outer}
        heads.append(head if entry.row is None else _spoken(head, entry.row))
        rows = attribution.make_span_rows(doc, number, entry.item, text)
        spans += [dict(zip(SPAN_COLUMNS, row, strict=True)) for row in rows]
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
    rows = corrections.of_layer(made, "speaker", texts)
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
            raise _not_there(row)
        if row["do"] == "add" and heads[key]["speaker"]:
            raise InputError(
                f"{heads[key]['speaker']} is the speaker already: delete the row, or write change."
            )
        nobody = {"speaker": "", "side": UNKNOWN, "source_type": UNKNOWN, "resolved_by": BY_HAND}
        heads[key].update(nobody if row["do"] == "remove" else _spoken({}, row))

    _each(rows, decide)
    return _whole(attributions, docs, list(heads.values()), ["doc"])


def apply_to_passages(
    passages: pd.DataFrame, made: pd.DataFrame, segments: pd.DataFrame, analysed: Mapping[str, str]
) -> pd.DataFrame:
    """Return passages (`reuse.passages`) as corrected, in order and numbered anew.

    The similarity of an added one is measured as for others, but by the sentences of its two articles
    alone. Raises InputError with a line for each row that adds what is there, or removes or changes what
    is not.
    """
    rows = corrections.of_layer(made, "passage", analysed)
    if not rows:
        return passages
    docs = {row[side] for row in rows for side in ("doc", "doc_b")}
    beside = passages["doc_a"].isin(docs) & passages["doc_b"].isin(docs)
    names = ["doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b"]
    pairs = {tuple(pair[name] for name in names): pair for pair in passages[beside].to_dict("records")}
    told = segments[segments["doc"].isin(docs) & segments["kind"].isin(KINDS)]
    sentences = {
        doc: [_wording(analysed[doc], *span) for span in zip(own["start"], own["end"], strict=True)]
        for doc, own in told.groupby("doc")
    }

    def decide(row: Row) -> None:
        sides = tuple(row[name] for name in ("doc", "start", "end", "doc_b", "start_b", "end_b"))
        if (sides in pairs) == (row["do"] == "add"):
            there = InputError("the passage is there already: delete the row, or write change.")
            raise there if row["do"] == "add" else _not_there(row)
        if row["do"] == "remove":
            del pairs[sides]
        elif row["do"] == "change":
            pairs[sides]["kind"] = row["kind"]
        else:
            wordings = [_wording(analysed[doc], *span) for doc, *span in (sides[:3], sides[3:])]
            corpus = sentences.get(row["doc"], []) + sentences.get(row["doc_b"], [])
            own = {"kind": row["kind"], "similarity": _similarity(*wordings, corpus)}
            pairs[sides] = dict(zip(names, sides, strict=True)) | own

    _each(rows, decide)
    new = pd.DataFrame(list(pairs.values()), columns=passages.columns)
    kept = passages[~beside]
    whole = pd.concat([kept, new]) if len(kept) and pairs else new if pairs else kept
    whole = whole.sort_values(PASSAGE_ORDER, kind="stable", ignore_index=True)
    return whole.assign(passage=range(1, len(whole) + 1))


def _wording(text: str, start: int, end: int) -> str:
    return " ".join(normalisation.words(text, start, end)[0])


def _similarity(one: str, other: str, sentences: list[str]) -> float:
    """Return how alike two wordings are in their letters, from 0 to 1 (see `reuse.passages`)."""
    # Imported where it is used: loading it takes a second, and few corrections add a passage.
    from sklearn.feature_extraction.text import TfidfVectorizer

    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    vectors = letters.fit([one, other, *sentences]).transform([one, other])
    return min(round(float(vectors[0].multiply(vectors[1]).sum()), 6), 1.0)
