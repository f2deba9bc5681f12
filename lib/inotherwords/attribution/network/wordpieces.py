"""Cut a text into the word pieces that the encoder knows: BERT's, in lower case and without accents.

As published with BERT (Devlin et al. 2019), for the vocabulary in tokenizer.json; plain Python, so that the
network also works where no other tokeniser can be installed: in a browser.
"""

import json
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

MODEL = Path(__file__).with_name("model")
UNKNOWN = "[UNK]"
KEPT = 65_536  # runs of characters whose word pieces are kept
LONGEST_WORD = 100  # letters; of a longer one no pieces are looked for
FURTHER = "##"  # before a piece that is not the first of its word
SPACE = " "
RUN = re.compile(r"[^ \t\n\r]+")
UNSEEN = ("Cc", "Cf", "Co", "Cs")  # categories of Unicode
IDEOGRAPHS = [
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0x2F800, 0x2FA1F),
]

Word = tuple[list[int], tuple[int, int]]  # numbers of its pieces, where it stands


@cache
def vocabulary() -> dict[str, int]:
    """Return the number of each word piece of the encoder.

    >>> vocabulary()["[CLS]"]
    101
    """
    return json.loads((MODEL / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]


@cache
def _normalise(character: str) -> str:
    """Return what is read of a character: nothing, letters, SPACE, or a sign between two SPACE."""
    category = unicodedata.category(character)
    if character in "\t\n\r" or (character.isspace() and category != "Cc"):
        return SPACE
    if character == "\ufffd" or category in UNSEEN:
        return ""
    kept = [one for one in unicodedata.normalize("NFD", character) if unicodedata.category(one) != "Mn"]
    letters = "".join(one.lower() for one in kept)
    alone = any(first <= ord(character) <= last for first, last in IDEOGRAPHS)
    return f"{SPACE}{letters}{SPACE}" if alone or _is_sign(letters) else letters


def _is_sign(letters: str) -> bool:
    ascii_sign = letters.isascii() and letters.isprintable() and not letters.isalnum() and letters != SPACE
    return len(letters) == 1 and (ascii_sign or unicodedata.category(letters).startswith("P"))


def _pieces(word: str) -> list[int]:
    """Return the numbers of a word's pieces: the longest that fits, again and again; else UNKNOWN."""
    known, found, start = vocabulary(), [], 0
    while start < len(word) <= LONGEST_WORD:
        for end in range(len(word), start, -1):
            number = known.get(FURTHER * (start > 0) + word[start:end])
            if number is not None:
                found.append(number)
                start = end
                break
        else:
            break
    return found if found and start == len(word) else [known[UNKNOWN]]


@lru_cache(maxsize=KEPT)
def _cut(run: str) -> tuple[Word, ...]:
    """Return the words and signs of a run of characters without a blank; where they stand in it."""
    words: list[Word] = []
    letters, start, end = "", 0, 0
    for place, character in enumerate([*run, SPACE]):
        for one in _normalise(character):
            if one == SPACE:
                if letters:
                    words.append((_pieces(letters), (start, end)))
                letters = ""
            else:
                if not letters:
                    start = place
                letters += one
                end = place + 1
    return tuple(words)


def cut_words(text: str) -> list[Word]:
    """Return each word or sign of a text as (numbers of its word pieces, (start, end)).

    >>> cut_words("Café, ok")
    [([7668], (0, 4)), ([1010], (4, 5)), ([7929], (6, 8))]
    """
    return [
        (pieces, (run.start() + start, run.start() + end))
        for run in RUN.finditer(text)
        for pieces, (start, end) in _cut(run.group())
    ]
