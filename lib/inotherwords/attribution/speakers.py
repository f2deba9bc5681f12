"""Who a source is: from the words of the article to a speaker, with side and kind of source.

Rules, in this order: a name (of the corpus' list, or a person's full name), a short name or a description
of somebody who was named before, a pronoun, a document. What no rule takes keeps its own words.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from inotherwords import settings
from inotherwords.errors import InputError
from inotherwords.text import spans, wordlists
from inotherwords.text.names import (
    CAPITALS,
    GROUP_WORDS,
    find_full_names,
    find_personal_name,
    shorten_name,
    strip_name,
)
from inotherwords.text.words import stop_words

UNKNOWN = "unknown"
NAMED, PRONOUN, SHORT_NAME, DOCUMENT = "named", "pronoun", "short name", "document"
OWN_WORDS = "words of the article"

PERSON, GROUP, SEVERAL = "person", "group", "several"
PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself", "she", "her", "hers", "herself"), (PERSON,)),
    **dict.fromkeys(("who", "whom"), (PERSON, SEVERAL)),
    **dict.fromkeys(("it", "its", "itself", "which"), (GROUP,)),
    **dict.fromkeys(("they", "them", "their", "themselves", "both"), (SEVERAL, GROUP, PERSON)),
    **dict.fromkeys(("that", "whose"), (PERSON, GROUP, SEVERAL)),
}
FIRST_PERSON = ("i", "me", "my", "mine", "we", "us", "our", "ours")
RELATIVE = ("who", "whom", "which", "that", "whose")
FEMALE, MALE = "female", "male"
GENDERS = {
    **dict.fromkeys(("she", "her", "hers", "herself", "mrs", "ms", "miss", "woman", "spokeswoman"), FEMALE),
    **dict.fromkeys(("mother", "daughter", "sister", "wife", "widow", "girl", "chairwoman"), FEMALE),
    **dict.fromkeys(("he", "him", "his", "himself", "mr", "man", "spokesman", "chairman"), MALE),
    **dict.fromkeys(("father", "son", "brother", "husband", "widower", "boy"), MALE),
}
# "the group" is whoever of these kinds (and, if it says so, of these source types) spoke last.
GENERAL_WORDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    **dict.fromkeys(("group", "organisation", "organization", "body", "institution"), ((GROUP,), ())),
    **dict.fromkeys(("watchdog", "monitor", "ngo", "charity"), ((GROUP,), ("ngo_monitor",))),
    **dict.fromkeys(
        ("agency", "newspaper", "broadcaster", "channel", "station", "outlet", "magazine"),
        ((GROUP,), ("media",)),
    ),
    "ministry": ((GROUP,), ("government",)),
    "army": ((GROUP,), ("military",)),
    "official": ((PERSON,), ("anonymous_official", "government", "military")),
    "minister": ((PERSON,), ("government",)),
    **dict.fromkeys(("analyst", "expert"), ((PERSON,), ("expert",))),
    "resident": ((PERSON,), ("civilian",)),
    "witness": ((PERSON,), ("eyewitness",)),
    **dict.fromkeys(("man", "woman", "year-old"), ((PERSON,), ())),
    "source": ((PERSON, GROUP, SEVERAL), ()),
}
# Nouns by which somebody speaks for the body that stands beside them: "a spokesman for the ministry".
SPEAKS_FOR = re.compile(
    r"(?:spokes\w+|representatives?|officials?|sources?|statements?|reports?|posts?|readout|director|head|chief"
    r"|members?|commanders?|leaders?|leadership|ministers?|ministry|office|general|correspondents?|reporters?"
    r"|journalists?|fighters?|troops|forces|footage|images|agency|media|television|TV|radio|army|military"
    r"|government|parliament|authorities|press release|website|diplomats?|envoy|ambassador|president)$",
    re.IGNORECASE,
)
DEFINITE = re.compile(r"(?:the same|the|this|that|these|those|its|his|her|their)\s+(.+)$", re.IGNORECASE)
OF_ANOTHER = re.compile(r"(?:its|his|her|their)\s", re.IGNORECASE)
# Behind a name that is no subject: "Smith's house", "Smith-led".
FOLLOWED = re.compile(r"['’]s?\s|-")
DETERMINED = re.compile(r"(?:an?|the|this|that|his|her|its|their|two|three|some|several)\s", re.IGNORECASE)
RELATIVE_CLAUSE = re.compile(r",?\s+(?:who|whom|whose|which|where)\s")
PREPOSITION = re.compile(r"\b(?:of|for|from|at|in|on|with|to|near|against|by|about|behind)\s", re.IGNORECASE)
PAPER = r"(?:statement|readout|press release|post|report|letter|document|memo|communiqu[eé]|tweet)"
# Not without capitals: "the Washington Post" is no post.
A_OR_THE = r"(?:[Aa]n?|[Tt]h(?:e|is|at)|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)"
PAPERS = re.compile(rf"{A_OR_THE} (?:\w+ )?{PAPER}$")
PAPER_BY = re.compile(rf"{A_OR_THE} (?:\w+ )?{PAPER} (?:(?:issued |released |published )?by|from)\s+")

Span = tuple[int, int]
Spans = tuple[Span, ...]


class Speaker(NamedTuple):
    """A speaker as the tables name one, and how the rules came to it."""

    speaker: str
    side: str
    source_type: str
    resolved_by: str


class Known(NamedTuple):
    """A row of the corpus' list of speakers: whom a pattern names."""

    pattern: str
    speaker: str
    kind: str  # person or group
    side: str
    source_type: str


