"""The file of corrections: what is read from it, and each thing for which a row is refused."""

import re

import pandas as pd
import pytest

from inotherwords import paths
from inotherwords.corpus import corrections
from inotherwords.corpus.folder import read_lexicon
from inotherwords.corpus.study import read_sources
from inotherwords.errors import InputError
from inotherwords.naming import per_article
from inotherwords.reproduction import pipeline

TEXTS = {"a": "The rebels came. “We won,” Holt said.", "b": "Rebels have come."}
REBELS = {"doc": "a", "layer": "label", "start": 4, "end": 10, "words": "rebels"}
LABEL = REBELS | {"do": "add", "actor": "army", "label": "rebel"}
CONTENT = {"doc": "a", "layer": "attribution", "do": "add", "start": 17, "end": 26, "words": "“We won,”"}
PASSAGE = {"doc": "a", "layer": "passage", "do": "add", "start": 0, "end": 16, "words": "The rebels came."}
PASSAGE |= {"doc_b": "b", "start_b": 0, "end_b": 17, "words_b": "Rebels have come.", "kind": "near"}


def write(folder, *rows, name=corrections.NAME):
    whole = [{"text_sha256": corrections.hash_text(TEXTS.get(row["doc"], ""))[:12]} | row for row in rows]
    columns = list(dict.fromkeys([*corrections.REQUIRED, *(column for row in whole for column in row)]))
    pd.DataFrame(whole, columns=columns, dtype=object).fillna("").to_csv(folder / name, index=False)


def read(folder, *rows):
    write(folder, *rows)
    return corrections.read(folder, TEXTS)


def refusal(folder, *rows):
    """The lines with which rows are refused, without the name of the file."""
    with pytest.raises(InputError) as refused:
        read(folder, *rows)
    return str(refused.value).replace(f"{folder.name}/corrections.csv: ", "")


# --- what is read ---


def test_without_a_file_or_rows_there_are_no_corrections(tmp_path):
    assert list(corrections.read(tmp_path, TEXTS)) == ["row", *corrections.COLUMNS]
    assert corrections.read(tmp_path, TEXTS).empty
    assert read(tmp_path).empty


def test_a_row_comes_back_with_numbers_for_its_places_and_with_its_place_in_the_file(tmp_path):
    for row in (LABEL, LABEL | {"start": "4.0", "text_sha256": corrections.hash_text(TEXTS["a"]).upper()}):
        [row] = read(tmp_path, row).to_dict("records")
        assert (row["start"], row["end"], row["label"]) == (4, 10, "rebel")
        assert row["row"] == f"{tmp_path.name}/corrections.csv: row 2"
    # What a row removes may be copied from the table with all its cells.
    assert len(read(tmp_path, LABEL | {"do": "remove", "voice": "own"})) == 1
    assert len(corrections.hash_text("\ud83d")) == 64


def test_words_may_be_as_a_spreadsheet_keeps_them_or_on_one_line(tmp_path):
    written = [("=rebels", words) for words in ("'=rebels", "  =rebels ", "=rebels")]
    for text, words in [*written, ("We\r\nwon", "We won"), ("We\r\nwon", "We\nwon")]:
        row = {"start": 0, "end": len(text), "words": words, "text_sha256": corrections.hash_text(text)}
        write(tmp_path, LABEL | row)
        assert len(corrections.read(tmp_path, {"a": text})) == 1, words


def test_the_sides_of_a_passage_come_in_the_order_of_the_table(tmp_path):
    turned = {"doc": "b", "start": 0, "end": 17, "words": "Rebels have come.", "doc_b": "a"}
    turned |= {"start_b": 0, "end_b": 16, "words_b": "The rebels came."}
    [row] = read(tmp_path, PASSAGE | turned).to_dict("records")
    assert (row["doc"], row["end"], row["doc_b"], row["end_b"]) == ("a", 16, "b", 17)


def test_only_the_articles_that_a_row_names_are_looked_up(tmp_path):
    class Lazy(dict):
        def __getitem__(self, doc):
            assert doc == "a"
            return super().__getitem__(doc)

    write(tmp_path, LABEL)
    assert len(corrections.read(tmp_path, Lazy(TEXTS))) == 1


# --- what is refused ---


