"""Find names of persons in English text: runs of capitals, told from titles, days and bodies.

Also the words by which these are told: titles, days and months, nouns of bodies.
"""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from inotherwords.text.wordlists import read_list, read_vocabulary
from inotherwords.text.words import stop_words

VOCABULARY = read_vocabulary(__file__)
TITLES = re.compile(rf"(?:{VOCABULARY['title']})\.?$", re.IGNORECASE)
CALENDAR = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)$"
)
CAPITAL = r"(?:(?:[A-Z]\.){2,}|[A-Z][\w’'-]*[\w]|[A-Z]\.?|(?:al|el|ad|ar|as|an|at)-[A-Z]\w+)"
# A full stop after a whole word ends a sentence, but for an abbreviated title.
ABBREVIATED = (
    r"(?:Adm|Ald|Capt|Cllr|Cmdr|Col|Const|Coun|Cpl|Del|Det|Dr|Gen|Gov|Insp|Lt|Maj|Mr|Mrs"
    r"|Ms|Prof|Reps?|Rev|Sens?|Sgt|St|Supt)\."
)
NAME = rf"(?:{ABBREVIATED}|{CAPITAL})"
NICKNAME = r"[“\"][A-Z]\w+[”\"]"
CAPITALS = re.compile(
    rf"{NAME}(?:[^\S\n](?:(?:bin|ibn|de|la|van|von|der|da|di|dos|du|al|el|{NICKNAME})[^\S\n])*{NAME})*"
)
PARTIES = ("Democrat", "Republican", "Liberal", "Conservative", "Labour", "Green")  # before a name
# The rest of a body's name: "Office [for Fair Trade]".
PLAIN = r"[A-Z][a-z]+(?: [A-Z][a-z]+)*(?!\w|['’])"
OF_BODY = re.compile(rf"(?: (?:of|for|on)(?: the)? (?!{CALENDAR.pattern[:-1]}\b){PLAIN}(?: and {PLAIN})?)+")
# The beginning of a body's name: "[Patients’] Forum", "[Seamen’s] Federation".
OF_MANY = re.compile(r"\b(?:[A-Z]\w*s['’]|(?:[A-Z]?\w*[Mm]en|People|Children)['’]s) $")
# First names that are months or verbs, too, before another name: "May Reed", "Will Holt".
ALSO_NAMES = re.compile(rf"(?:{VOCABULARY['also a first name']}) [A-Z]")
ASKS = re.compile(r"[^.!?\n]*\?")
# "Said Ellis: “It is late.”": a verb, and not the first name that it looks like.
SAID_BEFORE = re.compile(r"Said(?: [A-Z][\w’'-]*\w)+:")
SENTENCE_OPENS = re.compile(r"(?:^|[.!?“\n]\s?)$")
OWNED = re.compile(r"['’]s?$")
OWNED_OR_JUNIOR = re.compile(r"(?:['’]s?|,? [JS]r\.?)$")
ARTICLE = re.compile(r"\b(?:the|an?)\s+$", re.IGNORECASE)
OF_TIME = re.compile(r"\b(?:in|by|since|until|of|from|to|last|next|this|early|late|mid)[ -]$", re.IGNORECASE)
# Two of one family: "Ella [and Rose Pym]".
AND_KIN = re.compile(r" and [A-Z][\w’'-]+ (?P<surname>[A-Z][\w’'-]*\w)(?! [A-Z])")
# With a capital only because they open a sentence.
LEADS = re.compile(rf"(?:{VOCABULARY['lead']})$")
# An occupation, with a capital only because it opens a sentence: "Glaciologist [Henrik Voss]"; those of the
# second expression also before one name alone: "Fisherman [Pinto]".
OCCUPATIONS = re.compile(rf"(?:{VOCABULARY['occupation']})$")
ALWAYS_ONE = re.compile(rf"(?:{VOCABULARY['occupation, always']})$")
BODIES_BEFORE = re.compile(rf"(?:{VOCABULARY['body before']})$")
# The last word of a body's name, for which no list of nouns stands: "Norvane Foods", "Environment Canada".
BODY_NAMES = re.compile(rf"(?:{VOCABULARY['body last']})$")
GROUP_WORDS = re.compile(rf"\b(?:{VOCABULARY['body']})\b", re.IGNORECASE)


def _is_common(word: str) -> bool:
    return word.lower() in stop_words() or bool(CALENDAR.match(word))


# "St Bride's" is a church's or a hospital's whole name.
SAINT = re.compile(r"(?:.* )?St\.? [A-Z]\w+['’]s")