class Lexicon(NamedTuple):
    """A list of speakers, ready for searching; `rows` in the order in which their patterns are tried."""

    names: wordlists.Search | None
    rows: list[Known]


class Heard(NamedTuple):
    """Somebody whom an article has named or let speak so far."""

    speaker: Speaker
    kind: str  # person, group, several, or "" if the words do not tell
    gender: str
    words: str  # the words of the source and the speaker's name, in lower case
    end: int


def compile_lexicon(speakers: Iterable[Known]) -> Lexicon:
    """Return a list of speakers ready for searching; of rows of one pattern the first counts.

    Raises InputError if a row has no pattern or no speaker.
    """
    rows = wordlists.sort_longest_first(speakers, attrgetter("pattern"))
    search = wordlists.compile_patterns([row.pattern for row in rows]) if rows else None
    for row in rows:
        if not row.speaker.strip():
            raise InputError(f"speakers.csv: the pattern {row.pattern!r} has no speaker. Fill it in.")
    return Lexicon(search, rows)


def _matches(text: str, span: Span, lexicon: Lexicon) -> list[tuple[Known, Span]]:
    """Return the rows of the list that match in a span, with their places."""
    if lexicon.names is None:
        return []
    found = wordlists.find_matches(lexicon.names, text, *span)
    return [(lexicon.rows[number], (start, end)) for number, start, end in found]


def find_named(text: str, span: Span, lexicon: Lexicon) -> list[Known]:
    """Return the rows of the speakers named in a span: persons first, then in the order of the text."""
    found = [row for row, _ in _matches(text, span, lexicon)]
    return sorted(found, key=lambda row: row.kind != PERSON)


@cache
def list_source_types() -> dict[str, str]:
    """Return the kind of source that each general description tells, source_types.csv, by its pattern.

    >>> list_source_types()["army"]
    'military'
    """
    listed = wordlists.read_list(Path(__file__).with_name("source_types.csv"))
    return {row["pattern"]: row["source_type"] for row in listed}


@cache
def _general_types() -> Lexicon:
    """Return the list of general descriptions, source_types.csv, ready for searching."""
    listed = wordlists.read_list(Path(__file__).with_name("source_types.csv"))
    return compile_lexicon(
        Known(row["pattern"], row["pattern"], "", "", row["source_type"]) for row in listed
    )


