import itertools
import re

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from inotherwords.claims import claims
from inotherwords.layers import schema
from inotherwords.reuse.passages import find_passages


def corpus(**articles):
    """Articles given as lists of sentences; [[…]] is a source's words, ((…)) its name and verb.

    Returns texts, segments, tokens, attributions, attribution_spans; the speaker is the first word of ((…)).
    """
    texts, segments, tokens, attributions, spans = {}, [], [], [], []
    for doc, sentences in articles.items():
        text = ""
        for segment, marked in enumerate(sentences):
            start, bracketed = len(text), []
            for piece in re.split(r"(\[\[|\]\]|\(\(|\)\))", marked):
                if piece in ("[[", "(("):
                    bracketed.append((piece, len(text)))
                elif piece in ("]]", "))"):
                    opening, first = bracketed.pop()
                    role = "content" if opening == "[[" else "source"
                    spans.append((doc, segment, role, first, len(text)))
                    if role == "source":
                        speaker = text[first:].split()[0]
                        attributions.append(
                            (doc, segment, speaker.removesuffix("?"), "yes" * ("?" in speaker))
                        )
                else:
                    text += piece
            segments.append((doc, segment, "sentence", start, len(text)))
            for match in re.finditer(r"\w[\w,]*\w|\w", text[start:]):
                first, last = start + match.start(), start + match.end()
                tokens.append((doc, segment, first, last, text[first:last], text[first:last].lower()))
            text += "\n"
        texts[doc] = text
    return {
        "texts": texts,
        "segments": pd.DataFrame(segments, columns=["doc", "segment", "kind", "start", "end"]),
        "tokens": pd.DataFrame(tokens, columns=["doc", "segment", "start", "end", "text", "term"]),
        "attributions": pd.DataFrame(attributions, columns=["doc", "attribution", "speaker", "doubtful"]),
        "attribution_spans": pd.DataFrame(spans, columns=["doc", "attribution", "role", "start", "end"]),
    }


def linked(tables, *pairs):
    """Passages between sentences, given as (doc, number, doc, number, kind, similarity)."""
    places = {
        (row.doc, row.segment): (row.doc, row.start, row.end) for row in tables["segments"].itertuples()
    }
    rows = [
        (number, *places[doc_a, a], *places[doc_b, b], kind, similarity)
        for number, (doc_a, a, doc_b, b, kind, similarity) in enumerate(pairs, 1)
    ]
    return schema.table("passages", rows)


def told(tables, *pairs):
    """The claims table of a corpus with these passages."""
    return claims.find_claims(linked(tables, *pairs), **tables)


def sentences(table):
    """The versions of each claim as doc and sentence start."""
    return [list(zip(rows["doc"], rows["start"], strict=True)) for _, rows in table.groupby("claim")]


def named(docs):
    return pd.DataFrame({"doc": list(docs), "short": list(docs.upper())})


FERRY = "The ferry sank off the northern coast."
PAIR = [("a", 0, "b", 0, "near", 0.6)]


def test_a_version_is_told_as_most_of_the_words_are_that_it_shares_but_for_those_that_name_the_source():
    sank = "The ferry sank."
    cases = {
        "((Ann of the Northern Coast Ferry Sinking Inquiry Board said)) [[the ferry sank]].": sank,
        "[[The ferry sank]], ((Ann said)), in a winter of long queues, dear fuel and small quarrels.": sank,
        "[[“The ferry sank” off the northern coast]], ((Bob said)).": FERRY,  # just half is quoted
    }
    for b, a in cases.items():
        assert told(corpus(a=[a], b=[b]), *PAIR)["told"].tolist() == ["own", "attributed"]


def test_a_claim_is_told_in_own_voice_attributed_or_quoted():
    tables = corpus(
        a=[FERRY],
        b=["[[The ferry sank off the northern coast]], ((Ann said))."],
        c=["[[“The ferry sank off the northern coast,”]] ((Bob said))."],
    )
    table = told(tables, *PAIR, ("a", 0, "c", 0, "near", 0.6), ("b", 0, "c", 0, "near", 0.6))
    assert table[["claim", "doc", "told", "speaker", "link"]].values.tolist() == [
        [1, "a", "own", "", "near"],
        [1, "b", "attributed", "Ann", "near"],
        [1, "c", "quoted", "Bob", "near"],
    ]


