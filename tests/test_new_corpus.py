"""A folder for articles of one's own, through the real command: made, filled, run; and what can go wrong."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from inotherwords import cli, corpus, naming, new_corpus, pipeline
from inotherwords.corpus import PROJECT, InputError, read_table

STAR = """\
River bursts its banks in Marwick; hundreds flee

MARWICK, 3 May (Northern Press) — Rescuers pulled 42\xa0people from flooded homes on Saturday, police said.

“Nobody warned us. The water came at four in the morning,” said Peter Lang, who runs the bakery.

Hundreds of protesters later gathered at the gates of the Hollow dam in the north of the town.
"""
COURIER = """\
Marwick deluge: residents vent fury at dam bosses

Rescuers pulled 42 people from flooded homes on Saturday, police claimed.

Anna Holt, the dam’s director, said: “The dam is safe. It will stay safe.”

Hundreds of rioters later gathered at the gates of the Hollow dam in the north of the town.

Share this article
"""


@pytest.fixture
def folder(tmp_path):
    """A new folder, in a place whose name has a space and an accent."""
    place = tmp_path / "Année 5"
    place.mkdir()
    new_corpus.make(place / "my class")
    return place / "my class"


def fill(folder, outlets=("Northern Star", "Café Courier")):
    """Do what the READ ME says, with what Windows makes of it: UTF-16, byte-order marks and its line ends."""
    texts = [text.replace("\n", "\r\n") for text in (STAR, COURIER)]
    (folder / "articles" / "first.txt").write_bytes(texts[0].encode("utf-16"))
    (folder / "articles" / "second.txt").write_bytes(texts[1].encode("utf-8-sig"))
    table = folder / "articles" / "articles.csv"
    rows = table.read_text(encoding="utf-8-sig")
    for doc, outlet in zip(("first", "second"), outlets, strict=True):
        rows = rows.replace(f"{doc},", f"{doc},{outlet}")
    table.write_bytes(rows.replace("\n", "\r\n").encode("utf-8-sig"))


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def command(*arguments, folder):
    return subprocess.run(
        [sys.executable, "-m", "inotherwords.cli", *arguments],
        capture_output=True,
        check=False,
        cwd=folder,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    )


@pytest.fixture
def refused(folder, capsys, monkeypatch):
    """Return a function that runs the folder and returns the line of refusal; nothing is written."""
    monkeypatch.setattr(pipeline, "execute_all", lambda *_: pytest.fail("a notebook was executed"))

    def refused():
        before = names(folder)
        assert cli.main(["run", str(folder)]) == 2
        assert names(folder) == before
        out, err = capsys.readouterr()
        assert out == ""
        [line] = err.splitlines()
        return line

    return refused


# --- what is in a new folder ---


def test_a_new_folder_has_two_files_to_paste_into_the_lists_and_what_to_do(folder):
    assert names(folder) == [
        ".gitignore",
        "READ ME.txt",
        "articles/articles.csv",
        "articles/first.txt",
        "articles/labels.csv",
        "articles/second.txt",
        "articles/speakers.csv",
    ]


def test_git_leaves_the_articles_of_others_alone(folder):
    subprocess.run(["git", "init", "--quiet", folder.parent], check=True)
    status = ["git", "-C", folder.parent, "status", "--porcelain", "--untracked-files=all"]
    assert subprocess.run(status, capture_output=True, check=True).stdout == b""


def test_its_tables_have_the_columns_of_the_study(folder):
    tables = {path.stem: path.read_text(encoding="utf-8-sig") for path in folder.rglob("*.csv")}
    columns = {name: text.partition("\n")[0].split(",") for name, text in tables.items()}
    assert columns.pop("articles") == ["doc", "outlet", "published", "place", "url"]
    assert columns == {name: corpus.LEXICONS[name] for name in ("labels", "speakers")}


def test_its_word_lists_are_empty_as_long_as_nobody_fills_them(folder):
    for name in ("labels", "speakers"):
        assert corpus.read_lexicon(folder / "articles", name).empty


@pytest.mark.parametrize(("name", "examples"), [("labels", 3), ("speakers", 2)])
def test_an_example_of_a_word_list_counts_once_its_mark_is_taken_away(folder, name, examples):
    path = folder / "articles" / f"{name}.csv"
    rows = path.read_text(encoding="utf-8-sig")
    path.write_text(re.sub("(?m)^# ", "", rows))
    lexicon = corpus.read_lexicon(folder / "articles", name)
    assert len(lexicon) == examples
    assert (lexicon[corpus.LEXICONS[name][:-1]] != "").all(axis=None)


def test_every_part_that_the_list_of_labels_explains_is_one(folder):
    text = (folder / "articles" / "labels.csv").read_text(encoding="utf-8-sig")
    [line] = [line for line in text.splitlines() if line.startswith('"# part:')]
    explained = re.findall(r"(\w+) for ", line)
    assert explained == ["head", "name", "office", "modifier"]
    assert set(explained) < set(naming.PARTS)


def test_the_example_in_the_read_me_is_a_table_that_can_be_read(folder):
    text = (folder / "READ ME.txt").read_text()
    rows = re.findall(r"(?m)^    ((?:doc|first|second),.*)$", text)
    assert len(rows) == 3
    fill(folder)
    (folder / "articles" / "articles.csv").write_text("\n".join(rows))
    sources = corpus.read_sources(folder / "articles")
    assert sources["outlet"].tolist() == ["The Daily Example", "Example Post"]
    assert sources["place"].tolist() == ["Leeds, England", ""]


def test_the_read_me_has_the_command_for_this_folder(folder):
    text = (folder / "READ ME.txt").read_text(encoding="utf-8")
    assert f'make run NAME="{folder}"' in text
    assert "{folder}" not in text


def test_in_the_project_the_command_is_short(monkeypatch, tmp_path):
    monkeypatch.setattr(new_corpus, "PROJECT", tmp_path)
    new_corpus.make(tmp_path / "my-class")
    assert 'make run NAME="my-class"' in (tmp_path / "my-class" / "READ ME.txt").read_text()


# --- what can go wrong when it is made ---


@pytest.mark.parametrize("there", ["folder", "file", "link to nowhere"])
def test_what_is_there_already_is_left_alone(tmp_path, there):
    place = tmp_path / "my-class"
    if there == "folder":
        place.mkdir()
    elif there == "file":
        place.write_text("mine")
    else:
        place.symlink_to(place.with_name("there"))
    with pytest.raises(InputError, match=r"my-class: is there already\. Choose another name\."):
        new_corpus.make(place)
    assert names(tmp_path) == (["my-class"] if there == "file" else [])


def test_a_folder_is_not_made_below_one_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match=r"/nowhere: no such folder\. Make it first"):
        new_corpus.make(tmp_path / "nowhere" / "my-class")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_made_where_each_run_would_delete_it():
    with pytest.raises(InputError, match=r"outputs/my-class: lies in a folder that each run replaces\."):
        new_corpus.make(corpus.OUTPUTS / "my-class")


def test_nothing_is_left_of_a_folder_that_could_not_be_finished(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(new_corpus, "_content", full)
    with pytest.raises(InputError, match=r"/my-class: cannot be made \(No space left on device\)\."):
        new_corpus.make(tmp_path / "my-class")
    assert list(tmp_path.iterdir()) == []


# --- what can go wrong when it is run ---


def test_a_new_folder_lacks_the_names_of_the_newspapers(refused):
    assert refused().startswith("articles/articles.csv: first has no outlet.")


def test_a_file_that_nobody_pasted_into_is_named(folder, refused):
    fill(folder)
    shutil.copy(new_corpus.FILES / "articles" / "second.txt", folder / "articles")
    assert refused().startswith("articles/second.txt: still has the line “Paste the second article here …”.")


def test_a_folder_that_nobody_made_is_told_with_the_way_to_make_it(capsys):
    assert cli.main(["run", "no such class"]) == 2
    assert capsys.readouterr().err == (
        'no such class: no such folder. Make it: inotherwords new "no such class"\n'
    )


def test_a_folder_without_articles_is_told_so(tmp_path, capsys):
    assert cli.main(["run", str(tmp_path)]) == 2
    assert capsys.readouterr().err.endswith(
        f"/{tmp_path.name}: has no folder “articles”. Name a folder that was made by: inotherwords new\n"
    )


@pytest.mark.parametrize("option", ["--corpus", "--outputs"])
def test_a_folder_brings_its_own_articles_and_results(folder, capsys, option):
    assert cli.main(["run", str(folder), option, "elsewhere"]) == 2
    assert capsys.readouterr().err.endswith("Leave --corpus and --outputs out.\n")


# --- make ---


def dry_run(*arguments, **settings):
    """Return the last command that make would run."""
    done = subprocess.run(
        ["make", "--dry-run", "--directory", PROJECT, "PYTHON=python3", *arguments],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=os.environ | settings,
    )
    return [line for line in done.stdout.splitlines() if "make" not in line.split(":")[0]][-1]


@pytest.mark.parametrize("target", ["new", "run", "html"])
def test_make_hands_the_name_on(target):
    assert dry_run(target, "NAME=5 b Année").endswith(f'/inotherwords {target} "$NAME"')


def test_a_name_that_is_only_among_the_settings_of_the_system_is_not_meant():
    assert dry_run("run", NAME="LAPTOP").rstrip().endswith("/inotherwords run")


# --- the whole way ---


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A folder made, filled and run by the real command; where it lies, and what the run printed."""
    place = tmp_path_factory.mktemp("Année 5")
    made = command("new", "my class", folder=place)
    assert (made.returncode, made.stderr) == (0, "")
    fill(place / "my class")
    done = command("run", "my class", folder=place)
    assert (done.returncode, done.stderr) == (0, "")
    return place / "my class", made.stdout, done.stdout


