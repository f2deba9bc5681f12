"""How good the rules for attributions are, counted against articles that people have annotated.

The data are PolNeAR 1.0 (Newell, Margolin & Ruths, LREC 2018): articles of seven US publishers on the
2016 election in which trained people marked source, cue and content of every attribution. They are other
texts than ours (another event, American English, no translation), so the figures say how the rules do on
news in general and only roughly how they do here. PolNeAR states no licence: nothing of its texts and
annotations is kept, only counts.

`python -m inotherwords.evaluation FOLDER` reads FOLDER/score.py (the scorer) and FOLDER/polnear/train
and dev, and writes two small tables beside this module: `accuracy.csv` (dev, 84 articles) and
`patterns.csv` (train, 840 articles).
"""

import argparse
import sys
from collections import Counter
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pandas as pd

from inotherwords import attribution, cleaning, corpus

TABLES = Path(__file__).parent
ACCURACY_COLUMNS = ["measure", "right", "found", "annotated", "precision", "recall", "f1"]
PATTERN_COLUMNS = ["pattern", "found", "right", "probability"]
SCORER = ["Tokens", "jaccard", "match", "prf", "read_gold", "score_doc", "summarise", "THRESHOLD"]

Spans = list[list[int]]
# text, annotated attributions, and the stretches that are no part of the article
Annotated = tuple[str, list[dict[str, Spans]], Spans]


def load_scorer(folder: Path) -> ModuleType:
    """Return the folder's score.py as a module. Raises InputError if it cannot be used."""
    path = folder / "score.py"
    if not folder.is_dir():
        raise corpus.InputError(
            f"{corpus.shown(folder)}: no such folder. Name one with score.py and polnear."
        )
    if not path.is_file():
        raise corpus.InputError(f"{corpus.shown(path)}: missing. Put the scorer there.")
    sys.dont_write_bytecode = True  # no __pycache__ in a folder that is not ours
    loader = SourceFileLoader("score", str(path))
    module = module_from_spec(spec_from_loader("score", loader))
    try:
        loader.exec_module(module)
    except Exception as fault:
        reason = " ".join(str(fault).split())
        raise corpus.InputError(f"{corpus.shown(path)}: cannot be loaded ({reason}). Restore it.") from None
    for name in SCORER:
        if not hasattr(module, name):
            raise corpus.InputError(f"{corpus.shown(path)}: has no {name}. Use the scorer of this data.")
    return module


def read_annotated(scorer: ModuleType, folder: Path) -> dict[str, Annotated]:
    """Return the articles of one compartment with their annotation, by name.

    Raises InputError if a text or its annotation is missing or cannot be read.
    """
    for part, ending in (("text", "txt"), ("attributions", "ann")):
        if not any((folder / part).glob(f"*.{ending}")):
            raise corpus.InputError(
                f"{corpus.shown(folder / part)}: no .{ending} files. Unpack the data there."
            )
    annotated = {path.stem[: -len("_0000")] for path in (folder / "attributions").glob("*.ann")}
    for path in sorted((folder / "text").glob("*.txt")):
        name = f"{corpus.shown(folder)}/text/{path.name}"
        corpus.decode(path.read_bytes(), name)
        if path.stem not in annotated:
            raise corpus.InputError(f"{name}: has no annotation. Add it, or delete the text.")
    try:
        return scorer.read_gold(str(folder))
    except (KeyError, OSError, ValueError) as fault:
        reason = " ".join(str(fault).split())
        raise corpus.InputError(
            f"{corpus.shown(folder)}: cannot be read ({reason}). Unpack it again."
        ) from None


def predict(texts: dict[str, str]) -> dict[str, list[dict[str, object]]]:
    """Return what the rules find in each article: pattern, source, cue and content, as the scorer has them.

    No list of speakers is used: ours names people of another place.

    >>> predict({"a": "“We left at night,” said Ann."})["a"][0]["content"]
    [[0, 19]]
    """
    analysed = cleaning.apply_edits(texts, cleaning.edits(texts))
    nobody = pd.DataFrame(columns=corpus.LEXICONS["speakers"], dtype=str)
    heads, spans = attribution.attributions(cleaning.segments(texts, analysed), analysed, nobody)
    found: dict[str, dict[int, dict[str, object]]] = {doc: {} for doc in texts}
    for row in heads.itertuples():
        empty = {"source": [], "cue": [], "content": []}
        found[row.doc][row.attribution] = {"pattern": row.pattern, **empty}
    for row in spans.itertuples():
        found[row.doc][row.attribution][row.role].append([row.start, row.end])
    return {doc: list(items.values()) for doc, items in found.items()}


