"""An article as the network reads it: windows of neighbouring paragraphs, cut into words and word pieces."""

from collections.abc import Iterable
from typing import NamedTuple

from inotherwords.attribution.network.wordpieces import Word, cut_words, vocabulary

LONGEST = 192  # word pieces a window, unless a single paragraph is longer
MOST = 510  # word pieces the encoder can place; a longer paragraph is read in parts
SMALL, CAPITALISED, CAPITALS = 0, 1, 2

Span = tuple[int, int]


class Window(NamedTuple):
    """Some paragraphs of an article, ready for the network.

    `pieces`, `letter_case` and `quoted` have one number a word piece; `first` is the place of each word's
    first piece among them, `paragraph` the number of its paragraph, `words` its span in the article.
    """

    pieces: list[int]
    letter_case: list[int]
    quoted: list[int]
    first: list[int]
    paragraph: list[int]
    words: list[Span]


def _case(word: str) -> int:
    if len(word) > 1 and word.isupper():
        return CAPITALS
    return CAPITALISED if word[:1].isupper() else SMALL


def _parts(words: list[Word]) -> list[list[Word]]:
    """Return the words of a paragraph in parts of at most MOST pieces."""
    parts: list[list[Word]] = []
    size = MOST
    for word in words:
        if size + len(word[0]) > MOST:
            parts.append([])
            size = 0
        parts[-1].append(word)
        size += len(word[0])
    return parts


def join_announced(text: str, paragraphs: Iterable[Span]) -> list[Span]:
    """Return the paragraphs, one that ends with a colon as one with the next: what it announces.

    >>> join_announced("He said: “Go.” They went.", [(0, 8), (9, 14), (15, 25)])
    [(0, 14), (15, 25)]
    """
    joined: list[Span] = []
    for start, end in paragraphs:
        if joined and text[joined[-1][1] - 1] == ":":
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def cut_windows(text: str, paragraphs: Iterable[Span], quotes: Iterable[Span]) -> list[Window]:
    """Return an article's paragraphs, packed in order into windows of about LONGEST word pieces.

    `quotes` are the spans that stand within quotation marks. Paragraphs of one window are read together,
    so that each is understood from its neighbours.

    >>> [window] = cut_windows("“Go,” he said.", [(0, 14)], [(0, 5)])
    >>> [window.words[number] for number in (1, 4)], window.quoted
    ([(1, 3), (6, 8)], [0, 1, 1, 1, 1, 0, 0, 0, 0])
    """
    start_mark, end_mark = (vocabulary()[mark] for mark in ("[CLS]", "[SEP]"))
    inside = bytearray(len(text) + 1)
    for start, end in quotes:
        inside[start:end] = b"\1" * (end - start)
    packed: list[list[tuple[int, int, list[Word]]]] = []
    size = 0
    for paragraph, (start, end) in enumerate(join_announced(text, paragraphs)):
        # The encoder knows no horizontal bar, with which some sign a quotation.
        for part in _parts(cut_words(text[start:end].replace("―", "—"))):
            more = sum(len(ids) for ids, _ in part) + 1
            if not packed or size + more > LONGEST:
                packed.append([])
                size = 1
            packed[-1].append((paragraph, start, part))
            size += more
    out = []
    for parts in packed:
        window = Window([start_mark], [SMALL], [0], [], [], [])
        for paragraph, start, part in parts:
            for ids, (first, last) in part:
                word = (start + first, start + last)
                window.first.append(len(window.pieces))
                window.paragraph.append(paragraph)
                window.words.append(word)
                window.pieces.extend(ids)
                window.letter_case.extend([_case(text[slice(*word)])] * len(ids))
                window.quoted.extend([inside[word[0]]] * len(ids))
            window.pieces.append(end_mark)
            window.letter_case.append(SMALL)
            window.quoted.append(0)
        out.append(window)
    return out
