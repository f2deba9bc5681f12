"""Which of the eight sentences survive a change of what might as well have been otherwise.

Each is asked again without each article that it is not about, with labels read strictly or widely, with
attributions from a higher or a lower threshold, with words parted otherwise, and without what is shared. A
sentence holds if it still says the same of the same, whatever becomes of its numbers.
"""

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from inotherwords import attribution, reuse, settings
from inotherwords.corpus import Study
from inotherwords.corpus.units import ARTICLE
from inotherwords.layers import schema
from inotherwords.layers.layer import Layer
from inotherwords.layers.spans import begin_within, mark_shared
from inotherwords.report.findings.eight import tell_eight
from inotherwords.report.findings.evidence import Evidence, mark_heard, read_otherwise
from inotherwords.report.findings.templates import tell
from inotherwords.report.sentences import SPELT, Number, Sentence, join, unit_words

UNSURE = ("article", "adjective", "capital")  # who is meant may be decided without words that say so
STRICTER, LOOSER = 0.11, -0.09  # than `settings.ACCEPTED`, by so much, are attributions asked for again


def _threshold(change: float) -> float:
    """Return the threshold of attributions in use, changed by so much.

    >>> _threshold(STRICTER), _threshold(LOOSER)
    (0.55, 0.35)
    """
    return round(min(max(settings.ACCEPTED + change, 0.0), 1.0), 2)


def leave_out(evidence: Evidence, doc: str) -> Evidence:
    """Return the evidence without one article."""
    tables = {
        name: table[table["doc"] != doc]
        for name, table in evidence._asdict().items()
        if isinstance(table, pd.DataFrame) and "doc" in table
    }
    rest = evidence._replace(**tables)
    several = rest.claims.groupby("claim")["doc"].transform("nunique") > 1
    return read_otherwise(rest._replace(claims=rest.claims[several]), rest.labels, rest.attributions)


def from_threshold(evidence: Evidence, least: float) -> Evidence:
    """Return the evidence with only attributions at least so probable; their words are then nobody's."""
    probable = evidence.attributions["probability"].replace("", 1).astype(float) >= least
    kept = evidence.attributions[probable]
    places = set(zip(kept["doc"], kept["attribution"], strict=True))
    labels = evidence.labels
    found = zip(labels["doc"], labels["attribution"], strict=True)
    lost = pd.Series(
        [number != "" and (doc, number) not in places for doc, number in found], labels.index, dtype=bool
    )
    voice = labels["voice"].mask(lost, "own")
    return read_otherwise(
        evidence, labels.assign(voice=voice, attribution=labels["attribution"].mask(lost, "")), kept
    )


def list_variations(evidence: Evidence, anew: Mapping[str, Evidence]) -> Iterator[tuple[str, str, Evidence]]:
    """Yield each variation: what is changed, the article left out ("" if none), the evidence.

    `anew` are those for which the articles are read again (`read_anew`), by what is changed.
    """
    short = evidence.outlets()
    if len(evidence.units) > 2:
        for doc in evidence.units["doc"]:
            yield f"without {short[doc]}", short[doc], leave_out(evidence, doc)
    labels, attributions = evidence.labels, evidence.attributions
    sure = ~labels["decided_by"].isin(UNSURE)
    yield "only sure labels", "", read_otherwise(evidence, labels[sure], attributions)
    told = labels["voice"].isin(settings.OWN_VOICE)
    yield "only the article’s own labels", "", read_otherwise(evidence, labels[told], attributions)
    strict = _threshold(STRICTER)
    yield f"attributions from {strict}", "", from_threshold(evidence, strict)
    for name, changed in anew.items():
        yield name, "", changed
    if "shared" in labels:
        own = labels[labels["shared"] == "no"]
        yield "without shared copy", "", read_otherwise(evidence, own, attributions)


def read_anew(study: Study, evidence: Evidence) -> dict[str, Evidence]:
    """Return the evidence by a lower threshold, and with words parted at blanks; of a large corpus none."""
    if study.english.empty or len(evidence.units) != len(study.english):
        return {}
    found = read_leniently(study)
    labels, said = found["labels"].frame(), mark_heard(found["attributions"].frame())
    shares = found["share_of_voice"].frame()
    return {
        f"attributions from {_threshold(LOOSER)}": read_otherwise(
            evidence._replace(shares=shares), labels, said
        ),
        "words parted at blanks": part_at_blanks(
            evidence, study.read("segments"), reuse.list_shared_spans(study.read("passages"))
        ),
    }


