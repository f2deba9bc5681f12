"""The form in which a word is compared with another: without case, accents, typography and spelling."""

import re
import unicodedata

# British and American endings that are told apart by spelling alone; the result is a key, not a word.
SPELLINGS = [
    (re.compile(r"(?<=\w\w)our"), "or"),
    (re.compile(r"(?<=\w\w)is(?=(?:e[ds]?|ing|ations?)$)"), "iz"),
    (re.compile(r"(?<=\w\w)tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=\w\w)ence(?=s?$)"), "ense"),
]

# A number with its commas is one word, a hyphenated compound is several; accents may be combining.
WORD = re.compile(r"\d+(?:[.,]\d+)+\w*|\w[\w\u0300-\u036f]*(?:['’]\w[\w\u0300-\u036f]*)*")


def normal_form(word: str) -> str:
    """Return what is compared of a word: not its case, accents, possessive ending or British spelling.

    >>> [normal_form(word) for word in ["Syria’s", "Türkiye", "neighbouring", "14,000", "We’re"]]
    ['syria', 'turkiye', 'neighboring', '14000', "we're"]
    """
    letters = unicodedata.normalize("NFKD", word.casefold()).replace("’", "'").replace(",", "")
    form = "".join(letter for letter in letters if not unicodedata.combining(letter)).removesuffix("'s")
    for ending, other in SPELLINGS:
        form = ending.sub(other, form)
    return form


def words(text: str, start: int, end: int) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the normal forms of the words of `text[start:end]`, and their spans in `text`.

    >>> words("The Army’s truce", 4, 16)
    (['army', 'truce'], [(4, 10), (11, 16)])
    """
    found = list(WORD.finditer(text, start, end))
    return [normal_form(word.group()) for word in found], [word.span() for word in found]
