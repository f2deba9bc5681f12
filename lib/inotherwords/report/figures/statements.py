"""Figures of what becomes of words: one statement cut at the same joints, copy as tracked changes, claims."""

import re
from collections.abc import Sequence

import matplotlib as mpl
import pandas as pd

from inotherwords import claims, settings
from inotherwords.layers import schema
from inotherwords.report.figures import setting, style
from inotherwords.report.figures.drawing import Drawing, describe, draw_nothing
from inotherwords.report.figures.setting import Run
from inotherwords.report.findings import Evidence, choose_patient, count_changes, find_deaths, spell_verb
from inotherwords.report.sentences import Number, join, plural, pluralise, say, short_names

JOINTS = ["", "who does it", "what they do", "what happens", "on whose word"]
LINK = re.compile(r",?\s*\b(?:where|in which|when|leaving)\b")
OWN = "own voice"
NAMES, TITLES = 78.0, 130.0  # points of the first column: of articles, of statements
WITHOUT = {"delete": "(gone)", "rewrite": "(rewritten)"}  # how copy that has no words here is marked


@mpl.rc_context(style.STYLE)
def one_statement(evidence: Evidence) -> Drawing:
    """Draw the versions of the statement that most sentences tell with a verb of the list, cut alike.

    Who does it, what they do, what happens, on whose word: the columns; a row a sentence.
    """
    found = find_deaths(evidence)
    data = schema.table("outputs/figures/one-statement")
    if found is None:
        return draw_nothing(
            "No statement of two {articles} tells with a verb of the list of acts what became of how many.",
            data,
            evidence.articles,
        )
    rows = [(row.doc, *_cut(evidence, row)) for row in found.itertuples()]
    data = schema.table("outputs/figures/one-statement", rows)
    short = evidence.outlets()
    lefts, room = setting.share_room(NAMES, len(JOINTS) - 1)
    cells, parts = [], []
    for row in data.itertuples():
        before, verb, after = row.happens.partition(row.verb)
        happens = [Run(before), Run(verb, "verb"), Run(after)]
        who = Run(row.doer or "nobody is named", "doer" if row.named == "yes" else "pronoun")
        whose = Run(row.source, "bold" if row.source == OWN else "plain")
        runs = [[Run(short[row.doc], "ours bold")], [who], [Run(row.does or "–")], happens, [whose]]
        cells.append(
            [
                setting.break_lines([run for run in part if run.text.strip()], (NAMES if not n else room) - 8)
                for n, part in enumerate(runs)
            ]
        )
        parts.append(
            f"{short[row.doc]}: {row.doer or 'nobody'} | {row.does or '–'} | {row.happens} | {row.source}"
        )
    notes = [
        "Shaded: the words that name the doer; grey: a pronoun, or nobody. What names the source is moved to "
        "the last column. In a translation the verb may be the translator’s."
    ]
    n, named = len(data), int((data["named"] == "yes").sum())
    patient = choose_patient(found)
    title = f"“{patient}” in {n} {pluralise(n, 'sentence')}: who did it is named in {named}"
    figure = setting.draw_table(cells, lefts, title, JOINTS, notes)
    lead = say(
        "The same statement in {n} sentences, cut at the same joints.",
        n=Number(n, "figures/one-statement/sentences"),
    )
    return describe(figure, data, [lead, f"{'; '.join(parts)}."])


def _cut(evidence: Evidence, row: tuple) -> tuple[str, str, str, str, str, str]:
    """Return doer, whether named, what they do, what happens, its verb, and on whose word."""
    text = evidence.texts[row.doc]
    same = evidence.acts[(evidence.acts["doc"] == row.doc) & (evidence.acts["sentence"] == row.sentence)]
    main = same[(same["start"] < row.start) & (same["form"] == claims.ACTIVE) & (same["act"] != row.act)]
    patient = row.patient_start if row.patient_start != "" else row.start
    first = min(row.start, patient)
    doer, does, named = row.agent, "", "yes" if row.agent else ""
    if len(main):
        does_from = main["start"].iloc[-1]
        at_home = row.agent_start != "" and row.sentence <= row.agent_start < does_from
        # A version may be only what hangs on it: "They shelled it, [killing four]".
        doer = text[row.start_version if row.start_version < does_from else row.sentence : does_from]
        if at_home:  # with an apposition: "HTS, a terror alliance, shelled"
            between = text[row.agent_end : does_from]
            does_from = row.agent_end + (between.rfind(",") if between.startswith(",") else 0)
            doer = text[row.agent_start : does_from]
        link = next(reversed([*LINK.finditer(text, does_from, first)]), None)
        first = link.start() if link else first
        does = text[does_from:first]
        named = "yes" if at_home else ""
    end = max(row.end, row.patient_end if row.patient_end != "" else 0)
    happens = text[first:end]
    tidy = [" ".join(part.split()).strip(" ,").removesuffix(" and") for part in (doer, does, happens)]
    spans = evidence.spans
    said = spans[(spans["doc"] == row.doc) & (spans["attribution"] == row.attribution)]
    said = said[said["role"].isin(["source", "cue"])].sort_values("start")
    source = " ".join(text[one.start : one.end] for one in said.itertuples()) or OWN
    return tidy[0], named, tidy[1], tidy[2], spell_verb(text, row), source


