"""What several articles tell, and on whose word each of them tells it.

Sentences or clauses that are passages of one another are versions of one claim. Each version is told in the
article's own voice, attributed to somebody or quoted; an article that has no version of it is absent. So it
shows where the voice shifts, whose name is left out, and which numbers changed as the news went on.
"""

import itertools
import re
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from inotherwords import quantities
from inotherwords.normalisation import normal_form
from inotherwords.reuse import KINDS
from inotherwords.terms import stop_words
from inotherwords.voice import add_voice

if TYPE_CHECKING:
    from nltk.stem.snowball import SnowballStemmer

LINKS = ["paraphrase", "near", "verbatim"]  # from the weakest
CLAIMS = ["claim", "doc", "start", "end", "told", "speaker", "doubtful", "link", "title"]
SIDES = [f"{name}_{side}" for side in "ab" for name in ("doc", "told", "speaker", "text")]
SHIFTS = ["claim", *SIDES, "shift", "candidate"]
REMOVED = ["claim", "kind", "text", "told_in", "missing_in", "nowhere_in"]
UPDATES = ["claim", "counted", "doc_a", "value_a", "published_a", "doc_b", "value_b", "published_b", "kind"]

SMALL_NUMBER = 12  # up to here two articles count the same things to the same number by chance
LONGEST_TITLE = 8  # words
FEWEST_SHARED = 2  # content words; one does not tell which part of a sentence the other articles share
SHORTEST_DETAIL = 3  # content words; fewer is another wording rather than another fact
MARK = re.compile(r"[,;:.?!()—“”„\"]|--")
ABSENT = "–"
UNNAMED = "source not named"


class Place(NamedTuple):
    """A sentence or clause of an article."""

    doc: str
    start: int
    end: int


Group = frozenset[Place]
Strength = tuple[int, float]  # number of the kind of link, similarity
Tie = tuple[Place, Place, Strength]
Links = dict[Place, dict[Place, Strength]]


def _within(one: Place, other: Place) -> bool:
    """Return whether a place lies within another, or is the same."""
    return one.doc == other.doc and other.start <= one.start and one.end <= other.end


def _nested(one: Place, other: Place) -> bool:
    """Return whether one of two places lies within the other."""
    return _within(one, other) or _within(other, one)


@cache
def _stemmer() -> "SnowballStemmer":
    # Imported where it is used: loading nltk takes most of a second.
    from nltk.stem.snowball import SnowballStemmer

    return SnowballStemmer("english")


@cache
def _stem(word: str) -> str:
    """Return what is compared of a word: "shelled" and "shelling" are one."""
    return _stemmer().stem(normal_form(word))


class Word(NamedTuple):
    """A word of an article: whose word it is, and its stem."""

    start: int
    end: int
    voice: str
    attribution: object  # a number, "" outside every attribution
    reports: bool  # it names a source or is a cue
    name: bool  # or anything else with a capital
    stem: str  # "" for a word of the closed classes


Words = dict[str, list[Word]]  # of each article, in the order of reading


def _reports(spans: list[tuple[int, int, str]], start: int, end: int) -> bool:
    """Return whether the shortest span of an attribution round a word names its source or is its cue."""
    around = [(last - first, role) for first, last, role in spans if first <= start and end <= last]
    return bool(around) and min(around)[1] != "content"


def _words(tokens: pd.DataFrame, attribution_spans: pd.DataFrame, texts: dict[str, str]) -> Words:
    """Return the words of each article; those of a caption are read like those of a sentence."""
    no_captions = pd.DataFrame(columns=["doc", "kind", "start", "end"])
    voiced = add_voice(tokens.sort_values(["doc", "start"]), no_captions, attribution_spans, texts)
    spans: dict[str, list[tuple[int, int, str]]] = {doc: [] for doc in texts}
    for row in attribution_spans.itertuples():
        spans[row.doc].append((row.start, row.end, row.role))
    words: Words = {doc: [] for doc in texts}
    for row in voiced.itertuples():
        stem = "" if row.term in stop_words() else _stem(row.term)
        reports = _reports(spans[row.doc], row.start, row.end)
        name = texts[row.doc][row.start].isupper()
        words[row.doc].append(Word(row.start, row.end, row.voice, row.attribution, reports, name, stem))
    return words


