"""Whose word is it: every place where an article hands the floor to a source.

An attribution has a source (who speaks), a cue (the words that say so) and a content (what is said). It
is found by rules on the analysed text: a list of cue verbs, *according to*, quotation marks, the nearest
name. What a rule cannot see (speech without a cue, a cue that is no reporting verb) stays in the
article's own voice here; notebook 04 says how much that is likely to be.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from inotherwords import quotations, speakers

ATTRIBUTION_COLUMNS = [
    "doc",
    "attribution",
    "type",
    "speaker",
    "side",
    "source_type",
    "via",
    "cue",
    "cue_class",
    "pattern",
    "probability",
    "outer",
]
SPAN_COLUMNS = ["doc", "attribution", "role", "start", "end", "text"]
SHORTEST_SPEECH = 4  # words; a shorter quotation without a speaker is a scare quote or a name

Span = tuple[int, int]

DAY = r"(?:(?:on |last |this )?(?:\w+day|today|yesterday))"
LEADS = (
    "In|At|On|By|During|After|As|Since|Later|Meanwhile|Earlier|Before|Amid|For|With|When|While|However|"
    "Also|But|And|Despite|Following|Under|From|If|Although|Though"
)
LEAD = re.compile(rf"(?:(?:{LEADS})\b|[A-Z]\w+ing\b)[^,]*,\s*")
TAIL = re.compile(
    rf"(?:\s+(?:has|have|had|will|would|also|later|then|now|is|was|previously|repeatedly|already|further"
    rf"|{DAY}))+$",
    re.IGNORECASE,
)
BOUNDARY = re.compile(r"(?:,\s+|\s+)(?:and|but|while|whereas|although|though)\s+|;\s+|,\s+(?=\w+ing\b)")
WHO = re.compile(r",?\s*\b(?:which|who|whom)\s+(?=\S)")
# What may follow the verb when all of the content stands before it: "told AFP on Friday in Aleppo".
AFTER_LAST_VERB = re.compile(
    rf"\s*(?:to )?(?:[A-Z]{{2,}}\w*|reporters|journalists|me|him|her|us|them|Reuters)?\s*{DAY}?\s*"
    r"(?:$|[.,;:!?]|(?:in|on|at|during|after|before|from|to|via|by|as|when|of|about)\b)"
)
THAT = re.compile(r"(?:\s+[^\s,;]+){0,6}?\s+that\b")
ADDRESSEE = re.compile(rf"\s+(?:to )?(?:[A-Z]{{2,}}\w*|reporters|journalists|Reuters)?\s*{DAY}?(?=[\s,])")
CALLS = re.compile(r"(?:\s+\w+){0,2}?\s+(?:on|for)\b")
REPORTERS_OWN = re.compile(r",\s+(?:where|referring to|requesting|speaking|citing)\b")
BEFORE_A_NOUN = re.compile(
    r"\b(?:the|a|an|his|her|its|their|our|this|that|any|no|of|phone|news|some|such|these)\s+$", re.IGNORECASE
)
# "said Smith", but not "told AFP", "said Thursday" or "saying Smith".
INVERTS = re.compile(rf"(?!tell|told|\w+ing\b)\w+\s+(?!{DAY}|in\b|on\b|at\b|that\b)\w", re.IGNORECASE)
# What a verb after a comma must have behind it to be turned round: ", reported France Press".
NAME = re.compile(r"(?:[a-z]+ ){0,2}[A-Z][\w.'-]*(?: (?:[A-Z][\w.'-]*|al|de|of|for|the))*")
PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
CAPITALISED = re.compile(r"(?:[A-Z][\w'.-]*\s+){1,4}")


class Found(NamedTuple):
    """One attribution as the rules find it; spans are offsets into the article."""

    pattern: str
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]


@cache
def cue_list() -> pd.DataFrame:
    """Return the cue list: one row a form, with columns form, cue, cue_class."""
    table = pd.read_csv(Path(__file__).with_name("cues.csv"), keep_default_na=False)
    forms = [
        (form, row.cue, row.cue_class)
        for row in table.itertuples()
        for form in (row.forms.split() if row.forms else [row.cue])
    ]
    return pd.DataFrame(sorted(forms), columns=["form", "cue", "cue_class"])


@cache
def _cue_classes() -> dict[str, str]:
    return dict(zip(cue_list()["form"], cue_list()["cue_class"], strict=True))


@cache
def pattern_probabilities() -> dict[str, float]:
    """Return the probability that is shown for each pattern, from patterns.csv (see `evaluation`).

    Of the attributions this pattern finds in 840 annotated US news articles, the share that a person had
    marked too. A pattern that found none there is missing.
    """
    table = pd.read_csv(Path(__file__).with_name("patterns.csv"), keep_default_na=False)
    return dict(zip(table["pattern"], table["probability"], strict=True))


@cache
def _cue_expression() -> re.Pattern[str]:
    forms = sorted(cue_list()["form"], key=lambda form: (-len(form), form))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", re.IGNORECASE)


def _inside(place: int, spans: list[Span]) -> bool:
    return any(start <= place < end for start, end in spans)


def _is_cue(text: str, start: int, cue: re.Match[str]) -> bool:
    """Return whether a form from the cue list is used as a cue at this place of a sentence."""
    form = cue.group().lower()
    before, after = text[start : cue.start()], text[cue.end() :]
    if cue.group()[0].isupper() and re.search(r"\w", before):
        return False  # part of a name: the United States
    if form in ("according to", "quoted as saying", "reportedly", "allegedly"):
        return True
    if BEFORE_A_NOUN.search(before) or (form.endswith("ed") and PASSIVE.search(before)):
        return False
    if form.startswith("call"):
        return bool(CALLS.match(after))
    if form.startswith("continu"):
        return bool(re.search(r"”\s*(?:\S+\s+){0,4}$", before))
    if form.startswith("claim"):
        return not re.match(r"\s+(?:the )?(?:lives|responsibility)\b", after)
    return True


def _trim(text: str, start: int, end: int) -> Span | None:
    """Return a span without white space and commas at its ends; None if no word is left."""
    while start < end and text[start] in " \n,;:—–-":
        start += 1
    while end > start and text[end - 1] in " \n,;:.—–-":
        end -= 1
    return (start, end) if re.search(r"\w", text[start:end]) else None


def _spans(text: str, *parts: Span) -> tuple[Span, ...]:
    return tuple(span for part in parts if (span := _trim(text, *part)))


def _until(expression: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Return where an expression first matches between two places, or the second place."""
    found = expression.search(text, start, end)
    return found.start() if found else end


