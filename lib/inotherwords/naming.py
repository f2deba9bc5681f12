"""Who is named how: mentions of the actors and of the event, by a word list of the corpus.

A pattern is a phrase as people type it: `*` stands for any ending, a space also matches a hyphen, case
does not matter unless the pattern is in capitals (US is not us). Where two patterns fit, the longer wins.
"""

import re

import pandas as pd

from inotherwords.corpus import InputError

MENTION_COLUMNS = ["doc", "start", "end", "text", "actor", "label"]
VOICES = ["own", "attributed", "quoted", "heading", "caption"]
NAMED_IN = ["headline", "heading", "caption", "sentence"]
# A mark may stand between two words: self-proclaimed “government”, “Hayat Tahrir al-Sham” (HTS).
GAP = r"[”’\"]?[ \n-][(“‘\"]?"

READABLE = {
    "opposition_hts": "HTS and its allies",
    "syrian_government": "Syrian state",
    "usa_west": "US and the West",
    "un": "United Nations",
    "ngo": "NGO",
    "event": "the event",
    "iran": "Iran",
    "israel": "Israel",
    "russia": "Russia",
    "turkey": "Turkey",
    "several": "several sides",
    "unknown": "source not named or side not known",
}


def readable(value: str) -> str:
    """Return the name under which a figure or a finding shows an actor or a side.

    >>> readable("usa_west"), readable("civilian")
    ('US and the West', 'civilian')
    """
    return READABLE.get(value, value.replace("_", " "))


def expression(pattern: str) -> str:
    """Return the regular expression of one pattern of a word list.

    >>> bool(re.search(expression("takfiri* terror*"), "Takfiri-terrorist groups"))
    True
    >>> bool(re.search(expression("US"), "join us"))
    False
    """
    words = [re.escape(word).replace(r"\*", r"\w*") for word in pattern.split()]
    inside = rf"(?<![\w])(?:{GAP.join(words)})(?!\w)"
    return inside if pattern.isupper() else f"(?i:{inside})"


def compile_patterns(patterns: list[str]) -> re.Pattern[str]:
    """Return one expression for all patterns, longest first; its `lastindex` tells which one matched.

    Raises InputError if a pattern is empty.
    """
    if any(not pattern.strip() for pattern in patterns):
        raise InputError("a word list of the corpus: a row without a pattern. Fill it in, or delete the row.")
    return re.compile("|".join(f"({expression(pattern)})" for pattern in patterns))


def longest_first(lexicon: pd.DataFrame) -> pd.DataFrame:
    """Return a word list in the order in which its patterns are tried: most words, then most letters."""
    keyed = lexicon.assign(
        words=lexicon["pattern"].str.split().str.len(), letters=lexicon["pattern"].str.len()
    )
    ordered = keyed.sort_values(
        ["words", "letters", "pattern"], ascending=[False, False, True], kind="stable"
    )
    return ordered.drop(columns=["words", "letters"]).reset_index(drop=True)


def mentions(segments: pd.DataFrame, analysed: dict[str, str], labels: pd.DataFrame) -> pd.DataFrame:
    """Return every mention of an actor or of the event: doc, start, end, text, actor, label.

    `labels` is the corpus' word list. A row of it without an actor names what must not be counted
    ("ideological army"). `text` is the analysed text; the offsets hold for the raw text as well.

    >>> segments = pd.DataFrame({"doc": ["a"], "kind": ["sentence"], "start": [0], "end": [26]})
    >>> labels = pd.DataFrame({"actor": ["hts"], "label": ["rebel"], "pattern": ["rebel*"]})
    >>> mentions(segments, {"a": "The rebels entered Aleppo."}, labels).values.tolist()
    [['a', 4, 10, 'rebels', 'hts', 'rebel']]
    """
    if labels.empty:
        return pd.DataFrame(columns=MENTION_COLUMNS)
    lexicon = longest_first(labels)
    search = compile_patterns(lexicon["pattern"].tolist())
    entries = lexicon[["actor", "label"]].values.tolist()
    rows = []
    for segment in segments[segments["kind"].isin(NAMED_IN)].itertuples():
        for found in search.finditer(analysed[segment.doc], segment.start, segment.end):
            actor, label = entries[found.lastindex - 1]
            if actor:
                rows.append((segment.doc, found.start(), found.end(), found.group(), actor, label))
    return pd.DataFrame(rows, columns=MENTION_COLUMNS).sort_values(["doc", "start"], ignore_index=True)
