"""What is told of three invented articles: the evidence of sentences, given as rows."""

import pandas as pd

from inotherwords.layers import schema
from inotherwords.report.findings.evidence import Evidence

DOCS = ["a", "b", "c"]
FAMILIES = dict.fromkeys(["mob", "lout", "rioter", "vandal"], "violent")
ARTICLES = pd.DataFrame({"doc": DOCS, "short": ["Echo", "Herald", "Post"], "words": 100})


def evidence(**tables):
    """Evidence of three articles, empty but for what is given; labels: (doc, actor, label, voice[, also])."""
    rows = [(*row, *[""] * (5 - len(row))) for row in tables.pop("labels", [])]
    labels = pd.DataFrame(rows, columns=["doc", "actor", "label", "voice", "also"]).assign(
        text=lambda own: own["label"], decided_by="word", attribution="", start=range(len(rows)), end=0
    )
    said = pd.DataFrame(
        tables.pop("said", []), columns=["doc", "attribution", "speaker", "side", "source_type"]
    ).assign(doubtful="", probability=0.9, heard="yes")
    names = {"shares": "share_of_voice", "shared": "shared_wording", "words": "words_of_source"}
    names |= {"acts": "acts", "claims": "claims", "wire": "wire", "spans": "attribution_spans"}
    known = {
        "articles": ARTICLES.assign(translated_from=""),
        "families": {(row[1], row[2]): FAMILIES.get(row[2], row[2]) for row in rows if row[2].islower()},
        "persons": (),
        "listed": (),
        "sides": {row[1] for row in rows},
        "texts": dict.fromkeys(DOCS, ""),
        **{field: schema.table(name) for field, name in names.items()},
    }
    same = {"units": ARTICLES, "labels": labels, "attributions": said, "said": said, "bodies": {}}
    return Evidence(**known | tables, **same)


def act(
    doc, sentence, form="passive", agent="", actor="", patient="two men", by="subject", event="", number=2.0
):
    place = ("", "") if not agent else (0, 5)
    row = (
        doc,
        sentence,
        sentence + 6,
        "killed",
        form,
        *place,
        actor,
        sentence,
        sentence + 3,
        patient,
        number,
    )
    return (*row, "", "killing", agent, by if agent else "", event, sentence, "")
