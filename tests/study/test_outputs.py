"""The committed outputs: the tables' contracts, the figures' files, the findings, the manifest."""

import json
import re

import pandas as pd
import pytest

from inotherwords import settings
from inotherwords.collation import collation, tables
from inotherwords.corpus.folder import read_lexicon
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


def test_offsets_give_the_text_of_every_row(raw):
    for name in ("labels", "attribution_spans"):
        for row in read_table(OUTPUTS, name).itertuples():
            assert raw[row.doc][row.start : row.end] == row.text


def test_offsets_of_tokens_give_their_words_but_for_the_edits(raw):
    edits = read_table(OUTPUTS, "edits")
    after = {(row.doc, row.start): row.after for row in edits.itertuples()}
    for row in read_table(OUTPUTS, "tokens").itertuples():
        printed = raw[row.doc][row.start : row.end]
        read = "".join(after.get((row.doc, row.start + n), letter) for n, letter in enumerate(printed))
        assert read == row.text


def test_offsets_of_substitutions_give_the_text_of_both_sides(raw):
    passages = read_table(OUTPUTS, "passages").set_index("passage")
    for row in read_table(OUTPUTS, "substitutions").itertuples():
        docs = passages.loc[row.passage]
        assert raw[docs["doc_a"]][row.start_a : row.end_a] == row.text_a
        assert raw[docs["doc_b"]][row.start_b : row.end_b] == row.text_b


def test_the_substitutions_of_a_passage_turn_one_version_into_the_other(raw):
    passages, substitutions = read_table(OUTPUTS, "passages"), read_table(OUTPUTS, "substitutions")
    collated = passages[passages["kind"].isin(settings.COLLATED)]
    assert len(collated) > 0
    found = tables.differences(passages, substitutions)
    for row in collated.itertuples():
        own = found[row.passage]
        a, b = raw[row.doc_a][row.start_a : row.end_a], raw[row.doc_b][row.start_b : row.end_b]
        assert collation.apply(own, a) == b
        assert collation.apply(collation.mirror(own), b) == a


def test_every_collated_passage_has_a_line_of_apparatus():
    passages, lines = read_table(OUTPUTS, "passages"), read_table(OUTPUTS, "apparatus")
    collated = passages[passages["kind"].isin(settings.COLLATED)]
    assert lines["passage"].tolist() == collated["passage"].tolist()
    assert "offensive ] onslaught B" in " ".join(lines["line"])


def test_a_version_of_a_claim_stands_in_an_article_that_has_it(raw):
    claims = read_table(OUTPUTS, "claims")
    assert (claims["end"] <= claims["doc"].map(lambda doc: len(raw[doc]))).all()
    assert (claims.groupby("claim")["doc"].nunique() > 1).all()


def test_segments_cover_every_character_once(raw):
    segments = read_table(OUTPUTS, "segments")
    for doc, text in raw.items():
        covered = [0] * len(text)
        for row in segments[segments["doc"] == doc].itertuples():
            covered[row.start : row.end] = [count + 1 for count in covered[row.start : row.end]]
        assert all(count == 1 for count, letter in zip(covered, text, strict=True) if not letter.isspace())
        assert max(covered) == 1


def test_undoing_the_edits_of_the_table_gives_each_file_back(raw):
    edits = read_table(OUTPUTS, "edits")
    for doc, text in raw.items():
        analysed = list(text)
        own = edits[edits["doc"] == doc]
        for row in own.itertuples():
            assert text[row.start : row.end] == row.before
            assert len(row.after) == len(row.before)
            analysed[row.start : row.end] = row.after
        for row in own.itertuples():
            analysed[row.start : row.end] = row.before
        assert "".join(analysed).encode() == (SEEDS / f"{doc}.txt").read_bytes()


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


def test_every_figure_comes_in_four_files_and_its_data_have_the_digest_of_the_table():
    figures = read_table(OUTPUTS, "figures")
    expected = {
        f"{name}{ending}" for name in figures["figure"] for ending in (".png", ".svg", ".csv", ".txt")
    }
    assert {path.name for path in (OUTPUTS / "figures").iterdir()} == expected
    for row in figures.itertuples():
        assert sha256((OUTPUTS / "figures" / f"{row.figure}.csv").read_bytes()) == row.data_sha256
        assert (OUTPUTS / "figures" / f"{row.figure}.txt").read_text(encoding="utf-8") == f"{row.alt}\n"


def test_no_svg_holds_a_date_or_a_path():
    for path in (OUTPUTS / "figures").glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert "<dc:date>" not in text
        assert "/tmp/" not in text  # noqa: S108  looked for, not written to


def test_the_manifest_names_every_file_with_its_digest():
    listed = json.loads((OUTPUTS / "manifest.json").read_text(encoding="utf-8"))
    files = {path.relative_to(OUTPUTS).as_posix() for path in OUTPUTS.rglob("*") if path.is_file()}
    files = {name for name in files if not name.startswith(f"{PAGES}/")}
    assert {row["path"] for row in listed["outputs"]} == files - {"manifest.json", MEASURED}
    for row in listed["outputs"]:
        assert sha256((OUTPUTS / row["path"]).read_bytes()) == row["sha256"], row["path"]
    for row in listed["corpus"]:
        assert sha256((SEEDS / row["path"]).read_bytes()) == row["sha256"], row["path"]


def test_the_manifest_names_the_cell_whose_output_says_that_it_wrote_the_table():
    listed = json.loads((OUTPUTS / "manifest.json").read_text(encoding="utf-8"))
    for row in listed["outputs"]:
        if row["path"].startswith("tables/"):
            notebook = json.loads((PROJECT / "notebooks" / row["notebook"]).read_text(encoding="utf-8"))
            code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
            [cell] = [cell for cell in code if cell["execution_count"] == row["cell"]]
            printed = "".join("".join(output.get("text", [])) for output in cell["outputs"])
            assert f"{row['path']}: " in printed


def test_every_output_is_written_by_one_cell():
    made = manifest.writers()
    assert {f"tables/{name}" for name in TABLES} <= set(made)


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


def test_links_of_the_readme_lead_to_files():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([\w./-]+)\)", readme):
        assert (PROJECT / target).exists(), target


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


def test_findings_and_readme_are_short():
    found = (OUTPUTS / "findings.md").read_text(encoding="utf-8")
    assert len(found.partition("\n## ")[0].split()) <= 800
    assert len((PROJECT / "README.md").read_text(encoding="utf-8").split()) <= 1300


def test_every_label_row_gives_its_reason():
    lexicon = read_lexicon(SEEDS, "labels")
    assert (lexicon["reason"].str.strip() != "").all()


def test_tables_are_sorted_by_article_and_place():
    for name in ("segments", "edits", "tokens", "labels"):
        table = read_table(OUTPUTS, name)
        pd.testing.assert_frame_equal(table, table.sort_values(["doc", "start"], ignore_index=True))
