"""The reader page."""

import base64
import hashlib
import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from inotherwords import settings
from inotherwords.cleaning import paragraph_numbers
from inotherwords.layers.files import read_table
from inotherwords.paths import OUTPUTS, SEEDS
from inotherwords.report.reader import contents, make_page, render
from inotherwords.report.reader.data import cut_pieces
from inotherwords.report.reader.page import NAMES, list_rows

EVIL = "<script>alert(1)</script> \"'&amp; javascript:x \u202eabc </textarea>{{ 7*7 }}"


def pieces_of(page):
    """The text of each piece of an article, by its id."""
    return {tag["id"]: tag.get_text() for tag in BeautifulSoup(page, "html.parser").select("[class=piece]")}


@pytest.fixture(scope="module")
def page():
    return make_page(OUTPUTS, SEEDS)


def rendered(texts, **more):
    """The page of articles of which nothing is known but their text."""
    return render(contents(list_rows(empty(texts)), texts), **more)


def test_nothing_of_our_own_five_articles_is_in_the_code_of_the_page():
    assert not re.findall("Aleppo|Syria|HTS|Kayhan|jihadist|terrorist|AFP", rendered({"a": "Rain."}))


def test_a_hostile_text_and_the_note_of_the_corpus_on_itself_stay_text():
    page = rendered({"a": EVIL}, about=EVIL)
    assert pieces_of(page)["A0"] == EVIL
    tags = BeautifulSoup(page, "html.parser").find_all(["script", "textarea"])
    assert [tag.name for tag in tags] == ["script"] * 3


def test_a_day_that_was_inferred_is_about_that_day():
    article = {"doc": "a", "outlet": "Echo", "short": "", "place": "", "published": "2025-05-03", "words": 1}
    for source, told in (("earliest day the text allows", "about 2025-05-03"), ("the page", "2025-05-03")):
        row = article | {"language": "", "published_source": source}
        assert contents({"articles": [row]}, {"a": "Rain."})["articles"][0]["published"] == told


def test_pieces_are_cut_where_any_span_within_begins_or_ends_and_the_shortest_comes_last():
    pieces = [(0, 1, []), (1, 3, ["x"]), (3, 4, ["y", "x"]), (4, 6, ["y"])]
    assert cut_pieces(0, 6, [(1, 4, "x"), (3, 9, "y")]) == pieces
    assert cut_pieces(0, 4, [(1, 2, "inner"), (0, 4, "outer")])[1] == (1, 2, ["outer", "inner"])
    assert cut_pieces(2, 5, [(0, 2, "before"), (5, 7, "after"), (3, 3, "none")]) == [(2, 5, [])]


def test_the_pieces_of_each_article_are_its_words_and_their_ids_its_letter_and_their_place(page, texts):
    by_letter, shown = dict(zip("ABCDE", texts.values(), strict=True)), dict.fromkeys("ABCDE", "")
    for name, text in pieces_of(page).items():
        assert by_letter[name[0]][int(name[1:]) :].startswith(text)
        shown[name[0]] += text
    assert ["".join(text.split()) for text in shown.values()] == [
        "".join(text.split()) for text in texts.values()
    ]


def test_every_place_that_a_table_leads_to_is_on_the_page(page):
    places = set(re.findall(r'href="#([A-Z]+\d+)"', page))
    ids = " ".join(re.findall(r'data-ids="([^"]+)"', page)).split()
    places |= {name.partition("+")[0] for name in ids if name[0].isupper()}
    assert len(places) > 100
    assert places <= set(pieces_of(page))


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
    details = contents(list_rows(tables), texts)["details"]
    marked = [[text for text, mark in side["pieces"] if mark] for side in details["s1"]["sides"]]
    assert marked == [["Rebels", "city"], ["city", "rebels"]]


def test_the_page_names_the_articles_that_are_not_in_english(tables, texts):
    tables = {name: tables[name] for name in NAMES}
    languages = ["en", "en", "es", "en", "en"]
    articles = tables["articles"].assign(language=languages)
    page = render(contents(list_rows(tables | {"articles": articles}), texts))
    assert "nobody is looked for there: C Fakti.bg." in page
    assert "nobody is looked for there" not in render(contents(list_rows(tables), texts))


def test_of_many_articles_the_opening_says_which_are_shown_of_how_many():
    page = rendered(
        {f"a{n}": "Rebels left." for n in range(20)}, left_out="Shown here are 20 of the 60 articles."
    )
    opening = page[page.index('id="step-1"') : page.index("</section>")]
    assert "<p>Shown here are 20 of the 60 articles.</p>" in opening
    assert re.search(r"<h2[^>]*>(.*?)</h2>", opening)[1] == "20 articles, side by side"
    assert opening.count("<bdi>a") >= 20


def test_a_page_of_two_of_five_articles_shows_nothing_of_the_others(monkeypatch):
    monkeypatch.setattr(settings, "ARTICLES_ON_A_PAGE", 2)
    page = make_page(OUTPUTS, SEEDS)
    assert "Shown here are 2 of the 5 articles" in page
    assert {name[0] for name in pieces_of(page)} == {"A", "B"}


def test_the_page_calls_actors_as_their_corpus_does_whoever_makes_it(monkeypatch):
    monkeypatch.setattr(settings, "ACTORS", {})
    page = make_page(OUTPUTS, SEEDS)
    assert "HTS and its allies" in page
    assert "opposition hts" not in page


def test_each_version_of_a_claim_has_the_words_of_its_own_article(study, texts):
    versions = [it for name, it in study["details"].items() if name[0] == "c" for it in it["versions"]]
    letters = {article["siglum"]: " ".join(texts[article["doc"]].split()) for article in study["articles"]}
    assert versions
    assert [it for it in versions if not it["words"] or it["words"] not in letters[it["siglum"]]] == []


def test_paragraphs_are_numbered_as_on_the_printed_cards(study, tables):
    numbers = paragraph_numbers(tables["segments"])
    for article in study["articles"]:
        shown = [paragraph["number"] for paragraph in article["paragraphs"]]
        expected = [number for (doc, _), number in numbers.items() if doc == article["doc"]]
        assert [number for number in shown if number] == expected != []
    headline = study["articles"][1]["paragraphs"][0]
    assert (headline["segments"][0]["kind"], headline["number"]) == ("headline", None)


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
    assert pieces_of(html) == {"A0": "The river rose.", "B0": "The gates were open."}
    assert "Or ask:" not in html
    assert 'data-screen="words"' not in html
    assert 'data-screen="event"' in html
    assert "There are none: the corpus brings no list of labels" in html


def test_the_browser_may_run_the_scripts_of_the_page_and_no_others(page):
    allowed = re.findall(r"'sha256-([^']+)'", page)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert [base64.b64encode(hashlib.sha256(it.encode()).digest()).decode() for it in scripts] == allowed


def test_the_page_is_small_and_names_no_address_and_no_notebooks_unless_it_is_told_where_they_are(page):
    assert len(page.encode()) < 600_000
    assert not re.findall(r"https?://|//[a-z]+\.|src=|@import|url\(", page)
    assert 'href="index.html"' in make_page(OUTPUTS, SEEDS, index="index.html")
    assert "index.html" not in page
