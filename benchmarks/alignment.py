"""Shared passages: how fast and how many of the planted copies, compared with what one could use instead.

`make bench-alignment` writes alignment.csv and the table in README.md.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import report
from alignment_systems import SYSTEMS
from attribution import run
from growth import exponent

HERE = Path(__file__).resolve().parent


class Row(NamedTuple):
    """One system over one corpus; `ratio` is its time as a multiple of ours over the same articles."""

    system: str
    articles: int
    cpu_seconds: float
    ratio: float
    pieces: int
    planted: int
    planted_found: float
    peak_memory_mb: int


def measured(folder: Path) -> dict[tuple[str, int], dict[str, float]]:
    """Return what each system took and found for each of its sizes; the systems take turns."""
    out = {}
    for articles in sorted({size for system in SYSTEMS.values() for size in system.sizes}):
        run(sys.executable, "alignment_systems.py", "prepare", folder, str(articles))
        for key, system in SYSTEMS.items():
            if articles in system.sizes:
                print(f"{articles:,} articles: {system.name}", file=sys.stderr)
                result = folder / "result.json"
                run(system.python, "alignment_systems.py", key, folder, str(articles), result)
                out[key, articles] = json.loads(result.read_text(encoding="utf-8"))
    return out


def rows(results: dict[tuple[str, int], dict[str, float]]) -> list[Row]:
    """Return one row a system and size, system by system.

    >>> took = {"seconds": 2.0, "pieces": 3, "planted": 4, "share": 0.5, "peak": 1_000_000}
    >>> [(row.system, row.ratio) for row in rows({("ours", 50): took, ("lsh", 50): took | {"seconds": 1.0}})]
    [('ours', 1.0), ('datasketch, MinHash LSH', 0.5)]
    """
    return [
        Row(
            system.name,
            articles,
            round(found["seconds"], 2),
            round(found["seconds"] / results["ours", articles]["seconds"], 2),
            found["pieces"],
            found["planted"],
            round(found["share"], 4),
            round(found["peak"] / 1e6),
        )
        for key, system in SYSTEMS.items()
        for (name, articles), found in results.items()
        if name == key
    ]


def growth(own: Iterable[Row]) -> str:
    """Return the power of the articles that a system's time grows with, over the larger half of its sizes."""
    own = list(own)
    larger = own[len(own) // 2 - 1 :] if len(own) > 2 else own
    if len(larger) < 2:
        return "–"
    return f"{exponent([row.articles for row in larger], [row.cpu_seconds for row in larger]):.2f}"


def table(found: list[Row]) -> str:
    """Return the rows as the README has them: a line a system and size."""
    heads = [
        "",
        "articles",
        "CPU-seconds",
        "multiple of ours",
        "planted pairs found",
        "peak memory",
        "grows with the power",
    ]
    lines = []
    for row in found:
        own = [one for one in found if one.system == row.system]
        lines.append(
            [
                row.system,
                f"{row.articles:,}",
                f"{row.cpu_seconds:,.1f}",
                f"{row.ratio:.2f}",
                f"{row.planted_found:.1%} of {row.planted:,}",
                f"{row.peak_memory_mb:,} MB",
                growth(own) if row == own[-1] else "",
            ]
        )
    return f"Generated articles, {report.machine()}.\n\n{report.lines_of(heads, lines)}"


def main() -> int:
    """Measure, write alignment.csv and the table, and return 0; 2 if an environment is missing."""
    missing = sorted({system.venv for system in SYSTEMS.values() if not system.python.is_file()})
    if missing:
        print(
            f"{', '.join(missing)}: missing. Start with make bench-alignment, which sets it up.",
            file=sys.stderr,
        )
        return 2
    with TemporaryDirectory() as folder:
        found = rows(measured(Path(folder)))
    report.publish(HERE, "alignment", found, table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
