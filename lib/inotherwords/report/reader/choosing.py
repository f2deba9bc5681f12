"""Which articles of a large corpus the reader page shows, and how it says so."""

from collections import Counter

import numpy as np
import pandas as pd


def choose_articles(groups: pd.DataFrame, articles: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the articles that are shown: all, or at most so many, spread over outlets and what is shared.

    Each shared sentence in turn (`groups`: the table of `reuse.find_clusters`) brings two of its articles, so
    that they can be set side by side; the sentences of stories, which are articles that sentences hold
    together, take turns. Taken is always one of an outlet with the fewest so far, the longest of these.

    >>> articles = pd.DataFrame({"doc": [*"abcdef"], "outlet": [*"EEPEPS"], "words": 9})
    >>> groups = pd.DataFrame({"cluster": [1, 1, 1, 2, 2], "doc": [*"abcde"]})
    >>> "".join(choose_articles(groups, articles, 5)["doc"])
    'acdef'
    """
    if len(articles) <= most:
        return articles
    known = {row.doc: (row.outlet, -row.words) for row in articles.itertuples()}
    chosen: dict[str, None] = {}
    of_outlet: Counter[str] = Counter()

    def take(docs: list[str], wanted: int) -> None:
        while docs and len(chosen) < most and sum(doc in chosen for doc in docs) < wanted:
            free = [doc for doc in docs if doc not in chosen]
            first = min(free, key=lambda doc: (of_outlet[known[doc][0]], known[doc][1], doc))
            chosen[first] = None
            of_outlet[known[first][0]] += 1

    for docs in _take_turns(groups[groups["doc"].isin(known)]):
        take(docs, min(2, len(docs)))
    take(list(known), most)
    return articles[articles["doc"].isin(chosen)]


def _take_turns(groups: pd.DataFrame) -> list[list[str]]:
    """Return the articles of each shared sentence, the first sentence of every story first."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    cluster, numbers = pd.factorize(groups["cluster"], sort=True)
    doc, docs = pd.factorize(groups["doc"])
    size = len(numbers) + len(docs)
    links = coo_array((np.ones(len(groups)), (cluster, len(numbers) + doc)), shape=(size, size))
    story = pd.Series(connected_components(links, directed=False)[1][: len(numbers)], dtype=int)
    turns = story.groupby(story).cumcount().sort_values(kind="stable").index
    of_cluster = groups.groupby(cluster)["doc"].agg(lambda own: [*dict.fromkeys(own)])
    return [of_cluster[number] for number in turns]


def describe_choice(shown: int, every: int) -> str:
    """Return which articles the page shows and by what rule, "" if it shows all.

    >>> describe_choice(2, 2), describe_choice(40, 1000)[:54]
    ('', 'Shown here are 40 of the 1,000 articles of the corpus,')
    """
    if shown == every:
        return ""
    return (
        f"Shown here are {shown:,} of the {every:,} articles of the corpus, spread over outlets and over "
        "what is shared: two of each shared sentence, story by story in turn, of outlets with the fewest "
        "here first; where there is room, others in the same way. Nothing here is said of the others."
    )
