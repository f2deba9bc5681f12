"""The shared passages of a few texts, in plain Python: what `passages` finds with an index, found by looking.

For a handful of pasted texts, where neither arrays nor a database can be had. What is offered, and what kind
it is, is said in `passages.find_passages`; a test holds the two together.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from itertools import combinations, pairwise
from typing import NamedTuple

from inotherwords import settings
from inotherwords.reuse.parts import in_order, list_parts, list_runs, may_recur

Span = tuple[int, int]


class Passage(NamedTuple):
    """A row of the table `passages`, without its number."""

    doc_a: str
    start_a: int
    end_a: int
    doc_b: str
    start_b: int
    end_b: int
    kind: str
    similarity: float


class Wording:
    """The parts of texts that have the same letters: `words` and `telling` as in `parts.Part`."""

    def __init__(self, words: str, telling: str) -> None:
        """Begin with the first part that has it."""
        self.words = words
        self.telling = set(telling.split())
        self.whole = False  # whether it is that of a sentence
        self.docs: set[str] = set()
        self.letters: dict[str, float] = {}  # its vector

    @cached_property
    def counts(self) -> Counter[str]:
        """How often it has each word."""
        return Counter(self.words.split())

    @cached_property
    def features(self) -> set[object]:
        """Its words and pairs of words."""
        words = self.words.split()
        return {*words, *pairwise(words)}

    @cached_property
    def runs(self) -> Counter[str]:
        """How often it has each run of letters."""
        found: Counter[str] = Counter()
        for word, times in self.counts.items():
            for run in list_runs(word):
                found[run] += times
        return found


class Place(NamedTuple):
    """A part: where it stands, the number of its sentence, whether it is all of it, its wording."""

    doc: str
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
    def sentences(self) -> Span:
        """The numbers of their sentences."""
        return self.a.sentence, self.b.sentence

    @property
    def whole(self) -> bool:
        """Whether both are whole sentences."""
        return self.a.whole and self.b.whole


def _gather(texts: Mapping[str, str], sentences: Mapping[str, Iterable[Span]]) -> list[Place]:
    """Return the parts of all texts; parts with the same letters share their wording."""
    known: dict[str, Wording] = {}
    places: list[Place] = []
    for doc in sorted(texts):
        for part in list_parts(texts[doc], sentences[doc]):
            own = known.setdefault(part.words.replace(" ", ""), Wording(part.words, part.telling))
            own.words = min(own.words, part.words)
            own.whole |= part.whole
            own.docs.add(doc)
            sentence = len(places) if part.whole else places[-1].sentence
            places.append(Place(doc, part.start, part.end, sentence, part.whole, own))
    return places


def _weigh(wordings: Collection[Wording]) -> None:
    """Give each wording its TF-IDF vector over runs of letters: logarithmic frequency, length 1."""
    sentences = [wording for wording in wordings if wording.whole]
    frequencies = Counter(run for wording in sentences for run in wording.runs)
    # Smoothed as scikit-learn does; what no sentence has is left out.
    weights = {run: math.log((1 + len(sentences)) / (1 + number)) + 1 for run, number in frequencies.items()}
    for wording in wordings:
        vector = {
            run: (math.log(times) + 1) * weights[run] for run, times in wording.runs.items() if run in weights
        }
        length = math.hypot(*vector.values()) or 1
        wording.letters = {run: value / length for run, value in vector.items()}


def _find_touching(wordings: list[Wording]) -> list[tuple[Wording, Wording]]:
    """Return the pairs of wordings, each the earlier first, that have enough rare words in common."""
    holders: dict[object, list[int]] = defaultdict(list)
    for number, wording in enumerate(wordings):
        for feature in wording.features:
            holders[feature].append(number)
    common: Counter[Span] = Counter()
    for numbers in holders.values():
        if 2 <= sum(wordings[number].whole for number in numbers) <= settings.RARE:
            common.update(combinations(numbers, 2))
    found = []
    for (one, other), number in common.items():
        a, b = wordings[one], wordings[other]
        apart = len(a.docs | b.docs) > 1
        if apart and number >= settings.TOUCH * math.sqrt(len(a.features) * len(b.features)):
            found.append((a, b))
    return found


def _compare(a: Wording, b: Wording) -> float:
    """Return how alike two wordings are, in six places; 0 if it is too little to be offered."""
    least = settings.SUPPORTED
    if not (a.whole and b.whole):
        least = settings.NEAR
        shorter = min(a.counts.total(), b.counts.total())
        if (
            sum(times * b.counts[word] for word, times in a.counts.items())
            < settings.IN_ORDER * shorter - 1e-9
        ):
            return 0.0
    cosine = math.fsum(value * b.letters.get(run, 0.0) for run, value in a.letters.items())
    similarity = min(round(cosine, 6), 1.0)
    return similarity if similarity >= least else 0.0


def _find_alike(wordings: list[Wording]) -> dict[frozenset[Wording], float]:
    """Return the pairs of wordings that are alike, without boilerplate; what several texts have is itself."""
    alike = {
        frozenset(pair): similarity for pair in _find_touching(wordings) if (similarity := _compare(*pair))
    }
    spread = Counter({wording: len(wording.docs) for wording in wordings})
    for one, other in (pair for pair, similarity in alike.items() if similarity >= settings.NEAR):
        spread[one] += len(other.docs)
        spread[other] += len(one.docs)
    alike |= {frozenset([wording]): 1.0 for wording in wordings if len(wording.docs) > 1}
    return {
        pair: similarity
        for pair, similarity in alike.items()
        if all(spread[wording] <= settings.BOILERPLATE for wording in pair)
    }


def _find_pairs(places: list[Place]) -> list[Pair]:
    """Return the pairs of parts of two texts that are alike, in the order of the texts."""
    by_wording: dict[Wording, list[Place]] = defaultdict(list)
    for place in places:
        by_wording[place.wording].append(place)
    _weigh(by_wording)
    pairs = []
    for both, similarity in _find_alike([*by_wording]).items():
        one, *rest = both
        for a in by_wording[one]:
            for b in by_wording[rest[0] if rest else one]:
                if a.doc < b.doc:
                    pairs.append(Pair(a, b, similarity))
                elif b.doc < a.doc and rest:
                    pairs.append(Pair(b, a, similarity))
    return sorted(pairs, key=lambda pair: (pair.a[:3], pair.b[:3]))


def _best(pairs: list[Pair]) -> list[Pair]:
    """Return the pairs that are, for at least one of their two sentences, the best in the other text."""
    highest: dict[tuple[int, str], float] = defaultdict(float)
    for (a, b, similarity), (one, other) in ((pair, pair.sentences) for pair in pairs):
        for key in ((one, b.doc), (other, a.doc)):
            highest[key] = max(highest[key], similarity)
    return [
        pair
        for pair in pairs
        if pair.similarity in (highest[pair.a.sentence, pair.b.doc], highest[pair.b.sentence, pair.a.doc])
    ]


def _recurs(pair: Pair) -> bool:
    """Return whether most words of the shorter part recur in order in the other one."""
    one, other = pair.a.wording, pair.b.wording
    return one is other or (
        may_recur(one.counts, other.counts) and in_order(one.words, other.words) >= settings.IN_ORDER
    )


def _telling_in_common(pair: Pair) -> int:
    """Return how many words both have that in one of them are neither names nor stop words."""
    one, other = pair.a.wording, pair.b.wording
    return len((one.telling & other.counts.keys()) | (other.telling & one.counts.keys()))


def _judge_sentences(pairs: list[Pair]) -> dict[Pair, str]:
    """Return the kind of each pair of whole sentences that is offered."""
    linked: dict[int, set[int]] = defaultdict(set)
    for one, other in (pair.sentences for pair in pairs if pair.similarity >= settings.CANDIDATE):
        linked[one].add(other)
        linked[other].add(one)
    kinds = {}
    for pair in _best(
        [pair for pair in pairs if _telling_in_common(pair) or pair.a.wording is pair.b.wording]
    ):
        if pair.similarity >= settings.CANDIDATE:
            alike = pair.similarity >= settings.NEAR and _telling_in_common(pair) >= settings.TELLING
            kinds[pair] = "near" if alike or _recurs(pair) else "paraphrase"
        elif linked[pair.a.sentence] & linked[pair.b.sentence]:  # both are like one in a third text
            kinds[pair] = "paraphrase"
    return kinds


def find_few(texts: Mapping[str, str], sentences: Mapping[str, Iterable[Span]]) -> list[Passage]:
    """Return the passages that a few texts share, as `passages.find_passages` does, in its order.

    `texts` are analysed texts by name, `sentences` the spans of the sentences and captions of each. Every
    sentence is compared with every other that has a rare word in common: meant for some 20,000 words in all.

    >>> texts = {"a": "Troops left the old port on Monday.", "b": "Soldiers left the old port on Monday."}
    >>> find_few(texts, {"a": [(0, 35)], "b": [(0, 37)]})[0][:7]
    ('a', 0, 35, 'b', 0, 37, 'near')
    """
    pairs = _find_pairs(_gather(texts, sentences))
    kinds = _judge_sentences([pair for pair in pairs if pair.whole])
    near = {pair.sentences for pair, kind in kinds.items() if kind == "near"}
    copied = [
        pair
        for pair in pairs
        if not pair.whole
        and pair.similarity >= settings.NEAR
        and pair.sentences not in near
        and _recurs(pair)
    ]
    with_copy = {pair.sentences for pair in copied}
    kinds = {pair: "near" if pair.sentences in with_copy else kind for pair, kind in kinds.items()}
    offered = {pair.sentences for pair in kinds}
    kinds |= dict.fromkeys(_best([pair for pair in copied if pair.sentences not in offered]), "near")
    found = [
        Passage(*a[:3], *b[:3], "verbatim" if a.wording is b.wording else kind, similarity)
        for (a, b, similarity), kind in kinds.items()
    ]
    return sorted(
        found, key=lambda row: (row.doc_a, row.doc_b, row.start_a, row.start_b, row.end_a, row.end_b)
    )