def accuracy_table(
    scorer: ModuleType, annotated: dict[str, Annotated], predicted: dict[str, list[dict[str, object]]]
) -> pd.DataFrame:
    """Return the table `accuracy`: what share of the found is right and of the annotated is found.

    detection: the contents share at least half of their words (Jaccard); source and content: the sources
    do too. direct, mixed, indirect: the annotated attributions of which all, some or no words stand in
    quotation marks, and how many of them detection found; what is found has no such type in the scorer,
    so those cells are empty.
    """
    counts = sum((scorer.score_doc(*annotated[doc], predicted[doc]) for doc in sorted(annotated)), Counter())
    rows: list[tuple[object, ...]] = []
    for measure, right in (("detection", counts["hit"]), ("source and content", counts["e2e_jaccard"])):
        shares = scorer.prf(right, counts["pred"], counts["gold"])
        rows.append(
            (
                measure,
                right,
                counts["pred"],
                counts["gold"],
                *(round(shares[key], 4) for key in ("p", "r", "f1")),
            )
        )
    for kind in ("direct", "mixed", "indirect"):
        recall = scorer.summarise(counts)["recall_by_type"][kind]
        rows.append((kind, counts[f"hit_{kind}"], "", recall["n"], "", round(recall["recall"], 4), ""))
    return pd.DataFrame(rows, columns=ACCURACY_COLUMNS)


def count_patterns(
    scorer: ModuleType, annotated: Annotated, predicted: list[dict[str, object]]
) -> tuple[Counter[str], Counter[str]]:
    """Return how many attributions each pattern found in one article, and how many of these are right.

    The scorer's own matching, whose pairs it does not hand out. Raises ValueError if the sums are not
    the scorer's.
    """
    text, gold, discard = annotated
    tokens = scorer.Tokens(text, discard)

    def in_discarded(spans: Spans) -> bool:
        touched = tokens.touch(spans)
        return len(touched & tokens.dropped) * 2 > len(touched)

    predicted = [item for item in predicted if not in_discarded(item["content"])]
    bags = [{role: tokens.bag(item[role]) for role in ("source", "cue", "content")} for item in predicted]
    marked = [{role: tokens.bag(item[role]) for role in ("source", "cue", "content")} for item in gold]
    edges = {}
    for ours, bag in enumerate(bags):
        for theirs, other in enumerate(marked):
            shared = {role: scorer.jaccard(bag[role], other[role]) for role in bag}
            if bag["content"] & other["content"] and shared["content"] >= scorer.THRESHOLD:
                edges[ours, theirs] = shared["content"] + 1e-4 * shared["source"] + 1e-5 * shared["cue"]
    found = Counter(item["pattern"] for item in predicted)
    right = Counter(predicted[ours]["pattern"] for ours, _ in scorer.match(edges))
    counts = scorer.score_doc(text, gold, discard, predicted)
    if (found.total(), right.total()) != (counts["pred"], counts["hit"]):
        raise ValueError("the scorer counts otherwise than evaluation.count_patterns")
    return found, right


def pattern_table(
    scorer: ModuleType, annotated: dict[str, Annotated], predicted: dict[str, list[dict[str, object]]]
) -> pd.DataFrame:
    """Return the table `patterns`: what each pattern found, how much of it people had marked too."""
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for doc in sorted(annotated):
        here, of_these = count_patterns(scorer, annotated[doc], predicted[doc])
        found += here
        right += of_these
    rows = [(name, found[name], right[name], round(right[name] / found[name], 3)) for name in sorted(found)]
    return pd.DataFrame(rows, columns=PATTERN_COLUMNS)


def evaluate(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the tables `accuracy` (of dev) and `patterns` (of train) for a folder of annotated articles."""
    scorer = load_scorer(folder)
    data = {part: read_annotated(scorer, folder / "polnear" / part) for part in ("dev", "train")}
    predicted = {
        part: predict({doc: article[0] for doc, article in articles.items()})
        for part, articles in data.items()
    }
    return {
        "accuracy": accuracy_table(scorer, data["dev"], predicted["dev"]),
        "patterns": pattern_table(scorer, data["train"], predicted["train"]),
    }


def main(argv: list[str] | None = None) -> int:
    """Write both tables and return 0; or print one line about what cannot be used and return 2."""
    parser = argparse.ArgumentParser(
        prog="python -m inotherwords.evaluation",
        description="Measure the rules for attributions on annotated articles.",
    )
    parser.add_argument(
        "folder", metavar="FOLDER", help="folder with score.py, polnear/train and polnear/dev"
    )
    options = parser.parse_args(argv)
    try:
        tables = evaluate(Path(options.folder).resolve())
    except corpus.InputError as fault:
        print(fault, file=sys.stderr)
        return 2
    for name, table in tables.items():
        (TABLES / f"{name}.csv").write_bytes(corpus.table_bytes(table))
        print(f"{name}.csv: {len(table)} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
