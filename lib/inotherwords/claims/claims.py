"""What several articles tell, and on whose word each of them tells it.

Sentences that are passages of one another are versions of one claim. Each version is told in the article's
own voice, attributed to somebody or quoted. What changes between versions, see `changes`.
"""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from inotherwords import settings
from inotherwords.attribution import add_voice
from inotherwords.layers import schema
from inotherwords.text import quantities
from inotherwords.text.words import normal_form, stem, stop_words

LINKS = ["paraphrase", "near", "verbatim"]  # from the weakest

LONGEST_NUMBER = 40  # characters of a number with the words before it
WORD = re.compile(r"\w[\w'’.,-]*")  # a compound is one
# A quotation without one of these would say the contrary.
DENIAL = re.compile(
    r"\b(?:no|not|nor|none|nobody|nothing|nowhere|never|neither|without|hardly|barely|scarcely|cannot|unable"
    r"|unlikely|impossible|false|falsely|untrue)\b|n['’]t\b"
    r"|\b(?:deny|deni|refus|reject|dismiss|disput|refut|fail|rul(?:e|es|ed|ing) out)\w*",
    re.IGNORECASE,
)
OPENING = re.compile(r"[^\w$€£]*(?:and\b[^\w$€£]*)?")
CLAUSE_END = re.compile(
    r"[^\w\s'’/-]|’(?!\w)|--|\b(?:but|while|which|who|where|that|as|after|before|since|because)\b"
)
AT_THE_END = " .,;:!?…“”„‘’\"'()[]\n"
ABSENT = "–"
UNNAMED = "source not named"


class Place(NamedTuple):
    """A sentence of an article."""

    doc: str
    start: int
    end: int


class VoicedWord(NamedTuple):
    """A word of an article: whose word it is, and its stem."""

    start: int
    end: int
    voice: str
    attribution: object  # a number, "" outside every attribution
    reports: bool  # it names a source or is a cue
    name: bool  # or anything else with a capital
    stem: str  # "" for a word of the closed classes


Words = dict[str, list[VoicedWord]]  # of each article, in the order of reading
Strength = tuple[int, float]  # number of the kind of link, or -1 for a small number in common; similarity
Tie = tuple[Place, Place, Strength]
Links = dict[Place, dict[Place, Strength]]


def read_words(tokens: pd.DataFrame, attribution_spans: pd.DataFrame, texts: dict[str, str]) -> Words:
    """Return the words of each article; those of a caption are read like those of a sentence."""
    no_captions = pd.DataFrame(columns=["doc", "kind", "start", "end"])
    voiced = add_voice(tokens.sort_values(["doc", "start"]), no_captions, attribution_spans, texts)
    spans = defaultdict(list)
    for row in attribution_spans.itertuples():
        spans[row.doc].append((row.end - row.start, row.role, row.start, row.end))
    words: Words = {doc: [] for doc in texts}
    for row in voiced.itertuples():
        around = [span for span in spans[row.doc] if span[2] <= row.start and row.end <= span[3]]
        reports = bool(around) and min(around)[1] != "content"
        name = texts[row.doc][row.start].isupper()
        # "shelled" and "shelling" are one word.
        compared = "" if row.term in stop_words() else stem(normal_form(row.term))
        word = VoicedWord(row.start, row.end, row.voice, row.attribution, reports, name, compared)
        words[row.doc].append(word)
    return words


def _content_words(place: Place, words: Words) -> list[VoicedWord]:
    """Return the words of a sentence, but for the closed classes."""
    return [word for word in words[place.doc] if word.stem and place.start <= word.start < place.end]


def _stems(place: Place, words: Words, names: bool = True) -> set[str]:
    """Return the stems of a sentence but for the words that report, and for names if they are not wanted."""
    counted = (word for word in _content_words(place, words) if not word.reports)
    return {word.stem for word in counted if names or not word.name}


def _passage_ties(passages: pd.DataFrame, sentences: list[Place], words: Words) -> Iterator[Tie]:
    """Yield the sentences that passages tie; where a clause was copied, those in which it stands.

    Two that have no more in common than names and "he told the agency" tell of two matters. "Air Force" and
    "air force" are more: in one of them the word is no name.
    """
    by_doc = {doc: list(places) for doc, places in itertools.groupby(sorted(sentences), lambda p: p.doc)}
    for row in passages.itertuples():
        (one,) = (place for place in by_doc[row.doc_a] if place.start <= row.start_a < place.end)
        (other,) = (place for place in by_doc[row.doc_b] if place.start <= row.start_b < place.end)
        plain = _stems(one, words, names=False) | _stems(other, words, names=False)
        if _stems(one, words) & _stems(other, words) & plain:
            yield one, other, (LINKS.index(row.kind), row.similarity)


