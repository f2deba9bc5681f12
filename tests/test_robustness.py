import pandas as pd
import pytest

from inotherwords import (
    corpus,
    findings_attribution,
    naming,
    naming_differences,
    reuse,
    robustness,
    shared,
    terms,
    voice,
)
from inotherwords.robustness import LEFT_OUT, STRICT, WIDE

NAMES = pd.DataFrame(columns=["variant", "name", "kind"])
SENTENCES = {
    "ann": "The army shelled the old town at dawn. Rebels rebels rebels fled.",
    "ben": "The army shelled the old city at dawn. Thugs thugs thugs fled.",
    "cid": "A goat won the prize of the fair. Clowns clowns clowns danced.",
}


def labels(*rows):
    """Labels (doc, label, voice, decided_by) of one actor, at the start of the text."""
    table = pd.DataFrame(rows, columns=["doc", "label", "voice", "decided_by"])
    return table.assign(actor="hts", text=table["label"], head=table["label"], modifiers="", start=0)


def attributions(*rows):
    """Attributions (doc, speaker, doubtful)."""
    table = pd.DataFrame(rows, columns=["doc", "speaker", "doubtful"])
    return table.assign(attribution=range(len(table)), side="un")


NOBODY, NOTHING = attributions(), labels()


def reading(labels=NOTHING, attributions=NOBODY, docs=("ann", "ben", "cid")):
    """A reading of some of the three texts, each of two sentences."""
    texts = {doc: SENTENCES[doc] for doc in docs}
    rows = []
    for doc, text in texts.items():
        middle = text.index(".") + 1
        rows += [(doc, 0, "sentence", 0, middle), (doc, 1, "sentence", middle + 1, len(text))]
    segments = pd.DataFrame(rows, columns=["doc", "segment", "kind", "start", "end"])
    return robustness.Reading(
        articles=pd.DataFrame({"doc": docs, "short": [doc.capitalize() for doc in docs]}),
        segments=segments,
        texts=texts,
        tokens=terms.tokens(segments, texts, NAMES),
        labels=labels,
        attributions=attributions,
        spans=pd.DataFrame(columns=["doc", "attribution", "role", "start", "end"]),
        passages=reuse.passages(segments, texts),
    )


def results(table, name):
    """What becomes of the findings whose name begins so, by variation."""
    rows = table[table["finding"].str.startswith(name)]
    return dict(zip(rows["variation"], rows["result"], strict=True))


# The variations.


def test_without_an_article_no_table_has_it():
    rest = robustness.without(reading(), "ann")
    for name in ("articles", "segments", "tokens"):
        assert set(getattr(rest, name)["doc"]) == {"ben", "cid"}
    assert len(reading().passages) == 1
    assert rest.passages.empty


def test_the_other_tokenizer_finds_its_words_where_they_stand():
    read = reading()
    for row in robustness.other_tokens(read.segments, read.texts, NAMES).itertuples():
        assert read.texts[row.doc][row.start : row.end] == row.text


def test_the_other_tokenizer_unifies_spellings_as_the_first_does():
    names = pd.DataFrame([("Thugs", "Louts", "spelling")], columns=NAMES.columns)
    read = reading()
    assert (robustness.other_tokens(read.segments, read.texts, names)["term"] == "louts").sum() == 3


@pytest.mark.parametrize("decided_by", ["article", "adjective", "capital"])
def test_read_strictly_a_label_must_say_itself_who_is_meant(decided_by):
    read = reading(labels(("ann", "rebel", "own", decided_by), ("ann", "rebel", "own", "modifier")))
    assert robustness.strictly(read).labels["decided_by"].tolist() == ["modifier"]


def test_read_strictly_only_the_own_voice_counts_and_no_doubtful_attribution():
    named = labels(*(("ann", "rebel", spoken, "word") for spoken in naming.VOICES))
    read = robustness.strictly(reading(named, attributions(("ann", "UN", ""), ("ben", "UN", "yes"))))
    assert read.labels["voice"].tolist() == ["own"]
    assert read.attributions["doc"].tolist() == ["ann"]


def test_of_two_articles_none_is_left_out():
    kinds = [variation.kind for variation in robustness.variations(reading(docs=("ann", "ben")), NAMES)]
    assert LEFT_OUT not in kinds


# What becomes of a finding.

ONLY = "The only articles"
FINDING = robustness.Finding(ONLY, lambda _: {}, "{}", (LEFT_OUT,))


