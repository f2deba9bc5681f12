import html

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inotherwords import collation, normalisation, reuse


def corpus(**articles):
    """Segments and texts of articles given as lists of sentences, one to a line."""
    rows = []
    for doc, sentences in articles.items():
        start = 0
        for number, sentence in enumerate(sentences):
            rows.append((doc, number, "sentence", 0, start, start + len(sentence)))
            start += len(sentence) + 1
    segments = pd.DataFrame(rows, columns=["doc", "segment", "kind", "paragraph", "start", "end"])
    return segments, {doc: "\n".join(sentences) for doc, sentences in articles.items()}


def found(**articles):
    """The passages of some articles: (sentence in a, sentence in b, kind)."""
    segments, texts = corpus(**articles)
    return [
        (texts[row.doc_a][row.start_a : row.end_a], texts[row.doc_b][row.start_b : row.end_b], row.kind)
        for row in reuse.passages(segments, texts).itertuples()
    ]


def collated(a, b, kind="near"):
    """The substitutions between two sentences that are taken to be the same one."""
    pair = pd.DataFrame([(1, "a", 0, len(a), "b", 0, len(b), kind, 0.6)], columns=reuse.PASSAGES)
    return pair, collation.substitutions(pair, {"a": a, "b": b}), {"a": a, "b": b}


def changes(a, b, kind="near"):
    return collated(a, b, kind)[1][["text_a", "text_b", "change"]].values.tolist()


def shown(a, b):
    pair, table, texts = collated(a, b)
    return [collation.marked(pieces) for pieces in collation.versions(pair.iloc[0], table, texts)]


FERRY = "The ferry sank off the northern coast before dawn on Sunday."
HARBOUR = "Divers searched the harbour for twelve missing sailors."
MAYOR = "The mayor promised a new lighthouse within three years."
BAKERS = "Two bakers opened their shops as if nothing had happened."


def test_a_sentence_in_both_articles_is_a_verbatim_passage():
    assert found(a=[FERRY], b=[FERRY]) == [(FERRY, FERRY, "verbatim")]


def test_a_sentence_with_one_word_changed_is_near():
    other = FERRY.replace("sank", "foundered")
    assert found(a=[FERRY, MAYOR], b=[other, BAKERS]) == [(FERRY, other, "near")]


def test_a_sentence_told_in_mostly_other_words_is_a_paraphrase():
    other = "Twelve sailors are missing, said divers who worked in cold water all through Monday."
    assert found(a=[HARBOUR, MAYOR, FERRY], b=[other, BAKERS]) == [(HARBOUR, other, "paraphrase")]


def test_sentences_on_other_matters_are_no_passage():
    assert found(a=[FERRY, MAYOR], b=[BAKERS]) == []


def test_typography_and_spelling_leave_a_passage_verbatim():
    a = "“Syria’s neighbouring cease-fire holds — for 14,000 people in Türkiye,” the centre said."
    b = '"Syria\'s neighboring ceasefire holds -- for 14,000 people in Turkiye," the center said.'
    assert found(a=[a], b=[b]) == [(a, b, "verbatim")]


def test_the_order_of_the_sentences_does_not_matter():
    expected = [(sentence, sentence, "verbatim") for sentence in [FERRY, HARBOUR, MAYOR]]
    assert found(a=[FERRY, HARBOUR, MAYOR], b=[MAYOR, FERRY, HARBOUR]) == expected


def test_a_sentence_split_in_two_is_matched_twice():
    whole = "The ferry sank off the northern coast and divers searched the harbour for missing sailors."
    halves = ["The ferry sank off the northern coast.", "Divers searched the harbour for missing sailors."]
    assert found(a=[whole], b=[*halves, BAKERS]) == [(whole, half, "near") for half in halves]


def test_a_sentence_cut_short_is_near():
    cut = "The ferry sank off the northern coast."
    assert found(a=[FERRY, MAYOR], b=[cut, BAKERS]) == [(FERRY, cut, "near")]


def test_a_short_sentence_drawn_out_is_near_though_little_alike():
    short = "The ferry sank before dawn."
    long = (
        f"{short[:-1]}, leaving dozens of passengers clinging to crates, planks and empty barrels for hours."
    )
    segments, texts = corpus(a=[short, MAYOR], b=[long, BAKERS])
    [row] = reuse.passages(segments, texts).itertuples()
    assert row.similarity < reuse.NEAR
    assert row.kind == "near"


def test_a_sentence_with_a_better_partner_is_not_offered_with_a_worse_one():
    like = "The ferry sank off the southern coast."
    assert found(a=[FERRY, like], b=[FERRY, like]) == [(FERRY, FERRY, "verbatim"), (like, like, "verbatim")]


def test_a_sentence_repeated_in_its_own_article_is_no_passage():
    assert found(a=[FERRY, FERRY], b=[BAKERS]) == []


