import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from inotherwords import reader
from inotherwords.corpus import OUTPUTS, SEEDS, WIRE, read_table, read_wire

EVIL = "<script>alert(1)</script> \"'&amp; javascript:x \u202eabc </textarea>{{ 7*7 }}"


class Words(HTMLParser):
    """The text of each article, from its pieces, and whatever tags there are."""

    def __init__(self, page):
        super().__init__()
        self.pieces, self.tags, self.open, self.id = {}, [], False, ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        attributes = dict(attributes)
        self.open = attributes.get("class") == "piece"
        self.id = attributes.get("id") if self.open else ""

    def handle_endtag(self, tag):
        self.open = False

    def handle_data(self, data):
        if self.open:
            self.pieces[self.id] = data


@pytest.fixture(scope="module")
def study(texts):
    tables = {name: read_table(OUTPUTS, name) for name in reader.NAMES}
    return reader.contents(tables, texts, read_wire(SEEDS, texts))


@pytest.fixture(scope="module")
def page(study):
    return reader.render(study)


def hostile(text):
    """The tables of one article whose only sentence, label, outlet and place are `text`."""
    tables = {name: read_table(OUTPUTS, name).iloc[:0] for name in reader.NAMES}
    blank = dict.fromkeys(tables["articles"].columns, text)
    tables["articles"] = pd.DataFrame([blank | {"doc": "a", "words": 1}])
    tables["segments"] = pd.DataFrame(
        [("a", 0, "sentence", 0, len(text), 0)], columns=tables["segments"].columns
    )
    label = dict.fromkeys(tables["labels"].columns, text)
    tables["labels"] = pd.DataFrame([label | {"doc": "a", "start": 0, "end": len(text), "voice": "own"}])
    return reader.render(reader.contents(tables, {"a": text}, pd.DataFrame(columns=WIRE)))


def test_pieces_are_cut_where_any_span_begins_or_ends():
    assert reader.cut(0, 6, [(1, 4, "x"), (3, 9, "y")]) == [
        (0, 1, []),
        (1, 3, ["x"]),
        (3, 4, ["y", "x"]),
        (4, 6, ["y"]),
    ]


def test_the_shortest_span_over_a_piece_comes_last():
    assert reader.cut(0, 4, [(1, 2, "inner"), (0, 4, "outer")])[1] == (1, 2, ["outer", "inner"])


def test_a_span_outside_or_without_width_cuts_nothing():
    assert reader.cut(2, 5, [(0, 2, "before"), (5, 7, "after"), (3, 3, "none")]) == [(2, 5, [])]


def test_the_pieces_of_each_article_are_its_words(page, texts):
    shown = {}
    for name, text in Words(page).pieces.items():
        shown.setdefault(re.match("[A-Z]+", name)[0], []).append(text)
    assert ["".join("".join(parts).split()) for parts in shown.values()] == [
        "".join(text.split()) for text in texts.values()
    ]


def test_the_id_of_a_piece_is_the_letter_and_the_place_in_the_text(page, texts):
    by_letter = dict(zip("ABCDE", texts.values(), strict=True))
    pieces = Words(page).pieces
    assert pieces
    for name, text in pieces.items():
        assert by_letter[name[0]][int(name[1:]) :].startswith(text)


def test_a_number_in_the_table_of_labels_is_the_rows_of_labels(study):
    [row] = [row for row in study["labels"] if row["label"] == "terrorist"]
    labels = read_table(OUTPUTS, "labels")
    of_kayhan = labels[(labels["label"] == "terrorist") & labels["doc"].str.startswith("001")]
    assert row["cells"][1]["n"] == len(of_kayhan) > 0
    assert row["cells"][1]["places"] == [f"B{start}" for start in of_kayhan["start"]]


def test_every_place_that_a_table_leads_to_is_on_the_page(study, page):
    places = {
        place
        for part in ("labels", "speakers")
        for row in study[part]
        for c in row["cells"]
        for place in c.get("places")
    }
    places |= {side["at"] for row in study["swaps"] for pair in row["where"] for side in pair} - {""}
    assert len(places) > 100
    assert places <= set(Words(page).pieces)


def test_the_versions_of_a_passage_are_its_words(study, texts):
    passages = read_table(OUTPUTS, "passages")
    for row in passages.itertuples():
        side = study["details"][f"s{row.passage}"]["sides"][1]
        assert "".join(text for text, _ in side["pieces"]) == texts[row.doc_b][row.start_b : row.end_b]


def test_jihadists_lead_to_the_words_that_stand_for_them(study):
    rows = [row for row in study["swaps"] if "jihadists" in (row["word_a"], row["word_b"])]
    assert any("terrorists" in (row["word_a"], row["word_b"]) and row["where"] for row in rows)


def test_text_of_an_article_stays_text(page):
    words = Words(hostile(EVIL))
    assert words.pieces["A0"] == EVIL
    assert words.tags.count("script") == Words(page).tags.count("script") == 2
    assert words.tags.count("textarea") == 0


def test_the_page_is_small_and_names_no_address(page):
    assert len(page.encode()) < 1_000_000
    assert not re.findall(r"https?://|//[a-z]+\.|src=|@import|url\(", page)


def test_the_page_is_the_same_each_time(tmp_path, page):
    (tmp_path / "tables").symlink_to(OUTPUTS / "tables")
    reader.write(tmp_path, SEEDS)
    assert (tmp_path / "reader.html").read_text("utf-8") == page


def test_the_page_links_to_the_notebooks_only_where_it_is_told_where_they_are(page):
    assert 'href="index.html"' in reader.page(OUTPUTS, SEEDS, index="index.html")
    assert "notebooks" not in page
