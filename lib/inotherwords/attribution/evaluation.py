"""How good the attributions are, counted against articles that people have annotated.

The data are PolNeAR 1.0 (Newell, Margolin & Ruths, LREC 2018): articles of seven US publishers on the
2016 election in which trained people marked source, cue and content of every attribution. They are other
texts than ours (another event, American English, no translation), so the figures say how the network does
on news in general and only roughly how it does here. PolNeAR states no licence: nothing of its texts and
annotations is kept, only counts and what was learnt.

`python -m inotherwords.attribution.evaluation FOLDER` reads FOLDER/score.py (the scorer) and
FOLDER/polnear/dev, 84 articles that the network was not trained on. It fits there the few weights of the
calibration and writes them beside the network, and measures: accuracy.csv, beside this module. Whether the
words go to the right person is counted against readings of our own (`persons`).
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pandas as pd

from inotherwords import cleaning, corpus, errors, paths, settings
from inotherwords.attribution import extraction, network, persons, reading, tables
from inotherwords.attribution.network import CONTENT, MODEL
from inotherwords.layers import files, schema
from inotherwords.text.segments import analyse

ACCURACY_TABLE = "lib/inotherwords/attribution/accuracy"
ACCURACY = Path(__file__).with_name("accuracy.csv")
CARD = MODEL / "README.md"
BEGIN, END = "<!-- accuracy: begin -->", "<!-- accuracy: end -->"
SCORER = ["Tokens", "jaccard", "match", "prf", "read_gold", "score_doc", "summarise", "THRESHOLD"]
ROLES = ("source", "cue", "content")

Spans = list[list[int]]
# text, annotated attributions, and the stretches that are no part of the article
Annotated = tuple[str, list[dict[str, Spans]], Spans]


def load_scorer(folder: Path) -> ModuleType:
    """Return the folder's score.py as a module. Raises InputError if it cannot be used."""
    path = folder / "score.py"
    if not folder.is_dir():
        raise errors.InputError(f"{paths.shown(folder)}: no such folder. Name one with score.py and polnear.")
    if not path.is_file():
        raise errors.InputError(f"{paths.shown(path)}: missing. Put the scorer there.")
    sys.dont_write_bytecode = True  # no __pycache__ in a folder that is not ours
    loader = SourceFileLoader("score", str(path))
    module = module_from_spec(spec_from_loader("score", loader))
    try:
        loader.exec_module(module)
    except Exception as fault:
        reason = " ".join(str(fault).split())
        raise errors.InputError(f"{paths.shown(path)}: cannot be loaded ({reason}). Restore it.") from None
    for name in SCORER:
        if not hasattr(module, name):
            raise errors.InputError(f"{paths.shown(path)}: has no {name}. Use the scorer of this data.")
    return module


def read_annotated(scorer: ModuleType, folder: Path) -> dict[str, Annotated]:
    """Return the articles of one compartment with their annotation, by name.

    Raises InputError if a text or its annotation is missing or cannot be read.
    """
    for part, ending in (("text", "txt"), ("attributions", "ann")):
        if not any((folder / part).glob(f"*.{ending}")):
            raise errors.InputError(
                f"{paths.shown(folder / part)}: no .{ending} files. Unpack the data there."
            )
    annotated = {path.stem[: -len("_0000")] for path in (folder / "attributions").glob("*.ann")}
    for path in sorted((folder / "text").glob("*.txt")):
        name = f"{paths.shown(folder)}/text/{path.name}"
        files.decode(path.read_bytes(), name)
        if path.stem not in annotated:
            raise errors.InputError(f"{name}: has no annotation. Add it, or delete the text.")
    try:
        return scorer.read_gold(str(folder))
    except (KeyError, OSError, ValueError) as fault:
        reason = " ".join(str(fault).split())
        raise errors.InputError(
            f"{paths.shown(folder)}: cannot be read ({reason}). Unpack it again."
        ) from None


def prepare_articles(texts: dict[str, str]) -> dict[str, reading.Prepared]:
    """Return each article ready for the network: analysed text, body paragraphs and quotations."""
    analysed = {doc: analyse(text) for doc, text in texts.items()}
    segments = cleaning.list_segments(texts, analysed)
    return {
        doc: reading.prepare(analysed[doc], tables.list_segments(own)) for doc, own in segments.groupby("doc")
    }


def predict(
    texts: dict[str, str], int8: bool = False, weights: dict[str, float] | None = None
) -> dict[str, list[dict[str, Spans]]]:
    """Return what is found in each article: source, cue and content, as the scorer has them.

    `weights` are those of the decision, if not the committed ones.

    >>> predict({"a": "“We left at night,” said Ann."})["a"][0]["source"]
    [[25, 28]]
    """
    found = {}
    for doc, article in prepare_articles(texts).items():
        answers, possible = reading.ask(article, network.load(int8))
        items = reading.find(article, answers, possible, weights or network.weights())
        found[doc] = [{role: [[*span] for span in getattr(item, role)] for role in ROLES} for item in items]
    return found