def test_the_command_says_what_to_do_next(run):
    _, made, _ = run
    assert made.splitlines()[0] == "Made my class. Its READ ME.txt says more."
    assert made.splitlines()[-1] == '3. Run: inotherwords run "my class"   or: make run NAME="my class"'


def test_the_results_lie_beside_the_articles(run):
    folder, _, _ = run
    results = folder / "results"
    assert sorted(path.name for path in folder.iterdir()) == [
        ".gitignore",
        "READ ME.txt",
        "articles",
        "results",
    ]
    assert len(list((results / "notebooks").glob("0*.ipynb"))) == 6
    assert (results / "figures" / "shared-passages.png").is_file()
    assert "Café Courier" in (results / "reader.html").read_text(encoding="utf-8")


def test_the_run_ends_with_the_file_to_open_first(run):
    folder, _, printed = run
    last = printed.splitlines()[-1].replace("\\", "/")
    assert last == "Open first: my class/results/reader.html"
    assert (folder.parent / last.removeprefix("Open first: ")).is_file()


def test_texts_saved_by_windows_are_read_like_others(run):
    folder, _, _ = run
    articles = read_table(folder / "results", "articles")
    assert articles["encoding"].tolist() == ["UTF-16", "UTF-8 with BOM"]
    assert articles["headline"].tolist() == [text.split("\n")[0] for text in (STAR, COURIER)]
    assert articles["dateline"].tolist() == ["MARWICK, 3 May (Northern Press) —", ""]


def test_sentences_that_both_have_are_found_and_what_differs_in_them(run):
    folder, _, _ = run
    swaps = read_table(folder / "results", "swaps")
    pairs = {frozenset(pair) for pair in zip(swaps["word_a"], swaps["word_b"], strict=True)}
    assert {frozenset({"protesters", "rioters"}), frozenset({"said", "claimed"})} <= pairs


def test_a_line_of_the_sites_menu_is_no_sentence(run):
    folder, _, _ = run
    segments = read_table(folder / "results", "segments")
    assert segments.loc[segments["doc"] == "second", "kind"].iloc[-1] == "heading"


def test_its_notebooks_become_pages(run, tmp_path, capsys):
    folder = shutil.copytree(run[0], tmp_path / "my class")
    assert cli.main(["html", str(folder)]) == 0
    assert capsys.readouterr().out.endswith("Look at: results/html/index.html\n")
    assert "Northern Star" in (folder / "results" / "html" / "index.html").read_text("utf-8")