def _told_in(version: Place, words: Words) -> list[Word]:
    return [word for word in words[version.doc] if version.start <= word.start and word.end <= version.end]


def _plain(place: Place, words: Words) -> set[str]:
    """Return the stems of a place that are neither names nor of words that report."""
    return {word.stem for word in _told_in(place, words) if not (word.name or word.reports)} - {""}


def _passage_ties(passages: pd.DataFrame, words: Words) -> list[Tie]:
    """Return the passages, but no paraphrase that has only names in common: it tells of another matter."""
    ties = []
    for row in passages.itertuples():
        one, other = Place(row.doc_a, row.start_a, row.end_a), Place(row.doc_b, row.start_b, row.end_b)
        if row.kind != LINKS[0] or _plain(one, words) & _plain(other, words):
            ties.append((one, other, (LINKS.index(row.kind), row.similarity)))
    return ties


def _number_ties(segments: pd.DataFrame, texts: dict[str, str]) -> list[Tie]:
    """Return the pairs of sentences of two articles that have the same number of the same thing.

    "24 civilians" may stand in two sentences that have no other word in common. Candidates, the weakest.
    """
    sharing = defaultdict(set)
    told = segments.loc[segments["kind"].isin(KINDS), ["doc", "start", "end"]]
    for place in itertools.starmap(Place, told.itertuples(index=False)):
        for quantity in quantities.find(texts[place.doc][place.start : place.end]):
            if quantity.value > SMALL_NUMBER:
                sharing[quantity.value, _stem(quantity.counted)].add(place)
    return [
        (one, other, (0, 0.0))
        for places in sharing.values()
        for one, other in itertools.combinations(sorted(places), 2)
        if one.doc != other.doc
    ]


def _links(ties: list[Tie]) -> Links:
    """Return how strongly each place is tied to each place of another article.

    A sentence is tied by the passages of its clauses too.
    """
    by_doc = defaultdict(set)
    for place in itertools.chain.from_iterable(tie[:2] for tie in ties):
        by_doc[place.doc].add(place)
    places = sorted(itertools.chain.from_iterable(by_doc.values()))
    around = {place: [wider for wider in by_doc[place.doc] if _within(place, wider)] for place in places}
    links: Links = {place: {} for place in places}
    for one, other, strength in ties:
        for a, b in itertools.product(around[one], around[other]):
            links[a][b] = links[b][a] = max(strength, links[a].get(b, strength))
    return links


def _cores(links: Links) -> list[Group]:
    """Return groups of places of which each is tied to every other, the strongest ties first.

    A place that finds no group makes one with the place to which it is tied most strongly.
    """
    ties = [(strength, one, other) for one in links for other, strength in links[one].items() if one < other]
    # Of ties that are equally strong those between the shorter places come first: they say it most exactly.
    ties.sort(key=lambda tie: (-tie[0][0], -tie[0][1], sum(p.end - p.start for p in tie[1:]), tie[1:]))
    group = {place: frozenset([place]) for place in links}
    for _, one, other in ties:
        if all(b in links[a] for a, b in itertools.product(group[one], group[other])):
            both = group[one] | group[other]
            group |= dict.fromkeys(both, both)
    for place in links:
        if len(group[place]) == 1:
            group[place] |= {max(links[place], key=lambda other: (links[place][other], other))}
    return sorted(set(group.values()), key=sorted)


def _belongs(place: Place, core: Group, links: Links) -> bool:
    """Return whether a place is tied to most versions of a core, and to two at least.

    Versions in its own article do not count: it has no ties to them. One tie would bring together the two
    halves of a sentence that another article tells in two.
    """
    others = {version for version in core if version.doc != place.doc}
    ties = len(others & links[place].keys())
    return ties > 1 and 2 * ties > len(others)