def test_a_faulty_row_is_refused_by_its_number(tmp_path):
    first = LABEL | {"start": 0, "end": 3, "words": "The"}
    for row, message in [
        (LABEL | {"doc": "z"}, "'z' is no article. Write doc as in articles.csv."),
        (LABEL | {"layer": "labels"}, "layer is “labels”. Write one of label, attribution, speaker, pass"),
        (LABEL | {"do": "delete"}, "do is “delete”. Write one of add, remove, change."),
        (LABEL | {"do": ""}, "do is “”. Write one of add, remove, change."),
        (LABEL | {"voice": "mine"}, "voice is “mine”. Write one of own, attributed, quoted, heading, cap"),
        (PASSAGE | {"kind": "same"}, "kind is “same”. Write one of verbatim, near, paraphrase."),
        (LABEL | {"start": "four"}, "start and end are “four” and “10”. Write two whole numbers, as in"),
        (LABEL | {"end": "9" * 5000}, "start and end are “4” and “999"),
        (LABEL | {"end": 99}, "4 to 99 is no place in the text, which has 37 characters. Correct start"),
        (LABEL | {"start": 10}, "10 to 10 is no place in the text"),
        (LABEL | {"words": "rebel"}, "start and end give “rebels”, not “rebel”. Correct the places"),
        (LABEL | {"words": ""}, "start and end give “rebels”, and words is empty."),
        (LABEL | {"start": 3, "end": 4, "words": " "}, "start and end give “”, and words is empty."),
        (LABEL | {"speaker": "Holt"}, "speaker is “Holt”, but the layer is label. Empty that cell."),
        (LABEL | {"actor": "", "label": ""}, "adds a label without actor and label. Fill in."),
        (LABEL | {"do": "change", "actor": "", "label": ""}, "changes nothing. Fill in actor or label or v"),
        (CONTENT | {"do": "change"}, "changes nothing. Fill in source or cue or speaker or side or source"),
        (CONTENT | {"layer": "speaker"}, "adds a speaker without speaker. Fill in."),
        (PASSAGE | {"kind": ""}, "adds a passage without kind. Fill in."),
        (PASSAGE | {"do": "change", "kind": ""}, "changes nothing. Fill in kind, or delete the row."),
        (PASSAGE | {"doc_b": "z"}, "'z' is no article. Write doc_b as in articles.csv."),
        (PASSAGE | {"doc_b": "a"}, "a passage is shared by two articles, and this row names one."),
        (PASSAGE | {"end_b": 6}, "start_b and end_b give “Rebels”, not “Rebels have come.”."),
    ]:
        told = refusal(tmp_path, first, row)
        assert told.startswith(f"row 3: {message}")
        assert "\n" not in told


def test_a_correction_of_another_text_is_refused_with_the_hash_that_the_text_has_now(tmp_path):
    told = refusal(tmp_path, LABEL | {"text_sha256": "0123456789ab"})
    now = corrections.hash_text(TEXTS["a"])
    assert told.startswith("row 2: was made for another text of a: its text_sha256 is “0123456789ab”")
    assert f"now begins with {now[:12]}." in told
    assert refusal(tmp_path, LABEL | {"text_sha256": ""}).startswith("row 2: no text_sha256.")
    assert refusal(tmp_path, LABEL | {"text_sha256": now[:11]}).startswith("row 2: was made for another")


def test_every_faulty_row_has_a_line(tmp_path):
    told = refusal(tmp_path, LABEL | {"do": "x"}, LABEL, LABEL | {"doc": "z"})
    assert [line[:6] for line in told.splitlines()] == ["row 2:", "row 4:"]


def test_a_column_that_every_row_needs_is_asked_for_and_one_that_is_none_is_refused(tmp_path):
    path = tmp_path / corrections.NAME
    for column in corrections.REQUIRED:
        write(tmp_path, LABEL)
        pd.read_csv(path, dtype=str).drop(columns=column).to_csv(path, index=False)
        with pytest.raises(InputError, match=f"no column '{column}'"):
            corrections.read(tmp_path, TEXTS)
    assert refusal(tmp_path, LABEL | {"lable": "rebel"}).startswith("the column 'lable' is none of doc, text")