def test_of_two_who_tell_parts_of_a_version_the_one_with_more_words_is_its_speaker():
    tables = corpus(a=[FERRY], b=["[[The ferry sank]], ((Ann said)), off the northern coast."])
    start = tables["texts"]["b"].index("coast")
    spans, heads = tables["attribution_spans"], tables["attributions"]
    spans.loc[len(spans)] = ["b", 9, "content", start, start + 5]
    heads.loc[len(heads)] = ["b", 9, "Bob", ""]
    assert told(tables, *PAIR)["speaker"].tolist() == ["", "Ann"]


def test_a_caption_is_told_on_the_word_of_its_source_if_it_has_one():
    tables = corpus(a=[FERRY], b=["[[The ferry sank off the northern coast]], ((Ann said))."])
    tables["segments"]["kind"] = "caption"
    assert told(tables, *PAIR)["told"].tolist() == ["own", "attributed"]


def test_where_no_word_is_shared_all_words_count():
    tables = corpus(
        a=["Fire killed 1500 passengers."], b=["[[“Dead are 1,500 passengers aboard”]], ((Ann told)) us."]
    )
    tables["tokens"] = tables["tokens"][tables["tokens"]["term"] != "passengers"]
    assert told(tables)["told"].tolist() == ["own", "quoted"]


def test_a_doubtful_attribution_is_marked_and_shown_with_a_question_mark():
    tables = corpus(a=[FERRY], b=["[[The ferry sank off the northern coast]], ((Ann? said))."])
    table = told(tables, *PAIR)
    assert table["doubtful"].tolist() == ["", "yes"]
    assert claims.matrix(table, named("ab")).loc[0, "B"] == "attributed: Ann (?)"


def test_a_source_without_a_name_is_said_to_have_none():
    tables = corpus(a=[FERRY], b=["[[The ferry sank off the northern coast]], ((Ann said))."])
    tables["attributions"]["speaker"] = ""
    assert claims.matrix(told(tables, *PAIR), named("ab")).loc[0, "B"] == (f"attributed: {claims.UNNAMED}")


def test_a_chain_of_passages_is_not_one_claim():
    tables = corpus(a=["The ferry sank."], b=["The ferry sank at sea."], c=["A gull slept at sea."])
    table = told(tables, *PAIR, ("b", 0, "c", 0, "paraphrase", 0.4))
    assert sentences(table) == [[("a", 0), ("b", 0)], [("b", 0), ("c", 0)]]


def test_a_version_joins_the_most_of_a_claim_though_not_all_of_it():
    tables = corpus(a=[FERRY], b=[FERRY], c=[FERRY], d=["The ferry is lost."])
    near = [(one, 0, other, 0, "near", 0.9) for one, other in ("ab", "ac", "bc")]
    table = told(tables, *near, *((doc, 0, "d", 0, "paraphrase", 0.3) for doc in "ab"))
    assert sentences(table) == [[("a", 0), ("b", 0), ("c", 0), ("d", 0)]]
    assert table["link"].tolist() == ["near", "near", "near", "paraphrase"]


def test_the_sentences_most_firmly_tied_to_a_claim_join_it_first():
    # c, d and e are each tied to a and b: two of them can join, the third is then tied to half only.
    tables = corpus(**{doc: [FERRY] for doc in "abcde"})
    firmly = {"c": 0.9, "d": 0.8, "e": 0.5}
    near = [(one, 0, other, 0, "near", firmly[other]) for one in "ab" for other in firmly]
    table = told(tables, ("a", 0, "b", 0, "near", 0.95), *near)
    assert table.loc[table["claim"] == 1, "doc"].tolist() == ["a", "b", "c", "d"]


def test_a_sentence_tied_to_just_half_of_a_claim_is_no_version_of_it():
    tables = corpus(a=[FERRY], b=[FERRY], c=[FERRY], d=[FERRY], e=["The ferry is lost."])
    near = [(one, 0, other, 0, "near", 0.9) for one, other in itertools.combinations("abcd", 2)]
    table = told(tables, *near, *((doc, 0, "e", 0, "paraphrase", 0.3) for doc in "ab"))
    assert table.loc[table["claim"] == 1, "doc"].tolist() == ["a", "b", "c", "d"]