@pytest.mark.parametrize(
    ("now", "expected", "result"),
    [
        ({("a",): "1"}, [("a",)], "holds"),
        ({("b",): "1"}, [("a",)], "changes to Ben (1)"),
        ({("b",): "1"}, [], "changes to Ben (1)"),
        ({("a",): "1", ("b",): "2"}, [("a",)], "also Ben (2)"),
        ({("a",): "1"}, [("a",), ("b",)], "no longer Ben"),
        ({("a",): "1", ("b",): "2"}, [("b",), ("a",)], "changes to the order Ann (1); Ben (2)"),
        ({}, [("a",)], "none is left"),
        ({}, [], "none is left"),
    ],
)
def test_what_became_of_a_finding_is_said_in_words(now, expected, result):
    assert robustness._result(now, expected, FINDING, {"a": "Ann", "b": "Ben"}) == result


def test_a_number_that_changes_does_not_break_a_finding():
    assert robustness._result({("a",): "2"}, [("a",)], FINDING, {"a": "Ann"}) == "holds"


def test_a_label_of_one_article_does_not_survive_without_it_nor_beside_the_words_of_sources():
    own = [("ann", "rebel", "own", "word")] * 3
    table = robustness.table(reading(labels(*own, ("ben", "rebel", "quoted", "word"))), NAMES)
    assert results(table, ONLY) == {
        "without Ann": "none is left",
        "without Ben": "holds",
        "without Cid": "holds",
        "read strictly": "holds",
        "read widely": "also Ben (1)",
    }


def test_the_label_used_most_may_hang_on_one_article():
    named = [("ann", "rebel", "own", "word")] * 3 + [("ben", "thug", "own", "word")] * 2
    table = robustness.table(reading(labels(*named)), NAMES)
    assert results(table, "The label used most") == {
        "without Ann": "changes to “thug” (2)",
        "without Ben": "holds",
        "without Cid": "holds",
        "read strictly": "holds",
    }


def test_shared_copy_is_looked_for_anew_without_an_article():
    found = results(robustness.table(reading(), NAMES), "Articles by their share of shared copy")
    assert found["without Cid"] == "holds"
    assert found["without Ann"] == "holds"
    assert robustness.most_shared(robustness.without(reading(), "ann")) == {
        ("ben",): "0 of 12",
        ("cid",): "0 of 12",
    }


def test_the_most_telling_word_of_an_article_left_out_is_not_missed():
    assert robustness.keywords(reading()) == {
        ("ann", "rebels"): "3",
        ("ben", "thugs"): "3",
        ("cid", "clowns"): "3",
    }
    found = results(robustness.table(reading(), NAMES), "The word that sets an article apart")
    assert found["without Ann"] == "holds"


def test_words_in_every_article_are_telling_of_none():
    assert robustness.keywords(reading(docs=("ann",))) == {}


def test_labels_are_exchanged_only_where_each_side_has_just_one_of_its_own():
    one = [("ann", "army", "own", "word"), ("ben", "thug", "own", "word")]
    assert robustness.exchanged_labels(reading(labels(*one))) == {("army", "thug"): "1"}
    assert robustness.exchanged_labels(reading(labels(*one, ("ben", "gang", "own", "word")))) == {}


def test_a_source_is_missing_once_only_if_three_others_have_it():
    two = attributions(("ann", "UN", ""), ("ben", "UN", ""))
    assert robustness.missing_once(reading(attributions=two)) == []
    docs = pd.DataFrame({"doc": list("abcd"), "short": list("ABCD")})
    three = attributions(("a", "UN", ""), ("b", "UN; NGO", ""), ("c", "UN", "yes"))
    read = reading(attributions=three)._replace(articles=docs)
    assert robustness.missing_once(read) == ["UN"]
    assert robustness.articles_without(read, "UN") == {("d",): ""}
    assert robustness.articles_without(robustness.strictly(read), "UN") == {("c",): "", ("d",): ""}


@pytest.mark.parametrize("docs", [(), ("ann",)])
def test_of_less_than_two_articles_nothing_is_asked(docs):
    read = reading()
    few = read._replace(articles=read.articles[read.articles["doc"].isin(docs)])
    table = robustness.table(few, NAMES)
    assert table.columns.tolist() == robustness.COLUMNS
    assert table.empty
    assert robustness.compact(table).empty
    assert robustness.survival(table) == []


def test_a_finding_that_never_holds_is_not_told_of_each_change():
    rows = [("Top word", "war", variation, "no", "") for variation in ("without Ann", "read strictly")]
    short = robustness.compact(pd.DataFrame(rows, columns=robustness.COLUMNS))
    assert short["survives"].tolist() == ["0 of 2"]


def test_two_articles_without_labels_or_sources_are_asked_what_is_left():
    table = robustness.table(reading(docs=("ann", "ben")), NAMES)
    assert set(table["variation"]) == {"with another tokenizer", "read strictly"}


# The five articles.


@pytest.fixture(scope="module")
def whole(texts, segments, analysed, words, mentions, attributions, spans):
    articles = pd.DataFrame({"doc": list(texts), "short": [f"article {doc[:3]}" for doc in texts]})
    named = voice.add_voice(mentions, segments, spans, analysed)
    passages = reuse.passages(segments, analysed)
    return robustness.Reading(articles, segments, analysed, words, named, attributions, spans, passages)