def _segments(phrase: str) -> list[str]:
    """Return a source's words cut at commas, without its relative clauses: who it is, then appositions."""
    parts = re.split(r",”?\s+|\s+[(–—-]+\s*", phrase)
    cut = [part for part in parts if not re.match(r"(?:who|whom|whose|which|where)\b", part)]
    return [RELATIVE_CLAUSE.split(part)[0] for part in cut] or [phrase]


def find_type(phrase: str) -> str:
    """Return the kind of source that a description tells by itself, else "unknown".

    The noun comes first, then what it belongs to, then what stands behind a comma.

    >>> find_type("a security official"), find_type("John Smith, an analyst"), find_type("Smith")
    ('anonymous_official', 'expert', 'unknown')
    >>> find_type("a spokesman for the ministry"), find_type("a resident of the army town")
    ('government', 'civilian')
    """
    general = _general_types()
    for segment in _segments(phrase):
        cut = PREPOSITION.search(segment)
        head = segment[: cut.start()] if cut else segment
        found = [
            row.source_type
            for row, (_, end) in _matches(head, (0, len(head)), general)
            # Nobody who has a name is anonymous, and "the official agency" is no official.
            if row.source_type != "anonymous_official" or not head[end:].strip()
        ]
        if cut and SPEAKS_FOR.search(head.strip()) and (not found or found[-1] == "other"):
            rest = segment[cut.start() :]
            found += [row.source_type for row, _ in _matches(rest, (0, len(rest)), general)][:1]
        if found:
            return found[-1]
    return UNKNOWN


class _Mention(NamedTuple):
    """A place where the corpus' list matches in a sentence."""

    row: Known
    end: int
    words: str


class _Article(NamedTuple):
    """What the rules look at beside the source itself. Those from `heard` to `by_short` grow meanwhile."""

    text: str
    read: list[Span]
    lexicon: Lexicon
    mentions: list[_Mention]  # in order of the text
    full_names: list[tuple[str, int]]
    called: dict[tuple[str, ...], list[tuple[int, str]]]  # short name -> ends and full names it may stand for
    heard: list[Heard]
    genders: dict[str, set[str]]  # speaker -> what is known
    by_name: dict[str, int]  # speaker -> number in `heard` of the last time
    by_short: dict[tuple[str, ...], int]  # short name -> the same
    small: Counter[str]  # how often each word stands in small letters
    inside: Counter[str]  # how often each has a capital behind a word in small letters


def _opened(text: str, read: list[Span], lexicon: Lexicon) -> _Article:
    """Return an article of which nothing has been read yet."""
    mentions = [
        _Mention(row, end, f"{text[start:end]} {row.speaker}".lower())
        for span in read
        for row, (start, end) in _matches(text, span, lexicon)
    ]
    full_names = find_full_names(text)
    called: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for name, end in full_names:
        for short in shorten_name(name):
            called.setdefault(short, []).append((end, name))
    small = Counter(re.findall(r"\b[a-z]+\b", text))
    inside = Counter(re.findall(r"\b[a-z]+,? ([A-Z][a-z]*)\b", text))
    return _Article(text, read, lexicon, mentions, full_names, called, [], {}, {}, {}, small, inside)


def _hear(heard: Heard, article: _Article) -> None:
    """Remember somebody who has been named or has spoken."""
    name, number = heard.speaker.speaker, len(article.heard)
    article.heard.append(heard)
    article.genders.setdefault(name, set()).add(heard.gender)
    article.by_name[name] = number
    if heard.kind in (PERSON, ""):
        article.by_short.update(dict.fromkeys(shorten_name(name), number))


def _lately(article: _Article) -> Iterator[Heard]:
    """Yield who was heard, the last one first."""
    return islice(reversed(article.heard), settings.REACH)


def _mentioned(start: int, article: _Article) -> list[_Mention]:
    """Return whom the list finds before a place, the nearest first."""
    number = bisect_right(article.mentions, start, key=lambda mention: mention.end)
    return article.mentions[max(0, number - settings.REACH) : number][::-1]


class _Found(NamedTuple):
    speaker: Speaker
    kind: str


def _of_row(row: Known, how: str) -> _Found:
    return _Found(Speaker(row.speaker, row.side, row.source_type, how), row.kind)


