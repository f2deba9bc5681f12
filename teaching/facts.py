"""What the handouts state: plain lists and dictionaries computed from the tables and the articles' text.

The articles are called A, B, C … in the order of the table `articles`. A place is the words of an article by
their offsets, with the number of their paragraph as the printed cards count it: paragraphs of sentences and
captions from 1; a headline, a heading and a credit have none (0).
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import marks
import pandas as pd

from inotherwords import coding, corpus, reuse, settings
from inotherwords.cleaning import paragraph_numbers
from inotherwords.errors import InputError
from inotherwords.layers import files
from inotherwords.naming import readable
from inotherwords.report.reader import UNNAMED, contents, list_spoken, tell_missing
from inotherwords.report.sentences import day, join

Tables = Mapping[str, pd.DataFrame]
Texts = Mapping[str, str]

TABLES = ["articles", "segments", "labels", "attributions", "attribution_spans", "claims", "passages"]
TABLES += ["numbers", "share_of_voice", "shared_wording", "unsourced", "wire"]
VOICES = ["own", "attributed", "quoted", "caption"]  # a heading is the article's own


def letters(tables: Tables) -> dict[str, str]:
    """Return the letter of each article by its doc.

    >>> letters({"articles": pd.DataFrame({"doc": ["000_1c", "001_db"]})})
    {'000_1c': 'A', '001_db': 'B'}
    """
    return {doc: chr(ord("A") + i) for i, doc in enumerate(tables["articles"]["doc"])}


def _closed(text: str, start: int, end: int) -> int:
    """Return where some words end when the bracket or quotation mark that follows them is theirs.

    A comma or full stop may stand before the mark.

    >>> _closed("The group (HTS) said", 4, 14), _closed("Its “government,” X said", 0, 15)
    (15, 17)
    """
    openers = {")": "(", "”": "“"}
    words, following = text[start:end], re.match(r"([,.]?)([)”])", text[end:])
    if following and words.count(openers[following[2]]) > words.count(following[2]):
        return end + len(following[0])
    return end


def place(tables: Tables, texts: Texts, doc: str, start: int, end: int) -> dict:
    """Return some words of an article: letter, outlet's short name, paragraph, text, and the sentence around.

    `before` and `after` are the rest of the sentence (or headline, caption …) that the words stand in. A
    bracket or quotation mark that the words open and do not close is closed.
    """
    segments = tables["segments"]
    [around] = segments[
        (segments["doc"] == doc) & (segments["start"] <= start) & (segments["end"] >= end)
    ].itertuples()
    article = tables["articles"].set_index("doc").loc[doc]
    end = _closed(texts[doc], start, end)
    return {
        "letter": letters(tables)[doc],
        "outlet": article["short"],
        "paragraph": paragraph_numbers(segments).get((doc, around.paragraph), 0),
        "before": texts[doc][around.start : start],
        "text": texts[doc][start:end],
        "after": texts[doc][end : around.end].rstrip(),
        "start": start,
        "kind": around.kind,
    }


def named_at(tables: Tables, texts: Texts, row) -> dict:
    """Return the words of a row of `labels` as a place, without what belongs to a noun that they share.

    In “the last major rebel and jihadist stronghold” the stronghold is major.
    """
    shared = texts[row.doc][row.end :].startswith(" and ") and not row.head.endswith("s")
    shared = shared and not tables["named"].query("doc == @row.doc and start == @row.end + 5").empty
    return place(tables, texts, row.doc, row.end - len(row.head) if shared else row.start, row.end)


def articles(tables: Tables, texts: Texts) -> list[dict]:
    """Return each article: what is known of it and its paragraphs, in their order, each with its kind.

    What the collecting program added (`metadata`) is left out. A dateline stays with its paragraph; a
    credit or a caption in one paragraph with other text is a paragraph of its own. `dated` is False where
    the day was inferred, `whole` where the text is not known to lack the article's first paragraph,
    `lacks` says what it lacks.
    """
    numbers = paragraph_numbers(tables["segments"])
    found = []
    for row in tables["articles"].itertuples():
        segments = tables["segments"].query("doc == @row.doc and kind != 'metadata'")
        paragraphs: list[dict] = []
        for number, part in segments.groupby("paragraph"):
            own = part[~part["kind"].isin(["credit"])]
            for rows in (own, part.drop(own.index)):
                if len(rows):
                    text = texts[row.doc][rows["start"].iloc[0] : rows["end"].iloc[-1]].strip()
                    kind = rows["kind"].iloc[-1]
                    shown = numbers.get((row.doc, number), 0) if kind in settings.READ else 0
                    paragraphs.append({"number": shown, "kind": kind, "text": text})
        found.append(
            {
                "letter": letters(tables)[row.doc],
                "doc": row.doc,
                "outlet": row.outlet,
                "short": row.short,
                "place": row.place,
                "date": row.published,
                "day": day(row.published),
                "dated": not corpus.is_inferred(row.published_source),
                "whole": "first paragraph is missing" not in row.note,
                "lacks": tell_missing(row.note, [*tables["segments"].query("doc == @row.doc")["kind"]]),
                "url": row.url,
                "copy": row.underlying_copy,
                "headline": row.headline,
                "words": int(row.words),
                "paragraphs": paragraphs,
            }
        )
    return found


def days(tables: Tables) -> str:
    """Return the days on which the articles appeared, as text.

    >>> days({"articles": pd.DataFrame({"published": ["2024-11-30", "2024-11-29"]})})
    '29 and 30 November 2024'
    >>> days({"articles": pd.DataFrame({"published": ["2024-11-30", "2024-12-01"]})})
    '30 November 2024 and 1 December 2024'
    """
    dates = [day(date) for date in sorted(set(tables["articles"]["published"]))]
    months = {date.partition(" ")[2] for date in dates}
    if len(months) > 1:
        return join(dates)
    return f"{join([date.partition(' ')[0] for date in dates])} {months.pop()}"


def labels(tables: Tables) -> list[dict]:
    """Return each label of the group, the most frequent first, with its number by voice and letter.

    `counts["own"]["A"]` is the number in article A's own voice, headings included (0 where there is none),
    `attributed`, `quoted` and `caption` likewise, `any` in any voice; `total` is all.
    """
    rows = tables["named"]
    rows = rows.assign(voice=rows["voice"].replace("heading", "own"), letter=rows["doc"].map(letters(tables)))
    found = []
    for label, uses in rows.groupby("label"):
        by_voice = {voice: uses[uses["voice"] == voice] for voice in VOICES} | {"any": uses}
        counts = {
            voice: {letter: int((some["letter"] == letter).sum()) for letter in letters(tables).values()}
            for voice, some in by_voice.items()
        }
        found.append({"label": label, "counts": counts, "total": len(uses)})
    return sorted(found, key=lambda row: (-row["total"], row["label"]))


def openings(tables: Tables, texts: Texts) -> list[dict]:
    """Return for each article the first label of the group in a sentence or caption, as a place.

    With its `label`, its `voice` and the `speaker` on whose word it stands ("" in the own voice).
    """
    found = []
    for doc in letters(tables):
        for row in tables["named"][tables["named"]["doc"] == doc].itertuples():
            words = named_at(tables, texts, row)
            if words["kind"] in settings.READ:
                found.append(words | label_of(tables, row))
                break
    return found


def label_of(tables: Tables, row) -> dict:
    """Return what a row of `labels` says: label, voice, and the speaker on whose word it stands, or ""."""
    said = tables["attributions"]
    said = said[(said["doc"] == row.doc) & (said["attribution"].astype(str) == str(row.attribution))]
    speaker = said["speaker"].iloc[0] if len(said) and row.voice != "own" else ""
    return {"label": row.label, "voice": row.voice, "speaker": speaker}


def speakers(tables: Tables) -> list[dict]:
    """Return every named source: in how many attributions of each article, in which articles it is missing.

    Those in most articles first. An attribution to two speakers counts for each.
    """
    rows = tables["attributions"].query("speaker != ''")
    split = rows.assign(speaker=rows["speaker"].str.split("; "), side=rows["side"].str.split("; "))
    split = split.explode(["speaker", "side"])
    found = []
    for (speaker, side), uses in split.groupby(["speaker", "side"]):
        counts = {letter: int((uses["doc"] == doc).sum()) for doc, letter in letters(tables).items()}
        found.append(
            {
                "speaker": speaker,
                "side": readable(side),
                "counts": counts,
                "in": [letter for letter, n in counts.items() if n],
                "missing": [letter for letter, n in counts.items() if not n],
                "total": len(uses),
            }
        )
    return sorted(found, key=lambda row: (-len(row["in"]), -row["total"], row["speaker"]))


def sides(tables: Tables, texts: Texts) -> list[dict]:
    """Return each side that speaks, as the reader shows who is heard: its paragraphs and its speakers by
    letter, where it is missing.

    Those in most articles first; sources that are not named (`UNNAMED`) have no speakers.
    """
    rows = {name: table.to_dict("records") for name, table in tables.items()}
    content = tables["attribution_spans"].query("role == 'content'").drop_duplicates(["doc", "attribution"])
    starts = content.set_index(["doc", "attribution"])["start"]
    spoken = list_spoken(rows)
    found = []
    for row in contents(rows, texts)["story"]["heard"]:
        paragraphs: dict[str, list[int]] = {}
        speakers = set()
        for cell in row["cells"]:
            said = [spoken[int(name[1:]) - 1] for name in cell["ids"]]
            begins = sorted(starts[one["doc"], one["attribution"]] for one in said)
            numbers = [place(tables, texts, said[0]["doc"], at, at + 1)["paragraph"] for at in begins]
            paragraphs[cell["siglum"]] = list(dict.fromkeys(numbers))
            for one in said if row["key"] != UNNAMED else []:
                pairs = zip(one["speaker"].split("; "), one["side"].split("; "), strict=True)
                speakers |= {speaker for speaker, side in pairs if side == row["key"]}
        found.append(
            {
                "side": row["key"],
                "name": row["side"],
                "paragraphs": paragraphs,
                "speakers": sorted(speakers),
                "in": [letter for letter, some in paragraphs.items() if some],
                "missing": [letter for letter, some in paragraphs.items() if not some],
            }
        )
    return sorted(found, key=lambda row: (-len(row["in"]), row["name"]))


def mentions(tables: Tables, texts: Texts) -> list[dict]:
    """Return every label of the group as a place: label, voice, speaker, and the rule that decides on it.

    `rule` is its name in `marks.rules`, `mark` the mark that it gives.
    """
    of_rule = marks.rules().set_index("rule")["mark"]
    found = []
    for row in tables["named"].itertuples():
        mention = named_at(tables, texts, row) | label_of(tables, row)
        mention["names_speaker"] = _overlaps(tables, row, "source")
        said = said_around(tables, texts, row, len(mention["before"]))
        rule = marks.rule_of(row.voice, mention, said)
        if rule == "aside":
            mention["speaker"] = said["speaker"]
        found.append(mention | {"rule": rule, "mark": of_rule[rule]})
    return found


def rules(found: list[dict], taken: set[str], chosen: Mapping[str, str]) -> list[dict]:
    """Return the rules that decide on a mention, in their order, each with one as `example`.

    `chosen` has for a rule words of the sentence that is its example; else it is the first. One whose words
    are in `taken` (answers of a task) is an example only if there is no other.
    """
    told = []
    for rule in marks.rules().to_dict("records"):
        decided = [row for row in found if row["rule"] == rule["rule"]]
        words = chosen.get(rule["rule"], "")
        decided.sort(key=lambda row: (words not in row["before"], row["text"] in taken))
        if decided:
            told.append(rule | {"example": decided[0]})
    return told


def second_reading(folder: Path, found: list[dict]) -> dict:
    """Return how a second reading, made before the key was opened, agrees with the mentions.

    `places` are those that it marked, `common` those that the key has as well, `alike` those of them with
    the same mark by the same rule. `differing` are all others of either, as rows of second-reading.csv
    (letter, paragraph, words, mark, rule, settled), with the key's mark as `key`, "" if it has none there.
    """
    rows = pd.read_csv(folder / "second-reading.csv", keep_default_na=False).to_dict("records")
    left, differing, common = list(found), [], 0

    def fits(row: dict, mention: dict) -> bool:
        one, other = row["words"].lower(), mention["text"].lower()
        here = (row["letter"], row["paragraph"]) == (mention["letter"], mention["paragraph"])
        return here and (one in other or other in one)

    for row in rows:
        mention = next((mention for mention in left if fits(row, mention)), None)
        if mention:
            left.remove(mention)
        common += bool(mention and row["mark"])
        if not mention or (row["mark"], row["rule"]) != (mention["mark"], mention["rule"]):
            differing.append(row | {"key": mention["mark"] if mention else ""})
    differing += [
        {name: mention[name] for name in ("letter", "paragraph")}
        | {"words": mention["text"], "mark": "", "rule": "", "settled": "", "key": mention["mark"]}
        for mention in left
    ]
    alike = common - sum(bool(row["mark"] and row["key"]) for row in differing)
    places = sum(bool(row["mark"]) for row in rows)
    return {"places": places, "common": common, "alike": alike, "differing": differing}


def _overlaps(tables: Tables, row, role: str) -> bool:
    """Return whether words stand in a span of that role."""
    spans = tables["attribution_spans"].query("doc == @row.doc and role == @role")
    return bool(((spans["start"] < row.end) & (spans["end"] > row.start)).any())


def said_around(tables: Tables, texts: Texts, row, before: int) -> dict | None:
    """Return what a row of `labels` is reported in: speaker, cue, and the content before and after its words.

    None if it is not reported. A word before the content that makes it an aside (where, which …) is kept;
    own words in an aside that follows the content are taken as in it. `before` is how many characters of
    the sentence stand before the words.
    """
    text, begins = texts[row.doc], row.start - before
    spans = tables["attribution_spans"].query("doc == @row.doc and role == 'content'")
    if row.voice == "own":
        spans = spans[(spans["start"] >= begins) & (spans["end"] <= row.start)]
        spans = spans[[marks.FOLLOWS.fullmatch(text[end : row.start]) is not None for end in spans["end"]]]
    else:
        spans = spans[(spans["start"] <= row.start) & (spans["end"] > row.start)]
        spans = spans[spans["attribution"].astype(str) == str(row.attribution)]
    if spans.empty:
        return None
    span = spans.iloc[0]
    said = tables["attributions"].query("doc == @row.doc")
    said = said[said["attribution"].astype(str) == str(span["attribution"])].iloc[0]
    aside = re.search(r"\b\w+ $", text[: span["start"]])
    opens = aside[0] if aside and marks.CLAUSE.search(aside[0]) else ""
    return {
        "speaker": said["speaker"],
        "cue": said["cue"],
        "said_before": opens + text[span["start"] : row.start],
        "said_after": text[row.end : max(row.end, span["end"])],
    }


def counted(folder: Path, named: pd.DataFrame) -> pd.DataFrame:
    """Return the labels of the group that a lesson counts: all but those that its list has as not counted."""
    listed = pd.read_csv(folder / "not-counted.csv", keep_default_na=False)
    left_out = set(zip(listed["doc"], listed["words"], strict=True))
    return named[[place not in left_out for place in zip(named["doc"], named["text"], strict=True)]]


def not_counted(folder: Path, tables: Tables, texts: Texts, listed: pd.DataFrame) -> list[dict]:
    """Return what a reader may find and what is not counted, and why, as places: of a lesson's list.

    Whatever one word of the list of labels names the group by is counted or in there. `listed` is labels.csv.
    """
    group = tables["named"]["actor"].unique()
    words = listed[
        listed["actor"].isin(group) & (listed["part"] == "head") & ~listed["pattern"].str.contains(" ")
    ]
    pattern = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words["pattern"])
    found = marks.not_counted(
        pd.read_csv(folder / "not-counted.csv", keep_default_na=False),
        tables["named"][["doc", "start", "end"]].to_dict("records"),
        re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE),
        texts,
    )
    return [
        place(tables, texts, row["doc"], row["start"], row["end"]) | {"why": row["why"]}
        for row in sorted(found, key=lambda row: (row["doc"], row["start"]))
    ]


def renamed(tables: Tables) -> set[tuple[str, int]]:
    """Return (doc, start) of the sentences that another article has with another label in its own voice.

    So both labels mean the same people.
    """
    labels = tables["named"].query("voice == 'own'")

    def own(doc: str, start: int, end: int) -> set[str]:
        return set(labels.query("doc == @doc and start >= @start and end <= @end")["label"])

    found = set()
    for row in tables["passages"].query("kind != 'paraphrase'").itertuples():
        one, other = own(row.doc_a, row.start_a, row.end_a), own(row.doc_b, row.start_b, row.end_b)
        if one and other and not one & other:
            found |= {(row.doc_a, row.start_a), (row.doc_b, row.start_b)}
    return found


def voice_examples(tables: Tables, texts: Texts, accused: list[str]) -> dict[str, dict]:
    """Return for own, attributed, quoted and open (S*) the shortest sentence with such a label, as a place.

    Where it can be, each is from another article, and it names the group by another label; it has one label
    only, no words of the openings and no actor that is accused from afar. In that for own nothing
    is said on anybody's word, and another article has the sentence with another label (so that it is sure
    whom the words mean).
    """
    names = letters(tables)
    found = mentions(tables, texts)
    sentences = [(row["letter"], row["before"] + row["text"] + row["after"]) for row in found]
    taken = {row["text"] for row in openings(tables, texts)}
    told = {(row.doc, row.start) for row in tables["unsourced"].itertuples()} & renamed(tables)
    starts = [
        (row.doc, words["start"] - len(words["before"]))
        for row, words in zip(tables["named"].itertuples(), found, strict=True)
    ]
    mentioned = tables["labels"].query("actor in @accused")
    about = {
        (names[row.doc], words["before"] + words["text"] + words["after"])
        for row in mentioned.itertuples()
        for words in [place(tables, texts, row.doc, row.start, row.end)]
    }
    alone = [
        (len(sentence), i)
        for i, (letter, sentence) in enumerate(sentences)
        if sentences.count((letter, sentence)) == 1
        and found[i]["text"] not in taken
        and (letter, sentence) not in about
        and found[i]["kind"] == "sentence"
        and (found[i]["voice"] != "own" or starts[i] in told)
    ]
    examples: dict[str, dict] = {}
    for voice in ("own", "quoted", "attributed", "open"):
        taken_letters = {row["letter"] for row in examples.values()}
        taken_labels = {row["label"] for row in examples.values()}
        fit = [
            (found[i]["letter"] in taken_letters, found[i]["label"] in taken_labels, length, i)
            for length, i in alone
            if voice == ("open" if found[i]["mark"] == "S*" else found[i]["voice"])
        ]
        if fit:
            examples[voice] = found[min(fit)[-1]]
    return examples


def versions(tables: Tables, texts: Texts, claim: int) -> list[dict]:
    """Return the sentences of a claim as places, each with `told` (own, attributed, quoted) and `speaker`."""
    rows = tables["claims"].query("claim == @claim")
    return [
        place(tables, texts, row.doc, row.start, row.end) | {"told": row.told, "speaker": row.speaker}
        for row in rows.itertuples()
    ]


def same_statement(tables: Tables, texts: Texts) -> list[dict]:
    """Return the versions of the claim that most articles have from one source, quoted if any is."""
    said = tables["claims"].query("speaker != ''")
    docs = said.groupby(["told", "claim", "speaker"])["doc"].nunique()
    docs = docs[docs > 1]
    _, claim, _ = max(docs.index, key=lambda key: (key[0] == "quoted", docs[key], -key[1]))
    return versions(tables, texts, claim)


def agency_places(wire: pd.DataFrame, tables: Tables, texts: Texts) -> list[dict]:
    """Return each place whose earlier copy is known: letter, the copy's words, change, the article's words.

    `paragraph` is 0 and `wording` "" where the article has nothing in that place; `names_group` says
    whether a label of the group stands in the article's words, and others in English copy;
    `seen_at` names the site on which the copy was seen, "" if that was not noted.
    """
    found = []
    for row in wire.itertuples():
        kept = row.start != ""
        words = place(tables, texts, row.doc, row.start, row.end) if kept else {"paragraph": 0, "text": ""}
        inside = (
            tables["named"].query("doc == @row.doc and start >= @row.start and end <= @row.end")
            if kept
            else []
        )
        found.append(
            {
                "letter": letters(tables)[row.doc],
                "paragraph": words["paragraph"],
                "agency": row.wire_wording,
                "wording": words["text"],
                "change": row.change,
                "names_group": len(inside) > 0 and row.change != "kept" and row.wire_language == "en",
                "seen_at": urlsplit(row.seen_at).netloc,
            }
        )
    return found


def notes(listed: list[dict], shown: list[dict]) -> list[dict]:
    """Return each note of a lesson with the letter and the paragraph in which its words stand.

    Raises InputError if they do not stand in one paragraph.
    """
    found = []
    for note in listed:
        places = [
            {"letter": article["letter"], "paragraph": paragraph["number"]}
            for article in shown
            for paragraph in article["paragraphs"]
            if note["words"] in paragraph["text"]
        ]
        if len(places) != 1:
            raise InputError(f"lesson.toml: “{note['words']}” is in {len(places)} paragraphs, not in one.")
        found.append(note | places[0])
    return found


def word_bank(words: pd.DataFrame, texts: Texts, tables: Tables) -> list[dict]:
    """Return each word of a list with its meaning and the first place where it stands, a few words around it.

    A place that is counted, as a word for those whom the lesson is about, is no example. Raises
    InputError if a word stands in no article.
    """
    found = []
    for word, meaning in words[["word", "meaning"]].itertuples(index=False):
        hits = [
            (doc, hit)
            for doc, text in texts.items()
            for hit in re.finditer(rf"(?i)\b{word}\b", text)
            if tables["named"].query("doc == @doc and start < @hit.end() and end > @hit.start()").empty
        ]
        if not hits:
            raise InputError(
                f"word-bank.csv: “{word}” stands in no article, or names the group. Take it out."
            )
        doc, hit = hits[0]
        where = place(tables, texts, doc, hit.start(), hit.end())
        before = re.search(r"(?:\S+\s+){0,3}\S*$", where["before"])[0]
        after = re.match(r"\S*(?:\s+\S+){0,3}", where["after"])[0]
        found.append(where | {"word": word, "meaning": meaning, "text": before + where["text"] + after})
    return found


def sentences(tables: Tables, texts: Texts) -> list[dict]:
    """Return every sentence, caption and heading: letter, kind, start (its place in the text) and text."""
    names = letters(tables)
    shown = tables["segments"].query("kind not in ['metadata', 'credit', 'dateline']")
    return [
        {"letter": names[row.doc], "kind": row.kind, "start": row.start}
        | {"text": texts[row.doc][row.start : row.end]}
        for row in shown.itertuples()
    ]


def attributions(tables: Tables) -> list[dict]:
    """Return every attribution: letter, speaker, cue, cue_class, type and the words of its content.

    Content in several places is joined by " … ".
    """
    names = letters(tables)
    spans = tables["attribution_spans"].query("role == 'content'")
    content = spans.groupby(["doc", "attribution"])["text"].agg(" … ".join).to_dict()
    kept = ["speaker", "cue", "cue_class", "type"]
    return [
        {"letter": names[row["doc"]], **{name: row[name] for name in kept}}
        | {"content": content.get((row["doc"], row["attribution"]), "")}
        for row in tables["attributions"].to_dict("records")
    ]


def meant_by(tables: Tables, label: str) -> dict[str, list[str]]:
    """Return whom a label names in which articles: letters by actor.

    >>> labels = {"doc": ["a", "b", "b"], "label": "regime", "actor": ["the_press", "people", "people"]}
    >>> meant_by({"articles": pd.DataFrame({"doc": ["a", "b"]}), "labels": pd.DataFrame(labels)}, "regime")
    {'people': ['B'], 'the press': ['A']}
    """
    names = letters(tables)
    rows = tables["labels"].query("label == @label")
    docs = rows.groupby("actor")["doc"].unique()
    return {readable(actor): [names[doc] for doc in sorted(found)] for actor, found in docs.items()}


def most_words(tables: Tables) -> dict[str, str]:
    """Return by letter the side on whose word most words of an article stand."""
    rows = tables["share_of_voice"].query("side != 'own voice'").sort_values("words", kind="stable")
    last = rows.groupby("doc")["side"].last()
    return {letter: readable(last[doc]) for doc, letter in letters(tables).items()}


def shares_with(tables: Tables) -> dict[str, dict[str, int]]:
    """Return by letter how many passages, word for word or reworded, an article has with each other one."""
    names = letters(tables)
    found: dict[str, dict[str, int]] = {letter: {} for letter in names.values()}
    for row in tables["passages"].query("kind != 'paraphrase'").itertuples():
        a, b = names[row.doc_a], names[row.doc_b]
        found[a][b] = found[a].get(b, 0) + 1
        found[b][a] = found[b].get(a, 0) + 1
    return found


def coded(tables: Tables, texts: Texts, group: str) -> list[dict]:
    """Return the rows of the coding sheet with the program's answers: place, words, voice and who."""
    chosen = coding.choose(coding.list_items(tables["labels"], tables["segments"], texts), group)
    layers = [tables[name] for name in ("segments", "attributions", "attribution_spans")]
    said = coding.answer_by_program(chosen, *layers).set_index("item")
    ends = tables["labels"].query("actor == @group").set_index(["doc", "start"])["end"]
    marked = [place(tables, texts, *at, ends[at]) for at in zip(chosen["doc"], chosen["start"], strict=True)]
    return [
        {
            "letter": row["article"],
            "paragraph": row["paragraph"],
            "words": named["text"],
            "voice": said.loc[row["item"], "voice"],
            "told": said.loc[row["item"], "on somebody's word"],
            "who": said.loc[row["item"], "who"],
        }
        for row, named in zip(coding.make_sheet(chosen).to_dict("records"), marked, strict=True)
    ]


