"""The opening of the reader page, of corpora of any kind."""

import pytest

from inotherwords import collation
from inotherwords.report.reader import contents
from inotherwords.report.reader.markup import event

TEXTS = {
    "echo": "The vandals broke the window, the head said.",
    "mail": "The pupils broke the window.",
    "post": "They broke the window.",
}


def rows(columns, *values, **more):
    return [dict(zip(columns.split(), row, strict=True)) | more for row in values]


def corpus(labels=(), claims=(), passages=(), **more):
    """The rows of three articles of a sentence each, of which what is given is known."""
    same = {"short": "", "place": "", "published": "", "words": 5, "language": "en"}
    wholes = [(doc, 0, len(text)) for doc, text in TEXTS.items()]
    voices = {"attribution": "", "decided_by": "word"}
    return {
        "articles": rows("doc outlet", *((doc, doc.title()) for doc in TEXTS), **same),
        "segments": rows("doc start end", *wholes, kind="sentence", paragraph=0),
        "labels": rows("doc start end text actor label voice", *labels, **voices),
        "claims": rows("claim doc start end told speaker", *claims, doubtful="", link="near", title="Broken"),
        "passages": rows("passage doc_a start_a end_a doc_b start_b end_b kind", *passages, similarity=0.5),
        **more,
    }


def story(**known):
    return contents(corpus(**known), TEXTS)["story"]


NAMED = [("echo", 4, 11, "vandals", "class", "vandal", "attributed")]
NAMED += [("mail", 4, 10, "pupils", "class", "pupil", "own")]
SHARED = [(1, "echo", 0, 28, "mail", 0, 28, "near"), (2, "mail", 0, 28, "post", 0, 22, "near")]
SWAPPED = [{"passage": 1} | one._asdict() for one in collation.collate(TEXTS["echo"], TEXTS["mail"])]
TOLD = [
    (1, "echo", 0, 28, "attributed", "the head"),
    (1, "mail", 0, 28, "own", ""),
    (1, "post", 0, 22, "own", ""),
]


def test_of_articles_that_share_and_name_nothing_the_opening_is_the_event():
    assert story()["screens"] == ["event"]
    assert story(labels=NAMED)["screens"] == ["event"]
    assert story(labels=NAMED, passages=SHARED)["screens"] == ["event"]  # no word stands for another
    same = [(doc, 0, 3, "The", "class", "class", "own") for doc in ("echo", "mail")]
    assert story(labels=same, claims=TOLD)["sentence"] is None  # one word, if in two articles


@pytest.mark.parametrize("shared", [{"passages": SHARED, "substitutions": SWAPPED}, {"claims": TOLD}])
def test_the_sentence_is_the_one_in_which_articles_have_different_words(shared):
    found = story(labels=NAMED, **shared)
    assert found["screens"] == ["event", "words", "voices"]
    sentence = found["sentence"]
    assert (sentence["actor"], sentence["words"]) == ("class", ["pupils", "vandals"])
    for version, doc in zip(sentence["versions"], TEXTS, strict=False):
        assert "".join(text for text, _ in version["pieces"]) == TEXTS[doc]
    gaps = [[text for text, is_word in version["pieces"] if is_word] for version in sentence["versions"]]
    assert gaps[:2] == [["vandals"], ["pupils"]]
    assert [version["told"] for version in sentence["versions"]][:2] == ["attributed", "own"]


def test_a_version_without_a_word_comes_last_and_a_name_is_no_word():
    assert story(labels=NAMED, claims=TOLD[::-1])["sentence"]["versions"][-1]["siglum"] == "C"
    named = corpus(labels=NAMED, claims=TOLD)
    named["labels"][0]["decided_by"] = "name"
    assert contents(named, TEXTS)["story"]["sentence"] is None


