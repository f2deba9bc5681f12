"""The table: one row a system as CSV, one column a system in the README."""

import csv
import io
from statistics import median
from typing import NamedTuple

BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"


class Row(NamedTuple):
    """What is known of one system. F1, precision and recall are shares of 1; MB are millions of bytes."""

    system: str
    articles: int
    paragraphs: int
    words: int
    detection_f1: float
    source_content_f1: float
    detection_precision: float
    detection_recall: float
    direct_recall: float
    paragraphs_refused: int
    rounds: int
    words_per_cpu_second: int
    slowest_round: int
    fastest_round: int
    speed_ratio: float
    peak_memory_mb: int
    installed_mb: float
    python: str
    distributions: str


# What the README calls each line, and how it shows a figure.
LINES = {
    "detection, F1": "{0.detection_f1:.1%}",
    "source and content, F1": "{0.source_content_f1:.1%}",
    "detection, precision": "{0.detection_precision:.1%}",
    "detection, recall": "{0.detection_recall:.1%}",
    "direct quotations detected": "{0.direct_recall:.1%}",
    "paragraphs refused": "{0.paragraphs_refused:,} of {0.paragraphs:,}",
    "words per CPU-second, median": "{0.words_per_cpu_second:,}",
    "slowest to fastest round": "{0.slowest_round:,} to {0.fastest_round:,}",
    "speed, as a multiple of {reference}'s": "{0.speed_ratio:.2f}",
    "peak memory": "{0.peak_memory_mb:,} MB",
    "installed size beyond Python": "{0.installed_mb:,.1f} MB",
}


def speed_ratio(seconds: list[float], reference: list[float]) -> float:
    """Return how many times as fast as the reference a system is: the median of what each round says.

    >>> speed_ratio([1.0, 2.0, 1.0], [3.0, 6.0, 2.0])
    3.0
    """
    return median(other / own for own, other in zip(seconds, reference, strict=True))


def speeds(words: int, seconds: list[float]) -> tuple[int, int, int]:
    """Return the words per second of the median, the slowest and the fastest round.

    >>> speeds(600, [1.0, 3.0, 2.0])
    (300, 200, 600)
    """
    each = [words / second for second in seconds]
    return round(median(each)), round(min(each)), round(max(each))


def to_csv(rows: list[Row]) -> str:
    """Return the rows as the text of a CSV file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Row._fields)
    writer.writerows(rows)
    return out.getvalue()


def to_markdown(rows: list[Row], reference: str) -> str:
    """Return the rows as the README has them: a table with one column a system, then what each one needs."""
    heads = ["", *(row.system for row in rows)]
    lines = [
        [name.format(reference=reference), *(figure.format(row) for row in rows)]
        for name, figure in LINES.items()
    ]
    table = [heads, ["---", *("---:" for _ in rows)], *lines]
    counts = rows[0]
    return "\n".join(
        [
            f"{counts.articles:,} articles, {counts.words:,} words, {counts.rounds} rounds.",
            "",
            *(f"| {' | '.join(cells)} |" for cells in table),
            "",
            *(
                f"- {row.system}: Python {row.python}{', ' * bool(row.distributions)}{row.distributions}"
                for row in rows
            ),
        ]
    )


def refresh(readme: str, table: str) -> str:
    """Return a README's text with the table between its two markers.

    Raises ValueError if the markers are not there exactly once each, in order.

    >>> refresh(f"Before\\n{BEGIN}\\nold\\n{END}\\nAfter\\n", "new").splitlines()
    ['Before', '<!-- table: begin -->', '', 'new', '', '<!-- table: end -->', 'After']
    """
    before, *inside = readme.split(BEGIN)
    if len(inside) != 1 or inside[0].count(END) != 1 or END in before:
        raise ValueError(f"needs one {BEGIN} and one {END} behind it. Put them back.")
    _, after = inside[0].split(END)
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"
