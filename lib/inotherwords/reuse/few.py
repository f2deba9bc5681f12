"""The shared passages of a few texts, in plain Python: what `passages` finds with an index, found by looking.

For a handful of pasted texts, where neither arrays nor a database can be had. Both judge what they have found
by `judging`; a test holds the two together.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from itertools import combinations, pairwise

from inotherwords import settings
from inotherwords.reuse.judging import Pair, Passage, Place, Wording, judge
from inotherwords.reuse.parts import list_parts, list_runs

Span = tuple[int, int]


class Looked(Wording):
    """A wording with what it is found by: `docs` that have it, `letters`, its vector."""

    def __init__(self, words: str, telling: str) -> None:
        """Begin with the first part that has it."""
        super().__init__(words, telling)
        self.whole = False  # whether it is that of a sentence
        self.docs: set[str] = set()
        self.letters: dict[str, float] = {}

    @cached_property
    def features(self) -> set[object]:
        """Its words and pairs of words."""
        words = self.words.split()
        return {*words, *pairwise(words)}

    @cached_property
    def runs(self) -> Counter[str]:
        """How often it has each run of letters."""
        return Counter(run for word in self.words.split() for run in list_runs(word))


def _gather(texts: Mapping[str, str], sentences: Mapping[str, Iterable[Span]]) -> list[Place]:
    """Return the parts of all texts; parts with the same letters share their wording."""
    known: dict[str, Looked] = {}
    places: list[Place] = []
    for doc in sorted(texts):
        for part in list_parts(texts[doc], sentences[doc]):
            own = known.setdefault(part.words.replace(" ", ""), Looked(part.words, part.telling))
            own.words = min(own.words, part.words)
            own.whole |= part.whole
            own.docs.add(doc)
            sentence = len(places) if part.whole else places[-1].sentence
            places.append(Place(doc, part.start, part.end, sentence, part.whole, own))
    return places


def _weigh(wordings: Collection[Looked]) -> None:
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


def _find_touching(wordings: list[Looked]) -> list[tuple[Looked, Looked]]:
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


def _compare(a: Looked, b: Looked) -> float:
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


def _find_alike(wordings: list[Looked]) -> dict[frozenset[Looked], float]:
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
    """Return the pairs of parts of two texts that are alike."""
    by_wording: dict[Looked, list[Place]] = defaultdict(list)
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
    return pairs


def find_few(texts: Mapping[str, str], sentences: Mapping[str, Iterable[Span]]) -> list[Passage]:
    """Return the passages that a few texts share, as `passages.find_passages` does, in its order.

    `texts` are analysed texts by name, `sentences` the spans of the sentences and captions of each. Every
    sentence is compared with every other that has a rare word in common: meant for some 20,000 words in all.

    >>> texts = {"a": "Troops left the old port on Monday.", "b": "Soldiers left the old port on Monday."}
    >>> find_few(texts, {"a": [(0, 35)], "b": [(0, 37)]})[0][:7]
    ('a', 0, 35, 'b', 0, 37, 'near')
    """
    pairs = _find_pairs(_gather(texts, sentences))
    linked: dict[int, set[int]] = defaultdict(set)
    for pair in pairs:
        if pair.whole and pair.similarity >= settings.CANDIDATE:
            one, other = pair.sentences
            linked[one].add(other)
            linked[other].add(one)
    return judge(pairs, lambda asked: {(one, other) for one, other in asked if linked[one] & linked[other]})
