"""What a notebook shows: an article's text stays text, and articles go by their names."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from inotherwords import show
from inotherwords.sentences import Number, say

ARTICLES = pd.DataFrame({"doc": ["a", "b"], "short": ["Ann's Paper", "Ben"]})
NASTY = "<script>alert(1)</script> & $x$ | [sic] *bold* `code`"


class Reader(HTMLParser):
    """What a reader of a page gets: its tags, and the text of each cell."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.cells = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, text):
        if self.cells:
            self.cells[-1] += text.strip("\n")


@pytest.fixture
def shown(monkeypatch):
    """The pages and plain texts that a cell would show."""
    found = []
    monkeypatch.setattr(show, "display", lambda bundle, raw: found.append(bundle))
    return found


def cells_of(bundle):
    return [cell.strip() for cell in Reader(bundle["text/html"]).cells]


@pytest.mark.parametrize("column", ["text", "left"])
def test_markup_in_an_article_stays_text(column, shown):
    show.table(pd.DataFrame({column: [NASTY]}))
    assert cells_of(shown[0]) == [column, NASTY]
    assert "script" not in Reader(shown[0]["text/html"]).tags


def test_markup_in_a_name_stays_text(shown):
    show.table(pd.DataFrame({"a": [1]}), pd.DataFrame({"doc": ["a"], "short": [NASTY]}))
    assert cells_of(shown[0]) == [NASTY, "1"]


def test_two_dollar_signs_make_no_formula(shown):
    show.table(pd.DataFrame({"text": ["from $5 to $7"]}))
    show.versions([("Ann", [("from $5 to $7", False)])])
    # A formula begins and ends within one piece of text, never across tags.
    for bundle in shown:
        pieces = re.split(r"<[^>]*>", bundle["text/html"])
        assert [piece for piece in pieces if piece.count("$") > 1] == []


def test_plain_text_goes_with_the_page(shown):
    show.table(pd.DataFrame({"text": [NASTY], "n": [3]}))
    assert shown[0]["text/plain"].splitlines()[1].split() == [*NASTY.split(), "3"]


def test_articles_are_called_by_their_names(shown):
    show.table(pd.DataFrame({"doc": ["b", "a"], "words": [7, 9]}), ARTICLES)
    assert cells_of(shown[0]) == ["article", "words", "Ben", "7", "Ann's Paper", "9"]


def test_columns_that_are_articles_are_called_by_their_names(shown):
    show.table(pd.DataFrame({"label": ["rebel"], "a": [1], "b": [2]}), ARTICLES)
    assert cells_of(shown[0])[:3] == ["label", "Ann's Paper", "Ben"]


def test_both_articles_of_a_pair_are_called_by_their_names():
    pair = show.named(pd.DataFrame({"doc_a": ["a"], "doc_b": ["b"]}), ARTICLES)
    assert pair.values.tolist() == [["Ann's Paper", "Ben"]]


def test_two_articles_of_one_name_keep_their_columns(shown):
    twins = ARTICLES.assign(short="Daily")
    show.table(pd.DataFrame({"label": ["rebel"], "a": [1], "b": [2]}), twins)
    assert cells_of(shown[0]) == ["label", "Daily", "Daily", "rebel", "1", "2"]


def test_a_table_is_not_changed_by_being_shown(shown):
    table = pd.DataFrame({"doc": ["a"], "text": ["<b>"]})
    show.table(table, ARTICLES)
    assert table.to_dict("list") == {"doc": ["a"], "text": ["<b>"]}


def test_a_long_text_is_shown_whole(shown):
    show.table(pd.DataFrame({"text": ["word " * 100 + "end"]}))
    assert cells_of(shown[0])[1].endswith("end")


def test_a_table_without_rows_says_so(shown, capsys):
    show.table(pd.DataFrame({"doc": [], "text": []}), ARTICLES)
    assert capsys.readouterr().out == "No rows.\n"
    assert shown == []


def test_findings_are_paragraphs_of_short_lines(capsys):
    show.sentences(["one " * 50 + "end.", "Two."])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= show.LINE
    assert lines[-2:] == ["", "Two."]


