"""The committed outputs: the tables' contracts, the figures' files, the findings, the manifest."""

import json
import re

import pandas as pd
import pytest

from inotherwords import settings
from inotherwords.collation import collation, tables
from inotherwords.corpus.study import read_sources, read_texts
from inotherwords.layers.files import read_table, sha256, table_bytes
from inotherwords.paths import MEASURED, OUTPUTS, PAGES, PROJECT, SEEDS
from inotherwords.report import manifest
from inotherwords.reproduction import pipeline

# Tables that have rows on other corpora only.
NONE_HERE = ("boilerplate", "rejected", "voice_intervals")
TABLES = sorted(path.stem for path in (OUTPUTS / "tables").glob("*.csv"))


@pytest.fixture(scope="module")
def raw():
    return read_texts(SEEDS, read_sources(SEEDS))


def test_every_table_is_utf_8_with_lf_and_has_no_row_twice():
    faults = []
    for name in TABLES:
        content = (OUTPUTS / "tables" / f"{name}.csv").read_bytes()
        table = read_table(OUTPUTS, name)
        faults += [f"{name}: CR"] if b"\r" in content else []
        faults += [] if content.decode("utf-8").endswith("\n") else [f"{name}: no line end"]
        faults += [] if len(table) or name in NONE_HERE else [f"{name}: no rows"]
        faults += [f"{name}: a row twice"] if table.duplicated().any() else []
    assert faults == []


def test_every_table_is_written_again_as_it_was_read():
    read = {name: table_bytes(read_table(OUTPUTS, name)) for name in TABLES}
    assert [name for name in TABLES if read[name] != (OUTPUTS / "tables" / f"{name}.csv").read_bytes()] == []


def test_offsets_give_the_words_of_every_row(raw):
    edits, passages = read_table(OUTPUTS, "edits"), read_table(OUTPUTS, "passages").set_index("passage")
    after = {(row.doc, row.start): row.after for row in edits.itertuples()}
    other = []
    for name in ("labels", "attribution_spans", "tokens"):
        for row in read_table(OUTPUTS, name).itertuples():
            words = raw[row.doc][row.start : row.end]
            if name == "tokens":  # whose words are as they are analysed
                words = "".join(after.get((row.doc, row.start + n), sign) for n, sign in enumerate(words))
            other += [] if words == row.text else [(name, row)]
    for row in read_table(OUTPUTS, "substitutions").itertuples():
        a, b = (raw[passages.loc[row.passage, side]] for side in ("doc_a", "doc_b"))
        shown = a[row.start_a : row.end_a], b[row.start_b : row.end_b]
        other += [] if shown == (row.text_a, row.text_b) else [("substitutions", row)]
    assert other == []


def test_a_collated_passage_has_a_line_of_apparatus_and_its_changes_turn_one_version_into_the_other(raw):
    passages, lines = read_table(OUTPUTS, "passages"), read_table(OUTPUTS, "apparatus")
    collated = passages[passages["kind"].isin(settings.COLLATED)]
    found = tables.differences(passages, read_table(OUTPUTS, "substitutions"))
    for row in collated.itertuples():
        own = found[row.passage]
        a, b = raw[row.doc_a][row.start_a : row.end_a], raw[row.doc_b][row.start_b : row.end_b]
        assert collation.apply(own, a) == b
        assert collation.apply(collation.mirror(own), b) == a
    assert lines["passage"].tolist() == collated["passage"].tolist()
    assert "offensive ] onslaught B" in " ".join(lines["line"])


def test_a_version_of_a_claim_stands_in_an_article_that_has_it(raw):
    claims = read_table(OUTPUTS, "claims")
    assert (claims["end"] <= claims["doc"].map(lambda doc: len(raw[doc]))).all()
    assert (claims.groupby("claim")["doc"].nunique() > 1).all()


def test_every_attribution_of_a_span_or_a_label_exists_and_has_a_content():
    def pairs(table):
        return set(zip(table["doc"], table["attribution"], strict=True))

    known = pairs(read_table(OUTPUTS, "attributions"))
    spans, labels = read_table(OUTPUTS, "attribution_spans"), read_table(OUTPUTS, "labels")
    assert pairs(spans) == pairs(spans[spans["role"] == "content"]) == known
    assert pairs(labels[labels["attribution"] != ""]) <= known


