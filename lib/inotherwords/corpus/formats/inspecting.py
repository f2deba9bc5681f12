"""What is found at a path, told row by row before anything runs."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from inotherwords.corpus.article_letters import ENGLISH
from inotherwords.corpus.formats import decoding, screening
from inotherwords.corpus.formats.article import Dropped, Remark, printable
from inotherwords.corpus.formats.importing import needs_import
from inotherwords.corpus.formats.screening import Kept
from inotherwords.corpus.idle import Idle, IdleRows, check_places, list_named
from inotherwords.corpus.study import add_languages, list_files, read_sources, read_texts
from inotherwords.errors import InputError
from inotherwords.layers.files import escape_formula, read_csv
from inotherwords.paths import shown

ALL, FIRST = 40, 20  # with more articles than ALL the FIRST are shown
LONGEST_NOTE = 400  # characters of one that are shown
KNOWN = ("outlet", "published", "url", "language")


class Row(NamedTuple):
    """One row of what is told: an article that is kept, or what is dropped and why."""

    file: str
    place: str
    kept: str
    reason: str
    doc: str
    outlet: str
    published: str
    words: str
    language: str
    encoding: str
    first_words: str
    note: str


class Summary:
    """What is counted while the rows go by."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self.remarks: list[Remark | Idle] = []
        self.files: set[str] = set()
        self.reasons: Counter[str] = Counter()
        self.articles: Counter[str] = Counter()  # kept, and of them those to be told
        self.known = {name: Counter[str]() for name in (*KNOWN, "encoding")}
        self.origins = {name: Counter[str]() for name in KNOWN}

    def count(self, found: Kept | Dropped | Remark | Idle) -> None:
        """Count what was found."""
        if isinstance(found, Remark | Idle):
            self.remarks.append(found)
        elif isinstance(found, Dropped):
            self.files.add(found.file)
            self.reasons[_kind(found.reason)] += 1
        else:
            said = found.metadata
            self.files.add(said["file"])
            row = said.get("part", "").startswith("row ")
            undated = "published" not in said and not found.unread_day
            lacking = {"outlet": said["outlet"] == screening.UNKNOWN, "published": undated}
            hidden = said["invisible_characters"] != "0"
            self.articles.update(kept=1, hidden=hidden, undated=found.unread_day)
            self.articles.update({f"rows without {name}": row and lacks for name, lacks in lacking.items()})
            self.articles["doubtful"] += screening.DOUBTFUL in said.get("note", "")
            for name, counts in self.known.items():
                counts[said.get(name, "")] += 1
            for name, counts in self.origins.items():
                counts[found.origins.get(name, "")] += 1


def inspect(
    path: Path, encoding: str | None = None, output: Path | None = None, as_json: bool = False
) -> tuple[str, int]:
    """Return what is found at a path, as lines or as JSON, and how many articles would be kept.

    Every row goes to the CSV file `output`, if one is
    named. Raises InputError if there is nothing at the path, if the encoding is not known, or if a run would
    refuse the folder.
    """
    decoding.check_name(encoding)
    summary = Summary()
    found = (
        screening.examine(path, encoding) if needs_import(path) or not path.is_dir() else _of_a_folder(path)
    )
    rows = _counted(_with_lists(found, path if path.is_dir() else path.parent), summary)
    if as_json:
        return _as_json([*rows], summary), summary.articles["kept"]
    if output is None:
        chosen = choose_rows(rows)
    else:
        if output.resolve().is_relative_to(path.resolve()) or (output.exists() and not output.is_file()):
            told = "is what is inspected, or lies in it, or is no file. Choose another name for --output."
            raise InputError(f"{shown(output)}: {told}")
        partial = output.with_name(f".{output.name}.partial")
        try:
            with partial.open("w", encoding="utf-8", newline="") as stream:
                chosen = choose_rows(_written(rows, csv.writer(stream, lineterminator="\n")))
            partial.replace(output)
        finally:
            partial.unlink(missing_ok=True)
    kept = summary.articles["kept"]
    return "\n".join([*show_lines(chosen, kept), *summarise(summary)]), kept