def fit_weights(examples: Iterable[tuple[dict[str, float], bool]]) -> dict[str, float]:
    """Return the weights for examples: features, and whether people marked an attribution there.

    A logistic regression by scikit-learn (L2 penalty, C = 1), rounded to three decimals.

    >>> found = fit_weights([({"cue": value}, value > 0) for value in (-2.0, -1.0, 1.0, 2.0)])
    >>> found["cue"] > 0, found["intercept"]
    (True, 0.0)
    """
    from sklearn.linear_model import LogisticRegression

    rows, right = zip(*examples, strict=True)
    names = list(rows[0])
    model = LogisticRegression(C=1.0, max_iter=1000).fit(
        [[row[name] for name in names] for row in rows], right
    )
    found = dict(zip(names, model.coef_[0].tolist(), strict=True)) | {"intercept": float(model.intercept_[0])}
    return {name: round(weight, 3) + 0.0 for name, weight in found.items()}


def list_examples(
    scorer: ModuleType, annotated: Annotated, article: reading.Prepared
) -> list[tuple[dict[str, float], bool]]:
    """Return the features of each possible cue of an article and whether people marked its content.

    What stands in a stretch that is no part of the article is left out.
    """
    raw, gold, discarded = annotated
    tokens = scorer.Tokens(raw, discarded)
    marked = [bag for item in gold if (bag := tokens.bag(item["content"]))]
    answers, possible = reading.ask(article, network.load())
    out = []
    for _, features, item in possible:
        words = answers.windows[item.candidate.window].words
        content = [words[word] for word in extraction.list_words(item, CONTENT)]
        bag = tokens.bag(content)
        if bag or not content:
            right = any(bag & other and scorer.jaccard(bag, other) >= scorer.THRESHOLD for other in marked)
            out.append((features, right))
    return out


def cross_validate(
    texts: dict[str, str], found: dict[str, list[tuple[dict[str, float], bool]]]
) -> dict[str, list[dict[str, Spans]]]:
    """Return what is found in each article, decided by weights that were fitted on the other articles.

    In `settings.FOLDS` parts, by the order of the articles' names; `found` are the examples of each article.
    """
    predicted = {}
    for number in range(settings.FOLDS):
        part = sorted(texts)[number :: settings.FOLDS]
        others = [example for doc in sorted(texts) if doc not in part for example in found[doc]]
        predicted |= predict({doc: texts[doc] for doc in part}, weights=fit_weights(others))
    return predicted


