"""Which mark belongs to a word on a card, and by which rule: `rules.csv`, printed on the card and in the key.

The rules are asked in the order of the list; the first that fits decides. O is the article's own word, S is
somebody's, reported; S* is open: the sentence does not show how far the reported words reach, and O may be
right as well. Q stands in a speaker's quotation marks.
"""

import re
from pathlib import Path

import pandas as pd

from inotherwords.attribution import PICTURES
from inotherwords.errors import InputError
from inotherwords.text import quotations

RULES = Path(__file__).with_name("rules.csv")

# Verbs that report and do nothing else. Whatever does more may bring in the newsroom's words for a deed.
PLAIN = re.compile(
    r"\b(?:sa(?:ys?|id|ying)|t(?:ells?|old|elling)|report(?:s|ed|ing)?|add(?:s|ed|ing)?|stat(?:es?|ed|ing)"
    r"|writ(?:es?|ing)|wrote|according to)\b",
    re.IGNORECASE,
)
# Footage, images … that are said to show something.
SHOWN = re.compile(rf"{PICTURES.pattern}[^.,;]{{0,40}}\b(?:show|appear|depict)", re.IGNORECASE)
# An aside: after one of these words, with no comma since; in brackets that hold more than a short form;
# between dashes; or between commas beside a name (“HTS, a dreaded alliance …,”), not
# after what opens a sentence.
CLAUSE = re.compile(r"\b(?:where|which|who|whose|after)\b[^,;]*$")
# The same where it follows what is reported: the reported words may reach into it or not.
FOLLOWS = re.compile(r",? (?:where|which|who|whose|after)\b[^,;]*")
BRACKET = re.compile(r"\((?=[^)]*\s)[^)]*$")
# A name: capital letters, and small words that stand in names.
TITLED = re.compile(r"(?:(?:[A-Z]|al-|of |the )[\w’'-]*\s*)+")
DASH = re.compile(r"\s[–—-]{1,2}\s")
QUOTES = "“”„‘’\"' ,."
OPENS = (
    r"(?:In|On|By|At|After|Before|Since|Near|From|During|Earlier|Later|Meanwhile|However|Yesterday|Today)\b"
)
NAME = re.compile(rf"(?:^|[,;] |that )(?!{OPENS})[^,;]*[A-Z][\w’'-]*[)”]?, (?:an?|the)\b[^,;]*$")


def rules() -> pd.DataFrame:
    """Return the rules as they are printed: rule, mark, name, card; in the order in which they are asked."""
    return pd.read_csv(RULES, keep_default_na=False)


def is_aside(before: str, after: str) -> bool:
    """Return whether words stand in an aside of what is reported: between `before` and `after` of it.

    >>> is_aside("strikes on the enclave, where the ", " are based")
    True
    >>> is_aside("the road, which leads north, was held by ", "")
    False
    >>> is_aside("HTS, a ", ", shelled a student residence"), is_aside("On Friday, a ", ", led by X, came")
    (True, False)
    """
    between_dashes = len(DASH.findall(before)) % 2 == 1 and DASH.search(after)
    explains = NAME.search(before) and "," in after
    return any((CLAUSE.search(before), BRACKET.search(before), between_dashes, explains))


def is_picture(text: str) -> bool:
    """Return whether a sentence tells what pictures show.

    >>> is_picture("AFPTV footage showed fires"), is_picture("The report showed fires")
    (True, False)
    """
    return bool(SHOWN.search(text))


def rule_of(voice: str, mention: dict, said: dict | None) -> str:
    """Return the rule that decides on a word: `voice` as in the table labels, the place, what is on it.

    `mention` is a place (`facts.place`) with `speaker` and `names_speaker`; `said`, the attribution around
    the word, has its `cue` and its content before and after the word (`said_before`, `said_after`).
    """
    sentence = mention["before"] + mention["text"] + mention["after"]
    start = len(mention["before"])
    end = start + len(mention["text"])
    marks = [(a, b) for a, b in quotations.find_quotations(sentence) if a < end and b > start]
    distant = [(a, b) for a, b in marks if not TITLED.fullmatch(sentence[a:b].strip(QUOTES))]
    if voice == "quoted" or (
        voice in ("heading", "caption") and any(a < start and end < b for a, b in marks)
    ):
        return "quoted"
    if voice == "heading":
        return "heading"
    if distant:
        return "distance"
    own = voice == "own" or (voice == "caption" and said is None)
    if own and mention["names_speaker"]:
        return "speaker"
    if own and is_picture(sentence):
        return "picture"
    if said is None:
        return "own" if own else "said"
    if is_aside(said["said_before"], said["said_after"]):
        return "aside"
    if not mention["speaker"]:
        return "nobody named"
    plain = PLAIN.search(said["cue"]) or not said["cue"] or said["said_before"].lower().startswith("that ")
    return "said" if plain else "more than said"


def not_counted(
    listed: pd.DataFrame, places: list[dict], words: re.Pattern, texts: dict[str, str]
) -> list[dict]:
    """Return the listed places that a reader may find and that are not counted: doc, start, end, why.

    `places` are the counted ones (doc, start, end), `words` are those that usually name the group. Raises
    InputError if a listed place is not once in its article or is counted, or if one of `words` stands
    uncounted in an article and is not listed.
    """
    found = []
    for row in listed.to_dict("records"):
        text, start = texts[row["doc"]], texts[row["doc"]].find(row["words"])
        if text.count(row["words"]) != 1:
            raise InputError(
                f"not-counted.csv: “{row['words']}” is not once in {row['doc']}. Give more words."
            )
        found.append({"doc": row["doc"], "start": start, "end": start + len(row["words"]), "why": row["why"]})

    def holds(rows: list[dict], doc: str, hit: re.Match) -> bool:
        return any(
            row["doc"] == doc and row["start"] < hit.end() and row["end"] > hit.start() for row in rows
        )

    for doc, text in texts.items():
        for hit in words.finditer(text):
            counted, told = holds(places, doc, hit), holds(found, doc, hit)
            if counted == told:
                fault = (
                    "is counted. Take it out of the list" if told else "is not counted. Say why in the list"
                )
                raise InputError(f"not-counted.csv: “{hit[0]}” at {hit.start()} of {doc} {fault}.")
    return found
