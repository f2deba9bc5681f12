import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inotherwords import settings as defaults
from inotherwords.layers import schema
from inotherwords.layers.spans import mark_shared
from inotherwords.reuse import clusters, index, sharing
from inotherwords.reuse.parts import list_parts
from inotherwords.reuse.passages import (
    cut_parts,
    find_passages,
    list_wordings,
    map_with_processes,
    stream_passages,
)
from inotherwords.text.words import WORD


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
        for row in find_passages(segments, texts).itertuples()
    ]


FERRY = "The ferry sank off the northern coast before dawn on Sunday."
HARBOUR = "Divers searched the harbour for twelve missing sailors."
MAYOR = "The mayor promised a new lighthouse within three years."
BAKERS = "Two bakers opened their shops as if nothing had happened."


FOUNDERED = FERRY.replace("sank", "foundered")
SOUTHERN = "The ferry sank off the southern coast."
MISSING = "Twelve sailors are missing, said divers who worked in cold water all through Monday."
WHOLE = "The ferry sank off the northern coast and divers searched the harbour for missing sailors."
HALVES = ["The ferry sank off the northern coast.", "Divers searched the harbour for missing sailors."]
PRINTED = "“Syria’s neighbouring cease-fire holds — for 14,000 people in Türkiye,” the centre said."
OTHERWISE = '"Syria\'s neighboring ceasefire holds -- for 14,000 people in Turkiye," the center said.'
ALL = [(sentence, sentence, "verbatim") for sentence in [FERRY, HARBOUR, MAYOR]]
# What two articles have, and what of it is found.
SHARED = {
    "a sentence in both is verbatim": ([FERRY], [FERRY], ALL[:1]),
    "with one word changed it is near": ([FERRY, MAYOR], [FOUNDERED, BAKERS], [(FERRY, FOUNDERED, "near")]),
    "told in mostly other words it is a paraphrase": (
        [HARBOUR, MAYOR, FERRY],
        [MISSING, BAKERS],
        [(HARBOUR, MISSING, "paraphrase")],
    ),
    "sentences on other matters are none": ([FERRY, MAYOR], [BAKERS], []),
    "typography and spelling leave it verbatim": ([PRINTED], [OTHERWISE], [(PRINTED, OTHERWISE, "verbatim")]),
    "the order does not matter": ([FERRY, HARBOUR, MAYOR], [MAYOR, FERRY, HARBOUR], ALL),
    "split in two it is matched twice": (
        [WHOLE],
        [*HALVES, BAKERS],
        [(WHOLE, half, "near") for half in HALVES],
    ),
    "cut short it is near": ([FERRY, MAYOR], [HALVES[0], BAKERS], [(FERRY, HALVES[0], "near")]),
    "with a better partner it is not offered with a worse one": (
        [FERRY, SOUTHERN],
        [FERRY, SOUTHERN],
        [*ALL[:1], (SOUTHERN, SOUTHERN, "verbatim")],
    ),
    "repeated in its own article it is none": ([FERRY, FERRY], [BAKERS], []),
}


def test_a_sentence_that_two_articles_share_is_found_and_of_its_kind():
    assert {how: found(a=a, b=b) for how, (a, b, _) in SHARED.items()} == {
        how: expected for how, (*_, expected) in SHARED.items()
    }


MINISTER = "Interior Minister Corvin Thale has not come to Tarvick."


def test_a_pair_has_a_word_in_common_that_in_one_of_its_sentences_is_no_name_and_two_to_be_near():
    for ending, offered in {"gave a medal away": 0, "has come late": 1, "has Come Late": 1}.items():
        other = f"Interior Minister Corvin Thale {ending}."
        assert len(found(a=[MINISTER, BAKERS], b=[other, MAYOR])) == offered, other
    other = "On Monday came Corvin Thale, the Interior Minister, who will come to Tarvick again."
    assert found(a=[MINISTER, BAKERS], b=[other, MAYOR]) == [(MINISTER, other, "paraphrase")]


def test_of_a_number_or_of_words_without_capitals_none_is_a_name():
    assert cut_parts(*corpus(a=["عاد 12 Men ran"]))["telling"].tolist() == ["عاد 12 ran"]


