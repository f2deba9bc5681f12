"""Which notebook cell made which output, and what is in it: `manifest.json`."""

import ast
import json
from importlib.metadata import version
from pathlib import Path

from inotherwords import settings
from inotherwords.layers.files import sha256
from inotherwords.paths import IMPORTED, MEASURED, PAGES, PROJECT

# No files, but groups of findings: the ledger names the cell that prints them.
PRINTED = {f"results.show_{name}": f"findings/{name}" for name in ("eight", "limits")}
# What `results.write` writes.
LEFT = ["findings", "methods", "reader", "tables"]
LEFT += [f"tables/{name}" for name in ("figures", "findings", "numbers", "prominence", "robustness")]
BESIDE = ("notebooks/", f"{IMPORTED}/", f"{PAGES}/")  # folders of a run that are no results of it
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
            for output in list_written(source):
                if output in found:
                    raise ValueError(f"{output} is written by {found[output]} and by {(path.name, number)}")
                found[output] = (path.name, number)
    return found


def list_written(source: str) -> list[str]:
    """Return what the code of a cell writes or prints, as the keys of `writers`.

    >>> list_written('study.write_all("acts", claims=found(a, b="c"))')
    ['tables/acts', 'tables/claims']
    """
    found = []
    for call in [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]:
        function = ast.unparse(call.func)
        names = [one.value for one in call.args if isinstance(one, ast.Constant)]
        if function in ("study.write", "study.write_all"):
            found += [f"tables/{name}" for name in [*names, *(given.arg for given in call.keywords)]]
        elif function == "figures.save":
            found += [f"figures/{name}" for name in names]
        elif function == "results.write":
            found += LEFT
        elif function in PRINTED:
            found.append(PRINTED[function])
    return found


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
