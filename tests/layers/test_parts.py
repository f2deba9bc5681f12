"""A corpus of any size, part by part: the same tables however it is cut, interrupted or poisoned."""

import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from inotherwords import cleaning, errors
from inotherwords import settings as thresholds
from inotherwords.layers import parts as layers_parts
from inotherwords.layers.parts import Stage, compute, finished, join, library, resumed
from inotherwords.layers.workspace import find_workplace

sys.path.insert(0, str(Path(__file__).parent))
import example_stages

TEXTS = {
    "a": "The mayor “resigned.\n\nShe told AFP: “I’m tired.” Nobody clapped.",
    "b": "It’s closed. until Monday, the office told SANA and AFP.",
    "c": "",
    "d": "Rain\n\nIt rained; „a lot“, said Ann.",
    "e": "Reuters said ‘the bridge’ is shut.",
}


@pytest.fixture(autouse=True)
def parts(tmp_path, monkeypatch):
    """Five invented articles, two to a part; the folder for what is found in them."""
    monkeypatch.setattr(layers_parts, "PART", 2)
    monkeypatch.setenv("INOTHERWORDS_PARTS", str(tmp_path / "parts"))
    return tmp_path / "parts"


@pytest.fixture
def in_this_process(monkeypatch):
    """No process is started, although there are several parts."""
    monkeypatch.setattr(
        layers_parts, "_engine", lambda workplace, parts, *work: layers_parts.workers.here(*work)
    )


@pytest.fixture
def settings(tmp_path):
    """Where the stages of the tests leave a mark."""
    return {"settings": pd.DataFrame({"file": [str(tmp_path / "mark")]})}


def staged(function):
    return Stage(f"example_stages.{function.__name__}", function)


def run(stage=example_stages.clean, given=None, **options):
    place = find_workplace(Path("outputs").absolute())
    return layers_parts.run(staged(stage), TEXTS, place, given or {}, **options)


def frames(layers):
    return {name: table.frame() for name, table in layers.items()}


def assert_same(layers, expected):
    for name, table in expected.items():
        pd.testing.assert_frame_equal(layers[name].frame(), table)


def digests(folder):
    """The bytes of all tables in a folder of parts."""
    files = sorted(folder.rglob("*.parquet"))
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files
    }


# --- the same tables ---


def test_articles_in_one_part_for_which_no_process_is_started_give_what_the_stage_gives(monkeypatch):
    monkeypatch.setattr(layers_parts, "PART", 100)
    monkeypatch.setattr(layers_parts.workers, "processes", None)
    assert_same(run(), example_stages.clean(TEXTS, {}))
    assert_same(run(docs=[]), example_stages.clean({}, {}))


def test_many_parts_give_the_same_tables_of_the_articles_asked_for_and_a_file_says_how_far_it_is(
    in_this_process, parts
):
    layers = run()
    assert len(layers["edits"].files) > 1
    assert_same(layers, example_stages.clean(TEXTS, {}))
    assert (parts / "progress").read_text() == "example_stages.clean 5 5\n"
    assert run(docs=["e", "b"])["agencies"].frame()["doc"].unique().tolist() == ["b", "e"]