def test_a_short_sentence_drawn_out_is_near_though_little_alike():
    short = "The ferry sank before dawn."
    long = (
        f"{short[:-1]}, leaving dozens of passengers clinging to crates, planks and empty barrels for hours."
    )
    segments, texts = corpus(a=[short, MAYOR], b=[long, BAKERS])
    [row] = find_passages(segments, texts).itertuples()
    assert row.similarity < defaults.NEAR
    assert row.kind == "near"


CLAUSE = "who had watched the long search from her small window"


def in_long_sentences(clause):
    """Two sentences that share nothing but a clause."""
    return (
        f"Ann Moore stood at the gate with the governor's cousin, {clause}, and several hundred motorcycles "
        "blocked every junction between the racetrack and the stadium.",
        f"Reporters met a lighthouse keeper, {clause}, near the old customs office, where forty "
        "relatives of drowned passengers gathered under grey tarpaulins with blankets, tea and bread.",
    )


def test_a_clause_copied_into_another_sentence_is_found_on_its_own_but_not_one_of_little_but_names():
    names = "according to Ben Hill of the Moore and Hill Ferry Company"
    changed = CLAUSE.replace("small", "kitchen")
    for one, other, offered in [
        (CLAUSE, CLAUSE, [(CLAUSE, CLAUSE, "verbatim")]),
        (CLAUSE, changed, [(CLAUSE, changed, "near")]),
        (names, names, []),
    ]:
        a, b = in_long_sentences(one)[0], in_long_sentences(other)[1]
        assert found(a=[a, MAYOR], b=[b, BAKERS]) == offered


def test_sentences_alike_in_little_but_a_copied_clause_are_near():
    a = f"Ann Moore stood there with her only cousin, {CLAUSE}, and motorcycles blocked the streets."
    b = f"Reporters met a lighthouse keeper, {CLAUSE}, and relatives gathered with blankets and tea."
    segments, texts = corpus(a=[a, MAYOR], b=[b, BAKERS])
    [row] = find_passages(segments, texts).itertuples()
    assert (row.end_a, row.end_b, row.kind) == (len(a), len(b), "near")
    assert row.similarity < defaults.NEAR


def test_a_clause_is_not_offered_beside_its_sentence():
    a = f"Ann Moore was there, {CLAUSE}."
    b = f"Ann Moore was there, {CLAUSE}, they say."
    assert found(a=[a], b=[b]) == [(a, b, "near")]


def test_a_comma_in_a_number_ends_no_clause():
    text = "Two bakers sold 14,000 loaves to hungry villagers yesterday, said Ann Moore."
    words = cut_parts(*corpus(a=[text])).query("not whole")["words"].tolist()
    assert words == ["two bakers sold 14000 loaves to hungry villagers yesterday"]


def test_a_pair_a_little_alike_is_offered_only_with_a_third_article_between_them():
    a = "Three boats searched the harbour for missing sailors until dark."
    between = "Divers and three boats searched the harbour for twelve missing sailors."
    b = "Twelve sailors are still missing, said divers who worked until late on Monday."
    assert found(a=[a, MAYOR], b=[b, BAKERS]) == []
    assert (a, b, "paraphrase") in found(a=[a, MAYOR], b=[b, BAKERS], c=[between])


@pytest.fixture(scope="module")
def passages(segments, analysed):
    """The passages of the five articles."""
    return find_passages(segments, analysed)


def test_comparing_only_where_rare_words_meet_finds_what_comparing_all_pairs_finds(
    passages, segments, analysed, monkeypatch
):
    def all_pairs(folder, block):
        pairs = [(one, other) for other in range(block[1]) for one in range(other)]
        return pd.DataFrame(pairs, columns=["one", "other"])

    monkeypatch.setattr(index, "find_touching", all_pairs)
    monkeypatch.setattr(index, "find_overlapping", lambda pairs, *_: pairs)
    pd.testing.assert_frame_equal(passages, find_passages(segments, analysed))