def _rows(phrase: str, lexicon: Lexicon) -> tuple[list[Known], Known | None]:
    """Return the rows of who speaks in a source, and the row of the one somebody else speaks for.

    Persons come first. Who is only mentioned is neither: "an ally of Iran", "a Moscow resident".
    """
    speaking, served = [], None
    for number, segment in enumerate(_segments(phrase)):
        for row, (start, end) in _matches(segment, (0, len(segment)), lexicon):
            before, after = segment[:start], segment[end:]
            prepositions = list(PREPOSITION.finditer(before))
            head = before[: prepositions[-1].start()].strip() if prepositions else ""
            noun = re.match(r"['’]?s?((?:\s+[a-z][\w-]*)*)", after).group(1)
            noun = PREPOSITION.split(noun + " ")[0].strip()
            if after.startswith("-"):
                continue
            if prepositions:
                serves = bool(SPEAKS_FOR.search(head))
                direct = serves and row.kind != PERSON and number == 0
            else:
                serves = bool(SPEAKS_FOR.search(noun))
                direct = not noun or (serves and row.kind != PERSON)
                if number and row.kind == PERSON:
                    direct = direct and not re.search(r"\b[a-z]{3,}", before)
            if direct:
                speaking.append(row)
            elif serves and served is None:
                served = row
    return sorted(speaking, key=lambda row: row.kind != PERSON), served


def _name_in(phrase: str) -> str:
    """Return the full name of the person who speaks in a source: in its first words, or behind a comma."""
    for number, segment in enumerate(_segments(phrase)):
        cut = PREPOSITION.search(segment)
        name = find_personal_name(segment[: cut.start()] if cut else segment)
        if name and (number == 0 or segment.lstrip("“‘").startswith(name)):
            return name
    return ""


def _kind(phrase: str) -> str:
    """Return whether a description is of a person, a group or several, "" if its words do not tell."""
    segment = _segments(phrase)[0]
    cut = PREPOSITION.search(segment, 1)
    head = (segment[: cut.start()] if cut else segment).split() or [""]
    last = re.sub(r"['’]s$", "", head[-1]).strip("“”‘’.")
    if GROUP_WORDS.fullmatch(last) or (last.isupper() and len(last) > 1):
        return GROUP
    if last.islower() and last.endswith("s") and not last.endswith("ss"):
        return SEVERAL
    if last.islower() and re.search(
        r"(?:man|woman|er|or|ist|ian|ent|ant|old|ss|chief|head|official|aide|expert)$", last
    ):
        return PERSON
    return PERSON if find_type(phrase) in ("expert", "civilian", "eyewitness", "anonymous_official") else ""


def _gender(phrase: str) -> str:
    words = re.findall(r"[a-z]+", phrase.lower())
    return next((GENDERS[word] for word in words if word in GENDERS), "")


def _fits(heard: Heard, kinds: tuple[str, ...], gender: str, article: _Article) -> bool:
    """Return whether somebody heard before is of the kind and not known to be of the other gender."""
    known = article.genders[heard.speaker.speaker]
    return (not heard.kind or heard.kind in kinds) and not (gender and known - {"", gender})


def _last(article: _Article, kinds: tuple[str, ...], gender: str = "") -> Heard | None:
    return next((item for item in _lately(article) if _fits(item, kinds, gender, article)), None)


def _by_name(words: str, start: int, article: _Article) -> _Found | None:
    """Return whom capitalised words mean: somebody heard, or a full name that stands before them."""
    short = tuple(words.split())
    number = max(article.by_name.get(words, -1), article.by_short.get(short, -1))
    if number >= 0:
        item = article.heard[number]
        return _Found(item.speaker._replace(resolved_by=SHORT_NAME), item.kind)
    names = article.called.get(short, [])
    before = bisect_right(names, start, key=lambda name: name[0])
    if not before:
        return None
    name = names[before - 1][1]
    rows = find_named(name, (0, len(name)), article.lexicon)
    if rows:
        return _of_row(rows[0], SHORT_NAME)
    return _Found(Speaker(name, UNKNOWN, UNKNOWN, SHORT_NAME), PERSON)


