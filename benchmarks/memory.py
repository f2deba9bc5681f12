"""Whether memory grows while one article after the other is read, in 8 bits.

`make bench-memory ARTICLES=5000` reads that many invented articles and prints one line.
"""

import argparse
import random
import re
import sys
from collections.abc import Iterator

import psutil

from inotherwords import evaluation

ARTICLES = 1000
WARM_UP = 20  # articles read before memory is looked at
WORDS = 300  # an article, or a few more
GROWTH = 0.05  # of the last quarter's peak over the first's, at most
SEED = 1

# A symbol in braces stands for one of its lines; "name" is made up anew (see `name`).
GRAMMAR = {
    "paragraph": [
        "{sentence}",
        "{sentence} {sentence}",
        "{sentence} {sentence} {sentence}",
        "“{clause},” said {who}. “{clause}.”",
    ],
    "sentence": [
        "“{clause},” {who} {said}.",
        "{who} {said} that {clause}.",
        "According to {who}, {clause}.",
        "{who} {said} {someone} had {said} {clause} before {thing} “{did}” in {name}.",
        "In {name}, {thing} {did} on {day}.",
        "On {day} {thing} {did}, and {someone} went home to {name} by {way}.",
    ],
    "who": ["{someone}", "{name} {name}", "{name} {name}, {someone}", "the mayor of {name}", "he", "she"],
    "someone": ["the baker", "a ferry pilot", "two beekeepers", "the orchard council", "a choir from {name}"],
    "said": ["said", "claimed", "told reporters", "warned", "explained", "denied", "wrote in a letter"],
    "clause": ["{thing} {did}", "{thing} {did} on {day}", "{someone} from {name} knew that {thing} {did}"],
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
BEGINNING = re.compile(r"(?:^|(?<=\. ))“?[a-z]")
SYLLABLES = ["bar", "del", "fen", "gor", "hal", "kim", "lor", "mev", "nus", "pil", "rod", "sut", "tam", "vex"]


def name(order: random.Random) -> str:
    """Return a made-up name."""
    return "".join(order.choices(SYLLABLES, k=order.randint(2, 4))).capitalize()


def text(symbol: str, order: random.Random) -> str:
    """Return one of the texts that the grammar has for a symbol.

    >>> text("way", random.Random(SEED)) in GRAMMAR["way"]
    True
    """
    if symbol == "name":
        return name(order)
    parts = order.choice(GRAMMAR[symbol]).replace("}", "{").split("{")
    return "".join(text(part, order) if place % 2 else part for place, part in enumerate(parts))


def articles(order: random.Random) -> Iterator[str]:
    """Yield invented articles without end, each with a headline and at least WORDS words."""
    while True:
        paragraphs = [f"News from {name(order)}"]
        while sum(len(one.split()) for one in paragraphs) < WORDS:
            paragraphs.append(BEGINNING.sub(lambda found: found.group().upper(), text("paragraph", order)))
        yield "\n\n".join(paragraphs) + "\n"


def resident() -> int:
    """Return the memory that this process holds now, in bytes."""
    return psutil.Process().memory_info().rss


def peaks(sizes: list[int]) -> tuple[int, int]:
    """Return the highest figure of the first quarter and of the last.

    >>> peaks([3, 5, 9, 9, 9, 9, 6, 4])
    (5, 6)
    """
    quarter = len(sizes) // 4
    return max(sizes[:quarter]), max(sizes[-quarter:])


def main(argv: list[str] | None = None) -> int:
    """Print the peak memory of the first quarter and of the last; return 0, or 1 if it has grown."""
    parser = argparse.ArgumentParser(prog="python benchmarks/memory.py", description=__doc__.splitlines()[0])
    parser.add_argument("articles", nargs="?", type=int, default=ARTICLES, metavar="ARTICLES")
    number = parser.parse_args(argv).articles
    if number < 4:
        parser.error("at least 4 articles are needed")
    sizes: list[int] = []
    words = 0
    for place, article in zip(range(WARM_UP + number), articles(random.Random(SEED)), strict=False):
        evaluation.predict({"invented": article}, int8=True)
        if place >= WARM_UP:
            words += len(article.split())
            sizes.append(resident())
    first, last = peaks(sizes)
    print(
        f"{number:,} articles, {words:,} words: at most {first / 1e6:.0f} MB in the first quarter, "
        f"{last / 1e6:.0f} MB in the last ({last / first - 1:+.1%})"
    )
    return int(last > first * (1 + GROWTH))


if __name__ == "__main__":
    sys.exit(main())
