"""The changes: a module used by its old name is found, or its parts are, under the names that are told."""

import re
from importlib.util import find_spec

from inotherwords.paths import PROJECT


def test_every_new_import_path_of_the_changes_is_one():
    rows = re.findall(
        r"^\| `([\w.]+)` \| (.+) \|$", (PROJECT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    told = {path for _, paths in rows for path in re.findall(r"`([\w.]+)`", paths)}
    assert len(rows) > 80
    assert [path for path in sorted(told) if not find_spec(f"inotherwords.{path}")] == []