def test_counts_of_terms_and_shares_of_voice_add_up_to_the_words_of_each_article():
    articles = read_table(OUTPUTS, "articles").set_index("doc")
    for name, column in {"terms": "count", "share_of_voice": "words"}.items():
        assert read_table(OUTPUTS, name).groupby("doc")[column].sum().to_dict() == articles["words"].to_dict()
    digests = {doc: sha256((SEEDS / f"{doc}.txt").read_bytes()) for doc in articles.index}
    assert articles["sha256"].to_dict() == digests


def test_a_figure_comes_in_four_files_without_date_or_path_and_its_data_have_the_digest_of_the_table():
    figures = read_table(OUTPUTS, "figures")
    expected = {
        f"{name}{ending}" for name in figures["figure"] for ending in (".png", ".svg", ".csv", ".txt")
    }
    assert {path.name for path in (OUTPUTS / "figures").iterdir()} == expected
    for row in figures.itertuples():
        drawn = (OUTPUTS / "figures" / f"{row.figure}.svg").read_text(encoding="utf-8")
        assert not re.search("<dc:date>|/tmp/", drawn)
        assert sha256((OUTPUTS / "figures" / f"{row.figure}.csv").read_bytes()) == row.data_sha256
        assert (OUTPUTS / "figures" / f"{row.figure}.txt").read_text(encoding="utf-8") == f"{row.alt}\n"


def test_the_manifest_names_every_file_with_its_digest():
    listed = json.loads((OUTPUTS / "manifest.json").read_text(encoding="utf-8"))
    files = {path.relative_to(OUTPUTS).as_posix() for path in OUTPUTS.rglob("*") if path.is_file()}
    files = {name for name in files if not name.startswith(f"{PAGES}/")}
    assert {row["path"] for row in listed["outputs"]} == files - {"manifest.json", MEASURED}
    for row in listed["outputs"]:
        assert sha256((OUTPUTS / row["path"]).read_bytes()) == row["sha256"], row["path"]
    for row in listed["corpus"]:
        assert sha256((SEEDS / row["path"]).read_bytes()) == row["sha256"], row["path"]


def test_the_manifest_names_the_one_cell_whose_output_says_that_it_wrote_the_table():
    assert {f"tables/{name}" for name in TABLES} <= set(manifest.writers())
    listed = json.loads((OUTPUTS / "manifest.json").read_text(encoding="utf-8"))
    for row in listed["outputs"]:
        if row["path"].startswith("tables/"):
            notebook = json.loads((PROJECT / "notebooks" / row["notebook"]).read_text(encoding="utf-8"))
            code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
            [cell] = [cell for cell in code if cell["execution_count"] == row["cell"]]
            printed = "".join("".join(output.get("text", [])) for output in cell["outputs"])
            assert f"{row['path']}: " in printed


def test_the_readme_holds_the_findings_as_computed():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    findings = (OUTPUTS / "findings.md").read_text(encoding="utf-8")
    assert pipeline.readme_with_findings(readme, findings) == readme
    assert [line[0] for line in findings.splitlines() if line[:1].isdigit()] == list("12345678")


def test_the_figures_of_the_readme_have_the_first_sentence_of_their_alternative_text():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[([^\]]*)\]\(outputs/figures/([\w-]+)\.png\)", readme)
    alts = read_table(OUTPUTS, "figures").set_index("figure")["alt"]
    assert [alt for alt, _ in pictures] == [f"{alts[name].split('. ')[0]}." for _, name in pictures]
    assert [name for _, name in pictures] == ["every-word"]


def test_every_finding_is_printed_by_a_notebook_cell():
    printed = ""
    for path in (PROJECT / "notebooks").glob("06_*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                printed += " ".join("".join(output.get("text", [])).split()) + " "
    found = (OUTPUTS / "findings.md").read_text(encoding="utf-8")
    told = re.findall(r"^\d\. \*\*[^*]+\*\* (.*) \(\[words\]", found, re.MULTILINE)
    assert len(told) == 8
    assert [sentence for sentence in told if sentence not in printed] == []


def test_findings_and_readme_are_short_and_the_links_of_the_readme_lead_to_files():
    found = (OUTPUTS / "findings.md").read_text(encoding="utf-8")
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert len(found.partition("\n## ")[0].split()) <= 800
    assert len(readme.split()) <= 1300
    targets = re.findall(r"\]\(([\w./-]+)\)", readme)
    assert [target for target in targets if not (PROJECT / target).exists()] == []


def test_tables_are_sorted_by_article_and_place():
    for name in ("segments", "edits", "tokens", "labels"):
        table = read_table(OUTPUTS, name)
        pd.testing.assert_frame_equal(table, table.sort_values(["doc", "start"], ignore_index=True))
