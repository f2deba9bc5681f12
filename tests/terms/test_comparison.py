import numpy as np
import pandas as pd
import pytest

from inotherwords import settings
from inotherwords.errors import InputError
from inotherwords.layers import layer, schema
from inotherwords.terms import chance, comparison, measures
from inotherwords.terms.tokens import (
    count_terms,
    count_tokens,
    drop_stop_words,
    find_tokens,
    lexical_diversity,
    list_concordance,
    list_own_names,
    note_stop_words,
)
from inotherwords.text.words import stop_words

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
    return {doc: text}, find_tokens(segments, {doc: text}, names)


def words(*sentences, **options):
    return read(*sentences, **options)[1]["term"].tolist()


def counted(**docs):
    """Return the terms table of some articles, each given as one string of words."""
    return count_tokens(pd.concat([read(text, doc=doc)[1] for doc, text in docs.items()]))


def test_a_text_is_cut_into_words_as_they_are_counted():
    for text, found in {
        "The SYRIAN army": "the syrian army",
        "Takfiri-terrorist al-Qaeda": "takfiri terrorist al qaeda",
        "1.5 million, 14,000 people, 100km.": "1.5 million 14,000 people 100km",
        "Syria's allies' fronts": "syria allies fronts",
        "It's true we don't; O'Neill": "it's true we don't o'neill",
        "“Waiting” ‘for’ — 'years' _now_ … south_coast": "waiting for years now south coast",
        # Letters with full stops are one word and no pronoun; stop words are terms as they are.
        "The N.O.R.A. left; NORA's at 5 p.m. in the U.S.": "the nora left nora at 5 pm in the u.s.",
        " ".join(sorted(stop_words())): " ".join(sorted(stop_words())),
    }.items():
        assert words(text) == found.split()


def test_spellings_of_a_name_are_counted_together_and_no_other_name():
    names = spelled(("Türkiye", "Turkey"), ("OSDH", "SOHR"))
    assert words("Türkiye's TURKEY, the OSDH", names=names) == ["turkey", "turkey", "the", "sohr"]
    assert words("The regime", names=spelled(("regime", "government"), kind="alias")) == ["the", "regime"]
    longer = spelled(("Abdel Rahmane", "Abdel Rahman"), ("HTS", "Hayat Tahrir"))
    assert words("Abdel Rahmane HTS", names=longer) == ["abdel", "rahmane", "hts"]


def test_a_token_says_where_its_words_stand():
    texts, tokens = read("Syria's second city.", "It fell.")
    shown = [texts[doc][start:end] for doc, start, end in tokens[["doc", "start", "end"]].values]
    assert shown == tokens["text"].tolist() == ["Syria's", "second", "city", "It", "fell"]
    assert tokens["segment"].tolist() == [0, 0, 0, 1, 1]


def test_the_articles_own_words_are_counted_and_the_desks_furniture_is_not():
    kinds = ["headline", "heading", "sentence", "caption", "metadata", "dateline", "credit"]
    assert [len(words("Aleppo", kind=kind)) for kind in kinds] == [1, 1, 1, 1, 0, 0, 0]
    segments = pd.DataFrame({"doc": ["a"], "segment": [0], "kind": ["credit"], "start": [0], "end": [6]})
    assert count_terms(segments, {"a": "Aleppo"}, NO_NAMES).empty


def test_a_term_is_counted_for_each_article_and_per_thousand_of_its_words():
    table = counted(b="war", a="the war the rebels")
    assert table.values.tolist() == [
        ["a", "the", 2, 500.0],
        ["a", "rebels", 1, 250.0],
        ["a", "war", 1, 250.0],
        ["b", "war", 1, 1000.0],
    ]


def test_keyness_has_every_term_in_every_article_also_one_that_it_leaves_out_and_counts_stay_integers():
    table = comparison.keyness(counted(a="rebels attack", b="terrorists attack", c="terrorists attack"))
    assert len(table) == 3 * 3
    assert (table["count"] + table["rest"]).groupby(table["term"]).unique().map(list).to_dict() == {
        "attack": [3],
        "rebels": [1],
        "terrorists": [2],
    }
    assert table[["count", "rest"]].dtypes.unique() == [np.dtype("int64")]
    row = table.set_index(["doc", "term"]).loc[("a", "terrorists")]
    assert (row["count"], row["rest"], row["log_ratio_low"]) == (0, 2, -np.inf)
    assert row["log_ratio"] < 0
    assert row["log_odds_z"] < 0


