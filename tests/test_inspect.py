"""What `inotherwords inspect` prints and writes, before anything runs. All news here is invented."""

import csv

import pytest

from inotherwords import cli
from inotherwords.ways_in import import_corpus, keeping

FERRY = "A ferry sank on Friday off Marwick, the coastguard said."
MAYOR = "The mayor of Marwick resigned on Monday, her office said."
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


def test_each_article_is_told_with_what_is_known_of_it(inspected):
    lines = inspected()
    assert lines[0] == f"+ a.txt: outlet unknown · no date · 10 words · en · ASCII · “{FERRY[:49]}…”"
    assert lines[3].startswith("+ d.csv, row 1: Herald · 2025-05-05 · 10 words · en · UTF-8 · “The mayor")


def test_each_thing_that_is_dropped_is_told_with_the_reason(inspected):
    lines = inspected()
    assert lines[1] == "- b.txt: DROPPED, the same text as a.txt"
    assert lines[4].startswith("- e.jpg: DROPPED, has the ending .jpg; articles are read from .txt, .html")


def test_the_summary_counts_what_is_kept_and_what_is_dropped_by_reason(inspected):
    lines = inspected()
    assert "Files: 5. Found: 5, of which kept: 3 articles, dropped: 2." in lines
    assert "  dropped 1: the same text as another" in lines
    assert "Outlets: unknown 2, Herald 1." in lines
    assert "Published: 2025-05-05." in lines


def test_a_reason_with_a_number_stands_whole_in_the_summary(folder, inspected, monkeypatch):
    monkeypatch.setattr(keeping, "LONGEST", 70)
    (folder / "d.csv").write_text("text,source\nA dam,Herald,3\n")
    lines = inspected(ends=2)
    assert "  dropped 1: more than 70 characters" in lines
    assert "  dropped 1: … cells where the header has …" in lines


def test_what_is_not_in_english_is_told_with_what_will_not_be_done(inspected):
    lines = inspected()
    assert "Languages: en 2, fr 1." in lines
    told = "  Not in English: 1. No attributions will be looked for in them; frequencies will."
    assert told in lines


def test_a_guessed_encoding_is_told(inspected):
    lines = inspected()
    assert "Encodings: ASCII 1, UTF-8 1, windows-1252 (guessed) 1." in lines


def test_where_metadata_are_from_is_told_and_what_is_missing(inspected):
    lines = inspected()
    assert "Where “outlet” is from: the files themselves 1, unknown 2." in lines
    assert "d.csv: text from “text”, outlet from “source”, published from “date”" in lines
    assert lines[-1].startswith("Missing: the outlet of 2 articles. Write it into metadata.csv beside them")


def test_an_outlet_that_a_table_lacks_is_to_be_put_into_its_column(folder, inspected):
    (folder / "d.csv").write_text(f'text,gazette\n"{MAYOR}",Herald\n')
    lines = inspected()
    assert lines[-2] == "Missing: the outlet of 1 row. Call the column that has it “outlet”, or add one."
    assert lines[-1].startswith("Missing: the outlet of 2 articles. Write it into metadata.csv beside them")


def test_with_many_articles_the_first_and_all_dropped_ones_are_told(folder, inspected):
    for i in range(60):
        (folder / f"f{i:02}.txt").write_text(f"Ferry number {i} sank off Marwick.")
    rows = [line for line in inspected() if line.startswith(("+ ", "- ", "… "))]
    assert sum(line.startswith("+ ") for line in rows) == 20
    assert sum(line.startswith("- ") for line in rows) == 2
    assert rows[20] == "… and 43 more that are kept (--output FILE.csv has every row)"


def test_every_row_goes_to_the_file_that_is_named(folder, inspected, tmp_path):
    for i in range(60):
        (folder / f"f{i:02}.txt").write_text(f"Ferry number {i} sank off Marwick.")
    inspected("--output", str(tmp_path / "rows.csv"))
    with (tmp_path / "rows.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["kept"] for row in rows].count("yes") == 63
    assert [row["reason"] for row in rows if row["file"] == "b.txt"] == ["the same text as a.txt"]


def test_what_is_told_is_what_an_import_does(folder, inspected, tmp_path):
    inspected("--output", str(tmp_path / "rows.csv"))
    import_corpus(folder, tmp_path / "corpus")
    with (
        (tmp_path / "rows.csv").open(newline="") as told,
        (tmp_path / "corpus" / "articles.csv").open() as made,
    ):
        told_docs = [row["doc"] for row in csv.DictReader(told) if row["kept"] == "yes"]
        assert sorted(told_docs) == [row["doc"] for row in csv.DictReader(made)]


def test_an_encoding_that_is_named_is_told_as_named(folder, inspected):
    lines = inspected("--encoding", "windows-1252")
    assert "Encodings: windows-1252 (as named) 3." in lines


def test_an_encoding_that_is_none_ends_with_one_line(folder, capsys):
    assert cli.main(["inspect", str(folder), "--encoding", "klingon"]) == 2
    assert capsys.readouterr().err.startswith("--encoding klingon: no encoding of that name.")


def test_one_article_alone_is_told_and_is_not_enough(folder, inspected, capsys):
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).unlink()
    assert cli.main(["inspect", str(folder)]) == 2
    out, err = capsys.readouterr()
    assert "kept: 1 article, dropped: 1." in out
    assert err == "news: one article only. The study compares articles: two are needed at least.\n".replace(
        "news", f"{folder.parent.name}/news"
    )


def test_nothing_a_file_says_reaches_the_terminal_as_a_command(folder, inspected):
    (folder / "x.txt").write_text("Red\x1b[31m alert in the harbour of Marwick today.")
    (folder / "y\x1b[2J.txt").write_text("The dam held.")
    assert "\x1b" not in "\n".join(inspected())


def test_what_is_inspected_is_not_written_over(folder, capsys):
    path = str(folder / "d.csv")
    assert cli.main(["inspect", path, "--output", path]) == 2
    assert "is what is inspected" in capsys.readouterr().err


def test_where_nothing_can_be_inspected_no_table_is_written(tmp_path):
    assert cli.main(["inspect", str(tmp_path / "nothing"), "--output", str(tmp_path / "rows.csv")]) == 2
    assert list(tmp_path.iterdir()) == []
