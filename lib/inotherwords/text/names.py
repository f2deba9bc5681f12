"""Find names of persons in English text: runs of capitals, told from titles, days and bodies.

Also the words by which these are told: titles, days and months, nouns of bodies.
"""

import re

from inotherwords.text.words import stop_words

TITLES = re.compile(
    r"(?:president|vice|prime|minister|foreign|defence|defense|interior|finance|fm|pm|secretary|state|sens?"
    r"|senator|gov|governor|rep|representative|congressman|congresswoman|gen|general|col|colonel|maj"
    r"|major|lt|lieutenant|capt|captain|sgt|sergeant|admiral|adm|commander|chief|director|speaker"
    r"|judge|justice|mayor|king|queen|prince|princess|pope|sheikh|imam|ayatollah|mr|mrs|ms|miss|dr"
    r"|prof|professor|sir|lord|lady|dame|baroness|analyst|spokesman|spokeswoman|spokesperson"
    r"|ambassador|attorney|chancellor|chairman|chairwoman|chair|deputy|acting|former|officer"
    r"|detective|sheriff|rev|reverend|bishop|archbishop|rabbi|cardinal|councillor|leader|head|first"
    r"|premier|candidate|nominee|activist|author|coach|doctor|economist|historian|resident)\.?$",
    re.IGNORECASE,
)
CALENDAR = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)$"
)
CAPITAL = r"(?:[A-Z][\w’'-]*[\w]|[A-Z]\.?|(?:al|el|ad|ar|as|an|at)-[A-Z]\w+)"
# A full stop after a whole word ends a sentence, but for an abbreviated title.
ABBREVIATED = r"(?:Adm|Capt|Col|Dr|Gen|Gov|Lt|Maj|Mr|Mrs|Ms|Prof|Rep|Reps|Rev|Sen|Sens|Sgt|St)\."
NAME = rf"(?:{ABBREVIATED}|{CAPITAL})"
CAPITALS = re.compile(rf"{NAME}(?:\s(?:(?:bin|ibn|de|la|van|von|der|da|di|dos|du|al|el)\s)*{NAME})*")
GROUP_WORDS = re.compile(
    r"\b(?:ministry|army|agency|group|office|government|company|party|police|court|council|committee"
    r"|commission|union|department|administration|campaign|observatory|cent(?:re|er)|organi[sz]ation"
    r"|association|institute|university|house|senate|congress|parliament|news|times|post|journal|press|media"
    r"|television|TV|radio|watch|international|nations|states|bank|fund|foundation|network|front|movement"
    r"|alliance|coalition|regime|authority|bureau|board|team|club|force|military|navy|poll|survey|report"
    r"|study|statement|newspaper|magazine|service|federation|league|corporation|inc|ltd|corp|society|church"
    r"|ngo|watchdog|monitor|militia|kingdom|republic|embassy|website|footage)\b",
    re.IGNORECASE,
)


def _is_common(word: str) -> bool:
    return word.lower() in stop_words() or bool(CALENDAR.match(word))


def strip_titles(run: str) -> list[str]:
    """Return the words of a run of capitals behind its titles and whose they are.

    >>> strip_titles("Iran's Foreign Minister Ann Reed")
    ['Ann', 'Reed']
    """
    words = run.split()
    leads = [n for n, word in enumerate(words[:-1]) if TITLES.match(word) or word.endswith(("'s", "’s"))]
    words = words[leads[-1] + 1 :] if leads else words
    plain = (n for n, word in enumerate(words) if not _is_common(word))
    return words[next(plain, len(words)) :]


def find_personal_name(words: str) -> str:
    """Return the full name of a person that a phrase ends with, without titles; "" if it has none.

    >>> find_personal_name("Iranian Foreign Minister Abbas Araghchi"), find_personal_name("the White House")
    ('Abbas Araghchi', '')
    """
    runs = list(CAPITALS.finditer(words))
    if not runs or runs[-1].end() < len(words.rstrip(" ”’.")):
        return ""
    run = re.sub(r"['’]s?$", "", runs[-1].group())
    name = strip_titles(run)
    titled = len(name) < len(run.split()) and not re.match(r"(?:the|an?)\s", run, re.IGNORECASE)
    article = re.search(
        r"\b(?:the|an?)\s+$", words[: runs[-1].start()] + run[: -len(" ".join(name))], re.IGNORECASE
    )
    if not 2 <= len(name) <= 4 or (article and not titled) or GROUP_WORDS.search(" ".join(name)):
        return ""
    return "" if any(len(word.rstrip(".")) > 1 and word.isupper() for word in name) else " ".join(name)


def find_full_names(text: str) -> list[tuple[str, int]]:
    """Return every full name of a person in a text, with the place where it ends.

    >>> find_full_names("The mayor, Ann Reed, met Tom Holt.")
    [('Ann Reed', 19), ('Tom Holt', 33)]
    """
    found = []
    for run in CAPITALS.finditer(text):
        name = find_personal_name(text[max(0, run.start() - 5) : run.end()])
        if name:
            found.append((name, run.end()))
    return found


def shorten_name(full: str) -> set[tuple[str, ...]]:
    """Return the words by which somebody with a full name may be called: its first or its last ones.

    >>> sorted(shorten_name("Ann Reed")), shorten_name("the mayor")
    ([('Ann',), ('Reed',)], set())
    """
    words = tuple(full.split())
    if not CAPITALS.fullmatch(full):
        return set()
    return {part for size in range(1, len(words)) for part in (words[:size], words[-size:])}


def strip_name(words: str) -> str:
    """Return a phrase of capitalised words only, without titles and the 's at its end; else "".

    >>> strip_name("President Reed's"), strip_name("the president")
    ('Reed', '')
    """
    words = re.sub(r"['’]s?$", "", words)
    return " ".join(strip_titles(words)) if CAPITALS.fullmatch(words) else ""
