"""Which findings survive."""

import pandas as pd
import pytest

from inotherwords import paths
from inotherwords.attribution import voice_tables
from inotherwords.corpus import folder
from inotherwords.layers import schema
from inotherwords.naming import VOICES
from inotherwords.report.findings import robustness
from inotherwords.report.findings.robustness import LEFT_OUT, STRICT, WIDE
from inotherwords.reuse import find_passages
from inotherwords.terms.tokens import find_tokens

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
        tokens=find_tokens(segments, texts, NAMES),
        labels=labels,
        attributions=attributions,
        spans=pd.DataFrame(columns=["doc", "attribution", "role", "start", "end"]),
        passages=find_passages(segments, texts),
    )


def results(table, name):
    """What becomes of the findings whose name begins so, by variation."""
    rows = table[table["finding"].str.startswith(name)]
    return dict(zip(rows["variation"], rows["result"], strict=True))


def test_without_an_article_no_table_has_it():
    read = reading()
    rest = robustness.leave_out(read, "ann")
    for name in ("articles", "segments", "tokens"):
        assert set(getattr(rest, name)["doc"]) == {"ben", "cid"}
    assert (len(read.passages), len(rest.passages)) == (1, 0)


def test_the_other_tokenizer_finds_its_words_where_they_stand_and_unifies_spellings_as_the_first_does():
    names = pd.DataFrame([("Thugs", "Louts", "spelling")], columns=NAMES.columns)
    read = reading()
    found = robustness.find_other_tokens(read.segments, read.texts, names)
    places = zip(found["doc"], found["start"], found["end"], strict=True)
    assert found["text"].tolist() == [read.texts[doc][start:end] for doc, start, end in places]
    assert (found["term"] == "louts").sum() == 3


def test_read_strictly_only_sure_labels_in_the_own_voice_count_and_no_doubtful_attribution():
    named = [("ann", "rebel", spoken, "word") for spoken in VOICES]
    named += [("ann", "rebel", "own", unsure) for unsure in ("article", "adjective", "capital")]
    read = reading(labels(*named), attributions(("ann", "UN", ""), ("ben", "UN", "yes")))
    strict = robustness.read_strictly(read)
    assert strict.labels[["voice", "decided_by"]].values.tolist() == [["own", "word"]]
    assert strict.attributions["doc"].tolist() == ["ann"]


def test_a_label_of_one_article_does_not_survive_without_it_nor_beside_the_words_of_sources():
    own = [("ann", "rebel", "own", "word")] * 3
    table = robustness.ask_all(reading(labels(*own, ("ben", "rebel", "quoted", "word"))), NAMES)
    assert results(table, "The only articles") == {
        "without Ann": "none is left",
        "without Ben": "holds",
        "without Cid": "holds",
        "read strictly": "holds",
        "read widely": "also Ben (1)",
    }


def test_the_label_used_most_may_hang_on_one_article_and_a_smaller_number_breaks_no_finding():
    named = [("ann", "rebel", "own", "word")] * 3 + [("ben", "thug", "own", "word")] * 2
    table = robustness.ask_all(reading(labels(*named, ("ann", "rebel", "quoted", "word"))), NAMES)
    assert results(table, "The label used most") == {
        "without Ann": "changes to “thug” (2)",
        "without Ben": "holds",
        "without Cid": "holds",
        "read strictly": "holds",
    }


def test_of_two_labels_used_as_often_one_may_be_lost():
    named = labels(*[("ann", "rebel", "own", "word"), ("ben", "thug", "own", "article")] * 2)
    found = results(robustness.ask_all(reading(named, docs=("ann", "ben")), NAMES), "The label used most")
    assert found == {"read strictly": "no longer “thug”"}


def test_an_order_that_changes_is_told_as_such():
    spans = pd.DataFrame([("ann", 0, "content", 0, 38), ("ben", 1, "content", 0, 10)])
    spans.columns = ["doc", "attribution", "role", "start", "end"]
    heard = attributions(("ann", "UN", "yes"), ("ben", "UN", ""))
    read = reading(attributions=heard, docs=("ann", "ben"))
    table = robustness.ask_all(read._replace(spans=spans), NAMES)
    told = results(table, "Articles by their share of words on somebody's word")
    assert told["with another tokenizer"] == "holds"
    assert told["read strictly"].startswith("changes to the order Ben (")


def test_without_an_article_shared_copy_is_looked_for_anew_and_its_own_word_is_not_missed():
    read = reading()
    table = robustness.ask_all(read, NAMES)
    found = results(table, "Articles by their share of shared copy")
    assert (found["without Cid"], found["without Ann"]) == ("holds", "holds")
    rest = robustness.leave_out(read, "ann")
    assert robustness.rank_by_shared_copy(rest) == {("ben",): "0 of 12", ("cid",): "0 of 12"}
    words = {("ann", "rebels"): "3", ("ben", "thugs"): "3", ("cid", "clowns"): "3"}
    assert robustness.find_keywords(read) == words
    assert results(table, "The word that sets an article apart")["without Ann"] == "holds"
    assert robustness.find_keywords(reading(docs=("ann",))) == {}


