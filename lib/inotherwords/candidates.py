"""Which wordings of a corpus are alike, when there are too many to compare each with each or to hold at once.

Two wordings are compared only if they have in common a word, or two words in a row, that few sentences have.
The index of such words and the comparisons are made in blocks of wordings, each on its own; what is between
the steps lies in Parquet files and arrays in a folder, so that memory does not grow with the corpus. Blocks
and processes change nothing: what is summed up across them are integers.
"""

import glob
import math
from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# A word, or two in a row, leads to a comparison only if at most this many sentences have it, and if such
# words make up a little of both sentences. That keeps the comparisons per sentence few, however large the
# corpus; copies still meet in many places, because most pairs of words are rare.
COMMON = 50
TOUCH = 0.05

# The same wording in more articles than this is taken for boilerplate ("Sign up for our newsletter").
BOILERPLATE = 100

MILLION = 1_000_000  # similarities are kept as integers, in millionths
FINE = 1 << 14  # and so are weights in the index, in parts of the length of their wording
MEMORY = "700MB"  # for duckdb, which puts on disk what is more
THREADS = 2
BLOCK_MEMORY = "300MB"  # for each of the processes that compare
BATCH = 20_000  # wordings read at a time
BLOCK = 40_000  # wordings of which the comparisons are made at a time
LOOKED_UP = 8_000  # wordings of which the letters are held beside a block's
COMPARED = 20_000  # pairs multiplied at a time
PAIRS = 300_000  # pairs of parts judged at a time

ALIKE = pa.schema([(name, pa.int32()) for name in ("one", "other", "similarity")])


PARTS = pa.schema(
    [
        *((name, pa.int32()) for name in ("part", "doc", "start", "end", "sentence")),
        ("whole", pa.bool_()),
        ("words", pa.string()),
    ]
)


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


def connect(folder: Path, memory: str = MEMORY, threads: int = THREADS) -> duckdb.DuckDBPyConnection:
    """Return a connection that keeps to its memory and puts what is more into the folder."""
    connection = duckdb.connect()
    connection.execute(f"SET memory_limit = '{memory}'")
    connection.execute(f"SET threads = {threads}")
    connection.execute("SET temp_directory = ?", [str(folder / "spill")])
    connection.execute("SET preserve_insertion_order = false")
    return connection


