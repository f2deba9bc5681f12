import pandas as pd

from inotherwords.attribution.sides import add_sides, is_whom

WHOM = [
    ("the ", ""),
    ("The ", " of Prime Minister Holm"),
    ("a spokesman for the ", ""),
    ("", "'s spokeswoman"),
]
BESIDES = [
    ("an ally of ", ""),
    ("a man who fled the ", ""),
    ("Ann Holt, ", ""),
    ("a ", " farmer"),
    ("", "'s rivals"),
]


def test_a_source_is_whom_its_words_name_and_not_whom_they_mention_besides():
    assert [case for case in WHOM + BESIDES if is_whom(*case)] == WHOM


def test_only_where_no_side_is_known_is_it_that_of_the_actor_named():
    rows = [("the strikers", "unknown"), ("Ann", "police"), ("a man", "unknown"), ("the strikers", "unknown")]
    attributions = pd.DataFrame(rows, columns=["speaker", "side"]).assign(doc="a", attribution=range(1, 5))
    sources = [("a", n, "source", 20 * n, 20 * n + 12, "the strikers") for n in (1, 2)]
    sources.append(("a", 4, "source", 80, 84, "they"))
    sources.append(("a", 3, "source", 60, 65, "a man"))
    spans = pd.DataFrame(sources, columns=["doc", "attribution", "role", "start", "end", "text"])
    places = [("a", 20 * n + 4, 20 * n + 12, "strikers") for n in (1, 2)]
    mentions = pd.DataFrame(places, columns=["doc", "start", "end", "actor"]).assign(text="strikers")
    assert add_sides(attributions, spans, mentions)["side"].tolist() == [
        *("strikers", "police", "unknown", "strikers")
    ]
    assert add_sides(attributions, spans, mentions[:0]) is attributions
