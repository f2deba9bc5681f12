"""A corpus of invented articles, as large as one likes and the same each time.

`python benchmarks/generated.py 100000 corpus.parquet` (or `.jsonl`) writes a table with the columns of
COLUMNS; `--planted FILE.csv` also writes where each sentence of the invented agency's copy stands.

What makes it like news for a benchmark: words as frequent as Zipf and Mandelbrot say, so that new ones keep
coming however long one reads (Heaps); English function words and a grammar of quotations around them; a few
large outlets and many small ones; lines that an outlet prints under many articles; and wire copy, reprinted
on the same day with sentences cut, moved and changed. What it is not: anybody's language. No result of the
study may rest on it.
"""

import argparse
import csv
import json
import random
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from functools import cache
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

SEED = 1
COLUMNS = ("doc", "outlet", "published", "language", "headline", "text")
PLANTED = ("doc", "start", "end", "story", "sentence", "edit")

# Zipf-Mandelbrot: the word of rank r has a share of about 1 / (r + SHIFT) ** EXPONENT. The ranks have no end,
# so the vocabulary grows with the words read to the power 1 / EXPONENT (Heaps): 0.67, as in news.
EXPONENT = 1.5
SHIFT = 20
LARGEST_RANK = 10**12
KEPT = 1 << 16  # ranks whose words are made once; a rarer word is made when it is drawn
MOST_FREQUENT = """
    the of to and a in that for is on with as at by was from it has be are have an not but this were
    which they its had or after been their who will more about up when one there if out would all
    before so no into over other also during than could against some while two under between
"""
FUNCTION_WORDS = MOST_FREQUENT.split()
SYLLABLES = ["bar", "del", "fen", "gor", "hal", "kim", "lor", "mev", "nus", "pil", "rod", "sut", "tam", "vex"]

# A symbol in braces stands for one of its lines. "clause" and "name" stay open: drawn words fill them, so
# often that no long run of words is in many articles unless it was copied.
GRAMMAR = {
    "sentence": [
        "{clause}.",
        "{clause}, {clause}.",
        "{clause}; {clause}.",
        "{clause} in {name}.",
        "“{clause},” {who} {said}.",
        "“{clause},” said {who}. “{clause}.”",
        "{who} {said} that {clause}.",
        "According to {who}, {clause}.",
        "{who} {said} {someone} had {said} {clause} before {clause} “{did}” in {name}.",
        "In {name}, {thing} that {clause} {did}.",
        "On {day} {clause}, and {someone} went home to {name} by {way}.",
    ],
    "who": ["{someone}", "{name} {name}", "{name} {name}, {someone}", "the mayor of {name}", "he", "she"],
    "someone": ["the baker", "a ferry pilot", "two beekeepers", "the {label}", "a choir from {name}"],
    "label": ["rowers", "oarsmen", "idlers", "volunteers"],
    "said": ["said", "claimed", "told reporters", "warned", "explained", "denied", "wrote in a letter"],
    "thing": ["the old bridge", "the ferry to {name}", "the harvest", "the {name} bakery", "a brass band"],
    "did": [
        "was late again",
        "had been painted green",
        "would open by spring",
        "made nobody rich",
        "fell quiet",
    ],
    "day": ["Monday", "a wet Thursday", "Saturday evening", "the day of the fair"],
    "way": ["barge", "bicycle", "the slow train", "mule"],
}
FRAMES = 2000
CLAUSE = (4, 14)  # words
PARAGRAPH = (1, 3)  # sentences

ARTICLES_A_DAY = 1000
FIRST_DAY = date(2024, 1, 1)
WORDS = (
    150,
    380,
    900,
)  # the shortest, the median and the longest article; headline and last lines come on top
SPREAD = 0.45  # of the logarithm of the words
OUTLETS = 40
STORIES = 60  # of the agency, a day
REPRINTS = 0.3  # of all articles
STORY = (4, 16)  # sentences
CUT = 0.2  # of a reprinted story's sentences
MOVED = 0.3  # of the reprints have two neighbours change places
LABEL_SWAPPED = 0.5  # of the sentences that have one
WORD_REPLACED = 0.2  # of the others
FOOTED = 0.6  # of the articles end with their outlet's lines


class Copy(NamedTuple):
    """A sentence of agency copy where an article prints it; edit: "" (as it was), "label" or "word"."""

    start: int
    end: int
    story: str
    sentence: int
    edit: str


class Article(NamedTuple):
    """An invented article. The headline is the first line of the text, too."""

    doc: str
    outlet: str
    published: str
    language: str
    headline: str
    text: str
    copies: tuple[Copy, ...]


def made_up(number: int) -> str:
    """Return the made-up word of a number from 1: no two numbers have the same.

    >>> made_up(1), made_up(14), made_up(15)
    ('bar', 'vex', 'barbar')
    """
    syllables = []
    while number > 0:
        number, place = divmod(number - 1, len(SYLLABLES))
        syllables.append(SYLLABLES[place])
    return "".join(reversed(syllables))


