"""Run the study on the two invented reports of `school/`, and keep of it what the lesson needs.

Those are the reader page and the tables that `facts` reads; the rest of the run is thrown away.
"""

import io
import shutil
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

from facts import TABLES

from inotherwords import reproduction

SCHOOL = Path(__file__).resolve().parent / "school"
KEPT = ["reader.html", *(f"tables/{name}.csv" for name in TABLES)]


def run(outputs: Path) -> None:
    """Run the study on the reports into a folder, without printing what it found."""
    with redirect_stdout(io.StringIO()):
        reproduction.run_study(SCHOOL / "articles", outputs)


def main() -> None:
    """Put what is kept of a new run into `school/`."""
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder, "results"))
        for name in KEPT:
            (SCHOOL / name).parent.mkdir(exist_ok=True)
            shutil.copy(Path(folder, "results", name), SCHOOL / name)


if __name__ == "__main__":
    main()
