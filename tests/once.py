"""What is made once for all processes of a test run: the runs of whole corpora, of some ten seconds each."""

import os
import time

PATIENCE = 600  # seconds
MADE = "made"


def make_once(tmp_path_factory, name, make):
    """Return a folder that `make` has filled, in whichever process came first; the others wait for it."""
    place = tmp_path_factory.getbasetemp()
    place = place.parent if "PYTEST_XDIST_WORKER" in os.environ else place
    folder, outcome = place / name, place / f"{name}.outcome"
    try:
        folder.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + PATIENCE
        while not (outcome.exists() and outcome.read_text("utf-8")) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert outcome.read_text("utf-8") == MADE
        return folder
    told = MADE
    try:
        make(folder)
    except BaseException as fault:
        told = f"not made: {fault!r}"
        raise
    finally:
        outcome.write_text(told, "utf-8")
    return folder
