import numpy as np
import pytest
from scipy.stats import binomtest, chi2_contingency

from inotherwords.terms import measures

LEXICAL = ["test", "text", "with", "some", "text", "numbers", "hyphenhere", "and", "text", "punctuations"]
BENJAMINI_HOCHBERG = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
BENJAMINI_HOCHBERG += [0.4262, 0.5719, 0.6528, 0.7590, 1.0000]


def test_log_likelihood_has_the_published_values():
    for n11, n12, n21, n22, published in [
        (110, 2442, 111, 29114, 270.72),  # Dunning 1993, "the swiss"
        (8, 5, 24, 31740, 95.29),  # Dunning 1993; nltk's collocations.doctest
    ]:
        g2 = measures.log_likelihood(n11, n21, n11 + n12, n21 + n22)
        assert g2 == pytest.approx(published, abs=0.005)
        pair = measures.association(n11, n11 + n12, n11 + n21, n11 + n12 + n21 + n22)
        assert pair["log_likelihood"] == pytest.approx(published, abs=0.005)
    assert measures.log_likelihood(10, 5, 100, 200) == pytest.approx(7.32981, abs=1e-5)  # two cells: 6.93147
    by_scipy = chi2_contingency([[0, 100], [10, 190]], correction=False, lambda_="log-likelihood").statistic
    assert measures.log_likelihood(0, 10, 100, 200) == pytest.approx(by_scipy)


def test_equal_rates_and_a_word_in_neither_text_or_that_makes_up_both_score_nothing():
    for counts in ((5, 10), (0, 0), (100, 200)):
        assert measures.log_likelihood(*counts, 100, 200) == pytest.approx(0, abs=1e-12)
        assert measures.log_ratio(*counts, 100, 200) == 0
    assert measures.log_ratio_conservative(5, 10, 100, 200) == 0
    assert (measures.chi_squared(1, 0, 1, 1), measures.chi_squared(0, 0, 1, 1)) == (2, 0)
    assert measures.log_ratio_interval(0, 0, 100, 200) == (-np.inf, np.inf)


def test_counts_that_cannot_be_compared_are_refused():
    ratios = [measures.log_ratio, measures.log_ratio_interval, measures.log_ratio_conservative]
    refused = [(measure, (0, 5, 0, 200), "empty") for measure in (measures.log_likelihood, *ratios)]
    refused += [(measure, (101, 5, 100, 200), "size of its text") for measure, *_ in refused]
    refused += [(measures.log_odds_z, ([1, 2], [1, 2], 0), "positive")]
    refused += [(measures.log_odds_z, ([0, 0], [1, 2], 0.1), "empty")]
    refused += [(measures.log_odds_z, ([3], [4], 0.1), "two word types")]
    refused += [(measures.dp, (0, 0, 20), "occurs nowhere")]
    refused += [(measures.dp, (apart, 1, 20), "that different") for apart in (41, -1)]
    refused += [(measures.dp_norm, (0.0, [10, 0]), "part is empty")]
    refused += [(measures.juilland_d, (1, 1, 1), "two parts"), (measures.juilland_d, (0, 0, 2), "nowhere")]
    refused += [(measures.dp_norm, (0.0, sizes), "two parts") for sizes in ([], [10])]
    impossible = [(0, 3, 3, 10), (4, 3, 5, 10), (1, 6, 6, 10)]
    refused += [(measures.association, pair, "pair must occur") for pair in impossible]
    refused += [(measures.permutation_floor, (5, size), "at least one article") for size in (0, 5)]
    refused += [(measures.mattr, (LEXICAL, window), "does not fit") for window in (0, 11)]
    refused += [(measures.mattr, ([], 1), "without words"), (measures.mtld, ([],), "without words")]
    refused += [(measures.mtld, (LEXICAL, threshold), "between 0 and 1") for threshold in (0, 1)]
    refused += [(measures.type_token_ratio, ([],), "without words")]
    for measure, arguments, fault in refused:
        with pytest.raises(ValueError, match=fault):
            measure(*arguments)


