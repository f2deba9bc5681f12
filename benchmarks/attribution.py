"""Compare our attributions with those of other systems, on the same articles in one run.

`make bench-attribution POLNEAR=PolNeAR/data` writes attribution.csv and the table in README.md.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import report
from report import REFERENCE
from systems import PARAGRAPH, PROJECT, SYSTEMS, System

HERE = Path(__file__).resolve().parent
ROUNDS = 3
# One thread each where a library lets itself be told: waiting threads would count as CPU time.
THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def run(python: Path | str, script: str, *arguments: Path | str) -> str:
    """Run a script of this folder in its own process and return what it printed.

    If it fails, stop with its exit code: it has said why.
    """
    done = subprocess.run(
        [python, HERE / script, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **THREADS},
        check=False,
    )
    if done.returncode:
        stopped = f"{script}: stopped by signal {-done.returncode}."
        sys.exit(done.returncode if done.returncode > 0 else stopped)
    return done.stdout


def measured(parts: Path, scratch: Path) -> dict[str, list[Path]]:
    """Return each system's results, one file a round; the systems take turns."""
    out: dict[str, list[Path]] = {system.name: [] for system in SYSTEMS}
    for number in range(1, ROUNDS + 1):
        for system in SYSTEMS:
            print(f"round {number} of {ROUNDS}: {system.name}", file=sys.stderr)
            result = scratch / f"{SYSTEMS.index(system)}_{number}.json"
            run(system.python, "measure.py", system.name, parts, result)
            out[system.name].append(result)
    return out


def needs(system: System) -> tuple[float, str, str]:
    """Return a system's size in MB, the version of its Python, and what it needs with versions."""
    folders = [part for folder in system.folders for part in ("--folder", PROJECT / folder)]
    found = json.loads(run(system.python, "sizes.py", *folders, *system.distributions))
    names = [f"{name} {version}" for name, version in found["versions"].items()]
    return round(found["bytes"] / 1e6, 1), found["python"], ", ".join([*system.folders, *names])


def compare(polnear: Path, scratch: Path) -> list[report.Row]:
    """Return one row a system."""
    parts = scratch / "parts.json"
    run(sys.executable, "scoring.py", polnear, parts)
    sizes = {system.name: needs(system) for system in SYSTEMS}
    files = measured(parts, scratch)
    scores = json.loads(
        run(sys.executable, "scoring.py", polnear, parts, *(rounds[0] for rounds in files.values()))
    )
    articles = [text for texts, _ in json.loads(parts.read_text(encoding="utf-8")) for text in texts.values()]
    words = sum(len(text.split()) for text in articles)
    paragraphs = sum(len(PARAGRAPH.findall(text)) for text in articles)
    results = {
        name: [json.loads(file.read_text(encoding="utf-8")) for file in rounds]
        for name, rounds in files.items()
    }
    seconds = {name: [one["seconds"] for one in rounds] for name, rounds in results.items()}
    rows = []
    for (name, rounds), score in zip(results.items(), scores, strict=True):
        median, slowest, fastest = report.speeds(words, seconds[name])
        installed, python, distributions = sizes[name]
        rows.append(
            report.Row(
                system=name,
                articles=len(articles),
                paragraphs=paragraphs,
                words=words,
                **{measure: round(share, 4) for measure, share in score.items()},
                paragraphs_refused=rounds[0]["refused"],
                rounds=ROUNDS,
                words_per_cpu_second=median,
                slowest_round=slowest,
                fastest_round=fastest,
                speed_ratio=round(report.speed_ratio(seconds[name], seconds[REFERENCE]), 2),
                peak_memory_mb=round(max(one["peak"] for one in rounds) / 1e6),
                installed_mb=installed,
                python=python,
                distributions=distributions,
            )
        )
    return rows


def main(argv: list[str] | None = None) -> int:
    """Write and print the table and return 0; or print one line about what cannot be used and return 2."""
    parser = argparse.ArgumentParser(
        prog="python benchmarks/attribution.py", description=__doc__.splitlines()[0]
    )
    parser.add_argument("polnear", metavar="POLNEAR", help="folder with PolNeAR's dev")
    options = parser.parse_args(argv)
    for system in SYSTEMS:
        if not system.python.is_file():
            print(
                f"{system.venv}: missing. Start with make bench-attribution, which sets it up.",
                file=sys.stderr,
            )
            return 2
    with TemporaryDirectory() as scratch:
        rows = compare(Path(options.polnear).resolve(), Path(scratch))
    report.publish_attribution(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