def test_keyness_agrees_with_the_formulas():
    table = comparison.keyness(counted(a="war " * 10 + "peace " * 90, b="war " * 5 + "peace " * 195))
    row = table.set_index(["doc", "term"]).loc[("a", "war")]
    assert row["log_likelihood"] == pytest.approx(7.32981, abs=1e-5)
    assert row["log_ratio"] == 2
    assert row["log_ratio_conservative"] == pytest.approx(0.316979, abs=1e-6)
    assert (row["log_ratio_low"], row["log_ratio_high"]) == measures.log_ratio_interval(10, 5, 100, 200)
    # Four rows with one p value: the adjustment leaves it as it is.
    assert row["p_adjusted"] == pytest.approx(measures.p_value(row["log_likelihood"]))


def test_the_prior_of_the_log_odds_is_one_average_article():
    table = comparison.keyness(counted(a="war war peace", b="war peace peace peace peace"))
    expected = measures.log_odds_z([2, 1], [1, 4], prior=[3 / 2, 5 / 2])
    scores = table[table["doc"] == "a"].set_index("term")["log_odds_z"]
    assert scores[["war", "peace"]].tolist() == pytest.approx(expected.tolist())


def test_keyness_is_sorted_by_article_by_evidence_and_by_term():
    table = comparison.keyness(counted(b="terrorists terrorists army", a="rebels army"))
    assert table["doc"].tolist() == ["a"] * 3 + ["b"] * 3
    assert table.loc[table["doc"] == "b", "term"].tolist() == ["terrorists", "rebels", "army"]
    assert comparison.keyness(counted(b="peace", a="war"))["term"].tolist() == ["peace", "war"] * 2


def test_dispersion_tells_a_shared_word_from_one_articles_own_and_counts_the_articles_that_lack_it_too():
    table = comparison.dispersion(counted(a="war rebels", b="war army")).set_index("term")
    assert table.loc["war"].tolist() == [2, 2, 0, 0, 1]
    assert table.loc["rebels"].tolist() == [1, 1, 0.5, 1, 0]
    # Of 3 : 1 : 1 words, "war" has 1 : 1 : 0, so (|1/2 - 3/5| + |1/2 - 1/5| + 1/5) / 2.
    table = comparison.dispersion(counted(a="war and peace", b="war", c="peace")).set_index("term")
    assert table.loc["war", ["dp", "dp_norm"]].tolist() == pytest.approx([0.3, 0.3 / 0.8])


def test_what_cannot_be_compared_is_refused():
    alone = counted(a="war and peace")
    for compute in (comparison.keyness, comparison.dispersion):
        with pytest.raises(ValueError, match="at least two"):
            compute(alone)
    with pytest.raises(ValueError, match="at least one word"):
        comparison.ngrams(read("war")[1], 0)


def test_a_collocation_is_a_frequent_pair_in_one_segment_without_stop_words_measured_over_all_pairs():
    for sentences, least, pairs in [
        (["civil war", "war civil", "civil war"], 1, [("civil", "war", 2), ("war", "civil", 1)]),
        (["the army of the regime army", "the army"], 1, [("regime", "army", 1)]),
        ([*["civil war"] * 3, "holy war", "holy war"], None, [("civil", "war", 3)]),
    ]:
        table = comparison.collocations(read(*sentences)[1], min_count=least)
        assert list(table[["first", "second", "count"]].itertuples(index=False, name=None)) == pairs
    tokens = read("the civil war", "the civil war", "the holy war")[1]
    row = comparison.collocations(tokens, min_count=2).iloc[0]
    # Of 6 pairs, 2 begin with "civil" and 3 end with "war".
    assert row["pmi"] == pytest.approx(np.log2(2 * 6 / (2 * 3)))


def test_an_ngram_stands_in_one_segment_of_two_articles_and_those_of_most_articles_come_first():
    def runs(**docs):
        tokens = [read(*sentences, doc=doc)[1] for doc, sentences in docs.items()]
        return comparison.ngrams(pd.concat(tokens), 2).values.tolist()

    found = runs(a=["the fall of Aleppo", "it rained", "it rained"], b=["the fall of Damascus", "the fall"])
    assert found == [["the fall", 3, 2], ["fall of", 2, 2]]
    found = runs(a=["the fall", *["of a"] * 3], b=["the fall", "of a"], c=["the fall"])
    assert found == [["the fall", 3, 3], ["of a", 4, 2]]
    found = runs(a=["the fall", "of Aleppo"], b=["the fall", "of Aleppo"])
    assert found == [["of aleppo", 2, 2], ["the fall", 2, 2]]


def test_lexical_diversity_is_measured_for_each_article_and_a_short_one_has_no_moving_average():
    _, first = read(" ".join(f"word{number}" for number in range(60)), doc="a")
    _, second = read("war and war", doc="b")
    table = lexical_diversity(pd.concat([first, second])).set_index("doc")
    assert table.loc["a"].tolist() == [60, 60, 1, 1, 60]
    assert table.loc["b", ["tokens", "types"]].tolist() == [3, 2]
    assert np.isnan(table.loc["b", "mattr"])


