"""Why an attribution was found, or was not: some cases, with the words that weighed most."""

import pandas as pd

from inotherwords import extraction, network

FOUND, DOUBTFUL, MISSED = "found", "least sure of those found", "nearest to being found"


def cases(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return some telling cases: doc, case, start, end (of the cue), cue, probability.

    The surest attribution of each type whose cue is a single word, the one that was only just found, and
    what was only just not. `tables` has `attributions`, `attribution_spans` and `possible_cues`.
    """
    heads, spans, possible = (tables[name] for name in ("attributions", "attribution_spans", "possible_cues"))
    cue_spans = spans[spans["role"] == "cue"].drop(columns="text")
    read = heads[heads["probability"] != ""].merge(cue_spans, on=["doc", "attribution"])
    read = read.assign(probability=read["probability"].astype(float))
    single = read[~read["cue"].str.contains(" ")]
    surest = single.sort_values("probability", ascending=False, kind="stable").drop_duplicates("type")
    least = read.sort_values("probability", kind="stable")[:1]
    missed = possible[possible["accepted"] == ""].sort_values("probability", ascending=False, kind="stable")
    parts = [
        surest.sort_values("type").assign(case=FOUND),
        least.assign(case=DOUBTFUL),
        missed[:1].assign(case=MISSED),
    ]
    columns = ["doc", "case", "start", "end", "cue", "probability"]
    return pd.concat([part.reindex(columns=columns) for part in parts], ignore_index=True)


def explained(cases: pd.DataFrame, segments: pd.DataFrame, analysed: dict[str, str]) -> pd.DataFrame:
    """Return the cases with their sentence and the words that weighed: doc, case, sentence, cue, ….

    `because_of`: the words of the paragraph without which the cue would be least likely; "÷ 3" says that
    without the word the odds that this is a cue are a third (see `extraction.explain`).
    """
    sentences = segments[segments["kind"] == "sentence"]
    rows = []
    for case in cases.itertuples():
        own = sentences[sentences["doc"] == case.doc]
        around = own[(own["start"] <= case.start) & (case.start < own["end"])].iloc[0]
        paragraph = own[own["paragraph"] == around["paragraph"]]
        text = analysed[case.doc]
        whole = (int(paragraph["start"].min()), int(paragraph["end"].max()))
        words = extraction.explain(text, whole, (case.start, case.end), network.load())
        because = ", ".join(f"{text[slice(*word)]} (÷ {fall:.1f})" for word, fall in words)
        sentence = " ".join(text[around["start"] : around["end"]].split())
        rows.append((case.doc, case.case, sentence, case.cue, case.probability, because or "no single word"))
    columns = ["doc", "case", "sentence", "cue", "probability", "because_of"]
    return pd.DataFrame(rows, columns=columns)
