"""Findings on who speaks and in whose voice."""

import re

import pandas as pd
from told import articles_of, printed

from inotherwords.naming import readable
from inotherwords.report.findings import attribution
from inotherwords.report.sentences import short_names


def sources(*rows):
    return pd.DataFrame(rows, columns=["doc", "speaker", "side"])


def test_no_side_has_more_words_than_the_one_named(tables):
    *_, sentence = printed(attribution.on_whose_word, tables["share_of_voice"], tables["articles"])
    said = re.findall(r"([^:,]+?) in ([^,]+?) \((\d+) words\)", sentence)
    shares = tables["share_of_voice"]
    known = shares[~shares["side"].isin(["own voice", "unknown"])].sort_values("words").groupby("doc").last()
    short = short_names(tables["articles"])
    assert {(short[row.Index], readable(row.side), row.words) for row in known.itertuples()} == {
        (name, side.strip(), int(words)) for side, name, words in said
    }


def test_a_source_said_to_be_missing_is_in_all_other_articles(tables):
    short, rows = short_names(tables["articles"]), tables["attributions"]
    has = rows[(rows["speaker"] != "") & (rows["side"] != "unknown")].groupby("speaker")["doc"].agg(set)
    expected = [
        f"{speaker}: found as a source in 4 of 5 articles; not in {short[min(set(short) - where)]}."
        for speaker, where in has.items()
        if len(where) == 4
    ]
    assert sorted(printed(attribution.missing_sources, rows, tables["articles"])) == sorted(expected)


def test_sides_that_are_only_paraphrased_have_no_quoted_word(tables):
    [sentence] = printed(attribution.quoted_or_paraphrased, tables["quoted_words"], tables["articles"])
    said = set()
    for part in sentence.split("only: ")[1].removesuffix(".").split("; "):
        name, sides = part.split(": ")
        found = re.findall(r"(?:, | and |^)(.+?) \((\d+) words?\)", sides)
        said |= {(name, side, int(words)) for side, words in found}
    short = short_names(tables["articles"])
    assert said == {
        (short[row.doc], readable(row.side), row.attributed)
        for row in tables["quoted_words"].itertuples()
        if row.quoted == 0 and row.attributed and row.side != "unknown"
    }


def test_the_accuracy_in_tenths_agrees_with_its_counts():
    measured = pd.DataFrame(
        [
            ("detection", 60, 80, 100),
            ("source and content", 40, 80, 100),
            ("direct", 19, "", 20),
            ("indirect", 30, "", 70),
            ("person", 18, 20, ""),
        ],
        columns=["measure", "right", "found", "annotated"],
    )
    first, second, third = printed(attribution.accuracy, measured)
    assert "finds about 6 (60 of 100); of ten that it finds, about 8 are right (60 of 80), 5 of" in first
    assert "(19 of 20 direct quotations) than where there are none (30 of 70)" in second
    assert "about 9 are given to the right person or body (18 of 20, in those" in third


def test_sides_with_equally_many_words_are_both_named():
    shares = pd.DataFrame(
        [("ann", "own voice", 9, 0), ("ann", "un", 5, 0), ("ann", "iran", 5, 0)],
        columns=["doc", "side", "words", "doubtful"],
    )
    *_, sentence = printed(attribution.on_whose_word, shares, articles_of("ann"))
    assert sentence == "The side given most words: Iran and United Nations in Ann (5 words each)."


def test_an_article_without_sources_is_given_no_largest_side():
    rows = [("ann", "own voice", 9, 0), ("ann", "unknown", 5, 0)]
    shares = pd.DataFrame(rows, columns=["doc", "side", "words", "doubtful"])
    assert printed(attribution.on_whose_word, shares, articles_of("ann")) == [
        "Words that stand on somebody's word: 5 of 14 in Ann.",
        "Of these, by a doubtful attribution only: none.",
        "On which side a source stands is not known of any.",
    ]


def test_a_side_found_in_captions_only_is_not_called_paraphrased():
    for words, said in {0: [], 1: ["Found in paraphrase only: Ann: Iran (1 word)."]}.items():
        quoted = pd.DataFrame({"doc": ["ann"], "side": ["iran"], "quoted": [0], "attributed": [words]})
        assert printed(attribution.quoted_or_paraphrased, quoted, articles_of("ann")) == said


def test_a_source_is_said_to_be_missing_only_if_three_others_have_it():
    two = sources(("ann", "UN", "un"), ("ben", "UN", "un"))
    assert attribution.missing_sources(two, articles_of("ann", "ben", "cid")) == []


def test_whoever_speaks_with_another_is_a_source_too():
    three = sources(("ann", "UN", "un"), ("ben", "Bob; UN", "ngo; un"), ("cid", "UN", "un"))
    assert printed(attribution.missing_sources, three, articles_of("ann", "ben", "cid", "dan")) == [
        "UN: found as a source in 3 of 4 articles; not in Dan."
    ]


def test_the_nearest_decision_is_the_one_that_is_told():
    found = pd.DataFrame({"decision": ["a cue", "a role", "a part"], "at_least": ["0.1", "0.001", "0.01"]})
    assert printed(attribution.margins, found) == [
        "No decision came nearer to its threshold than 0.001 (the nearest: a role)."
    ]
