"""PolNeAR as the network learns it: windows of words with the annotated cues, sources and contents."""

import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from inotherwords import attribution
from inotherwords.attribution import scoring
from inotherwords.attribution.network import Window, cut_windows
from inotherwords.text import quotations
from inotherwords.text.segments import analyse

NO_LABEL = -100
ANNOTATORS = 6  # at most, of one article


class Example(NamedTuple):
    """A window with what people marked in it.

    `labels` has one number a word: 0 no cue, 1 its first word, 2 a further one, NO_LABEL if the word is
    no part of the article. `cues` are the words of each cue, its source and its content in this window.
    """

    window: Window
    labels: np.ndarray
    cues: list[tuple[list[int], list[int], list[int]]]


def words_of(window: Window, spans: list[list[int]]) -> list[int]:
    """Return the numbers of the window's words that the spans touch."""
    return [
        number
        for number, (start, end) in enumerate(window.words)
        if any(start < last and first < end for first, last in spans)
    ]


def body_paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the lines of an article that are not empty, as spans."""
    return [line.span() for line in re.finditer(r"\S(?:[^\n]*\S)?", text)]


def example(window: Window, gold: list[dict[str, list[list[int]]]], discarded: list[list[int]]) -> Example:
    """Return one window with its annotation."""
    labels = np.zeros(len(window.words), dtype=np.int64)
    labels[words_of(window, discarded)] = NO_LABEL
    first, last = window.words[0][0], window.words[-1][1]
    cues = []
    for item in gold:
        if not item["cue"] or not first <= item["cue"][0][0] < last:
            continue
        cue = words_of(window, item["cue"])
        if not cue or labels[cue[0]] == NO_LABEL:
            continue
        labels[cue] = 2
        labels[cue[0]] = 1
        here = window.paragraph[cue[0]]
        source, content = (
            [word for word in words_of(window, item[role]) if window.paragraph[word] == here]
            for role in ("source", "content")
        )
        cues.append((cue, source, content))
    return Example(window, labels, cues)


def read_examples(polnear: Path, part: str) -> list[list[list[Example]]]:
    """Return for each article its annotators' versions, each a list of examples.

    Raises InputError if a text or its annotation is missing or cannot be read.
    """
    folder = polnear / part
    attribution.read_annotated(folder)
    versions: dict[str, list[list[Example]]] = {}
    number = 0
    while docs := scoring.read_part(folder, number) if number < ANNOTATORS else {}:
        for doc, (text, gold, discarded) in docs.items():
            if number and not gold:
                continue
            analysed = analyse(text)
            read = cut_windows(analysed, body_paragraphs(analysed), quotations.find_quotations(analysed))
            versions.setdefault(doc, []).append([example(window, gold, discarded) for window in read])
        number += 1
    return [versions[doc] for doc in sorted(versions)]
