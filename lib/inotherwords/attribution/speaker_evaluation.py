"""How often the person is right to whom words are given, counted against articles that were read for it.

speaker_evaluation.csv, beside this module, says for 27 articles of PolNeAR's dev compartment whose each
annotated attribution is: its number in the article, from 1 in order of the text, and where the fullest
mention of its person stands; of one that is not there the source is the person itself. Offsets only: nothing
of the texts is kept. Two readings of the project were made of all of them, each without the other: of 657
attributions they gave 618 to the same person (full names 93 of 94, short names 196 of 198, pronouns 139 of
148, descriptions 162 of 181, without words 28 of 36); each difference was settled against the text. The
second reading was one quick pass. The rules on speakers were changed by what was wrong in these articles:
these are no figures of unseen texts. The articles of the study were read likewise
(seeds/reading/attributions.csv).
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from inotherwords.attribution import scoring
from inotherwords.attribution.pronouns import FIRST_PERSON, PRONOUNS
from inotherwords.attribution.reading import Attribution
from inotherwords.text.names import find_names
from inotherwords.text.wordlists import read_list

KINDS = ("full name", "short name", "pronoun", "description", "no words")
NO_NAME = {"the", "a", "an", "rep", "sen", "gov", "dr", "mr", "mrs", "ms", "president"}

Span = tuple[int, int]


class Judged(NamedTuple):
    """An attribution that was found: how its source mentions its person, who is meant, who was told, how."""

    kind: str
    meant: str
    said: str
    right: bool
    rule: str


def read_persons() -> dict[str, dict[int, Span]]:
    """Return by article and number of the annotated attribution where its person is mentioned in full."""
    persons: dict[str, dict[int, Span]] = defaultdict(dict)
    for row in read_list(Path(__file__).with_name("speaker_evaluation.csv")):
        persons[row["doc"]][int(row["attribution"])] = int(row["start"]), int(row["end"])
    return dict(persons)


def name_kind(source: str) -> str:
    """Return how a source mentions its person: one of KINDS.

    >>> [name_kind(words) for words in ("Ann Reed", "Ms. Reed", "she", "the mayor", "")]
    ['full name', 'short name', 'pronoun', 'description', 'no words']
    """
    if not source or source.lower() in PRONOUNS or source.lower() in FIRST_PERSON:
        return "pronoun" if source else "no words"
    persons = [name.words for name in find_names(source) if name.kind == "person"]
    if persons:
        return "full name" if any(" " in name for name in persons) else "short name"
    return "short name" if re.fullmatch(r"[A-Z][\w’'-]+(?:, .*)?", source) else "description"


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", name.lower()) if word not in NO_NAME]


def is_same(said: str, meant: str, own: bool) -> bool:
    """Return whether a speaker is the person meant: the same name, or one that holds the other.

    One word alone is enough if it is all there is, or if the source itself is the person (`own`).

    >>> is_same("Ann Reed", "Rep. Ann Reed", False), is_same("Reed", "Ann Reed", False)
    (True, False)
    """
    parts = [_words(part) for part in said.split("; ")]
    whole = _words(meant)
    if len(parts) > 1:
        return all(part and part[-1] in whole for part in parts)
    fewer, more = sorted((parts[0], whole), key=len)
    held = f" {' '.join(fewer)} " in f" {' '.join(more)} "
    return bool(fewer) and held and (own or len(fewer) >= min(2, len(more)))


def match_contents(
    tokens: scoring.Tokens, gold: list[scoring.Marked], found: list[Attribution]
) -> list[tuple[int, int]]:
    """Return which of the found is which of the annotated attributions: pairs (found, annotated)."""
    marked = [tokens.bag(one["content"]) for one in gold]
    return scoring.match(scoring.pair_contents(marked, [tokens.bag(one.spans.content) for one in found]))


def judge(annotated: scoring.Annotated, persons: dict[int, Span], found: list[Attribution]) -> list[Judged]:
    """Return what is found of one article's annotated attributions and has a person, judged."""
    raw, gold, discarded = annotated
    tokens = scoring.Tokens(raw, discarded)
    kept = [one for one in gold if one["content"] and tokens.bag(one["content"])]
    kept.sort(key=lambda one: min(one["cue"] + one["content"] + one["source"]))
    judged = []
    for other, number in match_contents(tokens, kept, found):
        source = " ".join(raw[start:end] for start, end in kept[number]["source"])
        span = persons.get(number + 1)
        meant = raw[slice(*span)] if span else source
        if meant:
            said, rule = found[other].speaker, found[other].resolved_by or "none"
            rule = "several" if ";" in rule else rule
            judged.append(Judged(name_kind(source), meant, said, is_same(said, meant, span is None), rule))
    return judged


def b_cubed(pairs: Iterable[tuple[object, object]]) -> tuple[float, float]:
    """Return precision and recall of a grouping: for each item what share of its group belongs together.

    `pairs` are (group meant, group said) of each item. Bagga and Baldwin (1998).

    >>> b_cubed([("a", 1), ("a", 1), ("b", 1), ("b", 2)])
    (0.667, 0.75)
    """
    pairs = list(pairs)
    meant, said = defaultdict(set), defaultdict(set)
    for number, (one, other) in enumerate(pairs):
        meant[one].add(number)
        said[other].add(number)
    both = [len(meant[one] & said[other]) for one, other in pairs]
    precision = sum(shared / len(said[other]) for shared, (_, other) in zip(both, pairs, strict=True))
    recall = sum(shared / len(meant[one]) for shared, (one, _) in zip(both, pairs, strict=True))
    return round(precision / len(pairs), 3), round(recall / len(pairs), 3)
