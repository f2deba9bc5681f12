"""Judge pairs of sentences and clauses that are alike: which are offered as passages, and of which kind.

In plain Python, for a few texts (`few`) as for a corpus (`passages`); what is offered, and what kind it is,
is said in `passages.find_passages`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import NamedTuple

from inotherwords import settings
from inotherwords.reuse.parts import FRAMED, in_order, may_recur
from inotherwords.text.quantities import VALUES
from inotherwords.text.words import stop_words, to_singular

Sentences = tuple[int, int]  # the numbers of two sentences
ORDINALS = "third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
ENDING = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")
NUMBER = re.compile(rf"(?!(?:19|20)\d\d$)\d|(?:{'|'.join(VALUES)}|{ORDINALS})$")  # a year counts nothing


REACH = 2  # words from a negation to what it denies
NEGATION = re.compile(r"(?:not?|never|nobody|none|[a-z]+n't)$")


class Passage(NamedTuple):
    """A row of the table `passages`, without its number; a doc is a name, or the number of one."""

    doc_a: str | int
    start_a: int
    end_a: int
    doc_b: str | int
    start_b: int
    end_b: int
    kind: str
    similarity: float


class Wording:
    """The parts of texts that have the same letters: `words` and `telling` as in `parts.Part`."""

    def __init__(self, words: str, telling: str) -> None:
        """Begin with the first part that has it."""
        self.words = words
        told = [word for word in telling.split() if not word.startswith(FRAMED)]
        self.telling = set(told)
        self.framed = {word.removeprefix(FRAMED) for word in telling.split() if word not in self.telling}
        self.counted: dict[str, set[str]] = defaultdict(set)  # things, with their numbers
        for word, after in zip(told, [*told[1:], ""], strict=False):
            if NUMBER.match(word):
                number = f"{VALUES[word]:g}" if word in VALUES else ENDING.sub("", word)
                self.counted[to_singular(after)].add(number)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often it has each word."""
        return Counter(self.words.split())


class Place(NamedTuple):
    """A part: where it stands, the number of its sentence, whether it is all of it, its wording."""

    doc: str | int
    start: int
    end: int
    sentence: int
    whole: bool
    wording: Wording


class Pair(NamedTuple):
    """Two parts that are alike, of two texts."""

    a: Place
    b: Place
    similarity: float

    @property
    def sentences(self) -> Sentences:
        """The numbers of their sentences."""
        return self.a.sentence, self.b.sentence

    @property
    def wordings(self) -> tuple[Wording, Wording]:
        """Both wordings: one and the same, if they have the same letters."""
        return self.a.wording, self.b.wording

    @property
    def whole(self) -> bool:
        """Whether both are whole sentences."""
        return self.a.whole and self.b.whole


def _best(pairs: list[Pair]) -> list[Pair]:
    """Return the pairs that are, for at least one of their two sentences, the best in the other text."""
    highest: dict[tuple[int, str | int], float] = defaultdict(float)
    for (a, b, similarity), (one, other) in ((pair, pair.sentences) for pair in pairs):
        for key in ((one, b.doc), (other, a.doc)):
            highest[key] = max(highest[key], similarity)
    return [
        pair
        for pair in pairs
        if pair.similarity in (highest[pair.a.sentence, pair.b.doc], highest[pair.b.sentence, pair.a.doc])
    ]


@lru_cache(10_000)
def _recurs(one: Wording, other: Wording) -> bool:
    """Return whether most words of the shorter wording recur in order in the other one."""
    # What they have in common is soon counted and no less than what recurs in order.
    return one is other or (
        may_recur(one.counts, other.counts) and in_order(one.words, other.words) >= settings.IN_ORDER
    )


def _denies(words: list[str], others: list[str]) -> bool:
    """Return whether some words say that something is not so which others, beside the same words, say.

    >>> _denies("inspectors found no fault in it".split(), "the inspectors found a fault".split())
    True
    >>> _denies("it was not found".split(), "it has never been found".split())
    False
    """
    for place in [place for place, word in enumerate(words) if NEGATION.match(word)]:
        before = set(words[max(0, place - REACH) : place])
        after = [word for word in words[place + 1 : place + 1 + REACH] if word not in stop_words()]
        begins = tuple(word[: settings.ALIKE_LETTERS] for word in after[:1])
        for there, word in enumerate(others):
            around = others[max(0, there - REACH - 1) : there]
            shared = begins and word.startswith(begins) and (not before or before & set(around))
            if shared and not any(map(NEGATION.match, others[max(0, there - 3 * REACH) : there + REACH])):
                return True
    return False


