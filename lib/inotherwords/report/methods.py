"""How it was done, in words for a paper: `methods.md`; and how one finding is cited."""

import json
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from inotherwords import settings
from inotherwords.attribution import read_accuracy
from inotherwords.corpus import Study
from inotherwords.errors import InputError
from inotherwords.layers import files, schema
from inotherwords.layers.files import sha256
from inotherwords.paths import shown
from inotherwords.report import show
from inotherwords.report.findings import EIGHT, accuracy, day
from inotherwords.report.manifest import MADE_WITH
from inotherwords.report.sentences import Sentence, join, pluralise


def list_findings(told: dict[str, Sentence]) -> pd.DataFrame:
    """Return the table `findings`: number, title, sentence, table, numbers (their names in the ledger)."""
    rows = []
    for place, (title, sentence) in enumerate(told.items(), 1):
        names = " | ".join(dict.fromkeys(number.name for number in sentence.numbers))
        rows.append((place, title, str(sentence), EIGHT[title][0], names))
    return schema.table("findings", rows)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {pluralise(number, noun)}"


def _corpus(study: Study) -> str:
    """Return what was read: how many articles, of whom, from when, in which languages, and what was not."""
    table, aside = study.articles, len(study.list_rejected())
    days = sorted({one for one in table["published"] if one})
    without = int((table["published"] == "").sum())
    when = f", published {'on' if len(days) == 1 else 'from'} {day(days[0])}" if days else ""
    when += f" to {day(days[-1])}" if len(days) > 1 else ""
    undated = f" ({without} without a known day)" if without else ""
    languages = table["language"].replace("", "not known").value_counts().sort_index()
    spoken = [f"{language} ({n})" for language, n in languages.items()]
    alone, least, most = (table["unit"] == table["doc"]).all(), table["words"].min(), table["words"].max()
    parts = [
        f"{_count(len(table), 'article')} of {_count(table['outlet'].nunique(), 'outlet')}{when}{undated}, "
        f"{int(table['words'].sum()):,} words in all ({least:,} to {most:,} in an article).",
        f"{_count(aside, 'text')} {'was' if aside == 1 else 'were'} set aside (`tables/rejected.csv`).",
        f"Languages: {', '.join(spoken)}.",
        f"Compared are {'the articles' if alone else _count(len(study.units), study.by or 'outlet')}, "
        "each with all the others.",
    ]
    return " ".join(parts)


def _lists(study: Study) -> str:
    """Return which lists of the corpus decide what, and what is not known because it brings none."""
    rows = {name: len(study.wire if name == "wire" else study.list(name)) for name in show.LISTS}
    given = [
        f"`{name}.csv` ({_count(n, 'row')}: {show.LISTS[name]['decides']})" for name, n in rows.items() if n
    ]
    told = [f"By one reading, in lists that lie beside the articles: {join(given)}."] if given else []
    told += [show.why_empty(study.corpus, name) for name in ("labels", "speakers") if not rows[name]]
    made = len(study.corrections)
    told.append(f"{_count(made, 'correction')} by hand {'was' if made == 1 else 'were'} applied.")
    return " ".join(told)


def _settings() -> str:
    """Return the settings that decide most, and those that the corpus has chosen."""
    usual = [
        f"{name} = {getattr(settings, name)} ({row['decides']})"
        for name, row in show.SETTINGS.items()
        if row["decides"]
    ]
    own = [
        f"{name} = {value} (usually {settings.default(name)})" for name, value in settings.chosen().items()
    ]
    changed = f"Changed for this corpus (`settings.toml`): {join(own)}." if own else "None was changed."
    return f"The thresholds that decide most: {'; '.join(usual)}. {changed}"


def describe(study: Study, limits: list[Sentence]) -> str:
    """Return the methods of a run in Markdown; `limits` are the sentences on what may not be concluded."""
    kinds = [f"{kind}s" for kind in settings.KEYNESS_WITHOUT]
    measured = [*map(str, accuracy(read_accuracy()))]
    return _template("methods.md").format(
        corpus=_corpus(study),
        lists=_lists(study),
        accuracy=" ".join(measured),
        shuffles=settings.SHUFFLES,
        seed=settings.SEED,
        left_out=f"Not compared were {join(kinds)}. " if kinds else "",
        settings=_settings(),
        limits=" ".join(str(one) for one in limits if str(one) not in measured),
        version=version("inotherwords"),
        packages=join(f"{name} {version(name)}" for name in MADE_WITH),
        references=_template("methods.bib").replace("VERSION", version("inotherwords")),
    )


def _template(name: str) -> str:
    return (show.TEMPLATES / name).read_text(encoding="utf-8")


def write_methods(study: Study, limits: list[Sentence]) -> None:
    """Write `methods.md`."""
    (study.outputs / "methods.md").write_bytes(describe(study, limits).encode())


def cite(outputs: Path, number: int) -> str:
    """Return one finding of a run as it is cited: its sentence, its numbers by name, the run's fingerprint.

    Raises InputError if the folder is no run's, or if it has no such finding.
    """
    manifest = outputs / "manifest.json"
    if not manifest.is_file():
        raise InputError(f"{shown(outputs)}: no results of a run (no manifest.json). Name their folder.")
    table = files.read_table(outputs, "findings")
    row = table[table["number"] == number]
    if row.empty:
        fault = f"no finding {number}, of {len(table)}"
        raise InputError(f"{shown(outputs)}: {fault}. Name the number of a sentence in findings.md.")
    found, ledger = row.iloc[0], files.read_table(outputs, "numbers").set_index("name")["value"]
    names = [f"{name} = {ledger[name]}" for name in found["numbers"].split(" | ") if name in ledger]
    changed = json.loads(manifest.read_text(encoding="utf-8"))["settings"]
    return "\n".join(
        [
            found["sentence"],
            f"Finding {number}, {found['title']}; counted in tables/{found['table']}.csv.",
            f"Its numbers in tables/numbers.csv: {'; '.join(names) or 'none'}.",
            f"In Other Words {version('inotherwords')}; settings changed: {', '.join(changed) or 'none'}.",
            f"SHA-256 of manifest.json: {sha256(manifest.read_bytes())}",
        ]
    )
