"""Lines of a page that are not the article's: menus, buttons, counters, links to other articles, notices."""

import re
from functools import cache, lru_cache
from pathlib import Path

from inotherwords.text.wordlists import read_list

MOST_WORDS_WITH_A_DAY = 8  # of a line between headline and text: a day, a place, who wrote it
LONGEST = 160  # characters of a line that may be furniture
ANYWHERE = ("menu", "share", "advertisement", "related", "link", "more", "notice", "paywall")
UNIT = (
    r"(?:sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|Sekunden?|Minuten?|Stunden?|Tagen?|Tag|Wochen?"
    r"|heures?|jours?|semaines?|uur|uren|dag(?:en|ar)?|weken|horas?|d[ií]as?|minutos?|semanas?|minut[ioyę]?|or[ae]"
    r"|giorn[oi]|settiman[ae]|timm(?:e|ar)|minuter|godzin[ay]?|dni|saat|dakika|gün|час(?:а|ов)?|минут[ыу]?"
    r"|д(?:ень|ня|ней))"
)
READING = r"(?:d[ei] )?(?:lecture|lectura|leitura|lettura)"
AGO = r"ago|geleden|atrás|fa|sedan|siden|temu|önce|назад"
# What is told by its shape: counters, times, reading times, "3 hours ago", counts of shares.
SHAPES = re.compile(
    rf"\d{{1,4}} ?/ ?\d{{1,4}}|\d{{1,3}} of \d{{1,3}}"
    rf"|(?:about |vor |il y a |hace |há |för |for )?\d+ {UNIT}\.?(?: (?:{AGO}))?"
    r"|\d+ ?(?:時間|分|日|小时|分钟|天)前|(?:قبل|منذ) (?:\d+ )?\w{3,9}"
    rf"|(?:(?:estimated )?read(?:ing)? time|lesezeit|(?:temps|tiempo|tempo) {READING}|leestijd|lästid"
    rf"|czas czytania)\s?:?\s?.{{0,12}}\d+ ?{UNIT}\.?"
    rf"|(?:a )?\d+ ?-?{UNIT}\.? (?:read|listen|watch|lesezeit|leestijd|{READING})"
    rf"|(?:read|{READING}|leestijd) ?:? \d+ ?{UNIT}\.?"
    r"|(?:(?:first |last |date |page last )?(?:published|updated|posted|modified|printed)"
    r"|exported|downloaded|retrieved|accessed|compiled|generated|published on|posted on|stand"
    r"|exportiert|abgerufen|exporté|exportado"
    r"|veröffentlicht|aktualisiert|publié|mis à jour|gepubliceerd|bijgewerkt|publicado|actualizado|atualizado"
    r"|pubblicato|aggiornato|publicerad|uppdaterad|opublikowano|опубликовано|обновлено)\b"
    r" ?(?:(?:am|le|op|el|on|at|em|a|il) |[:|])? ?(?:\w+day\b,? ?)?"
    r"(?=\d|[A-Z][a-z]{2,8}\.? \d|today|yesterday).{0,80}(?:(?<!\.)|(?<= [ap]\.m\.))"
    r"|\d[\d.,]*\s?[kKmM]? (?:comments?|shares?|views?|likes?|kommentare|commentaires|reacties|coment.rios)"
    r"|(?:https?://|www\.)\S+(?: \d+/\d+)?|@\w{2,30}|[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,30})+"
    r"|\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d{2}.{0,120}"  # of a page that was printed
    r"|\d{1,2}[:.]\d{2}(?: ?[AaPp]\.?[Mm]\.?| ?min\.?)?(?: [A-Z]{2,4})?|[|•·»«<>/_=*#–—-]+",
    re.IGNORECASE,
)
COUNT = re.compile(r"\s*\(\d{1,5}\)$")  # of what stands behind an entry
PARTS = re.compile(r"\s*[·•|›»→]\s*|\s+[>/]\s+|\t")  # between two entries that stand in one line
WAY = re.compile(r"[^›»→>|·/]+(?:\s+[›»→>/]\s+[^›»→>|·/]+){2,}")  # to a page: "Home > News > Dam gives way"
JOINING = r"and|und|et|y|e|en|og|och|i|de|van|von|der|al|in|for|of|the|&"
NAME = rf"(?:[A-ZÀ-Þ][\w.'’-]*|{JOINING})[,;|]? ?"
NAMES = rf"(?: |: ?)(?=[A-ZÀ-Þ])(?:{NAME}){{1,14}}"
OTHERS = r"(?:[Aa]dditional |[Aa]ssociated |[Ff]urther |[Oo]ther )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by"
PERSON = r"[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]*){1,3}"
BYLINE = re.compile(
    rf"[\s(–—-]*(?:By|BY|Written by|Reported by|Reporting from|{OTHERS}|Von|Par|Texte?:|Testo:|Texto:)"
    rf"{NAMES}(?:{OTHERS}{NAMES})*(?:, [a-z][\w’'-]*(?: [\w’'-]+){{0,4}})?\)?"
    r"|(?:Door onze|Von unser\w*|De notre|(?:De|Por) nuestr\w+|Dal nostro|D[ao] noss[ao]|Van onze) \w.{2,40}"
    rf"|{PERSON}(?:(?:,|,? and|,? und|,? et|,? y) {PERSON}){{0,3}} "
    r"(?:reported from|contributed (?:reporting|research|to this)|hat mitgearbeitet)\b.{0,80}"
    rf"|by {PERSON}(?:(?:,|,? and) {PERSON}){{0,3}},? (?:[\w’'-]+ ){{0,3}}"
    r"(?i:staff|writer|reporter|editor|agencies|correspondent|journalist)(?: [\w’'-]+){0,2}"
    rf"|\((?:[Ww]ith|[Aa]vec|[Mm]it|[Cc]on|[Cc]om|[Mm]et){NAMES}\)"
)
# Between headline and text alone: "Di Anna Rossi", "Peter Lassiter in Ostrand".
WHO = re.compile(
    rf"(?:Por|Di|Door|Av|by){NAMES}"
    rf"|{PERSON}, [A-ZÀ-Þ][\w'’-]+"
    rf"|{PERSON},? (?:in|à|en|em|a|aus|i)(?: [A-ZÀ-Þ][\w'’-]+){{1,3}}"
)
MONTH = (
    r"(?:jan|feb|fév|mar|mär|maa|apr|avr|abr|ma[yij]|mag|jui?n|giu|jui?l|lug|aug|ao[uû]|ago|sep|set|oct|okt|out|ott"
    r"|nov|dec|dez|déc|dic|gen|ene|янв|фев|ма[йя]|апр|июн|июл|авг|сен|окт|ноя|дек|oca|şub|nis|haz|tem|ağu|eyl|eki"
    r"|kas|ara|sty|lut|kwi|cze|lip|sie|wrz|paź|lis|gru|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر"
    r"|نوفمبر|ديسمبر)\w{0,8}\.?"
)
DAY = re.compile(
    rf"(?:[^\W\d_]{{2,10}}(?:-feira)?[,.]? (?:den |le |el )?)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|er|[.º])?,? (?:de |of )?{MONTH}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?)"
    r"(?:,? (?:de )?\d{4})?(?:,? .{0,4}\d{1,2}[:.h]\d{2}.{0,12})?"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}([./-])\d{1,2}\1\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日.{0,12}",
    re.IGNORECASE,
)
RIGHTS = re.compile(
    r"(?:(?:©|\([cC]\)|[Cc]opyright\b|COPYRIGHT\b)(?=.{0,60}(?:\d{4}|[Rr]ights)).{0,120}"
    r"|.{0,80}\b[Aa]ll rights reserved\.?)"
)
PLACE = r"[A-ZÀ-Þ][\w’'.-]+"
OF = " (?:al|de|del|do|da|dos|la|of|am|an der|sur) "
MONTH_DAY = r"(?:\d{1,2}\.? )?(?:[A-ZÀ-Þ]|(?<=\d )|(?<=\d\. ))[A-Za-zÀ-ÿ]+\.?(?: \d{1,2})?(?:,? \d{4})?"
# "Aleppo: ", "TEHRAN/DAMASCUS -- ", "MARWICK, 3 May (AP) — ", "TARN, MAY 7: ", "MARWICK (Newswire) -"
DATELINE = re.compile(
    rf"{PLACE}(?:(?:[ /]|{OF}){PLACE}){{0,3}}(?:, {MONTH_DAY}){{0,2}}(?: \([\w /.]+\))?"
    r"(?: ?:(?=\s)|\s+(?:--|—|–)(?=\s))"
    rf"|[A-ZÀ-Þ][A-ZÀ-Þ’'. /-]+(?:, {MONTH_DAY}){{0,2}}"
    r"(?: \([\w /.]+\) ?[—–-]| [—–-](?=\s)|\s?[—–](?=[A-Z“‘]))"
    rf"|{PLACE}(?:(?: |{OF}){PLACE}){{0,3}}(?:, {MONTH_DAY}){{0,2}} \(\w[\w /.]+\)\s?[—–-]"
)
# One that is sure wherever it stands: a place in capitals, with its day or its agency.
SURE_DATELINE = re.compile(
    rf"[A-ZÀ-Þ][A-ZÀ-Þ’'. /-]{{2,30}}(?:, {MONTH_DAY}| \([\w /.]+\)).{{0,40}}[—–-]"
    r"|[A-ZÀ-Þ’'. /-]{4,30}\s?[—–](?=\s?[A-ZÀ-Þ“‘\"„«])"
)
LONGEST_CREDIT = 200  # characters
# At the end of a line: whose the picture is, which makes what stands before it a caption.
CREDIT = re.compile(
    r"(?:(?:Photo|Picture|Image|Source|Credit|Photograph|Foto|Bild|Crédit|Illustration|Quelle|Fuente|Fonte)s?"
    r"(?: [Cc]redit)?\s*[:/|©]\s*|(?:来源|來源|出典|出所|写真|撮影|图片?|摄影?)\s?[:：/]\s?"
    r"|(?:Photo|Photograph|Picture|Image)s? (?:by|courtesy of) )(?=\S)[\w ./-]{2,40}$"
    r"|(?:Credit|Crédito?|Foto|Bild)\s?(?:\.{3}|…)\s?(?=\w)[\w ./,’'&-]{2,60}$"
    r"|[(\[](?:[^()\[\]]{0,60}\b(?:Photo|Image|Picture|Handout|Getty|Foto|Archiv)s?\b[^()\[\]]{0,60}"
    r"|[A-ZÀ-Þ][\w.-]+(?: [A-ZÀ-Þ][\w.-]+){0,3}/[A-ZÀ-Þ][\w ./-]{1,40})[)\]]\.?$"
    r"|(?<=[.!?”\"’] )[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,3} ?/ ?[A-ZÀ-Þ][\w .'’&/-]{1,40}[)\]]?$"
    r"|^[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){1,3} ?(?:/ ?|via |for (?=The ))[A-ZÀ-Þ][\w .'’&/-]{1,40}$"
    r"|^(?:Handout|File photo|Submitted photo|Supplied|Courtesy(?: of)? \w.{1,50})$"
    r"|^(?:[A-ZÀ-Þ][\w’'.-]*[ /]){1,4}Images$|^(?:Image|Media|Photo|Video) source,? (?=\S)[\w ./,’'&-]{2,60}$"
    r"|(?:\b(?:PHOTO|FOTO|BILD)|\((?:Quelle|Source|Fuente|Fonte|Bron):) [\w ./-]{2,40}\)?$"
    r"|^(?:Reuters|AFP|AP|EPA(?:-EFE)?|PA(?: Media| Wire)?|dpa|Getty|Alamy|Shutterstock|Imago"
    r"|picture alliance|ANP|Belga|Lusa|EFE|Efe|ANSA|Ansa|Keystone|Ritzau|Xinhua|TASS|AAP|Anadolu|Kyodo)"
    r"(?:/[\w .-]{2,40})?$"
)
# At the beginning: what follows says what a picture shows.
PICTURE = re.compile(
    r"[\[(]?(?:Photo|Picture|Image|Photograph|Foto|Bild|Illustration|Media)s?"
    r"(?: [Cc]aption(?=\s?[:,])|(?=\s?:))\s?[:,] "
    r"|(?:Caption|Pictured(?: \w+)?|Bildunterschrift|Légende|Pie de foto|Onderschrift): "
)
# A paragraph that says what was changed in an article, or whose it is.
AMENDED = re.compile(
    r"(?:Copyright of .{2,80} is the property of "
    r"|This (?:article|story|piece|report) (?:was|has been) (?:amended|corrected|updated|changed)"
    r"|Corrections?:|Clarification:|(?:An earlier|A previous) version of this|Korrektur:"
    r"|In einer (?:früheren|ersten) (?:Version|Fassung)"
    r"|(?:Une première|Une précédente) version|Cet article a été (?:modifié|corrigé)|Una versión anterior"
    r"|Este artículo (?:fue|ha sido) (?:corregido|modificado)|Este artigo foi (?:corrigido|alterado)"
    r"|Uma versão anterior|(?:In een eerdere|Een eerdere) versie|Dit artikel is (?:aangepast|gecorrigeerd)"
    r"|Una versione precedente)"
)
# Behind the last sentence: the agency that an article is from.
SIGNED = re.compile(r"(?<=[a-z\d][.?!])\s+[—–]{1,2} ?[A-Z]\w+(?:[ /][A-Z]\w+){0,3}$")


