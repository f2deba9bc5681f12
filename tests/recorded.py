"""Compare the tables of a run with what was recorded of them: every cell, by the SHA-256 of each file."""

from inotherwords.layers.files import sha256


def list_changed(tables, record):
    """Return the lines that `record` should have and has not; to record a change that is meant, copy them."""
    recorded = record.read_text(encoding="utf-8").splitlines()
    made = [f"{path.name} {sha256(path.read_bytes())}" for path in sorted(tables.glob("*.csv"))]
    return sorted(set(made) - set(recorded)) or sorted(set(recorded) - set(made))
