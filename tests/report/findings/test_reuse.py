"""Findings on what articles share."""

import pandas as pd
from told import articles_of, printed

from inotherwords.report.findings import reuse


def test_a_single_pair_makes_one_sentence():
    columns = ["passage", "doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b", "kind", "similarity"]
    pair = pd.DataFrame([(1, "ann", 0, 9, "ben", 0, 9, "near", 0.6)], columns=columns)
    shared = pd.DataFrame({"doc": ["ann", "ben"], "shared": [2, 2], "words": [3, 4]})
    sentence, _ = printed(reuse.shared_wording, pair, shared, articles_of("ann", "ben"))
    assert "1 pair, which makes 1 group, 0 of them" in sentence


def test_the_article_with_most_shared_words_comes_first():
    columns = ["passage", "doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b", "kind", "similarity"]
    pair = pd.DataFrame([(1, "ann", 0, 9, "ben", 0, 9, "near", 0.6)], columns=columns)
    shared = pd.DataFrame({"doc": ["ann", "ben"], "shared": [2, 3], "words": [9, 9]})
    _, sentence = printed(reuse.shared_wording, pair, shared, articles_of("ann", "ben"))
    assert sentence.endswith(": 3 of 9 in Ben, 2 of 9 in Ann.")