def _belongs(place: Place, claim: set[Place], links: Links, words: Words) -> bool:
    """Return whether a sentence is tied to most versions of a claim, and to two at least.

    One tie would bring together the two halves of a sentence that another article tells in two. And two
    paraphrases may rest on a remark in passing ("the war with …"): without a better tie, the sentence must
    have `settings.OF_THE_CORE` of what the versions have in common, names apart.
    """
    ties = [links[place][version] for version in claim & links[place].keys()]
    if len(ties) < 2 or 2 * len(ties) <= len(claim):
        return False
    counts = Counter(itertools.chain(*(_stems(version, words, names=False) for version in claim)))
    core = {word for word, count in counts.items() if count > 1}
    return max(ties)[0] > 0 or len(_stems(place, words) & core) >= settings.OF_THE_CORE * len(core)


def _grown(claim: set[Place], links: Links, words: Words) -> frozenset[Place]:
    """Return a claim with all sentences that belong to it, the most firmly tied first."""
    while True:
        around = {place for version in claim for place in links[version]} - claim
        firmly = [
            (sum(links[place][version][1] for version in claim & links[place].keys()), place)
            for place in around
            if _belongs(place, claim, links, words)
        ]
        if not firmly:
            return frozenset(claim)
        claim = claim | {max(firmly)[1]}


def _groups(ties: Iterable[Tie], words: Words) -> tuple[list[list[Place]], Links]:
    """Return the versions of each claim, most articles first, then those that stand first; and the links.

    Each tie begins a claim, the strongest first, unless it lies within one. A paraphrase does so only for a
    sentence in no claim, by its strongest tie, and unless it brings along a claim to which the sentence does
    not belong. A small number in common begins no claim; it only helps a sentence into one.
    """
    links: Links = defaultdict(dict)
    number = 0
    for one, other, strength in ties:
        links[one][other] = links[other][one] = max(strength, links[one].get(other, strength))
    pairs = [(strength, one, other) for one in links for other, strength in links[one].items() if one < other]
    claims: dict[int, frozenset[Place]] = {}
    within: dict[Place, set[int]] = defaultdict(set)
    for strength, *pair in sorted(pairs, key=lambda tie: (-tie[0][0], -tie[0][1], tie[1:])):
        if strength[0] < 0 or not within[pair[0]].isdisjoint(within[pair[1]]):
            continue
        near = strength[0] > 0
        alone = [place for place in pair if not within[place]]
        if near or any(strength == max(links[place].values()) for place in alone):
            grown = _grown(set(pair), links, words)
            outgrown = {one for place in grown for one in within[place] if claims[one] <= grown}
            if near or not outgrown:
                for one in outgrown:
                    for place in claims.pop(one):
                        within[place].remove(one)
                number += 1
                claims[number] = grown
                for place in grown:
                    within[place].add(number)
    groups = sorted(
        map(sorted, claims.values()), key=lambda group: (-len({p.doc for p in group}), -len(group), group)
    )
    return groups, links


def find_shared(version: Place, group: list[Place], words: Words) -> list[VoicedWord]:
    """Return the words of a version that make it a version of its claim.

    Those that recur in other articles, or all if none does; never the words that name a source or report.
    """
    elsewhere = set().union(*(_stems(other, words) for other in group if other.doc != version.doc))
    counted = [word for word in _content_words(version, words) if not word.reports]
    return [word for word in counted if word.stem in elsewhere] or counted


def _voice(words: list[VoicedWord], sources: pd.DataFrame) -> tuple[str, str, str]:
    """Return how most of some words are told, by whom, and whether that is doubtful."""
    on_word = [word for word in words if word.attribution != ""]
    if 2 * len(on_word) <= len(words):
        return "own", "", ""
    quoted = sum(word.voice == "quoted" for word in on_word)
    said = sources.loc[[word.attribution for word in on_word], ["speaker", "doubtful"]]
    source = Counter(said.itertuples(index=False, name=None)).most_common(1)[0][0]
    return "quoted" if 2 * quoted > len(on_word) else "attributed", *source