def view(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Give a Parquet file the name of the file in a connection."""
    connection.read_parquet(glob.escape(str(path))).create_view(path.stem)


def runs_of_letters(word: str) -> list[str]:
    """Return the runs of three to five letters of a word, its beginning and end among the letters.

    A word of fewer has one. These are scikit-learn's `char_wb`.

    >>> runs_of_letters("sea"), runs_of_letters("a")
    ([' se', 'sea', 'ea ', ' sea', 'sea ', ' sea '], [' a '])
    """
    padded = f" {word} "
    return [
        padded[start : start + length]
        for length in range(3, min(5, len(padded)) + 1)
        for start in range(len(padded) - length + 1)
    ]


def number_parts(parts: Iterable[pd.DataFrame], folder: Path) -> list[str]:
    """Write the parts of all articles to parts.parquet, numbered, and return the articles' names.

    `parts` come in the order of the articles, with the columns of `reuse.wordings`. Raises ValueError if an
    article comes after one that sorts behind it.
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
    """Gather the parts of parts.parquet that are the same wording; write wordings.parquet, places.parquet.

    The same wording is the same letters: "cease fire" is "ceasefire". Of several spellings the first in the
    alphabet stands for it. What more than BOILERPLATE articles have is boilerplate.
    """
    with connect(folder) as connection:
        view(connection, folder / "parts.parquet")
        connection.execute(
            """
            CREATE TABLE spelled AS
            SELECT part, doc, whole, md5_number(replace(words, ' ', '')) AS letters, hash(words) AS spelling
            FROM parts
            """
        )
        connection.execute(
            f"""
            CREATE TABLE gathered AS
            SELECT row_number() OVER (ORDER BY first) - 1 AS wording, *, articles > {BOILERPLATE} AS boilerplate
            FROM (
                SELECT letters, min(first) AS first, bool_or(whole) AS whole, count(*) AS articles,
                    if(count(*) = 1, min(doc), -1) AS doc, min(least) <> max(most) AS several
                FROM (
                    SELECT letters, doc, min(part) AS first, bool_or(whole) AS whole,
                        min(spelling) AS least, max(spelling) AS most
                    FROM spelled GROUP BY letters, doc
                )
                GROUP BY letters
            )
            """
        )
        connection.sql(
            """
            SELECT wording::INTEGER AS wording, coalesce(chosen.words, parts.words) AS words,
                gathered.whole, gathered.doc::INTEGER AS doc, articles::INTEGER AS articles, boilerplate,
                first::INTEGER AS first
            FROM gathered
            JOIN parts ON parts.part = first
            LEFT JOIN (
                SELECT letters, min(words) AS words
                FROM parts JOIN spelled USING (part) SEMI JOIN (FROM gathered WHERE several) USING (letters)
                GROUP BY letters
            ) AS chosen USING (letters)
            ORDER BY wording
            """
        ).write_parquet(str(folder / "wordings.parquet"), row_group_size=BATCH)
        connection.sql(
            """
            SELECT part, parts.doc, start, "end", sentence, parts.whole, wording::INTEGER AS wording
            FROM parts JOIN spelled USING (part) JOIN gathered USING (letters) ORDER BY part
            """
        ).write_parquet(str(folder / "places.parquet"), row_group_size=BATCH)


def _number_words(folder: Path) -> tuple[np.ndarray, list[str]]:
    """Write the numbers of all words of all wordings to words.bin; return the wordings' ends and the words.

    The numbers are given in the order in which the words first stand.
    """
    numbers: dict[str, int] = {}
    lengths = []
    with (folder / "words.bin").open("wb") as file:
        for batch in pq.ParquetFile(folder / "wordings.parquet").iter_batches(BATCH, columns=["words"]):
            own = [words.split() for words in batch.column(0).to_pylist()]
            lengths.append(np.array([len(words) for words in own], dtype=np.int64))
            found = [numbers.setdefault(word, len(numbers)) for words in own for word in words]
            np.array(found, dtype=np.int32).tofile(file)
    return np.concatenate([[0], *lengths]).cumsum(), list(numbers)


def _count_runs(words: list[str]) -> "csr_array":
    """Return how often each run of letters (columns, in the order met) is in each word (rows)."""
    from scipy.sparse import csr_array

    numbers: dict[str, int] = {}
    columns, ends = [], [0]
    for word in words:
        columns += [numbers.setdefault(run, len(numbers)) for run in runs_of_letters(word)]
        ends.append(len(columns))
    counts = csr_array(
        (np.ones(len(columns)), np.array(columns, dtype=np.int32), np.array(ends)),
        shape=(len(words), len(numbers)),
    )
    counts.sum_duplicates()
    return counts


def _words_of(wordings: np.ndarray, letters: Letters) -> tuple[np.ndarray, np.ndarray]:
    """Return the words of some wordings one after the other, and where each wording ends, beginning with 0."""
    first, last = letters.ends[wordings], letters.ends[wordings + 1]
    ends = np.concatenate([[0], (last - first).cumsum()])
    places = np.arange(ends[-1]) + np.repeat(first - ends[:-1], last - first)
    return np.asarray(letters.words[places]), ends


def _count_letters(wordings: np.ndarray, letters: Letters) -> "csr_array":
    """Return how often each run of letters is in each of some wordings."""
    from scipy.sparse import csr_array

    words, ends = _words_of(wordings, letters)
    held = csr_array((np.ones(len(words)), words, ends), shape=(len(wordings), letters.runs.shape[0]))
    return held @ letters.runs


def vectors(wordings: np.ndarray, letters: Letters) -> "csr_array":
    """Return the TF-IDF vectors of some wordings, each of length 1: logarithmic frequency, runs of letters."""
    found = _count_letters(wordings, letters)
    found.data = (np.log(found.data) + 1) * letters.weights[found.indices]
    lengths = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    found.data /= np.repeat(lengths, np.diff(found.indptr))
    found.sort_indices()
    return found


def _idf(frequencies: np.ndarray, sentences: int) -> np.ndarray:
    """Return the inverse document frequencies, smoothed as scikit-learn does; 0 for what no sentence has."""
    return np.where(frequencies > 0, np.log((1 + sentences) / (1 + frequencies)) + 1, 0.0)


def read_letters(folder: Path) -> Letters:
    """Return what `index` has put into the folder; the words of the wordings stay on disk."""
    from scipy.sparse import load_npz

    ends, weights = np.load(folder / "ends.npy"), np.load(folder / "weights.npy")
    words = np.memmap(folder / "words.bin", dtype=np.int32, mode="r") if ends[-1] else np.array([], int)
    return Letters(words, ends, load_npz(folder / "runs.npz"), weights)


def _features(wordings: np.ndarray, letters: Letters) -> pd.DataFrame:
    """Return the different words and pairs of words of some wordings: feature, wording, times."""
    words, ends = _words_of(wordings, letters)
    owner = np.repeat(wordings, np.diff(ends))
    beside = owner[:-1] == owner[1:]
    single = words.astype(np.int64) << 32
    double = (single[:-1] + words[1:] + 1)[beside]
    table = pd.DataFrame(
        {
            "feature": np.concatenate([single, double]),
            "wording": np.concatenate([owner, owner[:-1][beside]]).astype(np.int32),
        }
    )
    return table.groupby(["wording", "feature"], sort=False).size().rename("times").reset_index()


def _index_letters(folder: Path, whole: np.ndarray) -> Letters:
    """Write what letters are compared by to the folder, and return it."""
    from scipy.sparse import save_npz

    ends, words = _number_words(folder)
    runs = _count_runs(words)
    save_npz(folder / "runs.npz", runs, compressed=False)
    np.save(folder / "ends.npy", ends)
    frequencies = np.zeros(runs.shape[1], dtype=np.int64)
    np.save(folder / "weights.npy", frequencies)
    letters = read_letters(folder)
    sentences = np.flatnonzero(whole)
    for own in np.array_split(sentences, math.ceil(len(sentences) / BATCH) or 1):
        frequencies += np.bincount(_count_letters(own, letters).indices, minlength=len(frequencies))
    np.save(folder / "weights.npy", _idf(frequencies, len(sentences)))
    return read_letters(folder)


def _index_words(folder: Path, letters: Letters, whole: np.ndarray) -> None:
    """Write the index of rare words: postings.parquet with feature, wording, doc and weight."""
    schema = pa.schema(
        [("wording", pa.int32()), ("feature", pa.int64()), ("times", pa.int32()), ("whole", pa.bool_())]
    )
    size = len(letters.ends) - 1
    with pq.ParquetWriter(folder / "features.parquet", schema) as writer:
        for first in range(0, size, BATCH):
            own = _features(np.arange(first, min(first + BATCH, size)), letters)
            own["whole"] = whole[own["wording"]]
            writer.write_table(pa.Table.from_pandas(own, schema, preserve_index=False))
    idf = _idf(np.arange(COMMON + 1), int(whole.sum()))
    weights = pd.DataFrame({"sentences": range(COMMON + 1), "idf": (idf * 1024).round().astype(np.int64)})
    with connect(folder) as connection:
        connection.register("weights", weights)
        for name in ("features", "wordings"):
            view(connection, folder / f"{name}.parquet")
        connection.execute(
            f"""
            CREATE TABLE weighed AS
            WITH rare AS (
                SELECT feature, count(*) AS sentences
                FROM features WHERE whole GROUP BY feature HAVING count(*) <= {COMMON}
            )
            SELECT feature, wording, sentences, (times * idf)::INTEGER AS weight
            FROM features JOIN rare USING (feature) JOIN weights USING (sentences)
            """
        )
        found = connection.sql(
            f"""
            WITH lengths AS (
                SELECT wording, sqrt(sum(weight::BIGINT * weight)::DOUBLE) AS length
                FROM weighed GROUP BY wording
            )
            SELECT feature, wording, doc, round({FINE} * weight / length)::INTEGER AS weight
            FROM weighed JOIN lengths USING (wording) JOIN wordings USING (wording)
            WHERE sentences >= 2 AND NOT boilerplate
            """
        )
        found.write_parquet(str(folder / "postings.parquet"))
    (folder / "features.parquet").unlink()


def index(folder: Path) -> None:
    """Write to the folder, which has wordings.parquet, what `alike` compares the wordings by.

    wordings.parquet has the columns wording (0, 1, …), words (normal forms), whole (whether it is that of a
    sentence), doc (number of the article that alone has it, or -1) and boilerplate (whether it takes no
    part). How rare a word or a run of letters is, is counted over all different sentences.
    """
    whole = pq.read_table(folder / "wordings.parquet", columns=["whole"]).column(0).to_numpy()
    _index_words(folder, _index_letters(folder, whole), whole)


def _touching(folder: Path, first: int, last: int) -> pd.DataFrame:
    """Return the pairs of a wording from `first` to before `last` and a later one that are compared."""
    with connect(folder, BLOCK_MEMORY, 1) as connection:
        view(connection, folder / "postings.parquet")
        return connection.execute(
            """
            SELECT a.wording AS one, b.wording AS other
            FROM postings a JOIN postings b ON a.feature = b.feature
            WHERE a.wording >= ? AND a.wording < ? AND a.wording < b.wording
                AND (a.doc <> b.doc OR a.doc = -1)
            GROUP BY ALL HAVING sum(a.weight * b.weight) >= ? ORDER BY other, one
            """,
            [first, last, round(TOUCH * FINE * FINE)],
        ).df()


def _compare(folder: Path, first: int, least: float, least_clause: float) -> tuple[pd.DataFrame, int]:
    """Return the pairs of a block that are alike enough, and how many were compared."""
    letters = read_letters(folder)
    whole = pq.read_table(folder / "wordings.parquet", columns=["whole"]).column(0).to_numpy()
    pairs = _touching(folder, first, min(first + BLOCK, len(whole)))
    ones = np.unique(pairs["one"])
    own = vectors(ones, letters)
    others = np.unique(pairs["other"])
    found = [pairs.iloc[:0].assign(similarity=0)]
    for start in range(0, len(others), LOOKED_UP):
        looked_up = others[start : start + LOOKED_UP]
        theirs = vectors(looked_up, letters)
        until = np.searchsorted(pairs["other"], [looked_up[0], looked_up[-1] + 1])
        for at in range(*until, COMPARED):
            some = pairs.iloc[at : min(at + COMPARED, until[1])]
            rows = np.searchsorted(ones, some["one"]), np.searchsorted(looked_up, some["other"])
            cosine = np.asarray(own[rows[0]].multiply(theirs[rows[1]]).sum(axis=1)).ravel()
            # Rounded before it is compared: the last bits differ between processors.
            some = some.assign(similarity=(cosine.round(6).clip(0, 1) * MILLION).round().astype(np.int32))
            both = whole[some["one"]] & whole[some["other"]]
            found.append(some[some["similarity"] >= np.where(both, least, least_clause) * MILLION])
    return pd.concat(found, ignore_index=True).sort_values(["one", "other"]), len(pairs)


def alike(folder: Path, least: float, least_clause: float, run: Callable = map) -> int:
    """Write the pairs of wordings that are alike to alike.parquet; return how many were compared.

    A pair has one, other (numbers of wordings) and similarity (in millionths); it reaches `least` or, if
    one of them is no sentence's, `least_clause`. `run` maps a function over the blocks.
    """
    size = pq.read_metadata(folder / "wordings.parquet").num_rows
    compare = partial(_compare, folder, least=least, least_clause=least_clause)
    compared = 0
    with pq.ParquetWriter(folder / "alike.parquet", ALIKE) as writer:
        for found, number in run(compare, range(0, size, BLOCK)):
            writer.write_table(pa.Table.from_pandas(found, ALIKE, preserve_index=False))
            compared += number
    return compared


def pair(folder: Path, close: float) -> list[tuple[int, int]]:
    """Write all pairs of parts of two articles, a before b, that are alike or the same, to pairs.parquet.

    links.parquet gets the pairs of whole sentences that reach `close`, in both directions. Return ranges of
    the first articles' numbers (first, one after the last) with at most PAIRS pairs each, or one article.
    """
    with connect(folder) as connection:
        for name in ("alike", "wordings", "places"):
            view(connection, folder / f"{name}.parquet")
        connection.sql(
            f"""
            WITH linked AS (
                SELECT one, other, similarity FROM alike
                UNION ALL SELECT other, one, similarity FROM alike
                UNION ALL SELECT wording, wording, {MILLION} FROM wordings
                    WHERE NOT boilerplate AND articles > 1
            )
            SELECT a.part AS part_a, b.part AS part_b, a.doc AS doc_a, a.whole AND b.whole AS whole, similarity
            FROM linked
            JOIN places AS a ON a.wording = one
            JOIN places AS b ON b.wording = other
            WHERE a.doc < b.doc
            ORDER BY part_a, part_b
            """
        ).write_parquet(str(folder / "pairs.parquet"))
        view(connection, folder / "pairs.parquet")
        connection.sql(
            f"""
            WITH close AS (FROM pairs WHERE whole AND similarity >= {round(close * MILLION)})
            SELECT part_a AS sentence, part_b AS other FROM close
            UNION ALL SELECT part_b, part_a FROM close
            ORDER BY sentence, other
            """
        ).write_parquet(str(folder / "links.parquet"))
        counts = connection.sql("SELECT doc_a, count(*) FROM pairs GROUP BY doc_a ORDER BY doc_a").fetchall()
    ranges, held = [], 0
    for doc, count in counts:
        if not ranges or held + count > PAIRS:
            ranges.append([doc, doc])
            held = 0
        ranges[-1][1] = doc + 1
        held += count
    return [tuple(span) for span in ranges]


def pairs_of(connection: duckdb.DuckDBPyConnection, docs: tuple[int, int]) -> pd.DataFrame:
    """Return the pairs of a range of first articles, with what is known of both their parts."""
    sides = ", ".join(
        f'{side}."{column}" AS {column}_{side}'
        for side in "ab"
        for column in ("doc", "start", "end", "sentence", "whole")
    )
    found = connection.execute(
        f"""
        SELECT a.wording AS one, b.wording AS other, similarity / {MILLION}.0::DOUBLE AS similarity, {sides}
        FROM pairs
        JOIN places AS a ON a.part = part_a
        JOIN places AS b ON b.part = part_b
        WHERE pairs.doc_a >= ? AND pairs.doc_a < ?
        ORDER BY part_a, part_b
        """,
        docs,
    )
    return found.df()


def linked(connection: duckdb.DuckDBPyConnection, pairs: pd.DataFrame) -> np.ndarray:
    """Return whether some sentence is linked (links.parquet) with both sentences of each pair."""
    asked = pairs[["sentence_a", "sentence_b"]].reset_index(drop=True)
    connection.register("asked", asked.assign(place=asked.index))
    places = connection.execute(
        """
        SELECT DISTINCT place
        FROM asked
        JOIN links AS a ON a.sentence = sentence_a
        JOIN links AS b ON b.sentence = sentence_b AND b.other = a.other
        """
    ).df()["place"]
    return np.isin(asked.index, places)


def words_of(connection: duckdb.DuckDBPyConnection, wordings: np.ndarray) -> dict[int, str]:
    """Return the words of some wordings."""
    connection.register("asked", pd.DataFrame({"wording": wordings}))
    return dict(
        connection.sql("SELECT wording, words FROM wordings SEMI JOIN asked USING (wording)").fetchall()
    )


def boilerplate(folder: Path, docs: list[str]) -> pd.DataFrame:
    """Return the wordings that take no part because too many articles have them, the widest first.

    doc, start, end (where each first stands) and articles (how many have it).
    """
    with connect(folder) as connection:
        for name in ("wordings", "places"):
            view(connection, folder / f"{name}.parquet")
        found = connection.sql(
            """
            SELECT places.doc, start, "end", articles FROM wordings JOIN places ON part = first
            WHERE boilerplate ORDER BY articles DESC, part
            """
        ).df()
    return found.assign(doc=[docs[doc] for doc in found["doc"]])