def test_sentences_with_only_the_words_that_report_in_common_are_no_versions():
    tables = corpus(
        a=["[[They sank]], ((Ann the director told a reporter))."],
        b=["[[Bakers slept]], ((Ann the director told a reporter))."],
    )
    assert told(tables, *PAIR).empty


def test_a_name_in_one_that_is_a_word_in_the_other_is_more_than_a_name():
    tables = corpus(a=["The Northern Air Force struck."], b=["Its northern air force bombed."])
    assert len(told(tables, *PAIR)) == 2


def test_a_remark_in_passing_does_not_make_a_paraphrase_a_version():
    core = "Strange that soldiers receive such heavy blows from the strong air cover during a war."
    tables = corpus(a=[core], b=[core], c=["In the war she baked bread."])
    weak = [(one, 0, "c", 0, "paraphrase", 0.3) for one in "ab"]
    assert told(tables, *PAIR, *weak)["doc"].tolist() == ["a", "b"]


def test_of_the_ties_of_a_sentence_without_a_claim_only_the_strongest_begins_one():
    core = "Strange that soldiers receive such heavy blows from the strong air cover during a war."
    tables = corpus(a=[core, "Bread fell."], b=[core, "Bread fell."], c=["In the war she baked bread."])
    weak = [(one, 0, "c", 0, "paraphrase", 0.3) for one in "ab"]
    table = told(tables, *PAIR, ("a", 1, "b", 1, "near", 0.9), *weak, ("a", 1, "c", 0, "paraphrase", 0.25))
    assert table["doc"].tolist() == ["a", "b", "a", "b"]


def test_every_near_passage_stands_in_a_claim():
    tables = corpus(
        a=["The ferry sank and bakers slept.", "Bakers slept."], b=["The ferry sank."], c=["Bakers slept."]
    )
    table = told(tables, *PAIR, ("a", 0, "c", 0, "near", 0.5), ("b", 0, "c", 0, "paraphrase", 0.3))
    groups = [set(group) for group in sentences(table)]
    assert any({("a", 0), ("b", 0)} <= group for group in groups)
    assert any({("a", 0), ("c", 0)} <= group for group in groups)


def test_one_article_may_tell_a_claim_twice():
    tables = corpus(a=[FERRY, "The ferry was lost."], b=[FERRY], c=[FERRY])
    near = [(one, 0, other, 0, "near", 0.9) for one, other in ("ab", "ac", "bc")]
    table = told(tables, *near, ("a", 1, "b", 0, "paraphrase", 0.3), ("a", 1, "c", 0, "paraphrase", 0.3))
    assert table["doc"].tolist() == ["a", "a", "b", "c"]
    assert claims.choose_foremost(table)["start"].tolist() == [0, 0, 0]


def test_two_halves_of_a_sentence_that_another_article_tells_in_two_stay_two_claims():
    tables = corpus(
        a=["The ferry sank and fifty sailors drowned."], b=["The ferry sank.", "Sailors drowned."]
    )
    table = told(tables, ("a", 0, "b", 0, "near", 0.6), ("a", 0, "b", 1, "near", 0.5))
    assert sentences(table) == [[("a", 0), ("b", 0)], [("a", 0), ("b", 16)]]


def test_a_copied_clause_ties_the_sentences_in_which_it_stands():
    tables = corpus(a=["The ferry sank, and bakers rejoiced."], b=["The ferry sank."])
    passages = schema.table("passages", [(1, "a", 0, 14, "b", 0, 15, "near", 0.9)])
    table = claims.find_claims(passages, **tables)
    assert table[["doc", "start", "end"]].values.tolist() == [["a", 0, 36], ["b", 0, 15]]


def test_where_a_clause_was_copied_the_voice_and_the_title_are_those_of_its_words():
    tables = corpus(
        a=["The old ferry, pride of the harbour, sank."],
        b=["[[Bakers rejoiced at the news]], ((Ann said)), who owned the ferry, pride of the harbour."],
    )
    table = told(tables, *PAIR)
    assert table["told"].tolist() == ["own", "own"]
    assert table["title"].unique().tolist() == ["The old ferry, pride of the harbour …"]


def test_the_same_number_of_the_same_thing_ties_two_sentences_as_a_candidate():
    tables = corpus(a=["The toll includes 24 civilians."], b=["24 civilians died, 19 of them under bombs."])
    table = told(tables)
    assert table[["doc", "link"]].values.tolist() == [["a", "paraphrase"], ["b", "paraphrase"]]


