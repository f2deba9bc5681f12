"""Figures of who is called what: every word for one actor, and one source's words in each article."""

import matplotlib as mpl

from inotherwords import claims, settings
from inotherwords.layers import schema
from inotherwords.naming import readable
from inotherwords.report.figures import setting, style
from inotherwords.report.figures.drawing import Drawing, describe, draw_nothing
from inotherwords.report.figures.setting import Run
from inotherwords.report.findings import (
    Evidence,
    find_one_source,
    find_vocabularies,
    fold_voices,
    how_many,
    list_words,
    quote_words,
)
from inotherwords.report.sentences import Number, join, plural, say, short_names

NO_LABELS = "No labels: the list that says who is named how (labels.csv) is missing, or none of it occurs."
NAMES = 92.0  # points for the names at the left


def _noun(evidence: Evidence, row: tuple) -> str:
    """Return the noun before which a label stands, if its text is at hand."""
    text = evidence.texts.get(row.doc)
    return claims.find_noun(text, row.start, row.end) if text else ""


@mpl.rc_context(style.STYLE)
def every_word(evidence: Evidence) -> Drawing:
    """Draw every mention of one actor in the order of reading, boxed by voice, unit by unit.

    Of a unit with more than WORDS_DRAWN mentions the first are drawn. The actor is the one of the sentence
    on two vocabularies, else the first of those on whose names the units differ most, if they have several.
    """
    units, differing = style.longest_articles(evidence.units), find_vocabularies(evidence)
    short = short_names(units)
    labels, named = evidence.labels.groupby("actor")["label"].nunique(), evidence.named()
    several = [actor for actor in named if labels.get(actor, 0) > 1]  # of one word there is nothing to see
    actor = [*(found.actor for found in differing), *several, *named, ""][0]
    rows = evidence.labels[(evidence.labels["actor"] == actor) & evidence.labels["doc"].isin(list(short))]
    voice = fold_voices(rows["voice"])
    shown = rows.assign(voice=voice, nth=rows.groupby("doc").cumcount() + 1)
    words = [claims.plain_words(row.text) + " …" * bool(_noun(evidence, row)) for row in shown.itertuples()]
    data = shown.assign(text=words)[["doc", "nth", "text", "label", "voice"]]
    data = schema.table("outputs/figures/every-word", data[data["nth"] <= settings.WORDS_DRAWN])
    if data.empty:
        return draw_nothing(NO_LABELS, data, units)
    found, cells, parts = differing[0] if differing else None, [], []
    leading = found.leading if found else {}
    wide = 72 * style.PAGE - 2 * style.MARGIN - NAMES
    for doc, name in short.items():
        own = data[data["doc"] == doc]
        runs = [
            Run(
                f"“{row.text}”" if row.voice == "quoted" else row.text,
                row.voice + " bold" * (evidence.families.get((actor, row.label)) in leading),
            )
            for row in own.itertuples()
        ]
        every, ours = (rows["doc"] == doc).sum(), ((rows["doc"] == doc) & (voice == "own")).sum()
        heads = setting.break_lines([Run(name, "ours bold")], NAMES - 4)
        heads += setting.break_lines([Run(f"{ours} of {every} in own voice", "ours")], NAMES - 4, style.SMALL)
        cells.append([heads, setting.put_chips(runs, wide) if runs else [[(0.0, "none", "ours")]]])
        parts.append(f"{name}: {', '.join(run.text for run in runs) or 'none'}")
    notes = [
        "A word with … stands before a noun. Headings, and captions on nobody’s word, count as own "
        "voice. In paraphrase it stays open whose word it is."
    ]
    if (shown["nth"] > settings.WORDS_DRAWN).any():
        notes.append(f"Of each the first {settings.WORDS_DRAWN} are drawn.")
    order = ", in the order of reading"
    if leading:
        notes.append("Bold: the words that the title names.")
        named = [
            f"{quote_words(list_words(found.of(family)[1]))} in {join(evidence.names(docs))}"
            for family, docs in leading.items()
        ]
        several = all((rows["doc"] == doc).sum() > 1 for docs in leading.values() for doc in docs)
        order = f": {'mostly ' * (found.mostly and several)}{join(named)}"
    title = f"Every word for {readable(actor)}{order}"
    figure = setting.draw_table(
        cells, [0, NAMES], title, ["", ""], [*notes, *style.tell_left_out(evidence.units)], style.KEY
    )
    lead = say(
        "Mentions of {who} by a label, in the order of reading, {n} in all, boxed by voice.",
        who=readable(actor),
        n=Number(len(data), "figures/every-word/mentions"),
    )
    return describe(figure, data, [lead, f"{'; '.join(parts)}."])


