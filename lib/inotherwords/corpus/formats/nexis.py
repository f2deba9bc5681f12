"""Exports of Nexis Uni: many articles in one Word or RTF file, with a cover, heads and tails.

What an export looks like: a cover ("Documents (2)", a numbered list of headlines, the search), then for
each article its headline, outlet, date, copyright and fields ("Section:", "Length:", "Byline:"), the line
"Body", the article, perhaps "Graphic" or "Classification" with fields, "Load-Date:" and "End of Document".
"""

import re
from collections.abc import Iterator

from inotherwords.corpus.formats import dates, exports
from inotherwords.corpus.formats.article import Article, Dropped

END = re.compile(r"End of Document", re.IGNORECASE)
BODY = re.compile(r"Body|Text")
COVER = re.compile(r"(?:Documents?|Dokumente?|Documenten|Documentos?|Documenti|Documento) \((\d{1,6})\)")
LISTED = re.compile(r"(\d{1,6})\.\s*(\S.*)")
FIELD = re.compile(
    r"(Section|Length|Byline|Dateline|Highlight|Series|Correction|Correction-Date|Load-Date|Language"
    r"|Publication-Type|Journal Code|Subject|Industry|Company|Organization|Ticker|Person|Geographic"
    r"|Acc-No|ISSN|Notes?|Distribution|Edition|Graphic|Type|Column|Cite|Guest|Anchors?|Show|Url):\s*(.*)",
    re.IGNORECASE,
)
KEPT = {"section", "byline", "dateline", "highlight", "edition", "series", "correction", "url"}
OF_A_COVER = ("Client/Matter:", "Search Terms:", "Search Type:", "Sources:", "Narrowed by:", "-None-")
FURNITURE = re.compile(
    r"Link to Image|Link to the original story\.?|\|? ?About LexisNexis.*|(?:©|Copyright ©).{0,8}LexisNexis.*"
)
SECTIONS = ("Graphic", "Notes", "Correction")  # that stand behind an article
LONGEST_SECTION = 8  # lines of one that another follows
# Lines between outlet and day that name neither.
FLAG = re.compile(
    r"(?:Corrections?|Clarification|Editor'?s? Note|Update)s? (?:Appended|Attached)", re.IGNORECASE
)
LONGEST_HEAD = 25  # paragraphs from the headline to "Body"


def is_nexis(found: list[str]) -> bool:
    """Return whether some lines are surely an export of Nexis Uni.

    >>> is_nexis(["A dam", "Body", "It stands.", "End of Document"])
    True
    >>> is_nexis(["A dam", "It stands.", "End of Document"])
    False
    """
    named = {match[1].casefold() for match in map(FIELD.match, found) if match}
    end = any(map(END.fullmatch, found))
    body = any(map(BODY.fullmatch, found))
    top = [line for line in found if line][:20]
    cover = any(map(COVER.fullmatch, top)) and any(line.startswith("Job Number:") for line in top)
    return cover or (end and (body or "load-date" in named)) or (body and {"load-date", "length"} <= named)


def read_nexis(lines: list[str], file: str, encoding: str) -> Iterator[Article | Dropped]:
    """Yield the articles of an export, by its lines, what could not be read, and what it lists but lacks."""
    whole = [line for line in lines if line and not FURNITURE.fullmatch(line)]
    said, listed, start = _cover(whole)
    found: list[str] = []  # the headlines
    while start < len(whole):
        end = next((at for at in range(start, len(whole)) if END.fullmatch(whole[at])), len(whole))
        parts = _parts(whole, start, end, listed)
        for headline, body, last in parts:
            place = f"article {len(found) + 1}"
            ended = "end of document" if last == end < len(whole) else "next" if last < end else "file"
            one = _article(whole[headline:body], whole[body + 1 : last], ended, file, place, encoding)
            found.append(one.metadata.get("headline", "") if isinstance(one, Article) else whole[headline])
            yield one
        begun = exports.shorten(" ".join(whole[start : min(end, start + 5)]))
        if not parts and end < len(whole):
            found.append(whole[start])
            reason = "no “Body” in it, as with a picture or an error of the database"
            yield Dropped(file, f"article {len(found)}", f"{reason}: {begun}")
        elif not parts and found:
            yield Dropped(file, "", f"stands after the last article and is none: {begun}")
        start = end + 1
    if said and not found:
        yield Dropped(file, "", f"a list of {said} articles, none of which is in this file")
    else:
        yield from exports.list_missing(said, found, listed, file)