def _united(groups: list[Group]) -> list[Group]:
    """Return the groups with those united that have most of their versions in common."""
    united: list[Group] = []
    for group in groups:
        same = [other for other in united if 2 * len(group & other) > max(len(group), len(other))]
        united = [other for other in united if other not in same] + [group.union(*same)]
    return united


def _without_doubles(versions: Group, links: Links) -> list[Place]:
    """Return versions of which none lies in another: the wider one only if more versions are tied to it."""

    def ties(version: Place) -> int:
        return len(versions & links[version].keys())

    kept: list[Place] = []
    for version in sorted(versions, key=lambda place: (-ties(place), place.end - place.start, place)):
        if not any(_nested(version, other) for other in kept):
            kept.append(version)
    return sorted(kept)


def _groups(links: Links) -> list[list[Place]]:
    """Return the versions of each claim: most articles first, then those that stand first."""
    joined = [
        core | {place for place in links if place not in core and _belongs(place, core, links)}
        for core in _cores(links)
    ]
    groups = [_without_doubles(group, links) for group in _united(joined)]
    groups.sort(key=lambda group: (-len({place.doc for place in group}), -len(group), group))
    kept: list[list[Place]] = []
    for group in groups:
        if not any(all(any(_nested(a, b) for b in other) for a in group) for other in kept):
            kept.append(group)
    return kept


def _elsewhere(version: Place, group: list[Place], words: Words) -> set[str]:
    """Return the stems of the versions of a claim in other articles."""
    others = [other for other in group if other.doc != version.doc]
    return {word.stem for other in others for word in _told_in(other, words)} - {""}


def _shared(version: Place, group: list[Place], words: Words) -> list[Word]:
    """Return the words of a version that make it a version of its claim.

    Those that recur in other articles, or all if few do; never the words that name a source or report.
    """
    elsewhere = _elsewhere(version, group, words)
    counted = [word for word in _told_in(version, words) if not word.reports]
    shared = [word for word in counted if word.stem in elsewhere]
    return shared if len(shared) >= FEWEST_SHARED else counted


def _voice(shared: list[Word], sources: dict[object, tuple[str, str]]) -> tuple[str, str, str]:
    """Return how a version is told, by whom, and whether that is doubtful.

    It is told on a source's word if most of its words are. `sources` has the speaker of each attribution, and
    "yes" if the attribution is doubtful.
    """
    on_word = [word for word in shared if word.attribution != ""]
    if 2 * len(on_word) <= len(shared):
        return "own", "", ""
    quoted = sum(word.voice == "quoted" for word in on_word)
    source = Counter(sources[word.attribution] for word in on_word).most_common(1)[0][0]
    return "quoted" if 2 * quoted > len(on_word) else "attributed", *source


def _sources(attributions: pd.DataFrame) -> dict[str, dict[object, tuple[str, str]]]:
    """Return for each article the speaker of each attribution, and "yes" if the attribution is doubtful."""
    sources: dict[str, dict[object, tuple[str, str]]] = defaultdict(dict)
    for row in attributions.itertuples():
        sources[row.doc][row.attribution] = (row.speaker, row.doubtful)
    return sources


def _title(group: list[Place], links: Links, words: Words, texts: dict[str, str]) -> str:
    """Return the words of a claim's most central version that most articles share."""

    def central(version: Place) -> float:
        return sum(links[version][other][1] for other in group if other in links[version])

    version = max(group, key=lambda place: (central(place), place.start - place.end))
    told = [word for word in _told_in(version, words) if word.stem and not word.reports]
    text: dict[str, str] = {}
    for word in told:
        text.setdefault(word.stem, texts[version.doc][word.start : word.end])
    # Two letters are a part of a name ("al") unless in capitals.
    stems = [stem for stem in text if len(stem) > 2 or text[stem].isupper() or stem.isdigit()]
    docs = Counter(
        stem
        for doc in {place.doc for place in group}
        for stem in {word.stem for place in group if place.doc == doc for word in _told_in(place, words)}
    )
    by_most = [stem for stem in stems if 2 * docs[stem] > len({place.doc for place in group})]
    by_some = [stem for stem in stems if docs[stem] > 1]
    # One word says too little: rather the words of this one version.
    chosen = next((found for found in (by_most, by_some) if len(found) > 1), stems)
    return " ".join(text[stem] for stem in chosen[:LONGEST_TITLE])