def test_blocks_batches_processes_tables_and_orders_of_any_kind_find_the_same(
    passages, segments, analysed, monkeypatch, tmp_path
):
    shuffled = segments.sample(frac=1, random_state=1), dict(sorted(analysed.items(), reverse=True))
    pd.testing.assert_frame_equal(passages, find_passages(*shuffled))
    whole, apart = [segments], [rows for _, rows in segments.groupby("doc")]
    for tables, processes, sizes in [
        (apart, 1, {}),
        (whole, 1, {"BATCH": 17, "BLOCK": 23, "LOOKED_UP": 7, "COMPARED": 5, "PAIRS": 11}),
        (whole, 2, {"BLOCK": 60, "PAIRS": 100}),
    ]:
        with monkeypatch.context() as patch:
            for name, size in sizes.items():
                patch.setattr(index, name, size)
            parts = [cut_parts(rows, analysed) for rows in tables]
            pd.testing.assert_frame_equal(passages, stream_passages(parts, tmp_path, processes)[0])
    assert list(tmp_path.iterdir()) == []


def test_processes_know_what_the_corpus_has_chosen_and_do_not_run_far_ahead_of_what_is_read():
    defaults.choose({"NEAR": 0.9})
    with map_with_processes(2) as run:
        near = list(run(eval, ["__import__('inotherwords').settings.NEAR"]))
    defaults.choose({})
    assert near == [0.9]
    asked = []
    with map_with_processes(2) as run:
        results = run(abs, (asked.append(n) or -n for n in range(20)))
        assert next(results) == 0
        assert len(asked) < 7
        assert list(results) == list(range(1, 20))


def test_the_wordings_of_an_article_do_not_depend_on_the_others(texts):
    together = list_wordings(texts, {})["parts"]
    alone = [list_wordings({doc: text}, {})["parts"] for doc, text in sorted(texts.items())]
    pd.testing.assert_frame_equal(together, pd.concat(alone, ignore_index=True))


def test_the_tables_between_may_lie_in_a_folder_of_any_name_and_articles_in_the_wrong_order_are_refused(
    tmp_path,
):
    folder = tmp_path / "it's [one] *of* my? folders é"
    folder.mkdir()
    a, b = (cut_parts(*corpus(**{doc: [FERRY]})) for doc in "ab")
    assert stream_passages([a, b], folder)[0]["kind"].tolist() == ["verbatim"]
    with pytest.raises(ValueError, match="a: comes after b"):
        stream_passages([b, a], folder)


def boilerplate(folder, **articles):
    """What is boilerplate in some articles (words, articles, near), and how many passages there are."""
    segments, texts = corpus(**articles)
    passages, found = stream_passages([cut_parts(segments, texts)], folder)
    words = [(texts[row.doc][row.start : row.end], row.articles, row.near) for row in found.itertuples()]
    assert found["wording"].isin([1]).all()
    return [*dict.fromkeys(words)], len(passages)


def test_what_stands_in_more_articles_than_the_limit_is_boilerplate_and_no_passage(tmp_path, monkeypatch):
    monkeypatch.setattr(defaults, "BOILERPLATE", 3)
    assert boilerplate(tmp_path, a=[FERRY], b=[FERRY], c=[FERRY]) == ([], 3)
    monkeypatch.setattr(defaults, "BOILERPLATE", 2)
    assert boilerplate(tmp_path, a=[FERRY], b=[FERRY], c=[FERRY]) == ([(FERRY, 3, 0)], 0)
    # The other sentences of its articles are left alone, versions of it counted together, articles once.
    assert boilerplate(tmp_path, a=[FERRY, MAYOR], b=[MAYOR, FERRY], c=[FERRY]) == ([(FERRY, 3, 0)], 1)
    like = FERRY.replace("Sunday", "Monday")
    assert boilerplate(tmp_path, a=[FERRY], b=[like], c=[like]) == ([(FERRY, 1, 2), (like, 2, 1)], 0)
    assert boilerplate(tmp_path, a=[FERRY] * 3, b=[FERRY]) == ([], 3)


