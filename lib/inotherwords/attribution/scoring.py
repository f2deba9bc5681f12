r"""Count what is found against what people have marked: the rule behind every figure of accuracy.csv.

A token is a run of word characters (`\w+`) or one other character that is no space; a span has every token
that it touches. The words of a role (source, cue, content) are the word tokens of its spans, or all its
tokens where it has no word. What stands in a stretch that is no part of the article does not count: a marked
attribution that has no content outside of it is left out, and so is a found one with more than half of its
content in there.

detection            a found and a marked attribution are the same if their contents share at least half of
                     their words (Jaccard). Each belongs to one other at most; of all ways to pair them, the
                     one with the highest sum of shares counts, sources and then cues deciding between equals.
source and content   the same, where the sources do too, or both have none; paired anew.
direct, mixed,       a marked attribution of whose content all, some or no words stand between quotation marks
indirect             (`text.quotations`).
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from inotherwords.text.quotations import find_quotations

ROLES = ("source", "cue", "content")
TOKEN = re.compile(r"\w+|[^\w\s]")
THRESHOLD = 0.5  # of the words that two share, to be the same
# Between pairings that are as good: sources before cues, and both far below any share of contents.
BY_SOURCE, BY_CUE = 1e-4, 1e-5
BOUND = re.compile(r"T\d+\t\S+ \d+ \d+(?:;\d+ \d+)*(?:\t|$)")

Spans = list[list[int]]
Marked = dict[str, Spans]  # by role
Words = frozenset[int]  # tokens by their numbers
# text, marked attributions, and the stretches that are no part of the article
Annotated = tuple[str, list[Marked], Spans]


def read_annotation(annotation: str) -> tuple[list[Marked], Spans]:
    r"""Return the attributions that an annotation in brat's standoff form has, and what it discards.

    Raises KeyError or ValueError if it cannot be read.

    >>> bound = "T1\tSource 0 3\tAnn\nT2\tContent 9 11;13 15\tno no\n"
    >>> read_annotation(f"{bound}E1\tAttribution:T2 Source:T1 Content:T2\n")
    ([{'source': [[0, 3]], 'cue': [], 'content': [[9, 11], [13, 15]]}], [])
    """
    bound: dict[str, tuple[str, Spans]] = {}
    events = []
    for line in annotation.splitlines():
        if BOUND.match(line):
            name, what = line.split("\t")[:2]
            label, places = what.split(" ", 1)
            bound[name] = label, [[int(place) for place in span.split()] for span in places.split(";")]
        elif line.startswith("E"):
            events.append([part.split(":") for part in line.split("\t")[1].split()[1:]])
    marked = []
    for event in events:
        spans: Marked = {role: [] for role in ROLES}
        for role, name in event:
            spans.get(role.rstrip("0123456789").lower(), []).extend(bound[name][1])
        marked.append({role: sorted(own) for role, own in spans.items()})
    return marked, [span for label, spans in bound.values() if label == "Discard" for span in spans]


def read_part(folder: Path, annotator: int = 0) -> dict[str, Annotated]:
    """Return the articles of a folder with text/NAME.txt and attributions/NAME_xxxx.ann, by name.

    Where several annotators read an article, `annotator` is the number of one, in the order of the files'
    names; articles with fewer are left out. Raises OSError, KeyError or ValueError if one cannot be read.
    """
    files: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(path.stem.rpartition("_")[0], []).append(path)
    out = {}
    for doc, own in sorted(files.items()):
        if annotator < len(own):
            text = (folder / "text" / f"{doc}.txt").read_bytes().decode()
            out[doc] = (text, *read_annotation(own[annotator].read_bytes().decode()))
    return out


class Tokens:
    """The tokens of a text, by number, and those that do not count."""

    def __init__(self, text: str, discarded: Spans) -> None:
        """Cut a text into tokens."""
        found = [token.span() for token in TOKEN.finditer(text)]
        self._starts, self._ends = [start for start, _ in found], [end for _, end in found]
        self._is_word = [bool(re.match(r"\w", text[start])) for start in self._starts]
        self.discarded = self.touched(discarded)

    def touched(self, spans: Iterable[Sequence[int]]) -> set[int]:
        """Return the tokens of which a character stands in a span."""
        return {
            number
            for start, end in spans
            for number in range(bisect_left(self._ends, start + 1), bisect_left(self._starts, end))
        }

    def bag(self, spans: Iterable[Sequence[int]]) -> Words:
        """Return the words of the spans, or all their tokens if there is no word."""
        tokens = self.touched(spans) - self.discarded
        return frozenset({number for number in tokens if self._is_word[number]} or tokens)


def jaccard(one: Words, other: Words) -> float:
    """Return which share of all their words two have in common; 1 if both have none.

    >>> jaccard(frozenset({1, 2}), frozenset({2})), jaccard(frozenset(), frozenset())
    (0.5, 1.0)
    """
    return len(one & other) / len(one | other) if one or other else 1.0


def match(edges: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Return the pairs of the one-to-one matching whose weights have the highest sum.

    `edges` are the weights of the pairs that may be matched, above 0.

    >>> match({(0, 0): 0.6, (0, 1): 0.9, (1, 1): 0.8})
    [(0, 0), (1, 1)]
    """
    from scipy.optimize import linear_sum_assignment
    from scipy.sparse import coo_array

    if not edges:
        return []
    rows, columns = zip(*edges, strict=True)
    weights = coo_array(([*edges.values()], (rows, columns))).toarray()
    pairs = zip(*(found.tolist() for found in linear_sum_assignment(weights, maximize=True)), strict=True)
    return [pair for pair in pairs if pair in edges]