def _borders(text: str, start: int, cue: re.Match[str] | Span) -> list[re.Match[str]]:
    """Return where a new clause begins before a cue, or with it (", adding that")."""
    first, last = cue if isinstance(cue, tuple) else cue.span()
    return [border for border in BOUNDARY.finditer(text, start, last) if border.end() <= first]


def _according_to(text: str, start: int, end: int, cue: re.Match[str]) -> Found:
    comma = re.compile(r",\s")
    source_end = _until(comma, text, cue.end(), end)
    if re.match(r",\s+(?:which|who|whose|an?)\b[^,]*,\s", text[source_end:end]):
        source_end = _until(comma, text, source_end + 1, end)  # a which-clause belongs to the source
    source = _trim(text, cue.end(), source_end)
    if not re.search(r"\w", text[start : cue.start()]):
        return Found("according to, then the content", source, cue.span(), _spans(text, (source_end, end)))
    begin = start
    goes_on = bool(re.search(r"\w", text[source_end:end]))
    clauses = list(re.finditer(r",\s+(?:in |of |for )?(?:which|who)\s", text[start : cue.start()]))
    if goes_on and clauses:  # "The fighting, in which 255 died, according to X, is …": only the clause
        return Found(
            "content, then according to",
            source,
            cue.span(),
            _spans(text, (start + clauses[-1].end(), cue.start())),
        )
    name = "according to, in the middle" if goes_on else "content, then according to"
    return Found(name, source, cue.span(), _spans(text, (begin, cue.start()), (source_end, end)))


def _source_before(text: str, start: int, cue: int) -> Span | None:
    """Return the subject of a cue verb: from `start` to the verb, without adverbials and auxiliaries."""
    while lead := LEAD.match(text, start, cue):
        start = lead.end()
    clause = list(WHO.finditer(text, start, cue))
    if clause and _cue_expression().search(text, clause[0].end(), cue):
        return _trim(text, start, clause[0].start())  # a which-clause with a cue of its own
    end = start + len(TAIL.sub("", text[start:cue].rstrip(" ,")))
    return _trim(text, start, end)