@mpl.rc_context(style.STYLE)
def one_source(evidence: Evidence) -> Drawing:
    """Draw the words for one actor that each article gives to one source: source x article."""
    articles = style.longest_articles(evidence.articles)
    short = short_names(articles)
    rows = evidence.shared_sources(short)
    shown = rows.assign(text=rows["phrase"])[["source", "doc", "text", "voice", "mismatch"]]
    counted = shown.groupby(list(shown), sort=False).size().rename("times").reset_index()
    data = schema.table("outputs/figures/one-source", counted)
    if data.empty:
        return draw_nothing(
            "No source is given different words for one actor by two {articles}.", data, articles
        )
    order = data.groupby("source")["doc"].nunique().sort_values(ascending=False, kind="stable").index
    told = find_one_source(evidence)
    in_table = told and told.actor == rows["actor"].iloc[0] and told.source in order[: settings.SOURCES_DRAWN]
    first = data[data["source"] == told.source] if in_table else data
    docs = style.choose_columns(short, first)
    lefts, room = setting.share_room(NAMES * 0.9, len(docs))
    cells, parts = [], []
    for source in order[: settings.SOURCES_DRAWN]:
        row = [setting.break_lines([Run(source, "ours bold")], NAMES * 0.9 - 6)]
        for doc in docs:
            own = data[(data["source"] == source) & (data["doc"] == doc)]
            runs = []
            for part in own.itertuples():
                quoted = part.voice == "quoted"
                text = (f"“{part.text}”" if quoted else part.text) + f" ×{part.times}" * (part.times > 1)
                runs.append(
                    [Run(text, "bold" if quoted else "mismatch" if part.mismatch == "yes" else "plain")]
                )
            row.append(setting.break_parts(runs or [[Run("–", "ours")]], room - 8))
            if len(own):
                parts.append(f"{source} in {short[doc]}: {', '.join(own['text'])}")
        cells.append(row)
    notes = [
        "Bold, in quotation marks: the source’s own words. Plain: in paraphrase. Shaded: in paraphrase, by a "
        "word that the source uses in none of its quotations here, while it does use another, or a name. "
        "Left out: words before a noun (a rebel enclave). Whoever speaks for a body counts for it.",
        *style.tell_left_out(evidence.articles, docs),
    ]
    title = f"Words for {readable(rows['actor'].iloc[0])}, by source"
    if in_table:
        phrases = dict.fromkeys(f"“{phrase}”" for doc, phrase in told.phrases.items() if doc in docs)
        given = f"{'is' if how_many(told.source) == 1 else 'are'} given {join(phrases)}"
        title = f"One source, other words: {told.source} {given}"
    heads = ["", *(short[doc] for doc in docs)]
    figure = setting.draw_table(cells, lefts, title, heads, notes)
    lead = say(
        "A table of {sources} and the words for {who} that each article gives to them.",
        sources=plural(len(cells), "source", "figures/one-source/sources"),
        who=readable(rows["actor"].iloc[0]),
    )
    return describe(figure, data, [lead, f"{'; '.join(parts)}."])