def test_very_short_sentences_take_no_part():
    assert found(a=["He said so."], b=["He said so."]) == []


@pytest.mark.parametrize("kind", ["headline", "heading", "dateline", "credit", "metadata"])
def test_only_sentences_and_captions_take_part(kind):
    segments, texts = corpus(a=[FERRY, MAYOR], b=[FERRY, MAYOR])
    segments.loc[segments["segment"] == 0, "kind"] = kind
    segments.loc[segments["segment"] == 1, "kind"] = "caption"
    table = reuse.passages(segments, texts)
    assert texts["a"][table["start_a"].item() : table["end_a"].item()] == MAYOR


def test_passages_are_numbered_by_articles_and_place():
    segments, texts = corpus(c=[FERRY], b=[MAYOR, FERRY], a=[FERRY, MAYOR])
    table = reuse.passages(segments, texts)
    assert table[["passage", "doc_a", "doc_b"]].values.tolist() == [
        [1, "a", "b"],
        [2, "a", "b"],
        [3, "a", "c"],
        [4, "b", "c"],
    ]
    assert table["start_a"].tolist()[:2] == [0, len(FERRY) + 1]


@pytest.mark.parametrize(
    "articles", [{}, {"a": [FERRY]}, {"a": [], "b": [FERRY]}, {"a": ["“…”"], "b": ["“…”"]}]
)
def test_where_nothing_is_shared_the_tables_are_empty_and_keep_their_columns(articles):
    segments, texts = corpus(**articles)
    passages = reuse.passages(segments, texts)
    assert list(passages) == reuse.PASSAGES
    assert list(collation.substitutions(passages, texts)) == collation.SUBSTITUTIONS
    assert list(reuse.clusters(passages)) == ["cluster", "doc", "start", "end"]
    assert passages.empty


def test_an_article_without_a_text_is_a_key_error():
    segments, _ = corpus(a=[FERRY])
    with pytest.raises(KeyError, match="a"):
        reuse.passages(segments, {})


def test_another_word_in_the_same_place_is_a_replacement():
    assert changes("The offensive began.", "The onslaught began.") == [["offensive", "onslaught", "replace"]]


def test_added_words_are_an_insertion_after_the_word_before():
    _, table, _ = collated("A ceasefire, with Israel", "A fragile ceasefire, with Israel")
    [row] = table.itertuples()
    assert (row.start_a, row.end_a, row.text_a) == (1, 1, "")
    assert (row.text_b, row.change) == ("fragile", "insert")


def test_words_added_at_the_start_are_inserted_before_the_first_word():
    _, table, _ = collated("“They left.", "Later “they left.")
    assert table[["start_a", "end_a", "text_b"]].values.tolist() == [[1, 1, "Later"]]


def test_words_left_out_are_a_deletion():
    assert changes("Four people died, he said.", "Four people died.") == [["he said", "", "delete"]]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Jihadist groups", "jihadist groups"),
        ("„They left“", '"They left"'),
        ("Syria’s army", "Syria's army"),
        ("the city's outskirts", "the city outskirts"),
        ("pre-war trade", "pre war trade"),
        ("a cease-fire", "a ceasefire"),
        ("air strikes", "airstrikes"),
        ("al-Qaeda", "Al Qaeda"),
        ("14,000 people", "14000 people"),
        ("the neighbouring centre", "the neighboring center"),
        ("they realised", "they realized"),
        ("four rises", "four, rises"),
    ],
)
def test_typography_and_spelling_are_no_substitution(a, b):
    assert changes(a, b) == []


def test_numbers_are_compared_whole():
    assert changes("killed 14,000 people", "killed 14,500 people") == [["14,000", "14,500", "replace"]]


def test_a_possessive_is_shown_with_its_word():
    assert changes("in Iran's view", "in Russia's view") == [["Iran's", "Russia's", "replace"]]


def test_a_function_word_alone_between_two_differences_belongs_to_them():
    expected = [["by the violence", "as a result of the bombing", "replace"]]
    assert changes("displaced by the violence", "displaced as a result of the bombing") == expected


def test_a_word_with_meaning_between_two_differences_stands_for_itself():
    expected = [["rebels", "gunmen", "replace"], ["today", "yesterday", "replace"]]
    assert changes("rebels withdrew today", "gunmen withdrew yesterday") == expected


def test_paraphrases_are_not_collated():
    assert changes("The offensive began.", "The onslaught began.", kind="paraphrase") == []


def test_versions_mark_the_words_that_differ_and_show_gaps():
    a, b = "Rebels began the offensive near Aleppo.", "Later rebels began the onslaught near Aleppo, he said."
    assert shown(a, b) == [
        "[∅] Rebels began the [offensive] near Aleppo [∅].",
        "[Later] rebels began the [onslaught] near Aleppo, [he said].",
    ]


