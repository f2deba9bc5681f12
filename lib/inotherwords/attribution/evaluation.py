"""How good the attributions are, counted against articles that people have annotated.

The data are PolNeAR 1.0 (Newell, Margolin & Ruths, LREC 2018): articles of seven US publishers on the
2016 election in which trained people marked source, cue and content of every attribution. They are other
texts than ours (another event, American English, no translation), so the figures say how the network does
on news in general and only roughly how it does here. PolNeAR states no licence: nothing of its texts and
annotations is kept, only counts and what was learnt. Whoever wants to count again fetches it:
`git clone https://github.com/networkdynamics/PolNeAR`.

`python -m inotherwords.attribution.evaluation PolNeAR/data` reads dev, 84 articles that the network was not
trained on. It fits there the few weights of the calibration and writes them beside the network, and measures
by the rule of `scoring`: accuracy.csv, beside this module, from which the model card and the benchmarks have
their figures. How far people agree is counted likewise, on the articles of all parts that more than one of
them read. The articles of the part test were kept out of all choices: what is measured on them is printed,
and goes into accuracy.csv at a release only (`--release`). Whether the words go to the right person is
counted against readings of our own (`persons`).
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from inotherwords import corpus, errors, paths, settings
from inotherwords.attribution import extraction, network, reading, scoring, speaker_evaluation, tables
from inotherwords.attribution.network import CONTENT, MODEL
from inotherwords.attribution.scoring import ROLES, Annotated, Marked
from inotherwords.layers import files, schema

ACCURACY_TABLE = "lib/inotherwords/attribution/accuracy"
ACCURACY = Path(__file__).with_name("accuracy.csv")
CARD = MODEL / "README.md"
BEGIN, END = "<!-- accuracy: begin -->", "<!-- accuracy: end -->"
PARTS = ("dev", "train", "test")  # of the data; train is read only for how far people agree
SHOWN_AS = {"right": "detection", "right with source": "source and content"}

Found = dict[str, list[Marked]]  # by article
Cell = int | str  # a count, or "" where there is none


def read_annotated(folder: Path) -> dict[str, Annotated]:
    """Return the articles of one part of the data with their annotation, by name.

    Raises InputError if a text or its annotation is missing or cannot be read.
    """
    for part, ending in (("text", "txt"), ("attributions", "ann")):
        if not any((folder / part).glob(f"*.{ending}")):
            raise errors.InputError(
                f"{paths.shown(folder / part)}: no .{ending} files. Fetch the data (git clone "
                "https://github.com/networkdynamics/PolNeAR) and name its folder: POLNEAR=PolNeAR/data."
            )
    annotated = {path.stem.rpartition("_")[0] for path in (folder / "attributions").glob("*.ann")}
    for path in sorted((folder / "text").glob("*.txt")):
        name = f"{paths.shown(folder)}/text/{path.name}"
        files.decode(path.read_bytes(), name)
        if path.stem not in annotated:
            raise errors.InputError(f"{name}: has no annotation. Add it, or delete the text.")
    try:
        return scoring.read_part(folder)
    except (KeyError, OSError, ValueError) as fault:
        reason = " ".join(str(fault).split())
        raise errors.InputError(
            f"{paths.shown(folder)}: cannot be read ({reason}). Unpack it again."
        ) from None


def prepare_articles(texts: dict[str, str]) -> dict[str, reading.Prepared]:
    """Return each article ready for the network: analysed text, body paragraphs and quotations."""
    return {doc: reading.prepare_text(text) for doc, text in texts.items()}


def predict(texts: dict[str, str], int8: bool = False, weights: dict[str, float] | None = None) -> Found:
    """Return what is found in each article: source, cue and content, as `scoring` has them.

    `weights` are those of the decision, if not the committed ones.

    >>> predict({"a": "“We left at night,” said Ann."})["a"][0]["source"]
    [[25, 28]]
    """
    found = {}
    for doc, article in prepare_articles(texts).items():
        answers, possible = reading.ask(article, network.load(int8))
        items = reading.find(article, answers, possible, weights or network.weights())
        found[doc] = [_spans(item) for item in items]
    return found


def _spans(item: extraction.Extracted) -> Marked:
    return {role: [[*span] for span in getattr(item, role)] for role in ROLES}


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


def list_examples(annotated: Annotated, article: reading.Prepared) -> list[tuple[dict[str, float], bool]]:
    """Return the features of each possible cue of an article and whether people marked its content.

    What stands in a stretch that is no part of the article is left out.
    """
    raw, gold, discarded = annotated
    tokens = scoring.Tokens(raw, discarded)
    marked = [bag for item in gold if (bag := tokens.bag(item["content"]))]
    answers, possible = reading.ask(article, network.load())
    out = []
    for _, features, item in possible:
        words = answers.windows[item.candidate.window].words
        content = [words[word] for word in extraction.list_words(item, CONTENT)]
        bag = tokens.bag(content)
        if bag or not content:
            out.append((features, bool(scoring.pair_contents(marked, [bag]))))
    return out


def cross_validate(texts: dict[str, str], found: dict[str, list[tuple[dict[str, float], bool]]]) -> Found:
    """Return what is found in each article, decided by weights that were fitted on the other articles.

    In `settings.FOLDS` parts, by the order of the articles' names; `found` are the examples of each article.
    """
    predicted = {}
    for number in range(settings.FOLDS):
        part = sorted(texts)[number :: settings.FOLDS]
        others = [example for doc in sorted(texts) if doc not in part for example in found[doc]]
        predicted |= predict({doc: texts[doc] for doc in part}, weights=fit_weights(others))
    return predicted


def count(annotated: dict[str, Annotated], found: Found) -> Counter[str]:
    """Return the counts of `scoring.score`, of all articles together."""
    return sum((scoring.score(annotated[doc], found[doc]) for doc in sorted(found)), Counter())


def make_measure(name: str, right: int, found: Cell = "", annotated: Cell = "") -> tuple[object, ...]:
    """Return a row of the table `accuracy`: how many are right of the found and of the annotated, and shares.

    Where one of the two is not counted ("") its share and F1 are empty.

    >>> make_measure("direct", 3, annotated=4)
    ('direct', 3, '', 4, '', 0.75, '')
    """
    precision, recall, f1 = scoring.shares(right, found or 0, annotated or 0)
    whole = f1 if "" not in (found, annotated) else ""
    return (
        name,
        right,
        found,
        annotated,
        "" if found == "" else precision,
        "" if annotated == "" else recall,
        whole,
    )


def tabulate_accuracy(counts: Counter[str], of: str = "") -> list[tuple[object, ...]]:
    """Return rows of the table `accuracy`: what share of the found is right and of the annotated is found.

    `of` says in front of a measure what was counted.

    >>> tabulate_accuracy(Counter(found=4, annotated=6, right=3), "test")[0]
    ('test: detection', 3, 4, 6, 0.75, 0.5, 0.6)
    """
    before = f"{of}: " if of else ""
    return [
        make_measure(before + name, counts[right], counts["found"], counts["annotated"])
        for right, name in SHOWN_AS.items()
    ]


def tabulate_types(counts: Counter[str]) -> list[tuple[object, ...]]:
    """Return rows of the table `accuracy` on the annotated that is direct, mixed and indirect.

    What is found has no such type in the rule, so only the share that detection found is known.
    """
    kinds = ("direct", "mixed", "indirect")
    return [make_measure(kind, counts[f"{kind} right"], annotated=counts[kind]) for kind in kinds]


def tabulate_persons(judged: list[tuple[str, speaker_evaluation.Judged]]) -> list[tuple[object, ...]]:
    """Return rows of the table `accuracy` on persons: what share of the found goes to the right one.

    `judged` has each with its article. By kind of mention, by the rule that took it, and B-cubed over all.

    >>> judged = [("a", speaker_evaluation.Judged("pronoun", "Ann Reed", "Ann Reed", True, "named"))]
    >>> [row[:3] for row in tabulate_persons(judged)][:3]
    [('person', 1, 1), ('person by pronoun', 1, 1), ('person, rule: named', 1, 1)]
    """
    groups = {"person": [one.right for _, one in judged]}
    for kind in speaker_evaluation.KINDS:
        groups[f"person by {kind}"] = [one.right for _, one in judged if one.kind == kind]
    for rule in sorted({one.rule for _, one in judged}):
        groups[f"person, rule: {rule}"] = [one.right for _, one in judged if one.rule == rule]
    rows = [make_measure(name, sum(here), len(here)) for name, here in groups.items() if here]
    if judged:
        precision, recall = speaker_evaluation.b_cubed(
            ((doc, one.meant), (doc, one.said)) for doc, one in judged
        )
        f1 = round(2 * precision * recall / (precision + recall), 4)
        rows.append(("persons, B-cubed", "", len(judged), "", precision, recall, f1))
    return rows


def measure_study() -> list[tuple[object, ...]]:
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
        counts += scoring.score((text, gold, []), [_spans(one.spans) for one in found])
        pairs = speaker_evaluation.match_contents(scoring.Tokens(text, []), gold, found)
        matched += sum(bool(speakers[number]) for _, number in pairs)
        right += sum(found[other].speaker == speakers[number] != "" for other, number in pairs)
    return [*tabulate_accuracy(counts, "study"), make_measure("study: person", right, matched)]


def measure_people(folder: Path) -> list[tuple[object, ...]]:
    """Return rows of the table `accuracy` on people: the second annotator of an article against the first.

    The first counts as right. Articles of all PARTS of the data that are in the folder.
    """
    counts: Counter[str] = Counter()
    for part in PARTS:
        second = {doc: one[1] for doc, one in scoring.read_part(folder / part, 1).items()}
        counts += count(scoring.read_part(folder / part) if second else {}, second)
    return tabulate_accuracy(counts, "people") if counts["annotated"] else []


def measure_test(folder: Path, weights: dict[str, float]) -> list[tuple[object, ...]]:
    """Return rows of the table `accuracy` on the part test of the data; none if it is not there."""
    if not (folder / "test").is_dir():
        return []
    annotated = read_annotated(folder / "test")
    found = predict({doc: article[0] for doc, article in annotated.items()}, weights=weights)
    return tabulate_accuracy(count(annotated, found), "test")


def read_accuracy() -> pd.DataFrame:
    """Return the measured accuracy of the network, from accuracy.csv.

    Columns measure, right, found, annotated, precision, recall, f1; the rows direct, mixed and indirect
    have a recall only, those on the person a precision, those on the part test perhaps an F1 only.
    """
    return pd.read_csv(ACCURACY, dtype=str, keep_default_na=False)


def evaluate(folder: Path) -> tuple[dict[str, float], list[tuple[object, ...]]]:
    """Return the decision's weights and the rows of the table `accuracy`, both of FOLDER/dev.

    The weights are fitted on all its articles, the accuracy is cross-validated.
    """
    annotated = read_annotated(folder / "dev")
    texts = {doc: article[0] for doc, article in annotated.items()}
    articles = prepare_articles(texts)
    examples = {doc: list_examples(annotated[doc], article) for doc, article in articles.items()}
    every = [example for doc in sorted(examples) for example in examples[doc]]
    if len({right for _, right in every}) < 2:
        raise errors.InputError(
            f"{paths.shown(folder)}: too few attributions in dev to fit on. Unpack it again."
        )
    counts = count(annotated, cross_validate(texts, examples))
    judged = [
        (doc, one)
        for doc, places in sorted(speaker_evaluation.read_persons().items())
        if doc in texts
        for one in speaker_evaluation.judge(annotated[doc], places, tables.read_attributions(texts[doc]))
    ]
    rows = [*tabulate_accuracy(counts), *tabulate_types(counts), *tabulate_persons(judged)]
    return fit_weights(every), [*rows, *measure_people(folder), *measure_study()]


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
    parser.add_argument(
        "folder", metavar="FOLDER", help="the data of PolNeAR: a folder with dev, test, train"
    )
    parser.add_argument("--release", action="store_true", help="write what is measured on test, too")
    options = parser.parse_args(argv)
    folder = Path(options.folder).resolve()
    try:
        weights, rows = evaluate(folder)
        test = measure_test(folder, weights)
    except errors.InputError as fault:
        print(fault, file=sys.stderr)
        return 2
    if test:
        print(schema.table(ACCURACY_TABLE, test).to_string(index=False), end="\n\n")
    if not (test and options.release):  # the part test is measured once for a release, and then left alone
        before = read_accuracy()
        before = before[before["measure"].str.startswith("test: ")].itertuples(index=False)
        test = [(row[0], *(json.loads(cell) if cell else "" for cell in row[1:])) for row in before]
    accuracy = schema.table(ACCURACY_TABLE, [*rows, *test])
    decision = pd.DataFrame(sorted(weights.items()), columns=["feature", "weight"])
    (MODEL / "decision.csv").write_bytes(files.table_bytes(decision))
    CARD.write_text(fill_card(CARD.read_text(encoding="utf-8"), accuracy), encoding="utf-8")
    ACCURACY.write_bytes(files.table_bytes(accuracy))
    print(accuracy.to_string(index=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
