"""Each module that reads one text reads one, with a hand-made network (run by test_one_text)."""

from inotherwords.attribution import cues, explain, extraction, lexicon, patterns, reading, voice
from inotherwords.attribution.network import answers, calibration, windows
from inotherwords.naming.mentions import Listed, compile_labels, find_mentions
from inotherwords.pages import pasted
from inotherwords.text import names
from inotherwords.text.segments import analyse, find_segments

TEXT = "The dam\n“The dam is safe,” said the mayor, Ann Reed. The rebels left, she told AFP."
HANDED = {"said": ("the mayor, Ann Reed", "“The dam is safe,”"), "told": ("she", "The rebels left")}


def encode(window):
    """A hand-made first step: the words of HANDED are cues."""
    likely = [0.9 if TEXT[slice(*word)] in HANDED else 0.0 for word in window.words]
    return window, answers.CueWords(likely, [1 - one for one in likely], likely, [0.0] * len(likely))


def assign(window, here, marks, distances):
    """A hand-made second step: each cue has its source and content of HANDED."""
    rows = []
    for row in marks:
        cue = TEXT[slice(*window.words[here[row.index(answers.THIS_CUE)]])]
        places = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in HANDED[cue]]
        rows.append([])
        for word in here:
            place = window.words[word][0]
            roles = [float(first <= place < last) for first, last in places]
            rows[-1].append([1 - sum(roles), *roles])
    return rows


network = answers.Network(encode, assign)
known = lexicon.compile_lexicon([lexicon.Known("Ann Reed", "Ann Reed", "person", "town", "government")])
segments = find_segments(TEXT, analyse(TEXT))
article = reading.prepare(TEXT, segments)
read = reading.read_article(article, known, network)
for found in read.attributions:
    print(found.type, found.speaker, found.source, found.cue, found.content, found.via, sep=" | ")
    print(found.side, found.source_type, found.cue_class, found.pattern, found.resolved_by, sep=" | ")

assert [name.words for name in names.find_names(TEXT)] == ["Ann Reed", "AFP"]
assert patterns.classify_quotation(TEXT, read.attributions[0].spans.content, article.quotes) == "direct"
assert cues.find_headword("told AFP") == "tell"
assert read.margins["an attribution is accepted"] < 1
answered = answers.ask(reading.read_windows(article), network)
assert [TEXT[slice(*item.cue)] for item in extraction.list_possible(TEXT, answered)] == [*HANDED]
assert 0 < calibration.probability(dict.fromkeys(calibration.FEATURES, 0.0), calibration.weights()) < 1
assert len(windows.cut_windows(TEXT, article.paragraphs, article.quotes)) == 1

labels = compile_labels([Listed("hts", "rebel", "head", "rebel*")])
mentions = find_mentions(TEXT, [segment[1:3] for segment in segments], labels)
roles = [
    (number, role, *span)
    for number, found in enumerate(read.attributions, 1)
    for role in ("source", "cue", "content")
    for span in getattr(found.spans, role)
]
places = [mention.start for mention in mentions]
voices = voice.find_voices(TEXT, places, [segment[:3] for segment in segments], roles)
print([(mention.text, mention.label, *told) for mention, told in zip(mentions, voices, strict=True)])


def without(window):
    """A first step for which one word less makes any cue less likely."""
    unlikely = [1 / (1 + len(window.words))] * len(window.words)
    return window, answers.CueWords([1 - one for one in unlikely], unlikely, unlikely, unlikely)


print(explain.explain_case("She said so.", (0, 12), (4, 8), answers.Network(without, assign)))

pair = {"a": TEXT, "b": TEXT}
rows = answers.answer(pasted.reading(pair, [("hts", "rebel", "head", "rebel*")]), network)
assert [row["kind"] for row in rows["passages"]] == ["verbatim", "verbatim"]
assert "Ann Reed" in pasted.make_page(pair, rows)
