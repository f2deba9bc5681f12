"""What each article has one source say for one actor: the same source, in other words."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping

import pandas as pd

from inotherwords.layers import schema
from inotherwords.naming import EVENT
from inotherwords.text.words import IRREGULAR, stop_words

NOUN = re.compile(r"[ -]([a-z]\w+)")
# Who is described and not named may be whoever is named for the same words elsewhere: "its spokesman".
DESCRIBED = re.compile(r"(?:the|an?|its|his|her|their) [^A-Z]*[^s]")
OF_A_STATE = {"government", "military"}
SAYING = ("said", "told", "says", "say")


def list_bodies(speakers: pd.DataFrame) -> dict[str, str]:
    """Return for whom each speaker of a corpus' list speaks: the same body is the same source.

    >>> list_bodies(pd.DataFrame({"speaker": ["SANA", "Ann"], "for": ["state media", ""]}))
    {'SANA': 'state media'}
    """
    pairs = zip(speakers["speaker"], speakers["for"], strict=True)
    return {speaker: body for speaker, body in pairs if body}


def by_body(attributions: pd.DataFrame, bodies: Mapping[str, str]) -> pd.DataFrame:
    """Return attributions with the column source: the body of each speaker, a row for each who has a share.

    "The Guild", "the Guild" and "Guild" are one source, called as it is most often.

    >>> rows = pd.DataFrame({"doc": ["a"], "speaker": ["SANA; state media; Ann"]})
    >>> by_body(rows, {"SANA": "state media"})["source"].tolist()
    ['state media', 'Ann']
    >>> rows = pd.DataFrame({"doc": [*"aab"], "speaker": ["the Guild", "the Guild", "The Guild"]})
    >>> by_body(rows, {})["source"].tolist()
    ['the Guild', 'the Guild', 'the Guild']
    """
    each = attributions[attributions["speaker"] != ""]
    each = each.assign(source=each["speaker"].str.split("; "), row=range(len(each))).explode("source")
    each = each.assign(source=each["source"].map(lambda name: bodies.get(name, name)))
    bare = each["source"].str.replace("^the ", "", case=False, regex=True)
    usual = each.groupby(bare)["source"].agg(lambda own: own.value_counts().sort_index().idxmax())
    each = each.assign(source=bare.map(usual))
    return each.drop_duplicates(["row", "source"]).drop(columns="row")


def settle_sources(
    claims: pd.DataFrame, attributions: pd.DataFrame, bodies: Mapping[str, str], listed: Collection[str]
) -> list[str]:
    """Return for each version of claims who tells it, each source under one name within its claim.

    "own" is the article itself. A body and who speaks for it count as one source, and so do a longer name and
    a shorter one, and a state's offices and officers. Who is only described, and not `listed`, may be
    whoever is named, and counts as the first of those: a difference may be passed over so, none is made up;
    of two who are named none is lost by it.

    >>> rows = [(1, "own", ""), (1, "quoted", "the Tarn Ministry"), (1, "attributed", "the ministry")]
    >>> told = pd.DataFrame([*rows, (1, "quoted", "Ann Holt")], columns=["claim", "told", "speaker"])
    >>> settle_sources(told, pd.DataFrame(columns=["speaker", "side", "source_type"]), {}, [])
    ['own', 'the Tarn Ministry', 'Ann Holt', 'Ann Holt']
    """
    rows = attributions[(attributions["side"] != "unknown") & attributions["source_type"].isin(OF_A_STATE)]
    states = dict(zip(rows["speaker"], rows["side"], strict=True))
    known: dict[int, list[set[str]]] = defaultdict(list)
    described: dict[int, set[str]] = defaultdict(set)
    for claim, told, speaker in zip(claims["claim"], claims["told"], claims["speaker"], strict=True):
        if told == "own":
            continue
        if speaker not in listed and DESCRIBED.fullmatch(speaker):
            described[claim].add(speaker)
            continue
        joined = [
            group for group in known[claim] if any(_are_one(speaker, one, bodies, states) for one in group)
        ]
        known[claim] = [group for group in known[claim] if group not in joined] + [{speaker}.union(*joined)]
    name = {(claim, one): min(group) for claim, groups in known.items() for group in groups for one in group}
    first = {claim: min(min(group) for group in groups) for claim, groups in known.items()}
    for claim, speakers in described.items():
        name |= {(claim, one): first.get(claim, min(speakers)) for one in speakers}
    return [
        "own" if told == "own" else name[claim, speaker]
        for claim, told, speaker in zip(claims["claim"], claims["told"], claims["speaker"], strict=True)
    ]


def _are_one(one: str, other: str, bodies: Mapping[str, str], states: Mapping[str, str]) -> bool:
    """Return whether two named speakers of one statement are one source."""
    if not one or not other:
        return one == other
    if one in states and states[one] == states.get(other):
        return True
    first, second = (
        {word for word in bodies.get(name, name).casefold().split() if word not in stop_words()}
        for name in (one, other)
    )
    return first <= second or second <= first


def list_families(labels: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Return the family of each actor's label, by a corpus' list: the label itself if the list gives none.

    Of an actor for whom the list gives families at all, only labels with one. Names, offices and capitals
    without a family have none, nor has a label under which a name is counted, too: they tell of nobody's
    choice of word.

    >>> rows = [("a", "rebel", "head", ""), ("a", "Ann", "name", ""), ("b", "thug", "head", "thug; mob")]
    >>> list_families(pd.DataFrame(rows, columns=["actor", "label", "part", "family"]))
    {('a', 'rebel'): 'rebel', ('b', 'thug'): 'thug; mob'}
    """
    rows = labels[(labels["label"] != "") & (labels["actor"] != "")]
    graded = set(rows.loc[rows["family"] != "", "actor"])
    pairs = pd.Series(list(zip(rows["actor"], rows["label"], strict=True)), index=rows.index, dtype=object)
    names = pairs.isin(pairs[rows["part"].isin(["name", "capital"])])
    plain = rows["part"].isin(["head", "modifier"]) & ~names & ~rows["actor"].isin(graded)
    chosen = rows[(rows["family"] != "") | plain]
    names = chosen["family"].where(chosen["family"] != "", chosen["label"])
    return dict(zip(zip(chosen["actor"], chosen["label"], strict=True), names, strict=True))


