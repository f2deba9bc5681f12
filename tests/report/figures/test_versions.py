"""One sentence in several versions."""

import pandas as pd
from pictures import SAID, alternative, articles_of, at, explained, flat, laid_out, look

from inotherwords import settings
from inotherwords.report import figures
from inotherwords.report.figures import style
from inotherwords.report.figures.labels import NO_LABELS
from inotherwords.report.figures.versions import COPY
from inotherwords.report.sentences import short_names

TEXTS = {
    "a": "The rebels took the city on Friday.",
    "b": "The terrorists took the city on Friday.",
    "c": "Fighters took the city on Friday.",
}


def mentions(*rows):
    """Labels given as (doc, words, actor, label, voice), found in TEXTS."""
    columns = ["doc", "start", "end", "text", "actor", "label", "voice"]
    places = [(TEXTS[doc].index(words), words, doc, *about) for doc, words, *about in rows]
    table = [(doc, at, at + len(words), words, *about) for at, words, doc, *about in places]
    return pd.DataFrame(table, columns=columns)


def copies(*rows):
    columns = ["doc", "start", "end", "wording", "wire_wording", "change"]
    return pd.DataFrame([(*row[:1], 0, 9, "", *row[1:]) for row in rows], columns=columns, dtype=object)


def sentences(*rows):
    """Groups of whole sentences: (number, docs)."""
    found = [(number, doc, 0, len(TEXTS[doc])) for number, docs in rows for doc in docs]
    return pd.DataFrame(found, columns=["cluster", "doc", "start", "end"])


REBELS = ("a", "rebels", "hts", "rebel", "own")


TERRORISTS = ("b", "terrorists", "hts", "terrorist", "attributed")


FIGHTERS = ("c", "Fighters", "hts", "rebel", "own")


def drawn(labels, wire=None, groups=None):
    groups = sentences((1, "ab")) if groups is None else groups
    return figures.other_words(groups, labels, copies() if wire is None else wire, TEXTS, articles_of("abc"))


def versions(labels, wire=None, groups=None):
    """Return doc, version and text, boxes in brackets, of each version that is set."""
    found = {}
    for row in drawn(labels, wire, groups).data.itertuples():
        text = f"[{row.text}]" if row.voice else row.text
        found[row.doc, row.version] = found.get((row.doc, row.version), "") + text
    return found


def test_labels_that_differ_are_boxed():
    assert versions(mentions(REBELS, TERRORISTS)) == {
        ("a", "article"): "The [rebels] took the city on Friday.",
        ("b", "article"): "The [terrorists] took the city on Friday.",
    }


def test_without_labels_that_differ_nothing_is_set_and_without_any_the_list_is_said_to_be_missing():
    same, groups = mentions(REBELS, FIGHTERS), sentences((1, "ac"))
    nothing = "No shared sentence names anybody by different labels."
    assert laid_out(drawn(same, groups=groups)) == [nothing]
    alt = alternative(drawn(same.iloc[:0], groups=groups))
    assert alt.startswith(f"An empty figure. {NO_LABELS}")


def test_a_label_of_one_version_alone_and_one_within_another_are_not_boxed():
    city = ("a", "city", "place", "city", "own")
    assert versions(mentions(REBELS, city, TERRORISTS))["a", "article"].count("[") == 1
    inner = ("b", "errorists", "hts", "errorist", "own")
    assert versions(mentions(REBELS, TERRORISTS, inner))["b", "article"].count("[") == 1


def test_what_the_agency_copy_had_stands_before_its_article():
    wire = copies(("b", "Jihadists", "relabel+delete"), ("b", "spelt otherwise", "spelling"))
    found = versions(mentions(REBELS, TERRORISTS), wire)
    assert list(found) == [("a", "article"), ("b", "agency copy"), ("b", "article")]
    assert found["b", "agency copy"] == "Jihadists"


def test_sentences_in_most_versions_are_set_and_of_very_many_the_first(monkeypatch):
    monkeypatch.setattr(settings, "SENTENCES_SET", 1)
    labels, groups = mentions(REBELS, TERRORISTS, FIGHTERS), sentences((1, "ab"), (2, "abc"))
    drawing = drawn(labels, groups=groups)
    assert set(drawing.data["sentence"]) == {2}
    assert "In 2 of 2 shared sentences the labels differ" in laid_out(drawing)
    assert "Shown are the 1 that have most versions." in " ".join(laid_out(drawing))
    monkeypatch.setattr(settings, "VERSIONS_SET", 2)
    assert [doc for doc, _ in versions(labels, groups=groups)] == ["a", "b"]


def test_a_long_sentence_is_cut_behind_its_last_label(monkeypatch):
    more = ", and much more was said about it" * 5
    monkeypatch.setitem(TEXTS, "a", TEXTS["a"].replace(" on", more))
    shown = versions(mentions(REBELS, TERRORISTS))["a", "article"]
    assert shown.startswith("The [rebels] took the city, and much")
    assert shown.endswith(" …")
    assert len(shown) <= settings.LETTERS_SET + len("[]") + 2


def test_the_alternative_text_says_each_box_with_its_voice():
    assert alternative(drawn(mentions(REBELS, TERRORISTS))) == (
        "Text: 1 sentence in 2 versions, the labels in which they differ boxed by voice. "
        "A: The [rebels: own voice] took the city on Friday. — "
        "B: The [terrorists: attributed] took the city on Friday. "
        "They share a clause at least; what they go on to say may differ."
    )


def test_the_words_set_are_the_pieces_of_the_data_each_label_in_the_box_of_its_voice(tables, drawn):
    """Read as a reader does: line by line, a box told by the key, an article by its name at the left."""
    figure, short = drawn["other-words"].figure, short_names(tables["articles"])
    said = explained(figure)
    figure.set_dpi(72)
    figure.draw_without_rendering()
    texts = [text for text in figure.texts if text.get_fontsize() == style.TEXT]
    beside = [text for text in figure.texts if flat(text) in {*short.values(), COPY}]
    names = sorted((-text.get_window_extent().y1, flat(text)) for text in beside)
    boxes = [(box.get_window_extent(), said.get(look(box))) for box in figure.artists]
    read = [[name, "", []] for _, name in names]
    for text in sorted(texts, key=lambda text: (-at(text), text.get_position()[0])):
        place, letters = text.get_window_extent(), flat(text).replace(" ", "")
        version = read[sum(y < -place.y1 + 5 for y, _ in names) - 1]
        x, y = (place.x0 + place.x1) / 2, (place.y0 + place.y1) / 2
        [voice] = [name for box, name in boxes if box.height > 8 and box.contains(x, y)] or [""]
        version[1] += letters
        # A label may go on in the next line, in a box of its own.
        version[2] += [(letter, voice) for letter in letters if voice]
    pieces = drawn["other-words"].data.replace({"voice": SAID})
    expected = []
    for (_, doc, version), rows in pieces.groupby(["sentence", "doc", "version"], sort=False):
        boxed = [(i, row.voice) for row in rows.itertuples() if row.voice for i in row.text.replace(" ", "")]
        name = short[doc] if version == "article" else version
        expected.append([name, "".join(rows["text"]).replace(" ", ""), boxed])
    assert read == expected
