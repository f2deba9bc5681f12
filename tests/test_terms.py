import numpy as np
import pandas as pd
import pytest

from inotherwords import statistics, terms

NO_NAMES = pd.DataFrame(columns=["variant", "name", "kind", "reason"], dtype=str)


def spelled(*pairs, kind="spelling"):
    rows = [(variant, name, kind, "") for variant, name in pairs]
    return pd.DataFrame(rows, columns=NO_NAMES.columns)


def read(*sentences, names=NO_NAMES, doc="a", kind="sentence"):
    """Return the text made of these segments, and its tokens."""
    text, rows = "", []
    for number, sentence in enumerate(sentences):
        rows.append((doc, number, kind, 0, len(text), len(text) + len(sentence)))
        text += sentence + "\n"
    segments = pd.DataFrame(rows, columns=["doc", "segment", "kind", "paragraph", "start", "end"])
    return {doc: text}, terms.tokens(segments, {doc: text}, names)


def words(*sentences, **options):
    return read(*sentences, **options)[1]["term"].tolist()


def counted(**docs):
    """Return the terms table of some articles, each given as one string of words."""
    return terms.term_counts(pd.concat([read(text, doc=doc)[1] for doc, text in docs.items()]))


def test_words_are_counted_in_lower_case():
    assert words("The SYRIAN army") == ["the", "syrian", "army"]


def test_a_hyphen_parts_two_words():
    assert words("Takfiri-terrorist al-Qaeda") == ["takfiri", "terrorist", "al", "qaeda"]


def test_a_number_keeps_its_inner_stops_and_commas():
    assert words("1.5 million, 14,000 people, 100km.") == ["1.5", "million", "14,000", "people", "100km"]


def test_a_possessive_is_counted_as_its_word():
    assert words("Syria's allies' fronts") == ["syria", "allies", "fronts"]


def test_a_contraction_stays_one_word():
    assert words("It's true we don't; O'Neill") == ["it's", "true", "we", "don't", "o'neill"]


def test_quotation_marks_dashes_and_underscores_are_no_words():
    assert words("“Waiting” ‘for’ — 'years' _now_ …") == ["waiting", "for", "years", "now"]


def test_spellings_of_a_name_are_counted_together():
    names = spelled(("Türkiye", "Turkey"), ("OSDH", "SOHR"))
    assert words("Türkiye's TURKEY, the OSDH", names=names) == ["turkey", "turkey", "the", "sohr"]


def test_a_name_that_is_more_than_a_spelling_is_left_alone():
    assert words("The regime", names=spelled(("regime", "government"), kind="alias")) == ["the", "regime"]


def test_a_name_of_several_words_is_left_alone():
    names = spelled(("Abdel Rahmane", "Abdel Rahman"), ("HTS", "Hayat Tahrir"))
    assert words("Abdel Rahmane HTS", names=names) == ["abdel", "rahmane", "hts"]


def test_a_token_says_where_its_words_stand():
    texts, tokens = read("Syria's second city.", "It fell.")
    shown = [texts[doc][start:end] for doc, start, end in tokens[["doc", "start", "end"]].values]
    assert shown == tokens["text"].tolist() == ["Syria's", "second", "city", "It", "fell"]
    assert tokens["segment"].tolist() == [0, 0, 0, 1, 1]


@pytest.mark.parametrize("kind", ["headline", "heading", "sentence", "caption"])
def test_the_articles_own_words_are_counted(kind):
    assert words("Aleppo", kind=kind) == ["aleppo"]


@pytest.mark.parametrize("kind", ["metadata", "dateline", "credit"])
def test_the_desks_furniture_is_not_counted(kind):
    assert words("Aleppo", kind=kind) == []


def test_a_term_is_counted_for_each_article_and_per_thousand_of_its_words():
    table = counted(b="war", a="the war the rebels")
    assert table.values.tolist() == [
        ["a", "the", 2, 500.0],
        ["a", "rebels", 1, 250.0],
        ["a", "war", 1, 250.0],
        ["b", "war", 1, 1000.0],
    ]