def words_of_source(
    labels: pd.DataFrame,
    attributions: pd.DataFrame,
    families: Mapping[tuple[str, str], str],
    bodies: Mapping[str, str],
    texts: Mapping[str, str],
) -> pd.DataFrame:
    """Return the table `words_of_source`: labels of a family in a source's words, in its quotations all.

    Of attributions those count of which the column `heard` is "yes": the article itself cites the source.
    A label before a noun (“the rebel assault”) is none: it names the assault, which may be the newsroom's
    way to say what the source speaks of. `mismatch` is "yes" for a paraphrase in a word of a family that the
    source has in no quotation of any article, while it has a label of the same actor there: a name, too.
    """
    told = labels[(labels["attribution"] != "") & (labels["actor"] != EVENT)]
    pairs = zip(told["actor"], told["label"], strict=True)
    told = told.assign(family=[families.get(pair, "") for pair in pairs])
    heard = attributions[attributions["heard"] == "yes"]  # not whom another source says to have said it
    said = by_body(heard, bodies)[["doc", "attribution", "source"]]
    rows = told.merge(said, on=["doc", "attribution"]).sort_values(["source", "doc", "start"])
    quoted = defaultdict(set)
    for row in rows[rows["voice"] == "quoted"].itertuples():
        quoted[row.source, row.actor].add(row.family)
    found = []
    for row in rows[(rows["family"] != "") | (rows["voice"] == "quoted")].itertuples():
        if find_noun(texts[row.doc], row.start, row.end):
            continue
        own = quoted[row.source, row.actor]
        mismatch = "yes" if row.voice == "attributed" and own and row.family not in own else ""
        place = row.doc, row.start, row.end, row.attribution, row.text, plain_words(row.text)
        found.append((row.source, *place, row.actor, row.label, row.family, row.voice, mismatch))
    return schema.table("words_of_source", found)


def find_noun(text: str, start: int, end: int) -> str:
    """Return the noun before which the words of a label stand, with what parts it from them, or "".

    >>> find_noun("the rebel assault", 4, 9), find_noun("a rebel said", 2, 7), find_noun("rebels left", 0, 6)
    (' assault', '', '')
    """
    last, noun = text[start:end].split()[-1], NOUN.match(text, end)
    if noun is None or not last[0].islower() or last.endswith("s"):
        return ""
    word = noun.group(1)
    verb = word in IRREGULAR or word in SAYING or word.endswith(("ed", "ing"))
    return "" if verb or word in stop_words() else noun.group()


def plain_words(text: str) -> str:
    """Return the words of a label without what only half stands in it.

    >>> plain_words("group “Hayat Tahrir al-Sham“ (HTS")
    'group Hayat Tahrir al-Sham'
    """
    return " ".join(re.sub(r"\s*\([^)]*$|[“”„\"()]", "", text).split())