def test_a_long_article_is_a_part_by_itself(in_this_process, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(layers_parts, "CHARACTERS", 50)
    for doc, length in zip("abcde", [99, 10, 20, 50, 1], strict=True):
        monkeypatch.setitem(TEXTS, doc, "x" * length)
    run(example_stages.clean_and_note, settings)
    assert (tmp_path / "mark").read_text() == "a\nb c\nd\ne\n"


def test_the_files_of_a_part_are_the_same_bytes_in_every_run(in_this_process, parts, tmp_path, monkeypatch):
    run()
    monkeypatch.setenv("INOTHERWORDS_PARTS", str(tmp_path / "again"))
    run()
    assert digests(tmp_path / "again") == digests(parts)


def test_without_a_folder_for_parts_there_is_one_beside_the_outputs_as_long_as_the_process(tmp_path):
    code = (
        "import sys; from pathlib import Path; from inotherwords.layers.workspace import find_workplace; "
        "place = find_workplace(Path(sys.argv[1])); print(place.folder.is_dir(), place.kept)"
    )
    own = {name: value for name, value in os.environ.items() if name != "INOTHERWORDS_PARTS"}
    command = [sys.executable, "-c", code, tmp_path / "outputs"]
    done = subprocess.run(command, env=own, capture_output=True, text=True, check=True)
    assert done.stdout == "True False\n"
    assert list(tmp_path.iterdir()) == []


# --- an article that cannot be used ---


def test_an_article_on_which_the_stage_fails_is_set_aside_and_the_others_go_on(in_this_process, monkeypatch):
    monkeypatch.setitem(TEXTS, "c", "POISON")
    layers = run(example_stages.clean_but_refuse_poison)
    rest = {doc: text for doc, text in TEXTS.items() if doc != "c"}
    assert_same(layers, example_stages.clean(rest, {}))
    reason = "ValueError: cannot read c.txt ?"
    assert layers["rejected"].frame().values.tolist() == [
        ["c", "example_stages.clean_but_refuse_poison", reason]
    ]


def test_what_the_corpus_chooses_holds_wherever_a_part_is_computed_and_makes_other_parts(parts):
    def by_threshold(texts, given):
        fewest = pd.DataFrame({"doc": [*texts], "rule": "fewest", "count": thresholds.FEWEST})
        return example_stages.clean(texts, given) | {"edit_counts": fewest}

    found, names = {}, {}
    for chosen in ({}, {"FEWEST": 9}):
        tables = compute(staged(by_threshold), {}, library(), chosen, {}, {"a": TEXTS["a"]})
        found[thresholds.FEWEST] = tables["edit_counts"]
        names[thresholds.FEWEST] = layers_parts._fingerprint(staged(by_threshold), {})
    assert set(found) == set(names) == {thresholds.default("FEWEST"), 9}
    assert len(set(found.values())) == len(set(names.values())) == 2


def test_a_part_done_article_by_article_is_the_same_bytes():
    whole, *pieces = (
        compute(staged(example_stages.clean), {}, library(), {}, {}, texts)
        for texts in (TEXTS, *({doc: text} for doc, text in TEXTS.items()))
    )
    assert join(pieces) == {name: whole[name] for name in sorted(whole)}


def test_what_is_too_long_for_an_article_is_set_aside(in_this_process, monkeypatch):
    monkeypatch.setattr(layers_parts, "LONGEST", 100)
    monkeypatch.setitem(TEXTS, "c", "x" * 101)
    rejected = run()["rejected"].frame()[["doc", "reason"]].values.tolist()
    assert rejected == [["c", "ValueError: 101 characters; an article has 100 at most"]]


def test_where_no_article_can_be_used_one_line_says_why(in_this_process, monkeypatch):
    for doc in TEXTS:
        monkeypatch.setitem(TEXTS, doc, "POISON")
    with pytest.raises(errors.InputError) as refused:
        run(example_stages.clean_but_refuse_poison)
    assert str(refused.value) == (
        "example_stages.clean_but_refuse_poison: not one article can be used. "
        "a: ValueError: cannot read a.txt ?"
    )


def test_half_of_a_character_sets_its_article_aside(in_this_process, monkeypatch):
    monkeypatch.setitem(TEXTS, "c", "A \ud800 word")
    layers = run(example_stages.around)
    assert layers["around"].frame()["doc"].tolist() == ["a", "b", "d", "e"]
    assert layers["rejected"].frame()["doc"].tolist() == ["c"]


def test_what_the_user_gave_is_no_fault_of_an_article(in_this_process, monkeypatch):
    def refuse(texts):
        raise errors.InputError("labels.csv: no column 'label'. Add it.")

    monkeypatch.setattr(cleaning, "list_edits", refuse)
    with pytest.raises(errors.InputError, match=r"^labels\.csv: no column"):
        run()


# --- going on from what is there ---


def test_a_second_run_computes_only_what_is_missing_spoilt_or_made_of_something_else(
    in_this_process, settings, tmp_path, parts, monkeypatch
):
    mark = tmp_path / "mark"

    def computed():
        mark.unlink(missing_ok=True)
        assert_same(run(example_stages.clean_and_note, settings), example_stages.clean(TEXTS, {}))
        return mark.read_text() if mark.exists() else ""

    assert computed() == "a b\nc d\ne\n"  # each call is given what every article needs
    before = finished(parts)
    [second] = parts.glob("*/000001-*")
    layers_parts.shutil.rmtree(second)
    assert computed() == "c d\n"
    assert resumed(parts, before) == (2, 3)
    [file] = parts.glob("*/000001-*/edits.parquet")
    for spoil in (lambda content: content[:-9], lambda content: b"\0" + content[1:]):
        file.write_bytes(spoil(file.read_bytes()))
        assert computed() == "c d\n"
    monkeypatch.setitem(TEXTS, "e", "The bridge is open.")
    assert computed() == "e\n"
    monkeypatch.setattr(layers_parts, "library", lambda: "another")
    assert computed() == "a b\nc d\ne\n"
    settings["names"] = pd.DataFrame({"variant": ["Halab"]})
    assert computed() == "a b\nc d\ne\n"


def test_a_full_disk_is_told_in_one_line_and_what_is_done_is_kept(
    in_this_process, settings, tmp_path, monkeypatch
):
    write = Path.write_bytes

    def full(path, content):
        if "clean_and_note" in str(path) and (tmp_path / "mark").read_text().endswith("c d\n"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(errors.InputError) as refused:
        run(example_stages.clean_and_note, settings)
    assert str(refused.value) == (
        "parts/example_stages.clean_and_note: the disk is full. "
        "2 of 5 articles are done and kept: go on with --resume."
    )
    monkeypatch.setattr(Path, "write_bytes", write)
    (tmp_path / "mark").unlink()
    run(example_stages.clean_and_note, settings)
    assert (tmp_path / "mark").read_text() == "c d\ne\n"


# --- columns ---


def test_a_column_of_numbers_or_nothing_comes_back_as_it_was(in_this_process, monkeypatch):
    for doc, text in zip("abcde", ["", "", "7", "", "8"], strict=True):
        monkeypatch.setitem(TEXTS, doc, text)
    table = run(example_stages.labels)["labels"]
    assert table.frame()["attribution"].tolist() == ["", "", 7, "", 8]
    rows = table.relation().project("doc, attribution").fetchall()
    assert rows == [("a", None), ("b", None), ("c", 7), ("d", None), ("e", 8)]