def test_articles_without_words_and_words_that_do_not_occur_give_empty_tables():
    texts, nothing = read("—")
    assert nothing.empty
    assert count_tokens(nothing).empty
    assert comparison.collocations(nothing).empty
    assert comparison.ngrams(nothing, 2).empty
    assert lexical_diversity(nothing).empty
    assert list_concordance(nothing, texts, "war").empty
    texts, tokens = read("The rebels left.")
    table = list_concordance(tokens, texts, "regime")
    assert (len(table), list(table)) == (0, ["doc", "start", "end", "left", "text", "right"])


def test_counting_without_tokens_gives_the_same_table_as_with_them():
    sentences = [
        "The STATE_of Syria's allies, 1,500 or 1.5",
        "the state's 3,000.",
        "It's",
        "İstanbul's “x’y”",
    ]
    names = spelled(("Allies", "friends"))
    text = "\n".join(sentences)
    starts = [text.index(sentence) for sentence in sentences]
    rows = [(doc, n, start, start + len(sentences[n])) for doc in "ba" for n, start in enumerate(starts)]
    segments = pd.DataFrame(rows, columns=["doc", "segment", "start", "end"]).assign(kind="sentence")
    texts = {"a": text, "b": text}
    with_tokens = count_tokens(find_tokens(segments, texts, names))
    pd.testing.assert_frame_equal(count_terms(segments, texts, names), with_tokens)
    assert {"state", "syria", "friends", "1,500", "1.5", "3,000", "it's"} <= set(with_tokens["term"])
    segments = pd.DataFrame(
        {"doc": "a", "segment": [0, 1], "kind": "sentence", "start": [0, 3], "end": [3, 6]}
    )
    assert count_terms(segments, {"a": "warend"}, NO_NAMES)["term"].tolist() == ["end", "war"]


def test_what_is_computed_of_a_layer_is_what_is_computed_of_the_table(tmp_path):
    """The layer has a part an article."""
    first = read("civil war again", "the civil war", doc="a")[1]
    tokens = pd.concat([first, read("the civil war", doc="b")[1]], ignore_index=True)
    counts = counted(a="war and peace", b="war war")
    for name, table, compute in [
        ("tokens", tokens, lambda tokens: comparison.collocations(tokens, min_count=1)),
        ("tokens", tokens, lambda tokens: comparison.ngrams(tokens, 2)),
        ("terms", counts, comparison.keyness),
        ("terms", counts, comparison.dispersion),
    ]:
        files = []
        for doc, rows in table.groupby("doc"):
            files.append(tmp_path / f"{doc}.parquet")
            files[-1].write_bytes(layer.parquet_bytes(layer.to_arrow(rows, schema.columns(name))))
        assert len(compute(table))
        pd.testing.assert_frame_equal(compute(layer.open_layer(files)), compute(table))


def test_keyness_compares_the_most_frequent_terms_and_says_which_are_left_out(monkeypatch):
    counts = counted(a="war war war peace peace rebels", b="war peace peace town")
    whole = comparison.keyness(counts)
    assert comparison.note_left_out(whole) == ""
    monkeypatch.setattr(settings, "MOST_COMPARED", 4)
    table = comparison.keyness(counts)
    assert comparison.note_left_out(table) == "Only the 2 most frequent of 4 terms are in this table."
    adjusted = measures.adjust_p_values(measures.p_value(table["log_likelihood"]))
    assert table["p_adjusted"].tolist() == adjusted.tolist()
    table, whole = table.set_index(["doc", "term"]), whole.set_index(["doc", "term"])
    assert sorted(table.index) == [("a", "peace"), ("a", "war"), ("b", "peace"), ("b", "war")]
    same = [name for name in table if name != "p_adjusted"]
    pd.testing.assert_frame_equal(table[same].sort_index(), whole.loc[table.index, same].sort_index())


def test_collocations_and_ngrams_say_how_many_are_left_out(monkeypatch):
    monkeypatch.setattr(settings, "MOST_COLLOCATIONS", 1)
    monkeypatch.setattr(settings, "MOST_NGRAMS", 1)
    tokens = pd.concat([read("civil war", "the civil war", "holy war", doc=doc)[1] for doc in "ab"])
    pairs, runs = comparison.collocations(tokens, min_count=1), comparison.ngrams(tokens, 2)
    assert (pairs["first"].tolist(), runs["ngram"].tolist()) == (["civil"], ["civil war"])
    assert comparison.note_left_out(pairs) == "Only the 1 most frequent of 2 pairs are in this table."
    assert comparison.note_left_out(runs) == "Only the 1 most frequent of 3 runs of words are in this table."


