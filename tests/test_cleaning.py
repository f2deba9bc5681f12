import pandas as pd
import pytest

from inotherwords import cleaning, naming, paths, reuse
from inotherwords.corpus import corrections, folder
from inotherwords.text.segments import analyse


def printed(segments, texts, kind, doc=""):
    rows = segments[(segments["kind"] == kind) & segments["doc"].str.startswith(doc)]
    return [texts[row.doc][row.start : row.end] for row in rows.itertuples()]


def test_an_edit_that_does_not_fit_its_text_is_refused():
    edits = cleaning.list_edits({"a": "Syria’s"})
    with pytest.raises(ValueError, match=r"^a: not '’' at 5, so the edit does not fit$"):
        cleaning.apply_edits({"a": "Turkey’s"}, edits)


def test_undoing_the_edits_of_the_study_gives_the_raw_bytes_and_no_name_is_edited(texts, analysed, edits):
    assert analysed == {doc: analyse(text) for doc, text in texts.items()}
    assert cleaning.undo_edits(analysed, edits) == texts
    for name in ("Türkiye", "OSDH", "Rahmane"):
        before, after = (sum(text.count(name) for text in each.values()) for each in (texts, analysed))
        assert before == after > 0


def test_the_edits_of_the_study_are_these(texts, edits):
    stops = edits[edits["rule"] == "stray-stop"]
    around = [texts[row.doc][row.start - 6 : row.end + 4] for row in stops.itertuples()]
    assert around == ["e 2020. to ", "Israel. and"]
    assert edits.loc[edits["rule"] == "stray-marks", "before"].tolist() == ["“. ."]
    marks = edits[edits["rule"] == "quotation-mark"]
    assert marks.groupby(marks["doc"].str[:3])[["before", "after"]].agg("".join).to_dict("index") == {
        "002": {"before": "„“„“", "after": "“”“”"},
        "004": {"before": "''", "after": "‘’"},
    }


def test_segments_are_numbered_and_know_their_paragraph():
    texts = {"a": "Peace\nIt ended. It did.\n\nNobody stayed."}
    table = cleaning.list_segments(texts, texts)
    assert table["segment"].tolist() == [0, 1, 2, 3]
    assert table["paragraph"].tolist() == [0, 1, 1, 2]


def test_what_stands_around_the_stories_of_the_study_is_this(segments, texts):
    expected = {
        "metadata": ["date 2024-11-30", "date 2024-11-30"],
        "headline": ["Resurgence of Takfiri Terrorism After Zionist Defeat"],
        "dateline": ["Aleppo:", "TEHRAN/DAMACUS --"],
        "heading": [
            *("‘Zionist plot’", "Captured 50 towns", "russian attacks", "“Panic”", "14,000 displaced"),
            *("‘Waiting 10 years’", "Gunfire"),
        ],
        "credit": ["Source: BFM TV", "Photo / AFP"],
    }
    assert {kind: printed(segments, texts, kind) for kind in expected} == expected


def test_the_caption_of_the_photograph_is_not_body(segments, texts):
    [caption] = printed(segments, texts, "caption")
    assert caption.startswith("Islamic fighters and their Turkish-backed allies took control")
    assert caption.endswith("a war monitor said.")
    assert printed(segments, texts, "sentence", "004")[0].startswith("They also overran Aleppo Airport")


def test_a_stray_full_stop_of_the_study_ends_no_sentence(segments, texts):
    for doc, words in [("003", "Israel. and the Lebanese"), ("002", "2020. to northwestern")]:
        assert sum(words in sentence for sentence in printed(segments, texts, "sentence", doc)) == 1
    of_article = segments.loc[segments["kind"] == "sentence", "doc"].str[:3].value_counts()
    assert of_article.to_dict() == {"000": 16, "001": 31, "002": 21, "003": 24, "004": 27}


def test_coverage_counts_what_is_left_out_and_what_is_covered_twice(segments, texts):
    twice = pd.DataFrame({"doc": ["a", "a"], "start": [0, 3], "end": [5, 6]})
    assert cleaning.coverage(twice, {"a": "Peace now"}) == (3, 2)
    assert cleaning.coverage(segments, texts) == (0, 0)


def test_a_stage_finds_the_same_in_articles_that_were_cleaned_before_and_refuses_one_that_was_not(
    texts, edits, segments
):
    lists = ("names", "labels", "actors", "speakers", "acts")
    given = {name: folder.read_lexicon(paths.SEEDS, name) for name in lists}
    given["corrections"] = corrections.read(paths.SEEDS, texts).head(0)
    cleaned = {"edits": edits, "segments": segments}
    for stage in (naming.stage, reuse.stage):
        assert set(cleaning.CLEANED) <= set(stage.tables)
        anew, read = stage.compute(texts, given), stage.compute(texts, given | cleaned)
        assert [name for name in anew if not anew[name].equals(read[name])] == []
    with pytest.raises(ValueError, match="003_024119b9ffdd09ab: was not cleaned"):
        cleaning.read_cleaned(texts, cleaned | {"segments": segments[segments["doc"].str[:3] != "003"]})