def word(rank: int) -> str:
    """Return the word of a rank from 1: English function words first, then made-up words, names and numbers.

    >>> word(1), word(80), word(84), word(100)
    ('the', '80', 'barmev', 'delpil’s')
    """
    if rank <= len(FUNCTION_WORDS):
        return FUNCTION_WORDS[rank - 1]
    if rank % 40 == 0:
        return f"{rank:,}"
    new = made_up(rank - len(FUNCTION_WORDS))
    if rank % 9 == 0:
        new = new.capitalize()
    return f"{new}’s" if rank % 25 == 0 else new


@cache
def known_words() -> list[str]:
    """Return the words of the ranks below KEPT; the first stands for no rank."""
    return ["", *map(word, range(1, KEPT))]


def frame(symbol: str, order: random.Random) -> list[str]:
    """Return a sentence with gaps: fixed words and, at the odd places, "clause" or "name".

    >>> frame("way", random.Random(SEED))[0] in GRAMMAR["way"]
    True
    """
    parts = order.choice(GRAMMAR[symbol]).replace("}", "{").split("{")
    out = [""]
    for place, part in enumerate(parts):
        if place % 2 == 0:
            out[-1] += part
        elif part in GRAMMAR:
            first, *rest = frame(part, order)
            out[-1] += first
            out += rest
        else:
            out += [part, ""]
    return out


@cache
def frames() -> list[list[str]]:
    """Return FRAMES sentences with gaps, most of them different."""
    order = random.Random(SEED)
    return [frame("sentence", order) for _ in range(FRAMES)]


class Draws:
    """What chance gives to one day, drawn in large parts because single draws are slow."""

    def __init__(self, day: int) -> None:
        """Begin a day: the same one gives the same draws."""
        self.generator = np.random.default_rng([SEED, day])
        self.words = self._words()
        self.parts = self._parts()

    def _words(self) -> Iterator[str]:
        known = known_words()
        while True:
            drawn = 1 - self.generator.random(1 << 15)
            ranks = (1 + SHIFT) * drawn ** (-1 / (EXPONENT - 1)) - SHIFT
            for rank in np.minimum(ranks, LARGEST_RANK).astype(np.int64).tolist():
                yield known[rank] if rank < KEPT else word(rank)

    def _parts(self) -> Iterator[float]:
        while True:
            yield from self.generator.random(1 << 13).tolist()

    def below(self, share: float) -> bool:
        """Return True so often."""
        return next(self.parts) < share

    def between(self, ends: tuple[int, int]) -> int:
        """Return a whole number from the first to the last."""
        return ends[0] + int(next(self.parts) * (ends[1] - ends[0] + 1))

    def one_of(self, things: list):
        """Return one of them."""
        return things[int(next(self.parts) * len(things))]

    def some_words(self, number: int) -> str:
        """Return so many words."""
        return " ".join(islice(self.words, number))

    def name(self) -> str:
        """Return a made-up name; some come again and again."""
        return made_up(int(40 / (1 - next(self.parts))) + len(SYLLABLES)).capitalize()

    def sentence(self) -> str:
        """Return a sentence."""
        gaps = {"clause": lambda: self.some_words(self.between(CLAUSE)), "name": self.name}
        parts = self.one_of(frames())
        return capitalised("".join(gaps[part]() if place % 2 else part for place, part in enumerate(parts)))


def capitalised(sentence: str) -> str:
    """Return a sentence with a capital letter at its beginning.

    >>> capitalised("“we left.”"), capitalised("he stayed.")
    ('“We left.”', 'He stayed.')
    """
    first = sentence[:1] == "“"
    return sentence[:first] + sentence[first : first + 1].upper() + sentence[first + 1 :]


def edited(sentence: str, draws: Draws) -> tuple[str, str]:
    """Return a sentence of agency copy as a newsroom prints it, and the edit: "", "label" or "word"."""
    label = next((one for one in GRAMMAR["label"] if f" {one} " in sentence), None)
    if label and draws.below(LABEL_SWAPPED):
        other = draws.one_of([one for one in GRAMMAR["label"] if one != label])
        return sentence.replace(f" {label} ", f" {other} "), "label"
    words = sentence.split(" ")
    if draws.below(WORD_REPLACED) and len(words) > 5:
        words[draws.between((2, len(words) - 3))] = made_up(draws.between((1, KEPT)))
        return " ".join(words), "word"
    return sentence, ""


def reprinted(story: list[str], draws: Draws) -> list[tuple[int, str, str]]:
    """Return what a newsroom keeps of a story: number, words and edit of each sentence, in its order."""
    kept = [number for number in range(len(story)) if not draws.below(CUT)]
    if len(kept) > 1 and draws.below(MOVED):
        place = draws.between((0, len(kept) - 2))
        kept[place : place + 2] = kept[place + 1], kept[place]
    return [(number, *edited(story[number], draws)) for number in kept]


@cache
def outlets() -> tuple[list[str], np.ndarray]:
    """Return the outlets' names, largest first, and the share of the articles up to and with each."""
    kinds = ["Courier", "Herald", "Lantern", "Observer", "Post"]
    names = [f"The {made_up(211 + 17 * place).capitalize()} {kinds[place % 5]}" for place in range(OUTLETS)]
    sizes = 1 / np.arange(1, OUTLETS + 1)
    return names, np.cumsum(sizes) / sizes.sum()


