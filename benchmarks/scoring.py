"""The annotated articles: their texts for the systems, and the scorer's figures for what these find.

A process of its own, so that the one that starts the systems stays small: on Linux a child's peak memory
is never below its parent's.

`python scoring.py POLNEAR parts.json` writes the texts; with results behind it, it prints their scores.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

from inotherwords import attribution, errors, paths, settings


def parts(
    scorer: ModuleType, annotated: dict[str, attribution.Annotated]
) -> list[tuple[dict[str, str], dict[str, float]]]:
    """Return the articles in parts, each with weights of our decision that were fitted on the others.

    The parts are those of `attribution.cross_validate`.
    """
    texts = {doc: article[0] for doc, article in annotated.items()}
    articles = attribution.prepare_articles(texts)
    examples = {
        doc: attribution.list_examples(scorer, annotated[doc], articles[doc]) for doc in sorted(texts)
    }
    out = []
    for number in range(settings.FOLDS):
        part = sorted(texts)[number :: settings.FOLDS]
        weights = attribution.fit_weights(one for doc in examples if doc not in part for one in examples[doc])
        out.append(({doc: texts[doc] for doc in part}, weights))
    return out


def scores(
    scorer: ModuleType, annotated: dict[str, attribution.Annotated], found: dict[str, list[dict[str, object]]]
) -> dict[str, float]:
    """Return a system's figures as shares of 1. `direct_recall`: of what stands wholly in quotation marks."""
    counts = sum((scorer.score_doc(*annotated[doc], found[doc]) for doc in sorted(found)), Counter())
    summary = scorer.summarise(counts)
    return {
        "detection_precision": summary["detection"]["p"],
        "detection_recall": summary["detection"]["r"],
        "detection_f1": summary["detection"]["f1"],
        "source_content_f1": summary["source_content_jaccard"]["f1"],
        "direct_recall": summary["recall_by_type"]["direct"]["recall"],
    }


def main(argv: list[str]) -> int:
    """Write the texts or print the scores, and return 0; or print one line about bad input and return 2."""
    polnear, target, *results = map(Path, argv)
    try:
        if not (polnear / "dev").is_dir():
            raise errors.InputError(
                f"{paths.shown(polnear / 'dev')}: no such folder. Name one with POLNEAR=folder/polnear."
            )
        scorer = attribution.load_scorer(polnear.parent)
        annotated = attribution.read_annotated(scorer, polnear / "dev")
    except errors.InputError as fault:
        print(fault, file=sys.stderr)
        return 2
    if results:
        found = [json.loads(path.read_text(encoding="utf-8"))["found"] for path in results]
        print(json.dumps([scores(scorer, annotated, one) for one in found]))
    else:
        target.write_text(json.dumps(parts(scorer, annotated)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
