"""Bring words into the form in which they are compared, and name the rules that make two forms one.

Two printed words are the same word if they differ by these rules only. A rule is named wherever it hid
something, so that nobody has to guess what "the same" means.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from inotherwords.text.wordlists import read_list, read_vocabulary

# British and American spelling, by ending.
SPELLINGS = [
    (re.compile(r"^(\w*[aeiou]\w*)our(?=(?:able|ed|er|ful|hood|ing|ite|less|ly|y)?s?\b)"), r"\1or"),
    (re.compile(r"(?<=\w\w)is(?=(?:e[ds]?|ing|ations?)$)"), "iz"),
    (re.compile(r"(?<=\w\wl)ys(?=(?:e[ds]?|ing)$)"), "yz"),
    (re.compile(r"(?<=\w\w)tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=(?:def|off|lic|ret))ence(?=s?$)"), "ense"),
    (re.compile(r"(?<=\w\wog)ue(?=s?$)"), ""),
    # After another syllable only: "travelled" is "traveled", but "felled" is not "feled".
    (re.compile(r"^(\w*[aeiou]\w*el)l(?=(?:ed|ing|ers?)$)"), r"\1"),
]

# Words so spelled on either side of the ocean: devour; compelled; raised, uprising, compromise, exercise.
ONE_SPELLING = re.compile(
    r"(?:cont|det|dev)our|(?:p|t|exc|reb|sts)ell(?:ed|er|ing)"
    r"|(?:[aouw]|[ps]r|^ar|^r|sp|nch|(?:chan|para)d|(?:circum|con|ex|exer|in|pre)c|(?:de|pre|pro|sur)m"
    r"|(?:ad|de|im?pro|re|super|tele)v|(?:adver|exper|prac|trea)t)is(?:ations?|e[ds]?|ing)$"
)

# What is counted: a run of letters or digits. An apostrophe inside belongs to it (don't), so does a full
# stop or comma between digits (1.5, 14,000). A hyphen parts two words, as in al-Qaeda and Al Qaeda; letters
# with full stops are one (U.N.).
# It never goes back to try again (++, *+), and an underscore is made a space before: both save time.
INITIALS = r"(?:[^\W\d_]\.){2,}+(?:[^\W\d_](?!\w))?+"
TOKEN = re.compile(rf"{INITIALS}(?:'\w++)?+|\w++(?:'\w++|[.,](?<=\d.)(?=\d)\w++)*+")

# What is compared: a number with its commas is one word, a hyphenated compound is several; accents may be
# combining.
WORD = re.compile(r"\d+(?:[.,]\d+)+\w*|\w[\w\u0300-\u036f]*(?:['’]\w[\w\u0300-\u036f]*)*")


def _without_accents(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def _american(word: str) -> str:
    if ONE_SPELLING.search(word):
        return word
    for ending, other in SPELLINGS:
        word = ending.sub(other, word)
    return word


# In the order in which they are applied: the mildest first.
RULES: dict[str, Callable[[str], str]] = {
    "case": str.casefold,
    "apostrophe": lambda word: word.replace("’", "'"),
    "number format": lambda word: word.replace(",", ""),
    "accent": _without_accents,
    "possessive": lambda word: re.sub("['’]s$", "", word),
    "British or American spelling": _american,
}

# What a sentence says in passing.
BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")

JOINED = "joined words"
SPELLING_RULES = {"accent", "possessive", "British or American spelling", JOINED}

# What stands between words, by kind; a hyphen with space around it is a dash.
SIGNS = {
    "quotation mark": re.compile(r"[\"“”„‟«»‹›‘’‚'`´]"),
    "dash": re.compile(r"[–—―]|--+|(?<=\s)-(?=\s)"),
    "hyphen": re.compile(r"(?<![\s-])[-‐‑](?!-)|(?<!-)[-‐‑](?![\s-])"),
    "comma": re.compile(","),
    "bracket": re.compile(r"[()\[\]{}]"),
    "punctuation": re.compile(r"[^\w\s\"“”„‟«»‹›‘’‚'`´–—―‐‑,()\[\]{}-]"),
}
WHITE_SPACE = "white space"
ORDER = "order of signs"


class Word(NamedTuple):
    """A word of an article: the form in which it is compared, its place, and whether it is in brackets."""

    form: str
    start: int
    end: int
    aside: bool = False


def _apply(names: list[str], word: str) -> str:
    for name in names:
        word = RULES[name](word)
    return word


# A corpus has few words and uses them often; the rare ones need not be kept.
@lru_cache(maxsize=1 << 16)
def normal_form(word: str) -> str:
    """Return what is compared of a word: not its case, accents, possessive ending or British spelling.

    >>> [normal_form(word) for word in ["Syria’s", "Türkiye", "neighbouring", "14,000", "We’re", "raised"]]
    ['syria', 'turkiye', 'neighboring', '14000', "we're", 'raised']
    """
    return _apply(list(RULES), word)


def split_words(text: str, start: int, end: int) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the normal forms of the words of `text[start:end]`, and their spans in `text`.

    >>> split_words("The Army’s truce", 4, 16)
    (['army', 'truce'], [(4, 10), (11, 16)])
    """
    found = list(WORD.finditer(text, start, end))
    return [normal_form(word.group()) for word in found], [word.span() for word in found]