def day(number: int) -> list[Article]:
    """Return the articles of one day, from day 0: the same each time, whatever was asked for before."""
    draws = Draws(number)
    stories = [[draws.sentence() for _ in range(draws.between(STORY))] for _ in range(STORIES)]
    shortest, median, longest = WORDS
    sizes = draws.generator.lognormal(np.log(median), SPREAD, ARTICLES_A_DAY).clip(shortest, longest)
    names, shares = outlets()
    printed_by = np.searchsorted(shares, draws.generator.random(ARTICLES_A_DAY)).tolist()
    published = (FIRST_DAY + timedelta(days=number)).isoformat()
    out = []
    for place, (size, outlet) in enumerate(zip(sizes.tolist(), printed_by, strict=True)):
        doc = f"a{number * ARTICLES_A_DAY + place:08}"
        # A few stories are in many papers: the square prefers the first ones.
        chosen = int(next(draws.parts) ** 2 * STORIES) if draws.below(REPRINTS) else None
        copy = [] if chosen is None else reprinted(stories[chosen], draws)
        story = "" if chosen is None else f"{number}-{chosen}"
        head, text, copies = article(draws, size, names[outlet], story, copy)
        out.append(Article(doc, names[outlet], published, "en", head, text, copies))
    return out


def article(
    draws: Draws, size: float, outlet: str, story: str, copy: list[tuple[int, str, str]]
) -> tuple[str, str, tuple[Copy, ...]]:
    """Return an article's headline, its text, and where in it the agency copy stands."""
    head = capitalised(draws.some_words(draws.between((5, 9))))
    pieces, at, copies = [head, "\n\n", f"{draws.name()}{' (Corvin)' if copy else ''} — "], 0, []
    at = sum(map(len, pieces))
    written, left = 0, 0
    agency = iter(copy)
    while written < size:
        number, sentence, edit = next(agency, (-1, "", ""))
        if number < 0:
            sentence = draws.sentence()
        else:
            copies.append(Copy(at, at + len(sentence), story, number, edit))
        left = left - 1 if left else draws.between(PARAGRAPH) - 1
        pieces += [sentence, " " if left else "\n\n"]
        at += len(sentence) + (1 if left else 2)
        written += sentence.count(" ") + 1
    pieces[-1] = "\n"
    if draws.below(FOOTED):
        pieces.append(
            f"\nThis article was first printed by {outlet}. Write to the desk of {outlet} about it.\n"
        )
    return head, "".join(pieces), tuple(copies)


def articles(number: int | None = None) -> Iterator[Article]:
    """Yield so many invented articles, or without end; those of a smaller number are the first of a larger.

    >>> [one.doc for one in articles(2)]
    ['a00000000', 'a00000001']
    """
    return islice((one for which in count() for one in day(which)), number)


def tables(number: int) -> Iterator[list[Article]]:
    """Yield so many articles, a day's at a time."""
    supply = articles(number)
    while part := list(islice(supply, ARTICLES_A_DAY)):
        yield part


def write(number: int, path: Path, planted: Path | None = None) -> None:
    """Write so many articles to a .parquet or .jsonl file, and where the agency copy stands to a .csv."""
    schema = pa.schema([(column, pa.string()) for column in COLUMNS])
    with ExitStack() as files:
        if path.suffix == ".parquet":
            parquet = files.enter_context(pq.ParquetWriter(path, schema))
        else:
            lines = files.enter_context(path.open("w", encoding="utf-8", newline="\n"))
        places = None
        if planted:
            file = files.enter_context(planted.open("w", encoding="utf-8", newline=""))
            places = csv.writer(file, lineterminator="\n")
            places.writerow(PLANTED)
        for part in tables(number):
            if path.suffix == ".parquet":
                columns = zip(*(one[: len(COLUMNS)] for one in part), strict=True)
                parquet.write_table(pa.table([*map(list, columns)], schema=schema), row_group_size=200)
            else:
                for one in part:
                    row = dict(zip(COLUMNS, one, strict=False))
                    lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            if places:
                places.writerows((one.doc, *copy) for one in part for copy in one.copies)


def main(argv: list[str] | None = None) -> int:
    """Write the table that the arguments ask for; return 0."""
    parser = argparse.ArgumentParser(
        prog="python benchmarks/generated.py", description=__doc__.splitlines()[0]
    )
    parser.add_argument("articles", type=int, metavar="ARTICLES")
    parser.add_argument("file", type=Path, metavar="FILE", help="the table to write, .parquet or .jsonl")
    parser.add_argument("--planted", type=Path, metavar="FILE.csv", help="where the agency copy stands")
    given = parser.parse_args(argv)
    if given.articles < 1:
        parser.error("at least 1 article is needed")
    if given.file.suffix not in (".parquet", ".jsonl"):
        parser.error(f"{given.file.name}: name a file that ends in .parquet or .jsonl")
    write(given.articles, given.file, given.planted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