def _first_name(text: str, start: int, cue: int, names: re.Pattern[str] | None) -> Span | None:
    """Return the first known speaker before a cue, else the first capitalised words."""
    found = (names and names.search(text, start, cue)) or CAPITALISED.search(text, start, cue)
    return _trim(text, *found.span()) if found else None


def _content_first(text: str, start: int, cue: re.Match[str], end: int, quotes: list[Span]) -> Found | None:
    """Return "content, source verb" or "content, verb source", or None if the content comes later."""
    before = text[start : cue.start()].rstrip()
    plain = before.endswith(",")
    quoted = "quotation" if any(start <= opening < cue.start() for opening, _ in quotes) else "content"
    if before and before[-1] in ",”?!" and INVERTS.match(text, cue.start()):
        source_end = _until(re.compile(r"[,.;]|\s(?:in|on|at|during|after|that)\s"), text, cue.end(), end)
        source = _trim(text, cue.end(), source_end)
        named = source and (
            NAME.fullmatch(text, *source) if plain else len(text[slice(*source)].split()) <= 8
        )
        if named:
            content = _spans(text, (start, cue.start()))
            return Found(f"{quoted}, then verb and speaker", source, cue.span(), content)
    if not AFTER_LAST_VERB.match(text[cue.end() : end]) or THAT.match(text[cue.end() : end]):
        return None
    closings = [closing for _, closing in quotes if start < closing <= cue.start()]
    comma = text.rfind(", ", start, cue.start())
    if (
        closings
        and text[closings[-1] - 2] in ",?!"
        and not re.search(r"[”]", text[closings[-1] : cue.start()])
    ):
        border = closings[-1]
    elif comma >= 0:
        border = comma + 1
    elif closings:
        border = closings[-1]
    else:
        return None
    source = _trim(text, border, start + len(TAIL.sub("", text[start : cue.start()].rstrip())))
    if not source or len(text[slice(*source)].split()) > 15:
        return None
    parts = [(start, border)]
    goes_on = re.match(
        r"[^“”,;]{0,40},\s+(?=(?:while|and|but|although|because|so|in)\b|“)", text[cue.end() : end]
    )
    if goes_on:
        parts.append((cue.end() + goes_on.end(), end))
    return Found(f"{quoted}, then speaker and verb", source, cue.span(), _spans(text, *parts))


def _subject(
    text: str, start: int, cue: re.Match[str], earlier: list[Found], names: re.Pattern[str] | None
) -> tuple[Span | None, str]:
    """Return the source that stands before a cue verb, and how the sentence joins the two.

    A verb that goes on after an earlier one (", adding that", "and reported") has that one's source.
    """
    borders = _borders(text, start, cue)
    clause = borders[-1].end() if borders else start
    bare = not TAIL.sub("", " " + text[clause : cue.start()].strip(" ,")).strip()
    goes_on = bool(earlier and borders and clause > (earlier[-1].cue or (start, start))[1])
    relative = [who.end() for who in WHO.finditer(text, start, cue.start())]
    if relative and _is_short_subject(text[relative[-1] : cue.start()]):
        return _source_before(text, relative[-1], cue.start()), "speaker and verb inside a which-clause"
    if goes_on and bare:
        return earlier[-1].source, "a further verb of the same speaker"
    if bare or cue.group().lower().endswith("ing"):
        return _first_name(text, start, cue.start(), names), "speaker and verb, then the content"
    begin = clause if goes_on else start
    return _source_before(text, begin, cue.start()), "speaker and verb, then the content"


def _is_short_subject(words: str) -> bool:
    return "," not in words and bool(re.search(r"\w", TAIL.sub("", " " + words.strip())))


def _content_last(
    text: str,
    start: int,
    cue: re.Match[str],
    end: int,
    earlier: list[Found],
    names: re.Pattern[str] | None,
) -> Found:
    """Return "source verb content"."""
    source, pattern = _subject(text, start, cue, earlier, names)
    begin, stop = cue.end(), end
    that = THAT.match(text[begin:end])
    following = that or ADDRESSEE.match(text[begin:end])
    if following:
        begin += following.end()
    if pattern == "speaker and verb inside a which-clause":
        stop = _until(re.compile(","), text, begin, end)
    elif not that:
        stop = _until(REPORTERS_OWN, text, begin, end)
    content = _spans(text, (begin, stop))
    if pattern == "speaker and verb, then the content":
        if that:
            pattern = "speaker and verb, then a that-clause"
        elif content and text[content[0][0]] == "“":
            pattern = "speaker and verb, then a quotation"
    return Found(pattern, source, cue.span(), content)


