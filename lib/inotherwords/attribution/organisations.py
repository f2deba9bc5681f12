"""What kind of body a noun or a name is of: "the union" is no bank, and "Brookfield Academy" is a school.

Kinds and their words stand in vocabulary.csv beside this file ("body: school").
"""

import re
from functools import cache

from inotherwords.text.wordlists import read_vocabulary

VOCABULARY = read_vocabulary(__file__)
KINDS = {
    kind.removeprefix("body: "): re.compile(words)
    for kind, words in VOCABULARY.items()
    if kind.startswith("body: ")
}
# Companies and clubs may be called anything; other bodies are known by a word in their name or beside it.
OPEN = frozenset({"company", "club"})
ANY = re.compile(r"body|institution|organi[sz]ation")  # nouns for a body of any kind
HEAD_ENDS = re.compile(r"\s(?:of|for|on|by|in|at|to|from|with)\s|,")
NOUN = rf"(?P<noun>{VOCABULARY['body']}|group|council|newspaper|broadcaster|organi[sz]ation|watchdog)"
# "Ostrel Transit, the company that runs the buses, …", "Save Our Ward, a group of local parents, …"
BEHIND = re.compile(
    rf"(?: \([A-Z]+\))?,? (?:an?|the|its|[A-Z][\w-]+['’]s) (?:[\w’'-]+ ){{0,3}}?{NOUN}"
    r"(?=[,.;:)]| (?:that|which|who|of|for|in|behind|based|representing|running)\b)"
)
# "the news agency [PNS]", "the operator, [Bima Lines]", "the union that leads the strike, the [Dock Workers]"
BEFORE = re.compile(
    rf"\b{NOUN} $|^(?:the|an?) (?:[\w’'-]+ ){{0,3}}?{NOUN.replace('noun', 'opening')}"
    r"(?: (?:that|which) [^,.;:“”\n]{2,60})?, (?:the )?$",
    re.IGNORECASE,
)


@cache
def list_kinds(words: str) -> frozenset[str]:
    """Return the kinds of body that the noun of a name or description tells; none if it tells none.

    >>> sorted(list_kinds("Royal Guild of Midwives")), sorted(list_kinds("the college"))
    (['union'], ['school', 'university'])
    """
    for word in reversed(re.findall(r"[\w-]+", re.sub(r"['’]s?\b", "", HEAD_ENDS.split(words.lower())[0]))):
        if found := frozenset(kind for kind, expression in KINDS.items() if expression.fullmatch(word)):
            return found
    return frozenset()


def is_open(noun: str) -> bool:
    """Return whether a body that is called so may have any name: "the company", not "the school".

    >>> is_open("company"), is_open("school")
    (True, False)
    """
    kinds = list_kinds(noun)
    return bool(kinds) and kinds <= OPEN


def may_be(noun: str, kinds: frozenset[str]) -> bool:
    """Return whether a body of some kinds may be called so: no police force is a company.

    >>> may_be("company", list_kinds("the police")), may_be("company", list_kinds("Corvane"))
    (False, True)
    >>> may_be("charity", list_kinds("the club"))
    True
    """
    return not kinds - OPEN or bool(kinds & list_kinds(noun)) or bool(ANY.fullmatch(noun))


def find_noun_beside(text: str, opening: int, start: int, end: int) -> str:
    """Return the noun beside the name at `text[start:end]` that tells what body it is, "" for none.

    The sentence of the name begins at `opening`.

    >>> find_noun_beside("Corvane, a maker of chips, grew.", 0, 0, 7)
    'maker'
    >>> find_noun_beside("The news agency Norpress said so.", 0, 16, 24)
    'agency'
    """
    if behind := BEHIND.match(text, end):
        return behind["noun"]
    found = BEFORE.search(text[opening:start])
    return (found["noun"] or found["opening"]).lower() if found else ""


def list_initials(name: str) -> str:
    """Return the initials of a body's name, of the words with a capital.

    >>> list_initials("Syrian Observatory for Human Rights")
    'SOHR'
    """
    return "".join(word[0] for word in name.split() if word[0].isupper())
