"""What stands beside a name and tells who that is: role, age, gender; and how near it is to a subject."""

import re
from typing import NamedTuple

from inotherwords.attribution import organisations
from inotherwords.attribution.lexicon import GROUP, PERSON, PREPOSITION, cut_segments, tell_kind
from inotherwords.text.names import ABBREVIATED, CALENDAR
from inotherwords.text.wordlists import read_vocabulary
from inotherwords.text.words import IRREGULAR, stop_words

FEMALE, MALE = "female", "male"
VOCABULARY = read_vocabulary(__file__)
GENDERS = {word: gender for gender in (FEMALE, MALE) for word in VOCABULARY[gender].split("|")}
# What ends the words that stand before a name and tell what somebody is: "… told [state senator] Ann Reed".
NO_ROLE = re.compile(rf"(?:{VOCABULARY['no role']})$", re.IGNORECASE)
DETERMINER = re.compile(r"(?:the|an?|his|her|their|its|our|my|this|that)$", re.IGNORECASE)
APPOSITION = re.compile(
    r"(?: \([^)\d\n][^)\n]{0,40}\))?(?:,? \(?(?:aged )?(?P<age>\d{1,3})\)?(?=[,. ]|$))?"
    r"(?:(?:, | (?:is|was) )(?P<role>(?:an?|the|his|her|its|their|[a-z][\w’'-]+)\b[^,.;:“”\n()]{2,80}))?"
)
NO_APPOSITION = re.compile(rf"(?:{VOCABULARY['no apposition']})\b")
BEFORE_IT = re.compile(
    r"(?:^|[.!?”:;]\s+|\n|,\s|\b(?:and|said|by|to|met|told|with|beat)\s)"
    r"(?P<role>(?:(?:the|an?|their|his|her|its)\b|[A-Z]\w+['’]s)"
    r"[^,.;:“”\n]{2,70}),\s*(?:(?-i:[A-Z])[\w.]* ){0,2}$",
    re.IGNORECASE,
)
# Words that may stand before the subject of a sentence.
LEAD_IN = re.compile(
    r"[“\"‘'(—–\s-]*(?:(?:(?:But|And|Yet|So|Then|Still)|[A-Z][^,.;:“”\n]{0,70},)\s+)?", re.DOTALL
)
# A sentence about a person with a full name, the last one before a place.
ABOUT = re.compile(
    r"[.!?]\s(?:(?:His|Her|Their|The|An?|Another) [\w’' -]{2,40}, )?"
    r"(?P<who>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+),? (?:[a-z]|\d\d?, )[^.!?“”\n]*\. $"
)
# "Mayor Reed is to visit the site"; "Her neighbour carried her out": told beside what somebody says.
BESIDE_IT = re.compile(
    rf"[^.!?]*? (?:{VOCABULARY['told beside it']})\b"
    r"|(?:His|Her|Their)\b[^.!?]*"
    r" (?:him|them|her(?= (?:out|up|off|away|back|down|from|in|into|to|home)\b|\.))\b"
)
ON_HIM = re.compile(r"“(?:He|She|His|Her)\b")
# His granddaughter held his hand. “He knows …”: she says that of him.
KIN_ON_HIM = re.compile(r"[.!?]\s(?:(?P<his>His)|Her) [a-z][^.!?“”\n]*\. “(?(his)He|She)\b")
OWN_NOUN = re.compile(r"\b(?:his|her|their|its) [\w-]+, $", re.IGNORECASE)
OWNED, WORDS = re.compile(r"['’]s\b"), re.compile(r"[\w-]+")
ABBREVIATION, PIECE_ENDS = re.compile(ABBREVIATED), re.compile(r"[,;:.!?“”()\n]\s+")
FOR_WHOM = re.compile(r"[“\"]?(?:As for|For|To) $")  # "For [Ann Reed], the vote came late."
CLAUSE = re.compile(r"(?:,|\b(?:and|but|that|as|when|while|because|after|before|if|where|although))\s*$")
VERB = re.compile(rf",?\s+(?:(?:also|later|then|never|still|now|has|had|\w+ly)\s)?(?:{VOCABULARY['verb']})\b")

# A pronoun of persons, a name, or a noun of several who speak.
SOMEONE = re.compile(
    r"(?:he|she|they|i|we|you|who|some(?:one|body)|(?:.* )?(?-i:[A-Z])[\w.’'-]*(?: of .*)?"
    rf"|(?:.* )?(?:{VOCABULARY['several']}))$",
    re.IGNORECASE,
)
WHOLE_TITLES = {
    **{"sen": "senator", "gov": "governor", "gen": "general", "dr": "doctor", "prof": "professor"},
    **{"capt": "captain", "sgt": "sergeant", "const": "constable", "insp": "inspector", "lt": "lieutenant"},
    **{"coun": "councillor", "cllr": "councillor", "rev": "reverend", "supt": "superintendent"},
    **{"rep": "representative", "det": "detective", "col": "colonel", "cpl": "corporal"},
}
SHORT_TITLES = re.compile(rf"\b({'|'.join(WHOLE_TITLES)})\b\.?", re.IGNORECASE)


class Told(NamedTuple):
    """What the words beside a name tell of its person: roles, each a noun with all its words; age; gender.

    apposition: whether a role stands behind a comma, as only that of a person does.
    """

    roles: list[tuple[str, frozenset[str]]]
    age: str
    gender: str
    apposition: bool