def _cut_at_next(text: str, found: list[Found]) -> list[Found]:
    """End each content that stands after its cue where the clause of the sentence's next cue begins."""
    out = []
    for number, item in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        if following and following.cue and item.cue and item.content and item.content[-1][0] >= item.cue[1]:
            borders = _borders(text, item.content[-1][0], following.cue)
            whole = item.content[-1][1] > following.cue[0]
            if borders and whole and not following.pattern.startswith(("according", "content", "quotation")):
                start, end = item.content[-1][0], borders[-1].start()
                item = item._replace(content=(*item.content[:-1], *_spans(text, (start, end))))
        out.append(item)
    return out


def find_in_sentence(
    text: str, start: int, end: int, quotes: list[Span], names: re.Pattern[str] | None = None
) -> list[Found]:
    """Return the attributions of the sentence `text[start:end]`, in the order of their cues.

    `quotes` are the quotations of the whole text; `names` finds a known speaker's name.

    >>> text = "Troops left, the army said."
    >>> [found] = find_in_sentence(text, 0, len(text), [])
    >>> found.pattern, text[slice(*found.source)], text[slice(*found.content[0])]
    ('content, then speaker and verb', 'the army', 'Troops left')
    """
    found: list[Found] = []
    for cue in _cue_expression().finditer(text, start, end):
        if _inside(cue.start(), quotes) or not _is_cue(text, start, cue):
            continue
        form = cue.group().lower()
        if form == "according to":
            item = _according_to(text, start, end, cue)
        elif form in ("reportedly", "allegedly"):
            item = Found(
                "adverb, no source named",
                None,
                cue.span(),
                _spans(text, (start, cue.start()), (cue.end(), end)),
            )
        elif form == "quoted as saying":
            item = _content_first(text, start, cue, end, quotes)
        else:
            item = _content_first(text, start, cue, end, quotes) if not found else None
            item = item or _content_last(text, start, cue, end, found, names)
        if item and item.content:
            found.append(item)
    return [item for item in _cut_at_next(text, found) if item.content]


def _whole_quotations(content: tuple[Span, ...], quotes: list[Span], border: Span) -> tuple[Span, ...]:
    """Return a content that takes in the whole of each quotation it touches, within a paragraph."""
    for opening, closing in quotes:
        parts = [part for part in content if part[0] < closing and opening < part[1]]
        if parts and not (parts[0][0] <= opening and closing <= parts[-1][1]):
            first = max(border[0], min(parts[0][0], opening))
            last = min(border[1], max(parts[-1][1], closing))
            content = tuple(sorted({*content} - set(parts) | {(first, last)}))
    return content


def find_in_text(
    text: str, sentences: list[Span], quotes: list[Span], names: re.Pattern[str] | None = None
) -> list[Found]:
    """Return the attributions of an article's sentences, in the order of the text.

    A quotation of several sentences belongs whole to the one that names its speaker. A quotation that no
    sentence gives to anybody is kept without a source.

    >>> text = "“Go. Now,” he said. “Nobody will be left behind.”"
    >>> [text[slice(*part)] for found in find_in_text(text, [(0, 4), (5, 19), (20, 50)], [(0, 10), (20, 49)])
    ...     for part in found.content]
    ['“Go. Now,”', '“Nobody will be left behind.”']
    """
    found = []
    for start, end in sentences:
        paragraph = text.rfind("\n", 0, start) + 1, _until(re.compile("\n"), text, end, len(text))
        for item in find_in_sentence(text, start, end, quotes, names):
            found.append(item._replace(content=_whole_quotations(item.content, quotes, paragraph)))
    taken = [span for item in found for span in item.content]
    for opening, closing in quotes:
        words = len(text[opening:closing].split())
        free = not any(first < closing and opening < last for first, last in taken)
        if free and words >= SHORTEST_SPEECH and _inside(opening, sentences):
            found.append(Found("quotation, no speaker named", None, None, ((opening, closing),)))
    return sorted(found, key=lambda item: item.cue or item.content[0])


