"""Lines of a page that are not the article's: menus, buttons, counters, links to other articles, notices."""

import re
from functools import cache
from pathlib import Path

from inotherwords.text.wordlists import read_list

LONGEST = 160  # characters of a line that may be furniture
UNIT = r"(?:sec|min|hour|hr|day|week|month|Sekunde|Stunde|Tag|heure|jour|uur|dag|hora|día)\w*"
# What is told by its shape: counters, times, reading times, "3 hours ago", counts of shares.
SHAPES = re.compile(
    rf"\d{{1,4}} ?/ ?\d{{1,4}}|\d{{1,3}} of \d{{1,3}}"
    rf"|(?:about |vor |il y a |hace )?\d+ {UNIT}\.?(?: ago| geleden)?"
    rf"|(?:(?:estimated )?read(?:ing)? time|lesezeit|temps de lecture|leestijd|tiempo de lectura)\s?:?\s?"
    rf".{{0,12}}\d+ ?{UNIT}|\d+ ?-?{UNIT} read"
    r"|(?:(?:first |last |date )?(?:published|updated|posted|modified|printed)|published on|posted on|stand"
    r"|veröffentlicht|aktualisiert|publié|mis à jour|gepubliceerd|publicado|actualizado)\b"
    r" ?(?:(?:am|le|op|el|on|at) |[:|])? ?(?:\w+day\b,? ?)?"
    r"(?=\d|[A-Z][a-z]{2,8}\.? \d|today|yesterday).{0,80}(?<!\.)"
    r"|\d[\d.,]*\s?[kKmM]? (?:comments?|shares?|views?|likes?|kommentare|commentaires|reacties)"
    r"|\d{1,2}[:.]\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?|[|•·»«<>/_=*#–—-]+",
    re.IGNORECASE,
)
NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*|and|und|et|y|en|de|van|von|der|al|in|for|of|the|&)[,;|]? ?"
NAMES = rf"(?: |: ?)(?=[A-ZÀ-Þ])(?:{NAME}){{1,14}}"
OTHERS = r"(?:[Aa]dditional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by"
BYLINE = re.compile(rf"\(?(?:By|Written by|Reported by|{OTHERS}|Von|Par){NAMES}(?:{OTHERS}{NAMES})*\)?")
RIGHTS = re.compile(
    r"(?:(?:©|\([cC]\)|[Cc]opyright\b|COPYRIGHT\b)(?=.{0,60}(?:\d{4}|[Rr]ights)).{0,120}"
    r"|.{0,80}\b[Aa]ll rights reserved\.?)"
)
PLACE = r"[A-Z][\w’'.-]+"
MONTH_DAY = r"(?:\d{1,2} )?[A-Z][A-Za-z]+\.?(?: \d{1,2})?(?:,? \d{4})?"
# "Aleppo: ", "TEHRAN/DAMASCUS -- ", "MARWICK, 3 May (AP) — ", "TARN, MAY 7: ", "MARWICK (Newswire) -"
DATELINE = re.compile(
    rf"{PLACE}(?:(?:[ /]| (?:al|de|del|la|of) ){PLACE}){{0,3}}(?:, {MONTH_DAY}){{0,2}}(?: \([\w /.]+\))?"
    r"(?: ?:(?=\s)|\s+(?:--|—|–)(?=\s))"
    rf"|[A-Z][A-Z’'. /-]+(?:, {MONTH_DAY}){{0,2}}(?: \([\w /.]+\) ?[—–-]| [—–-](?=\s)|\s?[—–](?=[A-Z“‘]))"
    rf"|{PLACE}(?: {PLACE}){{0,3}}(?:, {MONTH_DAY}){{0,2}} \(\w[\w /.]+\)\s?[—–-]"
)
# At the end of a line: whose the picture is, which makes what stands before it a caption.
CREDIT = re.compile(
    r"(?:(?:Photo|Picture|Image|Source|Credit|Photograph|Foto|Bild|Crédit|Illustration)s?(?: [Cc]redit)?"
    r"\s*[:/|©]\s*|(?:Photo|Photograph|Picture|Image)s? (?:by|courtesy of) )(?=\S)[\w ./-]{2,40}$"
    r"|\((?:[^()]{0,60}\b(?:Photo|Image|Picture|Handout|Getty)\b[^()]{0,60}"
    r"|[A-Z][\w.-]+(?: [A-Z][\w.-]+){0,3}/[A-Z][\w ./-]{1,40})\)\.?$"
)
# At the beginning: what follows says what a picture shows.
PICTURE = re.compile(r"(?:Photo|Picture|Image|Photograph|Foto|Bild|Illustration)s?(?: [Cc]aption)?\s?: ")
# Behind the last sentence: the agency that an article is from.
SIGNED = re.compile(r"(?<=[a-z\d][.?!])\s+[—–]{1,2} ?[A-Z]\w+(?:[ /][A-Z]\w+){0,3}$")


@cache
def _phrases(kinds: tuple[str, ...]) -> re.Pattern[str]:
    rows = [row for row in read_list(Path(__file__).with_name("furniture.csv")) if row["kind"] in kinds]
    phrases = sorted({phrase for row in rows for phrase in row["phrase"].replace(" | ", " ¦ ").split("|")})
    patterns = (re.escape(phrase.replace(" ¦ ", " | ")).replace(r"\*", ".*") for phrase in phrases)
    return re.compile(rf"(?:{'|'.join(patterns)})", re.IGNORECASE)


@cache
def _all() -> re.Pattern[str]:
    return _phrases(("menu", "share", "advertisement", "related", "more", "notice", "paywall"))


def is_furniture(line: str) -> bool:
    """Return whether a line is no word of the article: a menu's, a button's, a counter, a notice.

    >>> [is_furniture(line) for line in ("Home", "3 hours ago", "1 / 11", "Read more »", "Mayor goes home")]
    [True, True, True, True, False]
    """
    line = line.strip()
    bare = line.strip(" \t|•·»›→>-–—:")
    if len(line) > LONGEST:
        return False
    return bool(_all().fullmatch(line) or _all().fullmatch(bare) or SHAPES.fullmatch(line))


def asks_to_subscribe(line: str) -> bool:
    """Return whether a line says that the rest of the article is for subscribers.

    >>> asks_to_subscribe("To continue reading, subscribe to the Herald."), asks_to_subscribe("Read on.")
    (True, False)
    """
    return len(line) <= 2 * LONGEST and bool(_phrases(("paywall",)).fullmatch(line.strip()))


def is_byline(line: str) -> bool:
    """Return whether a line says who wrote the article, and nothing else.

    >>> is_byline("By Anna Stone and Ben Field"), is_byline("By Friday all were gone.")
    (True, False)
    """
    return len(line) <= 120 and bool(BYLINE.fullmatch(line.strip()))


def is_rights(line: str) -> bool:
    """Return whether a line says whose an article is.

    >>> is_rights("Copyright 2025 The Newswire. All rights reserved."), is_rights("Copyright is theft.")
    (True, False)
    """
    return bool(RIGHTS.fullmatch(line.strip()))
