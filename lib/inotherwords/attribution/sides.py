"""On which side a source stands of which the list of speakers says nothing: whom its own words name."""

import re

import pandas as pd

from inotherwords.attribution.lexicon import PREPOSITION, RELATIVE_CLAUSE, SPEAKS_FOR, UNKNOWN
from inotherwords.naming import EVENT

SPEAKING_FOR = re.compile(r"(?P<who>\w+) (?:for|of|from)(?: the)? $")
# A noun behind a name that makes somebody else of it: "a Norland [farmer]", "Norland's [rivals]".
OTHER_NOUN = re.compile(r"(?:['’]s?)? (?!(?:who|that|which|whose|aged|named|called)\b)[a-z]\w*")


# "The Ombrians say": a people stands for whom the name of its country means.
PEOPLE = re.compile(r"[Tt]he ([A-Z]\w{3,})ns")
SHORTER = 3  # letters at most that the name of a country has besides: "Norway", "the Norwegians"


def side_of_people(speaker: str, labels: pd.DataFrame) -> str:
    """Return the actor whose name in the list of labels a people has, or "" if none or several.

    >>> labels = pd.DataFrame([("ombria", "name", "Ombria")], columns=["actor", "part", "pattern"])
    >>> side_of_people("the Ombrians", labels), side_of_people("the Ombrian", labels)
    ('ombria', '')
    """
    people = PEOPLE.fullmatch(speaker)
    if not people:
        return ""
    stem = re.sub(r"i?a$", "", people[1])
    names = labels[labels["part"].eq("name") & labels["pattern"].str.startswith(stem)]
    near = names.loc[names["pattern"].str.len() - len(stem) <= SHORTER, "actor"].unique()
    return near[0] if len(near) == 1 and len(stem) > SHORTER else ""


def add_sides(
    attributions: pd.DataFrame, spans: pd.DataFrame, mentions: pd.DataFrame, labels: pd.DataFrame
) -> pd.DataFrame:
    """Return attributions with the actor whom the source names as side, where none is known.

    `spans` is the table `attribution_spans`, `mentions` those of `naming.list_mentions` by the list `labels`,
    of the same articles. Counted is whom the source is ("the strikers", "a spokesman for the strikers"), not
    whom it mentions besides ("an ally of the strikers"); what one attribution tells of a speaker holds for
    all of the article.
    """
    unknown = attributions.loc[attributions["side"] == UNKNOWN, ["doc", "attribution", "speaker"]]
    sources = spans[spans["role"] == "source"].merge(unknown, on=["doc", "attribution"])
    if sources.empty or labels.empty:
        return attributions
    named = dict(iter(mentions[mentions["actor"] != EVENT].groupby("doc")))
    keys = zip(sources["doc"], sources["speaker"], strict=True)
    peoples = {place: side_of_people(place[1], labels) for place in keys}
    sides = {place: actor for place, actor in peoples.items() if actor}
    for row in sources.to_dict("records"):
        own = named.get(row["doc"], mentions[:0])
        inside = own[(own["start"] >= row["start"]) & (own["end"] <= row["end"])].sort_values("end")
        for mention in inside.to_dict("records"):
            first, last = mention["start"] - row["start"], mention["end"] - row["start"]
            if mention["text"] == row["speaker"] or is_whom(row["text"][:first], row["text"][last:]):
                sides.setdefault((row["doc"], row["speaker"]), mention["actor"])
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