def test_versions_hold_only_their_own_passage():
    segments, texts = corpus(a=[FERRY, MAYOR], b=[FERRY.replace("sank", "foundered"), MAYOR])
    passages = reuse.passages(segments, texts)
    last = list(passages.itertuples())[-1]
    assert collation.versions(last, collation.substitutions(passages, texts), texts)[0] == [(MAYOR, False)]


def test_marks_can_be_html_with_the_text_escaped():
    pieces = [("R&D ", False), ("<grew>", True)]
    assert collation.marked(pieces, "<b>", "</b>", html.escape) == "R&amp;D <b>&lt;grew&gt;</b>"


def test_clusters_gather_all_versions_and_the_widest_comes_first():
    segments, texts = corpus(a=[MAYOR, FERRY], b=[FERRY, MAYOR], c=[FERRY])
    table = reuse.clusters(reuse.passages(segments, texts))
    assert table[["cluster", "doc"]].values.tolist() == [[1, "a"], [1, "b"], [1, "c"], [2, "a"], [2, "b"]]
    assert [texts[row.doc][row.start : row.end] for row in table.itertuples()] == [FERRY] * 3 + [MAYOR] * 2


def test_two_sentences_are_in_no_cluster_only_by_way_of_a_third():
    links = [("a", "b", 0.9), ("b", "c", 0.8), ("c", "d", 0.7)]
    rows = [(n, a, 0, 9, b, 0, 9, "near", alike) for n, (a, b, alike) in enumerate(links, 1)]
    table = reuse.clusters(pd.DataFrame(rows, columns=reuse.PASSAGES))
    assert table[["cluster", "doc"]].values.tolist() == [[1, "a"], [1, "b"], [2, "c"], [2, "d"]]


def test_paraphrases_join_no_cluster():
    pair = pd.DataFrame([(1, "a", 0, 9, "b", 0, 9, "paraphrase", 0.4)], columns=reuse.PASSAGES)
    assert reuse.clusters(pair).empty


def test_the_shared_share_counts_each_word_of_a_shared_sentence_once():
    segments, texts = corpus(a=[FERRY, MAYOR], b=[FERRY], c=[FERRY, BAKERS], d=[HARBOUR])
    tokens = pd.DataFrame(
        [(doc, *m.span()) for doc, text in texts.items() for m in normalisation.WORD.finditer(text)],
        columns=["doc", "start", "end"],
    )
    table = reuse.shared_share(reuse.passages(segments, texts), segments, tokens)
    assert table.values.tolist() == [["a", 11, 20], ["b", 11, 11], ["c", 11, 21], ["d", 0, 8]]


WORDS = [
    "the",
    "of",
    "rebels",
    "Iran's",
    "14,000",
    "air",
    "strikes",
    "airstrikes",
    "cease-fire",
    "“panic”",
    "fled,",
]
words = st.sampled_from(WORDS)
sentences = st.lists(words, min_size=1, max_size=10).map(" ".join)
articles = st.lists(sentences, min_size=1, max_size=4)


@given(sentences, sentences)
def test_substitutions_slice_back_and_never_split_a_word(a, b):
    _, table, texts = collated(a, b)
    for side in "ab":
        edges = {0, len(texts[side])}
        edges |= {edge for word in normalisation.WORD.finditer(texts[side]) for edge in word.span()}
        for _, row in table.iterrows():
            start, end = row[f"start_{side}"], row[f"end_{side}"]
            assert texts[side][start:end] == row[f"text_{side}"]
            assert {start, end} <= edges


@given(sentences, sentences)
def test_the_substitutions_applied_to_one_version_give_the_words_of_the_other(a, b):
    _, table, _ = collated(a, b)
    made, place = "", 0
    for row in table.itertuples():
        made += f"{a[place : row.start_a]} {row.text_b} "
        place = row.end_a
    made += a[place:]
    letters = [
        "".join(map(normalisation.normal_form, normalisation.WORD.findall(text))) for text in (made, b)
    ]
    assert letters[0] == letters[1]


@given(sentences, sentences)
def test_versions_joined_give_the_sentences_back(a, b):
    pair, table, texts = collated(a, b)
    both = collation.versions(pair.iloc[0], table, texts)
    assert ["".join(text for text, _ in pieces) for pieces in both] == [a, b]


@given(sentences, sentences)
def test_the_substitutions_of_a_swapped_pair_are_mirrored(a, b):
    mirrored = [[there, here] for here, there, _ in changes(b, a)]
    assert [[here, there] for here, there, _ in changes(a, b)] == mirrored


@given(articles, articles)
def test_swapping_two_articles_mirrors_the_passages(first, second):
    one, other = found(a=first, b=second), found(a=second, b=first)
    assert sorted(one) == sorted((a, b, kind) for b, a, kind in other)