def strip_owner(words: str) -> str:
    """Return words without the 's at their end, if it is no part of a name.

    >>> strip_owner("Reed's"), strip_owner("St Bride's")
    ('Reed', "St Bride's")
    """
    return words if SAINT.fullmatch(words) else OWNED.sub("", words)


def strip_titles(run: str) -> list[str]:
    """Return the words of a run of capitals behind its titles and whose they are.

    >>> strip_titles("Iran's Foreign Minister Ann Reed")
    ['Ann', 'Reed']
    """
    words = run.split()
    leads = [
        n
        for n, word in enumerate(words[:-1])
        if TITLES.match(word)
        or (word.endswith(("'s", "’s")) and not SAINT.fullmatch(" ".join(words[: n + 1])))
    ]
    words = words[leads[-1] + 1 :] if leads else words
    plain = (
        n for n, word in enumerate(words) if not _is_common(word) or ALSO_NAMES.match(" ".join(words[n:]))
    )
    return words[next(plain, len(words)) :]


MEMBERS = re.compile(
    r"\b(?:democrats|republicans|liberals|conservatives|tories|qa[ei]da|shabaab)\b", re.IGNORECASE
)
LONGEST_NAME = 6  # words
# The last word of what has a name and is nobody.
THINGS = re.compile(rf"(?:{VOCABULARY['thing']})$", re.IGNORECASE)


ACTING = re.compile(r",? (?:\d\d\b|who\b|said\b|says\b|told\b)")
KIN = re.compile(
    r"\b(?:aunt|uncle|mother|father|son|daughter|wife|husband|brother|sister|friend|neighbou?r|cousin"
    r"|[a-z]+(?:er|or|ist|ian)),? $"
)


class Name(NamedTuple):
    """A run of capitals without titles: its place and words, what they name, if it is an owner's ("Ann's").

    kind: person, group, or "" if the words do not tell; sure: whether a title or a first name says so.
    """

    start: int
    end: int
    words: str
    kind: str
    sure: bool
    owner: bool


@cache
def list_given_names() -> dict[str, str]:
    """Return first names that nearly all who bear them share with one gender: female or male.

    From given_names.csv beside this file: of the US Census of 1990 (public domain), and of the lists of
    some 60 countries in Faker (MIT).

    >>> list_given_names()["Alice"], "Sydney" in list_given_names()
    ('female', False)
    """
    return {row["name"]: row["gender"] for row in read_list(Path(__file__).with_name("given_names.csv"))}


def _leads(word: str) -> bool:
    """Return whether a word has a capital only because it opens a sentence: "Unlike", "Finally", "Citing"."""
    return bool(LEADS.match(word)) and word not in list_given_names()


def _is_first_name(words: list[str], before: str, text: str, end: int) -> bool:
    """Return whether a month or verb before another name is a first name: "May Reed said", not "in May Reed
    said", "May Ann Reed", "Will Reed go?"; `before` are the characters before it.
    """
    asked = SENTENCE_OPENS.search(before) and ASKS.match(text, end)
    return bool(
        len(words) == 2 and ALSO_NAMES.match(" ".join(words)) and not OF_TIME.search(before) and not asked
    )


def _is_verb(text: str, start: int, before: str) -> bool:
    """Return whether "Said" opens what somebody says, and is no speaker label that comes again."""
    said = SAID_BEFORE.match(text, start)
    return bool(said and SENTENCE_OPENS.search(before)) and text.count(said.group()[:-1]) == 1


def _acts(words: list[str], text: str, start: int, end: int) -> bool:
    """Return whether a name that may be a place's is a person's: a first name, and what is told beside it."""
    person = len(words) == 2 and words[0] in list_given_names()
    return person and bool(ACTING.match(text, end) or KIN.search(text, max(0, start - 16), start))


def _says_what(words: list[str]) -> tuple[bool, bool]:
    """Return whether the first of some capitalised words only says what a body, or a person, is."""
    given = list_given_names()
    if len(words) < 2:
        return False, False
    body = bool(BODIES_BEFORE.match(words[0])) and words[1] not in given
    always = bool(ALWAYS_ONE.match(words[0]))
    often = len(words) > 2 and words[0] not in given and bool(OCCUPATIONS.match(words[0]))
    often = often and not GROUP_WORDS.search(words[-1])  # "Water Resources Department"
    return body, not body and (always or often)


def _is_first_of_two(found: list[Name], text: str, start: int) -> bool:
    """Return whether the name before a body's begins it: "the [Bakery] and Allied Workers’ Federation"."""
    last = found[-1] if found else None
    return bool(
        last
        and last.kind != "group"
        and text[last.end : start] == " and "
        and text[max(0, last.start - 4) : last.start].lower() == "the "
    )