def tabulate_accuracy(
    scorer: ModuleType, annotated: dict[str, Annotated], predicted: dict[str, list[dict[str, Spans]]]
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
        found = (right, counts["pred"], counts["gold"])
        rows.append((measure, *found, *(round(shares[key], 4) for key in ("p", "r", "f1"))))
    for kind in ("direct", "mixed", "indirect"):
        recall = scorer.summarise(counts)["recall_by_type"][kind]
        rows.append((kind, counts[f"hit_{kind}"], "", recall["n"], "", round(recall["recall"], 4), ""))
    return schema.table(ACCURACY_TABLE, rows)


def tabulate_persons(judged: list[tuple[str, persons.Judged]]) -> list[tuple[object, ...]]:
    """Return rows of the table `accuracy` on persons: what share of the found goes to the right one.

    `judged` has each with its article. By kind of mention, by the rule that took it, and B-cubed over all.

    >>> judged = [("a", persons.Judged("pronoun", "Ann Reed", "Ann Reed", True, "named"))]
    >>> [row[:3] for row in tabulate_persons(judged)][:3]
    [('person', 1, 1), ('person by pronoun', 1, 1), ('person, rule: named', 1, 1)]
    """
    groups = {"person": [one.right for _, one in judged]}
    for kind in persons.KINDS:
        groups[f"person by {kind}"] = [one.right for _, one in judged if one.kind == kind]
    for rule in sorted({one.rule for _, one in judged}):
        groups[f"person, rule: {rule}"] = [one.right for _, one in judged if one.rule == rule]
    rows: list[tuple[object, ...]] = [
        (name, sum(here), len(here), "", round(sum(here) / len(here), 4), "", "")
        for name, here in groups.items()
        if here
    ]
    if judged:
        precision, recall = persons.b_cubed(((doc, one.meant), (doc, one.said)) for doc, one in judged)
        f1 = round(2 * precision * recall / (precision + recall), 4)
        rows.append(("persons, B-cubed", "", len(judged), "", precision, recall, f1))
    return rows


def measure_study(scorer: ModuleType) -> list[tuple[object, ...]]:
    """Return rows of the table `accuracy` on the study's articles, against seeds/reading/attributions.csv.

    What the program finds counts, without corrections; speakers by the study's list of them.
    """
    known = tables.list_speakers(corpus.read_lexicon(paths.SEEDS, "speakers"))
    read = pd.read_csv(paths.SEEDS / "reading" / "attributions.csv", dtype={"speaker": str}).fillna("")
    counts: Counter[str] = Counter()
    right = matched = 0
    for doc, own in read.groupby("doc"):
        text = (paths.SEEDS / f"{doc}.txt").read_bytes().decode()
        gold, speakers = [], []
        for _, one in own.groupby("attribution"):
            spans = {role: one.loc[one["role"] == role, ["start", "end"]].values.tolist() for role in ROLES}
            gold.append(spans)
            speakers.append(one["speaker"].iloc[0])
        found = tables.read_attributions(text, known)
        predicted = [
            {role: [[*span] for span in getattr(one.spans, role)] for role in ROLES} for one in found
        ]
        counts += scorer.score_doc(text, gold, [], predicted)
        pairs = persons.match(scorer, scorer.Tokens(text, []), gold, found)
        matched += sum(bool(speakers[number]) for _, number in pairs)
        right += sum(found[other].speaker == speakers[number] != "" for other, number in pairs)
    rows: list[tuple[object, ...]] = []
    for measure, hits in (("detection", counts["hit"]), ("source and content", counts["e2e_jaccard"])):
        shares = scorer.prf(hits, counts["pred"], counts["gold"])
        shown = (round(shares[key], 4) for key in ("p", "r", "f1"))
        rows.append((f"study: {measure}", hits, counts["pred"], counts["gold"], *shown))
    return [*rows, ("study: person", right, matched, "", round(right / max(matched, 1), 4), "", "")]


def read_accuracy() -> pd.DataFrame:
    """Return the measured accuracy of the network, from accuracy.csv (see `tabulate_accuracy`).

    Columns measure, right, found, annotated, precision, recall, f1; the rows direct, mixed and indirect
    have a recall only, those on the person a precision.
    """
    return pd.read_csv(ACCURACY, dtype=str, keep_default_na=False)


def evaluate(folder: Path) -> tuple[dict[str, float], pd.DataFrame]:
    """Return the decision's weights and the table `accuracy`, both of FOLDER/polnear/dev.

    The weights are fitted on all its articles, the accuracy is cross-validated.
    """
    scorer = load_scorer(folder)
    annotated = read_annotated(scorer, folder / "polnear" / "dev")
    texts = {doc: article[0] for doc, article in annotated.items()}
    articles = prepare_articles(texts)
    found = {doc: list_examples(scorer, annotated[doc], article) for doc, article in articles.items()}
    every = [example for doc in sorted(found) for example in found[doc]]
    if len({right for _, right in every}) < 2:
        raise errors.InputError(
            f"{paths.shown(folder)}: too few attributions in polnear/dev to fit on. Unpack it again."
        )
    weights = fit_weights(every)
    accuracy = tabulate_accuracy(scorer, annotated, cross_validate(texts, found))
    judged = [
        (doc, one)
        for doc, places in sorted(persons.read_persons().items())
        if doc in texts
        for one in persons.judge(scorer, annotated[doc], places, tables.read_attributions(texts[doc]))
    ]
    more = schema.table(ACCURACY_TABLE, [*tabulate_persons(judged), *measure_study(scorer)])
    return weights, pd.concat([accuracy, more], ignore_index=True)


def fill_card(card: str, accuracy: pd.DataFrame) -> str:
    """Return the model card with the table `accuracy`, in per cent, between its two markers.

    >>> rows = schema.table(ACCURACY_TABLE, [("direct", 9, "", 10, "", 0.9, "")])
    >>> print(fill_card(f"{BEGIN}old{END}", rows).splitlines()[-3])
    | direct | 9 of 10 |  | 90.0 |  |
    """
    lines = ["| measure | found | precision | recall | F1 |", "| --- | --- | --- | --- | --- |"]
    for row in accuracy.itertuples():
        shares = (row.precision, row.recall, row.f1)
        shares = " | ".join("" if share == "" else f"{100 * float(share):.1f}" for share in shares)
        counts = f"{row.right} of {row.annotated or row.found}" if row.right != "" else ""
        lines.append(f"| {row.measure} | {counts} | {shares} |")
    before, after = card.split(BEGIN)[0], card.split(END)[1]
    return before + "\n".join([BEGIN, "", *lines, "", END]) + after


def main(argv: list[str] | None = None) -> int:
    """Write decision.csv, accuracy.csv and the card's table, return 0; or say in a line what is wrong: 2."""
    parser = argparse.ArgumentParser(
        prog="python -m inotherwords.attribution.evaluation",
        description="Fit the decision on attributions and measure it, on annotated articles.",
    )
    parser.add_argument("folder", metavar="FOLDER", help="folder with score.py and polnear/dev")
    options = parser.parse_args(argv)
    try:
        weights, accuracy = evaluate(Path(options.folder).resolve())
    except errors.InputError as fault:
        print(fault, file=sys.stderr)
        return 2
    decision = pd.DataFrame(sorted(weights.items()), columns=["feature", "weight"])
    (MODEL / "decision.csv").write_bytes(files.table_bytes(decision))
    CARD.write_text(fill_card(CARD.read_text(encoding="utf-8"), accuracy), encoding="utf-8")
    ACCURACY.write_bytes(files.table_bytes(accuracy))
    print(accuracy.to_string(index=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
