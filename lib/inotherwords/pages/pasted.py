"""Read a few pasted texts, without tables, arrays or files: the rows of every layer, for the reader's page.

The page in docs/try runs this in a browser, in which neither pandas nor numpy can be had; the network is
there, but has to be waited for (`attribution.network.asking`). What is found is what a run of the study
finds in 8 bits; claims and acts are not looked for.
"""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from inotherwords import attribution, collation, naming, reuse, settings
from inotherwords.attribution.network import Questions
from inotherwords.errors import InputError
from inotherwords.layers.formulas import escape_formula
from inotherwords.report import reader
from inotherwords.text.segments import analyse, count_words, find_edits, find_segments
from inotherwords.text.words import split_words, stop_words

ABOUT = (
    "These texts were pasted into the page **Paste two texts**, and read by the program in the browser. "
    "It finds most places where somebody is handed the floor, not all; claims and acts were not looked for."
)
WITHOUT_LABELS = (
    "none of the names in the list “Who is called what?” is in the texts, or nothing was written into it."
)

Row = dict[str, object]
Rows = dict[str, list[Row]]  # by the name of their table

BOX = {"labels": "The list “Who is called what?”", "speakers": "The list of speakers"}  # as on the page
COLUMNS = {
    "labels": ("actor", "label", "part", "pattern"),
    "speakers": ("pattern", "speaker", "kind", "side", "source_type"),
}
SPAN = ("doc", "attribution", "role", "start", "end", "text")
SENTENCE = ("passage", "doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b", "kind", "similarity")
SWAP = ("word_a", "word_b", "sentences", "passages", "articles", "wire", "examples")


class Text(NamedTuple):
    """One text with what is known of it: its name, as analysed, its segments."""

    name: str
    raw: str
    analysed: str
    segments: list[tuple[str, int, int, int]]


def refuse(texts: Mapping[str, str]) -> None:
    """Raise InputError, in one line, for what cannot be read: no words, too many, another language."""
    if not texts:
        raise InputError("There is no text. Paste at least one; two or more are compared.")
    total = 0
    for name, text in texts.items():
        forms, _ = split_words(text, 0, len(text))
        if not forms:
            raise InputError(f"“{name}”: no words in it. Paste a text, or take the box away.")
        total += len(forms)
        common = sum(form in stop_words() for form in forms) / len(forms)
        if len(forms) >= settings.WORDS_OF_A_LANGUAGE and common < settings.ENGLISH_WORDS:
            raise InputError(
                f"“{name}”: not in English, it seems. Only English is read: paste an English text."
            )
    if total > settings.MOST_PASTED:
        raise InputError(
            f"These are {total:,} words; this page reads up to {settings.MOST_PASTED:,}. "
            "Take some away, or use the program itself: it reads any number."
        )


def find_short(texts: Mapping[str, str]) -> list[str]:
    """Return the names of the texts that have too few words to tell their language.

    >>> find_short({"a": "Sturm trifft den Hafen", "b": "It rained. " * 10})
    ['a']
    """
    words = {name: len(split_words(text, 0, len(text))[0]) for name, text in texts.items()}
    return [name for name, count in words.items() if count < settings.WORDS_OF_A_LANGUAGE]


