"""The study of one corpus: what every notebook opens.

A `Study` knows where its articles lie and where its tables go, and what is compared with what. It knows no
question: a stage says itself which lists and tables it needs, and what it finds is read and written by name.
"""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from inotherwords import settings
from inotherwords.corpus import articles, corrections, units
from inotherwords.corpus.archive import TEXTS, Texts, is_archive, list_rejected, read_archive_sources
from inotherwords.corpus.article_letters import sigla as assign_sigla
from inotherwords.corpus.folder import (
    read_actors,
    read_folder_sources,
    read_folder_texts,
    read_lexicon,
    read_note,
    read_settings,
    read_stop_words,
    read_wire,
)
from inotherwords.corpus.formats import recognise, refuse_several
from inotherwords.layers import files, parts, schema, workspace
from inotherwords.layers.files import BYTE_ORDER_MARKS, sha256
from inotherwords.layers.layer import Layer
from inotherwords.layers.parts import Rows, Stage
from inotherwords.layers.workers import Workplace
from inotherwords.paths import shown
from inotherwords.text import segments

if TYPE_CHECKING:
    import duckdb

LINE = 96  # characters of a line that is printed


def read_sources(corpus: Path) -> pd.DataFrame:
    """Return the list of articles of a corpus (`articles.csv`): a row an article, sorted by doc, all strings.

    A corpus is a folder of texts or what an import has made of other files. Raises InputError if it cannot be
    used (see `folder` and `archive`).
    """
    return read_archive_sources(corpus) if is_archive(corpus) else read_folder_sources(corpus)


def read_texts(corpus: Path, sources: pd.DataFrame) -> Mapping[str, str]:
    """Return each article's text by its doc, as printed; of an import, a mapping that reads when it is asked.

    Raises InputError if a text cannot be used (see `folder` and `archive`), or is several articles.
    """
    if is_archive(corpus):
        return Texts(corpus / TEXTS)
    texts = read_folder_texts(corpus, sources)
    refuse_several({shown(corpus / f"{doc}.txt"): text for doc, text in texts.items()})
    return texts


