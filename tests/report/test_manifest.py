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


def test_every_output_is_listed_once(outputs):
    files = [path.relative_to(outputs).as_posix() for path in outputs.rglob("*") if path.is_file()]
    assert [row["path"] for row in written(outputs)["outputs"]] == sorted(files)


def test_every_file_of_the_corpus_is_listed_with_its_digest_by_name(outputs):
    listed = [(row["path"], row["sha256"]) for row in written(outputs)["corpus"]]
    files = [path for path in SEEDS.iterdir() if path.suffix in (".txt", ".csv", ".md")]
    assert listed == sorted((path.name, sha256(path.read_bytes())) for path in files)


def test_a_digest_is_that_of_the_file_as_it_is(outputs):
    (outputs / "findings.md").write_text("# Other findings\n", encoding="utf-8")
    for row in written(outputs)["outputs"]:
        assert row["sha256"] == sha256((outputs / row["path"]).read_bytes())


def test_the_cell_named_is_the_one_that_writes_the_output(outputs):
    for row in written(outputs)["outputs"]:
        cells = json.loads((PROJECT / "notebooks" / row["notebook"]).read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        name = row["path"].rsplit("/")[-1].rsplit(".")[0]
        calls = {"findings": "write_findings(study.outputs", "reader": "write_page(study.outputs"}
        calls |= {"methods": "write_methods(study", "tables": "write_tables(study"}
        calls[f"figures/{name}"] = f'save(study.outputs, "{name}"'
        kind = row["path"].rpartition("/")[0]
        source = code[row["cell"] - 1]
        if kind == "tables":
            assert re.search(rf'study\.write(?:_all)?\([^#]*(?:"{name}"|\b{name}=)', source), row["path"]
        else:
            assert (calls.get(f"{kind}/{name}") or calls[name]) in source, row["path"]


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


def test_cells_are_counted_as_jupyter_counts_them(tmp_path):
    notebook(tmp_path, "01_one.ipynb", "1 + 1", "", 'figures.save(study.outputs, "key-ness", drawing)')
    assert manifest.writers(tmp_path) == {"figures/key-ness": ("01_one.ipynb", 2)}


def test_a_group_of_findings_leads_to_the_cell_that_prints_it(tmp_path):
    notebook(tmp_path, "01_one.ipynb", 'told["Who speaks"] = []', 'show.sentences(told["Who speaks"])')
    assert manifest.writers(tmp_path) == {"findings/Who speaks": ("01_one.ipynb", 2)}


def test_what_one_call_writes_of_several_is_found(tmp_path):
    notebook(tmp_path, "01_one.ipynb", 'study.write_all("terms", swaps=f(a, b="c"), wire=known)')
    assert [*manifest.writers(tmp_path)] == ["tables/terms", "tables/swaps", "tables/wire"]


def test_a_call_broken_over_two_lines_is_found(tmp_path):
    notebook(tmp_path, "01_one.ipynb", 'study.write(\n    "terms", counts\n)')
    assert manifest.writers(tmp_path) == {"tables/terms": ("01_one.ipynb", 1)}