def claims(
    passages: pd.DataFrame,
    segments: pd.DataFrame,
    tokens: pd.DataFrame,
    attributions: pd.DataFrame,
    attribution_spans: pd.DataFrame,
    texts: dict[str, str],
) -> pd.DataFrame:
    """Return the claims that two or more articles tell, with all their versions.

    One row a version: claim (from 1; those in most articles first), doc, start, end, told (own, attributed,
    quoted), speaker ("" if own, or if the source is not named), doubtful ("yes" if the attribution is), link
    (the best of verbatim, near, paraphrase that ties it to another version; a paraphrase is a candidate, to
    be read) and title: words that most articles have in common, the same for all versions of a claim. An
    article may have several versions, and a sentence that makes two claims may be a version of both.

    The core of a claim are places that are all passages of one another (complete linkage); others join if
    they are passages of two of them and of more than half. A paraphrase with only names in common does not
    count; two sentences with the same number, above SMALL_NUMBER, of the same thing count as one. Claims
    with most versions in common are united, and one whose every version lies in or round one of another
    claim is left out.

    `told` and `speaker` go by most of the words that the version shares with other articles, not counting
    those that name a source or report. `texts` are the analysed texts.

    >>> texts = {"a": "Four ships sank, he said.", "b": "Four ships sank."}
    >>> passages = pd.DataFrame([("a", 0, 25, "b", 0, 16, "near", 0.7)])
    >>> passages.columns = ["doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b", "kind", "similarity"]
    >>> words = [("a", 0, 4, "four"), ("a", 5, 10, "ships"), ("b", 0, 4, "four"), ("b", 5, 10, "ships")]
    >>> tokens = pd.DataFrame(words, columns=["doc", "start", "end", "term"])
    >>> attributions = pd.DataFrame([("a", 1, "the mayor", "")])
    >>> attributions.columns = ["doc", "attribution", "speaker", "doubtful"]
    >>> spans = pd.DataFrame({"doc": ["a"], "attribution": [1], "role": "content", "start": [0], "end": [15]})
    >>> segments = pd.DataFrame({"doc": ["a", "b"], "kind": "sentence", "start": 0, "end": [25, 16]})
    >>> table = claims(passages, segments, tokens, attributions, spans, texts)
    >>> table[["doc", "told", "speaker"]].values.tolist()
    [['a', 'attributed', 'the mayor'], ['b', 'own', '']]
    """
    words = _words(tokens, attribution_spans, texts)
    links = _links([*_passage_ties(passages, words), *_number_ties(segments, texts)])
    sources = _sources(attributions)
    rows = []
    for number, group in enumerate(_groups(links), 1):
        title = _title(group, links, words, texts)
        for version in group:
            told = _voice(_shared(version, group, words), sources[version.doc])
            best = max(links[version][other] for other in group if other in links[version])
            rows.append((number, *version, *told, LINKS[best[0]], title))
    return pd.DataFrame(rows, columns=CLAIMS)


def _groups_of(claims: pd.DataFrame) -> dict[int, list[Place]]:
    """Return the versions of each claim."""
    places = claims.groupby("claim")[["doc", "start", "end"]]
    return {number: [Place(*row) for row in rows.itertuples(index=False)] for number, rows in places}