def _clause_start(text: str, after: int, word: int) -> int:
    """Return where a clause begins whose first content word is at `word`; the one before ends at `after`.

    What says how exact its first number is ("at least") belongs to it; "and" does not.

    >>> text = "Many fled, and we are not going home, as at least five men were hurt."
    >>> text[_clause_start(text, 9, 26):], text[_clause_start(text, 36, 50):]
    ('we are not going home, as at least five men were hurt.', 'at least five men were hurt.')
    """
    ends = [match.end() for match in CLAUSE_END.finditer(text, after, word)]
    start = OPENING.match(text, ends[-1] if ends else after, word).end()
    near = quantities.NUMBER.finditer(text, max(0, start - LONGEST_NUMBER), start + LONGEST_NUMBER)
    return next((match.start() for match in near if match.start() < start <= match.start("number")), start)


def _quotations(version: Place, words: Words, text: str) -> Iterator[tuple[list[VoicedWord], str, bool, int]]:
    """Yield what may stand for a sentence: content words, quotation, whether a clause ends there, clauses.

    Each begins at the first word of a clause, and leaves out no word that denies: without it, the rest would
    say the contrary. "…" stands for what is left out of the sentence.
    """
    content = _content_words(version, words)
    # Where a clause begins, or the sentence ends.
    cuts = [
        one.reports != other.reports or bool(CLAUSE_END.search(text, one.end, other.start))
        for one, other in itertools.pairwise(content)
    ]
    cuts = [True, *cuts, True]
    starts = [version.start, *(word.end for word in content)]
    for first, last in itertools.combinations(range(len(cuts)), 2):
        if not cuts[first]:
            continue
        start, end = _clause_start(text, starts[first], content[first].start), content[last - 1].end
        if last == len(content):
            end += len(text[end : version.end].rstrip(AT_THE_END))
        left_out = text[version.start : start], text[end : version.end]
        if not any(DENIAL.search(part) for part in left_out):
            before, after = ("…" * bool(WORD.search(part)) for part in left_out)
            quoted = f"{before} {text[start:end]} {after}".strip()
            yield content[first:last], quoted, cuts[last], sum(cuts[first:last])


def _title(quoting: list[Place], group: list[Place], words: Words, texts: dict[str, str]) -> str:
    """Return a quotation, not too long (settings), from one of the versions `quoting`, for all of them.

    The clauses with the words that most articles have in common (`group`: all versions). A name counts half
    (it says who, not what), a word of this version only takes off a tenth, and an end at the end of a clause
    counts as one word more. If each would leave out a word that denies, or is too long, the shortest that
    does not leave one out.
    """
    in_docs: dict[str, set[str]] = defaultdict(set)
    for version in group:
        in_docs[version.doc] |= _stems(version, words)
    counts = Counter(itertools.chain(*in_docs.values()))
    share = {word: count / len(in_docs) for word, count in counts.items() if count > 1}
    found = []
    for version in quoting:
        for part, quoted, whole, clauses in _quotations(version, words, texts[version.doc]):
            length = len(WORD.findall(quoted))
            if any(word.stem in share for word in part) or not share:
                worth = {word.stem: share.get(word.stem, -0.1) * (0.5 if word.name else 1) for word in part}
                fits = length <= settings.LONGEST_TITLE and not any(word.reports for word in part)
                ends = whole or part[-1].stem in share
                score = round(sum(worth.values()) + whole, 6) if fits and ends else -length
                found.append((fits and ends, score, -clauses, quoted))
    best = max(found, key=lambda one: one[:3])[3] if found else ""
    return " ".join(re.sub(r"[“”„‘\"()\[\]]|’(?!\w)", "", best).replace("--", "–").split())


