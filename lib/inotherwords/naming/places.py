"""Whether a capital is only a town: "the port of Vesk", and not, as in "an ally of Vesk", a government."""

import re

from inotherwords import settings

# A capital stands for its government in "talks between", "an ally of", "said", not where people are or go.
AND_ANOTHER = re.compile(r"(?:[A-Z][\w-]+ )+(?:and|or) $")
IN = re.compile(
    r"(?i:\b(?:in|at|to|from|near|around|outside|towards?|through|via|into|inside|across|off|capital,?)) $"
)
LEFT = re.compile(
    r"\b(?:leav|left|reach|visit|enter|captur|fle[de]|bomb|shell|approach|storm|besieg|surround)\w* $"
)
OF_WHOM = re.compile(
    r"(?i:\b(?:(?:accord|agreement|alliance|conflict|contact|cooperation|deal|dialogue|dispute|link|meeting|pact"
    r"|negotiation|relation|relationship|rift|row|split|talk|tension|tie|treatie|treaty|truce|war)s?"
    r"(?: \w+)? between"
    r"|(?:all(?:y|ies)|arms?|backers?|backing|behalf|consent|control|critics?|demands?|enem(?:y|ies)|envoys?"
    r"|eyes|forces|friends?|government|hands?|help|influence|intentions?|interests?|opponents?|partners?"
    r"|polic(?:y|ies)|pressure|prox(?:y|ies)|puppets?|regime|rivals?|rule|side|support(?:ers?)?|will) of)) $"
)
PLACE_BEHIND = re.compile(
    r"(?:['’]s)?[ -](?:airport|cathedral|church|countryside|harbou?r|hospital|mayor|museum|port|province|quay"
    r"|region|residents?|square|stadium|station|streets?|suburbs?|university)\b"
    r"| (?:mourn|griev|celebrat|weep|wept|wake|woke|buries|buried)\w*"
)


def is_a_place(text: str, start: int, end: int) -> bool:
    """Return whether a capital is only the town: "the port of Vesk", not "an ally of Vesk".

    >>> [is_a_place(text, len(text) - 4, len(text)) for text in ("the port of Vesk", "an ally of Vesk")]
    [True, False]
    """
    before = AND_ANOTHER.sub("", text[max(0, start - settings.BEFORE_A_LABEL) : start])
    if IN.search(before) or LEFT.search(before) or PLACE_BEHIND.match(text, end):
        return True
    return before.endswith((" of ", " between ")) and not OF_WHOM.search(before)
