"""A deposit: metadata that say the same, no article in it, and the articles supplied by their sha256."""

import json
import re
import shutil
import zipfile

import pytest
from loaded import load

from inotherwords.paths import PROJECT, SEEDS
from inotherwords.reproduction import pins

LONGEST = 400  # letters and blanks in a row that may be quoted of an article


deposit, metadata = load("docs/deposit"), load("docs/metadata")


def test_the_committed_metadata_are_made_from_the_citation_and_say_the_licences_alike():
    for name, content in metadata.made().items():
        assert (PROJECT / name).read_text(encoding="utf-8") == content, name
    codemeta, zenodo, crate = (json.loads(content) for content in metadata.made().values())
    assert codemeta["name"] == zenodo["title"] == crate["@graph"][1]["name"]
    assert codemeta["copyrightNotice"] == zenodo["notes"] == crate["@graph"][1]["usageInfo"]
    assert "**The articles in `seeds/` are their publishers'**" in (PROJECT / "README.md").read_text("utf-8")
    assert codemeta["license"].endswith(f"/{zenodo['license']}")
    assert not any("doi" in text.lower() for text in metadata.made().values())  # there is none
    assert not any(re.search(r"\b2026-\d\d", text) for text in metadata.made().values())  # nor a release


def test_the_crate_holds_together():
    graph = {one["@id"]: one for one in json.loads(metadata.made()["ro-crate-metadata.json"])["@graph"]}
    root = graph["./"]
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert {"name", "description", "datePublished", "license", "hasPart"} <= root.keys()
    pointed = [
        *root["hasPart"],
        *root["author"],
        *(one["license"] for one in graph.values() if "license" in one),
    ]
    assert [one["@id"] for one in pointed if one["@id"] not in graph] == []
    assert [part["@id"] for part in root["hasPart"] if not (PROJECT / part["@id"]).exists()] == []
    texts = {name: one["sha256"] for name, one in graph.items() if name.endswith(".txt")}
    assert texts == deposit.articles()
    assert {graph[name]["license"]["@id"] for name in texts} == {metadata.TEXTS}


def squeezed(text):
    return re.sub(r"\W+", " ", re.sub(r"<[^>]*>", " ", text)).lower()


def test_no_article_is_in_the_deposit_and_they_come_back_by_their_sha256(tmp_path, monkeypatch, capsys):
    names = deposit.kept()
    assert set(names) | deposit.articles().keys() | {*deposit.WHOLE} >= pins.read().keys()
    articles = [squeezed((PROJECT / name).read_text("utf-8")) for name in deposit.articles()]
    starts = [article[i : i + LONGEST] for article in articles for i in range(0, len(article) - LONGEST, 100)]
    for name in names:
        if name.endswith((".csv", ".html", ".md", ".svg", ".txt", ".ipynb")):
            text = squeezed((PROJECT / name).read_text("utf-8"))
            assert not any(start in text for start in starts), name
    assert any(start in squeezed((PROJECT / deposit.WHOLE[0]).read_text("utf-8")) for start in starts)
    for name in ("seeds/articles.csv", "docs/pins.csv", "pyproject.toml", "outputs/findings.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, tmp_path / name)
    monkeypatch.setattr(deposit, "kept", lambda project: ["outputs/findings.md", "seeds/articles.csv"])
    first = deposit.write(tmp_path).read_bytes()
    assert deposit.write(tmp_path).read_bytes() == first
    with zipfile.ZipFile(deposit.write(tmp_path)) as file:
        assert [name.split("/", 1)[1] for name in file.namelist()] == deposit.kept(tmp_path)
    one, *others = deposit.articles()
    (tmp_path / "mine").mkdir()
    shutil.copy(PROJECT / one, tmp_path / "mine" / "anything.html")
    monkeypatch.setattr(deposit.supply, "__defaults__", (tmp_path,))
    assert deposit.main([str(tmp_path / "mine")]) == 2
    assert (tmp_path / one).read_bytes() == (PROJECT / one).read_bytes()
    assert len(capsys.readouterr().err.splitlines()) == len(others)
    assert deposit.main([str(SEEDS)]) == 0


@pytest.mark.parametrize("name", ["CITATION.cff", "pyproject.toml", "codemeta.json", ".zenodo.json"])
def test_the_licence_is_named_alike(name):
    assert "BSD-3-Clause" in (PROJECT / name).read_text(encoding="utf-8")
