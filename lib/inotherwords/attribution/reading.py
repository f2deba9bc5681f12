"""Read whose word is what in one article: every place where it hands the floor to a source.

An attribution has a source (who speaks), a cue (the words that say so) and a content (what is said). A
small neural network marks them (`extraction`); what is said about each is read from its words by rules:
how the sentence joins speaker and speech (`patterns`), who speaks (`speakers`), what the cue lends and who
carried the words (`cues`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from inotherwords import settings
from inotherwords.attribution import cues, descriptions, extraction, frames, nested, patterns, speakers, turns
from inotherwords.attribution import network as attribution_network
from inotherwords.attribution.extraction import Extracted, Possible
from inotherwords.attribution.lexicon import Lexicon
from inotherwords.attribution.network import Answers, Network, Window, cut_windows
from inotherwords.attribution.scoring import ROLES
from inotherwords.text import quotations
from inotherwords.text.segments import analyse, find_segments
from inotherwords.text.spans import Index, build_index, find_groups_at, touches

NOBODY = re.compile(rf"(?:{cues.VOCABULARY['nobody']})\b", re.IGNORECASE)
READ = ("caption", "sentence")  # the segments in which somebody may speak
BY_MARKS = 1.0  # the probability of what is found by its quotation marks, not by the network

# A quotation that is signed: “…” — Ann Reed, at the end of a paragraph.
CAPITALISED = r"[A-Z][\w'.-]*"
SIGNED = re.compile(
    rf"\s*(?P<cue>[―—–]|--|-(?=[A-Z]))\s*"
    rf"(?P<source>{CAPITALISED}(?: (?:{CAPITALISED}|al|bin|de|for|of|the|van|von))*"
    r"(?:, [^\n“”:;.!?]{1,40})?)(?: \(@\w+\)[^\n]{0,40})?\.?[^\S\n]*(?:\n|$)"
)

Span = tuple[int, int]
Spans = tuple[Span, ...]
Segment = tuple[str, int, int, int]  # kind, start, end, number of the paragraph
Row = dict[str, object]


class Prepared(NamedTuple):
    """An article ready for the network: analysed text, paragraphs, captions, quotations, sentences.

    `read` are the sentences of body and captions; `paragraphs` and `captions` reach from the first of
    their sentences to the last.
    """

    text: str
    paragraphs: Spans
    captions: Spans
    quotes: Spans
    read: Spans


class Attribution(NamedTuple):
    """An attribution and what is said of it.

    source, cue and content: its words; parts that do not stand together are joined by " … ", but those of
    a cue by a space.
    probability: that a second person would have marked it (`calibration`), in two places; None for what is
    found by its quotation marks alone. doubtful: whether it is below `settings.SURE`.
    outer: the number, from 1, of the innermost attribution in whose content or source this one stands,
    None if in none. spans: where it stands.
    """

    type: str
    speaker: str
    source: str
    cue: str
    content: str
    probability: float | None
    side: str
    source_type: str
    via: str
    cue_class: str
    pattern: str
    outer: int | None
    doubtful: bool
    resolved_by: str
    spans: Extracted


class PossibleCue(NamedTuple):
    """Words that may have been a cue, with the probability of `Attribution`, and whether one came of it."""

    start: int
    end: int
    cue: str
    probability: float
    accepted: bool


class Reading(NamedTuple):
    """What was read in one article: attributions, in order of the text; possible cues; margins.

    margins: for each kind of decision how near to its threshold the nearest one came.
    """

    attributions: list[Attribution]
    possible_cues: list[PossibleCue]
    margins: dict[str, float]


def find_paragraphs(segments: Iterable[Segment], kind: str = "sentence") -> list[Span]:
    """Return the paragraphs of one article's body, or its captions: from first sentence to last, each a span.

    >>> find_paragraphs([("heading", 0, 3, 0), ("sentence", 4, 8, 1), ("sentence", 9, 12, 1)])
    [(4, 12)]
    """
    paragraphs: dict[int, Span] = {}
    for here, start, end, paragraph in segments:
        if here == kind:
            first, last = paragraphs.get(paragraph, (start, end))
            paragraphs[paragraph] = (min(first, start), max(last, end))
    return [span for _, span in sorted(paragraphs.items())]


def _add_rest(content: Spans, quotes: list[Span], paragraphs: list[Span]) -> Spans:
    """Return a content with the rest of a quotation that it begins and that goes on in later paragraphs.

    `quotes` and `paragraphs` are in order. At most `settings.LONGEST_SPEECH` paragraphs.
    """
    last = content[-1]
    number = bisect_left(quotes, last[1], key=lambda quote: quote[0]) - 1
    end = quotes[number][1] if number >= 0 else 0
    first = bisect_right(paragraphs, last[1], key=lambda paragraph: paragraph[0])
    stop = bisect_left(paragraphs, end, key=lambda paragraph: paragraph[0])
    rest = paragraphs[first : min(stop, first + settings.LONGEST_SPEECH)]
    return (*content, *((start, min(until, end)) for start, until in rest))


def add_bare_quotations(
    text: str, found: list[Extracted], quotes: list[Span], paragraphs: list[Span]
) -> list[Extracted]:
    """Return the attributions of an article and the speech that nobody was given, in order of the text.

    A quotation that begins in an attribution's content and runs over more paragraphs belongs to it whole.
    A quotation of `settings.SHORTEST_SPEECH` words or more (or a sentence that is a paragraph) that no
    attribution touches and that is no title is kept: with a source if it is signed, else without.

    >>> text = "“Go.” “Nobody will be left behind.”"
    >>> [item.content for item in add_bare_quotations(text, [], [(0, 5), (6, 35)], [(0, 35)])]
    [((6, 35),)]
    """
    paragraphs = sorted(paragraphs)
    found = [item._replace(content=_add_rest(item.content, quotes, paragraphs)) for item in found]
    taken = build_index(item.source + item.cue + item.content for item in found)
    read, alone = build_index([paragraphs]), set(paragraphs)
    for quote in quotes:
        words = text[slice(*quote)]
        inside = touches(read, (quote[0], quote[0] + 1))
        title = not re.search(r"\b[a-z]\w{3,}|\b[a-z]\w*[.!?]\W$", words)  # each long word has a capital
        sentence = words[-2:-1] in (".", "!", "?") and quote in alone and " " in words
        long = sentence or len(words.split()) >= settings.SHORTEST_SPEECH
        if inside and long and not title and not touches(taken, quote):
            signed = SIGNED.match(text, quote[1])
            source, cue = ((signed.span("source"),), (signed.span("cue"),)) if signed else ((), ())
            found.append(Extracted(source, cue, (quote,), BY_MARKS))
    return sorted(found, key=lambda item: min(item.cue + item.content))


def find_outer(found: list[Extracted]) -> list[int | None]:
    """Return for each attribution the number, from 1, of the innermost one that holds it, None if none does.

    The one that is held stands in the other's content or source. "The army, which an official says has
    left, says …" holds one in its source. The outer one is longer, so that no two stand in each other.
    """
    held = [item.source + item.content for item in found]
    sizes = [sum(last - first for first, last in spans) for spans in held]
    where = build_index(held)
    outer: list[int | None] = []
    for item, size in zip(found, sizes, strict=True):
        place = (item.cue or item.content)[0][0]
        holding = [(sizes[one], one + 1) for one in find_groups_at(where, place) if sizes[one] > size]
        outer.append(min(holding)[1] if holding else None)
    return outer


def prepare(text: str, segments: Iterable[Segment]) -> Prepared:
    """Return an article, given its analysed text and its segments, ready for the network.

    Only sentences and captions are read: a heading, a credit or a dateline is no speech.
    """
    segments = list(segments)
    read = [(start, end) for kind, start, end, _ in segments if kind in READ]
    paragraphs, captions = find_paragraphs(segments), find_paragraphs(segments, "caption")
    quotes = quotations.find_quotations(text)
    return Prepared(text, *map(tuple, (paragraphs, captions, quotes, read)))


def prepare_text(text: str) -> Prepared:
    """Return a text ready for the network: cleaned and cut into segments, as one of a corpus would be."""
    analysed = analyse(text)
    return prepare(analysed, find_segments(text, analysed))


def read_windows(article: Prepared) -> list[Window]:
    """Return an article as the network reads it; a caption is no neighbour of the paragraph beside it."""
    parts = (article.captions, article.paragraphs)
    return [window for part in parts for window in cut_windows(article.text, part, article.quotes)]


def ask(article: Prepared, network: Network) -> tuple[Answers, list[Possible]]:
    """Return the network's answers on an article, and every possible attribution among them."""
    found = attribution_network.ask(read_windows(article), network)
    return found, extraction.list_possible(article.text, found)


