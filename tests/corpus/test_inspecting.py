"""What `inotherwords inspect` prints and writes, before anything runs. All news here is invented."""

import csv

import pytest
from found import FERRY, MAYOR

from inotherwords import cli, settings
from inotherwords.corpus.formats.importing import import_corpus

FRENCH = "Le bateau a coulé vendredi au large de Marwick, ont annoncé les garde-côtes."


@pytest.fixture
def folder(tmp_path):
    """Four articles, one of them in French and one the same as another, and a picture."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(FERRY)
    (folder / "b.txt").write_text(f"{FERRY}\n")
    (folder / "c.txt").write_bytes(FRENCH.encode("cp1252"))
    (folder / "d.csv").write_text(f'text,source,date\n"{MAYOR}",Herald,2025-05-05\n')
    (folder / "e.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


@pytest.fixture
def inspected(folder, capsys):
    """Return a function that inspects the folder and gives the lines it prints."""

    def inspected(*arguments, ends=0):
        assert cli.main(["inspect", str(folder), *arguments]) == ends
        return capsys.readouterr().out.splitlines()

    return inspected


def test_each_article_is_told_with_what_is_known_of_it_and_what_is_dropped_with_the_reason(inspected):
    first, second, _, table, picture, *_ = inspected()
    assert first == f"+ a.txt: outlet unknown · no date · about 10 words · en · ASCII · “{FERRY[:49]}…”"
    assert second == "- b.txt: DROPPED, the same text as a.txt"
    assert table.startswith("+ d.csv, row 2: Herald · 2025-05-05 · about 10 words · en · UTF-8 · “The mayor")
    assert picture.startswith("- e.jpg: DROPPED, a picture; the words in it have to be recognised (OCR)")


def test_the_summary_counts_what_is_kept_and_dropped_and_says_what_is_guessed_and_missing(inspected):
    lines = inspected()
    expected = {
        "Files: 5. Found: 5, of which kept: 3 articles, dropped: 2.",
        "  dropped 1: the same text as another",
        "Outlets: unknown 2, Herald 1.",
        "Published: 2025-05-05.",
        "Languages: en 2, fr 1.",
        "  Not in English: 1. No attributions will be looked for in them; frequencies will.",
        "Encodings: ASCII 1, UTF-8 1, windows-1252 (guessed) 1.",
        "Where “outlet” is from: the files themselves 1, unknown 2.",
        "d.csv: text from “text”, outlet from “source”, published from “date”",
    }
    assert expected - set(lines) == set()
    outlets, days, counted, *_ = lines[-5:]
    remedy = "Write it into metadata.csv beside them: columns file and"
    assert outlets == f"Missing: the outlet of 2 articles. {remedy} outlet."
    assert days == f"Missing: the day of 2 articles. {remedy} published."
    assert counted == "Files: 5. Found: 5, of which kept: 3 articles, dropped: 2."


def test_a_reason_with_a_number_stands_whole_in_the_summary_and_a_missing_outlet_is_told(
    folder, inspected, monkeypatch
):
    (folder / "d.csv").write_text(f'text,gazette\n"{MAYOR}",Herald\n')
    lines = inspected()
    assert "Missing: the outlet of 1 row. Call the column that has it “outlet”, or add one." in lines
    monkeypatch.setattr(settings, "LONGEST_ARTICLE", 70)
    (folder / "d.csv").write_text("text,source\nA dam,Herald,3\n")
    lines = inspected(ends=2)
    assert "  dropped 1: more than 70 characters" in lines
    assert "  dropped 1: … cells where the header has …" in lines


def test_of_many_articles_the_first_are_told_and_every_row_in_the_file_as_an_import_does_it(
    folder, inspected, tmp_path
):
    for i in range(60):
        (folder / f"f{i:02}.txt").write_text(f"Ferry number {i} sank off Marwick.")
    told = inspected("--output", str(tmp_path / "rows.csv"))
    lines = [line for line in told if line.startswith(("+ ", "- ", "… "))]
    assert [sum(line.startswith(sign) for line in lines) for sign in ("+ ", "- ")] == [20, 2]
    assert lines[20] == "… and 43 more that are kept (--output FILE.csv has every row)"
    import_corpus(folder, tmp_path / "corpus")
    rows, made = (
        list(csv.DictReader((tmp_path / name).read_text(encoding="utf-8").splitlines()))
        for name in ("rows.csv", "corpus/articles.csv")
    )
    assert [row["reason"] for row in rows if row["file"] == "b.txt"] == ["the same text as a.txt"]
    docs = sorted(row["doc"] for row in rows if row["kept"] == "yes")
    assert docs == [row["doc"] for row in made]
    assert len(docs) == 63


def test_an_encoding_that_is_named_is_told_as_named_and_one_that_is_none_ends_it(inspected, folder, capsys):
    assert "Encodings: windows-1252 (as named) 3." in inspected("--encoding", "windows-1252")
    assert cli.main(["inspect", str(folder), "--encoding", "klingon"]) == 2
    assert capsys.readouterr().err.startswith("--encoding klingon: no encoding of that name.")


def test_one_article_alone_is_told_and_is_not_enough(folder, capsys):
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).unlink()
    assert cli.main(["inspect", str(folder)]) == 2
    out, err = capsys.readouterr()
    assert "kept: 1 article, dropped: 1." in out
    told = "one article only. The study compares articles: two are needed at least."
    assert err == f"{folder.parent.name}/news: {told}\n"


def test_nothing_a_file_says_reaches_the_terminal_as_a_command(folder, inspected):
    (folder / "x.txt").write_text("Red\x1b[31m alert in the harbour of Marwick today.")
    (folder / "y\x1b[2J.txt").write_text("The dam held.")
    assert "\x1b" not in "\n".join(inspected())


def test_what_is_inspected_is_not_written_over_and_of_nothing_no_table_is_written(folder, capsys):
    path, table = str(folder / "d.csv"), folder.parent / "rows.csv"
    for whole, output in [(path, path), (str(folder), str(folder / "a.txt")), (path, str(folder.parent))]:
        assert cli.main(["inspect", whole, "--output", output]) == 2
        assert "is what is inspected, or lies in it, or is no file" in capsys.readouterr().err
    assert cli.main(["inspect", str(folder / "nothing"), "--output", str(table)]) == 2
    assert not table.exists()