def test_a_concordance_shows_each_place_of_a_word_a_phrase_or_a_pattern_between_its_neighbours():
    texts, tokens = read("The rebels left.", "Rebels' cars followed.")
    table = list_concordance(tokens, texts, "REBELS", width=6)
    assert table[["start", "end", "left", "text", "right"]].values.tolist() == [
        [4, 10, "The ", "rebels", " left."],
        [17, 23, "left. ", "Rebels", "' cars"],
    ]
    texts, tokens = read("The security forces rioted.", "A riot; Security, forces, Türkiye's U.S. riots.")
    for word, found in {
        "riot*": ["rioted", "riot", "riots"],
        '"security forces"': ["security forces"],
        "[security] forces": ["security"],
        "türkiye": ["Türkiye's"],
        "US": [],
        "mayor": [],
    }.items():
        table = list_concordance(tokens, texts, word)
        assert table["text"].tolist() == found, word
    with pytest.raises(InputError, match="without a pattern"):
        list_concordance(tokens, texts, " ")


def test_keyness_leaves_out_days_numbers_and_letters_unless_the_settings_want_them(monkeypatch):
    table = counted(a="friday first 3rd 14,000 s war", b="monday fridays war tenthly")
    assert set(comparison.keyness(table)["term"]) == {"war", "tenthly"}
    assert comparison.keyness(table)["rest"].max() == 1
    monkeypatch.setattr(settings, "KEYNESS_WITHOUT", ("letter",))
    assert set(comparison.keyness(table)["term"]) == set(table["term"]) - {"s"}
    monkeypatch.setattr(settings, "KEYNESS_WITHOUT", ())
    assert set(comparison.keyness(table)["term"]) == set(table["term"])


def test_the_name_of_its_own_outlet_sets_no_article_apart(monkeypatch):
    table = counted(a="guardian guardian war", b="guardian post war", c="post peace")
    units = pd.DataFrame({"doc": [*"abc"], "outlet": ["The Guardian", "Brent Post", ""]})
    names = list_own_names(units)
    rows = comparison.keyness(table, names)
    every = {(doc, term) for doc in "abc" for term in table["term"]}
    assert {*zip(rows["doc"], rows["term"], strict=True)} == every - {("a", "guardian"), ("b", "post")}
    assert rows["p_adjusted"].min() >= measures.p_value(rows["log_likelihood"]).min()
    assert list_own_names(units.assign(kind=["year", "rest", "outlet"])).empty
    monkeypatch.setattr(settings, "KEYNESS_WITHOUT", ("letter",))
    assert len(comparison.keyness(table, list_own_names(units))) == len(every)


def test_stop_words_of_the_corpus_are_left_out_of_sight(monkeypatch):
    rows = pd.DataFrame({"term": ["the", "afp", "war"]})
    assert drop_stop_words(rows)["term"].tolist() == ["afp", "war"]
    monkeypatch.setattr(settings, "STOP_WORDS", frozenset({"afp"}))
    assert drop_stop_words(rows)["term"].tolist() == ["war"]
    assert note_stop_words().endswith("(stopwords.csv): “afp”.")


def test_chance_is_of_the_groups_that_are_compared_each_with_its_own_sentences():
    tokens = pd.DataFrame(
        {"doc": [*"aaabbbcccc"], "segment": [0, 0, 1, 0, 1, 1, 0, 0, 1, 1], "term": [*"vwvwvxyxyx"]}
    ).assign(term=lambda own: own["term"] * 2)
    articles = pd.DataFrame({"doc": [*"abc"], "unit": ["Echo", "Echo", "Post"]})
    joined = tokens.assign(
        doc=["Echo"] * 6 + ["Post"] * 4, segment=tokens["segment"] + 2 * (tokens["doc"] == "b")
    )
    own = pd.DataFrame({"doc": ["Echo", "Post"], "unit": ["Echo", "Post"]})
    pd.testing.assert_frame_equal(
        chance.count_by_chance(tokens, articles), chance.count_by_chance(joined, own)
    )
    assert chance.count_by_chance(tokens, articles.assign(unit="Echo")).empty
    # Each keeps as many sentences as it has: of sentences of one word the same is dealt as of words.
    rows = [(doc, number, chr(97 + number % 26) * 2) for doc in "ac" for number in range(100)]
    tokens = pd.DataFrame(rows, columns=["doc", "segment", "term"])
    words, sentences = chance.count_by_chance(tokens, articles).values.tolist()
    assert words[1:] == sentences[1:]
