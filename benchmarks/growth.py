"""How time and memory grow with the corpus, stage by stage, and what a million and a billion articles cost.

`make bench-growth` writes growth.csv and the tables in README.md; `python benchmarks/growth.py 1000 10000`
takes corpora of these sizes, `--attributions 1000 5000` those in which attributions are looked for.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import report

HERE = Path(__file__).resolve().parent
SIZES = [1000, 10_000, 100_000]
ATTRIBUTED = [1000, 5000]
# What is done for each article by itself, and so by as many machines as there are, each with its share.
BY_ARTICLE = ("importing", "cleaning", "terms", "sentences to compare", "attributions")
TOGETHER = "all without attributions"
PROJECTED = [1_000_000, 1_000_000_000]
MACHINES = [1, 10, 100, 1000]
HOUR = 3600


class Row(NamedTuple):
    """One stage over one corpus; memory is that of all processes of the run together."""

    stage: str
    articles: int
    rows: int
    seconds: float
    peak_memory_mb: int


def stages(folder: Path, articles: int, attributed: bool) -> list[Row]:
    """Return what each stage takes for so many articles, the table of which lies in the folder."""
    import pandas as pd

    from inotherwords import attribution, cleaning, corpus, naming, reproduction, reuse, terms
    from inotherwords.corpus import corrections, formats, units
    from inotherwords.layers import files, layer, parts, workspace

    source, outputs = folder / "corpus", folder / "outputs"
    outputs.mkdir()
    found: list[Row] = []

    def take(stage: str, work: Callable[[], object]) -> object:
        with reproduction.peak_memory() as peak:
            begin = time.perf_counter()
            result = work()
            seconds = time.perf_counter() - begin
        tables = result.values() if isinstance(result, dict) else [result]
        rows = sum(table.rows if isinstance(table, layer.Layer) else len(table) for table in tables)
        found.append(Row(stage, articles, rows, round(seconds, 2), round(peak[0] / 1e6)))
        print(f"{articles:,} articles, {stage}: {seconds:.1f} s, {peak[0] / 1e6:.0f} MB", file=sys.stderr)
        return result

    def load() -> pd.DataFrame:
        formats.import_corpus(folder / "articles.parquet", source)
        return corpus.read_sources(source)

    sources = take("importing", load)
    texts = corpus.read_texts(source, sources)
    known = {"corrections": files.as_rows(corrections.read(source, texts))}
    given = {name: corpus.read_lexicon(source, name) for name in naming.stage.lists}
    given["precision"] = pd.DataFrame({"int8": [1]})

    def run(stage: Callable) -> dict:
        rows = {name: known[name] for name in stage.tables}
        return parts.run(stage, texts, workspace.find_workplace(outputs), given, known=rows)

    def clean() -> dict:
        cleaned = run(cleaning.stage)
        for name in cleaning.CLEANED:
            files.write_table(outputs, name, cleaned[name])
            known[name] = files.read_rows_of(outputs, name)
        return cleaned

    take("cleaning", clean)
    words = take("terms", lambda: run(naming.stage))
    groups = sources[["doc"]].assign(unit=sources["outlet"])
    take("keyness", lambda: terms.keyness(units.term_counts(words["terms"].relation(), groups)))
    take("dispersion", lambda: terms.dispersion(words["terms"]))
    take("collocations", lambda: terms.collocations(words["tokens"]))
    take("runs of six words", lambda: terms.ngrams(words["tokens"], 6))
    compared = take("sentences to compare", lambda: run(reuse.stage))
    passages = take("shared passages", lambda: reuse.stream_passages(compared["parts"].parts(), outputs)[0])
    take("clusters of passages", lambda: reuse.find_clusters(passages))
    if attributed:
        take("attributions", lambda: run(attribution.stage))
    if len(sources) != articles:
        raise RuntimeError(f"{len(sources)} of {articles} articles were imported.")
    rejected = words["rejected"].rows + compared["rejected"].rows
    if rejected:
        raise RuntimeError(f"{rejected} articles were set aside.")
    return found


def together(found: list[Row], articles: int) -> Row:
    """Return what all stages took for so many articles: the sum of their seconds, the highest memory.

    >>> together([Row("terms", 10, 5, 2.0, 300), Row("keyness", 10, 1, 1.0, 400)], 10)
    Row(stage='all without attributions', articles=10, rows=6, seconds=3.0, peak_memory_mb=400)
    """
    own = [row for row in found if row.articles == articles]
    rows, seconds = sum(row.rows for row in own), round(sum(row.seconds for row in own), 2)
    return Row(TOGETHER, articles, rows, seconds, max(row.peak_memory_mb for row in own))


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """Return the power of the size that the time grows with, by least squares on the logarithms.

    >>> round(exponent([1, 2, 4], [3, 12, 48]), 6)
    2.0
    """
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def projected(found: list[Row], articles: int, machines: int) -> float:
    """Return the hours that so many articles would take on so many machines like this one.

    What is done article by article takes its time at the largest size measured, in proportion to the
    articles and divided by the machines. What is added over all articles is done by one machine and grows
    as it did (at least in proportion).

    >>> rows = [Row("terms", 10, 0, 36.0, 0), Row("keyness", 1, 0, 1.0, 0), Row("keyness", 10, 0, 100.0, 0)]
    >>> round(projected(rows, 100, 2), 4) == round((36 * 10 / 2 + 100 * 100) / 3600, 4)
    True
    """
    seconds = 0.0
    for stage in dict.fromkeys(row.stage for row in found):
        own = [row for row in found if row.stage == stage]
        largest = max(own, key=lambda row: row.articles)
        times = articles / largest.articles
        if stage in BY_ARTICLE:
            seconds += largest.seconds * times / machines
        else:
            sizes, each = [row.articles for row in own], [row.seconds for row in own]
            power = exponent(sizes, each) if len(own) > 1 else 1.0
            seconds += largest.seconds * times ** max(power, 1.0)
    return seconds / HOUR


def duration(hours: float) -> str:
    """Return a time as one reads it.

    >>> duration(0.5), duration(30), duration(600), duration(60_000)
    ('30 minutes', '30 hours', '25 days', '6.8 years')
    """
    if hours < 2:
        return f"{hours * 60:.0f} minutes"
    if hours < 72:
        return f"{hours:.0f} hours"
    return f"{hours / 24:.0f} days" if hours < 24 * 730 else f"{hours / 24 / 365.25:.1f} years"


def table(found: list[Row]) -> str:
    """Return the rows as the README has them: a stage a line, then the projection."""
    sizes = sorted({row.articles for row in found})
    heads = ["", *(f"{size:,} articles" for size in sizes), "grows with the power"]
    lines = []
    without = [row for row in found if row.stage != "attributions"]
    for stage in [*dict.fromkeys(row.stage for row in found), TOGETHER]:
        rows = [*found, *(together(without, size) for size in sizes)]
        own = {row.articles: row for row in rows if row.stage == stage}
        cells = [
            f"{own[size].seconds:,.1f} s, {own[size].peak_memory_mb:,} MB" if size in own else "not run"
            for size in sizes
        ]
        power = exponent(list(own), [row.seconds for row in own.values()]) if len(own) > 1 else None
        lines.append([stage, *cells, "" if power is None else f"{power:.2f}"])
    costs = [
        [f"{articles:,} articles", *(duration(projected(found, articles, machines)) for machines in MACHINES)]
        for articles in PROJECTED
    ]
    costs += [
        [
            f"{articles:,} articles without attributions",
            *(duration(projected(without, articles, machines)) for machines in MACHINES),
        ]
        for articles in PROJECTED
    ]
    machines = ["", *(f"{number:,} machine{'s' * (number > 1)}" for number in MACHINES)]
    return (
        f"One run on {report.machine()}; seconds on the wall, memory of all processes together.\n\n"
        f"{report.lines_of(heads, lines)}\n\n"
        f"On paper, from these rates:\n\n{report.lines_of(machines, costs)}"
    )


def measured(sizes: list[int], attributed: list[int]) -> list[Row]:
    """Return the rows of all corpora, each made and read in a new process."""
    found: list[Row] = []
    for size in sorted({*sizes, *attributed}):
        with TemporaryDirectory() as folder:
            made = [sys.executable, HERE / "generated.py", str(size), f"{folder}/articles.parquet"]
            subprocess.run(made, check=True)
            one = [sys.executable, __file__, "--one", folder, str(size)]
            asked = ["--attributions", str(size)] if size in attributed else ["--attributions"]
            done = subprocess.run([*one, *asked], check=True, stdout=subprocess.PIPE, text=True)
        found += [Row(*row) for row in json.loads(done.stdout.splitlines()[-1])]
    # One table: the stages in the order of a run, attributions last.
    order = list(
        dict.fromkeys(row.stage for row in sorted(found, key=lambda row: row.stage == "attributions"))
    )
    return sorted(found, key=lambda row: (order.index(row.stage), row.articles))


def main(argv: list[str] | None = None) -> int:
    """Measure, write growth.csv and the tables, and return 0."""
    parser = argparse.ArgumentParser(prog="python benchmarks/growth.py", description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, metavar="ARTICLES")
    parser.add_argument("--attributions", nargs="*", type=int, default=ATTRIBUTED, metavar="ARTICLES")
    parser.add_argument("--one", type=Path, metavar="FOLDER", help="the one corpus in this folder, as JSON")
    given = parser.parse_args(argv)
    if given.one:
        [size] = given.sizes
        print(json.dumps(stages(given.one, size, size in given.attributions)))
        return 0
    found = measured(given.sizes or SIZES, given.attributions)
    report.publish(HERE, "growth", found, table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
