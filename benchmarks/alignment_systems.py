"""What is compared in `alignment.py`, and one of them measured once, in a process of its own.

`python alignment_systems.py prepare FOLDER ARTICLES` makes the data;
`python alignment_systems.py SYSTEM FOLDER ARTICLES RESULT` measures one.
"""

import io
import json
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

BYTES = 1 if sys.platform == "darwin" else 1024  # in which ru_maxrss counts
PROJECT = Path(__file__).resolve().parents[1]
RUN = 6  # words in a row that difflib has to find
SHINGLE = 5  # words
SIMILAR = 0.4  # Jaccard, of the shingles of two sentences; about every sixth word may be another
WARM_UP = 4  # articles that are read before the clock starts

WORD = re.compile(r"\w+")
SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]+[”\"]?")

Texts = dict[str, str]
Span = tuple[str, int, int]  # doc, start, end
Piece = tuple[Span, Span]  # two places that are said to be the same


def prepare(folder: Path, articles: int) -> None:
    """Write so many invented articles, and the pairs of places where they print the same agency sentence."""
    import generated

    invented = list(generated.articles(articles))
    copies: dict[tuple[str, int], list[Span]] = {}
    for one in invented:
        for copy in one.copies:
            copies.setdefault((copy.story, copy.sentence), []).append((one.doc, copy.start, copy.end))
    planted = [pair for places in copies.values() for pair in combinations(sorted(places), 2)]
    texts = {one.doc: one.text for one in invented}
    (folder / f"{articles}.json").write_text(json.dumps([texts, planted]), encoding="utf-8")


def ours(texts: Texts) -> list[Piece]:
    """Find the verbatim and near passages of `reuse`, from the raw texts on."""
    from inotherwords import reuse

    parts = reuse.stage.compute(texts, {})["parts"]
    with TemporaryDirectory() as folder:
        found, _ = reuse.stream_passages([parts], Path(folder), 1)
    return [
        ((row.doc_a, row.start_a, row.end_a), (row.doc_b, row.start_b, row.end_b))
        for row in found[found["kind"] != "paraphrase"].itertuples()
    ]


def difflib_pairs(texts: Texts) -> list[Piece]:
    """Compare all pairs of articles word by word with difflib's SequenceMatcher as it comes."""
    words = {
        doc: [(m.group().lower(), *m.span()) for m in WORD.finditer(text)] for doc, text in texts.items()
    }
    forms = {doc: [word for word, _, _ in own] for doc, own in words.items()}
    found = []
    for b, a in ((b, a) for a, b in combinations(sorted(texts), 2)):
        for at_a, at_b, size in SequenceMatcher(None, forms[a], forms[b]).get_matching_blocks():
            if size >= RUN:
                sides = (
                    (doc, words[doc][at][1], words[doc][at + size - 1][2])
                    for doc, at in ((a, at_a), (b, at_b))
                )
                found.append(tuple(sides))
    return found


def text_matcher(texts: Texts) -> list[Piece]:
    """Compare all pairs of articles with text-matcher as it comes, but with stop words."""
    from text_matcher.matcher import Matcher, Text

    # Without its stop words, which nltk would have to download. It prints whatever it finds.
    read = {doc: Text(text, doc, removeStopwords=False) for doc, text in texts.items()}
    found = []
    with redirect_stdout(io.StringIO()):
        for a, b in combinations(sorted(texts), 2):
            _, in_a, in_b = Matcher(read[a], read[b]).match()
            found += [((a, *one), (b, *other)) for one, other in zip(in_a, in_b, strict=True)]
    return found


def _sentences(texts: Texts) -> Iterator[tuple[Span, set[str]]]:
    """Yield the sentences with their shingles; one of fewer words is a shingle itself."""
    for doc, text in texts.items():
        for sentence in SENTENCE.finditer(text):
            words = WORD.findall(sentence.group().lower())
            shingles = {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}
            yield (doc, *sentence.span()), shingles


def minhash_lsh(texts: Texts) -> list[Piece]:
    """Look up each sentence in datasketch's MinHash LSH over runs of five words."""
    from datasketch import MinHash, MinHashLSH

    index, found = MinHashLSH(threshold=SIMILAR), []
    for span, shingles in _sentences(texts):
        signature = MinHash()
        signature.update_batch([shingle.encode() for shingle in shingles])
        found += [(other, span) for other in index.query(signature) if other[0] != span[0]]
        index.insert(span, signature)
    return found


class System(NamedTuple):
    """One way to find shared passages: its name in the table, its virtual environment, and the sizes."""

    name: str
    find: Callable[[Texts], list[Piece]]
    venv: str
    sizes: tuple[int, ...]

    @property
    def python(self) -> Path:
        """Return the Python of its environment."""
        folder, ending = ("Scripts", ".exe") if sys.platform == "win32" else ("bin", "")
        return PROJECT / self.venv / folder / f"python{ending}"


ALL_PAIRS = (50, 100, 200)  # every pair of articles is compared
BY_INDEX = (50, 100, 200, 800, 3200)
SYSTEMS = {
    "ours": System("ours", ours, ".venv", BY_INDEX),
    "difflib": System("difflib, all pairs", difflib_pairs, ".venv", ALL_PAIRS),
    "text_matcher": System("text-matcher, all pairs", text_matcher, ".venv-bench", ALL_PAIRS),
    "lsh": System("datasketch, MinHash LSH", minhash_lsh, ".venv-bench", BY_INDEX),
}


def share_found(planted: list[Piece], found: list[Piece]) -> float:
    """Return the share of the planted pairs of which pieces found cover at least half, on both sides.

    >>> planted = [(("a", 0, 10), ("b", 0, 10)), (("a", 20, 30), ("b", 20, 30))]
    >>> share_found(planted, [(("a", 0, 6), ("b", 5, 10)), (("a", 20, 24), ("b", 20, 30))])
    0.5
    """
    pieces: dict[tuple[str, str], list[Piece]] = {}
    for one, other in found:
        first, second = sorted((tuple(one), tuple(other)))
        pieces.setdefault((first[0], second[0]), []).append((first, second))
    hits = 0
    for one, other in planted:
        covered: tuple[set[int], set[int]] = (set(), set())
        for piece in pieces.get((one[0], other[0]), []):
            common = [
                range(max(side[1], own[1]), min(side[2], own[2]))
                for side, own in zip(piece, (one, other), strict=True)
            ]
            if all(common):
                for side, places in zip(covered, common, strict=True):
                    side.update(places)
        sizes = [2 * len(side) >= own[2] - own[1] for side, own in zip(covered, (one, other), strict=True)]
        hits += all(sizes)
    return hits / len(planted)


def measure(system: System, folder: Path, articles: int) -> dict[str, float]:
    """Return the CPU seconds without loading, the pieces found, the share of the planted, and peak bytes."""
    texts, planted = json.loads((folder / f"{articles}.json").read_text(encoding="utf-8"))
    system.find(dict(list(texts.items())[:WARM_UP]))
    begin = time.process_time()
    found = system.find(texts)
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES
    share = share_found(planted, found)
    return {"seconds": seconds, "pieces": len(found), "share": share, "planted": len(planted), "peak": peak}


def main(name: str, folder: str, articles: str, result: str = "") -> None:
    """Make the data, or measure the system of this name and write the result."""
    if name == "prepare":
        prepare(Path(folder), int(articles))
        return
    measured = measure(SYSTEMS[name], Path(folder), int(articles))
    Path(result).write_text(json.dumps(measured), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
