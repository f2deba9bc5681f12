"""Two executed runs side by side: every difference, and what they come to.

What kind a difference is (metadata, layout, label, number) is told by compare_files; "by hand" are files
that no run makes and that are not as pinned (`pins`). The verdict is in the words of the AEA data editor's
report on a replication.
"""

import difflib
import json
import re
from pathlib import Path
from typing import NamedTuple

from inotherwords.errors import InputError
from inotherwords.layers.files import sha256
from inotherwords.paths import MEASURED, PAGES, shown
from inotherwords.reproduction.compare_files import COME, GONE, inside
from inotherwords.reproduction.compare_files import KINDS as KINDS_IN_FILES
from inotherwords.reproduction.notebooks import without_places
from inotherwords.text.segments import find_sentences

BY_HAND = "by hand"
KINDS = (BY_HAND, *KINDS_IN_FILES)
LIGHT = (BY_HAND, "metadata", "layout")
PASSING = {"__pycache__", ".ipynb_checkpoints"}  # what tools leave behind

FULL = "full reproduction"
MINOR = "full reproduction with minor issues"
PARTIAL = "partial reproduction"
NONE = "not able to reproduce most or all of the results"
# Vilhuber et al., AEA data editor, replication report: with fewer results the same, it is a failure.
FEWEST_SAME = 0.25

FINDING = re.compile(r"(?m)^(?:\d+\. )?\*\*(.+?)\.\*\* (.+)$")  # a line of findings.md: its title, its words
LINK = re.compile(r" \(\[words\]\(\S+\)\)$")

MOST_SHOWN = 5  # differences of one file
SPOILT = (KeyError, TypeError, AttributeError, ValueError, RecursionError)  # what a manifest may raise


class Difference(NamedTuple):
    """One difference: its kind, the file, the place in it ("" for the whole file), and what differs."""

    kind: str
    path: str
    place: str
    what: str


def run_files(folder: Path) -> dict[str, Path]:
    """Return what an executed run consists of, by name: notebooks/NAME and outputs/NAME.

    `folder` is a project with notebooks and outputs in it, or the outputs of a run on another corpus, which
    hold their notebooks. Left out are the record of time and memory, which is never the same twice, and
    the pages that were made of the run afterwards. Raises InputError if there is no run.
    """
    for outputs, notebooks in ((folder / "outputs", folder / "notebooks"), (folder, folder / "notebooks")):
        if (outputs / "manifest.json").is_file():
            return named_files(outputs, notebooks)
    raise InputError(f"{shown(folder)}: no run in it (no manifest.json). Name a project, or a run's outputs.")


def named_files(outputs: Path, notebooks: Path) -> dict[str, Path]:
    """Return the files of a run as `run_files` names them, whether or not they are complete."""
    files = {f"notebooks/{path.relative_to(notebooks).as_posix()}": path for path in notebooks.rglob("*")}
    for path in outputs.rglob("*"):
        name = path.relative_to(outputs).as_posix()
        if name.split("/")[0] not in (MEASURED, PAGES) and notebooks not in path.parents:
            files[f"outputs/{name}"] = path
    files = {name: path for name, path in files.items() if path.is_file() and not PASSING & set(path.parts)}
    return dict(sorted(files.items()))


def differences(a: dict[str, Path], b: dict[str, Path], same_drawing: bool | None = None) -> list[Difference]:
    """Return every difference between two runs as `run_files` names them, sorted by file.

    Pictures of two versions of matplotlib (the second number of the version counts) may be drawn otherwise:
    that is layout, as long as the tables they plot agree, which are compared besides. `same_drawing` says
    whether one version drew both; without it, the two manifests say so. What the first manifest lists is
    held against the files too.
    """
    if same_drawing is None:
        same_drawing = drawn_by(a) == drawn_by(b)
    found = not_as_listed(a)
    for name in sorted(a.keys() | b.keys()):
        if name not in a or name not in b:
            found.append(Difference("number", name, "", GONE if name in a else COME))
            continue
        if a[name].is_symlink():
            found.append(Difference("metadata", name, "", "a link → a file"))
        before, after = content(a[name]), content(b[name])
        if before != after:
            found += [
                Difference(kind, name, *rest) for kind, *rest in inside(name, before, after, same_drawing)
            ]
    return found


def content(path: Path) -> bytes:
    """Return a file of a run as it is compared: a notebook that lies with its results without the places."""
    found = path.read_bytes()
    copied = path.parent.name == "notebooks" and (path.parents[1] / "manifest.json").is_file()
    return without_places(found) if copied else found


def _manifest(files: dict[str, Path]) -> dict:
    return json.loads(files["outputs/manifest.json"].read_bytes())


def drawn_by(files: dict[str, Path]) -> str:
    """Return the version of matplotlib that a run's manifest names, without its last number, or ""."""
    try:
        return ".".join(_manifest(files)["made_with"]["matplotlib"].split(".")[:2])
    except SPOILT:
        return ""


def not_as_listed(files: dict[str, Path]) -> list[Difference]:
    """Return the outputs whose sha256 is not the one that the run's own manifest lists."""
    try:
        digests = {f"outputs/{row['path']}": row["sha256"] for row in _manifest(files)["outputs"]}
    except SPOILT:
        return []  # that manifest differs from the other, and that is told
    return [
        Difference("metadata", name, "", "not the file that manifest.json lists")
        for name in sorted(digests.keys() & files.keys())
        if sha256(files[name].read_bytes()) != digests[name]
    ]