def _cover(whole: list[str]) -> tuple[int, list[str], int]:
    """Return how many articles the cover says there are, the headlines it lists, and where it ends."""
    at = next((at for at, line in enumerate(whole[:20]) if COVER.fullmatch(line)), None)
    if at is None:
        return 0, [], 0
    listed: list[str] = []
    end = at + 1
    first_body = next((place for place in range(at, len(whole)) if BODY.fullmatch(whole[place])), len(whole))
    for place in range(at + 1, first_body):
        entry = LISTED.fullmatch(whole[place])
        if entry and int(entry[1]) == len(listed) + 1:
            listed.append(entry[2])
            end = place + 1
        elif whole[place].startswith(OF_A_COVER):
            end = place + 1
    said = int(COVER.fullmatch(whole[at])[1])
    return max(said, len(listed)), listed, end


def _bodies(whole: list[str], start: int, end: int) -> list[int]:
    """Return where an article's text begins between two places: a line "Body" with a head before it.

    A paragraph of an article may be the word "Body", too: then no copyright and no length precede it.
    """
    found: list[int] = []
    for at in range(start, end):
        if not BODY.fullmatch(whole[at]):
            continue
        after = max(start, found[-1] + 1 if found else start, at - LONGEST_HEAD)
        head = whole[after:at]
        named = {match[1].casefold() for match in map(FIELD.match, head[-12:]) if match}
        copyright = any(exports.COPYRIGHT.match(line) for line in head[-12:])
        dated = any(dates.find_date(line) for line in head[-12:] if len(line) < 100)
        if not found or (dated and ("length" in named or copyright)):
            found.append(at)
    # A headline may be that word, too.
    short = (
        len(found) > 1
        and found[1] - start <= LONGEST_HEAD
        and all(len(x) < 200 for x in whole[start : found[1]])
    )
    return found[1:] if short and found[0] == start else found


def _parts(whole: list[str], start: int, end: int, listed: list[str]) -> list[tuple[int, int, int]]:
    """Return (headline, line "Body", end) of each article up to an "End of Document", mostly one."""
    bodies = _bodies(whole, start, end)
    follows_an_end = start > 0 and bool(END.fullmatch(whole[start - 1]))
    firsts = []
    for number, body in enumerate(bodies):
        if number == 0 and (start == 0 or follows_an_end):
            firsts.append(start)
        else:
            after = max(start if number == 0 else bodies[number - 1] + 1, body - LONGEST_HEAD)
            firsts.append(_headline(whole, after, body, listed))
    return list(zip(firsts, bodies, [*firsts, end][1:], strict=True))


def _headline(whole: list[str], after: int, body: int, listed: list[str]) -> int:
    """Return where a headline is that follows the cover, or an article without its end.

    The cover's list tells, else the load date of the article before, else the line of the date: outlet and
    headline stand before it.
    """
    for at in range(body - 1, after - 1, -1):
        if whole[at] in listed:
            return at
        if whole[at].startswith("Load-Date:"):
            return at + 1
    dated = [at for at in range(after, body) if _is_date_line(whole[at])]
    return max(after, dated[-1] - 2) if dated else after


def _is_date_line(line: str) -> bool:
    words = dates.find_date(line)
    return bool(words) and len(line) < 100 and not FIELD.match(line) and line.find(words) < 15


