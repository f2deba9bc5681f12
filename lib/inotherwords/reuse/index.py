"""Find pairs of similar sentences without comparing every sentence with every other.

Two wordings are compared only if they have in common words, or pairs of words, that few sentences have.
The index of such words and the comparisons are made in blocks of wordings, each on its own; what is between
the steps lies in Parquet files and arrays in a folder, so that memory does not grow with the corpus. Blocks
and processes change nothing: what is summed up across them are integers.
"""

import glob
import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from inotherwords import settings
from inotherwords.layers.layer import hide_progress
from inotherwords.reuse.judging import Pair, Place, Sentences, Wording
from inotherwords.reuse.parts import list_runs

if TYPE_CHECKING:
    from scipy.sparse import csr_array


MILLION = 1_000_000  # similarities are kept as integers, in millionths
MEMORY = "300MB"  # for duckdb, which puts on disk what is more
THREADS = 2
BLOCK_MEMORY = "250MB"  # for each of the processes that compare
BATCH = 20_000  # wordings read at a time
BLOCK = 40_000  # wordings of which the comparisons are made at a time
LOOKED_UP = 8_000  # wordings of which the letters are held beside a block's
COMPARED = 4_000  # pairs multiplied at a time
PAIRS = 300_000  # pairs of parts judged at a time

ALIKE = pa.schema([(name, pa.int32()) for name in ("one", "other", "similarity")])


PARTS = pa.schema(
    [
        *((name, pa.int32()) for name in ("part", "doc", "start", "end", "sentence")),
        ("whole", pa.bool_()),
        ("words", pa.string()),
        ("telling", pa.string()),
    ]
)


# Files with what is known of the words (see `_number_words`).
WORDS = ["words.i4", "ends.i8", "runs.i4", "times.f4", "run_ends.i8"]


class Letters(NamedTuple):
    """What the letters of wordings are compared by.

    `words` are the words (numbers) of all wordings, one wording after the other, `ends` where each ends,
    beginning with 0; `runs` has a row a word: how often each run of letters is in it; `weights` are the
    inverse document frequencies of these runs.
    """

    words: np.ndarray
    ends: np.ndarray
    runs: "csr_array"
    weights: np.ndarray


@lru_cache(2)
def _database(folder: Path, memory: str, threads: int) -> duckdb.DuckDBPyConnection:
    """Return the database that the steps in a folder share: to open one takes longer than most of them do."""
    connection = duckdb.connect()
    hide_progress(connection)
    connection.execute(f"SET memory_limit = '{memory}'")
    connection.execute(f"SET threads = {threads}")
    connection.execute("SET temp_directory = ?", [str(folder / "spill")])
    connection.execute("SET preserve_insertion_order = false")
    return connection


@contextmanager
def closing() -> Iterator[None]:
    """Close the databases of `connect` when the block ends."""
    try:
        yield
    finally:
        _database.cache_clear()


def connect(
    folder: Path, *names: str, memory: str = MEMORY, threads: int = THREADS
) -> duckdb.DuckDBPyConnection:
    """Return a connection that keeps to its memory and puts what is more into the folder.

    It knows the Parquet files of these names in the folder, without their ending, as tables.
    """
    connection = _database(folder, memory, threads).cursor()
    for name in names:
        connection.read_parquet(glob.escape(str(folder / f"{name}.parquet"))).create_view(name)
    return connection


def write_rows(found: duckdb.DuckDBPyRelation, path: Path) -> None:
    """Write what was found to a Parquet file, in groups of BATCH rows."""
    found.write_parquet(str(path), row_group_size=BATCH)


@contextmanager
def open_arrays(folder: Path, names: list[str]) -> Iterator[Callable[[str, np.ndarray], None]]:
    """Give a function that adds numbers to one of the files; its ending is their kind."""
    with ExitStack() as stack:
        opened = {name: stack.enter_context((folder / name).open("wb")) for name in names}
        yield lambda name, numbers: numbers.astype(f"<{name.rpartition('.')[2]}").tofile(opened[name])


def read_array(path: Path) -> np.ndarray:
    """Return the numbers in a file, which stay on disk."""
    kind = np.dtype(f"<{path.suffix[1:]}")
    return np.memmap(path, kind, mode="r").view(np.ndarray) if path.stat().st_size else np.array([], kind)


