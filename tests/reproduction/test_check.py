"""A check that can fail: whatever is tampered with in a copy of the study is found and named.

The real command, on a project of one notebook, finds a number, a word and a picture that were tampered with,
and an article. Each kind of difference has its quick test beside the comparison.
"""

import io
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import matplotlib.image
import numpy as np
import pytest
from small import write_notebooks

from inotherwords.errors import InputError
from inotherwords.layers.files import sha256
from inotherwords.paths import PROJECT
from inotherwords.reproduction import check, compare, pins, pipeline

LABELS, KEYNESS = "outputs/tables/labels.csv", "outputs/tables/keyness.csv"
FIGURE = "outputs/figures/shared-copy.png"
PARTS = ["README.md", "pyproject.toml", "requirements.txt", "seeds", "lib", "notebooks", "outputs"]


@pytest.fixture
def copy(tmp_path):
    """A copy of all that the check reads, in another place."""
    place = tmp_path / "copy"
    (place / "docs").mkdir(parents=True)
    skipped = shutil.ignore_patterns("__pycache__", "*.egg-info", "measured.json")
    for name in PARTS:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, place / name, ignore=skipped, copy_function=copy_file)
        else:
            shutil.copy(PROJECT / name, place / name)
    pins.write(place)
    return place


def copy_file(source, target):
    """Copy a file; the large weights of the model, which nothing here changes, are only linked."""
    if Path(source).suffix == ".bin":
        with suppress(OSError):  # on another disk
            return os.link(source, target)
    return shutil.copy(source, target)


@pytest.fixture
def checked(copy, rebuilt, monkeypatch, capsys):
    """Return a function that checks the copy against one rebuild for all and returns what it prints."""
    for name, path in {"OUTPUTS": "outputs", "NOTEBOOKS": "notebooks", "README": "README.md"}.items():
        monkeypatch.setattr(pipeline, name, copy / path)
    monkeypatch.setattr(check, "OUTPUTS", copy / "outputs")
    monkeypatch.setattr(pipeline, "rebuild", lambda _, outputs: shutil.copytree(rebuilt, outputs))
    for name in ("digests", "not_as_pinned"):
        monkeypatch.setattr(getattr(check, name), "__defaults__", (copy,))

    def checked():
        verdict = check.check_study(copy / "docs" / "check-report.txt")
        printed = capsys.readouterr().out
        assert f"Verdict: {verdict}\n" in printed
        return verdict, printed

    return checked


def replace(path, before, after):
    """Change one place of a text file, which must be there, and return how it was."""
    text = path.read_text(encoding="utf-8")
    assert re.search(before, text)
    path.write_text(re.sub(before, after, text, count=1), encoding="utf-8")
    return text


def repaint(path):
    """Paint a block of a picture's middle black, as if a bar were longer."""
    pixels = (matplotlib.image.imread(path) * 255).astype(np.uint8).copy()
    pixels[100:120, 300:360, :3] = 0
    picture = io.BytesIO()
    matplotlib.image.imsave(picture, pixels, format="png")
    path.write_bytes(picture.getvalue())


def named(printed):
    """Return (kind, file, column) of each difference that is told, but for those that a manifest tells."""
    told = r"^  (by hand|\w+) +(\S+?)(?:, row 2, column (\w+)|, line \d+)?: (?!not the)"
    return re.findall(told, printed, re.MULTILINE)


# The real command on a project of its own: two articles, and a notebook with a number, a word and a picture.
COMMAND = """\
import sys
from pathlib import Path
from inotherwords import paths
paths.PROJECT = Path(sys.argv.pop(1))
paths.SEEDS, paths.OUTPUTS = paths.PROJECT / "seeds", paths.PROJECT / "outputs"
paths.NOTEBOOKS = paths.PROJECT / "notebooks"
from inotherwords import cli
from inotherwords.reproduction import kernels
kernels.PRELOADED = kernels.PRELOADED[:2]
sys.exit(cli.main())"""
WORK = """\
import hashlib, json, shutil
from pathlib import Path
outputs = Path(outputs)
for name in ("tables", "figures"):
    (outputs / name).mkdir()
(outputs / "tables" / "terms.csv").write_text("term,count\\nrebel,3\\n")
(outputs / "tables" / "labels.csv").write_text("label,voice\\nrebel,own\\n")
(outputs / "tables" / "numbers.csv").write_text("name,value\\n")
(outputs / "findings.md").write_text("# Findings\\n\\n- Rebel: 3 times.\\n")
shutil.copy(Path(corpus).with_name("bars.png"), outputs / "figures")
made = [path for path in sorted(outputs.rglob("*")) if path.is_file()]
listed = [
    {"path": path.relative_to(outputs).as_posix(), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    for path in made
]
(outputs / "manifest.json").write_text(json.dumps({"outputs": listed}))"""


