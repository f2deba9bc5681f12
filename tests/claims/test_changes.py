import re

import pandas as pd
import pytest

from inotherwords.claims import changes, claims
from inotherwords.naming import mentions
from inotherwords.report.findings.claims import (
    actors_left_out,
    later_numbers,
    nobody_named,
    other_sources,
    spread,
)

FERRY = "The ferry sank off the northern coast."


def table(*versions):
    """Claims given as (claim, doc, text, told, speaker[, link]); returns the table and the texts."""
    texts, rows = {}, []
    for claim, doc, text, told, speaker, *link in versions:
        start = len(texts.get(doc, ""))
        texts[doc] = texts.get(doc, "") + text + "\n"
        place = (doc, start, start + len(text))
        rows.append(
            (claim, *place, told, speaker.rstrip("?"), "yes" * ("?" in speaker), *(link or ["near"]), "t")
        )
    return pd.DataFrame(rows, columns=claims.CLAIMS), texts


def printed(make, *tables):
    """The sentences as a reader sees them."""
    return [str(sentence) for sentence in make(*tables)]


def dated(**published):
    return pd.DataFrame(
        {
            "doc": published.keys(),
            "short": [doc.upper() for doc in published],
            "published": published.values(),
        }
    )


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
    event = mentions.EVENT
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
    missing = pd.DataFrame([(1, "source", "Ann", "a", "b; c", "b; c", "")], columns=changes.REMOVED)
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
    nobody = pd.DataFrame(columns=changes.REMOVED)
    assert printed(other_sources, told, nobody, dated(a="", b="")) == [
        "“t”: on the word of Ann in A and B; in the article's own voice in A."
    ]


def test_a_sentence_does_not_say_that_a_candidate_lacks_a_source():
    told, _ = table((1, "a", FERRY, "attributed", "Ann"), (1, "b", FERRY, "own", ""))
    missing = pd.DataFrame([(1, "source", "Ann", "a", "b", "b", "yes")], columns=changes.REMOVED)
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
    missing = pd.DataFrame(rows, columns=changes.REMOVED)
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
    found = changes.updates(told, texts, articles)
    assert printed(later_numbers, found, articles) == [
        "Number of “dead”: 255 in C (no date), At least 242 in A (29 November 2024) and 255 in B "
        "(29 November 2024). Perhaps later news, not a contradiction; which of one day is later is not known."
    ]


def test_where_nothing_is_shared_the_tables_are_empty_and_keep_their_columns():
    told, articles = pd.DataFrame(columns=claims.CLAIMS), dated(a="")
    tokens = pd.DataFrame(columns=["doc", "segment", "start", "end", "term"])
    spans = pd.DataFrame(columns=["doc", "attribution", "speaker", "doubtful", "role", "start", "end"])
    labels = pd.DataFrame(columns=["doc", "start", "end", "actor"])
    missing = changes.omissions(told, tokens, spans, spans, labels, {"a": FERRY})
    newer = changes.updates(told, {}, articles)
    assert list(changes.shifts(told, {}, articles)) == changes.SHIFTS
    assert list(missing) == changes.REMOVED
    assert list(newer) == changes.UPDATES
    assert printed(spread, told) == ["No claim is told by two articles."]
    assert printed(other_sources, told, missing, articles) == []
    assert printed(later_numbers, newer, articles) == []
    left_out = actors_left_out(told, missing, articles)
    assert left_out.empty
    assert list(left_out) == ["title", "actor", "named_in", "not_in", "candidate"]


def named(*rows):
    return pd.DataFrame(rows, columns=["doc", "start", "end", "actor"])


def versions_of_one_claim(*docs):
    rows = [(1, doc, 0, 20, "own", "", "", "near", "Ten died") for doc in docs]
    return pd.DataFrame(rows, columns=claims.CLAIMS), dated(**dict.fromkeys(docs, ""))


def test_a_claim_in_which_one_article_names_an_actor_and_another_none_is_told():
    told, articles = versions_of_one_claim("a", "b", "c")
    labels = named(
        ("a", 3, 9, "russia"), ("a", 10, 12, "iran"), ("b", 30, 35, "russia"), ("c", 2, 5, "event")
    )
    assert printed(nobody_named, told, labels, articles) == [
        "“Ten died”: A names Iran and Russia; B and C name nobody there."
    ]


@pytest.mark.parametrize("docs", ["ab", ""])
def test_where_all_versions_name_somebody_or_none_does_there_is_nothing_to_tell(docs):
    told, articles = versions_of_one_claim("a", "b")
    labels = named(*((doc, 3, 9, "russia") for doc in docs))
    assert printed(nobody_named, told, labels, articles) == []


def test_all_numbers_of_a_thing_that_an_article_gives_are_shown():
    versions = [(1, "a", "At least 242 dead, later 255 dead.", "own", ""), (1, "b", "300 dead.", "own", "")]
    assert updates(*versions, a="", b="")[0][3] == "At least 242 / 255"


@pytest.mark.parametrize(
    ("link", "said"), [("near", "“t”: "), ("paraphrase", "“t” (perhaps another statement): ")]
)
def test_a_claim_in_which_nobody_is_named_may_be_another_statement(link, said):
    told, _ = table((1, "a", "Iran shelled it.", "own", ""), (1, "b", "It was shelled.", "own", "", link))
    labels = pd.DataFrame([("a", 0, 4, "iran")], columns=["doc", "start", "end", "actor"])
    assert printed(nobody_named, told, labels, dated(a="", b="")) == [
        f"{said}A names Iran; B names nobody there."
    ]
