"""In whose voice each word stands: the article's own, a source's, or a source's within quotation marks."""

import re

import pandas as pd

from inotherwords import quotations, spans

HEADINGS = ("headline", "heading")
# What pictures show is told in the article's own words: nobody else has put it into any.
PICTURES = re.compile(r"\b(?:images|footage|photographs?|photos?|pictures?|videos?)\b", re.IGNORECASE)
SEVERAL = "several"  # of a statement that speakers of more than one side share


def _painted(length: int, spans: list[tuple[int, int, object]], nothing: object) -> list[object]:
    """Return for each character the value of the shortest span that covers it."""
    painted = [nothing] * length
    for start, end, value in sorted(spans, key=lambda span: span[0] - span[1]):
        painted[start:end] = [value] * (end - start)
    return painted


def add_voice(
    table: pd.DataFrame, segments: pd.DataFrame, attribution_spans: pd.DataFrame, analysed: dict[str, str]
) -> pd.DataFrame:
    """Return a table of spans (doc, start, …) with two more columns, voice and attribution.

    voice: heading or caption by the segment; quoted inside the quotation marks of a source's words;
    attributed inside a source's words outside them; otherwise own. Quotation marks without a source,
    as around a single word, leave it own, and so does a source that is pictures ("footage showed").
    attribution: the number of the innermost attribution, else "".

    >>> segments = pd.DataFrame({"doc": ["a"], "kind": ["sentence"], "start": [0], "end": [21]})
    >>> spans = pd.DataFrame({"doc": ["a"], "attribution": [1], "role": "content", "start": [0], "end": [11]})
    >>> words = pd.DataFrame({"doc": ["a", "a", "a"], "start": [0, 5, 12]})
    >>> add_voice(words, segments, spans, {"a": "They “fled,” he said."})["voice"].tolist()
    ['attributed', 'quoted', 'own']
    """
    voices: list[str] = []
    numbers: list[object] = []
    spans_of = dict(list(attribution_spans.groupby("doc")))
    segments_of = dict(list(segments.groupby("doc")))
    for doc, rows in table.groupby("doc", sort=False):
        text = analysed[doc]
        own_spans = spans_of.get(doc, attribution_spans.iloc[:0])
        own_segments = segments_of.get(doc, segments.iloc[:0])
        own_contents = own_spans[own_spans["role"] == "content"]
        content = _painted(
            len(text),
            list(zip(own_contents["start"], own_contents["end"], own_contents["attribution"], strict=True)),
            "",
        )
        shown = {
            row.attribution
            for row in own_spans.itertuples()
            if row.role == "source" and PICTURES.search(text, row.start, row.end)
        }
        kind = _painted(
            len(text),
            list(zip(own_segments["start"], own_segments["end"], own_segments["kind"], strict=True)),
            "",
        )
        quoted = _painted(len(text), [(start, end, True) for start, end in quotations.find(text)], False)
        for place in rows["start"]:
            if kind[place] in HEADINGS:
                voices.append("heading")
            elif kind[place] == "caption":
                voices.append("caption")
            elif content[place] == "" or content[place] in shown:
                voices.append("own")
            else:
                voices.append("quoted" if quoted[place] else "attributed")
            numbers.append(content[place])
    order = [index for _, rows in table.groupby("doc", sort=False) for index in rows.index]
    return table.assign(
        voice=pd.Series(voices, index=order, dtype=object),
        attribution=pd.Series(numbers, index=order, dtype=object),
    )


def one_side(value: str) -> str:
    """Return the side, or kind of source, under which a statement is counted.

    >>> one_side("iran"), one_side("ngo; syrian_government")
    ('iran', 'several')
    """
    return SEVERAL if ";" in value else value


def share_of_voice(words: pd.DataFrame, attributions: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return how many words of each article stand on whose word: doc, `by`, words, share, doubtful.

    `words` are tokens with their voice; `by` is a column of `attributions`: side or source_type. Words
    outside every attribution have the value "own voice", those of a statement shared by several sides
    have SEVERAL. share is of all counted words of the article; doubtful is how many of the words stand
    there by a doubtful attribution only, and would be the article's own voice without it.
    """
    rows = attributions.set_index(["doc", "attribution"])
    sources = rows[by].map(one_side).to_dict()
    doubts = (rows["doubtful"] == "yes").to_dict()
    places = list(zip(words["doc"], words["attribution"], strict=True))
    on_whose = [sources.get(place, "own voice") for place in places]
    doubtful = [int(doubts.get(place, False)) for place in places]
    groups = words.assign(**{by: on_whose, "doubtful": doubtful}).groupby(["doc", by])
    counted = groups.agg(words=("doubtful", "size"), doubtful=("doubtful", "sum")).reset_index()
    counted["share"] = counted["words"] / counted.groupby("doc")["words"].transform("sum")
    counted = counted[["doc", by, "words", "share", "doubtful"]]
    return counted.sort_values(["doc", "words", by], ascending=[True, False, True], ignore_index=True)


def quoted_words(words: pd.DataFrame, attributions: pd.DataFrame) -> pd.DataFrame:
    """Return for each article and side how many words are quoted and how many only paraphrased.

    Columns doc, side, quoted, attributed, quoted_share (of the two together).
    """
    sides = attributions[["doc", "attribution"]].assign(side=attributions["side"].map(one_side))
    told = words[(words["attribution"] != "") & words["voice"].isin(["quoted", "attributed"])]
    named = told.merge(sides, on=["doc", "attribution"])
    counted = named.groupby(["doc", "side", "voice"]).size().unstack("voice", fill_value=0)
    counted = (
        counted.reindex(columns=["quoted", "attributed"], fill_value=0)
        .rename_axis(columns=None)
        .reset_index()
    )
    counted["quoted_share"] = counted["quoted"] / (counted["quoted"] + counted["attributed"])
    return counted


def unsourced(segments: pd.DataFrame, attribution_spans: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences in which nothing is said on anybody's word: rows of `segments`."""
    sentences = segments[segments["kind"] == "sentence"]
    contents = attribution_spans[attribution_spans["role"] == "content"]
    places = {
        doc: spans.index([zip(rows["start"], rows["end"], strict=True)])
        for doc, rows in contents.groupby("doc")
    }
    alone = [
        not (doc in places and spans.touches(places[doc], (start, end)))
        for doc, start, end in zip(sentences["doc"], sentences["start"], sentences["end"], strict=True)
    ]
    return sentences[alone].reset_index(drop=True)


def label_speakers(labels: pd.DataFrame, attributions: pd.DataFrame, actor: str) -> pd.DataFrame:
    """Return in whose statements the labels of an actor stand: rows of `labels` and the column speaker.

    Those in an article's own voice are left out.

    >>> labels = pd.DataFrame({"doc": ["a", "a"], "actor": "hts", "label": "rebel", "attribution": [1, ""]})
    >>> attributions = pd.DataFrame({"doc": ["a"], "attribution": [1], "speaker": ["SANA"]})
    >>> label_speakers(labels, attributions, "hts")[["label", "speaker"]].values.tolist()
    [['rebel', 'SANA']]
    """
    told = labels[(labels["actor"] == actor) & (labels["attribution"] != "")]
    speakers = attributions.set_index(["doc", "attribution"])["speaker"].to_dict()
    return told.assign(
        speaker=[speakers[place] for place in zip(told["doc"], told["attribution"], strict=True)]
    )