def find_names(text: str) -> list[Name]:
    """Return the names in a text, of persons and others, in order.

    >>> [(name.words, name.kind) for name in find_names("The mayor, Ann Reed, met Mr Holt of Hull Council.")]
    [('Ann Reed', 'person'), ('Holt', 'person'), ('Hull Council', 'group')]
    >>> [name.words for name in find_names("But Unlike Ann Reed, he left.")]
    ['Ann Reed']
    """
    found: list[Name] = []
    for run in CAPITALS.finditer(text):
        if found and run.start() < found[-1].end:
            continue
        words = run.group().split()
        before = text[max(0, run.start() - 8) : run.start()]
        while len(words) > 1 and (
            _leads(words[0])
            or _is_verb(text, run.start(), before)
            or (_is_common(words[0]) and not _is_first_name(words, before, text, run.end()))
        ):
            before += f"{words[0]} "
            words = words[1:]
        first, owned = len(words), OWNED.search(words[-1])
        saint = SAINT.fullmatch(" ".join(words))
        bare = strip_titles(saint.group() if saint else OWNED_OR_JUNIOR.sub("", " ".join(words)))
        while len(bare) > 1 and (_leads(bare[0]) or (bare[0] in PARTIES and bare[1] in list_given_names())):
            bare = bare[1:]
        body, works = _says_what(bare)
        bare = bare[1:] if body or works else bare
        if not bare or (len(bare) == 1 and (_is_common(bare[0]) or _leads(bare[0]) or len(bare[0]) < 2)):
            continue
        start = run.start() + " ".join(run.group().split()).find(" ".join(bare))  # one blank between two
        end = start + len(" ".join(bare))
        last = words[first - len(bare) - 1] if first > len(bare) else ""
        titled = works or bool(TITLES.match(last))
        capitals = any(len(word.rstrip(".")) > 1 and word.isupper() for word in bare)
        if len(bare) > LONGEST_NAME:  # a headline in capitals
            kind, sure = "", False
        elif (
            GROUP_WORDS.search(" ".join(bare))
            or MEMBERS.search(" ".join(bare))
            or (capitals and (len(bare) == 1 or not titled))
            or body
            or saint
            or (
                len(bare) > 1
                and (BODY_NAMES.match(bare[-1]) or bare[0] == "Hydro")
                and bare[0] not in list_given_names()
            )
        ):
            kind, sure = "group", True
            longer = OF_BODY.match(text, end)
            end = longer.end() if longer and not owned else end
            if len(bare) == 1 and (many := OF_MANY.search(text[max(0, start - 40) : start])):
                start -= len(many.group())
                start = found.pop().start if found and found[-1].end > start else start
            if _is_first_of_two(found, text, start):
                start = found.pop().start
        elif (
            THINGS.match(bare[-1])
            and not (works or (titled and len(bare) == 1))
            and not _acts(bare, text, start, end)
        ):
            kind, sure = "", False
        elif titled or (
            bare[0] in list_given_names()
            and (2 <= len(bare) <= 4 or (len(bare) == 1 and KIN.search(text, max(0, start - 16), start)))
        ):
            kind, sure = "person", True
        else:
            article = ARTICLE.search(text[max(0, start - 5) : start])
            kind, sure = ("person" if 2 <= len(bare) <= 4 and not article else ""), False
        called = " ".join(text[start:end].split())
        if len(bare) == 1 and bare[0] in list_given_names() and (kin := AND_KIN.match(text, end)):
            called, kind = f"{called} {kin['surname']}", "person"
        found.append(Name(start, end, called, kind, sure, bool(owned)))
    return found


@lru_cache(maxsize=1024)  # a source is asked for its names several times
def find_personal_name(words: str) -> str:
    """Return the full name of a person that a phrase ends with, without titles; "" if it has none.

    >>> find_personal_name("Iranian Foreign Minister Abbas Araghchi"), find_personal_name("the White House")
    ('Abbas Araghchi', '')
    """
    words = strip_owner(words.rstrip(" ”’."))
    names = find_names(words)
    ends = names and names[-1].end == len(words) and names[-1].kind == "person" and " " in names[-1].words
    return names[-1].words if ends else ""


def strip_name(words: str) -> str:
    """Return a phrase of capitalised words only, without titles and the 's at its end; else "".

    >>> strip_name("President Reed's"), strip_name("the president"), strip_name("St Bride's")
    ('Reed', '', "St Bride's")
    """
    words = strip_owner(words)
    bare = strip_titles(words) if CAPITALS.fullmatch(words) else []
    return " ".join(bare[1:] if any(_says_what(bare)) else bare)
