"""Counting, keyness and concordance: how fast, compared with what one could use instead, in one run.

`make bench-terms` writes terms.csv and the table in README.md.
"""

import json
import sys
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import report
from attribution import run
from term_systems import ARTICLES, SYSTEMS

HERE = Path(__file__).resolve().parent
ROUNDS = 5


class Row(NamedTuple):
    """One way to do a task; speeds in things done per second of the processor."""

    task: str
    system: str
    articles: int
    rounds: int
    per_cpu_second: int
    slowest_round: int
    fastest_round: int
    ratio: float
    peak_memory_mb: int


def measured(folder: Path) -> dict[str, list[dict[str, float]]]:
    """Return what each system took, round by round; the systems take turns."""
    out: dict[str, list[dict[str, float]]] = {key: [] for key in SYSTEMS}
    result = folder / "result.json"
    for number in range(1, ROUNDS + 1):
        for key, system in SYSTEMS.items():
            print(f"round {number} of {ROUNDS}: {system.task}, {system.name}", file=sys.stderr)
            run(system.python, "term_systems.py", key, folder, result)
            out[key].append(json.loads(result.read_text(encoding="utf-8")))
    return out


def rows(results: dict[str, list[dict[str, float]]]) -> list[Row]:
    """Return one row a system; `ratio` is how many times as fast as the task's second it is.

    >>> took = {"seconds": 2.0, "done": 100, "peak": 1_000_000}
    >>> both = {"our_counts": [took | {"seconds": 1.0}], "vectorizer_counts": [took]}
    >>> [(row.system, row.per_cpu_second, row.ratio) for row in rows(both)]
    [('ours', 100, 2.0), ("scikit-learn's CountVectorizer", 50, 1.0)]
    """
    out = []
    for task, keys in groupby(results, key=lambda key: SYSTEMS[key].task):
        keys = list(keys)
        each = {key: [one["seconds"] / one["done"] for one in results[key]] for key in keys}
        for key in keys:
            median, slowest, fastest = report.speeds(1, each[key])
            ratio = round(report.speed_ratio(each[key], each[keys[1]]), 2)
            peak = round(max(one["peak"] for one in results[key]) / 1e6)
            counted = (ARTICLES, len(each[key]), median, slowest, fastest, ratio, peak)
            out.append(Row(task, SYSTEMS[key].name, *counted))
    return out


def table(found: list[Row]) -> str:
    """Return the rows as the README has them."""
    heads = ["", "a CPU-second, median", "slowest to fastest", "multiple of the second", "peak memory"]
    lines = [
        [
            f"{row.task}: {row.system}",
            f"{row.per_cpu_second:,}",
            f"{row.slowest_round:,} to {row.fastest_round:,}",
            f"{row.ratio:.2f}",
            f"{row.peak_memory_mb:,} MB",
        ]
        for row in found
    ]
    begun = f"{found[0].articles:,} generated articles, {found[0].rounds} rounds, {report.machine()}."
    return f"{begun}\n\n{report.lines_of(heads, lines)}"


def main() -> int:
    """Measure, write terms.csv and the table, and return 0; 2 if an environment is missing."""
    missing = {system.venv for system in SYSTEMS.values() if not system.python.is_file()}
    if missing:
        print(
            f"{', '.join(missing)}: missing. Start with make bench-terms, which sets it up.", file=sys.stderr
        )
        return 2
    with TemporaryDirectory() as folder:
        run(sys.executable, "term_systems.py", "prepare", folder)
        found = rows(measured(Path(folder)))
    report.publish(HERE, "terms", found, table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
