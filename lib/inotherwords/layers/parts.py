"""Layers of a corpus of any size: computed part by part, kept on the disk, the same whatever computes them.

A `Stage` has a function that takes the texts of some articles and the small tables that every article
needs, and returns tables with a column `doc`. What it finds in one article must not depend on another. So a
corpus can be cut into parts, and the parts computed anywhere, in any order, and again.
"""

import errno
import hashlib
import io
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing
from functools import cache
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from inotherwords import settings
from inotherwords.errors import InputError
from inotherwords.layers import layer, progress, schema, workers, workspace
from inotherwords.layers.files import sha256
from inotherwords.layers.layer import Layer
from inotherwords.layers.workers import Engine, Part, Tables, Texts, Workplace
from inotherwords.paths import shown

PART = 100  # articles
CHARACTERS = 2_000_000  # of the articles of a part; a longer article is one by itself
LONGEST = 200_000  # characters; what is longer is no article, and reading it could take hours
LIBRARY = Path(__file__).parents[1]
OF_THE_LIBRARY = ("**/*.py", "**/*.csv", "**/model/*")  # the files on which a layer may depend,
PACKAGES = ("nltk", "numpy", "onnxruntime", "pandas", "pyarrow")  # and what they stand on
SUMS = "sha256.json"
USED = "used"  # the parts that a run has asked for, one a line
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)

Given = dict[str, pd.DataFrame]
Rows = Callable[[Iterable[str]], pd.DataFrame]  # of some articles


class Stage(NamedTuple):
    """What is computed of each article by itself, and what that needs.

    `compute` takes the texts of some articles and tables by name, and returns tables with a column doc.
    The tables are the corpus' own `lists`, those that `settings` makes of the table of articles, and the
    rows of just these articles in `tables` of the run (or "corrections", the corpus' own). `english`: only
    articles in English, or of unknown language, are read.
    """

    name: str  # of the folder for its parts, and of the step where an article is set aside
    compute: Callable[[Texts, Given], Given]
    lists: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    settings: Callable[[pd.DataFrame], Given] | None = None
    english: bool = False


def run(
    stage: Stage,
    texts: Mapping[str, str],
    workplace: Workplace,
    given: Given,
    docs: Iterable[str] | None = None,
    known: Mapping[str, Rows] | None = None,
) -> dict[str, Layer]:
    """Return the layers that a stage finds in texts, by name, and `rejected`: doc, stage, reason.

    Of all articles, or of `docs` only. Besides `given` the stage has the rows of its articles in the tables
    that are `known`. An article on which it fails, or which kills the process that works on it, is set aside
    in `rejected`, and the others go on. Parts that an interrupted run has left in the folder of the
    `workplace` are not computed again if nothing that bears on them has changed.

    Up to PART articles are done in this process; more of them in the processes of the workplace, or by the
    workers of its Dask scheduler. Raises InputError if the disk is full, the scheduler lost, or every article
    set aside.
    """
    wanted = list(texts) if docs is None else sorted(set(docs) & set(texts))
    folder = workplace.folder / stage.name
    names: list[str] = []
    done = 0

    def missing(parts: Iterable[Part]) -> Iterator[Part]:
        nonlocal done
        for part in parts:
            names.append(part.name)
            if _is_whole(folder / part.name):
                done += len(part.texts)
            else:
                yield part

    parts = cut(texts, wanted, _fingerprint(stage, given), known or {})
    first = list(islice(parts, 2))
    todo = missing(chain(first, parts))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (
            workspace.only_one(folder),
            _engine(workplace, len(first), compute, stage, given, library(), settings.chosen()) as engine,
            closing(workers.results(engine, todo, _killed(stage), join)) as results,
        ):
            for part, tables in results:
                _keep(folder / part.name, tables)
                done += len(part.texts)
                if len(first) > 1:
                    progress.report(folder.parent, stage.name, done, len(wanted))
        with (folder.parent / USED).open("a", encoding="utf-8") as used:
            used.writelines(f"{folder.name}/{name}\n" for name in names)
    except workers.LostError as fault:
        raise InputError(f"--scheduler: {fault} was lost. {_kept(workplace, done, len(wanted))}") from None
    except OSError as fault:
        if fault.errno not in DISK_FULL:
            raise
        raise InputError(
            f"{shown(folder)}: the disk is full. {_kept(workplace, done, len(wanted))}"
        ) from None
    return _layers(folder, names, len(wanted))


