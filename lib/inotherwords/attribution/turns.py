"""Speech that a line's shape gives to somebody: labels of an interview, dialogue behind dashes, posts."""

import re
from collections import Counter
from functools import cache

from inotherwords import settings
from inotherwords.attribution import cues
from inotherwords.attribution.extraction import Extracted
from inotherwords.text.spans import build_index, touches

# "Q: …", "FINCH: …", "Ada Finch: …" at the beginning of a paragraph, in bold or not.
LABEL = re.compile(
    r"(?:\*\*)?(?P<who>[QA]|[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}|[A-Z][a-z’'-]+(?: [A-Z][\w.’'-]+){0,2})"
    r"(?:\*\*)?(?P<cue>:)(?:\*\*)?\s+(?=\S)"
)
DASH = re.compile(r"[—–―-]{1,2}\s*(?=[^\W\d_a-z])")
POST = re.compile(r"(?P<cue>[—–―-]{1,2})\s?(?P<who>[^()\n]{2,50}?) \(@\w+\)")
BY_SHAPE = 1.0  # as for quotations: no probability was learnt

Span = tuple[int, int]


@cache
def _said() -> re.Pattern[str]:
    """Return the expression for the end of a line of dialogue: ", answered Mrs Hobb."."""
    verbs = "|".join(sorted(form.form for form in cues.list_forms() if form.kind == "verb"))
    who = r"(?:[hH]e|[sS]he|[tT]hey|[tT]he [\w -]{2,40}|[A-Z][\w.’'-]+(?: [A-Z][\w’'-]+){0,3})"
    return re.compile(
        rf"(?<=\w)[,?!…]\s+(?:(?P<cue>{verbs}) (?P<who>{who})|(?P<whose>{who})"
        rf" (?P<cue_after>{verbs}))[.!]?\s*$"
    )


def find_turns(text: str, found: list[Extracted], paragraphs: list[Span]) -> list[Extracted]:
    """Return the attributions that the shape of a line makes, where nobody has found one yet.

    A label with a colon opens what is said until the next label, if labels open at least
    `settings.FEWEST_TURNS` paragraphs and are of two or more speakers. A line behind a dash that
    ends with who says it is theirs. A post is its signature's.

    >>> text = "— It is open, answered Mrs Hobb."
    >>> [turn] = find_turns(text, [], [(0, len(text))])
    >>> [text[slice(*part[0])] for part in turn[:3]]
    ['Mrs Hobb', 'answered', 'It is open']
    """
    paragraphs = sorted(paragraphs)
    taken = build_index(item.cue + item.content for item in found)
    labels = {start: match for start, end in paragraphs if (match := LABEL.match(text, start, end))}
    turns: list[Extracted] = []
    if len(labels) >= settings.FEWEST_TURNS and len(Counter(label["who"] for label in labels.values())) > 1:
        turns += _labelled(labels, paragraphs)
    for number, (start, end) in enumerate(paragraphs):
        if dash := DASH.match(text, start, end):
            post = POST.match(text, start, end)
            said = None if post else _said().search(text, dash.end(), end)
            if post and number:
                before = paragraphs[number - 1]
                turns.append(Extracted((post.span("who"),), (post.span("cue"),), (before,), BY_SHAPE))
            elif said:
                who, cue = ("who", "cue") if said["who"] else ("whose", "cue_after")
                content = (dash.end(), said.start())
                turns.append(Extracted((said.span(who),), (said.span(cue),), (content,), BY_SHAPE))
    labelled = {label.span("cue") for label in labels.values()}
    return [
        turn
        for turn in turns
        if not any(touches(taken, span) for span in turn.cue)
        and (turn.cue[0] in labelled or not any(touches(taken, span) for span in turn.content))
    ]


def _labelled(labels: dict[int, re.Match[str]], paragraphs: list[Span]) -> list[Extracted]:
    """Return what is said behind each label, up to the next one."""
    turns: list[Extracted] = []
    for start, end in paragraphs:
        if label := labels.get(start):
            turns.append(
                Extracted((label.span("who"),), (label.span("cue"),), ((label.end(), end),), BY_SHAPE)
            )
        elif turns:
            turns[-1] = turns[-1]._replace(content=(*turns[-1].content, (start, end)))
    return turns