def read_list(name: str, pasted: str) -> list[tuple[str, ...]]:
    """Return a pasted list of labels or speakers as rows in the order of COLUMNS.

    It is a CSV with these columns, or, for labels, simply lines of an actor and words for it.

    >>> read_list("labels", "fighters: rebel*, Free Army")
    [('fighters', 'rebel', 'head', 'rebel*'), ('fighters', 'Free Army', 'name', 'Free Army')]
    """
    columns = COLUMNS[name]
    table = csv.DictReader(io.StringIO(pasted.strip()), skipinitialspace=True)
    if set(columns) <= {cell.strip() for cell in table.fieldnames or ()}:
        rows = []
        for row in table:
            rows.append(tuple((row[column] or "").strip() for column in columns))
            if name == "labels" and (fault := naming.find_label_fault(naming.Listed(*rows[-1]))):
                raise InputError(f"{BOX[name]}, line {table.line_num}: {fault}")
        return rows
    if name != "labels" and pasted.strip():
        raise InputError(f"{BOX[name]}: the first line has to name the columns {', '.join(columns)}. Add it.")
    rows = []
    for number, line in enumerate(pasted.splitlines(), 1):
        actor, colon, words = (part.strip() for part in line.partition(":"))
        own = [
            naming.Listed(actor, word.rstrip("*"), "name" if word[:1].isupper() else "head", word)
            for word in map(str.strip, words.split(","))
            if word
        ]
        lacks = "who is meant" if not actor else "a colon" if not colon else "" if own else "words for them"
        fault = f"lacks {lacks}. Write who, a colon, then words for them: fighters: rebel*, militant*"
        fault = fault if lacks else next(filter(None, map(naming.find_label_fault, own)), "")
        if fault and line.strip():
            raise InputError(f"{BOX[name]}, line {number} (“{line.strip()}”): {fault}")
        rows += map(tuple, own)
    return rows


def reading(
    texts: Mapping[str, str], labels: Iterable[Sequence[str]] = (), speakers: Iterable[Sequence[str]] = ()
) -> Questions[Rows]:
    """Ask the network about some texts and return the rows of their tables, in the order of the codebook.

    `texts` are by name; `labels` and `speakers` are rows as of `read_list`. Attributions have their source
    and content besides, as the table of `inotherwords.attributions` has them. Raises InputError for an
    unusable row of a list.
    """
    known = attribution.compile_lexicon(attribution.Known(*row) for row in speakers)
    labels = list(labels)
    names = [(pattern, actor) for actor, _, part, pattern in labels if part == "name"]
    listed = naming.compile_labels(naming.Listed(*row) for row in labels)
    read = [
        Text(name, raw, analysed := analyse(raw), find_segments(raw, analysed)) for name, raw in texts.items()
    ]
    rows: Rows = {"articles": [_article(text) for text in read]}
    rows |= {name: [] for name in ("segments", "edits", "attributions", "attribution_spans", "labels")}
    for text in read:
        article = attribution.prepare(text.analysed, text.segments)
        answers = yield from attribution.network.asking(attribution.read_windows(article))
        found = attribution.read_answers(article, answers, known).attributions
        spans = [
            row
            for number, one in enumerate(found, 1)
            for row in attribution.make_span_rows(text.name, number, one.spans, text.raw)
        ]
        rows["segments"] += _segments(text)
        rows["edits"] += _edits(text)
        own = [_attribution(text, number, one) for number, one in enumerate(found, 1)]
        mentions = list(_labels(text, listed, [row[1:5] for row in spans]))
        _add_sides(own, spans, mentions, names)
        rows["attributions"] += own
        rows["attribution_spans"] += [dict(zip(SPAN, row, strict=True)) for row in spans]
        rows["labels"] += mentions
    return rows | _compare(read)


def _article(text: Text) -> Row:
    headline = next((text.raw[start:end] for kind, start, end, _ in text.segments if kind == "headline"), "")
    told = {"doc": text.name, "outlet": text.name, "place": "", "published": "", "language": "en"}
    words = count_words(text.analysed, text.segments)
    return told | {"headline": headline, "words": words, "short": text.name}


def _segments(text: Text) -> Iterator[Row]:
    for number, (kind, start, end, paragraph) in enumerate(text.segments):
        place = {"start": start, "end": end, "paragraph": paragraph}
        yield {"doc": text.name, "segment": number, "kind": kind, **place}


def _edits(text: Text) -> Iterator[Row]:
    for start, end, rule, after in find_edits(text.raw):
        changed = {"rule": rule, "before": text.raw[start:end], "after": after}
        yield {"doc": text.name, "start": start, "end": end, **changed}


