"""What a notebook shows: an article's text stays text, and articles go by their names."""

import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from inotherwords import settings
from inotherwords.corpus import articles
from inotherwords.report import show
from inotherwords.report.sentences import Number, say

ARTICLES = pd.DataFrame({"doc": ["a", "b"], "short": ["Ann's Paper", "Ben"]})
NASTY = "<script>alert(1)</script> & $x$ | [sic] *bold* `code`"


@pytest.fixture
def shown(monkeypatch):
    """The pages and plain texts that a cell would show."""
    found = []
    monkeypatch.setattr(show, "display", lambda bundle, raw: found.append(bundle))
    return found


def page_of(bundle):
    return BeautifulSoup(bundle["text/html"], "html.parser")


def cells_of(bundle):
    return [cell.get_text().strip() for cell in page_of(bundle).find_all(["td", "th"])]


def test_markup_in_an_article_in_a_name_and_in_a_version_stays_text(shown):
    show.table(pd.DataFrame({"text": [NASTY], "left": [NASTY]}))
    show.table(pd.DataFrame({"a": [1]}), pd.DataFrame({"doc": ["a"], "short": [NASTY]}))
    show.variants([("a", [(NASTY, False)])], ARTICLES.assign(short="<i>Ann</i>"))
    cells = [["text", "left", NASTY, NASTY], [NASTY, "1"], ["<i>Ann</i>", NASTY]]
    assert [cells_of(bundle) for bundle in shown] == cells
    assert [tag for bundle in shown for tag in page_of(bundle).find_all(["script", "i"])] == []
    assert shown[0]["text/plain"].splitlines()[1].split() == [*NASTY.split()] * 2


def test_a_long_text_is_shown_whole_and_a_number_to_three_places(shown):
    show.table(pd.DataFrame({"text": ["word " * 100 + "end"], "rate": [0.12345]}))
    assert cells_of(shown[0])[2:] == ["word " * 100 + "end", "0.123"]


def test_two_dollar_signs_make_no_formula(shown):
    show.table(pd.DataFrame({"text": ["from $5 to $7"]}))
    show.variants([("a", [("from $5 to $7", False)])], ARTICLES)
    # A formula begins and ends within one piece of text, never across tags.
    for bundle in shown:
        pieces = re.split(r"<[^>]*>", bundle["text/html"])
        assert [piece for piece in pieces if piece.count("$") > 1] == []


def test_articles_are_called_by_their_names_in_rows_columns_and_pairs(shown):
    table = pd.DataFrame({"doc": ["b", "a"], "words": [7, 9]})
    show.table(table, ARTICLES)
    assert cells_of(shown[0]) == ["article", "words", "Ben", "7", "Ann's Paper", "9"]
    assert table["doc"].tolist() == ["b", "a"]  # what is shown is not changed
    by_article = pd.DataFrame({"label": ["rebel"], "a": [1], "b": [2]})
    show.table(by_article, ARTICLES)
    show.table(by_article, ARTICLES.assign(short="Daily"))
    for bundle, names in zip(shown[1:], (["Ann's Paper", "Ben"], ["Daily", "Daily"]), strict=True):
        assert cells_of(bundle) == ["label", *names, "rebel", "1", "2"]
    pair = show.named(pd.DataFrame({"doc_a": ["a"], "doc_b": ["b"]}), ARTICLES)
    assert pair.values.tolist() == [["Ann's Paper", "Ben"]]


def test_findings_are_paragraphs_of_short_lines_without_the_names_of_their_numbers(capsys):
    show.sentences(["one " * 50 + "end.", say("Read: {n}.", n=Number(3, "claims/all"))])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= show.LINE
    assert lines[-2:] == ["", "Read: 3."]


def test_what_differs_between_versions_is_bold_and_words_that_are_gone_are_a_gap(shown):
    began, onslaught = [("It began [today].", False)], [("The ", False), ("onslaught", True)]
    show.variants([("a", began), ("b", onslaught)], ARTICLES)
    assert re.findall("<b>(.*?)</b>", shown[0]["text/html"]) == ["[onslaught]"]
    show.variants([("b", [("It began", False), ("", True), (".", False)])], ARTICLES)
    assert shown[1]["text/plain"] == "Ben: It began [∅]."


