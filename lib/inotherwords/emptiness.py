"""Why a table, a figure or a list of findings is empty: which missing file or which setting emptied it."""

from pathlib import Path

import pandas as pd

from inotherwords import corpus as files
from inotherwords import figures, naming_differences, reuse, swaps, terms
from inotherwords.sentences import listed

WITHOUT = {
    "labels": "who is named how is not counted",
    "speakers": "no source stands on a known side",
    "names": "no other spellings are taken as one word",
    "legal_status": "nothing is said of official lists",
    "wire": "no article is set beside the copy it was made from",
}
REMEDY = {
    "labels": "Notebook 5 proposes a list.",
    "speakers": "`inotherwords new` makes a folder with such a file, and how to fill it.",
}
SETTINGS = {
    "terms.MIN_COUNT": (terms.MIN_COUNT, "uses that a pair of neighbours has at least"),
    "naming_differences.FEWEST": (
        naming_differences.FEWEST,
        "mentions, uses or articles at least, for a sentence",
    ),
    "figures.FEWEST_USES": (figures.FEWEST_USES, "uses of a word at least, for its places to be drawn"),
    "reuse.FEWEST_WORDS": (reuse.FEWEST_WORDS, "words at least, for a sentence to be compared"),
    "swaps.FEW": (swaps.FEW, "words with a meaning at most, on either side of a swap"),
}


def of_list(corpus: Path, name: str) -> str:
    """Return why a list of the corpus gave nothing: it is missing, it has no rows, or none of them fits.

    `name` is a key of WITHOUT. The corpus' folder is not named, so that the words stay the same when it is
    moved. Raises KeyError if no such list is known.

    >>> of_list(Path("no such folder"), "speakers")[:57]
    'speakers.csv is missing: no source stands on a known side'
    """
    path, remedy = corpus / f"{name}.csv", REMEDY.get(name, "")
    without = WITHOUT[name]
    if not path.is_file():
        return f"{name}.csv is missing: {without}. {remedy}".rstrip()
    rows = len(files.read_lexicon(corpus, name) if name in files.LEXICONS else pd.read_csv(path, dtype=str))
    if not rows:
        return f"{name}.csv has no rows: {without}. {remedy}".rstrip()
    return f"{name}.csv has {rows} row{'s' * (rows > 1)}, and none of them leads to anything here."


def of_setting(*names: str) -> str:
    """Return which settings may have kept everything out; the names are keys of SETTINGS.

    Raises KeyError if a setting is not known.

    >>> of_setting("terms.MIN_COUNT")
    'Kept out by the setting terms.MIN_COUNT = 3 (uses that a pair of neighbours has at least).'
    """
    told = [f"{name} = {SETTINGS[name][0]} ({SETTINGS[name][1]})" for name in names]
    return f"Kept out by the setting{'s' * (len(told) > 1)} {listed(told)}."
