import base64
import hashlib
import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from inotherwords import reader, reader_tables
from inotherwords.cleaning import paragraph_numbers
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
def tables():
    return {name: read_table(OUTPUTS, name) for name in reader.NAMES}


@pytest.fixture(scope="module")
def study(texts, tables):
    return reader.contents(tables, texts, read_wire(SEEDS, texts))


@pytest.fixture(scope="module")
def page():
    return reader.page(OUTPUTS, SEEDS)


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


def test_a_number_in_the_table_of_labels_leads_to_the_rows_of_labels(study, tables):
    [row] = [row for row in study["labels"] if row["label"] == "terrorist"]
    labels = tables["labels"]
    of_kayhan = labels[(labels["label"] == "terrorist") & labels["doc"].str.startswith("001")]
    cell = row["cells"][1]
    assert cell["n"] == len(of_kayhan) > 0
    assert [study["details"][name]["at"] for name in cell["ids"]] == [
        f"B{start}" for start in of_kayhan["start"]
    ]


def test_every_place_that_a_table_leads_to_is_on_the_page(page):
    places = set(re.findall(r'href="#([A-Z]+\d+)"', page))
    ids = " ".join(re.findall(r'data-ids="([^"]+)"', page)).split()
    places |= {name.partition("+")[0] for name in ids if name[0].isupper()}
    assert len(places) > 100
    assert places <= set(Words(page).pieces)


def test_a_swap_leads_to_as_many_places_as_its_row_counts(study, tables, texts, monkeypatch):
    monkeypatch.setattr(reader_tables, "MOST_PAIRS", 99)
    letters = dict(zip(texts, "ABCDE", strict=True))
    rows = reader_tables.swap_rows(tables, read_wire(SEEDS, texts), letters)
    table = tables["swaps"].set_index(["word_a", "word_b"])
    assert len(rows) == len(table)
    for row in rows:
        counted = table.loc[(row["word_a"], row["word_b"])]
        assert len(row["pairs"]) == counted["passages"] + counted["wire"]


def test_the_words_that_a_swap_leads_to_stand_there(study, texts):
    by_letter = dict(zip("ABCDE", texts.values(), strict=True))
    sides = [side for row in study["swaps"] for pair in row["pairs"] for side in pair if side["at"]]
    assert len(sides) > 50
    for side in sides:
        assert by_letter[side["siglum"]][int(side["at"][1:]) :].startswith(side["text"])


def test_the_versions_of_a_passage_are_its_words(study, texts):
    passages = read_table(OUTPUTS, "passages")
    for row in passages.itertuples():
        side = study["details"][f"s{row.passage}"]["sides"][1]
        assert "".join(text for text, _ in side["pieces"]) == texts[row.doc_b][row.start_b : row.end_b]


def test_the_words_that_both_versions_of_a_paraphrase_have_are_marked_and_nothing_else(texts):
    texts = {"a": "Rebels took the city.", "b": "The city was taken by rebels."}
    sides = reader._shared_words(texts, ("a", 0, 21), ("b", 0, 29))
    words = [
        [text[start:end] for start, end, _ in side] for text, side in zip(texts.values(), sides, strict=True)
    ]
    assert words == [["Rebels", "city"], ["city", "rebels"]]


def test_a_word_is_contested_if_an_article_owns_it_and_sources_say_it_most():
    rows = [("a", "x", "rebel", "own"), ("b", "x", "rebel", "own"), ("b", "x", "terrorist", "own")]
    rows += [("a", "x", "rebel", "quoted"), ("a", "x", "gunman", "quoted")] + [
        ("a", "x", "terrorist", "quoted")
    ] * 2
    assert reader_tables.contested(pd.DataFrame(rows, columns=["doc", "actor", "label", "voice"])) == (
        "x",
        "terrorist",
    )