def find(
    article: Prepared, answers: Answers, possible: list[Possible], weights: dict[str, float]
) -> list[Extracted]:
    """Return the attributions of one article, bare quotations too, in order of the text."""
    found = extraction.choose(article.text, answers.windows, possible, weights)
    found = frames.keep_quotations_whole(
        article.text, frames.mend_frames(article.text, found), article.quotes
    )
    found = nested.add_sayers(article.text, found)
    found += turns.find_turns(article.text, found, article.paragraphs)
    found = add_bare_quotations(article.text, found, article.quotes, article.captions + article.paragraphs)
    seen = {item.cue: attribution_network.probability(item.features, weights) for item in possible}
    found += nested.find_nested(article.text, found, seen)
    return sorted(found, key=lambda item: min(item.cue + item.content))


def describe(article: Prepared, found: list[Extracted], lexicon: Lexicon) -> list[Attribution]:
    """Return what is said of the attributions of one article, in their order (see `Attribution`)."""
    text, quotes = article.text, article.quotes
    sources, contents = [item.source for item in found], [item.content for item in found]
    resolved = speakers.resolve(text, sources, contents, article.read, lexicon, quotes)
    sentences = cues.find_sentences(text)
    described = []
    for item, who, outer in zip(found, resolved, find_outer(found), strict=True):
        carrier = cues.find_via(text, item.cue[0], item.source, item.content, sentences) if item.cue else ""
        source, content = (
            " … ".join(text[slice(*span)] for span in spans) for spans in (item.source, item.content)
        )
        cue = " ".join(text[slice(*span)] for span in item.cue)
        probability = round(item.probability, 2)
        described.append(
            Attribution(
                type=patterns.classify_quotation(text, item.content, quotes),
                speaker=who.speaker,
                source=source,
                cue=cue,
                content=content,
                probability=None if item.probability == BY_MARKS else probability,
                side=who.side,
                source_type=who.source_type,
                via=carrier or descriptions.name_paper(source),
                cue_class=cues.classify_cue(cue),
                pattern=patterns.name_pattern(text, item.source, item.cue, item.content, quotes),
                outer=outer,
                doubtful=probability < settings.SURE,
                resolved_by=who.resolved_by,
                spans=item,
            )
        )
    return described