def number_parts(parts: Iterable[pd.DataFrame], folder: Path) -> list[str]:
    """Write the parts of all articles to parts.parquet, numbered, and return the articles' names.

    `parts` come in the order of the articles, with the columns of `passages.cut_parts`. Raises ValueError if
    an article comes after one that sorts behind it.
    """
    docs: list[str] = []
    number = 0
    with pq.ParquetWriter(folder / "parts.parquet", PARTS) as writer:
        for rows in parts:
            codes, names = pd.factorize(rows["doc"])
            late = [one for before, one in pairwise([*docs[-1:], *names]) if one <= before]
            if late:
                raise ValueError(f"{late[0]}: comes after {docs[-1] if docs else names[0]}. Sort by doc.")
            part = np.arange(number, number + len(rows))
            # A sentence has the number of its own row, which stands before those of its clauses.
            sentence = np.maximum.accumulate(np.where(rows["whole"], part, -1))
            numbered = rows.assign(doc=codes + len(docs), part=part, sentence=sentence)
            writer.write_table(pa.Table.from_pandas(numbered, PARTS, preserve_index=False))
            docs += names.tolist()
            number += len(rows)
    return docs


def gather(folder: Path) -> None:
    """Gather the parts of parts.parquet that are the same wording: wordings.parquet and places.parquet.

    wordings.parquet has the columns wording (0, 1, … in the order in which they first stand), words,
    telling, whole (whether it is that of a sentence), articles (how many have it), doc (the number of the
    one that alone has it, or -1) and first (the number of the first part that has it, whose `telling` it
    is); places.parquet has the parts and their wordings. The same wording is the same letters: "cease fire"
    is "ceasefire". Of several spellings the first in the alphabet stands for all.
    """
    with connect(folder, "parts") as connection:
        connection.execute(
            """
            CREATE TEMP TABLE spelled AS
            SELECT part, md5_number(replace(words, ' ', '')) AS letters FROM parts
            """
        )
        connection.execute(
            """
            CREATE TEMP TABLE gathered AS
            WITH in_one AS (
                SELECT letters, doc, min(part) AS first, bool_or(whole) AS whole, min(words) AS words
                FROM parts JOIN spelled USING (part) GROUP BY letters, doc
            ), in_all AS (
                SELECT letters, min(first) AS first, bool_or(whole) AS whole, min(words) AS words,
                    count(*)::INTEGER AS articles, if(count(*) = 1, min(doc), -1) AS doc
                FROM in_one GROUP BY letters
            )
            SELECT (row_number() OVER (ORDER BY first) - 1)::INTEGER AS wording, * FROM in_all
            """
        )
        found = connection.sql(
            """
            SELECT wording, gathered.words, telling, gathered.whole, articles, gathered.doc, first
            FROM gathered JOIN parts ON parts.part = first ORDER BY wording
            """
        )
        write_rows(found, folder / "wordings.parquet")
        found = connection.sql(
            """
            SELECT part, parts.doc, start, "end", sentence, parts.whole, wording
            FROM parts JOIN spelled USING (part) JOIN gathered USING (letters)
            ORDER BY part
            """
        )
        write_rows(found, folder / "places.parquet")


class Known(NamedTuple):
    """What has been met so far: the hashes of texts, sorted, and their numbers (0, 1, … as they were met)."""

    hashes: np.ndarray
    numbers: np.ndarray


NOTHING = Known(np.array([], dtype=np.uint64), np.array([], dtype=np.int32))


def number_texts(texts: list[str], known: Known) -> tuple[np.ndarray, list[str], Known]:
    """Return the numbers of some texts, those of them that are new in the order met, and what is known now.

    Texts are known by hashes of 64 bits, so that millions of words take little room.

    >>> numbers, new, known = number_texts(["rain", "fell", "rain"], NOTHING)
    >>> numbers.tolist(), new, number_texts(["fell"], known)[0].tolist()
    ([0, 1, 0], ['rain', 'fell'], [1])
    """
    every = np.array(texts, dtype=object)
    hashes, first, place = np.unique(
        pd.util.hash_array(every, categorize=False), return_index=True, return_inverse=True
    )
    at = np.searchsorted(known.hashes, hashes)
    is_new = np.ones(len(hashes), dtype=bool)
    inside = at < len(known.hashes)
    is_new[inside] = known.hashes[at[inside]] != hashes[inside]
    numbers = np.empty(len(hashes), dtype=np.int32)
    numbers[~is_new] = known.numbers[at[~is_new]]
    met = first[is_new]
    numbers[is_new] = len(known.hashes) + met.argsort().argsort()
    grown = Known(
        np.insert(known.hashes, at[is_new], hashes[is_new]),
        np.insert(known.numbers, at[is_new], numbers[is_new]),
    )
    return numbers[place], every[np.sort(met)].tolist(), grown


