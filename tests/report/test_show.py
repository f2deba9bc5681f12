"""What a notebook shows: an article's text stays text, and articles go by their names."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from inotherwords import settings
from inotherwords.corpus import articles
from inotherwords.report import show
from inotherwords.report.sentences import Number, say

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


def test_markup_in_an_article_in_a_name_and_in_a_version_stays_text(shown):
    show.table(pd.DataFrame({"text": [NASTY], "left": [NASTY]}))
    show.table(pd.DataFrame({"a": [1]}), pd.DataFrame({"doc": ["a"], "short": [NASTY]}))
    show.versions([("<i>Ann</i>", [(NASTY, False)])])
    cells = [["text", "left", NASTY, NASTY], [NASTY, "1"], ["<i>Ann</i>", NASTY]]
    assert [cells_of(bundle) for bundle in shown] == cells
    assert {"script", "i"} & {tag for bundle in shown for tag in Reader(bundle["text/html"]).tags} == set()
    assert shown[0]["text/plain"].splitlines()[1].split() == [*NASTY.split()] * 2


def test_a_long_text_is_shown_whole_and_a_number_to_three_places(shown):
    show.table(pd.DataFrame({"text": ["word " * 100 + "end"], "rate": [0.12345]}))
    assert cells_of(shown[0])[2:] == ["word " * 100 + "end", "0.123"]


def test_two_dollar_signs_make_no_formula(shown):
    show.table(pd.DataFrame({"text": ["from $5 to $7"]}))
    show.versions([("Ann", [("from $5 to $7", False)])])
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


def test_findings_are_paragraphs_of_short_lines_and_nothing_is_said_to_be_nothing(shown, capsys):
    show.sentences(["one " * 50 + "end.", "Two."])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= show.LINE
    assert lines[-2:] == ["", "Two."]
    show.sentences([])
    show.table(pd.DataFrame({"doc": [], "text": []}), ARTICLES)
    assert capsys.readouterr().out == "Nothing found.\nNo rows.\n"
    assert shown == []


def test_a_finding_is_printed_without_the_names_of_its_numbers(capsys):
    show.sentences([say("Read: {n}.", n=Number(3, "claims/all"))])
    assert capsys.readouterr().out == "Read: 3.\n"


def test_what_differs_between_versions_is_bold_and_words_that_are_gone_are_a_gap(shown):
    show.versions([("Ann", [("It began [today].", False)]), ("Ben", [("The ", False), ("onslaught", True)])])
    assert re.findall("<b>(.*?)</b>", shown[0]["text/html"]) == ["[onslaught]"]
    show.versions([("Ann", [("It began", False), ("", True), (".", False)])])
    assert shown[1]["text/plain"] == "Ann: It began [∅]."


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


def test_a_missing_list_is_named_with_what_it_would_give(tmp_path):
    said = show.why_empty(tmp_path, "labels")
    assert said == ("labels.csv is missing: who is named how is not counted. Notebook 5 proposes a list.")


def test_a_list_with_examples_only_has_no_rows(tmp_path):
    (tmp_path / "labels.csv").write_text(f"{HEADER}# crowd,rioter,head,rioter*,\n")
    assert show.why_empty(tmp_path, "labels").startswith("labels.csv has no rows: ")


@pytest.mark.parametrize(("rows", "said"), [(1, "1 row,"), (2, "2 rows,")])
def test_a_list_of_which_nothing_occurs_is_not_called_missing(rows, said, tmp_path):
    (tmp_path / "labels.csv").write_text(HEADER + "crowd,rioter,head,rioter,\n" * rows)
    assert show.why_empty(tmp_path, "labels").startswith(f"labels.csv has {said}")


def test_the_folder_is_not_named_so_that_it_may_be_moved(tmp_path):
    assert tmp_path.name not in show.why_empty(tmp_path, "wire")


def test_a_setting_is_named_with_its_value():
    assert f"MIN_COUNT = {settings.MIN_COUNT} " in show.which_settings("MIN_COUNT")


def test_two_settings_are_both_named():
    said = show.which_settings("FEW", "FEWEST_WORDS")
    assert said.startswith("Kept out by the settings FEW = ")
    assert " and FEWEST_WORDS = " in said


@pytest.mark.parametrize(
    ("shows", "said"),
    [
        (lambda: show.table(pd.DataFrame(columns=["a"]), empty="Because."), "No rows. Because.\n"),
        (lambda: show.sentences([], empty="Because."), "Nothing found. Because.\n"),
    ],
)
def test_what_is_shown_says_why_it_is_empty(shows, said, capsys):
    shows()
    assert capsys.readouterr().out == said


def test_counts_of_nothing_say_why(capsys):
    articles = pd.DataFrame({"doc": ["a"], "short": ["Ann"]})
    show.counts(pd.DataFrame(columns=["label", "doc"]), ["label"], articles, empty="Because.")
    assert capsys.readouterr().out == "No rows. Because.\n"


def test_the_reason_is_not_given_where_there_is_something(capsys):
    show.sentences(["Found."], empty="Because.")
    assert capsys.readouterr().out == "Found.\n"
