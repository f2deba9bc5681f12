"""Whose word is it: every place where an article hands the floor to a source.

An attribution has a source (who speaks), a cue (the words that say so) and a content (what is said). A
small neural network marks them (`extraction`); what the table says about each is read from its words by
rules: how the sentence joins speaker and speech (`patterns`), who speaks (`speakers`), what the cue lends
and who carried the words (`cues`).
"""

import re
from pathlib import Path

import pandas as pd

from inotherwords import cues, extraction, patterns, quotations, speakers, windows
from inotherwords.extraction import Extracted

ATTRIBUTION_COLUMNS = [
    "doc",
    "attribution",
    "type",
    "speaker",
    "side",
    "source_type",
    "via",
    "cue",
    "cue_class",
    "pattern",
    "probability",
    "outer",
    "doubtful",
    "resolved_by",
]
SPAN_COLUMNS = ["doc", "attribution", "role", "start", "end", "text"]
BY_MARKS = 1.0  # the probability of what is found by its quotation marks, not by the network
SHORTEST_SPEECH = 4  # words; a shorter quotation without a speaker is a scare quote or a name

# A quotation that is signed: “…” — Ann Reed, at the end of a paragraph.
SIGNED = re.compile(r"\s*(?P<cue>[―—–]|--)\s*(?P<source>[A-Z][^\n“”:;.!?]{1,60})\.?[^\S\n]*(?:\n|$)")

Span = tuple[int, int]
Spans = tuple[Span, ...]


def body(segments: pd.DataFrame) -> list[Span]:
    """Return the paragraphs of one article's body: from its first sentence to its last, each a span.

    >>> rows = {"kind": ["heading", "sentence", "sentence"], "start": [0, 4, 9], "end": [3, 8, 12]}
    >>> body(pd.DataFrame(rows | {"paragraph": [0, 1, 1]}))
    [(4, 12)]
    """
    sentences = segments[segments["kind"] == "sentence"].groupby("paragraph")
    return list(zip(sentences["start"].min(), sentences["end"].max(), strict=True))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _run_on(content: Spans, quotes: list[Span], paragraphs: list[Span]) -> Spans:
    """Return a content with the rest of a quotation that it begins and that goes on in later paragraphs."""
    last = content[-1]
    for start, end in quotes:
        if _overlap(last, (start, end)) and end > last[1]:
            rest = [(max(first, start), min(stop, end)) for first, stop in paragraphs if last[1] < first < end]
            content = (*content, *rest)
    return content


def _is_title(words: str) -> bool:
    """Return whether words in quotation marks are a title: each long one has a capital."""
    return not re.search(r"\b[a-z]\w{3,}", words)


def with_bare_quotations(
    text: str, found: list[Extracted], quotes: list[Span], paragraphs: list[Span]
) -> list[Extracted]:
    """Return the attributions of an article and the speech that nobody was given, in order of the text.

    A quotation that begins in an attribution's content and runs over more paragraphs belongs to it whole.
    A quotation of SHORTEST_SPEECH words or more that no attribution touches and that is no title is kept:
    with a source if it is signed, else without.

    >>> text = "“Go.” “Nobody will be left behind.”"
    >>> [item.content for item in with_bare_quotations(text, [], [(0, 5), (6, 35)], [(0, 35)])]
    [((6, 35),)]
    """
    found = [item._replace(content=_run_on(item.content, quotes, paragraphs)) for item in found]
    taken = [span for item in found for spans in (item.source, item.cue, item.content) for span in spans]
    for quote in quotes:
        words = text[slice(*quote)]
        inside = any(start <= quote[0] < end for start, end in paragraphs)
        free = not any(_overlap(quote, span) for span in taken)
        if inside and free and len(words.split()) >= SHORTEST_SPEECH and not _is_title(words):
            signed = SIGNED.match(text, quote[1])
            source, cue = ((signed.span("source"),), (signed.span("cue"),)) if signed else ((), ())
            found.append(Extracted(source, cue, (quote,), BY_MARKS))
    return sorted(found, key=lambda item: min(item.cue + item.content))


