"""The public face: texts in, a table out, without a corpus folder; and the study as a whole.

`import inotherwords as iow` offers these functions. What takes `texts` takes one text, or a mapping of texts
by name, reads each as an article of a corpus would be read (a first line without a full stop is its
headline), and returns a table with the columns that the codebook explains; `docs/LIBRARY.md` shows each. Of
one text the column doc is left out. Places (start, end) count characters of the text as it was given.

All raise InputError, a ValueError of one line, for what is no text, no text at all, or a list without its
columns.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from inotherwords import attribution, cleaning, collation, corpus, naming, paths, reuse, terms
from inotherwords.errors import InputError
from inotherwords.layers import files, schema
from inotherwords.layers.spans import as_printed
from inotherwords.reproduction.check import check_study
from inotherwords.reproduction.compare import compare_runs
from inotherwords.reproduction.pipeline import Settings, run_study

Texts = str | Mapping[str, str]
Rows = str | Path | pd.DataFrame | Iterable[Mapping[str, str] | tuple | list]  # a list, as a table or a file

PLACE = ["doc", "attribution"]
SHOWN_FIRST = [*PLACE, "type", "speaker", "source", "cue", "content", "probability"]


# --- Texts in, a table out ---


def attributions(texts: Texts, speakers: Rows | None = None, labels: Rows | None = None) -> pd.DataFrame:
    """Return every place where an English text hands the floor to a source: who says what, and how sure.

    Columns: doc, attribution (1, 2, … in each text), type, speaker, source, cue, content, probability, then
    those of the table `attributions`, and start and end of the whole. Of one text the rows are numbered by
    attribution instead. Source and content are as printed, parts of them joined by " … ".

    `speakers` are sources whose name, side and kind are known, in the columns of seeds/speakers.csv; without
    them a speaker is called as the text does. With `labels`, in the columns of seeds/labels.csv, there is one
    column more, labels: by which of them somebody is named in the content. Either is a table, a CSV file or
    rows; the column reason may be left out.

    >>> text = "“We left at night,” said Ann Reed. The army denied that it had shelled the town."
    >>> attributions(text)[["type", "speaker", "cue", "content", "probability"]].values.tolist()
    [['direct', 'Ann Reed', 'said', '“We left at night,”', 0.97], \
['indirect', 'the army', 'denied', 'that it had shelled the town', 0.87]]
    >>> attributions({"a": text}, labels=[("victims", "the town", "head", "town")])["labels"].tolist()
    ['', 'the town']
    """
    docs = _by_name(texts)
    known, listed = _read_list("speakers", speakers), _read_list("labels", labels)
    segments, analysed = cleaning.clean_some(docs, docs)
    found = attribution.tabulate(segments, analysed, known)
    spans = as_printed(found.attribution_spans, docs)
    named = _find_labels(docs, listed, segments, analysed, spans)
    named = named[named["attribution"] != ""].astype({"attribution": int})
    parts = [
        spans[spans["role"] == role].groupby(PLACE)["text"].agg(" … ".join).rename(role)
        for role in ("source", "content")
    ]
    places = spans.groupby(PLACE).agg(start=("start", "min"), end=("end", "max"))
    inside = named.groupby(PLACE)["label"].agg(lambda own: "; ".join(dict.fromkeys(own))).rename("labels")
    table = schema.table("attributions", found.attributions)
    more = table[PLACE].set_index(PLACE).join([*parts, places, inside]).reset_index()
    more = schema.table("library/attributions", more)
    table = table.join(more.drop(columns=PLACE if labels is not None else [*PLACE, "labels"]))
    table = table[[*dict.fromkeys([*SHOWN_FIRST, *table])]]
    return table.drop(columns="doc").set_index("attribution") if isinstance(texts, str) else table


def labels(texts: Texts, labels: Rows) -> pd.DataFrame:
    """Return every mention of an actor, how it is named, and in whose voice: the table `labels`.

    Columns: doc, start, end, text, actor, label, voice (own, attributed, quoted, heading, caption),
    attribution (its number among the `attributions` of the same text, "" if none), head, modifiers,
    decided_by, also. `labels` is a list in the columns of seeds/labels.csv (actor, label, part, pattern): a
    table, a CSV file or rows. Raises InputError, too, for an unknown part or an empty pattern.

    >>> rows = [("opposition", "rebel", "head", "rebel*"), ("opposition", "terrorist", "head", "terrorist*")]
    >>> found = labels("The rebels left. “Terrorists did this,” said Ann Reed.", rows)
    >>> found[["text", "actor", "voice"]].values.tolist()
    [['rebels', 'opposition', 'own'], ['Terrorists', 'opposition', 'quoted']]
    """
    docs, listed = _by_name(texts), _read_list("labels", labels)
    segments, analysed = cleaning.clean_some(docs, docs)
    spans = attribution.tabulate(segments, analysed, _read_list("speakers", None)).attribution_spans
    return _without_doc(_find_labels(docs, listed, segments, analysed, spans), texts)


def passages(texts: Mapping[str, str]) -> pd.DataFrame:
    """Return the pairs of sentences or clauses that two texts share, in whatever order: the table `passages`.

    Columns: passage, doc_a, start_a, end_a, doc_b, start_b, end_b, kind (verbatim, near, paraphrase),
    similarity. `texts` are two or more, by name; similarity depends on all of them.

    >>> texts = {"a": "Troops left the old port on Monday.", "b": "Soldiers left the old port on Monday."}
    >>> passages(texts)[["doc_a", "end_a", "doc_b", "end_b", "kind"]].values.tolist()
    [['a', 35, 'b', 37, 'near']]
    """
    docs = _by_name(texts, fewest=2)
    return reuse.find_passages(*cleaning.clean_some(docs, docs))


def segments(texts: Texts) -> pd.DataFrame:
    r"""Return what each stretch of a text is (headline, dateline, sentence, …): the table `segments`.

    Columns: doc, segment, kind, start, end, paragraph; segment and paragraph are counted from 0.

    >>> segments("Port closed\nTroops left. Nobody came.")[["kind", "start", "end"]].values.tolist()
    [['headline', 0, 11], ['sentence', 12, 24], ['sentence', 25, 37]]
    """
    docs = _by_name(texts)
    return _without_doc(schema.table("segments", cleaning.clean_some(docs, docs)[0]), texts)


def tokens(texts: Texts, names: Rows | None = None) -> pd.DataFrame:
    """Return every counted word of headlines, headings, captions and sentences: the table `tokens`.

    Columns: doc, segment, start, end, text, term (how it is counted: in lower case, without a possessive).
    `names` are spellings that are one word, in the columns of seeds/names.csv: a table, a CSV file or rows.

    >>> tokens("Türkiye's port is closed.", [("Türkiye", "Turkey", "spelling")])["term"].tolist()
    ['turkey', 'port', 'is', 'closed']
    """
    return _without_doc(schema.table("tokens", _find_tokens(_by_name(texts), names)), texts)


def concordance(texts: Texts, word: str, width: int = 40) -> pd.DataFrame:
    """Return every occurrence of a word between what stands around it (KWIC), as printed.

    Columns: doc, start, end, left, text, right; left and right are up to `width` characters. `word` is a
    word, a phrase or a pattern, as in a list of labels: riot*, security forces. No rows if nothing is found.

    >>> concordance("The rebels left. Rebels came.", "rebels", 5)[["left", "text", "right"]].values.tolist()
    [['The ', 'rebels', ' left'], ['eft. ', 'Rebels', ' came']]
    """
    docs = _by_name(texts)
    found = terms.list_concordance(as_printed(_find_tokens(docs), docs), docs, word, width)
    return _without_doc(found, texts)


def keyness(texts: Mapping[str, str] | pd.DataFrame) -> pd.DataFrame:
    """Return how each text's use of every word differs from the use in all the others: the table `keyness`.

    Columns: doc, term, count, rest, log_likelihood, log_ratio and further measures; highest log-likelihood
    first in each text. `texts` are two or more, by name; or a table of counts: doc, term, count. Nothing is
    known here of outlets, so that their own names are compared, too, which a study leaves out.

    >>> found = keyness({"a": "Riot, riot in the town.", "b": "The town."})
    >>> found[["doc", "term", "count", "rest"]].values.tolist()[0]
    ['a', 'riot', 2, 0]
    """
    if isinstance(texts, pd.DataFrame):
        counts = _only("counts", texts, ["doc", "term", "count"])
        try:
            counts = schema.typed("terms", counts)
        except ValueError:
            raise InputError("counts: doc and term are texts, count whole numbers. Correct them.") from None
        counts = counts.groupby(["doc", "term"], as_index=False)["count"].sum()
    else:
        counts = terms.count_tokens(_find_tokens(_by_name(texts, fewest=2)))
    if counts["doc"].nunique() < 2:
        raise InputError("texts: words in one of them at most. Give two texts or more, by name, to compare.")
    return terms.keyness(counts)


def collate(a: str, b: str) -> pd.DataFrame:
    """Return every difference between two wordings of one sentence: `substitutions` without passage.

    Columns: start_a, end_a, text_a, start_b, end_b, text_b, change (replace, insert, delete), difference
    (substance, different, moved, spelling, typography), normal_a, normal_b, rule. The rows are a complete
    edit script: from `a` and them comes `b`.

    >>> collate("The offensive began.", "The onslaught began.")[["text_a", "text_b"]].values.tolist()
    [['offensive', 'onslaught']]
    """
    versions = _by_name({"a": a, "b": b})
    rows = [(1, *difference) for difference in collation.collate(**versions)]
    return schema.table("substitutions", rows).drop(columns="passage")


# --- The study as a whole ---


def run(corpus: str | Path, outputs: str | Path, by: str | None = None) -> None:
    """Run the six notebooks on a corpus and put the results into `outputs`, which is replaced as a whole.

    `by` is a column of articles.csv whose values are compared (default: article, or outlet). Prints the
    findings and where to look. Raises InputError for what cannot be used, StudyError if a notebook fails; the
    outputs are then as they were. Needs the project itself, not only the installed library.
    """
    _need_project()
    run_study(corpus, outputs, settings=Settings(by))


def check() -> str:
    """Rebuild the study in scratch, compare it with what is committed, and return the verdict.

    Writes docs/check-report.txt and prints it. Needs the project itself, not only the installed library.
    """
    _need_project()
    return check_study()


def compare(first: str | Path, second: str | Path) -> str:
    """Return the findings of two executed runs side by side, the verdict, and differences, a line each.

    Either is a project, or the outputs of a run on another corpus. Raises InputError if there is no run.
    """
    return compare_runs(Path(first).absolute(), Path(second).absolute())[0]


# --- What they have in common ---


def _by_name(texts: Texts, fewest: int = 1) -> dict[str, str]:
    """Return texts by name, in the order of the names; one text has the name ""."""
    named = {"": texts} if isinstance(texts, str) and fewest == 1 else texts
    if not isinstance(named, Mapping):
        what = "two texts or more, by name" if fewest > 1 else "one text, or texts by name"
        raise InputError(f"texts: of type {type(texts).__name__}. Give {what}: {{'a': 'Its words.', …}}.")
    if len(named) < fewest:
        raise InputError(f"texts: {len(named)} of them. Give {fewest} or more.")
    for name, text in named.items():
        if not isinstance(name, str) or not isinstance(text, str):
            fault = (
                f"{name!r}: of type {type(text).__name__}" if isinstance(name, str) else f"{name!r}: no name"
            )
            raise InputError(f"texts, {fault}. Names and texts are strings (str): correct it.")
    return dict(sorted(named.items()))


def _without_doc(table: pd.DataFrame, texts: Texts) -> pd.DataFrame:
    return table.drop(columns="doc") if isinstance(texts, str) else table


def _read_list(name: str, given: Rows | None) -> pd.DataFrame:
    """Return a list of labels, speakers or names, all cells strings (`corpus.NEEDED`: the columns it has)."""
    columns, needed = corpus.LEXICONS[name], corpus.NEEDED[name]
    if isinstance(given, str | Path):
        path = Path(given)
        if not path.is_file():
            raise InputError(f"{paths.shown(path)}: no such file. Name a CSV file, or give a table or rows.")
        table = files.read_csv(path, needed)
    elif isinstance(given, pd.DataFrame):
        table = given
    else:
        rows = [_as_dict(name, row, columns, len(needed)) for row in given or ()]
        table = pd.DataFrame(rows) if rows else pd.DataFrame(columns=columns)
    _only(name, table, needed)
    table = files.add_columns(table, columns)[columns]
    return table.map(lambda cell: "" if pd.isna(cell) else str(cell).strip()).astype("str")


def _as_dict(
    name: str, row: Mapping[str, str] | tuple | list, columns: list[str], fewest: int
) -> Mapping[str, str]:
    if isinstance(row, Mapping):
        return row
    if not isinstance(row, tuple | list) or not fewest <= len(row) <= len(columns):
        raise InputError(
            f"{name}: {row!r} is no row of it. Give ({', '.join(columns)}); what comes after "
            f"{columns[fewest - 1]} is optional."
        )
    return dict(zip(columns, row, strict=False))


def _only(name: str, table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return some columns of a table that was given; raises InputError if it lacks one."""
    for column in columns:
        if column not in table:
            has = ", ".join(map(str, table.columns))
            raise InputError(f"{name}: no column {column!r} (it has: {has}). Add it.")
    return table[columns]


def _find_tokens(docs: dict[str, str], names: Rows | None = None) -> pd.DataFrame:
    return terms.find_tokens(*cleaning.clean_some(docs, docs), _read_list("names", names))


def _find_labels(
    docs: dict[str, str],
    listed: pd.DataFrame,
    segments: pd.DataFrame,
    analysed: dict[str, str],
    spans: pd.DataFrame,
) -> pd.DataFrame:
    """Return the table `labels`, given the segments, the analysed texts and the spans of attributions."""
    found = attribution.add_voice(naming.list_mentions(segments, analysed, listed), segments, spans, analysed)
    return schema.table("labels", as_printed(found, docs))


def _need_project() -> None:
    """Raise InputError if only the library is installed, without notebooks and articles."""
    if not (paths.PROJECT / "notebooks").is_dir() or not paths.SEEDS.is_dir():
        raise InputError(
            "The notebooks and articles of the study are not part of the installed library. "
            "Clone the project and install it from there: pip install --editable FOLDER."
        )