def test_a_small_number_in_common_helps_a_sentence_into_a_claim():
    tables = corpus(
        a=["Shells killed four bakers."],
        b=["Shells killed four bakers."],
        c=["Four bakers died from shells."],
    )
    weak = ("a", 0, "c", 0, "paraphrase", 0.3)
    assert told(tables, *PAIR, weak)["doc"].tolist() == ["a", "b", "c"]
    assert told(tables, weak)["doc"].tolist() == ["a", "b", "c"]


def test_a_claim_in_more_articles_comes_before_one_with_more_versions():
    shops = "Bakers opened shops."
    tables = corpus(a=[shops, shops, FERRY], b=[shops, shops, FERRY], c=[shops, FERRY], d=[FERRY])
    often = itertools.combinations([("a", 0), ("a", 1), ("b", 0), ("b", 1), ("c", 0)], 2)
    wide = itertools.combinations([("a", 2), ("b", 2), ("c", 1), ("d", 0)], 2)
    near = [(*one, *other, "near", 0.9) for one, other in [*often, *wide] if one[0] != other[0]]
    assert told(tables, *near).groupby("claim").size().tolist() == [4, 5]


def test_a_title_has_no_more_than_twelve_words_and_shows_where_it_is_cut():
    long = "The ferry sank near small grey islands in heavy rain, towing two grey barges loaded with bread."
    table = told(corpus(a=[long], b=[long]), *PAIR)
    [title] = table["title"].unique()
    assert title.endswith(" …")
    assert title.removesuffix(" …") in long
    assert len(title.removesuffix(" …").split()) == 12


def test_a_title_begins_with_its_clause_and_keeps_what_denies():
    """Of two articles that say the same each: no title may say the contrary, whatever words they share."""
    kept = {
        "We are not going home until the war is over.": "We are not going home until the war is over",
        "Nobody drowned in the harbour.": "Nobody drowned in the harbour",
        "No ferry sank at Bari.": "No ferry sank at Bari",
        "The port has refused to take the ferry.": "The port has refused to take the ferry",
        "Late at night, the sailors didn’t leave.": "Late at night, the sailors didn’t leave",
        "Nobody believed that the ferry sank.": "Nobody believed that the ferry sank",
        "It is not true, for all that is told, that five sailors drowned at Bari near the rocky islands.": (
            "It is not true, for all that is told, that five sailors …"
        ),
        "[[The ferry sank]], ((Ann denied)).": "The ferry sank, Ann denied",
        "The harbour is closed: sailors, bakers, smiths, carters, weavers and fishers of Bari left, never to "
        "return.": "… bakers, smiths, carters, weavers and fishers of Bari left, never to return",
    }
    tables = {sentence: told(corpus(a=[sentence], b=[sentence]), *PAIR) for sentence in kept}
    found = {sentence: table["title"].iloc[0] for sentence, table in tables.items()}
    assert found == kept


def test_a_candidate_lends_its_words_to_a_title_only_where_all_versions_are_candidates():
    firm, weak = "The old ferry sank at Bari.", "The ferry sank at Bari."
    tables = corpus(a=[firm, weak], b=[firm], c=[weak])
    ties = [("a", 0, "b", 0, "near", 0.9), *(("abc"[n], 0, "c", 0, "paraphrase", 0.3) for n in (0, 1))]
    ties += [("a", 1, "b", 0, "paraphrase", 0.3), ("a", 1, "c", 0, "paraphrase", 0.3)]
    assert told(tables, *ties)["title"].unique().tolist() == ["The old ferry sank at Bari"]
    assert told(tables, ("b", 0, "c", 0, "paraphrase", 0.3))["title"].unique().tolist() == [weak[:-1]]


def test_an_article_without_a_version_is_absent_and_a_candidate_has_a_question_mark():
    tables = corpus(a=[FERRY], b=["The ferry was lost."], c=["Bakers slept."])
    table = told(tables, ("a", 0, "b", 0, "paraphrase", 0.3))
    row = claims.matrix(table, named("abc")).iloc[0]
    assert row[["A", "B", "C"]].tolist() == ["own (?)", "own (?)", claims.ABSENT]


