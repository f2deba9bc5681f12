"""How the time to find shared passages grows with the corpus.

`make bench-alignment POLNEAR=folder/polnear` takes sentences of the texts in that folder's train part, makes
articles of them in memory, and prints a line a corpus. Nothing of the texts is kept.

Two ways to make a corpus. *Copies*: sentences of the texts, each used once, and among them copies of those
shortly before, with words changed: what is shared by copying grows as the corpus does. *Pool*: all articles
draw from the same few sentences, so that each is copied the more often the larger the corpus: what is shared,
and has to be written down, grows with its square.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd

from inotherwords import cleaning, normalisation, reuse

ARTICLES = (250, 500, 1000, 2000)
SENTENCES = 16  # an article
SHARED = 0.25  # of an article's sentences
RECENT = 200  # sentences a copy is taken from: agency copy is used while it is new
CHANGED = 8  # one word in so many is another word in a copy
POOL = 5000
FEWEST_WORDS = 6
SEED = 1


def sentences(folder: Path) -> list[str]:
    """Return the different sentences of at least FEWEST_WORDS words in a folder's texts, sorted."""
    found = set()
    for path in folder.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        found |= {" ".join(text[start:end].split()) for start, end in cleaning.find_sentences(text)}
    return sorted(one for one in found if len(normalisation.WORD.findall(one)) >= FEWEST_WORDS)


def changed(sentence: str, words: list[str], order: random.Random) -> str:
    """Return a sentence with one word in CHANGED, and at least one, replaced by any of `words`.

    >>> changed("We left at dawn.", ["noon."], random.Random(SEED))
    'We noon. at dawn.'
    """
    own = sentence.split()
    for place in order.sample(range(len(own)), max(1, len(own) // CHANGED)):
        own[place] = order.choice(words)
    return " ".join(own)


def with_copies(pool: list[str], order: random.Random) -> Iterator[str]:
    """Yield the sentences of a pool in any order, among them changed copies of those just before.

    SHARED of what is yielded are copies.
    """
    words = sorted({word for sentence in pool for word in sentence.split()})
    shuffled = order.sample(pool, len(pool))
    for place, sentence in enumerate(shuffled, 1):
        yield sentence
        while order.random() < SHARED:
            yield changed(order.choice(shuffled[max(0, place - RECENT) : place]), words, order)


def from_pool(pool: list[str], order: random.Random) -> Iterator[str]:
    """Yield sentences drawn from POOL of a pool without end, SHARED of them changed."""
    words = sorted({word for sentence in pool for word in sentence.split()})
    few = order.sample(pool, min(POOL, len(pool)))
    while True:
        sentence = order.choice(few)
        yield changed(sentence, words, order) if order.random() < SHARED else sentence


def corpus(told: Iterable[str], articles: int) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the segments and texts of so many articles of SENTENCES sentences each, one to a line.

    >>> segments, texts = corpus(["One.", "Two."] * SENTENCES, 2)
    >>> texts["00001"][:9], segments[["doc", "start", "end"]].values.tolist()[1]
    ('One.\\nTwo.', ['00000', 5, 9])
    """
    supply = iter(told)
    texts, rows = {}, []
    for number in range(articles):
        doc, start = f"{number:05}", 0
        own = list(islice(supply, SENTENCES))
        for sentence in own:
            rows.append((doc, "sentence", start, start + len(sentence)))
            start += len(sentence) + 1
        texts[doc] = "\n".join(own)
    return pd.DataFrame(rows, columns=["doc", "kind", "start", "end"]), texts


def exponent(sizes: Iterable[float], seconds: Iterable[float]) -> float:
    """Return the power of the size that the time grows with: 1 is in proportion, 2 with the square.

    >>> round(exponent([1, 2, 4], [3, 12, 48]), 6)
    2.0
    """
    return float(np.polyfit(np.log(list(sizes)), np.log(list(seconds)), 1)[0])


def main(argv: list[str] | None = None) -> int:
    """Print time, passages and growth for corpora of each size and kind; return 0, or 2 without texts."""
    parser = argparse.ArgumentParser(
        prog="python benchmarks/alignment.py", description=__doc__.splitlines()[0]
    )
    parser.add_argument("polnear", type=Path, help="the folder polnear, with train/text in it")
    pool = sentences(parser.parse_args(argv).polnear / "train" / "text")
    if len(pool) < (1 - SHARED) * SENTENCES * max(ARTICLES):
        print(f"{len(pool):,} sentences in train/text: too few. Give the folder polnear.", file=sys.stderr)
        return 2
    for name, supply in (("copies", with_copies), ("pool", from_pool)):
        seconds = []
        for articles in ARTICLES:
            segments, texts = corpus(supply(pool, random.Random(SEED)), articles)
            started = time.perf_counter()
            found = len(reuse.passages(segments, texts))
            seconds.append(time.perf_counter() - started)
            print(
                f"{name}: {articles:,} articles, {seconds[-1]:.1f} s, {found:,} passages, "
                f"{len(segments) / seconds[-1]:,.0f} sentences a second"
            )
        print(f"{name}: the time grows with the corpus to the power {exponent(ARTICLES, seconds):.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
