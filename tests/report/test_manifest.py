"""The manifest: every output once, with the cell that made it."""

import json
import re
import shutil

import pytest

from inotherwords.layers.files import sha256
from inotherwords.paths import OUTPUTS, PAGES, PROJECT, SEEDS
from inotherwords.report import manifest


@pytest.fixture
def outputs(tmp_path):
    """A copy of the outputs in another place, without their manifest."""
    folder = tmp_path / "elsewhere" / "outputs"
    left_out = shutil.ignore_patterns("manifest.json", "measured.json", "reader.html", PAGES)
    shutil.copytree(OUTPUTS, folder, ignore=left_out)
    return folder


def written(outputs):
    manifest.write_manifest(SEEDS, outputs)
    return json.loads((outputs / "manifest.json").read_text(encoding="utf-8"))


def notebook(folder, name, *sources):
    cells = [{"cell_type": "code", "source": [source]} for source in sources]
    (folder / name).write_text(json.dumps({"cells": cells}), encoding="utf-8")


def test_every_output_is_listed_once_with_its_digest(outputs):
    (outputs / "findings.md").write_text("# Other findings\n", encoding="utf-8")
    files = {path.relative_to(outputs).as_posix(): path for path in outputs.rglob("*") if path.is_file()}
    listed = [(row["path"], row["sha256"]) for row in written(outputs)["outputs"]]
    assert listed == [(name, sha256(files[name].read_bytes())) for name in sorted(files)]


def test_every_file_of_the_corpus_is_listed_with_its_digest_by_name(outputs):
    listed = [(row["path"], row["sha256"]) for row in written(outputs)["corpus"]]
    files = [path for path in SEEDS.iterdir() if path.suffix in (".txt", ".csv", ".md")]
    assert listed == sorted((path.name, sha256(path.read_bytes())) for path in files)


def test_the_cell_named_is_the_one_that_writes_the_output(outputs):
    for row in written(outputs)["outputs"]:
        cells = json.loads((PROJECT / "notebooks" / row["notebook"]).read_text(encoding="utf-8"))["cells"]
        source = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"][row["cell"] - 1]
        path = row["path"].rpartition(".")[0]
        name = path.rpartition("/")[2]
        call = rf'study\.write(?:_all)?\([^#]*(?:"{name}"|\b{name}=)'
        if path.startswith("figures/"):
            call = rf'save\(study\.outputs, "{name}"'
        if path in manifest.LEFT:
            call = r"results\.write\("
        assert re.search(call, source), row["path"]


def test_what_a_run_leaves_beside_its_results_and_the_manifest_itself_are_not_listed(outputs):
    first = written(outputs)
    (outputs / "notebooks").mkdir()
    (outputs / "notebooks" / "01_loading.ipynb").write_text("{}", encoding="utf-8")
    (outputs / "measured.json").write_text("{}", encoding="utf-8")
    assert written(outputs) == first
    assert str(outputs.parent) not in (outputs / "manifest.json").read_text(encoding="utf-8")


def test_the_versions_of_what_draws_and_computes_are_those_of_the_lock(outputs):
    lock = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    versions = written(outputs)["made_with"]
    assert {"matplotlib", "numpy", "onnxruntime", "scipy"} <= versions.keys()
    for name, version in versions.items():
        assert f"\n{name}=={version} " in lock


def test_an_output_that_no_cell_writes_is_refused(outputs):
    (outputs / "tables" / "stray.csv").write_text("doc\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^tables/stray\.csv: no cell of a notebook writes it$"):
        manifest.write_manifest(SEEDS, outputs)
    assert not (outputs / "manifest.json").exists()


def test_two_cells_that_write_the_same_output_are_refused(tmp_path):
    notebook(tmp_path, "01_one.ipynb", 'study.write("terms", counts)')
    notebook(tmp_path, "02_two.ipynb", "1 + 1", 'study.write("terms", counts)')
    with pytest.raises(ValueError, match=r"tables/terms .*01_one.* 1\) and by .*02_two.* 2\)"):
        manifest.writers(tmp_path)


def test_a_cell_is_found_by_what_it_writes_and_counted_as_jupyter_does(tmp_path):
    written = {
        'figures.save(study.outputs, "key-ness", drawing)': ["figures/key-ness"],
        "results.show_limits(found)": ["findings/limits"],
        'study.write_all("terms", swaps=f(a, b="c"), wire=known)': [
            *("tables/terms", "tables/swaps", "tables/wire"),
        ],
        'study.write(\n    "tokens", counts\n)': ["tables/tokens"],
        "results.write(found, saved)": manifest.LEFT,
    }
    notebook(tmp_path, "01_one.ipynb", "1 + 1", "", *written)
    assert manifest.writers(tmp_path) == {
        name: ("01_one.ipynb", cell) for cell, names in enumerate(written.values(), 2) for name in names
    }