def test_a_side_that_is_named_and_never_speaks_stands_beside_the_table_of_who_is_heard():
    said = {"type": "indirect", "speaker": "the head", "side": "school", "source_type": "", "doubtful": ""}
    said |= {"doc": "echo", "attribution": 1, "via": "", "cue": "said", "cue_class": "", "pattern": ""}
    said |= {"probability": 0.9, "resolved_by": ""}
    span = {"doc": "echo", "attribution": 1, "role": "content", "start": 0, "end": 28, "text": ""}
    source = span | {"role": "source", "text": "the head"}
    found = story(labels=NAMED, attributions=[said], attribution_spans=[span, source])
    table = {row["side"]: [cell["ids"] for cell in row["cells"]] for row in found["heard"]}
    assert table == {"school": [["a1"], [], []]}
    assert found["heard"][0]["cells"][0]["stretches"] == [[0, round(28 * 1000 / len(TEXTS["echo"]))]]
    assert [(row["side"], row["named"]) for row in found["silent"]] == [("class", 2)]
    # Where nobody is looked for, "never" would be false.
    known = corpus(labels=NAMED, attributions=[said], attribution_spans=[span, source])
    known["articles"][2]["language"] = "fr"
    found = contents(known, TEXTS)["story"]
    assert [cell["siglum"] for cell in found["heard"][0]["cells"]] == ["A", "B"]
    assert found["unread"] == ["C"]
    # Whom another sentence names is not named in this one; and a picture says nothing.
    for given, sides in ([], ["source not named"]), ([source | {"text": "images"}], []):
        found = story(labels=NAMED, attributions=[said], attribution_spans=[span, *given])
        assert [row["side"] for row in found["heard"]] == sides
    shown = contents(corpus(attributions=[said], attribution_spans=[span]), TEXTS)
    assert [row["speaker"] for row in shown["speakers"]] == ["not named"]
    assert (shown["details"]["a1"]["speaker"], shown["details"]["a1"]["taken_for"]) == ("", "the head")
    shown = contents(
        corpus(attributions=[said], attribution_spans=[span, source | {"text": "images"}]), TEXTS
    )
    assert shown["speakers"] == []
    assert {name for name in shown["details"] if name[0] == "a"} == set()
    assert [part["spans"] for part in shown["articles"][0]["paragraphs"][0]["segments"][0]["pieces"]] == [[]]
    # A source without a side stands under "side not known"; where no side is known at all, under its name.
    other = said | {"attribution": 2, "side": "unknown"}
    spans = [span, source, span | {"attribution": 2}, source | {"attribution": 2}]
    for rows, sides in (
        ([said, other], ["school", "side not known"]),
        ([said | {"side": "unknown"}, other], ["the head"]),
    ):
        found = story(labels=NAMED, attributions=rows, attribution_spans=spans)
        assert [row["side"] for row in found["heard"]] == sides


def test_of_the_agencys_copy_come_names_and_cuts_but_nothing_in_doubt_or_only_spelt_otherwise():
    columns = "start end wording wire_wording change confidence"
    known = [
        (4, 11, "vandals", "children", "relabel", "likely"),
        ("", "", "", "by mistake", "delete", "likely"),
    ]
    known += [(4, 11, "vandals", "boys", "relabel", "doubtful"), (0, 3, "The", "the", "spelling", "likely")]
    wire = rows(columns, *known, doc="echo", wire_language="en", gloss="", note="", seen_at="", seen_on="")
    found = story(wire=wire)["copied"]
    assert [(row["at"], row["pieces"]) for row in found] == [
        ("A4", [("del", "children"), ("ins", "vandals")]),
        ("", [("del", "by mistake")]),
    ]
    # Struck out are the words that are gone, and no others; copy in another language is struck out whole.
    said = {"wording": "the vandals and others", "wire_wording": "children and others"}
    for language, kept in (("en", [" and others"]), ("fr", [])):
        [row] = story(wire=[wire[0] | said | {"wire_language": language}])["copied"]
        assert [text for mark, text in row["pieces"] if not mark] == kept


def test_sentences_that_tell_of_people_killed_are_counted_once_each():
    killed = [("echo", 0, "people killed")] * 2
    acts = rows("doc sentence act", *killed, ("mail", 0, "shelling"))
    assert story(acts=acts)["killed"] == 1


def test_the_event_is_the_first_paragraph_of_the_note_without_its_title_and_without_files():
    note = "**Here.** On Mr. Hale's day **two** broke a window. Why? See `x.md`.\n\nMore."
    assert event(note) == {"lead": "On Mr. Hale's day two broke a window.", "rest": ["Why?"]}
    assert event("") == {"lead": "", "rest": []}
