import base64
import hashlib
import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from inotherwords.cleaning import paragraph_numbers
from inotherwords.corpus.folder import WIRE, read_wire
from inotherwords.layers.files import read_table
from inotherwords.paths import OUTPUTS, SEEDS
from inotherwords.report.reader import tables as report_reader_tables
from inotherwords.report.reader.page import NAMES, contents, cut, make_page, render, write_page
from inotherwords.report.reader.tables import contested, label_rows, questions, speaker_rows, swap_rows

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
    return {name: read_table(OUTPUTS, name) for name in NAMES}


@pytest.fixture(scope="module")
def study(texts, tables):
    return contents(tables, texts, read_wire(SEEDS, texts))


@pytest.fixture(scope="module")
def page():
    return make_page(OUTPUTS, SEEDS)


def rendered(texts, **more):
    """The page of articles of which nothing is known but their text."""
    return render(contents(empty(texts), texts, pd.DataFrame(columns=WIRE)), **more)


def test_nothing_of_our_own_five_articles_is_in_the_code_of_the_page():
    assert not re.findall("Aleppo|Syria|HTS|Kayhan|jihadist|terrorist|AFP", rendered({"a": "Rain."}))


def test_a_hostile_text_and_the_note_of_the_corpus_on_itself_stay_text():
    words = Words(rendered({"a": EVIL}, about=EVIL))
    assert words.pieces["A0"] == EVIL
    assert (words.tags.count("script"), words.tags.count("textarea")) == (3, 0)


def test_pieces_are_cut_where_any_span_within_begins_or_ends_and_the_shortest_comes_last():
    pieces = [(0, 1, []), (1, 3, ["x"]), (3, 4, ["y", "x"]), (4, 6, ["y"])]
    assert cut(0, 6, [(1, 4, "x"), (3, 9, "y")]) == pieces
    assert cut(0, 4, [(1, 2, "inner"), (0, 4, "outer")])[1] == (1, 2, ["outer", "inner"])
    assert cut(2, 5, [(0, 2, "before"), (5, 7, "after"), (3, 3, "none")]) == [(2, 5, [])]


def test_the_pieces_of_each_article_are_its_words_and_their_ids_its_letter_and_their_place(page, texts):
    by_letter, shown = dict(zip("ABCDE", texts.values(), strict=True)), dict.fromkeys("ABCDE", "")
    for name, text in Words(page).pieces.items():
        assert by_letter[name[0]][int(name[1:]) :].startswith(text)
        shown[name[0]] += text
    assert ["".join(text.split()) for text in shown.values()] == [
        "".join(text.split()) for text in texts.values()
    ]


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
    monkeypatch.setattr(report_reader_tables, "MOST_PAIRS", 99)
    letters = dict(zip(texts, "ABCDE", strict=True))
    rows = swap_rows(tables, read_wire(SEEDS, texts), letters)
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


def test_the_words_that_both_versions_of_a_paraphrase_have_are_marked_and_nothing_else():
    texts = {"a": "Rebels took the city.", "b": "The city was taken by rebels."}
    tables, row = empty(texts), dict.fromkeys(read_table(OUTPUTS, "passages"), 1)
    ends = {
        f"{side}_{doc}": value
        for doc, text in texts.items()
        for side, value in {"doc": doc, "start": 0, "end": len(text)}.items()
    }
    tables["passages"] = pd.DataFrame([row | ends | {"kind": "paraphrase", "similarity": 0.5}])
    details = contents(tables, texts, pd.DataFrame(columns=WIRE))["details"]
    marked = [[text for text, mark in side["pieces"] if mark] for side in details["s1"]["sides"]]
    assert marked == [["Rebels", "city"], ["city", "rebels"]]


def test_a_word_is_contested_if_an_article_owns_it_and_sources_say_it_most():
    columns = ["doc", "actor", "label", "voice"]
    rows = [("a", "x", "rebel", "own"), ("b", "x", "rebel", "own"), ("b", "x", "terrorist", "own")]
    rows += [("a", "x", "rebel", "quoted"), ("a", "x", "gunman", "quoted")]
    rows += [("a", "x", "terrorist", "quoted")] * 2
    assert contested(pd.DataFrame(rows, columns=columns)) == ("x", "terrorist")
    of_nobody = [("a", "x", "rebel", "quoted"), ("b", "x", "rebel", "quoted")]
    assert contested(pd.DataFrame(of_nobody, columns=columns)) is None


