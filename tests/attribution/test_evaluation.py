"""The measured accuracy: bad input is refused, no article is decided by itself, the figures follow."""

import io
import re
import shutil
from collections import Counter

import pandas as pd
import pytest

from inotherwords import settings
from inotherwords.attribution import evaluation
from inotherwords.attribution.network import calibration
from inotherwords.layers import files, schema

# In b and f stands what the network takes for an attribution and nobody has annotated.
ARTICLES = {
    "a": "Ann said that it rained in the valley all day.\n",
    "b": "The mill has burnt down, Ben said.\nThe farmers asked the ministry for help.\n",
    "c": "“We left at night,” said Cy. The road was shut.\n",
    "d": "According to Dan, the bridge has gone. Rain fell.\n",
    "e": "Eve said the water was “warm that day” in town. The rain fell.\n",
    "f": "The army refused to open the gates of the dam.\nFay told reporters that the dam was safe.\n",
}
MARKED = {
    "a": ("Ann", "that it rained in the valley all day"),
    "b": ("Ben", "The mill has burnt down"),
    "c": ("Cy", "“We left at night,”"),
    "d": ("Dan", "the bridge has gone"),
    "e": ("Eve", "the water was “warm that day” in town"),
    "f": ("Fay", "that the dam was safe"),
}


def annotation(name):
    """What people marked in an article, in brat's form."""
    (source, said), (content, words) = [(ARTICLES[name].index(words), words) for words in MARKED[name]]
    return (
        f"T1\tSource {source} {source + len(said)}\t{said}\n"
        f"T2\tContent {content} {content + len(words)}\t{words}\n"
        "E1\tAttribution:T2 Source:T1 Content:T2\n"
    )


ACCURACY = evaluation.ACCURACY.read_bytes()


@pytest.fixture
def folder(tmp_path):
    """A folder with the part of the data that the evaluation asks for."""
    for part in ("text", "attributions"):
        (tmp_path / "dev" / part).mkdir(parents=True)
    for name, text in ARTICLES.items():
        (tmp_path / "dev" / "text" / f"{name}.txt").write_text(text, encoding="utf-8")
        path = tmp_path / "dev" / "attributions" / f"{name}_0000.ann"
        path.write_text(annotation(name), encoding="utf-8")
    return tmp_path


@pytest.fixture
def written(tmp_path_factory, monkeypatch):
    """The folder into which the evaluation writes instead of the library."""
    written = tmp_path_factory.mktemp("written")
    shutil.copy(evaluation.ACCURACY, written)
    monkeypatch.setattr(evaluation, "ACCURACY", written / "accuracy.csv")
    monkeypatch.setattr(evaluation, "MODEL", written)
    card = tmp_path_factory.mktemp("card") / "README.md"
    card.write_text(f"Before.\n{evaluation.BEGIN}old{evaluation.END}\nBehind.\n", encoding="utf-8")
    monkeypatch.setattr(evaluation, "CARD", card)
    return written


@pytest.fixture
def refused(folder, written, capsys):
    """Return a function that runs the evaluation and returns its one line, nothing being written."""

    def refused(name="."):
        before = sorted(folder.rglob("*"))
        assert evaluation.main([str(folder / name)]) == 2
        assert sorted(folder.rglob("*")) == before
        [kept] = written.iterdir()
        assert kept.read_bytes() == ACCURACY
        out, err = capsys.readouterr()
        assert out == ""
        [line] = err.splitlines()
        return line

    return refused


# Bad input


def test_data_that_are_not_there_are_refused_with_where_they_can_be_had(folder, refused):
    assert "github.com/networkdynamics/PolNeAR" in refused("nowhere")
    for part, ending in (("attributions", "ann"), ("text", "txt")):
        for path in (folder / "dev" / part).iterdir():
            path.unlink()
        assert refused().startswith(f"dev/{part}: no .{ending} files. Fetch the data (git clone ")


def test_a_text_that_nobody_annotated_is_refused(folder, refused):
    (folder / "dev" / "attributions" / "b_0000.ann").unlink()
    assert refused() == f"{folder.name}/dev/text/b.txt: has no annotation. Add it, or delete the text."


def test_a_text_that_is_not_utf8_is_refused(folder, refused):
    (folder / "dev" / "text" / "a.txt").write_bytes(b"Caf\xe9 said it rained.\n")
    assert refused().startswith(
        f"{folder.name}/dev/text/a.txt: not UTF-8 (byte 0xe9 at 3). Save it as UTF-8 ("
    )


def test_an_annotation_that_cannot_be_read_is_refused_in_one_line(folder, refused):
    (folder / "dev" / "attributions" / "b_0000.ann").write_text("E1\tAttribution:T9 Content:T9\n")
    assert refused() == f"{folder.name}/dev: cannot be read ('T9'). Unpack it again."