def test_labels_are_exchanged_only_where_each_side_has_just_one_of_its_own():
    one = [("ann", "army", "own", "word"), ("ben", "thug", "own", "word")]
    assert robustness.find_exchanged_labels(reading(labels(*one))) == {("army", "thug"): "1"}
    assert robustness.find_exchanged_labels(reading(labels(*one, ("ben", "gang", "own", "word")))) == {}


def test_a_source_is_missing_once_only_if_three_have_it_and_all_but_one():
    two = attributions(("ann", "UN", ""), ("ben", "UN", ""))
    assert robustness.find_missing_speakers(reading(attributions=two)) == []
    docs = pd.DataFrame({"doc": list("abcde"), "short": list("ABCDE")})
    three = attributions(("a", "UN", ""), ("b", "UN; NGO", ""), ("c", "UN", "yes"))
    of_five = reading(attributions=three)._replace(articles=docs)
    assert robustness.find_missing_speakers(of_five) == []
    read = of_five._replace(articles=docs.head(4))
    assert robustness.find_missing_speakers(read) == ["UN"]
    assert robustness.find_articles_without(read, "UN") == {("d",): ""}
    assert robustness.find_articles_without(robustness.read_strictly(read), "UN") == {("c",): "", ("d",): ""}


def test_of_less_than_two_articles_nothing_is_asked_and_of_two_none_is_left_out():
    read = reading()
    for docs in ([], ["ann"]):
        few = read._replace(articles=read.articles[read.articles["doc"].isin(docs)])
        table = robustness.ask_all(few, NAMES)
        assert list(table) == [*schema.columns("robustness")]
        assert table.empty
        assert robustness.compact(table).empty
        assert robustness.survival(table) == []
    table = robustness.ask_all(reading(docs=("ann", "ben")), NAMES)
    assert set(table["variation"]) == {"with another tokenizer", "read strictly"}


@pytest.fixture(scope="module")
def whole(texts, segments, analysed, words, mentions, attributions, spans):
    articles = pd.DataFrame({"doc": list(texts), "short": [f"article {doc[:3]}" for doc in texts]})
    named = voice_tables.add_voice(mentions, segments, spans, analysed)
    passages = find_passages(segments, analysed)
    return robustness.Reading(articles, segments, analysed, words, named, attributions, spans, passages)


def test_every_finding_of_the_study_is_asked_where_a_change_bears_on_it_and_the_result_says_if_it_holds(
    whole,
):
    table = robustness.ask_all(whole, folder.read_lexicon(paths.SEEDS, "names"))
    bears = [set(finding.bears) for finding in robustness.list_findings(whole)]
    assert len(table) == sum(len(whole.articles) * (LEFT_OUT in one) + len(one - {LEFT_OUT}) for one in bears)
    assert set().union(*bears) == {LEFT_OUT, robustness.TOKENIZER, STRICT, WIDE}
    assert (table["result"] == "holds").map({True: "yes", False: "no"}).equals(table["holds"])
    kept = table.groupby("finding")["holds"].agg(set).tolist()
    assert {"yes"} in kept
    assert any("no" in results for results in kept)
    short = robustness.compact(table)["survives"]
    for survives, (_, rows) in zip(short, table.groupby(["finding", "whole"], sort=False), strict=True):
        assert survives.startswith(f"{(rows['holds'] == 'yes').sum()} of {len(rows)}")


def test_a_finding_that_never_holds_is_not_told_of_each_change_and_one_that_holds_once_holds_at_times():
    for holds, survives, told in [
        ("no", "0 of 2", "at times: 0, never: 1."),
        ("yes", "1 of 2; not without b", "at times: 1, never: 0."),
    ]:
        rows = [("Top word", "war", "without a", holds, ""), ("Top word", "war", "without b", "no", "")]
        table = schema.table("robustness", rows)
        assert robustness.compact(table)["survives"].tolist() == [survives]
        [sentence] = robustness.survival(table)
        assert str(sentence).endswith(f"1; holding each time: 0, {told}")


def test_significant_words_are_those_that_chance_would_not_explain():
    for other, significant in {"war": "0", "peace": "4"}.items():
        used = {"ann": ["war"] * 50 + ["town"], "ben": [other] * 50 + ["town"]}
        tokens = pd.DataFrame([(doc, term) for doc in used for term in used[doc]], columns=["doc", "term"])
        assert list(robustness.count_significant_words(reading()._replace(tokens=tokens))) == [(significant,)]


def test_a_label_is_one_of_few_only_if_less_than_half_the_articles_use_it():
    uses = [("ann", "rebel", "own", "word")] * 3
    assert robustness.find_label_of_few(reading(labels(*uses)), "hts") == ["rebel"]
    assert robustness.find_label_of_few(reading(labels(*uses), docs=("ann", "ben")), "hts") == []


def test_words_on_an_unknown_side_are_not_those_of_the_side_given_most():
    spans = pd.DataFrame([("ann", 0, "content", 0, 38), ("ann", 1, "content", 39, 53)])
    spans.columns = ["doc", "attribution", "role", "start", "end"]
    told = attributions(("ann", "Bob", ""), ("ann", "UN", "")).assign(side=["unknown", "un"])
    read = reading(attributions=told)._replace(spans=spans)
    assert robustness.find_sides(read) == {("ann", "United Nations"): "2"}
