"""What is compared with what: the articles themselves, or groups of them.

A few articles are compared one by one. Many are gathered into groups, by outlet or by any other column of
articles.csv, so that a figure has as many panels as a reader can take in; and of many only some are read
closely, word by word. The table `articles` says of each article to which unit it belongs.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
from duckdb import DuckDBPyRelation as Relation

from inotherwords import settings
from inotherwords.errors import InputError
from inotherwords.layers import schema
from inotherwords.layers.layer import database

BY = "outlet"  # how more articles than that are grouped, if nothing else is said
ARTICLE, GROUP, REST = "article", "group", "rest"
OTHERS = r"\d+ others"  # groups that are too many to be compared are one
UNKNOWN = "not known"


def assign(articles: pd.DataFrame, by: str | None = None) -> pd.Series:
    """Return the unit of each article, in the order of `articles`.

    Without `by`: the article itself (its doc) if there are at most COMPARED, else its outlet. With `by`, a
    column: what stands there, “not known” where nothing does. Where all have one outlet, it is the articles
    again. Of more than COMPARED groups those with the most words stay, and all others together are one: “17
    others”.
    `articles` has the columns doc, outlet and words, and `by`.

    >>> articles = pd.DataFrame({"doc": ["a", "b"], "outlet": ["Echo", ""], "words": [9, 8]})
    >>> assign(articles).tolist(), assign(articles, "outlet").tolist()
    (['a', 'b'], ['Echo', 'not known'])
    """
    if by is None and len(articles) <= settings.COMPARED:
        return articles["doc"]
    groups = articles[by or BY].astype(str).replace("", UNKNOWN)
    if groups.nunique() == 1 and by is None:
        groups = articles["doc"]
    words = articles["words"].groupby(groups).sum()
    ordered = words.sort_index().sort_values(ascending=False, kind="stable").index
    if len(ordered) > settings.COMPARED:
        others = ordered[settings.COMPARED - 1 :]
        groups = groups.where(~groups.isin(others), f"{len(others)} others")
    return groups


def check(sources: pd.DataFrame, by: str | None) -> None:
    """Raise InputError if articles.csv has no column `by`, or the same in it for every article.

    >>> check(pd.DataFrame({"doc": ["a", "b"], "outlet": ["Echo", "Echo"]}), "outlet")
    Traceback (most recent call last):
    inotherwords.errors.InputError: --by outlet: the same for every article. Name another column: doc.
    """
    if by is None:
        return
    columns = [name for name in sources if sources[name].nunique() > 1]
    if by not in columns:
        fault = "the same for every article" if by in sources else "no such column in articles.csv"
        raise InputError(f"--by {by}: {fault}. Name another column: {', '.join(columns)}.")


def list_units(articles: pd.DataFrame, by: str | None = None) -> pd.DataFrame:
    """Return the units in the shape of `articles`, so that whatever shows articles can show units.

    One row a unit: doc and short (its name), outlet, published (the last day), words, articles (how many),
    kind (what a unit is: “article”, the column, “group”, or “rest” of “17 others”, which comes last).
    Articles that are their own units come as they are, with these columns. `articles` is the table of that
    name, with its column unit.

    >>> articles = pd.DataFrame({"doc": [*"abc"], "unit": ["Echo", "Post", "Echo"], "words": [5, 6, 7]})
    >>> articles = articles.assign(short=articles["doc"], outlet=articles["unit"], published="2024-11-30")
    >>> list_units(articles, "outlet")[["short", "words", "articles", "kind"]].values.tolist()
    [['Echo', 12, 2, 'outlet'], ['Post', 6, 1, 'outlet']]
    """
    if (articles["unit"] == articles["doc"]).all():
        return articles.assign(articles=1, kind=ARTICLE)
    units = articles.groupby("unit", as_index=False).agg(
        published=("published", "max"), words=("words", "sum"), articles=("doc", "size")
    )
    names = units.pop("unit")
    short = names.replace(dict(zip(articles["doc"], articles["short"], strict=True)))
    # All of one outlet: some articles each for itself, and the others together.
    several = BY if articles["outlet"].nunique() > 1 else GROUP
    units = units.assign(doc=names, short=short, outlet=names, kind=by or several)
    rest = units["doc"].str.fullmatch(OTHERS) & ~units["doc"].isin(articles["outlet"])
    return pd.concat([units[~rest], units[rest].assign(kind=REST)], ignore_index=True)


def noun(articles: pd.DataFrame) -> str:
    """Return what the rows of a table in the shape of `articles` are: “article”, “outlet”.

    >>> noun(pd.DataFrame({"doc": ["a"]})), noun(pd.DataFrame({"doc": ["Echo"], "kind": ["outlet"]}))
    ('article', 'outlet')
    """
    return articles["kind"].iloc[0] if "kind" in articles and len(articles) else ARTICLE


def by_unit(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return rows of articles with the name of their unit as doc.

    >>> articles = pd.DataFrame({"doc": ["a", "b"], "unit": ["Echo", "Echo"]})
    >>> by_unit(pd.DataFrame({"doc": ["a", "b"], "term": ["war", "peace"]}), articles)["doc"].tolist()
    ['Echo', 'Echo']
    """
    return rows.assign(doc=rows["doc"].map(dict(zip(articles["doc"], articles["unit"], strict=True))))


