"""Which language a text is in: py3langid, whose model is a table of numbers and lies in the package."""

import re
from functools import cache
from typing import TYPE_CHECKING

from inotherwords import settings

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier


NAMES = {
    "en": "english englisch anglais inglés inglese engels",
    "de": "german deutsch allemand alemán tedesco",
    "fr": "french französisch français francés francese",
    "es": "spanish spanisch espagnol español castellano",
    "it": "italian italienisch italien italiano",
    "nl": "dutch niederländisch nederlands",
    "pt": "portuguese portugiesisch português",
    "ru": "russian russisch русский",
    "ar": "arabic arabisch arabe العربية",
    "tr": "turkish türkisch türkçe",
    "zh": "chinese chinesisch 中文",
    "ja": "japanese japanisch 日本語",
    "pl": "polish polnisch polski",
    "sv": "swedish schwedisch svenska",
}
CODES = {name: code for code, names in NAMES.items() for name in names.split()}


@cache
def _identifier() -> "LanguageIdentifier":
    # Loaded where it is asked for: it takes most of a second. The file is read by numpy, which refuses
    # pickles there.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def recognise(text: str) -> str:
    """Return the language of a text as its code of two letters (ISO 639-1), "" if it is too short to say.

    >>> recognise("The council meets again on Monday to choose a mayor.")
    'en'
    >>> recognise("Le conseil se réunit lundi pour choisir un nouveau maire.")
    'fr'
    >>> recognise("Peace")
    ''
    """
    beginning = text[: settings.LANGUAGE_CHARACTERS]
    if len(re.findall(r"[^\W\d_]", beginning)) < settings.LANGUAGE_LETTERS:
        return ""
    code, sure = _identifier().classify(beginning)
    return code if sure >= settings.LANGUAGE_SURE else ""


def read_code(name: str) -> str:
    """Return the code of a language that metadata name, in words or as "en-GB"; "" if that is none.

    >>> [read_code(name) for name in ("ENGLISH", "Französisch", "en-GB", "Klingon", "ENGLISH; FRENCH")]
    ['en', 'fr', 'en', '', '']
    """
    name = name.strip().casefold()
    if found := re.fullmatch(r"([a-z]{2})(?:[-_][a-z0-9]{2,8})*", name):
        return found[1]
    return CODES.get(name, "")
