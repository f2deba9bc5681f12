"""The benchmarks' pure parts: baseline, sizes, table, invented articles. Nothing here needs textacy."""

import csv
import doctest
import json
import re
import sys
from itertools import pairwise

import pandas as pd
import pytest
from loaded import load

from inotherwords import cleaning
from inotherwords.paths import PROJECT

sys.path.append(str(PROJECT / "benchmarks"))  # where they find each other when they run
NAMES = "alignment alignment_systems baseline generated growth memory pipeline report sizes terms"
MODULES = [load(f"benchmarks/{name}") for name in NAMES.split()]
alignment, alignment_systems, baseline, generated, growth, memory, pipeline, report, sizes, terms = MODULES


def row(**changed):
    """Return an invented row."""
    fields = dict.fromkeys(report.Row._fields, 0) | {"system": "a", "python": "3.11.7", "distributions": ""}
    return report.Row(**fields | changed)


def found(text):
    """Return what the baseline finds: source, cue and content as words."""
    return [
        tuple(text[slice(*item[role][0])] for role in ("source", "cue", "content"))
        for item in baseline.attributions(text)
    ]


def test_the_examples_in_the_docstrings_hold():
    assert [module for module in MODULES if doctest.testmod(module).failed] == []


def test_the_baseline_finds_a_direct_quotation_with_the_nearest_speaker_and_nothing_else():
    shut = "“The bridge is shut for good,”"
    for text, *expected in [
        ('"The bridge is shut," said Ann Moore.', ("Ann Moore", "said", '"The bridge is shut,"')),
        ("Ben Hill told us: “It will open soon.”", ("Ben Hill", "told", "“It will open soon.”")),
        ("“It will open soon,” he added.", ("he", "added", "“It will open soon,”")),
        (f"Ann Moore said little that day. {shut} Ben Hill said.", ("Ben Hill", "said", shut)),
        ("“The bridge is shut for good.”",),  # no speaker
        ("Ann Moore said the bridge is shut.",),  # no quotation
        ("The “bridge,” said Ann Moore, is shut.",),  # a quoted word
        ("Ann Moore said so.\n“The bridge is shut for good.”",),  # another paragraph
        ("“The bridge, Ann Moore said, is shut.”",),  # a speaker inside
    ]:
        assert found(text) == expected, text


def test_the_closure_follows_requirements_that_hold_here_whatever_their_spelling_and_circles():
    circle = {"top-one": ["Mid_Two>=1", "low"], "mid-two": ["top.one"], "low": []}
    here = {"a": ["b; python_version < '3'", "c; python_version >= '3'"], "c": []}
    extras = {"a": ["b[fast]", "d; extra == 'slow'"], "b": ["c; extra == 'fast'"], "c": []}
    assert sizes.closure(["Top_One"], circle.__getitem__) == ["low", "mid-two", "top-one"]
    assert sizes.closure(["a"], here.__getitem__) == ["a", "c"]
    assert sizes.closure(["a"], extras.__getitem__) == ["a", "b", "c"]


def test_the_total_counts_files_and_nothing_compiled(tmp_path):
    for name, size in (("a.py", 3), ("sub/model.bin", 5), ("sub/a.pyc", 7)):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x" * size)
    assert sizes.total([*tmp_path.rglob("*"), tmp_path / "gone.py"]) == 8