def write_project(place):
    """Write the project, not yet run."""
    for name in ("seeds", "notebooks", "docs"):
        (place / name).mkdir(parents=True)
    rows = ["doc,outlet,sha256"]
    for doc, text in {"a": "The rebels left.\n", "b": "The army came.\n"}.items():
        (place / "seeds" / f"{doc}.txt").write_text(text)
        rows.append(f"{doc},Paper {doc},{sha256(text.encode())}")
    (place / "seeds" / "articles.csv").write_text("\n".join([*rows, ""]))
    (place / "README.md").write_text(f"# Study\n{pipeline.FINDINGS_BEGIN}\n{pipeline.FINDINGS_END}\n")
    (place / "requirements.txt").write_text((PROJECT / "requirements.txt").read_text("utf-8"), "utf-8")
    shutil.copy(PROJECT / FIGURE, place / "bars.png")
    write_notebooks(place / "notebooks", WORK)


def command(place):
    """Call the check of the project; return its exit code and what is printed."""
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, place, "check"],
        **{"capture_output": True, "text": True, "encoding": "utf-8", "check": False},
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_the_command_names_a_number_a_word_and_a_picture_that_were_tampered_with_and_an_article(
    tmp_path, monkeypatch
):
    write_project(tmp_path)
    for name in ("seeds", "outputs", "README.md"):
        monkeypatch.setattr(pipeline, name.removesuffix(".md").upper(), tmp_path / name)
    pipeline.run_study(tmp_path / "seeds", tmp_path / "outputs", tmp_path / "notebooks")
    pins.write(tmp_path)
    names = ("tables/terms.csv", "tables/labels.csv", "figures/bars.png")
    terms, labels, figure = (f"outputs/{name}" for name in names)
    replace(tmp_path / terms, ",3", ",4")
    replace(tmp_path / labels, ",own", ",quoted")
    repaint(tmp_path / figure)
    code, printed = command(tmp_path)
    assert code == 1
    assert "Verdict: partial reproduction" in printed
    assert named(printed) == [("number", figure, ""), ("label", labels, "voice"), ("number", terms, "count")]
    listed = re.findall(r"^  metadata (\S+): not the file that manifest", printed, re.MULTILINE)
    assert listed == [figure, labels, terms]
    assert "number 2" in printed
    replace(tmp_path / "seeds" / "a.txt", "rebels", "gunmen")
    code, printed = command(tmp_path)
    assert code == 1
    assert "seeds/a.txt: its sha256 is not the one in articles.csv." in printed


def test_what_was_tampered_with_in_the_study_is_named_whatever_program_is_said_to_have_drawn(copy, checked):
    [count] = re.findall(r"\n\w+,\w+,(\d+),", (copy / KEYNESS).read_text("utf-8"))[:1]
    replace(copy / KEYNESS, r"(\n\w+,\w+),\d+,", rf"\1,{int(count) + 1},")
    replace(copy / LABELS, ",own,", ",quoted,")
    repaint(copy / FIGURE)
    readme = copy / "README.md"
    told = re.search(r"\d+( of \d+ mentions)", readme.read_text(encoding="utf-8"))
    whole = replace(readme, told[0], f"99{told[1]}")
    verdict, printed = checked()
    assert verdict == compare.PARTIAL
    assert named(printed) == [
        *[("number", FIGURE, ""), ("number", KEYNESS, "count")],
        *[("label", LABELS, "voice"), ("number", "README.md", "")],
    ]
    readme.write_text(whole.replace(pipeline.FINDINGS_END, ""), "utf-8")
    assert "README.md: lacks the lines " in checked()[1]
    readme.write_text(whole, "utf-8")
    replace(copy / "outputs/manifest.json", '"matplotlib": "[^"]+"', '"matplotlib": "3.1.0"')
    assert f"  number   {FIGURE}: another picture" in checked()[1]


def test_a_report_is_all_that_is_written_each_time_the_same_and_good_for_its_own_files_only(copy, checked):
    report = copy / "docs" / "check-report.txt"
    with pytest.raises(InputError, match=r"docs/check-report\.txt: missing\. Run `make check`\."):
        check.refuse_old(report, copy)
    for place, told in {copy / "nowhere" / "a.txt": "cannot be written", copy / "docs": "a folder"}.items():
        with pytest.raises(InputError, match=told):
            check.check_study(place)
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    assert checked()[0] == compare.FULL
    once = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    checked()
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == once
    assert once.pop(report).startswith(
        b"Verdict: full reproduction\nReason for incomplete reproduction: none\n"
    )
    assert once == before
    line = f"{sha256((copy / 'seeds/articles.csv').read_bytes())}  seeds/articles.csv"
    assert line in report.read_text("utf-8").splitlines()  # as sha256sum reads it
    assert check.refuse_old(report, copy) == compare.FULL
    library = "lib/inotherwords/naming/mentions.py"
    for name in ("README.md", "requirements.txt", "seeds/labels.csv", library, LABELS, FIGURE):
        content = (copy / name).read_bytes()
        (copy / name).write_bytes(content + b"\n")
        with pytest.raises(InputError, match=rf"made for other files \({name} changed\). Run `make check`."):
            check.refuse_old(report, copy)
        (copy / name).write_bytes(content)
    (copy / "seeds" / "labels.csv").rename(copy / "seeds" / "names_of_actors.csv")
    with pytest.raises(InputError, match=r"\(seeds/labels\.csv and 1 more changed\)"):
        check.refuse_old(report, copy)


def test_the_committed_report_says_full_and_was_made_for_the_committed_files():
    assert check.refuse_old() == compare.FULL
