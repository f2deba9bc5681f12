"""Whether memory grows while one article after the other is read, in 8 bits.

`make bench-memory ARTICLES=5000` reads that many invented articles and prints one line.
"""

import argparse
import sys

import generated
import psutil

from inotherwords import attribution

ARTICLES = 1000
WARM_UP = 20  # articles read before memory is looked at
GROWTH = 0.05  # of the last quarter's peak over the first's, at most


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
    for place, article in enumerate(generated.articles(WARM_UP + number)):
        attribution.predict({"invented": article.text}, int8=True)
        if place >= WARM_UP:
            words += len(article.text.split())
            sizes.append(resident())
    first, last = peaks(sizes)
    print(
        f"{number:,} articles, {words:,} words: at most {first / 1e6:.0f} MB in the first quarter, "
        f"{last / 1e6:.0f} MB in the last ({last / first - 1:+.1%})"
    )
    return int(last > first * (1 + GROWTH))


if __name__ == "__main__":
    sys.exit(main())