def test_a_distribution_that_is_missing_is_named_in_one_line(capsys):
    assert sizes.main(["no-such-distribution"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("no-such-distribution: not installed.")


def test_the_table_has_a_column_a_system_and_says_what_was_counted():
    rows = [row(words=1200, detection_f1=0.5, speed_ratio=2), row(system="b", distributions="six 1.17.0")]
    lines = report.to_markdown(rows, "b").splitlines()
    assert lines[0].startswith("0 articles, 1,200 words")
    assert "|  | a | b |" in lines
    assert "| detection, F1 | 50.0% | 0.0% |" in lines
    assert "| speed, as a multiple of b's | 2.00 | 0.00 |" in lines
    assert lines[-2:] == ["- a: Python 3.11.7", "- b: Python 3.11.7, six 1.17.0"]


def test_the_csv_gives_every_field_back():
    rows = [row(distributions="six 1.17.0, seven 2"), row(system="b")]
    back = list(csv.DictReader(report.to_csv(rows).splitlines()))
    assert [tuple(one.values()) for one in back] == [tuple(map(str, one)) for one in rows]
    assert tuple(back[0]) == report.Row._fields


def test_a_readme_is_refreshed_between_its_markers_which_must_be_there():
    begin, end = report.BEGIN, report.END
    readme = f"Before\n\n{begin}\nold\n{end}\n\nAfter\n"
    once = report.refresh(readme, "| new |")
    assert once == readme.replace("\nold\n", "\n\n| new |\n\n")
    assert report.refresh(once, "| new |") == once
    for broken in ("", begin, end + begin, begin + end + begin + end):
        with pytest.raises(ValueError, match="Put them back"):
            report.refresh(broken, "| new |")
    committed = (PROJECT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    for name in ("attribution", "terms", "growth", "pipeline"):
        report.refresh(committed, "| new |", name)


def test_our_accuracy_is_that_of_the_library_on_every_page(monkeypatch, tmp_path):
    rows = report.read_rows()
    assert report.with_accuracy(rows) == rows
    committed = (PROJECT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert report.refresh(committed, report.to_markdown(rows, report.REFERENCE)) == committed
    changed = report.ACCURACY.read_text("utf-8")
    monkeypatch.setattr(report, "ACCURACY", tmp_path / "accuracy.csv")
    changed = re.sub(r"(?m)^(detection,\d+,\d+,\d+),.*", r"\1,0.9,0.8,0.85", changed)
    report.ACCURACY.write_text(changed, "utf-8")
    renewed = report.with_accuracy(rows)
    assert [row.system for row, old in zip(renewed, rows, strict=True) if row != old] == [report.OURS]
    assert (renewed[0].detection_precision, renewed[0].detection_f1) == (0.9, 0.85)


def test_a_table_is_put_between_its_own_markers(tmp_path, capsys):
    begin, end = report.marks("terms")
    readme = f"{report.BEGIN}\nold\n{report.END}\n{begin}\nold\n{end}\n"
    (tmp_path / "README.md").write_text(readme, encoding="utf-8")
    took = {"seconds": 2.0, "done": 100, "peak": 1}
    rows = terms.rows({"our_counts": [took], "vectorizer_counts": [took]})
    report.publish(tmp_path, "terms", rows, "| new |")
    changed = readme.replace(f"{begin}\nold\n{end}", f"{begin}\n\n| new |\n\n{end}")
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == changed
    written = (tmp_path / "terms.csv").read_text(encoding="utf-8").splitlines()
    assert [row["system"] for row in csv.DictReader(written)] == ["ours", "scikit-learn's CountVectorizer"]


def test_a_ratio_is_that_of_each_round_and_not_of_the_medians():
    ours = [{"seconds": seconds, "done": 1, "peak": 1} for seconds in (1.0, 2.0, 8.0)]
    theirs = [{"seconds": seconds, "done": 1, "peak": 1} for seconds in (2.0, 8.0, 8.0)]
    assert [row.ratio for row in terms.rows({"our_counts": ours, "vectorizer_counts": theirs})] == [2.0, 1.0]


def grown(stage, *seconds):
    return [growth.Row(stage, 10 ** (3 + place), 0, one, 100) for place, one in enumerate(seconds)]


def test_machines_share_what_is_done_article_by_article_and_no_stage_grows_slower_than_its_corpus():
    terms_grown, keyness_grown = grown("terms", 360.0, 3600.0), grown("keyness", 36.0, 3600.0)
    assert growth.projected(terms_grown, 1_000_000, 1) == pytest.approx(100)
    assert growth.projected(terms_grown, 1_000_000, 10) == pytest.approx(10)
    for machines in (1, 10):
        assert growth.projected(keyness_grown, 100_000, machines) == pytest.approx(100)
    assert growth.projected(grown("keyness", 3600.0, 3600.0), 100_000, 1) == pytest.approx(10)


def test_a_stage_that_a_large_corpus_has_not_is_shown_as_not_run():
    shown = growth.table([*grown("terms", 1.0, 10.0), *grown("attributions", 5.0)])
    assert "| attributions | 5.0 s, 100 MB | not run |  |" in shown
    assert "| terms | 1.0 s, 100 MB | 10.0 s, 100 MB | 1.00 |" in shown


@pytest.fixture(scope="module")
def invented():
    """The invented articles of one day."""
    return generated.day(0)


def written(folder, articles, name):
    """Return the bytes of a generated table and of the list of what is planted in it."""
    arguments = [str(articles), str(folder / name), "--planted", str(folder / "planted.csv")]
    assert generated.main(arguments) == 0
    return (folder / name).read_bytes(), (folder / "planted.csv").read_bytes()


def test_a_generated_table_has_the_same_bytes_each_time_and_the_same_rows_in_either_form(tmp_path):
    for name in ("a.parquet", "a.jsonl"):
        assert written(tmp_path, 5, name) == written(tmp_path, 5, name)
    parquet = pd.read_parquet(tmp_path / "a.parquet")
    lines = pd.read_json(tmp_path / "a.jsonl", lines=True, dtype=str)
    assert parquet.values.tolist() == lines.assign(published=parquet["published"]).values.tolist()
    assert list(parquet) == list(generated.COLUMNS)


def test_a_small_generated_corpus_is_the_beginning_of_a_large_one(tmp_path, invented):
    lines = written(tmp_path, 1002, "a.jsonl")[0].decode().splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) == 1002
    assert [row["text"] for row in rows[:1000]] == [one.text for one in invented]


def test_generated_articles_have_the_lengths_of_news_none_like_another_and_words_that_never_end(invented):
    assert len({one.text for one in invented}) == len(invented)
    words = sorted(len(one.text.split()) for one in invented)
    assert words[0] >= 150
    assert words[-1] < 1000
    assert 300 < words[len(words) // 2] < 500
    assert not any(mark in one.text for one in invented for mark in "{}")
    sizes, words = [], set()
    for place, one in enumerate(invented, 1):
        words.update(one.text.split())
        if place in (10, 100, 1000):
            sizes.append(len(words))
    assert all(2 * few < many < 7 * few for few, many in pairwise(sizes))


def test_planted_copies_stand_where_the_list_says_and_an_edited_one_differs_in_one_word(invented):
    copies = [(one.text[it.start : it.end], it) for one in invented for it in one.copies]
    whole = {(it.story, it.sentence): words for words, it in copies if not it.edit}
    assert [words for words, it in copies if not it.edit and whole[it.story, it.sentence] != words] == []
    assert len(whole) > 100
    pairs = [
        (whole[it.story, it.sentence].split(" "), words.split(" "))
        for words, it in copies
        if it.edit == "word" and (it.story, it.sentence) in whole
    ]
    assert len(pairs) > 100
    assert {sum(a != b for a, b in zip(*pair, strict=True)) for pair in pairs} == {1}


def test_cleaning_finds_the_parts_of_a_generated_article(invented):
    text = {"a": invented[0].text}
    kinds = cleaning.list_segments(text, cleaning.apply_edits(text, cleaning.list_edits(text)))["kind"]
    assert kinds.value_counts().to_dict().items() >= {"headline": 1, "dateline": 1}.items()
    assert (kinds == "sentence").sum() > 10


def test_the_generator_asks_for_a_table_it_can_write_and_memory_for_enough_articles(tmp_path, capsys):
    for main, arguments, told in [
        (generated.main, ["3", str(tmp_path / "a.txt")], "ends in .parquet or .jsonl"),
        (memory.main, ["3"], "at least 4 articles"),
    ]:
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 2
        assert told in capsys.readouterr().err


def test_memory_that_has_grown_by_more_than_a_twentieth_fails(monkeypatch, capsys):
    monkeypatch.setattr(memory.attribution, "predict", lambda texts, int8: None)
    for last, code in {105: 0, 106: 1}.items():
        sizes = iter([100, 100, 100, last])
        monkeypatch.setattr(memory, "resident", lambda sizes=sizes: next(sizes) * 1_000_000)
        assert memory.main(["4"]) == code
        [line] = capsys.readouterr().out.splitlines()
        assert line.startswith("4 articles, ")
        assert f"100 MB in the first quarter, {last} MB in the last" in line


@pytest.fixture
def copies(tmp_path):
    """Some invented articles, and the pairs of places where they print the same agency sentence."""
    alignment_systems.prepare(tmp_path, 30)
    return json.loads((tmp_path / "30.json").read_text(encoding="utf-8"))


def test_planted_pairs_are_copies_in_two_articles(copies):
    texts, planted = copies
    assert planted
    for (a, *one), (b, *other) in planted:
        words = [set(texts[doc][slice(*span)].split()) for doc, span in ((a, one), (b, other))]
        assert a < b
        assert len(words[0] & words[1]) >= 0.5 * min(map(len, words))


@pytest.mark.parametrize("name", alignment_systems.SYSTEMS)
def test_each_system_finds_most_of_what_was_planted(name, copies):
    needed = {"text_matcher": "text_matcher", "lsh": "datasketch"}
    if name in needed:
        pytest.importorskip(needed[name])
    texts, planted = copies
    assert alignment_systems.share_found(planted, alignment_systems.SYSTEMS[name].find(texts)) > 0.7


def test_a_planted_pair_is_found_only_between_its_own_two_places():
    planted = [(("a", 0, 10), ("b", 0, 10))]
    for piece in [(("a", 0, 10), ("b", 10, 20)), (("a", 0, 10), ("c", 0, 10)), (("a", 0, 4), ("b", 0, 10))]:
        assert alignment_systems.share_found(planted, [piece]) == 0
    assert alignment_systems.share_found(planted, [(("b", 0, 10), ("a", 0, 10))]) == 1


def test_the_table_of_the_alignment_has_the_power_beside_each_systems_largest_corpus():
    took = {"pieces": 3, "planted": 1200, "share": 0.5, "peak": 2e6}
    results = {("ours", size): took | {"seconds": size / 10} for size in (10, 100, 1000)}
    results |= {("lsh", size): took | {"seconds": size**2 / 1000} for size in (10, 100)}
    lines = alignment.table(alignment.rows(results)).splitlines()[4:]
    assert lines[2] == "| ours | 1,000 | 100.0 | 1.00 | 50.0% of 1,200 | 2 MB | 1.00 |"
    assert lines[3] == "| datasketch, MinHash LSH | 10 | 0.1 | 0.10 | 50.0% of 1,200 | 2 MB |  |"
    assert lines[4].endswith("| 10.0 | 1.00 | 50.0% of 1,200 | 2 MB | 2.00 |")


def test_without_the_others_environment_the_alignment_says_how_it_is_set_up(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(alignment_systems, "PROJECT", tmp_path)
    systems = {key: system._replace(venv="nowhere") for key, system in alignment.SYSTEMS.items()}
    monkeypatch.setattr(alignment, "SYSTEMS", systems)
    assert alignment.main() == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line == "nowhere: missing. Start with make bench-alignment, which sets it up."