def test_keyness_keeps_its_first_columns():
    assert list(terms.keyness(counted(a="war", b="peace")))[:7] == [
        "doc",
        "term",
        "count",
        "rest",
        "log_likelihood",
        "log_ratio",
        "log_odds_z",
    ]


def test_keyness_shows_what_an_article_leaves_out():
    table = terms.keyness(counted(a="rebels attack", b="terrorists attack", c="terrorists attack"))
    row = table.set_index(["doc", "term"]).loc[("a", "terrorists")]
    assert (row["count"], row["rest"]) == (0, 2)
    assert row["log_ratio"] < 0
    assert row["log_odds_z"] < 0
    assert row["log_ratio_low"] == -np.inf


def test_keyness_has_every_term_in_every_article_and_counts_stay_integers():
    table = terms.keyness(counted(a="war and peace", b="war", c="war war"))
    assert len(table) == 3 * 3
    assert (table["count"] + table["rest"]).groupby(table["term"]).unique().map(list).to_dict() == {
        "and": [1],
        "peace": [1],
        "war": [4],
    }
    assert table[["count", "rest"]].dtypes.unique() == [np.dtype("int64")]


def test_keyness_agrees_with_the_formulas():
    table = terms.keyness(counted(a="war " * 10 + "peace " * 90, b="war " * 5 + "peace " * 195))
    row = table.set_index(["doc", "term"]).loc[("a", "war")]
    assert row["log_likelihood"] == pytest.approx(7.32981, abs=1e-5)
    assert row["log_ratio"] == 2
    assert row["log_ratio_conservative"] == pytest.approx(0.316979, abs=1e-6)
    assert (row["log_ratio_low"], row["log_ratio_high"]) == statistics.log_ratio_interval(10, 5, 100, 200)
    # Four rows with one p value: the adjustment leaves it as it is.
    assert row["p_adjusted"] == pytest.approx(statistics.p_value(row["log_likelihood"]))


def test_the_prior_of_the_log_odds_is_one_average_article():
    table = terms.keyness(counted(a="war war peace", b="war peace peace peace peace"))
    expected = statistics.log_odds_z([2, 1], [1, 4], prior=[3 / 2, 5 / 2])
    scores = table[table["doc"] == "a"].set_index("term")["log_odds_z"]
    assert scores[["war", "peace"]].tolist() == pytest.approx(expected.tolist())


def test_keyness_is_sorted_by_article_and_by_evidence():
    table = terms.keyness(counted(b="terrorists terrorists army", a="rebels army"))
    assert table["doc"].tolist() == ["a"] * 3 + ["b"] * 3
    assert table.loc[table["doc"] == "b", "term"].tolist() == ["terrorists", "rebels", "army"]


def test_equal_evidence_is_sorted_by_term():
    table = terms.keyness(counted(b="peace", a="war"))
    assert table["term"].tolist() == ["peace", "war", "peace", "war"]


def test_keyness_of_a_single_article_is_refused():
    with pytest.raises(ValueError, match="at least two articles"):
        terms.keyness(counted(a="war and peace"))


def test_dispersion_tells_a_shared_word_from_one_articles_own():
    table = terms.dispersion(counted(a="war rebels", b="war army")).set_index("term")
    assert table.loc["war"].tolist() == [2, 2, 0, 0]
    assert table.loc["rebels"].tolist() == [1, 1, 0.5, 1]


def test_dispersion_over_a_single_article_is_refused():
    with pytest.raises(ValueError, match="at least two"):
        terms.dispersion(counted(a="war and peace"))


def test_a_collocation_never_crosses_the_border_of_a_segment():
    _, tokens = read("civil war", "war civil", "civil war")
    table = terms.collocations(tokens, min_count=1)
    assert table[["first", "second", "count"]].values.tolist() == [["civil", "war", 2], ["war", "civil", 1]]