def test_labels_that_none_uses_in_its_own_voice_are_not_asked_for():
    rows = [("a", "x", "rebel", "quoted"), ("b", "x", "rebel", "quoted")]
    assert reader_tables.contested(pd.DataFrame(rows, columns=["doc", "actor", "label", "voice"])) is None


def test_a_heading_counts_as_own_voice_in_the_question(tables):
    labels = tables["labels"]
    asked = reader_tables.questions(tables, pd.DataFrame({"wire_wording": []}), [])["own"]
    voices = {labels.loc[int(name[1:]) - 1, "voice"] for name in asked["ids"]}
    assert voices == {"own", "heading"}


def speakers(*rows):
    """The rows of the table of speakers, for two articles, of (doc, type, speaker, side)."""
    table = pd.DataFrame(rows, columns=["doc", "type", "speaker", "side"]).assign(doubtful="")
    return reader_tables.speaker_rows(table, {"a": "A", "b": "B"})


def test_a_source_that_is_only_paraphrased_is_missing_elsewhere_too():
    rows = speakers(("a", "indirect", "Ann", "media"), ("a", "direct", "Ben", "media"))
    assert {row["speaker"]: (row["gaps"], row["quoted"]) for row in rows} == {
        "Ann": (True, False),
        "Ben": (True, True),
    }


def test_a_source_in_every_article_or_without_a_name_is_missing_nowhere():
    rows = speakers(
        ("a", "direct", "Ann", "media"), ("b", "direct", "Ann", "media"), ("a", "direct", "", "un")
    )
    assert {row["speaker"]: row["gaps"] for row in rows} == {"Ann": False, "not named": False}


def test_an_article_in_which_nobody_is_looked_for_lacks_no_source():
    table = pd.DataFrame({"doc": ["a"], "type": "direct", "speaker": "Ann", "side": "un", "doubtful": ""})
    [row] = reader_tables.speaker_rows(table, {"a": "A", "b": "B"}, unread=["b"])
    assert not row["gaps"]


def test_the_page_names_the_articles_that_are_not_in_english(tables, texts):
    wire = read_wire(SEEDS, texts)
    languages = ["en", "en", "es", "en", "en"]
    articles = tables["articles"].assign(language=languages)
    page = reader.render(reader.contents(tables | {"articles": articles}, texts, wire))
    assert "nobody is looked for there: C Fakti.bg." in page
    assert "nobody is looked for there" not in reader.render(reader.contents(tables, texts, wire))


def test_a_joint_source_counts_for_each_of_its_speakers_on_their_own_side():
    rows = speakers(
        ("a", "direct", "Ann", "ngo"), ("b", "indirect", "Ann; the army", "ngo; syrian_government")
    )
    assert {row["speaker"]: ([cell["n"] for cell in row["cells"]], row["side"]) for row in rows} == {
        "Ann": ([1, 1], "NGO"),
        "the army": ([0, 1], "Syrian state"),
    }


def test_no_speaker_has_two_rows(study):
    names = [row["speaker"] for row in study["speakers"] if row["speaker"] != "not named"]
    assert len(names) == len(set(names)) > 20


def test_pairs_of_labels_of_the_same_actor_come_first_among_swaps(study, tables):
    ranks = [row["labels"] for row in study["swaps"]]
    assert ranks == sorted(ranks, reverse=True)
    first = {(row["word_a"], row["word_b"]) for row in study["swaps"] if row["labels"]}
    assert {("jihadists", "terrorists"), ("government", "regime")} <= first
    # Allies are a label, too, but only "jihadists and their allies" together became "terrorists".
    assert not first & {("allies", "terrorist"), ("died", "killed")}


def test_paragraphs_are_numbered_as_on_the_printed_cards(study, tables):
    numbers = paragraph_numbers(tables["segments"])
    for article in study["articles"]:
        shown = [paragraph["number"] for paragraph in article["paragraphs"]]
        expected = [number for (doc, _), number in numbers.items() if doc == article["doc"]]
        assert [number for number in shown if number] == expected != []
    headline = study["articles"][1]["paragraphs"][0]
    assert (headline["segments"][0]["kind"], headline["number"]) == ("headline", None)


