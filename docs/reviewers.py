"""docs/REVIEWERS.md: the checklists of three review schemes, each item with the command that shows it.

`make docs` runs every command and puts what it prints under it; a test runs them again. Items and answers
are written by hand in reviewers.toml. The time, memory and disk that a run took come from the record that
the last `make` left beside its outputs; they are never compared.
"""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

from inotherwords import reproduction
from inotherwords.errors import InputError
from inotherwords.paths import MEASURED, OUTPUTS, PROJECT

ITEMS = PROJECT / "docs" / "reviewers.toml"
PAGE = PROJECT / "docs" / "REVIEWERS.md"
MEASURED_BEGIN, MEASURED_END = "<!-- measured: begin -->", "<!-- measured: end -->"


def printed(command: str) -> str:
    """Return what a command prints, run by a shell in the project's folder with its environment's programs.

    Raises InputError if it fails.
    """
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    settings = {**os.environ, "PATH": programs, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "COLUMNS": "80"}
    done = subprocess.run(
        ["sh", "-c", command], cwd=PROJECT, env=settings, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise InputError(f"docs/reviewers.toml: {command!r} fails ({done.stderr.strip()}). Correct it.")
    return done.stdout.strip("\n")


def measured(record: dict) -> str:
    """Return the record of a run as a table in Markdown."""
    machine = record["machine"]
    rows = {
        "machine": f"{machine['cores']} cores, {machine['memory_gib']} GiB of memory, no graphics card; "
        f"{machine['processor']}, {machine['system']}, Python {machine['python']}",
        "time of a run": f"{record['seconds_in_all']} s, of these: "
        + ", ".join(f"{name} {seconds} s" for name, seconds in record["seconds"].items()),
        "most memory at once": f"{record['peak_memory_mib']} MiB, all processes together",
        "disk: outputs": f"{record['outputs_mib']} MiB",
        "disk: environment": f"{record['environment_mib']} MiB",
    }
    lines = ["| what | measured |", "| --- | --- |", *(f"| {name} | {text} |" for name, text in rows.items())]
    return "\n".join(lines)


def page(schemes: list[dict], record: str) -> str:
    """Return the page: a section for each scheme, an answer with command and result for each item."""
    lines = [
        "# For reviewers",
        "",
        "What journals and data editors ask of a study, item by item: our answer, the command that shows "
        "it, what that command prints, and what it leaves open. Made by `make docs` from "
        "[reviewers.toml](reviewers.toml); `make test` runs every command again and compares. The commands "
        'are for a shell in the project\'s folder, after `make` and `PATH="$PWD/.venv/bin:$PATH"`. Where the '
        "answer is *no*, it says so.",
        "",
        f"**The check.** `make check` said *{reproduction.refuse_old()}* of the files that are here now "
        "([report](check-report.txt), with the sha256 of each). It rebuilds everything in scratch and "
        "compares notebooks, tables, figures, findings and README with what is committed; each difference "
        "is of one of four kinds: metadata, layout, label, number. What no run makes is held against its "
        "[pins](pins.csv), the environment against the lock. [MATRIX.md](MATRIX.md) has the same under "
        "other folders, time zones, languages, hash seeds, processors and Pythons, "
        "[CODEBOOK.md](CODEBOOK.md) every column of every table, [LICENCES.md](LICENCES.md) the licences of "
        "what it stands on.",
        "",
        "**What a run takes**, measured by the run itself on the machine on which this page was made; "
        "recorded, never compared.",
        "",
        MEASURED_BEGIN,
        record,
        MEASURED_END,
    ]
    for scheme in schemes:
        lines += ["", f"## {scheme['name']}", "", scheme["about"]]
        for item in scheme["items"]:
            lines += ["", f"**{item['item']}** {item['answer']}"]
            if "command" in item:
                lines += ["", "```console", f"$ {item['command']}", printed(item["command"]), "```"]
                lines += ["", f"*It does not show:* {item['shows_not']}"]
    return "\n".join(lines) + "\n"


def recorded(page: str) -> str:
    """Return what a page says was measured."""
    return page.partition(f"{MEASURED_BEGIN}\n")[2].partition(f"\n{MEASURED_END}")[0]


def read() -> list[dict]:
    """Return the schemes with their items."""
    return tomllib.loads(ITEMS.read_text(encoding="utf-8"))["schemes"]


def main() -> int:
    """Write the page and return the exit code: 2, and one line, if the check's report is old."""
    try:
        if (OUTPUTS / MEASURED).is_file():
            record = json.loads((OUTPUTS / MEASURED).read_text(encoding="utf-8"))
            folder = Path(sys.prefix)
            size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
            table = measured(record | {"environment_mib": round(size / 2**20)})
        else:  # no run yet on this machine: what was measured elsewhere stays
            table = recorded(PAGE.read_text(encoding="utf-8"))
        PAGE.write_bytes(page(read(), table).encode())
    except InputError as fault:
        print(fault, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
