"""What a page says of an article: its letter, whether its day is sure, whether its language is read."""

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


def is_inferred(source: str) -> bool:
    """Return whether a day of publication is inferred, by what the articles' list says of where it is from.

    >>> is_inferred("earliest day the text allows"), is_inferred("the text itself"), is_inferred("")
    (True, False, False)
    """
    return source.startswith(("inferred", "earliest"))
