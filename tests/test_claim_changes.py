import re

import pandas as pd

from inotherwords import claim_changes, claims

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
    found = claim_changes.shifts(told, texts, articles)
    return found[["doc_a", "doc_b", "shift", "candidate"]].values.tolist()


def removed(*versions):
    """A source's words are the whole of a version with a speaker."""
    told, texts = table(*versions)
    tokens = [
        (row.doc, number, row.start + match.start(), row.start + match.end(), match.group().lower())
        for number, row in enumerate(told.itertuples())
        for match in re.finditer(r"\w+", texts[row.doc][row.start : row.end])
    ]
    tokens = pd.DataFrame(tokens, columns=["doc", "segment", "start", "end", "term"])
    said = told[told["speaker"] != ""].assign(attribution=range(sum(told["speaker"] != "")), role="content")
    found = claim_changes.removed(told, tokens, said, said, texts)
    return found.drop(columns="claim").values.tolist()


def updates(*versions, **published):
    return claim_changes.updates(*table(*versions), dated(**published)).values.tolist()


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
    ) == [["source", "Ann", "a", "b; c", "c"]]


def test_a_doubtful_source_is_not_said_to_be_removed():
    assert removed((1, "a", FERRY, "attributed", "Ann?"), (1, "b", FERRY, "own", "")) == []


def test_nothing_is_removed_from_what_may_be_another_statement():
    assert (
        removed((1, "a", FERRY, "quoted", "Ann", "paraphrase"), (1, "b", FERRY, "own", "", "paraphrase"))
        == []
    )


def test_a_clause_that_one_version_has_is_missing_in_the_other():
    long = "The ferry sank, drowning nine young sailors."
    assert removed((1, "a", long, "own", ""), (1, "b", "The ferry sank.", "own", "")) == [
        ["detail", "drowning nine young sailors", "a", "b", ""]
    ]


def test_a_clause_that_stands_elsewhere_in_the_other_article_is_not_missing():
    long = "The ferry sank, drowning nine young sailors."
    assert not removed(
        (1, "a", long, "own", ""),
        (1, "b", "The ferry sank.", "own", ""),
        (2, "b", "Nine young sailors are dead.", "own", ""),
    )


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
    assert claim_changes.spread(told) == [
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
    missing = pd.DataFrame([(1, "source", "Ann", "a", "b; c", "b; c")], columns=claim_changes.REMOVED)
    assert claim_changes.other_sources(told, missing, dated(a="", b="", c="")) == [
        "“t”: on the word of Ann in A (no source of that name in B); on the word of a source that is not "
        "named in C; in the article's own voice in B."
    ]


def test_a_sentence_on_other_numbers_is_cautious():
    told, texts = table(
        (1, "a", "At least 242 dead.", "own", ""),
        (1, "b", "255 people were killed.", "own", ""),
        (1, "c", "255 dead.", "own", ""),
    )
    articles = dated(a="2024-11-29", b="2024-11-29", c="")
    found = claim_changes.updates(told, texts, articles)
    assert claim_changes.later_numbers(found, articles) == [
        "Number of “dead”: 255 in C (no date), At least 242 in A (29 November 2024) and 255 in B "
        "(29 November 2024). Perhaps later news, not a contradiction; which of one day is later is not known."
    ]


def test_where_nothing_is_shared_the_tables_are_empty_and_keep_their_columns():
    told, articles = pd.DataFrame(columns=claims.CLAIMS), dated(a="")
    tokens = pd.DataFrame(columns=["doc", "segment", "start", "end", "term"])
    spans = pd.DataFrame(columns=["doc", "attribution", "speaker", "doubtful", "role", "start", "end"])
    missing = claim_changes.removed(told, tokens, spans, spans, {"a": FERRY})
    newer = claim_changes.updates(told, {}, articles)
    assert list(claim_changes.shifts(told, {}, articles)) == claim_changes.SHIFTS
    assert list(missing) == claim_changes.REMOVED
    assert list(newer) == claim_changes.UPDATES
    assert claim_changes.spread(told) == ["No claim is told by two articles."]
    assert claim_changes.other_sources(told, missing, articles) == []
    assert claim_changes.later_numbers(newer, articles) == []
