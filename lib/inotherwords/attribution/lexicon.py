"""The corpus' list of speakers, the general kinds of source, and what a source's words tell by them."""

import re
from collections.abc import Iterable
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from inotherwords.errors import InputError
from inotherwords.text import wordlists
from inotherwords.text.names import GROUP_WORDS, MEMBERS
from inotherwords.text.wordlists import read_vocabulary

UNKNOWN = "unknown"
PERSON, GROUP, SEVERAL = "person", "group", "several"
VOCABULARY = read_vocabulary(__file__)
# Nouns by which somebody speaks for the body that stands beside them: "a spokesman for the ministry".
SPEAKS_FOR = re.compile(rf"(?:{VOCABULARY['speaks for']})$", re.IGNORECASE)
NO_PERSON = re.compile(rf"(?:{VOCABULARY['no person']})$")  # though it ends like "baker" or "agent"
PERSON_ENDS = re.compile(rf"(?:{VOCABULARY['person ends']})$")
SEGMENT_ENDS = re.compile(
    r",”?\s+|\s+[(–—-]+\s*|\s+(?=(?:when|while|as|after|before) (?:I|we|he|she|they|it)\b)"
)
CLAUSE_OPENS = re.compile(r"(?:who|whom|whose|which|where)\b")
RELATIVE_CLAUSE = re.compile(r",?\s+(?:who|whom|whose|which|where)\s")
WHOSE = re.compile(r"whose(?: [a-z][\w’'-]*){1,4}")
PREPOSITION = re.compile(r"\b(?:of|for|from|at|in|on|with|to|near|against|by|about|behind)\s", re.IGNORECASE)

Span = tuple[int, int]


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


def find_speaker_fault(row: Known) -> str:
    """Return why a row of speakers.csv cannot be used (its pattern, its speaker, its kinds), or "".

    >>> find_speaker_fault(Known("army", "Army", "man", "", ""))
    'pattern “army”: “man” is no kind. Write person or group.'
    """
    types = sorted({*list_source_types().values()})
    fault = wordlists.find_fault(row.pattern)
    if not fault and row.kind not in (PERSON, GROUP, ""):
        fault = f"“{row.kind}” is no kind. Write {PERSON} or {GROUP}."
    if not fault and row.source_type not in (*types, ""):
        fault = f"“{row.source_type}” is no source_type. Write one of {', '.join(types)}."
    if not fault and not row.speaker:
        fault = "no speaker. Fill it in."
    return fault and f"pattern “{row.pattern}”: {fault}"


def find_matches(text: str, span: Span, lexicon: Lexicon) -> list[tuple[Known, Span]]:
    """Return the rows of the list that match in a span, with their places."""
    if lexicon.names is None:
        return []
    found = wordlists.find_matches(lexicon.names, text, *span)
    return [(lexicon.rows[number], (start, end)) for number, start, end in found]


def find_named(text: str, span: Span, lexicon: Lexicon) -> list[Known]:
    """Return the rows of the speakers named in a span: persons first, then in the order of the text."""
    found = [row for row, _ in find_matches(text, span, lexicon)]
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
    return compile_lexicon(
        Known(pattern, pattern, "", "", kind) for pattern, kind in list_source_types().items()
    )


def cut_segments(phrase: str) -> list[str]:
    """Return a source's words cut at commas, without its relative clauses: who it is, then appositions."""
    parts = SEGMENT_ENDS.split(phrase)
    # "the union, whose president, Ann Reed, spoke" is the union: the clause goes on behind the name.
    parts = parts[: next((n for n, part in enumerate(parts) if n and WHOSE.fullmatch(part)), len(parts))]
    cut = [part for part in parts if not CLAUSE_OPENS.match(part)]
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
    for segment in cut_segments(phrase):
        cut = PREPOSITION.search(segment)
        head = segment[: cut.start()] if cut else segment
        found = [
            row.source_type
            for row, (_, end) in find_matches(head, (0, len(head)), general)
            # Nobody who has a name is anonymous, and "the official agency" is no official.
            if row.source_type != "anonymous_official" or not head[end:].strip()
        ]
        if cut and SPEAKS_FOR.search(head.strip()) and (not found or found[-1] == "other"):
            rest = segment[cut.start() :]
            found += [row.source_type for row, _ in find_matches(rest, (0, len(rest)), general)][:1]
        if found:
            return found[-1]
    return UNKNOWN


def find_rows(phrase: str, lexicon: Lexicon) -> tuple[list[Known], Known | None]:
    """Return the rows of who speaks in a source, and the row of the one somebody else speaks for.

    Persons come first. Who is only mentioned is neither: "an ally of Iran", "a Moscow resident".
    """
    speaking, served = [], None
    for number, segment in enumerate(cut_segments(phrase)):
        for row, (start, end) in find_matches(segment, (0, len(segment)), lexicon):
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


def is_person(noun: str) -> bool:
    """Return whether a noun ends as words for a person do.

    >>> is_person("baker"), is_person("shelter"), is_person("plan")
    (True, False, False)
    """
    return bool(noun.islower() and not NO_PERSON.match(noun) and PERSON_ENDS.search(noun))


def tell_kind(phrase: str) -> str:
    """Return whether a description is of a person, a group or several, "" if its words do not tell."""
    if re.match(r"one of\b", phrase, re.IGNORECASE):
        return PERSON
    segment = cut_segments(phrase)[0]
    cut = PREPOSITION.search(segment, 1)
    head = (segment[: cut.start()] if cut else segment).split() or [""]
    last = re.sub(r"['’]s$", "", head[-1]).strip("“”‘’.")
    if (
        last == "family"
        or GROUP_WORDS.fullmatch(last)
        or MEMBERS.fullmatch(last)
        or (last.isupper() and len(last) > 1)
    ):
        return GROUP
    if last == "people" or (last.islower() and last.endswith("s") and not last.endswith("ss")):
        return SEVERAL
    if is_person(last):
        return PERSON
    return PERSON if find_type(phrase) in ("expert", "civilian", "eyewitness", "anonymous_official") else ""