def set_aside(layers: Mapping[str, Layer]) -> str:
    """Return a sentence on the articles that a stage has set aside, or "" if there are none."""
    rejected = layers["rejected"]
    if not rejected.rows:
        return ""
    first = rejected.frame().iloc[0]
    rest = f" and {rejected.rows - 1} more" if rejected.rows > 1 else ""
    return (
        f"Set aside by {first['stage']}: {first['doc']} ({first['reason']}){rest}. They are not counted here."
    )


def cut(
    texts: Mapping[str, str], docs: Iterable[str], seed: str, known: Mapping[str, Rows]
) -> Iterator[Part]:
    """Yield the articles `docs` in parts of at most PART articles and, but for one article, CHARACTERS.

    A part's name is its number and a fingerprint of its articles, of what is `known` of them, and of `seed`.
    Without any article there is one part, which is empty: its tables have their columns.

    >>> [part.texts for part in cut({"a": "Rain.", "b": "Sun."}, ["a", "b"], "", {})]
    [{'a': 'Rain.', 'b': 'Sun.'}]
    """
    number, size, articles = 0, 0, {}
    for doc in docs:
        text = texts[doc]
        if articles and (len(articles) == PART or size + len(text) > CHARACTERS):
            yield _part(number, articles, seed, known)
            number, size, articles = number + 1, 0, {}
        articles[doc] = text
        size += len(text)
    if articles or not number:
        yield _part(number, articles, seed, known)


def _part(number: int, articles: Texts, seed: str, known: Mapping[str, Rows]) -> Part:
    rows = {name: table(articles) for name, table in known.items()}
    content = json.dumps([seed, articles, _sums(rows)])
    return Part(f"{number:06}-{sha256(content.encode())[:24]}", articles, rows)


def _sums(tables: Given) -> dict[str, str]:
    rows = {
        name: tables[name].to_json(orient="split", index=False, double_precision=15)
        for name in sorted(tables)
    }
    return {name: sha256(text.encode()) for name, text in rows.items()}


def compute(
    stage: Stage,
    given: Given,
    expected: str,
    chosen: Mapping[str, settings.Value],
    known: Given,
    texts: Texts,
) -> Tables:
    """Return the tables that a stage finds in some articles, and `rejected`, each as a Parquet file.

    If the stage raises, it is asked for each article by itself, and those on which it raises again are set
    aside. `chosen` are the settings of the corpus. Raises InputError if the stage does (the fault is in what
    the user gave), and if the library here is not the `expected` one.
    """
    if library() != expected:
        raise InputError(
            "lib/inotherwords: a worker has another version of it. Install the same everywhere; run again."
        )
    settings.choose(chosen)
    try:
        if (longest := max(map(len, texts.values()), default=0)) > LONGEST:
            raise ValueError(f"{longest} characters; an article has {LONGEST} at most")
        own = {name: table[table["doc"].isin(texts)] for name, table in known.items()}
        tables = {name: _declared(name, table) for name, table in stage.compute(texts, given | own).items()}
    except InputError:
        raise
    except Exception as fault:  # whatever an article does to the stage
        if len(texts) == 1:
            return _set_aside(stage, *texts, _reason(fault))
        if not texts:
            raise
        return join(
            [compute(stage, given, expected, chosen, known, {doc: text}) for doc, text in texts.items()]
        )
    tables["rejected"] = _declared("rejected", [])
    return {name: layer.parquet_bytes(table) for name, table in tables.items()}


def join(pieces: list[Tables]) -> Tables:
    """Return the tables of several articles, in order, as if they had been computed together."""
    read = [{name: pq.read_table(io.BytesIO(content)) for name, content in piece.items()} for piece in pieces]
    names = sorted({name for piece in read for name in piece})
    return {
        name: layer.parquet_bytes(pa.concat_tables([piece[name] for piece in read if name in piece]))
        for name in names
    }


def _killed(stage: Stage) -> Callable[[str], Tables]:
    return lambda doc: _set_aside(stage, doc, "it killed the process that worked on it")


