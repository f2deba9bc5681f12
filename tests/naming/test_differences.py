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


def named_most_differently(monkeypatch, **actors):
    monkeypatch.setattr(settings, "MOST_ACTORS", 1)
    [actor] = differences.variously_named(named(**actors))
    return actor


def test_the_articles_differ_most_on_whom_they_give_the_most_labels_of_their_own(monkeypatch):
    hts = {"ann": "rebel rebel", "ben": "thug thug"}
    event = {"ann": "war war war war", "ben": "raid war war"}
    assert named_most_differently(monkeypatch, event=event, hts=hts) == "hts"


def test_a_label_used_once_or_by_all_who_mention_the_actor_is_no_difference(monkeypatch):
    once, by_all = {"ann": "war raid fight", "ben": "siege push"}, {"ann": "army army", "ben": "army"}
    hts = {"ann": "rebel rebel", "ben": "thug"}
    assert named_most_differently(monkeypatch, event=once, army=by_all, hts=hts) == "hts"


def test_in_short_articles_a_label_used_once_is_a_difference(monkeypatch):
    hts, iran = {"ann": "rebel", "ben": "bandit"}, {"ann": "Iran Iran", "ben": "Iran Iran"}
    assert named_most_differently(monkeypatch, iran=iran, hts=hts) == "hts"


def test_of_two_with_as_many_labels_the_one_comes_first_whose_mentions_they_make_up(monkeypatch):
    event = {"ann": "war war war war", "ben": "war raid raid"}
    hts = {"ann": "rebel rebel", "ben": "thug"}
    assert named_most_differently(monkeypatch, event=event, hts=hts) == "hts"


def test_the_actors_chosen_come_in_the_order_of_their_mentions():
    rows = {"hts": {"ann": "rebel rebel", "ben": "thug"}, "iran": {"ann": "Iran Iran", "ben": "Iran Iran"}}
    assert differences.variously_named(named(**rows)) == ["iran", "hts"]


def test_five_actors_are_too_many():
    rows = {actor: {"ann": "x x", "ben": "y"} for actor in ("army", "hts", "event", "un")}
    same = {"ann": "Iran Iran Iran", "ben": "Iran Iran"}
    assert set(differences.variously_named(named(iran=same, **rows))) == set(rows)


def test_without_labels_nobody_is_variously_named():
    assert differences.variously_named(named()) == []


def test_a_label_is_divided_only_if_two_articles_mean_nobody_in_common():
    both = {"iran": {"ann": "regime", "ben": "regime"}, "israel": {"ann": "regime regime"}}
    assert differences.divided_labels(named(**both)) == []
    assert differences.divided_labels(named(**both, un={"cid": "regime"})) == ["regime"]


def test_a_label_used_twice_is_not_divided():
    assert differences.divided_labels(named(iran={"ann": "regime"}, un={"ben": "regime"})) == []


def test_of_two_divided_labels_the_one_used_more_comes_first():
    labels = named(iran={"ann": "army army regime"}, un={"ben": "army regime regime regime"})
    assert differences.divided_labels(labels) == ["regime", "army"]
