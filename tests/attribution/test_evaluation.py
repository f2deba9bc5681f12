"""The measured accuracy: bad input is refused, no article is decided by itself, the figures follow."""

import re
from collections import Counter
from types import SimpleNamespace

import pandas as pd
import pytest

from inotherwords import settings
from inotherwords.attribution import evaluation
from inotherwords.attribution.network import calibration
from inotherwords.layers import files, schema

# An invented scorer: words are what stands between blanks, an annotation is a line "source 0 3 content 4 9".
SCORER = """
import re
from collections import Counter
from pathlib import Path

THRESHOLD = 0.5
KINDS = ("direct", "mixed", "indirect")


class Tokens:
    def __init__(self, raw, discarded):
        words = [word.span() for word in re.finditer(r"[^ \\n]+", raw)]
        self.words = [word for word in words if not any(a <= word[0] < b for a, b in discarded)]

    def bag(self, spans):
        return {word for word in self.words if any(a < word[1] and word[0] < b for a, b in spans)}


def jaccard(one, other):
    return len(one & other) / len(one | other)


def prf(right, found, gold):
    return {"p": right / found, "r": right / gold, "f1": 2 * right / (found + gold)}


def read_gold(folder):
    articles = {}
    for path in sorted(Path(folder, "text").glob("*.txt")):
        raw, gold = path.read_text(encoding="utf-8"), []
        notes = Path(folder, "attributions", f"{path.stem}_0000.ann").read_text(encoding="utf-8")
        for line in notes.splitlines():
            item = {"source": [], "cue": [], "content": []}
            for role, first, last in re.findall(r"(source|cue|content) (\\d+) (\\d+)", line):
                item[role].append([int(first), int(last)])
            if not item["content"]:
                raise ValueError(f"{path.stem}: an annotation\\nwithout content")
            gold.append(item)
        articles[path.stem] = (raw, gold, [])
    return articles


def score_doc(raw, gold, discarded, predicted):
    tokens = Tokens(raw, discarded)
    counts = Counter(gold=len(gold), pred=len(predicted))
    for item in gold:
        content = tokens.bag(item["content"])
        quoted = ["“" in raw[a:b] for a, b in item["content"]]
        kind = "direct" if raw[item["content"][0][0]] == "“" else "mixed" if any(quoted) else "indirect"
        counts[f"gold_{kind}"] += 1
        for other in predicted:
            if jaccard(content, tokens.bag(other["content"])) >= THRESHOLD:
                counts["hit"] += 1
                counts[f"hit_{kind}"] += 1
                counts["e2e_jaccard"] += tokens.bag(item["source"]) == tokens.bag(other["source"])
    return counts


def match(edges):
    return sorted(edges)


def summarise(counts):
    shares = {
        kind: {"n": counts[f"gold_{kind}"], "recall": counts[f"hit_{kind}"] / max(counts[f"gold_{kind}"], 1)}
        for kind in KINDS
    }
    return {"recall_by_type": shares}
"""
# In b and f stands what the network takes for an attribution and nobody has annotated.
ARTICLES = {
    "a": "Ann said that it rained in the valley all day.\n",
    "b": "The mill has burnt down, Ben said.\nThe farmers asked the ministry for help.\n",
    "c": "“We left at night,” said Cy. The road was shut.\n",
    "d": "According to Dan, the bridge has gone. It was old.\n",
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
    """The line that annotates an article."""
    places = [(ARTICLES[name].index(words), len(words)) for words in MARKED[name]]
    (source, much), (content, more) = places
    return f"source {source} {source + much} content {content} {content + more}\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with everything the evaluation asks for."""
    (tmp_path / "score.py").write_text(SCORER, encoding="utf-8")
    for part in ("text", "attributions"):
        (tmp_path / "polnear" / "dev" / part).mkdir(parents=True)
    for name, text in ARTICLES.items():
        (tmp_path / "polnear" / "dev" / "text" / f"{name}.txt").write_text(text, encoding="utf-8")
        path = tmp_path / "polnear" / "dev" / "attributions" / f"{name}_0000.ann"
        path.write_text(annotation(name), encoding="utf-8")
    return tmp_path


@pytest.fixture
def written(tmp_path_factory, monkeypatch):
    """The folder into which the evaluation writes instead of the library."""
    written = tmp_path_factory.mktemp("written")
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
        assert not list(written.iterdir())
        out, err = capsys.readouterr()
        assert out == ""
        [line] = err.splitlines()
        return line

    return refused


# Bad input


def test_a_missing_folder_is_refused(refused):
    assert refused("nowhere").endswith("/nowhere: no such folder. Name one with score.py and polnear.")


def test_a_missing_scorer_is_refused(folder, refused):
    (folder / "score.py").unlink()
    assert refused().endswith("/score.py: missing. Put the scorer there.")


def test_a_scorer_that_cannot_be_run_or_is_another_one_is_refused(folder, refused):
    for content in ("def score(:\n", "import nowhere_at_all\n", "raise ValueError('a\\nb')\n"):
        (folder / "score.py").write_text(content)
        assert "/score.py: cannot be loaded (" in refused()
    for name in evaluation.SCORER:
        (folder / "score.py").write_text(re.sub(rf"\b{name}\b", "something", SCORER), encoding="utf-8")
        assert refused().endswith(f"/score.py: has no {name}. Use the scorer of this data.")


def test_a_compartment_without_annotations_or_texts_is_refused(folder, refused):
    for part, ending in (("attributions", "ann"), ("text", "txt")):
        for path in (folder / "polnear" / "dev" / part).iterdir():
            path.unlink()
        assert refused() == f"dev/{part}: no .{ending} files. Unpack the data there."


def test_a_text_that_nobody_annotated_is_refused(folder, refused):
    (folder / "polnear" / "dev" / "attributions" / "b_0000.ann").unlink()
    assert refused() == "polnear/dev/text/b.txt: has no annotation. Add it, or delete the text."


def test_a_text_that_is_not_utf8_is_refused(folder, refused):
    (folder / "polnear" / "dev" / "text" / "a.txt").write_bytes(b"Caf\xe9 said it rained.\n")
    assert refused().startswith("polnear/dev/text/a.txt: not UTF-8 (byte 0xe9 at 3). Save it as UTF-8 (")


def test_an_annotation_that_the_scorer_cannot_read_is_refused_in_one_line(folder, refused):
    (folder / "polnear" / "dev" / "attributions" / "b_0000.ann").write_text("source 0 3\n")
    assert refused() == "polnear/dev: cannot be read (b: an annotation without content). Unpack it again."


def test_articles_in_which_nothing_is_found_wrongly_are_too_few_to_fit_on(folder, refused):
    for path in [*folder.rglob("[!a]*.txt"), *folder.rglob("[!a]*.ann")]:
        path.unlink()
    assert refused().endswith("too few attributions in polnear/dev to fit on. Unpack it again.")


def test_loading_the_scorer_leaves_nothing_in_its_folder(folder):
    before = sorted(folder.rglob("*"))
    evaluation.load_scorer(folder)
    assert sorted(folder.rglob("*")) == before


# What is found


def test_what_is_found_is_handed_to_the_scorer_as_offsets_into_the_raw_text():
    text = "„We left at night,“ said Ann."
    [found] = evaluation.predict({"a": text})["a"]
    assert {role: [text[start:end] for start, end in found[role]] for role in evaluation.ROLES} == {
        "source": ["Ann"],
        "cue": ["said"],
        "content": ["„We left at night,“"],
    }


def test_an_article_in_which_nothing_is_found_is_still_scored():
    assert evaluation.predict({"a": "It rained in the night.\n"}) == {"a": []}


def test_the_weights_of_the_decision_decide_what_is_found():
    nothing = dict.fromkeys(calibration.FEATURES, 0.0)
    texts = {"a": ARTICLES["a"]}
    assert len(evaluation.predict(texts, weights=nothing | {"intercept": 9.0})["a"]) == 1
    assert evaluation.predict(texts, weights=nothing | {"intercept": -9.0}) == {"a": []}


def examples(folder, name, **changes):
    """The examples of one invented article, some of its annotation changed."""
    scorer = evaluation.load_scorer(folder)
    raw, gold, discarded = evaluation.read_annotated(scorer, folder / "polnear" / "dev")[name]
    annotated = (raw, changes.get("gold", gold), changes.get("discarded", discarded))
    return evaluation.list_examples(scorer, annotated, evaluation.prepare_articles({name: raw})[name])


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


def test_a_feature_that_goes_with_attributions_gets_a_positive_weight_and_its_opposite_a_negative():
    rows = [(1, 0, True), (1, 0, True), (0, 1, False), (0, 1, False)] * 5
    found = evaluation.fit_weights(
        [({"listed": float(one), "no source": float(other)}, right) for one, other, right in rows]
    )
    assert found["listed"] > 0 > found["no source"]
    assert list(found) == ["listed", "no source", "intercept"]


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
    counts = {
        "a": Counter(pred=6, gold=8, hit=4, e2e_jaccard=3, hit_direct=3, hit_indirect=1),
        "b": Counter(pred=2, gold=2, hit=2, e2e_jaccard=1, hit_mixed=1, hit_indirect=1),
    }
    annotated = {"direct": 4, "mixed": 1, "indirect": 5}

    def summarise(total):
        shares = {kind: {"n": n, "recall": total[f"hit_{kind}"] / n} for kind, n in annotated.items()}
        return {"recall_by_type": shares}

    scorer = SimpleNamespace(
        score_doc=lambda raw, gold, discarded, predicted: counts[predicted],
        prf=lambda right, found, gold: {
            "p": right / found,
            "r": right / gold,
            "f1": 2 * right / (found + gold),
        },
        summarise=summarise,
    )
    table = evaluation.tabulate_accuracy(scorer, dict.fromkeys("ab", ("", [], [])), {"a": "a", "b": "b"})
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


def test_two_evaluations_write_the_same_bytes(folder, written):
    contents = []
    for _ in range(2):
        evaluation.main([str(folder)])
        contents.append([path.read_bytes() for path in sorted(written.iterdir())])
    assert len(contents[0]) == 2
    assert contents[0] == contents[1]


# The committed figures


def test_the_card_has_the_committed_accuracy():
    card = evaluation.CARD.read_text(encoding="utf-8")
    measured = pd.read_csv(evaluation.ACCURACY, keep_default_na=False)
    assert evaluation.fill_card(card, measured) == card


@pytest.fixture(scope="module")
def accuracy():
    return pd.read_csv(evaluation.ACCURACY, index_col="measure").astype({"found": "Int64"})


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


def test_only_counts_and_shares_are_kept():
    table = evaluation.read_accuracy()
    assert list(table.columns) == [*schema.columns(evaluation.ACCURACY_TABLE)]
    assert table["measure"].tolist()[:5] == [
        *("detection", "source and content", "direct", "mixed", "indirect"),
    ]
    assert table["measure"].tolist()[-3:] == [
        f"study: {one}" for one in ("detection", "source and content", "person")
    ]
    assert all(re.fullmatch(r"[\d.]*", cell) for cell in table.iloc[:, 1:].to_numpy().ravel())