def read_words(text: str, start: int, end: int) -> list[Word]:
    """Return the words of `text[start:end]`.

    >>> read_words("Iran’s army (IRGC)", 0, 18)[1:]
    [Word(form='army', start=7, end=11, aside=False), Word(form='irgc', start=13, end=17, aside=True)]
    """
    asides = [found.span() for found in BRACKETED.finditer(text, start, end)]
    return [
        Word(form, *span, any(first < span[0] < last for first, last in asides))
        for form, span in zip(*split_words(text, start, end), strict=True)
    ]


@cache
def stop_words() -> frozenset[str]:
    """Return the closed-class words of English as lower-case terms, from stopwords.csv beside this file.

    >>> {"the", "don't"} <= stop_words(), "rebels" in stop_words()
    (True, False)
    """
    return frozenset(row["word"] for row in read_list(Path(__file__).with_name("stopwords.csv")))


def to_singular(word: str) -> str:
    """Return a noun in small letters without its plural ending: the form under which both are one.

    >>> [to_singular(noun) for noun in "Rebels allies gunmen forces crisis press policemen".split()]
    ['rebel', 'ally', 'gunman', 'force', 'crisis', 'press', 'policeman']
    """
    word = word.casefold()
    for ending, one in (("men", "man"), ("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + one
    plain = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plain and len(word) > 3 else word


def count_common_start(one: str, other: str) -> int:
    """Return how many letters two texts begin with in common.

    >>> count_common_start("turkey", "turkish")
    4
    """
    unlike = (n for n, (x, y) in enumerate(zip(one, other, strict=False)) if x != y)
    return next(unlike, min(len(one), len(other)))


@cache
def stem(form: str) -> str:
    """Return a normal form without its endings, by the Snowball rules for English (Porter 2001).

    >>> stem("arrived"), stem("arriving")
    ('arriv', 'arriv')
    """
    # Imported where it is used: loading nltk takes most of a second.
    from nltk.stem.snowball import SnowballStemmer

    return SnowballStemmer("english").stem(form)


def name_word_rules(one: str, other: str) -> list[str]:
    """Return the rules that make two printed words the same; none if they are not, or if they are at once.

    As few as will do, and rather a mild rule than a strong one.

    >>> name_word_rules("Neighbour’s", "neighbor's"), name_word_rules("war", "peace")
    (['case', 'apostrophe', 'British or American spelling'], [])
    """
    needed = list(RULES)
    if one == other or _apply(needed, one) != _apply(needed, other):
        return []
    for name in reversed(RULES):
        without = [rule for rule in needed if rule != name]
        if _apply(without, one) == _apply(without, other):
            needed = without
    return needed


def name_sign_rules(one: str, other: str) -> list[str]:
    """Return the kinds of sign by which two stretches between words differ.

    White space is named only if nothing else is: where a sign comes or goes, a space mostly does.

    >>> name_sign_rules(" — ", ", "), name_sign_rules("-", " "), name_sign_rules("\\n", " ")
    (['dash', 'comma'], ['hyphen'], ['white space'])
    """
    found = [name for name, sign in SIGNS.items() if sign.findall(one) != sign.findall(other)]
    if found or one == other:
        return found
    return [WHITE_SPACE if "".join(one.split()) == "".join(other.split()) else ORDER]


# Past forms of irregular verbs that the news uses most.
IRREGULAR = frozenset(read_vocabulary(__file__)["irregular past"].split("|"))
# The past of each whose participle differs: "was taken" tells what "took" tells.
PAST = dict(pair.split() for pair in read_vocabulary(__file__)["irregular participle"].split("|"))
