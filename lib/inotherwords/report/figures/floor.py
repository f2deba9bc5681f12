"""The figure of who has the floor: each article from first to last, by whose word it stands on."""

import matplotlib as mpl
import pandas as pd

from inotherwords import settings
from inotherwords.layers import schema
from inotherwords.naming import readable
from inotherwords.report.figures import style
from inotherwords.report.figures.drawing import Drawing, describe, draw_nothing
from inotherwords.report.findings import Evidence, by_source, most_first
from inotherwords.report.sentences import Number, say, short_names
from inotherwords.text.quotations import find_quotations

# Dark to light, and by pattern, so that they stay apart in grey.
LOOKS = [("#0f7b5f", ""), ("#0b3c5d", ""), ("#5b94ba", ""), ("#c7ddec", "....")]
ACTOR = ("#e07b39", "////")  # the side of the actor on whose names the articles differ most
OTHERS = ("#b5b5b5", "")
HIGH, LABELS = 24.0, 10.5  # points: of a strip, and from one row of names to the next
ROWS_OF_NAMES = 2
NAMELESS = "(not named)"


@mpl.rc_context(style.STYLE)
def the_floor(evidence: Evidence) -> Drawing:
    """Draw each article as a strip in reading order: on whose word, full height inside quotation marks."""
    articles = style.longest_articles(evidence.articles)
    short = short_names(articles)
    data = _stretches(evidence, list(short))
    if data.empty:
        return draw_nothing("Nobody has the floor in any {article}.", data, articles)
    sides = data.assign(size=data["end"] - data["start"]).groupby("side")["size"].sum()
    sides = sides[sides.index.isin(evidence.sides)]
    actor = [one for one in evidence.named()[:1] if one in evidence.sides]
    others = ["unknown", "several", "media", "other", *actor]
    sides = sides.drop(others, errors="ignore").sort_values(ascending=False, kind="stable")
    look = dict(zip(sides.index, LOOKS, strict=False))
    look |= {side: ACTOR for side in actor if side in set(data["side"])}
    key = {readable(side): look[side] for side in look} | ({"others": OTHERS} if look else {})
    longest = max(len(evidence.texts[doc]) for doc in short)
    strip = style.TEXT * style.LEADING + HIGH + ROWS_OF_NAMES * LABELS + style.GAP
    notes = [
        "Each strip: an article from first letter to last. Full height: in quotation marks; half: in "
        "paraphrase; white: own voice. A bar without words under it: the source before it again, or no room "
        "for its name. What the program misses is drawn as own voice.",
        *style.tell_left_out(evidence.articles),
    ]
    figure, top = style.sheet(style.PAGE, strip * len(short), _title(evidence), key, notes)
    room = 72 * style.PAGE - 2 * style.MARGIN
    parts = []
    for number, (doc, name) in enumerate(short.items()):
        y = top + number * strip
        style.write_text(figure, style.MARGIN, y, name, fontsize=style.TEXT, fontweight="bold")
        y += style.TEXT * style.LEADING
        scale = room / longest
        style.box(figure, style.MARGIN, y, len(evidence.texts[doc]) * scale, HIGH, ("#ffffff", ""))
        free = [0.0] * ROWS_OF_NAMES
        own, said = data[data["doc"] == doc], ""
        for row in own.itertuples():
            left, wide = style.MARGIN + row.start * scale, (row.end - row.start) * scale
            high = HIGH if row.quoted == "yes" else HIGH / 2
            style.box(figure, left, y + HIGH - high, wide, high, look.get(row.side, OTHERS))
            who = row.source or NAMELESS
            if who != said:
                need = style.measure(who, style.SMALL) + 6
                fits = [n for n in range(ROWS_OF_NAMES) if free[n] <= left and left + need <= room + 6]
                if fits:
                    free[fits[0]] = left + need
                    down = y + HIGH + 0.5 + fits[0] * LABELS
                    style.write_text(figure, left, down, who, fontsize=style.SMALL, color=style.QUIET)
            said = who
        parts.append(
            f"{name}: {', '.join(dict.fromkeys(row.source or NAMELESS for row in own.itertuples()))}"
        )
    lead = say(
        "Strips, one an article, with {n} stretches on somebody’s word.",
        n=Number(len(data), "figures/the-floor/stretches"),
    )
    return describe(figure, data, [lead, f"Heard, in this order: {'; '.join(parts)}."])


def _stretches(evidence: Evidence, docs: list[str]) -> pd.DataFrame:
    """Return each stretch of an article on one and the same word: doc, start, end, source, side, quoted."""
    spans = evidence.spans[(evidence.spans["role"] == "content") & evidence.spans["doc"].isin(docs)]
    heard = evidence.said[evidence.said["heard"] == "yes"]
    said = heard.set_index(["doc", "attribution"])[["speaker", "side"]].to_dict("index")
    places = zip(spans["doc"], spans["attribution"], strict=True)
    spans = spans[pd.Series([place in said for place in places], spans.index, dtype=bool)]
    rows = []
    for doc, own in spans.groupby("doc"):
        painted: list[tuple[object, bool]] = [("", False)] * len(evidence.texts[doc])
        own = own.assign(size=own["end"] - own["start"]).sort_values("size", ascending=False)
        for one in own.itertuples():
            painted[one.start : one.end] = [(one.attribution, False)] * (one.end - one.start)
        for start, end in find_quotations(evidence.texts[doc]):
            painted[start:end] = [(number, number != "") for number, _ in painted[start:end]]
        start = 0
        for place in range(1, len(painted) + 1):
            if place == len(painted) or painted[place] != painted[start]:
                number, quoted = painted[start]
                if number != "" and place - start > settings.LEAST_STRETCH:
                    source = said[doc, number]
                    names = "; ".join(
                        evidence.bodies.get(name, name) for name in source["speaker"].split("; ")
                    )
                    side = source["side"] if ";" not in source["side"] else "several"
                    rows.append((doc, start, place, names, side, "yes" if quoted else ""))
                start = place
    return schema.table("outputs/figures/the-floor", rows)


def _title(evidence: Evidence) -> str:
    """Return in how many articles the first actor and the most cited side are heard; or a source."""
    every = len(evidence.articles)
    parts = []
    heard = evidence.said[evidence.said["heard"] == "yes"]
    heard = heard.assign(side=heard["side"].str.split("; ")).explode("side")
    heard = heard[heard["side"].isin(evidence.sides)]  # of others it is not known who speaks for them
    most = heard["side"].value_counts()
    for side in [*evidence.named()[:1], *most.index[:1]]:
        count = heard.loc[heard["side"] == side, "doc"].nunique()
        if count:
            parts.append(f"{readable(side)} in {count} of {every} articles")
    heard = by_source(evidence._replace(attributions=evidence.said))
    count = heard.groupby("source")["doc"].nunique()[most_first(heard["source"]).index]  # of equals, by times
    for source, n in [] if parts else [*count.sort_values(ascending=False, kind="stable").head(1).items()]:
        parts.append(f"{source} in {n} of {every} articles")
    return f"Who has the floor: {', '.join(dict.fromkeys(parts)) or 'nobody by name'}"