def test_articles_in_which_nothing_is_found_wrongly_are_too_few_to_fit_on(folder, refused):
    for path in [*folder.rglob("[!a]*.txt"), *folder.rglob("[!a]*.ann")]:
        path.unlink()
    assert refused().endswith("too few attributions in dev to fit on. Unpack it again.")


# What is found


def test_what_is_found_is_counted_by_offsets_into_the_raw_text():
    text = "„We left at night,“ said Ann."
    [found] = evaluation.predict({"a": text})["a"]
    assert {role: [text[start:end] for start, end in found[role]] for role in evaluation.ROLES} == {
        "source": ["Ann"],
        "cue": ["said"],
        "content": ["„We left at night,“"],
    }


def test_the_weights_of_the_decision_decide_what_is_found():
    nothing = dict.fromkeys(calibration.FEATURES, 0.0)
    texts = {"a": ARTICLES["a"]}
    assert len(evaluation.predict(texts, weights=nothing | {"intercept": 9.0})["a"]) == 1
    assert evaluation.predict(texts, weights=nothing | {"intercept": -9.0}) == {"a": []}  # and is scored


def examples(folder, name, **changes):
    """The examples of one invented article, some of its annotation changed."""
    raw, gold, discarded = evaluation.read_annotated(folder / "dev")[name]
    annotated = (raw, changes.get("gold", gold), changes.get("discarded", discarded))
    return evaluation.list_examples(annotated, evaluation.prepare_articles({name: raw})[name])


def test_a_possible_cue_is_a_right_example_if_people_marked_at_least_half_of_its_content(folder):
    found = examples(folder, "c")
    assert [right for _, right in found] == [True]
    assert set(found[0][0]) == set(calibration.FEATURES)
    little = [{"source": [], "cue": [], "content": [[0, 3]]}]
    assert [right for _, right in [*examples(folder, "c", gold=[]), *examples(folder, "c", gold=little)]] == [
        *(False, False)
    ]
    assert examples(folder, "c", discarded=[[0, len(ARTICLES["c"])]]) == []  # no part of the article


# The weights of the decision


def test_fitted_weights_tell_the_examples_apart():
    examples = [({"cue": value}, value > 1) for value in (-3.0, -2.0, -1.0, 0.5, 1.5, 2.0, 3.0, 4.0)]
    found = evaluation.fit_weights(examples)
    assert [calibration.probability(features, found) > 0.5 for features, _ in examples] == [
        right for _, right in examples
    ]


def test_a_weight_is_that_of_the_usual_penalty_to_three_decimals():
    # With one example on either side, examples and penalty balance where w = 2 / (1 + e^w).
    found = evaluation.fit_weights(
        [({"cue": -1.0, "listed": 0.0}, False), ({"cue": 1.0, "listed": 0.0}, True)]
    )
    assert str(found) == "{'cue': 0.675, 'listed': 0.0, 'intercept': 0.0}"


# Folds


def test_no_article_is_decided_by_weights_that_were_fitted_on_it(monkeypatch):
    names = [f"article {number:02}" for number in range(12)]
    decided = {}

    def predict(texts, weights):
        decided.update(dict.fromkeys(texts, weights))
        return {doc: [doc] for doc in texts}

    monkeypatch.setattr(evaluation, "fit_weights", lambda found: [features["from"] for features, _ in found])
    monkeypatch.setattr(evaluation, "predict", predict)
    found = {doc: [({"from": doc}, True), ({"from": doc}, False)] for doc in names}
    predicted = evaluation.cross_validate(dict.fromkeys(reversed(names), ""), found)
    assert predicted == {doc: [doc] for doc in names}
    for doc, fitted in decided.items():
        assert doc not in fitted
        assert len(set(fitted)) >= len(names) - 3
        assert fitted == sorted(fitted)


def test_the_folds_do_not_depend_on_the_order_of_the_articles(monkeypatch):
    parts = []
    monkeypatch.setattr(evaluation, "fit_weights", lambda found: list(found))
    monkeypatch.setattr(evaluation, "predict", lambda texts, weights: parts.append(list(texts)) or {})
    names = [f"article {number}" for number in range(7)]
    for order in (names, names[::-1]):
        evaluation.cross_validate(dict.fromkeys(order, ""), {doc: [] for doc in order})
    assert parts[: settings.FOLDS] == parts[settings.FOLDS :]
    assert parts[0] == ["article 0", "article 5"]


# The table


def test_the_accuracy_of_a_case_worked_by_hand():
    counts = Counter(found=8, annotated=10, right=6, direct=4, mixed=1, indirect=5)
    counts += Counter({"right with source": 4, "direct right": 3, "mixed right": 1, "indirect right": 2})
    rows = [*evaluation.tabulate_accuracy(counts), *evaluation.tabulate_types(counts)]
    table = schema.table(evaluation.ACCURACY_TABLE, rows)
    assert files.table_bytes(table).decode().splitlines() == [
        "measure,right,found,annotated,precision,recall,f1",
        "detection,6,8,10,0.75,0.6,0.6667",
        "source and content,4,8,10,0.5,0.4,0.4444",
        "direct,3,,4,,0.75,",
        "mixed,1,,1,,1.0,",
        "indirect,2,,5,,0.4,",
    ]