def add_languages(sources: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return the list of articles with the language of those for which it says none: as the text is read.

    >>> sources = pd.DataFrame({"doc": ["a", "b"], "language": ["", "fr"]})
    >>> texts = {"a": "The council meets again on Monday to choose a mayor.", "b": ""}
    >>> add_languages(sources, texts)["language"].tolist()
    ['en', 'fr']
    """
    told = zip(sources["doc"], sources["language"], strict=True)
    return sources.assign(language=[given or recognise(texts[doc]) for doc, given in told])


def list_files(corpus: Path, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return what each text was found in: doc, file, bytes, characters, lines, encoding, sha256.

    Of articles that were imported: the file that each was in, and the size and the digest of its text.
    """
    imported = read_archive_sources(corpus) if is_archive(corpus) else pd.DataFrame(columns=["doc"])
    imported = imported.reindex(columns=["doc", "file", "encoding"], fill_value="")
    known = {doc: found for doc, *found in imported.itertuples(index=False)}
    rows = []
    for doc, text in texts.items():
        file, encoding = known.get(doc, (f"{doc}.txt", ""))
        content = text.encode() if known else (corpus / file).read_bytes()
        marked = (name for mark, (_, name) in BYTE_ORDER_MARKS.items() if content.startswith(mark))
        encoding = encoding or next(marked, "ASCII" if text.isascii() else "UTF-8")
        size = (len(content), len(text), len(text.splitlines()))
        rows.append((doc, file, *size, encoding, sha256(content)))
    return schema.table("layers/files", rows)


class Study:
    """One corpus, its outputs, and the layers between them.

    `corpus` and `outputs` are folders, the project's own `seeds/` and `outputs/` if None; `by` is the column
    of articles.csv to compare by, None for each article by itself (or the outlets, if there are many).
    Everything is read when it is first asked for. Raises InputError if a folder or a file cannot be used.
    """

    def __init__(
        self, corpus: str | Path | None = None, outputs: str | Path | None = None, by: str | None = None
    ) -> None:
        """Find the folders."""
        self.corpus, self.outputs = workspace.locate(corpus, outputs)
        self.by = by
        self._found: dict[str, Layer] = {}
        settings.choose(read_settings(self.corpus))
        settings.ACTORS = read_actors(self.corpus)  # what figures and findings call them
        settings.STOP_WORDS = read_stop_words(self.corpus)

    # The corpus as it is.

    @cached_property
    def _read(self) -> tuple[pd.DataFrame, Mapping[str, str]]:
        sources = read_sources(self.corpus)
        texts = read_texts(self.corpus, sources)
        return sources if is_archive(self.corpus) else add_languages(sources, texts), texts

    @property
    def sources(self) -> pd.DataFrame:
        """The list of articles as the corpus brings it (`articles.csv`): a row an article, sorted by doc."""
        return self._read[0]

    @property
    def texts(self) -> Mapping[str, str]:
        """Each article's text by its doc, as printed."""
        return self._read[1]

    @cached_property
    def corrections(self) -> pd.DataFrame:
        """The corrections by hand that the corpus brings (`corrections.csv`), without rows if none."""
        return corrections.read(self.corpus, self.texts)

    @cached_property
    def wire(self) -> pd.DataFrame:
        """What is known of the copy that articles were made from (`wire.csv`), without rows if nothing."""
        return read_wire(self.corpus, self.texts)

    def note(self, name: str) -> str:
        """Return a note of the corpus on itself (NAME.md), "" if it brings none."""
        return read_note(self.corpus, name)

    def list(self, name: str) -> pd.DataFrame:
        """Return a word list of the corpus (`labels`, `names` …), without rows if it brings none."""
        return read_lexicon(self.corpus, name)

    def sigla(self, articles: pd.DataFrame) -> dict[str, str]:
        """Return a capital letter for each of some articles, by doc."""
        return assign_sigla(articles["doc"])

    def analyse(self, articles: pd.DataFrame) -> dict[str, str]:
        """Return the texts of some articles by doc, as analysed: as long as printed, marks unified."""
        return {doc: segments.analyse(self.texts[doc]) for doc in articles["doc"]}

    def opening_words(self, rows: pd.DataFrame, width: int = 60) -> pd.DataFrame:
        """Return doc, kind and the first `width` characters of rows with doc, kind, start and end."""
        return articles.opening_words(rows, self.texts, width)

    # What notebook 1 makes of it.

    @property
    def first(self) -> pd.Series:
        """The docs of the first articles, as many as are shown one by one."""
        return self.sources["doc"].head(settings.COMPARED)

    def openings(self, width: int) -> pd.DataFrame:
        """Return how each of the first articles begins: doc, text (its first `width` characters)."""
        words = [articles.cut_words(self.texts[doc], width) for doc in self.first]
        return pd.DataFrame({"doc": self.first, "text": words})

    def load(self) -> dict[str, Layer]:
        """Return the layers of what each text has itself: story, around, agencies, rejected."""
        return self.compute(articles.stage)

    def list_articles(self) -> pd.DataFrame:
        """Return the table `articles`, with the unit to which each belongs, once they are loaded."""
        table = articles.list_articles(self.sources, self.list_files(), self.read("story"))
        return table.assign(unit=units.assign(table, self.by))

    def list_rejected(self) -> pd.DataFrame:
        """Return the table `rejected`: what an import did not keep, and what was set aside in loading."""
        return list_rejected(self.corpus, self.read("rejected"))

    def list_files(self) -> pd.DataFrame:
        """Return what each text was found in: doc, file, bytes, characters, lines, encoding, sha256."""
        return list_files(self.corpus, self.texts)

    # What is compared with what.

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The table `articles` that notebook 1 wrote, with the unit of each."""
        return files.read_table(self.outputs, "articles")

    @property
    def english(self) -> pd.DataFrame:
        """The articles that are read for attributions: in English, or of unknown language."""
        return articles.in_english(self.articles)

    @property
    def units(self) -> pd.DataFrame:
        """What is compared: the articles, or outlets or other groups of them (see `units.list_units`)."""
        return units.list_units(self.articles, self.by)

    @property
    def heard(self) -> pd.DataFrame:
        """What is compared where attributions are counted: the units of the articles in English."""
        return units.list_units(self.english, self.by)

    @property
    def close(self) -> pd.DataFrame:
        """The articles that are read closely, one by one (see `units.choose_close`)."""
        return units.choose_close(self.articles)

    @property
    def heard_close(self) -> pd.DataFrame:
        """The articles in English that are read closely."""
        return units.choose_close(self.english)

    def sharing_most(self, groups: pd.DataFrame) -> pd.DataFrame:
        """Return the articles whose shared sentences are read closely (see `units.sharing_most`)."""
        return units.sharing_most(groups, self.articles)

    # Layers and tables, by name.

    @cached_property
    def workplace(self) -> Workplace:
        """Where layers are computed and their parts kept."""
        return workspace.find_workplace(self.outputs)

    def compute(
        self, stage: Stage, articles: pd.DataFrame | None = None, **known: pd.DataFrame
    ) -> dict[str, Layer]:
        """Return the layers that a stage finds, by name, and keep them for `read`; print what was set aside.

        Of all articles that the stage reads, or of `articles` only (column doc). `known` are tables that the
        stage needs, where they are not those of the corpus or of the run.
        """
        read = self.english if articles is None and stage.english else articles
        given = {name: self.list(name) for name in stage.lists}
        if stage.settings:
            given |= stage.settings(self.english)
        rows = {name: self._rows_of(name, known) for name in stage.tables}
        docs = None if read is None else read["doc"]
        found = parts.run(stage, self.texts, self.workplace, given, docs, rows)
        if aside := parts.set_aside(found):
            print(textwrap.fill(aside, LINE))
        self._found |= found
        return found

    def _rows_of(self, name: str, known: Mapping[str, pd.DataFrame]) -> Rows:
        if name in known:
            return files.as_rows(known[name])
        if name == "corrections":
            return files.as_rows(self.corrections)
        return files.read_rows_of(self.outputs, name)

    def read(
        self, name: str, articles: pd.DataFrame | None = None, columns: Iterable[str] | None = None
    ) -> pd.DataFrame:
        """Return a layer that was computed here, or a table that an earlier notebook wrote.

        Of `articles` only (column doc), or only some columns, if they are given.
        """
        docs = None if articles is None else articles["doc"]
        wanted = None if columns is None else [*columns]
        if name in self._found:
            return self._found[name].frame(docs, wanted)
        return files.read_table(self.outputs, name, docs, wanted)

    def write(self, name: str, table: "pd.DataFrame | Layer | None" = None) -> None:
        """Write a table of the run, or the layer of that name that was computed here; print a line on it."""
        files.write_table(self.outputs, name, self._found[name] if table is None else table)

    def write_all(self, *layers: str, **tables: pd.DataFrame) -> None:
        """Write layers that were computed here, by name, and tables; print a line on each."""
        for name in layers:
            self.write(name)
        for name, table in tables.items():
            self.write(name, table)

    # The same by unit: what figures and findings count.

    def by_unit(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return rows of articles with the name of their unit as doc."""
        return units.by_unit(rows, self.articles)

    def add_up(self, name: str, by: Sequence[str], counts: Sequence[str]) -> pd.DataFrame:
        """Return the counts in a table added up for each unit: doc (the unit), `by`, `counts`."""
        return units.add_up(self.read(name), self.articles, [*by], [*counts])

    def count_terms(self, name: str = "terms", counts: Iterable[str] = ("count",)) -> pd.DataFrame:
        """Return how often each unit uses each term: doc (the unit), term, `counts`, per_thousand."""
        return units.term_counts(self._relation(name), self.articles, [*counts])

    def shares(self, name: str, by: str) -> pd.DataFrame:
        """Return the share of voice of each unit: doc (the unit), `by`, words, share, doubtful."""
        return units.shares(self.read(name), self.articles, by)

    def share_intervals(self) -> pd.DataFrame:
        """Return shares of voice with intervals by resampling articles (see `units.share_intervals`)."""
        return units.share_intervals(self.read("share_of_voice"), self.english)

    def _relation(self, name: str) -> "duckdb.DuckDBPyRelation":
        return self._found[name].relation() if name in self._found else files.scan(self.outputs, name)

    # Tidy tables for reading: names of outlets, words and no codes.

    def attributions(self) -> pd.DataFrame:
        """Return the attributions: article (its unit's short name), type, speaker, side, cue and more."""
        return self._named(self.by_unit(self.read("attributions")), self.heard)

    def labels(self) -> pd.DataFrame:
        """Return the mentions of actors: article (its unit's short name), text, label, voice and more."""
        return self._named(self.by_unit(self.read("labels")), self.heard)

    def words(self) -> pd.DataFrame:
        """Return how often each unit uses each term: article (its short name), term, count, per_thousand."""
        return self._named(self.count_terms(), self.units)

    def _named(self, rows: pd.DataFrame, compared: pd.DataFrame) -> pd.DataFrame:
        short = dict(zip(compared["doc"], compared["short"], strict=True))
        named = rows["doc"].map(short)
        rows = rows.drop(columns="doc")
        rows.insert(0, "article", named)
        return rows