def _without_the_sentence_before(item: Extracted, article: Prepared, quoted: Index) -> Extracted:
    """Return an attribution without what stands in a sentence before that of its cue, outside quotations.

    "The square was cleared. Ten men were hurt, the ministry said.": it said the second only.
    """
    cue = item.cue[0][0] if item.cue else 0
    number = bisect_right(article.read, cue, key=lambda span: span[0])
    first = article.read[number - 1][0] if number else 0
    if not any(first < end <= cue for _, end in item.content):
        return item  # all that it said stands elsewhere: "… It said so."
    kept = tuple(
        (start if touches(quoted, (start, end)) else max(start, first), end)
        for start, end in item.content
        if end > first or touches(quoted, (start, end))
    )
    return item._replace(content=kept)


def read_answers(article: Prepared, answers: Answers, lexicon: Lexicon) -> Reading:
    """Return what an article's answers say (see `Reading`); `lexicon` are the known speakers."""
    weights = attribution_network.weights()
    possible = extraction.list_possible(article.text, answers)
    quoted = build_index([article.quotes])
    found = [
        _without_the_sentence_before(item, article, quoted)
        for item in find(article, answers, possible, weights)
        if not any(NOBODY.match(article.text, *span) for span in item.source)  # "Nobody will say who"
    ]
    accepted = build_index(item.cue for item in found if item.probability != BY_MARKS)
    return Reading(
        describe(article, found, lexicon),
        [
            PossibleCue(
                *item.cue,
                article.text[slice(*item.cue)],
                round(attribution_network.probability(item.features, weights), 2),
                touches(accepted, item.cue),
            )
            for item in possible
        ],
        extraction.measure_margins(answers, possible, weights),
    )


def read_article(article: Prepared, lexicon: Lexicon, network: Network) -> Reading:
    """Return what the network reads in one article (see `Reading`); `lexicon` are the known speakers."""
    answers = _ask_once(article, network, settings.LOWEST_CUE, settings.SHOWN_CUE)
    return read_answers(article, answers, lexicon)


@lru_cache(maxsize=settings.COMPARED)  # those that are read closely are read again without corrections
def _ask_once(article: Prepared, network: Network, *_: float) -> Answers:
    """Return the network's answers on an article; they depend on the two thresholds, too."""
    return attribution_network.ask(read_windows(article), network)


def make_row(doc: str, number: int, found: Attribution) -> Row:
    """Return the row of the table `attributions` for one of an article's attributions.

    It has its source and content, too, which that table leaves out.
    """
    row = {"doc": doc, "attribution": number, **found._asdict()}
    del row["spans"]
    return row | {
        "probability": "" if found.probability is None else found.probability,
        "outer": "" if found.outer is None else found.outer,
        "doubtful": "yes" if found.doubtful else "",
    }


def make_span_rows(doc: str, number: int, spans: Extracted, text: str) -> list[tuple[object, ...]]:
    """Return the rows of the table `attribution_spans` for one of an article's attributions."""
    return [(doc, number, role, *part, text[slice(*part)]) for role in ROLES for part in getattr(spans, role)]
