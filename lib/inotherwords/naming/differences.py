"""On whose names articles differ, and which labels divide them."""

import pandas as pd

from inotherwords import settings


def variously_named(labels: pd.DataFrame) -> list[str]:
    """Return the four actors on whose name the articles differ most, the most often mentioned first.

    Counted are the labels used at least twice, but not by every article that mentions the actor; used once
    will do where articles mention the actor twice at most on average, as short ones do. Of actors with as
    many, the one comes first whose mentions fall under such labels most often.
    """
    if labels.empty:
        return []
    mentioning = labels.groupby("actor")["doc"].nunique()
    used = labels.groupby(["actor", "label"])["doc"].agg(["size", "nunique"]).reset_index()
    seldom = (labels.groupby("actor").size() <= 2 * mentioning)[used["actor"]].to_numpy()
    differing = used[((used["size"] > 1) | seldom) & (used["nunique"] < used["actor"].map(mentioning))]
    ways = differing.groupby("actor")["size"].agg(["size", "sum"]).reindex(mentioning.index, fill_value=0)
    mentions = labels.groupby("actor").size()
    ways["share"] = ways["sum"] / mentions
    ways = ways.sort_values(["size", "share"], ascending=False, kind="stable").head(settings.MOST_ACTORS)
    return list(mentions[ways.index].sort_values(ascending=False, kind="stable").index)


def divided_labels(labels: pd.DataFrame) -> list[str]:
    """Return the labels that name one actor in one article and only others in another, most used first."""
    found = []
    for label, rows in labels.groupby("label"):
        meant = [set(part["actor"]) for _, part in rows.groupby("doc")]
        if len(rows) >= settings.FEWEST and any(not one & other for one in meant for other in meant):
            found.append((-len(rows), label))
    return [label for _, label in sorted(found)]
