"""Checking an answer in an exercise notebook without giving it away: by its fingerprint."""

from collections.abc import Iterable, Mapping
from numbers import Real

import pandas as pd

from inotherwords.layers.files import sha256

DIGITS = 8  # of the fingerprint


def digest(answer: object) -> str:
    """Return the fingerprint of an answer: eight hexadecimal digits.

    The same for the same number (to two decimal places), the same word (capitals and spaces aside), the
    same words in another order, and the same table of words and numbers (a Series or a dict). Raises
    TypeError for anything else.

    >>> digest(7) == digest(7.0), digest(["Iran", "Russia"]) == digest({"russia", "iran "})
    (True, True)
    >>> digest(7) == digest("7")
    False
    """
    return sha256(repr(_plain(answer)).encode())[:DIGITS]


def _plain(answer: object) -> object:
    """Return an answer so that the same answers look the same."""
    if isinstance(answer, str):
        return " ".join(answer.split()).casefold()
    if isinstance(answer, Real):
        return f"{round(float(answer), 2) + 0.0:.2f}"  # no minus before a nought
    if isinstance(answer, pd.Series | Mapping):
        return sorted((_plain(name), _plain(value)) for name, value in answer.items())
    if isinstance(answer, Iterable) and not isinstance(answer, pd.DataFrame):
        return sorted(map(_plain, answer), key=repr)
    raise TypeError(type(answer).__name__)


def check(answer: object, expected: str) -> None:
    """Print whether an answer has the expected fingerprint; dots are an answer not given yet.

    >>> check(7, digest(7))
    Right.
    >>> check(..., digest(7))
    Not answered yet: put your code in place of the dots.
    """
    if answer is ...:
        print("Not answered yet: put your code in place of the dots.")
        return
    try:
        right = digest(answer) == expected
    except TypeError as kind:
        print(f"Not yet: this is a {kind}. Give a number, a word, or several words.")
        return
    print("Right." if right else "Not yet. Look at your answer, open the hint, try again.")