def test_a_heading_counts_as_own_voice_in_the_question(tables):
    labels = tables["labels"]
    asked = questions(tables, pd.DataFrame({"wire_wording": []}), [])["own"]
    voices = {labels.loc[int(name[1:]) - 1, "voice"] for name in asked["ids"]}
    assert voices == {"own", "heading"}


def speakers(*rows, unread=()):
    """The rows of the table of speakers, for two articles, of (doc, type, speaker, side)."""
    table = pd.DataFrame(rows, columns=["doc", "type", "speaker", "side"]).assign(doubtful="")
    return speaker_rows(table, {"a": "A", "b": "B"}, unread=list(unread))


def test_a_source_is_missing_where_it_is_not_unless_it_has_no_name_or_nobody_was_looked_for():
    rows = speakers(("a", "indirect", "Ann", "media"), ("a", "direct", "Ben", "media"))
    missing = {row["speaker"]: (row["gaps"], row["quoted"]) for row in rows}
    assert missing == {"Ann": (True, False), "Ben": (True, True)}
    ann, nobody = ("a", "direct", "Ann", "media"), ("a", "direct", "", "un")
    rows = speakers(ann, ("b", "direct", "Ann", "media"), nobody)
    assert {row["speaker"]: row["gaps"] for row in rows} == {"Ann": False, "not named": False}
    [row] = speakers(ann, unread=["b"])
    assert not row["gaps"]


def test_the_page_names_the_articles_that_are_not_in_english(tables, texts):
    wire = read_wire(SEEDS, texts)
    languages = ["en", "en", "es", "en", "en"]
    articles = tables["articles"].assign(language=languages)
    page = render(contents(tables | {"articles": articles}, texts, wire))
    assert "nobody is looked for there: C Fakti.bg." in page
    assert "nobody is looked for there" not in render(contents(tables, texts, wire))


def test_a_joint_source_counts_for_each_of_its_speakers_on_their_own_side():
    joint = ("b", "indirect", "Ann; the army", "ngo; syrian_government")
    rows = speakers(("a", "direct", "Ann", "ngo"), joint)
    counted = {row["speaker"]: ([cell["n"] for cell in row["cells"]], row["side"]) for row in rows}
    assert counted == {"Ann": ([1, 1], "NGO"), "the army": ([0, 1], "Syrian state")}


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


def test_of_many_articles_a_table_shows_totals_and_says_in_how_many():
    docs = [f"{number:03}" for number in range(13)]
    letters = dict(zip(docs, "ABCDEFGHIJKLM", strict=True))
    for count, told in {13: "13 own; in 13 articles", 1: "1 own; in 1 article"}.items():
        labels = pd.DataFrame({"doc": docs[:count], "actor": "x", "label": "rebel", "voice": "own"})
        [row] = label_rows(labels, letters)
        assert [(cell["n"], cell["told"]) for cell in row["cells"]] == [(count, told)]


def empty(articles):
    """The tables of articles of which nothing is known but their text: doc: text."""
    tables = {name: read_table(OUTPUTS, name).iloc[:0] for name in NAMES}
    blank = dict.fromkeys(tables["articles"].columns, "")
    rows = [blank | {"doc": doc, "outlet": doc, "words": 1} for doc in articles]
    tables["articles"] = pd.DataFrame(rows)
    segments = [(doc, 0, "sentence", 0, len(text), 0) for doc, text in articles.items()]
    tables["segments"] = pd.DataFrame(segments, columns=tables["segments"].columns)
    return tables


def test_a_corpus_without_labels_passages_and_attributions_has_a_page_without_questions():
    html = rendered({"courier": "The river rose.", "tribune": "The gates were open."})
    assert Words(html).pieces == {"A0": "The river rose.", "B0": "The gates were open."}
    assert "Where to start" not in html
    assert "There are none: the corpus brings no list of labels" in html


def test_the_browser_may_run_the_scripts_of_the_page_and_no_others(page):
    allowed = re.findall(r"'sha256-([^']+)'", page)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert [base64.b64encode(hashlib.sha256(it.encode()).digest()).decode() for it in scripts] == allowed


def test_the_page_is_small_and_names_no_address_and_no_notebooks_unless_it_is_told_where_they_are(page):
    assert len(page.encode()) < 1_000_000
    assert not re.findall(r"https?://|//[a-z]+\.|src=|@import|url\(", page)
    assert 'href="index.html"' in make_page(OUTPUTS, SEEDS, index="index.html")
    assert "index.html" not in page


def test_the_page_is_the_same_each_time(tmp_path, page):
    (tmp_path / "tables").symlink_to(OUTPUTS / "tables")
    write_page(tmp_path, SEEDS)
    assert (tmp_path / "reader.html").read_text("utf-8") == page
