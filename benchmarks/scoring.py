"""The annotated articles: their texts for the systems, and the scorer's figures for what these find.

A process of its own, so that the one that starts the systems stays small: on Linux a child's peak memory
is never below its parent's.

`python scoring.py POLNEAR parts.json` writes the texts; with results behind it, it prints their scores.
"""

import json
import sys
from pathlib import Path

from inotherwords import attribution, errors, settings
from inotherwords.attribution import scoring


def parts(annotated: dict[str, scoring.Annotated]) -> list[tuple[dict[str, str], dict[str, float]]]:
    """Return the articles in parts, each with weights of our decision that were fitted on the others.

    The parts are those of `attribution.cross_validate`.
    """
    texts = {doc: article[0] for doc, article in annotated.items()}
    articles = attribution.prepare_articles(texts)
    examples = {doc: attribution.list_examples(annotated[doc], articles[doc]) for doc in sorted(texts)}
    out = []
    for number in range(settings.FOLDS):
        part = sorted(texts)[number :: settings.FOLDS]
        weights = attribution.fit_weights(one for doc in examples if doc not in part for one in examples[doc])
        out.append(({doc: texts[doc] for doc in part}, weights))
    return out


def scores(
    annotated: dict[str, scoring.Annotated], found: dict[str, list[scoring.Marked]]
) -> dict[str, float]:
    """Return a system's figures as shares of 1. `direct_recall`: of what stands wholly in quotation marks."""
    counts = attribution.count(annotated, found)
    sums = counts["found"], counts["annotated"]
    precision, recall, f1 = scoring.shares(counts["right"], *sums)
    return {
        "detection_precision": precision,
        "detection_recall": recall,
        "detection_f1": f1,
        "source_content_f1": scoring.shares(counts["right with source"], *sums)[2],
        "direct_recall": scoring.shares(counts["direct right"], 0, counts["direct"])[1],
    }


def main(argv: list[str]) -> int:
    """Write the texts or print the scores, and return 0; or print one line about bad input and return 2."""
    polnear, target, *results = map(Path, argv)
    try:
        annotated = attribution.read_annotated(polnear / "dev")
    except errors.InputError as fault:
        print(fault, file=sys.stderr)
        return 2
    if results:
        found = [json.loads(path.read_text(encoding="utf-8"))["found"] for path in results]
        print(json.dumps([scores(annotated, one) for one in found]))
    else:
        target.write_text(json.dumps(parts(annotated)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