def add_up(rows: pd.DataFrame, articles: pd.DataFrame, by: list[str], counts: list[str]) -> pd.DataFrame:
    """Return the counts of articles added up for each unit: doc (the unit), `by`, `counts`.

    In the order of the units in which they first come, then of `by`.

    >>> articles = pd.DataFrame({"doc": ["a", "b"], "unit": ["Echo", "Echo"]})
    >>> rows = pd.DataFrame({"doc": ["a", "b"], "side": ["un", "un"], "words": [3, 4]})
    >>> add_up(rows, articles, ["side"], ["words"]).values.tolist()
    [['Echo', 'un', 7]]
    """
    return by_unit(rows, articles).groupby(["doc", *by], as_index=False)[counts].sum()


def choose_close(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles that are read closely: all, or COMPARED of them, the longest of each unit in turn.

    >>> articles = pd.DataFrame({"doc": [f"{n:02}" for n in range(20)], "unit": ["a"] * 15 + ["b"] * 5})
    >>> choose_close(articles.assign(words=range(20)))["doc"].tolist()
    ['08', '09', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19']
    """
    if len(articles) <= settings.COMPARED:
        return articles
    longest = articles.sort_values(["words", "doc"], ascending=[False, True])
    turn = longest.groupby("unit").cumcount()
    first = longest.assign(turn=turn).sort_values(["turn", "words", "doc"], ascending=[True, False, True])
    return articles[articles["doc"].isin(first["doc"].head(settings.COMPARED))]


def _with_units(rows: Relation, articles: pd.DataFrame) -> Relation:
    """Return rows of articles with one more column, unit; those of other articles are left out."""
    columns = {name: pa.array(articles[name].tolist(), pa.string()) for name in ("doc", "unit")}
    belonging = database().from_arrow(pa.table(columns)).set_alias("belonging")
    return rows.set_alias("rows").join(belonging, "rows.doc = belonging.doc")


def term_counts(rows: Relation, articles: pd.DataFrame, counts: Sequence[str] = ("count",)) -> pd.DataFrame:
    """Return how often each unit uses each term, in the shape and order of `terms.count_tokens`.

    `rows` has the columns doc, term and `counts` of articles (`Layer.relation`, `files.scan`); they are
    added up by SQL. per_thousand is of the first of the counts.
    """
    sums = ", ".join(f"CAST(sum({name}) AS BIGINT) AS {name}" for name in counts)
    table = _with_units(rows, articles).aggregate(f"unit AS doc, term, {sums}").df()
    first = counts[0]
    table["per_thousand"] = 1000 * table[first] / table.groupby("doc")[first].transform("sum")
    return table.sort_values(["doc", first, "term"], ascending=[True, False, True], ignore_index=True)


def shares(counts: pd.DataFrame, articles: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the share of voice of each unit from that of articles, shaped as `attribution.share_of_voice`.

    >>> articles = pd.DataFrame({"doc": ["a", "b"], "unit": ["Echo", "Echo"]})
    >>> counts = pd.DataFrame({"doc": ["a", "b"], "side": ["un", "own voice"], "words": [1, 3]})
    >>> counts["doubtful"] = 0
    >>> shares(counts, articles, "side")[["side", "words", "share"]].values.tolist()
    [['own voice', 3, 0.75], ['un', 1, 0.25]]
    """
    table = add_up(counts, articles, [by], ["words", "doubtful"])
    table["share"] = table["words"] / table.groupby("doc")["words"].transform("sum")
    table = table.sort_values(["doc", "words", by], ascending=[True, False, True], ignore_index=True)
    return table[["doc", by, "words", "share", "doubtful"]]


def share_intervals(counts: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the table `voice_intervals`: shares of voice of all articles, and of each unit with enough.

    `counts` is the table `share_of_voice`. Whole articles are drawn with replacement, SHUFFLES times, seeded
    (`settings`); the interval says how far a share depends on which of these articles were there, and
    nothing about others. No rows for fewer than FEWEST_RESAMPLED articles. Efron (1979), "Bootstrap methods".

    >>> articles = pd.DataFrame({"doc": [f"{n:02}" for n in range(10)], "unit": "Echo"})
    >>> counts = pd.DataFrame({"doc": articles["doc"], "side": "un", "words": 5})
    >>> share_intervals(counts, articles)[["unit", "low", "high"]].values.tolist()
    [['all', 1.0, 1.0], ['Echo', 1.0, 1.0]]
    """
    words = counts.pivot_table(index="doc", columns="side", values="words", aggfunc="sum", fill_value=0)
    groups = {"all": articles["doc"], **dict(iter(articles.groupby("unit")["doc"]))}
    level = (1 - settings.INTERVAL_LEVEL) / 2
    rows = []
    for unit, docs in groups.items():
        own = words[words.index.isin(docs)].to_numpy()
        if len(own) < settings.FEWEST_RESAMPLED:
            continue
        random = np.random.default_rng(settings.SEED)
        drawn = random.multinomial(len(own), [1 / len(own)] * len(own), settings.SHUFFLES) @ own
        shares = drawn / drawn.sum(axis=1, keepdims=True)
        low, high = np.quantile(shares, [level, 1 - level], axis=0, method="nearest")
        every = own.sum(axis=0) / own.sum()
        rows += [
            (unit, side, len(own), *values)
            for side, *values in zip(words.columns, every, low, high, strict=True)
            if values[0]
        ]
    return schema.table("voice_intervals", rows)


def sharing_most(groups: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles whose shared sentences are read closely: all, or COMPARED of them.

    Those of the sentences that most articles have come first (`groups`: the table of
    `reuse.find_clusters`, in that order), then, while there is room, the longest articles.

    >>> articles = pd.DataFrame({"doc": [f"{n:02}" for n in range(20)], "unit": "a", "words": range(20)})
    >>> groups = pd.DataFrame({"cluster": [1, 1], "doc": ["00", "03"]})
    >>> sharing_most(groups, articles)["doc"].tolist()[:3]
    ['00', '03', '10']
    """
    most = settings.COMPARED
    if len(articles) <= most:
        return articles
    by_length = articles.sort_values(["words", "doc"], ascending=[False, True])["doc"]
    order = dict.fromkeys([*groups.sort_values(["cluster", "doc"])["doc"], *by_length])
    return articles[articles["doc"].isin(list(order)[:most])]
