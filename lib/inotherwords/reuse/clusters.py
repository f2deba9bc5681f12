"""Groups of passages: the versions of one sentence in several articles."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
import pandas as pd


def find_clusters(passages: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences that two or more articles share, with all their versions.

    One row a sentence: cluster (from 1), doc, start, end. Every version of a cluster is a verbatim or near
    passage of every other (complete linkage, the most alike joined first), so that no two are together
    only by way of a third. Clusters in most articles come first, then those that stand first.

    >>> from inotherwords.layers import schema
    >>> chain = [(1, "a", 0, 9, "b", 0, 9, "near", 0.6), (2, "b", 0, 9, "c", 5, 9, "near", 0.5)]
    >>> find_clusters(schema.table("passages", chain)).values.tolist()
    [[1, 'a', 0, 9], [1, 'b', 0, 9]]
    """
    near = passages[passages["kind"] != "paraphrase"].sort_values(
        ["similarity", "passage"], ascending=[False, True]
    )
    place = ["doc", "start", "end"]
    sides = pd.concat([near[[f"{name}_{side}" for name in place]].set_axis(place, axis=1) for side in "ab"])
    numbers = sides.groupby(place).ngroup().to_numpy().reshape(2, -1)
    places = sides.drop_duplicates().sort_values(place).reset_index(drop=True)
    groups = sorted(_groups(numbers, len(places)), key=lambda group: (-len(group), group))
    found = places.iloc[list(itertools.chain(*groups))]
    cluster = np.repeat(np.arange(1, len(groups) + 1), [len(group) for group in groups])
    return found.assign(cluster=cluster).reset_index(drop=True)[["cluster", *place]]


def _groups(links: np.ndarray, places: int) -> Iterator[list[int]]:
    """Yield the groups, sorted, of what links (two rows of numbers, the most alike first) hold together.

    What links do not connect is looked at apart, so that only one component is unfolded at a time.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(links.shape[1]), links), shape=(places, places))
    component = connected_components(graph, directed=False)[1][links[0]]
    order = np.argsort(component, kind="stable")
    cuts = np.flatnonzero(np.diff(component[order])) + 1
    for own in np.split(links.T[order], cuts) if len(order) else []:
        yield from _complete_linkage([tuple(link) for link in own.tolist()])


def _complete_linkage(links: list[tuple[int, int]]) -> Iterator[list[int]]:
    """Yield the groups in which everything is linked with everything, the first links joined first.

    >>> sorted(_complete_linkage([(1, 2), (2, 3), (3, 4)]))
    [[1, 2], [3, 4]]
    """
    linked = set(links)
    places = sorted(set(itertools.chain.from_iterable(linked)))
    if len(linked) == len(places) * (len(places) - 1) // 2:
        yield places  # as most are: each is linked with each
        return
    between: dict[int, Counter[int]] = defaultdict(Counter)  # how many links two groups have
    for one, other in linked:
        between[one][other] += 1
        between[other][one] += 1
    group = {place: place for place in between}
    members = {place: [place] for place in between}
    for link in links:
        one, other = sorted((group[place] for place in link), key=lambda name: len(members[name]))
        if one == other or between[one][other] < len(members[one]) * len(members[other]):
            continue
        for neighbour, number in between.pop(one).items():
            del between[neighbour][one]
            if neighbour != other:
                between[other][neighbour] += number
                between[neighbour][other] += number
        group |= dict.fromkeys(members[one], other)
        members[other] += members.pop(one)
    yield from (sorted(own) for own in members.values() if len(own) > 1)
