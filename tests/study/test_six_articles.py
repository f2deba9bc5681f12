"""A corpus with lists of its own: six invented articles on a boarding at sea, their tables as recorded."""

import shutil
from pathlib import Path

from recorded import list_changed
from small import write_notebooks

from inotherwords.paths import NOTEBOOKS
from inotherwords.reproduction import pipeline

ARTICLES = Path(__file__).parents[1] / "six_articles"
# In place of the figures and findings, which take half of the time.
LAST = """from pathlib import Path
(Path(outputs) / "findings.md").write_text("")
(Path(outputs) / "manifest.json").write_text("{}")"""


def test_every_table_comes_out_as_it_was_recorded(tmp_path):
    corpus, notebooks = tmp_path / "articles", tmp_path / "notebooks"
    shutil.copytree(ARTICLES, corpus)
    shutil.copytree(NOTEBOOKS, notebooks, ignore=shutil.ignore_patterns("06*", ".*"))
    [last] = write_notebooks(tmp_path / "last", LAST).glob("*.ipynb")
    last.rename(notebooks / "06_nothing.ipynb")
    pipeline.run_study(corpus, tmp_path / "results", notebooks)
    changed = list_changed(tmp_path / "results" / "tables", Path(__file__).with_name("six_articles.sha256"))
    assert not changed, "\n".join(changed)