# Behind an article: whose it is, without a year.
WHOSE = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright\b) ?(?:[A-ZÀ-Þ][\w.'’&-]*[ ,.]?|(?:der|of|the|and|und|et) ){1,8}"
)


@lru_cache(4096)  # of each line it is asked three or four times
def find_credit(line: str) -> re.Match[str] | None:
    """Return where a line ends in words on whose a picture is, or None.

    >>> find_credit("The dam at Marwick. Photo / Newswire").group()
    'Photo / Newswire'
    """
    return CREDIT.search(line, max(0, len(line) - LONGEST_CREDIT))


@cache
def _phrases(*kinds: str) -> tuple[frozenset[str], re.Pattern[str], tuple[str, ...], tuple[str, ...]]:
    """Return the phrases of some kinds, in small letters, and a pattern of those with a star.

    What these begin with, or have behind a star at once, is sought first, as the pattern takes longer.
    """
    rows = [row for row in read_list(Path(__file__).with_name("furniture.csv")) if row["kind"] in kinds]
    phrases = {phrase for row in rows for phrase in row["phrase"].replace(" | ", " ¦ ").split("|")}
    phrases = {phrase.replace(" ¦ ", " | ") for phrase in phrases}
    starred = sorted(re.escape(phrase).replace(r"\*", ".*") for phrase in phrases if "*" in phrase)
    parts = [_folded(phrase).split("*") for phrase in phrases]
    return (
        frozenset(first for first, *rest in parts if not rest),
        re.compile(rf"(?:{'|'.join(starred)})" if starred else r"(?!)", re.IGNORECASE),
        tuple(first for first, *rest in parts if rest and first),
        tuple(rest[0] for first, *rest in parts if rest and not first),
    )


def _folded(line: str) -> str:
    return line.casefold().replace("i\u0307", "i")  # of a capital İ


def _is_one(line: str, *kinds: str) -> bool:
    whole, starred, begin, within = _phrases(*kinds)
    bare = COUNT.sub("", line.strip(" \t|•·»›→>-–—:"))
    small, folded = _folded(line), _folded(bare)
    if small in whole or folded in whole:
        return True
    hopeful = folded.startswith(begin) or small.startswith(begin) or any(words in small for words in within)
    return hopeful and any(map(starred.fullmatch, (line, bare)))


def is_furniture(line: str) -> bool:
    """Return whether a line is no word of the article: a menu's, a button's, a counter, a notice.

    >>> [is_furniture(line) for line in ("Home", "3 hours ago", "1 / 11", "Listen · 3:41", "Mayor goes home")]
    [True, True, True, True, False]
    """
    line = line.strip()
    if len(line) > LONGEST:
        return False
    if _is_one(line, *ANYWHERE) or SHAPES.fullmatch(line):
        return True
    parts = PARTS.split(line)  # a menu in one line, or the way to a page
    return len(parts) > 1 and (is_way(line) or all(map(is_furniture, parts)))


def is_menu(line: str) -> bool:
    """Return whether a line is an entry of a menu, or the way to a page through it.

    >>> is_menu("Home"), is_menu("Share")
    (True, False)
    """
    return _is_one(line.strip(), "menu") or is_way(line)


def is_way(line: str) -> bool:
    """Return whether a line is the way to a page, past entries of a menu or names of sections.

    >>> is_way("Home > News > Dam gives way"), is_way("Post › Sport › Rowing"), is_way("Dam > quay > mill")
    (True, True, False)
    """
    passed = PARTS.split(line.strip())[:-1]
    return bool(WAY.fullmatch(line.strip())) and any(_is_one(part, "menu", "section") for part in passed)


def is_section(line: str) -> bool:
    """Return whether a line may be a section's name, which is none of the article where its headline follows.

    >>> is_section("Environment"), is_section("Wolf seen in forest")
    (True, False)
    """
    return len(line) < 60 and all(_is_one(part, "section", "menu") for part in PARTS.split(line.strip()))


def is_day(line: str) -> bool:
    """Return whether a line is a day, with its year, and nothing else.

    >>> is_day("Sunday, April 6, 2025"), is_day("14. Februar 2023"), is_day("April 6")
    (True, True, False)
    """
    return bool(DAY.fullmatch(line.strip()) and re.search(r"\d{4}", line))


def is_paper(line: str) -> bool:
    """Return whether a line may be a newspaper's name: words with capitals, of which one is such a name's.

    >>> is_paper("The Harwell Argus"), is_paper("Oberlindener Bote"), is_paper("Post office shuts")
    (True, True, False)
    """
    words = [word for word in re.findall(r"[\w’'-]+", line) if not re.fullmatch(JOINING, word.casefold())]
    named = any(word.casefold() in _phrases("paper")[0] for word in words)
    return named and len(words) > 1 and all(word[0].isupper() for word in words)


def heads_a_list(line: str) -> bool:
    """Return whether a line stands above links to other articles, or above topics.

    >>> heads_a_list("Most read"), heads_a_list("Leia também:"), heads_a_list("What we know")
    (True, True, False)
    """
    kinds = ("related", "more") if line.rstrip().endswith(":") else ("related",)
    return len(line) <= LONGEST and _is_one(line.strip(), *kinds)


def hints_at_a_page(line: str) -> bool:
    """Return whether a line in small letters has words that hardly a sentence of an article has at its edges.

    >>> hints_at_a_page("find out more at www.herald.example"), hints_at_a_page("the dam holds")
    (True, False)
    """
    return any(words in line for words in _phrases("hint")[0])


def is_somebody(line: str) -> bool:
    """Return whether a line is a name, and nothing else.

    >>> is_somebody("Dora Kemble"), is_somebody("Dora is back")
    (True, False)
    """
    return bool(re.fullmatch(PERSON, line))


def is_of_the_head(line: str, before: str) -> bool:
    """Return whether a line between headline and text is none of either: a day, who wrote it, for whom.

    `before` is the line above, below which stands for whom somebody writes.

    >>> [is_of_the_head(line, "By Dora Kemble") for line in ("Nov. 21, 2023", "Cray Newsroom", "Nobody hurt")]
    [True, True, False]
    """
    if len(line) > LONGEST:
        return False
    words = re.findall(r"[\w’'-]+", line.casefold())
    pairs = (" ".join(words[at : at + length]) for at in range(len(words)) for length in (1, 2))
    writes = line[:1].isupper() and len(words) <= 8 and any(pair in _phrases("desk")[0] for pair in pairs)
    wrote = (
        re.match(rf"{PERSON}, ", line) or is_byline(before) or WHO.fullmatch(before) or is_somebody(before)
    )
    counted = re.fullmatch(r"\d{1,4}", line)  # how many comments
    may_be = len(words) <= MOST_WORDS_WITH_A_DAY and re.search(r"\d{4}", line)
    dated = DAY.search(line) if may_be else None
    dated = dated and re.search(r"\d{4}", dated.group())
    return bool(counted or dated or WHO.fullmatch(line) or is_section(line) or (wrote and writes))


def asks_to_subscribe(line: str) -> bool:
    """Return whether a line says that the rest of the article is for subscribers.

    >>> asks_to_subscribe("To continue reading, subscribe to the Herald."), asks_to_subscribe("Read on.")
    (True, False)
    """
    return len(line) <= 2 * LONGEST and _is_one(line.strip(), "paywall")


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
    line = line.strip()
    hopeful = line[:1] in ("©", "(", "c", "C") or "ights reserved" in line  # which takes less time
    return hopeful and bool(RIGHTS.fullmatch(line))
