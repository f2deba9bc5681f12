"""An article as the network reads it: windows of neighbouring paragraphs, cut into words and word pieces."""

from typing import NamedTuple

from inotherwords.attribution.network.wordpieces import cut_words, vocabulary

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


def _paragraph_pieces(text: str, start: int, end: int) -> tuple[list[int], list[int], list[Span]]:
    """Return the pieces of one paragraph, for each the number of its word, and the words' spans."""
    # The encoder knows no horizontal bar, with which some sign a quotation.
    cut = cut_words(text[start:end].replace("―", "—"))
    pieces = [piece for own, _ in cut for piece in own]
    numbers = [number for number, (own, _) in enumerate(cut) for _ in own]
    return pieces, numbers, [(start + first, start + last) for _, (first, last) in cut]


def _parts(text: str, start: int, end: int) -> list[tuple[list[int], list[int], list[Span]]]:
    """Return a paragraph's pieces in parts of at most MOST, cut between words."""
    pieces, numbers, words = _paragraph_pieces(text, start, end)
    parts = []
    begin = 0
    while begin < len(pieces):
        stop = min(begin + MOST, len(pieces))
        while begin < stop < len(pieces) and numbers[stop] == numbers[stop - 1] and stop - 1 > begin:
            stop -= 1
        first, last = numbers[begin], numbers[stop - 1]
        parts.append(
            (pieces[begin:stop], [number - first for number in numbers[begin:stop]], words[first : last + 1])
        )
        begin = stop
    return parts


def join_announced(text: str, paragraphs: list[Span]) -> list[Span]:
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


def cut_windows(text: str, paragraphs: list[Span], quotes: list[Span]) -> list[Window]:
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
    packed: list[list[tuple[int, tuple[list[int], list[int], list[Span]]]]] = []
    size = 0
    for paragraph, (start, end) in enumerate(join_announced(text, paragraphs)):
        for part in _parts(text, start, end):
            more = len(part[0]) + 1
            if not packed or size + more > LONGEST:
                packed.append([])
                size = 1
            packed[-1].append((paragraph, part))
            size += more
    out = []
    for window in packed:
        pieces, letter_case, quoted = [start_mark], [SMALL], [0]
        first: list[int] = []
        owner: list[int] = []
        spans: list[Span] = []
        for paragraph, (ids, numbers, words) in window:
            begin = len(pieces)
            cases = [_case(text[slice(*word)]) for word in words]
            marks = [inside[word[0]] for word in words]
            pieces += [*ids, end_mark]
            letter_case += [*(cases[number] for number in numbers), SMALL]
            quoted += [*(marks[number] for number in numbers), 0]
            first += [
                begin + place
                for place, number in enumerate(numbers)
                if not place or number != numbers[place - 1]
            ]
            owner += [paragraph] * len(words)
            spans += words
        out.append(Window(pieces, letter_case, quoted, first, owner, spans))
    return out