def test_the_evaluation_writes_weights_and_accuracy_and_says_the_accuracy(folder, written, capsys):
    assert evaluation.main([str(folder)]) == 0
    weights = pd.read_csv(written / "decision.csv")
    assert weights["feature"].tolist() == sorted([*calibration.FEATURES, "intercept"])
    accuracy = pd.read_csv(written / "accuracy.csv", index_col="measure")
    assert accuracy.loc["detection", "annotated"] == len(ARTICLES)
    assert accuracy.loc["detection", "right"] == accuracy.loc["source and content", "right"] == len(ARTICLES)
    assert accuracy.loc[["direct", "mixed", "indirect"], "annotated"].tolist() == [1, 1, 4]
    assert accuracy.loc["study: person", "right"] <= accuracy.loc["study: person", "found"]
    assert "detection" in capsys.readouterr().out
    card = evaluation.CARD.read_text(encoding="utf-8")
    assert card.startswith(f"Before.\n{evaluation.BEGIN}\n")
    assert card.endswith(f"\n{evaluation.END}\nBehind.\n")
    assert f"| detection | {len(ARTICLES)} of {len(ARTICLES)} | " in card
    assert "old" not in card


def test_people_are_counted_against_people_and_the_part_test_is_printed_but_written_at_a_release_only(
    folder, written, capsys
):
    shutil.copytree(folder / "dev", folder / "test")
    (folder / "test" / "attributions" / "a_0000.ann").write_text("")  # and nobody sees what was found there
    second = annotation("a").replace("Source 0 3", "Source 9 11")
    (folder / "dev" / "attributions" / "a_ffff.ann").write_text(second, encoding="utf-8")
    assert evaluation.main([str(folder)]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^ *test: detection +5 +\d+ +5 ", printed, re.MULTILINE)
    accuracy = evaluation.read_accuracy().set_index("measure")
    before = pd.read_csv(io.BytesIO(ACCURACY), dtype=str, keep_default_na=False, index_col="measure")
    tested = ["test: detection", "test: source and content"]
    assert accuracy.loc[tested].equals(before.loc[tested])
    people = accuracy.loc[
        ["people: detection", "people: source and content"], ["right", "found", "annotated"]
    ]
    assert people.values.tolist() == [["1", "1", "1"], ["0", "1", "1"]]
    weights = (written / "decision.csv").read_bytes()
    assert evaluation.main([str(folder), "--release"]) == 0
    again = evaluation.read_accuracy().set_index("measure")
    assert again.loc[tested[0], "annotated"] == "5"
    assert again.drop(tested).equals(accuracy.drop(tested))  # and two evaluations write the same
    assert (written / "decision.csv").read_bytes() == weights


# The committed figures


def test_the_card_has_the_committed_accuracy():
    card = evaluation.CARD.read_text(encoding="utf-8")
    measured = pd.read_csv(evaluation.ACCURACY, keep_default_na=False)
    assert evaluation.fill_card(card, measured) == card


def test_the_committed_shares_follow_from_the_counts():
    accuracy = pd.read_csv(evaluation.ACCURACY, index_col="measure").astype({"found": "Int64"})
    whole = accuracy.loc[["detection", "source and content"]]
    assert whole["precision"].tolist() == (whole["right"] / whole["found"]).round(4).tolist()
    assert whole["recall"].tolist() == (whole["right"] / whole["annotated"]).round(4).tolist()
    f1 = 2 * whole["right"] / (whole["found"] + whole["annotated"])
    assert whole["f1"].tolist() == f1.round(4).tolist()
    kinds = accuracy.loc[["direct", "mixed", "indirect"]]
    counts = ["right", "annotated"]
    assert kinds[counts].sum().tolist() == accuracy.loc["detection", counts].tolist()
    assert kinds["recall"].tolist() == (kinds["right"] / kinds["annotated"]).round(4).tolist()


def test_only_counts_and_shares_are_kept():
    table = evaluation.read_accuracy()
    assert list(table.columns) == [*schema.columns(evaluation.ACCURACY_TABLE)]
    assert table["measure"].tolist()[:5] == [
        *("detection", "source and content", "direct", "mixed", "indirect"),
    ]
    found = ("detection", "source and content")
    assert table["measure"].tolist()[-7:] == [
        *(f"people: {one}" for one in found),
        *(f"study: {one}" for one in (*found, "person")),
        *(f"test: {one}" for one in found),
    ]
    assert all(re.fullmatch(r"[\d.]*", cell) for cell in table.iloc[:, 1:].to_numpy().ravel())
