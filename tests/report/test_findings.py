"""The findings: what is said, when, and in which words."""

import collections
import re

import pandas as pd
import pytest

from inotherwords import settings
from inotherwords.layers.files import read_table
from inotherwords.naming import differences
from inotherwords.naming.mentions import readable
from inotherwords.paths import OUTPUTS
from inotherwords.report.findings import attribution, reuse, terms, wording
from inotherwords.report.findings.labels import labels_for_two, legal_status, naming, own_voice_labels
from inotherwords.report.sentences import Number, say

TABLES = [
    "articles",
    "attributions",
    "claims",
    "keyness",
    "labels",
    "passages",
    "quoted_words",
    "segments",
    "share_of_voice",
    "shared_wording",
    "unsourced",
]


@pytest.fixture(scope="module")
def tables():
    return {name: read_table(OUTPUTS, name) for name in TABLES}


@pytest.fixture(scope="module")
def short(tables):
    return {row["doc"]: row["short"] for row in records(tables["articles"])}


def records(table):
    return table.to_dict("records")


def articles_of(*names):
    return pd.DataFrame({"doc": list(names), "short": [name.capitalize() for name in names]})


def printed(make, *tables):
    """The sentences as a reader sees them."""
    return [str(sentence) for sentence in make(*tables)]


def numbers_in(sentence):
    """Return {article: number} from a sentence that says "3 times in Ann, 1 in Ben"."""
    found = re.findall(r"(\d+)(?: times?| of \d+)? in ([^,;.(]*[^,;.( ](?:\.\w+)?)", sentence)
    return {name: int(number) for number, name in found if not name.startswith("none")}


def of_in(sentence):
    """Return {article: (part, whole)} from a sentence that says "3 of 12 in Ann"."""
    found = re.findall(r"(\d+) of (\d+) in ([^,;.]+(?:\.\w+)?)", sentence)
    return {name: (int(part), int(whole)) for part, whole, name in found}


# What the words say of the numbers; the numbers themselves are counted again in test_ledger_recount.


def test_labels_in_the_own_voice_say_how_many_articles_do_without(tables, short):
    for sentence in printed(own_voice_labels, tables["labels"], tables["articles"], "opposition_hts"):
        inside = re.search(r"; inside a longer label in ([^;(]+)", sentence)
        longer = len(re.split(", | and ", inside[1])) if inside else 0
        without = len(short) - len(numbers_in(sentence)) - longer
        assert ("not in the other article" in sentence) == (without == 1)
        assert (f"in none of the other {without}" in sentence) == (without > 1)


def test_no_article_is_said_to_be_without_a_label_that_stands_inside_a_longer_one_there():
    columns = ["doc", "actor", "label", "text", "voice"]
    rows = [("ann", "hts", "HTS", text, "own") for text in ("HTS", "Hayat Tahrir al-Sham", "HTS")]
    rows += [("ben", "hts", "takfiri", "The takfiri Hayat Tahrir al-Sham (HTS", "own")]
    rows += [("cid", "hts", "takfiri", "The takfiri HTS", "quoted"), ("cid", "hts", "rebel", "WHTS", "own")]
    rows += [("dan", "other", "HTS", "HTS", "own")]
    labels = pd.DataFrame(rows, columns=columns)
    [sentence] = printed(own_voice_labels, labels, articles_of("ann", "ben", "cid", "dan"), "hts")
    assert sentence.endswith("3 times in Ann; inside a longer label in Ben; in none of the other 2.")


def test_the_labels_used_most_come_first(tables):
    sentences = printed(own_voice_labels, tables["labels"], tables["articles"], "opposition_hts")
    totals = [sum(numbers_in(sentence).values()) for sentence in sentences]
    assert totals == sorted(totals, reverse=True)
    assert totals


def test_the_words_of_an_article_are_those_of_the_table_of_articles(tables):
    sentence, *_ = printed(attribution.on_whose_word, tables["share_of_voice"], tables["articles"])
    articles = tables["articles"].set_index("short")["words"].to_dict()
    assert {name: whole for name, (_, whole) in of_in(sentence).items()} == articles


def test_no_side_has_more_words_than_the_one_named(tables, short):
    *_, sentence = printed(attribution.on_whose_word, tables["share_of_voice"], tables["articles"])
    said = re.findall(r"([^:,]+?) in ([^,]+?) \((\d+) words\)", sentence)
    sides = collections.defaultdict(dict)
    for row in records(tables["share_of_voice"]):
        if row["side"] not in ("own voice", "unknown"):
            sides[short[row["doc"]]][readable(row["side"])] = row["words"]
    assert {name: (side.strip(), int(words)) for side, name, words in said} == {
        name: max(own.items(), key=lambda item: item[1]) for name, own in sides.items()
    }


