import itertools
from random import Random

import pandas as pd

from inotherwords.collation import collation
from inotherwords.collation.tables import find_swaps, substitutions
from inotherwords.layers import schema

COUNTS = ["word_a", "word_b", "sentences", "passages", "articles", "wire"]


def between(texts, *places, wire=None, similarity=0.9):
    """The swaps between places of texts: (passage, doc, start, end, doc, start, end)."""
    passages = schema.table("passages", [(*place, "near", similarity) for place in places])
    return find_swaps(substitutions(passages, texts), passages, wire)


def found(pairs, wire=None):
    """The swaps between sentences given in pairs, each pair in two articles of its own."""
    texts = {f"{number}{side}": text for number, pair in enumerate(pairs) for side, text in enumerate(pair)}
    places = [(n, f"{n}0", 0, len(a), f"{n}1", 0, len(b)) for n, (a, b) in enumerate(pairs)]
    return between(texts, *places, wire=wire)


def counted(*args):
    return found(*args)[COUNTS].values.tolist()


def wire(*pairs):
    return pd.DataFrame(pairs, columns=["wording", "wire_wording"]).assign(wire_language="")


def test_a_swap_is_counted_whichever_side_it_stands_on():
    pairs = [
        ("The offensive began.", "The onslaught began."),
        ("An onslaught it was.", "An offensive it was."),
    ]
    assert counted(pairs) == [["offensive", "onslaught", 2, 2, 4, 0]]


def test_singular_and_plural_are_one_and_the_more_frequent_form_is_shown():
    pairs = [
        ("Rebels fled.", "Terrorists fled."),
        ("A rebel fled.", "A terrorist fled."),
        ("Some rebels spoke.", "Some terrorists spoke."),
    ]
    assert counted(pairs)[0] == ["rebels", "terrorists", 3, 3, 6, 0]


def test_the_most_frequent_comes_first_and_a_wording_of_the_agency_counts_as_much_as_a_sentence():
    bombed = ("Planes bombed Homs.", "Planes shelled Homs.")
    fled, spoke = ("Rebels fled.", "Militants fled."), ("Some rebels spoke.", "Some militants spoke.")
    for rows in (counted([bombed, fled, spoke]), counted([bombed, fled], wire(("rebels", "militants")))):
        assert [row[:2] for row in rows] == [["militants", "rebels"], ["bombed", "shelled"]]


def test_of_those_as_frequent_the_one_in_more_articles_comes_first_then_by_the_alphabet():
    texts = {
        "a": "Dogs ran. Rebels fled. Bombed.",
        "b": "Cats ran. Gunmen fled. Shelled.",
        "c": "Gunmen fled.",
    }
    places = [(1, "a", 0, 9, "b", 0, 9), (2, "a", 10, 22, "b", 10, 22), (3, "a", 10, 22, "c", 0, 12)]
    table = between(texts, *places, (4, "a", 23, 30, "b", 23, 31))
    assert table[["word_a", "articles"]].values.tolist() == [["Gunmen", 3], ["Bombed", 2], ["Cats", 2]]


def test_a_part_of_a_phrase_is_listed_only_if_it_is_swapped_more_often_than_the_whole():
    pairs = [
        ("The takfiri terrorists fled.", "The rebels fled."),
        ("Some takfiri terrorists spoke.", "Some rebels spoke."),
    ]
    assert counted(pairs) == [["rebels", "takfiri terrorists", 2, 2, 4, 0]]
    more = [*pairs, ("Local terrorists hid.", "Local rebels hid.")]
    assert [row[:3] for row in counted(more)] == [
        ["rebels", "terrorists", 3],
        ["rebels", "takfiri terrorists", 2],
    ]


def test_the_examples_show_the_replacements_in_full_the_shortest_first():
    pairs = [
        ("The takfiri terrorists fled.", "The rebels fled."),
        ("Local terrorists hid.", "Local rebels hid."),
        ("The foreign-born terrorists fled.", "The rebels fled."),
    ]
    assert found(pairs)["examples"][0] == "rebels / terrorists; rebels / takfiri terrorists"


