"""findings.md: the eight sentences, what may not be concluded, and the tables behind them."""

from collections.abc import Iterable, Sequence

import pandas as pd

from inotherwords import settings
from inotherwords.claims import ACTIVE, BESIDE
from inotherwords.corpus import Study
from inotherwords.naming import readable
from inotherwords.report.findings.corrections import table_of_changes
from inotherwords.report.findings.eight import EIGHT
from inotherwords.report.findings.evidence import Evidence, by_source, fold_voices, most_first
from inotherwords.report.findings.leads import AMOUNTS, OF_PEOPLE, tell_amounts, tell_left_out, tell_numbers
from inotherwords.report.findings.robustness import compact
from inotherwords.report.findings.templates import tell
from inotherwords.report.sentences import Sentence, day

NONE = "–"


def markdown(table: pd.DataFrame) -> str:
    r"""Return a table in Markdown; a bar in a cell is escaped.

    >>> print(markdown(pd.DataFrame({"label": ["rebel"], "Ann": ["7 | 6"]})))
    | label | Ann |
    | --- | --- |
    | rebel | 7 \| 6 |
    """
    rows = [list(table), ["---"] * len(table.columns), *table.values.tolist()]
    cells = [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def label_tables(evidence: Evidence) -> dict[str, pd.DataFrame]:
    """Return for each actor a table: label x unit, how often in each voice.

    A label inside a longer one counts under both.
    """
    found = {}
    for actor in evidence.named():
        rows = evidence.labels[evidence.labels["actor"] == actor]
        nested = rows.assign(label=rows["also"].str.split("; ")).explode("label")
        rows = pd.concat([rows, nested[nested["label"] != ""]])
        counts = rows.assign(voice=fold_voices(rows["voice"])).groupby(["label", "doc", "voice"]).size()
        shown = list(most_first(rows["label"]).index[: settings.ROWS_TOLD])
        table = {"label (in own voice/in paraphrase/in quotation marks)": shown}
        for doc, name in zip(evidence.units["doc"], evidence.units["short"], strict=True):
            table[name] = [
                _three(*(counts.get((label, doc, one), 0) for one in ("own", "attributed", "quoted")))
                for label in shown
            ]
        found[readable(actor)] = pd.DataFrame(table)
    return found


def _three(*counts: int) -> str:
    return "/".join(map(str, counts)) if any(counts) else NONE


def source_table(evidence: Evidence) -> pd.DataFrame:
    """Return source x article: the words that each gives to the source for the first actor."""
    rows = evidence.shared_sources(evidence.articles["doc"])
    if rows.empty:
        return rows
    said = [
        f"“{row.phrase}”" if row.voice == "quoted" else row.phrase + " ≠" * (row.mismatch == "yes")
        for row in rows.itertuples()
    ]
    wide = rows.assign(said=said).groupby(["source", "doc"])["said"].agg(_together).unstack("doc")
    wide = (
        wide.reindex(columns=list(evidence.articles["doc"])).fillna(NONE).rename(columns=evidence.outlets())
    )
    noted = wide.rename_axis("source (≠: a word that no quotation of it here has)")
    return noted.rename_axis(columns=None).reset_index()


def _together(words: Iterable[str]) -> str:
    counts = pd.Series(list(words)).value_counts(sort=False)
    return ", ".join(word + (f" ×{n}" if n > 1 else "") for word, n in counts.items())


def heard_table(evidence: Evidence, prominence: pd.DataFrame) -> pd.DataFrame:
    """Return how often each source is heard in each unit, then what articles put first and last."""
    heard = by_source(evidence)
    counts = heard.groupby(["source", "doc"]).size().unstack("doc", fill_value=0)
    counts = counts.reindex(columns=list(evidence.units["doc"]), fill_value=0)
    order = counts.sum(axis=1).sort_values(ascending=False, kind="stable").head(settings.ROWS_TOLD)
    wide = (
        counts.loc[order.index].replace(0, NONE).rename(columns=evidence.outlets()).rename_axis(columns=None)
    )
    table = wide.reset_index().astype(str)
    if set(prominence["doc"]) == set(evidence.units["doc"]):
        own = prominence.set_index("doc").loc[list(evidence.units["doc"])]
        for column in ("first_source", "last_word"):
            own[column] = own[column].map(lambda name: evidence.bodies.get(name, name))
        said = [f"{n} of {m}" for n, m in zip(own["first_said"], own["first_words"], strict=True)]
        more = [
            ["*first source*", *own["first_source"].replace("", NONE)],
            ["*last word*", *own["last_word"].replace("", "own voice")],
            [f"*of the first {settings.FIRST_WORDS} words, on somebody’s word*", *said],
        ]
        table = pd.concat([table, pd.DataFrame(more, columns=list(table))], ignore_index=True)
    return table


def acts_table(evidence: Evidence) -> pd.DataFrame:
    """Return the acts, those of which most is told first: article, doer, verb, to whom, on whose word."""
    rows = evidence.acts[evidence.acts["doc"].isin(evidence.texts)]
    order = list(most_first(rows["act"]).index)
    rows = rows.assign(place=rows["act"].map(order.index)).sort_values(["event", "place"], kind="stable")
    short = evidence.outlets()
    table = {
        "article": [short[doc] for doc in rows["doc"]],
        "who does it": [
            f"nobody ({agent})" if by == BESIDE else agent or (NONE if form == ACTIVE else "nobody")
            for agent, by, form in zip(rows["agent"], rows["agent_by"], rows["form"], strict=True)
        ],
        "verb": list(rows["verb"]),
        "to whom": list(rows["patient"]),
        "on whose word": _on_whose_word(evidence, rows),
        "event": list(rows["event"]),
    }
    return pd.DataFrame(table)


def _on_whose_word(evidence: Evidence, rows: pd.DataFrame) -> list[str]:
    speakers = evidence.said.set_index(["doc", "attribution"])["speaker"].to_dict()
    return [
        speakers.get((doc, number), "") or ("own voice" if number == "" else "source not named")
        for doc, number in zip(rows["doc"], rows["attribution"], strict=True)
    ]


def wire_table(evidence: Evidence) -> pd.DataFrame:
    """Return what each article did with its copy, as tracked changes: struck out is the copy's."""
    short, rows = evidence.outlets(), []
    for row in evidence.wire.itertuples():
        gloss = f" ({row.gloss})" if row.gloss else ""
        copy = "" if row.wire_wording == settings.NOTHING else f"~~{row.wire_wording}~~{gloss}"
        own = "" if row.wording == settings.NOTHING else f"**{row.wording}**"
        if row.change == "kept":
            copy, own = "", f"{row.wording}, kept{f' ({row.wire_wording})' if row.gloss else ''}"
        rows.append((short.get(row.doc, row.doc), f"{copy} {own}".strip(), row.confidence.replace("_", " ")))
    return pd.DataFrame(rows, columns=["article", "copy and article", "how sure"])


def pair_table(passages: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return how many sentences each two articles share, word for word or reworded."""
    same = passages[passages["kind"].isin(settings.COLLATED)]
    counts = same.groupby(["doc_a", "doc_b"]).size()
    docs = list(articles["doc"])
    table = {"": list(articles["short"])}
    for doc, name in zip(docs, articles["short"], strict=True):
        table[name] = [
            NONE if doc == other else int(counts.get((doc, other), 0) + counts.get((other, doc), 0))
            for other in docs
        ]
    return pd.DataFrame(table)


def number_table(evidence: Evidence, quantities: pd.DataFrame, kinds: Sequence[str]) -> pd.DataFrame:
    """Return the numbers of some kinds, with article, day and source; those of other events last."""
    rows = quantities[quantities["kind"].isin(kinds)]
    rows = rows[rows["doc"].isin(evidence.texts)].sort_values(
        ["event", "kind", "value", "doc"], kind="stable"
    )
    published, short = evidence.articles.set_index("doc")["published"].to_dict(), evidence.outlets()
    table = {
        "kind": list(rows["kind"]),
        "number": list(rows["text"]),
        "article": [short[doc] for doc in rows["doc"]],
        "day": [day(published.get(doc, "")) for doc in rows["doc"]],
        "on whose word": _on_whose_word(evidence, rows),
        "event": list(rows["event"]),
    }
    return pd.DataFrame(table)


def _tables(
    study: Study, evidence: Evidence, robustness: pd.DataFrame, prominence: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return the tables of `findings.md` by their headings."""
    found = {f"Who is called what: {who}": table for who, table in label_tables(evidence).items()}
    changed = pd.DataFrame()
    if len(study.corrections):
        changed = table_of_changes(study.read("corrections_effect"), study.articles)
    return found | {
        "One source, other words": source_table(evidence),
        "Who is heard": heard_table(evidence, prominence),
        "Who did it": acts_table(evidence),
        "What the copy said": wire_table(evidence),
        "Sentences that two share": pair_table(study.read("passages"), study.close),
        "Numbers of people": number_table(evidence, study.read("quantities"), OF_PEOPLE),
        "Money and per cent": number_table(evidence, study.read("quantities"), AMOUNTS),
        "Do the sentences hold?": compact(robustness),
        "What corrections changed": changed,
    }


def write_findings(
    study: Study,
    evidence: Evidence,
    told: dict[str, Sentence],
    limits: list[Sentence],
    robustness: pd.DataFrame,
    prominence: pd.DataFrame,
) -> None:
    """Write `findings.md`: the sentences, each with a link to the table it counts; then the tables."""
    lines = [
        f"{number}. **{title}.** {sentence} ([words](tables/{EIGHT[title][0]}.csv))"
        for number, (title, sentence) in enumerate(told.items(), 1)
    ]
    parts = ["# Findings", "\n".join(lines) or "The corpus bears out none of the eight sentences."]
    if limits:
        parts.append(f"**What may not be concluded.** {' '.join(map(str, limits))}")
    parts.append(str(tell("counted")))
    leads = {
        "Who did it": tell_left_out(evidence, study.list("acts")),
        "Numbers of people": tell_numbers(evidence, study.read("quantities")),
        "Money and per cent": tell_amounts(evidence, study.read("quantities")),
    }
    for title, table in _tables(study, evidence, robustness, prominence).items():
        if len(table):
            lead = " ".join(map(str, leads.get(title, [])))
            parts += filter(None, [f"## {title}", lead, markdown(table)])
    if (study.outputs / "tables" / "proposed_labels.csv").is_file():
        proposed = "[tables/proposed_labels.csv](tables/proposed_labels.csv)"
        parts.append(
            f"## Labels are proposed\n\nThe corpus has no labels of its own yet. {proposed} has a list to "
            "start from: `inotherwords adopt`, with the folder of these results, puts it beside the "
            "articles, to be corrected."
        )
    (study.outputs / "findings.md").write_bytes(("\n\n".join(parts) + "\n").encode())
