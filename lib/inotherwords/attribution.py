"""Whose word is it: every place where an article hands the floor to a source.

An attribution has a source (who speaks), a cue (the words that say so) and a content (what is said). A
small neural network marks them (`extraction`); what the table says about each is read from its words by
rules: how the sentence joins speaker and speech (`patterns`), who speaks (`speakers`), what the cue lends
and who carried the words (`cues`).
"""

import math
import re
from bisect import bisect_left, bisect_right
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from inotherwords import cues, decision, extraction, network, patterns, quotations, speakers, windows
from inotherwords import spans as places
from inotherwords.extraction import Extracted, Possible
from inotherwords.network import Answers

DESCRIBED = ["doc", "attribution", "type", *speakers.Speaker._fields, "via", "cue", "cue_class", "pattern"]
DESCRIBED += ["probability", "doubtful"]
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
]
ATTRIBUTION_COLUMNS += ["pattern", "probability", "outer", "doubtful", "resolved_by"]
SPAN_COLUMNS = ["doc", "attribution", "role", "start", "end", "text"]
POSSIBLE_COLUMNS = ["doc", "start", "end", "cue", "probability", "accepted"]
BY_MARKS = 1.0  # the probability of what is found by its quotation marks, not by the network
LONGEST_SPEECH = 100  # paragraphs; a quotation that runs on for longer has lost its end
SHORTEST_SPEECH = 4  # words; a shorter quotation without a speaker is a scare quote or a name

# A quotation that is signed: “…” — Ann Reed, at the end of a paragraph.
CAPITALISED = r"[A-Z][\w'.-]*"
SIGNED = re.compile(
    rf"\s*(?P<cue>[―—–]|--)\s*(?P<source>{CAPITALISED}(?: (?:{CAPITALISED}|al|bin|de|for|of|the|van|von))*"
    r"(?:, [^\n“”:;.!?]{1,40})?)\.?[^\S\n]*(?:\n|$)"
)

Span = tuple[int, int]
Spans = tuple[Span, ...]


def body(segments: pd.DataFrame, kind: str = "sentence") -> list[Span]:
    """Return the paragraphs of one article's body, or its captions: from first sentence to last, each a span.

    >>> rows = {"kind": ["heading", "sentence", "sentence"], "start": [0, 4, 9], "end": [3, 8, 12]}
    >>> body(pd.DataFrame(rows | {"paragraph": [0, 1, 1]}))
    [(4, 12)]
    """
    columns = (segments[name].tolist() for name in ("kind", "paragraph", "start", "end"))
    paragraphs: dict[int, Span] = {}
    for here, paragraph, start, end in zip(*columns, strict=True):
        if here == kind:
            first, last = paragraphs.get(paragraph, (start, end))
            paragraphs[paragraph] = (min(first, start), max(last, end))
    return [span for _, span in sorted(paragraphs.items())]


def _run_on(content: Spans, quotes: list[Span], paragraphs: list[Span]) -> Spans:
    """Return a content with the rest of a quotation that it begins and that goes on in later paragraphs.

    `quotes` and `paragraphs` are in order. At most LONGEST_SPEECH paragraphs.
    """
    last = content[-1]
    number = bisect_left(quotes, last[1], key=lambda quote: quote[0]) - 1
    end = quotes[number][1] if number >= 0 else 0
    first = bisect_right(paragraphs, last[1], key=lambda paragraph: paragraph[0])
    stop = bisect_left(paragraphs, end, key=lambda paragraph: paragraph[0])
    rest = paragraphs[first : min(stop, first + LONGEST_SPEECH)]
    return (*content, *((start, min(until, end)) for start, until in rest))


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
    paragraphs = sorted(paragraphs)
    found = [item._replace(content=_run_on(item.content, quotes, paragraphs)) for item in found]
    taken = places.index(item.source + item.cue + item.content for item in found)
    read = places.index([paragraphs])
    for quote in quotes:
        words = text[slice(*quote)]
        inside = places.touches(read, (quote[0], quote[0] + 1))
        free = not places.touches(taken, quote)
        if inside and free and len(words.split()) >= SHORTEST_SPEECH and not _is_title(words):
            signed = SIGNED.match(text, quote[1])
            source, cue = ((signed.span("source"),), (signed.span("cue"),)) if signed else ((), ())
            found.append(Extracted(source, cue, (quote,), BY_MARKS))
    return sorted(found, key=lambda item: min(item.cue + item.content))


def outer(found: list[Extracted]) -> list[int | str]:
    """Return for each attribution the number of the innermost one that holds it, "" if none does.

    The one that is held stands in the other's content or source. "The army, which an official says has
    left, says …" holds one in its source. The outer one is longer, so that no two stand in each other.
    """
    held = [item.source + item.content for item in found]
    sizes = [sum(last - first for first, last in spans) for spans in held]
    where = places.index(held)
    outer: list[int | str] = []
    for item, size in zip(found, sizes, strict=True):
        place = (item.cue or item.content)[0][0]
        holding = [(sizes[one], one + 1) for one in places.groups_at(where, place) if sizes[one] > size]
        outer.append(min(holding)[1] if holding else "")
    return outer


class Tables(NamedTuple):
    """The tables on the attributions of a corpus.

    attributions: `probability` is that a second person would have marked it (`decision`), `doubtful` is
    "yes" below `extraction.SURE`; both are empty for what is found by its quotation marks alone. `outer`
    is the attribution in whose content or source this one stands, empty if in none.
    possible_cues: all words that may have been a cue, with that probability, and "yes" if it was accepted.
    margins: for each kind of decision how near to its threshold the nearest one came.
    """

    attributions: pd.DataFrame
    attribution_spans: pd.DataFrame
    possible_cues: pd.DataFrame
    margins: pd.DataFrame


