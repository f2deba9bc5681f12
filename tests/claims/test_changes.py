"""What changes between the versions of a claim."""

import re

import pandas as pd
from told import FERRY, dated, table

from inotherwords.claims import changes
from inotherwords.layers import schema
from inotherwords.naming import EVENT


def shifts(*versions, **published):
    told, texts = table(*versions)
    articles = dated(**published or dict.fromkeys(texts, ""))
    found = changes.shifts(told, texts, articles)
    return found[["doc_a", "doc_b", "shift", "candidate"]].values.tolist()


def removed(*versions, named=()):
    """A source's words are the whole of a version with a speaker; `named`: the words that are names."""
    told, texts = table(*versions)
    labels = [
        (doc, match.start(), match.end(), match.group().lower())
        for doc, text in texts.items()
        for match in re.finditer("|".join(named) or "$^", text)
    ]
    labels = pd.DataFrame(labels, columns=["doc", "start", "end", "actor"])
    tokens = [
        (row.doc, number, row.start + match.start(), row.start + match.end(), match.group().lower())
        for number, row in enumerate(told.itertuples())
        for match in re.finditer(r"\w+", texts[row.doc][row.start : row.end])
    ]
    tokens = pd.DataFrame(tokens, columns=["doc", "segment", "start", "end", "term"])
    said = told[told["speaker"] != ""].assign(attribution=range(sum(told["speaker"] != "")), role="content")
    found = changes.omissions(told, tokens, said, said, labels, texts)
    return found.drop(columns="claim").values.tolist()


def updates(*versions, **published):
    return changes.updates(*table(*versions), dated(**published)).values.tolist()


def test_shifts_list_another_voice_and_another_speaker_but_not_the_same():
    said = [("b", "Ann"), ("c", "Bob"), ("d", "Ann")]
    versions = [(1, "a", FERRY, "own", ""), *((1, doc, FERRY, "quoted", name) for doc, name in said)]
    assert shifts(*versions) == [
        ["a", "b", "own → quoted", ""],
        ["a", "c", "own → quoted", ""],
        ["a", "d", "own → quoted", ""],
        ["b", "c", "another speaker", ""],
        ["c", "d", "another speaker", ""],
    ]


def test_another_number_of_the_same_thing_is_an_update_with_both_dates():
    versions = [(1, "a", "At least 242 dead.", "own", ""), (1, "b", "255 people were killed.", "own", "")]
    assert updates(*versions, a="2024-11-30", b="2024-11-29") == [
        [1, "dead", "b", "255", "2024-11-29", "a", "At least 242", "2024-11-30", "a"]
    ]
    for b in ("2024-11-30", ""):
        assert [row[-1] for row in updates(*versions, a="2024-11-30", b=b)] == ["unknown"]


def test_the_same_number_in_other_words_and_numbers_of_other_things_are_no_updates():
    towns = (1, "a", "They took more than 50 towns.", "own", "")
    assert not updates(towns, (1, "b", "They took around fifty towns.", "own", ""), a="", b="")
    assert not updates(towns, (1, "b", "They took 14 tanks.", "own", ""), a="", b="")


def test_where_nothing_is_shared_the_tables_are_empty_and_keep_their_columns():
    told, articles = schema.table("claims"), dated(a="")
    tokens = pd.DataFrame(columns=["doc", "segment", "start", "end", "term"])
    spans = pd.DataFrame(columns=["doc", "attribution", "speaker", "doubtful", "role", "start", "end"])
    labels = pd.DataFrame(columns=["doc", "start", "end", "actor"])
    missing = changes.omissions(told, tokens, spans, spans, labels, {"a": FERRY})
    newer = changes.updates(told, {}, articles)
    assert list(changes.shifts(told, {}, articles)) == [*schema.columns("claim_shifts")]
    assert list(missing) == [*schema.columns("claim_omissions")]
    assert list(newer) == [*schema.columns("claim_updates")]


def test_all_numbers_of_a_thing_that_an_article_gives_are_shown():
    versions = [(1, "a", "At least 242 dead, later 255 dead.", "own", ""), (1, "b", "300 dead.", "own", "")]
    assert updates(*versions, a="", b="")[0][3] == "At least 242 / 255"


def test_a_shift_runs_from_the_article_published_first_and_is_a_candidate_if_a_version_is_in_doubt():
    own, told = (1, "a", FERRY, "own", ""), (1, "b", FERRY, "attributed", "Ann")
    assert shifts(own, told, a="2024-11-30", b="2024-11-29") == [["b", "a", "attributed → own", ""]]
    assert shifts(own, told, a="2024-11-30", b="") == [["a", "b", "own → attributed", ""]]
    for doubted in ((*told, "paraphrase"), (*told[:-1], "Ann?")):
        assert shifts(own, doubted) == [["a", "b", "own → attributed", "yes"]]


def test_a_source_is_missing_where_other_versions_name_it_surely():
    ann, own = (1, "a", FERRY, "attributed", "Ann"), [(1, doc, FERRY, "own", "") for doc in "bc"]
    named_elsewhere = (2, "b", "Bakers slept.", "attributed", "Ann")
    assert removed(ann, *own, named_elsewhere) == [["source", "Ann", "a", "b; c", "c", ""]]
    assert removed((*ann[:-1], "Ann?"), *own) == []  # doubtful
    assert removed(ann, (1, "b", FERRY, "quoted", "Ann")) == []


def test_an_actor_is_missing_in_the_versions_that_do_not_name_it_where_another_does():
    sank, by_iran, ferry = (
        "Iran sank it.",
        (1, "a", "Iran sank the ferry.", "own", ""),
        (1, "b", FERRY, "own", ""),
    )
    cases = [
        ([by_iran, ferry], [["actor", "iran", "a", "b", "b", ""]]),
        ([by_iran, ferry, (2, "b", "Iran denied it.", "own", "")], [["actor", "iran", "a", "b", "", ""]]),
        ([by_iran, (1, "b", "The ferry was sunk by Iran.", "own", "")], []),
        ([(1, "a", FERRY, "own", ""), ferry, (2, "a", "Iran slept.", "own", "")], []),
        ([by_iran, ferry, (1, "b", sank, "own", "")], []),  # in one of its two versions
    ]
    for versions, missing in cases:
        assert removed(*versions, named=["Iran"]) == missing
    of_the_event = (1, "a", f"The ferry sank in the {EVENT}.", "own", "")
    assert removed(of_the_event, ferry, named=[EVENT]) == []  # no actor


def test_what_is_missing_in_what_may_be_another_statement_is_a_candidate():
    versions = (1, "a", "Iran sank the ferry.", "quoted", "Ann"), (1, "b", FERRY, "own", "", "paraphrase")
    assert removed(*versions, named=["Iran"]) == [
        ["source", "Ann", "a", "b", "b", "yes"],
        ["actor", "iran", "a", "b", "b", "yes"],
    ]