def verdict(found: list[Difference], files: dict[str, Path]) -> str:
    """Return what the differences come to; `files` are those that were to come out again.

    >>> verdict([], {"outputs/findings.md": Path()})
    'full reproduction'
    """
    if not found:
        return FULL
    if all(difference.kind in LIGHT for difference in found):
        return MINOR
    spoilt = {difference.path for difference in found if difference.kind not in LIGHT}
    return PARTIAL if len(spoilt & files.keys()) <= (1 - FEWEST_SAME) * len(files) else NONE


def account(found: list[Difference], files: dict[str, Path], sides: str = "committed → rebuilt") -> str:
    """Return verdict, reason and differences as lines of text; `files` were to come out again.

    >>> print(account([], {}))
    Verdict: full reproduction
    Reason for incomplete reproduction: none
    Differences: none
    """
    reason = "discrepancy in output" if found else "none"
    if found and all(difference.kind == BY_HAND for difference in found):
        reason = "files by hand are not as pinned"
    counts = [(kind, sum(difference.kind == kind for difference in found)) for kind in KINDS]
    lines = [
        f"Verdict: {verdict(found, files)}",
        f"Reason for incomplete reproduction: {reason}",
        f"Differences: {', '.join(f'{kind} {n}' for kind, n in counts if n) or 'none'}",
    ]
    if found:
        lines.append(f"Each line: kind, file, place: {sides}")
    by_file: dict[str, list[Difference]] = {}
    for difference in found:
        by_file.setdefault(difference.path, []).append(difference)
    for path, rows in by_file.items():
        gravest_first = sorted(rows, key=lambda row: -KINDS.index(row.kind))
        for row in gravest_first[:MOST_SHOWN]:
            lines.append(f"  {row.kind:8} {', '.join(filter(None, (path, row.place)))}: {row.what}")
        if len(rows) > MOST_SHOWN:
            lines.append(f"  {'':8} {path}: and {len(rows) - MOST_SHOWN} more")
    return "\n".join(lines)


def compare_runs(first: Path, second: Path) -> tuple[str, bool]:
    """Return what two runs tell, and whether they are the same; the folders are as `run_files` takes them.

    First which files they were made from differ; then the findings of both in full, by title, where
    sentences that both have are told once; then the differences, those of the tables before those of what
    shows them, under a verdict if both were made from the same files.
    """
    files = [run_files(folder) for folder in (first, second)]
    changed = _changed_inputs(*files)
    told = [_findings(one) for one in files]
    lines = [
        f"{title}\n{_side_by_side(*(one.get(title, []) for one in told))}\n"
        for title in dict.fromkeys([*told[0], *told[1]])
    ]
    found = sorted(differences(*files), key=lambda one: not one.path.startswith("outputs/tables/"))
    told_of = account(found, files[0], "before → after")
    if changed:
        lines.insert(0, f"Not made from the same: {', '.join(changed)}.\n")
        told_of = "\n".join(told_of.splitlines()[2:])  # what comes of other files reproduces nothing
    return "\n".join([*lines, told_of]), not found


def _changed_inputs(*runs: dict[str, Path]) -> list[str]:
    """Return the files of the corpus, by the manifests, that differ between two runs, and how."""
    try:
        one, other = ({row["path"]: row["sha256"] for row in _manifest(run)["corpus"]} for run in runs)
    except SPOILT:
        return []
    how = {True: "changed", False: "only before"}
    return [
        f"{path} ({how[path in other] if path in one else 'only after'})"
        for path in sorted(one.keys() | other.keys())
        if one.get(path) != other.get(path)
    ]


def _findings(files: dict[str, Path]) -> dict[str, list[str]]:
    """Return the sentences of each finding of a run by its title; none if it has no findings.md."""
    path = files.get("outputs/findings.md")
    text = path.read_text("utf-8").partition("\n## ")[0] if path else ""
    found = {}
    for title, words in FINDING.findall(text):
        plain = LINK.sub("", words)
        found[title] = [plain[start:end] for start, end in find_sentences(plain)]
    return found


def _side_by_side(before: list[str], after: list[str]) -> str:
    """Return sentences of two runs in the order of reading: those of both, of the first, of the second."""
    lines = []
    blocks = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for tag, i, i_end, j, j_end in blocks:
        one, other = " ".join(before[i:i_end]), " ".join(after[j:j_end])
        lines += [("both", one)] if tag == "equal" else [("before", one), ("after", other)]
    return "\n".join(f"  {which:6}  {words or '–'}" for which, words in lines)


def failure(fault: str, changed: list[Difference]) -> str:
    """Return the account of a study that does not run to its end; `changed` are files that may be the cause.

    >>> print(failure("03_x.ipynb, cell 2: ZeroDivisionError: division by zero", []))
    Verdict: not able to reproduce most or all of the results
    Reason for incomplete reproduction: the study does not run
      03_x.ipynb, cell 2: ZeroDivisionError: division by zero
    """
    told = [f"  {one.kind:8} {one.path}: {one.what}" for one in changed]
    lines = [f"Verdict: {NONE}", "Reason for incomplete reproduction: the study does not run", f"  {fault}"]
    return "\n".join(lines + told)
