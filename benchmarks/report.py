"""The table: one row a system as CSV, one column a system in the README.

How good ours is stands in accuracy.csv of the library, for this page as for all others: `python report.py`
takes it from there.
"""

import csv
import io
from pathlib import Path
from statistics import median
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ACCURACY = HERE.parent / "lib" / "inotherwords" / "attribution" / "accuracy.csv"
OURS, REFERENCE = "ours", "textacy"  # their names as systems; speeds are multiples of the second's
BEGIN, END = "<!-- attribution: begin -->", "<!-- attribution: end -->"


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


def to_csv(rows: list) -> str:
    """Return the rows as the text of a CSV file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0]._fields)
    writer.writerows(rows)
    return out.getvalue()


def read_rows() -> list[Row]:
    """Return the rows of attribution.csv."""
    with (HERE / "attribution.csv").open(encoding="utf-8", newline="") as file:
        return [
            Row(**{name: Row.__annotations__[name](cell) for name, cell in row.items()})
            for row in csv.DictReader(file)
        ]


def with_accuracy(rows: list[Row]) -> list[Row]:
    """Return the rows with the shares of accuracy.csv in ours."""
    with ACCURACY.open(encoding="utf-8", newline="") as file:
        measured = {row["measure"]: row for row in csv.DictReader(file)}
    detection = measured["detection"]
    shares = {
        "detection_f1": float(detection["f1"]),
        "source_content_f1": float(measured["source and content"]["f1"]),
        "detection_precision": float(detection["precision"]),
        "detection_recall": float(detection["recall"]),
        "direct_recall": float(measured["direct"]["recall"]),
    }
    return [row._replace(**shares) if row.system == OURS else row for row in rows]


def publish_attribution(rows: list[Row]) -> None:
    """Write attribution.csv and its table in README.md, our shares by accuracy.csv, and print the table."""
    rows = with_accuracy(rows)
    publish(HERE, "attribution", rows, to_markdown(rows, REFERENCE))


def to_markdown(rows: list[Row], reference: str) -> str:
    """Return the rows as the README has them: a table with one column a system, then what each one needs."""
    heads = ["", *(row.system for row in rows)]
    lines = [
        [name.format(reference=reference), *(figure.format(row) for row in rows)]
        for name, figure in LINES.items()
    ]
    counts = rows[0]
    return "\n".join(
        [
            f"{counts.articles:,} articles, {counts.words:,} words, {counts.rounds} rounds.",
            "",
            lines_of(heads, lines),
            "",
            *(
                f"- {row.system}: Python {row.python}{', ' * bool(row.distributions)}{row.distributions}"
                for row in rows
            ),
        ]
    )


def marks(name: str) -> tuple[str, str]:
    """Return the two markers between which a README has a table.

    >>> marks("attribution") == (BEGIN, END)
    True
    """
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"


def refresh(readme: str, table: str, name: str = "attribution") -> str:
    """Return a README's text with the table between its two markers.

    Raises ValueError if the markers are not there exactly once each, in order.

    >>> refresh(f"Before\\n{BEGIN}\\nold\\n{END}\\nAfter\\n", "new").splitlines()
    ['Before', '<!-- attribution: begin -->', '', 'new', '', '<!-- attribution: end -->', 'After']
    """
    begin, end = marks(name)
    before, *inside = readme.split(begin)
    if len(inside) != 1 or inside[0].count(end) != 1 or end in before:
        raise ValueError(f"needs one {begin} and one {end} behind it. Put them back.")
    _, after = inside[0].split(end)
    return f"{before}{begin}\n\n{table}\n\n{end}{after}"


def publish(folder: Path, name: str, rows: list, table: str) -> None:
    """Write NAME.csv, put the table into README.md of the same folder, and print it."""
    readme = folder / "README.md"
    text = refresh(readme.read_text(encoding="utf-8"), table, name)
    (folder / f"{name}.csv").write_text(to_csv(rows), encoding="utf-8")
    readme.write_text(text, encoding="utf-8")
    print(table)


def machine() -> str:
    """Return what matters of this machine, and nothing that tells whose it is."""
    from inotherwords import reproduction

    found = reproduction.machine()
    return f"{found['cores']} cores, {found['memory_gib']:.0f} GiB of memory"


def lines_of(heads: list[str], rows: list[list[str]]) -> str:
    """Return a table in Markdown: the first column to the left, the others to the right.

    >>> print(lines_of(["", "a"], [["b", "1"]]))
    |  | a |
    | --- | ---: |
    | b | 1 |
    """
    table = [heads, ["---", *("---:" for _ in heads[1:])], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in table)


if __name__ == "__main__":
    publish_attribution(read_rows())