def foremost(claims: pd.DataFrame) -> pd.DataFrame:
    """Return one version a claim and article: the most firmly tied, and of these the longest.

    >>> rows = [(1, "a", 0, 9, "own", "", "", "near", "t"), (1, "a", 9, 30, "own", "", "", "near", "t")]
    >>> foremost(pd.DataFrame(rows, columns=CLAIMS))["start"].tolist()
    [9]
    """
    keyed = claims.assign(rank=claims["link"].map(LINKS.index), length=claims["end"] - claims["start"])
    ordered = keyed.sort_values(
        ["claim", "doc", "rank", "length", "start"], ascending=[True, True, False, False, True]
    )
    return ordered.drop_duplicates(["claim", "doc"])[CLAIMS].reset_index(drop=True)


def _to_be_read(told: NamedTuple) -> bool:
    """Return whether a version is a candidate or its attribution doubtful."""
    return told.link == "paraphrase" or told.doubtful == "yes"


def matrix(claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the claims as a table to be read: claim, title, and a column an article by its short name.

    A cell says how the article's foremost version is told and by whom, with a question mark if it is a
    candidate or its attribution doubtful; ABSENT if the article has none. `articles` has doc and short.

    >>> rows = [(1, "a", 0, 4, "own", "", "", "near", "t"), (1, "b", 0, 4, "quoted", "Ann", "", "near", "t")]
    >>> articles = pd.DataFrame({"doc": ["a", "b", "c"], "short": ["A", "B", "C"]})
    >>> matrix(pd.DataFrame(rows, columns=CLAIMS), articles).values.tolist()
    [[1, 't', 'own', 'quoted: Ann', '–']]
    """
    short = dict(zip(articles["doc"], articles["short"], strict=True))
    rows: dict[int, dict[str, object]] = {}
    for told in foremost(claims).itertuples():
        by = "" if told.told == "own" else f": {told.speaker or UNNAMED}"
        doubt = " (?)" if _to_be_read(told) else ""
        empty = {"claim": told.claim, "title": told.title} | dict.fromkeys(short.values(), ABSENT)
        rows.setdefault(told.claim, empty)[short[told.doc]] = f"{told.told}{by}{doubt}"
    return pd.DataFrame(list(rows.values()), columns=["claim", "title", *short.values()])


def _pairs(docs: list[str], articles: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the pairs of articles, the earlier published first; if that is not known, by name."""
    published = dict(zip(articles["doc"], articles["published"], strict=True))
    return [
        (b, a) if published[b] and published[b] < published[a] else (a, b)
        for a, b in itertools.combinations(sorted(docs), 2)
    ]


def shifts(claims: pd.DataFrame, texts: dict[str, str], articles: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of articles that tell a claim in another voice or on another's word.

    One row a claim and pair, by their foremost versions: claim, then doc, told, speaker, text of a and b;
    shift, as "quoted → own", or "another speaker" if only that differs; and candidate: "yes" if one of the
    versions is a candidate or its attribution doubtful. The article published first is a; if that is unknown
    or the same day, the first by name. Which of them changed it, if any, the table cannot tell: both may
    follow a third text. `articles` has doc and published.

    >>> rows = [(1, "a", 0, 4, "quoted", "Ann", "", "near", "t"), (1, "b", 0, 4, "own", "", "", "near", "t")]
    >>> articles = pd.DataFrame({"doc": ["a", "b"], "published": ["2024-11-30", "2024-11-29"]})
    >>> shifts(pd.DataFrame(rows, columns=CLAIMS), {"a": "Fire", "b": "Fire"}, articles)["shift"].tolist()
    ['own → quoted']
    """
    rows = []
    for number, versions in foremost(claims).groupby("claim"):
        by_doc = {told.doc: told for told in versions.itertuples()}
        for a, b in ((by_doc[a], by_doc[b]) for a, b in _pairs(list(by_doc), articles)):
            if (a.told, a.speaker) != (b.told, b.speaker):
                sides = [(v.doc, v.told, v.speaker, texts[v.doc][v.start : v.end]) for v in (a, b)]
                shift = f"{a.told} → {b.told}" if a.told != b.told else "another speaker"
                candidate = "yes" if _to_be_read(a) or _to_be_read(b) else ""
                rows.append((number, *sides[0], *sides[1], shift, candidate))
    return pd.DataFrame(rows, columns=SHIFTS)


def _detail(version: Place, group: list[Place], words: Words, text: str) -> list[Word]:
    """Return the longest run of words, with no mark between them, that no other article's version has."""
    elsewhere = _elsewhere(version, group, words)
    runs: list[list[Word]] = [[]]
    end = version.start
    for word in _told_in(version, words):
        breaks = word.reports or word.stem in elsewhere
        if breaks or MARK.search(text, end, word.start):
            runs.append([])
        if not breaks and (word.stem or runs[-1]):
            runs[-1].append(word)
        end = word.end
    run = max(runs, key=lambda run: sum(word.stem != "" for word in run))
    last = max((place for place, word in enumerate(run, 1) if word.stem), default=0)
    return run[:last]


def _sentences(tokens: pd.DataFrame) -> dict[str, list[set[str]]]:
    """Return the stems of each sentence of each article."""
    sentences: dict[str, list[set[str]]] = defaultdict(list)
    for (doc, _), terms in tokens.groupby(["doc", "segment"])["term"]:
        sentences[doc].append({_stem(term) for term in terms})
    return sentences


def _names(speaker: str) -> list[str]:
    """Return the names of one or several speakers; none of a source that is not named."""
    return speaker.split("; ") if speaker else []


def _removed_sources(
    group: list[Place], words: Words, sources: dict[str, dict[object, tuple[str, str]]]
) -> list[tuple[str, set[str], set[str], set[str]]]:
    """Return each speaker that only some articles name for a claim, with those that do, do not, never do.

    A doubtful attribution does not count, except that its speaker is not one whom the article never names.
    """
    docs = {version.doc for version in group}
    everywhere = {
        doc: {name for speaker, _ in sources[doc].values() for name in _names(speaker)} for doc in docs
    }
    naming = defaultdict(set)
    for version in group:
        for word in _shared(version, group, words):
            speaker, doubtful = sources[version.doc].get(word.attribution, ("", ""))
            for name in _names(speaker) if doubtful != "yes" else []:
                naming[name].add(version.doc)
    return [
        (
            name,
            naming[name],
            docs - naming[name],
            docs - {doc for doc in docs if name in everywhere[doc]},
        )
        for name in sorted(naming)
        if docs - naming[name]
    ]


def _whole(text: str, start: int, end: int) -> str:
    """Return the words of a span, with the rest of a compound that it cuts: "militant-held", not "held"."""
    before = re.search(r"[\w'’-]*\Z", text[:start])[0]
    after = re.match(r"[\w'’-]*", text[end:])[0]
    return f"{before}{text[start:end]}{after}"


def _removed_details(
    group: list[Place], words: Words, sentences: dict[str, list[set[str]]], texts: dict[str, str]
) -> list[tuple[str, set[str], set[str], set[str]]]:
    """Return the longest detail of each version, with its article and those in which it is missing.

    It is not missing where a sentence has more than half of its words.
    """
    found = []
    for version in group:
        detail = _detail(version, group, words, texts[version.doc])
        stems = {word.stem for word in detail} - {""}
        missing = {
            doc
            for doc in {other.doc for other in group} - {version.doc}
            if not any(2 * len(stems & sentence) > len(stems) for sentence in sentences[doc])
        }
        if len(stems) >= SHORTEST_DETAIL and missing:
            text = _whole(texts[version.doc], detail[0].start, detail[-1].end)
            found.append((text, {version.doc}, missing, set()))
    return found


def removed(
    claims: pd.DataFrame,
    tokens: pd.DataFrame,
    attributions: pd.DataFrame,
    attribution_spans: pd.DataFrame,
    texts: dict[str, str],
) -> pd.DataFrame:
    """Return whose name and which details some versions of a claim have and others lack.

    One row each: claim, kind, text, told_in and missing_in (docs, "; "-joined), nowhere_in: those of
    missing_in in which the source is named nowhere at all, as the source of anything.

    source: a speaker on whose word some article tells the claim; doubtful attributions do not count.
    detail: the longest run of SHORTEST_DETAIL content words or more, with no mark between them, that one
    version has and that shares no word with the versions in other articles; it is missing in those of them
    of which no other sentence has more than half of its words either. It may merely be worded otherwise.

    >>> texts = {"a": "Four ships sank off Crete on Monday.", "b": "Four ships sank."}
    >>> rows = [(1, "a", 0, 36, "own", "", "", "near", "t"), (1, "b", 0, 16, "own", "", "", "near", "t")]
    >>> places = [("a", 5, 10), ("a", 11, 15), ("a", 20, 25), ("a", 29, 35), ("b", 5, 10)]
    >>> tokens = pd.DataFrame([(*p, texts[p[0]][p[1] : p[2]], 0) for p in places])
    >>> tokens.columns = ["doc", "start", "end", "term", "segment"]
    >>> nobody = pd.DataFrame(columns=["doc", "attribution", "speaker", "doubtful", "role", "start", "end"])
    >>> removed(pd.DataFrame(rows, columns=CLAIMS), tokens, nobody, nobody, texts)["text"].tolist()
    ['sank off Crete on Monday']
    """
    words, sentences = _words(tokens, attribution_spans, texts), _sentences(tokens)
    said_by = _sources(attributions)
    rows = []
    for number, group in _groups_of(claims).items():
        sources = _removed_sources(group, words, said_by)
        details = _removed_details(group, words, sentences, texts)
        for kind, found in (("source", sources), ("detail", details)):
            rows += [(number, kind, text, *("; ".join(sorted(d)) for d in docs)) for text, *docs in found]
    return pd.DataFrame(rows, columns=REMOVED)


def _counts(group: list[Place], texts: dict[str, str]) -> dict[str, dict[str, list[quantities.Quantity]]]:
    """Return the quantities of a claim by the stem of what they count, then by article."""
    counts: dict[str, dict[str, list[quantities.Quantity]]] = defaultdict(lambda: defaultdict(list))
    for version in group:
        for quantity in quantities.find(texts[version.doc][version.start : version.end]):
            counts[_stem(quantity.counted)][version.doc].append(quantity)
    return counts


def updates(claims: pd.DataFrame, texts: dict[str, str], articles: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of the same thing that differ between versions of a claim.

    One row a claim, thing counted and pair of articles: claim, counted, then doc, value (in the article's
    words) and published of a and b, ordered as in `shifts`, and kind: "update". While an event goes on, tolls
    and distances change from hour to hour: such a difference is read as later news, not as disagreement.
    Which is right is not said, and where both articles bear one date not even which is later. If both have
    one number of the thing in common, or "more than 50" stands against "around fifty", nothing differs.
    `articles` has doc and published.

    >>> texts = {"a": "At least 242 dead", "b": "255 people killed", "c": "Over 255 dead"}
    >>> rows = [(1, doc, 0, len(text), "own", "", "", "near", "t") for doc, text in texts.items()]
    >>> articles = pd.DataFrame({"doc": ["a", "b", "c"], "published": ""})
    >>> table = updates(pd.DataFrame(rows, columns=CLAIMS), texts, articles)
    >>> table[["counted", "value_a", "value_b"]].values.tolist()
    [['dead', 'At least 242', '255'], ['dead', 'At least 242', 'Over 255']]
    """
    published = dict(zip(articles["doc"], articles["published"], strict=True))
    rows = []
    for number, group in _groups_of(claims).items():
        for _, by_doc in sorted(_counts(group, texts).items()):
            for a, b in _pairs(list(by_doc), articles):
                if {one.value for one in by_doc[a]}.isdisjoint(other.value for other in by_doc[b]):
                    sides = [(d, " / ".join(q.text for q in by_doc[d]), published[d]) for d in (a, b)]
                    rows.append((number, by_doc[a][0].counted, *sides[0], *sides[1], "update"))
    return pd.DataFrame(rows, columns=UPDATES)
