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


def test_a_shift_runs_from_the_article_published_first():
    versions = [(1, "a", FERRY, "own", ""), (1, "b", FERRY, "attributed", "Ann")]
    assert shifts(*versions, a="2024-11-30", b="2024-11-29") == [["b", "a", "attributed → own", ""]]
    assert shifts(*versions, a="2024-11-30", b="") == [["a", "b", "own → attributed", ""]]


def test_a_shift_of_a_candidate_or_of_a_doubtful_version_is_a_candidate():
    own = (1, "a", FERRY, "own", "")
    assert shifts(own, (1, "b", FERRY, "quoted", "Ann", "paraphrase"))[0][-1] == "yes"
    assert shifts(own, (1, "b", FERRY, "quoted", "Ann?"))[0][-1] == "yes"


def test_a_source_that_some_versions_name_is_removed_from_the_others():
    assert removed(
        (1, "a", FERRY, "attributed", "Ann"),
        (1, "b", FERRY, "own", ""),
        (1, "c", FERRY, "own", ""),
        (2, "b", "Bakers slept.", "attributed", "Ann"),
    ) == [["source", "Ann", "a", "b; c", "c", ""]]


def test_a_doubtful_source_is_not_said_to_be_removed():
    assert removed((1, "a", FERRY, "attributed", "Ann?"), (1, "b", FERRY, "own", "")) == []


def test_a_source_that_every_version_names_is_not_removed():
    assert removed(*((1, doc, FERRY, "quoted", "Ann") for doc in "ab")) == []


def test_an_actor_that_one_version_names_is_missing_in_the_other():
    versions = (1, "a", "The ferry sank after an Iranian raid.", "own", ""), (1, "b", FERRY, "own", "")
    assert removed(*versions, named=["Iranian"]) == [["actor", "iranian", "a", "b", "b", ""]]


def test_an_actor_that_all_versions_name_is_not_missing():
    versions = (1, "a", "Iran sank the ferry.", "own", ""), (1, "b", "The ferry was sunk by Iran.", "own", "")
    assert removed(*versions, named=["Iran"]) == []


def test_an_actor_that_no_version_names_is_not_missing():
    versions = (1, "a", FERRY, "own", ""), (1, "b", FERRY, "own", ""), (2, "a", "Iran slept.", "own", "")
    assert removed(*versions, named=["Iran"]) == []


def test_an_actor_named_elsewhere_in_the_other_article_is_missing_in_its_version_only():
    assert removed(
        (1, "a", "Iran sank the ferry.", "own", ""),
        (1, "b", FERRY, "own", ""),
        (2, "b", "Iran denied it.", "own", ""),
        named=["Iran"],
    ) == [["actor", "iran", "a", "b", "", ""]]


def test_an_actor_named_in_one_of_two_versions_of_an_article_is_not_missing_there():
    assert not removed(
        (1, "a", "Iran sank the ferry.", "own", ""),
        (1, "b", FERRY, "own", ""),
        (1, "b", "Iran sank it.", "own", ""),
        named=["Iran"],
    )


def test_the_event_is_no_actor():
    event = EVENT
    assert not removed(
        (1, "a", f"The ferry sank in the {event}.", "own", ""), (1, "b", FERRY, "own", ""), named=[event]
    )


def test_what_is_missing_in_what_may_be_another_statement_is_a_candidate():
    versions = (1, "a", "Iran sank the ferry.", "quoted", "Ann"), (1, "b", FERRY, "own", "", "paraphrase")
    assert removed(*versions, named=["Iran"]) == [
        ["source", "Ann", "a", "b", "b", "yes"],
        ["actor", "iran", "a", "b", "b", "yes"],
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
