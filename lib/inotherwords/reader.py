"""The reader: one page, without a network, that shows the articles with every layer over their words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from inotherwords import collation
from inotherwords.apparatus import sigla
from inotherwords.corpus import read_sources, read_table, read_texts, read_wire
from inotherwords.naming import readable
from inotherwords.normalisation import stem, words

HERE = Path(__file__).parent
NAMES = [
    *("articles", "segments", "edits", "labels", "attributions", "attribution_spans", "passages"),
    *("substitutions", "swaps", "claims", "claim_omissions"),
]
VOICES = ["own", "attributed", "quoted", "heading", "caption"]

Span = tuple[int, int, str]  # start, end, id
Tables = Mapping[str, pd.DataFrame]


def cut(start: int, end: int, spans: Iterable[Span]) -> list[tuple[int, int, list[str]]]:
    """Return a stretch of text in pieces (start, end, ids of the spans over it), cut at each end of a span.

    Spans may overlap and may reach beyond the stretch; of several over a piece the shortest comes last.

    >>> cut(0, 9, [(0, 5, "a1.content"), (3, 7, "l1")])
    [(0, 3, ['a1.content']), (3, 5, ['a1.content', 'l1']), (5, 7, ['l1']), (7, 9, [])]
    """
    over = [span for span in spans if span[0] < end and start < span[1] and span[0] < span[1]]
    over.sort(key=lambda span: (span[0] - span[1], span[0]))  # the innermost last
    borders = sorted({start, end} | {min(max(place, start), end) for span in over for place in span[:2]})
    return [
        (a, b, [name for first, last, name in over if first <= a and b <= last]) for a, b in pairwise(borders)
    ]


def _spans(tables: Tables, wire: pd.DataFrame) -> dict[str, list[Span]]:
    """Return the spans of each article, by doc; the number in an id is the row of its table, from 1."""
    found: dict[str, list[Span]] = defaultdict(list)
    attributions = tables["attributions"]
    keys = zip(attributions["doc"], attributions["attribution"], strict=True)
    number = {key: place for place, key in enumerate(keys, 1)}
    for place, row in enumerate(tables["labels"].itertuples(), 1):
        found[row.doc].append((row.start, row.end, f"l{place}"))
    for row in tables["attribution_spans"].itertuples():
        found[row.doc].append((row.start, row.end, f"a{number[row.doc, row.attribution]}.{row.role}"))
    for row in tables["passages"].itertuples():
        found[row.doc_a].append((row.start_a, row.end_a, f"s{row.passage}"))
        found[row.doc_b].append((row.start_b, row.end_b, f"s{row.passage}"))
    for row in tables["claims"].itertuples():
        found[row.doc].append((row.start, row.end, f"c{row.claim}"))
    for place, row in enumerate(tables["edits"].itertuples(), 1):
        found[row.doc].append((row.start, row.end, f"e{place}"))
    for place, row in enumerate(wire.itertuples(), 1):
        if row.start != "":
            found[row.doc].append((row.start, row.end, f"w{place}"))
    docs = {row.passage: (row.doc_a, row.doc_b) for row in tables["passages"].itertuples()}
    shown = tables["substitutions"]
    for row in shown[shown["difference"].isin(collation.SHOWN)].itertuples():
        doc_a, doc_b = docs[row.passage]
        found[doc_a].append((*collation.core(row.text_a, row.start_a), f"d.{doc_b}"))
        found[doc_b].append((*collation.core(row.text_b, row.start_b), f"d.{doc_a}"))
    return found


def _article(row, siglum: str, text: str, segments: pd.DataFrame, spans: list[Span]) -> dict:
    """Return one article with its paragraphs: lists of segments, each with its pieces."""
    paragraphs: list[list[dict]] = []
    last = None
    for segment in segments.itertuples():
        if segment.paragraph != last:
            paragraphs.append([])
        last = segment.paragraph
        pieces = [
            {
                "id": f"{siglum}{start}",
                "text": text[start:end],
                "spans": [name for name in names if not name.startswith("d.")],
                "differ": len({name for name in names if name.startswith("d.")}),
            }
            for start, end, names in cut(segment.start, segment.end, spans)
        ]
        paragraphs[-1].append({"kind": segment.kind, "pieces": pieces})
    kept = {name: str(getattr(row, name)) for name in ("doc", "outlet", "place", "published", "words")}
    return {
        "siglum": siglum,
        "short": row.short or row.outlet,
        "length": len(text),
        **kept,
        "paragraphs": paragraphs,
    }


def _version(siglum: str, text: str, start: int, end: int, changes: list[Span]) -> dict:
    """Return one version of a passage: where it is, and its pieces as [text, difference or ""]."""
    pieces, place = [], start
    for first, last, difference in changes:
        pieces += [[text[place:first], ""], [text[first:last], difference]]
        place = last
    pieces.append([text[place:end], ""])
    shown = [[words, kind] for words, kind in pieces if words or kind in collation.SHOWN]
    return {"siglum": siglum, "at": f"{siglum}{start}", "pieces": shown}


def _passages(tables: Tables, texts: Mapping[str, str], letters: Mapping[str, str]) -> dict[str, dict]:
    """Return each passage by id: kind, similarity and its two versions."""
    changes = dict(list(tables["substitutions"].groupby("passage")))
    none = tables["substitutions"].iloc[:0]
    found = {}
    for row in tables["passages"].itertuples():
        own = changes.get(row.passage, none)
        sides = []
        for side in "ab":
            doc, start, end = (getattr(row, f"{name}_{side}") for name in ("doc", "start", "end"))
            spans = [
                (*collation.core(text, place), difference)
                for text, place, difference in zip(
                    own[f"text_{side}"], own[f"start_{side}"], own["difference"], strict=True
                )
            ]
            sides.append(_version(letters[doc], texts[doc], start, end, spans))
        found[f"s{row.passage}"] = {"kind": row.kind, "similarity": f"{row.similarity:.2f}", "sides": sides}
    return found


def _claims(tables: Tables, letters: Mapping[str, str]) -> dict[str, dict]:
    """Return each claim by id: its title, who tells it and how, and which names a version lacks."""
    found: dict[str, dict] = {}
    for row in tables["claims"].itertuples():
        claim = found.setdefault(f"c{row.claim}", {"title": row.title, "versions": [], "missing": []})
        told = {name: getattr(row, name) for name in ("told", "speaker", "doubtful", "link")}
        claim["versions"].append({"siglum": letters[row.doc], "at": f"{letters[row.doc]}{row.start}", **told})
    for row in tables["claim_omissions"].itertuples():
        lists = {
            name: [letters[doc] for doc in getattr(row, name).split("; ") if doc]
            for name in ("told_in", "missing_in", "nowhere_in")
        }
        found[f"c{row.claim}"]["missing"].append(
            {"kind": row.kind, "name": readable(row.name), "candidate": row.candidate, **lists}
        )
    return found


def _label_rows(labels: pd.DataFrame, letters: Mapping[str, str]) -> list[dict]:
    """Return a row an actor and label, the most frequent first: in each article how often in which voice."""
    rows = []
    order = labels.groupby(["actor", "label"]).size().reset_index(name="n")
    order["all"] = order.groupby("actor")["n"].transform("sum")
    order["-n"], order["-all"] = -order["n"], -order["all"]
    for row in order.sort_values(["-all", "actor", "-n", "label"]).itertuples():
        own = labels[(labels["actor"] == row.actor) & (labels["label"] == row.label)]
        cells = []
        for doc, siglum in letters.items():
            here = own[own["doc"] == doc]
            voices = [(voice, int((here["voice"] == voice).sum())) for voice in VOICES]
            cells.append(
                {
                    "n": len(here),
                    "told": ", ".join(f"{n} {voice}" for voice, n in voices if n),
                    "places": [f"{siglum}{start}" for start in here["start"]],
                    "voices": list(here["voice"]),
                }
            )
        rows.append({"actor": readable(row.actor), "label": row.label, "n": row.n, "cells": cells})
    return rows


def _speaker_rows(tables: Tables, letters: Mapping[str, str]) -> list[dict]:
    """Return a row a speaker, those in most articles first: in each article how often, and the places."""
    spans = tables["attribution_spans"]
    order = spans["role"].map(
        {"source": 0, "cue": 1, "content": 2}
    )  # the words that name the speaker, if any
    spans = spans.assign(order=order).sort_values(["order", "start"])
    first = spans.groupby(["doc", "attribution"])["start"].first()
    found: dict[tuple[str, str], dict[str, list]] = defaultdict(lambda: defaultdict(list))
    for row in tables["attributions"].itertuples():
        for name in (row.speaker or "not named").split("; "):
            found[name, row.side][row.doc].append(row)
    rows = []
    for (name, side), by_doc in found.items():
        cells = []
        for doc, siglum in letters.items():
            here = by_doc.get(doc, [])
            doubtful = sum(row.doubtful == "yes" for row in here)
            told = f"{doubtful} doubtful" if doubtful else ""
            places = [f"{siglum}{first[doc, row.attribution]}" for row in here]
            cells.append({"n": len(here), "told": told, "places": places})
        side = ", ".join(map(readable, side.split("; ")))
        rows.append({"speaker": name, "side": side, "n": sum(cell["n"] for cell in cells), "cells": cells})
    return sorted(
        rows,
        key=lambda row: (-sum(c["n"] > 0 for c in row["cells"]), -row["n"], row["speaker"], row["side"]),
    )


def _stems(text: str) -> list[str]:
    return [stem(form) for form in words(text, 0, len(text))[0]]


def _swap_rows(tables: Tables, wire: pd.DataFrame, letters: Mapping[str, str]) -> list[dict]:
    """Return the table of swaps, each row with the replacements in which both phrases stand."""
    passages = tables["passages"].set_index("passage")
    places = []
    changed = tables["substitutions"]
    shown = changed["difference"].isin(collation.SHOWN) & (changed["change"] == "replace")
    for row in changed[shown].itertuples():
        a, b = (letters[passages.at[row.passage, f"doc_{side}"]] for side in "ab")
        starts = (collation.core(row.text_a, row.start_a)[0], collation.core(row.text_b, row.start_b)[0])
        places.append(((row.text_a, a, f"{a}{starts[0]}"), (row.text_b, b, f"{b}{starts[1]}")))
    for row in wire.itertuples():
        if row.start != "":
            a = letters[row.doc]
            places.append(((row.wording, a, f"{a}{row.start}"), (row.wire_wording, "wire", "")))
    stems = [(_stems(a[0]), _stems(b[0])) for a, b in places]
    rows = []
    for row in tables["swaps"].itertuples():
        one, other = _stems(row.word_a), _stems(row.word_b)
        where = []
        for (a, b), (in_a, in_b) in zip(places, stems, strict=True):
            for first, second, pair in ((in_a, in_b, (a, b)), (in_b, in_a, (b, a))):
                if _within(one, first) and _within(other, second):
                    where.append([dict(zip(("text", "siglum", "at"), side, strict=True)) for side in pair])
        where.sort(key=lambda pair: len(pair[0]["text"]) + len(pair[1]["text"]))
        columns = ("word_a", "word_b", "sentences", "passages", "articles", "wire")
        rows.append({**{name: getattr(row, name) for name in columns}, "where": where[:4]})
    return rows


def _within(phrase: list[str], forms: list[str]) -> bool:
    return any(forms[place : place + len(phrase)] == phrase for place in range(len(forms)))


def contents(tables: Tables, texts: Mapping[str, str], wire: pd.DataFrame) -> dict:
    """Return all that the page shows as plain lists and dicts, from the tables of a run and the texts.

    `articles` have their text cut into pieces, each with its id (the article's letter and the offset) and
    the ids of the spans over it: l labels, a attributions, s shared passages, c claims, e edits,
    w wording of the agency. Under
    `details` is what is known of each id; under `labels`, `speakers` and `swaps` the rows of those tables.
    """
    articles = tables["articles"]
    letters = sigla(articles["doc"])
    spans = _spans(tables, wire)
    segments = dict(list(tables["segments"].groupby("doc")))
    actors = list(tables["labels"]["actor"].value_counts(sort=True).sort_index(kind="stable").index)
    details: dict[str, dict] = {**_passages(tables, texts, letters), **_claims(tables, letters)}
    for place, row in enumerate(tables["labels"].itertuples(), 1):
        kept = {name: getattr(row, name) for name in ("label", "voice", "text", "attribution")}
        details[f"l{place}"] = {
            **kept,
            "actor": readable(row.actor),
            "code": actors.index(row.actor) + 1,
        }
    said = dict(list(tables["attribution_spans"].groupby(["doc", "attribution"])))
    for place, row in enumerate(tables["attributions"].itertuples(), 1):
        kept = {
            name: str(getattr(row, name))
            for name in ("type", "speaker", "via", "cue_class", "pattern", "probability", "doubtful")
        }
        parts = said[row.doc, row.attribution]
        roles = {
            role: " … ".join(parts.loc[parts["role"] == role, "text"])
            for role in ("source", "cue", "content")
        }
        side = ", ".join(map(readable, row.side.split("; ")))
        kind = row.source_type.replace("_", " ")
        details[f"a{place}"] = {**kept, **roles, "side": side, "source_type": kind}
    for place, row in enumerate(tables["edits"].itertuples(), 1):
        details[f"e{place}"] = {name: getattr(row, name) for name in ("rule", "before", "after")}
    for place, row in enumerate(wire.itertuples(), 1):
        details[f"w{place}"] = {"wire_wording": row.wire_wording, "note": row.note}
    none = tables["segments"].iloc[:0]
    return {
        "articles": [
            _article(row, letters[row.doc], texts[row.doc], segments.get(row.doc, none), spans[row.doc])
            for row in articles.itertuples()
        ],
        "actors": [{"code": place, "name": readable(actor)} for place, actor in enumerate(actors, 1)],
        "details": details,
        "labels": _label_rows(tables["labels"], letters),
        "speakers": _speaker_rows(tables, letters),
        "swaps": _swap_rows(tables, wire, letters),
    }


def render(shown: dict, index: str = "") -> str:
    """Return what `contents` gives as an HTML page; all that comes from it is escaped."""
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    style, script = (Markup((HERE / f"reader.{end}").read_text("utf-8")) for end in ("css", "js"))  # noqa: S704
    codes = {name: detail["code"] for name, detail in shown["details"].items() if "code" in detail}
    voices = {name: detail["voice"] for name, detail in shown["details"].items() if "voice" in detail}
    articles = [{k: v for k, v in a.items() if k != "paragraphs"} for a in shown["articles"]]
    return environment.get_template("reader.html").render(
        **shown,
        index=index,
        style=style,
        script=script,
        codes=codes,
        voices=voices,
        data={"articles": articles, "details": shown["details"]},
    )


def page(outputs: Path, corpus: Path, index: str = "") -> str:
    """Return the reader as an HTML page, from the tables in the outputs folder and the corpus' texts.

    `index` is where the notebooks are as pages, seen from the page; without it there is no link to them.
    Raises InputError if a table or an article is missing.
    """
    texts = read_texts(corpus, read_sources(corpus))
    tables = {name: read_table(outputs, name) for name in NAMES}
    return render(contents(tables, texts, read_wire(corpus, texts)), index)


def write(outputs: Path, corpus: Path) -> None:
    """Write the page as `reader.html` into the outputs folder and print its size."""
    content = page(outputs, corpus).encode()
    (outputs / "reader.html").write_bytes(content)
    print(f"reader.html: {round(len(content) / 1000)} kB")