def _kind(content: tuple[Span, ...], text: str, quotes: list[Span]) -> str:
    """Return direct, mixed or indirect: all, some or none of the content's words are in quotation marks."""
    words = [
        first + word.start() for first, last in content for word in re.finditer(r"\w+", text[first:last])
    ]
    inside = sum(_inside(place, quotes) for place in words)
    return "indirect" if not inside else "direct" if inside == len(words) else "mixed"


def _via(text: str, cue: Span | None) -> str:
    """Return who was told, as in "told AFP"; empty if nobody is named."""
    told = (
        re.match(r"(?:told|tells|tell|telling)\s+([A-Z]{2,}\w*|Reuters)\b", text[cue[0] :]) if cue else None
    )
    return told.group(1) if told else ""


def _outer(item: Found, others: list[Found]) -> int | str:
    """Return the number of the innermost attribution whose content holds this one, "" if none does.

    It says more than this one, so that no two stand in each other.
    """

    def size(one: Found) -> int:
        return sum(last - first for first, last in one.content)

    place = item.cue[0] if item.cue else item.content[0][0]
    holding = [
        (size(other), number)
        for number, other in enumerate(others, 1)
        if size(other) > size(item) and _inside(place, list(other.content))
    ]
    return min(holding)[1] if holding else ""


def attributions(
    segments: pd.DataFrame, analysed: dict[str, str], known: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables `attributions` and `attribution_spans` of all articles.

    Only sentences of the body are read: a heading, a caption, a credit or a dateline is no speech.
    `known` is the corpus' list of speakers, with their side and kind (see `speakers.resolve`).
    `probability` belongs to the pattern, not to the place: of the attributions this pattern finds in 840
    annotated US news articles, the share that a person had marked too; empty if it was not measured.
    `outer` is the attribution in whose content this one stands, empty if in none.
    """
    lexicon = speakers.compile_lexicon(known)
    heads: list[tuple[object, ...]] = []
    spans: list[tuple[object, ...]] = []
    for doc in sorted(analysed):
        text = analysed[doc]
        quotes = quotations.find(text)
        read = segments[(segments["doc"] == doc) & segments["kind"].isin(["caption", "sentence"])]
        places = list(zip(read["start"], read["end"], strict=True))
        body = [place for place, kind in zip(places, read["kind"], strict=True) if kind == "sentence"]
        found = find_in_text(text, body, quotes, lexicon.names)
        contents = [(item.content[0][0], item.content[-1][1]) for item in found]
        who = speakers.resolve(text, [item.source for item in found], contents, places, lexicon)
        for number, (item, speaker) in enumerate(zip(found, who, strict=True), 1):
            cue = text[slice(*item.cue)] if item.cue else ""
            cue_class = _cue_classes()[cue.lower()] if cue else "other"
            probability = pattern_probabilities().get(item.pattern, "")
            kind, via, outer = _kind(item.content, text, quotes), _via(text, item.cue), _outer(item, found)
            heads.append((doc, number, kind, *speaker, via, cue, cue_class, item.pattern, probability, outer))
            roles = {"source": [item.source], "cue": [item.cue], "content": item.content}
            for role, parts in roles.items():
                spans += [(doc, number, role, *part, text[slice(*part)]) for part in parts if part]
    return pd.DataFrame(heads, columns=ATTRIBUTION_COLUMNS), pd.DataFrame(spans, columns=SPAN_COLUMNS)


def cue_counts(attributions: pd.DataFrame) -> pd.DataFrame:
    """Return how often each article uses each cue: doc, cue (its dictionary form), cue_class, count."""
    cued = attributions[attributions["cue"] != ""]
    forms = cue_list().set_index("form")["cue"]
    counted = cued.assign(cue=cued["cue"].str.lower().map(forms)).groupby(["doc", "cue", "cue_class"])
    return counted.size().rename("count").reset_index()


def accuracy() -> pd.DataFrame:
    """Return the measured accuracy of the rules, from accuracy.csv (see `evaluation`).

    Columns measure, right, found, annotated, precision, recall, f1; the rows direct, mixed and indirect
    have a recall only.
    """
    return pd.read_csv(Path(__file__).with_name("accuracy.csv"), dtype=str, keep_default_na=False)