def _count_runs(words: list[str], known: Known) -> tuple["csr_array", Known]:
    """Return how often each run of letters (columns) is in each word (rows), and the runs that are known."""
    from scipy.sparse import csr_array

    runs = [list_runs(word) for word in words]
    columns, _, known = number_texts([run for own in runs for run in own], known)
    ends = np.array([0, *(len(own) for own in runs)]).cumsum()
    ones = np.ones(len(columns), dtype=np.float32)
    counts = csr_array((ones, columns, ends), shape=(len(words), len(known.hashes)))
    counts.sum_duplicates()
    return counts, known


def _number_words(folder: Path) -> int:
    """Write the words of all wordings and the runs of letters of all words; return how many runs there are.

    As arrays in files: words.i4 are the numbers of the words, one wording after the other, and ends.i8 where
    each wording ends. runs.i4, times.f4 and run_ends.i8 are the same for the runs of letters of each word.
    """
    words, runs = NOTHING, NOTHING
    end, run_end = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    with open_arrays(folder, WORDS) as put:
        put("ends.i8", end)
        put("run_ends.i8", run_end)
        for batch in pq.ParquetFile(folder / "wordings.parquet").iter_batches(BATCH, columns=["words"]):
            own = [wording.split() for wording in batch.column(0).to_pylist()]
            numbers, new, words = number_texts([word for wording in own for word in wording], words)
            counts, runs = _count_runs(new, runs)
            ends, run_ends = (
                end[-1] + np.cumsum([len(wording) for wording in own]),
                run_end[-1] + counts.indptr,
            )
            put("words.i4", numbers)
            put("ends.i8", ends)
            put("runs.i4", counts.indices)
            put("times.f4", counts.data)
            put("run_ends.i8", run_ends[1:])
            end, run_end = ends, run_ends
    return len(runs.hashes)


def _words_of(wordings: np.ndarray, letters: Letters) -> tuple[np.ndarray, np.ndarray]:
    """Return the words of some wordings one after the other, and where each ends, beginning with 0."""
    first, last = letters.ends[wordings], letters.ends[wordings + 1]
    ends = np.concatenate([[0], (last - first).cumsum()])
    places = np.arange(ends[-1]) + np.repeat(first - ends[:-1], last - first)
    return np.asarray(letters.words[places]), ends


def _count_words(wordings: np.ndarray, letters: Letters) -> "csr_array":
    """Return how often each word is in each of some wordings."""
    from scipy.sparse import csr_array

    words, ends = _words_of(wordings, letters)
    ones = np.ones(len(words), dtype=np.float32)
    found = csr_array((ones, words, ends), shape=(len(wordings), letters.runs.shape[0]))
    found.sum_duplicates()
    return found


def weigh_letters(wordings: np.ndarray, letters: Letters) -> "csr_array":
    """Return the TF-IDF vectors of some wordings over runs of letters: logarithmic frequency, length 1."""
    found = _count_words(wordings, letters) @ letters.runs
    found.data = (np.log(found.data.astype(np.float64)) + 1) * letters.weights[found.indices]
    lengths = np.sqrt(np.add.reduceat(found.data**2, found.indptr[:-1])) if found.nnz else np.array([])
    lengths[lengths == 0] = 1
    found.data /= np.repeat(lengths, np.diff(found.indptr))
    found.sort_indices()
    return found


def read_letters(folder: Path) -> Letters:
    """Return what `write_index` has put into the folder; most of it stays on disk."""
    from scipy.sparse import csr_array

    weights, run_ends = np.load(folder / "weights.npy"), read_array(folder / "run_ends.i8")
    arrays = read_array(folder / "times.f4"), read_array(folder / "runs.i4"), run_ends.astype(np.int32)
    runs = csr_array(arrays, shape=(len(run_ends) - 1, len(weights)))
    return Letters(read_array(folder / "words.i4"), read_array(folder / "ends.i8"), runs, weights)


