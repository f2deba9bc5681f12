"""The public face: `import inotherwords as iow`, its page, and the library alone in another environment."""

import doctest
import os
import re
import shutil
import subprocess
import sys
import zipfile

import pandas as pd
import pytest

import inotherwords as iow
from inotherwords import paths
from inotherwords.errors import InputError
from inotherwords.layers import schema
from inotherwords.paths import PROJECT, SEEDS
from inotherwords.reproduction import Settings, public_face

PAGE = PROJECT / "docs" / "LIBRARY.md"
TEXT = "“We left at night,” said Ann Reed. The army denied that it had shelled the town."
WORDS = [("state", "army", "office", "army")]
OF_TEXTS = {
    "attributions": (),
    "labels": (WORDS,),
    "segments": (),
    "tokens": (),
    "concordance": ("army",),
}
FIRST = ["type", "speaker", "source", "cue", "content", "probability"]


def test_the_page_shows_what_the_functions_print(capsys):
    blocks = "\n".join(
        re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    )
    # pandas leaves spaces at the end of some lines, an editor takes them away.
    shown = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    shown.run(doctest.DocTestParser().get_doctest(blocks, {}, PAGE.name, str(PAGE), 0))
    assert shown.summarize(verbose=False).failed == 0, capsys.readouterr().out


def test_the_page_names_every_function_and_every_column_that_is_on_no_other_page():
    page = PAGE.read_text("utf-8")
    more = {*schema.columns("library/attributions"), *schema.columns("concordance")} - {"attribution"}
    assert [name for name in iow.__all__ if f"`{name}(" not in page] == []
    assert [name for name in sorted(more) if f"`{name}`" not in page] == []


def test_an_unknown_name_is_no_attribute_of_the_library():
    with pytest.raises(AttributeError, match="module 'inotherwords' has no attribute 'sentiment'"):
        iow.sentiment  # noqa: B018


@pytest.fixture(scope="module")
def of_study(texts):
    """The attributions of the five articles, read with the lists of the study."""
    return iow.attributions(texts, SEEDS / "speakers.csv", SEEDS / "labels.csv")


def test_the_articles_of_the_study_give_the_tables_of_the_study(texts, of_study, uncorrected):
    names = SEEDS / "names.csv"
    found = {
        "attributions": of_study[[*schema.columns("attributions")]],
        "labels": iow.labels(texts, str(SEEDS / "labels.csv")),
        "passages": iow.passages(texts),
        "segments": iow.segments(texts),
        "tokens": iow.tokens(texts, names),
    }
    differing = []
    for name, table in found.items():
        try:
            pd.testing.assert_frame_equal(table, uncorrected(name), atol=1e-6)
        except AssertionError as fault:
            differing.append(f"{name}: {fault}")
    assert differing == []


def test_the_keyness_of_the_study_is_the_library_s_without_the_outlets_own_names(texts, uncorrected):
    of_study = uncorrected("keyness")
    every = iow.keyness(iow.tokens(texts, SEEDS / "names.csv").assign(count=1))
    left_out = every.merge(of_study[["doc", "term"]], how="left", indicator=True).query(
        "_merge == 'left_only'"
    )
    assert set(left_out["term"]) == {"coastal", "international", "new"}
    told = every.merge(of_study[["doc", "term"]]).drop(columns="p_adjusted")  # of more comparisons
    pd.testing.assert_frame_equal(told, of_study.drop(columns="p_adjusted"), atol=1e-6)


def test_source_content_and_labels_of_an_attribution_are_its_words_as_printed(of_study, uncorrected):
    table = of_study.set_index(["doc", "attribution"])
    spans = uncorrected("attribution_spans").groupby(["doc", "attribution"])
    named = uncorrected("labels").groupby(["doc", "attribution"])["label"]
    assert list(table)[:6] == FIRST
    for place, row in table.iterrows():
        own = spans.get_group(place)
        printed = {role: " … ".join(parts) for role, parts in own.groupby("role")["text"]}
        assert (row["source"], row["content"]) == (printed.get("source", ""), printed.get("content", ""))
        assert (row["start"], row["end"]) == (own["start"].min(), own["end"].max())
        inside = named.get_group(place).unique() if place in named.groups else []
        assert row["labels"] == "; ".join(inside)


def test_one_text_is_a_table_without_doc_several_the_same_rows_with_it_and_one_without_words_has_none():
    for name, given in OF_TEXTS.items():
        function = getattr(iow, name)
        one, several = function(TEXT, *given), function({"b": TEXT, "a": TEXT}, *given)
        of_a = several[several["doc"] == "a"].drop(columns="doc")
        assert len(one) > 0, name
        pd.testing.assert_frame_equal(one.reset_index(), of_a.reset_index()[[*one.reset_index()]])
        assert list(several["doc"]) == ["a"] * len(one) + ["b"] * len(one), name
        for without, same in ((function("", *given), one), (function({"a": ""}, *given), several)):
            assert (len(without), list(without)) == (0, list(same)), name
    assert iow.passages({"a": "", "b": ""}).empty


def test_a_list_is_a_file_or_a_table_or_rows(tmp_path):
    columns = [*schema.columns("seeds/labels")][:-3]
    table = pd.DataFrame(WORDS, columns=columns)
    (tmp_path / "labels.csv").write_text(table.to_csv(index=False, sep=";"), "utf-8")
    forms = [table, table.to_dict("records"), [[*WORDS[0], "why"]], tmp_path / "labels.csv"]
    expected = iow.labels(TEXT, WORDS)
    assert list(expected["label"]) == ["army"]
    for given in [*forms, str(forms[-1]), table.assign(reason=float("nan"), note=1)]:
        pd.testing.assert_frame_equal(iow.labels(TEXT, given), expected)


