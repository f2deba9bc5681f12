"""Progress of a run: written by the workers, shown as a bar in a terminal."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tqdm import tqdm

FILE = "progress"
EVERY = 0.5  # seconds


def report(folder: Path, stage: str, done: int, articles: int) -> None:
    """Write into `folder` that a stage has done so many of its articles."""
    draft = folder / f".{FILE}-{os.getpid()}"
    draft.write_text(f"{stage} {done} {articles}\n")
    draft.replace(folder / FILE)


@contextmanager
def watch(folder: Path) -> Iterator[None]:
    """Show meanwhile what is reported in `folder` as a bar on stderr, if that is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    over = threading.Event()
    watcher = threading.Thread(target=_follow, args=(folder / FILE, over), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _follow(file: Path, over: threading.Event) -> None:
    """Draw a bar for each stage in turn until it is over."""
    stage, bar = "", None
    while not over.wait(EVERY):
        with suppress(OSError, ValueError):
            name, done, articles = file.read_text().split()
            if name != stage or bar is None:
                if bar is not None:
                    bar.close()
                stage, bar = name, tqdm(desc=name, total=int(articles), unit="article", leave=False)
            bar.update(int(done) - bar.n)
    if bar is not None:
        bar.close()