def test_numbers_give_a_float_and_arrays_what_their_numbers_give_one_by_one():
    assert type(measures.p_value(3.84)) is float
    for measure in (measures.log_likelihood, measures.log_ratio):
        together = measure(np.array([10, 0, 3]), np.array([5, 4, 0]), 100, 200).tolist()
        alone = [measure(*pair, 100, 200) for pair in [(10, 5), (0, 4), (3, 0)]]
        assert together == pytest.approx(alone)
        assert {type(value) for value in alone} == {float}


def test_the_log_ratio_is_of_the_rates_and_takes_a_zero_count_as_a_half():
    assert measures.log_ratio(10, 5, 100, 200) == 2  # Hardie 2014: 10 % against 2.5 %
    assert measures.log_ratio(10, 10, 100, 200) == 1
    assert measures.log_ratio(4, 0, 100, 100) == 3
    assert measures.log_ratio(0, 4, 100, 100) == -3


def test_the_interval_of_the_log_ratio_is_that_of_clopper_and_pearson():
    share = binomtest(10, 15).proportion_ci(0.95, method="exact")
    expected = [np.log2(bound / (1 - bound) * 200 / 100) for bound in share]
    assert measures.log_ratio_interval(10, 5, 100, 200) == pytest.approx(expected)
    assert measures.log_ratio_interval(0, 5, 100, 200)[0] == -np.inf
    assert measures.log_ratio_interval(5, 0, 100, 200)[1] == np.inf


def test_the_conservative_log_ratio_is_the_bound_nearest_to_zero_and_zero_where_chance_would_do():
    # scattertext 0.2.2, a port of Evert 2022; R: log2(lower odds of binom.test(10, 15) * 200 / 100)
    assert measures.log_ratio_conservative(10, 5, 100, 200) == pytest.approx(0.316979, abs=1e-6)
    assert measures.log_ratio_conservative(5, 10, 200, 100) == pytest.approx(-0.316979, abs=1e-6)
    assert measures.log_ratio_conservative(2, 1, 100, 100) == 0


def test_log_odds_z_has_the_values_of_the_published_programs():
    # ConvoKit's and jmhessel's FightingWords on the same counts, uniform prior
    z = measures.log_odds_z([10, 4, 0, 6, 80], [2, 4, 7, 6, 181], prior=0.1)
    assert z.tolist() == pytest.approx([3.107302, 1.018924, -1.13271, 1.261577, -6.453934], abs=1e-6)


def test_a_heavier_prior_holds_a_word_back():
    weak = measures.log_odds_z([5, 95], [1, 99], prior=[0.03, 0.97])
    strong = measures.log_odds_z([5, 95], [1, 99], prior=[3, 97])
    assert 0 < strong[0] < weak[0]


def test_benjamini_and_hochberg_reject_four_of_their_fifteen():
    assert (measures.adjust_p_values(BENJAMINI_HOCHBERG) <= 0.05).sum() == 4  # their example of 1995


def dp(counts, sizes):
    """DP by the summed differences of the shares over their common denominator."""
    whole, words = sum(sizes), sum(counts)
    apart = sum(abs(here * whole - size * words) for here, size in zip(counts, sizes, strict=True))
    return measures.dp(apart, words, whole)


def test_dispersion_has_the_published_values_from_an_even_spread_to_the_smallest_part_alone():
    counts, sizes = [1, 2, 3, 4, 5], [9, 10, 10, 10, 11]
    assert dp(counts, sizes) == pytest.approx(0.18)  # Gries 2008, word a
    norm = measures.dp_norm(dp(counts, sizes), sizes)
    assert norm == pytest.approx(0.219512, abs=1e-6)  # Lijffijt & Gries 2012
    assert dp([1, 2, 3], [10, 20, 30]) == 0
    assert dp([4, 0, 0], [10, 20, 30]) == pytest.approx(5 / 6)
    assert measures.dp_norm(5 / 6, [10, 20, 30]) == pytest.approx(1)