def test_of_many_articles_a_table_shows_totals():
    docs = [f"{number:03}" for number in range(13)]
    labels = pd.DataFrame({"doc": docs, "actor": "x", "label": "rebel", "voice": "own"})
    letters = dict(zip(docs, "ABCDEFGHIJKLM", strict=True))
    [row] = reader_tables.label_rows(labels, letters)
    assert [(cell["n"], cell["told"]) for cell in row["cells"]] == [(13, "13 own; in 13 articles")]


@pytest.mark.parametrize(("notes", "told"), [(["own"], "1 own; in 1 article"), (["", ""], "in 2 articles")])
def test_a_total_says_in_how_many_articles(notes, told):
    docs = ["a", "b"][: len(notes)]
    [cell] = reader_tables._cells(docs, docs, notes, {"all": {"a", "b"}})
    assert cell["told"] == told


def empty(articles):
    """The tables of articles of which nothing is known but their text: doc: text."""
    tables = {name: read_table(OUTPUTS, name).iloc[:0] for name in reader.NAMES}
    blank = dict.fromkeys(tables["articles"].columns, "")
    rows = [blank | {"doc": doc, "outlet": doc, "words": 1} for doc in articles]
    tables["articles"] = pd.DataFrame(rows)
    segments = [(doc, 0, "sentence", 0, len(text), 0) for doc, text in articles.items()]
    tables["segments"] = pd.DataFrame(segments, columns=tables["segments"].columns)
    return tables


def test_a_corpus_without_labels_passages_and_attributions_has_a_page_without_questions():
    texts = {"courier": "The river rose.", "tribune": "The gates were open."}
    html = reader.render(reader.contents(empty(texts), texts, pd.DataFrame(columns=WIRE)))
    assert Words(html).pieces == {"A0": "The river rose.", "B0": "The gates were open."}
    assert "Where to start" not in html
    assert "There are none: the corpus brings no list of labels" in html


def test_nothing_of_our_own_five_articles_is_in_the_code_of_the_page():
    html = reader.render(reader.contents(empty({"a": "Rain."}), {"a": "Rain."}, pd.DataFrame(columns=WIRE)))
    assert not re.findall("Aleppo|Syria|HTS|Kayhan|jihadist|terrorist|AFP", html)


def test_the_note_of_the_corpus_on_itself_stays_text():
    html = reader.render(
        reader.contents(empty({"a": "Rain."}), {"a": "Rain."}, pd.DataFrame(columns=WIRE)), about=EVIL
    )
    assert Words(html).tags.count("script") == 3


def test_text_of_an_article_stays_text(page):
    words = Words(hostile(EVIL))
    assert words.pieces["A0"] == EVIL
    assert words.tags.count("script") == Words(page).tags.count("script") == 3
    assert words.tags.count("textarea") == 0


def test_the_browser_may_run_the_scripts_of_the_page_and_no_others(page):
    allowed = re.findall(r"'sha256-([^']+)'", page)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert [base64.b64encode(hashlib.sha256(it.encode()).digest()).decode() for it in scripts] == allowed


def test_the_page_is_small_and_names_no_address(page):
    assert len(page.encode()) < 1_000_000
    assert not re.findall(r"https?://|//[a-z]+\.|src=|@import|url\(", page)


def test_the_page_is_the_same_each_time(tmp_path, page):
    (tmp_path / "tables").symlink_to(OUTPUTS / "tables")
    reader.write(tmp_path, SEEDS)
    assert (tmp_path / "reader.html").read_text("utf-8") == page


def test_the_page_links_to_the_notebooks_only_where_it_is_told_where_they_are(page):
    assert 'href="index.html"' in reader.page(OUTPUTS, SEEDS, index="index.html")
    assert "index.html" not in page