class Prepared(NamedTuple):
    """An article ready for the network: analysed text, paragraphs of its body, captions, quotations."""

    text: str
    paragraphs: list[Span]
    captions: list[Span]
    quotes: list[Span]


def prepare(text: str, segments: pd.DataFrame) -> Prepared:
    """Return an article, given its analysed text and its segments, ready for the network."""
    return Prepared(text, body(segments), body(segments, "caption"), quotations.find(text))


def cut(article: Prepared) -> list[windows.Window]:
    """Return an article as the network reads it; a caption is no neighbour of the paragraph beside it."""
    parts = (article.captions, article.paragraphs)
    return [window for part in parts for window in windows.windows(article.text, part, article.quotes)]


def ask(article: Prepared, int8: bool = False) -> tuple[Answers, list[Possible]]:
    """Return the network's answers on an article, and every possible attribution among them."""
    answers = network.ask(cut(article), network.load(int8))
    return answers, extraction.possible(article.text, answers)


def find(
    article: Prepared, answers: Answers, possible: list[Possible], weights: dict[str, float]
) -> list[Extracted]:
    """Return the attributions of one article, bare quotations too, in order of the text."""
    found = extraction.choose(article.text, answers.windows, possible, weights)
    return with_bare_quotations(article.text, found, article.quotes, article.captions + article.paragraphs)


def tables(
    segments: pd.DataFrame, analysed: dict[str, str], known: pd.DataFrame, int8: bool = False
) -> Tables:
    """Return the tables on the attributions of all articles (see `Tables`).

    Only sentences and captions are read: a heading, a credit or a dateline is no speech.
    `known` is the corpus' list of speakers, with their side and kind (see `speakers.resolve`). `int8`
    computes in 8 bits: faster, for large corpora, and not the same to the last row on every kind of
    processor.
    """
    lexicon = speakers.compile_lexicon(known)
    heads: list[tuple[object, ...]] = []
    spans: list[tuple[object, ...]] = []
    cue_rows: list[tuple[object, ...]] = []
    near: list[dict[str, float]] = []
    for doc, own in segments.groupby("doc"):
        article = prepare(analysed[doc], own)
        text = article.text
        answers, possible = ask(article, int8)
        found = find(article, answers, possible, decision.weights())
        near.append(extraction.margins(answers, possible, decision.weights()))
        accepted = {item.cue for item in found}
        for item in possible:
            probability = round(decision.probability(item.features, decision.weights()), 2)
            kept = "yes" if (item.cue,) in accepted else ""
            cue_rows.append((doc, *item.cue, text[slice(*item.cue)], probability, kept))
        read = own[own["kind"].isin(["caption", "sentence"])]
        who = speakers.resolve(
            text,
            [item.source for item in found],
            [item.content for item in found],
            list(zip(read["start"], read["end"], strict=True)),
            lexicon,
        )
        sentences = cues.sentences(text)
        for number, (item, speaker, holding) in enumerate(zip(found, who, outer(found), strict=True), 1):
            heads.append((doc, number, *described(article, sentences, item, speaker), holding))
            roles = {"source": item.source, "cue": item.cue, "content": item.content}
            for role, parts in roles.items():
                spans += [(doc, number, role, *part, text[slice(*part)]) for part in parts]
    smallest = {kind: min(one[kind] for one in near) for kind in (near[0] if near else {})}
    return Tables(
        pd.DataFrame(heads, columns=[*DESCRIBED, "outer"])[ATTRIBUTION_COLUMNS],
        pd.DataFrame(spans, columns=SPAN_COLUMNS),
        pd.DataFrame(cue_rows, columns=POSSIBLE_COLUMNS),
        pd.DataFrame(smallest.items(), columns=["decision", "margin"]),
    )


def described(
    article: Prepared, sentences: list[Span], item: Extracted, speaker: speakers.Speaker
) -> tuple[object, ...]:
    """Return what the table `attributions` says of one, in the order of DESCRIBED without its keys."""
    text, quotes = article.text, article.quotes
    cue = " ".join(text[slice(*span)] for span in item.cue)
    by_marks = item.probability == BY_MARKS
    return (
        patterns.kind(text, item.content, quotes),
        *speaker,
        cues.via(text, item.cue[0], item.source, item.content, sentences) if item.cue else "",
        cue,
        cues.cue_class(cue),
        patterns.pattern(text, item.source, item.cue, item.content, quotes),
        "" if by_marks else round(item.probability, 2),
        "yes" if round(item.probability, 2) < extraction.SURE else "",
    )


def nearest(margins: pd.DataFrame) -> pd.DataFrame:
    """Return the smallest margin of each kind of decision, of several articles: decision, margin.

    >>> nearest(pd.DataFrame({"decision": ["a", "a"], "margin": [0.2, 0.1]})).values.tolist()
    [['a', 0.1]]
    """
    return margins.groupby("decision", sort=False)["margin"].min().reset_index()


def at_least(margins: pd.DataFrame) -> pd.DataFrame:
    """Return margins in powers of ten, rounded down: decision, at_least.

    The margins themselves differ in their last digits from one processor to another.

    >>> at_least(pd.DataFrame({"decision": ["a"], "margin": [0.0039]})).values.tolist()
    [['a', '0.001']]
    """
    powers = [math.floor(math.log10(margin)) if margin > 0 else None for margin in margins["margin"]]
    shown = ["0" if power is None else f"{10.0**power:.{max(0, -power)}f}" for power in powers]
    return pd.DataFrame({"decision": margins["decision"], "at_least": shown})


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