def test_passages_of_the_five_articles_slice_back_and_never_split_a_word(passages, analysed):
    for side in "ab":
        for doc, start, end in passages[[f"{name}_{side}" for name in ("doc", "start", "end")]].to_numpy():
            parts = (analysed[doc][:start], analysed[doc][start:end], analysed[doc][end:])
            apart = [word for part in parts for word in WORD.findall(part)]
            assert apart == WORD.findall(analysed[doc])
            assert WORD.search(parts[1])


def test_what_many_sentences_have_or_touches_too_little_leads_to_no_comparison(monkeypatch):
    mill, inn = (f"The {name} by the river opened again." for name in ("mill", "inn"))
    for one, other, setting, value in [(mill, inn, "RARE", 1), (FERRY, FOUNDERED, "TOUCH", 0.99)]:
        with monkeypatch.context() as patch:
            assert len(found(a=[one, MAYOR], b=[other, BAKERS])) == 1
            patch.setattr(defaults, setting, value)
            assert found(a=[one, MAYOR], b=[other, BAKERS]) == []


def test_sentences_of_less_than_four_words_take_no_part():
    assert found(a=["He said so."], b=["He said so."]) == []
    assert len(found(a=["The old ferry sank."], b=["The old ferry sank."])) == 1


def test_only_sentences_and_captions_take_part():
    segments, texts = corpus(
        a=[FERRY, MAYOR, HARBOUR, BAKERS, FOUNDERED, WHOLE], b=[FERRY, MAYOR, HARBOUR, BAKERS]
    )
    kinds = ["headline", "caption", "heading", "dateline", "credit", "metadata"]
    table = find_passages(segments.assign(kind=segments["segment"].map(kinds.__getitem__)), texts)
    assert texts["a"][table["start_a"].item() : table["end_a"].item()] == MAYOR


def test_passages_are_numbered_by_articles_and_place():
    segments, texts = corpus(c=[FERRY], b=[MAYOR, FERRY], a=[FERRY, MAYOR])
    table = find_passages(segments, texts)
    assert table[["passage", "doc_a", "doc_b"]].values.tolist() == [
        [1, "a", "b"],
        [2, "a", "b"],
        [3, "a", "c"],
        [4, "b", "c"],
    ]
    assert table["start_a"].tolist()[:2] == [0, len(FERRY) + 1]


def test_where_nothing_is_shared_the_tables_are_empty_and_keep_their_columns():
    for articles in ({}, {"a": [FERRY]}, {"a": [], "b": [FERRY]}, {"a": ["“…”"], "b": ["“…”"]}):
        passages = find_passages(*corpus(**articles))
        assert list(passages) == list(schema.columns("passages"))
        assert list(clusters.find_clusters(passages)) == ["cluster", "doc", "start", "end"]
        assert passages.empty


def test_an_article_without_a_text_is_a_key_error():
    segments, _ = corpus(a=[FERRY])
    with pytest.raises(KeyError, match="a"):
        find_passages(segments, {})


def test_one_act_in_two_places_is_no_paraphrase_where_no_third_article_has_both():
    shelled = "Guards shelled the harbour of Marwick."
    segments, texts = corpus(
        a=["It rained.", shelled], b=["Nobody was hurt when guards shelled a house in Tarn."]
    )
    assert find_passages(segments, texts).empty


def test_clusters_gather_all_versions_and_the_widest_comes_first():
    segments, texts = corpus(a=[MAYOR, FERRY], b=[FERRY, MAYOR], c=[FERRY])
    table = clusters.find_clusters(find_passages(segments, texts))
    assert table[["cluster", "doc"]].values.tolist() == [[1, "a"], [1, "b"], [1, "c"], [2, "a"], [2, "b"]]
    assert [texts[row.doc][row.start : row.end] for row in table.itertuples()] == [FERRY] * 3 + [MAYOR] * 2


def clustered(*links):
    """The clusters of sentences that are linked, each the only one of its article: (cluster, doc)."""
    rows = [(n, a, 0, 9, b, 0, 9, kind, alike) for n, (a, b, kind, alike) in enumerate(links, 1)]
    return clusters.find_clusters(schema.table("passages", rows))[["cluster", "doc"]].values.tolist()


