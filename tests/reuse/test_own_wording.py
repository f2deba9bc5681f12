import pandas as pd
import pytest

from inotherwords.attribution import voice_tables
from inotherwords.layers import spans
from inotherwords.reuse import own_wording, sharing
from inotherwords.reuse.passages import find_passages
from inotherwords.terms import comparison
from inotherwords.terms.tokens import count_tokens


def words(text, shared, doc="a"):
    """The words of a text as tokens; those in `shared` are shared copy."""
    return pd.DataFrame(
        [(doc, 0, word, "yes" if word in shared else "no") for word in text.split()],
        columns=["doc", "segment", "term", "shared"],
    )


@pytest.fixture(scope="module")
def pairs(segments, analysed):
    return find_passages(segments, analysed)


@pytest.fixture(scope="module")
def told(words, pairs):
    """Every counted word of the five articles, with its voice and whether it is shared."""
    return spans.mark_shared(words, sharing.list_shared_spans(pairs))


def test_own_rates_are_of_the_own_words_alone_and_of_none_there_is_no_rate():
    counts = own_wording.count_terms(words("war war peace ends", shared=["peace", "ends"]))
    shown = counts.set_index("term")[["count", "own_count", "per_thousand", "own_per_thousand"]]
    assert shown.loc["war"].tolist() == [2, 2, 500, 1000]
    counts = own_wording.count_terms(words("war ends", shared=["war", "ends"]))
    assert counts[["own_count", "own_per_thousand"]].to_numpy().tolist() == [[0, 0], [0, 0]]


def test_the_most_surprising_word_has_the_first_rank_and_words_that_are_equally_telling_share_one():
    other = words("war war war", [], doc="b")
    for text, expected in {
        "riot riot riot ruin ruin": {"riot": 1, "ruin": 2, "war": 1},
        "riot riot ruin ruin the the": {"riot": 1, "ruin": 1, "war": 1},
    }.items():
        ranked = own_wording.rank_telling(
            comparison.keyness(count_tokens(pd.concat([words(text, []), other])))
        )
        assert ranked.set_index("term")["rank"].to_dict() == expected


def test_a_word_that_is_telling_in_the_own_wording_only_has_no_rank_in_the_whole():
    other = words("war war war peace", ["war"], doc="b")
    table = own_wording.keyness(own_wording.count_terms(pd.concat([words("war war peace", []), other])))
    assert table.loc[table["doc"] == "a", ["term", "rank", "own_rank"]].values.tolist() == [["war", "", 1]]


def test_nothing_is_telling_of_less_than_two_articles_nor_is_there_a_second_reading_of_one():
    for text in ("", "war war ends"):
        assert own_wording.keyness(own_wording.count_terms(words(text, []))).empty
    tokens = pd.concat([words("riot riot town", []), words("war war war", ["war"], doc="b")])
    assert set(own_wording.keyness(own_wording.count_terms(tokens))["own_rank"]) == {""}


def test_labels_are_counted_by_voice_in_both_readings():
    voices = ["own"] * 6 + ["quoted"]
    labels = pd.DataFrame({"doc": "a", "actor": "hts", "label": "jihadist", "voice": voices})
    table = own_wording.count_labels(labels.assign(shared=["no", "yes", "no", *["yes"] * 4]))
    assert table.values.tolist() == [
        ["a", "hts", "jihadist", "own", 6, 2],
        ["a", "hts", "jihadist", "quoted", 1, 0],
    ]


# The five articles.


def test_words_of_the_study_are_shared_as_the_table_of_shared_wording_counts_them(told, pairs, segments):
    counted = sharing.count_shared_words(
        spans.mark_shared(told, sharing.list_shared_spans(pairs)), segments
    ).set_index("doc")["shared"]
    assert (told["shared"] == "yes").groupby(told["doc"]).sum().to_dict() == counted.to_dict()


def test_the_whole_reading_of_the_study_is_that_of_the_other_tables(told, attributions):
    counts = own_wording.count_terms(told)
    pd.testing.assert_frame_equal(
        counts[["doc", "term", "count", "per_thousand"]], count_tokens(told), check_dtype=False
    )
    both = own_wording.share_voice(told, attributions, "side")
    whole = voice_tables.share_of_voice(told, attributions, "side")
    pd.testing.assert_frame_equal(
        both[["doc", "side", "words", "share"]], whole[["doc", "side", "words", "share"]]
    )


def test_own_words_of_the_study_add_up_in_every_table(told, attributions):
    own = told[told["shared"] == "no"].groupby("doc").size()
    assert own_wording.count_terms(told).groupby("doc")["own_count"].sum().equals(own)
    both = own_wording.share_voice(told, attributions, "side")
    assert both.groupby("doc")["own_words"].sum().tolist() == own.tolist()
    assert both.groupby("doc")["own_share"].sum().tolist() == pytest.approx([1] * len(own))


def test_ranks_of_the_study_are_those_of_two_separate_tables(told):
    table = own_wording.keyness(own_wording.count_terms(told))
    for rows, rank in ((told, "rank"), (told[told["shared"] == "no"], "own_rank")):
        ranked = own_wording.rank_telling(comparison.keyness(count_tokens(rows)))
        expected = {(row.doc, row.term): row.rank for row in ranked.itertuples()}
        found = table[table[rank] != ""]
        assert dict(zip(zip(found["doc"], found["term"], strict=True), found[rank], strict=True)) == expected
