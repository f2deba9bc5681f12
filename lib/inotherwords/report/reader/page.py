"""The reader: one page, without a network, that shows the articles with every layer over their words."""

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from inotherwords import collation, reuse, settings
from inotherwords.cleaning import paragraph_numbers
from inotherwords.corpus import (
    in_english,
    read_lexicon,
    read_note,
    read_sources,
    read_texts,
    read_wire,
    sigla,
    units,
)
from inotherwords.layers.files import read_table
from inotherwords.naming import readable
from inotherwords.report.findings import legal_status
from inotherwords.report.reader.tables import (
    find_nested_labels,
    label_rows,
    list_columns,
    questions,
    speaker_rows,
    swap_rows,
)
from inotherwords.text.words import split_words, stem, stop_words

HERE = Path(__file__).parent
BY_ARTICLE = ("segments", "edits", "labels", "attributions", "attribution_spans")
NAMES = ("articles", "passages", *BY_ARTICLE, "claims", "substitutions", "swaps")
SCRIPTS = ["reader.js", "reader_places.js", "reader_details.js", "reader_start.js"]
BOTH = "both"  # words that both versions of a paraphrase have

Span = tuple[int, int, str]  # start, end, id
Tables = Mapping[str, pd.DataFrame]


def cut_pieces(start: int, end: int, spans: Iterable[Span]) -> list[tuple[int, int, list[str]]]:
    """Return a stretch of text in pieces (start, end, ids of the spans over it), cut at each end of a span.

    Spans may overlap and may reach beyond the stretch; of several over a piece the shortest comes last.

    >>> cut_pieces(0, 9, [(0, 5, "a1.content"), (3, 7, "l1")])
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
        found[doc_a].append((*collation.find_core(row.text_a, row.start_a), f"d.{doc_b}"))
        found[doc_b].append((*collation.find_core(row.text_b, row.start_b), f"d.{doc_a}"))
    return found


def _article(row, siglum: str, text: str, segments: pd.DataFrame, spans: list[Span]) -> dict:
    """Return one article with its paragraphs: the number of each, and its segments with their pieces.

    They are counted as on the printed cards; a headline or a credit has no number (None).
    """
    numbers = paragraph_numbers(segments)
    paragraphs: list[dict] = []
    last = None
    for segment in segments.itertuples():
        if segment.paragraph != last:
            number = numbers.get((row.doc, segment.paragraph))
            paragraphs.append({"number": number, "segments": []})
        last = segment.paragraph
        pieces = [
            {
                "id": f"{siglum}{start}",
                "text": text[start:end],
                "spans": [name for name in names if not name.startswith("d.")],
                "differ": len({name for name in names if name.startswith("d.")}),
            }
            for start, end, names in cut_pieces(segment.start, segment.end, spans)
        ]
        paragraphs[-1]["segments"].append({"kind": segment.kind, "pieces": pieces})
    kept = {name: str(getattr(row, name)) for name in ("doc", "outlet", "place", "published", "words")}
    return {"siglum": siglum, "short": row.short or row.outlet, **kept, "paragraphs": paragraphs}


def _version(siglum: str, text: str, start: int, end: int, changes: list[Span]) -> dict:
    """Return one version of a passage: where it is, and its pieces as [text, difference or ""]."""
    pieces, place = [], start
    for first, last, difference in [*changes, (end, end, "")]:
        pieces += [[text[place:first], ""], [text[first:last], difference]]
        place = last
    shown = [[words, kind] for words, kind in pieces if words or kind in collation.SHOWN]
    return {"siglum": siglum, "at": f"{siglum}{start}", "pieces": shown}


def _shared_words(texts: Mapping[str, str], *places: tuple[str, int, int]) -> list[list[Span]]:
    """Return where in the two versions of a paraphrase the words with a meaning stand that both have.

    Word for word there is nothing to compare: too little stands in the same order.
    """
    sides = []
    for doc, start, end in places:
        forms, spans = split_words(texts[doc], start, end)
        sides.append(
            [(stem(form), span) for form, span in zip(forms, spans, strict=True) if form not in stop_words()]
        )
    common = set.intersection(*({form for form, _ in side} for side in sides))
    return [[(*span, BOTH) for form, span in side if form in common] for side in sides]


def _passages(tables: Tables, texts: Mapping[str, str], letters: Mapping[str, str]) -> dict[str, dict]:
    """Return each passage by id: kind, similarity and its two versions."""
    changes: dict[int, list[list[Span]]] = defaultdict(lambda: [[], []])
    for row in tables["substitutions"].itertuples():
        changes[row.passage][0].append((*collation.find_core(row.text_a, row.start_a), row.difference))
        changes[row.passage][1].append((*collation.find_core(row.text_b, row.start_b), row.difference))
    found = {}
    for row in tables["passages"].itertuples():
        places = [(row.doc_a, row.start_a, row.end_a), (row.doc_b, row.start_b, row.end_b)]
        collated = row.kind in settings.COLLATED
        spans = changes[row.passage] if collated else _shared_words(texts, *places)
        sides = [
            _version(letters[doc], texts[doc], start, end, changes)
            for (doc, start, end), changes in zip(places, spans, strict=True)
        ]
        found[f"s{row.passage}"] = {"kind": row.kind, "similarity": f"{row.similarity:.2f}", "sides": sides}
    return found


def _claims(tables: Tables, letters: Mapping[str, str]) -> dict[str, dict]:
    """Return each claim by id: its title, who tells it and how."""
    found: dict[str, dict] = {}
    for row in tables["claims"].itertuples():
        claim = found.setdefault(f"c{row.claim}", {"title": row.title, "versions": []})
        told = {name: getattr(row, name) for name in ("told", "speaker", "doubtful", "link")}
        claim["versions"].append({"siglum": letters[row.doc], "at": f"{letters[row.doc]}{row.start}", **told})
    return found


def _attributions(tables: Tables, letters: Mapping[str, str]) -> dict[str, dict]:
    """Return each attribution by id: who speaks and how, the words of its parts, where it begins."""
    said: dict[tuple, dict[str, list]] = defaultdict(lambda: {"source": [], "cue": [], "content": []})
    for row in tables["attribution_spans"].itertuples():
        said[row.doc, row.attribution][row.role].append(row)
    kept = ("type", "speaker", "via", "cue_class", "pattern", "probability", "doubtful", "resolved_by")
    found = {}
    for place, row in enumerate(tables["attributions"].itertuples(), 1):
        roles = said[row.doc, row.attribution]
        first = next(parts[0].start for parts in roles.values() if parts)
        found[f"a{place}"] = {
            **{name: str(getattr(row, name)) for name in kept},
            **{role: " … ".join(part.text for part in parts) for role, parts in roles.items()},
            "side": ", ".join(map(readable, row.side.split("; "))),
            "source_type": row.source_type.replace("_", " "),
            "at": f"{letters[row.doc]}{first}",
        }
    return found


def _details(tables: Tables, texts: Mapping[str, str], wire: pd.DataFrame, actors: list[str]) -> dict:
    """Return what is known of each id."""
    letters = sigla(tables["articles"]["doc"])
    details = {**_passages(tables, texts, letters), **_claims(tables, letters)}
    details |= _attributions(tables, letters)
    for place, row in enumerate(tables["labels"].itertuples(), 1):
        kept = {name: getattr(row, name) for name in ("label", "voice", "text", "decided_by")}
        kept |= {"actor": readable(row.actor), "code": actors.index(row.actor) + 1}
        details[f"l{place}"] = kept | {"at": f"{letters[row.doc]}{row.start}"}
    for place, row in enumerate(tables["edits"].itertuples(), 1):
        details[f"e{place}"] = {name: getattr(row, name) for name in ("rule", "before", "after")}
    for place, row in enumerate(wire.itertuples(), 1):
        details[f"w{place}"] = {"wire_wording": row.wire_wording, "note": row.note}
    return details


def contents(tables: Tables, texts: Mapping[str, str], wire: pd.DataFrame) -> dict:
    """Return all that the page shows as plain lists and dicts, from the tables of a run and the texts.

    `articles` have their text cut into pieces, each with its id (the article's letter and the offset) and
    the ids of the spans over it: l labels, a attributions, s shared passages, c claims, e edits,
    w wording of the agency. Under `details` is what is known of each id; under `labels`, `speakers` and
    `swaps` the rows of those tables; under `unread` the articles that are not in English, in which no
    speaker is looked for; under `fullest` a label that contains another; under `asked` the questions to
    start with.
    """
    articles = tables["articles"]
    letters = sigla(articles["doc"])
    spans = _spans(tables, wire)
    segments = dict(list(tables["segments"].groupby("doc")))
    none = tables["segments"].iloc[:0]
    actors = list(tables["labels"]["actor"].value_counts(sort=True).sort_index(kind="stable").index)
    unread = articles[~articles["doc"].isin(in_english(articles)["doc"])]
    speakers = speaker_rows(tables["attributions"], letters, list(unread["doc"]))
    return {
        "articles": [
            _article(row, letters[row.doc], texts[row.doc], segments.get(row.doc, none), spans[row.doc])
            for row in articles.itertuples()
        ],
        "actors": [{"code": place, "name": readable(actor)} for place, actor in enumerate(actors, 1)],
        "details": _details(tables, texts, wire, actors),
        "labels": label_rows(tables["labels"], letters),
        "speakers": speakers,
        "unread": [f"{letters[row.doc]} {row.short}" for row in unread.itertuples()],
        "swaps": swap_rows(tables, wire, letters),
        "fullest": find_nested_labels(tables["labels"]),
        "asked": questions(tables, wire, speakers),
        "columns": list(list_columns(letters)),
    }


def _prose(text: str) -> list[Markup]:
    """Return the paragraphs of a note of the corpus, **bold** kept and nothing else of its markup.

    >>> _prose("**Fire** & `x`\\n\\nSmoke")
    [Markup('<b>Fire</b> &amp; x'), Markup('Smoke')]
    """
    plain = [" ".join(part.replace("`", "").split()) for part in re.split(r"\n\s*\n", text)]
    return [Markup(re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", str(escape(part)))) for part in plain if part]  # noqa: S704


def fingerprint(text: str) -> str:
    """Return a script's or style's SHA-256 as a Content-Security-Policy names it, in base 64.

    >>> fingerprint("")[:16]
    '47DEQpj8HBSa+/TI'
    """
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def render(
    shown: dict, about: str = "", listed: Sequence[str] = (), index: str = "", left_out: str = ""
) -> str:
    """Return what `contents` gives as an HTML page; all that comes from it is escaped.

    `about` is the corpus' note on itself, `listed` are the sentences on who is on an official list.
    """
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    # The page lets the browser run these and no others, one before the first article is laid out.
    sources = {"early": 'document.documentElement.className = "js"'}
    sources["script"] = "".join((HERE / name).read_text("utf-8") for name in SCRIPTS)
    scripts = {
        name: {"text": Markup(text), "sha256": fingerprint(text)}  # noqa: S704
        for name, text in sources.items()
    }
    labels = {name: detail for name, detail in shown["details"].items() if "voice" in detail}
    articles = [{k: a[k] for k in ("siglum", "short")} for a in shown["articles"]]
    return environment.get_template("reader.html").render(
        **shown,
        about=_prose(about),
        listed=listed,
        index=index,
        left_out=left_out,
        by_id=labels,
        by_place={name: detail["at"] for name, detail in shown["details"].items() if "at" in detail},
        style=Markup((HERE / "reader.css").read_text("utf-8")),  # noqa: S704
        **scripts,
        data={"articles": articles, "details": shown["details"]},
    )


def _read(outputs: Path) -> tuple[Tables, str]:
    """Return the tables of the articles that the page shows, and a sentence on those it leaves out, or ""."""
    articles, passages = read_table(outputs, "articles"), read_table(outputs, "passages")
    chosen = units.sharing_most(reuse.find_clusters(passages), articles, settings.ARTICLES_ON_A_PAGE)
    between = reuse.select_passages(passages, chosen["doc"])
    tables = {"articles": chosen, "passages": between}
    tables |= {name: read_table(outputs, name, docs=chosen["doc"]) for name in BY_ARTICLE}
    tables |= {name: read_table(outputs, name) for name in NAMES if name not in tables}
    compared = tables["substitutions"]
    tables["substitutions"] = compared[compared["passage"].isin(between["passage"])]
    if len(chosen) == len(articles):
        return tables, ""
    return tables, (
        f"Shown here are {len(chosen)} of the {len(articles)} articles of the corpus: those with the "
        "sentences that most articles share, then the longest."
    )


def make_page(outputs: Path, corpus: Path, index: str = "") -> str:
    """Return the reader as an HTML page, from the tables in the outputs folder and the corpus' texts.

    `index` is where the notebooks are as pages, seen from the page; without it there is no link to them. Of
    a large corpus only some are shown (settings). Raises InputError if a table or an article is missing.
    """
    tables, left_out = _read(outputs)
    texts = read_texts(corpus, read_sources(corpus))
    wire = read_wire(corpus, texts)
    shown = contents(tables, texts, wire[wire["doc"].isin(tables["articles"]["doc"])])
    listed = legal_status(read_lexicon(corpus, "legal_status"), tables["articles"])
    return render(shown, read_note(corpus, "about"), list(map(str, listed)), index, left_out)


def write_page(outputs: Path, corpus: Path) -> None:
    """Write the page as `reader.html` into the outputs folder and print its size."""
    content = make_page(outputs, corpus).encode()
    (outputs / "reader.html").write_bytes(content)
    print(f"reader.html: {round(len(content) / 1000)} kB")
