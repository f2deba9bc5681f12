"""No network for any test, the layers of the five articles, a run and a browser, each once for all tests."""

import gc
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

import hypothesis
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, sync_playwright

from inotherwords import cleaning, naming, paths, settings
from inotherwords.attribution import per_article, voice_tables
from inotherwords.attribution.tables import tabulate
from inotherwords.corpus import folder, study
from inotherwords.layers import files, schema
from inotherwords.reproduction import pipeline
from inotherwords.reuse.passages import find_passages
from inotherwords.terms.tokens import find_tokens

# No network: neither for the processes that tests start (PYTHONPATH), kernels too, nor for this one.
OFFLINE = str(Path(__file__).with_name("offline"))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [OFFLINE, os.environ.get("PYTHONPATH")]))
sys.path.insert(0, OFFLINE)
sys.path.insert(0, str(Path(__file__).parent))  # for what several tests use, as `pictures`
sys.path.insert(0, str(paths.PROJECT / "teaching"))
import offline  # noqa: E402, F401
from once import make_once  # noqa: E402

collect_ignore = ["offline", "slurm"]  # not to be imported a second time, for docstring examples

# What is made once stays to the end (figures, pages, tables): to sift it again and again for rubbish takes
# a fifth of the time.
gc.set_threshold(100_000, 20, 20)

settings.ACTORS = folder.read_actors(paths.SEEDS)  # of the five articles, as notebooks do

# What takes longest begins first: there the runs of whole corpora are, and what a browser shows.
FIRST = (
    "study/test_notebooks",
    "study/test_other_corpus",
    "corpus/test_new",
    "reproduction/",
    "browser/",
    "pages/",
)


def pytest_collection_modifyitems(items):
    """Sort the files of tests; each process of a run takes the next (`--no-loadscope-reorder`)."""

    def rank(item):
        place = item.path.as_posix().removeprefix(f"{Path(__file__).parent.as_posix()}/")
        return next((number for number, name in enumerate(FIRST) if place.startswith(name)), len(FIRST))

    items.sort(key=rank)


# The same cases on every machine and in every run.
hypothesis.settings.register_profile("reproducible", deadline=None, derandomize=True)
hypothesis.settings.load_profile("reproducible")


@pytest.fixture(autouse=True)
def as_the_five_articles_have_it(monkeypatch):
    """Another corpus, opened in a test, leaves names of actors, stop words and settings as they were."""
    monkeypatch.setattr(settings, "ACTORS", settings.ACTORS)
    monkeypatch.setattr(settings, "STOP_WORDS", settings.STOP_WORDS)
    yield
    settings.choose({})


@pytest.fixture(scope="session")
def texts():
    return study.read_texts(paths.SEEDS, study.read_sources(paths.SEEDS))


@pytest.fixture(scope="session")
def edits(texts):
    return cleaning.list_edits(texts)


@pytest.fixture(scope="session")
def analysed(texts, edits):
    return cleaning.apply_edits(texts, edits)


@pytest.fixture(scope="session")
def segments(texts, analysed):
    return cleaning.list_segments(texts, analysed)


@pytest.fixture(scope="session")
def mentions(segments, analysed):
    listed = (folder.read_lexicon(paths.SEEDS, name) for name in ("labels", "actors"))
    return naming.list_mentions(segments, analysed, *listed)


@pytest.fixture(scope="session")
def attribution_tables(segments, analysed):
    return tabulate(segments, analysed, folder.read_lexicon(paths.SEEDS, "speakers"))


@pytest.fixture(scope="session")
def attributions(attribution_tables):
    return attribution_tables.attributions


@pytest.fixture(scope="session")
def spans(attribution_tables):
    return attribution_tables.attribution_spans


@pytest.fixture(scope="session")
def uncorrected(texts, segments, analysed, tmp_path_factory):
    """Return how to read a table of the five articles as the program finds it, without corrections."""
    given = {name: folder.read_lexicon(paths.SEEDS, name) for name in per_article.stage.lists}
    given |= {"precision": pd.DataFrame({"int8": [0]}), "corrections": schema.table("seeds/corrections")}
    found, place = per_article.compute(texts, given), tmp_path_factory.mktemp("uncorrected")
    found["passages"] = find_passages(segments, analysed)
    for name in ("attributions", "attribution_spans", "labels", "passages"):
        files.write_table(place, name, found[name])
    return lambda name: files.read_table(place if name in found else paths.OUTPUTS, name)


@pytest.fixture(scope="session")
def words(segments, analysed, spans):
    """Every counted word of the five articles with its voice."""
    tokens = find_tokens(segments, analysed, folder.read_lexicon(paths.SEEDS, "names"))
    return voice_tables.add_voice(tokens, segments, spans, analysed)


@pytest.fixture(scope="session")
def rebuilt(tmp_path_factory):
    """The results of the study run again, beside a copy of its articles; the notebooks are in them."""

    def run(folder):
        shutil.copytree(paths.SEEDS, folder / "corpus")
        pipeline.run_study(folder / "corpus", folder / "results")

    return make_once(tmp_path_factory, "à part", run) / "results"


@pytest.fixture(scope="session")
def known():
    """The facts of the lessons on the five articles."""
    import taught  # which needs much that other tests do not

    return taught.known()


@pytest.fixture(scope="session")
def browser():
    """Chromium, or Chrome or Edge, which are built on it; without one of them the test is skipped."""
    with sync_playwright() as playwright:
        found = filter(None, map(shutil.which, ["chromium", "chromium-browser"]))
        ways = [{"executable_path": path} for path in found] + [{"channel": "chrome"}, {"channel": "msedge"}]
        for way in ways:
            with suppress(Error):
                started = playwright.chromium.launch(**way)
                break
        else:
            pytest.skip("no browser: neither Chromium nor Chrome nor Edge starts (apt-get install chromium)")
        yield started
        started.close()


@pytest.fixture(scope="session")
def barriers():
    """Return what axe finds wrong with a page for those who cannot see it, or not well: a line each.

    To reckon what stands out from its ground takes most of the time. `contrast` says whether that alone is
    asked, or all else; `within`, in which part of the page.
    """
    rules = ["color-contrast", "link-in-text-block"]

    def found(page, contrast=None, within=None) -> list[str]:
        options = {"resultTypes": ["violations"]}
        if contrast is not None:
            kept = {"runOnly": {"type": "rule", "values": rules}}
            options |= kept if contrast else {"rules": {rule: {"enabled": False} for rule in rules}}
        violations = Axe().run(page, within, options).response["violations"]
        return [f"{rule['id']}: {node['target']}" for rule in violations for node in rule["nodes"]]

    return found
