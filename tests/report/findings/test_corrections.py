"""The counts that corrections change, as a table and in sentences."""

import shutil

import pandas as pd
import pytest

from inotherwords import Study, paths
from inotherwords.corpus.corrections import NAME, hash_text, read
from inotherwords.layers import files, schema
from inotherwords.report.findings import corrections
from inotherwords.report.manifest import writers

ARTICLES = pd.DataFrame({"doc": ["a", "b"], "short": ["Ann's Paper", "Ben's Paper"]})


def labels(*rows):
    return {"labels": pd.DataFrame(rows, columns=["doc", "actor", "label", "voice"])}


REBEL = ("a", "opposition_hts", "rebel", "own")


def changes(before, after):
    return corrections.effect(before, after)[["doc", "item", "before", "after"]].values.tolist()


def test_what_was_not_there_before_or_is_not_afterwards_counts_as_none_and_what_stays_not_at_all():
    quoted, event = (*REBEL[:3], "quoted"), ("a", "event", "war", "own")
    told = changes(labels(REBEL, event), labels(quoted, event))
    assert [row[2:] for row in told] == [[0, 1], [1, 0]]
    with pytest.raises(KeyError):  # a table that only one side has
        corrections.effect(labels(REBEL), {})


def test_each_table_is_counted_by_what_it_counts():
    cases = [
        ("attributions", {"speaker": "", "side": "unknown"}, "to a source not named (source not named", 1),
        ("share_of_voice", {"side": "own voice", "words": 9}, "own voice", 9),
        ("cue_verbs", {"cue": "claim", "cue_class": "doubt", "count": 3}, "“claim” (doubt)", 3),
        ("unsourced", {"segment": 2}, "in which nothing is said on anybody's word", 1),
        ("shared_wording", {"shared": 7, "words": 20}, "in shared copy", 7),
        ("claims", {"told": "attributed"}, "told in paraphrase", 1),
    ]
    for name, row, item, count in cases:
        table = pd.DataFrame([{"doc": "a"} | row])
        [[doc, told, before, after]] = changes({name: table[:0]}, {name: table})
        assert (doc, told[: len(item)], before, after) == ("a", item, 0, count)


def test_words_of_a_side_count_twice_by_voice_and_a_passage_for_both_its_articles():
    words = pd.DataFrame([("a", "iran", 5, 9)], columns=["doc", "side", "quoted", "attributed"])
    told = changes({"quoted_words": words}, {"quoted_words": words.assign(attributed=2)})
    assert told == [["a", "Iran, in paraphrase", 9, 2]]
    pair = schema.table("passages", [(1, "a", 0, 9, "b", 0, 9, "near", 0.6)])
    told = changes({"passages": pair}, {"passages": pair[:0]})
    assert told == [["a", "near", 1, 0], ["b", "near", 1, 0]]


def test_every_figure_that_is_named_is_one_of_the_study():
    drawn = {name.removeprefix("figures/") for name in writers() if name.startswith("figures/")}
    named = {
        figure for counted in corrections.COUNTED.values() for figure in counted.figures.split("; ") if figure
    }
    assert named <= drawn


def test_a_label_taken_away_from_the_study_changes_the_count_of_that_label_alone(texts, tmp_path):
    shutil.copytree(paths.OUTPUTS / "tables", tmp_path / "outputs" / "tables")
    label = files.read_table(paths.OUTPUTS, "labels").query("voice == 'own'").iloc[0]
    place = {name: label[name] for name in ("doc", "start", "end", "actor")}
    told = {"layer": "label", "do": "remove", "words": " ".join(label["text"].split())}
    row = place | told | {"text_sha256": hash_text(texts[label["doc"]])}
    pd.DataFrame([row]).to_csv(tmp_path / NAME, index=False)
    passages, none = (files.read_table(paths.OUTPUTS, name) for name in ("passages", "boilerplate"))
    study = Study(paths.SEEDS, tmp_path / "outputs")
    study.corrections = read(tmp_path, texts)
    changed = corrections.compare_corrections(study, (passages, passages), none)
    [(name, doc, before, after)] = changed[["table", "doc", "before", "after"]].itertuples(index=False)
    assert (name, doc, before - after) == ("labels", label["doc"], 1)
    study.corrections = study.corrections[:0]
    assert corrections.compare_corrections(study, (passages, passages), none).empty


# --- the sentences ---


def made(*by):
    return pd.DataFrame({"doc": "a", "doc_b": "", "by": by}, columns=["doc", "doc_b", "by"])


def sentences(changed, *by):
    return list(map(str, corrections.tell_changes(changed, made(*by))))


ONE = corrections.effect(labels(REBEL, REBEL), labels(REBEL))


def test_how_many_counts_are_changed_is_told_with_the_names_of_the_coders():
    assert sentences(ONE[:0]) == []
    assert sentences(ONE[:0], "AB") == [
        "With 1 correction (by AB), no count differs from what the program finds without."
    ]
    assert sentences(ONE, "") == ["With 1 correction, 1 count differs from those without."]
    assert sentences(ONE, "CD", "AB", "", "AB") == [
        "With 4 corrections (by AB and CD), 1 count differs from those without."
    ]


def test_each_changed_count_is_a_row_with_the_name_of_its_article():
    item = "HTS and its allies, called “rebel”, in the article's own voice"
    [row] = corrections.table_of_changes(ONE, ARTICLES).values.tolist()
    assert row == ["Labels", "Ann's Paper", item, 2, 1]


def test_every_number_of_a_sentence_is_bound_to_a_name_of_its_own():
    [told] = corrections.tell_changes(ONE, made("AB"))
    found = [(number.name, str(number.value)) for number in told.numbers]
    assert found == [("corrections_effect/corrections", "1"), ("corrections_effect/counts", "1")]