def numbers(tables: Tables) -> dict[str, str]:
    """Return the ledger, the value of each number as text by its name, and further counts of the tables."""
    found = {row.name: f"{float(row.value):.10g}" for row in tables["numbers"].itertuples(index=False)}
    short = tables["articles"].set_index("doc")["short"]
    for doc, own in tables["share_of_voice"].groupby("doc"):
        said = own.loc[own["side"] != "own voice", "words"].sum()
        found[f"share_of_voice/words/{short[doc]}"] = str(own["words"].sum())
        found[f"share_of_voice/on somebody's word/{short[doc]}"] = str(said)
    for row in tables["shared_wording"].itertuples():
        found[f"shared_wording/shared/{short[row.doc]}"] = str(row.shared)
        found[f"shared_wording/words/{short[row.doc]}"] = str(row.words)
    for (actor, label, doc), own in tables["labels"].groupby(["actor", "label", "doc"]):
        found[f"labels/{readable(actor)}/{label}/{short[doc]}"] = str(len(own))
    same = tables["passages"][tables["passages"]["kind"] != "paraphrase"]
    found["passages/pairs"] = str(len(same))
    found["passages/groups"] = str(reuse.find_clusters(same)["cluster"].nunique())
    wire = tables["wire"][tables["wire"]["confidence"] != "doubtful"]
    found["wire/places"] = str(len(wire))
    for change in ("relabel", "delete", "kept"):
        found[f"wire/{change}"] = str(wire["change"].str.contains(change).sum())
    return found