def _set_aside(stage: Stage, doc: str, reason: str) -> Tables:
    return {"rejected": layer.parquet_bytes(_declared("rejected", [(doc, stage.name, reason)]))}


def _declared(name: str, rows: pd.DataFrame | list[tuple]) -> pa.Table:
    """Return a table of a stage with the columns and types that the codebook gives it."""
    name = schema.layer_columns(name)
    return layer.to_arrow(schema.table(name, rows), schema.columns(name))


def _reason(fault: Exception) -> str:
    """Return what is wrong with an article, in one line of characters that can be shown, without folders.

    >>> _reason(ValueError("no word\\nin /home/me/seeds/a.txt"))
    'ValueError: no word in a.txt'
    """
    words = " ".join(f"{type(fault).__name__}: {fault}".split())
    words = "".join(mark if mark.isprintable() else "?" for mark in words)
    return re.sub(r"(?<![\w/])(?:[A-Za-z]:)?[/\\\\](?:[^\s/\\\\'\"]+[/\\\\])+", "", words)[:200]


@cache
def library() -> str:
    """Return a fingerprint of all on which a layer depends besides the articles and what is given."""
    digest = hashlib.sha256(json.dumps({name: version(name) for name in PACKAGES}).encode())
    for path in sorted(path for pattern in OF_THE_LIBRARY for path in LIBRARY.glob(pattern)):
        digest.update(json.dumps([path.relative_to(LIBRARY).as_posix(), sha256(path.read_bytes())]).encode())
    return digest.hexdigest()


def _fingerprint(stage: Stage, given: Given) -> str:
    return sha256(json.dumps([stage.name, library(), settings.chosen(), _sums(given)]).encode())


def _engine(workplace: Workplace, parts: int, *work: object) -> AbstractContextManager[Engine]:
    if parts < 2:
        return workers.here(*work)
    if workplace.scheduler:
        return workers.dask(workplace.scheduler, *work)
    return workers.processes(workplace.processes, *work)


def finished(parts: Path) -> dict[str, int]:
    """Return when each finished part in a folder was written, in nanoseconds, by its stage and name.

    >>> finished(Path("no-such-folder"))
    {}
    """
    sums = (path for path in parts.glob(f"*/*/{SUMS}") if not path.parent.name.startswith("."))
    return {path.parent.relative_to(parts).as_posix(): path.stat().st_mtime_ns for path in sums}


def resumed(parts: Path, before: dict[str, int]) -> tuple[int, int]:
    """Return how many parts of a run were there `before` it and served as they were, and how many it needed.

    >>> resumed(Path("no-such-folder"), {})
    (0, 0)
    """
    used = parts / USED
    needed = set(used.read_text(encoding="utf-8").split()) if used.is_file() else set()
    now = finished(parts)
    return sum(name in before and before[name] == now.get(name) for name in needed), len(needed)


def _kept(workplace: Workplace, done: int, articles: int) -> str:
    if not workplace.kept:
        return "Run it again."
    return f"{done} of {articles} articles are done and kept: go on with --resume."


def _keep(folder: Path, tables: Tables) -> None:
    """Write the tables of a part into a folder of their own, at one stroke."""
    draft = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
    try:
        for name, content in tables.items():
            (draft / f"{name}.parquet").write_bytes(content)
        sums = {name: sha256(content) for name, content in sorted(tables.items())}
        (draft / SUMS).write_text(json.dumps(sums))
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _is_whole(folder: Path) -> bool:
    """Tell whether a part is there as it was written; what is not is removed."""
    try:
        sums = json.loads((folder / SUMS).read_text())
        if all(sha256((folder / f"{name}.parquet").read_bytes()) == sums[name] for name in sums):
            return True
    except (OSError, ValueError):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    return False


def _layers(folder: Path, names: list[str], articles: int) -> dict[str, Layer]:
    """Return the layers of these parts; raises InputError if no article is in them."""
    files: dict[str, list[Path]] = {}
    for name in names:
        for path in sorted((folder / name).glob("*.parquet")):
            files.setdefault(path.stem, []).append(path)
    layers = {name: layer.open_layer(paths) for name, paths in files.items()}
    if articles and layers["rejected"].rows == articles:
        row = layers["rejected"].frame().iloc[0]
        raise InputError(f"{row['stage']}: not one article can be used. {row['doc']}: {row['reason']}")
    return layers