def test_the_versions_most_alike_are_together_and_none_only_by_way_of_a_third_or_of_a_paraphrase():
    chain = [("a", "b", "near", 0.9), ("b", "c", "near", 0.8), ("c", "d", "near", 0.7)]
    assert clustered(*chain) == [[1, "a"], [1, "b"], [2, "c"], [2, "d"]]
    assert clustered(("a", "b", "near", 0.5), ("b", "c", "near", 0.9)) == [[1, "b"], [1, "c"]]
    assert clustered(("a", "b", "paraphrase", 0.4)) == []
    pairs = itertools.combinations([f"{number:03}" for number in range(300)], 2)
    every = [(a, b, "near" if n % 2 else "verbatim", 1.0) for n, (a, b) in enumerate(pairs)]
    assert [number for number, _ in clustered(*every)] == [1] * 300


links = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.sampled_from([0.5, 0.7, 1.0])),
    max_size=30,
)


@given(links)
def test_clusters_are_those_of_comparing_every_version_with_every_other(drawn):
    pairs = {(a, b): alike for a, b, alike in drawn if a < b}
    groups = {doc: {doc} for doc in "abcdef"}
    for a, b in sorted(pairs, key=lambda pair: (-pairs[pair], pair)):
        if all((min(x, y), max(x, y)) in pairs for x in groups[a] for y in groups[b]) and a not in groups[b]:
            joined = groups[a] | groups[b]
            groups |= dict.fromkeys(joined, joined)
    rows = clustered(*((a, b, "near", alike) for (a, b), alike in sorted(pairs.items())))
    made = {number: frozenset(doc for other, doc in rows if other == number) for number, _ in rows}
    assert set(made.values()) == {frozenset(group) for group in groups.values() if len(group) > 1}


def test_the_shared_share_counts_each_word_of_a_shared_sentence_once():
    segments, texts = corpus(a=[FERRY, MAYOR], b=[FERRY], c=[FERRY, BAKERS], d=[HARBOUR])
    tokens = pd.DataFrame(
        [(doc, *m.span()) for doc, text in texts.items() for m in WORD.finditer(text)],
        columns=["doc", "start", "end"],
    )
    spans = sharing.list_shared_spans(find_passages(segments, texts))
    table = sharing.count_shared_words(mark_shared(tokens, spans), segments)
    assert table.values.tolist() == [["a", 11, 20, 0], ["b", 11, 11, 0], ["c", 11, 21, 0], ["d", 0, 8, 0]]


def test_in_groups_only_what_another_group_has_is_shared_and_what_very_many_have_is(monkeypatch, tmp_path):
    monkeypatch.setattr(defaults, "BOILERPLATE", 2)
    docs = {"a": [FERRY, MAYOR], "b": [FERRY, MAYOR], "c": [FERRY, BAKERS], "d": [BAKERS, HARBOUR]}
    segments, texts = corpus(**docs)
    passages, boilerplate = stream_passages([cut_parts(segments, texts)], tmp_path)
    shared = {}
    for outlets in ("EEPP", "EEEP"):
        units = pd.DataFrame({"doc": list("abcd"), "unit": list(outlets)})
        spans = sharing.list_shared_spans(passages, units, boilerplate)
        rows = spans.itertuples()
        shared[outlets] = [(row.doc, texts[row.doc][row.start : row.end], row.common) for row in rows]
    paragraphs = [("c", BAKERS, ""), ("d", BAKERS, "")]
    assert shared["EEEP"] == paragraphs  # the ferry is Echo's own line, however many of its articles have it
    assert sorted(shared["EEPP"]) == [(doc, FERRY, "yes") for doc in "abc"]


def test_the_shared_share_counts_only_the_words_of_a_shared_clause():
    pair = schema.table(
        "passages", [(1, "a", 4, 9, "b", 0, 9, "near", 0.6), (2, "a", 0, 9, "b", 0, 9, "paraphrase", 0.3)]
    )
    kinds = ["sentence", "credit"]
    segments = pd.DataFrame({"doc": ["a", "a"], "kind": kinds, "start": [0, 10], "end": [9, 14]})
    tokens = pd.DataFrame({"doc": "a", "start": [0, 4, 10], "end": [3, 9, 14]})
    assert sharing.count_shared_words(
        mark_shared(tokens, sharing.list_shared_spans(pair)), segments
    ).values.tolist() == [["a", 1, 2, 0]]


