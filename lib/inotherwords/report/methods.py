"""How it was done, in words for a paper: `methods.md`; and how one finding is cited."""

import json
import re
from importlib import resources
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from inotherwords import settings
from inotherwords.attribution import describe_reading, read_accuracy
from inotherwords.corpus import Study, is_archive, is_inferred, is_unread
from inotherwords.corpus.units import ARTICLE, BY, REST
from inotherwords.errors import InputError
from inotherwords.layers import files, schema
from inotherwords.layers.files import sha256
from inotherwords.paths import shown
from inotherwords.report import reader, show
from inotherwords.report.findings import EIGHT, accuracy, measured_elsewhere
from inotherwords.report.manifest import MADE_WITH
from inotherwords.report.sentences import Sentence, day, join, pluralise, unit_words
from inotherwords.text.wordlists import translate_pattern
from inotherwords.text.words import stop_words

WEIGHTS = "attribution/network/model/weights.bin"
DONE = {"add": "added", "change": "changed", "remove": "taken away"}
# A speaker in the table `attributions` of which nothing but that it speaks is known.
NAMELESS = (
    r"(?i)(?:it|its|s?he|they|them|these|those|this|that|one|some|others?|many|several|both|who|we|us|i)?"
)
KINDS = {"verbatim": "word for word", "near": "reworded", "paraphrase": "perhaps the same in other words"}


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
    table, aside = study.articles, len(study.list_rejected().drop_duplicates())
    days = sorted({one for one in table["published"] if one})
    without = int((table["published"] == "").sum())
    when = f", published {'on' if len(days) == 1 else 'from'} {day(days[0])}" if days else ""
    when += f" to {day(days[-1])}" if len(days) > 1 else ""
    undated = f" ({without} without a known day)" if without else ""
    languages = table["language"].replace("", "not told, read as English").value_counts().sort_index()
    spoken = [f"{language} ({n})" for language, n in languages.items()]
    least, most = table["words"].min(), table["words"].max()
    left_out = (
        ("nothing was", "one file, row or text was")[aside]
        if aside < 2
        else f"{aside} files, rows or texts were"
    )
    parts = [
        f"{_count(len(table), 'article')} of {_count(table['outlet'].nunique(), 'outlet')}{when}{undated}, "
        f"{int(table['words'].sum()):,} words in all ({least:,} to {most:,} in an article).",
        f"Of what was given, {left_out} left out (`tables/rejected.csv`).",
        f"Languages: {', '.join(spoken)}.",
        _told_by(study),
        _compared(study),
    ]
    return " ".join(parts)


def _told_by(study: Study) -> str:
    """Return where outlet and day of the articles come from, and how many days were inferred."""
    told = "Outlet and day are as `articles.csv` beside the texts has them."
    if is_archive(study.corpus):
        told = "Outlet and day are as the files have them, or a table beside them (`metadata.csv`)."
    inferred = int(study.articles["published_source"].map(is_inferred).sum())
    return f"{told} Of the days {inferred} were inferred (`published_source`)." if inferred else told


def _compared(study: Study) -> str:
    """Return what is compared: the articles, or groups of them with the size of each, and by which column."""
    units, words = study.units, unit_words(study.units)
    each = "each with all the others"
    if words["article"] == ARTICLE:
        return f"Compared are {_count(len(units), ARTICLE)}, {each}."
    rest = units[units["kind"] == REST]
    alone = _count(len(units) - len(rest), words["article"])
    as_one = f" and, as one, {rest['short'].iloc[0]}" if len(rest) else ""
    by = f"by `{study.by or BY}`" if study.by or words["article"] == BY else "the longest articles alone"
    sizes = [f"{row.short} ({_count(row.articles, ARTICLE)})" for row in units.itertuples()]
    return f"Compared are {alone}{as_one}, {by}, {each}: {join(sizes)}."


