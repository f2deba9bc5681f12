"""What a page calls the articles, and the languages that can be read for attributions."""

import itertools
from collections.abc import Iterable
from string import ascii_uppercase

ENGLISH = ("", "en")  # languages whose attributions are looked for; "" is not known


def sigla(docs: Iterable[str]) -> dict[str, str]:
    """Return a capital letter for each article, in their order; after Z come AA, AB and so on.

    >>> sigla(["000", "001"]), list(sigla(map(str, range(28))).values())[-2:]
    ({'000': 'A', '001': 'B'}, ['AA', 'AB'])
    """
    letters = (
        "".join(pair)
        for size in itertools.count(1)
        for pair in itertools.product(ascii_uppercase, repeat=size)
    )
    return dict(zip(docs, letters, strict=False))
