"""What is said of claims."""

import pandas as pd
import pytest
from told import FERRY, dated, printed, table

from inotherwords import claims
from inotherwords.layers import schema
from inotherwords.report.findings import actors_left_out, later_numbers, nobody_named, other_sources, spread


def test_the_sentences_count_the_claims_and_those_that_change_their_voice():
    told, _ = table(
        (1, "a", FERRY, "own", ""),
        (1, "b", FERRY, "quoted", "Ann"),
        (1, "c", FERRY, "own", ""),
        (2, "a", FERRY, "own", ""),
        (2, "b", FERRY, "quoted", "Ann?"),
    )
    assert printed(spread, told) == [
        "Claims that more than one article tells: 2; 1 by 3 articles and 1 by 2 articles.",
        "Of these, told in one article in another voice (own, attributed, quoted) than in another: 2; "
        "leaving out versions that are candidates or doubtful: 1.",
    ]


def test_a_sentence_says_on_whose_word_each_article_tells_a_claim():
    told, _ = table(
        (1, "a", FERRY, "attributed", "Ann"),
        (1, "b", FERRY, "own", ""),
        (1, "c", FERRY, "attributed", ""),
        (2, "a", FERRY, "attributed", "Ann"),
        (2, "b", FERRY, "quoted", "Ann"),
    )
    missing = schema.table("claim_omissions", [(1, "source", "Ann", "a", "b; c", "b; c", "")])
    assert printed(other_sources, told, missing, dated(a="", b="", c="")) == [
        "“t”: on the word of Ann in A (no source of that name in B); on the word of a source that is not "
        "named in C; in the article's own voice in B."
    ]


def test_an_article_that_tells_a_claim_itself_and_on_a_sources_word_is_named_for_both():
    told, _ = table(
        (1, "a", FERRY, "attributed", "Ann", "verbatim"),
        (1, "a", FERRY, "own", ""),
        (1, "b", FERRY, "attributed", "Ann"),
    )
    nobody = schema.table("claim_omissions")
    assert printed(other_sources, told, nobody, dated(a="", b="")) == [
        "“t”: on the word of Ann in A and B; in the article's own voice in A."
    ]


def test_a_sentence_does_not_say_that_a_candidate_lacks_a_source():
    told, _ = table((1, "a", FERRY, "attributed", "Ann"), (1, "b", FERRY, "own", ""))
    missing = schema.table("claim_omissions", [(1, "source", "Ann", "a", "b", "b", "yes")])
    assert printed(other_sources, told, missing, dated(a="", b="")) == [
        "“t”: on the word of Ann in A; in the article's own voice in B."
    ]


def test_the_actors_left_out_are_told_by_title_and_names():
    told, _ = table(*((1, doc, FERRY, "own", "") for doc in "abc"), (2, "b", "Bakers slept.", "own", ""))
    rows = [
        (1, "source", "Ann", "a", "b", "b", ""),
        (1, "actor", "usa_west", "a", "b; c", "c", ""),
        (2, "actor", "iran", "b; c", "a", "", "yes"),
    ]
    missing = schema.table("claim_omissions", rows)
    left_out = actors_left_out(told, missing, dated(a="", b="", c=""))
    assert left_out.values.tolist() == [
        ["t", "US and the West", "A", "B and C", ""],
        ["t", "Iran", "B and C", "A", "yes"],
    ]


def test_a_sentence_on_other_numbers_is_cautious():
    told, texts = table(
        (1, "a", "At least 242 dead.", "own", ""),
        (1, "b", "255 people were killed.", "own", ""),
        (1, "c", "255 dead.", "own", ""),
    )
    articles = dated(a="2024-11-29", b="2024-11-29", c="")
    found = claims.updates(told, texts, articles)
    assert printed(later_numbers, found, articles) == [
        "Number of “dead”: 255 in C (no date), At least 242 in A (29 November 2024) and 255 in B "
        "(29 November 2024). Perhaps later news, not a contradiction; which of one day is later is not known."
    ]


def named(*rows):
    return pd.DataFrame(rows, columns=["doc", "start", "end", "actor"])


def versions_of_one_claim(*docs):
    rows = [(1, doc, 0, 20, "own", "", "", "near", "Ten died") for doc in docs]
    return schema.table("claims", rows), dated(**dict.fromkeys(docs, ""))


def test_a_claim_in_which_one_article_names_an_actor_and_another_none_is_told():
    told, articles = versions_of_one_claim("a", "b", "c")
    labels = named(
        ("a", 3, 9, "russia"), ("a", 10, 12, "iran"), ("b", 30, 35, "russia"), ("c", 2, 5, "event")
    )
    assert printed(nobody_named, told, labels, articles) == [
        "“Ten died”: A names Iran and Russia; B and C name nobody there."
    ]


@pytest.mark.parametrize(
    ("link", "said"), [("near", "“t”: "), ("paraphrase", "“t” (perhaps another statement): ")]
)
def test_a_claim_in_which_nobody_is_named_may_be_another_statement(link, said):
    told, _ = table((1, "a", "Iran shelled it.", "own", ""), (1, "b", "It was shelled.", "own", "", link))
    labels = pd.DataFrame([("a", 0, 4, "iran")], columns=["doc", "start", "end", "actor"])
    assert printed(nobody_named, told, labels, dated(a="", b="")) == [
        f"{said}A names Iran; B names nobody there."
    ]


def test_of_nothing_shared_nothing_is_told():
    told, missing, articles = schema.table("claims"), schema.table("claim_omissions"), dated(a="")
    assert printed(spread, told) == ["No claim is told by two articles."]
    assert printed(other_sources, told, missing, articles) == []
    assert printed(later_numbers, schema.table("claim_updates"), articles) == []
    left_out = actors_left_out(told, missing, articles)
    assert (left_out.empty, [*left_out]) == (True, ["title", "actor", "named_in", "not_in", "candidate"])


@pytest.mark.parametrize("docs", ["ab", ""])
def test_where_all_versions_name_somebody_or_none_does_there_is_nothing_to_tell(docs):
    told, articles = versions_of_one_claim("a", "b")
    labels = named(*((doc, 3, 9, "russia") for doc in docs))
    assert printed(nobody_named, told, labels, articles) == []