def test_a_collocation_has_no_stop_words():
    _, tokens = read("the army of the regime army", "the army")
    assert terms.collocations(tokens, min_count=1)[["first", "second"]].values.tolist() == [
        ["regime", "army"]
    ]


def test_a_rare_pair_is_no_collocation():
    _, tokens = read("civil war", "civil war", "civil war", "holy war", "holy war")
    assert terms.collocations(tokens)["first"].tolist() == ["civil"]


def test_a_collocation_is_measured_over_all_pairs():
    _, tokens = read("the civil war", "the civil war", "the holy war")
    row = terms.collocations(tokens, min_count=2).iloc[0]
    # Of 6 pairs, 2 begin with "civil" and 3 end with "war".
    assert row["pmi"] == pytest.approx(np.log2(2 * 6 / (2 * 3)))


def test_an_ngram_is_listed_if_enough_articles_have_it():
    _, first = read("the fall of Aleppo", doc="a")
    _, second = read("the fall of Damascus", "the fall", doc="b")
    table = terms.ngrams(pd.concat([first, second]), 2)
    assert table.values.tolist() == [["the fall", 3, 2], ["fall of", 2, 2]]


def test_an_ngram_of_more_articles_stands_before_one_used_more_often():
    _, first = read("the fall", "of a", "of a", "of a", doc="a")
    _, second = read("the fall", doc="b")
    table = terms.ngrams(pd.concat([first, second]), 2, min_docs=1)
    assert table.values.tolist() == [["the fall", 2, 2], ["of a", 3, 1]]


def test_an_ngram_never_crosses_the_border_of_a_segment_or_an_article():
    _, first = read("the fall", "of Aleppo", doc="a")
    _, second = read("the army", doc="b")
    assert terms.ngrams(pd.concat([first, second]), 2, min_docs=1)["ngram"].tolist() == [
        "of aleppo",
        "the army",
        "the fall",
    ]


def test_an_ngram_of_no_words_is_refused():
    with pytest.raises(ValueError, match="at least one word"):
        terms.ngrams(read("war")[1], 0)


def test_lexical_diversity_is_measured_for_each_article():
    _, first = read(" ".join(f"word{number}" for number in range(60)), doc="a")
    _, second = read("war and war", doc="b")
    table = terms.lexical_diversity(pd.concat([first, second])).set_index("doc")
    assert table.loc["a"].tolist() == [60, 60, 1, 1, 60]
    assert table.loc["b", ["tokens", "types"]].tolist() == [3, 2]


def test_an_article_shorter_than_the_window_has_no_moving_average():
    assert np.isnan(terms.lexical_diversity(read("war and war")[1]).loc[0, "mattr"])


def test_a_concordance_shows_each_occurrence_between_its_neighbours():
    texts, tokens = read("The rebels left.", "Rebels' cars followed.")
    table = terms.concordance(tokens, texts, "REBELS", width=6)
    assert table[["left", "text", "right"]].values.tolist() == [
        ["The ", "rebels", " left."],
        ["left. ", "Rebels", "' cars"],
    ]
    assert [texts["a"][start:end] for start, end in table[["start", "end"]].values] == ["rebels", "Rebels"]


def test_a_word_that_does_not_occur_has_an_empty_concordance():
    texts, tokens = read("The rebels left.")
    table = terms.concordance(tokens, texts, "regime")
    assert table.empty
    assert list(table) == ["doc", "start", "end", "left", "text", "right"]


def test_articles_without_words_give_empty_tables():
    texts, nothing = read("—")
    assert nothing.empty
    assert terms.term_counts(nothing).empty
    assert terms.collocations(nothing).empty
    assert terms.ngrams(nothing, 2).empty
    assert terms.lexical_diversity(nothing).empty
    assert terms.concordance(nothing, texts, "war").empty


def test_stop_words_are_terms_that_the_tokenizer_makes():
    stop = sorted(terms.stop_words())
    assert words(" ".join(stop)) == stop
