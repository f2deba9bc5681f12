"""On which side a source stands of which the list of speakers says nothing: whom its own words name."""

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from inotherwords.attribution.lexicon import PREPOSITION, RELATIVE_CLAUSE, SPEAKS_FOR, UNKNOWN
from inotherwords.naming import EVENT

if TYPE_CHECKING:
    import pandas as pd

SPEAKING_FOR = re.compile(r"(?P<who>\w+) (?:for|of|from)(?: the)? $")
# A noun behind a name that makes somebody else of it: "a Norland [farmer]", "Norland's [rivals]".
OTHER_NOUN = re.compile(r"(?:['’]s?)? (?!(?:who|that|which|whose|aged|named|called)\b)[a-z]\w*")


# "The Ombrians say": a people stands for whom the name of its country means.
PEOPLE = re.compile(r"[Tt]he ([A-Z]\w{3,})ns")
SHORTER = 3  # letters at most that the name of a country has besides: "Norway", "the Norwegians"


def side_of_people(speaker: str, names: Iterable[tuple[str, str]]) -> str:
    """Return the actor whose name in the list of labels a people has, or "" if none or several.

    `names` are the names in the list, each with its actor.

    >>> [side_of_people(name, [("Ombria", "ombria")]) for name in ("the Ombrians", "the Ombrian")]
    ['ombria', '']
    """
    people = PEOPLE.fullmatch(speaker)
    if not people:
        return ""
    stem = re.sub(r"i?a$", "", people[1])
    near = {actor for name, actor in names if name.startswith(stem) and len(name) - len(stem) <= SHORTER}
    return near.pop() if len(near) == 1 and len(stem) > SHORTER else ""


def find_sides(
    sources: Iterable[tuple[str, int, int, str]],
    named: Iterable[tuple[int, int, str, str]],
    names: Collection[tuple[str, str]],
) -> dict[str, str]:
    """Return the actor whom a source of one article names as its side, by speaker.

    Of each source its speaker, start, end and text are given, of whom the article names start, end, text
    and actor. Counted is whom the source is ("the strikers", "a spokesman for the strikers"), not whom it
    mentions besides ("an ally of the strikers"); what one tells of a speaker holds for all of the article.

    >>> sources = [("they", 0, 10, "the police"), ("Ann", 20, 41, "an ally of the police")]
    >>> find_sides(sources, [(4, 10, "police", "state"), (35, 41, "police", "state")], [])
    {'they': 'state'}
    """
    sources, inside = list(sources), sorted(named, key=lambda one: one[1])
    sides = {speaker: actor for speaker, *_ in sources if (actor := side_of_people(speaker, names))}
    for speaker, begin, end, text in sources:
        for start, stop, mention, actor in inside:
            if actor == EVENT or start < begin or stop > end:
                continue
            if mention == speaker or is_whom(text[: start - begin], text[stop - begin :]):
                sides.setdefault(speaker, actor)
    return sides


def add_sides(
    attributions: "pd.DataFrame", spans: "pd.DataFrame", mentions: "pd.DataFrame", labels: "pd.DataFrame"
) -> "pd.DataFrame":
    """Return attributions with the actor whom the source names as side, where none is known (`find_sides`).

    `spans` is the table `attribution_spans`, `mentions` those of `naming.list_mentions` by the list `labels`,
    of the same articles.
    """
    unknown = attributions.loc[attributions["side"] == UNKNOWN, ["doc", "attribution", "speaker"]]
    sources = spans[spans["role"] == "source"].merge(unknown, on=["doc", "attribution"])
    if sources.empty or labels.empty:
        return attributions
    named = labels[labels["part"] == "name"]
    names = list(zip(named["pattern"], named["actor"], strict=True))
    sides = {}
    for doc, own in sources.groupby("doc"):
        places = mentions.loc[mentions["doc"] == doc, ["start", "end", "text", "actor"]]
        rows = own[["speaker", "start", "end", "text"]]
        found = find_sides(*(list(t.itertuples(index=False, name=None)) for t in (rows, places)), names)
        sides |= {(doc, speaker): actor for speaker, actor in found.items()}
    keys = zip(attributions["doc"], attributions["speaker"], attributions["side"], strict=True)
    told = [sides.get((doc, name), side) if side == UNKNOWN else side for doc, name, side in keys]
    return attributions.assign(side=told)


def is_whom(before: str, after: str) -> bool:
    """Return whether a mention is whom a source is, by the words of the source before and after it.

    >>> is_whom("the ", ""), is_whom("a spokesman for the ", ""), is_whom("an ally of ", "")
    (True, True, False)
    >>> is_whom("a ", " farmer"), is_whom("the ", " leader"), is_whom("a ", " who gave his name as Goran")
    (False, True, True)
    """
    for_whom = SPEAKING_FOR.search(before)
    if for_whom and SPEAKS_FOR.match(for_whom["who"]):
        before = ""
    noun = OTHER_NOUN.match(after)
    others = noun and not PREPOSITION.match(after.lstrip()) and not SPEAKS_FOR.match(noun.group().split()[-1])
    return not (PREPOSITION.search(before) or RELATIVE_CLAUSE.search(before) or "," in before or others)