def test_further_measures_have_the_published_values():
    chi = measures.chi_squared(8, 4667, 15828, 14291840)
    assert chi == pytest.approx(1.54887, abs=1e-5)  # Manning & Schütze 1999, 5.3.3
    table = [[8, 4667], [15820, 14287173]]
    assert chi == pytest.approx(chi2_contingency(table, correction=False).statistic)
    assert measures.bayes_factor(22.22, 154536) == pytest.approx(10.27, abs=0.005)  # Wilson 2013, p. 7
    more = measures.percent_diff(206523, 178174, 959641, 1562358)
    assert more == pytest.approx(88.7104, abs=1e-4)  # Gabrielatos & Marchi 2011, p. 18
    assert measures.percent_diff([3, 0, 0], [0, 3, 0], 10, 10).tolist() == [np.inf, -100, 0]
    counts = np.array([0, 4, 3, 2, 1])
    spread = measures.juilland_d(counts.sum(), (counts**2).sum(), 5)
    assert spread == pytest.approx(0.6464, abs=5e-5)
    assert measures.juilland_d(4, 16, 5) == 0  # in one part only
    assert measures.association(300, 300, 300, 10_000)["log_dice"] == 14  # Rychlý 2008
    pair = measures.association(5610, 5610 + 168938, 5610 + 2257, 5610 + 168938 + 2257 + 10233063)
    forward, backward = (pair[f"delta_p_{way}"] for way in ("forward", "backward"))
    assert (forward, backward) == pytest.approx((0.032, 0.697), abs=0.0005)  # Gries 2013, p. 144


def test_association_has_the_published_values():
    for measure, counts, published, places in [
        ("t_score", (8, 15828, 4675, 14307668), 0.999932, 1e-6),  # Manning & Schütze 1999, 5.3
        ("pmi", (20, 42, 20, 14307668), 18.38, 0.005),  # Manning & Schütze 1999, 5.4
        ("dice", (130, 3121, 143, 14307668), 0.08, 0.005),  # Smadja et al. 1996, p. 13
    ]:
        assert measures.association(*counts)[measure] == pytest.approx(published, abs=places)


def test_two_words_that_are_the_whole_corpus_do_not_attract_each_other():
    assert measures.association(3, 3, 3, 3) == pytest.approx(
        {"log_likelihood": 0, "pmi": 0, "t_score": 0, "dice": 1, "log_dice": 14}
        | {"delta_p_forward": 1, "delta_p_backward": 1}
    )


def test_lexical_diversity_has_the_values_of_the_published_program():
    # LexicalRichness, tests/test_lexicalrichness.py
    assert measures.type_token_ratio(LEXICAL) == 0.8
    assert measures.mattr(LEXICAL, 5) == pytest.approx(0.9)
    assert measures.mtld(LEXICAL, 0.72) == pytest.approx(14)
    assert measures.mtld(LEXICAL[:2]) == 2


def test_the_type_token_ratio_falls_when_a_text_is_read_twice_but_mattr_hardly_moves():
    assert measures.type_token_ratio(LEXICAL * 2) == 0.4
    assert measures.mattr(LEXICAL * 2, 5) > 0.85
    assert measures.mattr(LEXICAL, 10) == 0.8
    assert measures.mattr(LEXICAL, 1) == 1


def test_mtld_reads_the_text_both_ways_and_a_stretch_ends_where_the_ratio_reaches_the_threshold():
    # Forwards: a a | b c: 1 factor, 4 words each. Backwards: c b a a: 0.25 / 0.28 of a factor.
    assert measures.mtld(["a", "a", "b", "c"]) == pytest.approx((4 / 1 + 4 / (0.25 / 0.28)) / 2)
    assert measures.mtld(["a"] * 4, threshold=0.5) == 2