def _outer(item: Extracted, others: list[Extracted]) -> int | str:
    """Return the number of the innermost attribution whose content holds this one, "" if none does.

    It says more than this one, so that no two stand in each other.
    """

    def size(one: Extracted) -> int:
        return sum(last - first for first, last in one.content)

    place = (item.cue or item.content)[0][0]
    holding = [
        (size(other), number)
        for number, other in enumerate(others, 1)
        if size(other) > size(item) and any(start <= place < end for start, end in other.content)
    ]
    return min(holding)[1] if holding else ""


def find(
    text: str, paragraphs: list[Span], quotes: list[Span], network: tuple[extraction.Encode, extraction.Assign]
) -> list[Extracted]:
    """Return the attributions of one article's paragraphs, bare quotations too, in order of the text."""
    found = extraction.extract(windows.windows(text, paragraphs, quotes), *network)
    return with_bare_quotations(text, found, quotes, paragraphs)


def attributions(
    segments: pd.DataFrame, analysed: dict[str, str], known: pd.DataFrame, int8: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables `attributions` and `attribution_spans` of all articles.

    Only sentences of the body are read: a heading, a caption, a credit or a dateline is no speech.
    `known` is the corpus' list of speakers, with their side and kind (see `speakers.resolve`).
    `probability` is the network's; `doubtful` is "yes" below `extraction.SURE`. Both are empty for what
    is found by its quotation marks alone. `outer` is the attribution in whose content this one stands,
    empty if in none. `int8` computes in 8 bits: faster, for large corpora, and not the same to the last
    row on every kind of processor.
    """
    lexicon = speakers.compile_lexicon(known)
    network = extraction.network(int8)
    heads: list[tuple[object, ...]] = []
    spans: list[tuple[object, ...]] = []
    for doc, own in segments.groupby("doc"):
        text = analysed[doc]
        quotes = quotations.find(text)
        found = find(text, body(own), quotes, network)
        read = own[own["kind"].isin(["caption", "sentence"])]
        who = speakers.resolve(
            text,
            [item.source for item in found],
            [item.content for item in found],
            list(zip(read["start"], read["end"], strict=True)),
            lexicon,
        )
        for number, (item, speaker) in enumerate(zip(found, who, strict=True), 1):
            cue = " ".join(text[slice(*span)] for span in item.cue)
            heads.append(
                (
                    doc,
                    number,
                    patterns.kind(text, item.content, quotes),
                    speaker.speaker,
                    speaker.side,
                    speaker.source_type,
                    cues.via(text, item.cue[0], item.source, item.content) if item.cue else "",
                    cue,
                    cues.cue_class(cue),
                    patterns.pattern(text, item.source, item.cue, item.content, quotes),
                    round(item.probability, 2) if item.probability < BY_MARKS else "",
                    _outer(item, found),
                    "yes" if item.probability < extraction.SURE else "",
                    speaker.resolved_by,
                )
            )
            roles = {"source": item.source, "cue": item.cue, "content": item.content}
            for role, parts in roles.items():
                spans += [(doc, number, role, *part, text[slice(*part)]) for part in parts]
    return pd.DataFrame(heads, columns=ATTRIBUTION_COLUMNS), pd.DataFrame(spans, columns=SPAN_COLUMNS)


def cue_counts(attributions: pd.DataFrame) -> pd.DataFrame:
    """Return how often each article uses each cue: doc, cue (its dictionary form), cue_class, count."""
    cued = attributions[attributions["cue"] != ""]
    counted = cued.assign(cue=cued["cue"].map(cues.headword)).groupby(["doc", "cue", "cue_class"])
    return counted.size().rename("count").reset_index()


def accuracy() -> pd.DataFrame:
    """Return the measured accuracy of the network, from accuracy.csv (see `evaluation`).

    Columns measure, right, found, annotated, precision, recall, f1; the rows direct, mixed and indirect
    have a recall only.
    """
    return pd.read_csv(Path(__file__).with_name("accuracy.csv"), dtype=str, keep_default_na=False)