def _lists(study: Study) -> str:
    """Return which lists of the corpus decide what, and what is not known because it brings none."""
    rows = {name: len(study.wire if name == "wire" else study.list(name)) for name in show.LISTS}
    listed = {
        name: f"`{name}.csv` ({_count(n, 'row')}: {show.LISTS[name]['decides']})" for name, n in rows.items()
    }
    unread = [name for name, n in rows.items() if n and is_unread(study.corpus, name)]
    given = [listed[name] for name, n in rows.items() if n and name not in unread]
    told = [f"By one reading, in lists that lie beside the articles: {join(given)}."] if given else []
    if unread:
        proposed = join(listed[name] for name in unread)
        told.append(f"Proposed by the program, and not marked as read by anybody: {proposed}.")
    told += [show.why_empty(study.corpus, name) for name in ("labels", "speakers", "acts") if not rows[name]]
    return " ".join([*told, *_idle_acts(study), _corrections(study)])


def _idle_acts(study: Study) -> list[str]:
    """Return which words of the list of acts stand in the articles read closely and tell of no act."""
    texts = "\n".join(study.analyse(study.close).values())
    verbs = "\n".join(study.read("acts", columns=["verb"])["verb"].unique())
    listed = study.list("acts")
    idle = []
    for pattern in listed.loc[listed["part"] != "event", "pattern"]:
        words = translate_pattern(pattern)
        if re.search(words, texts) and not re.search(words, verbs):
            idle.append(f"“{pattern}”")
    stands = "stands" if len(idle) == 1 else "stand"
    if not idle:
        return []
    return [f"Of `acts.csv` {join(idle)} {stands} in articles, and no act was found by that."]


def _corrections(study: Study) -> str:
    """Return how many corrections by hand were applied, of which layers, and how many give a reason."""
    made = study.corrections
    if made.empty:
        return "Nothing was corrected by hand."
    kinds = made.groupby(["layer", "do"], sort=True).size()
    parts = [f"{_count(n, layer)} ({DONE[do]})" for (layer, do), n in kinds.items()]
    reasons, changed = int((made["note"] != "").sum()), len(study.read("corrections_effect"))
    was, differ = "was" if len(made) == 1 else "were", "differs" if changed == 1 else "differ"
    return (
        f"{_count(len(made), 'correction')} by hand {was} applied (`corrections.csv`, {reasons} with a "
        f"reason): {join(parts)}; {_count(changed, 'count')} {differ} from those without "
        "(`tables/corrections_effect.csv`)."
    )


def _found(study: Study) -> str:
    """Return how much was found: attributions, mentions, acts, passages and statements."""
    key = {"attributions": "speaker", "labels": "actor", "acts": "act", "claims": "claim"}
    table = {name: study.read(name, columns=["doc", column])[column] for name, column in key.items()}
    passages = study.read("passages", columns=["kind"])["kind"].value_counts()
    kinds = [f"{passages[kind]:,} {words}" for kind, words in KINDS.items() if kind in passages]
    speakers = table["attributions"].replace("", None).nunique()
    sides = study.read("attributions", columns=["side"])["side"]
    nameless = int(table["attributions"].str.fullmatch(NAMELESS).sum())
    parts = [
        f"{_count(len(table['attributions']), 'attribution')}, to {_count(speakers, 'source')} "
        f"({(sides == 'unknown').sum():,} to somebody whose side is not known, "
        f"{nameless:,} only to a pronoun, to “one” or to nobody)",
        f"{_count(len(table['labels']), 'mention')} by a label",
        _count(len(table["acts"]), "act"),
        f"{_count(int(passages.sum()), 'passage')} that two articles share"
        + (f" ({join(kinds)})" if kinds else ""),
        f"{_count(table['claims'].nunique(), 'statement')} that several articles tell, "
        f"in {_count(len(table['claims']), 'version')}",
    ]
    return f"{'; '.join(parts)}. Each is a row in `tables/`, with its place in the text."