def test_where_nothing_is_shared_the_tables_are_empty_and_keep_their_columns():
    tables = corpus(a=[FERRY])
    table = told(tables)
    assert list(table) == [*schema.columns("claims")]
    assert list(claims.matrix(table, named("a"))) == ["claim", "title", "A"]


PLACES = [(doc, number) for doc in "abcd" for number in range(3)]
TABLES = corpus(**{doc: [FERRY, "Bakers slept.", "The ferry and its bakers left."] for doc in "abcd"})
TIES = st.lists(
    st.tuples(
        st.sampled_from(PLACES), st.sampled_from(PLACES), st.sampled_from(claims.LINKS), st.floats(0.3, 1)
    ).filter(lambda tie: tie[0][0] < tie[1][0]),
    min_size=1,
    max_size=12,
    unique_by=lambda tie: tie[:2],
)


@given(TIES, st.randoms())
def test_claims_hold_whatever_the_passages_and_their_order(ties, random):
    rows = [(*one, *other, kind, similarity) for one, other, kind, similarity in ties]
    table = claims.find_claims(linked(TABLES, *rows), **TABLES)
    assert (table.groupby("claim")["doc"].nunique() >= 2).all()
    assert not table.duplicated(["claim", "doc", "start", "end"]).any()
    assert table["claim"].unique().tolist() == list(range(1, table["claim"].nunique() + 1))
    places = {tuple(row) for row in TABLES["segments"][["doc", "segment", "start"]].itertuples(index=False)}
    tied = {place for tie in ties for place in tie[:2]}
    assert set(zip(table["doc"], table["start"], strict=True)) <= {
        (doc, start) for doc, number, start in places if (doc, number) in tied
    }
    random.shuffle(rows)
    pd.testing.assert_frame_equal(table, claims.find_claims(linked(TABLES, *rows), **TABLES))


def test_both_sentences_of_each_passage_found_are_versions_of_a_claim():
    tables = corpus(a=[FERRY, "Two bakers opened shops."], b=["Two bakers opened shops.", FERRY])
    passages = find_passages(tables["segments"], tables["texts"])
    assert sentences(claims.find_claims(passages, **tables)) == [[("a", 0), ("b", 25)], [("a", 39), ("b", 0)]]


def test_a_passage_that_is_little_alike_makes_only_a_candidate_and_names_alone_make_none():
    links = {("verbatim", 1.0): "verbatim", ("near", 0.42): "near"}
    links |= dict.fromkeys([("near", 0.41), ("paraphrase", 0.9)], "paraphrase")
    for tie, link in links.items():
        assert set(told(corpus(a=[FERRY], b=[FERRY]), ("a", 0, "b", 0, *tie))["link"]) == {link}
        names = corpus(a=["Israel and Hezbollah agreed."], b=["Israel bombed Hezbollah."])
        assert told(names, ("a", 0, "b", 0, *tie)).empty


def test_small_or_other_numbers_or_things_tie_nothing():
    a = "Two civilians of the 24 civilians slept on two ships."
    for b in ("Two ships left.", "24 ships left.", "25 civilians died."):
        assert told(corpus(a=[a], b=[b])).empty


def test_a_title_quotes_what_most_articles_share_without_the_source():
    rescuers, helpers = (
        [f"[[{words}]], ((Ann said))."]
        for words in ("Rescuers have left the port", "Helpers left port yesterday")
    )
    crowd = [
        "Mayor Ann Moore and Captain Ben Reed Holt came, and the ferry sank near small grey rocky islands."
    ]
    exact = ["At least five bakers were killed."]
    cases = {
        "… the ferry sank at Bari": [
            ["Wild storms: the ferry sank at Bari."],
            ["At Bari, it is told today, a ferry sank."],
        ],
        "Rescuers have left the port …": [rescuers, rescuers, helpers],
        "The ferry sank": [["The old ferry sank."], ["The ferry sank."]],  # no words of its own
        "… the ferry sank near small grey rocky islands": [crowd, crowd],  # what happened, not who was there
        "At least five bakers were killed": [exact, exact],
    }
    for title, articles in cases.items():
        tables = corpus(**dict(zip("abc", articles, strict=False)))
        near = [(one, 0, other, 0, "near", 0.9) for one, other in itertools.combinations(tables["texts"], 2)]
        assert told(tables, *near)["title"].unique().tolist() == [title]