def test_a_concordance_shows_words_as_printed():
    [row] = iow.concordance("He doesn’t know.", "doesn't", 4).to_dict("records")
    assert row == {"start": 3, "end": 10, "left": "He ", "text": "doesn’t", "right": " kno"}


def test_what_cannot_be_used_is_told_in_one_line(tmp_path):
    counts = pd.DataFrame({"doc": ["a"], "term": ["war"]})
    faults = {
        "texts: of type bytes. Give one text, or texts by name": lambda: iow.attributions(b"War."),
        "texts: of type NoneType. Give one text": lambda: iow.segments(None),
        "texts: 0 of them. Give 1 or more.": lambda: iow.tokens({}),
        "texts, 'a': of type int. Names and texts are strings": lambda: iow.labels({"a": 1}, WORDS),
        "texts, 1: no name. Names and texts are strings": lambda: iow.concordance({1: "War."}, "war"),
        "texts: of type str. Give two texts or more": lambda: iow.passages("War."),
        "texts: 1 of them. Give 2 or more.": lambda: iow.keyness({"a": "War."}),
        "texts: words in one of them at most.": lambda: iow.keyness({"a": "War.", "b": "…"}),
        "texts, 'b': of type float.": lambda: iow.collate("War.", 1.0),
        "counts: no column 'count' (it has: doc, term). Add it.": lambda: iow.keyness(counts),
        "counts: doc and term are texts, count": lambda: iow.keyness(counts.assign(count=0.5)),
        "labels: no column 'label' (it has: actor). Add it.": lambda: iow.labels(TEXT, [{"actor": "a"}]),
        "labels: ('a', 'b') is no row of it. Give (actor,": lambda: iow.labels(TEXT, [("a", "b")]),
        "labels: 'army' is no row of it.": lambda: iow.labels(TEXT, ["army"]),
        "speakers: no column 'speaker' (it has: pattern)": lambda: iow.attributions(
            TEXT, pd.DataFrame({"pattern": ["Ann"]})
        ),
        f"{tmp_path.name}/no.csv: no such file.": lambda: iow.labels(TEXT, tmp_path / "no.csv"),
        f"{tmp_path.name}/no: no run in it": lambda: iow.compare(tmp_path / "no", PROJECT),
    }
    for expected, call in faults.items():
        with pytest.raises(InputError, match=f"^{re.escape(expected)}") as fault:
            call()
        assert "\n" not in str(fault.value)


def test_a_run_is_the_same_as_itself():
    assert "\nVerdict: full reproduction\n" in iow.compare(PROJECT, str(PROJECT))


def test_run_and_check_are_those_of_the_command_line(monkeypatch):
    called = []
    monkeypatch.setattr(public_face, "run_study", lambda *given, **settings: called.append((given, settings)))
    monkeypatch.setattr(public_face, "check_study", lambda: "full reproduction")
    iow.run("articles", "results", by="outlet")
    assert called == [(("articles", "results"), {"settings": Settings("outlet")})]
    assert iow.check() == "full reproduction"


def test_without_the_project_run_and_check_say_in_one_line_what_is_lacking(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "PROJECT", tmp_path)
    for call in (iow.check, lambda: iow.run("articles", "results")):
        with pytest.raises(InputError, match=r"not part of the installed library\. Clone the project"):
            call()


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder into which the wheel of the library was unpacked, and nothing else."""
    folder = tmp_path_factory.mktemp("library")
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(PROJECT / "lib", folder / "copy" / "lib", ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, folder / "copy")
    options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "-w", folder]
    make = [sys.executable, "-m", "pip", "wheel", *options, "."]
    subprocess.run(make, cwd=folder / "copy", check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_the_wheel_brings_every_file_of_the_library(installed):
    library = PROJECT / "lib"
    expected = {path.relative_to(library) for path in library.glob("inotherwords/**/*") if path.is_file()}
    there = {path.relative_to(installed) for path in installed.rglob("*") if path.is_file()}
    passing = {"__pycache__"}
    assert sorted(path for path in expected - there if not passing & set(path.parts)) == []


def test_the_installed_library_reads_a_text_in_an_empty_folder(installed, tmp_path):
    code = (
        "import importlib, pkgutil\n"
        "import inotherwords as iow\n"
        "print(iow.__file__)\n"
        "print(iow.attributions('“We left at night,” said Ann Reed.').to_csv())\n"
        "for module in pkgutil.walk_packages(iow.__path__, 'inotherwords.'):\n"
        "    importlib.import_module(module.name)\n"
        "try:\n"
        "    iow.check()\n"
        "except ValueError as fault:\n"
        "    print(fault)\n"
    )
    path = os.pathsep.join([str(installed), os.environ["PYTHONPATH"]])
    given = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=given, capture_output=True, text=True
    )
    assert done.stderr == ""
    file, _, row, _, fault = done.stdout.splitlines()
    assert file == str(installed / "inotherwords" / "__init__.py")
    assert row.startswith('1,direct,Ann Reed,Ann Reed,said,"“We left at night,”",0.97,')
    assert fault.startswith("The notebooks and articles of the study are not part of the installed library.")
    assert list(tmp_path.iterdir()) == []