def test_rows_are_counted_for_each_article_and_none_is_nought(shown):
    show.counts(pd.DataFrame({"doc": ["a", "a"], "kind": ["heading", "sentence"]}), ["kind"], ARTICLES)
    show.counts(pd.DataFrame({"doc": ["a", "b"], "kind": ["heading", "sentence"]}), ["kind"], ARTICLES)
    names = ["kind", "Ann's Paper", "Ben"]
    assert cells_of(shown[0]) == [*names, "heading", "1", "0", "sentence", "1", "0"]
    assert cells_of(shown[1]) == [*names, "heading", "1", "0", "sentence", "0", "1"]


def test_opening_words_are_those_of_the_article_and_only_what_is_longer_is_cut(segments, texts):
    for row in articles.opening_words(segments, texts, 40).itertuples():
        opening = row.text.removesuffix(" …")
        assert len(opening) <= 40
        assert opening in " ".join(texts[row.doc].split())
    for text, opening in {"Peace came.": "Peace came.", "Peace comes.": "Peace comes …"}.items():
        one = pd.DataFrame({"doc": ["a"], "kind": ["sentence"], "start": [0], "end": [len(text)]})
        assert articles.opening_words(one, {"a": text}, 11)["text"].tolist() == [opening]


def test_an_edit_is_shown_where_it_stands(texts, edits):
    for row in show.edits_in_context(edits, texts).itertuples():
        before, _, rest = row.printed.partition("[")
        assert before.replace("\n", " ") in texts[row.doc].replace("\n", " ")
        assert row.read.startswith(before)
        assert row.read.endswith(rest.rpartition("]")[2])


def test_a_broken_quotation_is_shown_in_one_row_and_a_doubtful_one_has_a_question_mark(spans, attributions):
    rows = show.attributions(attributions, spans)
    assert len(rows) == len(attributions)
    contents = spans[spans["role"] == "content"].groupby(["doc", "attribution"])["text"].size()
    assert sum(" … " in content for content in rows["content"]) >= (contents > 1).sum()
    doubtful = rows["probability"].str.endswith(" ?").tolist()
    assert doubtful == (attributions["doubtful"] == "yes").tolist()
    assert any(doubtful)


def test_only_what_stands_left_of_a_word_is_set_against_it(shown):
    show.table(pd.DataFrame({"left": ["the old"], "text": ["town"]}))
    page = shown[0]["text/html"]
    assert re.findall(r'<div style="text-align: left">(.*?)</div>', page) == ["text", "town"]


# --- nothing to show ---


HEADER = "actor,label,part,pattern,reason\n"


def test_why_there_is_nothing_is_told_of_a_list_that_is_missing_empty_or_of_no_use_here(tmp_path):
    said = show.why_empty(tmp_path, "labels")
    assert said == "labels.csv is missing: who is named how is not counted. Notebook 5 proposes a list."
    for rows, begins in {
        "# crowd,rioter,head,rioter*,\n": "labels.csv has no rows: ",
        "crowd,rioter,head,rioter,\n": "labels.csv has 1 row,",
        "crowd,rioter,head,rioter,\n" * 2: "labels.csv has 2 rows,",
    }.items():
        (tmp_path / "labels.csv").write_text(HEADER + rows)
        said = show.why_empty(tmp_path, "labels")
        assert said.startswith(begins)
        assert tmp_path.name not in said  # the folder may be moved


def test_two_settings_are_both_named():
    said = show.which_settings("FEW", "FEWEST_WORDS")
    assert said.startswith(f"Kept out by the settings FEW = {settings.FEW} ")
    assert " and FEWEST_WORDS = " in said


def test_what_is_shown_says_why_it_is_empty_and_gives_no_reason_where_it_is_not(shown, capsys):
    show.table(pd.DataFrame(columns=["a"]), empty="Because.")
    show.sentences([], empty="Because.")
    show.counts(pd.DataFrame(columns=["label", "doc"]), ["label"], ARTICLES, empty="Because.")
    show.table(pd.DataFrame({"doc": [], "text": []}), ARTICLES)
    show.sentences([])
    show.sentences(["Found."], empty="Because.")
    nothing = ["No rows. Because.", "Nothing found. Because.", "No rows. Because.", "No rows."]
    assert capsys.readouterr().out.splitlines() == [*nothing, "Nothing found.", "Found."]
    assert shown == []