def role_before(lead: str) -> str:
    """Return the words straight before a name that tell what somebody is, as they stand; "" for none."""
    lead = ABBREVIATION.sub(lambda title: title.group()[:-1] + " ", lead)
    piece = PIECE_ENDS.split(lead)[-1]
    taken: list[str] = []
    for token in reversed(re.findall(r"\S+\s*", piece)):
        word = token.strip()
        if len(taken) == 5 or NO_ROLE.match(word):
            break
        taken.insert(0, token)
        if DETERMINER.match(word):
            break
    return "".join(taken)


def describe_role(phrase: str) -> tuple[str, frozenset[str]]:
    """Return the noun of a description and all its words, in small letters.

    >>> noun, words = describe_role("the mayor of Hull")
    >>> noun, sorted(words)
    ('mayor', ['hull', 'mayor'])
    """
    phrase = SHORT_TITLES.sub(lambda title: WHOLE_TITLES[title[1].lower()], phrase)
    cut = PREPOSITION.search(phrase, 1)
    head = WORDS.findall(OWNED.sub("", phrase[: cut.start()] if cut else phrase).lower())
    words = WORDS.findall(OWNED.sub("", phrase).lower())
    kept = frozenset(word for word in words if word not in stop_words())
    return (head[-1] if head else ""), kept


def find_gender(phrase: str) -> str:
    """Return the gender that a word of a phrase tells, "" if none does.

    >>> find_gender("a spokeswoman"), find_gender("his lawyer"), find_gender("Mr")
    ('female', '', 'male')
    """
    words = re.sub(r"^(?:his|her)\b", "", phrase.lower().strip())
    told = re.findall(r"[a-z]+\b(?!['’]s)", PREPOSITION.split(words, maxsplit=1)[0])
    return next((GENDERS[word] for word in told if word in GENDERS), "")


def is_someone(phrase: str) -> bool:
    """Return whether words are of a person or a body, who may threaten or promise: no prices, no bill.

    >>> [is_someone(words) for words in ("the airline", "Ann Reed", "miners", "rising prices", "the fire")]
    [True, True, True, False, False]
    """
    words = PREPOSITION.split(cut_segments(phrase)[0])[0].strip(" ,")
    body = organisations.list_kinds(words) if words else None
    return bool(SOMEONE.match(phrase) or body or tell_kind(phrase) in (PERSON, GROUP) or find_gender(words))


def find_told(text: str, opening: int, start: int, end: int, owner: bool) -> Told:
    """Return what is told beside the name at `text[start:end]`, whose sentence begins at `opening`.

    >>> text = "The driver, Karl Simms, 29, a farmer, left."
    >>> told = find_told(text, 0, 12, 22, False)
    >>> sorted(noun for noun, _ in told.roles), told.age
    (['driver', 'farmer'], '29')
    """
    lead = text[opening:start]
    phrases = [role_before(lead)]
    if before := BEFORE_IT.search(lead):
        phrases.append(before["role"])
    after = None if owner else APPOSITION.match(text, end)
    if after and after["role"] and not NO_APPOSITION.match(after["role"]):
        phrases.append(after["role"])
    old = next(filter(None, (re.search(r"(\d+)-year-old", phrase) for phrase in phrases)), None)
    age = (after and after["age"]) or (old.group(1) if old else "")
    roles = [describe_role(phrase) for phrase in phrases]
    told = [(noun, words) for noun, words in roles if noun and not CALENDAR.match(noun.title())]
    gender = next(filter(None, map(find_gender, phrases)), "")
    return Told(told, age, gender, len(phrases) > 1)


def _ends_subject(word: str) -> bool:
    return bool(NO_ROLE.match(word)) or word in IRREGULAR


def weigh(text: str, opening: int, start: int, end: int) -> float:
    """Return how near words are to being the subject of their sentence: 1, or of a clause, 0.6, else 0.

    >>> weigh("On Monday, the mayor left.", 0, 11, 20), weigh("We met the mayor.", 0, 7, 16)
    (1.0, 0.0)
    """
    if FOR_WHOM.fullmatch(text, opening, start) and text[end : end + 1] == ",":
        return 1.0
    beside = OWN_NOUN.search(text, opening, start)  # "He brought his wife, [Ann]": no words before a subject
    between = text[opening if beside else LEAD_IN.match(text, opening, start).end() : start].split()
    if len(between) <= 6 and not any(_ends_subject(word.strip(",")) for word in between):
        return 1.0
    lead = text[opening:start]
    before = lead[: len(lead) - len(role_before(lead))].rstrip() + " "
    return 0.6 if CLAUSE.search(before) and VERB.match(text, end) else 0.0


def turns_to_another(text: str, last: int, start: int, who: str) -> bool:
    """Return whether the sentence between who spoke last and a quotation is about somebody else by name.

    >>> text = "said Ann Reed. Her neighbour, Joan Pitt, wept. “We lost all.”"
    >>> turns_to_another(text, 13, 47, "Ann Reed"), turns_to_another(text, 13, 47, "Joan Pitt")
    (True, False)
    """
    about = ABOUT.search(text, last, start)
    if not about:
        kin = KIN_ON_HIM.search(text, last, start + len("“She"))
        return bool(kin) and kin.end() > start
    beside = BESIDE_IT.match(text, about.start() + 2, start)
    return about["who"].split()[-1] not in who and not beside and not ON_HIM.match(text, start)