def _attribution(text: Text, number: int, found: attribution.Attribution) -> Row:
    """Return the row of an attribution, its source and content as printed."""
    row = attribution.make_row(text.name, number, found)
    for role in ("source", "content"):
        row[role] = " … ".join(text.raw[start:end] for start, end in getattr(found.spans, role))
    return row


def _add_sides(
    attributions: list[Row], spans: list[tuple], mentions: list[Row], names: list[tuple[str, str]]
) -> None:
    """Write into attributions of one text the side that their sources name, where none is known."""
    unset = [row for row in attributions if row["side"] == attribution.UNKNOWN]
    unknown = {row["attribution"]: row["speaker"] for row in unset}
    sources = [
        (unknown[number], start, end, words)
        for _, number, role, start, end, words in spans
        if role == "source" and number in unknown
    ]
    named = [tuple(row[name] for name in ("start", "end", "text", "actor")) for row in mentions]
    sides = attribution.find_sides(sources, named, names)
    for row in unset:
        row["side"] = sides.get(row["speaker"], attribution.UNKNOWN)


def _labels(text: Text, listed: naming.Lexicon, roles: list[tuple[object, str, int, int]]) -> Iterator[Row]:
    named_in = [(start, end) for kind, start, end, _ in text.segments if kind in naming.NAMED_IN]
    mentions = naming.find_mentions(text.analysed, named_in, listed)
    places, segments = [mention.start for mention in mentions], [row[:3] for row in text.segments]
    voices = attribution.find_voices(text.analysed, places, segments, roles)
    for mention, voice in zip(mentions, voices, strict=True):
        row = {"doc": text.name, **mention._asdict(), "text": text.raw[mention.start : mention.end]}
        rest = {name: row.pop(name) for name in ("head", "modifiers", "decided_by", "also")}
        yield row | voice._asdict() | rest


def _compare(texts: Collection[Text]) -> Rows:
    """Return what several texts share, what differs in it, and which words: the last three tables."""
    sentences = {
        text.name: [(start, end) for kind, start, end, _ in text.segments if kind in settings.READ]
        for text in texts
    }
    found = reuse.find_few({text.name: text.analysed for text in texts}, sentences)
    passages = [dict(zip(SENTENCE, (number, *row), strict=True)) for number, row in enumerate(found, 1)]
    raw = {text.name: text.raw for text in texts}
    substitutions = [
        {"passage": number, **collation.shift(one, row.start_a, row.start_b)._asdict()}
        for number, row in enumerate(found, 1)
        if row.kind in settings.COLLATED
        for one in collation.collate(
            raw[row.doc_a][row.start_a : row.end_a], raw[row.doc_b][row.start_b : row.end_b]
        )
    ]
    replaced = collation.list_replacements(substitutions, passages)
    places = [(number, *row[:6]) for number, row in enumerate(found, 1)]
    swaps = collation.list_swaps(collation.find_swaps_in(replaced, "passage"), places)
    return {
        "passages": passages,
        "substitutions": substitutions,
        "swaps": [dict(zip(SWAP, row, strict=True)) for row in swaps],
    }


def make_page(texts: Mapping[str, str], rows: Rows) -> str:
    """Return the reader of some texts as one HTML page, given the rows that `reading` returned."""
    shown = reader.contents(rows, texts)
    shown["story"]["screens"].remove("event")  # a cover, which has nothing to tell of pasted texts
    return reader.render(shown, about=ABOUT, without_labels=WITHOUT_LABELS)


def write_csv(rows: Sequence[Row]) -> str:
    r"""Return rows as a CSV that no spreadsheet computes; "" without rows.

    >>> write_csv([{"doc": "a", "text": "=1"}])
    "doc,text\na,'=1\n"
    """
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: escape_formula(cell) for name, cell in row.items()} for row in rows)
    return out.getvalue()