def _name(phrase: str, start: int, article: _Article) -> _Found | None:
    """Return the speaker whom the source itself names."""
    speaking, served = _rows(phrase, article.lexicon)
    if speaking and speaking[0].kind == PERSON:
        return _of_row(speaking[0], NAMED)
    full = _name_in(phrase)
    if full:
        listed = find_named(full, (0, len(full)), article.lexicon)
        if listed:
            return _of_row(listed[0], NAMED)
        known = _by_name(full, start, article)
        if known and known.speaker.speaker != full:
            return known
        row = speaking[0] if speaking else served
        side, kind = (row.side, row.source_type) if row else (UNKNOWN, find_type(phrase))
        if known and not row and kind == UNKNOWN:
            side, kind = known.speaker.side, known.speaker.source_type
        return _Found(Speaker(full, side, kind, NAMED), PERSON)
    if speaking:
        return _of_row(speaking[0], NAMED)
    short = strip_name(phrase)
    return _by_name(short, start, article) if short else None


def _opens_a_sentence(start: int, after: int, kinds: tuple[str, ...], article: _Article) -> _Found | None:
    """Return the last one of a kind with whose name a sentence between two places begins."""
    stop = bisect_left(article.read, start, key=lambda span: span[0])
    begin = max(bisect_left(article.read, after, key=lambda span: span[0]), stop - settings.REACH)
    for first, last in reversed(article.read[begin:stop]):
        run = CAPITALS.match(article.text, first, min(last, start))
        if run and not FOLLOWED.match(article.text, run.end()):
            name = find_personal_name(run.group()) or strip_name(run.group())
            found = (_name(run.group(), first, article) or _by_name(name, first, article)) if name else None
            if found and found.kind in kinds:
                return found
    return None


def _antecedent(start: int, article: _Article) -> _Found | None:
    """Return whom a relative pronoun ("who", "which") stands behind."""
    number = bisect_right(article.read, start, key=lambda span: span[0])
    first = article.read[number - 1][0] if number else article.text.rfind("\n", 0, start) + 1
    first = max(first, start - settings.CLAUSE)
    before = re.split(r"[,;“”]\s|\b(?:and|but|that)\b", article.text[first:start].rstrip(" ,"))[-1].strip()
    listed = [
        row for row, (_, end) in _matches(before, (0, len(before)), article.lexicon) if end == len(before)
    ]
    if listed:
        return _of_row(listed[-1], PRONOUN)
    name = find_personal_name(before)
    if name:
        return _Found(Speaker(name, UNKNOWN, find_type(before), PRONOUN), PERSON)
    return _by_name(strip_name(before), start, article) if strip_name(before) else None


def _meant(word: str, start: int, article: _Article) -> _Found | None:
    """Return whom a pronoun stands for: the last fitting speaker, or who opened a sentence since then."""
    if word in RELATIVE and (found := _antecedent(start, article)):
        return found
    gender = GENDERS.get(word, "")
    wishes = ((SEVERAL, GROUP), (PERSON,)) if SEVERAL in PRONOUNS[word] else (PRONOUNS[word],)
    for kinds in wishes:
        last = _last(article, kinds, gender)
        nearer = _opens_a_sentence(start, last.end if last else 0, kinds, article)
        if nearer:
            return nearer
        if last:
            return _Found(last.speaker, last.kind)
    for mention in _mentioned(start, article):
        if mention.row.kind in PRONOUNS[word]:
            return _of_row(mention.row, PRONOUN)
    names = bisect_right(article.full_names, start, key=lambda name: name[1])
    if names and PERSON in PRONOUNS[word] and gender:
        return _Found(Speaker(article.full_names[names - 1][0], UNKNOWN, UNKNOWN, PRONOUN), PERSON)
    return None