def _of_a_folder(corpus: Path) -> Iterator[Kept]:
    """Yield the articles of a folder that is read as it is, in the order of its articles.csv."""
    sources = read_sources(corpus)
    texts = read_texts(corpus, sources)
    languages = add_languages(sources, texts).set_index("doc")["language"]
    table = shown(corpus / "articles.csv")
    encodings = dict(list_files(corpus, texts)[["doc", "encoding"]].values.tolist())
    rows = {row["doc"]: row for row in sources.to_dict("records")}
    for doc in read_csv(corpus / "articles.csv", ["doc"])["doc"].str.strip():
        known = {name: value for name, value in rows[doc].items() if value}
        origins = dict.fromkeys(known.keys() & {*KNOWN}, table.rpartition("/")[2])
        if "language" not in known and languages[doc]:
            known["language"], origins["language"] = languages[doc], "recognised from the text"
        hidden = str(len(screening.INVISIBLE.findall(texts[doc])))
        known["note"] = screening.add_doubts(known.get("note", ""), texts[doc], known)
        known |= {"file": f"{doc}.txt", "encoding": encodings[doc], "invisible_characters": hidden}
        yield Kept(doc, texts[doc], known, origins, False)


def _with_lists(
    found: Iterable[Kept | Dropped | Remark | Idle], folder: Path
) -> Iterator[Kept | Dropped | Remark | Idle]:
    """Yield what is found, then the rows of the lists in its folder that take no hold.

    Raises InputError for a row that a run would refuse.
    """
    named, idle = list_named(folder), IdleRows(folder)
    texts: dict[str, str] = {}
    for one in found:
        if isinstance(one, Kept):
            texts[one.doc] = one.text if one.doc in named else ""
            idle.meet(one.doc, one.text)
        yield one
    check_places(folder, texts)
    yield from idle.tell()