def test_what_is_no_short_replacement_of_substance_is_no_swap():
    pairs = [
        ("They waited in Homs.", "They waited near Homs."),  # function words and numbers take no part
        ("Here 12 died.", "Here 14 died."),
        ("The centre held.", "The center held."),
        ("They arrived there.", "They are arriving there."),
        ("Turkey left.", "Turkish men left."),
        ("The truce held.", "The fragile truce held."),
        ("Homs fell on Friday.", "On Friday Homs fell."),
        ("Old men sat under five tall green trees.", "Many loud young boys and girls ran by."),
    ]
    assert [pair for pair in pairs if counted([pair])] == []


def test_in_sentences_alike_only_in_part_a_few_words_between_the_same_words_stand_for_others():
    texts = {
        "a": "“About 300 activists gathered at noon.”",
        "b": "“About 300 campaigners gathered, and many loud people of the town shouted at the mayor.”",
    }
    place = 1, "a", 0, len(texts["a"]), "b", 0, len(texts["b"])
    [row] = between(texts, place, similarity=0.5)[["word_a", "word_b"]].values.tolist()
    assert row == ["activists", "campaigners"]
    assert len(between({"a": "Rebels fled.", "b": "Gunmen fled."}, (1, "a", 0, 12, "b", 0, 12))) == 1
    for a, b in (
        ("Rebels fled the town.", "Gunmen fled the town."),  # nothing before it
        ("On the day rebels.”", "On the day gunmen.”"),  # nothing behind it
        # Words that stand elsewhere in the other go beside it.
        (
            "Ann said her group would take the mayor to court.",
            "Ann, who knows the mayor, said they go to court.",
        ),
        ("The men who stole all the gold fled.", "The men seen here by a small boy fled."),  # too many
    ):
        whole = 1, "a", 0, len(a), "b", 0, len(b)
        assert len(between({"a": a, "b": b}, whole, similarity=0.69)) == 0, a


def test_one_sentence_in_three_articles_counts_once_and_two_sentences_of_one_article_are_two():
    texts = {"a": "The offensive began.", "b": "The onslaught began.", "c": "The onslaught began."}
    table = between(texts, (1, "a", 0, 20, "b", 0, 20), (2, "a", 0, 20, "c", 0, 20))
    assert table[COUNTS].values.tolist() == [["offensive", "onslaught", 1, 2, 3, 0]]
    texts = {"a": "Rebels fled. Rebels ate.", "b": "Gunmen fled.", "c": "Gunmen ate."}
    table = between(texts, (2, "a", 13, 24, "c", 0, 11), (1, "a", 0, 12, "b", 0, 12))
    assert table[COUNTS].values.tolist() == [["Gunmen", "Rebels", 2, 2, 3, 0]]


def test_wordings_of_the_agency_count_too():
    known = wire(
        ("the onslaught began", "the offensive began"),
        ("The takfiri terrorists and their allies", "Jihadists and their allies"),
        ("a major surprise onslaught", "a major surprise offensive"),
    )
    assert counted([("The offensive began.", "The onslaught began.")], known) == [
        ["offensive", "onslaught", 1, 1, 2, 2],
        ["Jihadists", "takfiri terrorists", 0, 0, 0, 1],
    ]


def test_places_where_one_side_has_nothing_are_passed_over_and_the_table_keeps_its_columns():
    known = wire(("", "most killed in air strikes"), (float("nan"), "a major offensive"), ("rebels", ""))
    for table in (found([], known), found([])):
        assert (len(table), list(table)) == (0, list(schema.columns("swaps")))


def test_overlapping_passages_are_one_sentence_as_when_each_is_compared_with_each():
    for seed in range(20):
        random = Random(seed)
        rows = []
        for number in range(1, 40):
            (a, b), (at_a, at_b) = random.sample("abc", 2), random.sample(range(900), 2)
            rows.append((number, a, at_a, at_a + 9, b, at_b, at_b + random.randrange(1, 30), "near", 0.9))
        passages = schema.table("passages", rows)
        [swap] = collation.collate("rebels", "gunmen")
        replaced = schema.table("substitutions", [(row[0], *swap) for row in rows])
        sentence = {row[0]: row[0] for row in rows}
        sides = [(row[0], *row[place : place + 3]) for row in rows for place in (1, 4)]
        for (one, doc, start, end), (other, doc_2, start_2, end_2) in itertools.combinations(sides, 2):
            if doc == doc_2 and start < end_2 and start_2 < end:
                low, high = sorted((sentence[one], sentence[other]))
                sentence = {number: low if own == high else own for number, own in sentence.items()}
        found = find_swaps(replaced, passages)["sentences"].tolist()
        assert found == [len(set(sentence.values()))]
