"""Agreement among coders: Krippendorff's alpha, pairs of coders, and where they disagree.

A table of codings has the columns coder, item and value, one row for each answer to one question, all
strings. An item that a coder left out has no row, or an empty value.
"""

import pandas as pd

CODING = ["coder", "item", "value"]


def select_answered(codings: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of codings that have a value; raises ValueError if a coder coded an item twice.

    >>> select_answered(pd.DataFrame([("Ana", "1", "own"), ("Ben", "1", "")], columns=CODING)).values.tolist()
    [['Ana', '1', 'own']]
    """
    given = codings.loc[codings["value"] != "", CODING]
    twice = given[given.duplicated(["coder", "item"])]
    if len(twice):
        raise ValueError(f"{twice['coder'].iloc[0]} coded item {twice['item'].iloc[0]} twice.")
    return given


def select_shared(codings: pd.DataFrame) -> pd.DataFrame:
    """Return the answers to items that two or more coders answered: the only ones that can be compared.

    >>> rows = [("Ana", "1", "own"), ("Ben", "1", "quoted"), ("Ben", "2", "own")]
    >>> select_shared(pd.DataFrame(rows, columns=CODING))["item"].tolist()
    ['1', '1']
    """
    given = select_answered(codings)
    return given[given.duplicated("item", keep=False)]


def alpha(codings: pd.DataFrame) -> float:
    """Return Krippendorff's alpha for values without an order (nominal): 1 if all agree, 0 as by chance.

    Items that fewer than two coders answered are left out, as the measure has it; every other answer counts,
    however many are missing. Below 0 means that coders differ more often than by chance. Raises ValueError,
    with the reason in words, where alpha is undefined. Krippendorff (2011), "Computing Krippendorff's
    Alpha-Reliability"; computed by nltk, which returns 1 where there is only one value: we refuse, since
    0 divided by 0 is no agreement.

    >>> ben, gerry = "aabbdcccedda", "babbbccceddd"  # the paper's second example
    >>> rows = [("Ben", i, v) for i, v in enumerate(ben)] + [("Gerry", i, v) for i, v in enumerate(gerry)]
    >>> round(alpha(pd.DataFrame(rows, columns=CODING)), 3)
    0.692
    """
    compared = select_shared(codings)
    if compared.empty:
        raise ValueError("no item has answers of two coders, so there is nothing to compare")
    if compared["value"].nunique() == 1:
        raise ValueError(
            f"every answer is “{compared['value'].iloc[0]}”: with one answer only, agreement cannot be told "
            "from habit or chance"
        )
    # Imported where it is used: loading nltk takes most of a second.
    from nltk.metrics.agreement import AnnotationTask

    return float(AnnotationTask(data=compared.itertuples(index=False, name=None)).alpha())


def kappa(codings: pd.DataFrame) -> float:
    """Return Cohen's kappa of two coders: 1 if they always agree, 0 as by chance, below 0 less often.

    Items that only one of them answered are left out. Raises ValueError, with the reason in words, if there
    are not two coders or kappa is undefined. Cohen (1960), "A coefficient of agreement for nominal scales";
    computed by nltk.

    >>> answers = [("Ana", "ooqq"), ("Ben", "oqqq")]
    >>> rows = [(coder, item, value) for coder, values in answers for item, value in enumerate(values)]
    >>> kappa(pd.DataFrame(rows, columns=CODING))
    0.5
    """
    compared = select_shared(codings)
    coders = sorted(compared["coder"].unique())
    if len(coders) != 2:
        raise ValueError("Cohen's kappa compares two coders")
    if compared["value"].nunique() == 1:
        raise ValueError(f"every answer is “{compared['value'].iloc[0]}”")
    from nltk.metrics.agreement import AnnotationTask

    task = AnnotationTask(data=compared.itertuples(index=False, name=None))
    return float(task.kappa_pairwise(*coders))


def alpha_without_each(codings: pd.DataFrame) -> list[float]:
    """Return alpha with each item left out in turn, sorted: how far it rests on single items.

    Left out are items that two or more coders answered. Raises ValueError where one of these alphas is
    undefined: then all of it rests on that item.

    >>> answers = [("Ana", "ooq"), ("Ben", "oqq")]
    >>> rows = [(coder, item, value) for coder, values in answers for item, value in enumerate(values)]
    >>> [round(value, 2) for value in alpha_without_each(pd.DataFrame(rows, columns=CODING))]
    [0.0, 0.0, 1.0]
    """
    compared = select_shared(codings)
    return sorted(alpha(compared[compared["item"] != item]) for item in compared["item"].unique())


def count_pairs(codings: pd.DataFrame) -> pd.DataFrame:
    """Return how often each two coders gave the same answer: coder_a, coder_b, items, same; sorted by names.

    items counts those that both answered; two coders without such an item have no row.

    >>> rows = [("Ana", "1", "own"), ("Ben", "1", "own"), ("Ana", "2", "own"), ("Ben", "2", "quoted")]
    >>> count_pairs(pd.DataFrame(rows, columns=CODING)).values.tolist()
    [['Ana', 'Ben', 2, 1]]
    """
    given = select_answered(codings)
    both = given.merge(given, on="item", suffixes=("_a", "_b"))
    both = both[both["coder_a"] < both["coder_b"]]
    both = both.assign(same=both["value_a"] == both["value_b"])
    counted = both.groupby(["coder_a", "coder_b"]).agg(items=("same", "size"), same=("same", "sum"))
    return counted.reset_index()


def count_by_item(codings: pd.DataFrame) -> pd.DataFrame:
    """Return who gave which answer to each item that anybody answered, in the order of the codings.

    Columns item, pairs (of coders who answered it), same (pairs with the same answer), answers: each answer
    with its coders, the most frequent first.

    >>> rows = [("Ana", "1", "own"), ("Ben", "1", "quoted"), ("Cem", "1", "own"), ("Ana", "2", "own")]
    >>> count_by_item(pd.DataFrame(rows, columns=CODING)).values.tolist()
    [['1', 3, 1, 'own: Ana, Cem; quoted: Ben'], ['2', 0, 0, 'own: Ana']]
    """
    rows = []
    for item, group in select_answered(codings).groupby("item", sort=False):
        coders = group.sort_values("coder").groupby("value")["coder"].agg(list)
        ranked = sorted(coders.items(), key=lambda answer: (-len(answer[1]), answer[0]))
        answers = "; ".join(f"{value}: {', '.join(names)}" for value, names in ranked)
        same = sum(len(names) * (len(names) - 1) // 2 for names in coders)
        rows.append((item, len(group) * (len(group) - 1) // 2, same, answers))
    return pd.DataFrame(rows, columns=["item", "pairs", "same", "answers"])


def list_disagreements(counted: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a table with pairs and same where coders differ, those that divide them most first.

    Rows that divide them equally stay in their order.

    >>> list_disagreements(pd.DataFrame({"item": ["1", "2", "3"], "pairs": [3, 3, 1], "same": [1, 3, 0]}))
      item  pairs  same
    0    3      1     0
    1    1      3     1
    """
    differ = counted[counted["same"] < counted["pairs"]]
    order = (differ["same"] / differ["pairs"]).sort_values(kind="stable").index
    return differ.loc[order].reset_index(drop=True)