def _features(wordings: np.ndarray, letters: Letters) -> pd.DataFrame:
    """Return the different words and pairs of words of some wordings: wording, feature."""
    words, ends = _words_of(wordings, letters)
    owner = np.repeat(wordings, np.diff(ends))
    beside = owner[:-1] == owner[1:]
    single = words.astype(np.int64) << 32
    double = (single[:-1] + words[1:] + 1)[beside]
    table = pd.DataFrame(
        {
            "wording": np.concatenate([owner, owner[:-1][beside]]).astype(np.int32),
            "feature": np.concatenate([single, double]),
        }
    )
    return table.drop_duplicates()


def _index_letters(folder: Path, whole: np.ndarray) -> Letters:
    """Write what letters are compared by to the folder, with inverse document frequencies, and return it."""
    frequencies = np.zeros(_number_words(folder), dtype=np.int64)
    np.save(folder / "weights.npy", frequencies)
    letters = read_letters(folder)
    sentences = np.flatnonzero(whole)
    for own in np.array_split(sentences, math.ceil(len(sentences) / LOOKED_UP) or 1):
        runs = _count_words(own, letters) @ letters.runs
        frequencies += np.bincount(runs.indices, minlength=len(frequencies))
    # Smoothed as scikit-learn does; 0 for what no sentence has.
    weights = np.where(frequencies > 0, np.log((1 + len(sentences)) / (1 + frequencies)) + 1, 0.0)
    np.save(folder / "weights.npy", weights)
    return read_letters(folder)


def _index_words(folder: Path, letters: Letters, whole: np.ndarray) -> None:
    """Write the index of rare words: postings.parquet with feature, wording, doc and size.

    The size of a wording is how many different words and pairs of words it has, rare or not.
    """
    schema = pa.schema(
        [("wording", pa.int32()), ("feature", pa.int64()), ("whole", pa.bool_()), ("size", pa.int32())]
    )
    number = len(letters.ends) - 1
    with pq.ParquetWriter(folder / "features.parquet", schema) as writer:
        for first in range(0, number, BATCH):
            own = _features(np.arange(first, min(first + BATCH, number)), letters)
            own["whole"] = whole[own["wording"]]
            own["size"] = own.groupby("wording")["feature"].transform("size")
            writer.write_table(pa.Table.from_pandas(own, schema, preserve_index=False))
    with connect(folder, "features", "wordings") as connection:
        found = connection.sql(
            """
            WITH rare AS (
                SELECT feature FROM features WHERE whole
                GROUP BY feature HAVING count(*) BETWEEN 2 AND $common
            )
            SELECT feature, wording, doc, size
            FROM features JOIN rare USING (feature) JOIN wordings USING (wording)
            """,
            params={"common": settings.RARE},
        )
        write_rows(found, folder / "postings.parquet")
    (folder / "features.parquet").unlink()


def write_index(folder: Path) -> None:
    """Write to the folder, which has wordings.parquet, what `compare` compares the wordings by.

    How rare a word, or two in a row, or a run of letters is, is counted over all different sentences.
    """
    whole = pq.read_table(folder / "wordings.parquet", columns=["whole"]).column(0).to_numpy()
    _index_words(folder, _index_letters(folder, whole), whole)


def list_blocks(folder: Path) -> list[tuple[int, int]]:
    """Return the blocks in which the wordings are compared: the first, and one after the last."""
    size = pq.read_metadata(folder / "wordings.parquet").num_rows
    return [(first, min(first + BLOCK, size)) for first in range(0, size, BLOCK)]


def find_touching(folder: Path, block: tuple[int, int]) -> pd.DataFrame:
    """Return the pairs of a wording of a block and a later one that touch: one, other; sorted by other."""
    with connect(folder, "postings", memory=BLOCK_MEMORY, threads=1) as connection:
        return connection.execute(
            """
            SELECT a.wording AS one, b.wording AS other
            FROM postings a JOIN postings b ON a.feature = b.feature
            WHERE a.wording >= ? AND a.wording < ? AND a.wording < b.wording
                AND (a.doc <> b.doc OR a.doc = -1)
            GROUP BY one, other, a.size, b.size HAVING count(*) >= ? * sqrt(a.size * b.size)
            ORDER BY other, one
            """,
            [*block, settings.TOUCH],
        ).df()