def find_claims(
    passages: pd.DataFrame,
    segments: pd.DataFrame,
    tokens: pd.DataFrame,
    attributions: pd.DataFrame,
    attribution_spans: pd.DataFrame,
    texts: dict[str, str],
) -> pd.DataFrame:
    """Return the claims that two or more articles tell, with all their versions.

    One row a version: claim (from 1; those in most articles first), doc, start, end (of a sentence or
    caption), told (own, attributed, quoted), speaker ("" if own, or if the source is not named), doubtful
    ("yes" if the attribution is), link (the best of verbatim, near, paraphrase that ties it to another
    version; a paraphrase is a candidate, to be read) and title: a quotation from one version, the same for
    all, "…" where words of its sentence are left out. It is from the foremost version of some article, so
    that who is said to tell it does; a candidate or doubtful one lends it only if all are. An article may
    have several versions. A claim is what its versions have in common: a sentence may be a version of two,
    and `told` and `speaker` go by most of the words that it shares with other articles, not counting those
    that name a source or report.

    A claim begins with a passage, the most alike first, and takes in every sentence that is a passage of two
    of its versions and of more than half. Two sentences with the same number of the same thing
    count as a paraphrase, but a small number begins no claim. `texts` are the analysed texts.
    """
    words = read_words(tokens, attribution_spans, texts)
    sources = dict(list(attributions.set_index("attribution").groupby("doc")))
    told = segments.loc[segments["kind"].isin(settings.READ), ["doc", "start", "end"]]
    sentences = list(itertools.starmap(Place, told.itertuples(index=False)))
    # "24 civilians" may stand in two sentences that have no other word in common: the weakest of ties.
    told = {place: texts[place.doc][place.start : place.end] for place in sentences}
    same = quantities.pair_by_quantity(told)
    numbers = [
        (*pair, (0 if number > settings.SMALL_NUMBER else -1, 0.0))
        for pair, number in same.items()
        if pair[0].doc != pair[1].doc
    ]
    groups, links = _groups([*_passage_ties(passages, sentences, words), *numbers], words)
    rows = []
    for number, group in enumerate(groups, 1):
        for version in group:
            voice = _voice(find_shared(version, group, words), sources.get(version.doc))
            best, alike = max(links[version][other] for other in group if other in links[version])
            # A near passage that is not alike as a whole is a candidate.
            link = LINKS[0] if LINKS[best] == "near" and alike < settings.NEAR else LINKS[max(best, 0)]
            rows.append((number, *version, *voice, link, ""))
    table = schema.table("claims", rows)
    titles = {
        number: _title(_quoting(versions), groups[number - 1], words, texts)
        for number, versions in choose_foremost(table).groupby("claim")
    }
    return schema.table("claims", table.assign(title=table["claim"].map(titles)))


def _quoting(versions: pd.DataFrame) -> list[Place]:
    """Return the versions that may lend a claim its title: all, unless some are more than candidates."""
    chosen = versions[~is_unsure(versions)]
    if chosen.empty:
        chosen = versions[versions["link"] != LINKS[0]]
    places = (versions if chosen.empty else chosen)[["doc", "start", "end"]]
    return list(itertools.starmap(Place, places.itertuples(index=False)))


def choose_foremost(claims: pd.DataFrame) -> pd.DataFrame:
    """Return one version a claim and article: the most firmly tied, and of these the longest.

    >>> rows = [(1, "a", 0, 9, "own", "", "", "near", "t"), (1, "a", 9, 30, "own", "", "", "near", "t")]
    >>> choose_foremost(schema.table("claims", rows))["start"].tolist()
    [9]
    """
    rank = -claims["link"].map(LINKS.index).astype(int)
    keyed = claims.assign(rank=rank, length=claims["start"] - claims["end"])
    ordered = keyed.sort_values(["claim", "doc", "rank", "length", "start"])
    return ordered.drop_duplicates(["claim", "doc"])[[*claims]].reset_index(drop=True)


def is_unsure(told: tuple | pd.DataFrame) -> bool | pd.Series:
    """Return whether a row of `claims`, or each of several, is a candidate or its attribution doubtful."""
    return (told.link == LINKS[0]) | (told.doubtful == "yes")


def matrix(claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the claims as a table to be read: claim, title, and a column an article by its short name.

    A cell says how the article's foremost version is told and by whom, with a question mark if it is a
    candidate or its attribution doubtful; ABSENT if the article has none. `articles` has doc and short.

    >>> rows = [(1, "a", 0, 4, "own", "", "", "near", "t"), (1, "b", 0, 4, "quoted", "Ann", "", "near", "t")]
    >>> articles = pd.DataFrame({"doc": ["a", "b", "c"], "short": ["A", "B", "C"]})
    >>> matrix(schema.table("claims", rows), articles).values.tolist()
    [[1, 't', 'own', 'quoted: Ann', '–']]
    """
    short = dict(zip(articles["doc"], articles["short"], strict=True))
    rows: dict[int, dict[str, object]] = {}
    for told in choose_foremost(claims).itertuples():
        by = "" if told.told == "own" else f": {told.speaker or UNNAMED}"
        row = {"claim": told.claim, "title": told.title} | dict.fromkeys(short.values(), ABSENT)
        rows.setdefault(told.claim, row)[short[told.doc]] = told.told + by + " (?)" * is_unsure(told)
    return pd.DataFrame(list(rows.values()), columns=["claim", "title", *short.values()])
