import pandas as pd

from inotherwords.attribution.sides import add_sides, is_whom

WHOM = [
    ("the ", ""),
    ("The ", " of Prime Minister Holm"),
    ("a spokesman for the ", ""),
    ("", "'s spokeswoman"),
    ("a ", " who gave his name as Goran"),
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
    rows = [
        ("the strikers", "unknown"),
        ("Ann", "police"),
        ("an ally", "unknown"),
        ("the strikers", "unknown"),
    ]
    attributions = pd.DataFrame(rows, columns=["speaker", "side"]).assign(doc="a", attribution=range(1, 5))
    sources = [("a", n, "source", 20 * n, 20 * n + 12, "the strikers") for n in (1, 2)]
    sources.append(("a", 4, "source", 90, 94, "they"))
    sources.append(("a", 3, "source", 60, 83, "an ally of the strikers"))
    spans = pd.DataFrame(sources, columns=["doc", "attribution", "role", "start", "end", "text"])
    places = [("a", at, at + 8, "strikers") for at in (24, 44, 75)]
    mentions = pd.DataFrame(places, columns=["doc", "start", "end", "actor"]).assign(text="strikers")
    listed = pd.DataFrame([("strikers", "head", "striker*")], columns=["actor", "part", "pattern"])
    assert add_sides(attributions, spans, mentions, listed)["side"].tolist() == [
        *("strikers", "police", "unknown", "strikers")
    ]
    assert add_sides(attributions, spans, mentions, listed[:0]) is attributions


def test_a_people_is_on_the_side_that_its_country_s_name_means():
    said = pd.DataFrame(
        [("a", 1, "The Ombrians", "unknown")], columns=["doc", "attribution", "speaker", "side"]
    )
    spans = said.assign(role="source", start=0, end=12, text="The Ombrians")
    spans = spans[["doc", "attribution", "role", "start", "end", "text"]]
    listed = pd.DataFrame([("ombria", "name", "Ombria")], columns=["actor", "part", "pattern"])
    nobody = pd.DataFrame(columns=["doc", "start", "end", "actor", "text"])
    assert add_sides(said, spans, nobody, listed)["side"].tolist() == ["ombria"]