@mpl.rc_context(style.STYLE)
def the_pencil(evidence: Evidence) -> Drawing:
    """Draw what each article did with the copy it was made from, as tracked changes."""
    short = short_names(evidence.articles)
    known = evidence.wire[
        evidence.wire["doc"].isin(list(short)) & (evidence.wire["confidence"] != "doubtful")
    ]
    rows = []
    for row in known.itertuples():
        before, after = _around(evidence.texts[row.doc], row)
        copy = "" if row.wire_wording == settings.NOTHING or row.change == "kept" else row.wire_wording
        own = "" if row.wording == settings.NOTHING else row.wording
        rows.append((row.doc, row.change, before, copy, row.gloss, own, after))
    data = schema.table("outputs/figures/the-pencil", rows)
    if data.empty:
        return draw_nothing(
            "No {article} is set beside the copy it was made from (wire.csv).", data, evidence.articles
        )
    wide = 72 * style.PAGE - 2 * style.MARGIN - NAMES
    cells, parts = [], []
    each = max(settings.CHANGES_DRAWN // data["doc"].nunique(), 1)
    shown = data[data.groupby("doc").cumcount() < max(each, settings.CHANGES_OF_AN_ARTICLE)]
    shown = shown.head(settings.CHANGES_DRAWN)
    for doc, own in shown.groupby("doc"):
        runs = []
        for row in own.itertuples():
            kept = row.change == "kept"
            line = [
                Run(row.before, "quiet"),
                Run(row.copy, "struck"),
                Run(f"({row.gloss})" if row.gloss else "", "ours"),
                Run(row.wording, "plain" if kept else "new"),
                Run(row.after, "quiet"),
                Run("(kept)" if kept else WITHOUT.get(row.change, "") if not row.wording else "", "ours"),
            ]
            runs.append([run for run in line if run.text])
        heads = setting.break_lines([Run(short[doc], "ours bold")], NAMES - 6)
        cells.append([heads, setting.break_parts(runs, wide)])
        changes = [
            f"{row.copy or '∅'} → {row.wording or '∅'}" for row in own.itertuples() if row.change != "kept"
        ]
        parts.append(f"{short[doc]}: {'; '.join(changes)}")
    title = f"The editor’s pencil: {join(count_changes(data['change'], ''))}"
    notes = [
        "Struck out: the copy’s words, as others printed them. Underlined: what the article has instead. In "
        "brackets: foreign words in English, by us; there the change may be a translator’s. Found by hand, "
        "no full account."
    ]
    if len(shown) < len(data):
        notes.append(f"Shown are {len(shown)} of {len(data)} places.")
    figure = setting.draw_table(cells, [0, NAMES], title, ["", ""], notes)
    lead = say(
        "What articles did with their copy in {n}, as tracked changes.",
        n=plural(len(data), "place", "figures/the-pencil/places"),
    )
    return describe(figure, data, [lead, f"{'. '.join(parts)}."])


def _around(text: str, row: tuple) -> tuple[str, str]:
    """Return a few words before and after an article's wording, within its sentence."""
    if row.start == "":
        return "", ""
    before = re.split(r"[.!?\n:]\s", text[: row.start])[-1].split()[-settings.WORDS_AROUND :]
    after = re.split(r"[.!?\n](?:\s|$)", text[row.end :])[0].split()[: settings.WORDS_AROUND]
    return " ".join(before), " ".join(after)


@mpl.rc_context(style.STYLE)
def claims_matrix(evidence: Evidence) -> Drawing:
    """Draw the claims that articles tell otherwise: a row a claim, and in each article on whose word.

    Drawn are those of which some versions are told on another's word, or on nobody's, the surest first; each
    cell has a line for every version. "not found" is no proof that the article does not tell it: where it
    tells of the same act, done to another number of the same, the cell says "such an act".
    """
    articles = style.longest_articles(evidence.articles)
    short, table = short_names(articles), evidence.claims
    data = schema.table("outputs/figures/claims-matrix")
    bodies = evidence.bodies
    every = table.assign(
        body=lambda own: [bodies.get(name, name) or claims.UNNAMED for name in own["speaker"]],
        unsure=claims.is_unsure,
    )
    every["body"] = every["body"].where(every["told"] != "own", OWN)
    every["source"] = claims.settle_sources(every, evidence.attributions, bodies, evidence.listed)
    sure = every[~every["unsure"]]
    various = sure[sure["doc"].isin(list(short))].groupby("claim")["source"].nunique()
    told = every[every["claim"].isin(various.index[various > 1]) & every["doc"].isin(list(short))]
    order = told.groupby("claim").agg(unsure=("unsure", "mean"), docs=("doc", "nunique"))
    order = order.sort_values(["docs", "unsure"], ascending=[False, True], kind="stable").index
    if not len(order):
        return draw_nothing(
            "No statement is seen to be told on another’s word by two {articles}.", data, articles
        )
    docs, chosen = _choose_claims(told, order, short)
    rows = told[told["claim"].isin(chosen) & told["doc"].isin(docs)]
    mark = rows["unsure"].map({True: "yes", False: ""})
    columns = ["claim", "title", "doc", "told", "body", "unsure"]
    data = schema.table("outputs/figures/claims-matrix", rows.assign(unsure=mark)[columns])
    lefts, room = setting.share_room(TITLES, len(docs))
    cells, parts = [], []
    for claim in chosen:
        own = data[data["claim"] == claim]
        title = own["title"].iloc[0]
        row = [setting.break_lines([Run(title)], TITLES - 8)]
        otherwise = _tell_otherwise(evidence, rows[rows["claim"] == claim])
        for doc in docs:
            here = own[own["doc"] == doc]
            runs = []
            for one in here.itertuples():
                how = "own" if one.body == OWN else "quoted" if one.told == "quoted" else "attributed"
                runs.append([Run(one.body + " ?" * (one.unsure == "yes"), how)])
            none = "such an act" if doc in otherwise else "not found"
            row.append(setting.break_parts(runs or [[Run(none, "ours")]], room - 6))
        cells.append(row)
        said = [f"{short[one.doc]} {one.body}{' ?' * (one.unsure == 'yes')}" for one in own.itertuples()]
        parts.append(f"{title}: {', '.join(said)}")
    n, of = int((sure.groupby("claim")["source"].nunique() > 1).sum()), table["claim"].nunique()
    are = "is" if n == 1 else "are"
    title = f"At least {n} of {of} {pluralise(of, 'statement')} {are} told on another’s word, or on nobody’s"
    notes = [
        "In the first column: the words of one version. ?  perhaps another statement, or a doubtful "
        "attribution. “Such an act”: the article tells of one, done to another number of the same. "
        "“Not found” does not prove that it leaves the statement out: it may tell it in quite other words.",
        *style.tell_left_out(evidence.articles, docs),
        *[f"Drawn are {len(cells)} of these statements."] * (len(cells) < n),
    ]
    figure = setting.draw_table(cells, lefts, title, ["", *(short[doc] for doc in docs)], notes, style.KEY)
    lead = say(
        "A matrix of {drawn} and on whose word each article tells them.",
        drawn=plural(len(cells), "statement", "figures/claims-matrix/claims"),
    )
    return describe(figure, data, [lead, f"{'; '.join(parts)}."])


def _tell_otherwise(evidence: Evidence, versions: pd.DataFrame) -> set[str]:
    """Return the articles that tell of an act of a claim, done to another number of those it speaks of."""
    acts = evidence.acts
    heads = acts["patient"].str.casefold().str.extract(r"([^\W\d_]+)$", expand=False).fillna("")
    whom = acts["patient_actor"].where(acts["patient_actor"] != "", heads)
    acts = acts.assign(whom=whom)[(whom != "") & (acts["number"] != "")]
    places = versions[["doc", "start", "end"]].merge(acts, on="doc", suffixes=("_version", ""))
    inside = places[(places["start_version"] <= places["start"]) & (places["start"] < places["end_version"])]
    same = ["act", "event", "whom"]
    both = acts.merge(inside[[*same, "number"]].drop_duplicates(), on=same, suffixes=("", "_version"))
    return set(both.loc[both["number"] != both["number_version"], "doc"])


def _choose_claims(
    told: pd.DataFrame, order: Sequence[int], short: dict[str, str]
) -> tuple[list[str], list[int]]:
    """Return the articles and the claims that are drawn, of claims in this order.

    Drawn are articles that tell one of them, and claims that are told on different words in these. If the
    articles with most claims have no such claim in common, those of the first claim are drawn.
    """
    sure = told[~told["unsure"]]
    one = sure[sure["claim"] == order[0]]
    one = one.assign(nth=one.groupby("source").cumcount()).sort_values("nth", kind="stable")
    most = told[told["claim"].isin(order[: settings.CLAIMS_DRAWN])]
    for rows in (most, one.drop_duplicates("doc")):
        docs = style.choose_columns(short, rows)
        seen = sure[sure["doc"].isin(docs)].groupby("claim")["source"].nunique()
        if chosen := [claim for claim in order if seen.get(claim, 0) > 1][: settings.CLAIMS_DRAWN]:
            break
    if len(docs) < len(short):
        docs = [doc for doc in docs if doc in set(told.loc[told["claim"].isin(chosen), "doc"])]
    return docs, chosen