def _as_json(rows: list[Row], summary: Summary) -> str:
    """Return all rows and the counts as JSON, for scripts."""
    found = {
        "files": len(summary.files),
        "kept": summary.articles["kept"],
        "dropped": summary.reasons.total(),
        "reasons": dict(_ordered(summary.reasons)),
        "remarks": [remark._asdict() for remark in summary.remarks],
        "rows": [row._asdict() for row in rows],
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _counted(found: Iterable[Kept | Dropped | Remark | Idle], summary: Summary) -> Iterator[Row]:
    """Yield a row for each article and each thing that is dropped, and count it."""
    for one in found:
        summary.count(one)
        if not isinstance(one, Remark | Idle):
            yield describe(one)


def _written(rows: Iterable[Row], writer) -> Iterator[Row]:
    writer.writerow(Row._fields)
    for row in rows:
        writer.writerow(map(escape_formula, row))
        yield row


def describe(found: Kept | Dropped) -> Row:
    """Return the row of an article or of something that is dropped.

    >>> describe(Dropped("a.jpg", "", "a picture"))[:4]
    ('a.jpg', '', 'no', 'a picture')
    """
    if isinstance(found, Dropped):
        return Row(found.file, found.place, "no", found.reason, *[""] * (len(Row._fields) - 4))
    said = {name: found.metadata.get(name, "") for name in Row._fields}
    words, place = str(len(found.text.split())), found.metadata.get("part", "")
    said |= {"place": place, "kept": "yes", "doc": found.doc, "words": words}
    return Row(**said | {"reason": "", "first_words": printable(found.text)})


def choose_rows(rows: Iterable[Row]) -> list[Row]:
    """Return the rows that are shown: all that are dropped, and as many of the others as fit."""
    chosen, kept = [], 0
    for one in rows:
        kept += one.kept == "yes"
        if one.kept == "no" or kept <= ALL:
            chosen.append(one)
    if kept <= ALL:
        return chosen
    first = [one for one in chosen if one.kept == "yes"][:FIRST]
    return [*first, *(one for one in chosen if one.kept == "no")]


def show_lines(rows: list[Row], kept: int) -> list[str]:
    """Return the rows as lines: where it was found, and then what it is or why it is dropped."""
    out = [_line(one) for one in rows]
    left_out = kept - sum(one.kept == "yes" for one in rows)
    if left_out:
        out.insert(FIRST, f"… and {left_out:,} more that are kept (--output FILE.csv has every row)")
    return [*out, ""]


def _line(one: Row) -> str:
    where = printable(one.file, 60) + (f", {one.place}" if one.place else "")
    if one.kept == "no":
        return f"- {where}: DROPPED, {printable(one.reason, 200)}"
    facts = [
        printable(one.outlet, 40) if one.outlet != screening.UNKNOWN else "outlet unknown",
        one.published or "no date",
        f"about {int(one.words):,} {'word' if one.words == '1' else 'words'}",
        one.language or "language not told",
        one.encoding,
    ]
    note = f" ({printable(one.note, LONGEST_NOTE)})" if one.note else ""
    return f"+ {where}: {' · '.join(facts)} · “{printable(one.first_words, 50)}”{note}"


def summarise(summary: Summary) -> list[str]:
    """Return the summary as lines: what is known of the articles and what is missing, then the counts."""
    kept, dropped = summary.articles["kept"], summary.reasons.total()
    return [
        *(_tell_articles(summary) if kept else []),
        f"Files: {len(summary.files):,}. Found: {kept + dropped:,}, of which kept: "
        f"{_number(kept, 'article')}, dropped: {dropped:,}.",
        *(f"  dropped {count:,}: {reason}" for reason, count in _ordered(summary.reasons)),
    ]


def _tell_articles(summary: Summary) -> Iterator[str]:
    """Yield what is known of the articles that are kept, and what is missing."""
    known, articles = summary.known, summary.articles
    yield f"Outlets: {_listed(known['outlet'])}."
    days = sorted(filter(None, known["published"]))
    yield f"Published: {' to '.join(dict.fromkeys([*days[:1], *days[-1:]])) or 'not known of any'}."
    if articles["undated"]:
        yield (
            f"  Of {_number(articles['undated'], 'article')} the date cannot be read as a day "
            "(what it says will stand in the column note). Write it as 2025-05-03."
        )
    yield f"Languages: {_listed(known['language'], 'not told')}."
    if others := sum(count for code, count in known["language"].items() if code not in ENGLISH):
        told = "No attributions will be looked for in them; frequencies will."
        yield f"  Not in English: {others:,}. {told}"
    yield f"Encodings: {_listed(known['encoding'])}."
    if any("guessed" in name for name in known["encoding"]):
        yield "  A guess may be wrong: look at the first words above, and name it with --encoding if so."
    if doubtful := articles["doubtful"]:
        yield f"Doubtful: {_number(doubtful, 'article')}. What is asked stands behind each, and in its note."
    if articles["hidden"]:
        where = _number(articles["hidden"], "article")
        yield f"Invisible characters in {where}, kept (some of them turn the direction of writing)."
    for name, origins in summary.origins.items():
        from_ = [f"{origin} {count:,}" for origin, count in _ordered(origins) if origin]
        unknown = [f"unknown {origins['']:,}"] if origins[""] else []
        if from_:
            yield f"Where “{name}” is from: {', '.join([*from_, *unknown])}."
    yield from (f"{printable(file, 60)}: {words}" for file, words in summary.remarks[:20])
    if len(summary.remarks) > 20:
        yield f"… and so on for {len(summary.remarks) - 20:,} more."
    days = known["published"][""] - articles["undated"]
    outlets = known["outlet"][screening.UNKNOWN]
    for what, column, lacking in (("outlet", "outlet", outlets), ("day", "published", days)):
        if rows := articles[f"rows without {column}"]:
            remedy = f"Call the column that has it “{column}”, or add one."
            yield f"Missing: the {what} of {_number(rows, 'row')}. {remedy}"
        if files := lacking - rows:
            remedy = f"Write it into metadata.csv beside them: columns file and {column}."
            yield f"Missing: the {what} of {_number(files, 'article')}. {remedy}"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _ordered(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _listed(counts: Counter[str], nameless: str = "") -> str:
    listed = [f"{printable(name, 40) or nameless} {count:,}" for name, count in _ordered(counts)]
    return ", ".join(listed[:12]) + (f" and {len(listed) - 12:,} more" if len(listed) > 12 else "")


def _kind(reason: str) -> str:
    """Return a reason without what is particular to one article, so that alike ones are counted together.

    A limit (“more than 100 characters”) is the same for all and stays.

    >>> _kind("the same text as a.txt"), _kind("not UTF-8 (byte 0xe9 at 6)"), _kind("3 cells, not 4")
    ('the same text as another', 'not UTF-8', '… cells, not …')
    """
    if reason.startswith("the same text as"):
        return "the same text as another"
    reason = re.sub(r" \([^()]*\)|[;:] .*", "", re.sub(r"“[^”]*”", "“…”", reason))
    return printable(re.sub(r"(?<!than )(?<! or )(?<![\w,-])\d[\d,]*", "…", reason).strip(), 200)
