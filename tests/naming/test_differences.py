"""On whose names articles differ, and which labels divide them."""

import pandas as pd

from inotherwords import settings
from inotherwords.naming import differences


def named(**actors):
    """Labels given by actor and article: hts={"ann": "rebel rebel"}."""
    rows = [
        (doc, actor, label) for actor, docs in actors.items() for doc in docs for label in docs[doc].split()
    ]
    return pd.DataFrame(rows, columns=["doc", "actor", "label"]).assign(text=lambda table: table["label"])


DIFFER = {  # on hts in each case, and why
    "those who have the most labels of one article's own": {
        "event": {"ann": "war war war war", "ben": "raid war war"},
        "hts": {"ann": "rebel rebel", "ben": "thug thug"},
    },
    "a label used once or by all who mention the actor is no difference": {
        "event": {"ann": "war raid fight", "ben": "siege push"},
        "army": {"ann": "army army", "ben": "army"},
        "hts": {"ann": "rebel rebel", "ben": "thug"},
    },
    "in short articles a label used once is one": {
        "army": {"ann": "army army", "ben": "army army"},
        "hts": {"ann": "rebel", "ben": "bandit"},
    },
    "of two with as many labels the one whose mentions they make up": {
        "event": {"ann": "war war war war", "ben": "war raid raid"},
        "hts": {"ann": "rebel rebel rebel", "ben": "rebel thug thug"},
    },
}


def test_the_articles_differ_most_on_whom_they_give_labels_of_their_own(monkeypatch):
    monkeypatch.setattr(settings, "MOST_ACTORS", 1)
    chosen = {why: differences.variously_named(named(**actors)) for why, actors in DIFFER.items()}
    assert chosen == {why: ["hts"] for why in DIFFER}


def test_four_actors_are_chosen_in_the_order_of_their_mentions_and_none_without_labels():
    rows = {"hts": {"ann": "rebel rebel", "ben": "thug"}, "iran": {"ann": "Iran Iran", "ben": "Iran Iran"}}
    assert differences.variously_named(named(**rows)) == ["iran", "hts"]
    rows = {actor: {"ann": "x x", "ben": "y"} for actor in ("army", "hts", "event", "un")}
    same = {"ann": "Iran Iran Iran", "ben": "Iran Iran"}
    assert set(differences.variously_named(named(iran=same, **rows))) == set(rows)
    assert differences.variously_named(named()) == []


def test_a_label_is_divided_only_if_two_articles_mean_nobody_in_common():
    both = {"iran": {"ann": "regime", "ben": "regime"}, "israel": {"ann": "regime regime"}}
    assert differences.divided_labels(named(**both)) == []
    assert differences.divided_labels(named(**both, un={"cid": "regime"})) == ["regime"]
    assert differences.divided_labels(named(iran={"ann": "regime"}, un={"ben": "regime"})) == []  # two uses


def test_of_two_divided_labels_the_one_used_more_comes_first():
    labels = named(iran={"ann": "army army regime"}, un={"ben": "army regime regime regime"})
    assert differences.divided_labels(labels) == ["regime", "army"]
