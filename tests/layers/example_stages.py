"""Stages for the tests of parts and workers: in a file of their own, which workers can import."""

import os
import signal
from pathlib import Path

from inotherwords import cleaning
from inotherwords.corpus import articles
from inotherwords.layers import schema


def clean(texts, given):
    """Two layers of real use, which need no library that is slow to load."""
    return {"edits": cleaning.list_edits(texts), "agencies": articles.agencies_named(texts)}


def clean_and_note(texts, given):
    """As `clean`; the articles of each call stand in a file."""
    with Path(given["settings"].loc[0, "file"]).open("a") as file:
        file.write(" ".join(texts) + "\n")
    return clean(texts, given)


def clean_but_refuse_poison(texts, given):
    """As `clean`, but no article may have the word POISON."""
    for doc, text in texts.items():
        if "POISON" in text:
            raise ValueError(f"cannot read\n/home/somebody/{doc}.txt \ud800")
    return clean(texts, given)


def clean_but_die_of_poison(texts, given):
    """As `clean`, but the word POISON kills the process: nothing can be raised any more."""
    if any("POISON" in text for text in texts.values()):
        os.kill(os.getpid(), signal.SIGKILL)
    return clean(texts, given)


def clean_but_be_killed_once(texts, given):
    """As `clean`, but the first process that comes to article c is killed, as if by somebody else.

    It leaves in a file how many threads the libraries may use there.
    """
    file = Path(given["settings"].loc[0, "file"])
    if "c" in texts and not file.exists():
        file.write_text(os.environ.get("OMP_NUM_THREADS", ""))
        os.kill(os.getpid(), signal.SIGKILL)
    return clean(texts, given)


def labels(texts, given):
    """A column of numbers or nothing: the attribution in which a mention stands."""
    rows = [
        {"doc": doc, "start": 0, "end": 1, "attribution": int(text or 0) or ""} for doc, text in texts.items()
    ]
    return {"labels": schema.table("labels", rows)}


def around(texts, given):
    """The text of each article as it is."""
    return {"around": schema.table("layers/around", [(doc, "", text) for doc, text in texts.items()])}


def number_of_this_process(known, texts):
    """No stage: what `workers` may be given just as well."""
    return os.getpid()
