"""The measured accuracy: bad input is refused, and the committed figures follow from their counts."""

import re

import pandas as pd
import pytest

from inotherwords import attribution, cleaning, corpus, evaluation

SCORER = "\n".join(f"{name} = lambda *_: {{}}" for name in evaluation.SCORER)


@pytest.fixture
def folder(tmp_path):
    """A folder with everything the evaluation asks for: invented articles and annotations of them."""
    (tmp_path / "score.py").write_text(SCORER)
    for part in ("train", "dev"):
        for kind, name, content in (
            ("text", "a.txt", "Ann said it rained.\n"),
            ("attributions", "a_0000.ann", "T1\tSource 0 3\tAnn\n"),
        ):
            path = tmp_path / "polnear" / part / kind / name
            path.parent.mkdir(parents=True)
            path.write_text(content)
    return tmp_path


@pytest.fixture
def refused(folder, tmp_path_factory, monkeypatch, capsys):
    """Return a function that runs the evaluation and returns its one line, nothing being written."""
    tables = tmp_path_factory.mktemp("tables")
    monkeypatch.setattr(evaluation, "TABLES", tables)

    def refused(name="."):
        before = sorted(folder.rglob("*"))
        assert evaluation.main([str(folder / name)]) == 2
        assert sorted(folder.rglob("*")) == before
        assert not list(tables.iterdir())
        out, err = capsys.readouterr()
        assert out == ""
        [line] = err.splitlines()
        return line

    return refused


def test_a_missing_folder_is_refused(refused):
    assert refused("nowhere").endswith("/nowhere: no such folder. Name one with score.py and polnear.")


def test_a_missing_scorer_is_refused(folder, refused):
    (folder / "score.py").unlink()
    assert refused().endswith("/score.py: missing. Put the scorer there.")


def test_a_scorer_that_is_not_python_is_refused(folder, refused):
    (folder / "score.py").write_text("def score(:\n")
    assert "/score.py: cannot be loaded (" in refused()


def test_another_scorer_is_refused(folder, refused):
    (folder / "score.py").write_text(SCORER.replace("score_doc =", "score_page ="))
    assert refused().endswith("/score.py: has no score_doc. Use the scorer of this data.")


@pytest.mark.parametrize("part", ["train", "dev"])
def test_a_missing_text_is_refused(folder, refused, part):
    (folder / "polnear" / part / "text" / "a.txt").unlink()
    assert refused() == f"{part}/text: no .txt files. Unpack the data there."


def test_a_compartment_without_annotations_is_refused(folder, refused):
    (folder / "polnear" / "dev" / "attributions" / "a_0000.ann").unlink()
    assert refused() == "dev/attributions: no .ann files. Unpack the data there."


def test_a_text_that_nobody_annotated_is_refused(folder, refused):
    (folder / "polnear" / "dev" / "text" / "b.txt").write_text("Ben said it snowed.\n")
    assert refused() == "polnear/dev/text/b.txt: has no annotation. Add it, or delete the text."


def test_a_text_that_is_not_utf8_is_refused(folder, refused):
    (folder / "polnear" / "dev" / "text" / "a.txt").write_bytes(b"Caf\xe9 said it rained.\n")
    assert refused() == "polnear/dev/text/a.txt: not UTF-8 (byte 0xe9 at 3). Save it as UTF-8."


def test_loading_the_scorer_leaves_nothing_in_its_folder(folder):
    before = sorted(folder.rglob("*"))
    evaluation.load_scorer(folder)
    assert sorted(folder.rglob("*")) == before


def test_what_the_rules_find_is_handed_to_the_scorer_as_offsets_into_the_raw_text():
    text = "„We left at night,“ said Ann."
    [found] = evaluation.predict({"a": text})["a"]
    assert [text[start:end] for start, end in found["content"]] == ["„We left at night,“"]
    assert [text[start:end] for start, end in found["source"]] == ["Ann"]
    assert found["pattern"] == "quotation, then verb and speaker"


def test_an_article_in_which_nothing_is_found_is_still_scored():
    assert evaluation.predict({"a": "It rained in the night.\n"}) == {"a": []}


@pytest.fixture(scope="module")
def patterns():
    return pd.read_csv(evaluation.TABLES / "patterns.csv")


def test_every_pattern_that_occurs_in_the_seeds_was_measured(patterns):
    sources = corpus.read_sources(corpus.SEEDS)
    texts = corpus.read_texts(corpus.SEEDS, sources)
    analysed = cleaning.apply_edits(texts, cleaning.edits(texts))
    speakers = corpus.read_lexicon(corpus.SEEDS, "speakers")
    heads, _ = attribution.attributions(cleaning.segments(texts, analysed), analysed, speakers)
    assert set(heads["pattern"]) <= set(patterns["pattern"])
    measured = dict(zip(patterns["pattern"], patterns["probability"], strict=True))
    assert heads["probability"].tolist() == heads["pattern"].map(measured).tolist()


def test_a_patterns_probability_is_the_share_of_the_found_that_is_right(patterns):
    assert (patterns["right"] <= patterns["found"]).all()
    shares = (patterns["right"] / patterns["found"]).round(3)
    assert patterns["probability"].tolist() == shares.tolist()


def test_patterns_are_listed_once_and_in_order(patterns):
    assert patterns["pattern"].tolist() == sorted(set(patterns["pattern"]))


def test_a_pattern_that_was_not_measured_has_no_probability(monkeypatch):
    monkeypatch.setattr(attribution, "pattern_probabilities", dict)
    texts = {"a": "Ann said that it rained.\n"}
    nobody = pd.DataFrame(columns=corpus.LEXICONS["speakers"], dtype=str)
    heads, _ = attribution.attributions(cleaning.segments(texts, texts), texts, nobody)
    assert heads["probability"].tolist() == [""]


@pytest.fixture(scope="module")
def accuracy():
    return pd.read_csv(evaluation.TABLES / "accuracy.csv", index_col="measure").astype({"found": "Int64"})


def test_precision_recall_and_f1_follow_from_the_counts(accuracy):
    for measure in ("detection", "source and content"):
        row = accuracy.loc[measure]
        assert row["precision"] == round(row["right"] / row["found"], 4)
        assert row["recall"] == round(row["right"] / row["annotated"], 4)
        assert row["f1"] == round(2 * row["right"] / (row["found"] + row["annotated"]), 4)


def test_direct_mixed_and_indirect_add_up_to_all_that_is_annotated(accuracy):
    kinds = accuracy.loc[["direct", "mixed", "indirect"]]
    assert (
        kinds[["right", "annotated"]].sum().tolist()
        == accuracy.loc["detection", ["right", "annotated"]].tolist()
    )
    assert kinds["recall"].tolist() == (kinds["right"] / kinds["annotated"]).round(4).tolist()


def test_only_counts_and_the_rules_own_names_are_kept():
    for name, columns in (
        ("accuracy", evaluation.ACCURACY_COLUMNS),
        ("patterns", evaluation.PATTERN_COLUMNS),
    ):
        table = pd.read_csv(evaluation.TABLES / f"{name}.csv", dtype=str, keep_default_na=False)
        assert list(table.columns) == columns
        assert all(re.fullmatch(r"[\d.]*", cell) for cell in table[columns[1:]].to_numpy().ravel())