def every(folder: Path, corpus_folder: Path, outputs: Path) -> dict:
    """Return all facts of a lesson by name, as both kinds of template get them.

    `folder` has what is written for the lesson: lesson.toml and the lists. Raises InputError if they,
    the corpus or a table cannot be read.
    """
    try:
        lesson = tomllib.loads((folder / "lesson.toml").read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise InputError(f"{folder.name}/lesson.toml: {reason}. Correct it, or bring it back.") from None
    texts = corpus.read_texts(corpus_folder, corpus.read_sources(corpus_folder))
    settings.ACTORS = corpus.read_actors(corpus_folder)
    tables = {name: files.read_table(outputs, name) for name in TABLES}
    tables["named"] = counted(folder, tables["labels"][tables["labels"]["actor"] == lesson["group"]])
    wire = corpus.read_wire(corpus_folder, texts)
    shown, named = articles(tables, texts), mentions(tables, texts)
    told = notes(lesson["notes"], shown)
    for note in told:
        for row in named:
            if "whose" in note and note["words"] in row["before"] + row["text"] + row["after"]:
                row["speaker"] = note["whose"]
    first, copies = openings(tables, texts), agency_places(wire, tables, texts)
    taken = {row["text"] for row in first} | {row["wording"] for row in copies}
    words = pd.read_csv(folder / "word-bank.csv", keep_default_na=False)
    return {
        "lesson": lesson | {"notes": told},
        "rules": rules(named, taken, lesson["examples"]),
        "second": second_reading(folder, named),
        "articles": shown,
        "days": days(tables),
        "sentences": sentences(tables, texts),
        "attributions": attributions(tables),
        "regime": meant_by(tables, "regime"),
        "most_words": most_words(tables),
        "shares_with": shares_with(tables),
        "labels": labels(tables),
        "openings": first,
        "mentions": named,
        "not_counted": not_counted(folder, tables, texts, corpus.read_lexicon(corpus_folder, "labels")),
        "board": {
            name: next(row for row in named if words in row["before"] + row["text"] + row["after"])
            for name, words in lesson.get("board", {}).items()
        },
        "voice_examples": voice_examples(tables, texts, lesson["accused"]),
        "speakers": speakers(tables),
        "sides": sides(tables, texts),
        "unnamed": UNNAMED,
        "same_statement": same_statement(tables, texts),
        "coded": coded(tables, texts, lesson["group"]),
        "agency_places": copies,
        "legal_status": corpus.read_lexicon(corpus_folder, "legal_status").to_dict("records"),
        "numbers": numbers(tables),
        "word_bank": word_bank(words, texts, tables),
    }