def _tail(body: list[str], said: str) -> int:
    """Return where an article's text ends and the pictures, the classification or the load date begin.

    A heading within the article may be called as such a section, too: then what follows it is longer than
    what stands above, or belongs to the words that the export says (`said`).
    """
    ends = [len(body)]
    for at in range(len(body) - 1, -1, -1):
        following = body[at + 1] if at + 1 < len(body) else ""
        if body[at] == "Classification" and FIELD.match(following):
            ends.append(at)
            break
    loaded = [at for at, line in enumerate(body) if line.startswith("Load-Date:")]
    ends += loaded[-1:]
    before = min(ends)
    sections = [at for at in range(before) if body[at] in SECTIONS]
    for at in sections[::-1]:  # several may follow each other; one further up is a line of the article
        if before == min(ends) or (before - at <= LONGEST_SECTION and body[at] != body[before]):
            before = at
    above, behind = (len(" ".join(part).split()) for part in (body[:before], body[before : min(ends)]))
    missing = int(said) - above if said else 0
    # Half of what is missing to twice of it, and that is a quarter of the article.
    own = missing < 2 * behind < 4 * missing and 4 * missing > int(said) if said else behind > above
    return min(ends) if own else before


def _article(
    head: list[str], body: list[str], ended: str, file: str, place: str, encoding: str
) -> Article | Dropped:
    """Return an article of its head and what stands between "Body" and the end (`ended` says which one)."""
    named, top = _fields(head)
    tail = _tail(body, exports.read_number(named.get("length", "")))
    if ended == "file" and tail == len(body):
        begun = exports.shorten(head[0]) if head else "no headline"
        return Dropped(file, place, f"cut off: the file ends before this article does ({begun})")
    words = body[:tail]
    if not words:
        begun = exports.shorten(head[0] if head else "")
        return Dropped(file, place, f"no words between “Body” and its end ({begun})")
    tagged, _ = _fields(body[tail:])
    dated = next((at for at, line in enumerate(top) if at and _is_date_line(line)), None)
    copyright = next((at for at, line in enumerate(top) if at and exports.COPYRIGHT.match(line)), None)
    names = top[: next((at for at in (dated, copyright) if at is not None), min(2, len(top)))]
    names, below = _without_flags(names, top[copyright] if copyright is not None else "")
    fields = {
        "section": below,
        "headline": " ".join(exports.as_printed(names[:-1] if len(names) > 1 else names)),
        "outlet": names[-1] if len(names) > 1 else "",
        "published": top[dated] if dated is not None else "",
        "language": tagged.get("language", ""),
        "rights": top[copyright] if copyright is not None else "",
        "word_count": named.get("length", ""),
        "edition": " ".join(top[dated + 1 : copyright]) if dated is not None else "",
        "graphic": _captions(body[tail:]),
        "load_date": dates.read_day(tagged.get("load-date", ""))[0],
        "note": "",
        **{name: value for name, value in named.items() if name in KEPT},
    }
    before = "no outlet found" if len(names) < 2 else ""
    after = "the export lacks its “End of Document”" if ended != "end of document" else ""
    return exports.make_article(fields, words, (file, place, encoding), before, after)


def _without_flags(names: list[str], copyright: str) -> tuple[list[str], str]:
    """Return headline and outlet from the lines above the day, and what stands below the outlet.

    >>> _without_flags(["A dam", "The Herald Blogs", "(Tideline)"], "")
    (['A dam', 'The Herald Blogs'], '(Tideline)')
    >>> _without_flags(["A dam", "The Herald", "Tideline"], "Copyright 2024 The Herald Company")
    (['A dam', 'The Herald'], 'Tideline')
    """
    kept = [names[0], *(name for name in names[1:] if not FLAG.fullmatch(name))] if names else []
    end = len(kept)
    while end > 2 and re.fullmatch(r"\(.*\)", kept[end - 1]):
        end -= 1
    owned = [at for at in range(1, end) if kept[at].casefold() in copyright.casefold()]
    end = owned[-1] + 1 if owned else end
    return kept[:end], " ".join(kept[end:])


def _captions(tail: list[str]) -> str:
    """Return what stands under "Graphic" and the like: nothing is lost if it was the article's."""
    ends = (at for at, line in enumerate(tail) if line == "Classification" or line.startswith("Load-Date:"))
    return " ".join(line for line in tail[: next(ends, len(tail))] if line not in SECTIONS)


def _fields(found: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the fields among some lines by their names in lower case, and the lines that are none."""
    named: dict[str, str] = {}
    rest = []
    for line in found:
        field = FIELD.match(line)
        if field:
            named.setdefault(field[1].casefold(), field[2].strip())
        else:
            rest.append(line)
    return named, rest
