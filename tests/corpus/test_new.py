"""A folder for articles of one's own, through the real command: made, filled, run; and what can go wrong."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from walked import walk

from inotherwords import cli, paths, settings
from inotherwords.claims.acts import PARTS
from inotherwords.corpus import new
from inotherwords.corpus.folder import LEXICONS, NEEDED, is_unread, read_lexicon, read_settings
from inotherwords.corpus.study import read_sources
from inotherwords.errors import InputError
from inotherwords.layers.files import read_table, sha256
from inotherwords.naming import mentions
from inotherwords.paths import PROJECT
from inotherwords.reproduction import pipeline

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


EXAMPLES = {
    "labels": 5,
    "speakers": 2,
    "stopwords": 1,
    "names": 1,
    "acts": 4,
    "actors": 1,
}  # in the lists of a new folder


@pytest.fixture
def folder(tmp_path):
    """A new folder, in a place whose name has a space and an accent."""
    place = tmp_path / "Année 5"
    place.mkdir()
    new.make_folder(place / "my class")
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


def test_a_new_folder_has_two_files_to_paste_into_the_lists_and_what_to_do_and_git_leaves_it_alone(folder):
    within = ("actors.csv", "acts.csv", "articles.csv", "first.txt", "labels.csv", "names.csv")
    within += ("second.txt", "settings.toml", "speakers.csv", "stopwords.csv")
    beside = (".gitignore", "07_my_own.ipynb", "READ ME.txt")
    assert names(folder) == [*beside, *(f"articles/{name}" for name in within)]
    tables = {path.stem: path.read_text(encoding="utf-8-sig") for path in folder.rglob("*.csv")}
    columns = {name: text.partition("\n")[0].split(",") for name, text in tables.items()}
    assert columns.pop("articles") == ["doc", "outlet", "published", "place", "url"]
    assert columns == {name: LEXICONS[name] for name in EXAMPLES}
    subprocess.run(["git", "init", "--quiet", folder.parent], check=True)
    status = ["git", "-C", folder.parent, "status", "--porcelain", "--untracked-files=all"]
    assert subprocess.run(status, capture_output=True, check=True).stdout == b""


def test_an_example_of_a_word_list_counts_once_its_mark_is_taken_away_and_its_parts_are_explained(folder):
    for name, parts in {"labels": mentions.PARTS, "acts": PARTS}.items():
        text = (folder / "articles" / f"{name}.csv").read_text(encoding="utf-8-sig")
        [line] = [line for line in text.splitlines() if line.startswith('"# part:')]
        assert {part for part in parts if re.search(rf"\b{part} for ", line)} == set(parts)
    for name, examples in EXAMPLES.items():
        assert read_lexicon(folder / "articles", name).empty
        path = folder / "articles" / f"{name}.csv"
        path.write_text(re.sub("(?m)^# ", "", path.read_text(encoding="utf-8-sig")))
        lexicon = read_lexicon(folder / "articles", name)
        assert len(lexicon) == examples
        told = lexicon[lexicon["part"] != "not"] if "part" in lexicon else lexicon
        assert (told[NEEDED[name]] != "").all(axis=None)
    pipeline.check_lists(folder / "articles")


def test_the_settings_of_a_new_folder_are_the_defaults_until_a_mark_is_taken_away(folder):
    path = folder / "articles" / "settings.toml"
    assert read_settings(folder / "articles") == {}
    path.write_text(re.sub("(?m)^# ([A-Z_]+ = )", r"\1", path.read_text("utf-8")), "utf-8")
    chosen = read_settings(folder / "articles")
    assert len(chosen) == 12
    assert chosen == {name: getattr(settings, name) for name in chosen}


FAULTS = [
    ("settings.toml", "ACEPTED = 0.5", "settings.toml: ACEPTED is no setting. Do you mean ACCEPTED?"),
    (
        "settings.toml",
        "SURE = 0.2",
        "settings.toml: SURE (0.2) is below ACCEPTED (0.44), so nothing could be doubtful.",
    ),
    ("settings.toml", "ACCEPTED = 2", "settings.toml: ACCEPTED = 2 cannot be. Write a number between 0"),
    ("settings.toml", "FEWEST = 0.5", "settings.toml: FEWEST = 0.5 cannot be. Write a whole number"),
    ("settings.toml", 'KEYNESS_WITHOUT = ["verb"]', 'Write a list of "weekday"'),
    ("settings.toml", "FEWEST", "settings.toml: not written as TOML ("),
    ("stopwords.csv", "word\nsecurity forces\n", "stopwords.csv: row 2: “security forces” is more than"),
    (
        "actors.csv",
        "actor,name\ndam_authority,\n",
        "actors.csv: row 2: no name. Write it, or take the row out.",
    ),
    ("stopwords.csv", "words\nafp\n", "stopwords.csv: no column 'word' (it has: words). Add it."),
    ("names.csv", "variant,name,kind\na b,c,spelling\n", "names.csv: row 2: “a b” is not one word."),
    ("names.csv", "variant,name,kind\na,b,name\n", "names.csv: row 2: “name” is no kind. Write spelling."),
    (  # as a spreadsheet numbers it: a cell of two lines stands in one row, and an empty row counts
        "labels.csv",
        'actor,label,part,pattern,reason\na,b,head,c,"one\ntwo"\n\n# by hand\na,b,noun,c,\n',
        "labels.csv: row 5: pattern “c”: “noun” is no part.",
    ),
    (
        "speakers.csv",
        "pattern,speaker,kind,side,source_type\na,b,man,,\n",
        "speakers.csv: row 2: pattern “a”: “man” is no kind. Write",
    ),
    ("speakers.csv", "pattern,speaker,kind,side,source_type\na,b,,,union\n", "“union” is no source_type."),
    (
        "legal_status.csv",
        "name,actor,list,listed,delisted,note\na,b,c,sometime,,\n",
        "legal_status.csv: row 2: listed “sometime” is no day. Write 2014-05-14, 2014-05 or 2014.",
    ),
    (
        "wire.csv",
        "doc,start,end,wording,wire_wording,change\nfirst,0,4,nobody,no one,relabel\n",
        "wire.csv: row 2: start and end give",
    ),
    ("acts.csv", "act,part,pattern\na,noun,b\n", "acts.csv: row 2: pattern “b”: “noun” is no part."),
]


def test_a_list_or_a_setting_that_cannot_be_used_is_told_before_anything_runs(folder, refused):
    fill(folder)
    for name, text, fault in FAULTS:
        path = folder / "articles" / name
        before = path.read_bytes() if path.exists() else None
        path.write_text(text, "utf-8")
        assert fault in refused()
        path.write_bytes(before) if before is not None else path.unlink()


def test_the_example_in_the_read_me_is_a_table_that_can_be_read(folder):
    text = (folder / "READ ME.txt").read_text()
    rows = re.findall(r"(?m)^    ((?:doc|first|second),.*)$", text)
    assert len(rows) == 3
    fill(folder)
    (folder / "articles" / "articles.csv").write_text("\n".join(rows))
    sources = read_sources(folder / "articles")
    assert sources["outlet"].tolist() == ["The Daily Example", "Example Post"]
    assert sources["place"].tolist() == ["Leeds, England", ""]


def test_the_read_me_has_the_command_for_this_folder_and_in_the_project_a_short_one(folder, monkeypatch):
    text = (folder / "READ ME.txt").read_text(encoding="utf-8")
    assert f'make run NAME="{folder}"' in text
    assert "{folder}" not in text
    monkeypatch.setattr(new, "PROJECT", folder.parent)
    new.make_folder(folder.parent / "my-class")
    assert 'make run NAME="my-class"' in (folder.parent / "my-class" / "READ ME.txt").read_text("utf-8")


# --- what can go wrong when it is made ---


def test_a_folder_is_not_made_over_another_thing_nor_where_it_would_be_lost(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "there")
    for name in ("folder", "file", "link"):
        with pytest.raises(InputError, match=rf"/{name}: is there already\. Choose another name\."):
            new.make_folder(tmp_path / name)
    with pytest.raises(InputError, match=r"/nowhere: no such folder\. Make it first"):
        new.make_folder(tmp_path / "nowhere" / "my-class")
    with pytest.raises(InputError, match=r"outputs/my-class: lies in a folder that each run replaces\."):
        new.make_folder(paths.OUTPUTS / "my-class")
    assert names(tmp_path) == ["file"]


def test_nothing_is_left_of_a_folder_that_could_not_be_finished(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(new, "_content", full)
    with pytest.raises(InputError, match=r"/my-class: cannot be made \(No space left on device\)\."):
        new.make_folder(tmp_path / "my-class")
    assert list(tmp_path.iterdir()) == []


# --- what can go wrong when it is run ---


def test_a_run_of_a_folder_that_is_not_filled_in_is_refused_with_what_is_missing(folder, refused):
    assert refused().startswith("articles/articles.csv: first has no outlet.")
    fill(folder)
    shutil.copy(new.FILES / "articles" / "second.txt", folder / "articles")
    assert refused().startswith("articles/second.txt: still has the line “Paste the second article here …”.")


def test_a_run_that_cannot_begin_is_refused_with_the_way_out(folder, capsys):
    told = {
        (
            "no such class",
        ): f'no such class: no such folder. Make it: {paths.program()} new "no such class"\n',
        (str(folder.parent),): f"/{folder.parent.name}: has no folder “articles”. "
        f"Name a folder that was made by: {paths.program()} new\n",
        (str(folder), "--corpus", "elsewhere"): "Leave --corpus and --outputs out.\n",
        (str(folder), "--outputs", "elsewhere"): "Leave --corpus and --outputs out.\n",
    }
    for arguments, end in told.items():
        assert cli.main(["run", *arguments]) == 2
        assert capsys.readouterr().err.endswith(end)


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


def test_make_hands_the_name_on_but_not_one_from_the_settings_of_the_system():
    for target in ("new", "run", "html"):
        assert dry_run(target, "NAME=5 b Année").endswith(f'/inotherwords {target} "$NAME"')
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


def test_the_page_of_a_folder_of_ones_own_does_what_any_has_to(run, browser, barriers):
    page = browser.new_page()
    walk(page, (run[0] / "results" / "reader.html").as_uri(), barriers)
    page.close()


def test_the_command_says_what_to_do_next_and_the_run_which_file_beside_the_articles_to_open_first(run):
    folder, made, printed = run
    assert made.splitlines()[0] == "Made my class. Its READ ME.txt says more."
    called = made.splitlines()[-1].removeprefix("3. Run: ").partition(" run ")
    assert called[-1] == '"my class"   or: make run NAME="my class"'
    assert shutil.which(called[0]) or folder.joinpath(called[0]).is_file()
    last = printed.splitlines()[-1].replace("\\", "/")
    assert last == "Open first: my class/results/reader.html"
    assert "Café Courier" in (folder / "results" / "reader.html").read_text(encoding="utf-8")
    there = [".gitignore", "07_my_own.ipynb", "READ ME.txt", "articles", "results"]
    assert sorted(path.name for path in folder.iterdir()) == there
    assert len(list((folder / "results" / "notebooks").glob("0*.ipynb"))) == 6
    assert (folder / "results" / "figures" / "shared-pairs.png").is_file()


def test_proposed_labels_are_adopted_once_and_the_lines_of_the_list_stay(run, tmp_path, capsys):
    folder = shutil.copytree(run[0], tmp_path / "my class")
    assert 'inotherwords adopt "my class/results"' in run[2].replace("\\", "/")
    path = folder / "articles" / "labels.csv"
    before = path.read_text("utf-8-sig")
    assert cli.main(["adopt", str(folder)]) == 0
    proposed = read_table(folder / "results", "proposed_labels")
    assert capsys.readouterr().out.startswith(f"{len(proposed)} labels are in articles/labels.csv now")
    assert path.read_text("utf-8-sig").startswith(before.rstrip())
    assert is_unread(folder / "articles", "labels")
    columns = ["actor", "label", "part", "pattern", "reason"]
    adopted = read_lexicon(folder / "articles", "labels")[columns]
    assert adopted.values.tolist() == proposed[columns].values.tolist()
    pipeline.check_lists(folder / "articles")
    adopted_once = path.read_bytes()
    assert cli.main(["adopt", str(folder / "results")]) == 2
    assert "articles/labels.csv: has rows already, and nothing is overwritten." in capsys.readouterr().err
    assert path.read_bytes() == adopted_once
    assert cli.main(["adopt", str(tmp_path)]) == 2


def test_a_finding_is_cited_with_its_numbers_and_the_fingerprint_of_the_run(run, capsys):
    results = run[0] / "results"
    [found, *_] = read_table(results, "findings").to_dict("records")
    assert cli.main(["cite", str(run[0]), str(found["number"])]) == 0
    cited = capsys.readouterr().out
    assert cited.startswith(found["sentence"])
    numbers = read_table(results, "numbers").set_index("name")["value"]
    assert all(f"{name} = {numbers[name]}" in cited for name in found["numbers"].split(" | "))
    assert cited.rstrip().endswith(sha256((results / "manifest.json").read_bytes()))
    assert cli.main(["cite", str(run[0]), "9"]) == 2
    assert "no finding 9" in capsys.readouterr().err


def test_the_methods_name_what_was_read_by_which_lists_and_every_reference(run):
    told = (run[0] / "results" / "methods.md").read_text("utf-8")
    articles = read_table(run[0] / "results", "articles")
    assert "**Corpus.** 2 articles of 2 outlets (2 without a known day)" in told
    assert f"{articles['words'].sum()} words in all" in told
    assert "labels.csv has no rows" in told
    assert "None was changed." in told
    body, _, references = told.partition("## References")
    assert set(re.findall(r"\[@(\w+)\]", body)) - {"brackets"} == (
        set(re.findall(r"@\w+\{(\w+),", references)) - {"inotherwords"}
    )


def test_the_seventh_notebook_reads_the_results_and_changes_nothing(run, tmp_path):
    folder = shutil.copytree(run[0], tmp_path / "my class")
    before = digests(folder)
    papermill = Path(sys.executable).with_name("papermill")
    done = [papermill, "07_my_own.ipynb", "../done.ipynb", "-p", "by", "outlet"]
    subprocess.run(done, cwd=folder, check=True, capture_output=True)
    assert digests(folder) == before
    shown = (tmp_path / "done.ipynb").read_text("utf-8")
    assert "Café Courier" in shown
    assert "Peter Lang, who runs" in shown


def test_nothing_of_theirs_is_lost_when_a_run_is_repeated(run, tmp_path):
    old, new = shutil.copytree(run[0] / "results", tmp_path / "old"), tmp_path / "new"
    (new / "notebooks").mkdir(parents=True)
    for name in ("notes.txt", "html/index.html", "notebooks/mine.ipynb"):
        (old / name).parent.mkdir(exist_ok=True)
        (old / name).write_text("mine")
    changed = old / "notebooks" / "03_term_frequencies.ipynb"
    changed.write_text(changed.read_text("utf-8").replace("head(6)", "head(9)"), "utf-8")
    pipeline.keep_theirs(old, new, paths.NOTEBOOKS)
    kept = ["html/index.html", "notebooks/03_term_frequencies (mine).ipynb", "notebooks/mine.ipynb"]
    assert names(new) == [*kept, "notes.txt"]
    assert (new / kept[1]).read_bytes() == changed.read_bytes()


def test_texts_saved_by_windows_are_read_like_others_and_what_differs_between_them_is_found(run):
    results = run[0] / "results"
    articles = read_table(results, "articles")
    assert articles["encoding"].tolist() == ["UTF-16", "UTF-8 with BOM"]
    assert articles["headline"].tolist() == [text.split("\n")[0] for text in (STAR, COURIER)]
    assert articles["dateline"].tolist() == ["MARWICK, 3 May (Northern Press) —", ""]
    segments, swaps = (read_table(results, name) for name in ("segments", "swaps"))
    # A line of the site's menu is no sentence.
    assert segments.loc[segments["doc"] == "second", "kind"].iloc[-1] == "metadata"
    pairs = {frozenset(pair) for pair in zip(swaps["word_a"], swaps["word_b"], strict=True)}
    assert {frozenset({"protesters", "rioters"}), frozenset({"said", "claimed"})} <= pairs


def test_its_notebooks_become_pages(run, tmp_path, capsys):
    folder = shutil.copytree(run[0], tmp_path / "my class")
    assert cli.main(["html", str(folder)]) == 0
    assert capsys.readouterr().out.endswith("Look at: results/html/index.html\n")
    assert "Northern Star" in (folder / "results" / "html" / "index.html").read_text("utf-8")


def digests(*folders):
    """The sha256 of every file in some folders, but for the record of time and memory."""
    return {
        path: sha256(path.read_bytes())
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != paths.MEASURED
    }
