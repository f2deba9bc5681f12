"""Which notebook cell made which output, and what is in it: `manifest.json`."""

import json
import re
from importlib.metadata import version
from pathlib import Path

from inotherwords import settings
from inotherwords.layers.files import sha256
from inotherwords.paths import IMPORTED, MEASURED, PAGES, PROJECT

WRITES = {
    "tables/": re.compile(r"study\.write(?:_all)?\(([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*)\)"),
    "figures/": re.compile(r'save\(\s*study\.outputs,\s*"([\w-]+)"'),
    # No files, but groups of findings: the ledger names the cell that prints them.
    "findings/": re.compile(r"results\.show_(eight|limits)\("),
}
# What `results.write` writes.
LEFT = ["findings", "methods", "reader", "tables"]
LEFT += [f"tables/{name}" for name in ("figures", "findings", "numbers", "prominence", "robustness")]
BESIDE = ("notebooks/", f"{IMPORTED}/", f"{PAGES}/")  # folders of a run that are no results of it
NESTED = 3  # how deep brackets stand in a call that writes
# What computes and draws: another version of one of these may change a result.
MADE_WITH = (
    *("jinja2", "matplotlib", "nltk", "numpy", "onnxruntime", "pandas"),
    *("scikit-learn", "scipy", "seaborn", "xlsxwriter"),
)


def writers(notebooks: Path = PROJECT / "notebooks") -> dict[str, tuple[str, int]]:
    """Return the notebook and the number of the code cell that writes each output, read from their source.

    The keys are paths without their ending: tables/articles, figures/keyness, findings, reader; and
    findings/NAME for each group of findings. Raises ValueError if two cells write the same output.
    """
    found: dict[str, tuple[str, int]] = {}
    for path in sorted(notebooks.glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        for number, source in enumerate([source for source in code if source.strip()], 1):
            written = LEFT if "results.write(" in source else []
            for folder, call in WRITES.items():
                written = [*written, *(folder + name for name in names_in(call.findall(source), folder))]
            for output in written:
                if output in found:
                    raise ValueError(f"{output} is written by {found[output]} and by {(path.name, number)}")
                found[output] = (path.name, number)
    return found


def names_in(calls: list[str], folder: str) -> list[str]:
    """Return what some calls write: names as they are, or those in the arguments of `study.write_all`.

    >>> names_in(['"acts", claims=evidence.claims', '"swaps", swapped'], "tables/")
    ['acts', 'claims', 'swaps']
    """
    if folder != "tables/":
        return calls
    for _ in range(NESTED):
        calls = [re.sub(r"\([^()]*\)", "", call) for call in calls]
    names = [re.findall(r'(?:^|,)\s*(?:"(\w+)"|(\w+)=)', call) for call in calls]
    return [quoted or keyword for found in names for quoted, keyword in found]


def write_manifest(corpus: Path, outputs: Path) -> None:
    """Write `manifest.json`: every file of the corpus and of the outputs with its sha256 and its maker.

    Besides, under made_with, the versions of the packages that compute and draw, and under settings those
    that the corpus has chosen.

    Raises ValueError if an output is there that no notebook cell writes.
    """
    made = writers()
    rows = []
    for name in sorted(path.relative_to(outputs).as_posix() for path in outputs.rglob("*") if path.is_file()):
        if name in ("manifest.json", MEASURED) or name.startswith(BESIDE):
            continue
        notebook, cell = made.get(name.rsplit(".", 1)[0], ("", 0))
        if not notebook:
            raise ValueError(f"{name}: no cell of a notebook writes it")
        digest = sha256((outputs / name).read_bytes())
        rows.append({"path": name, "sha256": digest, "notebook": notebook, "cell": cell})
    inputs = [
        {"path": path.name, "sha256": sha256(path.read_bytes())}
        for path in sorted(corpus.iterdir())
        if path.suffix in (".txt", ".csv", ".md", ".parquet", ".toml")
    ]
    listed = {
        "made_with": {name: version(name) for name in MADE_WITH},
        "settings": settings.chosen(),
        "corpus": inputs,
        "outputs": rows,
    }
    text = json.dumps(listed, indent=1, ensure_ascii=False)
    (outputs / "manifest.json").write_bytes(f"{text}\n".encode())
    print(f"manifest.json: {len(inputs)} files of the corpus, {len(rows)} outputs")