def _of_both(
    pairs: pd.DataFrame, make: Callable[[np.ndarray], "csr_array"]
) -> Iterator[tuple[pd.DataFrame, np.ndarray]]:
    """Yield the pairs, sorted by other, in pieces, with the product of what `make` makes of both wordings."""
    ones, others = np.unique(pairs["one"]), np.unique(pairs["other"])
    own = make(ones)
    for start in range(0, len(others), LOOKED_UP):
        looked_up = others[start : start + LOOKED_UP]
        theirs = make(looked_up)
        first, last = np.searchsorted(pairs["other"], [looked_up[0], looked_up[-1] + 1])
        for at in range(first, last, COMPARED):
            some = pairs.iloc[at : min(at + COMPARED, last)]
            one, other = np.searchsorted(ones, some["one"]), np.searchsorted(looked_up, some["other"])
            yield some, np.asarray(own[one].multiply(theirs[other]).sum(axis=1)).ravel()


def find_overlapping(pairs: pd.DataFrame, letters: Letters) -> pd.DataFrame:
    """Return the pairs in which so many of the shorter wording's words can be in the other one."""
    sizes = np.diff(letters.ends)
    found = [pairs.iloc[:0]]
    # What is multiplied is no less than what both have.
    for some, common in _of_both(pairs, partial(_count_words, letters=letters)):
        shorter = np.minimum(sizes[some["one"]], sizes[some["other"]])
        found.append(some[common >= settings.IN_ORDER * shorter - 1e-9])
    return pd.concat(found)


def _compare(block: tuple[int, int], folder: Path) -> pd.DataFrame:
    """Return the pairs of a block that are alike enough."""
    letters = read_letters(folder)
    whole = pq.read_table(folder / "wordings.parquet", columns=["whole"]).column(0).to_numpy()
    touching = find_touching(folder, block)
    both = whole[touching["one"]] & whole[touching["other"]]
    clauses = find_overlapping(touching[~both], letters)
    found = [touching.iloc[:0].assign(similarity=0)]
    for pairs, least in ((touching[both], settings.SUPPORTED), (clauses, settings.NEAR)):
        for some, cosine in _of_both(pairs, partial(weigh_letters, letters=letters)):
            # Rounded before it is compared: the last bits differ between processors.
            similarity = (cosine.round(6).clip(0, 1) * MILLION).round().astype(np.int32)
            found.append(some.assign(similarity=similarity)[similarity >= round(least * MILLION)])
    return pd.concat(found, ignore_index=True).sort_values(["one", "other"])


def compare(folder: Path, run: Callable = map) -> None:
    """Write the pairs of wordings that are alike to alike.parquet: one, other, similarity (in millionths).

    `run` maps a function over the blocks.
    """
    with pq.ParquetWriter(folder / "alike.parquet", ALIKE) as writer:
        for found in run(partial(_compare, folder=folder), list_blocks(folder)):
            writer.write_table(pa.Table.from_pandas(found, ALIKE, preserve_index=False))


def find_boilerplate(folder: Path) -> None:
    """Write which wordings are boilerplate, as boilerplate.parquet: wording, articles, near.

    Boilerplate is what more than `settings.BOILERPLATE` articles have: the same wording (`articles`), and
    those alike to it from NEAR on (`near` is how many articles have each, summed up).
    """
    with connect(folder, "alike", "wordings") as connection:
        found = connection.sql(
            """
            WITH close AS (
                SELECT one, other FROM alike WHERE similarity >= $near
                UNION ALL SELECT other, one FROM alike WHERE similarity >= $near
            ), reach AS (
                SELECT one AS wording, sum(articles)::INTEGER AS near
                FROM close JOIN wordings ON wording = other GROUP BY one
            )
            SELECT wording, articles, coalesce(near, 0) AS near
            FROM wordings LEFT JOIN reach USING (wording)
            WHERE articles + coalesce(near, 0) > $boilerplate
            ORDER BY wording
            """,
            params={"near": round(settings.NEAR * MILLION), "boilerplate": settings.BOILERPLATE},
        )
        write_rows(found, folder / "boilerplate.parquet")