def _described(phrase: str, start: int, article: _Article) -> _Found | None:
    """Return whom a definite description means: who was named with the same words, or who fits it last."""
    definite = DEFINITE.match(phrase)
    if not definite:
        return None
    head = PREPOSITION.split(_segments(definite.group(1))[0])[0]
    words = re.findall(r"[\w-]+", head.lower())
    if not words:
        return None
    kind, gender = _kind(phrase), _gender(" ".join(words))
    # "his ministry" need not be the ministry that spoke before; "its director" is the director.
    if OF_ANOTHER.match(phrase) and kind in (GROUP, SEVERAL):
        return None
    kinds = (kind,) if kind else (PERSON,) if OF_ANOTHER.match(phrase) else (PERSON, GROUP, SEVERAL)
    for item in _lately(article):
        if _fits(item, kinds, gender, article) and set(words) <= set(re.findall(r"[\w-]+", item.words)):
            return _Found(item.speaker, item.kind)
    for mention in _mentioned(start, article):
        if mention.row.kind in kinds and set(words) <= set(re.findall(r"[\w-]+", mention.words)):
            return _of_row(mention.row, SHORT_NAME)
    general = "year-old" if words[-1].endswith("year-old") else words[-1]
    if len(words) > 1 or general not in GENERAL_WORDS or OF_ANOTHER.match(phrase):
        return None
    kinds, types = GENERAL_WORDS[general]
    for item in _lately(article):
        if _fits(item, kinds, gender, article) and (not types or item.speaker.source_type in types):
            return _Found(item.speaker, item.kind)
    return None


def _paper(phrase: str, start: int, content: Spans, article: _Article) -> _Found | None:
    """Return whose document it is: who has just spoken for "the statement", else whom its content names."""
    if not PAPERS.match(phrase):
        return None
    indefinite = re.match(r"an?\s", phrase, re.IGNORECASE)
    last = None if indefinite else _last(article, (PERSON, GROUP, SEVERAL))
    if last:
        return _Found(last.speaker, last.kind)
    rows = [row for span in content for row, _ in _matches(article.text, span, article.lexicon)]
    rows.sort(key=lambda row: row.kind != PERSON)
    return _of_row(rows[0], DOCUMENT) if rows else None


def _uncapitalised(words: str, start: int, article: _Article) -> str:
    """Return a description as it is within a sentence: "Police said" is who "police" are later.

    "The White House" is a name, and so is "Moscow": no common word, nor ever in small letters here.
    """
    words = re.sub(r"^The(?=\s+[a-z])", "the", words)
    number = bisect_right(article.read, start, key=lambda span: span[0]) - 1
    first = re.match(r"[A-Z][a-z]*(?=$|\s+[a-z])", words)
    if number < 0 or not first or re.search(r"\w", article.text[article.read[number][0] : start]):
        return words
    low = first.group().lower()
    people = find_type(low) != UNKNOWN and (_kind(low) == SEVERAL or low == "police")
    common = people or low in stop_words() or article.small[low] > article.inside[first.group()]
    return low + words[first.end() :] if common else words


def _one(phrase: str, start: int, content: Spans, article: _Article) -> _Found:
    """Return the speaker of a source that names one."""
    by_whom = PAPER_BY.match(phrase)
    if by_whom:
        return _one(phrase[by_whom.end() :], start, content, article)
    if phrase.lower() in PRONOUNS:
        meant = _meant(phrase.lower(), start, article)
        if meant:
            return meant._replace(speaker=meant.speaker._replace(resolved_by=PRONOUN))
        return _Found(Speaker(phrase, UNKNOWN, UNKNOWN, OWN_WORDS), "")
    found = _name(phrase, start, article)
    if found:
        return found
    paper = _paper(phrase, start, content, article)
    if paper:
        return paper._replace(speaker=paper.speaker._replace(resolved_by=DOCUMENT))
    described = _described(phrase, start, article)
    if described:
        return described._replace(speaker=described.speaker._replace(resolved_by=SHORT_NAME))
    _, served = _rows(phrase, article.lexicon)
    side, kind = (served.side, served.source_type) if served else (UNKNOWN, find_type(phrase))
    words = _uncapitalised(_segments(phrase)[0], start, article)
    return _Found(Speaker(words, side, kind, OWN_WORDS), _kind(phrase))