def pair_contents(marked: Sequence[Words], found: Sequence[Words]) -> dict[tuple[int, int], float]:
    """Return the shares of those contents that are the same: (found, marked) → Jaccard."""
    shares = {
        (number, other): jaccard(one, two)
        for number, one in enumerate(found)
        for other, two in enumerate(marked)
        if one & two
    }
    return {pair: share for pair, share in shares.items() if share >= THRESHOLD}


def score(annotated: Annotated, found: Sequence[Mapping[str, Spans]]) -> Counter[str]:
    """Return what counts in one article: found, annotated, right, right with source, and by type.

    >>> marked = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 20]]}
    >>> counts = score(("Ann said it was late.", [marked], []), [marked])
    >>> counts["right"], counts["right with source"], counts["indirect"], counts["indirect right"]
    (1, 1, 1, 1)
    """
    text, marked, discarded = annotated
    tokens = Tokens(text, discarded)
    quoted = tokens.touched(find_quotations(text))

    def words(spans: Mapping[str, Spans]) -> dict[str, Words]:
        return {role: tokens.bag(spans[role]) for role in ROLES}

    gold = [bags for one in marked if (bags := words(one))["content"]]
    ours = []
    for one in found:
        content = tokens.touched(one["content"])
        if not content or 2 * len(content & tokens.discarded) <= len(content):
            ours.append(words(one))
    same = pair_contents([one["content"] for one in gold], [one["content"] for one in ours])
    sources = {(one, other): jaccard(ours[one]["source"], gold[other]["source"]) for one, other in same}
    weights = {
        (one, other): share
        + BY_SOURCE * sources[one, other]
        + BY_CUE * jaccard(ours[one]["cue"], gold[other]["cue"])
        for (one, other), share in same.items()
    }
    right = {other for _, other in match(weights)}
    with_source = match({pair: weight for pair, weight in weights.items() if sources[pair] >= THRESHOLD})
    counts = Counter({"found": len(ours), "annotated": len(gold), "right": len(right)})
    counts["right with source"] = len(with_source)
    for number, one in enumerate(gold):
        inside = len(one["content"] & quoted)
        kind = "indirect" if not inside else "direct" if inside == len(one["content"]) else "mixed"
        counts[kind] += 1
        counts[f"{kind} right"] += number in right
    return counts


def shares(right: int, found: int, annotated: int) -> tuple[float, float, float]:
    """Return precision, recall and F1 to four places; 0 of 0 is 0.

    >>> shares(3, 4, 6)
    (0.75, 0.5, 0.6)
    """
    precision, recall = right / max(found, 1), right / max(annotated, 1)
    return round(precision, 4), round(recall, 4), round(2 * right / max(found + annotated, 1), 4)
