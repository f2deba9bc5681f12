"""What a run is given, checked before anything is computed: lists, articles, the place for the results."""

from pathlib import Path

from inotherwords import attribution, claims, naming
from inotherwords.corpus import (
    LEXICONS,
    Idle,
    IdleRows,
    check_places,
    read_lexicon,
    read_settings,
    read_sources,
    read_texts,
    tell_misspelt,
    tell_outlets,
    units,
)
from inotherwords.errors import InputError
from inotherwords.paths import OUTPUTS, SEEDS, shown

# What finds a fault in a row, where its words alone do not tell; loaded for a list that is there.
CHECKS = {
    "labels": (naming, "find_label_fault"),
    "speakers": (attribution, "find_speaker_fault"),
    "acts": (claims, "find_act_fault"),
}


def check_corpus(corpus: Path, by: str | None = None) -> list[Idle]:
    """Return which rows of a corpus' lists take no hold.

    Raises InputError if it cannot be read, or its articles not be compared by a column `by`.
    """
    try:
        sources = read_sources(corpus)
        texts = read_texts(corpus, sources)
        if len(sources) < 2:
            raise InputError(f"{shown(corpus)}: one article only. The study compares articles: add another.")
        units.check(sources, by)
        check_places(corpus, texts)
        idle = IdleRows(corpus)
        for doc, text in texts.items():
            idle.meet(doc, text)
        return [*idle.tell(), *tell_outlets(sources["outlet"]), *tell_misspelt(corpus)]
    except OSError as fault:
        raise _unreadable(fault) from None


def tell(idle: list[Idle]) -> None:
    """Print which rows take no hold, a line a file."""
    for file, words in idle:
        print(f"{file}: {words}", flush=True)


def check_lists(folder: Path) -> None:
    """Raise InputError if a list of a corpus, or its settings, cannot be used."""
    try:
        for name in LEXICONS:
            if (folder / f"{name}.csv").is_file():
                read_lexicon(folder, name, getattr(*CHECKS[name]) if name in CHECKS else None)
        read_settings(folder)
    except OSError as fault:
        raise _unreadable(fault) from None


def check_outputs(corpus: Path, outputs: Path) -> None:
    """Raise InputError if `outputs` must not be replaced; writes nothing."""
    name = shown(outputs)
    other = "Name another folder with --outputs."
    try:
        if outputs == OUTPUTS and corpus != SEEDS:
            raise InputError(f"{name}: holds the study of {shown(SEEDS)}. {other}")
        if outputs.is_relative_to(corpus) or corpus.is_relative_to(outputs):
            raise InputError(f"{name}: the outputs and the corpus lie one in the other. {other}")
        if outputs.exists() and not outputs.is_dir():
            raise InputError(f"{name}: a file, not a folder. {other}")
        if outputs.is_mount():
            raise InputError(f"{name}: a mounted disk, which cannot be renamed. Name a folder in it.")
        if outputs.is_dir() and any(outputs.iterdir()) and not (outputs / "manifest.json").is_file():
            raise InputError(f"{name}: holds files that no run made (it has no manifest.json). {other}")
    except OSError as fault:
        raise _unreadable(fault) from None


def _unreadable(fault: OSError) -> InputError:
    return InputError(f"{shown(Path(fault.filename))}: cannot be read ({fault.strerror}). Name another.")