def test_a_source_said_to_be_missing_is_in_all_other_articles(tables, short):
    has = collections.defaultdict(set)
    for row in records(tables["attributions"]):
        if row["speaker"] and row["side"] != "unknown":
            has[row["speaker"]].add(short[row["doc"]])
    names = set(short.values())
    expected = [
        f"{speaker}: found as a source in 4 of 5 articles; not in {min(names - where)}."
        for speaker, where in has.items()
        if len(where) == 4
    ]
    assert sorted(printed(attribution.missing_sources, tables["attributions"], tables["articles"])) == sorted(
        expected
    )


def test_sides_that_are_only_paraphrased_have_no_quoted_word(tables, short):
    [sentence] = printed(attribution.quoted_or_paraphrased, tables["quoted_words"], tables["articles"])
    said = set()
    for part in sentence.split("only: ")[1].removesuffix(".").split("; "):
        name, sides = part.split(": ")
        said |= {
            (name, side, int(words))
            for side, words in re.findall(r"(?:, | and |^)(.+?) \((\d+) words?\)", sides)
        }
    assert said == {
        (short[row["doc"]], readable(row["side"]), row["attributed"])
        for row in records(tables["quoted_words"])
        if row["quoted"] == 0 and row["attributed"] and row["side"] != "unknown"
    }


def without_source(tables):
    """The sentence from the tables as they are written, a row a sentence."""
    counted = (
        tables[name].groupby(["doc", "kind"]).size().reset_index(name="count")
        for name in ("unsourced", "segments")
    )
    return printed(attribution.without_source, *counted, tables["articles"])


def test_words_that_pass_the_limit_are_counted_right(tables):
    [sentence] = printed(terms.significance, tables["keyness"], tables["articles"])
    rows = records(tables["keyness"])
    passing = [row for row in rows if row["log_likelihood"] > 3.84]
    smallest = min(row["p_adjusted"] for row in rows)
    assert sentence.startswith(f"{len(passing)} of {len(rows)} comparisons ")
    assert f"the smallest p is {smallest:.2f}: no word may be called significant." in sentence
    assert "chance" not in sentence  # how many would pass by chance was never computed
    # Five ways to choose one of five articles, ten to choose two.
    assert sentence.endswith("below 0.2 for one against the others, or below 0.1 for 2 against 3.")


def test_the_accuracy_in_tenths_agrees_with_its_counts():
    measured = pd.DataFrame(
        [
            ("detection", 60, 80, 100),
            ("source and content", 40, 80, 100),
            ("direct", 19, "", 20),
            ("indirect", 30, "", 70),
        ],
        columns=["measure", "right", "found", "annotated"],
    )
    first, second = printed(attribution.accuracy, measured)
    assert "finds about 6 (60 of 100); of ten that it finds, about 8 are right (60 of 80), 5 of" in first
    assert "(19 of 20 direct quotations) than where there are none (30 of 70)" in second


# Other corpora.


