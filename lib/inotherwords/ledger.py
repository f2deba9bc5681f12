r"""The ledger: every number that a finding states, under a name, so that none has to be typed by hand.

Where a sentence is made, `number` binds each number to a name: a path that begins with the table it is
counted in, as `labels/Syrian state/army/own voice/Kayhan`. The name travels inside the sentence, between
marks that no text has (three of Unicode's noncharacters), until `plain` takes it off where a sentence is
shown or written. `table` gathers the numbers; `linked` puts them into a text that links to them.

>>> sentence = f"Pairs: {number(32, 'passages', 'pairs')}."
>>> plain(sentence), numbers([sentence])
('Pairs: 32.', [('passages/pairs', '32')])
"""

import re
from collections.abc import Iterable, Mapping

import pandas as pd

OPEN, BETWEEN, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
MARKED = re.compile(f"{OPEN}([^{OPEN}{BETWEEN}{CLOSE}]*){BETWEEN}([^{OPEN}{BETWEEN}{CLOSE}]*){CLOSE}")
# [18](outputs/tables/numbers.csv "figures/claims-matrix/claims"), from the project's folder or one below
LINK = re.compile(r'\[([^\]]*)\](\((?:\.\./)?outputs/tables/numbers\.csv "([^"]*)"\))')
COLUMNS = ["name", "value", "notebook", "cell"]


def number(value: object, *name: str) -> str:
    """Return a value as text that carries its name, the parts of `name` joined by slashes.

    >>> numbers([number(3, "claims", "all")])
    [('claims/all', '3')]
    """
    return f"{OPEN}{value}{BETWEEN}{'/'.join(name)}{CLOSE}"


def plain(sentence: str) -> str:
    """Return a sentence as readers see it, without the names of its numbers.

    >>> plain(f"{number(3, 'claims', 'all')} claims")
    '3 claims'
    """
    return MARKED.sub(r"\1", sentence)


def numbers(sentences: Iterable[str]) -> list[tuple[str, str]]:
    """Return the name and the value, as text, of each number in some sentences, in their order.

    >>> numbers([f"{number(1, 'claims', 'told')} of {number(3, 'claims', 'all')}", "None."])
    [('claims/told', '1'), ('claims/all', '3')]
    """
    return [(name, value) for sentence in sentences for value, name in MARKED.findall(sentence)]


def table(told: Mapping[str, list[str]], cells: Mapping[str, tuple[str, int]]) -> pd.DataFrame:
    """Return the table `numbers`: name, value, and the notebook and cell that first print it.

    `told` has the sentences of each place (`findings/NAME`, `figures/NAME`), `cells` each place's notebook
    and cell (`manifest.writers`). One row a name, in the order of the sentences. Raises ValueError if one
    name stands for two values.

    >>> told = {"findings/Claims": [f"{number(3, 'claims', 'all')} claims."]}
    >>> table(told, {"findings/Claims": ("06_figures.ipynb", 21)}).values.tolist()
    [['claims/all', '3', '06_figures.ipynb', 21]]
    """
    rows: dict[str, tuple[str, str, str, int]] = {}
    for place, sentences in told.items():
        for name, value in numbers(sentences):
            first = rows.setdefault(name, (name, value, *cells[place]))
            if first[1] != value:
                raise ValueError(f"The number {name} is {first[1]} in one place and {value} in another.")
    return pd.DataFrame(list(rows.values()), columns=COLUMNS)


def linked(text: str, values: Mapping[str, str]) -> str:
    """Return a text in Markdown with the ledger's value in every link to it.

    `values` are the ledger's by name. Raises ValueError if a link names none of them.

    >>> linked('[2](outputs/tables/numbers.csv "claims/all") claims', {"claims/all": "3"})
    '[3](outputs/tables/numbers.csv "claims/all") claims'
    """

    def renewed(link: re.Match[str]) -> str:
        if link[3] not in values:
            raise ValueError(
                f"links to the number “{link[3]}”, which is not in tables/numbers.csv. Name another."
            )
        return f"[{values[link[3]]}]{link[2]}"

    return LINK.sub(renewed, text)
