"""Read one article as one string: what is edited in it, its sentences, and what each stretch of it is.

Everything is returned as plain tuples of offsets. The rules look at the shape of the text alone.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from inotherwords import settings
from inotherwords.text import furniture, quotations, surroundings, wrapping
from inotherwords.text.names import CALENDAR
from inotherwords.text.wordlists import read_list, read_vocabulary
from inotherwords.text.words import TOKEN

if TYPE_CHECKING:
    from nltk.tokenize.api import TokenizerI


KINDS = ["metadata", "headline", "dateline", "heading", "caption", "credit", "sentence"]
# Whose words are counted. Datelines, credits and metadata would count places and agencies.
COUNTED = ("headline", "heading", "sentence", "caption")

CRAWL_HEADER = re.compile(r"\s*date \d{4}-\d{2}-\d{2}(?=\s)")

# A full stop of a script without capitals; before a closing mark the quotation goes on: 「…。」と述べた。
OTHER_STOP = re.compile(r"[。！？｡؟۔।]+(?![」』）”’\")])")

# "It shut at 6 p.m. Nobody came.", but neither "at 6 p.m. Monday" nor "At 6 p.m. Ann Reed left".
TIME_ENDS = re.compile(
    r"(?<=\d\s)[ap]\.m\.(?=\s+[“‘]?[A-Z])"
    rf"(?!\s+(?:[A-Z]{{2,4}}|Eastern|Central|Mountain|Pacific|Atlantic|{CALENDAR.pattern[:-1]})\b)"
)
TIME_OPENS = re.compile(
    r"[“‘]?(?:Just |Shortly |Soon )?(?:At|By|Around|About|Before|After|From|Until|Since|On)\b"
    r"[^,.;]{0,40}[ap]\.m\."
)

# Both within one line: a break ends the paragraph.
STRAY_STOP = re.compile(r"(?<![\w.])(?P<word>[\w.]+)\.(?=[^\S\n]+[a-z])")
STRAY_MARKS = re.compile(r"(?<=\s)[“”„\"](?:[^\S\n]*\.)+(?=\s|$)")
# What stands in a text as a picture: emoji with what joins and colours them, dingbats.
PICTURE = re.compile(
    "[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0e\ufe0f\u20e3\U000e0020-\U000e007f]"
    "[\u200d\ufe0f\u20e3\U0001f3fb-\U0001f3ff]*"
)
ODD_SPACE = re.compile(r"[\t\xa0\u2009\u202f]")


@cache
def abbreviations() -> frozenset[str]:
    """Return the abbreviations after which a full stop ends no sentence, lower case, without the stop.

    >>> "gen" in abbreviations()
    True
    """
    return frozenset(row["abbreviation"] for row in read_list(Path(__file__).with_name("abbreviations.csv")))


@cache
def _sentence_splitter() -> "TokenizerI":
    # Imported where it is used: loading nltk takes most of a second, and half the notebooks do without.
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(abbreviations())
    parameters.sent_starters = set(read_vocabulary(__file__)["sentence opens"].split("|"))
    return PunktSentenceTokenizer(parameters)


def find_edits(text: str) -> list[tuple[int, int, str, str]]:
    """Return every edit of one article as (start, end, rule, after), in order and without overlap.

    `after` is as long as `text[start:end]`. Rules: stray-stop (a full stop in the middle of a sentence),
    stray-marks (quotation marks and stops with no word between them), quotation-mark (“ or ‘ opens, ” or
    ’ closes; two single marks are one double mark and a space), apostrophe (always '), space (a tab or a
    no-break space), picture (an emoji, taken for a space), and those of `wrapping.find_broken`: line-break,
    broken-word, invisible, entity.

    >>> find_edits("„Peace. now,“ he said.")
    [(0, 1, 'quotation-mark', '“'), (6, 7, 'stray-stop', ' '), (12, 13, 'quotation-mark', '”')]
    """
    edits = {
        found.start(): (found.end(), "picture", " " * len(found.group())) for found in PICTURE.finditer(text)
    }
    text = PICTURE.sub(lambda found: " " * len(found.group()), text)
    known = abbreviations()
    broken = wrapping.find_broken(text)
    text = _edited(text, broken)
    for stop in STRAY_STOP.finditer(text):
        word = stop["word"].lower()
        if "." not in word and word not in known and len(word) > 1:
            edits[stop.end() - 1] = (stop.end(), "stray-stop", " ")
    for marks in STRAY_MARKS.finditer(text):
        edits[marks.start()] = (marks.end(), "stray-marks", " " * len(marks.group()))
    without_stray = STRAY_MARKS.sub(lambda marks: " " * len(marks.group()), text)
    direction = {}
    of_two: set[int] = set()
    for opening, closing in quotations.pair_marks(without_stray):
        if (
            text[opening : opening + 2] in quotations.TWO
            and text[closing - 1 : closing + 1] in quotations.TWO
        ):
            edits[opening] = (opening + 2, "quotation-mark", " “")
            edits[closing - 1] = (closing + 1, "quotation-mark", "” ")
            of_two |= {opening, opening + 1, closing - 1, closing}
            continue
        single = text[opening] in quotations.SINGLE
        direction |= {opening: "‘" if single else "“", closing: "’" if single else "”"}
    for mark in re.finditer(f"[{quotations.DOUBLE}{quotations.SINGLE}]", without_stray):
        place = mark.start()
        if place in of_two:
            continue
        after = direction.get(place, "'" if mark.group() in quotations.SINGLE else mark.group())
        if after != mark.group():
            edits[place] = (place + 1, "apostrophe" if after == "'" else "quotation-mark", after)
    for space in ODD_SPACE.finditer(without_stray):
        edits[space.start()] = (space.end(), "space", " ")
    analysed = _edited(text, [(start, *edit) for start, edit in edits.items()])
    for start, end, rule, _ in broken:  # with what is edited within: an apostrophe in a broken word
        for place in [place for place in range(start, end) if place in edits]:
            del edits[place]
        edits[start] = (end, rule, analysed[start:end])
    return [(start, *edits[start]) for start in sorted(edits)]


def _edited(text: str, edits: Iterable[tuple[int, int, str, str]]) -> str:
    characters = list(text)
    for start, end, _, after in edits:
        characters[start:end] = after
    return "".join(characters)


def analyse(text: str) -> str:
    """Return the analysed text of one article: all edits of `find_edits` made; no offset changes.

    >>> analyse("„Peace. now,“ he said.")
    '“Peace  now,” he said.'
    """
    return _edited(text, find_edits(text))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield where Punkt cuts a text, where a sentence ends with a time, and in a script without capitals."""
    for start, end in _sentence_splitter().span_tokenize(text):
        ends = [start + found.end() for found in OTHER_STOP.finditer(text[start:end])]
        times = (found.end() for found in TIME_ENDS.finditer(text, start, end))
        ends = sorted((*ends, *(time for time in times if not TIME_OPENS.fullmatch(text, start, time))))
        for begin, stop in pairwise([start, *ends, end]):
            if begin < stop:
                yield begin + len(text[begin:stop]) - len(text[begin:stop].lstrip()), stop


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of one paragraph of analysed text as half-open spans.

    Punkt (Kiss & Strunk 2006, nltk) with our own abbreviations. A piece that goes on in lower case
    belongs to the sentence before it: “Why?” asked the man.

    >>> text = "“Why?” asked the man. Dr. Who left."
    >>> [text[start:end] for start, end in find_sentences(text)]
    ['“Why?” asked the man.', 'Dr. Who left.']
    >>> text = "橋は閉じた。「直す。」と述べた。"
    >>> [text[start:end] for start, end in find_sentences(text)]
    ['橋は閉じた。', '「直す。」と述べた。']
    """
    # Punkt knows only straight marks; the lengths are the same.
    straight = text.translate(str.maketrans("“”‘’", "\"\"''"))
    spans: list[tuple[int, int]] = []
    for start, end in _pieces(straight):
        first_letter = re.search(r"\w", text[start:end])
        if spans and (first_letter is None or first_letter.group().islower()):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def find_segments(raw: str, analysed: str) -> list[tuple[str, int, int, int]]:
    """Return the segments of one article as (kind, start, end, paragraph), in order.

    Together they cover every character that is not white space exactly once. The rules look at the shape
    of the text alone: a first line without a full stop is the headline, a short later one a heading;
    what ends in "Photo / …" is a caption and its credit; what a page has around an article is metadata.

    >>> find_segments("Peace\\nPARIS -- It is over.", "Peace\\nPARIS -- It is over.")
    [('headline', 0, 5, 0), ('dateline', 6, 14, 1), ('sentence', 15, 26, 1)]
    """
    segments: list[tuple[str, int, int, int]] = []
    header = CRAWL_HEADER.match(raw)
    if header:
        start = header.start() + len(header.group()) - len(header.group().lstrip())
        segments.append(("metadata", start, header.end(), 0))
    offset = header.end() if header else 0
    paragraphs = [
        (offset + line.start(), offset + line.end())
        for line in re.finditer(r"\S(?:[^\n]*\S)?", analysed[offset:])
    ]
    lines = [analysed[start:end] for start, end in paragraphs]
    parted = [analysed.count("\n", a, b) > 1 for (_, a), (b, _) in pairwise([(0, 0), *paragraphs])]
    kinds = surroundings.find_kinds(lines, parted)
    sentences = 0  # paragraphs of them
    for number, ((start, end), line, known) in enumerate(zip(paragraphs, lines, kinds, strict=True)):
        credit = furniture.find_credit(line)
        if known in ("metadata", "headline") or (credit and credit.start() == 0):
            segments.append((known or "credit", start, end, number))
            continue
        signed = furniture.SIGNED.search(line)
        shows = known == "caption" or credit or furniture.PICTURE.match(line)
        alone = parted[number] and all(parted[number + 1 : number + 2]) and 0 < number < len(lines) - 1
        asks = alone and sentences and surroundings.asks_as_heading(line, lines[number + 1])
        if not shows and not signed and (asks or surroundings.is_heading(line)):
            segments.append(("heading", start, end, number))
            continue
        kind = "caption" if shows else "sentence"
        credit = credit or signed
        body_end = start + credit.start() if credit else end
        dateline = None if kind == "caption" else surroundings.find_dateline(line, sentences)
        sentences += kind == "sentence"
        if dateline:
            segments.append(("dateline", start, start + dateline, number))
            start += dateline
            sentences += settings.LATEST_DATELINE  # there is no second one
        for begin, stop in find_sentences(analysed[start:body_end]):
            segments.append((kind, start + begin, start + stop, number))
        if credit:
            segments.append(("credit", body_end, end, number))
    return [_trimmed(raw, analysed, segment) for segment in _grown(raw, segments)]


def _grown(raw: str, segments: list[tuple[str, int, int, int]]) -> list[tuple[str, int, int, int]]:
    """Give what stands outside every segment and is not white space (stray marks) to the one before.

    Before the first one it goes to that; where there is none it is a sentence.
    """
    if not raw.strip():
        return []
    kind, _, end, paragraph = segments[0] if segments else ("sentence", 0, 0, 0)
    segments = [(kind, 0, end, paragraph), *segments[1:]]
    following = [segment[1] for segment in segments[1:]] + [len(raw)]
    return [
        (kind, start, end + len(raw[end:until].rstrip()), paragraph)
        for (kind, start, end, paragraph), until in zip(segments, following, strict=True)
    ]


def _trimmed(raw: str, analysed: str, segment: tuple[str, int, int, int]) -> tuple[str, int, int, int]:
    kind, start, end, paragraph = segment
    lead = len(raw[start:end]) - len(raw[start:end].lstrip())
    return kind, start + lead, start + len(raw[start:end].rstrip()), paragraph


def count_words(analysed: str, segments: Iterable[tuple[str, int, int, int]]) -> int:
    """Return how many words of an article are counted: those of the kinds in COUNTED.

    >>> count_words("Peace", [("headline", 0, 5, 0)])
    1
    """
    counted = (analysed[start:end] for kind, start, end, _ in segments if kind in COUNTED)
    return sum(len(TOKEN.findall(part.replace("_", " "))) for part in counted)


def number_paragraphs(segments: Iterable[tuple[int, str]]) -> dict[int, int]:
    """Return the number of each paragraph of an article that is read, from 1, by its place in the text.

    Of each segment the place of its paragraph and its kind are given.

    >>> number_paragraphs([(0, "headline"), (1, "sentence"), (1, "sentence"), (2, "caption")])
    {1: 1, 2: 2}
    """
    read = {paragraph for paragraph, kind in segments if kind in settings.READ}
    return {paragraph: number for number, paragraph in enumerate(sorted(read), 1)}