def list_pairs(folder: Path) -> list[tuple[int, int]]:
    """Write all pairs of parts of two articles, a before b, that are alike or the same, to pairs.parquet.

    Boilerplate takes no part. links.parquet gets the pairs of whole sentences that reach CANDIDATE, in both
    directions. Return ranges of the first articles' numbers (first, one after the last) with at most PAIRS
    pairs each, or one article.
    """
    with connect(folder, "alike", "wordings", "places", "boilerplate") as connection:
        found = connection.sql(
            """
            WITH free AS (FROM places ANTI JOIN boilerplate USING (wording)),
            linked AS (
                SELECT one, other, similarity FROM alike
                UNION ALL SELECT other, one, similarity FROM alike
                UNION ALL SELECT wording, wording, $same FROM wordings WHERE articles > 1
            )
            SELECT a.part AS part_a, b.part AS part_b, a.doc AS doc_a, a.whole AND b.whole AS whole,
                similarity::INTEGER AS similarity
            FROM linked JOIN free AS a ON a.wording = one JOIN free AS b ON b.wording = other
            WHERE a.doc < b.doc
            ORDER BY part_a, part_b
            """,
            params={"same": MILLION},
        )
        write_rows(found, folder / "pairs.parquet")
        connection.read_parquet(glob.escape(str(folder / "pairs.parquet"))).create_view("pairs")
        found = connection.sql(
            """
            WITH close AS (FROM pairs WHERE whole AND similarity >= $close)
            SELECT part_a AS sentence, part_b AS other FROM close
            UNION ALL SELECT part_b, part_a FROM close
            ORDER BY sentence, other
            """,
            params={"close": round(settings.CANDIDATE * MILLION)},
        )
        write_rows(found, folder / "links.parquet")
        counts = connection.sql("SELECT doc_a, count(*) FROM pairs GROUP BY doc_a ORDER BY doc_a").fetchall()
    ranges, held = [], 0
    for doc, count in counts:
        if not ranges or held + count > PAIRS:
            ranges.append((doc, doc))
            held = 0
        ranges[-1] = (ranges[-1][0], doc + 1)
        held += count
    return ranges


def read_pairs(connection: duckdb.DuckDBPyConnection, docs: tuple[int, int]) -> list[Pair]:
    """Return the pairs of a range of first articles; an article is its number."""
    connection.execute("CREATE TEMP TABLE own AS FROM pairs WHERE doc_a >= ? AND doc_a < ?", docs)
    connection.execute(
        """
        CREATE TEMP TABLE beside AS
        FROM places SEMI JOIN (SELECT part_a AS part FROM own UNION SELECT part_b FROM own) USING (part)
        """
    )
    printed = "SELECT wording, words, telling FROM wordings SEMI JOIN beside USING (wording)"
    wordings = {number: Wording(*own) for number, *own in connection.execute(printed).fetchall()}
    known = """SELECT part, doc, start, "end", sentence, whole, wording FROM beside"""
    places = {
        part: Place(*place, wordings[wording])
        for part, *place, wording in connection.execute(known).fetchall()
    }
    pairs = connection.execute("SELECT part_a, part_b, similarity FROM own").fetchall()
    return [Pair(places[a], places[b], similarity / MILLION) for a, b, similarity in pairs]


def select_linked(connection: duckdb.DuckDBPyConnection, pairs: list[Sentences]) -> set[Sentences]:
    """Return the pairs of sentences of which both are linked (links.parquet) with one and the same.

    No sentence has a link within its own article, so that one is in a third.
    """
    asked = pd.DataFrame(pairs, columns=["one", "other"], dtype="int32")
    connection.register("asked", asked)
    linked = connection.execute(
        """
        SELECT DISTINCT asked.one, asked.other
        FROM asked
        JOIN links AS a ON a.sentence = asked.one
        JOIN links AS b ON b.sentence = asked.other AND b.other = a.other
        """
    )
    return set(linked.fetchall())


def read_boilerplate(folder: Path, docs: list[str]) -> pd.DataFrame:
    """Return the places that take no part because too many articles have their words, the widest first.

    doc, start, end, wording (a number; wordings that are nearly the same have one), articles and near as in
    `find_boilerplate`.
    """
    with connect(folder, "alike", "boilerplate", "places") as connection:
        places = connection.sql(
            """
            SELECT doc, start, "end", wording, articles, near FROM boilerplate JOIN places USING (wording)
            ORDER BY articles + near DESC, wording, part
            """
        ).df()
        close = connection.execute(
            """
            SELECT one, other FROM alike SEMI JOIN boilerplate AS a ON one = a.wording
            SEMI JOIN boilerplate AS b ON other = b.wording WHERE similarity >= ?
            """,
            [round(settings.NEAR * MILLION)],
        ).df()
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    known = np.unique(places["wording"])
    one, other = (np.searchsorted(known, close[side]) for side in ("one", "other"))
    links = coo_array((np.ones(len(close)), (one, other)), shape=(len(known), len(known)))
    family = connected_components(links, directed=False)[1] if len(known) else known
    number, _ = pd.factorize(family[np.searchsorted(known, places["wording"])])
    return places.assign(doc=[docs[doc] for doc in places["doc"]], wording=number + 1)