@pytest.fixture(scope="module")
def table(whole):
    return robustness.table(whole, corpus.read_lexicon(corpus.SEEDS, "names"))


def test_every_finding_of_the_study_is_asked_only_where_the_change_bears_on_it(whole, table):
    assert len(table) == sum(
        len(whole.articles) * (LEFT_OUT in finding.bears) + len(set(finding.bears) - {LEFT_OUT})
        for finding in robustness.asked(whole)
    )


def test_what_holds_in_the_study_says_so_and_what_does_not_says_what_changed(table):
    assert table["holds"].isin(["yes", "no"]).all()
    assert (table["result"] == "holds").equals(table["holds"] == "yes")


def test_some_findings_of_the_study_survive_everything_and_some_do_not(table):
    kept = table.groupby("finding")["holds"].agg(set)
    assert {"yes"} in kept.tolist()
    assert any("no" in results for results in kept)


def test_the_findings_of_the_study_are_those_of_the_other_tables(whole):
    counts = shared.word_counts(
        shared.mark(whole.tokens, shared.spans(whole.passages)), whole.segments
    ).set_index("doc")
    for (doc,), number in robustness.most_shared(whole).items():
        assert number == f"{counts.loc[doc, 'shared']} of {counts.loc[doc, 'words']}"
    sentences = [str(one) for one in findings_attribution.missing_sources(whole.attributions, whole.articles)]
    for speaker in robustness.missing_once(whole):
        assert any(sentence.startswith(f"{speaker}: found as a source in 4 of 5") for sentence in sentences)


def test_the_short_table_of_the_study_has_a_row_for_each_finding(whole, table):
    short = robustness.compact(table)
    assert len(short) == len(robustness.asked(whole))
    for survives, (_, rows) in zip(
        short["survives"], table.groupby(["finding", "whole"], sort=False), strict=True
    ):
        assert survives.startswith(f"{(rows['holds'] == 'yes').sum()} of {len(rows)}")


def test_read_widely_a_label_of_the_study_has_no_fewer_users(whole):
    wide = whole._replace(voices=naming.VOICES)
    for actor in naming_differences.variously_named(whole.labels):
        for label in robustness.label_of_few(whole, actor):
            assert robustness.users(whole, actor, label).keys() <= robustness.users(wide, actor, label).keys()


def test_each_of_the_four_kinds_of_change_bears_on_some_finding_of_the_study(whole):
    bears = {kind for finding in robustness.asked(whole) for kind in finding.bears}
    assert bears == {LEFT_OUT, robustness.TOKENIZER, STRICT, WIDE}


def test_a_label_is_one_of_few_only_if_less_than_half_the_articles_use_it():
    uses = [("ann", "rebel", "own", "word")] * 3
    assert robustness.label_of_few(reading(labels(*uses)), "hts") == ["rebel"]
    assert robustness.label_of_few(reading(labels(*uses), docs=("ann", "ben")), "hts") == []


def test_a_source_that_two_articles_lack_is_not_missing_once():
    docs = pd.DataFrame({"doc": list("abcde"), "short": list("ABCDE")})
    three = attributions(("a", "UN", ""), ("b", "UN", ""), ("c", "UN", ""))
    assert robustness.missing_once(reading(attributions=three)._replace(articles=docs)) == []


def test_words_on_an_unknown_side_are_not_those_of_the_side_given_most():
    spans = pd.DataFrame([("ann", 0, "content", 0, 38), ("ann", 1, "content", 39, 53)])
    spans.columns = ["doc", "attribution", "role", "start", "end"]
    told = attributions(("ann", "Bob", ""), ("ann", "UN", "")).assign(side=["unknown", "un"])
    read = reading(attributions=told)._replace(spans=spans)
    assert robustness.largest_sides(read) == {("ann", "United Nations"): "2"}


@pytest.mark.parametrize(("other", "significant"), [("war", "0"), ("peace", "4")])
def test_significant_words_are_those_that_chance_would_not_explain(other, significant):
    terms_of = {"ann": ["war"] * 50 + ["town"], "ben": [other] * 50 + ["town"]}
    tokens = pd.DataFrame(
        [(doc, term) for doc in terms_of for term in terms_of[doc]], columns=["doc", "term"]
    )
    [(count,)] = robustness.significant_words(reading()._replace(tokens=tokens))
    assert count == significant


def test_a_finding_that_holds_once_holds_at_times():
    rows = [("Top word", "war", f"without {name}", name, "") for name in ("yes", "no", "no")]
    [sentence] = robustness.survival(pd.DataFrame(rows, columns=robustness.COLUMNS))
    assert str(sentence).endswith("1; holding each time: 0, at times: 1, never: 0.")
