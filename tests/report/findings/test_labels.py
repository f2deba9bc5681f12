"""Findings on who is called what."""

import re

import pandas as pd
from told import articles_of, printed

from inotherwords.report.findings import labels_for_two, legal_status, naming
from inotherwords.report.findings.labels import own_voice_labels


def numbers_in(sentence):
    """Return {article: number} from a sentence that says "3 times in Ann, 1 in Ben"."""
    found = re.findall(r"(\d+)(?: times?| of \d+)? in ([^,;.(]*[^,;.( ](?:\.\w+)?)", sentence)
    return {name: int(number) for number, name in found if not name.startswith("none")}


def named(**actors):
    """Labels given by actor and article: hts={"ann": "rebel rebel"}."""
    rows = [
        (doc, actor, label) for actor, docs in actors.items() for doc in docs for label in docs[doc].split()
    ]
    return pd.DataFrame(rows, columns=["doc", "actor", "label"]).assign(text=lambda table: table["label"])


def test_no_article_is_said_to_be_without_a_label_that_stands_inside_a_longer_one_there():
    columns = ["doc", "actor", "label", "text", "voice"]
    rows = [("ann", "hts", "HTS", text, "own") for text in ("HTS", "Hayat Tahrir al-Sham", "HTS")]
    rows += [("ben", "hts", "takfiri", "The takfiri Hayat Tahrir al-Sham (HTS", "own")]
    rows += [("cid", "hts", "takfiri", "The takfiri HTS", "quoted"), ("cid", "hts", "rebel", "WHTS", "own")]
    rows += [("dan", "other", "HTS", "HTS", "own")]
    labels = pd.DataFrame(rows, columns=columns)
    [sentence] = printed(own_voice_labels, labels, articles_of("ann", "ben", "cid", "dan"), "hts")
    assert sentence.endswith("3 times in Ann; inside a longer label in Ben; in none of the other 2.")


def test_uses_in_paraphrase_are_counted_apart(tables):
    labels = tables["labels"]
    paraphrased = labels[labels["voice"] == "attributed"].groupby(["actor", "label"]).size()
    for (actor, label), count in paraphrased.items():
        for sentence in printed(own_voice_labels, labels, tables["articles"], actor):
            if f"called “{label}”" in sentence:
                assert sentence.endswith(f"(in paraphrase, open whose word, in all articles: {count}).")


def test_labels_used_too_seldom_for_a_sentence_are_named_with_their_actor():
    rows = [("protester", "own")] * 3 + [("mob", "own"), ("extremist", "quoted"), ("extremist", "quoted")]
    labels = pd.DataFrame(rows, columns=["label", "voice"]).assign(doc="ann", actor="crowd")
    labels.loc[len(labels)] = ["protester", "own", "ben", "crowd"]
    labels = labels.assign(text=labels["label"])
    articles = pd.DataFrame({"doc": ["ann", "ben"], "short": ["Ann", "Ben"]})
    *_, last = printed(naming, labels, articles)
    assert last.startswith("Not told here: 2 labels of these actors")
    assert last.endswith(": “extremist” (crowd) and “mob” (crowd).")


def test_a_label_for_two_says_how_often_each_is_meant_in_each_article():
    labels = named(
        iran={"ben": "regime"}, israel={"ann": "regime regime"}, un={"ben": "regime regime regime"}
    )
    everywhere = named(x={"ann": "regime", "ben": "regime regime"})
    assert printed(labels_for_two, everywhere, articles_of()) == []
    assert printed(labels_for_two, labels, articles_of("ann", "ben")) == [
        "Who is meant by “regime”, by the number of times: Israel 2 in Ann; "
        "United Nations 3 and Iran 1 in Ben."
    ]


def test_a_label_that_is_not_used_three_times_in_the_own_voice_is_no_finding():
    for voices in (["own"] * 2, ["own"] * 2 + ["quoted"] * 3):
        labels = pd.DataFrame({"doc": "ann", "actor": "x", "label": "rebel", "voice": voices})
        assert printed(own_voice_labels, labels, articles_of("ann"), "x") == []
        sentence, _ = printed(naming, labels, articles_of("ann"))
        assert sentence == "No label is used 3 times or more in the articles' own voice."


def test_the_labels_used_most_come_first_and_the_articles_without_are_counted(tables):
    sentences = printed(own_voice_labels, tables["labels"], tables["articles"], "opposition_hts")
    totals = [sum(numbers_in(sentence).values()) for sentence in sentences]
    assert totals == sorted(totals, reverse=True) != []
    for sentence in sentences:
        inside = re.search(r"; inside a longer label in ([^;(]+)", sentence)
        longer = len(re.split(", | and ", inside[1])) if inside else 0
        without = len(tables["articles"]) - len(numbers_in(sentence)) - longer
        assert ("not in the other article" in sentence) == (without == 1)
        assert (f"in none of the other {without}" in sentence) == (without > 1)


def on_lists(*rows, published=("2024-11-29", "", "2024-11-30"), note=""):
    """The sentences on the last day of some articles; by default the 30th of November 2024."""
    listings = pd.DataFrame(rows, columns=["name", "list", "listed", "delisted"]).assign(note=note)
    return printed(legal_status, listings, pd.DataFrame({"published": published}))


def test_who_is_on_a_list_is_said_with_its_dates_a_sentence_each_in_the_order_of_the_table():
    stood = "stood on these lists of terrorist organisations:"
    rows = [("West", "UN", "2014-05-14", ""), ("Iran", "B", "2014", ""), ("West", "EU", "2017", "2026-02-27")]
    assert on_lists(*rows) == [
        f"On 30 November 2024 West {stood} UN (from 14 May 2014) and EU (from 2017 to 27 February 2026).",
        f"On 30 November 2024 Iran {stood} B (from 2014).",
    ]
    assert on_lists(rows[1], note="under another name")[0].endswith("B (from 2014; under another name).")
    assert on_lists() == []
    undated = on_lists(("Iran", "UN", "2014", "2017"), published=["", ""])
    assert undated == [f"Now or once Iran {stood} UN (from 2014 to 2017)."]


def test_a_list_counts_from_the_day_of_listing_to_the_day_before_delisting():
    on_it = [("2024-11-30", ""), ("2024", ""), ("2014", "2024-12-01"), ("2014", "2025")]
    off_it = [("2024-12-01", ""), ("2025", ""), ("2014", "2024-11-30"), ("2014", "2023")]
    assert [dates for dates in on_it + off_it if on_lists(("Iran", "UN", *dates))] == on_it
    [sentence] = on_lists(("Iran", "UN", "2024-05-14", ""), published=["2024"])
    assert sentence.startswith("On 2024 Iran")
    assert on_lists(("Iran", "UN", "2025-01-01", ""), published=["2024"]) == []
