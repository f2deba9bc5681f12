import pandas as pd
import pytest

from inotherwords.attribution.sides import add_sides, is_whom


@pytest.mark.parametrize(
    ("before", "after", "whom"),
    [
        ("the ", "", True),
        ("The ", " of Prime Minister Holm", True),
        ("a spokesman for the ", "", True),
        ("", "'s spokeswoman", True),
        ("an ally of ", "", False),
        ("a man who fled the ", "", False),
        ("Ann Holt, ", "", False),
        ("a ", " farmer", False),
        ("", "'s rivals", False),
    ],
)
def test_a_source_is_whom_its_words_name_and_not_whom_they_mention_besides(before, after, whom):
    assert is_whom(before, after) is whom


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
