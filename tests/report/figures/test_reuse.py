"""The figures of what articles share."""

import pandas as pd
from pictures import alternative, articles_of, words_in

from inotherwords.layers import schema
from inotherwords.report.figures import reuse


def shared(*rows):
    return pd.DataFrame(rows, columns=["doc", "shared", "words"]).assign(common=0)


def test_a_pair_of_articles_counts_its_sentences_but_no_paraphrase():
    rows = [
        ("a", 0, 9, "b", 0, 9, "near"),
        ("a", 9, 19, "b", 9, 19, "paraphrase"),
        ("a", 0, 9, "c", 0, 9, "near"),
    ]
    passages = schema.table("passages", [(n, *row, 0.5) for n, row in enumerate(rows, 1)])
    drawing = reuse.shared_pairs(passages, articles_of("abc"))
    assert drawing.data.values.tolist() == [["a", "b", 1], ["a", "c", 1]]
    assert "A and B 1; A and C 1" in alternative(drawing)
    assert [word for word in words_in(drawing.figure) if word.isdigit()] == list("111010")


def test_bars_stand_in_the_order_of_the_articles_and_one_without_words_keeps_its_place():
    drawing = reuse.shared_copy(shared(("a", 1, 2), ("c", 3, 4)), articles_of("cba"))
    assert [tick.get_text() for tick in drawing.figure.axes[0].get_yticklabels()] == ["C", "B", "A"]
    assert alternative(drawing).endswith("C 3 of 4, B 0 of 0, A 1 of 2.")
