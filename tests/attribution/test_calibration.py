"""One probability from a handful of features."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inotherwords.attribution import reading
from inotherwords.attribution.network import network
from inotherwords.attribution.network.calibration import FEATURES, probability, weights
from inotherwords.attribution.network.wordpieces import MODEL
from inotherwords.text.segments import find_segments


@pytest.fixture
def possible():
    """Every possible attribution of an invented article."""
    text = "“The dam is safe,” the mayor said. Farmers told AFP that the water rose at four."
    return reading.ask(reading.prepare(text, find_segments(text, text)), network.load())[1]


def test_the_committed_weights_are_one_a_feature_and_the_intercept():
    table = pd.read_csv(MODEL / "decision.csv")
    assert table.columns.tolist() == ["feature", "weight"]
    assert table["feature"].tolist() == sorted([*FEATURES, "intercept"])
    assert weights() == dict(zip(table["feature"], table["weight"].round(3), strict=True))


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


def test_a_feature_without_a_weight_is_refused():
    with pytest.raises(KeyError, match="cue"):
        probability({"cue": 1.0}, {"intercept": 0.0})


@given(st.floats(-30, 30))
def test_a_probability_lies_between_0_and_1_and_the_other_way_round_they_add_up_to_1(value):
    one = probability({"cue": value}, {"cue": 1.0, "intercept": 0.0})
    other = probability({"cue": value}, {"cue": -1.0, "intercept": 0.0})
    assert 0 < one < 1
    assert one + other == pytest.approx(1)
