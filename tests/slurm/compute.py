"""Compute the layers of a corpus, here or over Dask, and print a fingerprint of the bytes of each.

    python compute.py FOLDER    (with INOTHERWORDS_SCHEDULER: by the workers of that scheduler)
"""

import sys
from pathlib import Path

from inotherwords import corpus, layers, stream


def main(folder: Path) -> None:
    """Compute what notebooks 2 to 4 compute of each article."""
    given = {name: corpus.read_lexicon(folder, name) for name in ("names", "labels", "speakers")}
    given["precision"] = layers.precision(corpus.read_sources(folder))
    for stage in (layers.cleaned, layers.words, layers.attributions):
        for name, table in stream.run(stage, folder, folder, given).items():
            content = b"".join(file.read_bytes() for file in table.files)
            print(stage.__name__, name, table.rows, "rows", corpus.sha256(content)[:16], flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