def test_a_finding_is_printed_without_the_names_of_its_numbers(capsys):
    show.sentences([say("Read: {n}.", n=Number(3, "claims/all"))])
    assert capsys.readouterr().out == "Read: 3.\n"


def test_no_findings_are_said_to_be_none(capsys):
    show.sentences([])
    assert capsys.readouterr().out == "Nothing found.\n"


def test_what_differs_between_versions_is_bold(shown):
    show.versions([("Ann", [("It began [today].", False)]), ("Ben", [("The ", False), ("onslaught", True)])])
    assert re.findall("<b>(.*?)</b>", shown[0]["text/html"]) == ["[onslaught]"]


def test_markup_in_a_version_stays_text(shown):
    show.versions([("<i>Ann</i>", [(NASTY, False)])])
    assert cells_of(shown[0]) == ["<i>Ann</i>", NASTY]


def test_words_that_are_gone_are_shown_as_a_gap(shown):
    show.versions([("Ann", [("It began", False), ("", True), (".", False)])])
    assert shown[0]["text/plain"] == "Ann: It began [∅]."


def test_rows_are_counted_for_each_article(shown):
    articles = pd.DataFrame({"doc": ["a", "b"], "short": ["Ann", "Ben"]})
    show.counts(pd.DataFrame({"doc": ["a", "a"], "kind": ["heading", "sentence"]}), ["kind"], articles)
    assert cells_of(shown[0]) == ["kind", "Ann", "Ben", "heading", "1", "0", "sentence", "1", "0"]


def test_opening_words_are_those_of_the_article(segments, texts):
    for row in show.opening_words(segments, texts, 40).itertuples():
        opening = row.text.removesuffix(" …")
        assert len(opening) <= 40
        assert opening in " ".join(texts[row.doc].split())


def test_around_the_story_stands_no_sentence_of_it(segments, texts):
    around = show.around_the_story(segments, texts)
    assert len(around) == (segments["kind"] != "sentence").sum()
    assert "sentence" not in set(around["kind"])


def test_an_edit_is_shown_where_it_stands(texts, edits):
    for row in show.edits_in_context(edits, texts).itertuples():
        before, _, rest = row.printed.partition("[")
        assert before.replace("\n", " ") in texts[row.doc].replace("\n", " ")
        assert row.read.startswith(before)
        assert row.read.endswith(rest.rpartition("]")[2])


def test_a_broken_quotation_is_shown_in_one_row(spans, attributions):
    rows = show.attributions(attributions, spans)
    assert len(rows) == len(attributions)
    contents = spans[spans["role"] == "content"].groupby(["doc", "attribution"])["text"].size()
    assert sum(" … " in content for content in rows["content"]) >= (contents > 1).sum()


def test_rows_of_which_an_article_has_none_are_counted_as_nought(shown):
    show.counts(pd.DataFrame({"doc": ["a", "b"], "kind": ["heading", "sentence"]}), ["kind"], ARTICLES)
    assert cells_of(shown[0])[3:] == ["heading", "1", "0", "sentence", "0", "1"]


@pytest.mark.parametrize(
    ("text", "opening"), [("Peace came.", "Peace came."), ("Peace comes.", "Peace comes …")]
)
def test_only_what_is_longer_than_its_place_is_cut(text, opening):
    segments = pd.DataFrame({"doc": ["a"], "kind": ["sentence"], "start": [0], "end": [len(text)]})
    assert show.opening_words(segments, {"a": text}, 11)["text"].tolist() == [opening]


def test_a_doubtful_attribution_has_a_question_mark_at_its_probability(attributions, spans):
    shown = show.attributions(attributions, spans)["probability"]
    assert shown.str.endswith(" ?").tolist() == (attributions["doubtful"] == "yes").tolist()
    assert shown.str.endswith(" ?").any()


def test_only_what_stands_left_of_a_word_is_set_against_it(shown):
    show.table(pd.DataFrame({"left": ["the old"], "text": ["town"]}))
    page = shown[0]["text/html"]
    assert re.findall(r'<div style="text-align: left">(.*?)</div>', page) == ["text", "town"]


def test_numbers_are_shown_to_three_places(shown):
    show.table(pd.DataFrame({"rate": [0.12345]}))
    assert cells_of(shown[0]) == ["rate", "0.123"]