def read_leniently(study: Study) -> dict[str, Layer]:
    """Return the layers of the stage of attributions with the lower threshold."""
    again, chosen = Study(study.corpus, study.outputs, study.by), settings.chosen()
    settings.choose(
        chosen | {"ACCEPTED": _threshold(LOOSER)}
    )  # told to all that compute, and no part kept is taken
    try:
        return again.compute(attribution.stage)
    finally:
        settings.choose(chosen)


def part_at_blanks(evidence: Evidence, segments: pd.DataFrame, shared: pd.DataFrame) -> Evidence:
    """Return the evidence with words counted that stand between blanks, hyphens and apostrophes in them.

    `shared` are the places that stand in shared passages: doc, start, end.
    """
    told = segments[segments["kind"] != "metadata"]
    parts = []
    for doc, text in evidence.texts.items():
        words = [(doc, *found.span()) for found in re.finditer(r"\S*\w\S*", text)]
        words = pd.DataFrame(words, columns=["doc", "start", "end"])
        parts.append(words[begin_within(words, told[told["doc"] == doc])])
    words = pd.concat(parts, ignore_index=True)
    voiced = attribution.add_voice(words, segments, evidence.spans, evidence.texts)
    return evidence._replace(
        shared=reuse.count_shared_words(mark_shared(words, shared), segments),
        shares=attribution.share_of_voice(voiced, evidence.said, "side"),
    )


def _core(sentence: Sentence) -> set[str]:
    """Return what has to stay: the words of the first sentence, without numbers, brackets and quotations."""
    first = re.split(r"\.(?:\s|$)", str(sentence))[0]
    plain = re.sub(r"“[^”]*”|\([^()]*\)", "", first)
    numbers = {*SPELT.values(), *(word.capitalize() for word in SPELT.values())}
    return {word for word in re.findall(r"[A-Za-z][\w.’-]*", plain) if word not in numbers}


def ask_again(evidence: Evidence, anew: Mapping[str, Evidence]) -> pd.DataFrame:
    """Return the table `robustness`: what becomes of each sentence in each variation that bears on it.

    A sentence that names an article is not asked again without it. No rows where articles are compared in
    groups.
    """
    if list(evidence.units["doc"]) != list(evidence.articles["doc"]):
        return schema.table("robustness")
    whole = tell_eight(evidence)
    rows = []
    for name, left_out, changed in list_variations(evidence, anew):
        now = tell_eight(changed)
        for title, sentence in whole.items():
            if left_out and left_out in str(sentence):
                continue
            other = now.get(title)
            holds = other is not None and _core(other) == _core(sentence)
            rows.append((title, name, "yes" if holds else "no", str(other) if other else "silent"))
    return schema.table("robustness", rows)


def compact(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row a sentence, from the long table: sentence, holds.

    >>> rows = [("Who did it", "without Ann", "yes", ""), ("Who did it", "without Ben", "no", "")]
    >>> compact(schema.table("robustness", rows)).values.tolist()
    [['Who did it', '1 of 2; otherwise without Ben']]
    """
    rows = []
    for name, part in table.groupby("finding", sort=False):
        broken = part.loc[part["holds"] == "no", "variation"]
        against = f"; otherwise {', '.join(broken)}" if len(broken) else ""
        rows.append((name, f"{len(part) - len(broken)} of {len(part)}{against}"))
    return pd.DataFrame(rows, columns=["sentence", "holds"])


def survival(table: pd.DataFrame, units: pd.DataFrame) -> list[Sentence]:
    """Say how many sentences hold each time, from the long table, or that groups were not asked again.

    `units` are what is compared (`Study.units`).

    >>> [str(one) for one in survival(schema.table("robustness"), pd.DataFrame({"kind": ["outlet"]}))]
    ['The sentences were not asked again after changes: that is done only where articles, not outlets, are \
compared.']
    >>> rows = [("Who did it", "without Ann", "yes", ""), ("Who did it", "without Ben", "no", "")]
    >>> [str(one) for one in survival(schema.table("robustness", rows), pd.DataFrame())]
    ['Asked again after every change that bears on them, 0 of 1 sentences hold each time, not “Who did it”.']
    """
    if table.empty:
        words = unit_words(units)
        return [tell("not asked again", **words)] if words["article"] != ARTICLE else []
    kept = (table["holds"] == "yes").groupby(table["finding"]).all()
    broken = [f"“{title}”" for title, holds in kept.items() if not holds]
    each, every = Number(kept.sum(), "robustness/each time"), Number(len(kept), "robustness/sentences")
    fail = f", not {join(broken)}" if broken else ""
    return [tell("survive", each=each, every=every, fail=fail)]