SENTENCES = {
    "own_voice_labels": lambda t: printed(own_voice_labels, t["labels"], t["articles"], "opposition_hts"),
    "labels_for_two": lambda t: printed(labels_for_two, t["labels"], t["articles"]),
    "on_whose_word": lambda t: printed(attribution.on_whose_word, t["share_of_voice"], t["articles"]),
    "missing_sources": lambda t: printed(attribution.missing_sources, t["attributions"], t["articles"]),
    "quoted_or_paraphrased": lambda t: printed(
        attribution.quoted_or_paraphrased, t["quoted_words"], t["articles"]
    ),
    "cue_classes": lambda t: printed(attribution.cue_classes, t["attributions"], t["articles"]),
    "without_source": without_source,
    "shared_wording": lambda t: printed(
        reuse.shared_wording, t["passages"], t["shared_wording"], t["articles"]
    ),
    "significance": lambda t: printed(terms.significance, t["keyness"], t["articles"]),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_empty_tables_leave_no_sentence_unfinished(name, tables):
    empty = {table: tables[table].iloc[:0] for table in TABLES} | {"articles": tables["articles"]}
    for sentence in SENTENCES[name](empty):
        assert re.fullmatch(r".*[\w)]\.", sentence)
        assert not re.search(r"nan|: \.|, ,", sentence)


@pytest.mark.parametrize("name", SENTENCES)
def test_a_single_article_is_told_of(name, tables):
    doc, name_of_it = tables["articles"][["doc", "short"]].iloc[1]
    alone = {table: tables[table] for table in TABLES}
    for table in TABLES:
        if "doc" in tables[table]:
            alone[table] = tables[table][tables[table]["doc"] == doc]
    alone["passages"] = tables["passages"].iloc[:0]
    for sentence in SENTENCES[name](alone):
        assert (
            name_of_it in sentence or sentence.startswith("No two articles") or sentence.endswith(": none.")
        )
        assert "other" not in sentence


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


def named(**actors):
    """Labels given by actor and article: hts={"ann": "rebel rebel"}."""
    rows = [
        (doc, actor, label) for actor, docs in actors.items() for doc in docs for label in docs[doc].split()
    ]
    return pd.DataFrame(rows, columns=["doc", "actor", "label"]).assign(text=lambda table: table["label"])


def named_most_differently(monkeypatch, **actors):
    monkeypatch.setattr(settings, "MOST_ACTORS", 1)
    [actor] = differences.variously_named(named(**actors))
    return actor


def test_the_articles_differ_most_on_whom_they_give_the_most_labels_of_their_own(monkeypatch):
    hts = {"ann": "rebel rebel", "ben": "thug thug"}
    event = {"ann": "war war war war", "ben": "raid war war"}
    assert named_most_differently(monkeypatch, event=event, hts=hts) == "hts"


def test_a_label_used_once_or_by_all_who_mention_the_actor_is_no_difference(monkeypatch):
    once, by_all = {"ann": "war raid fight", "ben": "siege push"}, {"ann": "army army", "ben": "army"}
    hts = {"ann": "rebel rebel", "ben": "thug"}
    assert named_most_differently(monkeypatch, event=once, army=by_all, hts=hts) == "hts"


def test_of_two_with_as_many_labels_the_one_comes_first_whose_mentions_they_make_up(monkeypatch):
    event = {"ann": "war war war war", "ben": "war raid raid"}
    hts = {"ann": "rebel rebel", "ben": "thug"}
    assert named_most_differently(monkeypatch, event=event, hts=hts) == "hts"


def test_the_actors_chosen_come_in_the_order_of_their_mentions():
    rows = {"hts": {"ann": "rebel rebel", "ben": "thug"}, "iran": {"ann": "Iran Iran", "ben": "Iran Iran"}}
    assert differences.variously_named(named(**rows)) == ["iran", "hts"]


def test_five_actors_are_too_many():
    rows = {actor: {"ann": "x x", "ben": "y"} for actor in ("army", "hts", "event", "un")}
    same = {"ann": "Iran Iran Iran", "ben": "Iran Iran"}
    assert set(differences.variously_named(named(iran=same, **rows))) == set(rows)


def test_without_labels_nobody_is_variously_named():
    assert differences.variously_named(named()) == []


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


def test_labels_that_are_all_rare_are_said_to_be():
    labels = pd.DataFrame({"doc": ["ann"] * 2, "actor": "x", "label": "rebel", "voice": "own"})
    sentence, _ = printed(naming, labels, articles_of("ann"))
    assert sentence == "No label is used 3 times or more in the articles' own voice."


def spread(counts, *articles):
    """Counts by article, as a reader sees them."""
    return str(wording.per_article(counts, articles_of(*articles), "labels"))


def test_of_two_articles_with_equal_counts_the_first_comes_first():
    assert spread({"ben": 2, "ann": 2}, "ann", "ben") == "2 times in Ann, 2 in Ben"


@pytest.mark.parametrize(
    ("articles", "said"),
    [
        (["ann"], "1 time in Ann"),
        (["ann", "ben"], "1 time in Ann; not in the other article"),
        (["ann", "ben", "cid"], "1 time in Ann; in none of the other 2"),
    ],
)
def test_the_articles_without_are_counted(articles, said):
    assert spread({"ann": 1}, *articles) == said


@pytest.mark.parametrize(
    ("articles", "said"), [(["ann"], "not in the one article"), (["ann", "ben"], "in none of the 2 articles")]
)
def test_what_no_article_has_is_said_in_plain_words(articles, said):
    assert spread({"ann": 0}, *articles) == said


def test_a_single_pair_makes_one_sentence():
    columns = ["passage", "doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b", "kind", "similarity"]
    pair = pd.DataFrame([(1, "ann", 0, 9, "ben", 0, 9, "near", 0.6)], columns=columns)
    shared = pd.DataFrame({"doc": ["ann", "ben"], "shared": [2, 2], "words": [3, 4]})
    sentence, _ = printed(reuse.shared_wording, pair, shared, articles_of("ann", "ben"))
    assert "1 pair, which makes 1 group, 0 of them" in sentence


def test_a_side_found_in_captions_only_is_not_called_paraphrased():
    quoted = pd.DataFrame({"doc": ["ann"], "side": ["iran"], "quoted": [0], "attributed": [0]})
    assert printed(attribution.quoted_or_paraphrased, quoted, articles_of("ann")) == []


def test_a_single_paraphrased_word_is_one_word():
    quoted = pd.DataFrame({"doc": ["ann"], "side": ["iran"], "quoted": [0], "attributed": [1]})
    [sentence] = printed(attribution.quoted_or_paraphrased, quoted, articles_of("ann"))
    assert sentence.endswith("only: Ann: Iran (1 word).")


def test_a_label_used_twice_is_no_finding():
    labels = pd.DataFrame({"doc": ["ann"] * 2, "actor": "x", "label": "rebel", "voice": "own"})
    assert printed(own_voice_labels, labels, articles_of("ann"), "x") == []


def test_a_label_in_quotation_marks_is_not_the_articles_own():
    labels = pd.DataFrame({"doc": ["ann"] * 5, "actor": "x", "label": "rebel", "voice": "quoted"})
    labels.loc[:1, "voice"] = "own"
    assert printed(own_voice_labels, labels, articles_of("ann"), "x") == []


def test_a_label_that_means_one_actor_everywhere_is_no_finding():
    assert printed(labels_for_two, named(x={"ann": "regime", "ben": "regime regime"}), articles_of()) == []


def test_a_label_for_two_says_how_often_each_is_meant_in_each_article():
    labels = named(
        iran={"ben": "regime"}, israel={"ann": "regime regime"}, un={"ben": "regime regime regime"}
    )
    assert printed(labels_for_two, labels, articles_of("ann", "ben")) == [
        "Who is meant by “regime”, by the number of times: Israel 2 in Ann; "
        "United Nations 3 and Iran 1 in Ben."
    ]


def test_a_label_is_divided_only_if_two_articles_mean_nobody_in_common():
    both = {"iran": {"ann": "regime", "ben": "regime"}, "israel": {"ann": "regime regime"}}
    assert differences.divided_labels(named(**both)) == []
    assert differences.divided_labels(named(**both, un={"cid": "regime"})) == ["regime"]


def test_a_label_used_twice_is_not_divided():
    assert differences.divided_labels(named(iran={"ann": "regime"}, un={"ben": "regime"})) == []


def test_of_two_divided_labels_the_one_used_more_comes_first():
    labels = named(iran={"ann": "army army regime"}, un={"ben": "army regime regime regime"})
    assert differences.divided_labels(labels) == ["regime", "army"]


def listings(*rows):
    return pd.DataFrame(rows, columns=["name", "list", "listed", "delisted"]).assign(note="")


def on_lists(*rows, published=("2024-11-29", "", "2024-11-30")):
    """The sentences on the last day of some articles; by default the 30th of November 2024."""
    return printed(legal_status, listings(*rows), pd.DataFrame({"published": published}))


def test_who_is_on_a_list_is_said_with_its_dates():
    assert on_lists(("Iran", "UN", "2014-05-14", ""), ("Iran", "EU", "2017", "2026-02-27")) == [
        "On 30 November 2024 Iran stood on these lists of terrorist organisations: UN (from 14 May 2014) and "
        "EU (from 2017 to 27 February 2026)."
    ]


def test_a_note_on_a_listing_is_said_with_it():
    noted = listings(("Iran", "UN", "2014", "")).assign(note="under another name")
    [sentence] = printed(legal_status, noted, pd.DataFrame({"published": ["2024-11-30"]}))
    assert sentence.endswith("UN (from 2014; under another name).")


@pytest.mark.parametrize(
    ("listed", "delisted", "on_it"),
    [
        ("2024-11-30", "", True),
        ("2024-12-01", "", False),
        ("2024", "", True),
        ("2025", "", False),
        ("2014", "2024-12-01", True),
        ("2014", "2024-11-30", False),
        ("2014", "2025", True),
        ("2014", "2023", False),
    ],
)
def test_a_list_counts_from_the_day_of_listing_to_the_day_before_delisting(listed, delisted, on_it):
    assert bool(on_lists(("Iran", "UN", listed, delisted))) == on_it


@pytest.mark.parametrize(("listed", "on_it"), [("2024-05-14", True), ("2025-01-01", False)])
def test_an_article_of_which_only_the_year_is_known_counts_too(listed, on_it):
    sentences = on_lists(("Iran", "UN", listed, ""), published=["2024"])
    assert [sentence.split(" Iran")[0] for sentence in sentences] == ["On 2024"] * on_it


def test_where_no_article_has_a_date_all_lists_are_named():
    [sentence] = on_lists(("Iran", "UN", "2014", "2017"), published=["", ""])
    assert (
        sentence
        == "Now or once Iran stood on these lists of terrorist organisations: UN (from 2014 to 2017)."
    )


def test_each_name_on_a_list_has_a_sentence_in_the_order_of_the_table():
    rows = [("The West", "A", "2014", ""), ("Iran", "B", "2014", ""), ("The West", "C", "2014", "")]
    assert [sentence.partition(" stood")[0] for sentence in on_lists(*rows)] == [
        "On 30 November 2024 The West",
        "On 30 November 2024 Iran",
    ]


def test_a_corpus_without_lists_has_no_sentence_on_them():
    assert on_lists() == []


@pytest.mark.parametrize("written", ["2017", "2017-05", "3 May 2017", "2017-05-03T10:00", "3-May-2017", ""])
def test_what_is_no_date_of_the_calendar_is_shown_as_it_is_written(written):
    assert wording.day(written) == written


def many(p):
    keyness = pd.DataFrame({"term": ["war"], "log_likelihood": [40.0], "p_adjusted": [p]})
    return printed(terms.significance, keyness, articles_of(*"abcdefghijkl"))[0]


def test_a_small_p_is_not_rounded_to_nothing():
    assert many(0.5).endswith("or below 0.0011 for 6 against 6.")


@pytest.mark.parametrize(("p", "said"), [(0.5, True), (0.001, False)])
def test_no_word_may_be_called_significant_unless_its_p_is_small(p, said):
    assert ("no word may be called significant" in many(p)) == said


def test_findings_are_written_in_groups_without_empty_ones(tmp_path):
    wording.write_findings(
        tmp_path, {"One": [say("{a}.", a=Number("A", "claims")), "B."], "None": [], "Two": ["C."]}
    )
    assert (
        tmp_path / "findings.md"
    ).read_bytes() == b"# Findings\n\n**One**\n\n- A.\n- B.\n\n**Two**\n\n- C.\n"


def sources(*rows):
    return pd.DataFrame(rows, columns=["doc", "speaker", "side"])


def test_a_source_is_said_to_be_missing_only_if_three_others_have_it():
    two = sources(("ann", "UN", "un"), ("ben", "UN", "un"))
    assert attribution.missing_sources(two, articles_of("ann", "ben", "cid")) == []


def test_whoever_speaks_with_another_is_a_source_too():
    three = sources(("ann", "UN", "un"), ("ben", "Bob; UN", "ngo; un"), ("cid", "UN", "un"))
    assert printed(attribution.missing_sources, three, articles_of("ann", "ben", "cid", "dan")) == [
        "UN: found as a source in 3 of 4 articles; not in Dan."
    ]


def test_of_three_articles_one_against_two_is_said_once():
    keyness = pd.DataFrame({"term": ["war"], "log_likelihood": [40.0], "p_adjusted": [0.5]})
    [sentence] = printed(terms.significance, keyness, articles_of(*"abc"))
    assert sentence.endswith("cannot give a p below 0.33 for one against the others.")


def test_the_nearest_decision_is_the_one_that_is_told():
    found = pd.DataFrame({"decision": ["a cue", "a role", "a part"], "at_least": ["0.1", "0.001", "0.01"]})
    assert printed(attribution.margins, found) == [
        "No decision came nearer to its threshold than 0.001 (the nearest: a role)."
    ]


def test_the_article_with_most_shared_words_comes_first():
    columns = ["passage", "doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b", "kind", "similarity"]
    pair = pd.DataFrame([(1, "ann", 0, 9, "ben", 0, 9, "near", 0.6)], columns=columns)
    shared = pd.DataFrame({"doc": ["ann", "ben"], "shared": [2, 3], "words": [9, 9]})
    _, sentence = printed(reuse.shared_wording, pair, shared, articles_of("ann", "ben"))
    assert sentence.endswith(": 3 of 9 in Ben, 2 of 9 in Ann.")