def _parts(phrase: str, start: int, article: _Article) -> list[str]:
    """Return the speakers' phrases of a source that joins two or more by "and"; else the whole."""
    # In "Smith, head of the museum and …" only a comma before "and" can bring somebody else.
    appositive = bool(_name_in(phrase.split(",")[0]) and re.match(r"[^,]*, (?:an?\s|the\s|[a-z])", phrase))
    comma = r",\s+" if appositive else r",?\s+"
    parts = re.split(rf"{comma}(?:and|as well as|along with|nor)\s+(?:also\s+)?", phrase)
    if len(parts) > 1 and "," in parts[0] and not DETERMINED.match(parts[0]):
        listed = parts[0].split(", ")
        if all(CAPITALS.fullmatch(part) for part in listed):
            parts = [*listed, *parts[1:]]
    found = [_name(part, start, article) for part in parts]
    first_is_known = bool(found[0])
    for part, known in zip(parts, found, strict=True):
        alone = DETERMINED.match(part)
        if not (alone or (known and first_is_known)) and part.lower() not in PRONOUNS:
            return [phrase]
        if known and part is not parts[0] and not DETERMINED.match(part) and known.kind == PERSON:
            listed = find_named(part, (0, len(part)), article.lexicon)
            if not listed and found[0] and found[0].kind == GROUP:
                return [phrase]
    return parts


def resolve(
    text: str, sources: list[Spans], contents: list[Spans], read: list[Span], lexicon: Lexicon
) -> list[Speaker]:
    """Return the speaker of each source of one article, in order.

    A source and a content are spans of the text; a source without a span is an empty speaker. `read` are
    the sentences in which a pronoun may find its name. Two speakers in one source are joined by "; ". Side
    and kind are "unknown" where neither the corpus' list nor, for the kind, the list of general
    descriptions says more. "I" and "we" in somebody's words are that speaker.

    >>> lexicon = compile_lexicon([Known("army", "Syrian army", "group", "syria", "military")])
    >>> text = "The army said so. It left."
    >>> found = resolve(text, [((0, 8),), ((18, 20),)], [((9, 16),), ((21, 25),)], [], lexicon)
    >>> [(speaker.speaker, speaker.resolved_by) for speaker in found]
    [('Syrian army', 'named'), ('Syrian army', 'pronoun')]
    """
    article = _opened(text, read, lexicon)
    speakers = [Speaker("", UNKNOWN, UNKNOWN, "")] * len(sources)
    for number in sorted((n for n, source in enumerate(sources) if source), key=lambda n: sources[n][0]):
        start, end = sources[number][0][0], sources[number][-1][1]
        phrase = re.sub(r"\s+", " ", " ".join(text[slice(*span)] for span in sources[number])).strip()
        if phrase.lower() in FIRST_PERSON:
            continue
        found = [_one(part, start, contents[number], article) for part in _parts(phrase, start, article)]
        for item in found:
            words = f"{phrase if len(found) == 1 else ''} {item.speaker.speaker}".lower()
            _hear(Heard(item.speaker, item.kind, _gender(words), words, end), article)
        columns = zip(*(item.speaker for item in found), strict=True)
        speaker = Speaker(*("; ".join(dict.fromkeys(values)) for values in columns))
        if len(found) > 1:
            _hear(Heard(speaker, SEVERAL, "", speaker.speaker.lower(), end), article)
        speakers[number] = speaker
    where = spans.build_index(contents)
    for number, source in enumerate(sources):
        if not source or speakers[number].speaker:
            continue
        # Who says "I" or "we" is the speaker in whose words it stands.
        around = [
            (sum(end - start for start, end in contents[other]), other)
            for other in spans.find_groups_at(where, source[0][0])
            if other != number and speakers[other].speaker
        ]
        if around:
            speakers[number] = speakers[min(around)[1]]._replace(resolved_by=PRONOUN)
        else:
            speakers[number] = Speaker(text[slice(*source[0])], UNKNOWN, UNKNOWN, OWN_WORDS)
    return speakers