def test_two_rows_that_contradict_each_other_are_refused(tmp_path):
    for one, other in [
        (LABEL, LABEL),
        (LABEL, LABEL | {"do": "remove"}),
        (LABEL, LABEL | {"do": "change", "actor": "police"}),
        (LABEL | {"do": "remove", "actor": ""}, LABEL | {"actor": "police"}),
        (CONTENT, CONTENT | {"layer": "speaker", "do": "change", "speaker": "Holt"}),
        (PASSAGE, PASSAGE | {"do": "remove"}),
    ]:
        told = refusal(tmp_path, one, other)
        assert told == "row 3: decides on the same place as row 2. Leave one of the two."


def test_two_actors_of_one_word_and_a_label_and_an_attribution_may_stand_in_one_place(tmp_path):
    assert len(read(tmp_path, LABEL, LABEL | {"do": "remove", "actor": "police"})) == 2
    label = LABEL | {name: CONTENT[name] for name in ("start", "end", "words")}
    assert len(read(tmp_path, CONTENT, label)) == 2


# --- the corpus they lie beside ---


@pytest.fixture
def folder(tmp_path):
    for doc, text in TEXTS.items():
        (tmp_path / f"{doc}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "articles.csv").write_text("doc,outlet\na,A\nb,B\n")
    return tmp_path


def test_a_fault_is_told_before_anything_runs(folder):
    for name in ("corrections.csv", "corrections.AB.csv"):
        write(folder, LABEL | {"words": "troops"}, name=name)
        with pytest.raises(InputError, match=rf"{name}: row 2: start and end give “rebels”, not “troops”"):
            pipeline.check_corpus(folder)
        (folder / name).unlink()


def test_a_file_of_corrections_that_would_be_passed_over_is_refused_and_an_article_is_none(folder):
    for name in ("Corrections.csv", "corrections-AB.csv", "corrections.xlsx", "correction.csv"):
        (folder / name).write_text("doc\n")
        with pytest.raises(InputError, match="no name for corrections"):
            read_sources(folder)
        (folder / name).unlink()
    (folder / "b.txt").rename(folder / "corrections.txt")
    (folder / "articles.csv").write_text("doc,outlet\na,A\ncorrections,B\n")
    assert read_sources(folder)["doc"].tolist() == ["a", "corrections"]


def test_the_corpus_own_corrections_come_before_those_of_second_coders(tmp_path):
    for name in ("corrections.zz.csv", "corrections.AB.csv", "corrections.csv", "labels.csv"):
        (tmp_path / name).touch()
    names = [path.name for path in corrections.list_correction_files(tmp_path)]
    assert names == ["corrections.csv", "corrections.AB.csv", "corrections.zz.csv"]


# --- the page ---


def test_the_example_of_the_page_is_read_and_applied_as_it_stands(tmp_path):
    page = (paths.PROJECT / "docs" / "CORRECTIONS.md").read_text(encoding="utf-8")
    harbour, gazette = re.findall(r"```text\n(.*)\n```", page)
    texts = {"harbour": harbour, "gazette": gazette}
    listed, example = re.findall(r"```csv\n(.*?)```", page, re.DOTALL)
    (tmp_path / "labels.csv").write_text(listed, encoding="utf-8")
    (tmp_path / "corrections.csv").write_text(example, encoding="utf-8")
    made = corrections.read(tmp_path, texts)
    assert made["layer"].tolist() == ["label", "label", "attribution", "passage"]
    # The passage is turned: gazette sorts before harbour.
    assert made["doc"].tolist() == ["harbour"] * 3 + ["gazette"]
    assert list(made)[1:] == corrections.COLUMNS
    given = {"corrections": made} | {name: read_lexicon(tmp_path, name) for name in per_article.stage.lists}
    found = per_article.stage.compute(texts, given)["mentions"]
    assert found[["text", "label"]].values.tolist() == [["Armed men", "armed men"], ["rebels", "fighters"]]


def test_the_page_says_what_each_layer_can_set():
    page = (paths.PROJECT / "docs" / "CORRECTIONS.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \|(.*)$", page, re.MULTILINE))
    told = {
        layer: [column for column in own if f"`{column}`" in rows[layer]]
        for layer, own in corrections.SETS.items()
    }
    assert told == corrections.SETS


def test_what_is_taken_away_goes_first_so_that_something_else_can_stand_in_its_place():
    done = []
    rows = [{"do": "add", "row": "2"}, {"do": "remove", "row": "3"}]
    corrections.apply_each(rows, lambda row: done.append(row["do"]))
    assert done == ["remove", "add"]
