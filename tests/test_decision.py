"""One probability from a handful of features."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inotherwords import attribution, cleaning, decision
from inotherwords.decision import FEATURES, fit, probability, weights


@pytest.fixture
def possible():
    """Every possible attribution of an invented article."""
    texts = {"a": "“The dam is safe,” the mayor said. Farmers told AFP that the water rose at four."}
    article = attribution.prepare(texts["a"], cleaning.segments(texts, texts))
    return attribution.ask(article)[1]


def test_the_committed_weights_are_one_a_feature_and_the_intercept():
    table = pd.read_csv(decision.MODEL / "decision.csv")
    assert table.columns.tolist() == ["feature", "weight"]
    assert table["feature"].tolist() == sorted([*FEATURES, "intercept"])
    assert weights() == dict(zip(table["feature"], table["weight"], strict=True))


def test_the_committed_weights_have_three_decimals():
    assert all(weight == round(weight, 3) for weight in weights().values())


def test_every_possible_attribution_has_exactly_the_features_that_are_weighed(possible):
    assert possible
    assert {tuple(sorted(item.features)) for item in possible} == {tuple(sorted(FEATURES))}


def test_the_committed_weights_take_a_certain_content_and_quotation_marks_for_an_attribution():
    assert weights()["content"] > 0
    assert weights()["quoted"] > 0
    assert weights()["undecided"] < 0


def test_without_features_the_intercept_decides():
    assert probability({}, {"intercept": 0.0}) == 0.5
    assert probability({}, {"intercept": math.log(3)}) == pytest.approx(0.75)


def test_each_feature_counts_as_often_as_its_weight_says():
    found = probability({"cue": 2.0, "words": 1.0}, {"intercept": -1.0, "cue": 1.0, "words": -1.0})
    assert found == 0.5


def test_a_feature_without_a_weight_is_refused():
    with pytest.raises(KeyError, match="cue"):
        probability({"cue": 1.0}, {"intercept": 0.0})


@given(st.floats(-30, 30))
def test_a_probability_lies_between_0_and_1_and_the_other_way_round_they_add_up_to_1(value):
    one = probability({"cue": value}, {"cue": 1.0, "intercept": 0.0})
    other = probability({"cue": value}, {"cue": -1.0, "intercept": 0.0})
    assert 0 < one < 1
    assert one + other == pytest.approx(1)


def test_a_feature_that_goes_with_attributions_gets_a_positive_weight_and_its_opposite_a_negative():
    rows = [(1, 0, True), (1, 0, True), (0, 1, False), (0, 1, False)] * 5
    found = fit([({"listed": float(one), "no source": float(other)}, right) for one, other, right in rows])
    assert found["listed"] > 0 > found["no source"]
    assert list(found) == ["listed", "no source", "intercept"]


def test_a_feature_that_is_always_the_same_weighs_nothing():
    found = fit([({"cue": value, "listed": 0.0}, value > 0) for value in (-2.0, -1.0, 1.0, 2.0)])
    assert found["listed"] == 0


def test_fitted_weights_tell_the_examples_apart():
    examples = [({"cue": value}, value > 1) for value in (-3.0, -2.0, -1.0, 0.5, 1.5, 2.0, 3.0, 4.0)]
    found = fit(examples)
    assert [probability(features, found) > 0.5 for features, _ in examples] == [
        right for _, right in examples
    ]


def test_a_weight_is_that_of_the_usual_penalty():
    # With one example on either side, examples and penalty balance where w = 2 / (1 + e^w).
    assert fit([({"cue": -1.0}, False), ({"cue": 1.0}, True)]) == {"cue": 0.675, "intercept": 0.0}


def test_fitted_weights_have_three_decimals_and_no_negative_nought():
    found = fit([({"cue": value}, value > 0) for value in (-2.0, -1.0, 1.0, 2.0)])
    assert all(weight == round(weight, 3) for weight in found.values())
    assert "-0.0" not in map(str, found.values())


def test_the_weights_written_are_the_weights_read_again(tmp_path, monkeypatch):
    monkeypatch.setattr(decision, "MODEL", tmp_path)
    decision.write({"words": 0.25, "cue": 1.5, "intercept": -2.0})
    assert (tmp_path / "decision.csv").read_text() == "feature,weight\ncue,1.5\nintercept,-2.0\nwords,0.25\n"
    assert weights.__wrapped__() == {"cue": 1.5, "intercept": -2.0, "words": 0.25}