@lru_cache(10_000)
def _opposed(one: Wording, other: Wording) -> bool:
    """Return whether one denies the other, or both count the same things otherwise, and are not else the
    same words.

    "At least 14 people were killed" is brought up to date by "At least 17 people were killed"; three miles on
    this side of the line are not eight miles on that one. Nor is "was not closed" what "was closed" is.
    """
    words, others = one.words.split(), other.words.split()
    alike = 2 * len(one.telling & other.telling) > max(len(one.telling), len(other.telling))
    if alike and (_denies(words, others) or _denies(others, words)):
        return True
    both = one.counted.keys() & other.counted.keys()
    if not both or any(one.counted[thing] & other.counted[thing] for thing in both):
        return False
    sizes = sorted((one.counts.total(), other.counts.total()))
    return in_order(one.words, other.words) * sizes[0] < settings.SAME_BUT_NUMBERS * sizes[1]


@lru_cache(10_000)
def _telling(one: Wording, other: Wording) -> int:
    """Return how many words both have that in one of them are neither names nor stop words.

    Two sentences on the same minister that have nothing but the name in common say different things, and so
    do two that count the same things otherwise: 0 for these.
    """
    said, too = (wording.counts.keys() - wording.framed for wording in (one, other))
    return 0 if _opposed(one, other) else len((one.telling & too) | (other.telling & said))


def _tells(pair: Pair, least: int) -> bool:
    """Return whether two parts differ only in who says it, or have so many words in common that tell."""
    said, too = (wording.counts.keys() - wording.framed for wording in pair.wordings)
    same = said == too and len(said) >= settings.FEWEST_WORDS
    return pair.a.wording is pair.b.wording or same or _telling(*pair.wordings) >= least


def _judge_sentences(
    pairs: list[Pair], select_linked: Callable[[list[Sentences]], set[Sentences]]
) -> dict[Pair, str]:
    """Return the kind of each pair of whole sentences that is offered."""
    best = _best([pair for pair in pairs if _tells(pair, 1)])
    linked = select_linked([pair.sentences for pair in best if pair.similarity < settings.CANDIDATE])
    kinds = {}
    for pair in best:
        if pair.similarity >= settings.CANDIDATE:
            alike = pair.similarity >= settings.NEAR or _recurs(*pair.wordings)
            kinds[pair] = "near" if alike and _tells(pair, settings.TELLING) else "paraphrase"
        elif pair.sentences in linked and _tells(pair, settings.TELLING):
            kinds[pair] = "paraphrase"
    return kinds


def judge(pairs: list[Pair], select_linked: Callable[[list[Sentences]], set[Sentences]]) -> list[Passage]:
    """Return the pairs that are offered, with their kind, in the order of their places.

    `select_linked` returns those of some pairs of sentences of which both are like one in a third text
    (CANDIDATE). A clause that was copied is not looked for where the whole sentences are a copy.
    """
    kinds = _judge_sentences([pair for pair in pairs if pair.whole], select_linked)
    near = {pair.sentences for pair, kind in kinds.items() if kind == "near"}
    copied = [
        pair
        for pair in pairs
        if not pair.whole
        and pair.similarity >= settings.NEAR
        and pair.sentences not in near
        and _recurs(*pair.wordings)
        and _tells(pair, settings.TELLING)
    ]
    with_copy = {pair.sentences for pair in copied}
    kinds = {pair: "near" if pair.sentences in with_copy else kind for pair, kind in kinds.items()}
    offered = {pair.sentences for pair in kinds}
    kinds |= dict.fromkeys(_best([pair for pair in copied if pair.sentences not in offered]), "near")
    rows = [
        Passage(*a[:3], *b[:3], "verbatim" if a.wording is b.wording else kind, similarity)
        for (a, b, similarity), kind in kinds.items()
    ]
    return sorted(
        rows, key=lambda row: (row.doc_a, row.doc_b, row.start_a, row.start_b, row.end_a, row.end_b)
    )