# fmt: off
WORDS = [
    "the", "of", "rebels", "Iran's", "14,000", "air", "strikes", "airstrikes", "cease-fire", "“panic”",
    "fled,",
]
# fmt: on
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map(" ".join)
sentences |= st.sampled_from([FERRY, MAYOR, *in_long_sentences(CLAUSE)])
articles = st.lists(sentences, min_size=1, max_size=4)


@settings(max_examples=8)
@given(articles, articles)
def test_swapping_two_articles_mirrors_the_passages(first, second):
    one, other = found(a=first, b=second), found(a=second, b=first)
    assert sorted(one) == sorted((a, b, kind) for b, a, kind in other)


def test_what_begins_in_a_copied_clause_is_shared_as_far_as_the_longest_reaches_but_not_in_a_paraphrase():
    for passages, starts, shared in [
        ([("a", 0, 9, "b", 0, 9, "verbatim")], [4], ["yes"]),
        ([("a", 0, 9, "b", 0, 9, "paraphrase")], [4], ["no"]),
        ([("a", 10, 20, "b", 0, 9, "near")], [0, 10, 19, 20], ["no", "yes", "yes", "no"]),
        (
            [("a", 0, 9, "b", 0, 9, "near"), ("a", 2, 5, "c", 3, 9, "verbatim")],
            *([1, 7, 9], ["yes", "yes", "no"]),
        ),
    ]:
        pairs = schema.table("passages", [(n, *row, 0.6) for n, row in enumerate(passages, 1)])
        table = pd.DataFrame({"doc": "a", "start": starts})
        assert mark_shared(table, sharing.list_shared_spans(pairs))["shared"].tolist() == shared


NOT_SHARED = [
    (
        "Vera Holm, a lawyer for the families of the dead, said the families could not see the bodies.",
        "Vera Holm, a lawyer for the families of the dead, said she would ask for an autopsy.",
    ),
    (
        "She said the boats were three miles inside Ostrian waters.",
        "He said the boats were eight miles inside Marnish waters.",
    ),
    ("It was the 12th seizure this year.", "It was the fourth such incident this year."),
    ("The old dam was not found safe by engineers.", "The old dam was found safe by engineers."),
    ("Engineers found no cracks in the old dam.", "Engineers found cracks in the old dam."),
    ("No stones were thrown at the old dam.", "Stones were thrown at the old dam."),
    (
        "“Both may be right,” said its analyst Femi Strand.",
        "Femi Strand, its analyst, said signals had ended.",
    ),
]


@pytest.mark.parametrize(("one", "other"), NOT_SHARED)
def test_who_says_it_is_no_shared_sentence_nor_is_another_number_of_the_same_thing(one, other):
    assert found(a=[one, MAYOR], b=[other, BAKERS]) == []


def test_who_says_it_and_the_day_of_a_month_tell_nothing():
    for text, telling in (
        ("Ten sailors died, according to the hospital.", "ten sailors died"),
        ("According to the hospital, ten sailors died.", "ten sailors died"),
        ("The dam holds, its head, Ann Reed said.", "dam holds"),
        ("The ship left on 12 March.", "ship left march"),
    ):
        words = next(list_parts(text, [(0, len(text))])).telling.split()
        assert " ".join(word for word in words if not word.startswith("~")) == telling


def test_the_same_report_brought_up_to_date_is_shared():
    told = "The ferry sank off the northern coast before dawn officials said."  # no comma parts who says it
    assert found(a=[told], b=[told.replace("dawn", "noon")]) == [(told, told.replace("dawn", "noon"), "near")]
    one = "At least 14 people were killed in the harbour."
    assert found(a=[one], b=[one.replace("14", "17")]) == [(one, one.replace("14", "17"), "near")]


def test_the_same_words_of_two_articles_are_shared_whoever_is_named_beside_them():
    one, other = "“We are in shock,” Holm said.", "“We are in shock,” said the director."
    assert found(a=[one, MAYOR], b=[other, BAKERS]) == [(one, other, "near")]
