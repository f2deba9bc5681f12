"""Which sentences and clauses two articles share, wherever they stand, and how much of each is shared.

The articles quote, cut, reorder and reword the same agency copy. A pair of sentences is found by how alike
they are; only then, and only where they are the same sentence, are their words set against each other. That
is the order in which scholarly collation works: align, then collate.

In a large corpus not every sentence can be compared with every other: only those are that have in common
words, or pairs of words in a row, that few sentences have.
"""

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from inotherwords import cleaning, settings
from inotherwords.corpus import Study
from inotherwords.layers import schema
from inotherwords.layers.parts import Given, Stage
from inotherwords.layers.workers import usable_processors
from inotherwords.reuse import index
from inotherwords.reuse.judging import Passage, judge
from inotherwords.reuse.parts import list_parts


def cut_parts(segments: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """Return all sentences and captions of four words or more, each followed by its clauses.

    Columns: doc, and those of `parts.Part`.
    """
    told = segments.loc[segments["kind"].isin(settings.READ), ["doc", "start", "end"]]
    rows = [
        (doc, *part)
        for doc, own in told.groupby("doc")
        for part in list_parts(texts[doc], zip(own["start"].tolist(), own["end"].tolist(), strict=True))
    ]
    return schema.table("layers/parts", rows)


def list_wordings(texts: dict[str, str], given: Given) -> Given:
    """Return the sentences and clauses of some articles that may be shared.

    The one table, parts, is that of `cut_parts`. `texts` are the raw texts; `given` is `CLEANED`, if at hand.

    >>> text = "The ferry sank before dawn, and divers quickly searched their empty village harbour."
    >>> list_wordings({"a": text}, {})["parts"][["start", "end", "whole"]].values.tolist()
    [[0, 84, True], [28, 83, False]]
    """
    return {"parts": cut_parts(*cleaning.read_cleaned(texts, given))}


stage = Stage("wordings", list_wordings, tables=cleaning.CLEANED)


def _judged(docs: tuple[int, int], folder: Path) -> list[Passage]:
    """Return the passages of a range of first articles, whose numbers stand for their names."""
    with index.connect(
        folder, "pairs", "links", "places", "wordings", memory=index.BLOCK_MEMORY, threads=1
    ) as found:
        return judge(index.read_pairs(found, docs), partial(index.select_linked, found))


@contextmanager
def map_with_processes(processes: int) -> Iterator[Callable]:
    """Give a function like `map`, which uses so many processes."""
    if processes < 2:
        yield map
        return
    chosen = settings.choose, (settings.chosen(),)  # a new process knows the defaults only
    with ProcessPoolExecutor(processes, get_context("spawn"), *chosen) as pool:

        def run(function: Callable, items: Iterable) -> Iterator:
            # A few ahead of what is asked for, so that what is found does not pile up.
            items = iter(items)
            waiting = deque(pool.submit(function, item) for item in itertools.islice(items, 2 * processes))
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(pool.submit(function, item) for item in itertools.islice(items, 1))

        yield run


def find_all(study: Study) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the passages of a study, as found, and what is boilerplate (see `stream_passages`)."""
    parts, place = study.compute(stage)["parts"].parts(), study.workplace
    return stream_passages(parts, place.folder, place.processes)


def stream_passages(
    parts: Iterable[pd.DataFrame], folder: Path, processes: int | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the passages of a corpus of any size (see `find_passages`), and what is boilerplate.

    `parts` are the tables of `cut_parts`, in the order of the articles; what lies between the steps goes into
    a folder within `folder`, and leaves nothing there. The passages are the same with however many processes
    (without a number, as many as this machine has processors).

    Boilerplate is what more than `settings.BOILERPLATE` articles have in the same or nearly the same
    wording (similarity NEAR); it takes no part in passages. One row a place, the widest wording first: doc,
    start, end, wording (a number; those nearly the same have one), articles (how many have it), near (how
    many have each wording nearly the same, summed up).

    Raises ValueError if an article comes after one that sorts behind it.
    """
    processes = processes or usable_processors()
    with TemporaryDirectory(dir=folder) as scratch, index.closing():
        place = Path(scratch)
        docs = index.number_parts(parts, place)
        index.gather(place)
        index.write_index(place)
        with map_with_processes(min(processes, len(index.list_blocks(place)))) as run:
            index.compare(place, run)
        index.find_boilerplate(place)
        ranges = index.list_pairs(place)
        with map_with_processes(min(processes, len(ranges))) as run:
            found = itertools.chain.from_iterable(run(partial(_judged, folder=place), ranges))
            rows = [
                (number, docs[row.doc_a], *row[1:3], docs[row.doc_b], *row[4:])
                for number, row in enumerate(found, 1)
            ]
        return schema.table("passages", rows), index.read_boilerplate(place, docs)


def find_passages(segments: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """Return the pairs of sentences, or clauses, that two articles share, in whatever order they stand.

    `segments` has the columns doc, kind, start, end; sentences and captions of four words or more take part.
    One row a pair, sorted by place, numbered from 1: passage, doc_a, start_a, end_a, doc_b, start_b, end_b,
    kind, similarity; doc_a sorts before doc_b.

    `similarity` (0 to 1, six places) is the cosine of TF-IDF vectors (Salton & Buckley 1988) over the runs
    of three to five letters within words, so that "Rahman" and "Rahmane" are nearly the same; logarithmic
    term frequency; every different sentence of the tables is a document. It depends therefore on the whole
    corpus. A pair is offered if it is, for at least one of its two sentences, the best in the other article
    (a sentence that was split in two may be matched twice), and reaches CANDIDATE; or SUPPORTED, if a
    sentence of a third article reaches CANDIDATE with both. Only sentences are compared that have rare words
    enough in common (`settings.TOUCH`), and only such are offered as have a word in common that in one of
    them is neither a name (a capital) nor a stop word.

    `kind`: *verbatim* if all words are the same but for typography and spelling; *near* if the similarity
    reaches NEAR and TELLING such words are in common, or it reaches CANDIDATE and IN_ORDER of the shorter
    sentence's words recur in the same order, or a clause of one is copied in the other; else *paraphrase*: a
    candidate, to be read. A clause is copied if its similarity reaches NEAR and IN_ORDER of the shorter
    one's words recur in the same order. Where the two sentences are not offered, the place of a copied
    clause is.

    Raises KeyError if `texts` lacks an article of `segments`.

    >>> texts = {"a": "Troops left the old port on Monday.", "b": "Soldiers left the old port on Monday."}
    >>> segments = pd.DataFrame({"doc": ["a", "b"], "kind": "sentence", "start": 0, "end": [35, 37]})
    >>> find_passages(segments, texts)[["doc_a", "end_a", "doc_b", "end_b", "kind"]].values.tolist()
    [['a', 35, 'b', 37, 'near']]
    """
    with TemporaryDirectory() as folder:
        return stream_passages([cut_parts(segments, texts)], Path(folder), 1)[0]