def _sample(study: Study) -> str:
    """Return what is known of the accuracy in these articles, and how to come by it."""
    if any((study.corpus / "reading" / f"{name}.csv").is_file() for name in ("labels", "acts")):
        return "Labels and acts found in these articles are counted against a reading by hand in notebook 4."
    return (
        "That was measured in other news, not in these articles. To report it for these, draw 50 rows of "
        "`tables/attributions.csv` at random and say of each whether source and content are right; then read "
        "some paragraphs and count the attributions that are not in the table."
    )


def _again(study: Study) -> str:
    """Return how often the sentences were asked again, and after which changes."""
    table = study.read("robustness")
    if table.empty:
        words = unit_words(study.units)
        told = "No sentence was asked again after changes"
        if words["article"] == ARTICLE:
            return f"{told}: none was found."
        return f"{told}: that is done only where articles, not {words['articles']}, are compared."
    times, changes = table.groupby("finding").size(), list(dict.fromkeys(table["variation"]))
    least, most = times.min(), times.max()
    often = f"{most} times" if least == most else f"{least} to {most} times"
    return (
        f"Each sentence was asked again {often}, after every one of {len(changes)} changes that bears on it: "
        f"{'; '.join(changes)}. An article that a sentence names is not left out for it. It holds if it then "
        "says the same of the same, whatever its numbers are."
    )


def _stopped() -> str:
    """Return how many stop words are left out of sight, and whose."""
    own = f", and {_count(len(settings.STOP_WORDS), 'word')} of the corpus" if settings.STOP_WORDS else ""
    return f"Left out of lists of words, not of counts, are {len(stop_words())} stop words of English{own}."


def _not_compared() -> str:
    """Return which words keyness leaves out, and where."""
    kinds = settings.KEYNESS_WITHOUT
    parts = [f"{kind}s" for kind in kinds if kind != "outlet"]
    told = f"Not compared were {join(parts)}. " if parts else ""
    if "outlet" in kinds:
        told += "Nor is an article, or an outlet, compared by the words of its outlet’s name. "
    return told


def _shared(study: Study) -> str:
    """Return what counts as shared, and how many words stand in wordings that very many articles have."""
    other = unit_words(study.units)["article"]
    told = f"Words count as shared if another {other} has their sentence word for word or reworded"
    common = int(study.read("shared_wording", columns=["common"])["common"].sum())
    if not common:
        return f"{told}."
    return (
        f"{told}; {common:,} of them stand in wordings that more than {settings.BOILERPLATE} articles have, "
        "or nearly (`tables/boilerplate.csv`), which are in no passage."
    )


def _shown(study: Study) -> str:
    """Return which articles the reader page shows."""
    every = len(study.articles)
    choice = reader.describe_choice(min(every, settings.ARTICLES_ON_A_PAGE), every)
    return f"**The page.** {choice}\n\n" if choice else ""


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
    measured = [*map(str, accuracy(read_accuracy()))]
    at = (
        ""
        if measured_elsewhere()
        else f" There, too, attributions were taken from a probability of {settings.ACCEPTED} on."
    )
    no_labels = show.why_empty(study.corpus, "labels")  # told of the lists already
    beside = f"set beside {settings.SHUFFLES} shuffles (seed {settings.SEED})"
    if study.read("chance").empty:
        beside = "not set beside shuffles here, for there are too many words"
    return _template("methods.md").format(
        corpus=_corpus(study),
        lists=_lists(study),
        model=sha256((resources.files("inotherwords") / WEIGHTS).read_bytes()),
        read=describe_reading(study.articles),
        accuracy=" ".join(measured) + at,
        sample=_sample(study),
        in_common=settings.IN_COMMON,
        share=settings.SAME_CLAUSE,
        share_shared=settings.SAME_CLAUSE_SHARED,
        found=_found(study),
        again=_again(study),
        stopped=_stopped(),
        beside=beside,
        left_out=_not_compared(),
        shared=_shared(study),
        page=_shown(study),
        settings=_settings(),
        limits=" ".join(str(one) for one in limits if str(one) not in {*measured, no_labels}),
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
