"""What several articles tell, and on whose word: kinds of sentences, all invented."""

import pandas as pd
import pytest

from inotherwords import cleaning
from inotherwords.claims import claims, clauses, told
from inotherwords.layers import schema
from inotherwords.reuse import find_passages

ACTS = pd.DataFrame(
    [("killing", "verb", "killed"), ("killing", "verb", "killing"), ("killing", "died", "died")],
    columns=["act", "part", "pattern"],
)


def find(texts, said=()):
    """The claims of some texts; `said` are (doc, speaker, words that the speaker says)."""
    segments, analysed = cleaning.clean_some(texts, texts)
    segments = schema.table("segments", segments)
    spans, heads = [], []
    for number, (doc, speaker, words) in enumerate(said, 1):
        start = texts[doc].index(words)
        spans.append((doc, number, "content", start, start + len(words), words))
        heads.append({"doc": doc, "attribution": number, "speaker": speaker, "doubtful": ""})
    columns = ["doc", "attribution", "speaker", "doubtful"]
    spans = schema.table("attribution_spans", spans)
    acts = told.list_acts(segments, schema.table("labels"), spans, ACTS, analysed)
    passages = find_passages(segments, analysed)
    table = claims.find_claims(
        passages, segments, pd.DataFrame(heads, columns=columns), spans, acts, analysed
    )
    return [
        (
            rows["title"].iloc[0],
            dict(zip(rows["doc"], zip(rows["told"], rows["speaker"], strict=True), strict=True)),
        )
        for _, rows in table.groupby("claim")
    ]


BANNED = "Marwick police roughly broke up a banned rally in the old harbour on {}, hurting several people"
PLANNED = "further rallies were planned against last week’s ballot"
ACCUSED = "police of firing rubber bullets to break up a rally Wednesday in the old harbour"


def test_a_claim_is_one_clause_and_its_voice_is_that_of_this_clause():
    texts = {
        "a": f"{BANNED.format('Wednesday')}, and one union leader said {PLANNED}.\nThe mayor was abroad.",
        "b": f"{BANNED.format('Wednesday')}, and one union leader said {PLANNED}.\nFerries ran as usual.",
        "c": f"A candidate accused {ACCUSED}, as dockers called for last week's ballot to be held again.",
    }
    found = find(
        texts, [("a", "a leader", PLANNED), ("b", "a leader", PLANNED), ("c", "a candidate", ACCUSED)]
    )
    broken, planned = (next(docs for title, docs in found if word in title) for word in ("broke", "planned"))
    assert (broken["a"], broken["b"]) == (("own", ""), ("own", ""))
    assert planned == {"a": ("attributed", "a leader"), "b": ("attributed", "a leader")}


@pytest.mark.parametrize("goes_on", ["controlled", "controls"])
def test_what_is_said_of_somebody_between_commas_is_a_clause_by_itself(goes_on):
    named = "The Red Watch, led by a former customs officer"
    text = f"{named}, {goes_on} upper valleys seized in spring."
    found = clauses.cut_clauses(clauses.Read(text, [], [], []), (0, len(text)))
    assert [text[one.start : one.end] for one in found] == [
        named,
        f"{goes_on} upper valleys seized in spring",
    ]


def test_the_same_number_of_dead_ties_versions_in_other_words_but_another_number_parts_them():
    texts = {
        "a": "Guards shelled a school in Tarn, killing four civilians there.",
        "b": "In Tarn guards shelled a campus where four civilians died.",
        "c": "Guards shelled a market in Tarn, killing nine civilians there.",
    }
    assert [sorted(docs) for _, docs in find(texts)] == [["a", "b"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The mayor of Marwick phoned the minister on Monday.", "The minister of Marwick opened a school."),
        ("Ann Reed, 36, sells bread in the old town.", "Ben Holt, 36, said he had lost his house."),
        ("For four years the ferry was late.", "The bridge was closed for four years."),
        ("The ferry, which sank in May, was an old one.", "In May the mayor bought an old ferry."),
        ("Guards killed 40 soldiers at the gate.", "Any talk of 40 soldiers killed at the gate is false."),
        ("In Tarn 23 people were injured on Friday.", "37 people and 23."),
        ("Seven years for 112 lives.", "Seven years after 112 men had met in Tarn the court sat."),
    ],
)
def test_names_ages_durations_and_remarks_in_passing_make_no_claim(one, other):
    assert find({"a": one, "b": other}) == []


def test_a_count_is_a_statement_beside_another_in_one_sentence():
    both = "37 people had been detained and that 11 officers were hurt by bottles and bolts from the crowd"
    texts = {
        "a": f"Police said that {both}.",
        "b": f"The police in Marwick said that {both}.",
        "c": "The crowd threw bottles and bolts at the officers, who were hurt.",
    }
    [detained] = [
        docs for title, docs in find(texts, [(doc, "police", both) for doc in "ab"]) if "37" in title
    ]
    assert sorted(detained) == ["a", "b"]


def test_what_is_told_alike_here_as_own_and_there_on_somebody_s_word_is_doubtful():
    text = "The harbour bridge collapsed on Friday after heavy rain."
    texts = {"a": text, "b": f"{text[:-1]}, a guard said."}
    segments, analysed = cleaning.clean_some(texts, texts)
    spans = schema.table("attribution_spans", [("b", 1, "content", 0, len(text) - 1, text[:-1])])
    heads = pd.DataFrame([("b", 1, "a guard", "")], columns=["doc", "attribution", "speaker", "doubtful"])
    passages = find_passages(segments, analysed)
    table = claims.find_claims(passages, segments, heads, spans, schema.table("acts"), analysed)
    assert table[["told", "doubtful"]].values.tolist() == [["own", "yes"], ["attributed", "yes"]]


def test_a_title_is_whole_words_of_one_version_without_what_joins_it():
    texts = {
        "a": "Rain fell, while the council approved a new tunnel under the bay.",
        "b": "On Friday the council approved a new tunnel under the bay.",
    }
    [(title, _)] = find(texts)
    assert title in (
        "the council approved a new tunnel under the bay",
        "On Friday the council approved a new tunnel under the bay",
    )


def test_a_claim_of_the_study_has_a_version_in_each_article_that_is_said_to_tell_it(texts):
    from inotherwords.layers.files import read_table
    from inotherwords.paths import OUTPUTS

    for row in read_table(OUTPUTS, "claims").itertuples():
        assert texts[row.doc][row.start : row.end].strip() == texts[row.doc][row.start : row.end]
