"""How findings are worded."""

import re

from told import articles_of, printed

from inotherwords.report import findings
from inotherwords.report.findings import wording
from inotherwords.report.sentences import Number, say


def test_findings_are_written_in_groups_without_empty_ones(tmp_path):
    groups = {"One": [say("{a}.", a=Number("A", "claims")), "B."], "None": [], "Two": ["C."]}
    findings.write_findings(tmp_path, groups)
    written = (tmp_path / "findings.md").read_bytes()
    assert written == b"# Findings\n\n**One**\n\n- A.\n- B.\n\n**Two**\n\n- C.\n"


def every_sentence(t):
    """What is said of some tables, but for the claims, by the name of the function that says it."""
    alone, segments = (
        t[name].groupby(["doc", "kind"]).size().reset_index(name="count")
        for name in ("unsourced", "segments")
    )
    tables = {
        findings.naming: [t["labels"]],
        findings.labels_for_two: [t["labels"]],
        findings.on_whose_word: [t["share_of_voice"]],
        findings.missing_sources: [t["attributions"]],
        findings.quoted_or_paraphrased: [t["quoted_words"]],
        findings.cue_classes: [t["attributions"]],
        findings.without_source: [alone, segments],
        findings.shared_wording: [t["passages"], t["shared_wording"]],
        findings.significance: [t["keyness"]],
    }
    return [
        (say.__name__, sentence)
        for say, of in tables.items()
        for sentence in printed(say, *of, t["articles"])
    ]


def test_empty_tables_leave_no_sentence_unfinished(tables):
    empty = {name: table.iloc[:0] for name, table in tables.items()} | {"articles": tables["articles"]}
    for name, sentence in every_sentence(empty):
        assert re.fullmatch(r".*[\w)]\.", sentence), name
        assert not re.search(r"nan|: \.|, ,", sentence), name


def test_a_single_article_is_told_of(tables):
    doc, short = tables["articles"][["doc", "short"]].iloc[1]
    alone = {name: table[table["doc"] == doc] for name, table in tables.items() if "doc" in table}
    for name, sentence in every_sentence(alone | {"passages": tables["passages"].iloc[:0]}):
        of_none = sentence.startswith(("No two articles", "Not told here")) or sentence.endswith(": none.")
        assert short in sentence or of_none, name
        assert "other" not in sentence, name


def test_an_article_with_less_comes_later_and_those_without_are_counted():
    cases = {
        ("ann", "ben"): [({"ben": 2, "ann": 2}, "2 times in Ann, 2 in Ben")],
        ("ann",): [({"ann": 1}, "1 time in Ann"), ({"ann": 0}, "not in the one article")],
        ("ben", "ann"): [({"ann": 0}, "in none of the 2 articles")],
        ("ann", "ben", "cid"): [({"ann": 1}, "1 time in Ann; in none of the other 2")],
    }
    for articles, said in cases.items():
        for counts, words in said:
            assert str(wording.per_article(counts, articles_of(*articles), "labels")) == words


def test_what_is_no_date_of_the_calendar_is_shown_as_it_is_written():
    written = ["2017", "2017-05", "3 May 2017", "2017-05-03T10:00", "3-May-2017", ""]
    assert list(map(findings.day, written)) == written
